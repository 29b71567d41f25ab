// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/bunch_length_measured.h"

#include <math.h>

#include "base/units.h"
#include "machine/bunch_length.h"
#include "machine/luminosity.h"

enum { STEPS = 5 };  // up to the operating point, and as many beyond it

static const struct lr_field IMPEDANCE[] = {
    {"zero_current", LR_FIELD_QUANTITY, offsetof(struct lr_measured_length, impedance_length_m), .dimension = LR_DIM_LENGTH,
     .low = ">0 m", .example = "4.6 mm", .doc = "length at no current"},
    {"k", LR_FIELD_QUANTITY, offsetof(struct lr_measured_length, impedance_k_per_A), .dimension = LR_DIM_PER_CURRENT,
     .low = "0 /A", .example = "0.48 /mA", .doc = "(s/s0)^3 - (s/s0) = k I_b"},
    {.key = NULL}};

static const struct lr_field RING[] = {
    {"zero_current", LR_FIELD_QUANTITY, offsetof(struct lr_measured_length, length_m), .dimension = LR_DIM_LENGTH,
     .low = ">0 m", .example = "5.4466 mm", .doc = "fit at no current"},
    {"slope", LR_FIELD_QUANTITY, offsetof(struct lr_measured_length, slope_m_A), .dimension = LR_DIM_LENGTH_PER_CURRENT,
     .low = "0 m/A", .example = "1.7642 mm/mA", .doc = "lengthening per bunch current"},
    {"impedance", LR_FIELD_STRUCT, 0, .fields = IMPEDANCE, .missing = "",
     .doc = "cubic law of an impedance model, to show beside the fit; without it none"},
    {.key = NULL}};

const struct lr_field lr_bunch_length_measured_fields[] = {
    {"ler", LR_FIELD_STRUCT, offsetof(struct lr_bunch_length_measured, ler), .fields = RING, .doc = "of the positron ring"},
    {"her", LR_FIELD_STRUCT, offsetof(struct lr_bunch_length_measured, her), .fields = RING, .doc = "of the electron ring"},
    {.key = NULL}};

bool lr_bunch_length_measured_read(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_bunch_length_measured *measured = target;
  *measured = (struct lr_bunch_length_measured){.given = false};
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node,
                    "'bunch_length_measured' wants a mapping of rings; a file is taken in by 'base: FILE'");
    return false;
  }
  measured->given = lr_fields_read(reading, node, lr_bunch_length_measured_fields, measured);
  return measured->given;
}

static struct lr_bunch_length law_of(const struct lr_measured_length *measured) {
  return (struct lr_bunch_length){.model = LR_BUNCH_LENGTH_LINEAR,
                                  .length_m = measured->length_m,
                                  .slope_m_A = measured->slope_m_A,
                                  .k_per_A = NAN,
                                  .energy_spread = NAN,
                                  .threshold_A = NAN};
}

static bool has_impedance(const struct lr_measured_length *measured) {
  return measured->impedance_length_m > 0 && isfinite(measured->impedance_k_per_A);
}

// The impedance model; the measured fit where there is none.
static struct lr_bunch_length impedance_of(const struct lr_measured_length *measured) {
  struct lr_bunch_length law = law_of(measured);
  if (!has_impedance(measured)) return law;
  law.model = LR_BUNCH_LENGTH_CUBIC;
  law.length_m = measured->impedance_length_m;
  law.slope_m_A = NAN;
  law.k_per_A = measured->impedance_k_per_A;
  return law;
}

static double length_at(const struct lr_bunch_length *law, double current_A) {
  struct lr_error error = {0};
  double sigma_m = NAN;
  return lr_bunch_length_evaluate(law, current_A, &sigma_m, &error) == LR_OK ? sigma_m : NAN;
}

