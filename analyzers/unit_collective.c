// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/unit_collective.h"

#include "analyzers/unit_scope.h"

enum { NOUNS = 12 };

// What a collective is made of.
enum noun {
    NOUN_NONE = 0,
    NOUN_DIVISION = 1,        // phòng
    NOUN_UNIT = 2,            // đơn vị
    NOUN_DEPARTMENT = 4,      // sở
    NOUN_BRANCH = 8,          // ngành
    NOUN_BOARD = 16,          // ban
    NOUN_MINISTRY = 32,       // bộ
    NOUN_OFFICE = 64,         // cơ quan
    NOUN_PLACE = 128,         // địa phương
    NOUN_UNION = 256,         // đoàn thể, tổ chức chính trị - xã hội
    NOUN_LEVEL = 512,         // huyện, thị xã, xã, phường …
    NOUN_ORGANISATION = 1024, // tổ chức, doanh nghiệp: only beside others
};

static bool pair(const struct word_list *words, uint32_t at, uint64_t first,
                 uint64_t second)
{
    return at + 1 < words->count && words->items[at].key == first &&
           words->items[at + 1].key == second && !words->items[at + 1].signs;
}

static enum noun noun_at(const struct word_list *words, uint32_t at, uint32_t *end)
{
    const struct word *items = words->items;
    uint32_t count;
    *end = at + 1;
    switch (items[at].to - items[at].from) {
    case 2:
        if (items[at].key == WORD("so") &&
            (word_is(words, at, STR("sở")) || word_is(words, at, STR("sờ")))) {
            return NOUN_DEPARTMENT;
        }
        if (word_is(words, at, STR("bộ"))) {
            return NOUN_MINISTRY;
        }
        if (pair(words, at, WORD("to"), WORD("chuc"))) {
            *end = at + 2;
            if (pair(words, at + 2, WORD("doan"), WORD("the"))) {
                *end = at + 4;
                return NOUN_UNION;
            }
            if (pair(words, at + 2, WORD("chinh"), WORD("tri"))) {
                *end = at + 4;
                if (at + 5 < words->count && items[at + 4].key == WORD("xa") &&
                    items[at + 5].key == WORD("hoi")) {
                    *end = at + 6;
                }
                return NOUN_UNION;
            }
            return NOUN_ORGANISATION;
        }
        if (pair(words, at, WORD("co"), WORD("quan"))) {
            *end = at + 2;
            if (at + 3 < words->count && items[at + 2].key == WORD("ngang") &&
                items[at + 3].key == WORD("bo")) {
                *end = at + 4;
                return NOUN_MINISTRY;
            }
            if (at + 4 < words->count && items[at + 2].key == WORD("thuoc") &&
                items[at + 3].key == WORD("chinh") && items[at + 4].key == WORD("phu")) {
                *end = at + 5;
                return NOUN_MINISTRY;
            }
            return NOUN_OFFICE;
        }
        if (pair(words, at, WORD("vu"), 0)) {
            return NOUN_NONE;
        }
        break;
    case 3:
        if (items[at].key == WORD("ban") && word_is(words, at, STR("ban"))) {
            return NOUN_BOARD;
        }
        if (pair(words, at, WORD("don"), WORD("vi"))) {
            *end = at + 2;
            if (pair(words, at + 2, WORD("su"), WORD("nghiep"))) {
                *end = at + 4;
            }
            return NOUN_UNIT;
        }
        if (pair(words, at, WORD("dia"), WORD("phuong"))) {
            *end = at + 2;
            return NOUN_PLACE;
        }
        break;
    case 4:
        // Of a hospital or a school.
        if (word_is(words, at, STR("khoa")) &&
            !pair(words, at, WORD("khoa"), WORD("hoc"))) {
            return NOUN_DIVISION;
        }
        if (pair(words, at, WORD("doan"), WORD("the"))) {
            *end = at + 2;
            return NOUN_UNION;
        }
        break;
    case 5:
        if (items[at].key == WORD("phong") && word_is(words, at, STR("phòng"))) {
            return NOUN_DIVISION;
        }
        if (items[at].key == WORD("nganh")) {
            return NOUN_BRANCH;
        }
        if (pair(words, at, WORD("doanh"), WORD("nghiep"))) {
            *end = at + 2;
            return NOUN_ORGANISATION;
        }
        break;
    default:
        break;
    }
    struct str level = unit_levels(words, at, end, &count);
    return level.at ? NOUN_LEVEL : NOUN_NONE;
}

