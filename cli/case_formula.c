// SPDX-License-Identifier: GPL-3.0-or-later
// The closed forms of projections/formulas.h, and those of lifetimes, by name, for `expect formula`; those of beam losses stand in
// case_formula_loss.c, those of what happens in a run plan in case_formula_plan.c.
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "cli/case_expect.h"
#include "cli/case_formula.h"
#include "machine/acceptance.h"
#include "machine/bunch_length.h"
#include "machine/quantum_lifetime.h"
#include "machine/radiative_bhabha.h"
#include "machine/rf_bucket.h"
#include "machine/tmci.h"
#include "projections/formulas.h"

static enum lr_status ideal_day(const double *in, double *out, struct lr_error *error) {
  struct lr_year_factors one_day = {in[0], 1, LR_DAY_s, 0, 0, 1, 1, 1};
  return lr_year_integral(&one_day, out, error);
}

static enum lr_status year_integral(const double *in, double *out, struct lr_error *error) {
  struct lr_year_factors factors = {.peak_m2s = in[0],
                                    .beam_s = in[1] * LR_DAY_s,
                                    .startup_s = in[2] * LR_DAY_s,
                                    .study_fraction = in[3],
                                    .availability = in[4],
                                    .trip_factor = in[5],
                                    .mean_over_peak = in[6],
                                    .recording = in[7]};
  return lr_year_integral(&factors, out, error);
}

static enum lr_status current_limit(const double *in, double *out, struct lr_error *error) {
  return lr_injector_current_limit(in[0], in[1], in[2], out, error);
}

static enum lr_status topup_with_trips(const double *in, double *out, struct lr_error *error) {
  return lr_topup_with_trips(in[0], in[1], in[2], out, error);
}

static enum lr_status coasting(const double *in, double *out, struct lr_error *error) {
  struct lr_best_fill best = {0};
  enum lr_status status = lr_coasting_best(in[0], in[1], &best, error);
  out[0] = best.length_s;
  out[1] = best.mean;
  return status;
}

static enum lr_status coasting_fill(const double *in, double *out, struct lr_error *error) {
  return lr_coasting_mean(in[0], in[1], in[2], out, error);
}

static enum lr_status burnoff(const double *in, double *out, struct lr_error *error) {
  struct lr_best_fill best = {0};
  enum lr_status status = lr_burnoff_best(in[0], in[1], &best, error);
  out[0] = best.length_s;
  out[1] = best.mean;
  return status;
}

static enum lr_status uptime_spread(const double *in, double *out, struct lr_error *error) {
  return lr_uptime_spread(in[0], in[1], in[2], in[3], &out[0], &out[1], error);
}

static enum lr_status luminosity_of_currents(const double *in, double *out, struct lr_error *error) {
  return lr_luminosity_of_currents(in[0] / (in[1] * in[2] * in[3]), in[4], in[5], in[6], out, error);
}

static enum lr_status topup_with_damage(const double *in, double *out, struct lr_error *error) {
  return lr_topup_with_damage(in[0], in[1], in[2], in[3], in[4], out, error);
}

static enum lr_status levelled(const double *in, double *out, struct lr_error *error) {
  struct lr_best_fill best = {0};
  enum lr_status status = lr_levelled_best(in[0], in[1], in[2], &best, error);
  out[0] = best.length_s;
  out[1] = best.mean;
  return status;
}

static enum lr_status pairs(const double *in, double *out, struct lr_error *error) {
  return lr_event_count(in[0], in[1], out, error);
}

static enum lr_status availability(const double *in, double *out, struct lr_error *error) {
  return lr_availability(in[0], in[1], out, error);
}

static enum lr_status energy_loss(const double *in, double *out, struct lr_error *error) {
  (void)error;
  out[0] = lr_energy_loss_per_turn(in[0], in[1]);
  return LR_OK;
}

static enum lr_status bhabha_cross_section(const double *in, double *out, struct lr_error *error) {
  double s_eV2 = 2 * in[0] * in[1] * (1 + cos(in[2]));
  return lr_bhabha_cross_section(LR_BHABHA_NO_CUT, s_eV2, in[3], 0, out, error);
}

static enum lr_status bhabha_lifetime(const double *in, double *out, struct lr_error *error) {
  double rate_per_s;
  enum lr_status status = lr_bhabha_rate(in[0], in[1], in[2] * in[3] / (LR_E_C * LR_C_m_s), &rate_per_s, error);
  if (status == LR_OK) out[0] = 1 / rate_per_s;
  return status;
}

