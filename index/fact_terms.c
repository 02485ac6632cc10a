// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/fact_terms.h"

#include <stdlib.h>

struct source {
    struct glass_terms terms;
    struct str term; // missing behind the last one
};

// How much of a term is left to a depth: all of it, or what comes before the slash behind
// which everything is too deep.
static size_t cut_at(struct str term, size_t prefix, size_t depth)
{
    size_t slashes = 0;
    for (size_t i = prefix; i < term.len; i++)
        if (term.at[i] == '/' && slashes++ == depth)
            return i;
    return term.len;
}

// Takes the next term that is not too deep.
static void advance(struct source *source, struct str prefix, size_t depth)
{
    source->term = (struct str){NULL, 0};
    while (glass_terms_next(&source->terms)) {
        const struct str term = buf_str(&source->terms.term);
        if (!str_starts(term, prefix))
            return;
        const size_t cut = cut_at(term, prefix.len, depth);
        if (cut == term.len) {
            source->term = term;
            return;
        }
        // Behind all that starts like this.
        struct buf behind = {0};
        buf_add(&behind, term.at, cut);
        buf_add_char(&behind, '/' + 1);
        glass_terms_skip(&source->terms, buf_str(&behind));
        buf_free(&behind);
    }
}

void fact_terms(struct index *index, enum collection collection, struct str prefix,
                size_t depth, bool (*visit)(void *context, struct str term, size_t count),
                void *context)
{
    struct source *sources = memory_array(index->part_count, sizeof *sources);
    struct buf least = {0};
    for (size_t i = 0; i < index->part_count; i++) {
        glass_terms_open(&sources[i].terms, index->parts[i].glass[collection], prefix);
        advance(&sources[i], prefix, depth);
    }
    for (bool more = true; more;) {
        const struct source *first = NULL;
        for (size_t i = 0; i < index->part_count; i++)
            if (sources[i].term.at &&
                (!first || str_compare(sources[i].term, first->term) < 0))
                first = &sources[i];
        if (!first)
            break;
        buf_clear(&least);
        buf_add_str(&least, first->term);
        size_t count = 0;
        for (size_t i = 0; i < index->part_count; i++)
            if (sources[i].term.at && str_equal(sources[i].term, buf_str(&least))) {
                count += sources[i].terms.count;
                advance(&sources[i], prefix, depth);
            }
        more = visit(context, buf_str(&least), count);
    }
    for (size_t i = 0; i < index->part_count; i++)
        glass_terms_close(&sources[i].terms);
    free(sources);
    buf_free(&least);
}