// "Trưởng các phòng", "Thủ trưởng các cơ quan" begin before; "thuộc Sở", "liên quan",
// "trên địa bàn tỉnh" end it.
static uint32_t tail_end(const struct word_list *words, uint32_t at, bool *related,
                         bool *below)
{
    const struct word *items = words->items;
    uint32_t end = at;
    while (end < words->count && !items[end].signs) {
        uint64_t key = items[end].key;
        if (pair(words, end, WORD("lien"), WORD("quan")) ||
            pair(words, end, WORD("huu"), WORD("quan"))) {
            *related = true;
            end += 2;
        } else if (key == WORD("co") &&
                   (pair(words, end + 1, WORD("lien"), WORD("quan")))) {
            *related = true;
            end += 3;
        } else if (pair(words, end, WORD("chuyen"), WORD("mon")) ||
                   pair(words, end, WORD("chuc"), WORD("nang"))) {
            end += 2;
        } else if (pair(words, end, WORD("truc"), WORD("thuoc"))) {
            *below = true;
            end += 2;
        } else if (key == WORD("thuoc") || key == WORD("cua")) {
            uint32_t next = end + 1;
            if (next < words->count && items[next].key == WORD("va")) {
                next += 1;
                if (pair(words, next, WORD("truc"), WORD("thuoc"))) {
                    next += 2;
                }
            }
            if (next >= words->count || items[next].signs) {
                break;
            }
            bool upper = items[next].shape & WORD_UPPER;
            bool place = items[next].key == WORD("tinh") ||
                         pair(words, next, WORD("thanh"), WORD("pho"));
            if (!upper && !place && items[next].key != WORD("so")) {
                break;
            }
            *below |= upper;
            // "thuộc Sở Khoa học và Công nghệ": the name of the office belongs to it.
            uint32_t name = next;
            const struct known_unit *known = unit_lexicon_match(words, next, NULL, &name);
            if (pair(words, next, WORD("trung"), WORD("uong"))) {
                end = next + 2;
            } else if (known) {
                end = name;
            } else {
                end = next + (pair(words, next, WORD("thanh"), WORD("pho")) ? 2 : 1);
            }
        } else if (key == WORD("tinh") || key == WORD("so") ||
                   pair(words, end, WORD("thanh"), WORD("pho")) ||
                   pair(words, end, WORD("trung"), WORD("uong"))) {
            if (key == WORD("so") && !(items[end].shape & WORD_UPPER) &&
                !word_is(words, end, STR("sở"))) {
                break;
            }
            *below |= key == WORD("so");
            end += key == WORD("tinh") || key == WORD("so") ? 1 : 2;
        } else if (key == WORD("cap") && end + 1 < words->count &&
                   !items[end + 1].signs) {
            end += 2;
        } else if (pair(words, end, WORD("tren"), WORD("dia")) &&
                   end + 2 < words->count && items[end + 2].key == WORD("ban")) {
            end += 3;
        } else {
            break;
        }
    }
    return end;
}

