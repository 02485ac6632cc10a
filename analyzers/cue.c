// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/cue.h"

#include "analyzers/characters.h"
#include "analyzers/tables.h"
#include "analyzers/word.h"
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

// What turns most words away without a look at the steps: one bit for each word that is a
// phrase, and for each pair of words that begins one, by the hashes of their keys.
enum { WORD_BITS = 1 << 12, PAIR_BITS = 1 << 14, CUE_STRETCH = 64 };

static uint64_t alone[WORD_BITS / 64], pairs[PAIR_BITS / 64];

// The steps fill half of their room at most.
enum { STEPS = 1 << 12, NODES = STEPS / 2 + 2, PHRASES = 1 << 10 };

static struct step steps[STEPS];
static size_t step_count;
static struct node nodes[NODES];
static uint16_t node_count = START;
static struct phrase phrases[PHRASES];
static size_t phrase_count = 1;
static struct once once = ONCE_INIT;

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static uint64_t hash_of(uint64_t key)
{
    return key * 0x9E3779B97F4A7C15u;
}

static uint32_t word_bit(uint64_t hash)
{
    return (uint32_t)(hash >> 52);
}

static uint32_t pair_bit(uint64_t first, uint64_t second)
{
    return (uint32_t)((first + second * 31) >> 50);
}

static uint64_t has_bit(const uint64_t *bits, uint32_t bit)
{
    return bits[bit / 64] >> bit % 64 & 1;
}

static void set_bit(uint64_t *bits, uint32_t bit)
{
    bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

// The bits for a phrase that begins with these words; `second` is 0 for a word alone.
static void note_start(uint64_t first, uint64_t second)
{
    if (second)
        set_bit(pairs, pair_bit(hash_of(first), hash_of(second)));
    else
        set_bit(alone, word_bit(hash_of(first)));
}

static inline __attribute__((always_inline)) struct step *step_of(uint16_t node,
                                                                  uint64_t key)
{
    size_t slot = (size_t)(hash_of(key + (uint64_t)node * 31) >> 40) % STEPS;
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
            nodes[node].more = true;
            if (++step_count > STEPS / 2)
                abort(); // the table has outgrown its room
        }
        node = step->next;
        i = end;
    }
    note_start(keys[0], keys[1]);
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
// whether it may be more than one, `single` whether it may be one.
static uint32_t longest(const struct word_list *words, uint32_t at, bool pair,
                        bool single, uint32_t *kinds)
{
    const struct word *items = words->items;
    uint32_t last = 0, i = at;
    uint16_t node = step_of(START, items[i].key)->next;
    while (node) {
        i++;
        if ((single || i > at + 1) &&
            node_kinds(words->view, items[at].from, &nodes[node], kinds))
            last = i - at;
        if (!pair || !nodes[node].more || i == words->count || !joins(&items[i]))
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

// Which of up to 64 words may be a phrase, and which may begin a longer one: a bit each.
struct openings {
    uint64_t single, pair;
};

static struct openings openings_of(const struct word_list *words, uint32_t from)
{
    const struct word *items = words->items + from;
    uint32_t left = words->count - from, count = left < 64 ? left : 64;
    struct openings out = {0};
    uint64_t hash = hash_of(items[0].key);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t next = i + 1 < left ? hash_of(items[i + 1].key) : 0;
        out.single |= has_bit(alone, word_bit(hash)) << i;
        out.pair |= has_bit(pairs, pair_bit(hash, next)) << i;
        hash = next;
    }
    if (left == count)
        out.pair &= ~(UINT64_C(1) << (count - 1)); // nothing follows the last word
    return out;
}

void cues_find(struct cues *out, const struct view *view, struct arena *arena)
{
    once_run(&once, build);
    *out = (struct cues){0};
    size_t room = 0;
    const struct word_list *words = words_of(view, arena);
    const struct word *items = words->items;
    uint32_t taken = 0; // the word behind the last cue
    for (uint32_t block = 0; block < words->count; block += 64) {
        struct openings openings = openings_of(words, block);
        for (uint64_t left = openings.single | openings.pair; left; left &= left - 1) {
            uint32_t bit = (uint32_t)__builtin_ctzll(left), i = block + bit, kinds = 0;
            if (i < taken)
                continue;
            uint32_t found = longest(words, i, openings.pair >> bit & 1,
                                     openings.single >> bit & 1, &kinds);
            taken = i + found;
            if (!kinds)
                continue;
            out->items =
                arena_extend(arena, out->items, out->count, &room, sizeof *out->items);
            out->items[out->count++] =
                (struct cue){items[i].from, items[taken - 1].to, kinds};
        }
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
