// SPDX-License-Identifier: GPL-3.0-or-later
// The report of `run`.
#include <math.h>
#include <string.h>

#include "cli/run.h"
#include "version.h"

void lr_run_put_figure(struct lr_report *report, const struct lr_run_result *r, const char *name) {
  for (size_t i = 0; i < r->figures; i++) {
    const struct lr_run_figure *f = &r->figure[i];
    if (strcmp(f->name, name) != 0) continue;
    struct lr_report_figure figure = {f->name, f->title, f->description, f->caption, &f->svg, lr_buffer_text(&f->script.buffer)};
    lr_report_figure(report, &figure);
  }
}

enum lr_status lr_run_report(struct lr_run_result *r, struct lr_bytes *html, struct lr_error *error) {
  char as_of[16], command[512];
  const struct lr_scenario *scenario = &r->scenario;
  const struct lr_plan *plan = &scenario->plan;
  struct lr_buffer reproduce = {0};
  lr_call_word(&reproduce, "lumireach run ", r->call->argument[0]);
  lr_call_word(&reproduce, " -o ", r->call->output);
  lr_call_sets(r->call, &reproduce);
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
  lr_run_track_report(r, report);
  lr_run_losses_report(r, report);
  lr_run_trigger_report(r, report);
  lr_run_channels_report(r, report);
  lr_report_inputs(report, r->inputs);
  enum lr_status status = lr_report_bytes(report, html, error);
  lr_report_free(report);
  return status;
}
