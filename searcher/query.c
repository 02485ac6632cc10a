// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query.h"

#include "analyzers/period.h"
#include "base/translate.h"
#include "corpus/text.h"
#include "searcher/query_habit.h"

#include <string.h>

struct parser {
    struct query *query;
    struct arena *arena;
    struct query_token *tokens; // the last one is QUERY_TOKEN_END
    size_t count;
    size_t at;
    size_t depth;
    struct error *err;
};

size_t query_column(struct str text, size_t byte)
{
    size_t column = 1;
    for (size_t i = 0; i < byte && i < text.len; i++)
        column += ((unsigned char)text.at[i] & 0xc0) != 0x80;
    return column;
}

struct str query_join(char *const *arguments, size_t count, struct arena *arena)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++)
        len += strlen(arguments[i]) + 1;
    char *joined = arena_alloc(arena, len + 1);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        size_t argument = strlen(arguments[i]);
        if (i)
            joined[at++] = ' ';
        memcpy(joined + at, arguments[i], argument);
        at += argument;
    }
    return (struct str){joined, at};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Reads up to `most` digits at *at.
static int take_digits(struct str s, size_t *at, size_t most)
{
    size_t from = *at;
    int number = 0;
    while (*at < s.len && *at - from < most && is_digit(s.at[*at]))
        number = number * 10 + (s.at[(*at)++] - '0');
    return *at > from ? number : -1;
}

static const char *month_name(int month)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    return _(names[month - 1]);
}

// A day that the calendar does not have, written as a day: 31/2/2023. Half of such slips
// would silently find nothing.
static bool check_date(struct parser *parser, const struct query_token *token)
{
    struct str word = token->text;
    while (word.len && strchr(".,;:", word.at[word.len - 1]))
        word.len--;
    size_t at = 0;
    int day = take_digits(word, &at, 2);
    char sign = at < word.len ? word.at[at] : 0;
    if (day < 0 || (sign != '/' && sign != '.' && sign != '-'))
        return true;
    at++;
    int month = take_digits(word, &at, 2);
    if (month < 0 || at >= word.len || word.at[at] != sign)
        return true;
    at++;
    size_t year_at = at;
    int year = take_digits(word, &at, 4);
    if (at != word.len || at - year_at != 4 || year < 1900 || year > 2100 ||
        day_valid(year, month, day))
        return true;
    struct str text = parser->query->text;
    if (month < 1 || month > 12)
        query_error(text, token->start, parser->err,
                    _("%.*s is not a date (there is no month %d)"), STR_ARG(word), month);
    else
        query_error(text, token->start, parser->err,
                    _("%.*s is not a date (%s %d has %d days)"), STR_ARG(word),
                    month_name(month), year, month_length(year, month));
    return error_hint(parser->err, _("quote it to search for the text itself"));
}

static struct query_node *make_node(struct parser *parser, enum query_kind kind,
                                    const struct query_token *token)
{
    struct query_node *node = arena_alloc(parser->arena, sizeof *node);
    node->kind = kind;
    node->start = token->start;
    node->end = token->end;
    node->text = token->text;
    node->field = token->field;
    return node;
}

// Nodes that are being gathered for one parent.
struct siblings {
    const struct query_node **items;
    size_t count;
    size_t room;
};

static void add_sibling(struct parser *parser, struct siblings *siblings,
                        const struct query_node *node)
{
    siblings->items = arena_grow(parser->arena, siblings->items, siblings->count,
                                 &siblings->room, sizeof *siblings->items);
    siblings->items[siblings->count++] = node;
}

// The one sibling itself, or a parent over several.
static const struct query_node *make_parent(struct parser *parser, enum query_kind kind,
                                            const struct siblings *siblings)
{
    if (siblings->count == 1)
        return siblings->items[0];
    struct query_node *node = arena_alloc(parser->arena, sizeof *node);
    node->kind = kind;
    node->start = siblings->items[0]->start;
    node->end = siblings->items[siblings->count - 1]->end;
    node->children = siblings->items;
    node->count = siblings->count;
    return node;
}

static const struct query_node *read_alternatives(struct parser *parser);

static const struct query_node *read_item(struct parser *parser);

