// The events of a document as lines: for a person, for a script, for a spreadsheet.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/terminal.h"
#include "searcher/trace_status.h"

// Lines for a person, written as the events come. Start with trace_text_start.
struct trace_text {
    struct buf *out;
    struct terminal terminal;
    bool plain;          // no characters outside ASCII but in names and quotes
    int year;            // of the last event, so that each year is written once
    int32_t last;        // day of the last event
    bool several;        // more than one document is told: each line names its own
    bool perhaps;        // what follows is offered, not told
    int32_t newest;      // last day of the newest notice of the archive; 0: unknown
    bool filtered;       // not all that is said is told: nothing is known of silences
    bool cut;            // the limit leaves out what follows
    size_t citing;       // notices that cite the document
    size_t quote_width;  // columns of a quote
    struct arena *arena; // emptied between two events
    // Documents that are still to be told as issued, on the day that citations say; NULL in
    // `lasting`: none are.
    const struct decree **issues;
    size_t issue_count;
    size_t issue_room;
    struct arena *lasting;
};

// The document in one line, what the archive last knew of it in another.
void trace_text_head(struct trace_text *text, const struct decree *decree,
                     const struct trace_status *status);
void trace_text_event(struct trace_text *text, const struct trace_event *event);
// What was left out at the end, or else the silence after the last event, up to the newest
// notice of the archive.
void trace_text_end(struct trace_text *text);

// One line of JSON.
void trace_json_event(struct buf *out, const struct trace_event *event);

// One line of JSON: what became of a document.
void trace_json_status(struct buf *out, const struct decree *decree,
                       const struct trace_status *status, struct arena *arena);

void trace_csv_head(struct buf *out);
void trace_csv_event(struct buf *out, const struct trace_event *event);
