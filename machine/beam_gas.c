// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/beam_gas.h"

#include <math.h>
#include <stddef.h>

#include "base/constants.h"

static const double boltzmann_J_K = 1.380649e-23;  // exact (SI)
static const double largest_acceptance = 0.1;      // terms of order d are dropped

double lr_gas_pressure(const struct lr_gas *gas, double current_A) {
  return gas->pressure_base_Pa + gas->pressure_per_current_Pa_A * gas->conditioning * current_A;
}

double lr_gas_bremsstrahlung_m2(double Z, double acceptance) {
  return 16. / 3 * LR_ALPHA * LR_ELECTRON_RADIUS_m * LR_ELECTRON_RADIUS_m * Z * (Z + 1) * log(184 / cbrt(Z)) *
         (log(1 / acceptance) - 0.625);
}

double lr_gas_coulomb_m2(double Z, double gamma, const struct lr_gas_aperture *aperture) {
  double amplitude = LR_ELECTRON_RADIUS_m * Z / (gamma * aperture->half_height_m);
  return 2 * LR_PI * amplitude * amplitude * aperture->mean_beta_y_m * aperture->beta_y_m;
}

static enum lr_status check(const struct lr_gas *gas, const struct lr_gas_aperture *aperture, double gamma,
                            double acceptance, double current_A, struct lr_error *error) {
  if (gas->elements < 1 || gas->elements > LR_GAS_ELEMENTS)
    return lr_error_set(error, LR_E_DOMAIN, "gas: 1 to %d elements, not %d", LR_GAS_ELEMENTS, gas->elements);
  for (int i = 0; i < gas->elements; i++)
    if (!(gas->element[i].Z >= 1 && gas->element[i].Z <= 100 && gas->element[i].atoms > 0 &&
          isfinite(gas->element[i].atoms)))
      return lr_error_set(error, LR_E_DOMAIN, "gas: element %d needs Z in 1 to 100 and atoms above 0, not %g and %g", i + 1,
                          gas->element[i].Z, gas->element[i].atoms);
  const struct {
    const char *name;
    double value;
  } not_negative[] = {{"base pressure", gas->pressure_base_Pa},
                      {"pressure per current", gas->pressure_per_current_Pa_A},
                      {"conditioning factor", gas->conditioning},
                      {"current", current_A}};
  for (size_t i = 0; i < sizeof not_negative / sizeof *not_negative; i++)
    if (!(not_negative[i].value >= 0 && isfinite(not_negative[i].value)))
      return lr_error_set(error, LR_E_DOMAIN, "gas: %s must be finite and not negative, not %g", not_negative[i].name,
                          not_negative[i].value);
  if (!(gas->temperature_K > 0 && isfinite(gas->temperature_K)))
    return lr_error_set(error, LR_E_DOMAIN, "gas: temperature must be positive and finite, not %g K", gas->temperature_K);
  if (!(acceptance > 0 && acceptance < largest_acceptance))
    return lr_error_set(error, LR_E_DOMAIN, "gas: the momentum acceptance must lie in (0, %g), not %g", largest_acceptance,
                        acceptance);
  if (!(gamma > 1 && isfinite(gamma))) return lr_error_set(error, LR_E_DOMAIN, "gas: gamma must be above 1, not %g", gamma);
  if (!aperture) return LR_OK;
  double product = aperture->half_height_m * aperture->beta_y_m * aperture->mean_beta_y_m;
  if (!(aperture->half_height_m > 0 && aperture->beta_y_m > 0 && aperture->mean_beta_y_m > 0 && isfinite(product)))
    return lr_error_set(error, LR_E_DOMAIN, "gas: half height and beta functions must be positive, not %g, %g and %g m",
                        aperture->half_height_m, aperture->beta_y_m, aperture->mean_beta_y_m);
  return LR_OK;
}

enum lr_status lr_gas_rates_evaluate(const struct lr_gas *gas, const struct lr_gas_aperture *aperture, double gamma,
                                     double acceptance, double current_A, struct lr_gas_rates *rates,
                                     struct lr_error *error) {
  enum lr_status status = check(gas, aperture, gamma, acceptance, current_A, error);
  if (status) return status;
  *rates = (struct lr_gas_rates){.coulomb_per_s = aperture ? 0 : NAN, .pressure_Pa = lr_gas_pressure(gas, current_A)};
  double molecules_per_m3 = rates->pressure_Pa / (boltzmann_J_K * gas->temperature_K);
  for (int i = 0; i < gas->elements; i++) {
    double atoms_per_m3 = molecules_per_m3 * gas->element[i].atoms;
    rates->atoms_per_m3 += atoms_per_m3;
    rates->bremsstrahlung_per_s += LR_C_m_s * atoms_per_m3 * lr_gas_bremsstrahlung_m2(gas->element[i].Z, acceptance);
    if (aperture)
      rates->coulomb_per_s += LR_C_m_s * atoms_per_m3 * lr_gas_coulomb_m2(gas->element[i].Z, gamma, aperture);
  }
  return LR_OK;
}
