// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/stats/discovery.h"

#include <math.h>

#include "projections/poisson_cls.h"
#include "projections/root.h"
#include "projections/stats/arguments.h"
#include "projections/stats/normal.h"

static enum lr_status check(const struct lr_counting *window, struct lr_error *error) {
  enum lr_status status = lr_check_background(window->background, error);
  if (!status) status = lr_check_relative_error(window->relative_error, error);
  if (!status && window->background == 0)
    status =
        lr_error_set(error, LR_E_DOMAIN,
                     "no background: the likelihood ratio of any event is infinite; give the background that is still "
                     "possible");
  return status;
}

// The side measurement says b, which fits best with s = n - b.
static double z_at(const struct lr_counting *window, double n) {
  double root = sqrt(lr_profile_deviance(window, n, window->background, 0));
  return n < window->background ? -root : root;
}

enum lr_status lr_discovery_z(const struct lr_counting *window, double n, double *z, struct lr_error *error) {
  enum lr_status status = check(window, error);
  if (!status && !(n >= 0 && n <= 2e9)) status = lr_check_count(n, error);
  if (!status) *z = z_at(window, n);
  return status;
}

enum lr_status lr_discovery_simple(const struct lr_counting *window, double signal, double *z, struct lr_error *error) {
  enum lr_status status = check(window, error);
  if (!status) status = lr_check_signal(signal, error);
  double b = window->background, db = window->relative_error * b;
  if (!status) *z = signal / sqrt(b + db * db);
  return status;
}

enum lr_status lr_discovery_exact(double background, double n, double *z, struct lr_error *error) {
  enum lr_status status = lr_check_background(background, error);
  if (!status) status = lr_check_count(n, error);
  if (!status) *z = lr_normal_z(lr_poisson_log_tail(n, background));
  return status;
}

struct wanted {
  const struct lr_counting *window;
  double z;
};

static enum lr_status excess(double signal, const void *data, double *y, struct lr_error *error) {
  (void)error;
  const struct wanted *wanted = data;
  *y = z_at(wanted->window, signal + wanted->window->background) - wanted->z;
  return LR_OK;
}

enum lr_status lr_discovery_signal(const struct lr_counting *window, double z, double *signal, struct lr_error *error) {
  enum lr_status status = check(window, error);
  if (!status && !(z > 0 && z <= 40))
    status = lr_error_set(error, LR_E_DOMAIN, "significance of %.6g sigma is outside 0 to 40", z);
  if (status) return status;
  struct wanted wanted = {window, z};
  double low = 0, high = z * sqrt(window->background) + 1, y = -1;
  while (high <= 1e9 && (excess(high, &wanted, &y, error), y < 0)) low = high, high *= 2;
  if (y < 0)
    return lr_error_set(error, LR_E_CONVERGE,
                        "no signal up to 1e9 events reaches %.3g sigma over %.6g events +- %.3g %%", z,
                        window->background, 100 * window->relative_error);
  return lr_root_find(excess, &wanted, low, high, 1e-13 * high, signal, error);
}
