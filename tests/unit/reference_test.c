// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/reference.h"
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;
static struct view view;
static struct references found;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void find_in(struct str text, const char *province, int year)
{
    struct citing citing = {.province = str_of(province), .year = year};
    view_read(&view, arena_copy(arena, text), arena);
    references_find(&found, &view, &citing, arena);
}

static void find(const char *text)
{
    find_in(str_of(text), NULL, 0);
}

static void assert_str(struct str is, const char *wanted)
{
    if (!str_equal(is, str_of(wanted)))
        fail_msg("'%.*s' is not '%s'", STR_ARG(is), wanted);
}

static FILE *open_file(const char *path)
{
    const char *root = getenv("TRACUU_SOURCE");
    char name[4096];
    snprintf(name, sizeof name, "%s%s%s", root ? root : "", root ? "/" : "", path);
    return fopen(name, "r");
}

// "\n" in a case is a line end.
static struct str unescape(struct str cell)
{
    char *out = arena_alloc(arena, cell.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.at[i] == '\\' && i + 1 < cell.len && cell.at[i + 1] == 'n') {
            out[len++] = '\n';
            i++;
        } else {
            out[len++] = cell.at[i];
        }
    }
    return (struct str){out, len};
}

static struct str without_scope(struct str key)
{
    ptrdiff_t at = str_find(key, STR("@"), 0);
    return at < 0 ? key : str_slice(key, 0, (size_t)at);
}

// Takes the cells of the next case; false at the end. Missing cells are empty.
static bool next_case(FILE *file, struct str *cells, size_t count)
{
    static char line[8192];
    while (fgets(line, sizeof line, file)) {
        struct str rest = str_of(line);
        while (rest.len &&
               (rest.at[rest.len - 1] == '\n' || rest.at[rest.len - 1] == '\r'))
            rest.len--;
        if (rest.len == 0 || line[0] == '#')
            continue;
        for (size_t i = 0; i < count; i++) {
            if (!str_split(&cells[i], &rest, '\t'))
                cells[i] = STR("");
        }
        return true;
    }
    return false;
}

static void check_forms(FILE *file)
{
    struct str cells[2];
    int wrong = 0, count = 0;
    while (next_case(file, cells, 2)) {
        struct buf keys = {0};
        find_in(unescape(cells[0]), NULL, 0);
        for (size_t i = 0; i < found.count; i++) {
            if (i)
                buf_add_char(&keys, ' ');
            buf_add_str(&keys, without_scope(found.items[i].key));
        }
        if (!str_equal(buf_str(&keys), cells[1])) {
            print_error("%.*s\n  gives '%.*s', not '%.*s'\n", STR_ARG(cells[0]),
                        STR_ARG(buf_str(&keys)), STR_ARG(cells[1]));
            wrong++;
        }
        buf_free(&keys);
        arena_reset(arena);
        count++;
    }
    fclose(file);
    assert_int_equal(wrong, 0);
    assert_true(count > 20);
}

static void every_form_of_a_number_is_read(void **state)
{
    (void)state;
    FILE *file = open_file("tests/cases/references.tsv");
    assert_non_null(file);
    check_forms(file);
}

static void the_shared_list_of_forms_is_read(void **state)
{
    (void)state;
    FILE *file = open_file("../shared/spec/ref-forms.tsv");
    if (!file)
        return;
    struct str header[2];
    assert_true(next_case(file, header, 2));
    check_forms(file);
}

static void check_queries_with(FILE *file, bool (*parse)(struct reference_query *,
                                                         struct str, struct arena *))
{
    struct str cells[6];
    int wrong = 0;
    while (next_case(file, cells, 6)) {
        struct reference_query query;
        bool is = parse(&query, arena_copy(arena, cells[0]), arena);
        char year[12] = "";
        if (is && query.year)
            snprintf(year, sizeof year, "%d", query.year);
        if (!is)
            query = (struct reference_query){0};
        struct str values[5] = {query.number, str_of(year), query.type,
                                query.organisation, query.scope};
        for (size_t i = 0; i < 5; i++) {
            struct str value = values[i].at ? values[i] : STR("");
            if (!str_equal(value, cells[i + 1])) {
                print_error("%.*s: column %zu is '%.*s', not '%.*s'\n", STR_ARG(cells[0]),
                            i + 1, STR_ARG(value), STR_ARG(cells[i + 1]));
                wrong++;
            }
        }
        arena_reset(arena);
    }
    fclose(file);
    assert_int_equal(wrong, 0);
}

