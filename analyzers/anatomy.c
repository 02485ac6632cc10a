// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/anatomy.h"

#include "analyzers/heading.h"
#include "analyzers/issuer.h"
#include "analyzers/period.h"
#include "analyzers/signature.h"
#include "analyzers/word_class.h"

enum { MEETING_WORDS = 160, PASSED_WORDS = 120 };

const char *date_source_name(enum date_source source)
{
    static const char *const names[] = {"",     "header",    "meeting", "title",
                                        "body", "reference", "filename"};
    return names[source];
}

// "Ngày 17/02/2025, Sở … tổ chức Hội nghị": the first day that opens a paragraph near the
// beginning of the body.
// "Tính đến ngày …", "Kể từ ngày …": the day of no meeting.
static bool counts_up_to(const struct word_list *words, uint32_t day)
{
    static const uint64_t before[] = {WORD("den"),  WORD("tu"),  WORD("truoc"),
                                      WORD("sau"),  WORD("het"), WORD("toi"),
                                      WORD("trong")};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        if (words->items[day - 1].key == before[i]) {
            return true;
        }
    }
    return false;
}

static struct days meeting_date(const struct word_list *words, uint32_t body)
{
    const struct word *items = words->items;
    uint32_t line = word_list_at(words, body), end,
             stop = line + MEETING_WORDS < words->count ? line + MEETING_WORDS
                                                        : words->count;
    struct word_walk walk =
        word_walk_of(words, line, stop, WORD_CLASS_HEAD | WORD_CLASS_LINE);
    for (uint32_t i; (i = word_walk_next(&walk)) < stop;) {
        if (items[i].shape & WORD_LINE) {
            line = i;
        }
        if (items[i].key != WORD("ngay") || i - line > 3 ||
            !(items[line].shape & WORD_UPPER) || (i > line && counts_up_to(words, i))) {
            continue;
        }
        struct days days = heading_date(words, i, &end);
        // "Ngày 23 và 24 tháng 3 năm 2024", "Từ ngày …" and months alone are no day of a
        // meeting.
        if (days.from && days.from == days.to) {
            return days;
        }
        if (days.from && i + 4 < words->count && items[i + 2].key == WORD("va")) {
            struct days last = {0, 0};
            int first = 0, second = 0;
            for (uint32_t k = items[i + 1].from; k < items[i + 1].to; k++) {
                first = first * 10 + (words->view->plain[k] - '0');
            }
            for (uint32_t k = items[i + 3].from; k < items[i + 3].to; k++) {
                second = second * 10 + (words->view->plain[k] - '0');
            }
            int year = days.from / 10000, month = days.from / 100 % 100;
            if (day_valid(year, month, first) && day_valid(year, month, second)) {
                last = (struct days){day_make(year, month, first),
                                     day_make(year, month, second)};
            }
            if (last.from && last.from <= last.to) {
                return last;
            }
        }
    }
    return (struct days){0, 0};
}

// "… khóa XV, kỳ họp thứ 10 thông qua ngày 10 tháng 12 năm 2025": how laws say their day.
static struct days passed_date(const struct word_list *words)
{
    uint32_t from = words->count > PASSED_WORDS ? words->count - PASSED_WORDS : 0, end;
    const struct word *items = words->items;
    struct word_walk walk = word_walk_of(words, from, words->count, WORD_CLASS_HEAD);
    for (uint32_t i; (i = word_walk_next(&walk)) + 1 < words->count;) {
        if (items[i].key == WORD("ngay") && i >= from + 2 &&
            items[i - 1].key == WORD("qua") && items[i - 2].key == WORD("thong")) {
            struct days days = heading_date(words, i, &end);
            if (days.from) {
                return days;
            }
        }
    }
    return (struct days){0, 0};
}

static int number_in(struct str text, size_t at, size_t digits)
{
    int number = 0;
    for (size_t i = 0; i < digits; i++) {
        if (at + i >= text.len || text.at[at + i] < '0' || text.at[at + i] > '9') {
            return -1;
        }
        number = number * 10 + (text.at[at + i] - '0');
    }
    return number;
}

// "báo cáo tháng 2 năm 2023", "kế hoạch năm 2024": the period a title names.
static struct days title_date(const struct word_list *words,
                              const struct heading *heading)
{
    const struct word *items = words->items;
    struct days found = {0, 0};
    uint32_t last = word_list_at(words, heading->title_to);
    struct word_walk walk = word_walk_of(words, word_list_at(words, heading->title_from),
                                         last, WORD_CLASS_DATE);
    for (uint32_t i; (i = word_walk_next(&walk)) < last;) {
        if (i + 1 >= words->count || items[i].key != WORD("nam") ||
            items[i + 1].to - items[i + 1].from != 4) {
            continue;
        }
        struct str text = {words->view->plain, words->view->count};
        int year = number_in(text, items[i + 1].from, 4);
        if (year < 1945 || year > 2100) {
            continue;
        }
        int month = -1;
        if (i >= 2 && items[i - 2].key == WORD("thang") &&
            items[i - 1].to - items[i - 1].from <= 2) {
            month =
                number_in(text, items[i - 1].from, items[i - 1].to - items[i - 1].from);
        }
        if (month >= 1 && month <= 12) {
            return (struct days){day_make(year, month, 1),
                                 day_make(year, month, month_length(year, month))};
        }
        found = (struct days){day_make(year, 1, 1), day_make(year, 12, 31)};
    }
    return found;
}

