// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/indexer.h"

#include "analyzers/notice.h"
#include "analyzers/unit_list.h"
#include "base/translate.h"
#include "index/lock.h"
#include "indexer/intake.h"
#include "indexer/merge.h"
#include "indexer/progress.h"
#include "indexer/renewal.h"
#include "indexer/scope.h"
#include "indexer/units_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum {
    // batches that are compacted into one segment: each keeps some files open
    PARTS_TOGETHER = 100,
    MOST_REMARKS = 20,        // failed files that are named on the terminal
    SECONDS_UNPUBLISHED = 60, // what is finished is published at least this often
};

struct run {
    const struct indexer_options *options;
    struct indexer_summary *summary;
    struct state state;
    struct scope scope;
    struct unit_list *units;
    const char *building;
    struct progress *progress;
    size_t remarks;
    struct listing listing;
    struct intake *intake;
    size_t grouped;     // batches that are in a segment
    size_t group_parts; // parts of the batches since
    // of the batches that are in a segment; .segment is where they stood
    struct renewed *renewed;
    size_t renewed_count;
    time_t published_at;
};

static bool roots_changed(const struct state *state)
{
    if (state->next.root_count != state->published.root_count)
        return true;
    for (size_t i = 0; i < state->next.root_count; i++) {
        if (!str_equal(state->next.roots[i], state->published.roots[i]))
            return true;
    }
    return false;
}

// For whoever asks for a unit by the name it had.
static void keep_successors(struct manifest *next, const struct unit_list *units,
                            struct arena *arena)
{
    uint32_t count = units ? unit_list_count(units) : 0;
    next->successors = ARENA_ARRAY(arena, struct manifest_successor, count);
    next->successor_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct str to = unit_list_successor(units, i, arena);
        if (to.len)
            next->successors[next->successor_count++] = (struct manifest_successor){
                arena_copy(arena, unit_list_at(units, i)->id), to};
    }
}

// Writes the roots, the units and the analyzers of this run into the next manifest.
static bool prepare_state(struct run *run, struct error *err)
{
    struct state *state = &run->state;
    if (!scope_decide(&run->scope, state, run->options, err))
        return false;
    state->next.roots = ARENA_ARRAY(state->arena, struct str, run->scope.all.count);
    state->next.root_count = run->scope.all.count;
    for (size_t i = 0; i < run->scope.all.count; i++)
        state->next.roots[i] = place_stored_real(&state->place, run->scope.all.items[i]);
    unit_list_free(run->units);
    state->next.analyzers = ANALYZERS_VERSION;
    if (run->options->servable && !state->published.servable &&
        state->published.segment_count && !run->options->rebuild) {
        error_set(err, ERROR_USAGE, _("this index was not made to be served"));
        return error_hint(err, _("make it anew: tracuu index --servable --rebuild"));
    }
    state->next.servable = state->published.servable || run->options->servable;
    if (!units_file_read(&run->units, &state->next.units, &state->place, &run->scope.all,
                         state->arena, err))
        return false;
    keep_successors(&state->next, run->units, state->arena);
    return true;
}

static bool open_state(struct run *run, struct error *err)
{
    const struct indexer_options *options = run->options;
    if (!state_open(&run->state, options->folder, options->rebuild, err))
        return false;
    run->building = arena_printf(run->state.arena, "%s/building", options->folder).at;
    if (!prepare_state(run, err))
        return false;
    if (mkdir(run->building, 0777) != 0)
        return error_set(err, ERROR_IO, _("cannot make %s: %s"), run->building,
                         strerror(errno));
    return true;
}

static bool reopen_state(struct run *run, struct error *err)
{
    run->building = NULL;
    state_close(&run->state);
    return open_state(run, err);
}

static bool stopped(const struct run *run)
{
    return run->options->stop && run->options->stop();
}

static bool publish_segments(struct run *run, struct error *err)
{
    struct changes nothing = {0};
    run->summary->published = true;
    return state_publish(&run->state, &nothing, err);
}

static void tick_renewal(void *context, size_t notices, size_t of)
{
    struct run *run = context;
    (void)of;
    progress_count(run->progress, _("Analysing stored texts anew"),
                   run->summary->renewed + notices);
}

static struct renewal_options renewal_options(struct run *run)
{
    return (struct renewal_options){
        .state = &run->state,
        .units = run->units,
        .building = run->building,
        .jobs = run->options->jobs,
        .stop = run->options->stop,
        .tick = tick_renewal,
        .context = run,
    };
}

