// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/period.h"

#include "analyzers/moment.h"
#include "analyzers/moment_today.h"

#include <string.h>

// A question being read: the letters [at, end) of its view.
struct question {
    struct view view;
    struct str typed;
    uint32_t at, end;
    int32_t today; // 0: nobody says
    size_t *column;
    struct error *err;
};

static struct str typed_part(const struct question *q, uint32_t from, uint32_t to)
{
    struct str part = view_text(&q->view, from, to);
    return part.len ? part : q->typed;
}

static bool fail_at(const struct question *q, uint32_t letter)
{
    if (q->column)
        *q->column = letter < q->view.count ? q->view.start[letter] : q->typed.len;
    return false;
}

static void skip_space(struct question *q)
{
    while (q->at < q->end && q->view.plain[q->at] == ' ')
        q->at++;
}

static bool take_word(struct question *q, struct str word)
{
    skip_space(q);
    if (q->end - q->at < word.len || !view_word(&q->view, q->at, word))
        return false;
    q->at += (uint32_t)word.len;
    skip_space(q);
    return true;
}

// Says what is wrong with something that looks like a date.
static bool explain(const struct question *q, uint32_t from, uint32_t to)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int numbers[3] = {0}, count = 0, digits = 0;
    uint32_t at = from;
    for (; at < to && count < 3; at++) {
        char c = q->view.plain[at];
        if (c >= '0' && c <= '9' && digits < 4) {
            numbers[count] = numbers[count] * 10 + c - '0';
            digits++;
        } else if (digits && (c == '/' || c == '.' || c == '-')) {
            count++;
            digits = 0;
        } else {
            break;
        }
    }
    count += digits > 0;
    struct str part = typed_part(q, from, to);
    fail_at(q, from);
    if (count == 3 && numbers[0] > 31 && numbers[2] <= 31) { // 2023-02-31
        int year = numbers[0];
        numbers[0] = numbers[2];
        numbers[2] = year;
    }
    if (count == 3 && (numbers[1] < 1 || numbers[1] > 12))
        error_set(q->err, ERROR_USAGE, "\"%.*s\" is not a date (there is no month %d)",
                  STR_ARG(part), numbers[1]);
    else if (count == 3 && !day_valid(numbers[2], numbers[1], numbers[0]) &&
             numbers[2] >= 1)
        error_set(q->err, ERROR_USAGE, "\"%.*s\" is not a date (%s %d has %d days)",
                  STR_ARG(part), months[numbers[1] - 1], numbers[2],
                  month_length(numbers[2], numbers[1]));
    else if (count == 2 && numbers[1] >= 1000 && (numbers[0] < 1 || numbers[0] > 12))
        error_set(q->err, ERROR_USAGE, "\"%.*s\" is not a month (a year has 12)",
                  STR_ARG(part));
    else
        error_set(q->err, ERROR_USAGE, "\"%.*s\" is not a period", STR_ARG(part));
    return error_hint(
        q->err,
        "periods look like 2023, 8/2023, quý I/2021, 29/8/2023, 2021..2023, trước 2023");
}

// Reads one expression that fills [at, to).
static bool read_one(struct question *q, uint32_t to, struct moment *out)
{
    static const struct str lead_ins[] = {
        {"giai doan", 9}, {"thoi ky", 7}, {"nhiem ky", 8}, {"trong", 5}, {"vao", 3},
        {"dau", 3},       {"giua", 4},    {"cuoi", 4},     {"het", 3},   {"ky", 2},
    };
    skip_space(q);
    while (to > q->at && q->view.plain[to - 1] == ' ')
        to--;
    // What stands behind the end must not be read along: "1/2021..6/2021".
    struct view cut = q->view;
    cut.count = to;
    // "đầu năm" is of this year, "đầu năm 2023" of that.
    if (q->today && moment_from_today(out, &cut, q->at, q->today)) {
        q->at = to;
        return true;
    }
    for (size_t i = 0; i < sizeof lead_ins / sizeof *lead_ins; i++)
        take_word(q, lead_ins[i]);
    uint32_t from = q->at;
    if (from >= to) {
        fail_at(q, from);
        error_set(q->err, ERROR_USAGE, "a period is missing");
        return error_hint(
            q->err, "periods look like 2023, 8/2023, quý I/2021, 29/8/2023, 2021..2023");
    }
    if (q->today && moment_from_today(out, &cut, from, q->today)) {
        q->at = to;
        return true;
    }
    if (!moment_read(out, &cut, from, MOMENT_ASKED) || out->to > to)
        return explain(q, from, to);
    if (out->to < to) {
        uint32_t behind = out->to + (q->view.plain[out->to] == ' ');
        fail_at(q, behind);
        struct str rest = typed_part(q, behind, to);
        error_set(q->err, ERROR_USAGE, "\"%.*s\" does not belong to a period",
                  STR_ARG(rest));
        return error_hint(
            q->err, "periods look like 2023, 8/2023, quý I/2021, 29/8/2023, 2021..2023");
    }
    q->at = to;
    return true;
}

