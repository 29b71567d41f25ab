// SPDX-License-Identifier: GPL-3.0-or-later
// The integrator of a fill: CVODE from one discontinuity to the next, samples in between.
#include <cvode/cvode.h>
#include <math.h>
#include <nvector/nvector_serial.h>
#include <stdlib.h>
#include <string.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>

#include "base/sundials_context.h"
#include "machine/fill_control.h"
#include "machine/fill_stretch.h"
#include "machine/overlap.h"

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
  struct lr_sundials sundials;
  N_Vector y, tolerances, dense;
  SUNMatrix matrix;
  SUNLinearSolver solver;
  void *cvode;
};

static int rhs(sunrealtype time_s, N_Vector y, N_Vector rate, void *user) {
  (void)time_s;
  const struct run *run = user;
  return lr_fill_rhs(&run->model, N_VGetArrayPointer(y), N_VGetArrayPointer(rate)) ? 0 : 1;
}

static int jacobian(sunrealtype time_s, N_Vector y, N_Vector rate, SUNMatrix matrix, void *user, N_Vector a, N_Vector b,
                    N_Vector c) {
  (void)time_s, (void)rate, (void)a, (void)b, (void)c;
  const struct run *run = user;
  double j[LR_FILL_STATES][LR_FILL_STATES];
  if (!lr_fill_jacobian(&run->model, N_VGetArrayPointer(y), j)) return 1;
  for (int column = 0; column < LR_FILL_STATES; column++)
    for (int row = 0; row < LR_FILL_STATES; row++) SUNDenseMatrix_Column(matrix, column)[row] = j[row][column];
  return 0;
}

static int roots(sunrealtype time_s, N_Vector y, sunrealtype *value, void *user) {
  (void)time_s;
  const struct run *run = user;
  const double *state = N_VGetArrayPointer(y);
  struct lr_fill_rates rates = {0};
  bool hold = run->model.ring[0].mode == LR_FILL_HOLD || run->model.ring[1].mode == LR_FILL_HOLD;
  if (hold && !lr_fill_evaluate(&run->model, state, &rates)) return 1;
  for (int r = 0; r < LR_FILL_RINGS; r++)
    value[r] = lr_fill_control_root(&run->control, &run->model, r, state, &rates);
  return 0;
}

// Errors add up over the thousands of restarts of pulsed injection, where each stretch adds little to the integrals.
static double integrator_tolerance(const struct lr_fill *fill) {
  return fill->pulsed ? fmax(1e-3 * fill->tolerance, 1e-13) : fill->tolerance;
}

static enum lr_status open_integrator(struct run *run) {
  enum lr_status status = lr_sundials_open(&run->sundials, run->error);
  if (status) return status;
  SUNContext context = run->sundials.context;
  run->y = N_VNew_Serial(LR_FILL_STATES, context);
  run->dense = N_VNew_Serial(LR_FILL_STATES, context);
  run->tolerances = N_VNew_Serial(LR_FILL_STATES, context);
  run->matrix = SUNDenseMatrix(LR_FILL_STATES, LR_FILL_STATES, context);
  run->cvode = CVodeCreate(CV_BDF, context);
  if (!run->y || !run->dense || !run->tolerances || !run->matrix || !run->cvode)
    return lr_error_set(run->error, LR_E_MEMORY, "no memory for the integrator");
  run->solver = SUNLinSol_Dense(run->y, run->matrix, context);
  if (!run->solver) return lr_error_set(run->error, LR_E_MEMORY, "no memory for the linear solver");
  lr_sundials_watch(&run->sundials, run->cvode, CVodeSetErrHandlerFn);
  double tolerance = integrator_tolerance(run->fill);
  // A charge near zero after an abort shall be nearly as good as a full one. Errors of an emittance decay with its damping,
  // in milliseconds: they may be large beside those of charges, which stay; half of the steps are saved.
  for (int i = 0; i < LR_FILL_STATES; i++) N_VGetArrayPointer(run->tolerances)[i] = tolerance;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    N_VGetArrayPointer(run->tolerances)[r * LR_FILL_PER_RING + LR_FILL_CHARGE] *= 0.1;
    N_VGetArrayPointer(run->tolerances)[r * LR_FILL_PER_RING + LR_FILL_EMITTANCE] *= 1000;
  }
  memcpy(N_VGetArrayPointer(run->y), run->state, sizeof run->state);
  int flag = CVodeInit(run->cvode, rhs, 0, run->y);
  if (!flag) flag = CVodeSVtolerances(run->cvode, tolerance, run->tolerances);
  if (!flag) flag = CVodeSetUserData(run->cvode, run);
  if (!flag) flag = CVodeSetLinearSolver(run->cvode, run->solver, run->matrix);
  if (!flag) flag = CVodeSetJacFn(run->cvode, jacobian);
  if (!flag) flag = CVodeRootInit(run->cvode, LR_FILL_RINGS, roots);
  if (!flag) flag = CVodeSetNoInactiveRootWarn(run->cvode);
  return flag ? lr_sundials_error(&run->sundials, run->error, LR_E_INTERNAL, "CVODE (%d)", flag) : LR_OK;
}

static void close_integrator(struct run *run) {
  if (run->cvode) CVodeFree(&run->cvode);
  if (run->solver) SUNLinSolFree(run->solver);
  if (run->matrix) SUNMatDestroy(run->matrix);
  if (run->tolerances) N_VDestroy(run->tolerances);
  if (run->dense) N_VDestroy(run->dense);
  if (run->y) N_VDestroy(run->y);
  lr_sundials_close(&run->sundials);
}

