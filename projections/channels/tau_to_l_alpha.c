// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/tau_to_l_alpha.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"

// tau -> l nu nu (PDG 2022), and the cross-section of tau pairs at 10.58 GeV [fb].
static const double BR_E_NU_NU = 0.1782, BR_MU_NU_NU = 0.1739, TAU_PAIRS_fb = 0.919e6;

// `universal`: the same F for e and mu; `e` and `mu`: to this lepton alone. The final states in the same order.
static const char *const models[] = {"universal", "e", "mu", NULL}, *const mode_ids[] = {"e", "mu", NULL};

double lr_tau_alpha_width(double mass, double per_F) {
  double m = LR_TAU_MASS_GeV, r = 1 - mass * mass / (m * m);
  return r > 0 ? m * m * m * per_F * per_F / (16 * LR_PI) * r * r : 0;
}

double lr_tau_alpha_branching(double mass, double per_F) {
  return lr_tau_alpha_width(mass, per_F) * LR_TAU_LIFETIME_s / LR_HBAR_GeV_s;
}

double lr_tau_alpha_per_F(double mass, double branching) {
  return sqrt(branching / lr_tau_alpha_branching(mass, 1));
}

double lr_tau_alpha_momentum(double mass) {
  return fmax(0, (LR_TAU_MASS_GeV * LR_TAU_MASS_GeV - mass * mass) / (2 * LR_TAU_MASS_GeV));
}

double lr_tau_pairs_per_fb(void) { return TAU_PAIRS_fb; }

static double parents(const struct lr_channel *channel, size_t kind) {
  (void)channel, (void)kind;
  return 2 * TAU_PAIRS_fb;
}

static enum lr_status sigma(const struct lr_channel *channel, double s, double mass, double coupling, double *fb,
                            struct lr_error *error) {
  (void)s, (void)error;
  *fb = parents(channel, 0) * lr_tau_alpha_branching(mass, coupling);
  return LR_OK;
}

static double branching(const struct lr_channel *channel, size_t kind, double mass) {
  (void)mass;
  return strcmp(channel->model, "universal") == 0 || strcmp(channel->model, mode_ids[kind]) == 0;
}

// sigma is that of one lepton.
static double produced(const struct lr_channel *channel, double mass) {
  return branching(channel, 0, mass) + branching(channel, 1, mass);
}

static double threshold(double mass) {
  (void)mass;
  return 2 * LR_TAU_MASS_GeV;
}

static size_t quantities(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row,
                         size_t room) {
  (void)channel;
  if (room < 3) return 0;
  row[0] = (struct lr_quantity){"branching_fraction", lr_tau_alpha_branching(mass, coupling), ""};
  row[1] = (struct lr_quantity){"width_tau_to_l_alpha", lr_tau_alpha_width(mass, coupling), "GeV"};
  row[2] = (struct lr_quantity){"lepton_momentum", lr_tau_alpha_momentum(mass), "GeV"};
  return 3;
}

static size_t express(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row, size_t room) {
  (void)channel;
  if (room < 4) return 0;
  double fraction = lr_tau_alpha_branching(mass, coupling);
  row[0] = (struct lr_quantity){"F", 1 / coupling, "GeV"};
  row[1] = (struct lr_quantity){"branching", fraction, ""};
  row[2] = (struct lr_quantity){"R_e", fraction / BR_E_NU_NU, ""};
  row[3] = (struct lr_quantity){"R_mu", fraction / BR_MU_NU_NU, ""};
  return 4;
}

const struct lr_channel_type lr_channel_tau_to_l_alpha = {
    .id = "tau_to_l_alpha",
    .seen = {.tracks = 4, .photons = 0, .vertices = 0, .recoil = false},
    .title = "Invisible boson in τ → ℓ α",
    .final_state = "one lepton against three tracks",
    .dataset = "all",
    .mass_symbol = "m_α",
    .coupling_symbol = "1/F",
    .coupling_unit = "GeV^-1",
    .coupling_power = 2,
    .models = models,
    .mode_ids = mode_ids,
    .sigma = sigma,
    .threshold_GeV = threshold,
    .branching = branching,
    .produced = produced,
    .parents_per_fb = parents,
    .quantities = quantities,
    .express = express,
};
