// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MEMORY_MOST_MB = 1536, FILES_MOST = 48, LAST_OUTPUT = 3 };

// What the libraries read while they work.
static const char *const readable[] = {
    "/usr/share/poppler",       "/usr/share/fonts",
    "/usr/local/share/fonts",   "/etc/fonts",
    "/usr/share/fontconfig",    "/var/cache/fontconfig",
    "/usr/share/tesseract-ocr",
};

// Addresses of the sanitizers alone take more than the limit.
#if defined(__SANITIZE_ADDRESS__)
static const bool limits_memory = false;
#else
static const bool limits_memory = true;
#endif

static void limit(int what, rlim_t most)
{
    struct rlimit old;
    if (getrlimit(what, &old) == 0) {
        if (old.rlim_max < most) {
            most = old.rlim_max;
        }
        setrlimit(what, &(struct rlimit){most, most});
    }
}

static void limit_resources(void)
{
    if (limits_memory) {
        limit(RLIMIT_AS, (rlim_t)MEMORY_MOST_MB << 20);
    }
    limit(RLIMIT_NOFILE, FILES_MOST);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NPROC, 0);
    limit(RLIMIT_MEMLOCK, 0);
    limit(RLIMIT_MSGQUEUE, 0);
}

// True when the file system is closed but for `readable`.
static bool close_files(void)
{
    struct landlock_ruleset_attr rules = {
        .handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                             LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
                             LANDLOCK_ACCESS_FS_REMOVE_DIR |
                             LANDLOCK_ACCESS_FS_REMOVE_FILE |
                             LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
                             LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                             LANDLOCK_ACCESS_FS_MAKE_FIFO |
                             LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM};
    int set = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
    if (set < 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof readable / sizeof *readable; i++) {
        int folder = open(readable[i], O_PATH | O_CLOEXEC);
        if (folder < 0) {
            continue;
        }
        struct landlock_path_beneath_attr rule = {
            .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
            .parent_fd = folder};
        syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
        close(folder);
    }
    bool closed = syscall(SYS_landlock_restrict_self, set, 0) == 0;
    close(set);
    return closed;
}

// Calls that only look at, or shape, what the process has already.
static const int harmless[] = {
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(recvmsg),
    SCMP_SYS(recvfrom),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(close),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(statx),
    SCMP_SYS(statfs),
    SCMP_SYS(fstatfs),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getppid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getrandom),
    SCMP_SYS(getrusage),
    SCMP_SYS(getrlimit),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(dup),
};

// Nothing that reads documents ever asks for these: whoever does ends here.
static const int deadly[] = {
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(setns),
    SCMP_SYS(unshare),
    SCMP_SYS(bpf),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
};

static bool close_calls(bool files_closed)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter) {
        return false;
    }
    int failed = 0;
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++) {
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, harmless[i], 0);
    }
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) {
        failed |= seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, deadly[i], 0);
    }
    // Output goes to what is open now: the socket, and the three standard files (which
    // are /dev/null).
    static const int outputs[] = {SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(sendmsg),
                                  SCMP_SYS(sendto)};
    for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, outputs[i], 1,
                                   SCMP_A0(SCMP_CMP_LE, LAST_OUTPUT));
    }
    // Memory is never made executable.
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
                               SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                               SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    // Limits may be read, not moved.
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
                               SCMP_A2(SCMP_CMP_EQ, 0));
    // abort() signals its own thread.
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                               SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
    static const int looks[] = {F_GETFD, F_GETFL, F_SETFD, F_DUPFD_CLOEXEC};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
                                   SCMP_A1(SCMP_CMP_EQ, (scmp_datum_t)looks[i]));
    }
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl), 0);
    // Landlock says which files; where it is missing none can be opened at all.
    if (files_closed) {
        scmp_datum_t writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                                   SCMP_A2(SCMP_CMP_MASKED_EQ, writing, 0));
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1,
                                   SCMP_A1(SCMP_CMP_MASKED_EQ, writing, 0));
    }
    bool closed = failed == 0 && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return closed;
}

void sandbox_close(struct buf *missing)
{
    prctl(PR_SET_DUMPABLE, 0);
    bool sealed = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    bool files = sealed && close_files();
    limit_resources();
    bool calls = sealed && close_calls(files);
    if (!sealed) {
        buf_printf(missing, "this kernel lacks no_new_privs, so readers of foreign "
                            "formats run unprotected");
    } else if (!files && !calls) {
        buf_printf(missing, "this kernel has neither Landlock nor seccomp, so readers of "
                            "foreign formats run unprotected");
    } else if (!files) {
        buf_printf(missing, "this kernel has no Landlock; readers of foreign formats are "
                            "closed in by seccomp alone");
    } else if (!calls) {
        buf_printf(missing, "this kernel has no seccomp; readers of foreign formats are "
                            "closed in by Landlock alone");
    }
}
