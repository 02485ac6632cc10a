// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Kept as "0.91\n" and the text.
static bool add_kept(struct draft *draft, struct str kept)
{
    struct str text = kept;
    struct str number;
    if (!str_split(&number, &text, '\n') || !text.at) {
        return false;
    }
    char digits[16] = {0};
    memcpy(digits, number.at, number.len < 15 ? number.len : 15);
    draft_font(draft, (struct encoding_font){ENCODING_SURE, false});
    draft_add(draft, text);
    draft_end_line(draft);
    draft->recognised++;
    draft->confidence += strtod(digits, NULL);
    return true;
}

bool page_recognise(const struct document *document, unsigned number, bool now,
                    const struct page_picture *page, struct draft *draft,
                    struct error *err)
{
    struct desk *desk = document->desk;
    struct buf kept = {0};
    if (desk_ask(desk, document->sha256, number, &kept)) {
        bool added = add_kept(draft, buf_str(&kept));
        buf_free(&kept);
        return added;
    }
    if (!now || desk->recognised >= DESK_PAGES_RECOGNISED) {
        buf_free(&kept);
        return false;
    }
    desk->recognised++;
    struct picture picture = {0};
    struct buf text = {0};
    double confidence;
    bool done = page->draw(page->context, &picture, err) &&
                recogniser_read(&text, &confidence, &picture, err);
    page->done(page->context);
    if (done) {
        buf_clear(&kept);
        buf_printf(&kept, "%.2f\n", confidence);
        buf_add_str(&kept, buf_str(&text));
        desk_keep(desk, document->sha256, number, buf_str(&kept));
        add_kept(draft, buf_str(&kept));
    }
    buf_free(&text);
    buf_free(&kept);
    return done;
}
