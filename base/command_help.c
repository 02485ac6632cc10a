// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/command_help.h"

#include "base/translate.h"

#include <stdio.h>
#include <string.h>

struct sentence {
    const char *option, *text;
};

static const struct sentence sentences[] = {
    {"index", "the folder of the index; else $TRACUU_INDEX, else the nearest .tracuu"},
    {"format", "how the answer is written"},
    {"unit", "that name this unit, or all units of its office"},
    {"person", "that name this person"},
    {"ref", "that cite this document, or are it"},
    {"period", "dated then: 2023, 8/2023, 2023-Q3, 2021..2023, none"},
    {"type", "of this type: thông báo, TB"},
    {"issuer", "issued by this office, or in this province"},
    {"in", "where the words stand"},
    {"limit", "at most so many (0: all)"},
    {"offset", "leaves out the first so many"},
    {"role", "what the unit is told to be"},
    {"due", "with a time limit in this period"},
    {"overdue", "with a time limit that ended before this day"},
    {"inherited", "counts time limits told for a whole section or title too"},
    {"group", "what the answer is sorted under"},
    {"open", "tells what took each one up since, or that nothing did"},
    {"repeated", "only those that come back in later notices"},
    {"sort", "the order of the answer"},
    {"all-words", "only notices that have every word"},
    {"count", "prints only how many there are"},
    {"facets", "adds counts by unit, person, ref, type, issuer, period"},
    {"explain", "shows how the question was understood"},
    {"batch", "asks every line of a file (-: standard input); JSON"},
    {"candidates", "how many notices are read once more for the order (200)"},
    {"path", "names the file instead of printing the text"},
    {"all", "every document that the words may mean"},
    {"depth", "follows what changed it, and so on, so many steps"},
    {"direction", "what it stands on (back), what came of it (forward)"},
    {"status", "one line: what became of it"},
    {"jobs", "so many processes at once"},
    {"rebuild", "builds everything anew"},
    {"forget", "takes a folder or file out of the index"},
    {"retry-failed", "reads files again that could not be read"},
    {"ocr", "which pages are recognised from their image"},
    {"servable", "keeps a form that other hosts can search"},
    {"require-sandbox", "reads foreign formats only when they can be closed in"},
};

enum { VALUE_COLUMN = 30 };

static const char *sentence_of(const char *option)
{
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (strcmp(sentences[i].option, option) == 0)
            return _(sentences[i].text);
    return "";
}

void command_help(const struct command_option *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *value = options[i].value ? options[i].value : "";
        int used = printf("    --%s%s%s", options[i].name, *value ? " " : "", value);
        if (used > VALUE_COLUMN)
            printf("\n%*s", VALUE_COLUMN, "");
        else
            printf("%*s", VALUE_COLUMN - used, "");
        printf("  %s\n", sentence_of(options[i].name));
    }
    fputs(_("\nThe manual is tracuu(1); questions are explained in tracuu-query(7).\n"),
          stdout);
}
