// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/decree.h"

#include "searcher/name_pairs.h"
#include "searcher/value_name.h"

#include <stdlib.h>
#include <string.h>

enum {
    SHORT_NAMES_OF = 16, // documents at most that are asked for theirs
    LAWS_FROM = 1945,    // years of laws
    LAWS_TO = 2099,
};

bool key_parts_read(struct key_parts *out, struct str key)
{
    struct str rest = key, year;
    *out = (struct key_parts){0};
    if (str_find(key, STR(":"), 0) >= 0 || !str_split(&out->number, &rest, '/') ||
        !str_split(&year, &rest, '/') || !rest.at)
        return false;
    ptrdiff_t at = str_find(rest, STR("@"), 0);
    out->body = at < 0 ? rest : str_slice(rest, 0, (size_t)at);
    if (at >= 0)
        out->scope = str_slice(rest, (size_t)at + 1, rest.len);
    if (str_equal(year, STR("-")))
        return true;
    for (size_t i = 0; i < year.len; i++) {
        if (year.at[i] < '0' || year.at[i] > '9')
            return false;
        out->year = out->year * 10 + (year.at[i] - '0');
    }
    return year.len == 4;
}

// Whether a key that leaves something out may mean the complete one.
static bool parts_fit(const struct key_parts *loose, const struct key_parts *whole)
{
    return str_equal(loose->number, whole->number) &&
           str_equal(loose->body, whole->body) &&
           (!loose->year || loose->year == whole->year) &&
           (!loose->scope.len || str_equal(loose->scope, whole->scope));
}

// The keys of one field that agree with the question, with the number of notices that
// have each.
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
    key_parts_read(&decree->parts, decree->key);
    return decree;
}

static void add_key(struct key_search *search, struct str key, size_t count)
{
    if (!reference_query_matches(search->query, key))
        return;
    struct decree *decree = find_decree(search, key);
    if (!search->own)
        decree->notices += count;
}

static bool take_key(void *context, struct str term, size_t count)
{
    struct key_search *search = context;
    add_key(search, str_slice(term, search->prefix, term.len), count);
    return true;
}

// A law whose name is so long that the index keeps no more than its beginning: asked for
// year by year.
static bool is_kept_short(const struct key_search *search)
{
    return search->prefix + strlen("luat::2024") + search->query->name.len >
           FIELD_TERM_MAX;
}

static void search_years(struct key_search *search, const struct index *index,
                         enum field_id id)
{
    for (int year = LAWS_FROM - 1; year <= LAWS_TO; year++) {
        struct str key = arena_printf(search->arena, "luat:%.*s:%d",
                                      STR_ARG(search->query->name), year);
        if (year < LAWS_FROM) // nobody says it
            key =
                arena_printf(search->arena, "luat:%.*s:-", STR_ARG(search->query->name));
        size_t count = index_frequency(index, field_term(id, key, search->arena));
        if (count)
            add_key(search, key, count);
    }
}

