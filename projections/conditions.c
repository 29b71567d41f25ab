// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/conditions.h"

#include <math.h>
#include <string.h>

void lr_conditions_init(struct lr_conditions *c) {
  *c = (struct lr_conditions){.pxd = LR_VERTEXING_ON, .displaced = 1, .prompt = 1, .tracking = 1, .photon = 1};
}

double lr_sqrt_s_spread(double sqrt_s, double ler, double her) { return 0.5 * sqrt_s * hypot(ler, her); }

double lr_recoil_width(double detector, double spread, double sqrt_s, double visible_energy, double mass) {
  return hypot(detector, spread * (sqrt_s - visible_energy) / mass);
}

// Growth of the window of a recoil mass, which the background follows. The particle recoils against a light system, which makes the
// effect of the beams largest.
static double window_growth(const struct lr_conditions *c, const struct lr_channel *channel, double mass) {
  if (!(c->recoil_resolution_GeV > 0)) return 1;
  double e = channel->sqrt_s_GeV, visible = (e * e - mass * mass) / (2 * e);
  double now = lr_sqrt_s_spread(e, c->spread_ler, c->spread_her), then = lr_sqrt_s_spread(e, c->reference_spread_ler, c->reference_spread_her);
  return lr_recoil_width(c->recoil_resolution_GeV, now, e, visible, mass) / lr_recoil_width(c->recoil_resolution_GeV, then, e, visible, mass);
}

void lr_conditions_apply(const struct lr_conditions *c, struct lr_channel *channel) {
  const struct lr_signature *seen = &channel->type->seen;
  const bool degraded = c->pxd != LR_VERTEXING_ON;
  // what the search selects of the background has the same tracks and photons
  const double found = pow(c->tracking, seen->tracks) * pow(c->photon, seen->photons);
  channel->signal_factor *= found;
  for (size_t k = 0; k < channel->modes; k++) {
    struct lr_channel_mode *mode = &channel->mode[k];
    if (mode->luminosity_fb > 0) continue;  // taken as it is published
    for (size_t i = 0; i < mode->backgrounds; i++) mode->background[i].y *= found;
    const struct lr_displacement *d = &mode->displacement;
    if (degraded && seen->vertices && (d->min_radius_m > 0 || d->max_radius_m > 0 || d->scale_m > 0)) {
      mode->share *= pow(c->displaced, seen->vertices);
      mode->displacement.min_radius_m = fmax(mode->displacement.min_radius_m, c->min_radius_m);
    } else if (degraded && seen->tracks) {
      mode->share *= c->prompt;
    }
    for (size_t i = 0; seen->recoil && i < mode->backgrounds; i++) mode->background[i].y *= window_growth(c, channel, mode->background[i].x);
  }
}
