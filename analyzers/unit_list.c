// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_list.h"

#include <stdlib.h>

enum { LINE_BYTES = 2000, LIST_UNITS = 100000 };

// An alias: the way to its unit. Two units of different offices may share one.
struct own_alias {
    uint32_t unit;
    uint32_t next; // of the same spelling + 1; 0: none
};

struct unit_list {
    struct arena *arena;
    struct own_unit *units;
    uint32_t count;
    size_t room;
    struct own_alias *aliases;
    uint32_t alias_count;
    size_t alias_room;
    struct lexicon *names; // to the last alias of a spelling
    uint32_t *heads;       // of each spelling: its newest alias + 1
    uint32_t head_count;
    size_t head_room;
    struct lexicon *abbreviations; // one key each, to expansions
    struct str *expansions;
    uint32_t expansion_count;
    size_t expansion_room;
};

void unit_list_free(struct unit_list *list)
{
    if (list) {
        lexicon_free(list->names);
        lexicon_free(list->abbreviations);
        arena_free(list->arena);
        free(list);
    }
}

static bool section_valid(struct str section)
{
    for (size_t i = 0; i < section.len; i++) {
        char c = section.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/')) {
            return false;
        }
    }
    return !str_starts(section, STR("/")) && !str_ends(section, STR("/")) &&
           str_find(section, STR("//"), 0) < 0;
}

static struct str compared(struct str name, struct arena *arena)
{
    struct str folded = words_folded(name, arena), word;
    char *out = arena_alloc(arena, folded.len + 1);
    size_t len = 0;
    while (str_split(&word, &folded, ' ')) {
        if (!word.len || str_equal(word, STR("va")) || str_equal(word, STR("cua"))) {
            continue;
        }
        if (len) {
            out[len++] = ' ';
        }
        memcpy(out + len, word.at, word.len);
        len += word.len;
    }
    return (struct str){out, len};
}

static bool add_alias(struct unit_list *list, struct str alias, uint32_t unit,
                      struct error *err)
{
    struct str folded = compared(alias, list->arena);
    uint32_t line = list->units[unit].line;
    if (!folded.len) {
        return error_set(err, ERROR_USAGE, "line %u: a name without a letter", line);
    }
    uint32_t head = lexicon_add(list->names, folded, list->head_count);
    if (head == list->head_count) {
        list->heads = arena_grow(list->arena, list->heads, list->head_count,
                                 &list->head_room, sizeof *list->heads);
        list->heads[list->head_count++] = 0;
    }
    for (uint32_t i = list->heads[head]; i; i = list->aliases[i - 1].next) {
        const struct own_unit *other = &list->units[list->aliases[i - 1].unit];
        if (list->aliases[i - 1].unit != unit &&
            str_equal(other->office, list->units[unit].office)) {
            return error_set(err, ERROR_USAGE,
                             "line %u: \"%.*s\" is also a name of the unit of line %u",
                             line, STR_ARG(alias), other->line);
        }
    }
    list->aliases = arena_grow(list->arena, list->aliases, list->alias_count,
                               &list->alias_room, sizeof *list->aliases);
    list->aliases[list->alias_count++] = (struct own_alias){unit, list->heads[head]};
    list->heads[head] = list->alias_count;
    return true;
}

// The id of a unit of this office (may be empty) whose name compares so.
static struct str unit_id_of(struct str office, struct str folded, struct arena *arena)
{
    char *slug = arena_alloc(arena, folded.len + 1);
    for (size_t i = 0; i < folded.len; i++)
        slug[i] = folded.at[i] == ' ' ? '-' : folded.at[i];
    return office.len
               ? arena_printf(arena, "%.*s/%.*s", STR_ARG(office), (int)folded.len, slug)
               : (struct str){slug, folded.len};
}

