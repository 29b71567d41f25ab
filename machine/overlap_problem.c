// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/overlap_problem.h"

#include "machine/overlap.h"

static const double first_step_pole = 0.095;  // of v, where the poles of the hourglass set it
static const double first_step_rms = 0.31;    // in rms widths of the overlap, where these set it

static double square(double x) { return x * x; }

static struct lr_overlap_beam beam_of(const struct lr_ring *ring, double direction, double full_angle,
                                      unsigned effects) {
  bool crab = effects & LR_OVERLAP_CRAB_WAIST && full_angle > 0;
  double roll = effects & LR_OVERLAP_ROLL ? ring->roll_rad : 0;
  return (struct lr_overlap_beam){
      .size_x2 = ring->emittance_x_m * ring->beta_x_m,
      .size_y2 = ring->emittance_y_m * ring->beta_y_m,
      .inverse_x2 = effects & LR_OVERLAP_HOURGLASS_X ? 1 / square(ring->beta_x_m) : 0,
      .inverse_y2 = effects & LR_OVERLAP_HOURGLASS_Y ? 1 / square(ring->beta_y_m) : 0,
      .cos2 = square(cos(roll)),
      .sin2 = square(sin(roll)),
      .cos_sin = cos(roll) * sin(roll),
      .waist_m = effects & LR_OVERLAP_WAIST_SHIFT ? direction * ring->waist_shift_m : 0,
      .crab = crab ? -direction * ring->crab_waist / tan(full_angle) : 0,
  };
}

// Exponents along l, on points that are dense around the overlap and reach out to where the bunch lengths end it.
static void scan_profile(struct lr_overlap_problem *p) {
  double sum_x2 = p->plus.size_x2 + p->minus.size_x2;
  double peak = 4 * p->half_offset_m * p->tangent / sum_x2 * square(p->width_m);  // with the sizes of the IP
  p->smallest = lr_overlap_profile_at(p, peak).exponent;
  double reach = p->length_m * sqrt((p->depth + p->smallest) / 2) + fabs(peak), scale = 4 * p->width_m;
  double half = asinh(reach / scale);
  for (int i = 0; i <= LR_OVERLAP_SCAN; i++) {
    p->l_m[i] = peak + scale * sinh(half * (2.0 * i / LR_OVERLAP_SCAN - 1));
    p->exponent[i] = lr_overlap_profile_at(p, p->l_m[i]).exponent;
    p->smallest = fmin(p->smallest, p->exponent[i]);
  }
}

void lr_overlap_problem_set(struct lr_overlap_problem *problem, const struct lr_collider *collider,
                            const struct lr_ring_state states[2], unsigned effects, double depth) {
  struct lr_overlap_problem *p = problem;
  double angle = effects & LR_OVERLAP_CROSSING ? collider->crossing_angle_rad : 0;
  p->plus = beam_of(&collider->ler, 1, angle, effects);
  p->minus = beam_of(&collider->her, -1, angle, effects);
  p->population2 = states[0].bunch_population * states[1].bunch_population;
  p->cosine = cos(angle / 2);
  p->tangent = tan(angle / 2);
  p->length_m = hypot(states[0].sigma_z_m, states[1].sigma_z_m);
  p->half_offset_m = effects & LR_OVERLAP_OFFSET_X ? collider->offset_x_m / 2 : 0;
  p->half_offset_y2 = effects & LR_OVERLAP_OFFSET_Y ? square(collider->offset_y_m) / 2 : 0;
  p->width_m = 0.5 / hypot(1 / p->length_m, p->tangent / sqrt(p->plus.size_x2 + p->minus.size_x2));
  p->smear_y2 = square(collider->ler.chromatic_size_y_m) + square(collider->her.chromatic_size_y_m) +
                (effects & LR_OVERLAP_JITTER ? square(collider->jitter_y_m) : 0);
  p->offset_y_m = effects & LR_OVERLAP_OFFSET_Y ? collider->offset_y_m : 0;
  p->climb = effects & LR_OVERLAP_TILT ? collider->vertical_angle_rad / p->cosine : 0;
  p->turned = p->climb != 0 || p->plus.cos_sin != 0 || p->minus.cos_sin != 0;
  p->even = p->half_offset_m == 0 && p->plus.waist_m == 0 && p->minus.waist_m == 0 && !(p->turned && p->offset_y_m != 0);
  // an offset in y weighs the places of large Sigma_y up by at most this exponent
  p->depth = depth + p->half_offset_y2 / (p->plus.size_y2 + p->minus.size_y2 + p->smear_y2);
  scan_profile(p);
}

// On a row, with the horizontal sizes of the IP, Sigma_y^2 is a quadratic form of l: its least value and where.
static void place_waist(const struct lr_overlap_problem *p, struct lr_overlap_row *row) {
  double plus = p->plus.size_y2 * p->plus.inverse_y2, minus = p->minus.size_y2 * p->minus.inverse_y2;
  double t = p->tangent, half = p->half_offset_m, sum_x2 = p->plus.size_x2 + p->minus.size_x2;
  double m = (p->minus.size_x2 - p->plus.size_x2) / sum_x2;
  double side = row->b * sqrt(p->plus.size_x2 * p->minus.size_x2 / sum_x2);
  // distance of a particle to its waist = slope l + start, for each beam
  double slope_p = 1 + m * t * t - p->plus.crab * (m - 1) * t, slope_m = 1 - m * t * t - p->minus.crab * (m + 1) * t;
  double start_p = t * (side - m * half) - p->plus.waist_m - p->plus.crab * (side - (m - 1) * half);
  double start_m = -t * (side - m * half) - p->minus.waist_m - p->minus.crab * (side - (m + 1) * half);
  double curvature = plus * square(slope_p) + minus * square(slope_m);
  if (!(curvature > 0)) return;
  double center = -(plus * slope_p * start_p + minus * slope_m * start_m) / curvature;
  double least = p->smear_y2 + p->plus.size_y2 + p->minus.size_y2 + plus * square(slope_p * center + start_p) +
                 minus * square(slope_m * center + start_m);
  row->center_m = center;
  row->scale_m = fmin(row->scale_m, sqrt(least / curvature));
}

bool lr_overlap_row_set(const struct lr_overlap_problem *problem, double b, struct lr_overlap_row *row) {
  const struct lr_overlap_problem *p = problem;
  double highest = p->smallest + p->depth - b * b / 2;
  int first = 0, last = LR_OVERLAP_SCAN;
  while (first <= last && p->exponent[first] > highest) first++;
  while (last >= first && p->exponent[last] > highest) last--;
  if (first > last) return false;
  double low = p->l_m[first > 0 ? first - 1 : 0], high = p->l_m[last < LR_OVERLAP_SCAN ? last + 1 : LR_OVERLAP_SCAN];

  // farther poles need no map: beyond some overlap lengths the sinh is a straight line
  *row = (struct lr_overlap_row){.b = b, .scale_m = 6 * p->width_m};
  double inverse_x2 = fmax(p->plus.inverse_x2, p->minus.inverse_x2);
  if (inverse_x2 > 0) row->scale_m = fmin(row->scale_m, 1 / sqrt(inverse_x2));
  place_waist(p, row);
  row->center_m = fmax(low, fmin(high, row->center_m));
  row->low = asinh((low - row->center_m) / row->scale_m);
  row->high = asinh((high - row->center_m) / row->scale_m);
  row->step = fmin(first_step_pole, first_step_rms * p->width_m / hypot(row->scale_m, row->center_m));
  return true;
}
