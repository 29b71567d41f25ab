// SPDX-License-Identifier: GPL-3.0-or-later
// The collision kernels: the Faddeeva function against libcerf, blocks against the reference, limits, symplecticity.
#include "machine/track/kernel.h"

#include <cerf.h>

#include "base/constants.h"
#include "machine/track/kernel_tables.h"
#include "tests/lr_test.h"

enum { SLICES = 200, MOST = 4096 };

static double normal(void) {
  return sqrt(-2 * log(lr_test_random())) * cos(2 * LR_PI * lr_test_random());
}

// The tables of kernel_tables.h from what defines them.
static void test_tables(void) {
  const long double pi = 3.14159265358979323846264338327950288L, l = LR_FADDEEVA_L;
  enum { POINTS = 1024 };
  for (int n = 0; n < 32; n++) {
    long double sum = 0;
    for (int k = 0; k < POINTS; k++) {
      long double angle = (k + 0.5L) * pi / POINTS, t = l * tanl(angle / 2);
      sum += expl(-t * t) * (l * l + t * t) * cosl((n + 1) * angle);
    }
    LR_NEAR(LR_FADDEEVA[n % 2][n / 2] - (double)(2 * sqrtl(pi) * sum / POINTS), 0, 1e-15);
  }
  // A and B of the continued fraction: P_{k+1} = z P_k - k/2 P_{k-1}
  double a[2][14] = {{0}, {1}}, b[2][14] = {{1}, {0, 1}};
  for (int k = 1; k <= 12; k++) {
    const double *known_a = k == 12 ? LR_FADDEEVA_12A : LR_FADDEEVA_6A;
    const double *known_b = k == 12 ? LR_FADDEEVA_12B : LR_FADDEEVA_6B;
    if (k == 6 || k == 12)
      for (int i = 0; i <= k / 2; i++) {
        LR_CHECK(i == k / 2 || a[1][2 * i + 1] == known_a[i]);
        LR_CHECK(b[1][2 * i] == known_b[i]);
      }
    double next_a[14] = {0}, next_b[14] = {0};
    for (int i = 0; i < 14; i++) {
      next_a[i] = (i ? a[1][i - 1] : 0) - 0.5 * k * a[0][i];
      next_b[i] = (i ? b[1][i - 1] : 0) - 0.5 * k * b[0][i];
    }
    memcpy(a[0], a[1], sizeof a[0]), memcpy(b[0], b[1], sizeof b[0]);
    memcpy(a[1], next_a, sizeof next_a), memcpy(b[1], next_b, sizeof next_b);
  }
}

// Largest error relative to |w| over the points as they stand: all lanes of a vector are alike or not, as the caller has them.
static double worst(const struct lr_track_kernel *kernel, size_t count, const double *x, const double *y) {
  static double re[MOST], im[MOST];
  double largest = 0;
  kernel->faddeeva(count, x, y, re, im);
  for (size_t i = 0; i < count; i++) {
    double complex exact = w_of_z(x[i] + I * y[i]);
    double error = cabs(re[i] + I * im[i] - exact) / cabs(exact);
    if (!(error <= largest)) largest = error;
  }
  return largest;
}

// A grid over |Re| <= 1000, 0 <= Im <= 1000: steps of 0.004 in Re near the origin, a scale from 1e-9 on in Im and 0 itself.
static double grid_error(const struct lr_track_kernel *kernel, int mixed) {
  static double x[MOST], y[MOST];
  double largest = 0;
  for (int row = 0; row <= 72; row++) {
    double height = row ? pow(10, -9 + 12 * (row - 1) / 71.0) : 0;
    size_t count = 0;
    for (int i = -1700; i <= 1700; i++) {
      double at = abs(i) <= 1500 ? i * 0.006 : copysign(9 * pow(10, (abs(i) - 1500) / 97.0), i);
      x[count] = mixed && i % 2 ? 1 : at;  // every other lane near the origin: no vector takes the way of the far ones
      y[count++] = height;
    }
    double error = worst(kernel, count, x, y);
    if (!(error <= largest)) largest = error;
  }
  return largest;
}

