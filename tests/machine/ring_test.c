// SPDX-License-Identifier: GPL-3.0-or-later
// State of a ring, bunch length, and what they refuse.
#include "base/constants.h"
#include "machine/bunch_length.h"
#include "machine/collider.h"
#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

static void test_state(void) {
  struct lr_collider c = test_design();
  struct lr_ring_state ler, her;
  struct lr_error error = {0};
  LR_CHECK(lr_ring_evaluate(&c, &c.ler, &ler, &error) == LR_OK);
  LR_CHECK(lr_ring_evaluate(&c, &c.her, &her, &error) == LR_OK);
  LR_NEAR(lr_revolution_frequency(&c), 99390.30, 1e-7);  // derived from C = 3016.315 m (read)
  LR_NEAR(ler.bunch_population, 9.04e10, 1e-3);          // SAD lattice sher_5781_60_1 (read)
  LR_NEAR(ler.bunch_current_A, 1.44e-3, 1e-12);
  LR_NEAR(ler.sigma_x_m, 10.1e-6, 5e-3);  // design report (known): sizes at the IP
  LR_NEAR(her.sigma_x_m, 10.7e-6, 5e-3);
  LR_NEAR(ler.sigma_y_m, 48e-9, 1e-2);
  LR_NEAR(her.sigma_y_m, 62e-9, 1e-2);
  LR_NEAR(ler.piwinski_angle, 24.6, 3e-3);  // derived
  LR_NEAR(her.piwinski_angle, 19.4, 3e-3);
  LR_NEAR(ler.gamma, 4e9 / 0.51099895069e6, 1e-14);
  // population instead of current: the same ring
  struct lr_collider by_population = c;
  by_population.ler.current_A = NAN;
  by_population.ler.bunch_population = ler.bunch_population;
  struct lr_ring_state again;
  LR_CHECK(lr_ring_evaluate(&by_population, &by_population.ler, &again, &error) == LR_OK);
  LR_NEAR(again.current_A, 3.6, 1e-14);
  struct lr_collider lhc = test_lhc();
  LR_CHECK(lr_ring_evaluate(&lhc, &lhc.ler, &again, &error) == LR_OK);
  LR_NEAR(again.radius_m * LR_PROTON_MASS_eV, LR_ELECTRON_RADIUS_m * LR_ELECTRON_MASS_eV, 1e-9);
  LR_NEAR(again.gamma, 6800e9 / LR_PROTON_MASS_eV, 1e-14);
}

static double length(enum lr_bunch_length_model model, double length_m, double slope_m_A, double k_per_A,
                     double current_A) {
  struct lr_bunch_length b = {.model = model, .length_m = length_m, .slope_m_A = slope_m_A, .k_per_A = k_per_A};
  double sigma_m = NAN;
  struct lr_error error = {0};
  return lr_bunch_length_evaluate(&b, current_A, &sigma_m, &error) == LR_OK ? sigma_m : NAN;
}

