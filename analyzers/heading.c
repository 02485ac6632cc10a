// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/heading.h"

#include "analyzers/characters.h"
#include "analyzers/heading_letter.h"
#include "analyzers/lexicon.h"
#include "analyzers/tables.h"
#include "analyzers/word_class.h"
#include "base/once.h"

enum {
    HEAD_LETTERS = 6000, // how far into the text a head reaches at most
    TITLE_LETTERS = 900,
};

static struct once once = ONCE_INIT;
static struct lexicon *type_names, *openers;
static struct table_index *type_codes;
static const struct table *types;
static uint32_t code_column, name_column;

static void start(void)
{
    struct arena *arena = arena_new();
    types = table_named("doctypes");
    code_column = table_column(types, "code");
    name_column = table_column(types, "name");
    type_names = lexicon_new();
    type_codes = table_index_new();
    for (uint32_t row = 0; row < types->rows; row++) {
        lexicon_add(type_names, words_folded(table_cell(types, row, name_column), arena),
                    row);
        struct str code = table_cell(types, row, code_column);
        if (code.len) {
            table_index_add(type_codes, words_folded(code, arena), row);
        }
    }
    openers = lexicon_new();
    const struct table *table = table_named("openers");
    for (uint32_t row = 0; row < table->rows; row++) {
        lexicon_add(openers, words_folded(table_cell(table, row, 0), arena), row);
    }
    arena_free(arena);
}

static void take_type(struct heading *out, uint32_t row, struct arena *arena)
{
    struct str name = table_cell(types, row, name_column);
    char *lower = arena_alloc(arena, name.len + 1);
    struct view view;
    view_read(&view, name, arena);
    size_t len = 0;
    for (uint32_t i = 0; i < view.count; i++) {
        struct str letter = view_text(&view, i, i + 1);
        uint16_t low = view.letter[i];
        if (view.flags[i] & VIEW_UPPER) {
            low = low == 0x110 ? 0x111 : (uint16_t)(low + 32);
            len += character_put(low, lower + len);
        } else {
            memcpy(lower + len, letter.at, letter.len);
            len += letter.len;
        }
    }
    out->type = (struct str){lower, len};
    out->type_code = table_cell(types, row, code_column);
}

static uint32_t type_of_code(struct str folded, uint32_t heading_row)
{
    uint32_t more = 0, row, first = TABLE_NONE;
    while ((row = table_index_next(type_codes, folded, &more)) != TABLE_NONE) {
        if (row == heading_row) {
            return row;
        }
        if (first == TABLE_NONE) {
            first = row;
        }
    }
    return first;
}

// The code decides; the heading where the code is missing or has several meanings.
static void decide_type(struct heading *out, uint32_t heading_row,
                        const struct view *view, struct arena *arena)
{
    struct str rest = out->symbol, part;
    uint32_t row = TABLE_NONE;
    if (rest.len && str_split(&part, &rest, '-')) {
        row = type_of_code(part, heading_row);
        // "UBND-VX", "SYT-GAVI": a letter, whose whole symbol names the issuer.
        struct str org = row == TABLE_NONE ? out->symbol : rest;
        uint32_t from = out->symbol_from, to = out->number_to;
        if (row != TABLE_NONE) {
            while (from < to && view->plain[from] != '-' && view->plain[from] != '/') {
                from++;
            }
            from += from < to;
        }
        out->issuer_code = org.len ? letters_text(view, from, to, arena) : STR("");
    }
    if (row == TABLE_NONE) {
        row = heading_row;
    }
    if (row != TABLE_NONE) {
        take_type(out, row, arena);
    } else if (out->symbol.len) {
        out->type = STR("công văn");
        out->type_code = STR("CV");
    }
}

// A heading: the name of a type in capitals that ends its line, or begins it and a title
// follows. It begins before the word `last`.
static uint32_t type_heading(const struct word_list *words, uint32_t last, uint32_t *from,
                             uint32_t *to)
{
    const struct word *items = words->items;
    struct word_walk walk = word_walk_of(words, 0, last, WORD_CLASS_CAPS);
    for (uint32_t i; (i = word_walk_next(&walk)) < last;) {
        uint32_t end = i;
        uint32_t row = LEXICON_NONE, node = LEXICON_ROOT;
        for (uint32_t k = i; k < words->count && (items[k].shape & WORD_CAPS) &&
                             (k == i || !(items[k].shape & WORD_LINE) || items[k].signs);
             k++) {
            node = k > i && items[k].signs ? LEXICON_NONE
                                           : lexicon_step(type_names, node, items[k].key);
            if (node == LEXICON_NONE) {
                break;
            }
            if (lexicon_value(type_names, node) != LEXICON_NONE) {
                row = lexicon_value(type_names, node);
                end = k + 1;
            }
        }
        if (row == LEXICON_NONE) {
            continue;
        }
        bool starts = items[i].shape & WORD_LINE;
        bool ends = end == words->count || (items[end].shape & WORD_LINE) ||
                    (words->view->flags[items[end].from] & VIEW_MARKUP);
        // "CÔNG AN TỈNH CÀ MAU" ends in no "MẪU".
        if (end == i + 1 && !starts && i > 0 && !items[i].signs &&
            (items[i - 1].shape & WORD_CAPS)) {
            continue;
        }
        // "… ngày 04 tháng 5 năm 2020 QUYẾT ĐỊNH V/V BAN HÀNH …"
        bool dated = i > 1 && (items[i - 1].shape & WORD_DIGIT) &&
                     items[i - 2].key == WORD("nam") && end + 1 < words->count &&
                     (items[end].key == WORD("v") || items[end].key == WORD("ve"));
        if (ends || dated || (starts && !items[end].signs)) {
            *from = i;
            *to = end;
            return row;
        }
    }
    return TABLE_NONE;
}

