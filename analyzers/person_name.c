// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/person_name.h"

#include "analyzers/lexicon.h"
#include "analyzers/person.h"
#include "analyzers/tables.h"
#include "base/once.h"

#include <stdlib.h>

enum { NAME_WORDS = 5, COMMON_SURNAMES = 24, FREQUENT_SURNAMES = 32 };

static struct once once = ONCE_INIT;
static struct lexicon *surnames; // folded, to the first row of `by_name` with it
static struct word_set surname_keys;
// Grouped by folded form; a group ends with an empty one.
static struct spelling *written;
static struct str common[COMMON_SURNAMES]; // folded, for the search of damaged ones
static uint32_t common_count;
static uint32_t frequent; // where the groups of rarer surnames begin

static void start(void)
{
    const struct table *table = table_named("surnames");
    static struct arena *kept;
    kept = arena_new();
    surnames = lexicon_new();
    struct str *folded = ARENA_ARRAY(kept, struct str, table->rows);
    written = memory_array((size_t)table->rows * 2, sizeof *written);
    uint32_t used = 0;
    for (uint32_t row = 0; row < table->rows; row++) {
        folded[row] = words_folded(table_cell(table, row, 0), kept);
        word_set_add(&surname_keys, word_key_of(folded[row].at, folded[row].len));
        if (common_count < COMMON_SURNAMES && folded[row].len > 2) {
            common[common_count++] = folded[row];
        }
    }
    for (uint32_t row = 0; row < table->rows; row++) {
        frequent = row == FREQUENT_SURNAMES ? used : frequent;
        if (lexicon_add(surnames, folded[row], used) != used) {
            continue;
        }
        for (uint32_t same = row; same < table->rows; same++) {
            if (str_equal(folded[same], folded[row])) {
                struct str lower = text_lower(table_cell(table, same, 0), kept);
                written[used++] = spelling_of(lower);
            }
        }
        written[used++] = (struct spelling){.count = 0};
    }
}

// True when one letter put in, left out or changed makes `a` of `b`.
static bool one_away(struct str a, struct str b)
{
    if (a.len > b.len) {
        struct str swap = a;
        a = b;
        b = swap;
    }
    if (b.len - a.len > 1) {
        return false;
    }
    size_t i = 0;
    while (i < a.len && a.at[i] == b.at[i]) {
        i++;
    }
    size_t skip = a.len == b.len ? 1 : 0;
    return str_equal(str_slice(a, i + skip, a.len), str_slice(b, i + 1, b.len));
}

enum surname surname_listed(const struct word_list *words, uint32_t at)
{
    once_run(&once, start);
    const struct word *word = &words->items[at];
    uint32_t node = lexicon_step(surnames, LEXICON_ROOT, word->key);
    uint32_t group = node == LEXICON_NONE ? LEXICON_NONE : lexicon_value(surnames, node);
    if (group != LEXICON_NONE) {
        // Without marks "CHU TICH", "Ban Giam doc", "Truong phong" begin like a Chu, a Bàn
        // and a Trương.
        bool doubtful = words->bare && (group >= frequent || word->shape & WORD_CAPS ||
                                        word->key == WORD("truong"));
        for (uint32_t i = group; written[i].count && !doubtful; i++) {
            if (word_is_spelt(words, at, &written[i])) {
                return SURNAME_EXACT;
            }
        }
        return SURNAME_FOLDED;
    }
    return SURNAME_NOT;
}

const struct word_set *surname_words(void)
{
    once_run(&once, start);
    return &surname_keys;
}

enum surname surname_of(const struct word_list *words, uint32_t at)
{
    const struct word *word = &words->items[at];
    enum surname listed = surname_listed(words, at);
    if (listed != SURNAME_NOT) {
        return listed;
    }
    struct str folded = {words->view->plain + word->from, word->to - word->from};
    for (uint32_t i = 0; folded.len > 3 && i < common_count; i++) {
        if (common[i].len > 3 && one_away(folded, common[i])) {
            return SURNAME_DAMAGED;
        }
    }
    return SURNAME_NOT;
}

uint32_t name_run(const struct word_list *words, uint32_t at, enum name_extent extent)
{
    uint32_t end = at;
    bool caps = words->items[at].shape & WORD_CAPS;
    while (end < words->count && end < at + NAME_WORDS + 1) {
        const struct word *word = &words->items[end];
        if (!(word->shape & WORD_UPPER) || (word->shape & WORD_DIGIT) ||
            (end > at && ((word->signs && !(word->signs == 1 && word->first == '\'')) ||
                          (extent == NAME_IN_LINE && (word->shape & WORD_LINE)))) ||
            (!caps && (word->shape & WORD_CAPS)) || word->to - word->from > 8 ||
            (caps && !(word->shape & WORD_CAPS) && word->to - word->from > 1)) {
            break;
        }
        end++;
    }
    return end;
}

bool person_name_valid(struct str name)
{
    struct arena *arena = arena_new();
    struct view view;
    struct word_list words;
    view_read(&view, name, arena);
    word_list_read(&words, &view, arena);
    bool valid = words.count >= 2 && words.count <= NAME_WORDS &&
                 name_run(&words, 0, NAME_IN_LINE) == words.count &&
                 surname_listed(&words, 0) == SURNAME_EXACT;
    arena_free(arena);
    return valid;
}
