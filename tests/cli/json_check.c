// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a result as JSON from standard input and checks its shape. With arguments: the tables that must be there.
#include <jansson.h>
#include <string.h>

static int bad(const char *what, const char *where) {
  fprintf(stderr, "json_check: %s %s\n", what, where);
  return 1;
}

static int is_text(const json_t *object, const char *key) { return json_is_string(json_object_get(object, key)); }

static int check_table(const json_t *table) {
  const char *name = json_string_value(json_object_get(table, "name"));
  const json_t *columns = json_object_get(table, "columns"), *rows = json_object_get(table, "rows");
  if (!name || !is_text(table, "title") || !json_is_array(columns) || !json_is_array(rows)) return bad("a table without name, title, columns or rows", name ? name : "");
  size_t width = json_array_size(columns);
  for (size_t j = 0; j < width; j++) {
    const json_t *column = json_array_get(columns, j);
    if (!is_text(column, "name") || !is_text(column, "unit") || !is_text(column, "source")) return bad("a column without name, unit or source in", name);
  }
  for (size_t i = 0; i < json_array_size(rows); i++) {
    const json_t *row = json_array_get(rows, i);
    if (!json_is_array(row) || json_array_size(row) != width) return bad("a row of another width in", name);
    for (size_t j = 0; j < width; j++) {
      const json_t *cell = json_array_get(row, j);
      if (!json_is_number(cell) && !json_is_string(cell) && !json_is_null(cell)) return bad("a cell that is no number, text or null in", name);
    }
  }
  return width == 0 ? bad("no columns in", name) : 0;
}

int main(int count, char **wanted) {
  json_error_t error;
  json_t *root = json_loadf(stdin, JSON_REJECT_DUPLICATES, &error);
  if (!root) {
    fprintf(stderr, "json_check: line %d: %s\n", error.line, error.text);
    return 1;
  }
  const json_t *tables = json_object_get(root, "tables");
  int failed = 0;
  if (json_integer_value(json_object_get(root, "schema")) != 1 || !is_text(root, "version") || !is_text(root, "scenario_sha256") ||
      !json_is_integer(json_object_get(root, "seed")) || !json_is_array(tables) || !json_array_size(tables))
    failed = bad("schema, version, scenario_sha256, seed or tables are not there", "");
  for (size_t i = 0; i < json_array_size(tables); i++) failed |= check_table(json_array_get(tables, i));
  for (int k = 1; k < count; k++) {
    int found = 0;
    for (size_t i = 0; i < json_array_size(tables); i++) {
      const char *name = json_string_value(json_object_get(json_array_get(tables, i), "name"));
      found = found || (name && strcmp(name, wanted[k]) == 0);
    }
    if (!found) failed |= bad("there is no table", wanted[k]);
  }
  json_decref(root);
  return failed;
}
