// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/draft.h"

#include "base/arena.h"
#include "corpus/text.h"

#include <stdlib.h>

void draft_free(struct draft *draft)
{
    buf_free(&draft->text);
    free(draft->runs);
}

void draft_font(struct draft *draft, struct encoding_font font)
{
    struct encoding_run *last =
        draft->run_count ? &draft->runs[draft->run_count - 1] : NULL;
    struct encoding_font before =
        last ? last->font : (struct encoding_font){ENCODING_NONE, false};
    if (before.encoding == font.encoding && before.capitals == font.capitals) {
        return;
    }
    if (last && last->start == draft->text.len) {
        last->font = font;
        return;
    }
    if (draft->run_count == draft->run_room) {
        draft->run_room = draft->run_room ? draft->run_room * 2 : 64;
        draft->runs = memory_resize(draft->runs, draft->run_room * sizeof *draft->runs);
    }
    draft->runs[draft->run_count++] =
        (struct encoding_run){(uint32_t)draft->text.len, font};
}

void draft_char(struct draft *draft, uint32_t character)
{
    if (character == 0 || character == '\f') {
        return;
    }
    if (draft->text.len + 4 > draft->most) {
        draft->full = true;
        return;
    }
    text_add(&draft->text, character == '\r' ? '\n' : character);
}

void draft_add(struct draft *draft, struct str text)
{
    while (text.len) {
        draft_char(draft, text_take(&text));
    }
}

void draft_line(struct draft *draft)
{
    draft_char(draft, '\n');
}

static bool at_start(const struct draft *draft)
{
    char last = draft->text.len ? draft->text.at[draft->text.len - 1] : '\n';
    return last == '\n' || last == '\f';
}

void draft_end_line(struct draft *draft)
{
    if (!at_start(draft)) {
        draft_line(draft);
    }
}

void draft_cell(struct draft *draft)
{
    if (!at_start(draft) && draft->text.at[draft->text.len - 1] != '\t') {
        draft_char(draft, '\t');
    }
}

void draft_page(struct draft *draft)
{
    draft_end_line(draft);
    if (draft->text.len + 1 < draft->most) {
        buf_add_char(&draft->text, '\f');
    }
}
