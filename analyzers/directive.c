// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/directive.h"

#include "analyzers/cell_table.h"
#include "analyzers/outline.h"
#include "analyzers/work_table.h"

#include <string.h>

enum { SHORTEST_ITEM = 15, CLOSING_LONGEST = 240, FORMULA_LONGEST = 70 };

enum {
    CUE_FIELDS = CUE_FIELD_LEAD | CUE_FIELD_UNIT | CUE_FIELD_COORDINATE | CUE_FIELD_TIME |
                 CUE_FIELD_OTHER,
};

enum { CUE_ACTS = CUE_VERB | CUE_LEAD | CUE_COORDINATE | CUE_DUTY };

// A directive while the paragraphs that belong to it come in.
struct draft {
    bool open;
    bool sure; // it is one even without a line that says who does it
    int rank;  // mark of its paragraph: deeper lines may belong to it
    enum mark mark;
    uint32_t from, own, to; // own: where its own words end and its fields begin
    struct directive directive;
    bool lists;   // its own words end with a colon: what follows details it
    bool fielded; // a field named a unit
};

struct writer {
    const struct reading *reading;
    struct directives *out;
    size_t room;
    struct draft draft;
    struct outline outline;
};

// When nobody is named anywhere, the text speaks to all units of its office.
static void address_everybody(struct directive *directive, const struct reading *reading)
{
    const struct office *office = &reading->found->anatomy->office;
    struct assignee *all =
        ARENA_ARRAY(reading->arena, struct assignee, directive->assignee_count + 1);
    all->collective = true;
    // Departments speak to their own parts; councils, committees and ministers to bodies
    // outside.
    bool parts = office->name.len && (str_starts(office->id, STR("so-")) ||
                                      str_find(office->id, STR("/so-"), 0) > 0);
    if (parts)
        all->name = arena_printf(reading->arena, "Các phòng, đơn vị thuộc %.*s",
                                 STR_ARG(office->name));
    else
        all->name = STR("Các cơ quan, đơn vị");
    all->id = arena_printf(reading->arena, "%.*s#tat-ca", STR_ARG(office->id));
    if (directive->assignee_count)
        memcpy(all + 1, directive->assignees, directive->assignee_count * sizeof *all);
    directive->assignees = all;
    directive->assignee_count++;
}

// Partners alone say who helps, not who is told.
static bool is_addressed(const struct directive *directive)
{
    for (size_t i = 0; i < directive->assignee_count; i++)
        if (directive->assignees[i].role != ROLE_COORDINATE)
            return true;
    return false;
}

static void finish(struct writer *writer)
{
    struct draft *draft = &writer->draft;
    const struct reading *reading = writer->reading;
    if (!draft->open)
        return;
    draft->open = false;
    if (!draft->sure && !draft->fielded)
        return;
    struct directive *directive = &draft->directive;
    directive->span = view_span(reading->view, draft->from, draft->to);
    directive->line = view_line(reading->view, draft->from);
    reading_cite(directive, reading, draft->from, draft->to);
    // "Giao bà A tham mưu …" is for her alone.
    if (!is_addressed(directive) && !directive->person_count)
        address_everybody(directive, reading);
    struct directives *out = writer->out;
    out->items = arena_extend(reading->arena, out->items, out->count, &writer->room,
                              sizeof *out->items);
    out->items[out->count++] = *directive;
}

// Begins a directive whose own words are the letters [from, to).
static void start(struct writer *writer, const struct paragraph *p, uint32_t from,
                  uint32_t to, bool sure)
{
    const struct reading *reading = writer->reading;
    finish(writer);
    struct draft *draft = &writer->draft;
    *draft = (struct draft){
        .open = true, .sure = sure, .mark = p->mark, .from = from, .own = to, .to = to};
    draft->rank = p->mark == MARK_DECIMAL ? 20 : (int)p->mark * 4;
    draft->lists = to > from && reading->view->plain[to - 1] == ':';
    struct charge charge = outline_charge(&writer->outline);
    charge.heading = outline_charged(&writer->outline);
    assignees_read(&draft->directive, reading, from, to, &charge);
    assignees_name_readers(&draft->directive, reading, &writer->outline.readers);
    deadline_read(&draft->directive.deadline, reading, from, to,
                  outline_period(&writer->outline), false);
    if (draft->directive.deadline.kind == DEADLINE_NONE)
        draft->directive.deadline = outline_deadline(&writer->outline);
}

