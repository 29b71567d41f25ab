// SPDX-License-Identifier: GPL-3.0-or-later
// Quadrature of the overlap: the trapezoidal rule over rows of b and, on each row, over v (overlap_problem.h); it
// converges exponentially in both. Sums are kept by index class (multiple of 4, other even, odd), so one pass gives the
// rule at steps h, 2h and 4h in each direction - that is the error estimate - and halving a step evaluates only the new
// points.
#include "machine/overlap.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/constants.h"
#include "machine/overlap_problem.h"

static const long max_evaluations = 30000000;
static const double first_step_b = 0.34;  // in rms widths of the integrand over b
static const double first_margin = 6;     // the integrand is cut off at tolerance / exp(margin)
static const double deepest = 750;        // exp(-deepest) is below the smallest double
static const double rounding = 1e-14;     // relative error of the sums themselves

#if defined(__GLIBC__) && defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
// glibc has vector forms of exp (libmvec); this lets the compiler use them without -ffast-math
double exp(double) __attribute__((simd("notinbranch")));
#endif

struct grid {
  const struct lr_overlap_problem *problem;
  double step_b, scale_v;  // step of b; of v on a row: its first step times scale_v
  double sum[3][3];        // by index class in b and in v: multiple of 4, other even, odd
  long evaluations;
};

enum { BLOCK = 8 };

// Integrand in (b, v) at v0, v0 + dv, ... of a row, without the step of v. A whole block always, without branches, so
// that the compiler can work on several points at a time.
static void row_straight(const struct lr_overlap_problem *p, const struct lr_overlap_row *row, double v0, double dv,
                      double *restrict value) {
  const struct lr_overlap_beam plus = p->plus, minus = p->minus;
  const double tangent = p->tangent, offset_y2 = p->half_offset_y2, smear_y2 = p->smear_y2, center = row->center_m, half = 0.5 * row->scale_m;
  for (int i = 0; i < BLOCK; i++) {
    double up = exp(v0 + dv * i), down = 1 / up, l = center + half * (up - down);
    struct lr_overlap_profile at = lr_overlap_profile_at(p, l);
    double across = at.mean + at.width * row->b, xp = across - at.half_split, xm = across + at.half_split;
    double sp = l + across * tangent, sm = l - across * tangent;  // along the axes of the beams
    double yp = sp - plus.waist_m - plus.crab * xp, ym = sm - minus.waist_m - minus.crab * xm;  // from the waists
    double xp2 = plus.size_x2 * (1 + sp * sp * plus.inverse_x2), xm2 = minus.size_x2 * (1 + sm * sm * minus.inverse_x2);
    double y2 = smear_y2 + plus.size_y2 * (1 + yp * yp * plus.inverse_y2) + minus.size_y2 * (1 + ym * ym * minus.inverse_y2);
    double x4 = xp2 * xm2, all = 1 / (x4 * y2);
    double exponent = at.exponent_z + (0.5 * (xp * xp * xm2 + xm * xm * xp2) * y2 + offset_y2 * x4) * all;
    value[i] = exp(-exponent) * sqrt(all) * at.width * half * (up + down);
  }
}

// The same for rolled profiles or a vertical angle: the marginal profile in x, mean and variance of y at that x. Written out a
// second time, because the compiler makes vectors of the loop above only as it stands (a shared body costs a factor two).
static void row_turned(const struct lr_overlap_problem *p, const struct lr_overlap_row *row, double v0, double dv,
                       double *restrict value) {
  const struct lr_overlap_beam plus = p->plus, minus = p->minus;
  const double tangent = p->tangent, center = row->center_m, half = 0.5 * row->scale_m;
  for (int i = 0; i < BLOCK; i++) {
    double up = exp(v0 + dv * i), down = 1 / up, l = center + half * (up - down);
    struct lr_overlap_profile at = lr_overlap_profile_at(p, l);
    double across = at.mean + at.width * row->b, xp = across - at.half_split, xm = across + at.half_split;
    double sp = l + across * tangent, sm = l - across * tangent;
    double yp = sp - plus.waist_m - plus.crab * xp, ym = sm - minus.waist_m - minus.crab * xm;
    double xp2 = plus.size_x2 * (1 + sp * sp * plus.inverse_x2), xm2 = minus.size_x2 * (1 + sm * sm * minus.inverse_x2);
    double yp2 = plus.size_y2 * (1 + yp * yp * plus.inverse_y2), ym2 = minus.size_y2 * (1 + ym * ym * minus.inverse_y2);
    double xxp = xp2 * plus.cos2 + yp2 * plus.sin2, xxm = xm2 * minus.cos2 + ym2 * minus.sin2;
    double mean_p = (xp2 - yp2) * plus.cos_sin / xxp * xp, mean_m = (xm2 - ym2) * minus.cos_sin / xxm * xm;
    double apart = mean_p - mean_m - p->offset_y_m + p->climb * l;
    double y2 = p->smear_y2 + xp2 * yp2 / xxp + xm2 * ym2 / xxm, x4 = xxp * xxm, all = 1 / (x4 * y2);
    double exponent = at.exponent_z + 0.5 * ((xp * xp * xxm + xm * xm * xxp) * y2 + apart * apart * x4) * all;
    value[i] = exp(-exponent) * sqrt(all) * at.width * half * (up + down);
  }
}

