// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/curve.h"

#include <math.h>
#include <stdatomic.h>
#include <stddef.h>

#include "base/constants.h"
#include "base/progress.h"
#include "machine/blowup.h"
#include "machine/blowup_optics.h"
#include "machine/overlap.h"
#include "machine/track/ring_of.h"

struct work {
  const struct lr_track_curve_input *input;
  struct lr_track_curve_point *point;
  struct lr_progress *progress;
  atomic_long turns;      // done by the points of this rank
  double all;             // that it has to do
  atomic_flag shows;      // a thread that draws the progress
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

// The rings of a point, with currents and lengths as its collider has them.
static enum lr_status rings_of(const struct lr_track_curve_input *input, const struct lr_collider *collider, struct lr_track_ring ring[2],
                               struct lr_error *error) {
  enum lr_status status = LR_OK;
  for (int k = 0; k < 2 && status == LR_OK; k++) {
    struct lr_collider bare = *collider;
    if (input->track.wake[k]) (k ? &bare.her : &bare.ler)->bunch_length.model = LR_BUNCH_LENGTH_GIVEN;  // the wake lengthens it: not twice
    status = lr_track_ring_of(&bare, k == 1, LR_TRACK_TRACKED, &ring[k], error);
    for (int plane = 0; plane < 2; plane++) ring[k].aperture_m[plane] = input->aperture_m[k][plane];
    ring[k].aperture_delta = input->aperture_delta;
  }
  return status;
}

static enum lr_status create_run(const struct lr_track_curve_input *input, const struct lr_track_ring ring[2], struct lr_track_run **run,
                                 struct lr_error *error) {
  double half_angle_rad = input->collider.crossing_angle_rad / 2;
  double attract = input->collider.ler.particle == LR_PROTON && input->collider.her.particle == LR_PROTON ? -1 : 1;
  struct lr_track_input track = input->track;
  track.world = NULL;  // points are shared by the ranks, not the particles of a point
  if (track.mode == LR_TRACK_WEAK_STRONG) track.mode = LR_TRACK_QUASI_STRONG_STRONG;
  return lr_track_run_create(ring, half_angle_rad, attract, &track, input->seed, run, error);
}

static double relative(struct lr_track_quantity q) { return q.error / q.value; }

// At no current there is nothing to track: the emittances are those of the collider, L_sp their overlap.
static enum lr_status at_no_current(const struct lr_collider *scaled, const struct lr_collider *collider, struct lr_track_curve_point *out,
                                    struct lr_error *error) {
  struct lr_collider c = *scaled;
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

// `scaled`: the collider at the currents of the point, as M2 has it.
static enum lr_status read_off(const struct lr_track_curve_input *input, const struct lr_collider *scaled, const struct lr_track_run *run,
                               struct lr_track_curve_point *out, struct lr_error *error) {
  struct lr_track_result result;
  enum lr_status status = lr_track_run_result(run, &result, error);
  if (status != LR_OK) return status;
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
  status = lr_blowup_emittance_of_point(scaled, &point, her_over_ler, &out->effective_m[0], error);
  if (status != LR_OK) return status;
  out->effective_m[1] = her_over_ler * out->effective_m[0];
  for (int k = 0; k < 2; k++)  // L goes nearly with the inverse root of the emittances, which move together; their ratio by the sizes
    out->effective_error[k] = hypot(2 * relative(out->specific_m2sA2), hypot(relative(out->sigma_m[0][1]), relative(out->sigma_m[1][1])));
  return LR_OK;
}

struct going {
  struct work *work;
  const struct lr_track_run *run;
  long turn;  // up to which its turns are counted
};

static enum lr_status show(void *context, enum lr_status status, struct lr_error *error) {
  struct going *g = context;
  (void)error;
  const long turn = lr_track_run_turn(g->run), all = atomic_fetch_add(&g->work->turns, turn - g->turn) + turn - g->turn;
  g->turn = turn;
  if (!g->work->progress || atomic_flag_test_and_set(&g->work->shows)) return status;
  lr_progress_update(g->work->progress, fmin((double)all / g->work->all, 1));
  atomic_flag_clear(&g->work->shows);
  return status;
}

static enum lr_status track_point(size_t index, void *context, struct lr_error *error) {
  struct work *work = context;
  const struct lr_track_curve_input *input = work->input;
  struct lr_track_curve_point *point = &work->point[index], out = *point;
  struct lr_collider collider;
  struct lr_track_ring ring[2];
  struct lr_track_run *run = NULL;
  out.stopped = false;
  enum lr_status status = scale(&input->collider, out.product_A2, &collider, out.bunch_current_A, error);
  if (status == LR_OK && !out.tracked) status = at_no_current(&collider, &input->collider, &out, error);
  if (status == LR_OK && out.tracked) {
    status = rings_of(input, &collider, ring, error);
    if (status == LR_OK) status = create_run(input, ring, &run, error);
    struct going going = {.work = work, .run = run};
    if (status == LR_OK) status = lr_track_run_to(run, input->track.turns, 1, show, &going, error);
    if (status == LR_OK) status = read_off(input, &collider, run, &out, error);
  }
  lr_track_run_free(run);
  if (status == LR_OK) *point = out;
  else if (status != LR_E_INTERRUPTED) lr_error_context(error, "product %.4g mA^2", out.product_A2 * 1e6);
  return status;
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

// What every point begins with, and whether there is a run of it; the run itself is tried with the largest currents.
enum lr_status lr_track_curve_begin(const struct lr_track_curve_input *input, struct lr_track_curve_point *point, struct lr_buffer *print,
                                    struct lr_error *error) {
  struct lr_track_ring ring[2];
  struct lr_track_run *run = NULL;
  enum lr_status status = check(input, error);
  for (size_t p = 0; p < input->count && status == LR_OK; p++) {
    const double product_A2 = input->product_A2[p];
    struct lr_collider collider;
    point[p] = (struct lr_track_curve_point){.product_A2 = product_A2, .tracked = product_A2 > 0, .stopped = true};
    status = scale(&input->collider, product_A2, &collider, point[p].bunch_current_A, error);
    if (status == LR_OK) status = lr_blowup_optics_of(&input->collider, product_A2, &point[p].optics, error);
    if (status == LR_OK && point[p].tracked) status = rings_of(input, &collider, ring, error);
  }
  if (status == LR_OK) status = create_run(input, ring, &run, error);
  if (status == LR_OK && print) lr_track_run_print(run, print);
  lr_track_run_free(run);
  return status;
}

static bool is_sane(const void *bytes) {
  const char *p = bytes;
  return lr_track_is_flag(p + offsetof(struct lr_track_curve_point, tracked)) && lr_track_is_flag(p + offsetof(struct lr_track_curve_point, converged)) &&
         p[offsetof(struct lr_track_curve_point, stopped)] == 0;
}

struct lr_track_points lr_track_curve_points(struct lr_track_curve_point *point, size_t count, bool *done) {
  return (struct lr_track_points){point, count, sizeof *point, offsetof(struct lr_track_curve_point, luminosity_m2), done, is_sane};
}

enum lr_status lr_track_curve(const struct lr_track_curve_input *input, struct lr_track_curve_point *point,
                              const struct lr_track_points_how *how, struct lr_error *error) {
  struct lr_track_curve_point fresh[LR_TRACK_CURVE_MOST];
  bool none[LR_TRACK_CURVE_MOST] = {false}, *done = how->done ? how->done : none;
  const struct lr_world *world = input->track.world;
  enum lr_status status = lr_world_agree(world, lr_track_curve_begin(input, fresh, NULL, error), error);
  if (status != LR_OK) return status;
  double open = 0;
  for (size_t p = 0; p < input->count; p++) {
    if (done[p]) continue;
    point[p] = fresh[p];
    open += point[p].tracked;
  }
  struct work work = {.input = input, .point = point, .progress = how->progress, .all = open * (double)input->track.turns / lr_world_size(world),
                      .shows = ATOMIC_FLAG_INIT};
  struct lr_track_points_how way = *how;
  const struct lr_track_points points = lr_track_curve_points(point, input->count, done);
  way.progress = NULL;  // it goes by turns
  return lr_track_points_go(&points, &way, world, input->track.kernel, track_point, &work, error);
}
