// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/place.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool working_folder(struct str *out, struct arena *arena, struct error *err)
{
    char *working = getcwd(NULL, 0);
    if (!working)
        return error_set(err, ERROR_IO, "cannot tell the working folder: %s",
                         strerror(errno));
    *out = arena_copy(arena, str_of(working));
    free(working);
    return true;
}

bool place_find(const char **folder, const char *option, struct arena *arena,
                struct error *err)
{
    const char *given = option && *option ? option : getenv("TRACUU_INDEX");
    if (given && *given) {
        // Who names the folder of the archive means the index in it.
        struct str inside = arena_printf(arena, "%s/.tracuu", given);
        bool index = is_file(arena_printf(arena, "%s/manifest", given).at);
        *folder = !index && is_folder(inside.at) ? inside.at
                                                 : arena_copy(arena, str_of(given)).at;
        return true;
    }
    struct str here;
    if (!working_folder(&here, arena, err))
        return false;
    for (;;) {
        struct str found =
            arena_printf(arena, "%.*s%s.tracuu", STR_ARG(here), here.len > 1 ? "/" : "");
        if (is_folder(found.at)) {
            *folder = found.at;
            return true;
        }
        if (here.len <= 1)
            break;
        while (here.len > 1 && here.at[here.len - 1] != '/')
            here.len--;
        if (here.len > 1)
            here.len--;
    }
    error_set(err, ERROR_NO_INDEX, "there is no index here or in any folder above");
    return error_hint(
        err, "make one with `tracuu index FOLDER`, or name one with --index DIR");
}

// Appends the names in `path` to the absolute path in *at (room for all), without ".",
// ".." and doubled slashes.
static void append_names(char *at, size_t *len, struct str path)
{
    struct str name;
    while (str_split(&name, &path, '/')) {
        if (!name.len || str_equal(name, STR(".")))
            continue;
        if (str_equal(name, STR(".."))) {
            while (*len > 1 && at[*len - 1] != '/')
                --*len;
            if (*len > 1)
                --*len;
            continue;
        }
        if (*len > 1)
            at[(*len)++] = '/';
        memcpy(at + *len, name.at, name.len);
        *len += name.len;
    }
}

// `path` seen from the absolute folder `from`, as an absolute path without "." and "..".
static struct str join(struct str from, struct str path, struct arena *arena)
{
    bool absolute = path.len && path.at[0] == '/';
    char *at = arena_alloc(arena, from.len + path.len + 3);
    size_t len = 1;
    at[0] = '/';
    if (!absolute)
        append_names(at, &len, from);
    append_names(at, &len, path);
    at[len] = '\0';
    return (struct str){at, len};
}

// What follows `folder` and a slash in `path`; missing when path is not below it. "" for
// the folder itself.
static struct str below(struct str path, struct str folder)
{
    if (str_equal(path, folder))
        return str_slice(path, path.len, path.len);
    if (folder.len == 1 && path.len > 1)
        return str_slice(path, 1, path.len);
    if (str_starts(path, folder) && path.at[folder.len] == '/')
        return str_slice(path, folder.len + 1, path.len);
    return (struct str){NULL, 0};
}

bool place_open(struct place *out, const char *folder, struct arena *arena,
                struct error *err)
{
    *out = (struct place){.folder = arena_copy(arena, str_of(folder))};
    if (!working_folder(&out->working, arena, err))
        return false;
    // Links on the way to the archive are resolved, as getcwd does; when the index folder
    // is still to be made, what is above it is there.
    struct str real = join(out->working, out->folder, arena);
    char *resolved = realpath(real.at, NULL);
    if (resolved) {
        real = arena_copy(arena, str_of(resolved));
        free(resolved);
        out->real = real;
        out->base = join(real, STR(".."), arena);
        return true;
    }
    out->real = real;
    out->base = join(real, STR(".."), arena);
    resolved = realpath(out->base.at, NULL);
    if (resolved)
        out->base = arena_copy(arena, str_of(resolved));
    free(resolved);
    return true;
}

struct str place_stored_real(const struct place *place, struct str real)
{
    struct str inside = below(real, place->base);
    if (!inside.at)
        return real;
    return inside.len ? inside : STR(".");
}

struct str place_stored(const struct place *place, struct str typed, struct arena *arena)
{
    return place_stored_real(place, join(place->working, typed, arena));
}

struct str place_real(const struct place *place, struct str stored, struct arena *arena)
{
    // Stored names are clean already, and a file may be called "a/…/..b"; only "." stands
    // for the folder itself.
    if (stored.len && stored.at[0] == '/')
        return arena_copy(arena, stored);
    if (str_equal(stored, STR(".")))
        return arena_copy(arena, place->base);
    return arena_printf(arena, "%.*s%s%.*s", STR_ARG(place->base),
                        place->base.len > 1 ? "/" : "", STR_ARG(stored));
}

struct str place_shown(const struct place *place, struct str stored, struct arena *arena)
{
    struct str real = place_real(place, stored, arena);
    struct str inside = below(real, place->working);
    if (inside.at)
        return arena_copy(arena, inside.len ? inside : STR("."));
    // The working folder is somewhere in the archive: climb to the folder that both are
    // in.
    struct str to_working = below(place->working, place->base);
    if (!to_working.at || !below(real, place->base).at)
        return real;
    struct str around = place->working;
    size_t climbs = 0;
    while (!below(real, around).at && around.len > 1) {
        while (around.len > 1 && around.at[around.len - 1] != '/')
            around.len--;
        if (around.len > 1)
            around.len--;
        climbs++;
    }
    struct str rest = below(real, around);
    char *at = arena_alloc(arena, 3 * climbs + rest.len + 1);
    for (size_t i = 0; i < climbs; i++)
        memcpy(at + 3 * i, "../", 3);
    memcpy(at + 3 * climbs, rest.at, rest.len);
    return (struct str){at, 3 * climbs + rest.len};
}
