// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/assignee_parts.h"

#include <string.h>

// Letters, at most: between "phối hợp" and the units it speaks of, of a whole list of
// partners, of one partner that nobody listed.
enum { PARTNER_NEAR = 40, PARTNERS_REACH = 800, PARTNER_LONGEST = 80, WITH_NEAR = 14 };

enum {
    CUE_ENDS = CUE_VERB | CUE_DUTY | CUE_ORDER | CUE_FOLLOWS | CUE_FIELD_TIME,
};

static bool is_join(const struct view *view, uint32_t at)
{
    return view->plain[at] == ',' || view_word(view, at, STR("va"));
}

// Does a list of partners go on over this gap: ", các phòng", " và ", " ở tỉnh, "?
static bool goes_on(const struct reading *reading, uint32_t from, uint32_t to)
{
    if (to <= from || subject_goes_on(reading, from, to))
        return true;
    if (to - from > PARTNER_LONGEST)
        return false;
    for (uint32_t i = from; i < to; i++)
        if (is_join(reading->view, i))
            return true;
    return false;
}

// A verb with a capital in the middle of a sentence is part of a name: "Khu Quản lý đường
// bộ".
static bool ends_list(const struct reading *reading, const struct cue *cue, uint32_t at)
{
    return (cue->kinds & CUE_ENDS) && cue->from > at &&
           !(reading->view->flags[cue->from] & VIEW_UPPER) &&
           !reading_in_unit(reading, cue->from);
}

// Where the list that begins at `at` ends: before the verb that says what is done.
static uint32_t list_end(const struct reading *reading, uint32_t at, uint32_t to)
{
    const struct view *view = reading->view;
    uint32_t end = to;
    for (size_t i = cues_at(&reading->cues, at);
         i < reading->cues.count && reading->cues.items[i].from < to; i++)
        if (ends_list(reading, &reading->cues.items[i], at)) {
            end = reading->cues.items[i].from;
            break;
        }
    for (uint32_t k = at; k < end; k++)
        if (view->plain[k] == ';' ||
            (view->plain[k] == '.' && !reading_in_unit(reading, k)))
            return k;
    return end;
}

static bool is_place_level(const struct view *view, uint32_t at)
{
    static const char *const levels[] = {"tinh",   "huyen",     "xa",
                                         "phuong", "thanh pho", "thi xa"};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (view_says(view, at, levels[i]))
            return true;
    return false;
}

// "các lực lượng chức năng", "Bưu điện khu vực 2": a partner that is no known unit, when
// the piece [from, to) of the list begins like a body.
static bool add_unknown(struct directive *out, const struct reading *reading,
                        uint32_t from, uint32_t to)
{
    const struct view *view = reading->view;
    static const char *const openers[] = {"voi", "cung", "va"};
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        while (from < to && !plain_inside(view->plain[from]))
            from++;
        if (view_says(view, from, openers[i]))
            from += (uint32_t)strlen(openers[i]);
    }
    while (from < to && !plain_inside(view->plain[from]))
        from++;
    uint32_t start = from;
    const struct cue *cue = reading_cue(reading, from);
    while (cue && (cue->kinds & CUE_POST) && !(cue->kinds & CUE_BODY) && cue->to < to) {
        from = cue->to;
        while (from < to && view->plain[from] == ' ')
            from++;
        cue = reading_cue(reading, from);
    }
    // "… các huyện | , thị xã": the level of a place goes on with the piece before.
    if (from >= to || !cue || !(cue->kinds & CUE_BODY) ||
        (from == start && is_place_level(view, from)))
        return false;
    uint32_t stop = start + PARTNER_LONGEST < to ? start + PARTNER_LONGEST : to;
    for (uint32_t i = start; i < stop; i++)
        if (view->plain[i] == '(')
            stop = i;
    stop = body_name_end(view, cue->to, stop);
    while (stop > start && !plain_inside(view->plain[stop - 1]))
        stop--;
    if (stop <= start + 3)
        return false;
    assignee_add_body(out, reading, start, stop, ROLE_COORDINATE);
    return true;
}

// Adds what the list [at, end) names, piece by piece; it ends where no comma stands
// between two units ("… với Sở A theo kế hoạch của Sở B").
static bool add_list(struct directive *out, const struct reading *reading, uint32_t at,
                     uint32_t end)
{
    const struct units *units = reading->found->units;
    const struct view *view = reading->view;
    bool any = false;
    uint32_t last = at;
    for (uint32_t piece = at, i = at; i <= end; i++) {
        bool parts = i == end || (is_join(view, i) && !reading_in_unit(reading, i));
        if (!parts)
            continue;
        size_t unit = reading_unit(reading, piece);
        bool known = false;
        for (; unit < units->count && units->items[unit].from < i; unit++) {
            if (units->items[unit].from < piece)
                continue;
            if (any && !goes_on(reading, last, units->items[unit].from))
                return any;
            assignee_add_unit(out, reading, unit, ROLE_COORDINATE);
            last = units->items[unit].to;
            any = known = true;
        }
        if (!known && i - piece < PARTNER_LONGEST * 2 &&
            add_unknown(out, reading, piece, i)) {
            any = true;
            last = i;
        }
        piece = view->plain[i] == ',' ? i + 1 : i + 2;
    }
    return any;
}

