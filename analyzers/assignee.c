// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/assignee.h"

#include <string.h>

enum {
    ACTS_NEAR = 90,
    LIST_GAP = 48,
    PARTNER_NEAR = 40,
    PARTNERS_REACH = 800,
    BODY_LONGEST = 140,
    HOST_NEAR = 48,
    ASSIGNEES_MOST = 64
};

enum {
    CUE_ACTS = CUE_VERB | CUE_LEAD | CUE_COORDINATE | CUE_DUTY | CUE_BASIS | CUE_ORDER,
};

const char *role_name(enum role role)
{
    static const char *const names[] = {"addressee", "lead", "coordinate"};
    return names[role];
}

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == VIEW_OTHER_LETTER;
}

static uint32_t skip_signs(const struct view *view, uint32_t at, uint32_t to,
                           const char *signs)
{
    while (at < to && view->plain[at] && strchr(signs, view->plain[at]))
        at++;
    return at;
}

// Behind the bracket that opens at `at`, or `at`: "Sở A (Cơ quan thường trực …) chủ trì".
static uint32_t skip_bracket(const struct view *view, uint32_t at, uint32_t to)
{
    uint32_t open = skip_signs(view, at, to, " .");
    if (open >= to || view->plain[open] != '(')
        return at;
    for (uint32_t i = open; i < to && i - open < 200; i++)
        if (view->plain[i] == ')')
            return i + 1;
    return at;
}

static bool word_at(const struct view *view, uint32_t at, const char *word)
{
    return view_word(view, at, str_of(word));
}

// Between two units of one list stand commas, "và", posts ("Chủ tịch") and nothing else.
// Returns the start of what follows.
static bool only_separators(const struct reading *reading, uint32_t from, uint32_t to)
{
    const struct view *view = reading->view;
    if (to - from > LIST_GAP)
        return false;
    while (from < to) {
        char c = view->plain[from];
        if (!is_alnum(c)) {
            if (c == '.' || c == ':' || c == '?')
                return false;
            from++;
            continue;
        }
        const struct cue *cue = reading_cue(reading, from);
        if (cue && (cue->kinds & CUE_POST) && cue->to <= to) {
            from = cue->to;
            continue;
        }
        static const char *const words[] = {
            "va", "cung", "voi", "cua", "thuoc", "tinh", "hoac", "nganh", "dc", "d", "c"};
        bool known = false;
        for (size_t i = 0; i < sizeof words / sizeof *words && !known; i++)
            if (word_at(view, from, words[i])) {
                from += (uint32_t)strlen(words[i]);
                known = true;
            }
        if (!known)
            return false;
    }
    return true;
}

// True when a verb, a duty or a colon comes soon after the units.
static bool acts_after(const struct reading *reading, uint32_t after, uint32_t to)
{
    uint32_t end = after + ACTS_NEAR < to ? after + ACTS_NEAR : to;
    uint32_t sentence = reading_sentence_end(reading, after, end);
    for (uint32_t i = after; i < sentence; i++)
        if (reading->view->plain[i] == ':' && reading_empty(reading, after, i))
            return true;
    const struct cue *act = reading_cue_in(reading, after, sentence, CUE_ACTS | CUE_PAST);
    return act && !(act->kinds & CUE_PAST);
}

// Takes the list of units that begins with number `first`.
static void take_list(struct subject *out, const struct reading *reading, size_t first,
                      uint32_t to)
{
    const struct units *units = reading->found->units;
    uint32_t end = 0;
    for (size_t i = first;
         i < units->count && units->items[i].from < to && out->count < SUBJECT_UNITS;
         i++) {
        const struct unit *unit = &units->items[i];
        if (i > first && unit->from >= end && !only_separators(reading, end, unit->from))
            break;
        out->units[out->count++] = (uint32_t)i;
        if (unit->to > end)
            end = unit->to;
        end = skip_bracket(reading->view, end, to);
    }
    out->after = end;
}

