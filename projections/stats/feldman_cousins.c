// SPDX-License-Identifier: GPL-3.0-or-later
// No grid in mu. With L = mu + b, k stands before n in the order when (k - n) ln L exceeds a constant, so the counts before n
// are n+1 .. m (n below the peak) or l .. n-1 (above it), and m and l change at L in closed form. Between two changes
// n is accepted where P(N <= m) - P(N <= n) < CL, which rises and then falls in L: its crossings are bracketed by the ends.
#include "projections/stats/feldman_cousins.h"

#include <math.h>
#include <stdbool.h>

#include "projections/poisson_cls.h"
#include "projections/root.h"
#include "projections/stats/arguments.h"

struct problem {
  double first, last, cl;  // counts first .. last stand before n
};

// Probability of the counts before n, less CL: below zero where n is accepted.
static enum lr_status excess(double mean, const void *data, double *y, struct lr_error *error) {
  (void)error;
  const struct problem *p = data;
  double below = p->first > 0 ? exp(lr_poisson_log_cdf(p->first - 1, mean)) : 0;
  *y = p->last >= p->first ? exp(lr_poisson_log_cdf(p->last, mean)) - below - p->cl : -p->cl;
  return LR_OK;
}

static double value(const struct problem *p, double mean) {
  double y;
  excess(mean, p, &y, NULL);
  return y;
}

// k ln B - B of the best mean B of a count.
static double best(double k, double b) {
  double mean = fmax(k, b);
  return (k > 0 ? k * log(mean) : 0) - mean;
}

// The L at which k and n change places; above it the larger of the two comes first.
static double change(double k, double n, double b) { return exp((best(k, b) - best(n, b)) / (k - n)); }

static enum lr_status crossing(const struct problem *p, double low, double high, double *mean, struct lr_error *error) {
  return lr_root_find(excess, p, low, high, 1e-12 * high, mean, error);
}

// Largest L >= b at which n is accepted, at least b.
static enum lr_status largest(double n, double b, double cl, double *mean, struct lr_error *error) {
  enum lr_status status = LR_OK;
  double high = change(n + 1, n, b);
  bool before =
      true;  // the stretch below ends with n accepted; if not, this one begins so, as one count more stands before n
  *mean = fmax(high, b);  // nothing above n stands before it
  for (double m = n + 1; status == LR_OK; m++) {
    double low = high;
    high = change(m + 1, n, b);
    struct problem p = {n + 1, m, cl};
    if (high < b) continue;
    bool after = value(&p, high) < 0;
    if (after)
      *mean = high;
    else if ((before || low < b) && value(&p, fmax(low, b)) < 0)
      status = crossing(&p, fmax(low, b), high, mean, error);
    else if (lr_poisson_log_cdf(n, high) < log1p(-cl) - 5)
      break;
    before = after;
  }
  return status;
}

// Smallest L >= b at which n is accepted.
static enum lr_status smallest(double n, double b, double cl, double *mean, struct lr_error *error) {
  for (double l = 0; l < n; l++) {
    double low = fmax(b, l > 0 ? change(l - 1, n, b) : 0), high = change(l, n, b);
    if (high < b) continue;
    struct problem p = {l, n - 1, cl};
    if (value(&p, low) < 0) {
      *mean = low;
      return LR_OK;
    }
    if (value(&p, high) < 0) return crossing(&p, low, high, mean, error);
  }
  *mean = fmax(b, n > 0 ? change(n - 1, n, b) : 0);
  return LR_OK;
}

static enum lr_status raise_to(double n, double b, double cl, double *upper, struct lr_error *error) {
  double mean;
  enum lr_status status = largest(n, b, cl, &mean, error);
  if (!status) *upper = fmax(*upper, mean - b);
  return status;
}

// While b <= n the largest L does not depend on b. Above it the raw upper end is a saw in b: it falls, and jumps upwards where another
// m comes in. The peaks behind the jumps fall in turn, about one of them in each unit of b: those up to two units on are looked at.
static enum lr_status patched_upper(double n, double b, double cl, double *upper, struct lr_error *error) {
  const double step = 0.01;
  enum lr_status status = LR_OK;
  double first = ceil(fmax(b, n) / step);
  if (first * step - b > *upper) return LR_OK;
  for (double k = first; k <= first + 2 / step && !status; k++) status = raise_to(n, k * step, cl, upper, error);
  return status;
}

enum lr_status lr_feldman_cousins(double n, double background, double cl, struct lr_fc_interval *interval,
                                  struct lr_error *error) {
  enum lr_status status = lr_check_level(cl, error);
  if (!status) status = lr_check_background(background, error);
  if (!status) status = lr_check_count(n, error);
  if (status) return status;
  if (background > 1000 || n > 10000 || n != floor(n))
    return lr_error_set(
        error, LR_E_DOMAIN,
        "Feldman-Cousins at n = %.10g, b = %.6g: whole counts to 10000 and backgrounds to 1000; beyond, the "
        "asymptotic and the exact CLs limits stand",
        n, background);
  double mean = NAN;
  status = smallest(n, background, cl, &mean, error);
  interval->lower = fmax(mean - background, 0);
  interval->upper_raw = 0;
  if (!status) status = raise_to(n, background, cl, &interval->upper_raw, error);
  interval->upper = interval->upper_raw;
  if (!status) status = patched_upper(n, background, cl, &interval->upper, error);
  return status;
}
