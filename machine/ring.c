// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/constants.h"
#include "machine/bunch_length.h"
#include "machine/collider.h"

double lr_revolution_frequency(const struct lr_collider *collider) { return LR_C_m_s / collider->circumference_m; }

struct requirement {
  const char *name;
  double value;
};

static enum lr_status require_positive(const struct requirement *list, size_t count, struct lr_error *error) {
  for (size_t i = 0; i < count; i++)
    if (!(isfinite(list[i].value) && list[i].value > 0))
      return lr_error_set(error, LR_E_DOMAIN, "%s must be positive and finite, not %g", list[i].name, list[i].value);
  return LR_OK;
}

static enum lr_status check_collider(const struct lr_collider *collider, struct lr_error *error) {
  const struct requirement positive[] = {
      {"circumference", collider->circumference_m},
      {"number of bunches", collider->bunches},
  };
  enum lr_status status = require_positive(positive, sizeof positive / sizeof positive[0], error);
  if (status) return status;
  double angle = collider->crossing_angle_rad;
  // above a right angle tan(full angle) of the crab waist changes its sign
  if (!(angle >= 0 && angle < LR_PI / 2))
    return lr_error_set(error, LR_E_DOMAIN, "crossing angle must lie in [0, pi/2), not %g rad", angle);
  if (!isfinite(collider->offset_x_m) || !isfinite(collider->offset_y_m))
    return lr_error_set(error, LR_E_DOMAIN, "offset of the beams must be finite, not %g, %g m", collider->offset_x_m,
                        collider->offset_y_m);
  return LR_OK;
}

static enum lr_status check_ring(const struct lr_collider *collider, const struct lr_ring *ring,
                                 struct lr_error *error) {
  const struct requirement positive[] = {
      {"beta_x", ring->beta_x_m},
      {"beta_y", ring->beta_y_m},
      {"emittance_x", ring->emittance_x_m},
      {"emittance_y", ring->emittance_y_m},
      {"energy", ring->energy_eV},
  };
  enum lr_status status = require_positive(positive, sizeof positive / sizeof positive[0], error);
  if (status) return status;
  if (!(ring->chromatic_size_y_m >= 0) || !(collider->jitter_y_m >= 0) || !isfinite(ring->chromatic_size_y_m + collider->jitter_y_m))
    return lr_error_set(error, LR_E_DOMAIN, "jitter and chromatic size cannot be negative, they are %g and %g m",
                        collider->jitter_y_m, ring->chromatic_size_y_m);
  if (!(fabs(ring->roll_rad) <= 0.2) || !(fabs(collider->vertical_angle_rad) <= 0.2))
    return lr_error_set(error, LR_E_DOMAIN, "roll and vertical crossing angle must lie within 0.2 rad, they are %g and %g rad",
                        ring->roll_rad, collider->vertical_angle_rad);
  if (!isfinite(ring->crab_waist) || !isfinite(ring->waist_shift_m))
    return lr_error_set(error, LR_E_DOMAIN, "crab waist and waist shift must be finite, not %g and %g m",
                        ring->crab_waist, ring->waist_shift_m);
  if (ring->crab_waist != 0 && collider->crossing_angle_rad == 0)
    return lr_error_set(error, LR_E_DOMAIN, "a crab waist of %g needs a crossing angle: it is undefined at zero",
                        ring->crab_waist);
  return LR_OK;
}

static enum lr_status evaluate_current(const struct lr_collider *collider, const struct lr_ring *ring,
                                       struct lr_ring_state *state, struct lr_error *error) {
  bool by_current = !isnan(ring->current_A), by_population = !isnan(ring->bunch_population);
  if (by_current == by_population)
    return lr_error_set(error, LR_E_DOMAIN, "give either the current or the bunch population%s",
                        by_current ? ", not both" : "");
  const struct requirement given = {by_current ? "current" : "bunch population",
                                    by_current ? ring->current_A : ring->bunch_population};
  enum lr_status status = require_positive(&given, 1, error);
  if (status) return status;
  double charge_rate_A = LR_E_C * lr_revolution_frequency(collider);  // current of one circulating particle
  state->bunch_population = by_current ? ring->current_A / collider->bunches / charge_rate_A : ring->bunch_population;
  state->bunch_current_A = state->bunch_population * charge_rate_A;
  state->current_A = by_current ? ring->current_A : state->bunch_current_A * collider->bunches;
  return LR_OK;
}

double lr_ring_particle_emittance_y(const struct lr_ring *ring) {
  return ring->emittance_y_m * (ring->particles_y > 0 ? ring->particles_y : 1);
}

enum lr_status lr_ring_evaluate(const struct lr_collider *collider, const struct lr_ring *ring,
                                struct lr_ring_state *state, struct lr_error *error) {
  enum lr_status status = check_collider(collider, error);
  if (!status) status = check_ring(collider, ring, error);
  if (!status) status = evaluate_current(collider, ring, state, error);
  if (status) return status;
  bool proton = ring->particle == LR_PROTON;
  double mass_eV = proton ? LR_PROTON_MASS_eV : LR_ELECTRON_MASS_eV;
  if (ring->energy_eV <= mass_eV)
    return lr_error_set(error, LR_E_DOMAIN, "energy %g eV is not above the rest energy %g eV", ring->energy_eV,
                        mass_eV);
  state->gamma = ring->energy_eV / mass_eV;
  state->radius_m = proton ? LR_PROTON_RADIUS_m : LR_ELECTRON_RADIUS_m;
  state->sigma_x_m = sqrt(ring->emittance_x_m * ring->beta_x_m);
  state->sigma_y_m = hypot(sqrt(ring->emittance_y_m * ring->beta_y_m), ring->chromatic_size_y_m);
  status = lr_bunch_length_evaluate(&ring->bunch_length, state->bunch_current_A, &state->sigma_z_m, error);
  if (status) return status;
  state->piwinski_angle = state->sigma_z_m * tan(collider->crossing_angle_rad / 2) / state->sigma_x_m;
  return LR_OK;
}
