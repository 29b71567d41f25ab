// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/reach_signal.h"

#include <math.h>

#include "projections/systematics.h"

static const double STEP = 0.125, NOTHING = -690;  // ln of an acceptance that counts as none
enum { POINTS = 6, BESIDE = 2 };                   // of the interpolation; nodes to the left of the interval

enum lr_status lr_reach_signal_init(struct lr_reach_signal *signal, const struct lr_channel *channel, double mass, struct lr_error *error) {
  const struct lr_channel_type *type = channel->type;
  double fb = 0;
  *signal = (struct lr_reach_signal){.channel = channel, .mass_GeV = mass};
  // a coupling that only moves the decays needs a range to be looked for in
  if (!(type->coupling_power > 0) && !(type->two_edged && type->acceptance)) return LR_OK;
  enum lr_status status = lr_channel_cross_section(channel, mass, 1, &fb, error);
  for (size_t i = 0; i < channel->modes && !status; i++) {
    const struct lr_channel_mode *mode = &channel->mode[i];
    struct lr_mode_signal *at = &signal->at[signal->modes];
    double efficiency;
    if (!lr_channel_mode_looks(channel, i, mass)) continue;
    at->mode = i;
    status = lr_channel_efficiency(channel, i, mass, &efficiency, error);
    if (!status) status = lr_channel_background(channel, i, mass, &at->background_per_fb, error);
    if (status) break;
    at->yield = fb * efficiency * mode->share * (mode->luminosity_fb > 0 ? 1 : channel->signal_factor) *
                (type->branching ? type->branching(channel, mode->kind, mass) : 1);
    if (at->yield > 0) signal->modes++;
  }
  if (status || !type->acceptance || !type->two_edged) return status;
  double span = log(channel->coupling_max / channel->coupling_min);
  size_t intervals = (size_t)fmin(ceil(span / STEP), LR_REACH_NODES - POINTS);
  signal->step = span / (double)intervals;
  signal->start = log(channel->coupling_min) - BESIDE * signal->step;
  signal->nodes = intervals + POINTS;
  for (size_t k = 0; k < signal->modes; k++)
    for (size_t i = 0; i < signal->nodes; i++) signal->at[k].node[i] = NAN;
  return LR_OK;
}

static double direct(const struct lr_reach_signal *signal, size_t k, double log_coupling) {
  return signal->channel->type->acceptance(signal->channel, signal->at[k].mode, signal->mass_GeV, exp(log_coupling));
}

// Weights of the interpolation (Lagrange) at ln coupling x, the same for all modes, and the first node they belong to.
static size_t weights_at(const struct lr_reach_signal *signal, double x, double weight[POINTS]) {
  static const double SCALE[POINTS] = {-1.0 / 120, 1.0 / 24, -1.0 / 12, 1.0 / 12, -1.0 / 24, 1.0 / 120};
  double place = (x - signal->start) / signal->step, before = 1, after = 1;
  double left = fmin(fmax(floor(place), BESIDE), (double)(signal->nodes - POINTS + BESIDE));
  double t = place - (left - BESIDE), near = round(t);
  if (fabs(t - near) < 1e-9) {  // on a node: no other one is needed
    for (int i = 0; i < POINTS; i++) weight[i] = i == (int)near;
    return (size_t)left - BESIDE;
  }
  for (int i = 0; i < POINTS; i++) weight[i] = SCALE[i] * before, before *= t - i;
  for (int i = POINTS - 1; i >= 0; i--) weight[i] *= after, after *= t - i;
  return (size_t)left - BESIDE;
}

static double interpolated(struct lr_reach_signal *signal, size_t k, size_t first, const double weight[POINTS]) {
  double *node = signal->at[k].node + first, sum = 0;
  for (int i = 0; i < POINTS; i++) {
    if (!(fabs(weight[i]) > 0)) continue;
    if (isnan(node[i])) {
      double a = direct(signal, k, signal->start + signal->step * (double)(first + (size_t)i));
      node[i] = a > 0 ? fmax(log(a), NOTHING) : NOTHING;
    }
    sum += weight[i] * node[i];
  }
  return fmin(1, exp(sum));
}

double lr_reach_acceptance(struct lr_reach_signal *signal, size_t k, double x) {
  if (!signal->channel->type->acceptance) return 1;
  if (!(signal->step > 0)) return direct(signal, k, x);
  double weight[POINTS];
  size_t first = weights_at(signal, x, weight);
  return interpolated(signal, k, first, weight);
}

