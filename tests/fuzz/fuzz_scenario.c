// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target of the scenario reader: any bytes -> document, machine, plan, expectation, histories; and what is written of
// the document reads back. With clang: link with -fsanitize=fuzzer. The tests replay the corpus through replay.c.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/document.h"
#include "machine/collider_fields.h"
#include "projections/channel_fields.h"
#include "projections/histories.h"
#include "projections/plan_tables.h"
#include "projections/record.h"
#include "projections/trigger_fields.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool same(const struct lr_node *a, const struct lr_node *b) {
  if (a->kind != b->kind || a->children != b->children || (a->kind == LR_SCALAR && strcmp(a->text, b->text) != 0)) return false;
  for (size_t i = 0; i < a->children; i++)
    if ((a->kind == LR_MAPPING && strcmp(a->child[i]->key, b->child[i]->key) != 0) || !same(a->child[i], b->child[i])) return false;
  return true;
}

static void must_read_back(const struct lr_document *document) {
  struct lr_buffer out = {0};
  lr_document_write(document, &out);
  if (document->root->children && out.length < (1 << 20)) {
    struct lr_document *again = lr_document_create();
    struct lr_problems problems = {0};
    if (lr_document_load_text(again, "again", ".", out.text, out.length, &problems) != LR_OK) LR_BUG("what was written cannot be read");
    lr_document_settle(again);
    if (!same(document->root, again->root)) LR_BUG("what was written reads back as another tree");
    lr_problems_free(&problems);
    lr_document_free(again);
  }
  lr_buffer_free(&out);
}

static void use_plan(const struct lr_plan *plan) {
  struct lr_plan_days days;
  struct lr_histories histories;
  if (plan->horizon - plan->period[0].start > 30000) return;  // slow, not wrong
  if (lr_plan_expect(plan, &days, NULL) != LR_OK) return;
  for (size_t i = 0; i < days.days; i++)
    if (!(days.delivered[i] >= 0) || !(days.recorded[i] <= days.delivered[i])) LR_BUG("a day that is no number, or records what was not delivered");
  if (days.days < 30000 && lr_plan_histories(plan, &days, &(struct lr_history_wish){.count = 2, .seed = 1, .jobs = 1}, NULL, &histories, NULL) == LR_OK) {
    struct lr_table *table[] = {lr_table_periods(plan, &days), lr_table_integrated(plan, &days, &histories),
                                lr_table_milestones(plan, &days, &histories), lr_table_waterfall(plan, &days, &histories),
                                lr_table_faults(plan, &days, &histories), lr_table_electricity(plan, &days, &histories),
                                lr_table_datasets(plan, &days, &histories), lr_table_layers(&histories), lr_table_peak(plan, &days, &histories),
                                lr_table_priors(plan), lr_table_history(plan), lr_table_shutdowns(plan)};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) lr_table_free(table[i]);
    struct lr_naive_check check;
    lr_past_naive_check(plan, &check);
    lr_histories_free(&histories);
  }
  lr_plan_days_free(&days);
}

static void use_trigger(const struct lr_trigger *trigger) {
  struct lr_trigger_rates rates;
  for (double luminosity_m2s = 1e37; luminosity_m2s < 1e41; luminosity_m2s *= 7) {
    struct lr_trigger_state state = lr_trigger_state_at(trigger, luminosity_m2s);
    if (lr_trigger_rates(trigger, &state, &rates, NULL) != LR_OK) continue;
    if (!(rates.live > 0 && rates.live <= 1 && rates.dead_time >= 0)) LR_BUG("a dead time that is none");
    for (size_t i = 0; i < trigger->lines; i++)
      if (!(rates.line[i].prescale >= 1)) LR_BUG("a prescale below one");
  }
}

// The key `base` at the top.
static bool reads_other_files(const uint8_t *data, size_t size) {
  if (!memmem(data, size, "base", 4) && !memmem(data, size, "\\", 1)) return false;
  char *text = calloc(1, size + 1), nowhere[] = "fuzz";
  if (!text) return true;
  memcpy(text, data, size);
  struct lr_document *document = lr_document_create();
  struct lr_source source = {.path = nowhere, .folder = nowhere, .text = text};
  struct lr_problems problems = {0};
  const struct lr_node *root = lr_yaml_parse(document, &source, size, &problems);
  bool reads = root && root->kind == LR_MAPPING && lr_node_child(root, "base");
  lr_problems_free(&problems);
  lr_document_free(document);
  free(text);
  return reads;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (reads_other_files(data, size)) return 0;
  struct lr_document *document = lr_document_create();
  struct lr_problems problems = {0};
  enum lr_status status = lr_document_load_text(document, "fuzz", ".", (const char *)data, size, &problems);
  lr_document_settle(document);
  if (status == LR_OK) must_read_back(document);
  struct lr_reading reading = {document, &problems};
  const struct lr_node *machine = lr_node_child(document->root, "machine"), *plan_node = lr_node_child(document->root, "plan"),
                       *channels = lr_node_child(document->root, "channels");
  struct lr_machine_input input;
  if (machine && lr_machine_read(&reading, machine, &input)) lr_machine_free(&input);
  static struct lr_channel channel;
  for (size_t i = 0; channels && channels->kind == LR_MAPPING && i < channels->children && i < 3; i++)
    lr_channel_read(&reading, channels->child[i], &channel);
  static struct lr_trigger trigger;
  const struct lr_node *trigger_node = lr_node_child(document->root, "trigger");
  if (trigger_node && lr_trigger_read(&reading, trigger_node, &trigger)) use_trigger(&trigger);
  if (plan_node) {
    struct lr_plan plan;
    if (lr_plan_read(&reading, plan_node, &plan)) use_plan(&plan);
    lr_plan_free(&plan);
  }
  char *text = NULL;
  size_t length;
  FILE *stream = open_memstream(&text, &length);
  lr_problems_print(&problems, stream);
  fclose(stream);
  for (size_t i = 0; i < length; i++)
    if ((unsigned char)text[i] < 0x20 && text[i] != '\n') LR_BUG("a control character in a message");
  free(text);
  lr_problems_free(&problems);
  lr_document_free(document);
  return 0;
}
