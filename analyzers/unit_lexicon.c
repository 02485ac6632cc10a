// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_lexicon.h"

#include "analyzers/syllable.h"
#include "analyzers/tables.h"
#include "analyzers/unit_beginning.h"
#include "base/once.h"

#include <stdlib.h>

enum { KNOWN = 2048, HEADS = 128, DEPTH = 24 };

static struct once once = ONCE_INIT;
static struct arena *kept;
static struct lexicon *names, *codes, *heads, *lookalikes, *topics;
static struct known_unit known[KNOWN];
static uint32_t known_count;
static struct unit_head head[HEADS];
static const struct table *topic_table;
static const struct spelling **lookalike_words; // of each row
struct word_set unit_lexicon_firsts, unit_lexicon_smalls;

static void may_begin(struct str folded)
{
    struct str word;
    str_split(&word, &folded, ' ');
    word_set_add(&unit_lexicon_firsts, word_key_of(word.at, word.len));
}

// As the text is walked: without "và" and "của".
static struct str walked(struct str name)
{
    struct str folded = words_folded(name, kept), word;
    char *out = arena_alloc(kept, folded.len + 1);
    size_t len = 0;
    while (str_split(&word, &folded, ' ')) {
        if (str_equal(word, STR("va")) || str_equal(word, STR("cua"))) {
            continue;
        }
        if (len) {
            out[len++] = ' ';
        }
        memcpy(out + len, word.at, word.len);
        len += word.len;
    }
    return (struct str){out, len};
}

static void add_name(struct str name, uint32_t number)
{
    struct str folded = walked(name);
    if (folded.len) {
        lexicon_add(names, folded, number);
        unit_beginning_add(UNIT_BEGINS_NAME, folded);
        may_begin(folded);
    }
}

static struct str squeezed(struct str text)
{
    struct str folded = words_folded(text, kept);
    char *out = arena_alloc(kept, folded.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < folded.len; i++) {
        if (folded.at[i] != ' ') {
            out[len++] = folded.at[i];
        }
    }
    return (struct str){out, len};
}

static void add_sector(struct str head_word, const char *prefix, enum unit_level level,
                       const char *code, const struct table *table, uint32_t row)
{
    struct str name = table_cell(table, row, 0), slug = table_cell(table, row, 1);
    uint32_t number = known_count++;
    known[number] = (struct known_unit){
        .name = arena_printf(kept, "%.*s %.*s", STR_ARG(head_word), STR_ARG(name)),
        .id = arena_printf(kept, "%s%.*s", prefix, STR_ARG(slug)),
        .level = level,
    };
    add_name(known[number].name, number);
    struct str alias, rest = table_cell(table, row, 2);
    while (rest.len && str_split(&alias, &rest, ';')) {
        add_name(arena_printf(kept, "%.*s %.*s", STR_ARG(head_word), STR_ARG(alias)),
                 number);
        struct str joined = squeezed(alias);
        add_name(arena_printf(kept, "%.*s %.*s", STR_ARG(head_word), STR_ARG(joined)),
                 number);
        lexicon_add(codes, arena_printf(kept, "%s%.*s", code, STR_ARG(joined)), number);
    }
}

static enum unit_level level_of(struct str name)
{
    return str_equal(name, STR("national"))   ? LEVEL_NATIONAL
           : str_equal(name, STR("province")) ? LEVEL_PROVINCE
           : str_equal(name, STR("scope"))    ? LEVEL_SCOPE
                                              : LEVEL_OFFICE;
}

static enum head_kind kind_of(struct str name)
{
    return str_equal(name, STR("sector"))  ? HEAD_SECTOR
           : str_equal(name, STR("part"))  ? HEAD_PART
           : str_equal(name, STR("body"))  ? HEAD_BODY
           : str_equal(name, STR("board")) ? HEAD_BOARD
                                           : HEAD_OUTSIDE;
}

static struct spelling first_word(struct str name)
{
    struct str word, rest = text_lower(name, kept);
    str_split(&word, &rest, ' ');
    return spelling_of(word);
}

static void read_sectors(void)
{
    const struct table *table = table_named("sectors");
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str of, rest = table_cell(table, row, 3);
        while (rest.len && str_split(&of, &rest, ';') && known_count + 2 < KNOWN) {
            if (str_equal(of, STR("so"))) {
                add_sector(STR("Sở"), "so-", LEVEL_PROVINCE, "s", table, row);
            } else {
                add_sector(STR("Bộ"), "bo-", LEVEL_NATIONAL, "b", table, row);
            }
        }
    }
}

