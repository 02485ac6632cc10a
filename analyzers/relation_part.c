// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/relation_part.h"

#include <string.h>

// What a word is in the name of a part: "một số" "điểm" a, b "khoản" 2 "Điều" 5 "của".
enum word_kind {
    KIND_NONE,
    KIND_COUNT, // how many
    KIND_NOUN,
    // a noun in small letters only, for "Quy định" is the name of an annex, and only where a
    // count stands before or "tại" behind, for "quy định" is a verb; "các quy định sau" are
    // whole documents
    KIND_SMALL,
    KIND_JOIN,
};

static const struct {
    const char *words;
    enum word_kind kind;
} known[] = {
    {"mot so", KIND_COUNT},   {"toan bo", KIND_COUNT},
    {"cac", KIND_COUNT},      {"nhung", KIND_COUNT},
    {"mot", KIND_COUNT},      {"dieu", KIND_NOUN},
    {"khoan", KIND_NOUN},     {"diem", KIND_NOUN},
    {"tiet", KIND_NOUN},      {"doan", KIND_NOUN},
    {"tieu muc", KIND_NOUN},  {"muc", KIND_NOUN},
    {"chuong", KIND_NOUN},    {"phan", KIND_NOUN},
    {"phu luc", KIND_NOUN},   {"phu bieu", KIND_NOUN},
    {"bieu mau", KIND_NOUN},  {"mau bieu", KIND_NOUN},
    {"mau", KIND_NOUN},       {"bieu", KIND_NOUN},
    {"cum tu", KIND_NOUN},    {"tu ngu", KIND_NOUN},
    {"so thu tu", KIND_NOUN}, {"gach dau dong", KIND_NOUN},
    {"tieu de", KIND_NOUN},   {"noi dung", KIND_SMALL},
    {"quy dinh", KIND_SMALL}, {"ban hanh kem theo", KIND_JOIN},
    {"kem theo", KIND_JOIN},  {"va", KIND_JOIN},
    {"hoac", KIND_JOIN},      {"den", KIND_JOIN},
    {"so", KIND_JOIN},        {"cua", KIND_JOIN},
    {"tai", KIND_JOIN},       {"thuoc", KIND_JOIN},
    {"trong", KIND_JOIN},     {"thu nhat", KIND_JOIN},
    {"thu hai", KIND_JOIN},   {"cuoi", KIND_JOIN},
    {"duoc", KIND_JOIN},
};

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

// The kind of the words at `at`, and the letter behind them.
static enum word_kind kind_at(const struct view *view, uint32_t at, uint32_t *end)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!view_says(view, at, known[i].words))
            continue;
        *end = at + (uint32_t)strlen(known[i].words);
        if (known[i].kind == KIND_SMALL &&
            (view->flags[at] & VIEW_UPPER || view_says(view, *end + 1, "sau")))
            return KIND_NONE;
        return known[i].kind;
    }
    return KIND_NONE;
}

// "5", "7a", "II", "a", "01-ĐĐN/SHTT/2020": the number of a part.
static bool is_number(const struct view *view, uint32_t from, uint32_t to)
{
    if (digit(view->plain[from]) || to - from == 1)
        return true;
    for (uint32_t i = from; i < to; i++) {
        if (!memchr("ivxl", view->plain[i], 4) || !(view->flags[i] & VIEW_UPPER))
            return false;
    }
    return true;
}

static uint32_t behind_number(const struct view *view, uint32_t at, uint32_t to)
{
    while (at < to && (plain_inside(view->plain[at]) ||
                       ((view->plain[at] == '/' || view->plain[at] == '-' ||
                         view->plain[at] == '.') &&
                        at + 1 < to && plain_inside(view->plain[at + 1]))))
        at++;
    return at;
}

// "Điều 2" over a line that begins with the document is a heading, no part of it.
static bool is_heading(const struct view *view, uint32_t from, uint32_t to)
{
    return to > 0 && view->plain[to - 1] == ' ' && view->flags[to - 1] & VIEW_LINE &&
           (from == 0 || view->flags[from - 1] & VIEW_LINE);
}

// "nội dung “…” tại", "quy định tại Điều 5", "quy định về phí tại".
static bool in_document(const struct view *view, uint32_t end, uint32_t to)
{
    while (to > end && view->plain[to - 1] == ' ')
        to--;
    return view->plain[end + 1] == '"' || view_says(view, end + 1, "tai") ||
           (to > end + 3 && view_says(view, to - 3, "tai"));
}

// The parts with which the words begin.
static struct relation_part read_first(const struct view *view, uint32_t from,
                                       uint32_t to)
{
    struct relation_part part = {0};
    bool begun = false, named = false;
    for (uint32_t at = from; at < to;) {
        uint32_t end = view_word_end(view, at);
        char c = view->plain[at];
        if (c == '"' && named) {
            const char *close = memchr(view->plain + at + 1, '"', to - at - 1);
            if (!close)
                break;
            at = (uint32_t)(close - view->plain) + 1;
            part.to = at;
            continue;
        }
        if (!plain_inside(c)) {
            if (c == ':' || c == '(')
                break;
            at++;
            continue;
        }
        enum word_kind kind = kind_at(view, at, &end);
        if (kind == KIND_NONE && named && is_number(view, at, end))
            end = part.to = behind_number(view, at, to);
        else if (kind == KIND_NONE || (kind == KIND_JOIN && !named) ||
                 (kind == KIND_SMALL && !begun && !in_document(view, end, to)))
            break;
        if (!begun)
            part.from = at;
        begun = true;
        part.some |= !named && view_word(view, at, STR("mot so"));
        if (kind == KIND_NOUN || kind == KIND_SMALL) {
            named = true;
            part.to = end;
        }
        at = end;
    }
    return part;
}

// "… tại Phụ lục ban hành kèm theo" right before the document.
static struct relation_part read_last(const struct view *view, uint32_t from, uint32_t to)
{
    static const char *const nouns[] = {"phu luc", "cac phu luc", "bieu mau", "mau"};
    static const char *const joins[] = {"ban hanh kem theo", "kem theo", "cua", "duoc"};
    uint32_t at = to;
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++) {
        uint32_t len = (uint32_t)strlen(joins[i]);
        while (at > from && view->plain[at - 1] == ' ')
            at--;
        if (at > from + len && view_says(view, at - len, joins[i]))
            at -= len;
    }
    while (at > from && view->plain[at - 1] == ' ')
        at--;
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns && at < to; i++) {
        uint32_t len = (uint32_t)strlen(nouns[i]);
        if (at >= from + len && view_says(view, at - len, nouns[i]))
            return (struct relation_part){at - len, at, false};
    }
    return (struct relation_part){0};
}

struct relation_part relation_part_read(const struct view *view, uint32_t from,
                                        uint32_t to)
{
    struct relation_part part = read_first(view, from, to);
    if (!part.to)
        part = read_last(view, from, to);
    return part.to && !is_heading(view, part.from, to) ? part : (struct relation_part){0};
}
