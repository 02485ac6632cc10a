// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/filter_value.h"

#include "analyzers/tables.h"
#include "analyzers/unit.h"
#include "base/nearest.h"
#include "base/translate.h"
#include "searcher/typed_name.h"
#include "searcher/value_name.h"

#include <stdlib.h>
#include <string.h>

enum { NEAR_MOST = 5 };

static void add_candidate(struct candidate **items, size_t *count,
                          const struct candidate *candidate, struct arena *arena)
{
    for (size_t i = 0; i < *count; i++)
        if (str_equal((*items)[i].value, candidate->value))
            return;
    // Room for 1, 2, 4 … of them.
    if (!(*count & (*count - 1))) {
        struct candidate *grown =
            ARENA_ARRAY(arena, struct candidate, *count ? 2 * *count : 1);
        if (*count)
            memcpy(grown, *items, *count * sizeof **items);
        *items = grown;
    }
    (*items)[(*count)++] = *candidate;
}

// The words of `part` stand one after another in `whole`, both folded.
static bool has_words(struct str whole, struct str part)
{
    for (ptrdiff_t at = str_find(whole, part, 0); at >= 0;
         at = str_find(whole, part, (size_t)at + 1)) {
        size_t start = (size_t)at, end = start + part.len;
        if ((!start || whole.at[start - 1] == ' ') &&
            (end == whole.len || whole.at[end] == ' '))
            return true;
    }
    return false;
}

static bool ends_with_words(struct str whole, struct str part)
{
    return part.len < whole.len && str_ends(whole, part) &&
           whole.at[whole.len - part.len - 1] == ' ' && str_find(part, STR(" "), 0) > 0;
}

bool filter_find_persons(const struct index *index, enum collection collection,
                         const struct filter *filter, struct filter_answer *out,
                         struct arena *arena, struct error *err)
{
    struct value_list names;
    struct str asked = field_fold(filter->value, arena);
    if (!value_list_read(&names, index, collection, FIELD_PERSON, STR(""), arena, err))
        return false;
    for (size_t i = 0; i < names.count && asked.len; i++)
        if (str_equal(names.items[i].value, asked))
            add_candidate(&out->candidates, &out->count, &names.items[i], arena);
    // A part of a name, "Ngọc Lâm", where no one is called so and no more.
    for (size_t i = 0; !out->count && i < names.count && asked.len; i++)
        if (has_words(names.items[i].value, asked))
            add_candidate(&out->candidates, &out->count, &names.items[i], arena);
    // A name with what the person is before it: "đồng chí Trần Ngọc Lâm".
    for (size_t i = 0; !out->count && i < names.count && asked.len; i++)
        if (ends_with_words(asked, names.items[i].value))
            add_candidate(&out->candidates, &out->count, &names.items[i], arena);
    out->ambiguous = out->count > 1;
    for (size_t i = 0; i < names.count && out->near_count < NEAR_MOST && asked.len; i++) {
        size_t distance = edit_distance(names.items[i].value, asked, 1);
        if (distance == 1)
            add_candidate(&out->near, &out->near_count, &names.items[i], arena);
    }
    return true;
}

bool filter_find_types(const struct index *index, enum collection collection,
                       const struct filter *filter, struct filter_answer *out,
                       struct arena *arena, struct error *err)
{
    struct value_list types;
    if (!value_list_read(&types, index, collection, FIELD_TYPE, STR(""), arena, err))
        return false;
    struct str asked = field_fold(filter->value, arena);
    const struct table *table = table_named("doctypes");
    uint32_t code = table_column(table, "code"), name = table_column(table, "name");
    bool known = false;
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str folded_code = field_fold(table_cell(table, row, code), arena);
        struct str folded_name = field_fold(table_cell(table, row, name), arena);
        if (!str_equal(asked, folded_code) && !str_equal(asked, folded_name))
            continue;
        known = true;
        for (size_t i = 0; i < types.count; i++)
            if (str_equal(types.items[i].value, folded_code) ||
                str_equal(types.items[i].value, folded_name)) {
                struct candidate candidate = types.items[i];
                candidate.name = table_cell(table, row, name);
                add_candidate(&out->candidates, &out->count, &candidate, arena);
            }
    }
    if (known)
        return true;
    for (size_t i = 0; i < types.count; i++)
        if (str_equal(types.items[i].value, asked)) {
            add_candidate(&out->candidates, &out->count, &types.items[i], arena);
            return true;
        }
    error_set(err, ERROR_USAGE, _("%.*s: there is no document type “%.*s”"),
              STR_ARG(filter->where), STR_ARG(filter->value));
    return error_hint(
        err, _("a type is a name or a code: “thông báo” or TB; tracuu list types "
               "names those in the archive"));
}

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

