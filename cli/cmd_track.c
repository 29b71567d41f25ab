// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach track SCENARIO
#include <stdio.h>

#include "base/files.h"
#include "base/parallel.h"
#include "cli/track_curve.h"
#include "cli/track_products.h"
#include "cli/track_report.h"
#include "cli/track_stage.h"

// Options that stand for keys of `track:` go through the reader of the scenario, and so into what is kept beside the result.
static const struct {
  int option;
  const char *key;
} KEYS[] = {{'w', "weak"}, {'m', "mode"}, {'n', "particles"}, {'N', "turns"}, {'a', "average"}, {'l', "slices"}, {'L', "slicing"}, {'k', "kernel"}, {'X', "aperture_x"}, {'Y', "aperture_y"}};
enum { KEY_COUNT = sizeof KEYS / sizeof *KEYS };

static enum lr_status with_options(const struct lr_call *call, struct lr_buffer text[KEY_COUNT], struct lr_call *out, struct lr_error *error) {
  *out = *call;
  for (int i = 0; i < KEY_COUNT; i++) {
    const char *value = lr_call_option(call, KEYS[i].option);
    if (!value) continue;
    if (out->sets == LR_MOST_SETS) return lr_error_set(error, LR_E_USAGE, "more than %d --set, and options that stand for keys", LR_MOST_SETS);
    lr_buffer_print(&text[i], "track.%s=%s", KEYS[i].key, value);
    if (text[i].failed) return lr_error_set(error, LR_E_MEMORY, "no memory for the options");
    out->set[out->sets++] = text[i].text;
    out->option_sets++;
  }
  return LR_OK;
}

enum { MOST_TABLES = 6 };

// One run, or in its place a scan or a footprint.
static enum lr_status evaluate(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_track_wish *wish,
                               struct lr_track_tables *run, struct lr_table *table[MOST_TABLES], size_t *count, struct lr_error *error) {
  enum lr_status status = LR_OK;
  if (wish->axes) status = lr_stage_tune_scan(call, scenario, wish, &table[(*count)++], &run->unkept, error);
  if (status == LR_OK && wish->footprint) status = lr_stage_footprint(call, scenario, wish, &table[(*count)++], error);
  if (status != LR_OK || wish->axes || wish->footprint) return status;
  const struct lr_track_ask ask = {lr_call_option(call, 'C'), lr_call_option(call, 'R'), lr_call_option(call, 'T') != NULL, wish->tails, true};
  status = lr_stage_track(call, scenario, &ask, run, error);
  struct lr_table *const all[] = {run->equilibrium, run->convergence, run->losses, run->turns, run->tails, run->lifetime};
  for (int i = 0; i < MOST_TABLES && status == LR_OK; i++) {
    if (all[i] || i < 2) table[(*count)++] = all[i];
    if (all[i] && !lr_table_ok(all[i])) status = lr_error_set(error, LR_E_MEMORY, "no memory for the tables");
  }
  return status;
}

// Tables and figures: those of all that was done, also where the user stopped a scan or the last checkpoint failed.
static enum lr_status write(const struct lr_call *call, const struct lr_scenario *scenario, struct lr_table *const *table, size_t count,
                            struct lr_error *error) {
  if (lr_world_rank(call->world) > 0) return LR_OK;
  return call->has_output ? lr_track_write(call, scenario, table, count, error)
                          : lr_call_print(call, scenario, (const struct lr_table *const *)table, count, error);
}

enum lr_status lr_cmd_track(const struct lr_call *call, struct lr_error *error) {
  struct lr_scenario scenario = {0};
  struct lr_track_tables run = {0};
  struct lr_buffer text[KEY_COUNT] = {{0}};
  struct lr_track_wish wish;
  struct lr_table *table[MOST_TABLES] = {NULL};
  size_t count = 0;
  struct lr_call full;
  enum lr_status status = lr_track_wish_read(call, &wish, error);
  if (status != LR_OK) return status;
  const bool speaks = lr_world_rank(call->world) == 0;
  status = with_options(call, text, &full, error);
  if (status == LR_OK) status = lr_call_scenario(&full, LR_NEED_MACHINE | LR_NEED_TRACK, &scenario, error);
  if (status == LR_OK && call->has_output && speaks) status = lr_files_try(call->output, error);  // before the work
  status = lr_world_agree(call->world, status, error);
  if (status == LR_OK && wish.curve) status = lr_track_curve_run(&full, &scenario, wish.curve, error);
  else if (status == LR_OK) status = evaluate(&full, &scenario, &wish, &run, table, &count, error);
  status = lr_world_agree(call->world, status, error);
  if (status == LR_OK && count) {  // a curve has written what there is
    status = write(&full, &scenario, table, count, error);
    if (status == LR_OK && run.unkept.status != LR_OK) {
      *error = run.unkept;
      status = error->status;
    }
  } else if (status == LR_E_INTERRUPTED && table[0]) {
    struct lr_error unwritten = {0};
    lr_interrupt_clear();  // a second one ends it at once
    if (count > 1) lr_error_set(error, status, "stopped by the user in the footprint; the scan was written");
    if (write(&full, &scenario, table, 1, &unwritten) != LR_OK) *error = unwritten, status = unwritten.status;
  }
  for (size_t i = 0; i < count && (wish.axes || wish.footprint); i++) lr_table_free(table[i]);
  lr_track_tables_free(&run);
  lr_scenario_free(&scenario);
  for (int i = 0; i < KEY_COUNT; i++) lr_buffer_free(&text[i]);
  return status;
}
