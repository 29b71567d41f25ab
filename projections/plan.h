// SPDX-License-Identifier: GPL-3.0-or-later
// A run plan: past record, periods to come, shutdowns, priors. From it the closed-form expectation per day (model.md P1, P10)
// and the Monte Carlo histories (P11).
#ifndef LR_PROJECTIONS_PLAN_H
#define LR_PROJECTIONS_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/error.h"
#include "base/prior.h"
#include "projections/plan_parts.h"

// Kinds of integrated luminosity. They differ by several per cent and are never subtracted from one another.
enum lr_lumi_kind { LR_DELIVERED, LR_RECORDED, LR_OFFLINE, LR_GOOD_4S };
#define LR_LUMI_KINDS "delivered|recorded|offline|good_4s"
const char *lr_lumi_kind_name(enum lr_lumi_kind kind);

enum { LR_MOST_RUNS = 16, LR_MOST_PERIODS = 128, LR_MOST_MILESTONES = 32, LR_MOST_SHUTDOWNS = 16 };

struct lr_run {
  int first, last;  // days, both included
};

struct lr_peak_knot {
  int date;
  double peak_m2s;
};

enum lr_ramp { LR_RAMP_LINEAR, LR_RAMP_FLAT };

struct lr_period {
  char id[32], note[256];
  int start, end;  // both included
  struct lr_run run[LR_MOST_RUNS];
  size_t runs;
  struct lr_peak_knot knot[LR_MOST_KNOTS];  // one knot: a constant
  size_t knots;
  char fill[192];     // the file whose fill gives mean_over_peak; "" = explicit
  char machine[192];  // the machine set whose luminosity is the peak; "" = explicit
  int ramp;           // enum lr_ramp
  double beam_days, startup_days, study_fraction, availability, trip_factor, mean_over_peak, recording_efficiency;
  bool declared_uptime;       // availability or trip_factor was said: the faults are scaled to them
  double maintenance_s;       // in 14 days of beam
  double luminosity_cap_m2s;  // INFINITY = none
  double share_4s, share_off, share_scan;  // of the recorded luminosity; sum 1
  struct lr_state at;         // for which the peak is declared
  bool repeated;      // made by repeat_last, not written in the plan
};

struct lr_past {  // a period of the record
  char id[32], note[256];
  int start, end, first_collision;  // first_collision: LR_NO_DATE = the start
  double peak_m2s, recorded_m2;     // NaN = not known
  int kind;                         // enum lr_lumi_kind
  bool pilot;                       // no physics run: left out of the calibration
};

struct lr_shutdown {
  char id[32];
  int start, end;
  bool has_slip;
  struct lr_prior slip;  // [s]
};

struct lr_recorded {
  double value_m2;
  int as_of, kind;
  double share_4s;  // of it at the Y(4S); NaN = not known
};

struct lr_plan {
  char name[128];
  int lumi_kind;  // of the sums: LR_DELIVERED or LR_RECORDED
  struct lr_recorded so_far;
  int horizon;
  bool repeat_last;
  double milestone_m2[LR_MOST_MILESTONES];
  size_t milestones;
  struct lr_past *past;
  size_t pasts;
  struct lr_period *period;
  size_t periods;
  struct lr_shutdown shutdown[LR_MOST_SHUTDOWNS];
  size_t shutdowns;
  struct lr_prior ramp_speed, efficiency, ceiling, year, faults;
  struct lr_fault fault[LR_MOST_FAULTS];
  size_t faults_given;
  double refill_s;  // of both beams after a fault
  struct lr_sudden_losses sudden;
  struct lr_ramp_plan ramp;
  struct lr_detector_plan detector;
  struct lr_power_plan power;
  struct lr_hindcast_plan hindcast;
  struct lr_update_plan update;
  double first_peak_m2s;  // from which ramp_speed counts, when periods before have been updated away; 0: the first peak of the plan
  int sampling;  // enum lr_sampling of histories.h
};

// Reads `plan:`. The plan is the caller's, to be freed by lr_plan_free even after a failure.
bool lr_plan_read(const struct lr_reading *reading, const struct lr_node *node, struct lr_plan *plan);
void lr_plan_free(struct lr_plan *plan);
extern const struct lr_field lr_plan_fields[], lr_period_fields[], lr_past_fields[], lr_shutdown_fields[];

