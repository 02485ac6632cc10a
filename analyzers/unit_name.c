// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_name.h"

#include "analyzers/tables.h"
#include "analyzers/unit_lexicon.h"
#include "base/once.h"

enum { MEANINGS = 1024, PARTS = 4, ABBREVIATION = 16 };

static struct once once = ONCE_INIT;
static struct lexicon *abbreviations; // letters without signs, to the first meaning
static struct str meanings[MEANINGS]; // those of one abbreviation, then a missing one
static uint32_t meaning_count;

static struct str without_spaces(struct str folded, struct arena *arena)
{
    char *out = arena_alloc(arena, folded.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < folded.len; i++) {
        if (folded.at[i] != ' ') {
            out[len++] = folded.at[i];
        }
    }
    return (struct str){out, len};
}

static void start(void)
{
    const struct table *table = table_named("abbrev");
    static struct arena *kept;
    kept = arena_new();
    abbreviations = lexicon_new();
    for (uint32_t row = 0; row < table->rows && meaning_count + 8 < MEANINGS; row++) {
        struct str key =
            without_spaces(words_folded(table_cell(table, row, 0), kept), kept);
        if (lexicon_add(abbreviations, key, meaning_count) != meaning_count) {
            continue;
        }
        struct str meaning, rest = table_cell(table, row, 1);
        while (rest.len && str_split(&meaning, &rest, '|') &&
               meaning_count + 2 < MEANINGS) {
            ptrdiff_t remark = str_find(meaning, STR("("), 0);
            meanings[meaning_count++] = words_folded(
                remark < 0 ? meaning : str_slice(meaning, 0, (size_t)remark), kept);
        }
        meaning_count++;
    }
}

struct str abbreviation_meaning(uint64_t key, uint32_t number)
{
    once_run(&once, start);
    uint32_t node = lexicon_step(abbreviations, LEXICON_ROOT, key);
    if (node == LEXICON_NONE) {
        return (struct str){0};
    }
    uint32_t first = lexicon_value(abbreviations, node);
    for (uint32_t i = 0; i < number; i++) {
        if (!meanings[first + i].at) {
            return (struct str){0};
        }
    }
    return meanings[first + number];
}

static bool known_abbreviation(uint64_t key, const struct unit_list *list)
{
    return (list && unit_list_expansion(list, key).at) ||
           lexicon_step(abbreviations, LEXICON_ROOT, key) != LEXICON_NONE;
}

uint64_t abbreviation_at(const struct word_list *words, uint32_t at, uint32_t *end,
                         const struct unit_list *list)
{
    once_run(&once, start);
    const struct word *items = words->items;
    char letters[ABBREVIATION * 2];
    size_t len = 0;
    uint64_t found = 0;
    for (uint32_t i = at; i < words->count && i < at + PARTS; i++) {
        const struct word *word = &items[i];
        size_t size = word->to - word->from;
        // Mostly capitals: ĐKKV, TTr, QLNN; parts held together by & or - alone.
        bool capital = (word->shape & WORD_UPPER) && size >= 1 &&
                       ((word->shape & WORD_CAPS) || size == 1 ||
                        (size <= 4 && (words->view->flags[word->from + 1] & VIEW_UPPER)));
        bool joined = i == at || (word->signs == 1 && word->from == items[i - 1].to + 1 &&
                                  (word->first == '&' || word->first == '-' ||
                                   word->first == '^' || word->first == ','));
        if (!capital || !joined || len + size > ABBREVIATION) {
            break;
        }
        memcpy(letters + len, words->view->plain + word->from, size);
        len += size;
        uint64_t key = word_key_of(letters, len);
        if (len > 1 && known_abbreviation(key, list)) {
            found = key;
            *end = i + 1;
        }
    }
    return found;
}

// A normal form as it is written.
struct normal {
    char out[2048];
    size_t len;
};

static void add_word(struct normal *normal, struct str word)
{
    if (!word.len || normal->len + word.len + 1 >= sizeof normal->out) {
        return;
    }
    if (normal->len) {
        normal->out[normal->len++] = ' ';
    }
    memcpy(normal->out + normal->len, word.at, word.len);
    normal->len += word.len;
}

// The words that an abbreviation stands for; it has its own "và".
static void add_meaning(struct normal *normal, struct str meaning, bool gate)
{
    struct str one;
    while (str_split(&one, &meaning, ' ')) {
        if (!str_equal(one, STR("va")) && (gate || !str_equal(one, STR("cua")))) {
            add_word(normal, one);
        }
    }
}

