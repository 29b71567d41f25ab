// SPDX-License-Identifier: GPL-3.0-or-later
// Limits: figures by hand, order and margins on random bounds, what is left out, and the reader of `limits:`.
#include "base/document.h"
#include "machine/limits_fields.h"
#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

static const struct lr_limit *find(const struct lr_limits_found *found, const char *name, const char *ring) {
  for (int i = 0; i < found->count; i++)
    if (strcmp(found->limit[i].name, name) == 0 && strcmp(found->limit[i].ring, ring) == 0) return &found->limit[i];
  return NULL;
}

static void evaluate(const struct lr_collider *c, const struct lr_luminosity *l, const struct lr_limits *limits,
                     struct lr_limits_found *found) {
  const struct lr_lifetime_input *const none[] = {NULL, NULL};
  LR_CHECK(lr_limits_evaluate(c, l, limits, none, found, NULL) == LR_OK);
}

static void by_hand(void) {
  struct lr_collider c = test_design();
  struct lr_luminosity l;
  struct lr_limits limits = lr_limits_none();
  struct lr_limits_found found;
  LR_CHECK(lr_luminosity_evaluate(&c, &l, NULL) == LR_OK);
  evaluate(&c, &l, &limits, &found);
  LR_CHECK(found.count == 0);  // no bounds, no rows

  // 3 nC, two bunches, 25 Hz, 60 % into a ring of 99.4 kHz: 8.9 mA/s; at 360 s 3.22 A, less than 3.6 A
  limits.ler.bunch_charge_C = (struct lr_limit_figure){3e-9, "known", "injector"};
  limits.ler.bunches_per_pulse = (struct lr_limit_figure){2, "known", "injector"};
  limits.ler.pulse_rate_Hz = (struct lr_limit_figure){25, "known", "injector"};
  limits.ler.efficiency = (struct lr_limit_figure){0.6, "assumed", "round figure"};
  evaluate(&c, &l, &limits, &found);
  LR_CHECK(found.count == 1 && isnan(found.limit[0].margin) && strstr(found.limit[0].formula, "not evaluated"));  // no lifetime
  limits.ler.lifetime_s = (struct lr_limit_figure){360, "read", "design"};
  evaluate(&c, &l, &limits, &found);
  LR_CHECK(found.count == 1);
  const struct lr_limit *limit = find(&found, "injector", "ler");
  LR_CHECK(limit != NULL);
  if (!limit) return;
  LR_NEAR(limit->bound / 360, 8.945e-3, 1e-4);
  LR_NEAR(limit->value, 3.6, 1e-12);
  LR_NEAR(limit->margin, 99390.30 * 3e-9 * 2 * 25 * 0.6 * 360 / 3.6 - 1, 1e-6);
  LR_CHECK(limit->margin < 0);
  LR_TEXT_IS(limit->status, "assumed");  // the weakest word
  LR_TEXT_IS(limit->source, "injector; round figure; design");

  // 1.761 MeV a turn at 3.6 A: 6.34 MW; the same from the damping time 22.8 ms: U0 = 4 GeV T0 / tau_s = 1.765 MeV
  limits = lr_limits_none();
  limits.ler.energy_loss_eV.value = 1.761e6;
  limits.ler.beam_power_W.value = 9e6;
  limits.her.damping_time_s.value = 29.0e-3;
  limits.her.beam_power_W.value = 8e6;
  evaluate(&c, &l, &limits, &found);
  LR_CHECK(found.count == 2);
  limit = find(&found, "beam_power", "ler");
  LR_NEAR(limit ? limit->value : NAN, 1.761 * 3.6, 1e-12);
  LR_NEAR(limit ? limit->bound : NAN, 9, 1e-12);
  LR_TEXT_IS(limit ? limit->status : NULL, "");  // nobody says
  limit = find(&found, "beam_power", "her");
  LR_NEAR(limit ? limit->value : NAN, 7007.0 / (99390.30 * 29.0e-3) * 2.6, 1e-5);

  // from below
  limits = lr_limits_none();
  limits.her.lifetime_s.value = 600;
  limits.her.least_lifetime_s.value = 480;
  limits.background_m2s.value = 4e39;
  limits.her.bunch_current_A.value = 1.04e-3;
  limits.her.microwave_A.value = 2.08e-3;
  evaluate(&c, &l, &limits, &found);
  LR_CHECK(found.count == 4);
  limit = find(&found, "lifetime", "her");
  LR_CHECK(limit && limit->least);
  LR_NEAR(limit ? limit->margin : NAN, 0.25, 1e-12);
  LR_NEAR(limit ? limit->value : NAN, 10, 1e-12);
  limit = find(&found, "background", "");
  LR_NEAR(limit ? limit->margin : NAN, 4e39 / l.luminosity_m2s - 1, 1e-12);
  limit = find(&found, "bunch_current", "her");
  LR_NEAR(limit ? limit->margin + 1 : NAN, 1, 1e-12);
  limit = find(&found, "microwave", "her");
  LR_NEAR(limit ? limit->margin : NAN, 1, 1e-12);
}

