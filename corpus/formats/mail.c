// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/desk.h"
#include "corpus/text.h"

#include <string.h>
#include <strings.h>

enum { DEEPEST = 20, PARTS_MOST = 1000 };

struct mail {
    const struct document *document;
    struct draft *draft;
    unsigned parts;
    bool has_text;
};

static bool starts(struct str s, const char *word)
{
    size_t len = strlen(word);
    return s.len >= len && strncasecmp(s.at, word, len) == 0;
}

// Takes a line off the front, without its end.
static bool take_line(struct str *line, struct str *rest)
{
    if (!str_split(line, rest, '\n')) {
        return false;
    }
    if (line->len && line->at[line->len - 1] == '\r') {
        line->len--;
    }
    return true;
}

// The value of a head field, its folded lines joined; empty when there is none.
static void field(struct buf *out, struct str head, const char *name)
{
    struct str rest = head;
    struct str line;
    bool taken = false;
    size_t len = strlen(name);
    buf_clear(out);
    while (take_line(&line, &rest)) {
        if (taken && line.len && (line.at[0] == ' ' || line.at[0] == '\t')) {
            buf_add_char(out, ' ');
            buf_add_str(out, str_trim(line));
        } else if (taken) {
            return;
        } else if (starts(line, name) && line.len > len && line.at[len] == ':') {
            buf_add_str(out, str_trim(str_slice(line, len + 1, line.len)));
            taken = true;
        }
    }
}

// The value of "name=value" or "name=\"value\"" in a field.
static bool parameter(struct buf *out, struct str value, const char *name)
{
    size_t len = strlen(name);
    buf_clear(out);
    for (size_t i = 1; i + len < value.len; i++) {
        bool before = strchr("; \t", value.at[i - 1]) != NULL;
        if (!before || strncasecmp(value.at + i, name, len) != 0 ||
            value.at[i + len] != '=') {
            continue;
        }
        size_t at = i + len + 1;
        bool quoted = at < value.len && value.at[at] == '"';
        for (at += quoted;
             at < value.len &&
             !(quoted ? value.at[at] == '"' : strchr("; \t", value.at[at]) != NULL);
             at++) {
            buf_add_char(out, value.at[at]);
        }
        return true;
    }
    return false;
}

static int base64_value(char c)
{
    return c >= 'A' && c <= 'Z'   ? c - 'A'
           : c >= 'a' && c <= 'z' ? c - 'a' + 26
           : c >= '0' && c <= '9' ? c - '0' + 52
           : c == '+' || c == '-' ? 62
           : c == '/' || c == '_' ? 63
                                  : -1;
}

static void from_base64(struct buf *out, struct str text)
{
    unsigned bits = 0;
    int count = 0;
    for (size_t i = 0; i < text.len && text.at[i] != '='; i++) {
        int value = base64_value(text.at[i]);
        if (value < 0) {
            continue;
        }
        bits = bits << 6 | (unsigned)value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            buf_add_char(out, (char)(bits >> count));
        }
    }
}

static int hex(char c)
{
    return c >= '0' && c <= '9'                 ? c - '0'
           : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                : -1;
}

// `head` fields write spaces as underscores.
static void from_quoted(struct buf *out, struct str text, bool head)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '=' && i + 2 < text.len && hex(text.at[i + 1]) >= 0 &&
            hex(text.at[i + 2]) >= 0) {
            buf_add_char(out, (char)(hex(text.at[i + 1]) * 16 + hex(text.at[i + 2])));
            i += 2;
        } else if (c == '=' && i + 2 < text.len && text.at[i + 1] == '\r' &&
                   text.at[i + 2] == '\n') {
            i += 2;
        } else if (c == '=' && i + 1 < text.len && text.at[i + 1] == '\n') {
            i++;
        } else {
            buf_add_char(out, head && c == '_' ? ' ' : c);
        }
    }
}

