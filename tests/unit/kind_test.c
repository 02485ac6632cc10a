// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/kind.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void files_are_told_by_their_first_bytes(void **state)
{
    (void)state;
    assert_int_equal(kind_of(STR("")), KIND_EMPTY);
    assert_int_equal(kind_of(STR("%PDF-1.7\n")), KIND_PDF);
    assert_int_equal(kind_of(STR("rubbish before it %PDF-1.4")), KIND_PDF);
    assert_int_equal(kind_of(STR("PK\x03\x04\x14")), KIND_ZIP);
    assert_int_equal(kind_of(STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")), KIND_OLE);
    assert_int_equal(kind_of(STR("{\\rtf1\\ansi")), KIND_RTF);
    assert_int_equal(kind_of(STR("\x1f\x8b\x08")), KIND_GZIP);
    assert_int_equal(kind_of(STR("\x89PNG\r\n\x1a\n")), KIND_IMAGE);
    assert_int_equal(kind_of(STR("RIFF....WEBPVP8 ")), KIND_IMAGE);
    assert_int_equal(kind_of(STR("7z\xbc\xaf\x27\x1c")), KIND_ARCHIVE);
    assert_int_equal(kind_of(STR("\x7f"
                                 "ELF")),
                     KIND_FOREIGN);
}

static void pages_are_told_from_texts_with_tags_in_them(void **state)
{
    (void)state;
    assert_int_equal(kind_of(STR("\xef\xbb\xbf \n<!-- x --><!DOCTYPE HTML><p>")),
                     KIND_HTML);
    assert_int_equal(kind_of(STR("<?xml version='1.0'?>\n<html xmlns='x'>")), KIND_HTML);
    assert_int_equal(kind_of(STR("<?xml version='1.0'?>\n<note>")), KIND_XML);
    assert_int_equal(kind_of(STR("<table><tr><td>1</td>")), KIND_TEXT);
    assert_int_equal(kind_of(STR("<!-- never closed")), KIND_TEXT);
}

static void mails_are_told_from_notices_that_begin_like_them(void **state)
{
    (void)state;
    assert_int_equal(
        kind_of(STR("Received: by x\r\nFrom: a@b\r\nSubject: y\r\n\r\nText")), KIND_MAIL);
    assert_int_equal(
        kind_of(STR("From a@b Mon Jan  1\nReturn-Path: <a@b>\nMessage-ID: <1>\n\nText")),
        KIND_MAIL);
    assert_int_equal(kind_of(STR("From: a@b\nTo: c@d\nDate: Mon\nSubject: y\n\nText")),
                     KIND_MAIL);
    assert_int_equal(kind_of(STR("Subject: báo cáo\n\nKính gửi: Sở")), KIND_TEXT);
    assert_int_equal(kind_of(STR("THÔNG BÁO\nFrom: a@b\nReceived: x\n")), KIND_TEXT);
}

static void every_start_of_a_file_is_some_kind(void **state)
{
    (void)state;
    char bytes[300];
    uint32_t number = 1;
    for (int round = 0; round < 20000; round++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            number = number * 1664525 + 1013904223;
            bytes[i] = (char)(number >> 24);
        }
        struct str start = {bytes, (size_t)round % sizeof bytes};
        assert_non_null(kind_name(kind_of(start), start));
        assert_non_null(kind_format(kind_of(start)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_told_by_their_first_bytes),
        cmocka_unit_test(pages_are_told_from_texts_with_tags_in_them),
        cmocka_unit_test(mails_are_told_from_notices_that_begin_like_them),
        cmocka_unit_test(every_start_of_a_file_is_some_kind),
    };
    return cmocka_run_group_tests_name("kind", tests, NULL, NULL);
}
