// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/tune_scan.h"

#include <math.h>
#include <stdio.h>

#include "base/world.h"

struct scan {
  const struct lr_track_ring *ring;
  double half_angle_rad, attract;
  const struct lr_track_input *input;
  uint64_t seed;
  struct lr_track_tune_point *point;
};

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
  if (status == LR_OK) status = lr_track_run_to(run, scan->input->turns, 1, NULL, NULL, &reason);
  if (status == LR_OK) status = lr_track_run_result(run, &p->result, &reason);
  p->failed = status != LR_OK;
  p->lost_fraction = NAN;
  if (run) {
    size_t losses;
    lr_track_run_losses(run, weak, &losses);
    p->lost_fraction = (double)losses / (double)scan->input->particles;
  }
  snprintf(p->why, sizeof p->why, "%s", !p->failed ? "" : p->lost_fraction * (double)scan->input->particles > (double)scan->input->particles - 0.5 ? "lost" : "failed");
  snprintf(p->text, sizeof p->text, "%.150s", p->failed ? reason.text : "");
  lr_track_run_free(run);
  if (status == LR_E_INTERRUPTED || status == LR_E_MEMORY) return lr_error_set(error, status, "%s", reason.text);
  return LR_OK;
}

enum lr_status lr_track_tune_scan(const struct lr_track_ring ring[2], double half_angle_rad, double attract,
                                  const struct lr_track_input *input, uint64_t seed, struct lr_track_tune_point *point, size_t points,
                                  int jobs, struct lr_progress *progress, struct lr_error *error) {
  struct lr_track_input alone = *input;  // points are shared by the ranks, not the particles of a point
  alone.world = NULL;
  struct scan scan = {ring, half_angle_rad, attract, &alone, seed, point};
  struct lr_track_run *trial = NULL;
  for (size_t i = 0; i < points; i++)
    for (int k = 0; k < 2; k++)
      if (!(point[i].tune[k] >= 0))
        return lr_error_set(error, LR_E_DOMAIN, "tune_%c %g: a tune is 0 or above; -q turns as 1 - q does", "xy"[k], point[i].tune[k]);
  enum lr_status status = lr_track_run_create(ring, half_angle_rad, attract, &alone, seed, &trial, error);
  lr_track_run_free(trial);
  if (status == LR_OK) status = lr_world_for(input->world, points, jobs, track_point, &scan, progress, error);
  if (status == LR_OK) status = lr_world_gather(input->world, point, sizeof *point, points, error);
  return status;
}
