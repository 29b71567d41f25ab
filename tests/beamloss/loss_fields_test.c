// SPDX-License-Identifier: GPL-3.0-or-later
// The reader of `losses:`: every key, and what it refuses, with its place and all of it in one pass.
#include "beamloss/loss_fields.h"

#include "base/constants.h"
#include "tests/beamloss/losses.h"

static const char FULL_MONITORS[] =
    "      diamonds: {at: detector, threshold: 4 mrad, window: 10 us, sampling: 2.5 us, saturation: 140 krad/s, logic: 2 us, link: {dist: uniform, low: 5 us, high: 10 us}}\n"
    "      near: {at: TOP, threshold_particles: 1e9, window: 1 us, sampling: 0.1 us}\n";

static void every_key(void) {
  struct losses_text t = LOSSES_ALL;
  t.ler = "    current: 1.2 A\n    bunches: 2000\n    energy: 4.1 GeV\n    emittance_x: 4 nm\n    emittance_y: {dist: lognormal, median: 40 pm, sigma: 0.25}\n"
          "    gap_scale: {dist: uniform, low: 0.85, high: 1.15}\n    damping_turns: 60\n    kicker: 785 m\n";
  t.sections = "      nikko: {weight: 50 %, start: 2206 m, end: 2345 m, at: NIKKO, mean_beta_y: 16 m}\n      oho: {weight: 1, start: 716.8 m, end: 836.9 m, at: OHO}\n";
  t.apertures = "      source: chosen\n      status: assumed\n      TOP: {top: open, bottom: 2.8 mm}\n      FOCUS: {kind: ir, top: 10.5 mm, bottom: 9 mm, dose: 6e-12 rad}\n"
                "      OHO: {kind: pipe, top: 45 mm, bottom: 45 mm, dose: 0 Gy}\n";
  t.monitors = FULL_MONITORS;
  t.detector = "    pxd: by_rate\n    rate_limit: 0.2 /day\n    on_from: 2026-05-01\n    diamond_factor: 2\n    radial_exponent: 1.5\n    azimuthal: 0.3\n    asymmetry: 0.1\n"
               "    gate_dose: 1 krad\n    gate_shape: 2\n";
  t.outcomes = "    quench_energy: 1 kJ\n    damage_energy: 30 kJ\n    refill: {mean: 40 min, cv: 0.3}\n    quench: {mean: 4 h}\n    damage: {mean: 3 days, cv: 1}\n";
  t.rate = "    events: [[2024-02-01, 0.1 /day], [2025-01-01, {value: 0.2 /day, status: assumed}]]\n    reference_bunch_current: 0.7 mA\n    exponent: 2\n    threshold_bunch_current: 0.2 mA\n";
  t.observed = "    shortest: 10 us\n    longest: 50 us\n    first_loss: [TOP, FOCUS]\n    events: 2\n    gates_share: 2 %\n    factor: 3\n    losses_seen: 20\n";
  struct lr_loss_input in = losses_good(&t);
  LR_CHECK(in.given && in.events == 64 && in.turns == 12 && in.particles == 200 && in.tolerance == 1e-6 && in.observed_share == 0.01);
  LR_CHECK(in.ler_share.distribution == LR_BETA && in.ler_share.a == 9 && in.dust_share.distribution == LR_UNIFORM);
  LR_CHECK(in.softening_m.distribution == LR_LOGUNIFORM && in.softening_m.dimension == LR_DIM_LENGTH);
  const struct lr_loss_ring_input *ler = &in.ring[LR_LOSS_LER], *her = &in.ring[LR_LOSS_HER];
  LR_CHECK(ler->given && ler->current_A == 1.2 && ler->bunches == 2000 && ler->damping_turns == 60 && ler->kicker_m == 785 && ler->optics->rows == 6);
  LR_NEAR(ler->energy_eV, 4.1e9, 1e-15);
  LR_NEAR(ler->emittance_y_m.a, 40e-12, 1e-15);
  LR_CHECK(her->given && her->damping_turns == 50 && her->gap_scale.distribution == LR_FIXED && her->gap_scale.a == 1);
  LR_CHECK(ler->sections == 2 && ler->section[0].mean_beta_y_m == 16 && isnan(ler->section[1].mean_beta_y_m));
  LR_NEAR(ler->section[0].weight, 0.5, 1e-15);
  LR_TEXT_IS(ler->section[1].id, "oho");
  LR_TEXT_IS(ler->section[1].at, "OHO");
  LR_CHECK(ler->apertures == 3 && isinf(ler->aperture[0].top_m) && ler->aperture[0].kind == LR_LOSS_COLLIMATOR && ler->aperture[1].kind == LR_LOSS_IR &&
           ler->aperture[2].kind == LR_LOSS_PIPE && ler->aperture[0].dose_Gy.a == 0);
  LR_NEAR(ler->aperture[1].dose_Gy.a, 6e-14, 1e-15);  // 1 rad = 0.01 Gy
  LR_NEAR(lr_loss_ring_end(ler), 3016.30649, 1e-15);
  LR_CHECK(in.materials == 2 && in.dust.weight[0] == 1 && in.dust.weight[1] == 3 && in.dust.neutral_share == 0.5 && in.dust.start_height_m == 3e-4);
  LR_NEAR(in.dust.strength_eV_m3.a * LR_E_C, 1e7, 1e-14);
  LR_CHECK(in.arc.charge.a == 3e10 && in.arc.height_m.distribution == LR_UNIFORM);
  LR_CHECK(in.abort.gaps == 2 && in.abort.monitors == 2 && isinf(in.abort.monitor[1].saturation_Gy_s));
  LR_NEAR(in.abort.monitor[0].sampling_s, 2.5e-6, 1e-15);
  LR_NEAR(in.abort.monitor[0].threshold_Gy, 4e-5, 1e-15);
  LR_NEAR(in.abort.monitor[0].saturation_Gy_s, 1400, 1e-15);
  LR_CHECK(in.abort.monitor[1].threshold_particles == 1e9 && isnan(in.abort.monitor[1].threshold_Gy) && in.abort.monitor[1].link_s.a == 0);
  LR_CHECK(in.detector.pxd == LR_PXD_BY_RATE && in.detector.on_from == lr_date_make(2026, 5, 1));
  LR_NEAR(in.detector.rate_limit_per_s, 0.2 / 86400, 1e-15);
  LR_NEAR(in.detector.gate_dose_Gy.a, 10, 1e-15);
  LR_NEAR(in.outcomes.quench_eV.a * LR_E_C, 1e3, 1e-14);
  LR_NEAR(in.outcomes.recovery[LR_END_REFILL].mean_s, 2400, 1e-15);
  LR_CHECK(in.outcomes.recovery[LR_END_REFILL].cv == 0.3 && in.outcomes.recovery[LR_END_QUENCH].cv == 0.5 && in.outcomes.recovery[LR_END_DAMAGE].cv == 1);
  LR_CHECK(in.rate.knots == 2 && in.rate.knot[1].date == lr_date_make(2025, 1, 1) && in.rate.exponent == 2 && in.rate.threshold_bunch_current_A == 2e-4);
  LR_CHECK(in.observed.given && in.observed.first_losses == 2 && in.observed.events == 2 && in.observed.losses_seen == 20 && in.observed.factor == 3);
  LR_NEAR(in.observed.longest_s, 50e-6, 1e-15);
  lr_loss_input_free(&in);
  LR_CHECK(!in.ring[0].optics && !in.ring[1].optics);

  in = losses_good(&LOSSES);  // what is left out
  LR_CHECK(!in.ring[LR_LOSS_HER].given && isinf(in.ring[LR_LOSS_LER].damping_turns) && in.ler_share.a == 1 && in.dust_share.a == 1 && in.offset_x_m.a == 0);
  LR_CHECK(in.detector.pxd == LR_PXD_ON && in.detector.on_from == LR_NO_DATE && !in.observed.given && isnan(in.observed.longest_s) && in.rate.knots == 1);
  LR_CHECK(isnan(in.rate.reference_bunch_current_A) && in.rate.knot[0].date == LR_NO_DATE);
  LR_NEAR(in.rate.knot[0].per_s, 0.1 / 86400, 1e-15);
  lr_loss_input_free(&in);
  in = losses_good(&LOSSES_ARC);  // an arc needs neither grains nor materials
  lr_loss_input_free(&in);
  t = LOSSES_ARC;
  t.monitors = "      {}\n";
  in = losses_good(&t);
  LR_CHECK(in.abort.monitors == 0);
  lr_loss_input_free(&in);
}

