// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> gamma a, a -> gamma gamma, L = -(g/4) a F Fdual (arXiv:2007.13071): model.md R8.
#ifndef LR_PROJECTIONS_CHANNELS_ALP_GAMMAGAMMA_H
#define LR_PROJECTIONS_CHANNELS_ALP_GAMMAGAMMA_H

#include "projections/channel.h"

// ALP-strahlung cross-section [fb]: alpha g^2/24 (1 - m^2/s)^3, alpha at zero momentum transfer; 0 for m^2 >= s.
// In: s [GeV^2], mass [GeV], coupling g [GeV^-1]. Resonant production at an Y is not in it;
// photon fusion is in alp_fusion.h.
double lr_alp_strahlung(double s_GeV2, double mass_GeV, double coupling);

// Width [GeV]: g^2 m^3 / (64 pi). Proper decay length [m]: hbar c / width.
double lr_alp_width(double mass_GeV, double coupling);
double lr_alp_ctau(double mass_GeV, double coupling);

// Smallest angle between the two photons in the centre-of-mass frame [rad]: 2 asin(m / E_a).
double lr_alp_opening_angle(double s_GeV2, double mass_GeV);

// Probability that the ALP decays within `radius_m` of the IP, with its centre-of-mass momentum (the boost of the
// collider, 0.28 in beta gamma, is neglected against beta gamma of the ALP).
double lr_alp_decay_inside(double s_GeV2, double mass_GeV, double coupling, double radius_m);

extern const struct lr_channel_type lr_channel_alp_gammagamma;

#endif
