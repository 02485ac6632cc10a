// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/beside.h"

#include <unistd.h>

bool beside_find(struct buf *path, const char *name)
{
    static const char *const places[] = {"", "../libexec/tracuu/"};
    char self[4096];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self);
    while (len > 0 && self[len - 1] != '/')
        len--;
    for (size_t i = 0; i < sizeof places / sizeof *places && len > 0; i++) {
        buf_clear(path);
        buf_add(path, self, (size_t)len);
        buf_add_str(path, str_of(places[i]));
        buf_add_str(path, str_of(name));
        if (access(path->at, R_OK) == 0)
            return true;
    }
    return false;
}