// The declared peak of a period at its end, or its highest knot, without ramp and cap [m^-2 s^-1].
double lr_period_peak(const struct lr_period *period);
// Delivered luminosity of a period by P1 [m^-2], with its declared factors alone: where faults, ramps, a cap or electricity act,
// lr_plan_sum has what comes.
double lr_period_delivered(const struct lr_period *period);

// A day of the plan: what is scheduled, and the closed-form expectation of what comes.
struct lr_plan_day {
  int period;            // index, -1 = nothing scheduled; a day that is cut keeps it (lr_plan_days.period has -1 then)
  double beam_s;         // beam time after start-up, studies and maintenance included: the clock of the events
  double startup_s, idle_s;  // beam time of the start-up, with what days that were cut still owe; time of the day without beam
  double ideal_m2;       // peak in force x all beam time of the day (start-up too)
  double potential_m2;   // what is delivered when nothing fails: ideal less start-up, shape, studies, maintenance
  double peak_m2s;       // in force, with ramp and cap
  double ramp;           // P15: factor of the declared peak, without the cap
  double uncapped_m2s;   // declared peak x ramp
  double cap_m2s;        // of the period, INFINITY = none: the peak is the least of it and of uncapped_m2s
  struct lr_state state; // run on that day; NaN = not known
  double fixed;          // declared factor that no event makes: A T without faults, else 1
  double uptime;         // P13, with `fixed`: delivered over potential
  double beam_share;     // share of beam_s with stored beam
  double recovery_scale; // of the recovery times
  double recorded;       // recorded over delivered while recording: recording_efficiency, or (1 - dead time)(1 - veto)
  bool refill_recorded;  // false: refills and HV ramps are not recorded (detector given, no recording_efficiency)
  double fault_per_s, sudden_per_s;  // total rates at top luminosity
  double step_back;      // expected factor of P14
  double run_W, base_W, off_W;  // NaN = no power given
  double power_cap_W;    // of that date, INFINITY = none
  double energy_J, cost; // expected, of the whole day; NaN = not known
  bool cut;              // scheduled, but without electricity: no beam
  double cut_m2;         // what it would have delivered by the schedule of the period
};

// Closed-form expectation, day by day from `first` on; the arrays have `days` entries, in m^-2 per day.
struct lr_plan_days {
  int first;
  size_t days;
  double *delivered, *recorded;
  int *period;       // index of the period of a day, -1 = no beam
  double *cumulated; // of the plan's lumi_kind, at the end of the day, recorded_so_far included
  struct lr_plan_day *day;
  double *fault_rate;  // [days][faults_given]: rates of the systems at top luminosity, 1/s
};
enum lr_status lr_plan_expect(const struct lr_plan *plan, struct lr_plan_days *days, struct lr_error *error);
void lr_plan_days_free(struct lr_plan_days *days);

// Sums over the days of one period.
struct lr_plan_sum {
  double ideal_m2, potential_m2, delivered_m2, recorded_m2, cut_m2;
  double beam_s, startup_s;
  int days_cut;
  double recovery_scale;  // mean over the beam time
};
struct lr_plan_sum lr_plan_sum(const struct lr_plan_days *days, size_t period);
// Highest peak that is run on a day of a period, with ramp and cap [m^-2 s^-1]; NaN: no day has beam.
double lr_period_peak_run(const struct lr_plan_days *days, size_t period);
// Cumulated luminosity at the end of a day [m^-2]; before the first day: what was recorded so far; after the last: the last.
double lr_plan_cumulated(const struct lr_plan *plan, const struct lr_plan_days *days, int date);
// The day on which the sum passes `luminosity_m2`, LR_NO_DATE if it never does before the horizon.
int lr_plan_date_of(const struct lr_plan *plan, const struct lr_plan_days *days, double luminosity_m2);

// Peak luminosity in force on a date [m^-2 s^-1]: it climbs through a period to that period's peak, holds between periods.
double lr_plan_peak(const struct lr_plan *plan, int date);

#endif
