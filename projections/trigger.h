// SPDX-License-Identifier: GPL-3.0-or-later
// The trigger: rates of its lines from physics and beam background, prescales within the budget, and what is left of the
// signal of a channel (model.md T1 to T5). A line is a mapping in the scenario, not code.
//
//   struct lr_trigger_state state = lr_trigger_state_at(&trigger, 6e39);       // [m^-2 s^-1], currents of the path
//   status = lr_trigger_rates(&trigger, &state, &rates, &error);
//   status = lr_trigger_efficiency(&trigger, &rates, use, uses, LR_TRIGGER_BEST, &efficiency, &error);
#ifndef LR_PROJECTIONS_TRIGGER_H
#define LR_PROJECTIONS_TRIGGER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "projections/trigger_use.h"

enum { LR_TRIGGER_MOST_PROCESSES = 16, LR_TRIGGER_MOST_LINES = 24, LR_TRIGGER_MOST_SETUPS = 12 };

enum lr_trigger_driver {
  LR_TRIGGER_LUMINOSITY,  // L / L_ref
  LR_TRIGGER_CURRENTS,    // I+ I- / (I+ I-)_ref: coincidences of what both beams lose
  LR_TRIGGER_PRESSURE,    // I P / (I P)_ref, I: mean ratio of the two currents: what one beam loses on the gas
  LR_TRIGGER_DRIVERS
};

struct lr_trigger_state {
  double luminosity_m2s;
  double current_A[2];  // LER, HER
  double pressure;      // over that at the reference
};

struct lr_trigger_setup {  // a point of the path along which currents and pressure follow the luminosity
  char id[32];
  struct lr_trigger_state state;
};

struct lr_trigger_process {
  char id[32];
  double cross_section_m2;
};

struct lr_trigger_background {  // rate (reference) x driver^power
  double rate_Hz, power;
};

struct lr_trigger_line {
  char id[32];
  bool on, may_prescale;
  bool reference;                             // part of the trigger that published efficiencies have in them; off: it is lost
  bool tracks;                                // its background falls by the factor of the track finder
  long priority;                              // 1: the last to be prescaled
  double accepts[LR_TRIGGER_MOST_PROCESSES];  // share of each process, after the vetoes of the line
  struct lr_trigger_background background[LR_TRIGGER_DRIVERS];
  double exclusive;             // share of its physics rate that no line of higher priority has; NaN: from `accepts` (T2)
  double background_exclusive;  // the same of its background
};

struct lr_trigger_displaced {  // in the radius of the vertex, transverse (T5)
  double standard_radius_m;    // the other lines see vertices up to here
  double inner_m, outer_m;     // the line of displaced vertices sees these
};

struct lr_trigger_whatif {
  double budget_Hz;   // NaN: not asked for
  double background;  // factor of all beam backgrounds; NaN: not asked for
};

struct lr_trigger {
  bool given;
  double budget_Hz, dead_time;  // share of the time, at the budget
  double track_finder;          // factor of the background of lines with tracks
  double background;            // factor of all beam backgrounds, 1
  double most_prescale;
  struct lr_trigger_setup path[LR_TRIGGER_MOST_SETUPS + 1];  // with the reference in its place, luminosities rise
  size_t setups, reference;                                  // index in the path
  struct lr_trigger_process process[LR_TRIGGER_MOST_PROCESSES];
  struct lr_trigger_line line[LR_TRIGGER_MOST_LINES];  // by falling priority
  size_t processes, lines;
  struct lr_trigger_displaced displaced;
  struct lr_trigger_whatif whatif;
};

struct lr_trigger_line_rate {
  double physics_Hz, background_Hz;  // of the line, before its prescale
  double own_physics_Hz, own_background_Hz;  // of these, what no line of higher priority has
  double prescale;                   // >= 1
  double out_Hz;                     // own / prescale
};

