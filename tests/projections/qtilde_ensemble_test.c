// SPDX-License-Identifier: GPL-3.0-or-later
// The full ensemble of q~: tables of an independent program, an enumeration that sorts every outcome, the likelihood engine,
// limits in closed form.
#include "projections/stats/qtilde_ensemble.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "projections/stats/qtilde.h"
#include "tests/lr_test.h"

// Roots of the independent program are good to 1e-6; its Gaussian side measurement stands in cells of 0.01 sigma, which
// moves limits by up to 1e-3 against the continuous one.
static void tables(void) {
  static const struct {
    enum lr_like_constraint kind;
    double cl, b, rel, ul[5];
  } table[] = {
      {LR_LIKE_POISSON, 0.9, 0.1, 0.05, {2.3025848, 2.3025848, 2.3025848, 2.3025848, 3.6114778}},
      {LR_LIKE_POISSON, 0.9, 0.1, 0.2, {2.3025859, 2.3025859, 2.3025859, 2.3025859, 3.6175459}},
      {LR_LIKE_POISSON, 0.9, 1, 0.05, {2.3025847, 2.3025847, 2.8773796, 4.0881378, 5.6600742}},
      {LR_LIKE_POISSON, 0.9, 1, 0.2, {2.3025862, 2.3025862, 2.8782254, 4.108711, 5.6560481}},
      {LR_LIKE_POISSON, 0.9, 3, 0.05, {2.3025841, 2.7978294, 3.9330231, 5.7013892, 8.2706697}},
      {LR_LIKE_POISSON, 0.9, 3, 0.2, {2.3025844, 2.8016982, 3.9552381, 5.7459919, 8.3245294}},
      {LR_LIKE_POISSON, 0.9, 10, 0.05, {3.292814, 4.3824483, 6.2042096, 9.102767, 12.971114}},
      {LR_LIKE_POISSON, 0.9, 10, 0.2, {3.3731893, 4.6007463, 6.797273, 9.960396, 14.110302}},
      {LR_LIKE_POISSON, 0.95, 0.1, 0.05, {2.9957307, 2.9957307, 2.9957307, 2.9957307, 4.4635024}},
      {LR_LIKE_POISSON, 0.95, 0.1, 0.2, {2.9957313, 2.9957313, 2.9957313, 2.9957313, 4.4696708}},
      {LR_LIKE_POISSON, 0.95, 1, 0.05, {2.9957322, 2.9957322, 3.6864643, 5.0413644, 6.73051}},
      {LR_LIKE_POISSON, 0.95, 1, 0.2, {2.9957336, 2.9957336, 3.6874202, 5.0631444, 6.7264252}},
      {LR_LIKE_POISSON, 0.95, 3, 0.05, {2.9957317, 3.5967061, 4.9262606, 6.8849074, 9.6329941}},
      {LR_LIKE_POISSON, 0.95, 3, 0.2, {2.9957342, 3.6011085, 4.9496991, 6.9315146, 9.6826973}},
      {LR_LIKE_POISSON, 0.95, 10, 0.05, {4.2282957, 5.5345111, 7.6181326, 10.763754, 14.844542}},
      {LR_LIKE_POISSON, 0.95, 10, 0.2, {4.3315082, 5.8028569, 8.219223, 11.726675, 16.060962}},
      {LR_LIKE_GAUSS, 0.9, 0.1, 0.05, {2.3025848, 2.3025848, 2.3025848, 2.3025848, 3.6033353}},
      {LR_LIKE_GAUSS, 0.9, 0.1, 0.2, {2.302586, 2.302586, 2.302586, 2.302586, 3.6033404}},
      {LR_LIKE_GAUSS, 0.9, 1, 0.05, {2.3025851, 2.3025851, 2.8686684, 4.0792436, 5.6553932}},
      {LR_LIKE_GAUSS, 0.9, 1, 0.2, {2.3025854, 2.3025854, 2.8686739, 4.0792396, 5.6553908}},
      {LR_LIKE_GAUSS, 0.9, 3, 0.05, {2.3025857, 2.7975162, 3.9285993, 5.6953407, 8.2604164}},
      {LR_LIKE_GAUSS, 0.9, 3, 0.2, {2.3025854, 2.7975125, 3.9420518, 5.7654269, 8.3209958}},
      {LR_LIKE_GAUSS, 0.9, 10, 0.05, {3.2919451, 4.3755577, 6.202639, 9.0874024, 12.972045}},
      {LR_LIKE_GAUSS, 0.9, 10, 0.2, {3.4286802, 4.6938378, 6.8613411, 10.051953, 14.255762}},
      {LR_LIKE_GAUSS, 0.95, 0.1, 0.05, {2.9957307, 2.9957307, 2.9957307, 2.9957307, 4.4552224}},
      {LR_LIKE_GAUSS, 0.95, 0.1, 0.2, {2.9957314, 2.9957314, 2.9957314, 2.9957314, 4.4552227}},
      {LR_LIKE_GAUSS, 0.95, 1, 0.05, {2.9957327, 2.9957327, 3.6767143, 5.0319312, 6.725769}},
      {LR_LIKE_GAUSS, 0.95, 1, 0.2, {2.995733, 2.995733, 3.6767116, 5.0319295, 6.7257661}},
      {LR_LIKE_GAUSS, 0.95, 3, 0.05, {2.9957341, 3.596348, 4.9212542, 6.8782163, 9.6222567}},
      {LR_LIKE_GAUSS, 0.95, 3, 0.2, {2.9957321, 3.5963522, 4.9315157, 6.9399959, 9.6782249}},
      {LR_LIKE_GAUSS, 0.95, 10, 0.05, {4.2272529, 5.5240473, 7.6164091, 10.752939, 14.841955}},
      {LR_LIKE_GAUSS, 0.95, 10, 0.2, {4.3900806, 5.8968939, 8.3570836, 11.801779, 16.199782}},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    struct lr_ensemble e = {table[i].kind, table[i].b, table[i].rel, table[i].kind == LR_LIKE_GAUSS ? 0.01 : 0};
    double ul[5] = {0}, smooth[5] = {0};
    LR_CHECK(lr_ensemble_expected(&e, table[i].cl, ul, NULL) == LR_OK);
    for (int k = 0; k < 5; k++) LR_NEAR(ul[k], table[i].ul[k], 1.6e-6);
    if (e.constraint != LR_LIKE_GAUSS) continue;
    e.step = 0;
    LR_CHECK(lr_ensemble_expected(&e, table[i].cl, smooth, NULL) == LR_OK);
    for (int k = 0; k < 5; k++) LR_NEAR(smooth[k], ul[k], 1e-3);
  }
}

