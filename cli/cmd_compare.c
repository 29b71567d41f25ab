// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach compare A B, or compare A --set KEY=VALUE: a what-if, both sides with the same random numbers.
#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"
#include "cli/stages.h"

// The second copy of a scenario, with --set over it.
static enum lr_status copy_with_sets(const struct lr_call *call, const struct lr_scenario *a, struct lr_scenario *b, struct lr_error *error) {
  struct lr_problems problems = {0};
  enum lr_status status = LR_OK;
  struct lr_document *document = lr_document_copy(a->document);
  if (!document) return lr_error_set(error, LR_E_MEMORY, "no memory for the second scenario");
  for (size_t i = 0; i < call->sets && status != LR_E_MEMORY; i++) status = lr_document_set(document, call->set[i], &problems);
  if (status == LR_E_MEMORY) {
    lr_document_free(document);
    lr_problems_free(&problems);
    return lr_error_set(error, LR_E_MEMORY, "no memory for the second scenario");
  }
  status = lr_scenario_of_document(document, LR_NEED_CHANNELS, b, &problems, error);
  if (!call->quiet || problems.errors) lr_problems_print(&problems, stderr);
  lr_problems_free(&problems);
  return status;
}

static enum lr_status load(struct lr_comparison *c, struct lr_error *error) {
  const struct lr_call *call = c->call;
  struct lr_call reading = *call;
  c->same_file = call->arguments < 2;
  c->file[0] = call->argument[0];
  c->file[1] = c->same_file ? call->argument[0] : call->argument[1];
  if (c->same_file && !call->sets)
    return lr_error_set(error, LR_E_USAGE, "compare wants two scenarios, or one and what to change in it: --set machine.ler.current='1.8 A'");
  if (!c->same_file && strcmp(c->file[0], "-") == 0 && strcmp(c->file[1], "-") == 0)
    return lr_error_set(error, LR_E_USAGE, "standard input holds one scenario: only A or B can be '-'");
  if (c->same_file) reading.sets = 0;
  else if (call->sets && !call->quiet) fprintf(stderr, "note: two scenarios are given: --set is laid over both\n");
  enum lr_status status = lr_call_scenario(&reading, LR_NEED_CHANNELS, &c->scenario[0], error);
  if (status != LR_OK) return status;
  reading.argument[0] = c->file[1];
  return c->same_file ? copy_with_sets(call, &c->scenario[0], &c->scenario[1], error)
                      : lr_call_scenario(&reading, LR_NEED_CHANNELS, &c->scenario[1], error);
}

// Seed and histories of A, or of the command line, for both sides.
static enum lr_status share_randomness(struct lr_comparison *c, struct lr_error *error) {
  struct lr_scenario *a = &c->scenario[0], *b = &c->scenario[1];
  size_t count;
  enum lr_status status = lr_stage_histories(c->call, a, &count, error);
  if (status != LR_OK) return status;
  c->stages = *c->call;
  c->stages.options = 0;  // an option of this verb is none of the stages
  c->stages.seed = lr_call_seed(c->call, a);
  c->stages.has_seed = true;
  bool other = (!c->call->has_seed && b->seed != a->seed) || (!lr_call_option(c->call, 'n') && b->histories != a->histories);
  if (other && !c->call->quiet)
    fprintf(stderr, "note: seed and histories of B are those of A (%llu, %zu): what differs is no luck of the draw\n", (unsigned long long)c->stages.seed, count);
  a->histories = b->histories = (long)count;
  return LR_OK;
}