// Where the name of a body ends at the latest: "Sở A | trong công tác …", "các đơn vị |
// để …".
static uint32_t name_end(const struct view *view, uint32_t from, uint32_t to)
{
    static const char *const stops[] = {"trong", "de",      "theo", "nham", "ve",
                                        "khi",   "doi voi", "bang", "tren"};
    for (uint32_t i = from; i < to; i++) {
        if (view->plain[i] == ':' || view->plain[i] == ';')
            return i;
        if (i > from && view->plain[i - 1] == ' ')
            for (size_t k = 0; k < sizeof stops / sizeof *stops; k++)
                if (!(view->flags[i] & VIEW_UPPER) && word_at(view, i, stops[k]))
                    return i;
    }
    return to;
}

// "đề nghị các TTYT …": capitals stand for a body that nobody spells out. Returns where
// they end, or `at`.
static uint32_t abbreviation_end(const struct view *view, uint32_t at, uint32_t to)
{
    uint32_t end = at;
    while (end < to && is_alnum(view->plain[end]) && (view->flags[end] & VIEW_UPPER))
        end++;
    return end - at >= 3 && (end == to || !is_alnum(view->plain[end])) ? end : at;
}

// A body that is no known unit ("cơ quan chủ trì soạn thảo", "các cơ sở kinh doanh
// thuốc"): its name goes up to what it does.
static bool take_body(struct subject *out, const struct reading *reading, uint32_t at,
                      uint32_t to)
{
    const struct view *view = reading->view;
    const struct cue *named = NULL, *cue = reading_cue_in(reading, out->from, at + 1,
                                                          CUE_HEAD | CUE_BODY | CUE_HOST);
    if (cue && cue->from <= at)
        named = cue;
    uint32_t short_to = out->ordered ? abbreviation_end(view, at, to) : at;
    if (!named && short_to == at)
        return false;
    uint32_t named_to = named ? named->to : short_to;
    uint32_t start = out->from;
    const struct cue *order = reading_cue(reading, start);
    if (order && (order->kinds & CUE_ORDER))
        start = skip_signs(view, order->to, to, " ");
    uint32_t most = start + BODY_LONGEST < to ? start + BODY_LONGEST : to;
    most = reading_sentence_end(reading, start, most);
    uint32_t end = most;
    // Verbs with a capital belong to the name: "Phòng Quản lý …".
    const struct cue *act = NULL;
    for (size_t i = cues_at(&reading->cues, named_to);
         i < reading->cues.count && reading->cues.items[i].from < most; i++) {
        const struct cue *next = &reading->cues.items[i];
        if ((next->kinds & (CUE_ACTS | CUE_PAST)) &&
            !(view->flags[next->from] & VIEW_UPPER)) {
            act = next;
            end = act->from;
            break;
        }
    }
    for (uint32_t i = start; i < end; i++)
        if (view->plain[i] == ':' || view->plain[i] == ';')
            end = i;
    if (end == most && !act)
        return false;
    end = name_end(view, start, end);
    while (end > start && !is_alnum(view->plain[end - 1]) && view->plain[end - 1] != ')')
        end--;
    if (end <= start + 3)
        return false;
    out->body_from = start;
    out->body_to = out->after = end;
    return true;
}

// True when only a word for its kind stands between `at` and the unit: "các sở:", "cơ quan".
static bool leads_to(const struct view *view, uint32_t at, const struct unit *unit)
{
    static const char *const heads[] = {"so", "bo",      "phong",    "cuc",
                                        "vu", "chi cuc", "trung tam"};
    if (unit->from <= at || unit->from - at > 20)
        return false;
    if (word_at(view, at, "co quan") && unit->from - at == 8)
        return true;
    if (!word_at(view, at, "cac"))
        return false;
    at += 4;
    if (at == unit->from)
        return unit->collective;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (word_at(view, at, heads[i])) {
            at += (uint32_t)strlen(heads[i]);
            return skip_signs(view, at, unit->from, " :") == unit->from;
        }
    return false;
}

