// SPDX-License-Identifier: GPL-3.0-or-later
// Inelastic dark matter: chi2 -> chi1 l+ l- through a virtual A' that couples chi1 and chi2 as a vector with e_D
// (model.md C14, C15). Masses in GeV, widths in GeV.
#ifndef LR_PROJECTIONS_CHANNELS_INELASTIC_H
#define LR_PROJECTIONS_CHANNELS_INELASTIC_H

#include <stdbool.h>

struct lr_inelastic {
  double dark_photon_GeV, chi1_GeV, chi2_GeV, alpha_d;
};

// The usual benchmark: m_chi1 = ratio x m_A', m_chi2 = (1 + delta) m_chi1.
struct lr_inelastic lr_inelastic_of(double dark_photon_GeV, double chi1_over_dark_photon, double delta, double alpha_d);

// A' -> chi1 chi2 and chi2 not on shell of A' by itself: m_chi1 + m_chi2 < m_A' and m_chi2 - m_chi1 < m_A'.
bool lr_inelastic_open(const struct lr_inelastic *model);

// Width of A' -> chi1 chi2; 0 below threshold.
double lr_inelastic_dark_photon_width(const struct lr_inelastic *model);

// Width of chi2 -> chi1 l+ l- at eps = 1, with the masses of all and the propagator: one integral over the mass of the
// pair. It goes as eps^2. 0 below threshold.
double lr_inelastic_width(const struct lr_inelastic *model, double lepton_GeV);

// Its limit for a small splitting and massless leptons: 4 alpha alpha_D Delta^5 / (15 pi m_A'^4).
double lr_inelastic_width_limit(const struct lr_inelastic *model);

// Sum over electrons and muons at eps = 1, and the share of electrons. Hadrons are left out: they open at a splitting of
// two pion masses.
double lr_inelastic_total_width(const struct lr_inelastic *model);
double lr_inelastic_electron_share(const struct lr_inelastic *model);

#endif
