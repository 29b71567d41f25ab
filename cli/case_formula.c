// SPDX-License-Identifier: GPL-3.0-or-later
// The closed forms of projections/formulas.h, and those of lifetimes and dust grains, by name, for `expect formula`.
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "beamloss/beam_field.h"
#include "beamloss/grain.h"
#include "beamloss/grain_heat.h"
#include "cli/case_expect.h"
#include "machine/bunch_length.h"
#include "machine/quantum_lifetime.h"
#include "machine/radiative_bhabha.h"
#include "projections/formulas.h"

enum { MOST_KEYS = 8, MOST_RESULTS = 2 };

struct formula {
  const char *name;
  struct {
    const char *key;
    enum lr_dimension dimension;
  } key[MOST_KEYS + 1];
  struct {
    const char *name, *unit;
  } result[MOST_RESULTS];
  enum lr_status (*evaluate)(const double *in, double *out, struct lr_error *error);  // SI, in the order of the keys
};

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

static enum lr_status free_fall(const double *in, double *out, struct lr_error *error) {
  (void)error;
  const struct lr_grain grain = {.start_y_m = in[0]};
  out[0] = lr_grain_fall_time(&grain, 0);
  out[1] = LR_GRAVITY_m_s2 * out[0];
  return LR_OK;
}

static enum lr_status largest_field(const double *in, double *out, struct lr_error *error) {
  (void)error;
  double low_m = 0, high_m = 20 * fmax(in[1], in[2]);  // the slope is positive at the first and negative at the second
  for (int i = 0; i < 60; i++) {
    double middle_m = (low_m + high_m) / 2;
    if (lr_beam_field_vertical(in[1], in[2], middle_m).slope_V_m2A > 0) {
      low_m = middle_m;
    } else {
      high_m = middle_m;
    }
  }
  out[0] = in[0] * lr_beam_field_vertical(in[1], in[2], low_m).field_V_mA;
  out[1] = low_m;
  return LR_OK;
}

static enum lr_status grain_heating(const double *in, double *out, struct lr_error *error) {
  // what heating does not depend on is set to 1
  const struct lr_material material = {.name = "of the case", .density_kg_m3 = 1, .Z_over_A = 1, .stopping_MeV_cm2_g = in[3],
                                       .heat_capacity_J_kgK = in[4], .boiling_K = in[5], .vaporisation_J_kg = in[6],
                                       .molar_mass_kg = 1, .work_function_eV = 1, .emissivity = 1, .radiation_length_g_cm2 = 1};
  const double start_K = 300;
  struct lr_grain_heat heat = {0};
  enum lr_status status = lr_grain_heat(&material, in[0], in[1], in[2], start_K, &heat, error);
  out[0] = heat.boiling_s;
  out[1] = heat.evaporation_s;
  return status;
}

static const struct formula FORMULAS[] = {
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
    {"free_fall", {{"height", LR_DIM_LENGTH}}, {{"time", "s"}, {"speed_m_s", ""}}, free_fall},
    {"largest_field",
     {{"current", LR_DIM_CURRENT}, {"sigma_x", LR_DIM_LENGTH}, {"sigma_y", LR_DIM_LENGTH}},
     {{"field_V_m", ""}, {"height", "m"}},
     largest_field},
    {"grain_heating",
     {{"current", LR_DIM_CURRENT},
      {"sigma_x", LR_DIM_LENGTH},
      {"sigma_y", LR_DIM_LENGTH},
      {"stopping_MeV_cm2_g", LR_DIM_NUMBER},
      {"heat_capacity_J_kgK", LR_DIM_NUMBER},
      {"boiling_K", LR_DIM_NUMBER},
      {"vaporisation_J_kg", LR_DIM_NUMBER}},
     {{"boiling", "s"}, {"evaporation", "s"}},
     grain_heating},
    {"availability", {{"mtbf", LR_DIM_TIME}, {"mttr", LR_DIM_TIME}}, {{"availability", ""}}, availability},
};

enum lr_status lr_case_formula(const struct lr_expect *expect, double *value_SI, const char **unit,
                               struct lr_error *error) {
  const struct formula *formula = NULL;
  for (size_t i = 0; i < sizeof FORMULAS / sizeof *FORMULAS; i++)
    if (strcmp(FORMULAS[i].name, expect->subject) == 0) formula = &FORMULAS[i];
  if (!formula) return lr_error_set(error, LR_E_INPUT, "there is no formula '%s'", expect->subject);
  double in[MOST_KEYS] = {0}, out[MOST_RESULTS] = {0};
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
  for (size_t i = 0; i < MOST_RESULTS && formula->result[i].name; i++) {
    if (strcmp(formula->result[i].name, expect->part) != 0) continue;
    enum lr_status status = formula->evaluate(in, out, error);
    *value_SI = out[i];
    *unit = formula->result[i].unit;
    return status;
  }
  return lr_error_set(error, LR_E_INPUT, "'%s' gives no '%s'", formula->name, expect->part);
}
