// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/beambeam.h"

#include <math.h>

#include "base/constants.h"

static const double flat_limit = 0.1;          // sigma_y / sigma_x of the opposite beam
static const double quadrature_tolerance = 1e-11;

static double square(double x) { return x * x; }

void lr_beambeam_nominal(const struct lr_ring *ring, const struct lr_ring_state *state,
                         const struct lr_ring_state *opposite, double crossing_angle_rad, double *xi_x, double *xi_y) {
  double sigma_x_m = hypot(opposite->sigma_x_m, opposite->sigma_z_m * tan(crossing_angle_rad / 2));
  double common = state->radius_m * opposite->bunch_population /
                  (2 * LR_PI * state->gamma * (sigma_x_m + opposite->sigma_y_m));
  *xi_x = common * ring->beta_x_m / sigma_x_m;
  *xi_y = common * ring->beta_y_m / opposite->sigma_y_m;
}

// The mean over the opposite bunch, in z = center + scale sinh(v) (why: machine/overlap_problem.h).
struct hourglass {
  const struct lr_ring *ring, *opposite_ring;
  double sigma_z_m, crossing;  // of the opposite bunch; tan(phi) / sigma_x'
  double center_m, scale_m;
};

static double integrand(const struct hourglass *h, double v) {
  double z = h->center_m + h->scale_m * sinh(v), s = z / 2;  // s counts downstream for the particle
  double beta = 1 + square((s - h->ring->waist_shift_m) / h->ring->beta_y_m);
  double wide = 1 + square(s / h->opposite_ring->beta_x_m);
  double high = 1 + square((s + h->opposite_ring->waist_shift_m) / h->opposite_ring->beta_y_m);
  return exp(-0.5 * (square(z / h->sigma_z_m) + square(z * h->crossing) / wide)) * beta / sqrt(wide * high) * cosh(v);
}

enum lr_status lr_beambeam_hourglass(const struct lr_ring *ring, const struct lr_ring_state *state,
                                     const struct lr_ring *opposite_ring, const struct lr_ring_state *opposite,
                                     double crossing_angle_rad, double *xi_y, struct lr_error *error) {
  double aspect = opposite->sigma_y_m / opposite->sigma_x_m;
  if (!(aspect <= flat_limit))
    return lr_error_set(error, LR_E_DOMAIN,
                        "xi_y with hourglass is for flat beams: sigma_y/sigma_x of the opposite beam is %.3g, above %g",
                        aspect, flat_limit);
  struct hourglass h = {.ring = ring, .opposite_ring = opposite_ring, .sigma_z_m = opposite->sigma_z_m};
  h.crossing = tan(crossing_angle_rad / 2) / opposite->sigma_x_m;
  double width_m = 1 / hypot(1 / h.sigma_z_m, h.crossing), reach_m = 9 * h.sigma_z_m;
  h.center_m = fmax(-3 * width_m, fmin(3 * width_m, -2 * opposite_ring->waist_shift_m));
  h.scale_m = fmin(6 * width_m, 2 * fmin(opposite_ring->beta_y_m, opposite_ring->beta_x_m));
  double low = asinh((-reach_m - h.center_m) / h.scale_m), high = asinh((reach_m - h.center_m) / h.scale_m);

  long n = 16;
  double sum = (integrand(&h, low) + integrand(&h, high)) / 2, mean = 0, change = INFINITY;
  for (long i = 1; i < n; i++) sum += integrand(&h, low + (high - low) * (double)i / (double)n);
  // two small changes in a row: one may be small by accident
  for (bool once = false; n < 1000000; n *= 2) {
    double before = sum / (double)n, middle = 0;
    for (long i = 0; i < n; i++) middle += integrand(&h, low + (high - low) * ((double)i + 0.5) / (double)n);
    sum += middle;
    mean = sum / (double)(2 * n);
    change = fabs(mean - before) / mean;
    if (change < quadrature_tolerance && once) break;
    once = change < 1e-6;
  }
  if (!(change < quadrature_tolerance))
    return lr_error_set(error, LR_E_CONVERGE, "xi_y with hourglass did not converge (relative change %g)", change);
  double profile = mean * (high - low) * h.scale_m / (sqrt(2 * LR_PI) * opposite->sigma_z_m);
  *xi_y = state->radius_m * opposite->bunch_population * ring->beta_y_m * profile /
          (2 * LR_PI * state->gamma * opposite->sigma_x_m * opposite->sigma_y_m);
  return LR_OK;
}

double lr_beambeam_from_luminosity(const struct lr_ring *ring, const struct lr_ring_state *state,
                                   double luminosity_m2s) {
  return 2 * LR_E_C * state->radius_m * ring->beta_y_m * luminosity_m2s / (state->gamma * state->current_A);
}
