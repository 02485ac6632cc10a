// What the indexing process and a tracuu-reader say to each other over their socket: a
// kind, a length, bytes.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "base/buf.h"

//   parent                 reader
//          ───── READ ────>        limits and name, with the open file
//          <──── ASK ──────        was this page recognised before?     (0 or more)
//          ──── ANSWER ───>
//          <──── KEEP ─────        a page that was recognised now
//          <──── TEXT ─────        one text
//          <──── FAIL ─────        a member that gives none
//          <──── DONE ─────
enum message_kind {
    MESSAGE_HELLO, // once, after the sandbox is closed: what is missing from it
    MESSAGE_READ,
    MESSAGE_ASK,
    MESSAGE_ANSWER,
    MESSAGE_KEEP,
    MESSAGE_TEXT,
    MESSAGE_FAIL,
    MESSAGE_ALIVE, // a page is done, the clock starts again
    MESSAGE_DONE,  // with the reader's largest size in KB
};

enum message_end {
    MESSAGE_HERE,
    MESSAGE_CLOSED, // the other side is gone, or says what makes no sense
    MESSAGE_LATE,
};

struct message {
    enum message_kind kind;
    struct buf bytes; // owned, used again for the next message
    int passed;       // a file that came with it, or -1; the receiver closes it
};

// `passed` is a file to hand over, or -1.
bool message_send(int socket, enum message_kind kind, struct str bytes, int passed);
// Waits until `deadline` (milliseconds of message_clock; negative: for ever).
enum message_end message_receive(int socket, struct message *message, int64_t deadline);
int64_t message_clock(void);

// Strings and numbers in the bytes of a message. Taking returns false when the bytes end
// early.
void message_add(struct buf *bytes, struct str value);
bool message_take(struct str *bytes, struct str *value);
