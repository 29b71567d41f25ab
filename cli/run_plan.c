// SPDX-License-Identifier: GPL-3.0-or-later
// The run plan in `run`: its tables and figures.
#include <math.h>
#include <string.h>

#include "cli/reach_stage.h"
#include "cli/run.h"
#include "cli/stages.h"
#include "plots/figures.h"
#include "plots/plan_figures.h"
#include "projections/operation_table.h"
#include "projections/plan_calendar.h"
#include "projections/plan_tables.h"

enum lr_status lr_run_plan_evaluate(struct lr_run_result *r, struct lr_error *error) {
  struct lr_scenario *scenario = &r->scenario;
  const struct lr_plan *plan = &scenario->plan;
  struct lr_table *reach = NULL, *probability = NULL;
  enum lr_status status = lr_stage_plan(r->call, scenario, &r->days, &r->histories, error);
  if (status != LR_OK) return status;
  r->periods = lr_run_keep(r, lr_table_periods(plan, &r->days));
  r->milestones = lr_run_keep(r, lr_table_milestones(plan, &r->days, &r->histories));
  status = lr_stage_reach_milestones(scenario, &r->days, &r->histories, &reach, &probability, error);
  if (reach) r->reach_milestones = lr_run_keep(r, reach);
  if (status != LR_OK) return status;
  r->milestone_probability = lr_run_keep(r, probability);
  r->years = lr_run_keep(r, lr_table_years(plan, &r->days, &r->histories));
  r->integrated = lr_run_keep(r, lr_table_integrated(plan, &r->days, &r->histories));
  r->peak = lr_run_keep(r, lr_table_peak(plan, &r->days, &r->histories));
  r->daily = lr_run_keep(r, lr_table_daily(plan, &r->days, &r->histories));
  r->waterfall = lr_run_keep(r, lr_table_waterfall(plan, &r->days, &r->histories));
  r->losses_daily = lr_run_keep(r, lr_table_losses_daily(plan, &r->days, &r->histories));
  r->datasets = lr_run_keep(r, lr_table_datasets(plan, &r->days, &r->histories));
  if (r->histories.variance_epistemic) r->layers = lr_run_keep(r, lr_table_layers(&r->histories));
  if (plan->faults_given || plan->sudden.given) r->faults = lr_run_keep(r, lr_table_faults(plan, &r->days, &r->histories));
  if (plan->power.given) r->electricity = lr_run_keep(r, lr_table_electricity(plan, &r->days, &r->histories));
  r->operation = lr_run_keep(r, lr_table_operation(plan, &r->days));
  r->calendar = lr_run_keep(r, lr_table_calendar(plan, &r->days));
  r->priors = lr_run_keep(r, lr_table_priors(plan));
  r->history = lr_run_keep(r, lr_table_history(plan));
  r->shutdowns = lr_run_keep(r, lr_table_shutdowns(plan));
  return LR_OK;
}

static enum lr_status draw_luminosity(struct lr_run_result *r, bool logarithmic, struct lr_error *error) {
  char provenance[160], title[128], as_of[16];
  struct lr_run_figure *figure;
  const struct lr_plan *plan = &r->scenario.plan;
  snprintf(title, sizeof title, "%s: %.80s", logarithmic ? "Integrated luminosity" : "Peak and integrated luminosity", *plan->name ? plan->name : r->scenario.name);
  struct lr_figure_style style = lr_run_figure_begin(r, logarithmic ? "luminosity_log" : "luminosity", title, provenance, &figure);
  struct lr_table *integrated = lr_table_scaled(r->integrated, "fb^-1", 1e-3, "ab^-1");
  struct lr_table *peak = lr_table_scaled(r->peak, "cm^-2 s^-1", 1e-34, "1e34 cm^-2 s^-1");
  struct lr_table *history = lr_table_scaled(r->history, "cm^-2 s^-1", 1e-34, "1e34 cm^-2 s^-1");
  enum lr_status status = lr_error_set(error, LR_E_MEMORY, "no memory");
  if (lr_table_ok(integrated) && lr_table_ok(peak) && lr_table_ok(history)) {
    struct lr_luminosity_figure what = {.integrated = integrated,
                                        .peak = logarithmic ? NULL : peak,
                                        .history = plan->pasts ? history : NULL,
                                        .milestones = r->milestones,
                                        .shutdowns = plan->shutdowns ? r->shutdowns : NULL,
                                        .log_integrated = logarithmic,
                                        .kind = lr_lumi_kind_name((enum lr_lumi_kind)plan->lumi_kind),
                                        .as_of = plan->so_far.as_of != LR_NO_DATE ? lr_date_text(plan->so_far.as_of, as_of) : NULL};
    status = lr_run_figure_draw(figure, lr_figure_luminosity(&style, &what, &figure->script, error), error);
  }
  const char *kind = lr_lumi_kind_name((enum lr_lumi_kind)plan->lumi_kind);
  if (logarithmic)
    snprintf(figure->caption, sizeof figure->caption,
             "Integrated luminosity, %s, on a logarithmic axis, so that the record shows; lines and band as above.", kind);
  else
    snprintf(figure->caption, sizeof figure->caption,
             "Peak luminosity in force (above) and integrated luminosity, %s (below). Band: P10 to P90 of %zu histories drawn "
             "from the declared priors, with their median; dashed: closed-form expectation with the declared factors; black: the "
             "record. The band is not centred on the expectation: it has priors of its own.",
             kind, r->histories.count);
  snprintf(figure->description, sizeof figure->description, "Two panels against time: peak and integrated luminosity with a band.");
  lr_table_free(integrated);
  lr_table_free(peak);
  lr_table_free(history);
  return status;
}

