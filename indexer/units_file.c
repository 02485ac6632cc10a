// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/units_file.h"

#include "corpus/reader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_UNITS_FILE = 64 << 20 };

// Appends the file to *bytes when it is there.
static bool append_file(struct buf *bytes, const char *path, struct error *err)
{
    FILE *file = fopen(path, "rbe");
    if (!file && (errno == ENOENT || errno == ENOTDIR))
        return true;
    if (!file)
        return error_set(err, ERROR_IO, "cannot open %s: %s", path, strerror(errno));
    size_t before = bytes->len, got;
    while ((got = fread(buf_room(bytes, 65536), 1, 65536, file)) > 0 &&
           bytes->len - before < LARGEST_UNITS_FILE)
        bytes->len += got;
    bool failed = ferror(file);
    fclose(file);
    if (failed)
        return error_set(err, ERROR_IO, "cannot read %s", path);
    // Each is to be understood alone, so that an error names its line.
    struct unit_list *list;
    struct error wrong = {0};
    if (!unit_list_parse(&list, str_slice(buf_str(bytes), before, bytes->len), &wrong))
        return error_set(err, ERROR_USAGE, "%s: %s", path, wrong.message);
    unit_list_free(list);
    if (bytes->len > before && bytes->at[bytes->len - 1] != '\n')
        buf_add_char(bytes, '\n');
    return true;
}

bool units_file_read(struct unit_list **list, struct str *hash, const struct place *place,
                     const struct roots *roots, struct arena *arena, struct error *err)
{
    *list = NULL;
    *hash = STR("-");
    struct buf bytes = {0};
    const char *beside =
        arena_printf(arena, "%.*s/tracuu.units", STR_ARG(place->base)).at;
    bool done = append_file(&bytes, beside, err);
    for (size_t i = 0; done && i < roots->count; i++) {
        struct str root = roots->items[i];
        if (!str_equal(root, place->base))
            done = append_file(
                &bytes, arena_printf(arena, "%.*s/tracuu.units", STR_ARG(root)).at, err);
    }
    if (done && bytes.len) {
        char hex[READER_HASH_SIZE];
        reader_hash_bytes(buf_str(&bytes), hex);
        *hash = arena_copy(arena, str_of(hex));
        done = unit_list_parse(list, buf_str(&bytes), err);
    }
    buf_free(&bytes);
    return done;
}
