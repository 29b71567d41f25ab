// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/limits.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "machine/acceptance.h"
#include "machine/limits_rows.h"
#include "machine/quantum_lifetime.h"
#include "machine/rf_bucket.h"
#include "machine/tmci.h"

struct lr_limits lr_limits_none(void) {
  const struct lr_limit_figure none = {.value = NAN};
  struct lr_limits_ring ring;
  for (size_t i = 0; i < sizeof ring / sizeof none; i++) memcpy((char *)&ring + i * sizeof none, &none, sizeof none);
  return (struct lr_limits){false, ring, ring, {{0}, {0}}, none, none, none, none, none};
}

static void add_plain(const struct lr_limits_at *at, const struct lr_limit_row *row, double value, const char *key,
                      const struct lr_limit_figure *bound) {
  lr_limits_add(at->found, row, value, bound->value, &(struct lr_limit_part){key, bound}, 1);
}

// U0, and the figure that it is from.
static struct lr_limit_part energy_loss(const struct lr_limits_at *at, double *loss_eV) {
  const struct lr_limits_ring *of = at->of;
  bool given = isfinite(of->energy_loss_eV.value) || !isfinite(of->damping_time_s.value);
  *loss_eV = given ? of->energy_loss_eV.value
                   : lr_energy_loss_per_turn(at->beam->energy_eV, 1 / (at->f0_Hz * of->damping_time_s.value));
  return given ? (struct lr_limit_part){"energy_loss", &of->energy_loss_eV}
               : (struct lr_limit_part){"damping_time", &of->damping_time_s};
}

// Rows against the lifetime that is needed: what sets it comes first in `parts`.
static int needed_parts(const struct lr_limits_at *at, struct lr_limit_part parts[4]) {
  const struct lr_limits_ring *of = at->of;
  parts[0] = (struct lr_limit_part){"least_lifetime", &of->least_lifetime_s};
  if (isfinite(of->least_lifetime_s.value)) return 1;
  parts[0] = (struct lr_limit_part){"bunch_charge", &of->bunch_charge_C};
  parts[1] = (struct lr_limit_part){"bunches_per_pulse", &of->bunches_per_pulse};
  parts[2] = (struct lr_limit_part){"pulse_rate", &of->pulse_rate_Hz};
  parts[3] = (struct lr_limit_part){"efficiency", &of->efficiency};
  return 4;
}

static struct lr_limit_figure of_input(const struct lr_limits_at *at, double value) {
  struct lr_limit_figure figure = {.value = value, .source = "'lifetime' of the machine"};
  memcpy(figure.status, at->input->status, sizeof figure.status);
  return figure;
}

static enum lr_status add_acceptance(const struct lr_limits_at *at, struct lr_error *error) {
  double smallest;
  if (at->input && lr_lifetime_local_acceptance(at->input, &smallest)) {  // one number does not set them
    const struct lr_limit_figure local = of_input(at, smallest);
    const struct lr_limit_row withheld = {"dynamic_aperture", at->name, "%", NULL, 100, true, "the optics give a local acceptance"};
    lr_limits_add(at->found, &withheld, smallest, NAN, &(struct lr_limit_part){"optics", &local}, 1);
    return LR_OK;
  }
  if (!at->input || !isfinite(at->input->momentum_acceptance) || !isfinite(at->needed_s)) return LR_OK;
  struct lr_lifetime_budget budget;
  enum lr_status status = lr_lifetime_evaluate(at->collider, at->her, at->input, at->luminosity_m2s, &budget, error);
  if (status != LR_OK || isnan(budget.rate_per_s[LR_LIFETIME_TOUSCHEK])) return status;
  double bound;
  status = lr_acceptance_for_lifetime(at->collider, at->her, at->input, at->luminosity_m2s, at->needed_s, &bound, error);
  if (status != LR_OK) return status;
  const struct lr_limit_figure acceptance = of_input(at, at->input->momentum_acceptance);
  struct lr_limit_part parts[5];
  int count = needed_parts(at, parts);
  parts[count++] = (struct lr_limit_part){"momentum_acceptance", &acceptance};
  struct lr_limit_row row = {"dynamic_aperture", at->name, "%", NULL, 100, true, NULL};
  char formula[200];
  double given_s = at->of->lifetime_s.value;
  int used = snprintf(formula, sizeof formula, "momentum acceptance, from below: the lifetime budget is %s (M30)",
                      isfinite(at->of->least_lifetime_s.value) ? "least_lifetime" : "I / (f0 q n f_pulse eta)");
  if (fabs(log(at->budget_s / given_s)) > log(1.5))  // not when one of them is NaN
    snprintf(formula + used, sizeof formula - (size_t)used, "; the budget is %.3g min here, the lifetime given %.3g min",
             at->budget_s / 60, given_s / 60);
  row.formula = formula;
  if (bound == 0) row.why = "the lifetime is long enough with any momentum acceptance";
  if (isinf(bound)) row.why = "no momentum acceptance below 10 % gives the lifetime needed";
  lr_limits_add(at->found, &row, at->input->momentum_acceptance, bound, parts, count);
  return LR_OK;
}

