// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/reach.h"

#include "base/parallel.h"

#include <math.h>

#include "projections/poisson_cls.h"
#include "projections/root.h"

struct wanted {
  const struct lr_channel *channel;
  double mass, events_per_fb;
};

static enum lr_status signal_excess(double log_coupling, const void *data, double *y, struct lr_error *error) {
  const struct wanted *w = data;
  double events;
  enum lr_status status = lr_channel_signal(w->channel, 0, w->mass, exp(log_coupling), &events, error);
  *y = events > 0 ? log(events / w->events_per_fb) : -700;
  return status;
}

// `prompt`: coupling at which the signal would suffice if every decay counted. The acceptance is at most 1, so that the
// true coupling is not smaller, and the bracket grows upwards from there.
static enum lr_status solve_upwards(const struct lr_channel *channel, double mass, double events_per_fb, double prompt,
                                    double *coupling, struct lr_error *error) {
  struct wanted wanted = {channel, mass, events_per_fb};
  double low = log(prompt), high = low, y, step = 1e-6;
  enum lr_status status;
  *coupling = NAN;
  if (prompt > channel->coupling_max) return LR_OK;
  while (!(status = signal_excess(high, &wanted, &y, error)) && y < -1e-13) {
    if (high >= log(channel->coupling_max) || high > 700) return LR_OK;
    low = high;
    high = fmin(high + step, log(channel->coupling_max));
    step *= 8;
  }
  if (!status && high > low) status = lr_root_find(signal_excess, &wanted, low, high, 1e-12, &high, error);
  if (!status) *coupling = exp(high);
  return status;
}

// Events per fb^-1 at unit coupling with every decay accepted: the production is a pure power of the coupling.
static enum lr_status prompt_yield(const struct lr_channel *channel, double mass, double *yield,
                                   struct lr_error *error) {
  double fb, efficiency;
  enum lr_status status = lr_channel_cross_section(channel, mass, 1, &fb, error);
  if (!status) status = lr_channel_efficiency(channel, 0, mass, &efficiency, error);
  if (status) return status;
  *yield = fb * efficiency * channel->signal_factor *
           (channel->type->branching ? channel->type->branching(channel, channel->mode[0].kind, mass) : 1);
  return LR_OK;
}

static enum lr_status coupling_from_yield(const struct lr_channel *channel, double mass, double yield,
                                          double events_per_fb, double *coupling, struct lr_error *error) {
  *coupling = NAN;
  if (!(yield > 0) || !(channel->type->coupling_power > 0)) return LR_OK;
  double prompt = pow(events_per_fb / yield, 1 / channel->type->coupling_power);
  if (channel->type->acceptance)
    return solve_upwards(channel, mass, events_per_fb, prompt, coupling, error);
  if (prompt <= channel->coupling_max) *coupling = prompt;
  return LR_OK;
}

enum lr_status lr_reach_coupling(const struct lr_channel *channel, double mass, double events_per_fb, double *coupling,
                                 struct lr_error *error) {
  double yield;
  if (!(events_per_fb > 0 && events_per_fb < INFINITY))
    return lr_error_set(error, LR_E_DOMAIN, "signal of %.6g events per fb^-1 must be positive", events_per_fb);
  enum lr_status status = prompt_yield(channel, mass, &yield, error);
  return status ? status : coupling_from_yield(channel, mass, yield, events_per_fb, coupling, error);
}

// The word for s ~ b^p, p the local slope: 1/2 for a Gaussian background, 0 without one.
static const char *regime(double slope) {
  return slope > 0.45 ? "background-limited" : slope < 0.05 ? "background-free" : "mixed";
}

// Why there is no reach at a mass whatever the data; "" when there may be one.
static const char *barred(const struct lr_channel *channel, double mass) {
  double room = 1e-12 * mass;
  if (lr_channel_vetoed(channel, mass)) return "veto window";
  return mass >= channel->mass_min_GeV - room && mass <= channel->mass_max_GeV + room ? "" : "outside the mass range of the channel";
}

static const char *no_coupling(double yield) {
  return yield > 0 ? "needs a coupling above the largest one declared" : "below threshold";
}

static enum lr_status solve(const struct lr_channel *channel, double mass, double luminosity, double yield,
                            double background_per_fb, struct lr_reach_point *point, struct lr_error *error) {
  double b = background_per_fb * luminosity, s, cl = channel->cl;
  enum lr_status status = LR_OK;
  for (int i = 0; i < LR_REACH_BANDS && !status; i++) {
    status = lr_cls_expected_quantile(b, i - LR_REACH_MEDIAN, cl, &s, error);
    if (!status) status = coupling_from_yield(channel, mass, yield, s / luminosity, &point->coupling[i], error);
  }
  // slopes over one per cent of luminosity to either side
  double step = 0.01, limit[3], g[3];
  for (int i = 0; i < 3 && !status; i++) {
    double factor = exp((i - 1) * step);
    status = lr_cls_expected_continuous(b * factor, cl, &limit[i], error);
    if (!status)
      status = coupling_from_yield(channel, mass, yield, limit[i] / (luminosity * factor), &g[i], error);
  }
  if (status) return status;
  point->background = b;
  point->signal = limit[1];
  point->continuous = g[1];
  point->exponent = log(g[2] / g[0]) / (2 * step);
  point->has = !isnan(point->coupling[LR_REACH_MEDIAN]);
  point->regime = point->has ? regime(log(limit[2] / limit[0]) / (2 * step)) : "";
  point->reason = point->has ? "" : no_coupling(yield);
  return LR_OK;
}

