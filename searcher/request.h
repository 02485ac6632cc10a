// What the commands that ask have in common: where the index is, the filters, the
// question, the format.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/command.h"
#include "searcher/filter.h"

enum output_format {
    OUTPUT_TEXT,
    OUTPUT_JSON,
    OUTPUT_CSV,
    OUTPUT_PATHS0,
    OUTPUT_ICS,
    OUTPUT_DOT,
    OUTPUT_SVG,
    OUTPUT_HTML
};

// The first rows of the table of options of every such command.
enum request_option {
    REQUEST_INDEX,
    REQUEST_FORMAT,
    REQUEST_UNIT,
    REQUEST_PERSON,
    REQUEST_REF,
    REQUEST_PERIOD,
    REQUEST_TYPE,
    REQUEST_ISSUER,
    REQUEST_IN,
    REQUEST_LIMIT,
    REQUEST_OFFSET,
    REQUEST_ALL,
    REQUEST_OPTION_COUNT,
};
// clang-format off
#define REQUEST_OPTIONS(formats) \
    COMMAND_OPTION_INDEX, \
    {"format", formats, "how the answer is written"}, \
    {"unit", "UNIT", "that name this unit, or all units of its office"}, \
    {"person", "PERSON", "that name this person"}, \
    {"ref", "REF", "that cite this document, or are it"}, \
    {"period", "PERIOD", "dated then: 2023, 8/2023, 2023-Q3, 2021..2023, none"}, \
    {"type", "TYPE", "of this type: thông báo, TB"}, \
    {"issuer", "ISSUER", "issued by this office, or in this province"}, \
    {"in", "title|body", "where the words stand"}, \
    {"limit", "N", "at most so many (0: all)"}, \
    {"offset", "N", "leaves out the first so many"}, \
    {"all", NULL, "every document that a reference may mean"}
// clang-format on

struct request {
    // that the command knows, separated by spaces; set before the options are read
    const char *formats;
    const char *index; // --index, or NULL
    enum output_format format;
    struct filters filters;
    size_t limit; // SIZE_MAX: all
    size_t offset;
    char **words; // operands
    size_t word_count;
    struct arena *arena;
};

// Starts a request for a command of at most `count` arguments.
void request_init(struct request *request, const char *formats, int count,
                  struct arena *arena);
// Takes an option of the first REQUEST_OPTION_COUNT.
bool request_take(struct request *request, size_t option, const char *value,
                  struct error *err);
// Keeps an operand; `context` is the request, or a struct that begins with one.
bool request_take_word(void *context, const char *word, struct error *err);
// A count from the command line.
bool request_number(const char *option, const char *value, size_t *number,
                    struct error *err);
// Opens the index that the request is about.
bool request_open(const struct request *request, struct index **index, struct error *err);
// Says which shards did not answer, one sentence a line, and what failed in the index that
// nobody asked for; the exit code of the command, which is `code` when all went well.
// `index` may be NULL.
int request_end(const char *command, const struct index *index, int code);
// What the filters of the request come to in the index; NULL when there are none. What
// there is to say of their values is added to `hints`, for standard error.
bool request_clause(const struct request *request, const char *command,
                    const struct index *index, const struct clause **out,
                    struct buf *hints, struct error *err);
// Writes to standard output. A reader that went away is no error.
bool request_write(struct str bytes, struct error *err);
