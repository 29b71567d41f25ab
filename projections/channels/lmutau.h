// SPDX-License-Identifier: GPL-3.0-or-later
// The gauge boson of L_mu - L_tau: widths (model.md R7) and its mixing with the photon through mu and tau loops (C6).
#ifndef LR_PROJECTIONS_CHANNELS_LMUTAU_H
#define LR_PROJECTIONS_CHANNELS_LMUTAU_H

#include <stddef.h>

#include "projections/channel.h"

// Partial widths [GeV] at g' = coupling. invisible: two neutrino flavours. Born, vanilla L_mu - L_tau.
struct lr_zp_widths {
  double invisible, mumu, tautau, total;
};
struct lr_zp_widths lr_zp_widths(double mass_GeV, double coupling);

// Size of the kinetic mixing from one loop at momentum transfer q^2 [GeV^2, any sign]:
// (e g'/2 pi^2) | integral_0^1 dx x(1-x) ln[(m_tau^2 - x(1-x) q^2)/(m_mu^2 - x(1-x) q^2)] |, in closed form;
// at q^2 = 0 it is (e g'/6 pi^2) ln(m_tau/m_mu) = g'/69.3. No mixing beyond the loop.
double lr_zp_loop_mixing(double q2_GeV2, double coupling);

// Rows that the three Z' channels share. quantities: width, ctau, branching fractions (model invisible: br_invisible
// alone, as the dark width is not fixed by g'). express: epsilon_loop at q^2 = 0 and at the mass, delta_a_mu (C7).
// Out: number of rows, 0 when there is no room.
size_t lr_zp_quantities(const struct lr_channel *channel, double mass_GeV, double coupling, struct lr_quantity *row,
                        size_t room);
size_t lr_zp_express(const struct lr_channel *channel, double mass_GeV, double coupling, struct lr_quantity *row,
                     size_t room);

// Cross-section of e+ e- -> mu+ mu- Z' [fb], for the channel types.
enum lr_status lr_zp_sigma(const struct lr_channel *channel, double s_GeV2, double mass_GeV, double coupling, double *fb, struct lr_error *error);

#endif
