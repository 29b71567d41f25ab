// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/dark_photon_invisible.h"

#include <math.h>

#include "base/constants.h"
#include "projections/channels/dark_photon.h"

static const char *const models[] = {"dark_matter", NULL};

enum { PHOTON_THRESHOLD, COS_ALL, COS_BARREL, COS_CENTRAL, ALPHA_D, MASS_RATIO };

static const struct lr_channel_parameter parameters[] = {
    {"photon_threshold", LR_DIM_ENERGY, 0.5, 0.1, 2.2,
     "lowest photon energy in the centre of mass that the trigger takes"},
    {"cos_theta", LR_DIM_NUMBER, 0.94, 0.05, 0.9999, "largest |cos theta*| of a photon above 2 GeV"},
    {"cos_theta_barrel", LR_DIM_NUMBER, 0.75, 0.05, 0.9999, "largest |cos theta*| of a photon of 1 to 2 GeV"},
    {"cos_theta_central", LR_DIM_NUMBER, 0.45, 0.05, 0.9999, "largest |cos theta*| of a photon below 1 GeV"},
    {"alpha_d", LR_DIM_NUMBER, 0.1, 1e-6, 12, "dark fine-structure constant, for y and the dark width"},
    {"mass_ratio", LR_DIM_NUMBER, 3, 2.0001, 100, "mass of the dark photon over that of the dark matter"},
    {.name = NULL}};

// The trigger lines take softer photons only in smaller parts of the calorimeter: 2 GeV anywhere, 1 GeV in the barrel,
// 0.5 GeV in the central barrel.
static double largest_cos(const double *parameter, double photon_GeV) {
  if (photon_GeV < parameter[PHOTON_THRESHOLD]) return 0;
  if (photon_GeV >= 2) return parameter[COS_ALL];
  return photon_GeV >= 1 ? parameter[COS_BARREL] : parameter[COS_CENTRAL];
}

static enum lr_status sigma(const struct lr_channel *channel, double s, double mass, double eps, double *fb,
                            struct lr_error *error) {
  (void)channel, (void)error;
  *fb = lr_dark_photon_cross_section(s, mass, eps, -1, 1);
  return LR_OK;
}

// Share of the photons where a line takes them; every dark photon decays unseen.
static double branching(const struct lr_channel *channel, size_t kind, double mass) {
  (void)kind;
  double s = channel->sqrt_s_GeV * channel->sqrt_s_GeV;
  return lr_dark_photon_angle_share(s, mass, largest_cos(channel->parameter, lr_dark_photon_energy(s, mass)));
}

static double threshold(double mass) { return mass; }

static size_t quantities(const struct lr_channel *channel, double mass, double eps, struct lr_quantity *row,
                         size_t room) {
  double s = channel->sqrt_s_GeV * channel->sqrt_s_GeV;
  double dark = lr_dark_photon_to_fermions(mass, channel->parameter[ALPHA_D], mass / channel->parameter[MASS_RATIO]);
  double known = lr_dark_photon_widths(mass, eps).total;
  if (room < 7) return 0;
  row[0] = (struct lr_quantity){"photon_angle_share", branching(channel, 0, mass), ""};
  row[1] = (struct lr_quantity){"photon_energy", lr_dark_photon_energy(s, mass), "GeV"};
  row[2] =
      (struct lr_quantity){"mass_at_threshold", lr_dark_photon_mass_at(s, channel->parameter[PHOTON_THRESHOLD]), "GeV"};
  row[3] = (struct lr_quantity){"width", dark + known, "GeV"};
  row[4] = (struct lr_quantity){"visible_width", known, "GeV"};
  row[5] = (struct lr_quantity){"ctau", LR_HBARC_GeV_m / (dark + known), "m"};
  row[6] = (struct lr_quantity){"br_invisible", dark / (dark + known), ""};
  return 7;
}

static size_t express(const struct lr_channel *channel, double mass, double eps, struct lr_quantity *row, size_t room) {
  double ratio = channel->parameter[MASS_RATIO];
  if (room < 3) return 0;
  row[0] = (struct lr_quantity){"eps2", eps * eps, ""};
  row[1] = (struct lr_quantity){"y", lr_dark_photon_y(eps, channel->parameter[ALPHA_D], ratio), ""};
  row[2] = (struct lr_quantity){"dark_mass", mass / ratio, "GeV"};
  return 3;
}

const struct lr_channel_type lr_channel_dark_photon_invisible = {
    .id = "dark_photon_invisible",
    .seen = {.tracks = 0, .photons = 1, .vertices = 0, .recoil = false},
    .title = "Dark photon, A′ → dark matter",
    .final_state = "one photon",
    .dataset = "all",
    .coupling_symbol = "ε",
    .coupling_unit = "",
    .coupling_power = 2,
    .models = models,
    .mass_symbol = "m_A′",
    .parameters = parameters,
    .sigma = sigma,
    .threshold_GeV = threshold,
    .branching = branching,
    .quantities = quantities,
    .express = express,
};
