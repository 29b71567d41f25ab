// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/lepton_widths.h"

#include <math.h>

#include "base/constants.h"

static double velocity(double mass, double lepton) {
  double r = lepton * lepton / (mass * mass);
  return r < 0.25 ? sqrt(1 - 4 * r) : 0;
}

double lr_width_vector(double mass, double g, double lepton) {
  return g * g * mass / (12 * LR_PI) * (1 + 2 * lepton * lepton / (mass * mass)) * velocity(mass, lepton);
}

double lr_width_scalar(double mass, double y, double lepton) {
  double v = velocity(mass, lepton);
  return y * y * mass / (8 * LR_PI) * v * v * v;
}

double lr_width_pseudoscalar(double mass, double y, double lepton) {
  return y * y * mass / (8 * LR_PI) * velocity(mass, lepton);
}

static struct lr_lepton_shares shares(double (*width)(double, double, double), double mass, double scale) {
  double ee = width(mass, scale * LR_ELECTRON_MASS_GeV, LR_ELECTRON_MASS_GeV);
  double mumu = width(mass, scale * LR_MUON_MASS_GeV, LR_MUON_MASS_GeV);
  double tautau = width(mass, scale * LR_TAU_MASS_GeV, LR_TAU_MASS_GeV), total = ee + mumu + tautau;
  if (!(total > 0)) return (struct lr_lepton_shares){0};
  return (struct lr_lepton_shares){ee / total, mumu / total, tautau / total, total};
}

struct lr_lepton_shares lr_scalar_shares(double mass, double scale) {
  return shares(lr_width_scalar, mass, scale);
}

struct lr_lepton_shares lr_pseudoscalar_shares(double mass, double scale) {
  return shares(lr_width_pseudoscalar, mass, scale);
}

size_t lr_lepton_share_rows(const struct lr_lepton_shares *share, struct lr_quantity *row, size_t room) {
  if (room < 5 || !(share->total_GeV > 0)) return 0;
  row[0] = (struct lr_quantity){"width", share->total_GeV, "GeV"};
  row[1] = (struct lr_quantity){"ctau", LR_HBARC_GeV_m / share->total_GeV, "m"};
  row[2] = (struct lr_quantity){"br_ee", share->ee, ""};
  row[3] = (struct lr_quantity){"br_mumu", share->mumu, ""};
  row[4] = (struct lr_quantity){"br_tautau", share->tautau, ""};
  return 5;
}
