// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of a period that a machine gives: the peak from its luminosity, mean over peak from its fill.
#include "machine/collider_fields.h"
#include "machine/fill_fields.h"
#include "machine/luminosity.h"
#include "projections/plan.h"
#include "tests/lr_test.h"

#define RING "energy: 4 GeV, current: 1 A, beta_x: 80 mm, beta_y: 1 mm, emittance_x: 4 nm, emittance_y: 40 pm, bunch_length: 6 mm"
#define MACHINE "machine: {circumference: 3016.315 m, crossing_angle: 83 mrad, bunches: 2000, ler: {" RING "}, her: same}\n"
#define FILL                                                                                                         \
  "fill: {duration: 8 h, ler: {lifetime_other: 30 min, damping_time_y: 46 ms}, her: {lifetime_other: 30 min, "        \
  "damping_time_y: 46 ms}, top_up: no}\n"
#define PERIOD "start: 2026-01-01, end: 2026-12-31, availability: 0.8"

static bool read_plan(const char *text, struct lr_document **document, struct lr_problems *problems, struct lr_plan *plan) {
  *document = lr_document_create();
  lr_document_load_text(*document, "test", ".", text, strlen(text), problems);
  struct lr_reading reading = {*document, problems};
  return lr_plan_read(&reading, lr_node_child((*document)->root, "plan"), plan);
}

static void from_the_scenario(void) {
  struct lr_document *document;
  struct lr_problems problems = {0};
  struct lr_plan plan;
  struct lr_machine_input machine;
  struct lr_fill_input fill;
  struct lr_fill_result result = {0};
  struct lr_luminosity luminosity;
  struct lr_error error = {0};
  bool fine = read_plan(MACHINE FILL "plan: {periods: {a: {" PERIOD ", machine: scenario, fill: scenario}}}\n", &document, &problems, &plan);
  if (!fine) lr_problems_print(&problems, stderr);
  LR_CHECK(fine);
  struct lr_reading reading = {document, &problems};
  LR_CHECK(lr_machine_read(&reading, lr_node_child(document->root, "machine"), &machine));
  LR_CHECK(lr_fill_read(&reading, lr_node_child(document->root, "fill"), &machine, &fill));
  LR_CHECK(lr_fill_input_run(&fill, 1, &result, &error) == LR_OK);
  LR_CHECK(lr_luminosity_evaluate(&machine.collider, &luminosity, &error) == LR_OK);
  if (fine) {
    LR_CHECK(plan.period[0].mean_over_peak > 0 && plan.period[0].mean_over_peak < 1);
    LR_NEAR(plan.period[0].mean_over_peak, result.mean_over_peak, 1e-12);
    LR_NEAR(lr_period_peak(&plan.period[0]), luminosity.luminosity_m2s, 1e-12);
  }
  lr_fill_result_free(&result);
  lr_plan_free(&plan);
  lr_problems_free(&problems);
  lr_document_free(document);
}

static void refusals(void) {
  static const struct {
    const char *text, *says;
  } CASES[] = {
      {MACHINE "plan: {periods: {a: {" PERIOD ", peak: 6e34 cm^-2 s^-1, fill: scenario}}}\n", "no fill in 'scenario'"},
      {FILL "plan: {periods: {a: {" PERIOD ", peak: 6e34 cm^-2 s^-1, fill: scenario}}}\n", "no machine in 'scenario'"},
      {MACHINE FILL "plan: {periods: {a: {" PERIOD ", peak: 6e34 cm^-2 s^-1, mean_over_peak: 0.5, fill: scenario}}}\n", "keep one"},
      {MACHINE "plan: {periods: {a: {" PERIOD ", peak: 6e34 cm^-2 s^-1}}}\n", "needs 'mean_over_peak: 0.60' or 'fill: FILE'"},
      {MACHINE "plan: {periods: {a: {" PERIOD ", peak: 6e34 cm^-2 s^-1, fill: /nonexistent.yaml}}}\n", "cannot read '/nonexistent.yaml'"},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    struct lr_document *document;
    struct lr_problems problems = {0};
    struct lr_plan plan;
    bool said = false;
    LR_CHECK(!read_plan(CASES[i].text, &document, &problems, &plan));
    for (size_t k = 0; k < problems.count; k++) said = said || strstr(problems.item[k].text, CASES[i].says);
    LR_CHECK(said);
    if (!said) lr_problems_print(&problems, stderr);
    lr_plan_free(&plan);
    lr_problems_free(&problems);
    lr_document_free(document);
  }
}

int main(void) {
  from_the_scenario();
  refusals();
  return lr_test_end();
}
