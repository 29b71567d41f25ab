// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/share.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t lost(const size_t *losses, size_t turns, size_t block) {
  size_t sum = 0;
  for (size_t t = 0; t < turns; t++) sum += losses[block * turns + t];
  return sum;
}

// A block has room for all its particles and loses few: only what was lost goes over the wire.
enum lr_status lr_track_gather_losses(const struct lr_world *world, struct lr_track_loss *loss, size_t *losses, size_t turns,
                                      size_t blocks, struct lr_error *error) {
  if (lr_world_size(world) < 2) return LR_OK;
  enum lr_status status = lr_world_gather(world, losses, turns * sizeof *losses, blocks, error);
  if (status != LR_OK) return status;
  size_t part[LR_WORLD_MOST_RANKS], all = 0, at = 0;
  for (int r = 0; r < world->ranks; r++) {
    struct lr_share share = lr_world_share_of(world, r, blocks);
    part[r] = 0;
    for (size_t b = share.first; b < share.first + share.count; b++) part[r] += lost(losses, turns, b);
    all += part[r];
  }
  if (all == 0) return LR_OK;
  struct lr_track_loss *packed = malloc(all * sizeof *packed);
  status = packed ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for %zu lost particles", all);
  status = lr_world_agree(world, status, error);
  struct lr_share own = lr_world_share(world, blocks);
  for (size_t b = 0; status == LR_OK && b < blocks; b++) {
    size_t count = lost(losses, turns, b);
    if (b >= own.first && b < own.first + own.count) memcpy(packed + at, loss + b * LR_TRACK_BLOCK, count * sizeof *packed);
    at += count;
  }
  if (status == LR_OK) status = lr_world_gather_parts(world, packed, sizeof *packed, part, error);
  at = 0;
  for (size_t b = 0; status == LR_OK && b < blocks; b++) {
    size_t count = lost(losses, turns, b);
    memcpy(loss + b * LR_TRACK_BLOCK, packed + at, count * sizeof *packed);
    at += count;
  }
  free(packed);
  return status;
}

enum lr_status lr_track_same_kernel(const struct lr_world *world, const struct lr_track_kernel *kernel, struct lr_error *error) {
  if (lr_world_size(world) < 2) return LR_OK;
  char name[16] = "";  // of rank 0
  struct lr_buffer text = {0};
  lr_buffer_add(&text, kernel->name);
  enum lr_status status = lr_world_broadcast(world, &text, error);
  snprintf(name, sizeof name, "%s", lr_buffer_text(&text));
  lr_buffer_free(&text);
  if (status != LR_OK) return status;
  if (strcmp(name, kernel->name) != 0)
    status = lr_error_set(error, LR_E_USAGE, "the processors differ: rank 0 would track with the kernel '%s', rank %d with '%s': choose one with --kernel",
                          name, world->rank, kernel->name);
  return lr_world_agree(world, status, error);
}
