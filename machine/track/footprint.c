// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/footprint.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_fft_complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "base/parallel.h"

enum { TOGETHER = 32 };              // particles of one block: so many go to one thread
static const double SMALLEST = 0.01;  // amplitude [sigma] that stands for none

static double square(double x) { return x * x; }

// |sum of the signal times exp(-2 pi i frequency n)|^2.
static double power_at(const double *re, const double *im, size_t count, double frequency) {
  double step_re = cos(2 * LR_PI * frequency), step_im = -sin(2 * LR_PI * frequency), c = 1, s = 0, sum_re = 0, sum_im = 0;
  for (size_t n = 0; n < count; n++) {
    sum_re += re[n] * c - im[n] * s;
    sum_im += re[n] * s + im[n] * c;
    double next = c * step_re - s * step_im;
    s = c * step_im + s * step_re;
    c = next;
  }
  return square(sum_re) + square(sum_im);
}

// Golden section for the largest power between two frequencies.
static double highest(const double *re, const double *im, size_t count, double low, double high) {
  const double GOLDEN = 0.6180339887498949;
  double a = high - GOLDEN * (high - low), b = low + GOLDEN * (high - low);
  double at_a = power_at(re, im, count, a), at_b = power_at(re, im, count, b);
  for (int i = 0; i < 40; i++) {  // to 4e-9 of the width
    if (at_a > at_b) {
      high = b, b = a, at_b = at_a;
      a = high - GOLDEN * (high - low);
      at_a = power_at(re, im, count, a);
    } else {
      low = a, a = b, at_a = at_b;
      b = low + GOLDEN * (high - low);
      at_b = power_at(re, im, count, b);
    }
  }
  return (low + high) / 2;
}

enum lr_status lr_track_frequency(double *re, double *im, size_t count, double *frequency, struct lr_error *error) {
  if (count < 16 || (count & (count - 1))) return lr_error_set(error, LR_E_DOMAIN, "a spectrum of %zu turns: a power of 2 from 16 on is wanted", count);
  double mean_re = 0, mean_im = 0;  // in the window: lines apart from zero add next to nothing
  for (size_t n = 0; n < count; n++) {
    double weight = (1 - cos(2 * LR_PI * (double)n / (double)count)) / (double)count;
    mean_re += re[n] * weight;
    mean_im += im[n] * weight;
  }
  double *spectrum = malloc(2 * count * sizeof *spectrum);
  if (!spectrum) return lr_error_set(error, LR_E_MEMORY, "no memory for a spectrum");
  for (size_t n = 0; n < count; n++) {
    double window = 1 - cos(2 * LR_PI * (double)n / (double)count);
    spectrum[2 * n] = re[n] = (re[n] - mean_re) * window;
    spectrum[2 * n + 1] = im[n] = (im[n] - mean_im) * window;
  }
  enum lr_status status = gsl_fft_complex_radix2_forward(spectrum, 1, count) == GSL_SUCCESS ? LR_OK : lr_error_set(error, LR_E_DOMAIN, "the spectrum failed");
  size_t best = 0;
  for (size_t k = 1; k < count; k++)
    if (square(spectrum[2 * k]) + square(spectrum[2 * k + 1]) > square(spectrum[2 * best]) + square(spectrum[2 * best + 1])) best = k;
  free(spectrum);
  double width = 1 / (double)count;
  *frequency = highest(re, im, count, ((double)best - 1) * width, ((double)best + 1) * width);
  *frequency -= floor(*frequency);
  return status;
}

struct footprint {
  struct lr_track_setup setup;
  const struct lr_track_footprint_wish *wish;
  struct lr_track_footprint_point *point;
  size_t points;
};

static double amplitude(const struct lr_track_footprint_wish *wish, int plane, long i) {
  return i == 0 ? SMALLEST : wish->amplitude[plane] * (double)i / (double)(wish->points[plane] - 1);
}

static void launch(const struct footprint *f, size_t first, size_t count, struct lr_track_block *b) {
  const struct lr_track_ring *ring = &f->setup.weak;
  memset(b, 0, sizeof *b);
  for (size_t i = 0; i < count; i++) {
    struct lr_track_footprint_point *p = &f->point[first + i];
    long at = (long)(first + i);
    p->amplitude[0] = amplitude(f->wish, 0, at % f->wish->points[0]);
    p->amplitude[1] = amplitude(f->wish, 1, at / f->wish->points[0]);
    b->x[i] = p->amplitude[0] * sqrt(ring->emittance_m[0] * ring->beta_m[0]);
    b->y[i] = p->amplitude[1] * sqrt(ring->emittance_m[1] * ring->beta_m[1]);
    b->z[i] = f->wish->z_sigma * sqrt(ring->emittance_m[2] * ring->beta_m[2]);
    b->id[i] = (uint32_t)i;
  }
  b->count = (uint32_t)count;
}

// Tune from turns [from, from + count) of one particle, near the tune of the ring. history: x, -beta p of a plane, turn by turn.
static enum lr_status tune_of(const double *history, size_t count, double *work, double near, double *tune, struct lr_error *error) {
  for (size_t n = 0; n < count; n++) {
    work[n] = history[2 * n];
    work[count + n] = history[2 * n + 1];
  }
  enum lr_status status = lr_track_frequency(work, work + count, count, tune, error);
  *tune += round(near - *tune);
  return status;
}

