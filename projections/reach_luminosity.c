// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/reach_luminosity.h"

#include <math.h>

#include "projections/root.h"

struct wanted {
  const struct lr_channel *channel;
  double mass, coupling;
};

// ln(limit / coupling) against ln luminosity; 700 where the limit lies above the largest coupling declared.
static enum lr_status excess(double log_luminosity, const void *data, double *y, struct lr_error *error) {
  const struct wanted *w = data;
  double limit;
  const char *reason;
  enum lr_status status = lr_reach_continuous(w->channel, w->mass, exp(log_luminosity), &limit, &reason, error);
  *y = isnan(limit) ? 700 : log(limit / w->coupling);
  return status;
}

enum lr_status lr_reach_luminosity(const struct lr_channel *channel, double mass, double coupling, struct lr_reach_need *need,
                                   struct lr_error *error) {
  struct wanted wanted = {channel, mass, coupling};
  double start = fmin(fmax(channel->mode[0].reference_luminosity_fb, LR_REACH_LEAST_FB), LR_REACH_MOST_FB), y, limit;
  const char *reason;
  *need = (struct lr_reach_need){.luminosity_fb = NAN, .reason = ""};
  if (!(mass > 0 && mass < INFINITY) || !(coupling > 0 && coupling < INFINITY))
    return lr_error_set(error, LR_E_DOMAIN, "mass of %.6g GeV and coupling of %.6g must be positive", mass, coupling);
  enum lr_status status = lr_reach_continuous(channel, mass, start, &limit, &reason, error);
  if (status) return status;
  bool inside = mass >= channel->mass_min_GeV * (1 - 1e-12) && mass <= channel->mass_max_GeV * (1 + 1e-12);
  if (!inside || lr_channel_vetoed(channel, mass)) need->reason = reason;
  else if (coupling > channel->coupling_max) need->reason = "the coupling lies above the largest one declared";  // no reach there
  if (*need->reason) return LR_OK;
  const double least = log(LR_REACH_LEAST_FB), most = log(LR_REACH_MOST_FB), step = log(4);
  double at = log(start), other = at;
  status = excess(at, &wanted, &y, error);
  if (status) return status;
  if (y > 0) {
    while (!status && y > 0 && at < most) {
      other = at;
      at = fmin(at + step, most);
      status = excess(at, &wanted, &y, error);
    }
    if (status) return status;
    if (y > 0) {
      need->reason = y < 700 ? "not with 1e6 ab^-1 either" : reason;
      return LR_OK;
    }
  } else {
    while (!status && y <= 0 && at > least) {
      other = at;
      at = fmax(at - step, least);
      status = excess(at, &wanted, &y, error);
    }
    if (status) return status;
    if (y <= 0) other = at;  // any data will do
  }
  if (other != at) status = lr_root_find(excess, &wanted, fmin(at, other), fmax(at, other), 1e-11, &at, error);
  if (status) return status;
  need->possible = true;
  need->luminosity_fb = exp(at);
  return LR_OK;
}
