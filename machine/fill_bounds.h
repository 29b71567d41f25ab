// SPDX-License-Identifier: GPL-3.0-or-later
// Bounds of a fill as a caller of the library gives it, one problem at a time. For scenarios, fill_check.h says the same of every
// key that is wrong.
#ifndef LR_MACHINE_FILL_BOUNDS_H
#define LR_MACHINE_FILL_BOUNDS_H

#include "base/error.h"
#include "machine/fill.h"

// Rings, then the rest, then the events. Status: LR_E_DOMAIN with the name of the value and its bounds.
enum lr_status lr_fill_bounds(const struct lr_fill *fill, struct lr_error *error);
// Has the bunch a length at the initial current and at the later targets of a ring? A law that ends below one of them would stop
// the integrator there. Status: as lr_bunch_length_evaluate.
enum lr_status lr_fill_bounds_lengths(const struct lr_fill *fill, int ring, struct lr_error *error);

#endif
