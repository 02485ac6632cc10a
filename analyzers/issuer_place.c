// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/issuer_place.h"

#include "analyzers/district.h"
#include "analyzers/issuer_line.h"
#include "analyzers/province.h"
#include "analyzers/word_class.h"

enum { PLACE_WORDS = 4, NAMED_WORDS = 20000 };

bool issuer_place_word(uint64_t key)
{
    return key == WORD("huyen") || key == WORD("quan") || key == WORD("xa") ||
           key == WORD("phuong");
}

// "CƯ M'GAR" goes on behind the apostrophe.
static uint32_t place_end(const struct word_list *words, uint32_t at, uint32_t head_to)
{
    const struct word *items = words->items;
    uint32_t to = at;
    while (
        to < head_to && to < at + PLACE_WORDS &&
        ((items[to].shape & WORD_CAPS) ||
         (to == at && (items[to].shape & WORD_UPPER) && !(items[to].shape & WORD_LINE)) ||
         (items[to].to - items[to].from == 1 && (items[to].shape & WORD_UPPER))) &&
        (to == at || !(items[to].shape & WORD_LINE)) &&
        (!items[to].signs ||
         (to > at && items[to].signs == 1 && strchr("'\"-", items[to].first))) &&
        (to == at || (items[to].key != WORD("cong") && items[to].key != WORD("doc")))) {
        to++;
    }
    return to;
}

// Takes the place whose name begins at word `name`, behind the word for its kind at
// `from`; a district of the table ends where its name does. False when there is no name.
static bool take(struct issuer_place *out, const struct word_list *words, uint32_t from,
                 uint32_t name, uint8_t kinds, uint32_t head_to, struct arena *arena)
{
    uint32_t to = place_end(words, name, head_to), end;
    uint32_t district =
        kinds ? district_match(words, name, head_to, &end) : DISTRICT_NONE;
    if (district != DISTRICT_NONE) {
        to = end;
    }
    if (to <= name) {
        return false;
    }
    struct str folded = words_folded_of(words, name, to, arena);
    *out = (struct issuer_place){
        .slug = unit_name_slug(folded, arena),
        .name = issuer_line_name(words, from, to, arena),
        .district = district,
        .kinds = kinds,
    };
    return true;
}

// A word for a district or commune at `at` in the head: its kinds in *kinds (0 of a
// commune), and the word behind it; `at` when there is none.
static uint32_t behind_kind(const struct word_list *words, uint32_t at, uint8_t *kinds)
{
    const struct word *items = words->items;
    uint32_t end = at + 1;
    if (!(items[at].shape & WORD_CAPS) ||
        (items[at].signs && !(items[at].shape & WORD_LINE))) {
        return at;
    }
    *kinds = district_kind_at(words, at, &end);
    if (!*kinds) {
        bool town = items[at].key == WORD("thi") && at + 1 < words->count &&
                    items[at + 1].key == WORD("tran");
        if (!town && items[at].key != WORD("xa") && items[at].key != WORD("phuong")) {
            return at;
        }
        end = at + 1 + town;
    }
    // "HUYỆN ĐẢO LÝ SƠN"
    bool island = *kinds == DISTRICT_RURAL && end + 1 < words->count &&
                  items[end].key == WORD("dao") && items[end].shape & WORD_CAPS;
    return end + island;
}

// "CỘNG HÒA XÃ HỘI …" beside the name, "QUÂN SỰ", "QUẢN LÝ", "HUYỆN ỦY" are no places,
// "HUYỆN LÝ NHÂN", "HUYỆN NAM ĐÀN" are.
static bool no_place(const struct word_list *words, uint32_t name, uint8_t kinds)
{
    uint64_t next = words->items[name].key;
    bool doubtful = next == WORD("hoi") || next == WORD("su") || next == WORD("uy") ||
                    next == WORD("nam") || next == WORD("ly") || next == WORD("trac");
    if (!doubtful || !kinds) {
        return doubtful;
    }
    uint32_t end, district = district_match(words, name, words->count, &end);
    return !district_has_kind(district, kinds);
}

// A city under the centre is no district.
static bool is_state_city(const struct word_list *words, uint32_t at, int32_t date)
{
    uint32_t end, province = province_match(words, at, &end);
    return province != PROVINCE_NONE && province_is_city(province, date);
}

static bool is_district_committee(const struct known_unit *unit)
{
    return unit &&
           (str_starts(unit->id, STR("huyen-uy")) ||
            str_starts(unit->id, STR("quan-uy")) || str_starts(unit->id, STR("thi-uy")));
}

// "HUYỆN ỦY BA BỂ", "THÀNH ỦY BIÊN HÒA": the committee's name says the kind.
static void take_committee(struct issuer_place *out, const struct word_list *words,
                           const struct heading *heading, const struct issuer_body *body,
                           uint32_t head_to, struct arena *arena)
{
    struct str id = body->unit->id;
    uint8_t kinds = str_starts(id, STR("huyen-uy"))  ? DISTRICT_RURAL
                    : str_starts(id, STR("quan-uy")) ? DISTRICT_URBAN
                    : str_starts(id, STR("thi-uy"))  ? DISTRICT_TOWN
                                                     : DISTRICT_CITY;
    uint32_t at = body->to, end;
    if (kinds == DISTRICT_CITY &&
        (is_state_city(words, at, heading->date.to) ||
         district_match(words, at, head_to, &end) == DISTRICT_NONE)) {
        return;
    }
    take(out, words, at, at, kinds, head_to, arena);
}

