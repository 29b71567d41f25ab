// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/pxd.h"

#include <math.h>

#include "base/constants.h"

// Silicon for minimum-ionising particles: restricted loss 1.664 MeV cm^2/g (Particle Data Group, known), 2.329 g/cm^3 (known).
static const double loss_eV_m2_kg = 1.664e6 * 1e-4 / 1e-3;
static const double silicon_kg_m3 = 2329;
static const double rad_J_kg = 0.01;  // definition
static const double frame_s = 20e-6;  // read-out of all gates, basf2: -10 to +10 us (read)

// basf2 pxd/data/PXD-Components.xml (read). Ends in z: centre of the sensor, half its length, and where the active area
// begins in it; forward sensors are turned round.
struct lr_pxd_layer lr_pxd_layer(int layer) {
  static const struct lr_pxd_layer LAYERS[LR_PXD_LAYERS] = {
      {.ladders = 8,
       .radius_m = 14e-3,
       .width_m = 12.5e-3,
       .length_m = 44.8e-3,
       .thickness_m = 75e-6,
       .z_backward_m = (-20.013 - 67.975 / 2 + 22.775) * 1e-3,
       .z_forward_m = (48.013 + 67.975 / 2 - 22.775 - 44.8) * 1e-3},
      {.ladders = 12,
       .radius_m = 22e-3,
       .width_m = 12.5e-3,
       .length_m = 61.44e-3,
       .thickness_m = 75e-6,
       .z_backward_m = (-23.513 - 84.975 / 2 + 23.150) * 1e-3,
       .z_forward_m = (61.513 + 84.975 / 2 - 23.150 - 61.44) * 1e-3}};
  if (layer < 1 || layer > LR_PXD_LAYERS) LR_BUG("a layer of the PXD that is not there");
  return LAYERS[layer - 1];
}

void lr_pxd_modules(struct lr_pxd_module module[LR_PXD_MODULES]) {
  int count = 0;
  for (int layer = 1; layer <= LR_PXD_LAYERS; layer++) {
    const struct lr_pxd_layer of = lr_pxd_layer(layer);
    double mass_kg = of.width_m * of.length_m * of.thickness_m * silicon_kg_m3;
    for (int ladder = 1; ladder <= of.ladders; ladder++)
      for (int side = 1; side <= 2; side++) {
        double low = side == 1 ? of.z_forward_m : of.z_backward_m;
        module[count++] = (struct lr_pxd_module){.layer = layer,
                                                 .ladder = ladder,
                                                 .module = side,
                                                 .phi_rad = 2 * LR_PI * (ladder - 1) / of.ladders,
                                                 .z_low_m = low,
                                                 .z_high_m = low + of.length_m,
                                                 .mass_kg = mass_kg,
                                                 .GeV_per_rad = mass_kg * rad_J_kg / (LR_E_C * 1e9)};
      }
  }
}

double lr_pxd_pixels(void) { return (double)LR_PXD_MODULES * LR_PXD_ROWS * LR_PXD_COLUMNS; }

double lr_pxd_gate_fraction(void) { return (double)LR_PXD_ROWS_PER_GATE * LR_PXD_COLUMNS / lr_pxd_pixels(); }

static double rad_m2(void) { return loss_eV_m2_kg * LR_E_C / rad_J_kg; }  // dose of one particle per m^2

double lr_pxd_dose_of_fluence(double fluence_m2) { return fluence_m2 * rad_m2(); }

double lr_pxd_fluence_of_dose(double dose_rad) { return dose_rad / rad_m2(); }

enum lr_status lr_pxd_dose_rate(int layer, double occupancy, double pixels_per_particle, double *dose_rate_rad_s,
                                struct lr_error *error) {
  if (layer < 1 || layer > LR_PXD_LAYERS)
    return lr_error_set(error, LR_E_DOMAIN, "the PXD has layers 1 and 2, no layer %d", layer);
  if (!(occupancy >= 0 && occupancy <= 1) || !(pixels_per_particle > 0))
    return lr_error_set(error, LR_E_DOMAIN, "an occupancy is 0 to 1, and a particle fires more than 0 pixels");
  const struct lr_pxd_layer of = lr_pxd_layer(layer);
  double particles = occupancy * LR_PXD_ROWS * LR_PXD_COLUMNS / pixels_per_particle;  // in a frame and module
  *dose_rate_rad_s = lr_pxd_dose_of_fluence(particles / (of.width_m * of.length_m)) / frame_s;
  return LR_OK;
}

enum lr_status lr_pxd_spread_dose(const struct lr_pxd_spread *spread, double mean_l1_rad,
                                  double dose_rad[LR_PXD_MODULES], struct lr_error *error) {
  if (!(mean_l1_rad >= 0) || !isfinite(mean_l1_rad) || !isfinite(spread->radial_exponent) ||
      !isfinite(spread->phi0_rad))
    return lr_error_set(error, LR_E_DOMAIN,
                        "the dose of a loss must be finite and at least 0, exponent and angle finite");
  if (!(spread->modulation >= 0 && spread->modulation <= 1) || !(fabs(spread->asymmetry) <= 1))
    return lr_error_set(error, LR_E_DOMAIN, "the dose is modulated by 0 to 1 and has an asymmetry of -1 to 1");
  const double first_m = lr_pxd_layer(1).radius_m;
  int count = 0;
  for (int layer = 1; layer <= LR_PXD_LAYERS; layer++) {
    const struct lr_pxd_layer of = lr_pxd_layer(layer);
    double radial = mean_l1_rad * pow(first_m / of.radius_m, spread->radial_exponent);
    for (int ladder = 0; ladder < of.ladders; ladder++) {  // evenly spaced: the cosines sum to 0
      double here = radial * (1 + spread->modulation * cos(2 * LR_PI * ladder / of.ladders - spread->phi0_rad));
      if (here < 0) here = 0;  // rounding at a = 1
      dose_rad[count++] = here * (1 + spread->asymmetry);
      dose_rad[count++] = here * (1 - spread->asymmetry);
    }
  }
  return LR_OK;
}

double lr_pxd_layer_mean(const double dose_rad[LR_PXD_MODULES], int layer) {
  int from = layer == 1 ? 0 : 2 * lr_pxd_layer(1).ladders, count = 2 * lr_pxd_layer(layer).ladders;
  double sum = 0;
  for (int i = 0; i < count; i++) sum += dose_rad[from + i];
  return sum / count;
}
