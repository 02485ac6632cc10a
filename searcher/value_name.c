// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/value_name.h"

#include "analyzers/period.h"
#include "analyzers/province.h"
#include "analyzers/unit_lexicon.h"
#include "searcher/terminal.h"

#include <string.h>

// "phu-yen/tay-hoa/ubnd": its name says the district.
static bool is_district_office(struct str id)
{
    ptrdiff_t first = str_find(id, STR("/"), 0);
    return first >= 0 && str_find(id, STR("/"), (size_t)first + 1) >= 0 &&
           (str_ends(id, STR("/ubnd")) || str_ends(id, STR("/hdnd")));
}

struct str issuer_name(const struct office *office, struct arena *arena)
{
    if (!office->name.len)
        return office->province_name;
    if (!office->province_name.len ||
        str_find(office->name, office->province_name, 0) >= 0 ||
        is_district_office(office->id) || !str_starts(office->id, office->province))
        return office->name;
    return arena_printf(arena, "%.*s %.*s", STR_ARG(office->name),
                        STR_ARG(office->province_name));
}

struct str cited_issuer_name(struct str issuer, struct str scope, struct arena *arena)
{
    static const char *const councils[] = {"uy ban nhan dan", "hoi dong nhan dan", "ubnd",
                                           "hdnd"};
    uint32_t number = scope.len ? province_find(scope) : PROVINCE_NONE;
    if (!issuer.len || number == PROVINCE_NONE)
        return issuer;
    struct str name = province_at(number)->name, folded = field_fold(issuer, arena);
    if (str_find(folded, field_fold(name, arena), 0) >= 0)
        return issuer;
    const char *level = "";
    for (size_t i = 0; i < sizeof councils / sizeof *councils; i++)
        if (str_equal(folded, str_of(councils[i])))
            level = province_is_city(number, 0) ? " thành phố" : " tỉnh";
    return arena_printf(arena, "%.*s%s %.*s", STR_ARG(issuer), level, STR_ARG(name));
}

// As decree 30/2020/NĐ-CP has it: days below ten and the months one and two with a nought
// before them.
static const char *nought(int month)
{
    return month <= 2 ? "0" : "";
}

static struct str day_name(int32_t day, bool with_year, struct arena *arena)
{
    int month = day / 100 % 100;
    if (with_year)
        return arena_printf(arena, "%02d/%s%d/%d", day % 100, nought(month), month,
                            day / 10000);
    return arena_printf(arena, "%02d/%s%d", day % 100, nought(month), month);
}

// What a notice calls itself is shown on screens.
static struct str on_one_line(struct str name, struct arena *arena)
{
    struct buf line = {0};
    line_add(&line, name);
    struct str copy = arena_copy(arena, buf_str(&line));
    buf_free(&line);
    return copy;
}

struct str document_name(struct str type, struct str number, struct arena *arena)
{
    // "Đề án 06" has its type in it.
    if (type.len && str_starts(field_fold(number, arena), field_fold(type, arena)))
        return on_one_line(number, arena);
    // Types are lower case in the index; at the head of a line they are not.
    struct str small = STR("đ"), capital = STR("Đ");
    char letter = type.len ? type.at[0] : 0;
    if (letter >= 'a' && letter <= 'z') {
        letter = (char)(letter - 'a' + 'A');
        small = str_slice(type, 0, 1);
        capital = (struct str){&letter, 1};
    } else if (!str_starts(type, small)) {
        small = capital = STR("");
    }
    struct str rest = str_slice(type, small.len, type.len);
    return on_one_line(arena_printf(arena, "%.*s%.*s%s%.*s", STR_ARG(capital),
                                    STR_ARG(rest), type.len && number.len ? " " : "",
                                    STR_ARG(number)),
                       arena);
}

struct str days_name(struct days days, struct arena *arena)
{
    static const char *const quarters[] = {"I", "II", "III", "IV"};
    if (!days.from && !days.to)
        return (struct str){0};
    if (!days.to)
        return arena_printf(arena, "từ %.*s", STR_ARG(day_name(days.from, true, arena)));
    if (!days.from)
        return arena_printf(arena, "đến %.*s", STR_ARG(day_name(days.to, true, arena)));
    if (days.from == days.to)
        return day_name(days.from, true, arena);
    int year = days.from / 10000, month = days.from / 100 % 100,
        last = days.to / 100 % 100;
    bool whole = year == days.to / 10000 && days.from % 100 == 1 &&
                 days.to % 100 == month_length(year, last);
    if (whole && month == last)
        return arena_printf(arena, "tháng %s%d/%d", nought(month), month, year);
    if (whole && month == 1 && last == 12)
        return arena_printf(arena, "năm %d", year);
    if (whole && month % 3 == 1 && last == month + 2)
        return arena_printf(arena, "quý %s/%d", quarters[month / 3], year);
    return arena_printf(arena, "%.*s – %.*s",
                        STR_ARG(day_name(days.from, year != days.to / 10000, arena)),
                        STR_ARG(day_name(days.to, true, arena)));
}