// A paragraph with the line above it that says what it is about; who is told stands in its
// own words, or nowhere.
static void start_text(struct writer *writer, const struct paragraph *p,
                       const struct paragraph *topic)
{
    struct subject subject;
    bool own = topic && subject_find(&subject, writer->reading, p->text, p->to);
    start(writer, p, topic && !own ? topic->text : p->text, p->to, true);
    if (own)
        writer->draft.from = topic->text;
}

static bool starts_with_verb(const struct reading *reading, const struct paragraph *p)
{
    const struct cue *cue = reading_cue(reading, p->text);
    return cue && (cue->kinds & (CUE_VERB | CUE_ORDER | CUE_DUTY));
}

// "… nghiêm túc triển khai, thực hiện": no verb says what is to be done.
static bool only_obeys(const struct reading *reading, uint32_t from, uint32_t to)
{
    static const char *const verbs[] = {
        "trien khai", "thuc hien", "to chuc",        "nghiem tuc", "thi hanh",
        "chap hanh",  "phoi hop",  "khan truong",    "chi dao",    "quan tam",
        "phai",       "can",       "co trach nhiem", "quan triet", "thong bao",
        "chu dong",   "tich cuc",
    };
    for (size_t i = cues_at(&reading->cues, from);
         i < reading->cues.count && reading->cues.items[i].from < to; i++) {
        const struct cue *cue = &reading->cues.items[i];
        bool known = !(cue->kinds & CUE_ACTS);
        for (size_t k = 0; k < sizeof verbs / sizeof *verbs && !known; k++)
            known = view_says(reading->view, cue->from, verbs[k]);
        if (!known)
            return false;
    }
    return true;
}

// "Giao Đội A theo dõi việc thực hiện Kế hoạch này./." tells one unit to do something;
// "Yêu cầu Thủ trưởng các cơ quan … triển khai thực hiện./." tells everybody to obey.
static bool is_formula(const struct reading *reading, const struct paragraph *p)
{
    struct subject subject;
    if (!subject_find(&subject, reading, p->text, p->to) &&
        !subject_ordered(&subject, reading, p->text, p->to))
        return true;
    const struct units *units = reading->found->units;
    for (size_t i = 0; i < subject.count; i++)
        if (subject.acts && !units->items[subject.units[i]].collective)
            return false;
    return p->to < subject.after + FORMULA_LONGEST &&
           only_obeys(reading, subject.after, p->to);
}

// "Trên đây là …", "… chịu trách nhiệm thi hành Quyết định này": formulas, unless a later
// sentence orders something.
static bool is_closing(const struct writer *writer, const struct paragraph *p)
{
    const struct reading *reading = writer->reading;
    if (reading_cue_in(reading, p->text, p->to, CUE_CLOSING))
        return true;
    // What has a time limit is no formula.
    return p->mark == MARK_NONE && writer->outline.ended &&
           !reading_cue_in(reading, p->text, p->to, CUE_BEFORE | CUE_LATEST) &&
           p->to - p->text < CLOSING_LONGEST &&
           reading_sentence_end(reading, p->text, p->to) + 4 >= p->to &&
           is_formula(reading, p);
}

// Where a sentence of a closing paragraph begins that orders something ("… Giao Sở A theo
// dõi"), or p->to.
static uint32_t order_inside(const struct reading *reading, const struct paragraph *p)
{
    uint32_t from = reading_sentence_end(reading, p->text, p->to);
    while (from < p->to) {
        struct subject subject;
        uint32_t end = reading_sentence_end(reading, from, p->to);
        // "Đề nghị các đơn vị triển khai thực hiện./." orders nothing new.
        if (subject_at(&subject, reading, from, end) && subject.ordered &&
            subject_names(&subject) && end > subject.after + FORMULA_LONGEST)
            return subject.from;
        from = end;
    }
    return p->to;
}

static bool is_label(const struct reading *reading, const struct paragraph *p)
{
    uint32_t colon = p->text;
    while (colon < p->to && colon - p->text < 32 && reading->view->plain[colon] != ':')
        colon++;
    if (colon >= p->to || reading->view->plain[colon] != ':')
        return false;
    const struct units *units = reading->found->units;
    size_t first = reading_unit(reading, p->text);
    if (first < units->count && units->items[first].from < colon)
        return false;
    for (size_t i = cues_at(&reading->cues, p->text);
         i < reading->cues.count && reading->cues.items[i].from < p->to; i++) {
        const struct cue *cue = &reading->cues.items[i];
        bool acts = cue->kinds & (CUE_VERB | CUE_DUTY | CUE_ORDER);
        if (acts && (cue->from > colon || cue->from == p->text) &&
            !reading_in_unit(reading, cue->from))
            return false;
    }
    return true;
}

