// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/titled.h"

#include "analyzers/agency.h"
#include "analyzers/doctype.h"
#include "analyzers/phrases.h"
#include "analyzers/relation_words.h"
#include "analyzers/syllable.h"
#include "analyzers/tables.h"
#include "analyzers/token.h"
#include "analyzers/word.h"

#include <pthread.h>
#include <string.h>

enum {
    WORDS_MOST = 32,   // words of a title that are kept
    ISSUER_REACH = 90, // letters of "của UBND tỉnh …" behind the name of a type
    SHORT_REACH = 700, // letters between a citation and the short name given to it
    CALLED_REACH = 60, // letters of "sau đây gọi tắt là"
    DRAFT_REACH = 9,   // letters of "dự thảo " before the name of a type
};

enum word_kind { WORD_NONE, WORD_ACT, WORD_WORK, WORD_LEAD, WORD_ISSUE };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static const struct table *table;
static uint32_t code_column, kind_column;
static struct phrases *types, *leads, *voids, *ends, *stops, *nots;
// Those of one syllable, by their letters with all marks: "từ" ends a title, "tử" does not.
static struct table_index *single_voids, *single_ends;
// One bit for each hash of the first word of a type, and of what is in the two tables:
// most other words are told by it.
static uint64_t first_words, single_words;
static bool phrase_letters[256]; // that voids, ends, stops of several words begin with

static uint64_t word_bit(uint64_t key)
{
    return 1ull << (key * 0x9e3779b97f4a7c15ull >> 58);
}

static bool is_kind(uint32_t row, const char *kind)
{
    return str_equal(table_cell(table, row, kind_column), str_of(kind));
}

static void start(void)
{
    table = table_named("titled");
    code_column = table_column(table, "code");
    kind_column = table_column(table, "kind");
    types = phrases_new();
    leads = phrases_new();
    voids = phrases_new();
    ends = phrases_new();
    stops = phrases_new();
    nots = phrases_new();
    single_voids = table_index_new();
    single_ends = table_index_new();
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str words = table_cell(table, row, 0);
        char folded[PHRASE_SIZE];
        if (is_kind(row, "act") || is_kind(row, "work")) {
            phrases_add(types, words, row);
            struct str first, rest = {folded, plain_fold(words, folded, sizeof folded)};
            if (str_split(&first, &rest, ' '))
                first_words |= word_bit(word_key_of(first.at, first.len));
        } else if (is_kind(row, "common")) {
            continue; // see titled_words.c
        } else if (str_find(words, STR(" "), 0) < 0 &&
                   (is_kind(row, "void") || is_kind(row, "end"))) {
            table_index_add(is_kind(row, "void") ? single_voids : single_ends, words,
                            row);
            size_t len = plain_fold(words, folded, sizeof folded);
            single_words |= word_bit(word_key_of(folded, len));
        } else {
            if (!is_kind(row, "not") && plain_fold(words, folded, sizeof folded))
                phrase_letters[(unsigned char)folded[0]] = true;
            phrases_add(is_kind(row, "void")   ? voids
                        : is_kind(row, "end")  ? ends
                        : is_kind(row, "stop") ? stops
                        : is_kind(row, "not")  ? nots
                                               : leads,
                        words, row);
        }
    }
}

// ---- Words ----

struct writer {
    const struct view *view;
    char out[WORDS_MOST * 12];
    size_t len;
    size_t words;
    bool may_end; // before the next word
    bool act;     // its title goes on with what it changes
};

static void write_word(struct writer *writer, struct str word)
{
    if (!word.len || word.len > 10 || writer->words == WORDS_MOST)
        return;
    if (writer->words)
        writer->out[writer->len++] = writer->may_end ? ',' : ' ';
    writer->may_end = false;
    writer->words++;
    memcpy(writer->out + writer->len, word.at, word.len);
    writer->len += word.len;
}

static struct str folded(struct str word, char *room, size_t size)
{
    return (struct str){room, syllable_fold(word, room, size)};
}

