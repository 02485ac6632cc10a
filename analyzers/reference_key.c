// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/mention.h"

#include "analyzers/characters.h"
#include "analyzers/district.h"
#include "analyzers/province.h"
#include "base/buf.h"
#include "base/words.h"

#include <stdio.h>
#include <string.h>

// A mention on its way to a reference: the parts of its key.
struct part {
    struct str type;         // folded code, or ""
    struct str organisation; // folded, or ""
    struct str scope;        // "quang-tri", "quang-tri/ba-to", or missing
    const char *number;
    int year;
    bool inferred;
};

// What the text says elsewhere about documents that may be the same: one entry an
// identity.
struct known {
    int year;     // 0: none yet
    bool several; // more than one year: nothing is inherited
    size_t full;  // the first mention that says the most, + 1
    int32_t date;
    struct str issuer;
};

static bool has_organisation(const struct symbol *symbol)
{
    return *symbol->organisation != '\0';
}

static struct str first_organisation(const struct symbol *symbol)
{
    struct str whole = str_of(symbol->organisation);
    const char *dash = memchr(whole.at, '-', whole.len);
    return dash ? str_slice(whole, 0, (size_t)(dash - whole.at)) : whole;
}

static bool says_national(const struct view *view, const struct cited_issuer *issuer)
{
    static const char *const words[] = {"quoc gia", "trung uong", "chinh phu",
                                        "viet nam"};
    struct str name = {view->plain + issuer->from, issuer->to - issuer->from};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_find(name, str_of(words[i]), 0) >= 0)
            return true;
    }
    return false;
}

// "TU" is the committee of a province, but for "Thành ủy" in a text of a town.
static bool of_own_city(const struct view *view, const struct cited_issuer *issuer,
                        const struct citing *citing)
{
    if (!issuer->to || !str_equal(citing->level, STR("thanh pho")) ||
        province_is_city(province_find(citing->province), 0))
        return false;
    struct str name = {view->plain + issuer->from, issuer->to - issuer->from};
    return str_find(name, STR("thanh uy"), 0) >= 0;
}

// True when a local body is that of the district or commune whose office writes: "của UBND
// xã", or only "UBND", but not "của UBND tỉnh" nor a Sở.
static bool of_own_place(const struct view *view, struct str code,
                         const struct cited_issuer *issuer, const struct citing *citing)
{
    const struct agency *agency = agency_of_code(code);
    if ((agency && agency->provincial) || (!agency && code.len && code.at[0] == 's') ||
        (str_ends(code, STR("tu")) && !of_own_city(view, issuer, citing)))
        return false;
    if (!issuer->to)
        return true;
    if (issuer->province.at)
        return false;
    static const char *const kinds[] = {"tinh",   "thanh pho", "huyen",
                                        "quan",   "thi xa",    "xa",
                                        "phuong", "thi tran",  "dac khu"};
    for (uint32_t i = issuer->from; i < issuer->to; i++) {
        if (i > 0 && plain_inside(view->plain[i - 1]))
            continue;
        for (size_t kind = 0; kind < sizeof kinds / sizeof kinds[0]; kind++) {
            if (view_says(view, i, kinds[kind]))
                return citing->level.at && str_equal(citing->level, str_of(kinds[kind]));
        }
    }
    return true;
}

// The body in the number of the text itself, folded; missing where it has no number.
static struct str own_organisation(const struct mentions *mentions)
{
    for (size_t i = 0; i < mentions->count; i++)
        if (mentions->items[i].own)
            return first_organisation(&mentions->items[i].symbol);
    return (struct str){NULL, 0};
}

// "TTPTQĐ", "BQLRPH", "BVĐK": centres, boards and hospitals belong to some province.
static bool names_local_part(struct str code)
{
    static const char *const heads[] = {"tt", "bql", "bv"};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        struct str head = str_of(heads[i]);
        if (code.len >= head.len + 2 && str_starts(code, head) &&
            !str_ends(code, STR("qg")))
            return true;
    }
    return false;
}

