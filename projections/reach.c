// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/reach.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "projections/reach_edges.h"

static const double SLOPE_STEP = 0.01;  // of ln luminosity and ln coupling, for slopes

// What one mass needs; the signal is filled in once, the rest again for every set of exposures.
struct work {
  struct lr_reach_signal signal;
  struct lr_reach_windows windows, other;
  struct lr_reach_scan scan;
};

static enum lr_status no_memory(struct lr_error *error) { return lr_error_set(error, LR_E_MEMORY, "no memory for the reach"); }

static struct lr_reach_level level_of(struct work *w, const struct lr_reach_windows *windows) {
  return (struct lr_reach_level){.signal = &w->signal, .windows = windows,
                                 .measure = windows->count == 1 ? LR_MEASURE_SIGNAL : LR_MEASURE_INFORMATION,
                                 .scan = w->signal.step > 0 ? &w->scan : NULL};
}

bool lr_reach_in_range(const struct lr_channel *channel, double mass) {
  return mass >= channel->mass_min_GeV * (1 - 1e-12) && mass <= channel->mass_max_GeV * (1 + 1e-12);
}

const char *lr_reach_barred(const struct lr_channel *channel, double mass) {
  bool looks = false;
  if (lr_channel_vetoed(channel, mass)) return "veto window";
  if (!lr_reach_in_range(channel, mass)) return "outside the mass range of the channel";
  for (size_t i = 0; i < channel->modes; i++) looks = looks || lr_channel_mode_looks(channel, i, mass);
  return looks ? "" : "no counting window looks at this mass";
}

static const char *no_coupling(const struct lr_reach_level *level) {
  if (!level->windows->count) return "below threshold";
  if (!level->scan) return "needs a coupling above the largest one declared";
  const struct lr_reach_scan *scan = level->scan;
  return scan->y[0] > log(2) && scan->y[scan->count - 1] > log(2) ? "all couplings declared are excluded"
                                                                  : "no coupling declared gives enough signal";
}

enum lr_status lr_reach_coupling(const struct lr_channel *channel, size_t mode, double mass, double events_per_fb, double *coupling,
                                 struct lr_error *error) {
  struct lr_edges edges = {NAN, NAN};
  *coupling = NAN;
  if (!(events_per_fb > 0 && events_per_fb < INFINITY))
    return lr_error_set(error, LR_E_DOMAIN, "signal of %.6g events per fb^-1 must be positive", events_per_fb);
  struct work *w = malloc(sizeof *w);
  if (!w) return no_memory(error);
  enum lr_status status = lr_reach_signal_init(&w->signal, channel, mass, error);
  size_t k = 0;
  while (k < w->signal.modes && w->signal.at[k].mode != mode) k++;
  if (!status && k < w->signal.modes) {
    w->windows = (struct lr_reach_windows){.count = 1, .at = {{w->signal.at[k].yield, 0}}, .of = {k}};
    const struct lr_reach_level level = level_of(w, &w->windows);
    lr_reach_scan_fill(&level);
    status = lr_reach_edges(&level, events_per_fb, &edges, error);
    *coupling = exp(edges.lower);
  }
  free(w);
  return status;
}

// The words for s ~ b^p, p the local slope: 1/2 for a Gaussian background, 1 where its uncertainty grows with it, 0 without one.
static const char *regime(double slope) {
  return slope > 0.6 ? "systematics-limited" : slope > 0.45 ? "background-limited" : slope < 0.05 ? "background-free" : "mixed";
}

// d ln(excess) of the windows at other luminosities, which go to w->other: `own` scales the data sets of the modes too.
static enum lr_status slope_with_data(struct work *w, const struct lr_reach_level *level, const struct lr_exposure *exposure, size_t exposures,
                                      bool own, double x, double cl, double *slope, struct lr_error *error) {
  double y[2];
  enum lr_status status = LR_OK;
  for (int i = 0; i < 2 && !status; i++) {
    const double scale = exp(i ? SLOPE_STEP : -SLOPE_STEP);
    struct lr_reach_level other = *level;
    lr_reach_windows_make(&w->other, &w->signal, exposure, exposures, scale, own ? scale : 1, cl);
    other.windows = &w->other;
    status = lr_reach_excess(&other, cl, x, &y[i], NULL, error);
  }
  if (!status) *slope = (y[1] - y[0]) / (2 * SLOPE_STEP);
  return status;
}

