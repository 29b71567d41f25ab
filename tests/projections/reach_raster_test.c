// SPDX-License-Identifier: GPL-3.0-or-later
// The raster in two masses: centres of equal cells, up to where the second mass closes.
#include <math.h>

#include "projections/reach.h"
#include "tests/lr_test.h"

int main(void) {
  struct lr_channel c;
  double mass[10], mass2[10];
  lr_channel_init(&c, lr_channel_type_find("dark_higgsstrahlung"));
  c.sqrt_s_GeV = 10.58, c.mass_min_GeV = 4, c.mass_max_GeV = 9, c.mass2_GeV = 0.2;
  LR_CHECK(lr_reach_raster(&c, mass, mass2, 10));
  LR_NEAR(c.mass2_GeV, 0.2, 1e-15);  // the channel is left as it is
  LR_NEAR(mass[0], 4.25, 1e-12);
  LR_NEAR(mass[9], 8.75, 1e-12);
  // m_h' < m_A' and m_A' + m_h' < sqrt s: of the centres 5.25 GeV goes furthest, below 5.25 in steps of 0.01058
  const double top = 2 * mass2[0] * 10;
  LR_CHECK(top < 5.25 && top > 5.25 - 0.0106);
  for (int j = 0; j < 10; j++) LR_NEAR(mass2[j], (j + 0.5) * top / 10, 1e-12);
  c.mass_min_GeV = 11, c.mass_max_GeV = 12;  // above the energy: nothing is open
  LR_CHECK(!lr_reach_raster(&c, mass, mass2, 10));
  return lr_test_end();
}
