// How assignees of an item are put together; partner.c finds those who help.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/assignee.h"

// Adds an assignee; one that is there already keeps the weightier of its two roles.
void assignee_add(struct directive *out, const struct reading *reading,
                  const struct assignee *assignee);
// Adds the unit with this number in the list of units.
void assignee_add_unit(struct directive *out, const struct reading *reading,
                       size_t number, enum role role);
// Adds a body that no list of units knows, named by the letters [from, to).
void assignee_add_body(struct directive *out, const struct reading *reading,
                       uint32_t from, uint32_t to, enum role role);

// Adds the partners that the cue "phối hợp" at [cue->from, cue->to) speaks of in the item
// [from, to): those behind it, or in the second half of "A chủ trì, B phối hợp rà soát"
// those before it.
void partners_read(struct directive *out, const struct reading *reading, uint32_t from,
                   uint32_t to, const struct cue *cue);
// "… chủ trì, cùng Sở B kiểm tra": those in company of who leads.
void partners_of_lead(struct directive *out, const struct reading *reading, uint32_t to,
                      const struct cue *lead);
// "Cùng Sở B kiểm tra …" at the start of the item.
void partners_first(struct directive *out, const struct reading *reading, uint32_t from,
                    uint32_t to);
// Adds the units behind "cùng" where it stands between two units or behind a comma: "Sở A
// cùng Sở B kiểm tra", "…; cùng Sở B xử lý".
void partners_beside(struct directive *out, const struct reading *reading, uint32_t from,
                     uint32_t to);
