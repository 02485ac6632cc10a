// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/encoding.h"
#include "corpus/reader.h"
#include "corpus/text.h"
#include "corpus/vietnamese.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct buf out;
static char source[TEXT_SOURCE_SIZE];

// A file of the source tree, wherever the test runs.
static FILE *open_source(const char *name)
{
    const char *root = getenv("TRACUU_SOURCE");
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", root ? root : ".", name);
    return fopen(path, "r");
}

static const char *decoded(struct str bytes)
{
    struct str text;
    static struct error error;
    static struct buf copy;
    buf_clear(&out);
    buf_clear(&copy);
    if (!text_decode(&text, source, &out, bytes, &error)) {
        return error.message;
    }
    buf_add_str(&copy, text);
    return copy.at;
}

static void syllables_are_told_from_other_words(void **state)
{
    (void)state;
    static const uint32_t *const good[] = {
        U"nghiêng", U"quyết", U"gì", U"giếng", U"ĐƯỜNG", U"hoà", U"hòa", U"uỷ", U"y"};
    static const uint32_t *const bad[] = {U"ngiêng", U"thw",     U"kà", U"quyêt",
                                          U"hòá",    U"tröôøng", U"cí", U"b"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        size_t len = 0;
        while (good[i][len]) {
            len++;
        }
        assert_true(vietnamese_syllable(good[i], len));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t len = 0;
        while (bad[i][len]) {
            len++;
        }
        assert_false(vietnamese_syllable(bad[i], len));
    }
}

// Lines of tests/cases/encodings.tsv: what the file has, the text that is meant, what is
// said of it.
static void every_case_is_read_as_it_is_meant(void **state)
{
    (void)state;
    FILE *cases = open_source("tests/cases/encodings.tsv");
    assert_non_null(cases);
    char line[4096];
    int count = 0;
    while (fgets(line, sizeof line, cases)) {
        struct str rest = str_trim(str_of(line));
        struct str given;
        struct str meant;
        struct str encoding;
        if (rest.len == 0 || rest.at[0] == '#') {
            continue;
        }
        assert_true(str_split(&given, &rest, '\t') && str_split(&meant, &rest, '\t'));
        encoding = rest.at ? rest : STR("");
        const char *text = decoded(given);
        if (!str_equal(str_of(text), meant) ||
            !(encoding.len ? str_starts(str_of(source), encoding) : source[0] == 0)) {
            fail_msg("%.*s\nbecame %s [%s]", STR_ARG(given), text, source);
        }
        count++;
    }
    fclose(cases);
    assert_true(count > 20);
}

static void bytes_of_tcvn3_become_unicode(void **state)
{
    (void)state;
    assert_string_equal(decoded(STR("U\xfb ban nh\xa9n d\xa9n t\xd8nh Qu\xb6ng Tr\xde "
                                    "th\xabng b\xb8o k\xd5t lu\xcbn\n")),
                        "Uỷ ban nhân dân tỉnh Quảng Trị thông báo kết luận\n");
    assert_string_equal(source, "TCVN3 1.00");
}

static void bytes_of_vni_become_unicode(void **state)
{
    (void)state;
    assert_string_equal(decoded(STR("C\x6f\xe4ng ho\xf8"
                                    "a x\x61\xf5 ho\xe4i chu\xfb ngh\xf3"
                                    "a Vie\xe4t Nam\n")),
                        "Cộng hòa xã hội chủ nghĩa Việt Nam\n");
    assert_string_equal(source, "VNI 1.00");
}

static void bytes_of_viscii_keep_their_control_codes(void **state)
{
    (void)state;
    assert_string_equal(decoded(STR("\x43\xb5ng h\xf2"
                                    "a x\xe3 h\xb5i ch\xfc ngh\xee"
                                    "a Vi\xaet Nam, B\x06y ng\xe0y \xf0\xean\n")),
                        "Cộng hòa xã hội chủ nghĩa Việt Nam, BẪy ngày đên\n");
}

static void a_line_of_old_bytes_in_a_text_of_utf_8_is_mended_alone(void **state)
{
    (void)state;
    assert_string_equal(decoded(STR("Ủy ban nhân dân tỉnh thông báo kết luận cuộc họp.\n"
                                    "U\xfb ban nh\xa9n d\xa9n t\xd8nh Qu\xb6ng Tr\xde "
                                    "th\xabng b\xb8o k\xd5t lu\xcbn\n"
                                    "Đề nghị các phòng, đơn vị triển khai thực hiện.\n"
                                    "Các đồng chí lãnh đạo.\n")),
                        "Ủy ban nhân dân tỉnh thông báo kết luận cuộc họp.\n"
                        "Uỷ ban nhân dân tỉnh Quảng Trị thông báo kết luận\n"
                        "Đề nghị các phòng, đơn vị triển khai thực hiện.\n"
                        "Các đồng chí lãnh đạo.\n");
}

static void a_text_in_two_encodings_names_both(void **state)
{
    (void)state;
    assert_string_equal(
        decoded(STR(
            "Uû ban nh©n d©n tØnh ban hµnh quyÕt ®Þnh vÒ viÖc tæ chøc\n"
            "Quyeát ñònh veà vieäc thöïc hieän Nghò quyeát cuûa Hoäi ñoàng nhaân daân\n"
            "Quyeát ñònh veà vieäc thöïc hieän Nghò quyeát cuûa Hoäi ñoàng nhaân "
            "daân\n")),
        "Uỷ ban nhân dân tỉnh ban hành quyết định về việc tổ chức\n"
        "Quyết định về việc thực hiện Nghị quyết của Hội đồng nhân dân\n"
        "Quyết định về việc thực hiện Nghị quyết của Hội đồng nhân dân\n");
    assert_true(str_starts(str_of(source), STR("VNI 0.")));
    assert_true(str_find(str_of(source), STR(", TCVN3 0."), 0) > 0);
}

