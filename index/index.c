// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/index.h"

#include "index/files.h"
#include "index/manifest.h"
#include "index/opened.h"
#include "index/place.h"

#include <stdlib.h>
#include <string.h>

// ---- Opening ----

static void part_close(struct opened_part *part)
{
    store_close(&part->store);
    pile_close(&part->forward);
    pile_close(&part->items);
    vocabulary_close(&part->vocabulary);
    postings_close(&part->postings);
    mapped_close(&part->dates);
    mapped_close(&part->units);
    words_free(part->words);
    for (int i = 0; i < 2; i++)
        glass_close(part->glass[i]);
}

// Every file has something for each notice or for each word. Where one says that it has
// more or less of them than the others, what it says of any cannot be trusted.
static bool part_fits(const struct opened_part *part, struct error *err)
{
    const size_t notices = part->store.notices.count;
    const struct vocabulary *vocabulary = &part->vocabulary;
    const struct postings *postings = &part->postings;
    return (part->forward.count == notices && part->items.count == notices &&
            vocabulary->totals.notices == notices &&
            (!postings->file.at ||
             (postings->notices == notices && postings->words == vocabulary->count))) ||
           error_set(err, ERROR_DAMAGED, "%s is damaged: its files do not fit together",
                     part->folder);
}

// Segments that can be served have their words in Xapian too, and can do without postings.
static bool part_open(struct opened_part *part, bool servable, struct error *err)
{
    char path[SEGMENT_PATH];
    struct error failed = {0};
    if (!postings_open(&part->postings,
                       segment_path(path, part->folder, SEGMENT_POSTINGS), &failed) &&
        !(servable && failed.code == ERROR_GONE))
        return error_set(err, failed.code, "%s", failed.message);
    return store_open(&part->store, part->folder, err) &&
           pile_open_huge(&part->forward,
                          segment_path(path, part->folder, SEGMENT_FORWARD),
                          FORWARD_MAGIC, err) &&
           pile_open(&part->items, segment_path(path, part->folder, SEGMENT_ITEMS),
                     ITEMS_MAGIC, err) &&
           vocabulary_open(&part->vocabulary,
                           segment_path(path, part->folder, SEGMENT_VOCABULARY), err) &&
           part_fits(part, err);
}

// "host:port", the port of the notices; the directives are served at the next one.
static bool shard_parse(struct opened_part *part, struct str shard, struct arena *arena)
{
    size_t colon = shard.len;
    while (colon && shard.at[colon - 1] != ':')
        colon--;
    unsigned long port = 0;
    for (size_t i = colon; i < shard.len; i++) {
        if (shard.at[i] < '0' || shard.at[i] > '9' || port > 65535)
            return false;
        port = port * 10 + (unsigned long)(shard.at[i] - '0');
    }
    if (colon < 2 || port == 0 || port > 65534)
        return false;
    part->host = arena_copy(arena, str_slice(shard, 0, colon - 1)).at;
    part->port = (unsigned)port;
    part->words = words_new();
    return true;
}

static bool open_parts(struct index *index, struct error *err)
{
    const struct manifest *manifest = &index->manifest;
    index->parts = ARENA_ARRAY(index->arena, struct opened_part,
                               manifest->segment_count + manifest->shard_count + 1);
    for (size_t i = 0; i < manifest->segment_count; i++) {
        struct opened_part *part = &index->parts[index->part_count++];
        part->segment = &manifest->segments[i];
        part->folder =
            manifest_segment_path(index->folder, part->segment->number, index->arena);
        if (!part_open(part, manifest->servable, err))
            return false;
        index->dead_count += part->segment->dead_count;
    }
    for (size_t i = 0; i < manifest->shard_count; i++) {
        struct opened_part *part = &index->parts[index->part_count++];
        if (!shard_parse(part, manifest->shards[i], index->arena))
            return error_set(err, ERROR_DAMAGED, "the manifest names a shard %.*s",
                             STR_ARG(manifest->shards[i]));
    }
    return true;
}

