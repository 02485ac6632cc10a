// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/manifest.h"

#include "base/buf.h"
#include "index/identity.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

// docs/index-format.md has an example of every line. The last one, "end", is the CRC-32 of
// everything before it.
//
// A line is a word and its values; lines of a word that this program does not know are an
// error: what they mean would get lost when the manifest is written again. Format numbers
// count up when such a word is added.

enum { LARGEST_MANIFEST = 1 << 30 };

static uint32_t checksum_of(struct str bytes)
{
    return (uint32_t)crc32_z(crc32_z(0, NULL, 0), (const unsigned char *)bytes.at,
                             bytes.len);
}

static const char *path_in(const char *folder, const char *name, struct arena *arena)
{
    return arena_printf(arena, "%s/%s", folder, name).at;
}

const char *manifest_segment_path(const char *folder, uint32_t number,
                                  struct arena *arena)
{
    return arena_printf(arena, "%s/segments/%06" PRIu32, folder, number).at;
}

bool manifest_segment_dead(const struct manifest_segment *segment, uint64_t id)
{
    return identity_among(id, segment->dead, segment->dead_count);
}

// A path on one line: '\' and line ends are escaped.
static void add_escaped(struct buf *out, struct str path)
{
    for (size_t i = 0; i < path.len; i++) {
        if (path.at[i] == '\n')
            buf_add(out, "\\n", 2);
        else if (path.at[i] == '\\')
            buf_add(out, "\\\\", 2);
        else
            buf_add_char(out, path.at[i]);
    }
}

static struct str unescaped(struct str line, struct arena *arena)
{
    char *at = arena_alloc(arena, line.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < line.len; i++) {
        if (line.at[i] == '\\' && i + 1 < line.len)
            at[len++] = line.at[++i] == 'n' ? '\n' : line.at[i];
        else
            at[len++] = line.at[i];
    }
    return (struct str){at, len};
}

static void print_manifest(struct buf *out, const struct manifest *manifest)
{
    buf_printf(out, "tracuu index, format %d\n", MANIFEST_FORMAT);
    buf_printf(out, "generation %" PRIu64 "\n", manifest->generation);
    buf_printf(out, "analyzers %" PRIu32 "\n", manifest->analyzers);
    buf_printf(out, "units %.*s\n",
               STR_ARG(manifest->units.len ? manifest->units : STR("-")));
    buf_printf(out, "next %" PRIu32 "\n", manifest->next_segment);
    for (size_t i = 0; i < manifest->root_count; i++) {
        buf_add_str(out, STR("root "));
        add_escaped(out, manifest->roots[i]);
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < manifest->successor_count; i++)
        buf_printf(out, "successor %.*s %.*s\n", STR_ARG(manifest->successors[i].from),
                   STR_ARG(manifest->successors[i].to));
    for (size_t i = 0; i < manifest->segment_count; i++) {
        const struct manifest_segment *segment = &manifest->segments[i];
        buf_printf(out,
                   "segment %" PRIu32 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu32
                   " %.*s %.*s\n",
                   segment->number, segment->notices, segment->directives, segment->bytes,
                   segment->analyzers,
                   STR_ARG(segment->units.len ? segment->units : STR("-")),
                   STR_ARG(segment->checksum.len ? segment->checksum : STR("-")));
        char digits[IDENTITY_TEXT_SIZE];
        if (segment->dead_count)
            buf_printf(out, "dead %" PRIu32, segment->number);
        for (size_t j = 0; j < segment->dead_count; j++) {
            buf_add_char(out, ' ');
            buf_add_str(out, str_of(identity_text(segment->dead[j], digits)));
        }
        if (segment->dead_count)
            buf_add_char(out, '\n');
    }
    if (manifest->files.len)
        buf_printf(out, "files %.*s %.*s\n", STR_ARG(manifest->files),
                   STR_ARG(manifest->files_checksum));
    for (size_t i = 0; i < manifest->replaced_count; i++)
        buf_printf(out, "replaced %" PRIu32 "\n", manifest->replaced[i]);
    if (manifest->replaced_files.len)
        buf_printf(out, "replaced-files %.*s\n", STR_ARG(manifest->replaced_files));
    if (manifest->servable)
        buf_add_str(out, STR("servable\n"));
    for (size_t i = 0; i < manifest->shard_count; i++) {
        buf_add_str(out, STR("shard "));
        add_escaped(out, manifest->shards[i]);
        buf_add_char(out, '\n');
    }
    buf_printf(out, "end %08" PRIx32 "\n", checksum_of(buf_str(out)));
}

