// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/filter_value.h"

#include "analyzers/tables.h"
#include "analyzers/unit.h"
#include "searcher/candidate.h"
#include "searcher/typed_name.h"
#include "searcher/value_name.h"

#include <stdlib.h>
#include <string.h>

// The slugs of the provinces that are called so, before or after the mergers of 2025; ""
// where none is.
static bool is_province(struct str slug, struct str folded)
{
    const struct table *table = table_named("provinces");
    static const char *const pairs[][2] = {
        {"slug_until_2025-06-30", "name_until_2025-06-30"},
        {"slug_from_2025-07-01", "name_from_2025-07-01"},
    };
    struct arena *arena = arena_new();
    bool found = false;
    for (size_t pair = 0; pair < 2 && !found; pair++) {
        uint32_t slugs = table_column(table, pairs[pair][0]);
        uint32_t names = table_column(table, pairs[pair][1]);
        for (uint32_t row = 0; row < table->rows && !found; row++)
            if (str_equal(table_cell(table, row, slugs), slug))
                found =
                    str_equal(field_fold(table_cell(table, row, names), arena), folded);
    }
    arena_free(arena);
    return found;
}

static struct str without_word(struct str folded, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_starts(folded, str_of(words[i])))
            return str_slice(folded, strlen(words[i]), folded.len);
    return folded;
}

// "tinh quang tri", "tp. ho chi minh".
static struct str without_province_word(struct str folded)
{
    static const char *const words[] = {"tinh ", "thanh pho ", "tp. ", "tp "};
    return without_word(folded, words, sizeof words / sizeof *words);
}

// "quang-tri" of "quang-tri/so-khcn"; all of an id without a slash.
static struct str province_of(struct str id)
{
    const char *slash = id.len ? memchr(id.at, '/', id.len) : NULL;
    return slash ? str_slice(id, 0, (size_t)(slash - id.at)) : id;
}

// What a value means to an office: the unit that covers most of it.
static bool unit_in(struct str value, struct str office_id, struct unit *out,
                    struct arena *arena)
{
    struct view view;
    view_read(&view, value, arena);
    struct office office = {.id = office_id, .province = province_of(office_id)};
    if (office.province.len == office_id.len)
        office.id = (struct str){0};
    struct units units;
    units_find(&units, &view, &office, NULL, arena);
    bool found = false;
    for (size_t i = 0; i < units.count; i++)
        if (!found || units.items[i].to - units.items[i].from > out->to - out->from) {
            *out = units.items[i];
            found = true;
        }
    // Half a match would be another unit: "Phòng Quản lý" is not "Phòng Quản lý Khoa
    // học".
    return found && (out->to - out->from) * 4 >= view.count * 3;
}

static size_t units_of(const struct index *index, struct str id, enum field_id field,
                       struct arena *arena)
{
    return id.len ? index_frequency(index, field_term(field, id, arena)) : 0;
}

// "quan-ly-khoa-hoc" of "quang-tri/so-khcn/quan-ly-khoa-hoc".
static struct str last_part(struct str id)
{
    size_t from = id.len;
    while (from && id.at[from - 1] != '/')
        from--;
    return str_slice(id, from, id.len);
}

// The same as words: "quan ly khoa hoc".
static struct str last_words(struct str id, struct arena *arena)
{
    struct str words = arena_copy(arena, last_part(id));
    for (size_t i = 0; i < words.len; i++)
        if (words.at[i] == '-')
            ((char *)words.at)[i] = ' ';
    return words;
}

// "huyen tay hoa" stands in ids as "tay-hoa".
static struct str without_place_word(struct str normal)
{
    static const char *const words[] = {"huyen ", "quan ",   "thi xa ",  "thanh pho ",
                                        "xa ",    "phuong ", "thi tran "};
    return without_word(normal, words, sizeof words / sizeof *words);
}

// What is looked for among units, and where it goes.
struct unit_search {
    const struct index *index;
    enum field_id field;
    const struct str *issuers;
    size_t issuer_count;
    struct filter_answer *out;
    struct arena *arena, *scratch;
};

static void add_unit(const struct unit_search *search, struct str id)
{
    const struct candidate unit = {
        .value = arena_copy(search->arena, id),
        .count = units_of(search->index, id, search->field, search->arena)};
    if (unit.count)
        candidate_add(&search->out->candidates, &search->out->count, &unit,
                      search->arena);
}

// "quang-tri/so-khcn" gives "so-khcn"; a province or a ministry nothing.
static struct str behind_province(struct str id)
{
    const char *slash = id.len ? memchr(id.at, '/', id.len) : NULL;
    return slash ? str_slice(id, (size_t)(slash - id.at) + 1, id.len) : STR("");
}

// A unit as every province may have it, and only where it has it.
struct namesakes {
    const struct unit_search *search;
    struct str tail; // behind the province
};

