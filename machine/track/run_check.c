// SPDX-License-Identifier: GPL-3.0-or-later
// What was saved of a beam, looked at before it becomes a run: a checksum tells damage, not whether these are particles.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "machine/track/run_state.h"

struct seen {  // a bit for each particle of the beam
  unsigned char *bit;
  size_t particles;
};

// Each particle once. False: there is no such particle, or it was there before.
static bool see(struct seen *seen, uint32_t id) {
  if (id >= seen->particles || (seen->bit[id / 8] >> id % 8 & 1)) return false;
  seen->bit[id / 8] |= (unsigned char)(1u << id % 8);
  return true;
}

static enum lr_status check_block(const struct lr_track_block *block, size_t k, struct seen *seen, struct lr_error *error) {
  size_t first = k * LR_TRACK_BLOCK, most = seen->particles - first < LR_TRACK_BLOCK ? seen->particles - first : LR_TRACK_BLOCK;
  if (block->count > most)
    return lr_error_set(error, LR_E_INPUT, "is no state of this run: %lu particles in block %zu, which has %zu", (unsigned long)block->count, k, most);
  if (!lr_track_block_is_sane(block)) return lr_error_set(error, LR_E_INPUT, "is no state of this run: a coordinate in block %zu is no number", k);
  for (uint32_t i = 0; i < block->count; i++)
    if (block->id[i] < first || block->id[i] - first >= most || !see(seen, block->id[i]))
      return lr_error_set(error, LR_E_INPUT, "is no state of this run: particle %lu in block %zu is not of this block, or there twice",
                          (unsigned long)block->id[i], k);
  return LR_OK;
}

static enum lr_status check_losses(const struct lr_track_saved *saved, struct seen *seen, struct lr_error *error) {
  struct lr_track_loss loss, before = {0};
  for (size_t i = 0; i < saved->losses; i++, before = loss) {
    memcpy(&loss, saved->loss + i * sizeof loss, sizeof loss);
    if (!see(seen, loss.id))
      return lr_error_set(error, LR_E_INPUT, "is no state of this run: lost particle %lu is none of this beam, or there twice", (unsigned long)loss.id);
    if (loss.plane < 0 || loss.plane >= LR_TRACK_PLANES || (long)loss.turn >= saved->done || loss.turn < before.turn)
      return lr_error_set(error, LR_E_INPUT, "is no state of this run: particle %lu was lost at turn %lu in plane %d, which cannot be", (unsigned long)loss.id,
                          (unsigned long)loss.turn, loss.plane);
  }
  return LR_OK;
}

// `count` numbers, all finite.
static bool all_finite(const char *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    double value;
    memcpy(&value, bytes + i * sizeof value, sizeof value);
    if (!isfinite(value)) return false;
  }
  return true;
}

enum lr_status lr_track_check_saved(const struct lr_track_run *run, int b, const struct lr_track_saved *saved, struct lr_error *error) {
  const size_t particles = (size_t)run->input.particles;
  struct seen seen = {.bit = calloc(particles / 8 + 1, 1), .particles = particles};
  struct lr_track_block *block = aligned_alloc(LR_TRACK_ALIGN, sizeof *block);
  enum lr_status status = seen.bit && block ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory to look at a checkpoint");
  size_t alive = 0;
  for (size_t k = 0; k < run->beam[b].blocks && status == LR_OK; k++) {
    memcpy(block, saved->block + k * sizeof *block, sizeof *block);
    status = check_block(block, k, &seen, error);
    alive += block->count;
  }
  if (status == LR_OK) status = check_losses(saved, &seen, error);
  if (status == LR_OK && alive + saved->losses != particles)
    status = lr_error_set(error, LR_E_INPUT, "is no state of this run: %zu particles and %zu lost ones are not %zu", alive, saved->losses, particles);
  if (status == LR_OK && !(all_finite(saved->turn, (size_t)saved->done * LR_TRACK_SUMS) && (!saved->charge || all_finite(saved->charge, LR_TRACK_WAKE_POINTS))))
    status = lr_error_set(error, LR_E_INPUT, "is no state of this run: what it says of its turns is no number");
  free(seen.bit);
  free(block);
  return status;
}
