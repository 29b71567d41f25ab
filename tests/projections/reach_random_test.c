// SPDX-License-Identifier: GPL-3.0-or-later
// Ten thousand random channels: no expected limit used for a date gets worse with more data, nor the coupling of a discovery; every
// coupling is finite or has a reason; bands are in order; the same twice, bit for bit.
#include "projections/reach_luminosity.h"
#include "tests/projections/toy_channel.h"

#ifdef __SANITIZE_ADDRESS__
enum { CHANNELS = 1000 };  // ten times slower
#else
enum { CHANNELS = 10000 };
#endif
static int compared, without, passed;

static struct lr_channel random_channel(int k) {
  static const struct lr_channel_type *const types[] = {&toy_linear, &toy_square, &toy_fourth, &toy_long, &toy_edges, &toy_edges};
  struct lr_channel c = toy(types[k % 6], 0);
  int modes = 1 + (int)(lr_test_random() * 4);
  c.parameter[TOY_NORM] = lr_test_log_between(1e2, 1e12);
  c.parameter[TOY_SLOPE] = lr_test_between(-4, 1);
  c.parameter[TOY_REACH] = c.type->acceptance && lr_test_random() < 0.8 ? lr_test_log_between(1e-14, 1e-4) : 0;
  c.cl = k % 2 ? 0.90 : 0.95;
  c.signal_factor = lr_test_between(0.3, 2), c.background_factor = lr_test_random() < 0.1 ? 0 : lr_test_log_between(0.1, 10);
  c.gain = lr_test_random() < 0.5 ? 1 : lr_test_log_between(0.3, 5);
  if (lr_test_random() < 0.5) c.systematic.signal = lr_test_between(0, 0.3);
  if (lr_test_random() < 0.5) c.systematic.background = lr_test_log_between(1e-3, 1);
  if (lr_test_random() < 0.5) c.systematic.background_floor = lr_test_log_between(1e-3, 0.5);
  c.split = (struct lr_channel_split){0.5, 0.3, 0.2, 0, 0};
  for (int i = 0; i < modes; i++) {
    double background = lr_test_random() < 0.15 ? 0 : lr_test_log_between(1e-5, 1e5);
    double own = i && lr_test_random() < 0.3 ? lr_test_log_between(1, 1000) : 0;
    if (i) toy_add(&c, (size_t)(lr_test_random() * 4), lr_test_log_between(0.01, 3), background, own);
    else c.mode[0].background[0].y = background;
    struct lr_channel_mode *m = &c.mode[i];
    m->efficiency[0].y = lr_test_between(0.01, 1);
    m->reference_luminosity_fb = lr_test_log_between(1, 1000);
    m->displacement.min_radius_m = !c.type->two_edged || lr_test_random() < 0.5 ? 0 : lr_test_log_between(1e-4, 0.1);
    m->displacement.max_radius_m = lr_test_random() < 0.5 ? 0 : lr_test_log_between(0.2, 2);
  }
  for (int i = 0; i < modes; i++)  // without background a gain is one of efficiency, up to 100 %
    if (c.mode[i].background[0].y == 0) c.gain = fmin(c.gain, 1 / c.mode[i].efficiency[0].y);
  toy_ready(&c);
  return c;
}

// The excluded couplings must not shrink with more data: a lower edge does not rise, an upper edge does not fall, and one that was
// excluded to the largest coupling stays so. No channel, with one edge or two, may lose an edge that it had.
static bool keeps(const struct lr_reach_point *less, const struct lr_reach_point *more, double room) {
  const bool low = !isnan(less->continuous), high = !isnan(less->upper_continuous);
  if (low && !(more->continuous <= less->continuous * (1 + room))) return false;
  if (low && !high && !isnan(more->upper_continuous)) return false;
  if (high && !isnan(more->upper_continuous) && !(more->upper_continuous >= less->upper_continuous * (1 - room))) return false;
  if (high && isnan(more->upper_continuous) && isnan(more->continuous)) return false;  // vanished, not excluded to the end
  if (!isnan(less->evidence) && !(more->evidence <= less->evidence * (1 + room))) return false;
  return isnan(less->discovery) || more->discovery <= less->discovery * (1 + room);
}

