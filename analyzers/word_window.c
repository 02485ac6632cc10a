// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/word_window.h"

#include "analyzers/wide.h"
#include "analyzers/word_mask.h"

// 64 letters of a view, one bit each.
struct letters {
    uint64_t inside; // of a word
    uint64_t digits, upper, marked;
    uint64_t signs;        // neither in a word nor white space
    uint64_t lines, blank; // line ends, and those of empty lines
    uint64_t closing;      // line ends, and what is behind the view
};

// Where the words begin that end within the window, and where they end.
struct edges {
    uint64_t begins, ends;
    uint32_t last; // where the last of them ends
};

static inline struct edges edges_of(uint64_t inside)
{
    uint64_t before = inside << 1, ends = ~inside & before, begins = inside & ~before;
    // A word that goes on behind the window is none of it.
    uint32_t last = ends ? 63 - (uint32_t)__builtin_clzll(ends) : 0;
    return (struct edges){begins & ((UINT64_C(1) << last) - 1), ends, last};
}

// Every sign that has another before it, no word between them: next to it, or behind a
// space. (Two spaces never stand side by side.)
static inline uint64_t further_signs(const struct letters *letters)
{
    uint64_t signs = letters->signs, space_before = ~letters->inside << 1;
    return signs & (signs << 1 | (signs << 2 & space_before));
}

static struct letters letters_at(const struct view *view, uint32_t at)
{
    struct letters out = {0};
    for (uint32_t i = 0; i < WORD_WINDOW; i += 16) {
        const char *plain = view->plain + at + i;
        const uint8_t *flags = view->flags + at + i;
        uint32_t inside = word_mask(plain), spaces = letter_mask(plain, ' '),
                 lines = spaces & flag_mask(flags, VIEW_LINE),
                 empty = flag_mask(flags, VIEW_BLANK) | flag_mask(flags, VIEW_PAGE);
        out.inside |= (uint64_t)inside << i;
        out.digits |= (uint64_t)digit_mask(plain) << i;
        out.upper |= (uint64_t)flag_mask(flags, VIEW_UPPER) << i;
        out.marked |= (uint64_t)flag_mask(flags, VIEW_MARKED) << i;
        out.signs |= (uint64_t)(0xFFFF & ~inside & ~spaces) << i;
        out.lines |= (uint64_t)lines << i;
        out.blank |= (uint64_t)(lines & empty) << i;
        out.closing |= (uint64_t)(lines | letter_mask(plain, '\0')) << i;
    }
    return out;
}

// The shape of the word that these bits are, behind this gap.
static inline uint8_t shape_of(const struct letters *all, uint64_t word, uint64_t gap)
{
    uint64_t digits = all->digits & word, letters = word & ~digits,
             small = letters & ~all->upper;
    uint32_t several = (word & (word - 1)) != 0,
             shape = (all->upper & word & -word ? WORD_UPPER : 0u) |
                     (digits != 0) * WORD_DIGIT | (letters != 0) * WORD_LETTER |
                     (small != 0) * WORD_LOWER |
                     ((all->marked & word) != 0) * WORD_MARKED |
                     ((letters != 0) & (small == 0) & several) * WORD_CAPS |
                     ((all->lines & gap) != 0) * WORD_LINE |
                     ((all->blank & gap) != 0) * WORD_BLANK;
    return (uint8_t)shape;
}

static void find_slowly(struct word_window *out, const struct view *view, uint32_t at)
{
    struct letters letters = letters_at(view, at);
    struct edges edges = edges_of(letters.inside);
    uint64_t begins = edges.begins, further = further_signs(&letters), behind = 1;
    out->count = out->several = out->pages = 0;
    out->size = edges.last;
    for (uint64_t ends = edges.ends; ends; begins &= begins - 1, ends &= ends - 1) {
        uint64_t begin = begins & -begins, end = ends & -ends, word = end - begin,
                 gap = begin - behind, signs = letters.signs & gap;
        uint32_t i = out->count++, several = (further & gap) != 0;
        out->from[i] = (uint8_t)__builtin_ctzll(begin);
        out->to[i] = (uint8_t)__builtin_ctzll(end);
        out->shape[i] = shape_of(&letters, word, gap);
        out->sign[i] = '\0';
        if (signs && !several)
            out->sign[i] = view->plain[at + (uint32_t)__builtin_ctzll(signs)];
        bool page = (letters.lines & gap) && !signs && !(word & ~letters.digits) &&
                    (letters.closing & end);
        out->several |= several << i;
        out->pages |= (uint32_t)page << i;
        behind = end;
    }
}

