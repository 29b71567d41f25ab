// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/levers.h"

#include <math.h>
#include <stddef.h>

#include "machine/overlap.h"

enum { LEVELS = 5 };
static const double overlap_tolerance = 1e-12;
static const double first_step = 0.1;
static const double largest_turn_rad = 0.2;  // of rolls and of the vertical angle: the range of M2

enum kind { RING_DOUBLE, CURRENT, BUNCH_LENGTH, BUNCHES, BUNCHES_AT_BUNCH_CURRENT, ANGLE, OFFSET_X, OFFSET_Y, SMEAR, TURN, JITTER, TILT };
enum natural { LOG, WHOLE, BETA_Y, SIGMA_X, SIGMA_Y, ROLL, CLIMB, NATURALS };

static const struct knob {
  const char *name;
  enum kind kind;
  bool per_ring;
  size_t offset;  // RING_DOUBLE: of the member in a ring
  enum natural natural;
  const char *held;
} KNOBS[] = {
    {"current", CURRENT, true, 0, LOG, "bunches, sizes at the IP; the bunch length follows its law"},
    {"beta_x", RING_DOUBLE, true, offsetof(struct lr_ring, beta_x_m), LOG, "emittances, currents"},
    {"beta_y", RING_DOUBLE, true, offsetof(struct lr_ring, beta_y_m), LOG, "emittances, currents"},
    {"emittance_x", RING_DOUBLE, true, offsetof(struct lr_ring, emittance_x_m), LOG, "beta functions, currents"},
    {"emittance_y", RING_DOUBLE, true, offsetof(struct lr_ring, emittance_y_m), LOG, "beta functions, currents"},
    {"bunch_length", BUNCH_LENGTH, true, 0, LOG, "currents; a factor on the law of the bunch length"},
    {"crab_waist", RING_DOUBLE, true, offsetof(struct lr_ring, crab_waist), WHOLE, "emittances: the geometry alone"},
    {"waist_shift", RING_DOUBLE, true, offsetof(struct lr_ring, waist_shift_m), BETA_Y, "all else"},
    {"chromatic_size_y", SMEAR, true, offsetof(struct lr_ring, chromatic_size_y_m), SIGMA_Y, "emittances, currents"},
    {"roll", TURN, true, offsetof(struct lr_ring, roll_rad), ROLL, "emittances of the turned axes, currents"},
    {"bunches", BUNCHES, false, 0, LOG, "total currents of both rings"},
    {"bunches_fixed_bunch_current", BUNCHES_AT_BUNCH_CURRENT, false, 0, LOG, "bunch currents of both rings"},
    {"crossing_angle", ANGLE, false, 0, LOG, "crab-waist ratios"},
    {"offset_x", OFFSET_X, false, 0, SIGMA_X, "all else"},
    {"offset_y", OFFSET_Y, false, 0, SIGMA_Y, "all else"},
    {"jitter_y", JITTER, false, 0, SIGMA_Y, "all else"},
    {"vertical_angle", TILT, false, 0, CLIMB, "all else"},
};

static double *member(struct lr_ring *ring, size_t offset) { return (double *)((char *)ring + offset); }

static void scale_current(struct lr_ring *ring, double factor) {
  ring->current_A *= factor;  // the one that is not given is NaN and stays so
  ring->bunch_population *= factor;
}

static void scale_length(struct lr_bunch_length *length, double factor) {
  length->length_m *= factor;
  length->slope_m_A *= factor;
  for (int part = 0; part < 2; part++)
    for (int i = 0; i < LR_BUNCH_LENGTH_NODES; i++) length->curve.sigma_z_m[part][i] *= factor;
}

// The collider with a knob moved by x; states are those of the rings before.
static struct lr_collider moved(const struct lr_collider *from, const struct lr_ring_state state[2],
                                const struct knob *knob, bool her, double natural, double x) {
  struct lr_collider c = *from;
  struct lr_ring *ring[2] = {&c.ler, &c.her};
  double factor = knob->natural == LOG ? exp(x) : 1, shift = knob->natural == LOG ? 0 : x * natural;
  switch (knob->kind) {
    case RING_DOUBLE:
    case TURN:
      *member(ring[her], knob->offset) *= factor;
      *member(ring[her], knob->offset) += shift;
      break;
    case CURRENT: scale_current(ring[her], factor); break;
    case BUNCH_LENGTH: scale_length(&ring[her]->bunch_length, factor); break;
    case BUNCHES:
    case BUNCHES_AT_BUNCH_CURRENT:
      c.bunches *= factor;
      for (int i = 0; i < 2; i++) {
        bool total = knob->kind == BUNCHES;
        ring[i]->current_A = NAN;
        ring[i]->bunch_population = total ? state[i].bunch_population / factor : state[i].bunch_population;
      }
      break;
    case ANGLE: c.crossing_angle_rad *= factor; break;
    case OFFSET_X: c.offset_x_m += shift; break;
    case OFFSET_Y: c.offset_y_m += shift; break;
    case TILT: c.vertical_angle_rad += shift; break;
    case JITTER: c.jitter_y_m = fabs(c.jitter_y_m + shift); break;  // an rms: L is even in it
    case SMEAR: *member(ring[her], knob->offset) = fabs(*member(ring[her], knob->offset) + shift); break;
  }
  return c;
}