// Every (n, m) with its probability, sorted by q~: the share of the background at least as far out, and CLs there.
struct outcome {
  double q, p_b, p_sb;
};
static int further(const void *a, const void *b) {
  double x = ((const struct outcome *)a)->q, y = ((const struct outcome *)b)->q;
  return x < y ? 1 : x > y ? -1 : 0;
}

static double enumerated_cls(const struct lr_ensemble *e, double s, double probability) {
  enum { N = 45, M = 140 };
  static struct outcome all[N * M];
  const double tau = 1 / (e->rel * e->rel * e->background);
  size_t count = 0;
  for (unsigned n = 0; n < N; n++)
    for (unsigned m = 0; m < M; m++) {
      double side = gsl_ran_poisson_pdf(m, tau * e->background);
      all[count++] = (struct outcome){lr_ensemble_q(e, s, n, m / tau), side * gsl_ran_poisson_pdf(n, e->background),
                                      side * gsl_ran_poisson_pdf(n, s + e->background)};
    }
  qsort(all, count, sizeof *all, further);
  double p_b = 0, p_sb = 0;
  for (size_t i = 0; i < count; i++) {
    p_b += all[i].p_b;
    p_sb += all[i].p_sb;
    bool tie = i + 1 < count && all[i + 1].q >= all[i].q * (1 - 1e-10) - 1e-13;
    if (!tie && p_b >= probability) return p_sb / p_b;
  }
  return 1;
}

static void enumeration(void) {
  for (int i = 0; i < 4; i++) {
    struct lr_ensemble e = {LR_LIKE_POISSON, lr_test_between(0.3, 6), lr_test_between(0.13, 0.4), 0};
    double ul[5];
    LR_CHECK(lr_ensemble_expected(&e, 0.9, ul, NULL) == LR_OK);
    for (int k = 0; k < 5; k++) {  // CLs may jump at the limit, where an outcome passes another
      double below = enumerated_cls(&e, ul[k] * (1 - 1e-7), gsl_cdf_ugaussian_P(k - 2));
      double above = enumerated_cls(&e, ul[k] * (1 + 1e-7), gsl_cdf_ugaussian_P(k - 2));
      LR_CHECK(fmin(below, above) <= 0.1 * (1 + 1e-6) && fmax(below, above) >= 0.1 * (1 - 1e-6));
    }
  }
}