// Numbers of local bodies mean nothing without their province: the one that the text
// names, else its own. A body of the state whose branch in a province writes ("BHXH") is
// that branch, unless the text says otherwise.
static struct str scope_of(const struct mention *mention, struct str own,
                           const struct view *view, const struct citing *citing,
                           struct arena *arena)
{
    struct str none = {NULL, 0};
    const struct symbol *symbol = &mention->symbol;
    if (symbol->kind == SYMBOL_LAW || !has_organisation(symbol))
        return none;
    struct str first = first_organisation(symbol);
    enum agency_scope scope = agency_scope_of(first);
    const struct cited_issuer *issuer = &mention->issuer;
    if (citing->province.at && !(issuer->to && issuer->scope == AGENCY_NATIONAL) &&
        (str_equal(first, own) || (scope == AGENCY_UNKNOWN && names_local_part(first))))
        scope = AGENCY_LOCAL;
    if (issuer->to && scope != AGENCY_NATIONAL) {
        bool council = str_equal(first, STR("ubnd")) || str_equal(first, STR("hdnd"));
        if (!council && says_national(view, issuer))
            return none;
        if (scope == AGENCY_UNKNOWN)
            scope = issuer->scope;
    }
    if (scope != AGENCY_LOCAL)
        return none;
    struct str province =
        issuer->to && issuer->province.at ? issuer->province : citing->province;
    struct str district = issuer->to && issuer->district.at ? issuer->district : none;
    if (!district.at && citing->district.at &&
        (mention->own || of_own_place(view, first, issuer, citing)))
        district = citing->district;
    // "huyện Phù Mỹ": the table may know where it lies.
    if (issuer->to && district.len && issuer->named != DISTRICT_NONE) {
        uint32_t number = province.at ? province_find(province) : PROVINCE_NONE;
        struct str place =
            district_scope(issuer->named, issuer->kinds, number, district, arena);
        if (place.len)
            return place;
    }
    if (!province.at)
        return none;
    if (district.at && district.len)
        return arena_printf(arena, "%.*s/%.*s", STR_ARG(province), STR_ARG(district));
    return province;
}

static struct str type_code(const struct mention *mention)
{
    const struct symbol *symbol = &mention->symbol;
    if (symbol->kind == SYMBOL_LAW)
        return STR("");
    const struct doctype *type = mention->type;
    if (!type)
        return STR("");
    if (type->systems & DOCTYPE_LETTER && !symbol->type)
        return STR("cv");
    return type->folded;
}

static struct str identity(const struct part *part, struct buf *buf)
{
    buf_clear(buf);
    buf_printf(buf, "%s/%.*s-%.*s@%.*s", part->number, STR_ARG(part->type),
               STR_ARG(part->organisation), STR_ARG(part->scope));
    return buf_str(buf);
}

// Without organisation and scope: what a citation by number alone has.
static struct str bare_identity(const struct part *part, struct buf *buf)
{
    buf_clear(buf);
    buf_printf(buf, "?%s/%.*s", part->number, STR_ARG(part->type));
    return buf_str(buf);
}

static struct str make_key(const struct part *part, bool law, struct arena *arena)
{
    char year[12] = "-";
    if (part->year)
        snprintf(year, sizeof year, "%d", part->year);
    const char *dash = law ? "" : "-";
    const char *at = part->scope.at ? "@" : "";
    return arena_printf(arena, "%s/%s/%.*s%s%.*s%s%.*s", part->number, year,
                        STR_ARG(part->type), dash, STR_ARG(part->organisation), at,
                        STR_ARG(part->scope));
}

