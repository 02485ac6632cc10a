// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/relation_words.h"

#include "analyzers/word.h"
#include "analyzers/word_mask.h"
#include "base/once.h"

#include <string.h>

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

bool relation_words_join(const struct view *view, uint32_t from, uint32_t to,
                         bool *bracket)
{
    static const char *const words[] = {"va",  "hoac",     "cung",   "va cac",
                                        "hay", "cung voi", "va cua", "trong do co"};
    *bracket = false;
    while (to > from && view->plain[to - 1] == ' ')
        to--;
    if (to == from)
        return false;
    char c = view->plain[to - 1];
    if (c == '(' || c == '[') {
        *bracket = true;
        return false;
    }
    if (c == ',' || c == ';')
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        uint32_t len = (uint32_t)strlen(words[i]);
        if (to - from >= len && view_says(view, to - len, words[i]))
            return true;
    }
    return false;
}

// Words that may stand between what is told and the document: "các", "nội dung của",
// "đầy đủ".
static const uint64_t fillers[] = {
    WORD("cac"),  WORD("nhung"), WORD("tai"),    WORD("so"),  WORD("cua"),
    WORD("va"),   WORD("gom"),   WORD("la"),     WORD("mot"), WORD("dieu"),
    WORD("noi"),  WORD("dung"),  WORD("doi"),    WORD("voi"), WORD("toan"),
    WORD("bo"),   WORD("diem"),  WORD("khoan"),  WORD("muc"), WORD("chuong"),
    WORD("tiet"), WORD("phu"),   WORD("luc"),    WORD("sau"), WORD("rong"),
    WORD("day"),  WORD("du"),    WORD("nghiem"), WORD("tuc"), WORD("tot"),
    WORD("kip"),  WORD("thoi"),  WORD("hieu"),   WORD("qua"), WORD("cong"),
    WORD("tac")};
static struct word_set filler_set;
static struct once once = ONCE_INIT;

static void start(void)
{
    for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++)
        word_set_add(&filler_set, fillers[i]);
}

static bool filler(uint64_t key)
{
    uint32_t bit = word_set_bit(key);
    if (!(filler_set.bits[bit / 64] >> bit % 64 & 1))
        return false;
    for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++) {
        if (fillers[i] == key)
            return true;
    }
    return false;
}

static bool blank(const struct view *view, uint32_t from, uint32_t to)
{
    once_run(&once, start);
    for (uint32_t i = from; i < to;) {
        const char *word = view->plain + i;
        uint32_t len = (uint32_t)__builtin_ctz(~word_mask(word));
        if (len == 0) {
            i++;
            continue;
        }
        if (len >= 16)
            len = view_word_end(view, i) - i;
        bool whole = i == 0 || !plain_inside(word[-1]);
        // "điểm c.4 khoản 1", "a, b"
        if (len != 1 && !digit(*word) && !(whole && filler(word_key_in(word, len))))
            return false;
        i += len;
    }
    return true;
}

// "Luật Dữ liệu (sửa đổi)" is the name of a bill; "trồng rừng thay thế, …" replaces
// nothing.
static bool without_object(const struct view *view, const struct cue *cue, uint32_t to)
{
    if (cue->to >= to)
        return false;
    char next = view->plain[cue->to];
    if (next == ')')
        return cue->from > 0 && view->plain[cue->from - 1] == '(';
    // "Sửa đổi 1:2025" is the name of an amendment.
    uint32_t number = view_word_end(view, cue->to + 1);
    if (next == ' ' && digit(view->plain[cue->to + 1]) && view->plain[number] == ':' &&
        digit(view->plain[number + 1]))
        return true;
    if (cue->meaning != RELATION_REPLACES || next != ',')
        return false;
    struct cue other;
    return !cue_read(view, cue->to + 2, to, &other) || other.reach != CUE_STRONG;
}

// True when a bracket opens just before the letter.
static bool opened(const struct view *view, uint32_t from, uint32_t at)
{
    while (at > from && view->plain[at - 1] == ' ')
        at--;
    return at > from && view->plain[at - 1] == '(';
}

// True when "tại" alone stands right before the citation.
static bool at_before(const struct view *view, uint32_t from, uint32_t to)
{
    while (to > from && view->plain[to - 1] == ' ')
        to--;
    return to > from + 3 && view_word(view, to - 3, STR("tai"));
}

// True when a part of a document is named at the letter: "Điều 5", "khoản 2".
static bool pinpoint_word(const struct view *view, uint32_t at)
{
    static const char *const words[] = {"dieu",    "khoan",  "diem", "muc",
                                        "phu luc", "chuong", "phan", "tiet"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (view_says(view, at, words[i]))
            return true;
    }
    return false;
}

