// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/fields.h"

#include "analyzers/characters.h"
#include "base/buf.h"

#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>

// Prefixes are one capital letter, as no word has one, so no term of a field is ever one
// of another. A day field uses three slots: first day, last day, and the day that it
// sorts by.
const struct field fields[FIELD_COUNT] = {
    [FIELD_TEXT] = {FIELD_TEXT, NULL, NULL, "", -1, -1, FIELD_WORDS, 1.0, NULL,
                    "words of the text"},
    [FIELD_TITLE] = {FIELD_TITLE, "in", "trong", "S", -1, -1, FIELD_WORDS, 1.0,
                     "in:title", "look for the words in the title or in the body only"},
    [FIELD_ID] = {FIELD_ID, "id", "ma mã", "Q", -1, -1, FIELD_FLAG, 0, "id:1b9f6e0c2d34",
                  "the notice with this id"},
    [FIELD_UNIT] = {FIELD_UNIT, "unit", "donvi đơnvị", "U", -1, 10, FIELD_FLAG, 0,
                    "unit:\"Phòng Quản lý Khoa học\"",
                    "names the unit, whatever its spelling, or one that belongs to it"},
    [FIELD_PERSON] = {FIELD_PERSON, "person", "nguoi người", "P", -1, 11, FIELD_FLAG, 0,
                      "person:\"Trần Ngọc Lâm\"", "names the person"},
    [FIELD_REF] = {FIELD_REF, "ref", "vb vanban vănbản", "R", -1, 12, FIELD_FLAG, 0,
                   "ref:163/2021/NQ-HĐND", "cites the document"},
    [FIELD_SELF] = {FIELD_SELF, "number", "so sohieu số sốhiệu", "N", -1, -1, FIELD_FLAG,
                    0, "number:105/TB-UBND", "has this number itself"},
    [FIELD_TYPE] = {FIELD_TYPE, "type", "loai loại", "T", -1, 13, FIELD_FLAG, 0,
                    "type:TB", "is of this type, by name or code"},
    [FIELD_ISSUER] = {FIELD_ISSUER, "issuer", "coquan cơquan", "I", -1, 14, FIELD_FLAG, 0,
                      "issuer:\"Quảng Trị\"", "was issued by this office or province"},
    [FIELD_PERIOD] = {FIELD_PERIOD, "period", "thoigian thờigian", "D", 0, 15, FIELD_DAYS,
                      0, "period:2023-Q3", "is dated in this stretch of time"},
    [FIELD_WEEK] = {FIELD_WEEK, "week", "tuan tuần", "W", -1, -1, FIELD_FLAG, 0,
                    "week:2025-07", "its title names this week"},
    [FIELD_ROLE] = {FIELD_ROLE, "role", "vaitro vaitrò", "L", -1, -1, FIELD_FLAG, 0,
                    "role:lead", "directives: the unit has this part in it"},
    [FIELD_DUE] = {FIELD_DUE, "due", "han hạn", "E", 3, -1, FIELD_DAYS, 0, "due:2023-09",
                   "directives: to be done in this stretch of time"},
    [FIELD_INHERITED] = {FIELD_INHERITED, NULL, NULL, "H", -1, -1, FIELD_FLAG, 0, NULL,
                         "directives: the deadline stands in the section or the title"},
    [FIELD_COLLECTIVE] = {FIELD_COLLECTIVE, NULL, NULL, "C", -1, -1, FIELD_FLAG, 0, NULL,
                          "addressed to all units of this office"},
    [FIELD_NOTICE] = {FIELD_NOTICE, NULL, NULL, "O", -1, -1, FIELD_FLAG, 0, NULL,
                      "directives: stands in this notice"},
    [FIELD_CHANGE] = {FIELD_CHANGE, NULL, NULL, "X", -1, -1, FIELD_FLAG, 0, NULL,
                      "says that a document is or will be replaced, repealed or amended"},
    [FIELD_TITLED] = {FIELD_TITLED, NULL, NULL, "Y", -1, -1, FIELD_FLAG, 0, NULL,
                      "names a document by what it is about"},
};

struct str field_change(enum relation relation, struct str key, struct arena *arena)
{
    return arena_printf(arena, "%s:%.*s", relation_name(relation), STR_ARG(key));
}

struct str field_titled(char what, struct str value, struct arena *arena)
{
    return arena_printf(arena, "%c:%.*s", what, STR_ARG(value));
}

