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
// Rows without a letter have plain == 0. Spaces, tabs and line ends are all ' '; a run of
// them is one letter. U+00C0 to U+00FF come last of
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
    rows[' '] = rows['\t'] = (struct character){' ', ' ', 0};
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

// True when the byte is white space that is read here: one of the two of a Windows line
// end too, but no other carriage return.
static bool white_at(struct str text, size_t at)
{
    char c = text.at[at];
    return c == ' ' || c == '\t' || c == '\n' ||
           (c == '\r' && at + 1 < text.len && text.at[at + 1] == '\n');
}

// What a run ends with: white space may be the beginning of more and is given back. It was
// read up to `to` at most.
static size_t run_end(struct view *view, size_t at, size_t to, uint32_t before,
                      uint32_t *lines)
{
    uint32_t last = view->count - 1;
    if (view->count > before && view->plain[last] == ' ') {
        for (size_t i = view->start[last]; i < to && white_at(view->text, i); i++)
            *lines -= view->text.at[i] == '\n';
        view->count = last;
    }
    if (view->count == before)
        return at;
    last = view->count - 1;
    view->end[last] =
        view->start[last] + leads[(uint8_t)view->text.at[view->start[last]]].len;
    return view->end[last];
}

// One bit for each of 64 bytes: set where a character begins.
static inline uint64_t begins_at(const uint8_t *text)
{
    uint64_t begins = 0;
#ifdef __SSE2__
    for (int i = 0; i < 64; i += 16) {
        // Bytes that go on, 0x80 to 0xBF, are the lowest signed ones.
        __m128i bytes = _mm_loadu_si128((const __m128i *)(text + i)),
                high = _mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)0xBF));
        begins |= (uint64_t)(uint32_t)_mm_movemask_epi8(high) << i;
    }
#else
    for (int i = 0; i < 64; i++)
        begins |= (uint64_t)((text[i] & 0xC0) != 0x80) << i;
#endif
    return begins;
}

