// SPDX-License-Identifier: GPL-3.0-or-later
// How the luminosity answers to each knob of the collider, one at a time.
#ifndef LR_MACHINE_LEVERS_H
#define LR_MACHINE_LEVERS_H

#include <stdbool.h>

#include "base/table.h"
#include "machine/blowup_apply.h"
#include "machine/collider.h"

enum { LR_MOST_LEVERS = 32 };

struct lr_lever {
  const char *knob, *ring;  // "beta_y", "ler", "her" or ""; static storage
  const char *held;         // what stays as it is, in words; static storage
  bool relative;            // true: x = ln p; false: x = p / natural, for a knob that may be zero
  double natural;           // natural unit in SI of a knob that is not relative: `per`; else 1
  const char *per;          // "ln p", "beta_y", ..; static storage
  double value;             // of the knob, SI
  double derivative;        // dlnL/dx
  double error;             // estimated, of the derivative
  double curvature;         // d2lnL/dx2
  double up, down;          // L/L0 - 1 for p 10 % higher and lower, or p 0.1 natural units higher and lower
};

struct lr_levers {
  double luminosity_m2s;
  int count;
  struct lr_lever lever[LR_MOST_LEVERS];
};

// Logarithmic derivatives of the luminosity M2 (model.md M25): central differences at five halved steps, extrapolated to
// step zero (Richardson), with the entry whose neighbours agree best and their difference as its error (Ridders).
// Knobs per ring: current (its bunch length follows the law that stands, bunches fixed), beta_x, beta_y, emittance_x,
// emittance_y, bunch_length (as a factor on the law), crab_waist, waist_shift, chromatic_size_y, roll; of both: bunches (at fixed total currents),
// bunches_fixed_bunch_current, crossing_angle, offset_x, offset_y, jitter_y, vertical_angle. Sizes and emittances do not follow the currents: the
// beam-beam blow-up is not in it. No crab waist and no angle lever without a crossing angle;
// no roll and no vertical angle where a move would leave the 0.2 rad of M2.
// In: collider. Out: *levers. Status: as lr_overlap_evaluate, the error names the knob.
enum lr_status lr_levers_evaluate(const struct lr_collider *collider, struct lr_levers *levers, struct lr_error *error);

// The same with vertical emittances that follow a blow-up law or curve when the bunch currents change (knobs current and
// bunches); `collider` has its emittances already (lr_blowup_apply). NULL: as above. The knob emittance_y is then a factor on
// the law. Status also LR_E_DOMAIN where a step of a knob leaves a curve.
enum lr_status lr_levers_evaluate_blown_up(const struct lr_collider *collider, const struct lr_blowup_input *blowup,
                                           struct lr_levers *levers, struct lr_error *error);

// Table "levers": knob, ring, value, unit, dlnL_dlnp, error, per, curvature, up, down, held; the strongest first (by the
// larger of |up| and |down|). The caller frees it.
struct lr_table *lr_levers_table(const struct lr_levers *levers);

#endif
