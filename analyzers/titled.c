// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/titled.h"

#include "analyzers/clause.h"
#include "analyzers/doctype.h"
#include "analyzers/letter_masks.h"
#include "analyzers/relation_words.h"
#include "analyzers/titled_form.h"
#include "analyzers/word_class.h"

#include <string.h>

enum {
    SHORT_REACH = 700, // letters between a citation and the short name given to it
    CALLED_REACH = 60, // letters of "sau đây gọi tắt là"
    OWN_REACH = 40,    // letters behind a title in which "Thông tư này" may stand
    DRAFT_REACH = 9,   // letters of "dự thảo " before the name of a type
};

struct finder {
    const struct view *view;
    const struct references *references;
    const struct units *units;
    struct titles *out;
    size_t room;
    size_t reference, unit; // the first that may stand at the current letter
    uint32_t *told;         // where the words of the titles of citations begin
    size_t told_count, told_room;
    size_t told_next; // the first that may begin at the current letter
    struct arena *arena;
};

static struct titled *add(struct finder *finder, enum titled_kind kind, uint32_t from,
                          uint32_t to, struct str words)
{
    struct titles *out = finder->out;
    out->items = arena_grow(finder->arena, out->items, out->count, &finder->room,
                            sizeof *out->items);
    struct titled *titled = &out->items[out->count++];
    *titled = (struct titled){
        .kind = kind, .span = view_span(finder->view, from, to), .words = words};
    return titled;
}

// "Quyết định số … của UBND tỉnh ban hành Quy chế …": the title behind a citation.
static void read_title_of(struct finder *finder, const struct reference *reference,
                          uint32_t limit)
{
    const struct view *view = finder->view;
    struct titled_place place;
    uint32_t at = titled_skip(view, reference->to, limit);
    if (at < limit && view->plain[at] == ',')
        at = titled_skip(view, at + 1, limit);
    if (at >= limit || !titled_begins(view, at, limit) || titled_refused(view, at))
        return;
    uint32_t type = titled_type_named(reference->type);
    if (type == TITLED_NO_TYPE)
        return;
    struct str words = titled_form(view, type, at, limit, &place, finder->arena);
    if (words.len)
        add(finder, TITLED_OF, at, place.to, words)->key = reference->key;
    finder->told = arena_grow(finder->arena, finder->told, finder->told_count,
                              &finder->told_room, sizeof *finder->told);
    finder->told[finder->told_count++] = place.from;
}

// "(sau đây gọi tắt là Đề án 06)", "(Đề án 06)": the key of a citation by this number
// alone, where the bracket behind the letter `open` says nothing else.
static struct str short_name(const struct view *view, uint32_t open, uint32_t limit,
                             uint32_t *from, uint32_t *to, struct arena *arena)
{
    static const char *const words[] = {"goi tat la",  "goi la",  "goi chung la",
                                        "viet tat la", "goi tat", "viet tat"};
    uint32_t at = titled_skip(view, open, limit), end;
    for (uint32_t i = at; i < limit && i < at + CALLED_REACH && view->plain[i] != ')';
         i++) {
        for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
            if (!view_says(view, i, words[k]))
                continue;
            at = titled_skip(view, i + (uint32_t)strlen(words[k]), limit);
            i = limit;
            break;
        }
    }
    const struct doctype *type = at < limit ? doctype_at(view, at, &end) : NULL;
    if (!type || !type->folded.len || !(view->flags[at] & VIEW_UPPER))
        return (struct str){0};
    uint32_t number = titled_skip(view, end, limit), behind = number;
    while (behind < limit && view->plain[behind] >= '0' && view->plain[behind] <= '9')
        behind++;
    uint32_t close = titled_skip(view, behind, limit);
    if (behind == number || behind - number > 4 || close >= limit ||
        view->plain[close] != ')')
        return (struct str){0};
    *from = at;
    *to = behind;
    while (number + 1 < behind && view->plain[number] == '0')
        number++;
    return arena_printf(arena, "%.*s/-/%.*s-", (int)(behind - number),
                        view->plain + number, STR_ARG(type->folded));
}

// The next bracket that opens in [at, limit) before the sentence ends, or `limit`.
static uint32_t next_bracket(const struct view *view, uint32_t at, uint32_t limit)
{
    for (; at < limit; at += LETTER_STEP) {
        struct letter_masks masks;
        letter_masks_read(&masks, view->plain + at, "(.; ");
        uint64_t ends = (masks.of[1] | masks.of[2]) & masks.of[3] >> 1,
                 found = (masks.of[0] | ends) & LETTER_STEP_BITS;
        if (found) {
            uint32_t first = (uint32_t)__builtin_ctzll(found);
            return ends >> first & 1 || at + first > limit ? limit : at + first;
        }
    }
    return limit;
}

