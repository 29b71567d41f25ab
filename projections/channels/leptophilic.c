// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/leptophilic.h"

static const double VACUUM_GeV = 246.21965;  // (sqrt(2) G_F)^(-1/2), PDG

double lr_leptophilic_scalar(double xi, double lepton) { return xi * lepton / VACUUM_GeV; }
double lr_leptophilic_xi(double coupling, double lepton) { return coupling * VACUUM_GeV / lepton; }
double lr_leptophilic_alp(double c_over_lambda, double lepton) { return c_over_lambda * lepton; }
