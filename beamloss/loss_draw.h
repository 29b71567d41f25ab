// SPDX-License-Identifier: GPL-3.0-or-later
// What one event is: every random variable of `losses:`, drawn in a fixed order, so that two scenarios of one seed differ only in
// what was changed (model.md B30).
#ifndef LR_BEAMLOSS_LOSS_DRAW_H
#define LR_BEAMLOSS_LOSS_DRAW_H

#include <stdint.h>

#include "beamloss/loss_input.h"

enum {  // streams of random numbers of an event
  LR_LOSS_STREAM_DRAW = 40,
  LR_LOSS_STREAM_BEAM,
  LR_LOSS_STREAM_KICKS,
  LR_LOSS_STREAM_GATES,
  LR_LOSS_STREAM_END,
  LR_LOSS_STREAM_RISK,
  LR_LOSS_STREAM_CALIBRATION,
  LR_LOSS_STREAM_MONITORS,  // of their own, as their number may differ between two scenarios
  LR_LOSS_STREAM_APERTURES,
  LR_LOSS_STREAM_RISK_LAWS,
  LR_LOSS_STREAM_RISK_POWERED  // of its own: a dose does not depend on what the PXD does
};

enum lr_loss_mechanism { LR_LOSS_DUST, LR_LOSS_ARC };

struct lr_loss_draw {
  int ring;                        // LR_LOSS_LER, LR_LOSS_HER
  enum lr_loss_mechanism mechanism;
  size_t section, material;        // material: of the mixture, also where an arc stands
  double s_m;
  double emittance_x_m, emittance_y_m, softening_m, offset_x_m;
  double radius_m, charge, fall_m, speed_m_s, retention_per_s;  // charge: electrons on the grain at the start; speed 0: it falls
  double electron_share, charge_cap, strength_Pa;
  double arc_charge, arc_rise_s, arc_fall_s, arc_height_m;
  double gap_scale[LR_LOSS_MOST_APERTURES], dose_Gy[LR_LOSS_MOST_APERTURES];
  double first_gap, sample_phase[LR_LOSS_MOST_MONITORS];  // parts of a turn, of a sampling period
  double logic_s[LR_LOSS_MOST_MONITORS], link_s[LR_LOSS_MOST_MONITORS];
  double diamond_factor, radial_exponent, azimuthal, phi0_rad, asymmetry;
  double gate_dose_Gy, gate_shape, quench_J, damage_J;
};

// Event `id` of a seed. A pure function of (input, seed, id).
void lr_loss_draw(const struct lr_loss_input *input, uint64_t seed, uint64_t id, struct lr_loss_draw *draw);

const char *lr_loss_mechanism_name(enum lr_loss_mechanism mechanism);  // "dust", "arc"

#endif
