// Finds the round black seal on a page that knows no colour, and takes its rim away where
// letters lie under it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "corpus/formats/grey.h"

#include <stdbool.h>

// Places and the radius of its rim in points of the picture.
struct seal {
    float x;
    float y;
    float radius;
};

// Seals of offices are 30 to 42 millimetres wide; at least two fifths of the rim must be
// there. The largest one counts.
bool seal_find(struct seal *seal, const struct grey *page, int dots);

// Where text may lie under a seal and beside it: the titles above, the name below.
struct seal_place {
    int x;
    int y;
    int width;
    int height;
};

struct seal_place seal_place(const struct seal *seal, const struct grey *page);
// That part of the page, and all of the rim that is as thick as `thick` 200ths of an inch
// shown as paper. Letters are thinner than most of a rim, but not much: what is read must
// be read with several.
struct grey seal_without_rim(const struct seal *seal, const struct grey *page,
                             struct seal_place place, int dots, int thick);
