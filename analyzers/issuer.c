// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/issuer.h"

#include "analyzers/issuer_line.h"
#include "analyzers/province.h"
#include "analyzers/town.h"

enum { PROVINCES = 128, VOTE_WORDS = 20000, CHAIR_WORDS = 160, HEAD_WORDS = 120 };

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

// The province that the text names most often as one.
static uint32_t province_voted(const struct word_list *words)
{
    uint16_t votes[PROVINCES] = {0};
    uint32_t best = PROVINCE_NONE, end, behind;
    uint32_t count = words->count < VOTE_WORDS ? words->count : VOTE_WORDS;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t key = words->items[i].key;
        if (key != WORD("tinh") && key != WORD("tp") && key != WORD("thanh")) {
            continue;
        }
        if (!province_word(words, i, &behind)) {
            continue;
        }
        uint32_t found = province_match(words, behind, &end);
        if (found == PROVINCE_NONE || found >= PROVINCES) {
            continue;
        }
        votes[found]++;
        if (best == PROVINCE_NONE || votes[found] > votes[best]) {
            best = found;
        }
    }
    return best;
}

static uint32_t word_at(const struct word_list *words, uint32_t letter)
{
    uint32_t low = 0, high = words->count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (words->items[middle].from < letter) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool place_word(uint64_t key)
{
    return key == WORD("huyen") || key == WORD("quan") || key == WORD("xa") ||
           key == WORD("phuong");
}

// "THÀNH PHỐ" of "THÀNH PHỐ BIÊN HÒA": a city within a province.
static bool city_word(const struct word_list *words, uint32_t at)
{
    uint32_t end;
    return at > 0 && words->items[at].key == WORD("pho") &&
           words->items[at - 1].key == WORD("thanh") && at + 1 < words->count &&
           province_match(words, at + 1, &end) == PROVINCE_NONE;
}

// "THÀNH PHỐ BIÊN HÒA", "HUYỆN DI LINH" in the head: their province, which it leaves out.
static uint32_t province_of_place(const struct word_list *words, uint32_t head_to)
{
    for (uint32_t i = 0; i + 1 < head_to; i++) {
        uint64_t key = words->items[i].key;
        bool district =
            key == WORD("huyen") || key == WORD("quan") ||
            (key == WORD("xa") && i > 0 && words->items[i - 1].key == WORD("thi")) ||
            city_word(words, i);
        uint32_t end, found;
        if (district && (words->items[i].shape & WORD_CAPS) &&
            (found = town_province(words, i + 1, &end)) != PROVINCE_NONE)
            return found;
    }
    return PROVINCE_NONE;
}

struct found {
    const struct known_unit *unit;
    uint32_t from, to; // words
};

// The last body named in capitals among the words: the superior body stands above the one
// that issues.
static struct found named_in_capitals(const struct word_list *words, uint32_t from,
                                      uint32_t to, const struct unit_list *list)
{
    struct found found = {0};
    for (uint32_t i = from; i < to; i++) {
        uint32_t end;
        if (!(words->items[i].shape & WORD_CAPS)) {
            continue;
        }
        const struct known_unit *unit = unit_lexicon_match(words, i, list, &end);
        if (unit && end <= to && (!unit->needs_scope || end - i > 1)) {
            found = (struct found){unit, i, end};
            i = end - 1;
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

static bool is_city(struct str slug)
{
    static const char *cities[] = {"ha-noi",    "ho-chi-minh", "da-nang",
                                   "hai-phong", "can-tho",     "hue"};
    for (size_t i = 0; i < sizeof cities / sizeof *cities; i++) {
        if (str_equal(slug, str_of(cities[i]))) {
            return true;
        }
    }
    return false;
}

// The body that a title names: "Kết luận của Giám đốc Sở Y tế".
static const struct known_unit *titled(const struct word_list *words,
                                       const struct heading *heading,
                                       const struct unit_list *list)
{
    if (heading->title_to <= heading->title_from) {
        return NULL;
    }
    uint32_t from = word_at(words, heading->title_from),
             to = word_at(words, heading->title_to);
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
    for (uint32_t i = head_to < words->count ? 1 : words->count, end;
         i < words->count && i < CHAIR_WORDS; i++) {
        if (words->items[i].key == WORD("so") && words->items[i - 1].key == WORD("doc") &&
            word_is(words, i, STR("sở"))) {
            const struct known_unit *known = unit_lexicon_match(words, i, list, &end);
            if (known && end - i > 1) {
                return known;
            }
        }
    }
    return NULL;
}

static uint32_t province_of(const struct word_list *words, const struct heading *heading,
                            const struct found *named, uint32_t head_to)
{
    uint32_t province = province_named(words, 0, head_to), end;
    // "SỞ Y TẾ BẾN TRE", "SỞ Y TẾ / BẾN TRE": the province stands behind the name alone.
    if (province == PROVINCE_NONE && named->unit && named->to < head_to &&
        (words->items[named->to].shape & WORD_CAPS)) {
        province = province_match(words, named->to, &end);
    }
    if (province == PROVINCE_NONE && heading->place_to > heading->place_from) {
        province = province_match(words, word_at(words, heading->place_from), &end);
    }
    if (province == PROVINCE_NONE) {
        province = province_of_place(words, head_to);
    }
    if (province == PROVINCE_NONE) {
        province = province_voted(words);
    }
    if (province == PROVINCE_NONE && heading->place_to > heading->place_from) {
        province = town_province(words, word_at(words, heading->place_from), &end);
    }
    return province;
}

// The district or commune of an office.
struct place {
    struct str slug, name; // "ly-son", "huyện Lý Sơn"; missing where there is none
};

// "CƯ M'GAR" goes on behind the apostrophe.
static uint32_t place_end(const struct word_list *words, uint32_t at, uint32_t head_to)
{
    const struct word *items = words->items;
    uint32_t to = at;
    while (
        to < head_to && to < at + 4 &&
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

static struct place place_of(const struct word_list *words, uint32_t from, uint32_t to,
                             uint32_t name, struct arena *arena)
{
    struct str folded = words_folded_of(words, name, to, arena);
    return (struct place){
        .slug = unit_name_slug(folded, arena),
        .name = issuer_line_name(words, from, to, arena),
    };
}

// "ỦY BAN NHÂN DÂN / HUYỆN ĐẢO LÝ SƠN", "HUYỆN ỦY BA BỂ": the last place in the head.
static struct place district_of(const struct word_list *words, const struct found *named,
                                uint32_t head_to, struct arena *arena)
{
    const struct word *items = words->items;
    struct place found = {0};
    uint32_t end;
    for (uint32_t i = 0; i + 1 < head_to; i++) {
        // "CỘNG HÒA XÃ HỘI …" beside the name is no commune.
        bool city = city_word(words, i);
        if ((!place_word(items[i].key) && !city) || !(items[i].shape & WORD_CAPS) ||
            (items[i].signs && !(items[i].shape & WORD_LINE)) ||
            items[i + 1].key == WORD("hoi") || items[i + 1].key == WORD("su") ||
            items[i + 1].key == WORD("uy") || items[i + 1].key == WORD("nam") ||
            !(items[i + 1].shape & WORD_UPPER)) {
            continue;
        }
        uint32_t to = place_end(words, i + 1, head_to);
        if (to > i + 1) {
            bool two = city || (i > 0 && items[i].key == WORD("xa") &&
                                items[i - 1].key == WORD("thi"));
            found = place_of(words, two ? i - 1 : i, to, i + 1, arena);
        }
    }
    // "THÀNH PHỐ BIÊN HÒA", "THỊ XÃ KỲ ANH" below a province.
    for (uint32_t i = 0; i + 2 < head_to && !found.slug.len; i++) {
        bool city = (items[i].key == WORD("thanh") && items[i + 1].key == WORD("pho")) ||
                    (items[i].key == WORD("thi") && (items[i + 1].key == WORD("xa") ||
                                                     items[i + 1].key == WORD("tran")));
        if (!city || !(items[i].shape & WORD_CAPS) ||
            (items[i].signs && !(items[i].shape & WORD_LINE)) ||
            province_match(words, i + 2, &end) != PROVINCE_NONE) {
            continue;
        }
        uint32_t to = place_end(words, i + 2, head_to);
        if (to > i + 2) {
            found = place_of(words, i, to, i + 2, arena);
        }
    }
    struct str id = named->unit ? named->unit->id : (struct str){0};
    bool party = str_starts(id, STR("huyen-uy")) || str_starts(id, STR("quan-uy")) ||
                 str_starts(id, STR("thi-uy"));
    if (!found.slug.len && party && named->to < head_to &&
        !(items[named->to].shape & WORD_LINE) &&
        province_match(words, named->to, &end) == PROVINCE_NONE) {
        uint32_t to = place_end(words, named->to, head_to);
        if (to > named->to) {
            found = place_of(words, named->to, to, named->to, arena);
        }
    }
    return found;
}

// The name of a known body, with the place that it needs.
static struct str known_name(const struct issuer *issuer, const struct known_unit *unit,
                             const struct place *place, struct arena *arena)
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
                        is_city(issuer->office.province) ? "thành phố" : "tỉnh",
                        STR_ARG(issuer->office.province_name));
}

// The word behind the place that follows a name on its line: "… | HUYỆN DI LINH"; `at`
// where none does.
static uint32_t behind_place(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    if (at + 1 >= words->count || items[at].signs || (items[at].shape & WORD_LINE)) {
        return at;
    }
    bool city = items[at].key == WORD("thanh") && items[at + 1].key == WORD("pho");
    if (!city && !place_word(items[at].key) && items[at].key != WORD("tinh")) {
        return at;
    }
    uint32_t name = at + 1 + city, end = place_end(words, name, words->count);
    return end > name ? end : at;
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
        issuer_line_name(words, line->from, behind_place(words, line->to), arena);
    out->office.id =
        parent.len ? arena_printf(arena, "%.*s/%.*s", STR_ARG(parent), STR_ARG(slug))
                   : slug;
}

// "BAN QUẢN LÝ KHU KINH TẾ VÂN PHONG", "TRUNG TÂM Y TẾ HUYỆN DI LINH": more of the name
// than the tables know; the province goes without saying.
static void take_rest(struct issuer *out, const struct word_list *words,
                      const struct found *named, uint32_t head_to, struct arena *arena)
{
    const struct word *items = words->items;
    uint32_t at = named->to, end;
    if (at >= head_to || items[at].signs || (items[at].shape & WORD_LINE) ||
        province_match(words, at, &end) != PROVINCE_NONE) {
        return;
    }
    uint32_t name = issuer_line_end(words, at, head_to), to = behind_place(words, name);
    if (to > name && !place_word(items[name].key)) {
        to = name;
    }
    if (to > at) {
        out->office.name = arena_printf(arena, "%.*s %.*s", STR_ARG(out->office.name),
                                        STR_ARG(issuer_line_name(words, at, to, arena)));
    }
}

static void take_places(struct issuer *out, const struct word_list *words,
                        const struct heading *heading, const struct found *named,
                        const struct place *place, uint32_t head_to, struct arena *arena)
{
    uint32_t province =
        out->national ? PROVINCE_NONE : province_of(words, heading, named, head_to);
    if (province != PROVINCE_NONE) {
        out->office.province = province_at(province)->slug;
        out->office.province_name = province_at(province)->name;
        out->scope = out->office.province;
        if (place->slug.len) {
            out->scope = arena_printf(arena, "%.*s/%.*s", STR_ARG(out->scope),
                                      STR_ARG(place->slug));
        }
    }
    out->office.district = place->slug.len && out->scope.len ? out->scope : place->slug;
}

void issuer_read(struct issuer *out, const struct word_list *words,
                 const struct heading *heading, const struct unit_list *list,
                 struct arena *arena)
{
    *out = (struct issuer){0};
    uint32_t head_to = word_at(words, heading->head_to);
    struct found named = named_in_capitals(words, 0, head_to, list);
    struct issuer_line line;
    // Without a number or a type the head has no known end.
    head_to = head_to < HEAD_WORDS ? head_to : HEAD_WORDS;
    issuer_line_read(&line, words, head_to);
    const struct known_unit *code =
        heading->issuer_code.len ? coded(heading, arena) : NULL;
    // "BHXH" is the body that the head names in full: "Bảo hiểm xã hội Việt Nam".
    if (code && named.unit && code != named.unit &&
        str_starts(named.unit->normal, code->normal))
        code = named.unit;
    const struct known_unit *unit = code ? code : named.unit;
    bool own = line.to > line.from && !code && (!named.unit || (line.from > named.from));
    if (!unit && !own) {
        unit = titled(words, heading, list);
    }
    if (!unit && !own) {
        unit = chaired(words, head_to, list);
    }
    out->national = unit && unit->level == LEVEL_NATIONAL;
    struct place place = {0};
    if (own || (unit && (unit->level == LEVEL_SCOPE || unit->level == LEVEL_OFFICE) &&
                named.unit)) {
        place = district_of(words, &named, head_to, arena);
    }
    take_places(out, words, heading, &named, &place, head_to, arena);
    if (unit) {
        struct str full = out->national ? STR("trung-uong") : out->scope;
        out->office.id =
            full.len ? arena_printf(arena, "%.*s/%.*s", STR_ARG(full), STR_ARG(unit->id))
                     : unit->id;
        out->office.name = known_name(out, unit, &place, arena);
        if (unit == named.unit && unit->level != LEVEL_SCOPE) {
            take_rest(out, words, &named, head_to, arena);
        }
    }
    if (own) {
        take_line(out, words, &line, list, arena);
    }
}
