// The index as its writer sees it: what is published, and what will be published next.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "index/manifest.h"
#include "index/segment.h"
#include "indexer/listing.h"

// A replaced segment: what was said to stand in `from` stands in `to`.
struct segment_move {
    uint32_t from;
    uint32_t to; // 0: nothing of it is left
};

struct state {
    struct arena *arena;
    const char *folder;
    struct place place;
    struct manifest published; // as it is on the disk
    // … with the segments made since; tombstones follow at publication
    struct manifest next;
    // … as it was when the state was opened; never changes: threads look here
    struct manifest opened;
    // there is a manifest, but damaged: nothing may be thrown away because nobody names
    // it
    bool unreadable;
    struct files *files; // as published when the state was opened
    size_t segment_room;
    struct segment_move *moves;
    size_t move_count, move_room;
};

// Reads what is published and removes what killed runs left behind. The lock is held by
// the caller. A folder without a manifest is an empty index; with `anew` so is every
// other one, but for its roots, shards and numbers (a damaged manifest is then as good as
// none).
bool state_open(struct state *out, const char *folder, bool anew, struct error *err);
void state_close(struct state *state);

// A number for a new segment, and its folder.
uint32_t state_new_segment(struct state *state, const char **path);
// Adds a finished segment.
void state_add_segment(struct state *state, uint32_t number,
                       const struct segment_summary *summary);
// Puts a finished segment in the place of others and leaves it their dead (`dead_stay`)
// or none; number 0: nothing is left of them.
void state_replace_segments(struct state *state, const uint32_t *old, size_t count,
                            uint32_t number, const struct segment_summary *summary,
                            bool dead_stay);
// Where what stood in this segment stands now.
uint32_t state_segment_now(const struct state *state, uint32_t number);

// An old notice that has this identity, alive or (its id) dead: the segment in which it
// stood when the state was opened, or 0. *other is set when the id belongs to another
// content, *wants_ocr when OCR would have brought more of it. Any thread may ask.
uint32_t state_find_notice(const struct state *state, const struct identity *identity,
                           bool *other, bool *wants_ocr);

// A notice whose text was read anew from the same content: it stands in a new segment,
// and was purged from its old one.
struct renewed {
    uint64_t id;
    uint32_t segment;
};

// What is new since the state was opened.
struct changes {
    struct entry **entries; // read ones, ascending by path and kind
    size_t count;
    unsigned char *fates;          // of the lines of state.files; NULL: all stay
    const struct renewed *renewed; // ascending ids
    size_t renewed_count;
    bool complete; // everything was looked at: what is gone may go
};

// Replaces the manifest: the one commit. Whatever fails before leaves the published state
// as it was. False with ERROR_IO.
bool state_publish(struct state *state, const struct changes *changes, struct error *err);

// For what went wrong while a batch or a segment was written: however the library calls
// it, the index is neither damaged nor locked by somebody. False.
bool state_write_failed(struct error *err);