static bool open_once(struct index **out, const char *folder, struct error *err)
{
    struct index *index = memory_new(sizeof *index);
    *index = (struct index){.arena = arena_new(), .unpacker = unpacker_new(NULL)};
    index->folder = arena_copy(index->arena, str_of(folder)).at;
    const bool done =
        manifest_read(&index->manifest, folder, index->arena, err) &&
        files_open(&index->files, folder, index->manifest.files, err) &&
        (files_large(index->files) ||
         files_verify(index->files, index->manifest.files_checksum, err)) &&
        open_parts(index, err) &&
        // Which shards answer is known before anything is asked.
        (!index->manifest.shard_count || opened_reader(index, COLLECTION_NOTICES, err));
    if (!done) {
        index_close(index);
        return false;
    }
    *out = index;
    return true;
}

bool index_open(struct index **out, const char *folder, struct error *err)
{
    *out = NULL;
    struct error failed = {0};
    // A segment that went away was replaced: the manifest says by what, so it is read
    // once more.
    for (int attempt = 0; attempt < 2; attempt++) {
        failed = (struct error){0};
        if (open_once(out, folder, &failed))
            return true;
        if (failed.code != ERROR_GONE)
            break;
    }
    if (failed.code == ERROR_GONE)
        failed.code = ERROR_DAMAGED;
    if (err)
        *err = failed;
    return false;
}

void index_close(struct index *index)
{
    if (!index)
        return;
    for (int i = 0; i < OPENED_COUNT; i++)
        xapian_reader_close(index->readers[i].reader);
    for (size_t i = 0; i < index->part_count; i++)
        part_close(&index->parts[i]);
    files_close(index->files);
    unpacker_free(index->unpacker);
    buf_free(&index->bytes);
    opened_dead_forget(index);
    arena_free(index->arena);
    free(index);
}

void opened_dead_forget(struct index *index)
{
    for (int i = 0; i < 2; i++) {
        words_free(index->dead_terms[i].words);
        free(index->dead_terms[i].counts);
        index->dead_terms[i] = (struct dead_terms){NULL, NULL};
    }
}

// Leaves a shard out from now on and says so once.
static void leave_out(struct index *index, struct opened_part *part, const char *why)
{
    part->missing = true;
    index->missing = arena_grow(index->arena, index->missing, index->missing_count,
                                &index->missing_room, sizeof *index->missing);
    index->missing[index->missing_count++] = arena_printf(
        index->arena, "the shard %s:%u does not answer: %s", part->host, part->port, why);
}

// Whether damage came to light in what is read without libxapian. That would read on, out
// of its blocks too.
static bool glass_makes_sense(const struct index *index, enum collection collection,
                              struct error *err)
{
    for (size_t i = 0; i < index->part_count; i++) {
        const struct opened_part *part = &index->parts[i];
        if (part->glass[collection] && glass_damaged(part->glass[collection]))
            return error_set(err, ERROR_DAMAGED, "%s is damaged", part->folder);
    }
    return true;
}

// Whether the heads of the databases are what was written: libxapian believes whatever
// they say of the tables.
static bool heads_are_whole(const struct index *index, enum collection collection,
                            struct error *err)
{
    const bool directives = collection == COLLECTION_DIRECTIVES;
    const char *name = directives ? SEGMENT_DIRECTIVES : SEGMENT_NOTICES;
    const char *head =
        directives ? SEGMENT_DIRECTIVES "/iamglass" : SEGMENT_NOTICES "/iamglass";
    for (size_t i = 0; i < index->part_count; i++) {
        const char *folder = index->parts[i].folder;
        if (folder && !segment_check_file(folder, head, NULL))
            return error_set(err, ERROR_DAMAGED,
                             "%s/%s cannot be read: its head is damaged", folder, name);
    }
    return true;
}

