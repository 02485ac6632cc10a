// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/relative_limit.h"

#include <string.h>

enum { LIMIT_LETTERS = 80, REMARK_LETTERS = 24 };

// How a limit begins. One that says no more than a length must also say from when: "tối đa 3
// tháng" may be anything.
static const struct cue {
    const char *words;
    bool sure;
} cues[] = {
    {"trong thoi han", true}, {"trong vong", true}, {"cham nhat", true},
    {"muon nhat", true},      {"trong", false},     {"khong qua", false},
    {"toi da", false},        {"sau", false},
};
static const char *const between[] = {"la",     "sau",       "khong qua",
                                      "toi da", "thoi gian", "khoang"};
static const char *const measures[] = {"ngay", "thang", "gio", "tuan", "nam"};
static const char *const origins[] = {"ke tu", "tinh tu", "tu ngay", "tu khi", "sau khi"};

// The end of these words where they stand at `at`, else `at`.
static uint32_t take(const struct view *view, uint32_t at, const char *words)
{
    size_t len = strlen(words);
    if (view->count - at < len || memcmp(view->plain + at, words, len) != 0 ||
        (at + len < view->count && plain_inside(view->plain[at + len])))
        return at;
    return at + (uint32_t)len;
}

static uint32_t take_any(const struct view *view, uint32_t at, const char *const *words,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t end = take(view, at, words[i]);
        if (end > at)
            return end;
    }
    return at;
}

static uint32_t skip_blanks(const struct view *view, uint32_t at)
{
    while (at < view->count && view->plain[at] == ' ')
        at++;
    return at;
}

// "15", "15 (mười lăm)".
static uint32_t take_number(const struct view *view, uint32_t at)
{
    uint32_t end = at;
    while (end < view->count && view->plain[end] >= '0' && view->plain[end] <= '9')
        end++;
    uint32_t remark = skip_blanks(view, end);
    if (end == at || remark >= view->count || view->plain[remark] != '(')
        return end;
    for (uint32_t i = remark; i < view->count && i - remark < REMARK_LETTERS; i++)
        if (view->plain[i] == ')')
            return i + 1;
    return end;
}

// Behind the cue: "là 15 ngày làm việc"; *end is the end of it.
static bool take_length(const struct view *view, uint32_t at, uint32_t *end)
{
    at = skip_blanks(view, at);
    for (uint32_t next;
         (next = take_any(view, at, between, sizeof between / sizeof *between)) > at;)
        at = skip_blanks(view, next);
    uint32_t number = take_number(view, at);
    if (number == at)
        return false;
    at = skip_blanks(view, number);
    *end = take_any(view, at, measures, sizeof measures / sizeof *measures);
    if (*end == at)
        return false;
    uint32_t work = skip_blanks(view, *end);
    uint32_t working = take(view, work, "lam viec");
    *end = working > work ? working : *end;
    // "trong thời hạn 3 tháng trước khi …" is no limit for what is told here.
    uint32_t behind = skip_blanks(view, *end);
    return take(view, behind, "truoc") == behind && take(view, behind, "dau") == behind;
}

// "…, kể từ ngày nhận được báo cáo": the end of the clause, or of what fits; `at` where
// nothing is said.
static uint32_t take_origin(const struct view *view, uint32_t from, uint32_t at)
{
    uint32_t start = skip_blanks(view, at);
    if (start < view->count && view->plain[start] == ',')
        start = skip_blanks(view, start + 1);
    uint32_t end = take_any(view, start, origins, sizeof origins / sizeof *origins);
    if (end == start)
        return at;
    uint32_t word = end;
    while (end < view->count && !strchr(",;.:", view->plain[end]) &&
           !(view->flags[end] & VIEW_BLANK)) {
        if (view->plain[end] == ' ')
            word = end;
        if (end - from >= LIMIT_LETTERS)
            return word;
        end++;
    }
    return end;
}

bool relative_limit_find(const struct view *view, uint32_t *from, uint32_t *to)
{
    for (uint32_t at = 0; at < view->count; at++) {
        if (at && plain_inside(view->plain[at - 1]))
            continue;
        for (size_t i = 0; i < sizeof cues / sizeof *cues; i++) {
            uint32_t cue = take(view, at, cues[i].words), length;
            if (cue == at || !take_length(view, cue, &length))
                continue;
            *from = at;
            *to = take_origin(view, at, length);
            if (cues[i].sure || *to > length)
                return true;
        }
    }
    return false;
}
