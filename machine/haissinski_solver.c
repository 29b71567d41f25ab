// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/haissinski_solver.h"

#include <kinsol/kinsol.h>
#include <math.h>
#include <nvector/nvector_serial.h>
#include <string.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>

#include "base/constants.h"

enum { FIXED_POINT_ITERATIONS = 100, ANDERSON_DEPTH = 6, NEWTON_ITERATIONS = 40 };
static const double MOST_BEND = 0.25;  // second difference over the peak of a density that is resolved
static const double SMALLEST_CHARGE_STEP = 1.0 / 512;

void lr_haissinski_map(struct lr_haissinski_work *w, const double *u, double *image) {
  const size_t n = w->points;
  double most = -INFINITY, sum = 0;
  for (size_t i = 0; i < n; i++) {
    const double *kernel = w->kernel + n - i;
    double a = w->local * u[i], x = w->low + (double)i * w->step;
    for (size_t j = 0; j < n; j++) a += kernel[j] * u[j];
    w->power[i] = a;
    image[i] = -x * x / 2 - w->scale * a;
    most = fmax(most, image[i]);
  }
  for (size_t i = 0; i < n; i++) sum += image[i] = exp(image[i] - most);
  for (size_t i = 0; i < n; i++) image[i] /= sum * w->step;
}

static int fixed_point(N_Vector u, N_Vector out, void *user) {
  lr_haissinski_map(user, N_VGetArrayPointer(u), N_VGetArrayPointer(out));
  double sum = N_VL1Norm(out);
  return isfinite(sum) ? 0 : 1;
}

static int residual(N_Vector u, N_Vector out, void *user) {
  int failed = fixed_point(u, out, user);
  N_VLinearSum(1, u, -1, out, out);
  return failed;
}

// d(u - g)/du = 1 + g_i scale (A_ij - <A_j>), <A_j> the mean of the column weighted with g
static int jacobian(N_Vector u, N_Vector f, SUNMatrix matrix, void *user, N_Vector one, N_Vector two) {
  (void)f, (void)one, (void)two;
  struct lr_haissinski_work *w = user;
  const size_t n = w->points;
  double *g = w->image;
  lr_haissinski_map(w, N_VGetArrayPointer(u), g);
  for (size_t j = 0; j < n; j++) {
    double *column = SUNDenseMatrix_Column(matrix, (sunindextype)j), mean = 0;
    const double *kernel = w->kernel + n + j;
    for (size_t i = 0; i < n; i++) {
      column[i] = *(kernel - i) + (i == j ? w->local : 0);
      mean += g[i] * column[i];
    }
    mean *= w->step;
    for (size_t i = 0; i < n; i++) column[i] = (i == j ? 1 : 0) + g[i] * w->scale * (column[i] - mean);
  }
  return 0;
}

// Beyond the last current of a solution the discrete equation can have one with spikes of a single point: that is none.
static bool smooth(const double *u, size_t n) {
  double peak = 0, bend = 0;
  for (size_t i = 1; i + 1 < n; i++) {
    peak = fmax(peak, u[i]);
    bend = fmax(bend, fabs(u[i - 1] - 2 * u[i] + u[i + 1]));
  }
  return bend <= MOST_BEND * peak;
}

enum lr_status lr_haissinski_run(struct lr_haissinski_work *w, bool newton, double tolerance, double *u,
                                 long *iterations, struct lr_error *error) {
  enum lr_status status = LR_E_MEMORY;
  const sunindextype n = (sunindextype)w->points;
  void *solver = KINCreate(w->sundials.context);
  N_Vector vector = N_VMake_Serial(n, u, w->sundials.context), ones = N_VNew_Serial(n, w->sundials.context);
  SUNMatrix matrix = newton ? SUNDenseMatrix(n, n, w->sundials.context) : NULL;
  SUNLinearSolver linear = matrix && vector ? SUNLinSol_Dense(vector, matrix, w->sundials.context) : NULL;
  int flag = 0;
  w->sundials.message[0] = '\0';
  if (!solver || !vector || !ones || (newton && !linear)) {
    lr_error_set(error, status, "no memory for KINSOL");
    goto done;
  }
  lr_sundials_watch(&w->sundials, solver, KINSetErrHandlerFn);
  N_VConst(1, ones);
  if (!newton) flag = KINSetMAA(solver, ANDERSON_DEPTH);
  if (!flag) flag = KINInit(solver, newton ? residual : fixed_point, vector);
  if (!flag) flag = KINSetUserData(solver, w);
  if (!flag) flag = KINSetNumMaxIters(solver, newton ? NEWTON_ITERATIONS : FIXED_POINT_ITERATIONS);
  if (!flag) flag = KINSetFuncNormTol(solver, tolerance);
  if (!flag) flag = KINSetScaledStepTol(solver, 1e-3 * tolerance);
  if (!flag && newton) flag = KINSetLinearSolver(solver, linear, matrix);
  if (!flag && newton) flag = KINSetJacFn(solver, jacobian);
  if (!flag && newton) flag = KINSetMaxSetupCalls(solver, 1);
  if (!flag) flag = KINSol(solver, vector, newton ? KIN_LINESEARCH : KIN_FP, ones, ones);
  long took = 0;
  KINGetNumNonlinSolvIters(solver, &took);
  *iterations += took;
  status = flag == KIN_SUCCESS || flag == KIN_INITIAL_GUESS_OK
               ? LR_OK
               : lr_sundials_error(&w->sundials, error, LR_E_CONVERGE, "KINSOL did not converge (%d)", flag);
  if (!status && !smooth(u, w->points))
    status = lr_error_set(error, LR_E_CONVERGE, "the grid does not resolve the density");
done:
  if (linear) SUNLinSolFree(linear);
  if (matrix) SUNMatDestroy(matrix);
  if (ones) N_VDestroy(ones);
  if (vector) N_VDestroy(vector);
  if (solver) KINFree(&solver);
  return status;
}

void lr_haissinski_gauss(const struct lr_haissinski_work *w, double *u) {
  for (size_t i = 0; i < w->points; i++) {
    double x = w->low + (double)i * w->step;
    u[i] = exp(-x * x / 2) / sqrt(2 * LR_PI);
  }
}

enum lr_status lr_haissinski_follow(struct lr_haissinski_work *w, double tolerance, double *u, double *reached,
                                    long *iterations, struct lr_error *error) {
  double step = 0.25;
  double *from = w->power + w->points;  // the last solution
  lr_haissinski_gauss(w, u);
  memcpy(from, u, w->points * sizeof *u);
  *reached = 0;
  while (*reached < 1) {
    w->scale = fmin(1, *reached + step);
    enum lr_status status = lr_haissinski_run(w, true, tolerance, u, iterations, error);
    if (status == LR_OK) {
      memcpy(from, u, w->points * sizeof *u);
      *reached = w->scale;
      step *= 1.5;
    } else {
      memcpy(u, from, w->points * sizeof *u);
      step /= 2;
      if (status != LR_E_CONVERGE || step < SMALLEST_CHARGE_STEP) return status;
    }
  }
  return LR_OK;
}
