// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/symbol.h"

#include "analyzers/agency.h"
#include "analyzers/phrases.h"

#include <stdio.h>
#include <string.h>

enum { HEAD_REACH = 64, FILL_REACH = 40, RUN_SIZE = 24 };

// A run of letters in which a type or an organisation is written.
struct run {
    uint32_t from, to;
    char folded[RUN_SIZE];
    unsigned len;
    unsigned letters, upper, digits;
};

static char plain_at(const struct view *view, uint32_t i)
{
    return i < view->count ? view->plain[i] : '\0';
}

static bool upper_at(const struct view *view, uint32_t i)
{
    return i < view->count && view->flags[i] & VIEW_UPPER;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool alphabetic(char c)
{
    return c >= 'a' && c <= 'z';
}

// A letter that scans put for a digit: O o for 0, l I | for 1.
static char slipped_digit(const struct view *view, uint32_t i)
{
    char c = plain_at(view, i);
    if (c == 'o' && !(view->flags[i] & VIEW_MARKED))
        return '0';
    if (c == '|' || (c == 'l' && !upper_at(view, i)) || (c == 'i' && upper_at(view, i)))
        return '1';
    return '\0';
}

static char digit_at(const struct view *view, uint32_t i)
{
    char c = plain_at(view, i);
    return digit(c) ? c : slipped_digit(view, i);
}

// Behind a separator with at most one space on either side; 0 when it does not stand at `at`.
static uint32_t separator(const struct view *view, uint32_t at, char sign)
{
    uint32_t i = at;
    if (plain_at(view, i) == ' ')
        i++;
    if (plain_at(view, i) != sign)
        return 0;
    i++;
    if (plain_at(view, i) == ' ')
        i++;
    return i;
}

static uint32_t dash(const struct view *view, uint32_t at)
{
    uint32_t next = separator(view, at, '-');
    return next ? next : separator(view, at, '_');
}

static uint32_t slash(const struct view *view, uint32_t at)
{
    return separator(view, at, '/');
}

// Behind a year at `at`, or 0.
static uint32_t read_year(const struct view *view, uint32_t at, int *year)
{
    int value = 0, certain = 0;
    for (uint32_t i = at; i < at + 4; i++) {
        char c = digit_at(view, i);
        if (!c)
            return 0;
        certain += digit(view->plain[i]);
        value = value * 10 + (c - '0');
    }
    if (certain < 2 || value < 1900 || value > 2099 || digit(plain_at(view, at + 4)))
        return 0;
    *year = value;
    return at + 4;
}

static bool read_run(const struct view *view, uint32_t at, struct run *run)
{
    *run = (struct run){.from = at, .to = at};
    if (!alphabetic(plain_at(view, at)))
        return false;
    uint32_t i = at;
    for (; run->len < RUN_SIZE - 1; i++) {
        char c = plain_at(view, i);
        if (c == '&' || c == '^' || c == '.') {
            // Inside one word only: BKH&ĐT, GA.VI.
            if (!upper_at(view, i + 1) || i == at || plain_at(view, i - 1) == ' ')
                break;
            continue;
        }
        if (!alphabetic(c) && !digit(c))
            break;
        // TƯ is short for Trung ương, as TW is; TU is the committee of a province.
        if (c == 'u' && i > at && view->plain[i - 1] == 't' &&
            (view->letter[i] == 0x1AF || view->letter[i] == 0x1B0))
            c = 'w';
        run->folded[run->len++] = c;
        run->letters += alphabetic(c);
        run->upper += upper_at(view, i);
        run->digits += digit(c);
    }
    run->to = i;
    return run->len > 0 && !alphabetic(plain_at(view, i));
}

static struct str run_str(const struct run *run)
{
    return (struct str){run->folded, run->len};
}

static const struct doctype *type_of(const struct view *view, const struct run *run)
{
    return doctype_of_code(run_str(run), view->letter + run->from);
}

// Cuts words that lost their space off the end: CPngày is CP.
static void mend_end(struct run *run, const struct view *view)
{
    if (agency_of_code(run_str(run)))
        return;
    for (unsigned len = run->len; len-- > 2 && run->to - run->from == run->len;) {
        uint32_t i = run->from + len;
        if (upper_at(view, i) || !alphabetic(plain_at(view, i)))
            break;
        const struct agency *agency = agency_of_code((struct str){run->folded, len});
        if (agency && (run->len - len > 1 || view->flags[i] & VIEW_MARKED)) {
            run->len = len;
            run->to = i;
            return;
        }
    }
}

// Confusions of scans in the commonest organisations: UBNĐ, UBNDD.
static void mend_organisation(struct run *run)
{
    if (run->len == 5 && memcmp(run->folded, "ubnnd", 5) == 0) {
        memcpy(run->folded, "ubnd", 4);
        run->len = 4;
    }
}

static bool organisation_known(const struct run *run)
{
    return agency_scope_of(run_str(run)) != AGENCY_UNKNOWN;
}

// What looks like the code of a body: capitals for the most part, or a known one in whatever case.
static bool organisation_plausible(const struct run *run)
{
    if (run->letters == 0 || run->len > 18)
        return false;
    if (agency_of_code(run_str(run)))
        return true;
    // C06: a department that has a number.
    if (run->upper == run->letters && run->digits && run->len <= 4)
        return true;
    return run->upper >= 2 && run->upper * 2 >= run->letters;
}

static bool add_organisation(struct symbol *out, const struct run *run)
{
    size_t len = strlen(out->organisation);
    if (len + run->len + 2 > sizeof out->organisation)
        return false;
    if (len)
        out->organisation[len++] = '-';
    else
        out->organisation_from = run->from;
    memcpy(out->organisation + len, run->folded, run->len);
    out->organisation[len + run->len] = '\0';
    out->organisation_to = out->to = run->to;
    return true;
}

// The organisation at `at` and the parts that dashes or slashes add to it: BTC-BKHCN, SNV-TCBC.
static bool read_organisation(const struct view *view, uint32_t at, bool known,
                              struct symbol *out)
{
    struct run run;
    if (!read_run(view, at, &run) && run.len == 0)
        return false;
    mend_end(&run, view);
    mend_organisation(&run);
    if (alphabetic(plain_at(view, run.to)) && !(view->flags[run.to] & VIEW_MARKED) &&
        run.to - run.from == run.len && !agency_of_code(run_str(&run)))
        return false;
    if (known ? !organisation_known(&run) : !organisation_plausible(&run))
        return false;
    // "Số: …/TTr-" and a heading in capitals on the next line.
    bool wrapped = plain_at(view, at - 1) == ' ' && view->flags[at - 1] & VIEW_LINE;
    if (wrapped && !organisation_known(&run) && plain_at(view, run.to) == ' ' &&
        upper_at(view, run.to + 1) && upper_at(view, run.to + 2))
        return false;
    if (!add_organisation(out, &run))
        return false;
    for (int parts = 0; parts < 8; parts++) {
        uint32_t next = dash(view, run.to);
        bool apart = plain_at(view, run.to) == ' ';
        if (!next && plain_at(view, run.to) == '/' && upper_at(view, run.to + 1))
            next = run.to + 1;
        if (!next || !upper_at(view, next))
            break;
        bool behind = view->plain[next - 1] == ' ';
        if (!read_run(view, next, &run))
            break;
        mend_end(&run, view);
        // With spaces on both sides it may be a dash of the sentence: only a known body goes on there. A number behind it means
        // that it was no part of this symbol.
        if (!organisation_plausible(&run) ||
            (apart && behind && !agency_of_code(run_str(&run))) || run.digits == run.len)
            break;
        if (behind && !apart && run.len > 10 && !agency_of_code(run_str(&run)))
            break;
        if (!add_organisation(out, &run))
            break;
    }
    return true;
}

// NQ-QH13, QH13, UBTVQH 14.
static bool read_law(const struct view *view, uint32_t at, struct symbol *out)
{
    struct run run;
    if (!read_run(view, at, &run) || run.upper < 2)
        return false;
    if (run.len == 2 &&
        (memcmp(run.folded, "nq", 2) == 0 || memcmp(run.folded, "pl", 2) == 0)) {
        uint32_t next = dash(view, run.to);
        if (!next || !read_run(view, next, &run))
            return false;
    }
    unsigned stem = 0;
    if (run.len >= 6 && memcmp(run.folded, "ubtvqh", 6) == 0)
        stem = 6;
    else if (run.len >= 2 && memcmp(run.folded, "qh", 2) == 0)
        stem = 2;
    else
        return false;
    char term[4] = "";
    unsigned len = 0;
    uint32_t end = run.to;
    if (run.len > stem) {
        for (uint32_t i = run.from + stem; i < run.to; i++) {
            char c = digit_at(view, i);
            if (!c || len == 2)
                return false;
            term[len++] = c;
        }
    } else {
        uint32_t i = run.to;
        if (plain_at(view, i) == ' ')
            i++;
        while (len < 2 && digit(plain_at(view, i)))
            term[len++] = view->plain[i++];
        if (len && !digit(plain_at(view, i)) && plain_at(view, i) != '/')
            end = i;
        else
            len = 0;
    }
    if (len == 0 && stem == 2)
        return false;
    snprintf(out->organisation, sizeof out->organisation, "%.*s%.*s", (int)stem,
             run.folded, (int)len, term);
    out->kind = SYMBOL_LAW;
    out->organisation_from = run.from;
    out->organisation_to = out->to = end;
    return true;
}

// QĐUBND: a type and a known body without anything between.
static bool read_glued(const struct view *view, const struct run *run, struct symbol *out)
{
    if (run->to - run->from != run->len || run->upper < 3)
        return false;
    for (unsigned cut = run->len - 1; cut >= 2; cut--) {
        struct run tail = {.from = run->from + cut, .to = run->to, .len = run->len - cut};
        memcpy(tail.folded, run->folded + cut, tail.len);
        if (!upper_at(view, tail.from) || tail.len < 2)
            continue;
        mend_organisation(&tail);
        const struct doctype *type =
            doctype_of_code((struct str){run->folded, cut}, view->letter + run->from);
        if (!type || type->systems & (DOCTYPE_RARE | DOCTYPE_OTHER) ||
            !agency_of_code(run_str(&tail)))
            continue;
        out->type = type;
        out->kind = out->year ? SYMBOL_NORM : SYMBOL_PLAIN;
        return add_organisation(out, &tail);
    }
    return false;
}

static bool common_type(const struct doctype *type)
{
    return type && !(type->systems & (DOCTYPE_RARE | DOCTYPE_OTHER | DOCTYPE_COPY));
}

// Bodies of the 1990s put before the type: 1275/UB-QĐ.
static bool read_reversed(const struct view *view, const struct run *run,
                          struct symbol *out, const struct symbol_head *head)
{
    static const char *const bodies[] = {"ub", "ubnd", "ubt", "cp", "ttg", "hdbt"};
    static const char *const types[] = {"qd", "ct", "nq", "nd"};
    bool body = false, known = false;
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++)
        body |= str_equal(run_str(run), str_of(bodies[i]));
    uint32_t next = dash(view, run->to);
    if (!next)
        next = slash(view, run->to);
    if (!body && !(head->type && agency_of_code(run_str(run))))
        return false;
    struct run second;
    if (!next || !read_run(view, next, &second) || second.upper < 2)
        return false;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        known |= str_equal(run_str(&second), str_of(types[i]));
    out->type = type_of(view, &second);
    // Other types only where the word before says the same: "Thông tư số 07-BYT/TT".
    if (!out->type ||
        (!known && !(head->type && str_equal(head->type->folded, out->type->folded)))) {
        out->type = NULL;
        return false;
    }
    out->kind = SYMBOL_REVERSED;
    add_organisation(out, run);
    out->to = second.to;
    return true;
}