static void row_block(const struct lr_overlap_problem *p, const struct lr_overlap_row *row, double v0, double dv,
                      double *restrict value) {
  if (p->turned) row_turned(p, row, v0, dv, value);
  else row_straight(p, row, v0, dv, value);
}

static void add_row(struct grid *grid, long j, bool odd_only) {
  struct lr_overlap_row row;
  if (!lr_overlap_row_set(grid->problem, (double)j * grid->step_b, &row)) return;
  double h = row.step * grid->scale_v, part[3] = {0};
  long first = (long)ceil(row.low / h), last = (long)floor(row.high / h), stride = odd_only ? 2 : 1;
  if (odd_only && first % 2 == 0) first++;
  for (long k = first; k <= last; k += BLOCK * stride) {
    double value[BLOCK];
    row_block(grid->problem, &row, (double)k * h, (double)stride * h, value);
    for (long i = 0, index = k; i < BLOCK && index <= last; i++, index += stride, grid->evaluations++)
      part[index % 2 ? 2 : index % 4 ? 1 : 0] += value[i];
  }
  double weight = grid->problem->even && j ? 2 * row.step : row.step;
  for (int v = 0; v < 3; v++) grid->sum[j % 2 ? 2 : j % 4 ? 1 : 0][v] += weight * part[v];
}

static void add_rows(struct grid *grid, bool odd_b, bool odd_v) {
  long last = (long)(sqrt(2 * grid->problem->depth) / grid->step_b);
  for (long j = grid->problem->even ? 0 : -last; j <= last; j++)
    if (!odd_b || j % 2) add_row(grid, j, odd_v);
}

static void halve_b(struct grid *grid) {
  grid->step_b /= 2;
  for (int v = 0; v < 3; v++) {
    grid->sum[0][v] += grid->sum[1][v];
    grid->sum[1][v] = grid->sum[2][v];
    grid->sum[2][v] = 0;
  }
  add_rows(grid, true, false);
}

static void halve_v(struct grid *grid) {
  grid->scale_v /= 2;
  for (int b = 0; b < 3; b++) {
    grid->sum[b][0] += grid->sum[b][1];
    grid->sum[b][1] = grid->sum[b][2];
    grid->sum[b][2] = 0;
  }
  add_rows(grid, false, true);
}

// Bound of the relative error of the rule at step h from its values at steps h, 2h and 4h: twice the change from 2h to
// h; or, lest a change that is small by accident passes, the square of the one from 4h to 2h, the cube of a small one.
// A halving at least squares the error as a rule (poles: squared, a Gaussian: fourth power), but a part of small weight
// may converge slowly.
static double rule_error(double at_h, double at_2h, double at_4h) {
  double fine = fabs(at_2h / at_h - 1), coarse = fabs((at_4h - at_2h) / at_h);
  return fmax(2 * fine, coarse * coarse * fmin(1, 20 * coarse));
}

struct rule_errors {
  double b, v, both;  // of the step in b, in v, and of both together: a ridge across the axes shows only there
};

static struct rule_errors errors_of(double sum[3][3], double *total) {
  double b[3] = {0}, v[3] = {0};
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) {
      b[i] += sum[i][j];
      v[j] += sum[i][j];
    }
  double all = b[0] + b[1] + b[2];
  *total = all;
  return (struct rule_errors){
      .b = rule_error(all, 2 * (b[0] + b[1]), 4 * b[0]),
      .v = rule_error(all, 2 * (v[0] + v[1]), 4 * v[0]),
      .both = rule_error(all, 4 * (sum[0][0] + sum[0][1] + sum[1][0] + sum[1][1]), 16 * sum[0][0]),
  };
}

