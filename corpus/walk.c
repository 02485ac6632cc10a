// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/walk.h"

#include "base/arena.h"
#include "base/buf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// A name in an open folder. Folders sort as if their name ended in '/', which makes the
// whole walk run in the order of the bytes of the paths: "a.txt" (2E) stands before "a/b"
// (2F), and "a/b" before "a0" (30).
struct name {
    uint32_t at; // in folder.names
    bool folder;
};

struct folder {
    int fd;
    size_t path_len; // of the folder in walk.path
    struct buf names;
    struct name *list;
    size_t count;
    size_t room;
    size_t next;
};

struct identity {
    uint64_t device;
    uint64_t inode;
};

struct walk {
    struct buf path;
    struct buf reason;
    char *real_root; // NULL when the system cannot tell
    bool root_given; // the root itself is a file that was not handed out yet
    struct folder *stack;
    size_t depth;
    size_t stack_room;
    // folders behind links, to enter each once; in the order they came
    struct identity *entered;
    size_t entered_count;
    size_t entered_room;
};

enum { DEEPEST = 256 };

static void *grow(void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return items;
    }
    *room = *room ? *room * 2 : 16;
    return memory_resize(items, *room * size);
}

static int compare_names(const void *left, const void *right, void *names)
{
    const struct name *a = left;
    const struct name *b = right;
    const unsigned char *p = (const unsigned char *)names + a->at;
    const unsigned char *q = (const unsigned char *)names + b->at;
    while (*p && *p == *q) {
        p++;
        q++;
    }
    int first = *p ? *p : a->folder ? '/' : 0;
    int second = *q ? *q : b->folder ? '/' : 0;
    return first - second;
}

static bool entered_before(struct walk *walk, const struct stat *status)
{
    for (size_t i = 0; i < walk->entered_count; i++) {
        if (walk->entered[i].device == status->st_dev &&
            walk->entered[i].inode == status->st_ino) {
            return true;
        }
    }
    walk->entered = grow(walk->entered, walk->entered_count, &walk->entered_room,
                         sizeof *walk->entered);
    walk->entered[walk->entered_count++] =
        (struct identity){status->st_dev, status->st_ino};
    return false;
}

static bool left_out(const char *name)
{
    return name[0] == '.' || strcmp(name, "tracuu.units") == 0;
}

// Reads the names of the folder that walk->path says and puts it on the stack; errno says
// why not.
static bool push(struct walk *walk, int parent, const char *name)
{
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return false;
    }
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    DIR *stream = copy < 0 ? NULL : fdopendir(copy);
    if (!stream) {
        int why = errno;
        if (copy >= 0) {
            close(copy);
        }
        close(fd);
        errno = why;
        return false;
    }
    struct folder folder = {.fd = fd, .path_len = walk->path.len};
    errno = 0;
    for (struct dirent *entry; (entry = readdir(stream)) != NULL; errno = 0) {
        if (left_out(entry->d_name)) {
            continue;
        }
        bool is_folder = entry->d_type == DT_DIR;
        if (entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN) {
            struct stat status;
            is_folder =
                fstatat(fd, entry->d_name, &status, 0) == 0 && S_ISDIR(status.st_mode);
        }
        folder.list = grow(folder.list, folder.count, &folder.room, sizeof *folder.list);
        folder.list[folder.count++] =
            (struct name){(uint32_t)folder.names.len, is_folder};
        buf_add(&folder.names, entry->d_name, strlen(entry->d_name) + 1);
    }
    int why = errno;
    closedir(stream);
    if (why) {
        close(fd);
        free(folder.list);
        buf_free(&folder.names);
        errno = why;
        return false;
    }
    if (folder.count) {
        qsort_r(folder.list, folder.count, sizeof *folder.list, compare_names,
                folder.names.at);
    }
    walk->stack = grow(walk->stack, walk->depth, &walk->stack_room, sizeof *walk->stack);
    walk->stack[walk->depth++] = folder;
    return true;
}

static void pop(struct walk *walk)
{
    struct folder *folder = &walk->stack[--walk->depth];
    close(folder->fd);
    free(folder->list);
    buf_free(&folder->names);
}

struct walk *walk_open(struct str root, struct error *err)
{
    while (root.len > 1 && root.at[root.len - 1] == '/') {
        root.len--;
    }
    struct walk *walk = memory_new(sizeof *walk);
    *walk = (struct walk){0};
    buf_add_str(&walk->path, root);
    struct stat status;
    if (root.len == 0 || stat(walk->path.at, &status) != 0) {
        error_set(err, ERROR_FILE, "cannot read %.*s: %s", STR_ARG(root),
                  strerror(root.len ? errno : ENOENT));
        walk_close(walk);
        return NULL;
    }
    if (!S_ISDIR(status.st_mode)) {
        walk->root_given = true;
        return walk;
    }
    walk->real_root = realpath(walk->path.at, NULL);
    if (!push(walk, AT_FDCWD, walk->path.at)) {
        error_set(err, ERROR_FILE, "cannot read %.*s: %s", STR_ARG(root),
                  strerror(errno));
        walk_close(walk);
        return NULL;
    }
    return walk;
}

