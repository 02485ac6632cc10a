// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/outline.h"

#include "analyzers/session.h"

#include <string.h>

enum {
    HEADING_LONGEST = 260,
    TITLE_LONGEST = 160,
    TOPIC_LONGEST = 200,
    RUNNING_SHORTEST = 120,
    SESSION_FURTHEST = 160, // the end of a title may lie behind a stamp
    PLAN_FURTHEST = 30,
    PLAN_SHORTEST = 12,
    LEADER_DOTS = 6
};

enum {
    CUE_FIELDS = CUE_FIELD_LEAD | CUE_FIELD_UNIT | CUE_FIELD_COORDINATE | CUE_FIELD_TIME |
                 CUE_FIELD_OTHER,
    CUE_ASSIGNS = CUE_ORDER | CUE_CONCLUDE,
};

static int rank_of(const struct paragraph *p)
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

static bool has_leader(const struct view *view, const struct paragraph *p)
{
    const char *plain = view->plain;
    // Of so many dots one stands at each such step.
    for (uint32_t i = p->text + LEADER_DOTS - 1; i < p->to; i += LEADER_DOTS) {
        if (plain[i] != '.')
            continue;
        uint32_t from = i, end = i;
        while (from > p->text && plain[from - 1] == '.')
            from--;
        while (end < p->to && plain[end] == '.')
            end++;
        if (end - from >= LEADER_DOTS)
            return true;
    }
    return false;
}

// "./." closes the text.
static bool closes(const struct view *view, const struct paragraph *p)
{
    uint32_t from = p->to > p->from + 24 ? p->to - 24 : p->from;
    for (uint32_t i = from; i + 2 < p->to; i++)
        if (view->plain[i] == '.' && view->plain[i + 1] == '/' &&
            view->plain[i + 2] == '.')
            return true;
    return false;
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
    bool field = (cue->kinds & CUE_FIELDS) ||
                 (cue->kinds & (CUE_PURPOSE | CUE_LEAD | CUE_COORDINATE));
    return field && after < p->to && reading->view->plain[after] == ':' &&
           !reading_empty(reading, after, p->to);
}

static bool type_is(const struct outline *outline, const char *types)
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
static bool is_law(const struct outline *outline)
{
    return outline->normative ||
           type_is(outline, " L BL PL NĐ TT TTLT HP NQLT LCT SL HĐ BB ");
}

static bool is_report(const struct outline *outline)
{
    return type_is(outline, " BC TTr ĐA ");
}

// What the text is taken for once its lead-in has come.
static enum zone zone_of_type(const struct outline *outline)
{
    if (is_law(outline) || is_report(outline))
        return ZONE_NONE;
    if (type_is(outline, " QĐ NQ QC QyĐ QĐi HD "))
        return ZONE_UNITS;
    if (type_is(outline, " KH CTr PA DA "))
        return ZONE_VERBS;
    return ZONE_ALL;
}

void outline_start(struct outline *outline, const struct reading *reading)
{
    const struct anatomy *anatomy = reading->found->anatomy;
    *outline = (struct outline){.reading = reading, .type = anatomy->type_code};
    static const char *const laws[] = {"luật",      "bộ luật",   "pháp lệnh",
                                       "hiến pháp", "nghị định", "thông tư",
                                       "lệnh",      "sắc lệnh",  "văn bản hợp nhất"};
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
        outline->normative |= str_starts(anatomy->type, str_of(laws[i]));
    if (anatomy->title_span.end <= anatomy->title_span.start)
        return;
    uint32_t from = view_at(reading->view, anatomy->title_span.start),
             to = view_at(reading->view, anatomy->title_span.end);
    deadline_period(&outline->title_period, reading, from, to);
    // "… tại buổi làm việc với Phòng A": whom the meeting was with.
    const struct units *units = reading->found->units;
    for (size_t i = reading_unit(reading, from);
         i < units->count && units->items[i].from < to; i++) {
        const struct unit *unit = &units->items[i];
        uint32_t low = unit->from > from + 16 ? unit->from - 16 : from;
        for (uint32_t k = low; k < unit->from; k++)
            if (view_word(reading->view, k, STR("voi")) ||
                view_word(reading->view, k, STR("doi voi"))) {
                struct subject subject = {
                    .units = {(uint32_t)i}, .count = 1, .person = UINT32_MAX};
                charge_of(&outline->title, reading, &subject);
                break;
            }
    }
    if (!outline->title.count)
        outline->title = session_charge(reading, from, to + SESSION_FURTHEST);
}

