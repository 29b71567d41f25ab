// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of the trigger: scripts against tests/golden byte for byte, what shares a colour, refusals.
#include "plots/trigger_figures.h"
#include "tests/plots/figure_test.h"

static const double AT[] = {1e34, 5.1e34, 8e35};

static struct lr_table *setups(void) {
  struct lr_table *t = TABLE("trigger_setups", "t:id", "luminosity");
  ROW_OF(t, "too low", "1e33");
  ROW_OF(t, "reference", "4e34");
  ROW_OF(t, "today's", "5.1e34");
  ROW_OF(t, "design", "8e35");
  return t;
}

static struct lr_table *rates(size_t lines) {
  struct lr_table *t = TABLE("trigger_rates", "t:line", "luminosity", "rate_out");
  for (size_t k = 0; k < lines; k++)
    for (int i = 0; i < 3; i++) {
      char name[32];
      snprintf(name, sizeof name, "line_%zu", k + 1);
      lr_table_row(t);
      lr_table_text(t, "line", name);
      lr_table_number(t, "luminosity", AT[i]);
      lr_table_number(t, "rate_out", AT[i] * 1e-34 * 0.02 * (double)(k + 1));
    }
  return t;
}

static struct lr_table *total(void) {
  struct lr_table *t = TABLE("trigger_total", "luminosity", "rate_out", "rate_background", "budget");
  for (int i = 0; i < 3; i++) figure_numbers(t, (const double[]){AT[i], AT[i] * 2e-35, AT[i] * 8e-36, 30});
  return t;
}

// The lines want 30 kHz between the second and the third luminosity.
static struct lr_table *wanted(void) {
  struct lr_table *t = TABLE("trigger_total", "luminosity", "rate_wanted", "budget");
  for (int i = 0; i < 3; i++) figure_numbers(t, (const double[]){AT[i], AT[i] * 1e-34, 30});
  return t;
}

static struct lr_table *periods(void) {
  struct lr_table *t = TABLE("trigger_periods", "peak");
  ROW_OF(t, "2e35");
  ROW_OF(t, "1.5e34");
  return t;
}

static struct lr_table *efficiency(size_t channels) {
  struct lr_table *t = TABLE("trigger_efficiency", "t:channel", "luminosity", "background_factor", "efficiency");
  for (size_t k = 0; k < channels; k++)
    for (int i = 0; i < 6; i++) {
      char name[32];
      snprintf(name, sizeof name, "channel_%zu", k + 1);
      lr_table_row(t);
      lr_table_text(t, "channel", name);
      lr_table_number(t, "luminosity", AT[i % 3]);
      lr_table_number(t, "background_factor", i < 3 ? 1 : 3);
      lr_table_number(t, "efficiency", (k == 1 ? 0.9 : 0.95) / (i == 5 && k != 1 ? 2 : 1));  // all but the second are the same
    }
  return t;
}

int main(void) {
  struct lr_text script = {0};
  struct lr_error error = {0};
  struct lr_figure_style style = figure_style("trigger_rates", LR_FIGURE_SVG, "Trigger rates");
  struct lr_table *s = setups(), *r = rates(9), *many = rates(25), *none = rates(0), *sums = total(), *w = wanted(), *p = periods();
  figure_finish(lr_figure_trigger_rates(&style, r, sums, s, p, &script, &error), "trigger_rates", &script, &error);
  figure_finish(lr_figure_trigger_rates(&style, r, sums, NULL, NULL, &script, &error), NULL, &script, &error);
  LR_CHECK(!figure_has(lr_figure_trigger_rates(&style, r, sums, s, p, &script, &error), "too low", &script));
  LR_CHECK(figure_has(lr_figure_trigger_rates(&style, r, sums, s, p, &script, &error), "set label 'today'", &script));
  figure_refused(lr_figure_trigger_rates(&style, none, sums, s, p, &script, &error), "nothing to draw", &script, &error);
  figure_refused(lr_figure_trigger_rates(&style, many, sums, s, p, &script, &error), "more curves", &script, &error);
  LR_CHECK(figure_has(lr_figure_trigger_rates(&style, r, sums, s, p, &script, &error), "set label 'peaks of the plan'", &script));
  LR_CHECK(!figure_has(lr_figure_trigger_rates(&style, r, sums, s, NULL, &script, &error), "peaks of the plan", &script));
  style.name = "trigger_efficiency";
  struct lr_table *e = efficiency(3), *crowd = efficiency(25), *empty = efficiency(0), *full = efficiency(24);
  figure_finish(lr_figure_trigger_efficiency(&style, e, w, s, p, &script, &error), "trigger_efficiency", &script, &error);
  LR_CHECK(figure_has(lr_figure_trigger_efficiency(&style, e, w, s, p, &script, &error), "dashed: beam background × 3", &script));
  LR_CHECK(figure_has(lr_figure_trigger_efficiency(&style, e, w, s, p, &script, &error), "$channel2 using 1:2 with lines lw 2.2 lc rgb '#0072B2'", &script));
  LR_CHECK(figure_has(lr_figure_trigger_efficiency(&style, e, w, s, p, &script, &error), "$channel1 using 1:2 with lines lw 2.2 lc rgb '#D55E00'", &script));
  // 1.5e34 to 2e35; 30 kHz are wanted at 3e35
  LR_CHECK(figure_has(lr_figure_trigger_efficiency(&style, e, w, s, p, &script, &error), "rectangle from first 1.5, graph 0 to first 20, graph 1", &script));
  LR_CHECK(figure_has(lr_figure_trigger_efficiency(&style, e, w, s, p, &script, &error), "lw 1.6 dt (10,5) lc rgb '#B00020'", &script));
  LR_CHECK(figure_has(lr_figure_trigger_efficiency(&style, e, w, s, p, &script, &error), "set label '30 kHz passed'", &script));
  LR_CHECK(!figure_has(lr_figure_trigger_efficiency(&style, e, NULL, s, p, &script, &error), "passed", &script));
  figure_refused(lr_figure_trigger_efficiency(&style, empty, w, s, p, &script, &error), "nothing to draw", &script, &error);
  figure_refused(lr_figure_trigger_efficiency(&style, crowd, w, s, p, &script, &error), "more curves", &script, &error);
  style.format = LR_FIGURE_PDF;
  figure_finish(lr_figure_trigger_efficiency(&style, full, w, s, p, &script, &error), NULL, &script, &error);
  struct lr_table *const TABLES[] = {s, r, many, none, sums, w, p, e, crowd, empty, full};
  for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES; i++) lr_table_free(TABLES[i]);
  return lr_test_end();
}
