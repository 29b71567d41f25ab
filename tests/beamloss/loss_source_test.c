// SPDX-License-Identifier: GPL-3.0-or-later
// The source against time: the arc in closed form, the grain as its own run gives it, and what acts on the beam of it.
#include "beamloss/loss_source.h"

#include "base/constants.h"
#include "tests/beamloss/losses.h"

static struct lr_error error;

static void arc(void) {
  struct lr_loss_draw draw = {.mechanism = LR_LOSS_ARC, .arc_charge = 2e10, .arc_rise_s = 5e-6, .arc_fall_s = 30e-6, .arc_height_m = 70e-6};
  struct lr_loss_ring ring = {.turn_s = 10e-6};
  struct lr_loss_source source;
  struct lr_loss_source_point point[9], last = {0};
  struct lr_grain_run *grain = NULL;
  LR_CHECK(lr_loss_source_start(NULL, &draw, &ring, &grain, &source, &error) == LR_OK && !grain);
  for (int turn = 0; turn < 40; turn++) {
    LR_CHECK(lr_loss_source_turn(&source, 1, 8, point, &error) == LR_OK);
    for (int i = 0; i <= 8; i++) {
      double t = (turn + i / 8.) * 10e-6, rise = 2e10 * (1 - exp(-t / 5e-6));
      LR_NEAR(point[i].time_s, t, 1e-12);
      LR_NEAR(point[i].net_electrons, t > 15e-6 ? rise * exp(-(t - 15e-6) / 30e-6) : rise, 1e-9);
      LR_CHECK(point[i].y_m == 70e-6);
    }
    if (turn) LR_CHECK(point[0].net_electrons == last.net_electrons);
    last = point[8];
    LR_CHECK(lr_loss_source_done(&source, &last) == (!lr_loss_source_acts(&last) && last.time_s > 15e-6));
  }
  LR_CHECK(lr_loss_source_done(&source, &last));
  struct lr_loss_source_point start = {.time_s = 1e-6};
  LR_CHECK(!lr_loss_source_done(&source, &start));  // it has not come up yet
}

