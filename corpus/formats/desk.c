// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/desk.h"

#include "corpus/gzip.h"
#include "corpus/kind.h"
#include "corpus/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Nobody listens any more: the work is over.
static void send_out(struct desk *desk, enum message_kind kind)
{
    if (!message_send(desk->socket, kind, buf_str(&desk->out), -1)) {
        _exit(0);
    }
}

static void send_failure(struct desk *desk, struct str member, const char *reason,
                         bool wants_ocr)
{
    buf_clear(&desk->out);
    message_add(&desk->out, member);
    message_add(&desk->out, str_of(reason));
    buf_add_number(&desk->out, wants_ocr);
    send_out(desk, MESSAGE_FAIL);
}

void desk_fail(struct desk *desk, struct str member, const char *format, ...)
{
    char reason[ERROR_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    send_failure(desk, member, reason, false);
}

// What the next run with OCR would read.
static void fail_pictures(struct desk *desk, struct str member)
{
    static const char reason[] =
        "only pictures of pages; `tracuu index --ocr missing` reads them";
    send_failure(desk, member, reason, true);
}

bool desk_admit(struct desk *desk, uint64_t more_bytes, unsigned depth, struct error *err)
{
    if (depth > DESK_DEPTH) {
        return error_set(err, ERROR_FILE, "packed more than %d times over", DESK_DEPTH);
    }
    if (desk->members >= DESK_MEMBERS) {
        return error_set(err, ERROR_FILE, "more than %d members; the rest was not read",
                         DESK_MEMBERS);
    }
    uint64_t all = desk->unpacked + more_bytes;
    if (all > DESK_UNPACKED) {
        return error_set(err, ERROR_FILE,
                         "unpacked it would be longer than %d MB; the rest was not read",
                         (int)(DESK_UNPACKED >> 20));
    }
    if (all > 4 << 20 && all / DESK_RATIO > desk->file_size) {
        return error_set(
            err, ERROR_FILE,
            "it unpacks to more than %d times its size; the rest was not read",
            DESK_RATIO);
    }
    desk->unpacked = all;
    desk->members++;
    return true;
}

void desk_member(struct buf *out, const struct document *document, struct str name)
{
    if (document->member.len) {
        buf_add_str(out, document->member);
        buf_add_char(out, '!');
    }
    // A name is shown to people and put into paths: it must be text, and one line.
    while (name.len) {
        uint32_t character = text_take(&name);
        text_add(out, character < ' ' || character == 0x7F ? '?' : character);
    }
}

static void page_key(struct buf *key, const char *sha256, unsigned page)
{
    buf_printf(key, "%s-%u", sha256, page);
}

bool desk_ask(struct desk *desk, const char *sha256, unsigned page, struct buf *out)
{
    if (!desk->keeps) {
        return false;
    }
    buf_clear(&desk->out);
    page_key(&desk->out, sha256, page);
    send_out(desk, MESSAGE_ASK);
    if (message_receive(desk->socket, &desk->in, -1) != MESSAGE_HERE ||
        desk->in.kind != MESSAGE_ANSWER) {
        _exit(0);
    }
    buf_add_str(out, buf_str(&desk->in.bytes));
    return out->len > 0;
}

void desk_keep(struct desk *desk, const char *sha256, unsigned page, struct str bytes)
{
    struct buf key = {0};
    page_key(&key, sha256, page);
    buf_clear(&desk->out);
    message_add(&desk->out, buf_str(&key));
    buf_add_str(&desk->out, bytes);
    buf_free(&key);
    send_out(desk, desk->keeps ? MESSAGE_KEEP : MESSAGE_ALIVE);
}

static void send_text(const struct document *document, struct str text,
                      const char *format, const char *source, const struct draft *draft)
{
    struct desk *desk = document->desk;
    buf_clear(&desk->out);
    message_add(&desk->out, str_of(document->sha256));
    message_add(&desk->out, document->member);
    message_add(&desk->out, str_of(format));
    message_add(&desk->out, str_of(source));
    buf_add_number(&desk->out, draft && draft->pictures > 0);
    // Pages begin at the start and behind each form feed.
    uint64_t count = 0;
    if (draft && draft->paged) {
        count = 1;
        for (size_t i = 0; i < text.len; i++) {
            count += text.at[i] == '\f';
        }
    }
    buf_add_number(&desk->out, count);
    if (count) {
        buf_add_number(&desk->out, 0);
        size_t before = 0;
        for (size_t i = 0; i < text.len; i++) {
            if (text.at[i] == '\f') {
                buf_add_number(&desk->out, i + 1 - before);
                before = i + 1;
            }
        }
    }
    message_add(&desk->out, text);
    send_out(desk, MESSAGE_TEXT);
}

static void describe(const struct draft *draft, const struct encoding_report *report,
                     char *source, size_t size)
{
    encoding_describe(report, source, size);
    if (draft->recognised) {
        size_t len = strlen(source);
        snprintf(source + len, size - len, "%socr vie %.2f", len ? ", " : "",
                 draft->confidence / draft->recognised);
    }
}

static void finish(const struct document *document, struct draft *draft,
                   const char *format, const struct error *error)
{
    struct desk *desk = document->desk;
    if (draft->full) {
        desk_fail(desk, document->member, "its text is longer than %zu MB",
                  desk->text_size >> 20);
        return;
    }
    struct str text = buf_str(&draft->text);
    while (text.len && strchr(" \t\n\r\f", text.at[text.len - 1])) {
        text.len--;
    }
    if (text.len == 0) {
        if (draft->pictures && error->code == ERROR_NONE) {
            fail_pictures(desk, document->member);
        } else if (error->code != ERROR_NONE) {
            desk_fail(desk, document->member, "%s", error->message);
        } else {
            desk_fail(desk, document->member, "there is no text in it");
        }
        return;
    }
    text.len = draft->text.len;
    struct buf mended = {0};
    struct encoding_report report;
    if (encoding_mend(&mended, text, draft->runs, draft->run_count, &report)) {
        text = buf_str(&mended);
    }
    char source[128];
    describe(draft, &report, source, sizeof source);
    send_text(document, text, format, source, draft);
    buf_free(&mended);
    if (error->code != ERROR_NONE) {
        desk_fail(desk, document->member, "%s; what comes before was read",
                  error->message);
    }
}

static void read_text(const struct document *document, struct str name)
{
    struct desk *desk = document->desk;
    struct buf converted = {0};
    struct str text;
    char source[TEXT_SOURCE_SIZE];
    struct error error = {0};
    if (document->bytes.len > desk->text_size) {
        desk_fail(desk, document->member, "its text is longer than %zu MB",
                  desk->text_size >> 20);
    } else if (!text_decode(&text, source, &converted, document->bytes, &error)) {
        desk_fail(desk, document->member, "%s", error.message);
    } else if (str_trim(text).len == 0) {
        desk_fail(desk, document->member, "there is nothing in it but white space");
    } else {
        bool markdown = str_ends(name, STR(".md")) || str_ends(name, STR(".markdown"));
        send_text(document, text, markdown ? "markdown" : "text", source, NULL);
    }
    buf_free(&converted);
}

static void read_gzip(const struct document *document, struct str name)
{
    struct desk *desk = document->desk;
    struct buf unpacked = {0};
    struct error error = {0};
    if (!gzip_unpack(&unpacked, document->bytes, DESK_UNPACKED - desk->unpacked,
                     &error) ||
        !desk_admit(desk, unpacked.len, document->depth + 1, &error)) {
        desk_fail(desk, document->member, "%s", error.message);
    } else {
        if (str_ends(name, STR(".gz"))) {
            name.len -= 3;
        }
        desk_read(desk, buf_str(&unpacked), document->member, name, NULL,
                  document->depth + 1);
    }
    buf_free(&unpacked);
}

void desk_read(struct desk *desk, struct str bytes, struct str member, struct str name,
               const char *sha256, unsigned depth)
{
    struct document document = {
        .desk = desk, .bytes = bytes, .member = member, .depth = depth};
    if (sha256) {
        memcpy(document.sha256, sha256, sizeof document.sha256);
    } else {
        reader_hash_bytes(bytes, document.sha256);
    }
    struct draft draft = {.most = desk->text_size};
    struct error error = {0};
    enum kind kind = kind_of(str_slice(bytes, 0, KIND_LOOK));
    const char *format = kind_format(kind);
    bool sent = false; // members were, and that is all
    switch (kind) {
    case KIND_EMPTY:
        desk_fail(desk, member, "the file is empty");
        sent = true;
        break;
    case KIND_TEXT:
        read_text(&document, name);
        sent = true;
        break;
    case KIND_GZIP:
        read_gzip(&document, name);
        sent = true;
        break;
    case KIND_PDF:
        pdf_read(&document, &draft, &error);
        break;
    case KIND_ZIP:
        if (package_read(&document, &draft, &format, &error) && !format) {
            sent = true;
            if (!archive_read_members(&document, &error)) {
                desk_fail(desk, member, "%s", error.message);
            }
        }
        break;
    case KIND_ARCHIVE:
        sent = true;
        if (!archive_read_members(&document, &error)) {
            desk_fail(desk, member, "%s", error.message);
        }
        break;
    case KIND_OLE:
        ole_read(&document, &draft, &format, &error);
        break;
    case KIND_RTF:
        rtf_read(&document, &draft, &error);
        break;
    case KIND_HTML:
        html_read(&document, &draft, &error);
        break;
    case KIND_XML:
        xml_read(&document, &draft, &error);
        break;
    case KIND_MAIL:
        mail_read(&document, &draft, &error);
        break;
    case KIND_IMAGE:
        image_read(&document, &draft, &error);
        break;
    case KIND_FOREIGN:
        desk_fail(desk, member, "%s, not a text", kind_name(kind, bytes));
        sent = true;
        break;
    }
    if (!sent) {
        finish(&document, &draft, format ? format : "zip", &error);
    }
    draft_free(&draft);
}
