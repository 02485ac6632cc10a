// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_collective.h"

#include "analyzers/unit_noun.h"
#include "analyzers/unit_scope.h"

enum { NOUNS = 12 };

// A collective as it is read.
struct collective {
    const struct word_list *words;
    uint32_t at;    // its first word
    uint32_t nouns; // enum unit_noun, together
    uint32_t count; // how many
    uint32_t end;   // the word behind the last noun
    uint32_t tail;  // the word behind what follows them
    bool all;       // "các", "tất cả các"
    bool related;   // "liên quan"
    bool below;     // "thuộc Sở", "trực thuộc"
};

static bool pair(const struct word_list *words, uint32_t at, uint64_t first,
                 uint64_t second)
{
    return at + 1 < words->count && words->items[at].key == first &&
           words->items[at + 1].key == second && !words->items[at + 1].signs;
}

// "tất cả các", "những"; false when nothing can follow.
static bool read_all(struct collective *read, uint32_t *at)
{
    const struct word_list *words = read->words;
    uint32_t i = *at;
    if (pair(words, i, WORD("tat"), WORD("ca"))) {
        i += 2;
    }
    if (i < words->count &&
        (words->items[i].key == WORD("cac") ||
         (words->items[i].key == WORD("nhung") &&
          word_is_spelt(words, i, SPELT("những"))) ||
         (words->items[i].key == WORD("moi") && word_is_spelt(words, i, SPELT("mọi"))))) {
        i++;
    }
    read->all = i > *at;
    *at = i;
    return !read->all || (i < words->count && !words->items[i].signs);
}

// Where the next noun would start when the list goes on at word `at`; `at` itself where
// "sở ban ngành" lost its commas; 0 when the list has ended.
static uint32_t next_noun(const struct collective *read, uint32_t at)
{
    const struct word *item = &read->words->items[at];
    uint32_t next = at;
    if (item->key == WORD("va") ||
        (item->key == WORD("cac") && item->signs == 1 && item->first == ',')) {
        next++;
    } else if (!item->signs
                   ? !(read->nouns & (NOUN_BOARD | NOUN_DEPARTMENT))
                   : item->signs > 1 || (item->first != ',' && item->first != '-' &&
                                         item->first != '/')) {
        return 0;
    }
    if (next < read->words->count && read->words->items[next].key == WORD("cac")) {
        next++;
    }
    return next < read->words->count ? next : 0;
}

// True when the noun at [next, behind) belongs to the list; `glued`: nothing stands
// between it and the one before.
static bool goes_on(const struct collective *read, enum unit_noun noun, uint32_t next,
                    uint32_t behind, bool glued)
{
    const struct word_list *words = read->words;
    const struct word *after = behind < words->count ? &words->items[behind] : NULL;
    if (noun == NOUN_NONE ||
        (glued && !(noun & (NOUN_BOARD | NOUN_BRANCH | NOUN_LEVEL)))) {
        return false;
    }
    if (noun == NOUN_BOARD && unit_lexicon_lookalike(words, next) > next &&
        !(after && after->key == WORD("nganh"))) {
        return false;
    }
    // "…, Sở Tài chính" is a unit of its own.
    bool named =
        (noun & (NOUN_BOARD | NOUN_DEPARTMENT | NOUN_DIVISION | NOUN_MINISTRY)) &&
        (words->items[next].shape & WORD_UPPER) && after && (after->shape & WORD_UPPER) &&
        !after->signs;
    return !read->count || !named;
}

static void read_nouns(struct collective *read, uint32_t at)
{
    const struct word_list *words = read->words;
    read->end = at;
    while (read->end < words->count && read->count < NOUNS) {
        uint32_t next = read->count ? next_noun(read, read->end) : at, behind;
        if (read->count && !next) {
            return;
        }
        enum unit_noun noun = unit_noun_at(words, next, &behind);
        bool glued = read->count && next == read->end && !words->items[next].signs;
        if (!goes_on(read, noun, next, behind, glued)) {
            return;
        }
        read->nouns |= noun;
        read->count++;
        read->end = behind;
    }
}