static bool subject_among(struct subject *out, const struct reading *reading,
                          uint32_t from, uint32_t to, bool bodies, bool ordered)
{
    const struct view *view = reading->view;
    const struct units *units = reading->found->units;
    const struct persons *persons = reading->found->persons;
    *out = (struct subject){
        .person = UINT32_MAX, .from = from, .after = from, .ordered = ordered};
    uint32_t at = skip_signs(view, from, to, " ,;-\"'");
    bool posted = false;
    out->from = at;
    while (at < to) {
        size_t unit = reading_unit(reading, at);
        // A post may be inside the unit as it was found ("Giám đốc Sở A"), or before it.
        if (unit < units->count && units->items[unit].from <= at &&
            units->items[unit].from >= out->from) {
            // "Giao đồng chí A, Phó Giám đốc [Sở] …": the post of the person who is told.
            if (out->person != UINT32_MAX && posted &&
                str_equal(units->items[unit].id, reading->found->anatomy->office.id)) {
                at = skip_signs(view, units->items[unit].to, to, " ,-");
                out->after = at;
                posted = false;
                continue;
            }
            take_list(out, reading, unit, to);
            break;
        }
        size_t person = reading_person(reading, at);
        if (person < persons->count && persons->items[person].from <= at &&
            (posted || out->ordered)) {
            if (out->person == UINT32_MAX)
                out->person = (uint32_t)person;
            at = skip_signs(view, persons->items[person].to, to, " ,-");
            out->after = at;
            continue;
        }
        // "PGĐ Sở Nguyễn …": the office between the post and the name.
        if (posted && person < persons->count && persons->items[person].from > at &&
            persons->items[person].from - at < 8 && reading->view->plain[at + 2] != ',') {
            at = persons->items[person].from;
            continue;
        }
        const struct cue *cue = reading_cue(reading, at);
        if (cue && (cue->kinds & CUE_ORDER) && !out->ordered &&
            out->person == UINT32_MAX) {
            out->ordered = true;
            at = skip_signs(view, cue->to, to, " ");
        } else if (unit < units->count && leads_to(view, at, &units->items[unit])) {
            // "Cơ quan Ủy ban Kiểm tra", "Các [Trung tâm Y tế huyện, thị xã]", "các sở: [Xây dựng]"
            at = units->items[unit].from;
        } else if (cue && (cue->kinds & CUE_POST)) {
            posted = true;
            at = skip_signs(view, cue->to, to, " ./,");
        } else if (!out->ordered && at == out->from &&
                   (word_at(view, at, "doi voi") || word_at(view, at, "rieng doi voi"))) {
            // "Đối với Sở A: …"
            at += view->plain[at] == 'd' ? 8 : 14;
        } else if (word_at(view, at, "dc") || word_at(view, at, "pgd") ||
                   word_at(view, at, "gd")) {
            posted = true;
            at = skip_signs(view, at + (view->plain[at] == 'p' ? 3 : 2), to, " .");
        } else if (word_at(view, at, "d/c")) {
            posted = true;
            at = skip_signs(view, at + 3, to, " .");
        } else {
            break;
        }
    }
    if (!out->count && out->person == UINT32_MAX &&
        !(bodies && take_body(out, reading, at, to)))
        return false;
    out->acts = acts_after(reading, out->after, to);
    return true;
}

bool subject_at(struct subject *out, const struct reading *reading, uint32_t from,
                uint32_t to)
{
    return subject_among(out, reading, from, to, true, false);
}

// "UBND tỉnh yêu cầu Sở A …": who orders is not who is told.
static void pass_order_on(struct subject *subject, const struct reading *reading,
                          uint32_t to)
{
    const struct cue *order =
        reading_cue_in(reading, subject->after,
                       subject->after + 24 < to ? subject->after + 24 : to, CUE_ORDER);
    struct subject told;
    if (!order || !reading_empty(reading, subject->after, order->from))
        return;
    if (subject_at(&told, reading, order->to, to) && told.acts) {
        told.ordered = true;
        *subject = told;
    }
}

static bool short_name(const struct view *view, const struct subject *subject)
{
    for (uint32_t i = subject->body_from; i < subject->body_to; i++)
        if (view->plain[i] == ',')
            return false;
    return subject->body_to - subject->body_from < BODY_LONGEST / 2;
}

