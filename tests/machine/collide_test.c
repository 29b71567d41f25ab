// SPDX-License-Identifier: GPL-3.0-or-later
// Strong-strong: limits, symmetry, momentum, pinch of both beams, coherent modes, the same bits however it is run.
#include "base/buffer.h"
#include "base/constants.h"
#include "machine/track/collide.h"
#include "machine/track/equilibrium.h"
#include "machine/track/run_state.h"
#include "tests/lr_test.h"

static struct lr_error error;

// LER and HER of the benchmark of April 2022 (known); half angle 41.5 mrad
static const struct lr_track_ring BBWS[2] = {
    {.gamma = 7827.8, .number = 4.459e10, .radius_m = LR_ELECTRON_RADIUS_m, .beta_m = {0.08, 0.001, 6.11}, .emittance_m = {4e-9, 20e-12, 3.4625e-6},
     .tune = {0.525, 0.589, 0.023}, .damping = {2.2e-4, 2.2e-4, 4.4e-4}, .aperture_m = {INFINITY, INFINITY}, .aperture_delta = INFINITY},
    {.gamma = 13713, .number = 3.579e10, .radius_m = LR_ELECTRON_RADIUS_m, .beta_m = {0.06, 0.001, 8.007}, .emittance_m = {4.6e-9, 35e-12, 3.1824e-6},
     .tune = {0.532, 0.573, 0.027}, .damping = {2.2e-4, 2.2e-4, 4.4e-4}, .aperture_m = {INFINITY, INFINITY}, .aperture_delta = INFINITY}};
static const double HALF_ANGLE_rad = 0.0415;

static struct lr_track_run *run_of(const struct lr_track_ring ring[2], double half_angle_rad, enum lr_track_mode mode, int weak, long particles,
                                   long slices, long turns, bool kick) {
  struct lr_track_input input = {.mode = mode, .weak = weak, .particles = particles, .turns = turns, .average = turns, .slices = slices, .kick = kick};
  struct lr_track_run *run = NULL;
  LR_CHECK(lr_track_run_create(ring, half_angle_rad, 1, &input, 7, &run, &error) == LR_OK);
  return run;
}

static double seen(const struct lr_track_run *run, const struct lr_track_ring ring[2], int b, long turn, long particles) {
  return lr_track_run_sums(run, b)[turn].sum[LR_TRACK_OVERLAP] * ring[b].number / (double)particles;
}

static double mean(const struct lr_track_run *run, int b, long turn, enum lr_track_sum what) {
  const double *sum = lr_track_run_sums(run, b)[turn].sum;
  return sum[what] / sum[LR_TRACK_ALIVE];
}

static double first_crossing(enum lr_track_mode mode, int weak, bool kick) {
  enum { PARTICLES = 16384, SLICES = 60 };
  struct lr_track_run *run = run_of(BBWS, HALF_ANGLE_rad, mode, weak, PARTICLES, SLICES, 1, kick);
  LR_CHECK(lr_track_run_step(run, 1, 1, &error) == LR_OK);
  double value = seen(run, BBWS, weak, 0, PARTICLES);
  if (mode == LR_TRACK_STRONG_STRONG) {
    double other = seen(run, BBWS, 1 - weak, 0, PARTICLES);
    LR_NEAR(other / value, 1, kick ? 6e-3 : 1e-3);
    value = (value + other) / 2;
  }
  lr_track_run_free(run);
  return value;
}

// Each beam's pinch stands in its own weak-strong run: 1.52 % and 2.68 %, figures of this program that the test holds fast and
// no check of it; strong-strong has both, and a little more, since a pinched beam pinches more: 4.7 %, 3.1 times the LER's (known
// of other codes: weak-strong 1.5 %, strong-strong about twice).
static void test_pinch(void) {
  double pinch[3];
  for (int k = 0; k < 3; k++) {
    enum lr_track_mode mode = k < 2 ? LR_TRACK_WEAK_STRONG : LR_TRACK_STRONG_STRONG;
    pinch[k] = first_crossing(mode, k % 2, true) / first_crossing(mode, k % 2, false) - 1;
  }
  LR_NEAR(pinch[0], 0.0152, 0.02);
  LR_NEAR(pinch[1], 0.0268, 0.02);
  LR_CHECK(pinch[2] > pinch[0] + pinch[1]);
  LR_NEAR(pinch[2], pinch[0] + pinch[1], 0.15);
}