// A token, or what it is short for. Most are a syllable whose folded letters the view has.
static void write_token(struct writer *writer, const struct token *token)
{
    const char *plain = writer->view->plain + token->from;
    size_t len = token->to - token->from;
    char room[SYLLABLE_SIZE], term[TERM_SIZE];
    struct token_extra extra;
    if (word_bit(word_key_of(plain, len)) & single_words) {
        struct str whole = {term, token_term(writer->view, token, term)};
        if (table_index_find(single_voids, whole) != TABLE_NONE)
            return;
        writer->may_end |= table_index_find(single_ends, whole) != TABLE_NONE;
    }
    if (token_extra(writer->view, token, &extra) && extra.count > extra.parts) {
        for (size_t i = extra.parts; i < extra.count; i++)
            if (!str_equal(extra.terms[i], STR("và")))
                write_word(writer, folded(extra.terms[i], room, sizeof room));
    } else if (token->kind == TOKEN_WORD && plain[len - 1] != 'i') {
        write_word(writer, (struct str){plain, len});
    } else {
        struct str whole = {term, token_term(writer->view, token, term)};
        if (whole.len < SYLLABLE_SIZE)
            write_word(writer, folded(whole, room, sizeof room));
    }
}

// True when one of the words that are left out, or with which a title ends, begins here.
static bool phrase_at(const struct phrases *phrases, const struct view *view, uint32_t at,
                      uint32_t limit, uint32_t *end)
{
    return phrase_letters[(unsigned char)view->plain[at]] &&
           phrases_begin(phrases, view, at, limit, end) != PHRASES_NONE;
}

// True when a sign between two words lets a title end there.
static bool ends_between(const struct view *view, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (view->plain[i] == ',' || view->plain[i] == ';' || view->plain[i] == '"' ||
            view->plain[i] == ')' || view->flags[i] & VIEW_BLANK)
            return true;
    return false;
}

// True when a title surely ends between two words: at the end of a sentence or an item. A
// page end (an empty line before a small letter) is none.
static bool stops_between(const struct view *view, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        char c = view->plain[i];
        bool mark = c == '-' || c == '*' || c == '+';
        if (c == ';' || c == '(' || c == ':' || c == '?' ||
            (c == '.' && (i + 1 == to || view->plain[i + 1] == ' ')) ||
            (mark && i > from && view->flags[i - 1] & VIEW_LINE))
            return true;
        if (view->flags[i] & VIEW_BLANK &&
            (view->flags[to] & VIEW_UPPER || view->plain[to] < 'a'))
            return true;
    }
    return false;
}

// Writes the words from `at` to the end of the sentence; returns the letter behind them.
static uint32_t write_words(struct writer *writer, uint32_t at, uint32_t limit)
{
    const struct view *view = writer->view;
    struct token token;
    uint32_t behind = at;
    bool place = false; // "tỉnh" stands before: its name is left out
    for (uint32_t next = at; token_next(view, &next, &token) && token.from < limit;) {
        bool first = behind == at;
        if (!first && stops_between(view, behind, token.from))
            break;
        uint32_t end;
        if (writer->words == WORDS_MOST ||
            (!first && !writer->act && phrase_at(stops, view, token.from, limit, &end)))
            break;
        writer->may_end |= !first && ends_between(view, behind, token.from);
        if (place && province_begin(view, token.from, &end).len) {
            next = behind = end;
            place = false;
            continue;
        }
        if (phrase_at(voids, view, token.from, limit, &end)) {
            next = behind = end;
            continue;
        }
        writer->may_end |= phrase_at(ends, view, token.from, limit, &end);
        write_token(writer, &token);
        const char *plain = view->plain + token.from;
        size_t len = token.to - token.from;
        place = (len == 4 && memcmp(plain, "tinh", 4) == 0) ||
                (len == 3 && token.from > 5 && memcmp(plain - 6, "thanh pho", 9) == 0);
        behind = token.to;
    }
    return behind;
}

// ---- The beginning of a title ----

static uint32_t skip_signs(const struct view *view, uint32_t at, uint32_t limit)
{
    while (at < limit &&
           (view->plain[at] == ' ' || view->plain[at] == '"' || view->plain[at] == '\''))
        at++;
    return at;
}

// Behind "của UBND tỉnh", "do Bộ Y tế", "HĐND tỉnh"; a body spelt out needs its "của".
static uint32_t behind_issuer(const struct view *view, uint32_t at, uint32_t limit,
                              struct arena *arena)
{
    uint32_t name = at;
    if (view_word(view, at, STR("cua")))
        name = at + 4;
    else if (view_word(view, at, STR("do")))
        name = at + 3;
    struct cited_issuer issuer;
    uint32_t second = name + 1 < view->count ? name + 1 : name;
    if (name >= limit || !(view->flags[name] & VIEW_UPPER) ||
        (name == at && !(view->flags[second] & VIEW_UPPER)) ||
        !cited_issuer_read(view, name, &issuer, arena) || issuer.to > limit ||
        issuer.to - at > ISSUER_REACH)
        return at;
    return skip_signs(view, issuer.to, limit);
}