enum lr_status lr_reach_continuous(const struct lr_channel *channel, double mass, double luminosity, double *coupling,
                                   const char **reason, struct lr_error *error) {
  double yield, background, limit;
  *coupling = NAN;
  if (!(luminosity > 0 && luminosity < INFINITY))
    return lr_error_set(error, LR_E_DOMAIN, "luminosity of %.6g fb^-1 must be positive", luminosity);
  *reason = barred(channel, mass);
  if (**reason) return LR_OK;
  enum lr_status status = prompt_yield(channel, mass, &yield, error);
  if (!status) status = lr_channel_background(channel, 0, mass, &background, error);
  const double b = background * luminosity, most = 1e9;  // s_up ~ sqrt(b) beyond, to 1 / sqrt(b)
  if (!status) status = lr_cls_expected_continuous(fmin(b, most), channel->cl, &limit, error);
  if (!status && b > most) limit *= sqrt(b / most);
  if (!status) status = coupling_from_yield(channel, mass, yield, limit / luminosity, coupling, error);
  if (status) return lr_error_context(error, "reach of %s at %.6g GeV", channel->id, mass);
  if (isnan(*coupling)) *reason = no_coupling(yield);
  return LR_OK;
}

static struct lr_reach_point no_reach(const struct lr_channel *channel, double mass, double luminosity,
                                      const char *reason) {
  struct lr_reach_point point = {.mass_GeV = mass, .luminosity_fb = luminosity, .cl = channel->cl, .continuous = NAN,
                                 .background = NAN, .signal = NAN, .exponent = NAN, .regime = "", .reason = reason};
  for (int i = 0; i < LR_REACH_BANDS; i++) point.coupling[i] = NAN;
  return point;
}

enum lr_status lr_reach_curve(const struct lr_channel *channel, const double *mass, size_t masses,
                              const double *luminosity, size_t luminosities, struct lr_reach_point *out,
                              struct lr_error *error) {
  for (size_t j = 0; j < luminosities; j++)
    if (!(luminosity[j] > 0 && luminosity[j] < INFINITY))
      return lr_error_set(error, LR_E_DOMAIN, "luminosity of %.6g fb^-1 must be positive", luminosity[j]);
  for (size_t i = 0; i < masses; i++) {
    if (lr_interrupt_requested()) return lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user; nothing was written");
    double m = mass[i], yield = 0, background = 0;
    const char *reason = barred(channel, m);
    enum lr_status status = LR_OK;
    if (!*reason) {
      status = prompt_yield(channel, m, &yield, error);
      if (!status) status = lr_channel_background(channel, 0, m, &background, error);
    }
    for (size_t j = 0; j < luminosities && !status; j++) {
      struct lr_reach_point *point = &out[i * luminosities + j];
      *point = no_reach(channel, m, luminosity[j], reason);
      if (!*reason) status = solve(channel, m, luminosity[j], yield, background, point, error);
    }
    if (status) return lr_error_context(error, "reach of %s at %.6g GeV", channel->id, m);
  }
  return LR_OK;
}

enum lr_status lr_reach_solve(const struct lr_channel *channel, double mass, double luminosity,
                              struct lr_reach_point *point, struct lr_error *error) {
  return lr_reach_curve(channel, &mass, 1, &luminosity, 1, point, error);
}

void lr_reach_masses(const struct lr_channel *channel, double *mass, size_t count) {
  double span = log(channel->mass_max_GeV / channel->mass_min_GeV);
  for (size_t i = 0; i < count; i++)
    mass[i] = channel->mass_min_GeV * exp(span * (double)i / (double)(count - 1));
}

enum lr_status lr_reach_compare(const struct lr_channel *channel, const struct lr_existing *existing,
                                struct lr_reach_comparison *row, struct lr_error *error) {
  if (!(existing->luminosity_fb > 0 && existing->cl > 0.5))
    return lr_error_set(error, LR_E_DOMAIN, "the limit of %s has no luminosity or no CL to compare at",
                        existing->experiment);
  struct lr_channel same = *channel;
  same.cl = existing->cl;
  for (size_t i = 0; i < existing->points; i++) {
    struct lr_reach_point point;
    enum lr_status status = lr_reach_solve(&same, existing->point[i].x, existing->luminosity_fb, &point, error);
    if (status) return status;
    row[i] = (struct lr_reach_comparison){existing->point[i].x, existing->point[i].y, point.continuous,
                                          existing->point[i].y / point.continuous};
  }
  return LR_OK;
}