// A letter speaks to those that it is sent to.
static void send_to(struct outline *outline, const struct paragraph *p)
{
    const struct reading *reading = outline->reading;
    struct subject all = {.person = UINT32_MAX};
    const struct units *units = reading->found->units;
    for (size_t i = reading_unit(reading, p->from);
         i < units->count && units->items[i].from < p->to; i++)
        if (all.count < SUBJECT_UNITS)
            all.units[all.count++] = (uint32_t)i;
    // A report is sent to those who read it; its plans are for its own office.
    if (!all.count || is_report(outline))
        return;
    struct charge charge;
    charge_of(&charge, reading, &all);
    struct assignee *items =
        ARENA_ARRAY(reading->arena, struct assignee, outline->title.count + charge.count);
    if (outline->title.count)
        memcpy(items, outline->title.units, outline->title.count * sizeof *items);
    memcpy(items + outline->title.count, charge.units, charge.count * sizeof *items);
    outline->title.units = items;
    outline->title.count += charge.count;
}

static const struct heading *top(const struct outline *outline)
{
    return outline->depth ? &outline->stack[outline->depth - 1] : NULL;
}

enum zone outline_zone(const struct outline *outline)
{
    return outline->depth ? top(outline)->zone : ZONE_NONE;
}

bool outline_charged(const struct outline *outline)
{
    return outline->depth && top(outline)->charge.count && !top(outline)->lead_in &&
           !top(outline)->results;
}

