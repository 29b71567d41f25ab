// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/limits.h"

#include <math.h>
#include <string.h>

#include "machine/quantum_lifetime.h"

struct lr_limits lr_limits_none(void) {
  const struct lr_limit_figure none = {.value = NAN};
  const struct lr_limits_ring ring = {none, none, none, none, none, none, none, none, none, none, none, none, none, none};
  return (struct lr_limits){.ler = ring, .her = ring, .background_m2s = none};
}

// "" counts as the weakest word: nobody says where the figure is from.
static int weakness(const char *status) {
  static const char *const WORDS[] = {"read", "derived", "known", "assumed"};
  for (int i = 0; i < 4; i++)
    if (strcmp(WORDS[i], status) == 0) return i;
  return 4;
}

static void rest_on(struct lr_limit *limit, const struct lr_limit_figure *const *figures, int count) {
  int worst = -1;
  for (int i = 0; i < count; i++) {
    const struct lr_limit_figure *figure = figures[i];
    if (weakness(figure->status) > worst) {
      worst = weakness(figure->status);
      memcpy(limit->status, figure->status, sizeof limit->status);
    }
    size_t used = strlen(limit->source);
    if (*figure->source && !strstr(limit->source, figure->source))
      snprintf(limit->source + used, sizeof limit->source - used, "%s%s", used ? "; " : "", figure->source);
  }
}

struct row {
  const char *name, *ring, *unit, *formula;
  double factor;  // SI to `unit`
  bool least;
};

static void add(struct lr_limits_found *found, const struct row *row, double value, double bound,
                const struct lr_limit_figure *const *figures, int count) {
  if (found->count == LR_MOST_LIMITS) return;
  if (!(value > 0 && bound > 0 && isfinite(value) && isfinite(bound))) {  // a figure was given, but another one is missing
    if (!isfinite(figures[0]->value)) return;  // the bound, or the first figure that it is made of
    struct lr_limit limit = {.name = row->name, .ring = row->ring, .value = NAN, .bound = NAN, .unit = row->unit,
                             .least = row->least, .margin = NAN, .formula = "not evaluated: another figure that it needs is missing"};
    if (value > 0 && isfinite(value)) limit.value = value * row->factor;
    if (bound > 0 && isfinite(bound)) limit.bound = bound * row->factor;
    rest_on(&limit, figures, count);
    found->limit[found->count++] = limit;
    return;
  }
  struct lr_limit limit = {.name = row->name,
                           .ring = row->ring,
                           .value = value * row->factor,
                           .bound = bound * row->factor,
                           .unit = row->unit,
                           .least = row->least,
                           .margin = (row->least ? value / bound : bound / value) - 1,
                           .formula = row->formula};
  rest_on(&limit, figures, count);
  int at = found->count++;
  for (; at > 0 && !(found->limit[at - 1].margin <= limit.margin); at--) found->limit[at] = found->limit[at - 1];
  found->limit[at] = limit;
}

static void add_plain(struct lr_limits_found *found, const struct row *row, double value,
                      const struct lr_limit_figure *bound) {
  add(found, row, value, bound->value, &bound, 1);
}

static void add_injector(struct lr_limits_found *found, const char *ring, const struct lr_ring_state *state, double f0_Hz,
                         const struct lr_limits_ring *of) {
  const struct lr_limit_figure *const figures[] = {&of->bunch_charge_C, &of->bunches_per_pulse, &of->pulse_rate_Hz,
                                                   &of->efficiency, &of->lifetime_s};
  double rate_A_s = of->bunch_charge_C.value * of->bunches_per_pulse.value * of->pulse_rate_Hz.value *
                    of->efficiency.value * f0_Hz;
  add(found, &(struct row){"injector", ring, "A", "I <= f0 tau q n f_pulse eta, tau the lifetime given", 1, false},
      state->current_A, rate_A_s * of->lifetime_s.value, figures, 5);
}

static void add_power(struct lr_limits_found *found, const char *ring, const struct lr_ring *beam,
                      const struct lr_ring_state *state, double f0_Hz, const struct lr_limits_ring *of) {
  bool given = isfinite(of->energy_loss_eV.value);
  const struct lr_limit_figure *const figures[] = {&of->beam_power_W, given ? &of->energy_loss_eV : &of->damping_time_s};
  double loss_eV = given ? of->energy_loss_eV.value
                         : lr_energy_loss_per_turn(beam->energy_eV, 1 / (f0_Hz * of->damping_time_s.value));
  const char *formula = given ? "U0 I / e, U0 given" : "U0 I / e, U0 = E T0 / tau_s (M18)";
  add(found, &(struct row){"beam_power", ring, "MW", formula, 1e-6, false}, loss_eV * state->current_A,  // eV A / e = W
      of->beam_power_W.value, figures, 2);
}

