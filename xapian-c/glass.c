// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian-c/glass.h"

#include "base/words.h"
#include "xapian-c/glass_table.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

struct posting {
    uint32_t term;
    uint32_t count;
};

// What is known of a term so far.
struct term {
    uint32_t documents;
    uint32_t occurrences;
    uint32_t last;       // document that has it
    size_t last_posting; // … and where
};

struct value {
    uint32_t slot, document;
    size_t at, len; // in writer->bytes
};

struct document {
    size_t postings; // where its own end
    uint32_t length; // in words
    size_t data, data_len;
};

struct glass_writer {
    char *folder;
    struct words *words;
    struct term *terms;
    size_t term_room;
    struct posting *postings;
    size_t posting_count, posting_room;
    struct value *values;
    size_t value_count, value_room;
    struct document *documents;
    size_t document_count, document_room;
    struct buf bytes; // of values and data
};

bool glass_writer_open(struct glass_writer **out, const char *folder, struct error *err)
{
    *out = NULL;
    if (mkdir(folder, 0777) != 0)
        return error_set(err, ERROR_IO, "cannot create %s: %s", folder, strerror(errno));
    struct glass_writer *writer = memory_array(1, sizeof *writer);
    writer->folder = memory_new(strlen(folder) + 1);
    strcpy(writer->folder, folder);
    writer->words = words_new();
    *out = writer;
    return true;
}

void glass_writer_discard(struct glass_writer *writer)
{
    if (!writer)
        return;
    words_free(writer->words);
    free(writer->folder);
    free(writer->terms);
    free(writer->postings);
    free(writer->values);
    free(writer->documents);
    buf_free(&writer->bytes);
    free(writer);
}

// ---- Taking documents ----

static void *room_for(void *array, size_t count, size_t *room, size_t size)
{
    if (count <= *room)
        return array;
    *room = *room ? *room : 256;
    while (*room < count)
        *room *= 2;
    return memory_resize(array, *room * size);
}

static void add_term(struct glass_writer *writer, const struct xapian_term *term,
                     uint32_t number)
{
    const uint32_t word = words_add(writer->words, term->term);
    const size_t known = writer->term_room;
    writer->terms =
        room_for(writer->terms, word + 1, &writer->term_room, sizeof *writer->terms);
    if (writer->term_room > known)
        memset(writer->terms + known, 0,
               (writer->term_room - known) * sizeof *writer->terms);
    struct term *here = &writer->terms[word];
    here->occurrences += term->count;
    if (here->last == number) {
        writer->postings[here->last_posting].count += term->count;
        return;
    }
    here->documents++;
    here->last = number;
    here->last_posting = writer->posting_count;
    writer->postings = room_for(writer->postings, writer->posting_count + 1,
                                &writer->posting_room, sizeof *writer->postings);
    writer->postings[writer->posting_count++] = (struct posting){word, term->count};
}

static size_t keep_bytes(struct glass_writer *writer, struct str bytes)
{
    const size_t at = writer->bytes.len;
    buf_add_str(&writer->bytes, bytes);
    return at;
}

// The last value of a slot counts, and an empty one is none.
static void add_value(struct glass_writer *writer, const struct xapian_value *value,
                      uint32_t number)
{
    const size_t at = keep_bytes(writer, value->value);
    size_t i = writer->value_count;
    while (i && writer->values[i - 1].document == number &&
           writer->values[i - 1].slot != value->slot)
        i--;
    struct value *same =
        i && writer->values[i - 1].document == number ? &writer->values[i - 1] : NULL;
    if (!same) {
        writer->values = room_for(writer->values, writer->value_count + 1,
                                  &writer->value_room, sizeof *writer->values);
        same = &writer->values[writer->value_count++];
    }
    *same = (struct value){value->slot, number, at, value->value.len};
}

void glass_writer_add(struct glass_writer *writer, const struct xapian_document *document)
{
    writer->documents = room_for(writer->documents, writer->document_count + 1,
                                 &writer->document_room, sizeof *writer->documents);
    const uint32_t number = (uint32_t)++writer->document_count;
    struct document *here = &writer->documents[number - 1];
    *here = (struct document){0};
    for (size_t i = 0; i < document->term_count; i++) {
        add_term(writer, &document->terms[i], number);
        here->length += document->terms[i].count;
    }
    for (size_t i = 0; i < document->value_count; i++)
        add_value(writer, &document->values[i], number);
    here->postings = writer->posting_count;
    here->data = keep_bytes(writer, document->data);
    here->data_len = document->data.len;
}

// ---- Keys and tags ----