static void test_faddeeva(const struct lr_track_kernel *kernel) {
  double alike = grid_error(kernel, 0), mixed = grid_error(kernel, 1);
  printf("%-9s Faddeeva function: error %.1e, far points among near ones %.1e\n", kernel->name, alike, mixed);
  LR_CHECK(alike < 1e-12);
  LR_CHECK(mixed < 1e-12);
  double x[17], y[17], re[17], im[17];  // edges of the ways, just off and on them; odd count
  for (int i = 0; i < 17; i++) {
    double r = sqrt(i < 9 ? LR_FADDEEVA_12_FROM : LR_FADDEEVA_6_FROM) * (1 + 1e-9 * (i % 9 - 4));
    x[i] = r * cos(0.09 * i), y[i] = r * sin(0.09 * i);
  }
  LR_CHECK(worst(kernel, 17, x, y) < 1e-12);
  x[0] = NAN, y[0] = 1;
  kernel->faddeeva(1, x, y, re, im);
  LR_CHECK(isnan(re[0]) && isnan(im[0]));
}

// Beams of SuperKEKB (BBWS figures); `centred`: no crossing angle, short bunches: every particle is near every slice.
struct scene {
  struct lr_track_block block;
  struct lr_track_slice slice[SLICES];
};
static void make_scene(struct scene *s, int centred, uint32_t count, double aspect) {
  double angle = centred ? 0 : 41.5e-3, sigma_z = centred ? 1e-6 : 4.6e-3, beta_x = 0.06, beta_y = 1e-3;
  double xx = 17.9e-6 * 17.9e-6, yy = xx * aspect * aspect;
  memset(s, 0, sizeof *s);
  for (int k = 0; k < SLICES; k++) {
    double c = 4 - 8 * (k + 0.5) / SLICES;
    struct lr_track_slice *slice = &s->slice[k];
    slice->number = 8.0 / SLICES * 5e10 * exp(-c * c / 2) / sqrt(2 * LR_PI);
    slice->kick_m = 2 * slice->number * 2.8179403e-15 / 7828;
    slice->z_m = c * sigma_z;
    slice->x_m = slice->z_m * sin(angle);
    slice->y_m = 1e-8;
    slice->px = 1e-5, slice->py = -2e-6;
    slice->xx_m2[0] = xx, slice->xx_m2[1] = 0.3 * xx / beta_x, slice->xx_m2[2] = xx / (beta_x * beta_x);
    slice->yy_m2[0] = yy, slice->yy_m2[1] = -0.2 * yy / beta_y, slice->yy_m2[2] = yy / (beta_y * beta_y);
  }
  struct lr_track_block *b = &s->block;
  b->count = count;
  for (uint32_t i = 0; i < count; i++) {
    b->id[i] = i;
    b->z[i] = sigma_z * normal();
    b->x[i] = 16.6e-6 * normal() + b->z[i] * tan(angle);
    b->px[i] = 16.6e-6 / beta_x * normal();
    b->y[i] = sqrt(yy) * normal();
    b->py[i] = sqrt(yy) / beta_y * normal();
    b->delta[i] = 6e-4 * normal();
    if (i % 50 == 0) b->y[i] *= 30;  // a halo
    if (i % 70 == 0) b->x[i] += 30 * 17e-6 * normal();
  }
}

// Difference of two blocks in units of the largest change; the order is that before the collision.
static double difference(const struct lr_track_block *a, const struct lr_track_block *b, const struct lr_track_block *start) {
  const double *pa[] = {a->x, a->px, a->y, a->py, a->delta}, *pb[] = {b->x, b->px, b->y, b->py, b->delta};
  const double *ps[] = {start->x, start->px, start->y, start->py, start->delta};
  double largest = 0;
  for (int q = 0; q < 5; q++) {
    double change = 0, off = 0;
    for (uint32_t i = 0; i < start->count; i++) {
      change = fmax(change, fabs(pb[q][i] - ps[q][i]));
      double d = fabs(pa[q][i] - pb[q][i]);
      if (!(d <= off)) off = d;
    }
    largest = fmax(largest, off / change);
  }
  LR_CHECK(memcmp(a->z, start->z, sizeof a->z) == 0 && memcmp(a->id, start->id, sizeof a->id) == 0);
  return largest;
}

