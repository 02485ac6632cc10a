// Units of the district level (huyện, quận, thị xã, thành phố of a province), as they were
// until 1 July 2025: their names in a text, and the provinces they belonged to.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "analyzers/word.h"

enum district_kind {
    DISTRICT_RURAL = 1, // huyện
    DISTRICT_URBAN = 2, // quận
    DISTRICT_TOWN = 4,  // thị xã
    DISTRICT_CITY = 8,  // thành phố
    DISTRICT_ANY = 15,
};

//   chau thanh ─> Tây Ninh ─> Long An ─> … ─> none     one after the other by `next`
//   tan phu    ─> Đồng Nai (huyện) ─> Hồ Chí Minh (quận)
//   phu ninh   ─> Phù Ninh, Phú Thọ ─> Phú Ninh, Quảng Nam   marks tell them apart
struct district {
    struct str slug; // "bien-hoa"; lives for ever
    struct str name; // "Biên Hòa"
    uint32_t province;
    uint32_t next;    // another one of this folded name, or DISTRICT_NONE
    uint32_t same;    // another one of this very name
    struct str lower; // of a name that marks tell from others, else missing
    uint8_t kinds;    // all that it was called since 2008
    bool mixed;       // some that marks tell apart have its folded name
    bool seat;        // its province had its head office there
};

enum { DISTRICT_NONE = UINT32_MAX };

// A name stands for all that are called so: what district_match and district_find return is
// asked by district_in, district_only and district_scope, which tell one of them.
const struct district *district_at(uint32_t number);
// The kind that the words at `at` name: "huyện", "TP."; *end is the word behind it. 0 when
// they name none.
uint8_t district_kind_at(const struct word_list *words, uint32_t at, uint32_t *end);
// The longest name of a district that starts at word `at`, a capital first, and ends before
// `to`; *end is the word behind it. DISTRICT_NONE when there is none.
uint32_t district_match(const struct word_list *words, uint32_t at, uint32_t to,
                        uint32_t *end);
// The same for a folded name, or a slug.
uint32_t district_find(struct str folded);
// The one of that name, and where there are several kinds of one of these, that lies in the
// province.
uint32_t district_in(uint32_t name, uint8_t kinds, uint32_t province);
// True when one of that name was of one of these kinds.
bool district_has_kind(uint32_t name, uint8_t kinds);
// The only one of that name and one of these kinds; DISTRICT_NONE where the country had
// several.
uint32_t district_only(uint32_t name, uint8_t kinds);
// "dong-nai/bien-hoa": where what is called so in a text of the province (PROVINCE_NONE:
// nobody knows of which) is. A name that the province does not have is that of the only
// district in the country that has it, else `slug` in the province; missing when not even
// the province is known. In the arena.
struct str district_scope(uint32_t name, uint8_t kinds, uint32_t province,
                          struct str slug, struct arena *arena);
