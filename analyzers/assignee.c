// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/assignee.h"

#include "analyzers/assignee_parts.h"

#include <string.h>

// Letters, at most, of the clause before "chủ trì", between who sees to it and "chỉ đạo",
// before the body that a field names; and units of one item.
enum {
    HOST_NEAR = 48,
    LED_NEAR = 16,
    FIELD_NEAR = 40,
    WITH_NEAR = 14,
    POST_NEAR = 24,
    BRACKET_LONGEST = 120,
    ASSIGNEES_MOST = 64
};

const char *role_name(enum role role)
{
    static const char *const names[] = {"addressee", "lead", "coordinate"};
    return names[role];
}

void assignee_add(struct directive *out, const struct reading *reading,
                  const struct assignee *assignee)
{
    for (size_t i = 0; i < out->assignee_count; i++) {
        struct assignee *known = &out->assignees[i];
        if (!str_equal(known->id, assignee->id))
            continue;
        // A unit stands once: leading weighs more than being told, being told more than
        // helping.
        if (assignee->role == ROLE_LEAD ||
            (assignee->role == ROLE_ADDRESSEE && known->role == ROLE_COORDINATE))
            known->role = assignee->role;
        return;
    }
    if (out->assignee_count == ASSIGNEES_MOST)
        return;
    struct assignee *items =
        ARENA_ARRAY(reading->arena, struct assignee, out->assignee_count + 1);
    if (out->assignee_count)
        memcpy(items, out->assignees, out->assignee_count * sizeof *items);
    items[out->assignee_count++] = *assignee;
    out->assignees = items;
}

static struct assignee assignee_of(const struct reading *reading, size_t number,
                                   enum role role)
{
    const struct unit *unit = &reading->found->units->items[number];
    return (struct assignee){unit->name, unit->id.len ? unit->id : unit->name, role,
                             unit->collective};
}

void assignee_add_unit(struct directive *out, const struct reading *reading,
                       size_t number, enum role role)
{
    struct assignee assignee = assignee_of(reading, number, role);
    assignee_add(out, reading, &assignee);
}

static void add_person(struct directive *out, const struct reading *reading,
                       size_t number)
{
    struct str name = reading->found->persons->items[number].name;
    for (size_t i = 0; i < out->person_count; i++)
        if (str_equal(out->persons[i], name))
            return;
    struct str *items = ARENA_ARRAY(reading->arena, struct str, out->person_count + 1);
    if (out->person_count)
        memcpy(items, out->persons, out->person_count * sizeof *items);
    items[out->person_count++] = name;
    out->persons = items;
}

// An assignee that no list of units knows: named as the text does, scoped by the office.
static struct assignee body_of(const struct reading *reading, uint32_t from, uint32_t to,
                               enum role role)
{
    struct assignee body = {.role = role};
    body.name = view_clean(reading->view, from, to, reading->arena);
    struct view *view = ARENA_ARRAY(reading->arena, struct view, 1);
    view_read(view, body.name, reading->arena);
    // Without a name of its own it is whoever fits: "cơ quan chủ trì soạn thảo", "Thủ
    // trưởng các đơn vị".
    // A name of joined capitals ("QLN&CCNT") is one.
    bool named = !memchr(view->plain, ' ', view->count) &&
                 memchr(body.name.at, '&', body.name.len) != NULL;
    for (uint32_t i = 1; i < view->count; i++)
        named |= (view->flags[i] & VIEW_UPPER) && view->plain[i - 1] == ' ' &&
                 view->plain[i - 2 < i ? i - 2 : 0] != ',';
    body.collective = !named || view_word(view, 0, STR("cac"));
    body.id = arena_printf(reading->arena, "%.*s/%.*s%.*s",
                           STR_ARG(reading->found->anatomy->office.id),
                           body.collective ? 1 : 0, "#", (int)view->count, view->plain);
    for (size_t i = 0; i < body.id.len; i++)
        if (body.id.at[i] == ' ')
            ((char *)body.id.at)[i] = '-';
    return body;
}

