// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/recognised.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_SHORTEST = 66, KEY_LONGEST = 80, LARGEST = 4 << 20 };

// What is kept changes its meaning with another engine: the name says which it was.
static const char version[] = "vie2";

// FOLDER/2c/2c26b4…-12.vie2
static bool place(struct buf *path, struct str folder, struct str key, bool make)
{
    if (key.len < KEY_SHORTEST || key.len > KEY_LONGEST || !folder.at) {
        return false;
    }
    for (size_t i = 0; i < key.len; i++) {
        char c = key.at[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-')) {
            return false;
        }
    }
    buf_add_str(path, folder);
    if (make) {
        mkdir(path->at, 0777);
    }
    buf_printf(path, "/%.2s", key.at);
    if (make) {
        mkdir(path->at, 0777);
    }
    buf_printf(path, "/%.*s.%s", STR_ARG(key), version);
    return true;
}

bool recognised_find(struct buf *out, struct str folder, struct str key)
{
    struct buf path = {0};
    bool found = false;
    int fd = place(&path, folder, key, false) ? open(path.at, O_RDONLY | O_CLOEXEC) : -1;
    if (fd >= 0) {
        ssize_t got;
        while (out->len < LARGEST &&
               (got = read(fd, buf_room(out, 1 << 16), 1 << 16)) > 0) {
            out->len += (size_t)got;
            found = true;
        }
        close(fd);
    }
    buf_free(&path);
    return found;
}

static bool write_all(int fd, struct str bytes)
{
    while (bytes.len) {
        ssize_t written = write(fd, bytes.at, bytes.len);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return false;
        }
        bytes = str_slice(bytes, (size_t)written, bytes.len);
    }
    return true;
}

bool recognised_keep(struct str folder, struct str key, struct str bytes,
                     struct error *err)
{
    struct buf path = {0};
    struct buf new = {0};
    bool done = true;
    if (place(&path, folder, key, true)) {
        // Two threads may recognise the same scan.
        buf_printf(&new, "%s.%ld", path.at, (long)gettid());
        int fd = open(new.at, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        // A page that a power cut took is read again; only half a page must not stay
        // under a whole one's name.
        done = fd >= 0 && write_all(fd, bytes) && fdatasync(fd) == 0;
        int why = errno;
        done = (fd < 0 || close(fd) == 0) && done && rename(new.at, path.at) == 0;
        if (!done) {
            error_set(err, ERROR_IO, "cannot write %s: %s", new.at,
                      strerror(why ? why : errno));
            unlink(new.at);
        }
    }
    buf_free(&path);
    buf_free(&new);
    return done;
}
