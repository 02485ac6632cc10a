// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_scope.h"

#include "analyzers/district.h"
#include "analyzers/province.h"
#include "analyzers/unit_pattern.h"

enum { LEVELS = 8, PLACE_WORDS = 4 };

enum level { NO_LEVEL, DISTRICT, COMMUNE };

// The level that the word at `at` names; *end is the word behind it.
static enum level level_at(const struct word_list *words, uint32_t at, uint32_t *end)
{
    const struct word *items = words->items;
    if (at >= words->count) {
        return NO_LEVEL;
    }
    uint64_t next = at + 1 < words->count && !items[at + 1].signs ? items[at + 1].key : 0;
    *end = at + 1;
    // "các huyện ủy, thành ủy" are committees of the party.
    if (next == WORD("uy")) {
        return NO_LEVEL;
    }
    switch (items[at].to - items[at].from) {
    case 2:
        if (items[at].key == WORD("xa")) {
            return word_is_spelt(words, at, SPELT("xã")) ? COMMUNE : NO_LEVEL;
        }
        return items[at].key == WORD("tp") || items[at].key == WORD("tx") ? DISTRICT
                                                                          : NO_LEVEL;
    case 3:
        if (items[at].key == WORD("thi") && word_is_spelt(words, at, SPELT("thị"))) {
            *end = at + (next == WORD("xa") || next == WORD("tran") ? 2 : 1);
            return next == WORD("tran") ? COMMUNE : DISTRICT;
        }
        return NO_LEVEL;
    case 4:
        return items[at].key == WORD("quan") && word_is_spelt(words, at, SPELT("quận"))
                   ? DISTRICT
                   : NO_LEVEL;
    case 5:
        if (items[at].key == WORD("huyen") || items[at].key == WORD("huyne")) {
            return DISTRICT;
        }
        if (items[at].key == WORD("thanh") && next == WORD("pho")) {
            *end = at + 2;
            return DISTRICT;
        }
        return NO_LEVEL;
    case 6:
        return items[at].key == WORD("phuong") &&
                       word_is_spelt(words, at, SPELT("phường"))
                   ? COMMUNE
                   : NO_LEVEL;
    default:
        if (items[at].key == WORD("dac") && next == WORD("khu")) {
            *end = at + 2;
            return COMMUNE;
        }
        return NO_LEVEL;
    }
}

struct str unit_levels(const struct word_list *words, uint32_t at, uint32_t *end,
                       uint32_t *count)
{
    uint32_t i = at, behind = at;
    enum level lowest = NO_LEVEL;
    *count = 0;
    while (*count < LEVELS) {
        uint32_t next = i;
        if (*count && next < words->count && words->items[next].key == WORD("va")) {
            next++;
        } else if (*count &&
                   (next >= words->count || !words->items[next].signs ||
                    (words->items[next].first != ',' && words->items[next].first != '/' &&
                     words->items[next].first != '-' &&
                     words->items[next].first != '"'))) {
            // "huyện thành phố": the comma is often lost.
            if (next >= words->count || words->items[next].signs) {
                break;
            }
        }
        enum level level = level_at(words, next, &behind);
        // "các huyện, thành, thị": short for thành phố, thị xã.
        if (level == NO_LEVEL && *count && next < words->count &&
            words->items[next].signs && words->items[next].key == WORD("thanh") &&
            word_is_spelt(words, next, SPELT("thành")) && next + 1 < words->count &&
            (words->items[next + 1].signs || words->items[next + 1].key == WORD("thi"))) {
            level = DISTRICT;
            behind = next + 1;
        }
        if (level == NO_LEVEL) {
            break;
        }
        if (!*count || level == DISTRICT) {
            lowest = lowest == DISTRICT ? DISTRICT : level;
        }
        (*count)++;
        i = *end = behind;
    }
    return lowest == DISTRICT  ? STR("cap-huyen")
           : lowest == COMMUNE ? STR("cap-xa")
                               : (struct str){0};
}

// "trong tỉnh", "trên địa bàn (tỉnh)", "trực thuộc", "của tỉnh": said of a whole level.
static uint32_t whole_tail(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    if (at + 1 >= words->count || items[at].signs) {
        return at;
    }
    if ((items[at].key == WORD("trong") || items[at].key == WORD("cua") ||
         items[at].key == WORD("thuoc")) &&
        items[at + 1].key == WORD("tinh")) {
        return at + 2;
    }
    return at;
}

// A place with a name; a short line ends it: "Công an xã⏎Trước 31/8" are two cells.
static uint32_t place_end(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    uint32_t end = at;
    bool caps = at < words->count && (items[at].shape & WORD_CAPS);
    while (end < words->count && end < at + PLACE_WORDS &&
           (items[end].shape & WORD_UPPER) && !items[end].signs &&
           !(caps ^ !!(items[end].shape & WORD_CAPS)) &&
           !(caps && end > at && (items[end].shape & WORD_LINE)) &&
           (caps || !unit_pattern_line_ended(words, end))) {
        end++;
    }
    // A level may have a number: "quận 1", "phường 12".
    if (end == at && at < words->count && (items[at].shape & WORD_DIGIT) &&
        !items[at].signs && items[at].to - items[at].from <= 2) {
        end++;
    }
    return end;
}

