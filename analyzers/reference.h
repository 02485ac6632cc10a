// Legal references: "Nghị quyết số 163/2021/NQ-HĐND ngày 09/12/2021 của HĐND tỉnh" and
// everything that stands for it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

// What the sentence does to the cited document.
enum relation {
    RELATION_CITES,
    RELATION_SELF,
    RELATION_REPLACES,
    RELATION_REPEALS,
    RELATION_AMENDS,
    RELATION_DETAILS,
    RELATION_GUIDES,
    RELATION_ISSUED_WITH,
    RELATION_APPROVES,
    RELATION_IMPLEMENTS,
    RELATION_BASIS,
    RELATION_FOLLOWS_UP,
    RELATION_DRAFTS,
    RELATION_COMMENTS_ON,
    RELATION_COUNT,
};

enum relation_status {
    STATUS_DONE,
    STATUS_PLANNED,
    STATUS_DRAFT,
    STATUS_PENDING,
    STATUS_COUNT
};

const char *relation_name(enum relation relation);
const char *relation_status_name(enum relation_status status);

// The subject of a document to which the cited one does something, when that is this text.
#define REFERENCE_THIS STR("self")

// How the text names the document.
enum reference_kind {
    REFERENCE_NUMBERED, // by number: 163/2021/NQ-HĐND, "Nghị quyết 57"
    REFERENCE_LAW, // a law by its name: "Luật Đất đai năm 2024"; key luat:dat-dai:2024
    // by what was said before: "Quyết định nêu trên"; the key is that of the document
    // meant
    REFERENCE_ANAPHOR,
};

// One mention. All strings live in the arena of the analysis.
struct reference {
    struct span span;
    uint32_t from, to;  // the same in letters of the view
    struct str key;     // num/year/type-org@scope
    struct str display; // as people write it: 163/2021/NQ-HĐND
    struct str type;    // "nghị quyết", or missing
    struct str issuer;  // for people; missing when nobody says it
    int32_t date;       // the day the cited document was issued, or 0
    // the year in the key was inherited from another citation in this text
    bool year_inferred;
    struct str pinpoint; // "điểm a khoản 2 Điều 5", or missing
    enum relation relation;
    enum relation_status status;
    // missing: this document does it; else the key or title of what does
    struct str subject;
    // The other way round: the cited document does it to the subject ("A được sửa đổi bởi
    // B"), which is then REFERENCE_THIS for this document, missing when nobody can tell.
    bool by;
    enum reference_kind kind;
    // luat:…:year, where a law is cited by name and number; else missing
    struct str alias;
};

// `items` are the citations by number (and anaphors of them), `laws` the laws that are
// cited by name only, each in the order of the text.
struct references {
    struct reference *items;
    size_t count;
    struct reference *laws;
    size_t law_count;
};

// True for a key that says which document is meant; false where the number is blank, as in
// drafts and in notices that were never numbered: "/2025/tb-snn@phu-yen".
bool reference_has_number(struct str key);
// True for the key of a document or law, false for a title.
bool reference_is_key(struct str subject);
// "by" where the cited document does it to the subject, else "of".
const char *direction_name(bool by);

// What is known of the citing document.
struct citing {
    struct str province; // slug, or missing
    struct str district; // slug of the district or commune, or missing
    struct str level;    // its kind, folded: "huyen", "xa", "thanh pho"; or missing
    int year;            // of the document, or 0
    int32_t date;        // its last possible day, or 0
};

// All references of the text in its order, with relation, status and subject.
void references_find(struct references *out, const struct view *view,
                     const struct citing *citing, struct arena *arena);

// A reference as asked for. Missing parts may be anything.
struct reference_query {
    struct str number;       // "163", "30a", "66.13"; missing only for laws by name
    int year;                // 0: any
    struct str type;         // folded code: "nq"
    struct str organisation; // folded: "hdnd", "bkhcn-khtc"
    struct str scope;        // province slug (and /district), or missing
    struct str name;         // folded name of a law cited by name, or missing
};

// Understands what a person typed; false when it is no reference. Strings live in the
// arena.
bool reference_query_parse(struct reference_query *out, struct str typed,
                           struct arena *arena);
// The same where nothing but a document can be meant: a number alone will do ("163").
bool reference_query_parse_named(struct reference_query *out, struct str typed,
                                 struct arena *arena);
// True when a key agrees with everything that the question says.
bool reference_query_matches(const struct reference_query *query, struct str key);