// "bãi bỏ văn bản quy phạm pháp luật quy định tại …": other texts, which are only listed
// there, are repealed.
static bool of_others(const struct view *view, const struct cue *verb,
                      const struct cue *cue)
{
    if (!verb->to || !view_word(view, cue->from, STR("quy dinh")))
        return false;
    for (uint32_t i = verb->to; i + 7 < cue->from; i++)
        if (view->plain[i] == 'v' && view_word(view, i, STR("van ban")))
            return true;
    return false;
}

// The nearest cue decides; a strong one outranks weaker ones behind it, unless these
// stand right before the citation.
static void weigh(struct relation_words *out, const struct view *view,
                  const struct cue *cue, uint32_t from, uint32_t to)
{
    bool adjacent = blank(view, cue->to, to);
    if (cue->reach == CUE_NEAR && !adjacent)
        return;
    if (cue->reach == CUE_AT && !adjacent && !at_before(view, cue->to, to))
        return;
    if (cue->reach == CUE_LAST &&
        (!adjacent || (out->relation.to && out->relation.meaning == RELATION_IMPLEMENTS)))
        return;
    // "… (gửi kèm Công văn số …)" encloses it; "(Đính kèm Công văn số …)" over an annex is
    // what the annex belongs to.
    if (cue->reach == CUE_NEAR && cue->meaning == RELATION_ISSUED_WITH &&
        !(view->flags[cue->from] & VIEW_UPPER) && opened(view, from, cue->from))
        return;
    // "Sửa đổi quy chế theo ý kiến của Sở tại Công văn số …": no document is amended.
    bool paper = cue->meaning == RELATION_BASIS && cue->reach == CUE_FAR &&
                 at_before(view, cue->to, to) && !pinpoint_word(view, to);
    paper |= cue->meaning == RELATION_BASIS && of_others(view, &out->relation, cue);
    if (!paper && out->relation.to && out->relation.reach == CUE_STRONG &&
        cue->reach != CUE_STRONG &&
        (cue->reach == CUE_WEAK || cue->meaning == RELATION_ISSUED_WITH || !adjacent))
        return;
    out->relation = *cue;
}

struct relation_words relation_words_read(const struct view *view, uint32_t from,
                                          uint32_t to)
{
    struct relation_words out = {.empty = blank(view, from, to)};
    bool advised = false;
    struct cue_walk walk;
    struct cue cue;
    cue_walk_begin(&walk, view, from, to, CUE_QUOTES_SKIPPED);
    while (cue_walk_next(&walk, &cue)) {
        if (without_object(view, &cue, to))
            continue;
        switch (cue.meaning) {
        case CUE_PLANNED:
            out.planned = true;
            advised |= view_word(view, cue.from, STR("tham muu"));
            break;
        case CUE_DRAFT:
            out.draft = true;
            break;
        case CUE_PENDING:
            // "chưa thực hiện": to be carried out all the same.
            out.pending = true;
            out.passive = false;
            cue.meaning = RELATION_IMPLEMENTS;
            weigh(&out, view, &cue, from, to);
            break;
        case CUE_PASSIVE:
        case CUE_AMENDED:
        case CUE_REPLACED:
        case CUE_REPEALED:
            // "trồng rừng thay thế theo quy định tại …": what follows is only what it is
            // done by.
            if (cue.reach != CUE_STRONG && !opened(view, from, cue.from) &&
                view_word(view, cue.to - 4, STR("theo"))) {
                walk.at = cue.to - 4;
                break;
            }
            // "(sửa đổi, bổ sung tại …)"; elsewhere these words amend.
            if (cue.reach == CUE_STRONG || opened(view, from, cue.from)) {
                out.passive = true;
                out.change = cue;
            } else {
                cue.meaning =
                    cue.meaning == CUE_REPEALED ? RELATION_REPEALS : RELATION_AMENDS;
                cue.reach = CUE_STRONG;
                weigh(&out, view, &cue, from, to);
            }
            break;
        case CUE_NONE:
            break;
        case CUE_OTHER:
            // "Thực hiện …, Bộ đã ban hành Thông tư số …": behind the comma another acts.
            if (advised && blank(view, cue.to, to) && !out.relation.to) {
                // "Tham mưu UBND tỉnh ban hành Kế hoạch số …": it was drafted here.
                cue.meaning = RELATION_DRAFTS;
                out.relation = cue;
                out.planned = false;
                break;
            }
            if (blank(view, cue.to, to) &&
                (!out.relation.to || (out.relation.reach != CUE_STRONG &&
                                      memchr(view->plain + out.relation.to, ',',
                                             cue.from - out.relation.to)))) {
                out.relation = (struct cue){0};
                out.broken = true;
            }
            break;
        case CUE_BREAK:
            out.relation = (struct cue){0};
            out.passive = false;
            out.broken = true;
            break;
        default:
            // "được sửa đổi, bổ sung một số điều theo …"
            if (out.passive && cue.meaning == RELATION_BASIS)
                break;
            out.passive = false;
            weigh(&out, view, &cue, from, to);
        }
    }
    out.joiner = relation_words_join(view, from, to, &out.bracket);
    return out;
}
