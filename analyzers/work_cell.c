// SPDX-License-Identifier: GPL-2.0-or-later
#include "analyzers/work_cell.h"

#include "analyzers/assignee.h"
#include "analyzers/deadline.h"

#include <string.h>

void work_cell_units(struct directive *out, const struct reading *table, struct str cell,
                     enum role role)
{
    const struct findings *found = table->found;
    struct arena *arena = table->arena;
    struct view *view = ARENA_ARRAY(arena, struct view, 1);
    struct units units;
    view_read(view, arena_copy(arena, cell), arena);

    units_find(&units, view, &found->anatomy->office, found->list, arena);
    struct findings inside = *found;
    struct reading reading = {.found = &inside, .view = view, .arena = arena};
    inside.view = view;
    inside.units = &units;
    cues_find(&reading.cues, view, arena);
    if (!assignees_add_all(out, &reading, 0, view->count, role) && view->count > 3 &&
        view->count < 90) {
        struct assignee *items =
            ARENA_ARRAY(arena, struct assignee, out->assignee_count + 1);
        if (out->assignee_count)
            memcpy(items, out->assignees, out->assignee_count * sizeof *items);
        items[out->assignee_count++] = (struct assignee){
            .name = view_clean(view, 0, view->count, arena),
            .id = arena_printf(arena, "%.*s/%.*s", STR_ARG(found->anatomy->office.id),
                               (int)view->count, view->plain),
            .role = role,
        };
        out->assignees = items;
    }
}

static void read_time(struct deadline *out, const struct reading *table, struct str cell)
{
    const struct findings *found = table->found;
    struct arena *arena = table->arena;
    struct view *view = ARENA_ARRAY(arena, struct view, 1);
    struct dates dates;
    struct references none = {0};
    view_read(view, cell, arena);
    dates_find(&dates, view, found->anatomy->date.from / 10000, arena);
    struct findings inside = *found;
    inside.view = view;
    inside.dates = &dates;
    inside.references = &none;
    struct reading reading = {.found = &inside, .view = view, .arena = arena};
    cues_find(&reading.cues, view, arena);
    deadline_read(out, &reading, 0, view->count, NULL, true);
}

void work_cell_time(struct deadline *out, const struct reading *table, struct str cell)
{
    struct arena *arena = table->arena;
    // Under "Thời hạn" a time needs no word before it: "05/6", "17 - 18/6", "3/2025".
    bool bare = cell.len && cell.at[0] >= '0' && cell.at[0] <= '9' &&
                memchr(cell.at, '/', cell.len);
    if (bare) {
        read_time(out, table, arena_printf(arena, "ngày %.*s", STR_ARG(cell)));
        out->text = arena_copy(arena, cell);
        if (out->kind != DEADLINE_NONE)
            return;
    }
    read_time(out, table, arena_copy(arena, cell));
    if (bare && out->kind == DEADLINE_NONE)
        read_time(out, table, arena_printf(arena, "tháng %.*s", STR_ARG(cell)));
}
