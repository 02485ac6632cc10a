// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/moment.h"

#include "analyzers/word_class.h"
#include "analyzers/word_mask.h"

// How far behind an expression without a year the one may stand that has it: "tháng 01 và
// kế hoạch tháng 02 năm 2023".
enum { LIST_GAP = 40 };

struct found {
    struct moment *items;
    size_t count, room;
};

// True when a number may begin with this letter: a digit, or one that a scanner took for a
// letter.
static bool number_at(const char *plain)
{
    return plain_digit(plain[0]) ||
           (plain_digit(plain[1]) &&
            (plain[0] == 'o' || plain[0] == 'l' || plain[0] == 'i' || plain[0] == '|'));
}

// True when "tháng" follows behind three letters at most: "ngày … tháng".
static bool month_behind(const char *plain)
{
    for (uint32_t letters = 0; *plain && letters <= 3; plain++) {
        if (plain[0] == 't' && plain[1] == 'h' && plain[2] == 'a')
            return true;
        letters += plain_letter(*plain);
    }
    return false;
}

static bool quarter_at(const char *plain)
{
    return plain_digit(plain[0]) ||
           ((plain[0] == 'i' || plain[0] == 'l' || plain[0] == '|') &&
            (!plain_letter(plain[1]) || plain[1] == 'i' || plain[1] == 'l' ||
             plain[1] == 'v'));
}

// True when what stands behind this word may make it the beginning of an expression; most
// words end here: "ngày làm việc", "quy định", "Việt Nam".
static bool promising(const struct word *word, const char *plain)
{
    const char *behind = plain + word->to + (plain[word->to] == ' ');
    uint64_t key = word->key;
    if (key == WORD("ngay"))
        return !plain_letter(*behind) || number_at(behind) || *behind == 'm' ||
               month_behind(behind);
    if (key == WORD("thang"))
        return number_at(behind);
    if (key == WORD("nam"))
        return number_at(behind) || *behind == 'h'; // năm học
    if (key == WORD("quy") || key == WORD("qui"))
        return quarter_at(behind);
    if (key == WORD("tuan"))
        return plain_digit(*behind) || (*behind == 't' && behind[1] == 'h'); // tuần thứ
    if (key == WORD("sau"))
        return *behind == 't' && behind[1] == 'h'; // sáu tháng
    // T8/2023, QI/2021, tháng5
    return plain[word->from] == 'q' ||
           ((word->shape & WORD_DIGIT) &&
            (plain[word->from] == 't' || plain[word->from] == 'n'));
}

// "12/3", "12.3.2021", "05/2008", with the number of digits before the sign; "05/2008/NĐ-CP"
// and "25.13.LQ.19" are none.
static bool promising_day(const char *plain, uint32_t digits)
{
    const char *second = plain + digits + 1, sign = plain[digits];
    if (!plain_digit(second[0]))
        return false;
    uint32_t more = (uint32_t)__builtin_ctz(~digit_mask(second));
    if (more > 2)
        return sign == '/' && more == 4 && !(second[4] == '/' && plain_inside(second[5]));
    return sign != '.' || (second[more] == '.' && plain_digit(second[more + 1]));
}

// True when the number at `plain` may begin an expression: a year, or one or two digits
// before a separator with a digit behind it, an hour sign, or a word that goes on: "tháng",
// "giờ", "đến" or a dash.
static bool promising_number(const char *plain)
{
    uint32_t digits = (uint32_t)__builtin_ctz(~digit_mask(plain));
    // Eight digits: two years that lost their dash.
    if (digits == 4 || digits == 8)
        return (plain[0] == '1' && plain[1] == '9') ||
               (plain[0] == '2' && plain[1] == '0');
    if (digits > 2)
        return false;
    const char *behind = plain + digits + 1;
    switch (plain[digits]) {
    case '/':
    case '.':
    case '-':
        return promising_day(plain, digits);
    case ':':
        return plain_digit(behind[0]);
    case ' ':
        return (behind[0] == 't' && behind[1] == 'h' && behind[2] == 'a') ||
               (behind[0] == 'g' && behind[1] == 'i') ||
               (behind[0] == '-' && behind[1] == ' ' && plain_digit(behind[2])) ||
               (behind[0] == 'd' && behind[1] == 'e' && behind[2] == 'n');
    default:
        return plain[digits] == 'h' || plain[digits] == 'g';
    }
}

// True when an expression may begin with the word: a quick look that few pass in vain.
static bool may_begin(const struct word *word, const char *plain)
{
    if (!plain_digit(plain[word->from]))
        return promising(word, plain);
    // Behind these no date begins: 163/2021, 12:30, #3.
    char before = word->from ? plain[word->from - 1] : ' ';
    return before != '/' && before != ':' && before != '#' &&
           promising_number(plain + word->from);
}

// Reads what begins at `at`, if anything does, and returns the letter where the search
// goes on.
static uint32_t take(struct found *found, const struct view *view, uint32_t at,
                     struct arena *arena)
{
    struct moment moment;
    if (!moment_read(&moment, view, at, MOMENT_TEXT))
        return at + 1;
    // What stands before it may have been taken along (đầu tháng), but not what was found
    // already.
    if (found->count && moment.from < found->items[found->count - 1].to)
        moment.from = found->items[found->count - 1].to;
    found->items =
        arena_grow(arena, found->items, found->count, &found->room, sizeof *found->items);
    found->items[found->count++] = moment;
    return moment.to;
}

static void collect(struct found *found, const struct view *view, struct arena *arena)
{
    const struct word_list *words = words_of(view, arena);
    uint32_t next = 0; // where the search goes on
    for (uint32_t block = 0; block < words->count; block += 64) {
        uint64_t begins = word_class_mask(words, block, WORD_CLASS_DATE);
        for (; begins; begins &= begins - 1) {
            const struct word *word =
                &words->items[block + (uint32_t)__builtin_ctzll(begins)];
            if (word->from >= next && may_begin(word, view->plain))
                next = take(found, view, word->from, arena);
        }
    }
}

static bool same_sentence(const struct view *view, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (view->plain[i] == ';' ||
            (view->plain[i] == '.' && i + 1 < view->count && view->plain[i + 1] == ' '))
            return false;
    }
    return true;
}

// The year that an expression without one means: that of the next in its list, else that
// of the notice. `later` is what the next expression would mean if it had none.
static int year_of(const struct found *found, size_t i, const struct view *view, int year,
                   int later)
{
    if (i + 1 == found->count)
        return year;
    const struct moment *moment = &found->items[i], *after = moment + 1;
    if (after->from - moment->to > LIST_GAP ||
        !same_sentence(view, moment->to, after->from))
        return year;
    if (after->first.year)
        return after->precision == DATE_YEAR || after->open ? year : after->first.year;
    return later;
}

void dates_find(struct dates *out, const struct view *view, int year, struct arena *arena)
{
    struct found found = {0};
    collect(&found, view, arena);
    out->count = found.count;
    out->items = ARENA_ARRAY(arena, struct date, found.count);
    int later = year;
    for (size_t i = found.count; i-- > 0;) {
        const struct moment *moment = &found.items[i];
        if (!moment->first.year)
            later = year_of(&found, i, view, year, later);
        int written = moment->first.year ? moment->first.year : moment->last.year;
        out->items[i] = (struct date){
            .span = view_span(view, moment->from, moment->to),
            .from = moment->from,
            .to = moment->to,
            .days = moment_days(moment, written ? 0 : later),
            .precision = moment->precision,
            .year = written,
            .week = moment->week,
            .hour = moment->hour,
            .minute = moment->minute,
        };
    }
}
