// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of `run`.
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "cli/run.h"
#include "projections/reach_dates.h"
#include "plots/figures.h"
#include "version.h"

struct lr_figure_style lr_run_figure_begin(struct lr_run_result *r, const char *name, const char *title,
                                           char provenance[160], struct lr_run_figure **figure) {
  if (r->figures == LR_RUN_FIGURES) LR_BUG("more figures than a result has room for");
  *figure = &r->figure[r->figures++];
  snprintf((*figure)->name, sizeof (*figure)->name, "%s", name);
  snprintf((*figure)->title, sizeof (*figure)->title, "%s", title);
  snprintf(provenance, 160, "lumireach %s, scenario %.8s, seed %llu", LR_VERSION, r->scenario.sha256,
           (unsigned long long)lr_call_seed(r->call, &r->scenario));
  return (struct lr_figure_style){LR_FIGURE_SVG, (*figure)->name, title, provenance};
}

enum lr_status lr_run_figure_draw(struct lr_run_figure *figure, enum lr_status status, struct lr_error *error) {
  if (status == LR_OK)
    status = lr_gnuplot_run(lr_buffer_text(&figure->script.buffer), figure->script.buffer.length, &figure->svg, error);
  if (status != LR_OK) lr_error_context(error, "figure '%s'", figure->name);
  return status;
}

static enum lr_status draw_factors(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160], title[128];
  struct lr_run_figure *figure;
  snprintf(title, sizeof title, "Luminosity factor by factor: %.80s", r->scenario.machine.name);
  struct lr_figure_style style = lr_run_figure_begin(r, "luminosity_factors", title, provenance, &figure);
  enum lr_status status = lr_figure_factors(&style, r->factors, LR_SCALE_AUTO, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "From the head-on luminosity of the same beams to the full overlap, one effect switched on after the other; the product "
           "of the factors is the full integral. The pinch in collision (+1 to +4 %%) is not included.");
  snprintf(figure->description, sizeof figure->description, "Bars from the head-on luminosity down to the full overlap.");
  return lr_run_figure_draw(figure, status, error);
}

static enum lr_status draw_fill(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160], title[128];
  struct lr_run_figure *figure;
  snprintf(title, sizeof title, "A fill: %.80s", r->scenario.machine.name);
  struct lr_figure_style style = lr_run_figure_begin(r, "fill", title, provenance, &figure);
  enum lr_status status = lr_figure_fill(&style, r->fill.fill, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Luminosity, currents and total lifetimes against time, with top-up %s, aborts and refills. The lifetimes follow from "
           "those given in the fill at their reference; R_L is constant. The run plan does not take its mean over peak from here.",
           r->scenario.fill.fill.pulsed ? "pulse by pulse" : "averaged");
  snprintf(figure->description, sizeof figure->description,
           "Panels against time: luminosity, the currents of both rings, their lifetimes.");
  return lr_run_figure_draw(figure, status, error);
}

// The rows of one channel at the luminosities given, with a label for each curve; anchors come along.
static struct lr_table *pick_curves(const struct lr_table *reach, const char *channel, const double *lumi_ab,
                                    char (*label)[32], size_t lumis) {
  struct lr_table *t = lr_table_create("reach", "Expected reach");
  for (size_t j = 0; j < reach->columns; j++)
    lr_table_column(t, reach->column[j].name, reach->column[j].kind, reach->column[j].unit, "", "");
  lr_table_column(t, "label", LR_TEXT, "", "name of a curve", "");
  for (size_t i = 0; i < reach->rows; i++) {
    if (strcmp(lr_table_get_text(reach, i, "channel"), channel) != 0) continue;
    bool anchor = strcmp(lr_table_get_text(reach, i, "kind"), "anchor") == 0;
    double lumi = lr_table_get(reach, i, "luminosity_ab");
    size_t k = 0;
    while (k < lumis && fabs(lumi / lumi_ab[k] - 1) > 1e-5) k++;
    if (k == lumis && !anchor) continue;
    lr_table_row(t);
    for (size_t j = 0; j < reach->columns; j++) {
      const struct lr_cell *cell = &reach->cell[i * reach->columns + j];
      if (cell->kind == LR_NUMBER) lr_table_number(t, reach->column[j].name, cell->number);
      else lr_table_text(t, reach->column[j].name, cell->text);
    }
    lr_table_text(t, "label", anchor ? NULL : label[k]);
  }
  return t;
}