void word_window_read_slowly(struct word_window *window, struct word *items,
                             const struct view *view, uint32_t at)
{
    find_slowly(window, view, at);
    for (uint32_t i = 0; i < window->count; i++) {
        uint32_t from = at + window->from[i], len = window->to[i] - window->from[i];
        char sign = window->sign[i];
        items[i] = (struct word){.from = from,
                                 .to = from + len,
                                 .key = word_key_in(view->plain + from, len),
                                 .shape = window->shape[i],
                                 .first = sign,
                                 .last = sign,
                                 .signs = sign != '\0'};
    }
}

#ifdef __x86_64__
WIDE static inline struct letters wide_letters(__m512i plain, __m512i flags)
{
    uint64_t digits = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(plain, wide_all('0')),
                                             wide_all(10)),
             small = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(plain, wide_all('a')),
                                            wide_all(26)),
             other = _mm512_cmpeq_epi8_mask(plain, wide_all(VIEW_OTHER_LETTER)),
             spaces = _mm512_cmpeq_epi8_mask(plain, wide_all(' ')),
             inside = digits | small | other,
             lines = spaces & _mm512_test_epi8_mask(flags, wide_all(VIEW_LINE));
    return (struct letters){
        .inside = inside,
        .digits = digits,
        .upper = _mm512_test_epi8_mask(flags, wide_all(VIEW_UPPER)),
        .marked = _mm512_test_epi8_mask(flags, wide_all(VIEW_MARKED)),
        .signs = ~inside & ~spaces,
        .lines = lines,
        .blank = lines & _mm512_test_epi8_mask(flags, wide_all(VIEW_BLANK | VIEW_PAGE)),
        .closing = lines | _mm512_testn_epi8_mask(plain, plain),
    };
}

// One bit a run: set where any of its letters is among `some`. A bit added to a run, ones
// all over, runs over into what stands behind it. The runs are the words, before their
// ends, or what stands before words, before their beginnings.
//
//     run       1 1 1 0 0 1 1 0      (the first letter lowest)
//     some      0 1 0 0 0 0 0 0
//     sum       1 0 0 1 0 1 1 0
//     behind    0 0 0 1 0 0 0 1   ->  1 0
WIDE static inline uint32_t any_of(uint64_t some, uint64_t runs, uint64_t behind)
{
    return (uint32_t)_pext_u64((some & runs) + runs, behind);
}

// The bytes of a window at these places, close together.
WIDE static inline __m256i bytes_at(uint64_t places, __m512i bytes)
{
    return _mm512_castsi512_si256(_mm512_maskz_compress_epi8(places, bytes));
}

WIDE static inline void find_wide(struct word_window *out, const struct view *view,
                                  uint32_t at)
{
    __m512i plain = _mm512_loadu_si512(view->plain + at), places = wide_places();
    struct letters letters = wide_letters(plain, _mm512_loadu_si512(view->flags + at));
    struct edges edges = edges_of(letters.inside);
    uint64_t words = letters.inside, gaps = ~words, begins = edges.begins,
             ends = edges.ends, figures = words & ~letters.digits;
    uint32_t upper = (uint32_t)_pext_u64(letters.upper, begins),
             digit = any_of(letters.digits, words, ends),
             letter = any_of(figures, words, ends),
             lower = any_of(figures & ~letters.upper, words, ends),
             marked = any_of(letters.marked, words, ends),
             long_ones = any_of(words << 1, words, ends),
             line = any_of(letters.lines, gaps, begins),
             blank = any_of(letters.blank, gaps, begins),
             signs = any_of(letters.signs, gaps, begins),
             several = any_of(further_signs(&letters), gaps, begins);
    out->count = (uint32_t)__builtin_popcountll(ends);
    out->size = edges.last;
    out->several = several;
    out->pages = line & ~signs & ~letter & (uint32_t)_pext_u64(letters.closing, ends);
#define MARK(mask, bit) _mm256_maskz_set1_epi8((mask), (char)(bit))
    __m256i shape = _mm256_or_si256(MARK(upper, WORD_UPPER), MARK(digit, WORD_DIGIT));
    shape = _mm256_or_si256(shape, MARK(letter, WORD_LETTER));
    shape = _mm256_or_si256(shape, MARK(lower, WORD_LOWER));
    shape = _mm256_or_si256(shape, MARK(marked, WORD_MARKED));
    shape = _mm256_or_si256(shape, MARK(letter & ~lower & long_ones, WORD_CAPS));
    shape = _mm256_or_si256(shape, MARK(line, WORD_LINE));
    shape = _mm256_or_si256(shape, MARK(blank, WORD_BLANK));
    _mm256_storeu_si256((__m256i *)out->shape, shape);
    _mm256_storeu_si256((__m256i *)out->from, bytes_at(begins, places));
    _mm256_storeu_si256((__m256i *)out->to, bytes_at(ends, places));

    // The only sign stands right before the word, or before a space.
    __m512i near = _mm512_permutexvar_epi8(_mm512_sub_epi8(places, wide_all(1)), plain),
            far = _mm512_permutexvar_epi8(_mm512_sub_epi8(places, wide_all(2)), plain),
            sign = _mm512_mask_mov_epi8(near, _mm512_cmpeq_epi8_mask(near, wide_all(' ')),
                                        far);
    _mm256_storeu_si256((__m256i *)out->sign,
                        _mm256_maskz_mov_epi8(signs & ~several, bytes_at(begins, sign)));
}

