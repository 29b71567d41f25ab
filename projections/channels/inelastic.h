// SPDX-License-Identifier: GPL-3.0-or-later
// Inelastic dark matter: chi2 -> chi1 and a pair, through a virtual A' that couples chi1 and chi2 as a vector with e_D
// (model.md C14, C15). Masses and widths in GeV.
#ifndef LR_PROJECTIONS_CHANNELS_INELASTIC_H
#define LR_PROJECTIONS_CHANNELS_INELASTIC_H

#include <stdbool.h>

struct lr_inelastic {
  double dark_photon_GeV, chi1_GeV, chi2_GeV, alpha_d;
};

// The usual benchmark: m_chi1 = ratio x m_A', m_chi2 = (1 + delta) m_chi1.
struct lr_inelastic lr_inelastic_of(double dark_photon_GeV, double chi1_over_dark_photon, double delta, double alpha_d);

// A' -> chi1 chi2 is open.
bool lr_inelastic_open(const struct lr_inelastic *model);

// Width of A' -> chi1 chi2; 0 where it is closed.
double lr_inelastic_dark_photon_width(const struct lr_inelastic *model);

// Partial widths of chi2 at eps = 1, with the masses of all and the propagator: integrals over the mass of the pair. They go
// as eps^2. Hadrons by R(m) of hadron_ratio.h.
struct lr_inelastic_widths {
  double ee, mumu, hadrons, total;
};
struct lr_inelastic_widths lr_inelastic_widths(const struct lr_inelastic *model);

#endif