// Product codes and hours between slashes before the body: 01/KH1N-01/17h00/DBQG-DBKH.
static bool read_coded(const struct view *view, uint32_t at, struct symbol *out)
{
    uint32_t last = 0;
    bool digits = false;
    uint32_t i = at;
    for (; i < view->count && i - at < 48 && view->plain[i] != ' '; i++) {
        if (view->plain[i] == '/') {
            last = i + 1;
        } else if (digit(view->plain[i])) {
            digits = true;
        } else if (!alphabetic(view->plain[i]) && view->plain[i] != '-') {
            break;
        }
    }
    if (!last || !digits)
        return false;
    *out->organisation = '\0';
    out->kind = SYMBOL_LETTER;
    return read_organisation(view, last, false, out);
}

static bool right_edge(const struct view *view, const struct symbol *symbol)
{
    char c = plain_at(view, symbol->to);
    if ((c == '-' || c == '/') && plain_inside(plain_at(view, symbol->to + 1)))
        return false;
    return true;
}

static bool letter_head(const struct symbol_head *head)
{
    return head->type && !head->abbreviated && !(head->type->systems & DOCTYPE_OTHER);
}

static bool read_letter(const struct view *view, uint32_t at, const struct run *run,
                        struct symbol *out, const struct symbol_head *head)
{
    // A type without a body is no body.
    if (common_type(type_of(view, run)) && !agency_of_code(run_str(run)))
        return false;
    bool known = organisation_known(run);
    if (!known && !letter_head(head) && !(head->number_word && head->line_start))
        return false;
    // Without "số" or a type before it only a known body with a part behind it is believed.
    if (!head->number_word && !letter_head(head) &&
        (!dash(view, run->to) || !agency_of_code(run_str(run))))
        return false;
    struct symbol tried = *out;
    if (read_organisation(view, at, false, &tried) && right_edge(view, &tried)) {
        tried.kind = SYMBOL_LETTER;
        // One part alone is too little without a word that says what it is.
        if (!strchr(tried.organisation, '-') && !letter_head(head) &&
            !(head->number_word && known))
            return false;
        *out = tried;
        return true;
    }
    return letter_head(head) && read_coded(view, at, out);
}

