// SPDX-License-Identifier: GPL-3.0-or-later
// What each instruction set offers to the table in kernel.c.
#ifndef LR_MACHINE_TRACK_KERNEL_SETS_H
#define LR_MACHINE_TRACK_KERNEL_SETS_H

#include "machine/track/kernel.h"

double lr_track_kick_portable(struct lr_track_block *block, const struct lr_track_slice *slice, size_t slices, bool luminosity);
double lr_track_kick_avx2(struct lr_track_block *block, const struct lr_track_slice *slice, size_t slices, bool luminosity);
double lr_track_kick_avx512(struct lr_track_block *block, const struct lr_track_slice *slice, size_t slices, bool luminosity);

void lr_track_w_reference(size_t count, const double *x, const double *y, double *re, double *im);
void lr_track_w_portable(size_t count, const double *x, const double *y, double *re, double *im);
void lr_track_w_avx2(size_t count, const double *x, const double *y, double *re, double *im);
void lr_track_w_avx512(size_t count, const double *x, const double *y, double *re, double *im);

#endif
