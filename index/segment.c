// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/segment.h"

#include "index/dates.h"
#include "index/forward.h"
#include "index/items.h"
#include "index/pile.h"
#include "index/postings.h"
#include "index/segment_files.h"
#include "index/store.h"
#include "index/unit_ids.h"
#include "index/vocabulary.h"
#include "xapian-c/xapian_c.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// Records that are gone through before their memory is let go of.
enum { STRIDE = 1024 };

// ---- Reading ----

struct segment {
    struct store store;
    char *folder;
};

bool segment_open(struct segment **out, const char *folder, struct error *err)
{
    struct segment *segment = memory_array(1, sizeof *segment);
    const size_t len = strlen(folder) + 1;
    segment->folder = memory_new(len);
    memcpy(segment->folder, folder, len);
    *out = segment;
    if (store_open(&segment->store, folder, err))
        return true;
    segment_close(segment);
    *out = NULL;
    return false;
}

void segment_close(struct segment *segment)
{
    if (!segment)
        return;
    store_close(&segment->store);
    free(segment->folder);
    free(segment);
}

size_t segment_count(const struct segment *segment)
{
    return segment->store.notices.count;
}

bool segment_notice(const struct segment *segment, uint32_t number, struct document *out,
                    struct arena *arena, struct error *err)
{
    struct stored notice;
    if (!store_read(&segment->store, number, true, &notice, arena, err))
        return false;
    // Who reads one after the other reads all of them, and once.
    if (number % STRIDE == 0)
        store_forget(&segment->store, number);
    return document_from(out, &notice, arena, err);
}

bool segment_notice_id(const struct segment *segment, uint32_t number, uint64_t *id,
                       struct error *err)
{
    return store_id(&segment->store, number, id) ||
           error_set(err, ERROR_DAMAGED, "%s has no notice %u", segment->folder, number);
}

// ---- Compacting ----

// libxapian opens all databases that it compacts at once, and the usual limit is 1024
// open files.
enum { GROUP = 100 };

static bool compact_group(const char *folder, const char *name, const char *const *parts,
                          size_t count, struct arena *arena, struct error *err)
{
    const char **from = ARENA_ARRAY(arena, const char *, count);
    for (size_t i = 0; i < count; i++)
        from[i] = arena_printf(arena, "%s/%s", parts[i], name).at;
    char path[SEGMENT_PATH];
    return xapian_compact(segment_path(path, folder, name), from, count, err);
}

// Compacts the databases `name` of all parts, by way of groups when there are too many.
static bool compact_databases(const char *folder, const char *name,
                              const char *const *parts, size_t count, struct arena *arena,
                              struct error *err)
{
    if (count <= GROUP)
        return compact_group(folder, name, parts, count, arena, err);
    const size_t groups = (count + GROUP - 1) / GROUP;
    const char **made = ARENA_ARRAY(arena, const char *, groups);
    bool done = true;
    for (size_t i = 0; i < groups && done; i++) {
        const size_t from = i * GROUP, rest = count - from;
        // Groups of groups stand in the same folder.
        made[i] = arena_printf(arena, "%s/%s-%zu-of-%zu", folder, name, i, groups).at;
        done = mkdir(made[i], 0777) == 0 ||
               error_set(err, ERROR_IO, "cannot create %s: %s", made[i], strerror(errno));
        done = done && compact_databases(made[i], name, parts + from,
                                         rest < GROUP ? rest : GROUP, arena, err);
    }
    done = done && compact_databases(folder, name, made, groups, arena, err);
    for (size_t i = 0; i < groups && made[i]; i++)
        done = segment_remove(made[i], done ? err : NULL) && done;
    return done;
}

// The words of all parts together, the commonest first, and for each part what its
// numbers become.
struct merged {
    struct words *words;
    struct vocabulary_word *counts;
    struct vocabulary_totals totals;
    uint32_t **maps;      // of each part: maps[part][old] is the new number; [0] is 0
    uint32_t *map_counts; // the greatest old number
    uint32_t *notices;    // of each part
};

struct ranked {
    uint32_t word;
    uint32_t occurrences;
    struct str spelling;
};

static int by_rank(const void *a, const void *b)
{
    const struct ranked *one = a, *other = b;
    if (one->occurrences != other->occurrences)
        return one->occurrences < other->occurrences ? 1 : -1;
    return str_compare(one->spelling, other->spelling);
}

static uint32_t add_up(uint32_t a, uint32_t b)
{
    return a > UINT32_MAX - b ? UINT32_MAX : a + b;
}

