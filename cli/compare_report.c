// SPDX-License-Identifier: GPL-3.0-or-later
// compare.html: the two sides in a figure, what was changed, what each knob does, what differs.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"
#include "cli/result_files.h"
#include "plots/figures.h"
#include "version.h"

enum { MOST_ROWS = 200 };  // of the page; differences.csv has all

static void add_value(struct lr_text *text, enum lr_headline which, double value) {
  char date[16];
  if (!isfinite(value)) lr_text_add(text, which == LR_HEADLINE_MILESTONE ? "never" : "–");
  else if (which == LR_HEADLINE_MILESTONE) lr_text_add(text, "%s", lr_date_text((int)value, date));
  else lr_text_number(text, value, 4);
}

struct lr_table *lr_comparison_headlines(const struct lr_comparison *c) {
  struct lr_table *t = lr_table_create("headlines", "Headlines");
  lr_table_column(t, "quantity", LR_TEXT, "", "what", "");
  lr_table_column(t, "unit", LR_TEXT, "", "of the row; d: dates, their change in days", "");
  lr_table_column(t, "a", LR_NUMBER, "", "in A; never: not by the last date of both", "");
  lr_table_column(t, "b", LR_NUMBER, "", "in B; never: not by the last date of both", "");
  lr_table_column(t, "change", LR_NUMBER, "", "b - a", "model.md P26");
  lr_table_column(t, "relative", LR_NUMBER, "", "b / a - 1", "model.md P26");
  lr_table_column(t, "words", LR_TEXT, "", "from A to B", "");
  lr_table_column(t, "shift", LR_TEXT, "", "the change in words", "");
  for (int q = 0; q < LR_HEADLINES; q++) {
    enum lr_headline which = (enum lr_headline)q;
    char name[64], date[16];
    const double value[] = {lr_headline_value(&c->side[0], &c->at, which), lr_headline_value(&c->side[1], &c->at, which)};
    double change = value[1] - value[0];
    bool dated = which == LR_HEADLINE_MILESTONE;
    if (isnan(value[0]) && isnan(value[1])) continue;
    lr_table_row(t);
    lr_table_text(t, "quantity", lr_headline_words(&c->at, which, name));
    lr_table_text(t, "unit", lr_headline_unit(which));
    for (int i = 0; i < 2; i++) {
      if (isnan(value[i]) && dated) lr_table_text(t, i ? "b" : "a", "never");
      if (isnan(value[i])) continue;
      if (dated) lr_table_text(t, i ? "b" : "a", lr_date_text((int)value[i], date));
      else lr_table_number(t, i ? "b" : "a", value[i]);
    }
    lr_table_number(t, "change", change);
    if (!dated && value[0] != 0) lr_table_number(t, "relative", value[1] / value[0] - 1);
    struct lr_text words = {0}, shift = {0};
    add_value(&words, which, value[0]);
    lr_text_add(&words, " → ");
    add_value(&words, which, value[1]);
    if (*lr_headline_unit(which) && !dated) {
      lr_text_add(&words, " ");
      lr_text_unit(&words, lr_headline_unit(which));
    }
    if (dated && isfinite(change)) lr_text_add(&shift, "%.0f d%s", fabs(change), change < 0 ? " earlier" : change > 0 ? " later" : "");
    if (!dated && isfinite(change) && value[0] != 0) {
      lr_text_add(&shift, change > 0 ? "+" : "");
      lr_text_number(&shift, 100 * (value[1] / value[0] - 1), 2);
      lr_text_add(&shift, " %%");
    }
    lr_table_text(t, "words", lr_buffer_text(&words.buffer));
    lr_table_text(t, "shift", shift.buffer.length ? lr_buffer_text(&shift.buffer) : NULL);
    if (words.buffer.failed || shift.buffer.failed) t->failed = true;
    lr_text_free(&shift);
    lr_text_free(&words);
  }
  return t;
}

// What side B is called: its name, or what --set has changed.
static const char *name_of(const struct lr_comparison *c, int side) {
  if (side && c->same_file) return c->call->set[0];
  return *c->scenario[side].name ? c->scenario[side].name : c->file[side];
}

