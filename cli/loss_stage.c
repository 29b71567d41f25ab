// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/loss_stage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "beamloss/loss_calibration.h"
#include "beamloss/loss_risk.h"
#include "beamloss/loss_trace.h"
#include "beamloss/loss_variants.h"

// The periods of the plan with their share of beam days and delivered luminosity.
static enum lr_status risk_table(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_plan_days *days,
                                 const struct lr_loss_ensemble *ensemble, struct lr_table **table, struct lr_error *error) {
  const struct lr_plan *plan = &scenario->plan;
  struct lr_risk_period *period = calloc(plan->periods + 1, sizeof *period);
  struct lr_risk *risk = calloc(plan->periods + 1, sizeof *risk);
  enum lr_status status = period && risk ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for the risk of the plan");
  struct lr_risk_laws *laws = NULL;
  size_t count = 0;
  uint64_t seed = lr_call_seed(call, scenario);
  if (status == LR_OK) status = lr_risk_laws_create(&scenario->losses, ensemble, seed, LR_RISK_LAWS, &laws, error);
  for (size_t i = 0; status == LR_OK && i < plan->periods; i++) {
    const struct lr_period *of = &plan->period[i];
    if (of->repeated) continue;
    period[count] = (struct lr_risk_period){of->id, of->start, of->end, of->beam_days, lr_plan_sum(days, i).delivered_m2};
    status = lr_loss_risk(&scenario->losses, ensemble, seed, laws, &period[count], count, &risk[count], error);
    count++;
  }
  if (status == LR_OK) *table = lr_loss_risk_table(period, risk, count);
  if (status == LR_OK && !lr_table_ok(*table)) status = lr_error_set(error, LR_E_MEMORY, "no memory for the risk of the plan");
  lr_risk_laws_free(laws);
  free(period);
  free(risk);
  return status;
}

static enum lr_status count_of(const struct lr_call *call, const struct lr_scenario *scenario, size_t *count, struct lr_error *error) {
  const char *wanted = lr_call_option(call, 'n');
  *count = (size_t)scenario->losses.events;
  if (!wanted) return LR_OK;
  char *end;
  long value = strtol(wanted, &end, 10);
  if (*end || end == wanted || value < 1 || value > 10000000)
    return lr_error_set(error, LR_E_USAGE, "--events wants a number from 1 to 10000000, got '%s'", wanted);
  *count = (size_t)value;
  return LR_OK;
}

enum lr_status lr_stage_losses(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_plan_days *days, int with,
                               struct lr_loss_ensemble *ensemble, struct lr_loss_tables *tables, struct lr_error *error) {
  const struct lr_loss_input *input = &scenario->losses;
  uint64_t seed = lr_call_seed(call, scenario);
  bool powered = input->detector.pxd != LR_PXD_OFF;
  size_t count = 0, observed = 0;
  struct lr_progress progress;
  enum lr_status status = count_of(call, scenario, &count, error);
  if (status != LR_OK) return status;
  const struct lr_loss_ensemble *done = &scenario->plan_losses.ensemble;
  if (!ensemble->count && done->count == count && scenario->plan_losses.powered == powered) {
    ensemble->event = malloc(count * sizeof *ensemble->event);
    if (!ensemble->event) return lr_error_set(error, LR_E_MEMORY, "no memory for %zu beam losses", count);
    memcpy(ensemble->event, done->event, count * sizeof *ensemble->event);
    ensemble->count = count;
  } else if (!ensemble->count) {
    lr_progress_start(&progress, "beam losses", call->quiet);
    status = lr_loss_ensemble_run(input, count, seed, powered, call->jobs, &progress, ensemble, error);
    lr_progress_end(&progress);
  }
  if (status != LR_OK) return status;
  for (size_t i = 0; i < ensemble->count; i++) observed += lr_loss_event_observed(input, &ensemble->event[i]);
  tables->summary = lr_loss_summary_table(input, ensemble, error);
  tables->events = lr_loss_events_table(input, ensemble);
  if (!tables->summary) return LR_E_MEMORY;
  if (!lr_table_ok(tables->events)) return lr_error_set(error, LR_E_MEMORY, "no memory for the table of the beam losses");
  if (!observed) {
    if (!call->quiet) fprintf(stderr, "warning: none of the %zu events lost the share of the beam that counts as a sudden loss (losses.observed_from)\n", count);
    return LR_OK;
  }
  if (days && scenario->has_plan) status = risk_table(call, scenario, days, ensemble, &tables->risk, error);
  if (status == LR_OK && (with & LR_LOSS_WITH_VARIANTS)) {
    lr_progress_start(&progress, "variants of the abort", call->quiet);
    status = lr_loss_variants(input, ensemble, seed, powered, call->jobs, &progress, &tables->variants, &tables->steps, error);
    lr_progress_end(&progress);
  }
  if (status != LR_OK || !(with & LR_LOSS_WITH_CALIBRATION) || !input->observed.given) return status;
  status = lr_loss_calibrate(input, ensemble, seed, &tables->calibration, &tables->facts, error);
  if (status != LR_E_DOMAIN || strcmp(call->command->name, "run") != 0) return status;
  if (!call->quiet) fprintf(stderr, "warning: no calibration of the beam losses: %s\n", error->text);  // no reason to have no report
  *error = (struct lr_error){0};
  return LR_OK;
}