static const struct manifest_segment *find_stale(const struct state *state)
{
    for (size_t i = 0; i < state->next.segment_count; i++) {
        if (renewal_is_stale(state, &state->next.segments[i]))
            return &state->next.segments[i];
    }
    return NULL;
}

// Segments whose facts would be found differently now are replaced, each published for
// itself.
static bool renew_stale(struct run *run, struct error *err)
{
    const struct manifest_segment *stale;
    bool renewed = false;
    while (!stopped(run) && (stale = find_stale(&run->state))) {
        struct renewal_options options = renewal_options(run);
        size_t notices = stale->notices - stale->dead_count;
        bool done;
        if (!renewal_analyse(stale->number, &options, &done, err))
            return false;
        if (!done)
            break;
        run->summary->renewed += notices;
        renewed = true;
        if (!publish_segments(run, err))
            return false;
    }
    return !renewed || reopen_state(run, err);
}

// Segments that are dead for a good part are written anew without their dead.
static bool purge(struct run *run, struct error *err)
{
    bool reopened = false, done = true;
    for (size_t i = 0; !stopped(run) && done && i < run->state.next.segment_count; i++) {
        if (!merge_wants_purge(&run->state.next.segments[i]))
            continue;
        if (!reopened) {
            if (!reopen_state(run, err))
                return false;
            reopened = true;
            i = (size_t)-1;
            continue;
        }
        struct renewal_options options = renewal_options(run);
        options.tick = NULL;
        if (!renewal_purge(run->state.next.segments[i].number, &options, &done, err))
            return false;
        i = (size_t)-1;
    }
    return !reopened || !done || publish_segments(run, err);
}

static void say_remark(void *context, struct str path, struct str text, bool failed)
{
    struct run *run = context;
    if (failed && ++run->remarks > MOST_REMARKS) {
        if (run->remarks == MOST_REMARKS + 1)
            progress_say(
                run->progress,
                _("tracuu: index: there are more; `tracuu list failed` names all"));
        return;
    }
    if (!path.len) {
        progress_say(run->progress, "tracuu: index: %.*s", STR_ARG(text));
        return;
    }
    struct arena *arena = arena_new();
    struct str shown = place_shown(&run->state.place, path, arena);
    progress_say(run->progress, "tracuu: index: %.*s: %.*s", STR_ARG(shown),
                 STR_ARG(text));
    arena_free(arena);
}

static void tick_listing(void *context, size_t seen)
{
    struct run *run = context;
    progress_count(run->progress, _("Looking at the files"), seen);
}

// False when stopped.
static bool list_files(struct run *run)
{
    struct listing_options options = {
        .place = &run->state.place,
        .files = run->state.files,
        .roots = &run->scope.all,
        .scope = &run->scope.asked,
        .retry_failed = run->options->retry_failed,
        .wants_ocr = run->options->reader.ocr != READER_OCR_NEVER,
        .stop = run->options->stop,
        .tick = tick_listing,
        .context = run,
    };
    bool whole = listing_make(&run->listing, &options, run->state.arena);
    run->summary->files = run->listing.seen;
    for (size_t i = 0; i < run->listing.note_count; i++)
        say_remark(run, run->listing.notes[i].path, run->listing.notes[i].text, false);
    for (size_t i = 0; i < run->listing.count; i++) {
        const struct entry *entry = &run->listing.entries[i];
        if (entry->read)
            say_remark(run, entry->file.path, entry->file.reason, true);
    }
    return whole;
}

// Compacts the parts of the batches from run->grouped to `to` into one segment.
static bool group(struct run *run, size_t to, struct error *err)
{
    const char **parts = memory_array(run->group_parts, sizeof *parts);
    size_t count = 0;
    for (size_t i = run->grouped; i < to; i++) {
        const struct batch *batch = intake_batch(run->intake, i);
        for (size_t j = 0; j < batch->part_count; j++)
            parts[count++] = batch->parts[j];
    }
    bool done = true;
    uint32_t number = 0;
    if (count) {
        const char *folder;
        struct segment_summary summary;
        number = state_new_segment(&run->state, &folder);
        // Its parts are this run's own, so nothing in the index can be damaged here.
        done = segment_compact(folder, parts, count, &summary, err) ||
               state_write_failed(err);
        if (done) {
            state_add_segment(&run->state, number, &summary);
            run->summary->added += summary.notices;
        }
    }
    for (size_t i = 0; i < count; i++)
        segment_remove(parts[i], NULL);
    for (size_t i = run->grouped; done && i < to; i++) {
        struct batch *batch = intake_batch(run->intake, i);
        batch->segment = number;
        size_t all = run->renewed_count + batch->renewed_count;
        run->renewed = memory_resize(run->renewed, all * sizeof *run->renewed);
        if (batch->renewed_count)
            memcpy(run->renewed + run->renewed_count, batch->renewed,
                   batch->renewed_count * sizeof *run->renewed);
        // Until the old ones are purged, `segment` is where they stood; the new ones are
        // here.
        for (size_t j = 0; j < batch->renewed_count; j++)
            batch->renewed[j].segment = number;
        run->renewed_count = all;
    }
    free(parts);
    run->grouped = to;
    run->group_parts = 0;
    return done && merge_segments(&run->state, err);
}

