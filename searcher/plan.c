// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/plan.h"

#include "base/translate.h"
#include "searcher/recognise.h"

#include <string.h>

// A form that contradicts the marks typed is worth this much of one that does not.
static const double other_scale = 0.3;
// Words of less weight than this stand in about a third of all notices and choose no
// candidates where others do.
static const double common_weight = 0.7;
enum { WORDS_CHOOSING = 3 };

struct planner {
    struct plan *plan;
    const struct index *index;
    enum collection collection;
    const struct query *query;
    struct arena *arena;
    struct error *err;
    bool toned; // the question has tone marks
};

// A part of the question: the notices that may match it, and what else has to be true of
// them.
struct part {
    const struct clause *clause;
    const struct check *check; // NULL: the clause says it all
};

static const struct clause *nothing(struct planner *planner)
{
    return clause_new(CLAUSE_NOTHING, NULL, 0, planner->arena);
}

static const struct clause *everything(struct planner *planner)
{
    return clause_new(CLAUSE_ALL, NULL, 0, planner->arena);
}

static struct check *make_check(struct planner *planner, enum check_kind kind)
{
    struct check *check = arena_alloc(planner->arena, sizeof *check);
    check->kind = kind;
    return check;
}

static const struct check *make_check_over(struct planner *planner, enum check_kind kind,
                                           const struct check **children, size_t count)
{
    if (kind != CHECK_NOT && count == 1)
        return children[0];
    struct check *check = make_check(planner, kind);
    check->children = children;
    check->count = count;
    return check;
}

static enum field_id words_field(const struct planner *planner)
{
    return planner->plan->place == FILTER_TITLE ? FIELD_TITLE : FIELD_TEXT;
}

static const struct clause *word_clause(struct planner *planner,
                                        const struct asked_word *word)
{
    return asked_forms_clause(word->alike, word->alike_count, words_field(planner),
                              planner->arena);
}

// All words at the places [from, to).
static const struct clause *places_clause(struct planner *planner, size_t from, size_t to)
{
    const struct asked_words *words = &planner->plan->words;
    const struct clause **children =
        ARENA_ARRAY(planner->arena, const struct clause *, to - from + 1);
    size_t count = 0;
    for (size_t i = from; i < to; i++) {
        bool again = false;
        for (size_t j = from; j < i && !again; j++)
            again = words->places[j].word == words->places[i].word;
        if (!again)
            children[count++] =
                word_clause(planner, &words->items[words->places[i].word]);
    }
    if (!count)
        return NULL;
    return count == 1 ? children[0]
                      : clause_new(CLAUSE_AND, children, count, planner->arena);
}

static bool add_words(struct planner *planner, const struct query_node *node, bool scored,
                      bool continues, size_t *from, size_t *to)
{
    struct asked_words *words = &planner->plan->words;
    *from = words->place_count;
    struct asked_text text = {
        .text = node->text,
        .mode = node->kind == QUERY_PHRASE   ? ASKED_QUOTED
                : node->kind == QUERY_PREFIX ? ASKED_PREFIX
                                             : ASKED_FORGIVING,
        .scored = scored,
        .toned = planner->toned,
        .continues = continues,
        .start = node->start,
        .end = node->end,
    };
    if (!asked_words_add(words, planner->index, &text, planner->arena, planner->err))
        return false;
    *to = words->place_count;
    if (scored)
        planner->plan->words_asked += *to - *from;
    return true;
}

// Words, phrases and prefixes. `sure`: the clause may only have notices that match (it is
// going to be excluded).
static bool plan_words(struct planner *planner, const struct query_node *node,
                       bool scored, bool sure, struct part *out)
{
    size_t from, to;
    if (!add_words(planner, node, scored, false, &from, &to))
        return false;
    out->clause = places_clause(planner, from, to);
    out->check = NULL;
    if (!out->clause) // signs only: they ask for nothing
        out->clause = sure ? nothing(planner) : everything(planner);
    bool phrase = node->kind == QUERY_PHRASE && to - from > 1;
    if (to == from || (!phrase && planner->plan->place != FILTER_BODY))
        return true;
    struct check *check = make_check(planner, phrase ? CHECK_PHRASE : CHECK_WORD);
    check->from = from;
    check->to = to;
    out->check = check;
    if (sure)
        out->clause = nothing(planner);
    return true;
}

