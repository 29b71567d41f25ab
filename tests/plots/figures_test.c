// SPDX-License-Identifier: GPL-3.0-or-later
// The figures: their scripts against tests/golden/*.gp byte for byte, and each drawn by gnuplot in each format.
// After a wanted change: LR_UPDATE_GOLDEN=1 writes the golden files anew; look at the difference before you keep it.
#include "plots/figures.h"

#include "plots/gnuplot.h"
#include "tests/lr_test.h"

static struct lr_table *table(const char *name, const char *const *columns) {
  struct lr_table *made = lr_table_create(name, name);
  for (; *columns; columns++) {  // "d:" a date, "t:" a text, else a number
    bool date = strncmp(*columns, "d:", 2) == 0, text = strncmp(*columns, "t:", 2) == 0;
    lr_table_column(made, *columns + (date || text ? 2 : 0), date ? LR_DATE : text ? LR_TEXT : LR_NUMBER, "", "", "");
  }
  return made;
}
#define TABLE(name, ...) table(name, (const char *const[]){__VA_ARGS__, NULL})

// One row from texts; a number column gets the number that the text says; NULL is an empty cell.
static void fill(struct lr_table *to, const char *const *cells) {
  lr_table_row(to);
  for (size_t i = 0; i < to->columns; i++) {
    if (!cells[i]) continue;
    if (to->column[i].kind == LR_NUMBER)
      lr_table_number(to, to->column[i].name, strtod(cells[i], NULL));
    else
      lr_table_text(to, to->column[i].name, cells[i]);
  }
}
#define FILL(to, ...) fill(to, (const char *const[]){__VA_ARGS__})

static void compare_golden(const char *name, const struct lr_text *script) {
  char path[512];
  const char *source = getenv("LR_SOURCE_DIR");
  snprintf(path, sizeof path, "%s/tests/golden/%s.gp", source ? source : ".", name);
  if (getenv("LR_UPDATE_GOLDEN")) {
    FILE *out = fopen(path, "w");
    LR_CHECK(out && fwrite(script->buffer.text, 1, script->buffer.length, out) == script->buffer.length);
    if (out) fclose(out);
    return;
  }
  FILE *in = fopen(path, "r");
  if (!in) fprintf(stderr, "no %s: run once with LR_UPDATE_GOLDEN=1\n", path);
  LR_CHECK(in != NULL);
  if (!in) return;
  char *golden = calloc(1, 1 << 20);
  size_t length = golden ? fread(golden, 1, (1 << 20) - 1, in) : 0;
  fclose(in);
  bool same = length == script->buffer.length && memcmp(golden, script->buffer.text, length) == 0;
  LR_CHECK(same);
  for (size_t i = 0, line = 1; golden && !same && i < length && i < script->buffer.length; i++) {
    if (golden[i] != script->buffer.text[i]) {
      fprintf(stderr, "    %s differs from line %zu on\n", path, line);
      break;
    }
    line += golden[i] == '\n';
  }
  free(golden);
}

// Draws and frees the script. `golden` NULL: only drawn.
static void finish(enum lr_status status, const char *golden, struct lr_text *script, const struct lr_error *built) {
  LR_CHECK(status == LR_OK);
  if (status) fprintf(stderr, "    %s\n", built->text);
  if (!status) {
    struct lr_bytes figure;
    struct lr_error error = {0};
    if (golden) compare_golden(golden, script);
    LR_CHECK(lr_gnuplot_run(script->buffer.text, script->buffer.length, &figure, &error) == LR_OK);
    if (error.status) fprintf(stderr, "    %s\n", error.text);
    lr_bytes_free(&figure);
  }
  lr_text_free(script);
}

static struct lr_figure_style style(const char *name, enum lr_figure_format format) {
  return (struct lr_figure_style){format, name, "It's a title with `ticks` and {braces}", "lumireach 0.1.0, scenario 1a2b3c4d, seed 1"};
}

static struct lr_table *milestone_table(void) {
  struct lr_table *t = TABLE("milestones", "luminosity_ab", "d:expected", "d:p10", "d:p50", "d:p90");
  FILL(t, "1", "2027-06-20", "2027-05-02", "2027-09-30", "2028-06-01");
  FILL(t, "10", "2036-02-10", "2033-08-01", "2036-08-11", "2041-05-01");
  FILL(t, "50", "2043-09-21", "2041-01-09", "2044-09-01", NULL);
  FILL(t, "100", NULL, NULL, NULL, NULL);
  return t;
}

