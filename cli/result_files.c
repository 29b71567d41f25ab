// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/result_files.h"

#include <string.h>

#include "base/files.h"

enum { MOST = 9 + 2 * LR_NAMED_FILES + LR_RUN_TABLES + 2 * LR_RUN_FIGURES };

struct list {
  struct lr_file file[MOST];
  char name[MOST][112];
  size_t count;
};

static void add(struct list *list, const char *stem, const char *ending, const char *bytes, size_t length) {
  if (list->count == MOST) LR_BUG("more files than a result has room for");
  char *name = list->name[list->count];
  snprintf(name, sizeof *list->name, "%.100s%.8s", stem, ending);
  for (size_t i = 0; i < list->count; i++)
    if (strcmp(list->file[i].name, name) == 0) return;  // a file that both scenarios name: the name holds the sum of its bytes
  list->file[list->count++] = (struct lr_file){name, bytes, length};
}

static void add_buffer(struct list *list, const char *stem, const char *ending, const struct lr_buffer *text) {
  add(list, stem, ending, lr_buffer_text(text), text->length);
}

enum lr_status lr_result_files_write(const char *folder, const struct lr_result_files *result, struct lr_error *error) {
  struct lr_buffer json = {0}, names = {0}, path = {0}, csv[LR_RUN_TABLES] = {{0}};
  struct list *list = calloc(1, sizeof *list);
  bool failed = !list;
  for (size_t i = 0; list && i < result->scenarios; i++) {
    const struct lr_scenario *scenario = result->scenario[i].scenario;
    add_buffer(list, result->scenario[i].name, "", &scenario->merged);
    for (size_t k = 0; k < scenario->files.count; k++) add_buffer(list, scenario->files.file[k].name, "", &scenario->files.file[k].text);
  }
  for (size_t i = 0; list && i < result->tables; i++) {
    lr_write_csv(result->table[i], &csv[i]);
    failed = failed || csv[i].failed;
    add_buffer(list, result->table[i]->name, ".csv", &csv[i]);
  }
  for (size_t i = 0; list && i < result->figures; i++) {
    const struct lr_run_figure *figure = &result->figure[i];
    add_buffer(list, figure->name, ".gp", &figure->script.buffer);
    add(list, figure->name, ".svg", figure->svg.data, figure->svg.length);
  }
  if (list && result->more.name) add_buffer(list, result->more.name, "", result->more.text);
  if (list) {
    lr_write_json(&result->provenance, (const struct lr_table *const *)result->table, result->tables, &json);
    add_buffer(list, "result", ".json", &json);
    for (size_t i = 0; i < list->count; i++) lr_buffer_print(&names, "%s\n", list->file[i].name);
    lr_buffer_print(&names, "files.txt\n%s\n", result->report);
    add_buffer(list, "files", ".txt", &names);
    add(list, result->report, "", result->html->data, result->html->length);
  }
  lr_buffer_print(&path, "%s/%s\n", folder, result->report);
  failed = failed || json.failed || names.failed || path.failed;
  enum lr_status status = failed ? lr_error_set(error, LR_E_MEMORY, "no memory for the result")
                                 : lr_files_write(folder, list->file, list->count, error);
  if (status == LR_OK) status = lr_call_print_text(lr_buffer_text(&path), error);
  for (size_t i = 0; i < result->tables; i++) lr_buffer_free(&csv[i]);
  lr_buffer_free(&json);
  lr_buffer_free(&names);
  lr_buffer_free(&path);
  free(list);
  return status;
}