static bool plan_field(struct planner *planner, const struct query_node *node,
                       struct part *out)
{
    out->clause = everything(planner);
    out->check = NULL;
    if (node->field == FIELD_TITLE) // it said where the words are
        return true;
    struct filters one = {0};
    struct str where = arena_printf(planner->arena, _("column %zu"),
                                    query_column(planner->query->text, node->start));
    filters_add(&one, node->field, node->text, where, planner->arena);
    struct filter_answer answer;
    if (!filter_resolve(planner->index, planner->collection, &one.items[0], &answer,
                        planner->arena, planner->err))
        return false;
    struct plan *plan = planner->plan;
    struct filter_answer *answers =
        ARENA_ARRAY(planner->arena, struct filter_answer, plan->filters.count + 1);
    if (plan->filters.count)
        memcpy(answers, plan->answers, plan->filters.count * sizeof *answers);
    answers[plan->filters.count] = answer;
    plan->answers = answers;
    filters_add(&plan->filters, node->field, node->text, where, planner->arena);
    filters_narrow_documents(&plan->filters, answers, plan->filters.count - 1,
                             planner->arena);
    out->clause = answers[plan->filters.count - 1].clause;
    return true;
}

static bool plan_node(struct planner *planner, const struct query_node *node, bool scored,
                      bool sure, struct part *out);

// Children of which all, or any, have to match. Those that are excluded are taken off the
// whole.
static bool plan_children(struct planner *planner, const struct query_node *node,
                          bool scored, bool sure, struct part *out)
{
    bool any = node->kind == QUERY_OR;
    struct part *parts = ARENA_ARRAY(planner->arena, struct part, node->count);
    const struct clause **clauses =
        ARENA_ARRAY(planner->arena, const struct clause *, node->count);
    const struct clause **without =
        ARENA_ARRAY(planner->arena, const struct clause *, node->count + 1);
    const struct check **checks =
        ARENA_ARRAY(planner->arena, const struct check *, node->count);
    size_t clause_count = 0, check_count = 0, without_count = 1;
    bool decided = true;
    for (size_t i = 0; i < node->count; i++) {
        const struct query_node *child = node->children[i];
        bool excluded = !any && child->kind == QUERY_NOT;
        if (excluded ? !plan_node(planner, child->children[0], false, !sure, &parts[i])
                     : !plan_node(planner, child, scored, sure, &parts[i]))
            return false;
        decided &= !parts[i].check;
        if (excluded) {
            without[without_count++] = parts[i].clause;
            if (parts[i].check) {
                const struct check **inner =
                    ARENA_ARRAY(planner->arena, const struct check *, 1);
                inner[0] = parts[i].check;
                checks[check_count++] = make_check_over(planner, CHECK_NOT, inner, 1);
            }
        } else {
            clauses[clause_count++] = parts[i].clause;
            if (parts[i].check && !any)
                checks[check_count++] = parts[i].check;
        }
    }
    const struct clause *whole = clause_count == 1 ? clauses[0]
                                 : clause_count
                                     ? clause_new(any ? CLAUSE_OR : CLAUSE_AND, clauses,
                                                  clause_count, planner->arena)
                                     : everything(planner);
    without[0] = whole;
    out->clause = without_count == 1
                      ? whole
                      : clause_new(CLAUSE_NOT, without, without_count, planner->arena);
    if (any && !decided) {
        for (size_t i = 0; i < node->count; i++) {
            struct check *check = (struct check *)parts[i].check;
            if (!check) {
                check = make_check(planner, CHECK_CLAUSE);
                check->clause = parts[i].clause;
            }
            checks[check_count++] = check;
        }
    }
    out->check = !check_count ? NULL
                              : make_check_over(planner, any ? CHECK_OR : CHECK_AND,
                                                checks, check_count);
    return true;
}

