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

// That the emittances are not those that stand in the scenario, and what they are good for; tracking takes those, and finds the blow-up itself.
static void say_blowup(const struct lr_scenario *scenario, int needs) {
  const struct lr_blowup_input *blowup = &scenario->blowup;
  const struct lr_collider *c = &scenario->machine.collider;
  struct lr_ring_state ler, her;
  struct lr_blowup_prediction law;
  if (!blowup->apply || lr_ring_evaluate(c, &c->ler, &ler, NULL) || lr_ring_evaluate(c, &c->her, &her, NULL) ||
      lr_blowup_at(blowup, ler.bunch_current_A, her.bunch_current_A, &law, NULL))
    return;
  if (needs & LR_NEED_TRACK) {
    fprintf(stderr, "note: blowup.apply: tracking begins from the vertical emittances as given, %.4g pm (ler) and %.4g pm (her), without the blow-up %s\n",
            blowup->given_emittance_m[0] * 1e12, blowup->given_emittance_m[1] * 1e12, blowup->tabulated ? "curve" : "law");
    return;
  }
  fprintf(stderr, "note: blowup.apply: vertical emittances %.4g pm (ler) and %.4g pm (her) by the blow-up %s, in place of %.4g and %.4g pm",
          c->ler.emittance_y_m * 1e12, c->her.emittance_y_m * 1e12, blowup->tabulated ? "curve" : "law",
          blowup->given_emittance_m[0] * 1e12, blowup->given_emittance_m[1] * 1e12);
  if (blowup->fitted && law.extrapolated)
    fprintf(stderr, "; extrapolated: %.4g mA^2 is %.3g times the %s of the points", law.product_A2 * 1e6, law.extrapolation,
            law.extrapolation > 1 ? "highest" : "lowest");
  if (!blowup->fitted && !blowup->tabulated) fprintf(stderr, "; no points stand behind the law");
  if (blowup->tabulated && blowup->curve.has_tracked) fputs("; effective ones: xi_y and lifetimes follow those of the particles", stderr);
  fputs("\n", stderr);
  if (blowup->tabulated && !blowup->curve.has_tracked && (needs & LR_NEED_FILL) && scenario->has_fill)
    fputs("note: the curve has no columns tracked_emittance_y_ler_pm and tracked_emittance_y_her_pm: Touschek lifetimes follow the emittances of "
          "the luminosity\n", stderr);
}

// Are all errors those of options of the verb that stand for keys?
static bool only_options(const struct lr_call *call, const struct lr_problems *problems) {
  for (size_t i = 0; i < problems->count; i++) {
    bool option = problems->item[i].warning;
    for (size_t k = call->sets - call->option_sets; k < call->sets && !option; k++) {
      const size_t key = strcspn(call->set[k], "=");
      const char *file = problems->item[i].file;
      option = file && strncmp(file, "--set ", 6) == 0 && strncmp(file + 6, call->set[k], key) == 0 && !file[6 + key];
    }
    if (!option) return false;
  }
  return problems->errors > 0;
}

enum lr_status lr_call_scenario(const struct lr_call *call, int needs, struct lr_scenario *scenario,
                                struct lr_error *error) {
  struct lr_problems problems = {0};
  enum lr_status status = lr_scenario_load(call->argument[0], call->set, call->sets, needs, scenario, &problems, error);
  if (!call->quiet || problems.errors) lr_problems_print(&problems, stderr);
  if (status == LR_E_INPUT && only_options(call, &problems)) {
    status = LR_E_USAGE;
    if (error) error->status = status;
  }
  lr_problems_free(&problems);
  if (status == LR_OK && !call->quiet && (needs & LR_NEED_MACHINE) && scenario->has_blowup) say_blowup(scenario, needs);
  return status;
}

void lr_call_word(struct lr_buffer *line, const char *before, const char *word) {
  static const char PLAIN[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-";
  lr_buffer_add(line, before);
  if (*word && strspn(word, PLAIN) == strlen(word)) {
    lr_buffer_add(line, word);
    return;
  }
  lr_buffer_add(line, "'");
  for (const char *c = word; *c; c++) lr_buffer_print(line, *c == '\'' ? "'\\''" : "%c", *c);
  lr_buffer_add(line, "'");
}

void lr_call_sets(const struct lr_call *call, struct lr_buffer *line) {
  for (size_t i = 0; i < call->sets; i++) lr_call_word(line, " --set ", call->set[i]);
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
