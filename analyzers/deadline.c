// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/deadline.h"

#include "analyzers/date_words.h"

#include <string.h>

const char *deadline_kind_name(enum deadline_kind kind)
{
    static const char *const names[] = {"none", "on",    "before", "latest",
                                        "in",   "about", "at",     "recurring"};
    return names[kind];
}

const char *inherited_name(enum inherited inherited)
{
    static const char *const names[] = {NULL, "section", "lead-in", "title"};
    return names[inherited];
}

// How far the cue of a time phrase may stand before its date: "trong khoảng thời gian từ
// tháng 11", "trong kỳ họp … tháng 5".
enum {
    CUE_NEAR = 14,
    CUE_LOOSE = 40,
    FINISH_NEAR = 40,
    ACT_NEAR = 60,
    COUNT_NEAR = 32,
    QUOTE_REACH = 400
};

enum {
    CUE_LIMITS = CUE_BEFORE | CUE_LATEST | CUE_WITHIN | CUE_THIRD,
};

// Between a cue and its date only these words may stand.
static bool only_fillers(const struct view *view, uint32_t from, uint32_t to)
{
    static const char *const fillers[] = {"ngay", "thang", "nam", "quy", "khoang", "thoi",
                                          "gian", "het",   "luc", "tu",  "nua",    "dip"};
    while (from < to) {
        if (!plain_inside(view->plain[from])) {
            if (view->plain[from] == '.' || view->plain[from] == ';' ||
                view->plain[from] == ',')
                return false;
            from++;
            continue;
        }
        uint32_t end = from;
        while (end < to && plain_inside(view->plain[end]))
            end++;
        bool known = false;
        for (size_t i = 0; i < sizeof fillers / sizeof *fillers && !known; i++)
            known = strlen(fillers[i]) == end - from &&
                    memcmp(fillers[i], view->plain + from, end - from) == 0;
        if (!known)
            return false;
        from = end;
    }
    return true;
}

// The kinds of all cues that lead up to the date, and where the first of them begins.
static uint32_t cues_before(const struct reading *reading, uint32_t item,
                            const struct date *date, uint32_t *begin)
{
    const struct cues *cues = &reading->cues;
    uint32_t kinds = 0, at = date->from;
    size_t i = cues_at(cues, date->to);
    *begin = date->from;
    while (i-- > 0 && cues->items[i].from >= item) {
        const struct cue *cue = &cues->items[i];
        if (cue->from > date->from)
            continue;
        uint32_t gap = cue->to < at ? at - cue->to : 0;
        if (gap > CUE_NEAR ||
            !only_fillers(reading->view, cue->to < at ? cue->to : at, at))
            break;
        if (!(cue->kinds & (CUE_LIMITS | CUE_TERM | CUE_FINISH)))
            break;
        kinds |= cue->kinds;
        if (cue->kinds & (CUE_LIMITS | CUE_TERM))
            *begin = cue->from;
        at = cue->from;
    }
    return kinds;
}

// "trong kỳ họp … tháng 5": the cue stands further off, with no comma and no verb
// between.
static bool loosely_within(const struct reading *reading, uint32_t item,
                           const struct date *date, uint32_t *begin)
{
    uint32_t low = date->from > CUE_LOOSE ? date->from - CUE_LOOSE : 0;
    const struct cue *found = NULL;
    for (size_t i = cues_at(&reading->cues, low > item ? low : item);
         i < reading->cues.count; i++) {
        const struct cue *cue = &reading->cues.items[i];
        if (cue->from >= date->from)
            break;
        if (cue->kinds & CUE_WITHIN)
            found = cue;
        else if (cue->kinds & (CUE_VERB | CUE_ORDER | CUE_DUTY | CUE_TERM))
            found = NULL;
    }
    if (!found)
        return false;
    for (uint32_t i = found->to; i < date->from; i++)
        if (reading->view->plain[i] == ',' || reading->view->plain[i] == ';' ||
            reading->view->plain[i] == '.')
            return false;
    *begin = found->from;
    return true;
}

// "hoàn thành …, trình UBND tỉnh tháng 5": what is to be finished stands in the same
// clause.
static bool finish_near(const struct reading *reading, uint32_t item, uint32_t at)
{
    uint32_t low = at > FINISH_NEAR ? at - FINISH_NEAR : 0;
    if (low < item)
        low = item;
    for (uint32_t i = at; i > low; i--)
        if (reading->view->plain[i - 1] == ';' || reading->view->plain[i - 1] == '.')
            low = i;
    return reading_cue_in(reading, low, at, CUE_FINISH) != NULL;
}

