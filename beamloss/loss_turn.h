// SPDX-License-Identifier: GPL-3.0-or-later
// Train and abort joined: one turn with its losses fed to the monitors in order of time, and the dump in the turn where it
// belongs (model.md B16, B17).
#ifndef LR_BEAMLOSS_LOSS_TURN_H
#define LR_BEAMLOSS_LOSS_TURN_H

#include "beamloss/abort.h"
#include "beamloss/bunch_train.h"

// One turn. `abort` may be NULL. `particles` stands for one macro-particle. After it train->stored is what is left.
// train->lost_total may fall in the turn of the abort, when the dump comes before losses that had been waiting.
enum lr_status lr_loss_turn(struct lr_train *train, const struct lr_loss_ring *ring, const struct lr_train_beam *beam,
                            const struct lr_train_charge *charge, struct lr_random *random, struct lr_abort *abort,
                            double particles, struct lr_error *error);

// Behind the last turn: feeds the losses that are still waiting, lets the monitors run until `until_s`, and dumps what an
// abort brings out until then (lr_train_drain).
enum lr_status lr_loss_finish(struct lr_train *train, const struct lr_loss_ring *ring, struct lr_abort *abort,
                              double particles, double until_s, struct lr_error *error);

#endif
