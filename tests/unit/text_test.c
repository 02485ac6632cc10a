// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/characters.h"
#include "analyzers/syllable.h"
#include "analyzers/tables.h"
#include "analyzers/token.h"
#include "analyzers/view.h"

#include "tests/unit/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <cmocka.h>

static struct arena *arena;

static struct view view_of(struct str text)
{
    struct view view;
    if (!arena)
        arena = arena_new();
    view_read(&view, text, arena);
    return view;
}

static void expect(struct str given, struct str got, struct str wanted)
{
    if (!str_equal(got, wanted))
        fail_msg("%.*s\nbecame %.*s\nnot    %.*s", STR_ARG(given), STR_ARG(got),
                 STR_ARG(wanted));
}

static void view_case(struct str *cells, size_t count)
{
    assert_int_equal(count, 3);
    struct view view = view_of(cells[0]);
    expect(cells[0], (struct str){view.plain, view.count}, cells[1]);
    expect(cells[0], view_clean(&view, 0, view.count, arena), cells[2]);
}

static void texts_are_mended_folded_and_freed_of_mark_up(void **state)
{
    (void)state;
    assert_true(each_case("views.tsv", view_case) > 15);
}

// The spelling that is indexed, of a word in UTF-8.
static size_t canonical_of(struct str word, char *out, size_t size)
{
    struct view view = view_of(word);
    return syllable_letters(view.letter, view.count, out, size);
}

static void syllable_case(struct str *cells, size_t count)
{
    char out[SYLLABLE_SIZE];
    assert_int_equal(count, 4);
    expect(cells[0], (struct str){out, canonical_of(cells[0], out, sizeof out)},
           cells[1]);
    expect(cells[0], (struct str){out, syllable_fold(cells[0], out, sizeof out)},
           cells[2]);
    expect(cells[1], (struct str){out, syllable_fold(cells[1], out, sizeof out)},
           cells[2]);
    expect(cells[0], syllable_valid(cells[0]) ? STR("yes") : STR("no"), cells[3]);
    // The one spelling is its own.
    struct str canonical = cells[1];
    expect(cells[0], (struct str){out, canonical_of(canonical, out, sizeof out)},
           canonical);
}

static void syllables_have_one_spelling(void **state)
{
    (void)state;
    assert_true(each_case("syllables.tsv", syllable_case) > 50);
}

static void token_case(struct str *cells, size_t count)
{
    assert_int_equal(count, 2);
    struct view view = view_of(cells[0]);
    struct buf got = {0};
    struct token token;
    for (uint32_t at = 0; token_next(&view, &at, &token);) {
        char term[TERM_SIZE];
        struct token_extra extra;
        size_t len = token_term(&view, &token, term);
        buf_printf(&got, "%s%s%.*s", got.len ? " " : "",
                   token.sentence && got.len ? "| " : "", (int)len, term);
        if (token_extra(&view, &token, &extra)) {
            for (size_t i = 0; i < extra.count; i++)
                buf_printf(&got, "%s%.*s", i ? " " : " {", STR_ARG(extra.terms[i]));
            buf_add_char(&got, '}');
        }
    }
    expect(cells[0], buf_str(&got), cells[1]);
    buf_free(&got);
}

static void words_become_terms(void **state)
{
    (void)state;
    assert_true(each_case("tokens.tsv", token_case) > 10);
}

static void every_letter_knows_its_place_in_the_file(void **state)
{
    (void)state;
    struct str text = STR("**Trần\n\nPhước** Hiền² - tỉnh");
    struct view view = view_of(text);
    assert_string_equal(view.plain, "tran phuoc hien - tinh");
    uint32_t phuoc = 5;
    assert_true(view.flags[phuoc - 1] & VIEW_LINE && view.flags[phuoc - 1] & VIEW_BLANK);
    assert_true(view.flags[0] & VIEW_UPPER && view.flags[0] & VIEW_MARKUP &&
                view.flags[2] & VIEW_MARKED);
    struct str written = view_text(&view, 0, 10);
    assert_true(str_equal(written, STR("Trần\n\nPhước")));
    assert_int_equal(view_line(&view, 0), 1);
    assert_int_equal(view_line(&view, phuoc), 3);
    assert_int_equal(view.lines, 3);
    assert_int_equal(view_at(&view, 2), 0);
    assert_int_equal(view_at(&view, (size_t)str_find(text, STR("Phước"), 0)), phuoc);
    assert_true(view_word(&view, 5, STR("phuoc")));
    assert_false(view_word(&view, 5, STR("phuo")));
    assert_false(view_word(&view, 6, STR("huoc")));
    struct span span = view_span(&view, 11, 15);
    assert_true(str_equal(str_slice(text, span.start, span.end), STR("Hiền")));
}