// Some verb, and more than the name of a document.
static bool says_something(const struct reading *reading, const struct paragraph *p)
{
    const struct references *references = reading->found->references;
    size_t i = reading_reference(reading, p->text);
    if (i < references->count && references->items[i].from <= p->text + 2 &&
        references->items[i].to + SHORTEST_ITEM >= p->to)
        return false;
    return reading_cue_in(reading, p->text, p->to,
                          CUE_VERB | CUE_DUTY | CUE_ORDER | CUE_LEAD | CUE_COORDINATE) !=
           NULL;
}

// "… phải được xử lý nghiêm; [Phòng A] tổ chức kiểm tra", "… đã hoàn thành. [Phòng B] làm
// thủ tục": a later clause says who does what.
static bool tells_later(const struct reading *reading, const struct paragraph *p)
{
    const char *plain = reading->view->plain;
    const struct units *units = reading->found->units;
    uint32_t sentence = reading_sentence_end(reading, p->text, p->to);
    for (uint32_t at = p->text; at < p->to;) {
        const char *half = memchr(plain + at, ';', sentence - at);
        at = half ? (uint32_t)(half - plain) + 1 : sentence;
        if (!half && at < p->to)
            sentence = reading_sentence_end(reading, at, p->to);
        size_t unit = reading_unit(reading, at);
        if (unit >= units->count || units->items[unit].from >= p->to)
            return false;
        struct subject part;
        if (at + SHORTEST_ITEM > p->to || !subject_known(&part, reading, at, p->to) ||
            !part.count || !part.acts)
            continue;
        uint32_t near = part.after + 3;
        const struct cue *act = reading_cue_in(
            reading, part.after, near < p->to ? near : p->to, CUE_ACTS | CUE_PAST);
        if (act && !(act->kinds & CUE_PAST))
            return true;
    }
    return false;
}

// "Sở Tài chính đã có ý kiến thống nhất." tells what was or is, unless an order follows.
static bool tells_past(const struct reading *reading, const struct paragraph *p)
{
    struct subject subject;
    const struct units *units = reading->found->units;
    const struct cue *first = reading_cue(reading, p->text);
    // "Tồn tại: Đội A báo cáo chậm …"
    if (first && (first->kinds & CUE_RESULT) && reading->view->plain[first->to] == ':')
        return !subject_ordered(&subject, reading, first->to, p->to);
    // "Biểu dương Đội A hoàn thành …"
    if (first && (first->kinds & CUE_PAST) && !(first->kinds & CUE_VERB))
        return !subject_ordered(&subject, reading, first->to, p->to);
    size_t unit = reading_unit(reading, p->text);
    if (unit >= units->count || units->items[unit].from >= p->to ||
        !subject_known(&subject, reading, p->text, p->to) || !subject.count)
        return false;
    const struct cue *next =
        reading_cue_in(reading, subject.after, p->to, CUE_PAST | CUE_ACTS);
    // "Hợp tác xã là tổ chức kinh tế …" explains what it is.
    if (view_word(reading->view, subject.after + 1, STR("la")) &&
        subject_explains(reading->view, subject.after + 1, p->to))
        return true;
    return next && (next->kinds & CUE_PAST) && next->from <= subject.after + 2 &&
           !subject_ordered(&subject, reading, subject.after, p->to);
}

