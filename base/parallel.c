// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/parallel.h"

#include <omp.h>
#include <stdatomic.h>

#include "base/progress.h"

static atomic_int interrupt_wanted;  // lock-free, so a signal handler may set it while other threads ask

void lr_interrupt_request(void) { atomic_store_explicit(&interrupt_wanted, 1, memory_order_relaxed); }
bool lr_interrupt_requested(void) { return atomic_load_explicit(&interrupt_wanted, memory_order_relaxed) != 0; }
void lr_interrupt_clear(void) { atomic_store_explicit(&interrupt_wanted, 0, memory_order_relaxed); }

int lr_parallel_jobs(int wanted) {
  int most = omp_get_num_procs();
  if (wanted <= 0) return most;
  return wanted > 1024 ? 1024 : wanted;
}

enum lr_status lr_parallel_for(size_t count, int jobs, lr_item_function function, void *context,
                               struct lr_progress *progress, struct lr_error *error) {
  atomic_size_t done = 0;
  atomic_bool stop = false;
  size_t failed_index = (size_t)-1;
  struct lr_error first = {.status = LR_OK};
  long long last = (long long)count;
#pragma omp parallel for schedule(dynamic, 1) num_threads(lr_parallel_jobs(jobs))
  for (long long i = 0; i < last; i++) {
    if (atomic_load_explicit(&stop, memory_order_relaxed)) continue;
    if (lr_interrupt_requested()) {
      atomic_store(&stop, true);
      continue;
    }
    struct lr_error own = {.status = LR_OK};
    enum lr_status status = function((size_t)i, context, &own);
    if (status != LR_OK) {
#pragma omp critical
      {
        if ((size_t)i < failed_index) {
          failed_index = (size_t)i;
          own.status = status;
          first = own;
        }
      }
    }
    size_t now = atomic_fetch_add(&done, 1) + 1;
    if (progress && omp_get_thread_num() == 0) lr_progress_update(progress, (double)now / (double)count);
  }
  if (failed_index != (size_t)-1) {
    if (error) *error = first;
    return first.status;
  }
  if (lr_interrupt_requested())
    return lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user; nothing was written");
  return LR_OK;
}
