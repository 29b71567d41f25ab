// SPDX-License-Identifier: GPL-3.0-or-later
// The file of a checkpoint of tracking: a head of text that says what made it, the merged scenario, the state. What a state is knows who
// writes it. Rank 0 reads and writes, and the bytes are the same for any number of ranks.
#ifndef LR_CLI_CHECKPOINT_FILE_H
#define LR_CLI_CHECKPOINT_FILE_H

#include "cli/call.h"

struct lr_checkpoint {
  char version[32], kernel[32], kind[16], sum[65];
  unsigned long long seed;
  size_t scenario, state;   // bytes of each, one behind the other
  const char *body;         // where the scenario begins
  struct lr_buffer file;
};

// (all) Can a file of this name be written? Tried with an empty one beside it, which is taken away again. Status: LR_E_IO, LR_E_MEMORY.
enum lr_status lr_checkpoint_try(const char *path, const struct lr_world *world, struct lr_error *error);

// (rank 0) `body`: lr_checkpoint_begin, then the state behind it. `kind`: "turn", "scan" or "curve"; `number`: of turns or points that are
// done. Written whole under another name, then named: a reader never finds a half one, and an earlier one stays until then.
// Status: LR_E_IO, LR_E_MEMORY.
void lr_checkpoint_begin(const struct lr_scenario *scenario, struct lr_buffer *body);
enum lr_status lr_checkpoint_write(const char *path, const struct lr_call *call, const struct lr_scenario *scenario, const char *kind, long number,
                                   const struct lr_buffer *body, struct lr_error *error);

// (all) Reads a file and checks it whole, made by this version, of this kind, with this seed. *out is freed by the caller, also after a failure.
// Status, not yet agreed on by the ranks: LR_E_INPUT, LR_E_IO, LR_E_MEMORY.
enum lr_status lr_checkpoint_read(const char *path, const struct lr_call *call, const struct lr_scenario *scenario, const char *kind,
                                  struct lr_checkpoint *out, struct lr_error *error);
void lr_checkpoint_free(struct lr_checkpoint *checkpoint);

// A state that was refused with LR_E_INPUT and the reason "is .."; the error gets the path, and the kernel or the first key of `machine` or
// `track` that is not the same. Status: LR_E_INPUT.
enum lr_status lr_checkpoint_refuse(const char *path, const struct lr_checkpoint *checkpoint, const struct lr_scenario *scenario, struct lr_error *error);

#endif
