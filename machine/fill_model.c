// SPDX-License-Identifier: GPL-3.0-or-later
// Right-hand side and Jacobian of a fill. Every state equation is a sum of the few rates below, and the sums of charge
// (injected - lost - stored) cancel term by term: a linear multistep method keeps that balance to rounding.
#include "machine/fill_model.h"

#include <math.h>
#include <string.h>

#include "machine/bunch_length.h"

const double lr_fill_hour_s = 3600;
static const double trial = 0.1;  // above the end of a curve, relative: so far trial steps may go

static int at(int ring, int state) { return ring * LR_FILL_PER_RING + state; }

// sigma_z and its derivative by the charge state.
static bool bunch_length(const struct lr_fill_model *m, int r, double charge, double *sigma_m, double *slope_m) {
  const struct lr_bunch_length *law = &m->ring[r].bunch_length;
  double per_charge_A = m->ring[r].current_A / m->bunches, current_A = fmax(charge, 0) * per_charge_A;
  if (lr_bunch_length_evaluate(law, current_A, sigma_m, NULL)) return false;
  *slope_m = 0;
  if (law->model == LR_BUNCH_LENGTH_LINEAR) {
    *slope_m = law->slope_m_A * per_charge_A;
  } else if (law->model == LR_BUNCH_LENGTH_CUBIC) {
    double x = *sigma_m / law->length_m;
    *slope_m = law->length_m * law->k_per_A * per_charge_A / (3 * x * x - 1);
  } else if (law->model != LR_BUNCH_LENGTH_GIVEN) {
    double step = current_A > 1e-6 * per_charge_A ? -1e-6 : 1e-6, aside_m;  // downwards: a curve has an end
    if (lr_bunch_length_evaluate(law, current_A + step * per_charge_A, &aside_m, NULL)) return false;
    *slope_m = (aside_m - *sigma_m) / step;
  }
  return true;
}

struct sizes {  // squares of the convolved sizes
  double sigma_z_m[LR_FILL_RINGS], slope_m[LR_FILL_RINGS];
  double x2_m2, y2_m2, per_charges_m2s;  // L over the product of the charges
};

static bool evaluate_sizes(const struct lr_fill_model *m, const double *state, struct sizes *s) {
  s->x2_m2 = m->sigma_x2_m2;
  s->y2_m2 = m->smear_y2_m2;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    double emittance = state[at(r, LR_FILL_EMITTANCE)];
    if (!(emittance > 0) || !bunch_length(m, r, state[at(r, LR_FILL_CHARGE)], &s->sigma_z_m[r], &s->slope_m[r]))
      return false;
    s->x2_m2 += m->tangent2 * s->sigma_z_m[r] * s->sigma_z_m[r];
    s->y2_m2 += m->ring[r].beta_emittance_m2 * emittance;
  }
  s->per_charges_m2s = m->luminosity / sqrt(s->x2_m2 * s->y2_m2);
  return true;
}

// Factor on the pressure that the beam makes, and its derivative by the dose state.
static double conditioning(const struct lr_fill_model *m, int r, double dose, double *slope) {
  double total = m->ring[r].dose_start + fmax(dose, 0);
  *slope = 0;
  if (m->ring[r].conditioning == 0) return 1;
  double factor = pow(total / m->ring[r].dose_reference, -m->ring[r].conditioning);
  *slope = -m->ring[r].conditioning * factor / total;
  return factor;
}

// Of the charges: product_A2 times this is that of the bunch currents.
static double product_of(const double *state) {
  return fmax(state[at(0, LR_FILL_CHARGE)], 0) * fmax(state[at(1, LR_FILL_CHARGE)], 0);
}

// Emittance of equilibrium by law or curve.
static double equilibrium(const struct lr_fill_model *m, int r, const double *state) {
  double product = product_of(state), slope;
  if (m->ring[r].curve)
    return m->ring[r].curve_unit * lr_blowup_curve_column(m->ring[r].curve, r == 1, m->product_A2 * product, &slope);
  return m->ring[r].blowup > 0 ? 1 + m->ring[r].blowup * pow(product, m->ring[r].blowup_exponent) : 1;
}

// Emittance of the particles over the effective one, which the state is where a curve says so; 1 else.
static double particles_over_state(const struct lr_fill_model *m, int r, const double *state, double *by_product) {
  *by_product = 0;
  if (!m->ring[r].curve) return 1;
  double part = lr_blowup_curve_tracked(m->ring[r].curve, r == 1, m->product_A2 * product_of(state), by_product);
  *by_product *= m->product_A2;
  return part;
}

// False: too far beyond a curve for any use.
static bool within_curves(const struct lr_fill_model *m, const double *state, bool *beyond) {
  *beyond = false;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    const struct lr_blowup_curve *curve = m->ring[r].curve;
    if (!curve) continue;
    double product_A2 = m->product_A2 * product_of(state);
    if (!(product_A2 <= (1 + trial) * curve->product_A2[curve->count - 1])) return false;
    if (!lr_blowup_curve_holds(curve, product_A2)) *beyond = true;
  }
  return true;
}

