// SPDX-License-Identifier: GPL-3.0-or-later
// Luminosity of a collider and all that operation reports beside it.
#ifndef LR_MACHINE_LUMINOSITY_H
#define LR_MACHINE_LUMINOSITY_H

#include "base/table.h"
#include "machine/beambeam.h"
#include "machine/collider.h"

// One step from the head-on luminosity down to the full integral.
struct lr_luminosity_factor {
  const char *name;         // static storage
  const char *description;  // static storage
  double factor;            // ratio to the step before
  double luminosity_m2s;    // with this and all effects above
};

enum { LR_LUMINOSITY_FACTORS = 10 };

struct lr_luminosity {
  double luminosity_m2s;               // per IP, all bunches: hourglass, crab waist, offsets in; pinch not (M2)
  double luminosity_no_hourglass_m2s;  // closed form without hourglass and offsets (M1)
  double per_crossing_m2;              // M2
  double relative_error;               // estimated, of the quadrature
  double R_L;                          // M2 / M1 (M3)
  double specific_luminosity_m2sA2;    // L / (n_b I_b+ I_b-) (M7)
  double sum_x_m, sum_y_m;             // convolved sizes: sum_x with sigma_z tan(phi) of both beams
  double revolution_frequency_Hz;
  double head_on_m2s;                  // same beams without crossing angle, hourglass and offset
  struct lr_ring_state ler, her;
  struct lr_beambeam xi_ler, xi_her;   // of the beam that feels the other
  int factors;                         // used entries of `factor`; an effect that is not there has no entry
  struct lr_luminosity_factor factor[LR_LUMINOSITY_FACTORS];
};

// Luminosity of a collider (model.md M1-M7). The quadratures run at a relative tolerance of 1e-9; the product of the
// factors times head_on_m2s is luminosity_m2s.
// Status: as lr_overlap_evaluate; the error names the ring where one is at fault. A beam that is not flat is no error:
// xi.flat is false then and xi_y_hourglass NaN.
enum lr_status lr_luminosity_evaluate(const struct lr_collider *collider, struct lr_luminosity *out,
                                      struct lr_error *error);

// Table "luminosity": quantity, ring ("ler", "her", "" where it has none), value, unit, definition.
// The caller frees it; check with lr_table_ok.
struct lr_table *lr_luminosity_table(const struct lr_collider *collider, const struct lr_luminosity *luminosity);
// Table "luminosity_factors": step, factor, luminosity after it [cm^-2 s^-1], description; first row "head_on".
struct lr_table *lr_luminosity_factors_table(const struct lr_luminosity *luminosity);

#endif
