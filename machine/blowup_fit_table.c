// SPDX-License-Identifier: GPL-3.0-or-later
// What a blow-up law rests on: its points and their emittances, the covariance of the fit.
#include <math.h>

#include "base/units.h"
#include "machine/blowup_apply.h"

struct lr_table *lr_blowup_points_table(const struct lr_blowup_input *blowup) {
  struct lr_table *t = lr_table_create("blowup_points", blowup->tabulated ? "Vertical blow-up: rows of the curve"
                                                                          : "Vertical blow-up: points of the fit");
  lr_table_column(t, "label", LR_TEXT, "", "of the point", "");
  lr_table_column(t, "kind", LR_TEXT, "", "measured, simulation, ..; curve", "");
  lr_table_column(t, "status", LR_TEXT, "", "read, known, derived, assumed", "");
  lr_table_column(t, "product", LR_NUMBER, "mA^2", "of the two bunch currents", "");
  lr_table_column(t, "L_sp", LR_NUMBER, "cm^-2 s^-1 mA^-2", "L / (n_b I_b+ I_b-)", "model.md M7");
  lr_table_column(t, "emittance_y_ler", LR_NUMBER, "pm", "that it stands for", "model.md M13");
  lr_table_column(t, "error", LR_NUMBER, "pm", "1 sigma: of the point, or from the scatter of all where none is given",
                  "model.md M13");
  lr_table_column(t, "law", LR_NUMBER, "pm", "of the law at this product", "model.md M13");
  const struct lr_blowup_fit *fit = &blowup->fit;
  for (size_t i = 0; blowup->fitted && i < blowup->used.count; i++) {
    const struct lr_blowup_point *p = &blowup->used.point[i];
    double product_A2 = p->bunch_current_ler_A * p->bunch_current_her_A;
    double part = 2 * (fit->errors_given ? p->relative_error : fit->scatter);
    lr_table_row(t);
    lr_table_text(t, "label", p->label);
    lr_table_text(t, "kind", p->kind);
    lr_table_text(t, "status", p->status);
    lr_table_number(t, "product", product_A2 * 1e6);
    lr_table_number(t, "L_sp", lr_in_unit(p->specific_luminosity_m2sA2, "cm^-2 s^-1 mA^-2"));
    lr_table_number(t, "emittance_y_ler", fit->emittance_y_m[i] * 1e12);
    lr_table_number(t, "error", part * fit->emittance_y_m[i] * 1e12);
    lr_table_number(t, "law", lr_blowup_emittance(&fit->law, product_A2) * 1e12);
  }
  for (size_t i = 0; blowup->tabulated && i < blowup->curve.count; i++) {
    double unit_m = blowup->curve.ratio ? blowup->emittance_y_m : 1;
    lr_table_row(t);
    lr_table_text(t, "kind", "curve");
    lr_table_number(t, "product", blowup->curve.product_A2[i] * 1e6);
    lr_table_number(t, "L_sp", lr_in_unit(blowup->curve.specific_m2sA2[i], "cm^-2 s^-1 mA^-2"));
    lr_table_number(t, "emittance_y_ler", unit_m * blowup->curve.ler[i] * 1e12);
  }
  return t;
}

static void add_points(struct lr_table *t, const struct lr_blowup_points *points, double otherwise) {
  for (size_t i = 0; i < points->count; i++) {
    const struct lr_blowup_point *p = &points->point[i];
    double L = lr_in_unit(p->specific_luminosity_m2sA2, "cm^-2 s^-1 mA^-2");
    lr_table_row(t);
    lr_table_text(t, "label", p->label);
    lr_table_text(t, "kind", p->kind);
    lr_table_text(t, "status", p->status);
    lr_table_number(t, "product", p->bunch_current_ler_A * p->bunch_current_her_A * 1e6);
    lr_table_number(t, "L_sp", L);
    lr_table_number(t, "error", (isnan(p->relative_error) ? otherwise : p->relative_error) * L);
  }
}

