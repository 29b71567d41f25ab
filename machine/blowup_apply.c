// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/blowup_apply.h"

#include <math.h>
#include <string.h>

static double beyond(double product_A2, double low_A2, double high_A2) {
  return product_A2 > high_A2 ? product_A2 / high_A2 : product_A2 < low_A2 ? product_A2 / low_A2 : 1;
}

static enum lr_status at_curve(const struct lr_blowup_input *blowup, double product_A2,
                               struct lr_blowup_prediction *out, struct lr_error *error) {
  const struct lr_blowup_curve *curve = &blowup->curve;
  double ler, her;
  enum lr_status status = lr_blowup_curve_at(curve, product_A2, &ler, &her, error);
  *out = (struct lr_blowup_prediction){
      .product_A2 = product_A2, .relative_error = NAN, .low_ler_m = NAN, .high_ler_m = NAN};
  out->extrapolation = status ? beyond(product_A2, curve->product_A2[0], curve->product_A2[curve->count - 1]) : 1;
  out->extrapolated = status != LR_OK;
  out->emittance_y_ler_m = out->emittance_y_her_m = NAN;
  if (status) return status;
  double unit_m = curve->ratio ? blowup->emittance_y_m : 1;
  out->emittance_y_ler_m = unit_m * ler;
  out->emittance_y_her_m = curve->has_her ? her : blowup->her_over_ler * unit_m * her;
  return LR_OK;
}

enum lr_status lr_blowup_at(const struct lr_blowup_input *blowup, double bunch_current_ler_A,
                            double bunch_current_her_A, struct lr_blowup_prediction *out, struct lr_error *error) {
  if (!blowup->tabulated) return lr_blowup_predict(&blowup->fit, bunch_current_ler_A, bunch_current_her_A, out, error);
  double product_A2 = bunch_current_ler_A * bunch_current_her_A;
  if (!(bunch_current_ler_A >= 0 && bunch_current_her_A >= 0) || !isfinite(product_A2))
    return lr_error_set(error, LR_E_DOMAIN, "bunch currents %g and %g A must be finite and not negative",
                        bunch_current_ler_A, bunch_current_her_A);
  at_curve(blowup, product_A2, out, NULL);  // outside: said in *out
  return LR_OK;
}

static enum lr_status here(const struct lr_blowup_input *blowup, const struct lr_collider *collider,
                           struct lr_blowup_prediction *out, struct lr_error *error) {
  struct lr_ring_state ler, her;
  enum lr_status status = lr_ring_evaluate(collider, &collider->ler, &ler, error);
  if (status == LR_OK) status = lr_ring_evaluate(collider, &collider->her, &her, error);
  if (status != LR_OK) return status;
  return blowup->tabulated ? at_curve(blowup, ler.bunch_current_A * her.bunch_current_A, out, error)
                           : lr_blowup_at(blowup, ler.bunch_current_A, her.bunch_current_A, out, error);
}

enum lr_status lr_blowup_apply(const struct lr_blowup_input *blowup, struct lr_collider *collider,
                               struct lr_error *error) {
  struct lr_blowup_prediction law;
  enum lr_status status = here(blowup, collider, &law, error);
  if (status != LR_OK) return status;
  collider->ler.emittance_y_m = law.emittance_y_ler_m;
  collider->her.emittance_y_m = law.emittance_y_her_m;
  for (int r = 0; r < 2; r++) {
    double unused, part = blowup->tabulated ? lr_blowup_curve_tracked(&blowup->curve, r == 1, law.product_A2, &unused) : 1;
    (r ? &collider->her : &collider->ler)->particles_y = part;
  }
  return LR_OK;
}

bool lr_blowup_read_applied(const struct lr_reading *reading, const struct lr_node *root, struct lr_collider *collider,
                            struct lr_blowup_input *blowup) {
  const struct lr_node *node = lr_node_child(root, "blowup");
  struct lr_error error = {0};
  memset(blowup, 0, sizeof *blowup);
  if (!node) return true;
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "'blowup' wants a mapping of keys such as points");
    return false;
  }
  if (!lr_blowup_read(reading, node, collider, blowup)) return false;
  if (!blowup->apply || lr_blowup_apply(blowup, collider, &error) == LR_OK) return true;
  lr_node_problem(reading->problems, false, lr_node_value(lr_node_child(node, "apply")),
                  "the blow-up cannot act here: %s", error.text);
  return false;
}

void lr_blowup_apply_fill(const struct lr_blowup_input *blowup, const struct lr_node *node,
                          struct lr_fill_input *fill) {
  if (!blowup->apply) return;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    const struct lr_node *ring = lr_node_child(node, r ? "her" : "ler");
    struct lr_fill_ring *g = &fill->fill.ring[r];
    const struct lr_blowup_law *law = &blowup->fit.law;
    if (lr_node_child(ring, "emittance_y0") || lr_node_child(ring, "blowup")) continue;
    if (blowup->tabulated) {
      double sharing = r && !blowup->curve.has_her ? blowup->her_over_ler : 1;
      g->curve = &blowup->curve;
      g->curve_unit_m = sharing * (blowup->curve.ratio ? blowup->emittance_y_m : 1);
      continue;
    }
    g->emittance_y0_m = law->emittance_y_m * (r ? law->her_over_ler : 1);
    g->blowup_product_A2 = law->product_A2;
    g->blowup_exponent = law->exponent;
  }
}

static void row(struct lr_table *t, const char *quantity, const char *ring, double value, const char *unit,
                const char *definition) {
  lr_table_row(t);
  lr_table_text(t, "quantity", quantity);
  lr_table_text(t, "ring", ring);
  lr_table_number(t, "value", value);
  lr_table_text(t, "unit", unit);
  lr_table_text(t, "definition", definition);
}

enum lr_status lr_blowup_luminosity_rows(const struct lr_blowup_input *blowup, const struct lr_collider *collider,
                                         struct lr_table *table, struct lr_error *error) {
  struct lr_blowup_prediction law;
  enum lr_status status = here(blowup, collider, &law, error);
  if (status != LR_OK) return status;
  const char *by = blowup->tabulated ? "M13: by the blow-up curve (blowup.apply), in the luminosity"
                                     : "M13: by the blow-up law (blowup.apply), in the luminosity";
  for (int r = 0; r < 2; r++) {
    const char *ring = r ? "her" : "ler";
    row(table, "emittance_y", ring, (r ? collider->her.emittance_y_m : collider->ler.emittance_y_m) * 1e12, "pm", by);
    row(table, "emittance_y_given", ring, blowup->given_emittance_m[r] * 1e12, "pm",
        "of the scenario: not in the luminosity, since blowup.apply is yes");
  }
  row(table, "blowup_product", "", law.product_A2 * 1e6, "mA^2", "product of the bunch currents");
  row(table, "blowup_extrapolation", "", blowup->fitted ? law.extrapolation : NAN, "",
      blowup->fitted      ? "M13: product over the highest of the points, or the lowest below it; 1: inside"
      : blowup->tabulated ? "empty: a curve is not extrapolated"
                          : "empty: no points stand behind the law");
  return LR_OK;
}