// A beam with few particles leaves the other one alone and sees its Gaussian slices: its own weak-strong run.
static void test_weak_limit(void) {
  enum { PARTICLES = 8192, SLICES = 30, TURNS = 3 };
  struct lr_track_ring ring[2] = {BBWS[0], BBWS[1]};
  ring[0].number *= 1e-6;
  ring[1].damping[0] = ring[1].damping[1] = ring[1].damping[2] = 0;  // the frozen beam knows no turns
  for (int k = 0; k < 3; k++) ring[1].tune[k] = 0;
  struct lr_track_run *both = run_of(ring, HALF_ANGLE_rad, LR_TRACK_STRONG_STRONG, 0, PARTICLES, SLICES, TURNS, true);
  struct lr_track_run *weak = run_of(ring, HALF_ANGLE_rad, LR_TRACK_WEAK_STRONG, 0, PARTICLES, SLICES, TURNS, true);
  LR_CHECK(lr_track_run_step(both, TURNS, 1, &error) == LR_OK && lr_track_run_step(weak, TURNS, 1, &error) == LR_OK);
  for (long t = 0; t < TURNS; t++) {
    LR_NEAR(seen(both, ring, 0, t, PARTICLES), seen(weak, ring, 0, t, PARTICLES), 3e-3);
    LR_NEAR(mean(both, 0, t, LR_TRACK_YY), mean(weak, 0, t, LR_TRACK_YY), 3e-3);
    LR_NEAR(mean(both, 0, t, LR_TRACK_PYPY), mean(weak, 0, t, LR_TRACK_PYPY), 1e-2);
    LR_NEAR(mean(both, 1, t, LR_TRACK_YY), mean(both, 1, 0, LR_TRACK_YY), 1e-6);
  }
  lr_track_run_free(both);
  lr_track_run_free(weak);
}

// Equal beams without noise of radiation stay equal to the last bit.
static void test_symmetric(void) {
  enum { PARTICLES = 2048, SLICES = 10, TURNS = 4 };
  struct lr_track_ring ring[2] = {BBWS[0], BBWS[0]};
  for (int b = 0; b < 2; b++)
    for (int k = 0; k < 3; k++) ring[b].damping[k] = 0;
  struct lr_track_run *run = run_of(ring, HALF_ANGLE_rad, LR_TRACK_STRONG_STRONG, 0, PARTICLES, SLICES, TURNS, true);
  memcpy(run->beam[1].block, run->beam[0].block, run->beam[0].blocks * sizeof *run->beam[0].block);  // a beam has a start of its own
  LR_CHECK(lr_track_run_step(run, TURNS, 1, &error) == LR_OK);
  const struct lr_track_sums *a = lr_track_run_sums(run, 0), *b = lr_track_run_sums(run, 1);
  LR_CHECK(memcmp(a, b, TURNS * sizeof *a) == 0);
  LR_CHECK(a[TURNS - 1].sum[LR_TRACK_YY] != a[0].sum[LR_TRACK_YY]);
  lr_track_run_free(run);
}

// What one beam gains in momentum the other one loses, up to what the slices differ from Gaussians.
static void test_momentum(void) {
  enum { PARTICLES = 16384, SLICES = 5 };
  struct lr_track_ring ring[2] = {BBWS[0], BBWS[1]};
  ring[0].offset_m[1] = 100e-9;
  ring[0].offset_m[0] = 5e-6;
  for (int b = 0; b < 2; b++) ring[b].number *= 0.05;
  for (int b = 0; b < 2; b++)
    for (int k = 0; k < 3; k++) ring[b].damping[k] = 0, ring[b].tune[k] = 0;
  struct lr_track_run *run = run_of(ring, 0, LR_TRACK_STRONG_STRONG, 0, PARTICLES, SLICES, 2, true);
  LR_CHECK(lr_track_run_step(run, 2, 1, &error) == LR_OK);
  for (enum lr_track_sum p = LR_TRACK_PX; p <= LR_TRACK_PY; p += LR_TRACK_PY - LR_TRACK_PX) {
    double gain[2];
    for (int b = 0; b < 2; b++) gain[b] = ring[b].gamma * ring[b].number * (mean(run, b, 1, p) - mean(run, b, 0, p));
    LR_CHECK(gain[0] < 0 && gain[1] > 0);  // they attract each other
    LR_NEAR(-gain[1] / gain[0], 1, 2e-2);
  }
  lr_track_run_free(run);
}

