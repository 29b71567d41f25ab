// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/s_tautau.h"

#include "base/constants.h"
#include "projections/channels/gm2.h"
#include "projections/channels/lepton_widths.h"
#include "projections/channels/leptophilic.h"
#include "projections/channels/mumux.h"

static const char *const models[] = {"leptophilic", NULL};

static enum lr_status sigma(const struct lr_channel *channel, double s, double mass, double xi, double *fb,
                            struct lr_error *error) {
  (void)channel;
  return lr_mumux_cross_section(LR_MUMUX_SCALAR, s, mass, lr_leptophilic_scalar(xi, LR_MUON_MASS_GeV), fb, error);
}

static double branching(const struct lr_channel *channel, size_t kind, double mass) {
  (void)channel, (void)kind;
  return lr_scalar_shares(mass, 1).tautau;
}

static size_t quantities(const struct lr_channel *channel, double mass, double xi, struct lr_quantity *row,
                         size_t room) {
  (void)channel;
  struct lr_lepton_shares share = lr_scalar_shares(mass, lr_leptophilic_scalar(xi, 1));
  return lr_lepton_share_rows(&share, row, room);
}

static size_t express(const struct lr_channel *channel, double mass, double xi, struct lr_quantity *row, size_t room) {
  (void)channel;
  double y = lr_leptophilic_scalar(xi, LR_MUON_MASS_GeV);
  if (room < 3) return 0;
  row[0] = (struct lr_quantity){"y_mu", y, ""};
  row[1] = (struct lr_quantity){"y_tau", lr_leptophilic_scalar(xi, LR_TAU_MASS_GeV), ""};
  row[2] = (struct lr_quantity){"delta_a_mu", lr_gm2_scalar(mass, y), ""};
  return 3;
}

const struct lr_channel_type lr_channel_s_tautau = {
    .id = "s_tautau",
    .seen = {.tracks = 4, .photons = 0, .vertices = 0, .recoil = true},
    .title = "Leptophilic scalar, S → ττ",
    .final_state = "mu+ mu- and two taus of one prong",
    .dataset = "all",
    .coupling_symbol = "ξ",
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
