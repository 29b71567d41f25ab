// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/alp_tautau.h"

#include "base/constants.h"
#include "projections/channels/gm2.h"
#include "projections/channels/lepton_widths.h"
#include "projections/channels/leptophilic.h"
#include "projections/channels/mumux.h"

static const char *const models[] = {"leptons", NULL};

static enum lr_status sigma(const struct lr_channel *channel, double s, double mass, double c_over_lambda, double *fb,
                            struct lr_error *error) {
  (void)channel;
  return lr_mumux_cross_section(LR_MUMUX_PSEUDOSCALAR, s, mass, lr_leptophilic_alp(c_over_lambda, LR_MUON_MASS_GeV), fb,
                                error);
}

static double branching(const struct lr_channel *channel, size_t kind, double mass) {
  (void)channel, (void)kind;
  return lr_pseudoscalar_shares(mass, 1).tautau;
}

static size_t quantities(const struct lr_channel *channel, double mass, double c_over_lambda, struct lr_quantity *row,
                         size_t room) {
  (void)channel;
  struct lr_lepton_shares share = lr_pseudoscalar_shares(mass, c_over_lambda);
  return lr_lepton_share_rows(&share, row, room);
}

static size_t express(const struct lr_channel *channel, double mass, double c_over_lambda, struct lr_quantity *row,
                      size_t room) {
  (void)channel;
  double y = lr_leptophilic_alp(c_over_lambda, LR_MUON_MASS_GeV);
  if (room < 5) return 0;
  row[0] = (struct lr_quantity){"y_mu", y, ""};
  row[1] = (struct lr_quantity){"y_tau", lr_leptophilic_alp(c_over_lambda, LR_TAU_MASS_GeV), ""};
  row[2] = (struct lr_quantity){"delta_a_mu", lr_gm2_pseudoscalar(mass, y), ""};
  row[3] = (struct lr_quantity){"c_over_lambda_TeV", 1e3 * c_over_lambda, "TeV^-1"};
  row[4] = (struct lr_quantity){"c_over_lambda_without_half", 0.5 * c_over_lambda, "GeV^-1"};
  return 5;
}

const struct lr_channel_type lr_channel_alp_tautau = {
    .id = "alp_tautau",
    .seen = {.tracks = 4, .photons = 0, .vertices = 0, .recoil = true},
    .title = "Axion-like particle with leptons, a → ττ",
    .final_state = "mu+ mu- and two taus of one prong",
    .dataset = "all",
    .coupling_symbol = "C/Λ",
    .coupling_unit = "GeV^-1",
    .coupling_power = 2,
    .models = models,
    .mass_symbol = "m_a",
    .sigma = sigma,
    .threshold_GeV = lr_mumux_threshold,
    .branching = branching,
    .quantities = quantities,
    .express = express,
};
