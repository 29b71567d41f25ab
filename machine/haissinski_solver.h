// SPDX-License-Identifier: GPL-3.0-or-later
// The discrete Haissinski equation and its solution with KINSOL; for haissinski.c. The unknown u is the density times
// sigma_z0 on a uniform grid. Fixed-point map: u -> exp(-x^2/2 - A u) / norm, where A is a Toeplitz matrix.
#ifndef LR_MACHINE_HAISSINSKI_SOLVER_H
#define LR_MACHINE_HAISSINSKI_SOLVER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/sundials_context.h"

struct lr_haissinski_work {
  struct lr_sundials sundials;
  double step;    // of the grid, in sigma_z0
  double low;     // first point
  size_t points;
  double local;   // inductance: A has it on the diagonal, without the correction
  double scale;   // of the charge, in [0, 1]
  double *kernel; // kernel[points + k] belongs to z' - z = k step; at the full charge
  double *image;  // the map of the last u
  double *power;  // A u; twice the points: `follow` keeps a solution behind it
};

// The Gaussian of zero current.
void lr_haissinski_gauss(const struct lr_haissinski_work *work, double *u);
// exp(-x^2/2 - scale A u), normalised, into `image`; A u into work->power.
void lr_haissinski_map(struct lr_haissinski_work *work, const double *u, double *image);
// One run of KINSOL from u at the present scale: Newton with line search, or the fixed point with Anderson acceleration.
// Status: LR_OK only when the residual is met and the grid resolves the density; LR_E_CONVERGE, LR_E_MEMORY.
enum lr_status lr_haissinski_run(struct lr_haissinski_work *work, bool newton, double tolerance, double *u,
                                 long *iterations, struct lr_error *error);
// Newton from zero charge upwards, with a step that halves when it fails. *reached: the scale of the last solution, left in u.
enum lr_status lr_haissinski_follow(struct lr_haissinski_work *work, double tolerance, double *u, double *reached,
                                    long *iterations, struct lr_error *error);

#endif
