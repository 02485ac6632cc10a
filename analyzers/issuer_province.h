// The province of an office, from what its notice says: the head, its district, the
// place-date line, at last the provinces and districts that the text names.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/issuer_place.h"

// `local` when the text has an office whose province is to be found wherever it is said.
// The number of a province, or PROVINCE_NONE.
uint32_t issuer_province_read(const struct word_list *words,
                              const struct heading *heading,
                              const struct issuer_body *body,
                              const struct issuer_place *place, bool local,
                              uint32_t head_to);
