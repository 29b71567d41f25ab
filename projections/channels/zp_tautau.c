// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/zp_tautau.h"

#include "projections/channels/lmutau.h"
#include "projections/channels/mumux.h"

static const char *const models[] = {"vanilla", NULL};

static double branching(const struct lr_channel *channel, size_t kind, double mass) {
  (void)channel, (void)kind;
  struct lr_zp_widths w = lr_zp_widths(mass, 1);
  return w.tautau / w.total;
}

const struct lr_channel_type lr_channel_zp_tautau = {
    .id = "zp_tautau",
    .seen = {.tracks = 4, .photons = 0, .vertices = 0, .recoil = true},
    .title = "Z′ of Lμ − Lτ, Z′ → ττ",
    .final_state = "mu+ mu- and two taus of one prong",
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
