// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/nearest.h"
#include "base/screen.h"
#include "base/translate.h"
#include "indexer/check_command.h"
#include "indexer/index_command.h"
#include "indexer/shards_command.h"
#include "searcher/analyze_command.h"
#include "searcher/directives_command.h"
#include "searcher/graph_command.h"
#include "searcher/list_command.h"
#include "searcher/related_command.h"
#include "searcher/search_command.h"
#include "searcher/show_command.h"
#include "searcher/trace_command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define VERSION "0.1"

struct command {
    const char *name;
    int (*run)(int count, char **arguments);
    const char *arguments;
    const char *help;
};

static const struct command commands[] = {
    {"index", index_command,
     "[--index DIR] [--jobs N] [--rebuild] [--forget PATH] [PATH...]",
     "builds an index of notices, or brings it up to date"},
    {"search", search_command,
     "[QUERY] [--unit U] [--person P] [--ref R] [--period P] [--type T] [--issuer I] …",
     "find notices by words and by what is in them"},
    {"directives", directives_command,
     "[QUERY] [FILTERS] [--role ROLE] [--due PERIOD] [--overdue DATE] [--open] …",
     "who was told to do what, with whom and by when"},
    {"trace", trace_command,
     "REF [--depth N] [--direction back|forward|both] [--status] [--all] [FILTERS]",
     "how a document was followed up over time"},
    {"related", related_command, "ID|PATH [--limit N] [--format text|json|csv]",
     "notices that share rare references, units and words with one, and why"},
    {"graph", graph_command, "[FILTERS] [--format dot|csv|json]",
     "who cites what, for other programs"},
    {"show", show_command, "ID|PATH … [--format text|json] [--path]",
     "the text of a notice as it is indexed"},
    {"list", list_command,
     "units|persons|refs|issuers|types|years|failed|encodings|missing [PREFIX]",
     "what is in the archive, with counts"},
    {"analyze", analyze_command, "FILE|- … [--units FILE] [--format text|json]",
     "what is seen in a file, no index needed"},
    {"shards", shards_command, "add|remove|list [HOST:PORT …]",
     "searches the segments of other hosts too"},
    {"check", check_command, "[--index DIR]",
     "is the index whole, and does it agree with the files?"},
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void print_help(FILE *out)
{
    fputs(_("tracuu searches archives of Vietnamese administrative notices.\n\n"), out);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "    tracuu %-10s %s\n                      %s\n", commands[i].name,
                commands[i].arguments, _(commands[i].help));
    fputs(_("\nThe manual is tracuu(1); questions are explained in tracuu-query(7).\n"),
          out);
}

static int unknown(const char *name)
{
    const char *names[COMMAND_COUNT];
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i].name;
    const char *nearest = nearest_name(str_of(name), names, COMMAND_COUNT);
    say(_("tracuu: there is no command %s\n"), name);
    if (nearest)
        say(_("hint: did you mean tracuu %s?\n"), nearest);
    else
        say(_("hint: tracuu --help lists the commands\n"));
    return 2;
}

static bool asks_for_help(int count, char **arguments)
{
    for (int i = 2; i < count && strcmp(arguments[i], "--") != 0; i++)
        if (strcmp(arguments[i], "--help") == 0)
            return true;
    return false;
}

static int run(int count, char **arguments)
{
    if (count < 2) {
        print_help(stderr);
        return 2;
    }
    const char *name = arguments[1];
    if (strcmp(name, "help") == 0 && count > 2) {
        char *asked[] = {arguments[0], arguments[2], "--help", NULL};
        return run(3, asked);
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "help") == 0 ||
        strcmp(name, "-h") == 0) {
        print_help(stdout);
        return 0;
    }
    if (strcmp(name, "--version") == 0) {
        puts("tracuu " VERSION);
        return 0;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(name, commands[i].name) != 0)
            continue;
        if (asks_for_help(count, arguments))
            printf("tracuu %s %s\n    %s\n\n", name, commands[i].arguments,
                   _(commands[i].help));
        return commands[i].run(count - 1, arguments + 1);
    }
    return unknown(name);
}

int main(int count, char **arguments)
{
    int code = run(count, arguments);
    // A full disk shows at the latest here; a reader that went away has had what it
    // wanted.
    if ((fflush(stdout) != 0 || ferror(stdout)) && errno != EPIPE) {
        if (code == 5) // said already
            return code;
        say(_("tracuu: cannot write the output: %s\n"), strerror(errno));
        return 5;
    }
    return code;
}