// The word behind "thuộc Sở Khoa học và Công nghệ", "của tỉnh" at word `at`; `at` when it
// says nothing of where.
static uint32_t owner_end(struct collective *read, uint32_t at)
{
    const struct word_list *words = read->words;
    const struct word *items = words->items;
    uint32_t next = at + 1;
    if (next < words->count && items[next].key == WORD("va")) {
        next += 1;
        if (pair(words, next, WORD("truc"), WORD("thuoc"))) {
            next += 2;
        }
    }
    if (next >= words->count || items[next].signs) {
        return at;
    }
    bool upper = items[next].shape & WORD_UPPER;
    bool city = pair(words, next, WORD("thanh"), WORD("pho"));
    if (!upper && !city && items[next].key != WORD("tinh") &&
        items[next].key != WORD("so")) {
        return at;
    }
    read->below |= upper;
    // The name of the office belongs to it.
    uint32_t name = next;
    if (pair(words, next, WORD("trung"), WORD("uong"))) {
        return next + 2;
    }
    return unit_lexicon_match(words, next, NULL, &name) ? name : next + 1 + city;
}

// One phrase of what may follow the nouns; the word behind it, `at` when none stands there.
static uint32_t phrase_end(struct collective *read, uint32_t at)
{
    const struct word_list *words = read->words;
    const struct word *items = words->items;
    uint64_t key = items[at].key;
    uint32_t said = at + (key == WORD("co"));
    if (pair(words, said, WORD("lien"), WORD("quan")) ||
        pair(words, at, WORD("huu"), WORD("quan"))) {
        read->related = true;
        return said + 2;
    }
    if (pair(words, at, WORD("chuyen"), WORD("mon")) ||
        pair(words, at, WORD("chuc"), WORD("nang")) ||
        pair(words, at, WORD("thanh"), WORD("pho")) ||
        pair(words, at, WORD("trung"), WORD("uong"))) {
        return at + 2;
    }
    if (pair(words, at, WORD("truc"), WORD("thuoc"))) {
        read->below = true;
        return at + 2;
    }
    if (key == WORD("thuoc") || key == WORD("cua")) {
        return owner_end(read, at);
    }
    if (key == WORD("tinh")) {
        return at + 1;
    }
    if (key == WORD("so") &&
        ((items[at].shape & WORD_UPPER) || word_is_spelt(words, at, SPELT("sở")))) {
        read->below = true;
        return at + 1;
    }
    if (key == WORD("cap") && at + 1 < words->count && !items[at + 1].signs) {
        return at + 2;
    }
    if (pair(words, at, WORD("tren"), WORD("dia")) && at + 2 < words->count &&
        items[at + 2].key == WORD("ban")) {
        return at + 3;
    }
    return at;
}

// "thuộc Sở", "liên quan", "trên địa bàn tỉnh" behind the nouns.
static void read_tail(struct collective *read)
{
    const struct word_list *words = read->words;
    read->tail = read->end;
    while (read->tail < words->count && !words->items[read->tail].signs) {
        uint32_t behind = phrase_end(read, read->tail);
        if (behind == read->tail) {
            return;
        }
        read->tail = behind;
    }
}

static bool only(const struct collective *read, uint32_t nouns)
{
    return !(read->nouns & ~nouns);
}

// "các cơ quan", "các ban" alone are said of anybody; "các phòng: Quản lý …" and "các
// Phòng Kinh tế" name units.
static bool single_is_one(const struct collective *read)
{
    const struct word_list *words = read->words;
    const uint32_t named = NOUN_DIVISION | NOUN_DEPARTMENT | NOUN_MINISTRY;
    if (only(read, NOUN_OFFICE)) {
        return read->related || read->below;
    }
    if (only(read, NOUN_PLACE | NOUN_ORGANISATION | NOUN_BOARD | NOUN_BRANCH)) {
        return false;
    }
    if (!only(read, named) || read->end >= words->count || read->tail > read->end) {
        return true;
    }
    const struct word *after = &words->items[read->end];
    return after->signs ? after->first != ':' : !(after->shape & WORD_UPPER);
}