enum lr_status lr_bunch_length_table(const struct lr_collider *collider, const struct lr_bunch_length_measured *measured,
                                     struct lr_table **table, struct lr_error *error) {
  static const char *const NAMES[] = {"ler", "her"};
  const struct lr_ring *ring[] = {&collider->ler, &collider->her};
  const struct lr_measured_length *fit[] = {&measured->ler, &measured->her};
  struct lr_ring_state state[2];
  double gap[2] = {NAN, NAN};
  char title[256] = "Bunch length by the law of the scenario; no measured fit beside it: add 'base: "
                    "../bunch_length/superkekb_measured.yaml'";
  for (int i = 0; i < 2; i++) {
    enum lr_status status = lr_ring_evaluate(collider, ring[i], &state[i], error);
    if (status != LR_OK) return status;
    struct lr_bunch_length other = law_of(fit[i]);
    if (measured->given) gap[i] = length_at(&other, state[i].bunch_current_A) / state[i].sigma_z_m - 1;
  }
  struct lr_bunch_length model = impedance_of(fit[0]);  // of ler, against the measured fit
  bool impedance = measured->given && has_impedance(fit[0]);
  double modelled_m = impedance ? length_at(&model, state[0].bunch_current_A) : NAN;
  bool itself = fabs(gap[0]) < 1e-3 && fabs(gap[1]) < 1e-3;
  if (itself && impedance)
    snprintf(title, sizeof title, "Bunch length: the law of the scenario is the measured fit; it lies %+.0f %% from the impedance model "
                                  "in ler at the operating point: an uncertainty",
             100 * ((1 + gap[0]) * state[0].sigma_z_m / modelled_m - 1));
  else if (itself)
    snprintf(title, sizeof title, "Bunch length: the law of the scenario is the measured fit itself; the gap to an impedance "
                                  "model shows with bunch_length of model haissinski or cubic");
  else if (measured->given)
    snprintf(title, sizeof title, "Bunch length: measured against the law of the scenario %+.0f %% in ler, %+.0f %% in her at "
                                  "the operating point: an uncertainty",
             100 * gap[0], 100 * gap[1]);
  struct lr_table *t = *table = lr_table_create("bunch_length", title);
  lr_table_column(t, "ring", LR_TEXT, "", "which", "");
  lr_table_column(t, "bunch_current", LR_NUMBER, "mA", "of one bunch", "");
  lr_table_column(t, "law", LR_NUMBER, "mm", "by the law of the scenario; empty beyond its end", "model.md M9");
  lr_table_column(t, "measured", LR_NUMBER, "mm", "measured linear fit; empty without bunch_length_measured", "model.md M9");
  lr_table_column(t, "ratio", LR_NUMBER, "", "measured over law", "");
  lr_table_column(t, "operating_point", LR_TEXT, "", "yes: of the scenario", "");
  lr_table_column(t, "impedance", LR_NUMBER, "mm", "cubic law of an impedance model; empty: none given", "model.md M9");
  for (int i = 0; i < 2; i++) {
    bool modelled = measured->given && has_impedance(fit[i]);
    model = impedance_of(fit[i]);
    struct lr_bunch_length other = law_of(fit[i]);
    for (int step = 0; step <= 2 * STEPS; step++) {
      double current_A = state[i].bunch_current_A * step / STEPS, law_m = length_at(&ring[i]->bunch_length, current_A);
      double measured_m = measured->given ? length_at(&other, current_A) : NAN;
      lr_table_row(t);
      lr_table_text(t, "ring", NAMES[i]);
      lr_table_number(t, "bunch_current", current_A * 1e3);
      lr_table_number(t, "law", law_m * 1e3);
      lr_table_number(t, "measured", measured_m * 1e3);
      lr_table_number(t, "ratio", measured_m / law_m);
      lr_table_text(t, "operating_point", step == STEPS ? "yes" : "no");
      lr_table_number(t, "impedance", modelled ? length_at(&model, current_A) * 1e3 : NAN);
    }
  }
  return LR_OK;
}

static void row(struct lr_table *t, const char *quantity, double value, const char *unit, const char *definition) {
  lr_table_row(t);
  lr_table_text(t, "quantity", quantity);
  lr_table_number(t, "value", value);
  lr_table_text(t, "unit", unit);
  lr_table_text(t, "definition", definition);
}

enum lr_status lr_bunch_length_luminosity_table(const struct lr_collider *collider,
                                                const struct lr_bunch_length_measured *measured, struct lr_table **table,
                                                struct lr_error *error) {
  struct lr_luminosity law, other, modelled;
  bool impedance = measured->given && (has_impedance(&measured->ler) || has_impedance(&measured->her));
  struct lr_collider c = *collider;
  enum lr_status status = lr_luminosity_evaluate(collider, &law, error);
  if (status == LR_OK && measured->given) {
    c.ler.bunch_length = law_of(&measured->ler);
    c.her.bunch_length = law_of(&measured->her);
    status = lr_luminosity_evaluate(&c, &other, error);
  }
  if (status == LR_OK && impedance) {
    c.ler.bunch_length = impedance_of(&measured->ler);
    c.her.bunch_length = impedance_of(&measured->her);
    status = lr_luminosity_evaluate(&c, &modelled, error);
  }
  if (status != LR_OK) return status;
  struct lr_table *t = *table = lr_table_create("bunch_length_luminosity", "Luminosity with either bunch length");
  lr_table_column(t, "quantity", LR_TEXT, "", "what", "");
  lr_table_column(t, "value", LR_NUMBER, "", "in the unit of the row", "");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of the value", "");
  lr_table_column(t, "definition", LR_TEXT, "", "equation of model.md and words", "");
  row(t, "luminosity_law", lr_in_unit(law.luminosity_m2s, "cm^-2 s^-1"), "cm^-2 s^-1", "M2 with the law of the scenario");
  if (!measured->given) return LR_OK;
  row(t, "luminosity_measured", lr_in_unit(other.luminosity_m2s, "cm^-2 s^-1"), "cm^-2 s^-1",
      "M2 with the measured lengths, the same currents and emittances");
  row(t, "difference", other.luminosity_m2s / law.luminosity_m2s - 1, "", "luminosity_measured / luminosity_law - 1");
  if (!impedance) return LR_OK;
  row(t, "luminosity_impedance", lr_in_unit(modelled.luminosity_m2s, "cm^-2 s^-1"), "cm^-2 s^-1",
      "M2 with the lengths of the impedance model (a ring without one: as measured), the same currents and emittances");
  row(t, "difference_impedance", other.luminosity_m2s / modelled.luminosity_m2s - 1, "", "luminosity_measured / luminosity_impedance - 1");
  return LR_OK;
}
