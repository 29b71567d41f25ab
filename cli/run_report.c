// SPDX-License-Identifier: GPL-3.0-or-later
// The figures and the report of `run`.
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "cli/run.h"
#include "plots/figures.h"
#include "projections/record.h"
#include "projections/reach.h"
#include "version.h"

static struct lr_figure_style begin_figure(struct lr_run_result *r, const char *name, const char *title, char provenance[160],
                                           struct lr_run_figure **figure) {
  if (r->figures == LR_RUN_FIGURES) LR_BUG("more figures than a result has room for");
  *figure = &r->figure[r->figures++];
  snprintf((*figure)->name, sizeof (*figure)->name, "%s", name);
  snprintf((*figure)->title, sizeof (*figure)->title, "%s", title);
  snprintf(provenance, 160, "lumireach %s, scenario %.8s, seed %llu", LR_VERSION, r->scenario.sha256,
           (unsigned long long)lr_call_seed(r->call, &r->scenario));
  return (struct lr_figure_style){LR_FIGURE_SVG, (*figure)->name, title, provenance};
}

static enum lr_status draw(struct lr_run_figure *figure, enum lr_status status, struct lr_error *error) {
  if (status == LR_OK)
    status = lr_gnuplot_run(lr_buffer_text(&figure->script.buffer), figure->script.buffer.length, &figure->svg, error);
  if (status != LR_OK) lr_error_context(error, "figure '%s'", figure->name);
  return status;
}

static enum lr_status draw_luminosity(struct lr_run_result *r, bool logarithmic, struct lr_error *error) {
  char provenance[160], title[128], as_of[16];
  struct lr_run_figure *figure;
  const struct lr_plan *plan = &r->scenario.plan;
  snprintf(title, sizeof title, "%s: %.80s", logarithmic ? "Integrated luminosity" : "Peak and integrated luminosity", *plan->name ? plan->name : r->scenario.name);
  struct lr_figure_style style = begin_figure(r, logarithmic ? "luminosity_log" : "luminosity", title, provenance, &figure);
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
    status = draw(figure, lr_figure_luminosity(&style, &what, &figure->script, error), error);
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
  struct lr_figure_style style = begin_figure(r, "milestones", "Dates of milestones", provenance, &figure);
  int first = plan->so_far.as_of != LR_NO_DATE ? plan->so_far.as_of : r->days.first;
  enum lr_status status = lr_figure_milestones(&style, r->milestones, lr_date_text(first, from),
                                               lr_date_text(plan->horizon, to), &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "When each sum is passed: bar P10 to P90 of the histories, tick their median, diamond the closed-form expectation. "
           "Histories that do not pass it before the horizon (%s) count as never.", to);
  snprintf(figure->description, sizeof figure->description, "One bar a milestone, from the early to the late date.");
  return draw(figure, status, error);
}

