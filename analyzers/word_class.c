// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/word_class.h"

#include "analyzers/cue_phrases.h"
#include "analyzers/person_name.h"
#include "analyzers/relation_cue.h"
#include "analyzers/titled_form.h"
#include "analyzers/unit_lexicon.h"
#include "analyzers/wide.h"
#include "base/once.h"

#include <string.h>

enum { MASK = WORD_CLASS_MASK, SHAPES = 256 };

static uint16_t classes_of_bit[64 * MASK]; // by word_set_bit
static uint16_t classes_of_shape[SHAPES];
static struct once once = ONCE_INIT;

static void add_set(const uint64_t bits[64], enum word_class class)
{
    for (uint32_t bit = 0; bit < 64 * MASK; bit++) {
        if (bits[bit / 64] >> bit % 64 & 1)
            classes_of_bit[bit] |= class;
    }
}

static void add_words(const uint64_t *keys, size_t count, enum word_class class)
{
    for (size_t i = 0; i < count; i++)
        classes_of_bit[word_set_bit(keys[i])] |= class;
}
#define ADD_WORDS(class, ...)                                                            \
    add_words((const uint64_t[]){__VA_ARGS__},                                           \
              sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t), class)

// Q1, QI, QIV: the quarters of scanners, who take l for I.
static void add_quarters(void)
{
    static const char ones[] = "il";
    ADD_WORDS(WORD_CLASS_DATE, WORD("q"), WORD("qiv"), WORD("qlv"));
    for (uint32_t count = 1; count <= 3; count++) {
        for (uint32_t which = 0; which < 1u << count; which++) {
            char word[4] = "q";
            for (uint32_t i = 0; i < count; i++)
                word[i + 1] = ones[which >> i & 1];
            ADD_WORDS(WORD_CLASS_DATE, word_key(word, count + 1));
        }
    }
}

static void start(void)
{
    add_set(surname_words()->bits, WORD_CLASS_SURNAME);
    add_set(titled_type_words()->bits, WORD_CLASS_TITLE);
    unit_lexicon_start();
    add_set(unit_lexicon_firsts.bits, WORD_CLASS_UNIT);
    add_set(unit_lexicon_smalls.bits, WORD_CLASS_SMALL);
    const struct cue_phrases *cues = cue_phrases();
    add_set(cues->alone.bits, WORD_CLASS_ORDER);
    add_set(cues->firsts.bits, WORD_CLASS_ORDER_FIRST);
    add_set(cues->seconds.bits, WORD_CLASS_ORDER_SECOND);
    ADD_WORDS(WORD_CLASS_HEAD, WORD("so"), WORD("ngay"), WORD("can"), WORD("v"),
              WORD("ve"), WORD("tren"), WORD("hieu"));
    ADD_WORDS(WORD_CLASS_DATE, WORD("ngay"), WORD("thang"), WORD("nam"), WORD("tuan"),
              WORD("quy"), WORD("qui"), WORD("sau"));
    add_quarters();
    ADD_WORDS(WORD_CLASS_PLACE, WORD("tinh"), WORD("thanh"), WORD("tp"), WORD("huyen"),
              WORD("quan"), WORD("thi"), WORD("tx"));
    add_set(cue_firsts(), WORD_CLASS_CUE);
    ADD_WORDS(WORD_CLASS_FOOT, WORD("noi"));
    for (uint32_t shape = 0; shape < SHAPES; shape++) {
        classes_of_shape[shape] =
            (uint16_t)((shape & WORD_UPPER ? WORD_CLASS_UPPER : 0) |
                       ((shape & (WORD_LETTER | WORD_LOWER)) == WORD_LETTER
                            ? WORD_CLASS_CAPS
                            : 0) |
                       (shape & WORD_DIGIT ? WORD_CLASS_DATE : 0) |
                       (shape & WORD_LINE ? WORD_CLASS_LINE : 0));
    }
}

void word_classes_add(struct word_list *list, struct arena *arena)
{
    once_run(&once, start);
    // One mask may be asked for behind the last.
    uint16_t *classes = arena_take(arena, (list->count + MASK + 1) * sizeof *classes);
    for (uint32_t i = 0; i < list->count; i++) {
        const struct word *word = &list->items[i];
        uint32_t signs = (word->signs > 1) * WORD_CLASS_SIGNS;
        classes[i] = (uint16_t)(classes_of_bit[word_set_bit(word->key)] |
                                classes_of_shape[word->shape] | signs);
    }
    memset(classes + list->count, 0, (MASK + 1) * sizeof *classes);
    list->classes = classes;
}

#ifdef __x86_64__
WIDE static uint64_t wide_mask(const uint16_t *classes, uint32_t wanted)
{
    __m512i bits = _mm512_set1_epi16((short)wanted);
    return _mm512_test_epi16_mask(_mm512_loadu_si512(classes), bits) |
           (uint64_t)_mm512_test_epi16_mask(_mm512_loadu_si512(classes + 32), bits) << 32;
}
#endif

uint64_t word_class_mask_slowly(const struct word_list *list, uint32_t first,
                                uint32_t classes)
{
    const uint16_t *at = list->classes + first;
    uint64_t mask = 0;
#ifdef __SSE2__
    const __m128i bits = _mm_set1_epi16((short)classes), none = _mm_setzero_si128();
    for (uint32_t i = 0; i < MASK; i += 16) {
        __m128i low = _mm_loadu_si128((const __m128i *)(at + i)),
                high = _mm_loadu_si128((const __m128i *)(at + i + 8)),
                other = _mm_packs_epi16(_mm_cmpeq_epi16(_mm_and_si128(low, bits), none),
                                        _mm_cmpeq_epi16(_mm_and_si128(high, bits), none));
        mask |= (uint64_t)(uint16_t)~_mm_movemask_epi8(other) << i;
    }
#else
    for (uint32_t i = 0; i < MASK; i++)
        mask |= (uint64_t)((at[i] & classes) != 0) << i;
#endif
    return mask;
}

uint64_t word_class_mask(const struct word_list *list, uint32_t first, uint32_t classes)
{
#ifdef __x86_64__
    if (has_wide())
        return wide_mask(list->classes + first, classes);
#endif
    return word_class_mask_slowly(list, first, classes);
}
