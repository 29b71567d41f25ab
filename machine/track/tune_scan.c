// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/tune_scan.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct scan {
  const struct lr_track_ring *ring;
  double half_angle_rad, attract;
  const struct lr_track_input *input;
  uint64_t seed;
  struct lr_track_tune_point *point;
};

static void set_stopped(struct lr_track_tune_point *p) {
  p->failed = true;
  p->lost_fraction = NAN;
  snprintf(p->why, sizeof p->why, "stopped");
  snprintf(p->text, sizeof p->text, "stopped by the user");
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
  if (status == LR_E_INTERRUPTED) set_stopped(p);
  if (status == LR_E_INTERRUPTED || status == LR_E_MEMORY) return lr_error_set(error, status, "%s", reason.text);
  return LR_OK;
}

// Words that end, and flags that are flags; figures may be anything.
static bool is_sane(const void *bytes) {
  const struct lr_track_tune_point *p = bytes;
  return lr_track_is_flag((const char *)p + offsetof(struct lr_track_tune_point, failed)) && memchr(p->why, '\0', sizeof p->why) &&
         memchr(p->text, '\0', sizeof p->text) && lr_track_is_flag((const char *)p + offsetof(struct lr_track_tune_point, result.converged));
}

struct lr_track_points lr_track_tune_points(struct lr_track_tune_point *point, size_t count, bool *done) {
  return (struct lr_track_points){point, count, sizeof *point, sizeof point->tune, done, is_sane};
}

enum lr_status lr_track_tune_scan(const struct lr_track_ring ring[2], double half_angle_rad, double attract,
                                  const struct lr_track_input *input, uint64_t seed, struct lr_track_tune_point *point, size_t points,
                                  const struct lr_track_points_how *how, struct lr_error *error) {
  struct lr_track_input alone = *input;  // points are shared by the ranks, not the particles of a point
  alone.world = NULL;
  struct scan scan = {ring, half_angle_rad, attract, &alone, seed, point};
  struct lr_track_run *trial = NULL;
  bool *own = how->done ? NULL : calloc(points, sizeof *own), *done = how->done ? how->done : own;
  enum lr_status status = done ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for %zu points", points);
  for (size_t i = 0; i < points && status == LR_OK; i++)
    for (int k = 0; k < 2 && status == LR_OK; k++)
      if (!(point[i].tune[k] >= 0))
        status = lr_error_set(error, LR_E_DOMAIN, "tune_%c %g: a tune is 0 or above; -q turns as 1 - q does", "xy"[k], point[i].tune[k]);
  if (status == LR_OK) status = lr_track_run_create(ring, half_angle_rad, attract, &alone, seed, &trial, error);
  lr_track_run_free(trial);
  for (size_t i = 0; i < points && status == LR_OK; i++)
    if (!done[i]) set_stopped(&point[i]);
  status = lr_world_agree(input->world, status, error);
  const struct lr_track_points all = lr_track_tune_points(point, points, done);
  if (status == LR_OK) status = lr_track_points_go(&all, how, input->world, input->kernel, track_point, &scan, error);
  free(own);
  return status;
}
