// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/graph_command.h"

#include "analyzers/calendar.h"
#include "analyzers/view.h"
#include "base/screen.h"
#include "base/translate.h"
#include "base/words.h"
#include "searcher/csv.h"
#include "searcher/fact_json.h"
#include "searcher/request.h"
#include "searcher/timeline.h"
#include "searcher/value_name.h"

#include <stdlib.h>

enum { OPTION_COUNT = REQUEST_OPTION_COUNT, FLUSH_BYTES = 64 * 1024, FORGET_EVERY = 64 };
static const struct command_option options[] = {REQUEST_OPTIONS("dot|csv|json")};

// One citation: from the notice to the document that is cited; where that is told to change
// another ("A được sửa đổi bởi B"), from it to that one.
struct edge {
    const struct document *document;
    const struct reference *reference;
    struct str from, to; // keys, or the id of a notice that nobody can cite by a number
    // for people: of `from`, with the day of a notice behind it, and of `to`
    struct str from_name, to_name;
    struct str display; // number of `to`
    struct str subject; // what does it, where that is not `from`
    // an edge of its own leads from what does it, so that in a picture this one only cites
    bool told_beside;
    struct str path;
    uint32_t line;
};

struct graph {
    struct request request;
    struct index *index;
    const struct clause *clause;
    struct buf out;
    struct words *nodes; // written so far (dot)
    size_t edges, skipped;
};

static void write_json(struct graph *graph, const struct edge *edge)
{
    const struct anatomy *anatomy = &edge->document->notice.anatomy;
    struct json json = {.out = &graph->out};
    json_object(&json, NULL);
    json_number(&json, "format", 1);
    json_str(&json, "from", edge->from);
    json_str(&json, "to", edge->to);
    json_text(&json, "relation", relation_name(edge->reference->relation));
    json_text(&json, "status", relation_status_name(edge->reference->status));
    json_str(&json, "subject", edge->subject.len ? edge->subject : (struct str){0});
    json_text(&json, "direction", direction_name(edge->reference->by));
    json_str(&json, "id", edge->document->id);
    json_str(&json, "path", edge->path);
    json_number(&json, "line", edge->line);
    json_dated(&json, "date", anatomy->date, anatomy->date_source);
    json_str(&json, "display", edge->display);
    json_end_line(&json);
}

static void write_csv(struct graph *graph, const struct edge *edge, struct arena *arena)
{
    struct csv csv = {.out = &graph->out};
    csv_cell(&csv, edge->from);
    csv_cell(&csv, edge->to);
    csv_cell(&csv, str_of(relation_name(edge->reference->relation)));
    csv_cell(&csv, str_of(relation_status_name(edge->reference->status)));
    csv_cell(&csv, edge->subject);
    csv_cell(&csv, days_name(edge->document->notice.anatomy.date, arena));
    csv_cell(&csv, edge->path);
    csv_number(&csv, edge->line);
    csv_cell(&csv, str_of(direction_name(edge->reference->by)));
    char day[11];
    csv_cell(&csv, str_of(day_text(edge->document->notice.anatomy.date.from, day)));
    csv_cell(&csv, str_of(day_text(edge->document->notice.anatomy.date.to, day)));
    csv_end_line(&csv);
}

static void write_node(struct graph *graph, struct str key, struct str name)
{
    uint32_t before = words_count(graph->nodes);
    if (words_add(graph->nodes, key) < before)
        return;
    buf_add_str(&graph->out, STR("  "));
    dot_quoted(&graph->out, key);
    buf_add_str(&graph->out, STR(" [label="));
    dot_quoted(&graph->out, name);
    buf_add_str(&graph->out, STR("];\n"));
}

// "A được sửa đổi bởi B" is told of both.
static bool told_beside(const struct references *references,
                        const struct reference *reference)
{
    for (size_t i = 0; i < references->count && reference->subject.len; i++) {
        const struct reference *other = &references->items[i];
        if (!reference->by && other->by && other->relation == reference->relation &&
            str_equal(other->key, reference->subject) &&
            str_equal(other->subject, reference->key))
            return true;
    }
    return false;
}

