// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/issuer_province.h"

#include "analyzers/district.h"
#include "analyzers/province.h"
#include "analyzers/word_class.h"

enum { PROVINCES = 128, VOTE_WORDS = 20000, MERGED = 20250701 };

static inline bool province_word(const struct word_list *words, uint32_t at,
                                 uint32_t *behind)
{
    const struct word *items = words->items;
    if (items[at].key == WORD("tinh") || items[at].key == WORD("tp")) {
        *behind = at + 1;
        return true;
    }
    if (items[at].key == WORD("thanh") && at + 1 < words->count &&
        items[at + 1].key == WORD("pho")) {
        *behind = at + 2;
        return true;
    }
    return false;
}

// "TỈNH QUẢNG NGÃI" among the words [from, to).
static uint32_t province_named(const struct word_list *words, uint32_t from, uint32_t to)
{
    uint32_t end, behind;
    for (uint32_t i = from; i < to; i++) {
        if (province_word(words, i, &behind)) {
            uint32_t found = province_match(words, behind, &end);
            if (found != PROVINCE_NONE) {
                return found;
            }
        }
    }
    return PROVINCE_NONE;
}

// Which province the text names most often, the first one of several; where some district
// is looked for, only those that have it count, and the best must stand alone.
struct votes {
    uint16_t of[PROVINCES];
    uint32_t best;
    bool tie;
};

static void vote(struct votes *votes, uint32_t province)
{
    if (province == PROVINCE_NONE || province >= PROVINCES) {
        return;
    }
    uint16_t count = ++votes->of[province];
    uint16_t most = votes->best == PROVINCE_NONE ? 0 : votes->of[votes->best];
    if (votes->best == PROVINCE_NONE || count > most) {
        votes->tie = false;
        votes->best = province;
    } else if (province != votes->best && count == most) {
        votes->tie = true;
    }
}

static uint32_t province_voted(const struct word_list *words,
                               const struct issuer_place *place)
{
    struct votes votes = {.best = PROVINCE_NONE};
    uint32_t end, behind, count = words->count < VOTE_WORDS ? words->count : VOTE_WORDS;
    struct word_walk walk = word_walk_of(words, 0, count, WORD_CLASS_PLACE);
    for (uint32_t i; (i = word_walk_next(&walk)) < count;) {
        if (!province_word(words, i, &behind)) {
            continue;
        }
        uint32_t found = province_match(words, behind, &end);
        if (found == PROVINCE_NONE) {
            continue;
        }
        if (place->district == DISTRICT_NONE ||
            district_in(place->district, place->kinds, found) != DISTRICT_NONE) {
            vote(&votes, found);
        }
    }
    return votes.tie && place->district != DISTRICT_NONE ? PROVINCE_NONE : votes.best;
}

// The province of the districts that the text names, each the only one of its name.
static uint32_t district_voted(const struct word_list *words)
{
    struct votes votes = {.best = PROVINCE_NONE};
    uint32_t end, name, count = words->count < VOTE_WORDS ? words->count : VOTE_WORDS;
    struct word_walk walk = word_walk_of(words, 0, count, WORD_CLASS_PLACE);
    for (uint32_t i; (i = word_walk_next(&walk)) < count;) {
        uint8_t kinds = district_kind_at(words, i, &name);
        uint32_t only =
            kinds ? district_only(district_match(words, name, count, &end), kinds)
                  : DISTRICT_NONE;
        if (only != DISTRICT_NONE && (district_at(only)->kinds & kinds)) {
            vote(&votes, district_at(only)->province);
        }
    }
    return votes.tie ? PROVINCE_NONE : votes.best;
}

// "Quy Nhơn, ngày …" of a department: the seat of its province, or another of its towns. A
// commune may be called like any district.
static uint32_t province_of_seat(const struct word_list *words,
                                 const struct heading *heading,
                                 const struct issuer_body *body,
                                 const struct issuer_place *place, uint32_t head_to)
{
    uint32_t line = issuer_place_line(words, heading);
    uint32_t only = district_only(line, DISTRICT_ANY);
    if (only == DISTRICT_NONE || issuer_place_commune(words, head_to)) {
        return PROVINCE_NONE;
    }
    const struct district *district = district_at(only);
    bool town = district->kinds & (DISTRICT_CITY | DISTRICT_TOWN);
    if (!district->seat && !place->slug.len && !(town && body->unit)) {
        return PROVINCE_NONE;
    }
    return heading->date.from >= MERGED ? province_successor(district->province)
                                        : district->province;
}

uint32_t issuer_province_read(const struct word_list *words,
                              const struct heading *heading,
                              const struct issuer_body *body,
                              const struct issuer_place *place, bool local,
                              uint32_t head_to)
{
    uint32_t province = province_named(words, 0, head_to), end;
    if (province != PROVINCE_NONE) {
        return province;
    }
    uint32_t only = district_only(place->district, place->kinds);
    if (only != DISTRICT_NONE) {
        return district_at(only)->province;
    }
    // "SỞ Y TẾ BẾN TRE", "SỞ Y TẾ / BẾN TRE": the province stands behind the name alone.
    if (body->unit && body->to < head_to && (words->items[body->to].shape & WORD_CAPS)) {
        province = province_match(words, body->to, &end);
    }
    if (province == PROVINCE_NONE && heading->place_to > heading->place_from) {
        province = province_match(words, word_list_at(words, heading->place_from), &end);
    }
    if (province == PROVINCE_NONE) {
        province = province_of_seat(words, heading, body, place, head_to);
    }
    if (province == PROVINCE_NONE) {
        province = province_voted(words, place);
    }
    return province == PROVINCE_NONE && local && place->district == DISTRICT_NONE
               ? district_voted(words)
               : province;
}
