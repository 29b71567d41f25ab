// SPDX-License-Identifier: GPL-3.0-or-later
// `fill:` and `lifetime:` of a scenario to what the library takes, and the events that are drawn.
#include "machine/fill_fields.h"

#include "machine/bunch_length.h"
#include "machine/fill_model.h"
#include "tests/lr_test.h"

static struct lr_machine_input machine;
static struct lr_fill_input input;
static char said[4096];

#define OPTICS "energy: 4 GeV, beta_x: 80 mm, beta_y: 1 mm, emittance_x: 4 nm, emittance_y: 40 pm"
#define RING OPTICS ", bunch_length: 6 mm"

static bool read_fill_of(const char *ler, const char *fill) {
  char text[4096];
  snprintf(text, sizeof text,
           "machine:\n  circumference: 3016.315 m\n  crossing_angle: 83 mrad\n  bunches: 2249\n  ler: {" OPTICS ", %s}\n"
           "  her: {" RING ", bunch_population: 3e10}\nfill: {%s}\n",
           ler, fill);
  struct lr_document *document = lr_document_create();
  struct lr_problems problems = {0};
  LR_CHECK(lr_document_load_text(document, "f.yaml", ".", text, strlen(text), &problems) == LR_OK);
  const struct lr_reading reading = {document, &problems};
  bool fine = lr_machine_read(&reading, lr_document_find(document, "machine"), &machine) &&
              lr_fill_read(&reading, lr_document_find(document, "fill"), &machine, &input);
  said[0] = '\0';
  for (size_t i = 0; i < problems.count; i++)
    snprintf(said + strlen(said), sizeof said - strlen(said), "%s\n", problems.item[i].text);
  LR_CHECK(fine == (problems.errors == 0));
  lr_problems_free(&problems);
  lr_document_free(document);
  return fine;
}

static bool read_fill(const char *ler, const char *fill) {
  char with_length[1024];
  snprintf(with_length, sizeof with_length, "bunch_length: 6 mm, %s", ler);
  return read_fill_of(with_length, fill);
}

static void test_nothing_given(void) {
  LR_CHECK(read_fill("current: 1.3 A", "duration: 2 h"));
  LR_TEXT_IS(said, "");
  LR_CHECK(!machine.has_lifetime);
  LR_CHECK(isnan(machine.lifetime_ler.momentum_acceptance) && isnan(machine.lifetime_her.energy_spread));
  LR_NEAR(machine.lifetime_ler.bhabha_cross_section_m2, 170e-31, 1e-12);
  const struct lr_fill *fill = &input.fill;
  LR_NEAR(fill->duration_s, 7200, 0);
  LR_CHECK(fill->outputs == 241 && fill->top_up && !fill->pulsed && isnan(fill->R_L) && !fill->event);
  LR_NEAR(fill->ring[0].target_current_A, 1.3, 1e-12);
  LR_NEAR(fill->ring[1].target_current_A, 3e10 * 2249 * 1.602176634e-19 * 299792458 / 3016.315, 1e-12);
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    const struct lr_fill_ring *ring = &fill->ring[r];
    LR_CHECK(isinf(ring->other_lifetime_s) && isinf(ring->touschek_lifetime_s) && isinf(ring->blowup_product_A2));
    LR_CHECK(isnan(ring->initial_current_A) && ring->bunch_charge_C == 0 && ring->gas_rate_per_s == 0);
    LR_NEAR(ring->bhabha_cross_section_m2, 170e-31, 1e-12);
    LR_NEAR(ring->damping_time_y_s, r ? 58e-3 : 46e-3, 1e-12);
  }
}