// Words with which the body of a notice, not the rest of its title, begins.
static bool body_starts(const struct word_list *words, uint32_t at)
{
    uint32_t end;
    return (words->items[at].shape & (WORD_UPPER | WORD_DIGIT)) &&
           lexicon_match(openers, words, at, &end) != LEXICON_NONE;
}

static bool issuer_line(const struct word *word)
{
    return (word->shape & WORD_CAPS) && (word->shape & WORD_LINE);
}

static uint32_t line_length(const struct word_list *words, uint32_t at)
{
    uint32_t end = at + 1;
    while (end < words->count && !(words->items[end].shape & WORD_LINE)) {
        end++;
    }
    return words->items[end - 1].to - words->items[at].from;
}

// The lines from word `at` on that make the title, to the letter `place` at most, where
// the line of place and day begins (0: before the title); returns the word behind it.
static uint32_t title_end(const struct word_list *words, uint32_t at, uint32_t place)
{
    const struct word *items = words->items;
    uint32_t i = at;
    bool caps = items[at].shape & WORD_CAPS;
    while (i < words->count && items[i].from < items[at].from + TITLE_LETTERS) {
        if (i > at && (items[i].shape & WORD_LINE)) {
            // "V/v báo cáo số liệu⏎Hà Nội, ngày …"
            if (place && items[i].from == place) {
                break;
            }
            char before = items[i].signs ? items[i].first : 0;
            bool small = (items[i].shape & WORD_LOWER) &&
                         !(items[i].shape & WORD_UPPER) && !items[i].signs;
            bool apart = before == '.' && words->view->plain[items[i - 1].to] == ' ';
            if (apart && !body_starts(words, i)) {
                i++;
                continue;
            }
            if (before == ':' || before == '.' || before == '(' || before == '-' ||
                body_starts(words, i) || (!caps && issuer_line(&items[i]))) {
                break;
            }
            if ((items[i].shape & WORD_BLANK) && !small) {
                break;
            }
            if (!small && !caps && line_length(words, i) > 66 && i > at + 6) {
                break;
            }
            // "KẾT LUẬN CỦA BAN THƯỜNG VỤ⏎tại cuộc họp": what goes on is small.
            if (caps && !small && !(items[i].shape & (WORD_CAPS | WORD_DIGIT)) &&
                (items[i].shape & WORD_LOWER)) {
                break;
            }
        }
        i++;
    }
    return i;
}

// "V/v …" or "Về việc …" of a letter, under its number, before the word `last`.
static uint32_t subject_line(const struct word_list *words, uint32_t last,
                             uint32_t *title)
{
    const struct word *items = words->items;
    last = last + 2 < words->count ? last : words->count > 2 ? words->count - 2 : 0;
    struct word_walk walk =
        word_walk_of(words, 0, last, WORD_CLASS_HEAD | WORD_CLASS_LINE);
    for (uint32_t i; (i = word_walk_next(&walk)) < last;) {
        if (items[i].key == WORD("v") && items[i + 1].key == WORD("v") &&
            items[i + 1].first == '/') {
            *title = i + 2;
            return i;
        }
        if (items[i].key == WORD("ve") && items[i + 1].key == WORD("viec") &&
            (items[i].shape & WORD_UPPER)) {
            *title = i;
            return i;
        }
        if (i > 20 && (items[i].shape & WORD_LINE) && body_starts(words, i)) {
            break;
        }
    }
    return TABLE_NONE;
}

static void read_title(struct heading *out, const struct word_list *words,
                       uint32_t type_to, uint32_t last, struct arena *arena)
{
    const struct word *items = words->items;
    uint32_t at = type_to, end;
    if (type_to == TABLE_NONE) {
        if (subject_line(words, last, &at) == TABLE_NONE) {
            return;
        }
    } else {
        // Noise of a stamp before "Về việc" on the first line of the title does not
        // belong to it.
        for (uint32_t i = at; i + 1 < words->count && i < at + 10; i++) {
            if (items[i].key == WORD("ve") && items[i + 1].key == WORD("viec") &&
                (items[i].shape & WORD_UPPER) &&
                (i == at || !(items[i].shape & WORD_LINE))) {
                at = i;
                break;
            }
        }
    }
    if (at >= words->count) {
        return;
    }
    out->body = items[at].from;
    if (type_to != TABLE_NONE && (body_starts(words, at) || items[at].first == '-')) {
        return;
    }
    end = title_end(words, at, out->place_to ? out->place_from : 0);
    if (end > at) {
        out->title_from = items[at].from;
        out->title_to = items[end - 1].to;
        // A quote or bracket that the last word opens or closes belongs to it.
        const struct view *view = words->view;
        while (out->title_to < view->count &&
               letter_is_sign(view->plain[out->title_to]) &&
               !letter_ends_line(view, out->title_to)) {
            out->title_to++;
        }
        while (out->title_from > 0 && view->plain[out->title_from - 1] == '"') {
            out->title_from--;
        }
        out->title = view_clean(view, out->title_from, out->title_to, arena);
        out->title_span = view_span(view, out->title_from, out->title_to);
        out->body = end < words->count ? items[end].from : words->view->count;
    }
}

