// SPDX-License-Identifier: GPL-3.0-or-later
// Dark photon A' and dark Higgs h', e+ e- -> A'* -> A' h' (Batell, Pospelov and Ritz, arXiv:0903.0363): model.md C10, C11.
// The A' couples to the electron with eps e; h' gives it its mass, vertex h' A' A' = 2 e_D m_A'. Masses in GeV.
#ifndef LR_PROJECTIONS_CHANNELS_DARK_HIGGS_H
#define LR_PROJECTIONS_CHANNELS_DARK_HIGGS_H

// Born cross-section [fb] at eps^2 alpha_D = coupling; 0 below threshold (m_A' + m_h' >= sqrt s). alpha at zero momentum
// transfer. The propagator 1/(s - m_A'^2) has no width: not for m_A' within a few widths of sqrt s, and with m_h' -> 0 it
// rises without bound there. In: s [GeV^2].
double lr_dark_higgs_cross_section(double s_GeV2, double dark_photon_GeV, double dark_higgs_GeV, double coupling);

// Density of the cosine of the angle between A' and the beam in the centre of mass, normalised to 1 over -1..1:
// lambda sin^2 + 8 m_A'^2/s, longitudinal and transverse A'.
double lr_dark_higgs_angle(double s_GeV2, double dark_photon_GeV, double dark_higgs_GeV, double cosine);

// The same as 1 + asymmetry cos^2, without its norm: -1 (a light A') to 0 (at threshold).
double lr_dark_higgs_asymmetry(double s_GeV2, double dark_photon_GeV, double dark_higgs_GeV);

// Momentum of either in the centre of mass [GeV]; 0 below threshold.
double lr_dark_higgs_momentum(double s_GeV2, double dark_photon_GeV, double dark_higgs_GeV);

// Width of h' -> A' A' [GeV] at alpha_D; 0 for m_h' <= 2 m_A'.
double lr_dark_higgs_width(double dark_higgs_GeV, double dark_photon_GeV, double alpha_d);

#endif
