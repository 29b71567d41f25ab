// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>

#include "base/constants.h"
#include "base/units.h"
#include "machine/blowup_apply.h"
#include "machine/luminosity.h"

enum { CURVE_STEPS = 20 };
static const char *const specific_unit = "cm^-2 s^-1 mA^-2";

struct point {  // the law at bunch currents in the ratio of the collider
  struct lr_blowup_prediction law;
  struct lr_luminosity luminosity;
};

static enum lr_status bunch_currents(const struct lr_collider *collider, double *ler_A, double *her_A,
                                     struct lr_error *error) {
  struct lr_ring_state ler, her;
  enum lr_status status = lr_ring_evaluate(collider, &collider->ler, &ler, error);
  if (status == LR_OK) status = lr_ring_evaluate(collider, &collider->her, &her, error);
  if (status != LR_OK) return status;
  *ler_A = ler.bunch_current_A;
  *her_A = her.bunch_current_A;
  return LR_OK;
}

static enum lr_status predict(const struct lr_blowup_input *blowup, const struct lr_collider *collider, double ler_A,
                              double her_A, struct point *out, struct lr_error *error) {
  enum lr_status status = lr_blowup_at(blowup, ler_A, her_A, &out->law, error);
  out->luminosity = (struct lr_luminosity){.luminosity_m2s = NAN, .specific_luminosity_m2sA2 = NAN};
  if (status != LR_OK || isnan(out->law.emittance_y_ler_m)) return status;  // beyond a curve
  struct lr_collider c = *collider;
  double particle_A = LR_E_C * lr_revolution_frequency(&c);
  c.ler.current_A = c.her.current_A = NAN;
  c.ler.bunch_population = fmax(ler_A / particle_A, 1);  // at no current the limit: one particle
  c.her.bunch_population = fmax(her_A / particle_A, 1);
  c.ler.emittance_y_m = out->law.emittance_y_ler_m;
  c.her.emittance_y_m = out->law.emittance_y_her_m;
  return lr_luminosity_evaluate(&c, &out->luminosity, error);
}

static void row(struct lr_table *t, const char *parameter, double value, double error, const char *unit,
                const char *from, const char *status, const char *definition) {
  lr_table_row(t);
  lr_table_text(t, "parameter", parameter);
  lr_table_number(t, "value", value);
  lr_table_number(t, "error", error);
  lr_table_text(t, "unit", unit);
  lr_table_text(t, "from", from);
  lr_table_text(t, "status", *status ? status : NULL);
  lr_table_text(t, "definition", definition);
}

static void curve_rows(struct lr_table *t, const struct lr_blowup_input *blowup) {
  const struct lr_blowup_curve *curve = &blowup->curve;
  if (curve->ratio)
    row(t, "emittance_y0", blowup->emittance_y_m * 1e12, NAN, "pm", "given", blowup->status[0], "M13: of ler at no current");
  if (!curve->has_her)
    row(t, "her_over_ler", blowup->her_over_ler, NAN, "", "given", blowup->status[LR_BLOWUP_PARAMETERS],
        "sharing between the rings: the curve has one column for both");
  row(t, "beta_y", blowup->beta_y_m * 1e3, NAN, "mm", "given", "", "optics that the curve belongs to");
  row(t, "rows", (double)curve->count, NAN, "", "curve", "", "of the file");
  row(t, "product_low", curve->product_A2[0] * 1e6, NAN, "mA^2", "curve", "", "where it begins");
  row(t, "product_high", curve->product_A2[curve->count - 1] * 1e6, NAN, "mA^2", "curve", "", "where it ends");
}

