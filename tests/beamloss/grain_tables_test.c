// SPDX-License-Identifier: GPL-3.0-or-later
// Model values that were derived with the same equations apart from this program (another integrator, other code): the table of
// grains that get in or not, DST-05, DST-06, SBL-05, SBL-06, the ladder of tolerances. Times there count from the first contact,
// taken here as the moment when 1e-4 of the beam passes through the grain (it is not said which share; 1.2e-4 fits best).
// Two figures are not met as printed, and only there is a wider bound used:
// - DST-05: N_max 1.8795e9 here, 1.87e9 printed (1.9e9 in the table, which is met): 0.5 % off. A lowest knock-on energy of 10 eV
//   in place of 50 eV gives 1.8725e9.
// - DST-06: N 0.32 % high, T 0.46 K high, m/m0 1.1 % high at 60 us. T and m are met to 0.1 K and 0.1 % with sizes of 256.55 x
//   22.99 um (4.0 nm and 40 pm with the optics of the Nikko wiggler), of which 257 x 23 um are the rounded figures. N is left:
//   no figure that the equations contain moves it by -0.3 % without breaking a row of the table (knock-on constant, lowest and
//   highest energy, sizes and speed were tried).
#include "beamloss/grain_run.h"

#include "tests/beamloss/grains.h"

struct row {
  const char *name;
  double radius_um, retention_per_s, charge_e, speed_m_s;  // speed 0: free fall
  double closest_um, highest_K, highest_charge_e, loss, boil_us;  // 0: crosses; not printed
  double digit_charge, digit_loss;  // last digit printed
};
static const struct row ROWS[] = {{"free fall, 50 um", 50, 0, 0, 0, 122, 370, 1.9e9, 1.0e-6, 0, 1e8, 1e-7},
                                  {"free fall, 100 um", 100, 0, 0, 0, 151, 540, 1.4e10, 2.8e-5, 0, 1e9, 1e-6},
                                  {"retention 1e6 /s", 50, 1e6, 0, 0, 100, 1471, 7.7e8, 1.7e-5, 0, 1e7, 1e-6},
                                  {"retention 1e7 /s", 50, 1e7, 0, 0, 79, 4275, 5.8e8, 1.1e-4, 72, 1e7, 1e-5},
                                  {"N0 = -1e9", 50, 0, -1e9, 0, 78, 2790, 1.1e10, 3.6e-5, 0, 1e9, 1e-6},
                                  {"10 m/s", 50, 0, 0, 10, 0, 4859, 2.6e10, 2.0e-4, 10, 1e9, 1e-5},
                                  {"50 m/s", 50, 0, 0, 50, 0, 2934, 1.2e10, 3.8e-5, 0, 1e9, 1e-6}};

static struct lr_grain grain_of(const struct row *row) {
  struct lr_grain grain = test_grain(TEST_GRAPHITE, row->radius_um);
  grain.retention_per_s = row->retention_per_s;
  grain.start_charge_e = row->charge_e;
  if (row->speed_m_s > 0) grain.start_v_m_s = -row->speed_m_s;
  return grain;
}

// When a share of the beam first passes through a grain of full size.
static double contact_time(const struct lr_grain *grain, const struct lr_grain_beam *beam, double current_A,
                           double share) {
  enum { SAMPLES = 4000 };
  static double times_s[SAMPLES];
  static struct lr_grain_state states[SAMPLES];
  struct lr_grain_model model;
  LR_CHECK(lr_grain_prepare(grain, beam, &model, NULL) == LR_OK);
  double y_m = lr_grain_contact_height(&model, share);
  struct lr_grain_run *run = test_open(grain, beam, 1e-8);
  for (int i = 0; i < SAMPLES; i++) times_s[i] = (i + 1) * 1e-7;
  LR_CHECK(lr_grain_run_advance(run, times_s[SAMPLES - 1], current_A, SAMPLES, times_s, states, NULL) == LR_OK);
  lr_grain_run_close(run);
  for (int i = 0; i < SAMPLES; i++)
    if (states[i].y_m < y_m) return times_s[i];
  return NAN;
}

