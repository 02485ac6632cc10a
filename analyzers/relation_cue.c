// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/relation_cue.h"

#include "analyzers/phrases.h"
#include "base/once.h"

#include <string.h>

static struct once once = ONCE_INIT;
static struct phrases *cues;
static unsigned *meanings;
static enum cue_reach *reaches;
static struct phrases *passives;

static unsigned meaning_named(struct str name)
{
    static const char *const others[] = {"planned",  "draft",   "pending", "passive",
                                         "none",     "break",   "other",   "amended",
                                         "replaced", "repealed"};
    for (unsigned i = 0; i < RELATION_COUNT; i++) {
        if (str_equal(name, str_of(relation_name((enum relation)i))))
            return i;
    }
    for (unsigned i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (str_equal(name, str_of(others[i])))
            return CUE_PLANNED + i;
    }
    return CUE_NONE;
}

static void start(void)
{
    const struct table *table = table_named("relations");
    uint32_t words = table_column(table, "words"),
             meaning = table_column(table, "meaning");
    uint32_t reach = table_column(table, "reach");
    cues = phrases_new();
    passives = phrases_new();
    meanings = memory_array(table->rows, sizeof *meanings);
    reaches = memory_array(table->rows, sizeof *reaches);
    for (uint32_t row = 0; row < table->rows; row++) {
        phrases_add(cues, table_cell(table, row, words), row);
        meanings[row] = meaning_named(table_cell(table, row, meaning));
        struct str how = table_cell(table, row, reach);
        reaches[row] = str_equal(how, STR("near"))     ? CUE_NEAR
                       : str_equal(how, STR("at"))     ? CUE_AT
                       : str_equal(how, STR("last"))   ? CUE_LAST
                       : str_equal(how, STR("weak"))   ? CUE_WEAK
                       : str_equal(how, STR("strong")) ? CUE_STRONG
                                                       : CUE_FAR;
        bool passive = meanings[row] == CUE_PASSIVE ||
                       (meanings[row] >= CUE_AMENDED && meanings[row] <= CUE_REPEALED);
        if (passive && reaches[row] == CUE_STRONG)
            phrases_add(passives, table_cell(table, row, words), row);
    }
}

// The cue in the letters [from, to), of this row of the table; false when there is none.
static bool take(uint32_t row, uint32_t from, uint32_t to, struct cue *out)
{
    if (row == PHRASES_NONE)
        return false;
    *out = (struct cue){
        .from = from, .to = to, .meaning = meanings[row], .reach = reaches[row]};
    return true;
}

bool cue_read(const struct view *view, uint32_t at, uint32_t limit, struct cue *out)
{
    once_run(&once, start);
    uint32_t end = at, row = phrases_begin(cues, view, at, limit, &end);
    return take(row, at, end, out);
}

bool cue_passive(const struct cue *cue, enum relation *relation)
{
    static const enum relation relations[] = {RELATION_AMENDS, RELATION_REPLACES,
                                              RELATION_REPEALS};
    if (cue->meaning < CUE_AMENDED || cue->meaning > CUE_REPEALED)
        return false;
    *relation = relations[cue->meaning - CUE_AMENDED];
    return true;
}

const uint64_t *cue_firsts(void)
{
    once_run(&once, start);
    return phrases_firsts(cues);
}

static uint32_t quote_from(const struct cue_walk *walk)
{
    const char *plain = walk->view->plain;
    const char *mark =
        walk->at < walk->to ? memchr(plain + walk->at, '"', walk->to - walk->at) : NULL;
    return mark ? (uint32_t)(mark - plain) : UINT32_MAX;
}

void cue_walk_begin(struct cue_walk *walk, const struct view *view, uint32_t from,
                    uint32_t to, enum cue_quotes quotes)
{
    const struct word_list *words = *view->words;
    *walk = (struct cue_walk){.view = view, .at = from, .to = to, .quote = UINT32_MAX};
    walk->words =
        word_walk_of(words, word_list_from(words, from), words->count, WORD_CLASS_CUE);
    walk->inside = from > 0 && from < to && plain_inside(view->plain[from - 1]) &&
                   plain_inside(view->plain[from]);
    if (quotes == CUE_QUOTES_SKIPPED)
        walk->quote = quote_from(walk);
}

// Goes on behind the quotations that open before the letter, or behind the mark of one
// that is not closed.
static void skip_quotations(struct cue_walk *walk, uint32_t letter)
{
    while (walk->quote < letter) {
        walk->at = walk->quote + 1;
        uint32_t close = quote_from(walk);
        if (close != UINT32_MAX)
            walk->at = close + 1;
        walk->quote = quote_from(walk);
    }
}

// The next word that may begin a cue, or NULL.
static const struct word *next_word(struct cue_walk *walk)
{
    const struct word_list *words = walk->words.list;
    for (uint32_t i; (i = word_walk_next(&walk->words)) < words->count;) {
        const struct word *word = &words->items[i];
        if (word->from >= walk->to)
            break;
        skip_quotations(walk, word->from);
        if (word->from >= walk->at)
            return word;
    }
    return NULL;
}

bool cue_walk_next(struct cue_walk *walk, struct cue *out)
{
    const struct view *view = walk->view;
    bool found = walk->inside && cue_read(view, walk->at, walk->to, out);
    walk->inside = false;
    for (const struct word *word; !found && (word = next_word(walk));) {
        uint32_t end = word->to,
                 row = phrases_begin_with(cues, view, word, walk->to, &end);
        found = take(row, word->from, end, out);
    }
    if (found)
        walk->at = out->to;
    return found;
}

bool cue_passive_possible(const struct view *view, uint32_t from, uint32_t to)
{
    once_run(&once, start);
    const struct word_list *words = *view->words;
    const uint64_t *firsts = phrases_firsts(passives);
    uint32_t word = word_list_from(words, from);
    if (from > 0 && plain_inside(view->plain[from - 1]) &&
        plain_inside(view->plain[from]))
        return true;
    for (; word < words->count && words->items[word].from < to; word++) {
        uint32_t bit = word_set_bit(words->items[word].key);
        if (firsts[bit / 64] >> bit % 64 & 1)
            return true;
    }
    return false;
}
