// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/reference.h"

#include "analyzers/agency.h"
#include "analyzers/day.h"
#include "analyzers/doctype.h"
#include "analyzers/law.h"
#include "analyzers/phrases.h"
#include "base/once.h"

#include <string.h>

// How the name of each constitution begins in its key.
#define CONSTITUTION STR("hien-phap")

enum {
    QUERY_SIZE = 400,   // bytes; nothing longer is a reference
    COPIED_SIZE = 4000, // … and nothing longer is copied to ask for one
};

static struct once once = ONCE_INIT;
static struct phrases *fillers; // words that say nothing about which document is meant

static void start(void)
{
    fillers = phrases_new();
    phrases_add_all(fillers,
                    STR("số;sổ;ký hiệu;văn bản;của;do;năm;ban hành;của tỉnh;các;tại"), 0);
}

// The question while it is being read.
struct reader {
    struct view view;
    struct reference_query *out;
    struct arena *arena;
    uint32_t at;
    int numbers;     // numbers so far that are neither a day nor a month
    bool slash_year; // the year stood behind a slash
    bool typed;      // by a word or by the code
    bool coded;      // by the code in the symbol, which decides
    char organisation[96];
};

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static char plain_at(const struct reader *reader, uint32_t i)
{
    return i < reader->view.count ? reader->view.plain[i] : '\0';
}

static struct str copy(struct reader *reader, uint32_t from, uint32_t to)
{
    return arena_copy(reader->arena, (struct str){reader->view.plain + from, to - from});
}

static bool year_like(struct str digits)
{
    int year = 0;
    for (size_t i = 0; i < digits.len; i++)
        year = year * 10 + (digits.at[i] - '0');
    return digits.len == 4 && year >= 1940 && year <= 2099;
}

static int value_of(struct str digits)
{
    int value = 0;
    for (size_t i = 0; i < digits.len && digit(digits.at[i]); i++)
        value = value * 10 + (digits.at[i] - '0');
    return value;
}

// A number with what belongs to it: 163, 30a, 66.13.
static bool take_number(struct reader *reader)
{
    uint32_t from = reader->at, to = from;
    while (digit(plain_at(reader, to)))
        to++;
    if (plain_at(reader, to) == '.' && digit(plain_at(reader, to + 1)) &&
        reader->numbers == 0) {
        to++;
        while (digit(plain_at(reader, to)))
            to++;
    }
    uint32_t digits = to;
    char suffix = plain_at(reader, to);
    if (suffix >= 'a' && suffix <= 'e' && !plain_inside(plain_at(reader, to + 1)))
        to++;
    if (digits - from > 6)
        return false;
    char before = from ? plain_at(reader, from - 1) : ' ';
    struct str text = copy(reader, from, to);
    reader->at = to;
    if (reader->numbers == 0) {
        while (text.len > 1 && text.at[0] == '0' && digit(text.at[1]))
            text = str_slice(text, 1, text.len);
        reader->out->number = text;
    } else if (reader->numbers == 1 && year_like(text) && !reader->out->year) {
        reader->out->year = value_of(text);
        reader->slash_year = before == '/' || before == '_';
    } else {
        return false;
    }
    reader->numbers++;
    return true;
}

static void add_organisation(struct reader *reader, struct str code)
{
    size_t len = strlen(reader->organisation);
    if (len + code.len + 2 > sizeof reader->organisation)
        return;
    if (len)
        reader->organisation[len++] = '-';
    memcpy(reader->organisation + len, code.at, code.len);
    reader->organisation[len + code.len] = '\0';
}

static bool law_code(struct str word)
{
    size_t stem = str_starts(word, STR("ubtvqh")) ? 6
                  : str_starts(word, STR("qh"))   ? 2
                                                  : 0;
    return stem && (word.len == stem || digit(word.at[stem]));
}

