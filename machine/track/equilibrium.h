// SPDX-License-Identifier: GPL-3.0-or-later
// A tracking run: two beams that meet turn after turn until they have forgotten how they began, and what is read off then.
#ifndef LR_MACHINE_TRACK_EQUILIBRIUM_H
#define LR_MACHINE_TRACK_EQUILIBRIUM_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/world.h"
#include "machine/track/coarse.h"
#include "machine/track/series.h"
#include "machine/track/tracker.h"
#include "machine/wake.h"

enum lr_track_mode { LR_TRACK_WEAK_STRONG, LR_TRACK_QUASI_STRONG_STRONG, LR_TRACK_STRONG_STRONG };

struct lr_track_input {
  enum lr_track_mode mode;
  int weak;                 // 0 ler, 1 her: the beam of macro-particles; in the strong-strong modes the one that is told first
  long particles;           // macro-particles of a beam
  long turns, average;      // all turns, and how many of the last are averaged
  long slices;
  enum lr_track_slicing slicing;
  bool random_start;        // else a Sobol sequence
  const struct lr_world *world;  // spreads blocks over its ranks; alive as long as the run; NULL: alone
  bool kick;                // no: bunches pass without seeing each other
  const struct lr_track_kernel *kernel;  // NULL: the fastest
  long exchange;            // quasi strong-strong: turns between two looks at the other beam (model.md K15); above 0 there
  const struct lr_wake *wake[2];  // longitudinal wake of ring 0 and 1 (model.md K17), alive as long as the run; NULL: none
  long wake_memory;         // turns over which the charge that makes the wake is averaged; 0: see model.md K17
  bool beamstrahlung;       // photons from the collision (model.md K18)
  double feedback[2];       // x, y: part of the mean slope that is taken away each turn (model.md K20), 0 to below 1
};

// How its beams are cut: strong-strong knows equal charge alone.
static inline enum lr_track_slicing lr_track_slicing_of(const struct lr_track_input *input) {
  return input->mode == LR_TRACK_STRONG_STRONG ? LR_TRACK_EQUAL_CHARGE : input->slicing;
}

struct lr_track_run;  // a run that can be stepped, saved and taken up again

// Functions marked (all) are called by every rank of the world. What a run says is the same on every rank.

// (all) ring[0] ler, ring[1] her. The rings and the input are copied. Strong-strong wants 16 particles for each slice at least.
// Status: LR_E_DOMAIN (counts, gains, wake), as lr_track_slice_normal and lr_track_beam_create. The caller frees.
enum lr_status lr_track_run_create(const struct lr_track_ring ring[2], double half_angle_rad, double attract,
                                   const struct lr_track_input *input, uint64_t seed, struct lr_track_run **run,
                                   struct lr_error *error);
void lr_track_run_free(struct lr_track_run *run);  // NULL is fine

// (all) Goes on by `turns` (no further than the input says) on `jobs` threads. Any cut into steps and any number of threads and
// ranks give the same bits. Status: LR_E_DOMAIN (no particle of a beam is left, a crossing beyond the numbers), LR_E_MEMORY,
// LR_E_INTERRUPTED (of any rank): then the run stands where it was after the last whole turn, and can be saved.
enum lr_status lr_track_run_step(struct lr_track_run *run, long turns, int jobs, struct lr_error *error);
// (all) Steps on to turn `end`, each so long that an interrupt is noticed within about a second. `between` (NULL: nothing) comes
// after each step with its status; the run goes on while it returns LR_OK. Status: the last one.
typedef enum lr_status (*lr_track_between)(void *context, enum lr_status status, struct lr_error *error);
enum lr_status lr_track_run_to(struct lr_track_run *run, long end, int jobs, lr_track_between between, void *context, struct lr_error *error);
long lr_track_run_turn(const struct lr_track_run *run);  // turns done

// (all) Brings the blocks of all ranks to every rank, before they are saved or looked at. Status as lr_world_gather.
enum lr_status lr_track_run_collect(struct lr_track_run *run, struct lr_error *error);

// The state as bytes, for a file: the same bytes for any number of ranks, once collected. Restoring wants a run created with
// the same rings, input and seed, on any number of ranks; each gets all bytes. Status of restore: LR_E_INPUT with the reason, the
// run is what it was: the bytes are of another run, or no state of this one. They have no checksum of their own.
void lr_track_run_save(const struct lr_track_run *run, struct lr_buffer *out);
enum lr_status lr_track_run_restore(struct lr_track_run *run, const char *bytes, size_t length, struct lr_error *error);

// What a run was created from, and how far it is, as bytes: the same for the same rings, wakes, input, kernel and seed alone.
void lr_track_run_print(const struct lr_track_run *run, struct lr_buffer *out);

// Moments of a turn of beam 0 or 1 (sums over live particles); NULL: not tracked. Lost particles in the order of turns.
// Blocks: of all ranks once collected.
const struct lr_track_sums *lr_track_run_sums(const struct lr_track_run *run, int beam);
const struct lr_track_loss *lr_track_run_losses(const struct lr_track_run *run, int beam, size_t *count);
const struct lr_track_block *lr_track_run_blocks(const struct lr_track_run *run, int beam, size_t *count);

struct lr_track_beam_result {
  bool tracked;  // else its sizes are those of its ring
  struct lr_track_quantity sigma_m[3], emittance_m[3];  // x, y, z; about the centre of the beam
  double lost_fraction;
  double relaxations[3];    // of the emittances (e-foldings, 2 damping turns; with the memory of a wake less) before the average began; 0 without damping
  double relaxations_in[3]; // the same within the average
};

struct lr_track_result {
  struct lr_track_quantity luminosity_m2;  // of one crossing; of two tracked beams the mean of what both see
  struct lr_track_quantity view_m2[2];     // what each beam sees; NaN where it is not tracked
  double first_luminosity_m2;              // of the first turn
  struct lr_track_beam_result beam[2];
  long turns, averaged;
  double drift_sigma;       // largest difference of the two halves of the average over its error; NaN where that is no number
  char drifting[16];        // what drifts most: "luminosity", "sigma_x" ..
  int drifting_beam;        // 0 or 1; -1 for the luminosity
  struct lr_track_coarse slices[2];  // of each beam as the particles of the other one meet it; zeros where they do not
  // Three relaxations of every damped plane before the average, a damping time of its amplitude within, and no drift above
  // 3 sigma. Never without damping, nor with slices that are too few (model.md K21).
  bool converged;
};

// Looks at every block of a tracked beam before each collision, from many threads at once: what it keeps of a block must not
// touch what it keeps of another.
struct lr_track_collector {
  void (*look)(void *context, int beam, size_t block_index, long turn, const struct lr_track_block *block);
  // Turns so far were good (true), or are taken back because a step failed (false); one thread.
  void (*settle)(void *context, bool good);
  void *context;
  long from;  // first turn that is looked at
};
// From the next step on; NULL: none. The collector is copied, its context is the caller's.
void lr_track_run_watch(struct lr_track_run *run, const struct lr_track_collector *collector);

// What the turns so far say; the average is taken over the last `average` of them. Status: LR_E_DOMAIN (fewer turns than 4, or
// no particle left), LR_E_MEMORY. An average of fewer than 8 turns, whose halves have no errors, is never converged.
enum lr_status lr_track_run_result(const struct lr_track_run *run, struct lr_track_result *out, struct lr_error *error);

#endif
