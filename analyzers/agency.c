// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/agency.h"

#include "analyzers/characters.h"
#include "analyzers/district.h"
#include "analyzers/doctype.h"
#include "analyzers/phrases.h"
#include "analyzers/province.h"
#include "base/once.h"

#include <string.h>

static struct once once = ONCE_INIT;
static struct arena *memory;
static struct agency *agencies;
static struct table_index *by_code;
static struct phrases
    *names; // full names of national bodies and departments: rows of agencies
static struct phrases *beginnings; // rows of issuers
static struct phrases *provinces;  // rows of provinces
static struct phrases *places;     // kinds of places, enum place
static struct phrases *stops;      // words that begin what comes after a name
static enum agency_scope *beginning_scope;

enum { DISTRICT_WORDS = 5 };

enum place { PLACE_PROVINCE, PLACE_CITY, PLACE_DISTRICT, PLACE_COMMUNE };

static enum agency_scope scope_named(struct str name)
{
    if (str_equal(name, STR("national")))
        return AGENCY_NATIONAL;
    if (str_equal(name, STR("local")) || str_equal(name, STR("province")))
        return AGENCY_LOCAL;
    return AGENCY_UNKNOWN;
}

static void read_agencies(void)
{
    const struct table *table = table_named("agencies");
    uint32_t code = table_column(table, "code"), name = table_column(table, "name");
    uint32_t scope = table_column(table, "scope");
    agencies = ARENA_ARRAY(memory, struct agency, table->rows);
    by_code = table_index_new();
    names = phrases_new();
    for (uint32_t row = 0; row < table->rows; row++) {
        struct agency *agency = &agencies[row];
        agency->code = table_cell(table, row, code);
        agency->name = table_cell(table, row, name);
        agency->scope = scope_named(table_cell(table, row, scope));
        agency->provincial = str_equal(table_cell(table, row, scope), STR("province"));
        char folded[PHRASE_SIZE];
        size_t len = plain_fold(agency->code, folded, sizeof folded);
        table_index_add(by_code, (struct str){folded, len}, row);
        phrases_add(names, agency->name, row);
    }
}

static void start(void)
{
    memory = arena_new();
    read_agencies();
    const struct table *table = table_named("issuers");
    uint32_t words = table_column(table, "words"), scope = table_column(table, "scope");
    beginnings = phrases_new();
    beginning_scope = ARENA_ARRAY(memory, enum agency_scope, table->rows);
    for (uint32_t row = 0; row < table->rows; row++) {
        phrases_add(beginnings, table_cell(table, row, words), row);
        beginning_scope[row] = scope_named(table_cell(table, row, scope));
    }
    table = table_named("provinces");
    provinces = phrases_new();
    uint32_t name = table_column(table, "name_until_2025-06-30"),
             aliases = table_column(table, "aliases");
    for (uint32_t row = 0; row < table->rows; row++) {
        phrases_add(provinces, table_cell(table, row, name), row);
        phrases_add_all(provinces, table_cell(table, row, aliases), row);
    }
    places = phrases_new();
    phrases_add_all(places, STR("tỉnh"), PLACE_PROVINCE);
    phrases_add_all(places, STR("thành phố;tp;tp."), PLACE_CITY);
    phrases_add_all(places, STR("huyện;quận;thị xã"), PLACE_DISTRICT);
    phrases_add_all(places, STR("xã;phường;thị trấn;đặc khu"), PLACE_COMMUNE);
    stops = phrases_new();
    table = table_named("issuer_stops");
    for (uint32_t row = 0; row < table->rows; row++)
        phrases_add(stops, table_cell(table, row, 0), row);
}

const struct agency *agency_of_code(struct str folded)
{
    once_run(&once, start);
    uint32_t row = table_index_find(by_code, folded);
    return row == TABLE_NONE ? NULL : &agencies[row];
}

const struct agency *agency_named(const struct view *view, uint32_t from, uint32_t to)
{
    once_run(&once, start);
    for (uint32_t at = from; at < to; at++) {
        uint32_t end;
        if (at > from && plain_inside(view->plain[at - 1]))
            continue;
        uint32_t row = phrases_begin(names, view, at, to, &end);
        if (row != PHRASES_NONE)
            return &agencies[row];
        if (view_word(view, at, STR("thu tuong")))
            return agency_of_code(STR("ttg"));
    }
    return NULL;
}

