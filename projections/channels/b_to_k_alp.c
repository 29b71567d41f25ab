// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/b_to_k_alp.h"

#include <math.h>

#include "base/constants.h"
#include "projections/channels/alp_gammagamma.h"

// |V_tb V_ts*| (PDG 2022), sin^2(theta_W) in the MSbar scheme at m_Z (PDG 2022).
static const double CKM = 0.0411, SIN2_THETA_W = 0.2312;
// Pairs of B mesons per fb^-1 at the Y(4S): Belle II 387e6 in 362 fb^-1, Belle 772e6 in 711 fb^-1. Share of charged ones.
static const double B_PAIRS_BELLE2 = 387e6 / 362, B_PAIRS_BELLE = 772e6 / 711, CHARGED = 0.514;

static const char *const models[] = {"w", NULL}, *const mode_ids[] = {"belle2", "belle", NULL};

double lr_alp_loop_function(double x) {
  if (x <= 0) return 0;
  double e = x - 1;
  if (fabs(e) < 1e-3) return x * (0.5 - e / 6 + e * e / 12 - e * e * e / 20);
  return x * (1 + x * (log(x) - 1)) / (e * e);
}

double lr_alp_bs_coupling(double g) {
  double x = LR_TOP_MASS_GeV / LR_W_MASS_GeV;
  return 3 * sqrt(2) * LR_FERMI_GeV_2 * LR_W_MASS_GeV * LR_W_MASS_GeV * g / (16 * LR_PI * LR_PI) * CKM *
         lr_alp_loop_function(x * x);
}

double lr_b_to_k_momentum(double mass, double kaon) {
  double sum = kaon + mass, difference = kaon - mass, b2 = LR_B_PLUS_MASS_GeV * LR_B_PLUS_MASS_GeV;
  double square = (b2 - sum * sum) * (b2 - difference * difference);
  return sum < LR_B_PLUS_MASS_GeV && square > 0 ? sqrt(square) / (2 * LR_B_PLUS_MASS_GeV) : 0;
}

double lr_b_to_k_alp_branching(double mass, double g) {
  double m_b = LR_B_PLUS_MASS_GeV, r = LR_K_PLUS_MASS_GeV / m_b, bs = lr_alp_bs_coupling(g);
  double f0 = 0.33 / (1 - mass * mass / 38);  // scalar form factor of B -> K, masses in GeV
  double width = m_b * m_b * m_b / (64 * LR_PI) * bs * bs * (1 - r * r) * (1 - r * r) * f0 * f0 *
                 2 * lr_b_to_k_momentum(mass, LR_K_PLUS_MASS_GeV) / m_b;
  return width * LR_B_PLUS_LIFETIME_s / LR_HBAR_GeV_s;
}

double lr_alp_w_width(double mass, double g) { return lr_alp_width(mass, g * SIN2_THETA_W); }

double lr_alp_w_ctau(double mass, double g) { return lr_alp_ctau(mass, g * SIN2_THETA_W); }

double lr_b_to_k_alp_seen(double mass, double g, double scale_m) {
  double flight = lr_b_to_k_momentum(mass, LR_K_PLUS_MASS_GeV) / mass * lr_alp_w_ctau(mass, g);
  return scale_m > 0 ? scale_m / (scale_m + flight) : 1;
}

static double parents(const struct lr_channel *channel, size_t kind) {
  (void)channel;
  return 2 * CHARGED * (kind ? B_PAIRS_BELLE : B_PAIRS_BELLE2);
}

static enum lr_status sigma(const struct lr_channel *channel, double s, double mass, double coupling, double *fb,
                            struct lr_error *error) {
  (void)s, (void)error;
  *fb = parents(channel, 0) * lr_b_to_k_alp_branching(mass, coupling);
  return LR_OK;
}

static double branching(const struct lr_channel *channel, size_t kind, double mass) {
  (void)mass;
  return parents(channel, kind) / parents(channel, 0);
}

static double threshold(double mass) {
  (void)mass;
  return 2 * LR_B_PLUS_MASS_GeV;
}

static double acceptance(const struct lr_channel *channel, size_t mode, double mass, double coupling) {
  return lr_b_to_k_alp_seen(mass, coupling, channel->mode[mode].displacement.scale_m);
}

static size_t quantities(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row,
                         size_t room) {
  if (room < 5) return 0;
  row[0] = (struct lr_quantity){"branching_fraction", lr_b_to_k_alp_branching(mass, coupling), ""};
  row[1] = (struct lr_quantity){"width", lr_alp_w_width(mass, coupling), "GeV"};
  row[2] = (struct lr_quantity){"ctau", lr_alp_w_ctau(mass, coupling), "m"};
  row[3] = (struct lr_quantity){"br_gammagamma", 1, ""};
  row[4] = (struct lr_quantity){"decay_acceptance", channel->modes ? acceptance(channel, 0, mass, coupling) : 1, ""};
  return 5;
}

static size_t express(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row, size_t room) {
  (void)channel;
  if (room < 3) return 0;
  row[0] = (struct lr_quantity){"g_agammagamma", coupling * SIN2_THETA_W, "GeV^-1"};
  row[1] = (struct lr_quantity){"g_sb", lr_alp_bs_coupling(coupling), "GeV^-1"};
  row[2] = (struct lr_quantity){"branching", lr_b_to_k_alp_branching(mass, coupling), ""};
  return 3;
}

const struct lr_channel_type lr_channel_b_to_k_alp = {
    .id = "b_to_k_alp",
    .seen = {.tracks = 1, .photons = 2, .vertices = 0, .recoil = false},
    .title = "Axion-like particle, B → K a, a → γγ",
    .final_state = "kaon and two photons",
    .dataset = "4S",
    .mass_symbol = "m_a",
    .coupling_symbol = "g_aW",
    .coupling_unit = "GeV^-1",
    .coupling_power = 2,
    .models = models,
    .mode_ids = mode_ids,
    .sigma = sigma,
    .threshold_GeV = threshold,
    .branching = branching,
    .acceptance = acceptance,
    .parents_per_fb = parents,
    .quantities = quantities,
    .express = express,
};
