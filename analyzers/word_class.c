// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/word_class.h"

#include "analyzers/person_name.h"
#include "analyzers/titled_form.h"
#include "analyzers/wide.h"
#include "base/once.h"

#include <string.h>

enum { MASK = 64 };

static uint8_t classes_of_bit[64 * MASK]; // by word_set_bit
static struct once once = ONCE_INIT;

static void add_set(const struct word_set *set, enum word_class class)
{
    for (uint32_t bit = 0; bit < sizeof classes_of_bit; bit++) {
        if (set->bits[bit / 64] >> bit % 64 & 1)
            classes_of_bit[bit] |= class;
    }
}

static void start(void)
{
    add_set(surname_words(), WORD_CLASS_SURNAME);
    add_set(titled_type_words(), WORD_CLASS_TITLE);
    classes_of_bit[word_set_bit(WORD("noi"))] |= WORD_CLASS_FOOT;
}

void word_classes_add(struct word_list *list, struct arena *arena)
{
    once_run(&once, start);
    // One mask may be asked for behind the last.
    uint8_t *classes = arena_take(arena, list->count + MASK + 1);
    for (uint32_t i = 0; i < list->count; i++) {
        const struct word *word = &list->items[i];
        uint32_t upper = (word->shape & WORD_UPPER) * WORD_CLASS_UPPER,
                 line = (word->shape & WORD_LINE) / (WORD_LINE / WORD_CLASS_FOOT),
                 signs = (word->signs > 1) * WORD_CLASS_SIGNS;
        classes[i] =
            (uint8_t)(classes_of_bit[word_set_bit(word->key)] | upper | line | signs);
    }
    memset(classes + list->count, 0, MASK + 1);
    list->classes = classes;
}

#ifdef __x86_64__
WIDE static uint64_t wide_mask(const uint8_t *classes, uint8_t wanted)
{
    return _mm512_test_epi8_mask(_mm512_loadu_si512(classes),
                                 _mm512_set1_epi8((char)wanted));
}
#endif

uint64_t word_class_mask(const struct word_list *list, uint32_t first, uint8_t classes)
{
    const uint8_t *at = list->classes + first;
#ifdef __x86_64__
    if (has_wide())
        return wide_mask(at, classes);
#endif
    uint64_t mask = 0;
    for (uint32_t i = 0; i < MASK; i++)
        mask |= (uint64_t)((at[i] & classes) != 0) << i;
    return mask;
}
