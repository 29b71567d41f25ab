// SPDX-License-Identifier: GPL-3.0-or-later
// One turn of beams the particles of which act on each other. Each block leaves its part of every sum, the parts are added in
// the order of blocks, and the sums act on each block: the same bits for any number of threads and ranks. Ranks share the
// blocks; before the crossing of two beams each gets all of them.
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "machine/track/collide.h"
#include "machine/track/run_state.h"
#include "machine/track/share.h"

// Kicks of a turn for each thread beyond the first, 10 ms of a core: a region of threads ends when the last of them has had its turn
// on a core, which takes as long on a machine that others share.
static const double KICKS_OF_A_THREAD = 5e5;

struct side {
  const struct lr_track_run *run;
  int b;  // 0 ler, 1 her
  struct lr_track_beam *beam;
  struct lr_track_wake *wake;
  struct lr_track_setup setup;
  struct lr_track_sums *sums;  // [block]
  struct lr_track_loss *loss;  // [block][LR_TRACK_BLOCK]
  size_t *losses;              // [block]
  double *slope;               // [block][px, py, particles]
  double *charge;              // [block][LR_TRACK_WAKE_POINTS]
  double away[2];              // taken from px and py of every particle
  double given;                // added to delta: the mean energy of the photons
  double kick[LR_TRACK_WAKE_POINTS];
  bool collide;                // both beams with all their particles
  double before[LR_TRACK_WAKE_POINTS];  // average charge at the last whole turn
};

struct together {
  struct side side[2];
  int sides;
};

static enum lr_status enter(size_t k, void *context, struct lr_error *error) {
  struct side *s = context;
  (void)error;
  lr_track_run_look(s->run, s->b, k, s->beam->turns);
  lr_track_block_enter(&s->setup, (uint64_t)s->beam->turns, &s->beam->block[k], &s->sums[k], s->loss + k * LR_TRACK_BLOCK, &s->losses[k]);
  return LR_OK;
}

// The rest of the turn, or all of it where the other beam is frozen; then the parts of the sums.
static enum lr_status leave(size_t k, void *context, struct lr_error *error) {
  struct side *s = context;
  struct lr_track_block *block = &s->beam->block[k];
  struct lr_track_loss *loss = s->loss + k * LR_TRACK_BLOCK;
  uint64_t turn = (uint64_t)s->beam->turns;
  (void)error;
  if (s->collide) {
    lr_track_block_leave(&s->setup, k, turn, block, loss, &s->losses[k]);
  } else {
    lr_track_run_look(s->run, s->b, k, s->beam->turns);
    lr_track_block_turn(&s->setup, k, turn, block, &s->sums[k], loss, &s->losses[k]);
  }
  double *slope = s->slope + 3 * k;
  slope[0] = slope[1] = 0;
  for (uint32_t i = 0; i < block->count; i++) slope[0] += block->px[i], slope[1] += block->py[i];
  slope[2] = block->count;
  if (s->wake) lr_track_wake_deposit(s->wake, block, s->charge + k * LR_TRACK_WAKE_POINTS);
  return LR_OK;
}

static enum lr_status act(size_t k, void *context, struct lr_error *error) {
  struct side *s = context;
  struct lr_track_block *block = &s->beam->block[k];
  (void)error;
  for (uint32_t i = 0; i < block->count; i++) {
    block->px[i] -= s->away[0];
    block->py[i] -= s->away[1];
    block->delta[i] += s->given;
  }
  if (s->wake) lr_track_wake_apply(s->wake, s->kick, block);
  return LR_OK;
}

