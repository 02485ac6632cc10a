// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/issuer_line.h"

#include "analyzers/characters.h"
#include "analyzers/heading_letter.h"
#include "analyzers/syllable.h"
#include "analyzers/word_class.h"

#include <string.h>

enum { NAME_WORDS = 24, GAP = 3 };

// "CỘNG HÒA XÃ HỘI", "ĐẢNG CỘNG SẢN", "ĐỘC LẬP - TỰ DO": the other column of the head.
static bool motto_starts(const struct word_list *words, uint32_t at)
{
    const struct word *items = words->items;
    if (at + 1 >= words->count)
        return false;
    uint64_t key = items[at].key, next = items[at + 1].key;
    return (key == WORD("cong") && next == WORD("hoa")) ||
           (key == WORD("dang") && next == WORD("cong")) ||
           (key == WORD("doc") && next == WORD("lap"));
}

static bool wide_gap(const struct word_list *words, uint32_t at)
{
    const struct view *view = words->view;
    uint32_t from = words->items[at].from;
    return from > 0 && view->plain[from - 1] == ' ' &&
           view->start[from] >= view->start[from - 1] + GAP;
}

static bool place_starts(const struct word_list *words, uint32_t at)
{
    static const uint64_t places[] = {WORD("tinh"), WORD("tp"),     WORD("huyen"),
                                      WORD("quan"), WORD("phuong"), WORD("xa")};
    const struct word *items = words->items;
    if (at + 1 >= words->count || items[at + 1].signs ||
        !(items[at + 1].shape & WORD_UPPER) || motto_starts(words, at + 1) ||
        (!(items[at + 1].shape & WORD_LINE) && wide_gap(words, at + 1)))
        return false;
    uint64_t key = items[at].key, next = items[at + 1].key;
    if ((key == WORD("thanh") && next == WORD("pho")) ||
        (key == WORD("thi") && (next == WORD("xa") || next == WORD("tran"))))
        return true;
    // "BẢO HIỂM XÃ HỘI", "BAN CHỈ HUY QUÂN SỰ" are no places.
    if ((key == WORD("xa") &&
         (next == WORD("hoi") || (at > 0 && items[at - 1].key == WORD("lien")))) ||
        (key == WORD("quan") && (next == WORD("su") || next == WORD("ly") ||
                                 next == WORD("tri") || next == WORD("trac"))))
        return false;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (key == places[i])
            return true;
    return false;
}

// In capitals, or a single letter or a number between such words.
static bool in_capitals(const struct word *word)
{
    return (word->shape & (WORD_CAPS | WORD_DIGIT)) ||
           ((word->shape & WORD_UPPER) && word->to - word->from == 1);
}

static const struct unit_head *head_at(const struct word_list *words, uint32_t at,
                                       uint32_t *end)
{
    const struct word *word = &words->items[at];
    if (!(word->shape & WORD_CAPS) || unit_lexicon_lookalike(words, at) != at)
        return NULL;
    const struct unit_head *head = unit_lexicon_head(words, at, end);
    // "SỐ" is no "SỞ".
    bool other =
        head && (word->shape & WORD_MARKED) && !word_is_spelt(words, at, &head->first);
    return other ? NULL : head;
}

uint32_t issuer_line_end(const struct word_list *words, uint32_t at, uint32_t to)
{
    const struct word *items = words->items;
    uint32_t i = at, end;
    while (i < to && i < at + NAME_WORDS) {
        const struct word *word = &items[i];
        bool line = word->shape & WORD_LINE;
        bool signs = word->signs && !(word->signs == 1 && strchr("-,&'.", word->first));
        if (!in_capitals(word) || signs || motto_starts(words, i) ||
            (i > at && !line && wide_gap(words, i)))
            break;
        if (place_starts(words, i) || (line && i > at && head_at(words, i, &end)))
            break;
        i++;
    }
    return i;
}

