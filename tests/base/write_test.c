// SPDX-License-Identifier: GPL-3.0-or-later
// Tables out: JSON read by another program's reader, CSV quoting, aligned text.
#include "base/write.h"

#include <jansson.h>

#include "tests/lr_test.h"

static const char ODD[] = "a \"b\" \\ \t\n\r \x01\x1b[31m\x7f é µ 😀 \xe2\x80\xa8 </script>";

static struct lr_table *sample(void) {
  struct lr_table *t = lr_table_create("tab", ODD);
  lr_table_column(t, "id", LR_TEXT, "", ODD, ODD);
  lr_table_column(t, "value", LR_NUMBER, "fb^-1", "d", "s");
  lr_table_column(t, "when", LR_DATE, "", "", NULL);
  return t;
}

static void json(void) {
  enum { ROWS = 3000 };
  struct lr_table *t = sample();
  static double value[ROWS];
  for (int i = 0; i < ROWS; i++) {
    value[i] = lr_test_log_between(1e-150, 1e150) * (i % 2 ? -1 : 1);
    if (i < 6) value[i] = (double[]){0, -0.0, 1. / 3, 1e22, 2e-308, 1.7976931348623157e308}[i];
    lr_table_row(t);
    lr_table_text(t, "id", i % 3 ? ODD : NULL);
    lr_table_number(t, "value", value[i]);
    if (i % 2) lr_table_text(t, "when", "2026-02-01");
  }
  const struct lr_table *tables[] = {t, t};
  const struct lr_provenance provenance = {"0.1.0", "abc", 9007199254740992u};
  struct lr_buffer out = {0};
  lr_write_tables(LR_FORMAT_JSON, &provenance, tables, 2, &out);
  json_error_t error;
  json_t *root = json_loads(out.text, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &error);
  if (!root) fprintf(stderr, "%d:%d: %s\n", error.line, error.column, error.text);
  LR_CHECK(root != NULL);
  LR_CHECK(json_number_value(json_object_get(root, "schema")) == 1);
  LR_TEXT_IS(json_string_value(json_object_get(root, "scenario_sha256")), "abc");
  LR_CHECK(strstr(out.text, "\"seed\": 9007199254740992,") != NULL);
  json_t *all = json_object_get(root, "tables"), *table = json_array_get(all, 1);
  LR_CHECK(json_array_size(all) == 2);
  LR_TEXT_IS(json_string_value(json_object_get(table, "title")), ODD);
  json_t *columns = json_object_get(table, "columns"), *rows = json_object_get(table, "rows");
  LR_CHECK(json_array_size(columns) == 3 && json_array_size(rows) == ROWS);
  LR_TEXT_IS(json_string_value(json_object_get(json_array_get(columns, 1), "unit")), "fb^-1");
  LR_TEXT_IS(json_string_value(json_object_get(json_array_get(columns, 0), "source")), ODD);
  int exact = 1;
  for (size_t i = 0; i < ROWS; i++) {
    json_t *row = json_array_get(rows, i), *number = json_array_get(row, 1);
    int same = fabs(json_number_value(number) - value[i]) <= 5e-15 * fabs(value[i]);  // fifteen digits
    if (!same) fprintf(stderr, "row %zu: %.17g came back as %.17g\n", i, value[i], json_number_value(number));
    exact = exact && same;
    LR_CHECK(json_array_size(row) == 3);
    if (i % 3) LR_TEXT_IS(json_string_value(json_array_get(row, 0)), ODD);
    else LR_CHECK(json_is_null(json_array_get(row, 0)));
    LR_CHECK(i % 2 ? json_is_string(json_array_get(row, 2)) : json_is_null(json_array_get(row, 2)));
  }
  LR_CHECK(exact);
  json_decref(root);
  lr_buffer_free(&out);
  lr_write_json(&provenance, NULL, 0, &out);
  root = json_loads(out.text, 0, &error);
  LR_CHECK(root && json_array_size(json_object_get(root, "tables")) == 0);
  json_decref(root);
  lr_buffer_free(&out);
  lr_table_free(t);
}