static double value_of(const struct lr_collider *collider, const struct lr_ring_state state[2],
                       const struct knob *knob, bool her) {
  struct lr_collider c = *collider;
  switch (knob->kind) {
    case RING_DOUBLE:
    case SMEAR:
    case TURN: return *member(her ? &c.her : &c.ler, knob->offset);
    case CURRENT: return state[her].current_A;
    case BUNCH_LENGTH: return state[her].sigma_z_m;
    case BUNCHES:
    case BUNCHES_AT_BUNCH_CURRENT: return c.bunches;
    case ANGLE: return c.crossing_angle_rad;
    case OFFSET_X: return c.offset_x_m;
    case OFFSET_Y: return c.offset_y_m;
    case JITTER: return c.jitter_y_m;
    case TILT: return c.vertical_angle_rad;
  }
  return NAN;
}

// What stays as it is when the emittances follow the blow-up.
static const char *held_blown_up(const struct knob *knob) {
  switch (knob->kind) {
    case CURRENT: return "bunches, beta functions; the vertical emittances follow the blow-up, the bunch length its law";
    case BUNCHES: return "total currents of both rings; the vertical emittances follow the blow-up";
    case RING_DOUBLE:
      return knob->offset == offsetof(struct lr_ring, emittance_y_m) ? "beta functions, currents; a factor on the blow-up" : knob->held;
    case BUNCH_LENGTH:
    case BUNCHES_AT_BUNCH_CURRENT:
    case ANGLE:
    case OFFSET_X:
    case OFFSET_Y:
    case SMEAR:
    case TURN:
    case JITTER:
    case TILT: break;
  }
  return knob->held;
}

static enum lr_status evaluate(const struct lr_collider *collider, double *luminosity_m2s, struct lr_error *error) {
  struct lr_overlap overlap;
  enum lr_status status = lr_overlap_evaluate(collider, overlap_tolerance, &overlap, error);
  if (!status) *luminosity_m2s = overlap.luminosity_m2 * collider->bunches * lr_revolution_frequency(collider);
  return status;
}

// Value at step zero of a row of differences whose error goes with even powers of the step, and what it is good for.
static double extrapolate(const double difference[LEVELS], double *error) {
  double table[LEVELS][LEVELS], best = difference[0];
  *error = INFINITY;
  for (int k = 0; k < LEVELS; k++) {
    table[k][0] = difference[k];
    double power = 1;
    for (int j = 1; j <= k; j++) {
      power *= 4;
      table[k][j] = table[k][j - 1] + (table[k][j - 1] - table[k - 1][j - 1]) / (power - 1);
      double off = fmax(fabs(table[k][j] - table[k][j - 1]), fabs(table[k][j] - table[k - 1][j - 1]));
      if (off >= *error) continue;
      *error = off;
      best = table[k][j];
    }
  }
  return best;
}

static enum lr_status evaluate_moved(const struct lr_collider *from, const struct lr_ring_state state[2],
                                     const struct knob *knob, const struct lr_lever *lever,
                                     const struct lr_blowup_input *blowup, double x, double *luminosity_m2s,
                                     struct lr_error *error) {
  struct lr_collider c = moved(from, state, knob, lever->ring[0] == 'h', lever->natural, x);
  bool follows = blowup && (knob->kind == CURRENT || knob->kind == BUNCHES);  // bunch currents change with no other knob
  enum lr_status status = follows ? lr_blowup_apply(blowup, &c, error) : LR_OK;
  return status ? status : evaluate(&c, luminosity_m2s, error);
}