// "- Quảng Ngãi": behind a dash only a province may follow; "Ngân hàng Nhà nước - Chi nhánh
// Quảng Ngãi" is a name of its own.
static void read_behind_dash(struct unit_scope *out, const struct word_list *words,
                             uint32_t at)
{
    uint32_t end;
    uint32_t province = province_match(words, at, &end);
    if (province != PROVINCE_NONE) {
        out->province = province;
        out->end = end;
    }
}

// The province itself, with or without the word for it; *name is the word behind that
// word.
static bool read_province(struct unit_scope *out, const struct word_list *words,
                          uint32_t at, uint32_t *name)
{
    const struct word *items = words->items;
    uint32_t end;
    bool short_city = items[at].key == WORD("tp");
    bool city = items[at].key == WORD("thanh") && at + 1 < words->count &&
                items[at + 1].key == WORD("pho");
    *name = at + (city ? 2 : short_city || items[at].key == WORD("tinh"));
    // "TP. Huế"
    uint32_t province = *name < words->count && items[*name].signs <= short_city
                            ? province_match(words, *name, &end)
                            : PROVINCE_NONE;
    if (province == PROVINCE_NONE) {
        return false;
    }
    out->province = province;
    out->end = end;
    // "thành phố Quảng Ngãi" is the town of that province.
    if ((city || short_city) && !province_is_city(province, 0)) {
        uint32_t town = district_in(district_match(words, *name, words->count, &end),
                                    DISTRICT_CITY, province);
        if (town != DISTRICT_NONE) {
            out->named = town;
            out->kinds = DISTRICT_CITY;
            out->district = district_at(town)->slug;
        }
    }
    return true;
}

// "các | tỉnh, thành phố (trực thuộc Trung ương)": all provinces.
static bool read_provinces(struct unit_scope *out, const struct word_list *words,
                           uint32_t at)
{
    const struct word *items = words->items;
    if (at >= words->count || items[at].key != WORD("tinh") ||
        (items[at].shape & WORD_UPPER)) {
        return false;
    }
    uint32_t end = at + 1, name;
    while (end + 1 < words->count && items[end].signs <= 1 &&
           (!items[end].signs || items[end].first == ',') &&
           ((items[end].key == WORD("thanh") && items[end + 1].key == WORD("pho")) ||
            (items[end].key == WORD("va") && items[end + 1].key == WORD("thanh")))) {
        end += 2 + (items[end].key == WORD("va"));
    }
    // "các tỉnh Sơn La, Lai Châu" names some.
    if (end == at + 1 ||
        (end < words->count && !items[end].signs && (items[end].shape & WORD_UPPER) &&
         (!(items[end].shape & WORD_LINE) ||
          province_match(words, end, &name) != PROVINCE_NONE))) {
        return false;
    }
    if (end + 3 < words->count && !items[end].signs && items[end].key == WORD("truc") &&
        items[end + 1].key == WORD("thuoc") && items[end + 2].key == WORD("trung") &&
        items[end + 3].key == WORD("uong")) {
        end += 4;
    } else if (end + 2 < words->count && !items[end].signs &&
               items[end].key == WORD("truc") && items[end + 1].key == WORD("thuoc") &&
               items[end + 2].key == WORD("tw")) {
        end += 3;
    }
    out->all = STR("cap-tinh");
    out->end = end;
    return true;
}

// "cấp huyện", "các huyện, thị xã, thành phố (Cà Mau)": all of a level.
static bool read_whole_level(struct unit_scope *out, const struct word_list *words,
                             uint32_t at)
{
    const struct word *items = words->items;
    bool all = items[at].key == WORD("cac") || items[at].key == WORD("tat");
    uint32_t levels = at + (items[at].key == WORD("tat") ? 3 : all), end, count;
    if (levels + 1 < words->count && items[levels].key == WORD("cap")) {
        uint64_t next = items[levels + 1].key;
        out->all = next == WORD("huyen")  ? STR("cap-huyen")
                   : next == WORD("xa")   ? STR("cap-xa")
                   : next == WORD("tinh") ? STR("cap-tinh")
                                          : (struct str){0};
        if (out->all.len) {
            out->end = levels + 2;
            return true;
        }
    }
    if (all && read_provinces(out, words, levels)) {
        return true;
    }
    struct str level = unit_levels(words, levels, &end, &count);
    if (!level.at || !(all || count > 1)) {
        return false;
    }
    out->all = level;
    out->end = whole_tail(words, end);
    // "các huyện, thành phố Cà Mau": the town is named.
    if (province_match(words, out->end, &end) != PROVINCE_NONE) {
        out->end = end;
    }
    return true;
}

