// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/trigger_tables.h"

#include <math.h>

#include "base/units.h"

void lr_trigger_ladder(double low_m2s, double high_m2s, size_t n, double *luminosity_m2s) {
  for (size_t i = 0; i < n; i++) {
    double exact = n > 1 ? low_m2s * pow(high_m2s / low_m2s, (double)i / (double)(n - 1)) : low_m2s;
    double digit = pow(10, floor(log10(exact)) - 2);
    luminosity_m2s[i] = i + 1 == n ? high_m2s : i ? round(exact / digit) * digit : low_m2s;
  }
}

static double cm2s(double luminosity_m2s) { return lr_in_unit(luminosity_m2s, "cm^-2 s^-1"); }

struct lr_table *lr_trigger_setups_table(const struct lr_trigger *trigger) {
  struct lr_table *t = lr_table_create("trigger_setups", "Setups between which the currents follow the luminosity");
  lr_table_column(t, "id", LR_TEXT, "", "key of the scenario; reference: where the background rates hold", "");
  lr_table_column(t, "luminosity", LR_NUMBER, "cm^-2 s^-1", "luminosity", "");
  lr_table_column(t, "current_ler", LR_NUMBER, "A", "positron current", "");
  lr_table_column(t, "current_her", LR_NUMBER, "A", "electron current", "");
  lr_table_column(t, "pressure", LR_NUMBER, "", "over that at the reference", "");
  for (size_t i = 0; i < trigger->setups; i++) {
    const struct lr_trigger_state *state = &trigger->path[i].state;
    lr_table_row(t);
    lr_table_text(t, "id", trigger->path[i].id);
    lr_table_number(t, "luminosity", cm2s(state->luminosity_m2s));
    lr_table_number(t, "current_ler", state->current_A[0]);
    lr_table_number(t, "current_her", state->current_A[1]);
    lr_table_number(t, "pressure", state->pressure);
  }
  return t;
}

struct lr_table *lr_trigger_rates_table(const struct lr_trigger *trigger, const double *luminosity_m2s, size_t n, struct lr_error *error) {
  struct lr_table *t = lr_table_create("trigger_rates", "Lines of the trigger");
  lr_table_column(t, "line", LR_TEXT, "", "key of the scenario, by falling priority", "");
  lr_table_column(t, "luminosity", LR_NUMBER, "cm^-2 s^-1", "luminosity", "");
  lr_table_column(t, "rate_physics", LR_NUMBER, "kHz", "from collisions, before the prescale", "model.md T2");
  lr_table_column(t, "rate_background", LR_NUMBER, "kHz", "from the beams, before the prescale", "model.md T1");
  lr_table_column(t, "rate_own", LR_NUMBER, "kHz", "of both, what no line of higher priority takes", "model.md T2");
  lr_table_column(t, "prescale", LR_NUMBER, "", "one event in so many is kept", "model.md T3");
  lr_table_column(t, "rate_out", LR_NUMBER, "kHz", "own rate over prescale", "model.md T3");
  for (size_t k = 0; k < n; k++) {
    struct lr_trigger_rates rates;
    struct lr_trigger_state state = lr_trigger_state_at(trigger, luminosity_m2s[k]);
    if (lr_trigger_rates(trigger, &state, &rates, error) != LR_OK) {
      lr_table_free(t);
      return NULL;
    }
    for (size_t i = 0; i < trigger->lines; i++) {
      const struct lr_trigger_line_rate *rate = &rates.line[i];
      if (!trigger->line[i].on) continue;
      lr_table_row(t);
      lr_table_text(t, "line", trigger->line[i].id);
      lr_table_number(t, "luminosity", cm2s(luminosity_m2s[k]));
      lr_table_number(t, "rate_physics", rate->physics_Hz * 1e-3);
      lr_table_number(t, "rate_background", rate->background_Hz * 1e-3);
      lr_table_number(t, "rate_own", (rate->own_physics_Hz + rate->own_background_Hz) * 1e-3);
      lr_table_number(t, "prescale", rate->prescale);
      lr_table_number(t, "rate_out", rate->out_Hz * 1e-3);
    }
  }
  return t;
}