static void csv(void) {
  struct lr_table *t = sample();
  const char *const CELLS[] = {"plain", "a,b", "say \"x\"", "two\nlines", "=1+1", "+1", "-1", "@x", "-", "\tx", "\rx", "", " x", NULL};
  for (int i = 0; CELLS[i]; i++) {
    lr_table_row(t);
    lr_table_text(t, "id", CELLS[i]);
    lr_table_number(t, "value", 1. / 3);
  }
  lr_table_row(t);
  const struct lr_table *tables[] = {t};
  struct lr_buffer out = {0};
  lr_write_tables(LR_FORMAT_CSV, NULL, tables, 1, &out);
  LR_TEXT_IS(out.text,
             "id,value [fb^-1],when\n"
             "plain,0.333333333333333,\n\"a,b\",0.333333333333333,\n\"say \"\"x\"\"\",0.333333333333333,\n"
             "\"two\nlines\",0.333333333333333,\n\" =1+1\",0.333333333333333,\n\" +1\",0.333333333333333,\n"
             "\" -1\",0.333333333333333,\n\" @x\",0.333333333333333,\n-,0.333333333333333,\n\" \tx\",0.333333333333333,\n"
             "\" \rx\",0.333333333333333,\n,0.333333333333333,\n x,0.333333333333333,\n,,\n");
  lr_buffer_free(&out);
  const struct lr_table *two[] = {t, t};
  lr_write_tables(LR_FORMAT_CSV, NULL, two, 2, &out);
  LR_CHECK(strncmp(out.text, "# tab\nid,", 9) == 0 && strstr(out.text, "\n\n# tab\nid,"));
  lr_buffer_free(&out);
  lr_table_free(t);
}

static void text(void) {
  struct lr_table *t = lr_table_create("t", "Title");
  lr_table_column(t, "name", LR_TEXT, "", "", "");
  lr_table_column(t, "value", LR_NUMBER, "µm", "", "");
  lr_table_column(t, "note", LR_TEXT, "", "", "");
  const char *const NAMES[] = {"a", "βeta", "naïve café", "x"};
  const double VALUES[] = {1, 12.5, -3e-7, NAN};
  for (int i = 0; i < 4; i++) {
    lr_table_row(t);
    lr_table_text(t, "name", NAMES[i]);
    lr_table_number(t, "value", VALUES[i]);
    lr_table_text(t, "note", i ? "two\nlines\x1b[2J\xc2\x9b!" : NULL);
  }
  struct lr_buffer out = {0};
  lr_write_text(t, &out);
  LR_TEXT_IS(out.text, "Title\n"
                       "name         value  note\n"
                       "                µm  \n"
                       "a                1  -\n"
                       "βeta          12.5  two lines [2J !\n"
                       "naïve café  -3e-07  two lines [2J !\n"
                       "x                -  two lines [2J !\n");
  lr_buffer_free(&out);
  lr_table_free(t);
  t = lr_table_create("empty", "No rows");
  lr_write_text(t, &out);
  lr_write_csv(t, &out);
  LR_CHECK(strncmp(out.text, "No rows\n", 8) == 0);
  lr_buffer_free(&out);
  lr_table_free(t);
}

static void numbers(void) {
  char text[32];
  for (int k = 0; k < 100000; k++) {
    double value = lr_test_log_between(1e-30, 1e30);
    lr_number_full(value, text);
    if (!(fabs(strtod(text, NULL) / value - 1) <= 5e-15)) lr_test_count(0, __FILE__, __LINE__, "reads back");
    lr_number_short(value, 6, text);
    if (!(fabs(strtod(text, NULL) / value - 1) <= 5.0001e-6)) {
      fprintf(stderr, "%.17g as '%s'\n", value, text);
      lr_test_count(0, __FILE__, __LINE__, "six digits");
    }
  }
  static const struct {
    double value;
    int digits;
    const char *text;
  } CASES[] = {{0, 6, "0"}, {-0.0, 6, "0"}, {0.5, 6, "0.5"}, {1e6, 6, "1e+06"}, {999999.7, 6, "1000000"}, {123456.7, 6, "123457"},
               {1e-3, 6, "0.001"}, {1e-4, 6, "0.0001"}, {1e-5, 6, "1e-05"}, {0.99999999, 3, "1"}, {9.9996, 4, "10"}, {-12.5, 3, "-12.5"},
               {1234.5, 3, "1234"}, {100, 3, "100"}, {6e34, 6, "6e+34"}};
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    lr_number_short(CASES[i].value, CASES[i].digits, text);
    LR_TEXT_IS(text, CASES[i].text);
  }
  lr_number_full(0.1, text);
  LR_TEXT_IS(text, "0.1");
  lr_number_full(50.00000000000001, text);
  LR_TEXT_IS(text, "50");
  lr_number_full(5.75, text);
  LR_TEXT_IS(text, "5.75");
}

int main(void) {
  lr_test_seed_from_environment();
  json();
  csv();
  text();
  numbers();
  return lr_test_end();
}
