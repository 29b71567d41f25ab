// SPDX-License-Identifier: GPL-3.0-or-later
// What faults and sudden losses leave of the luminosity (model.md P13, P14): closed forms of one cycle from fault to fault. SI, pure
// functions; LR_E_DOMAIN: a negative or unknown rate, time or level, a level above 1.
//
// A cycle: top luminosity for an exponential time, a fault of one of the systems, its recovery without beam, the refill of both
// beams (L ~ t^2), the HV ramp of the detector at full luminosity, tuning at a part of it. Faults come at top luminosity only.
#ifndef LR_PROJECTIONS_UPTIME_H
#define LR_PROJECTIONS_UPTIME_H

#include <stddef.h>

#include "base/error.h"
#include "projections/plan.h"

struct lr_uptime_system {
  double rate_per_s;  // while at top luminosity
  double recovery_s;  // mean, before it is scaled
  double tuning_s, tuning_level;
};

struct lr_uptime_cycle {
  const struct lr_uptime_system *system;
  size_t systems;
  double refill_s, hv_ramp_s;
  double scale;  // of the recovery times
};

struct lr_uptime {
  double between_s;   // mean time at top luminosity between faults, INFINITY without faults
  double delivered;   // P13: mean luminosity over top luminosity
  double recorded;    // part of it that is recorded when refill and HV ramp are not
  double beam_share;  // part of the time with stored beam
  double top_share;   // part of the time at top luminosity
};
enum lr_status lr_uptime_evaluate(const struct lr_uptime_cycle *cycle, struct lr_uptime *uptime, struct lr_error *error);

// Part of the luminosity that one system takes; over all systems the sum is 1 - delivered. [1]
double lr_uptime_lost(const struct lr_uptime_cycle *cycle, const struct lr_uptime *uptime, size_t system);

// P14: for `time_s` of beam time after a damage, its recovery included, the luminosity is `level` of what it was; another damage
// begins the time anew. The recovery is log-normal; what it leaves of the time is lost by steps back, first of its own refill, HV ramp
// and tuning.
struct lr_step_back {
  double level, time_s;
  double damage_per_s;               // at top luminosity
  double recovery_s, recovery_cv;    // from damage, before it is scaled
  double refill_s, hv_ramp_s, tuning_s, tuning_level;  // after it
};
// Expected factor of the luminosity beside P13. With an instant recovery and nothing after it: 1 - (1 - level)(1 - exp(-rho time)), rho
// the damages per beam time.
enum lr_status lr_step_back_factor(const struct lr_step_back *step, double scale, const struct lr_uptime *uptime, double *factor,
                                   struct lr_error *error);

// The scale of all recovery times at which P13 x P14 leave `wanted` of the luminosity. LR_E_INPUT: there is none; the text says what
// is left without any recovery, or that nothing ever fails.
enum lr_status lr_recovery_scale(const struct lr_uptime_cycle *cycle, const struct lr_step_back *step, double wanted, double *scale,
                                 struct lr_error *error);

// A day of lr_plan_expect at another factor of the rate of sudden losses (1: that of the day). `fault_rate`: the day's row of
// days->fault_rate. Cannot fail for a day that lr_plan_expect has filled.
struct lr_day_uptime {
  double delivered;   // over potential: fixed x P13 x P14
  double recorded;    // over delivered: that of the detector, and of refills and HV ramps where they are not recorded
  double uptime, step_back, beam_share;
};
struct lr_day_uptime lr_uptime_of_day(const struct lr_plan *plan, const struct lr_plan_day *day, const double *fault_rate, double outcome);

// Systems of the plan at given rates: its faults, then the sudden losses as one system with the mean of their ends. Room for
// LR_MOST_FAULTS + 1; returns how many. `sudden_per_s` 0 or not given: the last one never happens.
size_t lr_uptime_systems(const struct lr_plan *plan, const double *fault_rate, double sudden_per_s, struct lr_uptime_system *system);
// `hv_ramp_s`: of the day, 0 where it is recorded.
struct lr_step_back lr_step_back_of(const struct lr_plan *plan, double sudden_per_s, double hv_ramp_s);

#endif
