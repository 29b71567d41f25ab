// SPDX-License-Identifier: GPL-3.0-or-later
// Levers and the offset scan: closed forms where M1 holds, sum rules of scaling, exchange of the rings, finite moves.
#include "machine/levers.h"

#include "machine/luminosity.h"
#include "machine/offset_scan.h"
#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

static struct lr_levers levers_of(const struct lr_collider *collider) {
  struct lr_levers levers = {0};
  struct lr_error error = {0};
  LR_CHECK(lr_levers_evaluate(collider, &levers, &error) == LR_OK);
  if (error.status) fprintf(stderr, "    %s\n", error.text);
  return levers;
}

static const struct lr_lever *find(const struct lr_levers *levers, const char *knob, const char *ring) {
  static const struct lr_lever nothing = {.derivative = NAN, .curvature = NAN, .up = NAN, .down = NAN, .value = NAN};
  for (int i = 0; i < levers->count; i++)
    if (strcmp(levers->lever[i].knob, knob) == 0 && strcmp(levers->lever[i].ring, ring) == 0) return &levers->lever[i];
  fprintf(stderr, "no lever %s %s\n", ring, knob);
  return &nothing;
}
#define D(knob, ring) (find(&levers, knob, ring)->derivative)

static struct lr_collider random_collider(void) {
  struct lr_ring ring[2];
  for (int i = 0; i < 2; i++) {
    ring[i] = test_ring(lr_test_between(3, 8), NAN, lr_test_log_between(0.025, 0.1), lr_test_log_between(3e-4, 2e-3),
                        lr_test_log_between(2e-9, 6e-9), lr_test_log_between(5e-12, 6e-11), lr_test_between(4e-3, 8e-3));
    ring[i].crab_waist = lr_test_between(0, 1);
  }
  return test_with_currents(test_superkekb(2000, ring[0], ring[1]), lr_test_between(0.5, 3), lr_test_between(0.5, 3));
}

// Beta functions so long that there is no hourglass: M1 holds to 1e-9 and can be differentiated by hand.
static void closed_forms(void) {
  struct lr_collider c = test_with_currents(test_superkekb(2000, test_ring(4, NAN, 200, 50, 1.6e-12, 6e-16, 6e-3),
                                                           test_ring(7, NAN, 180, 40, 1.5e-12, 8e-16, 5e-3)),
                                            2, 1.5);
  struct lr_levers levers = levers_of(&c);
  struct lr_luminosity l;
  LR_CHECK(lr_luminosity_evaluate(&c, &l, NULL) == LR_OK);
  LR_NEAR(l.R_L, 1, 1e-8);
  LR_NEAR(levers.luminosity_m2s, l.luminosity_m2s, 1e-9);
  double X2 = l.sum_x_m * l.sum_x_m, Y2 = l.sum_y_m * l.sum_y_m, t = tan(0.083 / 2);
  double z2 = l.ler.sigma_z_m * l.ler.sigma_z_m + l.her.sigma_z_m * l.her.sigma_z_m;
  const struct lr_ring_state *state[] = {&l.ler, &l.her};
  static const char *const RING[] = {"ler", "her"};
  for (int i = 0; i < 2; i++) {
    const struct lr_ring_state *s = state[i];
    double x = -s->sigma_x_m * s->sigma_x_m / (2 * X2), y = -s->sigma_y_m * s->sigma_y_m / (2 * Y2);
    LR_NEAR(D("current", RING[i]), 1, 1e-8);
    LR_NEAR(D("emittance_x", RING[i]), x, 1e-7);
    LR_NEAR(D("beta_x", RING[i]), x, 1e-7);
    LR_NEAR(D("emittance_y", RING[i]), y, 1e-8);
    LR_NEAR(D("beta_y", RING[i]), y, 1e-7);
    LR_NEAR(D("bunch_length", RING[i]), -s->sigma_z_m * s->sigma_z_m * t * t / X2, 1e-8);
    LR_NEAR(find(&levers, "current", RING[i])->up, 0.1, 1e-9);
    LR_NEAR(find(&levers, "current", RING[i])->down, -0.1, 1e-9);
  }
  LR_NEAR(D("bunches", ""), -1, 1e-8);
  LR_NEAR(D("bunches_fixed_bunch_current", ""), 1, 1e-8);
  LR_NEAR(D("crossing_angle", ""), -z2 * t * (0.083 / 2) * (1 + t * t) / X2, 1e-8);
  LR_NEAR(D("offset_y", ""), 0, 1e-8);
  LR_NEAR(find(&levers, "offset_y", "")->curvature, -1, 1e-6);  // L ~ exp(-dy^2 / 2 Sigma_y^2)
  LR_NEAR(find(&levers, "offset_y", "")->up, expm1(-0.005), 1e-6);
  c.offset_y_m = 0.7 * l.sum_y_m;
  levers = levers_of(&c);
  LR_NEAR(D("offset_y", ""), -0.7, 1e-8);
}

