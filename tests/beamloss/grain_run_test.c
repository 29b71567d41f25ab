// SPDX-License-Identifier: GPL-3.0-or-later
// Following a grain: outcomes, marks, samples, changes of the current, memory that serves again, and what is refused.
#include "beamloss/grain_run.h"

#include "base/constants.h"
#include "base/parallel.h"
#include "tests/beamloss/grains.h"

static const struct lr_grain_mark *mark(const struct lr_grain_run *run, enum lr_grain_mark_kind kind) {
  const struct lr_grain_mark *found = lr_grain_run_mark(run, kind);
  static const struct lr_grain_mark none;
  LR_CHECK(found != NULL);
  return found ? found : &none;
}

static bool same_state(struct lr_grain_state a, struct lr_grain_state b) { return memcmp(&a, &b, sizeof a) == 0; }

// All marks of a falling grain that is turned back, in order.
static void test_marks(void) {
  struct lr_grain grain = test_grain(TEST_GRAPHITE, 50);
  struct lr_grain_beam beam = test_beam(300, 26);
  struct lr_grain_run *run = test_open(&grain, &beam, 0);
  test_follow(run, 1.3, 5e-3);
  const struct lr_grain_summary *s = lr_grain_run_summary(run);
  static const enum lr_grain_mark_kind EXPECTED[] = {LR_GRAIN_CONTACT, LR_GRAIN_STANDSTILL, LR_GRAIN_RELEASE,
                                                     LR_GRAIN_LEFT};
  LR_CHECK(s->marks == 4 && s->marks_dropped == 0 && s->outcome == LR_GRAIN_TURNED_BACK);
  for (size_t i = 0; i < 4 && i < s->marks; i++) LR_CHECK(s->mark[i].kind == EXPECTED[i]);
  struct lr_grain_model model;
  LR_CHECK(lr_grain_prepare(&grain, &beam, &model, NULL) == LR_OK);
  const struct lr_grain_mark *contact = mark(run, LR_GRAIN_CONTACT);
  LR_NEAR(lr_grain_share(&model, contact->state.y_m, 50e-6), 1e-8, 1e-3);
  LR_NEAR(contact->time_s, lr_grain_fall_time(&grain, contact->state.y_m), 1e-12);
  LR_NEAR(mark(run, LR_GRAIN_STANDSTILL)->state.v_m_s, 0, 1e-6);
  LR_NEAR(lr_grain_share(&model, mark(run, LR_GRAIN_RELEASE)->state.y_m, 50e-6), 1e-8, 1e-4);
  LR_NEAR(mark(run, LR_GRAIN_LEFT)->state.y_m, 0.3e-3, 1e-6);
  LR_NEAR(mark(run, LR_GRAIN_STANDSTILL)->state.y_m, s->closest_m, 1e-9);
  // it came with m v^2/2 and leaves with more: the charge grew in the field. Between release and exit it obeys the line charge
  LR_CHECK(mark(run, LR_GRAIN_LEFT)->state.v_m_s > -contact->state.v_m_s);
  lr_grain_run_close(run);
}

// Energy of a charged grain that meets no beam particle: as in the field of a line charge.
static void test_energy(void) {
  struct lr_grain grain = test_grain(TEST_GRAPHITE, 5);
  grain.start_y_m = grain.leave_y_m = 3e-3;
  grain.start_v_m_s = -2;
  grain.start_charge_e = 2e6;
  struct lr_grain_beam beam = test_beam(100, 10);
  struct lr_grain_run *run = test_open(&grain, &beam, 1e-9);
  test_follow(run, 1, 0.1);
  LR_CHECK(lr_grain_run_summary(run)->outcome == LR_GRAIN_TURNED_BACK);
  double line_V = 1 / (2 * LR_PI * LR_EPSILON0_F_m * LR_C_m_s), turn_m = mark(run, LR_GRAIN_STANDSTILL)->state.y_m;
  double mass_kg = 4 * LR_PI / 3 * 125e-18 * 2210;
  LR_CHECK(turn_m > 0.5e-3);
  LR_NEAR(2 + LR_GRAVITY_m_s2 * (3e-3 - turn_m), 2e6 * LR_E_C * line_V * log(3e-3 / turn_m) / mass_kg, 1e-2);
  LR_NEAR(mark(run, LR_GRAIN_LEFT)->state.v_m_s, 2, 1e-5);  // nothing was lost
  lr_grain_run_close(run);
}

