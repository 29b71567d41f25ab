// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/call.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/parallel.h"
#include "version.h"

const char *lr_call_option(const struct lr_call *call, int key) {
  for (size_t i = call->options; i-- > 0;)
    if (call->option[i].key == key) return call->option[i].value;
  return NULL;
}

enum lr_status lr_call_scenario(const struct lr_call *call, int needs, struct lr_scenario *scenario,
                                struct lr_error *error) {
  struct lr_problems problems = {0};
  enum lr_status status = lr_scenario_load(call->argument[0], call->set, call->sets, needs, scenario, &problems, error);
  if (!call->quiet || problems.errors) lr_problems_print(&problems, stderr);
  lr_problems_free(&problems);
  return status;
}

uint64_t lr_call_seed(const struct lr_call *call, const struct lr_scenario *scenario) {
  return call->has_seed ? call->seed : scenario ? (uint64_t)scenario->seed : 0;
}

struct lr_provenance lr_call_provenance(const struct lr_call *call, const struct lr_scenario *scenario) {
  return (struct lr_provenance){LR_VERSION, scenario ? scenario->sha256 : "", lr_call_seed(call, scenario)};
}

enum lr_status lr_call_print_text(const char *text, struct lr_error *error) {
  if (fputs(text, stdout) == EOF || fflush(stdout) != 0) {
    if (errno == EPIPE) return lr_error_set(error, LR_E_IO, "%s", "");  // the reader has seen enough
    return lr_error_set(error, LR_E_IO, "cannot write the result: %s", strerror(errno));
  }
  return LR_OK;
}

enum lr_status lr_call_print(const struct lr_call *call, const struct lr_scenario *scenario,
                             const struct lr_table *const *tables, size_t count, struct lr_error *error) {
  const struct lr_table *chosen[32];
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    if (!lr_table_ok(tables[i])) return lr_error_set(error, LR_E_MEMORY, "no memory for the tables");
    if ((!call->table || strcmp(call->table, tables[i]->name) == 0) && kept < 32) chosen[kept++] = tables[i];
  }
  if (!kept) {
    struct lr_buffer names = {0};
    for (size_t i = 0; i < count; i++) lr_buffer_print(&names, "%s%s", i ? ", " : "", tables[i]->name);
    lr_error_set(error, LR_E_USAGE, "there is no table '%s': this verb gives %s", call->table, lr_buffer_text(&names));
    lr_buffer_free(&names);
    return LR_E_USAGE;
  }
  if (lr_interrupt_requested()) return lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user; nothing was written");
  struct lr_buffer out = {0};
  struct lr_provenance provenance = lr_call_provenance(call, scenario);
  lr_write_tables(call->format, &provenance, chosen, kept, &out);
  enum lr_status status = out.failed ? lr_error_set(error, LR_E_MEMORY, "no memory for the result")
                                     : lr_call_print_text(lr_buffer_text(&out), error);
  lr_buffer_free(&out);
  return status;
}
