// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/cue.h"

#include "analyzers/tables.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

static const struct {
    const char *name;
    uint32_t kind;
} names[] = {
    {"none", 0},
    {"verb", CUE_VERB},
    {"lead", CUE_LEAD},
    {"coordinate", CUE_COORDINATE},
    {"order", CUE_ORDER},
    {"duty", CUE_DUTY},
    {"basis", CUE_BASIS},
    {"host", CUE_HOST},
    {"follows", CUE_FOLLOWS},
    {"post", CUE_POST},
    {"result", CUE_RESULT},
    {"purpose", CUE_PURPOSE},
    {"plan", CUE_PLAN},
    {"closing", CUE_CLOSING},
    {"recipients", CUE_RECIPIENTS},
    {"field_lead", CUE_FIELD_LEAD},
    {"field_unit", CUE_FIELD_UNIT},
    {"field_coordinate", CUE_FIELD_COORDINATE},
    {"field_time", CUE_FIELD_TIME},
    {"field_other", CUE_FIELD_OTHER},
    {"before", CUE_BEFORE},
    {"latest", CUE_LATEST},
    {"within", CUE_WITHIN},
    {"third", CUE_THIRD},
    {"intro", CUE_INTRO},
    {"recurring", CUE_RECURRING},
    {"term", CUE_TERM},
    {"finish", CUE_FINISH},
    {"conclude", CUE_CONCLUDE},
    {"body", CUE_BODY},
    {"head", CUE_HEAD},
    {"past", CUE_PAST},
};

//   (start) ── trong* ── thang*          one node a word; * a phrase ends here
//                     ╰─ khoang* ── tu*
//
// A word of up to twelve letters is a number, five bits a letter; (node, word) is looked up in one table of open addressing.
// Phrases that differ in their accents only end in one node.
enum { PHRASE_LETTERS = 40, WORD_LETTERS = 12, LETTER_BITS = 5, START = 1 };

struct step {
    uint64_t word;
    uint16_t node, next; // next is 0 in an empty slot
};

struct phrase {
    uint32_t kinds;
    uint16_t next; // another phrase of the same node, or 0
    uint8_t count;
    bool exact; // its accents must be as they are: "sở" is not "số"
    bool
        small; // "giao ban" is a meeting, "Giao Ban Quản lý dự án" an order: no capital behind its first word
    uint16_t letters[PHRASE_LETTERS];
};

static struct step *steps;
static size_t step_mask, step_count;
static uint16_t *ends; // of each node: the first phrase that ends there, or 0
static uint16_t node_count;
static struct phrase *phrases;
static size_t phrase_count;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_word(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == VIEW_OTHER_LETTER;
}

static struct step *step_of(uint16_t node, uint64_t word)
{
    size_t slot =
        (size_t)(((word ^ (uint64_t)node << 48) * 0x9E3779B97F4A7C15u) >> 40) & step_mask;
    while (steps[slot].next && (steps[slot].word != word || steps[slot].node != node))
        slot = (slot + 1) & step_mask;
    return &steps[slot];
}

// Reads the letters at `at` into *word; returns where they end. A word that is too long, or holds anything else, is 0.
static uint32_t read_word(const char *plain, uint32_t at, uint64_t *word)
{
    uint64_t read = 0;
    uint32_t from = at;
    while (is_letter(plain[at]))
        read = read << LETTER_BITS | (uint64_t)(plain[at++] - 'a' + 1);
    bool whole = !is_word(plain[at]) && at - from <= WORD_LETTERS;
    while (is_word(plain[at]))
        at++;
    *word = whole ? read : 0;
    return at;
}

static void kinds_of(struct phrase *phrase, struct str cell)
{
    struct str part;
    while (str_split(&part, &cell, ';')) {
        bool known = str_equal(part, STR("exact")) || str_equal(part, STR("small"));
        phrase->exact |= str_equal(part, STR("exact"));
        phrase->small |= str_equal(part, STR("small"));
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (str_equal(part, str_of(names[i].name))) {
                phrase->kinds |= names[i].kind;
                known = true;
            }
        if (!known)
            abort(); // a row of the table names a kind that does not exist
    }
}