static void law_rows(struct lr_table *t, const struct lr_blowup_input *blowup) {
  const struct lr_blowup_fit *fit = &blowup->fit;
  const char *from = blowup->fitted ? "fit" : "given";
  double error[LR_BLOWUP_PARAMETERS];
  for (int i = 0; i < LR_BLOWUP_PARAMETERS; i++) error[i] = blowup->fitted ? fit->error[i] : NAN;
  row(t, "emittance_y0", fit->law.emittance_y_m * 1e12, error[0] * 1e12, "pm", from, blowup->status[0],
      "M13: of ler at no current");
  row(t, "product", fit->law.product_A2 * 1e6, error[1] * 1e6, "mA^2", from, blowup->status[1],
      "M13: P0, where the emittance has doubled");
  row(t, "exponent", fit->law.exponent, error[2], "", from, blowup->status[2], "M13: n");
  row(t, "her_over_ler", fit->law.her_over_ler, NAN, "", "given", blowup->status[LR_BLOWUP_PARAMETERS],
      "sharing between the rings: the points do not fix it");
  row(t, "beta_y", blowup->beta_y_m * 1e3, NAN, "mm", "given", "", "optics that the law belongs to");
  if (!blowup->fitted) return;
  row(t, "points", (double)fit->points, NAN, "", "fit", "", "used in the fit");
  row(t, "chi2", fit->chi2, NAN, "", "fit", "", fit->errors_given ? "with the errors given" : "for errors of 1 % each");
  row(t, "dof", fit->dof, NAN, "", "fit", "", "points - 3");
  row(t, "chi2_per_dof", fit->chi2 / fit->dof, NAN, "", "fit", "", "");
  if (!fit->errors_given)
    row(t, "scatter", fit->scatter, NAN, "", "fit", "", "relative error of L_sp that makes chi2/dof 1: the errors rest on it");
  row(t, "product_low", fit->product_low_A2 * 1e6, NAN, "mA^2", "fit", "", "least of the points");
  row(t, "product_high", fit->product_high_A2 * 1e6, NAN, "mA^2", "fit", "", "highest of the points");
}

enum lr_status lr_blowup_table(const struct lr_blowup_input *blowup, const struct lr_collider *collider,
                               struct lr_table **table, struct lr_error *error) {
  double ler_A = 0, her_A = 0;
  struct point point;
  struct lr_luminosity scenario;
  struct lr_collider given = *collider;  // with the emittances of the scenario, also where the law acts
  given.ler.emittance_y_m = blowup->given_emittance_m[0];
  given.her.emittance_y_m = blowup->given_emittance_m[1];
  given.ler.particles_y = given.her.particles_y = 0;
  enum lr_status status = bunch_currents(collider, &ler_A, &her_A, error);
  if (status == LR_OK) status = predict(blowup, collider, ler_A, her_A, &point, error);
  if (status == LR_OK) status = lr_luminosity_evaluate(&given, &scenario, error);
  if (status != LR_OK) return status;
  const struct lr_blowup_prediction *law = &point.law;
  double part = blowup->fitted ? law->relative_error : NAN;
  const char *by = blowup->tabulated ? "curve" : "law";
  const char *stands = blowup->apply ? "as given; not in the luminosity, since apply is yes" : "what lumi evaluates";
  struct lr_table *t = *table = lr_table_create("blowup", blowup->fitted      ? "Vertical blow-up: law fitted to points"
                                                          : blowup->tabulated ? "Vertical blow-up: curve as given"
                                                                              : "Vertical blow-up: law as given");
  lr_table_column(t, "parameter", LR_TEXT, "", "what", "");
  lr_table_column(t, "value", LR_NUMBER, "", "in the unit of the row", "");
  lr_table_column(t, "error", LR_NUMBER, "", "1 sigma, from the covariance of the fit alone", "model.md M13");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of value and error", "");
  lr_table_column(t, "from", LR_TEXT, "", "fit, given, law or curve (at the operating point), or scenario", "");
  lr_table_column(t, "status", LR_TEXT, "", "read, known, derived, assumed; empty: not said", "");
  lr_table_column(t, "definition", LR_TEXT, "", "equation of model.md and words", "");
  if (blowup->tabulated) curve_rows(t, blowup);
  else law_rows(t, blowup);
  row(t, "operating_product", law->product_A2 * 1e6, NAN, "mA^2", "scenario", "", "product of the bunch currents here");
  if (blowup->fitted || blowup->tabulated)
    row(t, "extrapolation", law->extrapolation, NAN, "", by, "",
        blowup->fitted ? "operating product over the highest point, or the lowest below it; 1: inside"
                       : "operating product over the end of the curve; 1: inside; else the rows of the curve are empty");
  row(t, "emittance_y_ler", law->emittance_y_ler_m * 1e12, part * law->emittance_y_ler_m * 1e12, "pm", by, "", "M13, here");
  row(t, "emittance_y_ler", given.ler.emittance_y_m * 1e12, NAN, "pm", "scenario", "", stands);
  row(t, "emittance_y_her", law->emittance_y_her_m * 1e12, part * law->emittance_y_her_m * 1e12, "pm", by, "", "M13, here");
  row(t, "emittance_y_her", given.her.emittance_y_m * 1e12, NAN, "pm", "scenario", "", stands);
  // L falls nearly with the root of the emittances, which move together
  row(t, "luminosity", lr_in_unit(point.luminosity.luminosity_m2s, "cm^-2 s^-1"),
      lr_in_unit(part / 2 * point.luminosity.luminosity_m2s, "cm^-2 s^-1"), "cm^-2 s^-1", by, "", "M2 with these emittances");
  row(t, "luminosity", lr_in_unit(scenario.luminosity_m2s, "cm^-2 s^-1"), NAN, "cm^-2 s^-1", "scenario", "",
      blowup->apply ? "M2 with the emittances as given" : "M2");
  return LR_OK;
}

