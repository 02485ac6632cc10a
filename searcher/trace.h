// How a document was followed up: every mention of it in the archive, oldest first, with
// what the sentence does to it.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/decree.h"

// Why a mention that does not say it all is told under this document.
enum trace_reason {
    REASON_NONE,     // it says it all
    REASON_ONLY_FIT, // no year or province; the archive knows only one document that fits
    REASON_SHORT_NAME, // a short name that the archive gives to this document alone
    REASON_TITLE,      // named by its title, which no other document has
    REASON_LIKE,       // perhaps: the title is the same or similar, and not beyond doubt
    REASON_LIKE_DRAFT, // perhaps: like the draft of what is to replace or amend it
};

// One thing that a notice says about the document.
struct trace_event {
    const struct decree *decree; // the document that is talked about
    struct str id;               // of the notice that says it
    struct str path;
    const struct str *paths; // all files with its bytes, `path` first; live as the index
    size_t path_count;
    struct str *same; // files of its copies (searcher/copy.h), which are not told
    size_t same_count;
    struct days date; // of that notice; both 0: unknown
    enum date_source date_source;
    struct str notice_type;
    struct str notice_number;
    struct str notice_key; // reference key of the notice itself, or missing
    struct str title;
    struct str issuer;
    struct str issuer_id;
    enum relation relation;
    enum relation_status status;
    struct str subject; // missing: the notice itself does it
    // The other way round: the notice tells that the document does it to the subject, which
    // is missing when nobody can tell.
    bool by;
    struct str pinpoint;
    struct str key; // as that notice cites it
    enum trace_reason reason;
    // no notice says it: the day on which the document was issued, as it is cited, for
    // pictures (timeline_add_issues)
    bool as_cited;
    bool perhaps;     // offered, not told: REASON_LIKE and REASON_LIKE_DRAFT
    struct str quote; // the sentence, clean
    uint32_t line;
    uint32_t page; // 0 where the text has no pages
    // who is told to do it, where it stands in a directive
    const struct assignee *assignees;
    size_t assignee_count;
    struct deadline deadline; // of that directive
    struct str *with;         // keys of the other documents in the same sentence
    struct str *with_names;   // the same for people
    size_t with_count;
};

// A walk over the events of one document, those that are only perhaps about it at the end;
// strings of an event are valid until the next one is taken.
struct trace;

struct trace_options {
    const struct clause *filter; // notices to look in; NULL: all
    enum match_order order;      // ORDER_OLDEST or ORDER_NEWEST
    bool numbers_only;           // no mentions by title
};

// The decree and the index must outlive the walk.
bool trace_open(struct trace **out, const struct index *index,
                const struct decree *decree, const struct trace_options *options,
                struct error *err);
void trace_close(struct trace *trace);
// False at the end, and on an error (err->code is then set).
bool trace_next(struct trace *trace, struct trace_event *event, struct error *err);
// Notices passed over so far because their copies (searcher/copy.h) were told.
size_t trace_copies(const struct trace *trace);

// A copy whose strings live in the arena.
struct trace_event trace_event_copy(const struct trace_event *event, struct arena *arena);
