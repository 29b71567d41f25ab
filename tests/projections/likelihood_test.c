// SPDX-License-Identifier: GPL-3.0-or-later
// The binned likelihood: derivatives against differences, the profiled bin factors against a search, fits with answers in
// closed form, minima that no neighbour beats, hostile data, combining.
#include "projections/stats/likelihood.h"

#include <float.h>

#include "tests/lr_test.h"

enum { BINS = 6, CHANNELS = 3, NUISANCES = 5 };

struct random_model {  // three channels with every kind of effect, nuisances shared
  double events[CHANNELS][3][BINS], up[CHANNELS][3][BINS], down[CHANNELS][3][BINS], rel[CHANNELS][BINS];
  double observed[CHANNELS * BINS], bin_aux[CHANNELS * BINS], aux[NUISANCES];
  struct lr_like_channel channel[CHANNELS];
  struct lr_like like;
  struct lr_like_data data;
};

static void make(struct random_model *m) {
  memset(m, 0, sizeof *m);
  m->like = (struct lr_like){.channel = m->channel, .channels = CHANNELS, .nuisances = NUISANCES};
  for (size_t k = 0; k < NUISANCES; k++) m->like.nuisance[k] = (struct lr_like_nuisance){LR_LIKE_GAUSS, 0};
  m->like.nuisance[3] = (struct lr_like_nuisance){LR_LIKE_POISSON, 0.2};
  for (size_t c = 0; c < CHANNELS; c++) {
    struct lr_like_channel *channel = &m->channel[c];
    *channel = (struct lr_like_channel){.bins = BINS, .samples = 3, .bin_constraint = (enum lr_like_constraint)c, .bin_rel = m->rel[c]};
    for (size_t s = 0; s < 3; s++) {
      struct lr_like_sample *sample = &channel->sample[s];
      sample->signal = s == 0;
      sample->events = m->events[c][s];
      for (int i = 0; i < BINS; i++) {
        double x = m->events[c][s][i] = lr_test_log_between(s == 0 ? 0.2 : 2, s == 0 ? 4 : 60);
        double change = lr_test_between(-0.08, 0.08);  // larger, or both on one side: several minima, all of them true
        m->up[c][s][i] = x * (1 + change);
        m->down[c][s][i] = x * (1 - change * lr_test_between(0.6, 1.4));
        m->rel[c][i] = lr_test_between(0.02, 0.3);
      }
      struct lr_like_effect *e = sample->effect;
      if (s == 0) {
        e[sample->effects++] = (struct lr_like_effect){.kind = LR_LIKE_LOGNORMAL, .nuisance = 0, .up = 1.1};
        e[sample->effects++] = (struct lr_like_effect){.kind = LR_LIKE_LOGNORMAL, .nuisance = 1, .up = 1.2, .down = 0.9};
      } else {
        e[sample->effects++] = (struct lr_like_effect){.kind = LR_LIKE_LINEAR, .nuisance = s == 1 ? 3 : 2, .up = s == 1 ? 0.2 : 0.1};
        e[sample->effects++] = (struct lr_like_effect){.kind = s == 1 ? LR_LIKE_SHAPE : LR_LIKE_SHAPE_LOG, .nuisance = 4,
                                                       .up_events = m->up[c][s], .down_events = m->down[c][s]};
        e[sample->effects++] = (struct lr_like_effect){.kind = LR_LIKE_SHAPE, .nuisance = c == 0 ? 2 : 1,
                                                       .up_events = m->down[c][s], .down_events = m->up[c][s]};
      }
    }
    for (int i = 0; i < BINS; i++) {
      size_t at = c * BINS + (size_t)i;
      m->observed[at] = floor(lr_test_between(0.7, 1.3) * (m->events[c][1][i] + m->events[c][2][i]));
      m->bin_aux[at] = lr_test_between(0.8, 1.2);
    }
  }
  for (size_t k = 0; k < NUISANCES; k++) m->aux[k] = lr_test_between(-1, 1);
  m->data = (struct lr_like_data){m->observed, m->bin_aux, m->aux};
}

