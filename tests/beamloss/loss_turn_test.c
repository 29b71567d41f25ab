// SPDX-License-Identifier: GPL-3.0-or-later
// Train and monitors together: the abort falls where a run without an abort says it must, and takes away only what comes
// after it.
#include "beamloss/loss_turn.h"

#include "base/constants.h"
#include "tests/beamloss/loss_optics.h"
#include "tests/lr_test.h"

enum { PARTICLES = 4000, TURNS = 14 };
static struct lr_error error;
static const double PER_PARTICLE = 8.165e13 / PARTICLES;

static void compare(double source_m, double kicker_m, double net_electrons, double link_s, bool local, uint64_t event) {
  struct lr_loss_ring ring;
  struct lr_loss_ring_setup setup = ler_setup(source_m);
  setup.kicker_s_m = kicker_m;
  LR_CHECK(lr_loss_ring_build(&setup, &ring, &error) == LR_OK);
  struct lr_filling filling = TWO_GAPS;
  filling.first_gap_s = ring.turn_s * lr_test_random();
  struct lr_train_start start = {PARTICLES, LER_EMITTANCE_Y_m, filling, lr_random_stream(3, 1, event)};
  struct lr_train whole, train;
  LR_CHECK(lr_train_create(PARTICLES, &whole, &error) == LR_OK && lr_train_create(PARTICLES, &train, &error) == LR_OK);
  LR_CHECK(lr_train_restart(&whole, &ring, &start, &error) == LR_OK);
  LR_CHECK(lr_train_restart(&train, &ring, &start, &error) == LR_OK);
  // No width in x: what one particle does then does not depend on which others are left.
  struct steady_source source = {0, net_electrons, 60e-6};
  struct lr_train_charge charge = steady_charge(&source);
  struct lr_train_beam beam = {lr_kick_strength_m(LER_GAMMA, 1), 0, 1};
  struct lr_random random = lr_random_stream(3, 2, event);
  for (int n = 0; n < TURNS; n++) lr_train_pass(&whole, &ring, &beam, &charge, &random);

  struct lr_monitor monitor = {.name = "diamond", .kind = LR_MONITOR_DOSE, .dose_factor = 1, .threshold = 4e-5, .window_s = 10e-6,
                               .sampling_s = 2.5e-6, .phase_s = lr_test_between(0, 2.5e-6), .saturation_per_s = 1400,
                               .logic_s = 0.1e-6, .link_s = link_s};
  if (local) {
    monitor.kind = LR_MONITOR_LOCAL;
    monitor.element = whole.loss[0].element;
    monitor.threshold = 2 * PER_PARTICLE;
    monitor.sampling_s = 0.1e-6;
    monitor.saturation_per_s = INFINITY;
  }
  struct lr_abort_kicker kicker = lr_abort_kicker_of(&ring, &filling, 0.2e-6);
  struct lr_abort *abort = NULL, *second = NULL;
  LR_CHECK(lr_abort_create(&ring, &monitor, 1, &kicker, &abort, &error) == LR_OK);
  LR_CHECK(lr_abort_create(&ring, &monitor, 1, &kicker, &second, &error) == LR_OK);
  random = lr_random_stream(3, 2, event);
  for (int n = 0; n < TURNS; n++) {
    LR_CHECK(lr_loss_turn(&train, &ring, &beam, &charge, &random, abort, PER_PARTICLE, &error) == LR_OK);
    LR_CHECK(train.stored + train.lost_total + train.dumped == PARTICLES);
  }
  LR_CHECK(lr_loss_finish(&train, &ring, abort, PER_PARTICLE, TURNS * ring.turn_s, &error) == LR_OK);

  // The same losses, without an abort, through other monitors: the same time line.
  for (size_t i = 0; i < whole.losses; i++)
    LR_CHECK(lr_abort_feed(second, whole.loss[i].time_s, whole.loss[i].element, PER_PARTICLE, &error) == LR_OK);
  lr_abort_advance(second, TURNS * ring.turn_s);
  struct lr_abort_line line = lr_abort_timeline(abort), other = lr_abort_timeline(second);
  LR_CHECK(line.monitor == 0 && line.full_s == other.full_s && line.crossed_s == other.crossed_s &&
           line.requested_s == other.requested_s && train.fire_s == line.full_s);
  LR_CHECK(line.first_loss_s <= line.crossed_s && line.crossed_s <= line.sampled_s && line.sampled_s < line.requested_s &&
           line.requested_s <= line.gap_s && line.gap_s < line.full_s);

  // Each loss of the run without an abort stays, or its particle met the kicker before it.
  size_t lost[LR_MOST_LOSS_ELEMENTS] = {0}, total = 0;
  double kicker_s = ring.kicker_path_m / LR_C_m_s;
  for (size_t i = 0; i < whole.losses; i++) {
    const struct lr_train_loss *loss = &whole.loss[i];
    bool dumped = false;
    for (uint32_t k = 0; k <= loss->turn; k++) {
      double passes_s = k * ring.turn_s + loss->tau_s + kicker_s;
      dumped = dumped || (passes_s >= line.full_s && (k < loss->turn || kicker_s <= ring.element[loss->element].delay_s));
    }
    if (dumped) continue;
    lost[loss->element]++;
    total++;
  }
  LR_CHECK(total == train.lost_total);
  for (size_t e = 0; e < ring.elements; e++) LR_CHECK(lost[e] == train.lost[e]);
  LR_CHECK(total < whole.lost_total || train.dumped + total == PARTICLES);
  LR_CHECK(train.stored == 0 && train.dumped == PARTICLES - total);
  // the diamond has received the dose of just these
  double received = 0;
  for (size_t e = 0; e < ring.elements; e++)
    received += PER_PARTICLE * (double)lost[e] * (local ? e == monitor.element : ring.element[e].dose_per_lost_Gy);
  LR_NEAR(lr_abort_reading(abort, 0).received, received, 1e-9);
  // nothing is left in the ring a turn after full field
  for (size_t i = 0; i < train.losses; i++)
    LR_CHECK(train.loss[i].dumped || train.loss[i].time_s <= line.empty_s);
  lr_abort_free(abort);
  lr_abort_free(second);
  lr_train_free(&whole);
  lr_train_free(&train);
}

