// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/answer.h"

#include "base/translate.h"
#include "searcher/value_name.h"

#include <stdint.h>

enum {
    INDENT = 3,
    OFFICE_LEAST = 12, // columns
    PATH_MOST = 32,
    FACET_VALUES = 4,
    FACET_WIDTH = 40,
    EXTENSION_MOST = 6
};

// ", unit Phòng Quản lý Khoa học, period 2023"
static void add_filters(struct buf *out, const struct plan *plan)
{
    for (size_t i = 0; i < plan->filters.count; i++) {
        const struct filter *filter = &plan->filters.items[i];
        const struct filter_answer *answer = &plan->answers[i];
        struct str name = answer->count == 1 && answer->candidates[0].name.len
                              ? answer->candidates[0].name
                              : filter->value;
        buf_add_str(out, STR(", "));
        if (filter->field != FIELD_PERIOD)
            buf_printf(out, "%s ", _(fields[filter->field].name));
        line_add(out, name);
    }
    if (plan->place != FILTER_ANYWHERE)
        buf_printf(out, "%s",
                   plan->place == FILTER_TITLE ? _(", in the title")
                                               : _(", in the body"));
}

static void add_head(struct buf *out, const struct answer *answer)
{
    const struct search_result *result = answer->result;
    const struct plan *plan = answer->plan;
    size_t notices = index_notice_count(answer->index);
    bool some = result->count && !result->hits[result->count - 1].all;
    if (!result->with_all && some) {
        buf_printf(out, "%s", _("no notice has all the words"));
        add_filters(out, plan);
        buf_printf(out, "%s", _("; these have some of them"));
    } else {
        if (!result->exact)
            buf_printf(out, "%s", _("at least "));
        if (plan->words_asked == 1)
            buf_printf(out,
                       _n("%zu notice has the word", "%zu notices have the word",
                          result->with_all),
                       result->with_all);
        else if (plan->words_asked)
            buf_printf(out,
                       _n("%zu notice has all the words",
                          "%zu notices have all the words", result->with_all),
                       result->with_all);
        else
            buf_printf(out, _n("%zu notice", "%zu notices", result->with_all),
                       result->with_all);
        add_filters(out, plan);
        if (result->named != SIZE_MAX && result->named < result->with_all)
            buf_printf(out,
                       _n("; %zu names it, the others address all units of the office",
                          "; %zu name it, the others address all units of the office",
                          result->named),
                       result->named);
        if (some)
            buf_printf(out, "%s", _("; then the best that have some of them"));
    }
    buf_printf(out, _(" (of %zu in the archive)\n"), notices);
}

// The name of the file, and of its folder where there is room.
static void add_path(struct buf *out, struct str path, size_t width)
{
    if (text_width(path) <= width) {
        buf_add_str(out, path);
        return;
    }
    size_t from = path.len;
    while (from && path.at[from - 1] != '/')
        from--;
    struct str name = str_slice(path, from, path.len);
    if (text_width(name) + 2 <= width) {
        buf_add_str(out, STR("…/"));
        buf_add_str(out, name);
        return;
    }
    // The end tells the kind of file.
    size_t end = name.len;
    while (end && name.len - end < EXTENSION_MOST && name.at[end] != '.')
        end--;
    struct str extension =
        end < name.len && name.at[end] == '.' ? str_slice(name, end, name.len) : STR("");
    buf_add_str(out, text_cut(name, width - 1 - text_width(extension)));
    buf_add_str(out, STR("…"));
    buf_add_str(out, extension);
}

static void add_separated(struct buf *out, struct str part)
{
    if (!part.len)
        return;
    if (out->len)
        buf_add_str(out, STR(" · "));
    line_add(out, part);
}