struct lr_trigger_rates {
  struct lr_trigger_state state;
  struct lr_trigger_line_rate line[LR_TRIGGER_MOST_LINES];  // 0 and prescale 1 for a line that is off
  double wanted_Hz, out_Hz;  // all lines together: without prescales, with them
  double physics_Hz, background_Hz;  // parts of out_Hz
  double live;               // 1, or budget / out_Hz where even the prescales leave more than the budget
  double dead_time;          // 1 - (1 - d out/budget) live; the first part stands in the recording efficiency of a plan
};

struct lr_trigger_efficiency {
  double value;    // with prescales and overload
  double open;     // the lines of the reference, on or off, without prescales: what an analysis of data at low rates has in it
  char line[32];   // the line that carries most of it; "" when none does
};

// Currents and pressure of a luminosity [m^-2 s^-1] on the path: straight lines in the logarithms between setups; beyond
// the ends the currents go as L^(1/2) (constant specific luminosity) and the pressure as the currents (T1).
struct lr_trigger_state lr_trigger_state_at(const struct lr_trigger *trigger, double luminosity_m2s);
// The same with currents that are known [A]; NaN: not known, taken from the path. The pressure follows them.
struct lr_trigger_state lr_trigger_state_of(const struct lr_trigger *trigger, double luminosity_m2s, double ler_A, double her_A);

// Prescales >= 1 so that the sum of rate / prescale is at most the budget, from the last of `rate` (lowest priority) up; a
// line that may not be prescaled keeps 1, none goes above `most` (T3). In: n rates by falling priority. Returns the sum.
double lr_trigger_prescale(const double *rate_Hz, const bool *may, size_t n, double budget_Hz, double most, double *prescale);

// Rates, prescales and dead time at a state (T1 to T3). LR_E_DOMAIN: a state that is not finite and above 0, or a
// rate beyond numbers.
enum lr_status lr_trigger_rates(const struct lr_trigger *trigger, const struct lr_trigger_state *state,
                                struct lr_trigger_rates *rates, struct lr_error *error);

// What is left of a signal that comes through the lines of `use` (T4). Lines that are off, and those that do not see the mass [GeV]
// (NaN: not one mass, bounds do not act), count for nothing; no line at all said: 1. Where no line belongs to the reference, `open` is
// that of all. LR_E_INPUT: a line that the trigger does not have.
enum lr_status lr_trigger_efficiency(const struct lr_trigger *trigger, const struct lr_trigger_rates *rates,
                                     const struct lr_trigger_use *use, size_t uses, enum lr_trigger_combine combine,
                                     double mass_GeV, struct lr_trigger_efficiency *efficiency, struct lr_error *error);
// Both in one: the efficiency of a channel at a state.
enum lr_status lr_trigger_channel_efficiency(const struct lr_trigger *trigger, const struct lr_trigger_state *state,
                                             const struct lr_trigger_use *use, size_t uses, enum lr_trigger_combine combine,
                                             double mass_GeV, struct lr_trigger_efficiency *efficiency, struct lr_error *error);

struct lr_trigger_channel {  // a channel as the trigger sees it
  const char *id;
  const struct lr_trigger_use *use;
  size_t uses;
  enum lr_trigger_combine combine;
  double mass_GeV;  // NaN: not one mass
};

// Does a line with these bounds see a mass? NaN: not one mass, it does.
bool lr_trigger_sees(const struct lr_trigger_use *use, double mass_GeV);

// Efficiency for vertices whose transverse radius is exponential with mean `decay_m`: the other lines take `standard` up to
// their radius, the line of displaced vertices `displaced` in its range, either is enough, independently (T5).
double lr_trigger_displaced_efficiency(const struct lr_trigger_displaced *ranges, double standard, double displaced, double decay_m);

// Index of a line; trigger->lines: there is none.
size_t lr_trigger_line_find(const struct lr_trigger *trigger, const char *id);

#endif
