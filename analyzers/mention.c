// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/mention.h"

#include "analyzers/day.h"
#include "analyzers/mention_mask.h"
#include "analyzers/phrases.h"
#include "analyzers/symbol_glance.h"
#include "analyzers/word.h"

#include <string.h>

enum {
    // letters from the start of the text in which its own number line is looked for
    OWN_REACH = 2500,
    JOIN_REACH = 40,      // letters between two members of a list
    LAW_REACH = 16,       // letters between the name of a law and its number: " số: "
    PINPOINT_REACH = 160, // letters before a citation in which its pinpoint may stand
    DAY_REACH = 40,       // letters before that issuer in which the day may begin
    ISSUER_REACH = 90,    // letters before a citation in which its issuer may stand
};

static char plain_at(const struct view *view, uint32_t i)
{
    return i < view->count ? view->plain[i] : '\0';
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static uint32_t skip_space(const struct view *view, uint32_t i)
{
    return plain_at(view, i) == ' ' ? i + 1 : i;
}

// True when only what joins the members of a list stands between the letters: ", ;",
// "và", "hoặc", "các".
static bool joined(const struct view *view, uint32_t from, uint32_t to)
{
    if (to < from || to - from > JOIN_REACH)
        return false;
    static const char *const words[] = {"va",  "hoac", "cac", "cung",
                                        "voi", "hay",  "den", "so"};
    for (uint32_t i = from; i < to;) {
        char c = view->plain[i];
        if (c == ' ' || c == ',' || c == ';' || c == ':') {
            i++;
            continue;
        }
        uint32_t next = i;
        for (size_t word = 0; word < sizeof words / sizeof words[0] && next == i;
             word++) {
            if (view_says(view, i, words[word]))
                next = i + (uint32_t)strlen(words[word]);
        }
        if (next == i)
            return false;
        i = next;
    }
    return true;
}

static void take_day(struct mention *mention, const struct cited_day *day)
{
    mention->dated = true;
    mention->date = day->date;
    // Beside the year of a symbol the day only counts when it can be that of the
    // document.
    if (mention->symbol.year && day->year != mention->symbol.year) {
        if (day->year < mention->symbol.year - 1 || day->year > mention->symbol.year + 1)
            mention->date = 0;
        return;
    }
    mention->year = day->year;
}

static bool read_day(const struct view *view, uint32_t *at, struct mention *mention)
{
    uint32_t i = *at;
    if (plain_at(view, i) == ',' || plain_at(view, i) == ';')
        i++;
    i = skip_space(view, i);
    bool bracket = plain_at(view, i) == '(';
    if (bracket)
        i++;
    static const char *const words[] = {"ban hanh", "duoc ban hanh", "ky", "ra"};
    for (size_t word = 0; word < sizeof words / sizeof words[0]; word++) {
        if (view_says(view, i, words[word])) {
            i = skip_space(view, i + (uint32_t)strlen(words[word]));
            break;
        }
    }
    struct cited_day day;
    if (!cited_day_read(view, i, &day))
        return false;
    // "năm 2023" behind a symbol that has a year of its own belongs to what follows.
    if (view_word(view, i, STR("nam")) && (mention->symbol.year || bracket))
        return false;
    take_day(mention, &day);
    *at = bracket && plain_at(view, day.to) == ')' ? day.to + 1 : day.to;
    return true;
}

// Date and issuer, in either order, behind the symbol.
static void read_tail(const struct view *view, struct mention *mention,
                      struct arena *arena)
{
    uint32_t at = mention->symbol.to;
    bool dated = read_day(view, &at, mention);
    uint32_t i = at;
    if (plain_at(view, i) == ',')
        i++;
    i = skip_space(view, i);
    bool of = view_word(view, i, STR("cua"));
    if (of || view_word(view, i, STR("do"))) {
        uint32_t begin = skip_space(view, i + (of ? 3 : 2));
        struct cited_issuer issuer;
        if (cited_issuer_read(view, begin, &issuer, arena)) {
            mention->issuer = issuer;
            at = issuer.to;
            if (!dated)
                read_day(view, &at, mention);
        }
    }
    mention->to = at;
}

// "Ngày 02/3/2021, UBND huyện đã ban hành …": the day before the issuer at `from`.
static void read_day_of_issue(const struct view *view, uint32_t from,
                              struct mention *mention)
{
    uint32_t limit = from > DAY_REACH ? from - DAY_REACH : 0;
    for (uint32_t i = from; i-- > limit;) {
        struct cited_day day;
        if (!view_word(view, i, STR("ngay")) || !cited_day_read(view, i, &day))
            continue;
        uint32_t to = day.to;
        if (plain_at(view, to) == ',')
            to++;
        if (day.date && skip_space(view, to) == from)
            take_day(mention, &day);
        return;
    }
}

// The issuer may stand before: "Thủ tướng Chính phủ ban hành Quyết định số …", "UBND tỉnh
// Bình Định tại Công văn số …".
static void read_issuer_before(const struct view *view, struct mention *mention,
                               struct arena *arena)
{
    static const char *const words[] = {"tai", "ban hanh", "co"};
    uint32_t end = mention->from;
    while (end > 0 && view->plain[end - 1] == ' ')
        end--;
    for (size_t word = 0; word < sizeof words / sizeof words[0]; word++) {
        size_t len = strlen(words[word]);
        if (end <= len || !view_says(view, (uint32_t)(end - len), words[word]))
            continue;
        end -= (uint32_t)len;
        while (end > 0 && view->plain[end - 1] == ' ')
            end--;
        // "bị bãi bỏ tại …" tells no "Bộ".
        if (end > 7 && (view_word(view, end - 6, STR("bai bo")) ||
                        view_word(view, end - 6, STR("huy bo"))))
            return;
        if (end > 3 &&
            (view_word(view, end - 2, STR("ky")) || view_word(view, end - 2, STR("da"))))
            end -= 3;
        if (end > 3 && view_word(view, end - 2, STR("da")))
            end -= 3;
        struct cited_issuer issuer;
        if (cited_issuer_before(view, end, end > ISSUER_REACH ? end - ISSUER_REACH : 0,
                                &issuer, arena)) {
            mention->issuer = issuer;
            end = issuer.from;
        } else {
            end = skip_space(view, end);
        }
        if (word > 0 && !mention->dated)
            read_day_of_issue(view, end, mention);
        return;
    }
}

static bool pinpoint_item(const struct view *view, uint32_t from, uint32_t to)
{
    uint32_t len = to - from;
    char first = view->plain[from];
    if (digit(first)) {
        for (uint32_t i = from; i < to; i++) {
            if (!digit(view->plain[i]) && !(i + 1 == to && view->plain[i] <= 'e'))
                return false;
        }
        return len <= 4;
    }
    if (len == 1)
        return true;
    for (uint32_t i = from; i < to; i++) {
        if (!memchr("ivx", view->plain[i], 3))
            return false;
    }
    return len <= 5 && view->flags[from] & VIEW_UPPER;
}

// "điểm a, b khoản 2 Điều 5 của" before the citation at `from`.
static void read_pinpoint(const struct view *view, uint32_t from, uint32_t *start,
                          uint32_t *stop)
{
    static const uint64_t places[] = {WORD("diem"), WORD("khoan"),  WORD("dieu"),
                                      WORD("muc"),  WORD("chuong"), WORD("phan"),
                                      WORD("luc"),  WORD("tiet"),   WORD("doan")};
    uint32_t limit = from > PINPOINT_REACH ? from - PINPOINT_REACH : 0, i = from, end = 0;
    *start = *stop = 0;
    bool items = false; // something stands between here and the next place word
    for (bool first = true; i > limit;) {
        char c = view->plain[i - 1];
        if (c == ' ' || c == ',' || c == ';') {
            i--;
            continue;
        }
        if (!plain_inside(c))
            break;
        uint32_t word = i;
        while (word > limit && plain_inside(view->plain[word - 1]))
            word--;
        if (word == limit && word > 0 && plain_inside(view->plain[word - 1]))
            break;
        if (first && view_word(view, word, STR("cua"))) {
            i = word;
            first = false;
            continue;
        }
        first = false;
        uint64_t key = word_key_in(view->plain + word, i - word);
        bool place = false;
        for (size_t k = 0; k < sizeof places / sizeof places[0]; k++)
            place |= key == places[k];
        if (place) {
            if (!items)
                break;
            if (view_word(view, word, STR("luc")) && word >= 4 &&
                view_word(view, word - 4, STR("phu")))
                word -= 4;
            *start = word;
            *stop = end;
            items = false;
        } else if (pinpoint_item(view, word, i) &&
                   !(i - word == 1 && view->flags[word] & VIEW_MARKED &&
                     view->plain[word] != 'd')) {
            if (!end)
                end = i;
            items = true;
        } else if (!((items || *start) &&
                     (key == WORD("va") || key == WORD("cac") || key == WORD("hoac") ||
                      key == WORD("den") || key == WORD("tai") || key == WORD("cua")))) {
            break;
        }
        i = word;
    }
    // "Điều 2" alone on the line above is a heading.
    if (*stop && view->flags[from - 1] & VIEW_LINE && view->flags[*start] & VIEW_UPPER &&
        (*start == 0 || view->flags[*start - 1] & VIEW_LINE))
        *start = *stop = 0;
}

// Decrees of 1945 to 1957 are remembered by their day: "kỷ niệm … năm (20/01/1950 - …)
// ngày ký sắc lệnh 08/SL".
static void read_day_before(const struct view *view, struct mention *mention)
{
    uint32_t limit = mention->from > ISSUER_REACH ? mention->from - ISSUER_REACH : 0;
    for (uint32_t i = mention->from; i-- > limit && view->plain[i] != ';';) {
        if (!digit(view->plain[i]) || (i > 0 && plain_inside(view->plain[i - 1])))
            continue;
        struct cited_day day;
        if (cited_day_read_short(view, i, &day) && day.date && day.year >= 1945 &&
            day.year <= 1960) {
            mention->year = day.year;
            mention->date = day.date;
            mention->dated = true;
        }
    }
}

static const struct doctype *decide_type(const struct mention *mention)
{
    const struct symbol *symbol = &mention->symbol;
    const struct doctype *word = mention->head.type;
    if (symbol->kind == SYMBOL_LAW)
        return word && word->systems & (DOCTYPE_LAW | DOCTYPE_STATE | DOCTYPE_PARTY) &&
                       !(word->systems & DOCTYPE_LETTER)
                   ? word
                   : NULL;
    if (symbol->kind == SYMBOL_LETTER || (symbol->kind == SYMBOL_BLANK && !symbol->type))
        return word ? word : doctype_letter();
    return symbol->type ? symbol->type : word;
}

static bool number_line(const struct mentions *found, const struct mention *mention,
                        const struct view *view)
{
    const struct symbol_head *head = &mention->head;
    if (found->count || mention->from > OWN_REACH || !head->number_word ||
        mention->symbol.kind == SYMBOL_BARE || mention->symbol.kind == SYMBOL_SHORT)
        return false;
    bool colon = memchr(view->plain + mention->head.from, ':',
                        mention->symbol.from - mention->head.from);
    bool line =
        mention->from == 0 || view->flags[mention->from - 1] & (VIEW_LINE | VIEW_PAGE);
    if (!head->type)
        return (line || colon) && view->flags[head->from] & VIEW_UPPER;
    // "Luật số: …", "Nghị quyết số: …" on a line of its own.
    uint32_t to = mention->symbol.to;
    bool whole = to >= view->count ||
                 (view->plain[to] == ' ' && view->flags[to] & (VIEW_LINE | VIEW_PAGE));
    return line && colon && (head->type->systems & DOCTYPE_LAW || whole);
}

// A law that amends others is cited with its own number, or with those of the others: in
// a list each has one ("Luật sửa đổi … Luật Đất đai số 31/2024/QH15, Luật Nhà ở số
// 27/2023/QH15"), and where that law itself speaks ("Quốc hội ban hành Luật sửa đổi …
// Luật Giá số 16/2023/QH15").
static void read_amending(struct mentions *found, struct mention *mention,
                          const struct view *view)
{
    struct mention *last = found->count ? &found->items[found->count - 1] : NULL;
    struct law inner;
    if (mention->law.amending) {
        const struct mention *own = found->items;
        uint32_t at = mention->law.from;
        if (last && own->own && own->symbol.kind == SYMBOL_LAW && at > 9 &&
            view_word(view, at - 9, STR("ban hanh")) &&
            law_amended(view, &mention->law, &inner)) {
            mention->law = inner;
            mention->from = inner.from;
        }
        return;
    }
    if (!last || !mention->law.to || !mention->joined ||
        memchr(view->plain + last->to, ';', mention->from - last->to))
        return;
    if (last->law.amending && law_amended(view, &last->law, &inner)) {
        last->title_from = last->law.from;
        last->title_to = last->law.name_to;
        last->law = inner;
        last->from = inner.from;
    }
    mention->title_from = last->title_from;
    mention->title_to = last->title_to;
    // The day behind the list is that of the act whose title this is.
    if (mention->title_to) {
        mention->date = 0;
        mention->dated = false;
    }
}

static void add_mention(struct mentions *out, const struct view *view,
                        struct mention *mention, struct arena *arena)
{
    const struct mention *last = out->count ? &out->items[out->count - 1] : NULL;
    if (mention->law.to)
        mention->from = mention->law.from;
    mention->year = mention->symbol.year;
    mention->own = number_line(out, mention, view);
    mention->to = mention->symbol.to;
    if (!mention->own)
        read_tail(view, mention, arena);
    mention->type = decide_type(mention);
    if (mention->symbol.kind == SYMBOL_DECREE && !mention->year)
        read_day_before(view, mention);
    mention->joined = last && joined(view, last->to, mention->from);
    read_amending(out, mention, view);
    if (!mention->issuer.to && !mention->own)
        read_issuer_before(view, mention, arena);
    read_pinpoint(view, mention->from, &mention->pinpoint_from, &mention->pinpoint_to);
    out->items =
        arena_extend(arena, out->items, out->count, &out->room, sizeof *out->items);
    out->items[out->count++] = *mention;
}

static bool upper_behind(const struct view *view, uint32_t at, uint32_t letters)
{
    return at >= letters && view->flags[at - letters] & VIEW_UPPER;
}

// True for a word with which a kind of law may end: "luật", "bộ luật", "pháp lệnh", "hiến
// pháp". All begin with a capital.
static bool law_word(const struct view *view, uint32_t at)
{
    const char *plain = view->plain;
    if (at > 0 && plain_inside(plain[at - 1]))
        return false;
    if (plain[at] == 'l' && plain[at + 1] == 'u')
        return (upper_behind(view, at, 0) || upper_behind(view, at, 3)) &&
               plain[at + 2] == 'a' && plain[at + 3] == 't';
    return upper_behind(view, at, 5) &&
           (memcmp(plain + at, "lenh", 4) == 0 || memcmp(plain + at, "phap", 4) == 0);
}

// What is read from the digits [at, end); returns where to go on.
static uint32_t read_digits(struct mentions *out, const struct view *view, uint32_t at,
                            uint32_t end, const struct law *pending, struct arena *arena)
{
    const char *plain = view->plain;
    char next = plain[end], after = next ? plain[end + 1] : '\0';
    // Most digits are amounts, days and items: a separator or the word before must say
    // that this may be a number.
    bool separator =
        next == '/' || next == '-' ||
        ((next == ' ' || next == '.') && (after == '/' || after == '-' || after == ' '));
    bool word = at >= 2 && plain[at - 1] == ' ' && plain_inside(plain[at - 2]);
    if (at > 0 && plain[at - 1] == '/')
        return end; // "8/2022"
    if (end - at > 5 || (!separator && !word && !(plain_inside(next)) &&
                         !(at && plain[at - 1] == ':') && at > 1 && plain[at - 1] != 'o'))
        return end;
    const struct mention *last = out->count ? &out->items[out->count - 1] : NULL;
    bool listed = last && last->head.type && at - last->to < JOIN_REACH &&
                  joined(view, last->to, at);
    if (!listed && !symbol_glance(view, at, end))
        return end;
    struct symbol symbol;
    struct symbol_head head;
    if (!symbol_read(view, at, listed ? last->head.type : NULL, &symbol, &head))
        return end;
    struct mention mention = {.symbol = symbol,
                              .head = head,
                              .from = head.from < symbol.from &&
                                              !(listed && last->to > head.from)
                                          ? head.from
                                          : symbol.from};
    if (pending->to && mention.symbol.from >= pending->to &&
        mention.symbol.from - pending->to <= LAW_REACH) {
        mention.law = *pending;
        mention.head.type = doctype_named(str_of(pending->type));
    }
    add_mention(out, view, &mention, arena);
    uint32_t to = out->items[out->count - 1].to;
    return to > end ? to : end;
}

static void add_law(struct mentions *out, const struct view *view, const struct law *law,
                    struct arena *arena)
{
    out->laws =
        arena_extend(arena, out->laws, out->law_count, &out->law_room, sizeof *out->laws);
    struct law *added = &out->laws[out->law_count++];
    *added = *law;
    read_pinpoint(view, law->from, &added->pinpoint_from, &added->pinpoint_to);
}

// What is read at the slash of a blank number.
static uint32_t read_slash(struct mentions *out, const struct view *view, uint32_t at,
                           struct arena *arena)
{
    const char *plain = view->plain;
    char before = at ? plain[at - 1] : ' ', next = plain[at + 1];
    struct symbol symbol;
    struct symbol_head head;
    if ((plain_inside(before) && at >= 3 && plain_inside(plain[at - 2])) ||
        (!plain_inside(next) && next != ' ') ||
        !symbol_read_blank(view, at, &symbol, &head))
        return at + 1;
    struct mention mention = {.symbol = symbol, .head = head, .from = head.from};
    add_mention(out, view, &mention, arena);
    return out->items[out->count - 1].to;
}

// What is read at the last word of a kind of law.
static uint32_t read_law(struct mentions *out, const struct view *view, uint32_t at,
                         struct law *pending, struct arena *arena)
{
    struct law law;
    if (!law_word(view, at) || !law_read(view, at, &law))
        return at + 1;
    if (law.numbered)
        *pending = law;
    else
        add_law(out, view, &law, arena);
    return law.to;
}

static uint32_t digits_before(const char *plain, uint32_t end)
{
    uint32_t at = end;
    while (at > 0 && digit(plain[at - 1]))
        at--;
    return at;
}

void mentions_find(struct mentions *out, const struct view *view, struct arena *arena)
{
    *out = (struct mentions){0};
    struct law pending = {0};
    uint32_t next = 0; // where the search goes on
    // Digits at the end of the view end with the NUL behind it.
    for (uint32_t block = 0; block <= view->count; block += LETTER_STEP) {
        struct mention_mask mask;
        mention_mask_read(&mask, view, block);
        for (uint64_t found = mask.ends | mask.slash | mask.law; found;
             found &= found - 1) {
            uint32_t at = block + (uint32_t)__builtin_ctzll(found);
            if (at < next)
                continue;
            uint64_t bit = found & -found;
            if (mask.ends & bit) {
                uint32_t from = digits_before(view->plain, at);
                if (from < next)
                    from = next;
                if (from < at)
                    next = read_digits(out, view, from, at, &pending, arena);
            } else if (mask.slash & bit) {
                next = read_slash(out, view, at, arena);
            } else {
                next = read_law(out, view, at, &pending, arena);
            }
        }
    }
}
