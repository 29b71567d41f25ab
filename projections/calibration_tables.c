// SPDX-License-Identifier: GPL-3.0-or-later
// The calibration on the record as tables, and what it says of the priors of a plan.
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "base/sorted.h"
#include "base/units.h"
#include "projections/calibration_tables.h"
#include "projections/record.h"

static const char LUMI[] = "cm^-2 s^-1";

// A row with its name and its note.
static void named_row(struct lr_table *t, const char *name, const char *format, va_list arguments) {
  char note[400];
  vsnprintf(note, sizeof note, format, arguments);
  lr_table_row(t);
  lr_table_text(t, "quantity", name);
  lr_table_text(t, "note", note);
}

__attribute__((format(printf, 6, 7))) static void quantity(struct lr_table *t, const char *name, double value,
                                                           double error, const char *unit, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  named_row(t, name, format, arguments);
  va_end(arguments);
  lr_table_number(t, "value", value);
  lr_table_number(t, "error", error);
  lr_table_text(t, "unit", unit);
}

// Growth of ln peak per running year from the last period of the year before last to the last period.
static double recent_growth(const struct lr_record *record) {
  const struct lr_record_point *last = &record->point[record->points - 1];
  for (size_t i = record->points; i-- > 0;)
    if (record->point[i].year != last->year)
      return log(last->peak_m2s / record->point[i].peak_m2s) /
             (lr_record_passed(last) - lr_record_passed(&record->point[i])) * LR_RUNNING_YEAR_DAYS;
  return NAN;
}

// Mean over peak of a period whose peak climbs linearly from that of the period before; NaN for the first.
static double ramp_mean(const struct lr_record *record, size_t i) {
  return i ? fmin(1, (1 + record->point[i - 1].peak_m2s / record->point[i].peak_m2s) / 2) : NAN;
}

struct lr_table *lr_calibration_table(const struct lr_plan *plan, const struct lr_record *record,
                                      const struct lr_record_fit *fit) {
  struct lr_table *t =
      lr_table_create("calibration", "What the record says: growth of the peak, efficiency, and what cannot be told");
  lr_table_column(t, "quantity", LR_TEXT, "", "fitted quantity", "model.md P19");
  lr_table_column(t, "value", LR_NUMBER, "", "in the unit of the row", "");
  lr_table_column(t, "error", LR_NUMBER, "", "standard error, in the unit of the row", "");
  lr_table_column(t, "unit", LR_TEXT, "", "unit", "");
  lr_table_column(t, "note", LR_TEXT, "", "what it is", "");
  const struct lr_line *peak = &fit->peak, *efficiency = &fit->efficiency;
  const size_t n = record->points;
  const struct lr_record_point *first = &record->point[0], *last = &record->point[n - 1];
  quantity(t, "periods", (double)n, NAN, "", "physics periods of kind '%s', %s to %s; %.0f running days",
           lr_lumi_kind_name((enum lr_lumi_kind)record->kind), plan->past[first->past].id, plan->past[last->past].id,
           lr_record_passed(last));
  double growth = exp(peak->slope * LR_RUNNING_YEAR_DAYS);
  quantity(t, "growth_per_running_year", growth, growth * peak->slope_error * LR_RUNNING_YEAR_DAYS, "",
           "factor of the peak in %.0f running days, log-linear; neighbouring residuals are alike, so the error is too "
           "small",
           LR_RUNNING_YEAR_DAYS);
  quantity(t, "growth_last_year", exp(recent_growth(record)), NAN, "",
           "the same from the year before to the last year of the record");
  quantity(t, "peak_scatter", peak->sigma, peak->sigma / sqrt(2 * peak->dof), "",
           "of ln(peak) about the line, %.0f degrees of freedom", peak->dof);
  quantity(t, "experience", efficiency->slope, efficiency->slope_error, "",
           "growth of ln(e/(1-e)) per e-fold of running days; e = recorded over peak x days");
  quantity(t, "efficiency_scatter", efficiency->sigma, efficiency->sigma / sqrt(2 * efficiency->dof), "",
           "of ln(e/(1-e)) about the line, %.0f degrees of freedom; about the relative scatter of e", efficiency->dof);
  double rows[2 * LR_MOST_RECORD], y[LR_MOST_RECORD];
  for (size_t i = 0; i < n; i++) {
    rows[2 * i] = 1;
    rows[2 * i + 1] = lr_record_experience(&record->point[i]);
    y[i] = lr_logit(record->point[i].efficiency);
  }
  struct lr_regression robust;
  if (n >= 6 && lr_regress_robust(rows, y, n, 2, &robust, NULL) == LR_OK)
    quantity(t, "experience_robust", robust.value[1], robust.error[1], "",
             "the same with bisquare weights: how much single periods pull it");
  double scale, next = lr_record_passed(last) + last->days / 2;
  double logit = lr_line_at(efficiency, log(next), &scale), e = lr_unlogit(logit);
  quantity(t, "efficiency_next", e, scale * e * (1 - e), "",
           "best value for a further period like the last one, and the scale of its Student t");
  struct lr_season season;
  if (lr_record_season(record, &season, NULL) == LR_OK)
    quantity(t, "autumn_effect", season.effect, season.error, "",
             "shift of ln(e/(1-e)) of autumn runs (which are also the short ones) beside the experience; AICc changes "
             "by %+.1f: the data %s it, the predictions do "
             "not use it",
             season.aicc_change, season.aicc_change < -2 ? "carry" : "do not carry");
  quantity(t, "residual_correlation", fit->correlation,
           (1 - fit->correlation * fit->correlation) / sqrt(fmax((double)n - 4, 1)), "",
           "of the residuals of peak and efficiency: a good period has more of both, so that a predicted peak widens "
           "the band by more than its own scatter");
  double product = 0, count = 0;
  for (size_t i = 1; i < n; i++)
    if (record->point[i].year == last->year) {
      product += record->point[i].efficiency / ramp_mean(record, i);
      count++;
    }
  quantity(t, "uptime_x_study_x_rest", product / count, NAN, "",
           "mean of the last year: efficiency over the mean of a linear ramp of the peak. Uptime, studies, start-up, "
           "shape and data taking come "
           "only as this product: sums cannot tell them apart");
  quantity(t, "fault_rate", NAN, NAN, "1/day", "not in sums: rates and recoveries need a log of faults");
  return t;
}

