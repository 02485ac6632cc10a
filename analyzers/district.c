// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/district.h"

#include "analyzers/lexicon.h"
#include "analyzers/province.h"
#include "analyzers/tables.h"
#include "base/once.h"

enum { NAME_WORDS = 6, NO_ROW = DISTRICT_NONE };

// Only those that are called so marks and all.
static const uint32_t EXACT = UINT32_C(1) << 31;

static struct once once = ONCE_INIT;
static struct lexicon *names;
static struct district *districts;
static struct arena *memory;

static uint8_t kinds_of(struct str cell)
{
    uint8_t kinds = 0;
    struct str kind;
    while (cell.len && str_split(&kind, &cell, ';')) {
        kinds |= str_equal(kind, STR("huyện"))    ? DISTRICT_RURAL
                 : str_equal(kind, STR("quận"))   ? DISTRICT_URBAN
                 : str_equal(kind, STR("thị xã")) ? DISTRICT_TOWN
                                                  : DISTRICT_CITY;
    }
    return kinds;
}

static uint32_t next_of(uint32_t name, uint32_t at)
{
    return name & EXACT ? districts[at].same : districts[at].next;
}

// A name may be given twice to one row ("Krông Ana" by its slug and an alias).
static void add(struct str folded, uint32_t number)
{
    uint32_t first = lexicon_add(names, folded, number), last = first, same = NO_ROW;
    for (uint32_t i = first; i != NO_ROW; i = districts[i].next) {
        if (i == number) {
            return;
        }
        last = i;
        same = str_equal(districts[i].name, districts[number].name) ? i : same;
    }
    if (last == NO_ROW) {
        return;
    }
    districts[last].next = number;
    if (same != NO_ROW) {
        districts[same].same = number;
    } else {
        districts[first].mixed = true;
    }
}

static struct str spaced(struct str slug, struct arena *arena)
{
    char *out = arena_alloc(arena, slug.len + 1);
    for (size_t i = 0; i < slug.len; i++) {
        out[i] = slug.at[i] == '-' ? ' ' : slug.at[i];
    }
    return (struct str){out, slug.len};
}

// The slug says the name, but for a town that has its kind in it.
static void start(void)
{
    const struct table *table = table_named("districts");
    const uint32_t kinds = table_column(table, "kinds"),
                   province = table_column(table, "province"),
                   seat = table_column(table, "seat"),
                   aliases = table_column(table, "aliases");
    struct arena *arena = arena_new();
    memory = arena_new();
    struct str last = {0};
    uint32_t of_last = PROVINCE_NONE;
    names = lexicon_new();
    districts = memory_array(table->rows, sizeof *districts);
    for (uint32_t row = 0; row < table->rows; row++) {
        struct district *district = &districts[row];
        struct str slug = table_cell(table, row, province);
        if (!str_equal(slug, last)) {
            of_last = province_find(last = slug);
        }
        *district = (struct district){
            .slug = table_cell(table, row, 0),
            .name = table_cell(table, row, 1),
            .province = of_last,
            .next = NO_ROW,
            .same = NO_ROW,
            .kinds = kinds_of(table_cell(table, row, kinds)),
            .seat = table_cell(table, row, seat).len,
        };
        add(spaced(district->slug, arena), row);
        struct str alias, rest = table_cell(table, row, aliases);
        while (rest.len && str_split(&alias, &rest, ';')) {
            // A number alone would be taken for that of a page.
            bool number = alias.at[0] >= '0' && alias.at[0] <= '9';
            add(number ? alias : words_folded(alias, arena), row);
        }
    }
    for (uint32_t row = 0; row < table->rows; row++) {
        for (uint32_t i = districts[row].mixed ? row : NO_ROW; i != NO_ROW;
             i = districts[i].next) {
            districts[i].lower = text_lower(districts[i].name, memory);
        }
    }
    arena_free(arena);
}

// True when the words [at, end) are the name in lower case.
static bool is_called(const struct word_list *words, uint32_t at, uint32_t end,
                      struct str lower)
{
    struct str word;
    while (at < end && lower.len && str_split(&word, &lower, ' ')) {
        if (!word_is(words, at++, word)) {
            return false;
        }
    }
    return at == end && !lower.len;
}

const struct district *district_at(uint32_t number)
{
    return &districts[number];
}

