// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/nearby_units.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/translate.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST_FILE = 64 << 20 };

struct nearby_units {
    const char *named;
    char *folder; // whose list it is; NULL before the first
    struct unit_list *list;
};

static char *text_copy(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(memory_array(size, 1), text, size);
}

struct nearby_units *nearby_units_open(const char *named)
{
    struct nearby_units *units = memory_new(sizeof *units);
    *units = (struct nearby_units){.named = named};
    return units;
}

void nearby_units_close(struct nearby_units *units)
{
    unit_list_free(units->list);
    free(units->folder);
    free(units);
}

static bool read_list(struct unit_list **list, const char *path, struct error *err)
{
    struct buf bytes = {0};
    FILE *file = fopen(path, "rbe");
    if (!file)
        return error_set(err, ERROR_IO, _("cannot open %s: %s"), path, strerror(errno));
    size_t got;
    while ((got = fread(buf_room(&bytes, 65536), 1, 65536, file)) > 0 &&
           bytes.len < LARGEST_FILE)
        bytes.len += got;
    bool done = !ferror(file);
    fclose(file);
    struct error wrong = {0};
    if (!done)
        error_set(err, ERROR_IO, _("cannot read %s"), path);
    else if (!(done = unit_list_parse(list, buf_str(&bytes), &wrong)))
        error_set(err, ERROR_USAGE, "%s: %s", path, wrong.message);
    buf_free(&bytes);
    return done;
}

// The folder of a file, as a whole path; "" where there is none.
static char *folder_of(struct str file)
{
    char path[PATH_MAX], whole[PATH_MAX];
    size_t len = file.len;
    while (len > 0 && file.at[len - 1] != '/')
        len--;
    bool fits = len < sizeof path;
    memcpy(path, file.at, fits ? len : 0);
    path[fits ? len : 0] = '\0';
    bool found = fits && realpath(len ? path : ".", whole);
    return text_copy(found ? whole : "");
}

// The nearest units file in this folder or above it; false when there is none.
static bool look_above(const char *folder, char *path, size_t size)
{
    size_t len = strlen(folder);
    for (;;) {
        int written = snprintf(path, size, "%.*s/tracuu.units", (int)len, folder);
        if (written > 0 && (size_t)written < size && access(path, F_OK) == 0)
            return true;
        if (!len)
            return false;
        do {
            len--;
        } while (len > 0 && folder[len] != '/');
    }
}

bool nearby_units_for(struct nearby_units *units, struct str file,
                      const struct unit_list **list, struct error *err)
{
    bool input = str_equal(file, STR("-"));
    char *folder = units->named || input ? text_copy("") : folder_of(file);
    char path[PATH_MAX];
    bool known = units->folder && strcmp(folder, units->folder) == 0, done = true;
    if (known) {
        free(folder);
    } else {
        unit_list_free(units->list);
        units->list = NULL;
        free(units->folder);
        units->folder = folder;
        if (units->named)
            done = read_list(&units->list, units->named, err);
        else if (*folder && look_above(folder, path, sizeof path))
            done = read_list(&units->list, path, err);
    }
    *list = units->list;
    return done;
}
