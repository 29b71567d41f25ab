// SPDX-License-Identifier: GPL-3.0-or-later
// `fill:` of a scenario to a fill of its machine.
#ifndef LR_MACHINE_FILL_FIELDS_H
#define LR_MACHINE_FILL_FIELDS_H

#include <stdint.h>

#include "base/fields.h"
#include "machine/collider_fields.h"
#include "machine/fill.h"

enum { LR_FILL_LISTED = 256, LR_FILL_STREAM = 2 };  // events that a scenario may list; stream of the random numbers

struct lr_fill_input {
  struct lr_fill fill;  // without events
  struct lr_fill_event event[LR_FILL_LISTED];
  size_t events;
  double aborts_per_day, abort_recovery_s;  // drawn from the seed beside those listed; 0: none
};

extern const struct lr_field lr_fill_fields[];

// Reads `fill:`; the currents, optics and damping times that it does not give are those of the machine. False, with every
// problem reported, when it does not make a fill.
bool lr_fill_read(const struct lr_reading *reading, const struct lr_node *node, const struct lr_machine_input *machine,
                  struct lr_fill_input *input);

// All events in order of time (model.md M24), in one malloc'd array; *events is NULL when there are none. Times between
// drawn aborts of both rings are exponential and run from the end of a recovery: a pure function of (input, seed).
// Status: LR_E_DOMAIN when more than 100000 aborts come together, LR_E_MEMORY.
enum lr_status lr_fill_events(const struct lr_fill_input *input, uint64_t seed, struct lr_fill_event **events,
                              size_t *count, struct lr_error *error);

// The fill with those events, as lr_fill_run.
enum lr_status lr_fill_input_run(const struct lr_fill_input *input, uint64_t seed, struct lr_fill_result *result,
                                 struct lr_error *error);

#endif
