// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query_token.h"

#include "base/nearest.h"
#include "base/translate.h"
#include "searcher/query.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool query_error(struct str text, size_t byte, struct error *err, const char *format, ...)
{
    char message[ERROR_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return error_set(err, ERROR_USAGE, _("column %zu: %s"), query_column(text, byte),
                     message);
}

// Bytes of the white space at `at`, or 0.
static size_t blank_length(struct str text, size_t at)
{
    const unsigned char *byte = (const unsigned char *)text.at + at;
    size_t left = text.len - at;
    if (!left)
        return 0;
    if (byte[0] <= ' ')
        return 1;
    if (left >= 2 && byte[0] == 0xc2 && byte[1] == 0xa0)
        return 2;
    if (left >= 3 && byte[0] == 0xe2 && byte[1] == 0x80 &&
        ((byte[2] >= 0x80 && byte[2] <= 0x8b) || byte[2] == 0xa8 || byte[2] == 0xaf))
        return 3;
    if (left >= 3 && byte[0] == 0xe3 && byte[1] == 0x80 && byte[2] == 0x80)
        return 3;
    return 0;
}

// Bytes of the double quote at `at`, straight or curly, or 0.
static size_t quote_length(struct str text, size_t at)
{
    if (at < text.len && text.at[at] == '"')
        return 1;
    if (text.len - at >= 3 && !memcmp(text.at + at, "\xe2\x80", 2) &&
        ((unsigned char)text.at[at + 2] >= 0x9c &&
         (unsigned char)text.at[at + 2] <= 0x9f))
        return 3;
    return 0;
}

static bool is_bracket(char c)
{
    return c == '(' || c == ')';
}

// Where the piece that starts at `at` ends: at a blank, a quote or a bracket.
static size_t piece_end(struct str text, size_t at)
{
    while (at < text.len && !blank_length(text, at) && !quote_length(text, at) &&
           !is_bracket(text.at[at]))
        at++;
    return at;
}

// Reads quoted text; *at stands on the opening quote.
static bool take_quoted(struct str text, size_t *at, struct str *inside,
                        struct error *err)
{
    size_t open = *at;
    size_t from = open + quote_length(text, open);
    size_t to = from;
    while (to < text.len && !quote_length(text, to))
        to++;
    if (to == text.len) {
        query_error(text, open, err, _("this quote is never closed"));
        return error_hint(err, _("add a \" at the end of the phrase"));
    }
    *inside = str_trim(str_slice(text, from, to));
    *at = to + quote_length(text, to);
    if (*at < text.len && text.at[*at] == '*') {
        query_error(text, *at, err, _("a * cannot follow a phrase"));
        return error_hint(err, _("a * stands at the end of a single word: khoa*"));
    }
    return true;
}

// Letters before the ':' of what may be a field, or 0.
static size_t field_name_length(struct str piece)
{
    size_t len = 0;
    while (len < piece.len && piece.at[len] != ':') {
        char c = piece.at[len];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                      (unsigned char)c >= 0x80;
        if (!letter)
            return 0;
        len++;
    }
    return len < piece.len ? len : 0;
}

static bool unknown_field(struct str text, size_t at, struct str name, struct error *err)
{
    const char *names[FIELD_COUNT];
    size_t count = 0;
    for (int i = 0; i < FIELD_COUNT; i++)
        if (fields[i].name)
            names[count++] = fields[i].name;
    const char *nearest = nearest_name(name, names, count);
    query_error(text, at, err, _("there is no field “%.*s”"), STR_ARG(name));
    if (nearest)
        return error_hint(
            err, _("did you mean %s: ? Quote it to search for the text itself"), nearest);
    return error_hint(
        err,
        _("the fields are unit:, person:, ref:, period:, type:, issuer:, number:, in: "
          "and id:; quote it to search for the text itself"));
}

// Reads name:value or name:"value", if that is what stands at *at. *found says whether it
// was.
static bool take_field(struct str text, size_t *at, struct query_token *token,
                       bool *found, struct error *err)
{
    size_t start = *at;
    struct str piece = str_slice(text, start, piece_end(text, start));
    size_t len = field_name_length(piece);
    *found = false;
    if (len < 2)
        return true;
    size_t value = start + len + 1;
    struct str name = str_slice(piece, 0, len);
    const struct field *field = field_named(name);
    bool quoted = quote_length(text, value) > 0;
    bool empty = !quoted && value == start + piece.len;
    if (!field && (empty || text.at[value] == '/')) // "Kính gửi: …", "http://…"
        return true;
    if (!field)
        return unknown_field(text, start, name, err);
    // "Số: 105/TB-UBND" was pasted; nobody pastes "unit: …".
    if (empty && !str_equal(name, str_of(field->name)))
        return true;
    if (empty) {
        query_error(text, start, err, _("%.*s: has no value"), STR_ARG(name));
        return error_hint(err,
                          _("write it right after the colon, in quotes when it has "
                            "several words: %s"),
                          field->example ? field->example : field->name);
    }
    *found = true;
    token->kind = QUERY_TOKEN_FIELD;
    token->field = field->id;
    *at = value;
    if (quoted) {
        if (!take_quoted(text, at, &token->text, err))
            return false;
    } else {
        *at = start + piece.len;
        token->text = str_slice(text, value, *at);
    }
    if (!token->text.len) {
        query_error(text, start, err, _("%.*s: has an empty value"), STR_ARG(name));
        return error_hint(err, _("for example %s"),
                          field->example ? field->example : field->name);
    }
    token->end = *at;
    return true;
}

static enum query_token_kind operator_kind(struct str piece)
{
    static const struct {
        const char *word;
        enum query_token_kind kind;
    } operators[] = {
        {"AND", QUERY_TOKEN_AND},
        {"VÀ", QUERY_TOKEN_AND},
        {"VA\xcc\x80", QUERY_TOKEN_AND},
        {"OR", QUERY_TOKEN_OR},
        {"HOẶC", QUERY_TOKEN_OR},
        {"HOA\xcc\xa3\xcc\x86"
         "C",
         QUERY_TOKEN_OR},
        {"HOAC", QUERY_TOKEN_OR},
        {"NOT", QUERY_TOKEN_NOT},
        {"KHÔNG", QUERY_TOKEN_NOT},
        {"KHO\xcc\x82NG", QUERY_TOKEN_NOT},
        {"KHONG", QUERY_TOKEN_NOT},
    };
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (str_equal(piece, str_of(operators[i].word)))
            return operators[i].kind;
    return QUERY_TOKEN_WORD;
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

// A piece with nothing to search for in it: a dash, a bullet, a full stop.
static bool is_only_signs(struct str piece)
{
    for (size_t i = 0; i < piece.len; i++) {
        if (!is_word_byte(piece.at[i]))
            continue;
        // Dashes, bullets, ellipses and quotes of U+2010 … U+2043, and the middle dot,
        // are signs too.
        unsigned char first = (unsigned char)piece.at[i];
        unsigned char second = i + 1 < piece.len ? (unsigned char)piece.at[i + 1] : 0;
        if (first == 0xe2 && (second == 0x80 || second == 0x81) && i + 2 < piece.len) {
            i += 2;
            continue;
        }
        if (first == 0xc2 && i + 1 < piece.len) {
            i++;
            continue;
        }
        return false;
    }
    return true;
}

// A word, or the beginning of one: "khoa*". Asterisks in pairs, or around a word, are
// mark-up and mean nothing.
static bool take_word(struct str text, size_t start, size_t end,
                      struct query_token *token, struct error *err)
{
    struct str piece = str_slice(text, start, end);
    token->kind = QUERY_TOKEN_WORD;
    bool leading = false;
    while (piece.len && piece.at[0] == '*') {
        leading = true;
        piece = str_slice(piece, 1, piece.len);
    }
    size_t trailing = 0;
    while (piece.len && piece.at[piece.len - 1] == '*') {
        trailing++;
        piece.len--;
    }
    bool doubled = text.at[start] == '*' && start + 1 < end && text.at[start + 1] == '*';
    if (leading && !trailing && !doubled && piece.len) {
        query_error(text, start, err, _("a * cannot stand before a word"));
        return error_hint(err,
                          _("a * stands at the end of the beginning of a word: khoa*"));
    }
    for (size_t i = 0; i + 1 < piece.len; i++)
        if (piece.at[i] == '*' && piece.at[i + 1] != '*' &&
            is_word_byte(piece.at[i + 1]) && i && piece.at[i - 1] != '*') {
            query_error(text, start, err, _("a * cannot stand inside a word"));
            return error_hint(
                err, _("a * stands at the end of the beginning of a word: khoa*; "
                       "quote it to search for the text itself"));
        }
    if (trailing == 1 && !leading)
        token->kind = QUERY_TOKEN_PREFIX;
    token->text = piece;
    return true;
}

bool query_token_next(struct str text, size_t *at, struct query_token *token,
                      struct error *err)
{
    for (;;) {
        size_t blank;
        while (*at < text.len && (blank = blank_length(text, *at)))
            *at += blank;
        *token = (struct query_token){.start = *at, .end = *at};
        if (*at >= text.len)
            return true;
        if (is_bracket(text.at[*at])) {
            token->kind = text.at[*at] == '(' ? QUERY_TOKEN_OPEN : QUERY_TOKEN_CLOSE;
            token->end = ++*at;
            return true;
        }
        if (quote_length(text, *at)) {
            token->kind = QUERY_TOKEN_PHRASE;
            if (!take_quoted(text, at, &token->text, err))
                return false;
            token->end = *at;
            if (!token->text.len || is_only_signs(token->text))
                continue;
            return true;
        }
        bool found;
        if (!take_field(text, at, token, &found, err))
            return false;
        if (found)
            return true;
        size_t end = piece_end(text, *at);
        struct str piece = str_slice(text, *at, end);
        // A dash right before a word, a quote, a field or a bracket leaves it out.
        if (piece.at[0] == '-' &&
            (piece.len > 1
                 ? !is_only_signs(piece) && piece.at[1] != '-'
                 : end < text.len && !blank_length(text, end) && text.at[end] != ')')) {
            token->kind = QUERY_TOKEN_NOT;
            token->dash = true;
            token->end = ++*at;
            return true;
        }
        *at = token->end = end;
        if (is_only_signs(piece))
            continue;
        token->kind = operator_kind(piece);
        if (token->kind != QUERY_TOKEN_WORD)
            return true;
        if (!take_word(text, token->start, end, token, err))
            return false;
        if (token->text.len)
            return true;
    }
}
