// SPDX-License-Identifier: GPL-3.0-or-later
// The integrator of a grain: free fall to the beam in closed form, CVODE from there until the grain has gone or left, vapour
// and electrons in closed form after that.
#include "beamloss/grain_run.h"

#include <cvode/cvode.h>
#include <math.h>
#include <nvector/nvector_serial.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "beamloss/grain_solver.h"

static const double default_rtol = 1e-7;
static const double negative_limit = 100;  // of vapour and electrons, in units of rtol
static const double cold_K = 300;  // a grain at the temperature of its surroundings
static const long step_limit = 200000;  // in one call

const char *lr_grain_outcome_text(enum lr_grain_outcome outcome) {
  static const char *const TEXTS[] = {"in flight", "exhausted", "turned back", "crossed", "timed out"};
  return TEXTS[outcome];
}

const char *lr_grain_mark_text(enum lr_grain_mark_kind kind) {
  static const char *const TEXTS[] = {"contact", "release",    "boiling",   "cooling", "gone",
                                      "axis",    "standstill", "threshold", "left"};
  return TEXTS[kind];
}

static struct lr_grain_state reported(const struct lr_grain_run *run, const double *scaled) {
  struct lr_grain_state state = lr_grain_unscale(&run->model, scaled);
  state.vapour = fmax(state.vapour, 0);
  state.electrons = fmax(state.electrons, 0);
  return state;
}

static void mark(struct lr_grain_run *run, enum lr_grain_mark_kind kind) {
  struct lr_grain_summary *summary = &run->summary;
  if (summary->marks == LR_GRAIN_MOST_MARKS) {
    summary->marks_dropped++;
    return;
  }
  summary->mark[summary->marks++] =
      (struct lr_grain_mark){.kind = kind, .time_s = summary->time_s, .state = reported(run, run->state)};
}

static void end(struct lr_grain_run *run, enum lr_grain_outcome outcome) {
  run->summary.outcome = outcome;
  run->phase = LR_GRAIN_ENDED;
}

static void note_extremes(struct lr_grain_run *run) {
  const double *scale = run->model.scale;
  struct lr_grain_summary *summary = &run->summary;
  summary->closest_m = fmin(summary->closest_m, fabs(run->state[LR_GRAIN_Y]) * scale[LR_GRAIN_Y]);
  summary->highest_K = fmax(summary->highest_K, run->state[LR_GRAIN_TEMPERATURE] * scale[LR_GRAIN_TEMPERATURE]);
  summary->highest_charge_e = fmax(summary->highest_charge_e, run->state[LR_GRAIN_CHARGE] * scale[LR_GRAIN_CHARGE]);
}

static enum lr_status start(struct lr_grain_run *run, const struct lr_grain *grain, const struct lr_grain_beam *beam,
                            const struct lr_grain_settings *settings, struct lr_error *error) {
  if (!(settings->rtol >= 0 && settings->rtol < 0.1) || !(settings->time_limit_s >= 0) ||
      !(settings->loss_threshold >= 0))
    return lr_error_set(error, LR_E_DOMAIN,
                        "grain: tolerance, time limit and loss threshold cannot be negative or large");
  enum lr_status status = lr_grain_prepare(grain, beam, &run->model, error);
  if (status) return status;
  run->settings = *settings;
  if (run->settings.rtol == 0) run->settings.rtol = default_rtol;
  run->summary = (struct lr_grain_summary){.outcome = LR_GRAIN_IN_FLIGHT};
  struct lr_grain_state state = {.y_m = grain->start_y_m,
                                 .v_m_s = grain->start_v_m_s,
                                 .charge_e = grain->start_charge_e,
                                 .temperature_K = grain->start_temperature_K,
                                 .mass = 1};
  lr_grain_scale(&run->model, &state, run->state);
  run->summary.closest_m = grain->start_y_m;
  run->summary.highest_charge_e = -INFINITY;
  note_extremes(run);
  // a little inside, so that the root that ends the fall is not found again
  run->contact_y_m = lr_grain_contact_height(&run->model, lr_grain_contact_share) - 1e-4 * beam->sigma_y_m;
  run->restart = true;
  bool quiet =
      state.charge_e == 0 && state.temperature_K == cold_K && run->contact_y_m > 0 && run->contact_y_m < state.y_m;
  run->phase = quiet ? LR_GRAIN_FALLING : LR_GRAIN_FLYING;
  if (run->contact_y_m >= state.y_m) mark(run, LR_GRAIN_CONTACT);
  if (state.temperature_K >= grain->material.boiling_K) mark(run, LR_GRAIN_BOILING);
  int flag = lr_grain_solver_tolerance(run);
  return flag ? lr_sundials_error(&run->sundials, error, LR_E_INTERNAL, "CVODE (%d)", flag) : LR_OK;
}