// The day on which a cited document was issued is no time limit.
static bool dates_a_reference(const struct reading *reading, const struct date *date)
{
    const struct references *references = reading->found->references;
    size_t i = reading_reference(reading, date->from);
    if (i < references->count && references->items[i].from <= date->from)
        return true;
    if (i == 0)
        return false;
    const struct reference *before = &references->items[i - 1];
    uint32_t gap = date->from - before->to;
    return gap < 24 && date->precision == DATE_DAY && before->date != 0 &&
           before->date == date->days.to;
}

// How far the quotation marks of an item have been counted.
struct quotes {
    uint32_t at;
    bool open;
};

// Inside a quotation that is closed soon after: the title of something. Called for dates
// in the order of the text.
static bool quoted(struct quotes *quotes, const struct view *view, uint32_t at,
                   uint32_t to)
{
    for (; quotes->at < at; quotes->at++) {
        uint32_t i = quotes->at;
        if (view->letter[i] == 0x201C || view->letter[i] == 0x201D)
            quotes->open = view->letter[i] == 0x201C;
        else if (view->plain[i] == '"')
            quotes->open = !quotes->open;
    }
    if (!quotes->open)
        return false;
    for (uint32_t i = at; i < to && i - at < QUOTE_REACH; i++)
        if (view->plain[i] == '"')
            return true;
    return false;
}

// "đầu tháng 3/2025" is its first ten days, "đầu quý IV" its first month, "cuối năm" its
// last quarter.
static struct days third_of(const struct reading *reading, const struct cue *cue,
                            const struct date *date)
{
    struct days days = date->days;
    char which = reading->view->plain[cue->from];
    int year = days.from / 10000, month = days.from / 100 % 100;
    int last = days.to / 100 % 100;
    if (!days.from || !days.to)
        return days;
    switch (date->precision) {
    case DATE_MONTH:
        if (which == 'd')
            days.to = days.from + 9;
        else if (which == 'g')
            days = (struct days){days.from + 10, days.from + 19};
        else
            days.from += 20;
        break;
    case DATE_QUARTER:
    case DATE_HALF:
        if (which == 'd')
            days.to = day_make(year, month, month_length(year, month));
        else if (which == 'c')
            days.from = day_make(year, last, 1);
        break;
    case DATE_YEAR:
        if (which == 'd')
            days.to = day_make(year, 3, 31);
        else if (which == 'c')
            days.from = day_make(year, 10, 1);
        break;
    default:
        break;
    }
    return days;
}

static bool same_days(struct days a, struct days b)
{
    return a.from == b.from && a.to == b.to;
}

// "… đối với các nhiệm vụ trong quý II": the phrase says which tasks, not by when.
static bool of_a_noun(const struct reading *reading, uint32_t item, uint32_t at)
{
    uint32_t low = at > FINISH_NEAR ? at - FINISH_NEAR : 0;
    const struct cue *cue =
        reading_cue_in(reading, low > item ? low : item, at, CUE_INTRO | CUE_BASIS);
    return cue && !reading_cue_in(reading, cue->to, at, CUE_VERB);
}

// "báo cáo tháng 5", "giao ban tháng 5": the month belongs to the word before it.
static bool belongs_to_noun(const struct view *view, const struct date *date)
{
    uint32_t start;
    return date->precision != DATE_DAY &&
           (date_word_before(view, date->from, DATE_WORD_MEETING, &start) ||
            date_word_before(view, date->from, DATE_WORD_MATTER, &start));
}

// "tổ chức diễn tập ngày 20/11": a day to come in the clause of a verb is when it is done.
static bool day_of_act(const struct reading *reading, uint32_t item,
                       const struct date *date)
{
    int32_t day = reading->found->anatomy->date.to;
    uint32_t low = date->from > ACT_NEAR ? date->from - ACT_NEAR : 0;
    if (date->precision != DATE_DAY || !day || date->days.from <= day)
        return false;
    if (low < item)
        low = item;
    for (uint32_t i = date->from; i > low; i--)
        if (strchr(";.:(", reading->view->plain[i - 1]))
            low = i;
    return reading_cue_in(reading, low, date->from, CUE_VERB) != NULL;
}

// "trước khi khai giảng năm học mới (ngày 05/9)".
static bool dates_an_event(const struct reading *reading, uint32_t item, uint32_t at)
{
    const struct view *view = reading->view;
    if (at <= item || view->plain[at - 1] != '(')
        return false;
    uint32_t low = at > item + ACT_NEAR ? at - ACT_NEAR : item;
    for (uint32_t i = low; i + 9 < at; i++)
        if (view_word(view, i, STR("truoc khi")))
            return true;
    return false;
}