static enum lr_status track_some(size_t index, void *context, struct lr_error *error) {
  struct footprint *f = context;
  size_t first = index * TOGETHER, count = f->points - first < TOGETHER ? f->points - first : TOGETHER, turns = (size_t)f->wish->turns;
  const struct lr_track_ring *ring = &f->setup.weak;
  struct lr_track_block *block = aligned_alloc(LR_TRACK_ALIGN, sizeof *block);
  double *history = malloc((count * 4 + 2) * turns * sizeof *history), *work = history + count * 4 * turns;  // [particle][plane][turn][2]
  struct lr_track_loss loss[TOGETHER];
  size_t losses;
  enum lr_status status = block && history ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for a footprint of %zu turns", turns);
  if (status == LR_OK) launch(f, first, count, block);
  for (size_t t = 0; t < turns && status == LR_OK; t++) {
    for (uint32_t i = 0; i < block->count; i++) {
      double *of = history + (size_t)block->id[i] * 4 * turns + 2 * t;
      of[0] = block->x[i];
      of[1] = -ring->beta_m[0] * block->px[i];
      of[2 * turns] = block->y[i];
      of[2 * turns + 1] = -ring->beta_m[1] * block->py[i];
    }
    struct lr_track_sums sums;
    if (lr_interrupt_requested()) {
      status = lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user; nothing was written");
      break;
    }
    lr_track_block_turn(&f->setup, index, t, block, &sums, loss, &losses);
    if (losses == 0) continue;
    const struct lr_track_footprint_point *p = &f->point[first + loss[0].id];
    status = lr_error_set(error, LR_E_DOMAIN, "the particle of %.3g sigma in x and %.3g in y left the numbers at turn %zu: smaller amplitudes", p->amplitude[0],
                          p->amplitude[1], t);
  }
  for (size_t i = 0; i < count && status == LR_OK; i++) {
    double halves[2][2];
    for (int k = 0; k < 2 && status == LR_OK; k++) {
      const double *of = history + (i * 2 + (size_t)k) * 2 * turns;
      status = tune_of(of, turns, work, ring->tune[k], &f->point[first + i].tune[k], error);
      for (int h = 0; h < 2 && status == LR_OK; h++) status = tune_of(of + (size_t)h * turns, turns / 2, work, ring->tune[k], &halves[h][k], error);
    }
    f->point[first + i].diffusion = hypot(halves[1][0] - halves[0][0], halves[1][1] - halves[0][1]);
  }
  free(history);
  free(block);
  return status;
}

static enum lr_status check(const struct lr_track_input *input, const struct lr_track_footprint_wish *wish, struct lr_error *error) {
  if (wish->turns < 64 || wish->turns > 1048576 || (wish->turns & (wish->turns - 1)))
    return lr_error_set(error, LR_E_DOMAIN, "a footprint of %ld turns: a power of 2 from 64 to 1048576 is wanted", wish->turns);
  for (int k = 0; k < 2; k++)
    if (wish->points[k] < 1 || wish->points[k] > 1000 || !(wish->amplitude[k] > SMALLEST && isfinite(wish->amplitude[k])))
      return lr_error_set(error, LR_E_DOMAIN, "a footprint wants 1 to 1000 points to an amplitude above %g sigma in x and y", SMALLEST);
  return input->slices < 1 ? lr_error_set(error, LR_E_DOMAIN, "a footprint wants slices") : LR_OK;
}

enum lr_status lr_track_footprint(const struct lr_track_ring ring[2], double half_angle_rad, double attract,
                                  const struct lr_track_input *input, const struct lr_track_footprint_wish *wish, int jobs,
                                  struct lr_progress *progress, struct lr_track_footprint_point *point, struct lr_error *error) {
  enum lr_status status = check(input, wish, error);
  if (status != LR_OK) return status;
  struct footprint f = {.wish = wish, .point = point, .points = (size_t)(wish->points[0] * wish->points[1])};
  struct lr_track_slice *slice = calloc((size_t)input->slices, sizeof *slice);
  if (!slice) return lr_error_set(error, LR_E_MEMORY, "no memory for %ld slices", input->slices);
  f.setup = (struct lr_track_setup){.weak = ring[input->weak],
                                    .half_angle_rad = half_angle_rad,
                                    .slice = slice,
                                    .slices = (size_t)input->slices,
                                    .kernel = input->kernel ? input->kernel : lr_track_kernel_at(0)};
  for (int k = 0; k < 3; k++) f.setup.weak.damping[k] = 0;
  f.setup.weak.aperture_m[0] = f.setup.weak.aperture_m[1] = f.setup.weak.aperture_delta = INFINITY;
  status = lr_track_slice_beam(&ring[1 - input->weak], &ring[input->weak], half_angle_rad, input->kick ? attract : 0, input->slicing,
                               (size_t)input->slices, slice, error);
  if (status == LR_OK) status = lr_parallel_for((f.points + TOGETHER - 1) / TOGETHER, jobs, track_some, &f, progress, error);
  free(slice);
  return status;
}
