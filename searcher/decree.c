// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/decree.h"

#include "searcher/value_name.h"

#include <stdlib.h>
#include <string.h>

bool decree_key_year(struct str key, int *year, struct str *undated, struct arena *arena)
{
    ptrdiff_t first = str_find(key, STR("/"), 0);
    ptrdiff_t second = first < 0 ? -1 : str_find(key, STR("/"), (size_t)first + 1);
    if (second < 0)
        return false;
    struct str written = str_slice(key, (size_t)first + 1, (size_t)second);
    *year = 0;
    if (!str_equal(written, STR("-"))) {
        if (written.len != 4)
            return false;
        for (size_t i = 0; i < written.len; i++) {
            if (written.at[i] < '0' || written.at[i] > '9')
                return false;
            *year = *year * 10 + (written.at[i] - '0');
        }
    }
    struct str rest = str_slice(key, (size_t)second, key.len);
    *undated = arena_printf(arena, "%.*s/-%.*s", (int)first, key.at, STR_ARG(rest));
    return true;
}

// The keys of one field that agree with the question, with the number of notices that have each.
struct key_search {
    const struct reference_query *query;
    struct arena *arena;
    size_t prefix; // bytes of the field's prefix in each term
    bool own;      // keys of documents the archive holds, not of citations
    struct decree *items;
    size_t count;
    size_t room;
};

static struct decree *find_decree(struct key_search *search, struct str key)
{
    for (size_t i = 0; i < search->count; i++) {
        if (str_equal(search->items[i].key, key))
            return &search->items[i];
    }
    search->items = arena_grow(search->arena, search->items, search->count, &search->room,
                               sizeof *search->items);
    struct decree *decree = &search->items[search->count++];
    *decree = (struct decree){.key = arena_copy(search->arena, key)};
    struct str undated;
    decree_key_year(key, &decree->year, &undated, search->arena);
    return decree;
}

static bool take_key(void *context, struct str term, size_t count)
{
    struct key_search *search = context;
    struct str key = str_slice(term, search->prefix, term.len);
    if (reference_query_matches(search->query, key)) {
        struct decree *decree = find_decree(search, key);
        if (!search->own)
            decree->notices += count;
    }
    return true;
}

static bool search_field(struct key_search *search, const struct index *index,
                         enum field_id id, struct error *err)
{
    const char *prefix = fields[id].prefix;
    const struct reference_query *query = search->query;
    search->prefix = strlen(prefix);
    search->own = id == FIELD_SELF;
    struct str start =
        query->number.len
            ? arena_printf(search->arena, "%s%.*s/", prefix, STR_ARG(query->number))
            : arena_printf(search->arena, "%sluat:%.*s", prefix, STR_ARG(query->name));
    return index_terms(index, COLLECTION_NOTICES, start, take_key, search, err);
}

static int by_citations(const void *a, const void *b)
{
    const struct decree *x = a, *y = b;
    if (x->notices != y->notices)
        return x->notices < y->notices ? 1 : -1;
    return str_compare(x->key, y->key);
}

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

// Citations without a year join the dated documents of their base; where there is none they are a document of their own.
static void join_undated(struct key_search *search)
{
    struct decree *items = search->items;
    for (size_t i = 0; i < search->count; i++) {
        int year, other_year;
        struct str undated, other;
        if (!decree_key_year(items[i].key, &year, &undated, search->arena))
            continue;
        items[i].years = ARENA_ARRAY(search->arena, int, search->count);
        for (size_t j = 0; j < search->count; j++) {
            if (!decree_key_year(items[j].key, &other_year, &other, search->arena) ||
                !str_equal(other, undated))
                continue;
            if (other_year)
                items[i].years[items[i].year_count++] = other_year;
            else if (year) {
                items[i].undated = undated;
                items[i].undated_notices = items[j].notices;
            }
        }
        qsort(items[i].years, items[i].year_count, sizeof *items[i].years, by_number);
    }
    size_t kept = 0;
    for (size_t i = 0; i < search->count; i++) {
        bool joined = items[i].years && !items[i].year && items[i].year_count == 1;
        if (!joined)
            items[kept++] = items[i];
    }
    search->count = kept;
}

// The archive may know a year that the question did not ask for: then an undated citation is not surely the asked one.
static struct reference_query any_year(const struct reference_query *query)
{
    struct reference_query wide = *query;
    wide.year = 0;
    return wide;
}

