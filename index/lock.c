// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/lock.h"

#include "base/arena.h"
#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// A record lock belongs to the process and not to the open file: children that read files
// in a sandbox never hold it on.
struct lock {
    int file;
};

static bool taken(struct lock *lock, const char *folder, struct error *err)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(lock->file, F_SETLK, &whole) == 0)
        return true;
    if (errno != EAGAIN && errno != EACCES)
        return error_set(err, ERROR_IO, "cannot lock %s: %s", folder, strerror(errno));
    struct flock holder = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(lock->file, F_GETLK, &holder) == 0 && holder.l_type != F_UNLCK &&
        holder.l_pid > 0)
        error_set(err, ERROR_LOCKED, "%s is being written by process %ld", folder,
                  (long)holder.l_pid);
    else
        error_set(err, ERROR_LOCKED, "%s is being written by another process", folder);
    return error_hint(err, "try again when it has finished; searching works meanwhile");
}

bool lock_take(struct lock **out, const char *folder, struct error *err)
{
    *out = NULL;
    struct buf path = {0};
    buf_printf(&path, "%s/lock", folder);
    struct lock *lock = memory_new(sizeof *lock);
    lock->file = open(path.at, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    bool done;
    if (lock->file < 0)
        done =
            error_set(err, ERROR_IO, "cannot write in %s: %s", folder, strerror(errno));
    else
        done = taken(lock, folder, err);
    buf_free(&path);
    if (!done) {
        lock_release(lock);
        return false;
    }
    *out = lock;
    return true;
}

void lock_release(struct lock *lock)
{
    if (!lock)
        return;
    if (lock->file >= 0)
        close(lock->file);
    free(lock);
}