// "Ủy ban nhân dân thành phố đề nghị các cơ quan treo cờ từ ngày …", "Sở A có trách nhiệm …"
// in a text without headings; its bases ("Căn cứ …;") say nothing.
static bool orders_openly(const struct reading *reading, const struct paragraph *p,
                          bool goes_on)
{
    struct subject subject;
    const struct cue *first = reading_cue(reading, p->text);
    if (first && (first->kinds & CUE_BASIS) && reading->view->plain[p->to - 1] == ';')
        return false;
    if (subject_ordered(&subject, reading, p->text, p->to) ||
        subject_of_office(&subject, reading, p->text, p->to))
        return true;
    if (!subject_find(&subject, reading, p->text, p->to) || !subject.acts)
        return false;
    const struct cue *act =
        reading_cue_in(reading, subject.after, p->to, CUE_ACTS | CUE_PAST);
    // "… yêu cầu các đơn vị …", and in the next paragraph "Chi cục A tổng hợp số liệu".
    bool near = act && (act->from <= subject.after + 2 ||
                        reading_cue_in(reading, p->text, p->to, CUE_BEFORE | CUE_LATEST));
    // "Đối với các môn học …, Sở A hướng dẫn các trường …"
    bool opens = subject.from == p->text || (first && (first->kinds & CUE_INTRO));
    if (goes_on && near && (act->kinds & CUE_VERB) && opens && subject.count &&
        !str_equal(reading->found->units->items[subject.units[0]].id,
                   reading->found->anatomy->office.id))
        return true;
    return subject.ordered ||
           (act && (act->kinds & CUE_DUTY) && !(act->kinds & CUE_VERB) &&
            act->from <= subject.after + 2);
}

static bool accepts_item(const struct writer *writer, const struct paragraph *p)
{
    const struct reading *reading = writer->reading;
    enum zone zone = outline_zone(&writer->outline);
    struct subject subject;
    if (zone == ZONE_NONE || p->to - p->text < SHORTEST_ITEM)
        return false;
    // "| THƯ KÝ | CHỦ TRÌ |": a row of a table that gives no work.
    if (reading->view->plain[p->from] == '|' && reading->view->plain[p->to - 1] == '|')
        return false;
    if (zone == ZONE_ORDERS)
        return orders_openly(reading, p, writer->out->count || writer->draft.open);
    if (tells_past(reading, p))
        return false;
    // Under the name of a unit everything is its task, whatever the verb.
    if (zone == ZONE_ALL)
        return !is_label(reading, p) &&
               (says_something(reading, p) || outline_charged(&writer->outline));
    if (subject_find(&subject, reading, p->text, p->to) && subject.acts)
        return true;
    if (subject_ordered(&subject, reading, p->text, p->to))
        return true;
    return zone == ZONE_VERBS && starts_with_verb(reading, p);
}

// A unit at the very start, and what it does right behind it.
static bool leads_off(const struct reading *reading, const struct paragraph *p,
                      const struct subject *subject)
{
    const struct cue *act = reading_cue_in(reading, subject->after, p->to, CUE_ACTS);
    return subject->from == p->text && subject->count && act &&
           act->from <= subject->after + 2;
}

// True when the paragraph says before which day or how often.
static bool sets_limit(const struct reading *reading, const struct paragraph *p)
{
    struct deadline deadline;
    if (!(reading->view->flags[p->text] & VIEW_UPPER) ||
        !reading_cue_in(reading, p->text, p->to, CUE_BEFORE | CUE_LATEST))
        return false;
    deadline_read(&deadline, reading, p->text, p->to, NULL, false);
    return deadline.kind != DEADLINE_NONE;
}

// A paragraph without a mark is a directive where it speaks to somebody or begins by
// ordering; else it goes on with the one before.
static bool accepts_text(const struct writer *writer, const struct paragraph *p,
                         bool under_unit)
{
    const struct reading *reading = writer->reading;
    enum zone zone = outline_zone(&writer->outline);
    struct subject subject;
    if (zone == ZONE_NONE || p->to - p->text < SHORTEST_ITEM)
        return false;
    // "… Chỉ thị số 37-CT/TW;⏎Quyết định số 416/QĐ-TTg …": a list goes on.
    const struct references *references = reading->found->references;
    size_t cited = reading_reference(reading, p->text);
    if (cited < references->count && references->items[cited].from <= p->text)
        return false;
    // Inside running text only a new order stands for itself; among orders without marks
    // also who does something else.
    const struct cue *first = reading_cue(reading, p->text);
    if (p->soft) {
        if (!subject_at(&subject, reading, p->text, p->to) || !subject.acts)
            return false;
        bool order = first && (first->kinds & CUE_ORDER);
        return (order && (!(first->kinds & CUE_VERB) || subject.count)) ||
               (writer->draft.open && writer->draft.mark == MARK_NONE &&
                zone == ZONE_ALL && leads_off(reading, p, &subject));
    }
    if (zone == ZONE_ORDERS)
        return orders_openly(reading, p, writer->out->count || writer->draft.open);
    if (zone == ZONE_ALL && under_unit)
        return true;
    if (zone >= ZONE_VERBS && starts_with_verb(reading, p))
        return true;
    // "Số liệu các trạm gửi về Phòng A trước 15 giờ hằng ngày.": what has a time limit is to
    // be done, whoever does it.
    if (zone == ZONE_ALL && reading_cue_in(reading, p->text, p->to, CUE_VERB) &&
        !tells_past(reading, p) && sets_limit(reading, p))
        return true;
    if (subject_find(&subject, reading, p->text, p->to) && subject.acts &&
        (subject.ordered || zone >= ZONE_VERBS || leads_off(reading, p, &subject)))
        return true;
    return subject_ordered(&subject, reading, p->text, p->to) ||
           (zone == ZONE_ALL && tells_later(reading, p));
}

