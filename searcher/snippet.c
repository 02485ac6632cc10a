// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/snippet.h"

#include "analyzers/token.h"
#include "base/words.h"
#include "searcher/page.h"

#include <stdlib.h>
#include <string.h>

// A fact that was asked for tells about as much as a rare word.
enum { FACT_WEIGHT = 6 };

// Something in the notice that was asked for: letters [from, to) of its view.
struct match {
    uint32_t from, to;
    uint32_t what;     // the word, or words->count + number of the filter
    uint32_t token;    // which token of the notice, for neighbours
    uint32_t sentence; // first letter of the sentence it stands in
    double weight;
    bool quoted; // only worth showing beside its neighbours
    bool dropped;
};

struct finder {
    const struct plan *plan;
    const struct notice *notice;
    const struct view *view;
    struct match *matches;
    size_t count;
    size_t room;
    struct arena *arena;
};

// A stretch of the notice that may be shown, and the matches in it.
struct fragment {
    size_t first, last; // matches
    double score;
};

static void add_match(struct finder *finder, const struct match *match)
{
    finder->matches = arena_grow(finder->arena, finder->matches, finder->count,
                                 &finder->room, sizeof *finder->matches);
    finder->matches[finder->count++] = *match;
}

// The words of the question by their forms: number in `forms` to number of the word.
static struct words *read_forms(const struct asked_words *words, uint32_t **owner,
                                struct arena *arena)
{
    size_t total = 0;
    for (size_t i = 0; i < words->count; i++)
        total += words->items[i].alike_count + words->items[i].other_count;
    struct words *forms = words_new();
    *owner = ARENA_ARRAY(arena, uint32_t, total + 1);
    // Forms alike first, so that they win where a form contradicts another word.
    for (int strong = 1; strong >= 0; strong--)
        for (size_t i = 0; i < words->count; i++) {
            const struct asked_word *word = &words->items[i];
            if (!word->scored)
                continue;
            const struct str *list = strong ? word->alike : word->other;
            size_t count = strong ? word->alike_count : word->other_count;
            for (size_t f = 0; f < count; f++) {
                if (words_find(forms, list[f]) != WORDS_NONE)
                    continue;
                (*owner)[words_add(forms, list[f])] =
                    (uint32_t)(i << 1) | (uint32_t)strong;
            }
        }
    return forms;
}

static void match_words(struct finder *finder)
{
    const struct asked_words *words = &finder->plan->words;
    uint32_t *owner;
    struct words *forms = read_forms(words, &owner, finder->arena);
    uint32_t at = 0, number = 0, sentence = 0;
    struct token token;
    while (words_count(forms) && token_next(finder->view, &at, &token)) {
        char bytes[TERM_SIZE];
        struct str term = {bytes, token_term(finder->view, &token, bytes)};
        if (token.sentence) {
            sentence = token.from;
            number++; // neighbours are in one sentence
        }
        number++;
        uint32_t form = words_find(forms, term);
        if (form == WORDS_NONE)
            continue;
        const struct asked_word *word = &words->items[owner[form] >> 1];
        bool strong = owner[form] & 1;
        add_match(finder, &(struct match){
                              .from = token.from,
                              .to = token.to,
                              .what = owner[form] >> 1,
                              .token = number,
                              .sentence = sentence,
                              .weight = (strong ? 1 : 0.3) * word->weight,
                              .quoted = word->mode == ASKED_QUOTED || word->weight < 1,
                          });
    }
    words_free(forms);
    // A quoted or a very common word that stands alone shows nothing.
    for (size_t i = 0; i < finder->count; i++) {
        struct match *match = &finder->matches[i];
        bool beside = (i && match[-1].token + 1 == match->token) ||
                      (i + 1 < finder->count && match[1].token == match->token + 1);
        match->dropped = match->quoted && !beside && words->count > 1;
    }
    size_t kept = 0;
    for (size_t i = 0; i < finder->count; i++)
        if (!finder->matches[i].dropped)
            finder->matches[kept++] = finder->matches[i];
    if (kept)
        finder->count = kept;
}

static bool is_candidate(const struct filter_answer *answer, struct str value)
{
    for (size_t i = 0; i < answer->count; i++)
        if (str_equal(answer->candidates[i].value, value))
            return true;
    return false;
}