static enum lr_status zero_current_length(const double *in, double *out, struct lr_error *error) {
  *out = lr_bunch_length_zero_current(in[0], in[1], in[2], in[3]);
  return isfinite(*out) ? LR_OK : lr_error_set(error, LR_E_DOMAIN, "the synchrotron tune must not be 0");
}

static enum lr_status tmci_threshold(const double *in, double *out, struct lr_error *error) {
  return lr_tmci_threshold(in[1] * LR_C_m_s / in[0], in[2], in[3] * in[4] * 1e12, out, error);
}

static enum lr_status rf_bucket(const double *in, double *out, struct lr_error *error) {
  const struct lr_rf_bucket bucket = {in[0], in[1], in[2], in[3], in[4]};
  return lr_rf_bucket_half_height(&bucket, out, error);
}

static enum lr_status quantum_aperture(const double *in, double *out, struct lr_error *error) {
  *out = lr_acceptance_sigmas(in[0], in[1]);
  return isfinite(*out) ? LR_OK : lr_error_set(error, LR_E_DOMAIN, "no aperture has this quantum lifetime");
}

static const struct lr_formula FORMULAS[] = {
    {"ideal_day", {{"peak", LR_DIM_LUMINOSITY}}, {{"luminosity", "m^-2"}}, ideal_day},
    {"year_integral",
     {{"peak", LR_DIM_LUMINOSITY},
      {"beam_days", LR_DIM_NUMBER},
      {"startup_days", LR_DIM_NUMBER},
      {"study_fraction", LR_DIM_NUMBER},
      {"availability", LR_DIM_NUMBER},
      {"trip_factor", LR_DIM_NUMBER},
      {"mean_over_peak", LR_DIM_NUMBER},
      {"recording_efficiency", LR_DIM_NUMBER}},
     {{"recorded", "m^-2"}},
     year_integral},
    {"current_limit",
     {{"revolution_frequency", LR_DIM_RATE}, {"lifetime", LR_DIM_TIME}, {"injection", LR_DIM_RATE}},
     {{"current", "A"}},
     current_limit},
    {"topup_with_trips",
     {{"mtbf", LR_DIM_TIME}, {"recovery", LR_DIM_TIME}, {"refill", LR_DIM_TIME}},
     {{"mean", ""}},
     topup_with_trips},
    {"luminosity_of_currents",  // the specific luminosity is that of a reference: its luminosity, bunch currents and bunches
     {{"reference", LR_DIM_LUMINOSITY},
      {"reference_ler", LR_DIM_CURRENT},
      {"reference_her", LR_DIM_CURRENT},
      {"reference_bunches", LR_DIM_NUMBER},
      {"ler", LR_DIM_CURRENT},
      {"her", LR_DIM_CURRENT},
      {"bunches", LR_DIM_NUMBER}},
     {{"luminosity", "m^-2 s^-1"}},
     luminosity_of_currents},
    {"topup_with_damage",
     {{"mtbf", LR_DIM_TIME},
      {"recovery", LR_DIM_TIME},
      {"refill", LR_DIM_TIME},
      {"damage_probability", LR_DIM_NUMBER},
      {"damage_recovery", LR_DIM_TIME}},
     {{"mean", ""}},
     topup_with_damage},
    {"levelled",
     {{"level", LR_DIM_TIME}, {"lifetime", LR_DIM_TIME}, {"turnaround", LR_DIM_TIME}},
     {{"best", "s"}, {"mean", ""}},
     levelled},
    {"coasting", {{"lifetime", LR_DIM_TIME}, {"turnaround", LR_DIM_TIME}}, {{"best", "s"}, {"mean", ""}}, coasting},
    {"coasting_fill",
     {{"lifetime", LR_DIM_TIME}, {"turnaround", LR_DIM_TIME}, {"fill", LR_DIM_TIME}},
     {{"mean", ""}},
     coasting_fill},
    {"burnoff", {{"lifetime", LR_DIM_TIME}, {"turnaround", LR_DIM_TIME}}, {{"best", "s"}, {"mean", ""}}, burnoff},
    {"uptime_spread",
     {{"up", LR_DIM_TIME}, {"down", LR_DIM_TIME}, {"down_spread", LR_DIM_TIME}, {"span", LR_DIM_TIME}},
     {{"availability", ""}, {"spread", ""}},
     uptime_spread},
    {"zero_current_length",
     {{"circumference", LR_DIM_LENGTH},
      {"momentum_compaction", LR_DIM_NUMBER},
      {"energy_spread", LR_DIM_NUMBER},
      {"tune_s", LR_DIM_NUMBER}},
     {{"bunch_length", "m"}},
     zero_current_length},
    {"energy_loss", {{"energy", LR_DIM_ENERGY}, {"damping", LR_DIM_NUMBER}}, {{"energy_loss", "eV"}}, energy_loss},
    {"bhabha_cross_section",
     {{"ler", LR_DIM_ENERGY}, {"her", LR_DIM_ENERGY}, {"crossing_angle", LR_DIM_ANGLE}, {"acceptance", LR_DIM_NUMBER}},
     {{"cross_section", "m^2"}},
     bhabha_cross_section},
    {"bhabha_lifetime",
     {{"luminosity", LR_DIM_LUMINOSITY},
      {"cross_section", LR_DIM_CROSS_SECTION},
      {"current", LR_DIM_CURRENT},
      {"circumference", LR_DIM_LENGTH}},
     {{"lifetime", "s"}},
     bhabha_lifetime},
    {"tmci_threshold",  // kick: V/pC/m
     {{"circumference", LR_DIM_LENGTH},
      {"tune_s", LR_DIM_NUMBER},
      {"energy", LR_DIM_ENERGY},
      {"beta", LR_DIM_LENGTH},
      {"kick", LR_DIM_NUMBER}},
     {{"bunch_current", "A"}},
     tmci_threshold},
    {"rf_bucket",  // voltage: that of a unit charge, an energy
     {{"voltage", LR_DIM_ENERGY},
      {"energy_loss", LR_DIM_ENERGY},
      {"energy", LR_DIM_ENERGY},
      {"momentum_compaction", LR_DIM_NUMBER},
      {"harmonic_number", LR_DIM_NUMBER}},
     {{"half_height", ""}},
     rf_bucket},
    {"quantum_aperture", {{"lifetime", LR_DIM_TIME}, {"damping_time", LR_DIM_TIME}}, {{"sigmas", ""}}, quantum_aperture},
    {"pairs", {{"cross_section", LR_DIM_CROSS_SECTION}, {"luminosity", LR_DIM_INTEGRATED}}, {{"pairs", ""}}, pairs},
    {"availability", {{"mtbf", LR_DIM_TIME}, {"mttr", LR_DIM_TIME}}, {{"availability", ""}}, availability},
    {.name = NULL}};

