// SPDX-License-Identifier: GPL-3.0-or-later
// The run object of a grain and the integrator in it: for grain_run.c and grain_solver.c alone.
#ifndef LR_BEAMLOSS_GRAIN_SOLVER_H
#define LR_BEAMLOSS_GRAIN_SOLVER_H

#include <sundials/sundials_linearsolver.h>
#include <sundials/sundials_matrix.h>
#include <sundials/sundials_nvector.h>

#include "base/sundials_context.h"
#include "beamloss/grain_run.h"

extern const double lr_grain_contact_share;

enum lr_grain_root {
  LR_GRAIN_ROOT_CONTACT,
  LR_GRAIN_ROOT_BOILING,
  LR_GRAIN_ROOT_GONE,
  LR_GRAIN_ROOT_AXIS,
  LR_GRAIN_ROOT_STANDSTILL,
  LR_GRAIN_ROOT_THRESHOLD,
  LR_GRAIN_ROOT_ABOVE,
  LR_GRAIN_ROOT_BELOW,
  LR_GRAIN_ROOTS
};
enum lr_grain_phase { LR_GRAIN_FALLING, LR_GRAIN_FLYING, LR_GRAIN_ENDED };

struct lr_grain_run {
  struct lr_grain_model model;
  struct lr_grain_settings settings;
  struct lr_grain_summary summary;
  enum lr_grain_phase phase;
  double contact_y_m;  // where the fall ends
  bool restart;  // the integrator must begin anew
  double restart_A, restart_s;  // current and time of its last beginning
  double *state;  // scaled; the data of y
  double out[LR_GRAIN_STATES];
  struct lr_sundials sundials;
  N_Vector y, dense;
  SUNMatrix matrix;
  SUNLinearSolver solver;
  void *cvode;
};

// Makes the integrator, once for the life of the run; what was made is freed by close, also after an error.
enum lr_status lr_grain_solver_open(struct lr_grain_run *run, struct lr_error *error);
void lr_grain_solver_close(struct lr_grain_run *run);
// The tolerance of the settings; begins anew at the present state, time and current. Both return a flag of CVODE.
int lr_grain_solver_tolerance(struct lr_grain_run *run);
int lr_grain_solver_begin(struct lr_grain_run *run);

#endif
