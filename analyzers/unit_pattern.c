// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_pattern.h"

#include "analyzers/lexicon.h"
#include "analyzers/province.h"
#include "analyzers/role.h"
#include "analyzers/tables.h"
#include "analyzers/unit_beginning.h"
#include "base/once.h"

enum { NAME_WORDS = 24, WRAPPED = 52, LONG_TOPIC = 4 };

static struct once once = ONCE_INIT;
static struct lexicon *stops;
static const struct table *stop_table;
static const struct spelling **stop_words; // of each row
static uint32_t *stop_next; // the next row with the same letters and other marks

static void start(void)
{
    static struct arena *kept;
    stop_table = table_named("unit_stops");
    struct arena *arena = arena_new();
    kept = arena_new();
    stops = lexicon_new();
    stop_words = memory_array(stop_table->rows, sizeof *stop_words);
    stop_next = memory_array(stop_table->rows, sizeof *stop_next);
    for (uint32_t row = 0; row < stop_table->rows; row++) {
        struct str name = table_cell(stop_table, row, 0);
        uint32_t first = lexicon_add(stops, words_folded(name, arena), row);
        stop_words[row] = spellings_of(name, kept);
        stop_next[row] = LEXICON_NONE;
        if (first != row) {
            stop_next[row] = stop_next[first];
            stop_next[first] = row;
        }
    }
    arena_free(arena);
}

// The row of the stop word at `at`, or LEXICON_NONE. Marks count here: "thì" ends a name,
// "thị trường" goes on with it.
static uint32_t stop_row(const struct word_list *words, uint32_t at)
{
    uint32_t end;
    once_run(&once, start);
    uint32_t row = lexicon_match(stops, words, at, &end);
    while (row != LEXICON_NONE) {
        const struct spelling *written = stop_words[row];
        uint32_t i = at;
        while (i < end && word_is_spelt(words, i, &written[i - at])) {
            i++;
        }
        // Without marks "thi truong" begins like "thì".
        if (i == end) {
            bool topic = words->bare && end == at + 1 &&
                         unit_lexicon_topic(words, at, &end) && end > at + 1;
            return topic ? LEXICON_NONE : row;
        }
        row = stop_next[row];
    }
    return LEXICON_NONE;
}

bool unit_pattern_stops(const struct word_list *words, uint32_t at)
{
    return stop_row(words, at) != LEXICON_NONE;
}

bool unit_pattern_stops_heading(const struct word_list *words, uint32_t at)
{
    uint32_t row = stop_row(words, at);
    return row != LEXICON_NONE && table_cell(stop_table, row, 1).len == 0;
}

// True when another unit, a title or a place begins here.
static bool other_begins(const struct word_list *words, uint32_t at)
{
    uint32_t end, topic;
    const struct word *word = &words->items[at];
    if (!(word->shape & WORD_UPPER)) {
        return false;
    }
    if (unit_lexicon_begins(word->key) && unit_begins_at(words, at)) {
        const struct unit_head *head = unit_lexicon_head(words, at, &end);
        bool short_form = (word->shape & WORD_CAPS) && end == at + 1;
        if (head && word_is_spelt(words, at, SPELT("sở"))) {
            return end < words->count && words->items[end].key != WORD("huu");
        }
        if (head && !short_form && word_is_spelt(words, at, &head->first) &&
            unit_lexicon_lookalike(words, at) == at &&
            !(unit_lexicon_topic(words, at, &topic) && topic > end)) {
            return true;
        }
        // "… và P. Kế hoạch"
        if (head && end == at + 1 && word->to - word->from == 1 && end < words->count &&
            words->items[end].signs && words->items[end].first == '.' &&
            (words->items[end].shape & WORD_UPPER)) {
            return true;
        }
        // "… và TT CNTT", "… và TTYT"
        if (head && short_form && head->whole) {
            return true;
        }
        if (head && short_form && !word_is_spelt(words, at, &head->first) &&
            end < words->count && !words->items[end].signs &&
            abbreviation_at(words, end, &topic, NULL)) {
            return true;
        }
        const struct known_unit *known = unit_lexicon_match(words, at, NULL, &end);
        if (known && !known->needs_scope &&
            (end - at > 1 || known->level == LEVEL_SCOPE ||
             known->level == LEVEL_NATIONAL) &&
            !unit_lexicon_topic(words, at, &topic)) {
            return true;
        }
    }
    return role_match(words, at, &end) == ROLE_TITLE && end - at >= 2;
}

bool unit_pattern_begins(const struct word_list *words, uint32_t at)
{
    return other_begins(words, at);
}

// Length in bytes of the line on which the word before `at` stands: long lines are
// wrapped, short ones end.
static size_t line_bytes(const struct word_list *words, uint32_t at)
{
    const struct view *view = words->view;
    uint32_t from = at;
    while (from > 0 && !(words->items[from - 1].shape & WORD_LINE)) {
        from--;
    }
    return at ? view->end[words->items[at - 1].to - 1] -
                    view->start[words->items[from ? from - 1 : 0].from]
              : 0;
}