enum lr_status lr_case_formula(const struct lr_expect *expect, double *value_SI, const char **unit,
                               struct lr_error *error) {
  const struct lr_formula *formula = NULL;
  const struct lr_formula *const parts[] = {FORMULAS, lr_formulas_displaced, lr_formulas_loss, lr_formulas_plan, lr_formulas_statistics};
  for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
    for (const struct lr_formula *f = parts[part]; f->name; f++)
      if (strcmp(f->name, expect->subject) == 0) formula = f;
  if (!formula) return lr_error_set(error, LR_E_INPUT, "there is no formula '%s'", expect->subject);
  double in[LR_FORMULA_KEYS] = {0}, out[LR_FORMULA_RESULTS] = {0};
  size_t keys = 0;
  for (; formula->key[keys].key; keys++) {
    enum lr_status status =
        lr_expect_argument(expect, formula->key[keys].key, formula->key[keys].dimension, &in[keys], error);
    if (status != LR_OK) return status;
  }
  for (size_t i = 0; i < expect->arguments; i++) {
    bool known = false;
    for (size_t k = 0; k < keys; k++) known = known || strcmp(formula->key[k].key, expect->argument[i].key) == 0;
    if (!known) return lr_error_set(error, LR_E_INPUT, "'%s' takes no '%s'", formula->name, expect->argument[i].key);
  }
  for (size_t i = 0; i < LR_FORMULA_RESULTS && formula->result[i].name; i++) {
    if (strcmp(formula->result[i].name, expect->part) != 0) continue;
    enum lr_status status = formula->evaluate(in, out, error);
    *value_SI = out[i];
    *unit = formula->result[i].unit;
    return status;
  }
  return lr_error_set(error, LR_E_INPUT, "'%s' gives no '%s'", formula->name, expect->part);
}
