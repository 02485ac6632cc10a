// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/outline_parts.h"

#include "analyzers/session.h"
#include "analyzers/wide.h"
#include "analyzers/word_mask.h"

#include <string.h>

enum {
    RUNNING_SHORTEST = 120,
    SESSION_FURTHEST = 160, // the end of a title may lie behind a stamp
    LEADER_DOTS = 6,
    READER_LONGEST = 100,
    ARTICLES = 6 // decisions have fewer
};

// "Đào tạo và truyền thông⇥23": a page number far behind the words.
static bool ends_in_page(const struct view *view, const struct paragraph *p)
{
    uint32_t digits = p->to;
    while (digits > p->text && view->plain[digits - 1] >= '0' &&
           view->plain[digits - 1] <= '9')
        digits--;
    if (digits == p->to || p->to - digits > 3 || digits < p->text + 2)
        return false;
    size_t byte = view->start[digits];
    return view->plain[digits - 1] == ' ' &&
           (view->text.at[byte - 1] == '\t' ||
            byte >= (size_t)view->start[digits - 1] + 4);
}

#ifdef __x86_64__
// Three dots side by side.
WIDE static bool has_dots(const char *plain, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i += 62) {
        uint64_t dots =
            _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(plain + i), _mm512_set1_epi8('.'));
        if (dots & dots >> 1 & dots >> 2)
            return true;
    }
    return false;
}
#endif

// False where no three dots stand side by side in any 16 letters: a leader is longer than
// what the end of one such piece and the beginning of the next could hide.
static bool may_have_leader(const char *plain, uint32_t from, uint32_t to)
{
#ifdef __x86_64__
    if (has_wide())
        return has_dots(plain, from, to);
#endif
    for (uint32_t i = from; i < to; i += 16) {
        uint32_t dots = letter_mask(plain + i, '.');
        if (dots & dots >> 1 & dots >> 2)
            return true;
    }
    return false;
}

