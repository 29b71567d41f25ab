// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/mumux.h"

#include <math.h>

#include "base/constants.h"
#include "projections/quadrature.h"

static const double m = LR_MUON_MASS_GeV, m2 = LR_MUON_MASS_GeV * LR_MUON_MASS_GeV;

// F = ratio (a/b + b/a) + single (1/a + 1/b) + cross / (ab) + square (1/a^2 + 1/b^2) + constant
struct amplitude {
  double ratio, single, cross, square, constant;
};

static struct amplitude amplitude(enum lr_mumux_kind kind, double s, double M2) {
  double t = s + 2 * m2;
  switch (kind) {
    case LR_MUMUX_VECTOR:
      return (struct amplitude){8, -16 * (s + M2 + 2 * m2), 16 * ((s + M2) * (s + M2) - 4 * m2 * m2),
                                -8 * t * (M2 + 2 * m2), 0};
    case LR_MUMUX_SCALAR:
      return (struct amplitude){4, -8 * (M2 - 4 * m2), 4 * (2 * (M2 - 2 * m2) * (M2 - 4 * m2) + 8 * s * m2),
                                -4 * t * (M2 - 4 * m2), 8};
    case LR_MUMUX_PSEUDOSCALAR:
      return (struct amplitude){4, -8 * M2, 8 * M2 * (M2 - 2 * m2), -4 * t * M2, 8};
  }
  LR_BUG("kind of mu mu X coupling");
}

double lr_mumux_density(enum lr_mumux_kind kind, double s, double mass, double a, double b) {
  struct amplitude f = amplitude(kind, s, mass * mass);
  return f.ratio * (a / b + b / a) + f.single * (1 / a + 1 / b) + f.cross / (a * b) +
         f.square * (1 / (a * a) + 1 / (b * b)) + f.constant;
}

// In the rest frame of the mu- X pair (mass q): b = M^2 + 2 E_k E_2 -+ 2 p_k p_2. The lower end is a difference of
// nearly equal numbers for light particles; it is taken from the product of both roots instead.
void lr_mumux_b_range(double s, double mass, double a, double *low, double *high) {
  double M2 = mass * mass, q2 = a + m2, q = sqrt(q2);
  double e_k = (q2 + M2 - m2) / (2 * q), e_2 = (s - q2 - m2) / (2 * q);
  double p_k = sqrt(fmax(0, e_k * e_k - M2)), p_2 = sqrt(fmax(0, e_2 * e_2 - m2));
  double sum = e_k * e_2 + p_k * p_2;
  *high = M2 + 2 * sum;
  *low = M2 + 2 * (M2 * e_2 * e_2 + m2 * p_k * p_k) / sum;
}

struct slice {
  struct amplitude f;
  double s, mass, log_low, log_span;
};

// The integral over b, times da/du: ln a is a cubic in u, which makes the square-root ends of the range smooth.
static double integrand(double u, const void *data) {
  const struct slice *p = data;
  double a = exp(p->log_low + p->log_span * u * u * (3 - 2 * u)), low, high;
  lr_mumux_b_range(p->s, p->mass, a, &low, &high);
  double width = high - low, logarithm = log(high / low);
  double inner = p->f.ratio * (a * logarithm + width * (high + low) / (2 * a)) +
                 p->f.single * (width / a + logarithm) + p->f.cross * logarithm / a +
                 p->f.square * (width / (a * a) + width / (low * high)) + p->f.constant * width;
  return inner * a * p->log_span * 6 * u * (1 - u);
}

enum lr_status lr_mumux_cross_section(enum lr_mumux_kind kind, double s, double mass, double coupling, double *fb,
                                      struct lr_error *error) {
  if (!(s > 0 && s < 1e12 && mass > 0 && mass < 1e6 && coupling > 0 && coupling < 1e12))
    return lr_error_set(error, LR_E_DOMAIN, "mu mu X: s = %.6g GeV^2, mass %.6g GeV and coupling %.6g must be positive",
                        s, mass, coupling);
  *fb = 0;
  double energy = sqrt(s), a_low = mass * (mass + 2 * m), a_high = energy * (energy - 2 * m);
  if (energy <= 2 * m + mass) return LR_OK;
  struct slice slice = {amplitude(kind, s, mass * mass), s, mass, log(a_low), log(a_high / a_low)};
  double sum = 0;
  for (int i = 0; i < 3; i++) sum += lr_quadrature_gauss(integrand, &slice, i / 3.0, (i + 1) / 3.0);
  double value = LR_ALPHA * LR_ALPHA * coupling * coupling / (48 * LR_PI * s * s * s) * sum * LR_GEV_M2_fb;
  *fb = fmax(0, value);
  return LR_OK;
}

double lr_mumux_threshold(double mass) { return mass + 2 * m; }
