// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> gamma* -> mu+ mu- X at tree level, X radiated off a muon: exact in all masses but the electron's, no Z
// exchange (model.md R6). Shared by the channels in which X decays invisibly, to muons or to tau leptons.
#ifndef LR_PROJECTIONS_CHANNELS_MUMUX_H
#define LR_PROJECTIONS_CHANNELS_MUMUX_H

#include "base/error.h"

// L = g X_alpha mubar gamma^alpha mu;  L = -g X mubar mu;  L = -i g X mubar gamma5 mu
enum lr_mumux_kind { LR_MUMUX_VECTOR, LR_MUMUX_SCALAR, LR_MUMUX_PSEUDOSCALAR };

// Cross-section [fb], full phase space; 0 below threshold. In: s [GeV^2], mass of X [GeV], dimensionless coupling g.
// One numerical integration over the mu- X mass; the other is done in closed form. Status: LR_E_DOMAIN for s, mass or
// coupling that are not positive and finite.
enum lr_status lr_mumux_cross_section(enum lr_mumux_kind kind, double s_GeV2, double mass_GeV, double coupling,
                                      double *fb, struct lr_error *error);

// The dimensionless F(a, b) of sigma = alpha^2 g^2 / (48 pi s^3) * integral da db F, with a = (p_mu- + k)^2 - m_mu^2
// and b = (p_mu+ + k)^2 - m_mu^2 [GeV^2], k the momentum of X. For distributions: s_mumu = s + M^2 - a - b.
double lr_mumux_density(enum lr_mumux_kind kind, double s_GeV2, double mass_GeV, double a, double b);

// Limits of b at a given a [GeV^2]; they meet at the ends of the range of a, (m + M)^2 - m^2 to (sqrt(s) - m)^2 - m^2.
void lr_mumux_b_range(double s_GeV2, double mass_GeV, double a, double *low, double *high);

// Least energy that makes it [GeV].
double lr_mumux_threshold(double mass_GeV);

#endif
