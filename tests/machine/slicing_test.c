// SPDX-License-Identifier: GPL-3.0-or-later
// Slices of a bunch: closed forms, sums, the least area of Shatilov's, and what the opposite beam makes of them.
#include "machine/track/slicing.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "tests/lr_test.h"
#include "tests/machine/tracking.h"

static double centre[LR_TRACK_MOST_SLICES], weight[LR_TRACK_MOST_SLICES];

static double second_moment(size_t count) {
  double sum = 0;
  for (size_t k = 0; k < count; k++) sum += weight[k] * centre[k] * centre[k];
  return sum;
}

static void check_any(enum lr_track_slicing slicing, size_t count) {
  struct lr_error error;
  LR_CHECK(lr_track_slice_normal(slicing, count, centre, weight, &error) == LR_OK);
  double sum = 0, mean = 0, lopsided = 0, order = 0;
  for (size_t k = 0; k < count; k++) {
    sum += weight[k];
    mean += weight[k] * centre[k];
    lopsided = fmax(lopsided, fabs(centre[k] + centre[count - 1 - k]));
    lopsided = fmax(lopsided, fabs(weight[k] - weight[count - 1 - k]) / weight[k]);
    if (k > 0 && !(centre[k] < centre[k - 1])) order++;
    if (!(weight[k] > 0)) order++;
  }
  LR_NEAR(sum, 1, 1e-13);
  LR_NEAR(mean, 0, 1e-13);
  LR_NEAR(lopsided, 0, 1e-9);
  LR_CHECK(order == 0);  // the head first
}

static void test_all_counts(void) {
  for (size_t count = 1; count <= LR_TRACK_MOST_SLICES; count++) check_any(LR_TRACK_SHATILOV, count);
  static const size_t SOME[] = {1, 2, 3, 7, 50, 101, 200, 800, 2000};
  for (size_t i = 0; i < sizeof SOME / sizeof *SOME; i++) {
    check_any(LR_TRACK_EQUAL_CHARGE, SOME[i]);
    check_any(LR_TRACK_EQUAL_WIDTH, SOME[i]);
  }
}

// What is missing from the second moment falls: as 1/n^2 for equal width (h^2/12, to what is beyond 5 sigma) and for Shatilov's,
// as the tails, nearly 1/n, for equal charge.
static void test_second_moment(void) {
  static const enum lr_track_slicing KIND[] = {LR_TRACK_EQUAL_CHARGE, LR_TRACK_EQUAL_WIDTH, LR_TRACK_SHATILOV};
  struct lr_error error;
  for (int kind = 0; kind < 3; kind++) {
    double last = 2;
    for (size_t count = 1; count <= 1600; count *= 2) {
      lr_track_slice_normal(KIND[kind], count, centre, weight, &error);
      double missing = 1 - second_moment(count);
      LR_CHECK(missing > 0 && missing < last);
      if (kind == 2 && count >= 64) LR_CHECK(last / missing > 3.6 && last / missing < 4.4);
      if (kind == 0 && count >= 32) LR_CHECK(last / missing > 1.9 && last / missing < 2.6);
      if (kind == 1 && count >= 32 && count <= 128) LR_NEAR(missing, 100. / (12 * (double)(count * count)) + 1.54e-5, 0.02);
      last = missing;
    }
  }
}

// Equal charge: weight 1/n and the mean of the normal distribution between its quantiles; equal width: edges at 10/n sigma.
static void test_closed_forms(void) {
  struct lr_error error;
  lr_track_slice_normal(LR_TRACK_EQUAL_CHARGE, 2, centre, weight, &error);
  LR_NEAR(centre[0], sqrt(2 / 3.14159265358979324), 1e-14);
  lr_track_slice_normal(LR_TRACK_EQUAL_CHARGE, 4, centre, weight, &error);
  LR_NEAR(centre[0], 4 * gsl_ran_ugaussian_pdf(gsl_cdf_ugaussian_Pinv(0.75)), 1e-14);
  for (size_t k = 0; k < 4; k++) LR_NEAR(weight[k], 0.25, 1e-14);
  lr_track_slice_normal(LR_TRACK_EQUAL_WIDTH, 10, centre, weight, &error);
  double all = 1 - 2 * gsl_cdf_ugaussian_Q(5);
  LR_NEAR(weight[4], (gsl_cdf_ugaussian_P(1) - 0.5) / all, 1e-13);
  LR_NEAR(centre[4], (gsl_ran_ugaussian_pdf(0) - gsl_ran_ugaussian_pdf(1)) / (gsl_cdf_ugaussian_P(1) - 0.5), 1e-13);
  LR_NEAR(weight[0], (gsl_cdf_ugaussian_Q(4) - gsl_cdf_ugaussian_Q(5)) / all, 1e-12);
  lr_track_slice_normal(LR_TRACK_SHATILOV, 1, centre, weight, &error);
  LR_NEAR(centre[0], 0, 1e-15);
}

