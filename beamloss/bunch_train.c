// SPDX-License-Identifier: GPL-3.0-or-later
// Beginning, bookkeeping and abort of a bunch train; the turn itself is in train_pass.c.
#include "beamloss/bunch_train.h"

#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>

#include "base/constants.h"
#include "beamloss/fast_normal.h"

enum lr_status lr_train_create(size_t capacity, struct lr_train *train, struct lr_error *error) {
  *train = (struct lr_train){.capacity = capacity, .fire_s = INFINITY};
  if (capacity == 0) return lr_error_set(error, LR_E_DOMAIN, "a bunch train needs a macro-particle at least");
  double **const array[] = {&train->y, &train->p, &train->tau_s, &train->x, &train->charge, &train->height};
  bool ok = true;
  for (size_t i = 0; i < sizeof array / sizeof *array; i++) ok = (*array[i] = calloc(capacity, sizeof(double))) && ok;
  train->loss = calloc(capacity, sizeof *train->loss);
  train->spare = calloc(capacity, sizeof *train->spare);
  if (ok && train->loss && train->spare) return LR_OK;
  lr_train_free(train);
  return lr_error_set(error, LR_E_MEMORY, "no memory for %zu macro-particles", capacity);
}

void lr_train_free(struct lr_train *train) {
  if (!train) return;
  double *const array[] = {train->y, train->p, train->tau_s, train->x, train->charge, train->height};
  for (size_t i = 0; i < sizeof array / sizeof *array; i++) free(array[i]);
  free(train->loss);
  free(train->spare);
  *train = (struct lr_train){.fire_s = INFINITY};
}

// Time of `filled_s` seconds of beam, counted from time 0, skipping gaps. The gaps repeat with turn/gaps.
static double skip_gaps(const struct lr_filling *filling, double turn_s, double filled_s) {
  if (filling->gaps == 0) return filled_s;
  double period = turn_s / (double)filling->gaps, head = fmod(filling->first_gap_s, period);
  double t = 0;
  double open = head + filling->gap_s - period;  // a gap over the start of the turn
  if (open > 0) t = open;
  while (filled_s >= head - t) {
    filled_s -= head - t;
    t = head + filling->gap_s;
    head += period;
  }
  return t + filled_s;
}

double lr_filling_tau(const struct lr_filling *filling, double turn_s, double share) {
  double beam_s = turn_s - (double)filling->gaps * filling->gap_s;
  if (filling->bunches) share = (floor(share * (double)filling->bunches) + 0.5) / (double)filling->bunches;
  return fmin(skip_gaps(filling, turn_s, share * beam_s), turn_s * (1 - 1e-15));
}

enum lr_status lr_train_restart(struct lr_train *train, const struct lr_loss_ring *ring,
                                const struct lr_train_start *start, struct lr_error *error) {
  const struct lr_filling *filling = &start->filling;
  if (start->particles == 0 || start->particles > train->capacity)
    return lr_error_set(error, LR_E_DOMAIN, "%zu macro-particles in a train made for 1 to %zu", start->particles,
                        train->capacity);
  if (!(start->emittance_y_m > 0)) return lr_error_set(error, LR_E_DOMAIN, "the vertical emittance is not positive");
  if (!(filling->gap_s >= 0) || !((double)filling->gaps * filling->gap_s < ring->turn_s) || !(filling->first_gap_s >= 0) ||
      !(filling->first_gap_s < ring->turn_s))
    return lr_error_set(error, LR_E_DOMAIN, "%zu abort gaps of %g us from %g us on do not fit a turn of %g us",
                        filling->gaps, filling->gap_s * 1e6, filling->first_gap_s * 1e6, ring->turn_s * 1e6);
  gsl_qrng *sobol = gsl_qrng_alloc(gsl_qrng_sobol, 2);
  if (!sobol) return lr_error_set(error, LR_E_MEMORY, "no memory for a Sobol sequence");
  struct lr_random random = start->random;
  double shift[2] = {lr_random_uniform(&random), lr_random_uniform(&random)}, root = sqrt(start->emittance_y_m);
  for (size_t i = 0; i < start->particles; i++) {
    double point[2];
    gsl_qrng_get(sobol, point);
    for (int k = 0; k < 2; k++) {
      point[k] += shift[k];
      point[k] -= floor(point[k]);
      point[k] = fmin(fmax(point[k], 1e-15), 1 - 1e-15);
    }
    train->y[i] = root * lr_normal_quantile(point[0]);
    train->p[i] = root * lr_normal_quantile(point[1]);
    train->tau_s[i] = lr_filling_tau(filling, ring->turn_s, ((double)i + 0.5) / (double)start->particles);
  }
  gsl_qrng_free(sobol);
  train->start = train->stored = start->particles;
  train->dumped = train->lost_total = train->losses = train->taken = 0;
  for (size_t e = 0; e < LR_MOST_LOSS_ELEMENTS; e++) train->lost[e] = 0;
  train->turn = 0;
  train->turn_s = ring->turn_s;
  train->fire_s = INFINITY;
  return LR_OK;
}

