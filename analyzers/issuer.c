// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/issuer.h"

#include "analyzers/district.h"
#include "analyzers/issuer_line.h"
#include "analyzers/issuer_province.h"
#include "analyzers/province.h"
#include "analyzers/word_class.h"

enum { CHAIR_WORDS = 160, HEAD_WORDS = 120 };

// The last body named in capitals among the words: the superior body stands above the one
// that issues.
static struct issuer_body named_in_capitals(const struct word_list *words, uint32_t from,
                                            uint32_t to, const struct unit_list *list)
{
    struct issuer_body found = {0};
    struct word_walk walk = word_walk_of(words, from, to, WORD_CLASS_CAPS);
    for (uint32_t i, next = from; (i = word_walk_next(&walk)) < to;) {
        uint32_t end;
        if (i < next || !(words->items[i].shape & WORD_CAPS)) {
            continue;
        }
        const struct known_unit *unit = unit_lexicon_match(words, i, list, &end);
        if (unit && end <= to && (!unit->needs_scope || end - i > 1)) {
            found = (struct issuer_body){unit, i, end};
            next = end;
        }
    }
    return found;
}

// The body behind a code: "SKHCN", else what its first part says, "UBND" of "UBND-VX".
static const struct known_unit *coded(const struct heading *heading, struct arena *arena)
{
    struct str folded = words_folded(heading->issuer_code, arena), part;
    char whole[64];
    size_t len = 0;
    struct str rest = folded;
    while (str_split(&part, &rest, ' ')) {
        if (len + part.len < sizeof whole) {
            memcpy(whole + len, part.at, part.len);
            len += part.len;
        }
    }
    const struct known_unit *unit = unit_lexicon_code((struct str){whole, len});
    if (!unit && folded.len && str_split(&part, &folded, ' ')) {
        unit = unit_lexicon_code(part);
    }
    // "QH15", "UBTVQH12": the number of the legislature belongs to the code.
    if (!unit && len > 2) {
        size_t letters = len;
        while (letters > 0 && whole[letters - 1] >= '0' && whole[letters - 1] <= '9') {
            letters--;
        }
        unit = letters < len ? unit_lexicon_code((struct str){whole, letters}) : NULL;
    }
    return unit;
}

// The body that a title names: "Kết luận của Giám đốc Sở Y tế".
static const struct known_unit *titled(const struct word_list *words,
                                       const struct heading *heading,
                                       const struct unit_list *list)
{
    if (heading->title_to <= heading->title_from) {
        return NULL;
    }
    uint32_t from = word_list_at(words, heading->title_from),
             to = word_list_at(words, heading->title_to);
    for (uint32_t i = from, end; i < to; i++) {
        if (words->items[i].shape & WORD_UPPER) {
            const struct known_unit *known = unit_lexicon_match(words, i, list, &end);
            if (known && !known->needs_scope && end - i > 1) {
                return known;
            }
        }
    }
    return NULL;
}

// A text that lost its head names its office where it says who was in the chair: "đồng chí
// A - Giám đốc Sở B chủ trì".
static const struct known_unit *chaired(const struct word_list *words, uint32_t head_to,
                                        const struct unit_list *list)
{
    uint32_t end, last = words->count < CHAIR_WORDS ? words->count : CHAIR_WORDS;
    if (head_to >= words->count) {
        return NULL;
    }
    struct word_walk walk = word_walk_of(words, 1, last, WORD_CLASS_HEAD);
    for (uint32_t i; (i = word_walk_next(&walk)) < last;) {
        if (words->items[i].key == WORD("so") && words->items[i - 1].key == WORD("doc") &&
            word_is_spelt(words, i, SPELT("sở"))) {
            const struct known_unit *known = unit_lexicon_match(words, i, list, &end);
            if (known && end - i > 1) {
                return known;
            }
        }
    }
    return NULL;
}