static int compare_entries(const void *left, const void *right)
{
    const struct entry *const *a = left, *const *b = right;
    int order = str_compare((*a)->file.path, (*b)->file.path);
    return order ? order : (int)(*a)->file.kind - (int)(*b)->file.kind;
}

// True when the files table says the same already.
static bool is_old_news(const struct run *run, const struct entry *entry)
{
    if (entry->old == ENTRY_NEW || entry->batch != ENTRY_NO_BATCH)
        return false;
    struct file was;
    files_at(run->state.files, entry->old, &was);
    const struct file *now = &entry->file;
    return was.flags == now->flags && was.size == now->size &&
           was.modified == now->modified && was.changed == now->changed &&
           was.inode == now->inode && was.segment == now->segment &&
           str_equal(was.reason, now->reason) &&
           identity_equal(&was.identity, &now->identity);
}

static void take_entry(struct run *run, struct changes *changes, struct entry *entry,
                       bool *news)
{
    if (!entry->read)
        return;
    *news = *news || !is_old_news(run, entry);
    if (entry->batch != ENTRY_NO_BATCH)
        entry->file.segment = intake_batch(run->intake, entry->batch)->segment;
    changes->entries[changes->count++] = entry;
}

// What the batches before run->grouped came to; *news says whether it is worth a
// publication.
static struct changes collect(struct run *run, bool complete, bool *news)
{
    struct changes changes = {.fates = run->listing.fates, .complete = complete};
    size_t count = 0, members = 0;
    for (size_t i = 0; i < run->grouped; i++) {
        const struct batch *batch = intake_batch(run->intake, i);
        count += batch->to - batch->from;
        members += batch->member_count;
    }
    changes.entries = memory_array(count + members, sizeof *changes.entries);
    *news = complete && run->listing.gone;
    for (size_t i = 0; i < run->grouped; i++) {
        struct batch *batch = intake_batch(run->intake, i);
        for (size_t j = batch->from; j < batch->to; j++)
            take_entry(run, &changes, &run->listing.entries[j], news);
        for (size_t j = 0; j < batch->member_count; j++)
            take_entry(run, &changes, &batch->members[j], news);
    }
    if (members)
        qsort(changes.entries, changes.count, sizeof *changes.entries, compare_entries);
    return changes;
}