static void add_ring(struct lr_limits_found *found, const char *ring, const struct lr_ring *beam,
                     const struct lr_ring_state *state, const struct lr_beambeam *xi, double f0_Hz,
                     const struct lr_limits_ring *of) {
  add_plain(found, &(struct row){"beam_beam", ring, "", "xi_y = 2 e r beta_y L / (gamma I) (M6)", 1, false},
            xi->xi_y_luminosity, &of->beam_beam);
  add_injector(found, ring, state, f0_Hz, of);
  add_power(found, ring, beam, state, f0_Hz, of);
  add_plain(found, &(struct row){"current", ring, "A", "I", 1, false}, state->current_A, &of->current_A);
  add_plain(found, &(struct row){"bunch_current", ring, "mA", "I_b: transverse mode coupling (collimators)", 1e3, false},
            state->bunch_current_A, &of->bunch_current_A);
  add_plain(found, &(struct row){"microwave", ring, "mA", "I_b: energy spread grows above it", 1e3, false},
            state->bunch_current_A, &of->microwave_A);
  add_plain(found, &(struct row){"electron_cloud", ring, "mA", "I_b: electron-cloud blow-up at this spacing", 1e3, false},
            state->bunch_current_A, &of->electron_cloud_A);
  const struct lr_limit_figure *const lifetimes[] = {&of->least_lifetime_s, &of->lifetime_s};
  add(found, &(struct row){"lifetime", ring, "min", "tau, from below", 1. / 60, true}, of->lifetime_s.value,
      of->least_lifetime_s.value, lifetimes, 2);
}

void lr_limits_evaluate(const struct lr_collider *collider, const struct lr_luminosity *luminosity,
                        const struct lr_limits *limits, struct lr_limits_found *found) {
  double f0_Hz = lr_revolution_frequency(collider);
  *found = (struct lr_limits_found){0};
  add_ring(found, "ler", &collider->ler, &luminosity->ler, &luminosity->xi_ler, f0_Hz, &limits->ler);
  add_ring(found, "her", &collider->her, &luminosity->her, &luminosity->xi_her, f0_Hz, &limits->her);
  add_plain(found, &(struct row){"background", "", "cm^-2 s^-1", "L", 1e-4, false}, luminosity->luminosity_m2s,
            &limits->background_m2s);
}

struct lr_table *lr_limits_table(const struct lr_limits_found *found) {
  struct lr_table *t = lr_table_create("limits", "Limits of the operating point, the nearest first");
  lr_table_column(t, "limit", LR_TEXT, "", "what", "");
  lr_table_column(t, "ring", LR_TEXT, "", "whose; empty where it has none", "");
  lr_table_column(t, "value", LR_NUMBER, "", "here, in the unit of the row", "model.md M26");
  lr_table_column(t, "bound", LR_NUMBER, "", "in the unit of the row", "model.md M26");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of value and bound", "");
  lr_table_column(t, "margin", LR_NUMBER, "", "bound / value - 1, for a least bound value / bound - 1; negative: beyond it",
                  "model.md M26");
  lr_table_column(t, "side", LR_TEXT, "", "most: the value may not pass the bound; least: may not fall below it", "");
  lr_table_column(t, "formula", LR_TEXT, "", "of the value, or of the bound where it has one", "");
  lr_table_column(t, "status", LR_TEXT, "", "the weakest of the figures behind the bound", "");
  lr_table_column(t, "source", LR_TEXT, "", "of the figures behind the bound", "");
  for (int i = 0; i < found->count; i++) {
    const struct lr_limit *l = &found->limit[i];
    lr_table_row(t);
    lr_table_text(t, "limit", l->name);
    lr_table_text(t, "ring", l->ring);
    lr_table_number(t, "value", l->value);
    lr_table_number(t, "bound", l->bound);
    lr_table_text(t, "unit", l->unit);
    lr_table_number(t, "margin", l->margin);
    lr_table_text(t, "side", l->least ? "least" : "most");
    lr_table_text(t, "formula", l->formula);
    lr_table_text(t, "status", *l->status ? l->status : NULL);
    lr_table_text(t, "source", *l->source ? l->source : NULL);
  }
  return t;
}
