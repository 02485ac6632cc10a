// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/person_role.h"

#include "analyzers/person_name.h"
#include "analyzers/role.h"
#include "analyzers/unit_pattern.h"
#include "analyzers/unit_scope.h"

enum { BEFORE = 14, BEHIND = 24 }; // words that a title reaches

bool person_called(const struct word_list *words, uint32_t at, uint32_t *from)
{
    if (role_match_back(words, at, from) != ROLE_HONORIFIC) {
        return false;
    }
    // "bà", "ông", "anh", "chị" are words of their own only with their marks.
    if (at - *from == 1 && words->items[*from].to - words->items[*from].from <= 3 &&
        words->items[*from].key != WORD("dc")) {
        return word_is_spelt(words, *from, SPELT("ông")) ||
               word_is_spelt(words, *from, SPELT("bà")) ||
               word_is_spelt(words, *from, SPELT("anh")) ||
               word_is_spelt(words, *from, SPELT("chị"));
    }
    return true;
}

static bool is_place_word(uint64_t key)
{
    return key == WORD("tinh") || key == WORD("thanh") || key == WORD("huyen") ||
           key == WORD("xa");
}

// True when the words [from, to) between a title and a name name the unit that it is of.
static bool names_unit(const struct word_list *words, uint32_t from, uint32_t to)
{
    uint32_t end;
    for (uint32_t i = from; i < to;) {
        const struct word *word = &words->items[i];
        if ((unit_lexicon_match(words, i, NULL, &end) && end <= to) ||
            (unit_lexicon_topic(words, i, &end) && end <= to)) {
            i = end;
        } else if ((word->shape & WORD_UPPER) || is_place_word(word->key) ||
                   word->key == WORD("pho") || word->key == WORD("va")) {
            i++;
        } else {
            return false;
        }
    }
    return true;
}

// "TT. NAME" (Thứ trưởng), "PTT. NAME", "HT. NAME": capitals and a full stop that stand for
// other things, too, where no name follows.
static bool shortened_title(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    if (at < 1 || at >= words->count || items[at].signs != 1 || items[at].first != '.' ||
        !(items[at - 1].shape & WORD_CAPS) ||
        (items[at].shape & (WORD_LINE | WORD_CAPS)) ||
        surname_of(words, at) != SURNAME_EXACT) {
        return false;
    }
    uint64_t key = items[at - 1].key;
    return (key == WORD("tt") || key == WORD("ptt") || key == WORD("ht") ||
            key == WORD("pht") || key == WORD("vt") || key == WORD("pvt")) &&
           name_run(words, at, NAME_IN_LINE) >= at + 3;
}

uint32_t person_role_before(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    uint32_t from;
    // "…, Bí thư; ông NAME": that was another person's.
    if (at < words->count && items[at].signs && items[at].last == ';') {
        return at;
    }
    if (shortened_title(words, at)) {
        return at - 1;
    }
    for (uint32_t i = at; i > 0 && at - i < BEFORE; i--) {
        enum role_kind kind = role_match_back(words, i, &from);
        if (kind == ROLE_TITLE || kind == ROLE_SHORT || kind == ROLE_RANK) {
            return names_unit(words, i, at) ? from : at;
        }
        if (items[i].signs && !(i == at && items[i].signs == 1 &&
                                (items[i].first == '.' || items[i].first == ':'))) {
            return at;
        }
        if (items[i - 1].key == WORD("la") || items[i - 1].key == WORD("do")) {
            return at;
        }
    }
    return at;
}

// The word behind one piece of the unit that a title is of, `at` when none stands there.
static uint32_t piece_end(const struct word_list *words, uint32_t at)
{
    uint32_t end = at;
    if (unit_lexicon_match(words, at, NULL, &end)) {
        return end;
    }
    if (words->items[at].shape & WORD_UPPER) {
        const struct unit_head *head = unit_lexicon_head(words, at, &end);
        uint32_t from = head ? end : at;
        end = unit_pattern_end(words, from, false);
        if (end > from || head) {
            return end > from ? end : from;
        }
    }
    uint64_t key = words->items[at].key;
    if (!is_place_word(key) && key != WORD("quan") && key != WORD("phuong")) {
        return at;
    }
    struct unit_scope scope;
    struct arena *arena = arena_new();
    unit_scope_read(&scope, words, at, arena);
    arena_free(arena);
    return scope.end;
}

uint32_t person_role_after(const struct word_list *words, uint32_t at, uint32_t *from)
{
    const struct word *items = words->items;
    uint32_t end;
    if (at >= words->count || items[at].signs > 2) {
        return at;
    }
    char sign = items[at].first;
    bool fits = !items[at].signs ? !(items[at].shape & WORD_LINE)
                                 : (sign == ',' || sign == '-' || sign == '(' ||
                                    sign == ':' || sign == '~');
    uint32_t i = at + (fits && items[at].key == WORD("la") && items[at].signs <= 1);
    if (!fits || i >= words->count) {
        return at;
    }
    enum role_kind kind = role_match(words, i, &end);
    if ((kind != ROLE_TITLE && kind != ROLE_SHORT) || !(items[i].shape & WORD_UPPER)) {
        return at;
    }
    *from = i;
    while (end < words->count && !items[end].signs && end < i + BEHIND) {
        uint32_t behind = piece_end(words, end);
        if (behind == end) {
            break;
        }
        end = behind;
    }
    return end;
}
