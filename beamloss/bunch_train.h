// SPDX-License-Identifier: GPL-3.0-or-later
// Macro-particles of a bunch train in vertical phase space, turn by turn: kick at the source, apertures in order of path,
// loss and dump (model.md B16). Each macro-particle keeps its place in the train; numbers of particles are whole, and
// stored + lost + dumped = start at any time.
//
// Time: turn n of a macro-particle begins when it passes the source at n T0 + tau, tau in [0, T0), ascending.
// Order of use: lr_train_pass (one turn of all), then take losses in order of time with lr_train_next up to the start of
// the next turn, feed the monitors, and call lr_train_fire as soon as the abort is known. lr_loss_turn (loss_turn.h) does
// all of this. Losses of a turn that come after the start of the next one wait, so that time never runs backwards; a
// firing removes only crossings after it, so nothing that a monitor has seen changes.
#ifndef LR_BEAMLOSS_BUNCH_TRAIN_H
#define LR_BEAMLOSS_BUNCH_TRAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/random.h"
#include "beamloss/loss_ring.h"

// Where charge is in the ring, as seen at the source: `bunches` equally spaced over what the abort gaps leave.
struct lr_filling {
  size_t bunches;       // 0: continuous
  size_t gaps;          // equally spaced around the ring
  double gap_s;         // length of each
  double first_gap_s;   // when the head of the first passes the source, in [0, T0)
};

struct lr_train_start {
  size_t particles;       // macro-particles
  double emittance_y_m;
  struct lr_filling filling;
  struct lr_random random;  // two draws turn the quasi-random set, so that each event has its own
};

struct lr_train_loss {
  double time_s, tau_s;
  uint32_t turn, element;  // turn from 0; element: index in the ring
  bool dumped;             // an abort came first: not a loss
};

struct lr_train {
  size_t capacity, start, stored, dumped;
  size_t lost[LR_MOST_LOSS_ELEMENTS], lost_total;  // as known now: an abort takes back losses that come after it
  uint32_t turn;                     // turns done
  double turn_s, fire_s;             // fire_s: INFINITY until lr_train_fire
  double *y, *p, *tau_s;             // of the stored ones [sqrt(m)], [s]
  double *x, *charge, *height;       // work space of a pass
  struct lr_train_loss *spare;       // and of sorting
  struct lr_train_loss *loss;        // all so far; from `taken` on in order of time
  size_t losses, taken;
};

// One turn's source. Between samples linear, outside the first or last one constant.
struct lr_train_charge {
  size_t samples;              // >= 1
  const double *time_s;        // after the start of the turn, ascending
  const double *net_electrons;
  const double *y_m;
  double x_m, softening_m;
};

struct lr_train_beam {
  double strength_m;       // lr_kick_strength_m: holds the sign
  double sigma_x_m;        // rms width at the source; x is drawn anew each turn
  double feedback;         // factor per turn on the mean motion of each of LR_TRAIN_SLICES slices of the train: 1 none, < 1
                           // damps, > 1 drives. Neighbouring bunches see the same source, so a slice moves as its bunches do.
};
enum { LR_TRAIN_SLICES = 32 };

// Memory for up to `capacity` macro-particles. LR_E_MEMORY, LR_E_DOMAIN (none). Free with lr_train_free (NULL-safe).
enum lr_status lr_train_create(size_t capacity, struct lr_train *train, struct lr_error *error);
void lr_train_free(struct lr_train *train);

// A new beam in the same memory. LR_E_DOMAIN: more particles than capacity, gaps longer than the turn, emittance not > 0.
enum lr_status lr_train_restart(struct lr_train *train, const struct lr_loss_ring *ring,
                                const struct lr_train_start *start, struct lr_error *error);

// Arrival of share u in [0, 1) of the train at the source [s], in [0, turn_s).
double lr_filling_tau(const struct lr_filling *filling, double turn_s, double share);

// One turn: kick, apertures, feedback, rotation. `random` is used from its state on (a stream per event).
void lr_train_pass(struct lr_train *train, const struct lr_loss_ring *ring, const struct lr_train_beam *beam,
                   const struct lr_train_charge *charge, struct lr_random *random);

// The next loss before `until_s` in order of time, or NULL. Up to turn * T0 all losses are known.
const struct lr_train_loss *lr_train_next(struct lr_train *train, double until_s);
// Its time [s], INFINITY when none is waiting.
double lr_train_next_s(const struct lr_train *train);

// The turn in which a macro-particle meets the kicker at or after fire_s for the first time; UINT32_MAX without an abort.
// In: path of the kicker / c, its tau.
uint32_t lr_train_dump_turn(const struct lr_train *train, double kicker_s, double tau_s);

// The abort: every macro-particle is dumped at its first passage of the kicker at or after fire_s.
// fire_s may not lie before a loss that was taken. Status: LR_E_DOMAIN: no kicker in the ring, earlier than a taken loss.
enum lr_status lr_train_fire(struct lr_train *train, const struct lr_loss_ring *ring, double fire_s,
                             struct lr_error *error);

// Behind the last turn: counts as dumped whatever an abort brings out before until_s, without further turns (no loss on
// the way is looked for). Without an abort nothing changes.
void lr_train_drain(struct lr_train *train, const struct lr_loss_ring *ring, double until_s);

#endif
