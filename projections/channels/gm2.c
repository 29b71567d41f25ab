// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/gm2.h"

#include <math.h>

#include "base/constants.h"
#include "projections/quadrature.h"

enum kind { VECTOR, SCALAR, PSEUDOSCALAR };

struct loop {
  enum kind kind;
  double ratio2;  // (M/m)^2
};

// In w = 1 - z = exp(-u): the integrand changes at w ~ M/m for light bosons and at w ~ (m/M)^2 from 1 for heavy ones.
static double of_w(double w, const struct loop *p) {
  double z = 1 - w, top = p->kind == VECTOR ? 2 * z * w * w : p->kind == SCALAR ? (2 - w) * w * w : -w * w * w;
  return top / (w * w + z * p->ratio2);
}

static double low_half(double log_w, const void *data) {
  double w = exp(log_w);
  return w * of_w(w, data);
}

static double high_half(double log_z, const void *data) {
  double z = exp(log_z);
  return z * of_w(1 - z, data);
}

static double shift(enum kind kind, double mass, double coupling) {
  double ratio = mass / LR_MUON_MASS_GeV, sum = 0;
  const struct loop loop = {kind, ratio * ratio};
  const double end = log(0.5), start = log(fmin(1e-9, 1e-6 / (1 + ratio * ratio))), step = (end - start) / 8;
  for (int i = 0; i < 8; i++)
    sum += lr_quadrature_gauss(low_half, &loop, start + i * step, start + (i + 1) * step) +
           lr_quadrature_gauss(high_half, &loop, start + i * step, start + (i + 1) * step);
  return coupling * coupling / (8 * LR_PI * LR_PI) * sum;
}

double lr_gm2_vector(double mass, double coupling) { return shift(VECTOR, mass, coupling); }
double lr_gm2_scalar(double mass, double coupling) { return shift(SCALAR, mass, coupling); }
double lr_gm2_pseudoscalar(double mass, double coupling) { return shift(PSEUDOSCALAR, mass, coupling); }