// A word that is no known phrase: the code of a type or a body, or part of a symbol.
static bool take_code(struct reader *reader)
{
    uint32_t from = reader->at, to = from;
    while (plain_inside(plain_at(reader, to)) || plain_at(reader, to) == '&')
        to++;
    struct str word = {reader->view.plain + from, to - from};
    const struct doctype *type = NULL;
    char before = from ? plain_at(reader, from - 1) : ' ';
    bool attached = before == '-' || before == '/' || before == '_';
    bool open =
        (!reader->typed || (attached && !reader->coded)) && !*reader->organisation;
    if (!law_code(word)) {
        // qd52: the code and the number in one word.
        size_t letters = 0;
        while (letters < word.len && !digit(word.at[letters]))
            letters++;
        if (letters < word.len && letters >= 2) {
            struct str head = str_slice(word, 0, letters);
            if (reader->numbers == 0 && open &&
                (type = doctype_of_code(head, reader->view.letter + from)) != NULL) {
                word = head;
                to = from + (uint32_t)letters;
            }
        }
        if (!type && open)
            type = doctype_of_code(word, reader->view.letter + from);
    }
    if (type && !(type->systems & DOCTYPE_OTHER)) {
        reader->out->type = type->folded;
        reader->coded = reader->typed || attached;
        reader->typed = true;
    } else if (law_code(word) || agency_of_code(word) ||
               agency_scope_of(word) == AGENCY_LOCAL ||
               (attached && (reader->typed || *reader->organisation) && word.len > 1)) {
        char folded[64];
        size_t len = 0;
        for (size_t i = 0; i < word.len && len < sizeof folded; i++) {
            if (word.at[i] != '&')
                folded[len++] = word.at[i];
        }
        // A department of no known code is only believed as part of a symbol.
        if (!attached && !law_code(word) && !agency_of_code(word))
            return false;
        // "… của UBND tỉnh" behind a symbol says it once more.
        if (attached || !*reader->organisation)
            add_organisation(reader, (struct str){folded, len});
    } else {
        return false;
    }
    reader->at = to;
    return true;
}

static bool take_place(struct reader *reader)
{
    uint32_t end = 0;
    static const char *const kinds[] = {"tinh", "thanh pho", "tp", "tp."};
    uint32_t at = reader->at;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (view_says(&reader->view, at, kinds[i])) {
            uint32_t next = at + (uint32_t)strlen(kinds[i]);
            if (plain_at(reader, next) == ' ')
                at = next + 1;
            else if (plain_at(reader, next) == '\0') {
                reader->at = next;
                return true;
            }
            break;
        }
    }
    // Whoever asks types names of provinces without capitals, too.
    uint8_t flag = reader->view.flags[at];
    reader->view.flags[at] |= VIEW_UPPER;
    struct str province = province_begin(&reader->view, at, &end);
    reader->view.flags[at] = flag;
    if (!province.at)
        return false;
    reader->out->scope = province;
    reader->at = end;
    return true;
}

// "@quang-tri/ba-to" at the end of a key.
static void take_scope(struct reader *reader)
{
    uint32_t from = ++reader->at;
    while (reader->at < reader->view.count && plain_at(reader, reader->at) != ' ')
        reader->at++;
    reader->out->scope = copy(reader, from, reader->at);
}

static bool take(struct reader *reader)
{
    uint32_t end;
    const struct view *view = &reader->view;
    char c = plain_at(reader, reader->at);
    if (digit(c))
        return take_number(reader);
    if (c == '@') {
        take_scope(reader);
        return true;
    }
    if (!plain_inside(c)) {
        reader->at++;
        return c == ' ' || (c && strchr("/-:,_\"", c));
    }
    struct cited_day day;
    if (reader->numbers && view_word(view, reader->at, STR("ngay")) &&
        cited_day_read(view, reader->at, &day)) {
        if (!reader->out->year)
            reader->out->year = day.year;
        reader->at = day.to;
        return true;
    }
    const struct doctype *type =
        reader->typed ? NULL : doctype_at(view, reader->at, &end);
    if (type && !(type->systems & DOCTYPE_OTHER)) {
        reader->typed = true;
        bool law = type->systems & DOCTYPE_LAW && str_equal(type->folded, STR("qh"));
        reader->out->type = law                              ? STR("luat")
                            : type->systems & DOCTYPE_LETTER ? STR("cv")
                                                             : type->folded;
        reader->at = end;
        return true;
    }
    if (phrases_begin(fillers, view, reader->at, view->count, &end) != PHRASES_NONE) {
        reader->at = end;
        return true;
    }
    return take_place(reader) || take_code(reader);
}

