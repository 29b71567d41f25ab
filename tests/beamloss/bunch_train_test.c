// SPDX-License-Identifier: GPL-3.0-or-later
// Start of a train: places, distribution, repetition, what is refused; the abort in a train without monitors.
#include "beamloss/bunch_train.h"

#include "base/constants.h"
#include "tests/beamloss/loss_optics.h"
#include "tests/lr_test.h"

enum { MANY = 20000 };
static struct lr_error error;
static struct lr_loss_ring ring;

static void places(void) {
  double turn = 10e-6;
  for (int trial = 0; trial < 200; trial++) {
    struct lr_filling f = {0, (size_t)lr_test_between(0, 5), lr_test_between(0, 1e-6), lr_test_between(0, 10e-6)};
    if (trial % 2) f.bunches = 500;
    double before = -1;
    for (int i = 0; i < 2000; i++) {
      double tau = lr_filling_tau(&f, turn, (i + 0.5) / 2000);
      LR_CHECK(tau >= 0 && tau < turn && tau >= before);
      before = tau;
      for (size_t g = 0; g < f.gaps; g++) {
        double behind = fmod(tau - f.first_gap_s - (double)g * turn / (double)f.gaps + 2 * turn, turn);
        LR_CHECK(behind >= f.gap_s * (1 - 1e-9) - 1e-18 || behind < 1e-18);
      }
    }
    // equally spaced: half of the charge comes before the middle of what is filled
    if (f.gaps == 0) LR_NEAR(lr_filling_tau(&f, turn, 0.25), f.bunches ? 2.51e-6 : 2.5e-6, 1e-9);
  }
}

static void start_of(struct lr_train *train, uint64_t event) {
  struct lr_train_start start = {MANY, LER_EMITTANCE_Y_m, TWO_GAPS, lr_random_stream(9, 1, event)};
  LR_CHECK(lr_train_restart(train, &ring, &start, &error) == LR_OK);
}

static void distribution(void) {
  struct lr_train train;
  LR_CHECK(lr_train_create(MANY, &train, &error) == LR_OK);
  start_of(&train, 1);
  double yy = 0, pp = 0, yp = 0, y = 0;
  size_t beyond = 0;
  for (int i = 0; i < MANY; i++) {
    y += train.y[i] / MANY;
    yy += train.y[i] * train.y[i] / MANY;
    pp += train.p[i] * train.p[i] / MANY;
    yp += train.y[i] * train.p[i] / MANY;
    beyond += train.y[i] * train.y[i] + train.p[i] * train.p[i] > 9 * LER_EMITTANCE_Y_m;
  }
  // quasi-random: far better than 1/sqrt(N) in the bulk
  LR_NEAR(yy, LER_EMITTANCE_Y_m, 2e-3);
  LR_NEAR(pp, LER_EMITTANCE_Y_m, 2e-3);
  LR_CHECK(fabs(yp) < 2e-3 * LER_EMITTANCE_Y_m && fabs(y) < 1e-3 * sqrt(LER_EMITTANCE_Y_m));
  LR_NEAR((double)beyond / MANY, exp(-4.5), 0.1);
  LR_CHECK(train.stored == MANY && train.start == MANY && train.lost_total == 0 && train.turn == 0 &&
           !(train.fire_s < INFINITY));
  lr_train_free(&train);
}

// The same event gives the same bits, in old memory too; another event gives others.
static void repeats(void) {
  struct lr_train a, b;
  LR_CHECK(lr_train_create(MANY, &a, &error) == LR_OK && lr_train_create(2 * MANY, &b, &error) == LR_OK);
  struct steady_source source = {0, 3e10, 60e-6};
  struct lr_train_charge charge = steady_charge(&source);
  struct lr_train_beam beam = ler_beam();
  start_of(&b, 4);
  struct lr_random random_b = lr_random_stream(9, 2, 4);
  for (int n = 0; n < 3; n++) lr_train_pass(&b, &ring, &beam, &charge, &random_b);
  start_of(&a, 5);
  start_of(&b, 5);
  struct lr_random random_a = random_b = lr_random_stream(9, 2, 5);
  for (int n = 0; n < 6; n++) {
    lr_train_pass(&a, &ring, &beam, &charge, &random_a);
    lr_train_pass(&b, &ring, &beam, &charge, &random_b);
  }
  LR_CHECK(a.stored == b.stored && a.stored > 0 && a.lost_total > 0);
  LR_CHECK(memcmp(a.y, b.y, a.stored * sizeof *a.y) == 0 && memcmp(a.p, b.p, a.stored * sizeof *a.p) == 0);
  LR_CHECK(a.losses == b.losses && memcmp(a.lost, b.lost, sizeof a.lost) == 0);
  for (size_t i = 0; i < a.losses; i++) LR_CHECK(a.loss[i].time_s == b.loss[i].time_s && a.loss[i].element == b.loss[i].element);
  double other = a.y[0];
  start_of(&a, 5);
  double first = a.y[0];
  start_of(&a, 6);
  LR_CHECK(a.y[0] != first && a.y[0] != other);
  lr_train_free(&a);
  lr_train_free(&b);
  lr_train_free(&b);
  lr_train_free(NULL);
}

