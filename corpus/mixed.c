// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/mixed.h"

#include "corpus/decode.h"
#include "corpus/score.h"
#include "corpus/vietnamese.h"

#include <string.h>

enum { BESIDE = 4 }; // words that are looked at beside one that does not tell

struct mixed {
    const uint32_t *best;
    const uint32_t *letters;
    size_t count;
};

// What a word of a mixed part is: its letters may tell, or only the words beside it.
enum origin { ORIGIN_OPEN, ORIGIN_UNICODE, ORIGIN_OLD };

static enum origin origin_of(const uint32_t *letters, size_t count)
{
    bool small = false;
    for (size_t i = 0; i < count; i++) {
        struct vietnamese_letter letter = vietnamese_letter(letters[i]);
        if (letter.base && decode_byte(letters[i]) < 0) {
            return ORIGIN_UNICODE;
        }
        // Nobody writes a marked capital behind small letters ("tÕ").
        if (score_odd(letters[i]) || (small && letter.upper && letter.marked)) {
            return ORIGIN_OLD;
        }
        small = letter.base && !letter.upper;
    }
    return ORIGIN_OPEN;
}

static bool in_word(uint32_t letter)
{
    return letter > '@';
}

// A field ends here.
static bool is_wall(uint32_t letter)
{
    return letter == ':' || letter == ';' || letter == '\t' || letter == '(' ||
           letter == ')';
}

// What the nearest telling word before `at` is, and how many words away.
static enum origin origin_before(const struct mixed *mixed, size_t at, size_t *distance)
{
    for (*distance = 1; at > 0 && !is_wall(mixed->letters[at - 1]);) {
        size_t end = at;
        while (at > 0 && in_word(mixed->letters[at - 1])) {
            at--;
        }
        if (at == end) {
            at--;
            continue;
        }
        enum origin origin = origin_of(mixed->letters + at, end - at);
        if (origin != ORIGIN_OPEN || *distance == BESIDE) {
            return origin;
        }
        ++*distance;
    }
    return ORIGIN_OPEN;
}

static enum origin origin_after(const struct mixed *mixed, size_t at, size_t *distance)
{
    for (*distance = 1; at < mixed->count && !is_wall(mixed->letters[at]);) {
        size_t start = at;
        while (at < mixed->count && in_word(mixed->letters[at])) {
            at++;
        }
        if (at == start) {
            at++;
            continue;
        }
        enum origin origin = origin_of(mixed->letters + start, at - start);
        if (origin != ORIGIN_OPEN || *distance == BESIDE) {
            return origin;
        }
        ++*distance;
    }
    return ORIGIN_OPEN;
}

// Is a word that is good as it stands, and good when it is read anew, of the old letters
// beside it in its field?
static bool is_among_old(const struct mixed *mixed, size_t start, size_t end)
{
    size_t before;
    size_t after;
    enum origin left = origin_before(mixed, start, &before);
    enum origin right = origin_after(mixed, end, &after);
    bool old = left == ORIGIN_OLD || right == ORIGIN_OLD;
    if (left != ORIGIN_OPEN && right != ORIGIN_OPEN && left != right) {
        old = left == ORIGIN_OLD ? before < after : after < before;
    }
    return old && vietnamese_syllable(mixed->best + start, end - start);
}

// Words of Unicode in a part that is mixed stay as they are: those with letters that no
// byte stands for, and beside them those that are good as they stand. "Người ký: Sù
// nghiÖp" has both: "ký" is a word of Unicode, "Sù" is none.
void mixed_keep(uint32_t *best, const uint32_t *letters, size_t count)
{
    const struct mixed mixed = {best, letters, count};
    bool both = false;
    for (size_t i = 0; i < count; i++) {
        both =
            both || (vietnamese_letter(letters[i]).base && decode_byte(letters[i]) < 0);
    }
    for (size_t i = 0; both && i < count;) {
        size_t end = i;
        while (end < count && in_word(letters[end])) {
            end++;
        }
        enum origin origin = end > i ? origin_of(letters + i, end - i) : ORIGIN_OLD;
        if (origin != ORIGIN_OLD && vietnamese_syllable(letters + i, end - i) &&
            (origin == ORIGIN_UNICODE || !is_among_old(&mixed, i, end))) {
            memcpy(best + i, letters + i, (end - i) * sizeof *best);
        }
        i = end + 1;
    }
}