// NAME = ALIAS; ALIAS -> SUCCESSOR
static bool add_unit(struct unit_list *list, struct str text, struct str office,
                     uint32_t line, struct error *err)
{
    struct str successor = {0}, name = text, aliases = {0};
    ptrdiff_t arrow = str_find(text, STR("->"), 0);
    if (arrow >= 0) {
        successor = str_trim(str_slice(text, (size_t)arrow + 2, text.len));
        name = str_slice(text, 0, (size_t)arrow);
        if (!successor.len) {
            return error_set(err, ERROR_USAGE, "line %u: no unit behind \"->\"", line);
        }
    }
    ptrdiff_t equal = str_find(name, STR("="), 0);
    if (equal >= 0) {
        aliases = str_slice(name, (size_t)equal + 1, name.len);
        name = str_slice(name, 0, (size_t)equal);
    }
    name = str_trim(name);
    if (!name.len) {
        return error_set(err, ERROR_USAGE, "line %u: no name before \"=\" or \"->\"",
                         line);
    }
    if (list->count >= LIST_UNITS) {
        return error_set(err, ERROR_USAGE, "line %u: more than %d units", line,
                         LIST_UNITS);
    }
    struct str folded = compared(name, list->arena);
    list->units = arena_grow(list->arena, list->units, list->count, &list->room,
                             sizeof *list->units);
    uint32_t number = list->count++;
    list->units[number] = (struct own_unit){
        .name = arena_copy(list->arena, name),
        .id = unit_id_of(office, folded, list->arena),
        .office = office,
        .successor = arena_copy(list->arena, successor),
        .line = line,
    };
    if (!add_alias(list, name, number, err)) {
        return false;
    }
    struct str alias;
    while (aliases.len && str_split(&alias, &aliases, ';')) {
        alias = str_trim(alias);
        if (alias.len && !add_alias(list, alias, number, err)) {
            return false;
        }
    }
    return true;
}

static bool add_abbreviation(struct unit_list *list, struct str text, uint32_t line,
                             struct error *err)
{
    ptrdiff_t equal = str_find(text, STR("="), 0);
    if (equal < 0) {
        return error_set(err, ERROR_USAGE,
                         "line %u: an abbreviation is written SHORT = LONG", line);
    }
    struct str folded = words_folded(str_slice(text, 0, (size_t)equal), list->arena),
               part;
    struct str meaning =
        words_folded(str_slice(text, (size_t)equal + 1, text.len), list->arena);
    char *key = arena_alloc(list->arena, folded.len + 1);
    size_t len = 0;
    while (str_split(&part, &folded, ' ')) {
        memcpy(key + len, part.at, part.len);
        len += part.len;
    }
    if (!len || !meaning.len) {
        return error_set(err, ERROR_USAGE,
                         "line %u: an abbreviation is written SHORT = LONG", line);
    }
    list->expansions = arena_grow(list->arena, list->expansions, list->expansion_count,
                                  &list->expansion_room, sizeof *list->expansions);
    if (lexicon_add(list->abbreviations, (struct str){key, len}, list->expansion_count) !=
        list->expansion_count) {
        return error_set(err, ERROR_USAGE, "line %u: this abbreviation is there already",
                         line);
    }
    list->expansions[list->expansion_count++] = meaning;
    return true;
}

