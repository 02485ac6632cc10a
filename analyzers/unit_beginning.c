// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_beginning.h"

#include "analyzers/lexicon.h"

enum { HASHES = 1 << 12, MARKED_LETTERS = 4 };

// What is known of a first word.
enum {
    NAMED = 1,   // an abbreviation may follow, or what names are walked without: "và"
    ALONE = 2,   // it may be all of the beginning, where it is written as it has to be
    ANYHOW = 4,  // in small letters its marks do not count
    CAPITAL = 8, // with a capital it is looked at, whatever follows
    ALL = 16,    // "các": the nouns of a list follow
};

static uint8_t known[HASHES];
static struct lexicon_firsts firsts; // the first two words: its pairs alone
static struct word_set written;      // the first words with their marks

static uint32_t place(uint64_t hash)
{
    return (uint32_t)(hash >> 52);
}

// A word and the marks of its letters; those of the first, which may be a capital, do not
// count, nor do those of the end of a long word.
static inline uint64_t written_key(uint64_t folded, const uint16_t *letters, uint32_t len)
{
    uint64_t behind;
    uint32_t count = len - 1 < MARKED_LETTERS ? len - 1 : MARKED_LETTERS;
    memcpy(&behind, letters + 1, sizeof behind);
    uint64_t mask = count ? ~UINT64_C(0) >> (64 - 16 * count) : 0;
    return folded ^ (le64toh(behind) & mask) * 0xBF58476D1CE4E5B9u;
}

void unit_beginning_add(enum unit_beginning kind, struct str folded)
{
    struct str first, second = {0};
    str_split(&first, &folded, ' ');
    str_split(&second, &folded, ' ');
    uint64_t key = word_key_of(first.at, first.len), hash = lexicon_hash(key);
    known[place(hash)] |= kind == UNIT_BEGINS_NAME ? NAMED : 0;
    if (second.len) {
        lexicon_firsts_add(&firsts, key, word_key_of(second.at, second.len));
    } else {
        known[place(hash)] |= ALONE;
    }
    // "các phòng", "tất cả những đơn vị"
    if (kind == UNIT_BEGINS_NOUN) {
        lexicon_firsts_add(&firsts, WORD("cac"), key);
        lexicon_firsts_add(&firsts, WORD("nhung"), key);
        lexicon_firsts_add(&firsts, WORD("moi"), key);
    }
}

void unit_beginning_add_written(struct str folded, const struct spelling *first)
{
    struct str word;
    str_split(&word, &folded, ' ');
    word_set_add(&written, written_key(word_key_of(word.at, word.len), first->letters,
                                       first->count));
}

void unit_beginning_add_others(void)
{
    static const char *const levels[] = {"xa",    "tp",    "tx",    "thi",    "quan",
                                         "huyen", "huyne", "thanh", "phuong", "dac"};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        unit_beginning_add(UNIT_BEGINS_NOUN, str_of(levels[i]));
    lexicon_firsts_add(&firsts, WORD("tat"), WORD("ca"));
    static const struct {
        uint64_t key;
        uint8_t known;
    } words[] = {
        {WORD("cac"), ANYHOW | ALL},
        {WORD("tat"), ANYHOW | ALL},
        {WORD("nhung"), ANYHOW | ALL},
        {WORD("moi"), ANYHOW | ALL},
        {WORD("don"), ANYHOW},   // "đơn vị"
        {WORD("phong"), ANYHOW}, // as the text has called it
        {WORD("luu"), CAPITAL | ALONE | ANYHOW},
        {WORD("noi"), CAPITAL}, // "Nơi nhận"
        {WORD("gui"), CAPITAL}, // "Kính gửi"
        {WORD("so"), CAPITAL},  // "Số: …/SKHCN"
        {WORD("bo"), CAPITAL},  // a list may stand behind "Bộ:" and "Sở:"
        {WORD("tp"), CAPITAL},  // "TP. TỔNG HỢP"
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        known[place(lexicon_hash(words[i].key))] |= words[i].known;
}

// What follows the first word of a name need not be its second: "Sở KHCN", "Bộ của".
static inline bool may_be_shortened(const struct view *view, const struct word *next)
{
    bool capitals = (next->shape & WORD_CAPS) | (next->to - next->from == 1) |
                    (view->flags[next->from + 1] & VIEW_UPPER);
    return ((next->shape & WORD_UPPER) & capitals) | (next->key == WORD("va")) |
           (next->key == WORD("cua"));
}

// With its marks, or in capitals, which are not asked for theirs; nor are those of a text
// that has none.
static inline bool is_written(const struct view *view, const struct word *word)
{
    uint64_t key =
        written_key(word->key, view->letter + word->from, word->to - word->from);
    uint32_t upper, inside = word->to - word->from - 1;
    memcpy(&upper, view->flags + word->from + 1, sizeof upper);
    uint32_t mask = inside < 4 ? (UINT32_C(1) << 8 * inside) - 1 : UINT32_MAX;
    return word_set_has(&written, key) | ((le32toh(upper) & mask & 0x01010101) != 0) |
           (inside == 0);
}

bool unit_begins_at(const struct word_list *words, uint32_t at)
{
    static const struct word none;
    const struct word *word = &words->items[at],
                      *next = at + 1 < words->count ? word + 1 : &none;
    uint64_t hash = lexicon_hash(word->key);
    uint32_t is = known[place(hash)];
    bool two = lexicon_bit(firsts.pairs, lexicon_pair(hash, next->key)) ||
               ((is & NAMED) && may_be_shortened(words->view, next));
    if (!two && !(is & (ALONE | CAPITAL))) {
        return false;
    }
    if (word->shape & WORD_UPPER) {
        return two || (is & CAPITAL) || words->bare || is_written(words->view, word) ||
               (at > 0 && word[-1].key == WORD("cac"));
    }
    return (two || (is & ALONE)) &&
           ((is & ANYHOW) || words->bare || is_written(words->view, word));
}

bool unit_list_begins_at(const struct word_list *words, uint32_t at)
{
    if (at + 1 >= words->count) {
        return false;
    }
    const struct word *word = &words->items[at], *next = word + 1;
    return (known[place(lexicon_hash(word->key))] & ALL) || next->signs ||
           next->key == WORD("va") || next->key == WORD("cac") ||
           lexicon_bit(firsts.pairs,
                       lexicon_pair(lexicon_hash(WORD("cac")), next->key)) ||
           word->key == WORD("don");
}