// The table is filled by half at most.
static void phrase_add(struct str text, struct str kinds, struct arena *arena)
{
    struct view view;
    view_read(&view, text, arena);
    struct phrase *phrase = &phrases[phrase_count];
    uint16_t node = START;
    for (uint32_t i = 0; i < view.count; i++) {
        if (!is_letter(view.plain[i]))
            continue;
        uint64_t word;
        uint32_t end = read_word(view.plain, i, &word);
        struct step *step = step_of(node, word);
        if (!step->next) {
            *step = (struct step){word, node, ++node_count};
            if (++step_count * 2 > step_mask)
                abort(); // the table has outgrown its room
        }
        node = step->next;
        for (; i < end; i++)
            if (phrase->count < PHRASE_LETTERS)
                phrase->letters[phrase->count++] = view.letter[i];
    }
    kinds_of(phrase, kinds);
    phrase->next = ends[node];
    ends[node] = (uint16_t)phrase_count++;
}

static void build(void)
{
    const struct table *table = table_named("cues");
    uint32_t phrase = table_column(table, "phrase"), kinds = table_column(table, "kinds");
    struct arena *arena = arena_new();
    size_t room = 64;
    while (room < (size_t)table->rows * 5)
        room *= 2;
    steps = memory_array(room, sizeof *steps);
    step_mask = room - 1;
    ends = memory_array(room, sizeof *ends);
    phrases = memory_array(table->rows + 1, sizeof *phrases);
    node_count = START;
    phrase_count = 1;
    for (uint32_t row = 0; row < table->rows; row++) {
        phrase_add(table_cell(table, row, phrase), table_cell(table, row, kinds), arena);
        arena_reset(arena);
    }
    arena_free(arena);
}

static bool spelled(const struct view *view, uint32_t from, const struct phrase *phrase)
{
    for (uint32_t i = 0; i < phrase->count; from++) {
        if (!is_letter(view->plain[from]))
            continue;
        uint16_t letter = view->letter[from];
        if ((view->flags[from] & VIEW_UPPER ? (uint16_t)u_tolower(letter) : letter) !=
            phrase->letters[i++])
            return false;
    }
    return true;
}

// True when the second word from `from` begins with a capital, other than in a line of capitals.
static bool names_next(const struct view *view, uint32_t from)
{
    while (is_letter(view->plain[from]))
        from++;
    while (view->plain[from] == ' ' || view->plain[from] == '-')
        from++;
    return (view->flags[from] & VIEW_UPPER) && !(view->flags[from + 1] & VIEW_UPPER);
}

// The kinds of all phrases that end in a node and are spelled as the text has it; false when there is none.
static bool node_kinds(const struct view *view, uint32_t from, uint16_t node,
                       uint32_t *kinds)
{
    bool any = false;
    uint32_t sum = 0;
    for (uint16_t i = ends[node]; i; i = phrases[i].next)
        if ((!phrases[i].exact || spelled(view, from, &phrases[i])) &&
            !(phrases[i].small && names_next(view, from))) {
            sum |= phrases[i].kinds;
            any = true;
        }
    if (any)
        *kinds = sum;
    return any;
}

// The end of the longest phrase that starts with the word [from, end) and its step, or `from`.
static uint32_t longest(const struct view *view, uint32_t from, uint32_t end,
                        const struct step *step, uint32_t *kinds)
{
    const char *plain = view->plain;
    uint32_t last = from;
    for (;;) {
        if (ends[step->next] && node_kinds(view, from, step->next, kinds))
            last = end;
        // Between two words of a phrase stand spaces, at most one comma or dash, never the end of a sentence.
        uint32_t at = end;
        int signs = 0;
        while (plain[at] == ' ' || plain[at] == ',' || plain[at] == '-')
            signs += plain[at++] != ' ';
        if (at == end || signs > 1 || !is_letter(plain[at]))
            return last;
        uint64_t word;
        end = read_word(plain, at, &word);
        if (!word)
            return last;
        step = step_of(step->next, word);
        if (!step->next)
            return last;
    }
}

void cues_find(struct cues *out, const struct view *view, struct arena *arena)
{
    pthread_once(&once, build);
    *out = (struct cues){0};
    size_t room = 0;
    const char *plain = view->plain;
    uint32_t at = 0;
    while (at < view->count) {
        if (!is_word(plain[at])) {
            at++;
            continue;
        }
        uint64_t word;
        uint32_t kinds = 0, behind = read_word(plain, at, &word), end = at;
        const struct step *step = word ? step_of(START, word) : NULL;
        if (step && step->next)
            end = longest(view, at, behind, step, &kinds);
        if (kinds && end > at) {
            out->items =
                arena_grow(arena, out->items, out->count, &room, sizeof *out->items);
            out->items[out->count++] = (struct cue){at, end, kinds};
        }
        at = end > at ? end : behind;
    }
}

size_t cues_at(const struct cues *cues, uint32_t letter)
{
    size_t low = 0, high = cues->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cues->items[middle].from < letter)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