struct xapian_reader *opened_reader(struct index *index, int kind, struct error *err)
{
    struct opened_reader *opened = &index->readers[kind];
    const bool directives = kind % 2 == COLLECTION_DIRECTIVES;
    const char *name = directives ? SEGMENT_DIRECTIVES : SEGMENT_NOTICES;
    const bool here = kind < OPENED_ELSEWHERE;
    const bool elsewhere = kind < OPENED_HERE || kind >= OPENED_ELSEWHERE;
    if (!opened->reader && !heads_are_whole(index, kind % 2, err))
        return NULL;
    if (!glass_makes_sense(index, kind % 2, err))
        return NULL;
    while (!opened->reader) {
        struct xapian_source *sources =
            ARENA_ARRAY(index->arena, struct xapian_source, index->part_count + 1);
        opened->parts = ARENA_ARRAY(index->arena, uint32_t, index->part_count + 1);
        opened->count = 0;
        for (size_t i = 0; i < index->part_count; i++) {
            struct opened_part *part = &index->parts[i];
            if (part->missing || !(part->folder ? here : elsewhere))
                continue;
            if (kind < OPENED_HERE)
                part->source[kind] = (uint32_t)opened->count;
            opened->parts[opened->count] = (uint32_t)i;
            sources[opened->count++] = (struct xapian_source){
                part->folder ? arena_printf(index->arena, "%s/%s", part->folder, name).at
                             : NULL,
                part->host, part->port + directives};
        }
        size_t failed = 0;
        struct error why = {0};
        if (xapian_reader_open(&opened->reader, sources, opened->count, &failed, &why))
            break;
        struct opened_part *part = &index->parts[opened->parts[failed]];
        if (part->folder) {
            error_set(err, why.code, "%s/%s cannot be read: %s", part->folder, name,
                      why.message);
            return NULL;
        }
        leave_out(index, part, why.message);
    }
    return opened->reader;
}

struct glass *opened_glass(struct index *index, uint32_t part, enum collection collection)
{
    struct opened_part *opened = &index->parts[part];
    struct glass **glass = &opened->glass[collection];
    if (opened->no_glass[collection])
        return NULL;
    if (!*glass) {
        char path[SEGMENT_PATH];
        const char *name =
            collection == COLLECTION_DIRECTIVES ? SEGMENT_DIRECTIVES : SEGMENT_NOTICES;
        opened->no_glass[collection] =
            !opened->folder ||
            !glass_open(glass, segment_path(path, opened->folder, name));
        if (*glass && glass_documents(*glass) != (collection == COLLECTION_NOTICES
                                                      ? opened->store.notices.count
                                                      : opened_directives(opened)))
            error_set(opened_failure(index), ERROR_DAMAGED, "%s is damaged", path);
    }
    return *glass && !glass_damaged(*glass) ? *glass : NULL;
}

bool opened_all_glass(struct index *index, enum collection collection)
{
    for (uint32_t i = 0; i < index->part_count; i++)
        if (!opened_glass(index, i, collection))
            return false;
    return true;
}

bool opened_find(struct index *index, uint32_t part, enum collection collection,
                 struct str term, uint32_t *document, struct error *err)
{
    struct glass *glass = opened_glass(index, part, collection);
    if (glass) {
        struct glass_list list;
        glass_list_open(&list, glass, term);
        *document = glass_list_next(&list, 1);
        glass_list_close(&list);
        if (!glass_damaged(glass))
            return true;
    }
    struct xapian_reader *reader = opened_reader(index, (int)collection, err);
    return reader && xapian_reader_find(reader, index->parts[part].source[collection],
                                        term, document, err);
}

void opened_reader_forget(struct index *index, int kind)
{
    xapian_reader_close(index->readers[kind].reader);
    index->readers[kind] = (struct opened_reader){0};
}

struct error *opened_failure(const struct index *index)
{
    struct index *opened = (struct index *)index;
    return opened->failed.code ? NULL : &opened->failed;
}

bool index_failed(const struct index *index, struct error *err)
{
    if (index->failed.code)
        *err = index->failed;
    return index->failed.code;
}

size_t index_notice_count(const struct index *index)
{
    size_t count = 0, elsewhere;
    struct index *opened = (struct index *)index;
    struct error *err = opened_failure(index);
    for (size_t i = 0; i < index->part_count; i++)
        count += index->parts[i].store.notices.count;
    if (index->manifest.shard_count) {
        struct xapian_reader *reader = opened_reader(opened, OPENED_ELSEWHERE, err);
        if (reader && xapian_reader_count(reader, &elsewhere, err))
            count += elsewhere;
    }
    return count > index->dead_count ? count - index->dead_count : 0;
}

size_t index_segment_count(const struct index *index)
{
    return index->part_count;
}

size_t index_missing_shards(const struct index *index, const struct str **sentences)
{
    *sentences = index->missing;
    return index->missing_count;
}

