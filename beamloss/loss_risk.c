// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/loss_risk.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "base/constants.h"
#include "base/date.h"
#include "base/sorted.h"

enum { DRAWS = LR_RISK_DRAWS };

double lr_loss_rate(const struct lr_loss_rate *rate, int date, double bunch_current_A) {
  double per_s = 0;
  for (size_t i = 0; i < rate->knots; i++)
    if (rate->knot[i].date == LR_NO_DATE || rate->knot[i].date <= date) per_s = rate->knot[i].per_s;
  if (bunch_current_A < rate->threshold_bunch_current_A) return 0;
  if (isfinite(rate->reference_bunch_current_A)) per_s *= pow(bunch_current_A / rate->reference_bunch_current_A, rate->exponent);
  return per_s;
}

bool lr_loss_powered(const struct lr_loss_detector *detector, int date, double rate_per_s) {
  if (detector->on_from != LR_NO_DATE && date < detector->on_from) return false;
  return lr_pxd_powered((enum lr_pxd_policy)detector->pxd, rate_per_s, detector->rate_limit_per_s);
}

struct lr_risk_laws {
  size_t laws, observed;
  double gates[];  // [laws][observed]
};

enum lr_status lr_risk_laws_create(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble, uint64_t seed, size_t laws,
                                   struct lr_risk_laws **out, struct lr_error *error) {
  if (!laws || laws > LR_RISK_MOST_LAWS)
    return lr_error_set(error, LR_E_DOMAIN, "the number of laws of the gates must be 1 to %d, not %zu", LR_RISK_MOST_LAWS, laws);
  size_t observed = 0, at = 0;
  for (size_t i = 0; i < ensemble->count; i++) observed += lr_loss_event_observed(input, &ensemble->event[i]);
  struct lr_risk_laws *made = malloc(sizeof *made + laws * observed * sizeof *made->gates);
  if (!made) return lr_error_set(error, LR_E_MEMORY, "no memory for the laws of the gates");
  made->laws = laws;
  made->observed = observed;
  for (size_t k = 0; k < laws; k++) {
    struct lr_random random = lr_random_stream(seed, LR_LOSS_STREAM_RISK_LAWS, k);
    double at_dose = ((double)k + lr_random_uniform(&random)) / (double)laws;
    struct lr_gate_law law = {100 * lr_prior_quantile(&input->detector.gate_dose_Gy, at_dose),
                              lr_prior_quantile(&input->detector.gate_shape, lr_random_uniform(&random))};
    for (size_t i = 0; i < ensemble->count; i++) {
      struct lr_gate_losses losses;
      if (!lr_loss_event_observed(input, &ensemble->event[i])) continue;
      enum lr_status status = lr_gates_lose(&law, ensemble->event[i].module_rad, NULL, true, NULL, &losses, error);
      if (status != LR_OK) {
        free(made);
        return status;
      }
      made->gates[at++] = losses.expected;
    }
  }
  *out = made;
  return LR_OK;
}

void lr_risk_laws_free(struct lr_risk_laws *laws) { free(laws); }

// Smallest n whose Poisson distribution function reaches u; above a mean of 1e4 by the normal form, to half a per cent of sigma.
static long poisson_at(double mean, double u) {
  if (!(mean > 0)) return 0;
  if (mean > 1e4) return (long)fmax(0, floor(mean + sqrt(mean) * gsl_cdf_ugaussian_Pinv(u) + 0.5));
  double term = exp(-mean), sum = term;
  long n = 0, low = 0;
  if (term < 1e-300) {  // begin ten sigma below the mean
    low = (long)fmax(0, mean - 10 * sqrt(mean));
    n = low;
    term = exp(-mean + (double)n * log(mean) - lgamma((double)n + 1));
    sum = term;
  }
  while (sum < u && n < low + 100000) {
    n++;
    term *= mean / (double)n;
    sum += term;
    if (term < 1e-18 * sum && (double)n > mean) break;
  }
  return n;
}

