// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/curve.h"

#include <math.h>
#include <stdlib.h>

#include "base/constants.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "machine/blowup.h"
#include "machine/blowup_optics.h"
#include "machine/overlap.h"
#include "machine/track/ring_of.h"

enum { STEPS = 100 };  // looks at the progress

struct pair {
  struct lr_collider collider;  // at the currents of the point, as M2 has it
  struct lr_track_run *run;     // NULL: at no current
};

struct work {
  const struct lr_track_curve_input *input;
  struct pair *pair;
  long turns;  // of this step
};

// The collider with both bunch currents scaled to a product, its bunch lengths by its own laws; what tracking does not carry is taken out.
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
  if (status == LR_OK) status = lr_blowup_optics_of(&input->collider, product_A2, &point->optics, error);
  double half_angle_rad = input->collider.crossing_angle_rad / 2;
  double attract = input->collider.ler.particle == LR_PROTON && input->collider.her.particle == LR_PROTON ? -1 : 1;
  if (status != LR_OK || !point->tracked) return status;
  struct lr_track_ring ring[2];
  for (int k = 0; k < 2 && status == LR_OK; k++) {
    struct lr_collider bare = pair->collider;
    if (input->track.wake[k]) (k ? &bare.her : &bare.ler)->bunch_length.model = LR_BUNCH_LENGTH_GIVEN;  // the wake lengthens it: not twice
    status = lr_track_ring_of(&bare, k == 1, LR_TRACK_TRACKED, &ring[k], error);
    for (int plane = 0; plane < 2; plane++) ring[k].aperture_m[plane] = input->aperture_m[k][plane];
    ring[k].aperture_delta = input->aperture_delta;
  }
  struct lr_track_input track = input->track;
  if (track.mode == LR_TRACK_WEAK_STRONG) track.mode = LR_TRACK_QUASI_STRONG_STRONG;
  if (status == LR_OK) status = lr_track_run_create(ring, half_angle_rad, attract, &track, input->seed, &pair->run, error);
  return status;
}

static enum lr_status step(size_t index, void *context, struct lr_error *error) {
  struct work *work = context;
  struct lr_track_run *run = work->pair[index].run;
  enum lr_status status = run ? lr_track_run_step(run, work->turns, 1, error) : LR_OK;
  if (status != LR_OK && status != LR_E_INTERRUPTED) lr_error_context(error, "product %.4g mA^2", work->input->product_A2[index] * 1e6);
  return status;
}

// All points together, so that there is progress to show.
static enum lr_status go(struct work *work, struct lr_progress *progress, struct lr_error *error) {
  long turns = work->input->track.turns;
  enum lr_status status = LR_OK;
  for (int i = 0; i < STEPS && status == LR_OK; i++) {
    work->turns = turns * (i + 1) / STEPS - turns * i / STEPS;
    status = lr_parallel_for(work->input->count, work->input->jobs, step, work, NULL, error);
    if (progress) lr_progress_update(progress, (i + 1.0) / STEPS);
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
  struct lr_track_result result;
  enum lr_status status = lr_track_run_result(pair->run, &result, error);
  if (status != LR_OK) return lr_error_context(error, "product %.4g mA^2", out->product_A2 * 1e6);
  out->drift_sigma = result.drift_sigma;
  out->converged = result.converged;
  for (int k = 0; k < 2; k++) {
    const struct lr_track_beam_result *beam = &result.beam[k];
    out->luminosity_m2[k] = result.view_m2[k];
    out->lost_fraction[k] = beam->lost_fraction;
    for (int plane = 0; plane < 2; plane++) {
      out->sigma_m[k][plane] = beam->sigma_m[plane];
      out->emittance_m[k][plane] = beam->emittance_m[plane];
    }
  }
  double mean_m2 = result.luminosity_m2.value;
  double half_m2 = fabs(out->luminosity_m2[0].value - out->luminosity_m2[1].value) / 2;
  double error_m2 = hypot(result.luminosity_m2.error, half_m2);
  double per_product = lr_revolution_frequency(&input->collider) / out->product_A2;
  out->specific_m2sA2 = (struct lr_track_quantity){mean_m2 * per_product, error_m2 * per_product};
  out->systematic_m2sA2 = half_m2 * per_product;
  double her_over_ler = pow(out->sigma_m[1][1].value / out->sigma_m[0][1].value, 2) * input->collider.ler.beta_y_m / input->collider.her.beta_y_m;
  struct lr_blowup_point point = {.bunch_current_ler_A = out->bunch_current_A[0],
                                  .bunch_current_her_A = out->bunch_current_A[1],
                                  .specific_luminosity_m2sA2 = out->specific_m2sA2.value};
  status = lr_blowup_emittance_of_point(&pair->collider, &point, her_over_ler, &out->effective_m[0], error);
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
  if (!work.pair) return lr_error_set(error, LR_E_MEMORY, "no memory for a curve of %zu points", input->count);
  for (size_t p = 0; p < input->count && status == LR_OK; p++)
    status = open_pair(input, input->product_A2[p], &work.pair[p], &point[p], error);
  if (status == LR_OK) status = go(&work, progress, error);
  for (size_t p = 0; p < input->count && status == LR_OK; p++) status = read_off(input, &work.pair[p], &point[p], error);
  for (size_t p = 0; p < input->count; p++) lr_track_run_free(work.pair[p].run);
  free(work.pair);
  return status;
}
