// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of many beam losses and of steady backgrounds: distributions, backgrounds, risk. Numbers are made up.
#include "plots/loss_figures.h"
#include "tests/plots/figure_test.h"

static void distributions(void) {
  struct lr_table *t = TABLE("events", "lost_fraction", "dose_l1", "gates", "downtime");
  for (int i = 0; i < 600; i++) {
    double u = (i * 233 % 600 + 0.5) / 600, v = (i * 377 % 600 + 0.5) / 600, lost = u < 0.3 ? 0 : pow(u, 9);
    double dose = lost > 0 ? 60 * lost * exp(2.2 * (v - 0.5)) : 0;
    figure_numbers(t, (const double[]){lost, i == 7 ? NAN : dose, dose > 6 ? floor(dose) : 0, 0.4 + 30 * pow(v, 12)});
  }
  struct lr_error error = {0};
  struct lr_text script = {0};
  struct lr_figure_style style = figure_style("loss_distributions", LR_FIGURE_SVG, "Six hundred losses");
  figure_finish(lr_figure_loss_distributions(&style, t, &script, &error), "loss_distributions", &script, &error);
  LR_CHECK(
      figure_has(lr_figure_loss_distributions(&style, t, &script, &error), "'none in 30 % of 600 events'", &script));
  LR_CHECK(figure_has(lr_figure_loss_distributions(&style, t, &script, &error), "599 events, 1 more without a figure",
                      &script));
  style.format = LR_FIGURE_PDF;
  figure_finish(lr_figure_loss_distributions(&style, t, &script, &error), NULL, &script, &error);
  figure_numbers(t, (const double[]){-1, 0, 0, 0});
  figure_refused(lr_figure_loss_distributions(&style, t, &script, &error), "row 601: 'lost_fraction' is below zero",
                 &script, &error);
  lr_table_free(t);
  t = TABLE("quantiles", "probability", "lost_fraction", "dose_l1");
  figure_refused(lr_figure_loss_distributions(&style, t, &script, &error), "nothing to draw", &script, &error);
  const double rows[][3] = {{0.05, 0, 0},    {0.1, 0, 0},    {0.25, 0, 0.01}, {0.5, 1e-3, 0.2},
                            {0.75, 0.02, 3}, {0.9, 0.2, 30}, {0.99, 0.8, 200}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) figure_numbers(t, rows[i]);
  LR_CHECK(figure_has(lr_figure_loss_distributions(&style, t, &script, &error), "'median 0.0010, P10 none, P90 0.20'",
                      &script));
  LR_CHECK(
      figure_has(lr_figure_loss_distributions(&style, t, &script, &error), "'none in 25 % of events'", &script));
  figure_finish(lr_figure_loss_distributions(&style, t, &script, &error), NULL, &script, &error);
  figure_numbers(t, (const double[]){0.995, 0.1, 300});
  figure_refused(lr_figure_loss_distributions(&style, t, &script, &error), "ascending", &script, &error);
  lr_table_free(t);
  t = TABLE("events", "lost_fraction", "gates");  // one event, and nothing lost in it
  figure_numbers(t, (const double[]){1e-3, 0});
  LR_CHECK(figure_has(lr_figure_loss_distributions(&style, t, &script, &error), "none in any event", &script));
  style.format = LR_FIGURE_PNG;
  figure_finish(lr_figure_loss_distributions(&style, t, &script, &error), NULL, &script, &error);
  style.title = "a\ntitle";
  figure_refused(lr_figure_loss_distributions(&style, t, &script, &error), "control character", &script, &error);
  lr_table_free(t);
}

