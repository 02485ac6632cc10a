// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/unit_ids.h"

#include "index/fields.h"
#include "index/segment_files.h"
#include "xapian-c/glass_reader.h"

#include <stdlib.h>

enum { HEAD = 16 };

// "a/b/c" becomes "c/b/a/", or, given that, "a/b/c" again.
static struct str turned(struct str id, struct arena *arena)
{
    char *out = arena_take(arena, id.len + 2);
    size_t len = 0;
    if (str_ends(id, STR("/")))
        id.len--;
    for (size_t end = id.len; id.len;) {
        size_t from = end;
        while (from && id.at[from - 1] != '/')
            from--;
        memcpy(out + len, id.at + from, end - from);
        len += end - from;
        out[len++] = '/';
        if (!from)
            break;
        end = from - 1;
    }
    out[len] = '\0';
    return (struct str){out, len};
}

// ---- Writing ----

struct ids {
    struct arena *arena;
    struct str *items;
    size_t count, room;
};

static int by_bytes(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static void gather(struct ids *ids, struct glass *glass, enum field_id field)
{
    const struct str prefix = str_of(fields[field].prefix);
    struct glass_terms terms;
    glass_terms_open(&terms, glass, prefix);
    while (glass_terms_next(&terms) && str_starts(buf_str(&terms.term), prefix)) {
        const struct str id = field_value(field, buf_str(&terms.term));
        if (!id.len)
            continue;
        ids->items = arena_grow(ids->arena, ids->items, ids->count, &ids->room,
                                sizeof *ids->items);
        ids->items[ids->count++] =
            field == FIELD_UNIT ? turned(id, ids->arena) : arena_copy(ids->arena, id);
    }
    glass_terms_close(&terms);
}

static void write_ids(struct output *output, const struct ids *ids, size_t units)
{
    uint32_t end = 0;
    output_add(output, UNIT_IDS_MAGIC, 8);
    output_add32(output, (uint32_t)units);
    output_add32(output, (uint32_t)(ids->count - units));
    for (size_t i = 0; i < ids->count; i++)
        output_add32(output, end += (uint32_t)ids->items[i].len);
    for (size_t i = 0; i < ids->count; i++)
        output_add(output, ids->items[i].at, ids->items[i].len);
}

bool unit_ids_write(const char *folder, struct error *err)
{
    char path[SEGMENT_PATH];
    struct glass *glass;
    struct output *output;
    if (!glass_open(&glass, segment_path(path, folder, SEGMENT_NOTICES)))
        return true;
    struct ids ids = {.arena = arena_new()};
    gather(&ids, glass, FIELD_UNIT);
    const size_t units = ids.count;
    if (units)
        qsort(ids.items, units, sizeof *ids.items, by_bytes);
    gather(&ids, glass, FIELD_ISSUER);
    const bool whole = !glass_damaged(glass);
    glass_close(glass);
    bool done = true;
    if (whole) {
        done = output_open(&output, segment_path(path, folder, SEGMENT_UNITS), err);
        if (done) {
            write_ids(output, &ids, units);
            done = output_close(output, err);
        }
    }
    arena_free(ids.arena);
    return done;
}

// ---- Reading ----

static uint32_t unit_count(const struct mapped *ids)
{
    return load32(ids->at + 8);
}

uint32_t unit_ids_issuers(const struct mapped *ids)
{
    return load32(ids->at + 12);
}

bool unit_ids_open(struct mapped *out, const char *path, struct error *err)
{
    if (!mapped_open(out, path, err))
        return false;
    if (out->len >= HEAD && memcmp(out->at, UNIT_IDS_MAGIC, 8) == 0 &&
        (uint64_t)unit_count(out) + unit_ids_issuers(out) <= (out->len - HEAD) / 4)
        return true;
    mapped_close(out);
    return error_set(err, ERROR_DAMAGED, "%s is damaged", path);
}

// Empty where the file makes no sense.
static struct str id_at(const struct mapped *ids, uint32_t number)
{
    const char *ends = ids->at + HEAD;
    const char *bytes = ends + 4 * ((size_t)unit_count(ids) + unit_ids_issuers(ids));
    const size_t from = number ? load32(ends + 4 * ((size_t)number - 1)) : 0;
    const size_t to = load32(ends + 4 * (size_t)number);
    if (from > to || to > (size_t)(ids->at + ids->len - bytes))
        return (struct str){0};
    return (struct str){bytes + from, to - from};
}

void unit_ids_named(const struct mapped *ids, struct str name,
                    bool (*found)(void *context, struct str id), void *context,
                    struct arena *arena)
{
    const struct str wanted = arena_printf(arena, "%.*s/", STR_ARG(name));
    uint32_t low = 0, high = unit_count(ids);
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (str_compare(id_at(ids, middle), wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < unit_count(ids) && str_starts(id_at(ids, low), wanted); low++) {
        struct str id = turned(id_at(ids, low), arena);
        id.len--; // its last slash
        if (!found(context, id))
            return;
    }
}

struct str unit_ids_issuer(const struct mapped *ids, uint32_t number)
{
    return id_at(ids, unit_count(ids) + number);
}
