// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/uptime.h"

#include <math.h>

#include "projections/root.h"

static bool not_negative(double value) { return isfinite(value) && value >= 0; }

static bool good(const struct lr_uptime_cycle *c) {
  if (!not_negative(c->refill_s) || !not_negative(c->hv_ramp_s) || !not_negative(c->scale)) return false;
  for (size_t i = 0; i < c->systems; i++) {
    const struct lr_uptime_system *s = &c->system[i];
    if (!not_negative(s->rate_per_s) || !not_negative(s->recovery_s) || !not_negative(s->tuning_s) || !(s->tuning_level >= 0 && s->tuning_level <= 1))
      return false;
  }
  return true;
}

// Times of a cycle are kept as parts of the time at top luminosity: rate x time. That stands for rates of zero too.
enum lr_status lr_uptime_evaluate(const struct lr_uptime_cycle *c, struct lr_uptime *uptime, struct lr_error *error) {
  if (!good(c))
    return lr_error_set(error, LR_E_DOMAIN, "faults: rates and times cannot be negative or unknown, and the level of tuning lies between 0 and 1");
  double rate = 0, down = 0, tuning = 0, tuned = 0;
  for (size_t i = 0; i < c->systems; i++) {
    const struct lr_uptime_system *s = &c->system[i];
    rate += s->rate_per_s;
    down += s->rate_per_s * c->scale * s->recovery_s;
    tuning += s->rate_per_s * s->tuning_s;
    tuned += s->rate_per_s * s->tuning_s * s->tuning_level;
  }
  double cycle = 1 + down + rate * (c->refill_s + c->hv_ramp_s) + tuning, light = 1 + rate * (c->refill_s / 3 + c->hv_ramp_s) + tuned;
  *uptime = (struct lr_uptime){.between_s = 1 / rate, .delivered = light / cycle, .recorded = (1 + tuned) / light,
                               .beam_share = 1 - down / cycle, .top_share = 1 / cycle};
  return LR_OK;
}

double lr_uptime_lost(const struct lr_uptime_cycle *c, const struct lr_uptime *uptime, size_t system) {
  const struct lr_uptime_system *s = &c->system[system];
  return s->rate_per_s * uptime->top_share * (c->scale * s->recovery_s + 2 * c->refill_s / 3 + (1 - s->tuning_level) * s->tuning_s);
}

static double normal_below(double x) { return 0.5 * erfc(-x / sqrt(2)); }

// Mean of max(0, time - R), R log-normal with this mean and cv.
static double mean_left(double time_s, double mean_s, double cv) {
  double sigma = sqrt(log1p(cv * cv));
  if (!(mean_s > 0) || !(time_s > 0)) return time_s;
  if (!(sigma > 0)) return fmax(0, time_s - mean_s);
  double d = log(time_s / mean_s) / sigma + sigma / 2;
  return fmax(0, time_s * normal_below(d) - mean_s * normal_below(d - sigma));
}

enum lr_status lr_step_back_factor(const struct lr_step_back *step, double scale, const struct lr_uptime *uptime, double *factor,
                                   struct lr_error *error) {
  *factor = 1;
  if (step->damage_per_s == 0 || step->time_s == 0) return LR_OK;
  if (!(step->level >= 0 && step->level <= 1) || !not_negative(step->time_s) || !not_negative(step->damage_per_s) ||
      !not_negative(step->recovery_s) || !not_negative(step->recovery_cv) || !not_negative(scale))
    return lr_error_set(error, LR_E_DOMAIN, "the step back after damage wants a level between 0 and 1, and no negative time or rate");
  // Outside the recoveries from damage, damages come at a constant mean rate; the time of the last one may still run.
  double per_beam = step->damage_per_s * uptime->top_share;
  double outside = 1 - per_beam * scale * step->recovery_s;
  if (!(outside > 0)) return lr_error_set(error, LR_E_DOMAIN, "the step back after damage: the recoveries from damage take all of the time");
  double left = mean_left(step->time_s, scale * step->recovery_s, step->recovery_cv);
  *factor = 1 + (1 - step->level) * expm1(-per_beam / outside * left);
  return LR_OK;
}

struct scale_search {
  struct lr_uptime_cycle cycle;
  const struct lr_step_back *step;
  double wanted;
};

static enum lr_status above_wanted(double scale, const void *data, double *difference, struct lr_error *error) {
  const struct scale_search *search = data;
  struct lr_uptime_cycle cycle = search->cycle;
  struct lr_uptime uptime;
  double factor;
  cycle.scale = scale;
  enum lr_status status = lr_uptime_evaluate(&cycle, &uptime, error);
  if (status == LR_OK) status = lr_step_back_factor(search->step, scale, &uptime, &factor, error);
  if (status == LR_OK) *difference = uptime.delivered * factor - search->wanted;
  return status;
}

enum lr_status lr_recovery_scale(const struct lr_uptime_cycle *cycle, const struct lr_step_back *step, double wanted, double *scale,
                                 struct lr_error *error) {
  struct scale_search search = {*cycle, step, wanted};
  double without, difference, down = 0, rate = 0, light = 1, rest = 1;
  if (!(wanted > 0 && wanted <= 1)) return lr_error_set(error, LR_E_INPUT, "availability x trip_factor must lie above 0 and at most at 1 where faults are given");
  enum lr_status status = above_wanted(0, &search, &without, error);
  if (status != LR_OK) return status;
  for (size_t i = 0; i < cycle->systems; i++) {
    const struct lr_uptime_system *s = &cycle->system[i];
    rate += s->rate_per_s;
    down += s->rate_per_s * s->recovery_s;
    light += s->rate_per_s * s->tuning_s * s->tuning_level;
    rest += s->rate_per_s * s->tuning_s;
  }
  light += rate * (cycle->refill_s / 3 + cycle->hv_ramp_s);
  rest += rate * (cycle->refill_s + cycle->hv_ramp_s);
  if (without < 0)
    return lr_error_set(error, LR_E_INPUT,
                        "availability x trip_factor = %.4g cannot be: refill, tuning and steps back leave %.4g even without any recovery time; "
                        "lower the rates of the faults, or leave availability and trip_factor out",
                        wanted, without + wanted);
  if (!(down > 0))
    return lr_error_set(error, LR_E_INPUT,
                        "availability x trip_factor = %.4g cannot be: %s, so that %.4g is left; give rates and recovery times, or leave "
                        "availability and trip_factor out",
                        wanted, rate > 0 ? "no fault has a recovery time" : "no fault has a rate above 0", without + wanted);
  *scale = (light / wanted - rest) / down;  // exact when there is no step back
  if (step->damage_per_s == 0 || step->time_s == 0 || step->level == 1) return LR_OK;
  double high = *scale;  // the step back takes some of the loss, so the scale is at most this
  if (!(high > 0)) return LR_OK;
  for (int i = 0; i < 60; i++) {
    status = above_wanted(high, &search, &difference, error);
    if (status != LR_OK || difference <= 0) break;
    high *= 2;
  }
  if (status != LR_OK) return status;
  return lr_root_find(above_wanted, &search, 0, high, 1e-15 * high, scale, error);
}
