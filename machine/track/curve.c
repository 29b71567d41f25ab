// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/curve.h"

#include <math.h>
#include <stdlib.h>

#include "base/constants.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "machine/blowup.h"
#include "machine/overlap.h"
#include "machine/track/ring_of.h"
#include "machine/track/run_state.h"

static const double STANDS = 0.03;  // relative, of a size tracked to that of the frozen beam
enum { EXCHANGES = 20, STEPS = 20 };  // while the run settles, and of the average (progress alone depends on these)

struct pair {
  struct lr_collider collider;  // at the currents of the point
  struct lr_track_ring ring[2];
  struct lr_track_run *run[2];  // the tracked beam is ring [k]; NULL: at no current
  double frozen_m[2][2];        // sizes of the frozen beam [ring][plane] as the slices have them
};

struct work {
  const struct lr_track_curve_input *input;
  struct pair *pair;
  long turns;  // of this step
};

// The collider with both bunch currents scaled to a product; what tracking does not carry is taken out.
static enum lr_status scale(const struct lr_collider *from, double product_A2, struct lr_collider *to, double current_A[2],
                            struct lr_error *error) {
  *to = *from;
  struct lr_ring_state state[2];
  enum lr_status status = lr_ring_evaluate(from, &from->ler, &state[0], error);
  if (status == LR_OK) status = lr_ring_evaluate(from, &from->her, &state[1], error);
  if (status != LR_OK) return status;
  double factor = sqrt(product_A2 / (state[0].bunch_current_A * state[1].bunch_current_A));
  for (int k = 0; k < 2; k++) {
    struct lr_ring *ring = k ? &to->her : &to->ler;
    current_A[k] = factor * state[k].bunch_current_A;
    ring->current_A = NAN;
    ring->bunch_population = factor * state[k].bunch_population;
    ring->waist_shift_m = ring->chromatic_size_y_m = ring->roll_rad = 0;
  }
  to->jitter_y_m = to->vertical_angle_rad = 0;
  return LR_OK;
}

static enum lr_status open_pair(const struct lr_track_curve_input *input, double product_A2, struct pair *pair,
                                struct lr_track_curve_point *point, struct lr_error *error) {
  *point = (struct lr_track_curve_point){.product_A2 = product_A2, .tracked = product_A2 > 0};
  enum lr_status status = scale(&input->collider, product_A2, &pair->collider, point->bunch_current_A, error);
  double half_angle_rad = input->collider.crossing_angle_rad / 2;
  double attract = input->collider.ler.particle == LR_PROTON && input->collider.her.particle == LR_PROTON ? -1 : 1;
  if (status != LR_OK || !point->tracked) return status;
  for (int k = 0; k < 2 && status == LR_OK; k++) {
    status = lr_track_ring_of(&pair->collider, k == 1, LR_TRACK_TRACKED, &pair->ring[k], error);
    for (int plane = 0; plane < 2; plane++) {
      pair->ring[k].aperture_m[plane] = input->aperture_m[k][plane];
      pair->frozen_m[k][plane] = sqrt(pair->ring[k].emittance_m[plane] * pair->ring[k].beta_m[plane]);
    }
    pair->ring[k].aperture_delta = input->aperture_delta;
  }
  for (int k = 0; k < 2 && status == LR_OK; k++) {
    struct lr_track_input track = input->track;
    track.mode = LR_TRACK_WEAK_STRONG;
    track.weak = k;
    status = lr_track_run_create(pair->ring, half_angle_rad, attract, &track, input->seed, &pair->run[k], error);
  }
  return status;
}

static enum lr_status step(size_t index, void *context, struct lr_error *error) {
  struct work *work = context;
  struct lr_track_run *run = work->pair[index / 2].run[index % 2];
  enum lr_status status = run ? lr_track_run_step(run, work->turns, 1, error) : LR_OK;
  return status == LR_OK || status == LR_E_INTERRUPTED
             ? status
             : lr_error_context(error, "product %.4g mA^2, %s", work->input->product_A2[index / 2] * 1e6, index % 2 ? "her" : "ler");
}

// Mean sigma^2 and emittance of a plane over the latter half of the turns so far.
static void look(const struct lr_track_run *run, int beam, int plane, double *sigma2_m2, double *emittance_m) {
  static const int FIRST[] = {LR_TRACK_X, LR_TRACK_Y}, SECOND[] = {LR_TRACK_XX, LR_TRACK_YY};
  const struct lr_track_sums *turn = lr_track_run_sums(run, beam);
  long to = lr_track_run_turn(run), from = to / 2;
  double sums[2] = {0, 0};
  for (long t = from; t < to; t++) {
    const double *sum = turn[t].sum;
    double alive = sum[LR_TRACK_ALIVE], q = sum[FIRST[plane]] / alive, p = sum[FIRST[plane] + 1] / alive;
    double qq = sum[SECOND[plane]] / alive - q * q, qp = sum[SECOND[plane] + 1] / alive - q * p,
           pp = sum[SECOND[plane] + 2] / alive - p * p;
    sums[0] += qq;
    sums[1] += sqrt(fmax(qq * pp - qp * qp, 0));
  }
  *sigma2_m2 = sums[0] / (double)(to - from);
  *emittance_m = sums[1] / (double)(to - from);
}

