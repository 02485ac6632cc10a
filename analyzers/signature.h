// The foot of a notice: who signs, in whose stead, and who receives it (Nghị định
// 30/2020/NĐ-CP, Phụ lục I, mục 7-9). The two stand side by side on paper; scanners and
// text layers mix their lines.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

struct signature {
    struct str signer; // clean, or missing
    struct str role;   // "TL. GIÁM ĐỐC CHÁNH VĂN PHÒNG", or missing
    struct span signer_span;
    uint32_t signer_from, signer_to; // letters; equal without a signer
    struct str *recipients;
    size_t recipient_count;
    uint32_t recipients_from,
        recipients_to; // letters behind "Nơi nhận:"; equal without a list
    uint32_t from;     // letter where the foot begins: the body ends there
    bool cut;          // it may begin before `body`
};

// Reads the foot behind letter `body`.
void signature_read(struct signature *out, const struct word_list *words, uint32_t body,
                    struct arena *arena);
