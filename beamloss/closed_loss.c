// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/closed_loss.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_sf_bessel.h>
#include <math.h>

#include "base/constants.h"

struct lr_survival lr_edge_cut(double upper_m, double lower_m, double centre_m, double sigma_m) {
  double above = gsl_cdf_ugaussian_Q((upper_m - centre_m) / sigma_m);
  double below = gsl_cdf_ugaussian_P((-lower_m - centre_m) / sigma_m);
  // What is stored as a difference of the smaller tails: a beam that is nearly all lost keeps its digits too.
  double stored = centre_m > upper_m ? gsl_cdf_ugaussian_P((upper_m - centre_m) / sigma_m) - below
                  : centre_m < -lower_m ? gsl_cdf_ugaussian_Q((-lower_m - centre_m) / sigma_m) - above
                                        : 1 - above - below;
  return (struct lr_survival){stored, above + below};
}

static double rice_density(double r, void *offset) {
  double a = *(double *)offset;
  return r * exp(-(r - a) * (r - a) / 2) * gsl_sf_bessel_I0_scaled(a * r);
}

// The density is of order one within a few units of r = offset; 40 units away it is below 1e-300.
static enum lr_status rice_part(double offset, double from, double to, double *out, struct lr_error *error) {
  enum { INTERVALS = 200 };
  from = fmax(from, offset - 40);
  to = fmin(to, offset + 40);
  *out = 0;
  if (!(from < to)) return LR_OK;
  gsl_integration_workspace *space = gsl_integration_workspace_alloc(INTERVALS);
  if (!space) return lr_error_set(error, LR_E_MEMORY, "no memory for the Rice integral");
  gsl_function density = {rice_density, &offset};
  double uncertainty, points[] = {from, fmin(fmax(offset, from), to), to};
  enum lr_status status = LR_OK;
  for (int i = 0; i < 2 && status == LR_OK; i++) {
    double part = 0;
    if (!(points[i] < points[i + 1])) continue;
    int failed = gsl_integration_qag(&density, points[i], points[i + 1], 1e-300, 1e-11, INTERVALS, GSL_INTEG_GAUSS31,
                                     space, &part, &uncertainty);
    if (failed && !(uncertainty <= 1e-8 * part))
      status = lr_error_set(error, LR_E_CONVERGE, "Rice integral, offset %g: %s", offset, gsl_strerror(failed));
    *out += part;
  }
  gsl_integration_workspace_free(space);
  return status;
}

enum lr_status lr_phase_mixed_cut(double offset, double cut, struct lr_survival *out, struct lr_error *error) {
  if (!(offset >= 0) || !(cut >= 0) || !isfinite(offset) || !isfinite(cut))
    return lr_error_set(error, LR_E_DOMAIN, "offset %g and cut %g sigmas must be finite and not negative", offset, cut);
  struct lr_survival both = {0, 0};
  enum lr_status status = rice_part(offset, 0, cut, &both.stored, error);
  if (status == LR_OK) status = rice_part(offset, cut, INFINITY, &both.lost, error);
  if (status == LR_OK) *out = both;
  return status;
}

double lr_cut_lifetime_ratio(double cut) { return exp(cut * cut / 2) / (cut * cut); }

double _Complex lr_centroid_turn(double _Complex a, double beta_source_m, double kick_rad, double tune, double damping) {
  double angle = -2 * LR_PI * fmod(tune, 1);
  return (a + I * sqrt(beta_source_m) * kick_rad) * (cos(angle) + I * sin(angle)) * damping;
}

double lr_steady_orbit_factor(double tune) { return 1 / (2 * fabs(sin(LR_PI * fmod(tune, 1)))); }

double lr_element_r12_m(const struct lr_loss_ring *ring, size_t element) {
  return ring->element[element].sin_m * sqrt(ring->source_beta_y_m);
}

double lr_element_scraping_kick(const struct lr_loss_ring *ring, size_t element) {
  const struct lr_loss_element *e = &ring->element[element];
  return fmin(e->upper_m, e->lower_m) / fabs(lr_element_r12_m(ring, element));
}
