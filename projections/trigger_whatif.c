// SPDX-License-Identifier: GPL-3.0-or-later
// What another trigger would do to each channel: tables trigger_whatif and trigger_displaced.
#include <math.h>
#include <string.h>

#include "base/units.h"
#include "projections/trigger_tables.h"

#define LEAST 2e-3  // relative change that is worth a row where only changes are shown
static const char DISPLACED[] = "displaced_vertex";

static const struct lr_trigger_use *find_use(const struct lr_trigger_channel *channel, const char *line) {
  for (size_t i = 0; i < channel->uses; i++)
    if (strcmp(channel->use[i].line, line) == 0) return &channel->use[i];
  return NULL;
}

struct change {
  struct lr_trigger after;
  char what[64];
  const char *line;  // rows of channels that use it alone; NULL: all
};

struct places {
  const double *luminosity_m2s;
  size_t n;
  bool brief;
};

// Efficiencies of all channels at all luminosities before and after a change.
static enum lr_status put_change(struct lr_table *t, const struct lr_trigger *before, const struct change *change,
                                 const struct lr_trigger_channel *channel, size_t channels, const struct places *at,
                                 struct lr_error *error) {
  for (size_t c = 0; c < channels; c++) {
    if (change->line && !find_use(&channel[c], change->line)) continue;
    for (size_t k = 0; k < at->n; k++) {
      struct lr_trigger_efficiency was, is;
      struct lr_trigger_state state = lr_trigger_state_at(before, at->luminosity_m2s[k]);
      enum lr_status status =
          lr_trigger_channel_efficiency(before, &state, channel[c].use, channel[c].uses, channel[c].combine, channel[c].mass_GeV, &was, error);
      if (status == LR_OK)
        status = lr_trigger_channel_efficiency(&change->after, &state, channel[c].use, channel[c].uses, channel[c].combine, channel[c].mass_GeV, &is, error);
      if (status != LR_OK) return lr_error_context(error, "trigger of channel '%s'", channel[c].id);
      if (at->brief && fabs(is.value - was.value) <= LEAST * was.value) continue;
      lr_table_row(t);
      lr_table_text(t, "what", change->what);
      lr_table_text(t, "channel", channel[c].id);
      lr_table_number(t, "mass_GeV", channel[c].mass_GeV);
      lr_table_number(t, "luminosity", lr_in_unit(at->luminosity_m2s[k], "cm^-2 s^-1"));
      lr_table_number(t, "before", was.value);
      lr_table_number(t, "after", is.value);
      lr_table_number(t, "ratio", was.value > 0 ? is.value / was.value : NAN);
      lr_table_text(t, "line", *is.line ? is.line : NULL);
    }
  }
  return LR_OK;
}

struct lr_table *lr_trigger_whatif_table(const struct lr_trigger *trigger, const struct lr_trigger_channel *channel, size_t channels,
                                         const double *luminosity_m2s, size_t n, bool brief, struct lr_error *error) {
  const struct places at = {luminosity_m2s, n, brief};
  struct lr_table *t = lr_table_create("trigger_whatif", "What another trigger does to each channel");
  lr_table_column(t, "what", LR_TEXT, "", "what changes", "");
  lr_table_column(t, "channel", LR_TEXT, "", "channel", "");
  lr_table_column(t, "mass_GeV", LR_NUMBER, "GeV", "mass for which the lines count; empty: not one mass", "");
  lr_table_column(t, "luminosity", LR_NUMBER, "cm^-2 s^-1", "luminosity", "");
  lr_table_column(t, "before", LR_NUMBER, "", "efficiency of the trigger as it is", "model.md T4");
  lr_table_column(t, "after", LR_NUMBER, "", "efficiency with the change", "model.md T4");
  lr_table_column(t, "ratio", LR_NUMBER, "", "after over before; empty: nothing before", "");
  lr_table_column(t, "line", LR_TEXT, "", "that carries most of what is left", "");
  enum lr_status status = LR_OK;
  for (size_t i = 0; i < trigger->lines && status == LR_OK; i++) {
    struct change change = {.after = *trigger};
    const char *id = trigger->line[i].id;
    if (!trigger->line[i].on && strcmp(id, DISPLACED) != 0) continue;
    change.after.line[i].on = !trigger->line[i].on;
    snprintf(change.what, sizeof change.what, "%s %s", id, trigger->line[i].on ? "lost" : "on");
    change.line = strcmp(id, DISPLACED) == 0 || strncmp(id, "single_photon", 13) == 0 ? NULL : id;
    status = put_change(t, trigger, &change, channel, channels, &at, error);
  }
  struct change budget = {.after = *trigger}, background = {.after = *trigger};
  budget.after.budget_Hz = trigger->whatif.budget_Hz;
  background.after.background *= trigger->whatif.background;
  snprintf(budget.what, sizeof budget.what, "budget %.3g kHz", trigger->whatif.budget_Hz * 1e-3);
  snprintf(background.what, sizeof background.what, "background x %.3g", trigger->whatif.background);
  if (status == LR_OK && trigger->whatif.budget_Hz > 0) status = put_change(t, trigger, &budget, channel, channels, &at, error);
  if (status == LR_OK && trigger->whatif.background > 0)
    status = put_change(t, trigger, &background, channel, channels, &at, error);
  if (status == LR_OK) return t;
  lr_table_free(t);
  return NULL;
}

