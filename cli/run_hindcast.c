// SPDX-License-Identifier: GPL-3.0-or-later
// The record in `run`: what a fit to it says, what it would have predicted, and what that means for the priors of the plan.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/run.h"
#include "plots/figures.h"
#include "projections/hindcast.h"

enum lr_status lr_run_hindcast_evaluate(struct lr_run_result *r, struct lr_error *error) {
  struct lr_table *table[LR_HINDCAST_TABLES];
  if (r->scenario.update.rows) {
    r->update = lr_run_keep(r, lr_update_table(&r->scenario.update));
    r->update_record = lr_run_keep(r, lr_update_record_table(&r->scenario.update));
  }
  struct lr_error why = {0};
  enum lr_status status =
      lr_hindcast_tables(&r->scenario.plan, &r->days, lr_call_seed(r->call, &r->scenario), table, &why);
  if (status == LR_E_DOMAIN) {  // a record that is too short, or none: nothing to show
    if (r->scenario.plan.pasts > LR_LEAST_FITTED && !r->call->quiet) fprintf(stderr, "note: no hindcast: %s\n", why.text);
    status = LR_OK;
  } else if (status != LR_OK) {
    lr_error_set(error, status, "%s", why.text);
  }
  struct lr_table **const place[LR_HINDCAST_TABLES] = {&r->calibration, &r->record_fit, &r->priors_record, &r->hindcast,
                                                       &r->hindcast_scores};
  for (size_t i = 0; i < LR_HINDCAST_TABLES; i++)
    if (table[i]) *place[i] = lr_run_keep(r, table[i]);
  return status;
}