static void a_line_whose_words_are_torn_by_signs_is_mended(void **state)
{
    (void)state;
    struct encoding_report report;
    struct str text = STR("UÛy ban nhaân daân tænh Laâm Ñoàng\n"
                          "Keá hoaïch phaùt trieån coâng ngheä thoâng tin cuûa tænh\n"
                          "Ban t«n gi¸o\nGiai ®o¹n: n¨m 1998-2000\nBan «t» va\n");
    buf_clear(&out);
    assert_true(encoding_mend(&out, text, NULL, 0, &report));
    assert_string_equal(out.at, "Ủy ban nhân dân tỉnh Lâm Đồng\n"
                                "Kế hoạch phát triển công nghệ thông tin của tỉnh\n"
                                "Ban tôn giáo\nGiai đoạn: năm 1998-2000\nBan «t» va\n");
}

// Letters were lost before, so few of its words are good in any encoding.
static void a_damaged_line_is_told_by_its_signs_in_a_text_of_old_encodings(void **state)
{
    (void)state;
    struct encoding_report report;
    struct str damaged = STR("Nhi¦m v¬ ch® üu c®a h¦ thng h¹ tÇng cp ®Þa ph­¬ng lµ:\n");
    struct buf text = {0};
    buf_add_str(&text, STR("UÛy ban nhaân daân tænh Laâm Ñoàng\n"
                           "Keá hoaïch phaùt trieån coâng ngheä thoâng tin cuûa tænh\n"));
    buf_add_str(&text, damaged);
    buf_clear(&out);
    assert_true(encoding_mend(&out, buf_str(&text), NULL, 0, &report));
    assert_string_equal(out.at,
                        "Ủy ban nhân dân tỉnh Lâm Đồng\n"
                        "Kế hoạch phát triển công nghệ thông tin của tỉnh\n"
                        "NhiƯm vơ chđ ỹu cđa hƯ thng hạ tầng cp địa phương là:\n");
    buf_free(&text);
}

static void the_font_decides_where_letters_alone_cannot(void **state)
{
    (void)state;
    assert_int_equal(encoding_of_font(STR(".VnTime")).encoding, ENCODING_TCVN3);
    assert_false(encoding_of_font(STR(".VnHelvetIns")).capitals);
    assert_true(encoding_of_font(STR(".VnTimeH")).capitals);
    assert_true(encoding_of_font(STR("GDNPMG+VnTimeHBold")).capitals);
    assert_int_equal(encoding_of_font(STR("VNI-Times")).encoding, ENCODING_VNI);
    assert_int_equal(encoding_of_font(STR("Times New Roman")).encoding, ENCODING_NONE);
    // "Bé" is a good word, and in .VnTime it is "Bộ".
    struct encoding_run runs[] = {{0, {ENCODING_TCVN3, false}},
                                  {5, {ENCODING_TCVN3, true}},
                                  {15, {ENCODING_NONE, false}}};
    struct encoding_report report;
    buf_clear(&out);
    assert_true(encoding_mend(&out, STR("Bé, X©Y DùNG, là"), runs, 3, &report));
    assert_string_equal(out.at, "Bộ, XÂY DỰNG, là");
    assert_int_equal(report.encoding, ENCODING_TCVN3);
    // Text that is Unicode stays, whatever font it is set in.
    buf_clear(&out);
    struct encoding_run wrong[] = {{0, {ENCODING_TCVN3, false}}};
    assert_false(
        encoding_mend(&out, STR("Quyết định phê duyệt là đúng"), wrong, 1, &report));
    assert_string_equal(out.at, "");
}

// Every line of real texts that are clean must come through untouched.
static void clean_archives_are_not_touched(void **state)
{
    (void)state;
    static const char *const names[] = {
        "000_38ac1c6daf8a1590.txt", "001_7237106e5b7c97de.txt",
        "002_063953dfd6ba0a53.txt", "003_a4430af7a2ef39d8.txt",
        "004_8d65fdf81c73c462.txt"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[256];
        snprintf(path, sizeof path, "../shared/archive/%s", names[i]);
        FILE *file = open_source(path);
        if (!file) {
            continue;
        }
        struct buf bytes = {0};
        bytes.len = fread(buf_room(&bytes, 1 << 20), 1, 1 << 20, file);
        fclose(file);
        struct encoding_report report;
        assert_false(encoding_mend(&out, buf_str(&bytes), NULL, 0, &report));
        buf_free(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(syllables_are_told_from_other_words),
        cmocka_unit_test(every_case_is_read_as_it_is_meant),
        cmocka_unit_test(bytes_of_tcvn3_become_unicode),
        cmocka_unit_test(bytes_of_vni_become_unicode),
        cmocka_unit_test(bytes_of_viscii_keep_their_control_codes),
        cmocka_unit_test(a_line_of_old_bytes_in_a_text_of_utf_8_is_mended_alone),
        cmocka_unit_test(a_text_in_two_encodings_names_both),
        cmocka_unit_test(a_line_whose_words_are_torn_by_signs_is_mended),
        cmocka_unit_test(a_damaged_line_is_told_by_its_signs_in_a_text_of_old_encodings),
        cmocka_unit_test(the_font_decides_where_letters_alone_cannot),
        cmocka_unit_test(clean_archives_are_not_touched),
    };
    return cmocka_run_group_tests_name("encoding", tests, NULL, NULL);
}
