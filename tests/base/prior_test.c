// SPDX-License-Identifier: GPL-3.0-or-later
// Priors: draws against their mean and distribution, never negative, and what the reader refuses.
#include "base/prior.h"

#include "tests/base/documents.h"

static bool read_prior(const char *yaml, enum lr_dimension dimension, struct lr_prior *prior, struct said *said) {
  char text[400];
  snprintf(text, sizeof text, "p: %s\n", yaml);
  *said = said_of(text);
  struct lr_reading reading = {said->document, &said->problems};
  bool fine = lr_prior_read(&reading, said->document->root->child[0], dimension, prior);
  said_print(said);
  return fine;
}

static void draws(void) {
  static const struct lr_prior PRIORS[] = {
      {LR_NORMAL, LR_DIM_NUMBER, 1, 0.12, 0},       {LR_NORMAL, LR_DIM_NUMBER, 1, 1, 0},       {LR_NORMAL, LR_DIM_NUMBER, 0, 2, 0},
      {LR_LOGNORMAL, LR_DIM_NUMBER, 0.8187, 0.35, 0}, {LR_TRIANGULAR, LR_DIM_LUMINOSITY, 15e38, 45e38, 63e38},
      {LR_TRIANGULAR, LR_DIM_NUMBER, 1, 1, 2},      {LR_TRIANGULAR, LR_DIM_NUMBER, 1, 2, 2},   {LR_EXPONENTIAL, LR_DIM_TIME, 3.15576e7, 0, 0},
      {LR_UNIFORM, LR_DIM_NUMBER, 0.9, 1.1, 0},     {LR_FIXED, LR_DIM_NUMBER, 0.7, 0, 0},
      {LR_LOGUNIFORM, LR_DIM_LENGTH, 5e-6, 200e-6, 0}, {LR_BETA, LR_DIM_NUMBER, 9, 1, 0}};
  enum { N = 200000 };
  for (size_t k = 0; k < sizeof PRIORS / sizeof *PRIORS; k++) {
    double sum = 0, square = 0, last = -1;
    for (int i = 0; i < N; i++) {
      struct lr_random random = lr_random_stream(3, 70 + k, (uint64_t)i);
      double x = lr_prior_quantile(&PRIORS[k], lr_random_uniform(&random));
      LR_CHECK(x >= 0 && isfinite(x));
      sum += x;
      square += x * x;
    }
    double mean = sum / N, sigma = sqrt(fmax(0, square / N - mean * mean));
    LR_NEAR((mean - lr_prior_mean(&PRIORS[k])) / lr_prior_mean(&PRIORS[k]), 0, 5 * sigma / mean / sqrt(N) + 1e-12);
    for (int i = 1; i < 1000; i++) {  // rises with u
      double x = lr_prior_quantile(&PRIORS[k], i / 1000.);
      LR_CHECK(x >= last);
      last = x;
    }
    const double ENDS[] = {1.1e-16, 1 - 1.1e-16, 1e-300};
    for (int i = 0; i < 3; i++) LR_CHECK(isfinite(lr_prior_quantile(&PRIORS[k], ENDS[i])) && lr_prior_quantile(&PRIORS[k], ENDS[i]) >= 0);
  }
  LR_NEAR(lr_prior_quantile(&PRIORS[3], 0.5), 0.8187, 1e-12);       // median
  LR_NEAR(lr_prior_quantile(&PRIORS[7], 0.5), 3.15576e7 * log(2), 1e-12);
  LR_NEAR(lr_prior_quantile(&PRIORS[8], 0.25), 0.95, 1e-12);
  LR_NEAR(lr_prior_quantile(&PRIORS[4], 5. / 8), 45e38, 1e-12);     // the mode stands at (mode - low) / (high - low)
  LR_NEAR(lr_prior_quantile(&PRIORS[0], 0.5), 1, 1e-12);
}

