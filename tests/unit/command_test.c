// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/command.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static bool note_option(void *context, size_t option, const char *value,
                        struct error *err)
{
    (void)err;
    buf_printf(context, "[%zu %s]", option, value ? value : "-");
    return true;
}

static bool note_operand(void *context, const char *operand, struct error *err)
{
    if (strcmp(operand, "refuse") == 0)
        return error_set(err, ERROR_USAGE, "refused");
    buf_printf(context, "(%s)", operand);
    return true;
}

static const struct command_option options[] = {{"index", "DIR", "where"},
                                                {"rebuild", NULL, "anew"}};
static const struct command_syntax syntax = {
    .options = options,
    .count = 2,
    .take_option = note_option,
    .take_operand = note_operand,
};

// Reads words parted by blanks; what came of them is the text, or the error.
static void expect(const struct command_syntax *of, const char *line, const char *wanted)
{
    char copy[128], *arguments[16], *rest = NULL;
    int count = 0;
    snprintf(copy, sizeof copy, "%s", line);
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        arguments[count++] = word;
    struct buf out = {0};
    struct error err = {0};
    buf_add_str(&out, STR(""));
    if (!command_read(of, count, arguments, &out, &err)) {
        buf_printf(&out, "%s", err.message);
        if (*err.hint)
            buf_printf(&out, "; %s", err.hint);
    }
    buf_add_char(&out, '\0');
    assert_string_equal(out.at, wanted);
    buf_free(&out);
}

static void arguments_come_in_their_order(void **state)
{
    (void)state;
    expect(&syntax, "index", "");
    expect(&syntax, "index a --index d b --rebuild -", "(a)[0 d](b)[1 -](-)");
    expect(&syntax, "index --index=d --index= a", "[0 d][0 ](a)");
    expect(&syntax, "index --index --rebuild", "[0 --rebuild]");
}

static void nothing_is_an_option_behind_two_dashes(void **state)
{
    (void)state;
    expect(&syntax, "index --rebuild -- --rebuild -x --", "[1 -](--rebuild)(-x)(--)");
}

static void one_dash_starts_a_word_of_a_question(void **state)
{
    (void)state;
    struct command_syntax question = syntax;
    question.dash_operands = true;
    expect(&question, "search -word --rebuild", "(-word)[1 -]");
    expect(&syntax, "index -word",
           "unknown option -word; after -- a leading dash is no option");
}

static void what_is_wrong_is_said_and_ends_the_reading(void **state)
{
    (void)state;
    expect(&syntax, "index a --rebuidl b",
           "(a)unknown option --rebuidl; did you mean --rebuild?");
    expect(&syntax, "index --rebuild=yes", "--rebuild takes no value");
    expect(&syntax, "index --index", "--index needs a value: --index DIR");
    expect(&syntax, "index a refuse b", "(a)refused");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_come_in_their_order),
        cmocka_unit_test(nothing_is_an_option_behind_two_dashes),
        cmocka_unit_test(one_dash_starts_a_word_of_a_question),
        cmocka_unit_test(what_is_wrong_is_said_and_ends_the_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
