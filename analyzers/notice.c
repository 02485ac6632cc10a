// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/notice.h"

// Each part is called when it is linked in.
#define WEAK(function) extern __typeof__(function) function __attribute__((weak))
WEAK(anatomy_read);
WEAK(dates_find);
WEAK(units_find);
WEAK(persons_find);
WEAK(references_find);
WEAK(directives_find);

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
    if (anatomy_read)
        anatomy_read(&out->anatomy, view, path, list, arena);
    const struct citing citing = citing_of(&out->anatomy);
    if (dates_find)
        dates_find(&out->dates, view, citing.year, arena);
    if (units_find)
        units_find(&out->units, view, &out->anatomy.office, list, arena);
    if (persons_find)
        persons_find(&out->persons, view, arena);
    if (references_find)
        references_find(&out->references, view, &citing, arena);
    const struct findings found = {
        .view = view,
        .anatomy = &out->anatomy,
        .dates = &out->dates,
        .references = &out->references,
        .units = &out->units,
        .persons = &out->persons,
    };
    if (directives_find)
        directives_find(&out->directives, &found, arena);
}