static enum lr_status take_sample(struct run *run, double time_s, const double *state) {
  struct lr_fill_result *result = run->result;
  if (result->samples == result->room) {
    size_t room = result->room ? 2 * result->room : (size_t)run->fill->outputs + 2 * run->fill->events + 2;
    struct lr_fill_sample *more = realloc(result->sample, room * sizeof *more);
    if (!more) return lr_error_set(run->error, LR_E_MEMORY, "no memory for the samples of a fill");
    result->sample = more;
    result->room = room;
  }
  const struct lr_fill_model *m = &run->model;
  struct lr_fill_sample *sample = &result->sample[result->samples];
  struct lr_fill_rates rates = {0};
  if (!lr_fill_evaluate(m, state, &rates))
    return lr_error_set(run->error, LR_E_DOMAIN, "sizes are not positive at %g s of the fill", time_s);
  *sample = (struct lr_fill_sample){.time_s = time_s, .luminosity_m2s = rates.luminosity_m2s, .overlap_m2s = NAN};
  bool beams = true;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    double n = state[r * LR_FILL_PER_RING + LR_FILL_CHARGE];
    sample->current_A[r] = n * m->ring[r].current_A;
    sample->emittance_y_m[r] = state[r * LR_FILL_PER_RING + LR_FILL_EMITTANCE] * m->ring[r].emittance_m;
    sample->lifetime_s[r] = n > 0 ? n / rates.ring[r].loss : NAN;
    sample->load[r] = m->ring[r].rate > 0 ? rates.ring[r].injection / m->ring[r].rate : 0;
    beams = beams && n > 0;
  }
  if (run->fill->overlap) {
    sample->overlap_m2s = 0;
    struct lr_overlap overlap;
    struct lr_collider collider = lr_fill_collider(run->fill, m, state);
    enum lr_status status = beams ? lr_overlap_evaluate(&collider, 1e-6, &overlap, run->error) : LR_OK;
    if (status) return status;
    if (beams) sample->overlap_m2s = overlap.luminosity_m2 * m->bunches * lr_revolution_frequency(&collider);
  }
  result->samples++;
  return LR_OK;
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

static enum lr_status give_up(struct run *run, int flag) {
  return lr_sundials_error(&run->sundials, run->error, LR_E_CONVERGE, "the fill could not be followed past %g s: CVODE (%d)",
                           run->time_s, flag);
}

static enum lr_status take_outputs(struct run *run) {
  while (output_time(run) <= run->time_s) {
    int flag = CVodeGetDky(run->cvode, output_time(run), 0, run->dense);
    if (flag < 0) return give_up(run, flag);
    enum lr_status status = take_sample(run, output_time(run), N_VGetArrayPointer(run->dense));
    if (status) return status;
    run->next_output++;
  }
  return LR_OK;
}

// From one discontinuity to `stop_s`, or to where a mode ends before it.
static enum lr_status integrate(struct run *run, double stop_s) {
  int direction[LR_FILL_RINGS];
  for (int r = 0; r < LR_FILL_RINGS; r++)
    direction[r] = lr_fill_control_direction(&run->control, &run->model, r);
  memcpy(N_VGetArrayPointer(run->y), run->state, sizeof run->state);
  int flag = CVodeReInit(run->cvode, run->time_s, run->y);
  if (!flag) flag = CVodeSetRootDirection(run->cvode, direction);
  if (!flag) flag = CVodeSetStopTime(run->cvode, stop_s);
  run->result->restarts++;
  while (flag == CV_SUCCESS) {
    double before_s = run->time_s;
    flag = CVode(run->cvode, stop_s, run->y, &run->time_s, CV_ONE_STEP);
    if (flag < 0) return give_up(run, flag);
    run->result->steps++;
    memcpy(run->state, N_VGetArrayPointer(run->y), sizeof run->state);
    enum lr_status status = note(run, run->state);
    for (int r = 0; r < LR_FILL_RINGS; r++)
      if (run->model.ring[r].mode == LR_FILL_FULL) run->result->ring[r].full_rate_s += run->time_s - before_s;
    if (!status) status = take_outputs(run);
    if (status) return status;
  }
  if (flag < 0) return give_up(run, flag);
  int met[LR_FILL_RINGS] = {0};
  if (flag == CV_ROOT_RETURN) flag = CVodeGetRootInfo(run->cvode, met);
  for (int r = 0; r < LR_FILL_RINGS; r++)
    if (met[r]) lr_fill_control_met(&run->control, &run->model, r, run->time_s);
  return LR_OK;
}

// From one pulse to the next without CVODE, which would begin anew with its lowest order each time: to `stop_s`, or to a sample
// before it. False, with nothing changed: the stretch is long, or a mode ends in it.
static bool step_across(struct run *run, double stop_s, enum lr_status *status) {
  double end_s = fmin(stop_s, output_time(run)), length_s = end_s - run->time_s, state[LR_FILL_STATES];
  if (!run->fill->pulsed || !(length_s > shortest_s) || !lr_fill_stretch_is_short(&run->model, length_s)) return false;
  memcpy(state, run->state, sizeof state);
  long steps = 0;
  if (!lr_fill_stretch(&run->model, length_s, integrator_tolerance(run->fill), N_VGetArrayPointer(run->tolerances), state, &steps))
    return false;
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
  status = open_integrator(&run);
  if (!status) status = follow(&run);
  if (!status) lr_fill_control_finish(&run.control, &run.model, run.state, &local);
  close_integrator(&run);
  if (status)
    lr_fill_result_free(&local);
  else
    *result = local;
  return status;
}

void lr_fill_result_free(struct lr_fill_result *result) {
  free(result->sample);
  result->sample = NULL;
  result->samples = result->room = 0;
}
