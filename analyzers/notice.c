// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/notice.h"

static struct citing citing_of(const struct anatomy *anatomy)
{
    int32_t last = anatomy->date.to ? anatomy->date.to : anatomy->date.from;
    return (struct citing){
        .province = anatomy->office.province,
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
    persons_find(&out->persons, view, arena);
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