// The same of the signal of every window.
static enum lr_status slope_with_signal(struct work *w, const struct lr_reach_level *level, double x, double cl, double *slope, struct lr_error *error) {
  double y[2];
  enum lr_status status = LR_OK;
  for (int i = 0; i < 2 && !status; i++) {
    struct lr_reach_level other = *level;
    w->other = *level->windows;
    for (size_t k = 0; k < w->other.count; k++) w->other.at[k].signal *= exp(i ? SLOPE_STEP : -SLOPE_STEP);
    other.windows = &w->other;
    status = lr_reach_excess(&other, cl, x, &y[i], NULL, error);
  }
  if (!status) *slope = (y[1] - y[0]) / (2 * SLOPE_STEP);
  return status;
}

// Slopes at the limit x: of the coupling with luminosity, and the regime: how the signal that is asked for goes when all data grow,
// the signal as they do.
static enum lr_status slopes(struct work *w, const struct lr_reach_level *level, const struct lr_exposure *exposure, size_t exposures,
                             double x, struct lr_reach_point *point, struct lr_error *error) {
  const double cl = point->cl;
  double with_coupling[2], data, all, signal;
  enum lr_status status = slope_with_data(w, level, exposure, exposures, false, x, cl, &data, error);
  if (!status) status = slope_with_data(w, level, exposure, exposures, true, x, cl, &all, error);
  if (!status) status = slope_with_signal(w, level, x, cl, &signal, error);
  for (int i = 0; i < 2 && !status; i++) {
    const double d = i ? SLOPE_STEP : -SLOPE_STEP;
    if (level->windows->count == 1) with_coupling[i] = lr_reach_measure(level, x + d);
    else status = lr_reach_excess(level, cl, x + d, &with_coupling[i], NULL, error);
  }
  if (status) return status;
  point->exponent = -data / ((with_coupling[1] - with_coupling[0]) / (2 * SLOPE_STEP));
  point->regime = regime(1 - all / signal);
  return LR_OK;
}

// One window, or windows with one ratio of signal to background: their sum counts whole events.
static bool whole_counts(const struct lr_reach_level *level) {
  const struct lr_reach_windows *w = level->windows;
  for (size_t i = 1; i < w->count; i++) {
    const double a = w->at[i].signal * w->at[0].background, b = w->at[0].signal * w->at[i].background;
    if (fabs(a - b) > 1e-9 * (a + b) || (level->scan && w->of[i] != w->of[0])) return false;  // acceptances differ by mode
  }
  return true;
}

// Bands at the effective background of an edge: of several windows that of the continuous limit stands for all quantiles, and the
// quantiles are smooth, since the matched experiment has no whole counts: the centre is then the continuous limit itself.
static enum lr_status bands(const struct lr_reach_level *level, double background, double cl, double *lower, double *upper,
                            struct lr_error *error) {
  enum lr_status status = LR_OK;
  for (int i = 0; i < LR_REACH_BANDS && !status; i++) {
    struct lr_edges edges = {NAN, NAN};
    double s;
    status = (whole_counts(level) ? lr_limit_quantile : lr_limit_quantile_smooth)(background, i - LR_REACH_MEDIAN, cl, &s, error);
    if (!status) status = lr_reach_edges(level, level->windows->count == 1 ? s : lr_window_information(s, background), &edges, error);
    // on a steep edge all quantiles are one coupling but for the tolerance of the root
    if (lower) lower[i] = i && edges.lower < log(lower[i - 1]) ? lower[i - 1] : exp(edges.lower);
    if (upper) upper[i] = i && edges.upper > log(upper[i - 1]) ? upper[i - 1] : exp(edges.upper);
  }
  return status;
}

static enum lr_status discoveries(const struct lr_reach_level *level, struct lr_reach_point *point, struct lr_error *error) {
  struct lr_reach_level found = *level;
  struct lr_edges edges = {NAN, NAN};
  found.measure = LR_MEASURE_DISCOVERY;
  found.sigmas = 3;
  lr_reach_scan_fill(&found);
  enum lr_status status = lr_reach_edges(&found, 1, &edges, error);
  point->evidence = exp(edges.lower);
  found.sigmas = 5;
  lr_reach_scan_fill(&found);
  if (!status) status = lr_reach_edges(&found, 1, &edges, error);
  point->discovery = exp(edges.lower);
  return status;
}

static double events_at(struct work *w, double x) {
  struct lr_window window[LR_REACH_WINDOWS];
  double sum = 0;
  lr_reach_windows_at(&w->windows, &w->signal, x, window);
  for (size_t i = 0; i < w->windows.count; i++) sum += window[i].signal * w->windows.per_event[i];
  return sum;
}

