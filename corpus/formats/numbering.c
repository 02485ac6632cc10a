// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/numbering.h"

#include "base/arena.h"
#include "corpus/formats/fonts.h"
#include "corpus/formats/xml.h"

#include <stdlib.h>
#include <string.h>

enum { LEVELS = 9, LISTS_MOST = 4096, DEEPEST_STYLE = 16 };

struct level {
    int start;
    char format[24];
    char text[64]; // "%1.%2."
};

// A kind of list; its paragraphs are counted here, whichever list they belong to.
struct kind_of_list {
    long id;
    struct level levels[LEVELS];
    int counts[LEVELS];
    bool running[LEVELS];
};

struct list {
    long id;
    long kind;
    int restart[LEVELS]; // -1: goes on counting
    bool used;
};

struct style_list {
    long list; // -1: says nothing
    int level;
    uint32_t parent;
};

struct numbering {
    struct kind_of_list *kinds;
    size_t kind_count;
    struct list *lists;
    size_t list_count;
    struct words *styles;
    struct style_list *style_lists;
    size_t style_room;
};

static long number(struct str s)
{
    char digits[16] = {0};
    memcpy(digits, s.at ? s.at : "", s.len < 15 ? s.len : 15);
    return strtol(digits, NULL, 10);
}

static void copy(char *to, size_t size, struct str from)
{
    size_t len = from.len < size - 1 ? from.len : size - 1;
    memcpy(to, from.at ? from.at : "", len);
    to[len] = '\0';
}

static void read_level(struct level *level, const char *name, struct str value)
{
    if (strcmp(name, "start") == 0) {
        level->start = (int)number(value);
    } else if (strcmp(name, "numFmt") == 0) {
        copy(level->format, sizeof level->format, value);
    } else if (strcmp(name, "lvlText") == 0) {
        copy(level->text, sizeof level->text, value);
    }
}

static void read_kinds(struct numbering *numbering, struct str bytes)
{
    struct error ignored = {0};
    struct xml *xml = xml_open(bytes);
    struct kind_of_list *kind = NULL;
    struct list *list = NULL;
    int level = -1;
    enum xml_event event;
    while ((event = xml_next(xml, &ignored)) != XML_END) {
        if (event != XML_OPEN) {
            if (event == XML_CLOSE && xml_is(xml, "lvl")) {
                level = -1;
            }
            continue;
        }
        static const char *const of_level[] = {"start", "numFmt", "lvlText"};
        if (xml_is(xml, "abstractNum") && numbering->kind_count < LISTS_MOST) {
            numbering->kinds = memory_resize(
                numbering->kinds, (numbering->kind_count + 1) * sizeof *numbering->kinds);
            kind = &numbering->kinds[numbering->kind_count++];
            memset(kind, 0, sizeof *kind);
            kind->id = number(xml_attribute(xml, "abstractNumId"));
            list = NULL;
            for (int i = 0; i < LEVELS; i++) {
                kind->levels[i].start = 1;
            }
        } else if (xml_is(xml, "num") && numbering->list_count < LISTS_MOST) {
            numbering->lists = memory_resize(
                numbering->lists, (numbering->list_count + 1) * sizeof *numbering->lists);
            list = &numbering->lists[numbering->list_count++];
            *list = (struct list){.id = number(xml_attribute(xml, "numId")), .kind = -1};
            for (int i = 0; i < LEVELS; i++) {
                list->restart[i] = -1;
            }
            kind = NULL;
        } else if (list && xml_is(xml, "abstractNumId")) {
            list->kind = number(xml_attribute(xml, "val"));
        } else if (xml_is(xml, "lvl") || xml_is(xml, "lvlOverride")) {
            level = (int)number(xml_attribute(xml, "ilvl"));
        } else if (list && xml_is(xml, "startOverride") && level >= 0 && level < LEVELS) {
            list->restart[level] = (int)number(xml_attribute(xml, "val"));
        } else if (kind && level >= 0 && level < LEVELS) {
            for (size_t i = 0; i < 3; i++) {
                if (xml_is(xml, of_level[i])) {
                    read_level(&kind->levels[level], of_level[i],
                               xml_attribute(xml, "val"));
                }
            }
        }
    }
    xml_close(xml);
}

static struct style_list *style_of(struct numbering *numbering, struct str name)
{
    uint32_t found = words_add(numbering->styles, name);
    if (found >= numbering->style_room) {
        size_t room = numbering->style_room ? numbering->style_room * 2 : 64;
        numbering->style_lists =
            memory_resize(numbering->style_lists, room * sizeof *numbering->style_lists);
        for (size_t i = numbering->style_room; i < room; i++) {
            numbering->style_lists[i] =
                (struct style_list){.list = -1, .parent = WORDS_NONE};
        }
        numbering->style_room = room;
    }
    return &numbering->style_lists[found];
}

static void read_styles(struct numbering *numbering, struct str bytes)
{
    struct error ignored = {0};
    struct xml *xml = xml_open(bytes);
    struct buf style = {0};
    enum xml_event event;
    while ((event = xml_next(xml, &ignored)) != XML_END) {
        if (event != XML_OPEN) {
            continue;
        }
        if (xml_is(xml, "style")) {
            buf_clear(&style);
            buf_add_str(&style, xml_attribute(xml, "styleId"));
        } else if (style.len && xml_is(xml, "basedOn")) {
            struct str parent = xml_attribute(xml, "val");
            uint32_t above =
                parent.at ? words_add(numbering->styles, parent) : WORDS_NONE;
            if (above != WORDS_NONE) {
                style_of(numbering, words_at(numbering->styles, above));
            }
            style_of(numbering, buf_str(&style))->parent = above;
        } else if (style.len && xml_is(xml, "numId")) {
            style_of(numbering, buf_str(&style))->list =
                number(xml_attribute(xml, "val"));
        } else if (style.len && xml_is(xml, "ilvl")) {
            style_of(numbering, buf_str(&style))->level =
                (int)number(xml_attribute(xml, "val"));
        }
    }
    buf_free(&style);
    xml_close(xml);
}

