// SPDX-License-Identifier: GPL-3.0-or-later
// The trigger in `run`: tables, figures, section of the report.
#include <math.h>
#include <string.h>

#include "base/units.h"
#include "cli/run.h"
#include "plots/trigger_figures.h"

enum { STEPS = 41, BEYOND = 40 };

enum lr_status lr_run_trigger_evaluate(struct lr_run_result *r, struct lr_error *error) {
  if (!r->scenario.trigger.given) return LR_OK;
  const struct lr_trigger_wish wish = {.luminosity_m2s = NAN, .steps = STEPS, .beyond = BEYOND};
  enum lr_status status = lr_stage_trigger(&r->scenario, &r->days, &wish, &r->trigger, error);
  struct lr_table *list[LR_TRIGGER_TABLES];
  size_t count = lr_trigger_stage_list(&r->trigger, list);
  for (size_t i = 0; i < count; i++) lr_run_keep(r, list[i]);
  return status;
}

enum lr_status lr_run_trigger_draw(struct lr_run_result *r, struct lr_error *error) {
  const struct lr_trigger_stage *t = &r->trigger;
  char provenance[160];
  struct lr_run_figure *figure;
  if (!r->scenario.trigger.given) return LR_OK;
  struct lr_figure_style style = lr_run_figure_begin(r, "trigger_rates", "Trigger rates against the luminosity", provenance, &figure);
  enum lr_status status = lr_figure_trigger_rates(&style, t->rates, t->total, t->setups, t->periods, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Of each line what no line of higher priority takes, after its prescale; their sum, its part from the beams, and what the readout "
           "takes. Currents follow the luminosity through the marked setups, and its root behind the last one. Shaded: the peaks of the plan. Shares of the single lines are assumed; the sum at 8e35 is "
           "made to be about the 20 kHz that are expected there.");
  snprintf(figure->description, sizeof figure->description, "Rate against luminosity, log-log, one curve a line, their sum and the budget.");
  status = lr_run_figure_draw(figure, status, error);
  if (status != LR_OK || !t->efficiency) return status;
  style = lr_run_figure_begin(r, "trigger_efficiency", "Trigger efficiency of the channels", provenance, &figure);
  status = lr_figure_trigger_efficiency(&style, t->efficiency, t->total, t->setups, t->periods, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Share of the selected signal that the trigger keeps, with the prescales that the budget asks for. Shaded: the peaks of the plan. A curve falls "
           "where all lines that its channel comes through are prescaled, and all fall together where prescales are not enough and the readout is dead. Behind "
           "the last setup the currents follow the root of the luminosity: no machine is planned there.");
  snprintf(figure->description, sizeof figure->description, "Efficiency against luminosity, one curve a channel, dashed with more background.");
  return lr_run_figure_draw(figure, status, error);
}

// The least luminosity of the ladder with a prescaled line or a rate above the budget; NaN: none.
static double first_prescale(const struct lr_table *rates) {
  double least = NAN;
  for (size_t row = 0; row < rates->rows; row++)
    if (lr_table_get(rates, row, "prescale") > 1 + 1e-9) least = fmin(isnan(least) ? INFINITY : least, lr_table_get(rates, row, "luminosity"));
  return least;
}

static void words(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_table *total = r->trigger.total, *setups = r->trigger.setups;
  const double end = lr_table_get(setups, setups->rows - 1, "luminosity");
  size_t last = 0;  // that of the last setup: rows beyond it are for the figures
  while (last + 1 < total->rows && lr_table_get(total, last, "luminosity") < end * (1 - 1e-9)) last++;
  char text[1200], prescaled[400];
  double first = first_prescale(r->trigger.rates);
  if (isnan(first)) snprintf(prescaled, sizeof prescaled, "no line needs a prescale up to there");
  else if (first > end * (1 + 1e-9))
    snprintf(prescaled, sizeof prescaled,
             "no line needs a prescale up to there; behind the last setup, with currents as the root of the luminosity, lines are prescaled from about %.3g × 10³⁴ "
             "cm⁻² s⁻¹ on, the lowest priority first", first * 1e-34);
  else snprintf(prescaled, sizeof prescaled, "lines are prescaled from %.3g × 10³⁴ cm⁻² s⁻¹ on, the lowest priority first", first * 1e-34);
  snprintf(text, sizeof text,
           "At %.3g × 10³⁴ cm⁻² s⁻¹ the lines want %.3g kHz, of which %.3g kHz are kept (%.2g kHz from the beams) within a budget of %.3g kHz: %s. "
           "Dead time there: %.2g %%. The efficiencies below are those of events that a search selects.",
           lr_table_get(total, last, "luminosity") * 1e-34, lr_table_get(total, last, "rate_wanted"), lr_table_get(total, last, "rate_out"),
           lr_table_get(total, last, "rate_background"), lr_table_get(total, last, "budget"), prescaled, lr_table_get(total, last, "dead_time"));
  lr_report_paragraph(report, text);
}

void lr_run_trigger_report(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_trigger_wish wish = {.luminosity_m2s = NAN, .brief = true};
  struct lr_trigger_stage brief;
  struct lr_error error = {0};
  if (!r->scenario.trigger.given) return;
  lr_report_section(report, "Trigger");
  words(r, report);
  lr_report_paragraph(report,
                      "Published are the budget, the dead time, the sum expected at 8e35, the background of the track lines at 0.4e35 and what the new track "
                      "finder gains. Which share of each process a line takes, how its background splits and how that grows are assumed.");
  lr_run_put_figure(report, r, "trigger_rates");
  lr_run_put_figure(report, r, "trigger_efficiency");
  if (lr_stage_trigger(&r->scenario, &r->days, &wish, &brief, &error) == LR_OK) {
    lr_report_table(report, brief.total, NULL);
    if (brief.whatif && brief.whatif->rows) {
      lr_report_paragraph(report,
                          "What another trigger does; channels that are not named change by less than 0.2 %. In a decay like B -> K S the rest of the event triggers: a line of "
                          "displaced vertices gains nothing there.");
      lr_report_table(report, brief.whatif, NULL);
    }
    if (brief.displaced) lr_report_table(report, brief.displaced, NULL);
    if (brief.periods) lr_report_table(report, brief.periods, NULL);
  }
  lr_trigger_stage_free(&brief);
}
