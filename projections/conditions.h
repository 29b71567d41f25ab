// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions of data taking that differ from those of the reference analyses: pixel detector, tracking and photon efficiency, energy
// spread of the beams. They act on the windows that count the projection's own luminosity (model.md R16).
#ifndef LR_PROJECTIONS_CONDITIONS_H
#define LR_PROJECTIONS_CONDITIONS_H

#include "base/fields.h"
#include "projections/channel.h"

enum lr_vertexing { LR_VERTEXING_ON, LR_VERTEXING_AGED, LR_VERTEXING_OFF };
#define LR_VERTEXING_WORDS "on|aged|off"

struct lr_conditions {
  int pxd;                        // enum lr_vertexing; the next three act unless it is on
  double displaced, prompt;       // efficiency factors: per displaced vertex, per search with prompt tracks
  double min_radius_m;            // displaced vertices nearer than this no longer count
  double tracking, photon;        // efficiency factors per track and per photon
  double spread_ler, spread_her;  // relative energy spreads of the beams
  double reference_spread_ler, reference_spread_her;
  double recoil_resolution_GeV;   // of the detector alone, on the recoil mass; 0: energy spread does not act
};

extern const struct lr_field lr_conditions_fields[];
void lr_conditions_init(struct lr_conditions *conditions);  // as the reference analyses

// Spread of sqrt(s) [GeV] of two beams with relative energy spreads.
double lr_sqrt_s_spread(double sqrt_s_GeV, double spread_ler, double spread_her);
// Width of a recoil mass [GeV]: the detector's, and sigma_sqrt_s (sqrt(s) - E) / M, in squares; E: energy of what the particle recoils
// against. In: M > 0.
double lr_recoil_width(double detector_GeV, double sqrt_s_spread_GeV, double sqrt_s_GeV, double visible_energy_GeV, double mass_GeV);

// Lays the conditions over a prepared channel. Efficiencies multiply signal_factor or the share of a mode, the window of a recoil
// mass its background.
void lr_conditions_apply(const struct lr_conditions *conditions, struct lr_channel *channel);

// Reports a pixel detector that is aged or off without a figure that says what that does. In: `conditions` of the scenario, or NULL.
void lr_conditions_check(const struct lr_reading *reading, const struct lr_node *node, const struct lr_conditions *conditions);

#endif
