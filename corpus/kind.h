// What a file is, told from its first bytes and never from its name.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/str.h"

enum kind {
    KIND_TEXT, // perhaps: nothing else was recognised
    KIND_EMPTY,
    KIND_GZIP,
    KIND_PDF,
    KIND_ZIP, // also DOCX, XLSX, ODT, ODS: their members tell
    KIND_OLE, // Word, Excel and PowerPoint before 2007
    KIND_RTF,
    KIND_HTML,
    KIND_XML,
    KIND_MAIL,
    KIND_IMAGE,   // PNG, JPEG, TIFF, GIF, BMP, WebP
    KIND_ARCHIVE, // TAR, 7z, RAR, xz, bzip2, zstd, cpio
    KIND_FOREIGN, // something that is recognised and holds no text: programs, sound, film
                  // …
};

// How many bytes of a file kind_of wants to see, when it has them.
enum { KIND_LOOK = 4096 };

enum kind kind_of(struct str start);
// What a file of this kind is called in a sentence: "a PDF document". For KIND_FOREIGN it
// needs the bytes.
const char *kind_name(enum kind kind, struct str start);
// The format's short name in JSON: "pdf", "html" …
const char *kind_format(enum kind kind);