struct lr_table *lr_record_fit_table(const struct lr_plan *plan, const struct lr_record *record,
                                     const struct lr_record_fit *fit) {
  struct lr_table *t = lr_table_create("record_fit", "Periods of the record against the fit to all of them");
  lr_table_column(t, "period", LR_TEXT, "", "past period", "scenario");
  lr_table_column(t, "days", LR_NUMBER, "", "from first collision to the end", "scenario");
  lr_table_column(t, "passed", LR_NUMBER, "", "running days passed at its end", "");
  lr_table_column(t, "peak", LR_NUMBER, LUMI, "highest luminosity", "scenario");
  lr_table_column(t, "peak_fit", LR_NUMBER, LUMI, "on the fitted line", "model.md P19");
  lr_table_column(t, "efficiency", LR_NUMBER, "", "recorded over peak x days", "model.md P12");
  lr_table_column(t, "efficiency_fit", LR_NUMBER, "", "on the fitted line", "model.md P19");
  lr_table_column(t, "ramp_mean", LR_NUMBER, "", "mean over peak of a linear ramp from the peak of the period before",
                  "model.md P19");
  lr_table_column(t, "rest", LR_NUMBER, "",
                  "efficiency / ramp_mean: uptime x studies x start-up x data taking, not to be told apart",
                  "model.md P19");
  for (size_t i = 0; i < record->points; i++) {
    const struct lr_record_point *p = &record->point[i];
    lr_table_row(t);
    lr_table_text(t, "period", plan->past[p->past].id);
    lr_table_number(t, "days", p->days);
    lr_table_number(t, "passed", lr_record_passed(p));
    lr_table_number(t, "peak", lr_in_unit(p->peak_m2s, LUMI));
    lr_table_number(t, "peak_fit", lr_in_unit(exp(lr_line_at(&fit->peak, lr_record_passed(p), NULL)), LUMI));
    lr_table_number(t, "efficiency", p->efficiency);
    lr_table_number(t, "efficiency_fit", lr_unlogit(lr_line_at(&fit->efficiency, lr_record_experience(p), NULL)));
    lr_table_number(t, "ramp_mean", ramp_mean(record, i));
    lr_table_number(t, "rest", p->efficiency / ramp_mean(record, i));
  }
  return t;
}

struct spread {
  double p16, p50, p84;
};

static struct spread spread_of(double *value, size_t count) {
  lr_sort(value, count);
  return (struct spread){lr_sorted_quantile(value, count, 0.16), lr_sorted_quantile(value, count, 0.5),
                         lr_sorted_quantile(value, count, 0.84)};
}

static double half_width(struct spread s) { return log(s.p84 / s.p16) / 2; }

// Efficiency of a further year of two periods of the mean length of the record.
static enum lr_status next_year(const struct lr_record *record, const struct lr_record_fit *fit,
                                const struct lr_hindcast_wish *wish, double *draw, struct spread *spread,
                                struct lr_error *error) {
  struct lr_record longer = *record;
  size_t n = record->points, target[2] = {n, n + 1};
  if (n + 2 > LR_MOST_RECORD)
    return lr_error_set(error, LR_E_DOMAIN, "the record has more than %d periods", LR_MOST_RECORD - 2);
  double passed = lr_record_passed(&record->point[n - 1]), days = 0;
  for (size_t i = 0; i < n; i++) days += record->point[i].days / (double)n;
  for (size_t i = 0; i < 2; i++)
    longer.point[n + i] = (struct lr_record_point){
        .days = days, .before = passed + (double)i * days, .peak_m2s = 1 / (2 * days * LR_DAY_s)};
  enum lr_status status = lr_record_predict(&longer, fit, target, 2, LR_PEAK_GIVEN, wish, draw, error);
  if (status == LR_OK) *spread = spread_of(draw, wish->draws);
  return status;
}