static void refuses_with(struct losses_text t, const char *optics, const char *text) {
  struct lr_loss_input in;
  struct said said;
  LR_CHECK(!losses_read(&t, optics, &in, &said));
  LR_CHECK(!in.given && says(&said, text));
  if (said.problems.errors != 1) fprintf(stderr, "%s---\n", said.text);
  LR_CHECK(said.problems.errors == 1);
  said_free(&said);
  lr_loss_input_free(&in);
}
#define BAD(member, lines, text) \
  do { \
    struct losses_text bad_ = LOSSES; \
    bad_.member = lines; \
    refuses_with(bad_, NULL, text); \
  } while (0)

#define HEAD "  events: 64\n  softening: 50 um\n"
#define TOP "      TOP: {top: 2.8 mm, bottom: 2.8 mm}\n"
#define RING "    current: 1.3 A\n    bunches: 2346\n    emittance_x: 4 nm\n    emittance_y: 40 pm\n"

static void bad_rings(void) {
  BAD(apertures, "      TOPP: {top: 2.8 mm, bottom: 2.8 mm}\n", "has no element 'TOPP'");
  BAD(apertures, "      TOP: {top: 0.1 mm, bottom: 2.8 mm}\n", "aperture 'TOP' leaves 0.085 mm to a beam of sigma_y 0.0518 mm");
  BAD(apertures, "      TOP: {top: open, bottom: open}\n", "both jaws open");
  BAD(apertures, "      TOP: {top: 0 mm, bottom: 1 mm}\n", "'top' must be above 0 m, or 'open'");
  BAD(apertures, "      TOP: {top: 1 mm}\n", "'bottom' is missing in losses.ler.apertures.TOP");
  BAD(apertures, "      TOP: {top: 1 s, bottom: 1 mm}\n", "its unit is of another kind");
  BAD(apertures, "      TOP: {top: 1 mm, bottom: 1 mm, dose: 6e-14 deg}\n", "its unit is of another kind");
  BAD(apertures, "      TOP: {top: 1 mm, bottom: 1 mm, kind: wall}\n", "wants one of collimator|ir|pipe");
  BAD(apertures, "      TOP: 3\n", "'TOP' wants a mapping of keys");
  BAD(apertures, "      {}\n", "'apertures' is empty: nothing can be lost");
  BAD(sections, "      {}\n", "'sections' is empty");
  BAD(sections, "      a: {weight: 0, start: 1 m, end: 2 m}\n      b: {weight: 0 %, start: 1 m, end: 2 m}\n", "the weights of the sections sum to 0");
  BAD(sections, "      a: {weight: -1, start: 1 m, end: 2 m}\n      b: {weight: 3, start: 1 m, end: 2 m}\n", "'weight' must be at least 0");
  BAD(sections, "      a: {weight: 1, start: 2 m, end: 1 m}\n", "section 'a' must run forward");
  BAD(sections, "      a: {weight: 1, start: 2 m, end: 3017 m}\n", "end before the end of the optics table (3016.31 m)");
  BAD(sections, "      a: {weight: 1, start: 2 m, end: 3 m, at: NIKO}\n", "has no element 'NIKO'");
  BAD(sections, "      a: {weight: 1, start: 0 m, end: 3000 m, at: OHO, mean_beta_y: 5 m}\n", "is too long for the phase of 'OHO'");
  BAD(ler, RING "    kicker: 785 m\n", "'ler' lacks 'energy', and there is no machine that gives it");
  BAD(ler, RING "    energy: 4 GeV\n    kicker: 4000 m\n", "'kicker' lies behind the end");
  BAD(ler, RING "    energy: 4 GeV\n", "'kicker' is missing in losses.ler: add 'kicker: 800 m'");
  BAD(ler, RING "    energy: 4 GeV\n    kicker: 1 m\n    gap_scale: {dist: uniform, low: 0, high: 1}\n", "'gap_scale' must be above 0, got '0'");
  BAD(ler, RING "    energy: 4 GeV\n    kicker: 1 m\n    damping_turn: 5\n", "unknown key 'damping_turn' in losses.ler; did you mean 'damping_turns'?");
  struct losses_text t = LOSSES;
  refuses_with(t, "element,s_m,beta_y_m,nu_y\nTOP,370,67,6\nNARROW,300,23,22\n", "optics.csv:3: s_m = 300");
  refuses_with(t, "element,s_m,beta_y_m\nTOP,370,67\n", "nu_y");
  refuses_with(t,
               "element,s_m,beta_y_m,nu_y\nTOP,370.359,67.204,6.0358\nOHO,777,29.643,11.8417\nNARROW,1433.81,,22.0072\n"
               "FOCUS,1515.397,1284.67,23.4833\nNIKKO,2275,13.21,35.3637\nEND,3016.30649,12.117,46.5812\n",
               "gives no beta_y_m for the aperture 'NARROW'");
  refuses_with(t, "", "optics.csv");
}

