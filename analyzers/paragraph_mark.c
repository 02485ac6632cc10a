// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/paragraph_mark.h"

#include <string.h>

static bool roman_letter(char c)
{
    return c == 'i' || c == 'v' || c == 'x' || c == 'l';
}

static bool roman_small(char c)
{
    return c == 'i' || c == 'v' || c == 'x';
}

// Marks that count: numbers, letters, Roman numerals, "Điều 3". Returns false when [at,
// to) begins with none.
static bool read_article(const struct view *view, uint32_t at, uint32_t to,
                         struct paragraph *out)
{
    static const struct {
        const char *word;
        enum mark mark;
    } heads[] = {
        {"dieu", MARK_ARTICLE}, {"chuong", MARK_PART},  {"muc", MARK_PART},
        {"phan", MARK_PART},    {"phu luc", MARK_PART},
    };
    if (!letter_upper(view, at))
        return false;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        if (!view_says(view, at, heads[i].word))
            continue;
        uint32_t end = at + (uint32_t)strlen(heads[i].word);
        uint32_t number = behind_spaces(view, end, to), after = number;
        unsigned value = 0;
        while (after < to && plain_digit(view->plain[after]) && after - number < 3)
            value = value * 10 + (unsigned)(view->plain[after++] - '0');
        if (heads[i].mark == MARK_ARTICLE) {
            // "Điều 3." or "Điều 3:" or alone on its line; "Điều 3 của Luật" is a
            // citation.
            if (after == number)
                return false;
            if (after < to && plain_letter(view->plain[after]) && after + 1 < to &&
                !plain_letter(view->plain[after + 1]))
                after++;
            if (after < to && view->plain[after] != '.' && view->plain[after] != ':')
                return false;
            out->text = behind_spaces(view, after < to ? after + 1 : to, to);
        } else {
            uint32_t roman = after;
            while (roman < to && letter_upper(view, roman) && roman - after < 5 &&
                   roman_letter(view->plain[roman]))
                roman++;
            bool counted = after > number || roman > after;
            if (!counted && !letter_upper(view, at + 1))
                return false;
            out->text = behind_spaces(
                view,
                roman < to && (view->plain[roman] == '.' || view->plain[roman] == ':')
                    ? roman + 1
                    : roman,
                to);
        }
        out->mark = heads[i].mark;
        out->number = (uint16_t)value;
        return true;
    }
    return false;
}

static bool read_roman(const struct view *view, uint32_t at, uint32_t to,
                       struct paragraph *out)
{
    uint32_t end = at;
    // Scanners read III as HI and II as I1.
    while (end < to && end - at < 5 &&
           ((letter_upper(view, end) &&
             (roman_letter(view->plain[end]) || view->plain[end] == 'h')) ||
            (end > at && view->plain[end] == '1')))
        end++;
    if (end == at || end >= to || !memchr(".)/-", view->plain[end], 4) ||
        (view->plain[end] == '-' && (end + 1 >= to || view->plain[end + 1] != ' ')))
        return false;
    uint32_t text = behind_spaces(view, end + 1, to);
    if (text >= to || !letter_upper(view, text) || text + 1 >= to)
        return false;
    if (view->plain[end] == '/' && text == end + 1)
        return false;
    out->mark = MARK_ROMAN;
    out->text = text;
    return true;
}

// "1. • Phòng Nghiệp vụ": what a page of the web puts behind the mark.
static uint32_t behind_bullets(const struct view *view, uint32_t at, uint32_t to)
{
    while (at + 1 < to && (view->plain[at] == '*' || view->plain[at] == '-') &&
           view->plain[at + 1] == ' ')
        at = behind_spaces(view, at + 1, to);
    return at;
}

