// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/answer.h"

#include "base/translate.h"
#include "searcher/value_name.h"

#include <stdint.h>

enum {
    INDENT = 3,
    OFFICE_LEAST = 12, // columns
    PATH_MOST = 32,
    MORE_PATHS = 6, // columns: " +999"
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
    else if (!name.len || !day.len)
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

// The head of a hit with the path at its end; on a screen that has no room for both, the
// path stands below, so that the number and the name of the file are whole.
static void add_head_line(struct buf *out, const struct answer *answer, size_t number,
                          const struct answer_hit *hit, const struct terminal *terminal)
{
    const struct anatomy *anatomy = &hit->document.notice.anatomy;
    struct buf label = {0}, path = {0}, fitted = {0};
    struct str first = hit->path_count ? hit->paths[0] : (struct str){0};
    size_t start = out->len;
    buf_printf(out, "%-2zu ", number);
    size_t width = terminal->width - (out->len - start);
    add_path(&path, first, PATH_MOST);
    size_t least =
        text_width(document_name(anatomy->type, anatomy->number, answer->arena)) +
        text_width(days_name(anatomy->date, answer->arena)) + OFFICE_LEAST + 6;
    size_t more = hit->path_count > 1 ? MORE_PATHS : 0;
    bool beside = text_width(buf_str(&path)) + more + 2 + least <= width;
    if (!beside) {
        buf_clear(&path);
        add_path(&path, first, width - more);
    }
    if (hit->path_count > 1)
        buf_printf(&path, " +%zu", hit->path_count - 1);
    size_t room = beside ? width - text_width(buf_str(&path)) - 2 : width;
    add_label(&label, anatomy, room, answer->arena);
    // A notice without a head is known by its file alone.
    fit_add(&fitted,
            label.len ? buf_str(&label) : str_of(_("(no number, issuer or date)")), room);
    paint_add(out, terminal, PAINT_STRONG, buf_str(&fitted));
    if (beside) {
        blanks_add(out, room - text_width(buf_str(&fitted)) + 2);
    } else {
        buf_add_char(out, '\n');
        blanks_add(out, INDENT);
    }
    paint_add(out, terminal, PAINT_FAINT, buf_str(&path));
    buf_add_char(out, '\n');
    buf_free(&label);
    buf_free(&path);
    buf_free(&fitted);
}

static void add_hit(struct buf *out, const struct answer *answer, size_t number,
                    const struct answer_hit *hit, const struct terminal *terminal)
{
    struct buf title = {0};
    add_head_line(out, answer, number, hit, terminal);
    line_add(&title, hit->document.notice.anatomy.title);
    if (title.len) {
        blanks_add(out, INDENT);
        fit_add(out, buf_str(&title), terminal->width - INDENT);
        buf_add_char(out, '\n');
    }
    buf_free(&title);
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

// "by unit: Phòng Quản lý Khoa học 2 · Thanh tra Sở 2 …"
static void add_facet(struct buf *line, const struct answer *answer,
                      const struct facet *facet)
{
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
            buf_add_str(line, STR(" · "));
        else
            buf_printf(line, "%s: ", facet_name(facet->field));
        struct buf clean = {0};
        line_add(&clean, name);
        fit_add(line, buf_str(&clean), FACET_WIDTH);
        buf_free(&clean);
        buf_printf(line, " %zu", facet->values[i].count);
    }
    if (facet->count > shown && shown)
        buf_add_str(line, STR(" …"));
}

static void add_facets(struct buf *out, const struct answer *answer,
                       const struct terminal *terminal)
{
    for (size_t f = 0; f < answer->options->facet_count; f++) {
        struct buf line = {0};
        add_facet(&line, answer, &answer->result->facets[f]);
        if (line.len)
            wrap_add(out, buf_str(&line), INDENT, terminal->width - INDENT,
                     2 * FACET_VALUES);
        buf_free(&line);
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
    add_facets(out, answer, terminal);
    if (answer->result->more)
        buf_printf(out, _("more: --offset %zu\n"),
                   answer->options->offset + answer->result->count);
}
