// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/answer.h"
#include "searcher/fact_json.h"
#include "searcher/page.h"
#include "searcher/value_name.h"

// Adds the value to the array unless it came before among `seen`.
static void add_once(struct json *json, struct str value, struct str *seen, size_t *count)
{
    for (size_t i = 0; i < *count; i++)
        if (str_equal(seen[i], value))
            return;
    seen[(*count)++] = value;
    json_str(json, NULL, value);
}

static void write_snippets(struct json *json, const struct answer_hit *hit)
{
    json_array(json, "snippets");
    for (size_t i = 0; i < hit->snippets.count; i++) {
        const struct snippet *snippet = &hit->snippets.items[i];
        json_object(json, NULL);
        json_str(
            json, "text",
            str_slice(hit->document.notice.text, snippet->span.start, snippet->span.end));
        json_number(json, "line", snippet->line);
        json_page(json, snippet->page);
        json_array(json, "highlights");
        for (size_t h = 0; h < snippet->highlight_count; h++) {
            json_array(json, NULL);
            json_number(json, NULL,
                        (int64_t)(snippet->highlights[h].start - snippet->span.start));
            json_number(json, NULL,
                        (int64_t)(snippet->highlights[h].end - snippet->span.start));
            json_end(json);
        }
        json_end(json);
        json_end(json);
    }
    json_end(json);
}

static void write_hit(struct json *json, const struct answer *answer,
                      const struct answer_hit *hit, size_t question)
{
    const struct notice *notice = &hit->document.notice;
    const struct anatomy *anatomy = &notice->anatomy;
    json_object(json, NULL);
    json_number(json, "format", 1);
    if (question)
        json_number(json, "question", (int64_t)question);
    json_str(json, "id", hit->document.id);
    json_str(json, "path", hit->path_count ? hit->paths[0] : (struct str){0});
    json_array(json, "paths");
    for (size_t i = 0; i < hit->path_count; i++)
        json_str(json, NULL, hit->paths[i]);
    json_end(json);
    json_array(json, "same");
    for (size_t i = 0; i < hit->same_count; i++)
        json_str(json, NULL, hit->same[i]);
    json_end(json);
    json_str(json, "type", anatomy->type);
    json_str(json, "number", anatomy->number);
    json_dated(json, "date", anatomy->date, anatomy->date_source);
    json_str(json, "issuer", issuer_name(&anatomy->office, answer->arena));
    json_str(json, "title", anatomy->title);
    json_real(json, "score", hit->ranked->score);
    json_text(json, "match", hit->ranked->all ? "all" : "some");
    if (hit->collective)
        json_bool(json, "collective", true);
    write_snippets(json, hit);
    size_t most = notice->references.count > notice->units.count
                      ? notice->references.count
                      : notice->units.count;
    struct str *seen = ARENA_ARRAY(answer->arena, struct str, most + 1);
    size_t count = 0;
    json_array(json, "refs");
    for (size_t i = 0; i < notice->references.count; i++)
        if (reference_has_number(notice->references.items[i].key))
            add_once(json, notice->references.items[i].key, seen, &count);
    json_end(json);
    count = 0;
    json_array(json, "units");
    for (size_t i = 0; i < notice->units.count; i++)
        add_once(json, notice->units.items[i].name, seen, &count);
    json_end(json);
    json_end_line(json);
}

static void write_facets(struct json *json, const struct answer *answer)
{
    json_object(json, NULL);
    json_number(json, "format", 1);
    json_object(json, "facets");
    for (size_t f = 0; f < answer->options->facet_count; f++) {
        const struct facet *facet = &answer->result->facets[f];
        json_array(json, fields[facet->field].name);
        for (size_t i = 0; i < facet->count; i++) {
            json_object(json, NULL);
            json_str(json, "value", facet->values[i].value);
            json_str(json, "name",
                     facet->field == FIELD_PERIOD
                         ? facet->values[i].value
                         : value_name(answer->index, facet->field, facet->values[i].value,
                                      answer->arena));
            json_number(json, "count", (int64_t)facet->values[i].count);
            json_end(json);
        }
        json_end(json);
    }
    json_end(json);
    json_end_line(json);
}

void render_json(struct buf *out, const struct answer *answer, size_t question)
{
    struct json json = {.out = out};
    for (size_t i = 0; i < answer->count; i++)
        write_hit(&json, answer, &answer->hits[i], question);
    if (answer->options->facet_count &&
        answer->first + answer->count == answer->result->count)
        write_facets(&json, answer);
}