static void luminosity(void) {
  struct lr_table *sum = TABLE("integrated", "d:date", "expected", "p10", "p50", "p90");
  FILL(sum, "2026-11-22", "0.74", "0.74", "0.74", "0.74");
  FILL(sum, "2030-01-01", "3.1", "2.0", "2.7", "3.4");
  FILL(sum, "2035-01-01", "9", NULL, "7", "10");  // a hole in the band only
  FILL(sum, "2040-01-01", "31", "15", "25", "36");
  FILL(sum, "2049-12-31", "61", "31", "50", "70");
  struct lr_table *peak = TABLE("peak", "d:date", "expected", "p10", "p50", "p90");
  FILL(peak, "2026-11-22", "6", "5", "6", "7");
  FILL(peak, "2032-01-01", NULL, NULL, NULL, NULL);
  FILL(peak, "2033-04-01", "20", "12", "18", "23");
  FILL(peak, "2049-12-31", "60", "36", "54", "72");
  struct lr_table *history = TABLE("history", "t:id", "d:start", "d:end", "peak", "recorded", "cumulated");
  FILL(history, "2022ab", "2022-02-21", "2022-06-22", "4.71", "157", "424");
  FILL(history, "2024c", "2024-10-09", "2024-12-27", "5.1", "151", "575");
  struct lr_table *shutdowns = TABLE("shutdowns", "t:id", "d:start", "d:end"), *milestones = milestone_table();
  FILL(shutdowns, "LS1", "2022-06-22", "2024-01-29");
  FILL(shutdowns, "LS2, it's 'long'", "2032-01-01", "2033-03-31");
  struct lr_luminosity_figure figure = {sum, peak, history, milestones, shutdowns, "recorded", "2026-11-22", false};
  struct lr_error error = {0};
  struct lr_text script = {0};
  struct lr_figure_style s = style("luminosity", LR_FIGURE_SVG);
  finish(lr_figure_luminosity(&s, &figure, &script, &error), "luminosity", &script, &error);
  figure.log_integrated = true;
  finish(lr_figure_luminosity(&s, &figure, &script, &error), "luminosity_log", &script, &error);
  s.format = LR_FIGURE_PDF;
  finish(lr_figure_luminosity(&s, &figure, &script, &error), NULL, &script, &error);
  s.format = LR_FIGURE_PNG;
  finish(lr_figure_luminosity(&s, &(struct lr_luminosity_figure){.integrated = sum}, &script, &error), NULL, &script, &error);

  // User text with a newline must be refused, not drawn.
  FILL(shutdowns, "2034\n!id", "2034-01-01", "2036-03-31");
  LR_CHECK(lr_figure_luminosity(&s, &figure, &script, &error) == LR_E_INPUT);
  LR_CHECK(strstr(error.text, "figure luminosity: control character") != NULL);
  lr_text_free(&script);
  figure.integrated = shutdowns;
  LR_CHECK(lr_figure_luminosity(&s, &figure, &script, &error) == LR_E_INPUT);
  lr_text_free(&script);
  struct lr_table *all[] = {sum, peak, history, shutdowns, milestones};
  for (size_t i = 0; i < 5; i++) lr_table_free(all[i]);
}

static void factors(void) {
  struct lr_table *t = TABLE("factors", "t:factor", "value", "luminosity", "t:description");
  FILL(t, "head-on, no hourglass", NULL, "5.1e35", "f0 nb N+ N- / (4π σx σy)");
  FILL(t, "crossing angle", "0.094", "4.79e34", "a description that is much too long for the margin and has to end in an ellipsis");
  FILL(t, "hourglass", "0.972", "4.656e34", NULL);
  FILL(t, "crab waist", "1.012", "4.71e34", "80 % LER");
  FILL(t, "result", "1", "4.71e34", NULL);
  struct lr_error error = {0};
  struct lr_text script = {0};
  struct lr_figure_style s = style("factors", LR_FIGURE_SVG);
  finish(lr_figure_factors(&s, t, LR_SCALE_AUTO, &script, &error), "factors", &script, &error);
  s.format = LR_FIGURE_PNG;
  finish(lr_figure_factors(&s, t, LR_SCALE_LINEAR, &script, &error), NULL, &script, &error);
  struct lr_table *one = TABLE("factors", "t:factor", "value", "luminosity", "t:description");
  LR_CHECK(lr_figure_factors(&s, one, LR_SCALE_AUTO, &script, &error) == LR_E_INPUT);
  lr_text_free(&script);
  FILL(one, "alone", NULL, "1e34", NULL);
  finish(lr_figure_factors(&s, one, LR_SCALE_LOG, &script, &error), NULL, &script, &error);
  lr_table_free(t);
  lr_table_free(one);
}

static void milestones(void) {
  struct lr_table *t = milestone_table();
  struct lr_error error = {0};
  struct lr_text script = {0};
  struct lr_figure_style s = style("milestones", LR_FIGURE_SVG);
  enum lr_status status = lr_figure_milestones(&s, t, "2026-11-22", "2050-12-31", &script, &error);
  LR_CHECK(strstr(lr_buffer_text(&script.buffer), "'never by 2050'") != NULL);
  finish(status, "milestones", &script, &error);
  LR_CHECK(lr_figure_milestones(&s, t, "2026-11-22", "soon", &script, &error) == LR_E_INPUT);
  lr_text_free(&script);
  lr_table_free(t);
  t = TABLE("milestones", "luminosity_ab", "d:expected", "d:p10", "d:p50", "d:p90");
  LR_CHECK(lr_figure_milestones(&s, t, "2026-11-22", "2050-12-31", &script, &error) == LR_E_INPUT);
  lr_text_free(&script);
  FILL(t, "100", NULL, NULL, NULL, NULL);  // nothing but never
  finish(lr_figure_milestones(&s, t, "2026-11-22", "2050-12-31", &script, &error), NULL, &script, &error);
  lr_table_free(t);
}