static void title_of(const struct lr_blowup_input *blowup, const struct lr_collider *collider,
                     const struct lr_blowup_prediction *law, char *text, size_t size) {
  const struct lr_blowup_fit *fit = &blowup->fit;
  double here_mA2 = law->product_A2 * 1e6;
  int length;
  if (blowup->tabulated)
    length = snprintf(text, size, "Vertical blow-up by the curve (%.3g to %.3g mA^2); the operating point at %.3g mA^2 lies %s",
                      blowup->curve.product_A2[0] * 1e6, blowup->curve.product_A2[blowup->curve.count - 1] * 1e6, here_mA2,
                      law->extrapolated ? "outside: a curve is not extrapolated" : "within");
  else if (!blowup->fitted)
    length = snprintf(text, size, "Vertical blow-up by the law as given; operating point at %.3g mA^2. "
                                  "There are no points: how far it is extrapolated is not known", here_mA2);
  else if (!law->extrapolated)
    length = snprintf(text, size, "Vertical blow-up by the fit; the operating point at %.3g mA^2 lies within the points "
                                  "(%.3g to %.3g mA^2): not extrapolated",
                      here_mA2, fit->product_low_A2 * 1e6, fit->product_high_A2 * 1e6);
  else
    length = snprintf(text, size, "Vertical blow-up by the fit; the operating point at %.3g mA^2 is extrapolated: %.3g times "
                                  "the %s of the points (%.3g to %.3g mA^2)",
                      here_mA2, law->extrapolation, law->extrapolation > 1 ? "highest" : "lowest",
                      fit->product_low_A2 * 1e6, fit->product_high_A2 * 1e6);
  double beta_y_m = blowup->beta_y_m, ler_m = collider->ler.beta_y_m, her_m = collider->her.beta_y_m;
  if (length > 0 && (size_t)length < size && fmax(fabs(ler_m / beta_y_m - 1), fabs(her_m / beta_y_m - 1)) > 1e-6)
    snprintf(text + length, size - (size_t)length, ", and carried from beta_y* %g mm to %g/%g mm", beta_y_m * 1e3,
             ler_m * 1e3, her_m * 1e3);
}

