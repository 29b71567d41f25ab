// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/slicing.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

static const double WIDTH = 5;        // equal_width goes to +-5 sigma
static const double SMALL_STEP = 1e-11;  // of the centres, where the iteration ends
enum { MOST_STEPS = 60 };

// Slice from a to b (in sigma): charge and mean. The tails are taken where they are small.
static void piece(double a, double b, double *weight, double *mean) {
  double density = (isinf(a) ? 0 : gsl_ran_ugaussian_pdf(a)) - (isinf(b) ? 0 : gsl_ran_ugaussian_pdf(b));
  *weight = a > 0 ? gsl_cdf_ugaussian_Q(a) - gsl_cdf_ugaussian_Q(b) : gsl_cdf_ugaussian_P(b) - gsl_cdf_ugaussian_P(a);
  *mean = *weight > 0 ? density / *weight : (a + b) / 2;
}

// Centres c of the lower half (ascending, all < 0) that make the area between the distribution and its staircase least:
//   F(c_k) = [F((c_k-1 + c_k)/2) + F((c_k + c_k+1)/2)] / 2
// by Newton on the tridiagonal system; `beyond` is the first centre of the other half.
static enum lr_status least_area(size_t half, bool odd, double *c, struct lr_error *error) {
  double lower[LR_TRACK_MOST_SLICES], middle[LR_TRACK_MOST_SLICES], upper[LR_TRACK_MOST_SLICES], rest[LR_TRACK_MOST_SLICES];
  size_t count = 2 * half + odd;
  for (size_t k = 0; k < half; k++) c[k] = gsl_cdf_gaussian_Pinv(((double)k + 0.5) / (double)count, sqrt(2));
  for (int step = 0; step < MOST_STEPS; step++) {
    double largest = 0;
    for (size_t k = 0; k < half; k++) {
      double next = k + 1 < half ? c[k + 1] : odd ? 0 : -c[k];
      double left = k > 0 ? (c[k - 1] + c[k]) / 2 : -INFINITY, right = (c[k] + next) / 2;
      double at_left = k > 0 ? gsl_ran_ugaussian_pdf(left) / 4 : 0, at_right = gsl_ran_ugaussian_pdf(right) / 4;
      double below = k > 0 ? gsl_cdf_ugaussian_P(left) : 0;
      rest[k] = gsl_cdf_ugaussian_P(c[k]) - (below + gsl_cdf_ugaussian_P(right)) / 2;
      lower[k] = -at_left;
      middle[k] = gsl_ran_ugaussian_pdf(c[k]) - at_left - at_right;
      upper[k] = -at_right;
      if (k + 1 == half) {
        if (!odd) middle[k] += at_right;  // next = -c[k]: the boundary stays at 0
        upper[k] = 0;
      }
    }
    for (size_t k = 1; k < half; k++) {
      double factor = lower[k] / middle[k - 1];
      middle[k] -= factor * upper[k - 1];
      rest[k] -= factor * rest[k - 1];
    }
    for (size_t k = half; k-- > 0;) {
      if (k + 1 < half) rest[k] -= upper[k] * rest[k + 1];
      rest[k] /= middle[k];
      largest = fmax(largest, fabs(rest[k]));
    }
    double bound = largest > 0.5 ? 0.5 / largest : 1;
    for (size_t k = 0; k < half; k++) c[k] -= bound * rest[k];
    if (!isfinite(largest)) break;
    if (largest < SMALL_STEP) return LR_OK;
  }
  return lr_error_set(error, LR_E_CONVERGE, "the boundaries of %zu slices were not found", count);
}