static void reach(void) {
  struct lr_table *t = TABLE("reach", "t:channel", "t:dataset", "luminosity_ab", "cl", "mass_GeV", "t:edge", "coupling", "m2s",
                             "m1s", "p1s", "p2s", "t:kind");
  FILL(t, "dark", "all", "50", "0.9", "0.1", "lower", "1e-4", "6e-5", "8e-5", "1.3e-4", "1.6e-4", "expected");
  FILL(t, "dark", "all", "50", "0.9", "0.5", "lower", NULL, NULL, NULL, NULL, NULL, "expected");  // a veto window
  FILL(t, "dark", "all", "50", "0.9", "1", "lower", "2e-4", "1.2e-4", "1.6e-4", "2.6e-4", "3.2e-4", "expected");
  FILL(t, "dark", "all", "50", "0.9", "5", "lower", "4e-4", "2.4e-4", "3.2e-4", "5.2e-4", "6.4e-4", "expected");
  FILL(t, "dark", "all", "0.58", "0.9", "0.1", "lower", "3e-4", NULL, NULL, NULL, NULL, "expected");
  FILL(t, "dark", "all", "0.58", "0.9", "5", "lower", "1.2e-3", NULL, NULL, NULL, NULL, "expected");
  FILL(t, "dark", "all", "10", "0.9", "1", "lower", NULL, NULL, NULL, NULL, NULL, "expected");  // no sensitivity at all
  FILL(t, "dark", "all", "0.0628", "0.9", "2", "", "2e-3", NULL, NULL, NULL, NULL, "anchor");
  FILL(t, "other", "all", "1", "0.95", "1", "", "1", NULL, NULL, NULL, NULL, "expected");
  struct lr_table *old = TABLE("existing", "t:channel", "t:label", "t:group", "mass_GeV", "coupling", "closed");
  FILL(old, "dark", "BaBar's limit", "collider", "0.05", "9e-4", "0");
  FILL(old, "dark", "BaBar's limit", "collider", "2", "9e-4", "0");
  FILL(old, "dark", "BaBar's limit", "collider", "8", "1.2e-3", "0");
  FILL(old, "dark", "dump", "beam dump", "0.15", "2e-6", "1");
  FILL(old, "dark", "dump", "beam dump", "0.8", "4e-6", "1");
  FILL(old, "dark", "dump", "beam dump", "0.4", "4e-5", "1");
  FILL(old, "other", "elsewhere", "collider", "1", "2", "0");
  struct lr_reach_figure figure = {.reach = t, .existing = old, .channel = "dark", .mass_label = "A′ mass", .coupling_label = "g_{aγγ}",
                                   .coupling_unit = "GeV^-1", .today_ab = 0.58};
  struct lr_error error = {0};
  struct lr_text script = {0};
  struct lr_figure_style s = style("reach", LR_FIGURE_SVG);
  enum lr_status status = lr_figure_reach(&s, &figure, &script, &error);
  const char *text = lr_buffer_text(&script.buffer);
  LR_CHECK(strstr(text, "'today 0.58 ab⁻¹'") && strstr(text, "'50 ab⁻¹'") && strstr(text, "90 % CL") && strstr(text, "[GeV⁻¹]"));
  LR_CHECK(strstr(text, "published, 62.8 fb⁻¹") && strstr(text, "'BaBar'.\"'\".'s limit'") && strstr(text, "'dump'"));
  LR_CHECK(!strstr(text, "elsewhere") && !strstr(text, "nan") && !strstr(text, "inf\n"));
  finish(status, "reach", &script, &error);
  s.format = LR_FIGURE_PDF;
  figure.linear_mass = true;
  finish(lr_figure_reach(&s, &figure, &script, &error), NULL, &script, &error);
  figure.existing = NULL;
  figure.linear_mass = false;
  finish(lr_figure_reach(&s, &figure, &script, &error), NULL, &script, &error);
  figure.channel = "none such";
  LR_CHECK(lr_figure_reach(&s, &figure, &script, &error) == LR_E_INPUT);
  LR_CHECK(strstr(error.text, "none such") != NULL);
  lr_text_free(&script);
  figure.channel = "other";  // a single point of a single curve
  finish(lr_figure_reach(&s, &figure, &script, &error), NULL, &script, &error);
  for (int i = 0; i < 30; i++) {
    char number[32];
    snprintf(number, sizeof number, "%d", i + 2);
    FILL(t, "other", "all", number, "0.9", "1", "", "1", NULL, NULL, NULL, NULL, "expected");
  }
  LR_CHECK(lr_figure_reach(&s, &figure, &script, &error) == LR_E_INPUT);
  LR_CHECK(strstr(error.text, "room for 24") != NULL);
  lr_text_free(&script);
  lr_table_free(t);
  lr_table_free(old);
}

int main(void) {
  luminosity();
  factors();
  milestones();
  reach();
  return lr_test_end();
}