uint8_t district_kind_at(const struct word_list *words, uint32_t at, uint32_t *end)
{
    const struct word *items = words->items;
    if (at >= words->count) {
        return 0;
    }
    uint64_t key = items[at].key,
             next = at + 1 < words->count && !items[at + 1].signs ? items[at + 1].key : 0;
    bool two = (key == WORD("thanh") && next == WORD("pho")) ||
               (key == WORD("thi") && next == WORD("xa"));
    *end = at + 1 + two;
    return key == WORD("huyen")        ? DISTRICT_RURAL
           : key == WORD("quan")       ? DISTRICT_URBAN
           : key == WORD("tx")         ? DISTRICT_TOWN
           : key == WORD("tp")         ? DISTRICT_CITY
           : two && key == WORD("thi") ? DISTRICT_TOWN
           : two                       ? DISTRICT_CITY
                                       : 0;
}

uint32_t district_match(const struct word_list *words, uint32_t at, uint32_t to,
                        uint32_t *end)
{
    once_run(&once, start);
    uint32_t node = LEXICON_ROOT, found = DISTRICT_NONE;
    if (at >= to || !(words->items[at].shape & (WORD_UPPER | WORD_DIGIT)) ||
        !lexicon_begins_at(lexicon_firsts(names), words, at)) {
        return found;
    }
    for (uint32_t i = at; i < to && i < at + NAME_WORDS; i++) {
        const struct word *word = &words->items[i];
        if (i > at && (word->signs > 1 || (word->signs && word->first != '-' &&
                                           word->first != '\'' && word->first != '"'))) {
            break;
        }
        node = lexicon_step(names, node, word->key);
        if (node == LEXICON_NONE) {
            break;
        }
        // "Cư M'gar" ends in small letters behind the apostrophe.
        if (lexicon_value(names, node) != LEXICON_NONE &&
            ((word->shape & (WORD_UPPER | WORD_DIGIT)) || word->signs)) {
            found = lexicon_value(names, node);
            *end = i + 1;
        }
    }
    if (found == DISTRICT_NONE || !districts[found].mixed) {
        return found;
    }
    for (uint32_t i = found; i != NO_ROW; i = districts[i].next) {
        if (is_called(words, at, *end, districts[i].lower)) {
            return i | EXACT;
        }
    }
    return found;
}

uint32_t district_find(struct str folded)
{
    once_run(&once, start);
    char name[64];
    if (folded.len >= sizeof name) {
        return DISTRICT_NONE;
    }
    for (size_t i = 0; i < folded.len; i++) {
        name[i] = folded.at[i] == '-' ? ' ' : folded.at[i];
    }
    return lexicon_find(names, (struct str){name, folded.len});
}

uint32_t district_in(uint32_t name, uint8_t kinds, uint32_t province)
{
    uint32_t other = DISTRICT_NONE;
    if (name == DISTRICT_NONE) {
        return name;
    }
    for (uint32_t i = name & ~EXACT; i != NO_ROW; i = next_of(name, i)) {
        if (districts[i].province == province) {
            if (districts[i].kinds & kinds) {
                return i;
            }
            other = other == DISTRICT_NONE ? i : other;
        }
    }
    return other;
}

bool district_has_kind(uint32_t name, uint8_t kinds)
{
    for (uint32_t i = name == DISTRICT_NONE ? NO_ROW : name & ~EXACT; i != NO_ROW;
         i = next_of(name, i)) {
        if (districts[i].kinds & kinds) {
            return true;
        }
    }
    return false;
}

// A kind that none of them ever was is a mistake of the text, and decides nothing.
uint32_t district_only(uint32_t name, uint8_t kinds)
{
    uint32_t found = DISTRICT_NONE, any = DISTRICT_NONE, of_kind = 0, all = 0;
    if (name == DISTRICT_NONE) {
        return name;
    }
    for (uint32_t i = name & ~EXACT; i != NO_ROW; i = next_of(name, i)) {
        any = i;
        all++;
        if (districts[i].kinds & kinds) {
            found = i;
            of_kind++;
        }
    }
    return of_kind == 1 ? found : of_kind == 0 && all == 1 ? any : DISTRICT_NONE;
}

struct str district_scope(uint32_t name, uint8_t kinds, uint32_t province,
                          struct str slug, struct arena *arena)
{
    uint32_t found = DISTRICT_NONE;
    if (province != PROVINCE_NONE) {
        found = district_in(name, kinds, province);
    }
    if (found == DISTRICT_NONE) {
        found = district_only(name, kinds);
    }
    if (found != DISTRICT_NONE) {
        slug = districts[found].slug;
        province = districts[found].province;
    }
    if (province == PROVINCE_NONE) {
        return (struct str){0};
    }
    return arena_printf(arena, "%.*s/%.*s", STR_ARG(province_at(province)->slug),
                        STR_ARG(slug));
}