static void derivatives(void) {
  enum { DIM = 1 + NUISANCES };
  for (int trial = 0; trial < 60; trial++) {
    struct random_model m;
    make(&m);
    const bool bent = trial % 3 == 0;  // bins whose shapes begin at nothing, and far above little, where the sum bends
    for (size_t c = 0; c < CHANNELS && bent; c++)
      for (int i = 0; i < 4; i++) {
        m.events[c][1][i] = i % 2 ? 0.05 * (1 + i) : 0;
        m.up[c][1][i] = lr_test_between(3, 6);
        m.down[c][1][i] = lr_test_between(0, 3);
      }
    struct lr_like_work *w = NULL;
    LR_CHECK(lr_like_work_create(&m.like, &w, NULL) == LR_OK);
    if (!w) return;
    double x[DIM], g[DIM], h[DIM * DIM], high[DIM], low[DIM], unused[DIM * DIM];
    x[0] = lr_test_between(0, 2);
    for (size_t i = 1; i < DIM; i++) x[i] = trial % 4 ? lr_test_between(-1.6, 1.6) : lr_test_between(-4.5, 15);
    for (size_t i = 1; i < DIM && bent; i++) x[i] *= 0.02;
    double value = lr_like_evaluate(w, &m.data, x, g, h);
    LR_NEAR(lr_like_evaluate(w, &m.data, x, NULL, NULL), value, 1e-15);
    for (size_t i = 0; i < DIM; i++) {
      const double step = bent ? 1e-6 : 1e-5, at = x[i];  // a bend is a hundredth wide
      x[i] = at + step;
      double up = lr_like_evaluate(w, &m.data, x, high, unused);
      x[i] = at - step;
      double down = lr_like_evaluate(w, &m.data, x, low, unused);
      x[i] = at;
      LR_CHECK(fabs((up - down) / (2 * step) - g[i]) < 1e-6 * (1 + fabs(g[i]) + fabs(value)));
      for (size_t j = 0; j < DIM; j++) {
        double slope = (high[j] - low[j]) / (2 * step), size = 1 + sqrt(fabs(h[i * DIM + i] * h[j * DIM + j]));
        LR_CHECK(fabs(slope - h[i * DIM + j]) < 3e-6 * size);
        LR_CHECK(h[i * DIM + j] == h[j * DIM + i]);
      }
    }
    lr_like_work_free(w);
  }
}

// The bin factor against a search by thirds of the same terms, written out here.
static double terms(enum lr_like_constraint kind, double rel, double n, double s, double b, double aux, double gamma) {
  double nu = s + gamma * b, tau = 1 / (rel * rel);
  double bin = nu - n + (n > 0 ? n * log(n / nu) : 0);
  if (kind == LR_LIKE_GAUSS) return bin + 0.5 * tau * (gamma - aux) * (gamma - aux);
  return bin + tau * (gamma - aux + (aux > 0 ? aux * log(aux / gamma) : 0));
}

static void bin_factors(void) {
  for (int trial = 0; trial < 200; trial++) {
    double s = lr_test_between(0, 3), b = lr_test_log_between(0.05, 50), rel = lr_test_log_between(0.01, 2);
    double n = floor(lr_test_between(0, 2) * (s + b)), one = lr_test_between(0.3, 1.5), low = 1e-13, high = 40;
    enum lr_like_constraint kind = trial % 2 ? LR_LIKE_GAUSS : LR_LIKE_POISSON;
    struct lr_like_channel channel = {.bins = 1, .samples = 2, .bin_constraint = kind, .bin_rel = &rel,
                                      .sample = {{.signal = true, .events = &s}, {.events = &b}}};
    struct lr_like like = {.channel = &channel, .channels = 1};
    struct lr_like_work *w = NULL;
    LR_CHECK(lr_like_work_create(&like, &w, NULL) == LR_OK || s == 0);
    if (!w) continue;
    for (int i = 0; i < 300; i++) {
      double a = low + (high - low) / 3, c = high - (high - low) / 3;
      if (terms(kind, rel, n, s, b, one, a) < terms(kind, rel, n, s, b, one, c)) high = c;
      else low = a;
    }
    const struct lr_like_data data = {&n, &one, NULL};
    LR_CHECK(fabs(lr_like_evaluate(w, &data, (double[]){1}, NULL, NULL) - terms(kind, rel, n, s, b, one, low)) < 1e-9);
    double events, gamma;
    lr_like_expected(w, &data, 1, (double[]){0}, &events, &gamma);
    LR_CHECK(fabs(gamma - low) < 1e-5 * (1 + low));
    LR_NEAR(events, s + gamma * b, 1e-12);
    lr_like_work_free(w);
  }
}