// Appends the organisation as people write it: known codes by the table, others with the
// letters of the text.
static void show_organisation(struct buf *buf, const struct symbol *symbol,
                              const struct view *view)
{
    if (symbol->kind == SYMBOL_LAW) {
        const char *term =
            symbol->organisation + strcspn(symbol->organisation, "0123456789");
        bool standing = strncmp(symbol->organisation, "ubtvqh", 6) == 0;
        buf_printf(buf, "%s%s", standing ? "UBTVQH" : "QH", term);
        return;
    }
    struct str part, rest = str_of(symbol->organisation);
    uint32_t at = symbol->organisation_from;
    while (str_split(&part, &rest, '-')) {
        while (
            at < symbol->organisation_to &&
            (view->plain[at] == ' ' || view->plain[at] == '-' || view->plain[at] == '/'))
            at++;
        uint32_t end = at;
        size_t letters = 0;
        while (end < symbol->organisation_to && letters < part.len) {
            letters += (view->plain[end] >= 'a' && view->plain[end] <= 'z') ||
                       (view->plain[end] >= '0' && view->plain[end] <= '9');
            end++;
        }
        const struct agency *agency = agency_of_code(part);
        if (agency && view->plain[at] != VIEW_OTHER_SIGN) {
            buf_add_str(buf, agency->code);
        } else {
            char letter[4];
            for (uint32_t i = at; i < end; i++)
                buf_add(buf, letter, character_put(view->letter[i], letter));
        }
        at = end;
        if (rest.at)
            buf_add_char(buf, '-');
    }
}

static struct str show(const struct mention *mention, const struct view *view,
                       struct buf *buf, struct arena *arena)
{
    const struct symbol *symbol = &mention->symbol;
    buf_clear(buf);
    if ((symbol->kind == SYMBOL_BARE || symbol->kind == SYMBOL_SHORT) && mention->type) {
        buf_add_str(buf, mention->type->name);
        buf_add_char(buf, ' ');
    }
    buf_add_str(buf, str_of(symbol->written));
    if (symbol->year)
        buf_printf(buf, "/%d", symbol->year);
    struct str code = symbol->type ? symbol->type->code : STR("");
    switch (symbol->kind) {
    case SYMBOL_BARE:
    case SYMBOL_SHORT:
        break;
    case SYMBOL_PARTY:
        buf_printf(buf, "-%.*s/", STR_ARG(code));
        show_organisation(buf, symbol, view);
        break;
    case SYMBOL_DECREE:
    case SYMBOL_TYPE:
        buf_printf(buf, "/%.*s", STR_ARG(code));
        break;
    case SYMBOL_REVERSED:
        buf_add_char(buf, '/');
        show_organisation(buf, symbol, view);
        buf_printf(buf, "-%.*s", STR_ARG(code));
        break;
    case SYMBOL_LAW:
    case SYMBOL_LETTER:
        buf_add_char(buf, '/');
        show_organisation(buf, symbol, view);
        break;
    case SYMBOL_NORM:
    case SYMBOL_PLAIN:
    case SYMBOL_BLANK:
        buf_add_char(buf, '/');
        if (code.len)
            buf_printf(buf, "%.*s-", STR_ARG(code));
        show_organisation(buf, symbol, view);
        break;
    }
    return arena_copy(arena, buf_str(buf));
}

// The code decides, except where one code stands for two types and the word before it
// says which.
static struct str type_name(const struct mention *mention)
{
    const struct doctype *type = mention->type, *word = mention->head.type;
    if (mention->symbol.kind == SYMBOL_LAW && mention->law.to)
        return str_of(mention->law.type);
    if (!type)
        return (struct str){NULL, 0};
    if (word && word != type && mention->symbol.type) {
        bool party = mention->symbol.kind == SYMBOL_PARTY;
        if (party && str_equal(type->folded, STR("qd")) &&
            str_equal(word->lower, STR("quy định")))
            return word->lower;
        if (str_equal(word->folded, type->folded))
            return word->lower;
    }
    if (type->systems & DOCTYPE_LAW && mention->symbol.kind == SYMBOL_PARTY &&
        str_equal(type->folded, STR("tt")))
        return STR("thông tri");
    return type->lower;
}

// What the sentence says, else the name behind the code.
static struct str issuer_name(const struct mention *mention, const struct view *view,
                              struct arena *arena)
{
    if (mention->issuer.to)
        return view_clean(view, mention->issuer.from, mention->issuer.to, arena);
    const struct symbol *symbol = &mention->symbol;
    if (symbol->kind == SYMBOL_LAW) {
        const struct agency *agency = agency_of_code(
            strncmp(symbol->organisation, "qh", 2) == 0 ? STR("qh") : STR("ubtvqh"));
        return agency ? agency->name : (struct str){NULL, 0};
    }
    const struct agency *agency =
        has_organisation(symbol) ? agency_of_code(first_organisation(symbol)) : NULL;
    return agency ? agency->name : (struct str){NULL, 0};
}