// "năm 2024", "2024-2025".
static bool whole_years(const struct date *date)
{
    return date->precision == DATE_YEAR ||
           (date->precision == DATE_RANGE && date->days.from % 10000 == 101 &&
            date->days.to % 10000 == 1231 &&
            date->days.from / 10000 < date->days.to / 10000);
}

// A date that may be a time limit, and the words around it.
struct limit {
    const struct date *date;
    uint32_t item;  // where the item begins
    uint32_t begin; // where the cues before the date begin
    uint32_t kinds; // of these cues
    bool finish;    // something is to be finished in its clause
    bool field;     // it stands behind "Thời gian:"
};

static enum deadline_kind kind_of(struct limit *limit, const struct reading *reading)
{
    const struct date *date = limit->date;
    uint32_t kinds = limit->kinds;
    bool one_day = date->precision == DATE_DAY, year = whole_years(date);
    enum deadline_kind within = one_day ? DEADLINE_ON : DEADLINE_IN;
    if (kinds & CUE_LATEST)
        return DEADLINE_LATEST;
    if (kinds & CUE_BEFORE)
        return DEADLINE_BEFORE;
    if (dates_an_event(reading, limit->item, date->from))
        return DEADLINE_BEFORE;
    if (date->hour >= 0)
        return DEADLINE_AT;
    if ((kinds & CUE_THIRD) &&
        (limit->field || limit->finish || (kinds & CUE_WITHIN) || !year))
        return DEADLINE_ABOUT;
    if (kinds & CUE_WITHIN || limit->field)
        return within;
    if (belongs_to_noun(reading->view, date))
        return DEADLINE_NONE;
    if (limit->finish ||
        (!year && loosely_within(reading, limit->item, date, &limit->begin)) ||
        day_of_act(reading, limit->item, date))
        return within;
    return DEADLINE_NONE;
}

// "ngày 30 tháng 11 hằng năm" is no day of one year.
static bool comes_again(const struct reading *reading, const struct date *date)
{
    const struct cue *cue = reading_cue(reading, date->to + 1);
    return cue && (cue->kinds & CUE_RECURRING);
}

// What can be no time limit whatever stands before it.
static bool no_limit(const struct limit *limit, const struct reading *reading)
{
    struct days days = limit->date->days;
    int32_t day = reading->found->anatomy->date.from;
    if ((limit->kinds & CUE_TERM) || comes_again(reading, limit->date) ||
        (!days.to && !days.from) || (day && days.to && days.to < day) ||
        dates_a_reference(reading, limit->date))
        return true;
    return whole_years(limit->date) && !limit->field &&
           !(limit->kinds & (CUE_BEFORE | CUE_LATEST)) &&
           !((limit->kinds & (CUE_WITHIN | CUE_THIRD)) && limit->finish);
}

static struct days days_of(const struct limit *limit, const struct reading *reading,
                           enum deadline_kind kind)
{
    const struct date *date = limit->date;
    struct days days = date->days;
    if (limit->kinds & CUE_THIRD) {
        const struct cue *third =
            reading_cue_in(reading, limit->begin, date->to, CUE_THIRD);
        if (third)
            days = third_of(reading, third, date);
    }
    bool stretch = date->precision == DATE_RANGE;
    if (kind == DEADLINE_BEFORE && date->precision != DATE_DAY && !stretch && days.from)
        days.to = day_add(days.from, -1);
    if (kind == DEADLINE_BEFORE || kind == DEADLINE_LATEST)
        days.from = 0;
    // "từ quý II/2026" says when it begins and not when it ends.
    if ((kind == DEADLINE_IN || kind == DEADLINE_ON) && !stretch &&
        view_word(reading->view, limit->begin, STR("tu")))
        days.to = 0;
    return days;
}

// "… . Thời gian hoàn thành: 30/6/2025": a field inside the item.
static bool behind_field(const struct reading *reading, uint32_t item, uint32_t at)
{
    const char *plain = reading->view->plain;
    while (at > item && plain[at - 1] == ' ')
        at--;
    if (at < item + 2 || plain[at - 1] != ':')
        return false;
    for (at--; at > item && plain[at - 1] == ' ';)
        at--;
    const struct cue *cue = reading_cue_in(
        reading, at > item + FINISH_NEAR ? at - FINISH_NEAR : item, at, CUE_FIELD_TIME);
    return cue && cue->to == at;
}

