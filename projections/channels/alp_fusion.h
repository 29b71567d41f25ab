// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> e+ e- a, a -> gamma gamma: fusion of two nearly real photons, both electrons lost along the beams: model.md C30.
#ifndef LR_PROJECTIONS_CHANNELS_ALP_FUSION_H
#define LR_PROJECTIONS_CHANNELS_ALP_FUSION_H

// Cross-section [fb] in the leading logarithm of the equivalent-photon approximation:
// 2 alpha^2 L^2 F(z) Gamma/m^3 with L = 2 ln(sqrt(s)/2 m_e), z = m^2/s, F = (2+z)^2 ln(1/z) - 2(1-z)(3+z) and the
// width Gamma = g^2 m^3/(64 pi). 0 for m^2 >= s. In: s [GeV^2], mass [GeV], coupling g [GeV^-1].
// The leading logarithm is too large: by a third against the measured e+ e- -> e+ e- eta at 1 GeV (43.5 pb here, 32.7 pb
// measured); how much at 10.58 GeV is not known.
double lr_alp_fusion(double s_GeV2, double mass_GeV, double coupling);

// The same with any width to two photons [GeV], spin 0: for eta and eta'.
double lr_two_photon_resonance(double s_GeV2, double mass_GeV, double width_GeV);

// F(z) of it, z = m^2/s in 0 to 1.
double lr_two_photon_function(double z);

// Share of the fused ALPs whose two photons both have a pseudorapidity below `eta_max` in the centre-of-mass frame and
// together an energy of at least `energy_GeV` there. The ALP goes along the beams with rapidity y, |y| < ln(1/z)/2,
// weighted with the two photon spectra; of its isotropic decays tanh(eta_max - |y|) have both photons inside.
double lr_alp_fusion_acceptance(double s_GeV2, double mass_GeV, double eta_max, double energy_GeV);

#endif
