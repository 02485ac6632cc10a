// Documents named by what they are about instead of a number: "Quyết định ban hành Quy chế
// làm việc của …", "dự thảo Nghị quyết về chính sách …"; the titles of documents that are
// cited by number; and the short names that notices give them: "(sau đây gọi tắt là Đề án
// 06)".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/anatomy.h"
#include "analyzers/reference.h"

enum titled_kind {
    TITLED_MENTION, // nobody says the number; key is missing
    TITLED_OF,      // the title of the document `key`
    TITLED_SHORT,   // the document `key` is called by the reference `words` ("6/-/da-")
};

// Where a title ends nobody can tell, so the words go on to the end of the sentence, and
// commas stand in them wherever it may have ended:
//
//   Thực hiện Quyết định của UBND tỉnh ban hành Quy chế phối hợp quản lý an toàn thực phẩm
//   trên địa bàn tỉnh Bến Tre trong quý II.
//        qc:phoi hop quan ly an toan thuc pham tinh,trong quy ii
//
// The kind of the document (what an act puts into force, where it says so), a colon, and
// folded syllables; abbreviations are spelt out, words that say nothing are left out, and
// so is the name behind "tỉnh".
struct titled {
    enum titled_kind kind;
    struct span span;
    struct str words;
    struct str key;
};

struct titles {
    struct titled *items;
    size_t count;
};

// All of them in the order of the text, the notice's own title first. `references` and
// `units` are those of the view.
void titles_find(struct titles *out, const struct view *view,
                 const struct anatomy *anatomy, const struct references *references,
                 const struct units *units, struct arena *arena);
// What the sentence around a mention does to the document. The words of the view were asked
// for before (words_of).
void titled_relation(const struct titled *titled, const struct view *view,
                     enum relation *relation, enum relation_status *status);
// The words of a title that stands alone ("dự thảo Quy chế quản lý …"); missing when it
// names no kind of document or says too little.
struct str titled_words(struct str title, struct arena *arena);

enum { TITLED_START = 6, TITLED_LEAST = 5 };
// The kind and the first TITLED_START words: those that name the same document have it in
// common. Missing for fewer than TITLED_LEAST words.
struct str titled_start(struct str words, struct arena *arena);
// How many words.
size_t titled_length(struct str words);

enum titled_likeness { TITLED_OTHER, TITLED_SIMILAR, TITLED_SAME };
// Whether a mention names the document of this title. The same: every word of the title,
// and then the mention may end. Similar: of one kind, and most pairs of neighbouring words
// of the shorter one are in the other, at least half of those of the title.
enum titled_likeness titled_compare(struct str title, struct str mention);