static void test_table(void) {
  struct lr_grain_beam beam = test_beam(300, 26);
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    const struct row *row = &ROWS[i];
    struct lr_grain grain = grain_of(row);
    struct lr_grain_run *run = test_open(&grain, &beam, 1e-8);
    test_follow(run, 1.3, 5e-3);
    const struct lr_grain_summary *summary = lr_grain_run_summary(run);
    struct lr_grain_state end = lr_grain_run_state(run);
    printf("%-18s %-12s %7.2f um %7.1f K %.4e e %.3e\n", row->name, lr_grain_outcome_text(summary->outcome),
           summary->closest_m * 1e6, summary->highest_K, summary->highest_charge_e, end.direct_loss);
    LR_CHECK(summary->outcome == (row->closest_um > 0 ? LR_GRAIN_TURNED_BACK : LR_GRAIN_CROSSED));
    LR_CHECK((lr_grain_run_mark(run, LR_GRAIN_AXIS) != NULL) == (row->closest_um == 0));
    LR_NEAR(summary->closest_m * 1e6 - row->closest_um, 0, 0.5);  // as rounded
    LR_NEAR(summary->highest_K, row->highest_K, 2e-3);
    LR_NEAR(summary->highest_charge_e - row->highest_charge_e, 0, row->digit_charge / 2);
    LR_NEAR(end.direct_loss - row->loss, 0, row->digit_loss / 2 * (1 + 1e-3));  // 1.15e-4 is printed as 1.1e-4
    const struct lr_grain_mark *boils = lr_grain_run_mark(run, LR_GRAIN_BOILING);
    LR_CHECK((boils != NULL) == (row->highest_K > 3915));
    if (boils) LR_NEAR((boils->time_s - contact_time(&grain, &beam, 1.3, 1e-4)) * 1e6, row->boil_us, 0.1);
    lr_grain_run_close(run);
  }
}

// DST-05
static void test_turned_back(void) {
  struct lr_grain grain = test_grain(TEST_GRAPHITE, 50);
  struct lr_grain_beam beam = test_beam(300, 26);
  struct lr_grain_run *run = test_open(&grain, &beam, 1e-9);
  test_follow(run, 1.3, 5e-3);
  const struct lr_grain_mark *turn = lr_grain_run_mark(run, LR_GRAIN_STANDSTILL);
  LR_NEAR(turn->state.y_m, 122e-6, 4e-3);
  LR_NEAR(turn->state.y_m / 26e-6, 4.7, 1e-2);
  LR_NEAR(lr_grain_run_summary(run)->highest_charge_e, 1.87e9, 6e-3);
  LR_NEAR(lr_grain_run_summary(run)->highest_K, 370, 2e-3);
  LR_NEAR(lr_grain_run_state(run).direct_loss, 1.0e-6, 0.05);
  lr_grain_run_close(run);
}

// SBL-06: the charge that a falling grain of graphite ends with; a few 1e9 are published for an unknown radius.
static void test_charge(void) {
  static const double radius_um[] = {20, 50, 100}, charge_e[] = {1.4e8, 1.87e9, 1.4e10};
  struct lr_grain_beam beam = test_beam(300, 26);
  for (int i = 0; i < 3; i++) {
    struct lr_grain grain = test_grain(TEST_GRAPHITE, radius_um[i]);
    struct lr_grain_run *run = test_open(&grain, &beam, 0);
    test_follow(run, 1.3, 5e-3);
    LR_CHECK(lr_grain_run_summary(run)->outcome == LR_GRAIN_TURNED_BACK);
    LR_NEAR(lr_grain_run_summary(run)->highest_charge_e, charge_e[i], 1e-2);
    lr_grain_run_close(run);
  }
}

// SBL-05: silica at 10 m/s boils 8.5 us after the first contact and has lost half its mass after 12.3 us.
static void test_boiling(void) {
  struct lr_grain grain = test_grain(TEST_SILICA, 50);
  grain.start_v_m_s = -10;
  struct lr_grain_beam beam = test_beam(300, 26);
  double contact_s = contact_time(&grain, &beam, 1.3, 1e-4), half_s = NAN;
  struct lr_grain_run *run = test_open(&grain, &beam, 0);
  for (double t = 1e-8; isnan(half_s) && t < 60e-6; t += 1e-8) {
    struct lr_grain_state state;
    LR_CHECK(lr_grain_run_advance(run, t, 1.3, 1, &t, &state, NULL) == LR_OK);
    if (state.mass < 0.5) half_s = t;
  }
  LR_NEAR((lr_grain_run_mark(run, LR_GRAIN_BOILING)->time_s - contact_s) * 1e6, 8.5, 0.04);
  LR_NEAR((half_s - contact_s) * 1e6, 12.3, 0.03);
  lr_grain_run_close(run);
}

