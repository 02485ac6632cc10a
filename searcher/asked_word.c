// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/asked_word.h"

#include "analyzers/syllable.h"
#include "analyzers/token.h"

#include <math.h>
#include <string.h>

enum { PREFIX_FORMS = 200 };

// Tone marks typed anywhere in the text say that its bare words are meant to be bare.
static bool has_tone(const struct view *view)
{
    // The letters with a tone among Latin-1, Latin Extended-A and Latin Extended
    // Additional.
    static const uint16_t toned[] = {0xe0, 0xe1, 0xe3, 0xe8, 0xe9, 0xec,  0xed, 0xf2,
                                     0xf3, 0xf5, 0xf9, 0xfa, 0xfd, 0x129, 0x169};
    for (uint32_t i = 0; i < view->count; i++) {
        uint16_t letter = view->letter[i];
        if (letter >= 0xc0 && letter <= 0xde)
            letter += 0x20;
        if (letter == 0x128 || letter == 0x168)
            letter++;
        if (letter >= 0x1ea0 && letter <= 0x1ef9)
            return true;
        for (size_t t = 0; letter >= 0xe0 && t < sizeof toned / sizeof *toned; t++)
            if (toned[t] == letter)
                return true;
    }
    return false;
}

bool asked_has_tone(struct str text, struct arena *arena)
{
    struct view view;
    view_read(&view, text, arena);
    return has_tone(&view);
}

static struct asked_word *find_word(struct asked_words *words,
                                    const struct asked_word *wanted)
{
    for (size_t i = 0; i < words->count; i++) {
        struct asked_word *word = &words->items[i];
        if (word->mode == wanted->mode && word->exact == wanted->exact &&
            word->toned == wanted->toned && word->scored == wanted->scored &&
            str_equal(word->term, wanted->term))
            return word;
    }
    return NULL;
}

static void find_forms(struct asked_word *word, const struct index *index,
                       struct arena *arena)
{
    char folded[SYLLABLE_SIZE + TERM_SIZE];
    size_t len = syllable_fold(word->term, folded, sizeof folded);
    const struct str *forms;
    size_t count = index_forms(index, (struct str){folded, len}, &forms);
    struct str *alike = ARENA_ARRAY(arena, struct str, count + 1);
    struct str *other = ARENA_ARRAY(arena, struct str, count + 1);
    bool attested = false;
    for (size_t i = 0; i < count; i++) {
        bool same = str_equal(forms[i], word->term);
        attested |= same;
        if (same || (!word->exact && syllable_compatible(word->term, forms[i])))
            alike[word->alike_count++] = forms[i];
        else if (word->mode == ASKED_FORGIVING)
            other[word->other_count++] = forms[i];
    }
    // The table of forms keeps the commonest; a rare one may still stand in the index as
    // it was typed.
    if (!attested && index_frequency(index, word->term))
        alike[word->alike_count++] = word->term;
    // Typed among words with tones, a word means itself; its other readings are possible
    // all the same.
    word->meant_count = word->alike_count;
    for (size_t i = 0; word->toned && i < word->alike_count; i++) {
        if (!str_equal(alike[i], word->term))
            continue;
        alike[i] = alike[0];
        alike[0] = word->term;
        word->meant_count = 1;
    }
    word->alike = alike;
    word->other = other;
}

// What the enumeration of a prefix gathers.
struct gathering {
    struct str folded; // of the prefix
    struct str *forms;
    size_t *counts;
    size_t count;
    struct arena *arena;
};

// Keeps the commonest forms that start with the prefix.
static bool gather(void *context, struct str term, size_t count)
{
    struct gathering *gathering = context;
    char folded[SYLLABLE_SIZE + TERM_SIZE];
    size_t len = syllable_fold(term, folded, sizeof folded);
    if (!str_starts((struct str){folded, len}, gathering->folded))
        return true;
    size_t place = gathering->count;
    if (place == PREFIX_FORMS) {
        place = 0;
        for (size_t i = 1; i < gathering->count; i++)
            if (gathering->counts[i] < gathering->counts[place])
                place = i;
        if (gathering->counts[place] >= count)
            return true;
    } else {
        gathering->count++;
    }
    gathering->forms[place] = arena_copy(gathering->arena, term);
    gathering->counts[place] = count;
    return true;
}

// The letters with which a word may start whose folded form starts with `letter`.
static const char *first_letters(char letter)
{
    switch (letter) {
    case 'a':
        return "a à á ả ã ạ ă ằ ắ ẳ ẵ ặ â ầ ấ ẩ ẫ ậ";
    case 'd':
        return "d đ";
    case 'e':
        return "e è é ẻ ẽ ẹ ê ề ế ể ễ ệ";
    case 'i':
        return "i ì í ỉ ĩ ị y ỳ ý ỷ ỹ ỵ";
    case 'o':
        return "o ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ ơ ờ ớ ở ỡ ợ";
    case 'u':
        return "u ù ú ủ ũ ụ ư ừ ứ ử ữ ự";
    case 'y':
        return "y ỳ ý ỷ ỹ ỵ i ì í ỉ ĩ ị";
    default:
        return NULL;
    }
}