static void test_bunch_length(void) {
  LR_NEAR(length(LR_BUNCH_LENGTH_GIVEN, 6e-3, 0, 0, 1e-3), 6e-3, 1e-15);
  // streak-camera fits, Natochii et al., arXiv:2203.05731 and 2302.01566 (known)
  LR_NEAR(length(LR_BUNCH_LENGTH_LINEAR, 5.4466e-3, 1.7642, 0, 2.52 / 1576), 8.27e-3, 1e-3);
  LR_NEAR(length(LR_BUNCH_LENGTH_LINEAR, 6.0211e-3, 1.3711, 0, 1.82 / 1576), 7.60e-3, 1e-3);
  // Haissinski solution of the LER wake (read, github pkicsiny/superkekb BBWS/20231127_MWI_Benchmark)
  LR_NEAR(length(LR_BUNCH_LENGTH_CUBIC, 4.6e-3, 0, 480, 0.172979e-3), 4.78073e-3, 5e-3);
  LR_NEAR(length(LR_BUNCH_LENGTH_CUBIC, 4.6e-3, 0, 480, 0.691917e-3), 5.23038e-3, 5e-3);
  LR_NEAR(length(LR_BUNCH_LENGTH_CUBIC, 4.6e-3, 0, 480, 1.729791e-3), 5.90096e-3, 5e-3);
  // limits: x = 1 + q/2 - 3 q^2/8 for small q, x = q^(1/3) + q^(-1/3)/3 for large q; and the equation itself
  LR_NEAR(length(LR_BUNCH_LENGTH_CUBIC, 1, 0, 1, 0), 1, 1e-15);
  LR_NEAR(length(LR_BUNCH_LENGTH_CUBIC, 1, 0, 1, 1e-4) - 1, 0.5e-4 - 0.375e-8 + 0.5e-12, 1e-8);
  LR_NEAR(length(LR_BUNCH_LENGTH_CUBIC, 1, 0, 1, 1e12), 1e4 + 1e-4 / 3, 1e-14);
  for (int i = 0; i < 200; i++) {
    double q = lr_test_log_between(1e-6, 1e6), x = length(LR_BUNCH_LENGTH_CUBIC, 1, 0, 1, q);
    LR_NEAR(x * x * x, x + q, 1e-14);
    LR_CHECK(x >= 1);
  }
  double joint = 2 / sqrt(27);  // where the closed form changes from cos to cosh
  LR_NEAR(length(LR_BUNCH_LENGTH_CUBIC, 1, 0, 1, joint * (1 - 1e-12)), 2 / sqrt(3), 1e-9);
  LR_NEAR(length(LR_BUNCH_LENGTH_CUBIC, 1, 0, 1, joint * (1 + 1e-12)), 2 / sqrt(3), 1e-9);
  LR_CHECK(isnan(length(LR_BUNCH_LENGTH_CUBIC, 1, 0, -1, 1)));
  LR_CHECK(isnan(length(LR_BUNCH_LENGTH_LINEAR, 1e-3, -10, 0, 1e-3)));
  LR_CHECK(isnan(length(LR_BUNCH_LENGTH_GIVEN, 0, 0, 0, 1e-3)));
  LR_CHECK(isnan(length(LR_BUNCH_LENGTH_GIVEN, 1e-3, 0, 0, -1)));
  // design values from optics (Akai et al., arXiv:1809.01958, known)
  LR_NEAR(lr_bunch_length_zero_current(3016.315, 3.20e-4, 7.53e-4, 0.0245), 4.7e-3, 1e-2);
  LR_NEAR(lr_bunch_length_zero_current(3016.315, 4.55e-4, 6.30e-4, 0.0280), 4.9e-3, 1e-2);
}

static void refuse(struct lr_collider c, const char *word) {
  struct lr_ring_state state;
  struct lr_error error = {0};
  LR_CHECK(lr_ring_evaluate(&c, &c.ler, &state, &error) == LR_E_DOMAIN);
  LR_CHECK(error.status == LR_E_DOMAIN && strstr(error.text, word));
}

static void test_refusals(void) {
  struct lr_collider c;
#define REFUSE(change, word) (c = test_design(), (change), refuse(c, (word)))
  REFUSE(c.ler.beta_x_m = 0, "beta_x");
  REFUSE(c.ler.beta_y_m = 0, "beta_y");
  REFUSE(c.ler.beta_y_m = NAN, "beta_y");
  REFUSE(c.ler.emittance_x_m = -1e-9, "emittance_x");
  REFUSE(c.ler.emittance_y_m = INFINITY, "emittance_y");
  REFUSE(c.ler.current_A = -1, "current");
  REFUSE(c.ler.current_A = NAN, "current");
  REFUSE(c.ler.bunch_population = 1e10, "not both");
  REFUSE(c.ler.energy_eV = 1e5, "rest energy");
  REFUSE(c.ler.bunch_length.length_m = 0, "bunch length");
  REFUSE(c.ler.waist_shift_m = NAN, "waist");
  REFUSE(c.bunches = 0, "bunches");
  REFUSE(c.circumference_m = -1, "circumference");
  REFUSE(c.crossing_angle_rad = -0.08, "angle");
  REFUSE(c.crossing_angle_rad = 2, "angle");
  REFUSE(c.offset_x_m = NAN, "offset");
  REFUSE((c.crossing_angle_rad = 0, c.ler.crab_waist = 0.8), "crab waist");
#undef REFUSE
}

int main(void) {
  lr_test_seed_from_environment();
  test_state();
  test_bunch_length();
  test_refusals();
  return lr_test_end();
}
