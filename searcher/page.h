// Where in a text something stands, as people look it up: its page where the text has
// pages, else its line.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/arena.h"
#include "base/str.h"
#include "searcher/csv.h"
#include "searcher/json.h"

#include <stdint.h>

// The page of a byte of the text, from 1; 0 where the text has no pages. A form feed
// stands between two pages, and nowhere else.
uint32_t page_of(struct str text, size_t byte);
// "ke-hoach.pdf tr. 3", or "ke-hoach.txt:45" on page 0. In the arena.
struct str place_name(struct str path, uint32_t page, uint32_t line, struct arena *arena);
// "page": 3, or null; a cell with 3, or an empty one.
void json_page(struct json *json, uint32_t page);
void csv_page(struct csv *csv, uint32_t page);