static bool parse(struct unit_list *list, struct str bytes, struct error *err)
{
    struct str text, office = STR("");
    bool abbreviations = false;
    uint32_t line = 0;
    if (str_starts(bytes, STR("\xEF\xBB\xBF"))) {
        bytes = str_slice(bytes, 3, bytes.len);
    }
    while (str_split(&text, &bytes, '\n')) {
        line++;
        text = str_trim(text);
        if (!text.len || text.at[0] == '#') {
            continue;
        }
        if (text.len > LINE_BYTES) {
            return error_set(err, ERROR_USAGE, "line %u: longer than %d bytes", line,
                             LINE_BYTES);
        }
        if (text.at[0] == '[') {
            if (text.at[text.len - 1] != ']') {
                return error_set(err, ERROR_USAGE, "line %u: no \"]\" at its end", line);
            }
            struct str section = str_trim(str_slice(text, 1, text.len - 1));
            abbreviations =
                str_equal(words_folded(section, list->arena), STR("viet tat")) ||
                str_equal(section, STR("abbreviations"));
            if (!abbreviations && !section_valid(section)) {
                error_set(err, ERROR_USAGE, "line %u: no office is called \"%.*s\"", line,
                          STR_ARG(section));
                return error_hint(
                    err, "an office is written [quang-tri/so-khcn], all offices []");
            }
            office = arena_copy(list->arena, section);
            continue;
        }
        if (abbreviations ? !add_abbreviation(list, text, line, err)
                          : !add_unit(list, text, office, line, err)) {
            return false;
        }
    }
    return true;
}

bool unit_list_parse(struct unit_list **out, struct str bytes, struct error *err)
{
    struct unit_list *list = memory_new(sizeof *list);
    list->arena = arena_new();
    list->names = lexicon_new();
    list->abbreviations = lexicon_new();
    *out = list;
    if (!parse(list, bytes, err)) {
        unit_list_free(list);
        *out = NULL;
        return false;
    }
    return true;
}

// True when a unit of `own` may be meant in a text of `office`.
static bool meant(struct str own, struct str office)
{
    return !own.len || str_equal(own, office) ||
           (str_starts(office, own) && office.at[own.len] == '/') || !office.len;
}

const struct own_unit *unit_list_match(const struct unit_list *list, struct str office,
                                       const struct word_list *words, uint32_t at,
                                       uint32_t *end)
{
    uint32_t node = LEXICON_ROOT;
    const struct own_unit *found = NULL;
    for (uint32_t i = at; i < words->count; i++) {
        const struct word *word = &words->items[i];
        if (i > at && word->signs > 2) {
            break;
        }
        if (i > at && (word->key == WORD("va") || word->key == WORD("cua"))) {
            continue;
        }
        node = lexicon_step(list->names, node, word->key);
        if (node == LEXICON_NONE) {
            break;
        }
        uint32_t head = lexicon_value(list->names, node);
        if (head == LEXICON_NONE) {
            continue;
        }
        const struct own_unit *best = NULL;
        for (uint32_t k = list->heads[head]; k; k = list->aliases[k - 1].next) {
            const struct own_unit *unit = &list->units[list->aliases[k - 1].unit];
            // The nearest office wins: the text's own before its province before all.
            if (meant(unit->office, office) &&
                (!best || unit->office.len > best->office.len)) {
                best = unit;
            }
        }
        if (best) {
            found = best;
            *end = i + 1;
        }
    }
    return found;
}

struct str unit_list_expansion(const struct unit_list *list, uint64_t key)
{
    uint32_t node = lexicon_step(list->abbreviations, LEXICON_ROOT, key);
    if (node == LEXICON_NONE) {
        return (struct str){0};
    }
    return list->expansions[lexicon_value(list->abbreviations, node)];
}

const struct own_unit *unit_list_at(const struct unit_list *list, uint32_t number)
{
    return &list->units[number];
}

uint32_t unit_list_count(const struct unit_list *list)
{
    return list->count;
}

struct str unit_list_successor(const struct unit_list *list, uint32_t number,
                               struct arena *arena)
{
    const struct own_unit *unit = &list->units[number];
    if (!unit->successor.len)
        return (struct str){0};
    struct str folded = compared(unit->successor, arena);
    // By a name or an alias of the file it is that one.
    struct view view;
    view_read(&view, unit->successor, arena);
    const struct word_list *words = words_of(&view, arena);
    uint32_t end;
    const struct own_unit *known =
        words->count ? unit_list_match(list, unit->office, words, 0, &end) : NULL;
    if (known && end == words->count)
        return arena_copy(arena, known->id);
    return unit_id_of(unit->office, folded, arena);
}