static void check_queries(FILE *file)
{
    check_queries_with(file, reference_query_parse);
}

static void what_is_copied_from_a_text_names_a_document(void **state)
{
    (void)state;
    FILE *file = open_file("tests/cases/reference_copied.tsv");
    assert_non_null(file);
    check_queries_with(file, reference_query_parse_named);
}

static void every_form_of_a_question_is_understood(void **state)
{
    (void)state;
    FILE *file = open_file("tests/cases/reference_queries.tsv");
    assert_non_null(file);
    // The name stands in the last column.
    struct str cells[7];
    while (next_case(file, cells, 7)) {
        struct reference_query query;
        if (reference_query_parse(&query, arena_copy(arena, cells[0]), arena))
            assert_true(str_equal(query.name.at ? query.name : STR(""), cells[6]));
    }
    rewind(file);
    check_queries(file);
}

static void a_number_alone_is_a_document_only_where_one_is_asked_for(void **state)
{
    (void)state;
    struct reference_query query;
    static const char *const numbers[] = {"163", "số 163", "030a", "5/2021"};
    static const char *const known[] = {"163", "163", "30a", "5"};
    for (size_t i = 0; i < 4; i++) {
        assert_false(reference_query_parse(&query, str_of(numbers[i]), arena));
        assert_true(reference_query_parse_named(&query, str_of(numbers[i]), arena));
        assert_true(str_equal(query.number, str_of(known[i])));
    }
    assert_false(reference_query_parse_named(&query, STR("báo cáo 2023"), arena));
    assert_false(reference_query_parse_named(&query, STR("phòng 12"), arena));
    assert_true(reference_query_parse_named(&query, STR("nghị quyết 163"), arena));
}

static void the_shared_list_of_questions_is_understood(void **state)
{
    (void)state;
    FILE *file = open_file("../shared/spec/ref-queries.tsv");
    if (!file)
        return;
    struct str header[6];
    assert_true(next_case(file, header, 6));
    check_queries(file);
}

static void tell_relation(struct buf *told, const struct reference *reference)
{
    buf_printf(told, "%.*s %s %s", STR_ARG(without_scope(reference->key)),
               relation_name(reference->relation),
               relation_status_name(reference->status));
    if (reference->by)
        buf_add_str(told, STR(" ->"));
    if (reference->subject.at)
        buf_printf(told, " %.*s", STR_ARG(without_scope(reference->subject)));
}

static void tell_part(struct buf *told, const struct reference *reference)
{
    buf_printf(told, "%s [%.*s]", relation_name(reference->relation),
               STR_ARG(reference->pinpoint));
}

// Texts, and what is told of each of their references.
static void check_told(const char *path,
                       void (*tell)(struct buf *told, const struct reference *reference))
{
    FILE *file = open_file(path);
    assert_non_null(file);
    struct str cells[2];
    int wrong = 0;
    while (next_case(file, cells, 2)) {
        struct buf told = {0};
        find_in(unescape(cells[0]), NULL, 0);
        for (size_t i = 0; i < found.count; i++) {
            if (i)
                buf_add_str(&told, STR(" | "));
            tell(&told, &found.items[i]);
        }
        if (!str_equal(buf_str(&told), cells[1])) {
            print_error("%.*s\n  gives '%.*s'\n  not   '%.*s'\n", STR_ARG(cells[0]),
                        STR_ARG(buf_str(&told)), STR_ARG(cells[1]));
            wrong++;
        }
        buf_free(&told);
        arena_reset(arena);
    }
    fclose(file);
    assert_int_equal(wrong, 0);
}

static void every_relation_is_told(void **state)
{
    (void)state;
    check_told("tests/cases/relations.tsv", tell_relation);
}

