// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_finder.h"

#include "analyzers/district.h"
#include "analyzers/province.h"

bool unit_finder_attached(const struct word_list *words, uint32_t at)
{
    return at > 0 && words->items[at].signs &&
           words->items[at].from <= words->items[at - 1].to + words->items[at].signs &&
           (words->items[at].last == '/' || words->items[at].last == '-' ||
            words->items[at].last == '@' || words->items[at].last == '.');
}

// "TB-⏎UBND": a code goes on in the next line.
bool unit_finder_code_goes_on(const struct word_list *words, uint32_t at)
{
    const struct word *word = &words->items[at];
    return at > 0 && word->signs == 1 && (word->last == '-' || word->last == '/') &&
           (word->shape & WORD_CAPS) && (words->items[at - 1].shape & WORD_CAPS) &&
           words->view->plain[words->items[at - 1].to] == word->last;
}

struct unit *unit_finder_add(struct unit_finder *finder, uint32_t from, uint32_t to,
                             struct str name, struct str id)
{
    const struct view *view = finder->words.view;
    struct units *out = finder->out;
    out->items = arena_extend(finder->arena, out->items, out->count, &finder->room,
                              sizeof *out->items);
    finder->places = arena_extend(finder->arena, finder->places, out->count,
                                  &finder->places_room, sizeof *finder->places);
    finder->places[out->count] = (struct unit_words){from, to};
    struct unit *unit = &out->items[out->count++];
    *unit = (struct unit){
        .from = finder->words.items[from].from,
        .to = finder->words.items[to - 1].to,
        .name = name,
        .id = id,
    };
    unit->span = view_span(view, unit->from, unit->to);
    return unit;
}

struct str unit_finder_name(struct unit_finder *finder, uint32_t from, uint32_t to)
{
    const struct word_list *words = &finder->words;
    struct str name = view_clean(words->view, words->items[from].from,
                                 words->items[to - 1].to, finder->arena);
    char *first = (char *)name.at;
    if (name.len && first[0] >= 'a' && first[0] <= 'z') {
        first[0] = (char)(first[0] - 32);
    }
    return name;
}

struct str unit_finder_id(struct unit_finder *finder, struct str parent, struct str id)
{
    bool mark = id.len && id.at[0] == '#';
    if (!parent.len) {
        return id;
    }
    char *out = arena_take(finder->arena, parent.len + id.len + 2);
    size_t len = parent.len;
    memcpy(out, parent.at, len);
    if (!mark) {
        out[len++] = '/';
    }
    if (id.len) {
        memcpy(out + len, id.at, id.len);
    }
    len += id.len;
    out[len] = '\0';
    return (struct str){out, len};
}

struct str unit_finder_district(struct unit_finder *finder)
{
    return finder->office->district;
}

static bool is_district_level(struct str level)
{
    static const char *const levels[] = {"huyện", "quận", "thị xã", "thành phố"};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (str_equal(level, str_of(levels[i]))) {
            return true;
        }
    }
    return false;
}

// "UBND xã" in a text of a district is one of its communes', "UBND huyện" in one of a
// commune that of the district it lies in.
static bool of_own_level(struct unit_finder *finder, struct str level)
{
    struct str name = finder->office->name;
    bool commune =
        str_find(name, STR(" xã "), 0) >= 0 && str_find(name, STR("thị xã "), 0) < 0;
    commune = commune || str_find(name, STR("phường "), 0) >= 0 ||
              str_find(name, STR("thị trấn "), 0) >= 0;
    return is_district_level(level) ? !commune
                                    : commune || !unit_finder_of_district(finder);
}

bool unit_finder_of_district(struct unit_finder *finder)
{
    struct str own = finder->office->district;
    ptrdiff_t slash = own.len ? str_find(own, STR("/"), 0) : -1;
    if (slash < 0) {
        return false;
    }
    uint32_t province = province_find(str_slice(own, 0, (size_t)slash));
    uint32_t name = district_find(str_slice(own, (size_t)slash + 1, own.len));
    return district_in(name, DISTRICT_ANY, province) != DISTRICT_NONE;
}

struct str unit_finder_place(struct unit_finder *finder, const struct unit_scope *scope)
{
    if (scope->level.len) {
        // "UBND huyện" is the writer's own committee, or that of some district, never the province's.
        struct str own = unit_finder_district(finder), place = finder->office->province;
        bool city = str_equal(scope->level, STR("thành phố"));
        if (own.len && of_own_level(finder, scope->level)) {
            return own;
        }
        if (city) {
            return place;
        }
        struct str slug =
            unit_name_slug(words_folded(scope->level, finder->arena), finder->arena);
        return unit_finder_id(
            finder, is_district_level(scope->level) || !own.len ? place : own, slug);
    }
    // All communes that a district speaks of are its own.
    if (str_equal(scope->all, STR("cap-xa")) && scope->province == PROVINCE_NONE &&
        unit_finder_of_district(finder)) {
        return unit_finder_district(finder);
    }
    return unit_scope_place(scope, finder->office->province, finder->arena);
}

struct str unit_finder_parts(struct unit_finder *finder, const struct unit_head *head)
{
    struct str id = finder->office->id;
    // The divisions of a district stand under its committee itself.
    ptrdiff_t first = str_find(id, STR("/"), 0);
    if (first >= 0 && str_find(id, STR("/"), (size_t)first + 1) >= 0) {
        return id;
    }
    if (str_ends(id, STR("/ubnd")) || str_ends(id, STR("/hdnd"))) {
        return !head || str_equal(head->slug, STR("phong"))
                   ? unit_finder_id(finder, id, STR("van-phong"))
                   : finder->office->province;
    }
    return id;
}
