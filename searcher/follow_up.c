// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/follow_up.h"

#include "analyzers/token.h"
#include "base/translate.h"
#include "base/words.h"
#include "searcher/page.h"
#include "searcher/value_name.h"

#include <math.h>
#include <string.h>

// From these shares of its words on, a passage is about the same matter, or may be.
static const double taken_share = 0.6, perhaps_share = 0.45;
// A document that few notices cite is a matter of its own; one that many cite is
// everybody's.
enum {
    RARE_NOTICES = 6,
    WORDS_MOST = 40,
    WORDS_ASKED = 10,
    NOTICES_READ = 8,
    PASSAGE_WORDS = 60,
    SHARED_LEAST = 5, // words; fewer are a phrase that anything may have
    HEAD_WORDS = 10,  // the title over an item belongs to its first sentence
    QUOTE_BYTES = 240
};

struct word {
    struct str term;
    double weight;
};

struct matter {
    const struct index *index;
    const struct listed *listed;
    const struct clause *later; // notices of the office after the directive's
    struct word words[WORDS_MOST];
    size_t word_count;
    double total;
    struct words *apart; // words that are no matter: names, the time limit
    struct arena *arena;
    struct error *err;
};

const char *follow_up_state_name(enum follow_up_state state)
{
    static const char *const names[] = {"unknown", "none", "perhaps", "taken_up"};
    return names[state];
}

// The words of a name that the directive has: who is told and by when is no matter.
static void leave_out(struct matter *matter, struct str name)
{
    struct view *view = arena_alloc(matter->arena, sizeof *view);
    view_read(view, name, matter->arena);
    uint32_t at = 0;
    struct token token;
    while (token_next(view, &at, &token)) {
        char term[TERM_SIZE];
        words_add(matter->apart, (struct str){term, token_term(view, &token, term)});
    }
}

static void leave_out_orders(struct matter *matter)
{
    const struct directive *directive = matter->listed->directive;
    for (size_t i = 0; i < directive->assignee_count; i++)
        leave_out(matter, directive->assignees[i].name);
    for (size_t i = 0; i < directive->person_count; i++)
        leave_out(matter, directive->persons[i]);
    leave_out(matter, directive->deadline.text);
}

static void read_words(struct matter *matter)
{
    struct view *view = arena_alloc(matter->arena, sizeof *view);
    view_read(view, matter->listed->text, matter->arena);
    leave_out_orders(matter);
    double notices = (double)index_notice_count(matter->index);
    uint32_t at = 0;
    struct token token;
    while (matter->word_count < WORDS_MOST && token_next(view, &at, &token)) {
        char term[TERM_SIZE];
        size_t len = token_term(view, &token, term);
        bool known = token.kind == TOKEN_NUMBER ||
                     words_find(matter->apart, (struct str){term, len}) != WORDS_NONE;
        for (size_t i = 0; i < matter->word_count && !known; i++)
            known = str_equal(matter->words[i].term, (struct str){term, len});
        if (known)
            continue;
        struct word *word = &matter->words[matter->word_count++];
        word->term = arena_copy(matter->arena, (struct str){term, len});
        double holders = (double)index_frequency(
            matter->index, field_term(FIELD_TEXT, word->term, matter->arena));
        word->weight = log((1.0 + notices) / (1.0 + holders));
        matter->total += word->weight;
    }
}

// The best sentence of a notice, from its title on: which share of the matter's words
// stands in it, and from the first of them to the last.
static double best_passage(const struct matter *matter, const struct notice *notice,
                           struct span *passage)
{
    struct view *view = arena_alloc(matter->arena, sizeof *view);
    view_read(view, notice->text, matter->arena);
    uint32_t at = view_at(view, notice->anatomy.title_span.start), from = 0;
    struct token token;
    uint64_t seen = 0;
    double sum = 0, best = 0;
    size_t length = 0;
    *passage = (struct span){0, 0};
    while (token_next(view, &at, &token)) {
        if ((token.sentence && length > HEAD_WORDS) || length > PASSAGE_WORDS ||
            !length) {
            seen = 0;
            sum = 0;
            length = 0;
        }
        length++;
        char term[TERM_SIZE];
        struct str word = {term, token_term(view, &token, term)};
        for (size_t i = 0; i < matter->word_count; i++)
            if (!(seen & 1ull << i) && str_equal(matter->words[i].term, word)) {
                from = seen ? from : token.from;
                seen |= 1ull << i;
                sum += matter->words[i].weight;
            }
        if (sum > best && __builtin_popcountll(seen) >= SHARED_LEAST) {
            best = sum;
            *passage = view_span(view, from, token.to);
        }
    }
    return matter->total > 0 ? best / matter->total : 0;
}

static uint32_t line_at(struct str text, size_t byte)
{
    uint32_t line = 1;
    for (size_t i = 0; i < byte && i < text.len; i++)
        line += text.at[i] == '\n';
    return line;
}

static void point_at(struct follow_up *out, const struct matter *matter,
                     const struct document *document, struct span passage)
{
    const struct anatomy *anatomy = &document->notice.anatomy;
    const struct str *paths;
    size_t paths_known = index_paths(matter->index, document->id, &paths);
    out->id = document->id;
    out->path = paths_known ? paths[0] : (struct str){0};
    out->name = document_name(anatomy->type, anatomy->number, matter->arena);
    out->date = anatomy->date;
    out->line = line_at(document->notice.text, passage.start);
    out->page = page_of(document->notice.text, passage.start);
    struct str quote = str_slice(document->notice.text, passage.start, passage.end);
    if (quote.len > QUOTE_BYTES) {
        quote.len = QUOTE_BYTES;
        while (quote.len && ((unsigned char)quote.at[quote.len] & 0xC0) == 0x80)
            quote.len--;
    }
    out->quote = arena_copy(matter->arena, quote);
}

