// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/signature.h"

#include "analyzers/person_name.h"
#include "analyzers/province.h"
#include "analyzers/role.h"
#include "analyzers/word_class.h"

enum {
    FOOT_WORDS = 420,  // how long a foot is at most
    BEFORE_WORDS = 70, // how far before the list of recipients a signature may stand
    ROLE_LINES = 6,
    RECIPIENTS = 200,
    LAST_WORDS = 60, // where nothing says that the body has ended
};

static uint32_t line_end(const struct word_list *words, uint32_t at)
{
    do {
        at++;
    } while (at < words->count && !(words->items[at].shape & WORD_LINE));
    return at;
}

// "./." between two words of the text: the body ends there, but not at the blanks of
// "ngày .../.../2026".
static bool body_ends(const struct word_list *words, uint32_t at)
{
    const struct view *view = words->view;
    uint32_t from = words->items[at].to;
    uint32_t to = at + 1 < words->count ? words->items[at + 1].from : view->count;
    if (at + 1 < words->count && words->items[at + 1].signs < 2) {
        return false;
    }
    for (uint32_t i = from; i + 1 < to; i++) {
        if (view->plain[i] == '/' && view->plain[i + 1] == '.' &&
            view->plain[i + 2] != '.' && view->plain[i + 2] != '/') {
            return true;
        }
    }
    return false;
}

static bool annex_starts(const struct word_list *words, uint32_t at)
{
    const struct word *word = &words->items[at];
    if (!(word->shape & WORD_LINE) || !(word->shape & WORD_UPPER) ||
        at + 1 >= words->count) {
        return false;
    }
    uint64_t next = words->items[at + 1].key;
    return (word->key == WORD("phu") && next == WORD("luc")) ||
           (word->key == WORD("cong") && next == WORD("hoa")) ||
           (word->key == WORD("mau") && next == WORD("so"));
}

// "TM." "KT." "TL." "TUQ." "Q.": in whose stead.
static bool stead(const struct word_list *words, uint32_t at)
{
    uint64_t key = words->items[at].key;
    // "T/L", "T/M", "K/T"
    if ((key == WORD("t") || key == WORD("k")) && at + 1 < words->count &&
        words->items[at + 1].signs == 1 && words->items[at + 1].first == '/' &&
        words->items[at + 1].to - words->items[at + 1].from == 1) {
        uint64_t next = words->items[at + 1].key;
        return (words->items[at].shape & WORD_UPPER) &&
               (next == WORD("l") || next == WORD("m") || next == WORD("t"));
    }
    return (words->items[at].shape & WORD_UPPER) &&
           (key == WORD("tm") || key == WORD("kt") || key == WORD("tl") ||
            key == WORD("tuq") ||
            (key == WORD("q") && words->items[at].to < words->view->count &&
             words->view->plain[words->items[at].to] == '.'));
}

// A line, or the right half of one, that says by what right a person signs: in capitals.
static bool authority(const struct word_list *words, uint32_t at)
{
    uint32_t end;
    const struct word *word = &words->items[at];
    if (!(word->shape & WORD_UPPER) ||
        (!(word->shape & WORD_CAPS) && word->to - word->from > 1)) {
        return false;
    }
    if (stead(words, at)) {
        uint32_t next =
            at + 1 + (at + 1 < words->count && words->items[at + 1].first == '/');
        return next < words->count && (words->items[next].shape & WORD_CAPS) &&
               (words->items[next].signs || !(words->items[next].shape & WORD_LINE));
    }
    if (role_match(words, at, &end) != ROLE_TITLE &&
        role_match(words, at, &end) != ROLE_SHORT) {
        return false;
    }
    for (uint32_t i = at; i < end; i++) {
        if (!(words->items[i].shape & WORD_CAPS)) {
            return false;
        }
    }
    return end - at >= 2 || words->items[at].key == WORD("tp");
}

// The words in capitals from `at` to the end of its line.
static uint32_t authority_end(const struct word_list *words, uint32_t at)
{
    uint32_t end = at + 1, stop = line_end(words, at);
    while (end < stop && (words->items[end].shape & WORD_UPPER) &&
           ((words->items[end].shape & WORD_CAPS) ||
            words->items[end].to - words->items[end].from == 1) &&
           words->items[end].signs <= 2) {
        end++;
    }
    return end;
}

