// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/reach_edges.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "projections/root.h"

static const double NONE = -700, TOLERANCE = 1e-12;

static size_t windows_at(const struct lr_reach_level *level, double x, struct lr_window *out) {
  const struct lr_reach_windows *w = level->windows;
  if (!level->prompt) {
    lr_reach_windows_at(w, level->signal, x, out);
    return w->count;
  }
  double power = exp(level->signal->channel->type->coupling_power * x);
  for (size_t i = 0; i < w->count; i++) out[i] = (struct lr_window){w->at[i].signal * power, w->at[i].background};
  return w->count;
}

static double measure_of(const struct lr_reach_level *level, const struct lr_window *window, size_t windows) {
  double sum = 0;
  if (level->measure == LR_MEASURE_DISCOVERY) sum = lr_windows_discovery(window, level->windows->per_event, windows, level->sigmas);
  for (size_t i = 0; i < windows && level->measure != LR_MEASURE_DISCOVERY; i++)
    sum += level->measure == LR_MEASURE_SIGNAL ? window[i].signal : lr_window_information(window[i].signal, window[i].background);
  return sum > 0 ? fmax(NONE, log(sum)) : NONE;
}

double lr_reach_measure(const struct lr_reach_level *level, double x) {
  struct lr_window window[LR_REACH_WINDOWS];
  size_t windows = windows_at(level, x, window);
  return measure_of(level, window, windows);
}

struct wanted {
  const struct lr_reach_level *level;
  double log_target, cl;
};

static enum lr_status against_target(double x, const void *data, double *y, struct lr_error *error) {
  const struct wanted *w = data;
  (void)error;
  *y = lr_reach_measure(w->level, x) - w->log_target;
  return LR_OK;
}

static enum lr_status against_limit(double x, const void *data, double *y, struct lr_error *error) {
  const struct wanted *w = data;
  return lr_reach_excess(w->level, w->cl, x, y, NULL, error);
}

// Every decay counts: the measure rises with the coupling always, and the bracket grows from where the sum of the signals is three.
static enum lr_status prompt_edge(const struct lr_reach_level *level, double log_target, double *x, struct lr_error *error) {
  struct lr_reach_level prompt = *level;
  prompt.prompt = true;
  const struct wanted wanted = {.level = &prompt, .log_target = log_target};
  const double power = level->signal->channel->type->coupling_power;
  double unit = 0, low, high, y, step = 0.5;
  for (size_t i = 0; i < level->windows->count; i++) unit += level->windows->at[i].signal;
  *x = NAN;
  if (!(unit > 0)) return LR_OK;
  if (level->measure == LR_MEASURE_SIGNAL) {
    *x = (log_target - log(unit)) / power;
    return LR_OK;
  }
  low = high = log(3 / unit) / power;
  against_target(low, &wanted, &y, error);
  const bool up = y < 0;
  for (int i = 0; (y < 0) == up && y != 0; i++, step *= 2) {
    if (i == 40) return LR_OK;
    if (up) low = high, high += step;
    else high = low, low -= step;
    against_target(up ? high : low, &wanted, &y, error);
  }
  return lr_root_find(against_target, &wanted, low, high, TOLERANCE, x, error);
}

// The acceptance is at most 1, so that the coupling is not below the one of the prompt case, and the bracket grows upwards from there.
static enum lr_status one_edge(const struct lr_reach_level *level, double log_target, double *x, struct lr_error *error) {
  const struct lr_channel *channel = level->signal->channel;
  const struct wanted wanted = {.level = level, .log_target = log_target};
  double most = log(channel->coupling_max), low, high, y = -1, step = 1e-6;
  enum lr_status status = prompt_edge(level, log_target, x, error);
  if (status || isnan(*x)) return status;
  low = high = *x;
  *x = low <= most ? low : NAN;
  if (isnan(*x) || !channel->type->acceptance || level->prompt) return LR_OK;
  *x = NAN;
  while (!(status = against_target(high, &wanted, &y, error)) && y < -1e-13) {
    if (high >= most || high > 600) return LR_OK;
    low = high;
    high = fmin(high + step, most);
    step *= 8;
  }
  if (!status && high > low) status = lr_root_find(against_target, &wanted, low, high, TOLERANCE, &high, error);
  *x = high;
  return status;
}

