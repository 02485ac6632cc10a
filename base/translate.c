// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/translate.h"

const char *translate(const char *message)
{
    return message;
}

const char *translate_count(const char *one, const char *many, size_t count)
{
    return count == 1 ? one : many;
}