// What follows the number (and the year) and its separator.
static bool read_rest(const struct view *view, uint32_t at, char sign, struct symbol *out,
                      const struct symbol_head *head)
{
    if (sign == '/' && read_law(view, at, out))
        return out->year || letter_head(head);
    struct run run;
    if (!read_run(view, at, &run) && run.len == 0)
        return false;
    const struct doctype *type = type_of(view, &run);
    // "NQ.HĐTP": a full stop for the dash.
    const char *stop = type ? NULL : memchr(view->plain + at, '.', run.to - at);
    if (stop) {
        uint32_t cut = (uint32_t)(stop - view->plain);
        struct symbol tried = *out;
        tried.type =
            doctype_of_code((struct str){view->plain + at, cut - at}, view->letter + at);
        tried.kind = out->year ? SYMBOL_NORM : SYMBOL_PLAIN;
        if (common_type(tried.type) && sign == '/' &&
            read_organisation(view, cut + 1, true, &tried)) {
            *out = tried;
            return true;
        }
    }
    // "TT Tr": a code that a scan took apart.
    if (type && run.len == 2 && memcmp(run.folded, "tt", 2) == 0 &&
        plain_at(view, run.to) == ' ' && upper_at(view, run.to + 1)) {
        struct run second;
        if (read_run(view, run.to + 1, &second) && second.len == 2 &&
            memcmp(second.folded, "tr", 2) == 0) {
            type = doctype_named(STR("ttr"));
            run.to = second.to;
        }
    }
    bool lower = run.upper == 0;
    if (type && type->systems & DOCTYPE_OTHER &&
        !(out->year && agency_of_code(run_str(&run))))
        return false;
    if (type && !(type->systems & DOCTYPE_LETTER && !upper_at(view, run.from))) {
        uint32_t next = dash(view, run.to);
        bool dashed = next;
        if (!next)
            next = slash(view, run.to);
        bool rare = type->systems & DOCTYPE_RARE;
        out->type = type;
        out->kind = out->year ? SYMBOL_NORM : sign == '-' ? SYMBOL_PARTY : SYMBOL_PLAIN;
        // A party number without the slash (17-NQ-TW) is believed of known bodies only.
        bool known = lower || rare || (sign == '-' && dashed);
        if (next && read_organisation(view, next, known, out))
            return true;
        // The dash is lost: 12/QĐ UBND.
        struct run second;
        if (sign == '/' && !next && plain_at(view, run.to) == ' ' && !rare && !lower &&
            upper_at(view, run.to + 2) && read_run(view, run.to + 1, &second) &&
            agency_of_code(run_str(&second)) && second.len >= 3 &&
            second.upper == second.letters)
            return add_organisation(out, &second);
        if (run.len == 2 && memcmp(run.folded, "sl", 2) == 0 && run.upper == 2) {
            out->type = doctype_named(STR("sắc lệnh"));
            out->kind = SYMBOL_DECREE;
            out->to = run.to;
            return true;
        }
        if (sign == '/' && run.upper && !rare && letter_head(head) &&
            !agency_of_code(run_str(&run))) {
            out->kind = SYMBOL_TYPE;
            out->to = run.to;
            return true;
        }
        out->type = NULL;
    }
    if (sign != '/')
        return !out->year && read_reversed(view, &run, out, head);
    if (read_reversed(view, &run, out, head) || read_glued(view, &run, out))
        return true;
    if (out->year) {
        // 69/2022/BTC: the code is forgotten, the word before says what it is.
        if (!letter_head(head) || !agency_of_code(run_str(&run)) || run.upper < 2)
            return false;
        out->kind = SYMBOL_NORM;
        out->type = head->type;
        return read_organisation(view, at, true, out);
    }
    if (run.upper < 2)
        return false;
    return read_letter(view, at, &run, out, head);
}

