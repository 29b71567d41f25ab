// SPDX-License-Identifier: GPL-3.0-or-later
// The lifetime of a ring, and the current that its injector holds.
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <string.h>

#include "machine/limits_rows.h"

static const double tolerance = 1e-7, step = 1.3, widest = 30;  // of the current
enum { MOST_STEPS = 60 };

static double injection_A_s(const struct lr_limits_at *at) {
  const struct lr_limits_ring *of = at->of;
  return of->bunch_charge_C.value * of->bunches_per_pulse.value * of->pulse_rate_Hz.value * of->efficiency.value * at->f0_Hz;
}

static enum lr_status find_lifetime(struct lr_limits_at *at, struct lr_error *error) {
  at->lifetime_s = at->of->lifetime_s;
  at->budget_s = NAN;
  at->needed_s = isfinite(at->of->least_lifetime_s.value) ? at->of->least_lifetime_s.value
                                                         : at->state->current_A / injection_A_s(at);
  if (!at->input) return LR_OK;
  struct lr_lifetime_budget budget;
  enum lr_status status = lr_lifetime_evaluate(at->collider, at->her, at->input, at->luminosity_m2s, &budget, error);
  if (status != LR_OK) return status;
  bool has_bhabha = !isnan(budget.rate_per_s[LR_LIFETIME_BHABHA]);
  if (budget.evaluated <= has_bhabha || !(budget.rate_total_per_s > 0)) return LR_OK;
  at->budget_s = 1 / budget.rate_total_per_s;
  if (isfinite(at->lifetime_s.value)) return LR_OK;
  at->of_budget = true;
  at->lifetime_s.value = at->budget_s;
  memcpy(at->lifetime_s.status, at->input->status, sizeof at->lifetime_s.status);
  snprintf(at->lifetime_s.source, sizeof at->lifetime_s.source, "lifetime budget, %d of %d processes (M19)", budget.evaluated,
           LR_LIFETIME_PROCESSES);
  return LR_OK;
}

// ln of the losses over what the injector can, at exp(ln_current_A) in this ring; NaN where the model ends.
static double excess(double ln_current_A, void *context) {
  const struct lr_limits_at *at = context;
  struct lr_collider collider = *at->collider;
  struct lr_ring *ring = at->her ? &collider.her : &collider.ler;
  struct lr_luminosity luminosity;
  struct lr_lifetime_budget budget;
  ring->current_A = exp(ln_current_A);
  ring->bunch_population = NAN;
  if (lr_luminosity_evaluate(&collider, &luminosity, NULL) != LR_OK ||
      lr_lifetime_evaluate(&collider, at->her, at->input, luminosity.luminosity_m2s, &budget, NULL) != LR_OK)
    return NAN;
  return log(budget.rate_total_per_s * ring->current_A / injection_A_s(at));
}

static double root(const struct lr_limits_at *at, double low, double high) {
  struct lr_limits_at copy = *at;
  gsl_function function = {.function = excess, .params = &copy};
  gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
  if (!solver) return NAN;
  int state = gsl_root_fsolver_set(solver, &function, low, high);
  double found = NAN;
  for (int i = 0; i < MOST_STEPS && state == GSL_SUCCESS && isnan(found); i++) {
    state = gsl_root_fsolver_iterate(solver);
    if (gsl_root_fsolver_x_upper(solver) - gsl_root_fsolver_x_lower(solver) < tolerance) found = gsl_root_fsolver_root(solver);
  }
  gsl_root_fsolver_free(solver);
  return found;
}

// Current at which the losses of the budget are what the injector can; NaN: none up to `widest` times that of the point, or
// the bunch-length law ends before.
static double balance_A(const struct lr_limits_at *at) {
  double here = log(at->state->current_A), near = here, other = here;
  struct lr_limits_at copy = *at;
  double at_here = log(at->state->current_A / (at->lifetime_s.value * injection_A_s(at)));
  if (!isfinite(at_here)) return NAN;
  double direction = at_here > 0 ? -log(step) : log(step), at_other = at_here;
  while (at_other * at_here > 0 && fabs(other - here) < log(widest)) {
    near = other;
    other += direction;
    at_other = excess(other, &copy);
  }
  if (!(at_other * at_here <= 0)) return NAN;
  gsl_error_handler_t *before = gsl_set_error_handler_off();
  double found = exp(root(at, fmin(near, other), fmax(near, other)));
  gsl_set_error_handler(before);
  return found;
}

static void add_injector(const struct lr_limits_at *at) {
  const struct lr_limits_ring *of = at->of;
  struct lr_limit_row row = {"injector", at->name, "A", NULL, 1, false, NULL};
  if (isfinite(of->settled_A.value)) {
    row.formula = "I with the losses of the fill = its injection (M23), the other ring where it settles";
    lr_limits_add(at->found, &row, at->state->current_A, of->settled_A.value, &(struct lr_limit_part){"fill", &of->settled_A}, 1);
    return;
  }
  const struct lr_limit_part parts[] = {{"bunch_charge", &of->bunch_charge_C}, {"bunches_per_pulse", &of->bunches_per_pulse},
                                        {"pulse_rate", &of->pulse_rate_Hz},    {"efficiency", &of->efficiency},
                                        {"lifetime", &at->lifetime_s}};
  double bound_A = injection_A_s(at) * at->lifetime_s.value;
  row.formula = "I <= f0 tau q n f_pulse eta, tau the lifetime given, with the lifetime of the target held";
  if (at->of_budget) {
    row.formula = "I with I / tau(I) = f0 q n f_pulse eta, tau(I) of the lifetime budget (M19)";
    if (isfinite(bound_A)) row.why = "no current within 30 times this one, or within the bunch-length law, where the injector is at its end";
    bound_A = balance_A(at);
    if (isfinite(bound_A)) row.why = NULL;
  }
  lr_limits_add(at->found, &row, at->state->current_A, bound_A, parts, sizeof parts / sizeof *parts);
}

enum lr_status lr_limits_add_injector(struct lr_limits_at *at, struct lr_error *error) {
  enum lr_status status = find_lifetime(at, error);
  if (status != LR_OK) return status;
  add_injector(at);
  const struct lr_limit_part lifetimes[] = {{"least_lifetime", &at->of->least_lifetime_s}, {"lifetime", &at->lifetime_s}};
  const char *formula = at->of_budget ? "tau of the lifetime budget (M19), from below" : "tau, the lifetime given, from below";
  const struct lr_limit_row row = {"lifetime", at->name, "min", formula, 1. / 60, true, NULL};
  if (isfinite(at->of->least_lifetime_s.value))
    lr_limits_add(at->found, &row, at->lifetime_s.value, at->of->least_lifetime_s.value, lifetimes,
                  sizeof lifetimes / sizeof *lifetimes);
  return LR_OK;
}
