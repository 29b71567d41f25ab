// SPDX-License-Identifier: GPL-3.0-or-later
// Loss by scattering on the residual gas: bremsstrahlung out of the momentum acceptance, Coulomb out of the aperture.
#ifndef LR_MACHINE_BEAM_GAS_H
#define LR_MACHINE_BEAM_GAS_H

#include "base/error.h"

enum { LR_GAS_ELEMENTS = 8 };

struct lr_gas {
  int elements;
  struct {
    double Z;
    double atoms;  // of this element in the mean molecule: CO is {6, 1}, {8, 1}; with 60 % H2 each half of that and {1, 1.2}
  } element[LR_GAS_ELEMENTS];
  double pressure_base_Pa;         // without beam
  double pressure_per_current_Pa_A;  // at the reference dose
  double conditioning;             // factor on it now: 1 at the reference dose, falls as the walls are cleaned
  double temperature_K;
};

struct lr_gas_aperture {  // the narrowest place of the vertical plane
  double half_height_m, beta_y_m;
  double mean_beta_y_m;  // where the scattering happens, averaged over the ring
};

struct lr_gas_rates {
  double bremsstrahlung_per_s, coulomb_per_s;
  double pressure_Pa, atoms_per_m3;
};

// Pressure at a current [Pa] (model.md M16): p = p0 + p1 f I with the conditioning factor f.
double lr_gas_pressure(const struct lr_gas *gas, double current_A);

// Cross-sections [m^2] of one atom (model.md M16).
//   bremsstrahlung: (16/3) alpha r_e^2 Z (Z+1) ln(184 Z^(-1/3)) (ln(1/d) - 5/8), d the momentum acceptance
//   Coulomb:        (2 pi r_e^2 Z^2 / gamma^2) <beta_y> beta_a / a^2, a the half height where beta_y is beta_a
double lr_gas_bremsstrahlung_m2(double Z, double acceptance);
double lr_gas_coulomb_m2(double Z, double gamma, const struct lr_gas_aperture *aperture);

// Loss rates [1/s], 1/tau = c n sigma summed over the elements; n counts atoms: p atoms / (k T).
// In: gas, aperture (NULL: no Coulomb rate, NaN), gamma, momentum acceptance in (0, 0.1), current of the ring [A].
// Status: LR_E_DOMAIN when an input is outside its range. Electrons and positrons only; complete screening; small
// angles; the aperture of the vertical plane alone.
enum lr_status lr_gas_rates_evaluate(const struct lr_gas *gas, const struct lr_gas_aperture *aperture, double gamma,
                                     double acceptance, double current_A, struct lr_gas_rates *rates,
                                     struct lr_error *error);

#endif
