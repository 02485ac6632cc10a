// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/reference.h"

#include "analyzers/anaphor.h"
#include "analyzers/relation.h"
#include "analyzers/word.h"

const char *relation_name(enum relation relation)
{
    static const char *const names[RELATION_COUNT] = {
        [RELATION_CITES] = "cites",       [RELATION_SELF] = "self",
        [RELATION_REPLACES] = "replaces", [RELATION_REPEALS] = "repeals",
        [RELATION_AMENDS] = "amends",     [RELATION_DETAILS] = "details",
        [RELATION_GUIDES] = "guides",     [RELATION_ISSUED_WITH] = "issued_with",
        [RELATION_APPROVES] = "approves", [RELATION_IMPLEMENTS] = "implements",
        [RELATION_BASIS] = "basis",       [RELATION_FOLLOWS_UP] = "follows_up",
        [RELATION_DRAFTS] = "drafts",     [RELATION_COMMENTS_ON] = "comments_on",
    };
    return relation < RELATION_COUNT ? names[relation] : names[RELATION_CITES];
}

const char *relation_status_name(enum relation_status status)
{
    static const char *const names[STATUS_COUNT] = {
        [STATUS_DONE] = "done",
        [STATUS_PLANNED] = "planned",
        [STATUS_DRAFT] = "draft",
        [STATUS_PENDING] = "pending",
    };
    return status < STATUS_COUNT ? names[status] : names[STATUS_DONE];
}

bool reference_has_number(struct str key)
{
    return key.len && key.at[0] != '/';
}

bool reference_is_key(struct str subject)
{
    return str_find(subject, STR(" "), 0) < 0 &&
           (str_find(subject, STR("/"), 0) >= 0 || str_find(subject, STR(":"), 0) >= 0);
}

const char *direction_name(bool by)
{
    return by ? "by" : "of";
}

void references_find(struct references *out, const struct view *view,
                     const struct citing *citing, struct arena *arena)
{
    words_of(view, arena); // the cues of relations are sought among them
    struct mentions mentions;
    mentions_find(&mentions, view, arena);
    references_make(out, &mentions, view, citing, arena);
    relations_find(out, &mentions, view, arena);
    anaphors_find(out, view, arena);
}
