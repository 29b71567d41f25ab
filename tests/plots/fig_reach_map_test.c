// SPDX-License-Identifier: GPL-3.0-or-later
// The map in both masses: cells with a limit alone, the axes, the line of the curves, refusals.
#include "plots/figures.h"
#include "tests/plots/figure_test.h"

int main(void) {
  struct lr_text script = {0};
  struct lr_error error = {0};
  struct lr_figure_style style = figure_style("reach_map", LR_FIGURE_SVG, "Both masses");
  struct lr_table *t = TABLE("reach_map", "t:channel", "luminosity_ab", "cl", "mass_GeV", "mass2_GeV", "t:edge", "coupling");
  struct lr_reach_map_figure figure = {t, "dark", "m_{A′}", "m_{h′}", "ε²α_{D}", "", 0.4};
  figure_refused(lr_figure_reach_map(&style, &figure, &script, &error), "two values of either mass", &script, &error);
  ROW_OF(t, "dark", "50", "0.9", "4.5", "0.5", "lower", "1e-9");
  ROW_OF(t, "dark", "50", "0.9", "4.5", "0.5", "upper", "1e-3");
  ROW_OF(t, "dark", "50", "0.9", "5.5", "0.5", "lower", "2e-10");
  figure_refused(lr_figure_reach_map(&style, &figure, &script, &error), "two values of either mass", &script, &error);
  ROW_OF(t, "dark", "50", "0.9", "4.5", "1.5", "lower", "3e-9");
  ROW_OF(t, "dark", "50", "0.9", "5.5", "1.5", "lower", "");  // closed
  ROW_OF(t, "other", "50", "0.9", "9", "9", "lower", "7");
  LR_CHECK(lr_figure_reach_map(&style, &figure, &script, &error) == LR_OK);
  const char *text = lr_buffer_text(&script.buffer), *block = strstr(text, "$map << EOD\n"), *end = block ? strstr(block, "\nEOD") : NULL;
  size_t lines = 0;
  LR_CHECK(end != NULL);
  for (const char *c = block; end && c < end; c++) lines += *c == '\n';
  LR_CHECK(lines == 3);  // no blank cell, no upper edge, no other channel
  LR_CHECK(strstr(text, "set cbrange [2e-10:3e-09]") && strstr(text, "set logscale cb") && strstr(text, "' 5e-10, '"));
  LR_CHECK(strstr(text, "90 % CL, 50 ab⁻¹, expected upper limit (median)") && strstr(text, "dashed: 0.4 GeV"));
  LR_CHECK(strstr(text, "set xlabel 'mass m_{A′}\u00a0[GeV]'") && strstr(text, "set ylabel 'mass m_{h′}\u00a0[GeV]'"));
  figure_finish(LR_OK, NULL, &script, &error);
  figure.mass2_GeV = 7;  // outside
  LR_CHECK(!figure_has(lr_figure_reach_map(&style, &figure, &script, &error), "dashed:", &script));
  lr_table_free(t);
  return lr_test_end();
}