static enum lr_status draw_factors(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160], title[128];
  struct lr_run_figure *figure;
  snprintf(title, sizeof title, "Luminosity factor by factor: %.80s", r->scenario.machine.name);
  struct lr_figure_style style = begin_figure(r, "luminosity_factors", title, provenance, &figure);
  enum lr_status status = lr_figure_factors(&style, r->factors, LR_SCALE_AUTO, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "From the head-on luminosity of the same beams to the full overlap, one effect switched on after the other; the product "
           "of the factors is the full integral. The pinch in collision (+1 to +4 %%) is not included.");
  snprintf(figure->description, sizeof figure->description, "Bars from the head-on luminosity down to the full overlap.");
  return draw(figure, status, error);
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
  const struct lr_recorded *so_far = &r->scenario.plan.so_far;
  double today_ab = so_far->as_of != LR_NO_DATE ? so_far->value_m2 * LR_fb_m2 / 1000 : 0;
  if (today_ab > 0) lumi_ab[lumis++] = today_ab;
  for (size_t k = 0; k < (at_dates ? wish->dates : wish->luminosities); k++) {
    if (at_dates) lr_date_text(wish->date[k], label[lumis]);
    lumi_ab[lumis++] = at_dates ? lr_plan_cumulated(&r->scenario.plan, &r->days, wish->date[k]) * LR_fb_m2 / 1000
                                : wish->luminosity_fb[k] / 1000;
  }
  snprintf(name, sizeof name, "reach_%.40s%s", type->id, at_dates ? "_dates" : "");
  snprintf(title, sizeof title, "%.90s%s", type->title, at_dates ? ": at dates of the plan" : "");
  struct lr_figure_style style = begin_figure(r, name, title, provenance, &figure);
  bool alp = *type->coupling_unit != '\0';
  struct lr_table *curves = pick_curves(r->reach, type->id, lumi_ab, label, lumis);
  if (!lr_table_ok(curves)) {
    lr_table_free(curves);
    return lr_error_set(error, LR_E_MEMORY, "no memory for the figure '%s'", name);
  }
  struct lr_reach_figure what = {.reach = curves,
                                 .existing = channel->existings ? r->existing : NULL,
                                 .channel = type->id,
                                 .mass_label = alp ? "ALP mass m_a" : "Z′ mass m_{Z′}",
                                 .coupling_label = alp ? "g_{aγγ}" : "g′",
                                 .coupling_unit = type->coupling_unit,
                                 .today_ab = today_ab};
  enum lr_status status = lr_figure_reach(&style, &what, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "%s%s: median expected limit at %.0f %% CL (exact Poisson CLs) against mass; darker with more luminosity; band: 1 and 2 "
           "sigma at the largest. Grey: published limits. Points: the published limits that the background was solved from "
           "(%.4g fb⁻¹).%s",
           type->title, at_dates ? " at dates of the plan" : "", 100 * channel->cl, channel->reference_luminosity_fb,
           at_dates ? " The luminosity of a date is the closed-form expectation." : "");
  snprintf(figure->description, sizeof figure->description, "Coupling against mass, log-log, one curve a %s.",
           at_dates ? "date" : "luminosity");
  status = draw(figure, status, error);
  lr_table_free(curves);
  return status;
}

enum lr_status lr_run_draw(struct lr_run_result *r, struct lr_error *error) {
  enum lr_status status = draw_luminosity(r, false, error);
  if (status == LR_OK) status = draw_luminosity(r, true, error);
  if (status == LR_OK) status = draw_milestones(r, error);
  if (status == LR_OK) status = draw_factors(r, error);
  for (size_t i = 0; i < r->scenario.channels && status == LR_OK; i++) {
    status = draw_reach(r, &r->scenario.channel[i], false, error);
    if (status == LR_OK && r->scenario.reach.dates) status = draw_reach(r, &r->scenario.channel[i], true, error);
  }
  return status;
}

static void put_figure(struct lr_report *report, const struct lr_run_result *r, const char *name) {
  for (size_t i = 0; i < r->figures; i++) {
    const struct lr_run_figure *f = &r->figure[i];
    if (strcmp(f->name, name) != 0) continue;
    struct lr_report_figure figure = {f->name, f->title, f->description, f->caption, &f->svg, lr_buffer_text(&f->script.buffer)};
    lr_report_figure(report, &figure);
  }
}