// The name of a known body, with the place that it needs.
static struct str known_name(const struct issuer *issuer, const struct known_unit *unit,
                             const struct issuer_place *place, struct arena *arena)
{
    if (unit->level != LEVEL_SCOPE) {
        return unit->name;
    }
    if (place->name.len) {
        return arena_printf(arena, "%.*s %.*s", STR_ARG(unit->name),
                            STR_ARG(place->name));
    }
    if (!issuer->office.province_name.len || issuer->office.district.len) {
        return unit->name;
    }
    return arena_printf(arena, "%.*s %s %.*s", STR_ARG(unit->name),
                        province_is_city(province_find(issuer->office.province), 0)
                            ? "thành phố"
                            : "tỉnh",
                        STR_ARG(issuer->office.province_name));
}

// An office that only its own line names: it stands below the body above it.
static void take_line(struct issuer *out, const struct word_list *words,
                      const struct issuer_line *line, const struct unit_list *list,
                      struct arena *arena)
{
    struct str normal = unit_name_normal(words, line->from, line->to, list, arena);
    struct str slug = unit_name_slug(normal, arena), parent = out->office.id;
    if (!line->head || line->head->kind == HEAD_OUTSIDE) {
        parent = STR("ngoai");
    } else if (!parent.len) {
        parent = out->scope;
    }
    // It is called with its place, and known without it.
    out->office.name =
        issuer_line_name(words, line->from, issuer_place_behind(words, line->to), arena);
    out->office.id =
        parent.len ? arena_printf(arena, "%.*s/%.*s", STR_ARG(parent), STR_ARG(slug))
                   : slug;
}

// "BAN QUẢN LÝ KHU KINH TẾ VÂN PHONG", "TRUNG TÂM Y TẾ HUYỆN DI LINH": more of the name
// than the tables know; the province goes without saying.
static void take_rest(struct issuer *out, const struct word_list *words,
                      const struct issuer_body *named, uint32_t head_to,
                      struct arena *arena)
{
    const struct word *items = words->items;
    uint32_t at = named->to, end;
    if (at >= head_to || items[at].signs || (items[at].shape & WORD_LINE) ||
        province_match(words, at, &end) != PROVINCE_NONE) {
        return;
    }
    uint32_t name = issuer_line_end(words, at, head_to),
             to = issuer_place_behind(words, name);
    if (to > name && !issuer_place_word(items[name].key)) {
        to = name;
    }
    if (to > at) {
        out->office.name = arena_printf(arena, "%.*s %.*s", STR_ARG(out->office.name),
                                        STR_ARG(issuer_line_name(words, at, to, arena)));
    }
}

// The office and what its head names above or beside it.
struct naming {
    struct issuer_body body;       // named in capitals in the head
    const struct known_unit *unit; // the office, or NULL
    struct issuer_line line;
    bool own; // only the line names the office
};

static void read_naming(struct naming *out, const struct word_list *words,
                        const struct heading *heading, uint32_t head_to,
                        const struct unit_list *list, struct arena *arena)
{
    *out = (struct naming){.body = named_in_capitals(words, 0, head_to, list)};
    const struct known_unit *named = out->body.unit;
    issuer_line_read(&out->line, words, head_to);
    const struct known_unit *code =
        heading->issuer_code.len ? coded(heading, arena) : NULL;
    // "BHXH" is the body that the head names in full: "Bảo hiểm xã hội Việt Nam".
    if (code && named && code != named && str_starts(named->normal, code->normal)) {
        code = named;
    }
    // "TB/TU": the committee of a city has the code of a province's.
    if (code && named && str_starts(code->id, STR("tinh-uy")) &&
        str_starts(named->id, STR("thanh-uy"))) {
        code = named;
    }
    out->unit = code ? code : named;
    // "CÔNG TY ĐIỆN LỰC SƠN LA" only has the body's name in its own.
    bool within =
        named && out->line.from < out->body.from && out->line.to > out->body.from;
    out->own = out->line.to > out->line.from && !code &&
               (!named || within || out->line.from > out->body.from);
    if (!out->unit && !out->own) {
        out->unit = titled(words, heading, list);
    }
    if (!out->unit && !out->own) {
        out->unit = chaired(words, head_to, list);
    }
}

