// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/ring_of.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/constants.h"

static const double ANY_SPREAD = 1e-3;  // of a frozen beam: only its length counts

const char *lr_track_ring_lacks(const struct lr_ring *ring, enum lr_track_use use, size_t i, const char **wants) {
  const struct {
    const char *key, *wants;
    double value;
    bool asked;
  } all[] = {{"tune_x", "oscillations of a turn, such as 12.54", ring->tune_x, true},
             {"tune_y", "oscillations of a turn, such as 12.57", ring->tune_y, true},
             {"tune_s", "oscillations of a turn, such as 0.02", ring->tune_s, true},
             {"energy_spread", "a number such as 7e-4", ring->energy_spread, true},
             {"damping_x", "the rate of the amplitude per turn, T0 / tau, such as 2e-4", ring->damping_x, true},
             {"damping_y", "the rate of the amplitude per turn, T0 / tau, such as 2e-4", ring->damping_y, true},
             {"damping_s", "the rate of the amplitude per turn, T0 / tau, such as 4e-4", ring->damping_s, true},
             {"harmonic", "a whole number such as 5120", ring->harmonic, !isnan(ring->rf_voltage_V)},
             {"momentum_compaction", "a number such as 3e-4", ring->momentum_compaction, !isnan(ring->rf_voltage_V)}};
  for (size_t k = 0; use == LR_TRACK_TRACKED && k < sizeof all / sizeof *all; k++)
    if (all[k].asked && isnan(all[k].value) && i-- == 0) {
      *wants = all[k].wants;
      return all[k].key;
    }
  return NULL;
}

double lr_track_loss_per_turn(const struct lr_ring *ring) { return (ring->damping_x + ring->damping_y + ring->damping_s) / 2; }

// nu_s^2 = h alpha e V cos(phi_s) / (2 pi E), sin(phi_s) = U0 / e V
double lr_track_rf_tune(const struct lr_ring *ring) {
  double amplitude = ring->rf_voltage_V / ring->energy_eV, sine = lr_track_loss_per_turn(ring) / amplitude;
  return sqrt(ring->harmonic * ring->momentum_compaction * amplitude * sqrt(1 - sine * sine) / (2 * LR_PI));
}

static enum lr_status add_rf(const struct lr_collider *collider, const struct lr_ring *from, const char *name,
                             struct lr_track_ring *ring, struct lr_error *error) {
  ring->rf = true;
  ring->rf_amplitude = from->rf_voltage_V / from->energy_eV;
  ring->rf_wave_1_m = 2 * LR_PI * from->harmonic / collider->circumference_m;
  ring->slip_m = from->momentum_compaction * collider->circumference_m;
  double sine = lr_track_loss_per_turn(from) / ring->rf_amplitude;
  if (!(sine < 1))
    return lr_error_set(error, LR_E_DOMAIN, "the RF voltage of the %s, %.4g MV, does not make up for the loss of a turn, %.4g MeV (by the damping rates)",
                        name, from->rf_voltage_V * 1e-6, lr_track_loss_per_turn(from) * from->energy_eV * 1e-6);
  ring->rf_phase_rad = asin(sine);
  return LR_OK;
}

enum lr_status lr_track_ring_of(const struct lr_collider *collider, bool her, enum lr_track_use use, struct lr_track_ring *ring,
                                struct lr_error *error) {
  const struct lr_ring *from = her ? &collider->her : &collider->ler;
  const char *name = her ? "her" : "ler", *wants, *lacks = lr_track_ring_lacks(from, use, 0, &wants);
  struct lr_ring_state state;
  if (lacks) return lr_error_set(error, LR_E_DOMAIN, "'%s' of the %s is missing: tracking wants %s", lacks, name, wants);
  enum lr_status status = lr_ring_evaluate(collider, from, &state, error);
  if (status != LR_OK) return lr_error_context(error, "ring '%s'", name);
  bool tracked = use == LR_TRACK_TRACKED;
  double spread = isnan(from->energy_spread) ? ANY_SPREAD : from->energy_spread, side = her ? 0.5 : -0.5;
  memset(ring, 0, sizeof *ring);  // all of its bytes: a checkpoint compares them
  ring->gamma = state.gamma;
  ring->number = state.bunch_population;
  ring->radius_m = state.radius_m;
  const double beta_m[] = {from->beta_x_m, from->beta_y_m, state.sigma_z_m / spread};
  const double emittance_m[] = {from->emittance_x_m, from->emittance_y_m, state.sigma_z_m * spread};
  memcpy(ring->beta_m, beta_m, sizeof beta_m);
  memcpy(ring->emittance_m, emittance_m, sizeof emittance_m);
  ring->offset_m[0] = side * collider->offset_x_m;
  ring->offset_m[1] = side * collider->offset_y_m;
  ring->aperture_m[0] = ring->aperture_m[1] = ring->aperture_delta = INFINITY;
  if (from->crab_waist != 0) ring->crab_m = from->crab_waist / tan(collider->crossing_angle_rad);
  if (!tracked) return LR_OK;
  const double tune[] = {from->tune_x, from->tune_y, from->tune_s}, damping[] = {from->damping_x, from->damping_y, from->damping_s};
  for (int i = 0; i < 3; i++) {
    ring->tune[i] = tune[i];
    ring->damping[i] = damping[i];
  }
  ring->chromaticity[0] = from->chromaticity_x;
  ring->chromaticity[1] = from->chromaticity_y;
  for (int i = 0; i < 4; i++) ring->coupling[i] = from->coupling[i];
  return isnan(from->rf_voltage_V) ? LR_OK : add_rf(collider, from, name, ring, error);
}

const char *lr_track_ring_ignores(const struct lr_collider *collider, int frozen, size_t i, char *text, size_t size) {
  for (int her = 0; her < 2; her++) {
    const struct lr_ring *ring = her ? &collider->her : &collider->ler;
    const char *name = her ? "her" : "ler";
    if (frozen == her && ring->crab_waist != 0 && i-- == 0) {
      snprintf(text, size, "crab_waist of the %s, %.4g %%: Gaussian slices of a frozen strong beam cannot carry it", name, ring->crab_waist * 100);
      return text;
    }
    const struct {
      const char *key, *unit;
      double value;
    } keys[] = {{"waist_shift", "mm", ring->waist_shift_m * 1e3},
                {"chromatic_size_y", "nm", ring->chromatic_size_y_m * 1e9},
                {"roll", "mrad", ring->roll_rad * 1e3}};
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
      if (keys[k].value != 0 && i-- == 0) {
        snprintf(text, size, "%s of the %s, %.4g %s: not in the one-turn map", keys[k].key, name, keys[k].value, keys[k].unit);
        return text;
      }
  }
  if (collider->vertical_angle_rad != 0 && i-- == 0) {
    snprintf(text, size, "vertical_angle, %.4g mrad: the collision is in the horizontal plane", collider->vertical_angle_rad * 1e3);
    return text;
  }
  if (collider->jitter_y_m != 0 && i-- == 0) {
    snprintf(text, size, "jitter_y, %.4g nm: every crossing has the same offset", collider->jitter_y_m * 1e9);
    return text;
  }
  return NULL;
}