// The number with its damaged neighbours: l30, 6O, 30a, 66.13. Fills from, number and written; returns the letter behind it, or 0.
static uint32_t read_number(const struct view *view, uint32_t at, struct symbol *out)
{
    const char *plain = view->plain;
    uint32_t from = at, to = at;
    while (from > 0 && from + 4 > at && slipped_digit(view, from - 1) &&
           !plain_inside(plain_at(view, from - 2 + (from < 2))))
        from--;
    if (from < at && from > 0 && plain_inside(plain[from - 1]))
        from = at;
    while (to < view->count && to - from < 6 && digit_at(view, to))
        to++;
    // A slip at the end counts only where a separator follows; "1 lớp" has none.
    while (to > at + 1 && !digit(plain[to - 1]) && plain_at(view, to) != '/' &&
           plain_at(view, to) != '-' &&
           !(plain_at(view, to) == ' ' && plain_at(view, to + 1) == '/'))
        to--;
    unsigned len = 0;
    if (to - from > 5)
        return 0;
    for (uint32_t i = from; i < to; i++)
        out->written[len++] = digit_at(view, i);
    char suffix = plain_at(view, to);
    if (suffix >= 'a' && suffix <= 'e' && !plain_inside(plain_at(view, to + 1)) &&
        !(view->flags[to] & VIEW_MARKED)) {
        out->written[len++] = suffix;
        to++;
    }
    if (from > 1 && plain[from - 1] == '.' && digit(plain[from - 2])) {
        // 66.13: a section and a number, only before a year.
        uint32_t section = from - 1;
        while (section > 0 && digit(plain[section - 1]))
            section--;
        int year;
        uint32_t next = slash(view, to);
        if (from - 1 - section > 3 || len > 3 || !next || !read_year(view, next, &year) ||
            (section > 0 && (plain_inside(plain[section - 1]) ||
                             plain[section - 1] == '.' || plain[section - 1] == '/')))
            return 0;
        memmove(out->written + (from - section), out->written, len);
        memcpy(out->written, plain + section, from - section);
        len += from - section;
        from = section;
    }
    out->written[len] = '\0';
    out->from = from;
    unsigned zeros = 0;
    while (out->written[zeros] == '0' && digit(out->written[zeros + 1]))
        zeros++;
    memcpy(out->number, out->written + zeros, len - zeros + 1);
    return to;
}