// No loss at all, then an abort: each is dumped at its first passage at or after it, in one turn.
static void dump(void) {
  struct lr_train train;
  LR_CHECK(lr_train_create(MANY, &train, &error) == LR_OK);
  struct steady_source source = {0, 0, 60e-6};
  struct lr_train_charge charge = steady_charge(&source);
  struct lr_train_beam beam = ler_beam();
  struct lr_random random = lr_random_stream(9, 2, 6);
  double kicker_s = ring.kicker_path_m / LR_C_m_s;
  for (int trial = 0; trial < 50; trial++) {
    start_of(&train, 6);
    for (int n = 0; n < 3; n++) lr_train_pass(&train, &ring, &beam, &charge, &random);
    // times of the third turn, when the second is being fed
    double fire_s = ring.turn_s * lr_test_between(2, 4);
    size_t left[5] = {0}, expected_left = MANY;
    for (int i = 0; i < MANY; i++) {
      double tau = train.tau_s[i];
      for (size_t k = 0; k < 5; k++) left[k] += (double)k * ring.turn_s + tau + kicker_s < fire_s;
    }
    LR_CHECK(lr_train_fire(&train, &ring, fire_s, &error) == LR_OK);
    LR_CHECK(train.stored == left[2] && train.dumped == MANY - left[2]);
    expected_left = left[3];
    lr_train_pass(&train, &ring, &beam, &charge, &random);
    LR_CHECK(train.stored == expected_left);
    lr_train_pass(&train, &ring, &beam, &charge, &random);
    LR_CHECK(train.stored == left[4] && train.stored == 0 && train.dumped == MANY);
  }
  struct lr_loss_ring none = ring;
  none.kicker_path_m = NAN;
  start_of(&train, 7);
  LR_CHECK(lr_train_fire(&train, &none, 1e-5, &error) == LR_E_DOMAIN);
  // not before what was given out
  source.net_electrons = 1e12;
  lr_train_pass(&train, &ring, &beam, &charge, &random);
  const struct lr_train_loss *loss = NULL;
  for (int i = 0; i < 100; i++) loss = lr_train_next(&train, ring.turn_s);
  LR_CHECK(loss && lr_train_fire(&train, &ring, loss->time_s * 0.9, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_train_fire(&train, &ring, loss->time_s, &error) == LR_OK);
  LR_CHECK(train.stored + train.lost_total + train.dumped == MANY && train.dumped > 0);
  lr_train_free(&train);
}

static void refused(void) {
  struct lr_train train;
  LR_CHECK(lr_train_create(0, &train, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_train_create(10, &train, &error) == LR_OK);
  struct lr_train_start start = {11, LER_EMITTANCE_Y_m, TWO_GAPS, lr_random_stream(9, 1, 0)}, good = start;
  LR_CHECK(lr_train_restart(&train, &ring, &start, &error) == LR_E_DOMAIN);
  good.particles = 10;
  start = good;
  start.emittance_y_m = 0;
  LR_CHECK(lr_train_restart(&train, &ring, &start, &error) == LR_E_DOMAIN);
  start = good;
  start.filling.gap_s = 6e-6;
  LR_CHECK(lr_train_restart(&train, &ring, &start, &error) == LR_E_DOMAIN);
  start = good;
  start.filling.first_gap_s = -1e-6;
  LR_CHECK(lr_train_restart(&train, &ring, &start, &error) == LR_E_DOMAIN);
  start = good;
  start.particles = 0;
  LR_CHECK(lr_train_restart(&train, &ring, &start, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_train_restart(&train, &ring, &good, &error) == LR_OK);
  lr_train_free(&train);
}

int main(void) {
  struct lr_loss_ring_setup setup = ler_setup(NIKKO_m);
  LR_CHECK(lr_loss_ring_build(&setup, &ring, &error) == LR_OK);
  places();
  distribution();
  repeats();
  dump();
  refused();
  return lr_test_end();
}
