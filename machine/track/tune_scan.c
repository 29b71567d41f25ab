// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/tune_scan.h"

#include <math.h>
#include <stdio.h>

#include "base/parallel.h"
#include "base/progress.h"
#include "base/world.h"

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

// (all) Points between two talks of the ranks: one for each thread, so that one rank does not go on for long after another was stopped.
static enum lr_status batch_of(const struct lr_world *world, size_t points, int jobs, size_t *batch, struct lr_error *error) {
  const int ranks = lr_world_size(world);
  int threads[LR_WORLD_MOST_RANKS], most = 1;
  *batch = points;
  if (ranks < 2) return LR_OK;
  threads[lr_world_rank(world)] = lr_parallel_jobs(jobs);
  enum lr_status status = lr_world_gather(world, threads, sizeof *threads, (size_t)ranks, error);
  for (int r = 0; r < ranks && status == LR_OK; r++)
    if (threads[r] > most) most = threads[r];
  *batch = (size_t)ranks * (size_t)most;
  return status;
}

enum lr_status lr_track_tune_scan(const struct lr_track_ring ring[2], double half_angle_rad, double attract,
                                  const struct lr_track_input *input, uint64_t seed, struct lr_track_tune_point *point, size_t points,
                                  int jobs, struct lr_progress *progress, struct lr_error *error) {
  struct lr_track_input alone = *input;  // points are shared by the ranks, not the particles of a point
  alone.world = NULL;
  struct scan scan = {ring, half_angle_rad, attract, &alone, seed, NULL};
  struct lr_track_run *trial = NULL;
  for (size_t i = 0; i < points; i++)
    for (int k = 0; k < 2; k++)
      if (!(point[i].tune[k] >= 0))
        return lr_error_set(error, LR_E_DOMAIN, "tune_%c %g: a tune is 0 or above; -q turns as 1 - q does", "xy"[k], point[i].tune[k]);
  enum lr_status status = lr_track_run_create(ring, half_angle_rad, attract, &alone, seed, &trial, error);
  lr_track_run_free(trial);
  const struct lr_world *world = input->world;
  size_t batch = points;
  status = lr_world_agree(world, status, error);
  for (size_t i = 0; i < points; i++) set_stopped(&point[i]);
  if (status == LR_OK) status = batch_of(world, points, jobs, &batch, error);
  for (size_t first = 0; first < points && status == LR_OK; first += batch) {
    size_t count = points - first < batch ? points - first : batch;
    scan.point = point + first;
    status = lr_world_for(world, count, jobs, track_point, &scan, batch == points ? progress : NULL, error);
    if (progress) lr_progress_update(progress, (double)(first + count) / (double)points);
    if (status != LR_OK && status != LR_E_INTERRUPTED) break;
    enum lr_status gathered = lr_world_gather(world, scan.point, sizeof *point, count, error);
    if (gathered != LR_OK) status = gathered;
  }
  return status;
}
