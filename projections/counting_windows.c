// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/counting_windows.h"

#include <math.h>

#include "projections/poisson_cls.h"

static const double NO_BACKGROUND = 1e-250, MOST = 1e9, LEAST_EVENTS = 3;

// x - ln(1 + x), x >= 0, without cancellation
static double bend(double x) {
  if (x > 0.02) return x - log1p(x);
  return x * x * (1.0 / 2 - x * (1.0 / 3 - x * (1.0 / 4 - x * (1.0 / 5 - x * (1.0 / 6 - x * (1.0 / 7 - x * (1.0 / 8 - x * (1.0 / 9 - x / 10))))))));
}

double lr_window_information(double s, double b) {
  if (!(s > 0)) return 0;
  if (b < NO_BACKGROUND) return 2 * s;
  return 2 * b * bend(s / b);
}

// u + (1 - u) ln(1 - u), 0 <= u < 1
static double shape(double u) {
  if (u > 0.02) return u + (1 - u) * log1p(-u);
  return u * u * (1.0 / 2 + u * (1.0 / 6 + u * (1.0 / 12 + u * (1.0 / 20 + u * (1.0 / 30 + u * (1.0 / 42 + u / 56))))));
}

void lr_windows_match(const struct lr_window *window, size_t windows, double *signal, double *background) {
  double information = 0, variance = 0, third = 0;
  *signal = *background = 0;
  if (windows == 1) {
    *signal = window[0].signal, *background = window[0].background;
    return;
  }
  for (size_t i = 0; i < windows; i++) {
    double s = window[i].signal, all = s + window[i].background;
    if (!(s > 0)) continue;
    double w = s / all;
    information += lr_window_information(s, window[i].background);
    variance += w * s;
    third += w * w * s;
  }
  if (!(third > 0)) return;
  // n = s + b of the single experiment; with u = s/n its q is 2 n shape(u): convex, so that Newton walks down to the root
  double n = variance * (variance / third) * (variance / third), wanted = information / (2 * n);
  double u = wanted < 1 ? fmin(sqrt(2 * wanted), 1 - 1e-15) : 1;
  for (int i = 0; i < 60 && u < 1; i++) {
    double step = (shape(u) - wanted) / -log1p(-u);
    u -= step;
    if (!(fabs(step) > 1e-15 * u)) break;
  }
  *signal = n * u;
  *background = n * (1 - u);
}

enum lr_status lr_limit_continuous(double b, double cl, double *signal, struct lr_error *error) {
  enum lr_status status = lr_cls_expected_continuous(fmin(b, MOST), cl, signal, error);
  if (!status && b > MOST) *signal *= sqrt(b / MOST);  // s_up ~ sqrt(b), to 1 / sqrt(b)
  return status;
}

enum lr_status lr_limit_quantile(double b, double sigmas, double cl, double *signal, struct lr_error *error) {
  const double most = 0.9 * MOST;  // the count may lie above the mean
  enum lr_status status = lr_cls_expected_quantile(fmin(b, most), sigmas, cl, signal, error);
  if (!status && b > most) *signal *= sqrt(b / most);
  return status;
}

// (1 + x) ln(1 + x) - x = x^2/2 - x^3/6 + ..., without cancellation
static double discovery(double s, double b) {
  if (b < NO_BACKGROUND) return INFINITY;
  double x = s / b;
  return 2 * b * (x < 1 ? x * x - (1 + x) * bend(x) : (1 + x) * log1p(x) - x);
}

double lr_windows_discovery(const struct lr_window *window, size_t windows, double sigmas) {
  double sum = 0, wanted = sigmas * sigmas;
  for (size_t i = 0; i < windows; i++)
    if (window[i].signal > 0) sum += fmin(discovery(window[i].signal, window[i].background) / wanted, window[i].signal / LEAST_EVENTS);
  return sum;
}