bool unit_pattern_line_ended(const struct word_list *words, uint32_t at)
{
    return (words->items[at].shape & WORD_LINE) && line_bytes(words, at) < WRAPPED;
}

// One element of a name at `at`: a topic, an abbreviation, a capitalised syllable with
// the small one that completes it. Returns the word behind it, `at` when nothing of a
// name stands here. `first`: directly behind the head.
static uint32_t element_end(const struct word_list *words, uint32_t at, bool first,
                            bool tentative)
{
    const struct word *items = words->items;
    const struct word *word = &items[at];
    uint32_t end;
    // "Phòng Thanh tra, Pháp chế", "Tổ Văn phòng": directly behind the head a topic is one.
    if (other_begins(words, at) &&
        !(first && unit_lexicon_topic(words, at, &end) && !(word->shape & WORD_LINE))) {
        return at;
    }
    bool upper = word->shape & WORD_UPPER;
    if (unit_lexicon_topic(words, at, &end)) {
        // A task that is a topic too needs a capital; what follows "và" or a comma must
        // be no task either.
        // "kiểm tra văn bản quy phạm pháp luật" is too long for a task by chance.
        // "giao thông" is more than "giao".
        bool longer =
            end - at >= LONG_TOPIC || (end - at > 1 && word->key == WORD("giao"));
        bool task =
            unit_lexicon_task(words, at) || (!longer && unit_pattern_stops(words, at));
        // "Quản lý xây dựng công trình": what is managed may be a task.
        bool managed = at > 1 && items[at - 1].key == WORD("ly") &&
                       items[at - 2].key == WORD("quan") && !items[at].signs;
        bool after_topic = at > 0 && !(items[at - 1].shape & WORD_UPPER);
        if (upper || managed || (!task && (!tentative || end - at > 1)) ||
            (!tentative && !first && after_topic &&
             (end - at > 2 || !unit_pattern_stops(words, at)))) {
            return end;
        }
        // "Trại nghiên cứu thực nghiệm": a task in small letters, but another topic goes
        // on.
        uint32_t more;
        if (first && end < words->count && !items[end].signs &&
            !(items[end].shape & WORD_LINE) &&
            (unit_lexicon_topic(words, end, &more) ||
             abbreviation_at(words, end, &more, NULL))) {
            return more;
        }
        return at;
    }
    uint64_t key = abbreviation_at(words, at, &end, NULL);
    if (key) {
        return end;
    }
    if (!upper || (word->shape & WORD_DIGIT && !(word->shape & WORD_LETTER))) {
        return at;
    }
    if (province_match(words, at, &end) != PROVINCE_NONE && !first) {
        return at;
    }
    if (word->key == WORD("tinh") ||
        (unit_pattern_stops(words, at) && !first && !(word->shape & WORD_CAPS))) {
        uint32_t next = at + 1;
        // A capital inside a sentence makes it a name, at the start of a line it makes a
        // sentence.
        if (word->shape & WORD_LINE || next >= words->count) {
            return at;
        }
        if (!tentative && !(items[next].shape & WORD_UPPER) &&
            word->key != WORD("tinh")) {
            return at;
        }
        if (word->key == WORD("tinh")) {
            return at;
        }
    }
    end = at + 1;
    // "Bảo tồn", "Kiểm nghiệm": the small syllable belongs to the capital before it when
    // something of a name, or an end, follows.
    if (end < words->count && !items[end].signs && !(items[end].shape & WORD_LINE) &&
        (items[end].shape & WORD_LOWER) &&
        !(items[end].shape & (WORD_UPPER | WORD_DIGIT)) && items[end].key != WORD("va") &&
        !unit_pattern_stops(words, end)) {
        uint32_t after = end + 1, topic;
        if (after >= words->count || items[after].signs ||
            (items[after].shape & (WORD_UPPER | WORD_LINE)) ||
            items[after].key == WORD("va") || unit_pattern_stops(words, after) ||
            unit_lexicon_topic(words, after, &topic) ||
            items[after].key == WORD("tinh") || items[after].key == WORD("huyen")) {
            end++;
        }
    }
    return end;
}

