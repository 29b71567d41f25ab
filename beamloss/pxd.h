// SPDX-License-Identifier: GPL-3.0-or-later
// The pixel detector (PXD): geometry of its 40 modules, dose from fluence or occupancy, and how the dose of one beam loss
// spreads over the modules (model.md B20 to B22).
#ifndef LR_BEAMLOSS_PXD_H
#define LR_BEAMLOSS_PXD_H

#include <stdbool.h>

#include "base/error.h"

enum {
  LR_PXD_MODULES = 40,
  LR_PXD_LAYERS = 2,
  LR_PXD_ROWS = 768,         // of pixels in a module
  LR_PXD_COLUMNS = 250,
  LR_PXD_ROWS_PER_GATE = 4,  // read out together: four-fold read-out (known)
  LR_PXD_GATES = LR_PXD_ROWS / LR_PXD_ROWS_PER_GATE
};

struct lr_pxd_layer {
  int ladders;        // of two modules each
  double radius_m, width_m, length_m, thickness_m;  // active area of a module and its thickness
  double z_backward_m, z_forward_m;  // lower end of the active area of the backward and of the forward modules
};

struct lr_pxd_module {
  int layer, ladder;  // from 1
  int module;         // 1 forward, 2 backward
  double phi_rad;     // of the ladder, from 0
  double z_low_m, z_high_m;  // ends of the active area
  double mass_kg;     // of the active silicon, derived
  double GeV_per_rad; // energy deposited in it for 1 rad, derived
};

// Layer 1 or 2; another number is a bug. Source: basf2, pxd/data/PXD.xml and PXD-Components.xml (read).
struct lr_pxd_layer lr_pxd_layer(int layer);
// All modules: layer, then ladder, then forward before backward.
void lr_pxd_modules(struct lr_pxd_module module[LR_PXD_MODULES]);
// Pixels of the whole detector, and the part of them that one gate holds.
double lr_pxd_pixels(void);
double lr_pxd_gate_fraction(void);

// Dose [rad] of a fluence [m^-2] of minimum-ionising particles in silicon, and back (B20).
double lr_pxd_dose_of_fluence(double fluence_m2);
double lr_pxd_fluence_of_dose(double dose_rad);
// Dose rate [rad/s] at an occupancy (part of the pixels that fire in a frame of 20 us) (B20). In: pixels that one particle
// fires (2 is assumed where nothing is known). Valid below some per cent: beyond, hits fall on top of one another and the
// rate is under-read; a beam loss inside one frame must be given by its fluence.
// LR_E_DOMAIN: layer not 1 or 2, occupancy not in 0..1, pixels_per_particle not above 0.
enum lr_status lr_pxd_dose_rate(int layer, double occupancy, double pixels_per_particle, double *dose_rate_rad_s,
                                struct lr_error *error);

// How the dose of one loss spreads over the modules. No map of such a loss is published: every figure is assumed, drawn by
// the caller.
struct lr_pxd_spread {
  double radial_exponent;  // dose falls as radius^-p between the layers (assumed; 2: a line source seen from afar)
  double modulation;       // a of 1 + a cos(phi - phi0), 0..1 (assumed)
  double phi0_rad;         // where the dose is largest (assumed)
  double asymmetry;        // b: forward modules get 1 + b, backward ones 1 - b, -1..1 (assumed)
};

// Dose of each module [rad], in the order of lr_pxd_modules: mean_l1 x G, G = (r1/r)^p (1 + a cos(phi - phi0)) (1 +- b), of
// mean 1 over the modules of layer 1 (B21). LR_E_DOMAIN: negative or infinite dose, a or b out of range.
enum lr_status lr_pxd_spread_dose(const struct lr_pxd_spread *spread, double mean_l1_rad, double dose_rad[LR_PXD_MODULES],
                                  struct lr_error *error);
// Mean over the modules of a layer.
double lr_pxd_layer_mean(const double dose_rad[LR_PXD_MODULES], int layer);

#endif