bool unit_collective_read(struct unit_collective *out, const struct word_list *words,
                          uint32_t at)
{
    const struct word *items = words->items;
    uint32_t i = at;
    bool all = false;
    if (pair(words, i, WORD("tat"), WORD("ca"))) {
        i += 2;
        all = true;
    }
    if (i < words->count &&
        (items[i].key == WORD("cac") || word_is(words, i, STR("những")) ||
         word_is(words, i, STR("mọi")))) {
        i++;
        all = true;
    }
    if (i > at && (i >= words->count || items[i].signs)) {
        return false;
    }
    uint32_t seen = 0, count = 0, end = i;
    while (i < words->count && count < NOUNS) {
        uint32_t next = i, behind;
        if (count) {
            if (items[next].key == WORD("va") ||
                (items[next].key == WORD("cac") && items[next].signs == 1 &&
                 items[next].first == ',')) {
                next++;
            } else if (!items[next].signs && !(seen & (NOUN_BOARD | NOUN_DEPARTMENT))) {
                break;
            } else if (items[next].signs > 1 ||
                       (items[next].signs && items[next].first != ',' &&
                        items[next].first != '-' && items[next].first != '/')) {
                break;
            }
            if (next < words->count && items[next].key == WORD("cac")) {
                next++;
            }
        }
        if (next >= words->count) {
            break;
        }
        enum noun noun = noun_at(words, next, &behind);
        if (count && !items[next].signs && next == i &&
            !(noun & (NOUN_BOARD | NOUN_BRANCH | NOUN_LEVEL))) {
            break;
        }
        if ((noun & NOUN_BOARD) && unit_lexicon_lookalike(words, next) > next &&
            !(behind < words->count && items[behind].key == WORD("nganh"))) {
            break;
        }
        if (noun == NOUN_NONE ||
            (count && (items[next].shape & WORD_UPPER) &&
             (noun & (NOUN_BOARD | NOUN_DEPARTMENT | NOUN_DIVISION | NOUN_MINISTRY)) &&
             behind < words->count && (items[behind].shape & WORD_UPPER) &&
             !items[behind].signs)) {
            break;
        }
        seen |= noun;
        count++;
        i = end = behind;
    }
    if (!count) {
        return false;
    }
    bool related = false, below = false;
    uint32_t tail = tail_end(words, end, &related, &below);
    uint32_t kinds = seen;
    bool single = count == 1;
    if (!all) {
        // Without "các" only a list is one: "sở, ban, ngành"; "phòng, ban".
        bool list =
            count > 1 &&
            (seen & (NOUN_DEPARTMENT | NOUN_BRANCH | NOUN_MINISTRY | NOUN_DIVISION));
        bool unit = single && kinds == NOUN_UNIT && below && tail > end;
        if (!list && !unit) {
            return false;
        }
    } else if (single) {
        if (kinds == NOUN_OFFICE || kinds == NOUN_PLACE || kinds == NOUN_ORGANISATION ||
            kinds == NOUN_BOARD || kinds == NOUN_BRANCH || kinds == NOUN_LEVEL) {
            if (!(related && kinds == NOUN_OFFICE) && !(kinds == NOUN_LEVEL) &&
                !(kinds == NOUN_OFFICE && below)) {
                return false;
            }
        }
        // "các phòng: Quản lý …", "các Sở: …" are lists with the head word once; "các
        // Phòng Kinh tế" names one kind.
        if ((kinds & (NOUN_DIVISION | NOUN_DEPARTMENT | NOUN_MINISTRY)) &&
            end < words->count && tail == end &&
            ((items[end].signs && items[end].first == ':') ||
             (!items[end].signs && (items[end].shape & WORD_UPPER)))) {
            return false;
        }
    }
    // "các cơ quan, tổ chức, cá nhân": everybody, not a unit.
    if (!(kinds & ~(uint32_t)(NOUN_OFFICE | NOUN_ORGANISATION)) && !related) {
        return false;
    }
    // Units, offices and places alone are said of anybody; they are meant where somebody
    // is told or asked.
    uint64_t before = at > 0 ? items[at - 1].key : 0;
    bool told = (items[at].shape & WORD_UPPER) || before == WORD("voi") ||
                before == WORD("nghi") || before == WORD("cau") ||
                before == WORD("giao") || before == WORD("truong");
    if (!(kinds &
          ~(uint32_t)(NOUN_UNIT | NOUN_OFFICE | NOUN_PLACE | NOUN_ORGANISATION)) &&
        !told && !related && !below) {
        return false;
    }
    // "cấp sở, ban, ngành", "một số sở, ban, ngành", "trên địa bàn các phường, xã" say a
    // level or a place.
    if (before == WORD("cap") || before == WORD("so") || before == WORD("nhieu") ||
        (kinds == NOUN_LEVEL && (before == WORD("ban") || before == WORD("tai") ||
                                 before == WORD("o") || before == WORD("vuc")))) {
        return false;
    }
    *out = (struct unit_collective){.end = tail};
    if (kinds & NOUN_DEPARTMENT || (kinds & NOUN_BRANCH && !(kinds & NOUN_MINISTRY))) {
        out->id = related ? STR("so-ban-nganh#lien-quan") : STR("so-ban-nganh#tat-ca");
        out->name = STR("Các sở, ban, ngành");
    } else if (kinds & NOUN_MINISTRY) {
        out->of_state = true;
        out->id = related ? STR("bo-nganh#lien-quan") : STR("bo-nganh#tat-ca");
        out->name = STR("Các bộ, cơ quan ngang bộ");
    } else if (kinds & NOUN_LEVEL) {
        uint32_t level_end, levels, from = at + (items[at].key == WORD("cac"));
        struct str level = unit_levels(words, from, &level_end, &levels);
        bool communes = str_equal(level, STR("cap-xa"));
        out->id = communes ? STR("ubnd-cap-xa#tat-ca") : STR("ubnd-cap-huyen#tat-ca");
        out->name = communes ? STR("Các xã, phường, thị trấn")
                             : STR("Các huyện, thị xã, thành phố");
    } else if (kinds & NOUN_DIVISION) {
        out->of_office = true;
        out->id = related ? STR("#lien-quan") : STR("#tat-ca");
        out->name = STR("Các phòng, đơn vị");
    } else if (kinds & NOUN_UNIT && !(kinds & (NOUN_OFFICE | NOUN_PLACE))) {
        out->of_office = true;
        out->id = related ? STR("#lien-quan") : STR("#don-vi");
        out->name = STR("Các đơn vị");
    } else if (kinds & NOUN_UNION) {
        out->of_office = true;
        out->id = STR("#doan-the");
        out->name = STR("Các đoàn thể");
    } else {
        out->of_office = true;
        out->id = related ? STR("#lien-quan") : STR("#co-quan-don-vi");
        out->name = STR("Các cơ quan, đơn vị");
    }
    return true;
}
