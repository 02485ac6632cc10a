// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/intake.h"

#include "analyzers/notice.h"
#include "index/segment.h"
#include "indexer/registry.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// A change this close to the reading of a file may be followed by another one that its
// times do not show.
static const int64_t settling_time = 2000000000;

// A text that waits for its turn.
struct waiting {
    bool member;
    size_t number; // of the entry, or of the batch's member
    struct buf text;
    struct buf source;
    bool known; // nothing is to be done any more
};

// What one thread has.
struct slot {
    struct reader *reader;
    struct arena *arena;   // of one notice
    struct arena *strings; // reasons and paths of members: as long as the intake
    struct waiting *waiting;
    size_t waiting_count, waiting_room;
    size_t waiting_bytes;
    struct segment_batch *part;
};

struct intake {
    const struct intake_options *options;
    struct entry *entries;
    struct batch *batches;
    size_t batch_count;
    struct registry *registry; // touched only by the batch whose turn it is
    struct slot *slots;
    pthread_mutex_t remarks;
    atomic_size_t files;
    _Atomic uint64_t bytes;
};

// The reading of one batch by one thread.
struct job {
    struct intake *intake;
    struct crew *crew;
    struct slot *slot;
    struct batch *batch;
    size_t number; // of the batch
    size_t entry;  // being read
    bool has_members;
    bool given_up; // the crew stops
    bool failed;   // err is set
    struct error *err;
};

static void cut_batches(struct intake *intake, size_t count)
{
    size_t room = 0;
    for (size_t i = 0; i < count;) {
        if (intake->batch_count == room) {
            room = room ? room * 2 : 64;
            intake->batches =
                memory_resize(intake->batches, room * sizeof *intake->batches);
        }
        struct batch *batch = &intake->batches[intake->batch_count++];
        *batch = (struct batch){.from = i};
        uint64_t bytes = 0;
        while (i < count && i - batch->from < BATCH_FILES && bytes < BATCH_BYTES)
            bytes += intake->entries[i++].file.size;
        batch->to = i;
    }
}

struct intake *intake_open(struct entry *entries, size_t count,
                           const struct intake_options *options)
{
    struct intake *intake = memory_new(sizeof *intake);
    intake->options = options;
    intake->entries = entries;
    cut_batches(intake, count);
    intake->registry = registry_new();
    intake->slots = memory_array(options->jobs, sizeof *intake->slots);
    pthread_mutex_init(&intake->remarks, NULL);
    return intake;
}

static void forget_waiting(struct slot *slot)
{
    for (size_t i = 0; i < slot->waiting_count; i++) {
        buf_free(&slot->waiting[i].text);
        buf_free(&slot->waiting[i].source);
    }
    slot->waiting_count = 0;
    slot->waiting_bytes = 0;
}

void intake_close(struct intake *intake)
{
    if (!intake)
        return;
    for (unsigned i = 0; i < intake->options->jobs; i++) {
        struct slot *slot = &intake->slots[i];
        reader_close(slot->reader);
        arena_free(slot->arena);
        arena_free(slot->strings);
        forget_waiting(slot);
        free(slot->waiting);
    }
    for (size_t i = 0; i < intake->batch_count; i++) {
        for (size_t j = 0; j < intake->batches[i].part_count; j++)
            free(intake->batches[i].parts[j]);
        free(intake->batches[i].parts);
        free(intake->batches[i].members);
        free(intake->batches[i].renewed);
    }
    free(intake->batches);
    free(intake->slots);
    registry_free(intake->registry);
    pthread_mutex_destroy(&intake->remarks);
    free(intake);
}

size_t intake_batch_count(const struct intake *intake)
{
    return intake->batch_count;
}

struct batch *intake_batch(struct intake *intake, size_t number)
{
    return &intake->batches[number];
}

void intake_progress(struct intake *intake, size_t *files, uint64_t *bytes)
{
    *files = atomic_load(&intake->files);
    *bytes = atomic_load(&intake->bytes);
}

static void remark(struct intake *intake, struct str path, struct str text, bool failed)
{
    if (!intake->options->remark)
        return;
    pthread_mutex_lock(&intake->remarks);
    intake->options->remark(intake->options->context, path, text, failed);
    pthread_mutex_unlock(&intake->remarks);
}

static struct entry *current_entry(struct job *job)
{
    return &job->intake->entries[job->entry];
}

// A new member of the file that is being read.
static struct entry *add_member(struct job *job, struct str member)
{
    struct batch *batch = job->batch;
    if (batch->member_count == batch->member_room) {
        batch->member_room = batch->member_room ? batch->member_room * 2 : 16;
        batch->members =
            memory_resize(batch->members, batch->member_room * sizeof *batch->members);
    }
    struct entry *entry = &batch->members[batch->member_count++];
    struct str path =
        arena_printf(job->slot->strings, "%.*s!%.*s",
                     STR_ARG(current_entry(job)->file.path), STR_ARG(member));
    *entry = (struct entry){
        .file = {.path = path, .kind = FILE_MEMBER},
        .old = ENTRY_NEW,
        .batch = ENTRY_NO_BATCH,
        .read = true,
    };
    job->has_members = true;
    return entry;
}

