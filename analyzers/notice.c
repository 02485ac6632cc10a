// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/notice.h"

// The kind of place whose office writes: "huyen" of "Huyện ủy Ba Bể", "xa" of "Ủy ban nhân
// dân xã Phú Tân".
static struct str level_of(struct str office)
{
    static const struct {
        const char *name, *level;
    } kinds[] = {
        {"thị xã ", "thi xa"}, {"Thị ủy", "thi xa"},        {"xã ", "xa"},
        {"phường ", "phuong"}, {"đặc khu ", "dac khu"},     {"thị trấn ", "thi tran"},
        {"huyện ", "huyen"},   {"Huyện ủy", "huyen"},       {"quận ", "quan"},
        {"Quận ủy", "quan"},   {"thành phố ", "thanh pho"}, {"Thành ủy", "thanh pho"}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (str_find(office, str_of(kinds[i].name), 0) >= 0)
            return str_of(kinds[i].level);
    }
    return (struct str){NULL, 0};
}

static struct citing citing_of(const struct anatomy *anatomy)
{
    // "lam-dong/di-linh"
    struct str district = anatomy->office.district;
    ptrdiff_t slash = district.len ? str_find(district, STR("/"), 0) : -1;
    if (slash >= 0)
        district = str_slice(district, (size_t)slash + 1, district.len);
    int32_t last = anatomy->date.to ? anatomy->date.to : anatomy->date.from;
    return (struct citing){
        .province = anatomy->office.province,
        .district = district.len ? district : (struct str){NULL, 0},
        .level = anatomy->office.level.len ? anatomy->office.level
                 : district.len            ? level_of(anatomy->office.name)
                                           : (struct str){NULL, 0},
        .year = last / 10000,
        .date = last,
    };
}

void notice_read(struct notice *out, struct view *view, struct str text, struct str path,
                 const struct unit_list *list, struct arena *arena)
{
    *out = (struct notice){.text = text};
    view_read(view, text, arena);
    anatomy_read(&out->anatomy, view, path, list, arena);
    const struct citing citing = citing_of(&out->anatomy);
    dates_find(&out->dates, view, citing.year, arena);
    units_find(&out->units, view, &out->anatomy.office, list, arena);
    persons_find(&out->persons, view, &out->anatomy, arena);
    references_find(&out->references, view, &citing, arena);
    titles_find(&out->titles, view, &out->anatomy, &out->references, &out->units, arena);
    const struct findings found = {
        .view = view,
        .anatomy = &out->anatomy,
        .dates = &out->dates,
        .references = &out->references,
        .units = &out->units,
        .persons = &out->persons,
        .list = list,
    };
    directives_find(&out->directives, &found, arena);
}