// Without "các" only a list is one ("sở, ban, ngành"), or "đơn vị thuộc Sở".
static bool bare_is_one(const struct collective *read)
{
    const uint32_t listed = NOUN_DEPARTMENT | NOUN_BRANCH | NOUN_MINISTRY | NOUN_DIVISION;
    return read->count > 1
               ? (read->nouns & listed) != 0
               : read->nouns == NOUN_UNIT && read->below && read->tail > read->end;
}

// Units, offices and places alone are said of anybody; they are meant where somebody is
// told or asked.
static bool is_told(const struct collective *read, uint64_t before)
{
    return (read->words->items[read->at].shape & WORD_UPPER) || before == WORD("voi") ||
           before == WORD("nghi") || before == WORD("cau") || before == WORD("giao") ||
           before == WORD("truong");
}

static bool is_collective(const struct collective *read)
{
    if (!read->count || (!read->all && !bare_is_one(read)) ||
        (read->all && read->count == 1 && !single_is_one(read))) {
        return false;
    }
    // "các cơ quan, tổ chức, cá nhân": everybody, not a unit.
    if (only(read, NOUN_OFFICE | NOUN_ORGANISATION) && !read->related) {
        return false;
    }
    uint64_t before = read->at ? read->words->items[read->at - 1].key : 0;
    if (only(read, NOUN_UNIT | NOUN_OFFICE | NOUN_PLACE | NOUN_ORGANISATION) &&
        !read->related && !read->below && !is_told(read, before)) {
        return false;
    }
    // "cấp sở, ban, ngành", "một số sở, ban, ngành", "trên địa bàn các phường, xã" say a
    // level or a place.
    bool place = before == WORD("ban") || before == WORD("tai") || before == WORD("o") ||
                 before == WORD("vuc");
    return before != WORD("cap") && before != WORD("so") && before != WORD("nhieu") &&
           !(place && only(read, NOUN_LEVEL));
}

static void name_collective(struct unit_collective *out, const struct collective *read)
{
    uint32_t nouns = read->nouns;
    struct str related = STR("#lien-quan");
    out->of_office = true;
    if (nouns & NOUN_DEPARTMENT || (nouns & NOUN_BRANCH && !(nouns & NOUN_MINISTRY))) {
        out->of_office = false;
        out->id =
            read->related ? STR("so-ban-nganh#lien-quan") : STR("so-ban-nganh#tat-ca");
    } else if (nouns & NOUN_MINISTRY) {
        out->of_office = false;
        out->of_state = true;
        out->id = read->related ? STR("bo-nganh#lien-quan") : STR("bo-nganh#tat-ca");
    } else if (nouns & NOUN_LEVEL) {
        uint32_t end, count;
        uint32_t from = read->at + (read->words->items[read->at].key == WORD("cac"));
        struct str level = unit_levels(read->words, from, &end, &count);
        out->of_office = false;
        out->id = str_equal(level, STR("cap-xa")) ? STR("ubnd-cap-xa#tat-ca")
                                                  : STR("ubnd-cap-huyen#tat-ca");
    } else if (nouns & NOUN_DIVISION) {
        out->id = read->related ? related : STR("#tat-ca");
    } else if (nouns & NOUN_UNIT && !(nouns & (NOUN_OFFICE | NOUN_PLACE))) {
        out->id = read->related ? related : STR("#don-vi");
    } else if (nouns & NOUN_UNION) {
        out->id = STR("#doan-the");
    } else {
        out->id = read->related ? related : STR("#co-quan-don-vi");
    }
}

bool unit_collective_read(struct unit_collective *out, const struct word_list *words,
                          uint32_t at)
{
    struct collective read = {.words = words, .at = at};
    if (!read_all(&read, &at)) {
        return false;
    }
    read_nouns(&read, at);
    if (!read.count) {
        return false;
    }
    read_tail(&read);
    if (!is_collective(&read)) {
        return false;
    }
    *out = (struct unit_collective){.end = read.tail};
    name_collective(out, &read);
    return true;
}
