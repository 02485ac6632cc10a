// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/kind.h"

#include <string.h>
#include <strings.h>

struct magic {
    enum kind kind;
    size_t at;
    struct str bytes;
    const char *name;
};

static const struct magic magics[] = {
    {KIND_GZIP, 0, STR("\x1f\x8b\x08"), "a gzip file"},
    {KIND_ZIP, 0, STR("PK\x03\x04"), "a ZIP archive"},
    {KIND_ZIP, 0, STR("PK\x05\x06"), "an empty ZIP archive"},
    {KIND_OLE, 0, STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an Office document"},
    {KIND_RTF, 0, STR("{\\rt"), "an RTF document"},
    {KIND_IMAGE, 0, STR("\x89PNG\r\n\x1a\n"), "a PNG image"},
    {KIND_IMAGE, 0, STR("\xff\xd8\xff"), "a JPEG image"},
    {KIND_IMAGE, 0, STR("II*\0"), "a TIFF image"},
    {KIND_IMAGE, 0, STR("MM\0*"), "a TIFF image"},
    {KIND_IMAGE, 0, STR("GIF87a"), "a GIF image"},
    {KIND_IMAGE, 0, STR("GIF89a"), "a GIF image"},
    {KIND_IMAGE, 8, STR("WEBPVP8"), "a WebP image"},
    {KIND_ARCHIVE, 257, STR("ustar"), "a TAR archive"},
    {KIND_ARCHIVE, 0, STR("7z\xbc\xaf\x27\x1c"), "a 7z archive"},
    {KIND_ARCHIVE, 0, STR("Rar!\x1a\x07"), "a RAR archive"},
    {KIND_ARCHIVE, 0,
     STR("\xfd"
         "7zXZ\0"),
     "an xz file"},
    {KIND_ARCHIVE, 0, STR("BZh"), "a bzip2 file"},
    {KIND_ARCHIVE, 0, STR("\x28\xb5\x2f\xfd"), "a zstd file"},
    {KIND_ARCHIVE, 0, STR("\x04\x22\x4d\x18"), "an lz4 file"},
    {KIND_ARCHIVE, 0, STR("LZIP\x01"), "an lzip file"},
    {KIND_ARCHIVE, 0, STR("\x5d\0\0"), "an LZMA file"},
    {KIND_ARCHIVE, 0, STR("\x1f\x9d"), "a file of compress"},
    {KIND_ARCHIVE, 0, STR("xar!\0\x1c"), "a XAR archive"},
    {KIND_ARCHIVE, 0, STR("070701"), "a cpio archive"},
    {KIND_ARCHIVE, 0, STR("070707"), "a cpio archive"},
    {KIND_FOREIGN, 0,
     STR("\x7f"
         "ELF"),
     "a program"},
    {KIND_FOREIGN, 0, STR("MZ\x90\0"), "a program"},
    {KIND_FOREIGN, 4, STR("ftyp"), "a film or a sound"},
    {KIND_FOREIGN, 0, STR("ID3"), "a sound"},
    {KIND_FOREIGN, 0, STR("OggS"), "a sound or a film"},
    {KIND_FOREIGN, 0, STR("RIFF"), "a sound or a film"},
    {KIND_FOREIGN, 0, STR("SQLite format 3"), "a database"},
    {KIND_FOREIGN, 0, STR("\0\x01\0\0Standard"), "a database"},
    {KIND_FOREIGN, 0, STR("AC10"), "a drawing (DWG)"},
    {KIND_FOREIGN, 0,
     STR("\x1a"
         "E\xdf\xa3"),
     "a film"},
    {KIND_FOREIGN, 0, STR("\0\x01\0\0\0"), "a font"},
    {KIND_FOREIGN, 0, STR("OTTO"), "a font"},
    {KIND_FOREIGN, 0, STR("wOF"), "a font"},
};

static bool has(struct str start, const struct magic *magic)
{
    return start.len >= magic->at + magic->bytes.len &&
           memcmp(start.at + magic->at, magic->bytes.at, magic->bytes.len) == 0;
}

static bool word_at(struct str s, size_t at, const char *word)
{
    size_t len = strlen(word);
    return s.len >= at + len && strncasecmp(s.at + at, word, len) == 0;
}

static size_t skip_space(struct str s, size_t at)
{
    while (at < s.len && (s.at[at] == ' ' || s.at[at] == '\t' || s.at[at] == '\r' ||
                          s.at[at] == '\n')) {
        at++;
    }
    return at;
}

// "<!-- … --> <!doctype html", "<html", or a page that begins in the middle: "<head>",
// "<body".
static enum kind markup(struct str start)
{
    size_t at = start.len >= 3 && memcmp(start.at, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    at = skip_space(start, at);
    bool xml = false;
    while (at < start.len && start.at[at] == '<') {
        if (word_at(start, at, "<!doctype html") || word_at(start, at, "<html") ||
            word_at(start, at, "<head") || word_at(start, at, "<body") ||
            word_at(start, at, "<meta http-equiv")) {
            return KIND_HTML;
        }
        const char *end = ">";
        if (word_at(start, at, "<?xml")) {
            xml = true;
        } else if (word_at(start, at, "<!--")) {
            end = "-->";
        } else if (!word_at(start, at, "<!doctype") && !word_at(start, at, "<?")) {
            break;
        }
        ptrdiff_t close = str_find(start, str_of(end), at);
        if (close < 0) {
            break;
        }
        at = skip_space(start, (size_t)close + strlen(end));
    }
    return xml ? KIND_XML : KIND_TEXT;
}

// A mail starts with a block of "Name: value" lines, two of which only mails have. mbox
// files put "From " before it.
static bool is_mail(struct str start)
{
    static const char *const marks[] = {
        "from:",        "received:", "message-id:",   "mime-version:",
        "return-path:", "date:",     "delivered-to:", "content-type:",
        "x-mailer:",    "to:",       "subject:"};
    unsigned found = 0;
    struct str rest = start;
    struct str line;
    bool first = true;
    while (str_split(&line, &rest, '\n')) {
        if (line.len && line.at[line.len - 1] == '\r') {
            line.len--;
        }
        if (first && str_starts(line, STR("From "))) {
            first = false;
            continue;
        }
        if (line.len == 0) {
            break;
        }
        if (line.at[0] == ' ' || line.at[0] == '\t') {
            if (first) {
                return false;
            }
            continue;
        }
        first = false;
        const char *colon = memchr(line.at, ':', line.len);
        if (!colon) {
            return found >= 3 && rest.at == NULL;
        }
        for (const char *at = line.at; at < colon; at++) {
            if (*at <= ' ' || *at >= 127) {
                return false;
            }
        }
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            if (word_at(line, 0, marks[i])) {
                found |= 1u << i;
            }
        }
    }
    unsigned sender = found & 1;
    unsigned only_mail =
        found & 0x5e; // received, message-id, mime-version, return-path, delivered-to
    unsigned others = found & 0x6a0; // date, content-type, to, subject
    return (sender && (only_mail || (found & 0x20 && others & 0x600))) ||
           (only_mail & (only_mail - 1));
}

enum kind kind_of(struct str start)
{
    if (start.len == 0) {
        return KIND_EMPTY;
    }
    // The order of the table decides; a PDF may have rubbish before it.
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        if (has(start, &magics[i])) {
            return magics[i].kind;
        }
    }
    if (start.len >= 26 && memcmp(start.at, "BM", 2) == 0 &&
        memcmp(start.at + 6, "\0\0\0\0", 4) == 0) {
        return KIND_IMAGE;
    }
    ptrdiff_t pdf = str_find(str_slice(start, 0, 1024), STR("%PDF-"), 0);
    if (pdf >= 0) {
        return KIND_PDF;
    }
    enum kind kind = markup(start);
    if (kind == KIND_TEXT && is_mail(start)) {
        return KIND_MAIL;
    }
    return kind;
}

const char *kind_name(enum kind kind, struct str start)
{
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        if (magics[i].kind == kind && has(start, &magics[i])) {
            return magics[i].name;
        }
    }
    switch (kind) {
    case KIND_TEXT:
        return "a text";
    case KIND_EMPTY:
        return "an empty file";
    case KIND_PDF:
        return "a PDF document";
    case KIND_HTML:
        return "a web page";
    case KIND_XML:
        return "an XML document";
    case KIND_MAIL:
        return "a mail";
    case KIND_IMAGE:
        return "an image";
    default:
        return "binary data";
    }
}

const char *kind_format(enum kind kind)
{
    static const char *const names[] = {
        [KIND_TEXT] = "text",     [KIND_EMPTY] = "empty", [KIND_GZIP] = "gzip",
        [KIND_PDF] = "pdf",       [KIND_ZIP] = "zip",     [KIND_OLE] = "ole",
        [KIND_RTF] = "rtf",       [KIND_HTML] = "html",   [KIND_XML] = "xml",
        [KIND_MAIL] = "eml",      [KIND_IMAGE] = "image", [KIND_ARCHIVE] = "archive",
        [KIND_FOREIGN] = "binary"};
    return names[kind];
}
