// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/fill_bounds.h"

#include <math.h>

#include "machine/bunch_length.h"

static const char *const ring_name[LR_FILL_RINGS] = {"ler", "her"};

struct bound {
  const char *name;
  double value, low, high;
  bool above;     // `low` itself is out
  bool infinite;  // infinity stands for none
};

static enum lr_status check(const struct bound *list, size_t count, struct lr_error *error) {
  for (size_t i = 0; i < count; i++) {
    double v = list[i].value;
    if (list[i].infinite && isinf(v) && v > 0) continue;
    if (isfinite(v) && (list[i].above ? v > list[i].low : v >= list[i].low) && v <= list[i].high) continue;
    const char *than = list[i].above ? "above" : "at least";
    if (isfinite(list[i].high))
      return lr_error_set(error, LR_E_DOMAIN, "%s must be %s %g and at most %g, not %g", list[i].name, than, list[i].low,
                          list[i].high, v);
    return lr_error_set(error, LR_E_DOMAIN, "%s must be %s %g%s, not %g", list[i].name, than, list[i].low,
                        list[i].infinite ? "" : " and finite", v);
  }
  return LR_OK;
}

static double or_else(double value, double missing) { return isnan(value) ? missing : value; }

static enum lr_status check_ring(const struct lr_fill_ring *g, struct lr_error *error) {
  const double any = INFINITY;
  const struct bound bounds[] = {
      {"target current", g->target_current_A, 0, any, true, false},
      {"initial current", or_else(g->initial_current_A, 0), 0, any, false, false},
      {"other lifetime", g->other_lifetime_s, 0, any, true, true},
      {"Touschek lifetime", g->touschek_lifetime_s, 0, any, true, true},
      {"current of the Touschek lifetime", or_else(g->touschek_current_A, 1), 0, any, true, false},
      {"emittance of the Touschek lifetime", or_else(g->touschek_emittance_m, 1), 0, any, true, false},
      {"gas rate", g->gas_rate_per_s, 0, any, false, false},
      {"gas rate per ampere", g->gas_rate_per_sA, 0, any, false, false},
      {"conditioning exponent", g->conditioning_exponent, 0, 5, false, false},
      {"radiative Bhabha cross-section", g->bhabha_cross_section_m2, 0, any, false, false},
      {"vertical emittance at zero current", or_else(g->emittance_y0_m, 1), 0, any, true, false},
      {"bunch-current product of the blow-up", g->blowup_product_A2, 0, any, true, true},
      {"exponent of the blow-up", g->blowup_exponent, 0, 20, true, false},
      {"unit of the blow-up curve", g->curve ? g->curve_unit_m : 1, 0, any, true, false},
      {"vertical damping time", g->damping_time_y_s, 0, any, true, false},
      {"charge of an injected bunch", g->bunch_charge_C, 0, any, false, false},
      {"bunches per pulse", g->bunches_per_pulse, 0, any, false, false},
      {"share of the pulses", g->pulse_share, 0, 1, false, false},
      {"injection efficiency", g->efficiency, 0, 1, false, false},
      {"dose before the fill", g->conditioning_exponent == 0 ? 1 : g->dose_start_As, 0, any, true, false},
      {"reference dose", g->conditioning_exponent == 0 ? 1 : g->dose_reference_As, 0, any, true, false},
  };
  return check(bounds, sizeof bounds / sizeof bounds[0], error);
}

static enum lr_status check_events(const struct lr_fill *fill, struct lr_error *error) {
  double before_s = 0;
  for (size_t i = 0; i < fill->events; i++) {
    const struct lr_fill_event *e = &fill->event[i];
    bool fine = isfinite(e->time_s) && e->time_s >= before_s;
    if (e->kind == LR_FILL_ABORT) fine = fine && isfinite(e->recovery_s) && e->recovery_s >= 0;
    for (int r = 0; r < LR_FILL_RINGS && e->kind == LR_FILL_STEP; r++)
      fine = fine && (isnan(e->current_A[r]) || (isfinite(e->current_A[r]) && e->current_A[r] > 0));
    if (!fine)
      return lr_error_set(error, LR_E_DOMAIN,
                          "event %zu: times must not be negative and in order, recoveries not negative, new targets "
                          "positive (%g s after %g s)",
                          i + 1, e->time_s, before_s);
    before_s = e->time_s;
  }
  return LR_OK;
}

enum lr_status lr_fill_bounds(const struct lr_fill *fill, struct lr_error *error) {
  const struct bound bounds[] = {
      {"repetition rate", fill->repetition_Hz, 0, INFINITY, false, false},
      {"hysteresis of the top-up", fill->hysteresis, 0, 0.5, false, false},
      {"veto time after a pulse", fill->veto_s, 0, INFINITY, false, false},
      {"share of the pulses of both rings", fill->ring[0].pulse_share + fill->ring[1].pulse_share, 0, 1, false, false},
      {"veto time times repetition rate", fill->veto_s * fill->repetition_Hz, 0, 1, false, false},
      {"R_L", or_else(fill->R_L, 1), 0, INFINITY, true, false},
      {"duration", fill->duration_s, 0, INFINITY, true, false},
      {"number of samples", fill->outputs, 2, 1e7, false, false},
      {"tolerance", fill->tolerance, 1e-13, 1e-3, false, false},
  };
  enum lr_status status = LR_OK;
  for (int r = 0; r < LR_FILL_RINGS && !status; r++) {
    status = check_ring(&fill->ring[r], error);
    if (status) lr_error_context(error, "%s", ring_name[r]);
  }
  if (!status) status = check(bounds, sizeof bounds / sizeof bounds[0], error);
  return status ? status : check_events(fill, error);
}

enum lr_status lr_fill_bounds_lengths(const struct lr_fill *fill, int r, struct lr_error *error) {
  const struct lr_bunch_length *law = r ? &fill->collider.her.bunch_length : &fill->collider.ler.bunch_length;
  double sigma_z_m, first_A = or_else(fill->ring[r].initial_current_A, fill->ring[r].target_current_A);
  enum lr_status status = lr_bunch_length_evaluate(law, first_A / fill->collider.bunches, &sigma_z_m, error);
  if (status) return error ? lr_error_context(error, "initial current") : status;
  for (size_t i = 0; i < fill->events; i++) {
    if (fill->event[i].kind != LR_FILL_STEP || isnan(fill->event[i].current_A[r])) continue;
    status = lr_bunch_length_evaluate(law, fill->event[i].current_A[r] / fill->collider.bunches, &sigma_z_m, error);
    if (status) return error ? lr_error_context(error, "event %zu", i + 1) : status;
  }
  return LR_OK;
}