uint32_t lr_train_dump_turn(const struct lr_train *train, double kicker_s, double tau_s) {
  if (!(train->fire_s < INFINITY)) return UINT32_MAX;
  double turn = ceil((train->fire_s - tau_s - kicker_s) / train->turn_s);
  return turn > 0 ? (uint32_t)fmin(turn, UINT32_MAX - 1.0) : 0;
}

const struct lr_train_loss *lr_train_next(struct lr_train *train, double until_s) {
  while (train->taken < train->losses && train->loss[train->taken].time_s < until_s) {
    const struct lr_train_loss *loss = &train->loss[train->taken++];
    if (!loss->dumped) return loss;
  }
  return NULL;
}

double lr_train_next_s(const struct lr_train *train) {
  for (size_t i = train->taken; i < train->losses; i++)
    if (!train->loss[i].dumped) return train->loss[i].time_s;
  return INFINITY;
}

// Those that meet the kicker before turn `turn`, or before until_s.
static void dump_until(struct lr_train *train, double kicker_s, uint32_t turn, double until_s) {
  size_t kept = 0;
  for (size_t i = 0; i < train->stored; i++) {
    uint32_t meets = lr_train_dump_turn(train, kicker_s, train->tau_s[i]);
    if (meets < turn || meets * train->turn_s + train->tau_s[i] + kicker_s < until_s) {
      train->dumped++;
      continue;
    }
    train->y[kept] = train->y[i];
    train->p[kept] = train->p[i];
    train->tau_s[kept++] = train->tau_s[i];
  }
  train->stored = kept;
}

enum lr_status lr_train_fire(struct lr_train *train, const struct lr_loss_ring *ring, double fire_s,
                             struct lr_error *error) {
  if (isnan(ring->kicker_path_m)) return lr_error_set(error, LR_E_DOMAIN, "an abort without a kicker in the ring");
  if (!(fire_s >= 0) || (train->taken && fire_s < train->loss[train->taken - 1].time_s))
    return lr_error_set(error, LR_E_DOMAIN, "an abort at %g us, before losses already given out", fire_s * 1e6);
  train->fire_s = fire_s;
  double kicker_s = ring->kicker_path_m / LR_C_m_s;
  for (size_t i = train->taken; i < train->losses; i++) {
    struct lr_train_loss *loss = &train->loss[i];
    uint32_t turn = lr_train_dump_turn(train, kicker_s, loss->tau_s);
    bool before = turn < loss->turn || (turn == loss->turn && ring->kicker_path_m <= ring->element[loss->element].path_m);
    if (loss->dumped || !before) continue;
    loss->dumped = true;
    train->lost[loss->element]--;
    train->lost_total--;
    train->dumped++;
  }
  dump_until(train, kicker_s, train->turn, -INFINITY);
  return LR_OK;
}

void lr_train_drain(struct lr_train *train, const struct lr_loss_ring *ring, double until_s) {
  if (train->fire_s < INFINITY) dump_until(train, ring->kicker_path_m / LR_C_m_s, 0, until_s);
}
