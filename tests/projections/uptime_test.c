// SPDX-License-Identifier: GPL-3.0-or-later
// P13 and P14: limits P4 and P5, parts that sum to 1, a simulation of the cycle, the recovery scale, monotony.
#include "projections/uptime.h"

#include "base/random.h"
#include "projections/formulas.h"
#include "tests/projections/within.h"

static const double HOUR = 3600, DAY = 86400;

static struct lr_uptime uptime_of(const struct lr_uptime_cycle *cycle) {
  struct lr_uptime u = {NAN, NAN, NAN, NAN, NAN};
  LR_CHECK(lr_uptime_evaluate(cycle, &u, NULL) == LR_OK);
  return u;
}

static void limits(void) {
  double plain;
  for (int k = 0; k < 200; k++) {
    double between = lr_test_log_between(0.1, 100) * HOUR, recovery = lr_test_between(0, 5) * HOUR, refill = lr_test_between(0, 2) * HOUR;
    struct lr_uptime_system one = {1 / between, recovery, 0, 1};
    struct lr_uptime_cycle cycle = {&one, 1, refill, 0, 1};
    LR_CHECK(lr_topup_with_trips(between, recovery, refill, &plain, NULL) == LR_OK);
    LR_NEAR(uptime_of(&cycle).delivered, plain, 1e-14);  // P4
    // P5: a share of the losses damages; the same as two systems
    double p = lr_test_random(), damage = lr_test_between(1, 100) * HOUR;
    struct lr_uptime_system two[2] = {{(1 - p) / between, recovery, 0, 1}, {p / between, damage, 0, 1}};
    struct lr_uptime_cycle both = {two, 2, refill, 0, 1};
    LR_CHECK(lr_topup_with_damage(between, recovery, refill, p, damage, &plain, NULL) == LR_OK);
    LR_NEAR(uptime_of(&both).delivered, plain, 1e-14);
    LR_NEAR(uptime_of(&both).between_s, between, 1e-13);
  }
  struct lr_uptime_cycle nothing = {NULL, 0, HOUR, HOUR, 1};
  struct lr_uptime u = uptime_of(&nothing);
  LR_CHECK(isinf(u.between_s) && u.delivered == 1 && u.recorded == 1 && u.beam_share == 1 && u.top_share == 1);
  struct lr_uptime_system wrong[] = {{-1, 0, 0, 1}, {1, -1, 0, 1}, {1, 0, NAN, 1}, {1, 0, 0, 1.5}, {INFINITY, 0, 0, 1}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct lr_uptime_cycle cycle = {&wrong[i], 1, 0, 0, 1};
    LR_CHECK(lr_uptime_evaluate(&cycle, &u, NULL) == LR_E_DOMAIN);
  }
  struct lr_uptime_cycle negative = {NULL, 0, -1, 0, 1};
  LR_CHECK(lr_uptime_evaluate(&negative, &u, NULL) == LR_E_DOMAIN);
}

static size_t draw_systems(struct lr_uptime_system *system) {
  size_t count = 1 + (size_t)(lr_test_random() * 5);
  for (size_t i = 0; i < count; i++)
    system[i] = (struct lr_uptime_system){lr_test_log_between(0.05, 5) / DAY, lr_test_between(0, 3) * HOUR, lr_test_between(0, 2) * HOUR, lr_test_random()};
  return count;
}

static void parts(void) {
  struct lr_uptime_system system[6];
  for (int k = 0; k < 500; k++) {
    struct lr_uptime_cycle cycle = {system, draw_systems(system), lr_test_between(0, 1) * HOUR, lr_test_between(0, 0.5) * HOUR, lr_test_between(0, 3)};
    struct lr_uptime u = uptime_of(&cycle);
    double lost = 0;
    for (size_t i = 0; i < cycle.systems; i++) lost += lr_uptime_lost(&cycle, &u, i);
    LR_NEAR(lost + u.delivered, 1, 1e-13);
    LR_CHECK(u.delivered > 0 && u.delivered <= 1 && u.recorded > 0 && u.recorded <= 1 && u.delivered <= u.beam_share && u.top_share <= u.delivered);
    // more of one fault never helps, but where its own refill and tuning are brighter than the mean: no fault comes in them
    struct lr_uptime_system kept = system[0];
    double light = cycle.refill_s / 3 + cycle.hv_ramp_s + kept.tuning_level * kept.tuning_s;
    double time = cycle.scale * kept.recovery_s + cycle.refill_s + cycle.hv_ramp_s + kept.tuning_s;
    system[0].rate_per_s *= 1.3;
    LR_CHECK((uptime_of(&cycle).delivered <= u.delivered) == (light <= u.delivered * time));
    system[0] = kept;
    system[0].recovery_s *= 1.3;
    LR_CHECK(uptime_of(&cycle).delivered <= u.delivered);
    system[0] = kept;
  }
}

