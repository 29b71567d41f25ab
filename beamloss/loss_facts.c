// SPDX-License-Identifier: GPL-3.0-or-later
// Which events agree with what was observed.
#include <math.h>
#include <string.h>

#include "beamloss/loss_calibration_parts.h"

static bool lasted(const struct lr_loss_observed *seen, const struct lr_loss_event *e) {
  return !(e->duration_s < seen->shortest_s) && !(e->duration_s > seen->longest_s);
}

static bool began_there(const struct lr_loss_input *input, const struct lr_loss_event *e) {
  const struct lr_loss_observed *seen = &input->observed;
  if (!seen->first_losses) return true;
  for (size_t i = 0; e->first_aperture >= 0 && i < seen->first_losses; i++)
    if (strcmp(input->ring[e->draw.ring].aperture[e->first_aperture].id, seen->first_loss[i]) == 0) return true;
  return false;
}

struct lr_loss_facts lr_loss_accept(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble, bool *accepted) {
  struct lr_loss_facts facts = {.all = ensemble->count};
  for (size_t i = 0; i < ensemble->count; i++) {
    const struct lr_loss_event *e = &ensemble->event[i];
    accepted[i] = false;
    if (!lr_loss_event_observed(input, e)) continue;
    bool in_time = lasted(&input->observed, e), there = began_there(input, e);
    facts.observed++;
    facts.duration += in_time;
    facts.place += there;
    accepted[i] = in_time && there;
    facts.accepted += accepted[i];
  }
  return facts;
}

static void fact_row(struct lr_table *t, const char *fact, const char *observed, double share_of_events) {
  lr_table_row(t);
  lr_table_text(t, "fact", fact);
  lr_table_text(t, "observed", observed);
  lr_table_number(t, "prior_share", share_of_events);
}

struct lr_table *lr_loss_facts_table(const struct lr_loss_observed *seen, const struct lr_loss_facts *facts, double law_share) {
  char text[96];
  struct lr_table *t = lr_table_create("facts", "Observed facts, and how often the priors give them");
  lr_table_column(t, "fact", LR_TEXT, "", "what was seen", "");
  lr_table_column(t, "observed", LR_TEXT, "", "how", "");
  lr_table_column(t, "prior_share", LR_NUMBER, "", "part of the events that agree (of all; then of the observed; the last: of the laws drawn)", "model.md B34");
  fact_row(t, "a sudden loss at all", "losses.observed_from", (double)facts->observed / (double)facts->all);
  double n = facts->observed ? (double)facts->observed : NAN;
  if (isfinite(seen->shortest_s) || isfinite(seen->longest_s)) {
    if (isnan(seen->longest_s)) snprintf(text, sizeof text, "at least %g us", seen->shortest_s * 1e6);
    else if (isnan(seen->shortest_s)) snprintf(text, sizeof text, "at most %g us", seen->longest_s * 1e6);
    else snprintf(text, sizeof text, "%g to %g us", seen->shortest_s * 1e6, seen->longest_s * 1e6);
    fact_row(t, "duration", text, (double)facts->duration / n);
  }
  if (seen->first_losses) {
    snprintf(text, sizeof text, "%s%s%s", seen->first_loss[0], seen->first_losses > 1 ? ", " : "", seen->first_losses > 1 ? seen->first_loss[1] : "");
    fact_row(t, "first loss at", text, (double)facts->place / n);
  }
  fact_row(t, "all of these", "", (double)facts->accepted / n);
  if (isfinite(seen->gates_share)) {
    snprintf(text, sizeof text, "%.3g %% of the PXD in the worst %ld of %ld losses, within a factor %g", 100 * seen->gates_share, seen->events, seen->losses_seen, seen->factor);
    fact_row(t, "gates lost", text, law_share);
  }
  return t;
}
