// SPDX-License-Identifier: GPL-3.0-or-later
// A tracked curve as a table for people, and as the file that `blowup: {curve: FILE}` reads.
#include <math.h>
#include <string.h>

#include "base/units.h"
#include "machine/track/curve.h"

static const char *const SPECIFIC = "cm^-2 s^-1 mA^-2";

static const char *state_of(const struct lr_track_curve_point *c) {
  return c->stopped ? "stopped" : !c->tracked ? "not tracked" : c->converged ? "yes" : "no";
}

struct lr_table *lr_track_curve_table(const struct lr_track_curve_point *point, size_t count) {
  struct lr_table *t = lr_table_create("specific_luminosity", "Specific luminosity against the product of the bunch currents, by tracking");
  lr_table_column(t, "product", LR_NUMBER, "mA^2", "of the two bunch currents, at a fixed ratio", "");
  lr_table_column(t, "bunch_current_ler", LR_NUMBER, "mA", "", "");
  lr_table_column(t, "bunch_current_her", LR_NUMBER, "mA", "", "");
  lr_table_column(t, "L_sp", LR_NUMBER, SPECIFIC, "L / (n_b I_b+ I_b-): mean of what the particles of both rings see", "model.md K14");
  lr_table_column(t, "L_sp_error", LR_NUMBER, SPECIFIC, "1 sigma of the averages and L_sp_systematic, in quadrature", "model.md K14");
  lr_table_column(t, "L_sp_systematic", LR_NUMBER, SPECIFIC, "half the difference of what the two rings see: of the model, not of statistics", "model.md K14");
  lr_table_column(t, "difference", LR_NUMBER, "%", "luminosity that the her sees over that of the ler, less 1", "model.md K14");
  lr_table_column(t, "sigma_x_ler", LR_NUMBER, "um", "tracked, at the IP", "");
  lr_table_column(t, "sigma_x_her", LR_NUMBER, "um", "tracked, at the IP", "");
  lr_table_column(t, "sigma_y_ler", LR_NUMBER, "nm", "tracked, at the IP", "");
  lr_table_column(t, "sigma_y_her", LR_NUMBER, "nm", "tracked, at the IP", "");
  lr_table_column(t, "emittance_y_ler", LR_NUMBER, "pm", "effective: gives this luminosity by M2", "model.md K14");
  lr_table_column(t, "emittance_y_her", LR_NUMBER, "pm", "effective: gives this luminosity by M2", "model.md K14");
  lr_table_column(t, "emittance_error", LR_NUMBER, "%", "of the effective emittances, from L_sp_error and the errors of the sizes", "model.md K14");
  lr_table_column(t, "emittance_y_ler_tracked", LR_NUMBER, "pm", "of the particles", "");
  lr_table_column(t, "emittance_y_her_tracked", LR_NUMBER, "pm", "of the particles", "");
  lr_table_column(t, "drift", LR_NUMBER, "sigma", "largest drift within an average, of the normal distribution", "model.md K11");
  lr_table_column(t, "lost", LR_NUMBER, "%", "particles beyond the aperture, of both rings", "");
  lr_table_column(t, "converged", LR_TEXT, "", "yes, no; at no current nothing is tracked; stopped: by the user, before it was done", "model.md K11");
  for (size_t p = 0; p < count; p++) {
    const struct lr_track_curve_point *c = &point[p];
    static const char *const NAME[][2] = {{"bunch_current_ler", "bunch_current_her"}, {"sigma_x_ler", "sigma_x_her"}, {"sigma_y_ler", "sigma_y_her"},
                                          {"emittance_y_ler", "emittance_y_her"}, {"emittance_y_ler_tracked", "emittance_y_her_tracked"}};
    lr_table_row(t);
    lr_table_number(t, "product", c->product_A2 * 1e6);
    for (int k = 0; k < 2; k++) lr_table_number(t, NAME[0][k], c->bunch_current_A[k] * 1e3);
    lr_table_text(t, "converged", state_of(c));
    if (c->stopped) continue;
    lr_table_number(t, "L_sp", lr_in_unit(c->specific_m2sA2.value, SPECIFIC));
    lr_table_number(t, "L_sp_error", lr_in_unit(c->specific_m2sA2.error, SPECIFIC));
    lr_table_number(t, "L_sp_systematic", lr_in_unit(c->systematic_m2sA2, SPECIFIC));
    lr_table_number(t, "difference", c->tracked ? 100 * (c->luminosity_m2[1].value / c->luminosity_m2[0].value - 1) : NAN);
    for (int k = 0; k < 2; k++) {
      lr_table_number(t, NAME[1][k], c->sigma_m[k][0].value * 1e6);
      lr_table_number(t, NAME[2][k], c->sigma_m[k][1].value * 1e9);
      lr_table_number(t, NAME[3][k], c->effective_m[k] * 1e12);
      lr_table_number(t, NAME[4][k], c->emittance_m[k][1].value * 1e12);
    }
    lr_table_number(t, "emittance_error", c->effective_error[0] * 100);
    lr_table_number(t, "drift", c->tracked ? c->drift_sigma : NAN);
    lr_table_number(t, "lost", c->tracked ? 50 * (c->lost_fraction[0] + c->lost_fraction[1]) : NAN);
  }
  return t;
}