// Not inside a word or another number. "số31" is believed.
static bool left_edge(const struct view *view, uint32_t from)
{
    if (from == 0)
        return true;
    char before = view->plain[from - 1];
    if (plain_inside(before)) {
        return from >= 2 && before == 'o' && view->plain[from - 2] == 's' &&
               (from == 2 || !plain_inside(view->plain[from - 3]));
    }
    if (before == '/')
        return false;
    if (before == '.' || before == ',' || before == '-' || before == ':')
        return from < 2 || !digit(view->plain[from - 2]);
    return true;
}

static bool is_word(const struct view *view, uint32_t from, uint32_t end,
                    const char *word)
{
    size_t len = strlen(word);
    return end - from >= len && memcmp(view->plain + end - len, word, len) == 0 &&
           (end - len == 0 || !plain_inside(view->plain[end - len - 1]));
}

void symbol_head_read(const struct view *view, uint32_t at, struct symbol_head *out)
{
    *out = (struct symbol_head){.from = at, .same_line = true};
    const char *plain = view->plain;
    uint32_t limit = at > HEAD_REACH ? at - HEAD_REACH : 0, i = at;
    bool line = false;
    for (;
         i > limit && (plain[i - 1] == ' ' || plain[i - 1] == ':' || plain[i - 1] == '.');
         i--)
        line |= view->flags[i - 1] & VIEW_LINE;
    if (i > limit && (is_word(view, limit, i, "so") || is_word(view, limit, i, "s6"))) {
        out->number_word = true;
        i -= 2;
        out->from = i;
        out->line_start = i == 0 || view->flags[i - 1] & (VIEW_LINE | VIEW_PAGE);
        while (i > limit && (plain[i - 1] == ' ' || plain[i - 1] == ':'))
            i--;
    }
    // "(mật)", "(hỏa tốc)" may stand between.
    uint32_t from;
    const struct doctype *type = doctype_before(view, i, limit, &from);
    if (!type && i > limit + 4 && plain[i - 1] == ')') {
        uint32_t open = i - 1;
        while (open > limit && plain[open] != '(')
            open--;
        if (plain[open] == '(' && i - open < 16) {
            while (open > limit && plain[open - 1] == ' ')
                open--;
            type = doctype_before(view, open, limit, &from);
        }
    }
    if (!type) {
        // The code in capitals: NQ 57, NĐ số 60/2021.
        struct run run;
        uint32_t begin = i;
        while (begin > limit && alphabetic(plain[begin - 1]))
            begin--;
        if (i - begin >= 2 && i - begin <= 5 && upper_at(view, begin) &&
            upper_at(view, begin + 1) && read_run(view, begin, &run) && run.to == i) {
            type = type_of(view, &run);
            if (type && type->systems & (DOCTYPE_RARE | DOCTYPE_OTHER | DOCTYPE_COPY))
                type = NULL;
            out->abbreviated = type;
            from = begin;
        }
    }
    if (type) {
        out->type = type;
        out->type_from = out->from = from;
        out->type_to = i;
        out->capital = upper_at(view, from);
        out->same_line = !line;
        if (!out->number_word)
            out->line_start =
                from == 0 || view->flags[from - 1] & (VIEW_LINE | VIEW_PAGE);
    } else if (!out->number_word) {
        out->from = at;
    }
}

