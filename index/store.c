// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/store.h"

#include "index/dictionary.h"
#include "index/segment_files.h"

#include <string.h>

// Records that are gone through before their memory is let go of.
enum { STRIDE = 1024 };

// ---- Reading ----

bool store_open(struct store *store, const char *folder, struct error *err)
{
    char path[SEGMENT_PATH];
    struct error failed = {0};
    *store = (struct store){0};
    if (!pile_open(&store->notices, segment_path(path, folder, SEGMENT_DOCUMENTS),
                   SEGMENT_DOCUMENTS_MAGIC, err))
        return false;
    if (!pile_open(&store->dictionaries, segment_path(path, folder, SEGMENT_DICTIONARIES),
                   SEGMENT_DICTIONARIES_MAGIC, &failed) &&
        failed.code != ERROR_GONE) {
        pile_close(&store->notices);
        return error_set(err, failed.code, "%s", failed.message);
    }
    store->unpacker = unpacker_new(&store->dictionaries);
    return true;
}

void store_close(struct store *store)
{
    unpacker_free(store->unpacker);
    pile_close(&store->notices);
    pile_close(&store->dictionaries);
    *store = (struct store){0};
}

bool store_read(const struct store *store, size_t number, bool with_text,
                struct stored *out, struct arena *arena, struct error *err)
{
    return unpacker_read(store->unpacker, pile_record(&store->notices, number), with_text,
                         out, arena, err);
}

bool store_id(const struct store *store, size_t number, uint64_t *id)
{
    struct packed packed;
    const bool there = packed_open(&packed, pile_record(&store->notices, number));
    *id = packed.id;
    return there;
}

void store_forget(const struct store *store, size_t number)
{
    pile_forget(&store->notices, number);
}

// ---- Compacting ----

// Goes through the records of all parts.
struct walk {
    const char *const *parts;
    size_t count, next; // the part that is opened next
    struct store part;  // the one that is open
    bool open;
    size_t number; // of the record in it
};

static void walk_end(struct walk *walk)
{
    if (walk->open)
        store_close(&walk->part);
    walk->open = false;
}

// False at the end, and with *err where a part cannot be read; the walk is over then.
static bool walk_next(struct walk *walk, struct packed *out, struct error *err)
{
    while (!walk->open || walk->number == walk->part.notices.count) {
        walk_end(walk);
        if (walk->next == walk->count ||
            !store_open(&walk->part, walk->parts[walk->next++], err))
            return false;
        walk->open = true;
        walk->number = 0;
    }
    if (walk->number % STRIDE == 0)
        store_forget(&walk->part, walk->number);
    if (packed_open(out, pile_record(&walk->part.notices, ++walk->number)))
        return true;
    walk_end(walk);
    return error_set(err, ERROR_DAMAGED, "%s/%s is damaged", walk->parts[walk->next - 1],
                     SEGMENT_DOCUMENTS);
}

static bool is_loose(const struct packed *packed)
{
    return packed->how < PACKED_DICTIONARY;
}

// How large dictionaries for the notices without one are, and how many of these notices
// there are for each that is looked at.
static bool plan_dictionaries(struct walk walk, size_t *size, size_t *every,
                              struct error *err)
{
    struct packed packed;
    struct error failed = {0};
    uint64_t bytes = 0;
    while (walk_next(&walk, &packed, &failed))
        bytes += is_loose(&packed) ? packed.text_len : 0;
    *size = dictionary_size(bytes);
    *every = *size ? (size_t)(bytes / (*size * DICTIONARY_SAMPLES)) : 0;
    return failed.code == ERROR_NONE || error_set(err, failed.code, "%s", failed.message);
}

static bool take_samples(struct walk walk, size_t every, struct dictionary_samples *facts,
                         struct dictionary_samples *texts, struct error *err)
{
    struct packed packed;
    struct stored notice;
    struct error failed = {0};
    struct arena *arena = arena_new();
    for (size_t loose = 0; walk_next(&walk, &packed, &failed);) {
        if (!is_loose(&packed) || loose++ % every)
            continue;
        arena_reset(arena);
        if (!store_read(&walk.part, walk.number, true, &notice, arena, &failed))
            break;
        dictionary_sample(facts, notice.facts);
        dictionary_sample(texts, notice.text);
    }
    walk_end(&walk);
    arena_free(arena);
    return failed.code == ERROR_NONE || error_set(err, failed.code, "%s", failed.message);
}

