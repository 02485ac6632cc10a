// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/encoding.h"

#include "base/arena.h"
#include "corpus/decode.h"
#include "corpus/mixed.h"
#include "corpus/score.h"
#include "corpus/text.h"
#include "corpus/vietnamese.h"

#include <stdlib.h>
#include <string.h>

enum {
    SHORT_PART = 20,     // letters: below, a part says too little about itself
    ENOUGH = 8,          // words with marks that a document must have in another reading
    SAMPLE = 400 * 1024, // bytes of suspicious text that decide about the document
};
// How much better another reading of valid UTF-8 must be before it is believed.
static const double GUARD = 0.15;

// A piece of the text up to a line end, a page end, or (in texts that are clean on the
// whole) a tab.
struct part {
    size_t start;
    size_t end;
    size_t count;
    size_t room;
    uint32_t *letters; // as they stand
    struct encoding_font *fonts;
    uint32_t *other; // 2 * room: another reading
    uint32_t *best;
};

struct mender {
    struct str text;
    const struct encoding_run *runs;
    size_t run_count;
    size_t run; // where the current part begins
    // the text was bytes that are not UTF-8: as it stands is no candidate of its own
    // right
    bool bytes;
    enum encoding document;
    bool mostly; // most of the document is in that encoding
    struct part part;
    struct buf *out;
    struct encoding_report *report;
    size_t copied; // bytes of the text that are in out
    bool fonts;    // some are known
    bool changed;
};

static void part_room(struct part *part, size_t count)
{
    if (part->room < count) {
        part->room = count * 2;
        part->letters = memory_resize(part->letters, part->room * sizeof *part->letters);
        part->fonts = memory_resize(part->fonts, part->room * sizeof *part->fonts);
        part->other = memory_resize(part->other, 2 * part->room * sizeof *part->other);
        part->best = memory_resize(part->best, 2 * part->room * sizeof *part->best);
    }
}

// Finds the next part from `from`; false at the end of the text. The separator is not
// part of it.
static bool next_part(struct mender *mender, size_t from, bool fields)
{
    if (from >= mender->text.len) {
        return false;
    }
    size_t end = from;
    while (end < mender->text.len && mender->text.at[end] != '\n' &&
           mender->text.at[end] != '\f' && !(fields && mender->text.at[end] == '\t')) {
        end++;
    }
    mender->part.start = from;
    mender->part.end = end;
    return true;
}

// Takes the characters of the part apart, each with its font.
static void load_part(struct mender *mender)
{
    struct part *part = &mender->part;
    part_room(part, part->end - part->start + 1);
    struct str rest = str_slice(mender->text, part->start, part->end);
    part->count = 0;
    while (mender->run + 1 < mender->run_count &&
           mender->runs[mender->run + 1].start <= part->start) {
        mender->run++;
    }
    size_t run = mender->run;
    while (rest.len) {
        size_t at = (size_t)(rest.at - mender->text.at);
        while (run + 1 < mender->run_count && mender->runs[run + 1].start <= at) {
            run++;
        }
        struct encoding_font font = {ENCODING_NONE, false};
        if (run < mender->run_count && mender->runs[run].start <= at) {
            font = mender->runs[run].font;
        }
        part->fonts[part->count] = font;
        part->letters[part->count++] = text_take(&rest);
    }
}

// Text that another program recognised is Unicode, and its mistakes are no encoding.
static bool part_is_sure(const struct part *part)
{
    return part->count && part->fonts[0].encoding == ENCODING_SURE;
}

static bool part_is_odd(const struct part *part)
{
    for (size_t i = 0; i < part->count; i++) {
        if (score_odd(part->letters[i])) {
            return true;
        }
    }
    return false;
}

// Does a sign stand in the middle of a word ("t«n")? As it stands such a word falls into
// pieces that look like words, and says nothing against itself.
static bool part_is_torn(const struct part *part)
{
    for (size_t i = 1; i + 1 < part->count; i++) {
        if (score_odd(part->letters[i]) && score_is_letter(part->letters[i - 1]) &&
            score_is_letter(part->letters[i + 1])) {
            return true;
        }
    }
    return false;
}

static uint32_t letters_of(const uint32_t *letters, size_t count)
{
    uint32_t found = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t c = letters[i] | 0x20;
        found += (c >= 'a' && c <= 'z') || letters[i] >= 0x80;
    }
    return found;
}

