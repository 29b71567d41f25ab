// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/fill_stage.h"

#include <math.h>
#include <stdio.h>

#include "machine/luminosity.h"

// Both rings of a machine; *count grows by what was evaluated. Lifetimes are of electrons and positrons: others have none.
static enum lr_status evaluate(const struct lr_machine_input *machine, const struct lr_machine_input *inputs,
                               const char *point, struct lr_lifetime_budget *budget, struct lr_lifetime_row *row,
                               int *count, struct lr_error *error) {
  struct lr_luminosity luminosity;
  enum lr_status status = lr_luminosity_evaluate(&machine->collider, &luminosity, error);
  for (int her = 0; her < 2 && status == LR_OK; her++) {
    const struct lr_ring *ring = her ? &machine->collider.her : &machine->collider.ler;
    if (ring->particle != LR_ELECTRON) continue;
    status = lr_lifetime_evaluate(&machine->collider, her, her ? &inputs->lifetime_her : &inputs->lifetime_ler,
                                  luminosity.luminosity_m2s, &budget[*count], error);
    row[*count] = (struct lr_lifetime_row){point, her ? "her" : "ler", &budget[*count]};
    (*count)++;
  }
  if (status != LR_OK) lr_error_context(error, "lifetimes at '%s'", point);
  return status;
}

static enum lr_status lifetimes(const struct lr_scenario *scenario, const struct lr_machine_input *target, bool quiet,
                                struct lr_table **table, struct lr_error *error) {
  struct lr_lifetime_budget budget[4];
  struct lr_lifetime_row row[4];
  int count = 0;
  const struct lr_machine_input *here = &scenario->machine;
  enum lr_status status = evaluate(here, here, "here", budget, row, &count, error);
  if (status == LR_OK && target) {
    struct lr_machine_input there = *target;
    const struct lr_ring *ours[] = {&here->collider.ler, &here->collider.her};
    struct lr_ring *theirs[] = {&there.collider.ler, &there.collider.her};
    bool same_ring = fabs(there.collider.circumference_m / here->collider.circumference_m - 1) < 1e-3;
    for (int r = 0; r < 2; r++)  // a target without tunes: the smooth optics of the same tunnel are those of here
      if (same_ring && !(isfinite(theirs[r]->tune_x) && isfinite(theirs[r]->tune_y))) {
        theirs[r]->tune_x = ours[r]->tune_x;
        theirs[r]->tune_y = ours[r]->tune_y;
        if (!quiet)
          fprintf(stderr, "note: the target gives no tunes of the %s: those of the operating point stand in for its Touschek optics\n",
                  r ? "her" : "ler");
      }
    status = evaluate(&there, there.has_lifetime ? &there : here, "target", budget, row, &count, error);
  }
  if (status == LR_OK) *table = lr_lifetime_table(row, count);
  return status;
}

static void warn(const struct lr_fill_result *result, bool top_up) {
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    const struct lr_fill_ring_result *ring = &result->ring[r];
    bool nothing = !isfinite(ring->needed_load);
    if (top_up && ring->missed_target && (nothing || !ring->limited))
      fprintf(stderr, "warning: the current of the %s had not reached a target when it was changed or the fill ended%s\n",
              r ? "her" : "ler", nothing ? ": its injector gives nothing (fill.*.injection)" : "");
    if (!ring->limited || !isfinite(ring->needed_load)) continue;  // infinite: no injection was asked for
    fprintf(stderr,
            "warning: the injector cannot hold the current of the %s: it would have to give %.3g times what it can; the "
            "lifetime at the target is %.3g min, the current settles at %.4g A (M23)\n",
            r ? "her" : "ler", ring->needed_load, ring->lifetime_s / 60, ring->current_limit_A);
  }
}

enum lr_status lr_stage_fill(const struct lr_call *call, const struct lr_scenario *scenario,
                             const struct lr_machine_input *target, struct lr_fill_tables *tables,
                             struct lr_error *error) {
  struct lr_fill_result result = {0};
  enum lr_status status = lr_fill_input_run(&scenario->fill, lr_call_seed(call, scenario), &result, error);
  if (status != LR_OK) return lr_error_context(error, "fill of '%s'", call->argument[0]);
  if (!call->quiet) warn(&result, scenario->fill.fill.top_up);
  tables->fill = lr_fill_table(&result);
  tables->summary = lr_fill_summary_table(&result);
  for (int r = 0; r < LR_FILL_RINGS; r++) tables->current_limit_A[r] = result.ring[r].current_limit_A;
  lr_fill_result_free(&result);
  return lifetimes(scenario, target, call->quiet, &tables->lifetimes, error);
}

void lr_fill_tables_free(struct lr_fill_tables *tables) {
  lr_table_free(tables->fill);
  lr_table_free(tables->lifetimes);
  lr_table_free(tables->summary);
  *tables = (struct lr_fill_tables){0};
}
