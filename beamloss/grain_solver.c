// SPDX-License-Identifier: GPL-3.0-or-later
// CVODE for the grain model: right-hand side, Jacobian, roots.
#include "beamloss/grain_solver.h"

#include <cvode/cvode.h>
#include <math.h>
#include <nvector/nvector_serial.h>
#include <string.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>

const double lr_grain_contact_share = 1e-8;

static const double exhausted_mass = 1e-3;
static const double first_rtol = 1e-7;  // until the settings of a run are known
static const int most_failures = 50;  // of one step

static int rhs(sunrealtype time_s, N_Vector y, N_Vector rate, void *user) {
  (void)time_s;
  struct lr_grain_run *run = user;
  run->summary.evaluations++;
  return lr_grain_rhs(&run->model, N_VGetArrayPointer(y), N_VGetArrayPointer(rate)) ? 0 : 1;
}

static int jacobian(sunrealtype time_s, N_Vector y, N_Vector rate, SUNMatrix matrix, void *user, N_Vector a, N_Vector b,
                    N_Vector c) {
  (void)time_s, (void)rate, (void)a, (void)b, (void)c;
  const struct lr_grain_run *run = user;
  double j[LR_GRAIN_STATES][LR_GRAIN_STATES];
  if (!lr_grain_jacobian(&run->model, N_VGetArrayPointer(y), j)) return 1;
  double *data = SUNDenseMatrix_Data(matrix);
  for (int column = 0; column < LR_GRAIN_STATES; column++)
    for (int row = 0; row < LR_GRAIN_STATES; row++) *data++ = j[row][column];
  return 0;
}

static double share_at(const struct lr_grain_run *run, const struct lr_grain_state *s) {
  return lr_grain_share(&run->model, s->y_m, run->model.grain.radius_m * cbrt(s->mass));
}

static int roots(sunrealtype time_s, N_Vector y, sunrealtype *value, void *user) {
  (void)time_s;
  const struct lr_grain_run *run = user;
  const struct lr_grain *grain = &run->model.grain;
  struct lr_grain_state s = lr_grain_unscale(&run->model, N_VGetArrayPointer(y));
  double threshold = run->settings.loss_threshold;
  value[LR_GRAIN_ROOT_CONTACT] = log(fmax(share_at(run, &s), 1e-300) / lr_grain_contact_share);
  value[LR_GRAIN_ROOT_BOILING] = s.temperature_K / grain->material.boiling_K - 1;
  value[LR_GRAIN_ROOT_GONE] = log(s.mass / exhausted_mass);
  value[LR_GRAIN_ROOT_AXIS] = s.y_m;
  value[LR_GRAIN_ROOT_STANDSTILL] = s.v_m_s;
  value[LR_GRAIN_ROOT_THRESHOLD] = threshold > 0 ? s.direct_loss / threshold - 1 : -1;
  value[LR_GRAIN_ROOT_ABOVE] = s.y_m / grain->leave_y_m - 1;
  value[LR_GRAIN_ROOT_BELOW] = s.y_m / grain->leave_y_m + 1;
  return 0;
}

enum lr_status lr_grain_solver_open(struct lr_grain_run *run, struct lr_error *error) {
  int directions[LR_GRAIN_ROOTS] = {0, 0, -1, 0, 0, 1, 1, -1};
  enum lr_status status = lr_sundials_open(&run->sundials, error);
  if (status) return status;
  SUNContext context = run->sundials.context;
  run->y = N_VNew_Serial(LR_GRAIN_STATES, context);
  run->dense = N_VNew_Serial(LR_GRAIN_STATES, context);
  run->matrix = SUNDenseMatrix(LR_GRAIN_STATES, LR_GRAIN_STATES, context);
  run->cvode = CVodeCreate(CV_BDF, context);
  if (!run->y || !run->dense || !run->matrix || !run->cvode)
    return lr_error_set(error, LR_E_MEMORY, "no memory for the integrator");
  run->solver = SUNLinSol_Dense(run->y, run->matrix, context);
  if (!run->solver) return lr_error_set(error, LR_E_MEMORY, "no memory for the linear solver");
  run->state = N_VGetArrayPointer(run->y);
  memset(run->state, 0, LR_GRAIN_STATES * sizeof *run->state);
  lr_sundials_watch(&run->sundials, run->cvode, CVodeSetErrHandlerFn);
  int flag = CVodeInit(run->cvode, rhs, 0, run->y);
  if (!flag) flag = CVodeSStolerances(run->cvode, first_rtol, first_rtol);
  if (!flag) flag = CVodeSetUserData(run->cvode, run);
  if (!flag) flag = CVodeSetLinearSolver(run->cvode, run->solver, run->matrix);
  if (!flag) flag = CVodeSetJacFn(run->cvode, jacobian);
  // Thermionic emission stops within a few volts: an old Jacobian from the other side of that would let any step pass, and a
  // step that meets it may have to shrink by many decades.
  if (!flag) flag = CVodeSetLSetupFrequency(run->cvode, 1);
  if (!flag) flag = CVodeSetJacEvalFrequency(run->cvode, 1);
  if (!flag) flag = CVodeSetMaxConvFails(run->cvode, most_failures);
  if (!flag) flag = CVodeSetMaxErrTestFails(run->cvode, most_failures);
  if (!flag) flag = CVodeRootInit(run->cvode, LR_GRAIN_ROOTS, roots);
  if (!flag) flag = CVodeSetRootDirection(run->cvode, directions);
  if (!flag) flag = CVodeSetNoInactiveRootWarn(run->cvode);
  return flag ? lr_sundials_error(&run->sundials, error, LR_E_INTERNAL, "CVODE (%d)", flag) : LR_OK;
}

void lr_grain_solver_close(struct lr_grain_run *run) {
  if (run->cvode) CVodeFree(&run->cvode);
  if (run->solver) SUNLinSolFree(run->solver);
  if (run->matrix) SUNMatDestroy(run->matrix);
  if (run->dense) N_VDestroy(run->dense);
  if (run->y) N_VDestroy(run->y);
  lr_sundials_close(&run->sundials);
}

int lr_grain_solver_tolerance(struct lr_grain_run *run) {
  return CVodeSStolerances(run->cvode, run->settings.rtol, run->settings.rtol);
}

int lr_grain_solver_begin(struct lr_grain_run *run) {
  run->restart = false;
  run->restart_A = run->model.current_A;
  run->restart_s = run->summary.time_s;
  run->summary.restarts++;
  return CVodeReInit(run->cvode, run->restart_s, run->y);
}