static bool write_whole(int file, struct str bytes)
{
    while (bytes.len) {
        ssize_t written = write(file, bytes.at, bytes.len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes = str_slice(bytes, (size_t)written, bytes.len);
    }
    return true;
}

bool folder_sync(const char *path, struct error *err)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return error_set(err, ERROR_IO, "cannot open %s: %s", path, strerror(errno));
    // Some file systems cannot sync a folder and need not.
    bool done = fsync(folder) == 0 || errno == EINVAL || errno == ENOTSUP;
    int code = errno;
    close(folder);
    if (!done)
        return error_set(err, ERROR_IO, "cannot sync %s: %s", path, strerror(code));
    return true;
}

static bool write_beside(const char *path, struct str bytes, struct error *err)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0)
        return error_set(err, ERROR_IO, "cannot write %s: %s", path, strerror(errno));
    bool done = write_whole(file, bytes) && fsync(file) == 0;
    int code = errno;
    if (close(file) != 0 && done) {
        done = false;
        code = errno;
    }
    if (!done)
        return error_set(err, ERROR_IO, "cannot write %s: %s", path, strerror(code));
    return true;
}

bool manifest_write(const struct manifest *manifest, const char *folder,
                    struct error *err)
{
    struct arena *arena = arena_new();
    struct buf text = {0};
    print_manifest(&text, manifest);
    const char *beside = path_in(folder, "manifest.new", arena);
    const char *path = path_in(folder, "manifest", arena);
    bool done = write_beside(beside, buf_str(&text), err);
    if (done && rename(beside, path) != 0)
        done = error_set(err, ERROR_IO, "cannot replace %s: %s", path, strerror(errno));
    if (!done)
        unlink(beside);
    done = done && folder_sync(folder, err);
    buf_free(&text);
    arena_free(arena);
    return done;
}

static bool read_whole(struct str *out, const char *path, struct arena *arena,
                       struct error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 && (errno == ENOENT || errno == ENOTDIR)) {
        error_set(err, ERROR_NO_INDEX, "there is no index in %.*s",
                  (int)(strlen(path) - strlen("/manifest")), path);
        return error_hint(err, "make one with `tracuu index FOLDER`");
    }
    if (file < 0)
        return error_set(err, ERROR_IO, "cannot open %s: %s", path, strerror(errno));
    struct buf bytes = {0};
    ssize_t got;
    do {
        got = read(file, buf_room(&bytes, 65536), 65536);
        if (got > 0)
            bytes.len += (size_t)got;
    } while ((got > 0 && bytes.len < LARGEST_MANIFEST) || (got < 0 && errno == EINTR));
    int code = errno;
    close(file);
    if (got >= 0)
        *out = arena_copy(arena, (struct str){bytes.at ? bytes.at : "", bytes.len});
    buf_free(&bytes);
    if (got < 0)
        return error_set(err, ERROR_IO, "cannot read %s: %s", path, strerror(code));
    return true;
}

static bool take_number(struct str *rest, uint64_t largest, uint64_t *number)
{
    struct str word;
    if (!str_split(&word, rest, ' ') || !word.len || word.len > 20)
        return false;
    *number = 0;
    for (size_t i = 0; i < word.len; i++) {
        unsigned digit = (unsigned char)word.at[i] - '0';
        if (digit > 9 || *number > (UINT64_MAX - digit) / 10)
            return false;
        *number = *number * 10 + digit;
    }
    return *number <= largest;
}