// "Báo cáo /BC-SKHCN · Sở Khoa học và Công nghệ Quảng Trị · tháng 01/2023"; where there is
// no room for all of it the office is cut: the number and the day tell notices apart.
static void add_label(struct buf *out, const struct anatomy *anatomy, size_t room,
                      struct arena *arena)
{
    struct str name = document_name(anatomy->type, anatomy->number, arena);
    struct str issuer = issuer_name(&anatomy->office, arena);
    struct str day = days_name(anatomy->date, arena);
    struct buf office = {0};
    size_t others = text_width(name) + text_width(day) + 6;
    if (others + OFFICE_LEAST <= room)
        fit_add(&office, issuer, room - others);
    else
        buf_add_str(&office, issuer);
    add_separated(out, name);
    add_separated(out, buf_str(&office));
    add_separated(out, day);
    buf_free(&office);
}

// Text of a notice without the marks of Markdown: "## **THÔNG BÁO**". What is in brackets,
// as (*) for a note, stays.
static void add_unmarked(struct buf *out, struct str text)
{
    struct buf line = {0};
    line_add(&line, text);
    for (size_t i = 0; i < line.len; i++) {
        char c = line.at[i], before = i ? line.at[i - 1] : ' ';
        if (c == '*' && before != '(')
            continue;
        if (c == '#' && (before == ' ' || before == '#')) {
            size_t end = i;
            while (end < line.len && line.at[end] == '#')
                end++;
            if (end == line.len || line.at[end] == ' ') {
                i = end;
                continue;
            }
        }
        buf_add_char(out, c);
    }
    buf_free(&line);
}

static void add_snippet(struct buf *out, const struct answer_hit *hit,
                        const struct snippet *snippet, const struct terminal *terminal)
{
    struct str text = hit->document.notice.text;
    if (snippet->page)
        buf_printf(out, " tr. %-3u", snippet->page);
    else
        buf_printf(out, "%6u  ", snippet->line);
    if (snippet->cut_before)
        buf_add_str(out, STR("… "));
    size_t at = snippet->span.start;
    for (size_t h = 0; h < snippet->highlight_count; h++) {
        const struct span *highlight = &snippet->highlights[h];
        add_unmarked(out, str_slice(text, at, highlight->start));
        struct buf word = {0};
        line_add(&word, str_slice(text, highlight->start, highlight->end));
        paint_add(out, terminal, PAINT_MATCH, buf_str(&word));
        buf_free(&word);
        at = highlight->end;
    }
    add_unmarked(out, str_slice(text, at, snippet->span.end));
    if (snippet->cut_after)
        buf_add_str(out, STR(" …"));
    buf_add_char(out, '\n');
}

static void add_hit(struct buf *out, const struct answer *answer, size_t number,
                    const struct answer_hit *hit, const struct terminal *terminal)
{
    const struct anatomy *anatomy = &hit->document.notice.anatomy;
    struct buf label = {0}, path = {0}, title = {0};
    if (hit->path_count)
        add_path(&path, hit->paths[0],
                 terminal->width / 2 < PATH_MOST ? terminal->width / 2 : PATH_MOST);
    if (hit->path_count > 1)
        buf_printf(&path, " +%zu", hit->path_count - 1);
    line_add(&title, anatomy->title);
    struct buf head = {0};
    buf_printf(&head, "%-2zu ", number);
    size_t path_width = text_width(buf_str(&path));
    size_t taken = path_width + head.len + 2;
    size_t room = taken < terminal->width ? terminal->width - taken : 0;
    add_label(&label, anatomy, room, answer->arena);
    struct buf fitted = {0};
    // A notice without a head is known by its file alone.
    fit_add(&fitted, label.len ? buf_str(&label) : STR("(no number, issuer or date)"),
            room);
    buf_add_str(out, buf_str(&head));
    paint_add(out, terminal, PAINT_STRONG, buf_str(&fitted));
    size_t fitted_width = text_width(buf_str(&fitted));
    blanks_add(out, (fitted_width < room ? room - fitted_width : 0) + 2);
    paint_add(out, terminal, PAINT_FAINT, buf_str(&path));
    buf_add_char(out, '\n');
    if (title.len) {
        blanks_add(out, INDENT);
        fit_add(out, buf_str(&title), terminal->width - INDENT);
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < hit->same_count; i++) {
        struct buf same = {0};
        buf_add_str(&same, str_of(_("the same as ")));
        name_add(&same, hit->same[i]);
        blanks_add(out, INDENT);
        fit_add(out, buf_str(&same), terminal->width - INDENT);
        buf_add_char(out, '\n');
        buf_free(&same);
    }
    if (hit->collective)
        buf_printf(out, "%*s%s\n", INDENT, "", _("addressed to all units of the office"));
    for (size_t i = 0; i < hit->snippets.count; i++)
        add_snippet(out, hit, &hit->snippets.items[i], terminal);
    buf_free(&label);
    buf_free(&path);
    buf_free(&title);
    buf_free(&head);
    buf_free(&fitted);
}

