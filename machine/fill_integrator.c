// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/fill_integrator.h"

#include <cvode/cvode.h>
#include <math.h>
#include <nvector/nvector_serial.h>
#include <string.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>

static int rhs(sunrealtype time_s, N_Vector y, N_Vector rate, void *user) {
  (void)time_s;
  const struct lr_fill_integrator *it = user;
  return lr_fill_rhs(it->model, N_VGetArrayPointer(y), N_VGetArrayPointer(rate)) ? 0 : 1;
}

static int jacobian(sunrealtype time_s, N_Vector y, N_Vector rate, SUNMatrix matrix, void *user, N_Vector a, N_Vector b,
                    N_Vector c) {
  (void)time_s, (void)rate, (void)a, (void)b, (void)c;
  const struct lr_fill_integrator *it = user;
  double j[LR_FILL_STATES][LR_FILL_STATES];
  if (!lr_fill_jacobian(it->model, N_VGetArrayPointer(y), j)) return 1;
  for (int column = 0; column < LR_FILL_STATES; column++)
    for (int row = 0; row < LR_FILL_STATES; row++) SUNDenseMatrix_Column(matrix, column)[row] = j[row][column];
  return 0;
}

static int roots(sunrealtype time_s, N_Vector y, sunrealtype *value, void *user) {
  (void)time_s;
  const struct lr_fill_integrator *it = user;
  const double *state = N_VGetArrayPointer(y);
  struct lr_fill_rates rates = {0};
  bool hold = it->model->ring[0].mode == LR_FILL_HOLD || it->model->ring[1].mode == LR_FILL_HOLD;
  if (hold && !lr_fill_evaluate(it->model, state, &rates)) return 1;
  for (int r = 0; r < LR_FILL_RINGS; r++) value[r] = lr_fill_control_root(it->control, it->model, r, state, &rates);
  return 0;
}

static void set_tolerances(struct lr_fill_integrator *it, const struct lr_fill *fill) {
  // Errors add up over the thousands of restarts of pulsed injection, where each stretch adds little to the integrals.
  it->relative = fill->pulsed ? fmax(1e-3 * fill->tolerance, 1e-13) : fill->tolerance;
  // A charge near zero after an abort shall be nearly as good as a full one. Errors of an emittance decay with its damping,
  // in milliseconds: they may be large beside those of charges, which stay; half of the steps are saved.
  for (int i = 0; i < LR_FILL_STATES; i++) it->absolute[i] = it->relative;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    it->absolute[r * LR_FILL_PER_RING + LR_FILL_CHARGE] *= 0.1;
    it->absolute[r * LR_FILL_PER_RING + LR_FILL_EMITTANCE] *= 1000;
  }
}

enum lr_status lr_fill_integrator_open(struct lr_fill_integrator *it, const struct lr_fill *fill,
                                       const struct lr_fill_model *model, const struct lr_fill_control *control,
                                       struct lr_error *error) {
  *it = (struct lr_fill_integrator){.model = model, .control = control};
  set_tolerances(it, fill);
  enum lr_status status = lr_sundials_open(&it->sundials, error);
  if (status) return status;
  SUNContext context = it->sundials.context;
  it->y = N_VNew_Serial(LR_FILL_STATES, context);
  it->dense = N_VNew_Serial(LR_FILL_STATES, context);
  it->tolerances = N_VNew_Serial(LR_FILL_STATES, context);
  it->matrix = SUNDenseMatrix(LR_FILL_STATES, LR_FILL_STATES, context);
  it->cvode = CVodeCreate(CV_BDF, context);
  if (!it->y || !it->dense || !it->tolerances || !it->matrix || !it->cvode)
    return lr_error_set(error, LR_E_MEMORY, "no memory for the integrator");
  it->solver = SUNLinSol_Dense(it->y, it->matrix, context);
  if (!it->solver) return lr_error_set(error, LR_E_MEMORY, "no memory for the linear solver");
  lr_sundials_watch(&it->sundials, it->cvode, CVodeSetErrHandlerFn);
  memcpy(N_VGetArrayPointer(it->tolerances), it->absolute, sizeof it->absolute);
  N_VConst(0, it->y);  // lr_fill_integrator_begin sets it
  int flag = CVodeInit(it->cvode, rhs, 0, it->y);
  if (!flag) flag = CVodeSVtolerances(it->cvode, it->relative, it->tolerances);
  if (!flag) flag = CVodeSetUserData(it->cvode, it);
  if (!flag) flag = CVodeSetLinearSolver(it->cvode, it->solver, it->matrix);
  if (!flag) flag = CVodeSetJacFn(it->cvode, jacobian);
  if (!flag) flag = CVodeRootInit(it->cvode, LR_FILL_RINGS, roots);
  if (!flag) flag = CVodeSetNoInactiveRootWarn(it->cvode);
  return flag ? lr_sundials_error(&it->sundials, error, LR_E_INTERNAL, "CVODE (%d)", flag) : LR_OK;
}

