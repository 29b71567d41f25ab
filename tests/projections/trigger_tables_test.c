// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of the trigger: sums that agree between them.
#include "projections/trigger_tables.h"

#include "base/units.h"
#include "tests/projections/triggers.h"

static void sums(const struct lr_trigger *t) {
  const double at[] = {1e38, 8e39, 3e40};
  struct lr_error error = {0};
  struct lr_table *rates = lr_trigger_rates_table(t, at, 3, &error), *total = lr_trigger_total_table(t, at, 3, &error);
  LR_CHECK(lr_table_ok(rates) && lr_table_ok(total) && total->rows == 3 && rates->rows == 3 * 8);  // displaced_vertex is off
  for (size_t k = 0; k < 3; k++) {
    double out = 0, wanted = 0;
    for (size_t i = 0; i < rates->rows; i++) {
      if (lr_table_get(rates, i, "luminosity") != lr_in_unit(at[k], "cm^-2 s^-1")) continue;
      out += lr_table_get(rates, i, "rate_out");
      wanted += lr_table_get(rates, i, "rate_own");
      LR_NEAR(lr_table_get(rates, i, "rate_own") / lr_table_get(rates, i, "prescale"), lr_table_get(rates, i, "rate_out"), 1e-12);
    }
    LR_NEAR(out, lr_table_get(total, k, "rate_out"), 1e-12);
    LR_NEAR(wanted, lr_table_get(total, k, "rate_wanted"), 1e-12);
    LR_NEAR(lr_table_get(total, k, "rate_physics") + lr_table_get(total, k, "rate_background"), out, 1e-9);
  }
  LR_CHECK(lr_table_get(total, 2, "rate_wanted") > 30 && lr_table_get(total, 2, "dead_time") > 1);  // beyond what prescales can hold
  LR_CHECK(lr_table_get(total, 1, "dead_time") < 1);
  struct lr_table *setups = lr_trigger_setups_table(t);
  LR_CHECK(lr_table_ok(setups) && setups->rows == t->setups);
  LR_TEXT_IS(lr_table_get_text(setups, 0, "id"), "reference");
  LR_NEAR(lr_table_get(setups, 0, "luminosity"), 4e34, 1e-12);
  lr_table_free(setups);
  lr_table_free(rates);
  lr_table_free(total);
}

int main(void) {
  struct lr_trigger t;
  trigger_shipped(&t);
  sums(&t);
  return lr_test_end();
}
