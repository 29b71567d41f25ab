// SPDX-License-Identifier: GPL-3.0-or-later
// Recovery times: moments of a mixture of log-normals against draws, and what is refused.
#include "beamloss/recovery.h"

#include "tests/lr_test.h"

static void against_draws(const struct lr_recovery *kinds, size_t count) {
  enum { N = 200000 };
  double mean, spread, sum = 0, square = 0;
  struct lr_error error;
  LR_CHECK(lr_recovery_moments(kinds, count, &mean, &spread, &error) == LR_OK);
  for (uint64_t i = 0; i < N; i++) {
    struct lr_random random = lr_random_stream(11, 4, i);
    double t = lr_recovery_draw(kinds, count, &random);
    LR_CHECK(t >= 0 && isfinite(t));
    sum += t;
    square += t * t;
  }
  LR_NEAR(sum / N, mean, 5 * spread / mean / sqrt(N));
  LR_NEAR(sqrt(square / N - sum / N * sum / N), spread, 0.05);  // the tail of a log-normal makes this slow
}

int main(void) {
  const struct lr_recovery usual[] = {{0.90, 1200, 0.5}, {0.08, 14400, 0.8}, {0.02, 172800, 1}};
  const struct lr_recovery one[] = {{1, 3600, 0.3}};
  against_draws(usual, 3);
  against_draws(one, 1);
  double mean = -1, spread = -1;
  struct lr_error error;
  const struct lr_recovery sharp[] = {{0.5, 100, 0}, {0.5, 300, 0}};
  LR_CHECK(lr_recovery_moments(sharp, 2, &mean, &spread, &error) == LR_OK);
  LR_NEAR(mean, 200, 1e-15);
  LR_NEAR(spread, 100, 1e-12);
  const struct lr_recovery none[] = {{1, 0, 1}};
  LR_CHECK(lr_recovery_moments(none, 1, &mean, &spread, &error) == LR_OK && mean == 0 && spread == 0);

  mean = spread = -1;
  const struct lr_recovery bad[][2] = {{{0.5, 100, 0}, {0.4, 300, 0}},  {{1.5, 100, 0}, {-0.5, 300, 0}}, {{0.5, -1, 0}, {0.5, 3, 0}},
                                       {{0.5, 100, -1}, {0.5, 300, 0}}, {{0.5, NAN, 0}, {0.5, 300, 0}},  {{NAN, 1, 0}, {0.5, 300, 0}}};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    LR_CHECK(lr_recovery_moments(bad[i], 2, &mean, &spread, &error) == LR_E_DOMAIN && *error.text);
  LR_CHECK(lr_recovery_moments(usual, 0, &mean, &spread, &error) == LR_E_DOMAIN);
  LR_CHECK(mean == -1 && spread == -1);

  // always two uniform draws, whatever kind is drawn: streams stay in step
  for (uint64_t i = 0; i < 200; i++) {
    struct lr_random a = lr_random_stream(2, 2, i), b = a;
    lr_recovery_draw(usual, 3, &a);
    lr_random_uniform(&b);
    lr_random_uniform(&b);
    LR_CHECK(lr_random_uniform(&a) == lr_random_uniform(&b));
  }
  return lr_test_end();
}