// Deeper lines below an item that ends with a colon, and "+" lines below a "-" item,
// detail it unless they order something themselves.
static bool details(const struct writer *writer, const struct paragraph *p)
{
    const struct draft *draft = &writer->draft;
    struct subject subject;
    if (!draft->open || draft->mark == MARK_NONE || p->mark <= draft->mark)
        return false;
    if (subject_at(&subject, writer->reading, p->text, p->to) && subject.acts)
        return false;
    return p->mark == MARK_PLUS ||
           (draft->lists && !starts_with_verb(writer->reading, p));
}

// "- Cơ quan thực hiện: Sở A chủ trì, phối hợp với Sở B; các huyện": who leads and who
// helps stand in one field.
static bool read_doers(struct directive *out, const struct reading *reading,
                       const struct cue *field, uint32_t to)
{
    const struct cue *help = reading_cue_in(reading, field->to, to, CUE_COORDINATE);
    uint32_t end = help ? help->from : to;
    bool leads = !(field->kinds & CUE_FIELD_UNIT) ||
                 reading_cue_in(reading, field->to, end, CUE_LEAD);
    if (!assignees_add_all(out, reading, field->to, end,
                           leads ? ROLE_LEAD : ROLE_ADDRESSEE))
        return false;
    if (help)
        assignees_add_all(out, reading, help->to, to, ROLE_COORDINATE);
    return true;
}

// "- Đơn vị phối hợp: Sở A, Sở B" says it of the item above.
static void read_field(struct writer *writer, const struct paragraph *p)
{
    const struct reading *reading = writer->reading;
    struct draft *draft = &writer->draft;
    const struct cue *cue = reading_cue(reading, p->text);
    if (!draft->open || !cue)
        return;
    struct directive *directive = &draft->directive;
    bool first_unit = !draft->fielded;
    draft->to = p->to;
    if (cue->kinds & (CUE_FIELD_LEAD | CUE_FIELD_UNIT | CUE_LEAD)) {
        // What the fields say wins over what the headings said.
        struct directive named = {0};
        if (!read_doers(&named, reading, cue, p->to))
            return;
        if (first_unit && draft->directive.assignee_count)
            directive->assignee_count = 0;
        draft->fielded = true;
        read_doers(directive, reading, cue, p->to);
    } else if (cue->kinds & (CUE_FIELD_COORDINATE | CUE_COORDINATE)) {
        assignees_add_all(directive, reading, cue->to, p->to, ROLE_COORDINATE);
    } else if (cue->kinds & (CUE_FIELD_TIME | CUE_FINISH)) {
        struct deadline deadline;
        deadline_read(&deadline, reading, cue->to, p->to, NULL, true);
        if (deadline.kind != DEADLINE_NONE)
            directive->deadline = deadline;
    }
}

// "… yêu cầu các sở tiếp tục thực hiện Chỉ thị số 8 và triển khai các nội dung sau:"
// leads in and orders something itself.
static void read_lead_in(struct writer *writer, const struct paragraph *p)
{
    const struct reading *reading = writer->reading;
    const struct references *references = reading->found->references;
    const struct subject *told = &writer->outline.told;
    if (outline_zone(&writer->outline) != ZONE_ALL || !told->ordered ||
        !subject_names(told))
        return;
    size_t i = reading_reference(reading, told->after);
    if (i >= references->count || references->items[i].from >= p->to ||
        !reading_cue_in(reading, told->after, references->items[i].from, CUE_VERB))
        return;
    start(writer, p, told->from, p->to, true);
    finish(writer);
}

