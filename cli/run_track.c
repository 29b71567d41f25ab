// SPDX-License-Identifier: GPL-3.0-or-later
// Tracking in `run`: the run of `track:`, its tails, what they say.
#include <math.h>
#include <string.h>

#include "cli/run.h"
#include "cli/track_report.h"
#include "cli/track_stage.h"

// Table names of their own: beside those of other stages.
static const char *const NAME[] = {"track_equilibrium", "track_convergence", "track_losses", "tails", "track_lifetime"};
enum { TABLES = sizeof NAME / sizeof *NAME };

enum lr_status lr_run_track_evaluate(struct lr_run_result *r, struct lr_error *error) {
  if (!lr_document_find(r->scenario.document, "track")) return LR_OK;
  struct lr_track_tables t;
  enum lr_status status = lr_stage_track(r->call, &r->scenario, &(struct lr_track_ask){.tails = true}, &t, error);
  struct lr_table **const all[TABLES] = {&t.equilibrium, &t.convergence, &t.losses, &t.tails, &t.lifetime};
  for (int i = 0; i < TABLES && status == LR_OK; i++) {
    if (!*all[i]) continue;
    lr_table_rename(*all[i], NAME[i]);
    lr_run_keep(r, *all[i]);
    *all[i] = NULL;
  }
  lr_track_tables_free(&t);
  return status;
}

enum lr_status lr_run_track_draw(struct lr_run_result *r, struct lr_error *error) {
  if (!lr_tables_find(r->table, r->tables, "tails")) return LR_OK;
  struct lr_run_figure *figure = calloc(LR_TRACK_FIGURES, sizeof *figure);
  size_t count = 0;
  if (!figure) return lr_error_set(error, LR_E_MEMORY, "no memory for the figures");
  enum lr_status status = lr_track_draw(r->call, &r->scenario, r->table, r->tables, figure, &count, error);
  if (r->figures + count > LR_RUN_FIGURES) LR_BUG("more figures than a result has room for");
  for (size_t i = 0; i < count; i++) r->figure[r->figures++] = figure[i];  // their scripts and pictures go with them
  free(figure);
  return status;
}

void lr_run_track_report(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_table *equilibrium = lr_tables_find(r->table, r->tables, "track_equilibrium");
  const struct lr_table *convergence = lr_tables_find(r->table, r->tables, "track_convergence");
  const struct lr_table *lifetime = lr_tables_find(r->table, r->tables, "track_lifetime");
  static const char *const LIFETIME[] = {"ring", "plane", "aperture", "way", "lifetime", "low", "high", "events", NULL};
  if (!equilibrium || !convergence) return;
  lr_report_section(report, "Tracking");
  struct lr_text text = {0};
  lr_text_add(&text, "Macro-particles through collision and ring, %ld of a beam for %ld turns: %s. ", r->scenario.track.keys.particles, r->scenario.track.keys.turns,
              lr_table_get_text(convergence, 0, "statement"));
  lr_text_add(&text, "The emittances that go in are those without collision; those of the luminosity above are taken %s.",
              r->scenario.has_blowup && r->scenario.blowup.apply ? "from the blow-up (apply)" : "as they stand in the scenario");
  lr_report_paragraph(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
  if (lr_table_get(convergence, 0, "value") == 0) lr_report_caution(report, "The tracking has not converged (above): its sizes, luminosity, tails and lifetimes are not those of an equilibrium.");
  lr_run_put_figure(report, r, "tails_ler");
  lr_run_put_figure(report, r, "tails_her");
  lr_report_table(report, equilibrium, NULL);
  lr_report_table(report, convergence, NULL);
  if (lifetime && lifetime->rows) lr_run_put_columns(report, lifetime, LIFETIME);
}