static enum lr_status open_side(struct side *s, struct lr_track_run *run, int b, struct lr_error *error) {
  s->run = run;
  s->b = b;
  s->beam = &run->beam[b];
  s->wake = run->wake[b];
  s->setup = lr_track_setup_of(run, b);
  s->collide = run->input.mode == LR_TRACK_STRONG_STRONG;
  size_t blocks = s->beam->blocks;
  s->sums = malloc(blocks * sizeof *s->sums);
  s->loss = malloc(blocks * LR_TRACK_BLOCK * sizeof *s->loss);
  s->losses = malloc(blocks * sizeof *s->losses);
  s->slope = malloc(3 * blocks * sizeof *s->slope);
  if (s->wake) s->charge = calloc(blocks * LR_TRACK_WAKE_POINTS, sizeof *s->charge);
  if (!s->sums || !s->loss || !s->losses || !s->slope || (s->wake && !s->charge))
    return lr_error_set(error, LR_E_MEMORY, "no memory for a turn of %zu blocks", blocks);
  if (s->wake) memcpy(s->before, s->wake->charge, sizeof s->before);
  memcpy(s->beam->before, s->beam->block, blocks * sizeof *s->beam->block);
  return LR_OK;
}

static void close_side(struct side *s) {
  free(s->sums);
  free(s->loss);
  free(s->losses);
  free(s->slope);
  free(s->charge);
}

// What acts on every block: the mean slope times the gain (model.md K20), the mean energy of the photons, which the RF gives
// back (model.md K18), and the wake of the bunch (model.md K17).
static void add_up(struct side *s, const struct lr_track_input *input) {
  const double *turn = s->beam->turn[s->beam->turns].sum;
  double slope[3] = {0}, charge[LR_TRACK_WAKE_POINTS] = {0};
  for (size_t k = 0; k < s->beam->blocks; k++) {
    for (int q = 0; q < 3; q++) slope[q] += s->slope[3 * k + (size_t)q];
    for (int i = 0; s->wake && i < LR_TRACK_WAKE_POINTS; i++) charge[i] += s->charge[k * LR_TRACK_WAKE_POINTS + (size_t)i];
  }
  for (int q = 0; q < 2; q++) s->away[q] = slope[2] > 0 ? input->feedback[q] * slope[q] / slope[2] : 0;
  s->given = turn[LR_TRACK_ALIVE] > 0 ? turn[LR_TRACK_RADIATED] / turn[LR_TRACK_ALIVE] : 0;
  if (!s->wake) return;
  lr_track_wake_remember(s->wake, s->beam->turns, charge);
  lr_track_wake_convolve(s->wake, (double)input->particles, s->kick);
}

// Sums and losses of the turn.
static enum lr_status record(struct side *s, double overlap, double radiated, struct lr_error *error) {
  double *total = s->beam->turn[s->beam->turns].sum;
  memset(total, 0, sizeof s->beam->turn->sum);
  for (size_t k = 0; k < s->beam->blocks; k++)
    for (int i = 0; i < LR_TRACK_SUMS; i++) total[i] += s->sums[k].sum[i];
  total[LR_TRACK_OVERLAP] += overlap;
  total[LR_TRACK_RADIATED] += radiated;
  enum lr_status status = lr_track_check_sums(total, s->b, s->beam->turns, error);
  if (status != LR_OK) return status;
  for (size_t k = 0; k < s->beam->blocks && status == LR_OK; k++)
    status = lr_track_beam_lose(s->beam, s->loss + k * LR_TRACK_BLOCK, s->losses[k], error);
  return status;
}

// (all) What the blocks of the other ranks left.
static enum lr_status gather(struct side *s, const struct lr_world *world, bool acts, struct lr_error *error) {
  size_t blocks = s->beam->blocks;
  enum lr_status status = lr_world_gather(world, s->sums, sizeof *s->sums, blocks, error);
  if (status == LR_OK) status = lr_track_gather_losses(world, s->loss, s->losses, 1, blocks, error);
  if (status == LR_OK && acts) status = lr_world_gather(world, s->slope, 3 * sizeof *s->slope, blocks, error);
  if (status == LR_OK && s->wake)
    status = lr_world_gather(world, s->charge, LR_TRACK_WAKE_POINTS * sizeof *s->charge, blocks, error);
  return status;
}

