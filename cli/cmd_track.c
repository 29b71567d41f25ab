// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach track SCENARIO
#include <stdio.h>

#include "cli/track_stage.h"

// Options that stand for keys of `track:` go through the reader of the scenario, and so into what is kept beside the result.
static const struct {
  int option;
  const char *key;
} KEYS[] = {{'w', "weak"}, {'m', "mode"}, {'n', "particles"}, {'N', "turns"}, {'a', "average"}, {'l', "slices"}, {'L', "slicing"}, {'k', "kernel"}};
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
  }
  return LR_OK;
}

enum lr_status lr_cmd_track(const struct lr_call *call, struct lr_error *error) {
  struct lr_scenario scenario = {0};
  struct lr_track_tables tables = {0};
  struct lr_buffer text[KEY_COUNT] = {{0}};
  struct lr_call full;
  enum lr_status status = with_options(call, text, &full, error);
  if (status == LR_OK) status = lr_call_scenario(&full, LR_NEED_MACHINE | LR_NEED_TRACK, &scenario, error);
  if (status == LR_OK)
    status = lr_stage_track(&full, &scenario, lr_call_option(call, 'C'), lr_call_option(call, 'R'), lr_call_option(call, 'T') != NULL, &tables, error);
  if (status == LR_OK) {
    const struct lr_table *const all[] = {tables.equilibrium, tables.convergence, tables.losses, tables.turns};
    const struct lr_table *shown[4];
    size_t count = 0;
    for (int i = 0; i < 4; i++)
      if (all[i] || i < 2) shown[count++] = all[i];
    status = lr_call_print(&full, &scenario, shown, count, error);
  }
  lr_track_tables_free(&tables);
  lr_scenario_free(&scenario);
  for (int i = 0; i < KEY_COUNT; i++) lr_buffer_free(&text[i]);
  return status;
}