// Tune of a series that begins at a maximum of an oscillation: the peak of its windowed spectrum, by golden steps.
static double power(const double *value, int count, double tune) {
  double re = 0, im = 0;
  for (int i = 0; i < count; i++) {
    double window = 1 - cos(2 * LR_PI * (i + 0.5) / count);
    re += window * value[i] * cos(2 * LR_PI * tune * i);
    im += window * value[i] * sin(2 * LR_PI * tune * i);
  }
  return re * re + im * im;
}

static double peak(const double *value, int count, double low, double high) {
  double best = low, step = 0.1 / count;
  for (double tune = low; tune < high; tune += step)
    if (power(value, count, tune) > power(value, count, best)) best = tune;
  return best;
}

// Two equal flat beams, head on, small offset: the sum of the centroids keeps the tune of the ring, the difference goes up by
// the Yokoya factor times xi. Measured here, with soft-Gaussian slices: 1.10 in y (rigid beams: 1 with the xi of small
// amplitudes, the full solution of flat beams: 1.24 to 1.33, K. Yokoya and H. Koiso, Part. Accel. 27 (1990) 181, known).
static void test_coherent_modes(void) {
  enum { PARTICLES = 2048, SLICES = 1, TURNS = 512 };
  struct lr_track_ring r = {.gamma = 10000, .number = 1e10, .radius_m = LR_ELECTRON_RADIUS_m, .beta_m = {0.3, 0.01, 1},
                            .emittance_m = {20e-9, 0.2e-9, 1e-12}, .tune = {0.16, 0.11, 0.01},
                            .aperture_m = {INFINITY, INFINITY}, .aperture_delta = INFINITY};
  struct lr_track_ring ring[2] = {r, r};
  double sx = sqrt(r.emittance_m[0] * r.beta_m[0]), sy = sqrt(r.emittance_m[1] * r.beta_m[1]);
  ring[0].number = ring[1].number = 0.01 * 2 * LR_PI * r.gamma * sy * (sx + sy) / (LR_ELECTRON_RADIUS_m * r.beta_m[1]);  // xi_y = 0.01
  struct lr_track_run *run = run_of(ring, 0, LR_TRACK_STRONG_STRONG, 0, PARTICLES, SLICES, TURNS, true);
  size_t blocks;
  struct lr_track_block *block = (struct lr_track_block *)(uintptr_t)lr_track_run_blocks(run, 0, &blocks);
  for (size_t k = 0; k < blocks; k++)
    for (uint32_t i = 0; i < block[k].count; i++) block[k].y[i] += 0.2 * sy;
  LR_CHECK(lr_track_run_step(run, TURNS, 1, &error) == LR_OK);
  static double sum[TURNS], difference[TURNS];
  double rest[2] = {0};
  for (int t = 0; t < TURNS; t++)
    for (int b = 0; b < 2; b++) rest[b] += mean(run, b, t, LR_TRACK_Y) / TURNS;
  for (int t = 0; t < TURNS; t++) {
    double a = mean(run, 0, t, LR_TRACK_Y) - rest[0], b = mean(run, 1, t, LR_TRACK_Y) - rest[1];
    sum[t] = a + b;
    difference[t] = a - b;
  }
  double shift = (peak(difference, TURNS, 0.10, 0.14) - 0.11) / 0.01;
  printf("pi mode: shift %.3f of xi; sigma mode %.5f\n", shift, peak(sum, TURNS, 0.10, 0.14));
  LR_CHECK(shift > 1.0 && shift < 1.35);
  lr_track_run_free(run);
}

