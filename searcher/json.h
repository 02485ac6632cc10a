// Writes JSON: objects, arrays and strings in which every byte is safe.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"

enum { JSON_DEPTH = 16 };

// A value being written to a buf the caller owns. Start with {.out = &buf}.
//
//     json_object(&json, NULL);              {
//     json_str(&json, "path", path);           "path":"a/b.txt",
//     json_array(&json, "refs");               "refs":[
//     json_str(&json, NULL, key);                "57/-/nq-tw"
//     json_end(&json);                         ]
//     json_end(&json);                       }
//
// `key` is NULL inside arrays and for the outermost value.
struct json {
    struct buf *out;
    bool follows; // something stands before in this object or array
    char closing[JSON_DEPTH];
    size_t depth; // nothing may be deeper than JSON_DEPTH
};

void json_object(struct json *json, const char *key);
void json_array(struct json *json, const char *key);
// Ends the innermost object or array.
void json_end(struct json *json);
// Ends the innermost one and the line: one object a line.
void json_end_line(struct json *json);
// A missing str is null. Bytes that are not UTF-8 become U+FFFD.
void json_str(struct json *json, const char *key, struct str value);
// A missing str is left out, key and all.
void json_str_optional(struct json *json, const char *key, struct str value);
void json_text(struct json *json, const char *key, const char *value);
void json_number(struct json *json, const char *key, int64_t value);
// With as many digits as are needed, at most six behind the point.
void json_real(struct json *json, const char *key, double value);
void json_bool(struct json *json, const char *key, bool value);
void json_null(struct json *json, const char *key);