// The lines of a channel but that of displaced vertices.
static enum lr_status standard(const struct lr_trigger *trigger, const struct lr_trigger_rates *rates, const struct lr_trigger_channel *channel,
                               double *value, struct lr_error *error) {
  struct lr_trigger_use use[LR_MOST_TRIGGER_USES];
  struct lr_trigger_efficiency efficiency = {.value = 0};
  size_t uses = 0;
  for (size_t i = 0; i < channel->uses && i < LR_MOST_TRIGGER_USES; i++)
    if (strcmp(channel->use[i].line, DISPLACED) != 0) use[uses++] = channel->use[i];
  enum lr_status status = uses ? lr_trigger_efficiency(trigger, rates, use, uses, channel->combine, channel->mass_GeV, &efficiency, error) : LR_OK;
  *value = efficiency.value;
  return status;
}

struct lr_table *lr_trigger_displaced_table(const struct lr_trigger *trigger, const struct lr_trigger_channel *channel, size_t channels,
                                            double luminosity_m2s, struct lr_error *error) {
  static const double DECAY_cm[] = {0.1, 0.3, 1, 3, 10, 30, 100, 300};
  struct lr_table *t = lr_table_create("trigger_displaced", "Efficiency of the trigger for displaced vertices");
  lr_table_column(t, "channel", LR_TEXT, "", "channel that names the line displaced_vertex", "");
  lr_table_column(t, "decay_length", LR_NUMBER, "cm", "mean, transverse", "");
  lr_table_column(t, "without", LR_NUMBER, "", "efficiency without the line of displaced vertices", "model.md T5");
  lr_table_column(t, "with", LR_NUMBER, "", "efficiency with it", "model.md T5");
  lr_table_column(t, "ratio", LR_NUMBER, "", "with over without", "");
  size_t k = lr_trigger_line_find(trigger, DISPLACED);
  struct lr_trigger with = *trigger;
  struct lr_trigger_state state = lr_trigger_state_at(trigger, luminosity_m2s);
  for (size_t c = 0; c < channels && k < trigger->lines; c++) {
    struct lr_trigger_rates rates, rates_with;
    const struct lr_trigger_use *use = find_use(&channel[c], DISPLACED);
    double seen, seen_with;
    if (!use) continue;
    struct lr_trigger without = *trigger;
    without.line[k].on = false;
    with.line[k].on = true;
    if (lr_trigger_rates(&without, &state, &rates, error) != LR_OK || lr_trigger_rates(&with, &state, &rates_with, error) != LR_OK ||
        standard(&without, &rates, &channel[c], &seen, error) != LR_OK || standard(&with, &rates_with, &channel[c], &seen_with, error) != LR_OK) {
      lr_table_free(t);
      return NULL;
    }
    double displaced = use->efficiency / rates_with.line[k].prescale * rates_with.live;
    for (size_t i = 0; i < sizeof DECAY_cm / sizeof *DECAY_cm; i++) {
      double off = lr_trigger_displaced_efficiency(&trigger->displaced, seen, 0, DECAY_cm[i] * 1e-2);
      double on = lr_trigger_displaced_efficiency(&trigger->displaced, seen_with, displaced, DECAY_cm[i] * 1e-2);
      lr_table_row(t);
      lr_table_text(t, "channel", channel[c].id);
      lr_table_number(t, "decay_length", DECAY_cm[i]);
      lr_table_number(t, "without", off);
      lr_table_number(t, "with", on);
      lr_table_number(t, "ratio", off > 0 ? on / off : NAN);
    }
  }
  return t;
}
