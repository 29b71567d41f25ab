// SPDX-License-Identifier: GPL-3.0-or-later
// Gates lost: the law in its limits, the binomial inverse against the distribution function of the GNU Scientific Library,
// draws against the expected number, policies, streams, what is refused.
#include "beamloss/gate_damage.h"

#include <gsl/gsl_cdf.h>

#include "tests/lr_test.h"

static void law(void) {
  const struct lr_gate_law one = {1000, 2};
  LR_CHECK(lr_gate_loss_probability(&one, 0) == 0);
  LR_NEAR(lr_gate_loss_probability(&one, 1000), 1 - exp(-1), 1e-15);
  LR_NEAR(lr_gate_loss_probability(&one, 1e-3), 1e-12, 1e-9);  // (D/D0)^b, not lost to rounding
  LR_CHECK(lr_gate_loss_probability(&one, 1e6) == 1);
  LR_CHECK(isnan(lr_gate_loss_probability(&one, -1)) && isnan(lr_gate_loss_probability(&(struct lr_gate_law){0, 1}, 1)));
  double before = -1;
  for (double d = 1; d < 5e3; d *= 1.1) {
    double p = lr_gate_loss_probability(&one, d);
    LR_CHECK(p > before);
    before = p;
  }
}

static void inverse(void) {
  for (int i = 0; i < 20000; i++) {
    int n = 1 + (int)(192 * lr_test_random());
    double p = i % 3 ? lr_test_random() : lr_test_log_between(1e-12, 1), u = lr_test_random();
    int k = lr_binomial_at(n, p, u);
    LR_CHECK(k >= 0 && k <= n);
    // the least k with P(X <= k) >= u, but for rounding at the step itself
    LR_CHECK(gsl_cdf_binomial_P((unsigned)k, p, (unsigned)n) >= u - 1e-11);
    if (k > 0) LR_CHECK(gsl_cdf_binomial_P((unsigned)k - 1, p, (unsigned)n) < u + 1e-11);
    LR_CHECK(lr_binomial_at(n, p, u * 0.9) <= k);
    LR_CHECK(lr_binomial_at(n, p * 0.9, u) <= k);
  }
  LR_CHECK(lr_binomial_at(192, 0, 0.9) == 0 && lr_binomial_at(192, 1, 0.1) == 192 && lr_binomial_at(0, 0.5, 0.5) == 0);
  LR_CHECK(lr_binomial_at(192, 0.5, 1 - 1e-16) > 130 && lr_binomial_at(192, 0.5, 1e-300) == 0);
}

static void draws(void) {
  enum { EVENTS = 20000 };
  const struct lr_gate_law one = {3000, 1.7};
  const struct lr_pxd_spread spread = {1.5, 0.7, 1, 0.3};
  double dose[LR_PXD_MODULES], sum = 0, square = 0, variance = 0;
  struct lr_gate_losses out = {0};
  struct lr_error error;
  LR_CHECK(lr_pxd_spread_dose(&spread, 500, dose, &error) == LR_OK);
  for (int i = 0; i < LR_PXD_MODULES; i++) {
    double p = lr_gate_loss_probability(&one, dose[i]);
    variance += LR_PXD_GATES * p * (1 - p);
  }
  for (uint64_t event = 0; event < EVENTS; event++) {
    struct lr_random random = lr_random_stream(7, 23, event);
    int all = 0;
    LR_CHECK(lr_gates_lose(&one, dose, NULL, true, &random, &out, &error) == LR_OK);
    for (int i = 0; i < LR_PXD_MODULES; i++) all += out.module[i];
    LR_CHECK(all == out.lost);
    sum += out.lost;
    square += (double)out.lost * out.lost;
  }
  double mean = sum / EVENTS;
  LR_NEAR(mean, out.expected, 5 * sqrt(variance / EVENTS) / out.expected);
  LR_NEAR(square / EVENTS - mean * mean, variance, 0.05);  // 5 sigma of a variance of 20000 draws
}

static void switches(void) {
  const struct lr_gate_law one = {100, 1};
  double dose[LR_PXD_MODULES], more[LR_PXD_MODULES];
  int live[LR_PXD_MODULES];
  struct lr_gate_losses out, larger;
  struct lr_error error;
  for (int i = 0; i < LR_PXD_MODULES; i++) {
    dose[i] = 40 + i;
    more[i] = 1.2 * dose[i];
    live[i] = i % 2 ? 0 : 100;
  }
  struct lr_random a = lr_random_stream(1, 2, 3), b = a, c = a, d = a, same = a;
  LR_CHECK(lr_gates_lose(&one, dose, NULL, true, &a, &out, &error) == LR_OK && out.lost > 0);
  LR_CHECK(lr_gates_lose(&one, more, NULL, true, &b, &larger, &error) == LR_OK);
  for (int i = 0; i < LR_PXD_MODULES; i++) LR_CHECK(larger.module[i] >= out.module[i]);
  LR_CHECK(lr_gates_lose(&one, dose, live, true, &c, &out, &error) == LR_OK);
  for (int i = 0; i < LR_PXD_MODULES; i++) LR_CHECK(out.module[i] <= live[i]);
  LR_CHECK(lr_gates_lose(&one, dose, NULL, false, &d, &out, &error) == LR_OK && out.lost == 0 && out.expected == 0);
  for (int i = 0; i < LR_PXD_MODULES; i++) lr_random_uniform(&same);
  double next = lr_random_uniform(&same);  // 40 draws each, whatever happened
  LR_CHECK(lr_random_uniform(&a) == next && lr_random_uniform(&b) == next && lr_random_uniform(&c) == next && lr_random_uniform(&d) == next);
  LR_CHECK(lr_gates_lose(&one, dose, NULL, true, NULL, &out, &error) == LR_OK && out.lost == 0 && out.expected > 0);

  LR_CHECK(lr_pxd_powered(LR_PXD_ON, 9, 1) && !lr_pxd_powered(LR_PXD_OFF, 0, 1));
  LR_CHECK(lr_pxd_powered(LR_PXD_BY_RATE, 1, 1) && !lr_pxd_powered(LR_PXD_BY_RATE, 1.01, 1));

  LR_CHECK(lr_gates_lose(&(struct lr_gate_law){0, 1}, dose, NULL, true, &a, &out, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_gates_lose(&(struct lr_gate_law){1, NAN}, dose, NULL, true, &a, &out, &error) == LR_E_DOMAIN);
  dose[4] = NAN;
  LR_CHECK(lr_gates_lose(&one, dose, NULL, true, &a, &out, &error) == LR_E_DOMAIN && strstr(error.text, "module 5"));
  dose[4] = 1;
  live[39] = 193;
  LR_CHECK(lr_gates_lose(&one, dose, live, true, &a, &out, &error) == LR_E_DOMAIN && strstr(error.text, "193"));
}

int main(void) {
  lr_test_seed_from_environment();
  law();
  inverse();
  draws();
  switches();
  return lr_test_end();
}