static bool wide_gap(const struct word_list *words, uint32_t at)
{
    const struct view *view = words->view;
    uint32_t from = words->items[at].from;
    return from > 0 && view->plain[from - 1] == ' ' &&
           !(view->flags[from - 1] & VIEW_LINE) &&
           view->start[from] >= view->start[from - 1] + 3;
}

// "Nơi nhận:" with its colon, or alone on its line.
static bool list_starts(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    const struct view *view = words->view;
    if (items[at].key != WORD("noi") || items[at + 1].key != WORD("nhan") ||
        !(items[at].shape & WORD_UPPER) || items[at + 1].signs ||
        !((items[at].shape & WORD_LINE) || items[at].signs || wide_gap(words, at))) {
        return false;
    }
    uint32_t behind = items[at + 1].to;
    return behind < view->count && view->plain[behind] != '.' &&
           (view->plain[behind] == ':' || at + 2 >= words->count ||
            (items[at + 2].shape & (WORD_LINE | WORD_CAPS)));
}

// A line of authority under which somebody has signed: a name alone, or "(Đã ký)", a few
// lines below.
static bool signed_block(const struct word_list *words, uint32_t at)
{
    if (!authority(words, at)) {
        return false;
    }
    const struct word *items = words->items;
    uint32_t lines = 0, end;
    for (uint32_t i = line_end(words, at); i < words->count && lines < 12;
         i = line_end(words, i), lines++) {
        if (items[i].key == WORD("da") && i + 1 < words->count &&
            items[i + 1].key == WORD("ky")) {
            return true;
        }
        while (i < words->count && (role_match(words, i, &end) == ROLE_RANK ||
                                    role_match(words, i, &end) == ROLE_DEGREE)) {
            i = end;
        }
        if (i >= words->count) {
            return false;
        }
        end = name_run(words, i, NAME_IN_LINE);
        bool name = end - i >= 2 && end - i <= 5 &&
                    surname_listed(words, i) == SURNAME_EXACT &&
                    !(items[i].shape & WORD_CAPS) && !items[i].signs &&
                    (end == words->count || (items[end].shape & WORD_LINE));
        if (name && role_match(words, i, &end) == ROLE_NONE) {
            return true;
        }
        // Running text: no signature here.
        if (line_end(words, i) - i > 9) {
            return false;
        }
    }
    return false;
}

struct candidate {
    uint32_t from, to; // words
    int score;
};

// Words that never belong to the name of a signer: what a list of recipients or a seal
// has in its place.
static bool no_name(const struct word_list *words, uint32_t from, uint32_t to)
{
    uint32_t end;
    // "Nguyễn Trường Khoa" is no head of a faculty: behind a surname nothing is an office.
    uint32_t last = surname_of(words, from) == SURNAME_EXACT ? from + 1 : to;
    for (uint32_t i = from; i < last; i++) {
        enum role_kind kind = role_match(words, i, &end);
        if ((kind == ROLE_TITLE && end - i >= 2) ||
            (kind == ROLE_HONORIFIC && end - i >= 2)) {
            return true;
        }
    }
    return province_match(words, from, &end) != PROVINCE_NONE && end >= to;
}

