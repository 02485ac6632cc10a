// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/view_run.h"

#include "analyzers/characters.h"
#include "analyzers/wide.h"
#include "base/once.h"

// Where a character has its row, by its bytes:
//
//     0xxxxxxx                      x
//     110000xx 10yyyyyy             TWO + x * 64 + y   U+00C0 to U+01BF
//     11100001 101110xx 10yyyyyy    HIGH + x * 64 + y  U+1E00 to U+1EFF
//     11100010 10000000 10yyyyyy    SIGNS + y          U+2000 to U+203F
//     anything else                 from NONE on
//
// Rows without a letter have plain == 0. A space has one, and so has a line end, which is
// a space too: whether it stands alone is looked at apart. U+00C0 to U+00FF come last of
// those of two bytes, since the lead byte of theirs is 0xC3 and 0xC4 that of the next.
enum { TWO = 0x80, HIGH = TWO + 0x100, SIGNS = HIGH + 0x100, NONE = SIGNS + 0x40 };

static struct character rows[4 * NONE];
// The same in columns.
static uint8_t row_plain[NONE], row_flags[NONE];

static struct once once = ONCE_INIT;

static void add_row(uint32_t row, uint32_t code)
{
    struct character c = character_of(code);
    // Letters of other alphabets are for those who ask what they look like. Of letters
    // that were mended only the Eth is common.
    if (c.plain == VIEW_OTHER_LETTER || (c.letter != code && code != 0xD0))
        return;
    if (c.plain)
        rows[row] = c;
}

static void add_rows(void)
{
    for (uint32_t code = 0; code < 0x80; code++)
        add_row(code, code);
    for (uint32_t i = 0; i < 0x100; i++) {
        add_row(TWO + i, 0xC0 + (i + 0x40) % 0x100);
        add_row(HIGH + i, 0x1E00 + i);
    }
    for (uint32_t i = 0; i < 0x40; i++) {
        if (!character_of(0x2000 + i).flags)
            add_row(SIGNS + i, 0x2000 + i);
    }
    rows[' '] = (struct character){' ', ' ', 0};
    rows['\n'] = (struct character){' ', ' ', VIEW_LINE};
    for (uint32_t row = 0; row < NONE; row++) {
        row_plain[row] = rows[row].plain;
        row_flags[row] = rows[row].flags;
    }
}

// The bytes of a character, each adding to its row: lead[first] names the column for the
// second and the third. Bytes that do not fit add NONE.
struct lead {
    uint16_t row;
    uint16_t column; // of `seconds` and `thirds`
    uint32_t len;
};

static struct lead leads[0x100];
static uint16_t seconds[4 * 0x100], thirds[4 * 0x100];

static void add_leads(void)
{
    enum { COLUMN = 0x100 };
    for (uint16_t byte = 0; byte < 0x100; byte++) {
        uint16_t goes_on = (byte & 0xC0) == 0x80 ? byte & 0x3F : NONE;
        leads[byte] = (struct lead){byte < 0x80 ? byte : NONE, 0, 1};
        if (byte >= 0xC3 && byte <= 0xC6)
            leads[byte] = (struct lead){(uint16_t)(TWO + (byte & 3) * 64), COLUMN, 2};
        seconds[COLUMN + byte] = goes_on;
        seconds[2 * COLUMN + byte] =
            (byte & 0xFC) == 0xB8 ? (uint16_t)((byte & 3) * 64) : NONE;
        seconds[3 * COLUMN + byte] = byte == 0x80 ? 0 : NONE;
        thirds[2 * COLUMN + byte] = thirds[3 * COLUMN + byte] = goes_on;
    }
    leads[0xE1] = (struct lead){HIGH, 2 * COLUMN, 3};
    leads[0xE2] = (struct lead){SIGNS, 3 * COLUMN, 3};
}

static void prepare(void)
{
    add_rows();
    add_leads();
}

// What a run ends with: white space may be the beginning of more and is given back.
static size_t run_end(struct view *view, size_t at, uint32_t before, uint32_t *lines)
{
    uint32_t last = view->count - 1;
    if (view->count > before && view->plain[last] == ' ') {
        *lines -= view->flags[last] & VIEW_LINE ? 1 : 0;
        view->count = last;
    }
    if (view->count == before)
        return at;
    last = view->count - 1;
    view->end[last] =
        view->start[last] + leads[(uint8_t)view->text.at[view->start[last]]].len;
    return view->end[last];
}

