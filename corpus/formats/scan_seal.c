// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/scan.h"

#include "corpus/tables.h"
#include "corpus/text.h"
#include "corpus/vietnamese.h"

#include <math.h>
#include <string.h>

// Each of some readings of one part has lines of its own, most of them damaged, and each
// differently:
//
//     _Z4G PHẾ. ˆHỦ NHIỆM     KT. BỘ TRƯỞNG, CHỦ NHIỆM     KT. BỘ TRƯỞNG, CHỦ NHIỆM
//     Pha~ wạnh Cường         Pham Mạnh Cường              Phạm Mạnh Cường
//
// A line in capitals, a title, is believed when half of them say the same. For a name that is not enough: half
// a letter under a rim is read as another one by all of them, Hồ as Tô. So a name is
// believed only when the page says it in clear somewhere else, among the recipients.

enum {
    NAME_LEAST = 3, // syllables
    NAME_MOST = 5,
    NAME_VOTES = 3,
    LINE_LEAST = 2, // words
    WORD_MOST = 8,
    LETTERS_MOST = NAME_MOST * WORD_MOST,
    LIKELY = 70, // a confidence from which on a word stays where it stands
};

// Words of one reading that follow each other on a line.
struct line {
    const struct scan_word *words;
    size_t count;
};

static bool has_letter(struct str text)
{
    while (text.len) {
        uint32_t character = text_take(&text);
        if (vietnamese_letter(character).base || (character >= '0' && character <= '9')) {
            return true;
        }
    }
    return false;
}

static struct str without_comma(struct str text)
{
    while (text.len && strchr(",;.", text.at[text.len - 1])) {
        text.len--;
    }
    return text;
}

// "Cường": a syllable whose first letter alone is a capital.
static bool is_name_part(struct str text)
{
    uint32_t letters[WORD_MOST];
    size_t count = 0;
    while (text.len) {
        uint32_t character = text_take(&text);
        struct vietnamese_letter letter = vietnamese_letter(character);
        if (!letter.base || letter.upper != (count == 0) || count == WORD_MOST) {
            return false;
        }
        letters[count++] = character;
    }
    return count > 1 && vietnamese_syllable(letters, count);
}

static bool is_surname(struct str text)
{
    for (size_t i = 0; i < tables_surnames_count; i++) {
        if (str_equal(text, str_of(tables_surnames[i]))) {
            return true;
        }
    }
    return false;
}

// The word behind this one on its line; NULL when none is near.
static const struct scan_word *behind(const struct scan *scan,
                                      const struct scan_word *word)
{
    const struct scan_word *next = NULL;
    for (size_t i = 0; i < scan->count; i++) {
        const struct scan_word *other = &scan->words[i];
        if (other->text.len && fabsf(other->base - word->base) < word->height / 2 &&
            other->x1 > word->x1 && other->x1 - word->x2 < 1.5f * word->height &&
            (!next || other->x1 < next->x1)) {
            next = other;
        }
    }
    return next;
}

// The syllables of the name of which this is the first; 0 when it is none.
static size_t name_from(struct scan_word *name, const struct scan *scan,
                        const struct scan_word *word)
{
    size_t count = 0;
    bool ended = !is_surname(word->text);
    while (!ended && word && count < NAME_MOST &&
           is_name_part(without_comma(word->text))) {
        name[count] = *word;
        name[count].text = without_comma(word->text);
        ended = name[count++].text.len < word->text.len;
        word = behind(scan, word);
    }
    return count;
}

// The next line of a reading, from *at on; false behind the last.
static bool next_line(struct line *line, const struct scan *reading, size_t *at)
{
    const struct scan_word *words = reading->words + *at;
    size_t count = 0;
    while (*at < reading->count &&
           (count == 0 ||
            (fabsf(words[count].base - words[count - 1].base) < words[count].height / 2 &&
             words[count].x1 > words[count - 1].x1))) {
        count++;
        ++*at;
    }
    *line = (struct line){words, count};
    // What is no letter at its ends is what is left of the seal.
    while (line->count && !has_letter(line->words[line->count - 1].text)) {
        line->count--;
    }
    while (line->count && !has_letter(line->words->text)) {
        line->words++;
        line->count--;
    }
    return count > 0;
}

static bool same_place(const struct line *a, const struct line *b)
{
    const struct scan_word *first = a->words;
    const struct scan_word *other = b->words;
    return fabsf(first->base - other->base) < 0.6f * first->height &&
           first->x1 < other[b->count - 1].x2 && other->x1 < first[a->count - 1].x2;
}

static bool same_line(const struct line *a, const struct line *b)
{
    bool same = a->count == b->count && same_place(a, b);
    for (size_t i = 0; same && i < a->count; i++) {
        same = str_equal(a->words[i].text, b->words[i].text);
    }
    return same;
}

// Does the word lie on one of the line's?
static bool on(const struct scan_word *word, const struct line *line)
{
    for (size_t i = 0; i < line->count; i++) {
        const struct scan_word *other = &line->words[i];
        float lower = fminf(word->y2, other->y2) - fmaxf(word->y1, other->y1);
        float least = fminf(word->y2 - word->y1, other->y2 - other->y1);
        if (word->text.len && word->x1 < other->x2 && other->x1 < word->x2 &&
            lower > 0.3f * least) {
            return true;
        }
    }
    return false;
}