static void backgrounds(void) {
  struct lr_table *t = TABLE("backgrounds", "t:detector", "t:setup", "t:source", "value", "limit");
  static const char *const detectors[] = {"PXD", "SVD layer 3", "CDC", "ARICH", "TOP"}, *const setups[] = {"June 2021",
                                                                                                           "before LS2",
                                                                                                           "target"};
  static const char *const sources[] = {"LER beam-gas", "LER Touschek", "HER beam-gas", "HER Touschek", "luminosity"};
  const double scale[] = {0.05, 0.06, 0.13, 0.06, 0.3},
               growth[3][5] = {{0.5, 0.2, 0.06, 0.04, 0.2}, {1.5, 0.9, 0.1, 0.1, 2}, {1.7, 1.2, 0.12, 0.1, 4.2}};
  for (int setup = 0; setup < 3; setup++)
    for (int detector = 0; detector < 5; detector++)
      for (int source = 0; source < 5; source++) {
        lr_table_row(t);
        lr_table_text(t, "detector", detectors[detector]);
        lr_table_text(t, "setup", setups[setup]);
        lr_table_text(t, "source", sources[source]);
        bool open = detector == 3 && source == 4 && setup == 2;
        lr_table_number(t, "value", open ? NAN : 3 * scale[detector] * growth[setup][source]);
        lr_table_number(t, "limit", 3);
      }
  struct lr_error error = {0};
  struct lr_text script = {0};
  struct lr_figure_style style =
      figure_style("backgrounds", LR_FIGURE_SVG, "Steady backgrounds relative to the limits");
  figure_finish(lr_figure_backgrounds(&style, t, &script, &error), "backgrounds", &script, &error);
  LR_CHECK(figure_has(lr_figure_backgrounds(&style, t, &script, &error), "'> 0.19'", &script));
  ROW_OF(t, "it's `a` {detector}", "", "it's `a` {source}", "7", "3.5");
  style.format = LR_FIGURE_PDF;
  figure_finish(lr_figure_backgrounds(&style, t, &script, &error), NULL, &script, &error);
  ROW_OF(t, "a\ndetector", "", "luminosity", "7", "3.5");
  figure_refused(lr_figure_backgrounds(&style, t, &script, &error), "control character", &script, &error);
  ROW_OF(t, "CDC", "target", "luminosity", "-7", "3.5");
  figure_refused(lr_figure_backgrounds(&style, t, &script, &error), "below zero", &script, &error);
  lr_table_free(t);
  t = TABLE("backgrounds", "t:detector", "t:source", "value", "limit");
  figure_refused(lr_figure_backgrounds(&style, t, &script, &error), "nothing to draw", &script, &error);
  ROW_OF(t, "CDC", "luminosity", "1", "");  // no limit, nothing to compare with
  figure_refused(lr_figure_backgrounds(&style, t, &script, &error), "nothing to draw", &script, &error);
  ROW_OF(t, "CDC", "luminosity", "1", "1");
  style.format = LR_FIGURE_PNG;
  figure_finish(lr_figure_backgrounds(&style, t, &script, &error), NULL, &script, &error);
  for (int i = 0; i < 10; i++) {
    lr_table_row(t);
    char name[24];
    snprintf(name, sizeof name, "source %d", i);
    lr_table_text(t, "source", name);
    lr_table_number(t, "value", 1);
    lr_table_number(t, "limit", 1);
  }
  figure_refused(lr_figure_backgrounds(&style, t, &script, &error), "more than 10 sources", &script, &error);
  lr_table_free(t);
}

static void risk(void) {
  struct lr_table *t = TABLE("risk", "t:period", "d:start", "d:end", "events", "gates_mean", "gates_p10", "gates_p90",
                             "dose_mean", "dose_p10", "dose_p90");
  ROW_OF(t, "2026ab", "2026-02-01", "2026-06-30", "6.2", "38", "0", "110", "41", "3", "120");
  ROW_OF(t, "2026c", "2026-10-15", "2026-12-22", "3.1", "21", "0", "70", "22", "0.8", "66");
  ROW_OF(t, "2027ab", "2027-02-01", "2027-06-30", "7", "50", "2", "150", "55", "5", "170");
  ROW_OF(t, "2027c", "2027-10-15", "2027-12-22", "", "", "", "", "25", "1", "80");
  ROW_OF(t, "2028ab", "2028-02-01", "2028-06-30", "5", "30", "0", "90", "35", "2", "100");
  struct lr_error error = {0};
  struct lr_text script = {0};
  struct lr_figure_style style = figure_style("risk", LR_FIGURE_SVG, "Risk to the pixel detector");
  figure_finish(lr_figure_risk(&style, t, "it's on in `physics` runs", &script, &error), "risk", &script, &error);
  figure_refused(lr_figure_risk(&style, t, "a\npolicy", &script, &error), "control character", &script, &error);
  style.format = LR_FIGURE_PDF;
  figure_finish(lr_figure_risk(&style, t, NULL, &script, &error), NULL, &script, &error);
  for (int i = 0; i < 30; i++) ROW_OF(t, "a long {name}", "2029-02-01", "", "5", "30", "0", "90", "35", "2", "100");
  style.format = LR_FIGURE_PNG;
  figure_finish(lr_figure_risk(&style, t, NULL, &script, &error), NULL, &script, &error);
  lr_table_free(t);
  t = TABLE("risk", "t:period", "gates_mean");
  figure_refused(lr_figure_risk(&style, t, NULL, &script, &error), "nothing to draw", &script, &error);
  ROW_OF(t, "2026ab", "");
  figure_refused(lr_figure_risk(&style, t, NULL, &script, &error), "nothing to draw", &script, &error);
  ROW_OF(t, "2026c", "0");
  figure_finish(lr_figure_risk(&style, t, NULL, &script, &error), NULL, &script, &error);
  lr_table_free(t);
}

int main(void) {
  distributions();
  backgrounds();
  risk();
  return lr_test_end();
}
