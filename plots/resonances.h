// SPDX-License-Identifier: GPL-3.0-or-later
// Resonance lines m nu_x + n nu_y + k nu_s = p in a tune diagram.
#ifndef LR_PLOTS_RESONANCES_H
#define LR_PLOTS_RESONANCES_H

#include "plots/script.h"

enum { LR_RESONANCE_RIGHT = 108, LR_RESONANCE_TOP = 78 };  // pixels that the names need beside and above the panel

// Draws the lines that cross the panel: |m| + |n| up to `order` without synchrotron motion (n even: what an upright beam drives), up to 2
// with |k| up to `sidebands` (tune_s NaN: none); named in the margins to the right and above, lowest order first where there
// is no room for all. `halo`: on a field of colours.
void lr_script_resonances(struct lr_text *script, const struct lr_frame *frame, double tune_s, int order, int sidebands, bool halo);

#endif