static bool plan_node(struct planner *planner, const struct query_node *node, bool scored,
                      bool sure, struct part *out)
{
    switch (node->kind) {
    case QUERY_WORD:
    case QUERY_PREFIX:
    case QUERY_PHRASE:
        return plan_words(planner, node, scored, sure, out);
    case QUERY_FIELD:
        return plan_field(planner, node, out);
    case QUERY_BAG:
    case QUERY_AND:
    case QUERY_OR:
        return plan_children(planner, node, scored, sure, out);
    case QUERY_NOT:
        break;
    }
    struct part inner;
    if (!plan_node(planner, node->children[0], false, !sure, &inner))
        return false;
    out->clause =
        clause_two(CLAUSE_NOT, everything(planner), inner.clause, planner->arena);
    out->check = NULL;
    if (inner.check) {
        const struct check **one = ARENA_ARRAY(planner->arena, const struct check *, 1);
        one[0] = inner.check;
        out->check = make_check_over(planner, CHECK_NOT, one, 1);
    }
    return true;
}

static bool is_plain(const struct query_node *node)
{
    return node->kind == QUERY_WORD || node->kind == QUERY_PREFIX;
}

// The places of the plain words of the question, all in one row: [from, to).
static bool plan_plain_words(struct planner *planner, const struct query_node *root,
                             size_t *to)
{
    size_t count = root->kind == QUERY_BAG ? root->count : 1;
    const struct query_node *before = NULL;
    *to = 0;
    for (size_t i = 0; i < count; i++) {
        const struct query_node *node =
            root->kind == QUERY_BAG ? root->children[i] : root;
        size_t from;
        if (is_plain(node) &&
            !add_words(planner, node, true, before && is_plain(before), &from, to))
            return false;
        before = node;
    }
    return true;
}

// Notices that have all plain words, where the words of something recognised may also be
// said by the thing itself. 30, 2020, NĐ and CP stand in many notices that never say
// 30/2020/NĐ-CP: a whole number is only said by itself.
static const struct clause *all_words(struct planner *planner, size_t to)
{
    const struct plan *plan = planner->plan;
    const struct clause **children = ARENA_ARRAY(planner->arena, const struct clause *,
                                                 to + plan->recognised_count + 1);
    size_t count = 0;
    for (size_t at = 0; at < to;) {
        const struct recognised *found = NULL;
        for (size_t i = 0; i < plan->recognised_count && !found; i++)
            if (plan->recognised[i].from == at)
                found = &plan->recognised[i];
        size_t next = found ? found->to : at + 1;
        const struct clause *said = places_clause(planner, at, next);
        children[count++] =
            !found ? said
            : found->complete
                ? clause_two(CLAUSE_MAYBE, found->clause, said, planner->arena)
                : clause_two(CLAUSE_OR, said, found->clause, planner->arena);
        at = next;
    }
    return count == 1 ? children[0]
                      : clause_new(CLAUSE_AND, children, count, planner->arena);
}

static const struct clause *scaled(struct planner *planner, const struct clause *inner,
                                   double scale)
{
    const struct clause **child = ARENA_ARRAY(planner->arena, const struct clause *, 1);
    child[0] = inner;
    struct clause *clause =
        (struct clause *)clause_new(CLAUSE_SCALE, child, 1, planner->arena);
    clause->scale = scale;
    return clause;
}

