// SPDX-License-Identifier: GPL-3.0-or-later
// The report of `run`.
#include <math.h>
#include <string.h>

#include "cli/run.h"
#include "projections/reach.h"
#include "version.h"

void lr_run_put_figure(struct lr_report *report, const struct lr_run_result *r, const char *name) {
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
    if (!strcmp(lr_table_get_text(reach, i, "channel"), channel) && !strcmp(lr_table_get_text(reach, i, "kind"), "expected") &&
        strcmp(lr_table_get_text(reach, i, "edge"), "upper")) {
      if (!count) first = i;
      if (count && lr_table_get(reach, i, "luminosity_ab") != lr_table_get(reach, first, "luminosity_ab")) break;
      count++;
    }
  for (size_t k = 0; count && k < 5; k++) {
    double mass = lr_table_get(reach, first + k * (count - 1) / 4, "mass_GeV");
    for (size_t i = first; i < reach->rows; i++) {
      if (strcmp(lr_table_get_text(reach, i, "channel"), channel) || strcmp(lr_table_get_text(reach, i, "kind"), "expected") ||
          lr_table_get(reach, i, "mass_GeV") != mass || !strcmp(lr_table_get_text(reach, i, "edge"), "upper"))
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
    const char *id = r->scenario.channel[i].id;
    snprintf(name, sizeof name, "reach_%.40s", id);
    lr_run_put_figure(report, r, name);
    snprintf(name, sizeof name, "reach_%.40s_dates", id);
    lr_run_put_figure(report, r, name);
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

  lr_run_plan_report(r, report);
  if (r->history->rows) {
    lr_report_section(report, "The record");
    lr_report_paragraph(report,
                        "Past periods enter as data, each with its kind of luminosity. Efficiency: recorded over peak x days from "
                        "first collision; one number that folds ramp, studies, faults, trips and data taking.");
    lr_report_table(report, r->history, NULL);
  }
  lr_run_hindcast_report(r, report);
  lr_run_point_report(r, report);
  if (r->scenario.has_blowup) lr_run_blowup_report(r, report);
  if (r->scenario.has_fill) {
    lr_report_section(report, "A fill");
    lr_run_put_figure(report, r, "fill");
    lr_report_table(report, r->fill.summary, NULL);
    lr_report_table(report, r->fill.lifetimes, NULL);
  }
  lr_run_losses_report(r, report);
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
      bool other_data = fabs(existing->luminosity_fb / channel->mode[0].reference_luminosity_fb - 1) > 0.01;
      if (!ours || !other_data || !(existing->luminosity_fb > 0) || existing->polygon) continue;
      if (lr_reach_compare(channel, existing, row, NULL) != LR_OK) continue;
      for (size_t p = 0; p < existing->points; p++) {
        lr_table_row(t);
        lr_table_text(t, "channel", channel->id);
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
