// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach check SCENARIO, lumireach defaults
#include "cli/call.h"
#include "cli/plan_remarks.h"

// What the reader lets pass and the verb plan refuses: no scale of the recoveries leaves the declared uptime, a budget does not cover a
// year without beam. Sudden losses from `losses` want an ensemble, which only the verbs make.
static enum lr_status check_plan(const struct lr_call *call, const struct lr_scenario *scenario, struct lr_error *error) {
  struct lr_plan_days days = {0};
  if (!scenario->has_plan || scenario->plan.sudden.from_losses) return LR_OK;
  enum lr_status status = lr_plan_expect(&scenario->plan, &days, error);
  if (status == LR_OK) lr_call_plan_remarks(call, &scenario->plan, &days);
  lr_plan_days_free(&days);
  return status;
}

enum lr_status lr_cmd_check(const struct lr_call *call, struct lr_error *error) {
  struct lr_scenario scenario;
  enum lr_status status = lr_call_scenario(call, LR_NEED_CHANNELS, &scenario, error);
  if (status == LR_OK) status = check_plan(call, &scenario, error);
  if (status == LR_OK) {
    struct lr_buffer out = {0};
    lr_buffer_print(&out, "%s: fine; it has", call->argument[0]);
    const char *join = " ";
    if (scenario.has_machine) {
      lr_buffer_print(&out, "%sa machine", join);
      join = ", ";
    }
    if (scenario.has_fill) {
      lr_buffer_print(&out, "%sa fill", join);
      join = ", ";
    }
    if (scenario.has_plan) {
      lr_buffer_print(&out, "%sa plan of %zu periods (%zu past)", join, scenario.plan.periods, scenario.plan.pasts);
      join = ", ";
    }
    lr_buffer_print(&out, "%s%zu channels (sha256 %.12s)\n", join, scenario.channels, scenario.sha256);
    status = lr_call_print_text(lr_buffer_text(&out), error);
    lr_buffer_free(&out);
  }
  lr_scenario_free(&scenario);
  return status;
}

enum lr_status lr_cmd_defaults(const struct lr_call *call, struct lr_error *error) {
  struct lr_buffer out = {0};
  if (lr_call_option(call, 'M')) {
    lr_buffer_add(&out,
                  "# Scenario keys\n\nMade by `lumireach defaults --markdown`. Quantities carry units; any figure may be written "
                  "bare (`current: 1.3 A`) or as\n`{value: 1.3 A, status: known, source: \"...\"}`. `source` and `status` of a "
                  "mapping hold for the figures in it that have none.\nStatus words: read, known, derived, assumed. "
                  "`base: FILE` or `base: [FILE, ...]` goes underneath; `null` takes a key away.\n\n"
                  "| key | wants | default | example | meaning |\n|---|---|---|---|---|\n");
    lr_fields_write_markdown(lr_scenario_fields, "", &out);
  } else {
    bool annotated = lr_call_option(call, 'a') != NULL;
    lr_buffer_add(&out, "# A scenario to begin with; `lumireach defaults --annotated` also shows the optional keys, as comments.\n");
    lr_fields_write_yaml(lr_scenario_fields, 0, annotated, &out);
  }
  enum lr_status status = out.failed ? lr_error_set(error, LR_E_MEMORY, "no memory") : lr_call_print_text(lr_buffer_text(&out), error);
  lr_buffer_free(&out);
  return status;
}
