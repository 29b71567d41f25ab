// SPDX-License-Identifier: GPL-3.0-or-later
// Published cases ABT-01 and ABT-02; moving window, sampling, saturation, several monitors, what is refused.
#include "beamloss/abort.h"

#include "base/sorted.h"
#include "tests/beamloss/loss_optics.h"
#include "tests/lr_test.h"

static struct lr_error error;
static struct lr_loss_ring ring;
static size_t D06, D02;

// Gy: 4 mrad in 10 us, 400 kHz, 140 krad/s; the dose of one D02 loss is 6e-15 Gy.
static struct lr_monitor diamond(void) {
  return (struct lr_monitor){.name = "diamond", .kind = LR_MONITOR_DOSE, .dose_factor = 1, .threshold = 4e-5, .window_s = 10e-6,
                             .sampling_s = 2.5e-6, .saturation_per_s = 1400, .logic_s = 2e-6, .link_s = 7.5e-6};
}
static struct lr_monitor beside_d06(void) {
  return (struct lr_monitor){.name = "D06", .kind = LR_MONITOR_LOCAL, .element = D06, .threshold = 1e9, .window_s = 10e-6,
                             .sampling_s = 0.1e-6, .saturation_per_s = INFINITY, .logic_s = 1e-6, .link_s = 1e-6};
}
static const struct lr_abort_kicker KICKER = {2, 10.06132e-6, 0, 0.2e-6};

static struct lr_abort *made(const struct lr_monitor *monitor, size_t monitors) {
  struct lr_abort *abort = NULL;
  LR_CHECK(lr_abort_create(&ring, monitor, monitors, &KICKER, &abort, &error) == LR_OK);
  return abort;
}

static void feed(struct lr_abort *abort, double time_s, size_t element, double particles) {
  LR_CHECK(lr_abort_feed(abort, time_s, element, particles, &error) == LR_OK);
}

// From the crossing to full field at the kicker, phases of sampling and gaps at random.
static void latency(struct lr_monitor monitor, size_t element, double particles, const double published_us[3]) {
  enum { N = 100000 };
  static double wait_us[N];
  struct lr_abort *abort = made(&monitor, 1);
  for (int i = 0; i < N; i++) {
    struct lr_random random = lr_random_stream(2, 7, (uint64_t)i);
    struct lr_abort_kicker kicker = KICKER;
    monitor.phase_s = monitor.sampling_s * lr_random_uniform(&random);
    kicker.first_gap_s = kicker.turn_s * lr_random_uniform(&random);
    if (lr_abort_restart(abort, &ring, &monitor, 1, &kicker, &error) != LR_OK) lr_test_count(0, __FILE__, __LINE__, "restart");
    if (lr_abort_feed(abort, 33e-6, element, particles, &error) != LR_OK) lr_test_count(0, __FILE__, __LINE__, "feed");
    lr_abort_advance(abort, 100e-6);
    struct lr_abort_line line = lr_abort_timeline(abort);
    if (line.full_s != lr_abort_fire_s(abort) || line.crossed_s != 33e-6) lr_test_count(0, __FILE__, __LINE__, "time line");
    wait_us[i] = (line.full_s - line.crossed_s) * 1e6;
  }
  lr_sort(wait_us, N);
  LR_CHECK(fabs(wait_us[N / 20] - published_us[0]) < 0.051);  // printed to 0.1 us
  LR_CHECK(fabs(wait_us[N / 2] - published_us[1]) < 0.051);
  LR_CHECK(fabs(wait_us[N - N / 20] - published_us[2]) < 0.051);
  lr_abort_free(abort);
}

