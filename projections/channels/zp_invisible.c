// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/zp_invisible.h"

#include <string.h>

#include "base/constants.h"
#include "projections/channels/mumux.h"

// "vanilla": Z' -> nu nu, mu mu, tau tau. "invisible": decays to dark matter only, BR = 1 at every mass.
static const char *const models[] = {"vanilla", "invisible", NULL};

static double branching(const struct lr_channel *channel, size_t kind, double mass) {
  (void)kind;
  if (strcmp(channel->model, "invisible") == 0) return 1;
  struct lr_zp_widths w = lr_zp_widths(mass, 1);
  return w.invisible / w.total;
}

const struct lr_channel_type lr_channel_zp_invisible = {
    .id = "zp_invisible",
    .seen = {.tracks = 2, .photons = 0, .vertices = 0, .recoil = true},
    .title = "Z′ of Lμ − Lτ, Z′ → invisible",
    .final_state = "mu+ mu- and missing energy",
    .dataset = "all",
    .mass_symbol = "m_Z′",
    .coupling_symbol = "g′",
    .coupling_unit = "",
    .coupling_power = 2,
    .models = models,
    .sigma = lr_zp_sigma,
    .threshold_GeV = lr_mumux_threshold,
    .branching = branching,
    .quantities = lr_zp_quantities,
    .express = lr_zp_express,
};
