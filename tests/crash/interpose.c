// SPDX-License-Identifier: GPL-2.0-or-later
// Stands between a program and the system (LD_PRELOAD) and lets one of the calls that
// change files go wrong.
//
//   CRASH_AT    which call, from 1; without it calls are only counted
//   CRASH_KIND  kill: the process dies before the call; torn: a write is done
//               by half, then the process dies;
//               once: the call fails with ENOSPC (EIO for fsync); full: so do it and
//               all after it but removals
//   CRASH_LOG   file that gets the number of calls at the end
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long calls;

static long crash_at(void)
{
    const char *at = getenv("CRASH_AT");
    return at ? atol(at) : 0;
}

static int is_kind(const char *kind)
{
    const char *wanted = getenv("CRASH_KIND");
    return wanted && strcmp(wanted, kind) == 0;
}

// Counts a call; 1 when it is to fail. Dies when it is time to.
static int goes_wrong(void)
{
    long call = atomic_fetch_add(&calls, 1) + 1, at = crash_at();
    if (!at || call < at)
        return 0;
    if (call == at && (is_kind("kill") || is_kind("torn")))
        kill(getpid(), SIGKILL);
    return is_kind("full") || (is_kind("once") && call == at);
}

// A removal makes room, so it works on a full disk.
static int removal_goes_wrong(void)
{
    return goes_wrong() && is_kind("once");
}

__attribute__((destructor)) static void report(void)
{
    const char *log = getenv("CRASH_LOG");
    FILE *file = log ? fopen(log, "w") : NULL;
    if (!file)
        return;
    fprintf(file, "%ld\n", atomic_load(&calls));
    fclose(file);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int refuse(int code)
{
    errno = code;
    return -1;
}

ssize_t write(int file, const void *bytes, size_t len)
{
    if (file <= 2)
        return REAL(write)(file, bytes, len);
    if (is_kind("torn") && atomic_load(&calls) + 1 == crash_at())
        REAL(write)(file, bytes, len / 2);
    return goes_wrong() ? refuse(ENOSPC) : REAL(write)(file, bytes, len);
}

ssize_t pwrite(int file, const void *bytes, size_t len, off_t at)
{
    if (is_kind("torn") && atomic_load(&calls) + 1 == crash_at())
        REAL(pwrite)(file, bytes, len / 2, at);
    return goes_wrong() ? refuse(ENOSPC) : REAL(pwrite)(file, bytes, len, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t len, off64_t at)
{
    return pwrite(file, bytes, len, at);
}

int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    if (flags & O_CREAT && goes_wrong())
        return refuse(ENOSPC);
    return REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return open(path, flags | O_LARGEFILE, mode);
}

int rename(const char *from, const char *to)
{
    return goes_wrong() ? refuse(ENOSPC) : REAL(rename)(from, to);
}

int fsync(int file)
{
    return goes_wrong() ? refuse(EIO) : REAL(fsync)(file);
}

int fdatasync(int file)
{
    return goes_wrong() ? refuse(EIO) : REAL(fdatasync)(file);
}

int mkdir(const char *path, mode_t mode)
{
    return goes_wrong() ? refuse(ENOSPC) : REAL(mkdir)(path, mode);
}

int ftruncate(int file, off_t len)
{
    return goes_wrong() ? refuse(EIO) : REAL(ftruncate)(file, len);
}

int ftruncate64(int file, off64_t len)
{
    return ftruncate(file, len);
}

int unlink(const char *path)
{
    return removal_goes_wrong() ? refuse(EIO) : REAL(unlink)(path);
}

int unlinkat(int folder, const char *path, int flags)
{
    return removal_goes_wrong() ? refuse(EIO) : REAL(unlinkat)(folder, path, flags);
}

int rmdir(const char *path)
{
    return removal_goes_wrong() ? refuse(EIO) : REAL(rmdir)(path);
}
