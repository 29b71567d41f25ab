// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/wake.h"

#include <complex.h>
#include <math.h>
#include <stdbool.h>

#include "base/constants.h"

static const double VACUUM_IMPEDANCE_ohm = 376.730313412;  // CODATA 2022

// (e^-x - sum of the first `terms` Taylor terms) / (-x)^terms, without loss of digits for small |x|
static double complex exponential_rest(double complex x, int terms) {
  if (cabs(x) < 1) {
    double complex sum = 0, term = 1;
    for (int i = 1; i <= terms; i++) term /= i;
    for (int i = terms + 1; i < terms + 22; i++) {
      sum += term;
      term *= -x / i;
    }
    return sum;
  }
  double complex rest = cexp(-x), term = 1;
  for (int i = 0; i < terms; i++) {
    rest -= term;
    term *= -x / (i + 1);
  }
  for (int i = 0; i < terms; i++) rest /= -x;
  return rest;
}

// S = A (e^-qs - e^-ps)/(p - q) with q, p = (a -+ i w)/c and A = 2 a R is the integral of the wake; the rest follows from
// integrals of e^-ps.
static double resonator_value(const struct lr_wake_resonator *resonator, double s_m, int times) {
  if (s_m < 0) return 0;
  double turn = 2 * LR_PI * resonator->frequency_Hz / LR_C_m_s, a = turn / (2 * resonator->quality);
  double complex w = csqrt(turn * turn - a * a + 0 * I), q = a - I * w, p = a + I * w;
  double scale = 2 * a * resonator->shunt_ohm * LR_C_m_s;
  if (times == 0) return creal(scale * (p * cexp(-p * s_m) - q * cexp(-q * s_m)) / (p - q));
  // n-fold integral of e^-ps from 0 is s^n exponential_rest(ps, n)
  return creal(scale * pow(s_m, times - 1) *
               (exponential_rest(q * s_m, times - 1) - exponential_rest(p * s_m, times - 1)) / (p - q));
}

static double wall_constant(const struct lr_wake_wall *wall) {
  return LR_C_m_s * wall->length_m / (4 * LR_PI * wall->radius_m) *
         sqrt(VACUUM_IMPEDANCE_ohm / (LR_PI * wall->conductivity_S_m));
}

static double wall_value(const struct lr_wake_wall *wall, double s_m, int times) {
  if (s_m < 0) return 0;
  double C = wall_constant(wall), cut = wall->cut_m, first_V_C;
  if (cut == 0) {  // 20 C / cut^1.5 = Z0 c L / (pi b^2)
    first_V_C = VACUUM_IMPEDANCE_ohm * LR_C_m_s * wall->length_m / (LR_PI * wall->radius_m * wall->radius_m);
    cut = pow(20 * C / first_V_C, 2.0 / 3.0);
  } else {
    first_V_C = 20 * C / (cut * sqrt(cut));
  }
  // with x = s/cut the first integral is (2C/sqrt(cut)) (10 x - 9 x^2) before the cut and 2C/sqrt(s) behind it; the second
  // is continuous too (no inductance is added), the third keeps a constant of the near part
  double x = s_m / cut, S = first_V_C * cut / 10;
  if (x < 1) {
    if (times == 0) return first_V_C * (1 - 1.8 * x);
    if (times == 1) return S * x * (10 - 9 * x);
    if (times == 2) return S * cut * x * x * (5 - 3 * x);
    return S * cut * cut * x * x * x * (5.0 / 3 - 0.75 * x);
  }
  if (times == 0) return -C / (s_m * sqrt(s_m));
  if (times == 1) return 2 * C / sqrt(s_m);
  if (times == 2) return 4 * C * sqrt(s_m);
  return C * (8.0 / 3 * s_m * sqrt(s_m) - 5.0 / 6 * cut * sqrt(cut));
}

double lr_wake_value(const struct lr_wake *wake, double s_m, int times) {
  double sum = wake->table ? lr_wake_table_value(wake->table, s_m, times) : 0;
  for (size_t i = 0; i < wake->resonators; i++) sum += resonator_value(&wake->resonator[i], s_m, times);
  for (size_t i = 0; i < wake->walls; i++) sum += wall_value(&wake->wall[i], s_m, times);
  return sum;
}

double lr_wake_wall_loss_factor(const struct lr_wake_wall *wall, double sigma_z_m) {
  return LR_C_m_s * wall->length_m * tgamma(0.75) / (4 * LR_PI * LR_PI * wall->radius_m * sigma_z_m * sqrt(sigma_z_m)) *
         sqrt(VACUUM_IMPEDANCE_ohm / (2 * wall->conductivity_S_m));
}

static bool positive(double x) { return isfinite(x) && x > 0; }

enum lr_status lr_wake_check(const struct lr_wake *wake, double reach_m, struct lr_error *error) {
  if (wake->resonators > LR_WAKE_MOST || wake->walls > LR_WAKE_MOST)
    return lr_error_set(error, LR_E_DOMAIN, "a wake has %d resonators and walls at most", LR_WAKE_MOST);
  if (wake->table && lr_wake_table_end(wake->table) < reach_m)
    return lr_error_set(error, LR_E_DOMAIN, "the wake table ends %.4g m behind the charge, the bunch needs %.4g m",
                        lr_wake_table_end(wake->table), reach_m);
  for (size_t i = 0; i < wake->resonators; i++) {
    const struct lr_wake_resonator *r = &wake->resonator[i];
    if (!positive(r->shunt_ohm) || !positive(r->frequency_Hz) || !positive(r->quality))
      return lr_error_set(error, LR_E_DOMAIN,
                          "resonator %zu: shunt impedance %g ohm, frequency %g Hz and Q %g must be positive", i + 1,
                          r->shunt_ohm, r->frequency_Hz, r->quality);
    if (fabs(2 * r->quality - 1) < 1e-6)
      return lr_error_set(error, LR_E_DOMAIN, "resonator %zu: Q = 1/2 is the aperiodic limit: take 0.50001", i + 1);
  }
  for (size_t i = 0; i < wake->walls; i++) {
    const struct lr_wake_wall *w = &wake->wall[i];
    if (!positive(w->length_m) || !positive(w->radius_m) || !positive(w->conductivity_S_m) ||
        !(isfinite(w->cut_m) && w->cut_m >= 0))
      return lr_error_set(error, LR_E_DOMAIN,
                          "wall %zu: length %g m, radius %g m and conductivity %g S/m must be positive, cut %g m not negative",
                          i + 1, w->length_m, w->radius_m, w->conductivity_S_m, w->cut_m);
  }
  if (!isfinite(wake->inductance_H) || !(isfinite(wake->resistance_ohm) && wake->resistance_ohm >= 0))
    return lr_error_set(error, LR_E_DOMAIN, "inductance %g H must be finite, resistance %g ohm not negative",
                        wake->inductance_H, wake->resistance_ohm);
  return LR_OK;
}