void issuer_place_read(struct issuer_place *out, const struct word_list *words,
                       const struct heading *heading, const struct issuer_body *body,
                       uint32_t head_to, struct arena *arena)
{
    const struct word *items = words->items;
    struct issuer_place city = {.district = DISTRICT_NONE};
    *out = city;
    struct word_walk walk = word_walk_of(words, 0, head_to, WORD_CLASS_CAPS);
    for (uint32_t i, next = 0; (i = word_walk_next(&walk)) + 1 < head_to;) {
        uint8_t kinds = 0;
        if (i < next) {
            continue;
        }
        uint32_t name = behind_kind(words, i, &kinds);
        if (name == i || name >= head_to) {
            continue;
        }
        bool number = kinds == DISTRICT_URBAN && (items[name].shape & WORD_DIGIT);
        if (name == i + 1 && items[i].key != WORD("tp") && items[i].key != WORD("tx")) {
            if ((items[name].shape & WORD_UPPER || number) &&
                !no_place(words, name, kinds)) {
                take(out, words, i, name, kinds, head_to, arena);
            }
            continue;
        }
        next = name;
        // "THÀNH PHỐ BIÊN HÒA", "THỊ XÃ KỲ ANH": the first one, below a province or above
        // its departments.
        if (!city.slug.len &&
            !(kinds == DISTRICT_CITY && is_state_city(words, name, heading->date.to))) {
            take(&city, words, i, name, kinds, head_to, arena);
        }
    }
    if (!out->slug.len) {
        *out = city;
    }
    bool party = body->unit && (is_district_committee(body->unit) ||
                                str_starts(body->unit->id, STR("thanh-uy")));
    if (!out->slug.len && party && body->to < head_to &&
        !(items[body->to].shape & WORD_LINE)) {
        take_committee(out, words, heading, body, head_to, arena);
    }
}

bool issuer_place_commune(const struct word_list *words, uint32_t head_to)
{
    struct word_walk walk = word_walk_of(words, 0, head_to, WORD_CLASS_CAPS);
    for (uint32_t i, next = 0; (i = word_walk_next(&walk)) + 1 < head_to;) {
        uint8_t kinds = 0;
        if (i < next) {
            continue;
        }
        next = behind_kind(words, i, &kinds);
        if (next > i && !kinds && next < head_to && !no_place(words, next, 0)) {
            return true;
        }
    }
    return false;
}

uint32_t issuer_place_line(const struct word_list *words, const struct heading *heading)
{
    if (heading->place_to <= heading->place_from) {
        return DISTRICT_NONE;
    }
    uint32_t at = word_list_at(words, heading->place_from), end, behind;
    uint32_t to = word_list_at(words, heading->place_to);
    bool kind = district_kind_at(words, at, &behind) && behind < to;
    at = kind ? behind : at;
    uint32_t found = district_match(words, at, to, &end);
    bool province = !kind && province_match(words, at, &behind) != PROVINCE_NONE;
    return found != DISTRICT_NONE && end == to && !province ? found : DISTRICT_NONE;
}

void issuer_place_dated(struct issuer_place *out, const struct word_list *words,
                        const struct heading *heading, uint32_t head_to,
                        struct arena *arena)
{
    uint32_t line = issuer_place_line(words, heading);
    uint32_t only = district_only(line, DISTRICT_ANY);
    if (only == DISTRICT_NONE || issuer_place_commune(words, head_to)) {
        return;
    }
    uint32_t count = words->count < NAMED_WORDS ? words->count : NAMED_WORDS;
    struct word_walk walk = word_walk_of(words, head_to, count, WORD_CLASS_PLACE);
    for (uint32_t i; (i = word_walk_next(&walk)) < count;) {
        uint32_t name, end;
        uint8_t kinds = district_kind_at(words, i, &name);
        if (kinds && district_match(words, name, count, &end) == line) {
            const char *kind = kinds == DISTRICT_RURAL   ? "huyện"
                               : kinds == DISTRICT_URBAN ? "quận"
                               : kinds == DISTRICT_TOWN  ? "thị xã"
                                                         : "thành phố";
            const struct district *district = district_at(only);
            *out = (struct issuer_place){
                .slug = district->slug,
                .name = arena_printf(arena, "%s %.*s", kind, STR_ARG(district->name)),
                .district = line,
                .kinds = kinds,
            };
            return;
        }
    }
}

uint32_t issuer_place_behind(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    if (at + 1 >= words->count || items[at].signs || (items[at].shape & WORD_LINE)) {
        return at;
    }
    bool city = items[at].key == WORD("thanh") && items[at + 1].key == WORD("pho");
    if (!city && !issuer_place_word(items[at].key) && items[at].key != WORD("tinh")) {
        return at;
    }
    uint32_t name = at + 1 + city, end = place_end(words, name, words->count);
    return end > name ? end : at;
}
