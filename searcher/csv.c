// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/csv.h"

#include <string.h>

void csv_head(struct csv *csv, const char *names)
{
    buf_add_str(csv->out, STR("\xef\xbb\xbf"));
    struct str rest = str_of(names), name;
    while (str_split(&name, &rest, ' '))
        csv_cell(csv, name);
    csv_end_line(csv);
}

void csv_cell(struct csv *csv, struct str text)
{
    if (csv->follows)
        buf_add_char(csv->out, ',');
    csv->follows = true;
    bool formula = text.len && memchr("=+-@\t\r\n", text.at[0], 7);
    bool quoted = formula;
    for (size_t i = 0; i < text.len && !quoted; i++)
        quoted = memchr(",\"\r\n", text.at[i], 4) != NULL;
    if (!quoted) {
        buf_add_str(csv->out, text);
        return;
    }
    buf_add_char(csv->out, '"');
    if (formula)
        buf_add_char(csv->out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"')
            buf_add_char(csv->out, '"');
        buf_add_char(csv->out, text.at[i]);
    }
    buf_add_char(csv->out, '"');
}

void csv_number(struct csv *csv, double number)
{
    if (csv->follows)
        buf_add_char(csv->out, ',');
    csv->follows = true;
    buf_printf(csv->out, "%.6g", number);
}

void csv_end_line(struct csv *csv)
{
    buf_add_str(csv->out, STR("\r\n"));
    csv->follows = false;
}