uint64_t lr_loss_typical(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble) {
  uint64_t best = 1;
  double nearest = INFINITY, sum = 0, count = 0;
  for (size_t i = 0; i < ensemble->count; i++) {
    const struct lr_loss_event *e = &ensemble->event[i];
    if (!lr_loss_event_observed(input, e) || e->dose_rad[0] <= 0) continue;
    sum += log(e->dose_rad[0]);
    count++;
  }
  for (size_t i = 0; i < ensemble->count && count > 0; i++) {
    const struct lr_loss_event *e = &ensemble->event[i];
    if (!lr_loss_event_observed(input, e) || e->dose_rad[0] <= 0) continue;
    double far = fabs(log(e->dose_rad[0]) - sum / count) + (e->draw.mechanism == LR_LOSS_DUST ? 0 : 1) + (e->aborted ? 0 : 1) + (e->turns > 12 ? 1 : 0);
    if (far < nearest) {
      nearest = far;
      best = e->id;
    }
  }
  return best;
}

enum lr_status lr_stage_loss_event(const struct lr_call *call, const struct lr_scenario *scenario, uint64_t id,
                                   struct lr_trace_tables *tables, struct lr_error *error) {
  const struct lr_loss_input *input = &scenario->losses;
  struct lr_loss_worker *worker = NULL;
  struct lr_loss_trace trace = {0};
  struct lr_loss_event event;
  enum lr_status status = lr_loss_worker_create(input, &worker, error);
  if (status == LR_OK)
    status = lr_loss_event_run(input, lr_call_seed(call, scenario), id, input->detector.pxd != LR_PXD_OFF, worker, &trace, &event, error);
  if (status == LR_OK) {
    bool dust = event.draw.mechanism == LR_LOSS_DUST;
    *tables = (struct lr_trace_tables){.event = lr_loss_event_table(input, &event),
                                       .turns = lr_loss_turns_table(&trace),
                                       .elements = lr_loss_elements_table(input, &event),
                                       .trajectory = lr_loss_trajectory_table(&trace, dust),
                                       .dose_map = lr_loss_dose_map_table(&event),
                                       .abort = lr_loss_abort_table(input, &event),
                                       .sigma_y_um = trace.sigma_y_m * 1e6,
                                       .boiling_K = dust ? input->material[event.draw.material].boiling_K : NAN,
                                       .turn_us = trace.ring.turn_s * 1e6,
                                       .circumference_m = trace.ring.circumference_m,
                                       .source_m = event.draw.s_m};
    const struct lr_table *const all[] = {tables->event, tables->turns, tables->elements, tables->trajectory, tables->dose_map, tables->abort};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
      if (!lr_table_ok(all[i])) status = lr_error_set(error, LR_E_MEMORY, "no memory for the tables of a beam loss");
  }
  lr_loss_trace_free(&trace);
  lr_loss_worker_free(worker);
  return status;
}

void lr_loss_tables_free(struct lr_loss_tables *tables) {
  struct lr_table *const all[] = {tables->summary, tables->risk, tables->variants, tables->steps, tables->calibration, tables->facts, tables->events};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) lr_table_free(all[i]);
  *tables = (struct lr_loss_tables){0};
}

void lr_trace_tables_free(struct lr_trace_tables *tables) {
  struct lr_table *const all[] = {tables->event, tables->turns, tables->elements, tables->trajectory, tables->dose_map, tables->abort};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) lr_table_free(all[i]);
  *tables = (struct lr_trace_tables){0};
}
