// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/root.h"

#include <math.h>

enum lr_status lr_root_find(lr_root_function f, const void *data, double low, double high, double tolerance,
                            double *x, struct lr_error *error) {
  double b = low, a = high, c = high, fa, fb, fc, t = 0.5;
  enum lr_status status = f(b, data, &fb, error);
  if (!status) status = f(a, data, &fa, error);
  if (status) return status;
  fc = fa;
  if (!((fa <= 0 && fb >= 0) || (fa >= 0 && fb <= 0)))
    return lr_error_set(error, LR_E_CONVERGE, "no change of sign between %.6g and %.6g", low, high);
  for (int i = 0; i < 200; i++) {
    double best = fabs(fa) < fabs(fb) ? a : b;
    double room = fabs(b - a) > 0 ? tolerance / fabs(b - a) : 1;
    *x = best;
    if (room >= 0.5 || fa == 0 || fb == 0) return LR_OK;
    double next = a + fmin(fmax(t, room), 1 - room) * (b - a), fnext;
    if ((status = f(next, data, &fnext, error))) return status;
    if ((fnext > 0) == (fa > 0)) {
      c = a, fc = fa;
    } else {
      c = b, fc = fb;
      b = a, fb = fa;
    }
    a = next, fa = fnext;
    double xi = (a - b) / (c - b), phi = (fa - fb) / (fc - fb);
    t = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi
            ? fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
            : 0.5;
  }
  return lr_error_set(error, LR_E_CONVERGE, "no root found to %.3g after 200 steps", tolerance);
}
