// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/worklist.h"

#include "base/translate.h"
#include "searcher/page.h"
#include "searcher/value_name.h"

#include <stdlib.h>
#include <string.h>

//   05/9/2023  Thông báo 12/TB-SNV · Kết luận …
//     tháng 9/2023      chủ trì   hoàn thành các thủ tục …                  003.txt:45
//     ^2                ^20       ^30
enum {
    COLUMN_DUE = 2,
    COLUMN_ROLE = 21,
    COLUMN_TEXT = 31,
    TEXT_NARROWEST = 30,
    TEXT_LINES = 3,
    REPEAT_LINES = 24,
    PLACE_WIDEST = 28,
    OFFICES_NAMED = 2
};

struct page {
    struct buf *out;
    const struct worklist *list;
    const struct terminal *terminal;
    struct arena *arena;
};

static struct str file_name(struct str path, struct arena *arena)
{
    size_t from = path.len;
    while (from && path.at[from - 1] != '/')
        from--;
    struct buf name = {0};
    name_add(&name, str_slice(path, from, path.len));
    struct str copy = arena_copy(arena, buf_str(&name));
    buf_free(&name);
    return copy;
}

// Pads with blanks up to a column, at least one.
static void tab(struct buf *out, size_t line_start, size_t column)
{
    size_t width = text_width((struct str){out->at + line_start, out->len - line_start});
    blanks_add(out, width < column ? column - width : 1);
}

static struct str office_name(const struct listed *listed, struct arena *arena)
{
    return issuer_name(&listed->document.notice.anatomy.office, arena);
}

// " · Sở A", " · Sở A / Sở B", " · 3 offices": whose notices say it.
static void write_offices(struct buf *out, const struct worklist *list,
                          struct arena *arena)
{
    struct str *names = ARENA_ARRAY(arena, struct str, list->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct str name = office_name(list->items[i].listed, arena);
        size_t known = 0;
        while (known < count && !str_equal(names[known], name))
            known++;
        if (known == count && name.len)
            names[count++] = name;
    }
    if (count > OFFICES_NAMED)
        buf_printf(out, _(" · %zu offices"), count);
    for (size_t i = 0; i < count && count <= OFFICES_NAMED; i++)
        buf_printf(out, "%s%.*s", i ? " / " : " · ", STR_ARG(names[i]));
}

// The end of a place, which has the line in it, in this many columns at most.
static void add_place(struct buf *out, struct str place, size_t width)
{
    if (text_width(place) > width) {
        buf_add_str(out, STR("…"));
        while (place.len && text_width(place) > width - 1) {
            size_t next = 1;
            while (next < place.len && (place.at[next] & 0xC0) == 0x80)
                next++; // behind the first byte of a letter
            place = str_slice(place, next, place.len);
        }
    }
    buf_add_str(out, place);
}

static const char *role_word(int role)
{
    static const char *const words[] = {"", "chủ trì", "phối hợp"};
    return role >= 0 && role <= ROLE_COORDINATE ? words[role] : "";
}

// The part that the unit asked for (or, without one, the unit of the group) has in it.
static int part_of(const struct page *page, const struct directive *directive,
                   struct str unit)
{
    int best = -1;
    if (unit.len)
        return listed_role(directive, unit);
    for (size_t i = 0; i < page->list->unit_count; i++)
        for (size_t k = 0; k < page->list->units[i].count; k++) {
            int role = listed_role(directive, page->list->units[i].candidates[k].value);
            if (role == ROLE_LEAD || best < 0)
                best = role;
        }
    return best;
}

static bool is_asked(const struct page *page, struct str id, struct str unit)
{
    if (unit.len)
        return str_equal(id, unit);
    for (size_t i = 0; i < page->list->unit_count; i++)
        for (size_t k = 0; k < page->list->units[i].count; k++)
            if (str_equal(id, page->list->units[i].candidates[k].value))
                return true;
    return false;
}