struct charge outline_charge(const struct outline *outline)
{
    for (size_t i = outline->depth; i-- > 0;)
        if (outline->stack[i].charge.count)
            return outline->stack[i].charge;
    return outline->title;
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

static void pop_to(struct outline *outline, int rank)
{
    while (outline->depth && outline->stack[outline->depth - 1].rank >= rank)
        outline->depth--;
}

static struct heading *push(struct outline *outline, int rank)
{
    pop_to(outline, rank);
    if (outline->depth == OUTLINE_DEPTH)
        outline->depth--;
    struct heading *heading = &outline->stack[outline->depth++];
    *heading = (struct heading){.rank = rank};
    return heading;
}

// An annex brings a text of its own: "KẾ HOẠCH", "PHỤ LỤC", "(Kèm theo Quyết định …)"
// behind the signature.
static bool begins_annex(struct outline *outline, const struct paragraph *p)
{
    static const struct {
        const char *word, *code;
    } types[] = {
        {"ke hoach", "KH"},  {"chuong trinh", "CTr"}, {"phuong an", "PA"},
        {"de an", "ĐA"},     {"quy che", "QC"},       {"quy dinh", "QyĐ"},
        {"huong dan", "HD"}, {"bao cao", "BC"},       {"danh muc", "KH"},
        {"phu luc", "KH"},   {"phan cong", "KH"},
    };
    const struct view *view = outline->reading->view;
    if (!p->capitals)
        return false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (view_word(view, p->from, str_of(types[i].word))) {
            outline->type = str_of(types[i].code);
            outline->depth = 0;
            outline->ended = false;
            return true;
        }
    return false;
}

// The words of a heading say what its section holds.
static void judge(struct heading *heading, const struct outline *outline,
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
    if (opening & CUE_RESULT) {
        heading->zone = ZONE_NONE;
        heading->results = true;
    } else if ((kinds & CUE_PLAN) && outer && !in_results) {
        if (is_law(outline) || type_is(outline, " HD "))
            heading->zone = ZONE_UNITS;
        else if (type_is(outline, " QĐ NQ QC QyĐ QĐi ") && heading->rank == 12)
            heading->zone = ZONE_VERBS;
        else
            heading->zone = ZONE_ALL;
    } else if ((opening & CUE_PURPOSE) && outer) {
        heading->zone = ZONE_NONE;
    }
}

// True when the paragraph is nothing but units and what makes a heading of them: "Sở A
// chủ trì, phối hợp thực hiện".
static bool only_units(const struct reading *reading, const struct paragraph *p,
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
        bool joint = view_word(reading->view, at, STR("va")) ||
                     view_word(reading->view, at, STR("tinh"));
        if (joint) {
            at += reading->view->plain[at] == 'v' ? 2 : 4;
            continue;
        }
        if (!duty && !filler)
            return false;
        at = cue->to;
    }
    return true;
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
static bool unknown_body(const struct reading *reading, const struct paragraph *p)
{
    uint32_t at = name_start(reading, p->text, p->to);
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

// A sentence that ends with a colon and speaks to somebody or says "như sau".
static bool leads_in(const struct reading *reading, const struct paragraph *p)
{
    uint32_t low = p->to > p->text + 40 ? p->to - 40 : p->text;
    return reading_cue_in(reading, low, p->to, CUE_FOLLOWS) ||
           reading_cue_in(reading, p->text, p->to, CUE_ASSIGNS | CUE_DUTY);
}

// "… gồm:" is followed by things, not by tasks.
static bool lists_things(const struct reading *reading, const struct paragraph *p)
{
    uint32_t low = p->to > p->text + 12 ? p->to - 12 : p->text;
    const struct cue *cue = reading_cue_in(reading, low, p->to, CUE_FOLLOWS);
    return cue && (view_word(reading->view, cue->from, STR("gom")) ||
                   view_word(reading->view, cue->from, STR("bao gom")));
}

static struct subject told_by(const struct reading *reading, const struct paragraph *p)
{
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
        // The office that speaks is not the one that is spoken to.
        bool itself = subject.count == 1 && !units->items[subject.units[0]].collective &&
                      (str_equal(units->items[subject.units[0]].id,
                                 reading->found->anatomy->office.id) ||
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

static void open_lead_in(struct outline *outline, const struct paragraph *p)
{
    const struct reading *reading = outline->reading;
    while (outline->depth && p->mark == MARK_NONE && top(outline)->unmarked)
        outline->depth--;
    int rank =
        p->mark == MARK_NONE ? (outline->depth ? top(outline)->rank + 1 : 1) : rank_of(p);
    bool root = outline->depth == 0;
    enum zone around = outline_zone(outline);
    bool in_results = outline->depth && top(outline)->results;
    struct subject told = outline->told = told_by(reading, p);
    bool orders = told.ordered || reading_cue_in(reading, p->text, p->to, CUE_CONCLUDE);
    struct heading *heading = push(outline, rank);
    heading->lead_in = true;
    heading->unmarked = p->mark == MARK_NONE;
    heading->zone = around;
    if (root)
        heading->zone = zone_of_type(outline);
    if (subject_names(&told)) {
        charge_of(&heading->charge, reading, &told);
        bool duty = reading_cue_in(reading, told.after, p->to, CUE_LEAD) != NULL;
        heading->charge.lead = duty && p->mark != MARK_NONE;
    }
    if (!in_results && (!is_law(outline) || around >= ZONE_UNITS) &&
        (root || around != ZONE_NONE) && (subject_names(&told) || orders) &&
        (!is_report(outline) || around != ZONE_NONE) &&
        !(root && zone_of_type(outline) < ZONE_ALL && !told.ordered))
        heading->zone = ZONE_ALL;
    deadline_period(&heading->deadline, reading, p->text, p->to);
}

// "Điều 9. Trách nhiệm của Bộ Y tế": whom the articles below are for.
static bool answerable(const struct reading *reading, const struct paragraph *p,
                       struct subject *subject)
{
    for (uint32_t i = p->text; i < p->to && i - p->text < TITLE_LONGEST; i++)
        if (view_word(reading->view, i, STR("trach nhiem cua")))
            return subject_at(subject, reading, i + 15, p->to) && subject_names(subject);
    return false;
}

static void open_heading(struct outline *outline, const struct paragraph *p,
                         const struct subject *subject, bool unknown)
{
    const struct reading *reading = outline->reading;
    int rank = rank_of(p);
    if (p->mark == MARK_NONE) {
        while (outline->depth && top(outline)->unmarked && !top(outline)->lead_in)
            outline->depth--;
        rank = p->capitals ? 3 : outline->depth ? top(outline)->rank + 1 : 2;
    }
    pop_to(outline, rank);
    enum zone around = outline->depth ? top(outline)->zone : zone_of_type(outline);
    // Whatever begins with articles speaks in articles.
    if (!outline->depth && around == ZONE_ALL && p->mark == MARK_ARTICLE)
        around = ZONE_UNITS;
    bool in_results = outline->depth && top(outline)->results;
    struct heading *heading = push(outline, rank);
    heading->unmarked = p->mark == MARK_NONE;
    heading->results = in_results;
    judge(heading, outline, p, around, in_results);
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
        if (subject)
            charge_of(&heading->charge, reading, subject);
        else
            charge_unknown(&heading->charge, reading, p);
        heading->charge.lead = reading_cue_in(reading, subject ? subject->after : p->to,
                                              p->to, CUE_LEAD) != NULL;
        if (!in_results && !heading->results &&
            (!is_law(outline) || around >= ZONE_UNITS) &&
            !(is_report(outline) && around == ZONE_NONE))
            heading->zone =
                around == ZONE_NONE && outline->depth > 1 ? ZONE_NONE : ZONE_ALL;
    }
    deadline_period(&heading->deadline, reading, p->text, p->to);
    outline->under_unit = subject || unknown;
}

// The head of the notice: up to its title, or where none was found up to the first
// running text.
static bool in_frame(const struct outline *outline, const struct paragraph *p)
{
    const struct reading *reading = outline->reading;
    const struct anatomy *anatomy = reading->found->anatomy;
    uint32_t start = reading->view->start[p->from];
    if (anatomy->title_span.end > anatomy->title_span.start)
        return start < anatomy->title_span.end;
    if (start < anatomy->number_span.end)
        return true;
    const struct cue *cue = reading_cue(reading, p->text);
    bool running = p->to - p->text > RUNNING_SHORTEST && !p->capitals;
    return !running && p->mark <= MARK_PART && !(cue && (cue->kinds & CUE_RECIPIENTS));
}

// Begins with a verb that orders, or with a unit that is told something.
static bool orders_itself(const struct reading *reading, const struct paragraph *p)
{
    struct subject subject;
    const struct cue *cue = reading_cue(reading, p->text);
    return (cue && (cue->kinds & (CUE_VERB | CUE_ORDER | CUE_DUTY))) ||
           (subject_at(&subject, reading, p->text, p->to) && subject.acts);
}

enum part outline_step(struct outline *outline, size_t number)
{
    const struct reading *reading = outline->reading;
    const struct view *view = reading->view;
    const struct paragraph *p = &reading->paragraphs.items[number];
    const struct paragraph *next = number + 1 < reading->paragraphs.count ? p + 1 : NULL;
    outline->under_unit = false;

    if (outline->ended) {
        if (begins_annex(outline, p))
            return PART_HEADING;
        return PART_FRAME;
    }
    if (!outline->opened) {
        if (in_frame(outline, p))
            return PART_FRAME;
        outline->opened = true;
    }
    // "Phương pháp thực hiện ........ 11": a line of a table of contents, or one to be
    // filled in.
    if (has_leader(view, p))
        return PART_FRAME;
    const struct cue *first = reading_cue(reading, p->text);
    if (first && (first->kinds & CUE_RECIPIENTS)) {
        // "Kính gửi" opens a letter, "Nơi nhận" closes any text.
        bool letter = view->plain[first->from] == 'k';
        if (letter && outline->depth == 0) {
            outline->sent_to = true;
            send_to(outline, p);
            return PART_FRAME;
        }
        outline->ended = !letter;
        return PART_FRAME;
    }
    if (outline->sent_to && p->mark >= MARK_DASH) {
        send_to(outline, p);
        return PART_FRAME;
    }
    outline->sent_to = false;
    if (closes(view, p))
        outline->ended = true;
    if (outline_is_field(reading, p))
        return PART_FIELD;

    uint32_t length = p->to - p->text;
    char end = end_of(view, p);
    bool colon = end == ':' && !outline->ended;
    bool ended = end == '.' || end == ';' || end == '!' || end == '?';
    int rank = rank_of(p), next_rank = next ? rank_of(next) : 0;
    bool holds = next && next_rank > rank && !outline_is_field(reading, next);
    if (p->mark != MARK_NONE)
        pop_to(outline, rank);

    struct subject subject;
    bool spoken_to = subject_at(&subject, reading, p->text, p->to);
    bool units = spoken_to && subject.count;
    bool heads = units && only_units(reading, p, &subject) &&
                 (colon || holds || (!ended && (p->mark != MARK_NONE || p->capitals)));
    bool unknown = !units && unknown_body(reading, p) &&
                   (colon || (!ended && p->mark != MARK_NONE && holds));
    units |= spoken_to && !unknown && subject_names(&subject);
    if ((heads || unknown) && length < HEADING_LONGEST &&
        (colon || next == NULL || next_rank != rank)) {
        open_heading(outline, p, heads ? &subject : NULL, unknown);
        return PART_HEADING;
    }
    if (colon && next && (holds || p->mark == MARK_NONE)) {
        if (lists_things(reading, p)) {
            if (p->mark >= MARK_NUMBER && length > TITLE_LONGEST / 2)
                return PART_ITEM;
            open_heading(outline, p, NULL, false);
            outline->stack[outline->depth - 1].zone = ZONE_NONE;
            return PART_HEADING;
        }
        if (leads_in(reading, p) &&
            (p->mark == MARK_NONE || units ||
             reading_cue_in(reading, p->text, p->to, CUE_ORDER))) {
            open_lead_in(outline, p);
            return PART_LEAD_IN;
        }
        // "Tổ chức các lớp:" followed by lists of things is the task itself.
        if ((p->mark == MARK_DASH && length > TITLE_LONGEST / 2) ||
            (p->mark >= MARK_NUMBER && orders_itself(reading, p) &&
             !orders_itself(reading, next)))
            return PART_ITEM;
        open_heading(outline, p, units ? &subject : NULL, false);
        return PART_HEADING;
    }
    // Before anything is said, lines in capitals are still the head of the text.
    if (p->capitals && p->mark == MARK_NONE && outline->depth == 0 && !colon)
        return PART_FRAME;
    if (p->mark == MARK_ROMAN || p->mark == MARK_PART ||
        (p->capitals && length < HEADING_LONGEST)) {
        if (length < HEADING_LONGEST && (p->capitals || !ended)) {
            open_heading(outline, p, NULL, false);
            return PART_HEADING;
        }
    }
    if (p->mark == MARK_ARTICLE && (length < 3 || (!ended && holds))) {
        open_heading(outline, p, NULL, false);
        return PART_HEADING;
    }
    if (p->mark != MARK_NONE && p->mark < MARK_DASH && !ended && holds &&
        length < TOPIC_LONGEST && end != ',') {
        open_heading(outline, p, NULL, false);
        return PART_HEADING;
    }
    if (p->mark == MARK_ARTICLE) {
        // An article that speaks for itself still holds its clauses.
        struct heading *heading = push(outline, rank);
        heading->zone = outline->depth > 1 ? outline->stack[outline->depth - 2].zone
                                           : zone_of_type(outline);
        if (heading->zone == ZONE_ALL && outline->depth == 1)
            heading->zone = ZONE_UNITS;
        if (units && subject.acts)
            charge_of(&heading->charge, reading, &subject);
        return PART_ITEM;
    }
    return p->mark == MARK_NONE ? PART_TEXT : PART_ITEM;
}
