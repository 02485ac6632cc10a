// SPDX-License-Identifier: GPL-2.0-or-later
// tracuu-reader: reads files of foreign formats for tracuu, closed in. It is started by
// tracuu, with a socket as file 3.
#include "corpus/formats/desk.h"
#include "corpus/formats/recogniser.h"
#include "corpus/formats/sandbox.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SOCKET = 3 };

// Reads one file as the parent asks; false when the question makes no sense.
static bool serve(struct desk *desk, struct message *message)
{
    struct str bytes = buf_str(&message->bytes);
    uint64_t ocr;
    uint64_t keeps;
    uint64_t text_size;
    struct str name;
    struct str hash;
    if (message->kind != MESSAGE_READ || message->passed < 0 ||
        !str_take_number(&bytes, &ocr) || !str_take_number(&bytes, &keeps) ||
        !str_take_number(&bytes, &text_size) || !message_take(&bytes, &name) ||
        !message_take(&bytes, &hash) || hash.len != READER_HASH_SIZE - 1) {
        return false;
    }
    char sha256[READER_HASH_SIZE] = {0};
    memcpy(sha256, hash.at, hash.len);
    struct stat status;
    if (fstat(message->passed, &status) != 0) {
        return false;
    }
    desk->ocr = (enum reader_ocr)ocr;
    desk->keeps = keeps;
    desk->text_size = text_size;
    desk->file_size = (uint64_t)status.st_size;
    desk->unpacked = 0;
    desk->members = 0;
    desk->recognised = 0;
    size_t len = (size_t)status.st_size;
    void *at = len ? mmap(NULL, len, PROT_READ, MAP_PRIVATE, message->passed, 0) : NULL;
    close(message->passed);
    message->passed = -1;
    if (at == MAP_FAILED) {
        desk_fail(desk, (struct str){0}, "it is too large to be read");
    } else {
        desk_read(desk, (struct str){at, len}, (struct str){0}, name, sha256, 0);
        if (at) {
            munmap(at, len);
        }
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    buf_clear(&desk->out);
    buf_add_number(&desk->out, (uint64_t)usage.ru_maxrss);
    return message_send(SOCKET, MESSAGE_DONE, buf_str(&desk->out), -1);
}

int main(void)
{
    int type;
    socklen_t len = sizeof type;
    if (getsockopt(SOCKET, SOL_SOCKET, SO_TYPE, &type, &len) != 0) {
        fprintf(stderr, "tracuu-reader: this program is started by tracuu, which reads "
                        "files of foreign formats with it\n");
        return 2;
    }
    // Names in archives are UTF-8; everything else stays as in C.
    setlocale(LC_CTYPE, "C.UTF-8");
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    close_range(SOCKET + 1, ~0u, 0);
    struct desk desk = {.socket = SOCKET};
    recogniser_prepare();
    sandbox_close(&desk.out);
    bool good = message_send(SOCKET, MESSAGE_HELLO, buf_str(&desk.out), -1);
    struct message message = {.passed = -1};
    while (good && message_receive(SOCKET, &message, -1) == MESSAGE_HERE) {
        good = serve(&desk, &message);
    }
    return 0;
}
