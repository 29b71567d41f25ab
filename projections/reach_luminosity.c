// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/reach_luminosity.h"

#include <math.h>
#include <stdlib.h>

#include "projections/reach_edges.h"
#include "projections/root.h"

struct work {
  struct lr_reach_signal signal;
  struct lr_reach_windows windows;
};

struct wanted {
  struct work *work;
  double log_coupling, sigmas;
  const struct lr_exposure *exposure;  // together 1 fb^-1
  size_t exposures;
};

// ln(what is asked for / what there is) against ln luminosity: zero at the crossing, falling; 700 where there is no signal.
static enum lr_status lacking(double log_luminosity, const void *data, double *y, struct lr_error *error) {
  const struct wanted *w = data;
  const struct lr_channel *channel = w->work->signal.channel;
  struct lr_reach_windows *windows = &w->work->windows;
  lr_reach_windows_make(windows, &w->work->signal, w->exposure, w->exposures, exp(log_luminosity), 1, channel->cl);
  struct lr_reach_level level = {.signal = &w->work->signal, .windows = windows, .sigmas = w->sigmas};
  level.measure = w->sigmas > 0 ? LR_MEASURE_DISCOVERY : windows->count == 1 ? LR_MEASURE_SIGNAL : LR_MEASURE_INFORMATION;
  enum lr_status status = LR_OK;
  if (!windows->count) *y = -700;
  else if (w->sigmas > 0) *y = lr_reach_measure(&level, w->log_coupling);
  else status = lr_reach_excess(&level, channel->cl, w->log_coupling, y, NULL, error);
  *y = -*y;
  return status;
}

// From `start` by factors of four until there is enough, or no longer enough; then the root between.
static enum lr_status search(const struct wanted *wanted, double start, struct lr_reach_need *need, struct lr_error *error) {
  const double least = log(LR_REACH_LEAST_FB), most = log(LR_REACH_MOST_FB), step = log(4);
  double at = log(start), other = at, y;
  enum lr_status status = lacking(at, wanted, &y, error);
  bool up = y > 0;
  while (!status && (y > 0) == up && (up ? at < most : at > least)) {
    other = at;
    at = up ? fmin(at + step, most) : fmax(at - step, least);
    status = lacking(at, wanted, &y, error);
  }
  if (status) return status;
  if (up && y > 0) {
    need->reason = y < 700 ? "not with 1e6 ab^-1 either" : "no signal at this coupling";
    return LR_OK;
  }
  if (!up && y <= 0) other = at;  // any data will do
  if (other != at) status = lr_root_find(lacking, wanted, fmin(at, other), fmax(at, other), 1e-11, &at, error);
  if (status) return status;
  need->possible = true;
  need->luminosity_fb = exp(at);
  return LR_OK;
}

enum lr_status lr_reach_exposures_luminosity(const struct lr_channel *channel, double mass, double coupling, double sigmas,
                                             const struct lr_exposure *exposure, size_t exposures, struct lr_reach_need *need,
                                             struct lr_error *error) {
  *need = (struct lr_reach_need){.luminosity_fb = NAN, .reason = ""};
  if (!(mass > 0 && mass < INFINITY) || !(coupling > 0 && coupling < INFINITY))
    return lr_error_set(error, LR_E_DOMAIN, "mass of %.6g GeV and coupling of %.6g must be positive", mass, coupling);
  if (!(sigmas >= 0 && sigmas <= 10)) return lr_error_set(error, LR_E_DOMAIN, "significance of %.6g is outside 0 to 10", sigmas);
  need->reason = lr_reach_barred(channel, mass);
  if (!*need->reason && coupling > channel->coupling_max) need->reason = "the coupling lies above the largest one declared";
  if (!*need->reason && channel->type->two_edged && coupling < channel->coupling_min)
    need->reason = "the coupling lies below the smallest one declared";
  if (*need->reason) return LR_OK;
  struct work *work = malloc(sizeof *work);
  if (!work) return lr_error_set(error, LR_E_MEMORY, "no memory for the reach");
  const struct wanted wanted = {work, log(coupling), sigmas, exposure, exposures};
  double start = channel->mode[0].reference_luminosity_fb;
  enum lr_status status = lr_reach_signal_init(&work->signal, channel, mass, error);
  if (!status && !work->signal.modes) need->reason = "below threshold";
  else if (!status) status = search(&wanted, start > 0 ? fmin(fmax(start, LR_REACH_LEAST_FB), LR_REACH_MOST_FB) : 100, need, error);
  free(work);
  if (status) lr_error_context(error, "luminosity for %s at %.6g GeV", channel->id, mass);
  return status;
}

enum lr_status lr_reach_luminosity(const struct lr_channel *channel, double mass, double coupling, double sigmas,
                                   struct lr_reach_need *need, struct lr_error *error) {
  const struct lr_exposure all = {1, 1, 1};
  return lr_reach_exposures_luminosity(channel, mass, coupling, sigmas, &all, 1, need, error);
}
