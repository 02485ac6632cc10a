// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/known_title.h"

#include <string.h>

enum {
    SURE_WORDS = 8,   // a title of fewer words may be that of many documents
    DRAFT_YEARS = 3,  // how long a draft may take
    CITING_MOST = 8,  // notices that are asked for the title of a document not here
    TITLES_MOST = 4,  // titles of one document
    DRAFTS_MOST = 8,  // of drafts
    RIVALS_MOST = 40, // notices looked at for another document of the same title
    STARTS_MOST = 24, // beginnings of titles that are much like one
    COMMON_LEAST = 3, // pairs of neighbouring words that such a beginning shares
};

static void add_once(struct str **items, size_t *count, size_t *room, size_t most,
                     struct str words, struct arena *arena)
{
    for (size_t i = 0; i < *count; i++)
        if (str_equal((*items)[i], words))
            return;
    if (*count == most)
        return;
    *items = arena_grow(arena, *items, *count, room, sizeof **items);
    (*items)[(*count)++] = arena_copy(arena, words);
}

static int year_of(const struct document *document)
{
    return document->notice.anatomy.date.to / 10000;
}

// Calls `take` for every title of a numbered document in the notices of a clause.
static bool each_title(const struct index *index, const struct clause *clause,
                       size_t limit,
                       void (*take)(void *context, const struct titled *titled, int year),
                       void *context, struct error *err)
{
    struct arena *hits = arena_new(), *scratch = arena_new();
    struct match_options options = {.limit = limit, .order = ORDER_OLDEST};
    struct matches matches;
    bool done =
        index_match(index, COLLECTION_NOTICES, clause, &options, &matches, hits, err);
    for (size_t i = 0; done && i < matches.count; i++) {
        struct document document;
        arena_reset(scratch);
        done = index_notice(index, &matches.hits[i], false, &document, scratch, err);
        for (size_t k = 0; done && k < document.notice.titles.count; k++)
            if (document.notice.titles.items[k].kind == TITLED_OF)
                take(context, &document.notice.titles.items[k], year_of(&document));
    }
    arena_free(scratch);
    arena_free(hits);
    return done;
}

struct gathering {
    struct known_titles *titles;
    const struct decree *decree;
    struct arena *arena;
};

static void take_title(void *context, const struct titled *titled, int year)
{
    struct gathering *gathering = context;
    struct known_titles *titles = gathering->titles;
    if (decree_match(gathering->decree, titled->key, year) != DECREE_OTHER)
        add_once(&titles->items, &titles->count, &titles->room, TITLES_MOST,
                 titled->words, gathering->arena);
}

// Another document whose title is the same makes mentions of it ambiguous.
static void take_rival(void *context, const struct titled *titled, int year)
{
    struct gathering *gathering = context;
    struct known_titles *titles = gathering->titles;
    if (decree_match(gathering->decree, titled->key, year) != DECREE_OTHER)
        return;
    for (size_t i = 0; i < titles->count; i++)
        if (titled_compare(titles->items[i], titled->words) == TITLED_SAME)
            titles->unique = false;
}

static const struct clause *any_start(char what, const struct str *items, size_t count,
                                      struct arena *arena)
{
    const struct clause **any = ARENA_ARRAY(arena, const struct clause *, count + 1);
    size_t starts = 0;
    for (size_t i = 0; i < count; i++) {
        struct str start = titled_start(items[i], arena);
        if (start.len)
            any[starts++] =
                clause_term(FIELD_TITLED, field_titled(what, start, arena), arena);
    }
    return starts ? clause_new(CLAUSE_OR, any, starts, arena) : NULL;
}

bool known_titles_find(struct known_titles *out, const struct index *index,
                       const struct decree *decree, struct arena *arena,
                       struct error *err)
{
    *out = (struct known_titles){.unique = true};
    struct gathering gathering = {out, decree, arena};
    const struct clause *says = decree->id.len
                                    ? clause_term(FIELD_SELF, decree->key, arena)
                                    : decree_clause(decree, arena);
    if (!each_title(index, says, decree->id.len ? 1 : CITING_MOST, take_title, &gathering,
                    err))
        return false;
    const struct clause *rivals = any_start('o', out->items, out->count, arena);
    return !rivals || each_title(index, rivals, RIVALS_MOST, take_rival, &gathering, err);
}

void known_titles_add_draft(struct known_titles *titles, struct str title,
                            struct arena *arena)
{
    struct arena *scratch = arena_new();
    struct str words = titled_words(title, scratch);
    if (words.len)
        add_once(&titles->drafts, &titles->draft_count, &titles->draft_room, DRAFTS_MOST,
                 words, arena);
    arena_free(scratch);
}

const struct clause *known_titles_clause(const struct known_titles *titles,
                                         struct arena *arena)
{
    return any_start('m', titles->items, titles->count, arena);
}

struct other {
    const struct decree *decree;
    struct str words;
    bool found;
};

static void take_other(void *context, const struct titled *titled, int year)
{
    struct other *other = context;
    if (decree_match(other->decree, titled->key, year) == DECREE_OTHER &&
        titled_compare(titled->words, other->words) == TITLED_SAME)
        other->found = true;
}

bool known_titles_of_other(bool *out, const struct index *index,
                           const struct decree *decree, const struct titled *titled,
                           struct error *err)
{
    struct arena *arena = arena_new();
    struct other other = {decree, titled->words, false};
    const struct clause *clause = any_start('o', &titled->words, 1, arena);
    bool done =
        !clause || each_title(index, clause, RIVALS_MOST, take_other, &other, err);
    *out = other.found;
    arena_free(arena);
    return done;
}

