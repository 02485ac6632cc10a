// Cases in plain text that a linguist can extend: one a line, cells between tabs, #
// begins a comment.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CASE_CELLS = 8 };

// Calls `test` for each case of tests/cases/NAME with its cells; \n, \t, \f, \\ and \xHH
// in them are the bytes they say. Returns how many cases there were; 0 when the file is
// not there.
static inline size_t each_case(const char *name,
                               void (*test)(struct str *cells, size_t count))
{
    const char *source = getenv("TRACUU_SOURCE");
    struct buf path = {0};
    buf_printf(&path, "%s/tests/cases/%s", source ? source : ".", name);
    FILE *file = fopen(path.at, "r");
    buf_free(&path);
    if (!file)
        return 0;
    char line[8192];
    size_t count = 0;
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (!*line || *line == '#')
            continue;
        struct str cells[CASE_CELLS] = {{0}};
        size_t cell = 0;
        char *to = line, *start = line;
        for (char *from = line;; from++) {
            if (*from == '\t' || !*from) {
                if (cell < CASE_CELLS)
                    cells[cell++] = (struct str){start, (size_t)(to - start)};
                if (!*from)
                    break;
                start = to;
            } else if (*from == '\\' && from[1] == 'x') {
                char hex[3] = {from[2], from[3], 0};
                *to++ = (char)strtol(hex, NULL, 16);
                from += 3;
            } else if (*from == '\\') {
                from++;
                *to++ = *from == 'n'   ? '\n'
                        : *from == 't' ? '\t'
                        : *from == 'f' ? '\f'
                                       : *from;
            } else {
                *to++ = *from;
            }
        }
        test(cells, cell);
        count++;
    }
    fclose(file);
    return count;
}
