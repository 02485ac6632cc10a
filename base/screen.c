// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/screen.h"

#include <stdio.h>

size_t control_length(struct str text, size_t at)
{
    unsigned char first = (unsigned char)text.at[at];
    if (first < ' ' || first == 0x7f)
        return 1;
    if (first != 0xc2 || at + 1 >= text.len)
        return 0;
    unsigned char second = (unsigned char)text.at[at + 1];
    return second >= 0x80 && second < 0xa0 ? 2 : 0;
}

// Adds the text with a question mark for each control character but those in `stay`.
static void add_harmless(struct buf *out, struct str text, const char *stay)
{
    for (size_t at = 0; at < text.len;) {
        size_t control =
            strchr(stay, text.at[at]) && text.at[at] ? 0 : control_length(text, at);
        buf_add_char(out, control ? '?' : text.at[at]);
        at += control ? control : 1;
    }
}

void name_add(struct buf *out, struct str name)
{
    add_harmless(out, name, "");
}

void page_add(struct buf *out, struct str page)
{
    add_harmless(out, page, "\n");
}

void vsay(const char *format, va_list arguments)
{
    struct buf text = {0}, harmless = {0};
    buf_vprintf(&text, format, arguments);
    page_add(&harmless, buf_str(&text));
    if (harmless.len)
        fwrite(harmless.at, 1, harmless.len, stderr);
    buf_free(&text);
    buf_free(&harmless);
}

void say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsay(format, arguments);
    va_end(arguments);
}