static void add_power(const struct lr_limits_at *at) {
  const struct lr_limits_ring *of = at->of;
  double loss_eV, bound_W = of->beam_power_W.value;
  bool whole = isfinite(bound_W) || !isfinite(of->cavities.value + of->cavity_power_W.value);
  const struct lr_limit_part loss = energy_loss(at, &loss_eV);
  const struct lr_limit_part parts[] = {
      whole ? (struct lr_limit_part){"beam_power", &of->beam_power_W} : (struct lr_limit_part){"power_per_cavity", &of->cavity_power_W},
      loss, {"cavities", &of->cavities}};
  if (!whole) bound_W = of->cavities.value * of->cavity_power_W.value;
  char formula[120];
  snprintf(formula, sizeof formula, "U0 I / e, %s; at most %s", loss.figure == &of->damping_time_s ? "U0 = E T0 / tau_s (M18)" : "U0 given",
           whole ? "the power given" : "cavities times power_per_cavity");
  const struct lr_limit_row row = {"beam_power", at->name, "MW", formula, 1e-6, false, NULL};
  if (whole && !isfinite(bound_W)) return;
  lr_limits_add(at->found, &row, loss_eV * at->state->current_A, bound_W, parts, whole ? 2 : 3);  // eV A / e = W
}

static enum lr_status add_rf(const struct lr_limits_at *at, struct lr_error *error) {
  double loss_eV;
  const struct lr_limit_part loss = energy_loss(at, &loss_eV);
  double voltage_V = at->of->rf_voltage_V.value;
  lr_limits_add(at->found, &(struct lr_limit_row){"rf_voltage", at->name, "MV",
                                                  "V_RF, from below: U0 / e; the over-voltage factor is 1 + margin", 1e-6, true, NULL},
                voltage_V, loss_eV, (const struct lr_limit_part[]){{"rf_voltage", &at->of->rf_voltage_V}, loss}, 2);
  const struct lr_lifetime_input *in = at->input;
  if (!in || !isfinite(in->momentum_compaction) || !(voltage_V >= loss_eV) || !isfinite(at->limits->harmonic_number.value)) return LR_OK;
  const struct lr_rf_bucket bucket = {voltage_V, loss_eV, at->beam->energy_eV, in->momentum_compaction,
                                      at->limits->harmonic_number.value};
  double half_height;
  enum lr_status status = lr_rf_bucket_half_height(&bucket, &half_height, error);
  if (status != LR_OK) return status;
  const struct lr_limit_figure other = of_input(at, in->momentum_compaction);
  struct lr_limit_part all[8] = {{"rf_voltage", &at->of->rf_voltage_V}, loss, {"harmonic_number", &at->limits->harmonic_number},
                                 {"momentum_compaction", &other}};
  double acceptance = in->momentum_acceptance;
  bool local = lr_lifetime_local_acceptance(in, &acceptance);
  const char *formula = local ? "half height of the bucket (M29), from below: the smallest local acceptance of the optics"
                              : "half height of the bucket (M29), from below: the momentum acceptance";
  if (isfinite(acceptance))
    lr_limits_add(at->found, &(struct lr_limit_row){"rf_bucket", at->name, "%", formula, 100, true, NULL}, half_height, acceptance,
                  all, 4);
  double sigmas = lr_acceptance_sigmas(at->needed_s, in->damping_time_energy_s);
  if (isfinite(sigmas) && isfinite(in->energy_spread))
    lr_limits_add(at->found, &(struct lr_limit_row){"quantum_lifetime", at->name, "sigma",
                                                    "half height of the bucket over the energy spread, from below: its quantum "
                                                    "lifetime (M18) is the one needed", 1, true, NULL},
                  half_height / in->energy_spread, sigmas, all, 4 + needed_parts(at, all + 4));
  return LR_OK;
}

