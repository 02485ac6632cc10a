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

//   t ─ r ─ o ─ n ─ g*─ ␣ ─ n ─ g ─ a ─ y*      one node a letter; * a phrase ends here
//
// Letters a-z are edges 0-25, the gap between two words is edge 26. Phrases that differ in their accents only end in one node.
enum {
    EDGE_GAP = 26,
    EDGES = 27,
    PHRASE_LETTERS = 40,
};

struct node {
    uint16_t next[EDGES];
    uint16_t phrase; // number of the first phrase that ends here, 0: none
};

struct phrase {
    uint32_t kinds;
    uint16_t next; // another phrase of the same node, or 0
    uint8_t count;
    bool exact; // its accents must be as they are: "sở" is not "số"
    uint16_t letters[PHRASE_LETTERS];
};

// Which three letters phrases begin with (26: the word ends before): most words are turned away by one bit.
enum { HEAD_LETTERS = 27 };
static uint8_t heads[(HEAD_LETTERS * HEAD_LETTERS * HEAD_LETTERS + 7) / 8];

static struct node *nodes;
static size_t node_count, node_room;
static struct phrase *phrases;
static size_t phrase_count;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static uint16_t node_new(void)
{
    if (node_count == node_room) {
        node_room = node_room ? node_room * 2 : 4096;
        nodes = memory_resize(nodes, node_room * sizeof *nodes);
    }
    memset(&nodes[node_count], 0, sizeof *nodes);
    return (uint16_t)node_count++;
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_word(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == VIEW_OTHER_LETTER;
}

static void kinds_of(struct phrase *phrase, struct str cell)
{
    struct str part;
    while (str_split(&part, &cell, ';')) {
        bool known = str_equal(part, STR("exact"));
        phrase->exact |= known;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (str_equal(part, str_of(names[i].name))) {
                phrase->kinds |= names[i].kind;
                known = true;
            }
        if (!known)
            abort(); // a row of the table names a kind that does not exist
    }
}

static uint32_t head_of(const char *plain)
{
    uint32_t head = 0;
    bool ended = false;
    for (int i = 0; i < 3; i++) {
        ended = ended || !is_letter(plain[i]); // nothing is read behind the end
        head = head * HEAD_LETTERS + (ended ? 26 : (uint32_t)(plain[i] - 'a'));
    }
    return head;
}

static void phrase_add(struct str text, struct str kinds, struct arena *arena)
{
    struct view view;
    view_read(&view, text, arena);
    struct phrase *phrase = &phrases[phrase_count];
    uint16_t at = 0;
    for (uint32_t i = 0; i < view.count; i++) {
        char c = view.plain[i];
        unsigned edge = is_letter(c) ? (unsigned)(c - 'a') : EDGE_GAP;
        if (edge == EDGE_GAP && i && !is_letter(view.plain[i - 1]))
            continue;
        if (edge != EDGE_GAP && phrase->count < PHRASE_LETTERS)
            phrase->letters[phrase->count++] = view.letter[i];
        if (!nodes[at].next[edge]) {
            uint16_t made = node_new();
            nodes[at].next[edge] = made;
        }
        at = nodes[at].next[edge];
    }
    kinds_of(phrase, kinds);
    uint32_t head = head_of(view.plain);
    heads[head / 8] |= (uint8_t)(1 << head % 8);
    phrase->next = nodes[at].phrase;
    nodes[at].phrase = (uint16_t)phrase_count++;
}

static void build(void)
{
    const struct table *table = table_named("cues");
    uint32_t phrase = table_column(table, "phrase"), kinds = table_column(table, "kinds");
    struct arena *arena = arena_new();
    node_new();
    phrases = memory_array(table->rows + 1, sizeof *phrases);
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

// The kinds of all phrases that end in a node and are spelled as the text has it; false when there is none.
static bool node_kinds(const struct view *view, uint32_t from, const struct node *node,
                       uint32_t *kinds)
{
    bool any = false;
    uint32_t sum = 0;
    for (uint16_t i = node->phrase; i; i = phrases[i].next)
        if (!phrases[i].exact || spelled(view, from, &phrases[i])) {
            sum |= phrases[i].kinds;
            any = true;
        }
    if (any)
        *kinds = sum;
    return any;
}

// The end of the longest phrase that starts at `from`, or `from`.
static uint32_t longest(const struct view *view, uint32_t from, uint32_t *kinds)
{
    const char *plain = view->plain;
    uint32_t end = from, at = from;
    const struct node *node = nodes;
    for (;;) {
        while (at < view->count && is_letter(plain[at])) {
            if (!node->next[plain[at] - 'a'])
                return end;
            node = &nodes[node->next[plain[at] - 'a']];
            at++;
        }
        if (at < view->count && is_word(plain[at]))
            return end;
        if (node->phrase && node_kinds(view, from, node, kinds))
            end = at;
        if (!node->next[EDGE_GAP])
            return end;
        node = &nodes[node->next[EDGE_GAP]];
        // Between two words of a phrase stand spaces, at most one comma or dash, never the end of a sentence.
        uint32_t gap = at;
        int signs = 0;
        while (gap < view->count &&
               (plain[gap] == ' ' || plain[gap] == ',' || plain[gap] == '-')) {
            if (plain[gap] != ' ' && ++signs > 1)
                return end;
            gap++;
        }
        if (gap == at)
            return end;
        at = gap;
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
        uint32_t kinds = 0, end = at, head = head_of(plain + at);
        if (heads[head / 8] & 1 << head % 8)
            end = longest(view, at, &kinds);
        if (end == at) {
            while (is_word(plain[at]))
                at++;
            continue;
        }
        if (kinds) {
            out->items =
                arena_grow(arena, out->items, out->count, &room, sizeof *out->items);
            out->items[out->count++] = (struct cue){at, end, kinds};
        }
        at = end;
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
