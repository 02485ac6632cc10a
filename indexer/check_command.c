// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/check_command.h"

#include "analyzers/notice.h"
#include "base/command.h"
#include "base/screen.h"
#include "base/translate.h"
#include "corpus/reader.h"
#include "index/manifest.h"
#include "index/segment.h"
#include "indexer/listing.h"
#include "indexer/progress.h"
#include "indexer/units_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static const struct command_option known_options[] = {COMMAND_OPTION_INDEX};

struct check {
    const char *folder;
    struct arena *arena;
    struct place place;
    struct manifest manifest;
    struct files *files;
    struct progress *progress;
    const struct manifest_segment *segment; // being checked
    size_t damages;
    size_t fresh, changed, gone; // files out of step
    bool stale;                  // facts would be found differently now
    bool units_wrong;            // the units file makes no sense, so no run can go on
};

static void say_damage(void *context, const char *sentence)
{
    struct check *check = context;
    check->damages++;
    if (check->segment)
        printf(_("damaged: segment %06" PRIu32 ": %s\n"), check->segment->number,
               sentence);
    else
        printf(_("damaged: %s\n"), sentence);
}

static int compare_ids(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

// Every notice that the files table names in this segment, each once, ascending.
static uint64_t *list_named(const struct check *check, uint32_t segment, size_t *count)
{
    uint64_t *ids = memory_array(files_count(check->files), sizeof *ids);
    size_t all = 0;
    for (size_t i = 0; i < files_count(check->files); i++) {
        struct file file;
        files_at(check->files, i, &file);
        if (file.segment == segment)
            ids[all++] = identity_number(&file.identity);
    }
    qsort(ids, all, sizeof *ids, compare_ids);
    *count = 0;
    for (size_t i = 0; i < all; i++) {
        if (!*count || ids[*count - 1] != ids[i])
            ids[(*count)++] = ids[i];
    }
    return ids;
}

// Holds the notices of a segment against the files table: each is named there, or dead,
// and each that is named is there.
static bool check_notices(struct check *check, struct error *err)
{
    const struct manifest_segment *listed = check->segment;
    struct segment *segment;
    if (!segment_open(&segment,
                      manifest_segment_path(check->folder, listed->number, check->arena),
                      err))
        return false;
    size_t named_count, found = 0, unknown = 0;
    uint64_t *named = list_named(check, listed->number, &named_count);
    struct arena *arena = arena_new();
    bool done = true;
    for (uint32_t i = 1; done && i <= segment_count(segment); i++) {
        struct document document;
        uint64_t id = 0;
        arena_reset(arena);
        done = segment_notice(segment, i, &document, arena, err);
        if (!done)
            break;
        identity_number_parse(&id, document.id);
        if (bsearch(&id, named, named_count, sizeof *named, compare_ids))
            found++;
        else if (!manifest_segment_dead(listed, id))
            unknown++;
        if (i % 256 == 0)
            progress_count(check->progress, _("Looking at the notices"), i);
    }
    char sentence[160];
    if (done && segment_count(segment) != listed->notices) {
        snprintf(sentence, sizeof sentence,
                 _("holds %zu notices where the manifest says %" PRIu64),
                 segment_count(segment), listed->notices);
        say_damage(check, sentence);
    }
    if (done && (unknown || found != named_count)) {
        snprintf(
            sentence, sizeof sentence,
            _("%zu of its notices belong to no file, %zu notices of files are missing"),
            unknown, named_count - found);
        say_damage(check, sentence);
    }
    arena_free(arena);
    free(named);
    segment_close(segment);
    return done;
}

// Damage is said and counted; false only when it cannot be looked for.
static bool check_segment(struct check *check, struct error *err)
{
    const struct manifest_segment *listed = check->segment;
    const char *folder =
        manifest_segment_path(check->folder, listed->number, check->arena);
    uint32_t checksum =
        (uint32_t)strtoul(arena_copy(check->arena, listed->checksum).at, NULL, 16);
    struct error failure = {0};
    size_t before = check->damages;
    if (segment_check(folder, checksum, say_damage, check, &failure) &&
        check_notices(check, &failure))
        return true;
    if (failure.code == ERROR_IO) {
        *err = failure;
        return false;
    }
    // What is damaged has been said file by file, or is said here.
    if (check->damages == before)
        say_damage(check, failure.message);
    return true;
}

// Files that name a segment which the manifest does not.
static void check_table(struct check *check)
{
    size_t strays = 0;
    for (size_t i = 0; i < files_count(check->files); i++) {
        struct file file;
        files_at(check->files, i, &file);
        bool known = file.segment == 0;
        for (size_t j = 0; !known && j < check->manifest.segment_count; j++)
            known = check->manifest.segments[j].number == file.segment;
        strays += !known;
    }
    char sentence[120];
    snprintf(sentence, sizeof sentence, _("%zu files name a segment that is not there"),
             strays);
    if (strays)
        say_damage(check, sentence);
}

static bool check_whole(struct check *check, struct error *err)
{
    struct error failure = {0};
    if (!files_verify(check->files, check->manifest.files_checksum, &failure))
        say_damage(check, failure.message);
    check_table(check);
    for (size_t i = 0; i < check->manifest.segment_count; i++) {
        check->segment = &check->manifest.segments[i];
        if (!check_segment(check, err))
            return false;
    }
    check->segment = NULL;
    return true;
}

static void say_file(struct check *check, const char *what, struct str stored)
{
    struct str shown = place_shown(&check->place, stored, check->arena);
    struct buf line = {0};
    name_add(&line, shown);
    printf("%s: %s\n", what, buf_str(&line).at);
    buf_free(&line);
}

// A file whose times differ may still hold the same.
static bool holds_the_same(const struct check *check, const struct entry *entry)
{
    struct file was;
    char hex[READER_HASH_SIZE];
    struct identity identity;
    files_at(check->files, entry->old, &was);
    struct str real = place_real(&check->place, entry->file.path, check->arena);
    // What could not be read cannot be out of step.
    if (was.flags & FILE_FAILED && !identity_known(&was.identity))
        return true;
    return reader_hash(real, hex, NULL) && identity_parse(&identity, str_of(hex)) &&
           identity_equal(&identity, &was.identity);
}

static void check_entry(struct check *check, const struct entry *entry)
{
    // Cannot be looked at now; the index may know it from better days.
    if (entry->read)
        return;
    if (entry->old == ENTRY_NEW) {
        check->fresh++;
        say_file(check, _("new"), entry->file.path);
    } else if (!holds_the_same(check, entry)) {
        check->changed++;
        say_file(check, _("changed"), entry->file.path);
    }
}

static void tick(void *context, size_t seen)
{
    struct check *check = context;
    progress_count(check->progress, _("Looking at the files"), seen);
}

static void check_step(struct check *check)
{
    struct roots roots = {0};
    for (size_t i = 0; i < check->manifest.root_count; i++)
        roots_add(&roots,
                  place_real(&check->place, check->manifest.roots[i], check->arena),
                  check->arena);
    struct listing_options options = {
        .place = &check->place,
        .files = check->files,
        .roots = &roots,
        .scope = &roots,
        .tick = tick,
        .context = check,
    };
    struct listing listing;
    listing_make(&listing, &options, check->arena);
    for (size_t i = 0; i < listing.count; i++)
        check_entry(check, &listing.entries[i]);
    for (size_t i = 0; i < files_count(check->files); i++) {
        struct file file;
        files_at(check->files, i, &file);
        if (file.kind != FILE_PLAIN || listing.fates[i] != FATE_GONE)
            continue;
        check->gone++;
        say_file(check, _("vanished"), file.path);
    }
    listing_close(&listing);
    struct unit_list *list;
    struct str units;
    struct error wrong = {0};
    if (!units_file_read(&list, &units, &check->place, &roots, check->arena, &wrong)) {
        progress_say(check->progress, "tracuu: check: %s", wrong.message);
        check->units_wrong = true;
        return;
    }
    unit_list_free(list);
    for (size_t i = 0; i < check->manifest.segment_count; i++) {
        const struct manifest_segment *segment = &check->manifest.segments[i];
        check->stale = check->stale || segment->analyzers != ANALYZERS_VERSION ||
                       !str_equal(segment->units, units);
    }
}

static int conclude(const struct check *check)
{
    char notices[32];
    if (check->damages) {
        fputs(_("tracuu: check: the index is damaged\n"
                "hint: bring it back from a copy, or make it anew: tracuu index "
                "--rebuild\n"),
              stderr);
        return 3;
    }
    if (check->stale)
        puts(_("stale: its facts were found with other units or an earlier tracuu"));
    if (check->fresh || check->changed || check->gone || check->stale ||
        check->units_wrong) {
        fprintf(stderr,
                _("tracuu: check: the index is whole, but out of step with its files: "
                  "%zu new, "
                  "%zu changed, %zu vanished\nhint: tracuu index brings it up to date\n"),
                check->fresh, check->changed, check->gone);
        return 3;
    }
    progress_number(files_notices(check->files), notices);
    size_t segments = check->manifest.segment_count;
    printf(_n("whole and in step with its files: %s notice",
              "whole and in step with its files: %s notices",
              files_notices(check->files)),
           notices);
    printf(_n(" in %zu segment\n", " in %zu segments\n", segments), segments);
    if (files_failed(check->files))
        printf(_n("%zu file could not be read; tracuu list failed names it\n",
                  "%zu files could not be read; tracuu list failed names them\n",
                  files_failed(check->files)),
               files_failed(check->files));
    return 0;
}

static bool check_all(struct check *check, struct error *err)
{
    if (!manifest_read(&check->manifest, check->folder, check->arena, err) ||
        !place_open(&check->place, check->folder, check->arena, err) ||
        !files_open(&check->files, check->folder, check->manifest.files, err))
        return false;
    bool done = check_whole(check, err);
    if (done)
        check_step(check);
    return done;
}

static bool take_index(void *context, size_t option, const char *value, struct error *err)
{
    const char **index = context;
    (void)option, (void)err;
    *index = value;
    return true;
}

static bool refuse_operand(void *context, const char *operand, struct error *err)
{
    (void)context;
    error_set(err, ERROR_USAGE, _("it takes no path, but got %s"), operand);
    return error_hint(err, _("the index to check is named with --index DIR"));
}

static const struct command_syntax syntax = {
    .options = known_options,
    .count = 1,
    .take_option = take_index,
    .take_operand = refuse_operand,
};

int check_command(int count, char **arguments)
{
    struct error err = {0};
    struct check check = {.arena = arena_new()};
    const char *index = NULL;
    int code;
    if (!command_read(&syntax, count, arguments, &index, &err) ||
        !place_find(&check.folder, index, check.arena, &err)) {
        code = command_fail("check", &err);
    } else {
        check.progress = progress_open();
        bool done = check_all(&check, &err);
        progress_close(check.progress);
        fflush(stdout);
        code = done ? conclude(&check) : command_fail("check", &err);
    }
    files_close(check.files);
    arena_free(check.arena);
    return code;
}
