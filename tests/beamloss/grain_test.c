// SPDX-License-Identifier: GPL-3.0-or-later
// The grain model term by term: Jacobian against differences, limits, symmetry of the sign of the beam, closed forms.
#include "beamloss/grain.h"

#include "base/constants.h"
#include "tests/beamloss/grains.h"

static struct lr_grain_model model_of(struct lr_grain grain, struct lr_grain_beam beam, double current_A) {
  struct lr_grain_model model = {0};
  struct lr_error error = {0};
  LR_CHECK(lr_grain_prepare(&grain, &beam, &model, &error) == LR_OK);
  model.current_A = current_A;
  return model;
}

static double rate_of(const struct lr_grain_model *model, struct lr_grain_state state, int which) {
  double scaled[LR_GRAIN_STATES], rate[LR_GRAIN_STATES];
  lr_grain_scale(model, &state, scaled);
  LR_CHECK(lr_grain_rhs(model, scaled, rate));
  return rate[which] * model->scale[which];
}

// Central differences with the best of several steps.
static void test_jacobian(void) {
  long entries = 0, resolved = 0;
  for (int n = 0; n < 300; n++) {
    struct lr_grain grain = test_grain(n % TEST_MATERIALS, lr_test_log_between(5, 200));
    grain.retention_per_s = n % 2 ? 1e6 : 0;
    struct lr_grain_beam beam = test_beam(lr_test_between(100, 400), lr_test_between(10, 50));
    beam.charge_sign = n % 4 < 2 ? 1 : -1;
    struct lr_grain_model model = model_of(grain, beam, lr_test_between(0.1, 3));
    const double full_e = model.scale[LR_GRAIN_CHARGE];
    const struct lr_grain_state state = {
        .y_m = lr_test_between(-200e-6, 200e-6),
        .v_m_s = lr_test_between(-10, 10),
        .charge_e = n % 3 ? full_e * lr_test_between(-1, 10) : lr_test_between(-3, 3) / model.potential_V,
        .temperature_K = lr_test_between(300, 6000),
        .mass = lr_test_log_between(2e-3, 1),
        .vapour = lr_test_between(0, 1) * model.scale[LR_GRAIN_VAPOUR],
        .electrons = lr_test_between(0, 1) * model.scale[LR_GRAIN_ELECTRONS]};
    double x[LR_GRAIN_STATES], low[LR_GRAIN_STATES], high[LR_GRAIN_STATES], j[LR_GRAIN_STATES][LR_GRAIN_STATES];
    lr_grain_scale(&model, &state, x);
    LR_CHECK(lr_grain_jacobian(&model, x, j));
    double size[LR_GRAIN_STATES], at[LR_GRAIN_STATES];  // of the terms of a rate: what its rounding is made of
    LR_CHECK(lr_grain_rhs(&model, x, at));
    for (int i = 0; i < LR_GRAIN_STATES; i++) {
      size[i] = fabs(at[i]);
      for (int k = 0; k < LR_GRAIN_STATES; k++) size[i] += fabs(j[i][k] * x[k]);
    }
    for (int k = 0; k < LR_GRAIN_STATES; k++) {
      double best[LR_GRAIN_STATES], last[LR_GRAIN_STATES];
      for (int i = 0; i < LR_GRAIN_STATES; i++) best[i] = last[i] = INFINITY;
      for (double h = 1e-3; h > 1e-12; h /= 3) {
        double moved[LR_GRAIN_STATES];
        memcpy(moved, x, sizeof x);
        moved[k] = x[k] + h;
        LR_CHECK(lr_grain_rhs(&model, moved, high));
        moved[k] = x[k] - h;
        LR_CHECK(lr_grain_rhs(&model, moved, low));
        for (int i = 0; i < LR_GRAIN_STATES; i++) {
          double difference = (high[i] - low[i]) / (2 * h);
          bool settled = fabs(difference - last[i]) < 3e-4 * fabs(difference);
          if (settled && 2e-15 * size[i] / h < 1e-4 * fabs(difference))
            best[i] = fmin(best[i], fabs(difference / j[i][k] - 1));
          last[i] = difference;
        }
      }
      for (int i = 0; i < LR_GRAIN_STATES; i++) {
        if (j[i][k] == 0) continue;
        entries++;
        if (isinf(best[i])) continue;  // differences do not settle before rounding spoils them
        resolved++;
        LR_CHECK(best[i] < 3e-4);
        if (!(best[i] < 3e-4)) fprintf(stderr, "    row %d column %d: %g, off by %g\n", i, k, j[i][k], best[i]);
      }
    }
  }
  printf("%ld of %ld entries of the Jacobian could be resolved\n", resolved, entries);
  LR_CHECK(10 * resolved > 9 * entries);
}

