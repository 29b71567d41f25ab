// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach run SCENARIO [-o DIR]: the main route on one page.
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "cli/result_files.h"
#include "cli/run.h"
#include "cli/reach_stage.h"
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
  status = lr_run_trigger_evaluate(r, error);
  if (status != LR_OK) return status;
  status = lr_run_track_evaluate(r, error);
  if (status != LR_OK) return status;
  status = lr_run_channels_evaluate(r, error);
  if (status != LR_OK) return status;
  r->inputs = lr_run_keep(r, lr_inputs_table(scenario->document));
  status = lr_run_point_scan_beta(r, error);
  if (status != LR_OK) return status;
  for (size_t i = 0; i < r->tables; i++)
    if (!lr_table_ok(r->table[i])) return lr_error_set(error, LR_E_MEMORY, "no memory for the tables");
  return LR_OK;
}

static enum lr_status write_result(struct lr_run_result *r, const struct lr_bytes *html, struct lr_error *error) {
  const struct lr_result_files files = {.provenance = lr_call_provenance(r->call, &r->scenario),
                                        .scenario = {{"scenario.yaml", &r->scenario}},
                                        .scenarios = 1,
                                        .table = r->table,
                                        .tables = r->tables,
                                        .figure = r->figure,
                                        .figures = r->figures,
                                        .report = "report.html",
                                        .html = html};
  return lr_result_files_write(r->call->output, &files, error);
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
