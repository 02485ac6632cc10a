// "A được sửa đổi, bổ sung bởi B": the cited document, B, does it to the one before.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/relation_words.h"

// What a citation is told to do to another document.
struct passive {
    bool told;
    enum relation relation;
    struct str subject; // as in struct reference, where `by` is set
};

// What the words before a citation say; they are passive and begin at `begin`.
struct passive_words {
    const struct view *view;
    const struct cue *change;
    uint32_t begin;
};

// True when this text, or a part of it, stands right before the verb: "Quyết định này được
// sửa đổi bởi", "Khoản này được bãi bỏ theo".
bool passive_of_this(const struct passive_words *words);
// True when nothing but marks stands before the verb.
bool passive_bare(const struct passive_words *words);
// True when the words go on behind a citation that did something already: "A được sửa đổi
// bởi B, được thay thế bởi C".
bool passive_goes_on(const struct passive_words *words);
// True when such words may also be said of what is no document ("kinh phí được bổ sung
// theo", "giấy phép bị hủy bỏ theo"), so that they count only behind one.
bool passive_of_things(const struct passive_words *words);
// Makes the citation do what is told of it.
void passive_apply(struct reference *reference, const struct passive *passive);
