// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/tune_scan.h"

#include <math.h>
#include <stdio.h>

#include "base/parallel.h"

struct scan {
  const struct lr_track_ring *ring;
  double half_angle_rad, attract;
  const struct lr_track_input *input;
  uint64_t seed;
  struct lr_track_tune_point *point;
};

enum { GO = 32 };  // turns between two looks at the interrupt

static enum lr_status go_to_the_end(struct lr_track_run *run, long turns, struct lr_error *error) {
  enum lr_status status = LR_OK;
  while (status == LR_OK && lr_track_run_turn(run) < turns)
    status = lr_interrupt_requested() ? lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user; nothing was written")
                                      : lr_track_run_step(run, GO, 1, error);
  return status;
}

static enum lr_status track_point(size_t index, void *context, struct lr_error *error) {
  struct scan *scan = context;
  struct lr_track_tune_point *p = &scan->point[index];
  const int weak = scan->input->weak;
  struct lr_track_ring ring[2] = {scan->ring[0], scan->ring[1]};
  struct lr_track_run *run = NULL;
  struct lr_error reason = {0};
  ring[weak].tune[0] = p->tune[0];
  ring[weak].tune[1] = p->tune[1];
  enum lr_status status = lr_track_run_create(ring, scan->half_angle_rad, scan->attract, scan->input, scan->seed, &run, &reason);
  if (status == LR_OK) status = go_to_the_end(run, scan->input->turns, &reason);
  if (status == LR_OK) status = lr_track_run_result(run, &p->result, &reason);
  p->failed = status != LR_OK;
  p->lost_fraction = NAN;
  if (run) {
    size_t losses;
    lr_track_run_losses(run, weak, &losses);
    p->lost_fraction = (double)losses / (double)scan->input->particles;
  }
  snprintf(p->why, sizeof p->why, "%s", !p->failed ? "" : p->lost_fraction * (double)scan->input->particles > (double)scan->input->particles - 1.5 ? "lost" : "failed");
  snprintf(p->text, sizeof p->text, "%.150s", p->failed ? reason.text : "");
  lr_track_run_free(run);
  if (status == LR_E_INTERRUPTED || status == LR_E_MEMORY) return lr_error_set(error, status, "%s", reason.text);
  return LR_OK;
}

enum lr_status lr_track_tune_scan(const struct lr_track_ring ring[2], double half_angle_rad, double attract,
                                  const struct lr_track_input *input, uint64_t seed, struct lr_track_tune_point *point, size_t points,
                                  int jobs, struct lr_progress *progress, struct lr_error *error) {
  struct scan scan = {ring, half_angle_rad, attract, input, seed, point};
  struct lr_track_run *trial = NULL;
  enum lr_status status = lr_track_run_create(ring, half_angle_rad, attract, input, seed, &trial, error);
  lr_track_run_free(trial);
  if (status == LR_OK) status = lr_parallel_for(points, jobs, track_point, &scan, progress, error);
  return status;
}
