// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/related_command.h"

#include "base/translate.h"
#include "searcher/csv.h"
#include "searcher/fact_json.h"
#include "searcher/named_notice.h"
#include "searcher/related.h"
#include "searcher/request.h"
#include "searcher/terminal.h"
#include "searcher/value_name.h"

enum related_option { RELATED_INDEX, RELATED_FORMAT, RELATED_LIMIT };
static const struct command_option options[] = {
    [RELATED_INDEX] = COMMAND_OPTION_INDEX,
    [RELATED_FORMAT] = {"format", "text|json|csv", "how the answer is written"},
    [RELATED_LIMIT] = {"limit", "N", "at most so many (0: all)"},
};

static void add_names(struct buf *line, const char *label, const struct str *names,
                      size_t count)
{
    if (!count)
        return;
    buf_printf(line, "%s%s", line->len ? " · " : "", label);
    for (size_t i = 0; i < count; i++)
        buf_printf(line, "%s%.*s", i ? ", " : " ", STR_ARG(names[i]));
}

static void add_part(struct buf *line, struct str part)
{
    if (part.len)
        buf_printf(line, "%s%.*s", line->len ? " · " : "", STR_ARG(part));
}

//   1  Báo cáo 158/BC-SNN · Sở … Phú Yên · 29/6/2022            so-nnptnt/bc-158.txt
//      Đánh giá 02 năm thực hiện …
//      documents 25/2020/NQ-HĐND · units Liên minh Hợp tác xã · words hợp, tác
static void write_text(struct buf *out, const struct related_list *list,
                       struct arena *arena)
{
    struct terminal terminal = terminal_read();
    size_t width = terminal.width > 30 ? terminal.width : 30;
    for (size_t i = 0; i < list->count; i++) {
        const struct related *related = &list->items[i];
        const struct anatomy *anatomy = &related->document.notice.anatomy;
        struct buf line = {0};
        buf_add_str(&line, document_name(anatomy->type, anatomy->number, arena));
        struct str issuer = issuer_name(&anatomy->office, arena),
                   days = days_name(anatomy->date, arena);
        add_part(&line, issuer);
        add_part(&line, days);
        struct str number = arena_printf(arena, "%-2zu ", i + 1);
        buf_add_str(out, number);
        struct buf head = {0};
        fit_add(&head, buf_str(&line), width - 3);
        paint_add(out, &terminal, PAINT_STRONG, buf_str(&head));
        buf_free(&head);
        buf_add_char(out, '\n');
        if (anatomy->title.len) {
            buf_clear(&line);
            line_add(&line, anatomy->title);
            blanks_add(out, 3);
            wrap_add(out, buf_str(&line), 3, width - 3, 2);
        }
        buf_clear(&line);
        add_names(&line, _("documents"), related->refs, related->ref_count);
        add_names(&line, _("units"), related->units, related->unit_count);
        add_names(&line, _("words"), related->words, related->word_count);
        blanks_add(out, 3);
        wrap_add(out, buf_str(&line), 3, width - 3, 3);
        blanks_add(out, 3);
        paint_add(out, &terminal, PAINT_FAINT, related->path);
        buf_add_char(out, '\n');
        buf_free(&line);
    }
}

static void json_strs(struct json *json, const char *key, const struct str *items,
                      size_t count)
{
    json_array(json, key);
    for (size_t i = 0; i < count; i++)
        json_str(json, NULL, items[i]);
    json_end(json);
}

static void write_json(struct buf *out, const struct related_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct related *related = &list->items[i];
        struct json json = {.out = out};
        json_object(&json, NULL);
        json_number(&json, "format", 1);
        json_str(&json, "id", related->document.id);
        json_str(&json, "path", related->path);
        json_anatomy(&json, &related->document.notice.anatomy);
        json_real(&json, "score", related->score);
        json_strs(&json, "refs", related->ref_keys, related->ref_key_count);
        json_strs(&json, "units", related->units, related->unit_count);
        json_strs(&json, "words", related->words, related->word_count);
        json_end_line(&json);
    }
}

static void write_csv(struct buf *out, const struct related_list *list,
                      struct arena *arena)
{
    struct csv csv = {.out = out};
    csv_head(&csv, "score notice issuer date title path documents units words");
    for (size_t i = 0; i < list->count; i++) {
        const struct related *related = &list->items[i];
        const struct anatomy *anatomy = &related->document.notice.anatomy;
        struct buf refs = {0}, units = {0}, words = {0};
        add_names(&refs, "", related->refs, related->ref_count);
        add_names(&units, "", related->units, related->unit_count);
        add_names(&words, "", related->words, related->word_count);
        csv_number(&csv, related->score);
        csv_cell(&csv, document_name(anatomy->type, anatomy->number, arena));
        csv_cell(&csv, issuer_name(&anatomy->office, arena));
        csv_cell(&csv, days_name(anatomy->date, arena));
        csv_cell(&csv, anatomy->title);
        csv_cell(&csv, related->path);
        csv_cell(&csv, str_trim(buf_str(&refs)));
        csv_cell(&csv, str_trim(buf_str(&units)));
        csv_cell(&csv, str_trim(buf_str(&words)));
        csv_end_line(&csv);
        buf_free(&refs);
        buf_free(&units);
        buf_free(&words);
    }
}

static bool take_option(void *context, size_t option, const char *value,
                        struct error *err)
{
    static const enum request_option shared[] = {REQUEST_INDEX, REQUEST_FORMAT,
                                                 REQUEST_LIMIT};
    return request_take(context, shared[option], value, err);
}

static bool read_arguments(struct request *request, int count, char **arguments,
                           struct error *err)
{
    static const struct command_syntax syntax = {
        .options = options,
        .count = sizeof options / sizeof *options,
        .take_option = take_option,
        .take_operand = request_take_word,
    };
    if (!command_read(&syntax, count, arguments, request, err))
        return false;
    if (request->word_count == 1)
        return true;
    error_set(err, ERROR_USAGE, _("one notice is to be named"));
    return error_hint(err, "tracuu related ID|PATH");
}

static bool answer(struct request *request, struct index **index, size_t *found,
                   struct error *err)
{
    struct document document;
    struct related_list list;
    struct buf out = {0};
    struct str name = str_of(request->words[0]);
    if (!request_open(request, index, err) ||
        !notice_named(&document, *index, name, true, request->arena, err))
        return false;
    if (!document.id.len) {
        notice_say_unknown("related", name);
        return true;
    }
    if (!related_find(&list, *index, &document, request->limit, request->arena, err))
        return false;
    *found = list.count;
    if (request->format == OUTPUT_JSON)
        write_json(&out, &list);
    else if (request->format == OUTPUT_CSV)
        write_csv(&out, &list, request->arena);
    else
        write_text(&out, &list, request->arena);
    bool written = request_write(buf_str(&out), err);
    buf_free(&out);
    return written;
}

int related_command(int count, char **arguments)
{
    struct arena *arena = arena_new();
    struct request request = {0};
    struct index *index = NULL;
    struct error err = {0};
    size_t found = 0;
    int code = 0;
    request_init(&request, "text json csv", count, arena);
    if (!read_arguments(&request, count, arguments, &err) ||
        !answer(&request, &index, &found, &err))
        code = command_fail("related", &err);
    else if (!found)
        code = 1;
    code = request_end("related", index, code);
    index_close(index);
    arena_free(arena);
    return code;
}
