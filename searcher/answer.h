// The hits that are shown, with everything that any format needs of each: some at a time,
// so that a long list takes no more memory than a short one.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/query.h"
#include "searcher/request.h"
#include "searcher/search.h"
#include "searcher/snippet.h"
#include "searcher/terminal.h"

struct answer_hit {
    const struct ranked *ranked;
    struct document document; // with its text where snippets are made
    const struct str *paths;
    size_t path_count;
    struct snippets snippets;
    struct str *same; // paths of its copies (searcher/copy.h)
    size_t same_count;
    bool collective; // found only because it addresses all units of the office
};

struct answer {
    const struct index *index;
    const struct request *request;
    const struct query *query;
    const struct plan *plan;
    const struct search_options *options;
    const struct search_result *result;
    bool once;               // copies on the page are still to be left out
    size_t first;            // of result->hits, the first of those read now
    struct answer_hit *hits; // those read now
    size_t count;
    struct arena *arena; // of the hits read now
};

enum { ANSWER_HITS = 100 };

// Reads the notices of at most ANSWER_HITS hits of answer->result, from answer->first on.
// `snippets` says how long fragments are; NULL: only ids and paths are wanted.
bool answer_read(struct answer *answer, const struct snippet_options *snippets,
                 struct error *err);

void render_text(struct buf *out, const struct answer *answer,
                 const struct terminal *terminal);
// One line a hit; `question` is its number in a batch, or 0.
void render_json(struct buf *out, const struct answer *answer, size_t question);
void render_csv(struct buf *out, const struct answer *answer);
// Paths of all hits, a NUL behind each.
void render_paths(struct buf *out, const struct answer *answer);
