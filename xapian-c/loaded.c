// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian-c/calls.h"

#include "base/beside.h"

#include <dlfcn.h>
#include <pthread.h>

// The functions of xapian_c.h as the program has them: the first that opens or makes a
// database loads the library; builders and readers come from it, so that whoever has one
// may call.

static const struct xapian_calls *calls;
static struct error missing;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void)
{
    struct buf path = {0};
    void *library = NULL;
    if (!beside_find(&path, "tracuu-xapian.so"))
        error_set(&missing, ERROR_INTERNAL,
                  "tracuu-xapian.so, which belongs to the program, is missing");
    else if (!(library = dlopen(path.at, RTLD_LAZY | RTLD_LOCAL)))
        error_set(&missing, ERROR_INTERNAL, "cannot load %s", dlerror());
    buf_free(&path);
    if (!library)
        return;
    calls = dlsym(library, "tracuu_xapian_calls");
    if (calls && calls->size == sizeof *calls)
        return;
    calls = NULL;
    error_set(&missing, ERROR_INTERNAL,
              "tracuu-xapian.so belongs to another version of the program");
}

static bool loaded(struct error *err)
{
    pthread_once(&once, load);
    return calls || error_set(err, missing.code, "%s", missing.message);
}

// ---- Writing ----

bool xapian_builder_open(struct xapian_builder **out, const char *folder,
                         enum xapian_use use, struct error *err)
{
    *out = NULL;
    return loaded(err) && calls->builder_open(out, folder, use, err);
}

bool xapian_builder_add(struct xapian_builder *builder,
                        const struct xapian_document *document, struct error *err)
{
    return calls->builder_add(builder, document, err);
}

bool xapian_builder_finish(struct xapian_builder *builder, struct error *err)
{
    return calls->builder_finish(builder, err);
}

void xapian_builder_discard(struct xapian_builder *builder)
{
    if (builder)
        calls->builder_discard(builder);
}

bool xapian_compact(const char *folder, const char *const *from, size_t count,
                    struct error *err)
{
    return loaded(err) && calls->compact(folder, from, count, err);
}

// ---- Asking ----

bool xapian_reader_open(struct xapian_reader **out, const struct xapian_source *sources,
                        size_t count, size_t *failed, struct error *err)
{
    *out = NULL;
    if (failed)
        *failed = 0;
    return loaded(err) && calls->reader_open(out, sources, count, failed, err);
}

void xapian_reader_close(struct xapian_reader *reader)
{
    if (reader)
        calls->reader_close(reader);
}

bool xapian_reader_count(const struct xapian_reader *reader, size_t *count,
                         struct error *err)
{
    return calls->reader_count(reader, count, err);
}

bool xapian_reader_shard_count(const struct xapian_reader *reader, size_t shard,
                               size_t *count, struct error *err)
{
    return calls->reader_shard_count(reader, shard, count, err);
}

bool xapian_reader_frequency(const struct xapian_reader *reader, struct str term,
                             size_t *count, struct error *err)
{
    return calls->reader_frequency(reader, term, count, err);
}

bool xapian_reader_find(const struct xapian_reader *reader, size_t shard, struct str term,
                        uint32_t *document, struct error *err)
{
    return calls->reader_find(reader, shard, term, document, err);
}

bool xapian_reader_exclude(struct xapian_reader *reader, size_t shard,
                           const struct str *terms, size_t count, struct error *err)
{
    return calls->reader_exclude(reader, shard, terms, count, err);
}

bool xapian_reader_data(const struct xapian_reader *reader, size_t shard,
                        uint32_t document, struct buf *data, struct error *err)
{
    return calls->reader_data(reader, shard, document, data, err);
}

bool xapian_reader_terms(const struct xapian_reader *reader, struct str prefix,
                         bool (*visit)(void *context, struct str term, size_t count),
                         void *context, struct error *err)
{
    return calls->reader_terms(reader, prefix, visit, context, err);
}

bool xapian_reader_match(const struct xapian_reader *reader,
                         const struct xapian_query *query,
                         const struct xapian_match_options *options,
                         struct xapian_matches *out, struct arena *arena,
                         struct error *err)
{
    return calls->reader_match(reader, query, options, out, arena, err);
}
