// SPDX-License-Identifier: GPL-3.0-or-later
// What a tracking run says once its turns are there.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "machine/track/run_state.h"

static const double ENOUGH_RELAXATIONS = 3;  // e-foldings of the emittances before the average
static const double MOST_DRIFT = 3;          // of the slowest wave of the average: 0.3 % of quantities that stand are beyond

enum { SIGMA = 0, EMITTANCE = 3, VIEW = 6, LUMINOSITY = 7, QUANTITIES };
static const char *const NAME[QUANTITIES] = {"sigma_x", "sigma_y", "sigma_z", "emittance_x", "emittance_y", "emittance_z", "luminosity", "luminosity"};

void lr_track_moments(const struct lr_track_sums *sums, int k, double out[3]) {
  static const int FIRST[] = {LR_TRACK_X, LR_TRACK_Y, LR_TRACK_Z}, SECOND[] = {LR_TRACK_XX, LR_TRACK_YY, LR_TRACK_ZZ};
  const double *sum = sums->sum;
  double alive = sum[LR_TRACK_ALIVE], q = sum[FIRST[k]] / alive, p = sum[FIRST[k] + 1] / alive;
  out[0] = sum[SECOND[k]] / alive - q * q;
  out[1] = sum[SECOND[k] + 1] / alive - q * p;
  out[2] = sum[SECOND[k] + 2] / alive - p * p;
}

// Of beam `beam` at a turn; the luminosity is the mean of what the tracked beams see.
static double quantity(const struct lr_track_run *run, int beam, int which, size_t turn) {
  const struct lr_track_sums *sums = &run->beam[beam].turn[turn];
  const struct lr_track_beam *other = &run->beam[1 - beam];
  if (which == LUMINOSITY) {
    double here = quantity(run, beam, VIEW, turn);
    return other->block ? (here + quantity(run, 1 - beam, VIEW, turn)) / 2 : here;
  }
  if (which == VIEW) return sums->sum[LR_TRACK_OVERLAP] * run->ring[beam].number / (double)run->input.particles;
  double m[3];
  lr_track_moments(sums, which % 3, m);
  return which < EMITTANCE ? sqrt(fmax(m[0], 0)) : sqrt(fmax(m[0] * m[2] - m[1] * m[1], 0));
}

// E-foldings of a turn: of the emittance; of the bunch length no more than the averaged charge of a wake follows.
static double relaxation(const struct lr_track_run *run, int beam, int plane) {
  double rate = 2 * run->ring[beam].damping[plane];
  return plane == 2 && run->wake[beam] && run->wake[beam]->memory > 1 ? fmin(rate, 1 / run->wake[beam]->memory) : rate;
}

// Turns after which the slowest plane of the tracked beams is down to 1/e, for all quantities: a collision couples the planes.
// Infinite where a plane has no damping: it keeps the particles it began with, and turns say nothing of their scatter.
static double memory(const struct lr_track_run *run) {
  double turns = 0;
  for (int b = 0; b < 2; b++)
    for (int k = 0; k < 3; k++)
      if (run->beam[b].block) turns = fmax(turns, 1 / fmax(relaxation(run, b, k), 0));
  return turns;
}

// Of the beams that are met: their slices as the run begins.
static enum lr_status judge_slices(const struct lr_track_run *run, struct lr_track_result *out, struct lr_error *error) {
  enum lr_status status = LR_OK;
  const struct lr_track_input *in = &run->input;
  for (int b = 0; b < 2 && status == LR_OK && in->slices > 0; b++) {
    if (!run->beam[1 - b].block) continue;
    status = lr_track_slices_coarse(&run->ring[b], run->half_angle_rad, lr_track_slicing_of(in), (size_t)in->slices, &out->slices[b], error);
    if (out->slices[b].wanted) out->converged = false;
  }
  return status;
}

enum lr_status lr_track_run_result(const struct lr_track_run *run, struct lr_track_result *out, struct lr_error *error) {
  *out = (struct lr_track_result){.turns = run->turn, .drifting_beam = -1, .converged = true};
  size_t count = (size_t)(run->input.average < run->turn ? run->input.average : run->turn);
  out->averaged = (long)count;
  double *value = malloc((count + 1) * sizeof *value);
  if (!value) return lr_error_set(error, LR_E_MEMORY, "no memory for the averages");
  enum lr_status status = count < 4 ? lr_error_set(error, LR_E_DOMAIN, "%zu turns give no average: 4 are the least", count)
                                    : lr_track_run_check_left(run, error);
  bool first = true;
  for (int b = 0; b < 2 && status == LR_OK; b++) {
    const struct lr_track_beam *beam = &run->beam[b];
    const struct lr_track_ring *ring = &run->ring[b];
    struct lr_track_beam_result *r = &out->beam[b];
    for (int k = 0; k < 3; k++) {
      r->sigma_m[k] = (struct lr_track_quantity){sqrt(ring->emittance_m[k] * ring->beta_m[k]), 0};
      r->emittance_m[k] = (struct lr_track_quantity){ring->emittance_m[k], 0};
    }
    out->view_m2[b] = (struct lr_track_quantity){NAN, NAN};
    if (!beam->block) continue;
    r->tracked = true;
    r->lost_fraction = (double)beam->losses / (double)run->input.particles;
    size_t last = (size_t)run->turn - count;
    for (int k = 0; k < 3; k++) {
      r->relaxations[k] = relaxation(run, b, k) * (double)(run->turn - (long)count);
      r->relaxations_in[k] = relaxation(run, b, k) * (double)count;
      if (r->relaxations[k] < ENOUGH_RELAXATIONS) out->converged = false;
    }
    for (int which = 0; which < (first ? QUANTITIES : QUANTITIES - 1); which++) {
      double drift;
      for (size_t i = 0; i < count; i++) value[i] = quantity(run, b, which, last + i);
      struct lr_track_quantity mean = lr_track_series_mean(value, count, memory(run), &drift);
      *(which == LUMINOSITY ? &out->luminosity_m2 : which == VIEW ? &out->view_m2[b] : which < EMITTANCE ? &r->sigma_m[which] : &r->emittance_m[which - EMITTANCE]) = mean;
      if (isnan(out->drift_sigma) || fabs(drift) <= out->drift_sigma) continue;
      out->drift_sigma = fabs(drift);
      snprintf(out->drifting, sizeof out->drifting, "%s", NAME[which]);
      out->drifting_beam = which >= VIEW ? -1 : b;
    }
    if (first) out->first_luminosity_m2 = quantity(run, b, LUMINOSITY, 0);
    first = false;
  }
  if (status == LR_OK) status = judge_slices(run, out, error);
  if (!(out->drift_sigma <= MOST_DRIFT)) out->converged = false;  // a drift that is no number is no agreement
  free(value);
  return status;
}