// The abbreviation at word `i` of the name that ends at `to`, 0 without one; *end is the
// word behind it.
static uint64_t name_abbreviation(const struct word_list *words, uint32_t i, uint32_t to,
                                  const struct unit_list *list, uint32_t *end)
{
    uint64_t key = abbreviation_at(words, i, end, list);
    // In capitals "TƯ PHÁP" is no "trung ương".
    uint32_t topic;
    bool covered = key && *end == i + 1 && unit_lexicon_topic(words, i, &topic) &&
                   topic > *end && topic <= to;
    return covered || *end > to ? 0 : key;
}

struct str unit_name_normal(const struct word_list *words, uint32_t from, uint32_t to,
                            const struct unit_list *list, struct arena *arena)
{
    const struct view *view = words->view;
    struct normal normal;
    normal.len = 0;
    for (uint32_t i = from; i < to;) {
        const struct word *word = &words->items[i];
        struct str part = {view->plain + word->from, word->to - word->from};
        uint32_t end = i + 1;
        // "Cửa khẩu" is no "của".
        bool of = word->key == WORD("cua"),
             gate = of && word_is_spelt(words, i, SPELT("cửa"));
        uint64_t key =
            word->shape & WORD_UPPER ? name_abbreviation(words, i, to, list, &end) : 0;
        struct str own = key && list ? unit_list_expansion(list, key) : (struct str){0};
        if (own.at) {
            add_meaning(&normal, own, gate);
        } else if (key && !abbreviation_meaning(key, 1).at) {
            add_meaning(&normal, abbreviation_meaning(key, 0), gate);
        } else {
            end = i + 1;
            if (word->key != WORD("va") && (gate || !of)) {
                add_word(&normal, part);
            }
        }
        i = end;
    }
    return arena_copy(arena, (struct str){normal.out, normal.len});
}

struct str unit_name_slug(struct str normal, struct arena *arena)
{
    char *out = arena_alloc(arena, normal.len + 1);
    for (size_t i = 0; i < normal.len; i++) {
        out[i] = normal.at[i] == ' ' ? '-' : normal.at[i];
    }
    return (struct str){out, normal.len};
}

// True when letters stand for the initials of the first words of `full`, a digraph for
// one: "gdtrh" for "giao duc trung hoc". *used is how many words; the shortest way wins.
static bool initials(struct str letters, const struct str *full, uint32_t count,
                     uint32_t *used)
{
    if (!letters.len) {
        *used = 0;
        return true;
    }
    if (!count || letters.at[0] != full->at[0]) {
        return false;
    }
    for (size_t len = 2; len; len--) {
        if (letters.len >= len && full->len >= len &&
            memcmp(letters.at, full->at, len) == 0 &&
            (len == 1 || strchr("hrgiu", letters.at[1])) &&
            initials(str_slice(letters, len, letters.len), full + 1, count - 1, used)) {
            *used += 1;
            return true;
        }
    }
    return false;
}

// Both as words; tries every way in which words of `written` stand for initials of the
// words of `full` (few words: a short search).
static bool shortens(const struct str *written, uint32_t a, const struct str *full,
                     uint32_t b)
{
    if (!a || !b) {
        return !a && !b;
    }
    // cppcheck-suppress uninitvar ; the callers fill as many words as they say
    if (str_equal(*written, *full) && shortens(written + 1, a - 1, full + 1, b - 1)) {
        return true;
    }
    uint32_t used;
    return initials(*written, full, b, &used) &&
           shortens(written + 1, a - 1, full + used, b - used);
}

bool unit_name_shortens(struct str written, struct str full)
{
    struct str a[UNIT_NAME_WORDS], b[UNIT_NAME_WORDS], part;
    uint32_t an = 0, bn = 0;
    // A short form begins with the same letter and has fewer of them.
    if (written.len >= full.len || (written.len && written.at[0] != ' ' &&
                                    full.at[0] != ' ' && written.at[0] != full.at[0])) {
        return false;
    }
    while (an < UNIT_NAME_WORDS && str_split(&part, &written, ' ')) {
        a[an++] = part;
    }
    while (bn < UNIT_NAME_WORDS && str_split(&part, &full, ' ')) {
        b[bn++] = part;
    }
    return an < bn && an < UNIT_NAME_WORDS && bn < UNIT_NAME_WORDS &&
           shortens(a, an, b, bn);
}

bool unit_name_begins(struct str letters, struct str full)
{
    struct str words[UNIT_NAME_WORDS];
    uint32_t count = 0, used;
    while (count < UNIT_NAME_WORDS && str_split(&words[count], &full, ' ')) {
        count++;
    }
    return initials(letters, words, count, &used);
}

struct str unit_normal(struct str name, const struct unit_list *list, struct arena *arena)
{
    struct view view;
    struct word_list words;
    view_read(&view, name, arena);
    word_list_read(&words, &view, arena);
    return unit_name_normal(&words, 0, words.count, list, arena);
}
