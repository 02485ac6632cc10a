// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/package.h"

#include "base/arena.h"

#include <archive.h>
#include <archive_entry.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool ends_with(const char *name, const char *end)
{
    return str_ends(str_of(name), str_of(end));
}

// What the readers look at; pictures, fonts and previews stay packed.
static bool wanted(const char *name)
{
    if (strncmp(name, "word/", 5) == 0 || strncmp(name, "xl/", 3) == 0 ||
        strncmp(name, "ppt/", 4) == 0) {
        return (ends_with(name, ".xml") || ends_with(name, ".rels")) &&
               !strstr(name, "/theme/") && !strstr(name, "/calcChain") &&
               !strstr(name, "/printerSettings");
    }
    return strcmp(name, "[Content_Types].xml") == 0 || strcmp(name, "mimetype") == 0 ||
           strcmp(name, "content.xml") == 0 || strcmp(name, "styles.xml") == 0;
}

// Like strcmp, with runs of digits by their value.
static int compare_names(const void *left, const void *right)
{
    const char *a = ((const struct part *)left)->name;
    const char *b = ((const struct part *)right)->name;
    while (*a && *b) {
        if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
            char *a_end;
            char *b_end;
            unsigned long p = strtoul(a, &a_end, 10);
            unsigned long q = strtoul(b, &b_end, 10);
            if (p != q) {
                return p < q ? -1 : 1;
            }
            a = a_end;
            b = b_end;
        } else if (*a != *b) {
            break;
        } else {
            a++;
            b++;
        }
    }
    return (unsigned char)*a - (unsigned char)*b;
}

struct str package_part(const struct package *package, const char *name)
{
    for (size_t i = 0; i < package->count; i++) {
        if (strcmp(package->parts[i].name, name) == 0) {
            return buf_str(&package->parts[i].bytes);
        }
    }
    return (struct str){0};
}

static void package_free(struct package *package)
{
    for (size_t i = 0; i < package->count; i++) {
        free(package->parts[i].name);
        buf_free(&package->parts[i].bytes);
    }
    free(package->parts);
}

static bool read_part(struct desk *desk, struct archive *archive, struct part *part,
                      struct error *err)
{
    for (;;) {
        const void *block;
        size_t len;
        la_int64_t offset;
        int status = archive_read_data_block(archive, &block, &len, &offset);
        if (status == ARCHIVE_EOF) {
            return true;
        }
        if (status < ARCHIVE_WARN) {
            return error_set(err, ERROR_FILE, "a part of it (%s) is damaged", part->name);
        }
        if (!desk_admit(desk, len, 0, err)) {
            return false;
        }
        desk->members--; // a block is no member
        buf_add(&part->bytes, block, len);
    }
}

static bool load(struct package *package, const struct document *document, bool *plain,
                 struct error *err)
{
    struct archive *archive = archive_read_new();
    archive_read_support_format_zip(archive);
    struct archive_entry *entry;
    bool good = archive_read_open_memory(archive, document->bytes.at,
                                         document->bytes.len) == ARCHIVE_OK;
    size_t room = 0;
    unsigned entries = 0;
    int status = ARCHIVE_FATAL;
    *plain = true;
    while (good && (status = archive_read_next_header(archive, &entry)) >= ARCHIVE_WARN &&
           status != ARCHIVE_EOF) {
        const char *name = archive_entry_pathname(entry);
        if (++entries > DESK_MEMBERS) {
            break;
        }
        if (!name || !wanted(name)) {
            // A document of this kind has one of its own parts among the first few;
            // without them it is an archive like any other.
            if (entries > 64 && *plain) {
                break;
            }
            continue;
        }
        if (package->count == room) {
            room = room ? room * 2 : 32;
            package->parts = memory_resize(package->parts, room * sizeof *package->parts);
        }
        struct part *part = &package->parts[package->count++];
        *part = (struct part){.name = strdup(name)};
        *plain = false;
        good = read_part(document->desk, archive, part, err);
    }
    if (good && status < ARCHIVE_WARN && !*plain) {
        good = error_set(err, ERROR_FILE, "the package is damaged");
    }
    archive_read_free(archive);
    if (package->count) {
        qsort(package->parts, package->count, sizeof *package->parts, compare_names);
    }
    return good;
}

bool package_read(const struct document *document, struct draft *draft,
                  const char **format, struct error *err)
{
    struct package package = {0};
    struct error damage = {0};
    bool plain;
    bool good = load(&package, document, &plain, &damage);
    struct str mime = package_part(&package, "mimetype");
    mime = mime.at ? mime : STR("");
    *format = NULL;
    if (package_part(&package, "word/document.xml").at) {
        *format = "docx";
        good = docx_read(&package, draft, err) && good;
    } else if (package_part(&package, "xl/workbook.xml").at) {
        *format = "xlsx";
        good = xlsx_read(&package, draft, err) && good;
    } else if (package_part(&package, "ppt/presentation.xml").at) {
        *format = "pptx";
        good = pptx_read(&package, draft, err) && good;
    } else if (package_part(&package, "content.xml").at &&
               (mime.len == 0 || str_find(mime, STR("opendocument"), 0) >= 0)) {
        *format = str_find(mime, STR("spreadsheet"), 0) >= 0    ? "ods"
                  : str_find(mime, STR("presentation"), 0) >= 0 ? "odp"
                                                                : "odt";
        good = odf_read(&package, draft, err) && good;
    } else if (!plain && damage.code != ERROR_NONE &&
               package_part(&package, "[Content_Types].xml").at) {
        *format = "docx";
    } else {
        good = true; // an archive like any other, whose reader will see its damage
        damage = (struct error){0};
    }
    if (err->code == ERROR_NONE && damage.code != ERROR_NONE) {
        *err = damage;
    }
    package_free(&package);
    return good;
}
