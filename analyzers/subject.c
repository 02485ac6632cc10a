// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/subject.h"

#include "analyzers/word_mask.h"

#include <string.h>

// Letters of "các phòng" before its colon, of "Đ. Nghiệp vụ - Dự toán" and of a topic before
// its colon at most.
enum { BODY_NEAR = 10, ABBREVIATED_LONGEST = 48, TOPIC_LONGEST = 180 };

enum {
    CUE_ACTS = CUE_VERB | CUE_LEAD | CUE_COORDINATE | CUE_DUTY | CUE_BASIS | CUE_ORDER,
};

bool subject_names(const struct subject *subject)
{
    return subject->count > 0 || subject->body_to > subject->body_from;
}

static uint32_t skip_signs(const struct view *view, uint32_t at, uint32_t to,
                           const char *signs)
{
    while (at < to && view->plain[at] && strchr(signs, view->plain[at]))
        at++;
    return at;
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

static inline bool word_at(const struct view *view, uint32_t at, const char *word)
{
    return view_says(view, at, word);
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
    for (uint32_t i = after; i < sentence && !plain_inside(reading->view->plain[i]); i++)
        if (reading->view->plain[i] == ':')
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
        if (i > first && unit->from >= end &&
            (!subject_goes_on(reading, end, unit->from) ||
             word_at(reading->view, end + 1, "cung")))
            break;
        out->units[out->count++] = (uint32_t)i;
        if (unit->to > end)
            end = unit->to;
        end = behind_bracket(reading->view, end, to);
    }
    out->after = end;
}

uint32_t body_name_end(const struct view *view, uint32_t from, uint32_t to)
{
    static const char *const stops[] = {"cung", "trong", "de",      "theo", "nham",
                                        "ve",   "khi",   "doi voi", "bang", "tren"};
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
    while (end < to && plain_inside(view->plain[end]) && (view->flags[end] & VIEW_UPPER))
        end++;
    return end - at >= 3 && (end == to || !plain_inside(view->plain[end])) ? end : at;
}

// "P9 chủ trì", "PC08, PC06:": the code of a department, letters and then digits.
static uint32_t code_end(const struct view *view, uint32_t at, uint32_t to)
{
    uint32_t letters = at, end;
    while (letters < to && letters - at < 3 && (view->flags[letters] & VIEW_UPPER))
        letters++;
    for (end = letters; end < to && end - letters < 2 && view->plain[end] >= '0' &&
                        view->plain[end] <= '9';
         end++)
        ;
    bool whole =
        end == to || (!plain_inside(view->plain[end]) && view->plain[end] != '/' &&
                      view->plain[end] != '.' && view->plain[end] != '-');
    return letters > at && end > letters && whole ? end : at;
}

uint32_t abbreviated_body_end(const struct view *view, uint32_t at, uint32_t to)
{
    static const char *const matters[] = {"kt-xh", "vh-xh", "qp-an", "an-qp",
                                          "tt-tt", "kt-ky", "vh-nt", "ktxh"};
    // "Đ. Kiểm tra:", "P.QLN:"
    bool head = at + 3 < to && (view->flags[at] & VIEW_UPPER) &&
                (view->plain[at] == 'd' || view->plain[at] == 'p') &&
                view->plain[at + 1] == '.';
    uint32_t end = at, capitals = 0;
    if (head) {
        uint32_t name = view->plain[at + 2] == ' ' ? at + 3 : at + 2;
        if (!(view->flags[name] & VIEW_UPPER))
            return at;
        while (end < to && end - at < ABBREVIATED_LONGEST && view->plain[end] != ':' &&
               view->plain[end] != ',' && view->plain[end] != ';')
            end++;
        return end < to && view->plain[end] == ':' ? end : at;
    }
    // "QLN&CCNT:", "HC-NS-TV:"
    bool joined = false;
    while (end < to && view->plain[end] != ' ' && view->plain[end] != ':') {
        bool capital = view->flags[end] & VIEW_UPPER;
        bool joint = view->plain[end] == '-' || view->letter[end] == '&';
        if (!capital && !joint)
            return at;
        capitals += capital;
        joined |= joint;
        end++;
    }
    for (size_t i = 0; i < sizeof matters / sizeof *matters; i++)
        if (word_at(view, at, matters[i]))
            return at;
    return joined && capitals >= 4 && end < to && view->plain[end] == ':' ? end : at;
}