// In a font that shows small letters as capitals people typed both. What was typed in
// capitals becomes so wholly ("QUYếT ĐịNH"); what was typed small stays small, for that
// is what the file says, and no search minds.
static void raise_capitals(uint32_t *letters, size_t count)
{
    size_t capitals = 0;
    size_t small = 0;
    for (size_t i = 0; i < count; i++) {
        capitals += letters[i] >= 'A' && letters[i] <= 'Z';
        small += letters[i] >= 'a' && letters[i] <= 'z';
    }
    for (size_t i = 0; i < count && capitals > small; i++) {
        letters[i] = vietnamese_upper(letters[i]);
    }
}

// The reading that the fonts ask for, in part->best, with `others` for letters whose font
// says nothing; false when no font says anything.
static bool read_by_fonts(struct mender *mender, enum encoding others, size_t *count,
                          enum encoding *encoding)
{
    struct part *part = &mender->part;
    bool any = false;
    *count = 0;
    for (size_t i = 0; i < part->count;) {
        size_t end = i + 1;
        while (end < part->count &&
               part->fonts[end].encoding == part->fonts[i].encoding &&
               part->fonts[end].capitals == part->fonts[i].capitals) {
            end++;
        }
        enum encoding here = part->fonts[i].encoding;
        if (here != ENCODING_NONE) {
            any = true;
            *encoding = here;
        }
        size_t made = decode(here == ENCODING_NONE ? others : here, part->letters + i,
                             end - i, part->best + *count);
        if (part->fonts[i].capitals) {
            raise_capitals(part->best + *count, made);
        }
        *count += made;
        i = end;
    }
    return any;
}

static bool same(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    return a_count == b_count && memcmp(a, b, a_count * sizeof *a) == 0;
}

// Writes the part as `letters`; what lies between the last part written and this one is
// copied from the text.
static void write_part(struct mender *mender, uint32_t *letters, size_t count,
                       enum encoding encoding)
{
    struct part *part = &mender->part;
    if (encoding == ENCODING_TCVN3 || encoding == ENCODING_TCVN5712) {
        decode_capitals(letters, count);
    }
    if (same(letters, count, part->letters, part->count)) {
        return;
    }
    buf_add_str(mender->out, str_slice(mender->text, mender->copied, part->start));
    for (size_t i = 0; i < count; i++) {
        text_add(mender->out, letters[i]);
    }
    mender->copied = part->end;
    mender->changed = true;
    uint32_t converted = letters_of(letters, count);
    mender->report->converted += converted;
    mender->report->letters += converted;
    mender->report->letters -= letters_of(part->letters, part->count);
    mender->report->by_encoding[encoding] += converted;
}

// A word alone in a clean text: put right only when it cannot be Vietnamese as it stands
// and becomes so ("Huøynh").
static bool mend_words(struct mender *mender)
{
    struct part *part = &mender->part;
    size_t made = 0;
    bool changed = false;
    for (size_t i = 0; i < part->count;) {
        size_t end = i;
        bool suspicious = false;
        while (end < part->count && (score_is_letter(part->letters[end]) ||
                                     score_is_mark(part->letters[end]))) {
            suspicious = suspicious ||
                         (score_odd(part->letters[end]) && part->letters[end] < 0x100);
            end++;
        }
        if (end == i) {
            part->best[made++] = part->letters[i++];
            continue;
        }
        size_t len = decode(ENCODING_VNI, part->letters + i, end - i, part->other);
        size_t changes = 0;
        for (size_t j = 0; len == end - i && j < len; j++) {
            changes += part->other[j] != part->letters[i + j];
        }
        bool mended = suspicious && end - i > 2 && (len < end - i || changes > 1) &&
                      !vietnamese_syllable(part->letters + i, end - i) &&
                      vietnamese_syllable(part->other, len);
        if (mended) {
            memcpy(part->best + made, part->other, len * sizeof *part->other);
            made += len;
            changed = true;
        } else {
            memcpy(part->best + made, part->letters + i,
                   (end - i) * sizeof *part->letters);
            made += end - i;
        }
        i = end;
    }
    if (changed) {
        write_part(mender, part->best, made, ENCODING_VNI);
    }
    return changed;
}

// In a document of old encodings, a reading in which torn words become whole and all words
// are good.
static bool makes_whole(const struct mender *mender, const struct score *reading,
                        const struct score *as_is)
{
    return mender->document != ENCODING_NONE && reading->invalid_words == 0 &&
           reading->letters > 3 && reading->letters > as_is->letters &&
           part_is_torn(&mender->part);
}