// Does a word stand where the line is that is likely to be right?
static bool taken(const struct scan *scan, const struct line *line)
{
    for (size_t i = 0; i < scan->count; i++) {
        const struct scan_word *word = &scan->words[i];
        if (on(word, line) && word->confidence >= LIKELY && has_letter(word->text)) {
            return true;
        }
    }
    return false;
}

static void put(struct scan *scan, const struct line *line)
{
    for (size_t i = 0; i < scan->count; i++) {
        if (on(&scan->words[i], line)) {
            scan->words[i].text.len = 0;
        }
    }
    for (size_t i = 0; i < line->count; i++) {
        scan_add(scan, &line->words[i]);
    }
}

static bool in_capitals(const struct line *line)
{
    for (size_t i = 0; i < line->count; i++) {
        for (struct str rest = line->words[i].text; rest.len;) {
            struct vietnamese_letter letter = vietnamese_letter(text_take(&rest));
            if (letter.base && !letter.upper) {
                return false;
            }
        }
    }
    return line->count >= LINE_LEAST;
}

static void add_titles(struct scan *scan, const struct scan *readings, size_t count)
{
    struct line line;
    struct line other;
    // What half of them say, one of the first half and one more has.
    for (size_t i = 0; i <= count / 2; i++) {
        for (size_t at = 0; next_line(&line, &readings[i], &at);) {
            size_t votes = 0;
            for (size_t j = 0; j < count && in_capitals(&line); j++) {
                for (size_t from = 0; next_line(&other, &readings[j], &from);) {
                    votes += other.count && same_line(&line, &other);
                }
            }
            if (2 * votes >= count && votes && !taken(scan, &line)) {
                put(scan, &line);
            }
        }
    }
}

// The letters of words without their tones; SIZE_MAX when they are too many.
static size_t letters_of(uint16_t *letters, const struct scan_word *words, size_t count)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        for (struct str rest = words[i].text; rest.len;) {
            uint16_t base = vietnamese_letter(text_take(&rest)).base;
            if (base && len == LETTERS_MOST) {
                return SIZE_MAX;
            }
            if (base) {
                letters[len++] = base;
            }
        }
    }
    return len;
}

// How many letters are between two names: 0, 1, or 2 for more.
static size_t apart(const struct scan_word *name, const struct scan_word *words,
                    size_t count)
{
    uint16_t a[LETTERS_MOST];
    uint16_t b[LETTERS_MOST];
    size_t a_end = letters_of(a, name, count);
    size_t b_end = letters_of(b, words, count);
    size_t at = 0;
    if (a_end == SIZE_MAX || b_end == SIZE_MAX) {
        return 2;
    }
    while (at < a_end && at < b_end && a[at] == b[at]) {
        at++;
    }
    while (a_end > at && b_end > at && a[a_end - 1] == b[b_end - 1]) {
        a_end--;
        b_end--;
    }
    size_t longer = a_end > b_end ? a_end - at : b_end - at;
    return longer < 2 ? longer : 2;
}

// How many readings have the name of the page, but for one letter, at the end of a line
// somewhere else, and where; none when no reading has it wholly.
static size_t name_votes(struct line *where, const struct scan_word *name, size_t len,
                         const struct scan *readings, size_t count)
{
    size_t votes = 0;
    bool wholly = false;
    struct line line;
    for (size_t i = 0; i < count; i++) {
        for (size_t at = 0; next_line(&line, &readings[i], &at);) {
            if (line.count < len) {
                continue;
            }
            line = (struct line){line.words + line.count - len, len};
            size_t wrong = apart(name, line.words, len);
            if (wrong < 2 && !same_place(&line, &(struct line){name, len})) {
                wholly |= wrong == 0;
                *where = line;
                votes++;
                break;
            }
        }
    }
    return wholly ? votes : 0;
}

static void add_name(struct scan *scan, const struct scan *readings, size_t count)
{
    struct scan_word best[NAME_MOST];
    size_t best_len = 0;
    size_t most = NAME_VOTES - 1;
    for (size_t i = 0; i < scan->count; i++) {
        struct scan_word name[NAME_MOST];
        size_t len = name_from(name, scan, &scan->words[i]);
        struct line where = {NULL, 0};
        size_t votes =
            len >= NAME_LEAST ? name_votes(&where, name, len, readings, count) : 0;
        if (votes <= most) {
            continue;
        }
        most = votes;
        best_len = len;
        for (size_t j = 0; j < len; j++) {
            best[j] = where.words[j];
            best[j].text = name[j].text;
            best[j].agreed = true;
        }
    }
    if (best_len) {
        put(scan, &(struct line){best, best_len});
    }
}

void scan_add_agreed(struct scan *scan, const struct scan *readings, size_t count)
{
    add_name(scan, readings, count);
    add_titles(scan, readings, count);
}