// No point around a minimum is lower; the fit from elsewhere ends at the same place; twice the same is the same bits.
static void minima(void) {
  for (int trial = 0; trial < 40; trial++) {
    struct random_model m;
    make(&m);
    struct lr_like_work *w = NULL;
    LR_CHECK(lr_like_work_create(&m.like, &w, NULL) == LR_OK);
    if (!w) return;
    const struct lr_like_free free_mu = {0, INFINITY, false, 0};
    struct lr_like_fit fit = {.mu = 0}, other = {.mu = 5}, again = {.mu = 0};
    for (size_t k = 0; k < NUISANCES; k++) other.theta[k] = lr_test_between(-0.5, 0.5);
    LR_CHECK(lr_like_minimise(w, &m.data, &free_mu, &fit, NULL) == LR_OK);
    LR_CHECK(lr_like_minimise(w, &m.data, &free_mu, &other, NULL) == LR_OK);
    LR_CHECK(lr_like_minimise(w, &m.data, &free_mu, &again, NULL) == LR_OK);
    LR_CHECK(memcmp(&fit, &again, sizeof fit) == 0);
    LR_NEAR(other.nll, fit.nll, 1e-11);
    LR_CHECK(fabs(other.mu - fit.mu) < 1e-6 * (1 + fit.mu));
    LR_CHECK(fit.steps < 30);
    for (int i = 0; i < 40; i++) {
      double x[1 + NUISANCES];
      x[0] = fmax(fit.mu + lr_test_between(-0.01, 0.01), 0);
      for (size_t k = 0; k < NUISANCES; k++) x[1 + k] = fit.theta[k] + lr_test_between(-0.01, 0.01);
      LR_CHECK(lr_like_evaluate(w, &m.data, x, NULL, NULL) >= fit.nll - 1e-12 * fit.nll);
    }
    lr_like_work_free(w);
  }
}

