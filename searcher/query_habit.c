// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query_habit.h"

#include "analyzers/syllable.h"
#include "analyzers/token.h"
#include "analyzers/unit.h"
#include "base/translate.h"

#include <string.h>

static void add_note(struct query_tokens *tokens, struct str sentence)
{
    struct query *query = tokens->query;
    struct str *notes = ARENA_ARRAY(tokens->arena, struct str, query->note_count + 1);
    if (query->note_count)
        memcpy(notes, query->notes, query->note_count * sizeof *notes);
    notes[query->note_count++] = sentence;
    query->notes = notes;
}

// True where the token is a whole Vietnamese syllable in capitals, as in a title that was
// pasted.
static bool is_capital_syllable(const struct query_token *token, struct arena *arena)
{
    if (token->kind != QUERY_TOKEN_WORD || token->text.len < 2)
        return false;
    struct view view;
    view_read(&view, token->text, arena);
    uint32_t at = 0;
    struct token word;
    if (view.count < 2 || !token_next(&view, &at, &word) || word.from ||
        word.to != view.count)
        return false;
    for (uint32_t i = 0; i < view.count; i++)
        if (!(view.flags[i] & VIEW_UPPER))
            return false;
    char term[TERM_SIZE];
    size_t len = token_term(&view, &word, term);
    return syllable_valid((struct str){term, len});
}

// "KHÔNG GIAN MẠNG", "KHOA HỌC VÀ CÔNG NGHỆ": in a title in capitals the Vietnamese
// operators are words.
static void read_titles(struct query_tokens *tokens)
{
    for (size_t i = 0; i + 1 < tokens->count; i++) {
        struct query_token *token = &tokens->items[i];
        struct str typed = str_slice(tokens->query->text, token->start, token->end);
        if (!query_token_is_operator(token->kind) || token->dash ||
            str_equal(typed, STR("AND")) || str_equal(typed, STR("OR")) ||
            str_equal(typed, STR("NOT")))
            continue;
        if ((i && is_capital_syllable(&tokens->items[i - 1], tokens->arena)) ||
            is_capital_syllable(&tokens->items[i + 1], tokens->arena)) {
            token->kind = QUERY_TOKEN_WORD;
            token->text = typed;
        }
    }
}

// "Bảo lãnh KHÔNG chấm dứt trong trường hợp nào sau đây?": people stress the word so in
// sentences, where it leaves nothing out.
enum { SENTENCE_WORDS = 7, SENTENCE_REST = 2 };

static void read_sentences(struct query_tokens *tokens)
{
    size_t words = 0;
    for (size_t i = 0; i < tokens->count; i++)
        words += tokens->items[i].kind == QUERY_TOKEN_WORD;
    for (size_t i = 1; words >= SENTENCE_WORDS && i + 1 < tokens->count; i++) {
        struct query_token *token = &tokens->items[i];
        struct str text = tokens->query->text;
        struct str typed = str_slice(text, token->start, token->end);
        size_t rest = 0;
        while (tokens->items[i + 1 + rest].kind == QUERY_TOKEN_WORD)
            rest++;
        if (token->kind != QUERY_TOKEN_NOT || token->dash ||
            str_equal(typed, STR("NOT")) ||
            tokens->items[i - 1].kind != QUERY_TOKEN_WORD || rest < SENTENCE_REST)
            continue;
        token->kind = QUERY_TOKEN_WORD;
        token->text = typed;
        add_note(tokens,
                 arena_printf(tokens->arena,
                              _("column %zu: %.*s was read as a word of the sentence; to "
                                "leave a word out, write -%.*s"),
                              query_column(text, token->start), STR_ARG(typed),
                              STR_ARG(tokens->items[i + 1].text)));
    }
}

// "Phòng Kế hoạch -Tài chính": a dash in the name of a unit leaves nothing out.
static void read_dashes(struct query_tokens *tokens)
{
    struct str text = tokens->query->text;
    struct units units = {0};
    bool looked = false;
    for (size_t i = 1; i + 1 < tokens->count; i++) {
        struct query_token *token = &tokens->items[i];
        if (!token->dash || tokens->items[i - 1].kind != QUERY_TOKEN_WORD ||
            tokens->items[i + 1].kind != QUERY_TOKEN_WORD)
            continue;
        if (!looked) {
            struct view view;
            struct office office = {0};
            view_read(&view, text, tokens->arena);
            units_find(&units, &view, &office, NULL, tokens->arena);
            looked = true;
        }
        for (size_t u = 0; u < units.count; u++) {
            if (units.items[u].span.start >= token->start ||
                units.items[u].span.end <= token->end)
                continue;
            struct str word = tokens->items[i + 1].text;
            add_note(tokens,
                     arena_printf(tokens->arena,
                                  _("column %zu: the dash was read as part of a name; "
                                    "to leave the word out, write NOT %.*s"),
                                  query_column(text, token->start), STR_ARG(word)));
            token->kind = QUERY_TOKEN_WORD;
            token->text = (struct str){0};
            break;
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->items[i].kind != QUERY_TOKEN_WORD || tokens->items[i].text.len)
            tokens->items[kept++] = tokens->items[i];
    tokens->count = kept;
}

// unit:Phòng Quản lý Khoa học: the field takes one word, and whoever meant the whole name
// is told.
static void read_bare_names(struct query_tokens *tokens)
{
    struct str text = tokens->query->text;
    for (size_t i = 0; i + 1 < tokens->count; i++) {
        const struct query_token *token = &tokens->items[i];
        bool named = token->kind == QUERY_TOKEN_FIELD &&
                     (token->field == FIELD_UNIT || token->field == FIELD_PERSON ||
                      token->field == FIELD_ISSUER);
        bool quoted = token->end && (text.at[token->end - 1] == '"' ||
                                     (unsigned char)text.at[token->end - 1] == 0x9d);
        if (!named || quoted || tokens->items[i + 1].kind != QUERY_TOKEN_WORD)
            continue;
        add_note(
            tokens,
            arena_printf(tokens->arena,
                         _("column %zu: %s: takes one word, here “%.*s”; quote a name of "
                           "several words: %s:\"%.*s %.*s …\""),
                         query_column(text, token->start), fields[token->field].name,
                         STR_ARG(token->text), fields[token->field].name,
                         STR_ARG(token->text), STR_ARG(tokens->items[i + 1].text)));
    }
}

// "Số: 105/TB-UBND": a field's value stands right behind the colon; here are words.
static void read_pasted_names(struct query_tokens *tokens)
{
    struct str text = tokens->query->text;
    for (size_t i = 0; i + 1 < tokens->count; i++) {
        const struct query_token *token = &tokens->items[i];
        struct str name = token->text;
        if (token->kind != QUERY_TOKEN_WORD || name.len < 3 ||
            name.at[name.len - 1] != ':')
            continue;
        const struct field *field = field_named(str_slice(name, 0, name.len - 1));
        if (field)
            add_note(
                tokens,
                arena_printf(
                    tokens->arena,
                    _("column %zu: “%.*s” was read as a word; to ask the field, write "
                      "its value right behind the colon"),
                    query_column(text, token->start), STR_ARG(name)));
    }
}

void query_habits_read(struct query_tokens *tokens)
{
    read_titles(tokens);
    read_sentences(tokens);
    read_dashes(tokens);
    read_bare_names(tokens);
    read_pasted_names(tokens);
}