// A day or a year in the name of the file: "2025-02-17", "20250217", "tb163-2024".
static struct days path_date(struct str path)
{
    size_t from = path.len;
    while (from > 0 && path.at[from - 1] != '/') {
        from--;
    }
    struct days found = {0, 0};
    for (size_t i = from; i + 4 <= path.len; i++) {
        bool starts = i == from || path.at[i - 1] < '0' || path.at[i - 1] > '9';
        int year = starts ? number_in(path, i, 4) : -1;
        if (year < 1945 || year > 2100) {
            continue;
        }
        size_t apart =
            i + 4 < path.len &&
            (path.at[i + 4] == '-' || path.at[i + 4] == '_' || path.at[i + 4] == '.');
        int month = number_in(path, i + 4 + apart, 2);
        int day = number_in(path, i + 6 + 2 * apart, 2);
        if (month > 0 && day > 0 && day_valid(year, month, day)) {
            int32_t only = day_make(year, month, day);
            return (struct days){only, only};
        }
        bool ends = i + 4 == path.len || path.at[i + 4] < '0' || path.at[i + 4] > '9';
        if (ends && !found.from) {
            found = (struct days){day_make(year, 1, 1), day_make(year, 12, 31)};
        }
    }
    return found;
}

static void take_date(struct anatomy *out, const struct word_list *words,
                      const struct heading *heading, struct str path)
{
    struct days header = heading->date;
    if (header.from && header.from == header.to) {
        out->date = header;
        out->date_source = DATE_HEADER;
        return;
    }
    struct days meeting = meeting_date(words, heading->body);
    if (meeting.from &&
        (!header.from || (meeting.from >= header.from && meeting.to <= header.to))) {
        out->date = meeting;
        out->date_source = DATE_MEETING;
        return;
    }
    if (header.from) {
        out->date = header;
        out->date_source = DATE_HEADER;
        return;
    }
    out->date = passed_date(words);
    out->date_source = DATE_BODY;
    if (!out->date.from && heading->number_year) {
        out->date = (struct days){day_make(heading->number_year, 1, 1),
                                  day_make(heading->number_year, 12, 31)};
        out->date_source = DATE_HEADER;
    }
    if (!out->date.from) {
        out->date = title_date(words, heading);
        out->date_source = DATE_TITLE;
    }
    if (!out->date.from && path.len) {
        out->date = path_date(path);
        out->date_source = DATE_FILENAME;
    }
    if (!out->date.from) {
        out->date_source = DATE_NOBODY;
    }
}

static void take_key(struct anatomy *out, const struct heading *heading,
                     const struct issuer *issuer, struct arena *arena)
{
    if (!heading->number.at || !heading->symbol.len) {
        return;
    }
    int year = heading->number_year ? heading->number_year : out->date.from / 10000;
    bool letter = str_equal(out->type_code, STR("CV"));
    struct str scope = issuer->scope;
    out->number_key =
        arena_printf(arena, "%.*s/%s/%s%.*s%s%.*s", STR_ARG(heading->digits),
                     year ? arena_printf(arena, "%d", year).at : "-", letter ? "cv-" : "",
                     STR_ARG(heading->symbol), scope.len ? "@" : "", STR_ARG(scope));
}

void anatomy_read(struct anatomy *out, const struct view *view, struct str path,
                  const struct unit_list *list, struct arena *arena)
{
    struct word_list words;
    struct heading heading;
    struct signature signature;
    struct issuer issuer;
    *out = (struct anatomy){0};
    words = *words_of(view, arena);
    heading_read(&heading, &words, arena);
    signature_read(&signature, &words, heading.body, arena);
    issuer_read(&issuer, &words, &heading, list, arena);
    out->type = heading.type;
    out->type_code = heading.type_code;
    out->number = heading.number;
    out->number_span = heading.number_span;
    out->title = heading.title;
    out->title_span = heading.title_span;
    out->office = issuer.office;
    out->signer = signature.signer;
    out->signer_role = signature.role;
    out->signer_span = signature.signer_span;
    out->foot_cut = signature.cut;
    out->recipients = signature.recipients;
    out->recipient_count = signature.recipient_count;
    take_date(out, &words, &heading, path);
    take_key(out, &heading, &issuer, arena);
    uint32_t body_to = signature.from > heading.body ? signature.from : view->count;
    if (heading.body < body_to) {
        out->body = view_span(view, heading.body, body_to);
    }
}