bool subject_explains(const struct view *view, uint32_t from, uint32_t to)
{
    static const char *const nouns[] = {"co quan",  "don vi",  "to chuc",
                                        "nguoi",    "nhung",   "viec",
                                        "san pham", "ca nhan", "van ban"};
    for (uint32_t i = from; i + 3 < to && view->plain[i] != ','; i++) {
        if (view->letter[i + 1] != 0xE0 || !view_word(view, i, STR("la")))
            continue;
        for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++)
            if (view_says(view, i + 3, nouns[k]) &&
                !view_word(view, i + 3, STR("don vi chu tri")) &&
                !view_word(view, i + 3, STR("co quan chu tri")) &&
                !view_word(view, i + 3, STR("co quan thuong truc")) &&
                !view_word(view, i + 3, STR("don vi dau moi")) &&
                !view_word(view, i + 3, STR("co quan dau moi")))
                return true;
        return false;
    }
    return false;
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
    if (short_to == at && (out->ordered || at == out->from))
        short_to = code_end(view, at, to);
    if (short_to == at && at == out->from)
        short_to = abbreviated_body_end(view, at, to);
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
    if (subject_explains(view, start, most))
        return false;
    if (end == most && !act)
        return false;
    end = body_name_end(view, start, end);
    while (end > start && !plain_inside(view->plain[end - 1]) &&
           view->plain[end - 1] != ')')
        end--;
    if (end <= start + (short_to > at ? 1 : 3))
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
    return word_at(view, at, "do") && (view->letter[at] | 0x20) == 'd' &&
           (view->letter[at + 1] | 0x20) == 'o';
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
    int orders = 0;
    out->from = at;
    while (at < to) {
        size_t unit = reading_unit(reading, at), person = reading_person(reading, at);
        // A post may be inside the unit as it was found ("Giám đốc Sở A"), or before it.
        if (unit < units->count && units->items[unit].from <= at &&
            units->items[unit].from >= out->from) {
            // "PGĐ Sở Lê Văn A": the office between the post and the name.
            if (posted && person < persons->count &&
                persons->items[person].from == units->items[unit].to + 1 &&
                str_equal(units->items[unit].id, reading->found->anatomy->office.id)) {
                at = persons->items[person].from;
                continue;
            }
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
        if (person < persons->count && persons->items[person].from <= at &&
            (posted || out->ordered)) {
            if (out->person == UINT32_MAX)
                out->person = (uint32_t)person;
            at = skip_signs(view, persons->items[person].to, to, " ,-");
            out->after = at;
            continue;
        }
        // "ThS. Lê …", "BSCKII. Trần …": a degree before the name.
        if ((posted || out->ordered) && person < persons->count &&
            is_degree(view, at, persons->items[person].from)) {
            at = persons->items[person].from;
            continue;
        }
        // "PGĐ Sở Nguyễn …": the office between the post and the name.
        if (posted && person < persons->count && persons->items[person].from > at &&
            persons->items[person].from - at < 8 && reading->view->plain[at + 2] != ',') {
            at = persons->items[person].from;
            continue;
        }
        const struct cue *cue = reading_cue(reading, at);
        // "Thống nhất giao Khoa A …": one order brings the other.
        if (cue && (cue->kinds & CUE_ORDER) && out->person == UINT32_MAX &&
            orders++ < 2) {
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
        } else if (!out->ordered && at == out->from && says_by(view, at)) {
            // "Do Ban A tham mưu, chủ trì"
            at += 3;
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
                 word_at(view, start, "sau") || word_at(view, start, "tai");
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
        const struct cue *next = reading_cue_in(reading, out->after, to, CUE_ACTS);
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
        bool passive = word_at(view, cue->from, "duoc giao cho");
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
