// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void objects_and_arrays_nest_with_commas_between(void **state)
{
    (void)state;
    struct buf out = {0};
    struct json json = {.out = &out};
    json_object(&json, NULL);
    json_number(&json, "format", 1);
    json_array(&json, "refs");
    json_str(&json, NULL, STR("57/-/nq-tw"));
    json_object(&json, NULL);
    json_end(&json);
    json_end(&json);
    json_str(&json, "type", (struct str){0});
    json_str_optional(&json, "left", (struct str){0});
    json_bool(&json, "collective", false);
    json_real(&json, "score", 12.5);
    json_real(&json, "none", 0.0 / 1.0);
    json_end_line(&json);
    assert_string_equal(
        out.at,
        "{\"format\":1,\"refs\":[\"57/-/nq-tw\",{}],\"type\":null,\"collective\":false,"
        "\"score\":12.5,\"none\":0}\n");
    buf_free(&out);
}

static void every_byte_of_a_string_is_safe(void **state)
{
    (void)state;
    struct buf out = {0};
    struct json json = {.out = &out};
    json_str(&json, NULL,
             STR("a\"\\\n\t\x01\x7f quyết \xff\xc0\xaf \xed\xa0\x80 \xf4\x90\x80\x80 "
                 "\xe1\xba"));
    assert_string_equal(
        out.at,
        "\"a\\\"\\\\\\n\\t\\u0001\\u007f quyết \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD "
        "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD "
        "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD\"");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_and_arrays_nest_with_commas_between),
        cmocka_unit_test(every_byte_of_a_string_is_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
