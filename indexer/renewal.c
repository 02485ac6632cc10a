// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/renewal.h"

#include "analyzers/notice.h"
#include "index/segment.h"
#include "indexer/crew.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { PART_NOTICES = 250 };

// One segment being written anew, part by part.
struct renewal {
    const struct renewal_options *options;
    const struct manifest_segment *old;
    const char *folder; // of the old segment
    uint32_t count;     // notices in it
    // every PART_NOTICES of the old one can make one; NULL where all are dead
    char **parts;
    atomic_size_t notices;
};

bool renewal_is_stale(const struct state *state, const struct manifest_segment *segment)
{
    return segment->analyzers != state->next.analyzers ||
           !str_equal(segment->units, state->next.units);
}

// A segment's parts are all there before they are compacted.
static struct segment_options part_options(const struct renewal *renewal)
{
    return (struct segment_options){
        .servable = renewal->options->state->next.servable,
        .packed = true,
    };
}

static char *part_folder(const struct renewal *renewal, size_t job)
{
    struct buf path = {0};
    buf_printf(&path, "%s/%u-%zu", renewal->options->building, renewal->old->number, job);
    return path.at;
}

// The path that helps to date a notice: the first one it is known by.
static struct str path_of(const struct state *state, uint64_t id)
{
    struct file file = {0};
    ptrdiff_t line = files_same(state->files, id, 0);
    if (line >= 0)
        files_at(state->files, (size_t)line, &file);
    return file.path;
}

static bool add_anew(struct renewal *renewal, size_t job, const struct segment *segment,
                     uint32_t number, struct segment_batch **part, struct arena *arena,
                     struct error *err)
{
    struct document document;
    uint64_t id;
    arena_reset(arena);
    if (!segment_notice(segment, number, &document, arena, err))
        return false;
    if (!identity_number_parse(&id, document.id))
        return error_set(err, ERROR_DAMAGED, "%s holds a notice without an id",
                         renewal->folder);
    if (manifest_segment_dead(renewal->old, id))
        return true;
    struct segment_options options = part_options(renewal);
    if (!*part) {
        renewal->parts[job] = part_folder(renewal, job);
        if (!segment_batch_open(part, renewal->parts[job], &options, err))
            return state_write_failed(err);
    }
    struct notice notice;
    struct view view;
    notice_read(&notice, &view, document.notice.text,
                path_of(renewal->options->state, id), renewal->options->units, arena);
    return segment_batch_add(*part, &notice, &view, document.id, document.source, err) ||
           state_write_failed(err);
}

static bool analyse_part(void *context, struct crew *crew, unsigned worker, size_t job,
                         struct error *err)
{
    (void)worker;
    struct renewal *renewal = context;
    struct segment *segment = NULL;
    if (!segment_open(&segment, renewal->folder, err))
        return false;
    struct segment_batch *part = NULL;
    struct arena *arena = arena_new();
    uint32_t number = (uint32_t)(job * PART_NOTICES) + 1;
    uint32_t last = number + PART_NOTICES - 1 < renewal->count ? number + PART_NOTICES - 1
                                                               : renewal->count;
    bool done = true;
    for (; done && number <= last && !crew_stopping(crew); number++)
        done = add_anew(renewal, job, segment, number, &part, arena, err);
    done = done && number > last;
    if (part && done) {
        done = segment_batch_finish(part, err) || state_write_failed(err);
    } else if (part) {
        segment_batch_discard(part);
    }
    arena_free(arena);
    segment_close(segment);
    atomic_fetch_add(&renewal->notices, PART_NOTICES);
    return done;
}

