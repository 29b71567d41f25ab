// SPDX-License-Identifier: GPL-3.0-or-later
// What does not fit together in `fill:` of a scenario: every problem at the key that is wrong, in one pass. The same conditions
// stand in fill_bounds.h for callers of the library, one at a time and without a place.
#ifndef LR_MACHINE_FILL_CHECK_H
#define LR_MACHINE_FILL_CHECK_H

#include "machine/fill_fields.h"

#define LR_FILL_EVENTS_WANTED \
  "a list in order of time, such as [{at: 2 h, kind: abort, recovery: 30 min}, {at: 3 h, kind: step, ler: 1 A}]"

// Reads the list `events` (NULL: none) into the input, whose duration and collider stand: keys of another kind of event,
// times out of order or beyond the end, currents that the bunch-length law of the ring does not reach.
void lr_fill_check_events(const struct lr_reading *reading, const struct lr_node *list, struct lr_fill_input *input);

// The rest of `fill:` (`node`), filled into the input: shares above 100 % together, a veto longer than the time between
// pulses, conditioning without doses, currents that the bunch-length law of the ring does not reach, too many aborts. Values
// that could not be read are NaN and passed over.
void lr_fill_check(const struct lr_reading *reading, const struct lr_node *node, const struct lr_fill_input *input);

#endif