// Smears and turns of the profile where M1 holds: L ~ det^-1/2 of the summed covariance across the beams.
static void smears_and_turns(void) {
  struct lr_collider straight = test_with_currents(test_superkekb(2000, test_ring(4, NAN, 200, 50, 1.6e-12, 6e-16, 6e-3),
                                                                  test_ring(7, NAN, 180, 40, 1.5e-12, 8e-16, 5e-3)),
                                                   2, 1.5);
  struct lr_luminosity l;
  LR_CHECK(lr_luminosity_evaluate(&straight, &l, NULL) == LR_OK);
  double X2 = l.sum_x_m * l.sum_x_m, Y2 = l.sum_y_m * l.sum_y_m;
  struct lr_levers levers = levers_of(&straight);
  static const char *const SMEARS[][2] = {{"jitter_y", ""}, {"chromatic_size_y", "ler"}, {"chromatic_size_y", "her"},
                                          {"vertical_angle", ""}};
  for (int i = 0; i < 4; i++) {  // L ~ (1 + x^2)^-1/2
    const struct lr_lever *lever = find(&levers, SMEARS[i][0], SMEARS[i][1]);
    LR_CHECK(fabs(lever->derivative) < 1e-8);
    LR_NEAR(lever->curvature, -1, 1e-6);
    LR_NEAR(lever->up, 1 / sqrt(1.01) - 1, 1e-6);
    LR_NEAR(lever->down, lever->up, 1e-7);
  }
  const struct lr_levers none_moved = levers;
  for (int n = 0; n < 5; n++) {
    struct lr_collider c = straight;
    double x = lr_test_between(0.05, 1.5);
    c.jitter_y_m = x * l.sum_y_m;
    levers = levers_of(&c);
    LR_NEAR(D("jitter_y", ""), -x / (1 + x * x), 1e-7);
    LR_NEAR(D("emittance_y", "ler"), -l.ler.sigma_y_m * l.ler.sigma_y_m / (2 * Y2 * (1 + x * x)), 1e-7);

    c = straight;
    c.her.chromatic_size_y_m = x * l.sum_y_m;  // its Sigma_y has it in
    levers = levers_of(&c);
    LR_NEAR(D("chromatic_size_y", "her"), -x / sqrt(1 + x * x), 1e-7);

    c = straight;
    c.vertical_angle_rad = -x * find(&none_moved, "vertical_angle", "")->natural;
    levers = levers_of(&c);
    LR_NEAR(D("vertical_angle", ""), x / (1 + x * x), 1e-6);

    for (int her = 0; her < 2; her++) {
      const struct lr_ring_state *s = her ? &l.her : &l.ler;
      const char *ring = her ? "her" : "ler";
      double angle = x * l.sum_y_m / s->sigma_x_m, A = s->sigma_x_m * s->sigma_x_m - s->sigma_y_m * s->sigma_y_m;
      double xx = X2 - A * pow(sin(angle), 2), yy = Y2 + A * pow(sin(angle), 2), xy = A * sin(angle) * cos(angle);
      double slope = A * sin(2 * angle) * (xx - yy) - 2 * xy * A * cos(2 * angle);
      c = straight;
      *(her ? &c.her.roll_rad : &c.ler.roll_rad) = angle;
      levers = levers_of(&c);
      LR_NEAR(D("roll", ring), -slope / (2 * (xx * yy - xy * xy)) * find(&levers, "roll", ring)->natural, 1e-6);
    }
  }
  straight.ler.roll_rad = 0.1999;  // a move would leave the range of M2
  levers = levers_of(&straight);
  for (int i = 0; i < levers.count; i++)
    LR_CHECK(strcmp(levers.lever[i].knob, "roll") || strcmp(levers.lever[i].ring, "ler"));
}