static void consider(struct candidate *best, const struct word_list *words, uint32_t line,
                     bool signs, bool titled)
{
    // "Thượng tướng NAME", "TS. NAME": the name alone is the signer's.
    uint32_t at = line, behind;
    enum role_kind kind = role_match(words, at, &behind);
    if ((kind == ROLE_RANK || kind == ROLE_DEGREE) && behind < words->count) {
        at = behind;
    }
    const struct word *items = words->items;
    uint32_t end = name_run(words, at, NAME_IN_LINE), from = at;
    enum surname surname = surname_of(words, at);
    // "guyen Hoàng Giang": the capital of the surname was lost.
    if (at > 0 && !(items[at].shape & WORD_LINE) && !items[at].signs &&
        !(items[at - 1].shape & (WORD_UPPER | WORD_DIGIT)) &&
        surname_of(words, at - 1) == SURNAME_DAMAGED && end - at >= 1 &&
        items[at - 1].signs) {
        from = at - 1;
        surname = SURNAME_DAMAGED;
    }
    if (end - from < 2 || end - from > 5 || no_name(words, from, end)) {
        return;
    }
    bool starts = items[at > line ? line : from].shape & WORD_LINE;
    bool ends = end == words->count || (items[end].shape & WORD_LINE) || items[end].signs;
    bool closes = end == words->count || (items[end].shape & WORD_LINE);
    bool bullet = starts && items[from].signs &&
                  (items[from].first == '-' || items[from].last == '-');
    bool apart =
        titled || at > line || starts || items[from].signs || wide_gap(words, from);
    if (!apart || !ends || bullet) {
        return;
    }
    uint32_t letters = 0;
    for (uint32_t i = from; i < end; i++) {
        letters += items[i].to - items[i].from >= 2;
    }
    static const int worth[] = {2, 5, 8, 10};
    int score = worth[surname] + (signs ? 3 : 0) + (starts && closes ? 3 : 0) +
                (closes ? 1 : -2) + (letters >= 2 ? 0 : -6);
    bool caps = items[from].shape & WORD_CAPS;
    if (caps) {
        score -= surname == SURNAME_EXACT ? 2 : 8;
    }
    // A surname that stands second says that the first word is a damaged one.
    if (surname == SURNAME_NOT && from + 1 < end &&
        surname_of(words, from + 1) >= SURNAME_FOLDED) {
        score += 2;
    }
    if (score > best->score) {
        *best = (struct candidate){from, end, score};
    }
}

// True when the words in capitals right before `at` end a title of authority.
static bool titled_name(const struct word_list *words, uint32_t sign, uint32_t at)
{
    for (uint32_t i = at; i > sign && i + 8 > at; i--) {
        if (authority(words, i - 1) && authority_end(words, i - 1) == at) {
            return true;
        }
    }
    return false;
}

static void read_recipients(struct signature *out, const struct word_list *words,
                            uint32_t at, uint32_t stop, struct arena *arena)
{
    const struct word *items = words->items;
    const struct view *view = words->view;
    size_t room = 0;
    uint32_t strange = 0;
    out->recipients_from = items[at].to;
    out->recipients_to = items[at].to;
    uint32_t i = line_end(words, at);
    // "Nơi nhận: Như trên" has its items on the same line.
    if (i > at + 1 && !(items[at + 1].shape & WORD_CAPS) && items[at + 1].signs) {
        i = at + 1;
    }
    while (i < stop && out->recipient_count < RECIPIENTS) {
        bool item = items[i].signs && (items[i].first == '-' || items[i].last == '-' ||
                                       items[i].last == '*' || items[i].last == '~' ||
                                       items[i].last == '+');
        if (items[i].shape & WORD_LINE && !item && out->recipient_count == 0 &&
            !authority(words, i) && !(items[i].shape & WORD_LOWER)) {
            i = line_end(words, i);
            continue;
        }
        // Lines of the other column stand between the items; three of them in a row end
        // the list.
        bool goes_on =
            (items[i].shape & WORD_LOWER) && !items[i].signs && !authority(words, i);
        if (!item && out->recipient_count > 0 && !goes_on) {
            if (++strange > 2) {
                break;
            }
            i = line_end(words, i);
            continue;
        }
        strange = 0;
        uint32_t to = i;
        bool archive = false;
        do {
            archive |= items[to].key == WORD("luu");
            to++;
        } while (to < stop && items[to].first != ';' &&
                 !(wide_gap(words, to) && !(items[to].shape & WORD_LINE)) &&
                 !((items[to].shape & WORD_LINE) &&
                   (items[to].signs || !(items[to].shape & WORD_LOWER) ||
                    authority(words, to) || (items[to].shape & WORD_BLANK))));
        out->recipients = arena_grow(arena, out->recipients, out->recipient_count, &room,
                                     sizeof *out->recipients);
        out->recipients[out->recipient_count++] =
            view_clean(view, items[i].from, items[to - 1].to, arena);
        out->recipients_to = items[to - 1].to;
        // What the other column has on this line is no recipient.
        while (to < stop && !(items[to].shape & WORD_LINE) &&
               (items[to].signs < 1 || items[to].first != ';')) {
            to++;
        }
        if (to < stop && !(items[to].shape & WORD_LINE) && items[to].first == ';') {
            uint32_t rest = line_end(words, to);
            // "Tỉnh ủy; HĐND tỉnh": more of the list; noise and names of the other column
            // are not.
            if (!(items[to].shape & WORD_UPPER) || wide_gap(words, to) ||
                items[to].signs > 1) {
                to = rest;
            }
        }
        i = to;
        if (archive) {
            break;
        }
    }
}