// "phối hợp: Phòng A, Phòng B" under the text, and who else is told.
static void write_partners(struct page *page, const struct directive *directive,
                           struct str unit)
{
    static const char *const labels[] = {"giao", "chủ trì", "phối hợp"};
    static const int order[] = {ROLE_LEAD, ROLE_ADDRESSEE, ROLE_COORDINATE};
    size_t width = page->terminal->width > COLUMN_TEXT + TEXT_NARROWEST
                       ? page->terminal->width - COLUMN_TEXT
                       : TEXT_NARROWEST;
    for (size_t o = 0; o < 3; o++) {
        struct buf names = {0};
        for (size_t i = 0; i < directive->assignee_count; i++) {
            const struct assignee *assignee = &directive->assignees[i];
            if ((int)assignee->role != order[o] || is_asked(page, assignee->id, unit))
                continue;
            buf_printf(&names, "%s%.*s", names.len ? ", " : "", STR_ARG(assignee->name));
        }
        if (names.len) {
            struct buf line = {0};
            buf_printf(&line, "%s: ", labels[order[o]]);
            buf_add_str(&line, buf_str(&names));
            blanks_add(page->out, COLUMN_TEXT);
            wrap_add(page->out, buf_str(&line), COLUMN_TEXT, width, 2);
            buf_free(&line);
        }
        buf_free(&names);
    }
    struct buf more = {0};
    for (size_t i = 0; i < directive->person_count; i++)
        buf_printf(&more, "%s%.*s", i ? ", " : "đồng chí ",
                   STR_ARG(directive->persons[i]));
    for (size_t i = 0; i < directive->ref_count; i++) {
        struct str name =
            value_name(page->list->index, FIELD_REF, directive->refs[i], page->arena);
        buf_printf(&more, "%s%.*s",
                   more.len && i ? ", "
                   : more.len    ? " · theo "
                                 : "theo ",
                   STR_ARG(name));
    }
    if (more.len) {
        blanks_add(page->out, COLUMN_TEXT);
        wrap_add(page->out, buf_str(&more), COLUMN_TEXT, width, 2);
    }
    buf_free(&more);
}

static void write_follow_up(struct page *page, const struct follow_up *follow)
{
    struct buf line = {0};
    struct arena *arena = page->arena;
    switch (follow->state) {
    case FOLLOW_UP_UNKNOWN:
        buf_add_str(&line,
                    str_of(_("cannot tell: nothing later of this office is here")));
        break;
    case FOLLOW_UP_NONE:
        buf_printf(&line,
                   _n("no trace since, in %zu later notice of the office",
                      "no trace since, in %zu later notices of the office",
                      follow->later),
                   follow->later);
        if (follow->last)
            buf_printf(
                &line, _(" (up to %.*s)"),
                STR_ARG(days_name((struct days){follow->last, follow->last}, arena)));
        break;
    case FOLLOW_UP_PERHAPS:
    case FOLLOW_UP_TAKEN:
        buf_printf(&line, "%s %.*s %.*s, %.*s, %.*s: “",
                   follow->state == FOLLOW_UP_PERHAPS ? _("perhaps taken up")
                                                      : _("taken up"),
                   STR_ARG(days_name(follow->date, arena)), STR_ARG(follow->name),
                   STR_ARG(place_name(file_name(follow->path, arena), follow->page,
                                      follow->line, arena)),
                   STR_ARG(follow->why));
        line_add(&line, follow->quote);
        buf_add_str(&line, STR("”"));
        break;
    }
    size_t width = page->terminal->width > COLUMN_TEXT + TEXT_NARROWEST
                       ? page->terminal->width - COLUMN_TEXT - 2
                       : TEXT_NARROWEST;
    blanks_add(page->out, COLUMN_TEXT);
    buf_add_str(page->out, STR("→ "));
    wrap_add(page->out, buf_str(&line), COLUMN_TEXT + 2, width, 3);
    buf_free(&line);
}

