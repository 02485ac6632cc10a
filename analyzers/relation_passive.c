// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/relation_passive.h"

#include "analyzers/doctype.h"

#include <string.h>

enum { TYPE_REACH = 40 }; // letters of the name of a type

static bool ends_with(const struct view *view, uint32_t from, uint32_t end,
                      const char *word)
{
    uint32_t len = (uint32_t)strlen(word);
    return end >= from + len && view_word(view, end - len, (struct str){word, len});
}

static uint32_t trim(const struct view *view, uint32_t from, uint32_t end)
{
    while (end > from && view->plain[end - 1] == ' ')
        end--;
    return end;
}

// Where the words before the verb end: "đã", "vừa" belong to it.
static uint32_t words_end(const struct passive_words *words)
{
    static const char *const parts[] = {"da", "vua", "nay", "moi"};
    uint32_t end = trim(words->view, words->begin, words->change->from);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        // "này" is no "nay".
        if (ends_with(words->view, words->begin, end, parts[i]) &&
            !(words->view->flags[end - 2] & VIEW_MARKED && parts[i][0] == 'n'))
            end = trim(words->view, words->begin, end - (uint32_t)strlen(parts[i]));
    }
    return end;
}

bool passive_of_this(const struct passive_words *words)
{
    static const char *const places[] = {"dieu",    "khoan",   "diem",   "muc",
                                         "phu luc", "doan",    "chuong", "phan",
                                         "tiet",    "van ban", "cum tu"};
    const struct view *view = words->view;
    uint32_t end = words_end(words), from;
    if (!ends_with(view, words->begin, end, "nay"))
        return false;
    end = trim(view, words->begin, end - 3);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (ends_with(view, words->begin, end, places[i]))
            return true;
    }
    return doctype_before(
        view, end, end > words->begin + TYPE_REACH ? end - TYPE_REACH : words->begin,
        &from);
}

bool passive_bare(const struct passive_words *words)
{
    uint32_t end = words_end(words);
    for (uint32_t i = words->begin; i < end; i++) {
        if (plain_inside(words->view->plain[i]))
            return false;
    }
    return true;
}

bool passive_goes_on(const struct passive_words *words)
{
    const struct view *view = words->view;
    uint32_t end = words_end(words), at = words->begin;
    while (at < end && (view->plain[at] == ' ' || view->plain[at] == ','))
        at++;
    bool comma = memchr(view->plain + words->begin, ',', at - words->begin);
    return at == end ? comma
                     : view_word(view, at, STR("va")) && trim(view, at, end) == at + 2;
}

bool passive_of_things(const struct passive_words *words)
{
    const struct view *view = words->view;
    const struct cue *change = words->change;
    struct str verb = {view->plain + change->from, change->to - change->from};
    return str_find(verb, STR("sua doi"), 0) < 0 &&
           str_find(verb, STR("dinh chinh"), 0) < 0;
}

void passive_apply(struct reference *reference, const struct passive *passive)
{
    reference->relation = passive->relation;
    reference->status = STATUS_DONE;
    reference->subject = passive->subject;
    reference->by = true;
}
