// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/outline_parts.h"

#include <string.h>

// Letters: "Trong " before a time.
enum { PLAN_FURTHEST = 30, PLAN_SHORTEST = 12, PERIOD_WORD = 6, AGENDA_LONGEST = 24 };

bool outline_type_is(const struct outline *outline, const char *types)
{
    // `types` is " TB CT ": codes between spaces.
    char padded[16];
    if (!outline->type.len || outline->type.len > sizeof padded - 3)
        return false;
    padded[0] = ' ';
    memcpy(padded + 1, outline->type.at, outline->type.len);
    memcpy(padded + 1 + outline->type.len, " ", 2);
    return strstr(types, padded) != NULL;
}

// Laws, decrees and circulars rule for everybody: only what they say under "Trách nhiệm
// của …" is a task.
bool outline_is_law(const struct outline *outline)
{
    return outline->normative ||
           outline_type_is(outline, " L BL PL NĐ TT TTLT HP NQLT LCT SL HĐ ");
}

bool outline_is_report(const struct outline *outline)
{
    return outline_type_is(outline, " BC TTr ĐA ");
}

// What the text is taken for once its lead-in has come.
enum zone outline_zone_of_type(const struct outline *outline)
{
    if (outline_is_law(outline) || outline_is_report(outline))
        return ZONE_NONE;
    if (outline_type_is(outline, " QĐ NQ QC QyĐ QĐi HD "))
        return ZONE_UNITS;
    // What minutes tell comes before what they conclude.
    if (outline_type_is(outline, " BB "))
        return ZONE_NONE;
    if (outline_type_is(outline, " KH CTr PA DA "))
        return ZONE_VERBS;
    return ZONE_ALL;
}

// The week that the title names, or 0: "Kết luận giao ban tuần 41".
static int week_of_title(const struct reading *reading)
{
    const struct span *title = &reading->found->anatomy->title_span;
    const struct dates *dates = reading->found->dates;
    uint32_t to = view_at(reading->view, title->end);
    for (size_t i = reading_date(reading, view_at(reading->view, title->start));
         i < dates->count && dates->items[i].from < to; i++)
        if (dates->items[i].week)
            return dates->items[i].week;
    return 0;
}

// "TUẦN 40" in the talks of week 41, "THÁNG 9" before the day of the notice: a heading that
// is nothing but a time that is over.
static bool is_over(const struct reading *reading, const struct paragraph *p)
{
    const struct dates *dates = reading->found->dates;
    size_t i = reading_date(reading, p->text);
    const struct date *date = i < dates->count ? &dates->items[i] : NULL;
    if (!date || date->from >= p->to || date->from > p->text + PERIOD_WORD ||
        !reading_empty(reading, date->to, p->to))
        return false;
    // Offices count weeks in several ways: only those of one text can be compared.
    if (date->week)
        return date->week < week_of_title(reading);
    return date->days.to && date->days.to < reading->found->anatomy->date.from;
}

// "III. NỘI DUNG" of a plan for a meeting is what is talked about there.
static bool is_agenda(const struct reading *reading, const struct paragraph *p)
{
    static const char *const meetings[] = {"hoi nghi", "hoi thao", "dai hoi",
                                           "toa dam",  "gap mat",  "doi thoai"};
    const struct view *view = reading->view;
    const struct span *title = &reading->found->anatomy->title_span;
    if (p->to - p->text > AGENDA_LONGEST ||
        (!view_word(view, p->text, STR("noi dung")) &&
         !view_word(view, p->text, STR("chuong trinh"))))
        return false;
    uint32_t to = view_at(view, title->end);
    for (uint32_t i = view_at(view, title->start); i < to; i++)
        for (size_t k = 0; k < sizeof meetings / sizeof *meetings; k++)
            if (view->plain[i] == 't' && view_word(view, i, STR("to chuc")) &&
                view_word(view, i + 8, str_of(meetings[k])))
                return true;
    return false;
}

// The words of a heading say what its section holds.
void outline_judge(struct heading *heading, const struct outline *outline,
                   const struct paragraph *p, enum zone around, bool in_results)
{
    const struct reading *reading = outline->reading;
    uint32_t kinds = 0, opening = 0;
    for (size_t i = cues_at(&reading->cues, p->text);
         i < reading->cues.count && reading->cues.items[i].from < p->to; i++) {
        const struct cue *cue = &reading->cues.items[i];
        if (reading_in_unit(reading, cue->from))
            continue;
        // Results are named at the front ("Một số kết quả …"), reasons as the very first
        // word ("Mục đích", "Về kinh phí").
        uint32_t lead = cue->from - p->text;
        if (!(opening & (CUE_RESULT | CUE_PURPOSE)) && lead < 12)
            opening |= cue->kinds & (lead < 4 ? CUE_RESULT | CUE_PURPOSE : CUE_RESULT);
        // "… đánh giá kết quả thực hiện nhiệm vụ" is no plan: one word far behind says
        // nothing.
        bool far = lead > PLAN_FURTHEST && cue->to - cue->from < PLAN_SHORTEST;
        kinds |= far ? cue->kinds & ~(uint32_t)CUE_PLAN : cue->kinds;
    }
    bool outer = heading->rank <= 16 || p->capitals;
    heading->zone = around;
    if (is_agenda(reading, p)) {
        heading->zone = ZONE_NONE;
    } else if ((opening & CUE_RESULT) || is_over(reading, p)) {
        // Conclusions may order somebody in the midst of results.
        bool concludes = outline_type_is(outline, " TB ") && around != ZONE_NONE;
        heading->zone = concludes ? ZONE_ORDERS : ZONE_NONE;
        heading->results = true;
    } else if ((kinds & CUE_PLAN) && outer && !in_results) {
        if (outline_is_law(outline) || outline_type_is(outline, " HD "))
            heading->zone = ZONE_UNITS;
        else if (outline_type_is(outline, " QĐ NQ QC QyĐ QĐi ") && heading->rank == 12)
            heading->zone = ZONE_VERBS;
        else
            heading->zone = ZONE_ALL;
    } else if ((opening & CUE_PURPOSE) && outer) {
        heading->zone = ZONE_NONE;
    }
}