static void curve_row(struct lr_table *t, const struct lr_blowup_input *blowup, const struct point *p, bool has_luminosity,
                      bool here) {
  const struct lr_blowup_prediction *law = &p->law;
  lr_table_row(t);
  lr_table_number(t, "product", law->product_A2 * 1e6);
  lr_table_number(t, "L_sp", has_luminosity ? lr_in_unit(p->luminosity.specific_luminosity_m2sA2, specific_unit) : NAN);
  lr_table_number(t, "emittance_y_ler", law->emittance_y_ler_m * 1e12);
  lr_table_number(t, "emittance_y_her", law->emittance_y_her_m * 1e12);
  lr_table_number(t, "low_ler", blowup->fitted ? law->low_ler_m * 1e12 : NAN);
  lr_table_number(t, "high_ler", blowup->fitted ? law->high_ler_m * 1e12 : NAN);
  bool known = blowup->fitted || blowup->tabulated;
  lr_table_number(t, "extrapolation", known ? law->extrapolation : NAN);
  lr_table_text(t, "extrapolated", !known ? "not known" : law->extrapolated ? "yes" : "no");
  lr_table_text(t, "operating_point", here ? "yes" : "no");
}

enum lr_status lr_blowup_curve_table(const struct lr_blowup_input *blowup, const struct lr_collider *collider,
                                     struct lr_table **table, struct lr_error *error) {
  double ler_A = 0, her_A = 0;
  struct point here, p;
  enum lr_status status = bunch_currents(collider, &ler_A, &her_A, error);
  if (status == LR_OK) status = predict(blowup, collider, ler_A, her_A, &here, error);
  if (status != LR_OK) return status;
  double here_A2 = here.law.product_A2;
  double from_A2 = blowup->fitted ? fmin(here_A2, blowup->fit.product_low_A2) : here_A2 / 10;
  double to_A2 = 1.2 * (blowup->fitted ? fmax(here_A2, blowup->fit.product_high_A2) : here_A2);
  if (blowup->tabulated) {
    from_A2 = blowup->curve.product_A2[0];
    to_A2 = blowup->curve.product_A2[blowup->curve.count - 1];
  }
  char title[512];
  title_of(blowup, collider, &here.law, title, sizeof title);
  struct lr_table *t = *table = lr_table_create("blowup_curve", title);
  lr_table_column(t, "product", LR_NUMBER, "mA^2", "of the two bunch currents, in the ratio that they have here", "");
  lr_table_column(t, "L_sp", LR_NUMBER, specific_unit,
                  "L / (n_b I_b+ I_b-) with these emittances and the optics here; empty where a bunch length has no value",
                  "model.md M7");
  lr_table_column(t, "emittance_y_ler", LR_NUMBER, "pm", "by the law or curve", "model.md M13");
  lr_table_column(t, "emittance_y_her", LR_NUMBER, "pm", "by the law or curve and the sharing assumed", "model.md M13");
  lr_table_column(t, "low_ler", LR_NUMBER, "pm", "1 sigma below, from the fit alone", "model.md M13");
  lr_table_column(t, "high_ler", LR_NUMBER, "pm", "1 sigma above, from the fit alone", "model.md M13");
  lr_table_column(t, "extrapolation", LR_NUMBER, "", "product over the highest point, or the lowest below it; 1: inside", "");
  lr_table_column(t, "extrapolated", LR_TEXT, "", "yes: beyond the points or the curve; not known: there are none", "");
  lr_table_column(t, "operating_point", LR_TEXT, "", "yes: of the scenario", "");
  bool shown = false;
  for (int i = 0; i <= CURVE_STEPS; i++) {
    double product_A2 = from_A2 + (to_A2 - from_A2) * i / CURVE_STEPS, scale = sqrt(product_A2 / here_A2);
    if (!shown && here_A2 <= product_A2 * (1 + 1e-9)) {
      curve_row(t, blowup, &here, true, true);
      shown = true;
      if (fabs(here_A2 / product_A2 - 1) < 1e-9) continue;  // it is a step itself
    }
    status = predict(blowup, collider, scale * ler_A, scale * her_A, &p, error);
    if (status != LR_OK && status != LR_E_DOMAIN) break;
    curve_row(t, blowup, &p, status == LR_OK, false);
    status = LR_OK;
  }
  if (!shown && status == LR_OK) curve_row(t, blowup, &here, true, true);  // beyond the end of a curve
  return status;
}
