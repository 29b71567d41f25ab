// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/formulas.h"

#include <gsl/gsl_sf_lambert.h>
#include <math.h>
#include <stdbool.h>

#include "base/constants.h"
#include "beamloss/recovery.h"

static bool fraction(double value) { return value >= 0 && value <= 1; }
static bool positive(double value) { return isfinite(value) && value > 0; }
static bool not_negative(double value) { return isfinite(value) && value >= 0; }

enum lr_status lr_year_integral(const struct lr_year_factors *f, double *result, struct lr_error *error) {
  if (!not_negative(f->peak_m2s) || !not_negative(f->beam_s) || !not_negative(f->startup_s))
    return lr_error_set(error, LR_E_DOMAIN, "the peak luminosity and the days of a period cannot be negative");
  if (!fraction(f->mean_over_peak) || !fraction(f->study_fraction) || !fraction(f->availability) ||
      !fraction(f->trip_factor) || !fraction(f->recording))
    return lr_error_set(error, LR_E_DOMAIN, "the factors of a period lie between 0 and 1");
  double physics_s = f->beam_s > f->startup_s ? f->beam_s - f->startup_s : 0;
  *result = f->peak_m2s * f->mean_over_peak * physics_s * (1 - f->study_fraction) * f->availability * f->trip_factor *
            f->recording;
  return LR_OK;
}

enum lr_status lr_injector_current_limit(double revolution_Hz, double lifetime_s, double particles_per_s, double *result,
                                         struct lr_error *error) {
  if (!positive(revolution_Hz) || !positive(lifetime_s) || !not_negative(particles_per_s))
    return lr_error_set(error, LR_E_DOMAIN, "revolution frequency and lifetime must be above zero");
  *result = LR_E_C * revolution_Hz * lifetime_s * particles_per_s;
  return LR_OK;
}

enum lr_status lr_topup_with_trips(double between_s, double recovery_s, double refill_s, double *result,
                                   struct lr_error *error) {
  if (!positive(between_s) || !not_negative(recovery_s) || !not_negative(refill_s))
    return lr_error_set(error, LR_E_DOMAIN, "the time between trips must be above zero, recovery and refill not negative");
  *result = (between_s + refill_s / 3) / (between_s + recovery_s + refill_s);
  return LR_OK;
}

enum lr_status lr_coasting_mean(double lifetime_s, double turnaround_s, double fill_s, double *result,
                                struct lr_error *error) {
  if (!positive(lifetime_s) || !not_negative(turnaround_s) || !positive(fill_s))
    return lr_error_set(error, LR_E_DOMAIN, "lifetime and fill must be above zero");
  *result = -lifetime_s * expm1(-fill_s / lifetime_s) / (fill_s + turnaround_s);
  return LR_OK;
}

enum lr_status lr_coasting_best(double lifetime_s, double turnaround_s, struct lr_best_fill *result,
                                struct lr_error *error) {
  if (!positive(lifetime_s) || !positive(turnaround_s))
    return lr_error_set(error, LR_E_DOMAIN, "lifetime and turnaround must be above zero");
  // exp(x) = 1 + x + r with x = t/tau, r = T/tau:  x = -(1 + r) - W_-1(-exp(-(1 + r)))
  double r = turnaround_s / lifetime_s, x;
  double argument = -exp(-(1 + r));
  if (argument > -1e-300) {
    x = log(1 + r + log(1 + r));  // W_-1 underflows; two steps of its own series are exact to 1e-3 there, then Newton
  } else {
    gsl_sf_result w;
    if (gsl_sf_lambert_Wm1_e(argument, &w) != 0)
      return lr_error_set(error, LR_E_CONVERGE, "the best fill length could not be found");
    x = -(1 + r) - w.val;
  }
  for (int i = 0; i < 4; i++) x -= (expm1(x) - x - r) / expm1(x);
  result->length_s = x * lifetime_s;
  return lr_coasting_mean(lifetime_s, turnaround_s, result->length_s, &result->mean, error);
}

enum lr_status lr_burnoff_best(double lifetime_s, double turnaround_s, struct lr_best_fill *result,
                               struct lr_error *error) {
  if (!positive(lifetime_s) || !positive(turnaround_s))
    return lr_error_set(error, LR_E_DOMAIN, "lifetime and turnaround must be above zero");
  double root = 1 + sqrt(turnaround_s / lifetime_s);
  result->length_s = sqrt(lifetime_s * turnaround_s);
  result->mean = 1 / (root * root);
  return LR_OK;
}

