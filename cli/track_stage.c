// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/track_stage.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/progress.h"
#include "cli/checkpoint_file.h"
#include "cli/track_checkpoint.h"
#include "machine/track/products_table.h"
#include "machine/track/ring_of.h"

static const double CHECKPOINT_s = 60;  // between two that are written on the way; the first one comes after the first turns

static double now_s(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int lr_track_frozen(const struct lr_scenario *scenario) {
  const struct lr_track_keys *keys = &scenario->track.keys;
  return keys->mode == LR_TRACK_WEAK_STRONG ? 1 - keys->weak : -1;
}

void lr_track_say_ignored(const struct lr_call *call, const struct lr_scenario *scenario, int frozen) {
  char text[192];
  for (size_t i = 0; !call->quiet && lr_track_ring_ignores(&scenario->machine.collider, frozen, i, text, sizeof text); i++)
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

struct job {
  const struct lr_call *call;
  const struct lr_scenario *scenario;
  const struct lr_track_ask *ask;
  struct lr_track_run *run;
};

// (all) The user has stopped the run: it is kept, and the message says how to go on, and what is lost.
static enum lr_status keep(const struct job *job, struct lr_error *error) {
  char own[96];
  const char *path = job->ask->checkpoint;
  const struct lr_track_keys *keys = &job->scenario->track.keys;
  if (!path) {
    snprintf(own, sizeof own, "lumireach-track-%.8s-%llu.checkpoint", job->scenario->sha256, (unsigned long long)lr_call_seed(job->call, job->scenario));
    path = own;
  }
  struct lr_error written = {0};
  const long turn = lr_track_run_turn(job->run);
  if (lr_track_checkpoint_write(path, job->call, job->scenario, job->run, &written) != LR_OK)
    return lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user at turn %ld, and lost: %s", turn, written.text);
  if (job->ask->tails && turn > keys->turns - keys->average) {
    long ahead = keys->mode == LR_TRACK_QUASI_STRONG_STRONG ? keys->exchange : 0;  // of the beam that goes first
    return lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user at turn %ld of %ld; the tails since turn %ld are lost, the run is kept: "
                        "the same call with --restart %s --turns %ld --average %ld goes on from there and begins the tails anew", turn, keys->turns,
                        keys->turns - keys->average, path, turn + keys->average + ahead, keys->average);
  }
  return lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user at turn %ld of %ld; the same call with --restart %s goes on from there", turn,
                      keys->turns, path);
}

// (all) One that cannot be written on the way does not end the run: the next one may be.
static enum lr_status write_on_the_way(const struct job *job, bool *said, struct lr_error *error) {
  struct lr_error written = {0};
  enum lr_status status = lr_track_checkpoint_write(job->ask->checkpoint, job->call, job->scenario, job->run, &written);
  if (status != LR_E_IO) {
    if (status != LR_OK) *error = written;
    return status;
  }
  if (!*said) fprintf(stderr, "note: %s; the run goes on\n", written.text);
  *said = true;
  return LR_OK;
}

struct going {
  const struct job *job;
  struct lr_progress progress;
  long first, turns;
  double written_s;
  bool begun, said;  // a first checkpoint is there; a failed one was told
};

// (all) Between two steps: how the other ranks fared (with tails each has a run of its own), progress, a checkpoint when it is time.
static enum lr_status between(void *context, enum lr_status status, struct lr_error *error) {
  struct going *g = context;
  const struct lr_world *world = g->job->call->world;
  const long turn = lr_track_run_turn(g->job->run);
  status = lr_world_agree(world, status, error);
  lr_progress_update(&g->progress, (double)(turn - g->first) / (double)(g->turns - g->first));
  if (status != LR_OK || !g->job->ask->checkpoint || turn == g->turns) return status;
  bool due;  // clocks of ranks differ
  status = lr_world_any(world, !g->begun || now_s() - g->written_s >= CHECKPOINT_s, &due, error);
  if (status != LR_OK || !due) return status;
  status = write_on_the_way(g->job, &g->said, error);
  g->written_s = now_s();
  g->begun = true;
  return status;
}

static enum lr_status track(const struct job *job, struct lr_error *error) {
  struct going g = {.job = job, .first = lr_track_run_turn(job->run), .turns = job->scenario->track.keys.turns, .written_s = now_s()};
  lr_progress_start(&g.progress, "tracking", job->call->quiet);
  enum lr_status status = lr_track_run_to(job->run, g.turns, job->call->jobs, between, &g, error);
  lr_progress_end(&g.progress);
  return status == LR_E_INTERRUPTED && job->ask->keeps ? keep(job, error) : status;
}

// (all) A run, ready to go on.
static enum lr_status begin(struct job *job, struct lr_track_setting *setting, long from, struct lr_track_tails **tails, struct lr_error *error) {
  const struct lr_world *world = job->call->world;
  enum lr_status status = job->ask->checkpoint ? lr_checkpoint_try(job->ask->checkpoint, world, error) : LR_OK;
  if (status != LR_OK) return status;
  setting->input.world = job->ask->tails ? NULL : world;  // tails look at all particles: each rank tracks them all
  status = lr_world_agree(world, lr_track_run_of(setting, lr_call_seed(job->call, job->scenario), &job->run, error), error);
  if (status == LR_OK && job->ask->restart) status = lr_track_checkpoint_read(job->ask->restart, job->call, job->scenario, job->run, error);
  if (status == LR_OK && job->ask->tails) status = lr_world_agree(world, lr_track_tails_create(job->run, from, tails, error), error);
  return status;
}

enum lr_status lr_stage_track(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_track_ask *ask,
                              struct lr_track_tables *tables, struct lr_error *error) {
  const struct lr_track_setting *setting = &scenario->track;
  const struct lr_collider *collider = &setting->collider;
  struct job job = {call, scenario, ask, NULL};
  struct lr_track_setting own = *setting;
  struct lr_track_result result;
  struct lr_track_tails *tail = NULL;
  const long from = setting->keys.turns - setting->keys.average;
  *tables = (struct lr_track_tables){0};
  lr_track_say_ignored(call, scenario, lr_track_frozen(scenario));
  enum lr_status status = begin(&job, &own, from, &tail, error);
  if (status == LR_OK) status = track(&job, error);
  if (job.run && !call->quiet) say_out_of_numbers(job.run);
  if (status == LR_OK && ask->checkpoint) lr_track_checkpoint_write(ask->checkpoint, call, scenario, job.run, &tables->unkept);
  if (status == LR_OK) status = lr_track_run_result(job.run, &result, error);
  if (status == LR_OK) status = lr_track_equilibrium_table(collider, setting, job.run, &result, &tables->equilibrium, error);
  if (status == LR_OK) {
    tables->convergence = lr_track_convergence_table(setting, &result);
    tables->losses = lr_track_losses_table(job.run);
    if (ask->turn_by_turn) tables->turns = lr_track_turns_table(collider, setting, job.run);
  }
  if (status == LR_OK && ask->tails) status = lr_track_tails_tables(collider, setting, job.run, tail, from, &tables->tails, &tables->lifetime, error);
  if (status == LR_OK && ask->tails && !result.converged && !call->quiet)
    fprintf(stderr, "note: the tracking has not converged (table convergence): its tails and lifetimes are not those of an equilibrium\n");
  lr_track_tails_free(tail);
  lr_track_run_free(job.run);
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
