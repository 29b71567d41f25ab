// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/s_mumu.h"

#include "base/constants.h"
#include "projections/channels/gm2.h"
#include "projections/channels/lepton_widths.h"
#include "projections/channels/leptophilic.h"
#include "projections/channels/mumux.h"

static const char *const models[] = {"muonphilic", NULL};

static enum lr_status sigma(const struct lr_channel *channel, double s, double mass, double coupling, double *fb,
                            struct lr_error *error) {
  (void)channel;
  return lr_mumux_cross_section(LR_MUMUX_SCALAR, s, mass, coupling, fb, error);
}

// S couples to muons alone: all decays above 2 m_mu, but for the loop to photons, which is left out (below 1e-4).
static double branching(const struct lr_channel *channel, size_t kind, double mass) {
  (void)channel, (void)kind;
  return mass > 2 * LR_MUON_MASS_GeV ? 1 : 0;
}

static size_t quantities(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row,
                         size_t room) {
  double width = lr_width_scalar(mass, coupling, LR_MUON_MASS_GeV);
  if (room < 3) return 0;
  row[0] = (struct lr_quantity){"br_mumu", branching(channel, 0, mass), ""};
  if (!(width > 0)) return 1;
  row[1] = (struct lr_quantity){"width", width, "GeV"};
  row[2] = (struct lr_quantity){"ctau", LR_HBARC_GeV_m / width, "m"};
  return 3;
}

static size_t express(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row,
                      size_t room) {
  (void)channel;
  if (room < 2) return 0;
  row[0] = (struct lr_quantity){"xi", lr_leptophilic_xi(coupling, LR_MUON_MASS_GeV), ""};
  row[1] = (struct lr_quantity){"delta_a_mu", lr_gm2_scalar(mass, coupling), ""};
  return 2;
}

const struct lr_channel_type lr_channel_s_mumu = {
    .id = "s_mumu",
    .seen = {.tracks = 4, .photons = 0, .vertices = 0, .recoil = false},
    .title = "Muonphilic scalar, S → μμ",
    .final_state = "four muons",
    .dataset = "all",
    .coupling_symbol = "g_S",
    .coupling_unit = "",
    .coupling_power = 2,
    .models = models,
    .mass_symbol = "m_S",
    .sigma = sigma,
    .threshold_GeV = lr_mumux_threshold,
    .branching = branching,
    .quantities = quantities,
    .express = express,
};
