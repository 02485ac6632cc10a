// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit.h"

#include "analyzers/unit_beginning.h"
#include "analyzers/unit_code.h"
#include "analyzers/unit_collective.h"
#include "analyzers/unit_given.h"
#include "analyzers/unit_heading.h"
#include "analyzers/unit_known.h"
#include "analyzers/unit_part.h"
#include "analyzers/unit_shared.h"
#include "analyzers/word_class.h"

enum { EMBLEM_WORDS = 24 }; // of the head

// A unit of the archive's own file.
static uint32_t read_own(struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    uint32_t end;
    const struct own_unit *own =
        unit_list_match(finder->list, finder->office->id, words, at, &end);
    if (!own || !((words->items[at].shape & WORD_UPPER) || end - at > 1) ||
        unit_finder_attached(words, at)) {
        return at;
    }
    unit_finder_add(finder, at, end, own->name, own->id);
    return end;
}

// "các phòng, đơn vị thuộc Sở", and "các Bộ, cơ quan: Kế hoạch và Đầu tư, Tài chính …".
static uint32_t read_collective(struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items;
    struct unit_collective group;
    if (!unit_collective_read(&group, words, at)) {
        return at;
    }
    uint32_t first = at + (items[at].key == WORD("cac")), head_to;
    bool colon = group.end < words->count && items[group.end].signs == 1 &&
                 items[group.end].first == ':' && !(items[group.end].shape & WORD_BLANK);
    // "Các đơn vị: TCKT, TTKT": the codes are the units.
    if (colon && finder->recipients && (items[group.end].shape & WORD_CAPS)) {
        return at;
    }
    if (colon && unit_lexicon_begins(items[first].key)) {
        const struct unit_head *shared = unit_lexicon_head(words, first, &head_to);
        uint32_t end = shared && shared->kind == HEAD_SECTOR
                           ? unit_shared_read(finder, group.end, shared, group.end)
                           : group.end;
        if (end > group.end) {
            return end;
        }
    }
    struct str parent = group.of_state    ? STR("trung-uong")
                        : group.of_office ? finder->office->id
                                          : finder->office->province;
    struct unit *unit =
        unit_finder_add(finder, at, group.end, unit_finder_name(finder, at, group.end),
                        unit_finder_id(finder, parent, group.id));
    unit->collective = true;
    return group.end;
}

// "các sở: Tài chính, Xây dựng", in small letters; `at` where that is not what stands
// here.
static uint32_t read_small_list(struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items;
    uint32_t end;
    if (items[at].key != WORD("cac") || at + 2 >= words->count ||
        !word_is_spelt(words, at + 1, SPELT("sở")) || items[at + 1].signs ||
        !(items[at + 2].shape & WORD_UPPER)) {
        return at;
    }
    const struct unit_head *shared = unit_lexicon_head(words, at + 1, &end);
    uint32_t behind = shared ? unit_part_read(finder, at + 1, end, shared) : at;
    return behind > at + 1 ? behind : at;
}

// True when the letters of the name at [at, end) are those of the body that is meant:
// marks and capitals tell "Sở Y tế" from "sơ y tế".
static bool written_so(const struct word_list *words, uint32_t at, uint32_t end,
                       const struct known_unit *known)
{
    const struct word *word = &words->items[at];
    bool exact = word_is_spelt(words, at, &known->first), single = end == at + 1;
    bool caps = word->shape & WORD_CAPS;
    if ((known->exact && !caps) || (single && !caps && !exact)) {
        return false;
    }
    if (!(word->shape & WORD_UPPER)) {
        return exact && end - at >= 3 &&
               (words->items[at + 1].shape & WORD_UPPER || word->key == WORD("cong"));
    }
    // "Văn phòng bố trí xe" is no "Văn phòng Bộ": in small letters marks decide.
    if (end - at > 1 && !(words->items[end - 1].shape & WORD_UPPER) &&
        words->items[end - 1].to - words->items[end - 1].from == 2) {
        struct str last = known->normal;
        while (last.len && str_find(last, STR(" "), 0) >= 0) {
            last = str_slice(last, (size_t)str_find(last, STR(" "), 0) + 1, last.len);
        }
        bool office = str_equal(last, STR("bo")) || str_equal(last, STR("so"));
        if (office && !word_is_spelt(words, end - 1, SPELT("bộ")) &&
            !word_is_spelt(words, end - 1, SPELT("sở"))) {
            return false;
        }
    }
    if (word->key == WORD("so") && !exact) {
        return !single && (word_is_spelt(words, at, SPELT("sờ")) ||
                           word_is_spelt(words, at, SPELT("sỡ")) ||
                           word_is_spelt(words, at, SPELT("sơ")));
    }
    return exact || !single || caps;
}

