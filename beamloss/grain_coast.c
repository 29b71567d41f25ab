// SPDX-License-Identifier: GPL-3.0-or-later
// What needs no integrator: the fall before the beam is met, and vapour and electrons after the grain.
#include <math.h>

#include "base/constants.h"
#include "beamloss/grain.h"

double lr_grain_fall_time(const struct lr_grain *grain, double y_m) {
  double way_m = fmax(grain->start_y_m - y_m, 0), v = -grain->start_v_m_s;
  return way_m > 0 ? 2 * way_m / (v + sqrt(v * v + 2 * LR_GRAVITY_m_s2 * way_m)) : 0;
}

double lr_grain_arrival_speed(const struct lr_grain_model *model, double current_A, double drop_m) {
  double start_m = model->grain.start_y_m;
  double line_V = current_A / (2 * LR_PI * LR_EPSILON0_F_m * LR_C_m_s);
  double repelled_J = model->beam.charge_sign * model->grain.start_charge_e * LR_E_C * line_V * log(drop_m / start_m);
  double half = LR_GRAVITY_m_s2 * (drop_m - start_m) - repelled_J / model->mass_kg;
  return drop_m >= start_m && half >= 0 ? sqrt(2 * half) : NAN;
}

// model.md B8 without a source: Nv falls with rate a, Ne' = b Nv - c Ne. The smaller rate in front keeps exp from overflowing.
void lr_grain_coast(const struct lr_grain_model *model, double time_s, double state[LR_GRAIN_STATES]) {
  double T = state[LR_GRAIN_TEMPERATURE] * model->scale[LR_GRAIN_TEMPERATURE];
  double b = model->ionisation_per_As * model->current_A, c = model->beam.electron_loss_per_s;
  double a = model->thermal_m_s * sqrt(T) / model->beam.sigma_x_m + b;
  double x = fabs(c - a) * time_s, fed = exp(-fmin(a, c) * time_s) * time_s * (x > 0 ? -expm1(-x) / x : 1);
  double vapour = state[LR_GRAIN_VAPOUR] * model->scale[LR_GRAIN_VAPOUR];
  state[LR_GRAIN_ELECTRONS] =
      state[LR_GRAIN_ELECTRONS] * exp(-c * time_s) + b * vapour * fed / model->scale[LR_GRAIN_ELECTRONS];
  state[LR_GRAIN_VAPOUR] *= exp(-a * time_s);
}