static void against_the_likelihood(void) {
  for (int i = 0; i < 200; i++) {
    double b = lr_test_log_between(0.2, 50), rel = lr_test_between(0.05, 0.6), one = 1, q = 0;
    struct lr_ensemble e = {i % 2 ? LR_LIKE_GAUSS : LR_LIKE_POISSON, b, rel, 0};
    double n = floor(lr_test_between(0, 2.5) * b), aux = b * lr_test_between(0.3, 1.7), s = lr_test_between(0.1, 3) * sqrt(b + 1);
    double side = aux / b;
    struct lr_like_channel channel = {.bins = 1, .samples = 2, .bin_constraint = e.constraint, .bin_rel = &rel,
                                      .sample = {{.signal = true, .events = &one}, {.events = &b}}};
    struct lr_like like = {.channel = &channel, .channels = 1};
    struct lr_like_work *w = NULL;
    LR_CHECK(lr_like_work_create(&like, &w, NULL) == LR_OK);
    LR_CHECK(lr_qtilde(w, &(struct lr_like_data){&n, &side, NULL}, s, &q, NULL) == LR_OK);
    LR_CHECK(fabs(lr_ensemble_q(&e, s, n, aux) - q) < 1e-9 * (1 + q));
    lr_like_work_free(w);
  }
}

static void limits_and_errors(void) {
  double ul = 0, five[5];
  // nothing counted: every side measurement is a tie, and CLs = exp(-s)
  struct lr_ensemble e = {LR_LIKE_POISSON, 2, 0.3, 0};
  LR_CHECK(lr_ensemble_observed(&e, 0, 0.95, &ul, NULL) == LR_OK);
  LR_NEAR(ul, -log(0.05), 1e-8);
  LR_NEAR(lr_ensemble_tail(&e, 3, 0, 1, 2), 1, 1e-15);
  // a background that is nearly known: outcomes of the same n are parted by the side measurement, half of them count
  e = (struct lr_ensemble){LR_LIKE_GAUSS, 5, 0.001, 0};
  for (int n = 1; n < 12; n += 5) {
    LR_CHECK(lr_ensemble_observed(&e, n, 0.9, &ul, NULL) == LR_OK);
    double with = gsl_cdf_poisson_P((unsigned)n, ul + 5) - 0.5 * gsl_ran_poisson_pdf((unsigned)n, ul + 5);
    double without = gsl_cdf_poisson_P((unsigned)n, 5) - 0.5 * gsl_ran_poisson_pdf((unsigned)n, 5);
    LR_NEAR(with / without, 0.1, 2e-3);
  }
  // more counted, weaker; at large counts the asymptotic bands
  double before = 0;
  e = (struct lr_ensemble){LR_LIKE_POISSON, 6, 0.2, 0};
  for (int n = 0; n < 15; n++) {
    LR_CHECK(lr_ensemble_observed(&e, n, 0.9, &ul, NULL) == LR_OK && ul > before);
    before = ul;
  }
  double s = 1, b = 400, rel = 0.05, asymptotic[5];
  struct lr_like_channel channel = {.bins = 1, .samples = 2, .bin_constraint = LR_LIKE_GAUSS, .bin_rel = &rel,
                                    .sample = {{.signal = true, .events = &s}, {.events = &b}}};
  struct lr_like like = {.channel = &channel, .channels = 1};
  struct lr_like_work *w = NULL;
  e = (struct lr_ensemble){LR_LIKE_GAUSS, b, rel, 0};
  LR_CHECK(lr_like_work_create(&like, &w, NULL) == LR_OK && lr_qtilde_expected(w, 0.9, asymptotic, NULL) == LR_OK);
  LR_CHECK(lr_ensemble_expected(&e, 0.9, five, NULL) == LR_OK);
  for (int k = 0; k < 5; k++) LR_NEAR(five[k], asymptotic[k], 0.02);
  lr_like_work_free(w);

  struct lr_error error = {0};
  const struct lr_ensemble bad[] = {{LR_LIKE_NONE, 1, 0.1, 0}, {LR_LIKE_GAUSS, 0, 0.1, 0}, {LR_LIKE_GAUSS, 1, 0, 0}, {LR_LIKE_GAUSS, NAN, 0.1, 0},
                                    {LR_LIKE_GAUSS, 1, NAN, 0}, {LR_LIKE_GAUSS, 1, 0.1, 2}, {LR_LIKE_POISSON, 1e9, 0.1, 0}};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) LR_CHECK(lr_ensemble_expected(&bad[i], 0.9, five, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_ensemble_expected(&e, 1, five, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_ensemble_observed(&e, -1, 0.9, &ul, &error) == LR_E_DOMAIN);
}

int main(void) {
  lr_test_seed_from_environment();
  tables();
  enumeration();
  against_the_likelihood();
  limits_and_errors();
  return lr_test_end();
}