// Where the Jacobian says 0 the rate must not move.
static void test_zeros(void) {
  struct lr_grain_model model = model_of(test_grain(TEST_SILICA, 50), test_beam(300, 26), 1.3);
  const struct lr_grain_state state = {.y_m = 40e-6,
                                       .v_m_s = -3,
                                       .charge_e = 5e9,
                                       .temperature_K = 3500,
                                       .mass = 0.5,
                                       .vapour = 1e14,
                                       .electrons = 1e12};
  double x[LR_GRAIN_STATES], before[LR_GRAIN_STATES], after[LR_GRAIN_STATES], j[LR_GRAIN_STATES][LR_GRAIN_STATES];
  lr_grain_scale(&model, &state, x);
  LR_CHECK(lr_grain_jacobian(&model, x, j) && lr_grain_rhs(&model, x, before));
  for (int k = 0; k < LR_GRAIN_STATES; k++) {
    double kept = x[k];
    x[k] += 0.01;
    LR_CHECK(lr_grain_rhs(&model, x, after));
    for (int i = 0; i < LR_GRAIN_STATES; i++) LR_CHECK((j[i][k] == 0) == (after[i] == before[i]));
    x[k] = kept;
  }
}

// One term of the model at a time, by hand.
static void test_terms(void) {
  struct lr_grain grain = test_grain(TEST_GRAPHITE, 50);
  struct lr_grain_beam beam = test_beam(300, 26);
  struct lr_grain_model model = model_of(grain, beam, 1.3);
  const struct lr_material *m = &grain.material;
  struct lr_grain_state far = {.y_m = 5e-3, .temperature_K = 300, .mass = 1};
  LR_NEAR(rate_of(&model, far, LR_GRAIN_V), -LR_GRAVITY_m_s2, 1e-12);
  LR_NEAR(rate_of(&model, far, LR_GRAIN_TEMPERATURE), 0, 1e-9);
  LR_NEAR(rate_of(&model, far, LR_GRAIN_CHARGE), 0, 1e-9);
  far.charge_e = 1e9;  // as in the field of a line charge
  double field = 1.3 / (2 * LR_PI * LR_EPSILON0_F_m * LR_C_m_s * 5e-3), mass_kg = 4 * LR_PI / 3 * 125e-15 * 2210;
  LR_NEAR(rate_of(&model, far, LR_GRAIN_V) + LR_GRAVITY_m_s2, 1e9 * LR_E_C * field / mass_kg, 4e-3);
  far.charge_e = 0;
  far.temperature_K = 2000;  // glow alone; evaporation takes a part in 1e4 of it
  double area_m2 = 4 * LR_PI * 2500e-12, capacity = mass_kg * m->heat_capacity_J_kgK;
  LR_NEAR(rate_of(&model, far, LR_GRAIN_TEMPERATURE), -area_m2 * 0.85 * 5.670374419e-8 * (16e12 - 81e8) / capacity,
          1e-3);
  // Richardson current of a neutral grain; of a positive one it is held back, of a negative one not
  double kT = 1.380649e-23 * 2000, richardson = area_m2 * 1.20173e6 * 4e6 / LR_E_C * exp(-4.6 * LR_E_C / kT);
  LR_NEAR(rate_of(&model, far, LR_GRAIN_CHARGE), richardson, 1e-9);
  double unit_V = model.potential_V, x = 0.7;
  LR_NEAR(unit_V, LR_E_C / (4 * LR_PI * LR_EPSILON0_F_m * 50e-6), 1e-12);
  far.charge_e = x * kT / LR_E_C / unit_V;
  LR_NEAR(rate_of(&model, far, LR_GRAIN_CHARGE), richardson * (1 + x) * exp(-x), 1e-9);
  far.charge_e = -1e6;
  LR_NEAR(rate_of(&model, far, LR_GRAIN_CHARGE), richardson, 1e-9);
  // at the boiling point the vapour is at one atmosphere
  far.temperature_K = 3915;
  double flux = 101325 * sqrt(0.012011 / (2 * LR_PI * 8.31446261815 * 3915));
  LR_NEAR(rate_of(&model, far, LR_GRAIN_LN_MASS), -area_m2 * flux / mass_kg, 1e-9);
  LR_NEAR(rate_of(&model, far, LR_GRAIN_VAPOUR), area_m2 * flux / (0.012011 / 6.02214076e23), 1e-9);
  far.temperature_K = 20000;  // far above, the flux is capped
  LR_NEAR(rate_of(&model, far, LR_GRAIN_LN_MASS), -area_m2 * 1e4 / mass_kg, 1e-6);
  // in the centre: knock-on electrons of a charged grain, heat and direct loss
  struct lr_grain_state core = {.temperature_K = 300, .mass = 1, .charge_e = 1e9};
  double side = 50e-6 * sqrt(LR_PI) / 2, share = erf(side / (26e-6 * sqrt(2))) * erf(side / (300e-6 * sqrt(2)));
  LR_NEAR(lr_grain_share(&model, 0, 50e-6), share, 1e-12);
  double thickness = 2.21 * 4 * 50e-4 / 3, hits = 1.3 / LR_E_C * share, barrier = 1e9 * unit_V + 50;
  LR_NEAR(rate_of(&model, core, LR_GRAIN_CHARGE), hits * 0.1535 * 0.4995 * thickness * 1e6 * (1 / barrier - 1 / 2e9),
          1e-6);
  LR_NEAR(rate_of(&model, core, LR_GRAIN_TEMPERATURE), hits * 1.45 * thickness * 1e6 * LR_E_C / capacity, 1e-9);
  LR_NEAR(rate_of(&model, core, LR_GRAIN_DIRECT), share * thickness / 42.7 * (4. / 3 * log(100) - 5. / 6) / test_turn_s,
          1e-12);
}

