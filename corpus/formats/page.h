// A page that is a picture: recognised now, or found among what was recognised before.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "corpus/formats/desk.h"
#include "corpus/formats/recogniser.h"

// Draws the page when it is really needed; false when it cannot be drawn. *free_with gets
// what draw_done wants.
struct page_picture {
    bool (*draw)(void *context, struct picture *picture, struct error *err);
    void (*done)(void *context);
    void *context;
};

// Adds the text of page `number` (from 1) to the draft: kept from before, or recognised
// if `now` is set. False when there is none of either;
// *err is filled when recognition failed.
bool page_recognise(const struct document *document, unsigned number, bool now,
                    const struct page_picture *page, struct draft *draft,
                    struct error *err);