// One window, n counted over a known background: mu = (n - b) / s, its error sqrt(n) / s.
static void closed_forms(void) {
  double s = 2.5, b = 40, n = 63, one = 1;
  struct lr_like_channel channel = {.bins = 1, .samples = 2, .sample = {{.signal = true, .events = &s}, {.events = &b}}};
  struct lr_like like = {.channel = &channel, .channels = 1};
  struct lr_like_work *w = NULL;
  LR_CHECK(lr_like_work_create(&like, &w, NULL) == LR_OK);
  const struct lr_like_data data = {&n, &one, NULL};
  struct lr_like_fit fit = {.mu = 0};
  LR_CHECK(lr_like_minimise(w, &data, &(struct lr_like_free){-10, INFINITY, false, 0}, &fit, NULL) == LR_OK);
  LR_NEAR(fit.mu, (n - b) / s, 1e-10);
  LR_NEAR(fit.mu_error, sqrt(n) / s, 1e-10);
  n = 22;  // below the background: negative where it may be, at the end where it may not
  LR_CHECK(lr_like_minimise(w, &data, &(struct lr_like_free){-10, INFINITY, false, 0}, &fit, NULL) == LR_OK);
  LR_NEAR(fit.mu, (n - b) / s, 1e-10);
  LR_CHECK(lr_like_minimise(w, &data, &(struct lr_like_free){0, INFINITY, false, 0}, &fit, NULL) == LR_OK);
  LR_CHECK(fit.mu == 0 && fit.mu_error == 0);
  n = 0;
  LR_CHECK(lr_like_minimise(w, &data, &(struct lr_like_free){-10, INFINITY, false, 0}, &fit, NULL) == LR_OK);
  LR_NEAR(fit.mu, -10, 1e-12);
  lr_like_work_free(w);

  // a normalisation measured aside and the counts: the pull is the weighted mean of both
  struct lr_like_channel gauss = {.bins = 1, .samples = 2, .sample = {{.signal = true, .events = &s}, {.events = &b, .effects = 1}}};
  gauss.sample[1].effect[0] = (struct lr_like_effect){.kind = LR_LIKE_LINEAR, .up = 0.1};
  like = (struct lr_like){.channel = &gauss, .channels = 1, .nuisances = 1, .nuisance = {{LR_LIKE_GAUSS, 0}}};
  w = NULL;
  LR_CHECK(lr_like_work_create(&like, &w, NULL) == LR_OK);
  n = 50;
  double zero = 0;
  const struct lr_like_data with = {&n, &one, &zero};
  LR_CHECK(lr_like_minimise(w, &with, &(struct lr_like_free){0, 0, false, 0}, &fit, NULL) == LR_OK);
  // d/da: 0.1 b (1 - n / (b (1 + 0.1 a))) + a = 0, a quadratic: a (1 + 0.1 a) = 0.1 n - 0.1 b (1 + 0.1 a)
  double p = (1 + 0.01 * b) / 0.1, q = (0.1 * b - 0.1 * n) / 0.1;
  LR_NEAR(fit.theta[0], -p / 2 + sqrt(p * p / 4 - q), 1e-9);
  lr_like_work_free(w);
}

// Two channels of half the exposure are one of the full one; a nuisance that they share is worse than two of their own.
static void combining(void) {
  double s1 = 6, b1 = 100, s2 = 3, b2 = 50, n1[1] = {112}, n2[2] = {56, 56}, one[2] = {1, 1}, zero[2] = {0, 0};
  struct lr_like_effect norm = {.kind = LR_LIKE_LINEAR, .up = 0.1};
  struct lr_like_channel full = {.bins = 1, .samples = 2, .sample = {{.signal = true, .events = &s1}, {.events = &b1, .effects = 1}}};
  full.sample[1].effect[0] = norm;
  struct lr_like_channel half[2];
  for (size_t c = 0; c < 2; c++) {
    half[c] = (struct lr_like_channel){.bins = 1, .samples = 2, .sample = {{.signal = true, .events = &s2}, {.events = &b2, .effects = 1}}};
    half[c].sample[1].effect[0] = norm;
  }
  const struct lr_like_free free_mu = {-5, INFINITY, false, 0};
  double mu[3], error[3];
  for (int i = 0; i < 3; i++) {
    struct lr_like like = {.channel = i == 0 ? &full : half, .channels = i == 0 ? 1 : 2, .nuisances = i == 2 ? 2 : 1,
                           .nuisance = {{LR_LIKE_GAUSS, 0}, {LR_LIKE_GAUSS, 0}}};
    if (i == 2) half[1].sample[1].effect[0].nuisance = 1;
    struct lr_like_work *w = NULL;
    LR_CHECK(lr_like_work_create(&like, &w, NULL) == LR_OK);
    struct lr_like_fit fit = {.mu = 0};
    const struct lr_like_data data = {i == 0 ? n1 : n2, one, zero};
    LR_CHECK(lr_like_minimise(w, &data, &free_mu, &fit, NULL) == LR_OK);
    mu[i] = fit.mu;
    error[i] = fit.mu_error;
    lr_like_work_free(w);
  }
  LR_NEAR(mu[1], mu[0], 1e-9);
  LR_NEAR(error[1], error[0], 1e-9);
  LR_NEAR(error[0], sqrt(112 + 10 * 10) / 6, 1e-9);                                  // s = 6, statistics and 10 % of 100
  LR_NEAR(error[2], sqrt(112 + 2 * 5 * 5) / 6, 1e-9);                                // independent halves
}

