// SPDX-License-Identifier: GPL-3.0-or-later
// From the last state of a fill: its sums, and the budget of lifetimes.
#include <math.h>
#include <string.h>

#include "machine/fill_balance.h"
#include "machine/fill_control.h"

// Lifetimes and injector at the last targets.
static void finish_budget(const struct lr_fill_control *control, const struct lr_fill_model *m, const double *end,
                          struct lr_fill_result *result) {
  double state[LR_FILL_STATES];
  struct lr_fill_rates rates = {0};
  memcpy(state, end, sizeof state);
  for (int r = 0; r < LR_FILL_RINGS; r++) state[r * LR_FILL_PER_RING] = m->ring[r].target;
  if (!lr_fill_evaluate(m, state, &rates)) return;
  for (int r = 0; r < LR_FILL_RINGS; r++)
    state[r * LR_FILL_PER_RING + LR_FILL_EMITTANCE] = rates.ring[r].equilibrium;
  if (!lr_fill_evaluate(m, state, &rates)) return;
  struct lr_fill_balance balance;
  lr_fill_balance(m, end, &balance);
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    struct lr_fill_ring_result *out = &result->ring[r];
    double n = m->ring[r].target, loss = rates.ring[r].loss, rate = m->ring[r].rate;
    out->lifetime_s = n / loss;
    out->other_lifetime_s = 1 / rates.ring[r].other;
    out->gas_lifetime_s = 1 / rates.ring[r].gas;
    out->touschek_lifetime_s = 1 / rates.ring[r].touschek;
    out->bhabha_lifetime_s = n / rates.ring[r].bhabha;
    out->needed_load = loss > 0 ? loss / rate : 0;
    out->current_limit_A = balance.limit[r] * m->ring[r].current_A;
    out->limited = control->fill->top_up && balance.settled[r] < n;
  }
}

void lr_fill_control_finish(const struct lr_fill_control *control, const struct lr_fill_model *model,
                            const double *state, struct lr_fill_result *result) {
  const struct lr_fill_model *m = model;
  double frequency_Hz = lr_revolution_frequency(&control->fill->collider), duration_s = control->fill->duration_s;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    struct lr_fill_ring_result *out = &result->ring[r];
    const double *of = state + r * LR_FILL_PER_RING;
    double unit_C = m->ring[r].current_A / frequency_Hz;
    out->injected_C = of[LR_FILL_INJECTED] * unit_C;
    out->lost_C = of[LR_FILL_LOST] * unit_C;
    out->dumped_C = control->ring[r].dumped * unit_C;
    out->end_C = of[LR_FILL_CHARGE] * unit_C;
    double in_C = out->start_C + out->injected_C;
    out->closure = in_C > 0 ? fabs(in_C - out->lost_C - out->dumped_C - out->end_C) / in_C : 0;
    out->mean_current_A = of[LR_FILL_DOSE] * m->ring[r].current_A * lr_fill_hour_s / duration_s;
    out->load = m->ring[r].rate > 0 ? of[LR_FILL_INJECTED] / (m->ring[r].rate * duration_s) : 0;
    out->pulses = m->ring[r].pulse > 0 ? of[LR_FILL_INJECTED] / m->ring[r].pulse : 0;
    out->reached_target = control->ring[r].reached;
    out->missed_target = control->ring[r].missed ||
                         (m->ring[r].mode == LR_FILL_FULL && of[LR_FILL_CHARGE] < m->ring[r].target * (1 - 1e-3));
  }
  double unit_m2s = m->luminosity_unit_m2s * lr_fill_hour_s / duration_s;
  double delivered = state[LR_FILL_DELIVERED], recorded = state[LR_FILL_RECORDED];
  result->mean_m2s = delivered * unit_m2s;
  result->recorded_mean_m2s = recorded * unit_m2s;
  result->mean_over_peak = result->peak_m2s > 0 ? result->mean_m2s / result->peak_m2s : 0;
  result->recorded_over_delivered = delivered > 0 ? recorded / delivered : 0;
  result->duration_s = duration_s;
  result->R_L = m->R_L;
  result->aborts = control->aborts;
  finish_budget(control, model, state, result);
}