enum lr_status lr_uptime_spread(double up_s, double down_s, double down_spread_s, double span_s, double *availability,
                                double *relative_spread, struct lr_error *error) {
  if (!positive(up_s) || !not_negative(down_s) || !not_negative(down_spread_s) || !positive(span_s))
    return lr_error_set(error, LR_E_DOMAIN, "up time and span must be above zero, down times not negative");
  double cycle = up_s + down_s;
  double a = up_s / cycle;
  double variance = span_s * up_s * up_s * (down_spread_s * down_spread_s + down_s * down_s) / (cycle * cycle * cycle);
  *availability = a;
  *relative_spread = sqrt(variance) / (a * span_s);
  return LR_OK;
}

enum lr_status lr_availability(double mtbf_s, double mttr_s, double *result, struct lr_error *error) {
  if (!positive(mtbf_s) || !not_negative(mttr_s) || mttr_s > mtbf_s)
    return lr_error_set(error, LR_E_DOMAIN, "the mean time to repair lies between 0 and the time between failures");
  *result = 1 - mttr_s / mtbf_s;
  return LR_OK;
}

enum lr_status lr_event_count(double cross_section_m2, double luminosity_m2, double *result, struct lr_error *error) {
  if (!not_negative(cross_section_m2) || !not_negative(luminosity_m2))
    return lr_error_set(error, LR_E_DOMAIN, "cross-section and integrated luminosity cannot be negative");
  *result = cross_section_m2 * luminosity_m2;
  return LR_OK;
}

enum lr_status lr_luminosity_of_currents(double specific_m2sA2, double bunch_current_1_A, double bunch_current_2_A,
                                         double bunches, double *result, struct lr_error *error) {
  if (!not_negative(specific_m2sA2) || !not_negative(bunch_current_1_A) || !not_negative(bunch_current_2_A) || !positive(bunches))
    return lr_error_set(error, LR_E_DOMAIN, "specific luminosity and currents cannot be negative, bunches must be above zero");
  *result = specific_m2sA2 * bunch_current_1_A * bunch_current_2_A * bunches;
  return LR_OK;
}

enum lr_status lr_topup_with_damage(double between_s, double recovery_s, double refill_s, double damage_probability,
                                    double damage_recovery_s, double *result, struct lr_error *error) {
  const struct lr_recovery kinds[] = {{1 - damage_probability, recovery_s, 0}, {damage_probability, damage_recovery_s, 0}};
  double mean_s, spread_s;
  enum lr_status status = lr_recovery_moments(kinds, 2, &mean_s, &spread_s, error);
  return status == LR_OK ? lr_topup_with_trips(between_s, mean_s, refill_s, result, error) : status;
}

enum lr_status lr_levelled_best(double level_s, double lifetime_s, double turnaround_s, struct lr_best_fill *result,
                                struct lr_error *error) {
  if (!not_negative(level_s) || !positive(lifetime_s) || !positive(turnaround_s))
    return lr_error_set(error, LR_E_DOMAIN, "lifetime and turnaround must be above zero, the levelled time not negative");
  // d/dx of (a + x/(1+x)) / (a + b + x) = 0 with a = level/tau, b = turnaround/tau, x = t/tau: (1+a) x^2 + 2 a x - b = 0
  double a = level_s / lifetime_s, b = turnaround_s / lifetime_s;
  double x = b / (a + sqrt(a * a + b * (1 + a)));
  result->length_s = x * lifetime_s;
  result->mean = (a + x / (1 + x)) / (a + b + x);
  return LR_OK;
}

enum lr_status lr_fault_figures(const struct lr_outage *outage, size_t count, double scheduled_s, double shortest_uptime_s,
                                struct lr_fault_figures *result, struct lr_error *error) {
  if (!positive(scheduled_s) || !not_negative(shortest_uptime_s))
    return lr_error_set(error, LR_E_DOMAIN, "the scheduled time must be above zero, the shortest uptime not negative");
  double down = 0, last_end = 0;
  size_t faults = 0;
  for (size_t i = 0; i < count; i++) {
    if (!(outage[i].start_s >= last_end) || !(outage[i].end_s >= outage[i].start_s) || !(outage[i].end_s <= scheduled_s))
      return lr_error_set(error, LR_E_DOMAIN, "outage %zu overlaps another, runs backwards or ends after the scheduled time", i + 1);
    bool joined = faults > 0 && outage[i].start_s - last_end < shortest_uptime_s;
    down += outage[i].end_s - (joined ? last_end : outage[i].start_s);
    faults += joined ? 0 : 1;
    last_end = outage[i].end_s;
  }
  result->faults = faults;
  result->mtbf_s = scheduled_s / (double)(faults + 1);
  result->mttr_s = faults ? down / (double)faults : 0;
  result->availability = 1 - down / scheduled_s;
  return LR_OK;
}
