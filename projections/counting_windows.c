// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/counting_windows.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "projections/poisson_cls.h"
#include "projections/root.h"

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

struct count {
  double mean, log_p;
};

static enum lr_status cdf_excess(double n, const void *data, double *y, struct lr_error *error) {
  const struct count *c = data;
  (void)error;
  *y = lr_poisson_log_cdf(n, c->mean) - c->log_p;
  return LR_OK;
}

enum lr_status lr_limit_quantile_smooth(double b, double sigmas, double cl, double *signal, struct lr_error *error) {
  const double large = 1e4;  // the expansion of the count is good to 1e-3 of an event from here on
  const struct count count = {b, log(gsl_cdf_ugaussian_P(sigmas))};
  if (sigmas == 0 || !(b >= 0)) return lr_limit_continuous(b, cl, signal, error);
  double n = b + sigmas * sqrt(b) + (sigmas * sigmas - 1) / 6 - 0.5;
  enum lr_status status = LR_OK;
  if (b < large) {
    n = 0;
    if (lr_poisson_log_cdf(0, b) < count.log_p) status = lr_root_find(cdf_excess, &count, 0, b + 5 * fabs(sigmas) * sqrt(b) + 10, 1e-10, &n, error);
  }
  if (status) return status;
  n = sigmas > 0 ? fmax(n, b) : fmin(n, b);
  const double most = 0.9 * MOST;
  double centre;
  status = lr_limit_continuous(b, cl, &centre, error);
  if (status) return status;
  status = b <= most ? lr_cls_observed(n, b, cl, signal, error) : lr_limit_quantile_smooth(most, sigmas, cl, signal, error);
  if (b > most) *signal *= sqrt(b / most);
  *signal = sigmas > 0 ? fmax(*signal, centre) : fmin(*signal, centre);  // also where they agree but for rounding
  return status;
}

// (1 + x) ln(1 + x) - x = x^2/2 - x^3/6 + ..., without cancellation
static double discovery(double s, double b) {
  if (b < NO_BACKGROUND) return INFINITY;
  double x = s / b;
  return 2 * b * (x < 1 ? x * x - (1 + x) * bend(x) : (1 + x) * log1p(x) - x);
}

double lr_windows_discovery(const struct lr_window *window, const double *per_event, size_t windows, double sigmas) {
  double sum = 0, wanted = sigmas * sigmas;
  for (size_t i = 0; i < windows; i++)
    if (window[i].signal > 0) sum += fmin(discovery(window[i].signal, window[i].background) / wanted, window[i].signal * (per_event ? per_event[i] : 1) / LEAST_EVENTS);
  return sum;
}
