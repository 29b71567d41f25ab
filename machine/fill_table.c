// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>

#include "machine/fill.h"

static const char *const ring_name[LR_FILL_RINGS] = {"ler", "her"};

static const struct column {
  const char *name, *unit, *description, *source;
} per_ring[] = {{"current", "mA", "stored current", "model.md M20"},
                {"emittance_y", "pm", "vertical emittance", "model.md M22"},
                {"lifetime", "s", "stored charge over its loss rate; empty without beam or losses", "model.md M20"},
                {"injector_load", "", "injection over what the injector can; averaged injection only", "model.md M23"}};

enum { COLUMNS = sizeof per_ring / sizeof per_ring[0] };

static void set(struct lr_table *t, const char *what, int r, double value) {
  char name[64];
  snprintf(name, sizeof name, "%s_%s", what, ring_name[r]);
  lr_table_number(t, name, value);
}

struct lr_table *lr_fill_table(const struct lr_fill_result *result) {
  struct lr_table *t = lr_table_create("fill", "Both rings through a fill");
  lr_table_column(t, "t", LR_NUMBER, "s", "time since the start of the fill", "");
  for (int i = 0; i < COLUMNS; i++)
    for (int r = 0; r < LR_FILL_RINGS; r++) {
      char name[64];
      snprintf(name, sizeof name, "%s_%s", per_ring[i].name, ring_name[r]);
      lr_table_column(t, name, LR_NUMBER, per_ring[i].unit, per_ring[i].description, per_ring[i].source);
    }
  lr_table_column(t, "luminosity", LR_NUMBER, "cm^-2 s^-1", "closed form times a constant R_L", "model.md M21");
  lr_table_column(t, "luminosity_overlap", LR_NUMBER, "cm^-2 s^-1", "exact overlap at this row; empty when not asked for",
                  "model.md M2");
  for (size_t i = 0; i < result->samples; i++) {
    const struct lr_fill_sample *s = &result->sample[i];
    lr_table_row(t);
    lr_table_number(t, "t", s->time_s);
    for (int r = 0; r < LR_FILL_RINGS; r++) {
      set(t, "current", r, s->current_A[r] * 1e3);
      set(t, "emittance_y", r, s->emittance_y_m[r] * 1e12);
      set(t, "lifetime", r, s->lifetime_s[r]);
      set(t, "injector_load", r, s->load[r]);
    }
    lr_table_number(t, "luminosity", s->luminosity_m2s * 1e-4);
    lr_table_number(t, "luminosity_overlap", s->overlap_m2s * 1e-4);
  }
  return t;
}

static void add(struct lr_table *t, const char *quantity, const char *ring, double value, const char *unit,
                const char *definition) {
  lr_table_row(t);
  lr_table_text(t, "quantity", quantity);
  lr_table_text(t, "ring", ring);
  lr_table_number(t, "value", value);
  lr_table_text(t, "unit", unit);
  lr_table_text(t, "definition", definition);
}

static void add_ring(struct lr_table *t, const char *ring, const struct lr_fill_ring_result *r) {
  add(t, "mean_current", ring, r->mean_current_A * 1e3, "mA", "M20: over the whole fill, recoveries in");
  add(t, "charge_at_start", ring, r->start_C * 1e6, "uC", "M20: stored");
  add(t, "charge_injected", ring, r->injected_C * 1e6, "uC", "M23: captured");
  add(t, "charge_lost", ring, r->lost_C * 1e6, "uC", "M20: by lifetime");
  add(t, "charge_dumped", ring, r->dumped_C * 1e6, "uC", "M24: by aborts");
  add(t, "charge_at_end", ring, r->end_C * 1e6, "uC", "M20: stored");
  add(t, "charge_balance", ring, r->closure, "", "|start + injected - lost - dumped - end| / (start + injected)");
  add(t, "injector_load", ring, r->load, "", "M23: injected over what the injector could in the whole time");
  add(t, "injector_pulses", ring, r->pulses, "", "M23: used, as many as carry the injected charge");
  add(t, "full_rate_time", ring, r->full_rate_s, "s", "M23: at the injector's full rate");
  add(t, "lifetime", ring, r->lifetime_s, "s", "M20: at the last target in equilibrium, as the four below");
  add(t, "lifetime_touschek", ring, r->touschek_lifetime_s, "s", "M20: empty: no such loss");
  add(t, "lifetime_gas", ring, r->gas_lifetime_s, "s", "M20: pressure at the dose of the end; empty: no such loss");
  add(t, "lifetime_bhabha", ring, r->bhabha_lifetime_s, "s", "M20: radiative Bhabha scattering; empty: no such loss");
  add(t, "lifetime_other", ring, r->other_lifetime_s, "s", "M20: given; empty: no such loss");
  add(t, "injector_load_needed", ring, r->needed_load, "", "M23: losses over what the injector can; above 1: limited");
  const char *words = "M23: losses(I) = what the injector can; empty: no losses, or beyond the bunch-length law or a blow-up curve";
  if (r->limited) words = "M23: losses(I) = what the injector can: it cannot hold the target, the current settles here";
  add(t, "injector_current_limit", ring, r->current_limit_A * 1e3, "mA", words);
  add(t, "target_missed", ring, r->missed_target, "", "1: a target was not reached before it was changed or the fill ended");
  add(t, "target_reached", ring, r->reached_target, "", "1: at some time of the fill; 0: never");
}

struct lr_table *lr_fill_summary_table(const struct lr_fill_result *result) {
  struct lr_table *t = lr_table_create("fill_summary", "Sums of a fill");
  lr_table_column(t, "quantity", LR_TEXT, "", "what", "");
  lr_table_column(t, "ring", LR_TEXT, "", "ring that has it; empty where it has none", "");
  lr_table_column(t, "value", LR_NUMBER, "", "in the unit of the row", "");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of the value", "");
  lr_table_column(t, "definition", LR_TEXT, "", "equation of model.md and words", "");
  add(t, "peak", "", result->peak_m2s * 1e-4, "cm^-2 s^-1", "M21: highest luminosity of the fill");
  add(t, "mean", "", result->mean_m2s * 1e-4, "cm^-2 s^-1", "M21: delivered, over the whole fill, recoveries in");
  add(t, "mean_over_peak", "", result->mean_over_peak, "", "M21: mean / peak");
  add(t, "recorded_mean", "", result->recorded_mean_m2s * 1e-4, "cm^-2 s^-1", "M23: mean without the veto after pulses");
  add(t, "recorded_over_delivered", "", result->recorded_over_delivered, "", "M23: veto only");
  add(t, "R_L", "", result->R_L, "", "M3: held constant through the fill");
  add(t, "duration", "", result->duration_s, "s", "length of the fill");
  add(t, "aborts", "", (double)result->aborts, "", "M24");
  for (int r = 0; r < LR_FILL_RINGS; r++) add_ring(t, ring_name[r], &result->ring[r]);
  return t;
}