// "định kỳ", "mỗi năm", "trước ngày 25 hằng tháng"; "kế hoạch hằng năm" is a name.
static bool recurs(struct deadline *out, const struct reading *reading, uint32_t from,
                   uint32_t to)
{
    const struct view *view = reading->view;
    for (size_t i = cues_at(&reading->cues, from); i < reading->cues.count; i++) {
        const struct cue *cue = &reading->cues.items[i];
        if (cue->from >= to)
            break;
        if (!(cue->kinds & CUE_RECURRING))
            continue;
        uint32_t before = cue->from;
        while (before > from && view->plain[before - 1] == ' ')
            before--;
        char first = view->plain[cue->from];
        bool counted = before > from && view->plain[before - 1] >= '0' &&
                       view->plain[before - 1] <= '9';
        bool aside = before == from || view->plain[before - 1] == ',' ||
                     view->plain[before - 1] == '(';
        // "định kỳ báo cáo", "định kỳ 6 tháng", but "bảo dưỡng định kỳ" and "kế hoạch
        // hằng năm".
        uint32_t next = cue->to;
        while (next < to && view->plain[next] == ' ')
            next++;
        bool digit = next < to && view->plain[next] >= '0' && view->plain[next] <= '9';
        const struct cue *verb = reading_cue(reading, next);
        bool ruled = first == 'd' &&
                     (digit || (verb && (verb->kinds & (CUE_VERB | CUE_RECURRING))));
        // "… hằng tuần, …": at the end of its clause it says how often.
        bool closes =
            first == 'h' && (next >= to || strchr(",.;", view->plain[next])) &&
            !reading_cue_in(reading, cue->from > from + 24 ? cue->from - 24 : from,
                            cue->from, CUE_TERM | CUE_PLAN);
        if (!ruled && first != 'm' && !counted && !aside && !closes)
            continue;
        uint32_t begin = cue->from, end = cue->to;
        if (counted) {
            const struct cue *limit = reading_cue_in(
                reading, before > from + COUNT_NEAR ? before - COUNT_NEAR : from, before,
                CUE_LIMITS);
            begin = limit ? limit->from : begin;
        }
        while (end < to && view->plain[end] != ',' && view->plain[end] != '.' &&
               view->plain[end] != ';' && end - cue->to < 24)
            end++;
        while (end > cue->to && end < to && plain_inside(view->plain[end]) &&
               plain_inside(view->plain[end - 1]))
            end--;
        *out = (struct deadline){.kind = DEADLINE_RECURRING, .hour = -1, .minute = -1};
        out->text = view_clean(view, begin, first == 'd' ? end : cue->to, reading->arena);
        return true;
    }
    return false;
}

// The end of "hằng năm", "mỗi năm", "định kỳ hằng năm"; 0 for what is not about years.
static uint32_t yearly_end(const struct view *view, const struct cue *cue)
{
    if (view_word(view, cue->to - 3, STR("nam")))
        return cue->to;
    return view_word(view, cue->to + 1, STR("nam")) ? cue->to + 4 : 0;
}

// Nothing but signs, or words of how often, stands in [from, to): "định kỳ 6 tháng và".
static bool only_rhythm(const struct view *view, uint32_t from, uint32_t to)
{
    static const char *const words[] = {"dinh",  "ky",  "va",  "hoac",
                                        "thang", "quy", "hang"};
    while (from < to) {
        uint32_t end = view_word_end(view, from);
        struct str word = {view->plain + from, end - from};
        bool known = end == from || plain_digit(word.at[0]);
        for (size_t i = 0; i < sizeof words / sizeof *words && !known; i++)
            known = str_equal(word, str_of(words[i]));
        if (!known)
            return false;
        from = end + (end == from);
    }
    return true;
}

// "Định kỳ hằng năm, … trước ngày 15 tháng 12": a day without a year in a sentence that
// begins so, or right behind such words, is a day of every year.
static bool every_year(struct deadline *out, const struct reading *reading, uint32_t item,
                       uint32_t begin, const struct date *date)
{
    const struct view *view = reading->view;
    uint32_t low = begin;
    if (date->year || date->precision > DATE_MONTH)
        return false;
    while (low > item && !strchr(".;", view->plain[low - 1]))
        low--;
    const struct cue *cue = reading_cue_in(reading, low, begin, CUE_RECURRING);
    for (; cue; cue = reading_cue_in(reading, cue->to, begin, CUE_RECURRING)) {
        uint32_t end = yearly_end(view, cue);
        // "kế hoạch hằng năm, hoàn thành trước …" is another matter.
        bool beside = end && begin - end <= 2 &&
                      (view->plain[end] != ',' || view->plain[cue->from] == 'd');
        if (end && (beside || only_rhythm(view, low, cue->from)))
            break;
    }
    if (!cue)
        return false;
    *out = (struct deadline){.kind = DEADLINE_RECURRING, .hour = -1, .minute = -1};
    bool bracket = date->to < view->count && view->plain[date->to] == ')';
    out->text = view_clean(view, begin - cue->from < ACT_NEAR ? cue->from : begin,
                           date->to + bracket, reading->arena);
    return true;
}