static void write_dot(struct graph *graph, const struct edge *edge)
{
    const struct reference *reference = edge->reference;
    const struct relation_style *style =
        relation_style(edge->told_beside ? RELATION_CITES : reference->relation);
    write_node(graph, edge->from, edge->from_name);
    write_node(graph, edge->to, edge->to_name);
    buf_add_str(&graph->out, STR("  "));
    dot_quoted(&graph->out, edge->from);
    buf_add_str(&graph->out, STR(" -> "));
    dot_quoted(&graph->out, edge->to);
    buf_printf(&graph->out, " [arrowhead=%s, color=\"%s\", tooltip=\"%s\"%s];\n",
               style->arrow, style->colour, _(style->label),
               reference->status == STATUS_DONE ? "" : ", style=dashed");
}

static void read_ends(struct edge *edge, struct arena *arena)
{
    const struct notice *notice = &edge->document->notice;
    const struct anatomy *anatomy = &notice->anatomy;
    const struct reference *reference = edge->reference;
    struct str notice_key = reference_has_number(anatomy->number_key)
                                ? anatomy->number_key
                                : edge->document->id;
    struct str notice_name =
        arena_printf(arena, "%.*s\n%.*s",
                     STR_ARG(document_name(anatomy->type, anatomy->number, arena)),
                     STR_ARG(days_name(anatomy->date, arena)));
    struct str cited_name = document_name(reference->type, reference->display, arena);
    if (!reference->by) {
        edge->from = notice_key;
        edge->from_name = notice_name;
        edge->to = reference->key;
        edge->to_name = cited_name;
        edge->display = reference->display;
        edge->subject = reference->subject;
        return;
    }
    edge->from = reference->key;
    edge->from_name = cited_name;
    edge->to = edge->to_name = edge->display = reference->subject;
    if (str_equal(reference->subject, REFERENCE_THIS)) {
        edge->to = notice_key;
        edge->to_name = notice_name;
        edge->display = anatomy->number;
    }
    const struct references *all = &notice->references;
    for (size_t i = 0; i < all->count + all->law_count; i++) {
        const struct reference *other =
            i < all->count ? &all->items[i] : &all->laws[i - all->count];
        if (str_equal(other->key, edge->to)) {
            edge->to_name = document_name(other->type, other->display, arena);
            edge->display = other->display;
            return;
        }
    }
}

static bool flush(struct graph *graph, size_t over, struct error *err)
{
    if (graph->out.len <= over)
        return true;
    bool written = request_write(buf_str(&graph->out), err);
    buf_clear(&graph->out);
    return written;
}

static bool write_notice(struct graph *graph, const struct hit *hit, struct arena *arena,
                         struct error *err)
{
    struct document document;
    struct view view;
    const struct str *paths;
    if (!index_notice(graph->index, hit, true, &document, arena, err))
        return false;
    const struct notice *notice = &document.notice;
    struct str path =
        index_paths(graph->index, document.id, &paths) ? paths[0] : (struct str){0};
    view_read(&view, notice->text, arena);
    for (size_t i = 0; i < notice->references.count; i++) {
        const struct reference *reference = &notice->references.items[i];
        if (reference->relation == RELATION_SELF || !reference_has_number(reference->key))
            continue;
        // What is changed may have no number: then the document is only cited.
        struct reference cited = *reference;
        if (cited.by &&
            !(reference_is_key(cited.subject) && reference_has_number(cited.subject)) &&
            !str_equal(cited.subject, REFERENCE_THIS)) {
            cited.by = false;
            cited.relation = RELATION_CITES;
            cited.subject = (struct str){0};
        }
        struct edge edge = {
            .document = &document,
            .reference = &cited,
            .path = path,
            .line = view_line(&view, view_at(&view, reference->span.start)),
        };
        read_ends(&edge, arena);
        edge.told_beside = told_beside(&notice->references, &cited);
        if (graph->skipped < graph->request.offset) {
            graph->skipped++;
            continue;
        }
        if (graph->edges == graph->request.limit)
            break;
        graph->edges++;
        if (graph->request.format == OUTPUT_JSON)
            write_json(graph, &edge);
        else if (graph->request.format == OUTPUT_CSV)
            write_csv(graph, &edge, arena);
        else
            write_dot(graph, &edge);
    }
    return flush(graph, FLUSH_BYTES, err);
}