// Spellings of a name and how often each was seen.
struct spellings {
    struct str names[8];
    int counts[8];
    int count;
};

static void add_spelling(struct spellings *spellings, struct str name)
{
    int i = 0;
    while (i < spellings->count && !str_equal(spellings->names[i], name))
        i++;
    if (i == (int)(sizeof spellings->names / sizeof *spellings->names))
        return;
    if (i == spellings->count) {
        spellings->names[i] = name;
        spellings->counts[i] = 0;
        spellings->count++;
    }
    spellings->counts[i]++;
}

// What one notice calls the value, each mention of it.
static void add_names(struct spellings *spellings, const struct notice *notice,
                      enum field_id field, struct str value, struct arena *arena)
{
    const struct anatomy *anatomy = &notice->anatomy;
    bool office = field == FIELD_ISSUER || field == FIELD_UNIT;
    if (field == FIELD_TYPE)
        add_spelling(spellings, anatomy->type);
    if (office && str_equal(anatomy->office.id, value))
        add_spelling(spellings, issuer_name(&anatomy->office, arena));
    else if (office && str_equal(anatomy->office.province, value))
        add_spelling(spellings, anatomy->office.province_name);
    for (size_t i = 0; field == FIELD_UNIT && i < notice->units.count; i++)
        if (str_equal(notice->units.items[i].id, value))
            add_spelling(spellings, notice->units.items[i].name);
    const struct references *references = &notice->references;
    for (size_t i = 0; field == FIELD_REF && i < references->count; i++)
        // A law cited by name and number stands in the index by both.
        if (str_equal(references->items[i].key, value) ||
            str_equal(references->items[i].alias, value))
            add_spelling(spellings, references->items[i].display);
    for (size_t i = 0; field == FIELD_REF && i < references->law_count; i++)
        if (str_equal(references->laws[i].key, value))
            add_spelling(spellings, references->laws[i].display);
    for (size_t i = 0; field == FIELD_PERSON && i < notice->persons.count; i++)
        if (str_equal(field_fold(notice->persons.items[i].name, arena), value))
            add_spelling(spellings, notice->persons.items[i].name);
    if (field == FIELD_PERSON && str_equal(field_fold(anatomy->signer, arena), value))
        add_spelling(spellings, anatomy->signer);
    if (field == FIELD_SELF && str_equal(anatomy->number_key, value))
        add_spelling(spellings, anatomy->number);
}

struct str value_name(const struct index *index, enum field_id field, struct str value,
                      struct arena *arena)
{
    enum { ASKED = 3 }; // notices; one may have an odd name for it
    struct arena *scratch = arena_new();
    struct matches matches;
    struct match_options options = {.limit = ASKED, .order = ORDER_RELEVANCE};
    struct spellings spellings = {0};
    if (index_match(index, COLLECTION_NOTICES, clause_term(field, value, scratch),
                    &options, &matches, scratch, NULL)) {
        for (size_t i = 0; i < matches.count; i++) {
            struct document document;
            if (index_notice(index, &matches.hits[i], false, &document, scratch, NULL))
                add_names(&spellings, &document.notice, field, value, scratch);
        }
    }
    int best = 0;
    for (int i = 1; i < spellings.count; i++)
        if (spellings.counts[i] > spellings.counts[best])
            best = i;
    struct str name =
        spellings.count ? arena_copy(arena, spellings.names[best]) : (struct str){0};
    arena_free(scratch);
    // A body that is only named as what others belong to: "Ban Thường vụ Tỉnh ủy".
    const struct known_unit *known =
        field == FIELD_UNIT && !name.len ? unit_lexicon_id(value) : NULL;
    if (known)
        return known->name;
    return name.len ? name : arena_copy(arena, value);
}

struct str unit_place(const struct index *index, struct str id, struct arena *arena)
{
    size_t end = id.len;
    while (end && id.at[end - 1] != '/' && id.at[end - 1] != '#')
        end--;
    if (end < 2)
        return (struct str){0};
    struct str office = str_slice(id, 0, end - 1);
    ptrdiff_t slash = str_find(office, STR("/"), 0);
    if (slash > 0) {
        struct str name = value_name(index, FIELD_ISSUER, office, arena);
        if (!str_equal(name, office))
            return name;
    }
    struct str slug = str_slice(id, 0, slash > 0 ? (size_t)slash : office.len);
    uint32_t province = province_find(slug);
    if (province == PROVINCE_NONE)
        return (struct str){0};
    return province_at(province)->name;
}
