// What a document is called where nobody says its number: its own title, and the titles of
// drafts that are to replace or amend it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/decree.h"

struct known_titles {
    struct str *items; // words as in analyzers/titled.h, each once
    size_t count, room;
    bool unique; // no other document of the archive has such a title
    struct str *drafts;
    size_t draft_count, draft_room;
};

// The title that the document itself has, else those that citations give it. Strings live
// in the arena.
bool known_titles_find(struct known_titles *out, const struct index *index,
                       const struct decree *decree, struct arena *arena,
                       struct error *err);
// Remembers a draft by its title ("dự thảo Quy chế quản lý …"), where it says enough.
void known_titles_add_draft(struct known_titles *titles, struct str title,
                            struct arena *arena);
// Notices that may name the document by its title; NULL where it has none.
const struct clause *known_titles_clause(const struct known_titles *titles,
                                         struct arena *arena);
// Notices that name a document much like it, or like one of the drafts; NULL where there
// are none.
bool known_titles_similar(const struct clause **out, const struct known_titles *titles,
                          const struct index *index, struct arena *arena,
                          struct error *err);

// Whether the archive has another document with exactly the title that is named.
bool known_titles_of_other(bool *out, const struct index *index,
                           const struct decree *decree, const struct titled *titled,
                           struct error *err);

enum title_match {
    TITLE_OTHER,
    TITLE_PERHAPS, // the title is similar, or the same and something speaks against it
    TITLE_PERHAPS_DRAFT, // … that of a draft
    TITLE_SURE,
};
// Whether what a notice names by its title, and what it says happens to that
// (titled_relation), is about the document. Sure: the same words, eight at
// least, no other document with this title; in the same province, where the document is a
// local one; not before it was issued, but for its own drafts in the three years before.
enum title_match known_titles_match(const struct known_titles *titles,
                                    const struct decree *decree,
                                    const struct titled *titled, enum relation relation,
                                    enum relation_status status,
                                    const struct anatomy *anatomy);
