// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/outline.h"

#include "analyzers/outline_parts.h"

#include <string.h>

enum { HEADING_LONGEST = 260, TOPIC_LONGEST = 200, FOOT_LONGEST = 500 };

enum {
    CUE_FIELDS = CUE_FIELD_LEAD | CUE_FIELD_UNIT | CUE_FIELD_COORDINATE | CUE_FIELD_TIME |
                 CUE_FIELD_OTHER,
};

int outline_rank(const struct paragraph *p)
{
    static const int ranks[] = {
        [MARK_NONE] = 100,  [MARK_PART] = 4,    [MARK_ROMAN] = 8,    [MARK_ARTICLE] = 12,
        [MARK_NUMBER] = 16, [MARK_DECIMAL] = 0, [MARK_BRACKET] = 28, [MARK_LETTER] = 32,
        [MARK_DASH] = 36,   [MARK_PLUS] = 40,
    };
    return p->mark == MARK_DECIMAL ? 16 + 2 * (p->depth < 5 ? p->depth : 5)
                                   : ranks[p->mark];
}

// The sign that ends the paragraph, strays of the scanner left aside.
static char end_of(const struct view *view, const struct paragraph *p)
{
    uint32_t to = p->to;
    while (to > p->text) {
        char c = view->plain[to - 1];
        if (c == ':')
            return c;
        // A lone dot behind a colon is a speck.
        if (c == '.' && to - p->text > 2 &&
            (view->plain[to - 2] == ' ' || view->plain[to - 2] == ':')) {
            to--;
            continue;
        }
        if (plain_inside(c) || c == '.' || c == ';' || c == ',' || c == ')' || c == '!' ||
            c == '?')
            return c;
        to--;
    }
    return 0;
}

bool outline_is_field(const struct reading *reading, const struct paragraph *p)
{
    const struct cue *cue = reading_cue(reading, p->text);
    if (!cue || cue->to >= p->to)
        return false;
    uint32_t after = cue->to;
    while (after < p->to && reading->view->plain[after] == ' ')
        after++;
    // "Địa điểm", "Kinh phí" head sections elsewhere: only with something behind their
    // colon are they fields.
    bool field = (cue->kinds & (CUE_FIELDS | CUE_FINISH)) ||
                 (cue->kinds & (CUE_PURPOSE | CUE_LEAD | CUE_COORDINATE));
    return field && after < p->to && reading->view->plain[after] == ':' &&
           !reading_empty(reading, after, p->to);
}

const struct heading *outline_top(const struct outline *outline)
{
    return outline->depth ? &outline->stack[outline->depth - 1] : NULL;
}

enum zone outline_zone(const struct outline *outline)
{
    if (outline->depth)
        return outline_top(outline)->zone;
    return outline->opened && outline_zone_of_type(outline) == ZONE_ALL &&
                   outline->type.len
               ? ZONE_ORDERS
               : ZONE_NONE;
}

bool outline_charged(const struct outline *outline)
{
    return outline->depth && outline_top(outline)->charge.count &&
           !outline_top(outline)->lead_in && !outline_top(outline)->results;
}

struct charge outline_charge(const struct outline *outline)
{
    for (size_t i = outline->depth; i-- > 0;)
        if (outline->stack[i].charge.count)
            return outline->stack[i].charge;
    return outline->readers.count ? outline->readers : outline->title;
}

struct deadline outline_deadline(const struct outline *outline)
{
    for (size_t i = outline->depth; i-- > 0;) {
        struct deadline deadline = outline->stack[i].deadline;
        if (deadline.kind != DEADLINE_NONE) {
            deadline.inherited =
                outline->stack[i].lead_in ? INHERITED_LEAD_IN : INHERITED_SECTION;
            return deadline;
        }
    }
    struct deadline deadline = outline->title_period;
    if (deadline.kind != DEADLINE_NONE)
        deadline.inherited = INHERITED_TITLE;
    return deadline;
}

const struct days *outline_period(const struct outline *outline)
{
    for (size_t i = outline->depth; i-- > 0;)
        if (outline->stack[i].deadline.kind != DEADLINE_NONE)
            return &outline->stack[i].deadline.days;
    return outline->title_period.kind != DEADLINE_NONE ? &outline->title_period.days
                                                       : NULL;
}

void outline_pop_to(struct outline *outline, int rank)
{
    while (outline->depth && outline->stack[outline->depth - 1].rank >= rank)
        outline->depth--;
}

struct heading *outline_push(struct outline *outline, int rank)
{
    outline_pop_to(outline, rank);
    if (outline->depth == OUTLINE_DEPTH)
        outline->depth--;
    struct heading *heading = &outline->stack[outline->depth++];
    *heading = (struct heading){.rank = rank};
    return heading;
}

// Begins with a verb that orders, or with a unit that is told something.
static bool orders_itself(const struct reading *reading, const struct paragraph *p)
{
    struct subject subject;
    const struct cue *cue = reading_cue(reading, p->text);
    return (cue && (cue->kinds & (CUE_VERB | CUE_ORDER | CUE_DUTY))) ||
           (subject_at(&subject, reading, p->text, p->to) && subject.acts);
}