// One thread or three, one step or a cut with a save between: the same bits.
static void test_bits(void) {
  enum { PARTICLES = 1200, SLICES = 7, TURNS = 3 };
  struct lr_track_run *one = run_of(BBWS, HALF_ANGLE_rad, LR_TRACK_STRONG_STRONG, 0, PARTICLES, SLICES, TURNS, true);
  struct lr_track_run *two = run_of(BBWS, HALF_ANGLE_rad, LR_TRACK_STRONG_STRONG, 0, PARTICLES, SLICES, TURNS, true);
  struct lr_track_run *three = run_of(BBWS, HALF_ANGLE_rad, LR_TRACK_STRONG_STRONG, 0, PARTICLES, SLICES, TURNS, true);
  struct lr_buffer saved = {0}, end[2] = {{0}};
  LR_CHECK(lr_track_run_step(one, TURNS, 1, &error) == LR_OK);
  LR_CHECK(lr_track_run_step(two, 1, 3, &error) == LR_OK);
  lr_track_run_save(two, &saved);
  LR_CHECK(lr_track_run_restore(three, saved.text, saved.length, &error) == LR_OK);
  LR_CHECK(lr_track_run_turn(three) == 1);
  LR_CHECK(lr_track_run_step(three, TURNS, 3, &error) == LR_OK);
  lr_track_run_save(one, &end[0]);
  lr_track_run_save(three, &end[1]);
  LR_CHECK(end[0].length == end[1].length && memcmp(end[0].text, end[1].text, end[0].length) == 0);
  lr_buffer_free(&saved);
  lr_buffer_free(&end[0]);
  lr_buffer_free(&end[1]);
  lr_track_run_free(one);
  lr_track_run_free(two);
  lr_track_run_free(three);
}

// Rows of slices by one or three threads, steps by eight: the same particles and overlaps, and the same words where slices have
// no size.
static void test_threads(void) {
  enum { PARTICLES = 6000, SLICES = 7 };
  static const int JOBS[] = {1, 3, 8};
  struct lr_track_run *run[3];
  double overlap[3][2] = {{0}}, radiated[3][2] = {{0}};
  char text[3][sizeof error.text];
  for (int flat = 0; flat < 2; flat++) {
    for (int i = 0; i < 3; i++) {
      run[i] = run_of(BBWS, HALF_ANGLE_rad, LR_TRACK_STRONG_STRONG, 0, PARTICLES, SLICES, 1, true);
      struct lr_track_setup setup[2] = {lr_track_setup_of(run[i], 0), lr_track_setup_of(run[i], 1)};
      struct lr_track_collision c = {.slices = SLICES};
      for (size_t b = 0; b < 2; b++) {
        c.block[b] = run[i]->beam[b].block, c.blocks[b] = run[i]->beam[b].blocks, c.setup[b] = &setup[b], c.particles[b] = PARTICLES;
        for (size_t k = 0; k < c.blocks[b] && flat && b == 1; k++)
          for (uint32_t p = 0; p < c.block[b][k].count; p++)
            if (c.block[b][k].z[p] < 0) c.block[b][k].x[p] = c.block[b][k].px[p] = 0;
      }
      overlap[i][0] = overlap[i][1] = 0;
      LR_CHECK(lr_track_collide(&c, JOBS[i], overlap[i], radiated[i], &error) == (flat ? LR_E_DOMAIN : LR_OK));
      snprintf(text[i], sizeof text[i], "%s", flat ? error.text : "");
    }
    for (int i = 1; i < 3; i++) {
      LR_CHECK(memcmp(overlap[0], overlap[i], sizeof *overlap) == 0 && strcmp(text[0], text[i]) == 0);
      for (int b = 0; b < 2 && !flat; b++)
        LR_CHECK(memcmp(run[0]->beam[b].block, run[i]->beam[b].block, run[0]->beam[b].blocks * sizeof *run[0]->beam[b].block) == 0);
    }
    LR_CHECK(!flat || strstr(text[0], "of the her has no size") != NULL);
    for (int i = 0; i < 3; i++) lr_track_run_free(run[i]);
  }
}

static void test_refused(void) {
  struct lr_track_run *run = run_of(BBWS, HALF_ANGLE_rad, LR_TRACK_STRONG_STRONG, 0, 100, 7, 1, true);
  LR_CHECK(lr_track_run_step(run, 1, 1, &error) == LR_E_DOMAIN);
  LR_CHECK(strstr(error.text, "100 particles of the ler at turn 0") != NULL && lr_track_run_turn(run) == 0);
  lr_track_run_free(run);
}

int main(void) {
  test_pinch();
  test_weak_limit();
  test_symmetric();
  test_momentum();
  test_coherent_modes();
  test_bits();
  test_threads();
  test_refused();
  return lr_test_end();
}