static bool take_segment_number(struct str *rest, uint32_t *number)
{
    uint64_t value;
    if (!take_number(rest, UINT32_MAX, &value) || value == 0)
        return false;
    *number = (uint32_t)value;
    return true;
}

// A name that stays inside the index folder, whatever somebody wrote into the manifest.
static bool take_name(struct str *rest, struct str *name)
{
    return str_split(name, rest, ' ') && name->len && name->at[0] != '.' &&
           str_find(*name, STR("/"), 0) < 0;
}

// Where arrays that grow while lines come in stand.
struct rooms {
    size_t roots, segments, replaced, shards, successors;
};

static bool take_dead(struct manifest *manifest, struct str rest, struct arena *arena)
{
    uint32_t number;
    if (!take_segment_number(&rest, &number) || !manifest->segment_count)
        return false;
    struct manifest_segment *segment = &manifest->segments[manifest->segment_count - 1];
    if (segment->number != number || segment->dead_count)
        return false;
    uint64_t *dead = ARENA_ARRAY(arena, uint64_t, (rest.len + 1) / (IDENTITY_DIGITS + 1));
    struct str digits;
    size_t count = 0;
    while (str_split(&digits, &rest, ' ')) {
        uint64_t id; // there is room for whole ones
        if (!identity_number_parse(&id, digits) || (count && dead[count - 1] >= id))
            return false;
        dead[count++] = id;
    }
    segment->dead = dead;
    segment->dead_count = count;
    return count <= segment->notices;
}

static bool take_segment(struct manifest *manifest, struct str rest, struct rooms *rooms,
                         struct arena *arena)
{
    struct manifest_segment segment = {0};
    uint64_t analyzers;
    if (!take_segment_number(&rest, &segment.number) ||
        !take_number(&rest, UINT32_MAX, &segment.notices) ||
        !take_number(&rest, UINT32_MAX, &segment.directives) ||
        !take_number(&rest, UINT64_MAX, &segment.bytes) ||
        !take_number(&rest, UINT32_MAX, &analyzers) ||
        !str_split(&segment.units, &rest, ' ') || !segment.units.len || !rest.len)
        return false;
    segment.analyzers = (uint32_t)analyzers;
    segment.checksum = rest;
    if (manifest->segment_count &&
        manifest->segments[manifest->segment_count - 1].number >= segment.number)
        return false;
    manifest->segments = arena_grow(arena, manifest->segments, manifest->segment_count,
                                    &rooms->segments, sizeof segment);
    manifest->segments[manifest->segment_count++] = segment;
    return true;
}

static void add_path(struct str **paths, size_t *count, size_t *room, struct str escaped,
                     struct arena *arena)
{
    *paths = arena_grow(arena, *paths, *count, room, sizeof **paths);
    (*paths)[(*count)++] = unescaped(escaped, arena);
}

