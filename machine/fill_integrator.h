// SPDX-License-Identifier: GPL-3.0-or-later
// CVODE for a fill: BDF with the analytic Jacobian, and the zeros that end a mode of injection.
#ifndef LR_MACHINE_FILL_INTEGRATOR_H
#define LR_MACHINE_FILL_INTEGRATOR_H

#include <sundials/sundials_linearsolver.h>
#include <sundials/sundials_matrix.h>
#include <sundials/sundials_nvector.h>

#include "base/sundials_context.h"
#include "machine/fill_control.h"

struct lr_fill_integrator {
  const struct lr_fill_model *model;
  const struct lr_fill_control *control;
  double relative, absolute[LR_FILL_STATES];  // tolerances of the scaled states
  double time_s;                              // that was reached
  struct lr_sundials sundials;
  N_Vector y, tolerances, dense;
  SUNMatrix matrix;
  SUNLinearSolver solver;
  void *cvode;
};

// Opens it for a fill; it, the model and the control must stay where they are until it is closed, also after a failure.
// Status: LR_E_MEMORY, LR_E_INTERNAL with what CVODE says.
enum lr_status lr_fill_integrator_open(struct lr_fill_integrator *integrator, const struct lr_fill *fill,
                                       const struct lr_fill_model *model, const struct lr_fill_control *control,
                                       struct lr_error *error);
void lr_fill_integrator_close(struct lr_fill_integrator *integrator);  // a zeroed struct is fine

// Begins anew at a discontinuity, with the modes that the model has now; steps will not pass `stop_s`.
// Status here and below: LR_E_CONVERGE with what CVODE says.
enum lr_status lr_fill_integrator_begin(struct lr_fill_integrator *integrator, double time_s, double stop_s,
                                        const double state[LR_FILL_STATES], struct lr_error *error);
// One step. Out: time and state after it; ended: at `stop_s`, or where a mode of the rings `met` ends.
enum lr_status lr_fill_integrator_step(struct lr_fill_integrator *integrator, double stop_s, double *time_s,
                                       double state[LR_FILL_STATES], bool *ended, bool met[LR_FILL_RINGS], struct lr_error *error);
// The state at a time within the last step.
enum lr_status lr_fill_integrator_at(struct lr_fill_integrator *integrator, double time_s, double state[LR_FILL_STATES],
                                     struct lr_error *error);

#endif
