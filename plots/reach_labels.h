// SPDX-License-Identifier: GPL-3.0-or-later
// The labels of the reach figure: names in the grey regions, luminosities beside the lines in the right margin.
#ifndef LR_PLOTS_REACH_LABELS_H
#define LR_PLOTS_REACH_LABELS_H

#include "plots/reach_curves.h"

// Place of projection `i` among the luminosities that have lines, 0 for the lowest; `count` of them (may be NULL). Both edges
// of a region have one rank.
size_t lr_reach_rank(const struct lr_reach_curves *curves, size_t i, size_t *count);
// Colour of projection `i`: shades by rising luminosity; anchors in one colour of their own.
const char *lr_reach_colour(const struct lr_reach_curves *curves, size_t i);
// Dash of projection `i`, by its place among the luminosities.
const char *lr_reach_dash(const struct lr_reach_curves *curves, size_t i);
// Writes all labels and leaders. `band` is the number of the projection that carries the band (projections: none).
enum lr_status lr_reach_labels(const struct lr_reach_figure *figure, const struct lr_reach_curves *curves, size_t band,
                               const struct lr_frame *frame, struct lr_text *script, struct lr_error *error);

#endif