// Words that may follow a number that stands alone after the name of a type; anything else is a thing that is counted.
static bool may_follow_bare(const struct view *view, uint32_t at)
{
    static const char *const words[] = {
        "cua",  "ve",  "ngay", "va",   "do",    "co",  "da",    "de",  "duoc",
        "theo", "neu", "tren", "nay",  "la",    "tai", "trong", "voi", "cho",
        "sau",  "khi", "thi",  "phai", "nhung", "gom", "ban",   "quy", "nam",
        "o",    "den", "tu",   "hoac", "dinh",  "ma",  "con",   "chua"};
    char c = plain_at(view, at);
    if (c == '\0' || c == ';' || c == '"' || c == ')')
        return true;
    if (c == ',')
        return plain_at(view, at + 1) == ' ';
    if (c == '.')
        return plain_at(view, at + 1) != ' ' && !digit(plain_at(view, at + 1));
    if (c != ' ')
        return false;
    // "Nghị quyết 223 (WRC-19)" is one of another world.
    if (plain_at(view, at + 1) == '(')
        return !upper_at(view, at + 2);
    if (plain_at(view, at + 1) == '"')
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (view_word(view, at + 1, str_of(words[i])))
            return !(strcmp(words[i], "nam") == 0 && !digit(plain_at(view, at + 5)));
    }
    return upper_at(view, at + 1) && !(view->flags[at] & VIEW_LINE);
}