void lr_reach_scan_fill(const struct lr_reach_level *level) {
  struct lr_reach_scan *scan = level->scan;
  const struct lr_channel *channel = level->signal->channel;
  if (!scan) return;
  const double end = log(channel->coupling_max);
  scan->count = 0;
  scan->best = 0;
  scan->refined = false;
  do {  // on nodes of the table
    size_t i = scan->count++;
    scan->x[i] = fmin(log(channel->coupling_min) + 4 * level->signal->step * (double)i, end);
    scan->y[i] = lr_reach_measure(level, scan->x[i]);
    if (scan->y[i] > scan->y[scan->best]) scan->best = i;
  } while (scan->x[scan->count - 1] < end && scan->count < LR_REACH_SCAN);
  scan->peak_x = scan->x[scan->best], scan->peak_y = scan->y[scan->best];
}

// The maximum between the neighbours of the best node, by golden section to a thousandth of the interval: the measure is flat there.
static void refine(const struct lr_reach_level *level) {
  struct lr_reach_scan *scan = level->scan;
  const double golden = 0.6180339887498949;
  double left = scan->x[scan->best ? scan->best - 1 : 0], right = scan->x[scan->best + 1 < scan->count ? scan->best + 1 : scan->best];
  double a = right - golden * (right - left), b = left + golden * (right - left);
  double ya = lr_reach_measure(level, a), yb = lr_reach_measure(level, b);
  for (int i = 0; i < 16; i++) {
    if (ya > yb) right = b, b = a, yb = ya, a = right - golden * (right - left), ya = lr_reach_measure(level, a);
    else left = a, a = b, ya = yb, b = left + golden * (right - left), yb = lr_reach_measure(level, b);
  }
  scan->refined = true;
  if (fmax(ya, yb) > scan->peak_y) scan->peak_x = ya > yb ? a : b, scan->peak_y = fmax(ya, yb);
}

// From the end of the couplings inwards to the first one that meets the target: modes that look at different decay lengths may leave a
// gap between. NaN when the end itself meets it, or nothing does.
static enum lr_status inwards(const struct lr_reach_level *level, double log_target, bool up, double *x, struct lr_error *error) {
  const struct lr_reach_scan *scan = level->scan;
  const struct wanted wanted = {.level = level, .log_target = log_target};
  *x = NAN;
  for (size_t k = 0; k < scan->count; k++) {
    size_t i = up ? scan->count - 1 - k : k;
    double before = scan->x[k == 0 ? i : up ? i + 1 : i - 1], here = scan->x[i];
    bool peak = scan->refined && k > 0 && (scan->peak_x - before) * (scan->peak_x - here) < 0;  // it lies between the two
    if (scan->y[i] < log_target && !(peak && scan->peak_y >= log_target)) continue;
    if (k == 0) return LR_OK;
    if (peak && scan->peak_y >= log_target) here = scan->peak_x;
    return lr_root_find(against_target, &wanted, fmin(before, here), fmax(before, here), TOLERANCE, x, error);
  }
  return LR_OK;
}

enum lr_status lr_reach_edges(const struct lr_reach_level *level, double target, struct lr_edges *edges, struct lr_error *error) {
  double log_target = log(target);
  *edges = (struct lr_edges){NAN, NAN};
  if (!level->scan) return one_edge(level, log_target, &edges->lower, error);
  if (level->scan->peak_y < log_target && !level->scan->refined) refine(level);
  if (level->scan->peak_y < log_target) return LR_OK;
  enum lr_status status = inwards(level, log_target, false, &edges->lower, error);
  return status ? status : inwards(level, log_target, true, &edges->upper, error);
}

enum lr_status lr_reach_excess(const struct lr_reach_level *level, double cl, double x, double *excess, double *background,
                               struct lr_error *error) {
  struct lr_window window[LR_REACH_WINDOWS];
  size_t windows = windows_at(level, x, window);
  double s, b, limit;
  lr_windows_match(window, windows, &s, &b);
  enum lr_status status = lr_limit_continuous(b, cl, &limit, error);
  if (status) return status;
  if (background) *background = b;
  if (windows == 1) *excess = s > 0 ? log(s / limit) : NONE;
  else *excess = measure_of(level, window, windows) - log(lr_window_information(limit, b));
  return LR_OK;
}

