// SPDX-License-Identifier: GPL-3.0-or-later
// The way through a fill: from one discontinuity to the next, samples in between.
#include <math.h>
#include <string.h>

#include "machine/fill_integrator.h"
#include "machine/fill_sample.h"
#include "machine/fill_stretch.h"

static const double shortest_s = 1e-9;  // intervals below this are passed over
static const long same_time_limit = 1000;

struct run {
  const struct lr_fill *fill;
  struct lr_fill_model model;
  struct lr_fill_control control;
  struct lr_fill_result *result;
  struct lr_error *error;
  double time_s, state[LR_FILL_STATES];
  int next_output;
  struct lr_fill_integrator integrator;
};

static enum lr_status take_sample(struct run *run, double time_s, const double *state) {
  return lr_fill_sample_take(run->fill, &run->model, time_s, state, run->result, run->error);
}

static double output_time(const struct run *run) {
  int last = run->fill->outputs - 1;
  if (run->next_output > last) return INFINITY;
  return run->next_output == last ? run->fill->duration_s : run->fill->duration_s / last * run->next_output;
}

// A state that stands: it counts for the peak, and must lie within a blow-up curve.
static enum lr_status note(struct run *run, const double *state) {
  run->result->peak_m2s = fmax(run->result->peak_m2s, lr_fill_luminosity(&run->model, state));
  enum lr_status status = lr_fill_beyond(&run->model, state, run->error);
  return status ? lr_error_context(run->error, "at %.4g s of the fill", run->time_s) : status;
}

// Both rings empty and no injection: only the emittances move, in closed form.
static bool is_idle(const struct run *run) {
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    enum lr_fill_mode mode = run->model.ring[r].mode;
    if (run->state[r * LR_FILL_PER_RING + LR_FILL_CHARGE] > 0) return false;
    if (mode == LR_FILL_PULSED || (mode == LR_FILL_FULL && run->model.ring[r].rate > 0)) return false;
  }
  return true;
}

static enum lr_status pass_idle(struct run *run, double stop_s) {
  enum lr_status status = LR_OK;
  double from_s = run->time_s, start[LR_FILL_STATES];
  memcpy(start, run->state, sizeof start);
  struct lr_fill_rates rates;
  if (!lr_fill_evaluate(&run->model, start, &rates))
    return lr_error_set(run->error, LR_E_DOMAIN, "sizes are not positive at %g s of the fill", from_s);
  while (!status && run->time_s < stop_s) {
    double next_s = output_time(run);
    run->time_s = fmin(next_s, stop_s);
    for (int r = 0; r < LR_FILL_RINGS; r++) {
      int i = r * LR_FILL_PER_RING + LR_FILL_EMITTANCE;
      double rest = rates.ring[r].equilibrium;
      run->state[i] = rest + (start[i] - rest) * exp(-run->model.ring[r].relaxation * (run->time_s - from_s));
    }
    if (next_s > stop_s) continue;
    status = take_sample(run, run->time_s, run->state);
    run->next_output++;
  }
  return status;
}

static enum lr_status take_outputs(struct run *run) {
  while (output_time(run) <= run->time_s) {
    double state[LR_FILL_STATES];
    enum lr_status status = lr_fill_integrator_at(&run->integrator, output_time(run), state, run->error);
    if (!status) status = take_sample(run, output_time(run), state);
    if (status) return status;
    run->next_output++;
  }
  return LR_OK;
}

// From one discontinuity to `stop_s`, or to where a mode ends before it.
static enum lr_status integrate(struct run *run, double stop_s) {
  bool met[LR_FILL_RINGS] = {false}, ended = false;
  enum lr_status status = lr_fill_integrator_begin(&run->integrator, run->time_s, stop_s, run->state, run->error);
  run->result->restarts++;
  while (!status && !ended) {
    double before_s = run->time_s;
    status = lr_fill_integrator_step(&run->integrator, stop_s, &run->time_s, run->state, &ended, met, run->error);
    if (status) return status;
    run->result->steps++;
    status = note(run, run->state);
    for (int r = 0; r < LR_FILL_RINGS; r++)
      if (run->model.ring[r].mode == LR_FILL_FULL) run->result->ring[r].full_rate_s += run->time_s - before_s;
    if (!status) status = take_outputs(run);
  }
  for (int r = 0; r < LR_FILL_RINGS && !status; r++)
    if (met[r]) lr_fill_control_met(&run->control, &run->model, r, run->time_s);
  return status;
}

