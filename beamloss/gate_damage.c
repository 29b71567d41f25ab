// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/gate_damage.h"

#include <math.h>

double lr_gate_loss_probability(const struct lr_gate_law *law, double dose_rad) {
  if (!(law->scale_rad > 0) || !(law->exponent > 0) || !(dose_rad >= 0)) return NAN;
  return -expm1(-pow(dose_rad / law->scale_rad, law->exponent));
}

bool lr_pxd_powered(enum lr_pxd_policy policy, double loss_rate, double rate_limit) {
  switch (policy) {
    case LR_PXD_ON:
      return true;
    case LR_PXD_OFF:
      return false;
    case LR_PXD_BY_RATE:
      return loss_rate <= rate_limit;
  }
  return false;
}

// Sum of the terms from below; p <= 1/2, so that (1-p)^n >= 2^-1000 does not underflow.
static int inverse(int n, double p, double u) {
  double term = exp(n * log1p(-p)), sum = term, odds = p / (1 - p);
  int k = 0;
  while (u > sum && k < n) {
    term *= odds * (n - k) / (k + 1);
    k++;
    double next = sum + term;
    if (next == sum && k > n * p) break;  // the rest is below rounding
    sum = next;
  }
  return k;
}

int lr_binomial_at(int n, double p, double u) {
  if (n <= 0 || !(p > 0)) return 0;
  if (p >= 1) return n;
  return p <= 0.5 ? inverse(n, p, u) : n - inverse(n, 1 - p, 1 - u);
}

enum lr_status lr_gates_lose(const struct lr_gate_law *law, const double dose_rad[LR_PXD_MODULES],
                             const int live[LR_PXD_MODULES], bool powered, struct lr_random *random,
                             struct lr_gate_losses *losses, struct lr_error *error) {
  if (!(law->scale_rad > 0) || !(law->exponent > 0))
    return lr_error_set(error, LR_E_DOMAIN, "dose scale and exponent of the loss of gates must be above 0");
  struct lr_gate_losses out = {0};
  for (int i = 0; i < LR_PXD_MODULES; i++) {
    int gates = live ? live[i] : LR_PXD_GATES;
    if (!(dose_rad[i] >= 0))
      return lr_error_set(error, LR_E_DOMAIN, "the dose of module %d is negative or no number", i + 1);
    if (gates < 0 || gates > LR_PXD_GATES)
      return lr_error_set(error, LR_E_DOMAIN, "module %d cannot have %d live gates", i + 1, gates);
    double p = powered ? lr_gate_loss_probability(law, dose_rad[i]) : 0;
    out.expected += gates * p;
    if (!random) continue;
    out.module[i] = lr_binomial_at(gates, p, lr_random_uniform(random));
    out.lost += out.module[i];
  }
  *losses = out;
  return LR_OK;
}