// One figure of a channel: at luminosities, or at dates of the plan.
static enum lr_status draw_reach(struct lr_run_result *r, const struct lr_channel *channel, bool at_dates,
                                 struct lr_error *error) {
  char provenance[160], name[64], title[128], label[LR_MOST_REACH_POINTS + 1][32] = {""};
  double lumi_ab[LR_MOST_REACH_POINTS + 1];
  size_t lumis = 0;
  struct lr_run_figure *figure;
  const struct lr_channel_type *type = channel->type;
  const struct lr_reach_wish *wish = &r->scenario.reach;
  double today_ab = lr_reach_so_far_fb(&r->scenario.plan, channel) / 1000;
  if (today_ab > 0) lumi_ab[lumis++] = today_ab;
  for (size_t k = 0; k < (at_dates ? wish->dates : wish->luminosities); k++) {
    if (at_dates) lr_date_text(wish->date[k], label[lumis]);
    lumi_ab[lumis++] = at_dates ? lr_reach_sum_fb(&r->scenario.plan, &r->days, channel, wish->date[k]) / 1000
                                : wish->luminosity_fb[k] / 1000;
  }
  snprintf(name, sizeof name, "reach_%.40s%s", channel->id, at_dates ? "_dates" : "");
  snprintf(title, sizeof title, "%.90s%s", type->title, at_dates ? ": at dates of the plan" : "");
  struct lr_figure_style style = lr_run_figure_begin(r, name, title, provenance, &figure);
  bool alp = *type->coupling_unit != '\0';
  struct lr_table *curves = pick_curves(r->reach, channel->id, lumi_ab, label, lumis);
  if (!lr_table_ok(curves)) {
    lr_table_free(curves);
    return lr_error_set(error, LR_E_MEMORY, "no memory for the figure '%s'", name);
  }
  struct lr_reach_figure what = {.reach = curves,
                                 .existing = channel->existings ? r->existing : NULL,
                                 .channel = channel->id,
                                 .mass_label = alp ? "ALP mass m_a" : "Z′ mass m_{Z′}",
                                 .coupling_label = alp ? "g_{aγγ}" : "g′",
                                 .coupling_unit = type->coupling_unit,
                                 .today_ab = today_ab};
  enum lr_status status = lr_figure_reach(&style, &what, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "%s%s: median expected limit at %.0f %% CL (exact Poisson CLs) against mass; darker with more luminosity; band: 1 and 2 "
           "sigma at the largest. Grey: published limits. Points: the published limits that the background was solved from "
           "(%.4g fb⁻¹; observed ones, so the curve follows their fluctuations).%s",
           type->title, at_dates ? " at dates of the plan" : "", 100 * channel->cl, channel->mode[0].reference_luminosity_fb,
           at_dates ? " The luminosity of a date is the closed-form expectation." : "");
  snprintf(figure->description, sizeof figure->description, "Coupling against mass, log-log, one curve a %s.",
           at_dates ? "date" : "luminosity");
  status = lr_run_figure_draw(figure, status, error);
  lr_table_free(curves);
  return status;
}

enum lr_status lr_run_draw(struct lr_run_result *r, struct lr_error *error) {
  enum lr_status status = lr_run_plan_draw(r, error);
  if (status == LR_OK) status = draw_factors(r, error);
  if (status == LR_OK) status = lr_run_point_draw(r, error);
  if (status == LR_OK && r->bunch_length) status = lr_run_bunch_length_draw(r, error);
  if (status == LR_OK && r->scenario.has_blowup) status = lr_run_blowup_draw(r, error);
  if (status == LR_OK && r->scenario.has_fill) status = draw_fill(r, error);
  if (status == LR_OK) status = lr_run_hindcast_draw(r, error);
  if (status == LR_OK) status = lr_run_losses_draw(r, error);
  for (size_t i = 0; i < r->scenario.channels && status == LR_OK; i++) {
    status = draw_reach(r, &r->scenario.channel[i], false, error);
    if (status == LR_OK && r->scenario.reach.dates) status = draw_reach(r, &r->scenario.channel[i], true, error);
  }
  return status;
}
