// SPDX-License-Identifier: GPL-3.0-or-later
// What the effective emittances of a blow-up curve belong to, and whether a machine has it.
#ifndef LR_MACHINE_BLOWUP_OPTICS_H
#define LR_MACHINE_BLOWUP_OPTICS_H

#include "base/fields.h"
#include "machine/blowup_curve.h"
#include "machine/collider.h"

// beta_y*, crab waist and bunch lengths of a collider at a product [A^2] of its bunch currents, in the ratio that they have there; at
// no current those of one particle. Status: as lr_ring_evaluate.
enum lr_status lr_blowup_optics_of(const struct lr_collider *collider, double product_A2, struct lr_blowup_optics *optics, struct lr_error *error);

// Warns at `node`, the name of the file: rows that had not converged when they were tracked, or were stopped, and what the file says of its optics that
// the collider does not have (beta_y and crab waist beyond rounding, a bunch length beyond 2 %: that much in L_sp).
void lr_blowup_optics_check(const struct lr_reading *reading, const struct lr_node *node, const struct lr_blowup_curve *curve,
                            const struct lr_collider *collider);

#endif
