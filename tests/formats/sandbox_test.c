// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/formats/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

// Each attack returns true when it got through.
static int open_before; // a file for writing, opened before the sandbox was closed

static bool reads_a_file(void)
{
    return open("/etc/passwd", O_RDONLY) >= 0;
}

static bool reads_a_folder(void)
{
    return open("/", O_RDONLY | O_DIRECTORY) >= 0;
}

static bool reads_its_own_memory_file(void)
{
    return open("/proc/self/mem", O_RDONLY) >= 0;
}

static bool makes_a_file(void)
{
    return open("/tmp/tracuu-attack", O_WRONLY | O_CREAT, 0644) >= 0;
}

static bool opens_for_writing(void)
{
    return open("/dev/null", O_WRONLY) >= 0 ||
           open("/usr/share/fonts", O_WRONLY | O_TMPFILE, 0600) >= 0;
}

static bool writes_to_an_open_file(void)
{
    return write(open_before, "x", 1) == 1;
}

static bool removes_a_file(void)
{
    return unlink("/tmp/tracuu-attack-victim") == 0 ||
           rename("/tmp/tracuu-attack-victim", "/tmp/x") == 0;
}

static bool makes_a_folder(void)
{
    return mkdir("/tmp/tracuu-attack-folder", 0755) == 0;
}

static bool makes_a_link(void)
{
    return symlink("/etc/passwd", "/tmp/tracuu-attack-link") == 0;
}

static bool changes_rights(void)
{
    return chmod("/tmp/tracuu-attack-victim", 0777) == 0;
}

static bool makes_a_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool makes_a_local_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0 ||
           socketpair(AF_UNIX, SOCK_STREAM, 0, (int[2]){0}) == 0;
}

static bool starts_a_program(void)
{
    char *arguments[] = {(char *)"true", NULL};
    execve("/bin/true", arguments, NULL);
    return errno == 0;
}

static bool makes_a_process(void)
{
    pid_t pid = fork();
    if (pid == 0) {
        _exit(0);
    }
    return pid > 0;
}

static void *nothing(void *argument)
{
    return argument;
}

static bool makes_a_thread(void)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, nothing, NULL) == 0;
}

static bool signals_its_parent(void)
{
    return kill(getppid(), 0) == 0 || syscall(SYS_tgkill, getppid(), getppid(), 0) == 0;
}

static bool traces_its_parent(void)
{
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0;
}

static bool reads_the_memory_of_its_parent(void)
{
    char here[8];
    struct iovec local = {here, sizeof here};
    struct iovec remote = {(void *)&open_before, sizeof open_before};
    return process_vm_readv(getppid(), &local, 1, &remote, 1, 0) > 0;
}

static bool makes_memory_executable(void)
{
    void *page =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
               MAP_FAILED ||
           mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}

static bool moves_its_limits(void)
{
    struct rlimit limit = {1 << 20, 1 << 20};
    return setrlimit(RLIMIT_CORE, &limit) == 0 ||
           prlimit(0, RLIMIT_FSIZE, &limit, NULL) == 0;
}

static bool becomes_somebody_else(void)
{
    return setuid(12345) == 0 || setgid(12345) == 0;
}

static bool mounts(void)
{
    return mount("none", "/mnt", "tmpfs", 0, NULL) == 0;
}

static bool leaves_its_namespace(void)
{
    return syscall(SYS_unshare, 0x10000000) == 0;
}

static bool uses_a_ring(void)
{
    char parameters[256] = {0};
    return syscall(SYS_io_uring_setup, 8, parameters) >= 0;
}

#if !defined(__SANITIZE_ADDRESS__)
static bool fills_the_memory(void)
{
    size_t taken = 0;
    while (taken < (size_t)4 << 30) {
        char *piece = malloc(64 << 20);
        if (!piece) {
            return false;
        }
        memset(piece, 1, 64 << 20);
        taken += 64 << 20;
    }
    return true;
}
#endif

static bool opens_without_end(void)
{
    int count = 0;
    while (count < 1000 && dup(0) >= 0) {
        count++;
    }
    return count == 1000;
}

struct attack {
    const char *name;
    bool (*run)(void);
};

#define ATTACK(function)                                                                 \
    {                                                                                    \
#function, function                                                              \
    }

static const struct attack attacks[] = {
    ATTACK(reads_a_file),
    ATTACK(reads_a_folder),
    ATTACK(makes_a_file),
    ATTACK(opens_for_writing),
    ATTACK(writes_to_an_open_file),
    ATTACK(removes_a_file),
    ATTACK(makes_a_folder),
    ATTACK(makes_a_link),
    ATTACK(changes_rights),
    ATTACK(makes_a_socket),
    ATTACK(makes_a_local_socket),
    ATTACK(starts_a_program),
    ATTACK(makes_a_process),
    ATTACK(makes_a_thread),
    ATTACK(signals_its_parent),
    ATTACK(traces_its_parent),
    ATTACK(reads_the_memory_of_its_parent),
    ATTACK(makes_memory_executable),
    ATTACK(moves_its_limits),
    ATTACK(becomes_somebody_else),
    ATTACK(mounts),
    ATTACK(leaves_its_namespace),
    ATTACK(uses_a_ring),
    ATTACK(opens_without_end),
    ATTACK(reads_its_own_memory_file),
#if !defined(__SANITIZE_ADDRESS__)
    ATTACK(fills_the_memory),
#endif
};

enum { REFUSED = 0, THROUGH = 1, OPEN_SANDBOX = 2 };

static int run_inside(bool (*attack)(void))
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct buf missing = {0};
        int null = open("/dev/null", O_WRONLY);
        dup2(null, 2);
        sandbox_close(&missing);
        if (missing.len) {
            _exit(OPEN_SANDBOX);
        }
        _exit(attack() ? THROUGH : REFUSED);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFSIGNALED(status)) {
        return WTERMSIG(status) == SIGSYS ? REFUSED : THROUGH;
    }
    return WEXITSTATUS(status);
}

static void every_attack_from_inside_is_refused(void **state)
{
    (void)state;
    open_before = open("/tmp/tracuu-attack-victim", O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    assert_true(open_before >= 0);
    open_before = fcntl(open_before, F_DUPFD_CLOEXEC, 20);
    for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
        int end = run_inside(attacks[i].run);
        if (end == OPEN_SANDBOX) {
            print_message("this kernel cannot close a process in\n");
            skip();
        }
        if (end != REFUSED) {
            fail_msg("%s got through", attacks[i].name);
        }
    }
    unlink("/tmp/tracuu-attack-victim");
}

static bool works_as_usual(void)
{
    char *memory = malloc(1 << 20);
    struct stat status;
    memset(memory, 1, 1 << 20);
    free(memory);
    // What the libraries need can still be read.
    int fonts = stat("/usr/share/fonts", &status) == 0
                    ? open("/usr/share/fonts", O_RDONLY | O_DIRECTORY)
                    : 0;
    return write(2, "x", 1) != 1 || fonts < 0;
}

static void what_readers_need_still_works(void **state)
{
    (void)state;
    int end = run_inside(works_as_usual);
    assert_true(end == REFUSED || end == OPEN_SANDBOX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_attack_from_inside_is_refused),
        cmocka_unit_test(what_readers_need_still_works),
    };
    return cmocka_run_group_tests_name("sandbox", tests, NULL, NULL);
}