static void add_fact(struct finder *finder, size_t filter, struct span span,
                     double weight)
{
    uint32_t from = view_at(finder->view, span.start),
             to = view_at(finder->view, span.end);
    if (to <= from)
        return;
    uint32_t sentence = from;
    while (sentence && !(finder->view->flags[sentence - 1] & VIEW_BLANK))
        sentence--;
    add_match(finder, &(struct match){
                          .from = from,
                          .to = to,
                          .what = (uint32_t)(finder->plan->words.count + filter),
                          .sentence = sentence,
                          .weight = weight,
                      });
}

// The mentions of what the filters ask for.
static void match_facts(struct finder *finder)
{
    const struct plan *plan = finder->plan;
    const struct notice *notice = finder->notice;
    for (size_t f = 0; f < plan->filters.count; f++) {
        const struct filter_answer *answer = &plan->answers[f];
        enum field_id field = plan->filters.items[f].field;
        for (size_t i = 0; field == FIELD_REF && i < notice->references.count; i++)
            if (is_candidate(answer, notice->references.items[i].key))
                add_fact(finder, f, notice->references.items[i].span, FACT_WEIGHT);
        for (size_t i = 0; field == FIELD_UNIT && i < notice->units.count; i++)
            if (is_candidate(answer, notice->units.items[i].id))
                add_fact(finder, f, notice->units.items[i].span, FACT_WEIGHT);
            else if (answer->collective &&
                     str_ends(notice->units.items[i].id, STR("#tat-ca")))
                add_fact(finder, f, notice->units.items[i].span, 1);
        for (size_t i = 0; field == FIELD_PERSON && i < notice->persons.count; i++)
            if (is_candidate(answer,
                             field_fold(notice->persons.items[i].name, finder->arena)))
                add_fact(finder, f, notice->persons.items[i].span, FACT_WEIGHT);
        if (field == FIELD_PERSON &&
            is_candidate(answer, field_fold(notice->anatomy.signer, finder->arena)))
            add_fact(finder, f, notice->anatomy.signer_span, FACT_WEIGHT);
    }
}

static int compare_matches(const void *left, const void *right)
{
    const struct match *a = left, *b = right;
    return a->from < b->from ? -1 : a->from > b->from;
}

// What the stretch that begins with match `first` tells, given what is shown already.
static struct fragment measure(const struct finder *finder, size_t first, uint32_t length,
                               const uint8_t *shown)
{
    const struct match *matches = finder->matches;
    struct fragment fragment = {first, first, 0};
    for (size_t i = first; i < finder->count; i++) {
        const struct match *match = &matches[i];
        if (match->to - matches[first].from > length ||
            match->sentence != matches[first].sentence)
            break;
        fragment.last = i;
        bool again = false;
        for (size_t j = first; j < i && !again; j++)
            again = matches[j].what == match->what;
        double weight = match->weight * (again ? 0.1 : shown[match->what] ? 0.3 : 1);
        if (i > first && matches[i - 1].token && matches[i - 1].token + 1 == match->token)
            weight *= 1.5;
        fragment.score += weight;
    }
    const struct span *title = &finder->notice->anatomy.title_span;
    size_t start = finder->view->start[matches[first].from];
    if (start >= title->start && start < title->end)
        fragment.score *= 0.2; // the title is shown anyway
    return fragment;
}

static bool is_space(const struct view *view, uint32_t letter)
{
    return view->plain[letter] == ' ';
}

// The letters shown for a fragment: from the start of its sentence where that is near,
// and as much behind it as there is room.
static void cut(const struct finder *finder, const struct fragment *fragment,
                uint32_t length, uint32_t *from, uint32_t *to, bool *cut_before,
                bool *cut_after)
{
    const struct view *view = finder->view;
    const struct match *first = &finder->matches[fragment->first];
    const struct match *last = &finder->matches[fragment->last];
    uint32_t used = last->to - first->from;
    uint32_t spare = length > used ? length - used : 0;
    uint32_t before = spare / 3;
    *from = first->from;
    *cut_before = false;
    while (*from > first->sentence && first->from - *from < before)
        (*from)--;
    if (*from > first->sentence) {
        *cut_before = true;
        while (*from < first->from && *from && !is_space(view, *from - 1))
            (*from)++;
    }
    *to = last->to;
    uint32_t limit = *from + length;
    *cut_after = false;
    while (*to < view->count && (*to < limit || *to == last->to)) {
        if (view->flags[*to] & (VIEW_BLANK | VIEW_PAGE))
            return;
        if (view->plain[*to] == '.' && *to + 1 < view->count && is_space(view, *to + 1) &&
            *to > last->to) {
            (*to)++;
            return;
        }
        (*to)++;
    }
    *cut_after = *to < view->count;
    while (*cut_after && *to > last->to && !is_space(view, *to))
        (*to)--;
}

