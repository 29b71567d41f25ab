// SPDX-License-Identifier: GPL-3.0-or-later
// What is made of tracking runs beside the equilibrium, as tables. Tables are freed by the caller; lr_table_ok says whether memory sufficed.
#ifndef LR_MACHINE_TRACK_PRODUCTS_TABLE_H
#define LR_MACHINE_TRACK_PRODUCTS_TABLE_H

#include "base/table.h"
#include "machine/collider.h"
#include "machine/track/footprint.h"
#include "machine/track/tails.h"
#include "machine/track/track_fields.h"
#include "machine/track/tune_scan.h"

// Table "tune_scan": a row a point; tune_x, tune_y, luminosity, specific_luminosity, sizes and emittances of the weak ring with their errors,
// lost_fraction, converged (yes, no), failure (empty, lost, failed: then the figures are empty).
struct lr_table *lr_track_tune_scan_table(const struct lr_collider *collider, const struct lr_track_setting *setting,
                                          const struct lr_track_tune_point *point, size_t points);
// Table "footprint": amplitude_x, amplitude_y, tune_x, tune_y, diffusion.
struct lr_table *lr_track_footprint_table(const struct lr_track_setting *setting, const struct lr_track_footprint_point *point, size_t points);

// Tables "tails" (ring, plane, amplitude, survival, error, gauss, gauss_tracked) and "lifetime" (ring, plane, aperture, way, lifetime, low,
// high, events, definition): apertures at whole numbers of sigma where anything is seen, by flux and by first passages, and those of the run
// by counted losses. Status: as lr_track_tails_read.
enum lr_status lr_track_tails_tables(const struct lr_collider *collider, const struct lr_track_setting *setting, const struct lr_track_run *run,
                                     const struct lr_track_tails *tails, long from, struct lr_table **tails_table, struct lr_table **lifetime,
                                     struct lr_error *error);

#endif