// What is left out, behind the operator `token`.
static const struct query_node *read_excluded(struct parser *parser,
                                              const struct query_token *token)
{
    struct str text = parser->query->text;
    enum query_token_kind next = parser->tokens[parser->at].kind;
    if (next == QUERY_TOKEN_END || next == QUERY_TOKEN_CLOSE ||
        query_token_is_operator(next)) {
        query_error(text, token->start, parser->err, _("%.*s leaves nothing out"),
                    STR_ARG(str_slice(text, token->start, token->end)));
        error_hint(parser->err, _("write what to leave out right after it, or quote it "
                                  "to search for the word itself"));
        return NULL;
    }
    const struct query_node *inner = read_item(parser);
    if (!inner)
        return NULL;
    struct siblings one = {0};
    add_sibling(parser, &one, inner);
    struct query_node *node = make_node(parser, QUERY_NOT, token);
    node->text = (struct str){0};
    node->end = inner->end;
    node->children = one.items;
    node->count = 1;
    return node;
}

// What stands in the brackets that `token` opens.
static const struct query_node *read_group(struct parser *parser,
                                           const struct query_token *token)
{
    struct str text = parser->query->text;
    if (++parser->depth > QUERY_DEPTH) {
        query_error(text, token->start, parser->err,
                    _("brackets are nested more than %d deep"), QUERY_DEPTH);
        return NULL;
    }
    if (parser->tokens[parser->at].kind == QUERY_TOKEN_CLOSE) {
        query_error(text, token->start, parser->err,
                    _("there is nothing in these brackets"));
        error_hint(parser->err, _("quote them to search for the text itself"));
        return NULL;
    }
    const struct query_node *inner = read_alternatives(parser);
    if (!inner)
        return NULL;
    if (parser->tokens[parser->at].kind != QUERY_TOKEN_CLOSE) {
        query_error(text, token->start, parser->err, _("this bracket is never closed"));
        error_hint(parser->err, _("add a ) or quote the text"));
        return NULL;
    }
    parser->at++;
    parser->depth--;
    return inner;
}

// A word, phrase, field or bracket, perhaps left out.
static const struct query_node *read_item(struct parser *parser)
{
    const struct query_token *token = &parser->tokens[parser->at++];
    struct str text = parser->query->text;
    switch (token->kind) {
    case QUERY_TOKEN_WORD:
        return check_date(parser, token) ? make_node(parser, QUERY_WORD, token) : NULL;
    case QUERY_TOKEN_PREFIX:
        return make_node(parser, QUERY_PREFIX, token);
    case QUERY_TOKEN_PHRASE:
        return make_node(parser, QUERY_PHRASE, token);
    case QUERY_TOKEN_FIELD:
        return make_node(parser, QUERY_FIELD, token);
    case QUERY_TOKEN_NOT:
        return read_excluded(parser, token);
    case QUERY_TOKEN_OPEN:
        return read_group(parser, token);
    case QUERY_TOKEN_CLOSE:
        query_error(text, token->start, parser->err, _("this bracket was never opened"));
        error_hint(parser->err, _("remove it or quote the text"));
        return NULL;
    default:
        if (token->start >= token->end) {
            query_error(text, token->start, parser->err, _("something is missing here"));
            error_hint(parser->err, _("quote the text to search for it as it is"));
            return NULL;
        }
        query_error(text, token->start, parser->err,
                    _("%.*s needs something on both sides"),
                    STR_ARG(str_slice(text, token->start, token->end)));
        error_hint(parser->err, _("quote it to search for the word itself"));
        return NULL;
    }
}

static bool ends_bag(enum query_token_kind kind)
{
    return kind == QUERY_TOKEN_END || kind == QUERY_TOKEN_CLOSE ||
           kind == QUERY_TOKEN_AND || kind == QUERY_TOKEN_OR;
}

static const struct query_node *read_bag(struct parser *parser)
{
    struct siblings siblings = {0};
    do {
        const struct query_node *item = read_item(parser);
        if (!item)
            return NULL;
        add_sibling(parser, &siblings, item);
    } while (!ends_bag(parser->tokens[parser->at].kind));
    return make_parent(parser, QUERY_BAG, &siblings);
}

static const struct query_node *read_conjunction(struct parser *parser)
{
    struct siblings siblings = {0};
    for (;;) {
        const struct query_node *bag = read_bag(parser);
        if (!bag)
            return NULL;
        add_sibling(parser, &siblings, bag);
        if (parser->tokens[parser->at].kind != QUERY_TOKEN_AND)
            return make_parent(parser, QUERY_AND, &siblings);
        parser->at++;
    }
}

