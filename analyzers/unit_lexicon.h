// All that is known of units before a text is read: bodies with names of their own, the
// sectors of departments and ministries, the words with which names of units begin, and
// what only looks like one.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/lexicon.h"
#include "analyzers/unit_name.h"

// Where a known body stands.
enum unit_level {
    LEVEL_NATIONAL, // trung-uong/ID
    LEVEL_PROVINCE, // PROVINCE/ID
    // PROVINCE/ID, or PROVINCE/DISTRICT/ID when a district or commune is named
    LEVEL_SCOPE,
    LEVEL_OFFICE, // OFFICE/ID
};

struct known_unit {
    struct str name;       // canonical
    struct spelling first; // its first word
    struct str normal;     // folded, without "và" and "của"
    struct str id;
    enum unit_level level;
    bool needs_scope; // its name alone says nothing: "công an"
    bool exact;       // only as it is written in the table, in capitals: "VPUB"
};

// The known body whose name starts at word `at`, or NULL; the longest wins; *end is the
// word behind it.
const struct known_unit *unit_lexicon_match(const struct word_list *words, uint32_t at,
                                            const struct unit_list *list, uint32_t *end);
// The body that an organisation's code in a document number means: "SKHCN", "VPCP";
// folded, without signs.
const struct known_unit *unit_lexicon_code(struct str folded);

// The known body that an id means: the name for "quang-tri/tinh-uy", for an office's
// "van-phong"; NULL when the tables know none.
const struct known_unit *unit_lexicon_id(struct str id);

enum head_kind { HEAD_SECTOR, HEAD_PART, HEAD_BODY, HEAD_BOARD, HEAD_OUTSIDE };

struct unit_head {
    struct str word;       // "Trung tâm"
    struct str folded;     // "trung tam"
    struct spelling first; // "trung"
    struct str slug;
    enum head_kind kind;
    bool whole;       // it says what it is without more words: "Trung tâm Y tế"
    bool number;      // a bare number tells sisters apart: "Đội 2"
    struct str above; // the department of a province that such bodies belong to, or empty
};

// The longest first word of a unit's name at word `at`, or NULL.
const struct unit_head *unit_lexicon_head(const struct word_list *words, uint32_t at,
                                          uint32_t *end);
// The word behind what only looks like a unit at word `at`: "phòng chống"; `at` when
// nothing does.
uint32_t unit_lexicon_lookalike(const struct word_list *words, uint32_t at);
// The longest topic of a unit's name at word `at`: "kế hoạch", "công nghệ thông tin";
// false when there is none.
bool unit_lexicon_topic(const struct word_list *words, uint32_t at, uint32_t *end);
// True when the topic at word `at` is a task too (the table's column "task"): "kiểm tra".
bool unit_lexicon_task(const struct word_list *words, uint32_t at);
// Fills the tables; what stands below is right only afterwards.
void unit_lexicon_start(void);
// The words at which a unit may begin, a list of them, or what is read with them ("Nơi
// nhận:"): those with a capital, and those in small letters.
extern struct word_set unit_lexicon_firsts, unit_lexicon_smalls;
// False for most words that begin none: a quick first look.
static inline bool unit_lexicon_begins(uint64_t key)
{
    return word_set_has(&unit_lexicon_firsts, key);
}
// The same for words in small letters.
static inline bool unit_lexicon_begins_small(uint64_t key)
{
    return word_set_has(&unit_lexicon_smalls, key);
}

// A sector named without its head, in a list behind "các Sở:" or "các Bộ:".
struct sector_name {
    const struct known_unit *unit; // with the head
    uint32_t end;
};
bool unit_lexicon_sector(const struct word_list *words, uint32_t at,
                         const struct unit_head *head, const struct unit_list *list,
                         struct sector_name *out);
