// SPDX-License-Identifier: GPL-3.0-or-later
// For tests of the trigger: one read from a text or from the shipped file, and random ones.
#ifndef LR_TESTS_PROJECTIONS_TRIGGERS_H
#define LR_TESTS_PROJECTIONS_TRIGGERS_H

#include "projections/trigger_fields.h"
#include "tests/lr_test.h"

// Number of problems; "line:column: text" of each in `out`, one a line.
static inline size_t trigger_read(const char *text, struct lr_trigger *trigger, char *out, size_t size) {
  struct lr_problems problems = {0};
  struct lr_document *document = lr_document_create();
  *out = '\0';
  LR_CHECK(lr_document_load_text(document, "test", ".", text, strlen(text), &problems) == LR_OK);
  struct lr_reading reading = {document, &problems};
  bool fine = lr_trigger_read(&reading, lr_node_child(document->root, "trigger"), trigger);
  LR_CHECK(fine == (problems.errors == 0) && fine == trigger->given);
  size_t used = 0, errors = problems.errors;
  for (size_t i = 0; i < problems.count && used < size; i++)
    used += (size_t)snprintf(out + used, size - used, "%d:%d: %s\n", problems.item[i].line, problems.item[i].column, problems.item[i].text);
  lr_problems_free(&problems);
  lr_document_free(document);
  return errors;
}

static inline void trigger_shipped(struct lr_trigger *trigger) {
  char path[512];
  const char *folder = getenv("LR_SOURCE_DIR");
  struct lr_problems problems = {0};
  struct lr_document *document = lr_document_create();
  snprintf(path, sizeof path, "%s/inputs/trigger/belle2.yaml", folder ? folder : ".");
  LR_CHECK(lr_document_load(document, path, &problems) == LR_OK);
  lr_document_settle(document);
  struct lr_reading reading = {document, &problems};
  LR_CHECK(lr_trigger_read(&reading, lr_node_child(document->root, "trigger"), trigger));
  lr_problems_free(&problems);
  lr_document_free(document);
}

// Reference 4e38 m^-2 s^-1, 1 A, 1 A; a path of two more points with currents that rise; lines with random shares.
static inline struct lr_trigger trigger_random(void) {
  struct lr_trigger t = {.given = true, .budget_Hz = lr_test_log_between(500, 5e4), .dead_time = 0.01, .track_finder = lr_test_between(0.3, 1),
                         .background = 1, .most_prescale = lr_test_log_between(1, 1e4), .setups = 3, .reference = 0};
  double current = 1, pressure = 1, luminosity = 4e38;
  for (size_t i = 0; i < t.setups; i++) {
    t.path[i].state = (struct lr_trigger_state){luminosity, {current, current * 0.8}, pressure};
    snprintf(t.path[i].id, sizeof t.path[i].id, "s%zu", i);
    current *= lr_test_between(1, 2);
    pressure *= lr_test_between(1, 2);
    luminosity *= lr_test_between(2, 5);
  }
  t.processes = 1 + (size_t)(lr_test_random() * 6);
  for (size_t k = 0; k < t.processes; k++) t.process[k].cross_section_m2 = lr_test_log_between(0.1, 100) * 1e-37;
  t.lines = 1 + (size_t)(lr_test_random() * 10);
  for (size_t i = 0; i < t.lines; i++) {
    struct lr_trigger_line *line = &t.line[i];
    snprintf(line->id, sizeof line->id, "l%zu", i);
    line->on = lr_test_random() < 0.9;
    line->may_prescale = lr_test_random() < 0.7;
    line->tracks = lr_test_random() < 0.5;
    line->priority = (long)i + 1;
    line->exclusive = lr_test_random() < 0.5 ? NAN : lr_test_random();
    line->background_exclusive = lr_test_random();
    for (size_t k = 0; k < t.processes; k++) line->accepts[k] = lr_test_random();
    for (int k = 0; k < LR_TRIGGER_DRIVERS; k++)
      line->background[k] = (struct lr_trigger_background){lr_test_random() < 0.4 ? NAN : lr_test_log_between(1, 500), lr_test_between(0, 2)};
  }
  return t;
}

#endif