// Writes the living of *next … into a part of their own.
static bool purge_some(struct renewal *renewal, const struct segment *segment,
                       uint32_t *next, size_t *parts, struct error *err)
{
    struct segment_batch *part;
    struct segment_options options = part_options(renewal);
    char *folder = part_folder(renewal, *parts);
    renewal->parts[*parts] = folder;
    if (!segment_batch_open(&part, folder, &options, err))
        return state_write_failed(err);
    if (!segment_rewrite(part, segment, renewal->old->dead, renewal->old->dead_count,
                         PART_NOTICES, next, err)) {
        segment_batch_discard(part);
        return false;
    }
    if (segment_batch_count(part)) {
        ++*parts;
        return segment_batch_finish(part, err) || state_write_failed(err);
    }
    segment_batch_discard(part);
    renewal->parts[*parts] = NULL;
    free(folder);
    return true;
}

static bool purge_all(void *context, struct crew *crew, unsigned worker, size_t job,
                      struct error *err)
{
    (void)worker, (void)job;
    struct renewal *renewal = context;
    struct segment *segment = NULL;
    uint32_t next = 1;
    size_t parts = 0;
    bool done = segment_open(&segment, renewal->folder, err);
    while (done && next && !crew_stopping(crew)) {
        done = purge_some(renewal, segment, &next, &parts, err);
        atomic_fetch_add(&renewal->notices, PART_NOTICES);
    }
    if (segment)
        segment_close(segment);
    return done && !next;
}

static bool take_part(void *context, size_t job, struct error *err)
{
    (void)context, (void)job, (void)err;
    return true;
}

static void tick(void *context)
{
    struct renewal *renewal = context;
    if (!renewal->options->tick)
        return;
    size_t notices = atomic_load(&renewal->notices);
    renewal->options->tick(renewal->options->context,
                           notices < renewal->count ? notices : renewal->count,
                           renewal->count);
}

static bool put_together(struct renewal *renewal, size_t slots, struct error *err)
{
    struct state *state = renewal->options->state;
    const char **parts = memory_array(slots, sizeof *parts);
    size_t count = 0;
    for (size_t i = 0; i < slots; i++) {
        if (renewal->parts[i])
            parts[count++] = renewal->parts[i];
    }
    struct segment_summary summary = {0};
    uint32_t old = renewal->old->number, number = 0;
    bool done = true;
    if (count) {
        const char *folder;
        number = state_new_segment(state, &folder);
        done = segment_compact(folder, parts, count, &summary, err) ||
               state_write_failed(err);
    }
    if (done)
        state_replace_segments(state, &old, 1, number, &summary,
                               renewal->options->only_count > 0);
    free(parts);
    return done;
}

static bool renew(uint32_t number, const struct renewal_options *options, bool anew,
                  bool *done, struct error *err)
{
    struct renewal renewal = {.options = options};
    struct manifest_segment old = {0};
    for (size_t i = 0; i < options->state->next.segment_count; i++) {
        if (options->state->next.segments[i].number == number)
            old = options->state->next.segments[i];
    }
    if (options->only_count) {
        old.dead = options->only;
        old.dead_count = options->only_count;
    }
    renewal.old = &old;
    renewal.folder =
        manifest_segment_path(options->state->folder, number, options->state->arena);
    renewal.count = (uint32_t)old.notices;
    // One more than is needed, for a last part that turns out to be empty.
    size_t slots = (renewal.count + PART_NOTICES - 1) / PART_NOTICES + 1;
    renewal.parts = memory_array(slots, sizeof *renewal.parts);
    struct crew_work work = {
        &renewal, anew ? slots : 1, anew ? analyse_part : purge_all, take_part,
        tick,     options->stop};
    size_t finished;
    bool well = crew_run(&work, anew ? options->jobs : 1, &finished, err);
    *done = well && finished == work.count;
    if (*done)
        well = *done = put_together(&renewal, slots, err);
    for (size_t i = 0; i < slots; i++) {
        if (renewal.parts[i])
            segment_remove(renewal.parts[i], NULL);
        free(renewal.parts[i]);
    }
    free(renewal.parts);
    return well;
}

bool renewal_analyse(uint32_t segment, const struct renewal_options *options, bool *done,
                     struct error *err)
{
    return renew(segment, options, true, done, err);
}

bool renewal_purge(uint32_t segment, const struct renewal_options *options, bool *done,
                   struct error *err)
{
    return renew(segment, options, false, done, err);
}