// The slices of each ring take the sizes that it has by its own tracking: in the middle of the crossing, where there is no
// correlation of place and slope, beta is sigma^2 / emittance.
static enum lr_status exchange(struct pair *pair, struct lr_error *error) {
  struct lr_track_ring strong[2] = {pair->ring[0], pair->ring[1]};
  enum lr_status status = LR_OK;
  for (int k = 0; k < 2; k++) {
    for (int plane = 0; plane < 2; plane++) {
      double sigma2_m2, emittance_m;
      look(pair->run[k], k, plane, &sigma2_m2, &emittance_m);
      if (!(sigma2_m2 > 0 && emittance_m > 0))
        return lr_error_set(error, LR_E_DOMAIN, "no size is left of the %s", k ? "her" : "ler");
      strong[k].emittance_m[plane] = emittance_m;
      strong[k].beta_m[plane] = sigma2_m2 / emittance_m;
      pair->frozen_m[k][plane] = sqrt(sigma2_m2);
    }
  }
  for (int k = 0; k < 2 && status == LR_OK; k++) {
    struct lr_track_run *run = pair->run[k];
    status = lr_track_slice_beam(&strong[1 - k], &pair->ring[k], run->half_angle_rad, run->input.kick ? run->attract : 0,
                                 run->input.slicing, (size_t)run->input.slices, run->slice, error);
  }
  return status;
}

// All runs together go through `turns`; after each of `steps` parts the sizes are exchanged, when `settles`.
static enum lr_status go_on(struct work *work, long turns, int steps, bool settles, double *done, struct lr_progress *progress,
                            struct lr_error *error) {
  size_t count = work->input->count;
  enum lr_status status = LR_OK;
  for (int i = 0; i < steps && status == LR_OK; i++) {
    work->turns = turns * (i + 1) / steps - turns * i / steps;
    if (work->turns == 0) continue;
    status = lr_parallel_for(2 * count, work->input->jobs, step, work, NULL, error);
    for (size_t p = 0; settles && p < count && status == LR_OK; p++)
      if (work->pair[p].run[0]) status = exchange(&work->pair[p], error);
    *done += (double)work->turns / (double)work->input->track.turns;
    if (progress) lr_progress_update(progress, *done);
  }
  return status;
}

static double relative(struct lr_track_quantity q) { return q.error / q.value; }

// At no current there is nothing to track: the emittances are those of the collider, L_sp their overlap.
static enum lr_status at_no_current(const struct pair *pair, const struct lr_collider *collider, struct lr_track_curve_point *out,
                                    struct lr_error *error) {
  struct lr_collider c = pair->collider;
  struct lr_ring_state state[2];
  double per_charge = lr_revolution_frequency(&c) / pow(LR_E_C * lr_revolution_frequency(&c), 2);
  struct lr_overlap overlap;
  c.ler.bunch_population = c.her.bunch_population = 1;
  enum lr_status status = lr_overlap_evaluate(&c, 1e-9, &overlap, error);
  if (status == LR_OK) status = lr_ring_evaluate(&c, &c.ler, &state[0], error);
  if (status == LR_OK) status = lr_ring_evaluate(&c, &c.her, &state[1], error);
  if (status != LR_OK) return status;
  out->specific_m2sA2 = (struct lr_track_quantity){overlap.luminosity_m2 * per_charge, 0};
  for (int k = 0; k < 2; k++) {
    const struct lr_ring *ring = k ? &collider->her : &collider->ler;
    out->sigma_m[k][0].value = state[k].sigma_x_m;
    out->sigma_m[k][1].value = state[k].sigma_y_m;
    out->emittance_m[k][0].value = ring->emittance_x_m;
    out->emittance_m[k][1].value = out->effective_m[k] = ring->emittance_y_m;
  }
  out->converged = true;
  return LR_OK;
}

