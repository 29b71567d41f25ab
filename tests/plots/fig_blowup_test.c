// SPDX-License-Identifier: GPL-3.0-or-later
// The figure of a blow-up: what is solid and what is dashed, drawn by gnuplot.
#include "plots/figures.h"
#include "plots/gnuplot.h"
#include "tests/lr_test.h"

static struct lr_table *table(const char *const *columns) {
  struct lr_table *t = lr_table_create("blowup_curve", "curve");
  for (; *columns; columns++)
    lr_table_column(t, *columns, strcmp(*columns, "operating_point") == 0 ? LR_TEXT : LR_NUMBER, "", "", "");
  return t;
}

static struct lr_table *curve_table(bool band) {
  static const char *const COLUMNS[] = {"product", "emittance_y_ler", "low_ler", "high_ler", "operating_point", NULL};
  struct lr_table *t = table(COLUMNS);
  for (int i = 0; i <= 5; i++) {
    lr_table_row(t);
    lr_table_number(t, "product", 0.1 * i);
    lr_table_number(t, "emittance_y_ler", 20 + 10 * i);
    if (band) lr_table_number(t, "low_ler", 19 + 9 * i);
    if (band) lr_table_number(t, "high_ler", 21 + 11 * i);
    lr_table_text(t, "operating_point", i == 4 ? "yes" : "no");
  }
  return t;
}

// The rows of a data block as one text, gaps as "|".
static void block(const struct lr_text *script, const char *name, char *out, size_t size) {
  char head[32];
  *out = '\0';
  snprintf(head, sizeof head, "$%s << EOD\n", name);
  const char *at = strstr(script->buffer.text, head);
  if (!at) return;
  at += strlen(head);
  const char *end = strstr(at, "EOD");
  size_t used = 0;
  for (; at < end && used + 1 < size; at++) out[used++] = *at == '\n' ? (at > script->buffer.text && at[-1] == '\n' ? '|' : ';') : *at;
  out[used] = '\0';
}

static void draw(const struct lr_blowup_figure *figure, struct lr_text *script) {
  const struct lr_figure_style style = {LR_FIGURE_SVG, "blowup", "Blow-up", "test"};
  struct lr_error error = {0};
  struct lr_bytes bytes = {0};
  LR_CHECK(lr_figure_blowup(&style, figure, script, &error) == LR_OK);
  LR_CHECK(lr_gnuplot_run(script->buffer.text, script->buffer.length, &bytes, &error) == LR_OK);
  if (error.status) fprintf(stderr, "    %s\n", error.text);
  lr_bytes_free(&bytes);
}

static void test_law(void) {
  static const char *const COLUMNS[] = {"product", "emittance_y_ler", "error", NULL};
  struct lr_table *curve = curve_table(true), *points = table(COLUMNS);
  for (int i = 0; i < 3; i++) {
    lr_table_row(points);
    lr_table_number(points, "product", 0.05 + 0.1 * i);
    lr_table_number(points, "emittance_y_ler", 26 + 10 * i);
    lr_table_number(points, "error", 1);
  }
  struct lr_blowup_figure figure = {.curve = curve, .points = points, .low = 0.05, .high = 0.25, .law = "law", .rests_on = "points", .given_pm = 40};
  struct lr_text script = {0};
  char text[512];
  draw(&figure, &script);
  block(&script, "inside", text, sizeof text);  // from end to end, both between rows
  LR_TEXT_IS(text, "0.05 25;0.1 30;0.2 40;0.25 45;|");
  block(&script, "outside", text, sizeof text);  // before and after, with a gap
  LR_TEXT_IS(text, "0 20;0.05 25;|0.25 45;0.3 50;0.4 60;0.5 70;");
  LR_CHECK(strstr(script.buffer.text, "$outside using 1:2 with lines lw 2 dt (8,5)") != NULL);
  LR_CHECK(strstr(script.buffer.text, "'extrapolated'") && strstr(script.buffer.text, "'1 sigma of the fit'"));
  block(&script, "here", text, sizeof text);
  LR_TEXT_IS(text, "0.4 60;");
  block(&script, "given", text, sizeof text);
  LR_TEXT_IS(text, "0.4 40;");
  lr_text_free(&script);

  figure = (struct lr_blowup_figure){.curve = curve, .low = 0, .high = 0.5, .law = "curve", .given_pm = NAN};  // all of it
  draw(&figure, &script);
  LR_CHECK(strstr(script.buffer.text, "$outside using") == NULL && strstr(script.buffer.text, "$given using") == NULL);
  block(&script, "inside", text, sizeof text);
  LR_TEXT_IS(text, "0 20;0.1 30;0.2 40;0.3 50;0.4 60;0.5 70;|");
  lr_text_free(&script);
  lr_table_free(curve);
  lr_table_free(points);
}

static void test_given(void) {
  struct lr_table *curve = curve_table(false), *empty = table((const char *const[]){"product", "emittance_y_ler", "operating_point", NULL});
  struct lr_blowup_figure figure = {.curve = curve, .law = "law as given: no points", .given_pm = 40};
  struct lr_text script = {0};
  struct lr_error error = {0};
  draw(&figure, &script);
  LR_CHECK(strstr(script.buffer.text, "$inside using") == NULL && strstr(script.buffer.text, "$band using") == NULL);
  LR_CHECK(strstr(script.buffer.text, "'law as given: no points'") != NULL);
  lr_text_free(&script);
  figure.curve = empty;
  LR_CHECK(lr_figure_blowup(&(struct lr_figure_style){LR_FIGURE_SVG, "b", "", ""}, &figure, &script, &error) == LR_E_INPUT);
  lr_text_free(&script);
  lr_table_free(curve);
  lr_table_free(empty);
}

int main(void) {
  test_law();
  test_given();
  return lr_test_end();
}
