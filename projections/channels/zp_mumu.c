// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/zp_mumu.h"

#include "projections/channels/lmutau.h"
#include "projections/channels/mumux.h"

static const char *const models[] = {"vanilla", NULL};

static double branching(const struct lr_channel *channel, size_t kind, double mass) {
  (void)channel, (void)kind;
  struct lr_zp_widths w = lr_zp_widths(mass, 1);
  return w.mumu / w.total;
}

const struct lr_channel_type lr_channel_zp_mumu = {
    .id = "zp_mumu",
    .seen = {.tracks = 4, .photons = 0, .vertices = 0, .recoil = false},
    .title = "Z′ of Lμ − Lτ, Z′ → μμ",
    .final_state = "four muons",
    .dataset = "all",
    .coupling_symbol = "g′",
    .coupling_unit = "",
    .coupling_power = 2,
    .models = models,
    .mass_symbol = "m_Z′",
    .sigma = lr_zp_sigma,
    .threshold_GeV = lr_mumux_threshold,
    .branching = branching,
    .quantities = lr_zp_quantities,
    .express = lr_zp_express,
};
