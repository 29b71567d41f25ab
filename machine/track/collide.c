// SPDX-License-Identifier: GPL-3.0-or-later
// Slices that meet at one step have no particle in common. With ranks a step is three passes over their blocks, shared by ranks and
// threads: sums for the means, central sums, kicks. Alone a thread takes a slice through all of the other beam, behind the one
// before it. What blocks leave is added up in the order of blocks: the bits are the same.
#include "machine/track/collide.h"

#include <math.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "machine/track/cut.h"

enum { VALUES = 10, SPINS = 1000 };

struct item {  // a block at work in a step
  size_t b, slice, slot;
};

struct row {  // a slice of beam 0 on its way through beam 1
  atomic_size_t met;     // slices that it has met
  size_t bad, bad_beam;  // 1 + the first meeting in which a slice has no size, and the beam of that slice; 0: none
};

struct crossing {
  const struct lr_track_collision *in;
  struct lr_track_cut cut[2];
  struct item *item;             // of a step, those of rank 0 first
  double (*value)[VALUES];       // what each of them leaves
  size_t step, first, pairs;     // slices i = first.. of beam 0 meet step - i of beam 1
  size_t own;                    // first item of this rank
  struct row *row;               // [slice of beam 0]
  atomic_size_t next;            // row that no worker has taken
  size_t part[LR_WORLD_MOST_RANKS];  // items of each rank
};

static enum lr_status sort(size_t b, void *context, struct lr_error *error) {
  struct crossing *c = context;
  return lr_track_cut_sort(c->in, b, &c->cut[b], error);
}

static enum lr_status fill(size_t item, void *context, struct lr_error *error) {
  struct crossing *c = context;
  (void)error;
  lr_track_cut_fill(c->in, item % 2, &c->cut[item % 2], item / 2);
  return LR_OK;
}

static enum lr_status empty(size_t item, void *context, struct lr_error *error) {
  struct crossing *c = context;
  (void)error;
  lr_track_cut_empty(c->in, item % 2, &c->cut[item % 2], item / 2);
  return LR_OK;
}

static size_t slice_of(const struct crossing *c, size_t b, size_t pair) { return b == 0 ? c->first + pair : c->step - c->first - pair; }

// The blocks of the step, sorted by rank.
static void lay_step(struct crossing *c) {
  const struct lr_world *world = c->in->world;
  size_t next = 0, slices = c->in->slices;
  c->first = c->step < slices ? 0 : c->step + 1 - slices;
  c->pairs = (c->step < slices ? c->step : slices - 1) - c->first + 1;
  for (int r = 0; r < lr_world_size(world); r++) {
    size_t begin = next;
    for (size_t b = 0; b < 2; b++)
      for (size_t pair = 0; pair < c->pairs; pair++) {
        const struct lr_track_piece *piece = &c->cut[b].piece[slice_of(c, b, pair)];
        size_t ranks = (size_t)lr_world_size(world), k = (ranks + (size_t)r - piece->at % ranks) % ranks;
        for (; k < piece->blocks; k += ranks) {
          c->cut[b].where[piece->at + k] = next;
          c->item[next++] = (struct item){b, slice_of(c, b, pair), lr_track_cut_slot(&c->cut[b], world, piece->at + k)};
        }
      }
    c->part[r] = next - begin;
    if (r == lr_world_rank(world)) c->own = begin;
  }
}

static void sum_block(const struct lr_track_block *block, double sum[VALUES]) {
  memset(sum, 0, VALUES * sizeof *sum);
  for (uint32_t i = 0; i < block->count; i++)
    sum[0] += block->x[i], sum[1] += block->px[i], sum[2] += block->y[i], sum[3] += block->py[i];
}

static enum lr_status sum_means(size_t index, void *context, struct lr_error *error) {
  struct crossing *c = context;
  const struct item *item = &c->item[c->own + index];
  (void)error;
  sum_block(&c->cut[item->b].block[item->slot], c->value[c->own + index]);
  return LR_OK;
}

