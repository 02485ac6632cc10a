// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/dates.h"

#include "index/fields.h"
#include "index/segment_files.h"

enum { HEAD = 8, ENTRY = 8 };

uint32_t dates_number(struct str value)
{
    uint32_t number = 0;
    for (size_t i = 0; i < value.len && i < DAY_VALUE_SIZE; i++)
        number = number * 10 + (uint32_t)(unsigned char)(value.at[i] - 48) % 10;
    return value.len ? number + 1 : 0;
}

void dates_add(struct buf *dates, const struct terms *terms)
{
    const uint32_t slot = (uint32_t)fields[FIELD_PERIOD].slot;
    uint32_t numbers[2] = {0, 0};
    for (size_t i = 0; i < terms->value_count; i++) {
        const struct xapian_value *value = &terms->values[i];
        if (value->slot == slot)
            numbers[DATES_NEWEST] = htole32(dates_number(value->value));
        else if (value->slot == slot + 2)
            numbers[DATES_OLDEST] = htole32(dates_number(value->value));
    }
    buf_add(dates, numbers, sizeof numbers);
}

bool dates_write(const struct buf *dates, const char *path, struct error *err)
{
    struct output *output;
    if (!output_open(&output, path, err))
        return false;
    output_add(output, DATES_MAGIC, HEAD);
    output_add(output, dates->at, dates->len);
    return output_close(output, err);
}

bool dates_open(struct mapped *out, const char *path, size_t notices, struct error *err)
{
    if (!mapped_open(out, path, err))
        return false;
    if (out->len >= HEAD && out->len % ENTRY == 0 &&
        (notices == SIZE_MAX || (out->len - HEAD) / ENTRY == notices) &&
        memcmp(out->at, DATES_MAGIC, HEAD) == 0)
        return true;
    mapped_close(out);
    return error_set(err, ERROR_DAMAGED, "%s is damaged", path);
}

bool dates_join(const char *path, const char *const *parts, size_t count,
                struct error *err)
{
    struct buf all = {0};
    struct error failed = {0};
    bool done = true;
    for (size_t i = 0; i < count && done; i++) {
        char part[SEGMENT_PATH];
        struct mapped dates;
        done = dates_open(&dates, segment_path(part, parts[i], SEGMENT_DATES), SIZE_MAX,
                          &failed);
        if (!done)
            break;
        buf_add(&all, dates.at + HEAD, dates.len - HEAD);
        mapped_close(&dates);
    }
    if (done)
        done = dates_write(&all, path, &failed);
    buf_free(&all);
    return done || failed.code == ERROR_GONE ||
           error_set(err, failed.code, "%s", failed.message);
}