static bool add_namesake(void *context, struct str id)
{
    const struct namesakes *namesakes = context;
    if (str_equal(behind_province(id), namesakes->tail))
        add_unit(namesakes->search, id);
    return true;
}

static bool add_namesakes(const struct unit_search *search, struct str tail,
                          struct error *err)
{
    struct namesakes namesakes = {search, tail};
    if (search->field == FIELD_UNIT)
        return index_units_named(search->index, last_part(tail), add_namesake, &namesakes,
                                 err);
    for (size_t i = 0; i < search->issuer_count; i++)
        add_namesake(&namesakes, search->issuers[i]);
    return true;
}

// What an office calls so.
struct meaning {
    struct str id; // missing: it knows no such unit
    // as any province may have it: behind the office's own one, or an id in none;
    // missing where the unit is another province's
    struct str tail;
};

static struct meaning ask_office(const struct unit_search *search, struct str name,
                                 struct str office)
{
    struct unit unit;
    struct meaning meaning = {0};
    arena_reset(search->scratch);
    if (!unit_in(name, office, &unit, search->scratch))
        return meaning;
    meaning.id = arena_copy(search->arena, unit.id);
    const struct str tail = behind_province(meaning.id);
    if (!tail.len)
        meaning.tail = meaning.id;
    else if (office.len && str_equal(province_of(meaning.id), province_of(office)))
        meaning.tail = tail;
    return meaning;
}

// Offices of the same name in several provinces.
struct office_kind {
    struct str tail; // behind the province
    size_t asked;
    struct meaning first;
    bool alike; // the first two mean the same
};

static bool ask_kind(const struct unit_search *search, struct office_kind *kind,
                     struct str name, struct str office, struct error *err)
{
    const struct meaning meaning = ask_office(search, name, office);
    if (!kind->asked++) {
        kind->first = meaning;
        return true;
    }
    kind->alike =
        kind->asked == 2 && meaning.tail.len && str_equal(meaning.tail, kind->first.tail);
    if (kind->alike)
        return add_namesakes(search, meaning.tail, err);
    add_unit(search, meaning.id);
    return true;
}

// What the name means to each office, and to none. Where two of a kind mean the same, so do
// the others, and only the units that there are need be looked at; a name with a place in
// it is asked of all.
static bool ask_offices(const struct unit_search *search, struct str name,
                        struct error *err)
{
    struct office_kind *kinds =
        ARENA_ARRAY(search->arena, struct office_kind, search->issuer_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < search->issuer_count; i++) {
        const struct str office = search->issuers[i], tail = behind_province(office);
        size_t kind = 0;
        while (kind < count && !str_equal(kinds[kind].tail, tail))
            kind++;
        if (kind == count)
            kinds[count++].tail = tail;
        if (!kinds[kind].alike && !ask_kind(search, &kinds[kind], name, office, err))
            return false;
    }
    for (size_t i = 0; i < count; i++)
        add_unit(search, kinds[i].first.id);
    add_unit(search, ask_office(search, name, (struct str){0}).id);
    return true;
}

// ---- What ids say ----

static bool add_in_office(void *context, struct str id)
{
    // province/office/unit: what lies deeper is nobody's office
    enum { SLASHES = 2 };
    size_t slashes = 0;
    for (size_t i = 0; i < id.len; i++)
        slashes += id.at[i] == '/';
    if (slashes <= SLASHES)
        add_unit(context, id);
    return true;
}

// Units that are called so by their ids, in every office of the archive.
static bool find_in_offices(struct unit_search *search, struct str normal,
                            struct error *err)
{
    const struct str slug = arena_copy(search->arena, normal);
    for (size_t i = 0; i < slug.len; i++)
        if (slug.at[i] == ' ')
            ((char *)slug.at)[i] = '-';
    return index_units_named(search->index, slug, add_in_office, search, err);
}

static int by_value(const void *a, const void *b)
{
    return str_compare(((const struct candidate *)a)->value,
                       ((const struct candidate *)b)->value);
}

// Asks the offices of the archive what they call so; the archive's ids themselves are
// asked when none knows.
static bool search_units(struct unit_search *search, enum collection collection,
                         const struct filter *filter, struct str typed, struct error *err)
{
    struct filter_answer *out = search->out;
    const enum field_id field = search->field;
    if (!ask_offices(search, filter->value, err) ||
        (!out->count && !str_equal(typed, filter->value) &&
         !ask_offices(search, typed, err)))
        return false;
    struct str normal = unit_normal(typed, NULL, search->arena);
    if (field == FIELD_ISSUER)
        normal = without_place_word(without_province_word(normal));
    // Units of tracuu.units are asked for their names in any case.
    if (out->count && field == FIELD_UNIT && filter->where.len && normal.len &&
        !find_in_offices(search, normal, err))
        return false;
    if (out->count)
        qsort(out->candidates, out->count, sizeof *out->candidates, by_value);
    struct value_list all = {0};
    if (!out->count && !value_list_read(&all, search->index, collection, field, STR(""),
                                        search->arena, err))
        return false;
    for (int round = 0; round < 2 && !out->count && normal.len; round++)
        for (size_t i = 0; i < all.count; i++) {
            struct str words = last_words(all.items[i].value, search->arena);
            if (round ? folded_has(words, normal) : str_equal(words, normal))
                candidate_add(&out->candidates, &out->count, &all.items[i],
                              search->arena);
        }
    return true;
}

