// SPDX-License-Identifier: GPL-3.0-or-later
// Touschek scattering inside a bunch: loss rate by two forms, at one place of the ring or averaged over its optics.
// Every rate here is 1/tau = -(1/N) dN/dt at the present N. It grows with N, so that alone N(t) = N0 / (1 + t/tau).
#ifndef LR_MACHINE_TOUSCHEK_H
#define LR_MACHINE_TOUSCHEK_H

#include <stddef.h>

#include "base/error.h"

enum lr_touschek_form { LR_TOUSCHEK_PIWINSKI, LR_TOUSCHEK_BRUCK };

struct lr_touschek_beam {
  double gamma;     // energy / mass
  double radius_m;  // classical radius of the particle
  double bunch_population;
  double emittance_x_m, emittance_y_m;
  double sigma_z_m;
  double energy_spread;  // rms, relative; 0 = none
};

// Optics at one place.
struct lr_optics_point {
  double beta_x_m, alpha_x, eta_x_m, eta_px;
  double beta_y_m, alpha_y, eta_y_m, eta_py;
};

// Optics around the ring, one entry of each array a place, s not decreasing; the average runs from the first s to the
// last. Any array but s, beta_x and beta_y may be NULL: zeros, and for the acceptance the one of the call.
struct lr_optics_table {
  size_t points;  // at least 2
  const double *s_m;
  const double *beta_x_m, *alpha_x, *eta_x_m, *eta_px;
  const double *beta_y_m, *alpha_y, *eta_y_m, *eta_py;
  const double *acceptance;  // relative momentum, local
};

// D(u) of Bruck's form (model.md M14), u > 0; 0 where exp(-u) underflows, NaN for u <= 0.
//   D(u) = sqrt(u) [-3/2 e^-u + (u/2) Int_u ln t e^-t/t dt + 1/2 (3u - u ln u + 2) Int_u e^-t/t dt]
// sqrt(u) (ln(1/u) - 0.5772 - 3/2) for small u, e^-u (1 - 3/u) / (2 u^(3/2)) for large u. Relative error below 1e-9.
// Le Duff, CERN 89-01 (1989) p. 114.
double lr_touschek_D(double u);

// Loss rate [1/s] at one place (model.md M14 Bruck, M15 Piwinski).
// In: the form, the bunch, the optics, the momentum acceptance (relative, in (0, 0.5)). Out: *rate_per_s >= 0.
// Bruck: flat beams (sigma_y' << sigma_x'), transverse motion not relativistic in the frame of the bunch.
// Piwinski (DESY 98-179, hep-ex/9903034): any aspect, any transverse momentum, dispersion in both planes; no betatron
// coupling. Status: LR_E_DOMAIN when an input is not positive and finite, LR_E_CONVERGE (quadrature, 1e-9).
enum lr_status lr_touschek_rate_at(enum lr_touschek_form form, const struct lr_touschek_beam *beam,
                                   const struct lr_optics_point *optics, double acceptance, double *rate_per_s,
                                   struct lr_error *error);

// The same averaged over the ring by the trapezoidal rule in s. `acceptance` serves where the table has none (else it
// is not looked at). The error names the place.
enum lr_status lr_touschek_rate(enum lr_touschek_form form, const struct lr_touschek_beam *beam,
                                const struct lr_optics_table *table, double acceptance, double *rate_per_s,
                                struct lr_error *error);

// Optics of the smooth approximation (model.md M14): beta = C / (2 pi nu), eta_x = alpha_p C / (2 pi), no slopes.
struct lr_optics_point lr_optics_smooth(double circumference_m, double tune_x, double tune_y,
                                        double momentum_compaction);

#endif
