// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of figures share: tables from rows of numbers and texts, golden scripts, drawing.
// After a wanted change: LR_UPDATE_GOLDEN=1 writes the golden files anew; look at the difference before you keep it.
#ifndef LR_TESTS_FIGURE_TEST_H
#define LR_TESTS_FIGURE_TEST_H

#include "base/table.h"
#include "plots/gnuplot.h"
#include "plots/script.h"
#include "tests/lr_test.h"

// Columns: "t:name" a text, "d:name" a date, else a number. NULL ends the list.
static inline struct lr_table *figure_table(const char *name, const char *const *columns) {
  struct lr_table *made = lr_table_create(name, name);
  for (; *columns; columns++) {
    bool date = strncmp(*columns, "d:", 2) == 0, text = strncmp(*columns, "t:", 2) == 0;
    lr_table_column(made, *columns + (date || text ? 2 : 0), date ? LR_DATE : text ? LR_TEXT : LR_NUMBER, "", "", "");
  }
  return made;
}
#define TABLE(name, ...) figure_table(name, (const char *const[]){__VA_ARGS__, NULL})

// One row from texts; a number column gets the number that the text says; "" is an empty cell.
static inline void figure_row(struct lr_table *to, const char *const *cells) {
  lr_table_row(to);
  for (size_t i = 0; i < to->columns; i++) {
    if (!*cells[i]) continue;
    if (to->column[i].kind == LR_NUMBER)
      lr_table_number(to, to->column[i].name, strtod(cells[i], NULL));
    else
      lr_table_text(to, to->column[i].name, cells[i]);
  }
}
#define ROW_OF(to, ...) figure_row(to, (const char *const[]){__VA_ARGS__})

// One row of numbers, NaN for an empty cell; as many as there are number columns.
static inline void figure_numbers(struct lr_table *to, const double *value) {
  lr_table_row(to);
  for (size_t i = 0; i < to->columns; i++)
    if (to->column[i].kind == LR_NUMBER) lr_table_number(to, to->column[i].name, *value++);
}

static inline struct lr_figure_style figure_style(const char *name, enum lr_figure_format format, const char *title) {
  return (struct lr_figure_style){format, name, title, "lumireach 0.1.0, scenario 1a2b3c4d, seed 1"};
}

static inline void figure_golden(const char *name, const struct lr_text *script) {
  char path[512];
  const char *source = getenv("LR_SOURCE_DIR");
  snprintf(path, sizeof path, "%s/tests/golden/%s.gp", source ? source : ".", name);
  bool update = getenv("LR_UPDATE_GOLDEN") != NULL;
  FILE *file = fopen(path, update ? "w" : "r");
  if (!file) fprintf(stderr, "no %s: run once with LR_UPDATE_GOLDEN=1\n", path);
  LR_CHECK(file != NULL);
  if (!file) return;
  if (update) {
    LR_CHECK(fwrite(script->buffer.text, 1, script->buffer.length, file) == script->buffer.length);
  } else {
    char *golden = calloc(1, 1 << 20);
    size_t length = golden ? fread(golden, 1, (1 << 20) - 1, file) : 0;
    bool same = length == script->buffer.length && memcmp(golden, script->buffer.text, length) == 0;
    LR_CHECK(same);
    size_t line = 1;
    for (size_t i = 0;
         golden && !same && i < length && i < script->buffer.length && golden[i] == script->buffer.text[i]; i++)
      line += golden[i] == '\n';
    if (!same) fprintf(stderr, "    %s differs from line %zu on\n", path, line);
    free(golden);
  }
  fclose(file);
}

// Draws and frees the script; golden NULL: only drawn.
static inline void figure_finish(enum lr_status status, const char *golden, struct lr_text *script,
                                 const struct lr_error *built) {
  struct lr_bytes figure = {0};
  struct lr_error error = {0};
  LR_CHECK(status == LR_OK);
  if (status) fprintf(stderr, "    %s\n", built->text);
  if (!status && golden) figure_golden(golden, script);
  if (!status) LR_CHECK(lr_gnuplot_run(script->buffer.text, script->buffer.length, &figure, &error) == LR_OK);
  if (error.status) fprintf(stderr, "    %s: %s\n", golden ? golden : "", error.text);
  lr_bytes_free(&figure);
  lr_text_free(script);
}

// Refused with LR_E_INPUT and a message that holds `word`; frees the script.
static inline void figure_refused(enum lr_status status, const char *word, struct lr_text *script,
                                  struct lr_error *error) {
  LR_CHECK(status == LR_E_INPUT);
  LR_CHECK(strstr(error->text, word) != NULL);
  if (!strstr(error->text, word)) fprintf(stderr, "    wanted '%s', got '%s'\n", word, error->text);
  lr_text_free(script);
  *error = (struct lr_error){0};
}

// Does the script hold these words? Frees it.
static inline bool figure_has(enum lr_status status, const char *words, struct lr_text *script) {
  bool found = status == LR_OK && strstr(lr_buffer_text(&script->buffer), words) != NULL;
  lr_text_free(script);
  return found;
}

#endif
