// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/state.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NO_CONTAINER = UINT32_MAX };

// What the next files table is made of.
struct publication {
    struct state *state;
    const struct changes *changes;
    unsigned char *fates; // by line of the old table, decided
    // by line of the old table: the file that a member is in; NULL when there is none
    uint32_t *containers;
    uint64_t *lines; // of the new table: an entry (NEW_LINE set) or a line of the old one
    size_t line_count;
    uint64_t *living; // ids of notices that entries name, ascending
    size_t living_count;
};

static const uint64_t new_line = (uint64_t)1 << 63;

static int compare_ids(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static bool has_id(const uint64_t *ids, size_t count, uint64_t id)
{
    return count && bsearch(&id, ids, count, sizeof *ids, compare_ids);
}

// "mail.eml!archive.zip!a.txt" is in the first of "mail.eml", "mail.eml!archive.zip" that
// is a file.
static uint32_t container_of(const struct files *files, struct str path)
{
    for (ptrdiff_t at = str_find(path, STR("!"), 0); at >= 0;
         at = str_find(path, STR("!"), (size_t)at + 1)) {
        ptrdiff_t number = files_find(files, str_slice(path, 0, (size_t)at));
        struct file file;
        if (number < 0)
            continue;
        files_at(files, (size_t)number, &file);
        if (file.kind == FILE_PLAIN)
            return (uint32_t)number;
    }
    return NO_CONTAINER;
}

static enum fate fate_of(const struct publication *publication, size_t line)
{
    uint32_t container = publication->containers[line];
    if (container == NO_CONTAINER)
        return publication->fates[line];
    enum fate fate = publication->fates[container];
    return fate == FATE_REFRESHED ? FATE_KEPT : fate;
}

static void decide_fates(struct publication *publication)
{
    const struct changes *changes = publication->changes;
    const struct files *files = publication->state->files;
    size_t count = files_count(files);
    publication->fates = memory_array(count, 1);
    publication->containers = memory_array(count, sizeof *publication->containers);
    for (size_t i = 0; i < count; i++) {
        struct file file;
        files_at(files, i, &file);
        bool member = file.kind == FILE_MEMBER;
        publication->containers[i] =
            member ? container_of(files, file.path) : NO_CONTAINER;
        // A member without its file should not be; it goes.
        bool gone = changes->fates && changes->complete && changes->fates[i] == FATE_GONE;
        bool stray = member && publication->containers[i] == NO_CONTAINER;
        publication->fates[i] = gone || stray ? FATE_GONE : FATE_KEPT;
    }
    for (size_t i = 0; i < changes->count; i++) {
        const struct entry *entry = changes->entries[i];
        if (entry->old != ENTRY_NEW)
            publication->fates[entry->old] = entry->same ? FATE_REFRESHED : FATE_REPLACED;
    }
}

static int compare_files(const struct file *a, const struct file *b)
{
    int order = str_compare(a->path, b->path);
    return order ? order : (int)a->kind - (int)b->kind;
}

static void merge_lines(struct publication *publication)
{
    const struct changes *changes = publication->changes;
    const struct files *files = publication->state->files;
    size_t old_count = files_count(files), entry = 0;
    publication->lines =
        memory_array(old_count + changes->count, sizeof *publication->lines);
    for (size_t old = 0; old < old_count; old++) {
        if (fate_of(publication, old) != FATE_KEPT)
            continue;
        struct file file;
        files_at(files, old, &file);
        while (entry < changes->count &&
               compare_files(&changes->entries[entry]->file, &file) < 0)
            publication->lines[publication->line_count++] = new_line | entry++;
        publication->lines[publication->line_count++] = old;
    }
    while (entry < changes->count)
        publication->lines[publication->line_count++] = new_line | entry++;
}

static int compare_renewed(const void *left, const void *right)
{
    const struct renewed *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

// Where a notice stands that a line of the old table names.
static uint32_t segment_now(const struct publication *publication,
                            const struct file *file)
{
    const struct changes *changes = publication->changes;
    if (changes->renewed_count) {
        struct renewed wanted = {.id = identity_number(&file->identity)};
        const struct renewed *found =
            bsearch(&wanted, changes->renewed, changes->renewed_count, sizeof wanted,
                    compare_renewed);
        if (found && file->segment)
            return found->segment;
    }
    return state_segment_now(publication->state, file->segment);
}

static void line_at(const void *context, size_t number, struct file *out)
{
    const struct publication *publication = context;
    uint64_t line = publication->lines[number];
    if (line & new_line) {
        *out = publication->changes->entries[line & ~new_line]->file;
        out->segment = state_segment_now(publication->state, out->segment);
    } else {
        files_at(publication->state->files, (size_t)line, out);
        out->segment = segment_now(publication, out);
    }
}

static void list_living(struct publication *publication)
{
    const struct changes *changes = publication->changes;
    publication->living = memory_array(changes->count, sizeof *publication->living);
    for (size_t i = 0; i < changes->count; i++) {
        const struct file *file = &changes->entries[i]->file;
        if (file->segment)
            publication->living[publication->living_count++] =
                identity_number(&file->identity);
    }
    qsort(publication->living, publication->living_count, sizeof *publication->living,
          compare_ids);
}

static bool lives(const struct publication *publication, uint64_t id)
{
    if (has_id(publication->living, publication->living_count, id))
        return true;
    ptrdiff_t line;
    for (size_t nth = 0; (line = files_same(publication->state->files, id, nth)) >= 0;
         nth++) {
        if (fate_of(publication, (size_t)line) == FATE_KEPT)
            return true;
    }
    return false;
}

struct death {
    uint32_t segment;
    uint64_t id;
};

static int compare_deaths(const void *left, const void *right)
{
    const struct death *a = left, *b = right;
    if (a->segment != b->segment)
        return a->segment < b->segment ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

// The notices that nothing names any more, each once, by segment.
static struct death *list_deaths(const struct publication *publication, size_t *count)
{
    const struct files *files = publication->state->files;
    struct death *deaths = NULL;
    size_t room = 0;
    *count = 0;
    for (size_t i = 0; i < files_count(files); i++) {
        if (fate_of(publication, i) == FATE_KEPT)
            continue;
        struct file file;
        files_at(files, i, &file);
        uint64_t id = identity_number(&file.identity);
        uint32_t segment = segment_now(publication, &file);
        if (!segment || lives(publication, id))
            continue;
        if (*count == room) {
            room = room ? room * 2 : 64;
            deaths = memory_resize(deaths, room * sizeof *deaths);
        }
        deaths[(*count)++] = (struct death){segment, id};
    }
    if (*count)
        qsort(deaths, *count, sizeof *deaths, compare_deaths);
    return deaths;
}

// Adds the deaths of one segment to its tombstones and takes away those of notices that
// live again.
static void bury(const struct publication *publication, struct manifest_segment *segment,
                 const struct death *deaths, size_t count)
{
    uint64_t *dead =
        ARENA_ARRAY(publication->state->arena, uint64_t, segment->dead_count + count);
    size_t dead_count = 0;
    for (size_t i = 0; i < segment->dead_count; i++) {
        if (!has_id(publication->living, publication->living_count, segment->dead[i]))
            dead[dead_count++] = segment->dead[i];
    }
    for (size_t i = 0; i < count; i++)
        dead[dead_count++] = deaths[i].id;
    qsort(dead, dead_count, sizeof *dead, compare_ids);
    size_t kept = 0;
    for (size_t i = 0; i < dead_count; i++) {
        if (!kept || dead[kept - 1] != dead[i])
            dead[kept++] = dead[i];
    }
    segment->dead = dead;
    segment->dead_count = kept;
}

static void bury_all(const struct publication *publication)
{
    struct manifest *next = &publication->state->next;
    size_t count;
    struct death *deaths = list_deaths(publication, &count);
    for (size_t i = 0; i < next->segment_count; i++) {
        uint32_t number = next->segments[i].number;
        size_t from = 0;
        while (from < count && deaths[from].segment != number)
            from++;
        size_t to = from;
        while (to < count && deaths[to].segment == number)
            to++;
        bury(publication, &next->segments[i], deaths + from, to - from);
    }
    free(deaths);
}

static bool is_live_segment(const struct manifest *manifest, uint32_t number)
{
    for (size_t i = 0; i < manifest->segment_count; i++) {
        if (manifest->segments[i].number == number)
            return true;
    }
    return false;
}

// Segments that are all dead need not stay.
static void drop_the_dead(struct state *state)
{
    struct manifest *next = &state->next;
    size_t kept = 0;
    for (size_t i = 0; i < next->segment_count; i++) {
        if (next->segments[i].dead_count < next->segments[i].notices)
            next->segments[kept++] = next->segments[i];
    }
    next->segment_count = kept;
}

static void list_replaced(struct state *state)
{
    struct manifest *next = &state->next;
    next->replaced = ARENA_ARRAY(state->arena, uint32_t, state->published.segment_count);
    next->replaced_count = 0;
    for (size_t i = 0; i < state->published.segment_count; i++) {
        uint32_t number = state->published.segments[i].number;
        if (!is_live_segment(next, number))
            next->replaced[next->replaced_count++] = number;
    }
    next->replaced_files = state->published.files;
}

// What the manifest before the last one replaced has waited long enough for its readers.
static void remove_replaced(struct state *state, const struct manifest *before)
{
    for (size_t i = 0; i < before->replaced_count; i++) {
        if (!is_live_segment(&state->next, before->replaced[i]))
            segment_remove(
                manifest_segment_path(state->folder, before->replaced[i], state->arena),
                NULL);
    }
    if (before->replaced_files.len)
        unlink(arena_printf(state->arena, "%s/%.*s", state->folder,
                            STR_ARG(before->replaced_files))
                   .at);
}

static bool commit(struct publication *publication, struct error *err)
{
    struct state *state = publication->state;
    struct manifest *next = &state->next;
    char checksum[FILES_CHECKSUM_SIZE];
    next->generation++;
    next->files = arena_printf(state->arena, "files-%06" PRIu64, next->generation);
    if (!files_write(state->folder, next->files, publication->line_count, line_at,
                     publication, checksum, err))
        return false;
    next->files_checksum = arena_copy(state->arena, str_of(checksum));
    const char *segments = arena_printf(state->arena, "%s/segments", state->folder).at;
    return folder_sync(segments, err) && manifest_write(next, state->folder, err);
}

bool state_publish(struct state *state, const struct changes *changes, struct error *err)
{
    struct publication publication = {.state = state, .changes = changes};
    decide_fates(&publication);
    merge_lines(&publication);
    list_living(&publication);
    bury_all(&publication);
    // A notice that is dead now may be found again in a file that was not read yet.
    if (changes->complete)
        drop_the_dead(state);
    list_replaced(state);
    bool done = commit(&publication, err);
    if (done) {
        struct manifest before = state->published;
        state->published = state->next;
        // The segments of the next manifest go on changing; those of the published one do
        // not.
        state->published.segments = ARENA_ARRAY(state->arena, struct manifest_segment,
                                                state->next.segment_count + 1);
        if (state->next.segment_count)
            memcpy(state->published.segments, state->next.segments,
                   state->next.segment_count * sizeof *state->next.segments);
        remove_replaced(state, &before);
    }
    free(publication.fates);
    free(publication.containers);
    free(publication.lines);
    free(publication.living);
    return done;
}