static void bad_rest(void) {
  BAD(head, "  events: 0\n  softening: 50 um\n", "'events' must be at least 1, got '0'");
  BAD(head, HEAD "  turns: 0\n", "'turns' must be at least 1");
  BAD(head, HEAD "  particles: 15\n", "'particles' must be at least 16");
  BAD(head, "  events: 64\n", "'softening' is missing in losses");
  BAD(head, "  softening: 50 mrad\n", "its unit is of another kind");
  BAD(head, HEAD "  observed_from: 1\n", "'observed_from' must be below 1");
  BAD(head, HEAD "  ler_share: 2\n", "'ler_share' must be at most 1");
  BAD(head, HEAD "  ler_share: 90 %\n", "'her' is missing in losses: ler_share gives events to it");
  BAD(head, HEAD "  ler_share: {dist: uniform, low: 0.5, high: 1}\n", "'her' is missing in losses");
  BAD(ler, "", "'ler' is missing in losses: ler_share gives events to it");
  BAD(dust, "", "'dust' is missing in losses: dust_share asks for it");
  struct losses_text t = LOSSES;
  t.arc = "";
  t.head = HEAD "  dust_share: 0\n";
  refuses_with(t, NULL, "'arc' is missing in losses: dust_share asks for it");
  BAD(arc, "    charge: 1e10\n    rise: 0 us\n    fall: 10 us\n", "'rise' must be above 0 s");
  BAD(dust, "    mixture: {graphit: 1}\n    radius: 5 um\n    electron_share: 1e-3\n", "there is no material 'graphit' in losses.materials; did you mean 'graphite'?");
  BAD(dust, "    mixture: {graphite: 0, silica: 0}\n    radius: 5 um\n    electron_share: 1e-3\n", "the weights of the mixture sum to 0");
  BAD(dust, "    mixture: {graphite: -1, silica: 2}\n    radius: 5 um\n    electron_share: 1e-3\n", "the weight of 'graphite' cannot be negative");
  BAD(dust, "    mixture: graphite\n    radius: 5 um\n    electron_share: 1e-3\n", "'mixture' wants weights keyed by material");
  BAD(dust, "    mixture: {silica: 1}\n    radius: {dist: uniform, low: 0 um, high: 5 um}\n    electron_share: 1e-3\n", "'radius' must be above 0 m, got '0 um'");
  BAD(dust, "    mixture: {silica: 1}\n    radius: 5 um\n    electron_share: {dist: uniform, low: 0, high: 2}\n", "'electron_share' must be at most 1, got '2'");
  BAD(dust, "    mixture: {silica: 1}\n    radius: 5 um\n    electron_share: 1e-3\n    strength: 10 mm\n", "its unit is of another kind");
  static const char WHOLE[] = "density: 2200 kg/m3, z_over_a: 0.4993, stopping_power: 1.40 MeV cm2/g, heat_capacity: 1200 J/kg/K, boiling_point: 3220 K,"
                              " heat_of_vaporisation: 9.6e6 J/kg, molar_mass: 0.06008 kg/mol, work_function: 5.0 eV, emissivity: 0.80";
  char lines[900];
  snprintf(lines, sizeof lines, "    graphite: {%s}\n    silica: {%s, radiation_length: 27 g/cm2}\n", WHOLE, WHOLE);
  BAD(materials, lines, "'radiation_length' is missing in losses.materials.graphite");
  snprintf(lines, sizeof lines, "    silica: {%s, radiation_length: 27 g/cm2}\n", WHOLE);
  BAD(materials, lines, "there is no material 'graphite'");
  BAD(monitors, "      a: {window: 10 us, sampling: 2 us}\n", "monitor 'a' at detector wants 'threshold: 4 mrad', and that alone");
  BAD(monitors, "      a: {threshold: 0 mrad, window: 10 us, sampling: 2 us}\n", "'threshold' must be above 0 Gy, got '0 mrad'");
  BAD(monitors, "      a: {threshold: 4 mm, window: 10 us, sampling: 2 us}\n", "'threshold' wants a dose");
  BAD(monitors, "      a: {at: TOP, threshold: 4 mrad, window: 10 us, sampling: 2 us}\n", "wants 'threshold_particles: 1e9'");
  BAD(monitors, "      a: {at: TOOP, threshold_particles: 1e9, window: 10 us, sampling: 2 us}\n", "monitor 'a' is at 'TOOP', which is no aperture of a ring");
  BAD(monitors, "      a: {threshold: 4 mrad, window: 1 us, sampling: 2 us}\n", "holds 0.5 samples");
  BAD(monitors, "      a: {threshold: 4 mrad, window: 1 s, sampling: 2 us}\n", "1 to 512 are possible");
  BAD(abort, "    gaps: 60\n    gap: 200 ns\n", "60 gaps of this length leave no beam in a turn of the ler");
  BAD(detector, "    gate_dose: 1 krad\n    pxd: by_rate\n", "pxd: by_rate needs 'rate_limit: 0.2 /day'");
  BAD(detector, "    gate_dose: 1 mm\n", "'gate_dose' wants a dose");
  BAD(detector, "    gate_dose: 1 krad\n    azimuthal: 2\n", "'azimuthal' must be at most 1");
  BAD(rate, "    events: -1 /day\n", "'events' cannot be negative");
  BAD(rate, "    events: [[2025-01-01, 1 /day], [2024-01-01, 1 /day]]\n", "in order of date");
  BAD(rate, "    events: []\n", "'events' wants a rate, or up to 32 pairs");
  BAD(rate, "    events: 1 mm\n", "'events' wants a rate");
  BAD(observed, "    shortest: 50 us\n    longest: 10 us\n", "'longest' is shorter than 'shortest'");
  BAD(observed, "    first_loss: [TOPP]\n", "'TOPP' is no aperture of a ring");
  BAD(observed, "    first_loss: TOP\n", "'first_loss' wants a list of apertures");
  BAD(observed, "    gates_share: 0 %\n", "'gates_share' must be above 0");
  BAD(observed, "    events: 3\n    losses_seen: 2\n", "'losses_seen' must be at least the 3 of 'events'");
  BAD(observed, "    losses_seen: 0\n", "'losses_seen' must be at least 1");
}