// "luật đất đai 2024", "Bộ luật Dân sự năm 2015", luat:dat-dai:2024.
static bool parse_law(struct reader *reader)
{
    static const char *const kinds[] = {"bo luat", "luat", "phap lenh"};
    const char *plain = reader->view.plain;
    uint32_t at = 0, end = reader->view.count;
    if (end > 5 && memcmp(plain, "luat:", 5) == 0) {
        at = 5;
    } else {
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && !at; i++) {
            uint32_t len = (uint32_t)strlen(kinds[i]);
            if (view_says(&reader->view, 0, kinds[i]) && plain_at(reader, len) == ' ')
                at = len + 1;
        }
        if (view_word(&reader->view, 0, STR("hien phap")))
            at = end + 1;
    }
    bool constitution = at > end;
    if (constitution)
        at = 0;
    else if (!at)
        return false;
    uint32_t name_end = end;
    uint32_t last = end;
    while (last > at && digit(plain[last - 1]))
        last--;
    if (end - last == 4 && year_like((struct str){plain + last, 4}) && last > at &&
        !plain_inside(plain[last - 1])) {
        reader->out->year = value_of((struct str){plain + last, 4});
        name_end = last - 1;
        if (name_end > at + 4 && memcmp(plain + name_end - 4, " nam", 4) == 0)
            name_end -= 4;
    } else if (end > at + 2 && memcmp(plain + end - 2, ":-", 2) == 0) {
        name_end = end - 2;
    }
    char *name = arena_alloc(reader->arena, name_end - at + 1);
    bool key = at == 5 && plain[4] == ':';
    size_t len = 0;
    int words = 1;
    for (uint32_t i = at; i < name_end; i++) {
        if (digit(plain[i]) && !key)
            return false;
        if (plain_inside(plain[i])) {
            name[len++] = plain[i];
        } else if (len && name[len - 1] != '-') {
            name[len++] = '-';
            words++;
        }
    }
    while (len && name[len - 1] == '-')
        len--;
    // A name alone may be plain words; with a year, or as the name of a known law, it is
    // a reference.
    uint32_t after;
    if (len == 0 ||
        (!reader->out->year && !key &&
         !(law_name_known(&reader->view, at, &after) && after == name_end)) ||
        (words > 40 && !key))
        return false;
    reader->out->name = (struct str){name, len};
    return true;
}

// Reads the question; false when something in it belongs to no reference or no number is
// there.
static bool read_symbol(struct reader *reader, struct str typed)
{
    once_run(&once, start);
    *reader->out = (struct reference_query){0};
    if (typed.len > QUERY_SIZE)
        return false;
    view_read(&reader->view, str_trim(typed), reader->arena);
    // A blank number, and the key of a law, are none.
    if (reader->view.count == 0 || reader->view.plain[0] == '/' ||
        str_starts(typed, STR("luat:")))
        return false;
    while (reader->at < reader->view.count) {
        if (!take(reader))
            return false;
    }
    if (*reader->organisation)
        reader->out->organisation =
            arena_copy(reader->arena, str_of(reader->organisation));
    return reader->out->number.at;
}

static bool read_law(struct reader *reader)
{
    *reader->out = (struct reference_query){0};
    return reader->view.count && parse_law(reader);
}

// A year alone beside the name of a type is a year: "báo cáo 2023"; in a symbol it is a
// number: "2021/QĐ-UBND".
static bool says_more_than_a_number(const struct reader *reader)
{
    const struct reference_query *said = reader->out;
    if (reader->typed || said->organisation.at)
        return said->year || !year_like(said->number) || said->organisation.at;
    // N/YYYY alone: up to 12 it is a month.
    return said->year && reader->slash_year &&
           (value_of(said->number) > 12 || !digit(said->number.at[said->number.len - 1]));
}

bool reference_query_parse(struct reference_query *out, struct str typed,
                           struct arena *arena)
{
    struct reader reader = {.out = out, .arena = arena};
    return read_symbol(&reader, typed) ? says_more_than_a_number(&reader)
                                       : read_law(&reader);
}

// The parts of a key num/year/type-org@scope.
struct key {
    struct str number, year, type, organisation, scope;
};

static bool split_key(struct key *out, struct str key)
{
    *out = (struct key){0};
    ptrdiff_t at = str_find(key, STR("@"), 0);
    if (at >= 0) {
        out->scope = str_slice(key, (size_t)at + 1, key.len);
        key = str_slice(key, 0, (size_t)at);
    }
    struct str rest = key;
    if (!str_split(&out->number, &rest, '/') || !rest.at ||
        !str_split(&out->year, &rest, '/') || !rest.at)
        return false;
    ptrdiff_t dash = str_find(rest, STR("-"), 0);
    out->type = dash >= 0 ? str_slice(rest, 0, (size_t)dash) : STR("");
    out->organisation = dash >= 0 ? str_slice(rest, (size_t)dash + 1, rest.len) : rest;
    return true;
}

// True when `whole` is `part`, or begins with it and goes on behind `separator`.
static bool part_of(struct str part, struct str whole, char separator)
{
    return str_starts(whole, part) &&
           (whole.len == part.len || whole.at[part.len] == separator);
}

