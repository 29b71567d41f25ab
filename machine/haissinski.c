// SPDX-License-Identifier: GPL-3.0-or-later
// Grid, kernel, moments and the choice of solver; the discrete equation is in haissinski_solver.
#include "machine/haissinski.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "machine/haissinski_solver.h"

enum { DEFAULT_POINTS_PER_SIGMA = 16, MOST_POINTS_PER_SIGMA = 64, MOST_WIDENINGS = 12 };
static const double DEFAULT_TOLERANCE = 1e-10;
static const double FIXED_POINT_MARGIN = 0.1;  // KINSOL takes one more accelerated step after its test
static const double FIRST_LOW = -6.5, FIRST_HIGH = 7.5;  // first grid, in sigma_z0; the head side is longer
static const double WIDENING = 1.0;                      // in sigma_z0
static const double EDGE_DENSITY = 1e-9;                 // of the peak, allowed at the ends of the grid

// Third integral -> what a density that is linear between the points gives, less a twelfth of its second difference: the
// piecewise linear density is wider than the true one by h^2/12 of its second derivative.
static void fill_kernel(struct lr_haissinski_work *w, const struct lr_wake *wake, double strength,
                        double sigma_z0_m, double *third) {
  const size_t n = w->points;
  double h = w->step * sigma_z0_m, ohm = wake->resistance_ohm * LR_C_m_s;
  for (size_t k = 0; k <= 2 * n + 4; k++) {  // third[k] at (k - n - 2) h
    double s = ((double)k - (double)n - 2) * h;
    third[k] = lr_wake_value(wake, s, 3) + (s > 0 ? ohm * s * s / 2 : 0);
  }
  double *hat = third;  // in place: hat[k] at (k - n - 1) h
  for (size_t k = 0; k <= 2 * n + 2; k++) hat[k] = (third[k] - 2 * third[k + 1] + third[k + 2]) / h;
  for (size_t k = 0; k <= 2 * n; k++)
    w->kernel[k] = strength * (hat[k + 1] - (hat[k] - 2 * hat[k + 1] + hat[k + 2]) / 12);
  w->local = strength * wake->inductance_H * LR_C_m_s * LR_C_m_s;
}

// Moments, and the loss factor <V> = -<dP/dz> from the potential P by a central difference of fourth order. The moments do
// not depend on it: mean = sigma_z0 I_n <V> is a check.
static void moments(struct lr_haissinski_work *w, const double *u, double sigma_z0_m, double current,
                    struct lr_haissinski_result *out) {
  const size_t n = w->points;
  double h = w->step, sum = 0, first = 0, second = 0, loss = 0;
  for (size_t i = 0; i < n; i++) {
    double x = w->low + (double)i * h;
    sum += u[i], first += x * u[i];
  }
  first /= sum;
  for (size_t i = 0; i < n; i++) {
    double x = w->low + (double)i * h - first;
    second += x * x * u[i];
  }
  lr_haissinski_map(w, u, w->image);
  out->residual = 0;
  for (size_t i = 0; i < n; i++) out->residual = fmax(out->residual, fabs(u[i] - w->image[i]));
  for (size_t i = 2; i + 2 < n; i++)
    loss -= u[i] * (w->power[i - 2] - 8 * w->power[i - 1] + 8 * w->power[i + 1] - w->power[i + 2]) / 12;
  out->sigma_z_m = sigma_z0_m * sqrt(second / sum);
  out->mean_m = sigma_z0_m * first;
  out->loss_factor_V_C = loss / current;
  out->first_m = w->low * sigma_z0_m;
  out->step_m = h * sigma_z0_m;
  out->points = n;
  for (size_t i = 0; i < n; i++) out->density_per_m[i] = u[i] / (sum * h * sigma_z0_m);
}

static enum lr_status check(const struct lr_haissinski *p, const struct lr_haissinski_options *o,
                            struct lr_error *error) {
  const struct {
    const char *name;
    double value;
  } positive[] = {{"energy [eV]", p->energy_eV},
                  {"energy spread", p->energy_spread},
                  {"synchrotron tune", p->tune_s},
                  {"bunch length at zero current [m]", p->sigma_z0_m}};
  for (size_t i = 0; i < sizeof positive / sizeof positive[0]; i++)
    if (!(isfinite(positive[i].value) && positive[i].value > 0))
      return lr_error_set(error, LR_E_DOMAIN, "Haissinski: %s must be positive and finite, not %g", positive[i].name,
                          positive[i].value);
  if (!(isfinite(p->charge_C) && p->charge_C >= 0))
    return lr_error_set(error, LR_E_DOMAIN, "Haissinski: bunch charge must not be negative, it is %g C", p->charge_C);
  if (o->points_per_sigma < 4 || o->points_per_sigma > MOST_POINTS_PER_SIGMA)
    return lr_error_set(error, LR_E_DOMAIN, "Haissinski: points per sigma must lie in [4, %d], not %d",
                        MOST_POINTS_PER_SIGMA, o->points_per_sigma);
  if (!(o->tolerance >= 1e-13 && o->tolerance <= 1e-3))
    return lr_error_set(error, LR_E_DOMAIN, "Haissinski: tolerance must lie in [1e-13, 1e-3], not %g", o->tolerance);
  return LR_OK;
}

