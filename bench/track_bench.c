// SPDX-License-Identifier: GPL-3.0-or-later
// Claim: the collision of tracking does 55 million kicks of a macro-particle by a slice a second on one core with AVX-512, 45
// with AVX2, where every particle is near every slice; more at the crossing angle of SuperKEKB; and two threads do 1.9 times
// what one does. Prints them in 1e6 / s, the reference (libcerf) beside them.
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/parallel.h"
#include "base/random.h"
#include "machine/track/kernel.h"

enum { SLICES = 200, BLOCKS = 32, BATCHES = 15 };

struct bench {
  const struct lr_track_kernel *kernel;
  bool luminosity;
  struct lr_track_slice slice[SLICES];
  struct lr_track_block start[BLOCKS], block[BLOCKS];
  double sum[BLOCKS];
};

static double now_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

// LER particles through a HER bunch at beta* = 60 / 1 mm (BBWS figures of SuperKEKB), slices of equal charge; `head_on`: no angle
// and short bunches.
static void set_up(struct bench *b, bool head_on) {
  double angle = head_on ? 0 : 41.5e-3, z_strong = head_on ? 1e-6 : 5.05e-3, z_weak = head_on ? 1e-6 : 4.6e-3;
  double beta_x = 0.06, beta_y = 1e-3, x_strong = 16.6e-6, x_weak = 17.9e-6, y = 0.15e-6;
  for (int k = 0; k < SLICES; k++) {
    struct lr_track_slice *s = &b->slice[k];
    double number = 4.9e10 / SLICES;
    *s = (struct lr_track_slice){.number = number, .kick_m = 2 * number * 2.8179403e-15 / 7828};
    s->z_m = -z_strong * gsl_cdf_ugaussian_Pinv((k + 0.5) / SLICES);
    s->x_m = s->z_m * sin(angle);
    s->xx_m2[0] = x_strong * x_strong, s->xx_m2[2] = s->xx_m2[0] / (beta_x * beta_x);
    s->yy_m2[0] = y * y, s->yy_m2[2] = y * y / (beta_y * beta_y);
  }
  for (int i = 0; i < BLOCKS; i++) {
    struct lr_track_block *block = &b->start[i];
    struct lr_random random = lr_random_stream(1, 1, (uint64_t)i);
    block->count = LR_TRACK_BLOCK;
    for (uint32_t j = 0; j < LR_TRACK_BLOCK; j++) {
      block->id[j] = j;
      block->z[j] = z_weak * lr_random_normal(&random);
      block->x[j] = x_weak * lr_random_normal(&random) + block->z[j] * tan(angle);
      block->px[j] = x_weak / beta_x * lr_random_normal(&random);
      block->y[j] = y * lr_random_normal(&random);
      block->py[j] = y / beta_y * lr_random_normal(&random);
      block->delta[j] = 7e-4 * lr_random_normal(&random);
    }
  }
}

static enum lr_status one_block(size_t i, void *context, struct lr_error *error) {
  struct bench *b = context;
  (void)error;
  b->block[i] = b->start[i];
  b->sum[i] = b->kernel->kick(&b->block[i], b->slice, SLICES, b->luminosity);
  return LR_OK;
}

// 1e6 kicks a second, best of several batches: what the code does when nothing else disturbs it.
static double rate(struct bench *b, const struct lr_track_kernel *kernel, bool luminosity, int jobs) {
  double best_s = INFINITY;
  b->kernel = kernel;
  b->luminosity = luminosity;
  for (int i = 0; i < (kernel->lanes > 1 ? BATCHES : 2); i++) {
    double start_s = now_s();
    if (lr_parallel_for(BLOCKS, jobs, one_block, b, NULL, NULL)) return NAN;
    best_s = fmin(best_s, now_s() - start_s);
  }
  return 1e-6 * BLOCKS * LR_TRACK_BLOCK * SLICES / best_s;
}

int main(void) {
  struct bench *b = aligned_alloc(LR_TRACK_ALIGN, (sizeof *b + LR_TRACK_ALIGN - 1) / LR_TRACK_ALIGN * LR_TRACK_ALIGN);
  if (!b) return 1;
  printf("%-24s %-10s %12s %12s %12s %9s\n", "1e6 kicks / s", "kernel", "without L", "with L", "two threads", "gain");
  for (int head_on = 0; head_on < 2; head_on++) {
    set_up(b, head_on);
    const struct lr_track_kernel *kernel;
    for (size_t i = 0; (kernel = lr_track_kernel_at(i)); i++) {
      double plain = rate(b, kernel, false, 1), one = rate(b, kernel, true, 1), two = rate(b, kernel, true, 2);
      printf("%-24s %-10s %12.1f %12.1f %12.1f %9.2f\n", head_on ? "head-on, all near" : "SuperKEKB, 83 mrad", kernel->name,
             plain, one, two, two / one);
    }
  }
  free(b);
  return 0;
}