static void any_bytes_may_come(void **state)
{
    (void)state;
    // A small generator of bytes that likes lead bytes, mark-up and combining marks.
    static const char liked[] =
        "*_#`\\ "
        "\n\r\f\t.-/"
        "a1o\xcc\x81\xe1\xbb\x90\xc4\x91\xe2\x85\xa7\xff\x80\xf0\x9f\xd0\x90\xef\xac\x81";
    uint32_t seed = 7;
    char bytes[300];
    for (int round = 0; round < 20000; round++) {
        size_t len = 0;
        for (seed = seed * 1664525 + 1013904223; len < (seed >> 8) % sizeof bytes;
             len++) {
            uint32_t next = (uint32_t)(len * 2654435761u) ^
                            (seed += 0x9E3779B9u * (uint32_t)(len + 1));
            next ^= next >> 15;
            bytes[len] =
                next & 1 ? liked[(next >> 1) % (sizeof liked - 1)] : (char)(next >> 3);
        }
        struct str text = {bytes, len};
        struct view view = view_of(text);
        for (uint32_t i = 0; i < view.count; i++) {
            assert_true(view.plain[i] != 0 && view.start[i] < view.end[i] &&
                        view.end[i] <= len);
            assert_true(i == 0 || view.start[i] >= view.start[i - 1]);
            assert_false(view.plain[i] == ' ' && (i == 0 || i + 1 == view.count));
        }
        for (uint32_t line = 0; line < view.lines; line++)
            assert_true(view.line[line] <= view.line[line + 1]);
        assert_int_equal(view.line[view.lines], view.count);
        struct token token;
        for (uint32_t at = 0, before = 0; token_next(&view, &at, &token);
             before = token.to) {
            char term[TERM_SIZE];
            struct token_extra extra;
            assert_true(token.from >= before && token.to > token.from &&
                        token.to <= view.count);
            assert_true(token_term(&view, &token, term) <= TERM_SIZE);
            token_extra(&view, &token, &extra);
        }
        if (round % 100 == 0)
            arena_reset(arena);
    }
}

// The letter that ICU leaves of a code point when all marks are taken off, or 0.
static char icu_base(UChar32 code)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar parts[32];
    const UNormalizer2 *decomposed = unorm2_getNFDInstance(&status);
    int32_t count = unorm2_getDecomposition(decomposed, code, parts, 32, &status);
    UChar base = count > 0 ? parts[0] : code < 0x80 ? (UChar)code : 0;
    return base < 0x80 && u_isalpha(base) ? (char)(base | 0x20) : 0;
}

static void the_table_agrees_with_icu_at_every_code_point(void **state)
{
    (void)state;
    // What the rules want otherwise than Unicode: đ and its doubles, the dotless i,
    // look-alike forms of ASCII.
    for (UChar32 code = 0; code < 0x1F00; code++) {
        struct character c = character_of((uint32_t)code);
        char base = icu_base(code);
        if (code == 0x110 || code == 0x111 || code == 0xD0 || code == 0xF0 ||
            code == 0x189 || code == 0x256) {
            assert_int_equal(c.plain, 'd');
        } else if (base) {
            assert_int_equal(c.plain, base);
            assert_int_equal(c.letter, code);
            assert_int_equal(!!(c.flags & VIEW_UPPER), u_isupper(code));
        } else if (code != 0x131 && c.plain) {
            bool letter =
                u_isalpha(code) && code != 0xAA && code != 0xBA && code != 0x2BC;
            assert_int_equal(c.plain == VIEW_OTHER_LETTER, letter);
        }
    }
}

static void marks_compose_in_any_order(void **state)
{
    (void)state;
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *decomposed = unorm2_getNFDInstance(&status);
    for (UChar32 code = 0xC0; code < 0x1F00; code++) {
        UChar parts[8];
        int32_t count = unorm2_getDecomposition(decomposed, code, parts, 8, &status);
        if (count < 2 || count > 3 || !icu_base(code) ||
            !(character_of((uint32_t)code).flags & VIEW_MARKED))
            continue;
        uint16_t forward = parts[0], backward = parts[0];
        for (int32_t i = 1; i < count; i++) {
            forward = character_with_mark(forward, parts[i]);
            backward = character_with_mark(backward, parts[count - i]);
        }
        assert_int_equal(forward, code);
        if (code >= 0x1EA0 && code <= 0x1EF9)
            assert_int_equal(backward, code);
    }
}

static void a_partly_marked_word_fits_what_it_may_mean(void **state)
{
    (void)state;
    assert_true(syllable_compatible(STR("quyet"), STR("quyết")));
    assert_true(syllable_compatible(STR("quyet"), STR("quyệt")));
    assert_true(syllable_compatible(STR("quyêt"), STR("quyết")));
    assert_true(syllable_compatible(STR("quyết"), STR("quyết")));
    assert_false(syllable_compatible(STR("quyết"), STR("quyệt")));
    assert_false(syllable_compatible(STR("quyêt"), STR("quyet")));
    assert_true(syllable_compatible(STR("do"), STR("đỗ")));
    assert_false(syllable_compatible(STR("đo"), STR("do")));
    assert_false(syllable_compatible(STR("ma"), STR("mai")));
    assert_true(syllable_compatible(STR("hoa"), STR("hòa")));
}

static void tables_are_found_by_name_and_rows_by_key(void **state)
{
    (void)state;
    const struct table *table = table_named("surnames");
    assert_true(table->rows > 200);
    assert_true(
        str_equal(table_cell(table, 0, table_column(table, "surname")), STR("Nguyễn")));
    struct table_index *index = table_index_new();
    for (uint32_t i = 0; i < 1000; i++)
        table_index_add(index, table_cell(table, i % 100, 0), i);
    uint32_t more = 0;
    for (uint32_t i = 7; i < 1000; i += 100)
        assert_int_equal(table_index_next(index, table_cell(table, 7, 0), &more), i);
    assert_int_equal(table_index_next(index, table_cell(table, 7, 0), &more), TABLE_NONE);
    assert_int_equal(table_index_find(index, STR("Smith")), TABLE_NONE);
    table_index_free(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_mended_folded_and_freed_of_mark_up),
        cmocka_unit_test(syllables_have_one_spelling),
        cmocka_unit_test(words_become_terms),
        cmocka_unit_test(every_letter_knows_its_place_in_the_file),
        cmocka_unit_test(any_bytes_may_come),
        cmocka_unit_test(the_table_agrees_with_icu_at_every_code_point),
        cmocka_unit_test(marks_compose_in_any_order),
        cmocka_unit_test(a_partly_marked_word_fits_what_it_may_mean),
        cmocka_unit_test(tables_are_found_by_name_and_rows_by_key),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
