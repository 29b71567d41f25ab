// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/bunch_length.h"

#include <math.h>
#include <stdlib.h>

#include "base/constants.h"
#include "machine/haissinski.h"

// The root x >= 1 of x^3 - x = q, q >= 0, by Viete's trigonometric form; one Newton step takes off the last rounding.
static double zotter_root(double q) {
  double y = q * 1.5 * sqrt(3.0);
  double x = 2 / sqrt(3.0) * (y < 1 ? cos(acos(y) / 3) : cosh(acosh(y) / 3));
  return x - (x * x * x - x - q) / (3 * x * x - 1);
}

// Chebyshev points of the second kind on [low, high], low first.
static double node(double low, double high, int i) {
  double x = i == 0 ? -1 : i == LR_BUNCH_LENGTH_NODES - 1 ? 1 : -cos(LR_PI * i / (LR_BUNCH_LENGTH_NODES - 1));
  return (low + high) / 2 + (high - low) / 2 * x;
}

// Barycentric interpolation.
static double interpolate(const struct lr_bunch_length_curve *curve, double current_A) {
  int second = current_A > curve->joint_A;
  double low = second ? curve->joint_A : 0, high = second ? curve->end_A : curve->joint_A, above = 0, below = 0;
  const double *sigma_m = curve->sigma_z_m[second];
  for (int i = 0; i < LR_BUNCH_LENGTH_NODES; i++) {
    double distance = current_A - node(low, high, i);
    if (distance == 0) return sigma_m[i];
    double weight = (i % 2 ? -1 : 1) * (i == 0 || i == LR_BUNCH_LENGTH_NODES - 1 ? 0.5 : 1) / distance;
    above += weight * sigma_m[i];
    below += weight;
  }
  return above / below;
}

enum lr_status lr_bunch_length_evaluate(const struct lr_bunch_length *bunch_length, double bunch_current_A,
                                        double *sigma_z_m, struct lr_error *error) {
  double length_m = bunch_length->length_m, result_m = length_m;
  if (!(isfinite(length_m) && length_m > 0))
    return lr_error_set(error, LR_E_DOMAIN, "bunch length must be positive and finite, not %g m", length_m);
  if (!(isfinite(bunch_current_A) && bunch_current_A >= 0))
    return lr_error_set(error, LR_E_DOMAIN, "bunch current must not be negative, it is %g A", bunch_current_A);
  if (bunch_length->model == LR_BUNCH_LENGTH_LINEAR) result_m = length_m + bunch_length->slope_m_A * bunch_current_A;
  if (bunch_length->model == LR_BUNCH_LENGTH_CUBIC) {
    if (!(isfinite(bunch_length->k_per_A) && bunch_length->k_per_A >= 0))
      return lr_error_set(error, LR_E_DOMAIN, "k of the cubic bunch length must not be negative, it is %g /A",
                          bunch_length->k_per_A);
    result_m = length_m * zotter_root(bunch_length->k_per_A * bunch_current_A);
  }
  if (bunch_length->model == LR_BUNCH_LENGTH_HAISSINSKI) {
    if (bunch_current_A > bunch_length->curve.end_A)
      return lr_error_set(error, LR_E_DOMAIN,
                          "the Haissinski bunch length is known up to %.4g mA a bunch, the bunch current is %.4g mA",
                          1e3 * bunch_length->curve.end_A, 1e3 * bunch_current_A);
    result_m = bunch_current_A > 0 ? interpolate(&bunch_length->curve, bunch_current_A) : length_m;
  }
  if (!(isfinite(result_m) && result_m > 0))
    return lr_error_set(error, LR_E_DOMAIN, "bunch length at %g A a bunch is %g m: it must be positive",
                        bunch_current_A, result_m);
  *sigma_z_m = result_m;
  return LR_OK;
}

// A passive wake takes energy, so that the bunch leans to its head; rounding and the ends of the grid stay below this.
static const double LEAN_BACK = -1e-6;

struct solver {
  const struct lr_bunch_length *law;
  const struct lr_wake *wake;
  double energy_eV, tune_s, frequency_Hz;
  struct lr_haissinski_result *result;
};