static void read_role(struct signature *out, const struct word_list *words, uint32_t from,
                      uint32_t to, struct arena *arena)
{
    const struct view *view = words->view;
    struct str role = {0};
    uint32_t lines = 0, next = from;
    struct word_walk walk = word_walk_of(words, from, to, WORD_CLASS_CAPS);
    for (uint32_t i; (i = word_walk_next(&walk)) < to && lines < ROLE_LINES;) {
        if (i < next || !authority(words, i)) {
            continue;
        }
        uint32_t end = authority_end(words, i);
        uint32_t last = words->items[end - 1].to;
        struct str part = view_clean(view, words->items[i].from, last, arena);
        role = role.len ? arena_printf(arena, "%.*s %.*s", STR_ARG(role), STR_ARG(part))
                        : part;
        lines++;
        next = end;
        // "TL. CHỦ TỊCH⏎CÔNG CHỨC VĂN PHÒNG - THỐNG KÊ": an office that no table knows.
        if (end < to && (words->items[end].shape & WORD_LINE) &&
            (words->items[end].shape & WORD_CAPS) && !words->items[end].signs &&
            !authority(words, end) && authority_end(words, end) == line_end(words, end)) {
            uint32_t more = line_end(words, end);
            role = arena_printf(arena, "%.*s %.*s", STR_ARG(role),
                                STR_ARG(view_clean(view, words->items[end].from,
                                                   words->items[more - 1].to, arena)));
            next = more;
        }
    }
    if (role.len) {
        out->role = role;
    }
}

// Where the foot of a notice lies.
struct foot {
    uint32_t from, to; // words
    uint32_t list;     // "Nơi nhận"; the count of words without one
    uint32_t sign;     // the first line of authority; `to` without one
    bool cut;          // it may begin before the first word that it may have
};

// The first word from `at` on that says something of a foot: "nơi", one in capitals that
// begins a line, or one before several signs; `end` when none does before.
static uint32_t next_word(const struct word_list *words, uint32_t at, uint32_t end)
{
    for (; at < end; at += 64) {
        uint64_t found = word_class_mask(words, at, WORD_CLASS_FOOT) |
                         (word_class_mask(words, at, WORD_CLASS_LINE) &
                          word_class_mask(words, at, WORD_CLASS_CAPS)) |
                         word_class_mask(words, at + 1, WORD_CLASS_SIGNS);
        if (found) {
            at += (uint32_t)__builtin_ctzll(found);
            break;
        }
    }
    return at < end ? at : end;
}

// Its beginning: the list of recipients, a signature above it or without it, and the end
// of the body before them. The count of words when nothing says where.
static uint32_t foot_start(const struct word_list *words, uint32_t first, uint32_t *list)
{
    const struct word *items = words->items;
    uint32_t count = words->count, ends = count, block = count;
    *list = count;
    for (uint32_t i = first; i + 1 < count && *list == count; i++) {
        if (block == count && i + 2 < count) {
            i = next_word(words, i, count - 2);
        }
        if (items[i].key == WORD("noi") && list_starts(words, i)) {
            *list = i;
        } else if (block == count && (items[i].shape & WORD_LINE) &&
                   signed_block(words, i)) {
            block = i;
        }
        if (items[i + 1].signs > 1 && *list == count && block == count &&
            body_ends(words, i)) {
            ends = i;
        }
        if (block < count && i > block + BEFORE_WORDS) {
            break;
        }
    }
    if (ends == count && body_ends(words, count - 1)) {
        ends = count - 1;
    }
    if (block < count && (*list == count || block < *list)) {
        return block;
    }
    if (*list < count) {
        uint32_t from = *list > BEFORE_WORDS ? *list - BEFORE_WORDS : 0;
        return ends < *list && ends + 1 > from ? ends + 1 : from;
    }
    if (ends < count) {
        return ends + 1;
    }
    return count > LAST_WORDS ? count - LAST_WORDS : 0;
}

