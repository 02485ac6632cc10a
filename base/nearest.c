// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/nearest.h"

enum { NAME_SIZE = 96, SHORT_NAME = 8 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

// Three rows of the table of distances between the beginnings of a and b are enough: this
// one and the two before it.
size_t edit_distance(struct str a, struct str b, size_t most)
{
    size_t difference = a.len > b.len ? a.len - b.len : b.len - a.len;
    if (difference > most || a.len >= NAME_SIZE || b.len >= NAME_SIZE)
        return str_equal(a, b) ? 0 : most + 1;
    size_t rows[3][NAME_SIZE];
    for (size_t j = 0; j <= b.len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3],
               *higher = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t cost = a.at[i - 1] != b.at[j - 1];
            row[j] = smaller(above[j - 1] + cost, smaller(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] &&
                a.at[i - 2] == b.at[j - 1])
                row[j] = smaller(row[j], higher[j - 2] + 1);
        }
    }
    return smaller(rows[a.len % 3][b.len], most + 1);
}

const char *nearest_name(struct str typed, const char *const *names, size_t count)
{
    // Two changes of a short word make another word of it: version, person.
    size_t most = typed.len < SHORT_NAME ? 1 : 2;
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t distance = edit_distance(typed, str_of(names[i]), most);
        if (distance <= most && (!nearest || distance < most)) {
            nearest = names[i];
            if (distance)
                most = distance;
        }
        if (!distance)
            break;
    }
    return nearest;
}
