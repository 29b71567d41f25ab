// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach run SCENARIO [-o DIR]: the main route on one page.
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/parallel.h"
#include "cli/run.h"
#include "cli/stages.h"

struct lr_table *lr_run_keep(struct lr_run_result *result, struct lr_table *table) {
  if (result->tables == LR_RUN_TABLES) LR_BUG("more tables than a result has room for");
  result->table[result->tables++] = table;
  return table;
}

static enum lr_status evaluate(struct lr_run_result *r, struct lr_error *error) {
  struct lr_scenario *scenario = &r->scenario;
  enum lr_status status = lr_luminosity_evaluate(&scenario->machine.collider, &r->luminosity, error);
  if (status != LR_OK) return status;
  struct lr_table *lumi;
  status = lr_stage_luminosity(scenario, &r->luminosity, &lumi, error);
  r->lumi = lr_run_keep(r, lumi);
  if (status != LR_OK) return status;
  r->factors = lr_run_keep(r, lr_luminosity_factors_table(&r->luminosity));
  if (scenario->has_fill) {
    status = lr_stage_fill(r->call, scenario, NULL, &r->fill, error);
    if (r->fill.fill) lr_run_keep(r, r->fill.fill);
    if (r->fill.summary) lr_run_keep(r, r->fill.summary);
    if (r->fill.lifetimes) lr_run_keep(r, r->fill.lifetimes);
    if (status != LR_OK) return status;
  }
  status = lr_run_point_evaluate(r, error);
  if (status != LR_OK) return status;
  if (scenario->bunch_length_measured.given) status = lr_run_bunch_length_evaluate(r, error);
  if (status != LR_OK) return status;
  if (scenario->has_blowup) status = lr_run_blowup_evaluate(r, error);
  if (status != LR_OK) return status;
  status = lr_run_plan_evaluate(r, error);
  if (status != LR_OK) return status;
  r->reach_dates = lr_run_keep(r, lr_stage_reach_dates(scenario, &r->days, &r->histories));
  status = lr_run_hindcast_evaluate(r, error);
  if (status != LR_OK) return status;
  status = lr_run_losses_evaluate(r, error);
  if (status != LR_OK) return status;
  struct lr_table *reach = NULL;
  status = lr_stage_reach(r->call, scenario, &r->days, &reach, error);
  r->reach = lr_run_keep(r, reach);
  if (status != LR_OK) return status;
  r->existing = lr_run_keep(r, lr_stage_existing(scenario));
  r->shape = lr_run_keep(r, lr_run_shape_check(scenario));
  r->inputs = lr_run_keep(r, lr_inputs_table(scenario->document));
  status = lr_run_point_scan_beta(r, error);
  if (status != LR_OK) return status;
  for (size_t i = 0; i < r->tables; i++)
    if (!lr_table_ok(r->table[i])) return lr_error_set(error, LR_E_MEMORY, "no memory for the tables");
  return LR_OK;
}

// All files of the result, report.html last.
static enum lr_status write_result(struct lr_run_result *r, const struct lr_bytes *html, struct lr_error *error) {
  enum { MOST = 4 + LR_NAMED_FILES + LR_RUN_TABLES + 2 * LR_RUN_FIGURES };
  struct lr_file file[MOST];
  char name[MOST][96];
  struct lr_buffer json = {0}, list = {0}, csv[LR_RUN_TABLES] = {{0}};
  size_t count = 0;
  struct lr_provenance provenance = lr_call_provenance(r->call, &r->scenario);
  bool failed = false;
  file[count++] = (struct lr_file){"scenario.yaml", lr_buffer_text(&r->scenario.merged), r->scenario.merged.length};
  for (size_t i = 0; i < r->scenario.files.count; i++) {
    const struct lr_buffer *text = &r->scenario.files.file[i].text;
    file[count++] = (struct lr_file){r->scenario.files.file[i].name, lr_buffer_text(text), text->length};
  }
  for (size_t i = 0; i < r->tables; i++) {
    lr_write_csv(r->table[i], &csv[i]);
    failed = failed || csv[i].failed;
    snprintf(name[count], sizeof *name, "%.80s.csv", r->table[i]->name);
    file[count] = (struct lr_file){name[count], lr_buffer_text(&csv[i]), csv[i].length};
    count++;
  }
  for (size_t i = 0; i < r->figures; i++) {
    const struct lr_run_figure *figure = &r->figure[i];
    snprintf(name[count], sizeof *name, "%.80s.gp", figure->name);
    file[count] = (struct lr_file){name[count], lr_buffer_text(&figure->script.buffer), figure->script.buffer.length};
    count++;
    snprintf(name[count], sizeof *name, "%.80s.svg", figure->name);
    file[count] = (struct lr_file){name[count], figure->svg.data, figure->svg.length};
    count++;
  }
  lr_write_json(&provenance, (const struct lr_table *const *)r->table, r->tables, &json);
  file[count++] = (struct lr_file){"result.json", lr_buffer_text(&json), json.length};
  for (size_t i = 0; i < count; i++) lr_buffer_print(&list, "%s\n", file[i].name);
  lr_buffer_add(&list, "files.txt\nreport.html\n");
  file[count++] = (struct lr_file){"files.txt", lr_buffer_text(&list), list.length};
  file[count++] = (struct lr_file){"report.html", html->data, html->length};
  enum lr_status status = failed || json.failed || list.failed ? lr_error_set(error, LR_E_MEMORY, "no memory for the result")
                                                : lr_files_write(r->call->output, file, count, error);
  for (size_t i = 0; i < r->tables; i++) lr_buffer_free(&csv[i]);
  lr_buffer_free(&json);
  lr_buffer_free(&list);
  return status;
}

static enum lr_status print_path(const struct lr_run_result *r, struct lr_error *error) {
  struct lr_buffer line = {0};
  lr_buffer_print(&line, "%s/report.html\n", r->call->output);
  enum lr_status status = lr_call_print_text(lr_buffer_text(&line), error);
  lr_buffer_free(&line);
  return status;
}

enum lr_status lr_cmd_run(const struct lr_call *call, struct lr_error *error) {
  struct lr_bytes html = {0};
  struct lr_run_result *r = calloc(1, sizeof *r);
  if (!r) return lr_error_set(error, LR_E_MEMORY, "no memory for the result");
  r->call = call;
  enum lr_status status = lr_call_scenario(call, LR_NEED_MACHINE | LR_NEED_PLAN | LR_NEED_CHANNELS, &r->scenario, error);
  if (status == LR_OK) status = evaluate(r, error);
  if (status == LR_OK) status = lr_run_draw(r, error);
  if (lr_interrupt_requested())  // ctrl-C reaches gnuplot as well: what it says then is no error of the figure
    status = lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user; nothing was written");
  if (status == LR_OK) status = lr_run_report(r, &html, error);
  if (status == LR_OK && lr_interrupt_requested())
    status = lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user; nothing was written");
  if (status == LR_OK) status = write_result(r, &html, error);
  if (status == LR_OK) status = print_path(r, error);
  lr_bytes_free(&html);
  for (size_t i = 0; i < r->figures; i++) {
    lr_text_free(&r->figure[i].script);
    lr_bytes_free(&r->figure[i].svg);
  }
  for (size_t i = 0; i < r->tables; i++) lr_table_free(r->table[i]);
  lr_histories_free(&r->histories);
  lr_plan_days_free(&r->days);
  lr_scenario_free(&r->scenario);
  free(r);
  return status;
}
