// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/alp_gammagamma.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "projections/channels/alp_fusion.h"

// `photon`: e+ e- -> gamma a; `fusion`: e+ e- -> e+ e- a with two photons seen, for which no analysis is published.
static const char *const models[] = {"photon", "fusion", NULL};

// Of the model `fusion`. 1.6 is the calorimeter from 17 to 150 degrees, moved to the centre-of-mass frame.
static const struct lr_channel_parameter parameters[] = {
    {"eta_max", LR_DIM_NUMBER, 1.6, 0, 10, "fusion: largest pseudorapidity of the photons, centre-of-mass frame"},
    {"photon_energy", LR_DIM_ENERGY, 1, 0, 10, "fusion: least energy of the two photons together, centre-of-mass frame"},
    {.name = NULL}};

static bool fusion(const struct lr_channel *channel) { return strcmp(channel->model, "fusion") == 0; }

double lr_alp_strahlung(double s, double mass, double coupling) {
  double r = 1 - mass * mass / s;
  return r > 0 ? LR_ALPHA * coupling * coupling / 24 * r * r * r * LR_GEV_M2_fb : 0;
}

double lr_alp_width(double mass, double coupling) { return coupling * coupling * mass * mass * mass / (64 * LR_PI); }

double lr_alp_ctau(double mass, double coupling) { return LR_HBARC_GeV_m / lr_alp_width(mass, coupling); }

double lr_alp_opening_angle(double s, double mass) {
  return 2 * asin(fmin(1, 2 * mass * sqrt(s) / (s + mass * mass)));
}

double lr_alp_decay_inside(double s, double mass, double coupling, double radius_m) {
  double beta_gamma = (s - mass * mass) / (2 * mass * sqrt(s));
  return beta_gamma > 0 ? -expm1(-radius_m / (beta_gamma * lr_alp_ctau(mass, coupling))) : 1;
}

static enum lr_status sigma(const struct lr_channel *channel, double s, double mass, double coupling, double *fb,
                            struct lr_error *error) {
  (void)error;
  *fb = fusion(channel) ? lr_alp_fusion(s, mass, coupling) : lr_alp_strahlung(s, mass, coupling);
  return LR_OK;
}

static double threshold(double mass) { return mass; }

static double acceptance(const struct lr_channel *channel, size_t mode, double mass, double coupling) {
  (void)mode;
  double s = channel->sqrt_s_GeV * channel->sqrt_s_GeV;
  if (fusion(channel)) return lr_alp_fusion_acceptance(s, mass, channel->parameter[0], channel->parameter[1]);
  return channel->decay_radius_m > 0 ? lr_alp_decay_inside(s, mass, coupling, channel->decay_radius_m) : 1;
}

static size_t quantities(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row,
                         size_t room) {
  double s = channel->sqrt_s_GeV * channel->sqrt_s_GeV;
  if (room < 5) return 0;
  row[0] = (struct lr_quantity){"width", lr_alp_width(mass, coupling), "GeV"};
  row[1] = (struct lr_quantity){"ctau", lr_alp_ctau(mass, coupling), "m"};
  row[2] = (struct lr_quantity){"br_gammagamma", 1, ""};
  row[3] = (struct lr_quantity){"opening_angle", lr_alp_opening_angle(s, mass), "rad"};
  row[4] = (struct lr_quantity){"decay_acceptance", acceptance(channel, 0, mass, coupling), ""};
  return 5;
}

static size_t express(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row, size_t room) {
  double s = channel->sqrt_s_GeV * channel->sqrt_s_GeV;
  if (room < 3) return 0;
  row[0] = (struct lr_quantity){"strahlung_cross_section", lr_alp_strahlung(s, mass, coupling), "fb"};
  row[1] = (struct lr_quantity){"fusion_cross_section", lr_alp_fusion(s, mass, coupling), "fb"};
  row[2] = (struct lr_quantity){"fusion_acceptance",
                                lr_alp_fusion_acceptance(s, mass, channel->parameter[0], channel->parameter[1]), ""};
  return 3;
}

const struct lr_channel_type lr_channel_alp_gammagamma = {
    .id = "alp_gammagamma",
    .seen = {.tracks = 0, .photons = 3, .vertices = 0, .recoil = false},
    .title = "Axion-like particle, a → γγ",
    .final_state = "three photons",
    .dataset = "all",
    .mass_symbol = "m_a",
    .coupling_symbol = "g_aγγ",
    .coupling_unit = "GeV^-1",
    .coupling_power = 2,
    .models = models,
    .parameters = parameters,
    .sigma = sigma,
    .threshold_GeV = threshold,
    .acceptance = acceptance,
    .quantities = quantities,
    .express = express,
};