// ---- Documents ----

static bool remote_notice(struct index *index, uint32_t segment, uint32_t number,
                          struct str *bytes, struct error *err)
{
    const struct opened_part *part = &index->parts[segment];
    struct xapian_reader *reader = opened_reader(index, COLLECTION_NOTICES, err);
    buf_clear(&index->bytes);
    if (!reader || part->missing ||
        !xapian_reader_data(reader, part->source[COLLECTION_NOTICES], number,
                            &index->bytes, err))
        return part->missing ? error_set(err, ERROR_REMOTE, "the shard %s:%u is gone",
                                         part->host, part->port)
                             : false;
    *bytes = buf_str(&index->bytes);
    return true;
}

bool index_id(const struct index *index, const struct hit *hit, uint64_t *id,
              struct error *err)
{
    const struct opened_part *part = &index->parts[hit->segment];
    struct str bytes;
    if (!part->folder &&
        !remote_notice((struct index *)index, hit->segment, hit->document, &bytes, err))
        return false;
    struct packed packed;
    const bool there = part->folder ? store_id(&part->store, hit->document, id)
                                    : packed_open(&packed, bytes);
    if (!part->folder)
        *id = packed.id;
    return there || error_set(err, ERROR_DAMAGED, "a stored notice is damaged");
}

bool index_notice(const struct index *index, const struct hit *hit, bool with_text,
                  struct document *out, struct arena *arena, struct error *err)
{
    struct index *opened = (struct index *)index;
    const struct opened_part *part = &index->parts[hit->segment];
    struct stored notice;
    struct str bytes;
    err = err ? err : opened_failure(index);
    const bool done =
        part->folder
            ? store_read(&part->store, hit->document, with_text, &notice, arena, err)
            : remote_notice(opened, hit->segment, hit->document, &bytes, err) &&
                  unpacker_read(opened->unpacker, bytes, with_text, &notice, arena, err);
    return done && document_from(out, &notice, arena, err);
}

void index_forget(const struct index *index)
{
    for (size_t i = 0; i < index->part_count; i++)
        if (index->parts[i].folder)
            store_forget(&index->parts[i].store, index->parts[i].store.notices.count);
}

// The number of the notice with this id in a segment, 0 when it has none.
static bool notice_number(struct index *index, uint32_t segment, struct str id,
                          uint32_t *number, struct error *err)
{
    char room[ID_SIZE + 2];
    const char *prefix = fields[FIELD_ID].prefix;
    *number = 0;
    if (id.len != ID_SIZE)
        return true;
    room[0] = prefix[0];
    memcpy(room + 1, id.at, ID_SIZE);
    return opened_find(index, segment, COLLECTION_NOTICES,
                       (struct str){room, ID_SIZE + 1}, number, err);
}

uint32_t opened_directives(const struct opened_part *part)
{
    struct items items;
    struct item item;
    if (!items_open(&items, pile_record(&part->items, part->items.count)))
        return 0;
    uint32_t count = items.before;
    while (items_next(&items, &item))
        count++;
    return count;
}

uint32_t opened_notice_of(const struct opened_part *part, uint32_t directive,
                          struct items *items)
{
    // The last notice that has fewer directives before it.
    size_t low = 1, high = part->items.count + 1;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (items_open(items, pile_record(&part->items, middle)) &&
            items->before < directive)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 1 && items_open(items, pile_record(&part->items, low - 1))
               ? (uint32_t)low - 1
               : 0;
}

// The same of a directive that another host keeps, which says where it stands.
static bool remote_directive(struct index *index, const struct hit *hit,
                             struct hit *notice, uint32_t *number, struct arena *arena,
                             struct error *err)
{
    const struct opened_part *part = &index->parts[hit->segment];
    struct xapian_reader *reader = opened_reader(index, COLLECTION_DIRECTIVES, err);
    struct directive_place place;
    buf_clear(&index->bytes);
    if (!reader ||
        !xapian_reader_data(reader, part->source[COLLECTION_DIRECTIVES], hit->document,
                            &index->bytes, err) ||
        !directive_place_decode(&place, buf_str(&index->bytes), arena, err) ||
        !notice_number(index, hit->segment, place.notice, &notice->document, err))
        return false;
    *number = place.number;
    return notice->document ||
           error_set(err, ERROR_DAMAGED, "a directive of %.*s stands without its notice",
                     STR_ARG(place.notice));
}

