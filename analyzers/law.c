// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/law.h"

#include "analyzers/day.h"
#include "analyzers/doctype.h"
#include "analyzers/phrases.h"
#include "base/format.h"
#include "base/once.h"

#include <string.h>

enum {
    NAME_REACH = 220,  // letters of a name
    TITLE_REACH = 600, // … of a law that amends a list of others
};

static struct once once = ONCE_INIT;
static struct phrases *names;
static struct phrases *stops; // words that never stand in a name

static void start(void)
{
    const struct table *table = table_named("laws");
    names = phrases_new();
    for (uint32_t row = 0; row < table->rows; row++)
        phrases_add(names, table_cell(table, row, 0), row);
    stops = phrases_new();
    phrases_add_all(
        stops,
        STR("này;đó;nêu trên;trên đây;đã được;được sửa đổi;có hiệu lực;hết hiệu lực;có "
            "quy định;quy định về;"
            "quy định tại;hiện hành;thì;phải;là;theo;ban hành ngày;thông qua;do;căn cứ"),
        0);
}

static char plain_at(const struct view *view, uint32_t i)
{
    return i < view->count ? view->plain[i] : '\0';
}

static bool upper_at(const struct view *view, uint32_t i)
{
    return i < view->count && view->flags[i] & VIEW_UPPER;
}

static bool word_before(const struct view *view, uint32_t at, const char *word,
                        uint32_t *from)
{
    size_t len = strlen(word);
    if (at < len + 1 || view->plain[at - 1] != ' ' ||
        !view_word(view, (uint32_t)(at - 1 - len), (struct str){word, len}))
        return false;
    *from = (uint32_t)(at - 1 - len);
    return true;
}

// Which law words end at the word at `at`, and where they begin.
static bool read_kind(const struct view *view, uint32_t at, struct law *out)
{
    uint32_t from;
    out->from = at;
    if (view_word(view, at, STR("luat"))) {
        if (word_before(view, at, "bo", &from) && upper_at(view, from)) {
            out->from = from;
            out->type = "bộ luật";
        } else {
            out->type = "luật";
        }
        out->name_from = at + 4;
    } else if (view_word(view, at, STR("lenh")) && word_before(view, at, "phap", &from)) {
        out->from = from;
        out->type = "pháp lệnh";
        out->name_from = at + 4;
    } else if (view_word(view, at, STR("phap")) && word_before(view, at, "hien", &from)) {
        out->from = from;
        out->type = "hiến pháp";
        out->name_from = from;
    } else {
        return false;
    }
    // In running text only capitals; a heading in capitals has them all anyway.
    return upper_at(view, out->from);
}

// Behind "Luật", "Bộ luật" or "Pháp lệnh" at `at`, or 0.
static uint32_t kind_end(const struct view *view, uint32_t at)
{
    static const char *const kinds[] = {"luat", "bo luat", "phap lenh"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && upper_at(view, at); i++) {
        if (view_says(view, at, kinds[i]))
            return at + (uint32_t)strlen(kinds[i]);
    }
    return 0;
}

bool law_amended(const struct view *view, const struct law *amending, struct law *out)
{
    for (uint32_t at = amending->name_to;
         amending->amending && at-- > amending->name_from;) {
        uint32_t end = view->plain[at - 1] == ' ' && at > amending->name_from
                           ? kind_end(view, at)
                           : 0;
        if (!end || end + 1 >= amending->name_to || !upper_at(view, end + 1))
            continue;
        *out = *amending;
        out->amending = false;
        out->from = at;
        out->name_from = end + 1;
        out->type = view->plain[at] == 'l'   ? "luật"
                    : view->plain[at] == 'b' ? "bộ luật"
                                             : "pháp lệnh";
        return true;
    }
    return false;
}

static bool year_follows(const struct view *view, uint32_t at, struct law *out)
{
    struct cited_day day;
    if (!cited_day_read(view, at, &day))
        return false;
    out->year = day.year;
    out->date = day.date;
    out->to = day.to;
    return true;
}

// True when nothing of a name can stand at `at`, behind a known one: its longer namesakes
// go on with other words.
static bool name_over(const struct view *view, uint32_t at)
{
    static const char *const words[] = {"va",    "cua", "hoac", "cac", "duoc", "de",
                                        "trong", "khi", "doi",  "cho", "da",   "co",
                                        "ve",    "tai", "cung", "nhu", "voi",  "nhung"};
    if (plain_at(view, at) != ' ')
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (view_says(view, at + 1, words[i]))
            return true;
    }
    return upper_at(view, at + 1);
}

// "số 31/2024/QH15" at the word: the number ends the name.
static bool number_follows(const struct view *view, uint32_t at)
{
    if (!view_word(view, at, STR("so")))
        return false;
    uint32_t number = at + 2;
    while (plain_at(view, number) == ' ' || plain_at(view, number) == ':')
        number++;
    return plain_at(view, number) >= '0' && plain_at(view, number) <= '9';
}