// A paragraph and what shows at first sight that it may be a heading.
struct sight {
    const struct paragraph *p, *next; // next may be NULL
    uint32_t length;
    char end;                // the sign it ends with, or 0
    bool colon;              // that is a colon, and the text goes on
    bool ended;              // it ends like a sentence
    bool holds;              // what follows stands further in
    bool apart;              // what follows does not stand beside it
    bool titled;             // a mark or capitals, and no end of a sentence
    struct subject *subject; // filled where units, heads or unknown may be told by it
    bool units;              // the subject names somebody
    bool heads;              // it is nothing but units
    bool unknown;            // it is the name of a body that nobody listed
};

static void look(struct sight *out, struct subject *subject,
                 const struct outline *outline, size_t number)
{
    const struct reading *reading = outline->reading;
    const struct paragraph *p = &reading->paragraphs.items[number];
    const struct paragraph *next = number + 1 < reading->paragraphs.count ? p + 1 : NULL;
    char end = end_of(reading->view, p);
    int rank = outline_rank(p), next_rank = next ? outline_rank(next) : 0;
    *out = (struct sight){
        .p = p, .next = next, .length = p->to - p->text, .end = end, .subject = subject};
    out->colon = end == ':' && !outline->ended;
    out->ended = end == '.' || end == ';' || end == '!' || end == '?';
    out->holds = next && next_rank > rank && !outline_is_field(reading, next);
    out->apart = !next || next_rank != rank;
    out->titled = !out->ended && (p->mark != MARK_NONE || p->capitals);
}

// True when it can be the heading of a unit, whatever it says.
static bool has_room_for_unit(const struct sight *sight)
{
    return sight->length < HEADING_LONGEST && (sight->colon || sight->apart) &&
           (sight->colon || sight->holds || sight->titled);
}

// True when it can lead in, whatever it says.
static bool leads(const struct sight *sight)
{
    return sight->colon && sight->next && (sight->holds || sight->p->mark == MARK_NONE);
}

// Whom the paragraph names. Most need not be asked: they are too long for a heading, or end
// like a sentence that nothing hangs on.
static void look_for_units(struct sight *sight, const struct outline *outline)
{
    const struct reading *reading = outline->reading;
    const struct paragraph *p = sight->p;
    if (!has_room_for_unit(sight) && !leads(sight) && p->mark != MARK_ARTICLE)
        return;
    bool spoken_to = subject_at(sight->subject, reading, p->text, p->to);
    bool listed = spoken_to && sight->subject->count;
    sight->heads = listed &&
                   (outline_only_units(reading, p, sight->subject) ||
                    (sight->holds && outline_ends_name(reading, p, sight->subject))) &&
                   (sight->colon || sight->holds || sight->titled);
    // "Điều 22. Phòng vệ chính đáng" of a law names no body.
    bool ruling = p->mark == MARK_ARTICLE && outline_is_law(outline);
    sight->unknown =
        !listed && !ruling &&
        (sight->colon || (!sight->ended && p->mark != MARK_NONE && sight->holds)) &&
        outline_unknown_body(reading, p);
    sight->units =
        listed || (spoken_to && !sight->unknown && subject_names(sight->subject));
}

static bool wires(const struct view *view, const struct paragraph *p)
{
    uint32_t to = p->to;
    while (to > p->text && !plain_inside(view->plain[to - 1]))
        to--;
    return to < p->to && view->plain[to] == ':' && to >= p->text + 5 &&
           view_word(view, to - 4, STR("dien"));
}

// "Kính gửi" opens a letter, "Nơi nhận" closes any text.
static bool is_address(struct outline *outline, const struct paragraph *p)
{
    const struct reading *reading = outline->reading;
    const struct cue *first = reading_cue(reading, p->text);
    if (first && (first->kinds & CUE_RECIPIENTS)) {
        bool letter = reading->view->plain[first->from] == 'k';
        if (letter && outline->depth == 0) {
            outline->sent_to = true;
            outline_send_to(outline, p);
        } else {
            outline->ended = !letter;
        }
        return true;
    }
    // "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐIỆN:" opens a telegram.
    if (outline->depth == 0 && str_equal(outline->type, STR("CĐ")) &&
        wires(reading->view, p)) {
        outline->sent_to = true;
        return true;
    }
    if (outline->sent_to && p->mark >= MARK_DASH) {
        outline_send_to(outline, p);
        return true;
    }
    outline->sent_to = false;
    return false;
}

// Behind a signature only a few lines follow; where more does, it is a text of its own.
static bool is_signed(const struct reading *reading, const struct paragraph *p)
{
    const struct span *signer = &reading->found->anatomy->signer_span;
    const struct view *view = reading->view;
    return signer->end && view->start[p->from] >= signer->start &&
           view->count < view_at(view, signer->start) + FOOT_LONGEST;
}

