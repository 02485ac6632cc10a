// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/subject.h"

#include "analyzers/subject_body.h"
#include "analyzers/word_mask.h"

#include <string.h>

// Letters of "các phòng" before its colon, and of a topic before its own at most.
enum { BODY_NEAR = 10, TOPIC_LONGEST = 180 };

bool subject_names(const struct subject *subject)
{
    return subject->count > 0 || subject->body_to > subject->body_from;
}

uint32_t behind_bracket(const struct view *view, uint32_t at, uint32_t to)
{
    uint32_t open = skip_signs(view, at, to, " .");
    if (open >= to || view->plain[open] != '(')
        return at;
    for (uint32_t i = open; i < to && i - open < 200; i++)
        if (view->plain[i] == ')')
            return i + 1;
    return at;
}

bool subject_goes_on(const struct reading *reading, uint32_t from, uint32_t to)
{
    const struct view *view = reading->view;
    if (to - from > LIST_GAP)
        return false;
    while (from < to) {
        char c = view->plain[from];
        if (!plain_inside(c)) {
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
            if (view_says(view, from, words[i])) {
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
    for (uint32_t i = after; i < sentence && !plain_inside(reading->view->plain[i]); i++)
        if (reading->view->plain[i] == ':')
            return true;
    const struct cue *act =
        reading_cue_in(reading, after, sentence, SUBJECT_ACTS | CUE_PAST);
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
        if (i > first && unit->from >= end &&
            (!subject_goes_on(reading, end, unit->from) ||
             view_says(reading->view, end + 1, "cung")))
            break;
        out->units[out->count++] = (uint32_t)i;
        if (unit->to > end)
            end = unit->to;
        end = behind_bracket(reading->view, end, to);
    }
    out->after = end;
}

// True when only a word for its kind stands between `at` and the unit: "các sở:", "cơ quan".
static bool leads_to(const struct view *view, uint32_t at, const struct unit *unit)
{
    static const char *const heads[] = {"so", "bo",      "phong",    "cuc",
                                        "vu", "chi cuc", "trung tam"};
    if (unit->from <= at || unit->from - at > 20)
        return false;
    if (view_says(view, at, "co quan") && unit->from - at == 8)
        return true;
    if (!view_says(view, at, "cac"))
        return false;
    at += 4;
    if (at == unit->from)
        return unit->collective;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (view_says(view, at, heads[i])) {
            at += (uint32_t)strlen(heads[i]);
            return skip_signs(view, at, unit->from, " :") == unit->from;
        }
    return false;
}

// Short words with full stops behind them, and nothing else, up to the name.
static bool is_degree(const struct view *view, uint32_t at, uint32_t name)
{
    if (at >= name || name - at > 16 || !(view->flags[at] & VIEW_UPPER))
        return false;
    bool stops = false;
    for (uint32_t i = at; i < name; i++) {
        if (view->plain[i] == ',' || view->plain[i] == ';')
            return false;
        stops |= view->plain[i] == '.';
    }
    return stops;
}

// "do", whatever the case, and not "đo", "độ".
static bool says_by(const struct view *view, uint32_t at)
{
    return view_says(view, at, "do") && (view->letter[at] | 0x20) == 'd' &&
           (view->letter[at + 1] | 0x20) == 'o';
}

// The walk over orders, posts and persons up to the units that are told.
struct approach {
    struct subject *out;
    const struct reading *reading;
    uint32_t at, to;
    bool posted; // a post stands right before
    int orders;
};

// Takes the list that begins with this unit; false where the unit only belongs to a person
// and the walk goes on behind it.
static bool take_units(struct approach *walk, size_t number)
{
    const struct reading *reading = walk->reading;
    const struct persons *persons = reading->found->persons;
    const struct unit *unit = &reading->found->units->items[number];
    struct subject *out = walk->out;
    if (walk->posted && str_equal(unit->id, reading->found->anatomy->office.id)) {
        // "PGĐ Sở Lê Văn A": the office between the post and the name.
        size_t person = reading_person(reading, walk->at);
        if (person < persons->count && persons->items[person].from == unit->to + 1) {
            walk->at = persons->items[person].from;
            return false;
        }
        // "Giao đồng chí A, Phó Giám đốc [Sở] …": the post of the person who is told.
        if (out->person != UINT32_MAX) {
            walk->at = skip_signs(reading->view, unit->to, walk->to, " ,-");
            out->after = walk->at;
            walk->posted = false;
            return false;
        }
    }
    take_list(out, reading, number, walk->to);
    return true;
}

// Goes over a person who is told, or what stands between a post and the name.
static bool pass_person(struct approach *walk)
{
    const struct reading *reading = walk->reading;
    const struct persons *persons = reading->found->persons;
    struct subject *out = walk->out;
    if (!walk->posted && !out->ordered)
        return false;
    size_t number = reading_person(reading, walk->at);
    if (number >= persons->count)
        return false;
    const struct person *person = &persons->items[number];
    if (person->from <= walk->at) {
        if (out->person == UINT32_MAX)
            out->person = (uint32_t)number;
        out->after = walk->at = skip_signs(reading->view, person->to, walk->to, " ,-");
        return true;
    }
    // "ThS. Lê …", "BSCKII. Trần …": a degree before the name; "PGĐ Sở Nguyễn …": the
    // office.
    bool office = walk->posted && person->from - walk->at < 8 &&
                  reading->view->plain[walk->at + 2] != ',';
    if (!office && !is_degree(reading->view, walk->at, person->from))
        return false;
    walk->at = person->from;
    return true;
}

// Goes over an order, a post, or words that lead to the next unit.
static bool pass_words(struct approach *walk, const struct unit *next)
{
    const struct view *view = walk->reading->view;
    struct subject *out = walk->out;
    uint32_t at = walk->at, to = walk->to;
    bool front = !out->ordered && at == out->from;
    const struct cue *cue = reading_cue(walk->reading, at);
    // "Thống nhất giao Khoa A …": one order brings the other.
    if (cue && (cue->kinds & CUE_ORDER) && out->person == UINT32_MAX &&
        walk->orders++ < 2) {
        out->ordered = true;
        walk->at = skip_signs(view, cue->to, to, " ");
    } else if (next && leads_to(view, at, next)) {
        // "Cơ quan Ủy ban Kiểm tra", "Các [Trung tâm Y tế huyện, thị xã]", "các sở: [Xây dựng]"
        walk->at = next->from;
    } else if (cue && (cue->kinds & CUE_POST)) {
        walk->posted = true;
        walk->at = skip_signs(view, cue->to, to, " ./,");
    } else if (front &&
               (view_says(view, at, "doi voi") || view_says(view, at, "rieng doi voi"))) {
        // "Đối với Sở A: …"
        walk->at += view->plain[at] == 'd' ? 8 : 14;
    } else if (front && says_by(view, at)) {
        // "Do Ban A tham mưu, chủ trì"
        walk->at += 3;
    } else if (view_says(view, at, "dc") || view_says(view, at, "pgd") ||
               view_says(view, at, "gd")) {
        walk->posted = true;
        walk->at = skip_signs(view, at + (view->plain[at] == 'p' ? 3 : 2), to, " .");
    } else if (view_says(view, at, "d/c")) {
        walk->posted = true;
        walk->at = skip_signs(view, at + 3, to, " .");
    } else {
        return false;
    }
    return true;
}

static bool subject_among(struct subject *out, const struct reading *reading,
                          uint32_t from, uint32_t to, bool bodies, bool ordered)
{
    const struct units *units = reading->found->units;
    uint32_t start = skip_signs(reading->view, from, to, " ,;-\"'");
    *out = (struct subject){
        .person = UINT32_MAX, .from = start, .after = from, .ordered = ordered};
    struct approach walk = {.out = out, .reading = reading, .at = start, .to = to};
    while (walk.at < to) {
        size_t number = reading_unit(reading, walk.at);
        const struct unit *next = number < units->count ? &units->items[number] : NULL;
        // A post may be inside the unit as it was found ("Giám đốc Sở A"), or before it.
        if (next && next->from <= walk.at && next->from >= start) {
            if (take_units(&walk, number))
                break;
        } else if (!pass_person(&walk) && !pass_words(&walk, next)) {
            break;
        }
    }
    if (!out->count && out->person == UINT32_MAX &&
        !(bodies && subject_take_body(out, reading, walk.at, to)))
        return false;
    out->acts = acts_after(reading, out->after, to);
    return true;
}

static bool recalls(const struct reading *reading, uint32_t from, uint32_t to)
{
    const struct subject_memo *memo = reading->memo;
    return memo && memo->kept && memo->from == from && memo->to == to;
}

bool subject_at(struct subject *out, const struct reading *reading, uint32_t from,
                uint32_t to)
{
    struct subject_memo *memo = reading->memo;
    if (recalls(reading, from, to)) {
        *out = memo->subject;
        return memo->found;
    }
    bool found = subject_among(out, reading, from, to, true, false);
    if (memo)
        *memo = (struct subject_memo){true, found, from, to, *out};
    return found;
}

bool subject_known(struct subject *out, const struct reading *reading, uint32_t from,
                   uint32_t to)
{
    // Without known units and persons, what subject_at found is a body that nobody knows.
    if (recalls(reading, from, to)) {
        *out = reading->memo->subject;
        return reading->memo->found && (out->count || out->person != UINT32_MAX);
    }
    return subject_among(out, reading, from, to, false, false);
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
    // "Trung tâm A: phân công viên chức trực": what follows a colon is what the unit does.
    for (uint32_t i = subject->after; i < order->from; i++)
        if (reading->view->plain[i] == ':')
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

// "Tổ chức đón đoàn: Phòng A chuẩn bị": the task, and who has it; but not "Phối hợp với
// các phòng: A, B rà soát".
static bool names_topic(const struct reading *reading, const struct subject *subject,
                        uint32_t from, uint32_t colon)
{
    uint32_t low = colon > from + BODY_NEAR ? colon - BODY_NEAR : from;
    return subject->count && !reading_cue_in(reading, from, colon, CUE_COORDINATE) &&
           !reading_cue_in(reading, low, colon, CUE_BODY) &&
           reading_unit(reading, from) == subject->units[0];
}

// "Việc tổng hợp do [Phòng A] chủ trì".
static bool subject_passive(struct subject *out, const struct reading *reading,
                            uint32_t from, uint32_t sentence, uint32_t to)
{
    const struct units *units = reading->found->units;
    const struct cue *lead = reading_cue_in(reading, from, sentence, CUE_LEAD);
    size_t unit = lead ? reading_unit(reading, from) : units->count;
    for (; unit < units->count && units->items[unit].to <= lead->from; unit++) {
        uint32_t at = units->items[unit].from;
        if (at >= from + 4 && says_by(reading->view, at - 3) &&
            subject_among(out, reading, at, to, false, false) &&
            lead->from <= out->after + 2)
            return true;
    }
    return false;
}

// The next colon, or with `commas` comma, of [from, to), or `to`.
static uint32_t next_break(const char *plain, uint32_t from, uint32_t to, bool commas)
{
    for (uint32_t i = from; i < to; i += 16) {
        uint32_t mask = letter_mask(plain + i, ':');
        mask |= commas ? letter_mask(plain + i, ',') : 0;
        if (mask) {
            i += (uint32_t)__builtin_ctz(mask);
            return i < to ? i : to;
        }
    }
    return to;
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
    // "Đến 15/5/2021, Phòng A …"
    timed |=
        view_word(view, start, STR("den")) &&
        reading_date(reading, start + 4) < reading->found->dates->count &&
        reading->found->dates->items[reading_date(reading, start + 4)].from <= start + 4;
    // "Sau lũ, Phòng A …", "Tại xã B, Công an huyện …"
    bool intro = timed || (first && (first->kinds & (CUE_BASIS | CUE_INTRO))) ||
                 view_says(view, start, "sau") || view_says(view, start, "tai");
    uint32_t sentence = reading_sentence_end(reading, from, to);
    // A topic before a colon stands for little text; an introductory clause ends with a
    // comma.
    uint32_t topic_to = sentence - from < TOPIC_LONGEST ? sentence : from + TOPIC_LONGEST;
    uint32_t last_break = intro ? sentence : topic_to;
    for (uint32_t i = from;
         (i = next_break(view->plain, i, last_break, intro)) < last_break; i++) {
        char c = view->plain[i];
        bool topic = c == ':' && i < topic_to;
        if (!topic && c != ',')
            continue;
        // "… phối hợp với Sở A, Công an tỉnh hướng dẫn …": the list of partners goes on.
        const struct units *units = reading->found->units;
        size_t last = reading_unit(reading, i > from ? i - 1 : from);
        if (c == ',' && last < units->count && units->items[last].from < i &&
            reading_cue_in(reading, from, i, CUE_COORDINATE))
            continue;
        // Behind a comma only a known unit, or a body with a short name, is the subject.
        if (!subject_among(out, reading, i + 1, to, topic || timed, false) ||
            !out->acts ||
            (topic && verb && !out->ordered && !names_topic(reading, out, from, i)))
            continue;
        if (!topic && !out->count && !short_name(view, out))
            continue;
        // In a list of nouns ("của Sở A, Sở B") the clause would have ended before a
        // verb: it must follow at once.
        const struct cue *next = reading_cue_in(reading, out->after, to, SUBJECT_ACTS);
        if (topic || out->ordered ||
            (next && next->from - out->after < (timed ? ACTS_NEAR : 30))) {
            pass_order_on(out, reading, to);
            return true;
        }
    }
    return subject_passive(out, reading, from, sentence, to);
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
        // "Đường truyền … được giao cho Trung tâm A kiểm tra"
        bool passive = view_says(view, cue->from, "duoc giao cho");
        if (!opens && !capital && !passive)
            continue;
        if (subject_among(out, reading, cue->to, to, true, true) && out->acts) {
            out->from = cue->from;
            out->ordered = true;
            return true;
        }
    }
    return false;
}

bool subject_of_office(struct subject *out, const struct reading *reading, uint32_t from,
                       uint32_t to)
{
    const struct units *units = reading->found->units;
    struct str office = reading->found->anatomy->office.id;
    if (!reading_cue_in(reading, from, to, CUE_ORDER))
        return false;
    for (size_t i = reading_unit(reading, from);
         i < units->count && units->items[i].from < to; i++) {
        const struct cue *order = reading_cue(reading, units->items[i].to + 1);
        if (order && (order->kinds & CUE_ORDER) &&
            str_equal(units->items[i].id, office) &&
            subject_at(out, reading, order->to, to) && out->acts) {
            out->ordered = true;
            return true;
        }
    }
    return false;
}
