// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_known.h"

#include "analyzers/district.h"
#include "analyzers/person_name.h"
#include "analyzers/province.h"
#include "analyzers/unit_pattern.h"

// "Chủ tịch UBND xã Nguyễn Văn An" in a text of the commune: its chairman, no commune.
static void drop_chairman(struct unit_finder *finder, uint32_t at, uint32_t end,
                          struct unit_scope *scope)
{
    const struct word_list *words = &finder->words;
    uint32_t levels, behind;
    if (!scope->district.len || !unit_finder_district(finder).len || !at ||
        words->items[at - 1].key != WORD("tich") ||
        !unit_levels(words, end, &behind, &levels).at || levels != 1 ||
        surname_of(words, behind) != SURNAME_EXACT ||
        (scope->end < behind + 3 && name_run(words, behind, NAME_IN_LINE) < behind + 3)) {
        return;
    }
    scope->district = (struct str){0};
    scope->level = view_clean(words->view, words->items[end].from,
                              words->items[behind - 1].to, finder->arena);
    scope->end = behind;
}

// The office behind "Thanh tra Sở Xây dựng", a part of that one; missing when the name
// ends in no office. *end is the word behind it.
static struct str office_named(struct unit_finder *finder, uint32_t *end)
{
    const struct word_list *words = &finder->words;
    uint32_t head = *end - 1, behind;
    if (words->items[head].key != WORD("so") && words->items[head].key != WORD("bo")) {
        return (struct str){0};
    }
    const struct known_unit *office =
        unit_lexicon_match(words, head, finder->list, &behind);
    if (!office || behind <= *end) {
        return (struct str){0};
    }
    *end = behind;
    return unit_finder_id(finder,
                          office->level == LEVEL_NATIONAL ? STR("trung-uong")
                                                          : finder->office->province,
                          office->id);
}

// "Lãnh đạo Sở", "Công đoàn Sở": "Sở" goes with the name.
static bool own_office_follows(struct unit_finder *finder, uint32_t at)
{
    const struct word_list *words = &finder->words;
    uint32_t end;
    return at < words->count && !words->items[at].signs &&
           words->items[at].key == WORD("so") && (words->items[at].shape & WORD_UPPER) &&
           !(words->items[at].shape & WORD_LINE) &&
           !unit_lexicon_match(words, at, finder->list, &end);
}

// A body of the office that writes, or of the office that is named behind it.
static struct str office_part(struct unit_finder *finder, uint32_t end,
                              const struct known_unit *known, struct unit_scope *scope)
{
    struct str own = finder->office->id, parent = office_named(finder, &end), id;
    if (!parent.at) {
        parent = own;
        end += own_office_follows(finder, end);
    }
    // "Đảng ủy" in a text of the Đảng ủy is that office, and "Văn phòng Đảng ủy" a part
    // of it.
    ptrdiff_t slash = str_find(known->id, STR("/"), 0);
    struct str root = slash < 0 ? known->id : str_slice(known->id, 0, (size_t)slash);
    bool itself = own.len > root.len && str_ends(own, root) &&
                  own.at[own.len - root.len - 1] == '/' && str_equal(parent, own);
    if (!itself) {
        id = unit_finder_id(finder, parent, known->id);
    } else if (slash < 0) {
        id = own;
    } else {
        id = unit_finder_id(finder, own,
                            str_slice(known->id, (size_t)slash + 1, known->id.len));
    }
    scope->end = end;
    // "Đảng ủy xã", "Văn phòng Đảng ủy xã Công Hải"
    if (str_equal(root, STR("dang-uy"))) {
        unit_scope_read(scope, &finder->words, end, finder->arena);
        if (!scope->level.len && !scope->district.len) {
            scope->end = end;
        }
    }
    return id;
}

// "Huyện ủy Ba Bể", "Thành ủy Biên Hòa", and alone in a text of that district: the
// committee's name says the kind. Under a city of the state "Thành ủy" is that city's.
static void read_committee(struct unit_finder *finder, uint32_t end, struct str id,
                           struct unit_scope *scope)
{
    const struct word_list *words = &finder->words;
    bool city = str_starts(id, STR("thanh-uy"));
    uint8_t kinds = city                              ? DISTRICT_CITY
                    : str_starts(id, STR("huyen-uy")) ? DISTRICT_RURAL
                    : str_starts(id, STR("quan-uy"))  ? DISTRICT_URBAN
                    : str_starts(id, STR("thi-uy"))   ? DISTRICT_TOWN
                                                      : 0;
    if (!kinds || (city && scope->province != PROVINCE_NONE &&
                   province_is_city(scope->province, 0))) {
        return;
    }
    uint32_t behind, named = end < words->count && !words->items[end].signs
                                 ? district_match(words, end, words->count, &behind)
                                 : DISTRICT_NONE;
    if (named != DISTRICT_NONE) {
        *scope = (struct unit_scope){
            .province = PROVINCE_NONE,
            .named = named,
            .kinds = kinds,
            .district = unit_name_slug(words_folded_of(words, end, behind, finder->arena),
                                       finder->arena),
            .end = behind};
        return;
    }
    uint32_t own = finder->office->province.len ? province_find(finder->office->province)
                                                : PROVINCE_NONE;
    if (scope->end == end && own != PROVINCE_NONE && unit_finder_of_district(finder) &&
        !(city && province_is_city(own, 0))) {
        scope->level = city ? STR("thành phố") : STR("huyện");
    }
}

