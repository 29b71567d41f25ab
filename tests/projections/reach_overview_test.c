// SPDX-License-Identifier: GPL-3.0-or-later
// What more data buys: the power laws of backgrounds large and none, the share of data that a channel counts.
#include "projections/reach_overview.h"

#include <math.h>
#include <string.h>

#include "tests/lr_test.h"

static struct lr_channel with_background(double per_fb) {
  struct lr_channel c;
  struct lr_error error = {0};
  lr_channel_init(&c, lr_channel_type_find("zp_invisible"));
  c.mass_min_GeV = 0.1, c.mass_max_GeV = 8, c.coupling_max = 3.5;
  struct lr_channel_mode *mode = &c.mode[0];
  mode->efficiency[0] = (struct lr_point){1, 0.20}, mode->efficiencies = 1;
  mode->background[0] = (struct lr_point){1, per_fb}, mode->backgrounds = 1, mode->background_given = true;
  LR_CHECK(lr_channel_prepare(&c, &error) == LR_OK);
  if (error.status) fprintf(stderr, "%s\n", error.text);
  return c;
}

int main(void) {
  struct lr_channel channel[2] = {with_background(100), with_background(0)};
  struct lr_table *t;
  LR_CHECK(lr_table_overview(channel, 2, 500, 0.86, 50000, &t, NULL) == LR_OK && lr_table_ok(t) && t->rows == 50);
  // the signal of a flat efficiency is largest for the lightest particle
  LR_NEAR(lr_table_get(t, 0, "mass_GeV"), 0.1, 1e-12);
  LR_CHECK(strcmp(lr_table_get_text(t, 0, "title"), channel[0].type->title) == 0);
  LR_NEAR(lr_table_get(t, 0, "gain"), 1, 1e-15);
  LR_NEAR(lr_table_get(t, 24, "luminosity_ab"), 50, 1e-12);
  LR_NEAR(lr_table_get(t, 24, "gain"), pow(100, 0.25), 2e-3);
  LR_NEAR(lr_table_get(t, 49, "gain"), 10, 1e-9);
  for (size_t i = 1; i < 50; i++) LR_CHECK(i == 25 || lr_table_get(t, i, "gain") > lr_table_get(t, i - 1, "gain"));
  lr_table_free(t);
  return lr_test_end();
}
