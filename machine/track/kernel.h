// SPDX-License-Identifier: GPL-3.0-or-later
// The collision of a block of particles with the slices of the opposite beam, one after the other, in the boosted frame: the
// inner loop of tracking, compiled once for each instruction set.
#ifndef LR_MACHINE_TRACK_KERNEL_H
#define LR_MACHINE_TRACK_KERNEL_H

#include <stdbool.h>

#include "machine/track/block.h"

// Kicks every live particle by slices[0], slices[1], .. (model.md K3-K5: drift to the slice, Gaussian kick of any aspect
// ratio, change of energy, drift back). The order of the particles stays (inside,
// vectors are filled in the order of z, so that their lanes are near a slice or far from it together).
// Returns, when `luminosity` is set, sum over particles and slices of number * density at the particle [m^-2]: the luminosity
// of one crossing is this times the real particles per macro-particle. Else 0.
// Particles that are not finite stay so and make the sum so. Same bits for the same block on the same instruction set; the sets
// agree to 1e-9 (measured: kernel_test).
typedef double (*lr_track_kick)(struct lr_track_block *block, const struct lr_track_slice *slice, size_t slices,
                                bool luminosity);

struct lr_track_kernel {
  const char *name;  // "reference", "avx512", "avx2", "sse2" ("portable" on other processors)
  int lanes;         // particles at once
  lr_track_kick kick;
  // Faddeeva function of the kernel at x + iy, y >= 0: for tests (model.md K19)
  void (*faddeeva)(size_t count, const double *x, const double *y, double *re, double *im);
};

// Kernels of this build that this processor can run, the fastest first, the reference last (libcerf, one particle at a time:
// the second way to every figure); NULL past the end.
const struct lr_track_kernel *lr_track_kernel_at(size_t i);
// By name, "portable" for the one of every processor too; NULL: not known, or not for this processor.
const struct lr_track_kernel *lr_track_kernel_find(const char *name);

// The reference, open code of model.md K3-K5.
double lr_track_kick_reference(struct lr_track_block *block, const struct lr_track_slice *slice, size_t slices,
                               bool luminosity);

// Transverse kick and its derivatives at (x, y) from the centre of a Gaussian of unit strength (model.md K4): f is -dp for
// kick_m = 1 [1/m], fxx = df_x/dx, fyy = df_y/dy [1/m^2], density [1/m^2]. Any aspect ratio, the round limit too.
struct lr_track_field {
  double fx_m, fy_m, fxx_m2, fyy_m2, density_m2;
};
struct lr_track_field lr_track_field_reference(double x_m, double y_m, double sigma_x2_m2, double sigma_y2_m2);

#endif