// What a value means to an office: the unit that covers most of it.
static bool unit_in(struct str value, struct str office_id, struct unit *out,
                    struct arena *arena)
{
    struct view view;
    view_read(&view, value, arena);
    struct office office = {.id = office_id};
    const char *slash = office_id.len ? memchr(office_id.at, '/', office_id.len) : NULL;
    office.province =
        slash ? str_slice(office_id, 0, (size_t)(slash - office_id.at)) : office_id;
    if (!slash)
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

// The last part of an id as words: "quang-tri/so-khcn/quan-ly-khoa-hoc" gives "quan ly
// khoa hoc".
static struct str last_words(struct str id, struct arena *arena)
{
    size_t from = id.len;
    while (from && id.at[from - 1] != '/')
        from--;
    struct str words = arena_copy(arena, str_slice(id, from, id.len));
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

// Where a name is looked for: a province, an office, and what stands in it under the name.
struct office_search {
    const struct index *index;
    enum field_id field;
    struct str words, slug;
    struct filter_answer *out;
    struct arena *arena;
};

static bool look_in_office(void *context, struct str term, size_t count)
{
    struct office_search *search = context;
    struct str id = field_value(search->field, term);
    if (!id.at)
        return true;
    struct candidate here = {.value = arena_copy(search->arena, id), .count = count};
    if (str_equal(last_words(id, search->arena), search->words))
        add_candidate(&search->out->candidates, &search->out->count, &here,
                      search->arena);
    struct candidate below = {.value = arena_printf(search->arena, "%.*s/%.*s",
                                                    STR_ARG(id), STR_ARG(search->slug))};
    below.count = units_of(search->index, below.value, search->field, search->arena);
    if (below.count)
        add_candidate(&search->out->candidates, &search->out->count, &below,
                      search->arena);
    return true;
}

// Units that are called so by their ids, in every office of the archive: an archive has
// few offices and may have very many units.
static bool find_in_offices(const struct index *index, enum collection collection,
                            enum field_id field, struct str normal,
                            struct filter_answer *out, struct arena *arena,
                            struct error *err)
{
    struct str slug = arena_copy(arena, normal);
    for (size_t i = 0; i < slug.len; i++)
        if (slug.at[i] == ' ')
            ((char *)slug.at)[i] = '-';
    struct office_search search = {index, field, normal, slug, out, arena};
    enum { OFFICES = 1 }; // slashes in province/office
    return index_outline(index, collection, str_of(fields[field].prefix), OFFICES,
                         look_in_office, &search, err);
}

// What the name as it was given, or else as it was typed in a hurry, means to each office,
// and to none.
static void ask_offices(const struct index *index, enum field_id field, struct str given,
                        struct str typed, const struct value_list *offices,
                        struct filter_answer *out, struct arena *arena)
{
    struct arena *scratch = arena_new();
    const struct str forms[] = {given, typed};
    const size_t form_count = str_equal(given, typed) ? 1 : 2;
    for (size_t i = 0; i <= offices->count; i++) {
        const struct str office =
            i < offices->count ? offices->items[i].value : (struct str){0};
        struct candidate candidate = {0};
        arena_reset(scratch);
        for (size_t form = 0; form < form_count && !candidate.count; form++) {
            struct unit unit;
            if (unit_in(forms[form], office, &unit, scratch))
                candidate = (struct candidate){
                    .value = unit.id,
                    .count = units_of(index, unit.id, field, scratch),
                };
        }
        if (!candidate.count)
            continue;
        candidate.value = arena_copy(arena, candidate.value);
        add_candidate(&out->candidates, &out->count, &candidate, arena);
    }
    arena_free(scratch);
}

// Asks every office of the archive what it calls so; the archive's ids themselves are
// asked when none knows.
static bool find_units(const struct index *index, enum collection collection,
                       enum field_id field, const struct filter *filter,
                       struct filter_answer *out, struct arena *arena, struct error *err)
{
    struct candidate one = {.value = filter->value, .name = filter->value};
    if ((one.count = units_of(index, filter->value, field, arena))) {
        add_candidate(&out->candidates, &out->count, &one, arena);
        return true;
    }
    struct value_list issuers, all;
    if (!value_list_read(&issuers, index, COLLECTION_NOTICES, FIELD_ISSUER, STR(""),
                         arena, err))
        return false;
    struct str whole = field_fold(filter->value, arena);
    struct str folded = without_province_word(whole);
    if (field == FIELD_ISSUER)
        for (size_t i = 0; i < issuers.count; i++)
            if (is_province(issuers.items[i].value, folded))
                add_candidate(&out->candidates, &out->count, &issuers.items[i], arena);
    if (out->count)
        return true;
    const struct str typed =
        typed_name(folded.len < whole.len ? folded : filter->value, arena);
    ask_offices(index, field, filter->value, typed, &issuers, out, arena);
    // No office knows the name: what the ids themselves say. Units of tracuu.units are
    // asked for their names in any case.
    if (out->count && (field != FIELD_UNIT || !filter->where.len))
        return true;
    struct str normal = unit_normal(typed, NULL, arena);
    if (field == FIELD_ISSUER)
        normal = without_place_word(without_province_word(normal));
    if (out->count)
        return !normal.len ||
               find_in_offices(index, collection, field, normal, out, arena, err);
    if (!value_list_read(&all, index, collection, field, STR(""), arena, err))
        return false;
    for (int round = 0; round < 2 && !out->count && normal.len; round++)
        for (size_t i = 0; i < all.count; i++) {
            struct str words = last_words(all.items[i].value, arena);
            if (round ? has_words(words, normal) : str_equal(words, normal))
                add_candidate(&out->candidates, &out->count, &all.items[i], arena);
        }
    return true;
}

static size_t shared_words(struct str whole, struct str words, size_t *count)
{
    struct str word;
    size_t shared = 0;
    for (*count = 0; str_split(&word, &words, ' '); ++*count)
        shared += has_words(whole, word);
    return shared;
}

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
        if (has_words(field_fold(issuer->name, arena), asked))
            add_candidate(&out->candidates, &out->count, issuer, arena);
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
