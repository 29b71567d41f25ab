// SPDX-License-Identifier: GPL-3.0-or-later
// The figure of the hindcast: script against tests/golden/hindcast.gp byte for byte, what is left out, refusals.
#include "plots/figures.h"
#include "tests/plots/figure_test.h"

static struct lr_table *hindcast(void) {
  return TABLE("hindcast", "t:period", "t:mode", "t:fitted_to", "p05", "p16", "p50", "p84", "p95", "came", "naive",
               "t:of");
}

int main(void) {
  struct lr_text script = {0};
  struct lr_error error = {0};
  struct lr_figure_style style = figure_style("hindcast", LR_FIGURE_SVG, "Hindcast of the `record`");
  struct lr_table *t = hindcast(), *none = hindcast();
  figure_refused(lr_figure_hindcast(&style, none, &script, &error), "nothing to draw", &script, &error);
  ROW_OF(t, "2022ab", "peak given", "2021c", "65", "102", "159", "229", "296", "160", "160", "period");
  ROW_OF(t, "2022ab", "peak predicted", "2021c", "51", "92", "179", "322", "477", "160", "131", "period");
  ROW_OF(t, "2024ab", "peak given", "2022ab", "94", "131", "187", "252", "308", "103", "168", "period");
  ROW_OF(t, "2022", "peak given", "2021c", "65", "102", "159", "229", "296", "160", "160",
         "year");  // 2022ab again: left out
  ROW_OF(t, "2024", "peak given", "2022ab", "196", "251", "327", "413", "482", "147.5", "282", "year");
  ROW_OF(t, "2024", "peak predicted", "2022ab", "239", "346", "532", "792", "1050", "147.5", "279", "year");
  figure_finish(lr_figure_hindcast(&style, t, &script, &error), "hindcast", &script, &error);
  LR_CHECK(figure_has(lr_figure_hindcast(&style, t, &script, &error), "year 2024", &script));
  LR_CHECK(!figure_has(lr_figure_hindcast(&style, t, &script, &error), "year 2022", &script));
  lr_table_free(t);
  lr_table_free(none);
  return lr_test_end();
}