static enum lr_status draw_milestones(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160], from[16], to[16];
  struct lr_run_figure *figure;
  const struct lr_plan *plan = &r->scenario.plan;
  struct lr_figure_style style = lr_run_figure_begin(r, "milestones", "Dates of milestones", provenance, &figure);
  int first = plan->so_far.as_of != LR_NO_DATE ? plan->so_far.as_of : r->days.first;
  enum lr_status status = lr_figure_milestones(&style, r->milestones, lr_date_text(first, from),
                                               lr_date_text(plan->horizon, to), &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "When each sum is passed: bar P10 to P90 of the histories, tick their median, diamond the closed-form expectation. "
           "Histories that do not pass it before the horizon (%s) count as never.", to);
  snprintf(figure->description, sizeof figure->description, "One bar a milestone, from the early to the late date.");
  return lr_run_figure_draw(figure, status, error);
}

static enum lr_status draw_waterfall(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160];
  struct lr_run_figure *figure;
  struct lr_figure_style style = lr_run_figure_begin(r, "waterfall", "From the ideal to the recorded luminosity", provenance, &figure);
  enum lr_status status = lr_figure_waterfall(&style, r->waterfall, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "What takes luminosity away, over all written periods: closed form with the declared factors (dark) and mean of the %zu histories "
           "(light). Each cause acts on what those above it have left; in another order the losses would be shared otherwise. The two differ by "
           "what the priors change.",
           r->histories.count);
  snprintf(figure->description, sizeof figure->description, "Bars from the ideal luminosity down to the recorded one, two a cause.");
  return lr_run_figure_draw(figure, status, error);
}

static enum lr_status draw_calendar(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160];
  struct lr_run_figure *figure;
  struct lr_figure_style style = lr_run_figure_begin(r, "calendar", "Calendar of the plan", provenance, &figure);
  enum lr_status status = lr_figure_calendar(&style, r->calendar, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "What each day is for, as planned: shutdowns do not slip here. A day of a run carries a share of beam: maintenance days are spread "
           "over the runs and do not show.");
  snprintf(figure->description, sizeof figure->description, "One row a year, one colour a state of the machine.");
  return lr_run_figure_draw(figure, status, error);
}

static enum lr_status draw_probability(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160];
  struct lr_run_figure *figure;
  struct lr_figure_style style = lr_run_figure_begin(r, "milestone_probability", "Probability that a milestone is passed", provenance, &figure);
  enum lr_status status = lr_figure_milestone_probability(&style, r->milestone_probability, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Share of the %zu histories that have passed each milestone by a date%s. As good as the priors: a date that is agreed upon wants a "
           "probability beside it.",
           r->histories.count, r->reach_milestones ? "; dashed: the expected limit of a search passes a coupling, or a signal of it is found" : "");
  snprintf(figure->description, sizeof figure->description, "One rising curve a milestone, against date.");
  return lr_run_figure_draw(figure, status, error);
}

static enum lr_status draw_power(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160];
  struct lr_run_figure *figure;
  struct lr_figure_style style = lr_run_figure_begin(r, "power", "Electricity of the years", provenance, &figure);
  enum lr_status status = lr_figure_power(&style, r->electricity, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Expected energy of each year of the budget%s. A limit of power or energy takes days of beam, it does not lower the luminosity of the "
           "others.",
           isfinite(r->scenario.plan.power.price_per_J) ? ", and its cost" : "");
  snprintf(figure->description, sizeof figure->description, "One bar a year, with the budget as a line.");
  return lr_run_figure_draw(figure, status, error);
}

enum lr_status lr_run_plan_draw(struct lr_run_result *r, struct lr_error *error) {
  enum lr_status status = draw_luminosity(r, false, error);
  if (status == LR_OK) status = draw_luminosity(r, true, error);
  if (status == LR_OK && r->milestones->rows) status = draw_milestones(r, error);
  if (status == LR_OK) status = draw_waterfall(r, error);
  if (status == LR_OK) status = draw_calendar(r, error);
  if (status == LR_OK && r->milestone_probability->rows) status = draw_probability(r, error);
  if (status == LR_OK && r->electricity) status = draw_power(r, error);
  return status;
}
