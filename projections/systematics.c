// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/systematics.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

double lr_background_with_error(double background, double relative) {
  double error = relative * background;
  return background + error * error;
}

// b (1 + r^2 b) = e, without the cancellation of the textbook root
double lr_background_without_error(double events, double relative) {
  return 2 * events / (1 + sqrt(1 + 4 * relative * relative * events));
}

double lr_signal_widening(double relative, double cl) {
  double z = fmin(0.9, relative * gsl_cdf_ugaussian_Pinv(0.5 * (1 + cl)));
  return 1 / sqrt(1 - z * z);
}
