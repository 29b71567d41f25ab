// SPDX-License-Identifier: GPL-3.0-or-later
// A tracking run in a file, to be taken up again: a head of text that says what made it, the merged scenario, the state.
#ifndef LR_CLI_TRACK_CHECKPOINT_H
#define LR_CLI_TRACK_CHECKPOINT_H

#include "cli/call.h"

// All are called by all ranks; rank 0 reads and writes, and the bytes are the same for any number of them.

// Can a file of this name be written? Tried with an empty one beside it, which is taken away again. Status: LR_E_IO, LR_E_MEMORY.
enum lr_status lr_track_checkpoint_try(const char *path, const struct lr_world *world, struct lr_error *error);

// Written whole under another name, then named: a reader never finds a half one, and an earlier one stays until then.
// Status: LR_E_IO, LR_E_MEMORY.
enum lr_status lr_track_checkpoint_write(const char *path, const struct lr_call *call, const struct lr_scenario *scenario,
                                         struct lr_track_run *run, struct lr_error *error);

// Puts a run, just created from the scenario, to where the file left off. More turns and another average are fine; anything
// else that differs is refused, with the first key of `machine` or `track` that is not the same. Status: LR_E_INPUT, LR_E_IO, LR_E_MEMORY.
enum lr_status lr_track_checkpoint_read(const char *path, const struct lr_call *call, const struct lr_scenario *scenario,
                                        struct lr_track_run *run, struct lr_error *error);

#endif
