// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/outline_parts.h"

enum { CUE_ASSIGNS = CUE_ORDER | CUE_CONCLUDE };

// A sentence that ends with a colon and speaks to somebody or says "như sau".
bool outline_leads_in(const struct reading *reading, const struct paragraph *p)
{
    uint32_t low = p->to > p->text + 40 ? p->to - 40 : p->text;
    return reading_cue_in(reading, low, p->to, CUE_FOLLOWS) ||
           reading_cue_in(reading, p->text, p->to, CUE_ASSIGNS | CUE_DUTY);
}

// "… gồm:" is followed by things, not by tasks.
bool outline_lists_things(const struct reading *reading, const struct paragraph *p)
{
    uint32_t low = p->to > p->text + 12 ? p->to - 12 : p->text;
    const struct cue *cue = reading_cue_in(reading, low, p->to, CUE_FOLLOWS);
    return cue && (view_word(reading->view, cue->from, STR("gom")) ||
                   view_word(reading->view, cue->from, STR("bao gom")));
}

static struct subject told_by(const struct outline *outline, const struct paragraph *p)
{
    const struct reading *reading = outline->reading;
    struct subject subject;
    // Behind the last order: "UBND tỉnh yêu cầu [Sở A, Sở B] thực hiện …".
    struct subject found = {.person = UINT32_MAX};
    for (size_t i = cues_at(&reading->cues, p->text);
         i < reading->cues.count && reading->cues.items[i].from < p->to; i++) {
        const struct cue *cue = &reading->cues.items[i];
        if ((cue->kinds & CUE_ORDER) && subject_at(&subject, reading, cue->to, p->to) &&
            subject_names(&subject)) {
            subject.ordered = true;
            found = subject;
        }
    }
    if (subject_names(&found))
        return found;
    // In the last sentence: "… . Tháng 02/2023, các phòng, đơn vị tập trung một số nhiệm
    // vụ sau:".
    uint32_t from = p->text, end;
    while ((end = reading_sentence_end(reading, from, p->to)) < p->to)
        from = end;
    const struct units *units = reading->found->units;
    if (subject_find(&subject, reading, from, p->to) && subject_names(&subject)) {
        // The office that speaks is not the one that is spoken to, except where it reports
        // what it is going to do.
        bool office = subject.count == 1 && str_equal(units->items[subject.units[0]].id,
                                                      reading->found->anatomy->office.id);
        bool itself = subject.count == 1 && !units->items[subject.units[0]].collective &&
                      ((office && !outline_is_report(outline)) ||
                       reading_cue_in(reading, p->text, p->to, CUE_CONCLUDE));
        // "Chủ tịch kết luận như sau:" names who speaks.
        itself |= !subject.count && reading_cue_in(reading, p->text, p->to, CUE_CONCLUDE);
        if (!itself)
            return subject;
    }
    if (reading_cue_in(reading, p->text, p->to, CUE_CONCLUDE))
        return found;
    // Nobody is at the front: those addressed together ("… gửi các trung tâm … thực hiện
    // một số nội dung sau:").
    for (size_t i = reading_unit(reading, from);
         i < units->count && units->items[i].from < p->to; i++)
        if (units->items[i].collective) {
            found.units[0] = (uint32_t)i;
            found.count = 1;
        }
    return found;
}

void outline_open_lead_in(struct outline *outline, const struct paragraph *p)
{
    const struct reading *reading = outline->reading;
    while (outline->depth && p->mark == MARK_NONE && outline_top(outline)->unmarked &&
           !outline_top(outline)->capitals)
        outline->depth--;
    int rank = p->mark == MARK_NONE
                   ? (outline->depth ? outline_top(outline)->rank + 1 : 1)
                   : outline_rank(p);
    bool root = outline->depth == 0;
    enum zone around = root ? ZONE_NONE : outline_zone(outline);
    bool in_results = outline->depth && outline_top(outline)->results;
    struct subject told = outline->told = told_by(outline, p);
    bool concludes = reading_cue_in(reading, p->text, p->to, CUE_CONCLUDE) != NULL;
    bool orders = told.ordered || concludes;
    struct heading *heading = outline_push(outline, rank);
    heading->lead_in = true;
    heading->unmarked = p->mark == MARK_NONE;
    heading->zone = around;
    if (root)
        heading->zone = outline_zone_of_type(outline);
    if (subject_names(&told)) {
        charge_of(&heading->charge, reading, &told);
        bool duty = reading_cue_in(reading, told.after, p->to, CUE_LEAD) != NULL;
        heading->charge.lead = duty && p->mark != MARK_NONE;
    }
    if (!in_results && (!outline_is_law(outline) || around >= ZONE_UNITS) &&
        (root || around != ZONE_NONE) && (subject_names(&told) || orders) &&
        (!outline_is_report(outline) || around != ZONE_NONE) &&
        !(root && outline_zone_of_type(outline) < ZONE_ALL && !told.ordered))
        heading->zone = ZONE_ALL;
    // Minutes tell what was said, and then what was concluded.
    if (concludes && outline_type_is(outline, " BB "))
        heading->zone = ZONE_ALL;
    deadline_period(&heading->deadline, reading, p->text, p->to);
}
