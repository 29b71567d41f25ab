// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/dark_photon_visible.h"

#include "base/constants.h"
#include "projections/channels/dark_photon.h"

static const char *const models[] = {"minimal", NULL};

enum { COS_THETA };
static const struct lr_channel_parameter parameters[] = {
    {"cos_theta", LR_DIM_NUMBER, 0.94, 0.05, 0.9999, "largest |cos theta*| of the photon"}, {.name = NULL}};

static enum lr_status sigma(const struct lr_channel *channel, double s, double mass, double eps, double *fb,
                            struct lr_error *error) {
  (void)channel, (void)error;
  *fb = lr_dark_photon_cross_section(s, mass, eps, -1, 1);
  return LR_OK;
}

static double threshold(double mass) { return mass; }

// The published limits are those of electrons and muons together: one counting window for both. With the share of photons in the angle.
static double branching(const struct lr_channel *channel, size_t kind, double mass) {
  (void)kind;
  struct lr_dark_photon_widths w = lr_dark_photon_widths(mass, 1);
  double s = channel->sqrt_s_GeV * channel->sqrt_s_GeV;
  return w.total > 0 ? (w.ee + w.mumu) / w.total * lr_dark_photon_angle_share(s, mass, channel->parameter[COS_THETA]) : 0;
}

static size_t quantities(const struct lr_channel *channel, double mass, double eps, struct lr_quantity *row,
                         size_t room) {
  double s = channel->sqrt_s_GeV * channel->sqrt_s_GeV;
  struct lr_dark_photon_widths w = lr_dark_photon_widths(mass, eps);
  if (room < 8 || !(w.total > 0)) return 0;
  row[0] = (struct lr_quantity){"cross_section_in_angle", lr_dark_photon_cross_section(s, mass, eps, -channel->parameter[COS_THETA], channel->parameter[COS_THETA]), "fb"};
  row[1] = (struct lr_quantity){"photon_energy", lr_dark_photon_energy(s, mass), "GeV"};
  row[2] = (struct lr_quantity){"width", w.total, "GeV"};
  row[3] = (struct lr_quantity){"ctau", LR_HBARC_GeV_m / w.total, "m"};
  row[4] = (struct lr_quantity){"br_ee", w.ee / w.total, ""};
  row[5] = (struct lr_quantity){"br_mumu", w.mumu / w.total, ""};
  row[6] = (struct lr_quantity){"br_tautau", w.tautau / w.total, ""};
  row[7] = (struct lr_quantity){"br_hadrons", w.hadrons / w.total, ""};
  return 8;
}

static size_t express(const struct lr_channel *channel, double mass, double eps, struct lr_quantity *row, size_t room) {
  (void)channel, (void)mass;
  if (room < 1) return 0;
  row[0] = (struct lr_quantity){"eps2", eps * eps, ""};
  return 1;
}

const struct lr_channel_type lr_channel_dark_photon_visible = {
    .id = "dark_photon_visible",
    .seen = {.tracks = 2, .photons = 1, .vertices = 0, .recoil = false},
    .title = "Dark photon, A′ → ee, μμ",
    .final_state = "a photon and two leptons",
    .dataset = "all",
    .coupling_symbol = "ε",
    .coupling_unit = "",
    .coupling_power = 2,
    .models = models,
    .mass_symbol = "m_A′",
    .parameters = parameters,
    .sigma = sigma,
    .threshold_GeV = threshold,
    .branching = branching,
    .quantities = quantities,
    .express = express,
};
