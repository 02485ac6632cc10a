// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_given.h"

enum { GIVEN_WORDS = 8, NAME_FURTHER = 10 };

// The word behind "sau đây gọi tắt là", "viết tắt là" at word `at`; `at` without it.
static uint32_t called_end(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    bool said = false;
    uint32_t i = at;
    for (; i < words->count && i < at + GIVEN_WORDS &&
           (i == at || !items[i].signs || items[i].first == ',');
         i++) {
        uint64_t key = items[i].key;
        if (key == WORD("goi") || key == WORD("viet")) {
            said = true;
        } else if (key == WORD("la") && said) {
            return i + 1;
        } else if (key != WORD("sau") && key != WORD("day") && key != WORD("tat") &&
                   key != WORD("chung")) {
            break;
        }
    }
    return said ? i : at;
}

// The word behind the bracket that opens before word `from`; 0 when it does not close
// soon.
static uint32_t bracket_end(const struct word_list *words, uint32_t from)
{
    const struct view *view = words->view;
    for (uint32_t i = from; i < words->count && i < from + GIVEN_WORDS; i++) {
        uint32_t next = i + 1 < words->count ? words->items[i + 1].from : view->count;
        for (uint32_t k = words->items[i].to; k < next; k++) {
            if (view->plain[k] == ')') {
                return i + 1;
            }
            if (view->plain[k] == '(' || view->plain[k] == ';' || view->plain[k] == ':') {
                return 0;
            }
        }
    }
    return 0;
}

static bool all_capitals(const struct word_list *words, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (!(words->items[i].shape & WORD_CAPS)) {
            return false;
        }
    }
    return from < to;
}

// True when the letters of the words [from, to) are the initials of the unit's name, with
// its first word or without.
static bool is_initials(struct unit_finder *finder, const struct unit *unit,
                        uint32_t from, uint32_t to)
{
    if (!all_capitals(&finder->words, from, to)) {
        return false;
    }
    struct str letters = words_folded_of(&finder->words, from, to, finder->arena), head;
    struct str full = unit_normal(unit->name, finder->list, finder->arena), rest = full;
    str_split(&head, &rest, ' ');
    // "Bộ Giáo dục và Đào tạo (GDĐT)" shortens what the ministry is for.
    if (str_equal(head, STR("bo")) || str_equal(head, STR("so"))) {
        return unit_name_shortens(letters, full);
    }
    return unit_name_shortens(letters, full) || unit_name_shortens(letters, rest);
}

uint32_t unit_given_name_end(struct unit_finder *finder, uint32_t from, uint32_t end)
{
    const struct word_list *words = &finder->words;
    uint32_t open = end;
    while (open < words->count && open < end + NAME_FURTHER &&
           !words->items[open].signs) {
        open++;
    }
    if (open >= words->count || open == end || words->items[open].signs != 1 ||
        words->items[open].first != '(') {
        return end;
    }
    uint32_t close = bracket_end(words, open);
    if (!close || !all_capitals(words, open, close)) {
        return end;
    }
    struct str letters = words_folded_of(words, open, close, finder->arena);
    return unit_name_shortens(
               letters, unit_name_normal(words, from, open, finder->list, finder->arena))
               ? open
               : end;
}

uint32_t unit_given_learn(struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items;
    if (at >= words->count || !items[at].signs || items[at].first != '(' ||
        !finder->out->count || (items[at].shape & WORD_BLANK)) {
        return at;
    }
    const struct unit *unit = &finder->out->items[finder->out->count - 1];
    uint32_t from = called_end(words, at);
    uint32_t to = unit->to == items[at - 1].to ? bracket_end(words, from) : 0;
    if (to <= from || !(items[from].shape & WORD_UPPER)) {
        return at;
    }
    // "… của Bộ Công Thương (sau đây gọi là Hệ thống)" names something of the Bộ.
    uint32_t head_end;
    const struct unit_head *head =
        from > at ? unit_lexicon_head(words, from, &head_end) : NULL;
    bool headed = head && word_is_spelt(words, from, &head->first);
    if (!headed && !is_initials(finder, unit, from, to)) {
        return at;
    }
    struct str name = unit->name, id = unit->id;
    bool collective = unit->collective;
    if (finder->given_count < UNIT_FINDER_GIVEN) {
        finder->given[finder->given_count++] =
            (struct unit_given){from, to, name, id, collective};
    }
    unit_finder_add(finder, from, to, name, id)->collective = collective;
    return to;
}

// True when the words of the given name stand at word `at`, as large or small.
static bool stands_at(const struct word_list *words, const struct unit_given *given,
                      uint32_t at)
{
    uint32_t count = given->to - given->from;
    for (uint32_t i = 0; i < count; i++) {
        const struct word *asked = &words->items[given->from + i];
        if (at + i >= words->count || words->items[at + i].key != asked->key ||
            (i && !asked->signs && words->items[at + i].signs) ||
            ((asked->shape ^ words->items[at + i].shape) & WORD_CAPS)) {
            return false;
        }
    }
    return true;
}

// "Sở Giáo dục và Đào tạo (GDĐT)" says nothing of "Phòng GDĐT".
static bool behind_head(const struct word_list *words, uint32_t at)
{
    uint32_t end;
    for (uint32_t back = 1; back <= 2 && back <= at && !words->items[at].signs; back++) {
        if (unit_lexicon_head(words, at - back, &end) && end == at) {
            return true;
        }
    }
    return false;
}

uint32_t unit_given_read(struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    if (!(words->items[at].shape & WORD_UPPER) || unit_finder_attached(words, at) ||
        behind_head(words, at)) {
        return at;
    }
    for (uint32_t i = 0; i < finder->given_count; i++) {
        const struct unit_given *given = &finder->given[i];
        if (stands_at(words, given, at)) {
            uint32_t end = at + given->to - given->from;
            unit_finder_add(finder, at, end, given->name, given->id)->collective =
                given->collective;
            return end;
        }
    }
    return at;
}