enum lr_status lr_loss_risk(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble, uint64_t seed,
                            const struct lr_risk_laws *laws, const struct lr_risk_period *period, size_t index, struct lr_risk *risk, struct lr_error *error) {
  const struct lr_loss_ring_input *ring = &input->ring[input->ring[LR_LOSS_LER].given ? LR_LOSS_LER : LR_LOSS_HER];
  double bunch_current_A = ring->current_A / ring->bunches, span = (double)(period->end - period->start + 1), on = 0, all = 0;
  *risk = (struct lr_risk){.days = period->beam_days};
  for (int date = period->start; date <= period->end; date++) {  // events fall evenly on the beam days
    double rate = lr_loss_rate(&input->rate, date, bunch_current_A) * LR_DAY_s * period->beam_days / span;
    all += rate;
    if (lr_loss_powered(&input->detector, date, rate / LR_DAY_s * span / fmax(period->beam_days, 1e-9))) on += rate;
  }
  size_t count = 0;
  const struct lr_loss_event **observed = malloc((ensemble->count + 1) * sizeof *observed);
  double *gates = malloc(2 * DRAWS * sizeof *gates), *dose = gates ? gates + DRAWS : NULL;
  if (!observed || !gates) {
    free(observed);
    free(gates);
    return lr_error_set(error, LR_E_MEMORY, "no memory for the risk of a period");
  }
  double mean_gates = 0, mean_dose = 0, quench = 0, damage = 0, down_s = 0;
  for (size_t i = 0; i < ensemble->count; i++) {
    const struct lr_loss_event *e = &ensemble->event[i];
    if (!lr_loss_event_observed(input, e)) continue;
    observed[count++] = e;
    mean_gates += e->gates_expected;
    mean_dose += e->dose_rad[0];
    quench += e->outcome.quench;
    damage += e->outcome.damage;
    down_s += e->downtime_s;
  }
  enum lr_status status = LR_OK;
  if (!count) {
    status = lr_error_set(error, LR_E_DOMAIN, "none of the %zu events lost the observed share of the beam (losses.observed_from)", ensemble->count);
    goto done;
  }
  if (laws && laws->observed != count) {
    status = lr_error_set(error, LR_E_DOMAIN, "laws of the gates for %zu observed events, where there are %zu", laws->observed, count);
    goto done;
  }
  double n = (double)count;
  risk->laws = laws ? laws->laws : 1;
  if (laws) mean_gates = 0;
  for (size_t l = 0; laws && l < laws->laws; l++) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += laws->gates[l * count + i];
    risk->gates_of_law[l] = on * sum / n;
    mean_gates += sum / (double)laws->laws;
  }
  risk->events = all;
  risk->powered_share = all > 0 ? on / all : 0;
  risk->gates_mean = on * mean_gates / n;
  if (!laws) risk->gates_of_law[0] = risk->gates_mean;
  risk->dose_mean_rad = all * mean_dose / n;
  risk->quenches = all * quench / n;
  risk->damages = all * damage / n;
  risk->downtime_s = all * down_s / n;
  for (size_t k = 0; k < DRAWS; k++) {
    struct lr_random random = lr_random_stream(seed, LR_LOSS_STREAM_RISK, index * DRAWS + k);
    struct lr_random powered = lr_random_stream(seed, LR_LOSS_STREAM_RISK_POWERED, index * DRAWS + k);
    long events = poisson_at(all, lr_random_uniform(&random));
    gates[k] = dose[k] = 0;
    risk->survive[k] = 1;
    for (long i = 0; i < events; i++) {
      size_t which = (size_t)(lr_random_uniform(&random) * n);
      dose[k] += observed[which]->dose_rad[0];
      if (!(lr_random_uniform(&powered) * all < on)) continue;  // each is one of the powered ones with the share of these
      double lost = laws ? laws->gates[k % laws->laws * count + which] : observed[which]->gates.lost;
      gates[k] += lost;
      risk->survive[k] *= 1 - lost * lr_pxd_gate_fraction();
    }
  }
  lr_sort(gates, DRAWS);
  lr_sort(dose, DRAWS);
  risk->gates_p10 = lr_sorted_quantile(gates, DRAWS, 0.1);
  risk->gates_p90 = lr_sorted_quantile(gates, DRAWS, 0.9);
  risk->dose_p10_rad = lr_sorted_quantile(dose, DRAWS, 0.1);
  risk->dose_p90_rad = lr_sorted_quantile(dose, DRAWS, 0.9);
done:
  free(observed);
  free(gates);
  return status;
}

// Mean over the laws of the part of the gates that is alive after the first `periods`.
static double alive_after(const struct lr_risk *risk, size_t periods, double all) {
  double sum = 0;
  if (!periods) return 1;
  for (size_t l = 0; l < risk[0].laws; l++) {
    double gates = 0;
    for (size_t i = 0; i < periods; i++) gates += risk[i].gates_of_law[l];
    sum += exp(-gates / all);
  }
  return sum / (double)risk[0].laws;
}