static bool find_units(const struct index *index, enum collection collection,
                       enum field_id field, const struct filter *filter,
                       struct filter_answer *out, struct arena *arena, struct error *err)
{
    struct candidate one = {.value = filter->value, .name = filter->value};
    if ((one.count = units_of(index, filter->value, field, arena))) {
        candidate_add(&out->candidates, &out->count, &one, arena);
        return true;
    }
    struct str *issuers;
    size_t count;
    if (!index_issuers(index, &issuers, &count, arena, err))
        return false;
    struct unit_search search = {index, field, issuers, count, out, arena, arena_new()};
    struct str whole = field_fold(filter->value, arena);
    struct str folded = without_province_word(whole);
    if (field == FIELD_ISSUER)
        for (size_t i = 0; i < count; i++)
            if (is_province(issuers[i], folded))
                add_unit(&search, issuers[i]);
    const struct str typed =
        typed_name(folded.len < whole.len ? folded : filter->value, arena);
    const bool done = out->count || search_units(&search, collection, filter, typed, err);
    arena_free(search.scratch);
    return done;
}

static size_t shared_words(struct str whole, struct str words, size_t *count)
{
    struct str word;
    size_t shared = 0;
    for (*count = 0; str_split(&word, &words, ' '); ++*count)
        shared += folded_has(whole, word);
    return shared;
}

enum { NEAR_MOST = 5 };

// Units that share at least half of the words, for whoever did not know the name quite
// right.
static void find_near_units(const struct index *index, enum collection collection,
                            const struct filter *filter, struct filter_answer *out,
                            struct arena *arena)
{
    struct value_list all;
    struct str normal = unit_normal(filter->value, NULL, arena);
    if (!normal.len ||
        !value_list_read(&all, index, collection, filter->field, STR(""), arena, NULL))
        return;
    // The best ones first, of equal ones those that more notices name.
    size_t best[NEAR_MOST];
    struct candidate *near = ARENA_ARRAY(arena, struct candidate, NEAR_MOST);
    for (size_t i = 0; i < all.count; i++) {
        size_t asked,
            shared = shared_words(last_words(all.items[i].value, arena), normal, &asked);
        if (shared * 2 < asked || asked < 2)
            continue;
        size_t place = out->near_count;
        while (place &&
               (best[place - 1] < shared || (best[place - 1] == shared &&
                                             near[place - 1].count < all.items[i].count)))
            place--;
        if (place == NEAR_MOST)
            continue;
        out->near_count += out->near_count < NEAR_MOST;
        for (size_t k = out->near_count - 1; k > place; k--) {
            near[k] = near[k - 1];
            best[k] = best[k - 1];
        }
        near[place] = all.items[i];
        best[place] = shared;
    }
    out->near = near;
}

bool filter_find_units(const struct index *index, enum collection collection,
                       const struct filter *filter, struct filter_answer *out,
                       struct arena *arena, struct error *err)
{
    if (!find_units(index, collection, FIELD_UNIT, filter, out, arena, err))
        return false;
    out->ambiguous = out->count > 1;
    if (!out->count)
        find_near_units(index, collection, filter, out, arena);
    return true;
}

// Issuers whose name has these words: "thủ tướng", "sở khoa học". An archive has few.
static bool find_issuers_by_part(const struct index *index, const struct filter *filter,
                                 struct filter_answer *out, struct arena *arena,
                                 struct error *err)
{
    struct value_list issuers;
    struct str asked = field_fold(filter->value, arena);
    if (!asked.len)
        return true;
    if (!value_list_read(&issuers, index, COLLECTION_NOTICES, FIELD_ISSUER, STR(""),
                         arena, err))
        return false;
    for (size_t i = 0; i < issuers.count; i++) {
        struct candidate *issuer = &issuers.items[i];
        issuer->name = value_name(index, FIELD_ISSUER, issuer->value, arena);
        if (folded_has(field_fold(issuer->name, arena), asked))
            candidate_add(&out->candidates, &out->count, issuer, arena);
    }
    return true;
}

bool filter_find_issuers(const struct index *index, enum collection collection,
                         const struct filter *filter, struct filter_answer *out,
                         struct arena *arena, struct error *err)
{
    if (!find_units(index, collection, FIELD_ISSUER, filter, out, arena, err) ||
        (!out->count && !find_issuers_by_part(index, filter, out, arena, err)))
        return false;
    out->ambiguous = out->count > 1;
    return true;
}