// Fills *out when this date is a time limit of the item that begins at `item`.
static void read_limit(struct deadline *out, struct quotes *quotes,
                       const struct reading *reading, uint32_t item, uint32_t to,
                       const struct date *date, const struct days *period, bool field)
{
    struct limit limit = {.date = date, .item = item};
    limit.kinds = cues_before(reading, item, date, &limit.begin);
    limit.field = field || behind_field(reading, item, limit.begin);
    if (limit.begin == date->from && date->from >= item + 4 &&
        view_word(reading->view, date->from - 4, STR("den"))) {
        limit.begin = date->from - 4;
        limit.kinds |= CUE_LATEST;
    }
    if (limit.kinds & CUE_LIMITS && every_year(out, reading, item, limit.begin, date))
        return;
    limit.finish = (limit.kinds & CUE_FINISH) || finish_near(reading, item, limit.begin);
    if (no_limit(&limit, reading) || quoted(quotes, reading->view, date->from, to))
        return;
    enum deadline_kind kind = kind_of(&limit, reading);
    if (kind == DEADLINE_NONE)
        return;
    struct days days = days_of(&limit, reading, kind);
    // "bố trí công chức từ ngày 25/5": a beginning is no limit.
    if (!days.to && !field)
        return;
    if (!days.to && kind == DEADLINE_ON)
        kind = DEADLINE_IN;
    if (kind == DEADLINE_IN && !field && !limit.finish && period &&
        same_days(days, *period) && of_a_noun(reading, item, limit.begin))
        return;
    *out = (struct deadline){.kind = kind,
                             .days = days,
                             .hour = date->hour,
                             .minute = date->hour >= 0 ? date->minute : -1};
    out->text = view_clean(reading->view, limit.begin, date->to, reading->arena);
}

void deadline_read(struct deadline *out, const struct reading *reading, uint32_t from,
                   uint32_t to, const struct days *period, bool field)
{
    *out = (struct deadline){.hour = -1, .minute = -1};
    const struct dates *dates = reading->found->dates;
    struct quotes quotes = {.at = from};
    for (size_t i = reading_date(reading, from);
         i < dates->count && dates->items[i].from < to; i++)
        read_limit(out, &quotes, reading, from, to, &dates->items[i], period, field);
    if (out->kind == DEADLINE_NONE)
        recurs(out, reading, from, to);
}

void deadline_period(struct deadline *out, const struct reading *reading, uint32_t from,
                     uint32_t to)
{
    *out = (struct deadline){.hour = -1, .minute = -1};
    const struct dates *dates = reading->found->dates;
    int32_t day = reading->found->anatomy->date.from;
    for (size_t i = reading_date(reading, from);
         i < dates->count && dates->items[i].from < to; i++) {
        const struct date *date = &dates->items[i];
        bool stretch = date->precision == DATE_MONTH || date->precision == DATE_QUARTER ||
                       date->precision == DATE_HALF;
        if (!stretch || !date->days.to || (day && date->days.to < day) ||
            dates_a_reference(reading, date))
            continue;
        uint32_t begin;
        const struct view *view = reading->view;
        if ((cues_before(reading, from, date, &begin) & CUE_TERM) ||
            date_word_before(view, date->from, DATE_WORD_MEETING, &begin) ||
            date_word_before(view, date->from, DATE_WORD_SESSION, &begin))
            continue;
        out->kind = DEADLINE_IN;
        out->days = date->days;
        out->text = view_clean(reading->view, date->from, date->to, reading->arena);
    }
}

void deadline_go_on(struct deadline *deadline, const struct reading *reading,
                    uint32_t from, uint32_t to)
{
    struct deadline more;
    if (deadline->kind != DEADLINE_NONE && !deadline->inherited)
        return;
    deadline_read(&more, reading, from, to, NULL, false);
    if (more.kind != DEADLINE_NONE)
        *deadline = more;
}