// Relative size of what the cut leaves out, from the largest value on the ends of some rows and on the outermost rows;
// the tails are shorter than one unit of b or v.
static double cut_error(struct grid *grid, double total) {
  double reach_b = sqrt(2 * grid->problem->depth), per_row = 0, outermost = 0;
  for (int i = -4; i <= 4; i++) {
    struct lr_overlap_row row;
    double value[BLOCK];
    if (!lr_overlap_row_set(grid->problem, 0.2499 * i * reach_b, &row)) continue;
    row_block(grid->problem, &row, row.low, (row.high - row.low) / (BLOCK - 1), value);
    per_row = fmax(per_row, value[0] + value[BLOCK - 1]);
    for (int k = 0; k < BLOCK && abs(i) == 4; k++) outermost = fmax(outermost, value[k] * (row.high - row.low));
  }
  return 2 * (per_row * reach_b + outermost) / (total * grid->step_b * grid->scale_v);
}

// Refines until the rule is good to `tolerance`; fills the sum over all classes and the estimated relative error.
static bool integrate(struct grid *grid, double tolerance, double *total, double *relative_error) {
  add_rows(grid, false, false);
  for (;;) {
    struct rule_errors errors = errors_of(grid->sum, total);
    if (!(*total > 0 && isfinite(*total))) return false;
    *relative_error = errors.b + errors.v + errors.both + rounding;
    if (*relative_error <= tolerance) return true;
    if (grid->evaluations > max_evaluations / 4) return false;
    bool oblique = errors.both > 4 * (errors.b + errors.v);
    if (oblique || errors.b >= fmin(errors.v, tolerance / 4)) halve_b(grid);
    if (oblique || errors.v > fmin(errors.b, tolerance / 4)) halve_v(grid);
  }
}

enum lr_status lr_overlap_evaluate_effects(const struct lr_collider *collider, unsigned effects, double tolerance,
                                           struct lr_overlap *out, struct lr_error *error) {
  struct lr_ring_state states[2];
  enum lr_status status = lr_ring_evaluate(collider, &collider->ler, &states[0], error);
  if (!status) status = lr_ring_evaluate(collider, &collider->her, &states[1], error);
  if (status) return status;
  if (!(tolerance >= 1e-13 && tolerance <= 1e-4))
    return lr_error_set(error, LR_E_DOMAIN, "tolerance of the overlap must lie in 1e-13 to 1e-4, not %g", tolerance);

  double total = 0;
  long evaluations = 0;
  for (double margin = first_margin; margin < 60; margin *= 2) {
    struct lr_overlap_problem problem;
    lr_overlap_problem_set(&problem, collider, states, effects, log(1 / tolerance) + margin);
    if (!(problem.depth < deepest))  // no double holds such an overlap, and its grid would have no end
      return lr_error_set(error, LR_E_DOMAIN, "the beams are too far apart: their overlap is below 1e-300");
    struct grid grid = {.problem = &problem, .step_b = first_step_b, .scale_v = 1, .evaluations = evaluations};
    bool met = integrate(&grid, 0.8 * tolerance, &total, &out->relative_error);
    if (total == 0)
      return lr_error_set(error, LR_E_DOMAIN, "the beams are too far apart: their overlap is below 1e-300");
    if (!met) break;
    double cut = cut_error(&grid, total);
    evaluations = grid.evaluations;
    if (cut > 0.2 * tolerance) continue;
    out->relative_error += cut;
    out->evaluations = evaluations;
    // dx ds = width scale cosh(v) / cos^2(phi) db dv; (2 pi)^-2 / length from the four profiles
    out->luminosity_m2 = problem.population2 * grid.step_b * grid.scale_v * total /
                         (2 * LR_PI * LR_PI * problem.length_m);
    return LR_OK;
  }
  return lr_error_set(error, LR_E_CONVERGE, "the overlap did not reach a relative tolerance of %g (last estimate %g)",
                      tolerance, out->relative_error);
}

enum lr_status lr_overlap_evaluate(const struct lr_collider *collider, double tolerance, struct lr_overlap *out,
                                   struct lr_error *error) {
  return lr_overlap_evaluate_effects(collider, LR_OVERLAP_ALL, tolerance, out, error);
}
