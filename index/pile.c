// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/pile.h"

#include "base/arena.h"

#include <stdlib.h>

enum { MAGIC_SIZE = 8, TAIL_SIZE = 8 + MAGIC_SIZE };

struct pile_writer {
    struct output *output;
    char magic[MAGIC_SIZE];
    uint64_t *starts;
    size_t count, room;
};

bool pile_writer_open(struct pile_writer **out, const char *path, const char *magic,
                      struct error *err)
{
    *out = NULL;
    struct output *output;
    if (!output_open(&output, path, err))
        return false;
    struct pile_writer *writer = memory_new(sizeof *writer);
    *writer = (struct pile_writer){.output = output};
    memcpy(writer->magic, magic, MAGIC_SIZE);
    output_add(output, magic, MAGIC_SIZE);
    *out = writer;
    return true;
}

void pile_writer_add(struct pile_writer *writer, struct str record)
{
    if (writer->count == writer->room) {
        writer->room = writer->room ? writer->room * 2 : 256;
        writer->starts =
            memory_resize(writer->starts, writer->room * sizeof *writer->starts);
    }
    writer->starts[writer->count++] = output_size(writer->output);
    output_add(writer->output, record.at, record.len);
}

bool pile_writer_close(struct pile_writer *writer, struct error *err)
{
    if (!writer)
        return true;
    const uint64_t end = output_size(writer->output);
    for (size_t i = 0; i < writer->count; i++)
        output_add64(writer->output, writer->starts[i]);
    output_add64(writer->output, end);
    output_add64(writer->output, writer->count);
    output_add(writer->output, writer->magic, MAGIC_SIZE);
    const bool done = output_close(writer->output, err);
    free(writer->starts);
    free(writer);
    return done;
}

// Finds its way in the file that was mapped.
static bool look_around(struct pile *out, const char *path, const char *magic,
                        struct error *err)
{
    const size_t len = out->file.len;
    const char *at = out->file.at;
    bool whole = len >= MAGIC_SIZE + 8 + TAIL_SIZE && !memcmp(at, magic, MAGIC_SIZE) &&
                 !memcmp(at + len - MAGIC_SIZE, magic, MAGIC_SIZE);
    if (whole) {
        const uint64_t count = load64(at + len - TAIL_SIZE);
        whole = count <= (len - MAGIC_SIZE - 8 - TAIL_SIZE) / 8;
        if (whole) {
            out->count = count;
            out->starts = at + len - TAIL_SIZE - 8 * (count + 1);
        }
    }
    if (whole)
        return true;
    pile_close(out);
    return error_set(err, ERROR_DAMAGED, "%s is damaged", path);
}

bool pile_open(struct pile *out, const char *path, const char *magic, struct error *err)
{
    *out = (struct pile){0};
    return mapped_open(&out->file, path, err) && look_around(out, path, magic, err);
}

bool pile_open_huge(struct pile *out, const char *path, const char *magic,
                    struct error *err)
{
    *out = (struct pile){0};
    if (!mapped_open(&out->file, path, err))
        return false;
    mapped_huge(&out->file);
    return look_around(out, path, magic, err);
}

void pile_close(struct pile *pile)
{
    mapped_close(&pile->file);
    *pile = (struct pile){0};
}

struct str pile_record(const struct pile *pile, size_t number)
{
    if (number == 0 || number > pile->count)
        return (struct str){NULL, 0};
    const uint64_t start = load64(pile->starts + 8 * (number - 1));
    const uint64_t end = load64(pile->starts + 8 * number);
    const uint64_t last = (uint64_t)(pile->starts - pile->file.at);
    if (start < MAGIC_SIZE || end < start || end > last)
        return (struct str){NULL, 0};
    return (struct str){pile->file.at + start, end - start};
}

void pile_forget(const struct pile *pile, size_t number)
{
    const struct str record = pile_record(pile, number);
    if (record.at)
        mapped_forget(&pile->file, (size_t)(record.at - pile->file.at));
}