static void read_names(void)
{
    const struct table *table = table_named("unit_names");
    uint32_t id = table_column(table, "id"), level = table_column(table, "level"),
             needs = table_column(table, "needs"),
             aliases = table_column(table, "aliases");
    for (uint32_t row = 0; row < table->rows && known_count < KNOWN; row++) {
        uint32_t number = known_count++;
        struct str need = table_cell(table, row, needs);
        known[number] = (struct known_unit){
            .name = table_cell(table, row, 0),
            .id = table_cell(table, row, id),
            .level = level_of(table_cell(table, row, level)),
            .needs_scope = str_equal(need, STR("scope")),
            .exact = str_equal(need, STR("case")),
        };
        add_name(known[number].name, number);
        struct str alias, rest = table_cell(table, row, aliases);
        while (rest.len && str_split(&alias, &rest, ';')) {
            add_name(alias, number);
            struct str joined = squeezed(alias);
            if (joined.len <= 10 && str_find(alias, STR(" "), 0) < 0) {
                add_name(joined, number);
                lexicon_add(codes, joined, number);
            }
        }
    }
    // The codes of document numbers, where their row names a body that is known.
    table = table_named("agencies");
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str name = table_cell(table, row, 1);
        ptrdiff_t remark = str_find(name, STR(" ("), 0);
        struct str full = remark < 0 ? name : str_slice(name, 0, (size_t)remark);
        uint32_t number = lexicon_find(names, walked(full));
        if (number != LEXICON_NONE) {
            lexicon_add(codes, squeezed(table_cell(table, row, 0)), number);
        }
    }
}

static uint32_t word_count(struct str folded)
{
    uint32_t count = folded.len > 0;
    for (size_t i = 0; i < folded.len; i++) {
        count += folded.at[i] == ' ';
    }
    return count;
}

static void add_head(struct str folded, uint32_t row)
{
    lexicon_add(heads, folded, row);
    unit_beginning_add(UNIT_BEGINS_HEAD, folded);
    may_begin(folded);
}

static void read_heads(void)
{
    const struct table *table = table_named("unit_heads");
    for (uint32_t row = 0; row < table->rows && row < HEADS; row++) {
        struct str word = table_cell(table, row, 0), folded = words_folded(word, kept),
                   alias;
        head[row] = (struct unit_head){
            .word = word,
            .folded = folded,
            .first = first_word(word),
            .slug = table_cell(table, row, 1),
            .kind = kind_of(table_cell(table, row, 2)),
            .whole = word_count(folded) > 2,
            .above = table_cell(table, row, 4),
            .number = table_cell(table, row, 5).len > 0,
        };
        unit_beginning_add_written(folded, &head[row].first);
        add_head(folded, row);
        struct str rest = table_cell(table, row, 3);
        while (rest.len && str_split(&alias, &rest, ';')) {
            add_head(words_folded(alias, kept), row);
        }
    }
}

// What lists of units are made of; unit_noun.c reads them.
static void read_nouns(void)
{
    const struct table *table = table_named("unit_nouns");
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str noun = table_cell(table, row, 0), folded = words_folded(noun, kept);
        unit_beginning_add(UNIT_BEGINS_NOUN, folded);
        struct spelling first = first_word(noun);
        unit_beginning_add_written(folded, &first);
    }
    unit_beginning_add_others();
}

static void start(void)
{
    kept = arena_new();
    names = lexicon_new();
    codes = lexicon_new();
    heads = lexicon_new();
    lookalikes = lexicon_new();
    topics = lexicon_new();
    read_sectors();
    read_names();
    read_heads();
    // "các phòng", "tất cả các đơn vị", "sở, ban, ngành", "công an tỉnh": what a unit in
    // small letters begins with; and "Lưu", that some write "lưu".
    static const char *const small[] = {"cac", "tat",  "nhung", "moi", "so",
                                        "bo",  "don",  "cong",  "van", "trung",
                                        "luu", "khoa", "phong"};
    static const char *const others[] = {"tp", "noi", "gui"};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
        word_set_add(&unit_lexicon_smalls, word_key_of(small[i], strlen(small[i])));
        may_begin(str_of(small[i]));
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        may_begin(str_of(others[i]));
    }
    for (uint32_t i = 0; i < known_count; i++) {
        known[i].first = first_word(known[i].name);
        known[i].normal = walked(known[i].name);
        unit_beginning_add_written(known[i].normal, &known[i].first);
    }
    read_nouns();
    const struct table *table = table_named("unit_lookalikes");
    lookalike_words = memory_array(table->rows, sizeof *lookalike_words);
    for (uint32_t row = 0; row < table->rows; row++) {
        struct str name = table_cell(table, row, 0);
        lexicon_add(lookalikes, words_folded(name, kept), row);
        lookalike_words[row] = spellings_of(name, kept);
    }
    topic_table = table_named("unit_topics");
    for (uint32_t row = 0; row < topic_table->rows; row++) {
        lexicon_add(topics, words_folded(table_cell(topic_table, row, 0), kept), row);
    }
}