bool subject_find(struct subject *out, const struct reading *reading, uint32_t from,
                  uint32_t to)
{
    const struct view *view = reading->view;
    if (subject_at(out, reading, from, to)) {
        pass_order_on(out, reading, to);
        return true;
    }
    uint32_t start = skip_signs(view, from, to, " \"'");
    const struct cue *first = reading_cue(reading, start);
    bool verb =
        first && (first->kinds & CUE_VERB) && !(first->kinds & (CUE_BASIS | CUE_WITHIN));
    // "Từ ngày 13/11, các đơn vị …", "Định kỳ ngày 25 hằng tháng, cơ quan …"
    size_t date = reading_date(reading, start);
    bool timed = (first && (first->kinds & (CUE_WITHIN | CUE_RECURRING | CUE_BEFORE))) ||
                 (date < reading->found->dates->count &&
                  reading->found->dates->items[date].from <= start);
    bool intro = timed || (first && (first->kinds & (CUE_BASIS | CUE_INTRO)));
    uint32_t sentence = reading_sentence_end(reading, from, to);
    for (uint32_t i = from; i < sentence; i++) {
        char c = view->plain[i];
        // A topic before a colon stands for little text; an introductory clause ends with
        // a comma.
        bool topic = c == ':' && i - from < 180;
        if (!topic && (c != ',' || !intro))
            continue;
        // "… phối hợp với Sở A, Công an tỉnh hướng dẫn …": the list of partners goes on.
        const struct units *units = reading->found->units;
        size_t last = reading_unit(reading, i > from ? i - 1 : from);
        if (c == ',' && last < units->count && units->items[last].from < i &&
            reading_cue_in(reading, from, i, CUE_COORDINATE))
            continue;
        // Behind a comma only a known unit, or a body with a short name, is the subject.
        if (!subject_among(out, reading, i + 1, to, topic || timed, false) ||
            !out->acts || (topic && verb && !out->ordered))
            continue;
        if (!topic && !out->count && !short_name(view, out))
            continue;
        // In a list of nouns ("của Sở A, Sở B") the clause would have ended before a
        // verb: it must follow at once.
        const struct cue *next = reading_cue_in(reading, out->after, to, CUE_ACTS);
        if (topic || out->ordered ||
            (next && next->from - out->after < (timed ? ACTS_NEAR : 30))) {
            pass_order_on(out, reading, to);
            return true;
        }
    }
    return false;
}

bool subject_ordered(struct subject *out, const struct reading *reading, uint32_t from,
                     uint32_t to)
{
    const struct view *view = reading->view;
    for (size_t i = cues_at(&reading->cues, from); i < reading->cues.count; i++) {
        const struct cue *cue = &reading->cues.items[i];
        if (cue->from >= to)
            break;
        if (!(cue->kinds & CUE_ORDER) || reading_in_unit(reading, cue->from))
            continue;
        uint32_t before = cue->from;
        while (before > from && view->plain[before - 1] == ' ')
            before--;
        bool opens = before == from || strchr(".;:,", view->plain[before - 1]);
        bool capital = view->flags[cue->from] & VIEW_UPPER;
        if (!opens && !capital)
            continue;
        if (subject_among(out, reading, cue->to, to, true, true) && out->acts) {
            out->from = cue->from;
            out->ordered = true;
            return true;
        }
    }
    return false;
}