enum lr_status lr_grain_run_open(struct lr_grain_run **out, const struct lr_grain *grain,
                                 const struct lr_grain_beam *beam, const struct lr_grain_settings *settings,
                                 struct lr_error *error) {
  struct lr_grain_run *run = calloc(1, sizeof *run);
  if (!run) return lr_error_set(error, LR_E_MEMORY, "no memory for a grain");
  enum lr_status status = lr_grain_solver_open(run, error);
  if (!status) status = start(run, grain, beam, settings, error);
  if (status)
    lr_grain_run_close(run);
  else
    *out = run;
  return status;
}

enum lr_status lr_grain_run_reset(struct lr_grain_run *run, const struct lr_grain *grain,
                                  const struct lr_grain_beam *beam, const struct lr_grain_settings *settings,
                                  struct lr_error *error) {
  return start(run, grain, beam, settings, error);
}

void lr_grain_run_close(struct lr_grain_run *run) {
  if (!run) return;
  lr_grain_solver_close(run);
  free(run);
}

static enum lr_status give_up(const struct lr_grain_run *run, struct lr_error *error, int flag) {
  return lr_sundials_error(&run->sundials, error, LR_E_CONVERGE, "a grain could not be followed past %g us: CVODE (%d)",
                           run->summary.time_s * 1e6, flag);
}

struct samples {  // asked for, not yet given
  size_t count;
  const double *time_s;
  struct lr_grain_state *state;
};

static void give(const struct lr_grain_run *run, struct samples *samples, const double *scaled) {
  *samples->state++ = reported(run, scaled);
  samples->time_s++;
  samples->count--;
}

static void fall_to(const struct lr_grain_run *run, double time_s, double scaled[LR_GRAIN_STATES]) {
  const struct lr_grain *grain = &run->model.grain;
  double v = grain->start_v_m_s - LR_GRAVITY_m_s2 * time_s;
  memcpy(scaled, run->state, LR_GRAIN_STATES * sizeof *scaled);
  scaled[LR_GRAIN_V] = v / run->model.scale[LR_GRAIN_V];
  scaled[LR_GRAIN_Y] = (grain->start_y_m + time_s * (grain->start_v_m_s + v) / 2) / run->model.scale[LR_GRAIN_Y];
}

static void fall(struct lr_grain_run *run, double until_s, struct samples *samples) {
  double contact_s = lr_grain_fall_time(&run->model.grain, run->contact_y_m), stop_s = fmin(until_s, contact_s);
  while (samples->count && *samples->time_s <= stop_s) {
    fall_to(run, *samples->time_s, run->out);
    give(run, samples, run->out);
  }
  fall_to(run, stop_s, run->out);
  memcpy(run->state, run->out, sizeof run->out);
  run->summary.time_s = stop_s;
  note_extremes(run);
  if (contact_s > until_s) return;
  mark(run, LR_GRAIN_CONTACT);
  run->phase = LR_GRAIN_FLYING;
}

static void coast(struct lr_grain_run *run, double until_s, struct samples *samples) {
  for (; samples->count; give(run, samples, run->out)) {
    memcpy(run->out, run->state, sizeof run->out);
    lr_grain_coast(&run->model, *samples->time_s - run->summary.time_s, run->out);
  }
  lr_grain_coast(&run->model, until_s - run->summary.time_s, run->state);
  run->summary.time_s = until_s;
}

static void leave(struct lr_grain_run *run, bool upwards) {
  mark(run, LR_GRAIN_LEFT);
  end(run, upwards ? LR_GRAIN_TURNED_BACK : LR_GRAIN_CROSSED);
}

static void met(struct lr_grain_run *run, const int *found) {
  if (found[LR_GRAIN_ROOT_CONTACT]) mark(run, found[LR_GRAIN_ROOT_CONTACT] > 0 ? LR_GRAIN_CONTACT : LR_GRAIN_RELEASE);
  if (found[LR_GRAIN_ROOT_BOILING]) mark(run, found[LR_GRAIN_ROOT_BOILING] > 0 ? LR_GRAIN_BOILING : LR_GRAIN_COOLING);
  if (found[LR_GRAIN_ROOT_AXIS]) mark(run, LR_GRAIN_AXIS);
  if (found[LR_GRAIN_ROOT_STANDSTILL]) mark(run, LR_GRAIN_STANDSTILL);
  if (found[LR_GRAIN_ROOT_THRESHOLD]) mark(run, LR_GRAIN_THRESHOLD);
  if (found[LR_GRAIN_ROOT_ABOVE] || found[LR_GRAIN_ROOT_BELOW]) leave(run, found[LR_GRAIN_ROOT_ABOVE]);
  if (found[LR_GRAIN_ROOT_GONE]) {
    mark(run, LR_GRAIN_GONE);
    end(run, LR_GRAIN_EXHAUSTED);
  }
}