// --- walking

struct walk {
    const struct word_list *words;
    const struct unit_list *list;
    uint32_t found, end;
};

static bool runs_on(const struct word *word)
{
    return !word->signs ||
           (word->signs <= 2 &&
            (word->first == '-' || word->first == '&' || word->first == ',' ||
             word->first == '.' || word->first == '/') &&
            (word->signs == 1 || word->last == '-'));
}

static void walk(struct walk *state, uint32_t node, uint32_t at, uint32_t depth)
{
    const struct word_list *words = state->words;
    bool first = depth == 0;
    for (uint32_t i = at; i < words->count && depth < DEPTH; i++, depth++) {
        const struct word *word = &words->items[i];
        if (!first && !runs_on(word)) {
            return;
        }
        if (!first && (word->key == WORD("va") || word->key == WORD("cua"))) {
            continue;
        }
        uint32_t next = lexicon_step(names, node, word->key);
        if (next == LEXICON_NONE || (word->shape & WORD_CAPS)) {
            uint32_t end;
            bool may = !first && (word->shape & WORD_UPPER);
            uint64_t key = may ? abbreviation_at(words, i, &end, state->list) : 0;
            struct str meaning;
            for (uint32_t n = 0; key && (meaning = abbreviation_meaning(key, n)).at;
                 n++) {
                uint32_t inside = node;
                struct str part;
                while (inside != LEXICON_NONE && str_split(&part, &meaning, ' ')) {
                    if (!str_equal(part, STR("va")) && !str_equal(part, STR("cua"))) {
                        inside =
                            lexicon_step(names, inside, word_key_of(part.at, part.len));
                    }
                }
                if (inside != LEXICON_NONE) {
                    if (lexicon_value(names, inside) != LEXICON_NONE &&
                        end > state->end) {
                        state->found = lexicon_value(names, inside);
                        state->end = end;
                    }
                    walk(state, inside, end, depth + 1);
                }
            }
        }
        if (next == LEXICON_NONE) {
            return;
        }
        node = next;
        first = false;
        if (lexicon_value(names, node) != LEXICON_NONE && i + 1 > state->end) {
            state->found = lexicon_value(names, node);
            state->end = i + 1;
        }
    }
}

// False for most words that begin no name that walk could find: what it passes over, and
// what may stand for several words, can follow the first of a name as well as the second.
static bool may_be_named(const struct word_list *words, uint32_t at)
{
    const struct lexicon_firsts *firsts = lexicon_firsts(names);
    const struct word *word = &words->items[at], *next = word + 1;
    if (!lexicon_begins(firsts, word->key)) {
        return false;
    }
    return lexicon_begins_at(firsts, words, at) ||
           (at + 1 < words->count &&
            ((next->shape & WORD_UPPER) || next->key == WORD("va") ||
             next->key == WORD("cua")));
}

const struct known_unit *unit_lexicon_match(const struct word_list *words, uint32_t at,
                                            const struct unit_list *list, uint32_t *end)
{
    once_run(&once, start);
    if (!may_be_named(words, at)) {
        return NULL;
    }
    struct walk state = {words, list, LEXICON_NONE, 0};
    walk(&state, LEXICON_ROOT, at, 0);
    if (state.found == LEXICON_NONE) {
        return NULL;
    }
    // "Giám đốc Sở xây dựng kế hoạch": in small letters it is what the department does,
    // not its name.
    const struct word *head_word = &words->items[at];
    if (state.end == at + 3 &&
        (head_word->key == WORD("so") || head_word->key == WORD("bo")) &&
        !(words->items[at + 1].shape & WORD_UPPER) && unit_lexicon_task(words, at + 1)) {
        return NULL;
    }
    // "Các phòng, đơn vị thuộc Sở / - Xây dựng chương trình …": an item begins there.
    const struct word *second = &words->items[at + 1];
    if (state.end > at + 1 && (second->shape & WORD_LINE) && second->signs &&
        (second->last == '-' || second->last == '+' || second->last == '*') &&
        (head_word->key == WORD("so") || head_word->key == WORD("bo"))) {
        return NULL;
    }
    *end = state.end;
    return &known[state.found];
}