static void order(void) {
  struct lr_collider c = test_design();
  struct lr_luminosity l;
  LR_CHECK(lr_luminosity_evaluate(&c, &l, NULL) == LR_OK);
  for (int n = 0; n < 50; n++) {
    struct lr_limits limits = lr_limits_none();
    limits.ler.current_A.value = lr_test_between(0.1, 8);
    limits.her.current_A.value = lr_test_between(0.1, 8);
    limits.ler.beam_beam.value = lr_test_between(0.01, 0.2);
    limits.her.beam_beam.value = lr_test_between(0.01, 0.2);
    limits.her.bunch_current_A.value = lr_test_between(1e-4, 5e-3);
    limits.background_m2s.value = lr_test_log_between(1e38, 1e41);
    struct lr_limits_found found;
    evaluate(&c, &l, &limits, &found);
    LR_CHECK(found.count == 6);
    for (int i = 0; i < found.count; i++) {
      const struct lr_limit *limit = &found.limit[i];
      if (i) LR_CHECK(limit->margin >= found.limit[i - 1].margin);
      LR_NEAR(limit->value * (1 + limit->margin), limit->bound, 1e-12);
    }
    const struct lr_limit *xi = find(&found, "beam_beam", "her");
    LR_NEAR(xi ? xi->value : NAN, l.xi_her.xi_y_luminosity, 1e-12);
    struct lr_table *table = lr_limits_table(&found);
    LR_CHECK(lr_table_ok(table) && table->rows == 6);
    LR_NEAR(lr_table_get(table, 0, "margin"), found.limit[0].margin, 1e-12);
    lr_table_free(table);
  }
}

// Number of problems, the first of them in `first`.
static size_t read(const char *text, struct lr_limits *limits, char *first, size_t size) {
  struct lr_problems problems = {0};
  struct lr_document *document = lr_document_create();
  *first = '\0';
  LR_CHECK(lr_document_load_text(document, "test", ".", text, strlen(text), &problems) == LR_OK);
  struct lr_reading reading = {document, &problems};
  bool fine = lr_limits_read(&reading, lr_node_child(document->root, "limits"), limits);
  LR_CHECK(fine == (problems.errors == 0) && fine == limits->given);
  if (problems.errors) snprintf(first, size, "%s", problems.item[0].text);
  size_t errors = problems.errors;
  lr_problems_free(&problems);
  lr_document_free(document);
  return errors;
}

static void reader(void) {
  struct lr_limits limits;
  char first[512];
  LR_CHECK(read("limits:\n  ler:\n    source: a paper\n    status: known\n    current: 3.6 A\n"
                "    beam_power: {value: 9 MW, status: assumed, source: none}\n    energy_loss: 1.761 MeV\n"
                "    bunch_charge: 3 nC\n    bunches_per_pulse: 2\n    pulse_rate: 25 Hz\n    efficiency: 60 %\n"
                "    lifetime: 8 min\n  background: 2.8e35 cm^-2 s^-1\n",
                &limits, first, sizeof first) == 0);
  LR_NEAR(limits.ler.current_A.value, 3.6, 1e-12);
  LR_TEXT_IS(limits.ler.current_A.status, "known");  // of the mapping around it
  LR_TEXT_IS(limits.ler.current_A.source, "a paper");
  LR_NEAR(limits.ler.beam_power_W.value, 9e6, 1e-12);
  LR_TEXT_IS(limits.ler.beam_power_W.status, "assumed");
  LR_NEAR(limits.ler.energy_loss_eV.value, 1.761e6, 1e-12);
  LR_NEAR(limits.ler.bunch_charge_C.value, 3e-9, 1e-12);
  LR_NEAR(limits.ler.pulse_rate_Hz.value, 25, 1e-12);
  LR_NEAR(limits.ler.efficiency.value, 0.6, 1e-12);
  LR_NEAR(limits.ler.lifetime_s.value, 480, 1e-12);
  LR_NEAR(limits.background_m2s.value, 2.8e39, 1e-12);
  LR_CHECK(isnan(limits.her.current_A.value) && isnan(limits.ler.beam_beam.value));

  static const struct {
    const char *text, *says;
  } BAD[] = {{"limits:\n  ler: {current: 0 A}\n", "must be above 0"},
             {"limits:\n  ler: {curent: 3 A}\n", "current"},
             {"limits:\n  ler: {lifetime: -5 min}\n", "must be above 0"},
             {"limits:\n  her: {beam_power: 9 MV}\n", "a power such as"},
             {"limits:\n  her: {beam_power: MW}\n", "a power such as"},
             {"limits:\n  her: {bunch_charge: 3 nC}\n", "lacks 'efficiency'"},
             {"limits:\n  her: {bunch_charge: 3 nC, bunches_per_pulse: 2, pulse_rate: 25 Hz, efficiency: 120 %}\n", "at most 100 %"},
             {"limits:\n  her: 5\n", "her"},
             {"limits: superkekb.yaml\n", "base: FILE"},
             {"limits:\n  background: 3 A\n", "background"}};
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
    LR_CHECK(read(BAD[i].text, &limits, first, sizeof first) >= 1);
    LR_CHECK(strstr(first, BAD[i].says) != NULL);
    if (!strstr(first, BAD[i].says)) fprintf(stderr, "    case %zu says: %s\n", i, first);
  }
}

int main(void) {
  lr_test_seed_from_environment();
  by_hand();
  order();
  reader();
  return lr_test_end();
}