static const struct query_node *read_alternatives(struct parser *parser)
{
    struct siblings siblings = {0};
    for (;;) {
        const struct query_node *conjunction = read_conjunction(parser);
        if (!conjunction)
            return NULL;
        add_sibling(parser, &siblings, conjunction);
        if (parser->tokens[parser->at].kind != QUERY_TOKEN_OR)
            return make_parent(parser, QUERY_OR, &siblings);
        parser->at++;
    }
}

enum { ITEM_MARK = 2 }; // bytes: "a", "đ", "12"

static bool read_tokens(struct parser *parser)
{
    struct str text = parser->query->text;
    size_t room = 0, at = 0, words = 0, depth = 0;
    for (;;) {
        parser->tokens = arena_grow(parser->arena, parser->tokens, parser->count, &room,
                                    sizeof *parser->tokens);
        struct query_token *token = &parser->tokens[parser->count];
        if (!query_token_next(text, &at, token, parser->err))
            return false;
        // "a) …", "1) …": the mark of an item that was pasted opens nothing and closes
        // nothing.
        const struct query_token *before = parser->count ? token - 1 : NULL;
        if (token->kind == QUERY_TOKEN_CLOSE && !depth && before &&
            before->kind == QUERY_TOKEN_WORD && before->end == token->start &&
            before->end - before->start <= ITEM_MARK)
            continue;
        depth += token->kind == QUERY_TOKEN_OPEN;
        depth -= token->kind == QUERY_TOKEN_CLOSE && depth;
        parser->count++;
        if (token->kind == QUERY_TOKEN_END)
            return true;
        if (++words > QUERY_WORDS) {
            query_error(text, token->start, parser->err,
                        _("the question has more than %d words"), QUERY_WORDS);
            return error_hint(parser->err, _("ask with the words that matter most"));
        }
    }
}

bool query_parse(struct query *out, struct str text, struct arena *arena,
                 struct error *err)
{
    *out = (struct query){.text = arena_copy(arena, text)};
    size_t valid = text_valid(text);
    if (valid < text.len) {
        query_error(text, valid, err, _("byte 0x%02x is not UTF-8"),
                    (unsigned char)text.at[valid]);
        return error_hint(err,
                          _("set the terminal to UTF-8, or convert the text with iconv"));
    }
    struct parser parser = {.query = out, .arena = arena, .err = err};
    if (text.len > QUERY_BYTES) {
        error_set(err, ERROR_USAGE, _("the question is longer than %d KiB (%zu bytes)"),
                  QUERY_BYTES / 1024, text.len);
        return error_hint(err, _("ask with the words that matter most"));
    }
    if (!read_tokens(&parser))
        return false;
    struct query_tokens tokens = {out, parser.tokens, parser.count, arena};
    query_habits_read(&tokens);
    parser.count = tokens.count;
    if (parser.tokens[0].kind == QUERY_TOKEN_END)
        return true;
    out->root = read_alternatives(&parser);
    if (!out->root)
        return false;
    const struct query_token *rest = &parser.tokens[parser.at];
    if (rest->kind == QUERY_TOKEN_END)
        return true;
    out->root = NULL;
    query_error(out->text, rest->start, err, _("this bracket was never opened"));
    return error_hint(err, _("remove it or quote the text"));
}

static void print_node(struct buf *out, const struct query_node *node, int depth)
{
    static const char *const names[] = {"word", "prefix", "phrase", "field",
                                        "bag",  "and",    "or",     "not"};
    buf_printf(out, "%*s%s", 2 * depth, "", names[node->kind]);
    if (node->kind == QUERY_FIELD)
        buf_printf(out, " %s =", fields[node->field].name);
    if (node->text.len)
        buf_printf(out, " %.*s%s", STR_ARG(node->text),
                   node->kind == QUERY_PREFIX ? "*" : "");
    buf_add_char(out, '\n');
    for (size_t i = 0; i < node->count; i++)
        print_node(out, node->children[i], depth + 1);
}

void query_print(struct buf *out, const struct query *query)
{
    if (query->root)
        print_node(out, query->root, 0);
    else
        buf_printf(out, "everything\n");
}