// An empty cell where it is not known.
static void add_percent(struct lr_buffer *out, double part, double of) {
  double percent = of > 0 ? part / of * 100 : 0;
  if (isfinite(percent)) lr_buffer_print(out, "%.3g", percent);
  lr_buffer_add(out, ",");
}

void lr_track_curve_write(const struct lr_track_curve_point *point, size_t count, const char *head, struct lr_buffer *out) {
  while (*head) {
    size_t length = strcspn(head, "\n");
    lr_buffer_print(out, "# %.*s\n", (int)length, head);
    head += length + (head[length] == '\n');
  }
  lr_buffer_print(out, "bunch_current_product_mA2,emittance_y_ler_pm,emittance_y_her_pm,emittance_error_percent,specific_luminosity_1e31,"
                       "error_percent,systematic_percent,tracked_emittance_y_ler_pm,tracked_emittance_y_her_pm,sigma_y_ler_nm,sigma_y_her_nm,beta_y_ler_mm,beta_y_her_mm,crab_waist_ler_percent,crab_waist_her_percent,"
                       "bunch_length_ler_mm,bunch_length_her_mm,converged\n");
  for (size_t p = 0; p < count; p++) {
    const struct lr_track_curve_point *c = &point[p];
    if (c->stopped) {
      lr_buffer_print(out, "%.10g,,,,,,,,,,,,,,,,,stopped\n", c->product_A2 * 1e6);
      continue;
    }
    lr_buffer_print(out, "%.10g,%.10g,%.10g,", c->product_A2 * 1e6, c->effective_m[0] * 1e12, c->effective_m[1] * 1e12);
    add_percent(out, c->effective_error[0], 1);
    lr_buffer_print(out, "%.10g,", lr_in_unit(c->specific_m2sA2.value, SPECIFIC) * 1e-31);
    add_percent(out, c->specific_m2sA2.error, c->specific_m2sA2.value);
    add_percent(out, c->systematic_m2sA2, c->specific_m2sA2.value);
    lr_buffer_print(out, "%.5g,%.5g,%.5g,%.5g,", c->emittance_m[0][1].value * 1e12, c->emittance_m[1][1].value * 1e12, c->sigma_m[0][1].value * 1e9, c->sigma_m[1][1].value * 1e9);
    const struct lr_blowup_optics *o = &c->optics;
    lr_buffer_print(out, "%.10g,%.10g,%.10g,%.10g,%.6g,%.6g,%s\n", o->beta_y_m[0] * 1e3, o->beta_y_m[1] * 1e3, o->crab_waist[0] * 100,
                    o->crab_waist[1] * 100, o->bunch_length_m[0] * 1e3, o->bunch_length_m[1] * 1e3,
                    state_of(c));
  }
}