// One bit for each of 64 bytes: set where a character begins, in *white where white space
// stands before white space.
static inline uint64_t begins_at(const uint8_t *text, uint64_t *white)
{
    uint64_t begins = 0, found = 0;
#ifdef __SSE2__
    for (int i = 0; i < 64; i += 16) {
        // Bytes that go on, 0x80 to 0xBF, are the lowest signed ones.
        __m128i bytes = _mm_loadu_si128((const __m128i *)(text + i)),
                high = _mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)0xBF)),
                blank = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')),
                                     _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
        begins |= (uint64_t)(uint32_t)_mm_movemask_epi8(high) << i;
        found |= (uint64_t)(uint32_t)_mm_movemask_epi8(blank) << i;
    }
#else
    for (int i = 0; i < 64; i++) {
        begins |= (uint64_t)((text[i] & 0xC0) != 0x80) << i;
        found |= (uint64_t)(text[i] == ' ' || text[i] == '\n') << i;
    }
#endif
    *white = found & (found >> 1 | (uint64_t)(text[64] == ' ' || text[64] == '\n') << 63);
    return begins;
}

// Characters are found by their beginnings, 64 bytes at a time, so that none waits for
// the one before it.
size_t view_run_slowly(struct view *view, size_t at, uint32_t *lines)
{
    const uint8_t *text = (const uint8_t *)view->text.at;
    char *restrict plain = view->plain;
    uint8_t *restrict flag = view->flags;
    uint16_t *restrict letter = view->letter;
    uint32_t *restrict start = view->start, *restrict end = view->end;
    const uint32_t before = view->count;
    uint32_t count = before;
    size_t first = at, next = at;
    bool good = true;
    once_run(&once, prepare);
    for (; good && at + 66 <= view->text.len; at += 64) {
        uint64_t white, begins = begins_at(text + at, &white);
        if (white)
            begins &= (white & -white) - 1;
        for (; begins; begins &= begins - 1) {
            size_t begin = at + (size_t)__builtin_ctzll(begins);
            const struct lead *lead = &leads[text[begin]];
            struct character c =
                rows[lead->row + seconds[lead->column + text[begin + 1]] +
                     thirds[lead->column + text[begin + 2]]];
            good = c.plain && begin == next;
            if (!good)
                break;
            next = begin + lead->len;
            plain[count] = (char)c.plain;
            letter[count] = c.letter;
            flag[count] = c.flags;
            start[count] = (uint32_t)begin;
            end[count] = (uint32_t)next;
            count++;
            if (c.flags == VIEW_LINE)
                view->line[(*lines)++] = count;
        }
        good &= !white;
    }
    view->count = count;
    return run_end(view, first, before, lines);
}

#ifdef __x86_64__
// 64 bytes of a text, and with each the two behind it.
struct block {
    __m512i first, second, third;
    uint64_t there; // one bit for each byte that the text has
};

WIDE static inline struct block block_at(const char *text, size_t left)
{
    // The text may end within the block: zeros stand for what is not there.
    uint64_t there = left < 64 ? (UINT64_C(1) << left) - 1 : ~UINT64_C(0);
    if (left >= 66)
        return (struct block){_mm512_loadu_si512(text), _mm512_loadu_si512(text + 1),
                              _mm512_loadu_si512(text + 2), there};
    uint64_t second = left < 65 ? there >> 1 : there;
    return (struct block){
        _mm512_maskz_loadu_epi8(there, text), _mm512_maskz_loadu_epi8(second, text + 1),
        _mm512_maskz_loadu_epi8(second >> (left < 66), text + 2), there};
}

// Of what kind the character is that begins at a byte; a bit for each of 64. At most one
// of them is set; none where a byte goes on, or where something else begins.
struct kinds {
    uint64_t one, two, high, sign;
    uint64_t goes_on; // 10xxxxxx
};