static bool type_agrees(struct str asked, const struct key *key)
{
    if (str_equal(asked, key->type))
        return true;
    if (key->type.len == 0) {
        // Numbers of the National Assembly carry no type.
        bool standing = str_starts(key->organisation, STR("ubtvqh"));
        return str_equal(asked, STR("nq")) ||
               str_equal(asked, standing ? STR("pl") : STR("luat")) ||
               (standing && str_equal(asked, STR("ubtvqh")));
    }
    // Regulations of the Party are written QyĐ, QĐi and QĐ.
    bool rule = str_equal(asked, STR("qyd")) || str_equal(asked, STR("qdi"));
    if (rule)
        return str_equal(key->type, STR("qyd")) || str_equal(key->type, STR("qdi")) ||
               str_equal(key->type, STR("qd"));
    return str_equal(asked, STR("tb")) && str_equal(key->type, STR("tbkl"));
}

// A key as a question that only it answers.
static bool query_of_key(struct reference_query *out, struct str key)
{
    struct key parts;
    *out = (struct reference_query){0};
    if (str_starts(key, STR("luat:"))) {
        struct str kind, rest = key;
        str_split(&kind, &rest, ':');
        str_split(&out->name, &rest, ':');
        out->year = value_of(rest);
        return true;
    }
    if (!reference_has_number(key) || !split_key(&parts, key))
        return false;
    *out = (struct reference_query){.number = parts.number,
                                    .year = value_of(parts.year),
                                    .type = parts.type,
                                    .organisation = parts.organisation,
                                    .scope = parts.scope};
    return true;
}

// The first document that the words cite, as in a text.
static bool find_first(struct reference_query *out, const struct view *view,
                       struct arena *arena)
{
    struct references found;
    struct citing nobody = {0};
    references_find(&found, view, &nobody, arena);
    const struct reference *first = found.count       ? found.items
                                    : found.law_count ? found.laws
                                                      : NULL;
    if (!first || !query_of_key(out, first->key))
        return false;
    // "Quyết định 100 của Thủ tướng": the code of the body is not in the number.
    const struct agency *agency = out->number.len && !out->organisation.len
                                      ? agency_named(view, first->from, first->to)
                                      : NULL;
    if (agency) {
        char *code = arena_alloc(arena, agency->code.len + 1);
        size_t len = plain_fold(agency->code, code, agency->code.len + 1);
        out->organisation = (struct str){code, len};
    }
    return !out->number.len || out->year || out->organisation.len ||
           !year_like(out->number);
}

// What was copied from a text, "Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020
// của Chính phủ", is read as texts are; with a capital at each word, where it was typed
// without.
static bool read_copied(struct reference_query *out, struct str typed,
                        struct arena *arena)
{
    struct view view;
    if (typed.len > COPIED_SIZE)
        return false;
    view_read(&view, typed, arena);
    if (find_first(out, &view, arena))
        return true;
    for (uint32_t i = 0; i < view.count; i++) {
        char c = view.plain[i];
        if (c >= 'a' && c <= 'z' && (i == 0 || view.plain[i - 1] == ' '))
            view.flags[i] |= VIEW_UPPER;
    }
    return find_first(out, &view, arena);
}

// "hiến pháp", of whatever year.
static bool read_constitution(struct reference_query *out, struct str typed,
                              struct arena *arena)
{
    struct view view;
    view_read(&view, typed, arena);
    *out = (struct reference_query){.name = CONSTITUTION};
    return str_equal((struct str){view.plain, view.count}, STR("hien phap"));
}

bool reference_query_parse_named(struct reference_query *out, struct str typed,
                                 struct arena *arena)
{
    return reference_query_parse(out, typed, arena) ||
           (out->number.at && !out->type.at && !out->organisation.at) ||
           read_copied(out, typed, arena) || read_constitution(out, typed, arena);
}

bool reference_query_matches(const struct reference_query *query, struct str key)
{
    if (query->name.at) {
        if (!str_starts(key, STR("luat:")))
            return false;
        struct str kind, name, year = {NULL, 0}, rest = key;
        str_split(&kind, &rest, ':');
        str_split(&name, &rest, ':');
        if (rest.at)
            str_split(&year, &rest, ':');
        bool same = str_equal(query->name, CONSTITUTION) ? part_of(query->name, name, '-')
                                                         : str_equal(name, query->name);
        return same && (!query->year || (year.at && value_of(year) == query->year));
    }
    struct key parts;
    if (str_starts(key, STR("luat:")) || !split_key(&parts, key))
        return false;
    if (!str_equal(parts.number, query->number) ||
        (query->year && value_of(parts.year) != query->year))
        return false;
    if (query->type.at && query->type.len && !type_agrees(query->type, &parts))
        return false;
    if (query->organisation.at && query->organisation.len &&
        !part_of(query->organisation, parts.organisation, '-'))
        return false;
    return !query->scope.at || query->scope.len == 0 ||
           part_of(query->scope, parts.scope, '/');
}