bool index_directive(const struct index *index, const struct hit *hit, bool with_text,
                     struct document *out, uint32_t *number, struct arena *arena,
                     struct error *err)
{
    struct index *opened = (struct index *)index;
    const struct opened_part *part = &opened->parts[hit->segment];
    struct hit notice = {.segment = hit->segment};
    struct items items;
    if (part->folder) {
        notice.document = opened_notice_of(part, hit->document, &items);
        *number = notice.document ? hit->document - items.before : 0;
    } else if (!remote_directive(opened, hit, &notice, number, arena, err)) {
        return false;
    }
    if (!index_notice(index, &notice, with_text, out, arena, err))
        return false;
    if (*number == 0 || *number > out->notice.directives.count)
        return error_set(err, ERROR_DAMAGED, "the notice %.*s has no directive %u",
                         STR_ARG(out->id), *number);
    return true;
}

// Where the index stands and is asked from.
static bool find_place(struct index *index)
{
    if (!index->placed)
        index->placed =
            place_open(&index->place, index->folder, index->arena, opened_failure(index));
    return index->placed;
}

size_t index_paths(const struct index *index, struct str id, const struct str **paths)
{
    uint64_t number;
    struct index *opened = (struct index *)index;
    struct arena *arena = ((struct index *)index)->arena;
    *paths = NULL;
    if (!identity_number_parse(&number, id) || !find_place(opened))
        return 0;
    struct str *found = NULL;
    size_t count = 0, room = 0;
    for (ptrdiff_t at; (at = files_same(index->files, number, count)) >= 0;) {
        struct file file;
        files_at(index->files, (size_t)at, &file);
        if (!file.path.len) {
            error_set(opened_failure(index), ERROR_DAMAGED,
                      "the list of files of %s is damaged", index->folder);
            break;
        }
        found = arena_grow(arena, found, count, &room, sizeof *found);
        found[count++] = place_shown(&opened->place, file.path, arena);
    }
    *paths = found;
    return count;
}

struct str index_id_at(const struct index *index, struct str path)
{
    struct file file;
    struct index *opened = (struct index *)index;
    struct arena *arena = opened->arena;
    char digits[IDENTITY_TEXT_SIZE];
    ptrdiff_t at = files_find(index->files, path);
    if (at < 0 && find_place(opened))
        at = files_find(index->files, place_stored(&opened->place, path, arena));
    if (at < 0)
        return (struct str){NULL, 0};
    files_at(index->files, (size_t)at, &file);
    if (file.segment == 0)
        return (struct str){NULL, 0};
    return arena_copy(arena,
                      str_of(identity_text(identity_number(&file.identity), digits)));
}

struct str index_id_named(const struct index *index, struct str name)
{
    char digits[IDENTITY_TEXT_SIZE];
    uint64_t id = 0;
    for (size_t i = 0; i < files_count(index->files); i++) {
        struct file file;
        files_at(index->files, i, &file);
        size_t before = file.path.len - name.len;
        if (file.segment == 0 || !str_ends(file.path, name) ||
            (before && file.path.at[before - 1] != '/'))
            continue;
        if (id && id != identity_number(&file.identity))
            return (struct str){NULL, 0};
        id = identity_number(&file.identity);
    }
    return id ? arena_copy(((struct index *)index)->arena,
                           str_of(identity_text(id, digits)))
              : (struct str){NULL, 0};
}

struct str index_successor(const struct index *index, struct str unit,
                           struct arena *arena)
{
    const struct manifest *manifest = &index->manifest;
    size_t name = unit.len;
    while (name && unit.at[name - 1] != '/')
        name--;
    for (size_t i = 0; i < manifest->successor_count; i++) {
        const struct manifest_successor *successor = &manifest->successors[i];
        if (str_equal(successor->from, unit))
            return successor->to;
        // A unit of every office.
        if (str_equal(successor->from, str_slice(unit, name, unit.len)))
            return arena_printf(arena, "%.*s%.*s", (int)name, unit.at,
                                STR_ARG(successor->to));
    }
    return (struct str){NULL, 0};
}
