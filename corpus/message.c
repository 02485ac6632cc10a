// SPDX-License-Identifier: GPL-2.0-or-later
#include "corpus/message.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// Longer messages are nonsense from a reader that went mad.
#define LONGEST (UINT64_C(1) << 30)

struct head {
    uint32_t kind;
    uint32_t with_file;
    uint64_t len;
};

int64_t message_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool message_send(int socket, enum message_kind kind, struct str bytes, int passed)
{
    struct head head = {.kind = kind, .with_file = passed >= 0, .len = bytes.len};
    struct iovec parts[2] = {{&head, sizeof head}, {(void *)bytes.at, bytes.len}};
    union {
        struct cmsghdr align;
        char room[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = bytes.len ? 2 : 1};
    if (passed >= 0) {
        message.msg_control = control.room;
        message.msg_controllen = sizeof control.room;
        struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(rights), &passed, sizeof passed);
    }
    size_t left = sizeof head + bytes.len;
    while (left) {
        ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent < 0) {
            return false;
        }
        left -= (size_t)sent;
        message.msg_control = NULL;
        message.msg_controllen = 0;
        for (size_t gone = (size_t)sent; gone && message.msg_iovlen;) {
            size_t here =
                gone < message.msg_iov->iov_len ? gone : message.msg_iov->iov_len;
            message.msg_iov->iov_base = (char *)message.msg_iov->iov_base + here;
            message.msg_iov->iov_len -= here;
            gone -= here;
            if (message.msg_iov->iov_len == 0) {
                message.msg_iov++;
                message.msg_iovlen--;
            }
        }
    }
    return true;
}

// Reads exactly `len` bytes; a file that comes along goes to *passed.
static enum message_end receive(int socket, void *bytes, size_t len, int *passed,
                                int64_t deadline)
{
    char *at = bytes;
    while (len) {
        if (deadline >= 0) {
            int64_t left = deadline - message_clock();
            if (left <= 0) {
                return MESSAGE_LATE;
            }
            struct pollfd ready = {.fd = socket, .events = POLLIN};
            int count = poll(&ready, 1, left > 60000 ? 60000 : (int)left);
            if (count == 0 || (count < 0 && errno == EINTR)) {
                continue;
            }
        }
        union {
            struct cmsghdr align;
            char room[CMSG_SPACE(sizeof(int))];
        } control;
        struct iovec part = {at, len};
        struct msghdr message = {.msg_iov = &part,
                                 .msg_iovlen = 1,
                                 .msg_control = control.room,
                                 .msg_controllen = sizeof control.room};
        ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return MESSAGE_CLOSED;
        }
        struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
        if (rights && rights->cmsg_level == SOL_SOCKET &&
            rights->cmsg_type == SCM_RIGHTS &&
            rights->cmsg_len == CMSG_LEN(sizeof(int))) {
            int fd;
            memcpy(&fd, CMSG_DATA(rights), sizeof fd);
            if (*passed >= 0) {
                close(*passed);
            }
            *passed = fd;
        }
        at += got;
        len -= (size_t)got;
    }
    return MESSAGE_HERE;
}

enum message_end message_receive(int socket, struct message *message, int64_t deadline)
{
    struct head head;
    message->passed = -1;
    buf_clear(&message->bytes);
    enum message_end end =
        receive(socket, &head, sizeof head, &message->passed, deadline);
    if (end == MESSAGE_HERE && (head.kind > MESSAGE_DONE || head.len > LONGEST)) {
        end = MESSAGE_CLOSED;
    }
    if (end == MESSAGE_HERE) {
        message->kind = head.kind;
        end = receive(socket, buf_room(&message->bytes, head.len), head.len,
                      &message->passed, deadline);
        message->bytes.len = end == MESSAGE_HERE ? head.len : 0;
        message->bytes.at[message->bytes.len] = '\0';
    }
    if (end != MESSAGE_HERE && message->passed >= 0) {
        close(message->passed);
        message->passed = -1;
    }
    return end;
}

void message_add(struct buf *bytes, struct str value)
{
    buf_add_number(bytes, value.len);
    buf_add_str(bytes, value);
}

bool message_take(struct str *bytes, struct str *value)
{
    uint64_t len;
    if (!str_take_number(bytes, &len) || len > bytes->len) {
        return false;
    }
    *value = str_slice(*bytes, 0, len);
    *bytes = str_slice(*bytes, len, bytes->len);
    return true;
}