struct lr_table *lr_trigger_total_table(const struct lr_trigger *trigger, const double *luminosity_m2s, size_t n, struct lr_error *error) {
  struct lr_table *t = lr_table_create("trigger_total", "The trigger as a whole");
  lr_table_column(t, "luminosity", LR_NUMBER, "cm^-2 s^-1", "luminosity", "");
  lr_table_column(t, "current_ler", LR_NUMBER, "A", "that goes with it", "model.md T1");
  lr_table_column(t, "current_her", LR_NUMBER, "A", "that goes with it", "model.md T1");
  lr_table_column(t, "rate_wanted", LR_NUMBER, "kHz", "all lines without prescales", "model.md T2");
  lr_table_column(t, "rate_physics", LR_NUMBER, "kHz", "from collisions, after prescales", "model.md T3");
  lr_table_column(t, "rate_background", LR_NUMBER, "kHz", "from the beams, after prescales", "model.md T3");
  lr_table_column(t, "rate_out", LR_NUMBER, "kHz", "their sum", "model.md T3");
  lr_table_column(t, "budget", LR_NUMBER, "kHz", "what the readout takes", "");
  lr_table_column(t, "dead_time", LR_NUMBER, "%", "of the readout", "model.md T3");
  for (size_t k = 0; k < n; k++) {
    struct lr_trigger_rates rates;
    struct lr_trigger_state state = lr_trigger_state_at(trigger, luminosity_m2s[k]);
    if (lr_trigger_rates(trigger, &state, &rates, error) != LR_OK) {
      lr_table_free(t);
      return NULL;
    }
    lr_table_row(t);
    lr_table_number(t, "luminosity", cm2s(luminosity_m2s[k]));
    lr_table_number(t, "current_ler", state.current_A[0]);
    lr_table_number(t, "current_her", state.current_A[1]);
    lr_table_number(t, "rate_out", rates.out_Hz * 1e-3);
    lr_table_number(t, "dead_time", 100 * rates.dead_time);
    lr_table_number(t, "rate_wanted", rates.wanted_Hz * 1e-3);
    lr_table_number(t, "rate_physics", rates.physics_Hz * 1e-3);
    lr_table_number(t, "rate_background", rates.background_Hz * 1e-3);
    lr_table_number(t, "budget", trigger->budget_Hz * 1e-3);
  }
  return t;
}

enum lr_status lr_trigger_efficiency_cells(struct lr_table *t, const struct lr_trigger *trigger, const struct lr_trigger_rates *rates,
                                           const struct lr_trigger_channel *channel, struct lr_error *error) {
  struct lr_trigger_efficiency e;
  enum lr_status status = lr_trigger_efficiency(trigger, rates, channel->use, channel->uses, channel->combine, channel->mass_GeV, &e, error);
  if (status != LR_OK) return lr_error_context(error, "trigger of channel '%s'", channel->id);
  lr_table_text(t, "channel", channel->id);
  lr_table_number(t, "mass_GeV", channel->mass_GeV);
  lr_table_number(t, "efficiency", e.value);
  lr_table_number(t, "relative", e.open > 0 ? e.value / e.open : NAN);
  lr_table_text(t, "line", *e.line ? e.line : NULL);
  return LR_OK;
}

void lr_trigger_efficiency_columns(struct lr_table *t) {
  lr_table_column(t, "channel", LR_TEXT, "", "channel", "");
  lr_table_column(t, "mass_GeV", LR_NUMBER, "GeV", "mass for which the lines count; empty: not one mass", "");
  lr_table_column(t, "efficiency", LR_NUMBER, "", "share of the selected signal that is kept", "model.md T4");
  lr_table_column(t, "relative", LR_NUMBER, "", "over that of the lines of the reference, on or off, without prescales", "model.md T4");
  lr_table_column(t, "line", LR_TEXT, "", "that carries most of it", "");
}

struct lr_table *lr_trigger_efficiency_table(const struct lr_trigger *trigger, const struct lr_trigger_channel *channel, size_t channels,
                                             const double *luminosity_m2s, size_t n, struct lr_error *error) {
  struct lr_table *t = lr_table_create("trigger_efficiency", "Efficiency of the trigger for each channel");
  lr_table_column(t, "luminosity", LR_NUMBER, "cm^-2 s^-1", "luminosity", "");
  lr_table_column(t, "background_factor", LR_NUMBER, "", "of all beam backgrounds: 1, and what is tried out", "");
  lr_trigger_efficiency_columns(t);
  for (size_t c = 0; c < channels; c++)
    for (int tried = 0; tried < (trigger->whatif.background > 0 ? 2 : 1); tried++) {
      struct lr_trigger now = *trigger;
      if (tried) now.background *= trigger->whatif.background;
      for (size_t k = 0; k < n; k++) {
        struct lr_trigger_rates rates;
        struct lr_trigger_state state = lr_trigger_state_at(trigger, luminosity_m2s[k]);
        lr_table_row(t);
        lr_table_number(t, "luminosity", cm2s(luminosity_m2s[k]));
        lr_table_number(t, "background_factor", now.background);
        if (lr_trigger_rates(&now, &state, &rates, error) == LR_OK && lr_trigger_efficiency_cells(t, &now, &rates, &channel[c], error) == LR_OK) continue;
        lr_table_free(t);
        return NULL;
      }
    }
  return t;
}
