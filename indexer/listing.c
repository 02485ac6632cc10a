// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/listing.h"

#include "corpus/walk.h"

#include <stdlib.h>
#include <string.h>

enum { TICK_FILES = 4096 };

struct work {
    const struct listing_options *options;
    struct listing *out;
    struct arena *arena;
    size_t entry_room, note_room;
    size_t cursor;     // where in the table the next file probably is
    struct str *blind; // real paths that could not be looked at
    size_t blind_count, blind_room;
};

// The number of a plain file in the table, or -1.
static ptrdiff_t find_old(struct work *work, struct str stored)
{
    const struct files *files = work->options->files;
    struct file file;
    if (work->cursor < files_count(files)) {
        files_at(files, work->cursor, &file);
        if (file.kind == FILE_PLAIN && str_equal(file.path, stored))
            return (ptrdiff_t)work->cursor++;
    }
    ptrdiff_t number = files_find(files, stored);
    if (number < 0)
        return -1;
    files_at(files, (size_t)number, &file);
    if (file.kind != FILE_PLAIN)
        return -1;
    work->cursor = (size_t)number + 1;
    return number;
}

static bool needs_reading(const struct listing_options *options, const struct file *was,
                          const struct walk_entry *now)
{
    if (was->size != now->size || was->modified != now->modified ||
        was->changed != now->changed || was->inode != now->inode)
        return true;
    if (was->flags & FILE_UNSETTLED)
        return true;
    if (options->wants_ocr && (was->flags & FILE_WANTS_OCR))
        return true;
    return (was->flags & FILE_FAILED) &&
           (options->retry_failed || !identity_known(&was->identity));
}

static struct entry *add_entry(struct work *work, struct str stored, ptrdiff_t old)
{
    struct listing *out = work->out;
    // Not in the arena: a million of them should not be there twice.
    if (out->count == work->entry_room) {
        work->entry_room = work->entry_room ? work->entry_room * 2 : 64;
        out->entries =
            memory_resize(out->entries, work->entry_room * sizeof *out->entries);
    }
    struct entry *entry = &out->entries[out->count++];
    *entry = (struct entry){
        .file = {.path = arena_copy(work->arena, stored), .kind = FILE_PLAIN},
        .old = old < 0 ? ENTRY_NEW : (uint32_t)old,
        .batch = ENTRY_NO_BATCH,
    };
    return entry;
}

static void see_file(struct work *work, const struct walk_entry *found)
{
    struct str stored = place_stored_real(work->options->place, found->path);
    ptrdiff_t old = find_old(work, stored);
    work->out->seen++;
    if (old >= 0) {
        struct file was;
        files_at(work->options->files, (size_t)old, &was);
        work->out->fates[old] = FATE_KEPT;
        if (!needs_reading(work->options, &was, found))
            return;
    }
    struct entry *entry = add_entry(work, stored, old);
    entry->file.size = found->size;
    entry->file.modified = found->modified;
    entry->file.changed = found->changed;
    entry->file.inode = found->inode;
    work->out->bytes += found->size;
}

static void see_failure(struct work *work, struct str real, struct str reason)
{
    work->blind = arena_grow(work->arena, work->blind, work->blind_count,
                             &work->blind_room, sizeof *work->blind);
    work->blind[work->blind_count++] = arena_copy(work->arena, real);
    struct str stored = place_stored_real(work->options->place, real);
    ptrdiff_t old = find_old(work, stored);
    struct entry *entry = add_entry(work, stored, old);
    entry->file.flags = FILE_FAILED;
    entry->file.reason = arena_copy(work->arena, reason);
    entry->read = true;
    if (old >= 0)
        work->out->fates[old] = FATE_KEPT;
}

static void see(struct work *work, const struct walk_entry *found)
{
    struct listing *out = work->out;
    if (path_within(found->path, work->options->place->real))
        return;
    switch (found->kind) {
    case WALK_FILE:
        see_file(work, found);
        break;
    case WALK_FAILED:
        see_failure(work, found->path, found->reason);
        break;
    case WALK_NOTE:
        out->notes = arena_grow(work->arena, out->notes, out->note_count,
                                &work->note_room, sizeof *out->notes);
        out->notes[out->note_count++] = (struct remark){
            arena_copy(work->arena, place_stored_real(work->options->place, found->path)),
            arena_copy(work->arena, found->reason)};
        break;
    }
}

static bool walk_root(struct work *work, struct str root)
{
    const struct listing_options *options = work->options;
    struct error err = {0};
    struct walk *walk = walk_open(root, &err);
    if (!walk) {
        see_failure(work, root, str_of(err.message));
        return true;
    }
    struct walk_entry found;
    bool stopped = false;
    for (size_t turn = 0; !stopped && walk_next(walk, &found); turn++) {
        see(work, &found);
        if (turn % TICK_FILES)
            continue;
        stopped = options->stop && options->stop();
        if (options->tick)
            options->tick(options->context, work->out->seen);
    }
    walk_close(walk);
    return !stopped;
}

// What the walk did not come by: gone when it should have, else left as it is.
static bool should_stay(const struct work *work, struct str real)
{
    const struct listing_options *options = work->options;
    ptrdiff_t owner = roots_owner(options->roots, real);
    if (owner < 0)
        return false;
    for (size_t i = 0; i < work->blind_count; i++) {
        if (path_within(real, work->blind[i]))
            return true;
    }
    for (size_t i = 0; i < options->scope->count; i++) {
        struct str looked_at = options->scope->items[i];
        if (path_within(real, looked_at) &&
            roots_owner(options->roots, looked_at) == owner)
            return false;
    }
    return true;
}

static void decide_the_unseen(struct work *work)
{
    const struct files *files = work->options->files;
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < files_count(files); i++) {
        if (work->out->fates[i] != FATE_GONE)
            continue;
        struct file file;
        files_at(files, i, &file);
        if (file.kind != FILE_PLAIN)
            continue;
        if (should_stay(work, place_real(work->options->place, file.path, scratch)))
            work->out->fates[i] = FATE_KEPT;
        else
            work->out->gone++;
        arena_reset(scratch);
    }
    arena_free(scratch);
}

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    return str_compare(a->file.path, b->file.path);
}

// Roots that lie in each other show a file twice, and out of order.
static void sort_entries(struct listing *out)
{
    bool sorted = true;
    for (size_t i = 1; i < out->count && sorted; i++)
        sorted =
            str_compare(out->entries[i - 1].file.path, out->entries[i].file.path) < 0;
    if (sorted)
        return;
    qsort(out->entries, out->count, sizeof *out->entries, compare_entries);
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++) {
        if (kept &&
            str_equal(out->entries[kept - 1].file.path, out->entries[i].file.path)) {
            out->bytes -= out->entries[i].file.size;
            continue;
        }
        out->entries[kept++] = out->entries[i];
    }
    out->count = kept;
}

bool listing_make(struct listing *out, const struct listing_options *options,
                  struct arena *arena)
{
    *out = (struct listing){0};
    out->fates = arena_alloc(arena, files_count(options->files) + 1);
    struct work work = {.options = options, .out = out, .arena = arena};
    for (size_t i = 0; i < options->scope->count; i++) {
        if (!walk_root(&work, options->scope->items[i]))
            return false;
    }
    decide_the_unseen(&work);
    sort_entries(out);
    return true;
}

void listing_close(struct listing *listing)
{
    free(listing->entries);
    *listing = (struct listing){0};
}