enum agency_scope agency_scope_of(struct str folded)
{
    const struct agency *agency = agency_of_code(folded);
    if (agency)
        return agency->scope;
    if (str_ends(folded, STR("tw")) || str_ends(folded, STR("tutw")))
        return AGENCY_NATIONAL;
    if (str_starts(folded, STR("hdnn")))
        return AGENCY_NATIONAL;
    // hdnd8: the council of a term; hdndt, ubndt: of a province.
    if (str_starts(folded, STR("hdnd")) || str_starts(folded, STR("ubnd")) ||
        str_starts(folded, STR("bcd")) || str_starts(folded, STR("bch")) ||
        str_starts(folded, STR("ubmt")))
        return AGENCY_LOCAL;
    if (folded.len >= 3 && (str_ends(folded, STR("tu")) || str_ends(folded, STR("hu")) ||
                            str_ends(folded, STR("thu"))))
        return AGENCY_LOCAL;
    if (folded.len >= 2 && folded.len <= 9 && folded.at[0] == 's')
        return AGENCY_LOCAL;
    return AGENCY_UNKNOWN;
}

struct str province_begin(const struct view *view, uint32_t at, uint32_t *end)
{
    once_run(&once, start);
    struct str none = {NULL, 0};
    if (at >= view->count || !(view->flags[at] & VIEW_UPPER))
        return none;
    uint32_t row = phrases_begin(provinces, view, at, view->count, end);
    return row == PHRASES_NONE ? none : table_cell(table_named("provinces"), row, 0);
}

static uint32_t skip_space(const struct view *view, uint32_t at)
{
    return at < view->count && view->plain[at] == ' ' ? at + 1 : at;
}

static struct str slug(const struct view *view, uint32_t from, uint32_t to,
                       struct arena *arena)
{
    char *out = arena_alloc(arena, to - from + 1);
    size_t len = 0;
    for (uint32_t i = from; i < to; i++) {
        char c = view->plain[i];
        if (plain_inside(c) && c != VIEW_OTHER_LETTER)
            out[len++] = c;
        else if (len && out[len - 1] != '-')
            out[len++] = '-';
    }
    while (len && out[len - 1] == '-')
        len--;
    return (struct str){out, len};
}

// "huyện", "quận" and "thị xã" by their last letters, before `at`.
static uint8_t kinds_before(const struct view *view, enum place kind, uint32_t at)
{
    return kind == PLACE_CITY                     ? DISTRICT_CITY
           : at < 2 || view->plain[at - 1] == 'a' ? DISTRICT_TOWN
           : view->plain[at - 2] == 'e'           ? DISTRICT_RURAL
                                                  : DISTRICT_URBAN;
}

// The longest name of a district that begins at `begin`; returns the letter behind it, or
// `to` where the table knows none.
static uint32_t read_district(const struct view *view, uint8_t kinds, uint32_t begin,
                              uint32_t to, struct cited_issuer *out, struct arena *arena)
{
    uint32_t i = begin, last = to;
    out->named = DISTRICT_NONE;
    for (int words = 0; words < DISTRICT_WORDS && i < view->count; words++) {
        if (!(view->flags[i] & VIEW_UPPER) && (!words || view->plain[i - 1] == ' '))
            break;
        uint32_t end = view_word_end(view, i);
        if (end == i)
            break;
        uint32_t named = district_find(slug(view, begin, end, arena));
        if (named != DISTRICT_NONE) {
            out->named = named;
            out->kinds = kinds;
            last = end;
        }
        bool joined =
            end < view->count && (view->plain[end] == ' ' || view->plain[end] == '\'' ||
                                  view->plain[end] == '"');
        i = end + joined;
        if (!joined)
            break;
    }
    return last;
}

