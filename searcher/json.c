// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/json.h"

#include "corpus/text.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void escape(struct buf *out, unsigned char c)
{
    static const char *const names[256] = {
        ['"'] = "\\\"", ['\\'] = "\\\\", ['\b'] = "\\b", ['\f'] = "\\f",
        ['\n'] = "\\n", ['\r'] = "\\r",  ['\t'] = "\\t",
    };
    if (names[c])
        buf_add_str(out, str_of(names[c]));
    else
        buf_printf(out, "\\u%04x", c);
}

static bool plain(unsigned char c)
{
    return c >= ' ' && c != 0x7F && c != '"' && c != '\\';
}

// Text that is UTF-8.
static void add_valid(struct buf *out, struct str text)
{
    for (size_t from = 0, to; from < text.len; from = to) {
        to = from;
        while (to < text.len && plain((unsigned char)text.at[to]))
            to++;
        buf_add(out, text.at + from, to - from);
        if (to < text.len)
            escape(out, (unsigned char)text.at[to++]);
    }
}

// What is no UTF-8 becomes a replacement character, byte by byte.
static void quoted(struct buf *out, struct str value)
{
    buf_add_char(out, '"');
    while (value.len) {
        size_t valid = text_valid(value);
        add_valid(out, str_slice(value, 0, valid));
        if (valid < value.len)
            buf_add_str(out, STR("\xEF\xBF\xBD"));
        value = str_slice(value, valid + 1, value.len);
    }
    buf_add_char(out, '"');
}

static void begin(struct json *json, const char *key)
{
    if (json->follows)
        buf_add_char(json->out, ',');
    json->follows = true;
    if (!key)
        return;
    quoted(json->out, str_of(key));
    buf_add_char(json->out, ':');
}

static void open(struct json *json, const char *key, char opening, char closing)
{
    begin(json, key);
    if (json->depth == JSON_DEPTH)
        abort();
    buf_add_char(json->out, opening);
    json->closing[json->depth++] = closing;
    json->follows = false;
}

void json_object(struct json *json, const char *key)
{
    open(json, key, '{', '}');
}

void json_array(struct json *json, const char *key)
{
    open(json, key, '[', ']');
}

void json_end(struct json *json)
{
    if (json->depth == 0)
        abort();
    buf_add_char(json->out, json->closing[--json->depth]);
    json->follows = true;
}

void json_end_line(struct json *json)
{
    json_end(json);
    buf_add_char(json->out, '\n');
    json->follows = false;
}

void json_str(struct json *json, const char *key, struct str value)
{
    if (!value.at) {
        json_null(json, key);
        return;
    }
    begin(json, key);
    quoted(json->out, value);
}

void json_str_optional(struct json *json, const char *key, struct str value)
{
    if (value.at)
        json_str(json, key, value);
}

void json_text(struct json *json, const char *key, const char *value)
{
    json_str(json, key, str_of(value));
}

void json_number(struct json *json, const char *key, int64_t value)
{
    begin(json, key);
    buf_printf(json->out, "%" PRId64, value);
}

void json_real(struct json *json, const char *key, double value)
{
    if (!isfinite(value)) {
        json_null(json, key);
        return;
    }
    begin(json, key);
    char digits[400];
    int len = snprintf(digits, sizeof digits, "%.6f", value);
    while (len > 0 && digits[len - 1] == '0')
        len--;
    if (len > 0 && digits[len - 1] == '.')
        len--;
    buf_add(json->out, digits, (size_t)len);
}

void json_bool(struct json *json, const char *key, bool value)
{
    begin(json, key);
    buf_add_str(json->out, value ? STR("true") : STR("false"));
}

void json_null(struct json *json, const char *key)
{
    begin(json, key);
    buf_add_str(json->out, STR("null"));
}