// From one pulse to the next without CVODE, which would begin anew with its lowest order each time: to `stop_s`, or to a sample
// before it. False, with nothing changed: the stretch is long, or a mode ends in it.
static bool step_across(struct run *run, double stop_s, enum lr_status *status) {
  double end_s = fmin(stop_s, output_time(run)), length_s = end_s - run->time_s, state[LR_FILL_STATES];
  if (!run->fill->pulsed || !(length_s > shortest_s) || !lr_fill_stretch_is_short(&run->model, length_s)) return false;
  memcpy(state, run->state, sizeof state);
  long steps = 0;
  if (!lr_fill_stretch(&run->model, length_s, run->integrator.relative, run->integrator.absolute, state, &steps)) return false;
  struct lr_fill_rates before, after;
  if (!lr_fill_evaluate(&run->model, run->state, &before) || !lr_fill_evaluate(&run->model, state, &after)) return false;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    double from = lr_fill_control_root(&run->control, &run->model, r, run->state, &before);
    double to = lr_fill_control_root(&run->control, &run->model, r, state, &after);
    if (!(from * to > 0)) return false;
  }
  for (int r = 0; r < LR_FILL_RINGS; r++)
    if (run->model.ring[r].mode == LR_FILL_FULL) run->result->ring[r].full_rate_s += length_s;
  memcpy(run->state, state, sizeof state);
  run->time_s = end_s;
  run->result->steps += steps;
  *status = note(run, run->state);
  if (!*status && output_time(run) <= end_s) {
    *status = take_sample(run, end_s, run->state);
    run->next_output++;
  }
  return true;
}

static enum lr_status act(struct run *run) {
  bool event = lr_fill_control_event_due(&run->control, run->time_s);
  enum lr_status status = LR_OK;
  const struct lr_fill_result *result = run->result;
  if (event && (result->samples == 0 || result->sample[result->samples - 1].time_s < run->time_s))
    status = take_sample(run, run->time_s, run->state);
  lr_fill_control_act(&run->control, &run->model, run->time_s, run->state);
  if (!status) status = note(run, run->state);
  if (event && !status) status = take_sample(run, run->time_s, run->state);
  return status;
}

static enum lr_status follow(struct run *run) {
  long same_time = 0;
  enum lr_status status = LR_OK;
  while (!status) {
    status = act(run);
    if (status || run->time_s >= run->fill->duration_s) break;
    double from_s = run->time_s, stop_s = lr_fill_control_stop(&run->control, &run->model);
    if (run->next_output == 0) {
      status = take_sample(run, 0, run->state);
      run->next_output = 1;
    }
    if (status) break;
    if (is_idle(run)) {
      status = pass_idle(run, stop_s);
    } else if (stop_s - run->time_s < shortest_s) {
      run->time_s = fmax(stop_s, run->time_s);
    } else if (!step_across(run, stop_s, &status)) {
      status = integrate(run, stop_s);
    }
    same_time = run->time_s > from_s + shortest_s ? 0 : same_time + 1;
    if (!status && same_time > same_time_limit)
      status = lr_error_set(run->error, LR_E_CONVERGE, "injection does not settle at %g s of the fill", run->time_s);
  }
  // an interval too short to integrate may have passed over the last sample
  while (!status && run->next_output < run->fill->outputs) {
    status = take_sample(run, output_time(run), run->state);
    run->next_output++;
  }
  return status;
}

static void start(struct run *run) {
  const struct lr_fill *fill = run->fill;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    double initial_A = fill->ring[r].initial_current_A;
    run->state[r * LR_FILL_PER_RING + LR_FILL_CHARGE] = isnan(initial_A) ? 1 : initial_A / run->model.ring[r].current_A;
    run->state[r * LR_FILL_PER_RING + LR_FILL_EMITTANCE] = 1;
    run->result->ring[r].start_C =
        run->state[r * LR_FILL_PER_RING] * run->model.ring[r].current_A / lr_revolution_frequency(&fill->collider);
  }
  struct lr_fill_rates rates;  // the fill begins in equilibrium
  if (lr_fill_evaluate(&run->model, run->state, &rates))
    for (int r = 0; r < LR_FILL_RINGS; r++)
      run->state[r * LR_FILL_PER_RING + LR_FILL_EMITTANCE] = rates.ring[r].equilibrium;
  lr_fill_control_start(&run->control, fill, &run->model, run->state);
}

enum lr_status lr_fill_run(const struct lr_fill *fill, struct lr_fill_result *result, struct lr_error *error) {
  struct lr_fill_result local = {0};
  struct run run = {.fill = fill, .result = &local, .error = error};
  enum lr_status status = lr_fill_prepare(fill, &run.model, error);
  if (status) return status;
  start(&run);
  status = lr_fill_integrator_open(&run.integrator, fill, &run.model, &run.control, error);
  if (!status) status = follow(&run);
  if (!status) lr_fill_control_finish(&run.control, &run.model, run.state, &local);
  lr_fill_integrator_close(&run.integrator);
  if (status)
    lr_fill_result_free(&local);
  else
    *result = local;
  return status;
}
