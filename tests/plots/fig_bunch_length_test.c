// SPDX-License-Identifier: GPL-3.0-or-later
// The figure of bunch lengths: script against tests/golden/bunch_length.gp byte for byte, what is left out, refusals.
#include "plots/figures.h"
#include "tests/plots/figure_test.h"

static struct lr_table *lengths(bool measured, bool impedance) {
  struct lr_table *t = TABLE("bunch_length", "t:ring", "bunch_current", "law", "measured", "t:operating_point", "impedance");
  for (int ring = 0; ring < 2; ring++)
    for (int i = 0; i <= 4; i++) {
      double current = 0.25 * i;
      lr_table_row(t);
      lr_table_text(t, "ring", ring ? "her" : "ler");
      lr_table_number(t, "bunch_current", current);
      if (i < 4) lr_table_number(t, "law", 4.6 + current);  // ends before the other
      if (measured) lr_table_number(t, "measured", 5.4466 + 1.7642 * current);
      if (impedance && ring == 0) lr_table_number(t, "impedance", 4.6 + 0.9 * current);
      lr_table_text(t, "operating_point", i == 2 ? "yes" : "no");
    }
  return t;
}

int main(void) {
  struct lr_text script = {0};
  struct lr_error error = {0};
  struct lr_figure_style style = figure_style("bunch_length", LR_FIGURE_SVG, "Bunch length of the `LER`");
  struct lr_table *all = lengths(true, true), *law = lengths(false, false), *none = TABLE("bunch_length", "t:ring");
  figure_finish(lr_figure_bunch_length(&style, all, "ler", &script, &error), "bunch_length", &script, &error);
  LR_CHECK(figure_has(lr_figure_bunch_length(&style, all, "ler", &script, &error), "$impedance using", &script));
  LR_CHECK(!figure_has(lr_figure_bunch_length(&style, all, "her", &script, &error), "$impedance using", &script));
  LR_CHECK(!figure_has(lr_figure_bunch_length(&style, law, "ler", &script, &error), "$measured using", &script));
  figure_finish(lr_figure_bunch_length(&style, law, "her", &script, &error), NULL, &script, &error);
  figure_refused(lr_figure_bunch_length(&style, none, "ler", &script, &error), "bunch_length", &script, &error);
  figure_refused(lr_figure_bunch_length(&style, all, "", &script, &error), "nothing to draw", &script, &error);
  lr_table_free(all);
  lr_table_free(law);
  lr_table_free(none);
  return lr_test_end();
}