void assignee_add_body(struct directive *out, const struct reading *reading,
                       uint32_t from, uint32_t to, enum role role)
{
    struct assignee body = body_of(reading, from, to, role);
    assignee_add(out, reading, &body);
}

// "Trưởng ấp A, Trưởng ấp B": what begins alike parts the names of a list.
static void add_bodies(struct directive *out, const struct reading *reading,
                       uint32_t from, uint32_t to)
{
    const struct view *view = reading->view;
    uint32_t first = view_word_end(view, from), len = first - from;
    for (uint32_t at = from; at < to;) {
        uint32_t end = at;
        while (end < to && view->plain[end] != ',')
            end++;
        uint32_t next = end + 2;
        bool alike = next + len < to && view->plain[end + 1] == ' ' &&
                     memcmp(view->plain + next, view->plain + from, len) == 0 &&
                     !plain_inside(view->plain[next + len]) &&
                     (view->flags[next] & VIEW_UPPER);
        if (!alike)
            end = to;
        struct assignee body = body_of(reading, at, end, ROLE_ADDRESSEE);
        assignee_add(out, reading, &body);
        at = alike ? next : to;
    }
}

static void add_subject(struct directive *out, const struct reading *reading,
                        const struct subject *subject)
{
    for (size_t i = 0; i < subject->count; i++)
        assignee_add_unit(out, reading, subject->units[i], ROLE_ADDRESSEE);
    if (subject->body_to > subject->body_from)
        add_bodies(out, reading, subject->body_from, subject->body_to);
    const struct persons *persons = reading->found->persons;
    for (size_t i = subject->person;
         i < persons->count &&
         (i == subject->person || persons->items[i].to <= subject->after);
         i++)
        add_person(out, reading, i);
}

void charge_more(struct charge *charge, const struct reading *reading,
                 const struct subject *subject)
{
    struct directive all = {.assignees = charge->units, .assignee_count = charge->count};
    struct subject units = *subject;
    units.person = UINT32_MAX;
    add_subject(&all, reading, &units);
    charge->units = all.assignees;
    charge->count = all.assignee_count;
}

void charge_of(struct charge *out, const struct reading *reading,
               const struct subject *subject)
{
    *out = (struct charge){0};
    charge_more(out, reading, subject);
}

void charge_add_body(struct charge *charge, const struct reading *reading, uint32_t from,
                     uint32_t to)
{
    struct directive all = {.assignees = charge->units, .assignee_count = charge->count};
    struct assignee body = body_of(reading, from, to, ROLE_ADDRESSEE);
    assignee_add(&all, reading, &body);
    charge->units = all.assignees;
    charge->count = all.assignee_count;
}

// "Các đơn vị", "quý cơ quan": says nothing but that those who read are meant.
static bool means_readers(const struct reading *reading, const struct assignee *assignee)
{
    static const char *const words[] = {
        "cac don vi",
        "cac co quan",
        "cac co quan don vi",
        "cac co quan, don vi",
        "cac dia phuong",
        "quy co quan",
        "quy don vi",
        "quy so",
        "quy co quan, don vi",
        "quy ubnd",
        "quy cong ty",
        "quy truong",
        "quy vi",
    };
    struct view *view = ARENA_ARRAY(reading->arena, struct view, 1);
    if (!assignee->collective || assignee->role == ROLE_COORDINATE)
        return false;
    view_read(view, assignee->name, reading->arena);
    struct str plain = {view->plain, view->count};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(plain, str_of(words[i])))
            return true;
    return false;
}

void assignees_name_readers(struct directive *out, const struct reading *reading,
                            const struct charge *readers)
{
    for (size_t i = 0; i < out->assignee_count && readers->count; i++) {
        struct assignee meant = out->assignees[i];
        if (!means_readers(reading, &meant))
            continue;
        memmove(out->assignees + i, out->assignees + i + 1,
                (--out->assignee_count - i) * sizeof *out->assignees);
        for (size_t k = 0; k < readers->count; k++) {
            struct assignee reader = readers->units[k];
            reader.role = meant.role;
            assignee_add(out, reading, &reader);
        }
        return;
    }
}