void issuer_line_read(struct issuer_line *out, const struct word_list *words, uint32_t to)
{
    const struct word *items = words->items;
    *out = (struct issuer_line){0};
    struct word_walk walk = word_walk_of(words, 0, to, WORD_CLASS_CAPS);
    for (uint32_t i; (i = word_walk_next(&walk)) + 1 < to;) {
        uint32_t end = i + 1;
        if (!(items[i].shape & WORD_LINE) || !(items[i].shape & WORD_CAPS) ||
            motto_starts(words, i))
            continue;
        const struct unit_head *head = head_at(words, i, &end);
        if (!head && items[i].key != WORD("truong"))
            continue;
        uint32_t last = issuer_line_end(words, end, to);
        // "TRUNG TÂM Y TẾ" is a whole name.
        if (last > end || end - i > 2)
            *out = (struct issuer_line){i, last, head, end};
    }
}

// The word in small letters, its first one a capital or not; in the name of a place even
// what is no syllable of the language ("KRÔNG NĂNG").
static void put_word(const struct word_list *words, uint32_t at, bool capital, bool place,
                     char *out, size_t *len)
{
    const struct view *view = words->view;
    const struct word *word = &words->items[at];
    char small[SYLLABLE_SIZE * 2];
    size_t small_len = 0;
    if (word->to - word->from > 16)
        capital = true;
    else
        for (uint32_t k = word->from; k < word->to; k++)
            small_len +=
                character_put(character_lower(view->letter[k]), small + small_len);
    // "THCS", "PC08" stay as they are, "M'GAR" becomes M'gar.
    bool joined = word->signs == 1 && word->first == '\'';
    bool spelled = joined || (place && !(word->shape & WORD_DIGIT)) ||
                   syllable_valid((struct str){small, small_len});
    for (uint32_t k = word->from; k < word->to; k++) {
        bool keep = !spelled || (capital && k == word->from);
        uint16_t letter = view->letter[k];
        *len += character_put(keep ? letter : character_lower(letter), out + *len);
    }
}

// What stands between two words of a name.
static const char *joint_before(const struct word *word)
{
    switch (word->signs ? word->first : 0) {
    case 0:
        return " ";
    case '-':
        return " - ";
    case ',':
        return ", ";
    case '.':
        return ". ";
    case '&':
        return "&";
    default:
        return "'";
    }
}

static bool level_word(uint64_t key)
{
    return key == WORD("tinh") || key == WORD("huyen") || key == WORD("quan") ||
           key == WORD("xa") || key == WORD("phuong") || key == WORD("tp");
}

struct str issuer_line_name(const struct word_list *words, uint32_t from, uint32_t to,
                            struct arena *arena)
{
    const struct word *items = words->items;
    uint32_t topic_to = from;
    const struct unit_head *head = head_at(words, from, &topic_to);
    size_t room = (size_t)(items[to - 1].to - items[from].from) * 3 + 16, len = 0;
    char *out = arena_alloc(arena, room + (head ? head->word.len : 0));
    uint32_t i = from;
    if (head && topic_to <= to &&
        !(unit_lexicon_topic(words, from, &i) && i > topic_to)) {
        memcpy(out, head->word.at, len = head->word.len);
        i = topic_to;
    } else {
        topic_to = i = from;
    }
    bool place = false;
    for (; i < to; i++) {
        if (i > from)
            for (const char *joint = joint_before(&items[i]); *joint; joint++)
                out[len++] = *joint;
        // Each topic begins with a capital ("Tài chính"), each word of a name that is
        // none too; "và" and the level of a place never.
        bool capital = i >= topic_to;
        if (i >= topic_to && !unit_lexicon_topic(words, i, &topic_to))
            topic_to = i + 1;
        bool second = i > from && place_starts(words, i - 1) &&
                      (items[i].key == WORD("pho") || items[i].key == WORD("xa") ||
                       items[i].key == WORD("tran"));
        bool level =
            second || place_starts(words, i) || (i + 1 == to && level_word(items[i].key));
        bool small = level || (i > from && items[i].key == WORD("va"));
        put_word(words, i, capital && !small && items[i].first != '\'', place, out, &len);
        place |= place_starts(words, i);
    }
    return (struct str){out, len};
}