static void dust(void) {
  struct lr_loss_input in = losses_good(&LOSSES);
  struct lr_loss_ring ring = {.turn_s = 10.0613e-6, .source_beta_x_m = 16.454, .source_beta_y_m = 13.21};
  struct lr_loss_draw draw = {.mechanism = LR_LOSS_DUST, .material = 1, .emittance_x_m = 4e-9, .emittance_y_m = 40e-12, .radius_m = 50e-6, .speed_m_s = 10,
                              .electron_share = 1e-3, .charge_cap = 5e9, .strength_Pa = 50e6};
  struct lr_grain grain = lr_grain_falling(&in.material[1], 50e-6, 0.045);
  grain.start_v_m_s = -10;
  grain.leave_y_m = 45e-3;  // the wall
  const struct lr_grain_beam beam = lr_grain_beam_default(sqrt(4e-9 * 16.454), sqrt(40e-12 * 13.21), 10.0613e-6, 1);
  const struct lr_grain_settings settings = {.rtol = in.tolerance, .time_limit_s = 1};
  struct lr_grain_run *run = NULL, *mine = NULL;
  struct lr_loss_source source;
  struct lr_loss_source_point point[5];
  LR_CHECK(lr_grain_run_open(&run, &grain, &beam, &settings, &error) == LR_OK);
  LR_CHECK(lr_loss_source_start(&in, &draw, &ring, &mine, &source, &error) == LR_OK && mine);
  double cap = 0, set_free = 0, height_m = 0, most = 4 * LR_PI * LR_EPSILON0_F_m * sqrt(2 * 50e6 / LR_EPSILON0_F_m) / LR_E_C;
  double start_s = 0;
  for (int turn = 0; turn < 60; turn++) {
    double times_s[4];
    struct lr_grain_state state[4];
    for (int i = 0; i < 4; i++) times_s[i] = start_s + ring.turn_s * (i + 1) / 4;  // to the last digit those of the source
    start_s = times_s[3];
    LR_CHECK(lr_loss_source_turn(&source, 1.3, 4, point, &error) == LR_OK);
    LR_CHECK(lr_grain_run_advance(run, times_s[3], 1.3, 4, times_s, state, &error) == LR_OK);
    for (int i = 0; i < 4; i++) {
      LR_NEAR(point[i + 1].grain.electrons, state[i].electrons, 1e-9);
      double radius_m = 50e-6 * cbrt(state[i].mass), on_grain = lr_grain_run_summary(run)->outcome == LR_GRAIN_IN_FLIGHT ? fmin(state[i].charge_e, most * radius_m * radius_m) : 0;
      double electrons = fmin(1e-3 * state[i].electrons, 5e9);
      LR_NEAR(point[i + 1].net_electrons, electrons - on_grain, 1e-6);
      cap = fmax(cap, electrons);
      if (state[i].electrons > set_free) height_m = (height_m * set_free + state[i].y_m * (state[i].electrons - set_free)) / state[i].electrons;
      set_free = state[i].electrons;
      LR_NEAR(point[i + 1].y_m, electrons > fabs(on_grain) ? height_m : state[i].y_m, 1e-9);
    }
  }
  LR_CHECK(cap == 5e9);  // the cap was reached
  // a falling grain comes from its height at the speed of a free fall, and one that fell less than to the start has none
  draw.speed_m_s = 0;
  draw.fall_m = 20e-3;
  LR_CHECK(lr_loss_source_start(&in, &draw, &ring, &mine, &source, &error) == LR_OK);
  LR_NEAR(lr_grain_run_state(mine).v_m_s, -sqrt(2 * LR_GRAVITY_m_s2 * (20e-3 - 3e-4)), 1e-12);
  LR_NEAR(lr_grain_run_state(mine).y_m, 3e-4, 1e-12);
  draw.fall_m = 1e-4;
  LR_CHECK(lr_loss_source_start(&in, &draw, &ring, &mine, &source, &error) == LR_OK && lr_grain_run_state(mine).v_m_s == 0);
  draw.charge = 1e8;
  LR_CHECK(lr_loss_source_start(&in, &draw, &ring, &mine, &source, &error) == LR_OK);
  LR_NEAR(lr_grain_run_state(mine).charge_e, -1e8, 1e-12);
  LR_CHECK(lr_loss_source_turn(&source, 1.3, 4, point, &error) == LR_OK);
  LR_NEAR(point[0].net_electrons, 1e8, 1e-9);  // electrons on the grain attract positrons
  draw.charge = 1e13;
  LR_CHECK(lr_loss_source_start(&in, &draw, &ring, &mine, &source, &error) == LR_OK);
  LR_NEAR(lr_grain_run_state(mine).charge_e, -most * 50e-6 * 50e-6, 1e-9);
  draw.charge = 1e8;
  // no grain carries more charge than holds together: 4 pi eps0 R^2 sqrt(2 S / eps0) / e = 2.6e7 at 5 um and 10 MPa
  struct lr_loss_draw small = draw;
  struct lr_loss_source away;
  small.charge = 1e10;
  small.radius_m = 5e-6;
  small.strength_Pa = 10e6;
  LR_CHECK(lr_loss_source_start(&in, &small, &ring, &mine, &away, &error) == LR_OK);
  LR_NEAR(lr_grain_run_state(mine).charge_e, -2.610e7, 2e-3);
  // the beam of positrons draws a negative grain in, that of electrons keeps it away
  small = draw;
  small.fall_m = 20e-3;
  LR_CHECK(lr_loss_source_start(&in, &small, &ring, &mine, &away, &error) == LR_OK && !away.kept_away);
  struct lr_grain_model model;
  grain.start_charge_e = -1e8;
  LR_CHECK(lr_grain_prepare(&grain, &beam, &model, &error) == LR_OK);
  LR_NEAR(-lr_grain_run_state(mine).v_m_s, lr_grain_arrival_speed(&model, in.ring[0].current_A, 20e-3), 1e-9);
  LR_CHECK(-lr_grain_run_state(mine).v_m_s > sqrt(2 * LR_GRAVITY_m_s2 * 20e-3));
  small.ring = LR_LOSS_HER;
  in.ring[LR_LOSS_HER].current_A = 1;
  LR_CHECK(lr_loss_source_start(&in, &small, &ring, &mine, &away, &error) == LR_OK && away.kept_away);
  LR_CHECK(lr_loss_source_done(&away, &point[0]));
  lr_grain_run_close(run);
  lr_grain_run_close(mine);
  lr_loss_input_free(&in);
}

int main(void) {
  arc();
  dust();
  losses_clean();
  return lr_test_end();
}
