// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/uptime.h"

#include <math.h>

#include "projections/quadrature.h"
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

// What the steps back after a damage see of the luminosity, in times of the level that it has on the mean, at a recovery R at a standard
// normal number: refill, HV ramp and tuning of the damage, then what comes until the next damage.
struct stepped {
  const struct lr_step_back *step;
  double per_s;             // damages in the time that is neither a recovery from damage nor refill, HV ramp and tuning after one
  double damages_per_s;     // of all time
  double after_s, light_s;  // refill, HV ramp and tuning: their time and light
  double level;             // mean luminosity over top luminosity, of all time
  double sigma, log_median;
};

// Light of the first t of refill, HV ramp and tuning, in seconds of top luminosity.
static double light_after(const struct lr_step_back *step, double t) {
  double refill = fmin(t, step->refill_s), hv = fmin(fmax(t - step->refill_s, 0), step->hv_ramp_s), tuning = fmax(t - step->refill_s - step->hv_ramp_s, 0);
  return (step->refill_s > 0 ? refill * refill * refill / (3 * step->refill_s * step->refill_s) : 0) + hv + step->tuning_level * tuning;
}

// Part of the luminosity that is stepped back, when `left_s` is left of the step back after the recovery.
static double stepped_of(const struct stepped *s, double left_s) {
  if (!(left_s > 0)) return 0;
  if (left_s <= s->after_s) return s->damages_per_s * light_after(s->step, left_s) / s->level;
  double later = -expm1(-s->per_s * (left_s - s->after_s)), first = s->damages_per_s * s->light_s / s->level;
  return first + (1 - first) * later;
}

static double stepped_at(double z, const void *data) {
  const struct stepped *s = data;
  return stepped_of(s, s->step->time_s - exp(s->log_median + s->sigma * z)) * exp(-z * z / 2);
}

// Mean over the log-normal recovery, in two panels: the step back ends after the tuning, or before its end.
static double stepped_part(struct stepped *s, double mean_s, double cv) {
  static const double FAR = 7, ROOT_2_PI = 2.5066282746310005;  // standard deviations: beyond, 1e-12 of the whole
  double variance = log1p(cv * cv), part = 0, time_s = s->step->time_s;
  if (!(mean_s > 0) || !(variance > 0)) return stepped_of(s, time_s - mean_s);
  s->sigma = sqrt(variance), s->log_median = log(mean_s) - variance / 2;
  double highest = fmin((log(time_s) - s->log_median) / s->sigma, FAR);
  double middle = s->after_s <= 0 ? highest : time_s > s->after_s ? fmin((log(time_s - s->after_s) - s->log_median) / s->sigma, highest) : -FAR;
  if (middle > -FAR) part += lr_quadrature_gauss(stepped_at, s, -FAR, middle);
  if (highest > fmax(middle, -FAR)) part += lr_quadrature_gauss(stepped_at, s, fmax(middle, -FAR), highest);
  return part / ROOT_2_PI;
}

enum lr_status lr_step_back_factor(const struct lr_step_back *step, double scale, const struct lr_uptime *uptime, double *factor,
                                   struct lr_error *error) {
  *factor = 1;
  if (step->damage_per_s == 0 || step->time_s == 0) return LR_OK;
  if (!(step->level >= 0 && step->level <= 1) || !not_negative(step->time_s) || !not_negative(step->damage_per_s) ||
      !not_negative(step->recovery_s) || !not_negative(step->recovery_cv) || !not_negative(scale) || !not_negative(step->refill_s) ||
      !not_negative(step->hv_ramp_s) || !not_negative(step->tuning_s) || !not_negative(step->tuning_level))
    return lr_error_set(error, LR_E_DOMAIN, "the step back after damage wants a level between 0 and 1, and no negative time or rate");
  struct stepped s = {.step = step, .damages_per_s = step->damage_per_s * uptime->top_share, .level = uptime->delivered};
  s.after_s = step->refill_s + step->hv_ramp_s + step->tuning_s;
  s.light_s = light_after(step, s.after_s);
  // Outside the recoveries from damage and what follows them, damages come at a constant mean rate; the time of the last one may still run.
  double outside = 1 - s.damages_per_s * (scale * step->recovery_s + s.after_s);
  if (!(outside > 0) || !(s.level > 0)) return lr_error_set(error, LR_E_DOMAIN, "the step back after damage: the recoveries from damage take all of the time");
  s.per_s = s.damages_per_s / outside;
  *factor = 1 - (1 - step->level) * stepped_part(&s, scale * step->recovery_s, step->recovery_cv);
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