// Skips what says nothing about the subject; behind an act, finds what it puts into force
// (then *type is that).
static uint32_t behind_leads(const struct view *view, uint32_t at, uint32_t limit,
                             uint32_t *type, struct arena *arena)
{
    for (int steps = 0; steps < 6; steps++) {
        at = skip_signs(view, at, limit);
        uint32_t end, not_end, row = phrases_begin(leads, view, at, limit, &end);
        if (phrases_begin(nots, view, at, limit, &not_end) != PHRASES_NONE)
            break;
        if (row == PHRASES_NONE) {
            uint32_t behind = behind_issuer(view, at, limit, arena);
            if (behind == at)
                break;
            at = behind;
            continue;
        }
        bool issues = is_kind(row, "issue");
        if (issues && !is_kind(*type, "act"))
            break;
        at = skip_signs(view, end, limit);
        uint32_t inner =
            issues ? phrases_begin(types, view, at, limit, &end) : (uint32_t)PHRASES_NONE;
        if (inner != PHRASES_NONE && is_kind(inner, "work")) {
            *type = inner;
            at = skip_signs(view, end, limit);
        }
    }
    return at;
}

// The letters in which the words of a title stand.
struct place {
    uint32_t from, to;
};

// The words of a title of this type, whose name ends before `at`; missing when they say
// too little.
static struct str read_words(const struct view *view, uint32_t type, uint32_t at,
                             uint32_t limit, struct place *place, struct arena *arena)
{
    struct writer writer = {.view = view};
    place->from = behind_leads(view, at, limit, &type, arena);
    writer.act = is_kind(type, "act");
    place->to = write_words(&writer, place->from, limit);
    if (writer.words < TITLED_LEAST)
        return (struct str){0};
    return arena_printf(arena, "%.*s:%.*s", STR_ARG(table_cell(table, type, code_column)),
                        (int)writer.len, writer.out);
}

// ---- Finding ----

struct finder {
    const struct view *view;
    const struct references *references;
    const struct units *units;
    struct titles *out;
    size_t room;
    size_t reference, unit; // the first that may stand at the current letter
    uint32_t *told;         // where the words of the titles of citations begin
    size_t told_count, told_room;
    size_t told_next; // the first that may begin at the current letter
    struct arena *arena;
};

static struct titled *add(struct finder *finder, enum titled_kind kind, uint32_t from,
                          uint32_t to, struct str words)
{
    struct titles *out = finder->out;
    out->items = arena_grow(finder->arena, out->items, out->count, &finder->room,
                            sizeof *out->items);
    struct titled *titled = &out->items[out->count++];
    *titled = (struct titled){
        .kind = kind, .span = view_span(finder->view, from, to), .words = words};
    return titled;
}

static uint32_t type_named(struct str name)
{
    return name.len ? phrases_find(types, name) : (uint32_t)PHRASES_NONE;
}

// "Quyết định số … của UBND tỉnh ban hành Quy chế …": the title behind a citation.
static void read_title_of(struct finder *finder, const struct reference *reference,
                          uint32_t limit)
{
    const struct view *view = finder->view;
    struct place place;
    uint32_t type = type_named(reference->type), end;
    uint32_t at = skip_signs(view, reference->to, limit);
    if (at < limit && view->plain[at] == ',')
        at = skip_signs(view, at + 1, limit);
    if (type == PHRASES_NONE || at >= limit ||
        phrases_begin(leads, view, at, limit, &end) == PHRASES_NONE ||
        phrases_begin(nots, view, at, limit, &end) != PHRASES_NONE)
        return;
    struct str words = read_words(view, type, at, limit, &place, finder->arena);
    if (words.len)
        add(finder, TITLED_OF, at, place.to, words)->key = reference->key;
    finder->told = arena_grow(finder->arena, finder->told, finder->told_count,
                              &finder->told_room, sizeof *finder->told);
    finder->told[finder->told_count++] = place.from;
}