static bool write_graph(struct graph *graph, struct error *err)
{
    static const struct clause everything = {.kind = CLAUSE_ALL};
    struct match_options match = {.limit = SIZE_MAX, .order = ORDER_OLDEST};
    struct matches matches;
    if (!index_match(graph->index, COLLECTION_NOTICES,
                     graph->clause ? graph->clause : &everything, &match, &matches,
                     graph->request.arena, err))
        return false;
    if (graph->request.format == OUTPUT_DOT)
        buf_add_str(
            &graph->out,
            STR("digraph citations {\n  rankdir=LR;\n  node [shape=box, style=rounded, "
                "fontname=\"Noto Sans\", fontsize=11];\n"));
    else if (graph->request.format == OUTPUT_CSV)
        csv_head(&(struct csv){.out = &graph->out},
                 "from to relation status subject date path line direction first_day "
                 "last_day");
    struct arena *arena = arena_new();
    bool done = true;
    for (size_t i = 0; i < matches.count && done && graph->edges < graph->request.limit;
         i++) {
        arena_reset(arena);
        done = write_notice(graph, &matches.hits[i], arena, err);
        if (i % FORGET_EVERY == 0)
            index_forget(graph->index);
    }
    arena_free(arena);
    if (graph->request.format == OUTPUT_DOT)
        buf_add_str(&graph->out, STR("}\n"));
    return done && flush(graph, 0, err);
}

static bool take_option(void *context, size_t option, const char *value,
                        struct error *err)
{
    return request_take(context, option, value, err);
}

static bool refuse_operand(void *context, const char *operand, struct error *err)
{
    (void)context, (void)operand;
    error_set(err, ERROR_USAGE, _("it takes no question"));
    return error_hint(err, _("narrow it with --ref, --issuer, --unit or --period"));
}

static const struct command_syntax syntax = {
    .options = options,
    .count = OPTION_COUNT,
    .take_option = take_option,
    .take_operand = refuse_operand,
};

static int say_nothing(size_t skipped)
{
    if (skipped)
        say(_n("tracuu: graph: %zu citation found, --offset leaves it out\n",
               "tracuu: graph: %zu citations found, --offset leaves all of them out\n",
               skipped),
            skipped);
    else
        say(_("tracuu: graph: nothing found\n"));
    return 1;
}

int graph_command(int count, char **arguments)
{
    struct arena *arena = arena_new();
    struct graph graph = {.nodes = words_new()};
    struct error err = {0};
    struct buf hints = {0};
    int code = 0;
    request_init(&graph.request, "dot csv json", count, arena);
    graph.request.format = OUTPUT_DOT;
    graph.request.limit = SIZE_MAX;
    if (!command_read(&syntax, count, arguments, &graph.request, &err) ||
        !request_open(&graph.request, &graph.index, &err) ||
        !request_clause(&graph.request, "graph", graph.index, &graph.clause, &hints,
                        &err) ||
        !write_graph(&graph, &err))
        code = command_fail("graph", &err);
    else if (!graph.edges)
        code = say_nothing(graph.skipped);
    say("%s", buf_str(&hints).at);
    code = request_end("graph", graph.index, code);
    buf_free(&hints);
    buf_free(&graph.out);
    words_free(graph.nodes);
    index_close(graph.index);
    arena_free(arena);
    return code;
}