enum lr_status lr_fill_beyond(const struct lr_fill_model *model, const double state[LR_FILL_STATES], struct lr_error *error) {
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    double ler, her;
    const struct lr_blowup_curve *curve = model->ring[r].curve;
    enum lr_status status = curve ? lr_blowup_curve_at(curve, model->product_A2 * product_of(state), &ler, &her, error) : LR_OK;
    if (status != LR_OK) return status;
  }
  return LR_OK;
}

static void evaluate_ring(const struct lr_fill_model *m, int r, const double *state, const struct sizes *s,
                          struct lr_fill_rates *rates) {
  double charge = state[at(r, LR_FILL_CHARGE)], unused;
  double factor = conditioning(m, r, state[at(r, LR_FILL_DOSE)], &unused);
  rates->ring[r].sigma_z_m = s->sigma_z_m[r];
  rates->ring[r].other = m->ring[r].other;
  rates->ring[r].gas = m->ring[r].gas + m->ring[r].gas_beam * factor * charge;
  double emittance = state[at(r, LR_FILL_EMITTANCE)] * particles_over_state(m, r, state, &unused);
  rates->ring[r].touschek = m->ring[r].touschek_m * charge / (sqrt(emittance) * s->sigma_z_m[r]);
  rates->ring[r].bhabha = m->ring[r].bhabha_m2 * rates->luminosity_m2s;
  rates->ring[r].loss = charge * (rates->ring[r].other + rates->ring[r].gas + rates->ring[r].touschek) +
                        rates->ring[r].bhabha;
  rates->ring[r].injection = m->ring[r].mode == LR_FILL_FULL   ? m->ring[r].rate
                             : m->ring[r].mode == LR_FILL_HOLD ? rates->ring[r].loss
                                                               : 0;
  rates->ring[r].equilibrium = equilibrium(m, r, state);
}

bool lr_fill_evaluate(const struct lr_fill_model *model, const double state[LR_FILL_STATES],
                      struct lr_fill_rates *rates) {
  struct sizes sizes;
  if (!evaluate_sizes(model, state, &sizes) || !within_curves(model, state, &rates->beyond)) return false;
  rates->luminosity_m2s =
      sizes.per_charges_m2s * state[at(0, LR_FILL_CHARGE)] * state[at(1, LR_FILL_CHARGE)];
  for (int r = 0; r < LR_FILL_RINGS; r++) evaluate_ring(model, r, state, &sizes, rates);
  return true;
}

double lr_fill_luminosity(const struct lr_fill_model *model, const double state[LR_FILL_STATES]) {
  struct sizes sizes;
  if (!evaluate_sizes(model, state, &sizes)) return 0;
  return sizes.per_charges_m2s * state[at(0, LR_FILL_CHARGE)] * state[at(1, LR_FILL_CHARGE)];
}

// Part of the time that the detector sees, pulses averaged.
static double live_part(const struct lr_fill_model *m, const struct lr_fill_rates *rates) {
  double live = 1;
  for (int r = 0; r < LR_FILL_RINGS; r++)
    if (m->ring[r].pulse > 0) live -= m->veto_s * rates->ring[r].injection / m->ring[r].pulse;
  return live;
}

bool lr_fill_rhs(const struct lr_fill_model *model, const double state[LR_FILL_STATES], double rate[LR_FILL_STATES]) {
  struct lr_fill_rates rates;
  if (!lr_fill_evaluate(model, state, &rates)) return false;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    rate[at(r, LR_FILL_CHARGE)] = rates.ring[r].injection - rates.ring[r].loss;
    rate[at(r, LR_FILL_EMITTANCE)] =
        -model->ring[r].relaxation * (state[at(r, LR_FILL_EMITTANCE)] - rates.ring[r].equilibrium);
    rate[at(r, LR_FILL_INJECTED)] = rates.ring[r].injection;
    rate[at(r, LR_FILL_LOST)] = rates.ring[r].loss;
    rate[at(r, LR_FILL_DOSE)] = state[at(r, LR_FILL_CHARGE)] / lr_fill_hour_s;
  }
  rate[LR_FILL_DELIVERED] = rates.luminosity_m2s / (model->luminosity_unit_m2s * lr_fill_hour_s);
  rate[LR_FILL_RECORDED] = rate[LR_FILL_DELIVERED] * live_part(model, &rates);
  return true;
}

// Gradient of the luminosity [m^-2 s^-1] by the four states that it depends on.
static void luminosity_gradient(const struct lr_fill_model *m, const double *state, const struct sizes *s,
                                double luminosity_m2s, double *gradient) {
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    gradient[at(r, LR_FILL_CHARGE)] = s->per_charges_m2s * state[at(1 - r, LR_FILL_CHARGE)] -
                                      luminosity_m2s * m->tangent2 * s->sigma_z_m[r] * s->slope_m[r] / s->x2_m2;
    gradient[at(r, LR_FILL_EMITTANCE)] = -luminosity_m2s * m->ring[r].beta_emittance_m2 / (2 * s->y2_m2);
  }
}