// Reach at a few masses instead of all points of the curves.
static struct lr_table *reach_summary(const struct lr_table *reach, const char *channel) {
  struct lr_table *t = lr_table_create("reach_summary", "Expected limits at a few masses");
  lr_table_column(t, "mass", LR_NUMBER, "GeV", "mass", "");
  lr_table_column(t, "luminosity", LR_NUMBER, "ab^-1", "integrated luminosity", "");
  lr_table_column(t, "coupling", LR_NUMBER, "", "median expected limit", "model.md R1");
  lr_table_column(t, "m1s", LR_NUMBER, "", "expected limit at -1 sigma", "model.md R1");
  lr_table_column(t, "p1s", LR_NUMBER, "", "expected limit at +1 sigma", "model.md R1");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of the coupling", "");
  lr_table_column(t, "background", LR_NUMBER, "", "expected background events in the window", "");
  lr_table_column(t, "regime", LR_TEXT, "", "what limits the search", "");
  size_t first = 0, count = 0;
  for (size_t i = 0; i < reach->rows; i++)
    if (!strcmp(lr_table_get_text(reach, i, "channel"), channel) && !strcmp(lr_table_get_text(reach, i, "kind"), "expected")) {
      if (!count) first = i;
      if (count && lr_table_get(reach, i, "luminosity_ab") != lr_table_get(reach, first, "luminosity_ab")) break;
      count++;
    }
  for (size_t k = 0; count && k < 5; k++) {
    double mass = lr_table_get(reach, first + k * (count - 1) / 4, "mass_GeV");
    for (size_t i = first; i < reach->rows; i++) {
      if (strcmp(lr_table_get_text(reach, i, "channel"), channel) || strcmp(lr_table_get_text(reach, i, "kind"), "expected") ||
          lr_table_get(reach, i, "mass_GeV") != mass)
        continue;
      lr_table_row(t);
      lr_table_number(t, "mass", mass);
      lr_table_number(t, "luminosity", lr_table_get(reach, i, "luminosity_ab"));
      lr_table_number(t, "coupling", lr_table_get(reach, i, "coupling"));
      lr_table_number(t, "m1s", lr_table_get(reach, i, "m1s"));
      lr_table_number(t, "p1s", lr_table_get(reach, i, "p1s"));
      lr_table_text(t, "unit", lr_table_get_text(reach, i, "coupling_unit"));
      lr_table_number(t, "background", lr_table_get(reach, i, "background"));
      lr_table_text(t, "regime", lr_table_get_text(reach, i, "regime"));
    }
  }
  return t;
}

static void put_channels(struct lr_report *report, struct lr_run_result *r) {
  lr_report_section(report, "Reach in the dark sector");
  lr_report_paragraph(report,
                      "Expected upper limits on the coupling, at the luminosity of today, at those asked for, and at what the "
                      "closed form of the plan expects at the dates asked for. The spread of the plan and the statistical band "
                      "are shown apart: the table of dates has the first, the curves have the second.");
  if (r->reach_dates->rows) lr_report_table(report, r->reach_dates, NULL);
  for (size_t i = 0; i < r->scenario.channels; i++) {
    char name[64];
    const char *id = r->scenario.channel[i].type->id;
    snprintf(name, sizeof name, "reach_%.40s", id);
    put_figure(report, r, name);
    snprintf(name, sizeof name, "reach_%.40s_dates", id);
    put_figure(report, r, name);
    struct lr_table *summary = reach_summary(r->reach, id);
    if (lr_table_ok(summary) && summary->rows) lr_report_table(report, summary, NULL);
    lr_table_free(summary);
  }
  if (r->shape->rows) {
    lr_report_paragraph(report,
                        "Shape check. Published limits at other luminosities against this model scaled to them; nothing was "
                        "tuned to these. A ratio of one at an older, smaller data set means that the model grants the newer "
                        "analysis no gain there.");
    lr_report_table(report, r->shape, NULL);
  }
}

