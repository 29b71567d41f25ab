// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of one beam loss: turns, elements, grain, dose map, abort. Numbers are made up.
#include "plots/loss_figures.h"
#include "tests/plots/figure_test.h"

static const char hostile[] = "it's `touch x` {/*2 y} \"$(id)\"";

static struct lr_table *turn_table(void) {
  return TABLE("turns", "turn", "t", "current", "source_charge", "lost", "stored", "dumped", "dose_l1");
}

static struct lr_table *abort_steps(void) {
  struct lr_table *t = TABLE("abort", "t:step", "t:monitor", "t");
  const char *const rows[][2] = {{"first loss", "50.2"},  {"threshold crossed", "53.0"},
                                 {"sample read", "54.4"}, {"request at the kicker", "63.9"},
                                 {"gap", "67.1"},         {"kicker at full field", "67.6"},
                                 {"ring empty", "77.7"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) ROW_OF(t, rows[i][0], "diamonds of the IR", rows[i][1]);
  return t;
}

static void turns(void) {
  struct lr_table *t = turn_table(), *abort = abort_steps();
  double stored = 1, dose = 0;
  for (int i = 0; i <= 8; i++) {
    double charge = i < 3 ? 0 : 4e8 * pow(4.2, i - 3), lost = i < 5    ? 0
                                                              : i == 5 ? 4e-4
                                                              : i == 6 ? 0.06
                                                              : i == 7 ? 0.16
                                                                       : 0.02;
    double dumped = i < 7 ? 0 : i == 7 ? 0.55 : 0.7596;
    stored = i < 8 ? stored - lost - (i == 7 ? dumped : 0) : 0;
    dose += lost * 40;
    if (i == 2) charge = NAN;  // a gap
    figure_numbers(t, (const double[]){i, 10.061 * i, 1.3 * stored, charge, lost, stored, dumped, dose});
  }
  struct lr_error error = {0};
  struct lr_text script = {0};
  struct lr_figure_style style = figure_style("loss_turns", LR_FIGURE_SVG, "It's one loss, turn by turn");
  figure_finish(lr_figure_loss_turns(&style, t, abort, &script, &error), "loss_turns", &script, &error);
  style.format = LR_FIGURE_PDF;
  figure_finish(lr_figure_loss_turns(&style, t, NULL, &script, &error), NULL, &script, &error);
  LR_CHECK(
      figure_has(lr_figure_loss_turns(&style, t, abort, &script, &error), "'kicker at full field: 67.6 µs'", &script));
  ROW_OF(abort, "threshold of\nanother", "", "12");
  lr_table_free(abort);
  abort = TABLE("abort", "t:step", "t");
  ROW_OF(abort, "threshold\n!id", "12");
  figure_refused(lr_figure_loss_turns(&style, t, abort, &script, &error), "control character", &script, &error);
  lr_table_free(t);
  t = turn_table();
  figure_refused(lr_figure_loss_turns(&style, t, NULL, &script, &error), "nothing to draw", &script, &error);
  figure_numbers(t, (const double[]){0, 0, NAN, NAN, NAN, NAN, NAN, NAN});
  figure_refused(lr_figure_loss_turns(&style, t, NULL, &script, &error), "nothing to draw", &script, &error);
  // one turn without a loss: drawn, and said so; a charge of both signs has a linear axis
  figure_numbers(t, (const double[]){1, 10, NAN, -2e9, 0, 1, 0, 0});
  LR_CHECK(figure_has(lr_figure_loss_turns(&style, t, NULL, &script, &error), "lost in the turn: none", &script));
  style.format = LR_FIGURE_PNG;
  figure_finish(lr_figure_loss_turns(&style, t, NULL, &script, &error), NULL, &script, &error);
  lr_table_free(t);
  lr_table_free(abort);
}

static void elements(void) {
  struct lr_table *t = TABLE("loss_elements", "t:element", "s", "t:kind", "lost", "energy"),
                  *sections = TABLE("sections", "t:name", "start", "end");
  static const struct {
    const char *element;
    double s_m;
    const char *kind;
    double lost;
  } rows[] = {{"PMD06V1", 370.36, "collimator", 0.32},
              {"PMD06V2", 489.68, "collimator", 0.041},
              {"PMD06H1", 402.1, "collimator", 2e-4},
              {"PMD06H3", 441, "collimator", 7e-5},
              {"PMD05V1", 800, "collimator", 0},
              {"PMD03H1", 1190, "collimator", 0},
              {"PMD03V1", 1214.2, "collimator", 0.002},
              {"PMD03V2", 1290.4, "collimator", 6e-4},
              {"PMD02H1", 1380, "collimator", 3e-5},
              {"PMD02V1", 1433.81, "collimator", 0.11},
              {"PMD02H4", 1468, "collimator", 0.0012},
              {"QC2LP", 1510.2, "ir", 4e-4},
              {"QC1LP", 1515.4, "ir", 0.0061},
              {"QC1RP", 1517.4, "ir", 0.0049},
              {"QC2RP", 1522, "ir", 2e-4},
              {"IP chamber", 1516.4, "ir", 3e-5},
              {"wiggler pipe", 2250, "pipe", 8e-5},
              {"pipe D10", 2410, "pipe", 1e-5}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    lr_table_row(t);
    lr_table_text(t, "element", rows[i].element);
    lr_table_text(t, "kind", rows[i].kind);
    lr_table_number(t, "s", rows[i].s_m);
    lr_table_number(t, "lost", rows[i].lost);
  }
  const char *const names[] = {"D06", "D05", "D04", "D03", "D02", "D01", "D12", "D11", "D10", "D09", "D08", "D07"};
  for (int i = 0; i < 12; i++) {
    lr_table_row(sections);
    lr_table_text(sections, "name", names[i]);
    lr_table_number(sections, "start", fmod(251.3590 * (i + 1), 3016.306));
    lr_table_number(sections, "end", fmod(251.3590 * (i + 2), 3016.306));
  }
  struct lr_error error = {0};
  struct lr_text script = {0};
  struct lr_figure_style style = figure_style("loss_elements", LR_FIGURE_SVG, "Where the charge of one event is lost");
  struct lr_loss_elements_figure figure = {t, sections, 3016.306, 1516.4, 2275};
  figure_finish(lr_figure_loss_elements(&style, &figure, &script, &error), "loss_elements", &script, &error);
  // more than can be named, close together; user text
  for (int i = 0; i < 80; i++) {
    char name[80];
    snprintf(name, sizeof name, "%s%d", i ? "E" : hostile, i);
    lr_table_row(t);
    lr_table_text(t, "element", name);
    lr_table_number(t, "s", 1400 + 2 * i);
    lr_table_number(t, "lost", 1e-3 * (i + 1));
  }
  figure.sections = NULL;
  figure.ip_m = figure.source_m = NAN;
  style.format = LR_FIGURE_PNG;
  LR_CHECK(
      figure_has(lr_figure_loss_elements(&style, &figure, &script, &error), "the 48 largest of 96 elements", &script));
  figure_finish(lr_figure_loss_elements(&style, &figure, &script, &error), NULL, &script, &error);
  lr_table_row(t);
  lr_table_text(t, "element", "name\n!id");
  lr_table_number(t, "s", 10);
  lr_table_number(t, "lost", 1);
  figure_refused(lr_figure_loss_elements(&style, &figure, &script, &error), "control character", &script, &error);
  figure.circumference_m = 0;
  figure_refused(lr_figure_loss_elements(&style, &figure, &script, &error), "circumference", &script, &error);
  lr_table_free(t);
  t = TABLE("loss_elements", "t:element", "s", "t:kind", "lost");
  figure = (struct lr_loss_elements_figure){t, NULL, 3016.306, NAN, NAN};
  ROW_OF(t, "PMD02V1", "10", "collimator", "0");
  ROW_OF(t, "PMD03V1", "4000", "collimator", "0.1");  // not on this ring
  ROW_OF(t, "PMD06V1", "20", "collimator", "");
  figure_refused(lr_figure_loss_elements(&style, &figure, &script, &error), "nothing to draw", &script, &error);
  lr_table_free(t);
  lr_table_free(sections);
}

static void grain(void) {
  struct lr_table *t = TABLE("trajectory", "t", "y", "v", "temperature", "charge", "mass", "vapour", "electrons");
  for (int i = 0; i <= 120; i++) {
    double us = 0.75 * i, y = 300 - 9.6 * us + 0.02 * us * us, in = 1 / (1 + exp((y - 25) / 9));
    double temperature = 300 + 3630 * fmin(1, 1.3 * in), mass = 1 - 0.9 / (1 + exp(-(us - 48) / 6));
    figure_numbers(t, (const double[]){us, y, NAN, temperature, -2e8 + 2.4e10 * in, i == 60 ? NAN : mass,
                                       1e16 * (1 - mass), us < 20 ? 0 : 3e13 * pow(1 - mass, 2)});
  }
  struct lr_error error = {0};
  struct lr_text script = {0};
  struct lr_figure_style style = figure_style("grain", LR_FIGURE_SVG, "A graphite grain of 50 µm at 10 m/s");
  struct lr_grain_figure figure = {t, 26, 3915, 10.061};
  figure_finish(lr_figure_grain(&style, &figure, &script, &error), "grain", &script, &error);
  figure = (struct lr_grain_figure){t, NAN, NAN, NAN};
  LR_CHECK(!figure_has(lr_figure_grain(&style, &figure, &script, &error), "beam:", &script));
  figure.turn_us = 0.01;  // thinned, not a wall of lines
  style.format = LR_FIGURE_PDF;
  figure_finish(lr_figure_grain(&style, &figure, &script, &error), NULL, &script, &error);
  style.title = "a\ntitle";
  figure_refused(lr_figure_grain(&style, &figure, &script, &error), "control character", &script, &error);
  lr_table_free(t);
  figure.trajectory = t = TABLE("trajectory", "t", "y");
  style.title = "";
  figure_refused(lr_figure_grain(&style, &figure, &script, &error), "nothing to draw", &script, &error);
  figure_numbers(t, (const double[]){0, 5});
  figure_refused(lr_figure_grain(&style, &figure, &script, &error), "nothing to draw", &script, &error);
  figure_numbers(t, (const double[]){1, 5});  // one panel
  figure_finish(lr_figure_grain(&style, &figure, &script, &error), NULL, &script, &error);
  lr_table_free(t);
}

static void dose_map(void) {
  struct lr_table *t = TABLE("dose_map", "layer", "ladder", "module", "phi", "dose", "gates");
  for (int layer = 1; layer <= 2; layer++)
    for (int ladder = 1; ladder <= (layer == 1 ? 8 : 12); ladder++)
      for (int module = 1; module <= 2; module++) {
        double phi = (ladder - 1) * (layer == 1 ? 45 : 30),
               dose = (layer == 1 ? 90 : 34) * exp(3.4 * (cos((phi - 200) * M_PI / 180) - 1)) * module;
        if (layer == 2 && ladder == 4 && module == 1) dose = 0;
        if (layer == 2 && ladder == 9 && module == 2) dose = NAN;
        figure_numbers(t, (const double[]){layer, ladder, module, phi, dose, dose > 20 ? floor(dose / 4) : 0});
      }
  struct lr_error error = {0};
  struct lr_text script = {0};
  struct lr_figure_style style = figure_style("dose_map", LR_FIGURE_SVG, "Dose of one event in the pixel detector");
  figure_finish(lr_figure_dose_map(&style, t, true, &script, &error), "dose_map", &script, &error);
  LR_CHECK(figure_has(lr_figure_dose_map(&style, t, true, &script, &error), "no figure", &script));
  style.format = LR_FIGURE_PDF;
  figure_finish(lr_figure_dose_map(&style, t, false, &script, &error), NULL, &script, &error);
  figure_numbers(t, (const double[]){1, 9, 1, 0, 1, 0});
  figure_refused(lr_figure_dose_map(&style, t, true, &script, &error), "row 41", &script, &error);
  lr_table_free(t);
  t = TABLE("dose_map", "layer", "ladder", "t:module", "dose", "gates");
  figure_refused(lr_figure_dose_map(&style, t, true, &script, &error), "nothing to draw", &script, &error);
  ROW_OF(t, "1", "1", "1.1.2", "0", "");
  LR_CHECK(figure_has(lr_figure_dose_map(&style, t, true, &script, &error), "no dose in any module", &script));
  ROW_OF(t, "1", "2", "forward", "3", "1");  // one dose: the scale still has a width
  figure_finish(lr_figure_dose_map(&style, t, true, &script, &error), NULL, &script, &error);
  ROW_OF(t, "1", "3", "middle", "3", "1");
  figure_refused(lr_figure_dose_map(&style, t, true, &script, &error), "row 3", &script, &error);
  lr_table_free(t);
}

static void abort_plan(void) {
  struct lr_table *t = TABLE("abort", "t:variant", "t:step", "p05", "p50", "p95");
  static const char *const steps[] = {"first loss", "threshold crossed",    "sample read", "request at the kicker",
                                      "gap",        "kicker at full field", "ring empty"};
  static const struct {
    const char *name;
    double p05[7], p50[7], p95[7];
  } rows[] = {{"diamonds of the IR, as today",
               {0, 0.3, 0.6, 10.1, 10.3, 10.8, 20.9},
               {0, 1.6, 2.9, 12.4, 14.9, 15.4, 25.5},
               {0, 4, 6.2, 15.7, 19.9, 20.4, 30.5}},
              {"faster link",
               {0, 0.3, 0.6, 3.6, 3.8, 4.3, 14.4},
               {0, 1.6, 2.9, 5.9, 8.4, 8.9, 19},
               {0, 4, 6.2, 9.2, 13.4, 13.9, 24}},
              {"monitor near D06",
               {0, 0.1, 0.2, 1.2, 1.4, 1.9, 12},
               {0, 0.3, 1.1, 2.1, 4.6, 5.1, 15.2},
               {0, 0.6, 2.4, 3.4, 7.9, 8.4, 18.5}}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    for (int k = 0; k < 7; k++) {
      lr_table_row(t);
      lr_table_text(t, "variant", rows[i].name);
      lr_table_text(t, "step", steps[k]);
      lr_table_number(t, "p05", rows[i].p05[k]);
      lr_table_number(t, "p50", rows[i].p50[k]);
      lr_table_number(t, "p95", rows[i].p95[k]);
    }
  struct lr_error error = {0};
  struct lr_text script = {0};
  struct lr_figure_style style = figure_style("abort", LR_FIGURE_SVG, "From the first loss to an empty ring");
  figure_finish(lr_figure_abort(&style, t, 10.061, &script, &error), "abort", &script, &error);
  ROW_OF(t, "", hostile, "", "3", "");
  figure_finish(lr_figure_abort(&style, t, NAN, &script, &error), NULL, &script, &error);
  ROW_OF(t, "", "one more", "", "4", "");
  figure_refused(lr_figure_abort(&style, t, NAN, &script, &error), "more than 8 steps", &script, &error);
  lr_table_free(t);
  t = abort_steps();  // one event: no variant, t
  style.format = LR_FIGURE_PNG;
  figure_finish(lr_figure_abort(&style, t, 10.061, &script, &error), NULL, &script, &error);
  ROW_OF(t, "a\nstep", "", "80");
  figure_refused(lr_figure_abort(&style, t, 10.061, &script, &error), "control character", &script, &error);
  lr_table_free(t);
  t = TABLE("abort", "t:step", "t");
  figure_refused(lr_figure_abort(&style, t, 10.061, &script, &error), "nothing to draw", &script, &error);
  ROW_OF(t, "first loss", "0");
  ROW_OF(t, "ring empty", "");
  figure_refused(lr_figure_abort(&style, t, 10.061, &script, &error), "nothing to draw", &script, &error);
  lr_table_free(t);
}

int main(void) {
  turns();
  elements();
  grain();
  dose_map();
  abort_plan();
  return lr_test_end();
}