static bool gather_words(struct merged *merged, const char *const *parts, size_t count,
                         struct words *words, struct vocabulary_word **counts,
                         struct error *err)
{
    size_t room = 0;
    for (size_t i = 0; i < count; i++) {
        char path[SEGMENT_PATH];
        struct vocabulary part;
        if (!vocabulary_open(&part, segment_path(path, parts[i], SEGMENT_VOCABULARY),
                             err))
            return false;
        merged->totals.notices += part.totals.notices;
        merged->totals.syllables += part.totals.syllables;
        merged->map_counts[i] = part.count;
        merged->notices[i] = part.totals.notices;
        merged->maps[i] = memory_array((size_t)part.count + 1, sizeof **merged->maps);
        for (uint32_t number = 1; number <= part.count; number++) {
            const uint32_t known = words_count(words);
            const uint32_t word = words_add(words, vocabulary_word_at(&part, number));
            if (word >= room) {
                room = room ? room * 2 : 4096;
                *counts = memory_resize(*counts, room * sizeof **counts);
            }
            struct vocabulary_word *sum = &(*counts)[word];
            if (word == known)
                *sum = (struct vocabulary_word){0, 0};
            sum->notices += vocabulary_notices(&part, number);
            sum->occurrences =
                add_up(sum->occurrences, vocabulary_occurrences(&part, number));
            merged->maps[i][number] = word;
        }
        vocabulary_close(&part);
    }
    return true;
}

// Orders the words that were gathered and turns the maps from gathered words into final
// numbers.
static void rank_words(struct merged *merged, size_t parts, const struct words *words,
                       const struct vocabulary_word *counts)
{
    const uint32_t count = words_count(words);
    struct ranked *ranked = memory_array((size_t)count + 1, sizeof *ranked);
    uint32_t *number = memory_array((size_t)count + 1, sizeof *number);
    merged->counts = memory_array((size_t)count + 1, sizeof *merged->counts);
    for (uint32_t i = 0; i < count; i++)
        ranked[i] = (struct ranked){i, counts[i].occurrences, words_at(words, i)};
    qsort(ranked, count, sizeof *ranked, by_rank);
    for (uint32_t i = 0; i < count; i++) {
        merged->counts[i] = counts[ranked[i].word];
        number[ranked[i].word] = words_add(merged->words, ranked[i].spelling) + 1;
    }
    for (size_t part = 0; part < parts; part++)
        for (uint32_t i = 1; i <= merged->map_counts[part]; i++)
            merged->maps[part][i] = number[merged->maps[part][i]];
    free(number);
    free(ranked);
}

static bool merge_words(struct merged *merged, const char *const *parts, size_t count,
                        struct error *err)
{
    struct words *words = words_new();
    struct vocabulary_word *counts = NULL;
    merged->words = words_new();
    merged->maps = memory_array(count + 1, sizeof *merged->maps);
    merged->map_counts = memory_array(count + 1, sizeof *merged->map_counts);
    merged->notices = memory_array(count + 1, sizeof *merged->notices);
    const bool done = gather_words(merged, parts, count, words, &counts, err);
    if (done)
        rank_words(merged, count, words, counts);
    free(counts);
    words_free(words);
    return done;
}

static void merged_free(struct merged *merged, size_t parts)
{
    for (size_t i = 0; merged->maps && i < parts; i++)
        free(merged->maps[i]);
    free(merged->maps);
    free(merged->map_counts);
    free(merged->notices);
    free(merged->counts);
    words_free(merged->words);
}

// What the numbers in the records of a part become.
struct renumbering {
    const uint32_t *map; // of its words
    uint32_t count;
    uint32_t notices; // that it has
    uint32_t before;  // directives in the parts that were copied
};

static bool renumber_forward(struct buf *out, struct str record,
                             struct renumbering *renumbering)
{
    return forward_renumber(out, record, renumbering->map, renumbering->count);
}

static bool renumber_items(struct buf *out, struct str record,
                           struct renumbering *renumbering)
{
    return items_renumber(out, record, &renumbering->before, renumbering->map,
                          renumbering->count);
}

// Copies the records of one file of a part.
static bool copy_records(struct pile_writer *writer, const char *part, const char *file,
                         const char *magic,
                         bool (*renumber)(struct buf *out, struct str record,
                                          struct renumbering *renumbering),
                         struct renumbering *renumbering, struct error *err)
{
    char path[SEGMENT_PATH];
    struct pile pile;
    if (!pile_open(&pile, segment_path(path, part, file), magic, err))
        return false;
    struct buf changed = {0};
    bool whole = pile.count == renumbering->notices ||
                 error_set(err, ERROR_DAMAGED, "%s is damaged", path);
    for (size_t number = 1; number <= pile.count && whole; number++) {
        buf_clear(&changed);
        whole = renumber(&changed, pile_record(&pile, number), renumbering) ||
                error_set(err, ERROR_DAMAGED, "%s is damaged", path);
        pile_writer_add(writer, buf_str(&changed));
        if (number % STRIDE == 0)
            pile_forget(&pile, number);
    }
    buf_free(&changed);
    pile_close(&pile);
    return whole;
}

