// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/cue_phrases.h"

#include "analyzers/characters.h"
#include "analyzers/cue.h"
#include "analyzers/tables.h"
#include "base/once.h"

#include <stdlib.h>
#include <string.h>

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
enum { PHRASE_LETTERS = 48, START = 1 };

struct step {
    uint64_t key;
    uint16_t node, next; // next is 0 in an empty slot
};

// What ends in a node.
struct node {
    uint32_t kinds;   // of the phrases that are meant whatever their accents are
    uint16_t checked; // the first phrase that asks for more than its letters, or 0
    bool any;         // there are phrases of the former kind
    bool more;        // longer phrases go on behind it
};

struct phrase {
    uint32_t kinds;
    uint16_t next; // another of the same node, or 0
    uint8_t count; // letters, with the spaces and signs between its words
    bool exact;    // its accents must be as they are: "sở" is not "số"
    // "giao ban" is a meeting, "Giao Ban Quản lý dự án" an order: no capital behind its
    // first word
    bool small;
    uint16_t letters[PHRASE_LETTERS];
};

// The steps fill half of their room at most.
enum { STEPS = 1 << 12, NODES = STEPS / 2 + 2, PHRASES = 1 << 10 };

static struct step steps[STEPS];
static size_t step_count;
static struct node nodes[NODES];
static uint16_t node_count = START;
static struct phrase phrases[PHRASES];
static size_t phrase_count = 1;
static struct cue_phrases built;
static uint16_t opening_count = 1;
static struct once once = ONCE_INIT;

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static void set_bit(uint64_t *bits, uint32_t bit)
{
    bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

static inline __attribute__((always_inline)) struct step *step_of(uint16_t node,
                                                                  uint64_t key)
{
    size_t slot = (size_t)(cue_hash(key + (uint64_t)node * 31) >> 40) % STEPS;
    while (steps[slot].next && (steps[slot].key != key || steps[slot].node != node))
        slot = (slot + 1) % STEPS;
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

static void phrase_add(struct str text, struct str kinds, struct arena *arena)
{
    struct view view;
    view_read(&view, text, arena);
    if (phrase_count == PHRASES)
        abort(); // … its own
    struct phrase *phrase = &phrases[phrase_count];
    uint16_t node = START;
    for (uint32_t i = 0; i < view.count; i++) {
        if (!is_letter(view.plain[i]))
            continue;
        uint32_t end = i;
        while (is_letter(view.plain[end]))
            end++;
        uint64_t key = word_key_of(view.plain + i, end - i);
        struct step *step = step_of(node, key);
        if (!step->next) {
            *step = (struct step){key, node, ++node_count};
            nodes[node].more = true;
            if (++step_count > STEPS / 2)
                abort(); // the table has outgrown its room
        }
        node = step->next;
        i = end;
    }
    phrase->count = (uint8_t)(view.count < PHRASE_LETTERS ? view.count : PHRASE_LETTERS);
    memcpy(phrase->letters, view.letter, phrase->count * sizeof *phrase->letters);
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

// Where the second word of a phrase begins; 0 where it has only one, or where not one
// letter alone parts them.
static uint32_t second_word(const struct phrase *phrase)
{
    uint32_t at = 0;
    while (at < phrase->count && phrase->letters[at] >= 'a')
        at++;
    return at + 1 < phrase->count && phrase->letters[at + 1] >= 'a' ? at + 1 : 0;
}

// Says in the opening what ends in its node.
static void describe(struct opening *opening, const struct node *node)
{
    const struct phrase *phrase = &phrases[node->checked];
    opening->kinds = node->kinds;
    opening->ends = node->any;
    opening->more = opening->second && node->more;
    if (!node->checked)
        return;
    opening->several = node->any || phrase->next || phrase->small ||
                       phrase->count > OPENING_LETTERS ||
                       (opening->second && !second_word(phrase));
    opening->ends = opening->exact = true;
    opening->kinds = phrase->kinds;
    opening->small = phrase->letters[0];
    opening->capital = character_upper(phrase->letters[0]);
    for (uint32_t i = 1; i < phrase->count && i < OPENING_LETTERS; i++)
        opening->letters[i] = phrase->letters[i] >= 'a' ? phrase->letters[i] : 0;
}

static void open_with(uint64_t first, uint64_t second, const struct node *node)
{
    uint64_t hash = cue_hash_pair(cue_hash(first), cue_hash(second));
    size_t slot = opening_slot(hash);
    while (built.slots[slot])
        slot = (slot + 1) % OPENING_SLOTS;
    if (opening_count == OPENINGS)
        abort(); // the openings have outgrown their room
    built.slots[slot] = opening_count;
    struct opening *opening = &built.openings[opening_count++];
    *opening = (struct opening){.first = first, .second = second, .known = true};
    describe(opening, node);
    if (!second) {
        word_set_add(&built.alone, first);
        return;
    }
    word_set_add(&built.firsts, first);
    word_set_add(&built.seconds, second);
    set_bit(built.pairs, cue_pair_bit(hash));
}

// Makes the openings of the tree: of all its nodes one or two steps from the start; and
// notes the three words that the third step makes.
static void find_openings(void)
{
    static const struct step *before[NODES]; // the step that leads to a node
    for (size_t i = 0; i < STEPS; i++)
        before[steps[i].next] = &steps[i];
    for (uint16_t i = START + 1; i <= node_count; i++) {
        const struct step *last = before[i], *middle = before[last->node];
        if (last->node == START) {
            if (nodes[i].any || nodes[i].checked)
                open_with(last->key, 0, &nodes[i]);
            continue;
        }
        if (middle->node == START) {
            open_with(middle->key, last->key, &nodes[i]);
        } else if (before[middle->node]->node == START) {
            uint64_t first = cue_hash(before[middle->node]->key),
                     pair = cue_hash_pair(first, cue_hash(middle->key));
            set_bit(built.threes, cue_pair_bit(cue_hash_pair(pair, cue_hash(last->key))));
        }
    }
}

static void build(void)
{
    const struct table *table = table_named("cues");
    uint32_t phrase = table_column(table, "phrase"), kinds = table_column(table, "kinds");
    struct arena *arena = arena_new();
    for (uint32_t row = 0; row < table->rows; row++) {
        phrase_add(table_cell(table, row, phrase), table_cell(table, row, kinds), arena);
        arena_reset(arena);
    }
    arena_free(arena);
    find_openings();
}

const struct cue_phrases *cue_phrases(void)
{
    once_run(&once, build);
    return &built;
}

// True when the letters of the phrase, whose folded ones stand at `from`, are those of the
// text in whatever case.
static bool spelled(const struct view *view, uint32_t from, const struct phrase *phrase)
{
    if (view->letter[from] == phrase->letters[0] && view->count - from >= phrase->count &&
        memcmp(view->letter + from, phrase->letters,
               phrase->count * sizeof *phrase->letters) == 0)
        return true;
    for (uint32_t i = 0; i < phrase->count; i++) {
        uint16_t wanted = phrase->letters[i];
        if (wanted < 'a')
            continue; // what parts two words may be another sign in the text
        while (!is_letter(view->plain[from]))
            from++;
        if (view->letter[from] != wanted &&
            (!(view->flags[from] & VIEW_UPPER) ||
             character_lower(view->letter[from]) != wanted))
            return false;
        from++;
    }
    return true;
}

// A text without marks is asked for none, but where one syllable is a verb: without them
// "trong tháng 5" begins like "trồng".
static bool asks_marks(const struct view *view, const struct phrase *phrase)
{
    if (!(*view->words)->bare)
        return true;
    for (uint32_t i = 0; i < phrase->count; i++)
        if (phrase->letters[i] < 'a')
            return false;
    return phrase->kinds & CUE_VERB;
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
        if ((!phrases[i].exact || !asks_marks(view, &phrases[i]) ||
             spelled(view, from, &phrases[i])) &&
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

uint32_t cue_phrase_longest(const struct word_list *words, uint32_t at, uint32_t *kinds)
{
    const struct word *items = words->items;
    uint32_t last = 0, i = at;
    uint16_t node = step_of(START, items[i].key)->next;
    while (node) {
        i++;
        if (node_kinds(words->view, items[at].from, &nodes[node], kinds))
            last = i - at;
        if (!nodes[node].more || i == words->count || !joins(&items[i]))
            break;
        node = step_of(node, items[i].key)->next;
    }
    return last;
}
