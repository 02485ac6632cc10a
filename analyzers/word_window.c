// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/word_window.h"

#include "analyzers/wide.h"
#include "analyzers/word.h"
#include "analyzers/word_mask.h"

// 64 letters of a view, one bit each.
struct letters {
    uint64_t inside; // of a word
    uint64_t digits, upper, marked;
    uint64_t spaces; // that are no line ends
};

// Where words begin, and where those end that do so within the window.
struct edges {
    uint64_t begins, ends;
};

static inline struct edges edges_of(const struct letters *letters)
{
    uint64_t before = letters->inside << 1;
    return (struct edges){letters->inside & ~before, ~letters->inside & before};
}

static inline uint32_t size_of(const struct edges *edges)
{
    // The last word goes on behind the window.
    if (edges->begins > edges->ends)
        return 63 - (uint32_t)__builtin_clzll(edges->begins);
    return WORD_WINDOW;
}

static inline uint64_t spaced(const struct letters *letters)
{
    return letters->spaces << 1 & letters->inside << 2;
}

static struct letters letters_at(const struct view *view, uint32_t at)
{
    struct letters out = {0};
    for (uint32_t i = 0; i < WORD_WINDOW; i += 16) {
        const char *plain = view->plain + at + i;
        const uint8_t *flags = view->flags + at + i;
        out.inside |= (uint64_t)word_mask(plain) << i;
        out.digits |= (uint64_t)digit_mask(plain) << i;
        out.upper |= (uint64_t)flag_mask(flags, VIEW_UPPER) << i;
        out.marked |= (uint64_t)flag_mask(flags, VIEW_MARKED) << i;
        out.spaces |= (uint64_t)(letter_mask(plain, ' ') & ~flag_mask(flags, VIEW_LINE))
                      << i;
    }
    return out;
}

// The shape of the word that these bits are.
static inline uint8_t shape_of(const struct letters *all, uint64_t word)
{
    uint64_t digits = all->digits & word, letters = word & ~digits,
             small = letters & ~all->upper;
    uint32_t several = (word & (word - 1)) != 0,
             shape = (all->upper & word & -word ? WORD_UPPER : 0u) |
                     (digits != 0) * WORD_DIGIT | (letters != 0) * WORD_LETTER |
                     (small != 0) * WORD_LOWER |
                     ((all->marked & word) != 0) * WORD_MARKED |
                     ((letters != 0) & (small == 0) & several) * WORD_CAPS;
    return (uint8_t)shape;
}

void word_window_read_slowly(struct word_window *out, const struct view *view,
                             uint32_t at)
{
    struct letters letters = letters_at(view, at);
    struct edges edges = edges_of(&letters);
    uint64_t begins = edges.begins;
    out->size = size_of(&edges);
    out->count = out->spaced = 0;
    for (uint64_t ends = edges.ends; ends; begins &= begins - 1, ends &= ends - 1) {
        uint64_t begin = begins & -begins, end = ends & -ends;
        out->from[out->count] = (uint8_t)__builtin_ctzll(begin);
        out->to[out->count] = (uint8_t)__builtin_ctzll(end);
        out->shape[out->count] = shape_of(&letters, end - begin);
        out->spaced |= (uint32_t)((begin & spaced(&letters)) != 0) << out->count;
        out->count++;
    }
}

#ifdef __x86_64__
WIDE static inline struct letters wide_letters(const struct view *view, uint32_t at)
{
#define ALL(value) _mm512_set1_epi8((char)(value))
    __m512i plain = _mm512_loadu_si512(view->plain + at),
            flags = _mm512_loadu_si512(view->flags + at);
    uint64_t digits = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(plain, ALL('0')), ALL(10)),
             small = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(plain, ALL('a')), ALL(26)),
             other = _mm512_cmpeq_epi8_mask(plain, ALL(VIEW_OTHER_LETTER));
    return (struct letters){
        .inside = digits | small | other,
        .digits = digits,
        .upper = _mm512_test_epi8_mask(flags, ALL(VIEW_UPPER)),
        .marked = _mm512_test_epi8_mask(flags, ALL(VIEW_MARKED)),
        .spaces = _mm512_cmpeq_epi8_mask(plain, ALL(' ')) &
                  _mm512_testn_epi8_mask(flags, ALL(VIEW_LINE)),
    };
}

// One bit a word: set where any of its letters is among `some`. A bit added to a word,
// ones all over, runs over into its end.
//
//     inside    1 1 1 0 0 1 1 0      (the first letter lowest)
//     some      0 1 0 0 0 0 0 0
//     sum       1 0 0 1 0 1 1 0
//     ends      0 0 0 1 0 0 0 1   ->  1 0
WIDE static inline uint32_t any_of(uint64_t some, uint64_t inside, uint64_t ends)
{
    return (uint32_t)_pext_u64((some & inside) + inside, ends);
}

WIDE static void read_wide(struct word_window *out, const struct view *view, uint32_t at)
{
    struct letters letters = wide_letters(view, at);
    struct edges edges = edges_of(&letters);
    uint64_t inside = letters.inside, begins = edges.begins, ends = edges.ends,
             words = inside & ~letters.digits;
    out->size = size_of(&edges);
    out->count = (uint32_t)__builtin_popcountll(ends);
    // The last that begins may go on behind the window.
    out->spaced = (uint32_t)_pext_u64(spaced(&letters), begins) &
                  (uint32_t)((UINT64_C(1) << out->count) - 1);

    uint32_t upper = (uint32_t)_pext_u64(letters.upper, begins),
             digit = any_of(letters.digits, inside, ends),
             letter = any_of(words, inside, ends),
             lower = any_of(words & ~letters.upper, inside, ends),
             marked = any_of(letters.marked, inside, ends),
             several = any_of(inside << 1, inside, ends);
#define MARK(mask, bit) _mm256_maskz_set1_epi8((mask), (char)(bit))
    __m256i shape = _mm256_or_si256(MARK(upper, WORD_UPPER), MARK(digit, WORD_DIGIT));
    shape = _mm256_or_si256(shape, MARK(letter, WORD_LETTER));
    shape = _mm256_or_si256(shape, MARK(lower, WORD_LOWER));
    shape = _mm256_or_si256(shape, MARK(marked, WORD_MARKED));
    shape = _mm256_or_si256(shape, MARK(letter & ~lower & several, WORD_CAPS));
    _mm256_storeu_si256((__m256i *)out->shape, shape);

    __m512i places = wide_places();
    _mm256_storeu_si256(
        (__m256i *)out->from,
        _mm512_castsi512_si256(_mm512_maskz_compress_epi8(begins, places)));
    _mm256_storeu_si256((__m256i *)out->to,
                        _mm512_castsi512_si256(_mm512_maskz_compress_epi8(ends, places)));
}

#endif

void word_window_read(struct word_window *out, const struct view *view, uint32_t at)
{
#ifdef __x86_64__
    if (has_wide()) {
        read_wide(out, view, at);
        return;
    }
#endif
    word_window_read_slowly(out, view, at);
}