// "Luật Đất đai 2024": the year without the word for it; fills year and to.
static bool bare_year_follows(const struct view *view, uint32_t at, struct law *out)
{
    int year = 0;
    uint32_t digits = at;
    while (plain_at(view, digits) >= '0' && plain_at(view, digits) <= '9' &&
           digits < at + 5)
        year = year * 10 + (view->plain[digits++] - '0');
    if (digits != at + 4 || year < 1945 || year >= 2100 ||
        plain_at(view, digits) == '/' || plain_at(view, digits) == '-')
        return false;
    out->to = digits;
    out->year = year;
    return true;
}

// True when the name has ended before the word: what says so is its number or its year.
static bool name_ends(const struct view *view, uint32_t begin, uint32_t word,
                      bool constitution, struct law *out)
{
    uint32_t space = word - 1;
    char first = plain_at(view, word);
    if (first == 's' && space > begin && number_follows(view, word)) {
        out->name_to = out->to = space;
        out->numbered = true;
        return true;
    }
    if ((first == 'n' && word > out->name_from && (space > begin || constitution) &&
         year_follows(view, word, out)) ||
        (first >= '0' && first <= '9' && space > begin && word - out->name_from > 3 &&
         bare_year_follows(view, word, out))) {
        out->name_to = space;
        return true;
    }
    return false;
}

// True for a word that is no part of the name: one of the table of stops, or the type of
// another document behind a name that is known.
static bool breaks_name(const struct view *view, uint32_t begin, uint32_t word,
                        bool amending)
{
    uint32_t end;
    if (phrases_begin(stops, view, word, view->count, &end) != PHRASES_NONE)
        return true;
    const struct doctype *type =
        upper_at(view, word) ? doctype_at(view, word, &end) : NULL;
    if (!type || word <= begin + 1 || !(type->systems & (DOCTYPE_LAW | DOCTYPE_STATE)))
        return false;
    bool amended =
        amending && type->systems & DOCTYPE_LAW &&
        (view_word(view, word, STR("luat")) || view_word(view, word, STR("bo luat")));
    return !amended &&
           phrases_begin(names, view, begin + 1, view->count, &end) != PHRASES_NONE;
}

// Reads on from the letter `at` until number or year end the name; false when something
// else does.
static bool read_name(const struct view *view, uint32_t begin, uint32_t at,
                      bool constitution, struct law *out)
{
    uint32_t limit = begin + (out->amending ? TITLE_REACH : NAME_REACH), end;
    for (uint32_t i = at; i < view->count && i < limit;) {
        char c = view->plain[i];
        if (c && strchr(".;()\":/", c))
            return false;
        uint32_t word = i + 1;
        // The names of the amended laws may hold any word.
        uint32_t inner = c == ' ' && out->amending ? kind_end(view, word) : 0;
        if (inner &&
            phrases_begin(names, view, inner + 1, view->count, &end) != PHRASES_NONE) {
            i = end;
            continue;
        }
        if (c == ' ') {
            if (name_ends(view, begin, word, constitution, out))
                return out->name_to > out->name_from;
            if (breaks_name(view, begin, word, out->amending))
                return false;
        }
        i++;
    }
    return false;
}

bool law_read(const struct view *view, uint32_t at, struct law *out)
{
    once_run(&once, start);
    *out = (struct law){0};
    if (!read_kind(view, at, out))
        return false;
    bool constitution = strcmp(out->type, "hiến pháp") == 0;
    uint32_t begin = constitution ? at + 4 : out->name_from;
    if (plain_at(view, begin) != ' ')
        return false;
    uint32_t end, from = begin;
    out->amending = view_word(view, begin + 1, STR("sua")) ||
                    view_word(view, begin + 1, STR("bo sung"));
    out->name_from = constitution ? out->from : begin + 1;
    bool plain = !constitution && !out->amending;
    if (plain && !upper_at(view, begin + 1))
        return false;
    if (plain &&
        phrases_begin(names, view, begin + 1, view->count, &end) != PHRASES_NONE) {
        if (name_over(view, end)) {
            out->name_to = out->to = end;
            return true;
        }
        from = end;
    }
    if (read_name(view, begin, from, constitution, out))
        return true;
    // Nothing says where the name ends: a known one.
    if (!plain ||
        phrases_begin(names, view, begin + 1, view->count, &end) == PHRASES_NONE)
        return false;
    out->name_to = out->to = end;
    return true;
}

struct str law_key(const struct view *view, const struct law *law, int year,
                   struct arena *arena)
{
    char *out = arena_take(arena, (law->name_to - law->name_from) + 6 + DECIMAL_SIZE);
    size_t len = 5;
    memcpy(out, "luat:", len);
    for (uint32_t i = law->name_from; i < law->name_to; i++) {
        char c = view->plain[i];
        if (plain_inside(c) && c != VIEW_OTHER_LETTER)
            out[len++] = c;
        else if (len > 5 && out[len - 1] != '-')
            out[len++] = '-';
    }
    while (len > 5 && out[len - 1] == '-')
        len--;
    out[len++] = ':';
    if (year)
        len += decimal_put(year, out + len);
    else
        out[len++] = '-';
    return (struct str){out, len};
}

bool law_name_known(const struct view *view, uint32_t at, uint32_t *end)
{
    once_run(&once, start);
    return phrases_begin(names, view, at, view->count, end) != PHRASES_NONE;
}
