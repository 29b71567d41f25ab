// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/points.h"

#include <stdlib.h>
#include <string.h>

#include "base/progress.h"
#include "machine/track/share.h"

struct round {
  const struct lr_track_points *points;
  const size_t *open;  // points of this round
  lr_item_function track;
  void *context;
};

static char *point_of(const struct lr_track_points *points, size_t index) { return (char *)points->point + index * points->size; }

static enum lr_status track_one(size_t index, void *context, struct lr_error *error) {
  const struct round *round = context;
  size_t p = round->open[index];
  enum lr_status status = round->track(p, round->context, error);
  round->points->done[p] = status == LR_OK;
  return status;
}

// (all) The points of a round from the ranks that tracked them; behind each stands whether it is done.
static enum lr_status gather(const struct round *round, size_t count, const struct lr_world *world, struct lr_error *error) {
  if (lr_world_size(world) < 2) return LR_OK;
  const struct lr_track_points *points = round->points;
  const size_t size = points->size, step = size + 1;
  const struct lr_share own = lr_world_share(world, count);
  char *packed = malloc(count * step);
  enum lr_status status = packed ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for %zu points", count);
  status = lr_world_agree(world, status, error);
  for (size_t i = own.first; i < own.first + own.count && status == LR_OK; i++) {
    memcpy(packed + i * step, point_of(points, round->open[i]), size);
    packed[i * step + size] = points->done[round->open[i]];
  }
  if (status == LR_OK) status = lr_world_gather(world, packed, step, count, error);
  for (size_t i = 0; i < count && status == LR_OK; i++) {
    memcpy(point_of(points, round->open[i]), packed + i * step, size);
    points->done[round->open[i]] = packed[i * step + size] != 0;
  }
  free(packed);
  return status;
}

// (all) A point for each thread of each rank; alone, and where nothing comes between the rounds, all points.
static enum lr_status round_of(const struct lr_track_points_how *how, const struct lr_world *world, size_t points, size_t *count, struct lr_error *error) {
  const int ranks = lr_world_size(world);
  int threads[LR_WORLD_MOST_RANKS], most = 1;
  *count = points;
  if (ranks < 2 && !how->between) return LR_OK;
  threads[lr_world_rank(world)] = lr_parallel_jobs(how->jobs);
  enum lr_status status = lr_world_gather(world, threads, sizeof *threads, (size_t)ranks, error);
  for (int r = 0; r < ranks && status == LR_OK; r++)
    if (threads[r] > most) most = threads[r];
  *count = (size_t)ranks * (size_t)most;
  return status;
}

enum lr_status lr_track_points_go(const struct lr_track_points *points, const struct lr_track_points_how *how, const struct lr_world *world,
                                  const struct lr_track_kernel *kernel, lr_item_function track, void *context, struct lr_error *error) {
  size_t *open = malloc((points->count + 1) * sizeof *open), opens = 0, batch = 1;
  enum lr_status status = open ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for %zu points", points->count);
  status = lr_world_agree(world, status, error);
  if (status == LR_OK) status = lr_track_same_kernel(world, kernel ? kernel : lr_track_kernel_at(0), error);
  if (status == LR_OK) status = round_of(how, world, points->count, &batch, error);
  for (size_t i = 0; i < points->count && status == LR_OK; i++)
    if (!points->done[i]) open[opens++] = i;
  struct round round = {.points = points, .track = track, .context = context};
  for (size_t first = 0; first < opens && status == LR_OK; first += batch) {
    size_t count = opens - first < batch ? opens - first : batch;
    round.open = open + first;
    status = lr_world_for(world, count, how->jobs, track_one, &round, batch >= opens ? how->progress : NULL, error);
    if (how->progress) lr_progress_update(how->progress, (double)(first + count) / (double)opens);
    if (status != LR_OK && status != LR_E_INTERRUPTED) break;
    enum lr_status gathered = gather(&round, count, world, error);
    if (gathered != LR_OK) status = gathered;
    if (status == LR_OK && how->between) status = how->between(how->context, error);
  }
  free(open);
  return status;
}

size_t lr_track_points_done(const struct lr_track_points *points) {
  size_t done = 0;
  for (size_t i = 0; i < points->count; i++) done += points->done[i];
  return done;
}
