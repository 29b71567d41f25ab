// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/track_points_keep.h"

#include <string.h>
#include <time.h>

#include "cli/checkpoint_file.h"
#include "cli/track_difference.h"

static const double CHECKPOINT_s = 60;  // between two that are written on the way

static double now_s(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

// (all)
static enum lr_status write_points(struct lr_points_keeper *keeper, struct lr_error *error) {
  const struct lr_world *world = keeper->call->world;
  const size_t done = lr_track_points_done(&keeper->points);
  if (lr_world_rank(world) > 0) return lr_world_agree(world, LR_OK, error);
  struct lr_buffer body = {0};
  lr_checkpoint_begin(keeper->scenario, &body);
  lr_track_points_save(&keeper->points, &keeper->print, keeper->words, &body);
  enum lr_status status = lr_checkpoint_write(keeper->path, keeper->call, keeper->scenario, keeper->kind, (long)done, &body, error);
  lr_buffer_free(&body);
  return lr_world_agree(world, status, error);
}

static enum lr_status read_points(struct lr_points_keeper *keeper, const char *path, struct lr_error *error) {
  struct lr_checkpoint file;
  struct lr_track_difference difference;
  const struct lr_buffer *mine = &keeper->scenario->merged;
  enum lr_status status = lr_checkpoint_read(path, keeper->call, keeper->scenario, keeper->kind, &file, error);
  if (status == LR_OK) {
    const bool differs = lr_track_difference(file.body, file.scenario, lr_buffer_text(mine), mine->length, &difference);
    status = differs ? lr_error_set(error, LR_E_INPUT, "is a checkpoint of another scenario")
                     : lr_track_points_restore(&keeper->points, &keeper->print, keeper->words, file.body + file.scenario, file.state, error);
    if (status == LR_E_INPUT) status = lr_checkpoint_refuse(path, &file, keeper->scenario, error);
  }
  lr_checkpoint_free(&file);
  return lr_world_agree(keeper->call->world, status, error);
}

enum lr_status lr_points_keeper_begin(struct lr_points_keeper *keeper, const char *asked, struct lr_error *error) {
  const char *from = lr_call_option(keeper->call, 'R');
  const struct lr_track_keys *keys = &keeper->scenario->track.keys;
  keeper->path = lr_call_option(keeper->call, 'C');
  snprintf(keeper->words, sizeof keeper->words, "%.120s of %ld turns, averaged over %ld", asked, keys->turns, keys->average);
  enum lr_status status = keeper->path ? lr_checkpoint_try(keeper->path, keeper->call->world, error) : LR_OK;
  if (status == LR_OK && from) status = read_points(keeper, from, error);
  keeper->restored = lr_track_points_done(&keeper->points);
  return status;
}

// (all) Between two rounds.
static enum lr_status between(void *context, struct lr_error *error) {
  struct lr_points_keeper *keeper = context;
  struct lr_error unwritten = {0};
  bool due;  // clocks of ranks differ
  enum lr_status status = lr_world_any(keeper->call->world, !keeper->begun || now_s() - keeper->written_s >= CHECKPOINT_s, &due, error);
  const size_t done = lr_track_points_done(&keeper->points);
  if (status != LR_OK || !due || done == keeper->points.count) return status;  // all: the last one comes at once
  status = write_points(keeper, &unwritten);
  if (status != LR_OK && status != LR_E_IO) *error = unwritten;
  if (status == LR_E_IO && !keeper->said) fprintf(stderr, "note: %s; the points go on\n", unwritten.text);
  keeper->said |= status == LR_E_IO;
  if (status == LR_OK) keeper->written = done;
  keeper->written_s = now_s();
  keeper->begun = true;
  return status == LR_E_IO ? LR_OK : status;
}

struct lr_track_points_how lr_points_keeper_how(struct lr_points_keeper *keeper, struct lr_progress *progress) {
  return (struct lr_track_points_how){keeper->call->jobs, progress, keeper->points.done, keeper->path ? between : NULL, keeper};
}

enum lr_status lr_points_keeper_end(struct lr_points_keeper *keeper, enum lr_status status, const char *written, struct lr_error *unkept,
                                    struct lr_error *error) {
  const size_t done = lr_track_points_done(&keeper->points), count = keeper->points.count;
  const bool stopped = status == LR_E_INTERRUPTED;
  if (status != LR_OK && !stopped) return status;
  *unkept = (struct lr_error){0};
  if (keeper->path && (done > 0 || !stopped)) write_points(keeper, unkept);
  if (!stopped) return status;
  struct lr_buffer text = {0};
  if (!done) lr_buffer_print(&text, "stopped by the user before the first of %zu points of the %s was done; nothing was written", count, keeper->kind);
  else lr_buffer_print(&text, "stopped by the user after %zu of %zu points of the %s: %s", done, count, keeper->kind, written);
  if (unkept->status != LR_OK) lr_buffer_print(&text, "; %s", unkept->text);
  else if (keeper->path && done) lr_buffer_print(&text, "; the same call with --restart %s goes on from there", keeper->path);
  lr_error_set(error, status, "%s", text.failed ? "stopped by the user" : lr_buffer_text(&text));
  lr_buffer_free(&text);
  return status;
}