static bool take_line(struct manifest *manifest, struct str word, struct str rest,
                      struct rooms *rooms, struct arena *arena)
{
    uint64_t number;
    if (str_equal(word, STR("generation")))
        return take_number(&rest, UINT64_MAX, &manifest->generation);
    if (str_equal(word, STR("analyzers"))) {
        if (!take_number(&rest, UINT32_MAX, &number))
            return false;
        manifest->analyzers = (uint32_t)number;
        return true;
    }
    if (str_equal(word, STR("units"))) {
        manifest->units = rest;
        return rest.len > 0;
    }
    if (str_equal(word, STR("next")))
        return take_segment_number(&rest, &manifest->next_segment);
    if (str_equal(word, STR("root"))) {
        add_path(&manifest->roots, &manifest->root_count, &rooms->roots, rest, arena);
        return rest.len > 0;
    }
    if (str_equal(word, STR("shard"))) {
        add_path(&manifest->shards, &manifest->shard_count, &rooms->shards, rest, arena);
        return rest.len > 0;
    }
    if (str_equal(word, STR("successor"))) {
        manifest->successors =
            arena_grow(arena, manifest->successors, manifest->successor_count,
                       &rooms->successors, sizeof *manifest->successors);
        struct manifest_successor *successor =
            &manifest->successors[manifest->successor_count++];
        successor->to = rest;
        return str_split(&successor->from, &successor->to, ' ') && successor->from.len &&
               successor->to.len;
    }
    if (str_equal(word, STR("segment")))
        return take_segment(manifest, rest, rooms, arena);
    if (str_equal(word, STR("dead")))
        return take_dead(manifest, rest, arena);
    if (str_equal(word, STR("files"))) {
        if (!take_name(&rest, &manifest->files) || !rest.len)
            return false;
        manifest->files_checksum = rest;
        return true;
    }
    if (str_equal(word, STR("replaced"))) {
        manifest->replaced =
            arena_grow(arena, manifest->replaced, manifest->replaced_count,
                       &rooms->replaced, sizeof *manifest->replaced);
        return take_segment_number(&rest,
                                   &manifest->replaced[manifest->replaced_count++]);
    }
    if (str_equal(word, STR("servable"))) {
        manifest->servable = true;
        return !rest.at;
    }
    if (str_equal(word, STR("replaced-files")))
        return take_name(&rest, &manifest->replaced_files);
    return false;
}

static bool damaged(const char *path, struct error *err)
{
    error_set(err, ERROR_DAMAGED, "%s is damaged", path);
    return error_hint(
        err, "nothing was changed; bring the index folder back from a copy, or move it "
             "away and run `tracuu index` again");
}

static bool parse_manifest(struct manifest *out, struct str text, const char *path,
                           struct arena *arena, struct error *err)
{
    struct str rest = text, line, word;
    uint64_t format;
    static const char first[] = "tracuu index, format ";
    if (!str_split(&line, &rest, '\n') || !str_starts(line, STR(first)))
        return damaged(path, err);
    line = str_slice(line, sizeof first - 1, line.len);
    if (!take_number(&line, UINT32_MAX, &format) || format == 0)
        return damaged(path, err);
    out->format = (uint32_t)format;
    if (format > MANIFEST_FORMAT) {
        error_set(err, ERROR_DAMAGED,
                  "%s was made by a newer tracuu (format %" PRIu64 "; this one knows %d)",
                  path, format, MANIFEST_FORMAT);
        return error_hint(err, "use the newer tracuu; nothing was changed");
    }
    if (format < MANIFEST_FORMAT) {
        error_set(err, ERROR_DAMAGED,
                  "%s was made by an older tracuu (format %" PRIu64
                  "; this one knows %d)",
                  path, format, MANIFEST_FORMAT);
        return error_hint(err, "`tracuu index --rebuild PATH` makes the index anew from "
                               "the files");
    }
    struct rooms rooms = {0};
    while (str_split(&line, &rest, '\n')) {
        struct str values = line;
        str_split(&word, &values, ' ');
        if (str_equal(word, STR("end"))) {
            struct str before = str_slice(text, 0, (size_t)(line.at - text.at));
            char expected[9];
            snprintf(expected, sizeof expected, "%08" PRIx32, checksum_of(before));
            // Nothing but the last line's end may follow.
            if (!str_equal(values, str_of(expected)) || rest.len || !rest.at)
                return damaged(path, err);
            return out->next_segment ? true : damaged(path, err);
        }
        if (!take_line(out, word, values, &rooms, arena))
            return damaged(path, err);
    }
    return damaged(path, err);
}

bool manifest_read(struct manifest *out, const char *folder, struct arena *arena,
                   struct error *err)
{
    *out = (struct manifest){0};
    const char *path = path_in(folder, "manifest", arena);
    struct str text;
    return read_whole(&text, path, arena, err) &&
           parse_manifest(out, text, path, arena, err);
}