// Any of the weightiest words, in any form, or anything recognised.
static const struct clause *some_words(struct planner *planner, size_t to)
{
    const struct plan *plan = planner->plan;
    const struct asked_words *words = &plan->words;
    bool *chosen = ARENA_ARRAY(planner->arena, bool, words->count + 1);
    size_t choosing = 0, known = 0;
    for (size_t i = 0; i < to; i++) {
        const struct asked_word *word = &words->items[words->places[i].word];
        if (chosen[words->places[i].word] || word->alike_count + word->other_count == 0)
            continue;
        known++;
        if (word->weight >= common_weight) {
            chosen[words->places[i].word] = true;
            choosing++;
        }
    }
    // Too few rare words: the rarest of the common ones choose too.
    while (choosing < WORDS_CHOOSING && choosing < known) {
        uint32_t best = UINT32_MAX;
        for (size_t i = 0; i < to; i++) {
            uint32_t word = words->places[i].word;
            const struct asked_word *candidate = &words->items[word];
            if (!chosen[word] && candidate->alike_count + candidate->other_count &&
                (best == UINT32_MAX || candidate->weight > words->items[best].weight))
                best = word;
        }
        if (best == UINT32_MAX)
            break;
        chosen[best] = true;
        choosing++;
    }
    const struct clause **children =
        ARENA_ARRAY(planner->arena, const struct clause *,
                    3 * words->count + plan->recognised_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < words->count; i++) {
        const struct asked_word *word = &words->items[i];
        if (!chosen[i])
            continue;
        if (word->meant_count)
            children[count++] = asked_forms_clause(word->alike, word->meant_count,
                                                   words_field(planner), planner->arena);
        if (word->meant_count < word->alike_count)
            children[count++] =
                scaled(planner,
                       asked_forms_clause(word->alike + word->meant_count,
                                          word->alike_count - word->meant_count,
                                          words_field(planner), planner->arena),
                       other_scale);
        if (word->other_count)
            children[count++] =
                scaled(planner,
                       asked_forms_clause(word->other, word->other_count,
                                          words_field(planner), planner->arena),
                       other_scale);
    }
    for (size_t i = 0; i < plan->recognised_count; i++)
        children[count++] = plan->recognised[i].clause;
    if (!count)
        return nothing(planner);
    return count == 1 ? children[0]
                      : clause_new(CLAUSE_OR, children, count, planner->arena);
}

// Everything that is not a plain word of the outermost row: required as it stands.
static bool plan_rest(struct planner *planner, const struct query_node *root,
                      struct part *out)
{
    *out = (struct part){0};
    if (is_plain(root))
        return true;
    if (root->kind != QUERY_BAG)
        return plan_node(planner, root, true, false, out);
    struct query_node rest = *root;
    rest.children = ARENA_ARRAY(planner->arena, const struct query_node *, root->count);
    rest.count = 0;
    for (size_t i = 0; i < root->count; i++)
        if (!is_plain(root->children[i]))
            rest.children[rest.count++] = root->children[i];
    if (!rest.count)
        return true;
    return plan_node(planner, &rest, true, false, out);
}

// `in:title` is no condition of its own: it says where the words are.
static bool place_named(struct str value, enum filter_place *place)
{
    if (str_equal(value, STR("title")) || str_equal(value, STR("trichyeu")))
        *place = FILTER_TITLE;
    else if (str_equal(value, STR("body")) || str_equal(value, STR("noidung")))
        *place = FILTER_BODY;
    else
        return false;
    return true;
}

static bool take_places(struct planner *planner, const struct query_node *node,
                        bool outermost)
{
    if (node->kind == QUERY_FIELD && node->field == FIELD_TITLE) {
        enum filter_place place;
        if (!place_named(node->text, &place)) {
            error_set(planner->err, ERROR_USAGE,
                      _("column %zu: words are in:title or in:body, not in:%.*s"),
                      query_column(planner->query->text, node->start),
                      STR_ARG(node->text));
            return false;
        }
        if (!outermost) {
            error_set(planner->err, ERROR_USAGE,
                      _("column %zu: in: is about the whole question"),
                      query_column(planner->query->text, node->start));
            return error_hint(planner->err, _("take it out of the brackets"));
        }
        planner->plan->place = place;
    }
    for (size_t i = 0; i < node->count; i++)
        if (!take_places(planner, node->children[i],
                         outermost && node->kind == QUERY_BAG))
            return false;
    return true;
}

// What the filters of the options mean.
static bool plan_filters(struct planner *planner, const struct filters *filters)
{
    struct plan *plan = planner->plan;
    struct arena *arena = planner->arena;
    plan->answers = ARENA_ARRAY(arena, struct filter_answer, filters->count + 1);
    for (size_t i = 0; i < filters->count; i++) {
        const struct filter *filter = &filters->items[i];
        filters_add(&plan->filters, filter->field, filter->value, filter->where, arena);
        if (!filter_resolve(planner->index, planner->collection, filter,
                            &plan->answers[i], arena, planner->err))
            return false;
    }
    filters_narrow(filters, plan->answers, arena);
    return true;
}