// A beam of electrons does to a positive grain what one of positrons does to a negative one; the rest does not know the sign.
static void test_sign(void) {
  struct lr_grain_beam beam = test_beam(300, 26);
  struct lr_grain_model positrons = model_of(test_grain(TEST_GRAPHITE, 50), beam, 1);
  beam.charge_sign = -1;
  struct lr_grain_model electrons = model_of(test_grain(TEST_GRAPHITE, 50), beam, 1);
  struct lr_grain_state grain = {.y_m = 100e-6, .charge_e = 3e9, .temperature_K = 1000, .mass = 0.9};
  double repelled = rate_of(&positrons, grain, LR_GRAIN_V), attracted = rate_of(&electrons, grain, LR_GRAIN_V);
  LR_CHECK(repelled > 0 && attracted < -1000);
  LR_NEAR(repelled + LR_GRAVITY_m_s2, -(attracted + LR_GRAVITY_m_s2), 1e-14);
  for (int i = LR_GRAIN_CHARGE; i < LR_GRAIN_STATES; i++)
    LR_NEAR(rate_of(&positrons, grain, i), rate_of(&electrons, grain, i), 0);
  grain.charge_e = -3e9;
  LR_NEAR(rate_of(&positrons, grain, LR_GRAIN_V), attracted, 1e-14);
}

static void test_contact(void) {
  struct lr_grain_model model = model_of(test_grain(TEST_GRAPHITE, 50), test_beam(300, 26), 1);
  for (double share = 1e-12; share < 0.09; share *= 5) {
    double y_m = lr_grain_contact_height(&model, share);
    LR_CHECK(y_m > 0);
    LR_NEAR(lr_grain_share(&model, y_m, 50e-6), share, 1e-6);
  }
  LR_NEAR(lr_grain_contact_height(&model, 0.2), 0, 0);
}

// DST-01, DST-02: from the top of the pipe to the axis, and the speed there; 2 sigma_y at that speed.
static void test_fall(void) {
  struct lr_grain grain = {.start_y_m = 45e-3};
  double time_s = lr_grain_fall_time(&grain, 0), speed = LR_GRAVITY_m_s2 * time_s;
  LR_NEAR(time_s, 95.8e-3, 5e-4);
  LR_NEAR(speed, 0.940, 1e-3);
  LR_NEAR(52e-6 / speed, 55.3e-6, 1e-3);
  LR_NEAR(52e-6 / speed / test_turn_s, 5.5, 1e-2);
  grain = test_grain(TEST_GRAPHITE, 50);
  LR_NEAR(grain.start_v_m_s, -sqrt(2 * LR_GRAVITY_m_s2 * 44.7e-3), 1e-14);
  double t = lr_grain_fall_time(&grain, 0.1e-3);
  LR_NEAR(grain.start_y_m + grain.start_v_m_s * t - LR_GRAVITY_m_s2 * t * t / 2, 0.1e-3, 1e-12);
  // with a charge: neutral as above, attracted faster, repelled slower or not at all
  struct lr_grain_beam beam = test_beam(300, 26);
  LR_NEAR(lr_grain_arrival_speed(&(struct lr_grain_model){.grain = grain, .beam = beam, .mass_kg = 1}, 1.3, 45e-3),
          -grain.start_v_m_s, 1e-12);
  grain.start_charge_e = -1e9;
  struct lr_grain_model model = model_of(grain, beam, 1.3);
  double line_V = 1.3 / (2 * LR_PI * LR_EPSILON0_F_m * LR_C_m_s), energy_J = 1e9 * LR_E_C * line_V * log(45 / 0.3);
  LR_NEAR(lr_grain_arrival_speed(&model, 1.3, 45e-3), sqrt(2 * (LR_GRAVITY_m_s2 * 44.7e-3 + energy_J / model.mass_kg)),
          1e-12);
  model.beam.charge_sign = -1;
  LR_CHECK(isnan(lr_grain_arrival_speed(&model, 1.3, 45e-3)));
  LR_CHECK(isnan(lr_grain_arrival_speed(&model, 1.3, 0.2e-3)));
}