static void write_repeats(struct page *page, const struct listed *listed)
{
    struct buf line = {0};
    buf_printf(&line, _("again: "));
    for (size_t i = 0; i < listed->repeat_count; i++) {
        const struct listed *again = listed->repeats[i];
        struct str file =
            file_name(again->path_count ? again->paths[0] : STR(""), page->arena);
        struct str place =
            place_name(file, again->page, again->directive->line, page->arena);
        buf_printf(&line, "%s%.*s (%.*s)", i ? ", " : "",
                   STR_ARG(days_name(again->document.notice.anatomy.date, page->arena)),
                   STR_ARG(place));
    }
    blanks_add(page->out, COLUMN_TEXT);
    wrap_add(page->out, buf_str(&line), COLUMN_TEXT,
             page->terminal->width > COLUMN_TEXT + TEXT_NARROWEST
                 ? page->terminal->width - COLUMN_TEXT
                 : TEXT_NARROWEST,
             REPEAT_LINES);
    buf_free(&line);
}

// "trước 30/6/2025", "(tháng 9/2023)" of a section, “trong 15 ngày kể từ …” as it is written
// where that is no day, "không ghi hạn".
static struct str due_name(const struct listed *listed, struct arena *arena)
{
    const struct deadline *deadline = &listed->directive->deadline;
    struct str due = deadline_name(deadline, arena);
    if (due.len)
        return deadline->inherited ? arena_printf(arena, "(%.*s)", STR_ARG(due)) : due;
    struct str words = listed_limit(listed, arena);
    return words.len ? arena_printf(arena, "“%.*s”", STR_ARG(words))
                     : STR("không ghi hạn");
}

static void write_item(struct page *page, const struct work *work, struct str unit)
{
    struct buf *out = page->out;
    const struct listed *listed = work->listed;
    const struct directive *directive = listed->directive;
    struct arena *arena = page->arena;
    size_t start = out->len;
    blanks_add(out, COLUMN_DUE);
    struct str due = due_name(listed, arena);
    if (text_width(due) > COLUMN_ROLE - COLUMN_DUE - 1) { // a line of its own
        wrap_add(out, due, COLUMN_DUE, page->terminal->width - COLUMN_DUE, TEXT_LINES);
        start = out->len;
    } else {
        buf_add_str(out, due);
    }
    tab(out, start, COLUMN_ROLE);
    int role = part_of(page, directive, unit);
    struct str part =
        listed->collective && role < 0 ? STR("tất cả") : str_of(role_word(role));
    buf_add_str(out, part);
    tab(out, start, COLUMN_TEXT);
    // Under its notice an item needs no file.
    bool alone = page->list->group == GROUP_UNIT;
    struct str file =
        alone && listed->path_count ? file_name(listed->paths[0], arena) : STR("");
    struct str place = place_name(file, listed->page, directive->line, arena);
    size_t place_width =
        text_width(place) < PLACE_WIDEST ? text_width(place) : PLACE_WIDEST;
    size_t width = page->terminal->width > COLUMN_TEXT + TEXT_NARROWEST + place_width + 2
                       ? page->terminal->width - COLUMN_TEXT - place_width - 2
                       : TEXT_NARROWEST;
    struct buf text = {0}, wrapped = {0};
    buf_add_str(&text, listed_clean(listed, arena));
    wrap_add(&wrapped, buf_str(&text), COLUMN_TEXT, width, TEXT_LINES);
    // The place stands at the end of the first line.
    const char *end = memchr(wrapped.at, '\n', wrapped.len);
    size_t first = end ? (size_t)(end - wrapped.at) : wrapped.len;
    buf_add(out, wrapped.at, first);
    tab(out, start, COLUMN_TEXT + width + 2);
    add_place(out, place, PLACE_WIDEST);
    buf_add(out, wrapped.at + first, wrapped.len - first);
    buf_free(&text);
    buf_free(&wrapped);
    write_partners(page, directive, unit);
    if (listed->repeat_count)
        write_repeats(page, listed);
    if (work->follow_up)
        write_follow_up(page, work->follow_up);
}

