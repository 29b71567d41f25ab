// SPDX-License-Identifier: GPL-3.0-or-later
// Summary and key numbers of the report, in words that a run meeting can read out.
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "base/sorted.h"
#include "cli/run.h"
#include "projections/reach_dates.h"
#include "projections/reach.h"

static double in_ab(double value_m2) { return value_m2 * LR_fb_m2 / 1000; }
static double in_fb(double value_m2) { return value_m2 * LR_fb_m2; }

static void add_lumi(struct lr_text *text, double value_m2s) {
  lr_text_number(text, lr_in_unit(value_m2s, "cm^-2 s^-1"), 3);
  lr_text_add(text, " cm⁻² s⁻¹");
}

// Probability that a prior stays below a value.
static double share_below(const struct lr_prior *prior, double value) {
  double low = 0, high = 1;
  for (int i = 0; i < 40; i++) {
    double middle = (low + high) / 2;
    if (lr_prior_quantile(prior, middle) < value) low = middle;
    else high = middle;
  }
  return low;
}

// Share of the histories that pass a milestone by a date.
static double share_by(const struct lr_run_result *r, size_t milestone, int date) {
  const double *sorted = r->histories.reached + milestone * r->histories.count;
  size_t passed = 0;
  while (passed < r->histories.count && sorted[passed] <= date) passed++;
  return (double)passed / (double)r->histories.count;
}

