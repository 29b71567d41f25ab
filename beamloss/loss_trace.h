// SPDX-License-Identifier: GPL-3.0-or-later
// A traced event as tables.
#ifndef LR_BEAMLOSS_LOSS_TRACE_H
#define LR_BEAMLOSS_LOSS_TRACE_H

#include "base/table.h"
#include "beamloss/loss_event.h"

// turns: turn, t, current, source_charge, lost, stored, dumped, dose_l1
struct lr_table *lr_loss_turns_table(const struct lr_loss_trace *trace);
// loss_elements: element, s, kind, lost, energy, gap_up, gap_down
struct lr_table *lr_loss_elements_table(const struct lr_loss_input *input, const struct lr_loss_event *event);
// trajectory: t, net_electrons, y, v, temperature, charge, mass, vapour, electrons
struct lr_table *lr_loss_trajectory_table(const struct lr_loss_trace *trace, bool dust);
// dose_map: layer, ladder, module, phi, dose, gates
struct lr_table *lr_loss_dose_map_table(const struct lr_loss_event *event);
// abort: variant, step, monitor, t
struct lr_table *lr_loss_abort_table(const struct lr_loss_input *input, const struct lr_loss_event *event);
// event: quantity, value, unit, text: what was drawn and what came of it
struct lr_table *lr_loss_event_table(const struct lr_loss_input *input, const struct lr_loss_event *event);

#endif