// "(sau đây gọi tắt là Đề án 06)", "(Đề án 06)": the key of a citation by this number
// alone, where the bracket behind the letter `open` says nothing else.
static struct str short_name(const struct view *view, uint32_t open, uint32_t limit,
                             uint32_t *from, uint32_t *to, struct arena *arena)
{
    static const char *const words[] = {"goi tat la",  "goi la",  "goi chung la",
                                        "viet tat la", "goi tat", "viet tat"};
    uint32_t at = skip_signs(view, open, limit), end;
    for (uint32_t i = at; i < limit && i < at + CALLED_REACH && view->plain[i] != ')';
         i++) {
        for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
            if (!view_word(view, i, str_of(words[k])))
                continue;
            at = skip_signs(view, i + (uint32_t)strlen(words[k]), limit);
            i = limit;
            break;
        }
    }
    const struct doctype *type = at < limit ? doctype_at(view, at, &end) : NULL;
    if (!type || !type->folded.len || !(view->flags[at] & VIEW_UPPER))
        return (struct str){0};
    uint32_t number = skip_signs(view, end, limit), behind = number;
    while (behind < limit && view->plain[behind] >= '0' && view->plain[behind] <= '9')
        behind++;
    uint32_t close = skip_signs(view, behind, limit);
    if (behind == number || behind - number > 4 || close >= limit ||
        view->plain[close] != ')')
        return (struct str){0};
    *from = at;
    *to = behind;
    while (number + 1 < behind && view->plain[number] == '0')
        number++;
    return arena_printf(arena, "%.*s/-/%.*s-", (int)(behind - number),
                        view->plain + number, STR_ARG(type->folded));
}

// What a whole citation is called for short, in its sentence.
static void read_short_name(struct finder *finder, const struct reference *reference,
                            uint32_t limit)
{
    const struct view *view = finder->view;
    if (limit > reference->to + SHORT_REACH)
        limit = reference->to + SHORT_REACH;
    for (uint32_t at = reference->to; at + 1 < limit; at++) {
        if ((view->plain[at] == '.' || view->plain[at] == ';') &&
            view->plain[at + 1] == ' ')
            return;
        uint32_t from, to;
        if (view->plain[at] != '(')
            continue;
        struct str name = short_name(view, at + 1, limit, &from, &to, finder->arena);
        if (name.len)
            add(finder, TITLED_SHORT, from, to, name)->key = reference->key;
    }
}

// True when the key says year and body: what an incomplete one may be short for.
static bool is_whole(struct str key)
{
    return key.len && key.at[key.len - 1] != '-' && str_find(key, STR("/-/"), 0) < 0;
}

static void read_cited(struct finder *finder)
{
    const struct references *references = finder->references;
    for (size_t i = 0; i < references->count; i++) {
        const struct reference *reference = &references->items[i];
        if (reference->relation == RELATION_SELF || !reference->key.len ||
            reference->kind != REFERENCE_NUMBERED)
            continue;
        uint32_t limit = i + 1 < references->count ? references->items[i + 1].from
                                                   : finder->view->count;
        if (is_whole(reference->key)) {
            read_short_name(finder, reference, limit);
            read_title_of(finder, reference, limit);
        }
    }
}

// True when the letter stands in a citation, or in the name of a unit.
static bool taken(struct finder *finder, uint32_t at)
{
    const struct references *references = finder->references;
    const struct units *units = finder->units;
    while (finder->reference < references->count &&
           references->items[finder->reference].to <= at)
        finder->reference++;
    while (finder->unit < units->count && units->items[finder->unit].to <= at)
        finder->unit++;
    return (finder->reference < references->count &&
            references->items[finder->reference].from <= at) ||
           (finder->unit < units->count && units->items[finder->unit].from <= at);
}

static bool behind_draft(const struct view *view, uint32_t at)
{
    return at >= DRAFT_REACH && view->plain[at - 2] == 'o' &&
           view_word(view, at - 8, STR("du thao"));
}

// "Quy chế … ban hành kèm theo Quyết định số …": the citation that follows says the number.
static const struct reference *issued_with(const struct finder *finder, uint32_t at)
{
    uint32_t end;
    if (at >= finder->view->count ||
        !str_equal(str_slice((struct str){finder->view->plain + at, 8}, 0, 8),
                   STR("ban hanh")) ||
        phrases_begin(stops, finder->view, at, finder->view->count, &end) == PHRASES_NONE)
        return NULL;
    for (size_t i = finder->reference; i < finder->references->count; i++) {
        const struct reference *reference = &finder->references->items[i];
        if (reference->from >= end)
            return reference->from - end <= 2 && is_whole(reference->key) ? reference
                                                                          : NULL;
    }
    return NULL;
}