// What a whole citation is called for short, in its sentence.
static void read_short_name(struct finder *finder, const struct reference *reference,
                            uint32_t limit)
{
    const struct view *view = finder->view;
    if (limit > reference->to + SHORT_REACH)
        limit = reference->to + SHORT_REACH;
    // The last letter before the limit opens nothing.
    for (uint32_t at = reference->to;
         at + 1 < limit && (at = next_bracket(view, at, limit - 1)) + 1 < limit; at++) {
        uint32_t from, to;
        struct str name = short_name(view, at + 1, limit, &from, &to, finder->arena);
        if (name.len)
            add(finder, TITLED_SHORT, from, to, name)->key = reference->key;
    }
}

// True when the key says year and body: what an incomplete one may be short for.
static bool is_whole(struct str key)
{
    return key.len && key.at[key.len - 1] != '-' && str_find(key, STR("/-/"), 0) < 0;
}

static void read_cited(struct finder *finder)
{
    const struct references *references = finder->references;
    for (size_t i = 0; i < references->count; i++) {
        const struct reference *reference = &references->items[i];
        if (reference->relation == RELATION_SELF || !reference->key.len ||
            reference->kind != REFERENCE_NUMBERED)
            continue;
        uint32_t limit = i + 1 < references->count ? references->items[i + 1].from
                                                   : finder->view->count;
        if (is_whole(reference->key)) {
            read_short_name(finder, reference, limit);
            read_title_of(finder, reference, limit);
        }
    }
}

// True when the letter stands in a citation, or in the name of a unit.
static bool taken(struct finder *finder, uint32_t at)
{
    const struct references *references = finder->references;
    const struct units *units = finder->units;
    while (finder->reference < references->count &&
           references->items[finder->reference].to <= at)
        finder->reference++;
    while (finder->unit < units->count && units->items[finder->unit].to <= at)
        finder->unit++;
    return (finder->reference < references->count &&
            references->items[finder->reference].from <= at) ||
           (finder->unit < units->count && units->items[finder->unit].from <= at);
}

static bool behind_draft(const struct view *view, uint32_t at)
{
    return at >= DRAFT_REACH && view->plain[at - 2] == 'o' &&
           view_word(view, at - 8, STR("du thao"));
}

// "Quy chế … ban hành kèm theo Quyết định số …": the citation that follows says the number.
static const struct reference *issued_with(const struct finder *finder, uint32_t at)
{
    uint32_t end;
    if (!titled_issued_with(finder->view, at, &end))
        return NULL;
    for (size_t i = finder->reference; i < finder->references->count; i++) {
        const struct reference *reference = &finder->references->items[i];
        if (reference->from >= end)
            return reference->from - end <= 2 && is_whole(reference->key) ? reference
                                                                          : NULL;
    }
    return NULL;
}

// "các Nghị định quy định …" are many.
static bool behind_plural(const struct view *view, uint32_t at)
{
    return at > 4 && view->plain[at - 1] == ' ' &&
           (view_word(view, at - 4, STR("cac")) ||
            (at > 6 && view_word(view, at - 6, STR("nhung"))));
}

// "Định mức … ban hành kèm theo Thông tư này": a part of the text itself.
static bool of_this_text(const struct view *view, const struct titled_place *place)
{
    uint32_t to =
        place->to + OWN_REACH < view->count ? place->to + OWN_REACH : view->count;
    for (uint32_t at = place->from; at < to; at += LETTER_STEP) {
        struct letter_masks masks;
        letter_masks_read(&masks, view->plain + at, "nay.");
        uint64_t found = masks.of[0] & masks.of[1] >> 1 & masks.of[2] >> 2,
                 all = (found | masks.of[3]) & LETTER_STEP_BITS;
        for (; all; all &= all - 1) {
            uint32_t i = at + (uint32_t)__builtin_ctzll(all);
            if (i >= to || (view->plain[i] == '.' && i > place->to))
                return false;
            if (view->plain[i] == 'n' && view_word(view, i, STR("nay")) &&
                view->letter[i + 1] == 0xe0) // à: "hiện nay" is another word
                return true;
        }
    }
    return false;
}

// A type that somebody names without a number, at the letter `at`; returns where to go on.
static uint32_t read_mention(struct finder *finder, uint32_t at, uint32_t type,
                             uint32_t end)
{
    const struct view *view = finder->view;
    struct titled_place place;
    if (end < view->count && view->flags[end] & VIEW_BLANK)
        return end;
    uint32_t next = titled_skip(view, end, view->count);
    if (next >= view->count || !plain_letter(view->plain[next]) ||
        titled_refused(view, next) || behind_plural(view, at))
        return end;
    struct str words = titled_form(view, type, end, view->count, &place, finder->arena);
    while (finder->told_next < finder->told_count &&
           finder->told[finder->told_next] < place.from)
        finder->told_next++;
    bool told = finder->told_next < finder->told_count &&
                finder->told[finder->told_next] == place.from;
    if (!words.len || told || titled_refused(view, place.from) ||
        of_this_text(view, &place))
        return end;
    struct titled *titled = add(finder, TITLED_MENTION, at, place.to, words);
    const struct reference *number =
        titled_is_work(type)
            ? issued_with(finder, titled_skip(view, place.to, view->count))
            : NULL;
    if (number) {
        titled->kind = TITLED_OF;
        titled->key = number->key;
    }
    return place.from;
}