void walk_close(struct walk *walk)
{
    if (!walk) {
        return;
    }
    while (walk->depth) {
        pop(walk);
    }
    free(walk->stack);
    free(walk->entered);
    free(walk->real_root);
    buf_free(&walk->path);
    buf_free(&walk->reason);
    free(walk);
}

static bool tell(struct walk *walk, struct walk_entry *entry, enum walk_kind kind,
                 const char *reason)
{
    buf_clear(&walk->reason);
    buf_add_str(&walk->reason, str_of(reason));
    *entry = (struct walk_entry){
        .kind = kind, .path = buf_str(&walk->path), .reason = buf_str(&walk->reason)};
    return true;
}

static bool inside(const char *path, const char *folder)
{
    size_t len = strlen(folder);
    return strncmp(path, folder, len) == 0 &&
           (path[len] == 0 || path[len] == '/' || (len == 1 && folder[0] == '/'));
}

// A link to a folder is followed only where it leads out of the root: what lies inside is
// read under its own name, and a folder above the root holds the root itself. Returns
// NULL when it is to be followed.
static const char *why_not_followed(struct walk *walk, const struct stat *target)
{
    char *real = realpath(walk->path.at, NULL);
    const char *reason = NULL;
    if (real && walk->real_root) {
        if (inside(walk->real_root, real)) {
            reason = "a link back to a folder that holds it; not followed";
        } else if (inside(real, walk->real_root) &&
                   !strstr(real + strlen(walk->real_root), "/.")) {
            reason = "a link to a folder that is read under its own name; not followed";
        }
    }
    free(real);
    if (!reason && entered_before(walk, target)) {
        reason = "a link to a folder that was read already; not followed";
    }
    return reason;
}

// Says what the path is; false when it is a folder, which was entered instead.
static bool look(struct walk *walk, struct walk_entry *entry, int parent,
                 const char *name)
{
    struct stat status;
    struct stat link;
    if (fstatat(parent, name, &status, 0) != 0) {
        int why = errno;
        if (fstatat(parent, name, &link, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISLNK(link.st_mode)) {
            return tell(walk, entry, WALK_FAILED,
                        why == ELOOP ? "a link that leads back to itself"
                                     : "a link to nothing");
        }
        return tell(walk, entry, WALK_FAILED, strerror(why));
    }
    if (S_ISDIR(status.st_mode)) {
        if (fstatat(parent, name, &link, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISLNK(link.st_mode)) {
            const char *reason = why_not_followed(walk, &status);
            if (reason) {
                return tell(walk, entry, WALK_NOTE, reason);
            }
        }
        if (walk->depth >= DEEPEST) {
            return tell(walk, entry, WALK_FAILED, "folders nested more than 256 deep");
        }
        if (!push(walk, parent, name)) {
            return tell(walk, entry, WALK_FAILED, strerror(errno));
        }
        return false;
    }
    if (!S_ISREG(status.st_mode)) {
        return tell(walk, entry, WALK_NOTE,
                    "not a file but a device, a pipe or a socket");
    }
    *entry = (struct walk_entry){
        .kind = WALK_FILE,
        .path = buf_str(&walk->path),
        .size = (uint64_t)status.st_size,
        .modified = status.st_mtim.tv_sec * INT64_C(1000000000) + status.st_mtim.tv_nsec,
        .changed = status.st_ctim.tv_sec * INT64_C(1000000000) + status.st_ctim.tv_nsec,
        .device = status.st_dev,
        .inode = status.st_ino,
    };
    return true;
}

bool walk_next(struct walk *walk, struct walk_entry *entry)
{
    if (walk->root_given) {
        walk->root_given = false;
        return look(walk, entry, AT_FDCWD, walk->path.at);
    }
    while (walk->depth) {
        struct folder *folder = &walk->stack[walk->depth - 1];
        if (folder->next == folder->count) {
            pop(walk);
            continue;
        }
        const char *name = folder->names.at + folder->list[folder->next++].at;
        walk->path.len = folder->path_len;
        if (walk->path.at[walk->path.len - 1] != '/') {
            buf_add_char(&walk->path, '/');
        }
        buf_add_str(&walk->path, str_of(name));
        if (look(walk, entry, folder->fd, name)) {
            return true;
        }
    }
    return false;
}