struct numbering *numbering_open(struct str numbering_xml, struct str styles_xml)
{
    struct numbering *numbering = memory_new(sizeof *numbering);
    *numbering = (struct numbering){.styles = words_new()};
    if (numbering_xml.at) {
        read_kinds(numbering, numbering_xml);
        if (styles_xml.at) {
            read_styles(numbering, styles_xml);
        }
    }
    return numbering;
}

void numbering_close(struct numbering *numbering)
{
    free(numbering->kinds);
    free(numbering->lists);
    words_free(numbering->styles);
    free(numbering->style_lists);
    free(numbering);
}

// 1 a, 26 z, 27 aa.
static void add_letters(struct buf *out, int count, char first)
{
    for (int i = 0; i <= (count - 1) / 26 && i < 8; i++) {
        buf_add_char(out, (char)(first + (count - 1) % 26));
    }
}

static void add_roman(struct buf *out, int count, bool capital)
{
    static const struct {
        int value;
        const char *sign;
    } signs[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                 {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                 {5, "v"},    {4, "iv"},   {1, "i"}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs && count < 4000; i++) {
        for (; count >= signs[i].value; count -= signs[i].value) {
            for (const char *at = signs[i].sign; *at; at++) {
                buf_add_char(out, (char)(capital ? *at - 32 : *at));
            }
        }
    }
}

static void add_count(struct buf *out, const struct level *level, int count)
{
    if (count < 1) {
        buf_printf(out, "%d", count);
    } else if (strcmp(level->format, "lowerLetter") == 0) {
        add_letters(out, count, 'a');
    } else if (strcmp(level->format, "upperLetter") == 0) {
        add_letters(out, count, 'A');
    } else if (strcmp(level->format, "lowerRoman") == 0) {
        add_roman(out, count, false);
    } else if (strcmp(level->format, "upperRoman") == 0) {
        add_roman(out, count, true);
    } else {
        buf_printf(out, strcmp(level->format, "decimalZero") == 0 ? "%02d" : "%d", count);
    }
}

static void add_number(struct kind_of_list *kind, int depth, struct draft *draft)
{
    const struct level *level = &kind->levels[depth];
    if (strcmp(level->format, "none") == 0 || level->text[0] == '\0') {
        return;
    }
    if (strcmp(level->format, "bullet") == 0) {
        // Most bullets are letters of symbol fonts; a dash or a plus is what notices use,
        // and says so itself.
        draft_add(draft, level->text[0] > ' ' && level->text[0] < 0x7F
                             ? str_of(level->text)
                             : STR("-"));
        draft_char(draft, ' ');
        return;
    }
    struct buf out = {0};
    for (const char *at = level->text; *at; at++) {
        if (at[0] == '%' && at[1] >= '1' && at[1] <= '9') {
            int other = at[1] - '1';
            add_count(&out, &kind->levels[other], kind->counts[other]);
            at++;
        } else {
            buf_add_char(&out, *at);
        }
    }
    buf_add_char(&out, ' ');
    draft_add(draft, buf_str(&out));
    buf_free(&out);
}

void numbering_next(struct numbering *numbering, struct str list_id,
                    struct str level_text, struct str style, struct draft *draft)
{
    long id = list_id.len ? number(list_id) : -1;
    int depth = level_text.len ? (int)number(level_text) : -1;
    uint32_t at = style.len ? words_find(numbering->styles, style) : WORDS_NONE;
    for (int i = 0; i < DEEPEST_STYLE && at != WORDS_NONE && at < numbering->style_room;
         i++) {
        const struct style_list *found = &numbering->style_lists[at];
        if (id < 0 && found->list >= 0) {
            id = found->list;
            depth = depth < 0 ? found->level : depth;
        }
        at = found->parent;
    }
    depth = depth < 0 ? 0 : depth;
    struct list *list = NULL;
    for (size_t i = 0; i < numbering->list_count && id > 0; i++) {
        if (numbering->lists[i].id == id) {
            list = &numbering->lists[i];
        }
    }
    if (!list || depth >= LEVELS) {
        return;
    }
    struct kind_of_list *kind = NULL;
    for (size_t i = 0; i < numbering->kind_count; i++) {
        if (numbering->kinds[i].id == list->kind) {
            kind = &numbering->kinds[i];
        }
    }
    if (!kind) {
        return;
    }
    for (int i = 0; i < LEVELS && !list->used; i++) {
        if (list->restart[i] >= 0) {
            kind->counts[i] = list->restart[i] - 1;
            kind->running[i] = true;
        }
    }
    list->used = true;
    for (int i = 0; i <= depth; i++) {
        if (!kind->running[i]) {
            kind->counts[i] = kind->levels[i].start - (i == depth ? 1 : 0);
            kind->running[i] = true;
        }
    }
    kind->counts[depth]++;
    for (int i = depth + 1; i < LEVELS; i++) {
        kind->running[i] = false;
    }
    add_number(kind, depth, draft);
}
