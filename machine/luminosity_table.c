// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <stddef.h>

#include "machine/dynamic_beta.h"
#include "machine/luminosity.h"

static void add(struct lr_table *table, const char *quantity, const char *ring, double value, const char *unit,
                const char *definition) {
  lr_table_row(table);
  lr_table_text(table, "quantity", quantity);
  lr_table_text(table, "ring", ring);
  lr_table_number(table, "value", value);
  lr_table_text(table, "unit", unit);
  lr_table_text(table, "definition", definition);
}

// What the linear beam-beam force does to a plane, beside the sizes that are inputs: without a stable tune the rows
// are empty and say why.
static void add_dynamic(struct lr_table *table, const char *name, enum lr_particle particle, char plane, double tune,
                        double xi) {
  static const char *const PARTS[] = {"beta", "emittance"};
  struct lr_dynamic_beta dynamic = {.beta_ratio = NAN, .emittance_ratio = NAN};
  const char *empty = particle != LR_ELECTRON ? "M11: for electron and positron rings"
                      : !isfinite(tune)       ? "M11: needs the tune of the ring"
                      : lr_dynamic_beta_evaluate(tune, xi, &dynamic, NULL)
                          ? "M11: the tune lies in the half-integer stop band of the collision"
                          : NULL;
  const double value[] = {dynamic.beta_ratio, dynamic.emittance_ratio};
  for (int i = 0; i < 2; i++) {
    char quantity[32], definition[128];
    snprintf(quantity, sizeof quantity, "dynamic_%s_%c", PARTS[i], plane);
    snprintf(definition, sizeof definition, "M11: %s with collision / without, linear force, not in the luminosity", PARTS[i]);
    add(table, quantity, name, empty ? NAN : value[i], "", empty ? empty : definition);
  }
}

static void add_ring(struct lr_table *table, const char *name, const struct lr_ring *ring,
                     const struct lr_ring_state *state, const struct lr_beambeam *xi) {
  const char *flat = "M5: with hourglass, as in design tables";
  if (!xi->flat) flat = "M5: only for flat beams (sigma_y <= 0.1 sigma_x)";
  add(table, "xi_x_nominal", name, xi->xi_x_nominal, "", "M4: nominal incoherent, beam that feels it");
  add(table, "xi_y_nominal", name, xi->xi_y_nominal, "", "M4: nominal incoherent, as in beam-beam papers");
  add(table, "xi_y_hourglass", name, xi->xi_y_hourglass, "", flat);
  const char *from_luminosity = "M6: from the luminosity, as in operation reports";
  if (!xi->flat) from_luminosity = "M6: from the luminosity; its factor 2 is for flat beams, these are not";
  add(table, "xi_y_luminosity", name, xi->xi_y_luminosity, "", from_luminosity);
  add(table, "R_xi_y", name, xi->R_xi_y, "", "M3: xi_y_hourglass / xi_y_nominal");
  add(table, "piwinski_angle", name, state->piwinski_angle, "", "sigma_z tan(half crossing angle) / sigma_x");
  add(table, "sigma_x", name, state->sigma_x_m * 1e6, "um", "at the IP, in collision");
  add(table, "sigma_y", name, state->sigma_y_m * 1e6, "um", "at the vertical waist, in collision");
  add(table, "sigma_z", name, state->sigma_z_m * 1e3, "mm", "M9: in collision");
  add(table, "bunch_current", name, state->bunch_current_A * 1e3, "mA", "current / bunches");
  add(table, "bunch_population", name, state->bunch_population, "", "bunch current / (e f0)");
  add_dynamic(table, name, ring->particle, 'x', ring->tune_x, xi->xi_x_nominal);
  add_dynamic(table, name, ring->particle, 'y', ring->tune_y, xi->xi_y_nominal);
}

struct lr_table *lr_luminosity_table(const struct lr_collider *collider, const struct lr_luminosity *luminosity) {
  struct lr_table *t = lr_table_create("luminosity", "Luminosity and beam-beam parameters");
  lr_table_column(t, "quantity", LR_TEXT, "", "what", "");
  lr_table_column(t, "ring", LR_TEXT, "", "ring that feels or has it; empty where it has none", "");
  lr_table_column(t, "value", LR_NUMBER, "", "in the unit of the row", "");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of the value", "");
  lr_table_column(t, "definition", LR_TEXT, "", "equation of model.md and words", "");

  const struct lr_luminosity *l = luminosity;
  add(t, "luminosity", "", l->luminosity_m2s * 1e-4, "cm^-2 s^-1",
      "M2: per IP, hourglass and crab waist in, pinch not");
  add(t, "luminosity_no_hourglass", "", l->luminosity_no_hourglass_m2s * 1e-4, "cm^-2 s^-1",
      "M1: closed form without hourglass and offsets");
  add(t, "luminosity_per_crossing", "", l->per_crossing_m2, "m^-2", "M2: luminosity / (f0 bunches)");
  add(t, "R_L", "", l->R_L, "", "M3: luminosity / luminosity_no_hourglass");
  add(t, "specific_luminosity", "", l->specific_luminosity_m2sA2 * 1e-10, "cm^-2 s^-1 mA^-2",
      "M7: luminosity / (bunches I_b+ I_b-)");
  add(t, "Sigma_x", "", l->sum_x_m * 1e6, "um", "M1: convolved horizontal size, sigma_z tan(half angle) in");
  add(t, "Sigma_y", "", l->sum_y_m * 1e6, "um", "M1: convolved vertical size");
  add(t, "bunches", "", collider->bunches, "", "colliding pairs");
  add(t, "revolution_frequency", "", l->revolution_frequency_Hz * 1e-3, "kHz", "M0: c / circumference");
  add_ring(t, "ler", &collider->ler, &l->ler, &l->xi_ler);
  add_ring(t, "her", &collider->her, &l->her, &l->xi_her);
  return t;
}

struct lr_table *lr_luminosity_factors_table(const struct lr_luminosity *luminosity) {
  struct lr_table *t = lr_table_create("luminosity_factors", "Luminosity factor by factor");
  lr_table_column(t, "factor", LR_TEXT, "", "effect switched on", "");
  lr_table_column(t, "value", LR_NUMBER, "", "ratio to the row above", "model.md M2");
  lr_table_column(t, "luminosity", LR_NUMBER, "cm^-2 s^-1", "with this and all effects above", "model.md M2");
  lr_table_column(t, "description", LR_TEXT, "", "what it stands for", "");
  for (int i = -1; i < luminosity->factors; i++) {
    const struct lr_luminosity_factor *f = i < 0 ? NULL : &luminosity->factor[i];
    lr_table_row(t);
    lr_table_text(t, "factor", f ? f->name : "head_on");
    lr_table_number(t, "value", f ? f->factor : 1);
    lr_table_number(t, "luminosity", (f ? f->luminosity_m2s : luminosity->head_on_m2s) * 1e-4);
    lr_table_text(t, "description", f ? f->description : "same beams head on, without hourglass and offsets");
  }
  return t;
}