static void a_repeal_or_a_replacement_tells_of_which_part(void **state)
{
    (void)state;
    check_told("tests/cases/pinpoints.tsv", tell_part);
}

static void a_reference_says_where_it_stands_and_what_it_is(void **state)
{
    (void)state;
    find("Theo điểm a khoản 2 Điều 5 Nghị định số 115/2020/NĐ-CP ngày 25/9/2020 của "
         "Chính phủ, các đơn vị");
    assert_int_equal(found.count, 1);
    const struct reference *reference = &found.items[0];
    assert_str(view_text(&view, reference->from, reference->to),
               "Nghị định số 115/2020/NĐ-CP ngày 25/9/2020 của Chính phủ");
    assert_str(reference->key, "115/2020/nd-cp");
    assert_str(reference->display, "115/2020/NĐ-CP");
    assert_str(reference->type, "nghị định");
    assert_str(reference->issuer, "Chính phủ");
    assert_str(reference->pinpoint, "điểm a khoản 2 Điều 5");
    assert_int_equal(reference->date, 20200925);
    assert_false(reference->year_inferred);
}

static void words_that_only_begin_like_a_body_issue_nothing(void **state)
{
    (void)state;
    find(
        "Luật sửa đổi, bổ sung một số điều của Luật Xây dựng số 62/2020/QH14; Luật sửa "
        "đổi, "
        "bổ sung số 72/2025/QH15; Quyết định số 5/QĐ-BKHCN của Bộ KHCN chưa có hiệu lực");
    assert_int_equal(found.count, 3);
    assert_str(found.items[0].issuer, "Quốc hội");
    assert_str(found.items[1].issuer, "Quốc hội");
    assert_str(found.items[2].issuer, "Bộ KHCN");
}

static void the_office_of_a_commune_means_its_own_committee(void **state)
{
    (void)state;
    static const char text[] =
        "Theo Quyết định số 1/QĐ-UBND ngày 02/01/2024 của UBND tỉnh; Quyết định số "
        "2/QĐ-UBND ngày 02/01/2024 của Chủ tịch UBND xã; Quyết định số 3/QĐ-UBND ngày "
        "02/01/2024 của UBND huyện; Công văn số 4/SYT-VP ngày 02/01/2024; Thông báo số "
        "5/TB-UBND ngày 02/01/2024; Nghị quyết số 6-NQ/TU ngày 02/01/2024; Quyết định số "
        "7/QĐ-UBND ngày 02/01/2024 của UBND huyện Tam Nông; Thông báo số 8-TB/UBKTĐU "
        "ngày 02/01/2024; Báo cáo số 9/BC-CAX ngày 02/01/2024; Biên bản số 10/BB-PC07.";
    static const char *const keys[] = {
        "1/2024/qd-ubnd@phu-tho",           "2/2024/qd-ubnd@phu-tho/dan-quyen",
        "3/2024/qd-ubnd@phu-tho",           "4/2024/cv-syt-vp@phu-tho",
        "5/2024/tb-ubnd@phu-tho/dan-quyen", "6/2024/nq-tu@phu-tho",
        "7/2024/qd-ubnd@phu-tho/tam-nong",  "8/2024/tb-ubktdu@phu-tho/dan-quyen",
        "9/2024/bc-cax@phu-tho/dan-quyen",  "10/-/bb-pc07@phu-tho/dan-quyen"};
    struct citing citing = {.province = STR("phu-tho"),
                            .district = STR("dan-quyen"),
                            .level = STR("xa"),
                            .year = 2024};
    view_read(&view, str_of(text), arena);
    references_find(&found, &view, &citing, arena);
    assert_int_equal(found.count, sizeof keys / sizeof keys[0]);
    for (size_t i = 0; i < found.count; i++)
        assert_str(found.items[i].key, keys[i]);
}

static void what_was_repealed_by_an_act_is_not_its_ministry(void **state)
{
    (void)state;
    find("Nghị định số 1/2020/NĐ-CP bị bãi bỏ tại Nghị định số 2/2021/NĐ-CP");
    assert_int_equal(found.count, 2);
    assert_str(found.items[1].issuer, "Chính phủ");
    assert_true(found.items[1].by);
    assert_false(found.items[0].by);
}