static void add_bunch_current(const struct lr_limits_at *at) {
  const struct lr_limits_ring *of = at->of;
  struct lr_limit_row row = {"bunch_current", at->name, "mA", "I_b: transverse mode coupling (collimators), the cap given", 1e3, false, NULL};
  if (!isfinite(of->beta_kick_V_C.value)) {
    add_plain(at, &row, at->state->bunch_current_A, "bunch_current", &of->bunch_current_A);
  } else {
    double bound_A = NAN;
    if (lr_tmci_threshold(at->beam->tune_s * at->f0_Hz, at->beam->energy_eV, of->beta_kick_V_C.value, &bound_A, NULL) != LR_OK)
      row.why = "needs tune_s of the ring";
    row.formula = "I_b: transverse mode coupling, 8 f_s (E/e) / sum of beta kappa of the collimators (M28)";
    lr_limits_add(at->found, &row, at->state->bunch_current_A, bound_A,
                  &(struct lr_limit_part){"collimators", &of->beta_kick_V_C}, 1);
  }
}

static void add_cloud(const struct lr_limits_at *at) {
  const struct lr_limits_cloud *cloud = &at->limits->cloud[at->her];
  double bound_A = at->of->electron_cloud_A.value, spacing_s = at->collider->circumference_m / (at->collider->bunches * LR_C_m_s);
  struct lr_limit_row row = {"electron_cloud", at->name, "mA", "I_b: electron-cloud blow-up at this spacing", 1e3, false, NULL};
  char text[120];
  if (cloud->count) {
    bound_A = lr_limits_cloud_at(cloud, spacing_s);
    bool inside = isfinite(bound_A);
    snprintf(text, sizeof text, inside ? "I_b: electron-cloud blow-up, the thresholds given at %.4g ns between bunches"
                                       : "the bunch spacing here, %.4g ns, lies outside the pairs of electron_cloud", spacing_s * 1e9);
    row.formula = text;
    if (!inside) row.why = text;
  }
  lr_limits_add(at->found, &row, at->state->bunch_current_A, bound_A,
                &(struct lr_limit_part){"electron_cloud", &at->of->electron_cloud_A}, 1);
}

// What is known of the limits whose bound is not given: at the end, so that the list does not look complete without them.
static void add_unbounded(const struct lr_limits_at *at) {
  const struct lr_limits_ring *of = at->of;
  double loss_eV;
  energy_loss(at, &loss_eV);
  if (!isfinite(of->bunch_current_A.value) && !isfinite(of->beta_kick_V_C.value))
    lr_limits_add_unbounded(at->found, &(struct lr_limit_row){"bunch_current", at->name, "mA", NULL, 1e3, false, NULL},
                            at->state->bunch_current_A, "bunch_current");
  if (!isfinite(of->beam_power_W.value) && !isfinite(of->cavity_power_W.value))
    lr_limits_add_unbounded(at->found, &(struct lr_limit_row){"beam_power", at->name, "MW", NULL, 1e-6, false, NULL},
                            loss_eV * at->state->current_A, "beam_power");
  if (!isfinite(of->least_lifetime_s.value))
    lr_limits_add_unbounded(at->found, &(struct lr_limit_row){"lifetime", at->name, "min", NULL, 1. / 60, true, NULL},
                            at->lifetime_s.value, "least_lifetime");
  if (!isfinite(of->electron_cloud_A.value))
    lr_limits_add_unbounded(at->found, &(struct lr_limit_row){"electron_cloud", at->name, "mA", NULL, 1e3, false, NULL},
                            at->state->bunch_current_A, "electron_cloud");
}