static enum lr_status solve(struct work *w, const struct lr_exposure *exposure, size_t exposures, struct lr_reach_point *point,
                            struct lr_error *error) {
  struct lr_edges edges = {NAN, NAN};
  double background = 0, unused;
  lr_reach_windows_make(&w->windows, &w->signal, exposure, exposures, 1, 1, point->cl);
  const struct lr_reach_level level = level_of(w, &w->windows);
  if (!w->windows.count) {
    point->reason = no_coupling(&level);
    return LR_OK;
  }
  lr_reach_scan_fill(&level);
  enum lr_status status = lr_reach_limit_edges(&level, point->cl, &edges, error);
  const bool single = w->windows.count == 1;
  // where the continuous form has no limit the bands may have one: their background is then that of the largest signal
  double at = !isnan(edges.lower) ? edges.lower : level.scan ? w->scan.peak_x : fmin(log(w->signal.channel->coupling_max), 600);
  if (single) background = w->windows.at[0].background;
  else if (!status) status = lr_reach_excess(&level, point->cl, at, &unused, &background, error);
  if (!status) status = bands(&level, background, point->cl, point->coupling, level.scan && single ? point->upper : NULL, error);
  point->continuous = exp(edges.lower);
  point->upper_continuous = exp(edges.upper);
  point->background = w->windows.background;
  point->effective_background = background;
  if (!status && level.scan && !single) {
    double above = background;
    if (!isnan(edges.upper)) status = lr_reach_excess(&level, point->cl, edges.upper, &unused, &above, error);
    if (!status) status = bands(&level, above, point->cl, NULL, point->upper, error);
  }
  if (!status && !isnan(edges.lower)) {
    point->signal = events_at(w, edges.lower);
    status = slopes(w, &level, exposure, exposures, edges.lower, point, error);
  }
  point->has = !isnan(point->coupling[LR_REACH_MEDIAN]) || !isnan(point->upper[LR_REACH_MEDIAN]);
  if (!point->has) point->regime = "";
  point->reason = point->has ? "" : no_coupling(&level);
  return status ? status : discoveries(&level, point, error);
}

static struct lr_reach_point no_reach(const struct lr_channel *channel, double mass, double luminosity, const char *reason) {
  struct lr_reach_point point = {.mass_GeV = mass, .luminosity_fb = luminosity, .cl = channel->cl, .continuous = NAN,
                                 .upper_continuous = NAN, .evidence = NAN, .discovery = NAN, .background = NAN,
                                 .effective_background = NAN, .signal = NAN, .exponent = NAN, .regime = "", .reason = reason};
  for (int i = 0; i < LR_REACH_BANDS; i++) point.coupling[i] = point.upper[i] = NAN;
  return point;
}

static enum lr_status check_luminosity(double luminosity, struct lr_error *error) {
  if (luminosity > 0 && luminosity < INFINITY) return LR_OK;
  return lr_error_set(error, LR_E_DOMAIN, "luminosity of %.6g fb^-1 must be positive", luminosity);
}

enum lr_status lr_reach_curve(const struct lr_channel *channel, const double *mass, size_t masses, const double *luminosity,
                              size_t luminosities, struct lr_reach_point *out, struct lr_error *error) {
  enum lr_status status = LR_OK;
  for (size_t j = 0; j < luminosities && !status; j++) status = check_luminosity(luminosity[j], error);
  if (status) return status;
  struct work *w = malloc(sizeof *w);
  if (!w) return no_memory(error);
  for (size_t i = 0; i < masses && !status; i++) {
    if (lr_interrupt_requested()) {
      status = lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user; nothing was written");
      break;
    }
    const char *reason = lr_reach_barred(channel, mass[i]);
    if (!*reason) status = lr_reach_signal_init(&w->signal, channel, mass[i], error);
    for (size_t j = 0; j < luminosities && !status; j++) {
      const struct lr_exposure all = {luminosity[j], 1, 1};
      struct lr_reach_point *point = &out[i * luminosities + j];
      *point = no_reach(channel, mass[i], luminosity[j], reason);
      if (!*reason) status = solve(w, &all, 1, point, error);
    }
    if (status) lr_error_context(error, "reach of %s at %.6g GeV", channel->id, mass[i]);
  }
  free(w);
  return status;
}

enum lr_status lr_reach_solve(const struct lr_channel *channel, double mass, double luminosity, struct lr_reach_point *point,
                              struct lr_error *error) {
  return lr_reach_curve(channel, &mass, 1, &luminosity, 1, point, error);
}

