// SPDX-License-Identifier: GPL-3.0-or-later
// Closed forms of integrated luminosity (model.md P1-P8). SI: seconds, m^-2 s^-1, m^-2, amperes. Pure functions; a value
// outside its range (a negative time, a fraction above one) gives LR_E_DOMAIN and leaves *result alone.
#ifndef LR_PROJECTIONS_FORMULAS_H
#define LR_PROJECTIONS_FORMULAS_H

#include <stdbool.h>

#include "base/error.h"

// P1: recorded (or, with recording = 1, delivered) luminosity of a run period [m^-2].
struct lr_year_factors {
  double peak_m2s, mean_over_peak, beam_s, startup_s, study_fraction, availability, trip_factor, recording;
};
enum lr_status lr_year_integral(const struct lr_year_factors *factors, double *result, struct lr_error *error);

// P3: current at which losses eat what the injector gives, I = e f_rev tau dN/dt [A].
enum lr_status lr_injector_current_limit(double revolution_Hz, double lifetime_s, double particles_per_s, double *result,
                                         struct lr_error *error);

// P4: <L>/L_top of top-up running broken by trips: mean time between trips, dead recovery, linear refill of both beams.
enum lr_status lr_topup_with_trips(double between_s, double recovery_s, double refill_s, double *result,
                                   struct lr_error *error);

struct lr_best_fill {
  double length_s;  // best length of a fill
  double mean;      // mean luminosity over initial luminosity, turnaround included
};
// P6: coasting, L = L0 exp(-t/tau).
enum lr_status lr_coasting_best(double lifetime_s, double turnaround_s, struct lr_best_fill *result,
                                struct lr_error *error);
enum lr_status lr_coasting_mean(double lifetime_s, double turnaround_s, double fill_s, double *result,
                                struct lr_error *error);
// P7: burn-off, L = L0 / (1 + t/tau)^2.
enum lr_status lr_burnoff_best(double lifetime_s, double turnaround_s, struct lr_best_fill *result,
                               struct lr_error *error);

// P8: availability up/(up + down) and its relative spread over `span_s` for alternating exponential up times and down
// times of mean `down_s` and standard deviation `down_spread_s`.
enum lr_status lr_uptime_spread(double up_s, double down_s, double down_spread_s, double span_s, double *availability,
                                double *relative_spread, struct lr_error *error);

// P9: availability from the mean time between failures (up time per failure) and the mean time to repair: the SLS
// definition, scheduled time = MTBF x failures, so 1 - MTTR/MTBF.
enum lr_status lr_availability(double mtbf_s, double mttr_s, double *result, struct lr_error *error);

#endif
