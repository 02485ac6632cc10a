// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/page.h"

#include <string.h>

uint32_t page_of(struct str text, size_t byte)
{
    if (!text.len || !memchr(text.at, '\f', text.len))
        return 0;
    uint32_t page = 1;
    const char *at = text.at, *end = text.at + (byte < text.len ? byte : text.len);
    while (at < end && (at = memchr(at, '\f', (size_t)(end - at)))) {
        page++;
        at++;
    }
    return page;
}

struct str place_name(struct str path, uint32_t page, uint32_t line, struct arena *arena)
{
    if (!page)
        return arena_printf(arena, "%.*s:%u", STR_ARG(path), (unsigned)line);
    return arena_printf(arena, "%.*s%str. %u", STR_ARG(path), path.len ? " " : "",
                        (unsigned)page);
}

void json_page(struct json *json, uint32_t page)
{
    if (page)
        json_number(json, "page", page);
    else
        json_null(json, "page");
}

void csv_page(struct csv *csv, uint32_t page)
{
    if (page)
        csv_number(csv, page);
    else
        csv_cell(csv, (struct str){0});
}