static void square_block(const struct lr_track_piece *piece, const struct lr_track_block *block, double value[VALUES]) {
  memset(value, 0, VALUES * sizeof *value);
  for (size_t plane = 0; plane < 2; plane++) {
    const double *q = plane ? block->y : block->x, *p = plane ? block->py : block->px, *mean = piece->mean + 2 * plane;
    double *sum = value + 5 * plane;
    for (uint32_t i = 0; i < block->count; i++) {
      double dq = q[i] - mean[0], dp = p[i] - mean[1], dz = block->z[i] - piece->z_m;
      sum[0] += dq * dq, sum[1] += dq * dp, sum[2] += dp * dp, sum[3] += dq * dz, sum[4] += dp * dz;
    }
  }
}

static enum lr_status sum_squares(size_t index, void *context, struct lr_error *error) {
  struct crossing *c = context;
  const struct item *item = &c->item[c->own + index];
  const struct lr_track_cut *cut = &c->cut[item->b];
  (void)error;
  square_block(&cut->piece[item->slice], &cut->block[item->slot], c->value[c->own + index]);
  return LR_OK;
}

static void kick_block(struct crossing *c, size_t b, size_t slot, const struct lr_track_slice *other) {
  struct lr_track_cut *cut = &c->cut[b];
  const struct lr_track_kernel *kernel = c->in->setup[b]->kernel;
  struct lr_track_block *block = &cut->block[slot];
  struct lr_track_emission *emission = cut->emission ? &cut->emission[slot] : NULL;
  cut->seen[slot][0] += emission ? lr_track_kick_radiating(kernel, emission, block, other, true) : kernel->kick(block, other, 1, true);
  if (emission) cut->seen[slot][1] = emission->lost;
}

static enum lr_status kick(size_t index, void *context, struct lr_error *error) {
  struct crossing *c = context;
  const struct item *item = &c->item[c->own + index];
  (void)error;
  kick_block(c, item->b, item->slot, &c->cut[1 - item->b].piece[c->step - item->slice].seen);
  return LR_OK;
}

static void add_up(const struct crossing *c, size_t b, const struct lr_track_piece *piece, double sum[VALUES]) {
  memset(sum, 0, VALUES * sizeof *sum);
  for (size_t k = 0; k < piece->blocks; k++)
    for (int i = 0; i < VALUES; i++) sum[i] += c->value[c->cut[b].where[piece->at + k]][i];
}

// A slice as the other beam sees it now: the polynomial of sigma^2(s) from its central moments at given z. What goes linearly
// with z within the slice (the lean of the bunch by the crossing angle) is no width, as for the slices of a frozen beam. With it
// the sum of slices would be too wide by the square of their distance; without it the sum converges as a trapezoidal rule does.
// False: it has no size.
static bool see(const struct crossing *c, size_t b, struct lr_track_piece *piece, const double sum[VALUES]) {
  const struct lr_track_setup *setup = c->in->setup[b], *other = c->in->setup[1 - b];
  double n = (double)piece->count, lean = piece->zz_m2 > 0 ? 1 / (n * n * piece->zz_m2) : 0;
  struct lr_track_slice *out = &piece->seen;
  *out = (struct lr_track_slice){.number = setup->weak.number * n / c->in->particles[b], .z_m = piece->z_m, .width_m = piece->width_m,
                                 .x_m = piece->mean[0], .px = piece->mean[1], .y_m = piece->mean[2], .py = piece->mean[3]};
  out->kick_m = 2 * out->number * other->weak.radius_m / (other->weak.gamma * cos(other->half_angle_rad)) * (other->kick ? other->attract : 0);
  for (int plane = 0; plane < 2; plane++) {
    const double *s = sum + 5 * plane;
    double *sigma2 = plane ? out->yy_m2 : out->xx_m2;
    sigma2[0] = s[0] / n - lean * s[3] * s[3];
    sigma2[1] = 2 * (s[1] / n - lean * s[3] * s[4]);
    sigma2[2] = s[2] / n - lean * s[4] * s[4];
  }
  return out->xx_m2[0] > 0 && out->yy_m2[0] > 0;  // or no number: then it shows in the particles
}

static enum lr_status pass(struct crossing *c, lr_item_function function, int jobs, struct lr_error *error) {
  const struct lr_world *world = c->in->world;
  return lr_world_agree(world, lr_parallel_for(c->part[lr_world_rank(world)], jobs, function, c, NULL, error), error);
}