static void add_sorting(struct buf *out, uint32_t number)
{
    char bytes[GLASS_SORTING_MAX];
    buf_add(out, bytes, glass_sorting(number, bytes));
}

static void start_key(struct buf *key, char kind)
{
    buf_clear(key);
    buf_add_char(key, 0);
    buf_add_char(key, kind);
}

enum { KEY_BOUNDS = 0xd0, KEY_VALUES = 0xd8, KEY_LENGTHS = 0xe0 };

// Of a list of documents: the key of its first stretch, or of one that starts at a
// document. A missing term is the list of all lengths.
static void list_key(struct buf *key, struct str term, uint32_t document)
{
    if (!term.at) {
        start_key(key, (char)KEY_LENGTHS);
    } else {
        buf_clear(key);
        for (size_t i = 0; i < term.len; i++) {
            buf_add_char(key, term.at[i]);
            if (!term.at[i])
                buf_add_char(key, (char)0xff);
        }
        if (document)
            buf_add_char(key, 0);
    }
    if (document)
        add_sorting(key, document);
}

struct output {
    struct glass_table *table;
    struct buf key, tag, body;
};

enum { STRETCH = 2000 }; // bytes of a list that stand together

// Writes a list: in stretches of (documents passed over, count), each behind whether it
// is the last one and how far it goes; before the first how many documents there are, and
// occurrences.
static void write_list(struct output *out, struct str term, uint32_t documents,
                       uint32_t occurrences, const struct posting *items, size_t count)
{
    for (size_t i = 0; i < count;) {
        const uint32_t first = items[i].term;
        const bool is_first = i == 0;
        buf_clear(&out->body);
        for (;;) {
            buf_add_number(&out->body, items[i].count);
            if (++i == count || out->body.len >= STRETCH)
                break;
            buf_add_number(&out->body, items[i].term - items[i - 1].term - 1);
        }
        buf_clear(&out->tag);
        if (is_first) {
            buf_add_number(&out->tag, documents);
            buf_add_number(&out->tag, occurrences);
            buf_add_number(&out->tag, first - 1);
        }
        buf_add_char(&out->tag, i == count ? '1' : '0');
        buf_add_number(&out->tag, items[i - 1].term - first);
        buf_add_str(&out->tag, buf_str(&out->body));
        list_key(&out->key, term, is_first ? 0 : first);
        glass_table_add(out->table, buf_str(&out->key), buf_str(&out->tag));
    }
}

// ---- Values ----

static struct str value_bytes(const struct glass_writer *writer,
                              const struct value *value)
{
    return (struct str){writer->bytes.at + value->at, value->len};
}

static void add_string(struct buf *out, struct str bytes)
{
    buf_add_number(out, bytes.len);
    buf_add_str(out, bytes);
}

static int by_slot(const void *a, const void *b)
{
    const struct value *one = a, *other = b;
    if (one->slot != other->slot)
        return one->slot < other->slot ? -1 : 1;
    return one->document < other->document ? -1 : one->document > other->document;
}

// How many values a slot has, the least and the greatest.
static void write_bounds(struct output *out, const struct glass_writer *writer,
                         const struct value *values, size_t count)
{
    struct str least = value_bytes(writer, values), greatest = least;
    for (size_t i = 1; i < count; i++) {
        const struct str value = value_bytes(writer, &values[i]);
        if (str_compare(value, least) < 0)
            least = value;
        if (str_compare(value, greatest) > 0)
            greatest = value;
    }
    start_key(&out->key, (char)KEY_BOUNDS);
    for (uint32_t slot = values->slot; slot; slot >>= 8)
        buf_add_char(&out->key, (char)slot);
    buf_clear(&out->tag);
    buf_add_number(&out->tag, count);
    add_string(&out->tag, least);
    if (!str_equal(least, greatest))
        buf_add_str(&out->tag, greatest);
    glass_table_add(out->table, buf_str(&out->key), buf_str(&out->tag));
}

static void write_slot(struct output *out, const struct glass_writer *writer,
                       const struct value *values, size_t count)
{
    for (size_t i = 0; i < count;) {
        start_key(&out->key, (char)KEY_VALUES);
        buf_add_number(&out->key, values->slot);
        add_sorting(&out->key, values[i].document);
        buf_clear(&out->tag);
        for (;;) {
            add_string(&out->tag, value_bytes(writer, &values[i]));
            if (++i == count || out->tag.len >= STRETCH)
                break;
            buf_add_number(&out->tag, values[i].document - values[i - 1].document - 1);
        }
        glass_table_add(out->table, buf_str(&out->key), buf_str(&out->tag));
    }
}