// Exact rules of the full overlap, whatever the hourglass and the crab waist do.
static void sum_rules(void) {
  for (int n = 0; n < 6; n++) {
    struct lr_collider c = random_collider();
    struct lr_levers levers = levers_of(&c);
    static const char *const LENGTHS[] = {"beta_x", "beta_y", "emittance_x", "emittance_y", "bunch_length"};
    double all = 0;
    for (int i = 0; i < 5; i++) all += D(LENGTHS[i], "ler") + D(LENGTHS[i], "her");
    LR_NEAR(all, -2, 1e-7);  // all lengths by a factor: an inverse area
    LR_NEAR(D("emittance_y", "ler") + D("emittance_y", "her"), -0.5, 1e-7);
    LR_NEAR(D("current", "ler"), 1, 1e-8);
    LR_NEAR(D("current", "her"), 1, 1e-8);
    LR_NEAR(D("bunches", ""), -1, 1e-8);
    for (int i = 0; i < levers.count; i++) LR_CHECK(levers.lever[i].error < 1e-6);

    struct lr_collider swapped = c;
    swapped.ler = c.her;
    swapped.her = c.ler;
    struct lr_levers other = levers_of(&swapped);
    LR_CHECK(other.count == levers.count);
    for (int i = 0; i < levers.count; i++) {
      const struct lr_lever *a = &levers.lever[i];
      const char *ring = !*a->ring ? "" : strcmp(a->ring, "ler") == 0 ? "her" : "ler";
      LR_CHECK(fabs(find(&other, a->knob, ring)->derivative - a->derivative) < 1e-7);
      LR_CHECK(fabs(find(&other, a->knob, ring)->up - a->up) < 1e-9);
    }

    // The bunch length follows the current: bunches at fixed bunch current = bunches + both currents.
    c.ler.bunch_length = (struct lr_bunch_length){.model = LR_BUNCH_LENGTH_LINEAR, .length_m = 5.4466e-3, .slope_m_A = 1.7642};
    c.her.bunch_length = (struct lr_bunch_length){.model = LR_BUNCH_LENGTH_CUBIC, .length_m = 5e-3, .k_per_A = 480};
    levers = levers_of(&c);
    LR_CHECK(D("current", "ler") < 0.99 && D("current", "ler") > 0.5);
    LR_NEAR(D("bunches_fixed_bunch_current", ""), 1, 1e-8);
    LR_NEAR(D("bunches", "") + D("current", "ler") + D("current", "her"), 1, 1e-7);
    struct lr_ring_state state;
    LR_CHECK(lr_ring_evaluate(&c, &c.ler, &state, NULL) == LR_OK);
    double follow = 1.7642 * state.bunch_current_A / state.sigma_z_m;  // dln sigma_z / dln I
    LR_NEAR(D("current", "ler"), 1 + follow * D("bunch_length", "ler"), 1e-7);
  }
}

// A derivative against the luminosity itself, moved by hand; populations in place of currents; no crossing angle.
static void by_hand(void) {
  struct lr_collider c = test_2022(), moved = c;
  c.ler.crab_waist = moved.ler.crab_waist = 0.8;
  struct lr_levers levers = levers_of(&c);
  struct lr_luminosity a, b;
  moved.her.beta_y_m *= 1.1;
  LR_CHECK(!lr_luminosity_evaluate(&c, &a, NULL) && !lr_luminosity_evaluate(&moved, &b, NULL));
  LR_NEAR(find(&levers, "beta_y", "her")->up, b.luminosity_m2s / a.luminosity_m2s - 1, 1e-7);
  moved = c;
  moved.ler.crab_waist += 0.1;
  LR_CHECK(lr_luminosity_evaluate(&moved, &b, NULL) == LR_OK);
  LR_NEAR(find(&levers, "crab_waist", "ler")->up, b.luminosity_m2s / a.luminosity_m2s - 1, 1e-5);
  LR_CHECK(D("crab_waist", "ler") > 0);
  LR_NEAR(find(&levers, "waist_shift", "ler")->natural, 1e-3, 1e-12);
  LR_NEAR(D("bunches", ""), -1, 1e-8);  // populations given: the total current is held all the same
  LR_NEAR(find(&levers, "current", "ler")->value, a.ler.current_A, 1e-12);

  struct lr_collider head_on = test_round(0.5, 0.05);
  levers = levers_of(&head_on);
  for (int i = 0; i < levers.count; i++)
    LR_CHECK(strcmp(levers.lever[i].knob, "crossing_angle") && strcmp(levers.lever[i].knob, "crab_waist"));
  LR_CHECK(levers.count == 24);

  struct lr_table *table = lr_levers_table(&levers);
  LR_CHECK(lr_table_ok(table) && table->rows == 24);
  double before = INFINITY;
  for (size_t i = 0; i < table->rows; i++) {  // the strongest first
    double strength = fmax(fabs(lr_table_get(table, i, "up")), fabs(lr_table_get(table, i, "down")));
    LR_CHECK(strength <= before + 1e-9);
    before = strength;
  }
  lr_table_free(table);

  struct lr_error error = {0};
  c.ler.beta_y_m = 0;
  LR_CHECK(lr_levers_evaluate(&c, &levers, &error) == LR_E_DOMAIN && strstr(error.text, "beta_y"));
}

