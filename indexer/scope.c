// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/scope.h"

#include "base/translate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_there(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

// The real path of something typed; links to it are resolved, so that one place has one
// name.
static struct str real_path(const struct state *state, const char *typed)
{
    char *resolved = realpath(typed, NULL);
    struct str real;
    if (resolved)
        real = arena_copy(state->arena, str_of(resolved));
    else
        real = place_real(&state->place,
                          place_stored(&state->place, str_of(typed), state->arena),
                          state->arena);
    free(resolved);
    return real;
}

bool scope_decide(struct scope *out, const struct state *state,
                  const struct indexer_options *options, struct error *err)
{
    *out = (struct scope){0};
    for (size_t i = 0; i < state->published.root_count; i++)
        roots_add(&out->all,
                  place_real(&state->place, state->published.roots[i], state->arena),
                  state->arena);
    for (size_t i = 0; i < options->forget_count; i++) {
        struct str real = real_path(state, options->forget[i]);
        if (!roots_remove(&out->all, real)) {
            error_set(err, ERROR_USAGE, _("%s is not one of the folders of this index"),
                      options->forget[i]);
            return error_hint(
                err, _("only what was given to `tracuu index` can be forgotten"));
        }
    }
    for (size_t i = 0; i < options->path_count; i++) {
        if (!is_there(options->paths[i]))
            return error_set(err, ERROR_USAGE, _("cannot index %s: %s"),
                             options->paths[i], strerror(errno));
        struct str real = real_path(state, options->paths[i]);
        roots_add(&out->all, real, state->arena);
        roots_add(&out->asked, real, state->arena);
    }
    if (!options->path_count)
        out->asked = out->all;
    if (!out->all.count && !options->forget_count && !state->next.shard_count) {
        error_set(err, ERROR_USAGE, _("this index has no folders yet"));
        return error_hint(err, _("say which: tracuu index FOLDER"));
    }
    return true;
}