static enum lr_status no_size(const struct crossing *c, size_t b, size_t slice, struct lr_error *error) {
  return lr_error_set(error, LR_E_DOMAIN, "slice %zu of the %s has no size, or a particle there left the numbers, at turn %llu: fewer slices, or an aperture "
                      "for this ring", slice, lr_track_ring_name((int)b), (unsigned long long)c->in->turn);
}

static enum lr_status meet(struct crossing *c, int jobs, struct lr_error *error) {
  const struct lr_world *world = c->in->world;
  lay_step(c);
  enum lr_status status = pass(c, sum_means, jobs, error);
  if (status == LR_OK) status = lr_world_gather_parts(world, c->value, sizeof *c->value, c->part, error);
  for (size_t i = 0; i < 2 * c->pairs && status == LR_OK; i++) {
    struct lr_track_piece *piece = &c->cut[i % 2].piece[slice_of(c, i % 2, i / 2)];
    double sum[VALUES];
    add_up(c, i % 2, piece, sum);
    for (int q = 0; q < 4; q++) piece->mean[q] = sum[q] / (double)piece->count;
  }
  if (status == LR_OK) status = pass(c, sum_squares, jobs, error);
  if (status == LR_OK) status = lr_world_gather_parts(world, c->value, sizeof *c->value, c->part, error);
  for (size_t i = 0; i < 2 * c->pairs && status == LR_OK; i++) {
    size_t slice = slice_of(c, i % 2, i / 2);
    double sum[VALUES];
    add_up(c, i % 2, &c->cut[i % 2].piece[slice], sum);
    if (!see(c, i % 2, &c->cut[i % 2].piece[slice], sum)) status = no_size(c, i % 2, slice, error);
  }
  return status == LR_OK ? pass(c, kick, jobs, error) : status;
}

// Two slices through each other, alone: what `meet` does with them. False: one has no size, *failed is its beam; no kick then.
static bool meet_alone(struct crossing *c, const size_t slice[2], size_t *failed) {
  for (size_t b = 0; b < 2; b++) {
    struct lr_track_cut *cut = &c->cut[b];
    struct lr_track_piece *piece = &cut->piece[slice[b]];
    double sum[VALUES] = {0}, part[VALUES];
    for (size_t k = piece->at; k < piece->at + piece->blocks; k++) {
      sum_block(&cut->block[k], part);
      for (int q = 0; q < 4; q++) sum[q] += part[q];
    }
    for (int q = 0; q < 4; q++) piece->mean[q] = sum[q] / (double)piece->count;
    memset(sum, 0, sizeof sum);
    for (size_t k = piece->at; k < piece->at + piece->blocks; k++) {
      square_block(piece, &cut->block[k], part);
      for (int q = 0; q < VALUES; q++) sum[q] += part[q];
    }
    *failed = b;
    if (!see(c, b, piece, sum)) return false;
  }
  for (size_t b = 0; b < 2; b++) {
    const struct lr_track_piece *piece = &c->cut[b].piece[slice[b]];
    for (size_t k = piece->at; k < piece->at + piece->blocks; k++) kick_block(c, b, k, &c->cut[1 - b].piece[slice[1 - b]].seen);
  }
  return true;
}

// Waits until the row before has come so far. False: the user wants to stop.
static bool wait_for(const atomic_size_t *met, size_t wanted) {
  for (unsigned turn = 0; atomic_load_explicit(met, memory_order_acquire) < wanted; turn++) {
    if (turn < SPINS) continue;
    if (lr_interrupt_requested()) return false;
    sched_yield();  // who is waited for may want this core
  }
  return true;
}

