// What is filled before its first use, by whichever thread comes first: pthread_once, with
// a look beforehand that costs no call.
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

//     static struct once once = ONCE_INIT;
//     once_run(&once, start);
struct once {
    pthread_once_t control;
    atomic_bool done;
};

#define ONCE_INIT                                                                        \
    {                                                                                    \
        .control = PTHREAD_ONCE_INIT                                                     \
    }

// What start wrote is there for every thread when this returns.
static inline void once_run(struct once *once, void (*start)(void))
{
    if (!atomic_load_explicit(&once->done, memory_order_acquire)) {
        pthread_once(&once->control, start);
        atomic_store_explicit(&once->done, true, memory_order_release);
    }
}
