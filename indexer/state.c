// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/state.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool make_folder(const char *path, struct error *err)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return true;
    return error_set(err, ERROR_IO, "cannot make %s: %s", path, strerror(errno));
}

static bool names_segment(const struct manifest *manifest, uint32_t number)
{
    for (size_t i = 0; i < manifest->segment_count; i++) {
        if (manifest->segments[i].number == number)
            return true;
    }
    for (size_t i = 0; i < manifest->replaced_count; i++) {
        if (manifest->replaced[i] == number)
            return true;
    }
    return false;
}

// Removes what no manifest names from segments/, and moves the next number behind
// everything that is there.
static bool clear_segments(struct state *state, struct error *err)
{
    const char *path = arena_printf(state->arena, "%s/segments", state->folder).at;
    if (!make_folder(path, err))
        return false;
    DIR *folder = opendir(path);
    if (!folder)
        return error_set(err, ERROR_IO, "cannot read %s: %s", path, strerror(errno));
    bool done = true;
    for (struct dirent *item; done && (item = readdir(folder));) {
        if (item->d_name[0] == '.')
            continue;
        char *end;
        unsigned long number = strtoul(item->d_name, &end, 10);
        if (*end || number == 0 || number >= UINT32_MAX)
            continue;
        if (state->next.next_segment <= number)
            state->next.next_segment = (uint32_t)number + 1;
        if (!state->unreadable && !names_segment(&state->published, (uint32_t)number))
            done = segment_remove(
                arena_printf(state->arena, "%s/%s", path, item->d_name).at, err);
    }
    closedir(folder);
    return done;
}

static bool clear_tables(struct state *state, struct error *err)
{
    DIR *folder = opendir(state->folder);
    if (!folder)
        return error_set(err, ERROR_IO, "cannot read %s: %s", state->folder,
                         strerror(errno));
    for (struct dirent *item; (item = readdir(folder));) {
        struct str name = str_of(item->d_name);
        bool left_over = str_starts(name, STR("files-")) &&
                         !str_equal(name, state->published.files) &&
                         !str_equal(name, state->published.replaced_files);
        if (left_over || str_equal(name, STR("manifest.new")))
            unlink(arena_printf(state->arena, "%s/%s", state->folder, item->d_name).at);
    }
    closedir(folder);
    return true;
}

static bool clear_leftovers(struct state *state, struct error *err)
{
    const char *building = arena_printf(state->arena, "%s/building", state->folder).at;
    return clear_segments(state, err) && clear_tables(state, err) &&
           segment_remove(building, err);
}

static bool read_published(struct state *state, bool anew, struct error *err)
{
    struct error failure = {0};
    if (manifest_read(&state->published, state->folder, state->arena, &failure))
        return true;
    bool newer = state->published.format > MANIFEST_FORMAT;
    state->published = (struct manifest){0};
    if (failure.code == ERROR_NO_INDEX)
        return true;
    if (anew && failure.code == ERROR_DAMAGED && !newer) {
        state->unreadable = true;
        return true;
    }
    if (err)
        *err = failure;
    return false;
}

bool state_open(struct state *out, const char *folder, bool anew, struct error *err)
{
    *out = (struct state){.arena = arena_new()};
    out->folder = arena_copy(out->arena, str_of(folder)).at;
    bool done = place_open(&out->place, folder, out->arena, err) &&
                read_published(out, anew, err);
    out->next = out->published;
    if (!out->next.next_segment)
        out->next.next_segment = 1;
    if (anew) {
        out->next.segments = NULL;
        out->next.segment_count = 0;
    }
    // The array of the published manifest stays as it is.
    size_t count = out->next.segment_count;
    struct manifest_segment *segments =
        ARENA_ARRAY(out->arena, struct manifest_segment, count + 1);
    if (count)
        memcpy(segments, out->next.segments, count * sizeof *segments);
    out->next.segments = segments;
    if (!anew)
        out->opened = out->published;
    out->segment_room = count + 1;
    struct str table = {0};
    if (!anew)
        table = out->published.files;
    done = done && files_open(&out->files, folder, table, err);
    done = done && (anew || files_verify(out->files, out->published.files_checksum, err));
    done = done && clear_leftovers(out, err);
    if (!done)
        state_close(out);
    return done;
}

