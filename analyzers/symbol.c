// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/symbol.h"

#include "analyzers/agency.h"
#include "analyzers/phrases.h"
#include "analyzers/symbol_bare.h"
#include "analyzers/symbol_run.h"

#include <stdio.h>
#include <string.h>

enum { FILL_REACH = 40 }; // letters of dots and lines before the slash of a blank number

static bool add_organisation(struct symbol *out, const struct symbol_run *run)
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

// "Số: …/TTr-" and a heading in capitals on the next line.
static bool heading_begins(const struct view *view, const struct symbol_run *run)
{
    return plain_at(view, run->from - 1) == ' ' &&
           view->flags[run->from - 1] & VIEW_LINE && !symbol_run_known(run) &&
           plain_at(view, run->to) == ' ' && upper_at(view, run->to + 1) &&
           upper_at(view, run->to + 2);
}

// The organisation at `at` and the parts that dashes or slashes add to it: BTC-BKHCN,
// SNV-TCBC.
static bool read_organisation(const struct view *view, uint32_t at, bool known,
                              struct symbol *out)
{
    struct symbol_run run;
    if (!symbol_run_read(view, at, &run) && run.len == 0)
        return false;
    symbol_run_mend(&run, view);
    if (alphabetic(plain_at(view, run.to)) && !(view->flags[run.to] & VIEW_MARKED) &&
        run.to - run.from == run.len && !agency_of_code(symbol_run_str(&run)))
        return false;
    if (known ? !symbol_run_known(&run) : !symbol_run_plausible(&run))
        return false;
    if (heading_begins(view, &run))
        return false;
    if (!add_organisation(out, &run))
        return false;
    for (int parts = 0; parts < 8; parts++) {
        uint32_t next = symbol_dash(view, run.to);
        bool apart = plain_at(view, run.to) == ' ';
        if (!next && plain_at(view, run.to) == '/' && upper_at(view, run.to + 1))
            next = run.to + 1;
        if (!next || !upper_at(view, next))
            break;
        bool behind = view->plain[next - 1] == ' ';
        if (!symbol_run_read(view, next, &run))
            break;
        symbol_run_mend(&run, view);
        // With spaces on both sides it may be a dash of the sentence: only a known body
        // goes on there. A number behind it means that it was no part of this symbol.
        if (!symbol_run_plausible(&run) ||
            (apart && behind && !agency_of_code(symbol_run_str(&run))) ||
            run.digits == run.len || heading_begins(view, &run))
            break;
        if (behind && !apart && run.len > 10 && !agency_of_code(symbol_run_str(&run)))
            break;
        if (!add_organisation(out, &run))
            break;
    }
    return true;
}