// All in one pass, each with line and column.
static void all_at_once(void) {
  struct losses_text t = LOSSES;
  t.head = "  events: 0\n  particles: 200\n";
  t.ler = RING "    energy: 4 GeV\n";
  t.sections = "      a: {weight: 1, start: 1 m, end: 2 m, at: NOWHERE}\n";
  t.apertures = "      TOP: {top: 0.1 mm, bottom: 2.8 mm}\n      BOTTOM: {top: 1 mm, bottom: 1 mm}\n";
  t.monitors = "      a: {at: THERE, threshold_particles: 1e9, window: 10 us, sampling: 2 us}\n";
  t.rate = "    events: 1 mm\n";
  struct lr_loss_input in;
  struct said said;
  LR_CHECK(!losses_read(&t, NULL, &in, &said));
  static const char *const SAYS[] = {"t.yaml:2:11: error: 'events' must be at least 1", "'softening' is missing", "'kicker' is missing",
                                     "t.yaml:12:48: error: the optics table has no element 'NOWHERE'", "aperture 'TOP' leaves", "has no element 'BOTTOM'",
                                     "which is no aperture of a ring", "'events' wants a rate"};
  for (size_t i = 0; i < sizeof SAYS / sizeof *SAYS; i++) LR_CHECK(says(&said, SAYS[i]));
  LR_CHECK(said.problems.errors == 8);
  said_free(&said);
  lr_loss_input_free(&in);
  struct said list = said_of("losses: [1]\n");
  struct lr_reading reading = {list.document, &list.problems};
  LR_CHECK(!lr_loss_read(&reading, lr_node_child(list.document->root, "losses"), NULL, &in));
  said_print(&list);
  LR_CHECK(says(&list, "'losses' wants a mapping of keys; a file is taken in by 'base: FILE'"));
  said_free(&list);
}

int main(void) {
  every_key();
  bad_rings();
  bad_rest();
  all_at_once();
  losses_clean();
  return lr_test_end();
}
