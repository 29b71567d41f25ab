// SPDX-License-Identifier: GPL-3.0-or-later
// What a curve says of the optics that it belongs to, against a machine: silence where they agree, a warning where not.
#include "machine/blowup_optics.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

static struct lr_collider machine(void) {
  struct lr_collider c = test_superkekb(1, test_ring(4, 4.459e10, 0.08, 1e-3, 4e-9, 20e-12, 4.6e-3), test_ring(7.00729, 3.579e10, 0.06, 1e-3, 4.6e-9, 35e-12, 5e-3));
  c.ler.crab_waist = 0.8;
  c.her.crab_waist = -0.4;
  return c;
}

static const char HEAD[] = "bunch_current_product_mA2,emittance_y_ler_pm,beta_y_ler_mm,beta_y_her_mm,crab_waist_ler_percent,crab_waist_her_percent,"
                           "bunch_length_ler_mm,bunch_length_her_mm,converged\n";

// Warnings of a curve whose rows end with `rest`; the first one into text.
static size_t warnings(const struct lr_collider *c, const char *heading, const char *rest, char text[512]) {
  static struct lr_blowup_curve curve;
  char rows[2048];
  struct lr_error error = {0};
  struct lr_problems problems = {0};
  struct lr_document *document = lr_document_create();
  const struct lr_reading reading = {document, &problems};
  snprintf(rows, sizeof rows, "%s0,20,%s0.1,21,%s0.2,22,%s", heading, rest, rest, rest);
  LR_CHECK(lr_blowup_curve_parse("c.csv", rows, &curve, &error) == LR_OK);
  lr_blowup_optics_check(&reading, document->root, &curve, c);
  size_t count = problems.count;
  LR_CHECK(problems.errors == 0);
  snprintf(text, 512, "%s", count ? problems.item[0].text : "");
  lr_problems_free(&problems);
  lr_document_free(document);
  return count;
}

int main(void) {
  gsl_set_error_handler_off();
  struct lr_collider c = machine();
  struct lr_error error = {0};
  struct lr_blowup_optics optics;
  char text[512];
  LR_CHECK(lr_blowup_optics_of(&c, 0, &optics, &error) == LR_OK);
  LR_NEAR(optics.bunch_length_m[1], 5e-3, 1e-12);
  LR_CHECK(optics.beta_y_m[0] == 1e-3 && optics.crab_waist[1] == -0.4);
  LR_CHECK(warnings(&c, HEAD, "1,1,80,-40,4.6,5,yes\n", text) == 0);
  LR_CHECK(warnings(&c, HEAD, "1,1,80,-40,4.66,4.95,not tracked\n", text) == 0);  // within 2 %
  LR_CHECK(warnings(&c, HEAD, "1,1,80,-40,4.6,5,no\n", text) == 1 && strstr(text, "3 of 3 rows") && strstr(text, "first at 0 mA^2"));
  LR_CHECK(warnings(&c, HEAD, "0.9,1,80,-40,4.6,5,yes\n", text) == 1 && strstr(text, "beta_y 0.9 mm of the ler") && strstr(text, "has 1 mm"));
  LR_CHECK(warnings(&c, HEAD, "1,1,80,0,4.6,5,yes\n", text) == 1 && strstr(text, "crab_waist 0 % of the her") && strstr(text, "has -40 %"));
  LR_CHECK(warnings(&c, HEAD, "1,1,80,-40,4.6,5.2,yes\n", text) == 1 && strstr(text, "bunch length 5.2 mm of the her"));
  LR_CHECK(warnings(&c, HEAD, "0.6,0.6,40,-80,6,7,no\n", text) == 7);
  LR_CHECK(warnings(&c, "bunch_current_product_mA2,emittance_y_ler_pm,label\n", "a\n", text) == 0);  // a file that says nothing of it
  return lr_test_end();
}
