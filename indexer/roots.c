// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/roots.h"

#include <string.h>

bool path_within(struct str path, struct str folder)
{
    if (!str_starts(path, folder))
        return false;
    return path.len == folder.len || (folder.len && folder.at[folder.len - 1] == '/') ||
           path.at[folder.len] == '/';
}

bool root_covers(struct str root, struct str path)
{
    if (!path_within(path, root))
        return false;
    struct str rest = str_slice(path, root.len, path.len), name;
    while (str_split(&name, &rest, '/')) {
        if (name.len && name.at[0] == '.')
            return false;
    }
    return true;
}

void roots_add(struct roots *roots, struct str path, struct arena *arena)
{
    for (size_t i = 0; i < roots->count; i++) {
        if (root_covers(roots->items[i], path))
            return;
    }
    struct str *items = ARENA_ARRAY(arena, struct str, roots->count + 1);
    size_t count = 0;
    bool placed = false;
    for (size_t i = 0; i < roots->count; i++) {
        if (!placed && str_compare(path, roots->items[i]) < 0) {
            items[count++] = path;
            placed = true;
        }
        if (!root_covers(path, roots->items[i]))
            items[count++] = roots->items[i];
    }
    if (!placed)
        items[count++] = path;
    *roots = (struct roots){items, count};
}

bool roots_remove(struct roots *roots, struct str path)
{
    for (size_t i = 0; i < roots->count; i++) {
        if (!str_equal(roots->items[i], path))
            continue;
        memmove(roots->items + i, roots->items + i + 1,
                (roots->count - i - 1) * sizeof *roots->items);
        roots->count--;
        return true;
    }
    return false;
}

ptrdiff_t roots_owner(const struct roots *roots, struct str path)
{
    ptrdiff_t owner = -1;
    for (size_t i = 0; i < roots->count; i++) {
        if (path_within(path, roots->items[i]) &&
            (owner < 0 || roots->items[i].len > roots->items[owner].len))
            owner = (ptrdiff_t)i;
    }
    return owner;
}
