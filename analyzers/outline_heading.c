// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/outline_parts.h"
#include "analyzers/word_mask.h"

#include <string.h>

enum { NAME_REST = 30 }; // letters that the tables may lack of a name

// How long the word is that joins units or says which are meant: "và", "trực thuộc".
static uint32_t joint_at(const struct view *view, uint32_t at)
{
    static const char *const words[] = {
        "va",  "tinh",         "truc thuoc", "thuoc",        "cap",
        "cac", "co lien quan", "lien quan",  "tren dia ban", "so"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (view_says(view, at, words[i]))
            return (uint32_t)strlen(words[i]);
    return view->plain[at] >= '0' && view->plain[at] <= '9' ? 1 : 0;
}

// True when the paragraph is nothing but units and what makes a heading of them: "Sở A
// chủ trì, phối hợp thực hiện".
bool outline_only_units(const struct reading *reading, const struct paragraph *p,
                        const struct subject *subject)
{
    uint32_t at = subject->after;
    while (at < p->to) {
        if (!plain_inside(reading->view->plain[at])) {
            char c = reading->view->plain[at];
            if (c == '.' && at + 2 < p->to)
                return false;
            at++;
            continue;
        }
        const struct cue *cue = reading_cue(reading, at);
        // The rest of a name: "… Thăng Long - Hà Nội", "các phường: Ba Đình, Hoàn Kiếm".
        if (reading->view->flags[at] & VIEW_UPPER) {
            if (cue && (cue->kinds & (CUE_VERB | CUE_ORDER)))
                return false;
            while (at < p->to && plain_inside(reading->view->plain[at]))
                at++;
            continue;
        }
        bool duty = cue && (cue->kinds &
                            (CUE_DUTY | CUE_LEAD | CUE_COORDINATE | CUE_POST | CUE_BODY));
        bool filler = cue && (view_word(reading->view, at, STR("thuc hien")) ||
                              view_word(reading->view, at, STR("to chuc thuc hien")));
        uint32_t joint = joint_at(reading->view, at);
        if (joint) {
            at += joint;
            continue;
        }
        if (!duty && !filler)
            return false;
        at = cue->to;
    }
    return true;
}

bool outline_ends_name(const struct reading *reading, const struct paragraph *p,
                       const struct subject *subject)
{
    if (subject->count != 1 || subject->ordered || p->mark == MARK_NONE ||
        p->mark >= MARK_DASH || p->to > subject->after + NAME_REST)
        return false;
    for (uint32_t i = subject->after; i < p->to; i++)
        if (strchr(".,;:", reading->view->plain[i]))
            return false;
    return !reading_cue_in(reading, subject->after, p->to, CUE_DUTY | CUE_PAST);
}

// "Khoa Dược; Cơ sở 2:": parts of a heading that no list of units knows.
static void charge_parts(struct charge *charge, const struct reading *reading,
                         const struct paragraph *p)
{
    const struct view *view = reading->view;
    const struct units *units = reading->found->units;
    uint32_t from = p->text, to = p->to;
    while (to > from && !plain_inside(view->plain[to - 1]))
        to--;
    bool several = false;
    for (uint32_t i = from; i <= to; i++) {
        several |= i < to && view->plain[i] == ';';
        if (!several || (i < to && view->plain[i] != ';'))
            continue;
        while (from < i && view->plain[from] == ' ')
            from++;
        size_t unit = reading_unit(reading, from);
        bool known = unit < units->count && units->items[unit].from < i;
        if (!known && i - from > 2 && i - from < TITLE_LONGEST / 2 &&
            (view->flags[from] & VIEW_UPPER))
            charge_add_body(charge, reading, from, i);
        from = i + 1;
    }
}

// Behind "Giao", "Đề nghị", "Thủ trưởng", "Cơ quan" at the front of a heading that names
// a body.
static uint32_t name_start(const struct reading *reading, uint32_t at, uint32_t to)
{
    const struct cue *cue;
    while ((cue = reading_cue(reading, at)) && (cue->kinds & (CUE_POST | CUE_ORDER)) &&
           !view_word(reading->view, at, STR("cac"))) {
        at = cue->to;
        while (at < to &&
               (reading->view->plain[at] == ' ' || reading->view->plain[at] == ','))
            at++;
    }
    return at;
}

// "Phòng Thanh tra và Pháp chế:" that nobody listed as a unit: begins like a body, is
// short and ends there.
bool outline_unknown_body(const struct reading *reading, const struct paragraph *p)
{
    uint32_t at = name_start(reading, p->text, p->to);
    uint32_t brief = abbreviated_body_end(reading->view, at, p->to);
    if (brief > at && p->mark != MARK_ROMAN && p->mark != MARK_PART)
        return reading_empty(reading, brief, p->to);
    at += view_word(reading->view, at, STR("cac")) ? 4 : 0;
    const struct cue *cue = at < p->to ? reading_cue(reading, at) : NULL;
    if (!cue || !(cue->kinds & CUE_BODY) || p->to - p->text > TITLE_LONGEST)
        return false;
    for (uint32_t i = at; i + 1 < p->to; i++)
        if (strchr(".;:?!", reading->view->plain[i]) && reading->view->plain[i] &&
            !reading_empty(reading, i, p->to))
            return false;
    return p->mark != MARK_ROMAN && p->mark != MARK_PART &&
           !reading_cue_in(reading, cue->to, p->to,
                           CUE_ORDER | CUE_DUTY | CUE_RESULT | CUE_PLAN);
}

static void charge_unknown(struct charge *charge, const struct reading *reading,
                           const struct paragraph *p)
{
    uint32_t to = p->to, from = name_start(reading, p->text, to);
    while (to > p->text && !plain_inside(reading->view->plain[to - 1]))
        to--;
    struct assignee *unit = ARENA_ARRAY(reading->arena, struct assignee, 1);
    unit->name = view_clean(reading->view, from, to, reading->arena);
    unit->collective = view_word(reading->view, from, STR("cac"));
    unit->id =
        arena_printf(reading->arena, "%.*s/%.*s",
                     STR_ARG(reading->found->anatomy->office.id), STR_ARG(unit->name));
    unit->role = ROLE_ADDRESSEE;
    *charge = (struct charge){.units = unit, .count = 1};
}

// "Điều 9. Trách nhiệm của Bộ Y tế": whom the articles below are for.
static bool answerable(const struct reading *reading, const struct paragraph *p,
                       struct subject *subject)
{
    const char *plain = reading->view->plain;
    uint32_t end = p->to - p->text < TITLE_LONGEST ? p->to : p->text + TITLE_LONGEST;
    for (uint32_t at = p->text; at < end; at += 16) {
        uint32_t found = letter_mask(plain + at, 't') & letter_mask(plain + at + 1, 'r');
        for (; found; found &= found - 1) {
            uint32_t i = at + (uint32_t)__builtin_ctz(found);
            if (i < end && view_word(reading->view, i, STR("trach nhiem cua")))
                return subject_at(subject, reading, i + 15, p->to) &&
                       subject_names(subject);
        }
    }
    return false;
}

void outline_open_heading(struct outline *outline, const struct paragraph *p,
                          const struct subject *subject, bool unknown)
{
    const struct reading *reading = outline->reading;
    int rank = outline_rank(p);
    if (p->mark == MARK_NONE) {
        while (outline->depth && outline_top(outline)->unmarked &&
               !outline_top(outline)->lead_in)
            outline->depth--;
        rank = p->capitals ? 3 : outline->depth ? outline_top(outline)->rank + 1 : 2;
    }
    outline_pop_to(outline, rank);
    enum zone around =
        outline->depth ? outline_top(outline)->zone : outline_zone_of_type(outline);
    // Whatever begins with articles speaks in articles.
    if (!outline->depth && around == ZONE_ALL && p->mark == MARK_ARTICLE)
        around = ZONE_UNITS;
    bool in_results = outline->depth && outline_top(outline)->results;
    struct heading *heading = outline_push(outline, rank);
    heading->unmarked = p->mark == MARK_NONE;
    heading->capitals = p->capitals;
    heading->results = in_results;
    outline_judge(heading, outline, p, around, in_results);
    // "Phạm vi điều chỉnh", "Đối tượng áp dụng": a text with such articles rules for
    // everybody.
    if (p->mark == MARK_ARTICLE &&
        (view_word(reading->view, p->text, STR("pham vi dieu chinh")) ||
         view_word(reading->view, p->text, STR("doi tuong ap dung")))) {
        outline->normative = true;
        heading->zone = ZONE_NONE;
    }
    struct subject named;
    if (!subject && !unknown && heading->zone >= ZONE_UNITS &&
        answerable(reading, p, &named)) {
        charge_of(&heading->charge, reading, &named);
        heading->zone = ZONE_ALL;
    }
    if (subject || unknown) {
        if (subject) {
            charge_of(&heading->charge, reading, subject);
            charge_parts(&heading->charge, reading, p);
        } else {
            charge_unknown(&heading->charge, reading, p);
        }
        heading->charge.lead = reading_cue_in(reading, subject ? subject->after : p->to,
                                              p->to, CUE_LEAD) != NULL;
        if (!in_results && !heading->results &&
            (!outline_is_law(outline) || around >= ZONE_UNITS) &&
            !(outline_is_report(outline) && around == ZONE_NONE))
            heading->zone =
                around == ZONE_NONE && outline->depth > 1 ? ZONE_NONE : ZONE_ALL;
    }
    deadline_period(&heading->deadline, reading, p->text, p->to);
    outline->under_unit = subject || unknown;
}