// Words of TCVN3 that lost letters on their way here ("kt ni m¹ng di¦n rng") make no good
// text in any encoding. In a document of old encodings their signs tell them all the
// same: of these, no letter of VNI has one. The reading, better than one of this value, is
// in part->other then.
static bool is_damaged_tcvn3(struct mender *mender, double value, size_t *count)
{
    struct part *part = &mender->part;
    size_t signs = 0;
    for (size_t i = 0; i < part->count; i++) {
        uint32_t letter = part->letters[i];
        bool in_word = (i > 0 && score_is_letter(part->letters[i - 1])) ||
                       (i + 1 < part->count && score_is_letter(part->letters[i + 1]));
        signs += in_word && letter >= 0xA8 && letter <= 0xB9;
    }
    if ((mender->document == ENCODING_NONE && !mender->fonts) || signs < 2) {
        return false;
    }
    struct score score = {0};
    *count = decode(ENCODING_TCVN3, part->letters, part->count, part->other);
    score_add(&score, part->other, *count);
    return score_value(&score) > value + GUARD;
}

// True when the fonts make good words of the part, and it was written so.
static bool mend_by_fonts(struct mender *mender, const struct score *as_is)
{
    struct part *part = &mender->part;
    size_t count;
    enum encoding encoding;
    if (!read_by_fonts(mender, ENCODING_NONE, &count, &encoding)) {
        return false;
    }
    struct score by_fonts = {0};
    score_add(&by_fonts, part->best, count);
    double best = score_value(&by_fonts);
    // Letters in a plain font beside them may be in the old encoding all the same.
    struct score with_others = {0};
    enum encoding others =
        mender->document != ENCODING_NONE ? mender->document : encoding;
    read_by_fonts(mender, others, &count, &encoding);
    score_add(&with_others, part->best, count);
    if (score_value(&with_others) > best + GUARD / 3) {
        best = score_value(&with_others);
    } else {
        read_by_fonts(mender, ENCODING_NONE, &count, &encoding);
    }
    // Signs among the letters speak for the font.
    if (best + (part_is_odd(part) ? GUARD : 0) < score_value(as_is)) {
        return false;
    }
    // A font may be set by mistake: then another encoding makes much better words of the
    // part.
    static const enum encoding rivals[] = {ENCODING_TCVN3, ENCODING_VNI};
    for (size_t i = 0; i < 2; i++) {
        struct score rival = {0};
        size_t len = decode(rivals[i], part->letters, part->count, part->other);
        score_add(&rival, part->other, len);
        double least = makes_whole(mender, &rival, as_is) ? best : best + 3 * GUARD;
        if (score_value(&rival) > least && score_plausible(&rival, as_is)) {
            write_part(mender, part->other, len, rivals[i]);
            return true;
        }
    }
    size_t len;
    if (encoding != ENCODING_TCVN3 && is_damaged_tcvn3(mender, best, &len)) {
        write_part(mender, part->other, len, ENCODING_TCVN3);
    } else {
        write_part(mender, part->best, count, encoding);
    }
    return true;
}