// Vapour and electrons in closed form: their rates are those of the model, also where both rates are the same.
static void test_coast(void) {
  struct lr_grain_model model = model_of(test_grain(TEST_GRAPHITE, 50), test_beam(300, 26), 1.3);
  const struct lr_grain_state state = {.y_m = 5e-3, .temperature_K = 300, .mass = 1, .vapour = 1e15, .electrons = 1e12};
  double a = model.thermal_m_s * sqrt(300) / 300e-6 + model.ionisation_per_As * 1.3;
  const double losses[] = {0, 1e4, a, a * (1 + 1e-9), 1e9};
  for (int i = 0; i < 5; i++) {
    model.beam.electron_loss_per_s = losses[i];
    double start[LR_GRAIN_STATES], end[LR_GRAIN_STATES], rate[LR_GRAIN_STATES], h = 1e-4 / fmax(a, losses[i]);
    lr_grain_scale(&model, &state, start);
    memcpy(end, start, sizeof end);
    lr_grain_coast(&model, 2 * h, end);
    double twice[LR_GRAIN_STATES];
    memcpy(twice, start, sizeof twice);
    lr_grain_coast(&model, h, twice);
    LR_CHECK(lr_grain_rhs(&model, twice, rate));
    for (int k = LR_GRAIN_VAPOUR; k <= LR_GRAIN_ELECTRONS; k++)
      LR_NEAR((end[k] - start[k]) / (2 * h) / rate[k], 1, 1e-5);
    lr_grain_coast(&model, h, twice);
    for (int k = LR_GRAIN_VAPOUR; k <= LR_GRAIN_ELECTRONS; k++) LR_NEAR(twice[k], end[k], 1e-12);
    lr_grain_coast(&model, 1e3, end);  // long after: nothing overflows
    LR_CHECK(isfinite(end[LR_GRAIN_ELECTRONS]) && end[LR_GRAIN_VAPOUR] == 0);
  }
}

static void test_refused(void) {
  struct lr_grain_beam beam = test_beam(300, 26);
  struct lr_grain_model model;
  for (int i = 0; i < 10; i++) {
    struct lr_grain grain = test_grain(TEST_SILICA, 50);
    struct lr_grain_beam bad = beam;
    if (i == 0) grain.radius_m = 0;
    if (i == 1) grain.start_y_m = -1;
    if (i == 2) grain.leave_y_m = 0.1e-3;
    if (i == 3) grain.start_v_m_s = 1;
    if (i == 4) grain.start_charge_e = NAN;
    if (i == 5) grain.lowest_knock_on_eV = 3e9;
    if (i == 6) grain.retention_per_s = -1;
    if (i == 7) bad.sigma_y_m = 0;
    if (i == 8) bad.charge_sign = 0;
    if (i == 9) grain.material.emissivity = 0;
    struct lr_error error = {0};
    LR_CHECK(lr_grain_prepare(&grain, &bad, &model, &error) == LR_E_DOMAIN);
    LR_CHECK(*error.text != '\0');
  }
  model = model_of(test_grain(TEST_SILICA, 50), beam, 1);
  double state[LR_GRAIN_STATES] = {0}, rate[LR_GRAIN_STATES], j[LR_GRAIN_STATES][LR_GRAIN_STATES];
  LR_CHECK(!lr_grain_rhs(&model, state, rate));  // 0 K
  LR_CHECK(!lr_grain_jacobian(&model, state, j));
  state[LR_GRAIN_TEMPERATURE] = NAN;
  LR_CHECK(!lr_grain_rhs(&model, state, rate));
}

int main(void) {
  lr_test_seed_from_environment();
  test_jacobian();
  test_zeros();
  test_terms();
  test_sign();
  test_contact();
  test_fall();
  test_coast();
  test_refused();
  return lr_test_end();
}
