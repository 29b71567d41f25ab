// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/loss_turn.h"

#include <math.h>

// Losses up to `until_s` in order of time; the abort acts on the train as soon as time has passed its request.
static enum lr_status feed(struct lr_train *train, const struct lr_loss_ring *ring, struct lr_abort *abort,
                           double particles, double until_s, struct lr_error *error) {
  enum lr_status status = LR_OK;
  for (;;) {
    // Time goes on to the next loss first: a request on the way may dump that very particle.
    double next_s = fmin(until_s, lr_train_next_s(train));
    lr_abort_advance(abort, next_s);
    double fire_s = lr_abort_fire_s(abort);
    if (fire_s < INFINITY && !(train->fire_s < INFINITY)) {
      status = lr_train_fire(train, ring, fire_s, error);
      if (status != LR_OK) return status;
    }
    const struct lr_train_loss *loss = lr_train_next(train, until_s);
    if (!loss) return LR_OK;
    status = lr_abort_feed(abort, loss->time_s, loss->element, particles, error);
    if (status != LR_OK) return status;
  }
}

enum lr_status lr_loss_turn(struct lr_train *train, const struct lr_loss_ring *ring, const struct lr_train_beam *beam,
                            const struct lr_train_charge *charge, struct lr_random *random, struct lr_abort *abort,
                            double particles, struct lr_error *error) {
  lr_train_pass(train, ring, beam, charge, random);
  return abort ? feed(train, ring, abort, particles, train->turn * train->turn_s, error) : LR_OK;
}

enum lr_status lr_loss_finish(struct lr_train *train, const struct lr_loss_ring *ring, struct lr_abort *abort,
                              double particles, double until_s, struct lr_error *error) {
  enum lr_status status = abort ? feed(train, ring, abort, particles, until_s, error) : LR_OK;
  if (status == LR_OK) lr_train_drain(train, ring, until_s);
  return status;
}