static void a_number_is_shown_as_people_write_it(void **state)
{
    (void)state;
    find("Nghị quyết số 29 - nq/tw; Công văn số 321/ BNV-CCVC; Luật số 45/2019/QH 14; "
         "Số: 02 / TTr- UBND; Quyết định 749/QĐ-TTG; Đề án 06");
    assert_int_equal(found.count, 6);
    static const char *const shown[] = {"29-NQ/TW",    "321/BNV-CCVC", "45/2019/QH14",
                                        "02/TTr-UBND", "749/QĐ-TTg",   "Đề án 06"};
    for (size_t i = 0; i < 6; i++)
        assert_str(found.items[i].display, shown[i]);
}

static void a_number_of_a_local_body_belongs_to_its_province(void **state)
{
    (void)state;
    find_in(STR("Quyết định số 14/2019/QĐ-UBND; Kế hoạch số 31/KH-SNV; Quyết định số "
                "749/QĐ-TTg; "
                "Thông báo số 77-TB/TU; Quyết định số 9/2020/QĐ-UBND của UBND tỉnh Quảng "
                "Nam; "
                "Kế hoạch số 5/KH-UBND ngày 01/02/2022 của UBND huyện Ba Tơ"),
            "quang-ngai", 2023);
    static const char *const keys[] = {"14/2019/qd-ubnd@quang-ngai",
                                       "31/-/kh-snv@quang-ngai",
                                       "749/-/qd-ttg",
                                       "77/-/tb-tu@quang-ngai",
                                       "9/2020/qd-ubnd@quang-nam",
                                       "5/2022/kh-ubnd@quang-ngai/ba-to"};
    assert_int_equal(found.count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_str(found.items[i].key, keys[i]);
}

static void a_capital_after_the_kind_of_a_place_is_not_always_its_name(void **state)
{
    (void)state;
    find_in(STR("Kế hoạch số 31/KH-UBND ngày 02/02/2024 của UBND tỉnh Triển khai Chương "
                "trình"),
            "kon-tum", 2024);
    assert_str(found.items[0].key, "31/2024/kh-ubnd@kon-tum");
    assert_str(found.items[0].issuer, "UBND tỉnh");
}

static void a_province_may_stand_without_its_kind(void **state)
{
    (void)state;
    find_in(
        STR("Quyết định số 14/2019/QĐ-UBND của UBND Nghệ An; Kế hoạch số 31/KH-SGDĐT "
            "ngày 02/02/2024 của Sở GD&ĐT Nghệ An; Hướng dẫn số 7/HD-SNV ngày "
            "02/02/2024 của Sở Nội vụ Quảng Nam về việc tổ chức; Kết luận số 5/KL-ĐTN "
            "ngày 02/02/2024 của Đoàn TNCS Hồ Chí Minh"),
        "quang-ngai", 2024);
    static const char *const keys[] = {
        "14/2019/qd-ubnd@nghe-an", "31/2024/kh-sgddt@nghe-an", "7/2024/hd-snv@quang-nam"};
    for (size_t i = 0; i < 3; i++)
        assert_str(found.items[i].key, keys[i]);
    assert_str(found.items[2].issuer, "Sở Nội vụ Quảng Nam");
    assert_true(str_find(found.items[3].key, STR("ho-chi-minh"), 0) < 0);
}

static void the_country_belongs_to_the_name_of_its_bank(void **state)
{
    (void)state;
    find("Thông tư số 25/2017/TT-NHNN ngày 29/12/2017 của Thống đốc Ngân hàng Nhà nước "
         "Việt Nam quy định; Quyết định số 896/QĐ-BNV ngày 31/5/2022 của Bộ Nội vụ hết "
         "hiệu lực; Nghị định số 147/2024/NĐ-CP ngày 09/11/2024 của Chính phủ quản lý "
         "Internet; Thông tư số 3/2021/TT-BTC ngày 09/01/2021 của Bộ Tài chính và Bộ Tư "
         "pháp sau khi");
    assert_str(found.items[2].issuer, "Chính phủ");
    assert_str(found.items[3].issuer, "Bộ Tài chính và Bộ Tư pháp");
    assert_str(found.items[0].issuer, "Thống đốc Ngân hàng Nhà nước Việt Nam");
    assert_str(found.items[1].issuer, "Bộ Nội vụ");
}

static void the_number_line_is_the_text_itself(void **state)
{
    (void)state;
    find_in(STR("UBND TỈNH\nSố: 88/TB-UBND\nQuảng Ngãi, ngày 5 tháng 3 năm 2022\nTHÔNG "
                "BÁO\n(Kèm theo Thông báo số 88/TB-UBND)"),
            "quang-ngai", 2022);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.items[0].relation, RELATION_SELF);
    assert_str(found.items[0].key, "88/2022/tb-ubnd@quang-ngai");
    assert_int_equal(found.items[1].relation, RELATION_SELF);
    find_in(STR("Số: /TB-STP\nngày tháng năm 2023"), "kon-tum", 2023);
    assert_str(found.items[0].key, "/2023/tb-stp@kon-tum");
}

