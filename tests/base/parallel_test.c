// SPDX-License-Identifier: GPL-3.0-or-later
// The parallel loop: same results for any number of threads, the error of the lowest index, the wish to stop.
#include "base/parallel.h"

#include <stdatomic.h>

#include "base/progress.h"
#include "base/random.h"
#include "tests/lr_test.h"

enum { COUNT = 5000 };

static enum lr_status fill(size_t index, void *context, struct lr_error *error) {
  (void)error;
  struct lr_random random = lr_random_stream(3, 9, index);
  double sum = 0;
  for (size_t i = 0; i < 50 + index % 100; i++) sum += lr_random_normal(&random);
  ((double *)context)[index] = sum;
  return LR_OK;
}

static enum lr_status fail_some(size_t index, void *context, struct lr_error *error) {
  atomic_fetch_add((atomic_int *)context, 1);
  if (index == 4001) return lr_error_set(error, LR_E_DOMAIN, "item %zu", index);
  if (index == 1717) return lr_error_set(error, LR_E_CONVERGE, "item %zu", index);
  if (index == 1718) return LR_E_IO;  // no text: the status still counts
  return LR_OK;
}

static enum lr_status stop_at_100(size_t index, void *context, struct lr_error *error) {
  (void)error;
  atomic_fetch_add((atomic_int *)context, 1);
  if (index == 100) lr_interrupt_request();
  return LR_OK;
}

int main(void) {
  static double one[COUNT], other[COUNT];
  struct lr_error error = {.status = LR_OK};
  LR_CHECK(lr_parallel_for(COUNT, 1, fill, one, NULL, &error) == LR_OK);
  const int JOBS[] = {2, 3, 8, 0};
  for (int j = 0; j < 4; j++) {
    struct lr_progress progress;
    lr_progress_start(&progress, "test", true);
    memset(other, 0, sizeof other);
    LR_CHECK(lr_parallel_for(COUNT, JOBS[j], fill, other, &progress, &error) == LR_OK);
    lr_progress_end(&progress);
    LR_CHECK(memcmp(one, other, sizeof one) == 0);
  }
  LR_CHECK(lr_parallel_for(0, 2, fill, other, NULL, NULL) == LR_OK);
  for (int jobs = 1; jobs <= 4; jobs++) {
    atomic_int calls = 0;
    error = (struct lr_error){.status = LR_OK};
    LR_CHECK(lr_parallel_for(COUNT, jobs, fail_some, &calls, NULL, &error) == LR_E_CONVERGE);
    LR_TEXT_IS(error.text, "item 1717");
    LR_CHECK(error.status == LR_E_CONVERGE);
    LR_CHECK(lr_parallel_for(COUNT, jobs, fail_some, &calls, NULL, NULL) == LR_E_CONVERGE);
  }
  LR_CHECK(lr_parallel_jobs(7) == 7 && lr_parallel_jobs(0) >= 1 && lr_parallel_jobs(-3) >= 1 && lr_parallel_jobs(100000) == 1024);
  LR_CHECK(!lr_interrupt_requested());
  atomic_int calls = 0;
  LR_CHECK(lr_parallel_for(COUNT, 2, stop_at_100, &calls, NULL, &error) == LR_E_INTERRUPTED);
  LR_CHECK(error.status == LR_E_INTERRUPTED && lr_status_exit_code(error.status) == 130);
  LR_CHECK(calls < COUNT && lr_interrupt_requested());
  lr_interrupt_clear();
  LR_CHECK(!lr_interrupt_requested() && lr_parallel_for(COUNT, 2, fill, one, NULL, NULL) == LR_OK);
  return lr_test_end();
}