// Slices of beam 0, one after the other, each through all of beam 1. A worker takes the next one that none has taken, so that the
// one before it is always at work or done.
static enum lr_status work_rows(size_t worker, void *context, struct lr_error *error) {
  struct crossing *c = context;
  const size_t slices = c->in->slices;
  size_t i;
  (void)worker;
  while ((i = atomic_fetch_add(&c->next, 1)) < slices) {
    struct row *row = &c->row[i];
    for (size_t j = 0; j < slices; j++) {
      if (lr_interrupt_requested() || (i > 0 && !wait_for(&c->row[i - 1].met, j + 1))) return lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user");
      size_t failed, slice[2] = {i, j};
      if (!meet_alone(c, slice, &failed) && row->bad == 0) row->bad = j + 1, row->bad_beam = failed;
      atomic_store_explicit(&row->met, j + 1, memory_order_release);
    }
  }
  return LR_OK;
}

// One region for the whole crossing: no step at which all wait for all. Of slices without size the one that is met first is told.
static enum lr_status cross_rows(struct crossing *c, size_t workers, struct lr_error *error) {
  const size_t slices = c->in->slices;
  size_t worst = SIZE_MAX, at = 0;
  c->row = calloc(slices, sizeof *c->row);
  if (!c->row) return lr_error_set(error, LR_E_MEMORY, "no memory for %zu slices", slices);
  enum lr_status status = lr_parallel_for(workers, (int)workers, work_rows, c, NULL, error);
  for (size_t i = 0; i < slices && status == LR_OK; i++)
    if (c->row[i].bad > 0 && i + c->row[i].bad < worst) worst = i + c->row[i].bad, at = i;
  if (worst < SIZE_MAX) {
    const struct row *row = &c->row[at];
    status = no_size(c, row->bad_beam, row->bad_beam == 0 ? at : row->bad - 1, error);
  }
  free(c->row);
  return status;
}

// Alone rows of slices are shared, as long as there are enough of them for all threads; by ranks the blocks of each step.
static enum lr_status cross(struct crossing *c, int jobs, struct lr_error *error) {
  const size_t slices = c->in->slices, threads = (size_t)lr_parallel_jobs(jobs);
  enum lr_status status = LR_OK;
  if (lr_world_size(c->in->world) < 2 && (threads == 1 || 2 * threads <= slices)) return cross_rows(c, threads, error);
  for (size_t step = 0; step + 1 < 2 * slices && status == LR_OK; step++) {
    c->step = step;
    status = meet(c, jobs, error);
  }
  return status;
}

enum lr_status lr_track_collide(const struct lr_track_collision *in, int jobs, double overlap[2], double radiated[2], struct lr_error *error) {
  struct crossing *c = calloc(1, sizeof *c);
  enum lr_status status = c ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for a crossing");
  if (c) c->in = in;
  for (size_t b = 0; b < 2 && status == LR_OK; b++) status = lr_track_cut_open(in, b, &c->cut[b], error);
  if (status == LR_OK) {
    size_t most = c->cut[0].blocks + c->cut[1].blocks;
    c->item = malloc(most * sizeof *c->item);
    c->value = malloc(most * sizeof *c->value);
    if (!c->item || !c->value) status = lr_error_set(error, LR_E_MEMORY, "no memory for %zu slices", in->slices);
  }
  if (status == LR_OK) status = lr_parallel_for(2, jobs, sort, c, NULL, error);
  if (status == LR_OK) status = lr_parallel_for(2 * in->slices, jobs, fill, c, NULL, error);
  status = lr_world_agree(in->world, status, error);
  if (status == LR_OK) status = cross(c, jobs, error);
  for (size_t b = 0; b < 2 && status == LR_OK; b++) {
    struct lr_track_cut *cut = &c->cut[b];
    status = lr_world_gather(in->world, cut->block, sizeof *cut->block, cut->blocks, error);
    if (status == LR_OK) status = lr_world_gather(in->world, cut->seen, sizeof *cut->seen, cut->blocks, error);
    for (size_t k = 0; k < cut->blocks && status == LR_OK; k++) {
      const double *seen = cut->seen[lr_track_cut_slot(cut, in->world, k)];
      overlap[b] += seen[0];
      radiated[b] += seen[1];
    }
  }
  if (status == LR_OK) status = lr_parallel_for(2 * in->slices, jobs, empty, c, NULL, error);
  status = lr_world_agree(in->world, status, error);
  if (!c) return status;
  for (int b = 0; b < 2; b++) lr_track_cut_free(&c->cut[b]);
  free(c->item);
  free(c->value);
  free(c);
  return status;
}