static void test_all_given(void) {
  LR_CHECK(read_fill("current: 1.3 A, lifetime: {momentum_acceptance: 0.9 %, damping_time: 50 ms, pressure_base: 10 nPa}",
                     "ler: {initial_current: 0.1 A, lifetime_other: 10 h, lifetime_touschek: {at: 10 min, current: 1 A, "
                     "emittance_y: 30 pm}, gas: {rate: 0.1 /h, rate_per_current: 0.36 /h/A, conditioning: 0.7, dose: 1000 A h, "
                     "dose_reference: 2 C}, bhabha: 0 mb, emittance_y0: 20 pm, blowup: {product: 0.35 mA^2, exponent: 1.2}, "
                     "injection: {charge: 3 nC, bunches: 1, share: 40 %, efficiency: 60 %}}, pulsed: yes, veto: 2 ms, "
                     "repetition: 25 Hz, hysteresis: 1 %, top_up: no"));
  LR_TEXT_IS(said, "");
  LR_CHECK(machine.has_lifetime && machine.lifetime_ler.gas.elements == 2);
  LR_NEAR(machine.lifetime_ler.momentum_acceptance, 0.009, 1e-12);
  const struct lr_fill_ring *ring = &input.fill.ring[0];
  LR_NEAR(ring->initial_current_A, 0.1, 1e-12);
  LR_NEAR(ring->other_lifetime_s, 36000, 1e-12);
  LR_NEAR(ring->touschek_lifetime_s, 600, 1e-12);
  LR_NEAR(ring->touschek_current_A, 1, 1e-12);
  LR_NEAR(ring->touschek_emittance_m, 30e-12, 1e-12);
  LR_NEAR(ring->gas_rate_per_s, 0.1 / 3600, 1e-12);
  LR_NEAR(ring->gas_rate_per_sA, 1e-4, 1e-12);
  LR_NEAR(ring->dose_start_As, 3.6e6, 1e-12);
  LR_NEAR(ring->dose_reference_As, 2, 1e-12);
  LR_CHECK(ring->bhabha_cross_section_m2 == 0);
  LR_NEAR(ring->blowup_product_A2, 0.35e-6, 1e-12);
  LR_NEAR(ring->blowup_exponent, 1.2, 1e-12);
  LR_NEAR(ring->damping_time_y_s, 50e-3, 1e-12);
  LR_NEAR(ring->bunch_charge_C, 3e-9, 1e-12);
  LR_NEAR(ring->bunches_per_pulse, 1, 0);
  LR_NEAR(ring->pulse_share, 0.4, 1e-12);
  LR_NEAR(ring->efficiency, 0.6, 1e-12);
  LR_CHECK(input.fill.pulsed && !input.fill.top_up);
  LR_NEAR(input.fill.veto_s, 2e-3, 1e-12);
}

// Listed and drawn events stand in one order of time; the drawn ones depend on the seed alone and have the mean rate.
static void test_events(void) {
  struct lr_fill_event *events, *again;
  size_t count, same;
  struct lr_error error = {0};
  LR_CHECK(read_fill("current: 1.3 A", "duration: 300 days, aborts: {per_day: 6, recovery: 1 h}, "
                     "events: [{at: 1 h, kind: step, ler: 1 A}, {at: 200 days, kind: refill, rings: her}]"));
  LR_CHECK(lr_fill_events(&input, 1, &events, &count, &error) == LR_OK);
  LR_CHECK(lr_fill_events(&input, 1, &again, &same, &error) == LR_OK);
  LR_CHECK(count == same);
  int steps = 0, refills = 0, aborts = 0;
  double before_s = 0, earliest_s = 0;
  for (size_t i = 0; i < count && i < same; i++) {
    LR_CHECK(events[i].time_s >= before_s && events[i].time_s == again[i].time_s);
    before_s = events[i].time_s;
    if (events[i].kind == LR_FILL_ABORT) {
      LR_CHECK(events[i].time_s > earliest_s && events[i].ring[0] && events[i].ring[1]);
      earliest_s = events[i].time_s + 3600;
      aborts++;
    }
    steps += events[i].kind == LR_FILL_STEP && events[i].current_A[0] == 1 && isnan(events[i].current_A[1]);
    refills += events[i].kind == LR_FILL_REFILL && !events[i].ring[0] && events[i].ring[1];
  }
  LR_CHECK(steps == 1 && refills == 1);
  // one abort in 4 h of beams and 1 h of recovery: 1440 in 300 days, spread of 0.8 sqrt(1440)
  LR_CHECK(fabs(aborts - 1440.0) < 4 * 0.8 * sqrt(1440));
  double first_s = events[1].time_s;
  free(events);
  free(again);
  LR_CHECK(lr_fill_events(&input, 2, &again, &same, &error) == LR_OK);
  LR_CHECK(again[1].time_s != first_s);
  free(again);
  input.aborts_per_day = 1e6;
  input.abort_recovery_s = 0;
  LR_CHECK(lr_fill_events(&input, 1, &events, &count, &error) == LR_E_DOMAIN);
  input.aborts_per_day = 0;
  input.events = 0;
  LR_CHECK(lr_fill_events(&input, 1, &events, &count, &error) == LR_OK && !events && count == 0);
}

