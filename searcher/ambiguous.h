// A reference that several documents of the archive answer to: which of them are meant
// when an issuer is named, and what to say when that does not decide.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/decree.h"

// Keeps of several documents of one number those whose place fits the ids of issuers best:
// of the province, or the very district. Leaves them as they are, and returns false, when
// none fits.
bool decrees_of_issuers(struct decrees *decrees, const struct str *issuers, size_t count,
                        struct arena *arena);
// Refuses the question `typed`: a line for each document, with what to type so that it
// alone is meant, which is `command` ("--ref", "tracuu trace") and its key. Returns false.
bool decrees_refuse(const struct decrees *decrees, struct str typed, struct str command,
                    const struct index *index, struct arena *arena, struct error *err);