// "M'gar", "H'leo": the second half of a name.
static bool behind_apostrophe(const struct word *word)
{
    return word->signs == 1 && (word->first == '\'' || word->first == '"');
}

// "Quảng Trị, ngày …" on a line of its own, or behind the number.
static bool place_date(struct heading *out, const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    uint32_t from = at, end = at;
    bool comma = items[at].signs && items[at].first == ',';
    bool starts = items[at].shape & WORD_LINE;
    // "Số: 225/TB-UBND ngày 12/7/2022", "Số: 5/KH-UBND, ngày …": the day stands behind
    // the number itself.
    bool numbered = out->number_to && items[at].from >= out->number_to &&
                    items[at].from <= out->number_to + 3;
    if (!comma && !starts && !numbered) {
        return false;
    }
    struct days date = heading_date(words, at, &end);
    if (!date.from) {
        return false;
    }
    if (numbered) {
        out->date = date;
        return true;
    }
    bool alone = starts && (end >= words->count || (items[end].shape & WORD_LINE));
    if (!comma && !alone) {
        return false;
    }
    if (comma) {
        while (from > 0 && at - from < 5 &&
               ((items[from - 1].shape & WORD_UPPER) ||
                behind_apostrophe(&items[from - 1])) &&
               !(items[from - 1].shape & WORD_DIGIT) &&
               items[from - 1].from >= out->number_to &&
               (from == at || !items[from].signs || behind_apostrophe(&items[from]))) {
            from--;
            if (items[from].shape & WORD_LINE) {
                break;
            }
        }
        if (from == at) {
            return false;
        }
        out->place_from = items[from].from;
        out->place_to = items[at - 1].to;
    }
    out->date = date;
    return true;
}

void heading_read(struct heading *out, const struct word_list *words, struct arena *arena)
{
    once_run(&once, start);
    *out = (struct heading){.digits = STR(""), .symbol = STR(""), .issuer_code = STR("")};
    const struct view *view = words->view;
    const struct word *items = words->items;
    uint32_t limit = view->count < HEAD_LETTERS ? view->count : HEAD_LETTERS,
             last = word_list_at(words, limit);
    uint32_t type_from = 0, type_to = TABLE_NONE;
    uint32_t row = type_heading(words, last, &type_from, &type_to);
    uint32_t stop = row == TABLE_NONE ? limit : items[type_from].from + 400;
    out->head_to = row == TABLE_NONE ? limit : items[type_from].from;
    bool numbered = false, dated = false;
    struct word_walk walk = word_walk_of(words, 0, last, WORD_CLASS_HEAD);
    for (uint32_t i; (i = word_walk_next(&walk)) < last;) {
        const struct word *word = &items[i];
        bool starts = word->shape & WORD_LINE;
        if (starts && i > 12 && word->key == WORD("can") && i + 1 < words->count &&
            items[i + 1].key == WORD("cu")) {
            break;
        }
        if (!numbered && word->key == WORD("so") && word->from < stop) {
            // "Luật số: …" and "Số …"; "số" in running text is small.
            uint32_t line = i, name_to = i;
            while (line > 0 && i - line < 4 && !(items[line].shape & WORD_LINE)) {
                line--;
            }
            bool typed =
                line < i && word->to < view->count && view->plain[word->to] == ':' &&
                lexicon_match(type_names, words, line, &name_to) != LEXICON_NONE &&
                name_to == i;
            bool capital =
                (word->shape & WORD_UPPER) &&
                (starts || word->signs || (i > 0 && (items[i - 1].shape & WORD_CAPS)));
            if ((typed || capital) && heading_number_at(out, view, word->to)) {
                numbered = true;
                heading_number_take(out, view, arena);
                if (out->head_to > word->from) {
                    out->head_to = word->from;
                }
            }
        } else if (!dated && word->key == WORD("ngay") && word->from < stop) {
            dated = place_date(out, words, i);
            if (dated && out->head_to > word->from) {
                out->head_to = out->place_to ? out->place_from : word->from;
            }
        }
        if (numbered && dated) {
            break;
        }
    }
    decide_type(out, row, view, arena);
    read_title(out, words, row == TABLE_NONE ? TABLE_NONE : type_to, last, arena);
}
