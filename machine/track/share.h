// SPDX-License-Identifier: GPL-3.0-or-later
// Tracking spread over ranks. A rank owns the blocks of lr_world_share(world, blocks) and tracks only these; what blocks leave
// is gathered and added up in the order of blocks, on every rank, so that any number of ranks gives the same bits. The other
// blocks mean nothing until they are gathered. How a mode of tracking works on its blocks:
//
//   status = lr_world_for(world, blocks, jobs, function, context, NULL, error);       // function gets the index in the beam
//   if (status == LR_OK) status = lr_world_gather(world, record, sizeof *record, blocks, error);
//   .. add up record[0], record[1], .. of all blocks
//
// A step that can fail on one rank alone (memory, files) goes through lr_world_agree before the next of these.
#ifndef LR_MACHINE_TRACK_SHARE_H
#define LR_MACHINE_TRACK_SHARE_H

#include "base/world.h"
#include "machine/track/tracker.h"

// (all) lr_world_gather for losses of `turns` turns: loss[block * LR_TRACK_BLOCK ..] holds losses[block * turns + turn] records of one
// turn after the other, both filled for the own blocks. Status: also LR_E_MEMORY.
enum lr_status lr_track_gather_losses(const struct lr_world *world, struct lr_track_loss *loss, size_t *losses, size_t turns,
                                      size_t blocks, struct lr_error *error);

// (all) The fastest kernel depends on the processor, and its bits on the kernel. Status: LR_E_USAGE when ranks differ in it.
enum lr_status lr_track_same_kernel(const struct lr_world *world, const struct lr_track_kernel *kernel, struct lr_error *error);

#endif