static void add(struct directive *out, const struct reading *reading,
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

static void add_unit(struct directive *out, const struct reading *reading, size_t number,
                     enum role role)
{
    struct assignee assignee = assignee_of(reading, number, role);
    add(out, reading, &assignee);
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
    bool named = false;
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

bool subject_names(const struct subject *subject)
{
    return subject->count > 0 || subject->body_to > subject->body_from;
}

static void add_subject(struct directive *out, const struct reading *reading,
                        const struct subject *subject)
{
    for (size_t i = 0; i < subject->count; i++)
        add_unit(out, reading, subject->units[i], ROLE_ADDRESSEE);
    if (subject->body_to > subject->body_from) {
        struct assignee body =
            body_of(reading, subject->body_from, subject->body_to, ROLE_ADDRESSEE);
        add(out, reading, &body);
    }
    if (subject->person != UINT32_MAX)
        add_person(out, reading, subject->person);
}

void charge_of(struct charge *out, const struct reading *reading,
               const struct subject *subject)
{
    struct directive all = {0};
    struct subject units = *subject;
    units.person = UINT32_MAX;
    add_subject(&all, reading, &units);
    *out = (struct charge){.units = all.assignees, .count = all.assignee_count};
}

// "Chủ trì …", "… ; đồng thời chủ trì …", but not "cơ quan được giao chủ trì soạn thảo,
// chủ trì tiếp thu".
static bool opens_clause(const struct reading *reading, uint32_t from,
                         const struct cue *cue)
{
    static const char *const openers[] = {"dong thoi", "va",       "trach nhiem",
                                          "truc tiep", "nhiem vu", "se"};
    const struct view *view = reading->view;
    uint32_t low = cue->from > from + HOST_NEAR ? cue->from - HOST_NEAR : from;
    if (reading_cue_in(reading, low, cue->from, CUE_HOST))
        return false;
    uint32_t at = cue->from;
    while (at > from && view->plain[at - 1] == ' ')
        at--;
    if (at == from || !is_alnum(view->plain[at - 1]))
        return true;
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        uint32_t len = (uint32_t)strlen(openers[i]);
        if (at >= from + len && word_at(view, at - len, openers[i]))
            return true;
    }
    const struct cue *before = reading_cue_in(reading, low, at, CUE_VERB | CUE_POST);
    return before && before->to == at;
}

// The units right before "chủ trì" lead; where none stand there, whoever the item is for
// does.
static void read_lead(struct directive *out, const struct reading *reading, uint32_t from,
                      uint32_t to, const struct cue *cue)
{
    const struct units *units = reading->found->units;
    uint32_t colon = skip_signs(reading->view, cue->to, to, " ");
    if (colon < to && reading->view->plain[colon] == ':') {
        struct subject named;
        if (subject_at(&named, reading, colon + 1, to)) {
            for (size_t i = 0; i < named.count; i++)
                add_unit(out, reading, named.units[i], ROLE_LEAD);
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
        uint32_t after = skip_bracket(reading->view, unit->to, end);
        bool adjacent =
            found ? only_separators(reading, after, end)
                  : end - after < ACTS_NEAR &&
                        reading_sentence_end(reading, after, end) == end &&
                        !reading_cue_in(reading, after, end, CUE_COORDINATE | CUE_ORDER);
        for (uint32_t k = after; k < end && adjacent && !found; k++)
            adjacent = reading->view->plain[k] != ';' && reading->view->plain[k] != '.';
        // "… với Sở B, chủ trì …": a partner is no subject.
        if (adjacent && !found) {
            uint32_t low = unit->from > from + 12 ? unit->from - 12 : from;
            for (uint32_t k = low; k < unit->from && adjacent; k++)
                adjacent = !word_at(reading->view, k, "voi") &&
                           !word_at(reading->view, k, "cua");
        }
        if (!adjacent)
            break;
        add_unit(out, reading, i, ROLE_LEAD);
        found = true;
        end = unit->from;
        if (i == 0)
            break;
    }
    if (!found && opens_clause(reading, from, cue))
        for (size_t k = 0; k < out->assignee_count; k++)
            if (out->assignees[k].role == ROLE_ADDRESSEE)
                out->assignees[k].role = ROLE_LEAD;
}

// Does a list of partners go on over this gap: ", các phòng", " và ", " ở tỉnh, "?
static bool goes_on(const struct reading *reading, uint32_t from, uint32_t to)
{
    if (to <= from || only_separators(reading, from, to))
        return true;
    if (to - from > LIST_GAP * 2)
        return false;
    for (uint32_t i = from; i < to; i++)
        if (reading->view->plain[i] == ',' || word_at(reading->view, i, "va"))
            return true;
    return false;
}

// "Phối hợp (chặt chẽ) (với) A, B và các cơ quan liên quan VERB …": the partners are what
// is named before the verb.
static void read_partners(struct directive *out, const struct reading *reading,
                          uint32_t to, const struct cue *cue)
{
    const struct view *view = reading->view;
    const struct units *units = reading->found->units;
    if (to > cue->to + PARTNERS_REACH)
        to = cue->to + PARTNERS_REACH;
    uint32_t at = cue->to, end = to;
    bool with = false;
    for (uint32_t i = at; i < to && i - at < PARTNER_NEAR && !with; i++) {
        if (view->plain[i] == ';' || view->plain[i] == '.')
            break;
        if (word_at(view, i, "voi") || word_at(view, i, "cung")) {
            with = true;
            at = i;
        }
    }
    size_t i = cues_at(&reading->cues, at);
    // "Phối hợp, hướng dẫn các sở …": the second verb shares its partners with the first.
    if (!with && i < reading->cues.count && (reading->cues.items[i].kinds & CUE_VERB) &&
        at < to && view->plain[at] == ',') {
        at = reading->cues.items[i].to;
        i++;
    }
    for (; i < reading->cues.count && reading->cues.items[i].from < to; i++) {
        const struct cue *verb = &reading->cues.items[i];
        if ((verb->kinds &
             (CUE_VERB | CUE_DUTY | CUE_ORDER | CUE_FOLLOWS | CUE_FIELD_TIME)) &&
            verb->from > at && !reading_in_unit(reading, verb->from)) {
            end = verb->from;
            break;
        }
    }
    for (uint32_t k = at; k < end; k++)
        if (view->plain[k] == ';' ||
            (view->plain[k] == '.' && !reading_in_unit(reading, k))) {
            end = k;
            break;
        }
    size_t before = out->assignee_count;
    bool any = false;
    for (size_t u = reading_unit(reading, at);
         u < units->count && units->items[u].from < end; u++) {
        if (units->items[u].from < at)
            continue;
        // "… với Sở A theo kế hoạch của Sở B": the list ends where no comma stands
        // between.
        if (any && !goes_on(reading, units->items[u - 1].to, units->items[u].from))
            break;
        add_unit(out, reading, u, ROLE_COORDINATE);
        any = true;
    }
    if (any || out->assignee_count != before)
        return;
    // Partners that are no known unit: "các lực lượng chức năng".
    const struct cue *body = reading_cue_in(reading, at, end, CUE_BODY);
    if (!body || body->from - at > PARTNER_NEAR)
        return;
    uint32_t stop = body->to;
    while (stop < end && view->plain[stop] != ',' && view->plain[stop] != '(' &&
           stop - body->from < 80)
        stop++;
    uint32_t start = body->from;
    if (start >= at + 4 && word_at(view, start - 4, "cac"))
        start -= 4;
    stop = name_end(view, body->to, stop);
    struct assignee partner = body_of(reading, start, stop, ROLE_COORDINATE);
    add(out, reading, &partner);
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
        add_unit(out, reading, i, role);
        count++;
    }
    if (count)
        return count;
    // A body that is no known unit: the words up to the end of the sentence.
    const struct cue *body = reading_cue_in(reading, from, to, CUE_BODY);
    if (!body || body->from - from > PARTNER_NEAR)
        return 0;
    uint32_t end = body->to;
    while (end < to && end - body->from < BODY_LONGEST &&
           !strchr(".;,(", reading->view->plain[end]))
        end++;
    struct assignee named = body_of(reading, body->from, end, role);
    add(out, reading, &named);
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

void assignees_read(struct directive *out, const struct reading *reading, uint32_t from,
                    uint32_t to, const struct charge *charge)
{
    struct subject subject, ordered;
    bool own = subject_find(&subject, reading, from, to) &&
               (subject_names(&subject) || subject.person != UINT32_MAX);
    if (own)
        add_subject(out, reading, &subject);
    if (subject_ordered(&ordered, reading, own ? subject.after : from, to) &&
        subject_names(&ordered)) {
        add_subject(out, reading, &ordered);
        own = true;
    }
    // "Sở A lập báo cáo; Sở B thẩm định; Sở C cân đối vốn": each half has a subject of its own.
    for (uint32_t i = from; own && i + 2 < to; i++) {
        struct subject half;
        if (reading->view->plain[i] == ';' &&
            subject_among(&half, reading, i + 1, to, false, false) && half.count &&
            half.acts)
            add_subject(out, reading, &half);
    }
    if (!out->assignee_count && charge)
        for (size_t i = 0; i < charge->count; i++)
            add(out, reading, &charge->units[i]);
    read_persons(out, reading, from, to);
    bool led = charge && charge->lead && !own;
    for (size_t i = 0; led && i < out->assignee_count; i++)
        out->assignees[i].role = ROLE_LEAD;
    for (size_t i = cues_at(&reading->cues, from);
         i < reading->cues.count && reading->cues.items[i].from < to; i++) {
        const struct cue *cue = &reading->cues.items[i];
        if (reading_in_unit(reading, cue->from))
            continue;
        if (cue->kinds & (CUE_LEAD | CUE_FIELD_LEAD))
            read_lead(out, reading, from, to, cue);
        else if (cue->kinds & CUE_COORDINATE)
            read_partners(out, reading, to, cue);
    }
}