// Gradient of the loss of a ring; `gradient` comes in as that of the luminosity times the Bhabha cross-section.
static void loss_gradient(const struct lr_fill_model *m, int r, const double *state, const struct sizes *s,
                          const struct lr_fill_rates *rates, double *gradient) {
  double charge = state[at(r, LR_FILL_CHARGE)], emittance = state[at(r, LR_FILL_EMITTANCE)], factor_slope;
  double factor = conditioning(m, r, state[at(r, LR_FILL_DOSE)], &factor_slope);
  double touschek = rates->ring[r].touschek;
  gradient[at(r, LR_FILL_CHARGE)] += rates->ring[r].other + rates->ring[r].gas +
                                     charge * m->ring[r].gas_beam * factor + 2 * touschek -
                                     charge * touschek * s->slope_m[r] / s->sigma_z_m[r];
  gradient[at(r, LR_FILL_EMITTANCE)] -= charge * touschek / (2 * emittance);
  double by_product, part = particles_over_state(m, r, state, &by_product);
  for (int k = 0; k < LR_FILL_RINGS; k++)
    gradient[at(k, LR_FILL_CHARGE)] -= charge * touschek * by_product * fmax(state[at(1 - k, LR_FILL_CHARGE)], 0) / (2 * part);
  gradient[at(r, LR_FILL_DOSE)] += charge * charge * m->ring[r].gas_beam * factor_slope;
}

static void equilibrium_gradient(const struct lr_fill_model *m, int r, const double *state, double *row) {
  double exponent = m->ring[r].blowup_exponent;
  double product = product_of(state);
  row[at(r, LR_FILL_EMITTANCE)] = -m->ring[r].relaxation;
  if (m->ring[r].curve) {
    double by_product;  // of the curve, per A^2
    lr_blowup_curve_column(m->ring[r].curve, r == 1, m->product_A2 * product, &by_product);
    for (int k = 0; k < LR_FILL_RINGS; k++)
      row[at(k, LR_FILL_CHARGE)] = m->ring[r].relaxation * m->ring[r].curve_unit * by_product * m->product_A2 * fmax(state[at(1 - k, LR_FILL_CHARGE)], 0);
    return;
  }
  // at no charge and an exponent below one the slope is infinite; Newton's iteration gets along without it there
  if (!(m->ring[r].blowup > 0) || product == 0) return;
  double slope = m->ring[r].relaxation * m->ring[r].blowup * exponent * pow(product, exponent - 1);
  for (int k = 0; k < LR_FILL_RINGS; k++) row[at(k, LR_FILL_CHARGE)] = slope * state[at(1 - k, LR_FILL_CHARGE)];
}

bool lr_fill_jacobian(const struct lr_fill_model *model, const double state[LR_FILL_STATES],
                      double jacobian[LR_FILL_STATES][LR_FILL_STATES]) {
  struct lr_fill_rates rates;
  struct sizes sizes;
  if (!evaluate_sizes(model, state, &sizes) || !lr_fill_evaluate(model, state, &rates)) return false;
  memset(jacobian, 0, sizeof(double[LR_FILL_STATES][LR_FILL_STATES]));
  double luminosity[LR_FILL_STATES] = {0}, live[LR_FILL_STATES] = {0};
  luminosity_gradient(model, state, &sizes, rates.luminosity_m2s, luminosity);
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    double loss[LR_FILL_STATES];
    for (int i = 0; i < LR_FILL_STATES; i++) loss[i] = model->ring[r].bhabha_m2 * luminosity[i];
    loss_gradient(model, r, state, &sizes, &rates, loss);
    bool hold = model->ring[r].mode == LR_FILL_HOLD;
    for (int i = 0; i < LR_FILL_STATES; i++) {
      jacobian[at(r, LR_FILL_CHARGE)][i] = hold ? 0 : -loss[i];
      jacobian[at(r, LR_FILL_INJECTED)][i] = hold ? loss[i] : 0;
      jacobian[at(r, LR_FILL_LOST)][i] = loss[i];
      if (hold && model->ring[r].pulse > 0) live[i] -= model->veto_s * loss[i] / model->ring[r].pulse;
    }
    equilibrium_gradient(model, r, state, jacobian[at(r, LR_FILL_EMITTANCE)]);
    jacobian[at(r, LR_FILL_DOSE)][at(r, LR_FILL_CHARGE)] = 1 / lr_fill_hour_s;
  }
  double unit = model->luminosity_unit_m2s * lr_fill_hour_s, seen = live_part(model, &rates);
  for (int i = 0; i < LR_FILL_STATES; i++) {
    jacobian[LR_FILL_DELIVERED][i] = luminosity[i] / unit;
    jacobian[LR_FILL_RECORDED][i] = (luminosity[i] * seen + rates.luminosity_m2s * live[i]) / unit;
  }
  return true;
}
