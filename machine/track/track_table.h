// SPDX-License-Identifier: GPL-3.0-or-later
// A tracking run as tables.
#ifndef LR_MACHINE_TRACK_TRACK_TABLE_H
#define LR_MACHINE_TRACK_TRACK_TABLE_H

#include "base/table.h"
#include "machine/collider.h"
#include "machine/track/track_fields.h"

// Table "equilibrium": quantity, ring, value, error, unit, definition. The overlap beside it has in it what tracking carries.
// Status: as lr_luminosity_evaluate. *table is freed by the caller, also after a failure.
enum lr_status lr_track_equilibrium_table(const struct lr_collider *collider, const struct lr_track_setting *setting,
                                          const struct lr_track_run *run, const struct lr_track_result *result,
                                          struct lr_table **table, struct lr_error *error);
// Table "convergence": quantity, ring, value, unit, statement; the first row is the verdict.
struct lr_table *lr_track_convergence_table(const struct lr_track_setting *setting, const struct lr_track_result *result);
// Table "losses": ring, id, turn, plane; the particles that were lost. NULL: none was.
struct lr_table *lr_track_losses_table(const struct lr_track_run *run);
// Table "turns": turn, ring, luminosity, sizes, centre, particles; turn by turn.
struct lr_table *lr_track_turns_table(const struct lr_collider *collider, const struct lr_track_setting *setting,
                                      const struct lr_track_run *run);

#endif