struct str field_fold(struct str name, struct arena *arena)
{
    characters_start();
    // Each character becomes at most three letters (the widest Roman numeral has four, in
    // three bytes of UTF-8).
    char *out = arena_alloc(arena, name.len * 2 + 5);
    size_t len = 0, word = 0;
    size_t at = 0;
    for (bool more = true; more;) {
        uint32_t code = ' ';
        more = at < name.len;
        if (more && !character_take(name, &at, &code))
            code = ' ';
        const struct character character = character_of(code);
        const char *several = NULL;
        char letter = (char)character.plain;
        if (character.plain == 0) {
            if (character.flags == CHARACTER_SEVERAL)
                several = character_expansion(code);
            else if (character.flags != CHARACTER_SPACE &&
                     character.flags != CHARACTER_LINE &&
                     character.flags != CHARACTER_PAGE)
                continue;
            letter = ' ';
        }
        for (const char *next = several; next && *next; next++) {
            char lower = *next >= 'A' && *next <= 'Z' ? (char)(*next + 32) : *next;
            if (lower >= 'a' && lower <= 'z')
                out[len++] = lower;
        }
        if (several)
            continue;
        if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) {
            out[len++] = letter;
            continue;
        }
        if (len == word)
            continue;
        // The end of a word: bare i and y are one letter after these beginnings, as in
        // canonical syllables.
        if (out[len - 1] == 'i') {
            size_t head = len - 1 - word;
            if ((head == 1 && strchr("hklmst", out[word])) ||
                (head == 2 && out[word] == 'q' && out[word + 1] == 'u'))
                out[len - 1] = 'y';
        }
        out[len++] = ' ';
        word = len;
    }
    while (len && out[len - 1] == ' ')
        len--;
    return (struct str){out, len};
}

const struct field *field_named(struct str name)
{
    if (name.len == 0 || name.len > 40)
        return NULL;
    struct arena *arena = arena_new();
    const struct str asked = field_fold(name, arena);
    const struct field *found = NULL;
    for (int i = 0; i < FIELD_COUNT && !found && asked.len; i++) {
        if (!fields[i].name)
            continue;
        if (str_equal(asked, str_of(fields[i].name)))
            found = &fields[i];
        struct str other, rest = str_of(fields[i].vietnamese);
        while (!found && str_split(&other, &rest, ' '))
            if (str_equal(asked, field_fold(other, arena)))
                found = &fields[i];
    }
    arena_free(arena);
    return found;
}

// Long values keep their beginning, so that they still sort and list among their like,
// and differ by the hash.
enum { HASH_DIGITS = 32, HASH_HEAD = 120 };

struct str field_term(enum field_id id, struct str value, struct arena *arena)
{
    const struct str prefix = str_of(fields[id].prefix);
    const size_t len = prefix.len + value.len;
    // Zero bytes count twice to Xapian: values that hold one are hashed as well,
    // beginning and all.
    const bool zero = value.len && memchr(value.at, 0, value.len);
    if (len <= FIELD_TERM_MAX && !zero) {
        char *term = arena_alloc(arena, len + 1);
        memcpy(term, prefix.at, prefix.len);
        if (value.len)
            memcpy(term + prefix.len, value.at, value.len);
        return (struct str){term, len};
    }
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, value.len, (const uint8_t *)value.at);
    sha256_digest(&context, sizeof digest, digest);
    char digits[HASH_DIGITS + 1];
    for (int i = 0; i < HASH_DIGITS / 2; i++)
        snprintf(digits + 2 * i, 3, "%02x", digest[i]);
    return arena_printf(arena, "%s%.*s#%s", fields[id].prefix,
                        zero ? 0 : (int)(value.len < HASH_HEAD ? value.len : HASH_HEAD),
                        value.at, digits);
}

struct str field_value(enum field_id id, struct str term)
{
    const struct str prefix = str_of(fields[id].prefix);
    if (prefix.len ? !str_starts(term, prefix) : !field_is_word(term))
        return (struct str){NULL, 0};
    return str_slice(term, prefix.len, term.len);
}

size_t field_days_terms(enum field_id id, struct days days, struct str *terms,
                        struct arena *arena)
{
    if (days.from == 0 && days.to == 0)
        return 0;
    const char *prefix = fields[id].prefix;
    const int first = days.from / 10000 * 12 + days.from / 100 % 100 - 1;
    const int last = days.to / 10000 * 12 + days.to / 100 % 100 - 1;
    if (days.from == 0 || days.to == 0 || last < first || last - first >= DAYS_MONTHS) {
        terms[0] = arena_printf(arena, "%s*", prefix);
        return 1;
    }
    size_t count = 0;
    for (int month = first; month <= last; month++) {
        if (month == first || month % 12 == 0)
            terms[count++] = arena_printf(arena, "%s%04d", prefix, month / 12);
        terms[count++] =
            arena_printf(arena, "%s%04d%02d", prefix, month / 12, month % 12 + 1);
    }
    return count;
}

void field_day_value(int32_t day, bool last, char *out)
{
    char digits[16];
    if (day <= 0 || day > 99999999)
        day = last ? 99999999 : 0;
    snprintf(digits, sizeof digits, "%08d", day);
    memcpy(out, digits, DAY_VALUE_SIZE);
}
