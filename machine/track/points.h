// SPDX-License-Identifier: GPL-3.0-or-later
// The points of a scan or of a curve: tracking runs that do not know of each other, each on one thread.
#ifndef LR_MACHINE_TRACK_POINTS_H
#define LR_MACHINE_TRACK_POINTS_H

#include "base/buffer.h"
#include "base/world.h"
#include "machine/track/kernel.h"

struct lr_progress;

struct lr_track_points {
  void *point;          // [count], each of `size` bytes, without pointers
  size_t count, size;
  size_t begin;         // its first bytes say which point it is; tracking leaves them as they are
  bool *done;           // [count]: points that are there
  bool (*sane)(const void *point);  // can bytes of a file be a point that is done?
};

// How points are gone through.
struct lr_track_points_how {
  int jobs;
  struct lr_progress *progress;  // NULL: none
  bool *done;                    // [count] in: points that are there and not tracked again; out: those that are there; NULL: none
  // (all) After each round of points; NULL: nothing, and alone all points are one round. The points go on while it says LR_OK.
  enum lr_status (*between)(void *context, struct lr_error *error);
  void *context;
};

// (all) Calls track(i, context) for the points that are not done, on threads and ranks, in rounds of a point for each thread of each
// rank: so that one rank does not go on for long after another was stopped. What it writes to point i is on every rank then. LR_OK of `track`
// makes a point done; of one that is not done it leaves what was there. Status: that of the lowest point that failed; LR_E_INTERRUPTED
// (what is done is on every rank), LR_E_MEMORY; LR_E_USAGE when the processors of the ranks want different kernels; that of `between`.
enum lr_status lr_track_points_go(const struct lr_track_points *points, const struct lr_track_points_how *how, const struct lr_world *world,
                                  const struct lr_track_kernel *kernel, lr_item_function track, void *context, struct lr_error *error);

size_t lr_track_points_done(const struct lr_track_points *points);

// Whether the byte of a bool that came from a file is one.
static inline bool lr_track_is_flag(const char *byte) { return *byte == 0 || *byte == 1; }

// What is done, as bytes for a file. `print`: what the points are made from, the same for the same settings alone; `words`: what the user
// asked for. Restoring wants the same points. Status of restore: LR_E_INPUT with the reason, the points are what they were: the bytes
// are of other points, or no points at all; LR_E_MEMORY. They have no checksum of their own.
void lr_track_points_save(const struct lr_track_points *points, const struct lr_buffer *print, const char *words, struct lr_buffer *out);
enum lr_status lr_track_points_restore(const struct lr_track_points *points, const struct lr_buffer *print, const char *words, const char *bytes,
                                       size_t length, struct lr_error *error);

#endif
