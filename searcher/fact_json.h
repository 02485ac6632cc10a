// The facts of a notice as the JSON that scripts read.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/notice.h"
#include "searcher/json.h"

// The date of a notice: {"from","to","source"}, or null when it has none.
void json_dated(struct json *json, const char *key, struct days days,
                enum date_source source);
// "2025-02-17", or null for 0.
void json_day(struct json *json, const char *key, int32_t day);
// type, number, date, issuer, province, title, signer and recipients, as keys of the
// object being written.
void json_anatomy(struct json *json, const struct anatomy *anatomy);
// The key "deadline"; null where there is none.
void json_deadline(struct json *json, const struct deadline *deadline);
// The keys of a directive in the object being written: text, units, persons, deadline,
// refs, start, end, line. Where the text is missing, the directive's own `text` key is.
void json_directive(struct json *json, struct str text,
                    const struct directive *directive);
// All facts of a notice, as keys of the object being written: those of json_anatomy, then
// refs, units, persons, dates and directives.
void json_notice(struct json *json, const struct notice *notice);