// "khu vực 3", "khu vực Nam Sách - Thanh Hà": several districts under one body.
static bool read_region(struct unit_scope *out, const struct word_list *words,
                        uint32_t at, struct arena *arena)
{
    const struct word *items = words->items;
    if (at + 2 >= words->count || items[at].key != WORD("khu") ||
        items[at + 1].key != WORD("vuc") || items[at + 1].signs || items[at + 2].signs) {
        return false;
    }
    uint32_t end = place_end(words, at + 2);
    // "III": a numeral is all capitals.
    if (end == at + 2 && (items[end].shape & WORD_CAPS)) {
        end++;
    }
    if (end == at + 2) {
        return false;
    }
    while (end < words->count && items[end].signs == 1 && items[end].first == '-' &&
           (items[end].shape & WORD_UPPER) && !(items[end].shape & WORD_LINE)) {
        uint32_t next = end + 1;
        while (next < words->count && !items[next].signs &&
               (items[next].shape & WORD_UPPER) && !(items[next].shape & WORD_LINE) &&
               next < end + PLACE_WORDS) {
            next++;
        }
        end = next;
    }
    out->district = unit_name_slug(words_folded_of(words, at, end, arena), arena);
    out->end = end;
    return true;
}

// "huyện Lộc Bình", "TX. Kỳ Anh", "huyện Châu Thành, tỉnh Long An": a district that the
// table knows ends where its name does.
static bool read_district(struct unit_scope *out, const struct word_list *words,
                          uint32_t at, uint32_t name, struct arena *arena)
{
    const struct word *items = words->items;
    uint32_t end, behind;
    bool shortened = items[at].key == WORD("tp") || items[at].key == WORD("tx");
    uint8_t kinds = district_kind_at(words, at, &behind);
    if (!kinds || name >= words->count ||
        (items[name].signs &&
         !(shortened && items[name].signs == 1 && items[name].first == '.'))) {
        return false;
    }
    out->named = district_match(words, name, words->count, &end);
    if (out->named == DISTRICT_NONE) {
        return false;
    }
    out->kinds = kinds;
    out->district = unit_name_slug(words_folded_of(words, name, end, arena), arena);
    out->end = end;
    if (end + 1 < words->count && items[end].key == WORD("tinh") &&
        items[end].signs <= 1 && !items[end + 1].signs) {
        out->province = province_match(words, end + 1, &behind);
    }
    return true;
}

// "huyện Lộc Bình", and "UBND huyện", "Đảng ủy xã" of whoever writes.
static void read_one_level(struct unit_scope *out, const struct word_list *words,
                           uint32_t at, uint32_t end, struct arena *arena)
{
    const struct word *items = words->items;
    if (read_district(out, words, at, end, arena)) {
        return;
    }
    uint32_t place = place_end(words, end);
    if (place > end) {
        out->district = unit_name_slug(words_folded_of(words, end, place, arena), arena);
        out->end = place;
        return;
    }
    // "Mặt trận xã hội" says no commune.
    if (end < words->count && !items[end].signs && !(items[end].shape & WORD_LINE) &&
        items[end].key == WORD("hoi")) {
        return;
    }
    bool city = items[at].key == WORD("tp") || items[at].key == WORD("thanh");
    out->level = city ? STR("thành phố")
                      : view_clean(words->view, items[at].from, items[end - 1].to, arena);
    out->end = end;
}

void unit_scope_read(struct unit_scope *out, const struct word_list *words, uint32_t at,
                     struct arena *arena)
{
    const struct word *items = words->items;
    *out =
        (struct unit_scope){.province = PROVINCE_NONE, .named = DISTRICT_NONE, .end = at};
    if (at >= words->count) {
        return;
    }
    if (items[at].signs) {
        if (items[at].signs == 1 && items[at].first == '-') {
            read_behind_dash(out, words, at);
        }
        return;
    }
    uint32_t name, end, count;
    if (read_province(out, words, at, &name)) {
        return;
    }
    // "UBND tỉnh, thành phố trực thuộc Trung ương" without "các"
    if (items[at].key == WORD("tinh") && read_provinces(out, words, at)) {
        return;
    }
    if (items[at].key == WORD("tinh")) {
        out->end = name;
        return;
    }
    if (read_whole_level(out, words, at) || read_region(out, words, at, arena)) {
        return;
    }
    if (unit_levels(words, at, &end, &count).at && count == 1) {
        read_one_level(out, words, at, end, arena);
    } else {
        out->end = name;
    }
}

struct str unit_scope_place(const struct unit_scope *scope, struct str province,
                            struct arena *arena)
{
    uint32_t number = scope->province;
    if (number != PROVINCE_NONE) {
        province = province_at(number)->slug;
    } else if (scope->district.len && province.len) {
        number = province_find(province);
    }
    if (!scope->district.len) {
        return province;
    }
    struct str place =
        district_scope(scope->named, scope->kinds, number, scope->district, arena);
    if (place.len) {
        return place;
    }
    return province.len ? arena_printf(arena, "%.*s/%.*s", STR_ARG(province),
                                       STR_ARG(scope->district))
                        : scope->district;
}