// All bounds stand before all values.
static void write_values(struct output *out, struct glass_writer *writer)
{
    size_t count = 0;
    for (size_t i = 0; i < writer->value_count; i++)
        if (writer->values[i].len)
            writer->values[count++] = writer->values[i];
    if (!count)
        return;
    qsort(writer->values, count, sizeof *writer->values, by_slot);
    for (int bounds = 1; bounds >= 0; bounds--)
        for (size_t from = 0, to; from < count; from = to) {
            to = from;
            while (to < count && writer->values[to].slot == writer->values[from].slot)
                to++;
            if (bounds)
                write_bounds(out, writer, &writer->values[from], to - from);
            else
                write_slot(out, writer, &writer->values[from], to - from);
        }
}

// ---- Lists of documents ----

static void write_lengths(struct output *out, const struct glass_writer *writer)
{
    struct posting *lengths = memory_array(writer->document_count, sizeof *lengths);
    for (size_t i = 0; i < writer->document_count; i++)
        lengths[i] = (struct posting){(uint32_t)i + 1, writer->documents[i].length};
    write_list(out, (struct str){NULL, 0}, 0, 0, lengths, writer->document_count);
    free(lengths);
}

// A term and its first bytes, which tell most terms apart.
struct sorted {
    uint64_t head;
    struct str term;
    uint32_t number;
};

static int by_term(const void *a, const void *b)
{
    const struct sorted *one = a, *other = b;
    if (one->head != other->head)
        return one->head < other->head ? -1 : 1;
    return str_compare(one->term, other->term);
}

static struct sorted *sort_terms(const struct words *words)
{
    const uint32_t count = words_count(words);
    struct sorted *terms = memory_array(count + 1, sizeof *terms);
    for (uint32_t i = 0; i < count; i++) {
        const struct str term = words_at(words, i);
        uint64_t head = 0;
        memcpy(&head, term.at, term.len < sizeof head ? term.len : sizeof head);
        terms[i] = (struct sorted){be64toh(head), term, i};
    }
    qsort(terms, count, sizeof *terms, by_term);
    return terms;
}

// Deals the postings out to their terms: documents[i] of term t are those from starts[t]
// on.
static struct posting *deal_out(const struct glass_writer *writer, size_t *starts)
{
    const uint32_t count = words_count(writer->words);
    size_t *next = memory_array(count + 1, sizeof *next);
    size_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        starts[i] = next[i] = at;
        at += writer->terms[i].documents;
    }
    starts[count] = at;
    struct posting *dealt = memory_new((at + 1) * sizeof *dealt);
    size_t from = 0;
    for (size_t i = 0; i < writer->document_count; i++) {
        for (; from < writer->documents[i].postings; from++) {
            const struct posting *posting = &writer->postings[from];
            dealt[next[posting->term]++] =
                (struct posting){(uint32_t)i + 1, posting->count};
        }
    }
    free(next);
    return dealt;
}

static void write_terms(struct output *out, const struct glass_writer *writer)
{
    const uint32_t count = words_count(writer->words);
    size_t *starts = memory_array(count + 1, sizeof *starts);
    struct posting *dealt = deal_out(writer, starts);
    struct sorted *terms = sort_terms(writer->words);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t number = terms[i].number;
        const struct term *term = &writer->terms[number];
        write_list(out, terms[i].term, term->documents, term->occurrences,
                   dealt + starts[number], starts[number + 1] - starts[number]);
    }
    free(terms);
    free(dealt);
    free(starts);
}

// ---- Tables ----

static struct str path_of(struct buf *path, const struct glass_writer *writer,
                          const char *name)
{
    buf_clear(path);
    buf_printf(path, "%s/%s", writer->folder, name);
    return buf_str(path);
}

static bool write_postings(struct glass_writer *writer, struct glass_root *root,
                           struct error *err)
{
    struct buf path = {0};
    struct output out = {0};
    bool done =
        glass_table_open(&out.table, path_of(&path, writer, "postlist.glass").at, err);
    if (done && writer->document_count) {
        write_values(&out, writer);
        write_lengths(&out, writer);
        write_terms(&out, writer);
    }
    done = glass_table_close(out.table, root, done ? err : NULL) && done;
    buf_free(&out.key);
    buf_free(&out.tag);
    buf_free(&out.body);
    buf_free(&path);
    return done;
}

