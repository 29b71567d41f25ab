// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/lifetime.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/constants.h"
#include "machine/quantum_lifetime.h"

static const double no_loss_per_s = 1e-30, whole_ring = 0.95;

static const struct {
  const char *key, *formula;
} PROCESSES[] = {
#define LR_LIFETIME_ROW(name, key, formula) {key, formula},
    LR_LIFETIME_LIST(LR_LIFETIME_ROW)
#undef LR_LIFETIME_ROW
};

const char *lr_lifetime_key(enum lr_lifetime_process process) { return PROCESSES[process].key; }

struct point {  // what the processes need at hand
  const struct lr_collider *collider;
  const struct lr_ring *ring, *opposite;
  const struct lr_lifetime_input *input;
  struct lr_ring_state state, opposite_state;
  double luminosity_m2s;
  struct lr_optics_point mean;
};

static struct lr_optics_point mean_optics(const struct point *p) {
  struct lr_optics_point mean = lr_optics_smooth(p->collider->circumference_m, p->ring->tune_x, p->ring->tune_y,
                                                 p->input->momentum_compaction);
  if (!isnan(p->input->mean_beta_x_m)) mean.beta_x_m = p->input->mean_beta_x_m;
  if (!isnan(p->input->mean_beta_y_m)) mean.beta_y_m = p->input->mean_beta_y_m;
  if (!isnan(p->input->mean_eta_x_m)) mean.eta_x_m = p->input->mean_eta_x_m;
  return mean;
}

bool lr_lifetime_local_acceptance(const struct lr_lifetime_input *input, double *smallest) {
  const struct lr_optics_table of_twiss = input->twiss ? lr_twiss_optics(input->twiss) : (struct lr_optics_table){0};
  const struct lr_optics_table *optics = input->optics ? input->optics : &of_twiss;
  if (!optics->acceptance) return false;
  double least = INFINITY;
  for (size_t i = 0; i < optics->points; i++) least = fmin(least, optics->acceptance[i]);
  if (smallest) *smallest = least;
  return true;
}

static enum lr_status touschek(const struct point *p, struct lr_lifetime_budget *b, struct lr_error *error) {
  const struct lr_lifetime_input *in = p->input;
  struct lr_touschek_beam beam = {p->state.gamma,           p->state.radius_m,        p->state.bunch_population,
                                  p->ring->emittance_x_m,   lr_ring_particle_emittance_y(p->ring), p->state.sigma_z_m,
                                  in->energy_spread};
  double *rate = &b->rate_per_s[LR_LIFETIME_TOUSCHEK];
  char *note = b->note[LR_LIFETIME_TOUSCHEK];
  const char *form = in->touschek_form == LR_TOUSCHEK_BRUCK ? "M14 Bruck" : "M15 Piwinski";
  const struct lr_optics_table of_twiss = in->twiss ? lr_twiss_optics(in->twiss) : (struct lr_optics_table){0};
  const struct lr_optics_table *optics = in->optics ? in->optics : in->twiss ? &of_twiss : NULL;
  bool local = optics && optics->acceptance;
  if (isnan(in->energy_spread) || (!local && isnan(in->momentum_acceptance))) {
    b->missing[LR_LIFETIME_TOUSCHEK] = "energy_spread, momentum_acceptance";
    return LR_OK;
  }
  if (optics) {
    const char *file = in->optics ? "" : in->twiss->name, *slash = strrchr(file, '/');
    double length_m = optics->s_m[optics->points - 1] - optics->s_m[0], covered = length_m / p->collider->circumference_m;
    int used = snprintf(note, sizeof b->note[0], "%s, optics%s%.32s: %zu places over %.6g m%s", form, *file ? " of " : "",
                        slash ? slash + 1 : file, optics->points, length_m, local ? ", local acceptance" : "");
    if (covered < whole_ring && !(fabs(1 / covered - round(1 / covered)) < 0.02))  // a period of the ring stands for all of it
      snprintf(note + used, sizeof b->note[0] - (size_t)used, "; warning: %.0f %% of the ring alone", 100 * covered);
    return lr_touschek_rate(in->touschek_form, &beam, optics, in->momentum_acceptance, rate, error);
  }
  if (isnan(p->mean.beta_x_m) || isnan(p->mean.beta_y_m) || isnan(p->mean.eta_x_m)) {
    b->missing[LR_LIFETIME_TOUSCHEK] = "tunes and momentum_compaction, or ring averages";
    return LR_OK;
  }
  snprintf(note, sizeof b->note[0], "%s, ring averages beta %.3g/%.3g m, eta_x %.3g m", form, p->mean.beta_x_m,
           p->mean.beta_y_m, p->mean.eta_x_m);
  return lr_touschek_rate_at(in->touschek_form, &beam, &p->mean, in->momentum_acceptance, rate, error);
}