static void write_snippet(struct finder *finder, const struct fragment *fragment,
                          uint32_t length, struct snippet *out)
{
    const struct view *view = finder->view;
    uint32_t from, to;
    cut(finder, fragment, length, &from, &to, &out->cut_before, &out->cut_after);
    out->span = view_span(view, from, to);
    out->line = view_line(view, from);
    out->page = page_of(view->text, out->span.start);
    out->highlights = ARENA_ARRAY(finder->arena, struct span, finder->count);
    for (size_t i = 0; i < finder->count; i++) {
        const struct match *match = &finder->matches[i];
        if (match->from < from || match->to > to)
            continue;
        struct span span = view_span(view, match->from, match->to);
        struct span *before =
            out->highlight_count ? &out->highlights[out->highlight_count - 1] : NULL;
        // Neighbours with nothing but a blank between them are one highlight.
        if (before && (span.start <= before->end ||
                       (match->from && is_space(view, match->from - 1) &&
                        view->start[match->from - 1] <= before->end))) {
            if (span.end > before->end)
                before->end = span.end;
            continue;
        }
        out->highlights[out->highlight_count++] = span;
    }
}

static int compare_snippets(const void *left, const void *right)
{
    const struct snippet *a = left, *b = right;
    return a->span.start < b->span.start ? -1 : a->span.start > b->span.start;
}

void snippets_find(struct snippets *out, const struct plan *plan,
                   const struct document *document, const struct snippet_options *options,
                   struct arena *arena)
{
    *out =
        (struct snippets){.items = ARENA_ARRAY(arena, struct snippet, options->most + 1)};
    bool facts = plan->filters.count > 0;
    if ((!plan->words_asked && !facts) || !document->notice.text.len)
        return;
    struct view view;
    view_read(&view, document->notice.text, arena);
    struct finder finder = {
        .plan = plan, .notice = &document->notice, .view = &view, .arena = arena};
    if (plan->words_asked)
        match_words(&finder);
    match_facts(&finder);
    if (!finder.count)
        return;
    qsort(finder.matches, finder.count, sizeof *finder.matches, compare_matches);
    uint8_t *shown =
        ARENA_ARRAY(arena, uint8_t, plan->words.count + plan->filters.count + 1);
    bool *used = ARENA_ARRAY(arena, bool, finder.count);
    uint32_t length = (uint32_t)options->length;
    while (out->count < options->most) {
        struct fragment best = {0, 0, 0};
        for (size_t i = 0; i < finder.count; i++) {
            if (used[i])
                continue;
            struct fragment fragment = measure(&finder, i, length, shown);
            if (fragment.score > best.score && !used[fragment.last])
                best = fragment;
        }
        if (!(best.score > 0))
            break;
        // A second fragment that only repeats the weakest words of the first says
        // nothing.
        bool new = false;
        for (size_t i = best.first; i <= best.last; i++) {
            new |= !shown[finder.matches[i].what];
            shown[finder.matches[i].what] = 1;
        }
        struct snippet *snippet = &out->items[out->count];
        write_snippet(&finder, &best, length, snippet);
        for (size_t i = 0; i < finder.count; i++) {
            size_t start = view.start[finder.matches[i].from];
            used[i] |= start >= snippet->span.start && start < snippet->span.end;
        }
        for (size_t i = best.first; i <= best.last; i++)
            used[i] = true;
        if (!new && out->count >= 2)
            break;
        out->count++;
    }
    qsort(out->items, out->count, sizeof *out->items, compare_snippets);
}