struct lr_table *lr_loss_risk_table(const struct lr_risk_period *period, const struct lr_risk *risk, size_t periods) {
  struct lr_table *t = lr_table_create("risk", "What sudden losses cost in each period");
  lr_table_column(t, "period", LR_TEXT, "", "of the plan", "");
  lr_table_column(t, "start", LR_DATE, "", "first day", "");
  lr_table_column(t, "end", LR_DATE, "", "last day", "");
  lr_table_column(t, "days", LR_NUMBER, "d", "beam days", "");
  lr_table_column(t, "events", LR_NUMBER, "", "expected sudden losses, both rings", "model.md B33");
  lr_table_column(t, "powered", LR_NUMBER, "", "part of them with the PXD powered", "model.md B33");
  lr_table_column(t, "gates_mean", LR_NUMBER, "", "expected gates lost, of those that were alive", "model.md B33");
  lr_table_column(t, "gates_p10", LR_NUMBER, "", "quantile over numbers and kinds of events and one law of the gates for all", "model.md B33");
  lr_table_column(t, "gates_p90", LR_NUMBER, "", "quantile", "model.md B33");
  lr_table_column(t, "alive", LR_NUMBER, "", "expected part of the gates alive at the end, without any replacement", "model.md B33");
  lr_table_column(t, "dose_mean", LR_NUMBER, "rad", "expected dose of layer 1", "model.md B33");
  lr_table_column(t, "dose_p10", LR_NUMBER, "rad", "quantile", "model.md B33");
  lr_table_column(t, "dose_p90", LR_NUMBER, "rad", "quantile", "model.md B33");
  lr_table_column(t, "gates_per_fb", LR_NUMBER, "fb", "expected gates lost for each fb^-1 delivered", "model.md B33");
  lr_table_column(t, "dose_per_fb", LR_NUMBER, "rad fb", "expected dose for each fb^-1 delivered", "model.md B33");
  lr_table_column(t, "quenches", LR_NUMBER, "", "expected", "model.md B25");
  lr_table_column(t, "damages", LR_NUMBER, "", "expected damaged collimators", "model.md B25");
  lr_table_column(t, "downtime", LR_NUMBER, "d", "expected time without beams", "model.md B1");
  double all = 1 / lr_pxd_gate_fraction(), *left = malloc(2 * DRAWS * sizeof *left), *lost = left ? left + DRAWS : NULL;
  if (!left) {
    lr_table_free(t);
    return NULL;
  }
  for (size_t k = 0; k < DRAWS; k++) left[k] = all;
  for (size_t i = 0; i < periods; i++) {
    char start[16], end[16];
    double alive = alive_after(risk, i, all), after = alive_after(risk, i + 1, all), mean = (alive - after) * all;
    for (size_t k = 0; k < DRAWS; k++) {
      lost[k] = left[k] * (1 - risk[i].survive[k]);
      left[k] -= lost[k];
    }
    lr_sort(lost, DRAWS);
    double delivered_fb = period[i].delivered_m2 * LR_fb_m2;
    lr_table_row(t);
    lr_table_text(t, "period", period[i].id);
    lr_table_text(t, "start", lr_date_text(period[i].start, start));
    lr_table_text(t, "end", lr_date_text(period[i].end, end));
    lr_table_number(t, "days", risk[i].days);
    lr_table_number(t, "events", risk[i].events);
    lr_table_number(t, "powered", risk[i].powered_share);
    lr_table_number(t, "gates_mean", mean);
    lr_table_number(t, "gates_p10", lr_sorted_quantile(lost, DRAWS, 0.1));
    lr_table_number(t, "gates_p90", lr_sorted_quantile(lost, DRAWS, 0.9));
    lr_table_number(t, "alive", after);
    lr_table_number(t, "dose_mean", risk[i].dose_mean_rad);
    lr_table_number(t, "dose_p10", risk[i].dose_p10_rad);
    lr_table_number(t, "dose_p90", risk[i].dose_p90_rad);
    if (delivered_fb > 0) lr_table_number(t, "gates_per_fb", mean / delivered_fb);
    if (delivered_fb > 0) lr_table_number(t, "dose_per_fb", risk[i].dose_mean_rad / delivered_fb);
    lr_table_number(t, "quenches", risk[i].quenches);
    lr_table_number(t, "damages", risk[i].damages);
    lr_table_number(t, "downtime", risk[i].downtime_s / LR_DAY_s);
  }
  free(left);
  return t;
}