// ---- Those that are only similar ----

struct alike {
    struct str title;
    size_t prefix; // bytes before the kind in each term
    const struct clause **starts;
    size_t count;
    struct arena *arena;
};

static bool next_word(struct str *rest, struct str *word)
{
    size_t len = 0;
    while (len < rest->len && rest->at[len] != ' ' && rest->at[len] != ',')
        len++;
    *word = str_slice(*rest, 0, len);
    *rest = str_slice(*rest, len + 1, rest->len);
    return len > 0;
}

// How many pairs of neighbouring words of one are in the other.
static size_t common_pairs(struct str one, struct str other)
{
    struct str last = {0}, word;
    size_t common = 0;
    while (next_word(&one, &word)) {
        struct str rest = other, before = {0}, now;
        bool found = false;
        while (last.len && !found && next_word(&rest, &now)) {
            found = str_equal(before, last) && str_equal(now, word);
            before = now;
        }
        common += found;
        last = word;
    }
    return common;
}

static struct str behind_kind(struct str words)
{
    ptrdiff_t colon = str_find(words, STR(":"), 0);
    return str_slice(words, (size_t)(colon + 1), words.len);
}

static bool take_start(void *context, struct str term, size_t count)
{
    struct alike *alike = context;
    struct str start = str_slice(term, alike->prefix, term.len);
    (void)count;
    if (common_pairs(behind_kind(start), behind_kind(alike->title)) < COMMON_LEAST)
        return true;
    struct clause *clause = arena_alloc(alike->arena, sizeof *clause);
    *clause =
        (struct clause){.kind = CLAUSE_TERM, .term = arena_copy(alike->arena, term)};
    alike->starts[alike->count++] = clause;
    return alike->count < STARTS_MOST;
}

// Adds the beginnings like that of one title among mentions ('m') or titles ('o').
static bool add_alike(struct alike *alike, const struct index *index, char what,
                      struct str title, struct error *err)
{
    ptrdiff_t colon = str_find(title, STR(":"), 0);
    struct str kind = str_slice(title, 0, (size_t)(colon + 1));
    alike->title = title;
    alike->prefix = strlen(fields[FIELD_TITLED].prefix) + 2;
    if (alike->count == STARTS_MOST)
        return true;
    return index_terms(
        index, COLLECTION_NOTICES,
        field_term(FIELD_TITLED, field_titled(what, kind, alike->arena), alike->arena),
        take_start, alike, err);
}

bool known_titles_similar(const struct clause **out, const struct known_titles *titles,
                          const struct index *index, struct arena *arena,
                          struct error *err)
{
    struct alike alike = {
        .starts = ARENA_ARRAY(arena, const struct clause *, STARTS_MOST), .arena = arena};
    *out = NULL;
    for (size_t i = 0; i < titles->count; i++)
        if (!add_alike(&alike, index, 'm', titles->items[i], err))
            return false;
    for (size_t i = 0; i < titles->draft_count; i++)
        if (!add_alike(&alike, index, 'm', titles->drafts[i], err) ||
            !add_alike(&alike, index, 'o', titles->drafts[i], err))
            return false;
    if (alike.count)
        *out = clause_new(CLAUSE_OR, alike.starts, alike.count, arena);
    return true;
}

// ---- Which document is meant ----

static bool of_its_province(const struct decree *decree, const struct anatomy *anatomy)
{
    struct str scope = decree->parts.scope, province = anatomy->office.province;
    ptrdiff_t slash = str_find(scope, STR("/"), 0);
    if (slash >= 0)
        scope = str_slice(scope, 0, (size_t)slash);
    return !scope.len || str_equal(scope, province);
}

// Whether a notice of this day may speak of the document, or of its draft.
static bool in_its_time(const struct decree *decree, enum relation relation,
                        enum relation_status status, const struct anatomy *anatomy)
{
    int32_t issued = decree->date ? decree->date : decree->parts.year * 10000,
            day = anatomy->date.to ? anatomy->date.to : anatomy->date.from;
    bool draft = relation == RELATION_DRAFTS || status == STATUS_DRAFT;
    if (!issued || !day)
        return false;
    if (draft || (day < issued && status == STATUS_PLANNED))
        return day < issued && day > issued - DRAFT_YEARS * 10000;
    return day >= issued;
}

enum title_match known_titles_match(const struct known_titles *titles,
                                    const struct decree *decree,
                                    const struct titled *titled, enum relation relation,
                                    enum relation_status status,
                                    const struct anatomy *anatomy)
{
    enum titled_likeness best = TITLED_OTHER;
    size_t words = 0;
    if (titled->kind == TITLED_SHORT)
        return TITLE_OTHER;
    for (size_t i = 0; i < titles->count && titled->kind == TITLED_MENTION; i++) {
        enum titled_likeness likeness = titled_compare(titles->items[i], titled->words);
        if (likeness <= best)
            continue;
        best = likeness;
        words = titled_length(titles->items[i]);
    }
    if (best != TITLED_OTHER && of_its_province(decree, anatomy))
        return best == TITLED_SAME && titles->unique && words >= SURE_WORDS &&
                       in_its_time(decree, relation, status, anatomy)
                   ? TITLE_SURE
                   : TITLE_PERHAPS;
    for (size_t i = 0; i < titles->draft_count; i++)
        if (titled_compare(titles->drafts[i], titled->words) != TITLED_OTHER &&
            of_its_province(decree, anatomy))
            return TITLE_PERHAPS_DRAFT;
    return TITLE_OTHER;
}