// "Chủ trì …", "… ; đồng thời chủ trì …", but not "cơ quan được giao chủ trì soạn thảo,
// chủ trì tiếp thu".
static bool opens_clause(const struct reading *reading, uint32_t from,
                         const struct cue *cue)
{
    static const char *const openers[] = {"dong thoi", "va", "trach nhiem", "truc tiep",
                                          "nhiem vu",  "se", "la"};
    const struct view *view = reading->view;
    uint32_t low = cue->from > from + HOST_NEAR ? cue->from - HOST_NEAR : from;
    if (reading_cue_in(reading, low, cue->from, CUE_HOST))
        return false;
    uint32_t at = cue->from;
    while (at > from && view->plain[at - 1] == ' ')
        at--;
    if (at == from || reading_empty(reading, at - 1, at))
        return true;
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        uint32_t len = (uint32_t)strlen(openers[i]);
        if (at >= from + len && view_says(view, at - len, openers[i]))
            return true;
    }
    const struct cue *before = reading_cue_in(reading, low, at, CUE_VERB | CUE_POST);
    return before && before->to == at;
}

// The units right before "chủ trì" lead; where none stand there, whoever the item is for
// does.
static void read_lead(struct directive *out, const struct reading *reading, uint32_t from,
                      uint32_t to, const struct cue *cue, uint32_t body_to)
{
    const struct units *units = reading->found->units;
    uint32_t colon = cue->to;
    while (colon < to && reading->view->plain[colon] == ' ')
        colon++;
    if (colon < to && reading->view->plain[colon] == ':') {
        struct subject named;
        if (subject_at(&named, reading, colon + 1, to)) {
            for (size_t i = 0; i < named.count; i++)
                assignee_add_unit(out, reading, named.units[i], ROLE_LEAD);
            return;
        }
    }
    size_t i = reading_unit(reading, cue->from ? cue->from - 1 : 0);
    while (i > 0 && (i >= units->count || units->items[i].to > cue->from))
        i--;
    bool found = false;
    uint32_t end = cue->from;
    for (; i < units->count && units->items[i].to <= end && units->items[i].from >= from;
         i--) {
        const struct unit *unit = &units->items[i];
        uint32_t after = behind_bracket(reading->view, unit->to, end);
        bool adjacent =
            found ? subject_goes_on(reading, after, end)
                  : end - after < ACTS_NEAR &&
                        reading_sentence_end(reading, after, end) == end &&
                        !reading_cue_in(reading, after, end, CUE_COORDINATE | CUE_ORDER);
        for (uint32_t k = after; k < end && adjacent && !found; k++)
            adjacent = reading->view->plain[k] != ';' && reading->view->plain[k] != '.';
        // "… với Sở B, chủ trì …": a partner is no subject.
        if (adjacent && !found) {
            uint32_t low = unit->from > from + 12 ? unit->from - 12 : from;
            for (uint32_t k = low; k < unit->from && adjacent; k++)
                adjacent = !view_word(reading->view, k, STR("voi")) &&
                           !view_word(reading->view, k, STR("cua"));
        }
        if (!adjacent)
            break;
        assignee_add_unit(out, reading, i, ROLE_LEAD);
        found = true;
        end = unit->from;
        if (i == 0)
            break;
    }
    // "P9 chủ trì": a body that nobody listed.
    bool told =
        body_to && body_to <= cue->from && reading_empty(reading, body_to, cue->from);
    if (!found && (told || opens_clause(reading, from, cue)))
        for (size_t k = 0; k < out->assignee_count; k++)
            if (out->assignees[k].role == ROLE_ADDRESSEE)
                out->assignees[k].role = ROLE_LEAD;
}

