// SPDX-License-Identifier: GPL-3.0-or-later
// Evaluation of one expectation of a published case.
#ifndef LR_CLI_CASE_EXPECT_H
#define LR_CLI_CASE_EXPECT_H

#include "cli/case_file.h"

// What the expectations of a case share: the scenario that was read last, and what was computed from it.
// Begins as {.jobs = ..}; freed by lr_case_desk_free.
struct lr_case_desk {
  struct lr_buffer key;  // path, needs and sets of the scenario
  bool loaded, usable;
  struct lr_scenario scenario;
  struct lr_table *luminosity;
  struct lr_plan_days days;
  bool has_days;
  struct lr_table *equilibrium;  // of tracking
  double first_crossing_m2;      // of tracking; 0 = not yet there
  int jobs;                      // threads; stays as it is
  struct lr_case_seen {          // figures so far: case, words, value / published - 1; the cases own the texts
    const char *id, *words;
    double off;
  } *seen;
  size_t seens, seen_room;
};

struct lr_outcome {
  bool passed;
  double value, tolerance;  // in `unit`; NaN where there is none (never)
  double pull;  // (value - published) / tolerance; NaN for never
  const char *unit;  // that of the expectation, or the one implied
};

// Status: LR_OK when it could be evaluated (out->passed says how it went), else the reason why not; the problems of the
// scenario go to stderr.
enum lr_status lr_expect_evaluate(struct lr_case_desk *desk, const struct lr_case *owner,
                                  const struct lr_expect *expect, struct lr_outcome *out, struct lr_error *error);
void lr_case_desk_free(struct lr_case_desk *desk);

// A closed form by its name in the expectation: SI value and its unit ("m^-2", "s", ""). Status: LR_E_INPUT for an
// unknown name, argument or result, LR_E_DOMAIN.
enum lr_status lr_case_formula(const struct lr_expect *expect, double *value_SI, const char **unit,
                               struct lr_error *error);

// An expectation of the plan (`plan ..`) of the desk's scenario, whose days are worked out once: SI value and its unit; NaN for a date
// that is never. Status: LR_E_DOMAIN when the plan does not give it.
enum lr_status lr_case_plan(struct lr_case_desk *desk, const struct lr_expect *expect, double *value_SI, const char **unit,
                            struct lr_error *error);

// An expectation of a channel (`xsec ..`, `reach ..`): value and its unit. Status: LR_E_INPUT for an unknown channel, quantity or
// argument, LR_E_DOMAIN.
enum lr_status lr_case_channel(const struct lr_scenario *scenario, const struct lr_expect *expect, double *value, const char **unit,
                               struct lr_error *error);
// A limit on a count (`limit ..`). Status: as lr_case_channel.
enum lr_status lr_case_limit(const struct lr_expect *expect, double *value, struct lr_error *error);

// An expectation of the record (`history ..`): SI value and its unit. Status: LR_E_DOMAIN when the record does not give it.
enum lr_status lr_case_record(const struct lr_plan *plan, const struct lr_expect *expect, double *value_SI, const char **unit,
                              struct lr_error *error);

// An expectation of the trigger (`trigger ..`): SI value and its unit. Status: LR_E_INPUT for an unknown quantity, LR_E_DOMAIN.
enum lr_status lr_case_trigger(const struct lr_trigger *trigger, const struct lr_expect *expect, double *value_SI, const char **unit,
                               struct lr_error *error);

// The row expect->subject of the ring expect->part in a table with columns quantity, ring, value, unit. Status: LR_E_INPUT (no such
// row), LR_E_DOMAIN (it has no value).
enum lr_status lr_case_row(const struct lr_table *table, const struct lr_expect *expect, double *value, const char **unit,
                           struct lr_error *error);

// An expectation of tracking (`track ..`) of the desk's scenario, which is tracked once for all of them. Status: as the run.
enum lr_status lr_case_track(struct lr_case_desk *desk, const struct lr_expect *expect, double *value, const char **unit,
                             struct lr_error *error);

// Keeps a figure for the rms of several.
void lr_case_remember(struct lr_case_desk *desk, const struct lr_case *owner, const struct lr_expect *expect, double value);
// The rms of value / published - 1 over the cases named. Status: LR_E_INPUT when one of them was not evaluated before.
enum lr_status lr_case_rms(const struct lr_case_desk *desk, const struct lr_expect *expect, double *value, const char **unit,
                           struct lr_error *error);

#endif
