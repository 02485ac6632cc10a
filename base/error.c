// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// A sentence that was too long ends with an ellipsis behind a whole letter.
static void end_cut(char *sentence, int length)
{
    static const char ellipsis[] = "…";
    if (length < ERROR_MESSAGE_SIZE)
        return;
    size_t end = ERROR_MESSAGE_SIZE - sizeof ellipsis;
    while (end && (sentence[end] & 0xC0) == 0x80)
        end--;
    memcpy(sentence + end, ellipsis, sizeof ellipsis);
}

bool error_set(struct error *err, enum error_code code, const char *format, ...)
{
    if (!err)
        return false;
    va_list arguments;
    va_start(arguments, format);
    // The arguments may point into *err, so the sentence is made beside it.
    char message[ERROR_MESSAGE_SIZE];
    end_cut(message, vsnprintf(message, sizeof message, format, arguments));
    va_end(arguments);
    *err = (struct error){.code = code};
    snprintf(err->message, sizeof err->message, "%s", message);
    return false;
}

bool error_hint(struct error *err, const char *format, ...)
{
    if (!err)
        return false;
    va_list arguments;
    va_start(arguments, format);
    end_cut(err->hint, vsnprintf(err->hint, sizeof err->hint, format, arguments));
    va_end(arguments);
    return false;
}
