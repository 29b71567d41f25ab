// SPDX-License-Identifier: GPL-3.0-or-later
// What each knob does on its own.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"

bool lr_comparison_moves_losses(const struct lr_knobs *knobs) {
  static const char *const OTHERS[] = {"plan", "channels", "reach", "fill", "limits", "backgrounds", "trigger", "conditions", "as_of", NULL};
  for (size_t i = 0; i < knobs->count; i++) {
    bool other = false;
    for (int k = 0; OTHERS[k]; k++) {
      size_t length = strlen(OTHERS[k]);
      other = other || (strncmp(knobs->knob[i].path, OTHERS[k], length) == 0 && strchr(".", knobs->knob[i].path[length]));
    }
    if (!other) return true;
  }
  return false;
}

const char lr_note_together[] = "the knobs act together: single contributions say little";

struct effect {
  double change[LR_HEADLINES];
  char note[256];  // why it cannot stand alone; "" when it can
};

// A with one knob of B. What A makes of it is no error of the comparison: the reason goes into the note.
static enum lr_status turn(const struct lr_comparison *c, const struct lr_knob *knob, const double before[LR_HEADLINES], struct effect *effect,
                           struct lr_error *error) {
  struct lr_scenario scenario;
  struct lr_problems problems = {0};
  struct lr_error reason = {0};
  struct lr_side side = {.lent = true};
  struct lr_call quiet = c->stages;
  const struct lr_knobs alone = {.knob = (struct lr_knob *)(size_t)knob, .count = 1};
  struct lr_document *document = lr_document_copy(c->scenario[0].document);
  if (!document) return lr_error_set(error, LR_E_MEMORY, "no memory for '%s'", knob->path);
  enum lr_status status = lr_document_put(document, knob->path, knob->b);
  if (status != LR_OK) {
    lr_document_free(document);
    if (status == LR_E_MEMORY) return lr_error_set(error, LR_E_MEMORY, "no memory for '%s'", knob->path);
    snprintf(effect->note, sizeof effect->note, "cannot stand alone");
    return LR_OK;
  }
  status = lr_scenario_of_document(document, 0, &scenario, &problems, &reason);
  scenario.histories = c->scenario[0].histories;
  quiet.quiet = true;  // remarks were made of A and B
  const struct lr_side_wish wish = {.losses = c->side[0].ensemble.count > 0 && scenario.has_losses,
                                    .lender = lr_comparison_moves_losses(&alone) ? NULL : &c->side[0]};
  if (status == LR_OK) status = lr_side_evaluate(&quiet, &scenario, &wish, &side, &reason);
  for (int q = 0; q < LR_HEADLINES && status == LR_OK; q++) effect->change[q] = lr_headline_value(&side, &c->at, (enum lr_headline)q) - before[q];
  if (status != LR_OK) snprintf(effect->note, sizeof effect->note, "cannot stand alone: %.220s", problems.errors ? problems.item[0].text : reason.text);
  if (status == LR_E_MEMORY || status == LR_E_INTERRUPTED) *error = reason;
  else status = LR_OK;
  lr_side_free(&side);
  lr_scenario_free(&scenario);
  lr_problems_free(&problems);
  return status;
}

static struct lr_table *create(size_t knobs, size_t groups) {
  char title[160];
  snprintf(title, sizeof title, "What each knob does to A on its own%s", groups < knobs ? ": knobs are joined, as there are more than 12" : "");
  struct lr_table *t = lr_table_create("attribution", title);
  lr_table_column(t, "knob", LR_TEXT, "", "key of the scenario; together: what is left of the change", "");
  lr_table_column(t, "quantity", LR_TEXT, "", "what is changed", "");
  lr_table_column(t, "unit", LR_TEXT, "", "of contribution and change", "");
  lr_table_column(t, "contribution", LR_NUMBER, "", "of this knob alone; empty: it cannot stand alone", "model.md P26");
  lr_table_column(t, "relative", LR_NUMBER, "", "over the quantity in A", "model.md P26");
  lr_table_column(t, "change", LR_NUMBER, "", "of all knobs", "model.md P26");
  lr_table_column(t, "note", LR_TEXT, "", "why it cannot stand alone", "");
  return t;
}

static void put_row(struct lr_table *t, const char *knob, const char *words, enum lr_headline which, double contribution, double before, double change,
                    const char *note) {
  lr_table_row(t);
  lr_table_text(t, "knob", knob);
  lr_table_text(t, "quantity", words);
  lr_table_text(t, "unit", lr_headline_unit(which));
  lr_table_number(t, "contribution", contribution);
  if (which != LR_HEADLINE_MILESTONE && before != 0) lr_table_number(t, "relative", contribution / before);
  lr_table_number(t, "change", change);
  lr_table_text(t, "note", *note ? note : NULL);
}

enum lr_status lr_comparison_attribute(struct lr_comparison *c, struct lr_error *error) {
  double before[LR_HEADLINES], change[LR_HEADLINES];
  struct lr_knobs groups;
  enum lr_status status = lr_knobs_join(c->scenario[0].document, c->scenario[1].document, &c->knobs, LR_MOST_ATTRIBUTED, &groups);
  struct effect *effect = calloc(groups.count + 1, sizeof *effect);
  c->attribution = create(c->knobs.count, groups.count);
  if (status != LR_OK || !effect) status = lr_error_set(error, LR_E_MEMORY, "no memory for the attribution");
  for (int q = 0; q < LR_HEADLINES; q++) {
    before[q] = lr_headline_value(&c->side[0], &c->at, (enum lr_headline)q);
    change[q] = lr_headline_value(&c->side[1], &c->at, (enum lr_headline)q) - before[q];
  }
  for (size_t i = 0; i < groups.count && status == LR_OK; i++) {
    if (groups.count > 1) status = turn(c, &groups.knob[i], before, &effect[i], error);
    else memcpy(effect[i].change, change, sizeof change);  // B is A with that knob
  }
  for (int q = 0; q < LR_HEADLINES && status == LR_OK; q++) {
    char text[64];
    double rest = change[q];
    bool missing = false;
    const char *words = lr_headline_words(&c->at, (enum lr_headline)q, text);
    if (!isfinite(change[q]) || !groups.count) continue;
    for (size_t i = 0; i < groups.count; i++) {
      double alone = *effect[i].note ? NAN : effect[i].change[q];
      if (isfinite(alone)) rest -= alone;
      else missing = true;
      put_row(c->attribution, groups.knob[i].path, words, (enum lr_headline)q, alone, before[q], change[q], effect[i].note);
    }
    bool little = (missing && change[q] != 0) || fabs(rest) > fmax(fabs(change[q]) / 2, 1e-9 * fabs(before[q]));
    if (groups.count > 1) put_row(c->attribution, "together", words, (enum lr_headline)q, rest, before[q], change[q], little ? lr_note_together : "");
  }
  free(effect);
  lr_knobs_free(&groups);
  return status;
}
