// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/wake_kick.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"

static const double RANGE = 10, LEAST_RANGE = 6;  // sigma_z on either side of the centre; where a table ends early
enum { LAST = LR_TRACK_WAKE_POINTS - 1 };

// The wake integrated twice, of everything that W(s) holds: with charges shared linearly by points h apart, the wake at a
// point is a second difference of it.
static double twice(const struct lr_wake *wake, double s_m) {
  double value = lr_wake_value(wake, s_m, 2);
  if (s_m > 0) value += wake->resistance_ohm * LR_C_m_s * s_m;
  return value + wake->inductance_H * LR_C_m_s * LR_C_m_s * (s_m > 0 ? 1 : s_m < 0 ? 0 : 0.5);
}

enum lr_status lr_track_wake_lay(const struct lr_wake *wake, const struct lr_track_ring *ring, struct lr_track_wake *out,
                                 struct lr_error *error) {
  double sigma_m = sqrt(ring->emittance_m[2] * ring->beta_m[2]), range_m = RANGE * sigma_m;
  enum lr_status status = lr_wake_check(wake, 2 * LEAST_RANGE * sigma_m, error);
  if (status != LR_OK) return status;
  if (wake->table) range_m = fmin(range_m, lr_wake_table_end(wake->table) / 2 * (1 - 1.0 / LAST));
  out->first_m = -range_m;
  out->step_m = 2 * range_m / LAST;
  double energy_V = ring->gamma * LR_ELECTRON_MASS_eV * (LR_ELECTRON_RADIUS_m / ring->radius_m);
  out->kick_V = -ring->number * LR_E_C / energy_V;
  double h = out->step_m;
  out->kernel_V_C[0] = 0;
  out->memory = 1;
  memset(out->charge, 0, sizeof out->charge);
  for (int m = -LAST; m <= LAST; m++)
    out->kernel_V_C[LR_TRACK_WAKE_POINTS + m] =
        (twice(wake, (m + 1) * h) - 2 * twice(wake, m * h) + twice(wake, (m - 1) * h)) / (h * h);
  return LR_OK;
}

// Point below z and how far z is on the way to the next.
static int point(const struct lr_track_wake *wake, double z_m, double *part) {
  double at = fmin(fmax((z_m - wake->first_m) / wake->step_m, 0), LAST);
  int below = (int)at < LAST ? (int)at : LAST - 1;
  *part = at - below;
  return below;
}

void lr_track_wake_deposit(const struct lr_track_wake *wake, const struct lr_track_block *block, double *charge) {
  for (uint32_t i = 0; i < block->count; i++) {
    double part;
    int k = point(wake, block->z[i], &part);
    charge[k] += 1 - part;
    charge[k + 1] += part;
  }
}

void lr_track_wake_remember(struct lr_track_wake *wake, long turn, const double *charge) {
  double part = 1 / fmin((double)turn + 1, wake->memory);
  for (int i = 0; i <= LAST; i++) wake->charge[i] += part * (charge[i] - wake->charge[i]);
}

void lr_track_wake_convolve(const struct lr_track_wake *wake, double particles, double *kick) {
  const double *charge = wake->charge;
  double sum = 0, weighted = 0;
  memset(kick, 0, LR_TRACK_WAKE_POINTS * sizeof *kick);
  for (int j = 0; j <= LAST; j++) {
    if (charge[j] == 0) continue;
    const double *kernel = wake->kernel_V_C + LR_TRACK_WAKE_POINTS + j;  // of point i: j - i steps ahead of it
    for (int i = 0; i <= LAST; i++) kick[i] += charge[j] * kernel[-i];
  }
  for (int i = 0; i <= LAST; i++) {
    kick[i] *= wake->kick_V / particles;
    sum += charge[i];
    weighted += charge[i] * kick[i];
  }
  for (int i = 0; i <= LAST && sum > 0; i++) kick[i] -= weighted / sum;
}

void lr_track_wake_apply(const struct lr_track_wake *wake, const double *kick, struct lr_track_block *block) {
  for (uint32_t i = 0; i < block->count; i++) {
    double part;
    int k = point(wake, block->z[i], &part);
    block->delta[i] += kick[k] + part * (kick[k + 1] - kick[k]);
  }
}