static void hostile(void) {
  struct random_model m;
  make(&m);
  struct lr_like_work *w = NULL;
  struct lr_error error = {0};
  LR_CHECK(lr_like_work_create(&m.like, &w, &error) == LR_OK);
  if (!w) return;
  struct lr_like_fit fit = {.mu = 0};
  const struct lr_like_free any = {0, INFINITY, false, 0};
  const double before = m.observed[0];
  const double bad[] = {-1, NAN, INFINITY};
  for (size_t i = 0; i < 3; i++) {
    m.observed[0] = bad[i];
    LR_CHECK(lr_like_minimise(w, &m.data, &any, &fit, &error) == LR_E_DOMAIN);
  }
  m.observed[0] = before;
  LR_CHECK(lr_like_minimise(w, &m.data, &(struct lr_like_free){1, 0, false, 0}, &fit, &error) == LR_E_DOMAIN);
  for (size_t i = 0; i < CHANNELS * BINS; i++) m.observed[i] = 0;  // nothing seen at all
  LR_CHECK(lr_like_minimise(w, &m.data, &any, &fit, &error) == LR_OK);
  LR_CHECK(fit.mu == 0 && isfinite(fit.nll));
  for (size_t i = 0; i < CHANNELS * BINS; i++) m.observed[i] = 1e6;  // far above anything expected
  enum lr_status status = lr_like_minimise(w, &m.data, &any, &fit, &error);
  LR_CHECK(status == LR_OK || status == LR_E_CONVERGE);
  LR_CHECK(isfinite(fit.mu) && isfinite(fit.nll));
  lr_like_work_free(w);

  // a bin with counts and no background: only a signal explains it
  double s = 1, b = 0, n = 3, one = 1;
  struct lr_like_channel channel = {.bins = 1, .samples = 2, .sample = {{.signal = true, .events = &s}, {.events = &b}}};
  struct lr_like like = {.channel = &channel, .channels = 1};
  w = NULL;
  LR_CHECK(lr_like_work_create(&like, &w, NULL) == LR_OK);
  const struct lr_like_data data = {&n, &one, NULL};
  fit = (struct lr_like_fit){.mu = 0};
  LR_CHECK(lr_like_minimise(w, &data, &any, &fit, NULL) == LR_OK);
  LR_NEAR(fit.mu, 3, 1e-9);
  LR_CHECK(lr_like_minimise(w, &data, &(struct lr_like_free){0, 0, false, 0}, &fit, NULL) == LR_E_DOMAIN);
  lr_like_work_free(w);

  // models that are none
  s = 0;
  LR_CHECK(lr_like_work_create(&like, &w, &error) == LR_E_DOMAIN && !w && strstr(error.text, "signal"));
  s = 1;
  b = -1;
  LR_CHECK(lr_like_work_create(&like, &w, &error) == LR_E_DOMAIN);
  b = NAN;
  LR_CHECK(lr_like_work_create(&like, &w, &error) == LR_E_DOMAIN);
  b = 1;
  channel.sample[1].effects = 1;
  channel.sample[1].effect[0] = (struct lr_like_effect){.kind = LR_LIKE_LINEAR, .nuisance = 3, .up = 0.1};
  LR_CHECK(lr_like_work_create(&like, &w, &error) == LR_E_DOMAIN);
  like.nuisances = 4;
  channel.sample[1].effect[0] = (struct lr_like_effect){.kind = LR_LIKE_LOGNORMAL, .nuisance = 3, .up = 0};
  LR_CHECK(lr_like_work_create(&like, &w, &error) == LR_E_DOMAIN);
  like.channels = 0;
  LR_CHECK(lr_like_work_create(&like, &w, &error) == LR_E_DOMAIN);
}

int main(void) {
  lr_test_seed_from_environment();
  derivatives();
  bin_factors();
  minima();
  closed_forms();
  combining();
  hostile();
  return lr_test_end();
}