static enum lr_status differentiate(const struct lr_collider *collider, const struct lr_ring_state state[2],
                                    const struct knob *knob, const struct lr_blowup_input *blowup, double L0_m2s,
                                    struct lr_lever *lever, struct lr_error *error) {
  double slope[LEVELS], curve[LEVELS], step = first_step, curve_error;
  for (int k = 0; k <= LEVELS; k++) {
    bool last = k == LEVELS;  // the finite moves
    double up = !last ? step : lever->relative ? log(1.1) : 0.1, down = !last ? -step : lever->relative ? log(0.9) : -0.1;
    double high_m2s, low_m2s;
    enum lr_status status = evaluate_moved(collider, state, knob, lever, blowup, up, &high_m2s, error);
    if (!status) status = evaluate_moved(collider, state, knob, lever, blowup, down, &low_m2s, error);
    if (status) return status;
    if (last) {
      lever->up = high_m2s / L0_m2s - 1;
      lever->down = low_m2s / L0_m2s - 1;
      break;
    }
    double a = log(high_m2s / L0_m2s), b = log(low_m2s / L0_m2s);
    slope[k] = (a - b) / (2 * step);
    curve[k] = (a + b) / (step * step);
    step /= 2;
  }
  lever->derivative = extrapolate(slope, &lever->error);
  lever->error += overlap_tolerance / step;  // noise of the quadrature at the smallest step
  lever->curvature = extrapolate(curve, &curve_error);
  return LR_OK;
}

enum lr_status lr_levers_evaluate(const struct lr_collider *collider, struct lr_levers *levers, struct lr_error *error) {
  return lr_levers_evaluate_blown_up(collider, NULL, levers, error);
}

enum lr_status lr_levers_evaluate_blown_up(const struct lr_collider *collider, const struct lr_blowup_input *blowup,
                                           struct lr_levers *levers, struct lr_error *error) {
  struct lr_ring_state state[2];
  struct lr_levers out = {0};
  enum lr_status status = lr_ring_evaluate(collider, &collider->ler, &state[0], error);
  if (!status) status = lr_ring_evaluate(collider, &collider->her, &state[1], error);
  if (!status) status = evaluate(collider, &out.luminosity_m2s, error);
  if (status) return status;
  double half_tangent = tan(collider->crossing_angle_rad / 2);
  double sum_x_m = hypot(hypot(state[0].sigma_x_m, state[1].sigma_x_m),
                         hypot(state[0].sigma_z_m, state[1].sigma_z_m) * half_tangent);
  double sum_y_m = hypot(state[0].sigma_y_m, state[1].sigma_y_m);
  double betatron_x_m = hypot(state[0].sigma_x_m, state[1].sigma_x_m);
  // rms half length of the overlap, along which the beams run at cos(half angle): Sigma_y over it takes as much as a jitter
  // of Sigma_y
  double half_length_m = hypot(state[0].sigma_z_m, state[1].sigma_z_m) * betatron_x_m /
                         (2 * sum_x_m * cos(collider->crossing_angle_rad / 2));
  static const char *const PER[] = {"ln p", "100 %", "beta_y", "Sigma_x", "Sigma_y", "Sigma_y / sigma_x", "Sigma_y / length"};
  for (size_t i = 0; i < sizeof KNOBS / sizeof *KNOBS; i++) {
    const struct knob *knob = &KNOBS[i];
    bool angular = knob->kind == ANGLE || knob->natural == WHOLE;
    if (angular && collider->crossing_angle_rad == 0) continue;
    for (int her = 0; her < (knob->per_ring ? 2 : 1); her++) {
      const double NATURAL[NATURALS] = {1, 1, her ? collider->her.beta_y_m : collider->ler.beta_y_m, sum_x_m, sum_y_m,
                                        sum_y_m / state[her].sigma_x_m, sum_y_m / half_length_m};
      double reach = fabs(value_of(collider, state, knob, her != 0)) + first_step * NATURAL[knob->natural];
      if ((knob->kind == TURN || knob->kind == TILT) && reach > largest_turn_rad) continue;
      struct lr_lever *lever = &out.lever[out.count++];
      *lever = (struct lr_lever){.knob = knob->name,
                                 .ring = !knob->per_ring ? "" : her ? "her" : "ler",
                                 .held = blowup ? held_blown_up(knob) : knob->held,
                                 .relative = knob->natural == LOG,
                                 .natural = NATURAL[knob->natural],
                                 .per = PER[knob->natural],
                                 .value = value_of(collider, state, knob, her != 0)};
      status = differentiate(collider, state, knob, blowup, out.luminosity_m2s, lever, error);
      if (status) {
        lr_error_context(error, "lever %s%s%s", lever->ring, *lever->ring ? "." : "", lever->knob);
        return status;
      }
    }
  }
  *levers = out;
  return LR_OK;
}
