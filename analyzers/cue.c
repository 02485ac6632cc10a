// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/cue.h"

#include "analyzers/cue_phrases.h"
#include "analyzers/word_class.h"
#include "analyzers/word_mask.h"

enum { BLOCK = 64 };

// Which of up to 64 words may be a phrase, and which may begin a longer one: a bit each.
struct openings {
    uint64_t single, pair;
};

static struct openings openings_of(const struct cue_phrases *phrases,
                                   const struct word_list *words, uint32_t from)
{
    struct openings out = {.single = word_class_mask(words, from, WORD_CLASS_ORDER)};
    uint64_t both = word_class_mask(words, from, WORD_CLASS_ORDER_FIRST) &
                    word_class_mask(words, from + 1, WORD_CLASS_ORDER_SECOND);
    for (; both; both &= both - 1) {
        const struct word *word = &words->items[from + (uint32_t)__builtin_ctzll(both)];
        uint64_t hash = cue_hash_pair(cue_hash(word->key), cue_hash(word[1].key));
        uint64_t has = cue_has_pair(phrases->pairs, hash);
        out.pair |= (both & -both) & -has;
        // Its opening is on its way while others are looked for.
        __builtin_prefetch(&phrases->openings[phrases->slots[opening_slot(hash) & -has]]);
    }
    return out;
}

// True where a letter of the text has to be another than it is; 0 stands for any.
static bool letters_differ(const uint16_t *text, const uint16_t *wanted)
{
#ifdef __SSE2__
    const __m128i zero = _mm_setzero_si128();
    __m128i differ = zero;
    for (uint32_t i = 0; i < OPENING_LETTERS; i += 8) {
        __m128i here = _mm_loadu_si128((const __m128i *)(text + i)),
                there = _mm_loadu_si128((const __m128i *)(wanted + i));
        differ = _mm_or_si128(differ, _mm_andnot_si128(_mm_cmpeq_epi16(there, zero),
                                                       _mm_xor_si128(here, there)));
    }
    return _mm_movemask_epi8(_mm_cmpeq_epi8(differ, zero)) != 0xFFFF;
#else
    bool differ = false;
    for (uint32_t i = 0; i < OPENING_LETTERS; i++)
        differ |= wanted[i] && text[i] != wanted[i];
    return differ;
#endif
}

// True when the words that begin with these letters, folded those of the opening, are a
// phrase, letter by letter.
static bool fits(const struct opening *opening, const uint16_t *letters)
{
    bool first = !opening->exact | (letters[0] == opening->small) |
                 (letters[0] == opening->capital);
    return opening->ends & first & !letters_differ(letters, opening->letters);
}

// Capitals among the first letters of [from, to).
static bool has_capital(const struct view *view, uint32_t from, uint32_t to)
{
    uint32_t len = to - from < 16 ? to - from : 16;
    return flag_mask(view->flags + from, VIEW_UPPER) & ((1u << len) - 1);
}

// What the opening at a word says.
struct place {
    const struct word *last; // of the phrase
    uint32_t kinds;
    bool here;  // a phrase
    bool doubt; // it does not say all
};

// What follows from an opening is computed rather than decided: nobody could foresee it.
static inline struct place place_of(const struct cue_phrases *phrases,
                                    const struct word_list *words, uint32_t at, bool pair)
{
    const struct view *view = words->view;
    const struct word *word = &words->items[at], *last = word + pair;
    uint64_t second = last->key & -(uint64_t)pair,
             hash = cue_hash_pair(cue_hash(word->key), cue_hash(second));
    const struct opening *opening = opening_of(phrases, hash, word->key, second);
    bool here = fits(opening, view->letter + word->from);
    bool longer =
        opening->more && at + 2 < words->count &&
        cue_has_pair(phrases->threes, cue_hash_pair(hash, cue_hash(last[1].key)));
    bool apart = pair & ((last->from - word->to != 1) | (last->signs != 0));
    // A capital at the front is one of the opening's own; others, and letters that lost
    // their marks, are for cue_phrase_longest to see through.
    bool blurred = words->bare | has_capital(view, word->from + 1, last->to);
    return (struct place){
        .last = last,
        .kinds = opening->kinds & -(uint32_t)here,
        .here = here,
        .doubt = opening->several | longer | apart | (blurred & !here),
    };
}

// Adds the cues that begin in the block of words from `block` on, but not before `taken`;
// returns the word behind the last cue, or `taken`.
static uint32_t add_block(struct cues *out, const struct word_list *words,
                          const struct cue_phrases *phrases, uint32_t block,
                          uint32_t taken)
{
    struct openings openings = openings_of(phrases, words, block);
    for (uint64_t left = openings.single | openings.pair; left; left &= left - 1) {
        uint32_t bit = (uint32_t)__builtin_ctzll(left), i = block + bit;
        bool pair = openings.pair >> bit & 1, single = openings.single >> bit & 1;
        const struct word *word = &words->items[i];
        struct place place = place_of(phrases, words, i, pair);
        if (pair & single & !(place.here | place.doubt))
            place = place_of(phrases, words, i, false);
        uint32_t behind = (uint32_t)(place.last - words->items) + place.here;
        if (place.doubt) {
            if (i < taken)
                continue;
            place.kinds = 0;
            behind = i + cue_phrase_longest(words, i, &place.kinds);
            place.last = behind > i ? &words->items[behind - 1] : word;
        }
        bool free = i >= taken;
        out->items[out->count] = (struct cue){word->from, place.last->to, place.kinds};
        uint64_t found = (place.kinds != 0) & free;
        out->count += found;
        out->starts[word->from / 64] |= found << word->from % 64;
        taken = free & (behind > i) ? behind : taken;
    }
    return taken;
}

// Counts the cues before each stretch.
static void count_starts(struct cues *cues)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < cues->stretches; i++) {
        cues->first[i] = count;
        count += cue_bits(cues->starts[i]);
    }
}

void cues_find(struct cues *out, const struct view *view, struct arena *arena)
{
    const struct cue_phrases *phrases = cue_phrases();
    const struct word_list *words = words_of(view, arena);
    *out = (struct cues){0};
    // One more is written, and not counted, than there are.
    out->items = arena_take(arena, (words->count + 1) * sizeof *out->items);
    out->stretches = view->count / 64 + 1;
    out->starts = arena_alloc(arena, out->stretches * sizeof *out->starts);
    out->first = arena_take(arena, out->stretches * sizeof *out->first);
    uint32_t taken = 0;
    for (uint32_t block = 0; block < words->count; block += BLOCK)
        taken = add_block(out, words, phrases, block, taken);
    count_starts(out);
}
