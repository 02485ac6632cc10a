// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/fact_terms.h"

#include <stdlib.h>

struct source {
    struct glass_terms terms;
    struct str term; // missing behind the last one
};

// Takes the next term.
static void advance(struct source *source, struct str prefix)
{
    source->term = (struct str){NULL, 0};
    if (glass_terms_next(&source->terms) &&
        str_starts(buf_str(&source->terms.term), prefix))
        source->term = buf_str(&source->terms.term);
}

void fact_terms(struct index *index, enum collection collection, struct str prefix,
                bool (*visit)(void *context, struct str term, size_t count),
                void *context)
{
    struct source *sources = memory_array(index->part_count, sizeof *sources);
    struct buf least = {0};
    for (size_t i = 0; i < index->part_count; i++) {
        glass_terms_open(&sources[i].terms, index->parts[i].glass[collection], prefix);
        advance(&sources[i], prefix);
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
                advance(&sources[i], prefix);
            }
        more = visit(context, buf_str(&least), count);
    }
    for (size_t i = 0; i < index->part_count; i++)
        glass_terms_close(&sources[i].terms);
    free(sources);
    buf_free(&least);
}