static bool search_field(struct key_search *search, const struct index *index,
                         enum field_id id, struct error *err)
{
    const char *prefix = fields[id].prefix;
    const struct reference_query *query = search->query;
    search->prefix = strlen(prefix);
    search->own = id == FIELD_SELF;
    if (!query->number.len && is_kept_short(search)) {
        search_years(search, index, id);
        return true;
    }
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

// Documents of one number and body: the complete keys among them are each a document, the
// others may mean one of those.
static bool is_whole(const struct key_search *search, const struct decree *decree)
{
    if (!decree->parts.year)
        return false;
    for (size_t i = 0; i < search->count && !decree->parts.scope.len; i++) {
        const struct key_parts *other = &search->items[i].parts;
        if (other->scope.len && str_equal(other->number, decree->parts.number) &&
            str_equal(other->body, decree->parts.body))
            return false;
    }
    return true;
}

static void find_rivals(struct key_search *search, struct decree *decree,
                        const bool *whole)
{
    struct key_parts *rivals =
        ARENA_ARRAY(search->arena, struct key_parts, search->count);
    for (size_t i = 0; i < search->count; i++) {
        const struct key_parts *other = &search->items[i].parts;
        if (whole[i] && str_equal(other->number, decree->parts.number) &&
            str_equal(other->body, decree->parts.body))
            rivals[decree->rival_count++] = *other;
    }
    decree->rivals = rivals;
}

// Citations that can mean only one document join it; those that can mean several or none
// stay a document of their own.
static void join_loose(struct key_search *search)
{
    bool *whole = ARENA_ARRAY(search->arena, bool, search->count);
    for (size_t i = 0; i < search->count; i++)
        whole[i] = is_whole(search, &search->items[i]);
    for (size_t i = 0; i < search->count; i++)
        find_rivals(search, &search->items[i], whole);
    bool *joined = ARENA_ARRAY(search->arena, bool, search->count);
    for (size_t i = 0; i < search->count; i++) {
        struct decree *loose = &search->items[i];
        size_t fitting = 0;
        for (size_t j = 0; j < search->count && !whole[i]; j++) {
            struct decree *decree = &search->items[j];
            if (!whole[j] || !parts_fit(&loose->parts, &decree->parts))
                continue;
            fitting++;
            if (!decree->loose)
                decree->loose = ARENA_ARRAY(search->arena, struct str, search->count);
            decree->loose[decree->loose_count++] = loose->key;
        }
        joined[i] = fitting == 1;
    }
    size_t kept = 0;
    for (size_t i = 0; i < search->count; i++) {
        if (!joined[i])
            search->items[kept++] = search->items[i];
    }
    search->count = kept;
}

// What the archive knows beyond the question (another year, a province) decides whether
// an incomplete citation means it.
static struct reference_query widened(const struct reference_query *query)
{
    struct reference_query wide = *query;
    wide.year = 0;
    wide.scope = (struct str){0};
    return wide;
}

static bool asked_for(const struct reference_query *query, const struct decree *decree)
{
    if (!query->number.len)
        return reference_query_matches(query, decree->key);
    return (!query->year || decree->parts.year == query->year) &&
           (!query->scope.len || str_equal(decree->parts.scope, query->scope) ||
            (str_starts(decree->parts.scope, query->scope) &&
             decree->parts.scope.at[query->scope.len] == '/'));
}

// ---- Short names ----

static bool is_short(struct str key)
{
    return key.len && key.at[key.len - 1] == '-' && str_find(key, STR("/-/"), 0) >= 0;
}

// A short name that stands for this document alone is one more key that may mean it.
static bool add_short_names(struct decree *decree, const struct index *index,
                            struct arena *arena, struct error *err)
{
    struct name_pairs names, back;
    if (!name_pairs_read(&names, index, NAME_SHORT, decree->key, arena, err))
        return false;
    struct str *loose =
        ARENA_ARRAY(arena, struct str, decree->loose_count + names.count + 1);
    for (size_t i = 0; i < decree->loose_count; i++)
        loose[i] = decree->loose[i];
    decree->short_names = ARENA_ARRAY(arena, struct str, names.count + 1);
    for (size_t i = 0; i < names.count; i++) {
        if (!name_pairs_read(&back, index, NAME_SHORT, names.items[i], arena, err))
            return false;
        if (back.count != 1)
            continue;
        decree->short_names[decree->short_count++] = names.items[i];
        loose[decree->loose_count++] = names.items[i];
    }
    decree->loose = loose;
    return true;
}

static bool add_exactly(struct decrees *out, size_t *room, const struct index *index,
                        struct str key, struct arena *arena, struct error *err)
{
    struct reference_query query;
    struct decrees named;
    for (size_t i = 0; i < out->count; i++)
        if (str_equal(out->items[i].key, key))
            return true;
    if (!reference_query_parse(&query, key, arena))
        return true;
    if (!decrees_named(&named, index, &query, arena, err))
        return false;
    for (size_t i = 0; i < named.count; i++) {
        if (!str_equal(named.items[i].key, key))
            continue;
        out->items = arena_grow(arena, out->items, out->count, room, sizeof *out->items);
        out->items[out->count++] = named.items[i];
    }
    return true;
}

static bool is_law_name(struct str key)
{
    return str_starts(key, STR("luat:"));
}

// The National Assembly numbers its laws without a type: 50/2014/qh13.
static bool is_law_number(const struct decree *decree)
{
    return str_starts(decree->parts.body, STR("qh")) ||
           str_starts(decree->parts.body, STR("ubtvqh"));
}

// The documents that a key which is only a name stands for.
static bool find_meant(struct name_pairs *out, const struct index *index, struct str key,
                       struct arena *arena, struct error *err)
{
    *out = (struct name_pairs){0};
    if (is_short(key))
        return name_pairs_read(out, index, NAME_SHORT, key, arena, err);
    if (!is_law_name(key))
        return true;
    out->items = ARENA_ARRAY(arena, struct str, 1);
    if (!law_number(out->items, index, key, arena, err))
        return false;
    out->count = out->items->len ? 1 : 0;
    return true;
}

static bool add_names(struct decree *decree, const struct index *index,
                      struct arena *arena, struct error *err)
{
    struct name_pairs names;
    if (!add_short_names(decree, index, arena, err))
        return false;
    if (!is_law_number(decree))
        return true;
    if (!law_names(&names, index, decree->key, arena, err))
        return false;
    decree->names = names.items;
    decree->name_count = names.count;
    return true;
}

// Who asks for "Đề án 06" means what the archive calls so, and who asks for "Luật Xây dựng
// 2014" the law whose number it says.
static bool follow_names(struct decrees *decrees, const struct index *index,
                         struct arena *arena, struct error *err)
{
    struct decrees out = {0};
    size_t room = 0;
    bool few = decrees->count <= SHORT_NAMES_OF;
    for (size_t i = 0; i < decrees->count; i++) {
        struct decree *decree = &decrees->items[i];
        struct name_pairs meant;
        if (!find_meant(&meant, index, decree->key, arena, err) ||
            (few && !is_short(decree->key) && !add_names(decree, index, arena, err)))
            return false;
        size_t before = out.count;
        for (size_t k = 0; k < meant.count; k++)
            if (!add_exactly(&out, &room, index, meant.items[k], arena, err))
                return false;
        if (meant.count && (out.count > before || before))
            continue;
        out.items = arena_grow(arena, out.items, out.count, &room, sizeof *out.items);
        out.items[out.count++] = *decree;
    }
    *decrees = out;
    return true;
}

bool decrees_named(struct decrees *out, const struct index *index,
                   const struct reference_query *query, struct arena *arena,
                   struct error *err)
{
    struct reference_query wide = widened(query);
    struct key_search search = {.query = &wide, .arena = arena};
    *out = (struct decrees){0};
    if (!search_field(&search, index, FIELD_REF, err) ||
        !search_field(&search, index, FIELD_SELF, err))
        return false;
    join_loose(&search);
    size_t kept = 0;
    for (size_t i = 0; i < search.count; i++) {
        if (asked_for(query, &search.items[i]))
            search.items[kept++] = search.items[i];
    }
    // A province asked for by name means its own documents; those of its districts only
    // where it has none.
    size_t own = 0;
    for (size_t i = 0; i < kept && query->scope.len; i++) {
        if (str_equal(search.items[i].parts.scope, query->scope))
            search.items[own++] = search.items[i];
    }
    if (own)
        kept = own;
    // A year or a province that nobody in the archive writes: citations without one are
    // all there is.
    for (size_t i = 0; i < search.count && !kept && query->number.len; i++) {
        const struct decree *decree = &search.items[i];
        if (!decree->rival_count && (!query->year || !decree->parts.year))
            search.items[kept++] = *decree;
    }
    if (kept)
        qsort(search.items, kept, sizeof *search.items, by_citations);
    *out = (struct decrees){search.items, kept};
    return follow_names(out, index, arena, err);
}

// The only document that a key may mean in a notice of this year, or NULL.
static const struct key_parts *only_fitting(const struct decree *decree, struct str key,
                                            int citing_year)
{
    struct key_parts loose;
    const struct key_parts *only = NULL;
    if (!key_parts_read(&loose, key))
        return NULL;
    for (size_t i = 0; i < decree->rival_count; i++) {
        const struct key_parts *rival = &decree->rivals[i];
        if (!parts_fit(&loose, rival) || (citing_year && rival->year > citing_year))
            continue;
        if (only)
            return NULL;
        only = rival;
    }
    return only;
}

enum decree_match decree_match(const struct decree *decree, struct str key,
                               int citing_year)
{
    const struct key_parts *only = only_fitting(decree, key, citing_year);
    bool own = only && only->year == decree->parts.year &&
               str_equal(only->scope, decree->parts.scope);
    if (str_equal(key, decree->key))
        return !only || own ? DECREE_SAME : DECREE_OTHER;
    if (decree_is(decree, key))
        return DECREE_SAME;
    for (size_t i = 0; i < decree->short_count; i++)
        if (str_equal(decree->short_names[i], key))
            return citing_year && citing_year < decree->parts.year ? DECREE_OTHER
                                                                   : DECREE_SHORT_NAME;
    for (size_t i = 0; i < decree->loose_count; i++) {
        if (str_equal(decree->loose[i], key))
            return own ? DECREE_INFERRED : DECREE_OTHER;
    }
    return DECREE_OTHER;
}

bool decree_is(const struct decree *decree, struct str key)
{
    for (size_t i = 0; i < decree->name_count; i++)
        if (str_equal(decree->names[i], key))
            return true;
    return str_equal(decree->key, key);
}

int key_year(struct str key)
{
    struct key_parts parts;
    if (!is_law_name(key))
        return key_parts_read(&parts, key) ? parts.year : 0;
    int year = 0;
    for (size_t i = key.len < 4 ? key.len : key.len - 4; i < key.len; i++) {
        if (key.at[i] < '0' || key.at[i] > '9')
            return 0;
        year = year * 10 + (key.at[i] - '0');
    }
    return year;
}

const struct clause *decree_clause(const struct decree *decree, struct arena *arena)
{
    const struct clause **children = ARENA_ARRAY(
        arena, const struct clause *, 2 + decree->loose_count + decree->name_count);
    size_t count = 0;
    children[count++] = clause_term(FIELD_REF, decree->key, arena);
    children[count++] = clause_term(FIELD_SELF, decree->key, arena);
    for (size_t i = 0; i < decree->loose_count; i++)
        children[count++] = clause_term(FIELD_REF, decree->loose[i], arena);
    for (size_t i = 0; i < decree->name_count; i++)
        children[count++] = clause_term(FIELD_REF, decree->names[i], arena);
    return clause_new(CLAUSE_OR, children, count, arena);
}

const struct clause *decree_citing(const struct decree *decree, struct arena *arena)
{
    return clause_two(CLAUSE_NOT, decree_clause(decree, arena),
                      clause_term(FIELD_SELF, decree->key, arena), arena);
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

// Takes what citations say of the document; the first one with its date says the most.
static void describe_from(struct decree *decree, const struct reference *items,
                          size_t count, int citing_year, struct arena *arena)
{
    for (size_t i = 0; i < count && !decree->date; i++) {
        enum decree_match match = decree_match(decree, items[i].key, citing_year);
        if (match == DECREE_OTHER)
            match = decree_match(decree, items[i].alias, citing_year);
        if (match == DECREE_OTHER || match == DECREE_SHORT_NAME)
            continue;
        if (!is_law_name(decree->key) || str_equal(decree->name, decree->key))
            decree->name = items[i].display;
        decree->type = items[i].type;
        decree->issuer = cited_issuer_name(items[i].issuer, decree->parts.scope, arena);
        decree->date = items[i].date;
    }
}

bool decree_describe(struct decree *decree, const struct index *index,
                     struct arena *arena, struct error *err)
{
    struct document document;
    bool found;
    if (!first_document(&document, &found, index,
                        clause_term(FIELD_SELF, decree->key, arena), arena, err))
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
    // Whoever cites it by its key says more than who leaves something out.
    if (!first_document(&document, &found, index,
                        clause_term(FIELD_REF, decree->key, arena), arena, err) ||
        (!found && !first_document(&document, &found, index, decree_clause(decree, arena),
                                   arena, err)))
        return false;
    decree->name = decree->key;
    if (!found)
        return true;
    if (is_law_name(decree->key)) // one notice may have an odd name for it
        decree->name = value_name(index, FIELD_REF, decree->key, arena);
    const struct references *references = &document.notice.references;
    int year = document.notice.anatomy.date.to / 10000;
    describe_from(decree, references->items, references->count, year, arena);
    // Who gives the number says more than who gives the name.
    if (is_law_name(decree->key))
        describe_from(decree, references->laws, references->law_count, year, arena);
    return true;
}
