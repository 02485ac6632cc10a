// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/mention.h"

#include "analyzers/characters.h"
#include "analyzers/district.h"
#include "analyzers/province.h"
#include "analyzers/reference_book.h"
#include "base/buf.h"
#include "base/format.h"

#include <string.h>

// A mention on its way to a reference: the parts of its key, and who issued it.
struct part {
    struct identity identity;
    int year;
    const struct agency *agency; // of the first body of its number, or NULL
    struct str issuer;           // for people, or missing
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
                         const struct agency *agency, const struct cited_issuer *issuer,
                         const struct citing *citing)
{
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

// "TTPTQĐ", "BQLRPH", "BVĐK", "PC07": centres, boards, hospitals and the rooms of the police
// belong to some province.
static bool names_local_part(struct str code)
{
    if (code.len == 4 && code.at[0] == 'p' && plain_digit(code.at[2]) &&
        plain_digit(code.at[3]))
        return true;
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
static struct str scope_of(const struct mention *mention, const struct agency *agency,
                           struct str own, const struct view *view,
                           const struct citing *citing, struct arena *arena)
{
    struct str none = {NULL, 0};
    const struct symbol *symbol = &mention->symbol;
    if (symbol->kind == SYMBOL_LAW || !has_organisation(symbol))
        return none;
    struct str first = first_organisation(symbol);
    enum agency_scope scope = agency ? agency->scope : agency_scope_of(first);
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
        (mention->own || of_own_place(view, first, agency, issuer, citing)))
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

static char *put(char *out, struct str piece)
{
    if (piece.len)
        memcpy(out, piece.at, piece.len);
    return out + piece.len;
}

static struct str make_key(const struct part *part, bool law, struct arena *arena)
{
    const struct identity *identity = &part->identity;
    struct str scope = identity->scope;
    char *key =
        arena_take(arena, identity->number.len + identity->type.len +
                              identity->organisation.len + scope.len + DECIMAL_SIZE + 5);
    char *out = put(key, identity->number);
    *out++ = '/';
    if (part->year)
        out += decimal_put(part->year, out);
    else
        *out++ = '-';
    *out++ = '/';
    out = put(out, identity->type);
    if (!law)
        *out++ = '-';
    out = put(out, identity->organisation);
    if (scope.at) {
        *out++ = '@';
        out = put(out, scope);
    }
    *out = '\0';
    return (struct str){key, (size_t)(out - key)};
}

// Appends the organisation as people write it: known codes by the table, others with the
// letters of the text.
static void show_organisation(struct buf *buf, const struct symbol *symbol,
                              const struct agency *first, const struct view *view)
{
    if (symbol->kind == SYMBOL_LAW) {
        bool standing = symbol->organisation[0] == 'u';
        buf_add_str(buf, standing ? STR("UBTVQH") : STR("QH"));
        buf_add_str(buf, str_of(symbol->organisation + (standing ? 6 : 2)));
        return;
    }
    struct str whole = str_of(symbol->organisation), part, rest = whole;
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
        const struct agency *agency = part.at == whole.at ? first : agency_of_code(part);
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

static struct str show(const struct mention *mention, const struct agency *first,
                       const struct view *view, struct buf *buf, struct arena *arena)
{
    const struct symbol *symbol = &mention->symbol;
    buf_clear(buf);
    if ((symbol->kind == SYMBOL_BARE || symbol->kind == SYMBOL_SHORT) && mention->type) {
        buf_add_str(buf, mention->type->name);
        buf_add_char(buf, ' ');
    }
    buf_add_str(buf, str_of(symbol->written));
    if (symbol->year) {
        buf_add_char(buf, '/');
        buf->len += decimal_put(symbol->year, buf_room(buf, DECIMAL_SIZE));
    }
    struct str code = symbol->type ? symbol->type->code : STR("");
    switch (symbol->kind) {
    case SYMBOL_BARE:
    case SYMBOL_SHORT:
        break;
    case SYMBOL_PARTY:
        buf_add_char(buf, '-');
        buf_add_str(buf, code);
        buf_add_char(buf, '/');
        show_organisation(buf, symbol, first, view);
        break;
    case SYMBOL_DECREE:
    case SYMBOL_TYPE:
        buf_add_char(buf, '/');
        buf_add_str(buf, code);
        break;
    case SYMBOL_REVERSED:
        buf_add_char(buf, '/');
        show_organisation(buf, symbol, first, view);
        buf_add_char(buf, '-');
        buf_add_str(buf, code);
        break;
    case SYMBOL_LAW:
    case SYMBOL_LETTER:
        buf_add_char(buf, '/');
        show_organisation(buf, symbol, first, view);
        break;
    case SYMBOL_NORM:
    case SYMBOL_PLAIN:
    case SYMBOL_BLANK:
        buf_add_char(buf, '/');
        buf_add_str(buf, code);
        if (code.len)
            buf_add_char(buf, '-');
        show_organisation(buf, symbol, first, view);
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

// The body that the number names first, or NULL.
static const struct agency *agency_of(const struct symbol *symbol)
{
    if (symbol->kind == SYMBOL_LAW)
        return agency_of_code(symbol->organisation[0] == 'q' ? STR("qh") : STR("ubtvqh"));
    return has_organisation(symbol) ? agency_of_code(first_organisation(symbol)) : NULL;
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
    const struct agency *agency = agency_of(&mention->symbol);
    struct part part = {
        .identity = {.number = str_of(mention->symbol.number),
                     .type = type_code(mention),
                     .organisation = str_of(mention->symbol.organisation),
                     .scope = scope_of(mention, agency, own, view, citing, arena)},
        .year = mention->year,
        .agency = agency,
    };
    // What the sentence says, else the name behind the code.
    if (mention->issuer.to)
        part.issuer = view_clean(view, mention->issuer.from, mention->issuer.to, arena);
    else if (agency)
        part.issuer = agency->name;
    if (!part.year && mention->own)
        part.year = citing->year;
    return part;
}

// What a citation by number alone has; no organisation is called so.
static struct identity bare_identity(const struct part *part)
{
    return (struct identity){.number = part->identity.number,
                             .type = part->identity.type,
                             .organisation = STR("?")};
}

static void note(struct known *known, const struct part *part,
                 const struct mention *mention, size_t i)
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
        known->issuer = part->issuer;
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
    size_t count = mentions->law_count;
    if (!count)
        return;
    out->laws = ARENA_ARRAY(arena, struct reference, count);
    out->law_count = count;
    struct book *book = book_new(count, arena);
    struct known **knowns = ARENA_ARRAY(arena, struct known *, count);
    for (size_t i = 0; i < count; i++) {
        const struct law *law = &mentions->laws[i];
        const struct identity identity = {.number = law_key(view, law, 0, arena)};
        out->laws[i].key = identity.number;
        struct known *known = knowns[i] = book_entry(book, &identity);
        if (law->year) {
            known->several |= known->year && known->year != law->year;
            known->year = law->year;
        }
    }
    for (size_t i = 0; i < count; i++) {
        const struct law *law = &mentions->laws[i];
        struct reference *reference = &out->laws[i];
        int year = law->year;
        if (!year && knowns[i]->year && !knowns[i]->several) {
            year = knowns[i]->year;
            reference->year_inferred = true;
        }
        reference->kind = REFERENCE_LAW;
        reference->from = law->from;
        reference->to = law->to;
        reference->span = view_span(view, law->from, law->to);
        if (year)
            reference->key = law_key(view, law, year, arena);
        reference->display = law_display(view, law, year, arena);
        reference->type = str_of(law->type);
        reference->date = law->date;
        if (law->pinpoint_to)
            reference->pinpoint =
                view_clean(view, law->pinpoint_from, law->pinpoint_to, arena);
    }
}

// The references by number of all mentions.
struct maker {
    const struct mentions *mentions;
    const struct view *view;
    struct arena *arena;
    struct part *parts; // of each mention
    struct book *book;
    struct buf buf;
};

// Writes down what the mention says of its document.
static void note_mention(struct maker *maker, size_t i)
{
    const struct mention *mention = &maker->mentions->items[i];
    const struct part *part = &maker->parts[i];
    if (by_number_only(mention))
        return;
    note(book_entry(maker->book, &part->identity), part, mention, i);
    const struct identity number = bare_identity(part);
    struct known *bare = book_entry(maker->book, &number);
    // Another document of this number and type: a number alone then means nothing.
    if (bare->full) {
        const struct identity *other = &maker->parts[bare->full - 1].identity;
        if (!str_equal(other->organisation, part->identity.organisation) ||
            !str_equal(other->scope, part->identity.scope))
            bare->several = true;
    }
    note(bare, part, mention, i);
}

static void make_reference(struct maker *maker, size_t i, struct reference *out)
{
    const struct mention *mention = &maker->mentions->items[i], *shown = mention;
    const struct part *part = &maker->parts[i];
    struct part full = *part;
    if (by_number_only(mention)) {
        const struct identity number = bare_identity(part);
        const struct known *known = book_entry(maker->book, &number);
        if (known->full && !known->several &&
            (!part->year || !known->year || known->year == part->year)) {
            shown = &maker->mentions->items[known->full - 1];
            full = maker->parts[known->full - 1];
            full.year = part->year ? part->year : known->year;
            out->year_inferred = !part->year && full.year;
        }
    }
    const struct known *known = book_entry(maker->book, &full.identity);
    if (!full.year && known->year && !known->several) {
        full.year = known->year;
        out->year_inferred = true;
    }
    out->date = mention->date;
    if (!out->date && !known->several && !mention->own)
        out->date = known->date;
    out->from = mention->from;
    out->to = mention->to;
    out->span = view_span(maker->view, mention->from, mention->to);
    out->key = make_key(&full, shown->symbol.kind == SYMBOL_LAW, maker->arena);
    out->display = show(shown, full.agency, maker->view, &maker->buf, maker->arena);
    out->type = type_name(shown);
    out->issuer = part->issuer;
    if (!mention->issuer.to && known->issuer.at)
        out->issuer = known->issuer;
    if (mention->pinpoint_to)
        out->pinpoint = view_clean(maker->view, mention->pinpoint_from,
                                   mention->pinpoint_to, maker->arena);
    if (mention->law.to)
        out->alias = law_key(maker->view, &mention->law, full.year, maker->arena);
    if (mention->own)
        out->relation = RELATION_SELF;
}

static void make_numbered(struct references *out, const struct mentions *mentions,
                          const struct view *view, const struct citing *citing,
                          struct arena *arena)
{
    size_t count = mentions->count;
    if (!count)
        return;
    out->items = ARENA_ARRAY(arena, struct reference, count);
    out->count = count;
    struct maker maker = {.mentions = mentions,
                          .view = view,
                          .arena = arena,
                          .parts = ARENA_ARRAY(arena, struct part, count),
                          .book = book_new(2 * count, arena)};
    struct str own = own_organisation(mentions);
    for (size_t i = 0; i < count; i++) {
        maker.parts[i] = part_of(&mentions->items[i], own, view, citing, arena);
        note_mention(&maker, i);
    }
    for (size_t i = 0; i < count; i++)
        make_reference(&maker, i, &out->items[i]);
    buf_free(&maker.buf);
}

void references_make(struct references *out, const struct mentions *found,
                     const struct view *view, const struct citing *citing,
                     struct arena *arena)
{
    struct mentions mentions = *found;
    *out = (struct references){0};
    complete_lists(&mentions);
    make_numbered(out, &mentions, view, citing, arena);
    make_laws(out, &mentions, view, arena);
}
