// SPDX-License-Identifier: GPL-3.0-or-later
// Names of existing limits in the reach figure.
#ifndef LR_PLOTS_REACH_NAMES_H
#define LR_PLOTS_REACH_NAMES_H

#include "plots/labels.h"
#include "plots/reach_curves.h"

enum { LR_REACH_NAME_SIZE = 10 };  // px

// Writes each name near the edge of its grey region: inside where it fits and no other region claims the place, else outside
// with a leader; a name that finds no free place is appended to `unnamed`. `labels` knows what else is drawn.
void lr_reach_names(const struct lr_reach_figure *figure, const struct lr_reach_curves *curves, const struct lr_frame *frame,
                    struct lr_labels *labels, struct lr_text *script, struct lr_text *unnamed);

#endif