// Sums of a batch of cycles, and means of ratios of them with their standard errors.
enum { BATCHES = 400, CYCLES = 1000 };
struct batch {
  double t, whole, stepped, recorded, beam;
};

static double ratio_of(const struct batch *batch, double (*over)(const struct batch *), double (*under)(const struct batch *), double *error) {
  double a = 0, b = 0, squares = 0;
  for (int k = 0; k < BATCHES; k++) a += over(&batch[k]), b += under(&batch[k]);
  for (int k = 0; k < BATCHES; k++) squares += pow(over(&batch[k]) - a / b * under(&batch[k]), 2);
  *error = sqrt(squares) / b;
  return a / b;
}
static double t_of(const struct batch *b) { return b->t; }
static double whole_of(const struct batch *b) { return b->whole; }
static double lost_of(const struct batch *b) { return b->whole - b->stepped; }
static double recorded_of(const struct batch *b) { return b->recorded; }
static double beam_of(const struct batch *b) { return b->beam; }

// One system whose luminosity, recorded part and beam are followed event by event, with steps back after damage: as in a machine, and
// with so much damage and so dim a tuning that what follows a damage counts.
static void simulation(void) {
  static struct batch batch[BATCHES];
  for (int hard = 0; hard < 2; hard++) {
    const double rate = 0.8 / DAY, p_damage = hard ? 0.3 : 0.04;
    const struct lr_recovery refill = {1 - p_damage, 1 * HOUR, 1}, damage = {p_damage, 2.5 * DAY, 0.8};
    struct lr_uptime_system system = {rate, refill.probability * refill.mean_s + p_damage * damage.mean_s, hard ? 12 * HOUR : 1 * HOUR, hard ? 0.2 : 0.7};
    struct lr_uptime_cycle cycle = {&system, 1, 0.5 * HOUR, 0.1 * HOUR, 1};
    struct lr_step_back step = {0.6, 6 * DAY, rate * p_damage, damage.mean_s, damage.cv, cycle.refill_s, cycle.hv_ramp_s, system.tuning_s, system.tuning_level};
    struct lr_uptime u = uptime_of(&cycle);
    double factor, error;
    LR_CHECK(lr_step_back_factor(&step, 1, &u, &factor, NULL) == LR_OK);
    struct lr_random random = lr_random_stream(7, 1, 0);
    double t = 0, until = -1;
    for (int b = 0; b < BATCHES; b++) {
      batch[b] = (struct batch){.t = -t};
      for (int k = 0; k < CYCLES; k++) {
        double top = -log(lr_random_uniform(&random)) / rate;
        bool damages = lr_random_uniform(&random) < p_damage;
        double down = lr_recovery_time(damages ? &damage : &refill, lr_random_normal(&random));
        // segments of one cycle: length, light of its first x
        const double length[] = {cycle.refill_s, cycle.hv_ramp_s, system.tuning_s, top}, level[] = {1. / 3, 1, system.tuning_level, 1};
        for (int s = 0; s < 4; s++) {
          double back = fmin(fmax(until - t, 0), length[s]), light = level[s] * (s ? back : back * pow(back / length[0], 2));
          batch[b].whole += level[s] * length[s];
          batch[b].stepped += level[s] * length[s] - (1 - step.level) * light;
          if (s >= 2) batch[b].recorded += level[s] * length[s];
          t += length[s];
          batch[b].beam += length[s];
        }
        if (damages) until = t + step.time_s;
        t += down;
      }
      batch[b].t += t;
    }
    double whole = ratio_of(batch, whole_of, t_of, &error);
    WITHIN3(whole, u.delivered, error);
    double recorded = ratio_of(batch, recorded_of, whole_of, &error);
    WITHIN3(recorded, u.recorded, error);
    double beam = ratio_of(batch, beam_of, t_of, &error);
    WITHIN3(beam, u.beam_share, error);
    double lost = ratio_of(batch, lost_of, whole_of, &error);
    LR_CHECK(error < 0.01 * lost);
    WITHIN3(lost, 1 - factor, error);
    if (hard) continue;
    // without what a long recovery takes of the time, the step back would be far off
    LR_CHECK(fabs((1 - step.level) * -expm1(-step.damage_per_s * u.top_share * step.time_s) / lost - 1) > 0.2);
    step.recovery_s = step.refill_s = step.hv_ramp_s = step.tuning_s = 0;  // with an instant recovery and nothing after it: 1 - (1 - b)(1 - exp(-rho D))
    LR_CHECK(lr_step_back_factor(&step, 1, &u, &factor, NULL) == LR_OK);
    LR_NEAR(factor, 1 - 0.4 * (1 - exp(-rate * p_damage * u.top_share * 6 * DAY)), 1e-14);
    step.recovery_s = 7 * DAY, step.recovery_cv = 0;  // longer than the step back: none of it is left
    LR_CHECK(lr_step_back_factor(&step, 1, &u, &factor, NULL) == LR_OK && factor == 1);
    step.level = 1.2;
    LR_CHECK(lr_step_back_factor(&step, 1, &u, &factor, NULL) == LR_E_DOMAIN);
  }
}