static void not_worse(const struct lr_channel *c, int k, const struct lr_reach_point *less, const struct lr_reach_point *more,
                      const struct lr_exposure *part, size_t parts, double room) {
  bool fine = keeps(less, more, room);
  if (!fine) {  // an edge may have passed the smallest coupling declared: looked for below it
    struct lr_channel wide = *c;
    struct lr_reach_point further;
    wide.coupling_min = 1e-3 * c->coupling_min;
    LR_CHECK(lr_reach_exposures_solve(&wide, more->mass_GeV, part, parts, &further, NULL) == LR_OK);
    fine = keeps(less, &further, room) && fmin(further.continuous, further.evidence) < c->coupling_min * (1 + 1e-9);
    passed += fine;
  }
  LR_CHECK(fine);
  if (!fine)
    fprintf(stderr, "channel %d (%s, %zu modes) at %g and %g fb^-1: %.12g %.12g, upper %.12g %.12g, 3s %.12g %.12g, 5s %.12g %.12g\n", k, c->type->id,
            c->modes, less->luminosity_fb, more->luminosity_fb, less->continuous, more->continuous, less->upper_continuous, more->upper_continuous,
            less->evidence, more->evidence, less->discovery, more->discovery);
  compared++;
}

static void one(int k) {
  const struct lr_channel c = random_channel(k);
  double mass = lr_test_log_between(0.1, 5), luminosity = lr_test_log_between(0.1, 1e3);
  struct lr_reach_point before = {0}, p;
  for (int i = 0; i < 4; i++, luminosity *= lr_test_log_between(1.01, 30)) {
    p = toy_at(&c, mass, luminosity);
    LR_CHECK(p.has ? isfinite(p.coupling[LR_REACH_MEDIAN]) || isfinite(p.upper[LR_REACH_MEDIAN]) : *p.reason != '\0');
    without += !p.has;
    for (int n = 0; n < LR_REACH_BANDS - 1; n++) {
      LR_CHECK(!(p.coupling[n] > p.coupling[n + 1]));
      LR_CHECK(!(p.upper[n] < p.upper[n + 1]));
    }
    LR_CHECK(!(p.evidence > p.discovery * (1 + 1e-9)));
    if (i) not_worse(&c, k, &before, &p, &(struct lr_exposure){luminosity, 1, 1}, 1, 1e-9);
    // periods in place of one luminosity: more of one, another beside it
    if (i == 1) {
      struct lr_exposure part[] = {{luminosity, 1, 1}, {lr_test_log_between(0.1, 1e3), lr_test_between(0.5, 1), lr_test_between(0.3, 3)}};
      struct lr_reach_point with;
      LR_CHECK(lr_reach_exposures_solve(&c, mass, part, 2, &with, NULL) == LR_OK);
      with.luminosity_fb = NAN;  // marks it in a message
      not_worse(&c, k, &p, &with, part, 2, 1e-9);
    }
    before = p;
  }
  if (!isnan(p.continuous) && k % 10 == 0) {
    struct lr_reach_need need;
    LR_CHECK(lr_reach_luminosity(&c, mass, p.continuous * (1 + 1e-6), 0, &need, NULL) == LR_OK);
    LR_CHECK(need.possible && need.luminosity_fb <= p.luminosity_fb);  // a millionth in the coupling: on the flat of a floor rounding decides
  }
  struct lr_reach_point again = toy_at(&c, mass, p.luminosity_fb);
  LR_CHECK(memcmp(again.coupling, p.coupling, sizeof p.coupling) == 0 && memcmp(again.upper, p.upper, sizeof p.upper) == 0);
  LR_CHECK(memcmp(&again.continuous, &p.continuous, sizeof(double)) == 0 && memcmp(&again.exponent, &p.exponent, sizeof(double)) == 0);
}

// Three periods with factors of their own: more data of one, then a fourth. Periods that a floor leaves unused add nothing to the
// information, but they shift the skewness (R12): 4.7e-5 in the coupling is the most that seeds 1 to 5 have shown.
static void periods(int k) {
  const struct lr_channel c = random_channel(k);
  const double room = 1e-4, mass = lr_test_log_between(0.1, 5);
  struct lr_exposure part[4];
  struct lr_reach_point few, more;
  for (int e = 0; e < 4; e++) part[e] = (struct lr_exposure){lr_test_log_between(0.1, 1e4), lr_test_between(0.5, 1), lr_test_between(0.3, 3)};
  LR_CHECK(lr_reach_exposures_solve(&c, mass, part, 3, &few, NULL) == LR_OK);
  part[1].luminosity_fb *= lr_test_log_between(1.01, 30);
  LR_CHECK(lr_reach_exposures_solve(&c, mass, part, 3, &more, NULL) == LR_OK);
  not_worse(&c, k, &few, &more, part, 3, room);
  few = more;
  LR_CHECK(lr_reach_exposures_solve(&c, mass, part, 4, &more, NULL) == LR_OK);
  not_worse(&c, k, &few, &more, part, 4, room);
}

int main(void) {
  lr_test_seed_from_environment();
  for (int k = 0; k < CHANNELS; k++) one(k);
  for (int k = 0; k < CHANNELS; k++) periods(k);
  printf("%d comparisons (%d past the smallest coupling), %d of %d points without reach\n", compared, passed, without, 4 * CHANNELS);
  LR_CHECK(without < 2 * CHANNELS);
  return lr_test_end();
}