// A type that somebody names without a number, at the letter `at`; returns where to go on.
static uint32_t read_mention(struct finder *finder, uint32_t at, uint32_t type,
                             uint32_t end)
{
    const struct view *view = finder->view;
    uint32_t not_end;
    struct place place;
    if (end >= view->count || view->plain[end] != ' ' || view->flags[end] & VIEW_LINE
            ? view->flags[end] & VIEW_BLANK
            : false)
        return end;
    uint32_t next = skip_signs(view, end, view->count);
    if (next >= view->count || !plain_inside(view->plain[next]) ||
        (view->plain[next] >= '0' && view->plain[next] <= '9') ||
        phrases_begin(nots, view, next, view->count, &not_end) != PHRASES_NONE ||
        taken(finder, at))
        return end;
    struct str words = read_words(view, type, end, view->count, &place, finder->arena);
    while (finder->told_next < finder->told_count &&
           finder->told[finder->told_next] < place.from)
        finder->told_next++;
    bool told = finder->told_next < finder->told_count &&
                finder->told[finder->told_next] == place.from;
    if (!words.len || told ||
        phrases_begin(nots, view, place.from, view->count, &not_end) != PHRASES_NONE)
        return end;
    struct titled *titled = add(finder, TITLED_MENTION, at, place.to, words);
    const struct reference *number =
        is_kind(type, "work")
            ? issued_with(finder, skip_signs(view, place.to, view->count))
            : NULL;
    if (number) {
        titled->kind = TITLED_OF;
        titled->key = number->key;
    }
    return place.from;
}

static void read_own(struct finder *finder, const struct anatomy *anatomy)
{
    const struct view *view = finder->view;
    struct place place;
    uint32_t type = type_named(anatomy->type);
    if (type == PHRASES_NONE || !anatomy->number_key.len ||
        anatomy->number_key.at[0] == '/' || anatomy->title_span.end == 0)
        return;
    uint32_t from = view_at(view, anatomy->title_span.start),
             limit = view_at(view, anatomy->title_span.end);
    struct str words = read_words(view, type, from, limit, &place, finder->arena);
    if (words.len)
        add(finder, TITLED_OF, from, place.to, words)->key = anatomy->number_key;
}

void titles_find(struct titles *out, const struct view *view,
                 const struct anatomy *anatomy, const struct references *references,
                 const struct units *units, struct arena *arena)
{
    pthread_once(&once, start);
    *out = (struct titles){0};
    struct finder finder = {.view = view,
                            .references = references,
                            .units = units,
                            .out = out,
                            .arena = arena};
    read_own(&finder, anatomy);
    read_cited(&finder);
    uint32_t next = anatomy->title_span.end ? view_at(view, anatomy->title_span.end) : 0;
    const struct word_list *words = words_of(view, arena);
    for (uint32_t i = 0; i < words->count; i++) {
        const struct word *word = &words->items[i];
        // A type begins with a capital, or stands behind "dự thảo".
        if (!(word_bit(word->key) & first_words) || word->from < next ||
            (!(word->shape & WORD_UPPER) && !behind_draft(view, word->from)))
            continue;
        uint32_t end, type = phrases_begin(types, view, word->from, view->count, &end);
        if (type != PHRASES_NONE)
            next = read_mention(&finder, word->from, type, end);
    }
}

void titled_relation(const struct titled *titled, const struct view *view,
                     enum relation *relation, enum relation_status *status)
{
    uint32_t from = view_at(view, titled->span.start);
    struct clause clause = clause_before(view, from, 0, CLAUSE_TO_SEMICOLON);
    struct relation_words words = relation_words_read(view, clause.from, from);
    *status = words.pending   ? STATUS_PENDING
              : words.planned ? STATUS_PLANNED
              : words.draft   ? STATUS_DRAFT
                              : STATUS_DONE;
    *relation = RELATION_CITES;
    if (behind_draft(view, from))
        *relation = RELATION_DRAFTS;
    else if (words.relation.to && words.relation.meaning < RELATION_COUNT)
        *relation = (enum relation)words.relation.meaning;
}

struct str titled_words(struct str title, struct arena *arena)
{
    struct view view;
    struct place place;
    pthread_once(&once, start);
    view_read(&view, title, arena);
    uint32_t at = 0, end;
    while (at < view.count) {
        uint32_t type = phrases_begin(types, &view, at, view.count, &end);
        if (type != PHRASES_NONE)
            return read_words(&view, type, end, view.count, &place, arena);
        at = view_word_end(&view, at);
        at = skip_signs(&view, at, view.count);
        if (!view_word(&view, 0, STR("du")) || at > DRAFT_REACH)
            break;
    }
    return (struct str){0};
}