static struct entry *waiting_entry(struct job *job, const struct waiting *waiting)
{
    return waiting->member ? &job->batch->members[waiting->number]
                           : &job->intake->entries[waiting->number];
}

static void fail_entry(struct job *job, struct entry *entry, struct str reason)
{
    entry->file.flags |= FILE_FAILED;
    entry->file.reason = arena_copy(job->slot->strings, reason);
    remark(job->intake, entry->file.path, reason, true);
}

static void refuse_namesake(struct job *job, struct entry *entry)
{
    char digits[IDENTITY_TEXT_SIZE], reason[128];
    identity_text(identity_number(&entry->file.identity), digits);
    snprintf(reason, sizeof reason,
             "its id %s is already that of another notice; change a byte of it", digits);
    fail_entry(job, entry, str_of(reason));
}

// The old notice has less of the text than there is now: the new one takes its place.
static void renew(struct job *job, const struct identity *identity, uint32_t segment)
{
    struct batch *batch = job->batch;
    batch->renewed = memory_resize(batch->renewed,
                                   (batch->renewed_count + 1) * sizeof *batch->renewed);
    batch->renewed[batch->renewed_count++] =
        (struct renewed){identity_number(identity), segment};
}

// Says for each waiting text whether it is new. It is the turn of this batch.
static void settle(struct job *job)
{
    struct intake *intake = job->intake;
    for (size_t i = 0; i < job->slot->waiting_count; i++) {
        struct waiting *waiting = &job->slot->waiting[i];
        struct entry *entry = waiting_entry(job, waiting);
        const struct identity *identity = &entry->file.identity;
        bool other, wants_ocr = false;
        uint32_t segment = 0, number = registry_find(intake->registry, identity, &other);
        if (number == REGISTRY_NONE)
            segment =
                state_find_notice(intake->options->state, identity, &other, &wants_ocr);
        if (segment && !other && wants_ocr && !(entry->file.flags & FILE_WANTS_OCR)) {
            renew(job, identity, segment);
            segment = 0;
        }
        waiting->known = other || segment || number != REGISTRY_NONE;
        if (other) {
            refuse_namesake(job, entry);
        } else if (segment) {
            entry->file.segment = segment;
        } else {
            entry->batch = number == REGISTRY_NONE ? (uint32_t)job->number : number;
            if (number == REGISTRY_NONE)
                registry_add(intake->registry, identity, (uint32_t)job->number);
        }
    }
}

static bool finish_part(struct job *job)
{
    struct slot *slot = job->slot;
    if (!slot->part)
        return true;
    struct segment_batch *part = slot->part;
    slot->part = NULL;
    return segment_batch_finish(part, job->err) || state_write_failed(job->err);
}

static bool open_part(struct job *job)
{
    struct batch *batch = job->batch;
    struct buf path = {0};
    buf_printf(&path, "%s/%zu-%zu", job->intake->options->building, job->number,
               batch->part_count);
    batch->parts =
        memory_resize(batch->parts, (batch->part_count + 1) * sizeof *batch->parts);
    batch->parts[batch->part_count++] = path.at;
    struct segment_options options = {.servable =
                                          job->intake->options->state->next.servable};
    return segment_batch_open(&job->slot->part, path.at, &options, job->err) ||
           state_write_failed(job->err);
}

static bool analyse(struct job *job, const struct waiting *waiting)
{
    struct slot *slot = job->slot;
    const struct entry *entry = waiting_entry(job, waiting);
    if (slot->part &&
        (segment_batch_count(slot->part) >= PART_NOTICES ||
         segment_batch_bytes(slot->part) >= PART_BYTES) &&
        !finish_part(job))
        return false;
    if (!slot->part && !open_part(job))
        return false;
    struct notice notice;
    struct view view;
    char digits[IDENTITY_TEXT_SIZE];
    identity_text(identity_number(&entry->file.identity), digits);
    arena_reset(slot->arena);
    notice_read(&notice, &view, buf_str(&waiting->text), entry->file.path,
                job->intake->options->units, slot->arena);
    if (!segment_batch_add(slot->part, &notice, &view, str_of(digits),
                           buf_str(&waiting->source), job->err))
        return state_write_failed(job->err);
    job->batch->notices++;
    return true;
}

// Takes in what is waiting. With `last`, the next batch may have its turn before the
// facts are found.
static bool take_in(struct job *job, bool last)
{
    if (!crew_turn(job->crew, job->number)) {
        job->given_up = true;
        return false;
    }
    settle(job);
    if (last)
        crew_pass(job->crew, job->number);
    for (size_t i = 0; i < job->slot->waiting_count; i++) {
        struct waiting *waiting = &job->slot->waiting[i];
        if (!waiting->known && !analyse(job, waiting)) {
            job->failed = true;
            return false;
        }
        buf_free(&waiting->text);
    }
    forget_waiting(job->slot);
    return true;
}

