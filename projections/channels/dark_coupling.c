// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/dark_coupling.h"

#include <math.h>

#include "base/constants.h"
#include "projections/channels/dark_photon.h"

const struct lr_channel_parameter lr_dark_coupling_parameters[] = {
    {"alpha_d", LR_DIM_NUMBER, 0.1, 1e-6, 12.566, "coupling of the dark sector, at which eps, widths and lifetimes are given"},
    {"eps", LR_DIM_NUMBER, 1e-3, 1e-8, 1, "kinetic mixing, at which alpha_D is given"},
    {.name = NULL}};

double lr_dark_coupling_eps(const struct lr_channel *channel, double coupling) {
  return sqrt(coupling / lr_channel_parameter(channel, "alpha_d"));
}

size_t lr_dark_coupling_express(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row,
                                size_t room) {
  double eps = lr_channel_parameter(channel, "eps");
  (void)mass;
  if (room < 3) return 0;
  row[0] = (struct lr_quantity){"eps2_alpha_d", coupling, ""};
  row[1] = (struct lr_quantity){"eps_at_alpha_d", lr_dark_coupling_eps(channel, coupling), ""};
  row[2] = (struct lr_quantity){"alpha_d_at_eps", coupling / (eps * eps), ""};
  return 3;
}

size_t lr_dark_coupling_photon(double mass, double eps, struct lr_quantity *row, size_t room) {
  if (room < 6) return 0;
  struct lr_dark_photon_widths w = lr_dark_photon_widths(mass, eps);
  row[0] = (struct lr_quantity){"width", w.total, "GeV"};
  row[1] = (struct lr_quantity){"ctau", w.total > 0 ? LR_HBARC_GeV_m / w.total : NAN, "m"};
  row[2] = (struct lr_quantity){"br_ee", w.ee / w.total, ""};
  row[3] = (struct lr_quantity){"br_mumu", w.mumu / w.total, ""};
  row[4] = (struct lr_quantity){"br_tautau", w.tautau / w.total, ""};
  row[5] = (struct lr_quantity){"br_hadrons", w.hadrons / w.total, ""};
  return 6;
}