// Puts the rows of tables between the items, in the order of the text.
static void merge_rows(struct writer *writer, const struct work_tables *tables)
{
    struct directives *out = writer->out;
    if (!tables->row_count)
        return;
    struct directive *all = ARENA_ARRAY(writer->reading->arena, struct directive,
                                        out->count + tables->row_count);
    size_t item = 0, row = 0, count = 0;
    while (item < out->count || row < tables->row_count) {
        bool take = row == tables->row_count ||
                    (item < out->count &&
                     out->items[item].span.start < tables->rows[row].span.start);
        all[count++] = take ? out->items[item++] : tables->rows[row++];
    }
    out->items = all;
    out->count = count;
}

// True where no item is open and none can begin, but one that fields say more of.
static bool is_idle(const struct writer *writer)
{
    return !writer->draft.open && !writer->outline.ended &&
           outline_zone(&writer->outline) == ZONE_NONE;
}

void directives_find(struct directives *out, const struct findings *found,
                     struct arena *arena)
{
    *out = (struct directives){0};
    struct subject_memo memo = {0};
    struct reading reading = {
        .found = found, .view = found->view, .arena = arena, .memo = &memo};
    cues_find(&reading.cues, found->view, arena);
    struct work_tables tables;
    work_tables_find(&tables, &reading);
    cell_tables_find(&tables, &reading);
    paragraphs_find(&reading.paragraphs, found->view, tables.spans, tables.span_count,
                    arena);
    struct writer writer = {.reading = &reading, .out = out};
    outline_start(&writer.outline, &reading);
    bool under_unit = false;
    const struct paragraph *topic = NULL;
    for (size_t i = 0; i < reading.paragraphs.count; i++) {
        const struct paragraph *p = &reading.paragraphs.items[i];
        const struct paragraph *next = i + 1 < reading.paragraphs.count ? p + 1 : NULL;
        enum part part = outline_step(&writer.outline, i);
        switch (part) {
        case PART_FRAME:
            finish(&writer);
            break;
        case PART_HEADING:
            finish(&writer);
            break;
        case PART_LEAD_IN:
            finish(&writer);
            read_lead_in(&writer, p);
            break;
        case PART_FIELD:
            read_field(&writer, p);
            break;
        case PART_ITEM:
        case PART_TEXT:
            if (is_idle(&writer)) {
                if (part == PART_ITEM && next && outline_is_field(&reading, next) &&
                    !is_closing(&writer, p))
                    start(&writer, p, p->text, p->to, false);
            } else if (is_closing(&writer, p)) {
                uint32_t from = order_inside(&reading, p);
                finish(&writer);
                if (from < p->to && outline_zone(&writer.outline) != ZONE_NONE)
                    start(&writer, p, from, p->to, true);
            } else if (part == PART_ITEM && details(&writer, p)) {
                writer.draft.to = p->to;
            } else if (part == PART_ITEM) {
                bool accepted = accepts_item(&writer, p);
                bool fields = next && outline_is_field(&reading, next);
                if (accepted || fields)
                    start(&writer, p, p->text, p->to, accepted);
                else
                    finish(&writer);
            } else if (accepts_text(&writer, p, under_unit)) {
                start_text(&writer, p, topic);
            } else if (p->mark == MARK_NONE && writer.outline.ended &&
                       order_inside(&reading, p) < p->to) {
                start(&writer, p, order_inside(&reading, p), p->to, true);
            } else if (writer.draft.open) {
                writer.draft.to = p->to;
                // Where lines are wrapped, a sentence that begins one may be of the item.
                if (p->soft)
                    deadline_go_on(&writer.draft.directive.deadline, &reading, p->text,
                                   p->to);
            }
            break;
        }
        // "2. Về việc A:" and the one paragraph that orders something about it are one
        // item. Where an empty line parts them, the paragraph stands for itself.
        bool close = next && !(found->view->flags[next->from - 1] & VIEW_BLANK);
        topic = close && part == PART_HEADING && p->mark > MARK_ARTICLE &&
                        !writer.outline.under_unit
                    ? p
                    : NULL;
        // The paragraphs right under the name of a unit are all its own, marked or not.
        if (writer.outline.under_unit)
            under_unit = true;
        else if (part != PART_TEXT ||
                 (writer.draft.open && writer.draft.mark != MARK_NONE))
            under_unit = false;
    }
    finish(&writer);
    merge_rows(&writer, &tables);
}
