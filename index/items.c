// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/items.h"

#include "index/mapped.h"

enum { HEAD = 4 };

void items_start(struct buf *out, uint32_t before)
{
    for (int shift = 0; shift < 32; shift += 8)
        buf_add_char(out, (char)(before >> shift));
}

void items_add(struct buf *out, uint32_t from, uint32_t to, const uint32_t *further,
               size_t further_count)
{
    buf_add_number(out, from);
    buf_add_number(out, to - from);
    buf_add_number(out, further_count);
    for (size_t i = 0; i < further_count; i++)
        buf_add_number(out, further[i]);
}

bool items_open(struct items *out, struct str record)
{
    *out = (struct items){0};
    if (record.len < HEAD)
        return false;
    out->before = load32(record.at);
    out->rest = str_slice(record, HEAD, record.len);
    return true;
}

static bool take(struct str *rest, uint32_t *out)
{
    uint64_t number;
    if (!str_take_number(rest, &number) || number > UINT32_MAX)
        return false;
    *out = (uint32_t)number;
    return true;
}

static bool give_up(struct items *items)
{
    items->rest.len = 0;
    items->damaged = true;
    return false;
}

bool items_next(struct items *items, struct item *out)
{
    uint32_t len, further;
    *out = (struct item){0};
    if (!items->rest.len)
        return false;
    if (!take(&items->rest, &out->from) || !take(&items->rest, &len) ||
        !take(&items->rest, &further) || len > UINT32_MAX - out->from ||
        further > items->rest.len)
        return give_up(items);
    out->to = out->from + len;
    out->further_count = further;
    out->further = items->rest;
    for (uint32_t i = 0, number; i < further; i++)
        if (!take(&items->rest, &number))
            return give_up(items);
    return true;
}

bool items_further(struct item *item, uint32_t *number)
{
    if (!item->further_count || !take(&item->further, number))
        return false;
    item->further_count--;
    return true;
}

bool items_renumber(struct buf *out, struct str record, uint32_t *before,
                    const uint32_t *map, uint32_t count)
{
    struct items items;
    struct item item;
    items_start(out, *before);
    if (!items_open(&items, record))
        return false;
    for (; items_next(&items, &item); ++*before) {
        buf_add_number(out, item.from);
        buf_add_number(out, item.to - item.from);
        buf_add_number(out, item.further_count);
        for (uint32_t number; items_further(&item, &number);)
            buf_add_number(out, number <= count ? map[number] : 0);
    }
    return !items.damaged;
}
