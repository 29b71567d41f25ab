// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/fill_balance.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <string.h>

static const double tolerance = 1e-10, largest = 1e4, step = 1.2;  // charges in units of the target
enum { MOST_STEPS = 200, MOST_ROUNDS = 100 };

struct search {
  const struct lr_fill_model *model;
  int ring;
  double state[LR_FILL_STATES];
};

// Losses less what the injector can, at a charge [1/s]; NaN outside the model.
static double excess(double charge, void *context) {
  struct search *s = context;
  struct lr_fill_rates rates = {0};
  s->state[s->ring * LR_FILL_PER_RING + LR_FILL_CHARGE] = charge;
  if (!lr_fill_evaluate(s->model, s->state, &rates)) return NAN;
  if (rates.beyond && charge > s->model->ring[s->ring].target) return NAN;  // above a curve; below it, at small charges, its first value
  for (int r = 0; r < LR_FILL_RINGS; r++)
    s->state[r * LR_FILL_PER_RING + LR_FILL_EMITTANCE] = rates.ring[r].equilibrium;
  if (!lr_fill_evaluate(s->model, s->state, &rates)) return NAN;
  return rates.ring[s->ring].loss - s->model->ring[s->ring].rate;
}

static double root(struct search *s, double low, double high) {
  gsl_function function = {.function = excess, .params = s};
  gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
  if (!solver) return NAN;
  int state = gsl_root_fsolver_set(solver, &function, low, high);
  double found = NAN;
  for (int i = 0; i < MOST_STEPS && state == GSL_SUCCESS && isnan(found); i++) {
    state = gsl_root_fsolver_iterate(solver);
    double lower = gsl_root_fsolver_x_lower(solver), upper = gsl_root_fsolver_x_upper(solver);
    if (upper - lower <= tolerance * upper) found = gsl_root_fsolver_root(solver);
  }
  gsl_root_fsolver_free(solver);
  return found;
}

// Charge of the balance with the other ring at `other`.
static double meet(const struct lr_fill_model *m, const double *state, int r, double other) {
  struct search s = {.model = m, .ring = r};
  memcpy(s.state, state, sizeof s.state);
  s.state[(1 - r) * LR_FILL_PER_RING + LR_FILL_CHARGE] = other;
  for (int k = 0; k < LR_FILL_RINGS; k++) s.state[k * LR_FILL_PER_RING + LR_FILL_EMITTANCE] = 1;
  double target = m->ring[r].target, low = 0, high = target, at_high = excess(high, &s);
  if (at_high == -m->ring[r].rate) return INFINITY;  // no losses
  if (m->ring[r].rate == 0) return 0;
  for (; at_high < 0; at_high = excess(high, &s)) {
    low = high;
    high *= step;
    if (high > largest * target) return NAN;
  }
  return isnan(at_high) ? NAN : root(&s, low, high);
}

void lr_fill_balance(const struct lr_fill_model *model, const double state[LR_FILL_STATES], struct lr_fill_balance *balance) {
  gsl_error_handler_t *before = gsl_set_error_handler_off();
  double change = 1;
  for (int r = 0; r < LR_FILL_RINGS; r++) balance->settled[r] = model->ring[r].target;
  for (int round = 0; round < MOST_ROUNDS && change > tolerance; round++) {
    change = 0;
    for (int r = 0; r < LR_FILL_RINGS; r++) {
      balance->limit[r] = meet(model, state, r, balance->settled[1 - r]);
      double settled = fmin(model->ring[r].target, balance->limit[r]);  // NaN: beyond the model, above the target
      change = fmax(change, fabs(settled - balance->settled[r]));
      balance->settled[r] = settled;
    }
  }
  for (int r = 0; r < LR_FILL_RINGS; r++) balance->limit[r] = meet(model, state, r, balance->settled[1 - r]);
  gsl_set_error_handler(before);
}
