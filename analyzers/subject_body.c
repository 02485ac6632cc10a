// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/subject_body.h"

enum { ABBREVIATED_LONGEST = 48 }; // letters of "Đ. Nghiệp vụ - Dự toán" at most

uint32_t body_name_end(const struct view *view, uint32_t from, uint32_t to)
{
    static const char *const stops[] = {"cung", "trong", "de",      "theo", "nham",
                                        "ve",   "khi",   "doi voi", "bang", "tren"};
    for (uint32_t i = from; i < to; i++) {
        if (view->plain[i] == ':' || view->plain[i] == ';')
            return i;
        if (i > from && view->plain[i - 1] == ' ')
            for (size_t k = 0; k < sizeof stops / sizeof *stops; k++)
                if (!(view->flags[i] & VIEW_UPPER) && view_says(view, i, stops[k]))
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
    if (!joined || capitals < 4 || end >= to || view->plain[end] != ':')
        return at;
    for (size_t i = 0; i < sizeof matters / sizeof *matters; i++)
        if (view_says(view, at, matters[i]))
            return at;
    return end;
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
bool subject_take_body(struct subject *out, const struct reading *reading, uint32_t at,
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
        if ((next->kinds & (SUBJECT_ACTS | CUE_PAST)) &&
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