// A place after its kind: "tỉnh Quảng Trị", "huyện Ba Tơ"; only the kind where no name
// follows ("UBND tỉnh Triển khai …").
static uint32_t read_place(const struct view *view, enum place kind, uint32_t at,
                           struct cited_issuer *out, struct arena *arena)
{
    uint32_t begin = skip_space(view, at), end;
    if (kind == PLACE_PROVINCE || kind == PLACE_CITY) {
        struct str province = province_begin(view, begin, &end);
        if (province.at) {
            out->province = province;
            // "thành phố Quảng Ngãi" is the town of that province.
            if (kind == PLACE_CITY && !province_is_city(province_find(province), 0)) {
                out->district = province;
                out->kinds = DISTRICT_CITY;
                out->named = district_find(province);
            }
            return end;
        }
        if (kind == PLACE_PROVINCE)
            return at;
    }
    // One to three capitalised words, none of which begins the name of a document.
    uint32_t to = at, i = begin;
    for (int words = 0; words < 3 && i < view->count && view->flags[i] & VIEW_UPPER;
         words++) {
        if (doctype_at(view, i, &end) ||
            phrases_begin(stops, view, i, view->count, &end) != PHRASES_NONE)
            break;
        to = view_word_end(view, i);
        i = skip_space(view, to);
        if (i == to)
            break;
    }
    if (kind == PLACE_DISTRICT || kind == PLACE_CITY)
        to = read_district(view, kinds_before(view, kind, at), begin, to, out, arena);
    if (to > begin && (kind == PLACE_DISTRICT || kind == PLACE_CITY)) {
        out->district = slug(view, begin, to, arena);
        i = to + (to + 1 < view->count && view->plain[to] == ',');
        i = skip_space(view, i);
        uint32_t after;
        if (phrases_begin(places, view, i, view->count, &after) == PLACE_PROVINCE) {
            struct cited_issuer province = {0};
            uint32_t stop = read_place(view, PLACE_PROVINCE, after, &province, arena);
            if (province.province.at) {
                out->province = province.province;
                return stop;
            }
        }
    }
    return to;
}

// True when the next line begins with the mark of a heading or an item: "I. KẾT QUẢ", "2)".
static bool mark_follows(const struct view *view, uint32_t space)
{
    if (!(view->flags[space] & VIEW_LINE))
        return false;
    uint32_t i = space + 1;
    while (i < view->count && i < space + 6 && view->plain[i] &&
           strchr("ivx0123456789", view->plain[i]))
        i++;
    return i > space + 1 && i < view->count &&
           (view->plain[i] == '.' || view->plain[i] == ')');
}

