// SPDX-License-Identifier: GPL-3.0-or-later
// An update of a plan as tables and words.
#include <stdio.h>
#include <string.h>

#include "base/units.h"
#include "projections/plan_update.h"

static const char FB[] = "fb^-1";

struct lr_table *lr_update_table(const struct lr_update *update) {
  struct lr_table *t = lr_table_create("update", "Priors of a whole history before and after what was recorded");
  static const char *const NAMES[] = {"prior_p10",   "prior_p50",   "prior_p90",
                                      "updated_p10", "updated_p50", "updated_p90"};
  lr_table_column(t, "factor", LR_TEXT, "", "prior of the plan", "scenario");
  for (int i = 0; i < 6; i++)
    lr_table_column(
        t, NAMES[i], LR_NUMBER, "",
        i < 3 ? "quantile of the prior, in the unit of the row" : "quantile after the update, in the unit of the row",
        "model.md P21");
  lr_table_column(t, "unit", LR_TEXT, "", "unit", "");
  lr_table_column(t, "effective_draws", LR_NUMBER, "",
                  "draws of the prior that carry the update; below 100 the record lies far outside the priors",
                  "model.md P21");
  for (size_t i = 0; i < update->factors; i++) {
    const struct lr_update_factor *factor = &update->factor[i];
    lr_table_row(t);
    lr_table_text(t, "factor", factor->name);
    for (int q = 0; q < 3; q++) {
      lr_table_number(t, NAMES[q], factor->prior[q]);
      lr_table_number(t, NAMES[3 + q], factor->updated[q]);
    }
    lr_table_text(t, "unit", factor->unit);
    lr_table_number(t, "effective_draws", update->effective);
  }
  return t;
}

struct lr_table *lr_update_record_table(const struct lr_update *update) {
  struct lr_table *t =
      lr_table_create("update_record", "What was recorded since the plan began, against what its priors expected");
  lr_table_column(t, "from", LR_DATE, "", "first day", "");
  lr_table_column(t, "to", LR_DATE, "", "last day", "");
  lr_table_column(t, "recorded", LR_NUMBER, FB, "what came", "record");
  static const char *const NAMES[] = {"p10", "p50", "p90"};
  for (int i = 0; i < 3; i++)
    lr_table_column(t, NAMES[i], LR_NUMBER, FB, "quantile of what the priors gave for these days", "model.md P21");
  lr_table_column(t, "pit", LR_NUMBER, "", "share of that below what came", "model.md P20");
  lr_table_column(t, "aleatory", LR_NUMBER, "", "relative spread of the days themselves: year x faults",
                  "model.md P8, P21");
  lr_table_column(t, "note", LR_TEXT, "", "what of the record is not used", "");
  for (size_t i = 0; i < update->years; i++) {
    const struct lr_update_year *year = &update->year[i];
    const double quantile[] = {year->p10_m2, year->p50_m2, year->p90_m2};
    char date[16];
    lr_table_row(t);
    lr_table_text(t, "from", lr_date_text(year->from, date));
    lr_table_text(t, "to", lr_date_text(year->to, date));
    lr_table_number(t, "recorded", lr_in_unit(year->recorded_m2, FB));
    for (int q = 0; q < 3; q++) lr_table_number(t, NAMES[q], lr_in_unit(quantile[q], FB));
    lr_table_number(t, "pit", year->pit);
    lr_table_number(t, "aleatory", year->aleatory);
    lr_table_text(t, "note", "peak: kept as data, not used");
  }
  return t;
}

static double tail(const struct lr_update_year *year) {
  return year->pit < 0.5 ? year->pit : 1 - year->pit;
}

void lr_update_caution(const struct lr_update *update, char *text, size_t size) {
  const struct lr_update_year *worst = update->years ? &update->year[0] : NULL;
  char year[160] = "", date[16];
  size_t used = 0;
  *text = '\0';
  for (size_t i = 1; i < update->years; i++)
    if (tail(&update->year[i]) < tail(worst)) worst = &update->year[i];
  if (worst)
    snprintf(year, sizeof year, "%d: %.3g fb^-1 came, the priors gave %.3g to %.3g", worst->year,
             lr_in_unit(worst->recorded_m2, FB), lr_in_unit(worst->p10_m2, FB), lr_in_unit(worst->p90_m2, FB));
  if (update->effective < LR_FEW_DRAWS)
    snprintf(text, size,
             "the record lies far outside the priors of the plan: of %zu draws %.1f carry the update%s%s%s; do not use "
             "the updated numbers for dates: check the record, or widen the priors",
             update->draws, update->effective, *year ? " (" : "", year, *year ? ")" : "");
  else if (worst && tail(worst) < LR_PIT_OUTSIDE)
    snprintf(text, size, "the record lies outside what the priors gave (%s): check it, or widen the priors", year);
  used = strlen(text);
  if (*update->open && used < size)
    snprintf(text + used, size - used,
             "%sthe shutdown '%s' ended by plan on %s and nothing was recorded since: if it is not over, write its new "
             "end or slip into the plan; the update takes the restart as the day after --as-of",
             used ? "; " : "", update->open, lr_date_text(update->open_end, date));
}
