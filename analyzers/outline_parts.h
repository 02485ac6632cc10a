// What the outline of a notice is put together from: its frame, its headings and its
// lead-ins; outline.c decides which of them a paragraph is.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/outline.h"

// In letters: longer ones are no titles.
enum { TITLE_LONGEST = 160 };

// How far in a mark stands: the smaller, the further out.
int outline_rank(const struct paragraph *paragraph);
// The innermost open heading, or NULL.
const struct heading *outline_top(const struct outline *outline);
// Closes the headings that are not further out than `rank`.
void outline_pop_to(struct outline *outline, int rank);
// Closes them and opens a heading there.
struct heading *outline_push(struct outline *outline, int rank);

// True when the text has one of these types: " TB CT ", codes between spaces.
bool outline_type_is(const struct outline *outline, const char *types);
// Laws, decrees and circulars rule for everybody: only what they say under "Trách nhiệm
// của …" is a task.
bool outline_is_law(const struct outline *outline);
bool outline_is_report(const struct outline *outline);
// What the text is taken for once its lead-in has come.
enum zone outline_zone_of_type(const struct outline *outline);
// Fills zone and results of a heading from its words, what stands around it and whether
// that tells results.
void outline_judge(struct heading *heading, const struct outline *outline,
                   const struct paragraph *paragraph, enum zone around, bool in_results);

// True in the head of the notice: up to its title, or where none was found up to the
// first running text.
bool outline_in_frame(const struct outline *outline, const struct paragraph *paragraph);
// Adds those that a line under "Kính gửi" names to those the text speaks to.
void outline_send_to(struct outline *outline, const struct paragraph *paragraph);
// True for the title of an annex behind the signature: it begins a text of its own.
bool outline_begins_annex(struct outline *outline, const struct paragraph *paragraph);
// True for a line of a table of contents, or one to be filled in: "Mục lục ........ 11".
bool outline_has_leader(const struct view *view, const struct paragraph *paragraph);
// True when "./." closes the text with this paragraph.
bool outline_closes(const struct view *view, const struct paragraph *paragraph);

// True when the paragraph is nothing but the units of `subject` and what makes a heading
// of them: "Sở A chủ trì, phối hợp thực hiện".
bool outline_only_units(const struct reading *reading, const struct paragraph *paragraph,
                        const struct subject *subject);
// "1. Đội Tham mưu | tổng hợp": what is left of a counted line behind its only unit is the
// rest of the name.
bool outline_ends_name(const struct reading *reading, const struct paragraph *paragraph,
                       const struct subject *subject);
// "Phòng Thanh tra và Pháp chế:" that nobody listed as a unit: begins like a body, is
// short and ends there.
bool outline_unknown_body(const struct reading *reading,
                          const struct paragraph *paragraph);
// Opens a heading; `subject` (may be NULL) are the units it names, `unknown` says that it
// is the name of a body that nobody listed.
void outline_open_heading(struct outline *outline, const struct paragraph *paragraph,
                          const struct subject *subject, bool unknown);

// A sentence that ends with a colon and speaks to somebody or says "như sau".
bool outline_leads_in(const struct reading *reading, const struct paragraph *paragraph);
// "… gồm:" is followed by things, not by tasks.
bool outline_lists_things(const struct reading *reading,
                          const struct paragraph *paragraph);
void outline_open_lead_in(struct outline *outline, const struct paragraph *paragraph);
