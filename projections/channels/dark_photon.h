// SPDX-License-Identifier: GPL-3.0-or-later
// The dark photon: e+ e- -> gamma A' (model.md C1), its widths and lifetime (C2). Energies in GeV; eps = kinetic mixing.
#ifndef LR_PROJECTIONS_CHANNELS_DARK_PHOTON_H
#define LR_PROJECTIONS_CHANNELS_DARK_PHOTON_H

// Cross-section [fb] with the photon at cos_low < cos theta* < cos_high, angle in the centre of mass; the range -1 to 1
// (or beyond) gives the full angle, where the mass of the electron cuts the collinear photons; else both ends lie inside
// -1 to 1. Born; 0 for m >= sqrt(s), and rising without bound towards it as the photon gets soft: cut on its energy.
// x = m^2/s; (2 pi alpha^2 eps^2/s)(1-x) {(1+x^2)/(1-x)^2 ln[(1+c2)(1-c1)/((1+c1)(1-c2))] - (c2-c1)}, full angle:
// (2 pi alpha^2 eps^2/s)(1-x) 2 (1+x^2)/(1-x)^2 (ln(s/m_e^2) - 1).
double lr_dark_photon_cross_section(double s_GeV2, double mass_GeV, double eps, double cos_low, double cos_high);
// Share of the photons with |cos theta*| up to `c`, 0 to 1. 0 at and above the threshold.
double lr_dark_photon_angle_share(double s_GeV2, double mass_GeV, double c);

// d sigma/d cos theta* [fb], electron mass neglected: (2 pi alpha^2 eps^2/s)(1-x)[1+c^2+4x/(1-x)^2]/(1-c^2).
double lr_dark_photon_density(double s_GeV2, double mass_GeV, double eps, double cos_theta);

// Energy of the photon in the centre of mass [GeV], (s - m^2)/(2 sqrt s), and the mass at which it is `photon_GeV`
// (0 when there is none).
double lr_dark_photon_energy(double s_GeV2, double mass_GeV);
double lr_dark_photon_mass_at(double s_GeV2, double photon_GeV);

// Widths to known particles [GeV], R(m) as in hadron_ratio.h. total: their sum.
struct lr_dark_photon_widths {
  double ee, mumu, tautau, hadrons, total;
};
struct lr_dark_photon_widths lr_dark_photon_widths(double mass_GeV, double eps);

// Width to a pair of dark fermions (Dirac) [GeV]; 0 when the mass does not suffice.
double lr_dark_photon_to_fermions(double mass_GeV, double alpha_d, double dark_GeV);

// y = eps^2 alpha_D (m_chi/m_A')^4, the variable of thermal relic targets (C8).
double lr_dark_photon_y(double eps, double alpha_d, double mass_over_dark_mass);

#endif