// The days of a moment, or a sentence that asks for the year.
static bool days_of(struct question *q, const struct moment *moment, int year,
                    struct days *out)
{
    *out = moment_days(moment, year);
    if (out->from || out->to)
        return true;
    struct str part = typed_part(q, moment->from, moment->to);
    fail_at(q, moment->from);
    error_set(q->err, ERROR_USAGE, "\"%.*s\": of which year?", STR_ARG(part));
    return error_hint(q->err, "add it: tháng 8/2023, 29/8/2023");
}

// Both ends of "A..B" or "từ A đến B".
static bool read_both(struct question *q, uint32_t middle, uint32_t behind,
                      struct period *out)
{
    struct moment first, last;
    struct days a, b;
    uint32_t start = q->at;
    if (!read_one(q, middle, &first))
        return false;
    q->at = behind;
    if (!read_one(q, q->end, &last))
        return false;
    if (!days_of(q, &last, 0, &b) || !days_of(q, &first, last.first.year, &a))
        return false;
    out->days = (struct days){a.from, b.to};
    if (a.from <= b.to)
        return true;
    fail_at(q, start);
    struct str part = typed_part(q, start, q->end);
    return error_set(q->err, ERROR_USAGE, "\"%.*s\" ends before it begins",
                     STR_ARG(part));
}

// The first place at or after `at` where the folded text holds `wanted`, or `end`.
static uint32_t find(const struct question *q, const char *wanted)
{
    size_t len = strlen(wanted);
    for (uint32_t i = q->at; i + len <= q->end; i++) {
        if (memcmp(q->view.plain + i, wanted, len) == 0)
            return i;
    }
    return q->end;
}

static bool read_question(struct question *q, struct period *out)
{
    struct moment moment;
    struct days days;
    skip_space(q);
    if (q->end - q->at == 4 && view_word(&q->view, q->at, STR("none"))) {
        out->none = true;
        return true;
    }
    uint32_t dots = find(q, "..");
    if (dots < q->end) {
        uint32_t behind = dots;
        while (behind < q->end && q->view.plain[behind] == '.')
            behind++;
        bool open_start = dots == q->at, open_end = behind == q->end;
        if (!open_start && !open_end)
            return read_both(q, dots, behind, out);
        if (open_start)
            q->at = behind;
        if (!read_one(q, open_start ? q->end : dots, &moment) ||
            !days_of(q, &moment, 0, &days))
            return false;
        out->days = (struct days){open_start ? 0 : days.from, open_end ? 0 : days.to};
        return true;
    }
    bool before = take_word(q, STR("truoc"));
    // "sau" is also sáu, six, without its accent: "sau thang dau nam".
    bool half = view_word(&q->view, q->at, STR("sau thang dau")) ||
                view_word(&q->view, q->at, STR("sau thang cuoi"));
    bool after = !before && !half && take_word(q, STR("sau"));
    bool since =
        !before && !after && (take_word(q, STR("tu")) || take_word(q, STR("ke tu")));
    if (since) {
        static const char *const untils[] = {" cho den ", " den ", " toi "};
        for (size_t i = 0; i < sizeof untils / sizeof *untils; i++) {
            uint32_t middle = find(q, untils[i]);
            if (middle < q->end)
                return read_both(q, middle, middle + (uint32_t)strlen(untils[i]), out);
        }
    }
    bool until = !before && !after && !since && take_word(q, STR("den"));
    if (!read_one(q, q->end, &moment))
        return false;
    if (moment.precision == DATE_WEEK) {
        if (!moment.first.year)
            return days_of(q, &moment, 0, &days);
        out->week_year = moment.first.year;
        out->week = moment.week;
        return true;
    }
    if (!days_of(q, &moment, 0, &days))
        return false;
    if (before)
        days = (struct days){0, day_add(days.from ? days.from : days.to, -1)};
    else if (after)
        days = (struct days){day_add(days.to, 1), 0};
    else if (since && days.from)
        days.to = moment.precision == DATE_RANGE ? days.to : 0;
    else if (until)
        days.from = 0;
    out->days = days;
    return true;
}

bool period_parse(struct period *out, struct str typed, int32_t today, size_t *column,
                  struct error *err)
{
    struct arena *arena = arena_new();
    struct question q = {.typed = typed, .today = today, .column = column, .err = err};
    *out = (struct period){0};
    if (column)
        *column = 0;
    view_read(&q.view, typed, arena);
    q.end = q.view.count;
    bool done = read_question(&q, out);
    arena_free(arena);
    return done;
}