static bool same_symbol_family(const struct mention *a, const struct mention *b)
{
    return a->type == b->type &&
           strcmp(a->symbol.organisation, b->symbol.organisation) == 0;
}

// "Nghị quyết số 18, 19-NQ/TW": the last member says what the numbers before it are. Then
// issuer and date flow back from the last member to those of the same type and
// organisation.
static void complete_lists(struct mentions *mentions)
{
    for (size_t i = mentions->count; i-- > 1;) {
        struct mention *member = &mentions->items[i - 1];
        const struct mention *next = &mentions->items[i];
        if (!next->joined)
            continue;
        if (member->symbol.kind == SYMBOL_BARE && has_organisation(&next->symbol) &&
            member->type && next->head.from == next->symbol.from && next->symbol.type &&
            str_equal(member->type->folded, next->symbol.type->folded)) {
            struct symbol filled = next->symbol;
            memcpy(filled.number, member->symbol.number, sizeof filled.number);
            memcpy(filled.written, member->symbol.written, sizeof filled.written);
            filled.from = member->symbol.from;
            filled.to = member->symbol.to;
            member->symbol = filled;
            member->type = next->type;
            if (!member->year)
                member->year = next->symbol.year;
        }
        if (!same_symbol_family(member, next) || member->dated)
            continue;
        if (!member->issuer.to)
            member->issuer = next->issuer;
        if (next->dated && !member->symbol.year && !next->symbol.year && next->year) {
            member->year = next->year;
            member->date = next->date;
            member->dated = true;
        }
    }
}

static struct part part_of(const struct mention *mention, struct str own,
                           const struct view *view, const struct citing *citing,
                           struct arena *arena)
{
    struct part part = {.number = mention->symbol.number,
                        .year = mention->year,
                        .type = type_code(mention),
                        .organisation = str_of(mention->symbol.organisation),
                        .scope = scope_of(mention, own, view, citing, arena)};
    if (!part.year && mention->own)
        part.year = citing->year;
    return part;
}

// The book of identities of one text.
struct book {
    struct words *words;
    struct known *known;
    size_t room;
};

static struct known *entry_of(struct book *book, struct str word, struct arena *arena)
{
    uint32_t number = words_add(book->words, word);
    while (number >= book->room)
        book->known =
            arena_grow(arena, book->known, book->room, &book->room, sizeof *book->known);
    return &book->known[number];
}

static void note(struct known *known, const struct part *part,
                 const struct mention *mention, size_t i, struct str issuer)
{
    if (part->year) {
        known->several |= known->year && known->year != part->year;
        known->year = part->year;
    }
    if (!known->full)
        known->full = i + 1;
    if (!known->date)
        known->date = mention->date;
    if (!known->issuer.at && mention->issuer.to)
        known->issuer = issuer;
}

static bool by_number_only(const struct mention *mention)
{
    return (mention->symbol.kind == SYMBOL_BARE ||
            mention->symbol.kind == SYMBOL_SHORT) &&
           !has_organisation(&mention->symbol);
}

// "Luật Thủy lợi 2017", however its day is written.
static struct str law_display(const struct view *view, const struct law *law, int year,
                              struct arena *arena)
{
    struct str name = view_clean(view, law->from, law->name_to, arena);
    return year ? arena_printf(arena, "%.*s %d", STR_ARG(name), year) : name;
}