static void a_year_is_inherited_only_where_one_is_known(void **state)
{
    (void)state;
    find("Quyết định số 222/QĐ-TTg ngày 05/3/2024 của Thủ tướng Chính phủ. Quyết định số "
         "222/QĐ-TTg");
    assert_true(found.items[1].year_inferred);
    assert_int_equal(found.items[1].date, 20240305);
    assert_str(found.items[1].issuer, "Thủ tướng Chính phủ");
    find("Nghị quyết số 01/NQ-CP ngày 05/01/2024 và Nghị quyết số 01/NQ-CP ngày "
         "08/01/2025. Nghị quyết số 01/NQ-CP");
    assert_false(found.items[2].year_inferred);
    assert_str(found.items[2].key, "1/-/nq-cp");
}

static void laws_are_found_by_name(void **state)
{
    (void)state;
    find("Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024; Luật sửa đổi, bổ sung một số "
         "điều của Luật Xây dựng ngày 17/6/2020; "
         "Bộ luật Dân sự năm 2015; theo quy định của Luật Đất đai và pháp luật khác; kỷ "
         "luật; Luật này; luật sư Nguyễn Văn A");
    assert_int_equal(found.count, 0);
    static const char *const keys[] = {
        "luat:dat-dai:2024", "luat:sua-doi-bo-sung-mot-so-dieu-cua-luat-xay-dung:2020",
        "luat:dan-su:2015", "luat:dat-dai:2024"};
    assert_int_equal(found.law_count, 4);
    for (size_t i = 0; i < 4; i++)
        assert_str(found.laws[i].key, keys[i]);
    assert_int_equal(found.laws[0].date, 20240118);
    assert_true(found.laws[3].year_inferred);
}

static void a_law_with_name_and_number_is_one_reference(void **state)
{
    (void)state;
    find("Căn cứ Luật Đất đai số 31/2024/QH15;");
    assert_int_equal(found.law_count, 0);
    assert_int_equal(found.count, 1);
    assert_str(found.items[0].key, "31/2024/qh15");
    assert_str(found.items[0].alias, "luat:dat-dai:2024");
    assert_str(view_text(&view, found.items[0].from, found.items[0].to),
               "Luật Đất đai số 31/2024/QH15");
}

