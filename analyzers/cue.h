// Cue words: the phrases by which a notice orders, divides, dates and closes
// (tables/cues.tsv), found in one pass.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/view.h"

// What a phrase can be; one phrase may be several of them, so each is a bit. `none` rows
// of the table are compounds that only keep their words from being read as something else
// ("chương trình" is not "trình"): they are found and dropped.
enum cue_kind {
    CUE_VERB = 1 << 0,       // opens a directive, ends a list of partners
    CUE_LEAD = 1 << 1,       // chủ trì, làm đầu mối
    CUE_COORDINATE = 1 << 2, // phối hợp
    CUE_ORDER = 1 << 3,      // giao, yêu cầu, đề nghị
    CUE_DUTY = 1 << 4,       // có trách nhiệm
    CUE_BASIS = 1 << 5, // căn cứ, trên cơ sở: a clause before the one that orders
    CUE_HOST = 1 << 6,  // "cơ quan chủ trì": no role
    CUE_FOLLOWS = 1 << 7, // "như sau"
    CUE_POST = 1 << 8, // Giám đốc, Thủ trưởng, các: stand before the unit they speak for
    CUE_RESULT = 1 << 9,            // in headings: what was achieved
    CUE_PURPOSE = 1 << 10,          // … why, for whom, with what money
    CUE_PLAN = 1 << 11,             // … what is to be done
    CUE_CLOSING = 1 << 12,          // the formula at the end
    CUE_RECIPIENTS = 1 << 13,       // Nơi nhận
    CUE_FIELD_LEAD = 1 << 14,       // "Đơn vị chủ trì:"
    CUE_FIELD_UNIT = 1 << 15,       // "Đơn vị thực hiện:"
    CUE_FIELD_COORDINATE = 1 << 16, // "Đơn vị phối hợp:"
    CUE_FIELD_TIME = 1 << 17,       // "Thời gian:"
    CUE_FIELD_OTHER = 1 << 18,      // "Kinh phí:", "Sản phẩm:"
    CUE_BEFORE = 1 << 19,           // trước ngày
    CUE_LATEST = 1 << 20,           // chậm nhất
    CUE_WITHIN = 1 << 21,           // trong, vào, từ
    CUE_THIRD = 1 << 22,            // đầu, giữa, cuối
    CUE_INTRO = 1 << 23, // khi, để, đối với: a clause before the one that orders
    CUE_RECURRING = 1 << 24, // định kỳ, hằng tháng
    CUE_TERM = 1 << 25, // giai đoạn, nhiệm kỳ: the date after it is no time limit
    CUE_FINISH = 1 << 26, // hoàn thành, xong
    CUE_CONCLUDE = 1 << 27, // kết luận, chỉ thị: what a meeting or an order says follows
    CUE_BODY = 1 << 28, // phòng, sở, cơ quan: begins the name of a body
    CUE_HEAD = 1 << 29, // Giám đốc, Chủ tịch: a post that stands for a whole body
    CUE_PAST = 1 << 30, // đã, ghi nhận: tells what was done
};

struct cue {
    uint32_t from, to; // letters of the view
    uint32_t kinds;    // enum cue_kind
};

struct cues {
    struct cue *items;
    size_t count;
    // Where they are looked for by their place: of each 64 letters, one bit for each that
    // a cue starts at, and the number of the first.
    uint64_t *starts;
    uint32_t *first;
    uint32_t stretches;
};

// All cues of the text in its order, the longest phrase first, none overlapping another.
// Accents do not decide, because scans lose them, except in rows that say `exact`. The
// arena must be the one the view lives in.
void cues_find(struct cues *out, const struct view *view, struct arena *arena);

// True when a cue starts at `letter`.
static inline bool cue_starts(const struct cues *cues, uint32_t letter)
{
    return letter / 64 < cues->stretches && cues->starts[letter / 64] >> letter % 64 & 1;
}

// How many bits are set.
static inline uint32_t cue_bits(uint64_t bits)
{
    bits -= bits >> 1 & 0x5555555555555555u;
    bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (uint32_t)(bits * 0x0101010101010101u >> 56);
}

// The number of the first cue that starts at or after `letter`.
static inline size_t cues_at(const struct cues *cues, uint32_t letter)
{
    uint32_t stretch = letter / 64;
    if (stretch >= cues->stretches)
        return cues->count;
    uint64_t before = cues->starts[stretch] & ((UINT64_C(1) << letter % 64) - 1);
    return cues->first[stretch] + cue_bits(before);
}