static enum lr_status beam_gas(const struct point *p, struct lr_lifetime_budget *b, struct lr_error *error) {
  const struct lr_lifetime_input *in = p->input;
  if (in->gas.elements == 0 || isnan(in->momentum_acceptance)) {
    const char *missing = in->gas.elements == 0 ? "gas" : "momentum_acceptance";
    b->missing[LR_LIFETIME_GAS_BREMSSTRAHLUNG] = b->missing[LR_LIFETIME_GAS_COULOMB] = missing;
    return LR_OK;
  }
  struct lr_gas_aperture aperture = {in->aperture_y_m, in->aperture_y_beta_m,
                                     isnan(in->gas_beta_y_m) ? p->mean.beta_y_m : in->gas_beta_y_m};
  bool has_aperture = !isnan(aperture.half_height_m) && !isnan(aperture.beta_y_m) && !isnan(aperture.mean_beta_y_m);
  struct lr_gas_rates rates;
  enum lr_status status = lr_gas_rates_evaluate(&in->gas, has_aperture ? &aperture : NULL, p->state.gamma,
                                                in->momentum_acceptance, p->state.current_A, &rates, error);
  if (status) return status;
  b->rate_per_s[LR_LIFETIME_GAS_BREMSSTRAHLUNG] = rates.bremsstrahlung_per_s;
  b->rate_per_s[LR_LIFETIME_GAS_COULOMB] = rates.coulomb_per_s;
  snprintf(b->note[LR_LIFETIME_GAS_BREMSSTRAHLUNG], sizeof b->note[0], "%.3g Pa, %.3g atoms per m^3", rates.pressure_Pa,
           rates.atoms_per_m3);
  if (has_aperture)
    snprintf(b->note[LR_LIFETIME_GAS_COULOMB], sizeof b->note[0], "half height %.3g mm at beta_y %.3g m, mean beta_y %.3g m",
             aperture.half_height_m * 1e3, aperture.beta_y_m, aperture.mean_beta_y_m);
  else
    b->missing[LR_LIFETIME_GAS_COULOMB] = "aperture_y, aperture_y_beta, mean beta_y";
  return LR_OK;
}

static enum lr_status bhabha(const struct point *p, struct lr_lifetime_budget *b, struct lr_error *error) {
  const struct lr_lifetime_input *in = p->input;
  double cross_section_m2 = in->bhabha_cross_section_m2;
  char *note = b->note[LR_LIFETIME_BHABHA];
  if (in->bhabha_model == LR_BHABHA_EFFECTIVE) {
    if (isnan(cross_section_m2)) {
      b->missing[LR_LIFETIME_BHABHA] = "bhabha_cross_section";
      return LR_OK;
    }
    snprintf(note, sizeof b->note[0], "effective cross-section %.4g mb", cross_section_m2 * 1e31);
  } else {
    if (isnan(in->momentum_acceptance)) {
      b->missing[LR_LIFETIME_BHABHA] = "momentum_acceptance";
      return LR_OK;
    }
    double s_eV2 = 2 * p->ring->energy_eV * p->opposite->energy_eV * (1 + cos(p->collider->crossing_angle_rad));
    enum lr_status status = lr_bhabha_cross_section(in->bhabha_model, s_eV2, in->momentum_acceptance,
                                                    p->opposite_state.sigma_y_m, &cross_section_m2, error);
    if (status) return status;
    snprintf(note, sizeof b->note[0], "%s: %.4g mb", in->bhabha_model == LR_BHABHA_CUT ? "cut at sigma_y'" : "no cut",
             cross_section_m2 * 1e31);
  }
  return lr_bhabha_rate(p->luminosity_m2s, cross_section_m2, p->collider->bunches * p->state.bunch_population,
                        &b->rate_per_s[LR_LIFETIME_BHABHA], error);
}

static enum lr_status quantum(struct lr_lifetime_budget *b, enum lr_lifetime_process process, double sigmas,
                              double damping_time_s, const char *missing, struct lr_error *error) {
  if (isnan(sigmas) || isnan(damping_time_s)) {
    b->missing[process] = missing;
    return LR_OK;
  }
  snprintf(b->note[process], sizeof b->note[0], "aperture of %.3g rms sizes", sigmas);
  return lr_quantum_rate(sigmas, damping_time_s, &b->rate_per_s[process], error);
}

static enum lr_status quantum_planes(const struct point *p, struct lr_lifetime_budget *b, struct lr_error *error) {
  const struct lr_lifetime_input *in = p->input;
  double x = in->aperture_x_m / sqrt(p->ring->emittance_x_m * in->aperture_x_beta_m);
  double y = in->aperture_y_m / sqrt(lr_ring_particle_emittance_y(p->ring) * in->aperture_y_beta_m);
  enum lr_status status = quantum(b, LR_LIFETIME_QUANTUM_X, x, in->damping_time_s,
                                  "aperture_x, aperture_x_beta, damping_time", error);
  if (!status)
    status = quantum(b, LR_LIFETIME_QUANTUM_Y, y, in->damping_time_s, "aperture_y, aperture_y_beta, damping_time", error);
  if (!status)
    status = quantum(b, LR_LIFETIME_QUANTUM_S, in->momentum_acceptance / in->energy_spread, in->damping_time_energy_s,
                     "momentum_acceptance, energy_spread, damping_time_energy", error);
  return status;
}