// Goes on after the first words of the name: known names, places, capitalised words and
// the small words between them.
static uint32_t read_rest(const struct view *view, uint32_t at, bool national,
                          struct cited_issuer *out, struct arena *arena)
{
    uint32_t to = at, end;
    bool complete = national; // nothing in small letters belongs to a body of the state
    for (int words = 0; words < 16; words++) {
        uint32_t i = to;
        if (i < view->count && view->plain[i] == ',' && i + 1 < view->count &&
            view->plain[i + 1] == ' ' &&
            (view->flags[i + 2 < view->count ? i + 2 : i] & VIEW_UPPER) && words > 0 &&
            phrases_begin(places, view, i + 2, view->count, &end) == PHRASES_NONE)
            break;
        if (i >= view->count || view->plain[i] != ' ' || mark_follows(view, i))
            break;
        i++;
        uint32_t place = phrases_begin(places, view, i, view->count, &end);
        // "quản lý" is no quận.
        if (place == PLACE_DISTRICT && view->plain[i] == 'q' &&
            (view->letter[i + 2] | 1) != 0x1EAD)
            place = PHRASES_NONE;
        if (place != PHRASES_NONE) {
            to = read_place(view, place, end, out, arena);
            if (to == end && place != PLACE_PROVINCE && place != PLACE_CITY)
                continue;
            continue;
        }
        // "UBND Nghệ An", "Sở GD&ĐT Nghệ An": the province stands without its kind.
        struct str province = {NULL, 0};
        if (out->scope == AGENCY_LOCAL && !out->province.at &&
            !view_word(view, i, STR("ho chi minh")))
            province = province_begin(view, i, &end);
        if (province.at) {
            out->province = province;
            to = end;
            continue;
        }
        // "Việt Nam" is no year ("năm").
        bool country = view_word(view, i, STR("nam")) && view->flags[i] & VIEW_UPPER &&
                       !(view->flags[i + 1] & VIEW_MARKED);
        if (!country && phrases_begin(stops, view, i, view->count, &end) != PHRASES_NONE)
            break;
        uint32_t row = phrases_begin(names, view, i, view->count, &end);
        if (row != PHRASES_NONE && view->flags[i] & VIEW_UPPER) {
            to = end;
            complete = agencies[row].scope == AGENCY_NATIONAL;
            if (agencies[row].scope && out->scope == AGENCY_UNKNOWN)
                out->scope = agencies[row].scope;
            continue;
        }
        if (!plain_inside(view->plain[i]) && view->plain[i] != '-' &&
            view->plain[i] != '&')
            break;
        bool upper = view->flags[i] & VIEW_UPPER;
        if (upper && doctype_at(view, i, &end))
            break;
        uint32_t stop = view_word_end(view, i);
        if (stop == i)
            stop = i + 1;
        // GD&ĐT, GD-ĐT
        while (upper && stop + 1 < view->count &&
               (view->plain[stop] == '&' || view->plain[stop] == '-') &&
               view->flags[stop + 1] & VIEW_UPPER)
            stop = view_word_end(view, stop + 1);
        // A small word belongs to the name only when a capital one follows soon, or it is
        // the second half of a compound ("Cục Quản lý dược", "Văn phòng Sở" …): two small
        // words in a row are allowed, no more.
        if (!upper && complete && !view_word(view, i, STR("va")) &&
            !view_word(view, i, STR("nuoc")))
            break;
        complete = false;
        if (!upper) {
            uint32_t next = skip_space(view, stop);
            bool soon =
                next < view->count && next > stop && view->flags[next] & VIEW_UPPER;
            bool compound = i >= 2 && view->plain[i - 1] == ' ' && words < 8 &&
                            plain_inside(view->plain[i]) &&
                            !(stop - i == 2 && memcmp(view->plain + i, "va", 2) == 0);
            if (!soon && !compound)
                break;
            if (soon && doctype_at(view, next, &end))
                break;
        }
        to = stop;
    }
    return to;
}

// "số điều của", "BỔ SUNG" begin with the letters of "Sở" and "Bộ"; without any mark they
// may be those.
static bool other_marks(const struct view *view, uint32_t at)
{
    uint16_t wanted = view_word(view, at, STR("so"))   ? 0x1EDF
                      : view_word(view, at, STR("bo")) ? 0x1ED9
                                                       : 0;
    return wanted && view->flags[at + 1] & VIEW_MARKED &&
           character_lower(view->letter[at + 1]) != wanted;
}

bool cited_issuer_read(const struct view *view, uint32_t at, struct cited_issuer *out,
                       struct arena *arena)
{
    once_run(&once, start);
    *out = (struct cited_issuer){.from = at, .named = DISTRICT_NONE};
    uint32_t end, row = phrases_begin(names, view, at, view->count, &end);
    uint32_t to = 0;
    bool national = false;
    if (row != PHRASES_NONE) {
        to = end;
        out->scope = agencies[row].scope;
        national = out->scope == AGENCY_NATIONAL;
    }
    row = phrases_begin(beginnings, view, at, view->count, &end);
    if (row != PHRASES_NONE && end > to) {
        to = end;
        out->scope = beginning_scope[row];
        national = false;
    }
    if (to == 0 || other_marks(view, at))
        return false;
    out->to = read_rest(view, to, national, out, arena);
    if (out->province.at && out->scope != AGENCY_NATIONAL)
        out->scope = AGENCY_LOCAL;
    return true;
}

bool cited_issuer_before(const struct view *view, uint32_t end, uint32_t limit,
                         struct cited_issuer *out, struct arena *arena)
{
    once_run(&once, start);
    while (end > limit && view->plain[end - 1] == ' ')
        end--;
    // The earliest beginning whose name reaches exactly to `end`.
    for (uint32_t i = limit; i < end; i++) {
        if (!plain_inside(view->plain[i]) || (i > 0 && plain_inside(view->plain[i - 1])))
            continue;
        if (cited_issuer_read(view, i, out, arena) && out->to == end)
            return true;
    }
    return false;
}