// The word "thành phố" or "TP" that ends before `end`; `end` where none does.
static uint32_t city_word(const struct word_list *words, uint32_t end)
{
    const struct word *items = words->items;
    bool whole = items[end - 1].key == WORD("pho") && items[end - 2].key == WORD("thanh");
    return items[end - 1].key == WORD("tp") ? end - 1 : whole ? end - 2 : end;
}

// "Điện lực Năm Căn", "Huyện đoàn Định Hóa": a district of the province without the word
// for its kind.
static void read_town(struct unit_finder *finder, uint32_t at, struct unit_scope *scope)
{
    const struct word_list *words = &finder->words;
    uint32_t end, province = finder->office->province.len
                                 ? province_find(finder->office->province)
                                 : PROVINCE_NONE;
    if (at >= words->count || words->items[at].signs || province == PROVINCE_NONE ||
        !(words->items[at].shape & WORD_UPPER) || (words->items[at].shape & WORD_LINE)) {
        return;
    }
    uint32_t named = district_match(words, at, words->count, &end);
    if (named == DISTRICT_NONE || end < at + 2 ||
        district_in(named, DISTRICT_ANY, province) == DISTRICT_NONE) {
        return;
    }
    // "Điện lực Biên Hòa 2": one of several in that town.
    uint32_t number = unit_pattern_number(words, end);
    scope->named = number > end ? DISTRICT_NONE : named;
    scope->kinds = DISTRICT_ANY;
    end = number;
    scope->district =
        unit_name_slug(words_folded_of(words, at, end, finder->arena), finder->arena);
    scope->end = end;
}

uint32_t unit_known_add(struct unit_finder *finder, uint32_t at, uint32_t end,
                        const struct known_unit *known)
{
    struct unit_scope scope = {.province = PROVINCE_NONE, .end = end};
    struct arena *arena = finder->arena;
    if (known->level != LEVEL_NATIONAL && known->level != LEVEL_OFFICE) {
        unit_scope_read(&scope, &finder->words, end, arena);
        drop_chairman(finder, at, end, &scope);
        read_committee(finder, end, known->id, &scope);
        // "Công an thành phố", "Công an TP" may be that of a town.
        uint32_t city = known->level == LEVEL_PROVINCE && scope.end == end && end > at + 1
                            ? city_word(&finder->words, end)
                            : end;
        if (city < end) {
            unit_scope_read(&scope, &finder->words, city, arena);
        }
    }
    // "Nơi nhận: TAND, VKSND tỉnh": among recipients the code alone is that of the place.
    bool code = finder->recipients && !finder->archive && end == at + 1 &&
                !word_is_spelt(&finder->words, at, &known->first) &&
                (finder->words.items[at].shape & WORD_CAPS);
    if (scope.end == end && (known->level == LEVEL_SCOPE || known->needs_scope)) {
        read_town(finder, end, &scope);
    }
    if (known->needs_scope && scope.end == end && !code) {
        return at;
    }
    struct str name = known->name, id;
    if (known->level == LEVEL_NATIONAL) {
        id = unit_finder_id(finder, STR("trung-uong"), known->id);
    } else if (known->level == LEVEL_OFFICE) {
        id = office_part(finder, end, known, &scope);
    } else if (scope.all.len) {
        id = unit_finder_id(finder, unit_finder_place(finder, &scope),
                            arena_printf(arena, "%.*s-%.*s#tat-ca", STR_ARG(known->id),
                                         STR_ARG(scope.all)));
        name = unit_finder_name(finder, at, scope.end);
    } else {
        // "Trung tâm Phục vụ hành chính công" in a text of a commune is the commune's.
        bool own = known->level == LEVEL_SCOPE && scope.end == end &&
                   unit_finder_district(finder).len;
        id = unit_finder_id(finder,
                            own ? unit_finder_district(finder)
                                : unit_finder_place(finder, &scope),
                            known->id);
        if (scope.district.len) {
            name = unit_finder_name(finder, at, scope.end);
        } else if (scope.level.len && !str_equal(scope.level, STR("thành phố"))) {
            name = arena_printf(arena, "%.*s %.*s", STR_ARG(name), STR_ARG(scope.level));
        }
    }
    // "Hạt Kiểm lâm số 2"
    uint32_t number = scope.end == end && end < finder->words.count &&
                              finder->words.items[end].key == WORD("so")
                          ? unit_pattern_number(&finder->words, end)
                          : end;
    if (number > end) {
        scope.end = number;
        name = unit_finder_name(finder, at, number);
        id = arena_printf(arena, "%.*s-so-%.*s", STR_ARG(id),
                          (int)(finder->words.items[number - 1].to -
                                finder->words.items[number - 1].from),
                          finder->words.view->plain +
                              finder->words.items[number - 1].from);
    }
    struct unit *unit = unit_finder_add(finder, at, scope.end, name, id);
    unit->collective = known->level != LEVEL_OFFICE && scope.all.len;
    if (!unit->collective && number == end) {
        unit_aliases_add(finder->aliases, id, known->normal, name);
    }
    return scope.end;
}
