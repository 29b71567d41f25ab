// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/dark_higgs_multilepton.h"

#include <math.h>

#include "base/constants.h"
#include "projections/channels/dark_coupling.h"
#include "projections/channels/dark_higgs.h"
#include "projections/channels/dark_photon.h"

static const char *const models[] = {"prompt", NULL};

double lr_three_photons_inside(double s, double dark_photon, double dark_higgs, double width, double radius) {
  double p = lr_dark_higgs_momentum(s, dark_photon, dark_higgs), half = 0.5 * hypot(p, dark_higgs);
  double p_half = sqrt(fmax(0, half * half - dark_photon * dark_photon)), ctau = LR_HBARC_GeV_m / width;
  if (!(p > 0 && p_half > 0)) return 0;
  double first = -expm1(-radius * dark_photon / (p * ctau)), second = -expm1(-radius * dark_photon / (p_half * ctau));
  return first * second * second;
}

static enum lr_status sigma(const struct lr_channel *channel, double s, double mass, double coupling, double *fb,
                            struct lr_error *error) {
  (void)error;
  *fb = lr_dark_higgs_cross_section(s, mass, channel->mass2_GeV, coupling);
  return LR_OK;
}

static double threshold(double mass) { return mass; }  // of A'; that of h' is added

static bool open_pair(const struct lr_channel *channel, double mass) {
  return channel->mass2_GeV > 2 * mass && mass + channel->mass2_GeV < channel->sqrt_s_GeV;
}

static double acceptance(const struct lr_channel *channel, size_t mode, double mass, double coupling) {
  (void)mode;
  if (!(channel->decay_radius_m > 0)) return 1;
  double s = channel->sqrt_s_GeV * channel->sqrt_s_GeV, eps = lr_dark_coupling_eps(channel, coupling);
  return lr_three_photons_inside(s, mass, channel->mass2_GeV, lr_dark_photon_widths(mass, 1).total * eps * eps, channel->decay_radius_m);
}

static size_t quantities(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row,
                         size_t room) {
  size_t count = lr_dark_coupling_photon(mass, lr_dark_coupling_eps(channel, coupling), row, room);
  if (room < count + 2) return count;
  row[count++] = (struct lr_quantity){"dark_higgs_width",
                                      lr_dark_higgs_width(channel->mass2_GeV, mass, lr_channel_parameter(channel, "alpha_d")), "GeV"};
  row[count++] = (struct lr_quantity){"decay_acceptance", acceptance(channel, 0, mass, coupling), ""};
  return count;
}

const struct lr_channel_type lr_channel_dark_higgs_multilepton = {
    .id = "dark_higgs_multilepton",
    .seen = {.tracks = 6, .photons = 0, .vertices = 0, .recoil = false},
    .title = "Dark Higgsstrahlung, h′ → A′A′",
    .final_state = "three pairs of leptons or pions",
    .dataset = "all",
    .coupling_symbol = LR_DARK_COUPLING_SYMBOL,
    .coupling_unit = "",
    .coupling_power = 1,
    .models = models,
    .parameters = lr_dark_coupling_parameters,
    .mass_symbol = "m_A′",
    .mass2_symbol = "m_h′",
    .sigma = sigma,
    .threshold_GeV = threshold,
    .open = open_pair,
    .acceptance = acceptance,
    .quantities = quantities,
    .express = lr_dark_coupling_express,
};