void state_close(struct state *state)
{
    files_close(state->files);
    arena_free(state->arena);
    *state = (struct state){0};
}

uint32_t state_new_segment(struct state *state, const char **path)
{
    uint32_t number = state->next.next_segment++;
    *path = manifest_segment_path(state->folder, number, state->arena);
    return number;
}

void state_add_segment(struct state *state, uint32_t number,
                       const struct segment_summary *summary)
{
    struct manifest *next = &state->next;
    next->segments = arena_grow(state->arena, next->segments, next->segment_count,
                                &state->segment_room, sizeof *next->segments);
    next->segments[next->segment_count++] = (struct manifest_segment){
        .number = number,
        .notices = summary->notices,
        .directives = summary->directives,
        .bytes = summary->bytes,
        .checksum = arena_printf(state->arena, "%08" PRIx32, summary->checksum),
        .analyzers = next->analyzers,
        .units = next->units,
    };
}

static int compare_ids(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static bool is_one_of(const uint32_t *numbers, size_t count, uint32_t number)
{
    for (size_t i = 0; i < count; i++) {
        if (numbers[i] == number)
            return true;
    }
    return false;
}

void state_replace_segments(struct state *state, const uint32_t *old, size_t count,
                            uint32_t number, const struct segment_summary *summary,
                            bool dead_stay)
{
    struct manifest *next = &state->next;
    size_t kept = 0, dead_count = 0;
    for (size_t i = 0; i < next->segment_count; i++) {
        if (is_one_of(old, count, next->segments[i].number))
            dead_count += next->segments[i].dead_count;
    }
    uint64_t *dead = ARENA_ARRAY(state->arena, uint64_t, dead_count);
    dead_count = 0;
    for (size_t i = 0; i < next->segment_count; i++) {
        struct manifest_segment *segment = &next->segments[i];
        if (!is_one_of(old, count, segment->number)) {
            next->segments[kept++] = *segment;
            continue;
        }
        if (segment->dead_count)
            memcpy(dead + dead_count, segment->dead, segment->dead_count * sizeof *dead);
        dead_count += segment->dead_count;
        state->moves = arena_grow(state->arena, state->moves, state->move_count,
                                  &state->move_room, sizeof *state->moves);
        state->moves[state->move_count++] =
            (struct segment_move){segment->number, number};
        // A segment that nobody can have opened need not wait for readers.
        if (!names_segment(&state->published, segment->number))
            segment_remove(
                manifest_segment_path(state->folder, segment->number, state->arena),
                NULL);
    }
    next->segment_count = kept;
    if (!number)
        return;
    state_add_segment(state, number, summary);
    if (dead_stay && dead_count) {
        qsort(dead, dead_count, sizeof *dead, compare_ids);
        next->segments[next->segment_count - 1].dead = dead;
        next->segments[next->segment_count - 1].dead_count = dead_count;
    }
}

uint32_t state_segment_now(const struct state *state, uint32_t number)
{
    // Moves are in the order of time, so one pass follows a chain of them.
    for (size_t i = 0; i < state->move_count; i++) {
        if (state->moves[i].from == number)
            number = state->moves[i].to;
    }
    return number;
}

uint32_t state_find_notice(const struct state *state, const struct identity *identity,
                           bool *other, bool *wants_ocr)
{
    uint64_t id = identity_number(identity);
    *other = *wants_ocr = false;
    ptrdiff_t same = files_same(state->files, id, 0);
    if (same >= 0) {
        struct file file;
        files_at(state->files, (size_t)same, &file);
        *other = !identity_equal(&file.identity, identity);
        *wants_ocr = file.flags & FILE_WANTS_OCR;
        return file.segment;
    }
    for (size_t i = 0; i < state->opened.segment_count; i++) {
        if (manifest_segment_dead(&state->opened.segments[i], id))
            return state->opened.segments[i].number;
    }
    return 0;
}

bool state_write_failed(struct error *err)
{
    if (err && (err->code == ERROR_DAMAGED || err->code == ERROR_LOCKED ||
                err->code == ERROR_GONE || err->code == ERROR_NO_INDEX))
        err->code = ERROR_IO;
    return false;
}