static void read_behind(struct directive *out, const struct reading *reading, uint32_t at,
                        uint32_t to)
{
    const struct view *view = reading->view;
    bool with = false;
    if (to > at + PARTNERS_REACH)
        to = at + PARTNERS_REACH;
    for (uint32_t i = at; i < to && i - at < PARTNER_NEAR && !with; i++) {
        if (view->plain[i] == ';' || view->plain[i] == '.')
            break;
        with = view_word(view, i, STR("voi")) || view_word(view, i, STR("cung"));
        if (with)
            at = i;
    }
    size_t i = cues_at(&reading->cues, at);
    // "Phối hợp, hướng dẫn các sở …": the second verb shares its partners with the first.
    if (!with && i < reading->cues.count && (reading->cues.items[i].kinds & CUE_VERB) &&
        at < to && view->plain[at] == ',')
        at = reading->cues.items[i].to;
    uint32_t end = list_end(reading, at, to);
    if (add_list(out, reading, at, end))
        return;
    // A body further behind: "phối hợp chặt chẽ giữa các ngành".
    const struct cue *body = reading_cue_in(reading, at, end, CUE_BODY);
    if (!body || body->from - at > PARTNER_NEAR)
        return;
    uint32_t start = body->from;
    if (start >= at + 4 && view_word(view, start - 4, STR("cac")))
        start -= 4;
    uint32_t stop = body->to;
    while (stop < end && view->plain[stop] != ',')
        stop++;
    add_unknown(out, reading, start, stop);
}

// "…, [Ban B] phối hợp bố trí mặt bằng": without "với" it is B that helps.
static bool read_doer(struct directive *out, const struct reading *reading, uint32_t from,
                      const struct cue *cue)
{
    const struct view *view = reading->view;
    const struct units *units = reading->found->units;
    size_t unit =
        cue->from > from + 2 ? reading_unit(reading, cue->from - 2) : units->count;
    if (unit >= units->count || units->items[unit].to + 1 != cue->from ||
        units->items[unit].from < from + 2 ||
        !strchr(",;", view->plain[units->items[unit].from - 2]))
        return false;
    for (uint32_t i = cue->to; i < view->count && i < cue->to + WITH_NEAR; i++)
        if (view_word(view, i, STR("voi")))
            return false;
    const struct cue *act = reading_cue(reading, cue->to + 1);
    if (!act || !(act->kinds & CUE_VERB))
        return false;
    assignee_add_unit(out, reading, unit, ROLE_COORDINATE);
    return true;
}

// "A chủ trì, [B, C] phối hợp rà soát": who helps stands before the word, behind who
// leads.
static bool read_before(struct directive *out, const struct reading *reading,
                        uint32_t from, const struct cue *cue)
{
    const struct units *units = reading->found->units;
    const struct cue *lead = NULL,
                     *next = reading_cue_in(reading, from, cue->from, CUE_LEAD);
    while (next) {
        lead = next;
        next = reading_cue_in(reading, next->to, cue->from, CUE_LEAD);
    }
    if (!lead)
        return read_doer(out, reading, from, cue);
    bool any = false;
    uint32_t end = cue->from;
    size_t i = reading_unit(reading, lead->to);
    // Only units, commas and "và" between the two words.
    uint32_t at = lead->to;
    for (size_t k = i; k < units->count && units->items[k].to <= end; k++) {
        if (!subject_goes_on(reading, at, units->items[k].from))
            return false;
        at = units->items[k].to;
        any = true;
    }
    if (!any || !reading_empty(reading, at, end))
        return false;
    for (; i < units->count && units->items[i].to <= end; i++)
        assignee_add_unit(out, reading, i, ROLE_COORDINATE);
    return true;
}

void partners_read(struct directive *out, const struct reading *reading, uint32_t from,
                   uint32_t to, const struct cue *cue)
{
    if (!read_before(out, reading, from, cue))
        read_behind(out, reading, cue->to, to);
}

void partners_of_lead(struct directive *out, const struct reading *reading, uint32_t to,
                      const struct cue *lead)
{
    uint32_t at = lead->to;
    while (at < to &&
           (reading->view->plain[at] == ' ' || reading->view->plain[at] == ','))
        at++;
    if (view_word(reading->view, at, STR("cung")))
        read_behind(out, reading, at, to);
}

void partners_beside(struct directive *out, const struct reading *reading, uint32_t from,
                     uint32_t to)
{
    const struct view *view = reading->view;
    const struct units *units = reading->found->units;
    for (size_t i = reading_unit(reading, from);
         i < units->count && units->items[i].from < to; i++) {
        uint32_t at = units->items[i].from;
        uint32_t word = at >= 5 && view_word(view, at - 5, STR("cung"))       ? at - 5
                        : at >= 9 && view_word(view, at - 9, STR("cung voi")) ? at - 9
                                                                              : 0;
        if (word < from + 3 || reading_in_unit(reading, word))
            continue;
        char sign = view->plain[word - 2];
        size_t before = reading_unit(reading, word - 2);
        bool beside = before < units->count && units->items[before].to + 1 == word;
        // "Đoàn trường cùng Công an xã …": a body that nobody listed, at the front.
        beside |= word - from < BODY_LONGEST / 2 &&
                  !reading_cue_in(reading, from, word, CUE_VERB | CUE_COORDINATE);
        if (sign == ',' || sign == ';' || beside)
            read_behind(out, reading, word, to);
    }
}

void partners_first(struct directive *out, const struct reading *reading, uint32_t from,
                    uint32_t to)
{
    const struct units *units = reading->found->units;
    if (!view_word(reading->view, from, STR("cung")))
        return;
    uint32_t at = from + 5 + 4 * view_word(reading->view, from + 5, STR("voi"));
    size_t unit = reading_unit(reading, at);
    if (unit < units->count && units->items[unit].from == at)
        read_behind(out, reading, from, to);
}