static void time_line(void) {
  struct lr_monitor monitor = diamond();
  struct lr_abort *abort = made(&monitor, 1);
  feed(abort, 1e-6, D02, 1e9);    // 6e-6 Gy
  feed(abort, 3.1e-6, D02, 5e9);  // 3.6e-5 Gy in all
  LR_CHECK(isnan(lr_abort_timeline(abort).crossed_s));
  feed(abort, 4e-6, D02, 1e9);    // 4.2e-5
  struct lr_abort_line line = lr_abort_timeline(abort);
  LR_CHECK(line.monitor == 1 && line.first_loss_s == 1e-6);  // no request yet
  lr_abort_advance(abort, 5e-6);
  line = lr_abort_timeline(abort);
  LR_CHECK(line.monitor == 0);
  LR_NEAR(line.crossed_s, 4e-6, 1e-15);
  LR_NEAR(line.sampled_s, 5e-6, 1e-12);
  LR_NEAR(line.requested_s, 14.5e-6, 1e-12);
  LR_NEAR(line.gap_s, 1.5 * 10.06132e-6, 1e-12);
  LR_NEAR(line.full_s, 1.5 * 10.06132e-6 + 0.2e-6, 1e-12);
  LR_NEAR(line.empty_s, 2.5 * 10.06132e-6 + 0.2e-6, 1e-12);
  LR_CHECK(!(lr_abort_fire_s(abort) < INFINITY));  // the request is still on its way
  lr_abort_advance(abort, 14.6e-6);
  LR_NEAR(lr_abort_fire_s(abort), line.full_s, 1e-15);
  struct lr_monitor_reading reading = lr_abort_reading(abort, 0);
  LR_NEAR(reading.received, 4.2e-5, 1e-12);
  LR_NEAR(reading.recorded, 4.2e-5, 1e-12);
  LR_CHECK(!reading.saturated);
  // a time before the last one, and an element that is not there
  LR_CHECK(lr_abort_feed(abort, 1e-6, D02, 1, &error) == LR_E_DOMAIN && lr_abort_feed(abort, 1, 99, 1, &error) == LR_E_DOMAIN);
  lr_abort_free(abort);
}

// The same dose spread over more than the window does not cross; the slow threshold does.
static void windows(void) {
  struct lr_monitor both[2] = {diamond(), diamond()};
  both[1].threshold = 4e-4;
  both[1].window_s = 1e-3;
  struct lr_abort *abort = made(both, 2);
  double per_us = 0.9 * 4e-5 / 10 / 6e-15;  // 90 % of the fast threshold, 9 times the slow one
  double t = 0;
  for (int i = 0; i < 2000 && !(lr_abort_fire_s(abort) < INFINITY); i++) feed(abort, t = i * 1e-6 + 0.3e-6, D02, per_us);
  struct lr_abort_line line = lr_abort_timeline(abort);
  LR_CHECK(line.monitor == 1);
  LR_NEAR(line.crossed_s, 4e-4 / (per_us * 6e-15) * 1e-6, 0.02);  // 111 us
  LR_NEAR(lr_abort_reading(abort, 1).received, lr_abort_reading(abort, 0).received, 1e-12);
  lr_abort_free(abort);

  // the moving sum at each moment against a plain sum, with random losses
  for (int trial = 0; trial < 100; trial++) {
    enum { N = 300 };
    double time[N], dose[N], now = 0, crossed = NAN, sampled = NAN;
    struct lr_monitor fast = diamond();
    fast.phase_s = lr_test_between(-1e-5, 1e-5);
    abort = made(&fast, 1);
    for (int i = 0; i < N; i++) {
      time[i] = now += lr_test_log_between(1e-9, 3e-6);
      double particles = lr_test_log_between(1e7, 3e9);
      dose[i] = particles * 6e-15;
      feed(abort, now, D02, particles);
    }
    lr_abort_advance(abort, now + 1e-3);
    for (int i = 0; i < N && isnan(crossed); i++) {
      double sum = 0;
      for (int k = 0; k <= i; k++) sum += time[k] > time[i] - 10e-6 ? dose[k] : 0;
      if (sum >= 4e-5) crossed = time[i];
    }
    for (int k = -10; k < 500 && isnan(sampled); k++) {
      double end = fast.phase_s + k * 2.5e-6, sum = 0;
      for (int i = 0; i < N; i++) sum += time[i] < end && time[i] >= end - 10e-6 ? dose[i] : 0;
      if (sum >= 4e-5) sampled = end;
    }
    line = lr_abort_timeline(abort);
    LR_CHECK(isnan(sampled) ? line.monitor == 1 : line.monitor == 0 && fabs(line.sampled_s - sampled) < 1e-13);
    if (line.monitor == 0) LR_CHECK(line.crossed_s == crossed && line.sampled_s >= crossed);
    lr_abort_free(abort);
  }
}