// "=?UTF-8?B?…?=" in head fields. Whatever character set it names, the bytes tell which
// it is.
static void add_decoded_field(struct buf *out, struct str value)
{
    struct buf bytes = {0};
    bool after_word = false;
    for (size_t i = 0; i < value.len;) {
        struct str rest = str_slice(value, i, value.len);
        ptrdiff_t first = str_starts(rest, STR("=?")) ? str_find(rest, STR("?"), 2) : -1;
        ptrdiff_t second = first > 0 ? str_find(rest, STR("?"), (size_t)first + 1) : -1;
        ptrdiff_t end =
            second == first + 2 ? str_find(rest, STR("?="), (size_t)second + 1) : -1;
        if (end > 0) {
            struct str coded = str_slice(rest, (size_t)second + 1, (size_t)end);
            if ((rest.at[first + 1] | 32) == 'b') {
                from_base64(&bytes, coded);
            } else {
                from_quoted(&bytes, coded, true);
            }
            i += (size_t)end + 2;
            after_word = true;
            continue;
        }
        // Space between two coded words is none.
        size_t gap = i;
        while (after_word && gap < value.len &&
               (value.at[gap] == ' ' || value.at[gap] == '\t')) {
            gap++;
        }
        if (gap > i && str_starts(str_slice(value, gap, value.len), STR("=?"))) {
            i = gap;
            continue;
        }
        buf_add_char(&bytes, value.at[i++]);
        after_word = false;
    }
    struct buf converted = {0};
    struct str text;
    char source[TEXT_SOURCE_SIZE];
    struct error ignored = {0};
    if (text_decode(&text, source, &converted, buf_str(&bytes), &ignored)) {
        buf_add_str(out, text);
    }
    buf_free(&converted);
    buf_free(&bytes);
}

static void decode_body(struct buf *out, struct str body, struct str encoding)
{
    if (starts(encoding, "base64")) {
        from_base64(out, body);
    } else if (starts(encoding, "quoted-printable")) {
        from_quoted(out, body, false);
    } else {
        buf_add_str(out, body);
    }
}

static void read_part(struct mail *mail, struct str head, struct str body,
                      unsigned depth);

static void read_parts(struct mail *mail, struct str body, struct str boundary,
                       unsigned depth)
{
    struct str rest = body;
    struct str line;
    const char *start = NULL;
    while (take_line(&line, &rest)) {
        bool mark = line.len >= boundary.len + 2 && line.at[0] == '-' &&
                    line.at[1] == '-' &&
                    memcmp(line.at + 2, boundary.at, boundary.len) == 0;
        bool last =
            mark && line.len >= boundary.len + 4 && line.at[boundary.len + 2] == '-';
        if ((mark || !rest.at) && start) {
            struct str part = {start,
                               (size_t)((mark ? line.at : body.at + body.len) - start)};
            struct str head = part;
            struct str content = {0};
            ptrdiff_t crlf = str_find(part, STR("\r\n\r\n"), 0);
            ptrdiff_t lf = str_find(part, STR("\n\n"), 0);
            if (crlf >= 0 && (lf < 0 || crlf < lf)) {
                head = str_slice(part, 0, (size_t)crlf);
                content = str_slice(part, (size_t)crlf + 4, part.len);
            } else if (lf >= 0) {
                head = str_slice(part, 0, (size_t)lf);
                content = str_slice(part, (size_t)lf + 2, part.len);
            } else if (part.len && (part.at[0] == '\n' || part.at[0] == '\r')) {
                head = STR("");
                content = part;
            }
            read_part(mail, head, content, depth + 1);
        }
        if (mark) {
            start = rest.at;
        }
        if (last) {
            return;
        }
    }
}

// The text of the mail itself: plain where there is some, else made of the page.
static void add_text(struct mail *mail, struct str bytes, bool html)
{
    if (mail->has_text && html) {
        return;
    }
    if (html) {
        struct document page = *mail->document;
        struct error ignored = {0};
        page.bytes = bytes;
        html_read(&page, mail->draft, &ignored);
    } else {
        struct buf converted = {0};
        struct str text;
        char source[TEXT_SOURCE_SIZE];
        struct error ignored = {0};
        if (text_decode(&text, source, &converted, bytes, &ignored)) {
            struct str rest = text;
            struct str line;
            while (take_line(&line, &rest)) {
                draft_add(mail->draft, line);
                draft_line(mail->draft);
            }
        }
        buf_free(&converted);
    }
    mail->has_text = true;
}