static void mend_part(struct mender *mender)
{
    struct part *part = &mender->part;
    struct score as_is = {0};
    score_add(&as_is, part->letters, part->count);
    if (mend_by_fonts(mender, &as_is)) {
        return;
    }
    if (!mender->bytes && !part_is_odd(part) && !mender->mostly) {
        return;
    }
    size_t best_count = 0;
    enum encoding best = ENCODING_NONE;
    // Which readings are worth a look. VISCII, VPS and their like are believed of whole
    // documents only.
    enum encoding candidates[5];
    size_t candidate_count = 0;
    if (mender->document != ENCODING_NONE) {
        candidates[candidate_count++] = mender->document;
    }
    bool is_short = as_is.letters < SHORT_PART;
    static const enum encoding alone[] = {ENCODING_TCVN3, ENCODING_VNI, ENCODING_DOUBLE,
                                          ENCODING_1258};
    for (size_t i = 0; i < (is_short ? 3 : 4); i++) {
        if (alone[i] != mender->document) {
            candidates[candidate_count++] = alone[i];
        }
    }
    double best_value = mender->bytes ? -1 : score_value(&as_is);
    double least = best_value;
    for (size_t i = 0; i < candidate_count; i++) {
        struct score score = {0};
        size_t count = decode(candidates[i], part->letters, part->count, part->other);
        score_add(&score, part->other, count);
        double now = score_value(&score);
        bool better;
        if (candidates[i] == ENCODING_DOUBLE && count + 3 <= part->count) {
            // Nothing but UTF-8 that was taken for windows-1252 falls together like that.
            better = now > best_value;
        } else if (mender->mostly && candidates[i] == mender->document) {
            // Where fonts are known and this one says nothing, it must do better.
            better = mender->fonts ? now > best_value : now >= best_value;
        } else if (is_short && makes_whole(mender, &score, &as_is)) {
            better = now > best_value;
        } else if (is_short) {
            // A field by itself must come out whole.
            better = score.invalid_words == 0 && score.letters > 3 &&
                     (as_is.invalid_words > 0 || mender->mostly) &&
                     now > least + (mender->mostly ? 1.5 : 3) * GUARD &&
                     now > best_value + GUARD;
        } else {
            better = now > least + GUARD &&
                     now > best_value + (best == ENCODING_NONE ? 0 : GUARD / 3);
        }
        bool known = mender->mostly && candidates[i] == mender->document;
        if (better && (known || score_plausible(&score, &as_is))) {
            best_value = now;
            best = candidates[i];
            best_count = count;
            memcpy(part->best, part->other, count * sizeof *part->other);
        }
    }
    size_t damaged;
    if (best != ENCODING_TCVN3 && is_damaged_tcvn3(mender, best_value, &damaged)) {
        best = ENCODING_TCVN3;
        best_count = damaged;
        memcpy(part->best, part->other, damaged * sizeof *part->other);
    }
    if (best_count && best != ENCODING_NONE) {
        if (best == ENCODING_TCVN3 || best == ENCODING_TCVN5712) {
            mixed_keep(part->best, part->letters, part->count);
        }
        write_part(mender, part->best, best_count, best);
    } else if (mender->document == ENCODING_NONE) {
        mend_words(mender);
    }
}

// Which encoding most of the suspicious parts are in.
static void judge_document(struct mender *mender)
{
    struct score scores[ENCODING_COUNT] = {0};
    uint64_t suspicious = 0;
    uint64_t all = 0;
    for (size_t at = 0; next_part(mender, at, false) && suspicious < SAMPLE;
         at = mender->part.end + 1) {
        struct str bytes = str_slice(mender->text, mender->part.start, mender->part.end);
        all += bytes.len;
        if (!mender->bytes && !score_maybe_odd(bytes)) {
            continue;
        }
        load_part(mender);
        if (part_is_sure(&mender->part) ||
            (!mender->bytes && !part_is_odd(&mender->part))) {
            continue;
        }
        suspicious += bytes.len;
        for (enum encoding e = ENCODING_NONE; e < ENCODING_COUNT; e++) {
            size_t count =
                decode(e, mender->part.letters, mender->part.count, mender->part.other);
            score_add(&scores[e], mender->part.other, count);
        }
    }
    mender->run = 0;
    // A short text must be wrong through and through as it stands.
    bool wrong = scores[ENCODING_NONE].invalid_words * 2 > scores[ENCODING_NONE].words &&
                 suspicious * 2 > all;
    double best = score_value(&scores[ENCODING_NONE]) + (mender->bytes ? 0 : GUARD);
    for (enum encoding e = ENCODING_DOUBLE; e < ENCODING_COUNT; e++) {
        // The older standard has letters where TCVN3 has signs: it must do better to be
        // believed.
        double more =
            e == ENCODING_TCVN5712 && mender->document == ENCODING_TCVN3 ? 0.02 : 0;
        bool enough = mender->bytes || scores[e].marked >= ENOUGH ||
                      (scores[e].marked >= 3 && scores[e].invalid_words == 0 && wrong);
        if (enough && score_plausible(&scores[e], &scores[ENCODING_NONE]) &&
            score_value(&scores[e]) > best + more) {
            best = score_value(&scores[e]);
            mender->document = e;
        }
    }
    // Where ASCII too is glyph numbers, the letters beyond it make good words of one
    // letter: the reading with more letters is right.
    if (mender->document == ENCODING_GLYPHS &&
        scores[ENCODING_GLYPHS_ALL].valid > 2 * scores[ENCODING_GLYPHS].valid) {
        mender->document = ENCODING_GLYPHS_ALL;
    }
    mender->mostly =
        mender->document != ENCODING_NONE && (mender->bytes || suspicious * 2 > all);
    // Single paragraphs are believed to be in these two only.
    if (!mender->mostly && mender->document != ENCODING_TCVN3 &&
        mender->document != ENCODING_VNI) {
        mender->document = ENCODING_NONE;
    }
}

