// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/cue.h"

#include "analyzers/tables.h"
#include "analyzers/word.h"

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
// (node, key of the word) is looked up in one table of open addressing. Phrases that
// differ in their accents only end in one node.
enum { PHRASE_LETTERS = 40, START = 1 };

struct step {
    uint64_t key;
    uint16_t node, next; // next is 0 in an empty slot
};

// What ends in a node.
struct node {
    uint32_t kinds;   // of the phrases that are meant whatever their accents are
    uint16_t checked; // the first phrase that asks for more than its letters, or 0
    bool any;         // there are phrases of the former kind
};

struct phrase {
    uint32_t kinds;
    uint16_t next; // another of the same node, or 0
    uint8_t count;
    bool exact; // its accents must be as they are: "sở" is not "số"
    // "giao ban" is a meeting, "Giao Ban Quản lý dự án" an order: no capital behind its
    // first word
    bool small;
    uint16_t letters[PHRASE_LETTERS];
};

// One bit for each word that is a phrase, and for each pair of words that begins one, by
// their keys: nearly everything else is turned away here.
enum { START_BITS = 1 << 16, CUE_STRETCH = 64 };

static uint64_t starts[START_BITS / 64];

static struct step *steps;
static size_t step_mask, step_count;
static struct node *nodes;
static uint16_t node_count;
static struct phrase *phrases;
static size_t phrase_count;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

// `second` is 0 for a word alone.
static uint32_t start_bit(uint64_t first, uint64_t second)
{
    return (uint32_t)((first + second * 31) * 0x9E3779B97F4A7C15u >> 48);
}

static bool may_start(uint64_t first, uint64_t second)
{
    uint32_t bit = start_bit(first, second);
    return starts[bit / 64] >> bit % 64 & 1;
}

static void note_start(uint64_t first, uint64_t second)
{
    uint32_t bit = start_bit(first, second);
    starts[bit / 64] |= UINT64_C(1) << bit % 64;
}

static inline __attribute__((always_inline)) struct step *step_of(uint16_t node,
                                                                  uint64_t key)
{
    size_t slot =
        (size_t)((key + (uint64_t)node * 31) * 0x9E3779B97F4A7C15u >> 40) & step_mask;
    while (steps[slot].next && (steps[slot].key != key || steps[slot].node != node))
        slot = (slot + 1) & step_mask;
    return &steps[slot];
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
    uint64_t keys[3] = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < view.count; i++) {
        if (!is_letter(view.plain[i]))
            continue;
        uint32_t end = i;
        while (is_letter(view.plain[end]))
            end++;
        uint64_t key = word_key_of(view.plain + i, end - i);
        keys[count < 2 ? count : 2] = key;
        count++;
        struct step *step = step_of(node, key);
        if (!step->next) {
            *step = (struct step){key, node, ++node_count};
            if (++step_count * 2 > step_mask)
                abort(); // the table has outgrown its room
        }
        node = step->next;
        for (; i < end; i++)
            if (phrase->count < PHRASE_LETTERS)
                phrase->letters[phrase->count++] = view.letter[i];
    }
    note_start(keys[0], keys[1]);
    kinds_of(phrase, kinds);
    if (phrase->exact || phrase->small) {
        phrase->next = nodes[node].checked;
        nodes[node].checked = (uint16_t)phrase_count++;
    } else {
        nodes[node].kinds |= phrase->kinds;
        nodes[node].any = true;
        *phrase = (struct phrase){0};
    }
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
    nodes = memory_array(room, sizeof *nodes);
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

// True when the second word from `from` begins with a capital, other than in a line of
// capitals.
static bool names_next(const struct view *view, uint32_t from)
{
    while (is_letter(view->plain[from]))
        from++;
    while (view->plain[from] == ' ' || view->plain[from] == '-')
        from++;
    return (view->flags[from] & VIEW_UPPER) && !(view->flags[from + 1] & VIEW_UPPER);
}

// The kinds of all phrases that end in a node and are spelled as the text has it; false
// when there is none.
static bool node_kinds(const struct view *view, uint32_t from, const struct node *node,
                       uint32_t *kinds)
{
    bool any = node->any;
    uint32_t sum = node->kinds;
    for (uint16_t i = node->checked; i; i = phrases[i].next)
        if ((!phrases[i].exact || spelled(view, from, &phrases[i])) &&
            !(phrases[i].small && names_next(view, from))) {
            sum |= phrases[i].kinds;
            any = true;
        }
    if (any)
        *kinds = sum;
    return any;
}

// Between two words of a phrase stand spaces, at most one comma or dash, never the end of
// a sentence (or a page number).
static bool joins(const struct word *word)
{
    uint32_t letters = word->from - word[-1].to;
    return word->signs ? word->signs == 1 && letters <= 3 &&
                             (word->first == ',' || word->first == '-')
                       : letters == 1;
}

// How many words from `at` on the longest phrase has that starts there, or 0; `pair` says
// whether it may be more than one.
static uint32_t longest(const struct word_list *words, uint32_t at, bool pair,
                        uint32_t *kinds)
{
    const struct word *items = words->items;
    uint32_t last = 0, i = at;
    uint16_t node = step_of(START, items[i].key)->next;
    while (node) {
        i++;
        if (node_kinds(words->view, items[at].from, &nodes[node], kinds))
            last = i - at;
        if (!pair || i == words->count || !joins(&items[i]))
            break;
        node = step_of(node, items[i].key)->next;
    }
    return last;
}

// Where cues are searched by their place: the first cue of each stretch of letters.
static void index_places(struct cues *cues, uint32_t letters, struct arena *arena)
{
    uint32_t stretches = letters / CUE_STRETCH + 1;
    cues->stretches = stretches;
    cues->first = arena_take(arena, (stretches + 1) * sizeof *cues->first);
    uint32_t next = 0;
    for (size_t i = 0; i < cues->count; i++) {
        while (next <= cues->items[i].from / CUE_STRETCH)
            cues->first[next++] = (uint32_t)i;
    }
    while (next <= stretches)
        cues->first[next++] = (uint32_t)cues->count;
}

void cues_find(struct cues *out, const struct view *view, struct arena *arena)
{
    pthread_once(&once, build);
    *out = (struct cues){0};
    size_t room = 0;
    const struct word_list *words = words_of(view, arena);
    const struct word *items = words->items;
    for (uint32_t i = 0, taken; i < words->count; i += taken) {
        uint64_t next = i + 1 < words->count ? items[i + 1].key : 0;
        uint32_t kinds = 0, found = 0;
        bool pair = may_start(items[i].key, next);
        if (pair || may_start(items[i].key, 0))
            found = longest(words, i, pair, &kinds);
        taken = found ? found : 1;
        if (!kinds)
            continue;
        if (out->count == room)
            out->items =
                arena_grow(arena, out->items, out->count, &room, sizeof *out->items);
        out->items[out->count++] =
            (struct cue){items[i].from, items[i + found - 1].to, kinds};
    }
    index_places(out, view->count, arena);
}

size_t cues_at(const struct cues *cues, uint32_t letter)
{
    uint32_t stretch = letter / CUE_STRETCH;
    if (stretch >= cues->stretches)
        return cues->count;
    size_t at = cues->first[stretch];
    while (at < cues->count && cues->items[at].from < letter)
        at++;
    return at;
}
