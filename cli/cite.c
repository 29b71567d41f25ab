// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cite.h"

#include <stdlib.h>

#include "base/files.h"
#include "cli/bibliography.h"
#include "cli/equations.h"
#include "cli/scenario.h"

static enum lr_status read_bibliography(struct lr_bibliography *bibliography, struct lr_error *error) {
  const char *data = lr_data_folder();
  char *text = NULL;
  struct lr_buffer path = {0};
  enum lr_status status = data ? LR_OK : lr_error_set(error, LR_E_IO, "no folder of inputs: set LUMIREACH_DATA");
  lr_buffer_print(&path, "%s/inputs/references.bib", data ? data : "");
  if (!status) status = lr_file_read(lr_buffer_text(&path), &text, NULL, error);
  if (!status) status = lr_bibliography_parse(lr_buffer_text(&path), text, bibliography, error);
  free(text);
  lr_buffer_free(&path);
  return status;
}

static enum lr_status mark_node(struct lr_bibliography *bibliography, const struct lr_node *node, struct lr_error *error) {
  enum lr_status status = node->kind == LR_SCALAR && node->text ? lr_bibliography_mark(bibliography, node->text, error) : LR_OK;
  for (size_t i = 0; i < node->children && !status; i++) status = mark_node(bibliography, node->child[i], error);
  return status;
}

static enum lr_status mark_scenario(struct lr_bibliography *bibliography, const char *path, struct lr_error *error) {
  struct lr_problems problems = {0};
  struct lr_scenario scenario = {0};
  enum lr_status status = lr_scenario_load(path, NULL, 0, LR_NEED_CHANNELS, &scenario, &problems, error);
  lr_problems_print(&problems, stderr);
  lr_problems_free(&problems);
  if (!status) status = mark_node(bibliography, scenario.document->root, error);
  lr_scenario_free(&scenario);
  const struct lr_equation *equation;
  for (size_t i = 0; !status && (equation = lr_equation_at(i)); i++) {
    status = lr_bibliography_mark(bibliography, equation->source, error);
    if (!status) status = lr_bibliography_mark(bibliography, equation->valid, error);
  }
  return status;
}

enum lr_status lr_cite(const char *scenario, struct lr_buffer *out, struct lr_error *error) {
  struct lr_bibliography bibliography = {0};
  enum lr_status status = read_bibliography(&bibliography, error);
  if (!status && scenario) status = mark_scenario(&bibliography, scenario, error);
  if (!status) lr_bibliography_write(&bibliography, !scenario, out);
  if (!status && out->failed) status = lr_error_set(error, LR_E_MEMORY, "no memory");
  lr_bibliography_free(&bibliography);
  return status;
}
