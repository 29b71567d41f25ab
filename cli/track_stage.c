// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/track_stage.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/progress.h"
#include "cli/track_checkpoint.h"
#include "machine/track/products_table.h"
#include "machine/track/ring_of.h"

static const double CHECKPOINT_s = 60;  // between two that are written on the way

static double now_s(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void say_ignored(const struct lr_scenario *scenario) {
  const struct lr_track_keys *keys = &scenario->track.keys;
  char text[192];
  int frozen = keys->mode == LR_TRACK_WEAK_STRONG ? 1 - keys->weak : -1;
  for (size_t i = 0; lr_track_ring_ignores(&scenario->machine.collider, frozen, i, text, sizeof text); i++)
    fprintf(stderr, "note: tracking ignores %s\n", text);
}

// Those that an aperture took stand in the table of losses; these have no place where they could be.
static void say_out_of_numbers(const struct lr_track_run *run) {
  for (int b = 0; b < 2; b++) {
    size_t losses, out = 0, first = 0;
    const struct lr_track_loss *loss = lr_track_run_losses(run, b, &losses);
    for (size_t i = losses; i-- > 0;)
      if (loss[i].plane == LR_TRACK_PLANE_NUMBER) out++, first = i;
    if (out)
      fprintf(stderr, "note: %zu particle%s of the %s left the numbers (no momentum along the way, or a coordinate without end), the first, %lu, in turn %lu: "
              "an aperture would say where\n", out, out == 1 ? "" : "s", lr_track_ring_name(b), (unsigned long)loss[first].id, (unsigned long)loss[first].turn);
  }
}

// (all) The user has stopped the run: it is kept, and the message says how to go on.
static enum lr_status keep(const struct lr_call *call, const struct lr_scenario *scenario, const char *path, struct lr_track_run *run,
                           struct lr_error *error) {
  char own[64];
  if (!path) {
    snprintf(own, sizeof own, "lumireach-track-%.8s.checkpoint", scenario->sha256);
    path = own;
  }
  struct lr_error written = {0};
  if (lr_track_checkpoint_write(path, call, scenario, run, &written) != LR_OK)
    return lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user at turn %ld, and lost: %s", lr_track_run_turn(run), written.text);
  return lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user at turn %ld of %ld; the same call with --restart %s goes on from there",
                      lr_track_run_turn(run), scenario->track.keys.turns, path);
}

struct going {
  const struct lr_call *call;
  const struct lr_scenario *scenario;
  const char *checkpoint;
  struct lr_track_run *run;
  struct lr_progress progress;
  long first, turns;
  double written_s;
};

// (all) Between two steps: progress, and a checkpoint when it is time.
static enum lr_status between(void *context, enum lr_status status, struct lr_error *error) {
  struct going *g = context;
  lr_progress_update(&g->progress, (double)(lr_track_run_turn(g->run) - g->first) / (double)(g->turns - g->first));
  if (status != LR_OK || !g->checkpoint) return status;
  bool due;  // clocks of ranks differ
  status = lr_world_any(g->call->world, now_s() - g->written_s >= CHECKPOINT_s, &due, error);
  if (status != LR_OK || !due) return status;
  status = lr_track_checkpoint_write(g->checkpoint, g->call, g->scenario, g->run, error);
  g->written_s = now_s();
  return status;
}

static enum lr_status track(const struct lr_call *call, const struct lr_scenario *scenario, const char *checkpoint, struct lr_track_run *run,
                            struct lr_error *error) {
  struct going g = {.call = call, .scenario = scenario, .checkpoint = checkpoint, .run = run, .first = lr_track_run_turn(run),
                    .turns = scenario->track.keys.turns, .written_s = now_s()};
  lr_progress_start(&g.progress, "tracking", call->quiet);
  enum lr_status status = lr_track_run_to(run, g.turns, call->jobs, between, &g, error);
  lr_progress_end(&g.progress);
  if (status == LR_E_INTERRUPTED) return keep(call, scenario, checkpoint, run, error);
  if (status == LR_OK && checkpoint) status = lr_track_checkpoint_write(checkpoint, call, scenario, run, error);
  return status;
}

enum lr_status lr_stage_track(const struct lr_call *call, const struct lr_scenario *scenario, const char *checkpoint, const char *restart,
                              bool turn_by_turn, bool tails, struct lr_track_tables *tables, struct lr_error *error) {
  const struct lr_track_setting *setting = &scenario->track;
  const struct lr_collider *collider = &scenario->machine.collider;
  struct lr_track_run *run = NULL;
  struct lr_track_result result;
  struct lr_track_tails *tail = NULL;
  const long from = setting->keys.turns - setting->keys.average;
  memset(tables, 0, sizeof *tables);
  if (!call->quiet) say_ignored(scenario);
  struct lr_track_setting shared = *setting;
  shared.input.world = tails ? NULL : call->world;  // tails look at all particles: each rank tracks them all
  enum lr_status status = lr_track_run_of(&shared, lr_call_seed(call, scenario), &run, error);
  if (status == LR_OK && restart) status = lr_track_checkpoint_read(restart, call, scenario, run, error);
  if (status == LR_OK && tails) status = lr_track_tails_create(run, from, &tail, error);
  if (status == LR_OK) status = track(call, scenario, checkpoint, run, error);
  if (run && !call->quiet) say_out_of_numbers(run);
  if (status == LR_OK) status = lr_track_run_result(run, &result, error);
  if (status == LR_OK) status = lr_track_equilibrium_table(collider, setting, run, &result, &tables->equilibrium, error);
  if (status == LR_OK) {
    tables->convergence = lr_track_convergence_table(setting, &result);
    tables->losses = lr_track_losses_table(run);
    if (turn_by_turn) tables->turns = lr_track_turns_table(collider, setting, run);
  }
  if (status == LR_OK && tails) status = lr_track_tails_tables(collider, setting, run, tail, from, &tables->tails, &tables->lifetime, error);
  lr_track_tails_free(tail);
  lr_track_run_free(run);
  if (status == LR_E_DOMAIN || status == LR_E_CONVERGE) lr_error_context(error, "tracking of '%s'", call->argument[0]);
  return status;
}

void lr_track_tables_free(struct lr_track_tables *tables) {
  lr_table_free(tables->equilibrium);
  lr_table_free(tables->convergence);
  lr_table_free(tables->losses);
  lr_table_free(tables->turns);
  lr_table_free(tables->tails);
  lr_table_free(tables->lifetime);
  *tables = (struct lr_track_tables){0};
}
