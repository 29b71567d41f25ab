// SPDX-License-Identifier: GPL-3.0-or-later
// A root of a continuous function inside a bracket that the caller has found.
#ifndef LR_PROJECTIONS_ROOT_H
#define LR_PROJECTIONS_ROOT_H

#include "base/error.h"

typedef enum lr_status (*lr_root_function)(double x, const void *data, double *y, struct lr_error *error);

// x in [low, high] with f(x) = 0, by inverse quadratic interpolation guarded by bisection (Chandrupatla, Adv. Eng.
// Softw. 28 (1997) 145). f(low) and f(high) have opposite signs or are zero. `tolerance`: absolute, on x.
// Status: LR_E_CONVERGE when there is no change of sign; what f returns.
enum lr_status lr_root_find(lr_root_function f, const void *data, double low, double high, double tolerance,
                            double *x, struct lr_error *error);

#endif
