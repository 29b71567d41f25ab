// SPDX-License-Identifier: GPL-3.0-or-later
// Claim: the collision of tracking does 55 million kicks of a macro-particle by a slice a second on one core with AVX-512, 45
// with AVX2, where every particle is near every slice; more at the crossing angle of SuperKEKB; and two threads do 1.9 times
// what one does. Prints them in 1e6 / s, the reference (libcerf) beside them: per core, by the processor time that the blocks
// took at best, and two threads by processor time and by the clock on the wall, which counts what else runs on the machine.
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
  double sum[BLOCKS], best_s[BLOCKS];  // best: processor time of a block
};

static double now_s(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
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
  double start_s = now_s(CLOCK_THREAD_CPUTIME_ID);
  b->block[i] = b->start[i];
  b->sum[i] = b->kernel->kick(&b->block[i], b->slice, SLICES, b->luminosity);
  b->best_s[i] = fmin(b->best_s[i], now_s(CLOCK_THREAD_CPUTIME_ID) - start_s);
  return LR_OK;
}

// 1e6 kicks a second: of a core, and on the wall.
struct rate {
  double core, wall;
};
static struct rate rate(struct bench *b, const struct lr_track_kernel *kernel, bool luminosity, int jobs) {
  const double kicks = 1e-6 * BLOCKS * LR_TRACK_BLOCK * SLICES;
  double wall_s = INFINITY, core_s = 0;
  b->kernel = kernel;
  b->luminosity = luminosity;
  for (int i = 0; i < BLOCKS; i++) b->best_s[i] = INFINITY;
  for (int i = 0; i < (kernel->lanes > 1 ? BATCHES : 2); i++) {
    double start_s = now_s(CLOCK_MONOTONIC);
    if (lr_parallel_for(BLOCKS, jobs, one_block, b, NULL, NULL)) return (struct rate){NAN, NAN};
    wall_s = fmin(wall_s, now_s(CLOCK_MONOTONIC) - start_s);
  }
  for (int i = 0; i < BLOCKS; i++) core_s += b->best_s[i];
  return (struct rate){kicks / core_s, kicks / wall_s};
}

int main(void) {
  struct bench *b = aligned_alloc(LR_TRACK_ALIGN, (sizeof *b + LR_TRACK_ALIGN - 1) / LR_TRACK_ALIGN * LR_TRACK_ALIGN);
  if (!b) return 1;
  printf("%-20s %-10s %10s %10s %11s %10s %11s %6s\n", "1e6 kicks / s", "kernel", "without L", "with L", "2 threads,",
         "one thread", "two threads", "gain");
  printf("%-20s %-10s %10s %10s %11s %10s %11s\n", "", "", "per core", "per core", "both cores", "wall", "wall");
  for (int head_on = 0; head_on < 2; head_on++) {
    set_up(b, head_on);
    const struct lr_track_kernel *kernel;
    for (size_t i = 0; (kernel = lr_track_kernel_at(i)); i++) {
      struct rate plain = rate(b, kernel, false, 1), one = rate(b, kernel, true, 1), two = rate(b, kernel, true, 2);
      printf("%-20s %-10s %10.1f %10.1f %11.1f %10.1f %11.1f %6.2f\n", head_on ? "head-on, all near" : "SuperKEKB, 83 mrad",
             kernel->name, plain.core, one.core, 2 * two.core, one.wall, two.wall, two.wall / one.wall);
    }
  }
  free(b);
  return 0;
}
