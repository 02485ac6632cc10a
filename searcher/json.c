// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// How many bytes the character at the front has, by RFC 3629; 0 when it is not UTF-8.
static size_t character(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.at;
    size_t len = p[0] < 0x80                   ? 1
                 : p[0] >= 0xC2 && p[0] < 0xE0 ? 2
                 : p[0] >= 0xE0 && p[0] < 0xF0 ? 3
                 : p[0] >= 0xF0 && p[0] < 0xF5 ? 4
                                               : 0;
    if (len == 0 || len > s.len)
        return 0;
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    }
    // Forms that are longer than needed, surrogates, and what lies beyond U+10FFFF.
    if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ||
        (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
        return 0;
    return len;
}

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
    return c >= ' ' && c < 0x7F && c != '"' && c != '\\';
}

static void quoted(struct buf *out, struct str value)
{
    buf_add_char(out, '"');
    while (value.len) {
        size_t len = 0;
        while (len < value.len && plain((unsigned char)value.at[len]))
            len++;
        if (len == 0) {
            unsigned char c = (unsigned char)value.at[0];
            len = character(value);
            if (len > 1)
                buf_add(out, value.at, len);
            else if (len == 1)
                escape(out, c);
            else
                buf_add_str(out, STR("\xEF\xBF\xBD"));
            len = len ? len : 1;
        } else {
            buf_add(out, value.at, len);
        }
        value = str_slice(value, len, value.len);
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