enum lr_status lr_run_hindcast_draw(struct lr_run_result *r, struct lr_error *error) {
  if (!r->hindcast) return LR_OK;
  char provenance[160];
  struct lr_run_figure *figure;
  struct lr_figure_style style =
      lr_run_figure_begin(r, "hindcast", "The record predicted from its own past", provenance, &figure);
  enum lr_status status = lr_figure_hindcast(&style, r->hindcast, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Each period and each year of the record as predicted from the periods before (the last of them is named "
           "below): central 68 %% and "
           "90 %% of the predictive, with the peak as it came (left bar) and with a predicted peak (right bar); tick: "
           "median; dot: what came; "
           "open mark: best earlier efficiency x peak x days.");
  snprintf(figure->description, sizeof figure->description, "Two bars a target on a logarithmic axis, with what came.");
  return lr_run_figure_draw(figure, status, error);
}

// First row with these texts; rows when there is none.
static size_t row_of(const struct lr_table *t, const char *a, const char *text_a, const char *b, const char *text_b) {
  for (size_t row = 0; row < t->rows; row++)
    if (strcmp(lr_table_get_text(t, row, a), text_a) == 0 && (!b || strcmp(lr_table_get_text(t, row, b), text_b) == 0))
      return row;
  return t->rows;
}

static void put_last_year(struct lr_text *text, const struct lr_table *t) {
  size_t last = t->rows;
  for (size_t row = 0; row < t->rows; row++)
    if (strcmp(lr_table_get_text(t, row, "of"), "year") == 0 && lr_table_get(t, row, "lead") == 1 &&
        strcmp(lr_table_get_text(t, row, "mode"), "peak given") == 0)
      last = row;
  if (last == t->rows) return;
  double needed = lr_table_get(t, last, "needed"), came = lr_table_get(t, last, "came"),
         naive = lr_table_get(t, last, "naive");
  lr_text_add(text, " The hard test is %s: ", lr_table_get_text(t, last, "period"));
  lr_text_number(text, came, 3);
  lr_text_add(text, " fb⁻¹ came. From the record up to %s, with the peaks as they came, the model gives ",
              lr_table_get_text(t, last, "fitted_to"));
  lr_text_number(text, lr_table_get(t, last, "p50"), 3);
  lr_text_add(text, " fb⁻¹ (90 %%: ");
  lr_text_number(text, lr_table_get(t, last, "p05"), 3);
  lr_text_add(text, " to ");
  lr_text_number(text, lr_table_get(t, last, "p95"), 3);
  lr_text_add(text, "), the naive forecast ");
  lr_text_number(text, naive, 3);
  lr_text_add(text, " fb⁻¹, %.1f times what came. ", naive / came);
  if (needed > 1)
    lr_text_add(text,
                "What came lies outside the 90 %% band, which would have to be %.1f times as wide in ln(luminosity) to "
                "take it in: nothing before "
                "announced such a year.",
                needed);
  else
    lr_text_add(text, "What came lies inside the 90 %% band.");
}

static void put_prior(struct lr_text *text, const struct lr_table *t, const char *quantity, const char *words) {
  size_t row = row_of(t, "quantity", quantity, NULL, NULL);
  if (row == t->rows) return;
  lr_text_add(text, "%s: declared ", words);
  lr_text_number(text, lr_table_get(t, row, "declared"), 2);
  lr_text_add(text, ", record ");
  lr_text_number(text, lr_table_get(t, row, "record"), 2);
  lr_text_add(text, ". ");
}

static void put_update(const struct lr_run_result *r, struct lr_report *report) {
  char date[16], caution[512];
  struct lr_text text = {0};
  lr_update_caution(&r->scenario.update, caution, sizeof caution);
  lr_report_section(report, "What came since the plan was made");
  lr_text_add(&text,
              "The plan is updated to %s: the sums begin at what was recorded, and the priors that hold for a whole "
              "history are conditioned on it. "
              "%.0f of %zu draws carry the update.",
              lr_date_text(r->scenario.update.as_of, date), r->scenario.update.effective, r->scenario.update.draws);
  if (*caution) lr_text_add(&text, " Caution: %s.", caution);
  lr_report_paragraph(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
  lr_report_table(report, r->update_record, NULL);
  lr_report_table(report, r->update, NULL);
}

void lr_run_hindcast_report(const struct lr_run_result *r, struct lr_report *report) {
  if (r->update) put_update(r, report);
  if (!r->hindcast) return;
  lr_report_section(report, "What the record would have predicted");
  size_t score = row_of(r->hindcast_scores, "mode", "peak given", "of", "periods");
  struct lr_text text = {0};
  if (score < r->hindcast_scores->rows) {
    double n = lr_table_get(r->hindcast_scores, score, "periods"),
           crps = lr_table_get(r->hindcast_scores, score, "crps"),
           naive = lr_table_get(r->hindcast_scores, score, "crps_naive");
    lr_text_add(&text,
                "Each period was predicted by a fit to the ones before it alone; its run length is given. With the peaks as they came, %.0f of %.0f "
                "fall into the central 68 %% "
                "and %.0f into the central 90 %% of their predictive; ",
                n * lr_table_get(r->hindcast_scores, score, "coverage_68"), n,
                n * lr_table_get(r->hindcast_scores, score, "coverage_90"));
    lr_text_add(&text, "the mean score (CRPS) is ");
    lr_text_number(&text, crps, 3);
    lr_text_add(&text, " fb⁻¹ against ");
    lr_text_number(&text, naive, 3);
    lr_text_add(&text, " fb⁻¹ of the naive forecast. ");
    size_t blind = row_of(r->hindcast_scores, "mode", "peak predicted", "of", "periods");
    if (blind < r->hindcast_scores->rows) {
      lr_text_add(&text, "With the peaks predicted too, as a real forecast must, the score is ");
      lr_text_number(&text, lr_table_get(r->hindcast_scores, blind, "crps"), 3);
      lr_text_add(&text, " fb⁻¹ against ");
      lr_text_number(&text, lr_table_get(r->hindcast_scores, blind, "crps_naive"), 3);
      lr_text_add(&text, " fb⁻¹. ");
    }
    lr_text_add(&text, "So few periods say little: the shares are known to ±%.0f %%.",
                100 * lr_table_get(r->hindcast_scores, score, "error_68"));
  }
  put_last_year(&text, r->hindcast);
  lr_report_paragraph(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
  lr_run_put_figure(report, r, "hindcast");
  lr_report_table(report, r->hindcast_scores, NULL);
  text = (struct lr_text){0};
  lr_text_add(&text, "What that means for the priors of this plan. ");
  put_prior(&text, r->priors_record, "spread_of_a_year", "Half width (68 %) of the efficiency of one year, in ln");
  put_prior(&text, r->priors_record, "efficiency_first_years",
            "Efficiency of the first years (recorded over peak x days)");
  put_prior(&text, r->priors_record, "efficiency_best", "Best efficiency of the plan");
  put_prior(&text, r->priors_record, "growth_per_running_year", "Growth of the peak in a running year of 200 days");
  lr_text_add(&text,
              "The plan keeps its declared priors: they are assumed, and this is how far they stand from the record. "
              "Rates of faults, their "
              "recoveries and the share of studies cannot be told apart from sums: only their product is in them.");
  lr_report_paragraph(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
  lr_report_table(report, r->priors_record, NULL);
  lr_report_table(report, r->calibration, NULL);
}