const struct known_unit *unit_lexicon_id(struct str id)
{
    once_run(&once, start);
    // "quang-tri/huong-hoa/ubnd/van-phong": the longest end that is known.
    ptrdiff_t slash = -1;
    while ((slash = str_find(id, STR("/"), (size_t)(slash + 1))) >= 0) {
        struct str end = str_slice(id, (size_t)slash + 1, id.len);
        for (uint32_t i = 0; i < known_count; i++) {
            if (str_equal(known[i].id, end)) {
                return &known[i];
            }
        }
    }
    return NULL;
}

const struct known_unit *unit_lexicon_code(struct str folded)
{
    once_run(&once, start);
    uint32_t found = lexicon_find(codes, folded);
    return found == LEXICON_NONE ? NULL : &known[found];
}

const struct unit_head *unit_lexicon_head(const struct word_list *words, uint32_t at,
                                          uint32_t *end)
{
    once_run(&once, start);
    uint32_t row = lexicon_match(heads, words, at, end);
    return row == LEXICON_NONE ? NULL : &head[row];
}

// "uỷ" for "ủy": the tone on the other vowel.
static bool is_spelling(const struct word_list *words, uint32_t at,
                        const struct spelling *written)
{
    const struct word *word = &words->items[at];
    char out[SYLLABLE_SIZE];
    size_t len = syllable_letters(words->view->letter + word->from, word->to - word->from,
                                  out, sizeof out);
    struct spelling usual = spelling_of((struct str){out, len});
    return usual.count == written->count &&
           memcmp(usual.letters, written->letters, usual.count * sizeof *usual.letters) ==
               0;
}

// True when a word of the text, where it has marks, has those of the table: "Phòng Truyền
// thông" is no "phòng truyền thống".
static bool same_marks(const struct word_list *words, uint32_t at, uint32_t end,
                       const struct spelling *written)
{
    for (uint32_t i = at; i < end; i++, written++) {
        if ((words->items[i].shape & WORD_MARKED) && !word_is_spelt(words, i, written) &&
            !is_spelling(words, i, written)) {
            return false;
        }
    }
    return true;
}

uint32_t unit_lexicon_lookalike(const struct word_list *words, uint32_t at)
{
    once_run(&once, start);
    uint32_t end = at, row = lexicon_match(lookalikes, words, at, &end);
    return row == LEXICON_NONE || !same_marks(words, at, end, lookalike_words[row]) ? at
                                                                                    : end;
}

void unit_lexicon_start(void)
{
    once_run(&once, start);
}

// "khiếu nại, tố cáo" and "tiếp nhận và trả kết quả" are one topic each.
static uint32_t topic_at(const struct word_list *words, uint32_t at, uint32_t *end)
{
    uint32_t node = LEXICON_ROOT, found = LEXICON_NONE;
    for (uint32_t i = at; i < words->count; i++) {
        const struct word *word = &words->items[i];
        if (i > at && word->signs &&
            (word->signs > 1 ||
             (word->first != ',' && word->first != '-' && word->first != '&'))) {
            break;
        }
        if (i > at && word->key == WORD("va") && !word->signs) {
            continue;
        }
        node = lexicon_step(topics, node, word->key);
        if (node == LEXICON_NONE) {
            break;
        }
        if (lexicon_value(topics, node) != LEXICON_NONE) {
            found = lexicon_value(topics, node);
            *end = i + 1;
        }
    }
    return found;
}

bool unit_lexicon_task(const struct word_list *words, uint32_t at)
{
    once_run(&once, start);
    uint32_t end, row = topic_at(words, at, &end);
    return row != LEXICON_NONE && table_cell(topic_table, row, 1).len > 0;
}

bool unit_lexicon_topic(const struct word_list *words, uint32_t at, uint32_t *end)
{
    once_run(&once, start);
    uint32_t row = topic_at(words, at, end);
    // "đăng" and "nhà" alone: without a capital only the word itself is the topic.
    return row != LEXICON_NONE &&
           (*end > at + 1 || (words->items[at].shape & WORD_UPPER) ||
            word_is(words, at, table_cell(topic_table, row, 0)));
}

bool unit_lexicon_sector(const struct word_list *words, uint32_t at,
                         const struct unit_head *head_word, const struct unit_list *list,
                         struct sector_name *out)
{
    once_run(&once, start);
    bool department = str_equal(head_word->slug, STR("so"));
    uint32_t node =
        lexicon_step(names, LEXICON_ROOT, department ? WORD("so") : WORD("bo"));
    struct walk state = {words, list, LEXICON_NONE, 0};
    walk(&state, node, at, 0);
    if (state.found == LEXICON_NONE) {
        return false;
    }
    *out = (struct sector_name){&known[state.found], state.end};
    return true;
}
