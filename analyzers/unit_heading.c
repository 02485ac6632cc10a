// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_heading.h"

#include "analyzers/role.h"
#include "analyzers/unit_pattern.h"

enum { HEADING_WORDS = 18 };

// The first word of the line when only a mark ("4.", "(4)", "a)", "1.2.") and a title
// ("Giám đốc") stand before word `at`.
static bool opens_line(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    uint32_t first = at;
    while (first > 0 && !(items[first].shape & WORD_LINE) && at - first < 8) {
        first--;
    }
    if (!(items[first].shape & WORD_LINE)) {
        return false;
    }
    uint32_t i = first, end;
    while (i < at && items[i].to - items[i].from <= 4 &&
           ((items[i].shape & WORD_DIGIT) || items[i].to - items[i].from == 1 ||
            ((items[i].shape & WORD_CAPS) && items[i].to - items[i].from <= 4)) &&
           items[i].to < words->view->count &&
           (words->view->plain[items[i].to] == '.' ||
            words->view->plain[items[i].to] == ')' ||
            words->view->plain[items[i].to] == ',' ||
            words->view->plain[items[i].to] == ' ')) {
        i++;
    }
    while (i < at && role_match(words, i, &end) != ROLE_NONE && end <= at) {
        i = end;
    }
    return i == at && items[first].last != '-' && items[first].last != '+' &&
           items[first].last != '*';
}

static bool closes_line(const struct word_list *words, uint32_t end)
{
    const struct word *items = words->items;
    if (end >= words->count) {
        return true;
    }
    if ((items[end].shape & WORD_LINE) &&
        (!items[end].signs || items[end].first != ',')) {
        bool small = (items[end].shape & WORD_LOWER) &&
                     !(items[end].shape & WORD_UPPER) && !items[end].signs;
        return !small && items[end].first != ';';
    }
    return items[end].key == WORD("co") && end + 2 < words->count &&
           items[end + 1].key == WORD("trach") && items[end + 2].key == WORD("nhiem") &&
           (end + 3 >= words->count || items[end + 3].signs);
}

uint32_t unit_heading_end(const struct word_list *words, uint32_t at, uint32_t behind)
{
    const struct word *items = words->items;
    if (!opens_line(words, at)) {
        return behind;
    }
    uint32_t i = behind;
    while (i < words->count && i < at + HEADING_WORDS && !(items[i].shape & WORD_LINE)) {
        // "Phòng Quy hoạch, Xây dựng: thẩm định …": what it is told follows in the line.
        if (i > behind && items[i].signs == 1 && items[i].first == ':') {
            return i;
        }
        bool joins =
            !items[i].signs || (items[i].signs == 1 && memchr(",-&^", items[i].first, 4));
        if (!joins || unit_pattern_stops_heading(words, i)) {
            return behind;
        }
        // "Phòng A và Trung tâm B" are two.
        if (i > behind && (items[i].signs || items[i - 1].key == WORD("va")) &&
            unit_pattern_begins(words, i)) {
            return behind;
        }
        i++;
    }
    bool whole = i >= words->count || (items[i].shape & WORD_LINE);
    // A sentence that ends here, or goes on in the next line, is no name.
    bool open = i < words->count && items[i].signs && items[i].first != ':' &&
                !(items[i].shape & WORD_BLANK) && items[i].first == '.';
    uint32_t last = items[i - 1].to;
    open |=
        i >= words->count && last < words->view->count && words->view->plain[last] == '.';
    return whole && !open && i > behind && closes_line(words, i) ? i : behind;
}

bool unit_heading_alone(const struct word_list *words, uint32_t at, uint32_t behind)
{
    if (!opens_line(words, at)) {
        return false;
    }
    bool colon = behind < words->count && words->items[behind].signs &&
                 words->items[behind].first == ':';
    bool joined = behind + 1 < words->count && !words->items[behind].signs &&
                  words->items[behind].key == WORD("va") &&
                  unit_pattern_begins(words, behind + 1);
    return colon || joined || closes_line(words, behind);
}

void unit_headings_mark(struct units *out, const struct unit_words *places,
                        const struct word_list *words)
{
    for (size_t i = 0; i < out->count; i++) {
        if (!opens_line(words, places[i].from)) {
            continue;
        }
        // "Sở Kế hoạch và Đầu tư, Sở Tài chính:" is one heading for both.
        size_t last = i;
        uint32_t end;
        for (;;) {
            end = places[last].to;
            if (closes_line(words, end) || last + 1 >= out->count ||
                end >= words->count) {
                break;
            }
            uint32_t next = end + (words->items[end].key == WORD("va"));
            if (next >= words->count || next != places[last + 1].from ||
                words->items[next].signs > 1) {
                break;
            }
            last++;
        }
        if (closes_line(words, end)) {
            for (size_t k = i; k <= last; k++) {
                out->items[k].heading = true;
            }
        }
    }
}