static bool take_text(void *context, const struct reading *reading)
{
    struct job *job = context;
    struct slot *slot = job->slot;
    bool member = reading->member.at != NULL;
    struct entry *entry = member ? add_member(job, reading->member) : current_entry(job);
    if (member)
        entry->file.size = reading->text.len;
    identity_parse(&entry->file.identity, str_of(reading->sha256));
    if (reading->wants_ocr)
        entry->file.flags |= FILE_WANTS_OCR;
    if (slot->waiting_count == slot->waiting_room) {
        slot->waiting_room = slot->waiting_room ? slot->waiting_room * 2 : BATCH_FILES;
        slot->waiting =
            memory_resize(slot->waiting, slot->waiting_room * sizeof *slot->waiting);
    }
    struct waiting *waiting = &slot->waiting[slot->waiting_count++];
    *waiting = (struct waiting){
        .member = member,
        .number = member ? job->batch->member_count - 1 : job->entry,
    };
    buf_add_str(&waiting->text, reading->text);
    buf_add_str(&waiting->source, reading->source);
    slot->waiting_bytes += reading->text.len;
    if (slot->waiting_bytes >= WAITING_BYTES && !take_in(job, false))
        return false;
    return !crew_stopping(job->crew);
}

static void take_failure(void *context, struct str member, struct str reason)
{
    struct job *job = context;
    // A reader that was interrupted says nothing about the file.
    if (crew_stopping(job->crew))
        return;
    fail_entry(job, member.at ? add_member(job, member) : current_entry(job), reason);
}

static void take_note(void *context, struct str sentence)
{
    struct job *job = context;
    remark(job->intake, (struct str){0}, sentence, false);
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

// True when the content is what the files table says: nothing more need be read of it.
static bool is_as_before(struct job *job, struct entry *entry, struct str real)
{
    const struct state *state = job->intake->options->state;
    struct file was;
    char hex[READER_HASH_SIZE];
    struct identity identity;
    if (entry->old == ENTRY_NEW)
        return false;
    files_at(state->files, entry->old, &was);
    if (!identity_known(&was.identity) || was.size != entry->file.size ||
        was.flags & (FILE_FAILED | FILE_WANTS_OCR) || !reader_hash(real, hex, NULL) ||
        !identity_parse(&identity, str_of(hex)) ||
        !identity_equal(&identity, &was.identity))
        return false;
    entry->same = true;
    entry->file.identity = was.identity;
    entry->file.segment = was.segment;
    entry->file.flags |= was.flags & ~(unsigned)FILE_UNSETTLED;
    entry->file.reason = was.reason;
    return true;
}

static bool read_entry(struct job *job)
{
    struct intake *intake = job->intake;
    struct entry *entry = current_entry(job);
    if (entry->read)
        return true;
    arena_reset(job->slot->arena);
    struct str real =
        place_real(&intake->options->state->place, entry->file.path, job->slot->arena);
    int64_t latest = entry->file.modified > entry->file.changed ? entry->file.modified
                                                                : entry->file.changed;
    entry->file.flags = latest > now() - settling_time ? FILE_UNSETTLED : 0;
    bool done = true;
    if (!is_as_before(job, entry, real)) {
        struct reader_calls calls = {job, take_text, take_failure, take_note};
        struct reader_result result = {0};
        job->has_members = false;
        done = reader_read(job->slot->reader, real, &calls, &result, job->err);
        if (result.wants_ocr)
            entry->file.flags |= FILE_WANTS_OCR;
        if (*result.sha256)
            identity_parse(&entry->file.identity, str_of(result.sha256));
    }
    if (!done)
        job->failed = true;
    // Given up half-way through is not read.
    if (!done || job->failed || job->given_up || crew_stopping(job->crew))
        return false;
    entry->read = true;
    atomic_fetch_add(&intake->files, 1);
    atomic_fetch_add(&intake->bytes, entry->file.size);
    return true;
}

bool intake_work(struct intake *intake, struct crew *crew, unsigned worker, size_t number,
                 struct error *err)
{
    struct slot *slot = &intake->slots[worker];
    struct job job = {.intake = intake,
                      .crew = crew,
                      .slot = slot,
                      .batch = &intake->batches[number],
                      .number = number,
                      .err = err};
    if (!slot->reader) {
        slot->reader = reader_open(&intake->options->reader);
        slot->arena = arena_new();
        slot->strings = arena_new();
    }
    bool done = true;
    for (job.entry = job.batch->from; done && job.entry < job.batch->to; job.entry++)
        done = read_entry(&job);
    done = done && take_in(&job, true) && finish_part(&job);
    if (!done) {
        forget_waiting(slot);
        if (slot->part)
            segment_batch_discard(slot->part);
        slot->part = NULL;
        // What is said of this batch must not be believed.
        for (size_t i = job.batch->from; i < job.batch->to; i++)
            intake->entries[i].read = false;
    }
    return done;
}