static void make_laws(struct references *out, const struct mentions *mentions,
                      const struct view *view, struct arena *arena)
{
    out->laws = ARENA_ARRAY(arena, struct reference, mentions->law_count);
    out->law_count = mentions->law_count;
    struct book book = {.words = words_new()};
    for (size_t i = 0; i < mentions->law_count; i++) {
        const struct law *law = &mentions->laws[i];
        if (law->year) {
            struct known *known = entry_of(&book, law_key(view, law, 0, arena), arena);
            known->several |= known->year && known->year != law->year;
            known->year = law->year;
        }
    }
    for (size_t i = 0; i < mentions->law_count; i++) {
        const struct law *law = &mentions->laws[i];
        struct reference *reference = &out->laws[i];
        int year = law->year;
        if (!year) {
            const struct known *known =
                entry_of(&book, law_key(view, law, 0, arena), arena);
            if (known->year && !known->several) {
                year = known->year;
                reference->year_inferred = true;
            }
        }
        reference->kind = REFERENCE_LAW;
        reference->from = law->from;
        reference->to = law->to;
        reference->span = view_span(view, law->from, law->to);
        reference->key = law_key(view, law, year, arena);
        reference->display = law_display(view, law, year, arena);
        reference->type = str_of(law->type);
        reference->date = law->date;
        if (law->pinpoint_to)
            reference->pinpoint =
                view_clean(view, law->pinpoint_from, law->pinpoint_to, arena);
    }
    words_free(book.words);
}

void references_make(struct references *out, const struct mentions *found,
                     const struct view *view, const struct citing *citing,
                     struct arena *arena)
{
    struct mentions mentions = *found;
    complete_lists(&mentions);
    *out =
        (struct references){.items = ARENA_ARRAY(arena, struct reference, mentions.count),
                            .count = mentions.count};
    struct part *parts = ARENA_ARRAY(arena, struct part, mentions.count);
    struct str own = own_organisation(&mentions);
    struct book book = {.words = words_new()};
    struct buf buf = {0};
    for (size_t i = 0; i < mentions.count; i++) {
        const struct mention *mention = &mentions.items[i];
        parts[i] = part_of(mention, own, view, citing, arena);
        if (by_number_only(mention))
            continue;
        struct str issuer = mention->issuer.to ? issuer_name(mention, view, arena)
                                               : (struct str){NULL, 0};
        note(entry_of(&book, identity(&parts[i], &buf), arena), &parts[i], mention, i,
             issuer);
        struct known *bare = entry_of(&book, bare_identity(&parts[i], &buf), arena);
        // Another document of this number and type: a number alone then means nothing.
        if (bare->full) {
            const struct part *other = &parts[bare->full - 1];
            if (!str_equal(other->organisation, parts[i].organisation) ||
                !str_equal(other->scope, parts[i].scope))
                bare->several = true;
        }
        note(bare, &parts[i], mention, i, issuer);
    }
    for (size_t i = 0; i < mentions.count; i++) {
        const struct mention *mention = &mentions.items[i];
        struct part *part = &parts[i];
        struct reference *reference = &out->items[i];
        const struct mention *shown = mention;
        struct part full = *part;
        if (by_number_only(mention)) {
            const struct known *known = entry_of(&book, bare_identity(part, &buf), arena);
            if (known->full && !known->several &&
                (!part->year || !known->year || known->year == part->year)) {
                shown = &mentions.items[known->full - 1];
                full = parts[known->full - 1];
                full.year = part->year ? part->year : known->year;
                reference->year_inferred = !part->year && full.year;
            }
        }
        const struct known *known = entry_of(&book, identity(&full, &buf), arena);
        if (!full.year && known->year && !known->several) {
            full.year = known->year;
            reference->year_inferred = true;
        }
        reference->date = mention->date;
        if (!reference->date && !known->several && !mention->own)
            reference->date = known->date;
        reference->from = mention->from;
        reference->to = mention->to;
        reference->span = view_span(view, mention->from, mention->to);
        reference->key = make_key(&full, shown->symbol.kind == SYMBOL_LAW, arena);
        reference->display = show(shown, view, &buf, arena);
        reference->type = type_name(shown == mention ? mention : shown);
        reference->issuer = issuer_name(mention, view, arena);
        if (!mention->issuer.to && known->issuer.at)
            reference->issuer = known->issuer;
        if (mention->pinpoint_to)
            reference->pinpoint =
                view_clean(view, mention->pinpoint_from, mention->pinpoint_to, arena);
        if (mention->law.to)
            reference->alias = law_key(view, &mention->law, full.year, arena);
        if (mention->own)
            reference->relation = RELATION_SELF;
    }
    make_laws(out, &mentions, view, arena);
    words_free(book.words);
    buf_free(&buf);
}
