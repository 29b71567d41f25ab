// SPDX-License-Identifier: GPL-3.0-or-later
// Ends of a loss: thresholds, which end counts, recovery times against the mixture, streams, what is refused.
#include "beamloss/loss_outcome.h"

#include "tests/lr_test.h"

static const struct lr_recovery USUAL[LR_END_KINDS] = {{0, 1200, 0.5}, {0, 14400, 0.8}, {0, 172800, 1}};
static const struct lr_loss_thresholds AT = {.quench_J = 100, .quench_particles = 1e11, .damage_J = 2000};

static struct lr_loss_outcome of(struct lr_loss_deposit deposit, const struct lr_recovery *recovery) {
  struct lr_loss_outcome out = {0};
  struct lr_error error;
  struct lr_random random = lr_random_stream(3, 1, 4), other = random;
  LR_CHECK(lr_loss_outcome(&deposit, &AT, recovery, &random, &out, &error) == LR_OK);
  lr_random_normal(&other);
  LR_CHECK(lr_random_uniform(&random) == lr_random_uniform(&other));
  return out;
}

int main(void) {
  struct lr_loss_outcome out = of((struct lr_loss_deposit){99, 9e10, 1999}, USUAL);
  LR_CHECK(!out.quench && !out.damage && out.end == LR_END_REFILL);
  out = of((struct lr_loss_deposit){100, 0, 0}, USUAL);
  LR_CHECK(out.quench && !out.damage && out.end == LR_END_QUENCH);
  out = of((struct lr_loss_deposit){0, 1e11, 0}, USUAL);
  LR_CHECK(out.quench && out.end == LR_END_QUENCH);
  out = of((struct lr_loss_deposit){0, 0, 2000}, USUAL);
  LR_CHECK(!out.quench && out.damage && out.end == LR_END_DAMAGE);
  out = of((struct lr_loss_deposit){1e9, 1e12, 1e9}, USUAL);
  LR_CHECK(out.quench && out.damage && out.end == LR_END_DAMAGE);
  const struct lr_recovery slow_quench[LR_END_KINDS] = {{0, 1200, 0.5}, {0, 1e6, 0}, {0, 172800, 1}};
  out = of((struct lr_loss_deposit){1e9, 1e12, 1e9}, slow_quench);
  LR_CHECK(out.quench && out.damage && out.end == LR_END_QUENCH);
  LR_NEAR(out.downtime_s, 1e6, 1e-12);  // cv 0: the mean itself
  LR_TEXT_IS(lr_loss_end_name(LR_END_DAMAGE), "damage");

  // a share of each end, drawn event by event, has the mean of the mixture with these probabilities
  enum { N = 100000 };
  size_t seen[LR_END_KINDS] = {0};
  double sum = 0, mean, spread;
  struct lr_recovery mixture[LR_END_KINDS];
  struct lr_error error;
  for (uint64_t i = 0; i < N; i++) {
    struct lr_random random = lr_random_stream(5, 1, i);
    struct lr_loss_deposit deposit = {i % 10 == 1 ? 150 : 0, 0, i % 50 == 3 ? 3000 : 0};
    LR_CHECK(lr_loss_outcome(&deposit, &AT, USUAL, &random, &out, &error) == LR_OK);
    seen[out.end]++;
    sum += out.downtime_s;
  }
  LR_CHECK(lr_loss_mixture(seen, USUAL, mixture, &error) == LR_OK);
  LR_NEAR(mixture[LR_END_QUENCH].probability, 0.1, 1e-12);
  LR_NEAR(mixture[LR_END_DAMAGE].probability, 0.02, 1e-12);
  LR_CHECK(lr_recovery_moments(mixture, LR_END_KINDS, &mean, &spread, &error) == LR_OK);
  LR_NEAR(sum / N, mean, 5 * spread / mean / sqrt(N));

  struct lr_random random = lr_random_stream(0, 0, 0);
  const struct lr_loss_deposit none = {0}, negative = {-1, 0, 0}, unknown = {0, NAN, 0};
  const struct lr_loss_thresholds zero = {0, 1, 1}, never = {INFINITY, INFINITY, INFINITY};
  const struct lr_recovery bad[LR_END_KINDS] = {{0, 1, 1}, {0, -1, 1}, {0, 1, 1}};
  LR_CHECK(lr_loss_outcome(&none, &zero, USUAL, &random, &out, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_loss_outcome(&negative, &AT, USUAL, &random, &out, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_loss_outcome(&unknown, &AT, USUAL, &random, &out, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_loss_outcome(&none, &AT, bad, &random, &out, &error) == LR_E_DOMAIN && strstr(error.text, "quench"));
  LR_CHECK(lr_loss_outcome(&(struct lr_loss_deposit){1e9, 1e13, 1e9}, &never, USUAL, &random, &out, &error) == LR_OK && out.end == LR_END_REFILL);
  LR_CHECK(lr_loss_mixture((const size_t[LR_END_KINDS]){0}, USUAL, mixture, &error) == LR_E_DOMAIN);
  return lr_test_end();
}