static void reading(void) {
  struct lr_prior p;
  struct said s;
  char words[200];
  LR_CHECK(read_prior("{dist: lognormal, median: 0.8187, sigma: 0.35, source: x, status: assumed}", LR_DIM_NUMBER, &p, &s));
  LR_CHECK(p.distribution == LR_LOGNORMAL && p.a == 0.8187 && p.b == 0.35);
  lr_prior_words(&p, words, sizeof words);
  LR_TEXT_IS(words, "lognormal, median 0.819, sigma 0.35");
  said_free(&s);
  LR_CHECK(read_prior("{dist: triangular, low: 15e34 cm^-2 s^-1, mode: {value: 45e34 cm^-2 s^-1}, high: 63e34 cm^-2 s^-1}", LR_DIM_LUMINOSITY, &p, &s));
  LR_NEAR(p.b, 45e38, 1e-12);
  said_free(&s);
  LR_CHECK(read_prior("{dist: exponential, mean: 1 year}", LR_DIM_TIME, &p, &s));
  lr_prior_words(&p, words, sizeof words);
  LR_TEXT_IS(words, "exponential, mean 1 year");
  said_free(&s);
  LR_CHECK(read_prior("{dist: fixed, value: 90 %}", LR_DIM_NUMBER, &p, &s) && p.a == 0.9);
  said_free(&s);
  LR_CHECK(read_prior("{dist: loguniform, low: 5 um, high: 200 um}", LR_DIM_LENGTH, &p, &s));
  lr_prior_words(&p, words, sizeof words);
  LR_TEXT_IS(words, "loguniform, low 5 um, high 200 um");
  double low, high;
  lr_prior_support(&p, &low, &high);
  LR_CHECK(low == p.a && high == p.b);
  said_free(&s);
  LR_CHECK(read_prior("{value: 2.5 us, status: read}", LR_DIM_TIME, &p, &s) && p.distribution == LR_FIXED);
  lr_prior_words(&p, words, sizeof words);
  LR_TEXT_IS(words, "fixed, value 2.5 us");
  said_free(&s);
  static const struct {
    const char *yaml;
    enum lr_dimension dimension;
    const char *says;
  } BAD[] = {{"{dist: norml, mean: 1, sigma: 1}", LR_DIM_NUMBER, "wants a distribution such as"},
             {"{mean: 1}", LR_DIM_NUMBER, "wants a distribution such as"},
             {"-1", LR_DIM_NUMBER, "cannot be negative"},
             {"{value: 1 A}", LR_DIM_NUMBER, "unit"},
             {"{dist: loguniform, low: 0, high: 1}", LR_DIM_NUMBER, "out of order or negative"},
             {"{dist: beta, a: 0, b: 1}", LR_DIM_NUMBER, "out of order or negative"},
             {"[1]", LR_DIM_NUMBER, "wants a distribution such as"},
             {"{dist: [normal]}", LR_DIM_NUMBER, "wants a distribution such as"},
             {"{dist: normal, mean: 1}", LR_DIM_NUMBER, "needs 'sigma'"},
             {"{dist: normal, mean: 1, sigma: 0.1, median: 2}", LR_DIM_NUMBER, "unknown key 'median' in 'p': dist: normal takes mean, sigma"},
             {"{dist: normal, mean: 1, sigma: 0}", LR_DIM_NUMBER, "out of order or negative"},
             {"{dist: normal, mean: -1, sigma: 1}", LR_DIM_NUMBER, "out of order or negative"},
             {"{dist: lognormal, median: 0, sigma: 1}", LR_DIM_NUMBER, "out of order or negative"},
             {"{dist: triangular, low: 2, mode: 1, high: 3}", LR_DIM_NUMBER, "out of order or negative"},
             {"{dist: triangular, low: 2, mode: 2, high: 2}", LR_DIM_NUMBER, "out of order or negative"},
             {"{dist: triangular, low: -1, mode: 2, high: 3}", LR_DIM_NUMBER, "out of order or negative"},
             {"{dist: uniform, low: 1, high: 1}", LR_DIM_NUMBER, "out of order or negative"},
             {"{dist: uniform, low: -1 year, high: 1 year}", LR_DIM_TIME, "out of order or negative"},
             {"{dist: fixed, value: -1}", LR_DIM_NUMBER, "out of order or negative"},
             {"{dist: exponential, mean: 0 s}", LR_DIM_TIME, "out of order or negative"},
             {"{dist: exponential, mean: 1}", LR_DIM_TIME, "(it has no unit)"},
             {"{dist: lognormal, median: 1 year, sigma: 1 year}", LR_DIM_TIME, "its unit is of another kind"},
             {"{dist: normal, mean: nan, sigma: 0.1}", LR_DIM_NUMBER, "not a number"}};
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
    LR_CHECK(!read_prior(BAD[i].yaml, BAD[i].dimension, &p, &s));
    LR_CHECK(says(&s, BAD[i].says));
    said_free(&s);
  }
}

