// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/radiative_bhabha.h"

#include <math.h>

#include "base/constants.h"

static const double largest_acceptance = 0.1;  // terms of order d are dropped

enum lr_status lr_bhabha_cross_section(enum lr_bhabha_model model, double s_eV2, double acceptance, double sigma_y_m,
                                       double *cross_section_m2, struct lr_error *error) {
  if (!(acceptance > 0 && acceptance < largest_acceptance))
    return lr_error_set(error, LR_E_DOMAIN, "radiative Bhabha: the momentum acceptance must lie in (0, %g), not %g",
                        largest_acceptance, acceptance);
  double mass_eV = LR_ELECTRON_MASS_eV, loss = log(1 / acceptance);
  if (!(isfinite(s_eV2) && s_eV2 > 100 * mass_eV * mass_eV))
    return lr_error_set(error, LR_E_DOMAIN, "radiative Bhabha: s = %g eV^2 is not ultra-relativistic", s_eV2);
  double unit_m2 = 16. / 3 * LR_ALPHA * LR_ELECTRON_RADIUS_m * LR_ELECTRON_RADIUS_m;
  double full_m2 = unit_m2 * ((log(s_eV2 / (mass_eV * mass_eV)) - 0.5) * (loss - 0.625) + loss * loss / 2 - 0.375 -
                              LR_PI * LR_PI / 6);
  if (model == LR_BHABHA_NO_CUT) {
    *cross_section_m2 = full_m2;
    return LR_OK;
  }
  if (model != LR_BHABHA_CUT)
    return lr_error_set(error, LR_E_DOMAIN, "radiative Bhabha: an effective cross-section is an input, not a formula");
  double wavelength_m = LR_HBARC_GeV_m / LR_ELECTRON_MASS_GeV;  // reduced, of Compton
  if (!(isfinite(sigma_y_m) && sigma_y_m > 10 * wavelength_m))
    return lr_error_set(error, LR_E_DOMAIN, "radiative Bhabha: a vertical size of %g m is no beam size", sigma_y_m);
  *cross_section_m2 = fmin(full_m2, unit_m2 * (log(sigma_y_m / wavelength_m) - 0.5) * (loss - 0.625));
  return LR_OK;
}

enum lr_status lr_bhabha_rate(double luminosity_m2s, double cross_section_m2, double particles, double *rate_per_s,
                              struct lr_error *error) {
  if (!(isfinite(luminosity_m2s) && luminosity_m2s >= 0 && isfinite(cross_section_m2) && cross_section_m2 >= 0))
    return lr_error_set(error, LR_E_DOMAIN,
                        "radiative Bhabha: luminosity (%g m^-2 s^-1) and cross-section (%g m^2) must be finite and not "
                        "negative",
                        luminosity_m2s, cross_section_m2);
  if (!(isfinite(particles) && particles > 0))
    return lr_error_set(error, LR_E_DOMAIN, "radiative Bhabha: the ring must hold particles, not %g", particles);
  *rate_per_s = luminosity_m2s * cross_section_m2 / particles;
  return LR_OK;
}
