// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>

#include "base/constants.h"
#include "machine/track/products_table.h"

struct column {
  const char *value, *error, *unit, *description;
  double per_SI;
};
static const struct column SIGMA[] = {{"sigma_x", "sigma_x_error", "um", "rms at the IP before the collision, weak ring", 1e6},
                                      {"sigma_y", "sigma_y_error", "um", "rms at the IP before the collision, weak ring", 1e6},
                                      {"sigma_z", "sigma_z_error", "mm", "rms, weak ring", 1e3}};
static const struct column EMITTANCE[] = {{"emittance_x", "emittance_x_error", "nm", "rms, weak ring", 1e9},
                                          {"emittance_y", "emittance_y_error", "pm", "rms, weak ring", 1e12}};
static const struct column LUMINOSITY = {"luminosity", "luminosity_error", "cm^-2 s^-1", "mean over the averaged turns, all bunches", 1e-4};
static const struct column SPECIFIC = {"specific_luminosity", "specific_luminosity_error", "cm^-2 s^-1 mA^-2", "luminosity / (bunches I_b+ I_b-)",
                                       1e-10};

static void add_columns(struct lr_table *t, const struct column *c) {
  lr_table_column(t, c->value, LR_NUMBER, c->unit, c->description, "model.md K10");
  lr_table_column(t, c->error, LR_NUMBER, c->unit, "one standard deviation, statistical", "model.md K11");
}

static void add(struct lr_table *t, const struct column *c, struct lr_track_quantity q, double factor) {
  lr_table_number(t, c->value, q.value * factor * c->per_SI);
  lr_table_number(t, c->error, q.error * factor * c->per_SI);
}

struct lr_table *lr_track_tune_scan_table(const struct lr_collider *collider, const struct lr_track_setting *setting,
                                          const struct lr_track_tune_point *point, size_t points) {
  const int weak = setting->input.weak;
  struct lr_table *t = lr_table_create("tune_scan", weak ? "Equilibrium with collision against the tunes of the her" : "Equilibrium with collision against the tunes of the ler");
  lr_table_column(t, "tune_x", LR_NUMBER, "", "without collision, weak ring", "model.md K12");
  lr_table_column(t, "tune_y", LR_NUMBER, "", "without collision, weak ring", "model.md K12");
  add_columns(t, &LUMINOSITY);
  add_columns(t, &SPECIFIC);
  for (int k = 0; k < 3; k++) add_columns(t, &SIGMA[k]);
  for (int k = 0; k < 2; k++) add_columns(t, &EMITTANCE[k]);
  lr_table_column(t, "lost_fraction", LR_NUMBER, "", "macro-particles beyond an aperture, of all", "");
  lr_table_column(t, "converged", LR_TEXT, "", "yes, no", "model.md K11");
  lr_table_column(t, "failure", LR_TEXT, "", "empty; lost: no particle left; failed: the run stopped; else the rest is as told by it", "");
  double f0 = lr_revolution_frequency(collider);
  double per_mA2 = 1 / (setting->ring[0].number * setting->ring[1].number * LR_E_C * LR_E_C * f0 * f0);
  for (size_t i = 0; i < points; i++) {
    const struct lr_track_tune_point *p = &point[i];
    lr_table_row(t);
    lr_table_number(t, "tune_x", p->tune[0]);
    lr_table_number(t, "tune_y", p->tune[1]);
    lr_table_number(t, "lost_fraction", p->lost_fraction);
    if (p->failed) {
      lr_table_text(t, "failure", p->why);
      continue;
    }
    const struct lr_track_beam_result *beam = &p->result.beam[weak];
    add(t, &LUMINOSITY, p->result.luminosity_m2, f0 * collider->bunches);
    add(t, &SPECIFIC, p->result.luminosity_m2, f0 * per_mA2);
    for (int k = 0; k < 3; k++) add(t, &SIGMA[k], beam->sigma_m[k], 1);
    for (int k = 0; k < 2; k++) add(t, &EMITTANCE[k], beam->emittance_m[k], 1);
    lr_table_text(t, "converged", p->result.converged ? "yes" : "no");
  }
  return t;
}

struct lr_table *lr_track_footprint_table(const struct lr_track_setting *setting, const struct lr_track_footprint_point *point, size_t points) {
  struct lr_table *t = lr_table_create("footprint", setting->input.weak ? "Tunes of the her with collision against amplitude" : "Tunes of the ler with collision against amplitude");
  lr_table_column(t, "amplitude_x", LR_NUMBER, "sigma", "sigma without collision", "model.md K12");
  lr_table_column(t, "amplitude_y", LR_NUMBER, "sigma", "sigma without collision", "model.md K12");
  lr_table_column(t, "tune_x", LR_NUMBER, "", "highest line of the spectrum", "model.md K12");
  lr_table_column(t, "tune_y", LR_NUMBER, "", "highest line of the spectrum", "model.md K12");
  lr_table_column(t, "diffusion", LR_NUMBER, "", "distance of the tunes of both halves of the turns", "model.md K12");
  for (size_t i = 0; i < points; i++) {
    lr_table_row(t);
    lr_table_number(t, "amplitude_x", point[i].amplitude[0]);
    lr_table_number(t, "amplitude_y", point[i].amplitude[1]);
    lr_table_number(t, "tune_x", point[i].tune[0]);
    lr_table_number(t, "tune_y", point[i].tune[1]);
    lr_table_number(t, "diffusion", point[i].diffusion);
  }
  return t;
}
