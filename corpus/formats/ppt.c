// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/ole.h"

// Records: 2 bytes version (its low four bits all set: a container) and instance, 2 bytes
// kind, 4 bytes length. Containers are entered simply by reading on behind their head.
enum { TEXT_WIDE = 0x0FA0, TEXT_NARROW = 0x0FA8, HEAD = 8 };

static void add(struct draft *draft, uint32_t character)
{
    draft_char(draft, character == '\r' || character == 0x0B ? '\n' : character);
}

bool ppt_read(struct ole *ole, struct draft *draft, struct error *err)
{
    (void)err;
    struct buf stream = {0};
    ole_stream(ole, "PowerPoint Document", &stream);
    struct str rest = buf_str(&stream);
    while (rest.len >= HEAD && !draft->full) {
        unsigned version = ole_16(rest, 0);
        unsigned kind = ole_16(rest, 2);
        size_t len = ole_32(rest, 4);
        if ((version & 15) == 15) {
            rest = str_slice(rest, HEAD, rest.len);
            continue;
        }
        struct str bytes = str_slice(rest, HEAD, HEAD + len);
        if (kind == TEXT_WIDE) {
            for (size_t i = 0; i + 1 < bytes.len; i += 2) {
                add(draft, ole_16(bytes, i));
            }
            draft_end_line(draft);
        } else if (kind == TEXT_NARROW) {
            for (size_t i = 0; i < bytes.len; i++) {
                add(draft, encoding_1252((unsigned char)bytes.at[i]));
            }
            draft_end_line(draft);
        }
        rest = str_slice(rest, HEAD + len, rest.len);
    }
    buf_free(&stream);
    return true;
}