static enum lr_status read_off(const struct lr_track_curve_input *input, struct pair *pair, struct lr_track_curve_point *out,
                               struct lr_error *error) {
  if (!out->tracked) return at_no_current(pair, &input->collider, out, error);
  out->converged = true;
  for (int k = 0; k < 2; k++) {
    struct lr_track_result result;
    enum lr_status status = lr_track_run_result(pair->run[k], &result, error);
    if (status != LR_OK) return lr_error_context(error, "product %.4g mA^2, %s", out->product_A2 * 1e6, k ? "her" : "ler");
    const struct lr_track_beam_result *beam = &result.beam[k];
    out->luminosity_m2[k] = result.luminosity_m2;
    out->lost_fraction[k] = beam->lost_fraction;
    out->drift_sigma = fmax(out->drift_sigma, result.drift_sigma);
    out->converged = out->converged && result.converged;
    for (int plane = 0; plane < 2; plane++) {
      out->sigma_m[k][plane] = beam->sigma_m[plane];
      out->emittance_m[k][plane] = beam->emittance_m[plane];
      out->apart = fmax(out->apart, fabs(beam->sigma_m[plane].value / pair->frozen_m[k][plane] - 1));
    }
  }
  if (!(out->apart <= STANDS)) out->converged = false;
  double mean_m2 = (out->luminosity_m2[0].value + out->luminosity_m2[1].value) / 2;
  double half_m2 = (out->luminosity_m2[0].value - out->luminosity_m2[1].value) / 2;
  double error_m2 = sqrt(pow(out->luminosity_m2[0].error / 2, 2) + pow(out->luminosity_m2[1].error / 2, 2) + half_m2 * half_m2);
  double per_product = lr_revolution_frequency(&input->collider) / out->product_A2;
  out->specific_m2sA2 = (struct lr_track_quantity){mean_m2 * per_product, error_m2 * per_product};
  double her_over_ler = pow(out->sigma_m[1][1].value / out->sigma_m[0][1].value, 2) * pair->ring[0].beta_m[1] / pair->ring[1].beta_m[1];
  struct lr_blowup_point point = {.bunch_current_ler_A = out->bunch_current_A[0],
                                  .bunch_current_her_A = out->bunch_current_A[1],
                                  .specific_luminosity_m2sA2 = out->specific_m2sA2.value};
  enum lr_status status = lr_blowup_emittance_of_point(&pair->collider, &point, her_over_ler, &out->effective_m[0], error);
  if (status != LR_OK) return lr_error_context(error, "product %.4g mA^2", out->product_A2 * 1e6);
  out->effective_m[1] = her_over_ler * out->effective_m[0];
  for (int k = 0; k < 2; k++)  // L goes nearly with the inverse root of the emittances, which move together; their ratio by the sizes
    out->effective_error[k] = hypot(2 * relative(out->specific_m2sA2), hypot(relative(out->sigma_m[0][1]), relative(out->sigma_m[1][1])));
  return LR_OK;
}

static enum lr_status check(const struct lr_track_curve_input *input, struct lr_error *error) {
  if (input->count < LR_TRACK_CURVE_LEAST || input->count > LR_TRACK_CURVE_MOST)
    return lr_error_set(error, LR_E_DOMAIN, "%zu products of the bunch currents: a curve has %d to %d", input->count,
                        LR_TRACK_CURVE_LEAST, LR_TRACK_CURVE_MOST);
  for (size_t p = 0; p < input->count; p++)
    if (!isfinite(input->product_A2[p]) || !(p ? input->product_A2[p] > input->product_A2[p - 1] : input->product_A2[p] >= 0))
      return lr_error_set(error, LR_E_DOMAIN, "the products of a curve must ascend from 0 or above, not %g after %g mA^2",
                          input->product_A2[p] * 1e6, p ? input->product_A2[p - 1] * 1e6 : 0);
  return LR_OK;
}

enum lr_status lr_track_curve(const struct lr_track_curve_input *input, struct lr_track_curve_point *point,
                              struct lr_progress *progress, struct lr_error *error) {
  enum lr_status status = check(input, error);
  if (status != LR_OK) return status;
  struct work work = {.input = input, .pair = calloc(input->count, sizeof *work.pair)};
  double done = 0;
  if (!work.pair) return lr_error_set(error, LR_E_MEMORY, "no memory for a curve of %zu points", input->count);
  for (size_t p = 0; p < input->count && status == LR_OK; p++)
    status = open_pair(input, input->product_A2[p], &work.pair[p], &point[p], error);
  if (status == LR_OK) status = go_on(&work, input->track.turns - input->track.average, EXCHANGES, true, &done, progress, error);
  if (status == LR_OK) status = go_on(&work, input->track.average, STEPS, false, &done, progress, error);
  for (size_t p = 0; p < input->count && status == LR_OK; p++) status = read_off(input, &work.pair[p], &point[p], error);
  for (size_t p = 0; p < input->count; p++)
    for (int k = 0; k < 2; k++) lr_track_run_free(work.pair[p].run[k]);
  free(work.pair);
  return status;
}