static bool read_number(const struct view *view, uint32_t at, uint32_t to,
                        bool after_sentence, struct paragraph *out)
{
    const char *plain = view->plain;
    uint32_t end = at;
    unsigned value = 0, groups = 0;
    bool closed = false;
    while (end < to && plain_digit(plain[end])) {
        uint32_t start = end;
        value = 0;
        while (end < to && plain_digit(plain[end]) && end - start < 3)
            value = value * 10 + (unsigned)(plain[end++] - '0');
        if (end - start > 2 || (end < to && plain_digit(plain[end])))
            return false;
        groups++;
        closed = end < to && (plain[end] == '.' || plain[end] == ')' ||
                              (plain[end] == '/' && groups == 1) ||
                              (plain[end] == ',' && groups == 1 && after_sentence));
        if (!closed)
            break;
        end++;
        if (plain[end - 1] != '.')
            break;
    }
    // "1- Giao Ban Tổ chức …", as the party writes; "1 - Công an huyện …"
    if (groups && !closed && end + 2 < to && plain[end] == '-' && plain[end + 1] == ' ' &&
        letter_upper(view, behind_spaces(view, end + 1, to))) {
        closed = true;
        end++;
    }
    if (groups == 1 && !closed && after_sentence && end + 2 < to && plain[end] == ' ' &&
        plain[end + 1] == '-' && plain[end + 2] == ' ' &&
        letter_upper(view, behind_spaces(view, end + 2, to))) {
        closed = true;
        end += 2;
    }
    if (!groups || (groups == 1 && !closed))
        return false;
    bool spaced = end < to && plain[end] == ' ';
    uint32_t text = behind_bullets(view, behind_spaces(view, end, to), to);
    if (text < to && !letter_upper(view, text) && plain[text] != '"' &&
        (!spaced || !after_sentence))
        return false;
    if (text < to && !letter_upper(view, text) && (!spaced || plain[end - 1] == ','))
        return false;
    if (plain[end - 1] == '/' && (!spaced || !letter_upper(view, text)))
        return false;
    if (groups > 1 && !closed && !(spaced && letter_upper(view, text)))
        return false;
    out->mark = groups > 1 ? MARK_DECIMAL : MARK_NUMBER;
    out->depth = (uint8_t)groups;
    out->number = (uint16_t)value;
    out->text = text;
    return true;
}

static bool read_letter(const struct view *view, uint32_t at, uint32_t to,
                        struct paragraph *out)
{
    const char *plain = view->plain;
    bool bracket = plain[at] == '(';
    uint32_t letter = at + bracket, end = letter;
    unsigned value = 0;
    if (!bracket && plain[at + 1] != ')' && plain[at + 1] != '.')
        return false;
    if (bracket && end < to && plain_digit(plain[end])) {
        while (end < to && plain_digit(plain[end]) && end - letter < 2)
            value = value * 10 + (unsigned)(plain[end++] - '0');
    } else if (end < to && plain_letter(plain[end])) {
        value = (unsigned)(plain[end++] - 'a' + 1);
        // "(ii)": the letters i, v and x in brackets.
        while (bracket && end < to && roman_small(plain[end - 1]) &&
               roman_small(plain[end]) && end - letter < 4) {
            value++;
            end++;
        }
    }
    if (end == letter || end >= to)
        return false;
    bool dotted = plain[end] == '.' && !bracket;
    if (plain[end] != ')' && !dotted)
        return false;
    uint32_t text = behind_spaces(view, end + 1, to);
    if (text >= to || (dotted && (text == end + 1 || !letter_upper(view, text))))
        return false;
    if (dotted && letter_upper(view, letter)) {
        out->mark = MARK_PART;
    } else {
        out->mark = bracket && plain_digit(plain[letter]) ? MARK_BRACKET : MARK_LETTER;
    }
    out->number = (uint16_t)value;
    out->text = text;
    return true;
}

