// A name as a notice would write it, from what a person typed in a hurry.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/arena.h"
#include "base/str.h"

//   thanh tra sở               Thanh Tra Sở
//   so khoa hoc va cong nghe   Sở Khoa Hoc Va Cong Nghe
//   PHÒNG TỔ CHỨC              Phòng Tổ Chức
//   phong qlkh                 Phòng QLKH
//   BTC                        Bộ Tài chính
//
// Every word with a capital; what is no syllable of Vietnamese is a code. Nouns that are
// only known with their marks get them where nothing typed has any. In the arena.
struct str typed_name(struct str typed, struct arena *arena);