static enum lr_status draw(const struct lr_comparison *c, const struct lr_table *headlines, struct lr_run_figure *figure, struct lr_error *error) {
  char provenance[160];
  struct lr_table *sums[2] = {NULL, NULL};
  bool failed = false;
  for (int i = 0; i < 2; i++) {
    if (c->side[i].integrated) sums[i] = lr_table_scaled(c->side[i].integrated, "fb^-1", 1e-3, "ab^-1");
    failed = failed || (c->side[i].integrated && !lr_table_ok(sums[i]));
  }
  bool plans = c->scenario[0].has_plan && c->scenario[1].has_plan;
  const int kind[] = {c->scenario[0].plan.lumi_kind, c->scenario[1].plan.lumi_kind};
  snprintf(provenance, sizeof provenance, "lumireach %s, scenarios %.8s and %.8s, seed %llu", LR_VERSION, c->scenario[0].sha256, c->scenario[1].sha256,
           (unsigned long long)c->stages.seed);
  snprintf(figure->name, sizeof figure->name, "compare");
  snprintf(figure->title, sizeof figure->title, "What if: A against B");
  snprintf(figure->caption, sizeof figure->caption,
           "Above: integrated luminosity of both; band P10 to P90 of %ld histories with their median, dashed the closed form with the declared "
           "factors. Both sides have the same random numbers. Below: what B makes of a few quantities of A.",
           c->scenario[0].histories);
  snprintf(figure->description, sizeof figure->description, "Two bands against time, and one bar for each headline quantity.");
  const struct lr_figure_style style = {LR_FIGURE_SVG, figure->name, figure->title, provenance};
  const struct lr_compare_figure what = {.a = sums[0], .b = sums[1], .headlines = headlines, .name_a = name_of(c, 0),
                                         .name_b = name_of(c, 1),
                                         .kind = plans && kind[0] == kind[1] ? lr_lumi_kind_name((enum lr_lumi_kind)kind[0]) : NULL};
  enum lr_status status = failed ? lr_error_set(error, LR_E_MEMORY, "no memory for the figure")
                                 : lr_run_figure_draw(figure, lr_figure_compare(&style, &what, &figure->script, error), error);
  lr_table_free(sums[0]);
  lr_table_free(sums[1]);
  return status;
}

// The first rows that differ: the page has no room for all.
static struct lr_table *rows_for_page(const struct lr_comparison *c) {
  struct lr_differences some = {.row = c->differences.row};
  size_t shown = 0;
  while (some.count < c->differences.count && shown < MOST_ROWS) shown += lr_difference_differs(&c->differences.row[some.count++]);
  return lr_differences_table(&some, false);
}

// Does nothing differ but the state of the pixel detector?
static bool only_pxd(const struct lr_knobs *knobs) {
  bool only = knobs->count > 0;
  for (size_t i = 0; i < knobs->count; i++)
    only = only && (strcmp(knobs->knob[i].path, "plan.detector.pxd") == 0 || strcmp(knobs->knob[i].path, "losses.detector.pxd") == 0);
  return only;
}

static void say_cautions(const struct lr_comparison *c, struct lr_report *report) {
  bool together = false;
  for (size_t i = 0; i < c->attribution->rows; i++) together = together || strcmp(lr_table_get_text(c->attribution, i, "note"), lr_note_together) == 0;
  if (together) lr_report_caution(report, "The knobs act together: single contributions say little.");
  if (only_pxd(&c->knobs)) lr_report_caution(report, "What the detector's state is worth for searches is not in these numbers.");
}