static void write_notice_line(struct page *page, const struct listed *listed)
{
    const struct anatomy *anatomy = &listed->document.notice.anatomy;
    struct buf line = {0};
    struct str date = days_name(anatomy->date, page->arena);
    struct str name = document_name(anatomy->type, anatomy->number, page->arena);
    if (!name.len)
        name = file_name(listed->path_count ? listed->paths[0] : STR(""), page->arena);
    buf_printf(&line, "%.*s  %.*s", STR_ARG(date.len ? date : STR("không ghi ngày")),
               STR_ARG(name));
    if (anatomy->title.len) {
        buf_add_str(&line, STR(" · "));
        line_add(&line, anatomy->title);
    }
    struct buf cut = {0};
    struct str path = listed->path_count ? listed->paths[0] : (struct str){0};
    size_t width = page->terminal->width, path_width = text_width(path);
    // The path stands at the end where there is room for it, else on a line of its own.
    bool beside = path_width + TEXT_NARROWEST + 2 <= width;
    fit_add(&cut, buf_str(&line), beside ? width - path_width - 2 : width);
    paint_add(page->out, page->terminal, PAINT_STRONG, buf_str(&cut));
    if (beside) {
        size_t written = text_width(buf_str(&cut));
        blanks_add(page->out,
                   width - path_width > written ? width - path_width - written : 2);
    } else {
        buf_add_str(page->out, STR("\n  "));
    }
    paint_add(page->out, page->terminal, PAINT_FAINT, path);
    buf_add_char(page->out, '\n');
    buf_free(&line);
    buf_free(&cut);
}

static int compare_due(const void *left, const void *right)
{
    const struct work *a = left, *b = right;
    int64_t first = deadline_order(&a->listed->directive->deadline),
            second = deadline_order(&b->listed->directive->deadline);
    if (first != second)
        return first < second ? -1 : 1;
    if (a->listed->document.notice.anatomy.date.to !=
        b->listed->document.notice.anatomy.date.to)
        return a->listed->document.notice.anatomy.date.to <
                       b->listed->document.notice.anatomy.date.to
                   ? -1
                   : 1;
    return a->listed->directive->span.start < b->listed->directive->span.start ? -1 : 1;
}

static void write_by_notice(struct page *page)
{
    const struct worklist *list = page->list;
    for (size_t from = 0, to; from < list->count; from = to) {
        const struct listed *first = list->items[from].listed;
        for (to = from + 1;
             to < list->count &&
             str_equal(list->items[to].listed->document.id, first->document.id);)
            to++;
        qsort(list->items + from, to - from, sizeof *list->items, compare_due);
        write_notice_line(page, first);
        for (size_t i = from; i < to; i++)
            write_item(page, &list->items[i], (struct str){0});
        if (to < list->count)
            buf_add_char(page->out, '\n');
    }
}

// A unit and one thing it is told.
struct told {
    struct str id, name;
    struct work work;
};

static int compare_told(const void *left, const void *right)
{
    const struct told *a = left, *b = right;
    int id = str_compare(a->id, b->id);
    return id ? id : compare_due(&a->work, &b->work);
}

static void write_by_unit(struct page *page)
{
    const struct worklist *list = page->list;
    size_t room = 0, count = 0;
    struct told *all = NULL;
    for (size_t i = 0; i < list->count; i++) {
        const struct directive *directive = list->items[i].listed->directive;
        for (size_t k = 0; k < directive->assignee_count; k++) {
            const struct assignee *assignee = &directive->assignees[k];
            bool asked = !list->unit_count ||
                         is_asked(page, assignee->id, (struct str){0}) ||
                         (list->items[i].listed->collective && assignee->collective);
            if (!asked || (assignee->role == ROLE_COORDINATE && !list->unit_count))
                continue;
            all = arena_grow(page->arena, all, count, &room, sizeof *all);
            all[count++] = (struct told){assignee->id, assignee->name, list->items[i]};
        }
    }
    if (count)
        qsort(all, count, sizeof *all, compare_told);
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && str_equal(all[to].id, all[from].id);)
            to++;
        struct str office = office_name(all[from].work.listed, page->arena);
        struct str head =
            arena_printf(page->arena, "%.*s · %.*s: %zu", STR_ARG(all[from].name),
                         STR_ARG(office), to - from);
        paint_add(page->out, page->terminal, PAINT_STRONG, head);
        buf_add_char(page->out, '\n');
        for (size_t i = from; i < to; i++)
            write_item(page, &all[i].work, all[i].id);
        if (to < count)
            buf_add_char(page->out, '\n');
    }
}

