// The whole story of a document, and of those that came before and after it, collected
// for a picture or a printed page.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/trace_status.h"

// Which neighbours of the document are told as well: those it stands on (legal bases,
// what it amends or replaces), those that amend, replace or repeal it, or both.
enum timeline_direction { TIMELINE_BACK = 1, TIMELINE_FORWARD = 2, TIMELINE_BOTH = 3 };

struct timeline_options {
    const struct clause *filter; // notices to look in; NULL: all
    int depth;                   // steps to neighbours; 0: the document alone
    enum timeline_direction direction;
};

struct timeline {
    struct decree **decrees; // the document asked for first
    struct trace_status *statuses;
    size_t decree_count;
    // of all of them, oldest first; those without a date at the end
    struct trace_event *events;
    size_t event_count;
};

// Tells `decree` and its neighbours. Everything lives in the arena, but borrows the
// index.
bool timeline_collect(struct timeline *out, const struct index *index,
                      const struct decree *decree, const struct timeline_options *options,
                      struct arena *arena, struct error *err);

// For pictures: adds the days on which those documents were issued, as they are cited, that
// the archive has not got.
void timeline_add_issues(struct timeline *timeline, struct arena *arena);

// How a relation is drawn: a shape and a colour of its own, and what it is called.
struct relation_style {
    const char *label;  // "implements"
    const char *sign;   // one character for a terminal: "▶"
    const char *plain;  // the same in ASCII: ">"
    const char *colour; // of SVG: "#1b6ca8"; readable on white and on black
    const char *path;   // SVG path around 0,0 in a box of 14 by 14
    const char *arrow;  // head of an edge of Graphviz
};
const struct relation_style *relation_style(enum relation relation);

// What the archive last knew, in a sentence.
struct str status_sentence(const struct trace_status *status, struct arena *arena);
// Why an event is told here that does not say it all: for people, and for scripts
// ("title"); NULL for REASON_NONE.
const char *reason_sentence(enum trace_reason reason);
const char *reason_name(enum trace_reason reason);
// What is done, as far as a notice alone does not say so: "implements", "amended by
// 85/2023/NĐ-CP", "amends 115/2020/NĐ-CP"; in the arena.
struct str event_label(const struct trace_event *event, struct arena *arena);
// True when the notice tells what another document does to another; the label names it.
bool event_of_another(const struct trace_event *event);
// "Báo cáo 158/BC-SNN": type and number of the notice of an event; in the arena.
struct str event_notice_name(const struct trace_event *event, struct arena *arena);
// What does it, as the notice calls it: "46-CTr/TU", "Kế hoạch"; missing: the notice itself.
struct str event_subject_name(const struct trace_event *event);
// "Nghị quyết 163/2021/NQ-HĐND".
struct str decree_name(const struct decree *decree, struct arena *arena);

// Bytes as text of XML or HTML: five characters escaped, what XML does not allow
// replaced.
void markup_text(struct buf *out, struct str text);

// A string of Graphviz: quotes and backslashes escaped, line ends as \n, no control
// characters.
void dot_quoted(struct buf *out, struct str text);

void timeline_svg(struct buf *out, const struct timeline *timeline);
void timeline_html(struct buf *out, const struct timeline *timeline);
void timeline_dot(struct buf *out, const struct timeline *timeline);
