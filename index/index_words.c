// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/index.h"

#include "analyzers/token.h"
#include "index/forward.h"
#include "index/opened.h"

#include <stdlib.h>

struct form {
    struct str word;
    size_t notices;
};

static int by_notices(const void *a, const void *b)
{
    const struct form *one = a, *other = b;
    if (one->notices != other->notices)
        return one->notices < other->notices ? 1 : -1;
    return str_compare(one->word, other->word);
}

enum { FORMS_MAX = 15, FORMS_ROOM = 64 };

size_t index_forms(const struct index *index, struct str folded, const struct str **forms)
{
    struct form found[FORMS_ROOM] = {0};
    size_t count = 0;
    for (size_t i = 0; i < index->part_count; i++) {
        const struct vocabulary *vocabulary = &index->parts[i].vocabulary;
        uint32_t numbers[FORMS_ROOM];
        size_t there = vocabulary_forms(vocabulary, folded, numbers, FORMS_ROOM);
        if (there > FORMS_ROOM)
            there = FORMS_ROOM;
        for (size_t j = 0; j < there; j++) {
            const struct str word = vocabulary_word_at(vocabulary, numbers[j]);
            size_t at = 0;
            while (at < count && !str_equal(found[at].word, word))
                at++;
            if (at == FORMS_ROOM)
                continue;
            if (at == count)
                found[count++] = (struct form){word, 0};
            found[at].notices += vocabulary_notices(vocabulary, numbers[j]);
        }
    }
    qsort(found, count, sizeof *found, by_notices);
    if (count > FORMS_MAX)
        count = FORMS_MAX;
    struct str *words =
        ARENA_ARRAY(((struct index *)index)->arena, struct str, count + 1);
    for (size_t i = 0; i < count; i++)
        words[i] = found[i].word;
    *forms = words;
    return count;
}

size_t index_frequency(const struct index *index, struct str term)
{
    // Words are in Xapian on other hosts only.
    const bool word = field_is_word(term);
    size_t here = 0, count = 0;
    for (size_t i = 0; word && i < index->part_count; i++) {
        const struct vocabulary *words = &index->parts[i].vocabulary;
        here += vocabulary_notices(words, vocabulary_find(words, term));
    }
    if (word && !index->manifest.shard_count)
        return here;
    if (!word && opened_all_glass((struct index *)index, COLLECTION_NOTICES)) {
        for (size_t i = 0; i < index->part_count; i++)
            count += glass_frequency(index->parts[i].glass[COLLECTION_NOTICES], term);
        if (opened_all_glass((struct index *)index, COLLECTION_NOTICES))
            return count;
        count = 0; // damage came to light: libxapian tells it
    }
    struct error *err = opened_failure(index);
    struct xapian_reader *reader = opened_reader(
        (struct index *)index, word ? OPENED_ELSEWHERE : OPENED_NOTICES, err);
    if (!reader || !xapian_reader_frequency(reader, term, &count, err))
        return here;
    return here + count;
}

// The record that a notice of another host would have here: made of its text, its words
// numbered as they come.
static void remote_forward(struct index *index, const struct hit *hit, struct buf *record)
{
    struct arena *arena = arena_new();
    struct document document;
    uint32_t *numbers = NULL;
    size_t count = 0, room = 0, title = 0;
    if (index_notice(index, hit, true, &document, arena, NULL)) {
        const struct span span = document.notice.anatomy.title_span;
        struct words *words = index->parts[hit->segment].words;
        struct view view;
        struct token token;
        view_read(&view, document.notice.text, arena);
        const uint32_t from = view_at(&view, span.start), to = view_at(&view, span.end);
        // Twice: the title's words, then the others.
        for (int round = 0; round < 2; round++) {
            bool last = true;
            for (uint32_t at = 0; token_next(&view, &at, &token);) {
                char term[TERM_SIZE];
                const struct str word = {term, token_term(&view, &token, term)};
                if ((token.from >= from && token.from < to) != (round == 0)) {
                    last = false;
                    continue;
                }
                if ((token.sentence || !last) && count) {
                    numbers = arena_extend(arena, numbers, count, &room, sizeof *numbers);
                    numbers[count++] = FORWARD_BREAK;
                }
                last = true;
                if (!word.len)
                    continue;
                numbers = arena_extend(arena, numbers, count, &room, sizeof *numbers);
                numbers[count++] = words_add(words, word) + 1;
            }
            if (round == 0)
                title = count;
        }
    }
    forward_encode(record, numbers, count, title);
    arena_free(arena);
}

size_t index_forward_find(const struct index *index, const struct hit *hit,
                          const struct forward_wanted *wanted,
                          struct forward_place *places, size_t room, size_t *length)
{
    const struct opened_part *part = &index->parts[hit->segment];
    if (part->folder)
        return forward_find(pile_record(&part->forward, hit->document), wanted, places,
                            room, length);
    struct buf record = {0};
    remote_forward((struct index *)index, hit, &record);
    const size_t count = forward_find(buf_str(&record), wanted, places, room, length);
    buf_free(&record);
    return count;
}

void index_forward_fetch(const struct index *index, const struct hit *hit)
{
    enum { LINE = 64, MOST = 1024 };
    const struct opened_part *part = &index->parts[hit->segment];
    if (!part->folder)
        return;
    const struct str record = pile_record(&part->forward, hit->document);
    // First bytes alone, which is about three quarters.
    const size_t len = record.len - record.len / 4;
    for (size_t at = 0; at < len && at < MOST; at += LINE)
        __builtin_prefetch(record.at + at);
}

enum forward_row_answer index_forward_row(const struct index *index,
                                          const struct hit *hit,
                                          const struct forward_row *row)
{
    const struct opened_part *part = &index->parts[hit->segment];
    return part->folder
               ? forward_row_find(pile_record(&part->forward, hit->document), row)
               : ROW_PERHAPS;
}

uint32_t index_number(const struct index *index, uint32_t segment, struct str term)
{
    const struct opened_part *part = &index->parts[segment];
    if (!part->folder)
        return words_add(part->words, term) + 1;
    return vocabulary_find(&part->vocabulary, term);
}

double index_mean_length(const struct index *index)
{
    double syllables = 0, notices = 0;
    for (size_t i = 0; i < index->part_count; i++) {
        syllables += (double)index->parts[i].vocabulary.totals.syllables;
        notices += index->parts[i].vocabulary.totals.notices;
    }
    return notices > 0 ? syllables / notices : 0;
}
