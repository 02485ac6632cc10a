// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/survey_list.h"

#include "analyzers/period.h"
#include "base/translate.h"
#include "searcher/csv.h"
#include "searcher/fact_json.h"
#include "searcher/value_name.h"

enum { NOTICES_WIDTH = 13, OFFICES_WIDTH = 13, DATE_WIDTH = 10, NAME_LEAST = 28 };

static void pad_to(struct buf *out, size_t start, size_t width)
{
    size_t written = text_width((struct str){out->at + start, out->len - start});
    blanks_add(out, written < width ? width - written : 0);
}

size_t name_columns(size_t widest, size_t most)
{
    most = most > NAME_LEAST ? most : NAME_LEAST;
    return widest < most ? widest : most;
}

void name_and_value_add(struct buf *out, const struct terminal *terminal, struct str name,
                        struct str value, size_t widest)
{
    struct buf line = {0}, fitted = {0};
    line_add(&line, name);
    fit_add(&fitted, buf_str(&line), widest);
    buf_add_str(out, buf_str(&fitted));
    if (!str_equal(name, value)) {
        blanks_add(out, widest - text_width(buf_str(&fitted)) + 2);
        paint_add(out, terminal, PAINT_FAINT, value);
    }
    buf_free(&line);
    buf_free(&fitted);
}

// 12 notices    3 offices    17/02/2025  163/2021/NQ-HĐND  163/2021/nq-hdnd@quang-tri
static void add_reference(struct buf *out, const struct survey_row *row, size_t widest,
                          const struct terminal *terminal, struct arena *arena)
{
    struct str last = days_name((struct days){row->from, row->last}, arena);
    size_t start;
    start = out->len;
    buf_printf(out, _n("%3zu notice", "%3zu notices", row->notices), row->notices);
    pad_to(out, start, NOTICES_WIDTH);
    start = out->len;
    buf_printf(out, _n("%3zu office", "%3zu offices", row->offices), row->offices);
    pad_to(out, start, OFFICES_WIDTH);
    start = out->len;
    buf_add_str(out, row->last ? last : STR("-"));
    pad_to(out, start, DATE_WIDTH);
    buf_add_str(out, STR("  "));
    name_and_value_add(out, terminal, row->name, row->value, widest);
    buf_add_char(out, '\n');
}

void survey_text(struct buf *out, const struct survey *survey, bool references,
                 struct arena *arena)
{
    struct terminal terminal = terminal_read();
    size_t widest = 0;
    for (size_t i = 0; i < survey->count; i++) {
        size_t width = text_width(survey->rows[i].name);
        if (width > widest)
            widest = width;
    }
    widest = name_columns(widest, terminal.width / 3);
    for (size_t i = 0; i < survey->count; i++) {
        const struct survey_row *row = &survey->rows[i];
        if (references) {
            add_reference(out, row, widest, &terminal, arena);
            continue;
        }
        buf_printf(out, "%7zu  %.*s", row->notices, STR_ARG(row->name));
        if (row->share > 0)
            buf_printf(out, "  %.2f", row->share);
        buf_add_char(out, '\n');
    }
}

void survey_json(struct buf *out, const struct survey *survey, bool references)
{
    struct json json = {.out = out};
    for (size_t i = 0; i < survey->count; i++) {
        const struct survey_row *row = &survey->rows[i];
        json_object(&json, NULL);
        json_number(&json, "format", 1);
        json_str(&json, "value", row->value);
        json_str(&json, "name", row->name);
        json_number(&json, "count", (int64_t)row->notices);
        if (references) {
            json_number(&json, "offices", (int64_t)row->offices);
            json_day(&json, "last", row->last);
        } else if (row->share > 0) {
            json_real(&json, "share", row->share);
        } else {
            json_null(&json, "share");
        }
        json_end_line(&json);
    }
}

void survey_csv(struct buf *out, const struct survey *survey, bool references)
{
    struct csv csv = {.out = out};
    csv_head(&csv,
             references ? "value name count offices last" : "value name count share");
    for (size_t i = 0; i < survey->count; i++) {
        const struct survey_row *row = &survey->rows[i];
        char last[11];
        csv_cell(&csv, row->value);
        csv_cell(&csv, row->name);
        csv_number(&csv, (double)row->notices);
        if (references) {
            csv_number(&csv, (double)row->offices);
            csv_cell(&csv, str_of(day_text(row->last, last)));
        } else if (row->share > 0) {
            csv_number(&csv, row->share);
        } else {
            csv_cell(&csv, (struct str){0});
        }
        csv_end_line(&csv);
    }
}