static bool write_data(struct glass_writer *writer, struct glass_root *root,
                       struct error *err)
{
    struct buf path = {0}, key = {0};
    struct glass_table *table = NULL;
    bool done = true;
    for (size_t i = 0; done && i < writer->document_count; i++) {
        const struct document *document = &writer->documents[i];
        if (!document->data_len)
            continue;
        if (!table)
            done =
                glass_table_open(&table, path_of(&path, writer, "docdata.glass").at, err);
        if (!done)
            break;
        buf_clear(&key);
        add_sorting(&key, (uint32_t)i + 1);
        glass_table_add(
            table, buf_str(&key),
            (struct str){writer->bytes.at + document->data, document->data_len});
    }
    done = glass_table_close(table, root, done ? err : NULL) && done;
    buf_free(&key);
    buf_free(&path);
    return done;
}

// ---- The head ----

// What libxapian knows each of its tables by; only two of them are ever there.
enum { TABLE_POSTINGS, TABLE_DATA, TABLE_TERMS, TABLE_POSITIONS, TABLE_COUNT = 6 };
enum { SEQUENTIAL = 2, EMPTY = 1, COMPRESSED_FROM = 18 };

static void add_root(struct buf *out, const struct glass_root *root, int table)
{
    buf_add_number(out, root->root);
    buf_add_number(out, root->level << 2 | SEQUENTIAL | (root->blocks ? 0 : EMPTY));
    buf_add_number(out, root->entries);
    buf_add_number(out, GLASS_BLOCK >> 11);
    buf_add_number(
        out, table == TABLE_POSTINGS || table == TABLE_POSITIONS ? 0 : COMPRESSED_FROM);
    // No block is free; the first one that was never used.
    struct buf unused = {0};
    if (root->blocks) {
        buf_add_number(&unused, GLASS_REVISION);
        buf_add_number(&unused, root->blocks);
        for (int i = 0; i < 4; i++)
            buf_add_number(&unused, 0);
    }
    add_string(out, buf_str(&unused));
    buf_free(&unused);
}

static void add_statistics(struct buf *out, const struct glass_writer *writer)
{
    uint32_t shortest = 0, longest = 0, most = 0;
    uint64_t all = 0;
    for (size_t i = 0; i < writer->document_count; i++) {
        const uint32_t length = writer->documents[i].length;
        if (all == 0 || (length && length < shortest))
            shortest = length;
        longest = length > longest ? length : longest;
        all += length;
    }
    for (size_t i = 0; i < writer->posting_count; i++)
        most = writer->postings[i].count > most ? writer->postings[i].count : most;
    buf_add_number(out, writer->document_count);
    buf_add_number(out, 0); // the last document's number beyond that
    buf_add_number(out, shortest);
    buf_add_number(out, most);
    buf_add_number(out, longest - most);
    buf_add_number(out, 0); // changes kept for replication
    buf_add_number(out, all);
    buf_add_number(out, 0); // spelling words
}

static bool write_whole(const char *path, struct str bytes, struct error *err)
{
    const int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool done = file >= 0 && write(file, bytes.at, bytes.len) == (ssize_t)bytes.len;
    const int code = errno;
    if (file >= 0 && close(file) != 0)
        done = false;
    return done || error_set(err, ERROR_IO, "cannot write %s: %s", path, strerror(code));
}

static bool write_head(const struct glass_writer *writer, const struct glass_root *roots,
                       struct error *err)
{
    static const char magic[] = GLASS_MAGIC;
    unsigned char uuid[GLASS_UUID];
    struct buf head = {0}, path = {0};
    if (getrandom(uuid, sizeof uuid, 0) != sizeof uuid)
        return error_set(err, ERROR_IO, "no random bytes: %s", strerror(errno));
    // A random UUID says so of itself.
    uuid[6] = (uuid[6] & 0x0f) | 0x40;
    uuid[8] = (uuid[8] & 0x3f) | 0x80;
    buf_add(&head, magic, sizeof magic - 1);
    buf_add_char(&head, (char)(GLASS_VERSION >> 8));
    buf_add_char(&head, (char)GLASS_VERSION);
    buf_add(&head, uuid, sizeof uuid);
    buf_add_number(&head, GLASS_REVISION);
    for (int i = 0; i < TABLE_COUNT; i++)
        add_root(&head, &roots[i], i);
    add_statistics(&head, writer);
    const bool done =
        write_whole(path_of(&path, writer, "iamglass").at, buf_str(&head), err);
    buf_free(&path);
    buf_free(&head);
    return done;
}

bool glass_writer_finish(struct glass_writer *writer, struct error *err)
{
    struct glass_root roots[TABLE_COUNT] = {{0}};
    const bool done = write_postings(writer, &roots[TABLE_POSTINGS], err) &&
                      write_data(writer, &roots[TABLE_DATA], err) &&
                      write_head(writer, roots, err);
    glass_writer_discard(writer);
    return done;
}