static bool mend(struct mender *mender)
{
    *mender->report = (struct encoding_report){0};
    mender->report->letters = 0;
    judge_document(mender);
    bool fields = !mender->mostly;
    for (size_t i = 0; i < mender->run_count; i++) {
        enum encoding encoding = mender->runs[i].font.encoding;
        mender->fonts =
            mender->fonts || (encoding != ENCODING_NONE && encoding != ENCODING_SURE);
    }
    for (size_t at = 0; next_part(mender, at, fields); at = mender->part.end + 1) {
        struct str bytes = str_slice(mender->text, mender->part.start, mender->part.end);
        if (mender->fonts || mender->bytes || mender->mostly || score_maybe_odd(bytes)) {
            load_part(mender);
            mender->report->letters +=
                letters_of(mender->part.letters, mender->part.count);
            if (!part_is_sure(&mender->part)) {
                mend_part(mender);
            }
        } else {
            for (size_t i = 0; i < bytes.len; i++) {
                mender->report->letters +=
                    ((unsigned char)bytes.at[i] & 0xC0) != 0x80 && bytes.at[i] > '@';
            }
        }
    }
    if (mender->changed) {
        buf_add_str(mender->out,
                    str_slice(mender->text, mender->copied, mender->text.len));
        for (enum encoding e = ENCODING_DOUBLE; e < ENCODING_COUNT; e++) {
            if (mender->report->by_encoding[e] >
                mender->report->by_encoding[mender->report->encoding]) {
                mender->report->encoding = e;
            }
        }
    }
    free(mender->part.letters);
    free(mender->part.fonts);
    free(mender->part.other);
    free(mender->part.best);
    return mender->changed;
}

bool encoding_mend(struct buf *out, struct str text, const struct encoding_run *runs,
                   size_t run_count, struct encoding_report *report)
{
    bool fonts = false;
    for (size_t i = 0; i < run_count; i++) {
        fonts = fonts || runs[i].font.encoding != ENCODING_NONE;
    }
    *report = (struct encoding_report){0};
    if (!fonts && !score_maybe_odd(text)) {
        return false;
    }
    struct mender mender = {
        .text = text, .runs = runs, .run_count = run_count, .out = out, .report = report};
    return mend(&mender);
}

bool encoding_decode(struct buf *out, struct str bytes, struct encoding_report *report)
{
    struct buf shown = {0};
    for (size_t i = 0; i < bytes.len; i++) {
        text_add(&shown, encoding_1252((unsigned char)bytes.at[i]));
    }
    struct mender mender = {
        .text = buf_str(&shown), .bytes = true, .out = out, .report = report};
    bool mended = mend(&mender);
    if (!mended) {
        // windows-1252 itself, if it makes words of a kind.
        buf_add_str(out, buf_str(&shown));
    }
    buf_free(&shown);
    return mended;
}

struct encoding_quality encoding_judge(struct str text, const struct encoding_run *runs,
                                       size_t run_count, size_t offset)
{
    struct buf mended = {0};
    struct encoding_report report;
    struct encoding_run *moved = NULL;
    size_t count = 0;
    // Only the run in which the text begins, and those in it.
    for (size_t i = 0; i < run_count; i++) {
        if (i + 1 < run_count && runs[i + 1].start <= offset) {
            continue;
        }
        if (!moved) {
            moved = memory_array(run_count - i, sizeof *moved);
        }
        uint32_t start = runs[i].start > offset ? (uint32_t)(runs[i].start - offset) : 0;
        moved[count++] = (struct encoding_run){start, runs[i].font};
    }
    if (encoding_mend(&mended, text, moved, count, &report)) {
        text = buf_str(&mended);
    }
    uint32_t *letters = memory_array(text.len + 1, sizeof *letters);
    size_t len = 0;
    while (text.len) {
        letters[len++] = text_take(&text);
    }
    struct score score = {0};
    score_add(&score, letters, len);
    free(letters);
    free(moved);
    buf_free(&mended);
    return (struct encoding_quality){.letters = score.letters,
                                     .damaged = score.marked * 20 > score.words &&
                                                (score.valid * 10 < score.letters * 6 ||
                                                 score.letters < 2 * score.words)};
}