// Three numbers of eight words, written one after the other: a0 b0 c0 a1 b1 c1 …
WIDE static inline void store_threes(void *out, __m512i a, __m512i b, __m512i c)
{
    // From 8 on it is the second of the two that are mixed.
    static const uint64_t of_two[3][8] = {{0, 8, 0, 1, 9, 0, 2, 10},
                                          {0, 3, 11, 0, 4, 12, 0, 5},
                                          {13, 0, 6, 14, 0, 7, 15, 0}},
                          of_third[3][8] = {{0, 1, 8, 3, 4, 9, 6, 7},
                                            {10, 1, 2, 11, 4, 5, 12, 7},
                                            {0, 13, 2, 3, 14, 5, 6, 15}};
    for (int i = 0; i < 3; i++) {
        __m512i two = _mm512_permutex2var_epi64(a, _mm512_loadu_si512(of_two[i]), b);
        _mm512_storeu_si512(
            (char *)out + 64 * i,
            _mm512_permutex2var_epi64(two, _mm512_loadu_si512(of_third[i]), c));
    }
}

WIDE static inline __m512i widened(const void *bytes)
{
    return _mm512_cvtepu8_epi64(_mm_loadl_epi64(bytes));
}

WIDE static void read_wide(struct word_window *window, struct word *items,
                           const struct view *view, uint32_t at)
{
    find_wide(window, view, at);
    _Static_assert(sizeof *items == 24 && offsetof(struct word, key) == 8 &&
                       offsetof(struct word, shape) == 16,
                   "a word is three numbers");
    // The lowest byte of each number, eight times; and 0 to 7.
    const __m512i same = _mm512_set_epi64(0x0808080808080808, 0, 0x0808080808080808, 0,
                                          0x0808080808080808, 0, 0x0808080808080808, 0),
                  steps = _mm512_set1_epi64(0x0706050403020100),
                  plain = _mm512_loadu_si512(view->plain + at),
                  first = _mm512_set1_epi64(at);
    for (uint32_t i = 0; i < window->count; i += 8) {
        __m512i from = widened(window->from + i), to = widened(window->to + i),
                sign = widened(window->sign + i), shape = widened(window->shape + i);
        __m512i letters = _mm512_add_epi8(_mm512_shuffle_epi8(from, same), steps),
                end = _mm512_shuffle_epi8(to, same);
        __m512i key = _mm512_maskz_permutexvar_epi8(_mm512_cmplt_epu8_mask(letters, end),
                                                    letters, plain);
        __m512i place =
            _mm512_or_si512(_mm512_add_epi64(from, first),
                            _mm512_slli_epi64(_mm512_add_epi64(to, first), 32));
        __m512i seen =
            _mm512_or_si512(_mm512_or_si512(shape, _mm512_slli_epi64(sign, 8)),
                            _mm512_mask_or_epi64(_mm512_slli_epi64(sign, 16),
                                                 _mm512_test_epi64_mask(sign, sign),
                                                 _mm512_slli_epi64(sign, 16),
                                                 _mm512_set1_epi64(1 << 24)));
        store_threes(items + i, place, key, seen);
        uint32_t longs =
            _mm512_cmpgt_epi64_mask(_mm512_sub_epi64(to, from), _mm512_set1_epi64(8));
        for (; longs; longs &= longs - 1) {
            struct word *word = items + i + __builtin_ctz(longs);
            word->key = word_key_of(view->plain + word->from, word->to - word->from);
        }
    }
}
#endif

void word_window_read(struct word_window *out, struct word *items,
                      const struct view *view, uint32_t at)
{
#ifdef __x86_64__
    if (has_wide()) {
        read_wide(out, items, view, at);
        return;
    }
#endif
    word_window_read_slowly(out, items, view, at);
}