// Area between the distribution function and its staircase with steps at `c`, levels at the boundaries half way between, by
// the closed integral of F: z F + f.
static double primitive(double z) { return z * gsl_cdf_ugaussian_P(z) + gsl_ran_ugaussian_pdf(z); }
static double piece(double from, double to, double level) {
  return primitive(to) - primitive(from) - level * (to - from);
}
static double area(const double *c, size_t count) {
  double sum = 0;
  for (size_t k = 0; k <= count; k++) {  // between c[k-1] and c[k] the staircase stands at F(half way)
    if (k == 0) {
      sum += primitive(c[0]);
    } else if (k == count) {
      sum += primitive(-c[count - 1]);
    } else {
      double middle = (c[k - 1] + c[k]) / 2, level = gsl_cdf_ugaussian_P(middle);
      sum += piece(middle, c[k], level) - piece(c[k - 1], middle, level);
    }
  }
  return sum;
}

// Steps from the boundaries, back from the weights: b_k = quantile of the summed weights, c by b_k = (c_k + c_k+1) / 2. Moving any
// step does not make the area less, and to first order does not change it.
static void test_least_area(void) {
  struct lr_error error;
  static const size_t COUNT[] = {3, 5, 9, 15, 31};
  for (size_t i = 0; i < sizeof COUNT / sizeof *COUNT; i++) {
    size_t n = COUNT[i], middle = n / 2;
    double c[64], sum = 0, b[64];
    lr_track_slice_normal(LR_TRACK_SHATILOV, n, centre, weight, &error);
    for (size_t k = 0; k < n; k++) b[k] = gsl_cdf_ugaussian_Pinv(sum += weight[n - 1 - k]);  // upper boundary of slice k
    c[middle] = 0;
    for (size_t k = middle; k-- > 0;) c[k] = 2 * b[k] - c[k + 1];
    for (size_t k = middle + 1; k < n; k++) c[k] = -c[n - 1 - k];
    double least = area(c, n);
    for (size_t k = 0; k < n; k++) {
      double at = c[k], h = 1e-4;
      c[k] = at + h;
      double up = area(c, n);
      c[k] = at - h;
      double down = area(c, n);
      c[k] = at;
      LR_CHECK(up > least && down > least);
      LR_NEAR((up - down) / (2 * h), 0, 1e-7);
    }
  }
}

static void test_beam(void) {
  struct lr_track_ring ring[2];
  struct lr_track_slice slice[101];
  struct lr_error error;
  lr_test_bbws(ring);
  ring[1].offset_m[0] = 3e-6, ring[1].offset_m[1] = -2e-7;
  LR_CHECK(lr_track_slice_beam(&ring[1], &ring[0], 0.0415, -1, LR_TRACK_SHATILOV, 101, slice, &error) == LR_OK);
  double number = 0, zz = 0;
  for (size_t k = 0; k < 101; k++) {
    number += slice[k].number;
    zz += slice[k].number * slice[k].z_m * slice[k].z_m;
    LR_NEAR(slice[k].kick_m, -2 * 2.8179403205e-15 / (ring[0].gamma * cos(0.0415)) * slice[k].number, 1e-14);
    LR_NEAR(slice[k].x_m - 3e-6, slice[k].z_m * sin(0.0415), 1e-12);
    LR_CHECK(slice[k].y_m == -2e-7);
  }
  LR_NEAR(number, 3.579e10, 1e-13);
  LR_NEAR(sqrt(zz / number) * cos(0.0415), sqrt(8.007 * 3.1824e-6), 1e-3);
  LR_NEAR(slice[0].xx_m2[0], 0.06 * 4.6e-9, 1e-14);
  LR_NEAR(slice[0].yy_m2[2], 35e-12 / 0.001 / (cos(0.0415) * cos(0.0415)), 1e-14);
  LR_CHECK(lr_track_slice_normal(LR_TRACK_SHATILOV, 0, centre, weight, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_track_slice_normal(LR_TRACK_EQUAL_WIDTH, LR_TRACK_MOST_SLICES + 1, centre, weight, &error) == LR_E_DOMAIN);
  LR_CHECK(strstr(error.text, "2001 slices") != NULL);
}

int main(void) {
  test_all_counts();
  test_second_moment();
  test_closed_forms();
  test_least_area();
  test_beam();
  return lr_test_end();
}