// A later notice that cites the same document.
static bool by_reference(struct follow_up *out, struct matter *matter, struct str key)
{
    struct str term = field_term(FIELD_REF, key, matter->arena);
    size_t holders = index_frequency(matter->index, term);
    struct match_options options = {.limit = 1, .order = ORDER_OLDEST};
    struct matches matches;
    if (!index_match(matter->index, COLLECTION_NOTICES,
                     clause_two(CLAUSE_FILTER, clause_term(FIELD_REF, key, matter->arena),
                                matter->later, matter->arena),
                     &options, &matches, matter->arena, matter->err))
        return false;
    if (!matches.count)
        return true;
    struct document document;
    if (!index_notice(matter->index, &matches.hits[0], true, &document, matter->arena,
                      matter->err))
        return false;
    struct span place = {0, 0};
    for (size_t i = 0; i < document.notice.references.count && !place.end; i++)
        if (str_equal(document.notice.references.items[i].key, key))
            place = document.notice.references.items[i].span;
    bool rare =
        holders <= RARE_NOTICES || holders * 50 <= index_notice_count(matter->index);
    enum follow_up_state state = rare ? FOLLOW_UP_TAKEN : FOLLOW_UP_PERHAPS;
    if (state <= out->state)
        return true;
    struct str name = value_name(matter->index, FIELD_REF, key, matter->arena);
    out->state = state;
    out->why = arena_printf(matter->arena, _("cites %.*s too"), STR_ARG(name));
    place.end += 160;
    if (place.end > document.notice.text.len)
        place.end = document.notice.text.len;
    point_at(out, matter, &document, place);
    return true;
}

// A later notice that says strongly the same.
static bool by_words(struct follow_up *out, struct matter *matter)
{
    matter->apart = words_new();
    read_words(matter);
    words_free(matter->apart);
    bool asked[WORDS_MOST] = {false};
    const struct clause *terms[WORDS_ASKED];
    size_t count = 0;
    while (count < WORDS_ASKED && count < matter->word_count) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < matter->word_count; i++)
            if (!asked[i] && (best == SIZE_MAX ||
                              matter->words[i].weight > matter->words[best].weight))
                best = i;
        asked[best] = true;
        terms[count++] = clause_term(FIELD_TEXT, matter->words[best].term, matter->arena);
    }
    if (!count)
        return true;
    struct match_options options = {.limit = NOTICES_READ, .order = ORDER_RELEVANCE};
    struct matches matches;
    if (!index_match(matter->index, COLLECTION_NOTICES,
                     clause_two(CLAUSE_FILTER,
                                clause_new(CLAUSE_OR, terms, count, matter->arena),
                                matter->later, matter->arena),
                     &options, &matches, matter->arena, matter->err))
        return false;
    for (size_t i = 0; i < matches.count; i++) {
        struct document document;
        struct span passage;
        if (!index_notice(matter->index, &matches.hits[i], true, &document, matter->arena,
                          matter->err))
            return false;
        double share = best_passage(matter, &document.notice, &passage);
        enum follow_up_state state = share >= taken_share     ? FOLLOW_UP_TAKEN
                                     : share >= perhaps_share ? FOLLOW_UP_PERHAPS
                                                              : FOLLOW_UP_NONE;
        if (state < FOLLOW_UP_PERHAPS || state < out->state ||
            (state == out->state && share <= out->share))
            continue;
        out->state = state;
        out->share = share;
        out->why = arena_printf(matter->arena, _("%d %% of its words"),
                                (int)(share * 100 + 0.5));
        point_at(out, matter, &document, passage);
    }
    return true;
}

bool follow_up_find(struct follow_up *out, const struct index *index,
                    const struct listed *listed, struct arena *arena, struct error *err)
{
    *out = (struct follow_up){.state = FOLLOW_UP_UNKNOWN};
    struct matter matter = {.index = index, .listed = listed, .arena = arena, .err = err};
    const struct anatomy *anatomy = &listed->document.notice.anatomy;
    if (!anatomy->date.to || !anatomy->office.id.len)
        return true;
    struct days after = {day_add(anatomy->date.to, 1), 0};
    matter.later =
        clause_two(CLAUSE_AND, clause_term(FIELD_ISSUER, anatomy->office.id, arena),
                   clause_days(FIELD_PERIOD, after, arena), arena);
    struct match_options options = {
        .limit = 1, .order = ORDER_NEWEST, .exact_count = true};
    struct matches matches;
    if (!index_match(index, COLLECTION_NOTICES, matter.later, &options, &matches, arena,
                     err))
        return false;
    out->later = matches.at_least;
    if (!matches.count)
        return true;
    struct document newest;
    if (!index_notice(index, &matches.hits[0], false, &newest, arena, err))
        return false;
    out->last = newest.notice.anatomy.date.to;
    out->state = FOLLOW_UP_NONE;
    for (size_t i = 0; i < listed->directive->ref_count && i < 8; i++)
        if (!by_reference(out, &matter, listed->directive->refs[i]))
            return false;
    return out->state == FOLLOW_UP_TAKEN || by_words(out, &matter);
}
