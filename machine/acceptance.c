// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/acceptance.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_lambert.h>
#include <math.h>

enum { MOST_STEPS = 100 };
static const double tolerance = 1e-9, largest = 0.0999, smallest = 1e-4;  // below 10 %: the range of M14 to M17

struct search {
  const struct lr_collider *collider;
  bool her;
  struct lr_lifetime_input input;
  double luminosity_m2s, lifetime_s;
  enum lr_status status;
  struct lr_error *error;
};

// ln of the rate over the wanted one; falls with the acceptance.
static double excess(double ln_acceptance, void *context) {
  struct search *s = context;
  struct lr_lifetime_budget budget;
  s->input.momentum_acceptance = exp(ln_acceptance);
  if (s->status == LR_OK)
    s->status = lr_lifetime_evaluate(s->collider, s->her, &s->input, s->luminosity_m2s, &budget, s->error);
  return s->status == LR_OK ? log(fmax(budget.rate_total_per_s * s->lifetime_s, 1e-300)) : 0;
}

static enum lr_status solve(struct search *s, double low, double high, double *acceptance) {
  gsl_function function = {.function = excess, .params = s};
  gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
  if (!solver) return lr_error_set(s->error, LR_E_MEMORY, "no memory for a root");
  int state = gsl_root_fsolver_set(solver, &function, low, high);
  bool found = false;
  for (int i = 0; i < MOST_STEPS && state == GSL_SUCCESS && s->status == LR_OK && !found; i++) {
    state = gsl_root_fsolver_iterate(solver);
    found = gsl_root_fsolver_x_upper(solver) - gsl_root_fsolver_x_lower(solver) < tolerance;
  }
  *acceptance = exp(gsl_root_fsolver_root(solver));
  gsl_root_fsolver_free(solver);
  if (s->status != LR_OK) return s->status;
  return found ? LR_OK : lr_error_set(s->error, LR_E_CONVERGE, "no momentum acceptance was found for a lifetime of %g s", s->lifetime_s);
}

enum lr_status lr_acceptance_for_lifetime(const struct lr_collider *collider, bool her, const struct lr_lifetime_input *input,
                                          double luminosity_m2s, double lifetime_s, double *acceptance,
                                          struct lr_error *error) {
  struct search s = {collider, her, *input, luminosity_m2s, lifetime_s, LR_OK, error};
  if (!(lifetime_s > 0 && isfinite(lifetime_s)))
    return lr_error_set(error, LR_E_DOMAIN, "the lifetime must be positive and finite, not %g s", lifetime_s);
  if (lr_lifetime_local_acceptance(input, NULL))
    return lr_error_set(error, LR_E_DOMAIN, "the optics have local momentum acceptances: one number does not set them");
  double low = smallest;
  if (isfinite(input->energy_spread) && isfinite(input->damping_time_energy_s)) low = fmax(low, 1.5 * input->energy_spread);
  if (!(low < largest)) return lr_error_set(error, LR_E_DOMAIN, "an energy spread of %g leaves no acceptance", input->energy_spread);
  double at_low = excess(log(low), &s), at_high = excess(log(largest), &s);
  if (s.status != LR_OK) return s.status;
  if (at_low <= 0 || at_high >= 0) {
    *acceptance = at_low <= 0 ? 0 : INFINITY;
    return LR_OK;
  }
  gsl_error_handler_t *before = gsl_set_error_handler_off();
  enum lr_status status = solve(&s, log(low), log(largest), acceptance);
  gsl_set_error_handler(before);
  return status;
}

double lr_acceptance_sigmas(double lifetime_s, double damping_time_s) {
  double x = -damping_time_s / (2 * lifetime_s);  // xi e^-xi = -x
  if (!(lifetime_s > 0 && damping_time_s > 0 && isfinite(lifetime_s) && x >= -1 / M_E)) return NAN;
  gsl_sf_result root;
  gsl_error_handler_t *before = gsl_set_error_handler_off();
  int state = gsl_sf_lambert_Wm1_e(x, &root);
  gsl_set_error_handler(before);
  return state == GSL_SUCCESS ? sqrt(-2 * root.val) : NAN;  // xi = A^2 / (2 sigma^2)
}