static enum lr_status evaluate(struct lr_comparison *c, struct lr_error *error) {
  if (lr_knobs_find(c->scenario[0].document, c->scenario[1].document, &c->knobs) != LR_OK)
    return lr_error_set(error, LR_E_MEMORY, "no memory for the keys that differ");
  struct lr_side_wish wish = {.losses = c->scenario[0].has_losses && c->scenario[1].has_losses, .tables = true};
  enum lr_status status = lr_side_evaluate(&c->stages, &c->scenario[0], &wish, &c->side[0], error);
  if (status != LR_OK) return status;
  wish.masses = &c->scenario[0];
  if (!lr_comparison_moves_losses(&c->knobs)) wish.lender = &c->side[0];
  status = lr_side_evaluate(&c->stages, &c->scenario[1], &wish, &c->side[1], error);
  if (status != LR_OK) return status;
  for (size_t i = 0; lr_side_differ[i].group; i++) lr_differences_add(&c->differences, &lr_side_differ[i], c->side[0].table[i], c->side[1].table[i]);
  if (c->differences.failed) return lr_error_set(error, LR_E_MEMORY, "no memory for the differences");
  c->at = lr_headline_common(&c->side[0], &c->side[1]);
  return lr_comparison_attribute(c, error);
}

static struct lr_table *scenarios_table(const struct lr_comparison *c) {
  struct lr_table *t = lr_table_create("scenarios", "What is compared");
  lr_table_column(t, "side", LR_TEXT, "", "a or b", "");
  lr_table_column(t, "name", LR_TEXT, "", "of the scenario", "scenario");
  lr_table_column(t, "file", LR_TEXT, "", "where it was read", "");
  lr_table_column(t, "set", LR_TEXT, "", "what was laid over it", "");
  lr_table_column(t, "sha256", LR_TEXT, "", "of the merged scenario", "");
  for (int side = 0; side < 2; side++) {
    struct lr_buffer sets = {0};
    for (size_t i = 0; i < c->call->sets && (side || !c->same_file); i++) lr_buffer_print(&sets, "%s%s", i ? "; " : "", c->call->set[i]);
    lr_table_row(t);
    lr_table_text(t, "side", side ? "b" : "a");
    lr_table_text(t, "name", c->scenario[side].name);
    lr_table_text(t, "file", c->file[side]);
    lr_table_text(t, "set", sets.length ? lr_buffer_text(&sets) : NULL);
    lr_table_text(t, "sha256", c->scenario[side].sha256);
    lr_buffer_free(&sets);
  }
  return t;
}

static enum lr_status show(struct lr_comparison *c, struct lr_error *error) {
  c->scenarios = scenarios_table(c);
  c->knob_table = lr_knobs_table(&c->knobs);
  c->compared = lr_differences_counts(&c->differences);
  c->differing = lr_differences_table(&c->differences, lr_call_option(c->call, 'a') != NULL);
  c->all = lr_differences_table(&c->differences, true);
  const struct lr_table *const table[] = {c->scenarios, c->knob_table, c->attribution, c->compared, c->differing, c->all};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (!lr_table_ok(table[i])) return lr_error_set(error, LR_E_MEMORY, "no memory for the tables");
  if (c->call->has_output) return lr_comparison_write(c, error);
  return lr_call_print(&c->stages, &c->scenario[0], table, 5, error);
}

enum lr_status lr_cmd_compare(const struct lr_call *call, struct lr_error *error) {
  struct lr_comparison *c = calloc(1, sizeof *c);
  if (!c) return lr_error_set(error, LR_E_MEMORY, "no memory for the comparison");
  c->call = call;
  enum lr_status status = load(c, error);
  if (status == LR_OK) status = share_randomness(c, error);
  if (status == LR_OK) status = evaluate(c, error);
  if (status == LR_OK) status = show(c, error);
  struct lr_table *const table[] = {c->scenarios, c->knob_table, c->attribution, c->compared, c->differing, c->all};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) lr_table_free(table[i]);
  lr_differences_free(&c->differences);
  lr_knobs_free(&c->knobs);
  lr_side_free(&c->side[1]);  // may hold what side 0 owns
  lr_side_free(&c->side[0]);
  lr_scenario_free(&c->scenario[1]);  // its nodes name files of the first
  lr_scenario_free(&c->scenario[0]);
  free(c);
  return status;
}