// The other outcomes.
static void test_outcomes(void) {
  struct lr_grain grain = test_grain(TEST_COPPER, 12.5);
  grain.start_v_m_s = -3;
  grain.retention_per_s = 1e8;
  struct lr_grain_beam beam = test_beam(300, 26);
  struct lr_grain_run *run = test_open(&grain, &beam, 0);
  test_follow(run, 1.3, 5e-3);
  LR_CHECK(lr_grain_run_summary(run)->outcome == LR_GRAIN_EXHAUSTED);
  LR_NEAR(mark(run, LR_GRAIN_GONE)->state.mass, 1e-3, 1e-6);
  LR_CHECK(mark(run, LR_GRAIN_BOILING)->time_s < mark(run, LR_GRAIN_GONE)->time_s);
  // the grain is switched off, its vapour spreads and the electrons leave
  struct lr_grain_state gone = lr_grain_run_state(run);
  double now_s = lr_grain_run_summary(run)->time_s;
  LR_CHECK(gone.electrons > 1e10);
  LR_CHECK(lr_grain_run_advance(run, now_s + 1e-3, 0, 0, NULL, NULL, NULL) == LR_OK);
  struct lr_grain_state later = lr_grain_run_state(run);
  LR_CHECK(later.y_m == gone.y_m && later.mass == gone.mass && later.charge_e == gone.charge_e &&
           later.direct_loss == gone.direct_loss);
  LR_CHECK(later.vapour < 1e-100 && later.electrons < gone.electrons);
  LR_NEAR(later.electrons, gone.electrons * exp(-10), 0.05);
  // too little time
  struct lr_grain_settings settings = {.time_limit_s = 80e-6};
  LR_CHECK(lr_grain_run_reset(run, &grain, &beam, &settings, NULL) == LR_OK);
  test_follow(run, 1.3, 5e-3);
  LR_CHECK(lr_grain_run_summary(run)->outcome == LR_GRAIN_TIMED_OUT);
  settings.time_limit_s = 20e-6;  // still in free fall
  LR_CHECK(lr_grain_run_reset(run, &grain, &beam, &settings, NULL) == LR_OK);
  LR_CHECK(lr_grain_run_advance(run, 1e-3, 1.3, 0, NULL, NULL, NULL) == LR_OK);
  LR_CHECK(lr_grain_run_summary(run)->outcome == LR_GRAIN_TIMED_OUT);
  LR_CHECK(lr_grain_run_summary(run)->marks == 0);
  // without beam it falls through
  settings = (struct lr_grain_settings){0};
  LR_CHECK(lr_grain_run_reset(run, &grain, &beam, &settings, NULL) == LR_OK);
  test_follow(run, 0, 5e-3);
  LR_CHECK(lr_grain_run_summary(run)->outcome == LR_GRAIN_CROSSED);
  const struct lr_grain_mark *axis = mark(run, LR_GRAIN_AXIS);
  LR_NEAR(axis->time_s, lr_grain_fall_time(&grain, 0), 1e-6);
  LR_NEAR(axis->state.temperature_K, 300, 1e-9);
  lr_grain_run_close(run);
}

// The electron beam draws a grain in that the positron beam throws out.
static void test_electron_beam(void) {
  struct lr_grain grain = test_grain(TEST_GRAPHITE, 50);
  struct lr_grain_beam beam = test_beam(300, 26);
  beam.charge_sign = -1;
  struct lr_grain_run *run = test_open(&grain, &beam, 0);
  test_follow(run, 1.0, 5e-3);
  const struct lr_grain_summary *s = lr_grain_run_summary(run);
  LR_CHECK(lr_grain_run_mark(run, LR_GRAIN_AXIS) != NULL);
  LR_CHECK(s->closest_m == 0 || s->closest_m < 1e-9);
  LR_CHECK(mark(run, LR_GRAIN_AXIS)->state.v_m_s < 1.5 * grain.start_v_m_s);  // faster than it came
  printf("HER: %s, %zu marks, %.0f K, N = %.2e\n", lr_grain_outcome_text(s->outcome), s->marks, s->highest_K,
         s->highest_charge_e);
  lr_grain_run_close(run);
}