void lr_fill_integrator_close(struct lr_fill_integrator *it) {
  if (it->cvode) CVodeFree(&it->cvode);
  if (it->solver) SUNLinSolFree(it->solver);
  if (it->matrix) SUNMatDestroy(it->matrix);
  if (it->tolerances) N_VDestroy(it->tolerances);
  if (it->dense) N_VDestroy(it->dense);
  if (it->y) N_VDestroy(it->y);
  lr_sundials_close(&it->sundials);
}

static enum lr_status give_up(const struct lr_fill_integrator *it, int flag, struct lr_error *error) {
  return lr_sundials_error(&it->sundials, error, LR_E_CONVERGE, "the fill could not be followed past %g s: CVODE (%d)", it->time_s,
                           flag);
}

enum lr_status lr_fill_integrator_begin(struct lr_fill_integrator *it, double time_s, double stop_s,
                                        const double state[LR_FILL_STATES], struct lr_error *error) {
  int direction[LR_FILL_RINGS];
  for (int r = 0; r < LR_FILL_RINGS; r++) direction[r] = lr_fill_control_direction(it->control, it->model, r);
  memcpy(N_VGetArrayPointer(it->y), state, sizeof it->absolute);
  it->time_s = time_s;
  int flag = CVodeReInit(it->cvode, time_s, it->y);
  if (!flag) flag = CVodeSetRootDirection(it->cvode, direction);
  if (!flag) flag = CVodeSetStopTime(it->cvode, stop_s);
  return flag ? give_up(it, flag, error) : LR_OK;
}

enum lr_status lr_fill_integrator_step(struct lr_fill_integrator *it, double stop_s, double *time_s, double state[LR_FILL_STATES],
                                       bool *ended, bool met[LR_FILL_RINGS], struct lr_error *error) {
  int found[LR_FILL_RINGS] = {0}, flag = CVode(it->cvode, stop_s, it->y, &it->time_s, CV_ONE_STEP);
  if (flag < 0) return give_up(it, flag, error);
  *ended = flag != CV_SUCCESS;
  *time_s = it->time_s;
  memcpy(state, N_VGetArrayPointer(it->y), sizeof it->absolute);
  if (flag == CV_ROOT_RETURN) flag = CVodeGetRootInfo(it->cvode, found);
  if (flag < 0) return give_up(it, flag, error);
  for (int r = 0; r < LR_FILL_RINGS; r++) met[r] = found[r] != 0;
  return LR_OK;
}

enum lr_status lr_fill_integrator_at(struct lr_fill_integrator *it, double time_s, double state[LR_FILL_STATES],
                                     struct lr_error *error) {
  int flag = CVodeGetDky(it->cvode, time_s, 0, it->dense);
  if (flag < 0) return give_up(it, flag, error);
  memcpy(state, N_VGetArrayPointer(it->dense), sizeof it->absolute);
  return LR_OK;
}