static double left_at(struct lr_uptime_cycle cycle, const struct lr_step_back *step, double scale) {
  double factor = NAN;
  cycle.scale = scale;
  struct lr_uptime u = uptime_of(&cycle);
  LR_CHECK(lr_step_back_factor(step, scale, &u, &factor, NULL) == LR_OK);
  return u.delivered * factor;
}

static void scale(void) {
  struct lr_uptime_system system[6];
  int found = 0, none = 0;
  for (int k = 0; k < 1000; k++) {
    struct lr_uptime_cycle cycle = {system, draw_systems(system), lr_test_between(0, 0.3) * HOUR, 0, 1};
    struct lr_step_back step = {lr_test_between(0.4, 1), lr_test_between(0, 10) * DAY, 0.05 * system[0].rate_per_s, lr_test_between(0, 0.5) * system[0].recovery_s, 1, 0, 0, 0, 1};
    double wanted = lr_test_between(0.5, 0.95), s = NAN, without = left_at(cycle, &step, 0);
    struct lr_error error = {0};
    enum lr_status status = lr_recovery_scale(&cycle, &step, wanted, &s, &error);
    if (without < wanted) {
      char text[16];
      snprintf(text, sizeof text, "%.4g", without);
      LR_CHECK(status == LR_E_INPUT && strstr(error.text, text) && strstr(error.text, "without any recovery"));
      none++;
    } else {
      LR_CHECK(status == LR_OK && s > 0);
      LR_NEAR(left_at(cycle, &step, s), wanted, 1e-13);
      found++;
    }
  }
  LR_CHECK(found > 100 && none > 100);
  struct lr_error error = {0};
  struct lr_uptime_system instant = {1 / DAY, 0, 0, 1};
  struct lr_uptime_cycle cycle = {&instant, 1, 0, 0, 1};
  struct lr_step_back no = {.level = 1};
  double s;
  LR_CHECK(lr_recovery_scale(&cycle, &no, 0.9, &s, &error) == LR_E_INPUT && strstr(error.text, "no fault has a recovery time"));
  instant.rate_per_s = 0;
  LR_CHECK(lr_recovery_scale(&cycle, &no, 0.9, &s, &error) == LR_E_INPUT && strstr(error.text, "no fault has a rate"));
  LR_CHECK(lr_recovery_scale(&cycle, &no, 0, &s, &error) == LR_E_INPUT && lr_recovery_scale(&cycle, &no, 1.1, &s, &error) == LR_E_INPUT);
}

int main(void) {
  lr_test_seed_from_environment();
  limits();
  parts();
  simulation();
  scale();
  return lr_test_end();
}
