// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of the trigger; see plots/figures.h for what all figures have in common.
#ifndef LR_PLOTS_TRIGGER_FIGURES_H
#define LR_PLOTS_TRIGGER_FIGURES_H

#include "base/table.h"
#include "plots/script.h"

// Rate of each line after its prescale against the luminosity, their sum, its part from the beams, and the budget.
//   rates   line, luminosity [cm^-2 s^-1], rate_out [kHz]; the rows of a line rise in luminosity
//   total   luminosity, rate_out, rate_background, budget [kHz]
//   setups  id, luminosity: marked by vertical lines; NULL for none
//   periods peak [cm^-2 s^-1]: the range of a plan as a band; NULL for none
enum lr_status lr_figure_trigger_rates(const struct lr_figure_style *style, const struct lr_table *rates, const struct lr_table *total,
                                       const struct lr_table *setups, const struct lr_table *periods, struct lr_text *script,
                                       struct lr_error *error);

// Efficiency of the trigger for each channel against the luminosity; dashed with more background. Channels whose curves are the
// same share a colour.
//   efficiency  channel, luminosity, background_factor, efficiency
//   total       luminosity, rate_wanted, budget [kHz]: marks where the budget is passed; NULL for none
enum lr_status lr_figure_trigger_efficiency(const struct lr_figure_style *style, const struct lr_table *efficiency,
                                            const struct lr_table *total, const struct lr_table *setups, const struct lr_table *periods,
                                            struct lr_text *script, struct lr_error *error);

#endif