// NQ-QH13, QH13, UBTVQH 14.
static bool read_law(const struct view *view, uint32_t at, struct symbol *out)
{
    struct symbol_run run;
    if (!symbol_run_read(view, at, &run) || run.upper < 2)
        return false;
    if (run.len == 2 &&
        (memcmp(run.folded, "nq", 2) == 0 || memcmp(run.folded, "pl", 2) == 0)) {
        uint32_t next = symbol_dash(view, run.to);
        if (!next || !symbol_run_read(view, next, &run))
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
            char c = symbol_digit(view, i);
            if (!c || len == 2)
                return false;
            term[len++] = c;
        }
    } else {
        uint32_t i = run.to;
        if (plain_at(view, i) == ' ' || plain_at(view, i) == '-')
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
static bool read_glued(const struct view *view, const struct symbol_run *run,
                       struct symbol *out)
{
    if (run->to - run->from != run->len || run->upper < 3)
        return false;
    for (unsigned cut = run->len - 1; cut >= 2; cut--) {
        struct symbol_run tail = {
            .from = run->from + cut, .to = run->to, .len = run->len - cut};
        memcpy(tail.folded, run->folded + cut, tail.len);
        if (!upper_at(view, tail.from) || tail.len < 2)
            continue;
        symbol_run_mend(&tail, view);
        const struct doctype *type =
            doctype_of_code((struct str){run->folded, cut}, view->letter + run->from);
        if (!type || type->systems & (DOCTYPE_RARE | DOCTYPE_OTHER) ||
            !agency_of_code(symbol_run_str(&tail)))
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
static bool read_reversed(const struct view *view, const struct symbol_run *run,
                          struct symbol *out, const struct symbol_head *head)
{
    static const char *const bodies[] = {"ub", "ubnd", "ubt", "cp", "ttg", "hdbt"};
    static const char *const types[] = {"qd", "ct", "nq", "nd"};
    bool body = false, known = false;
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++)
        body |= str_equal(symbol_run_str(run), str_of(bodies[i]));
    uint32_t next = symbol_dash(view, run->to);
    if (!next)
        next = symbol_slash(view, run->to);
    if (!body && !(head->type && agency_of_code(symbol_run_str(run))))
        return false;
    struct symbol_run second;
    if (!next || !symbol_run_read(view, next, &second) || second.upper < 2)
        return false;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        known |= str_equal(symbol_run_str(&second), str_of(types[i]));
    out->type = symbol_run_type(view, &second);
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

static bool read_letter(const struct view *view, uint32_t at,
                        const struct symbol_run *run, struct symbol *out,
                        const struct symbol_head *head)
{
    // A type without a body is no body.
    if (common_type(symbol_run_type(view, run)) && !agency_of_code(symbol_run_str(run)))
        return false;
    bool known = symbol_run_known(run);
    if (!known && !letter_head(head) && !(head->number_word && head->line_start))
        return false;
    // Without "số" or a type before it only a known body with a part behind it is
    // believed.
    if (!head->number_word && !letter_head(head) &&
        (!symbol_dash(view, run->to) || !agency_of_code(symbol_run_str(run))))
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
    struct symbol_run run;
    if (!symbol_run_read(view, at, &run) && run.len == 0)
        return false;
    const struct doctype *type = symbol_run_type(view, &run);
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
        struct symbol_run second;
        if (symbol_run_read(view, run.to + 1, &second) && second.len == 2 &&
            memcmp(second.folded, "tr", 2) == 0) {
            type = doctype_named(STR("ttr"));
            run.to = second.to;
        }
    }
    bool lower = run.upper == 0;
    if (type && type->systems & DOCTYPE_OTHER &&
        !(out->year && agency_of_code(symbol_run_str(&run))))
        return false;
    if (type && !(type->systems & DOCTYPE_LETTER && !upper_at(view, run.from))) {
        uint32_t next = symbol_dash(view, run.to);
        bool dashed = next;
        if (!next)
            next = symbol_slash(view, run.to);
        bool rare = type->systems & DOCTYPE_RARE;
        out->type = type;
        out->kind = out->year ? SYMBOL_NORM : sign == '-' ? SYMBOL_PARTY : SYMBOL_PLAIN;
        // A party number without the slash (17-NQ-TW) is believed of known bodies only.
        bool known = lower || rare || (sign == '-' && dashed);
        if (next && read_organisation(view, next, known, out))
            return true;
        // The dash is lost: 12/QĐ UBND.
        struct symbol_run second;
        if (sign == '/' && !next && plain_at(view, run.to) == ' ' && !rare && !lower &&
            upper_at(view, run.to + 2) && symbol_run_read(view, run.to + 1, &second) &&
            agency_of_code(symbol_run_str(&second)) && second.len >= 3 &&
            second.upper == second.letters)
            return add_organisation(out, &second);
        if (run.len == 2 && memcmp(run.folded, "sl", 2) == 0 && run.upper == 2) {
            out->type = doctype_named(STR("sắc lệnh"));
            out->kind = SYMBOL_DECREE;
            out->to = run.to;
            return true;
        }
        // "Số: /TTr-": a form whose number and body are to be filled in.
        bool form = !*out->number && head->line_start && run.upper < run.letters;
        if (sign == '/' && run.upper && !rare &&
            (form || (letter_head(head) && !agency_of_code(symbol_run_str(&run))))) {
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
        if (!letter_head(head) || !agency_of_code(symbol_run_str(&run)) || run.upper < 2)
            return false;
        out->kind = SYMBOL_NORM;
        out->type = head->type;
        return read_organisation(view, at, true, out);
    }
    if (run.upper < 2)
        return false;
    return read_letter(view, at, &run, out, head);
}

static bool read_numbered_law(const struct view *view, uint32_t to, struct symbol *out,
                              struct symbol_head *head)
{
    int year;
    uint32_t next = symbol_slash(view, to),
             after = next ? symbol_year(view, next, &year) : 0;
    uint32_t rest = after ? symbol_slash(view, after) : 0;
    if (!rest || !read_law(view, rest, out))
        return false;
    out->year = year;
    head->type = NULL;
    return true;
}

// "Nghị quyết số 163/2021": a number and its year, up to the letter `to`. A plan or report
// with a small number may be one of a month.
static bool read_short(const struct view *view, uint32_t to, struct symbol *out,
                       const struct symbol_head *head)
{
    const struct doctype *type = head->type;
    if (!type || plain_at(view, to) == '/' || plain_inside(plain_at(view, to)))
        return false;
    if (!head->number_word && strlen(out->number) <= 2 &&
        !(type->systems & DOCTYPE_LAW || str_equal(type->folded, STR("nq")) ||
          str_equal(type->folded, STR("qd")) || str_equal(type->folded, STR("ct"))))
        return false;
    out->kind = SYMBOL_SHORT;
    out->type = type;
    out->to = to;
    *out->organisation = '\0';
    return true;
}

// What follows the year of the symbol, which ends before `after`.
static bool read_behind_year(const struct view *view, uint32_t after, bool glued,
                             struct symbol *out, const struct symbol_head *head)
{
    uint32_t rest = symbol_slash(view, after);
    if (!rest && (rest = symbol_dash(view, after)) != 0 && !upper_at(view, rest))
        rest = 0;
    // "45/2019 QH14": a slash that a scan lost.
    if (!rest && plain_at(view, after) == ' ' && upper_at(view, after + 1) &&
        upper_at(view, after + 2) && read_law(view, after + 1, out))
        return !glued;
    if (rest && read_rest(view, rest, '/', out, head))
        return !glued || out->kind == SYMBOL_NORM || out->kind == SYMBOL_LAW;
    return !glued && read_short(view, after, out, head);
}

// "Nghị định số 73-CP": behind the dash a body alone, the code is left to the word.
static bool read_dashed_body(const struct view *view, uint32_t at, struct symbol *out)
{
    struct symbol_run run;
    if (!symbol_run_read(view, at, &run) || !agency_of_code(symbol_run_str(&run)) ||
        run.upper < 2 || symbol_dash(view, run.to) || symbol_slash(view, run.to) ||
        symbol_run_type(view, &run))
        return false;
    out->kind = SYMBOL_LETTER;
    add_organisation(out, &run);
    return true;
}

// "84 QĐ/TWĐTN": behind the space before `at` a type and an organisation.
static bool read_spaced(const struct view *view, uint32_t at, struct symbol *out)
{
    struct symbol_run run;
    if (!symbol_run_read(view, at, &run))
        return false;
    uint32_t rest = symbol_slash(view, run.to);
    if (!rest)
        rest = symbol_dash(view, run.to);
    struct symbol tried = *out;
    tried.type = symbol_run_type(view, &run);
    tried.kind = SYMBOL_PLAIN;
    if (!common_type(tried.type) || !rest ||
        !read_organisation(view, rest, false, &tried))
        return false;
    *out = tried;
    return true;
}

bool symbol_read(const struct view *view, uint32_t at, const struct doctype *list,
                 struct symbol *out, struct symbol_head *head)
{
    *out = (struct symbol){0};
    uint32_t to = symbol_number(view, at, out);
    if (!to)
        return false;
    // A whole symbol is believed even where the space before it is lost ("Số
    // hiệu27/2019/TT-BYT").
    bool glued = !symbol_left_edge(view, out->from);
    if (glued && !alphabetic(plain_at(view, out->from - 1)))
        return false;
    // A stray dot or space before the slash: "01. /2013/CT-UBND".
    uint32_t i = to;
    if (plain_at(view, i) == '.' && plain_at(view, i + 1) == ' ' &&
        plain_at(view, i + 2) == '/')
        i++;
    int year = 0;
    uint32_t next = symbol_slash(view, i),
             after = next ? symbol_year(view, next, &year) : 0;
    // "15/8/2022": neither a year nor letters follow.
    if (next && !after && !alphabetic(plain_at(view, next)))
        return false;
    symbol_head_read(view, out->from, head);
    if (!head->type && list)
        head->type = list;
    // Laws may be about anything: "Luật … theo hợp đồng số 69/2020/QH14".
    bool trap = head->type && head->type->systems & DOCTYPE_OTHER;
    if (trap)
        return read_numbered_law(view, to, out, head);
    out->year = year;
    if (after)
        return read_behind_year(view, after, glued, out, head);
    if (glued)
        return false;
    if (next)
        return read_rest(view, next, '/', out, head);
    next = symbol_dash(view, i);
    if (next && letter_head(head) && upper_at(view, next) && plain_at(view, i) == '-' &&
        read_dashed_body(view, next, out))
        return true;
    if (next)
        return (upper_at(view, next) || head->type) &&
               read_rest(view, next, '-', out, head);
    if (plain_at(view, to) == ' ' && head->type && upper_at(view, to + 1) &&
        upper_at(view, to + 2) && read_spaced(view, to + 1, out))
        return true;
    return symbol_read_bare(view, to, out, head);
}

bool symbol_read_blank(const struct view *view, uint32_t at, struct symbol *out,
                       struct symbol_head *head)
{
    *out = (struct symbol){.kind = SYMBOL_BLANK, .from = at};
    uint32_t limit = at > FILL_REACH ? at - FILL_REACH : 0, i = at;
    // Dots, lines and what a scan makes of a number written by hand; no more than two
    // letters.
    int letters = 0;
    while (i > limit && !(symbol_word_ends(view, limit, i, "so") ||
                          symbol_word_ends(view, limit, i, "s6"))) {
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
    uint32_t after = symbol_year(view, next, &year);
    if (after && plain_at(view, after) == '/') {
        out->year = year;
        next = after + 1;
    }
    bool read = read_rest(view, next, '/', out, head) &&
                (out->type || (head->line_start && out->kind == SYMBOL_LETTER));
    out->kind = SYMBOL_BLANK;
    return read;
}
