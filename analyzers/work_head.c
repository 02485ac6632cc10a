// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/work_head.h"

#include "analyzers/lexicon.h"
#include "base/once.h"

// Words that heads of columns are made of, folded.
static const char head_words[] =
    "stt tt so thu tu noi dung nhiem vu cong viec hoat dong giai phap ten don vi co "
    "quan phong ban bo phan "
    "nguoi can chu tri phoi hop thuc hien tham muu thoi gian han hoan thanh tien do san "
    "pham ket qua dau ra "
    "dau moi phu dia diem nguoi gio ngay "
    "du kien kinh phi ghi chu trach nhiem phan cong cap trinh hinh thuc va";

static struct once once = ONCE_INIT;
static struct lexicon *heads;
static struct word_set likely; // what most other words are told by

static void start(void)
{
    struct str word, rest = STR(head_words);
    heads = lexicon_new();
    while (str_split(&word, &rest, ' ')) {
        lexicon_add(heads, word, 0);
        word_set_add(&likely, word_key_of(word.at, word.len));
    }
}

// The first word that begins at or behind this byte; those before `near` begin before it.
static uint32_t word_behind(const struct word_list *words, uint32_t near, size_t byte)
{
    const uint32_t *start = words->view->start;
    uint32_t low = near, high = near, step = 1;
    while (high < words->count && start[words->items[high].from] < byte) {
        low = high + 1;
        high += step;
        step *= 2;
    }
    high = high < words->count ? high : words->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (start[words->items[middle].from] < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void head_lines_pass(struct head_lines *lines, const struct reading *reading, size_t from)
{
    once_run(&once, start);
    if (!lines->words)
        lines->words = words_of(reading->view, reading->arena);
    lines->word = word_behind(lines->words, lines->word, from);
}

bool head_lines_have(const struct head_lines *lines, size_t from, size_t to)
{
    const struct word_list *words = lines->words;
    uint32_t first = word_behind(words, lines->word, from),
             end = word_behind(words, first, to), others = 0;
    for (uint32_t i = first; i < end; i++) {
        uint64_t key = words->items[i].key;
        others += !word_set_has(&likely, key) ||
                  lexicon_step(heads, LEXICON_ROOT, key) == LEXICON_NONE;
        if (others * 10 > (end - first) * 2)
            return false;
    }
    return end > first;
}