// Makes one file of those of all parts. *directives is how many these were seen to have.
static bool compact_records(const char *folder, const char *file, const char *magic,
                            bool (*renumber)(struct buf *out, struct str record,
                                             struct renumbering *renumbering),
                            const char *const *parts, size_t count,
                            const struct merged *merged, uint32_t *directives,
                            struct error *err)
{
    char path[SEGMENT_PATH];
    struct pile_writer *writer;
    struct renumbering renumbering = {0};
    if (!pile_writer_open(&writer, segment_path(path, folder, file), magic, err))
        return false;
    bool done = true;
    for (size_t i = 0; i < count && done; i++) {
        renumbering.map = merged->maps[i];
        renumbering.count = merged->map_counts[i];
        renumbering.notices = merged->notices[i];
        done = copy_records(writer, parts[i], file, magic, renumber, &renumbering, err);
    }
    *directives = renumbering.before;
    return pile_writer_close(writer, done ? err : NULL) && done;
}

static bool compact_postings(const char *folder, const char *const *parts, size_t count,
                             const struct merged *merged, struct error *err)
{
    char path[SEGMENT_PATH];
    struct postings *postings = memory_array(count + 1, sizeof *postings);
    bool done = true;
    size_t opened = 0;
    for (; done && opened < count; opened++) {
        done = postings_open(&postings[opened],
                             segment_path(path, parts[opened], SEGMENT_POSTINGS), err);
        if (done && (postings[opened].words != merged->map_counts[opened] ||
                     postings[opened].notices != merged->notices[opened]))
            done = error_set(err, ERROR_DAMAGED, "%s is damaged", path);
    }
    if (done)
        done = postings_merge(segment_path(path, folder, SEGMENT_POSTINGS), postings,
                              count, merged->maps, words_count(merged->words), err);
    for (size_t i = 0; i < opened; i++)
        postings_close(&postings[i]);
    free(postings);
    return done;
}

// All files that have to do with words. *said is how many notices and directives there are
// by these.
static bool compact_words(const char *folder, const char *const *parts, size_t count,
                          struct segment_summary *said, struct error *err)
{
    char path[SEGMENT_PATH];
    struct merged merged = {0};
    uint32_t directives = 0;
    const bool done =
        merge_words(&merged, parts, count, err) &&
        vocabulary_write(segment_path(path, folder, SEGMENT_VOCABULARY), merged.words,
                         merged.counts, merged.totals, VOCABULARY_OF_SEGMENT, err) &&
        compact_records(folder, SEGMENT_FORWARD, FORWARD_MAGIC, renumber_forward, parts,
                        count, &merged, &directives, err) &&
        compact_records(folder, SEGMENT_ITEMS, ITEMS_MAGIC, renumber_items, parts, count,
                        &merged, &directives, err) &&
        compact_postings(folder, parts, count, &merged, err);
    *said = (struct segment_summary){.notices = merged.totals.notices,
                                     .directives = directives};
    merged_free(&merged, count);
    return done;
}

static bool count_directives(const char *folder, size_t *count, struct error *err)
{
    char path[SEGMENT_PATH];
    const struct xapian_source source = {
        .folder = segment_path(path, folder, SEGMENT_DIRECTIVES)};
    struct xapian_reader *reader;
    if (!xapian_reader_open(&reader, &source, 1, NULL, err))
        return false;
    const bool done = xapian_reader_count(reader, count, err);
    xapian_reader_close(reader);
    return done;
}

bool segment_compact(const char *folder, const char *const *parts, size_t count,
                     struct segment_summary *out, struct error *err)
{
    *out = (struct segment_summary){0};
    if (strlen(folder) > SEGMENT_PATH - 64)
        return error_set(err, ERROR_IO, "the path is too long: %s", folder);
    if (mkdir(folder, 0777) != 0)
        return error_set(err, ERROR_IO, "cannot create %s: %s", folder, strerror(errno));
    char path[SEGMENT_PATH];
    struct arena *arena = arena_new();
    struct segment *made = NULL;
    struct segment_summary said;
    bool done =
        compact_databases(folder, SEGMENT_NOTICES, parts, count, arena, err) &&
        compact_databases(folder, SEGMENT_DIRECTIVES, parts, count, arena, err) &&
        store_compact(folder, parts, count, err) &&
        compact_words(folder, parts, count, &said, err) &&
        dates_join(segment_path(path, folder, SEGMENT_DATES), parts, count, err) &&
        unit_ids_write(folder, err) && count_directives(folder, &out->directives, err) &&
        segment_open(&made, folder, err);
    if (done) {
        out->notices = segment_count(made);
        // What is sealed once more no checksum tells of.
        done = (out->notices == said.notices && out->directives == said.directives) ||
               error_set(err, ERROR_DAMAGED, "what %s is made of is damaged", folder);
    }
    done = done && segment_seal(folder, &out->bytes, &out->checksum, err);
    segment_close(made);
    arena_free(arena);
    if (!done)
        segment_remove(folder, NULL);
    return done;
}