static void say(const struct lr_comparison *c, const struct lr_table *headlines, struct lr_report *report) {
  struct lr_text text = {0};
  size_t differ = 0;
  for (size_t i = 0; i < c->differences.count; i++) differ += lr_difference_differs(&c->differences.row[i]);
  lr_text_add(&text, "A is %s (%s); B is ", name_of(c, 0), c->file[0]);
  if (c->same_file) lr_text_add(&text, "the same with %zu assignment%s over it.", c->call->sets, c->call->sets == 1 ? "" : "s");
  else lr_text_add(&text, "%s (%s).", name_of(c, 1), c->file[1]);
  lr_text_add(&text, " %zu key%s, and ", c->knobs.count, c->knobs.count == 1 ? " differs" : "s differ");
  if (differ) lr_text_add(&text, "%zu of %zu numbers with %s.", differ, c->differences.count, c->knobs.count == 1 ? "it" : "them");
  else lr_text_add(&text, "none of %zu numbers.", c->differences.count);
  lr_text_add(&text, " Both have the same random numbers: what differs comes from the keys.");
  lr_report_summary(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
  for (size_t i = 0; i < headlines->rows; i++) {
    const char *shift = lr_table_get_text(headlines, i, "shift");
    lr_report_tile(report, lr_table_get_text(headlines, i, "quantity"), *shift ? shift : "–", lr_table_get_text(headlines, i, "words"));
  }
}

static enum lr_status page(const struct lr_comparison *c, const struct lr_table *headlines, const struct lr_run_figure *figure, struct lr_bytes *html,
                           struct lr_error *error) {
  struct lr_buffer command = {0};
  lr_call_word(&command, "lumireach compare ", c->file[0]);
  if (!c->same_file) lr_call_word(&command, " ", c->file[1]);
  lr_call_word(&command, " -o ", c->call->output);
  lr_buffer_print(&command, " --seed %llu --histories %ld", (unsigned long long)c->stages.seed, c->scenario[0].histories);
  lr_call_sets(c->call, &command);
  const struct lr_report_head head = {.title = "What if: two scenarios, number by number", .scenario = name_of(c, 0), .version = LR_VERSION,
                                      .scenario_sha256 = c->scenario[0].sha256, .as_of = "", .command = lr_buffer_text(&command), .seed = c->stages.seed};
  struct lr_report *report = command.failed ? NULL : lr_report_create(&head);
  struct lr_table *rows = rows_for_page(c);
  enum lr_status status = LR_OK;
  if (!report || !lr_table_ok(rows)) status = lr_error_set(error, LR_E_MEMORY, "no memory for the report");
  if (status == LR_OK) {
    say(c, headlines, report);
    say_cautions(c, report);
    lr_report_section(report, "The two sides");
    const struct lr_report_figure drawn = {figure->name, figure->title, figure->description, figure->caption, &figure->svg,
                                           lr_buffer_text(&figure->script.buffer)};
    if (figure->svg.length) lr_report_figure(report, &drawn);
    lr_report_table(report, c->scenarios, NULL);
    lr_report_section(report, "What was changed, and what each change does");
    lr_report_table(report, c->knob_table, NULL);
    if (c->attribution->rows) {
      lr_report_paragraph(report, "Each key of B alone laid over A; together: what the keys do to one another, and those that cannot stand alone.");
      lr_report_table(report, c->attribution, NULL);
    }
    lr_report_section(report, "What differs");
    lr_report_table(report, c->compared, NULL);
    if (rows->rows) lr_report_table(report, rows, rows->rows == MOST_ROWS ? "The first 200 numbers that differ; differences.csv has all" : "The numbers that differ; differences.csv has all");
    status = lr_report_bytes(report, html, error);
  }
  lr_table_free(rows);
  lr_report_free(report);
  lr_buffer_free(&command);
  return status;
}

enum lr_status lr_comparison_write(struct lr_comparison *c, struct lr_error *error) {
  struct lr_bytes html = {0};
  struct lr_table *headlines = lr_comparison_headlines(c);
  struct lr_run_figure *figure = calloc(1, sizeof *figure);
  enum lr_status status = lr_table_ok(headlines) && figure ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for the report");
  bool drawn = status == LR_OK && (headlines->rows || c->side[0].integrated || c->side[1].integrated);
  if (drawn) status = draw(c, headlines, figure, error);
  if (status == LR_OK) status = page(c, headlines, figure, &html, error);
  struct lr_table *const table[] = {c->scenarios, headlines, c->knob_table, c->attribution, c->compared, c->all};
  const struct lr_result_files files = {.provenance = lr_call_provenance(&c->stages, &c->scenario[0]),
                                        .scenario = {{"a.yaml", &c->scenario[0]}, {"b.yaml", &c->scenario[1]}},
                                        .scenarios = 2,
                                        .table = table,
                                        .tables = sizeof table / sizeof *table,
                                        .figure = figure,
                                        .figures = drawn,
                                        .report = "compare.html",
                                        .html = &html};
  if (status == LR_OK) status = lr_result_files_write(c->call->output, &files, error);
  lr_bytes_free(&html);
  if (figure) {
    lr_text_free(&figure->script);
    lr_bytes_free(&figure->svg);
  }
  free(figure);
  lr_table_free(headlines);
  return status;
}