// Samples are the states that a run to that time ends with, in every phase.
static void test_samples(void) {
  struct lr_grain grain = test_grain(TEST_SILICA, 50);
  grain.start_v_m_s = -10;
  struct lr_grain_beam beam = test_beam(257, 23);
  double times_s[] = {1e-6, 5e-6, 20e-6, 26e-6, 30e-6, 39e-6, 41e-6, 60e-6};
  struct lr_grain_state states[8];
  struct lr_grain_run *run = test_open(&grain, &beam, 1e-9), *other = test_open(&grain, &beam, 1e-9);
  LR_CHECK(lr_grain_run_advance(run, 60e-6, 1.3, 8, times_s, states, NULL) == LR_OK);
  LR_CHECK(same_state(states[7], lr_grain_run_state(run)));
  for (int i = 0; i < 8; i++) {
    LR_CHECK(lr_grain_run_advance(other, times_s[i], 1.3, 0, NULL, NULL, NULL) == LR_OK);
    struct lr_grain_state state = lr_grain_run_state(other);
    LR_NEAR(states[i].y_m, state.y_m, 1e-6);
    LR_NEAR(states[i].v_m_s, state.v_m_s, 1e-6);
    LR_NEAR(states[i].temperature_K, state.temperature_K, 1e-6);
    LR_NEAR(states[i].mass, state.mass, 1e-6);
    LR_NEAR((states[i].charge_e - state.charge_e) / 1e10, 0, 1e-6);
    LR_NEAR((states[i].vapour - state.vapour) / 1e14, 0, 1e-5);
    LR_NEAR((states[i].electrons - state.electrons) / 1e13, 0, 1e-5);
    LR_CHECK(states[i].vapour >= 0 && states[i].electrons >= 0);
  }
  LR_CHECK(lr_grain_run_summary(other)->restarts == 1);
  lr_grain_run_close(run);
  lr_grain_run_close(other);
}

// The same grain in memory that has served another one, and in other threads: the same bits.
struct worker {
  struct lr_grain_state end[16];
};

static enum lr_status follow_one(size_t i, void *user, struct lr_error *error) {
  struct worker *worker = user;
  struct lr_grain grain = test_grain(TEST_SILICA, 50);
  grain.start_v_m_s = -10;
  struct lr_grain_beam beam = test_beam(257, 23);
  struct lr_grain_settings settings = {.rtol = 1e-6};
  struct lr_grain_run *run = NULL;
  enum lr_status status = lr_grain_run_open(&run, &grain, &beam, &settings, error);
  for (int turn = 1; !status && turn < 6; turn++)
    status = lr_grain_run_advance(run, turn * test_turn_s, 1.3 - 0.1 * turn, 0, NULL, NULL, error);
  if (!status) worker->end[i] = lr_grain_run_state(run);
  lr_grain_run_close(run);
  return status;
}

static void test_repeats(void) {
  struct worker worker;
  struct lr_error error = {0};
  for (size_t i = 0; i < 16; i++) LR_CHECK(follow_one(i, &worker, &error) == LR_OK);
  for (int i = 1; i < 16; i++) LR_CHECK(same_state(worker.end[0], worker.end[i]));
  struct lr_grain grain = test_grain(TEST_GRAPHITE, 120);
  struct lr_grain_beam beam = test_beam(300, 26);
  struct lr_grain_run *run = test_open(&grain, &beam, 1e-8);
  test_follow(run, 2, 5e-3);
  grain = test_grain(TEST_SILICA, 50);
  grain.start_v_m_s = -10;
  beam = test_beam(257, 23);
  struct lr_grain_settings settings = {.rtol = 1e-6};
  LR_CHECK(lr_grain_run_reset(run, &grain, &beam, &settings, &error) == LR_OK);
  for (int turn = 1; turn < 6; turn++)
    LR_CHECK(lr_grain_run_advance(run, turn * test_turn_s, 1.3 - 0.1 * turn, 0, NULL, NULL, &error) == LR_OK);
  LR_CHECK(same_state(worker.end[0], lr_grain_run_state(run)));
  lr_grain_run_close(run);
}

