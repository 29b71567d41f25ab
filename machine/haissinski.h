// SPDX-License-Identifier: GPL-3.0-or-later
// Potential-well distortion of a stored bunch: its line density from the Haissinski equation.
#ifndef LR_MACHINE_HAISSINSKI_H
#define LR_MACHINE_HAISSINSKI_H

#include <stddef.h>

#include "machine/wake.h"

enum { LR_HAISSINSKI_MOST_POINTS = 1024 };

enum lr_haissinski_method {
  LR_HAISSINSKI_AUTO,         // fixed point, then Newton, then Newton with the charge raised step by step
  LR_HAISSINSKI_FIXED_POINT,  // with Anderson acceleration
  LR_HAISSINSKI_NEWTON        // with the dense Jacobian and line search
};

struct lr_haissinski {
  double energy_eV;
  double energy_spread;  // at this current
  double tune_s;         // a magnitude, > 0
  double sigma_z0_m;     // at zero current, for this energy spread
  double charge_C;       // of the bunch, >= 0
};

struct lr_haissinski_options {
  enum lr_haissinski_method method;
  int points_per_sigma;  // of the grid in sigma_z0; 0 = 16
  double tolerance;      // largest residual of the density times sigma_z0; 0 = 1e-10
};

struct lr_haissinski_result {
  double sigma_z_m;        // rms
  double mean_m;           // towards the head, z > 0
  double loss_factor_V_C;  // energy lost by a particle, averaged over the bunch, per charge
  double charge_reached_C; // = charge_C, or how far the solution was followed when LR_E_CONVERGE
  double residual;         // in the measure of the tolerance
  long iterations;
  double first_m, step_m;  // the grid: z = first + i step
  size_t points;
  double density_per_m[LR_HAISSINSKI_MOST_POINTS];
};

// Solves (model.md M10), with z > 0 the head and the wake W(s) of a charge at a distance s behind it, W > 0 a loss,
//   lambda(z) = K exp[-z^2/2 s0^2 + (I_n/s0) Int^z V],  V(z) = Int lambda(z') W(z' - z) dz',
//   I_n = q/(2 pi nu_s (E/e) sigma_delta) [C/V],  Int lambda dz = 1,
// above transition. The wake enters by its integrals, piecewise linear densities against them with the error of second order
// taken off, so that it may be singular; the grid is widened until the density has died out at both ends.
// In: problem, wake, options (NULL = defaults). Out: *out.
// Status: LR_E_DOMAIN (a parameter, the wake, a table shorter than the bunch, or a bunch longer than the grid can hold),
// LR_E_CONVERGE with the charge reached, LR_E_MEMORY.
// Haissinski, Nuovo Cimento 18B (1973) 72 (known). Valid below the microwave threshold, or above it with the energy spread
// of that current.
enum lr_status lr_haissinski_solve(const struct lr_haissinski *problem, const struct lr_wake *wake,
                                   const struct lr_haissinski_options *options, struct lr_haissinski_result *out,
                                   struct lr_error *error);

// Energy spread above the microwave threshold as an input law (model.md M10):
// sigma_delta0 [1 + slope (I_b - threshold)] above the threshold, sigma_delta0 below it.
struct lr_microwave {
  double threshold_A;  // bunch current; infinite or NaN = no threshold
  double slope_per_A;  // relative growth of the energy spread per bunch current
};
double lr_microwave_factor(const struct lr_microwave *law, double bunch_current_A);  // sigma_delta / sigma_delta0, >= 1

#endif