static bool is_vowel(char c)
{
    return strchr("aeiouy", c) != NULL;
}

static bool find_prefix_forms(struct asked_word *word, const struct index *index,
                              struct arena *arena, struct error *err)
{
    char folded[SYLLABLE_SIZE + TERM_SIZE];
    size_t len = syllable_fold(word->term, folded, sizeof folded);
    if (!len)
        return true;
    struct gathering gathering = {
        .folded = {folded, len},
        .forms = ARENA_ARRAY(arena, struct str, PREFIX_FORMS),
        .counts = ARENA_ARRAY(arena, size_t, PREFIX_FORMS),
        .arena = arena,
    };
    const char *letters = first_letters(folded[0]);
    if (letters) {
        struct str rest = str_of(letters), letter;
        while (str_split(&letter, &rest, ' '))
            if (!index_terms(index, COLLECTION_NOTICES, letter, gather, &gathering, err))
                return false;
    } else {
        // Marks stand on vowels, so the consonants before the first one are the same in
        // every form.
        size_t onset = 1;
        while (onset < len && !is_vowel(folded[onset]))
            onset++;
        if (!index_terms(index, COLLECTION_NOTICES, (struct str){folded, onset}, gather,
                         &gathering, err))
            return false;
    }
    // The forms that agree with the marks that were typed, as far as they go; all of them
    // where no mark was typed.
    struct str *alike = ARENA_ARRAY(arena, struct str, gathering.count + 1);
    bool bare = str_equal(word->term, gathering.folded);
    for (size_t i = 0; i < gathering.count; i++)
        if (bare || str_starts(gathering.forms[i], word->term))
            alike[word->alike_count++] = gathering.forms[i];
    word->alike = alike;
    word->meant_count = word->alike_count;
    return true;
}

static void weigh(struct asked_word *word, const struct index *index)
{
    size_t notices = index_notice_count(index);
    for (size_t i = 0; i < word->alike_count; i++)
        word->frequency += index_frequency(index, word->alike[i]);
    size_t frequency = word->frequency;
    if (!word->alike_count)
        for (size_t i = 0; i < word->other_count; i++)
            frequency += index_frequency(index, word->other[i]);
    // Among words with tones the form that was meant says how rare the word is.
    if (word->meant_count && word->meant_count < word->alike_count)
        frequency = index_frequency(index, word->alike[0]);
    if (frequency > notices)
        frequency = notices;
    if (word->frequency > notices)
        word->frequency = notices;
    word->weight =
        log(1 + ((double)(notices - frequency) + 0.5) / ((double)frequency + 0.5));
}

static bool add_place(struct asked_words *words, const struct index *index,
                      const struct asked_word *wanted, struct asked_place place,
                      struct arena *arena, struct error *err)
{
    struct asked_word *word = find_word(words, wanted);
    if (!word) {
        words->items = arena_grow(arena, words->items, words->count, &words->room,
                                  sizeof *words->items);
        word = &words->items[words->count++];
        *word = *wanted;
        word->term = arena_copy(arena, wanted->term);
        if (word->mode != ASKED_PREFIX)
            find_forms(word, index, arena);
        else if (!find_prefix_forms(word, index, arena, err))
            return false;
        weigh(word, index);
    }
    words->places = arena_grow(arena, words->places, words->place_count,
                               &words->place_room, sizeof *words->places);
    place.word = (uint32_t)(word - words->items);
    words->places[words->place_count++] = place;
    return true;
}

bool asked_words_add(struct asked_words *words, const struct index *index,
                     const struct asked_text *asked, struct arena *arena,
                     struct error *err)
{
    struct view view;
    view_read(&view, asked->text, arena);
    bool exact = asked->mode == ASKED_QUOTED && has_tone(&view);
    uint32_t at = 0;
    struct token token, next;
    bool more = token_next(&view, &at, &token);
    for (bool first = true; more; first = false, token = next) {
        more = token_next(&view, &at, &next);
        char bytes[TERM_SIZE];
        struct asked_word wanted = {
            .term = {bytes, token_term(&view, &token, bytes)},
            .mode = asked->mode == ASKED_PREFIX && more ? ASKED_FORGIVING : asked->mode,
            .exact = exact,
            .toned = asked->toned && asked->mode == ASKED_FORGIVING,
            .scored = asked->scored,
        };
        struct asked_place place = {
            .apart =
                first ? !asked->continues : token.sentence && asked->mode != ASKED_QUOTED,
            .start = asked->start,
            .end = asked->end,
        };
        if (!add_place(words, index, &wanted, place, arena, err))
            return false;
    }
    return true;
}

const struct clause *asked_forms_clause(const struct str *forms, size_t count,
                                        enum field_id field, struct arena *arena)
{
    if (!count)
        return clause_new(CLAUSE_NOTHING, NULL, 0, arena);
    const struct clause **terms = ARENA_ARRAY(arena, const struct clause *, count);
    for (size_t i = 0; i < count; i++)
        terms[i] = clause_term(field, forms[i], arena);
    return count == 1 ? terms[0] : clause_new(CLAUSE_SYNONYM, terms, count, arena);
}