size_t assignees_add_all(struct directive *out, const struct reading *reading,
                         uint32_t from, uint32_t to, enum role role)
{
    const struct units *units = reading->found->units;
    size_t count = 0;
    for (size_t i = reading_unit(reading, from);
         i < units->count && units->items[i].from < to; i++) {
        if (units->items[i].from < from)
            continue;
        assignee_add_unit(out, reading, i, role);
        count++;
    }
    if (count)
        return count;
    // A body that is no known unit: the words up to the end of the sentence.
    const struct cue *body = reading_cue_in(reading, from, to, CUE_BODY);
    if (!body || body->from - from > FIELD_NEAR)
        return 0;
    uint32_t end = body->to;
    while (end < to && end - body->from < BODY_LONGEST &&
           !strchr(".;,(", reading->view->plain[end]))
        end++;
    struct assignee named = body_of(reading, body->from, end, role);
    assignee_add(out, reading, &named);
    return 1;
}

// Persons told by name, inside the unit that the item is for: "Giao đồng chí A theo dõi".
static void read_persons(struct directive *out, const struct reading *reading,
                         uint32_t from, uint32_t to)
{
    struct subject subject;
    for (size_t i = cues_at(&reading->cues, from);
         i < reading->cues.count && reading->cues.items[i].from < to; i++) {
        const struct cue *cue = &reading->cues.items[i];
        if ((cue->kinds & CUE_ORDER) && subject_at(&subject, reading, cue->to, to) &&
            subject.person != UINT32_MAX)
            add_person(out, reading, subject.person);
    }
}

// "… ; Sở B phối hợp": helps whoever the first half names.
static bool only_helps(const struct reading *reading, uint32_t at, uint32_t to)
{
    const struct cue *cue = reading_cue_in(reading, at, to, CUE_COORDINATE);
    if (!cue || !reading_empty(reading, at, cue->from))
        return false;
    for (uint32_t i = cue->to; i < to && i < cue->to + WITH_NEAR; i++)
        if (view_word(reading->view, i, STR("voi")))
            return false;
    return true;
}

// "… . UBND tỉnh | đề nghị các sở …": who orders is not who is told.
static bool gives_orders(const struct reading *reading, uint32_t after)
{
    const struct cue *cue = reading_cue(reading, after + 1);
    return cue && (cue->kinds & CUE_ORDER);
}

// "Sở A lập báo cáo; Sở B thẩm định. Sở C cân đối vốn": each part has a subject of its own.
static bool read_parts(struct directive *out, const struct reading *reading,
                       uint32_t from, uint32_t to)
{
    const char *plain = reading->view->plain;
    bool found = false;
    uint32_t sentence = reading_sentence_end(reading, from, to);
    for (uint32_t at = from; at + 2 < to;) {
        const char *half = memchr(plain + at, ';', sentence - at);
        uint32_t next = half ? (uint32_t)(half - plain) + 1 : sentence;
        struct subject part;
        if (next + 2 < to && subject_known(&part, reading, next, to) && part.count &&
            part.acts && part.person == UINT32_MAX &&
            !gives_orders(reading, part.after)) {
            bool helps = only_helps(reading, part.after, to);
            for (size_t i = 0; helps && out->assignee_count && i < part.count; i++)
                assignee_add_unit(out, reading, part.units[i], ROLE_COORDINATE);
            if (!helps)
                add_subject(out, reading, &part);
            found |= !helps;
        }
        if (!half)
            sentence = reading_sentence_end(reading, next, to);
        at = next;
    }
    return found;
}

// "Giao ông A trực tiếp chỉ đạo [Phòng B, Trung tâm C] khắc phục": who is to do it stands
// behind who sees to it.
static void read_led(struct directive *out, const struct reading *reading,
                     const struct subject *leader, uint32_t to)
{
    const struct cue *cue = reading_cue_in(
        reading, leader->after,
        leader->after + LED_NEAR < to ? leader->after + LED_NEAR : to, CUE_VERB);
    if (cue && view_word(reading->view, cue->from, STR("truc tiep")))
        cue = reading_cue_in(reading, cue->to,
                             cue->to + LED_NEAR < to ? cue->to + LED_NEAR : to, CUE_VERB);
    struct subject led;
    if (!cue || !view_word(reading->view, cue->from, STR("chi dao")) ||
        !subject_known(&led, reading, cue->to, to) || !led.count)
        return;
    if (out->assignee_count == 1 &&
        str_equal(out->assignees[0].id, reading->found->anatomy->office.id))
        out->assignee_count = 0;
    add_subject(out, reading, &led);
}