// A body that the tables know.
static uint32_t read_known(struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items;
    uint32_t end;
    const struct known_unit *known = unit_lexicon_match(words, at, finder->list, &end);
    if (!known || unit_lexicon_lookalike(words, at) > end) {
        return at;
    }
    bool law = at > 2 && items[at - 1].key == WORD("chuc") &&
               items[at - 2].key == WORD("to") && items[at - 3].key == WORD("luat");
    // "ĐOÀN TNCS HỒ CHÍ MINH" beside the name of an office of it stands for the country.
    bool emblem = at < EMBLEM_WORDS && (items[at].shape & WORD_CAPS) && end - at > 3 &&
                  str_equal(known->id, STR("doan-thanh-nien"));
    // "cơ quan thuộc Chính phủ" names a kind of body, not the government.
    bool kind = at > 0 && items[at - 1].key == WORD("thuoc") &&
                str_equal(known->id, STR("chinh-phu"));
    return !law && !kind && !emblem && written_so(words, at, end, known)
               ? unit_known_add(finder, at, end, known)
               : at;
}

// A unit by its first word.
static uint32_t read_part(struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct word *items = words->items, *word = &items[at];
    // In a line of capitals a head stands behind a title or begins: "NHIỆM VỤ", "XÃ HỘI",
    // "THÔNG BÁO" hold none.
    if ((word->shape & WORD_CAPS) && at > 0 && !(word->shape & WORD_LINE) &&
        !word->signs && (items[at - 1].shape & WORD_CAPS) &&
        items[at - 1].key != WORD("chanh") && items[at - 1].key != WORD("truong") &&
        items[at - 1].key != WORD("doc") && items[at - 1].key != WORD("pho")) {
        return at;
    }
    uint32_t end;
    const struct unit_head *head = unit_lexicon_head(words, at, &end);
    if (!head) {
        return at;
    }
    if (!(word->shape & WORD_UPPER) &&
        !(word_is_spelt(words, at, &head->first) && end < words->count &&
          (((word->key == WORD("phong") || word->key == WORD("khoa")) &&
            (items[end].shape & WORD_UPPER)) ||
           unit_heading_end(words, at, end) > end))) {
        return at;
    }
    return unit_lexicon_lookalike(words, at) > at ? at
                                                  : unit_part_read(finder, at, end, head);
}

// "phòng quản lý giá": in small letters, when the text has said "Phòng Quản lý giá".
static uint32_t read_said(struct unit_finder *finder, uint32_t at)
{
    uint32_t end;
    if (unit_lexicon_lookalike(&finder->words, at) > at) {
        return at;
    }
    struct str id = unit_aliases_said(finder->aliases, &finder->words, at, &end);
    if (!id.len) {
        return at;
    }
    unit_finder_add(finder, at, end, unit_finder_name(finder, at, end), id);
    return end;
}

// The heads that begin a name in small letters too.
static bool may_be_small(uint64_t key)
{
    return key == WORD("phong") || key == WORD("so") || key == WORD("cong") ||
           key == WORD("van") || key == WORD("trung") || key == WORD("khoa");
}

// "biên phòng Hố Gùi", "quốc phòng": the second half of a word is no department.
static bool ends_compound(const struct word_list *words, uint32_t at)
{
    const struct word *word = &words->items[at];
    if (word->key != WORD("phong") || !at || word->signs) {
        return false;
    }
    uint64_t before = words->items[at - 1].key;
    // "Hải Phòng - Quảng Ninh"
    if (word->shape & WORD_UPPER) {
        return before == WORD("hai") && (words->items[at - 1].shape & WORD_UPPER) &&
               word_is_spelt(words, at - 1, SPELT("hải"));
    }
    return before == WORD("bien") || before == WORD("quoc") || before == WORD("du") ||
           before == WORD("de") || before == WORD("giai") || before == WORD("tien");
}

