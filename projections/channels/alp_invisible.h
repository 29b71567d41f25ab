// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> gamma a with nothing else seen: a lives long or decays to dark matter (arXiv:1709.00009): model.md C31.
#ifndef LR_PROJECTIONS_CHANNELS_ALP_INVISIBLE_H
#define LR_PROJECTIONS_CHANNELS_ALP_INVISIBLE_H

#include "projections/channel.h"

// Energy of the single photon in the centre-of-mass frame [GeV]: (s - m^2)/(2 sqrt(s)), 0 above threshold; and the largest
// mass [GeV] with a photon of at least `energy_GeV`, 0 when there is none.
double lr_single_photon_energy(double s_GeV2, double mass_GeV);
double lr_single_photon_mass(double s_GeV2, double energy_GeV);

// Probability that an ALP with photon coupling g [GeV^-1] decays beyond radius_m: exp(-radius/(beta gamma ctau)), with its
// centre-of-mass momentum.
double lr_alp_escapes(double s_GeV2, double mass_GeV, double coupling, double radius_m);

// Share of e+ e- -> gamma a with the photon at c_low < cos(theta) < c_high: distribution 1 + cos^2(theta).
double lr_alp_photon_share(double c_low, double c_high);

extern const struct lr_channel_type lr_channel_alp_invisible;

#endif
