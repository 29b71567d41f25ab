// SPDX-License-Identifier: GPL-3.0-or-later
// Vertical blow-up of the beams in collision: a law fitted to the specific luminosity of one optics, and what it
// predicts.
#ifndef LR_MACHINE_BLOWUP_H
#define LR_MACHINE_BLOWUP_H

#include <stdbool.h>

#include "machine/blowup_points.h"
#include "machine/collider.h"

enum { LR_BLOWUP_PARAMETERS = 3, LR_BLOWUP_LEAST_POINTS = 5 };

// eps_y = eps_y0 [1 + (P/P0)^n], P = I_b+ I_b-: the product of the two bunch currents [A^2], as the axis of
// specific-luminosity plots and as blowup_product_A2 of machine/fill.h; it is not their sum.
struct lr_blowup_law {
  double emittance_y_m;  // eps_y0 of ler, at no current
  double product_A2;  // P0
  double exponent;  // n
  double her_over_ler;  // vertical emittance of her / ler at every current: an assumption, 1 = equal
};

struct lr_blowup_fit {
  struct lr_blowup_law law;
  double error[LR_BLOWUP_PARAMETERS];  // 1 sigma of eps_y0 [m], P0 [A^2], n
  // of ln eps_y0, ln P0, ln n, in which the fit runs; that of the parameters themselves is p_i p_j times it
  double covariance_ln[LR_BLOWUP_PARAMETERS][LR_BLOWUP_PARAMETERS];
  double chi2, dof;  // without given errors: chi2 for errors of 1 % each
  bool errors_given;  // false: the covariance rests on the scatter of the points
  double scatter;  // without given errors: relative error of L_sp that makes chi2/dof 1; else NaN
  size_t points;
  double product_low_A2, product_high_A2;  // what the points cover
  double emittance_y_m[LR_BLOWUP_MOST_POINTS];  // of ler, from each point
};

// Emittance_y of ler that a specific luminosity stands for (model.md M13): L_sp fixes Sigma_y alone; the ratio of the
// rings is the caller's assumption. The exact overlap (M2) with the optics of `collider`, its bunch lengths at the
// bunch currents of the point, is solved for it by eps -> eps (L/L_sp)^2, to 1e-10.
// Status: LR_E_DOMAIN (sizes, ratio, point; as lr_overlap_evaluate), LR_E_CONVERGE.
enum lr_status lr_blowup_emittance_of_point(const struct lr_collider *collider, const struct lr_blowup_point *point,
                                            double her_over_ler, double *emittance_y_m, struct lr_error *error);

// Fits the law to the points of one kind at the beta_y* of the collider (equal in both rings): weighted least squares
// of the emittances (relative error twice that of L_sp), Levenberg-Marquardt in ln of the parameters (GSL). Errors are
// given for all selected points or for none. In: optics and bunch-length laws of `collider`; its currents and
// emittance_y do not count.
// Status: LR_E_DOMAIN with the count and the optics when there are fewer than LR_BLOWUP_LEAST_POINTS points, fewer
// than four different products, when some points have errors and some have none, when the emittance does not rise with
// the product, when the points do not fix the parameters; what lr_blowup_emittance_of_point says; LR_E_CONVERGE;
// LR_E_MEMORY.
// A form without a published source (assumed). Valid: one optics and tune, between the lowest and highest product of
// the points.
enum lr_status lr_blowup_fit(const struct lr_collider *collider, const struct lr_blowup_points *points,
                             const char *kind, double her_over_ler, struct lr_blowup_fit *fit, struct lr_error *error);

// Emittance_y of ler [m] at a product of bunch currents [A^2], >= 0.
double lr_blowup_emittance(const struct lr_blowup_law *law, double product_A2);

struct lr_blowup_prediction {
  double product_A2;
  double emittance_y_ler_m, emittance_y_her_m;
  double relative_error;  // 1 sigma of both, from the covariance of the fit alone
  double low_ler_m, high_ler_m;  // the band of 1 sigma, in ln eps
  double extrapolation;  // product / highest of the points above it, / lowest below it; 1 inside
  bool extrapolated;  // extrapolation is not 1
};

// The law at two bunch currents. Status: LR_E_DOMAIN when one is negative or not finite.
enum lr_status lr_blowup_predict(const struct lr_blowup_fit *fit, double bunch_current_ler_A,
                                 double bunch_current_her_A, struct lr_blowup_prediction *out, struct lr_error *error);

#endif