// Expectation and histories need not agree: by how much where the expectation passes the largest milestone (or at the
// horizon), and what in the priors makes the difference.
static void say_difference(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_plan *plan = &r->scenario.plan;
  if (!plan->milestones) return;
  size_t last = plan->milestones - 1;
  int when = lr_plan_date_of(plan, &r->days, plan->milestone_m2[last]);
  bool passes = when != LR_NO_DATE && when > plan->so_far.as_of;
  if (!passes) when = plan->horizon;
  size_t d = 0;
  while (d + 1 < r->histories.dates && r->histories.date[d + 1] <= when) d++;
  const double *sorted = r->histories.cumulated + d * r->histories.count;
  char day[16], outcome[128] = "";
  if (plan->sudden.given)
    snprintf(outcome, sizeof outcome, " and sudden losses come at an outcome of 1 (the mean of its prior is %.3g)", lr_prior_mean(&plan->sudden.outcome));
  struct lr_text text = {0};
  lr_text_add(&text,
              "Expectation and histories are two statements: the expectation is what comes if every factor is met%s, the histories are "
              "what the priors allow. On %s the expectation stands at %.3g ab⁻¹, the histories at %.3g ab⁻¹ (P50; P10 %.3g, P90 %.3g).",
              outcome, lr_date_text(r->histories.date[d], day), in_ab(lr_plan_cumulated(plan, &r->days, r->histories.date[d])),
              in_ab(lr_sorted_quantile(sorted, r->histories.count, 0.5)),
              in_ab(lr_sorted_quantile(sorted, r->histories.count, 0.1)),
              in_ab(lr_sorted_quantile(sorted, r->histories.count, 0.9)));
  if (passes)
    lr_text_add(&text, " %.0f %% of the histories have passed %g ab⁻¹ on the day on which the expectation does.",
                100 * share_by(r, last, when), in_ab(plan->milestone_m2[last]));
  double top = 0, slip_s = 0;
  for (size_t p = 0; p < plan->periods; p++) top = fmax(top, lr_period_peak_run(&r->days, p));  // that of the days; NaN without any
  for (size_t i = 0; i < plan->shutdowns; i++)
    if (plan->shutdown[i].has_slip) slip_s += lr_prior_mean(&plan->shutdown[i].slip);
  lr_text_add(&text, " Of the priors, the ramp is slower than planned in %.0f %% of the draws, the ceiling lies below the plan's highest "
              "peak in %.0f %%, and shutdowns last %.1f years longer on average.",
              100 * share_below(&plan->ramp_speed, 1), 100 * share_below(&plan->ceiling, top), slip_s / (365.25 * LR_DAY_s));
  lr_report_summary(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
}

static void say_plan(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_plan *plan = &r->scenario.plan;
  struct lr_text text = {0};
  char day[16], horizon[16];
  lr_date_text(plan->horizon, horizon);
  const char *kind = lr_lumi_kind_name((enum lr_lumi_kind)plan->lumi_kind);
  if (plan->so_far.as_of != LR_NO_DATE)
    lr_text_add(&text, "Up to %s %.4g fb⁻¹ were %s. ", lr_date_text(plan->so_far.as_of, day), in_fb(plan->so_far.value_m2), kind);
  lr_text_add(&text, "With every declared factor met, the plan \"%s\" passes ", *plan->name ? plan->name : r->scenario.name);
  for (size_t m = 0; m < r->milestones->rows; m++) {
    const char *date = lr_table_get_text(r->milestones, m, "expected");
    lr_text_add(&text, "%s%g ab⁻¹ %s%s", m == 0 ? "" : m + 1 == r->milestones->rows ? " and " : ", ",
                lr_table_get(r->milestones, m, "luminosity_ab"), *date ? "on " : "never before ", *date ? date : horizon);
  }
  lr_text_add(&text, ". ");
  size_t last = r->milestones->rows ? r->milestones->rows - 1 : 0;
  if (r->milestones->rows) {
    double target = lr_table_get(r->milestones, last, "luminosity_ab");
    double probability = lr_table_get(r->milestones, last, "probability");
    lr_text_add(&text, "Of %zu histories drawn from the declared priors, %.0f %% pass %g ab⁻¹ before %s", r->histories.count,
                100 * probability, target, horizon);
    if (probability > 0.1)
      for (int q = 0; q < 3; q++) {
        static const char *const NAME[] = {"p10", "p50", "p90"}, *const SHOWN[] = {" (P10 ", ", P50 ", ", P90 "};
        const char *date = lr_table_get_text(r->milestones, last, NAME[q]);
        lr_text_add(&text, "%s%s%.10s%s", SHOWN[q], *date ? "" : "after ", *date ? date : horizon, q == 2 ? ")" : "");
      }
    lr_text_add(&text, ".");
  }
  lr_report_summary(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);

  say_difference(r, report);
}

static void say_machine(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_machine_input *machine = &r->scenario.machine;
  struct lr_text text = {0};
  lr_text_add(&text, "At the operating point \"%s\" the overlap of the two beams gives ", machine->name);
  add_lumi(&text, r->luminosity.luminosity_m2s);
  lr_text_add(&text, " (hourglass factor R_L %.3f; vertical beam-beam parameters from the luminosity %.4f in the LER, %.4f in the HER).",
              r->luminosity.R_L, r->luminosity.xi_ler.xi_y_luminosity, r->luminosity.xi_her.xi_y_luminosity);
  if (isfinite(machine->published_luminosity_m2s)) {
    lr_text_add(&text, " Published: ");
    add_lumi(&text, machine->published_luminosity_m2s);
    if (machine->luminosity_is_input)
      lr_text_add(&text, "; the vertical emittance was computed back from it, so that this is no check.");
    else
      lr_text_add(&text, ", ratio %.3f.", r->luminosity.luminosity_m2s / machine->published_luminosity_m2s);
  }
  lr_report_summary(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
}

static const char *limit_words(const char *name) {
  static const char *const WORDS[][2] = {{"beam_beam", "the vertical beam-beam parameter"},
                                         {"injector", "the current that the injector holds"},
                                         {"beam_power", "the power to the beam"},
                                         {"bunch_current", "the bunch current at the collimators"},
                                         {"microwave", "the bunch current where the energy spread grows"},
                                         {"electron_cloud", "the bunch current of the electron-cloud threshold"},
                                         {"background", "the luminosity that backgrounds allow"},
                                         {"lifetime", "the lifetime"},
                                         {"dynamic_aperture", "the momentum acceptance"},
                                         {"emittance", "the vertical over the horizontal emittance"},
                                         {"rf_voltage", "the RF voltage"},
                                         {"rf_bucket", "the height of the RF bucket"},
                                         {"quantum_lifetime", "the height of the RF bucket against the energy spread"},
                                         {"power_contract", "the power of the site"}};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    if (strcmp(WORDS[i][0], name) == 0) return WORDS[i][1];
  return name;
}

static void say_limits(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_table *t = r->limits;  // the nearest first
  size_t known = 0;  // those without a margin stand last
  while (t && known < t->rows && isfinite(lr_table_get(t, known, "margin"))) known++;
  if (known == 0) return;
  struct lr_text text = {0};
  double margin = lr_table_get(t, 0, "margin");
  const char *ring = lr_table_get_text(t, 0, "ring"), *unit = lr_table_get_text(t, 0, "unit");
  const char *rests = lr_table_get_text(t, 0, "status");
  lr_text_add(&text, "Of the %zu limits given for it, the tightest is %s%s: ", known, limit_words(lr_table_get_text(t, 0, "limit")),
              !*ring ? "" : strcmp(ring, "ler") == 0 ? " of the LER" : " of the HER");
  for (int bound = 0; bound < 2; bound++) {
    double figure = lr_table_get(t, 0, bound ? "bound" : "value");
    if (figure > 1e-3 && figure < 1e3) lr_text_add(&text, "%.3g", figure);  // 0.05, not 0.0500
    else lr_text_number(&text, figure, 3);
    lr_text_add(&text, "%s", *unit ? " " : "");
    lr_text_unit(&text, unit);
    if (!bound) lr_text_add(&text, " against at %s ", lr_table_get_text(t, 0, "side"));
  }
  if (margin < 0) lr_text_add(&text, ", beyond it by %.0f %%", -100 * margin);
  else lr_text_add(&text, ", a margin of %.0f %%", 100 * margin);
  if (*rests) lr_text_add(&text, " (the bound rests on a figure that is %s)", rests);
  lr_text_add(&text, ".");
  lr_report_summary(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
}

// The channels with a milestone, those that people ask about; all when there is none.
static void say_reach(const struct lr_run_result *r, struct lr_report *report) {
  for (size_t i = 0; i < r->scenario.channels; i++) {
    const struct lr_channel *channel = &r->scenario.channel[i];
    if (!lr_run_asked_about(&r->scenario.reach, channel->id) || !channel->mode[0].anchors) continue;
    struct lr_reach_point now, then;
    double today = lr_reach_so_far_fb(&r->scenario.plan, channel), goal = 0;
    for (size_t k = 0; k < r->scenario.reach.luminosities; k++) goal = fmax(goal, r->scenario.reach.luminosity_fb[k]);
    double mass = channel->mode[0].anchor[0].x;  // where a published limit stands, not between two of them
    if (!(today > 0) || !(goal > 0)) continue;
    if (lr_reach_solve(channel, mass, today, &now, NULL) != LR_OK || lr_reach_solve(channel, mass, goal, &then, NULL) != LR_OK ||
        !now.has || !then.has)
      continue;
    struct lr_text text = {0};
    lr_text_add(&text, "%s: at %g GeV the expected limit on %s falls from ", channel->type->title, mass, channel->type->coupling_symbol);
    lr_text_number(&text, now.continuous, 2);
    lr_text_add(&text, " with the %.4g fb⁻¹ recorded so far to ", today);
    lr_text_number(&text, then.continuous, 2);
    lr_text_add(&text, " ");
    lr_text_unit(&text, channel->type->coupling_unit);
    lr_text_add(&text, "%swith %g ab⁻¹ (%.0f %% CL), a factor %.2g; the search is %s there%s.",
                *channel->type->coupling_unit ? " " : "", goal / 1000, 100 * channel->cl, now.continuous / then.continuous,
                then.regime, channel->gain == 1 ? ", without any gain in analysis" : ", with the gain of analyses to come that is declared");
    lr_report_summary(report, lr_buffer_text(&text.buffer));
    lr_text_free(&text);
  }
}

static const char *month_or_after(const struct lr_table *t, size_t row, const char *column, const char *after) {
  const char *text = lr_table_get_text(t, row, column);
  return *text ? text : after;
}

static void tiles(const struct lr_run_result *r, struct lr_report *report) {
  struct lr_text value = {0}, note = {0}, label = {0};
  char horizon[16], after[24];
  snprintf(after, sizeof after, "> %.4s", lr_date_text(r->scenario.plan.horizon, horizon));
  add_lumi(&value, r->luminosity.luminosity_m2s);
  lr_report_tile(report, "Luminosity at the operating point", lr_buffer_text(&value.buffer), r->scenario.machine.name);
  lr_text_free(&value);
  for (size_t m = 0; m < r->milestones->rows; m++) {
    double target = lr_table_get(r->milestones, m, "luminosity_ab");
    if (m + 3 < r->milestones->rows) continue;  // the last three
    const char *date = lr_table_get_text(r->milestones, m, "expected");
    int day = LR_NO_DATE;
    lr_date_parse(date, &day);
    lr_text_add(&label, "%g ab⁻¹ if every factor of the plan is met", target);
    if (*date) lr_text_add(&note, "%.0f %% of the histories by then. ", 100 * share_by(r, m, day));
    lr_text_add(&note, "Histories: P10 %.7s, P50 %.7s, P90 %.7s", month_or_after(r->milestones, m, "p10", after),
                month_or_after(r->milestones, m, "p50", after), month_or_after(r->milestones, m, "p90", after));
    lr_text_add(&value, "%.7s", *date ? date : "never");
    lr_report_tile(report, lr_buffer_text(&label.buffer), lr_buffer_text(&value.buffer), lr_buffer_text(&note.buffer));
    lr_text_free(&value);
    lr_text_free(&label);
    lr_text_free(&note);
  }
}

void lr_run_words(const struct lr_run_result *r, struct lr_report *report) {
  say_plan(r, report);
  say_machine(r, report);
  say_limits(r, report);
  say_reach(r, report);
  tiles(r, report);
  lr_run_cautions(r, report);
}
