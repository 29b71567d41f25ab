// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/alp_invisible.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "projections/channels/alp_gammagamma.h"

// `long_lived`: a -> gamma gamma beyond decay_radius; `invisible`: a decays to dark matter, whatever its width.
static const char *const models[] = {"long_lived", "invisible", NULL};

double lr_single_photon_energy(double s, double mass) { return fmax(0, (s - mass * mass) / (2 * sqrt(s))); }

double lr_single_photon_mass(double s, double energy) { return sqrt(fmax(0, s - 2 * energy * sqrt(s))); }

double lr_alp_escapes(double s, double mass, double coupling, double radius_m) {
  double beta_gamma = (s - mass * mass) / (2 * mass * sqrt(s));
  return beta_gamma > 0 ? exp(-radius_m / (beta_gamma * lr_alp_ctau(mass, coupling))) : 0;
}

double lr_alp_photon_share(double low, double high) {
  return (high - low + (high * high * high - low * low * low) / 3) * 3 / 8;
}

static bool long_lived(const struct lr_channel *channel) { return strcmp(channel->model, "long_lived") == 0; }

static enum lr_status sigma(const struct lr_channel *channel, double s, double mass, double coupling, double *fb,
                            struct lr_error *error) {
  (void)channel, (void)error;
  *fb = lr_alp_strahlung(s, mass, coupling);
  return LR_OK;
}

static double threshold(double mass) { return mass; }

static double acceptance(const struct lr_channel *channel, size_t mode, double mass, double coupling) {
  (void)mode;
  double s = channel->sqrt_s_GeV * channel->sqrt_s_GeV;
  return long_lived(channel) ? lr_alp_escapes(s, mass, coupling, channel->decay_radius_m) : 1;
}

static size_t quantities(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row,
                         size_t room) {
  double s = channel->sqrt_s_GeV * channel->sqrt_s_GeV;
  if (room < 4) return 0;
  row[0] = (struct lr_quantity){"photon_energy", lr_single_photon_energy(s, mass), "GeV"};
  row[1] = (struct lr_quantity){"decay_acceptance", acceptance(channel, 0, mass, coupling), ""};
  if (!long_lived(channel)) {  // nothing is known of the width
    row[2] = (struct lr_quantity){"br_invisible", 1, ""};
    return 3;
  }
  row[2] = (struct lr_quantity){"width", lr_alp_width(mass, coupling), "GeV"};
  row[3] = (struct lr_quantity){"ctau", lr_alp_ctau(mass, coupling), "m"};
  return 4;
}

const struct lr_channel_type lr_channel_alp_invisible = {
    .id = "alp_invisible",
    .seen = {.tracks = 0, .photons = 1, .vertices = 0, .recoil = false},
    .title = "Axion-like particle, unseen",
    .final_state = "one photon and missing energy",
    .dataset = "all",
    .mass_symbol = "m_a",
    .coupling_symbol = "g_aγγ",
    .coupling_unit = "GeV^-1",
    .coupling_power = 2,
    .models = models,
    .two_edged = true,
    .sigma = sigma,
    .threshold_GeV = threshold,
    .acceptance = acceptance,
    .quantities = quantities,
};