// The density on the present grid, from the start in u.
static enum lr_status solve_on_grid(struct lr_haissinski_work *w, const struct lr_haissinski_options *options, double *u,
                                    double *reached, long *iterations, struct lr_error *error) {
  enum lr_status status = LR_E_CONVERGE;
  *reached = 1;
  if (options->method != LR_HAISSINSKI_NEWTON)
    status = lr_haissinski_run(w, false, FIXED_POINT_MARGIN * options->tolerance, u, iterations, error);
  if (status == LR_E_CONVERGE && options->method != LR_HAISSINSKI_FIXED_POINT) {
    if (options->method == LR_HAISSINSKI_AUTO) lr_haissinski_gauss(w, u);
    status = lr_haissinski_run(w, true, options->tolerance, u, iterations, error);
  }
  if (status == LR_E_CONVERGE) *reached = 0;
  if (status == LR_E_CONVERGE && options->method == LR_HAISSINSKI_AUTO)
    status = lr_haissinski_follow(w, options->tolerance, u, reached, iterations, error);
  return status;
}

// One more sigma_z0 at each end where the density has not died out. False: it has at both.
static bool widen(struct lr_haissinski_work *w, double *u) {
  double peak = 0;
  for (size_t i = 0; i < w->points; i++) peak = fmax(peak, u[i]);
  size_t more = (size_t)lround(WIDENING / w->step);
  bool tail = u[0] > EDGE_DENSITY * peak, head = u[w->points - 1] > EDGE_DENSITY * peak;
  size_t room = w->points + (tail ? more : 0) + (head ? more : 0);
  if (!tail && !head) return false;
  if (room <= LR_HAISSINSKI_MOST_POINTS) {
    if (tail) {
      memmove(u + more, u, w->points * sizeof *u);
      for (size_t i = 0; i < more; i++) u[i] = 0;
      w->low -= (double)more * w->step;
    }
    for (size_t i = w->points + (tail ? more : 0); i < room; i++) u[i] = 0;
  }
  w->points = room;
  return true;
}

static enum lr_status solve(struct lr_haissinski_work *w, const struct lr_haissinski *problem, const struct lr_wake *wake,
                            const struct lr_haissinski_options *options, double *third, double *u,
                            struct lr_haissinski_result *out, struct lr_error *error) {
  double sigma = problem->sigma_z0_m;
  double per_charge = 1 / (2 * LR_PI * problem->tune_s * problem->energy_eV * problem->energy_spread);
  // without charge the kernel is that of 1 C/V, so that the loss factor is known there too
  double current = problem->charge_C > 0 ? problem->charge_C * per_charge : 1;
  w->scale = problem->charge_C > 0 ? 1 : 0;
  w->step = 1.0 / options->points_per_sigma;
  w->low = FIRST_LOW;
  w->points = (size_t)lround((FIRST_HIGH - FIRST_LOW) / w->step) + 1;
  lr_haissinski_gauss(w, u);
  for (int widening = 0; widening <= MOST_WIDENINGS && w->points <= LR_HAISSINSKI_MOST_POINTS; widening++) {
    double reached = 0;
    enum lr_status status = lr_wake_check(wake, (double)(w->points + 2) * w->step * sigma, error);
    if (status) return status;
    fill_kernel(w, wake, current / (sigma * sigma), sigma, third);
    status = solve_on_grid(w, options, u, &reached, &out->iterations, error);
    out->charge_reached_C = reached * problem->charge_C;
    if (status == LR_E_CONVERGE)
      lr_error_context(error, "Haissinski equation, followed to %.4g of %.4g C a bunch", out->charge_reached_C,
                       problem->charge_C);
    if (status) return status;
    moments(w, u, sigma, current, out);
    if (!widen(w, u)) return LR_OK;
  }
  return lr_error_set(error, LR_E_DOMAIN, "Haissinski: at %.4g C the bunch is longer than the grid of %d points holds",
                      problem->charge_C, LR_HAISSINSKI_MOST_POINTS);
}

enum lr_status lr_haissinski_solve(const struct lr_haissinski *problem, const struct lr_wake *wake,
                                   const struct lr_haissinski_options *options, struct lr_haissinski_result *out,
                                   struct lr_error *error) {
  struct lr_haissinski_options chosen = options ? *options : (struct lr_haissinski_options){0};
  if (chosen.points_per_sigma == 0) chosen.points_per_sigma = DEFAULT_POINTS_PER_SIGMA;
  if (chosen.tolerance == 0) chosen.tolerance = DEFAULT_TOLERANCE;
  enum lr_status status = check(problem, &chosen, error);
  if (status) return status;
  const size_t most = LR_HAISSINSKI_MOST_POINTS;
  struct lr_haissinski_work w = {0};
  // kernel 2n+1, third 2n+5, image n, power 2n, u n
  double *memory = calloc(8 * most + 6, sizeof *memory);
  if (!memory) return lr_error_set(error, LR_E_MEMORY, "no memory for the Haissinski equation");
  w.kernel = memory;
  w.image = w.kernel + 2 * most + 1;
  w.power = w.image + most;
  double *u = w.power + 2 * most, *third = u + most;
  out->iterations = 0;
  out->charge_reached_C = 0;
  status = lr_sundials_open(&w.sundials, error);
  if (!status) status = solve(&w, problem, wake, &chosen, third, u, out, error);
  lr_sundials_close(&w.sundials);
  free(memory);
  return status;
}

double lr_microwave_factor(const struct lr_microwave *law, double bunch_current_A) {
  if (!(bunch_current_A > law->threshold_A)) return 1;  // no threshold (NaN) either
  return 1 + law->slope_per_A * (bunch_current_A - law->threshold_A);
}
