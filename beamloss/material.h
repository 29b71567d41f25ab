// SPDX-License-Identifier: GPL-3.0-or-later
// What a dust grain is made of. Figures of a solid (liquid) at its density; the heat capacity is a constant.
#ifndef LR_BEAMLOSS_MATERIAL_H
#define LR_BEAMLOSS_MATERIAL_H

#include "base/fields.h"

struct lr_material {
  char name[32];
  double density_kg_m3;
  double Z_over_A;  // atomic number over atomic mass in u
  double stopping_MeV_cm2_g;  // restricted: energy that stays in the grain
  double heat_capacity_J_kgK;
  double boiling_K;  // at one atmosphere
  double vaporisation_J_kg;  // heat of vaporisation
  double molar_mass_kg;  // of what evaporates, for a mole
  double work_function_eV;
  double emissivity;  // <= 1
  double radiation_length_g_cm2;
};

// The keys of one material in a scenario; `name` is not among them (it is the key of the mapping).
extern const struct lr_field lr_material_fields[];

// All figures must be finite and positive, Z/A below 1.1, the emissivity 1 at most. LR_E_DOMAIN names the first that is not.
enum lr_status lr_material_check(const struct lr_material *material, struct lr_error *error);

#endif
