// The district or commune of an office, as its head says it: "ỦY BAN NHÂN DÂN / HUYỆN ĐẢO
// LÝ SƠN", "HUYỆN ỦY BA BỂ", "THÀNH PHỐ BIÊN HÒA".
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/heading.h"
#include "analyzers/unit_lexicon.h"

struct issuer_place {
    struct str slug, name; // "ly-son", "huyện đảo Lý Sơn"; missing where there is none
    uint32_t district;     // the first one of that name, or DISTRICT_NONE
    uint8_t kinds;         // what the head calls it; 0 of a commune
};

// The body that the head names in capitals, and the word behind its name.
struct issuer_body {
    const struct known_unit *unit; // or NULL
    uint32_t from, to;             // words
};

// The last place in the words [0, head_to).
void issuer_place_read(struct issuer_place *out, const struct word_list *words,
                       const struct heading *heading, const struct issuer_body *body,
                       uint32_t head_to, struct arena *arena);
// A lost head: the district on the place-date line ("Biên Hòa, ngày …"), which the text
// names with its kind elsewhere. Only for a committee, whose number says its code.
void issuer_place_dated(struct issuer_place *out, const struct word_list *words,
                        const struct heading *heading, uint32_t head_to,
                        struct arena *arena);
// The district that the place-date line names, a name of no province: the first one so
// called; DISTRICT_NONE when it is none.
uint32_t issuer_place_line(const struct word_list *words, const struct heading *heading);
// True when the words [0, head_to) name a commune: "XÃ", "PHƯỜNG", "THỊ TRẤN".
bool issuer_place_commune(const struct word_list *words, uint32_t head_to);
// The word behind the place that follows a name on its line: "… | HUYỆN DI LINH"; `at`
// where none does.
uint32_t issuer_place_behind(const struct word_list *words, uint32_t at);
// "huyện", "quận", "xã", "phường"
bool issuer_place_word(uint64_t key);
