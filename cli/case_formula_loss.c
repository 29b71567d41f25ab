// SPDX-License-Identifier: GPL-3.0-or-later
// The closed forms of beam losses, by name, for `expect formula`.
#include <math.h>

#include "base/constants.h"
#include "beamloss/backgrounds.h"
#include "beamloss/beam_field.h"
#include "beamloss/closed_loss.h"
#include "beamloss/diamond.h"
#include "beamloss/grain.h"
#include "beamloss/grain_heat.h"
#include "beamloss/kick.h"
#include "beamloss/pxd.h"
#include "cli/case_formula.h"
#include "machine/collider.h"

static enum lr_status edge_cut(const double *in, double *out, struct lr_error *error) {
  (void)error;
  out[0] = lr_edge_cut(in[0], INFINITY, in[1], 1).stored;
  return LR_OK;
}

static enum lr_status phase_mixed_cut(const double *in, double *out, struct lr_error *error) {
  struct lr_survival survival = {0};
  enum lr_status status = lr_phase_mixed_cut(in[1], in[0], &survival, error);
  out[0] = survival.stored;
  return status;
}

static enum lr_status mean_kick(const double *in, double *out, struct lr_error *error) {
  (void)error;
  out[0] = lr_kick_mean(lr_kick_strength_m(in[0] / LR_ELECTRON_MASS_eV, 1), in[1], in[2], in[3], in[4]);
  return LR_OK;
}

static enum lr_status pxd_dose_rate(const double *in, double *out, struct lr_error *error) {
  return lr_pxd_dose_rate((int)in[0], in[1], in[2], out, error);
}

static enum lr_status pxd_gates(const double *in, double *out, struct lr_error *error) {
  (void)error;
  out[0] = in[0] * lr_pxd_gate_fraction();
  out[1] = in[0] * LR_PXD_ROWS_PER_GATE * LR_PXD_COLUMNS;
  return LR_OK;
}

static enum lr_status diamond_turn(const double *in, double *out, struct lr_error *error) {
  const double dose_rad = 1e9;  // saturates whatever the turn
  struct lr_diamond_reading reading = {0};
  enum lr_status status = lr_diamond_record(&dose_rad, 1, 1, in[0], lr_diamond_saturation_rad_s(), &reading, error);
  out[0] = reading.recorded_rad;
  return status;
}

// Growth of a background of one ring and luminosity between a reference and another setup.
static enum lr_status background_growth(const double *in, double *out, struct lr_error *error) {
  struct lr_backgrounds b = {.setups = 2, .detectors = 1};
  for (int i = 0; i < 2; i++)
    b.setup[i] = (struct lr_background_setup){.ler = {.current_A = in[i], .pressure_Pa = in[2 + i] * 1e-9},
                                              .bunches = in[4 + i],
                                              .luminosity_m2s = in[6 + i]};
  struct lr_background_detector *detector = &b.detector[0];
  detector->limit.value = detector->value.value = 1;
  detector->share[LR_BG_BEAM_GAS_LER].value = in[8];
  detector->share[LR_BG_TOUSCHEK_LER].value = in[9];
  detector->share[LR_BG_LUMINOSITY].value = in[10];
  struct lr_background_level level = {0};
  enum lr_status status = lr_background_level(&b, detector, &b.setup[1], &level, error);
  out[0] = level.total;
  return status;
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

// What is stored in a ring: period, particles, energy.
static enum lr_status stored_beam(const double *in, double *out, struct lr_error *error) {
  (void)error;
  const struct lr_collider ring = {.circumference_m = in[0]};
  double period_s = 1 / lr_revolution_frequency(&ring), particles = in[1] * period_s / LR_E_C;
  out[0] = period_s;
  out[1] = particles;
  out[2] = particles * in[2] * LR_E_C;
  return LR_OK;
}

static enum lr_status dose_fluence(const double *in, double *out, struct lr_error *error) {
  (void)error;
  out[0] = lr_pxd_fluence_of_dose(100 * in[0]) * 1e-4;
  return LR_OK;
}

const struct lr_formula lr_formulas_loss[] = {
    {"stored_beam",
     {{"circumference", LR_DIM_LENGTH}, {"current", LR_DIM_CURRENT}, {"energy", LR_DIM_ENERGY}},
     {{"period", "s"}, {"particles", ""}, {"energy_J", ""}},
     stored_beam},
    {"dose_fluence", {{"dose", LR_DIM_DOSE}}, {{"per_cm2", ""}}, dose_fluence},
    {"edge_cut", {{"aperture", LR_DIM_NUMBER}, {"offset", LR_DIM_NUMBER}}, {{"stored", ""}}, edge_cut},
    {"phase_mixed_cut", {{"aperture", LR_DIM_NUMBER}, {"offset", LR_DIM_NUMBER}}, {{"stored", ""}}, phase_mixed_cut},
    {"mean_kick",
     {{"energy", LR_DIM_ENERGY},
      {"net_electrons", LR_DIM_NUMBER},
      {"sigma_x", LR_DIM_LENGTH},
      {"sigma_y", LR_DIM_LENGTH},
      {"height", LR_DIM_LENGTH}},
     {{"kick", "rad"}},
     mean_kick},
    {"pxd_dose_rate",
     {{"layer", LR_DIM_NUMBER}, {"occupancy", LR_DIM_NUMBER}, {"pixels", LR_DIM_NUMBER}},
     {{"dose_rate", "rad/s"}},
     pxd_dose_rate},
    {"pxd_gates", {{"gates", LR_DIM_NUMBER}}, {{"part", ""}, {"pixels", ""}}, pxd_gates},
    {"diamond_turn", {{"turn", LR_DIM_TIME}}, {{"dose", "rad"}}, diamond_turn},
    {"background_growth",
     {{"current_from", LR_DIM_CURRENT},
      {"current", LR_DIM_CURRENT},
      {"pressure_nPa_from", LR_DIM_NUMBER},
      {"pressure_nPa", LR_DIM_NUMBER},
      {"bunches_from", LR_DIM_NUMBER},
      {"bunches", LR_DIM_NUMBER},
      {"luminosity_from", LR_DIM_LUMINOSITY},
      {"luminosity", LR_DIM_LUMINOSITY},
      {"beam_gas", LR_DIM_NUMBER},
      {"touschek", LR_DIM_NUMBER},
      {"luminosity_share", LR_DIM_NUMBER}},
     {{"growth", ""}},
     background_growth},
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
    {.name = NULL}};