// A current that falls from turn to turn: a restart at each change, however small, and a finer tolerance agrees.
static void test_current(void) {
  struct lr_grain grain = test_grain(TEST_SILICA, 50);
  grain.start_v_m_s = -10;
  struct lr_grain_beam beam = test_beam(257, 23);
  double end[2][2];
  for (int kind = 0; kind < 2; kind++)
    for (int fine = 0; fine < 2; fine++) {
      struct lr_grain_run *run = test_open(&grain, &beam, fine ? 1e-10 : 1e-7);
      for (int turn = 1; turn < 5; turn++)
        LR_CHECK(lr_grain_run_advance(run, turn * test_turn_s, 1.3 * pow(kind ? 0.6 : 0.996, turn), 0, NULL, NULL,
                                      NULL) == LR_OK);
      LR_CHECK(lr_grain_run_summary(run)->restarts == 3);  // it falls freely for the first turn
      end[kind][fine] = lr_grain_run_state(run).mass;
      lr_grain_run_close(run);
    }
  LR_NEAR(end[0][0], end[0][1], 1e-4);
  LR_NEAR(end[1][0], end[1][1], 1e-4);
  LR_CHECK(end[1][1] > 2 * end[0][1]);  // less heat in a beam that is lost
}

static void test_threshold(void) {
  struct lr_grain grain = test_grain(TEST_GRAPHITE, 50);
  grain.start_v_m_s = -10;
  struct lr_grain_beam beam = test_beam(300, 26);
  struct lr_grain_settings settings = {.loss_threshold = 1e-4};
  struct lr_grain_run *run = NULL;
  LR_CHECK(lr_grain_run_open(&run, &grain, &beam, &settings, NULL) == LR_OK);
  test_follow(run, 1.3, 1e-3);
  LR_NEAR(mark(run, LR_GRAIN_THRESHOLD)->state.direct_loss, 1e-4, 1e-8);
  // started in contact with the beam, at rest, hot: these are marks of time 0 or none
  grain.start_y_m = grain.leave_y_m = 100e-6;
  grain.start_v_m_s = 0;
  grain.start_temperature_K = 4000;
  LR_CHECK(lr_grain_run_reset(run, &grain, &beam, &settings, NULL) == LR_OK);
  const struct lr_grain_summary *s = lr_grain_run_summary(run);
  LR_CHECK(s->marks == 2 && s->mark[0].kind == LR_GRAIN_CONTACT && s->mark[1].kind == LR_GRAIN_BOILING &&
           s->mark[1].time_s == 0);
  test_follow(run, 1.3, 1e-3);
  LR_CHECK(s->outcome == LR_GRAIN_TURNED_BACK);
  lr_grain_run_close(run);
}