// The words among 64 that may begin the name of a type: with a capital, or behind "dự
// thảo".
static uint64_t types_among(const struct word_list *words, uint32_t first)
{
    uint64_t all = word_class_mask(words, first, WORD_CLASS_TITLE),
             upper = word_class_mask(words, first, WORD_CLASS_UPPER), drafts = 0;
    for (uint64_t small = all & ~upper; small; small &= small - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(small);
        const struct word *before = &words->items[first + i] - (first + i > 0);
        drafts |= (uint64_t)(before->key == WORD("thao")) << i;
    }
    return (all & upper) | drafts;
}

// … at a word that may begin the name of a type.
static uint32_t read_type(struct finder *finder, const struct word_list *words,
                          const struct word *word)
{
    const struct view *view = finder->view;
    if (!(word->shape & WORD_UPPER) && !behind_draft(view, word->from))
        return word->from;
    // Most types are those of citations.
    if (!titled_type_begins(words, (uint32_t)(word - words->items)) ||
        taken(finder, word->from))
        return word->from;
    uint32_t end, type = titled_type_at(view, word->from, &end);
    return type == TITLED_NO_TYPE ? word->from
                                  : read_mention(finder, word->from, type, end);
}

static void read_own(struct finder *finder, const struct anatomy *anatomy)
{
    const struct view *view = finder->view;
    struct titled_place place;
    uint32_t type = titled_type_named(anatomy->type);
    if (type == TITLED_NO_TYPE || !anatomy->number_key.len ||
        anatomy->number_key.at[0] == '/' || anatomy->title_span.end == 0)
        return;
    uint32_t from = view_at(view, anatomy->title_span.start),
             limit = view_at(view, anatomy->title_span.end);
    struct str words = titled_form(view, type, from, limit, &place, finder->arena);
    if (words.len)
        add(finder, TITLED_OF, from, place.to, words)->key = anatomy->number_key;
}

void titles_find(struct titles *out, const struct view *view,
                 const struct anatomy *anatomy, const struct references *references,
                 const struct units *units, struct arena *arena)
{
    *out = (struct titles){0};
    struct finder finder = {.view = view,
                            .references = references,
                            .units = units,
                            .out = out,
                            .arena = arena};
    read_own(&finder, anatomy);
    read_cited(&finder);
    uint32_t next = anatomy->title_span.end ? view_at(view, anatomy->title_span.end) : 0;
    const struct word_list *words = words_of(view, arena);
    for (uint32_t block = 0; block < words->count; block += WORD_CLASS_MASK) {
        for (uint64_t types = types_among(words, block); types; types &= types - 1) {
            const struct word *word =
                &words->items[block + (uint32_t)__builtin_ctzll(types)];
            if (word->from >= next)
                next = read_type(&finder, words, word);
        }
    }
}

void titled_relation(const struct titled *titled, const struct view *view,
                     enum relation *relation, enum relation_status *status)
{
    uint32_t from = view_at(view, titled->span.start);
    struct clause clause = clause_before(view, from, 0, CLAUSE_TO_SEMICOLON);
    struct relation_words words = relation_words_read(view, clause.from, from);
    *status = words.pending   ? STATUS_PENDING
              : words.planned ? STATUS_PLANNED
              : words.draft   ? STATUS_DRAFT
                              : STATUS_DONE;
    *relation = RELATION_CITES;
    if (behind_draft(view, from))
        *relation = RELATION_DRAFTS;
    else if (words.relation.to && words.relation.meaning < RELATION_COUNT)
        *relation = (enum relation)words.relation.meaning;
}

struct str titled_words(struct str title, struct arena *arena)
{
    struct view view;
    struct titled_place place;
    view_read(&view, title, arena);
    uint32_t at = 0, end;
    while (at < view.count) {
        uint32_t type = titled_type_at(&view, at, &end);
        if (type != TITLED_NO_TYPE)
            return titled_form(&view, type, end, view.count, &place, arena);
        at = view_word_end(&view, at);
        at = titled_skip(&view, at, view.count);
        if (!view_word(&view, 0, STR("du")) || at > DRAFT_REACH)
            break;
    }
    return (struct str){0};
}