// "Mẫu quyết định số 19", "mẫu đề cương báo cáo số 05": forms have numbers, too.
static bool form_before(const struct view *view, uint32_t at)
{
    for (int words = 0; words < 3 && at > 0; words++) {
        while (at > 0 && view->plain[at - 1] == ' ')
            at--;
        uint32_t word = at;
        while (word > 0 && plain_inside(view->plain[word - 1]))
            word--;
        if (word == at)
            return false;
        if (view_word(view, word, STR("mau")) || view_word(view, word, STR("bieu")))
            return true;
        at = word;
    }
    return false;
}

// A number alone after the name of a type: "Nghị quyết 57", "Đề án 06".
static bool read_bare(const struct view *view, uint32_t to, struct symbol *out,
                      const struct symbol_head *head)
{
    if (!head->type || !(head->same_line || head->number_word) ||
        head->type->systems & DOCTYPE_OTHER || strlen(out->written) > 4 ||
        !digit(out->written[strlen(out->written) - 1]) || form_before(view, head->from))
        return false;
    static const char *const numbered[] = {"nq", "nd", "ct",   "kl", "da",
                                           "qd", "tt", "ttlt", "sl", "qh"};
    static const char *const short_forms[] = {"nq", "nd", "qd"};
    bool believed = false;
    if (head->abbreviated) {
        for (size_t i = 0; i < sizeof short_forms / sizeof short_forms[0]; i++)
            believed |= str_equal(head->type->folded, str_of(short_forms[i]));
    } else {
        for (size_t i = 0; i < sizeof numbered / sizeof numbered[0]; i++)
            believed |= head->capital && !(head->type->systems & DOCTYPE_RARE) &&
                        str_equal(head->type->folded, str_of(numbered[i]));
        // A year is not a number: "Kế hoạch 2025".
        believed |= head->number_word;
    }
    int year;
    if (!believed || (read_year(view, to - (uint32_t)(to >= 4 ? 4 : to), &year) &&
                      strlen(out->written) == 4 && !head->number_word))
        return false;
    char next = plain_at(view, to);
    if (next == '-' || next == '/' || next == ')' || next == '%' ||
        !may_follow_bare(view, to))
        return false;
    out->kind = SYMBOL_BARE;
    out->type = head->type;
    out->to = to;
    return true;
}

static bool read_numbered_law(const struct view *view, uint32_t to, struct symbol *out,
                              struct symbol_head *head)
{
    int year;
    uint32_t next = slash(view, to), after = next ? read_year(view, next, &year) : 0;
    uint32_t rest = after ? slash(view, after) : 0;
    if (!rest || !read_law(view, rest, out))
        return false;
    out->year = year;
    head->type = NULL;
    return true;
}