static void read_part(struct mail *mail, struct str head, struct str body, unsigned depth)
{
    struct desk *desk = mail->document->desk;
    if (depth > DEEPEST || mail->parts++ > PARTS_MOST) {
        return;
    }
    struct buf type = {0};
    struct buf encoding = {0};
    struct buf disposition = {0};
    struct buf name = {0};
    struct buf decoded = {0};
    struct buf bytes = {0};
    field(&type, head, "Content-Type");
    field(&encoding, head, "Content-Transfer-Encoding");
    field(&disposition, head, "Content-Disposition");
    struct str kind = buf_str(&type);
    if (starts(kind, "multipart/") && parameter(&name, kind, "boundary") && name.len) {
        struct buf boundary = name;
        name = (struct buf){0};
        read_parts(mail, body, buf_str(&boundary), depth);
        buf_free(&boundary);
    } else {
        bool named = parameter(&name, buf_str(&disposition), "filename") ||
                     parameter(&name, kind, "name") ||
                     parameter(&name, buf_str(&disposition), "filename*");
        bool attached = starts(buf_str(&disposition), "attachment") ||
                        (named && !starts(kind, "text/"));
        decode_body(&bytes, body, buf_str(&encoding));
        if (!attached && (kind.len == 0 || starts(kind, "text/plain"))) {
            add_text(mail, buf_str(&bytes), false);
        } else if (!attached && starts(kind, "text/html")) {
            add_text(mail, buf_str(&bytes), true);
        } else if (attached || starts(kind, "message/rfc822")) {
            struct error error = {0};
            struct buf member = {0};
            add_decoded_field(&decoded, buf_str(&name));
            if (decoded.len == 0) {
                buf_printf(&decoded, "part-%u", mail->parts);
            }
            desk_member(&member, mail->document, buf_str(&decoded));
            if (desk_admit(desk, bytes.len, mail->document->depth + 1, &error)) {
                desk_read(desk, buf_str(&bytes), buf_str(&member), buf_str(&decoded),
                          NULL, mail->document->depth + 1);
            } else {
                desk_fail(desk, buf_str(&member), "%s", error.message);
            }
            buf_free(&member);
        }
    }
    buf_free(&type);
    buf_free(&encoding);
    buf_free(&disposition);
    buf_free(&name);
    buf_free(&decoded);
    buf_free(&bytes);
}

bool mail_read(const struct document *document, struct draft *draft, struct error *err)
{
    (void)err;
    struct mail mail = {.document = document, .draft = draft};
    struct str bytes = document->bytes;
    ptrdiff_t crlf = str_find(bytes, STR("\r\n\r\n"), 0);
    ptrdiff_t lf = str_find(bytes, STR("\n\n"), 0);
    size_t end = crlf >= 0 && (lf < 0 || crlf < lf) ? (size_t)crlf
                 : lf >= 0                          ? (size_t)lf
                                                    : bytes.len;
    struct str head = str_slice(bytes, 0, end);
    static const char *const shown[] = {"Subject", "From", "To", "Cc", "Date"};
    struct buf value = {0};
    struct buf decoded = {0};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        field(&value, head, shown[i]);
        if (value.len) {
            buf_clear(&decoded);
            add_decoded_field(&decoded, buf_str(&value));
            draft_add(draft, str_of(shown[i]));
            draft_add(draft, STR(": "));
            draft_add(draft, buf_str(&decoded));
            draft_line(draft);
        }
    }
    draft_line(draft);
    buf_free(&value);
    buf_free(&decoded);
    read_part(
        &mail, head,
        str_slice(bytes, end + (crlf >= 0 && (size_t)crlf == end ? 4 : 2), bytes.len), 0);
    return true;
}