bool decrees_named(struct decrees *out, const struct index *index,
                   const struct reference_query *query, struct arena *arena,
                   struct error *err)
{
    struct reference_query wide = any_year(query);
    struct key_search search = {.query = &wide, .arena = arena};
    *out = (struct decrees){0};
    if (!search_field(&search, index, FIELD_REF, err) ||
        !search_field(&search, index, FIELD_SELF, err))
        return false;
    join_undated(&search);
    size_t kept = 0;
    for (size_t i = 0; i < search.count; i++) {
        if (!query->year || search.items[i].year == query->year)
            search.items[kept++] = search.items[i];
    }
    // A year that nobody in the archive writes: the citations without one are all there is.
    if (!kept && query->year) {
        for (size_t i = 0; i < search.count; i++) {
            if (!search.items[i].year && !search.items[i].year_count)
                search.items[kept++] = search.items[i];
        }
    }
    if (kept)
        qsort(search.items, kept, sizeof *search.items, by_citations);
    *out = (struct decrees){search.items, kept};
    return true;
}

enum decree_match decree_match(const struct decree *decree, struct str key,
                               int citing_year)
{
    if (str_equal(key, decree->key))
        return DECREE_SAME;
    if (!decree->undated.at || !str_equal(key, decree->undated))
        return DECREE_OTHER;
    size_t possible = 0;
    bool own = false;
    for (size_t i = 0; i < decree->year_count; i++) {
        if (citing_year && decree->years[i] > citing_year)
            break;
        possible++;
        own = own || decree->years[i] == decree->year;
    }
    return possible == 1 && own ? DECREE_INFERRED : DECREE_OTHER;
}

static const struct clause *term_clause(enum field_id id, struct str value,
                                        struct arena *arena)
{
    struct clause *clause = arena_alloc(arena, sizeof *clause);
    *clause = (struct clause){.kind = CLAUSE_TERM, .term = field_term(id, value, arena)};
    return clause;
}

const struct clause *decree_clause(const struct decree *decree, struct arena *arena)
{
    const struct clause **children = ARENA_ARRAY(arena, const struct clause *, 3);
    size_t count = 0;
    children[count++] = term_clause(FIELD_REF, decree->key, arena);
    children[count++] = term_clause(FIELD_SELF, decree->key, arena);
    if (decree->undated.at)
        children[count++] = term_clause(FIELD_REF, decree->undated, arena);
    struct clause *any = arena_alloc(arena, sizeof *any);
    *any = (struct clause){.kind = CLAUSE_OR, .children = children, .count = count};
    return any;
}

static bool first_document(struct document *out, bool *found, const struct index *index,
                           const struct clause *clause, struct arena *arena,
                           struct error *err)
{
    struct match_options options = {.limit = 1, .order = ORDER_OLDEST};
    struct matches matches;
    *found = false;
    if (!index_match(index, COLLECTION_NOTICES, clause, &options, &matches, arena, err))
        return false;
    if (!matches.count)
        return true;
    *found = true;
    return index_notice(index, &matches.hits[0], false, out, arena, err);
}

bool decree_describe(struct decree *decree, const struct index *index,
                     struct arena *arena, struct error *err)
{
    struct document document;
    bool found;
    if (!first_document(&document, &found, index,
                        term_clause(FIELD_SELF, decree->key, arena), arena, err))
        return false;
    if (found) {
        const struct anatomy *anatomy = &document.notice.anatomy;
        decree->id = document.id;
        decree->type = anatomy->type;
        decree->issuer = issuer_name(&anatomy->office, arena);
        decree->date = anatomy->date.from == anatomy->date.to ? anatomy->date.from : 0;
        decree->name = anatomy->number;
        return true;
    }
    if (!first_document(&document, &found, index, decree_clause(decree, arena), arena,
                        err))
        return false;
    decree->name = decree->key;
    for (size_t i = 0; found && i < document.notice.references.count; i++) {
        const struct reference *reference = &document.notice.references.items[i];
        if (!str_equal(reference->key, decree->key) &&
            !str_equal(reference->key, decree->undated))
            continue;
        decree->name = reference->display;
        decree->type = reference->type;
        decree->issuer = reference->issuer;
        decree->date = reference->date;
        if (reference->date)
            break;
    }
    return true;
}