bool outline_has_leader(const struct view *view, const struct paragraph *p)
{
    const char *plain = view->plain;
    if (plain_digit(plain[p->to - 1]) && ends_in_page(view, p))
        return true;
    if (!may_have_leader(plain, p->text, p->to))
        return false;
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

// "./." closes the text; "ngày .../.../2026" waits for its day.
bool outline_closes(const struct view *view, const struct paragraph *p)
{
    // The slash is among the letters [at, to - 1).
    uint32_t at = p->to > p->from + 24 ? p->to - 23 : p->from + 1;
    const char *plain = view->plain;
    for (; at + 1 < p->to; at += 16) {
        uint32_t slashes =
            letter_mask(plain + at, '/') & letter_mask(plain + at - 1, '.') &
            letter_mask(plain + at + 1, '.') & ~letter_mask(plain + at + 2, '.') &
            ~letter_mask(plain + at + 2, '/');
        if (slashes && at + (uint32_t)__builtin_ctz(slashes) + 1 < p->to)
            return true;
    }
    return false;
}

// A law that lost its head, as in the second volume of a gazette: many articles without a
// type (the types whose articles give orders have a head), or what the gazette heads with
// "VĂN BẢN QUY PHẠM PHÁP LUẬT".
static bool is_piece_of_law(const struct reading *reading)
{
    const struct anatomy *anatomy = reading->found->anatomy;
    bool any = str_equal(anatomy->type, STR("văn bản"));
    if (any && view_word(reading->view, view_at(reading->view, anatomy->title_span.start),
                         STR("quy pham phap luat")))
        return true;
    size_t articles = 0;
    for (size_t i = 0; i < reading->paragraphs.count; i++)
        articles += reading->paragraphs.items[i].mark == MARK_ARTICLE;
    return articles >= ARTICLES && (any || !anatomy->type.len);
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
    outline->normative |= is_piece_of_law(reading);
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

// "Các bệnh viện" that no list of units knows: the letters [from, to) as a body.
static void send_to_body(struct outline *outline, uint32_t from, uint32_t to)
{
    const struct view *view = outline->reading->view;
    while (from < to && (view->plain[from] == ' ' || view->plain[from] == '-'))
        from++;
    while (to > from && !plain_inside(view->plain[to - 1]))
        to--;
    if (to - from > 4 && to - from < READER_LONGEST && (view->flags[from] & VIEW_UPPER))
        charge_add_body(&outline->readers, outline->reading, from, to);
}

// "Các bệnh viện trực thuộc Bộ Y tế": a body that nobody listed, and a unit it belongs to.
static bool begins_body(const struct reading *reading, uint32_t from, uint32_t to)
{
    const struct view *view = reading->view;
    while (from < to && !plain_inside(view->plain[from]))
        from++;
    const struct cue *cue = reading_cue(reading, from);
    while (cue && (cue->kinds & CUE_POST) && !reading_in_unit(reading, from)) {
        for (from = cue->to; from < to && view->plain[from] == ' ';)
            from++;
        cue = reading_cue(reading, from);
    }
    return cue && (cue->kinds & CUE_BODY) && !reading_in_unit(reading, from);
}

// A letter speaks to those that it is sent to, a semicolon between them.
void outline_send_to(struct outline *outline, const struct paragraph *p)
{
    const struct reading *reading = outline->reading;
    const struct units *units = reading->found->units;
    const struct cue *address = reading_cue(reading, p->text);
    uint32_t from = address && (address->kinds & CUE_RECIPIENTS) ? address->to : p->text;
    // A report is sent to those who read it; its plans are for its own office.
    if (outline_is_report(outline))
        return;
    if (from < p->to && reading->view->plain[from] == ':')
        from++;
    for (uint32_t i = from; i <= p->to; i++) {
        if (i < p->to && reading->view->plain[i] != ';')
            continue;
        struct subject part = {.person = UINT32_MAX};
        for (size_t k = reading_unit(reading, from);
             k < units->count && units->items[k].from < i; k++)
            // "các phòng, đơn vị thuộc | UBND thị xã": whose they are, no reader.
            if (part.count < SUBJECT_UNITS &&
                !(part.count && units->items[k].from > from + 6 &&
                  view_word(reading->view, units->items[k].from - 6, STR("thuoc"))))
                part.units[part.count++] = (uint32_t)k;
        if (part.count && !begins_body(reading, from, i))
            charge_more(&outline->readers, reading, &part);
        else
            send_to_body(outline, from, i);
        from = i + 1;
    }
}

static bool in_capitals(const struct view *view, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (plain_inside(view->plain[i]) && !(view->flags[i] & VIEW_UPPER))
            return false;
    return true;
}

// An annex brings a text of its own: "KẾ HOẠCH", "PHỤ LỤC", "(Kèm theo Quyết định …)"
// behind the signature.
bool outline_begins_annex(struct outline *outline, const struct paragraph *p)
{
    static const struct {
        const char *word, *code;
    } types[] = {
        {"ke hoach", "KH"},  {"chuong trinh", "CTr"},  {"phuong an", "PA"},
        {"de an", "ĐA"},     {"quy che", "QC"},        {"quy dinh", "QyĐ"},
        {"huong dan", "HD"}, {"bao cao", "BC"},        {"danh muc", "KH"},
        {"phu luc", "KH"},   {"chien luoc", "KH"},     {"du an", "KH"},
        {"lo trinh", "KH"},  {"noi quy", "QC"},        {"dieu le", "QC"},
        {"quy trinh", "HD"}, {"bang phan cong", "KH"}, {"phan cong", "KH"},
    };
    const struct view *view = outline->reading->view;
    bool capital = view->flags[p->from] & VIEW_UPPER;
    for (size_t i = 0; capital && i < sizeof types / sizeof *types; i++)
        if (view_says(view, p->from, types[i].word) &&
            in_capitals(view, p->from, p->from + (uint32_t)strlen(types[i].word))) {
            outline->type = str_of(types[i].code);
            outline->depth = 0;
            outline->ended = false;
            return true;
        }
    return false;
}

// The head of the notice: up to its title, or where none was found up to the first
// running text.
bool outline_in_frame(const struct outline *outline, const struct paragraph *p)
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
