// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/walk.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/tracuu-walk-XXXXXX";

static void file(const char *name)
{
    FILE *stream = fopen(name, "w");
    assert_non_null(stream);
    fputs("x", stream);
    fclose(stream);
}

// Paths of one root, a line each; what is no file has its reason behind it.
static void walk_all(struct buf *out, const char *root)
{
    struct error error = {0};
    struct walk *walk = walk_open(str_of(root), &error);
    assert_non_null(walk);
    struct walk_entry entry;
    buf_clear(out);
    while (walk_next(walk, &entry)) {
        buf_add_str(out, entry.path);
        if (entry.kind != WALK_FILE) {
            buf_printf(out, ": %.*s", STR_ARG(entry.reason));
        }
        buf_add_char(out, '\n');
    }
    walk_close(walk);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return chdir("/") == 0 ? system(command) : -1;
}

static void files_come_in_the_order_of_the_bytes_of_their_paths(void **state)
{
    (void)state;
    struct buf out = {0};
    mkdir("order", 0755);
    mkdir("order/a", 0755);
    mkdir("order/đ", 0755);
    file("order/a/b");
    file("order/a.txt");
    file("order/a0");
    file("order/Z");
    file("order/đ/x");
    walk_all(&out, "order/");
    assert_string_equal(out.at, "order/Z\norder/a.txt\norder/a/b\norder/a0\norder/đ/x\n");
    buf_free(&out);
}

static void hidden_files_and_our_own_are_left_out(void **state)
{
    (void)state;
    struct buf out = {0};
    mkdir("hidden", 0755);
    mkdir("hidden/.tracuu", 0755);
    file("hidden/.tracuu/manifest");
    file("hidden/.secret");
    file("hidden/tracuu.units");
    file("hidden/seen.txt");
    walk_all(&out, "hidden");
    assert_string_equal(out.at, "hidden/seen.txt\n");
    buf_free(&out);
}

static void a_file_is_a_root_of_its_own(void **state)
{
    (void)state;
    struct buf out = {0};
    file("alone");
    walk_all(&out, "alone");
    assert_string_equal(out.at, "alone\n");
    struct error error = {0};
    assert_null(walk_open(STR("absent"), &error));
    assert_int_equal(error.code, ERROR_FILE);
    buf_free(&out);
}

static void links_back_are_told_and_not_followed(void **state)
{
    (void)state;
    struct buf out = {0};
    mkdir("links", 0755);
    mkdir("links/real", 0755);
    file("links/real/x");
    assert_int_equal(symlink("..", "links/real/up"), 0);
    assert_int_equal(symlink("real", "links/copy"), 0);
    assert_int_equal(symlink("nowhere", "links/broken"), 0);
    assert_int_equal(symlink("self", "links/self"), 0);
    assert_int_equal(symlink("real/x", "links/file"), 0);
    walk_all(&out, "links");
    assert_string_equal(
        out.at,
        "links/broken: a link to nothing\n"
        "links/copy: a link to a folder that is read under its own name; not followed\n"
        "links/file\n"
        "links/real/up: a link back to a folder that holds it; not followed\n"
        "links/real/x\n"
        "links/self: a link that leads back to itself\n");
    buf_free(&out);
}

static void a_folder_outside_is_entered_once(void **state)
{
    (void)state;
    struct buf out = {0};
    mkdir("inner", 0755);
    mkdir("outer", 0755);
    file("outer/x");
    assert_int_equal(symlink("../outer", "inner/one"), 0);
    assert_int_equal(symlink("../outer", "inner/two"), 0);
    assert_int_equal(symlink("../inner", "outer/back"), 0);
    walk_all(&out, "inner");
    assert_string_equal(
        out.at, "inner/one/back: a link back to a folder that holds it; not followed\n"
                "inner/one/x\n"
                "inner/two: a link to a folder that was read already; not followed\n");
    buf_free(&out);
}

static void what_is_no_file_is_told(void **state)
{
    (void)state;
    struct buf out = {0};
    mkdir("pipes", 0755);
    assert_int_equal(mkfifo("pipes/pipe", 0644), 0);
    walk_all(&out, "pipes");
    assert_string_equal(out.at,
                        "pipes/pipe: not a file but a device, a pipe or a socket\n");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_come_in_the_order_of_the_bytes_of_their_paths),
        cmocka_unit_test(hidden_files_and_our_own_are_left_out),
        cmocka_unit_test(a_file_is_a_root_of_its_own),
        cmocka_unit_test(links_back_are_told_and_not_followed),
        cmocka_unit_test(a_folder_outside_is_entered_once),
        cmocka_unit_test(what_is_no_file_is_told),
    };
    return cmocka_run_group_tests_name("walk", tests, make_folder, remove_folder);
}
