// SPDX-License-Identifier: GPL-3.0-or-later
// Which key of two scenarios makes two tracking runs differ.
#ifndef LR_CLI_TRACK_DIFFERENCE_H
#define LR_CLI_TRACK_DIFFERENCE_H

#include <stdbool.h>
#include <stddef.h>

// The first key of `machine` or `track` that two merged scenarios (as lr_scenario writes them; ended by a zero or by the length) do not
// have alike: key "machine.her.beta_y", its values in both, "" where one does not have it. Keys are compared by name, so that one more
// or less does not shift the others. Left aside: track.turns, track.average, and names, notes, sources and status. False: none.
struct lr_track_difference {
  char key[160], a[100], b[100];
};
bool lr_track_difference(const char *a, size_t a_length, const char *b, size_t b_length, struct lr_track_difference *out);

#endif