static struct lr_grain_state silica_at_60us(double sigma_x_um, double sigma_y_um, double rtol, long *steps) {
  struct lr_grain grain = test_grain(TEST_SILICA, 50);
  grain.start_v_m_s = -10;
  grain.leave_y_m = 5e-3;  // it is 3.3 mm below the beam at the end
  struct lr_grain_beam beam = test_beam(sigma_x_um, sigma_y_um);
  struct lr_grain_run *run = test_open(&grain, &beam, rtol);
  LR_CHECK(lr_grain_run_advance(run, 60e-6, 1.3, 0, NULL, NULL, NULL) == LR_OK);
  struct lr_grain_state state = lr_grain_run_state(run);
  *steps = lr_grain_run_summary(run)->steps;
  lr_grain_run_close(run);
  return state;
}

// DST-06
static void test_silica(void) {
  long steps;
  struct lr_grain_state state = silica_at_60us(257, 23, 1e-9, &steps);
  LR_NEAR(state.charge_e, 1.794123e10, 3.5e-3);
  LR_NEAR(state.temperature_K, 2949.963, 2e-4);
  LR_NEAR(state.mass, 0.036367, 1.2e-2);
  state = silica_at_60us(1e6 * sqrt(16.454 * 4e-9), 1e6 * sqrt(13.210 * 40e-12), 1e-9, &steps);
  LR_NEAR(state.temperature_K, 2949.963, 4e-5);
  LR_NEAR(state.mass, 0.036367, 1e-3);
}

// Each tolerance a decade below the last one comes nearer to the finest.
static void test_ladder(void) {
  enum { RUNGS = 5 };
  struct lr_grain_state state[RUNGS + 1];
  long steps;
  printf("%-6s %16s %12s %12s %6s\n", "rtol", "N", "T [K]", "m/m0", "steps");
  for (int i = 0; i <= RUNGS; i++) {
    double rtol = i < RUNGS ? pow(10, -5 - i) : 1e-11;
    state[i] = silica_at_60us(257, 23, rtol, &steps);
    printf("%-6.0e %16.9e %12.6f %12.9f %6ld\n", rtol, state[i].charge_e, state[i].temperature_K, state[i].mass, steps);
  }
  double off[RUNGS];
  for (int i = 0; i < RUNGS; i++) {
    off[i] = fabs(state[i].charge_e / state[RUNGS].charge_e - 1) +
             fabs(state[i].temperature_K / state[RUNGS].temperature_K - 1) +
             fabs(state[i].mass / state[RUNGS].mass - 1);
    printf("%.0e: off by %.1e\n", pow(10, -5 - i), off[i]);
    LR_CHECK(off[i] < pow(10, -3 - i));
    if (i > 0) LR_CHECK(off[i] < off[i - 1]);
  }
}

// The charge of a falling grain moves by 4 % when the lowest knock-on energy goes from 10 to 500 eV.
static void test_lowest_energy(void) {
  double charge_e[2];
  for (int i = 0; i < 2; i++) {
    struct lr_grain grain = test_grain(TEST_GRAPHITE, 50);
    grain.lowest_knock_on_eV = i ? 500 : 10;
    struct lr_grain_beam beam = test_beam(300, 26);
    struct lr_grain_run *run = test_open(&grain, &beam, 0);
    test_follow(run, 1.3, 5e-3);
    charge_e[i] = lr_grain_run_summary(run)->highest_charge_e;
    lr_grain_run_close(run);
  }
  LR_NEAR(charge_e[1] / charge_e[0] - 1, 0.04, 0.125);  // as rounded
}

// At 10 m/s graphite crosses at 1.3 A and is turned back at 2.0 A.
static void test_window(void) {
  static const double current_A[] = {1.3, 2.0};
  for (int i = 0; i < 2; i++) {
    struct lr_grain grain = test_grain(TEST_GRAPHITE, 50);
    grain.start_v_m_s = -10;
    struct lr_grain_beam beam = test_beam(257, 23);
    struct lr_grain_run *run = test_open(&grain, &beam, 0);
    test_follow(run, current_A[i], 5e-3);
    LR_CHECK(lr_grain_run_summary(run)->outcome == (i ? LR_GRAIN_TURNED_BACK : LR_GRAIN_CROSSED));
    lr_grain_run_close(run);
  }
}

int main(void) {
  test_table();
  test_turned_back();
  test_charge();
  test_boiling();
  test_silica();
  test_ladder();
  test_lowest_energy();
  test_window();
  return lr_test_end();
}
