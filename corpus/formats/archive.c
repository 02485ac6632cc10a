// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/desk.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

// What file systems and archivers put beside the files of people.
static bool litter(struct str name)
{
    size_t base = name.len;
    while (base > 0 && name.at[base - 1] != '/') {
        base--;
    }
    struct str last = str_slice(name, base, name.len);
    return last.len == 0 || last.at[0] == '.' || str_starts(name, STR("__MACOSX/")) ||
           str_equal(last, STR("Thumbs.db")) || str_equal(last, STR("desktop.ini"));
}

static bool read_member(const struct document *document, struct archive *archive,
                        struct str name, struct buf *bytes, struct error *err)
{
    struct desk *desk = document->desk;
    struct buf member = {0};
    desk_member(&member, document, name);
    buf_clear(bytes);
    bool good = true;
    for (;;) {
        const void *block;
        size_t len;
        la_int64_t offset;
        int status = archive_read_data_block(archive, &block, &len, &offset);
        if (status == ARCHIVE_EOF) {
            desk_read(desk, buf_str(bytes), buf_str(&member), name, NULL,
                      document->depth + 1);
            break;
        }
        if (status < ARCHIVE_WARN) {
            const char *why = archive_error_string(archive);
            bool locked = archive_read_has_encrypted_entries(archive) == 1;
            desk_fail(desk, buf_str(&member),
                      locked ? "it is locked with a password"
                             : "damaged in the archive (%s)",
                      why ? why : "bad data");
            good = status != ARCHIVE_FATAL;
            break;
        }
        // Holes in a sparse file are not worth their bytes.
        if (!desk_admit(desk, len, document->depth + 1, err)) {
            good = false;
            break;
        }
        desk->members--;
        buf_add(bytes, block, len);
    }
    buf_free(&member);
    return good;
}

bool archive_read_members(const struct document *document, struct error *err)
{
    struct desk *desk = document->desk;
    struct archive *archive = archive_read_new();
    archive_read_support_filter_all(archive);
    if (str_starts(document->bytes, STR("Rar!"))) {
        // Or else a document that is a ZIP archive in itself and lies unpacked at the end
        // of it would be taken for the whole.
        archive_read_support_format_rar(archive);
        archive_read_support_format_rar5(archive);
    } else {
        archive_read_support_format_all(archive);
    }
    // A file that is only packed, "notice.pdf.xz", is an archive of one member without a
    // name.
    archive_read_support_format_raw(archive);
    struct buf bytes = {0};
    struct archive_entry *entry;
    unsigned seen = 0;
    int status = ARCHIVE_FATAL;
    if (archive_read_open_memory(archive, document->bytes.at, document->bytes.len) ==
        ARCHIVE_OK) {
        while ((status = archive_read_next_header(archive, &entry)) != ARCHIVE_EOF) {
            if (status < ARCHIVE_WARN) {
                break;
            }
            const char *path = archive_entry_pathname(entry);
            path = path ? path : archive_entry_pathname_utf8(entry);
            struct str name = str_of(path ? path : "?");
            bool raw = archive_format(archive) == ARCHIVE_FORMAT_RAW;
            seen++;
            if (archive_entry_filetype(entry) != AE_IFREG || litter(name)) {
                continue;
            }
            if (!desk_admit(desk, 0, document->depth + 1, err)) {
                break;
            }
            if (raw) {
                // The member is the file itself.
                struct document only = *document;
                struct buf unpacked = {0};
                const void *block;
                size_t len;
                la_int64_t offset;
                int got;
                while ((got = archive_read_data_block(archive, &block, &len, &offset)) ==
                           ARCHIVE_OK &&
                       desk_admit(desk, len, document->depth + 1, err)) {
                    desk->members--;
                    buf_add(&unpacked, block, len);
                }
                if (got == ARCHIVE_EOF) {
                    desk_read(desk, buf_str(&unpacked), only.member, (struct str){0},
                              NULL, document->depth + 1);
                } else if (err->code == ERROR_NONE) {
                    error_set(err, ERROR_FILE, "the packed file is damaged");
                }
                buf_free(&unpacked);
                status = ARCHIVE_EOF;
                break;
            }
            if (!read_member(document, archive, name, &bytes, err)) {
                break;
            }
        }
    }
    if (err->code == ERROR_NONE && status < ARCHIVE_WARN) {
        const char *why = archive_error_string(archive);
        error_set(err, ERROR_FILE, "the archive is damaged (%s)%s",
                  why ? why : "bad data", seen ? "; what comes before was read" : "");
    } else if (err->code == ERROR_NONE && seen == 0) {
        error_set(err, ERROR_FILE, "the archive is empty");
    }
    archive_read_free(archive);
    buf_free(&bytes);
    return err->code == ERROR_NONE;
}