static const char *facet_name(enum field_id field)
{
    switch (field) {
    case FIELD_UNIT:
        return _("by unit");
    case FIELD_REF:
        return _("by document");
    case FIELD_PERSON:
        return _("by person");
    case FIELD_TYPE:
        return _("by type");
    case FIELD_ISSUER:
        return _("by issuer");
    case FIELD_PERIOD:
        return _("by time");
    default:
        return fields[field].name;
    }
}

// Of units, the departments of offices: every notice names its office, "all units" is
// no unit, and the mail desk keeps every notice.
static bool is_telling(enum field_id field, struct str value)
{
    size_t slashes = 0;
    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] == '#' && field == FIELD_UNIT)
            return false;
        slashes += value.at[i] == '/';
    }
    return field != FIELD_UNIT || (slashes > 1 && !str_ends(value, STR("/van-thu")));
}

static void add_facets(struct buf *out, const struct answer *answer)
{
    for (size_t f = 0; f < answer->options->facet_count; f++) {
        const struct facet *facet = &answer->result->facets[f];
        if (!facet->count)
            continue;
        size_t shown = 0;
        for (size_t i = 0; i < facet->count && shown < FACET_VALUES; i++) {
            struct str value = facet->values[i].value;
            if (!is_telling(facet->field, value))
                continue;
            struct str name =
                facet->field == FIELD_PERIOD
                    ? value
                    : value_name(answer->index, facet->field, value, answer->arena);
            if (shown++)
                buf_add_str(out, STR(" · "));
            else
                buf_printf(out, "%s: ", facet_name(facet->field));
            fit_add(out, name, FACET_WIDTH);
            buf_printf(out, " %zu", facet->values[i].count);
        }
        if (facet->count > shown && shown)
            buf_add_str(out, STR(" …"));
        if (shown)
            buf_add_char(out, '\n');
    }
}

void render_text(struct buf *out, const struct answer *answer,
                 const struct terminal *terminal)
{
    if (!answer->count)
        return;
    if (!answer->first) {
        add_head(out, answer);
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < answer->count; i++)
        add_hit(out, answer, answer->options->offset + answer->first + i + 1,
                &answer->hits[i], terminal);
    if (answer->first + answer->count < answer->result->count)
        return;
    bool facets = false;
    for (size_t f = 0; f < answer->options->facet_count; f++)
        facets |= answer->result->facets[f].count > 0;
    if (facets || answer->result->more || answer->result->copies)
        buf_add_char(out, '\n');
    if (answer->result->copies)
        buf_printf(
            out,
            _n("%zu notice is the same as one above and not shown (--all-copies)\n",
               "%zu notices are the same as others above and not shown "
               "(--all-copies)\n",
               answer->result->copies),
            answer->result->copies);
    add_facets(out, answer);
    if (answer->result->more)
        buf_printf(out, _("more: --offset %zu\n"),
                   answer->options->offset + answer->result->count);
}
