// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of tracking; see plots/figures.h for what all figures have in common.
#ifndef LR_PLOTS_TRACK_FIGURES_H
#define LR_PLOTS_TRACK_FIGURES_H

#include "base/table.h"
#include "plots/script.h"

struct lr_tune_figure {
  const char *ring;         // "LER": on the axes
  double tune_x, tune_y;    // working point without collision; NaN: not marked
  double tune_s;            // synchrotron tune, for sidebands; NaN: none
};

// Luminosity and sizes against one tune, with statistical errors, sidebands 2 nu - k nu_s = n marked. The tune that changes along the table.
//   tune_scan  tune_x, tune_y; luminosity [cm^-2 s^-1], sigma_x, sigma_y [um], each with NAME_error; converged (no: open circle), failure (a cross)
enum lr_status lr_figure_tune_scan(const struct lr_figure_style *style, const struct lr_table *tune_scan, const struct lr_tune_figure *figure,
                                   struct lr_text *script, struct lr_error *error);
// Map of the luminosity over both tunes, with resonance lines; a circle in each cell that has not converged, and the median of the errors
// beside the bar. The same table, at the points of a grid.
enum lr_status lr_figure_tune_map(const struct lr_figure_style *style, const struct lr_table *tune_scan, const struct lr_tune_figure *figure,
                                  struct lr_text *script, struct lr_error *error);

// Tunes of single particles in the tune diagram, coloured by the diffusion, with resonance lines.
//   footprint  amplitude_x, amplitude_y, tune_x, tune_y, diffusion; amplitude_x the faster
enum lr_status lr_figure_footprint(const struct lr_figure_style *style, const struct lr_table *footprint, const struct lr_tune_figure *figure,
                                   struct lr_text *script, struct lr_error *error);

// Share of particles and turns beyond an amplitude, in x and y of one ring, with errors, beside Gaussian beams.
//   tails  ring, plane, amplitude, survival, error, gauss, gauss_tracked, aperture
enum lr_status lr_figure_tails(const struct lr_figure_style *style, const struct lr_table *tails, const char *ring, struct lr_text *script,
                               struct lr_error *error);

#endif