static enum lr_status add_ring(struct lr_limits_at *at, struct lr_error *error) {
  const struct lr_limits_ring *of = at->of;
  const char *ring = at->name;
  enum lr_status status = lr_limits_add_injector(at, error);
  if (status != LR_OK) return status;
  add_plain(at, &(struct lr_limit_row){"beam_beam", ring, "", "xi_y = 2 e r beta_y L / (gamma I) (M6)", 1, false, NULL},
            at->xi->xi_y_luminosity, "beam_beam", &of->beam_beam);
  add_power(at);
  add_plain(at, &(struct lr_limit_row){"current", ring, "A", "I", 1, false, NULL}, at->state->current_A, "current", &of->current_A);
  add_bunch_current(at);
  add_plain(at, &(struct lr_limit_row){"microwave", ring, "mA", "I_b: energy spread grows above it", 1e3, false, NULL},
            at->state->bunch_current_A, "microwave", &of->microwave_A);
  add_cloud(at);
  add_plain(at, &(struct lr_limit_row){"emittance", ring, "%", "eps_y / eps_x in collision, from below", 100, true, NULL},
            at->beam->emittance_y_m / at->beam->emittance_x_m, "least_coupling", &of->least_coupling);
  status = add_acceptance(at, error);
  return status == LR_OK ? add_rf(at, error) : status;
}

static void add_site_power(const struct lr_limits_at rings[2]) {
  const struct lr_limits *limits = rings[0].limits;
  double loss_eV[2];
  struct lr_limit_part parts[] = {{"power_contract", &limits->power_contract_W},
                                  {"site_power_fixed", &limits->site_power_fixed_W},
                                  {"rf_efficiency", &limits->rf_efficiency},
                                  energy_loss(&rings[0], &loss_eV[0]),
                                  energy_loss(&rings[1], &loss_eV[1])};
  for (int i = 0; i < 2; i++)
    if (parts[3 + i].figure == &rings[i].of->energy_loss_eV) parts[3 + i].key = i ? "her.energy_loss" : "ler.energy_loss";
  double beams_W = loss_eV[0] * rings[0].state->current_A + loss_eV[1] * rings[1].state->current_A;
  lr_limits_add(rings[0].found, &(struct lr_limit_row){"power_contract", "", "MW", "fixed part + U0 I / e of both rings / rf_efficiency",
                                                       1e-6, false, NULL},
                limits->site_power_fixed_W.value + beams_W / limits->rf_efficiency.value, limits->power_contract_W.value, parts,
                sizeof parts / sizeof *parts);
}

enum lr_status lr_limits_evaluate(const struct lr_collider *collider, const struct lr_luminosity *luminosity,
                                  const struct lr_limits *limits, const struct lr_lifetime_input *const lifetimes[2],
                                  struct lr_limits_found *found, struct lr_error *error) {
  struct lr_limits_at rings[2] = {{.name = "ler", .beam = &collider->ler, .state = &luminosity->ler, .xi = &luminosity->xi_ler, .of = &limits->ler},
                        {.name = "her", .beam = &collider->her, .state = &luminosity->her, .xi = &luminosity->xi_her, .of = &limits->her}};
  *found = (struct lr_limits_found){0};
  for (int i = 0; i < 2; i++) {
    struct lr_limits_at *at = &rings[i];
    at->her = i != 0;
    at->collider = collider;
    at->limits = limits;
    at->input = lifetimes[i];
    at->f0_Hz = lr_revolution_frequency(collider);
    at->luminosity_m2s = luminosity->luminosity_m2s;
    at->found = found;
    enum lr_status status = add_ring(at, error);
    if (status != LR_OK) return error ? lr_error_context(error, "limits of the %s", at->name) : status;
  }
  add_site_power(rings);
  add_plain(&rings[0], &(struct lr_limit_row){"background", "", "cm^-2 s^-1", "L", 1e-4, false, NULL}, luminosity->luminosity_m2s,
            "background", &limits->background_m2s);
  for (int i = 0; i < 2; i++) add_unbounded(&rings[i]);
  return LR_OK;
}
