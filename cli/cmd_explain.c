// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach explain [QUANTITY]
#include "cli/call.h"
#include "cli/equations.h"

static bool anything_answers(const char *name, bool loose) {
  const struct lr_equation *equation;
  for (size_t i = 0; (equation = lr_equation_at(i)); i++)
    if (lr_equation_answers(equation, name, loose)) return true;
  return false;
}

static void write_list(struct lr_buffer *out) {
  const struct lr_equation *equation;
  for (size_t i = 0; (equation = lr_equation_at(i)); i++) {
    lr_buffer_print(out, "%-4s %s\n    ", equation->label, equation->title);
    for (const char *const *quantity = equation->quantities; *quantity; quantity++) lr_buffer_print(out, " %s", *quantity);
    lr_buffer_add(out, "\n");
  }
  lr_buffer_add(out, "\nOne of them: lumireach explain LABEL, or a quantity. All with sources: docs/model.md\n");
}

static void write_matching(const char *name, bool loose, struct lr_buffer *out) {
  const struct lr_equation *equation;
  for (size_t i = 0; (equation = lr_equation_at(i)); i++) {
    if (!lr_equation_answers(equation, name, loose)) continue;
    if (out->length) lr_buffer_add(out, "\n");
    lr_equation_write(equation, out);
  }
}

static enum lr_status print_table(const struct lr_call *call, const char *name, bool loose, struct lr_error *error) {
  struct lr_table *table = lr_equations_table(name, loose);
  enum lr_status status = lr_call_print(call, NULL, (const struct lr_table *const *)&table, 1, error);
  lr_table_free(table);
  return status;
}

enum lr_status lr_cmd_explain(const struct lr_call *call, struct lr_error *error) {
  const char *name = call->arguments ? call->argument[0] : NULL;
  bool markdown = lr_call_option(call, 'M') != NULL, loose = false;
  if (name && markdown)
    return lr_error_set(error, LR_E_USAGE, "--markdown prints all equations: leave '%s' away", name);
  if (name && !anything_answers(name, false)) {
    loose = true;
    if (!anything_answers(name, true)) {
      const char *nearest = lr_equation_nearest(name);
      return lr_error_set(error, LR_E_USAGE, "nothing explains '%.80s'%s%s%s; 'lumireach explain' lists what there is", name,
                          nearest ? ": did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
    }
  }
  if (!markdown && call->format != LR_FORMAT_TEXT) return print_table(call, name, loose, error);
  struct lr_buffer out = {0};
  if (markdown) lr_equations_write_markdown(&out);
  else if (name) write_matching(name, loose, &out);
  else write_list(&out);
  enum lr_status status = out.failed ? lr_error_set(error, LR_E_MEMORY, "no memory for the text")
                                     : lr_call_print_text(lr_buffer_text(&out), error);
  lr_buffer_free(&out);
  return status;
}