// The bodies that districts and communes have too.
static bool may_be_of_district(const struct naming *naming)
{
    const struct known_unit *unit = naming->unit;
    return naming->own ||
           (unit && (unit->level == LEVEL_SCOPE ||
                     (naming->body.unit && (unit->level == LEVEL_OFFICE ||
                                            str_starts(unit->id, STR("thanh-uy"))))));
}

// "thanh pho" of "thành phố Biên Hòa".
static struct str level_of(struct str place, struct arena *arena)
{
    if (!place.len) {
        return (struct str){0};
    }
    static const char *const levels[] = {"huyen",  "quan",     "thi xa", "thanh pho",
                                         "phuong", "thi tran", "xa",     "dac khu"};
    struct str folded = words_folded(place, arena);
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (str_starts(folded, str_of(levels[i]))) {
            return str_of(levels[i]);
        }
    }
    return str_starts(folded, STR("tp "))   ? STR("thanh pho")
           : str_starts(folded, STR("tx ")) ? STR("thi xa")
                                            : (struct str){0};
}

// "BẢO HIỂM XÃ HỘI TỈNH LÂM ĐỒNG", dated in the town where it sits.
static bool of_province(const struct word_list *words, const struct issuer_body *body,
                        uint32_t head_to)
{
    uint32_t end;
    return body->unit && body->to + 1 < head_to &&
           words->items[body->to].key == WORD("tinh") &&
           province_match(words, body->to + 1, &end) != PROVINCE_NONE;
}

static void take_places(struct issuer *out, const struct word_list *words,
                        const struct heading *heading, const struct naming *naming,
                        struct issuer_place *place, uint32_t head_to, struct arena *arena)
{
    const struct known_unit *unit = naming->unit;
    if (may_be_of_district(naming)) {
        issuer_place_read(place, words, heading, &naming->body, head_to, arena);
        if (!place->slug.len && unit && unit->level == LEVEL_SCOPE &&
            !of_province(words, &naming->body, head_to)) {
            issuer_place_dated(place, words, heading, head_to, arena);
        }
    }
    uint32_t province = out->national
                            ? PROVINCE_NONE
                            : issuer_province_read(words, heading, &naming->body, place,
                                                   unit || naming->own, head_to);
    out->office.district = place->slug;
    out->office.level = level_of(place->name, arena);
    if (province == PROVINCE_NONE) {
        return;
    }
    out->office.province = out->scope = province_at(province)->slug;
    out->office.province_name = province_at(province)->name;
    if (place->slug.len) {
        uint32_t known = district_in(place->district, place->kinds, province);
        out->scope = arena_printf(
            arena, "%.*s/%.*s", STR_ARG(out->scope),
            STR_ARG(known == DISTRICT_NONE ? place->slug : district_at(known)->slug));
        out->office.district = out->scope;
    }
}

void issuer_read(struct issuer *out, const struct word_list *words,
                 const struct heading *heading, const struct unit_list *list,
                 struct arena *arena)
{
    *out = (struct issuer){0};
    // Without a number or a type the head has no known end.
    uint32_t head_to = word_list_at(words, heading->head_to);
    head_to = head_to < HEAD_WORDS ? head_to : HEAD_WORDS;
    struct naming naming;
    read_naming(&naming, words, heading, head_to, list, arena);
    const struct known_unit *unit = naming.unit;
    out->national = unit && unit->level == LEVEL_NATIONAL;
    struct issuer_place place = {.district = DISTRICT_NONE};
    take_places(out, words, heading, &naming, &place, head_to, arena);
    if (unit) {
        struct str full = out->national ? STR("trung-uong") : out->scope;
        out->office.id =
            full.len ? arena_printf(arena, "%.*s/%.*s", STR_ARG(full), STR_ARG(unit->id))
                     : unit->id;
        out->office.name = known_name(out, unit, &place, arena);
        if (unit == naming.body.unit && unit->level != LEVEL_SCOPE) {
            take_rest(out, words, &naming.body, head_to, arena);
        }
    }
    if (naming.own) {
        take_line(out, words, &naming.line, list, arena);
    }
}
