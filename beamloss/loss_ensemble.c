// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/loss_ensemble.h"

#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"

enum { BLOCK = 32 };  // events that share the memory of a worker

struct task {
  const struct lr_loss_input *input;
  uint64_t seed;
  bool powered;
  const struct lr_loss_ensemble *given;  // NULL: all events
  struct lr_loss_ensemble *ensemble;
};

static enum lr_status run_block(size_t block, void *context, struct lr_error *error) {
  const struct task *task = context;
  struct lr_loss_worker *worker = NULL;
  enum lr_status status = lr_loss_worker_create(task->input, &worker, error);
  size_t end = (block + 1) * BLOCK < task->ensemble->count ? (block + 1) * BLOCK : task->ensemble->count;
  for (size_t i = block * BLOCK; i < end && status == LR_OK && !lr_interrupt_requested(); i++)
    if (!task->given || lr_loss_event_observed(task->input, &task->given->event[i]))
      status = lr_loss_event_run(task->input, task->seed, i + 1, task->powered, worker, NULL, &task->ensemble->event[i], error);
  lr_loss_worker_free(worker);
  return status;
}

static enum lr_status run(struct task *task, size_t count, int jobs, struct lr_progress *progress, struct lr_error *error) {
  struct lr_loss_ensemble *ensemble = task->ensemble;
  *ensemble = (struct lr_loss_ensemble){.event = calloc(count ? count : 1, sizeof *ensemble->event), .count = count};
  if (!ensemble->event) return lr_error_set(error, LR_E_MEMORY, "no memory for %zu beam losses", count);
  enum lr_status status = lr_parallel_for((count + BLOCK - 1) / BLOCK, jobs, run_block, task, progress, error);
  if (status != LR_OK) lr_loss_ensemble_free(ensemble);
  return status;
}

enum lr_status lr_loss_ensemble_run(const struct lr_loss_input *input, size_t count, uint64_t seed, bool powered, int jobs,
                                    struct lr_progress *progress, struct lr_loss_ensemble *ensemble, struct lr_error *error) {
  struct task task = {input, seed, powered, NULL, ensemble};
  return run(&task, count, jobs, progress, error);
}

enum lr_status lr_loss_ensemble_again(const struct lr_loss_input *input, const struct lr_loss_ensemble *given, uint64_t seed, bool powered,
                                      int jobs, struct lr_progress *progress, struct lr_loss_ensemble *ensemble, struct lr_error *error) {
  struct task task = {input, seed, powered, given, ensemble};
  return run(&task, given->count, jobs, progress, error);
}

void lr_loss_ensemble_free(struct lr_loss_ensemble *ensemble) {
  free(ensemble->event);
  *ensemble = (struct lr_loss_ensemble){0};
}

bool lr_loss_event_observed(const struct lr_loss_input *input, const struct lr_loss_event *event) {
  return event->lost >= input->observed_share;
}