bool symbol_read(const struct view *view, uint32_t at, const struct doctype *list,
                 struct symbol *out, struct symbol_head *head)
{
    *out = (struct symbol){0};
    uint32_t to = read_number(view, at, out);
    if (!to)
        return false;
    // A whole symbol is believed even where the space before it is lost ("Số hiệu27/2019/TT-BYT").
    bool glued = !left_edge(view, out->from);
    if (glued && !alphabetic(plain_at(view, out->from - 1)))
        return false;
    symbol_head_read(view, out->from, head);
    if (!head->type && list)
        head->type = list;
    // Laws may be about anything: "Luật … theo hợp đồng số 69/2020/QH14".
    bool trap = head->type && head->type->systems & DOCTYPE_OTHER;
    if (trap)
        return read_numbered_law(view, to, out, head);
    // A stray dot or space before the slash: "01. /2013/CT-UBND".
    uint32_t i = to;
    if (plain_at(view, i) == '.' && plain_at(view, i + 1) == ' ' &&
        plain_at(view, i + 2) == '/')
        i++;
    uint32_t next = slash(view, i);
    if (next) {
        int year;
        uint32_t after = read_year(view, next, &year);
        if (after) {
            uint32_t rest = slash(view, after);
            char sign = '/';
            if (!rest && (rest = dash(view, after)) != 0 && !upper_at(view, rest))
                rest = 0;
            out->year = year;
            if (rest && read_rest(view, rest, sign, out, head))
                return !glued || ((out->kind == SYMBOL_NORM || out->kind == SYMBOL_LAW));
            if (glued)
                return false;
            // "Nghị quyết số 163/2021". A plan or report with a small number may be one of a month.
            bool number = head->number_word || strlen(out->number) > 2 ||
                          (head->type && head->type->systems & DOCTYPE_LAW) ||
                          (head->type && (str_equal(head->type->folded, STR("nq")) ||
                                          str_equal(head->type->folded, STR("qd")) ||
                                          str_equal(head->type->folded, STR("ct"))));
            if (!head->type || !number || plain_at(view, after) == '/' ||
                plain_inside(plain_at(view, after)))
                return false;
            out->kind = SYMBOL_SHORT;
            out->type = head->type;
            out->to = after;
            *out->organisation = '\0';
            return true;
        }
        return !glued && read_rest(view, next, '/', out, head);
    }
    if (glued)
        return false;
    next = dash(view, i);
    // "Nghị định số 73-CP": the code is left to the word.
    if (next && letter_head(head) && upper_at(view, next) && plain_at(view, i) == '-') {
        struct run run;
        struct symbol tried = *out;
        if (read_run(view, next, &run) && agency_of_code(run_str(&run)) &&
            run.upper >= 2 && !dash(view, run.to) && !slash(view, run.to) &&
            !type_of(view, &run)) {
            tried.kind = SYMBOL_LETTER;
            add_organisation(&tried, &run);
            *out = tried;
            return true;
        }
    }
    if (next)
        return (upper_at(view, next) || head->type) &&
               read_rest(view, next, '-', out, head);
    // "84 QĐ/TWĐTN", only after the name of a type.
    struct run run;
    if (plain_at(view, to) == ' ' && head->type && upper_at(view, to + 1) &&
        upper_at(view, to + 2) && read_run(view, to + 1, &run)) {
        const struct doctype *type = type_of(view, &run);
        uint32_t rest = slash(view, run.to);
        if (!rest)
            rest = dash(view, run.to);
        struct symbol tried = *out;
        tried.type = type;
        tried.kind = SYMBOL_PLAIN;
        if (common_type(type) && rest && read_organisation(view, rest, false, &tried)) {
            *out = tried;
            return true;
        }
    }
    return read_bare(view, to, out, head);
}

bool symbol_read_blank(const struct view *view, uint32_t at, struct symbol *out,
                       struct symbol_head *head)
{
    *out = (struct symbol){.kind = SYMBOL_BLANK, .from = at};
    uint32_t limit = at > FILL_REACH ? at - FILL_REACH : 0, i = at;
    // Dots, lines and what a scan makes of a number written by hand; no more than two letters.
    int letters = 0;
    while (i > limit &&
           !(is_word(view, limit, i, "so") || is_word(view, limit, i, "s6"))) {
        char c = view->plain[i - 1];
        letters += alphabetic(c) || c == VIEW_OTHER_LETTER || digit(c);
        if (c == ';' || c == '"' || letters > 4)
            return false;
        i--;
    }
    if (i <= limit)
        return false;
    bool colon = plain_at(view, i) == ':';
    symbol_head_read(view, i, head);
    if (!head->number_word || (letters && !colon) ||
        (head->type && head->type->systems & DOCTYPE_OTHER))
        return false;
    out->from = i + colon;
    while (out->from < at && view->plain[out->from] == ' ')
        out->from++;
    uint32_t next = at + 1;
    if (plain_at(view, next) == ' ')
        next++;
    int year;
    uint32_t after = read_year(view, next, &year);
    if (after && plain_at(view, after) == '/') {
        out->year = year;
        next = after + 1;
    }
    bool read = read_rest(view, next, '/', out, head) &&
                (out->type || (head->line_start && out->kind == SYMBOL_LETTER));
    out->kind = SYMBOL_BLANK;
    return read;
}
