// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a fill at a point of time.
#ifndef LR_MACHINE_FILL_SAMPLE_H
#define LR_MACHINE_FILL_SAMPLE_H

#include "machine/fill_model.h"

// Adds the sample of a state to the result, with the exact overlap when the fill asks for it.
// Status: LR_E_MEMORY, LR_E_DOMAIN for a state outside the model, and what the exact overlap says.
enum lr_status lr_fill_sample_take(const struct lr_fill *fill, const struct lr_fill_model *model, double time_s,
                                   const double state[LR_FILL_STATES], struct lr_fill_result *result, struct lr_error *error);

#endif
