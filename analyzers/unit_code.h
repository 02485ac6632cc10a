// Units that are written as codes: in the number line, behind "Lưu:", under a signature.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/unit_finder.h"

// "Nơi nhận:" or "Gửi:" at word `at` opens the list of recipients, "Lưu:" in it the codes
// of the archive.
void unit_code_note(struct unit_finder *finder, uint32_t at);
// "Lưu: VT, HCTH.", "VPUB: CVP, TH, KT": the code of a part of the office at word `at`;
// the word behind it, or `at`.
uint32_t unit_code_read(struct unit_finder *finder, uint32_t at);
// The issuer's code in the notice's own number line, "Số: /TB-SKHCN", that begins at word
// `at`; the word behind it, or `at`.
uint32_t unit_code_number_line(struct unit_finder *finder, uint32_t at);
// "TP. HÀNH CHÍNH - TỔNG HỢP" under a signature: the head of that department; the word
// behind it, or `at`.
uint32_t unit_code_signing(struct unit_finder *finder, uint32_t at);
