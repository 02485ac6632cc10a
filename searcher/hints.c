// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/hints.h"

#include "base/translate.h"
#include "searcher/value_name.h"

// "tracuu: search: " before each sentence; what is listed under it stands by itself.
static void start(const struct hints *hints)
{
    buf_printf(hints->out, "tracuu: %s: ", hints->command);
}

static void add_candidates(const struct hints *hints, enum field_id field,
                           const struct candidate *items, size_t count)
{
    for (size_t i = 0; i < count && i < 10; i++) {
        struct str name = items[i].name.len ? items[i].name
                                            : value_name(hints->index, field,
                                                         items[i].value, hints->arena);
        buf_printf(hints->out, "  %.*s", STR_ARG(name));
        if (!str_equal(name, items[i].value))
            buf_printf(hints->out, "  %.*s", STR_ARG(items[i].value));
        buf_printf(hints->out, _n("  %zu notice\n", "  %zu notices\n", items[i].count),
                   items[i].count);
    }
    if (count > 10)
        buf_printf(hints->out, _("  … and %zu others\n"), count - 10);
}

// Units whose work another one does today: what is written to the one is not said of the
// other, but whoever asks may want both.
static void add_successors(const struct hints *hints, const struct filter_answer *found)
{
    for (size_t i = 0; i < found->count; i++) {
        struct str id =
            index_successor(hints->index, found->candidates[i].value, hints->arena);
        if (!id.len)
            continue;
        struct candidate today = {
            .value = id,
            .count =
                index_frequency(hints->index, field_term(FIELD_UNIT, id, hints->arena))};
        start(hints);
        buf_printf(hints->out, _("the work of %.*s is done today by:\n"),
                   STR_ARG(value_name(hints->index, FIELD_UNIT,
                                      found->candidates[i].value, hints->arena)));
        add_candidates(hints, FIELD_UNIT, &today, 1);
    }
}

static void add_filter(const struct hints *hints, const struct filter *filter,
                       const struct filter_answer *found)
{
    struct str value = filter->value;
    bool named = filter->field == FIELD_UNIT || filter->field == FIELD_PERSON ||
                 filter->field == FIELD_REF || filter->field == FIELD_ISSUER ||
                 filter->field == FIELD_TYPE || filter->field == FIELD_SELF;
    if (!named)
        return;
    if (!found->count) {
        start(hints);
        buf_printf(hints->out, _("%.*s: nothing in the archive is “%.*s”\n"),
                   STR_ARG(filter->where), STR_ARG(value));
    } else if (found->ambiguous) {
        start(hints);
        buf_printf(hints->out,
                   _("%.*s: “%.*s” may be any of these, and all were looked for:\n"),
                   STR_ARG(filter->where), STR_ARG(value));
        add_candidates(hints, filter->field, found->candidates, found->count);
    }
    if (filter->field == FIELD_UNIT)
        add_successors(hints, found);
    if (found->near_count) {
        start(hints);
        buf_printf(hints->out, _("much like “%.*s”, and not looked for:\n"),
                   STR_ARG(value));
        add_candidates(hints, filter->field, found->near, found->near_count);
    }
}

// The words that no notice has in any form.
static void add_words(const struct hints *hints, const struct asked_words *words)
{
    size_t unknown = 0;
    for (size_t i = 0; i < words->count && unknown < 5; i++) {
        const struct asked_word *word = &words->items[i];
        if (!word->scored || word->alike_count)
            continue;
        unknown++;
        start(hints);
        if (!word->other_count) {
            buf_printf(hints->out, _("no notice has the word “%.*s”\n"),
                       STR_ARG(word->term));
            continue;
        }
        buf_printf(hints->out, _("no notice has the word “%.*s”; there are"),
                   STR_ARG(word->term));
        for (size_t f = 0; f < word->other_count && f < 5; f++)
            buf_printf(hints->out, "%s %.*s", f ? "," : "", STR_ARG(word->other[f]));
        buf_add_char(hints->out, '\n');
    }
}

void hints_of_filters(const struct hints *hints, const struct filters *filters,
                      const struct filter_answer *answers)
{
    for (size_t i = 0; i < filters->count; i++)
        add_filter(hints, &filters->items[i], &answers[i]);
}

void hints_of_answer(const struct hints *hints, const struct answer *answer)
{
    for (size_t i = 0; i < answer->query->note_count; i++) {
        start(hints);
        buf_printf(hints->out, "%.*s\n", STR_ARG(answer->query->notes[i]));
    }
    hints_of_filters(hints, &answer->plan->filters, answer->plan->answers);
    if (!answer->result->count || !answer->result->with_all)
        add_words(hints, &answer->plan->words);
}
