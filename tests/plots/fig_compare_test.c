// SPDX-License-Identifier: GPL-3.0-or-later
// The figure of a comparison: golden script, one panel alone, texts of users, nothing to draw.
#include "plots/figures.h"

#include "tests/plots/figure_test.h"

static struct lr_table *sums(double scale) {
  struct lr_table *t = TABLE("integrated", "d:date", "expected", "p10", "p50", "p90");
  const char *const DATES[] = {"2024-12-31", "2030-12-31", "2040-12-31"};
  const double value[][4] = {{0.575, 0.575, 0.575, 0.575}, {3.9, 2.5, 3.3, 4.6}, {34.6, 12, 19, 31}};
  for (int i = 0; i < 3; i++) {
    lr_table_row(t);
    lr_table_text(t, "date", DATES[i]);
    for (int k = 0; k < 4; k++) lr_table_number(t, t->column[k + 1].name, value[i][k] * (i ? scale : 1));
  }
  return t;
}

static struct lr_table *headlines(void) {
  struct lr_table *t = TABLE("headlines", "t:quantity", "relative", "t:words", "t:shift");
  ROW_OF(t, "luminosity", "0.0927", "5.1×10³⁴ → 5.57×10³⁴ cm⁻² s⁻¹", "+9.3 %");
  ROW_OF(t, "expected on 2040-12-31", "0.1", "34600 → 38060 fb⁻¹", "+10 %");
  ROW_OF(t, "date of 10 ab^-1", "", "2036-04-18 → 2035-11-01", "169 d earlier");
  ROW_OF(t, "dose of 'PXD' {layer} 1", "-0.164", "17974 → 15026 rad, and a text that is far too long for its place", "−16 %");
  return t;
}

int main(void) {
  struct lr_table *a = sums(1), *b = sums(1.1), *bars = headlines(), *empty = TABLE("integrated", "d:date", "expected", "p10", "p50", "p90");
  struct lr_error error = {0};
  struct lr_text script = {0};
  struct lr_figure_style style = figure_style("compare", LR_FIGURE_SVG, "What if: A against B");
  struct lr_compare_figure what = {.a = a, .b = b, .headlines = bars, .name_a = "Baseline", .name_b = "It's plan.periods.2028.peak=1.2e35 cm^-2 s^-1, and more", .kind = "recorded"};
  figure_finish(lr_figure_compare(&style, &what, &script, &error), "compare", &script, &error);
  style.format = LR_FIGURE_PDF;
  figure_finish(lr_figure_compare(&style, &what, &script, &error), NULL, &script, &error);
  what.a = NULL;  // one side has no plan
  LR_CHECK(!figure_has(lr_figure_compare(&style, &what, &script, &error), "$A_band", &script));
  figure_finish(lr_figure_compare(&style, &what, &script, &error), NULL, &script, &error);
  what.b = NULL;  // none has: bars alone
  LR_CHECK(!figure_has(lr_figure_compare(&style, &what, &script, &error), "multiplot", &script));
  figure_finish(lr_figure_compare(&style, &what, &script, &error), NULL, &script, &error);
  what = (struct lr_compare_figure){.a = a, .b = empty, .name_a = "A", .name_b = "B"};  // sums alone
  LR_CHECK(!figure_has(lr_figure_compare(&style, &what, &script, &error), "bars", &script));
  figure_finish(lr_figure_compare(&style, &what, &script, &error), NULL, &script, &error);
  what.name_a = "two\nlines";
  figure_refused(lr_figure_compare(&style, &what, &script, &error), "", &script, &error);
  what = (struct lr_compare_figure){.a = empty, .name_a = "A", .name_b = "B"};
  figure_refused(lr_figure_compare(&style, &what, &script, &error), "nothing", &script, &error);
  struct lr_table *const tables[] = {a, b, bars, empty};
  for (size_t i = 0; i < 4; i++) lr_table_free(tables[i]);
  return lr_test_end();
}