static enum lr_status each_block(struct together *t, const struct lr_track_run *run, lr_item_function function, int jobs, struct lr_error *error) {
  enum lr_status status = LR_OK;
  for (int i = 0; i < t->sides && status == LR_OK; i++)
    status = lr_world_for(run->input.world, t->side[i].beam->blocks, jobs, function, &t->side[i], NULL, error);
  return status;
}

static enum lr_status collide(struct together *t, const struct lr_track_run *run, int jobs, double overlap[2], double radiated[2],
                              struct lr_error *error) {
  struct lr_track_collision c = {.slices = (size_t)run->input.slices, .turn = (uint64_t)run->turn, .world = run->input.world};
  enum lr_status status = LR_OK;
  for (int b = 0; b < 2 && status == LR_OK; b++) {
    status = lr_world_gather(run->input.world, t->side[b].beam->block, sizeof *c.block[b], t->side[b].beam->blocks, error);
    c.block[b] = t->side[b].beam->block;
    c.blocks[b] = t->side[b].beam->blocks;
    c.setup[b] = &t->side[b].setup;
    c.particles[b] = (double)run->input.particles;
  }
  return status == LR_OK ? lr_track_collide(&c, jobs, overlap, radiated, error) : status;
}

// The bits do not depend on it.
static int threads_for(const struct lr_track_run *run, int sides, int jobs) {
  const struct lr_track_input *in = &run->input;
  double kicks = (double)sides * (double)in->particles * (double)(in->slices > 0 ? in->slices : 1) / lr_world_size(in->world);
  int wanted = lr_parallel_jobs(jobs);
  return kicks < KICKS_OF_A_THREAD * (wanted - 1) ? 1 + (int)(kicks / KICKS_OF_A_THREAD) : wanted;
}

enum lr_status lr_track_step_together(struct lr_track_run *run, int one, int jobs, struct lr_error *error) {
  struct together *t = calloc(1, sizeof *t);
  const struct lr_world *world = run->input.world;
  enum lr_status status = lr_world_agree(world, t ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for a turn"), error);
  if (status != LR_OK) {
    free(t);
    return status;
  }
  t->sides = one < 0 ? 2 : 1;
  jobs = threads_for(run, t->sides, jobs);
  bool acts = false;
  double overlap[2] = {0}, radiated[2] = {0};
  size_t losses[2] = {0};
  for (int i = 0; i < t->sides && status == LR_OK; i++) {
    int b = one < 0 ? i : one;
    losses[i] = run->beam[b].losses;
    acts |= run->wake[b] || run->input.beamstrahlung || run->input.feedback[0] > 0 || run->input.feedback[1] > 0;
    status = open_side(&t->side[i], run, b, error);
  }
  bool opened = status == LR_OK;
  status = lr_world_agree(world, status, error);
  if (status == LR_OK && t->side[0].collide) status = each_block(t, run, enter, jobs, error);
  if (status == LR_OK && t->side[0].collide) status = collide(t, run, jobs, overlap, radiated, error);
  if (status == LR_OK) status = each_block(t, run, leave, jobs, error);
  for (int i = 0; i < t->sides && status == LR_OK; i++) status = gather(&t->side[i], world, acts, error);
  for (int i = 0; i < t->sides && status == LR_OK; i++) {
    status = record(&t->side[i], overlap[i], radiated[i], error);
    if (acts && status == LR_OK) add_up(&t->side[i], &run->input);
  }
  status = lr_world_agree(world, status, error);
  if (status == LR_OK && acts) status = each_block(t, run, act, jobs, error);
  for (int i = 0; i < t->sides; i++) {
    struct lr_track_beam *beam = t->side[i].beam;
    if (status == LR_OK) {
      beam->turns++;
    } else if (opened) {
      memcpy(beam->block, beam->before, beam->blocks * sizeof *beam->block);
      beam->losses = losses[i];
      if (t->side[i].wake) memcpy(t->side[i].wake->charge, t->side[i].before, sizeof t->side[i].before);
    }
    close_side(&t->side[i]);
  }
  lr_track_run_settle(run, status);
  free(t);
  return status;
}
