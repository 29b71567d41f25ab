// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/dark_higgsstrahlung.h"

#include <math.h>

#include "projections/channels/dark_coupling.h"
#include "projections/channels/dark_higgs.h"
#include "projections/channels/dark_photon.h"

// h' lives long or decays to dark matter; it is too light for A' A' and does not mix with the Higgs boson.
static const char *const models[] = {"invisible", NULL};

static enum lr_status sigma(const struct lr_channel *channel, double s, double mass, double coupling, double *fb,
                            struct lr_error *error) {
  (void)error;
  *fb = lr_dark_higgs_cross_section(s, mass, channel->mass2_GeV, coupling);
  return LR_OK;
}

static double threshold(double mass) { return mass; }  // of A'; that of h' is added

// h' is light: with m_h' above m_A' it goes to A' and leptons.
static bool open_pair(const struct lr_channel *channel, double mass) {
  return channel->mass2_GeV < mass && mass + channel->mass2_GeV < channel->sqrt_s_GeV;
}

static double branching(const struct lr_channel *channel, size_t kind, double mass) {
  struct lr_dark_photon_widths w = lr_dark_photon_widths(mass, 1);
  (void)channel, (void)kind;
  return w.total > 0 ? w.mumu / w.total : 0;
}

static size_t quantities(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row,
                         size_t room) {
  return lr_dark_coupling_photon(mass, lr_dark_coupling_eps(channel, coupling), row, room);
}

const struct lr_channel_type lr_channel_dark_higgsstrahlung = {
    .id = "dark_higgsstrahlung",
    .seen = {.tracks = 2, .photons = 0, .vertices = 0, .recoil = true},
    .title = "Dark Higgsstrahlung, A′ → μμ, h′ invisible",
    .final_state = "mu+ mu- and missing energy",
    .dataset = "all",
    .coupling_symbol = LR_DARK_COUPLING_SYMBOL,
    .coupling_unit = "",
    .coupling_power = 1,
    .models = models,
    .parameters = lr_dark_coupling_parameters,
    .mass_symbol = "m_A′",
    .mass2_symbol = "m_h′",
    .maps_mass2 = true,
    .sigma = sigma,
    .threshold_GeV = threshold,
    .open = open_pair,
    .branching = branching,
    .quantities = quantities,
    .express = lr_dark_coupling_express,
};