static void test_blocks(void) {
  static struct scene scene;
  static struct lr_track_block exact, first, block;
  // SuperKEKB, all near, near-round, round, upright; round and nearly round with hourglass change sides on the way
  static const struct {
    int centred;
    double aspect;
  } CASE[] = {{0, 0.0084}, {1, 0.0084}, {1, 0.7}, {1, 0.96}, {1, 1}, {1, 5}, {0, 0.01}, {0, 0.05}};
  for (size_t c = 0; c < sizeof CASE / sizeof *CASE; c++)
    for (uint32_t count = LR_TRACK_BLOCK; count; count = count > 64 ? 37 : count > 5 ? 5 : count - 1) {
      make_scene(&scene, CASE[c].centred, count, CASE[c].aspect);
      exact = scene.block;
      double sum = lr_track_kick_reference(&exact, scene.slice, SLICES, true), peak = 0;
      for (int k = 0; k < SLICES; k++)
        peak += scene.slice[k].number / (2 * LR_PI * sqrt(scene.slice[k].xx_m2[0] * scene.slice[k].yy_m2[0]));
      const struct lr_track_kernel *kernel;
      for (size_t i = 0; (kernel = lr_track_kernel_at(i)); i++) {
        block = scene.block;
        double got = kernel->kick(&block, scene.slice, SLICES, true);
        double off = difference(&block, &exact, &scene.block);
        if (count == LR_TRACK_BLOCK)
          printf("%-9s aspect %.4f %s: error %.1e, luminosity %.1e\n", kernel->name, CASE[c].aspect,
                 CASE[c].centred ? "head-on " : "crossing", off, fabs(got / sum - 1));
        LR_CHECK(off < 1e-9);
        LR_NEAR((got - sum) / (sum + 1e-3 * count * peak), 0, 1e-11);  // Gaussian tails below e^-36 are left out
        if (i == 0) first = block;
        LR_CHECK(difference(&block, &first, &scene.block) < 1e-9);
        struct lr_track_block again = scene.block;
        LR_CHECK(kernel->kick(&again, scene.slice, SLICES, false) == 0);
        LR_CHECK(memcmp(&again, &block, sizeof block) == 0);
      }
    }
}

static void test_bad_particles(const struct lr_track_kernel *kernel) {
  static struct scene scene;
  for (int centred = 0; centred < 2; centred++)
    for (int bad = 0; bad < 3; bad++) {
      make_scene(&scene, centred, 100, 0.0084);
      struct lr_track_block good = scene.block;
      double value = bad == 0 ? NAN : bad == 1 ? INFINITY : -INFINITY;
      double *place[] = {&scene.block.x[3], &scene.block.py[50], &scene.block.z[99], &scene.block.delta[0]};
      LR_CHECK(isfinite(kernel->kick(&good, scene.slice, SLICES, true)));
      for (int i = 0; i < 4; i++) {
        struct lr_track_block block;
        double was = *place[i];
        *place[i] = value;
        block = scene.block;
        *place[i] = was;
        LR_CHECK(!isfinite(kernel->kick(&block, scene.slice, SLICES, true)));
        for (uint32_t j = 0; j < 100; j++) {
          int hit = j == (uint32_t[]){3, 50, 99, 0}[i];
          LR_CHECK(hit ? !isfinite(block.x[j] + block.py[j] + block.z[j] + block.delta[j])
                       : fabs(block.px[j] - good.px[j]) < 1e-9 * 1e-3);
        }
      }
      struct lr_track_block none = good;
      none.count = 0;
      LR_CHECK(kernel->kick(&none, scene.slice, SLICES, true) == 0);
      LR_CHECK(memcmp(none.x, good.x, sizeof good.x) == 0);
    }
}