static bool breaks_off(const struct word_list *words, uint32_t at, uint32_t from)
{
    const struct word *word = &words->items[at];
    if (!(word->shape & WORD_LINE)) {
        return false;
    }
    bool small = (word->shape & WORD_LOWER) && !(word->shape & WORD_UPPER);
    // "VĂN PHÒNG ⏎ Số: …": a line of capitals does not go on in other letters.
    if (at > 0 && (words->items[at - 1].shape & WORD_CAPS) &&
        words->items[at - 1].to - words->items[at - 1].from > 2 && !small &&
        !(word->shape & WORD_CAPS)) {
        return true;
    }
    // "**… với Trung tâm A** ⏎ ⏎ Sáng ngày …": the mark-up of the title ends there.
    if ((word->shape & WORD_BLANK) && !small && at > from &&
        (words->view->flags[word->from] & VIEW_MARKUP)) {
        return true;
    }
    if (word->shape & WORD_BLANK) {
        // "… Chất lượng ⏎ ⏎ Tổ chức triển khai …": behind an empty line a task is none of
        // the name, unless the name waits for more.
        bool waits = at > 0 && (words->items[at - 1].key == WORD("va") || word->signs);
        return line_bytes(words, at) < WRAPPED ||
               (unit_pattern_stops(words, at) && (small || !waits));
    }
    // A capital on the next line goes on with the name only where lines are wrapped.
    return !small && (line_bytes(words, at) < WRAPPED) && at > from;
}

// True when behind the comma at `at` the name goes on: "…, thị trường công nghệ và chuyên
// ngành", "…, CGCN&ĐMST".
static bool comma_joins(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    uint32_t i = at;
    for (uint32_t n = 0; n < 6 && i < words->count; n++) {
        uint32_t end = element_end(words, i, false, true);
        if (end == i) {
            return false;
        }
        i = end;
        if (i >= words->count) {
            return false;
        }
        bool joined = items[i - 1].signs == 1 && items[i - 1].first == '&';
        if ((items[i].signs || unit_pattern_stops(words, i)) && joined) {
            return true;
        }
        if (items[i].key == WORD("va") || items[i].key == WORD("vs") ||
            (items[i].signs == 1 && items[i].first == '&')) {
            uint32_t next = items[i].signs ? i : i + 1;
            if (next >= words->count || other_begins(words, next)) {
                return false;
            }
            return element_end(words, next, false, true) > next;
        }
        if (items[i].signs && items[i].first != ',' && items[i].first != '-') {
            return joined;
        }
    }
    return false;
}

// "Phòng Nghiệp vụ 1", "Phòng Công chứng số 2": the number that tells sisters apart.
uint32_t unit_pattern_number(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    uint32_t i = at;
    bool said =
        i < words->count && !items[i].signs && word_is_spelt(words, i, SPELT("số"));
    i += said;
    if (i >= words->count || items[i].signs || (items[i].shape & WORD_LINE) ||
        !(items[i].shape & WORD_DIGIT) || (items[i].shape & WORD_LETTER) ||
        items[i].to - items[i].from > 3 ||
        (!said && words->view->plain[items[i].from] == '0')) {
        return at;
    }
    bool ends =
        i + 1 >= words->count || (items[i + 1].shape & WORD_LINE) ||
        (items[i + 1].signs && items[i + 1].first != '/' && items[i + 1].first != '%') ||
        unit_pattern_stops(words, i + 1);
    return ends ? i + 1 : at;
}

uint32_t unit_pattern_end(const struct word_list *words, uint32_t at, bool list)
{
    once_run(&once, start);
    const struct word *items = words->items;
    uint32_t i = at, end = at;
    while (i < words->count && i < at + NAME_WORDS) {
        const struct word *word = &items[i];
        bool first = i == at, tentative = false;
        if (breaks_off(words, i, at)) {
            break;
        }
        if (word->signs) {
            bool dash = word->first == '-' && word->signs == 1;
            bool join = word->first == '&' || word->first == '/' || word->first == '^';
            bool comma = word->first == ',' && word->signs == 1;
            if (first && !(dash || join)) {
                // "P. Kế hoạch", "TT. Y tế"
                bool short_head = items[at - 1].to - items[at - 1].from == 1 ||
                                  (items[at - 1].shape & WORD_CAPS);
                if (!list && !(word->first == '.' && word->signs == 1 && short_head &&
                               !(word->shape & WORD_LINE))) {
                    break;
                }
            } else if (word->signs > 1 ||
                       !(dash || join || (comma && !list && comma_joins(words, i)))) {
                break;
            } else {
                tentative = comma;
            }
            if (dash && (word->shape & WORD_LINE) &&
                view_span(words->view, items[i - 1].to, word->from).end > 0 &&
                words->view->plain[items[i - 1].to] == ' ' &&
                (words->view->flags[items[i - 1].to] & VIEW_LINE)) {
                break; // a bullet of the next line
            }
        } else if (!first && (word->key == WORD("va") || word->key == WORD("vs"))) {
            uint32_t next = i + 1;
            if (next >= words->count || items[next].signs || other_begins(words, next) ||
                list) {
                break;
            }
            uint32_t behind = element_end(words, next, false, true);
            if (behind == next) {
                break;
            }
            i = end = behind;
            continue;
        }
        uint32_t behind = element_end(words, i, first, tentative);
        if (behind == i) {
            break;
        }
        i = end = behind;
    }
    return end > at && !list ? unit_pattern_number(words, end) : end;
}