// From here to `stop_s`, or to where the flight ends before it.
static enum lr_status fly(struct lr_grain_run *run, double stop_s, struct samples *samples, struct lr_error *error) {
  struct lr_grain_summary *summary = &run->summary;
  double current_A = run->model.current_A;
  int flag = CV_SUCCESS, found[LR_GRAIN_ROOTS];
  if (run->restart || current_A != run->restart_A)  // a jump of the rates, which the step control does not get over
    flag = lr_grain_solver_begin(run);
  if (!flag) flag = CVodeSetStopTime(run->cvode, stop_s);
  for (long steps = 0; flag >= 0 && flag != CV_TSTOP_RETURN && run->phase == LR_GRAIN_FLYING; steps++) {
    flag = CVode(run->cvode, stop_s, run->y, &summary->time_s, CV_ONE_STEP);
    if (flag == CV_ILL_INPUT &&
        summary->time_s > run->restart_s) {  // two roots in one place, as where T just reaches boiling
      flag = lr_grain_solver_begin(run);
      if (!flag) flag = CVodeSetStopTime(run->cvode, stop_s);
      continue;
    }
    if (flag < 0) break;
    summary->steps++;
    if (steps == step_limit)
      return lr_error_set(error, LR_E_CONVERGE, "a grain takes more than %ld steps near %g us", step_limit,
                          summary->time_s * 1e6);
    double lowest = fmin(run->state[LR_GRAIN_VAPOUR], run->state[LR_GRAIN_ELECTRONS]);
    if (!(lowest > -negative_limit * run->settings.rtol))
      return lr_error_set(error, LR_E_CONVERGE, "vapour or electrons of a grain became negative at %g us",
                          summary->time_s * 1e6);
    note_extremes(run);
    for (int missed = 0; samples->count && *samples->time_s <= summary->time_s;
         give(run, samples, N_VGetArrayPointer(run->dense))) {
      missed = CVodeGetDky(run->cvode, *samples->time_s, 0, run->dense);
      if (missed < 0) return give_up(run, error, missed);
    }
    if (flag == CV_ROOT_RETURN && CVodeGetRootInfo(run->cvode, found) == CV_SUCCESS) met(run, found);
    // no root where it starts on its way out
    double height = run->state[LR_GRAIN_Y] * run->model.scale[LR_GRAIN_Y] / run->model.grain.leave_y_m;
    if (run->phase == LR_GRAIN_FLYING && height > 1 + 1e-9) leave(run, true);
  }
  return flag < 0 ? give_up(run, error, flag) : LR_OK;
}

enum lr_status lr_grain_run_advance(struct lr_grain_run *run, double until_s, double current_A, size_t count,
                                    const double *times_s, struct lr_grain_state *states, struct lr_error *error) {
  struct samples samples = {count, times_s, states};
  double before_s = run->summary.time_s;
  if (!(until_s > before_s) || !isfinite(until_s) || !(current_A >= 0) || !isfinite(current_A))
    return lr_error_set(error, LR_E_DOMAIN, "a grain cannot go from %g to %g s with %g A", before_s, until_s,
                        current_A);
  for (size_t i = 0; i < count; before_s = times_s[i++])
    if (!(times_s[i] > before_s) || times_s[i] > until_s)
      return lr_error_set(error, LR_E_DOMAIN, "sample %zu of a grain, at %g s, is out of order", i, times_s[i]);
  run->model.current_A = current_A;
  double limit_s = run->settings.time_limit_s > 0 ? run->settings.time_limit_s : INFINITY;
  enum lr_status status = LR_OK;
  while (!status && run->summary.time_s < until_s) {
    double stop_s = fmin(until_s, limit_s);
    if (run->phase != LR_GRAIN_ENDED && run->summary.time_s >= limit_s) {
      end(run, LR_GRAIN_TIMED_OUT);
    } else if (run->phase == LR_GRAIN_FALLING) {
      fall(run, stop_s, &samples);
    } else if (run->phase == LR_GRAIN_FLYING) {
      status = fly(run, stop_s, &samples, error);
    } else {
      coast(run, until_s, &samples);
    }
  }
  return status;
}

struct lr_grain_state lr_grain_run_state(const struct lr_grain_run *run) {
  return reported(run, run->state);
}

const struct lr_grain_summary *lr_grain_run_summary(const struct lr_grain_run *run) { return &run->summary; }

const struct lr_grain_mark *lr_grain_run_mark(const struct lr_grain_run *run, enum lr_grain_mark_kind kind) {
  for (size_t i = 0; i < run->summary.marks; i++)
    if (run->summary.mark[i].kind == kind) return &run->summary.mark[i];
  return NULL;
}