static int compare_by_segment(const void *left, const void *right)
{
    const struct renewed *a = left, *b = right;
    if (a->segment != b->segment)
        return a->segment < b->segment ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static int compare_by_id(const void *left, const void *right)
{
    const struct renewed *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

// Takes the notices that were read anew out of the segments in which they stood: an id
// stands in one segment only. Not to be interrupted, or what was read would be lost.
static bool purge_renewed(struct run *run, struct error *err)
{
    qsort(run->renewed, run->renewed_count, sizeof *run->renewed, compare_by_segment);
    uint64_t *ids = memory_array(run->renewed_count, sizeof *ids);
    bool done = true;
    for (size_t from = 0, to; done && from < run->renewed_count; from = to) {
        uint32_t segment = run->renewed[from].segment;
        for (to = from; to < run->renewed_count && run->renewed[to].segment == segment;
             to++)
            ids[to - from] = run->renewed[to].id;
        struct renewal_options options = renewal_options(run);
        options.stop = NULL;
        options.tick = NULL;
        options.only = ids;
        options.only_count = to - from;
        bool whole;
        done =
            renewal_purge(state_segment_now(&run->state, segment), &options, &whole, err);
    }
    free(ids);
    // From here on they tell where the new ones stand.
    size_t count = 0;
    for (size_t i = 0; i < run->grouped; i++) {
        const struct batch *batch = intake_batch(run->intake, i);
        for (size_t j = 0; j < batch->renewed_count; j++)
            run->renewed[count++] = batch->renewed[j];
    }
    qsort(run->renewed, count, sizeof *run->renewed, compare_by_id);
    return done;
}

// A rebuild replaces everything in one step.
static bool must_be_whole(const struct run *run)
{
    return run->options->rebuild && run->state.published.generation > 0;
}

static bool publish(struct run *run, bool complete, struct error *err)
{
    bool news;
    if (run->renewed_count && !purge_renewed(run, err))
        return false;
    struct changes changes = collect(run, complete, &news);
    changes.renewed = run->renewed;
    changes.renewed_count = run->renewed_count;
    bool first = run->state.published.generation == 0;
    bool done = true;
    if (news || first || must_be_whole(run) || roots_changed(&run->state) ||
        run->state.next.next_segment != run->state.published.next_segment) {
        done = state_publish(&run->state, &changes, err);
        run->summary->published = run->summary->published || done;
    }
    free(changes.entries);
    run->published_at = time(NULL);
    return done;
}

static bool do_batch(void *context, struct crew *crew, unsigned worker, size_t job,
                     struct error *err)
{
    struct run *run = context;
    return intake_work(run->intake, crew, worker, job, err);
}

static bool take_batch(void *context, size_t job, struct error *err)
{
    struct run *run = context;
    run->group_parts += intake_batch(run->intake, job)->part_count;
    if (run->group_parts < PARTS_TOGETHER)
        return true;
    if (!group(run, job + 1, err))
        return false;
    // What was purged is purged once, at the end.
    if (must_be_whole(run) || run->renewed_count ||
        time(NULL) - run->published_at < SECONDS_UNPUBLISHED)
        return true;
    return publish(run, false, err);
}

static void tick_intake(void *context)
{
    struct run *run = context;
    size_t files;
    uint64_t bytes;
    intake_progress(run->intake, &files, &bytes);
    progress_files(run->progress, files, run->listing.count, bytes, run->listing.bytes);
}

static bool take_in_files(struct run *run, struct error *err)
{
    struct intake_options options = {
        .state = &run->state,
        .building = run->building,
        .units = run->units,
        .reader = run->options->reader,
        .jobs = run->options->jobs,
        .remark = say_remark,
        .context = run,
    };
    options.reader.ocr_folder =
        arena_printf(run->state.arena, "%s/ocr", run->options->folder);
    run->intake = intake_open(run->listing.entries, run->listing.count, &options);
    size_t batches = intake_batch_count(run->intake), finished;
    unsigned workers =
        batches < run->options->jobs ? (unsigned)batches : run->options->jobs;
    struct crew_work work = {run,        batches,     do_batch,
                             take_batch, tick_intake, run->options->stop};
    run->published_at = time(NULL);
    bool done = crew_run(&work, workers ? workers : 1, &finished, err);
    bool complete = done && finished == batches;
    done = done && group(run, finished, err);
    run->summary->interrupted = run->summary->interrupted || !complete;
    run->summary->kept_old = !complete && must_be_whole(run);
    if (done && !run->summary->kept_old)
        done = publish(run, complete, err);
    size_t files;
    intake_progress(run->intake, &files, &run->summary->bytes);
    intake_close(run->intake);
    run->intake = NULL;
    return done;
}

static bool count_result(struct run *run, struct error *err)
{
    struct files *files;
    if (!files_open(&files, run->options->folder, run->state.published.files, err))
        return false;
    run->summary->notices = files_notices(files);
    run->summary->failed = files_failed(files);
    files_close(files);
    return true;
}

static bool run_all(struct run *run, struct error *err)
{
    if (!open_state(run, err) || !renew_stale(run, err))
        return false;
    run->summary->interrupted = stopped(run);
    if (!run->summary->interrupted) {
        run->summary->interrupted = !list_files(run);
        run->summary->gone = run->listing.gone;
    }
    if (!run->summary->interrupted && !take_in_files(run, err))
        return false;
    return (run->summary->interrupted || purge(run, err)) && count_result(run, err);
}

bool indexer_run(const struct indexer_options *options, struct indexer_summary *out,
                 struct error *err)
{
    *out = (struct indexer_summary){0};
    struct run run = {.options = options, .summary = out};
    struct lock *lock;
    if (!lock_take(&lock, options->folder, err))
        return false;
    run.progress = progress_open();
    bool done = run_all(&run, err);
    progress_close(run.progress);
    intake_close(run.intake);
    free(run.renewed);
    listing_close(&run.listing);
    unit_list_free(run.units);
    if (run.building)
        segment_remove(run.building, NULL);
    if (run.state.arena)
        state_close(&run.state);
    lock_release(lock);
    return done;
}