// A request still on its way when the turns end: what it dumps until the end of time is dumped, not stored.
static void ends_early(void) {
  struct lr_loss_ring ring;
  struct lr_loss_ring_setup setup = ler_setup(NIKKO_m);
  LR_CHECK(lr_loss_ring_build(&setup, &ring, &error) == LR_OK);
  struct lr_train train;
  LR_CHECK(lr_train_create(PARTICLES, &train, &error) == LR_OK);
  struct lr_monitor monitor = {.name = "slow", .kind = LR_MONITOR_DOSE, .dose_factor = 1, .threshold = 4e-5, .window_s = 10e-6,
                               .sampling_s = 2.5e-6, .saturation_per_s = 1400, .logic_s = 2e-6, .link_s = 50e-6};
  struct lr_abort_kicker kicker = lr_abort_kicker_of(&ring, &TWO_GAPS, 0.2e-6);
  struct lr_train_start start = {PARTICLES, LER_EMITTANCE_Y_m, TWO_GAPS, lr_random_stream(3, 1, 0)};
  struct steady_source source = {0, 3e10, 60e-6};
  struct lr_train_charge charge = steady_charge(&source);
  struct lr_train_beam beam = ler_beam();
  for (int end = 2; end < 12; end++) {
    struct lr_abort *abort = NULL;
    struct lr_random random = lr_random_stream(3, 2, 0);
    LR_CHECK(lr_abort_create(&ring, &monitor, 1, &kicker, &abort, &error) == LR_OK);
    LR_CHECK(lr_train_restart(&train, &ring, &start, &error) == LR_OK);
    for (int n = 0; n < 2; n++)
      LR_CHECK(lr_loss_turn(&train, &ring, &beam, &charge, &random, abort, PER_PARTICLE, &error) == LR_OK);
    size_t stored = train.stored;
    double until_s = end * ring.turn_s;
    LR_CHECK(stored > 0 && train.dumped == 0);
    LR_CHECK(lr_loss_finish(&train, &ring, abort, PER_PARTICLE, until_s, &error) == LR_OK);
    LR_CHECK(train.stored + train.lost_total + train.dumped == PARTICLES);
    double empty_s = lr_abort_timeline(abort).empty_s;
    LR_CHECK(until_s < empty_s - ring.turn_s ? train.stored == stored : until_s > empty_s ? train.stored == 0 : 1);
    lr_abort_free(abort);
  }
  lr_train_free(&train);
}