static void offset_scan(void) {
  static struct lr_offset_scan scan;
  struct lr_error error = {0};
  struct lr_collider flat = test_with_currents(test_superkekb(2000, test_ring(4, NAN, 200, 50, 1.6e-12, 6e-16, 6e-3),
                                                              test_ring(7, NAN, 180, 40, 1.5e-12, 8e-16, 5e-3)),
                                               2, 1.5);
  LR_CHECK(lr_offset_scan_evaluate(&flat, 41, 4, &scan, &error) == LR_OK);
  LR_NEAR(scan.width_m, scan.sum_y_m, 1e-7);  // an exact Gaussian
  LR_NEAR(scan.integral_width_m, scan.sum_y_m, 1e-4);
  LR_CHECK(scan.residual < 1e-7 && scan.centre_m == 0);
  LR_CHECK(scan.width_error_m < 1e-6 * scan.width_m);

  struct lr_collider c = test_design();
  c.offset_y_m = 1e-7;  // does not matter
  LR_CHECK(lr_offset_scan_evaluate(&c, 61, 3, &scan, &error) == LR_OK);
  LR_CHECK(scan.points == 61 && scan.offset_m[30] == 0);
  LR_CHECK(scan.width_m > 1.05 * scan.sum_y_m);  // the hourglass widens it
  LR_CHECK(scan.width_error_m > 0 && scan.width_error_m < 0.05 * scan.width_m);
  for (int i = 0; i < 30; i++) {
    LR_NEAR(scan.luminosity_m2s[i], scan.luminosity_m2s[60 - i], 1e-9);
    LR_CHECK(scan.luminosity_m2s[i] < scan.luminosity_m2s[i + 1]);
  }
  c.offset_y_m = 0;
  struct lr_luminosity l;
  LR_CHECK(lr_luminosity_evaluate(&c, &l, NULL) == LR_OK);
  LR_NEAR(scan.luminosity_m2s[30], l.luminosity_m2s, 1e-8);
  // least squares: no other width or height is better
  double best = 0;
  for (int i = 0; i < 61; i++) best += pow(scan.fit_m2s[i] / scan.peak_m2s - scan.luminosity_m2s[i] / scan.peak_m2s, 2);
  for (int k = 0; k < 4; k++) {
    double sum = 0, width = scan.width_m * (k == 0 ? 1.002 : k == 1 ? 0.998 : 1), peak = k == 2 ? 1.002 : k == 3 ? 0.998 : 1;
    for (int i = 0; i < 61; i++)
      sum += pow(peak * exp(-pow(scan.offset_m[i] / width, 2) / 2) - scan.luminosity_m2s[i] / scan.peak_m2s, 2);
    LR_CHECK(sum > best);
  }
  struct lr_table *table = lr_offset_scan_table(&scan), *fit = lr_offset_fit_table(&scan);
  LR_CHECK(lr_table_ok(table) && table->rows == 61 && lr_table_ok(fit));
  LR_NEAR(lr_table_get(fit, 2, "value"), scan.width_m * 1e6, 1e-12);
  lr_table_free(table);
  lr_table_free(fit);
  LR_CHECK(lr_offset_scan_evaluate(&c, 5, 3, &scan, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_offset_scan_evaluate(&c, 41, NAN, &scan, &error) == LR_E_DOMAIN);
  c.her.emittance_y_m = -1;
  LR_CHECK(lr_offset_scan_evaluate(&c, 41, 3, &scan, &error) == LR_E_DOMAIN);
}

int main(void) {
  lr_test_seed_from_environment();
  closed_forms();
  smears_and_turns();
  sum_rules();
  by_hand();
  offset_scan();
  return lr_test_end();
}
