// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_alias.h"

enum {
    ALIASES = 512,
    SLOTS = 2048,
    SAID_WORDS = 3, // "phòng quản lý" may be any
};

struct alias {
    struct str id, normal, name;
    struct str parent;    // of the id
    uint32_t parent_hash; // tells most parents apart
    uint32_t words;       // of the normal form
    uint32_t same;        // the alias whose unit it is + 1; 0: itself
    bool department;      // "phong …"
};

struct unit_aliases {
    struct alias items[ALIASES];
    uint32_t count;
    uint16_t slots[SLOTS]; // by id: alias + 1
};

struct unit_aliases *unit_aliases_new(struct arena *arena)
{
    // The items are filled as they come.
    struct unit_aliases *aliases = arena_take(arena, sizeof *aliases);
    aliases->count = 0;
    memset(aliases->slots, 0, sizeof aliases->slots);
    return aliases;
}

// Ids of one text begin alike: their ends are what tells them apart.
static uint32_t hash_of(struct str id)
{
    uint64_t hash = id.len;
    struct str rest = id;
    for (int i = 0; i < 3 && rest.len; i++) {
        size_t size = rest.len < 8 ? rest.len : 8;
        rest.len -= size;
        hash = (hash ^ word_key(rest.at + rest.len, size)) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    return (uint32_t)hash;
}

static uint16_t *slot(const struct unit_aliases *aliases, struct str id)
{
    for (uint32_t i = hash_of(id) % SLOTS;; i = (i + 1) % SLOTS) {
        uint16_t number = aliases->slots[i];
        if (!number || str_equal(aliases->items[number - 1].id, id)) {
            return (uint16_t *)&aliases->slots[i];
        }
    }
}

static uint32_t capitals(struct str name)
{
    uint32_t count = 0;
    for (size_t i = 1; i < name.len; i++) {
        bool upper = name.at[i] >= 'A' && name.at[i] <= 'Z';
        bool before = name.at[i - 1] >= 'A' && name.at[i - 1] <= 'Z';
        count += upper && before;
    }
    return count;
}

static uint32_t word_count(struct str normal)
{
    uint32_t count = normal.len > 0;
    for (size_t i = 0; i < normal.len; i++) {
        count += normal.at[i] == ' ';
    }
    return count;
}

static struct str parent_of(struct str id)
{
    size_t end = id.len;
    while (end > 0 && id.at[end - 1] != '/') {
        end--;
    }
    return str_slice(id, 0, end);
}

void unit_aliases_add(struct unit_aliases *aliases, struct str id, struct str normal,
                      struct str name)
{
    uint16_t *number = slot(aliases, id);
    if (*number) {
        // The name with the fewest letters shortened is the one for people.
        struct alias *alias = &aliases->items[*number - 1];
        if (name.at == alias->name.at && name.len == alias->name.len) {
            return;
        }
        if (capitals(name) < capitals(alias->name) ||
            (capitals(name) == capitals(alias->name) && name.len > alias->name.len &&
             !capitals(name))) {
            alias->name = name;
        }
        return;
    }
    if (aliases->count < ALIASES) {
        struct str parent = parent_of(id);
        aliases->items[aliases->count++] =
            (struct alias){.id = id,
                           .normal = normal,
                           .name = name,
                           .parent = parent,
                           .parent_hash = hash_of(parent),
                           .words = word_count(normal),
                           .department = str_starts(normal, STR("phong "))};
        *number = (uint16_t)aliases->count;
    }
}

// The word behind a normal form that stands at word `at`, 0 when it does not.
static uint32_t said_end(struct str normal, const struct word_list *words, uint32_t at)
{
    struct str word;
    uint32_t i = at;
    while (str_split(&word, &normal, ' ')) {
        while (
            i > at && i < words->count &&
            (words->items[i].key == WORD("va") || words->items[i].key == WORD("cua"))) {
            i++;
        }
        bool parted = i > at && i < words->count && words->items[i].signs &&
                      (i == at + 1 || words->items[i].first != ',') &&
                      words->items[i].first != '-';
        if (i >= words->count || parted ||
            words->items[i].key != word_key_of(word.at, word.len)) {
            return 0;
        }
        i++;
    }
    return i;
}

struct str unit_aliases_said(const struct unit_aliases *aliases,
                             const struct word_list *words, uint32_t at, uint32_t *end)
{
    struct str id = {0};
    *end = at;
    for (uint32_t i = 0; i < aliases->count; i++) {
        if (!aliases->items[i].department) {
            continue;
        }
        uint32_t behind = said_end(aliases->items[i].normal, words, at);
        if (behind >= at + SAID_WORDS && behind > *end) {
            *end = behind;
            id = aliases->items[i].id;
        }
    }
    return id;
}

// "phong cctl": what is behind the head may be letters of a name; missing when it cannot.
static struct str code_of(const struct alias *alias)
{
    struct str letters = str_slice(alias->normal, 6, alias->normal.len);
    bool code =
        alias->department && letters.len >= 3 && !memchr(letters.at, ' ', letters.len);
    return code ? letters : (struct str){0};
}

// How sure it is that one name is a short form of the other: by all its words, or only
// by letters that begin it.
enum likeness { UNLIKE, BEGINNING, SHORT };

// "phong khao thi" of "phong khao thi kiem dinh chat luong giao duc": three words at least,
// and no number that tells sisters apart behind them.
static bool is_beginning(struct str written, struct str full)
{
    if (full.len <= written.len + 1 || !str_starts(full, written) ||
        full.at[written.len] != ' ') {
        return false;
    }
    uint32_t spaces = 0;
    for (size_t i = 0; i < written.len; i++) {
        spaces += written.at[i] == ' ';
    }
    struct str rest = str_slice(full, written.len + 1, full.len);
    for (size_t i = 0; i < rest.len; i++) {
        if (rest.at[i] >= '0' && rest.at[i] <= '9') {
            return false;
        }
    }
    return spaces >= 2 && !str_starts(written, STR("phong quan ly")) &&
           !str_starts(rest, STR("so "));
}

static enum likeness likeness(const struct alias *alias, struct str code,
                              const struct alias *full)
{
    // "CCTL" behind "Lưu:" may stand for any unit of the text, not only for a department.
    if (code.at && !full->department && unit_name_shortens(code, full->normal)) {
        return SHORT;
    }
    bool longer = alias->normal.len && alias->normal.len < full->normal.len &&
                  alias->normal.at[0] == full->normal.at[0];
    if (alias->parent_hash != full->parent_hash || (!code.at && !longer) ||
        !str_equal(alias->parent, full->parent)) {
        return UNLIKE;
    }
    if (alias->words < full->words && unit_name_shortens(alias->normal, full->normal)) {
        return SHORT;
    }
    if (is_beginning(alias->normal, full->normal)) {
        return BEGINNING;
    }
    return code.at && full->department &&
                   unit_name_begins(code, str_slice(full->normal, 6, full->normal.len))
               ? BEGINNING
               : UNLIKE;
}

void unit_aliases_resolve(const struct unit_aliases *shared, struct units *units)
{
    struct unit_aliases *aliases = (struct unit_aliases *)shared;
    for (uint32_t i = 0; i < aliases->count; i++) {
        uint32_t found[SHORT + 1] = {0}, fits[SHORT + 1] = {0};
        struct str code = code_of(&aliases->items[i]);
        for (uint32_t k = 0; k < aliases->count; k++) {
            enum likeness like =
                k == i ? UNLIKE : likeness(&aliases->items[i], code, &aliases->items[k]);
            found[like] = k + 1;
            fits[like]++;
        }
        enum likeness best = fits[SHORT] ? SHORT : BEGINNING;
        aliases->items[i].same = fits[best] == 1 ? found[best] : 0;
    }
    for (size_t i = 0; i < units->count; i++) {
        uint16_t number = *slot(aliases, units->items[i].id);
        for (uint32_t steps = 0; number && steps < 4; steps++) {
            const struct alias *alias = &aliases->items[number - 1];
            units->items[i].id = alias->id;
            units->items[i].name = alias->name;
            number = (uint16_t)alias->same;
        }
    }
}
