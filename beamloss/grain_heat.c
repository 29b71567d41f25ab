// SPDX-License-Identifier: GPL-3.0-or-later
// model.md B9: power for each kilogram = current * S_r / (2 pi sigma_x sigma_y), the same for any thin grain.
#include "beamloss/grain_heat.h"

#include <math.h>

#include "base/constants.h"

enum lr_status lr_grain_heat(const struct lr_material *material, double current_A, double sigma_x_m, double sigma_y_m,
                             double start_K, struct lr_grain_heat *heat, struct lr_error *error) {
  enum lr_status status = lr_material_check(material, error);
  if (status) return status;
  if (!(current_A > 0) || !(sigma_x_m > 0) || !(sigma_y_m > 0) || !(start_K > 0) || start_K > material->boiling_K)
    return lr_error_set(error, LR_E_DOMAIN, "heating wants a current and sizes above 0 and a start between 0 and %g K",
                        material->boiling_K);
  double stopping_V_m2_kg = 1e6 * 0.1 * material->stopping_MeV_cm2_g;  // 1 cm2/g = 0.1 m2/kg
  double power_W_kg = current_A * stopping_V_m2_kg / (2 * LR_PI * sigma_x_m * sigma_y_m);
  heat->boiling_s = material->heat_capacity_J_kgK * (material->boiling_K - start_K) / power_W_kg;
  heat->evaporation_s = material->vaporisation_J_kg / power_W_kg;
  return LR_OK;
}
