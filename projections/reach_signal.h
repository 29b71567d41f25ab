// SPDX-License-Identifier: GPL-3.0-or-later
// Signal of every counting window of a channel against the coupling, at one mass, and the windows of given data (model.md R12, R15).
#ifndef LR_PROJECTIONS_REACH_SIGNAL_H
#define LR_PROJECTIONS_REACH_SIGNAL_H

#include "projections/channel.h"
#include "projections/counting_windows.h"

enum { LR_MOST_EXPOSURES = 32, LR_REACH_WINDOWS = LR_CHANNEL_MODES * LR_MOST_EXPOSURES, LR_REACH_NODES = 400 };

// A period of data taking: its luminosity [fb^-1], and factors on the signal and on the background per fb^-1.
struct lr_exposure {
  double luminosity_fb, signal, background;
};

// What one mode sees at the mass. yield: events per fb^-1 at unit coupling with every decay accepted.
struct lr_mode_signal {
  size_t mode;
  double yield, background_per_fb;
  double node[LR_REACH_NODES];  // ln acceptance on the grid of the table, NaN = not asked for yet
};

struct lr_reach_signal {
  const struct lr_channel *channel;
  double mass_GeV;
  size_t modes;                  // that look at this mass and have signal
  struct lr_mode_signal at[LR_CHANNEL_MODES];
  double start, step;            // grid in ln coupling; step 0: the acceptance is evaluated where it is wanted
  size_t nodes;
};

// In: prepared channel, mass [GeV]. Types with two edges get a table of the acceptance between coupling_min and coupling_max, filled
// as it is asked for, with a step of an eighth in ln coupling and six-point interpolation of its logarithm.
// Status: what the physics returns.
enum lr_status lr_reach_signal_init(struct lr_reach_signal *signal, const struct lr_channel *channel, double mass_GeV,
                                    struct lr_error *error);

// Acceptance of mode signal->at[k] at a coupling given by its logarithm, 0..1. `signal` keeps nodes of the table.
double lr_reach_acceptance(struct lr_reach_signal *signal, size_t k, double log_coupling);

// One window a mode and period: `signal` is that at unit coupling with every decay accepted, in the units of the limit (gain and
// widening of the signal are in it), `background` has its uncertainty added. `scale` multiplies every luminosity of the exposures,
// `own_scale` those of the modes with a data set of their own.
struct lr_reach_windows {
  size_t count;
  struct lr_window at[LR_REACH_WINDOWS];
  size_t of[LR_REACH_WINDOWS];       // index into signal->at
  double per_event[LR_REACH_WINDOWS];  // events of signal per unit of `signal`
  double background;                 // expected events of all windows, without the uncertainty
};
void lr_reach_windows_make(struct lr_reach_windows *windows, const struct lr_reach_signal *signal, const struct lr_exposure *exposure,
                           size_t exposures, double scale, double own_scale, double cl);

// The windows at a coupling: out[windows->count].
void lr_reach_windows_at(const struct lr_reach_windows *windows, struct lr_reach_signal *signal, double log_coupling, struct lr_window *out);

// Background factor of a period from where the background comes from: beam and time are current x pressure x time and hours per
// fb^-1, against the conditions of the reference.
double lr_exposure_background(const struct lr_channel_split *split, double beam_ratio, double time_ratio);

#endif