// Makes dictionaries for the notices that have none, where that pays: the first pair of
// the segment.
static bool make_dictionaries(struct walk walk, struct packer **packer,
                              struct pile_writer *dictionaries, struct error *err)
{
    size_t size, every;
    if (!plan_dictionaries(walk, &size, &every, err))
        return false;
    struct dictionary_samples facts = {0}, texts = {0};
    struct buf of_facts = {0}, of_texts = {0};
    const bool done = !size || take_samples(walk, every ? every : 1, &facts, &texts, err);
    *packer = NULL;
    if (done && size && dictionary_train(&of_facts, &facts, size) &&
        dictionary_train(&of_texts, &texts, size)) {
        const struct dictionary_pair pair = {buf_str(&of_facts), buf_str(&of_texts)};
        *packer = packer_new(PACKED_DICTIONARY, &pair);
        pile_writer_add(dictionaries, pair.facts);
        pile_writer_add(dictionaries, pair.text);
    }
    dictionary_samples_free(&facts);
    dictionary_samples_free(&texts);
    buf_free(&of_facts);
    buf_free(&of_texts);
    return done;
}

// Copies the dictionaries of a part; returns how many pairs.
static size_t copy_dictionaries(struct pile_writer *writer, const struct pile *pile)
{
    const size_t pairs = pile->count / 2;
    for (size_t i = 1; i <= 2 * pairs; i++)
        pile_writer_add(writer, pile_record(pile, i));
    return pairs;
}

// `packer` packs what has no dictionary yet; NULL: there is none for it.
static bool write_records(struct walk walk, struct packer *packer,
                          struct pile_writer *notices, struct pile_writer *dictionaries,
                          struct error *err)
{
    struct packed packed;
    struct stored notice;
    struct error failed = {0};
    struct buf record = {0};
    struct arena *arena = arena_new();
    struct packer *common = packer_new(PACKED_BOILERPLATE, NULL);
    size_t before = 0, pairs = packer ? 1 : 0; // dictionaries of other parts, and all
    while (walk_next(&walk, &packed, &failed)) {
        if (walk.number == 1) {
            before = pairs;
            pairs += copy_dictionaries(dictionaries, &walk.part.dictionaries);
        }
        buf_clear(&record);
        if (!is_loose(&packed) || (packed.how == PACKED_BOILERPLATE && !packer)) {
            buf_add_number(&record, packed.how + (is_loose(&packed) ? 0 : before));
            buf_add_str(&record, packed.tail);
        } else {
            arena_reset(arena);
            if (!store_read(&walk.part, walk.number, true, &notice, arena, &failed))
                break;
            packer_add(packer ? packer : common, &record, &notice);
        }
        pile_writer_add(notices, buf_str(&record));
    }
    walk_end(&walk);
    packer_free(common);
    arena_free(arena);
    buf_free(&record);
    return failed.code == ERROR_NONE || error_set(err, failed.code, "%s", failed.message);
}

bool store_compact(const char *folder, const char *const *parts, size_t count,
                   struct error *err)
{
    char path[SEGMENT_PATH];
    const struct walk walk = {.parts = parts, .count = count};
    struct pile_writer *notices = NULL, *dictionaries = NULL;
    struct packer *packer = NULL;
    bool done =
        pile_writer_open(&notices, segment_path(path, folder, SEGMENT_DOCUMENTS),
                         SEGMENT_DOCUMENTS_MAGIC, err) &&
        pile_writer_open(&dictionaries, segment_path(path, folder, SEGMENT_DICTIONARIES),
                         SEGMENT_DICTIONARIES_MAGIC, err) &&
        make_dictionaries(walk, &packer, dictionaries, err) &&
        write_records(walk, packer, notices, dictionaries, err);
    packer_free(packer);
    done = pile_writer_close(notices, done ? err : NULL) && done;
    return pile_writer_close(dictionaries, done ? err : NULL) && done;
}
