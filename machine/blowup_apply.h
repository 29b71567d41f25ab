// SPDX-License-Identifier: GPL-3.0-or-later
// The blow-up law or curve at work: what it says at bunch currents, and the emittances of a machine that follow it.
#ifndef LR_MACHINE_BLOWUP_APPLY_H
#define LR_MACHINE_BLOWUP_APPLY_H

#include "machine/blowup_fields.h"
#include "machine/fill_fields.h"

// Law or curve at two bunch currents. A curve is not extrapolated: outside it the emittances are NaN and `extrapolated` is set.
// Status: as lr_blowup_predict.
enum lr_status lr_blowup_at(const struct lr_blowup_input *blowup, double bunch_current_ler_A, double bunch_current_her_A,
                            struct lr_blowup_prediction *out, struct lr_error *error);

// Puts the emittances of law or curve at the bunch currents of the collider into it, in place of those that stand there.
// Status: LR_E_DOMAIN outside a curve, and as lr_ring_evaluate.
enum lr_status lr_blowup_apply(const struct lr_blowup_input *blowup, struct lr_collider *collider, struct lr_error *error);

// Reads `blowup:` at the root of a document, where there is one, and with `apply: yes` lays it over the collider; *blowup is
// zeroed without one. False, with every problem reported, when it does not make a law.
bool lr_blowup_read_applied(const struct lr_reading *reading, const struct lr_node *root, struct lr_collider *collider,
                            struct lr_blowup_input *blowup);

// A law or curve that is applied is also the equilibrium of the fill: each ring of `fill:` (`node`) that says neither emittance_y0
// nor blowup takes it, and holds its Touschek lifetime at the emittance of the operating point. A curve is not copied: `blowup`
// must outlive the fill.
void lr_blowup_apply_fill(const struct lr_blowup_input *blowup, const struct lr_node *node, struct lr_fill_input *fill);

// Rows of the table "luminosity" that say which emittances stand in it: by the law (applied), and as given in the scenario.
enum lr_status lr_blowup_luminosity_rows(const struct lr_blowup_input *blowup, const struct lr_collider *collider,
                                         struct lr_table *table, struct lr_error *error);

#endif
