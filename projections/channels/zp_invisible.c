// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/zp_invisible.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "projections/channels/mumux.h"

// "vanilla": Z' -> nu nu, mu mu, tau tau. "invisible": decays to dark matter only, BR = 1 at every mass.
static const char *const models[] = {"vanilla", "invisible", NULL};

static double lepton_width(double mass, double g, double lepton) {
  double r = lepton * lepton / (mass * mass);
  return r < 0.25 ? g * g * mass / (12 * LR_PI) * (1 + 2 * r) * sqrt(1 - 4 * r) : 0;
}

struct lr_zp_widths lr_zp_widths(double mass, double coupling) {
  struct lr_zp_widths w = {2 * coupling * coupling * mass / (24 * LR_PI),
                           lepton_width(mass, coupling, LR_MUON_MASS_GeV),
                           lepton_width(mass, coupling, LR_TAU_MASS_GeV), 0};
  w.total = w.invisible + w.mumu + w.tautau;
  return w;
}

static enum lr_status sigma(const struct lr_channel *channel, double s, double mass, double coupling, double *fb,
                            struct lr_error *error) {
  (void)channel;
  return lr_mumux_cross_section(LR_MUMUX_VECTOR, s, mass, coupling, fb, error);
}

static double threshold(double mass) { return mass + 2 * LR_MUON_MASS_GeV; }

static double branching(const struct lr_channel *channel, size_t kind, double mass) {
  (void)kind;
  if (strcmp(channel->model, "invisible") == 0) return 1;
  struct lr_zp_widths w = lr_zp_widths(mass, 1);
  return w.invisible / w.total;
}

static size_t quantities(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row,
                         size_t room) {
  struct lr_zp_widths w = lr_zp_widths(mass, coupling);
  if (room < 5) return 0;
  if (strcmp(channel->model, "invisible") == 0) {  // the dark width is not fixed by g'
    row[0] = (struct lr_quantity){"br_invisible", 1, ""};
    return 1;
  }
  row[0] = (struct lr_quantity){"width", w.total, "GeV"};
  row[1] = (struct lr_quantity){"ctau", LR_HBARC_GeV_m / w.total, "m"};
  row[2] = (struct lr_quantity){"br_invisible", w.invisible / w.total, ""};
  row[3] = (struct lr_quantity){"br_mumu", w.mumu / w.total, ""};
  row[4] = (struct lr_quantity){"br_tautau", w.tautau / w.total, ""};
  return 5;
}

const struct lr_channel_type lr_channel_zp_invisible = {
    .id = "zp_invisible",
    .title = "Z′ of Lμ − Lτ, Z′ → invisible",
    .final_state = "mu+ mu- and missing energy",
    .dataset = "all",
    .mass_symbol = "m_Z′",
    .coupling_symbol = "g′",
    .coupling_unit = "",
    .coupling_power = 2,
    .models = models,
    .sigma = sigma,
    .threshold_GeV = threshold,
    .branching = branching,
    .quantities = quantities,
};