// White space behind white space: both are one letter.
static void add_white(struct view *view, uint32_t count, bool line_end, uint32_t *lines)
{
    uint8_t *flags = &view->flags[count - 1];
    if (!line_end)
        return;
    *flags |= *flags & VIEW_LINE ? VIEW_BLANK : VIEW_LINE;
    view->line[(*lines)++] = count;
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
    const uint32_t before = view->count, end_before = end[before - 1];
    uint32_t count = before;
    size_t first = at, next = at;
    bool good = true;
    once_run(&once, prepare);
    for (; good && at + 66 <= view->text.len; at += 64) {
        for (uint64_t begins = begins_at(text + at); begins; begins &= begins - 1) {
            size_t begin = at + (size_t)__builtin_ctzll(begins);
            const struct lead *lead = &leads[text[begin]];
            struct character c =
                rows[lead->row + seconds[lead->column + text[begin + 1]] +
                     thirds[lead->column + text[begin + 2]]];
            if (!c.plain && text[begin] == '\r' && text[begin + 1] == '\n')
                c = rows[' '];
            good = c.plain && begin == next;
            if (!good)
                break;
            next = begin + lead->len;
            if (c.plain == ' ' && count > before && plain[count - 1] == ' ') {
                add_white(view, count, c.flags, lines);
                continue;
            }
            plain[count] = (char)c.plain;
            letter[count] = c.letter;
            flag[count] = c.flags;
            start[count] = (uint32_t)begin;
            end[count - 1] = (uint32_t)begin;
            count++;
            if (c.flags == VIEW_LINE)
                view->line[(*lines)++] = count;
        }
    }
    view->count = count;
    // Something that was left out may stand between the letter before and the first.
    end[before - 1] = end_before;
    return run_end(view, first, next, before, lines);
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
    uint64_t on1 = _mm512_cmplt_epi8_mask(b->second, wide_all(0xC0)),
             on2 = _mm512_cmplt_epi8_mask(b->third, wide_all(0xC0));
    return (struct kinds){
        .one = ~_mm512_movepi8_mask(b->first),
        .two = on1 & _mm512_cmplt_epu8_mask(_mm512_sub_epi8(b->first, wide_all(0xC3)),
                                            wide_all(4)),
        .high = on2 & _mm512_cmpeq_epi8_mask(b->first, wide_all(0xE1)) &
                _mm512_cmpeq_epi8_mask(_mm512_and_si512(b->second, wide_all(0xFC)),
                                       wide_all(0xB8)),
        .sign = on2 & _mm512_cmpeq_epi8_mask(b->first, wide_all(0xE2)) &
                _mm512_cmpeq_epi8_mask(b->second, wide_all(0x80)),
        .goes_on = _mm512_cmplt_epi8_mask(b->first, wide_all(0xC0)),
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

// White space of a block, a bit for each byte: tabs, and both bytes of a Windows line end
// too.
struct white {
    uint64_t all, first;   // of a run of it, which is one letter
    uint64_t line_ends;    // one each
    uint64_t lines, blank; // of `first`: those with a line end, and with several
    uint64_t before;       // the bytes before a run that may go on in the next block
};

// Each run ends within the block.
WIDE static inline void runs_read(struct white *white)
{
    uint64_t all = white->all, ends = white->line_ends, behind = ~all & all << 1,
             // A bit that is added to the first of a run moves on to its first line end.
        earliest = (white->first + (all & ~ends)) & ends;
    // What is added to a run, ones all over, runs over into what stands behind it.
    white->lines = _pdep_u64(_pext_u64(ends + all, behind), white->first);
    white->blank = _pdep_u64(_pext_u64((ends & ~earliest) + all, behind), white->first);
}

WIDE static inline struct white white_of(const struct block *b)
{
    uint64_t ends = _mm512_cmpeq_epi8_mask(b->first, wide_all('\n')),
             returns = _mm512_cmpeq_epi8_mask(b->first, wide_all('\r')) &
                       _mm512_cmpeq_epi8_mask(b->second, wide_all('\n')),
             all = ends | returns | _mm512_cmpeq_epi8_mask(b->first, wide_all(' ')) |
                   _mm512_cmpeq_epi8_mask(b->first, wide_all('\t')),
             before = ~UINT64_C(0);
    if (all >> 63)
        before = ~all ? ~UINT64_C(0) >> __builtin_clzll(~all) : 0;
    struct white white = {.all = all & before, .line_ends = ends & before};
    white.first = white.all & ~(white.all << 1);
    white.before = before;
    runs_read(&white);
    return white;
}

// The characters of a block where they begin.
struct found {
    __m512i plain, flags, letter, letter_high; // the two bytes of a letter
};

WIDE static inline struct found found_of(const struct block *b, const struct kinds *is,
                                         const struct white *white)
{
    // The eight bits that tell a character from others of its kind: those of its last two
    // bytes.
    uint64_t three = is->high | is->sign;
    __m512i before = _mm512_mask_blend_epi8(three, b->first, b->second),
            last = _mm512_mask_blend_epi8(three, b->second, b->third),
            bits = _mm512_or_si512(
                _mm512_and_si512(_mm512_slli_epi16(before, 6), wide_all(0xC0)),
                _mm512_and_si512(last, wide_all(0x3F)));
    uint64_t eth = is->two & _mm512_cmpeq_epi8_mask(bits, wide_all(0xD0)) &
                   _mm512_cmpeq_epi8_mask(b->first, wide_all(0xC3));

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
                is->two & _mm512_cmpneq_epi8_mask(b->first, wide_all(0xC3)), wide_all(1));
    letter = _mm512_mask_mov_epi8(letter, white->all, wide_all(' '));
    plain = _mm512_mask_mov_epi8(plain, white->all, wide_all(' '));
    flags = _mm512_mask_mov_epi8(flags, white->lines, wide_all(VIEW_LINE));
    flags = _mm512_mask_mov_epi8(flags, white->blank, wide_all(VIEW_LINE | VIEW_BLANK));
    letter = _mm512_mask_mov_epi8(letter, eth, wide_all(0x10));
    high = _mm512_mask_mov_epi8(high, eth, wide_all(1));
    high = _mm512_mask_mov_epi8(high, is->high, wide_all(0x1E));
    high = _mm512_mask_mov_epi8(high, is->sign, wide_all(0x20));
    return (struct found){plain, flags, letter, high};
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

// The bytes of a block that can be taken: all up to the first that has no row or goes on
// with nothing. *over are the bytes at its beginning that belong to the character before,
// and those of the next.
WIDE static inline uint64_t taken_of(const struct block *b, const struct kinds *is,
                                     const struct white *white, __m512i plain,
                                     uint64_t *over, bool *all)
{
    uint64_t long_ones = is->two | is->high | is->sign, longest = is->high | is->sign,
             goes_on = *over | long_ones << 1 | longest << 2,
             stops = ((is->goes_on & ~goes_on) |
                      (~is->goes_on & _mm512_testn_epi8_mask(plain, plain))) &
                     white->before;
    *over = long_ones >> 63 | longest >> 62;
    *all = !stops;
    return b->there & white->before & (stops ? (stops & -stops) - 1 : ~UINT64_C(0));
}

// The line ends among the first bytes of a block, of whose characters these begin.
WIDE static inline void add_lines(struct view *view, uint64_t ends, uint64_t begins,
                                  uint32_t *lines)
{
    for (; ends; ends &= ends - 1) {
        // The letter behind the white space: that has begun, here or before.
        uint64_t up_to = ends ^ (ends - 1);
        view->line[(*lines)++] =
            view->count + (uint32_t)__builtin_popcountll(begins & up_to);
    }
}

WIDE static size_t run_wide(struct view *view, size_t at, uint32_t *lines)
{
    const size_t start = at;
    const uint32_t before = view->count;
    // Something that was left out may stand between the letter before and the first.
    const uint32_t end_before = view->end[before - 1];
    uint64_t over = 0, size = 64;
    for (bool all = true; all && size && at < view->text.len; at += size) {
        struct block block = block_at(view->text.at + at, view->text.len - at);
        struct kinds is = kinds_of(&block);
        struct white white = white_of(&block);
        struct found found = found_of(&block, &is, &white);
        uint64_t taken = taken_of(&block, &is, &white, found.plain, &over, &all),
                 begins = taken & ~is.goes_on & ~(white.all & ~white.first);
        put_found(view, &found, begins, at);
        add_lines(view, taken & white.line_ends, begins, lines);
        view->count += (uint32_t)__builtin_popcountll(begins);
        size = (uint64_t)__builtin_popcountll(white.before);
    }
    view->end[before - 1] = end_before;
    return run_end(view, start, view->text.len, before, lines);
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