// "Rà soát vị trí việc làm. Đơn vị thực hiện: Phòng A; đơn vị phối hợp: Sở B": fields inside
// the item; true where one says who does it.
static bool read_inner_fields(struct directive *out, const struct reading *reading,
                              uint32_t from, uint32_t to)
{
    const char *plain = reading->view->plain;
    bool found = false;
    for (size_t i = cues_at(&reading->cues, from);
         i < reading->cues.count && reading->cues.items[i].from < to; i++) {
        const struct cue *cue = &reading->cues.items[i];
        bool unit = (cue->kinds & (CUE_FIELD_UNIT | CUE_FIELD_LEAD)) ||
                    view_word(reading->view, cue->from, STR("phu trach"));
        uint32_t colon = cue->to;
        while (colon < to && plain[colon] == ' ')
            colon++;
        if ((!unit && !(cue->kinds & CUE_FIELD_COORDINATE)) || cue->from == from ||
            colon >= to || plain[colon] != ':')
            continue;
        uint32_t end = colon;
        while (end < to && end - colon < BODY_LONGEST && !strchr(".;)(", plain[end]))
            end++;
        size_t added = assignees_add_all(out, reading, colon + 1, end,
                                         !unit                         ? ROLE_COORDINATE
                                         : cue->kinds & CUE_FIELD_LEAD ? ROLE_LEAD
                                                                       : ROLE_ADDRESSEE);
        found |= unit && added;
    }
    return found;
}

// "Tổ chức gặp mặt doanh nghiệp (Văn phòng; ngày 15/02)": who does it stands in the bracket
// that ends the item.
static bool read_bracket(struct directive *out, const struct reading *reading,
                         uint32_t from, uint32_t to)
{
    const struct view *view = reading->view;
    const struct units *units = reading->found->units;
    while (to > from && (view->plain[to - 1] == '.' || view->plain[to - 1] == ';' ||
                         view->plain[to - 1] == ' '))
        to--;
    if (to <= from || view->plain[to - 1] != ')')
        return false;
    uint32_t open = to;
    while (open > from && to - open < BRACKET_LONGEST && view->plain[open - 1] != '(')
        open--;
    size_t unit = reading_unit(reading, open);
    struct subject subject;
    if (open == from || view->plain[open - 1] != '(' || unit >= units->count ||
        units->items[unit].from != open || !subject_known(&subject, reading, open, to) ||
        !subject.count)
        return false;
    // "Sở A (Phòng B)" names a part of who was named before.
    if (unit > 0 && units->items[unit - 1].to + 2 >= open)
        return false;
    char sign = view->plain[subject.after];
    bool alone = sign == ')' || sign == ';' || sign == ',' || subject.acts;
    if (alone)
        add_subject(out, reading, &subject);
    return alone;
}

// "Giao đồng chí A, Phó Cục trưởng, …": who stands at the head of an office is told for the
// office.
static bool heads_office(const struct reading *reading, const struct subject *subject)
{
    const struct persons *persons = reading->found->persons;
    if (subject->count || subject->person == UINT32_MAX || !subject->ordered)
        return false;
    uint32_t end = persons->items[subject->person].to + POST_NEAR;
    for (size_t i = cues_at(&reading->cues, subject->from);
         i < reading->cues.count && reading->cues.items[i].from < end; i++) {
        const struct cue *cue = &reading->cues.items[i];
        if ((cue->kinds & CUE_HEAD) && cue->from > subject->from + 4 &&
            view_word(reading->view, cue->from - 4, STR("pho")))
            return true;
        if ((cue->kinds & CUE_POST) &&
            (view_word(reading->view, cue->from, STR("pho giam doc")) ||
             view_word(reading->view, cue->from, STR("pho chu tich"))))
            return true;
    }
    return false;
}