// True when an item is for this unit by name.
static bool names_somebody(const struct worklist *list, struct str id)
{
    for (size_t i = 0; i < list->count; i++)
        if (listed_role(list->items[i].listed->directive, id) >= 0)
            return true;
    return false;
}

// "12 directives in 2 notices, tháng 8/2023 – 17/02/2025"; of a page "the first 100 of 240".
static void write_counts(struct page *page)
{
    const struct worklist *list = page->list;
    const struct listing *listing = list->listing;
    size_t shown = list->count, notices = 0;
    struct days first = {0}, last = {0};
    for (size_t i = 0; i < list->count; i++) {
        const struct listed *listed = list->items[i].listed;
        struct days date = listed->document.notice.anatomy.date;
        notices +=
            !i || !str_equal(listed->document.id, list->items[i - 1].listed->document.id);
        if (date.to && (!first.to || date.to < first.to))
            first = date;
        if (date.to > last.to)
            last = date;
    }
    bool part = listing->total > listing->count;
    if (part)
        buf_printf(page->out, listing->by_weight ? _("the best %zu of ") : _("%zu of "),
                   shown);
    if (part && !listing->exact)
        buf_add_str(page->out, str_of(_("about ")));
    size_t all = part ? listing->total : shown;
    buf_printf(page->out, _n("%zu directive", "%zu directives", all), all);
    buf_printf(page->out, _n(" in %zu notice", " in %zu notices", notices), notices);
    if (first.to)
        buf_printf(page->out, ", %.*s", STR_ARG(days_name(first, page->arena)));
    if (last.to != first.to)
        buf_printf(page->out, " – %.*s", STR_ARG(days_name(last, page->arena)));
    if (part)
        buf_add_str(page->out, str_of(_(" (--limit 0 shows all)")));
    else if (list->again)
        buf_printf(page->out, _(" (%zu that come back told once)"), list->again);
}

// "Phòng Quản lý Khoa học · Sở KH&CN: 12 directives in 2 notices, 05/9/2023 – 17/02/2025"
static void write_head(struct page *page)
{
    const struct worklist *list = page->list;
    struct str said = {0};
    for (size_t i = 0; i < list->unit_count; i++)
        for (size_t k = 0; k < list->units[i].count; k++) {
            struct str id = list->units[i].candidates[k].value;
            if (!names_somebody(list, id))
                continue;
            struct str name = value_name(list->index, FIELD_UNIT, id, page->arena);
            if (said.len && str_find(said, name, 0) >= 0)
                continue;
            buf_printf(page->out, "%s%.*s", said.len ? " / " : "", STR_ARG(name));
            said = arena_printf(page->arena, "%.*s / %.*s", STR_ARG(said), STR_ARG(name));
        }
    if (list->unit_count && !said.len && list->units[0].count)
        buf_add_str(page->out,
                    value_name(list->index, FIELD_UNIT,
                               list->units[0].candidates[0].value, page->arena));
    if (list->unit_count) {
        write_offices(page->out, list, page->arena);
        buf_add_str(page->out, STR(": "));
    }
    write_counts(page);
    buf_add_str(page->out, STR("\n\n"));
}

// What units only help in, which nobody asked for but may want to know.
static void write_helping(struct page *page)
{
    size_t helping = page->list->helping;
    if (helping)
        buf_printf(page->out,
                   _n("\nhelps in %zu more directive (--role any shows it)\n",
                      "\nhelps in %zu more directives (--role any shows them)\n",
                      helping),
                   helping);
}

void worklist_text(struct buf *out, const struct worklist *list,
                   const struct terminal *terminal)
{
    struct page page = {out, list, terminal, list->arena};
    if (!list->count)
        return;
    write_head(&page);
    if (list->group == GROUP_UNIT)
        write_by_unit(&page);
    else
        write_by_notice(&page);
    write_helping(&page);
}