// Everything that does not fit together is reported in one pass, each at its key.
static void test_places(void) {
  static const char TEXT[] =
      "machine:\n"
      "  circumference: 3016.315 m\n"
      "  crossing_angle: 83 mrad\n"
      "  bunches: 1000\n"
      "  ler: {" RING ", current: 1 A}\n"
      "  her: {energy: 7 GeV, beta_x: 60 mm, beta_y: 1 mm, emittance_x: 4 nm, emittance_y: 40 pm, current: 1 A,\n"
      "        bunch_length: {model: linear, zero_current: 6 mm, slope: 0 mm/mA}}\n"
      "fill:\n"                                                             // line 8
      "  duration: 2 h\n"
      "  veto: 30 ms\n"                                                      // 10: 50 Hz are 20 ms apart
      "  samples: 1\n"                                                       // 11: wrong in itself, does not hide the others
      "  ler:\n"
      "    gas: {conditioning: 0.7, dose: 1 A h}\n"                          // 13: no reference
      "    injection: {charge: 3 nC, efficiency: 60 %, share: 60 %}\n"
      "  her:\n"
      "    target_current: 3 A\n"                                            // 16: 6 mm - 3 x 3 mm
      "    initial_current: 2.5 A\n"                                         // 17
      "    lifetime_touschek: {at: 10 min, current: 2.2 A}\n"                // 18
      "    injection: {charge: 3 nC, efficiency: 60 %, share: 50 %}\n"       // 19: 110 %
      "  aborts: {per_day: 100000, recovery: 0 s}\n"                         // 20: 8333 in two hours: fine
      "  events:\n"
      "    - {at: 1 h, kind: step, her: 2.1 A}\n"                            // 22
      "    - {at: 30 min, kind: abort}\n"                                    // 23: out of order, no recovery
      "    - {at: 3 h, kind: refill, ler: 1 A}\n";                           // 24: beyond the end, a key of steps
  static const struct {
    int line, column;
    const char *words;
  } WANTED[] = {{10, 9, "'veto' of 30 ms"},        {11, 12, "whole number"},
                {13, 25, "needs 'dose_reference'"}, {16, 21, "'target_current'"},
                {17, 22, "'initial_current'"},      {18, 46, "'current': at 2.2 mA"},
                {19, 56, "at most 40 %"},           {22, 34, "at 2.1 mA"},
                {23, 12, "in order of time"},       {23, 7, "needs 'recovery'"},
                {24, 12, "after the end"},          {24, 36, "not of an event"}};
  enum { COUNT = sizeof WANTED / sizeof *WANTED };
  struct lr_document *document = lr_document_create();
  struct lr_problems problems = {0};
  LR_CHECK(lr_document_load_text(document, "f.yaml", ".", TEXT, strlen(TEXT), &problems) == LR_OK);
  const struct lr_reading reading = {document, &problems};
  LR_CHECK(lr_machine_read(&reading, lr_document_find(document, "machine"), &machine));
  machine.collider.her.bunch_length.slope_m_A = -3;  // a law with an end: -3 mm/mA
  LR_CHECK(!lr_fill_read(&reading, lr_document_find(document, "fill"), &machine, &input));
  LR_CHECK(problems.errors == COUNT);
  for (size_t w = 0; w < COUNT; w++) {
    bool found = false;
    for (size_t i = 0; i < problems.count; i++)
      found = found || (problems.item[i].line == WANTED[w].line && problems.item[i].column == WANTED[w].column &&
                        strstr(problems.item[i].text, WANTED[w].words));
    LR_CHECK(found);
    if (!found) fprintf(stderr, "    nothing at %d:%d with '%s'\n", WANTED[w].line, WANTED[w].column, WANTED[w].words);
  }
  if (problems.errors != COUNT) lr_problems_print(&problems, stderr);
  lr_problems_free(&problems);
  lr_document_free(document);
}

static void refuse(const char *ler, const char *fill, const char *words) {
  LR_CHECK(!read_fill(ler, fill));
  LR_CHECK(strstr(said, words) != NULL);
  if (!strstr(said, words)) fprintf(stderr, "    got '%s'\n", said);
}