// The word behind the unit that starts at word `at`; `at` when none does.
static uint32_t find_at(struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    const struct word *word = &words->items[at];
    uint32_t end = finder->list ? read_own(finder, at) : at;
    if (end == at && unit_lexicon_begins_small(word->key) &&
        unit_list_begins_at(words, at)) {
        end = read_collective(finder, at);
    }
    if (end == at) {
        end = read_small_list(finder, at);
    }
    if (end > at || !unit_lexicon_begins(word->key) ||
        (!(word->shape & WORD_UPPER) && !may_be_small(word->key)) ||
        ends_compound(words, at) || unit_finder_code_goes_on(words, at) ||
        (unit_finder_attached(words, at) &&
         !(word->signs == 1 && word->last == '-' && word->shape & WORD_LINE))) {
        return end;
    }
    end = read_known(finder, at);
    if (end > at) {
        return end;
    }
    end = read_part(finder, at);
    bool small = !(word->shape & WORD_UPPER) && word->key == WORD("phong");
    return end == at && small ? read_said(finder, at) : end;
}

// What is read at word `at`: a heading or code in the frame, or a unit. Returns the word
// where to go on.
static uint32_t read_at(struct unit_finder *finder, uint32_t at)
{
    const struct word *word = &finder->words.items[at];
    bool upper = word->shape & WORD_UPPER, given = upper && finder->given_count;
    uint32_t end = at;
    if (finder->archive && (word->shape & WORD_LINE)) {
        finder->archive = finder->recipients = false;
    }
    if (upper ? word->key == WORD("noi") || word->key == WORD("luu") ||
                    word->key == WORD("gui")
              : finder->recipients && word_is_spelt(&finder->words, at, SPELT("lưu"))) {
        unit_code_note(finder, at);
    }
    if (!finder->list && !given &&
        !(upper ? finder->recipients || unit_lexicon_begins(word->key)
                : unit_lexicon_begins_small(word->key))) {
        return at + 1;
    }
    if (!finder->number_seen && word->key == WORD("so") && upper && at < 400 &&
        (word->shape & WORD_LINE) &&
        (finder->words.bare || !word_is_spelt(&finder->words, at, SPELT("sở")))) {
        end = unit_code_number_line(finder, at);
    }
    if (end == at && word->key == WORD("tp") && (word->shape & WORD_CAPS)) {
        end = unit_code_signing(finder, at);
    }
    if (end == at) {
        end = find_at(finder, at);
    }
    if (end == at && given) {
        end = unit_given_read(finder, at);
    }
    if (end == at && finder->recipients) {
        end = unit_code_read(finder, at);
    }
    return end > at ? unit_given_learn(finder, end) : at + 1;
}

// One bit for each of 64 words from `first` on at which read_at may find something: most
// stand in small letters inside a line and begin nothing.
static uint64_t wanted(const struct unit_finder *finder, uint32_t first)
{
    const struct word_list *words = &finder->words;
    uint64_t upper = word_class_mask(words, first, WORD_CLASS_UPPER),
             begins = (word_class_mask(words, first, WORD_CLASS_UNIT) & upper) |
                      (word_class_mask(words, first, WORD_CLASS_SMALL) & ~upper);
    return finder->recipients
               ? begins | upper | word_class_mask(words, first, WORD_CLASS_LINE)
           : finder->given_count ? begins | upper
                                 : begins;
}

// Not 0 where codes or given names may stand at any capital, or a line may end them.
static uint32_t elsewhere(const struct unit_finder *finder)
{
    return finder->recipients + 2u * (finder->given_count > 0);
}

// Reads the units that begin in the 64 words from `first` on; returns where to go on.
static uint32_t read_block(struct unit_finder *finder, uint32_t first)
{
    const struct word_list *words = &finder->words;
    uint32_t at = first, all = elsewhere(finder);
    for (uint64_t found = wanted(finder, first); found; found &= found - 1) {
        uint32_t next = first + (uint32_t)__builtin_ctzll(found);
        if (next < at || (!all && !unit_begins_at(words, next))) {
            continue;
        }
        at = read_at(finder, next);
        // Other words are wanted now.
        if (all != elsewhere(finder)) {
            return at;
        }
    }
    return at > first + 64 ? at : first + 64;
}

void units_find(struct units *out, const struct view *view, const struct office *office,
                const struct unit_list *list, struct arena *arena)
{
    struct unit_finder finder = {
        .office = office, .list = list, .arena = arena, .out = out};
    *out = (struct units){0};
    unit_lexicon_start();
    finder.words = *words_of(view, arena);
    finder.aliases = unit_aliases_new(arena);
    for (uint32_t at = 0; at < finder.words.count;) {
        at = list ? read_at(&finder, at) : read_block(&finder, at);
    }
    unit_aliases_resolve(finder.aliases, out);
    unit_headings_mark(out, finder.places, &finder.words);
}
