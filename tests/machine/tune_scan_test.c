// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/tune_scan.h"

#include "machine/track/products_table.h"
#include "tests/lr_test.h"
#include "tests/machine/track_rings.h"

enum { POINTS = 4 };

static void scan(const struct lr_track_ring ring[2], int jobs, double *tune_x, struct lr_track_tune_point point[POINTS]) {
  struct lr_track_input input = {.particles = 64, .turns = 40, .average = 20, .slices = 5, .kick = true};
  const struct lr_track_points_how how = {.jobs = jobs};
  memset(point, 0, POINTS * sizeof *point);
  for (int i = 0; i < POINTS; i++) {
    point[i].tune[0] = tune_x[i];
    point[i].tune[1] = 46.589;
  }
  LR_CHECK(lr_track_tune_scan(ring, track_half_angle_rad, 1, &input, 9, point, POINTS, &how, NULL) == LR_OK);
}

int main(void) {
  struct lr_track_ring ring[2];
  struct lr_track_tune_point one[POINTS], two[POINTS];
  double tunes[POINTS] = {44.51, 44.525, 44.54, 44.53}, other[POINTS] = {44.525, 44.6, 44.51, 44.7};
  track_rings(ring);
  scan(ring, 1, tunes, one);
  scan(ring, 2, tunes, two);
  LR_CHECK(memcmp(one, two, sizeof one) == 0);
  scan(ring, 2, other, two);  // a point does not depend on the others
  LR_CHECK(memcmp(&one[1].result, &two[0].result, sizeof one->result) == 0);
  LR_CHECK(one[0].result.luminosity_m2.value != one[1].result.luminosity_m2.value && !one[0].failed && one[0].lost_fraction == 0);

  ring[0].aperture_m[1] = 1e-12;  // all are lost: a row with a word
  scan(ring, 2, tunes, one);
  LR_CHECK(one[2].failed && one[2].lost_fraction == 1);
  LR_TEXT_IS(one[2].why, "lost");
  struct lr_collider collider = {.circumference_m = 3016.315, .bunches = 1};
  struct lr_track_setting setting = {.ring = {ring[0], ring[1]}};
  one[1] = two[0];
  struct lr_table *t = lr_track_tune_scan_table(&collider, &setting, one, POINTS);
  LR_CHECK(lr_table_ok(t) && t->rows == POINTS);
  LR_CHECK(isnan(lr_table_get(t, 2, "luminosity")) && lr_table_get(t, 2, "lost_fraction") == 1);
  LR_TEXT_IS(lr_table_get_text(t, 2, "failure"), "lost");
  LR_TEXT_IS(lr_table_get_text(t, 2, "converged"), "");
  double luminosity = lr_table_get(t, 1, "luminosity"), charge = 1.602176634e-19, f0 = lr_revolution_frequency(&collider);
  LR_NEAR(luminosity, two[0].result.luminosity_m2.value * f0 * 1e-4, 1e-12);
  LR_NEAR(lr_table_get(t, 1, "specific_luminosity"), luminosity / (ring[0].number * ring[1].number * pow(charge * f0 * 1e3, 2)), 1e-9);
  lr_table_free(t);

  struct lr_track_input none = {.particles = 0, .turns = 10, .average = 5};
  struct lr_error error = {0};
  const struct lr_track_points_how how = {.jobs = 1};
  LR_CHECK(lr_track_tune_scan(ring, 0, 1, &none, 1, one, POINTS, &how, &error) == LR_E_DOMAIN);
  one[1].tune[1] = -0.5;
  LR_CHECK(lr_track_tune_scan(ring, 0, 1, &none, 1, one, POINTS, &how, &error) == LR_E_DOMAIN && strstr(error.text, "tune_y -0.5"));
  return lr_test_end();
}