// True when a foot may begin before the word `first`: whoever asks for that of the whole text
// may find another one.
static bool may_begin_before(const struct word_list *words, uint32_t first)
{
    for (uint32_t i = 0; (i = next_word(words, i, first)) < first; i++) {
        if (body_ends(words, i) || signed_block(words, i) ||
            (i + 1 < words->count && list_starts(words, i))) {
            return true;
        }
    }
    return false;
}

static bool find_foot(struct foot *foot, const struct word_list *words, uint32_t first)
{
    uint32_t count = words->count;
    foot->from = foot_start(words, first, &foot->list);
    foot->cut = foot->from < first || may_begin_before(words, first);
    if (foot->from < first) {
        foot->from = first;
    }
    if (foot->from >= count) {
        return false;
    }
    foot->to = foot->from + FOOT_WORDS < count ? foot->from + FOOT_WORDS : count;
    struct word_walk walk =
        word_walk_of(words, (foot->list < count ? foot->list : foot->from) + 1, foot->to,
                     WORD_CLASS_LINE);
    for (uint32_t i; (i = word_walk_next(&walk)) < foot->to;) {
        if (annex_starts(words, i)) {
            foot->to = i;
        }
    }
    walk = word_walk_of(words, foot->from, foot->to, WORD_CLASS_CAPS);
    do {
        foot->sign = word_walk_next(&walk);
    } while (foot->sign < foot->to && !authority(words, foot->sign));
    return foot->list < count || foot->sign < foot->to;
}

// The name of whoever signed; empty when nothing looks like one.
static struct candidate find_signer(const struct word_list *words,
                                    const struct foot *foot)
{
    const struct word *items = words->items;
    bool signs = foot->sign < foot->to;
    struct candidate best = {0, 0, foot->list < words->count ? 7 : 9};
    struct word_walk walk =
        word_walk_of(words, signs ? foot->sign : foot->from, foot->to, WORD_CLASS_UPPER);
    for (uint32_t i; (i = word_walk_next(&walk)) < foot->to;) {
        // "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Văn A" on one line.
        bool titled = i > foot->from && signs && (items[i - 1].shape & WORD_CAPS) &&
                      !(items[i].shape & (WORD_CAPS | WORD_LINE)) && !items[i].signs &&
                      titled_name(words, foot->sign, i);
        bool begins = i == foot->from || titled || !(items[i - 1].shape & WORD_UPPER) ||
                      items[i].signs || (items[i].shape & WORD_LINE) ||
                      wide_gap(words, i);
        if (begins && !authority(words, i) && !stead(words, i)) {
            consider(&best, words, i, signs, titled);
        }
    }
    return best;
}

void signature_read(struct signature *out, const struct word_list *words, uint32_t body,
                    struct arena *arena)
{
    *out = (struct signature){.from = words->view->count};
    const struct word *items = words->items;
    uint32_t first = word_list_at(words, body);
    struct foot foot = {.cut = first > 0};
    bool found = first < words->count && find_foot(&foot, words, first);
    out->cut = foot.cut;
    if (!found) {
        return;
    }
    bool listed = foot.list < words->count;
    uint32_t begins = foot.sign < foot.to ? foot.sign : foot.from;
    out->from = items[listed && foot.list < foot.sign ? foot.list : begins].from;
    struct candidate signer = find_signer(words, &foot);
    uint32_t behind = foot.to;
    if (signer.to > signer.from) {
        out->signer_from = items[signer.from].from;
        out->signer_to = items[signer.to - 1].to;
        out->signer = view_clean(words->view, out->signer_from, out->signer_to, arena);
        out->signer_span = view_span(words->view, out->signer_from, out->signer_to);
        behind = signer.from;
    }
    read_role(out, words, foot.sign, behind, arena);
    if (listed) {
        read_recipients(out, words, foot.list + 1, foot.to, arena);
    }
}
