// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/occurrence.h"

#include <stdlib.h>
#include <string.h>

enum { PLACES_ROOM = 1024 };

// A form of a word of the question, by its number in the vocabulary of one segment.
struct form {
    uint32_t number; // 0: a free place of the table
    uint32_t word;
    bool strong;
    bool meant;
};

// An open-addressing table of the forms that a segment has; a number stands once for each
// word that it may be.
struct forms {
    struct form *table;
    uint32_t mask;
    struct forward_wanted *wanted; // NULL: not made yet
};

struct occurrence_reader {
    const struct index *index;
    const struct asked_words *words;
    struct forms *segments;
    struct forward_place *places;
    size_t room;
    struct occurrence *items;
    size_t item_room;
};

struct occurrence_reader *occurrence_reader_open(const struct index *index,
                                                 const struct asked_words *words)
{
    struct occurrence_reader *reader = memory_new(sizeof *reader);
    reader->index = index;
    reader->words = words;
    reader->segments =
        memory_array(index_segment_count(index) + 1, sizeof *reader->segments);
    reader->room = PLACES_ROOM;
    reader->places = memory_array(reader->room, sizeof *reader->places);
    return reader;
}

void occurrence_reader_close(struct occurrence_reader *reader)
{
    if (!reader)
        return;
    for (size_t i = 0; i < index_segment_count(reader->index); i++) {
        free(reader->segments[i].table);
        forward_wanted_free(reader->segments[i].wanted);
    }
    free(reader->segments);
    free(reader->places);
    free(reader->items);
    free(reader);
}

static uint32_t place_of(const struct forms *forms, uint32_t number)
{
    return number * 2654435761u & forms->mask;
}

static void add_form(struct forms *forms, const struct occurrence_reader *reader,
                     uint32_t segment, struct str form, uint32_t word, bool strong,
                     bool meant)
{
    uint32_t number = index_number(reader->index, segment, form);
    if (!number)
        return;
    uint32_t place = place_of(forms, number);
    while (forms->table[place].number)
        place = (place + 1) & forms->mask;
    forms->table[place] = (struct form){number, word, strong, meant};
}

static const struct forms *forms_of(struct occurrence_reader *reader, uint32_t segment)
{
    struct forms *forms = &reader->segments[segment];
    if (forms->wanted)
        return forms;
    const struct asked_words *words = reader->words;
    size_t count = 0;
    for (size_t i = 0; i < words->count; i++)
        count += words->items[i].alike_count + words->items[i].other_count;
    forms->mask = 63;
    while (forms->mask < count * 4)
        forms->mask = forms->mask * 2 + 1;
    forms->table = memory_array((size_t)forms->mask + 1, sizeof *forms->table);
    for (size_t i = 0; i < words->count; i++) {
        const struct asked_word *word = &words->items[i];
        for (size_t f = 0; f < word->alike_count; f++)
            add_form(forms, reader, segment, word->alike[f], (uint32_t)i, true,
                     f < word->meant_count);
        for (size_t f = 0; f < word->other_count; f++)
            add_form(forms, reader, segment, word->other[f], (uint32_t)i, false, false);
    }
    uint32_t *numbers = memory_array(count + 1, sizeof *numbers);
    count = 0;
    for (size_t i = 0; i <= forms->mask; i++)
        if (forms->table[i].number)
            numbers[count++] = forms->table[i].number;
    forms->wanted = forward_wanted_new(numbers, count);
    free(numbers);
    return forms;
}

static void add_occurrence(struct occurrence_reader *reader, struct occurrences *out,
                           const struct forward_place *place, const struct form *form)
{
    if (out->count == reader->item_room) {
        reader->item_room = reader->item_room ? reader->item_room * 2 : 1024;
        reader->items =
            memory_resize(reader->items, reader->item_room * sizeof *reader->items);
        out->items = reader->items;
    }
    out->items[out->count++] = (struct occurrence){
        .place = OCCURRENCE_GAP * (1 + place->sentence) + place->place,
        .word = form->word,
        .strong = form->strong,
        .meant = form->meant,
        .title = place->title,
        .first = place->first,
        .last = place->last,
    };
}

void occurrence_reader_read(struct occurrence_reader *reader, const struct hit *hit,
                            struct occurrences *out)
{
    const struct forms *forms = forms_of(reader, hit->segment);
    *out = (struct occurrences){.items = reader->items};
    size_t count = index_forward_find(reader->index, hit, forms->wanted, reader->places,
                                      reader->room, &out->length);
    if (count > reader->room) {
        free(reader->places);
        reader->room = count + count / 2;
        reader->places = memory_array(reader->room, sizeof *reader->places);
        count = index_forward_find(reader->index, hit, forms->wanted, reader->places,
                                   reader->room, &out->length);
        if (count > reader->room)
            count = reader->room;
    }
    for (size_t i = 0; i < count; i++) {
        const struct forward_place *place = &reader->places[i];
        for (uint32_t at = place_of(forms, place->number); forms->table[at].number;
             at = (at + 1) & forms->mask)
            if (forms->table[at].number == place->number)
                add_occurrence(reader, out, place, &forms->table[at]);
    }
}
