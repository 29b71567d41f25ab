// SPDX-License-Identifier: GPL-3.0-or-later
// The overview of channels: script against tests/golden/overview.gp byte for byte, names apart, refusals; projections and bands of
// others in the reach figure.
#include "plots/figures.h"
#include "tests/plots/figure_test.h"

static void overview(void) {
  struct lr_text script = {0};
  struct lr_error error = {0};
  struct lr_figure_style style = figure_style("overview", LR_FIGURE_SVG, "What more data `buys`");
  struct lr_table *t = TABLE("overview", "t:channel", "luminosity_ab", "gain"), *none = TABLE("overview", "t:channel", "luminosity_ab", "gain");
  figure_refused(lr_figure_overview(&style, none, &script, &error), "nothing to draw", &script, &error);
  ROW_OF(none, "alone", "1", "1");
  figure_refused(lr_figure_overview(&style, none, &script, &error), "nothing to draw", &script, &error);
  const char *const names[] = {"zp_invisible", "alp_gammagamma", "b_to_k_s"};
  for (int k = 0; k < 3; k++) {
    ROW_OF(t, names[k], "0.575", k == 2 ? "" : "1");  // one that begins later
    ROW_OF(t, names[k], "5", k == 2 ? "1" : "1.72");
    ROW_OF(t, names[k], "50", k == 2 ? "6.1" : "3.06");
  }
  figure_finish(lr_figure_overview(&style, t, &script, &error), "overview", &script, &error);
  LR_CHECK(figure_has(lr_figure_overview(&style, t, &script, &error), "b_to_k_s ×6.1", &script));
  for (int i = 0; i < 40; i++) {
    char name[24];
    snprintf(name, sizeof name, "channel %d", i);
    ROW_OF(t, name, "1", "1");
  }
  figure_refused(lr_figure_overview(&style, t, &script, &error), "room for 40", &script, &error);
  lr_table_free(t);
  lr_table_free(none);
}

static void others(void) {
  struct lr_text script = {0};
  struct lr_error error = {0};
  struct lr_figure_style style = figure_style("reach_others", LR_FIGURE_SVG, "Limit, projection, band");
  struct lr_table *t = TABLE("reach", "t:channel", "luminosity_ab", "cl", "mass_GeV", "coupling", "t:kind");
  struct lr_table *old = TABLE("existing", "t:channel", "t:label", "t:group", "mass_GeV", "coupling", "closed", "t:kind");
  ROW_OF(t, "dark", "50", "0.9", "0.1", "1e-4", "expected");
  ROW_OF(t, "dark", "50", "0.9", "5", "4e-4", "expected");
  ROW_OF(old, "dark", "BaBar", "a", "0.1", "1e-3", "0", "limit");
  ROW_OF(old, "dark", "BaBar", "a", "5", "2e-3", "0", "limit");
  ROW_OF(old, "dark", "Physics Book", "b", "0.1", "2e-4", "0", "projection");
  ROW_OF(old, "dark", "Physics Book", "b", "5", "3e-4", "0", "projection");
  ROW_OF(old, "dark", "(g-2)", "c", "0.1", "5e-4", "1", "band");
  ROW_OF(old, "dark", "(g-2)", "c", "1", "6e-4", "1", "band");
  ROW_OF(old, "dark", "(g-2)", "c", "1", "9e-4", "1", "band");
  struct lr_reach_figure figure = {.reach = t, .existing = old, .channel = "dark", .mass_label = "mass", .coupling_label = "g"};
  LR_CHECK(lr_figure_reach(&style, &figure, &script, &error) == LR_OK);
  const char *text = lr_buffer_text(&script.buffer);
  LR_CHECK(strstr(text, "$existing1 using 1:2 with filledcurves y=") && !strstr(text, "$existing2 using 1:2 with filledcurves"));
  LR_CHECK(strstr(text, "$existing2 using 1:2 with lines lw 1.3 dt") && strstr(text, "$existing3 using 1:2 with filledcurves closed"));
  figure_finish(LR_OK, NULL, &script, &error);
  lr_table_free(t);
  lr_table_free(old);
}

int main(void) {
  overview();
  others();
  return lr_test_end();
}
