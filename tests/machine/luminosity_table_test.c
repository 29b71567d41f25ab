// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of dynamic beta and emittance in the luminosity table: values beside the nominal parameters, reasons where empty.
#include "machine/dynamic_beta.h"
#include "machine/luminosity.h"
#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

static struct lr_table *table_of(const struct lr_collider *collider) {
  struct lr_luminosity l;
  struct lr_error error = {0};
  LR_CHECK(lr_luminosity_evaluate(collider, &l, &error) == LR_OK);
  struct lr_table *table = lr_luminosity_table(collider, &l);
  LR_CHECK(lr_table_ok(table));
  return table;
}

static size_t row_of(const struct lr_table *table, const char *quantity, const char *ring) {
  for (size_t i = 0; i < table->rows; i++)
    if (strcmp(lr_table_get_text(table, i, "quantity"), quantity) == 0 &&
        strcmp(lr_table_get_text(table, i, "ring"), ring) == 0)
      return i;
  lr_test_count(0, __FILE__, __LINE__, "the row is there");
  return 0;
}

static double value(const struct lr_table *table, const char *quantity, const char *ring) {
  return lr_table_get(table, row_of(table, quantity, ring), "value");
}

static void is_empty(const struct lr_table *table, const char *quantity, const char *ring, const char *why) {
  LR_CHECK(isnan(value(table, quantity, ring)));
  LR_CHECK(strstr(lr_table_get_text(table, row_of(table, quantity, ring), "definition"), why) != NULL);
}

int main(void) {
  struct lr_collider c = test_design();
  c.ler.tune_x = 44.53, c.ler.tune_y = 46.57;
  c.her.tune_x = 45.4999, c.her.tune_y = NAN;
  struct lr_table *table = table_of(&c);
  struct lr_dynamic_beta x, y;
  LR_CHECK(lr_dynamic_beta_evaluate(44.53, value(table, "xi_x_nominal", "ler"), &x, NULL) == LR_OK);
  LR_CHECK(lr_dynamic_beta_evaluate(46.57, value(table, "xi_y_nominal", "ler"), &y, NULL) == LR_OK);
  LR_NEAR(value(table, "dynamic_beta_x", "ler"), x.beta_ratio, 0);
  LR_NEAR(value(table, "dynamic_emittance_x", "ler"), x.emittance_ratio, 0);
  LR_NEAR(value(table, "dynamic_beta_y", "ler"), y.beta_ratio, 0);
  LR_NEAR(value(table, "dynamic_emittance_y", "ler"), y.emittance_ratio, 0);
  LR_CHECK(y.beta_ratio < x.beta_ratio && x.beta_ratio < 1);
  is_empty(table, "dynamic_beta_x", "her", "stop band");
  is_empty(table, "dynamic_emittance_x", "her", "stop band");
  is_empty(table, "dynamic_beta_y", "her", "needs the tune");
  is_empty(table, "dynamic_emittance_y", "her", "needs the tune");
  lr_table_free(table);
  c.ler.particle = LR_PROTON;
  table = table_of(&c);
  is_empty(table, "dynamic_beta_y", "ler", "electron and positron");
  lr_table_free(table);
  return lr_test_end();
}
