// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/issuer.h"

#include "analyzers/heading_letter.h"
#include "analyzers/province.h"
#include "analyzers/unit_lexicon.h"

#include <unicode/uchar.h>

enum { PROVINCES = 128, VOTE_WORDS = 20000, CHAIR_WORDS = 160 };

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

// "HUYỆN TÂY HÒA" as it stands in a sentence: "huyện Tây Hòa".
static struct str place_name(const struct word_list *words, uint32_t from, uint32_t to,
                             struct arena *arena)
{
    const struct view *view = words->view;
    size_t room = words->items[to - 1].to - words->items[from].from;
    char *out = arena_alloc(arena, room * 3 + 1);
    size_t len = 0;
    for (uint32_t i = from; i < to; i++) {
        if (i > from) {
            out[len++] = ' ';
        }
        for (uint32_t k = words->items[i].from; k < words->items[i].to; k++) {
            uint16_t letter = view->letter[k];
            bool first = i > from && k == words->items[i].from;
            letter_put(out, &len, first ? letter : (uint16_t)u_tolower(letter));
        }
    }
    return (struct str){out, len};
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

void issuer_read(struct issuer *out, const struct word_list *words,
                 const struct heading *heading, const struct unit_list *list,
                 struct arena *arena)
{
    *out = (struct issuer){0};
    uint32_t head_to = word_at(words, heading->head_to);
    struct found named = named_in_capitals(words, 0, head_to, list);
    const struct known_unit *unit =
        heading->issuer_code.len ? coded(heading, arena) : NULL;
    if (!unit) {
        unit = named.unit;
    }
    if (!unit && heading->title_to > heading->title_from) {
        uint32_t from = word_at(words, heading->title_from),
                 to = word_at(words, heading->title_to);
        for (uint32_t i = from, end; i < to && !unit; i++) {
            if (words->items[i].shape & WORD_UPPER) {
                const struct known_unit *known = unit_lexicon_match(words, i, list, &end);
                unit = known && !known->needs_scope && end - i > 1 ? known : NULL;
            }
        }
    }
    // A text that lost its head names its office where it says who was in the chair:
    // "đồng chí A - Giám đốc Sở B chủ trì".
    for (uint32_t i = head_to < words->count ? 1 : words->count, end;
         !unit && i < words->count && i < CHAIR_WORDS; i++) {
        if (words->items[i].key == WORD("so") && words->items[i - 1].key == WORD("doc") &&
            word_is(words, i, STR("sở"))) {
            const struct known_unit *known = unit_lexicon_match(words, i, list, &end);
            unit = known && end - i > 1 ? known : NULL;
        }
    }
    out->national = unit && unit->level == LEVEL_NATIONAL;
    uint32_t province = province_named(words, 0, head_to), end;
    // "SỞ Y TẾ BẾN TRE", "SỞ Y TẾ / BẾN TRE": the province stands behind the name alone.
    if (province == PROVINCE_NONE && named.unit && !out->national && named.to < head_to &&
        (words->items[named.to].shape & WORD_CAPS)) {
        province = province_match(words, named.to, &end);
    }
    if (province == PROVINCE_NONE && heading->place_to > heading->place_from &&
        !out->national) {
        province = province_match(words, word_at(words, heading->place_from), &end);
    }
    if (province == PROVINCE_NONE && !out->national) {
        province = province_voted(words);
    }
    struct str scope = STR("trung-uong");
    if (!out->national) {
        scope = (struct str){0};
        if (province != PROVINCE_NONE) {
            out->office.province = province_at(province)->slug;
            out->office.province_name = province_at(province)->name;
            scope = out->office.province;
        }
    }
    // "ỦY BAN NHÂN DÂN / HUYỆN ĐẢO LÝ SƠN"
    struct str district = {0}, district_name = {0};
    if (unit && (unit->level == LEVEL_SCOPE || unit->level == LEVEL_OFFICE) &&
        named.unit) {
        for (uint32_t i = named.to; i < head_to; i++) {
            // "CỘNG HÒA XÃ HỘI …" beside the name is no commune.
            if (place_word(words->items[i].key) && i + 1 < head_to &&
                words->items[i + 1].key != WORD("hoi") &&
                (words->items[i].shape & WORD_CAPS) &&
                (words->items[i + 1].shape & WORD_UPPER)) {
                uint32_t to = i + 2;
                while (to < head_to && to < i + 5 &&
                       (words->items[to].shape & WORD_CAPS) &&
                       !(words->items[to].shape & WORD_LINE) && !words->items[to].signs &&
                       words->items[to].key != WORD("cong") &&
                       words->items[to].key != WORD("doc")) {
                    to++;
                }
                struct str name = words_folded_of(words, i + 1, to, arena);
                district = unit_name_slug(name, arena);
                district_name = place_name(words, i, to, arena);
                break;
            }
        }
    }
    if (scope.at && !out->national) {
        out->scope = district.len ? arena_printf(arena, "%.*s/%.*s", STR_ARG(scope),
                                                 STR_ARG(district))
                                  : scope;
    }
    out->office.district = district.len && out->scope.len ? out->scope : district;
    if (!unit) {
        return;
    }
    struct str full = out->scope.at ? out->scope : scope;
    if (full.len) {
        out->office.id =
            arena_printf(arena, "%.*s/%.*s", STR_ARG(full), STR_ARG(unit->id));
    } else {
        out->office.id = unit->id;
    }
    out->office.name = unit->name;
    if (unit->level == LEVEL_SCOPE && district_name.len) {
        out->office.name =
            arena_printf(arena, "%.*s %.*s", STR_ARG(unit->name), STR_ARG(district_name));
    }
    if (unit->level == LEVEL_SCOPE && !district.len && out->office.province_name.len) {
        out->office.name =
            arena_printf(arena, "%.*s %s %.*s", STR_ARG(unit->name),
                         is_city(out->office.province) ? "thành phố" : "tỉnh",
                         STR_ARG(out->office.province_name));
    }
}