// One particle, one slice: J^T S J = S for the Jacobian by central differences, in units of the sizes.
static void test_symplectic(const struct lr_track_kernel *kernel) {
  double sx = 17e-6, sy = 0.15e-6, sz = 5e-3;
  double scale[6] = {sx, 3e-4, sy, 1.5e-4, sz, 1e-6};  // delta moves nothing: small, so that few digits are lost in it
  double area[3] = {scale[0] * scale[1], scale[2] * scale[3], scale[4] * scale[5]};
  for (int trial = 0; trial < 20; trial++) {
    struct lr_track_slice slice = {.number = 1e9, .kick_m = 2e-9, .z_m = 1e-3, .x_m = 3e-6, .y_m = 2e-8, .px = 1e-4, .py = -1e-4,
                                   .xx_m2 = {sx * sx, sx * sx * 4, sx * sx * 300}, .yy_m2 = {sy * sy, -sy * sy * 500, sy * sy * 1e6}};
    if (trial % 4 == 3) slice.yy_m2[0] = slice.xx_m2[0] * 0.98, slice.yy_m2[1] = slice.xx_m2[1], slice.yy_m2[2] = slice.xx_m2[2];
    double at[6], jacobian[6][6];
    for (int i = 0; i < 6; i++) at[i] = 0.8 * normal();
    if (trial % 4 == 2) at[0] = 15;  // far
    if (trial % 4 == 3) at[2] *= 100;
    for (int j = 0; j < 6; j++) {
      double out[6] = {0};
      // five-point rule of sixth order: steps 1, 2, 3
      static const double WEIGHT[] = {45.0 / 60, -9.0 / 60, 1.0 / 60};
      double h = 4e-3;
      for (int step = 1; step <= 3; step++)
        for (int side = -1; side <= 1; side += 2) {
          static struct lr_track_block b;
          double *q[6] = {b.x, b.px, b.y, b.py, b.z, b.delta};
          b.count = 1;
          for (int i = 0; i < 6; i++) q[i][0] = scale[i] * (at[i] + (i == j ? side * step * h : 0));
          kernel->kick(&b, &slice, 1, false);
          for (int i = 0; i < 6; i++) out[i] += side * WEIGHT[step - 1] * q[i][0] / scale[i] / h;
        }
      for (int i = 0; i < 6; i++) jacobian[i][j] = out[i];
    }
    double largest = 0, turned = 0;
    for (int i = 0; i < 6; i++)
      for (int j = 0; j < 6; j++) {
        double sum = 0;
        for (int k = 0; k < 6; k += 2)
          sum += area[k / 2] * (jacobian[k][i] * jacobian[k + 1][j] - jacobian[k + 1][i] * jacobian[k][j]);
        sum /= sqrt(area[i / 2] * area[j / 2]);
        double want = i / 2 == j / 2 ? (j > i) - (j < i) : 0;
        largest = fmax(largest, fabs(sum - want));
        turned = fmax(turned, fabs(jacobian[i][j] - (i == j)));
      }
    LR_CHECK(turned > 1e-4);  // the slice does something
    LR_NEAR(largest, 0, 1e-9);
    if (!(largest <= 1e-9)) printf("%s trial %d: %.2e, J - 1 up to %.1e\n", kernel->name, trial, largest, turned);
  }
}

// One slice at rest at z: near the axis a lens of focal length sx (sx + sy) / kick; far away kick / r.
static void test_limits(const struct lr_track_kernel *kernel) {
  for (int trial = 0; trial < 100; trial++) {
    double sx = lr_test_log_between(1e-6, 1e-4), sy = sx * lr_test_log_between(1e-3, 1), kick = 1e-11;
    struct lr_track_slice slice = {.number = 1e8, .kick_m = kick, .xx_m2 = {sx * sx}, .yy_m2 = {sy * sy}};
    struct lr_track_block b = {.count = 3, .x = {1e-4 * sx, -1e4 * sx, 0}, .y = {-1e-4 * sy, 2e4 * sx, 0}};
    double sum = kernel->kick(&b, &slice, 1, true), r2 = 5e8 * sx * sx;
    LR_NEAR(b.px[0], -kick * 1e-4 / (sx + sy), 1e-7);
    LR_NEAR(b.py[0], kick * 1e-4 / (sx + sy), 1e-7);
    LR_NEAR(b.px[1], kick * 1e4 * sx / r2, 1e-7);
    LR_NEAR(b.py[1], -kick * 2e4 * sx / r2, 1e-7);
    LR_NEAR(b.px[2] * sx / kick, 0, 1e-12);
    LR_NEAR(sum, 1e8 / (LR_PI * sx * sy), 1e-7);  // two in the middle, none from afar
  }
}

int main(void) {
  lr_test_seed_from_environment();
  test_tables();
  const struct lr_track_kernel *kernel;
  size_t kernels = 0;
  for (; (kernel = lr_track_kernel_at(kernels)); kernels++) {
    LR_CHECK(lr_track_kernel_find(kernel->name) == kernel);
    test_faddeeva(kernel);
    test_bad_particles(kernel);
    test_symplectic(kernel);
    test_limits(kernel);
  }
  LR_CHECK(kernels >= 2);
  LR_TEXT_IS(lr_track_kernel_at(kernels - 1)->name, "reference");
  LR_CHECK(!lr_track_kernel_find("mmx"));
  test_blocks();
  return lr_test_end();
}