// Losses of bunches that have not met the kicker yet go on: more lost after full field than none.
static void losses_go_on(void) {
  struct lr_loss_ring ring;
  struct lr_loss_ring_setup setup = ler_setup(NIKKO_m);
  LR_CHECK(lr_loss_ring_build(&setup, &ring, &error) == LR_OK);
  struct lr_train train;
  LR_CHECK(lr_train_create(PARTICLES, &train, &error) == LR_OK);
  struct lr_train_start start = {PARTICLES, LER_EMITTANCE_Y_m, TWO_GAPS, lr_random_stream(3, 1, 0)};
  LR_CHECK(lr_train_restart(&train, &ring, &start, &error) == LR_OK);
  struct steady_source source = {0, 3e10, 60e-6};
  struct lr_train_charge charge = steady_charge(&source);
  struct lr_train_beam beam = ler_beam();
  struct lr_random random = lr_random_stream(3, 2, 0);
  struct lr_monitor monitor = {.name = "d", .kind = LR_MONITOR_DOSE, .dose_factor = 1, .threshold = 4e-5, .window_s = 10e-6,
                               .sampling_s = 2.5e-6, .saturation_per_s = 1400, .logic_s = 2e-6, .link_s = 7.5e-6};
  struct lr_abort_kicker kicker = lr_abort_kicker_of(&ring, &TWO_GAPS, 0.2e-6);
  struct lr_abort *abort = NULL;
  LR_CHECK(lr_abort_create(&ring, &monitor, 1, &kicker, &abort, &error) == LR_OK);
  for (int n = 0; n < 5; n++)
    LR_CHECK(lr_loss_turn(&train, &ring, &beam, &charge, &random, abort, PER_PARTICLE, &error) == LR_OK);
  size_t before = 0, during = 0, dumped = 0;
  double full_s = lr_abort_timeline(abort).full_s;
  for (size_t i = 0; i < train.losses; i++) {
    dumped += train.loss[i].dumped;
    if (train.loss[i].dumped) continue;
    before += train.loss[i].time_s < full_s;
    during += train.loss[i].time_s >= full_s;
  }
  LR_CHECK(before > 0 && during > 0 && dumped > 0 && train.stored == 0);
  LR_CHECK(before + during == train.lost_total);
  lr_abort_free(abort);
  // without monitors the turns go on
  LR_CHECK(lr_train_restart(&train, &ring, &start, &error) == LR_OK);
  for (int n = 0; n < 3; n++)
    LR_CHECK(lr_loss_turn(&train, &ring, &beam, &charge, &random, NULL, PER_PARTICLE, &error) == LR_OK);
  LR_CHECK(lr_loss_finish(&train, &ring, NULL, PER_PARTICLE, 1, &error) == LR_OK);
  LR_CHECK(train.dumped == 0 && train.stored + train.lost_total == PARTICLES);
  lr_train_free(&train);
}

int main(void) {
  lr_test_seed_from_environment();
  static const double KICKER_m[] = {600, 2274, 2276, 2275, 370.359, 1700};
  for (uint64_t i = 0; i < 60; i++)
    compare(i % 2 ? OHO_m : NIKKO_m, KICKER_m[i % 6], lr_test_log_between(3e10, 3e11), lr_test_log_between(1e-8, 2e-5), i % 5 == 0, i);
  ends_early();
  losses_go_on();
  return lr_test_end();
}