// "Phòng Tài chính - Kế hoạch phối hợp", "Phòng Tổ chức chủ trì": what is left of a cue that
// begins in the name of a unit ("kế hoạch phối hợp", "tổ chức chủ trì").
static struct cue behind_unit(const struct reading *reading, const struct cue *cue)
{
    struct cue rest = {0};
    if (!(cue->kinds & CUE_HOST) || !reading_in_unit(reading, cue->from))
        return rest;
    rest.from = reading->found->units->items[reading_unit(reading, cue->from)].to + 1;
    rest.to = cue->to;
    if (rest.from < rest.to && view_word(reading->view, rest.from, STR("phoi hop")))
        rest.kinds = CUE_COORDINATE;
    else if (rest.from < rest.to && view_word(reading->view, rest.from, STR("chu tri")))
        rest.kinds = CUE_LEAD;
    return rest;
}

void assignees_read(struct directive *out, const struct reading *reading, uint32_t from,
                    uint32_t to, const struct charge *charge)
{
    struct subject subject, ordered;
    bool own = (subject_find(&subject, reading, from, to) ||
                subject_of_office(&subject, reading, from, to)) &&
               (subject_names(&subject) || subject.person != UINT32_MAX);
    if (own)
        add_subject(out, reading, &subject);
    const struct office *office = &reading->found->anatomy->office;
    if (own && !out->assignee_count && office->name.len && charge && !charge->heading &&
        heads_office(reading, &subject)) {
        struct assignee whole = {.name = office->name, .id = office->id};
        assignee_add(out, reading, &whole);
    }
    if (own && subject.person != UINT32_MAX)
        read_led(out, reading, &subject, to);
    uint32_t body_to = own && subject.body_to > subject.body_from ? subject.body_to : 0;
    // "Văn phòng: phân công công chức trực": its own act.
    if (subject_ordered(&ordered, reading, own ? subject.after : from, to) &&
        subject_names(&ordered) &&
        !(own && reading_empty(reading, subject.after, ordered.from))) {
        add_subject(out, reading, &ordered);
        own = true;
    }
    if (!own)
        own = read_inner_fields(out, reading, from, to);
    if (!own && charge && !charge->heading)
        own = read_bracket(out, reading, from, to);
    // What begins with a task is for whoever the heading names, even where somebody else
    // is told more behind it.
    const struct cue *first = reading_cue(reading, from);
    bool task = first && (first->kinds & CUE_VERB) && !(first->kinds & CUE_ORDER);
    bool charged = charge && !out->assignee_count &&
                   (own || task || !read_parts(out, reading, from, to));
    for (size_t i = 0; charged && i < charge->count; i++)
        assignee_add(out, reading, &charge->units[i]);
    if (own || charged)
        read_parts(out, reading, from, to);
    read_persons(out, reading, from, to);
    bool led = charged && charge->lead;
    for (size_t i = 0; led && i < out->assignee_count; i++)
        out->assignees[i].role = ROLE_LEAD;
    partners_first(out, reading, from, to);
    partners_beside(out, reading, from, to);
    for (size_t i = cues_at(&reading->cues, from);
         i < reading->cues.count && reading->cues.items[i].from < to; i++) {
        const struct cue *cue = &reading->cues.items[i], rest = behind_unit(reading, cue);
        cue = rest.kinds ? &rest : cue;
        if (!(cue->kinds & (CUE_LEAD | CUE_FIELD_LEAD | CUE_COORDINATE)) ||
            reading_in_unit(reading, cue->from))
            continue;
        if (cue->kinds & (CUE_LEAD | CUE_FIELD_LEAD)) {
            read_lead(out, reading, from, to, cue, body_to);
            partners_of_lead(out, reading, to, cue);
        } else {
            partners_read(out, reading, from, to, cue);
        }
    }
}