// Sum of the luminosities [fb^-1], above zero.
static enum lr_status check_exposures(const struct lr_exposure *exposure, size_t exposures, double *sum, struct lr_error *error) {
  *sum = 0;
  if (!exposures || exposures > LR_MOST_EXPOSURES)
    return lr_error_set(error, LR_E_DOMAIN, "1 to %d periods of data, not %zu", LR_MOST_EXPOSURES, exposures);
  for (size_t e = 0; e < exposures; e++) {
    const struct lr_exposure *x = &exposure[e];
    if (!(x->luminosity_fb >= 0 && x->signal >= 0 && x->background >= 0 && x->signal < INFINITY && x->background < INFINITY))
      return lr_error_set(error, LR_E_DOMAIN, "period %zu: luminosity and factors must not be negative", e + 1);
    *sum += x->luminosity_fb;
  }
  return check_luminosity(*sum, error);
}

enum lr_status lr_reach_exposures_solve(const struct lr_channel *channel, double mass, const struct lr_exposure *exposure,
                                        size_t exposures, struct lr_reach_point *point, struct lr_error *error) {
  double sum;
  enum lr_status status = check_exposures(exposure, exposures, &sum, error);
  if (status) return status;
  *point = no_reach(channel, mass, sum, lr_reach_barred(channel, mass));
  if (*point->reason) return LR_OK;
  struct work *w = malloc(sizeof *w);
  if (!w) return no_memory(error);
  status = lr_reach_signal_init(&w->signal, channel, mass, error);
  if (!status) status = solve(w, exposure, exposures, point, error);
  free(w);
  if (status) lr_error_context(error, "reach of %s at %.6g GeV", channel->id, mass);
  return status;
}

enum lr_status lr_reach_exposures_continuous(const struct lr_channel *channel, double mass, const struct lr_exposure *exposure, size_t exposures,
                                             double *coupling, const char **reason, struct lr_error *error) {
  struct lr_edges edges = {NAN, NAN};
  double sum;
  *coupling = NAN;
  enum lr_status status = check_exposures(exposure, exposures, &sum, error);
  if (status) return status;
  *reason = lr_reach_barred(channel, mass);
  if (**reason) return LR_OK;
  struct work *w = malloc(sizeof *w);
  if (!w) return no_memory(error);
  status = lr_reach_signal_init(&w->signal, channel, mass, error);
  if (!status) {
    lr_reach_windows_make(&w->windows, &w->signal, exposure, exposures, 1, 1, channel->cl);
    const struct lr_reach_level level = level_of(w, &w->windows);
    if (w->windows.count) lr_reach_scan_fill(&level);
    if (w->windows.count) status = lr_reach_limit_edges(&level, channel->cl, &edges, error);
    *coupling = exp(edges.lower);
    if (isnan(*coupling)) *reason = no_coupling(&level);
  }
  free(w);
  if (status) lr_error_context(error, "reach of %s at %.6g GeV", channel->id, mass);
  return status;
}

enum lr_status lr_reach_continuous(const struct lr_channel *channel, double mass, double luminosity, double *coupling,
                                   const char **reason, struct lr_error *error) {
  const struct lr_exposure all = {luminosity, 1, 1};
  *coupling = NAN;
  enum lr_status status = check_luminosity(luminosity, error);
  return status ? status : lr_reach_exposures_continuous(channel, mass, &all, 1, coupling, reason, error);
}

void lr_reach_masses(const struct lr_channel *channel, double *mass, size_t count) {
  double span = log(channel->mass_max_GeV / channel->mass_min_GeV);
  for (size_t i = 0; i < count; i++)
    mass[i] = channel->mass_min_GeV * exp(span * (double)i / (double)(count - 1));
}

enum lr_status lr_reach_compare(const struct lr_channel *channel, const struct lr_existing *existing,
                                struct lr_reach_comparison *row, struct lr_error *error) {
  const bool projection = strcmp(existing->kind, "projection") == 0 && existing->cl == 0;  // of no stated level: that of the channel
  if (!(existing->luminosity_fb > 0 && (projection || existing->cl > 0.5)))
    return lr_error_set(error, LR_E_DOMAIN, "the limit of %s has no luminosity or no CL to compare at",
                        existing->experiment);
  struct lr_channel same = *channel;
  if (!projection) same.cl = existing->cl;
  for (size_t i = 0; i < existing->points; i++) {
    struct lr_reach_point point;
    enum lr_status status = lr_reach_solve(&same, existing->point[i].x, existing->luminosity_fb, &point, error);
    if (status) return status;
    row[i] = (struct lr_reach_comparison){existing->point[i].x, existing->point[i].y, point.continuous,
                                          existing->point[i].y / point.continuous};
  }
  return LR_OK;
}