bool plan_make(struct plan *out, const struct index *index, enum collection collection,
               const struct query *query, const struct filters *filters,
               struct arena *arena, struct error *err)
{
    *out = (struct plan){.place = filters->place};
    out->filters.all = filters->all;
    struct planner planner = {out, index, collection, query, arena, err, false};
    planner.toned = asked_has_tone(query->text, arena);
    if (!plan_filters(&planner, filters))
        return false;
    const struct clause *filtered =
        filters_clause(filters, out->answers, FILTER_UNITS_ALL, arena);
    bool collective = false;
    for (size_t i = 0; i < filters->count; i++)
        collective |= out->answers[i].own != NULL;

    const struct clause *words = NULL, *relaxed = NULL;
    struct part rest = {0};
    if (query->root) {
        if (!take_places(&planner, query->root, true))
            return false;
        size_t to;
        if (!plan_plain_words(&planner, query->root, &to) ||
            !recognise(out, index, collection, query, to, arena, err))
            return false;
        if (to) {
            words = all_words(&planner, to);
            if (out->words.count > 1 || out->words.items[0].other_count ||
                out->recognised_count)
                relaxed = some_words(&planner, to);
        }
        size_t plain = out->words.place_count;
        if (!plan_rest(&planner, query->root, &rest))
            return false;
        if (plain && out->place == FILTER_BODY) {
            struct check *check = make_check(&planner, CHECK_WORD);
            check->from = 0;
            check->to = plain;
            const struct check **both = ARENA_ARRAY(arena, const struct check *, 2);
            both[0] = check;
            both[1] = rest.check;
            rest.check = make_check_over(&planner, CHECK_AND, both, rest.check ? 2 : 1);
            relaxed = NULL;
        }
    }
    // An issuer that the question names behind the reference decides as well.
    for (size_t i = 0; i < out->filters.count; i++)
        filters_narrow_documents(&out->filters, out->answers, i, arena);
    if (!filters_decide(&out->filters, out->answers, index, arena, err))
        return false;
    out->check = rest.check;
    const struct clause *conditions =
        clause_two(CLAUSE_AND, rest.clause, filtered, planner.arena);
    if (collective && !words) {
        const struct clause *own =
            filters_clause(filters, out->answers, FILTER_UNITS_NAMED, arena);
        out->named = clause_two(CLAUSE_AND, rest.clause, own, planner.arena);
    }
    if (!words) {
        out->all = conditions ? conditions : everything(&planner);
        return true;
    }
    out->all = clause_two(CLAUSE_FILTER, words, conditions, planner.arena);
    if (relaxed)
        out->some = clause_two(CLAUSE_FILTER, relaxed, conditions, planner.arena);
    return true;
}

void clause_print(struct buf *out, const struct clause *clause, int depth)
{
    static const char *const names[] = {"all",    "nothing", "term",    "synonym",
                                        "and",    "or",      "not",     "maybe",
                                        "filter", "scale",   "slot >=", "slot <="};
    buf_printf(out, "%*s%s", 2 * depth, "", names[clause->kind]);
    if (clause->kind == CLAUSE_SCALE)
        buf_printf(out, " %g", clause->scale);
    if (clause->kind == CLAUSE_SLOT_GE || clause->kind == CLAUSE_SLOT_LE)
        buf_printf(out, " %d", clause->slot);
    if (clause->term.len)
        buf_printf(out, " %.*s", STR_ARG(clause->term));
    if (clause->kind == CLAUSE_SYNONYM) {
        for (size_t i = 0; i < clause->count; i++)
            buf_printf(out, " %.*s", STR_ARG(clause->children[i]->term));
        buf_add_char(out, '\n');
        return;
    }
    buf_add_char(out, '\n');
    for (size_t i = 0; i < clause->count; i++)
        clause_print(out, clause->children[i], depth + 1);
}