__attribute__((format(printf, 5, 6))) static void compare(struct lr_table *t, const char *name, double declared,
                                                          double record, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  named_row(t, name, format, arguments);
  va_end(arguments);
  lr_table_number(t, "declared", declared);
  lr_table_number(t, "record", record);
  lr_table_number(t, "ratio", record / declared);
}

enum lr_status lr_priors_record_table(const struct lr_plan *plan, const struct lr_plan_days *days,
                                      const struct lr_record *record, const struct lr_record_fit *fit,
                                      const struct lr_hindcast_wish *wish, struct lr_table **out,
                                      struct lr_error *error) {
  double *draw = malloc(wish->draws * sizeof *draw);
  struct spread year = {0};
  if (!draw) return lr_error_set(error, LR_E_MEMORY, "no memory for the hindcast");
  enum lr_status status = next_year(record, fit, wish, draw, &year, error);
  if (status != LR_OK) goto done;
  struct lr_table *t = *out =
      lr_table_create("priors_record", "Declared priors and factors of the plan against what the record says");
  lr_table_column(t, "quantity", LR_TEXT, "", "what is compared", "");
  lr_table_column(t, "declared", LR_NUMBER, "", "in the plan", "scenario");
  lr_table_column(t, "record", LR_NUMBER, "", "from the record", "model.md P19");
  lr_table_column(t, "ratio", LR_NUMBER, "", "record over declared; empty where nothing is declared", "");
  lr_table_column(t, "note", LR_TEXT, "", "in words", "");
  for (size_t d = 0; d < wish->draws; d++) {
    struct lr_random random = lr_random_stream(wish->seed, 21, d);
    draw[d] = 1;
    const struct lr_prior *const prior[] = {&plan->efficiency, &plan->year, &plan->faults};
    for (size_t k = 0; k < 3; k++) draw[d] *= fmax(lr_prior_quantile(prior[k], lr_random_uniform(&random)), 1e-9);
  }
  double declared = half_width(spread_of(draw, wish->draws)), of_record = half_width(year);
  compare(t, "spread_of_a_year", declared, of_record,
          "half of the central 68 %% of ln(efficiency of a year), peak given: priors efficiency x year x faults, "
          "against what the record predicts for a "
          "further year. %s",
          of_record > 1.25 * declared   ? "The declared band of a single year is narrower than the record supports"
          : of_record < declared / 1.25 ? "The declared band of a single year is wider than that of the record"
                                        : "The two agree");
  for (size_t d = 0; d < wish->draws; d++) {
    struct lr_random random = lr_random_stream(wish->seed, 22, d);
    draw[d] = fmax(lr_prior_quantile(&plan->ramp_speed, lr_random_uniform(&random)), 1e-9);
  }
  struct spread speed = spread_of(draw, wish->draws);
  compare(t, "spread_of_growth", half_width(speed), fit->peak.slope_error / fit->peak.slope,
          "half of the central 68 %% of ln(ramp_speed), against the relative error of the growth of the peak in the "
          "record; a period of slower growth is not in that error");
  const struct lr_period *from = NULL, *to = NULL;
  double beam_days = 0, recorded = 0, ideal = 0, first = NAN, last = NAN;
  for (size_t i = 0; i < plan->periods && beam_days < 3 * LR_RUNNING_YEAR_DAYS; i++) {
    const struct lr_period *p = &plan->period[i];
    struct lr_plan_sum sum = lr_plan_sum(days, i);
    double peak = lr_period_peak_run(days, i), came_s = sum.beam_s + sum.startup_s;
    if (!(peak > 0) || !(came_s > 0)) continue;
    if (!from) {
      from = p;
      first = peak;
    } else {
      beam_days += came_s / LR_DAY_s;
    }
    to = p;
    last = peak;
    recorded += sum.recorded_m2;
    ideal += peak * came_s;
  }
  double growth = beam_days > 0 ? pow(last / first, LR_RUNNING_YEAR_DAYS / beam_days) : NAN;
  compare(t, "growth_per_running_year", growth, exp(fit->peak.slope * LR_RUNNING_YEAR_DAYS),
          "factor of the peak in %.0f beam days: the first three running years of the plan at speed 1 (its median "
          "speed is %.2f), against the whole record",
          LR_RUNNING_YEAR_DAYS, speed.p50);
  compare(t, "growth_last_year", growth, exp(recent_growth(record)),
          "the same, against the last year of the record alone");
  const struct lr_period *best = NULL;
  double highest = lr_plan_best_efficiency(plan, days, &best);
  if (from)
    compare(t, "efficiency_first_years", recorded / ideal, year.p50,
            "recorded over peak x beam time of '%s' to '%s', against the median that the record predicts for a further "
            "year (68 %%: %.2f to %.2f; of calendar days: a few per cent lower than of beam days)",
            from->id, to->id, year.p16, year.p84);
  if (best)
    compare(t, "efficiency_best", highest, year.p50, "the same of '%s', the best of the plan: %s", best->id,
            highest > year.p84 ? "above the 68 % band of the record: it is a hope for something new"
                               : "inside the 68 % band of the record or below it");
done:
  free(draw);
  return status;
}