// The two that came last against closed forms, and the words for units of their own.
static void closed(void) {
  const struct lr_prior log_even = {LR_LOGUNIFORM, LR_DIM_LENGTH, 5e-6, 200e-6, 0}, nine = {LR_BETA, LR_DIM_NUMBER, 9, 1, 0}, three = {LR_BETA, LR_DIM_NUMBER, 1, 3, 0};
  for (int i = 1; i < 100; i++) {
    double u = i / 100.;
    LR_NEAR(log(lr_prior_quantile(&log_even, u) / 5e-6) / log(40), u, 1e-13);
    LR_NEAR(pow(lr_prior_quantile(&nine, u), 9), u, 1e-9);           // distribution function x^9
    LR_NEAR(1 - pow(1 - lr_prior_quantile(&three, u), 3), u, 1e-9);  // 1 - (1 - x)^3
  }
  LR_NEAR(lr_prior_mean(&log_even), 195e-6 / log(40), 1e-14);
  LR_NEAR(lr_prior_mean(&nine), 0.9, 1e-15);
  double low, high;
  lr_prior_support(&nine, &low, &high);
  LR_CHECK(low == 0 && high == 1);
  const struct lr_prior fixed = {.distribution = LR_FIXED, .a = 3}, normal = {LR_NORMAL, LR_DIM_NUMBER, 5, 1, 0}, even = {LR_UNIFORM, LR_DIM_NUMBER, 2, 4, 0},
                        triangle = {LR_TRIANGULAR, LR_DIM_NUMBER, 1, 2, 7};
  lr_prior_support(&fixed, &low, &high);
  LR_CHECK(low == 3 && high == 3);
  lr_prior_support(&normal, &low, &high);
  LR_CHECK(low == 0 && isinf(high));
  lr_prior_support(&even, &low, &high);
  LR_CHECK(low == 2 && high == 4);
  lr_prior_support(&triangle, &low, &high);
  LR_CHECK(low == 1 && high == 7);
  char words[200];
  const struct lr_prior stress = {LR_LOGUNIFORM, LR_DIM_STRESS, 1e7 / 1.602176634e-19, 2e8 / 1.602176634e-19, 0}, dose = {LR_LOGNORMAL, LR_DIM_DOSE, 10, 1.1, 0};
  lr_prior_words(&stress, words, sizeof words);
  LR_TEXT_IS(words, "loguniform, low 10 MPa, high 200 MPa");
  lr_prior_words(&dose, words, sizeof words);
  LR_TEXT_IS(words, "lognormal, median 10 Gy, sigma 1.1");
  lr_prior_words(&nine, words, sizeof words);
  LR_TEXT_IS(words, "beta, a 9, b 1");
}

int main(void) {
  closed();
  draws();
  reading();
  return lr_test_end();
}