struct lr_table *lr_blowup_specific_table(const struct lr_blowup_input *blowup) {
  static const char *const STATE[] = {NULL, "yes", "no", "not tracked"};  // of enum lr_blowup_row
  struct lr_table *t = lr_table_create("specific_luminosity", "Specific luminosity against the product of the bunch currents");
  lr_table_column(t, "label", LR_TEXT, "", "of the point", "");
  lr_table_column(t, "kind", LR_TEXT, "", "curve: a row of the curve, as tracking gave it; measured, simulation, ..", "");
  lr_table_column(t, "status", LR_TEXT, "", "read, known, derived, assumed", "");
  lr_table_column(t, "product", LR_NUMBER, "mA^2", "of the two bunch currents", "");
  lr_table_column(t, "L_sp", LR_NUMBER, "cm^-2 s^-1 mA^-2", "L / (n_b I_b+ I_b-)", "model.md M7 K14");
  lr_table_column(t, "error", LR_NUMBER, "cm^-2 s^-1 mA^-2", "1 sigma; empty: not given", "");
  lr_table_column(t, "converged", LR_TEXT, "", "of a row of the curve: yes, no, not tracked (at no current); empty: not said", "model.md K11");
  for (size_t i = 0; blowup->tabulated && i < blowup->curve.count; i++) {
    double L = lr_in_unit(blowup->curve.specific_m2sA2[i], "cm^-2 s^-1 mA^-2");
    if (isnan(L)) continue;
    lr_table_row(t);
    lr_table_text(t, "kind", "curve");
    lr_table_text(t, "status", "derived");
    lr_table_number(t, "product", blowup->curve.product_A2[i] * 1e6);
    lr_table_number(t, "L_sp", L);
    lr_table_number(t, "error", blowup->curve.specific_error[i] * L);
    lr_table_text(t, "converged", STATE[blowup->curve.row[i]]);
  }
  if (blowup->fitted) add_points(t, &blowup->used, blowup->fit.scatter);
  add_points(t, &blowup->beside, NAN);
  return t;
}

struct lr_table *lr_blowup_covariance_table(const struct lr_blowup_input *blowup) {
  static const char *const NAMES[] = {"emittance_y0", "product", "exponent"};
  const struct lr_blowup_fit *fit = &blowup->fit;
  struct lr_table *t = lr_table_create("blowup_covariance", "Vertical blow-up: correlation and covariance of the fit");
  lr_table_column(t, "parameter", LR_TEXT, "", "of the law", "");
  lr_table_column(t, "relative_error", LR_NUMBER, "", "1 sigma over the value", "model.md M13");
  for (int kind = 0; kind < 2; kind++)
    for (int i = 0; i < LR_BLOWUP_PARAMETERS; i++) {
      char name[48];
      snprintf(name, sizeof name, "%s_%s", kind ? "covariance_ln" : "correlation", NAMES[i]);
      lr_table_column(t, name, LR_NUMBER, "", kind ? "of the logarithms of the parameters" : "of the two parameters",
                      "model.md M13");
    }
  for (int i = 0; blowup->fitted && i < LR_BLOWUP_PARAMETERS; i++) {
    lr_table_row(t);
    lr_table_text(t, "parameter", NAMES[i]);
    lr_table_number(t, "relative_error", sqrt(fit->covariance_ln[i][i]));
    for (int k = 0; k < LR_BLOWUP_PARAMETERS; k++) {
      char name[48];
      snprintf(name, sizeof name, "correlation_%s", NAMES[k]);
      lr_table_number(t, name, fit->covariance_ln[i][k] / sqrt(fit->covariance_ln[i][i] * fit->covariance_ln[k][k]));
      snprintf(name, sizeof name, "covariance_ln_%s", NAMES[k]);
      lr_table_number(t, name, fit->covariance_ln[i][k]);
    }
  }
  return t;
}