// Random grains of the whole range: none fails, populations stay positive, and what is recorded hangs together.
static void test_many(void) {
  struct lr_grain_run *run = NULL;
  struct lr_error error = {0};
  long outcomes[LR_GRAIN_TIMED_OUT + 1] = {0};
  for (int i = 0; i < 600; i++) {
    struct lr_grain grain = test_grain(i % TEST_MATERIALS, lr_test_log_between(5, 200));
    grain.start_v_m_s = -(i % 2 ? lr_test_log_between(1, 100) : sqrt(2 * 9.81 * lr_test_between(0, 45e-3)));
    grain.start_charge_e = i % 4 < 2 ? 0 : -lr_test_log_between(1e6, 1e10);
    grain.retention_per_s = lr_test_log_between(1e4, 1e8);
    struct lr_grain_beam beam = test_beam(lr_test_between(150, 400), lr_test_between(15, 50));
    beam.charge_sign = i % 10 ? 1 : -1;
    struct lr_grain_settings settings = {.rtol = 1e-6, .time_limit_s = 2e-3};
    enum lr_status status = run ? lr_grain_run_reset(run, &grain, &beam, &settings, &error)
                                : lr_grain_run_open(&run, &grain, &beam, &settings, &error);
    double current_A = lr_test_between(0.05, 3.6), lost = 0;
    for (int turn = 1; !status && turn <= 240; turn++) {
      struct lr_grain_state s[2];
      const double times_s[] = {(turn - 0.5) * test_turn_s, turn * test_turn_s};
      status = lr_grain_run_advance(run, times_s[1], current_A, 2, times_s, s, &error);
      for (int k = 0; k < 2 && !status; k++) {
        LR_CHECK(s[k].vapour >= 0 && s[k].electrons >= 0 && s[k].temperature_K > 250 && s[k].mass > 9e-4 &&
                 s[k].mass <= 1 + 1e-6);
        LR_CHECK(isfinite(s[k].y_m) && isfinite(s[k].charge_e) && s[k].direct_loss >= lost * (1 - 1e-5) - 1e-8);
        lost = s[k].direct_loss;
      }
    }
    LR_CHECK(status == LR_OK);
    if (status) fprintf(stderr, "    grain %d: %s\n", i, error.text);
    const struct lr_grain_summary *s = lr_grain_run_summary(run);
    outcomes[s->outcome]++;
    LR_CHECK(s->outcome != LR_GRAIN_IN_FLIGHT);
    LR_CHECK((lr_grain_run_mark(run, LR_GRAIN_GONE) != NULL) == (s->outcome == LR_GRAIN_EXHAUSTED) ||
             s->marks_dropped > 0);
    for (size_t k = 1; k < s->marks; k++) LR_CHECK(s->mark[k].time_s >= s->mark[k - 1].time_s);
  }
  for (int i = 0; i <= LR_GRAIN_TIMED_OUT; i++)
    printf("%s: %ld\n", lr_grain_outcome_text((enum lr_grain_outcome)i), outcomes[i]);
  lr_grain_run_close(run);
}

static void test_refused(void) {
  struct lr_grain grain = test_grain(TEST_GRAPHITE, 50);
  struct lr_grain_beam beam = test_beam(300, 26);
  struct lr_grain_run *run = test_open(&grain, &beam, 0);
  const double unordered[] = {2e-6, 1e-6}, late[] = {1e-3}, early[] = {0};
  struct lr_grain_state states[2];
  LR_CHECK(lr_grain_run_advance(run, 1e-5, 1.3, 2, unordered, states, NULL) == LR_E_DOMAIN);
  LR_CHECK(lr_grain_run_advance(run, 1e-5, 1.3, 1, late, states, NULL) == LR_E_DOMAIN);
  LR_CHECK(lr_grain_run_advance(run, 1e-5, 1.3, 1, early, states, NULL) == LR_E_DOMAIN);
  LR_CHECK(lr_grain_run_advance(run, 0, 1.3, 0, NULL, NULL, NULL) == LR_E_DOMAIN);
  LR_CHECK(lr_grain_run_advance(run, 1e-5, -1, 0, NULL, NULL, NULL) == LR_E_DOMAIN);
  LR_CHECK(lr_grain_run_advance(run, NAN, 1, 0, NULL, NULL, NULL) == LR_E_DOMAIN);
  lr_grain_run_close(run);
  lr_grain_run_close(NULL);
  run = NULL;
  struct lr_grain_settings settings = {.rtol = -1};
  LR_CHECK(lr_grain_run_open(&run, &grain, &beam, &settings, NULL) == LR_E_DOMAIN && run == NULL);
  settings.rtol = 0;
  grain.radius_m = NAN;
  LR_CHECK(lr_grain_run_open(&run, &grain, &beam, &settings, NULL) == LR_E_DOMAIN && run == NULL);
}

int main(void) {
  lr_test_seed_from_environment();
  test_marks();
  test_energy();
  test_outcomes();
  test_electron_beam();
  test_samples();
  test_repeats();
  test_current();
  test_threshold();
  test_many();
  test_refused();
  return lr_test_end();
}
