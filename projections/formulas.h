// SPDX-License-Identifier: GPL-3.0-or-later
// Closed forms of integrated luminosity (model.md P1-P9). SI: seconds, m^-2 s^-1, m^-2, amperes. Pure functions; a value
// outside its range (a negative time, a fraction above one) gives LR_E_DOMAIN and leaves *result alone.
#ifndef LR_PROJECTIONS_FORMULAS_H
#define LR_PROJECTIONS_FORMULAS_H

#include <stddef.h>

#include "base/error.h"

// P1: recorded (or, with recording = 1, delivered) luminosity of a run period [m^-2].
struct lr_year_factors {
  double peak_m2s, mean_over_peak, beam_s, startup_s, study_fraction, availability, trip_factor, recording;
};
enum lr_status lr_year_integral(const struct lr_year_factors *factors, double *result, struct lr_error *error);

// P2: luminosity from the specific luminosity and the bunch currents, L = L_sp I_b+ I_b- n_b [m^-2 s^-1]; L_sp in
// m^-2 s^-1 A^-2.
enum lr_status lr_luminosity_of_currents(double specific_m2sA2, double bunch_current_1_A, double bunch_current_2_A,
                                         double bunches, double *result, struct lr_error *error);

// P3: current at which losses eat what the injector gives, I = e f_rev tau dN/dt [A].
enum lr_status lr_injector_current_limit(double revolution_Hz, double lifetime_s, double particles_per_s, double *result,
                                         struct lr_error *error);

// P4: <L>/L_top of top-up running broken by trips: mean time between trips, dead recovery, linear refill of both beams.
enum lr_status lr_topup_with_trips(double between_s, double recovery_s, double refill_s, double *result,
                                   struct lr_error *error);

// P5: the same with losses that damage: a share of them keeps the machine down for `damage_recovery_s` instead.
enum lr_status lr_topup_with_damage(double between_s, double recovery_s, double refill_s, double damage_probability,
                                    double damage_recovery_s, double *result, struct lr_error *error);

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

// P7: levelled at the initial luminosity for `level_s`, then burn-off; best.length_s is the length after levelling.
enum lr_status lr_levelled_best(double level_s, double lifetime_s, double turnaround_s, struct lr_best_fill *result,
                                struct lr_error *error);

// P9: availability from MTBF and MTTR: 1 - MTTR/MTBF, MTBF being scheduled time per failure (SLS definition).
enum lr_status lr_availability(double mtbf_s, double mttr_s, double *result, struct lr_error *error);

// P25: number of events of a process in a sample, N = sigma L [m^2, m^-2]. LR_E_DOMAIN: a negative or infinite argument.
enum lr_status lr_event_count(double cross_section_m2, double luminosity_m2, double *result, struct lr_error *error);

// P9: figures of a list of outages [start, end) in rising order within `scheduled_s`. Two outages with less than
// `shortest_uptime_s` between them count as one, and the time between as down.
struct lr_outage {
  double start_s, end_s;
};
struct lr_fault_figures {
  size_t faults;
  double mtbf_s, mttr_s, availability;  // mtbf = scheduled / (faults + 1), mttr = down / faults (0 without faults)
};
enum lr_status lr_fault_figures(const struct lr_outage *outage, size_t count, double scheduled_s, double shortest_uptime_s,
                                struct lr_fault_figures *result, struct lr_error *error);

#endif