static void saturation(void) {
  struct lr_monitor monitor = diamond();
  struct lr_abort *abort = made(&monitor, 1);
  feed(abort, 1e-6, D02, 0.01 / 6e-15);  // 1 rad in one sample, of which 0.35 can be shown
  struct lr_monitor_reading reading = lr_abort_reading(abort, 0);  // the open sample counts too
  LR_CHECK(reading.saturated);
  LR_NEAR(reading.recorded, 3.5e-3, 1e-12);
  feed(abort, 6e-6, D02, 0.002 / 6e-15);
  lr_abort_advance(abort, 1e-3);
  reading = lr_abort_reading(abort, 0);
  LR_CHECK(reading.saturated);
  LR_NEAR(reading.recorded, 5.5e-3, 1e-12);
  LR_NEAR(reading.received, 12e-3, 1e-12);
  lr_abort_free(abort);
}

// The first request at the kicker wins, even when its sample was read later; each kind sees its own losses.
static void several(void) {
  struct lr_monitor pair[2] = {diamond(), beside_d06()};
  struct lr_abort *abort = made(pair, 2);
  feed(abort, 1e-6, D02, 1e10);  // over the threshold of the diamond: request at 12 us
  feed(abort, 6e-6, D06, 2e9);   // request at 8 us and a little
  lr_abort_advance(abort, 7e-6);
  LR_CHECK(!(lr_abort_fire_s(abort) < INFINITY));
  lr_abort_advance(abort, 9e-6);
  struct lr_abort_line line = lr_abort_timeline(abort);
  LR_CHECK(line.monitor == 1 && line.first_loss_s == 1e-6 && line.crossed_s == 6e-6);
  LR_NEAR(line.requested_s, 8.1e-6, 0.013);
  LR_NEAR(lr_abort_fire_s(abort), 10.06132e-6 + 0.2e-6, 1e-12);
  LR_NEAR(lr_abort_reading(abort, 1).received, 2e9, 1e-12);
  LR_NEAR(lr_abort_reading(abort, 0).received, 1e10 * 6e-15 + 2e9 * 6e-16, 1e-12);
  lr_abort_free(abort);
}

static void refuse(struct lr_monitor monitor, const char *text) {
  struct lr_abort *abort = NULL;
  LR_CHECK(lr_abort_create(&ring, &monitor, 1, &KICKER, &abort, &error) == LR_E_DOMAIN && !abort && strstr(error.text, text));
}

static void refused(void) {
  struct lr_monitor m = diamond();
  m.threshold = 0;
  refuse(m, "monitor diamond: threshold");
  m = diamond();
  m.window_s = 1e-6;
  refuse(m, "0.4 samples in a window");
  m.window_s = 1;
  refuse(m, "400000 samples");
  m = diamond();
  m.link_s = -1;
  refuse(m, "negative delay");
  m = diamond();
  m.saturation_per_s = 0;
  refuse(m, "saturation");
  m = beside_d06();
  m.element = 7;
  refuse(m, "no such element");
  struct lr_abort *abort = NULL;
  m = diamond();
  struct lr_abort_kicker none = {0, 10e-6, 0, 0};
  LR_CHECK(lr_abort_create(&ring, &m, 1, &none, &abort, &error) == LR_E_DOMAIN && strstr(error.text, "gap"));
  LR_CHECK(lr_abort_create(&ring, &m, 0, &KICKER, &abort, &error) == LR_E_DOMAIN && strstr(error.text, "0 loss monitors"));
  lr_abort_free(NULL);
  // the gaps of a filling come to the kicker later by the path
  struct lr_abort_kicker kicker = lr_abort_kicker_of(&ring, &TWO_GAPS, 0.2e-6);
  LR_CHECK(kicker.gaps == 2 && kicker.turn_s == ring.turn_s);
  LR_NEAR(kicker.first_gap_s, ring.kicker_path_m / 299792458.0, 1e-12);
}

int main(void) {
  struct lr_loss_ring_setup setup = ler_setup(NIKKO_m);
  LR_CHECK(lr_loss_ring_build(&setup, &ring, &error) == LR_OK);
  D06 = element_named(&ring, "PMD06V1");
  D02 = element_named(&ring, "PMD02V1");
  latency(diamond(), D02, 1e10, (const double[]){10.8, 13.5, 16.1});
  latency(beside_d06(), D06, 1e10, (const double[]){2.5, 4.8, 7.0});
  time_line();
  windows();
  saturation();
  several();
  refused();
  return lr_test_end();
}