// "Thứ nhất, …", "Hai là: …": counted in words.
static bool read_ordinal(const struct view *view, uint32_t at, uint32_t to,
                         struct paragraph *out)
{
    static const char *const numbers[] = {"nhat", "mot", "hai", "ba",   "tu",   "nam",
                                          "sau",  "bay", "tam", "chin", "muoi", "bon"};
    if (!letter_upper(view, at) || letter_upper(view, at + 1))
        return false;
    bool before = view_word(view, at, STR("thu"));
    uint32_t word = before ? at + 4 : at, end = word;
    bool known = false;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers && !known; i++)
        if (view_says(view, word, numbers[i])) {
            end = word + (uint32_t)strlen(numbers[i]);
            known = true;
        }
    if (known && !before) {
        known = view_word(view, end + 1, STR("la"));
        end += 3;
    }
    // "Thứ Hai, ngày 12/3" is a day.
    if (!known || end >= to || (view->plain[end] != ',' && view->plain[end] != ':') ||
        (before && letter_upper(view, word)))
        return false;
    out->mark = MARK_NUMBER;
    out->text = behind_spaces(view, end + 1, to);
    return out->text < to && !view_word(view, out->text, STR("ngay"));
}

// "*Về công tác cán bộ*": the stars of Markdown, around all of it.
static bool is_emphasised(const struct view *view, uint32_t from, uint32_t to)
{
    return to - from > 4 && view->plain[from] == '*' && view->plain[from + 1] != ' ' &&
           view->plain[from + 1] != '*' && view->plain[to - 1] == '*';
}

void paragraph_mark_read(struct paragraph *out, const struct view *view, uint32_t from,
                         uint32_t to, uint16_t indent, bool after_sentence)
{
    const char *plain = view->plain;
    *out = (struct paragraph){.from = from, .text = from};
    uint32_t at = from;
    bool noise = false, dash = false, plus = false;
    if (is_emphasised(view, at, to) || read_ordinal(view, at, to, out))
        return;
    while (at < to && at - from < 12) {
        char c = plain[at];
        uint32_t next = behind_spaces(view, at + 1, to);
        if (read_article(view, at, to, out) ||
            (plain_digit(c) && read_number(view, at, to, after_sentence || noise, out)) ||
            read_roman(view, at, to, out) ||
            ((plain_letter(c) || c == '(') && read_letter(view, at, to, out)))
            return;
        if (c == '-' || c == '*' || c == '+') {
            // "-5 %" and "- xã hội" in the middle of a sentence are no items.
            bool lone = at + 1 < to &&
                        (plain[at + 1] == ' ' || letter_upper(view, at + 1) || c != '-');
            if (!lone && !noise)
                return;
            dash |= c == '-';
            plus |= c == '+' || c == '*';
        } else if (c == '~' || c == VIEW_OTHER_SIGN || c == '_' || c == '|' || c == '`' ||
                   c == '\'' || c == '=' || c == '^' || c == '{' || c == '<' ||
                   c == '\\') {
            noise = true;
        } else if (c == '.' || c == ':' || c == ' ' || c == ',' || c == '"') {
            if (c == '"' && !noise && !dash)
                break;
            // ". Công an huyện …": a dot that stands for a dash.
            dash |= c == '.' && at == from && after_sentence && indent &&
                    plain[at + 1] == ' ' && letter_upper(view, at + 2);
        } else if (plain_letter(c) && !letter_upper(view, at) &&
                   plain[at + 1 < to ? at + 1 : at] == ' ' && next < to &&
                   (plain[next] == '-' || plain[next] == '~')) {
            noise = true; // a single letter before a dash
        } else {
            break;
        }
        at++;
    }
    if (at >= to || !(dash || plus || noise))
        return;
    if (!dash && !plus && !letter_upper(view, at))
        return;
    if (!after_sentence && !letter_upper(view, at) && !plain_digit(plain[at]) &&
        plain[at] != '"')
        return;
    out->mark = plus && !dash ? MARK_PLUS : MARK_DASH;
    out->text = at;
}