// What stands around the text; *annex when a text of its own begins here.
static bool is_frame(struct outline *outline, const struct paragraph *p, bool *annex)
{
    if (!outline->ended && is_signed(outline->reading, p))
        outline->ended = true;
    if (outline->ended) {
        *annex = outline_begins_annex(outline, p);
        return true;
    }
    if (!outline->opened) {
        if (outline_in_frame(outline, p))
            return true;
        outline->opened = true;
    }
    return outline_has_leader(outline->reading->view, p) || is_address(outline, p);
}

// What ends with a colon: a lead-in, a heading, or an item with a list of its own.
static enum part step_colon(struct outline *outline, const struct sight *sight)
{
    const struct reading *reading = outline->reading;
    const struct paragraph *p = sight->p;
    bool longer = sight->length > TITLE_LONGEST / 2;
    if (outline_lists_things(reading, p)) {
        if (p->mark >= MARK_NUMBER && longer)
            return PART_ITEM;
        outline_open_heading(outline, p, NULL, false);
        outline->stack[outline->depth - 1].zone = ZONE_NONE;
        return PART_HEADING;
    }
    if (outline_leads_in(reading, p) &&
        (p->mark == MARK_NONE || sight->units ||
         reading_cue_in(reading, p->text, p->to, CUE_ORDER))) {
        outline_open_lead_in(outline, p);
        return PART_LEAD_IN;
    }
    // "Tổ chức các lớp:" followed by lists of things is the task itself.
    if ((p->mark == MARK_DASH && longer) ||
        (p->mark >= MARK_NUMBER && orders_itself(reading, p) &&
         !orders_itself(reading, sight->next)))
        return PART_ITEM;
    outline_open_heading(outline, p, sight->units ? sight->subject : NULL, false);
    return PART_HEADING;
}

// Titles without a colon: in capitals, counted by Roman numerals, articles and other
// short lines that hold what follows.
static bool is_title(const struct view *view, const struct sight *sight)
{
    const struct paragraph *p = sight->p;
    // "*Về công tác cán bộ*"
    if (p->mark == MARK_NONE && sight->length > 4 && sight->length < TOPIC_LONGEST &&
        view->plain[p->text] == '*' && view->plain[p->to - 1] == '*')
        return true;
    if ((p->mark == MARK_ROMAN || p->mark == MARK_PART || p->capitals) &&
        sight->length < HEADING_LONGEST && (p->capitals || !sight->ended))
        return true;
    if (p->mark == MARK_ARTICLE && (sight->length < 3 || (!sight->ended && sight->holds)))
        return true;
    return p->mark != MARK_NONE && p->mark < MARK_DASH && !sight->ended && sight->holds &&
           sight->length < TOPIC_LONGEST && sight->end != ',';
}

// An article that speaks for itself still holds its clauses.
static void open_article(struct outline *outline, const struct sight *sight)
{
    struct heading *heading = outline_push(outline, outline_rank(sight->p));
    heading->zone = outline->depth > 1 ? outline->stack[outline->depth - 2].zone
                                       : outline_zone_of_type(outline);
    if (heading->zone == ZONE_ALL && outline->depth == 1)
        heading->zone = ZONE_UNITS;
    if (sight->units && sight->subject->acts)
        charge_of(&heading->charge, outline->reading, sight->subject);
}

enum part outline_step(struct outline *outline, size_t number)
{
    const struct reading *reading = outline->reading;
    const struct paragraph *p = &reading->paragraphs.items[number];
    bool annex = false;
    outline->under_unit = false;
    if (is_frame(outline, p, &annex))
        return annex ? PART_HEADING : PART_FRAME;
    if (outline_closes(reading->view, p))
        outline->ended = true;
    if (outline_is_field(reading, p))
        return PART_FIELD;
    if (p->mark != MARK_NONE)
        outline_pop_to(outline, outline_rank(p));
    struct sight sight;
    struct subject subject;
    look(&sight, &subject, outline, number);
    look_for_units(&sight, outline);
    if ((sight.heads || sight.unknown) && has_room_for_unit(&sight)) {
        outline_open_heading(outline, p, sight.heads ? &subject : NULL, sight.unknown);
        return PART_HEADING;
    }
    if (leads(&sight))
        return step_colon(outline, &sight);
    // Before anything is said, lines in capitals are still the head of the text, unless
    // they head results or plans.
    if (p->capitals && p->mark == MARK_NONE && outline->depth == 0 && !sight.colon &&
        !outline->said && !reading_cue_in(reading, p->text, p->to, CUE_RESULT | CUE_PLAN))
        return PART_FRAME;
    if (is_title(reading->view, &sight)) {
        outline_open_heading(outline, p, NULL, false);
        return PART_HEADING;
    }
    if (p->mark == MARK_ARTICLE)
        open_article(outline, &sight);
    outline->said = true;
    return p->mark == MARK_NONE ? PART_TEXT : PART_ITEM;
}