static void a_question_matches_the_keys_that_agree_with_it(void **state)
{
    (void)state;
    static const struct {
        const char *question, *key;
        bool matches;
    } cases[] = {
        {"qd 14/2019", "14/2019/qd-ubnd@quang-ngai", true},
        {"qd 14/2019", "14/2018/qd-ubnd@quang-ngai", false},
        {"14/2019/QĐ-UBND quảng nam", "14/2019/qd-ubnd@quang-ngai", false},
        {"14/2019/qd-ubnd@quang-ngai", "14/2019/qd-ubnd@quang-ngai/ba-to", true},
        {"nq 36", "36/2024/nq-hdnd@quang-tri", true},
        {"nq 36", "36/2023/nq-tw", true},
        {"nq 36", "36/2023/kh-ubnd@quang-tri", false},
        {"321/BNV-CCVC", "321/2023/cv-bnv-ccvc", true},
        {"công văn 321/bnv", "321/2023/cv-bnv-ccvc", true},
        {"luật 45/2019/QH14", "45/2019/qh14", true},
        {"nq 954/2020", "954/2020/ubtvqh14", true},
        {"quy định 114", "114/-/qdi-tw", true},
        {"luật đất đai", "luat:dat-dai:2024", true},
        {"luat:cac-to-chuc-tin-dung:2024", "luat:cac-to-chuc-tin-dung:2024", true},
        {"luat:sua-doi-bo-sung-mot-so-dieu-cua-11-luat-ve-quan-su:2025",
         "luat:sua-doi-bo-sung-mot-so-dieu-cua-11-luat-ve-quan-su:2025", true},
        {"luật đất đai 2013", "luat:dat-dai:2024", false},
        {"14/2019", "luat:dat-dai:2024", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct reference_query query;
        assert_true(reference_query_parse(&query, str_of(cases[i].question), arena));
        if (reference_query_matches(&query, str_of(cases[i].key)) != cases[i].matches)
            fail_msg("%s and %s", cases[i].question, cases[i].key);
    }
}

static void any_bytes_may_come_in(void **state)
{
    (void)state;
    static const char pieces[] =
        "Nghị quyết số 163/2021/NQ-HĐND ngày 09/12/2021 của UBND tỉnh Căn cứ Luật Đất "
        "đai 57-NQ/TW \xff\xc3(1) a) ;:\"\n/--///..Số: /TB-";
    uint32_t seed = 7;
    for (int round = 0; round < 400; round++) {
        char bytes[160];
        for (size_t i = 0; i < sizeof bytes;) {
            seed = seed * 1664525 + 1013904223;
            size_t from = (seed >> 8) % (sizeof pieces - 1), len = 1 + (seed >> 24) % 12;
            for (size_t k = 0;
                 k < len && i < sizeof bytes && from + k < sizeof pieces - 1; k++)
                bytes[i++] = pieces[from + k];
        }
        find_in((struct str){bytes, sizeof bytes}, "ha-noi", 2020);
        for (size_t i = 0; i < found.count; i++)
            assert_true(found.items[i].span.start < found.items[i].span.end &&
                        found.items[i].span.end <= sizeof bytes);
        struct reference_query query;
        reference_query_parse(&query, (struct str){bytes, sizeof bytes}, arena);
        arena_reset(arena);
    }
    find("");
    assert_int_equal(found.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_of_a_number_is_read),
        cmocka_unit_test(the_shared_list_of_forms_is_read),
        cmocka_unit_test(every_form_of_a_question_is_understood),
        cmocka_unit_test(a_number_alone_is_a_document_only_where_one_is_asked_for),
        cmocka_unit_test(the_shared_list_of_questions_is_understood),
        cmocka_unit_test(what_is_copied_from_a_text_names_a_document),
        cmocka_unit_test(every_relation_is_told),
        cmocka_unit_test(a_repeal_or_a_replacement_tells_of_which_part),
        cmocka_unit_test(a_reference_says_where_it_stands_and_what_it_is),
        cmocka_unit_test(the_office_of_a_commune_means_its_own_committee),
        cmocka_unit_test(what_was_repealed_by_an_act_is_not_its_ministry),
        cmocka_unit_test(a_number_is_shown_as_people_write_it),
        cmocka_unit_test(a_number_of_a_local_body_belongs_to_its_province),
        cmocka_unit_test(a_capital_after_the_kind_of_a_place_is_not_always_its_name),
        cmocka_unit_test(a_province_may_stand_without_its_kind),
        cmocka_unit_test(the_country_belongs_to_the_name_of_its_bank),
        cmocka_unit_test(the_number_line_is_the_text_itself),
        cmocka_unit_test(a_year_is_inherited_only_where_one_is_known),
        cmocka_unit_test(laws_are_found_by_name),
        cmocka_unit_test(a_law_with_name_and_number_is_one_reference),
        cmocka_unit_test(a_question_matches_the_keys_that_agree_with_it),
        cmocka_unit_test(words_that_only_begin_like_a_body_issue_nothing),
        cmocka_unit_test(any_bytes_may_come_in),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
