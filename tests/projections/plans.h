// SPDX-License-Identifier: GPL-3.0-or-later
// For tests of run plans: `plan:` as YAML to a struct lr_plan, with what was said about it.
#ifndef LR_TESTS_PROJECTIONS_PLANS_H
#define LR_TESTS_PROJECTIONS_PLANS_H

#include "projections/plan.h"
#include "tests/base/documents.h"

struct planned {
  struct said said;
  struct lr_plan plan;
  bool fine;
};

static inline struct planned planned_of_said(struct said said) {
  struct planned p = {.said = said};
  lr_document_settle(p.said.document);
  struct lr_reading reading = {p.said.document, &p.said.problems};
  const struct lr_node *node = lr_node_child(p.said.document->root, "plan");
  p.fine = node && lr_plan_read(&reading, node, &p.plan);
  said_print(&p.said);
  return p;
}
static inline struct planned planned_of(const char *yaml) { return planned_of_said(said_of(yaml)); }

static inline void planned_free(struct planned *p) {
  lr_plan_free(&p->plan);
  said_free(&p->said);
}

static inline const char *source_folder(void) {
  const char *source = getenv("LR_SOURCE_DIR");
  return source ? source : ".";
}

// The plan of the fuzz corpus that says every key.
static inline struct said said_all_keys(void) {
  char path[1000];
  snprintf(path, sizeof path, "%s/tests/fuzz/corpus/plan_parts.yaml", source_folder());
  return said_of_file(path);
}

// A plan that must be right.
static inline struct planned planned_well(const char *yaml) {
  struct planned p = planned_of(yaml);
  LR_CHECK(p.fine);
  if (!p.fine) fputs(p.said.text, stderr);
  return p;
}

static inline struct lr_plan_days expected(const struct lr_plan *plan) {
  struct lr_plan_days days;
  LR_CHECK(lr_plan_expect(plan, &days, NULL) == LR_OK);
  return days;
}

static inline int day_of(const char *text) {
  int date = LR_NO_DATE;
  LR_CHECK(lr_date_parse(text, &date));
  return date;
}

#endif