static enum lr_status solve_at(const struct solver *s, double current_A, double *sigma_z_m, struct lr_error *error) {
  const struct lr_microwave microwave = {s->law->threshold_A, s->law->spread_slope_per_A};
  double growth = lr_microwave_factor(&microwave, current_A);
  const struct lr_haissinski problem = {.energy_eV = s->energy_eV,
                                        .energy_spread = s->law->energy_spread * growth,
                                        .tune_s = s->tune_s,
                                        .sigma_z0_m = s->law->length_m * growth,
                                        .charge_C = current_A / s->frequency_Hz};
  enum lr_status status = lr_haissinski_solve(&problem, s->wake, NULL, s->result, error);
  if (status) {
    lr_error_context(error, "bunch length at %.4g mA a bunch", 1e3 * current_A);
    return status;
  }
  if (s->result->mean_m < LEAN_BACK * s->result->sigma_z_m)
    return lr_error_set(error, LR_E_DOMAIN,
                        "the wake gives energy to the bunch (loss factor %.3g V/pC at %.4g mA): in a table z > 0 is behind the "
                        "charge and W < 0 takes energy",
                        1e-12 * s->result->loss_factor_V_C, 1e3 * current_A);
  *sigma_z_m = s->result->sigma_z_m;
  return LR_OK;
}

static enum lr_status fill_curve(const struct solver *s, double end_A, struct lr_bunch_length_curve *curve,
                                 struct lr_error *error) {
  double threshold_A = s->law->threshold_A;
  curve->joint_A = threshold_A < end_A ? threshold_A : end_A;
  curve->end_A = end_A;
  for (int part = 0; part < (curve->joint_A < end_A ? 2 : 1); part++) {
    double low = part ? curve->joint_A : 0, high = part ? end_A : curve->joint_A;
    for (int i = LR_BUNCH_LENGTH_NODES - 1; i >= 0; i--) {  // the hardest first
      double current_A = node(low, high, i);
      curve->sigma_z_m[part][i] = s->law->length_m;
      enum lr_status status =
          current_A > 0 ? solve_at(s, current_A, &curve->sigma_z_m[part][i], error) : LR_OK;
      if (status) return status;
    }
  }
  return LR_OK;
}

enum lr_status lr_bunch_length_tabulate(struct lr_bunch_length *bunch_length, const struct lr_wake *wake,
                                        double energy_eV, double tune_s, double circumference_m, double needed_A,
                                        double most_A, struct lr_error *error) {
  bunch_length->curve = (struct lr_bunch_length_curve){.end_A = 0};
  if (!(circumference_m > 0 && needed_A > 0 && most_A >= needed_A && isfinite(most_A)))
    return lr_error_set(error, LR_E_DOMAIN, "circumference %g m and bunch currents %g, %g A must be positive and rise",
                        circumference_m, needed_A, most_A);
  if (bunch_length->threshold_A <= 0 || bunch_length->spread_slope_per_A < 0)
    return lr_error_set(error, LR_E_DOMAIN, "microwave threshold %g A must be positive, slope %g /A not negative",
                        bunch_length->threshold_A, bunch_length->spread_slope_per_A);
  struct lr_haissinski_result *result = malloc(sizeof *result);
  if (!result) return lr_error_set(error, LR_E_MEMORY, "no memory for the Haissinski equation");
  struct solver solver = {bunch_length, wake, energy_eV, tune_s, LR_C_m_s / circumference_m, result};
  struct lr_bunch_length_curve curve = {0};
  enum lr_status status = LR_E_CONVERGE;
  for (double end_A = most_A; status; end_A = fmax(needed_A, 0.8 * end_A)) {
    status = fill_curve(&solver, end_A, &curve, error);
    if (status == LR_E_INTERNAL || status == LR_E_MEMORY || end_A <= needed_A) break;
  }
  if (!status) bunch_length->curve = curve;
  free(result);
  return status;
}

double lr_bunch_length_zero_current(double circumference_m, double momentum_compaction, double energy_spread,
                                    double tune_s) {
  return circumference_m * fabs(momentum_compaction) * energy_spread / (2 * LR_PI * tune_s);
}