enum lr_status lr_track_slice_normal(enum lr_track_slicing slicing, size_t count, double *centre, double *weight,
                                     struct lr_error *error) {
  if (count < 1 || count > LR_TRACK_MOST_SLICES)
    return lr_error_set(error, LR_E_DOMAIN, "%zu slices: 1 to %d are possible", count, LR_TRACK_MOST_SLICES);
  double c[LR_TRACK_MOST_SLICES];
  size_t half = count / 2;
  bool odd = count % 2 == 1;
  if (slicing == LR_TRACK_SHATILOV) {
    enum lr_status status = least_area(half, odd, c, error);
    if (status != LR_OK) return status;
  }
  for (size_t k = 0; k < count; k++) {  // from the tail, then mirrored: the head comes first
    double a, b;
    switch (slicing) {
      case LR_TRACK_EQUAL_CHARGE:
        a = k > 0 ? gsl_cdf_ugaussian_Pinv((double)k / (double)count) : -INFINITY;
        b = k + 1 < count ? gsl_cdf_ugaussian_Pinv((double)(k + 1) / (double)count) : INFINITY;
        break;
      case LR_TRACK_EQUAL_WIDTH:
        a = WIDTH * (2 * (double)k / (double)count - 1);
        b = WIDTH * (2 * (double)(k + 1) / (double)count - 1);
        break;
      case LR_TRACK_SHATILOV:
      default: {
        size_t mirror = count - 1 - k;  // the upper half is the lower one turned round
        double here = k < half ? c[k] : odd && k == half ? 0 : -c[mirror];
        double before = k == 0 ? -INFINITY : k - 1 < half ? c[k - 1] : odd && k - 1 == half ? 0 : -c[mirror + 1];
        double after = k + 1 == count ? INFINITY : k + 1 < half ? c[k + 1] : odd && k + 1 == half ? 0 : -c[mirror - 1];
        a = (before + here) / 2;
        b = (here + after) / 2;
      }
    }
    piece(a, b, &weight[count - 1 - k], &centre[count - 1 - k]);
  }
  double sum = 0;
  for (size_t k = 0; k < count; k++) sum += weight[k];
  for (size_t k = 0; k < count; k++) weight[k] /= sum;  // equal_width leaves out what is beyond its range
  return LR_OK;
}

enum lr_status lr_track_slice_moments(const struct lr_track_ring *strong, const struct lr_track_ring *weak, double moment[3][3],
                                      double half_angle_rad, double attract, enum lr_track_slicing slicing, size_t count,
                                      struct lr_track_slice *slice, struct lr_error *error) {
  double centre[LR_TRACK_MOST_SLICES], weight[LR_TRACK_MOST_SLICES];
  enum lr_status status = lr_track_slice_normal(slicing, count, centre, weight, error);
  if (status != LR_OK) return status;
  double sine = sin(half_angle_rad), cosine = cos(half_angle_rad);
  double sigma_z_m = sqrt(moment[2][0]) / cosine;
  double strength_m = 2 * weak->radius_m / (weak->gamma * cosine) * attract;  // along the common line the energy is E cos(phi)
  for (size_t k = 0; k < count; k++) {
    struct lr_track_slice *s = &slice[k];
    *s = (struct lr_track_slice){.number = strong->number * weight[k], .z_m = sigma_z_m * centre[k]};
    s->width_m = sigma_z_m * weight[k] / gsl_ran_ugaussian_pdf(centre[k]);
    s->kick_m = strength_m * s->number;
    s->x_m = s->z_m * sine + strong->offset_m[0];
    s->y_m = strong->offset_m[1];
    for (int q = 0; q < 2; q++) {
      double *sigma2 = q ? s->yy_m2 : s->xx_m2;
      sigma2[0] = moment[q][0];
      sigma2[1] = 2 * moment[q][1] / cosine;
      sigma2[2] = moment[q][2] / (cosine * cosine);
    }
  }
  return LR_OK;
}

enum lr_status lr_track_slice_beam(const struct lr_track_ring *strong, const struct lr_track_ring *weak, double half_angle_rad,
                                   double attract, enum lr_track_slicing slicing, size_t count, struct lr_track_slice *slice,
                                   struct lr_error *error) {
  double own[3][3] = {{0}}, moment[3][3];  // of the modes, and as x and y see them
  for (int k = 0; k < 3; k++) {
    own[k][0] = strong->emittance_m[k] * strong->beta_m[k];
    own[k][2] = strong->emittance_m[k] / strong->beta_m[k];
  }
  double r1 = strong->coupling[0], r2 = strong->coupling[1], r3 = strong->coupling[2], r4 = strong->coupling[3];
  double mu2 = 1 - (r1 * r4 - r2 * r3);  // x = mu u + r4 v - r2 pv, y = mu v - r1 u - r2 pu: model.md K8 turned round
  const double into[2][4] = {{r4, -r2, -r3, r1}, {-r1, -r2, -r3, -r4}};
  for (int k = 0; k < 2; k++) {
    const double *a = into[k], *other = own[1 - k];
    moment[k][0] = mu2 * own[k][0] + a[0] * a[0] * other[0] + a[1] * a[1] * other[2];
    moment[k][1] = a[0] * a[2] * other[0] + a[1] * a[3] * other[2];
    moment[k][2] = mu2 * own[k][2] + a[2] * a[2] * other[0] + a[3] * a[3] * other[2];
  }
  memcpy(moment[2], own[2], sizeof own[2]);
  return lr_track_slice_moments(strong, weak, moment, half_angle_rad, attract, slicing, count, slice, error);
}
