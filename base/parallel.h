// SPDX-License-Identifier: GPL-3.0-or-later
// A parallel loop over independent items, and the wish to stop. Results go to places that depend on the index only, so
// they are the same for any number of jobs.
#ifndef LR_BASE_PARALLEL_H
#define LR_BASE_PARALLEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct lr_progress;

typedef enum lr_status (*lr_item_function)(size_t index, void *context, struct lr_error *error);

// Calls function(i, context) for i in 0..count-1 on up to `jobs` threads (0 = all cores). Returns the error of the
// lowest index that failed, LR_E_INTERRUPTED when lr_interrupt_requested() became true on the way. `progress` may be NULL.
enum lr_status lr_parallel_for(size_t count, int jobs, lr_item_function function, void *context,
                               struct lr_progress *progress, struct lr_error *error);

int lr_parallel_jobs(int wanted);  // the number of threads that `wanted` stands for

// Set by a signal handler (async-signal-safe), asked by long loops.
void lr_interrupt_request(void);
bool lr_interrupt_requested(void);
void lr_interrupt_clear(void);  // it has been heeded: what is left is to write what there is

#endif
