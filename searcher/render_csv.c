// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/answer.h"
#include "searcher/page.h"
#include "searcher/value_name.h"

#include "analyzers/period.h"

static void write_snippet(struct csv *csv, const struct answer_hit *hit)
{
    if (!hit->snippets.count) {
        csv_cell(csv, (struct str){0});
        csv_cell(csv, (struct str){0});
        csv_cell(csv, (struct str){0});
        return;
    }
    const struct snippet *snippet = &hit->snippets.items[0];
    struct buf line = {0};
    csv_number(csv, snippet->line);
    line_add(&line, str_slice(hit->document.notice.text, snippet->span.start,
                              snippet->span.end));
    csv_cell(csv, buf_str(&line));
    csv_page(csv, snippet->page);
    buf_free(&line);
}

void render_csv(struct buf *out, const struct answer *answer)
{
    struct csv csv = {.out = out};
    if (!answer->first)
        csv_head(
            &csv,
            "id path type number from to issuer title match score line snippet page");
    for (size_t i = 0; i < answer->count; i++) {
        const struct answer_hit *hit = &answer->hits[i];
        const struct anatomy *anatomy = &hit->document.notice.anatomy;
        char from[11], to[11];
        csv_cell(&csv, hit->document.id);
        csv_cell(&csv, hit->path_count ? hit->paths[0] : (struct str){0});
        csv_cell(&csv, anatomy->type);
        csv_cell(&csv, anatomy->number);
        csv_cell(&csv, str_of(day_text(anatomy->date.from, from)));
        csv_cell(&csv, str_of(day_text(anatomy->date.to, to)));
        csv_cell(&csv, issuer_name(&anatomy->office, answer->arena));
        csv_cell(&csv, anatomy->title);
        csv_cell(&csv, hit->ranked->all ? STR("all") : STR("some"));
        csv_number(&csv, hit->ranked->score);
        write_snippet(&csv, hit);
        csv_end_line(&csv);
    }
}
