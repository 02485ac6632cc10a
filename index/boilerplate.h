// Phrases that most notices have, for the compressor to start from; the commonest stand
// last, where they cost least.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/str.h"

// Part of the stored form: another text here is another format.
extern const struct str boilerplate;