WIDE static inline struct kinds kinds_of(const struct block *b)
{
#define ALL(value) _mm512_set1_epi8((char)(value))
    uint64_t on1 = _mm512_cmplt_epi8_mask(b->second, ALL(0xC0)),
             on2 = _mm512_cmplt_epi8_mask(b->third, ALL(0xC0));
    return (struct kinds){
        .one = ~_mm512_movepi8_mask(b->first),
        .two = on1 & _mm512_cmplt_epu8_mask(_mm512_sub_epi8(b->first, ALL(0xC3)), ALL(4)),
        .high = on2 & _mm512_cmpeq_epi8_mask(b->first, ALL(0xE1)) &
                _mm512_cmpeq_epi8_mask(_mm512_and_si512(b->second, ALL(0xFC)), ALL(0xB8)),
        .sign = on2 & _mm512_cmpeq_epi8_mask(b->first, ALL(0xE2)) &
                _mm512_cmpeq_epi8_mask(b->second, ALL(0x80)),
        .goes_on = _mm512_cmplt_epi8_mask(b->first, ALL(0xC0)),
    };
}

// Looks each of 64 bytes up in a column of 256, by all its bits.
WIDE static inline __m512i look_up(const uint8_t column[256], __m512i at)
{
    __m512i low = _mm512_permutex2var_epi8(_mm512_loadu_si512(column), at,
                                           _mm512_loadu_si512(column + 64)),
            high = _mm512_permutex2var_epi8(_mm512_loadu_si512(column + 128), at,
                                            _mm512_loadu_si512(column + 192));
    return _mm512_mask_blend_epi8(_mm512_movepi8_mask(at), low, high);
}

// The characters of a block where they begin.
struct found {
    __m512i plain, flags, letter, letter_high; // the two bytes of a letter
};

WIDE static inline struct found found_of(const struct block *b, const struct kinds *is)
{
    // The eight bits that tell a character from others of its kind: those of its last two
    // bytes.
    uint64_t three = is->high | is->sign;
    __m512i before = _mm512_mask_blend_epi8(three, b->first, b->second),
            last = _mm512_mask_blend_epi8(three, b->second, b->third),
            bits =
                _mm512_or_si512(_mm512_and_si512(_mm512_slli_epi16(before, 6), ALL(0xC0)),
                                _mm512_and_si512(last, ALL(0x3F)));
    uint64_t eth = is->two & _mm512_cmpeq_epi8_mask(bits, ALL(0xD0)) &
                   _mm512_cmpeq_epi8_mask(b->first, ALL(0xC3));

    __m512i plain = _mm512_maskz_permutex2var_epi8(is->one, _mm512_loadu_si512(row_plain),
                                                   b->first,
                                                   _mm512_loadu_si512(row_plain + 64)),
            flags = _mm512_maskz_permutex2var_epi8(is->one, _mm512_loadu_si512(row_flags),
                                                   b->first,
                                                   _mm512_loadu_si512(row_flags + 64));
    plain = _mm512_mask_mov_epi8(plain, is->two, look_up(row_plain + TWO, bits));
    flags = _mm512_mask_mov_epi8(flags, is->two, look_up(row_flags + TWO, bits));
    plain = _mm512_mask_mov_epi8(plain, is->high, look_up(row_plain + HIGH, bits));
    flags = _mm512_mask_mov_epi8(flags, is->high, look_up(row_flags + HIGH, bits));
    plain = _mm512_mask_permutexvar_epi8(plain, is->sign, bits,
                                         _mm512_loadu_si512(row_plain + SIGNS));

    // A letter is the code of its character; only line ends and Eths are mended.
    __m512i letter = _mm512_mask_mov_epi8(bits, is->one, b->first),
            high = _mm512_maskz_mov_epi8(
                is->two & _mm512_cmpneq_epi8_mask(b->first, ALL(0xC3)), ALL(1));
    letter = _mm512_mask_mov_epi8(
        letter, is->one & _mm512_cmpeq_epi8_mask(b->first, ALL('\n')), ALL(' '));
    letter = _mm512_mask_mov_epi8(letter, eth, ALL(0x10));
    high = _mm512_mask_mov_epi8(high, eth, ALL(1));
    high = _mm512_mask_mov_epi8(high, is->high, ALL(0x1E));
    high = _mm512_mask_mov_epi8(high, is->sign, ALL(0x20));
    return (struct found){plain, flags, letter, high};
}