enum lr_status lr_run_report(struct lr_run_result *r, struct lr_bytes *html, struct lr_error *error) {
  char as_of[16], command[512];
  const struct lr_scenario *scenario = &r->scenario;
  const struct lr_plan *plan = &scenario->plan;
  struct lr_buffer reproduce = {0};
  lr_buffer_print(&reproduce, "lumireach run %s -o %s", r->call->argument[0], r->call->output);
  for (size_t i = 0; i < r->call->sets; i++) lr_buffer_print(&reproduce, " --set '%s'", r->call->set[i]);
  if (r->call->has_seed) lr_buffer_print(&reproduce, " --seed %llu", (unsigned long long)r->call->seed);
  snprintf(command, sizeof command, "%s", lr_buffer_text(&reproduce));
  lr_buffer_free(&reproduce);
  int today = scenario->as_of != LR_NO_DATE ? scenario->as_of : plan->so_far.as_of;
  struct lr_report_head head = {.title = "Run plan, luminosity and reach",
                                .scenario = *scenario->name ? scenario->name : r->call->argument[0],
                                .version = LR_VERSION,
                                .scenario_sha256 = scenario->sha256,
                                .as_of = lr_date_text(today, as_of),
                                .command = command,
                                .seed = lr_call_seed(r->call, scenario)};
  struct lr_report *report = lr_report_create(&head);
  if (!report) return lr_error_set(error, LR_E_MEMORY, "no memory for the report");
  lr_run_words(r, report);

  lr_report_section(report, "Peak and integrated luminosity");
  put_figure(report, r, "luminosity");
  put_figure(report, r, "luminosity_log");
  put_figure(report, r, "milestones");
  lr_report_table(report, r->milestones, NULL);
  lr_report_table(report, r->periods, NULL);
  lr_report_table(report, r->waterfall, NULL);
  lr_report_table(report, r->priors, NULL);
  if (r->shutdowns->rows) lr_report_table(report, r->shutdowns, NULL);
  if (r->history->rows) {
    lr_report_section(report, "The record");
    lr_report_paragraph(report,
                        "Past periods enter as data, each with its kind of luminosity. Efficiency: recorded over peak x days from "
                        "first collision; one number that folds ramp, studies, faults, trips and data taking.");
    lr_report_table(report, r->history, NULL);
  }
  lr_report_section(report, "The operating point");
  put_figure(report, r, "luminosity_factors");
  lr_report_table(report, r->lumi, NULL);
  put_channels(report, r);
  lr_report_inputs(report, r->inputs);
  enum lr_status status = lr_report_bytes(report, html, error);
  lr_report_free(report);
  return status;
}

struct lr_table *lr_run_shape_check(const struct lr_scenario *scenario) {
  struct lr_table *t = lr_table_create("shape_check", "Published limits of other data sets against the model scaled to them");
  lr_table_column(t, "channel", LR_TEXT, "", "channel", "");
  lr_table_column(t, "experiment", LR_TEXT, "", "published limit", "");
  lr_table_column(t, "luminosity", LR_NUMBER, "fb^-1", "of that data set", "");
  lr_table_column(t, "mass", LR_NUMBER, "GeV", "mass", "");
  lr_table_column(t, "published", LR_NUMBER, "", "published coupling", "");
  lr_table_column(t, "model", LR_NUMBER, "", "model at the same luminosity and CL", "model.md R1");
  lr_table_column(t, "ratio", LR_NUMBER, "", "published over model", "");
  for (size_t i = 0; i < scenario->channels; i++) {
    const struct lr_channel *channel = &scenario->channel[i];
    for (size_t k = 0; k < channel->existings; k++) {
      const struct lr_existing *existing = &channel->existing[k];
      struct lr_reach_comparison row[LR_EXISTING_POINTS];
      bool ours = strncmp(existing->id, "belle2", 6) == 0;
      bool other_data = fabs(existing->luminosity_fb / channel->reference_luminosity_fb - 1) > 0.01;
      if (!ours || !other_data || !(existing->luminosity_fb > 0) || existing->polygon) continue;
      if (lr_reach_compare(channel, existing, row, NULL) != LR_OK) continue;
      for (size_t p = 0; p < existing->points; p++) {
        lr_table_row(t);
        lr_table_text(t, "channel", channel->type->id);
        lr_table_text(t, "experiment", existing->experiment);
        lr_table_number(t, "luminosity", existing->luminosity_fb);
        lr_table_number(t, "mass", row[p].mass_GeV);
        lr_table_number(t, "published", row[p].published);
        lr_table_number(t, "model", row[p].model);
        lr_table_number(t, "ratio", row[p].ratio);
      }
    }
  }
  return t;
}