// A hump of the excess between x[0] and x[2] whose middle is below 0: its top, by golden section, and whether that is above.
static enum lr_status top_of(const struct wanted *wanted, const double x[3], double *top, bool *above, struct lr_error *error) {
  const double golden = 0.6180339887498949;
  double left = x[0], right = x[2], y;
  *above = false;
  for (int i = 0; i < 24 && !*above; i++) {
    double a = right - golden * (right - left), b = left + golden * (right - left), ya, yb;
    enum lr_status status = against_limit(a, wanted, &ya, error);
    if (status == LR_OK) status = against_limit(b, wanted, &yb, error);
    if (status) return status;
    *top = ya > yb ? a : b;
    y = fmax(ya, yb);
    *above = y >= 0;
    if (ya > yb) right = b;
    else left = a;
  }
  return LR_OK;
}

// One edge of several windows: the coupling with the least information that a limit may ask for, `outer`, and one that is more than
// enough, or the best there is, are the ends between which it lies. Steps of half an e-fold, as there may be a gap between the two; a
// hump of the excess is climbed, as an island may be narrower.
static enum lr_status between(const struct lr_reach_level *level, double cl, double inner, double outer, double *x, struct lr_error *error) {
  const struct wanted wanted = {.level = level, .cl = cl};
  const double steps = ceil(fabs(inner - outer) / 0.5);
  double at[3] = {outer, outer, outer}, y[3];  // the last three couplings and their excess
  *x = NAN;
  if (isnan(outer)) return LR_OK;  // not excluded at all
  enum lr_status status = lr_reach_excess(level, cl, outer, &y[2], NULL, error);
  if (status || y[2] >= 0) return status;  // excluded to the end
  y[0] = y[1] = y[2];
  for (double i = 1; i <= steps && status == LR_OK; i++) {
    for (int k = 0; k < 2; k++) at[k] = at[k + 1], y[k] = y[k + 1];
    at[2] = i == steps ? inner : outer + (inner - outer) * i / steps;
    status = lr_reach_excess(level, cl, at[2], &y[2], NULL, error);
    double end = at[2];
    bool above = status == LR_OK && y[2] >= 0;
    if (status == LR_OK && i > 1 && y[1] > y[0] && y[1] > y[2]) {  // the hump lies in front of an end that is above
      bool hump;
      double top;
      status = top_of(&wanted, at, &top, &hump, error);
      if (hump) above = true, end = top, at[1] = at[0];
    }
    if (status == LR_OK && above) return lr_root_find(against_limit, &wanted, fmin(at[1], end), fmax(at[1], end), TOLERANCE, x, error);
  }
  return status;
}

enum lr_status lr_reach_limit_edges(const struct lr_reach_level *level, double cl, struct lr_edges *edges, struct lr_error *error) {
  double limit, z = gsl_cdf_ugaussian_Pinv(0.5 * (1 + cl));
  struct lr_edges least, most;
  enum lr_status status;
  *edges = (struct lr_edges){NAN, NAN};
  if (level->windows->count == 1) {
    status = lr_limit_continuous(level->windows->at[0].background, cl, &limit, error);
    return status ? status : lr_reach_edges(level, limit, edges, error);
  }
  // q of a limit falls from -2 ln(1 - CL) without background to z^2 with a large one
  status = lr_reach_edges(level, 0.99 * z * z, &least, error);
  if (!status) status = lr_reach_edges(level, -2.02 * log1p(-cl), &most, error);
  double end = level->scan ? level->scan->peak_x : fmin(log(level->signal->channel->coupling_max), 600);
  if (level->scan && level->scan->y[0] >= log(0.99 * z * z)) least.lower = level->scan->x[0];
  if (level->scan && level->scan->y[level->scan->count - 1] >= log(0.99 * z * z)) least.upper = level->scan->x[level->scan->count - 1];
  if (!status) status = between(level, cl, isnan(most.lower) ? end : most.lower, least.lower, &edges->lower, error);
  if (!status && level->scan) status = between(level, cl, isnan(most.upper) ? end : most.upper, least.upper, &edges->upper, error);
  return status;
}