WIDE static inline uint64_t white_of(__m512i bytes)
{
    return _mm512_cmpeq_epi8_mask(bytes, ALL(' ')) |
           _mm512_cmpeq_epi8_mask(bytes, ALL('\n'));
}

// Puts the characters that begin at these bytes behind the view, close together. What is
// written behind them means nothing.
WIDE static inline void put_found(struct view *view, const struct found *found,
                                  uint64_t begins, size_t at)
{
    // A letter ends where the next begins.
    uint32_t i = view->count, *start = view->start + i, *end = view->end + i - 1;
    _mm512_storeu_si512(view->plain + i,
                        _mm512_maskz_compress_epi8(begins, found->plain));
    _mm512_storeu_si512(view->flags + i,
                        _mm512_maskz_compress_epi8(begins, found->flags));
    __m512i low = _mm512_maskz_compress_epi8(begins, found->letter),
            high = _mm512_maskz_compress_epi8(begins, found->letter_high);
    for (int half = 0; half < 2; half++) {
        __m256i low_half = half ? _mm512_extracti64x4_epi64(low, 1)
                                : _mm512_castsi512_si256(low),
                high_half = half ? _mm512_extracti64x4_epi64(high, 1)
                                 : _mm512_castsi512_si256(high);
        _mm512_storeu_si512(
            view->letter + i + 32 * half,
            _mm512_or_si512(_mm512_cvtepu8_epi16(low_half),
                            _mm512_slli_epi16(_mm512_cvtepu8_epi16(high_half), 8)));
    }
    uint8_t place[64];
    _mm512_storeu_si512(place, _mm512_maskz_compress_epi8(begins, wide_places()));
    for (int part = 0; part < 64; part += 16) {
        __m512i starts = _mm512_add_epi32(
            _mm512_set1_epi32((int)at),
            _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)(place + part))));
        _mm512_storeu_si512(start + part, starts);
        _mm512_storeu_si512(end + part, starts);
    }
}

// The bytes of a block at which characters begin that can be taken: all up to the first
// that has no row, goes on with nothing, or is white space before white space. *over are
// the bytes at its beginning that belong to the character before, and those of the next.
WIDE static inline uint64_t begins_of(const struct block *b, const struct kinds *is,
                                      __m512i plain, uint64_t *over, bool *all)
{
    uint64_t long_ones = is->two | is->high | is->sign, longest = is->high | is->sign,
             goes_on = *over | long_ones << 1 | longest << 2,
             white = white_of(b->first) & white_of(b->second),
             stops = (is->goes_on & ~goes_on) | white |
                     (~is->goes_on & _mm512_testn_epi8_mask(plain, plain));
    *over = long_ones >> 63 | longest >> 62;
    *all = !stops;
    return b->there & ~is->goes_on & (stops ? (stops & -stops) - 1 : ~UINT64_C(0));
}

WIDE static size_t run_wide(struct view *view, size_t at, uint32_t *lines)
{
    const size_t start = at;
    const uint32_t before = view->count;
    // Something that was left out may stand between the letter before and the first.
    const uint32_t end_before = view->end[before - 1];
    uint64_t over = 0;
    for (bool all = true; all && at < view->text.len; at += 64) {
        struct block block = block_at(view->text.at + at, view->text.len - at);
        struct kinds is = kinds_of(&block);
        struct found found = found_of(&block, &is);
        uint64_t begins = begins_of(&block, &is, found.plain, &over, &all),
                 line_ends = begins & _mm512_cmpeq_epi8_mask(block.first, ALL('\n'));
        put_found(view, &found, begins, at);
        for (; line_ends; line_ends &= line_ends - 1)
            view->line[(*lines)++] =
                view->count + 1 +
                (uint32_t)__builtin_popcountll(begins & ((line_ends & -line_ends) - 1));
        view->count += (uint32_t)__builtin_popcountll(begins);
    }
    view->end[before - 1] = end_before;
    return run_end(view, start, before, lines);
}
#endif

size_t view_run(struct view *view, size_t at, uint32_t *lines)
{
    once_run(&once, prepare);
#ifdef __x86_64__
    if (has_wide())
        return run_wide(view, at, lines);
#endif
    return view_run_slowly(view, at, lines);
}