enum lr_status lr_lifetime_evaluate(const struct lr_collider *collider, bool her, const struct lr_lifetime_input *input,
                                    double luminosity_m2s, struct lr_lifetime_budget *budget, struct lr_error *error) {
  struct point p = {.collider = collider,
                    .ring = her ? &collider->her : &collider->ler,
                    .opposite = her ? &collider->ler : &collider->her,
                    .input = input,
                    .luminosity_m2s = luminosity_m2s};
  memset(budget, 0, sizeof *budget);
  for (int i = 0; i < LR_LIFETIME_PROCESSES; i++) budget->rate_per_s[i] = NAN;
  if (p.ring->particle != LR_ELECTRON)
    return lr_error_set(error, LR_E_DOMAIN, "lifetimes are those of electrons and positrons");
  enum lr_status status = lr_ring_evaluate(collider, p.ring, &p.state, error);
  if (!status) status = lr_ring_evaluate(collider, p.opposite, &p.opposite_state, error);
  p.mean = mean_optics(&p);
  if (!status) status = touschek(&p, budget, error);
  if (!status) status = beam_gas(&p, budget, error);
  if (!status) status = bhabha(&p, budget, error);
  if (!status) status = quantum_planes(&p, budget, error);
  if (status) return error ? lr_error_context(error, "lifetime of the %s", her ? "her" : "ler") : status;
  budget->state = p.state;
  budget->touschek_form = input->touschek_form;
  for (int i = 0; i < LR_LIFETIME_PROCESSES; i++) {
    if (isnan(budget->rate_per_s[i])) continue;
    budget->rate_total_per_s += budget->rate_per_s[i];
    budget->evaluated++;
  }
  return LR_OK;
}

static void add(struct lr_table *t, const struct lr_lifetime_row *row, const char *process, double rate_per_s,
                const char *formula, const char *note) {
  lr_table_row(t);
  lr_table_text(t, "point", row->point);
  lr_table_text(t, "ring", row->ring);
  lr_table_text(t, "process", process);
  lr_table_text(t, "formula", formula);
  if (rate_per_s > no_loss_per_s) {
    lr_table_number(t, "value", 1 / (60 * rate_per_s));
    lr_table_text(t, "note", note);
  } else {
    char text[192];
    snprintf(text, sizeof text, "%s%s%s", isnan(rate_per_s) ? "not evaluated: needs " : "no loss",
             !isnan(rate_per_s) && *note ? "; " : "", note);
    lr_table_text(t, "note", text);
  }
  if (isnan(rate_per_s)) return;
  double total = row->budget->rate_total_per_s;
  lr_table_number(t, "share", total > no_loss_per_s ? rate_per_s / total : NAN);
}

struct lr_table *lr_lifetime_table(const struct lr_lifetime_row *rows, int count) {
  struct lr_table *t = lr_table_create("lifetimes", "Lifetimes from optics, vacuum and collision; the fill itself runs with those of fill_summary");
  lr_table_column(t, "point", LR_TEXT, "", "operating point", "");
  lr_table_column(t, "ring", LR_TEXT, "", "ring that loses particles", "");
  lr_table_column(t, "process", LR_TEXT, "", "what takes them; total: all that have a value", "");
  lr_table_column(t, "value", LR_NUMBER, "min", "-N / (dN/dt) at the present current; empty: no loss or not evaluated",
                  "model.md M19");
  lr_table_column(t, "share", LR_NUMBER, "", "of the total loss rate", "model.md M19");
  lr_table_column(t, "formula", LR_TEXT, "", "equation of model.md", "");
  lr_table_column(t, "note", LR_TEXT, "", "figures used, or what is missing", "");
  for (int r = 0; r < count; r++) {
    const struct lr_lifetime_budget *b = rows[r].budget;
    for (int i = 0; i < LR_LIFETIME_PROCESSES; i++) {
      const char *formula = PROCESSES[i].formula;
      if (i == LR_LIFETIME_TOUSCHEK) formula = b->touschek_form == LR_TOUSCHEK_BRUCK ? "M14" : "M15";
      add(t, &rows[r], PROCESSES[i].key, b->rate_per_s[i], formula, b->missing[i] ? b->missing[i] : b->note[i]);
    }
    char note[64];
    snprintf(note, sizeof note, "%d of %d processes evaluated", b->evaluated, LR_LIFETIME_PROCESSES);
    add(t, &rows[r], "total", b->rate_total_per_s, "M19", note);
  }
  return t;
}
