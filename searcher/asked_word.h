// The words of a question, and under which forms the archive has each of them.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/clause.h"
#include "index/index.h"

enum asked_mode {
    ASKED_FORGIVING, // forms alike and others
    // forms alike; where the text has tones, its words are exactly as written
    ASKED_QUOTED,
    ASKED_PREFIX, // the last word is the beginning of the forms alike
};

// A word typed without, with some or with all of its marks stands for every attested form
// that could be meant by it ("quyet": quyết, quyệt, …; "quyết": quyết alone). Forms of
// the same letters that contradict its marks come second:
// scans lose marks.
struct asked_word {
    struct str term; // canonical, as typed
    enum asked_mode mode;
    bool toned;  // typed among words with tones
    bool exact;  // ASKED_QUOTED: no other form than the one typed
    bool scored; // weighs in the order of the hits (words that are left out do not)
    const struct str *alike; // forms it may stand for
    size_t alike_count;
    // the first of them are meant as they are; the others are possible, and weigh less
    size_t meant_count;
    const struct str *other; // forms that contradict its marks
    size_t other_count;
    size_t frequency; // notices with any of the forms alike, at most all
    double weight;    // how much the word tells (idf), > 0
};

// One place in the question where a word stands.
struct asked_place {
    uint32_t word;
    bool apart; // no pair of words reaches back across here
    size_t start,
        end; // bytes of the question: the piece between two blanks that holds the word
};

// The different words of a question, and the question as a sequence of them.
struct asked_words {
    struct asked_word *items;
    size_t count;
    struct asked_place *places;
    size_t place_count;
    size_t room, place_room;
};

struct asked_text {
    struct str text;
    enum asked_mode mode;
    bool scored;
    bool toned;        // the question has tones, so that a bare word is meant to be bare
    bool continues;    // the text stands right behind the one added before
    size_t start, end; // bytes of the question
};

// True when a letter of the text has a tone mark.
bool asked_has_tone(struct str text, struct arena *arena);

// Adds the words of a text at the end of the places; there may be none.
bool asked_words_add(struct asked_words *words, const struct index *index,
                     const struct asked_text *asked, struct arena *arena,
                     struct error *err);

// Notices with any of these forms in the field (FIELD_TEXT or FIELD_TITLE);
// CLAUSE_NOTHING without forms.
const struct clause *asked_forms_clause(const struct str *forms, size_t count,
                                        enum field_id field, struct arena *arena);
