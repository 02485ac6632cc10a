// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/shards_command.h"

#include "base/command.h"
#include "base/nearest.h"
#include "base/translate.h"
#include "index/lock.h"
#include "index/manifest.h"
#include "index/place.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum action { ACTION_ADD, ACTION_REMOVE, ACTION_LIST, ACTION_COUNT };

static const char *const action_names[ACTION_COUNT] = {"add", "remove", "list"};

struct request {
    enum action action;
    bool has_action;
    const char *index;
    struct str *shards; // named on the command line
    size_t count;
};

// A port for the notices; the directives are served at the next one.
static bool is_address(struct str shard)
{
    size_t colon = shard.len;
    while (colon && shard.at[colon - 1] != ':')
        colon--;
    unsigned long port = 0;
    for (size_t i = colon; i < shard.len && port <= 65535; i++) {
        if (shard.at[i] < '0' || shard.at[i] > '9')
            return false;
        port = port * 10 + (unsigned long)(shard.at[i] - '0');
    }
    for (size_t i = 0; i < shard.len; i++) {
        if (shard.at[i] <= ' ')
            return false;
    }
    return colon >= 2 && port >= 1 && port <= 65534;
}

static bool take_operand(void *context, const char *value, struct error *err)
{
    struct request *request = context;
    struct str shard = str_of(value);
    if (!request->has_action) {
        for (size_t i = 0; i < ACTION_COUNT; i++) {
            if (strcmp(value, action_names[i]) == 0) {
                request->action = (enum action)i;
                request->has_action = true;
                return true;
            }
        }
        const char *nearest = nearest_name(shard, action_names, ACTION_COUNT);
        error_set(err, ERROR_USAGE, _("add, remove or list, not %s"), value);
        return nearest ? error_hint(err, _("did you mean %s?"), nearest) : false;
    }
    if (request->action == ACTION_LIST)
        return error_set(err, ERROR_USAGE, _("list takes no address, but got %s"), value);
    if (!is_address(shard))
        return error_set(err, ERROR_USAGE, _("%s is no HOST:PORT"), value);
    request->shards[request->count++] = shard;
    return true;
}

static bool take_index(void *context, size_t option, const char *value, struct error *err)
{
    struct request *request = context;
    (void)option, (void)err;
    request->index = value;
    return true;
}

static bool read_arguments(struct request *request, int count, char **arguments,
                           struct error *err)
{
    static const struct command_option options[] = {COMMAND_OPTION_INDEX};
    static const struct command_syntax syntax = {
        .options = options,
        .count = 1,
        .take_option = take_index,
        .take_operand = take_operand,
    };
    if (!command_read(&syntax, count, arguments, request, err))
        return false;
    if (!request->has_action)
        return error_set(err, ERROR_USAGE, _("say add, remove or list"));
    if (request->action != ACTION_LIST && !request->count)
        return error_set(err, ERROR_USAGE, _("say which: HOST:PORT"));
    return true;
}

static ptrdiff_t find(const struct manifest *manifest, struct str shard)
{
    for (size_t i = 0; i < manifest->shard_count; i++) {
        if (str_equal(manifest->shards[i], shard))
            return (ptrdiff_t)i;
    }
    return -1;
}

static bool change(struct manifest *manifest, const struct request *request,
                   struct arena *arena, struct error *err)
{
    struct str *shards =
        ARENA_ARRAY(arena, struct str, manifest->shard_count + request->count);
    if (manifest->shard_count)
        memcpy(shards, manifest->shards, manifest->shard_count * sizeof *shards);
    manifest->shards = shards;
    for (size_t i = 0; i < request->count; i++) {
        ptrdiff_t at = find(manifest, request->shards[i]);
        if (request->action == ACTION_ADD && at < 0) {
            shards[manifest->shard_count++] = request->shards[i];
        } else if (request->action == ACTION_REMOVE && at < 0) {
            return error_set(err, ERROR_USAGE, _("%.*s is not one of the shards"),
                             STR_ARG(request->shards[i]));
        } else if (request->action == ACTION_REMOVE) {
            memmove(shards + at, shards + at + 1,
                    (manifest->shard_count - (size_t)at - 1) * sizeof *shards);
            manifest->shard_count--;
        }
    }
    return true;
}

// An index may consist of shards alone: `add` makes it.
static bool read_manifest(struct manifest *manifest, const char *folder,
                          const struct request *request, struct arena *arena,
                          struct error *err)
{
    struct error failure = {0};
    if (manifest_read(manifest, folder, arena, &failure))
        return true;
    if (failure.code == ERROR_NO_INDEX && request->action == ACTION_ADD) {
        *manifest = (struct manifest){.units = STR("-"), .next_segment = 1};
        return true;
    }
    *err = failure;
    return false;
}

static bool write_shards(const char *folder, const struct request *request,
                         struct arena *arena, struct error *err)
{
    struct manifest manifest;
    struct lock *lock;
    if (request->action == ACTION_ADD && mkdir(folder, 0777) != 0 && errno != EEXIST)
        return error_set(err, ERROR_IO, _("cannot make %s: %s"), folder, strerror(errno));
    if (!lock_take(&lock, folder, err))
        return false;
    bool done = read_manifest(&manifest, folder, request, arena, err) &&
                change(&manifest, request, arena, err);
    manifest.generation++;
    done = done && manifest_write(&manifest, folder, err);
    lock_release(lock);
    return done;
}

static int list_shards(const char *folder, struct arena *arena, struct error *err)
{
    struct manifest manifest;
    if (!manifest_read(&manifest, folder, arena, err))
        return command_fail("shards", err);
    for (size_t i = 0; i < manifest.shard_count; i++)
        printf("%.*s\n", STR_ARG(manifest.shards[i]));
    if (!manifest.shard_count)
        fputs(_("tracuu: shards: this index asks no other hosts\n"), stderr);
    return manifest.shard_count ? 0 : 1;
}

int shards_command(int count, char **arguments)
{
    struct arena *arena = arena_new();
    struct error err = {0};
    struct request request = {.shards = ARENA_ARRAY(arena, struct str, (size_t)count)};
    const char *folder;
    int code = 0;
    if (!read_arguments(&request, count, arguments, &err) ||
        !place_find(&folder, request.index, arena, &err))
        code = command_fail("shards", &err);
    else if (request.action == ACTION_LIST)
        code = list_shards(folder, arena, &err);
    else if (!write_shards(folder, &request, arena, &err))
        code = command_fail("shards", &err);
    arena_free(arena);
    return code;
}