// Of the windows with a ratio of signal to background above theta, and the cleanest always: sums of s, b and s^2/b, and Cauchy's difference
// of the last two, sum_{i<j} b_i b_j (s_i/b_i - s_j/b_j)^2.
struct used {
  double signal, background, information, difference;
};
static struct used used_above(const struct lr_window *window, size_t windows, double theta) {
  struct used sum = {0, 0, 0, 0};
  double best = 0;
  for (size_t i = 0; i < windows; i++)
    if (window[i].background > 0) best = fmax(best, window[i].signal / window[i].background);
  theta = fmin(theta, best * (1 - 1e-15));
  for (size_t i = 0; i < windows; i++) {
    const double b = window[i].background, ratio = b > 0 ? window[i].signal / b : 0;
    if (!(ratio > theta)) continue;
    for (size_t j = 0; j < i; j++) {
      const double other = window[j].background > 0 ? window[j].signal / window[j].background : 0;
      if (other > theta) sum.difference += b * window[j].background * (ratio - other) * (ratio - other);
    }
    sum.signal += window[i].signal;
    sum.background += b;
    sum.information += window[i].signal * ratio;
  }
  return sum;
}

// Uncertainty of a background that all periods of a mode share: factor on the b_k. The sum of their counts with weights w_k has the
// variance sum(w^2 b) + delta^2 (sum w b)^2; the best weights that are not negative (no period measures the background of another) are
// w_k = (s_k/b_k - theta)+ with theta = delta^2 sum(w b), of information J = (I_A + delta^2 D_A) / (1 + delta^2 B_A), A: w > 0. The factor
// is I / J; for one period, or equal ratios s/b, 1 + delta^2 B. One for all, so that a clean period of few events does not stand for
// all counts.
static double shared_uncertainty(const struct lr_window *window, size_t windows, double delta) {
  const double d2 = delta * delta;
  double theta = 0, before = -1;
  struct used used = {0, 0, 0, 0};
  while (theta > before) {  // rises with each period that drops out, to the root: at most `windows` passes
    before = theta;
    used = used_above(window, windows, theta);
    theta = fmax(theta, d2 * used.signal / (1 + d2 * used.background));
  }
  const double weighted = used.information + d2 * used.difference;
  return weighted > 0 ? (1 + d2 * used.background) * used_above(window, windows, 0).information / weighted : 1;
}

void lr_reach_windows_make(struct lr_reach_windows *windows, const struct lr_reach_signal *signal, const struct lr_exposure *exposure,
                           size_t exposures, double scale, double own_scale, double cl) {
  const struct lr_channel *channel = signal->channel;
  double widening = lr_signal_widening(channel->systematic.signal, cl);
  windows->count = 0;
  windows->background = 0;
  for (size_t k = 0; k < signal->modes; k++) {
    const struct lr_mode_signal *at = &signal->at[k];
    const struct lr_channel_mode *mode = &channel->mode[at->mode];
    bool fixed = mode->luminosity_fb > 0;
    const struct lr_exposure own = {mode->luminosity_fb, 1, 1};
    size_t first = windows->count;
    double per_event = widening / (fixed ? 1 : channel->gain), luminosity = 0;
    for (size_t e = 0; e < (fixed ? 1 : exposures); e++) {
      const struct lr_exposure *x = fixed ? &own : &exposure[e];
      double fb = x->luminosity_fb * (fixed ? own_scale : scale);
      if (!(fb > 0)) continue;
      size_t i = windows->count++;
      windows->at[i] = (struct lr_window){at->yield * fb * x->signal / per_event, at->background_per_fb * fb * x->background};
      windows->of[i] = k;
      windows->per_event[i] = per_event;
      windows->background += windows->at[i].background;
      luminosity += fb;
    }
    size_t periods = windows->count - first;
    if (!periods) continue;
    double delta = lr_channel_background_error(channel, mode->reference_luminosity_fb, luminosity);
    if (periods == 1) {
      windows->at[first].background = lr_background_with_error(windows->at[first].background, delta);
    } else {
      double factor = shared_uncertainty(&windows->at[first], periods, delta);
      for (size_t i = first; i < windows->count; i++) windows->at[i].background *= factor;
    }
  }
}

void lr_reach_windows_at(const struct lr_reach_windows *windows, struct lr_reach_signal *signal, double x, struct lr_window *out) {
  double power = exp(signal->channel->type->coupling_power * x), accepted = 1, weight[POINTS];
  const bool table = signal->step > 0;
  size_t first = table ? weights_at(signal, x, weight) : 0;
  for (size_t i = 0; i < windows->count; i++) {
    size_t k = windows->of[i];
    if (i == 0 || k != windows->of[i - 1])
      accepted = power * (table ? interpolated(signal, k, first, weight) : lr_reach_acceptance(signal, k, x));
    out[i] = (struct lr_window){windows->at[i].signal * accepted, windows->at[i].background};
  }
}

double lr_exposure_background(const struct lr_channel_split *split, double beam_ratio, double time_ratio) {
  return split->luminosity + split->beam * beam_ratio + split->time * time_ratio;
}