// A curve of bunch lengths reaches as far as the currents that the fill asks for; the machine keeps its own.
static void test_far_currents(void) {
#define WAKE "current: 0.5 A, tune_s: 0.023, bunch_length: {model: haissinski, zero_current: 4.6 mm, energy_spread: 7.5e-4, inductance: 10 nH}"
  LR_CHECK(read_fill_of(WAKE, "ler: {initial_current: 0.8 A}"));
  LR_TEXT_IS(said, "");
  const struct lr_bunch_length *own = &machine.collider.ler.bunch_length, *of_fill = &input.fill.collider.ler.bunch_length;
  LR_NEAR(own->curve.end_A, 1.0 / 2249, 1e-12);
  LR_NEAR(of_fill->curve.end_A, own->curve.end_A, 0);  // far enough
  const char *const WISHES[] = {"ler: {target_current: 3 A}", "ler: {initial_current: 3 A}",
                                "events: [{at: 1 h, kind: step, ler: 0.4 A}, {at: 2 h, kind: step, ler: 3 A}]",
                                "ler: {lifetime_touschek: {at: 1 h, current: 3 A}}"};
  for (size_t i = 0; i < sizeof WISHES / sizeof *WISHES; i++) {
    double far_m, near_m, same_m;
    struct lr_error error = {0};
    LR_CHECK(read_fill_of(WAKE, WISHES[i]));
    LR_TEXT_IS(said, "");
    LR_NEAR(own->curve.end_A, 1.0 / 2249, 1e-12);
    LR_CHECK(of_fill->curve.end_A >= 3.03 / 2249);
    LR_CHECK(lr_bunch_length_evaluate(of_fill, 3.0 / 2249, &far_m, &error) == LR_OK);
    LR_CHECK(lr_bunch_length_evaluate(of_fill, 0.5 / 2249, &near_m, &error) == LR_OK);
    LR_CHECK(lr_bunch_length_evaluate(own, 0.5 / 2249, &same_m, &error) == LR_OK);
    LR_NEAR(near_m, same_m, 1e-5);
    LR_CHECK(far_m > near_m && near_m > 4.6e-3);
  }
  LR_CHECK(!read_fill_of("current: 0.5 A, tune_s: 0.023, bunch_length: {model: haissinski, zero_current: 4.6 mm, "
                         "energy_spread: 7.5e-4, resistance: 1 kohm}", "ler: {initial_current: 60 A}"));  // there is no such bunch
  LR_CHECK(strstr(said, "mA a bunch") && strstr(said, "lower this current, or give the bunch length by another model"));
  // the library says so before it integrates
  LR_CHECK(read_fill_of(WAKE, "duration: 1 h"));
  struct lr_fill fill = input.fill;
  struct lr_fill_event step = {.time_s = 60, .kind = LR_FILL_STEP, .current_A = {3, NAN}};
  struct lr_fill_model model;
  struct lr_error error = {0};
  fill.R_L = 1;
  LR_CHECK(lr_fill_prepare(&fill, &model, &error) == LR_OK);
  fill.event = &step, fill.events = 1;
  LR_CHECK(lr_fill_prepare(&fill, &model, &error) == LR_E_DOMAIN);
  LR_CHECK(strstr(error.text, "event 1: the Haissinski bunch length is known up to 0.4446 mA a bunch"));
  fill.events = 0, fill.ring[0].initial_current_A = 2;
  LR_CHECK(lr_fill_prepare(&fill, &model, &error) == LR_E_DOMAIN && strstr(error.text, "initial current"));
}

int main(void) {
  test_nothing_given();
  test_all_given();
  test_events();
  test_places();
  refuse("current: 1.3 A, lifetime: 3 min", "duration: 1 h", "wants a mapping");
  refuse("current: 1.3 A, lifetime: {aperture_x: 3 mm}", "duration: 1 h", "aperture_x_beta");
  refuse("current: 1.3 A", "ler: 3", "wants a mapping");
  refuse("current: 1.3 A", "ler: {lifetime_touschek: {current: 1 A}}", "'at' is missing");
  refuse("current: 1.3 A", "ler: {injection: {charge: 1 nC}}", "'efficiency' is missing");
  refuse("current: 1.3 A", "repetition: 50 Hz, veto: 30 ms", "longer than the 20 ms from pulse to pulse");
  refuse("current: 1.3 A", "samples: 2.5", "whole number");
  refuse("current: 1.3 A", "events: [{at: 1 h, kind: step}]", "a step needs");
  refuse("current: 1.3 A", "events: [{at: 1 h, kind: step, rings: ler, ler: 1 A}]", "not of an event");
  refuse("current: 1.3 A", "ler: {injection: {charge: 1 nC, efficiency: 1, share: 60 %}}", "her (not given: the default)");
  refuse("current: 1.3 A", "ler: {gas: {conditioning: 1}}", "needs 'dose' and 'dose_reference'");
  refuse("current: 1.3 A", "duration: 300 days, aborts: {per_day: 300, recovery: 1 s}", "more than the 50000");
  refuse("current: 1.3 A", "duration: 1 h, events: [{at: 61 min, kind: refill}]", "after the end of the fill at 60 min");
  refuse("current: 1.3 A", "events: [3]", "a list in order of time");
  test_far_currents();
  return lr_test_end();
}
