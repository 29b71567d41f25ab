// SPDX-License-Identifier: GPL-3.0-or-later
// A fill as it is given -> scaled.
#include <math.h>

#include "base/constants.h"
#include "machine/bunch_length.h"
#include "machine/fill_bounds.h"
#include "machine/fill_model.h"
#include "machine/overlap.h"

static const char *const ring_name[LR_FILL_RINGS] = {"ler", "her"};

struct lr_fill lr_fill_default(const struct lr_collider *collider) {
  struct lr_fill fill = {.collider = *collider,
                         .R_L = NAN,
                         .top_up = true,
                         .duration_s = lr_fill_hour_s,
                         .outputs = 121,
                         .tolerance = 1e-8};
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    fill.ring[r] = (struct lr_fill_ring){.target_current_A = r ? collider->her.current_A : collider->ler.current_A,
                                         .initial_current_A = NAN,
                                         .other_lifetime_s = INFINITY,
                                         .touschek_lifetime_s = INFINITY,
                                         .touschek_current_A = NAN,
                                         .touschek_emittance_m = NAN,
                                         .emittance_y0_m = NAN,
                                         .blowup_product_A2 = INFINITY,
                                         .blowup_exponent = 1,
                                         .curve_unit_m = 1,
                                         .damping_time_y_s = r ? 58e-3 : 46e-3,
                                         .bunches_per_pulse = 2,
                                         .pulse_share = 0.5,
                                         .efficiency = 1};
  }
  return fill;
}

static double or_else(double value, double missing) { return isnan(value) ? missing : value; }

// Emittance of the Touschek reference: as given, else that of equilibrium at the reference currents of both rings, of the particles
// where a curve has that beside the effective one.
static enum lr_status touschek_emittance(const struct lr_fill *fill, double bunches, int r, double emittance_y0_m, double *emittance_m,
                                         struct lr_error *error) {
  const struct lr_fill_ring *g = &fill->ring[r];
  double product_A2 = 1, column[LR_FILL_RINGS];
  *emittance_m = g->touschek_emittance_m;
  if (!isnan(*emittance_m)) return LR_OK;
  for (int k = 0; k < LR_FILL_RINGS; k++)
    product_A2 *= or_else(fill->ring[k].touschek_current_A, fill->ring[k].target_current_A) / bunches;
  *emittance_m = emittance_y0_m * (1 + pow(product_A2 / g->blowup_product_A2, g->blowup_exponent));
  if (!g->curve) return LR_OK;
  if (lr_blowup_curve_at(g->curve, product_A2, &column[0], &column[1], error) != LR_OK)
    return lr_error_context(error, "emittance of the Touschek lifetime");
  double unused;
  *emittance_m = g->curve_unit_m * column[r] * lr_blowup_curve_tracked(g->curve, r == 1, product_A2, &unused);
  return LR_OK;
}

static enum lr_status scale_ring(const struct lr_fill *fill, struct lr_fill_model *m, int r, struct lr_error *error) {
  const struct lr_fill_ring *g = &fill->ring[r];
  const struct lr_ring *optics = r ? &fill->collider.her : &fill->collider.ler;
  double current_A = g->target_current_A, emittance_m = or_else(g->emittance_y0_m, optics->emittance_y_m);
  double particles = current_A / m->particle_A, dose_unit_As = current_A * lr_fill_hour_s;
  m->ring[r].bunch_length = optics->bunch_length;
  m->ring[r].current_A = current_A;
  m->ring[r].particles = particles;
  m->ring[r].emittance_m = emittance_m;
  m->ring[r].beta_emittance_m2 = optics->beta_y_m * emittance_m;
  m->ring[r].other = 1 / g->other_lifetime_s;
  m->ring[r].gas = g->gas_rate_per_s;
  m->ring[r].gas_beam = g->gas_rate_per_sA * current_A;
  m->ring[r].dose_start = g->dose_start_As / dose_unit_As;
  m->ring[r].dose_reference = g->dose_reference_As / dose_unit_As;
  m->ring[r].conditioning = g->conditioning_exponent;
  m->ring[r].bhabha_m2 = g->bhabha_cross_section_m2 / particles;
  m->ring[r].relaxation = 2 / g->damping_time_y_s;
  m->ring[r].pulse = g->bunch_charge_C * g->bunches_per_pulse * g->efficiency / (LR_E_C * particles);
  m->ring[r].rate = m->ring[r].pulse * fill->repetition_Hz * g->pulse_share;
  m->ring[r].target = 1;
  m->ring[r].curve = g->curve;
  m->ring[r].curve_unit = g->curve_unit_m / emittance_m;
  double reference_A = or_else(g->touschek_current_A, current_A), sigma_z_m, touschek_m;
  enum lr_status status =
      lr_bunch_length_evaluate(&optics->bunch_length, reference_A / m->bunches, &sigma_z_m, error);
  if (!status) status = lr_fill_bounds_lengths(fill, r, error);
  if (!status) status = touschek_emittance(fill, m->bunches, r, emittance_m, &touschek_m, error);
  if (status) return status;
  m->ring[r].touschek_m = current_A / reference_A * sigma_z_m *
                          sqrt(touschek_m / emittance_m) / g->touschek_lifetime_s;
  return lr_bunch_length_evaluate(&optics->bunch_length, current_A / m->bunches, &sigma_z_m, error);
}

// R_L by the exact overlap at the targets with their equilibrium emittances.
static enum lr_status overlap_factor(const struct lr_fill *fill, struct lr_fill_model *m, const double *state,
                                     const struct lr_fill_rates *rates, struct lr_error *error) {
  struct lr_collider collider = lr_fill_collider(fill, m, state);
  struct lr_overlap overlap;
  enum lr_status status = lr_overlap_evaluate(&collider, 1e-9, &overlap, error);
  if (status) return status;
  double exact_m2s = overlap.luminosity_m2 * collider.bunches * lr_revolution_frequency(&collider);
  m->R_L = exact_m2s / rates->luminosity_m2s;
  m->luminosity *= m->R_L;
  return LR_OK;
}

struct lr_collider lr_fill_collider(const struct lr_fill *fill, const struct lr_fill_model *model,
                                    const double state[LR_FILL_STATES]) {
  struct lr_collider collider = fill->collider;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    struct lr_ring *ring = r ? &collider.her : &collider.ler;
    const double *of = state + r * LR_FILL_PER_RING;
    ring->current_A = of[LR_FILL_CHARGE] * model->ring[r].current_A;
    ring->bunch_population = NAN;
    ring->emittance_y_m = of[LR_FILL_EMITTANCE] * model->ring[r].emittance_m;
  }
  return collider;
}

enum lr_status lr_fill_prepare(const struct lr_fill *fill, struct lr_fill_model *model, struct lr_error *error) {
  enum lr_status status = lr_fill_bounds(fill, error);
  if (status) return status;
  // the optics are checked where currents and emittances are put in
  double state[LR_FILL_STATES] = {0};
  struct lr_fill_model m = {.bunches = fill->collider.bunches, .R_L = or_else(fill->R_L, 1), .veto_s = fill->veto_s};
  double frequency_Hz = lr_revolution_frequency(&fill->collider), tangent = tan(fill->collider.crossing_angle_rad / 2);
  m.particle_A = LR_E_C * frequency_Hz;
  m.tangent2 = tangent * tangent;
  m.product_A2 = fill->ring[0].target_current_A * fill->ring[1].target_current_A / (m.bunches * m.bunches);
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    double column[LR_FILL_RINGS];
    const struct lr_blowup_curve *curve = fill->ring[r].curve;
    if (curve && lr_blowup_curve_at(curve, m.product_A2, &column[0], &column[1], error) != LR_OK)
      return lr_error_context(error, "the targets of the fill");
  }
  m.smear_y2_m2 = fill->collider.jitter_y_m * fill->collider.jitter_y_m;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    const struct lr_ring *optics = r ? &fill->collider.her : &fill->collider.ler;
    struct lr_ring filled = *optics;
    filled.current_A = fill->ring[r].target_current_A;
    filled.bunch_population = NAN;
    if (!isnan(fill->ring[r].emittance_y0_m)) filled.emittance_y_m = fill->ring[r].emittance_y0_m;
    struct lr_ring_state checked;
    status = lr_ring_evaluate(&fill->collider, &filled, &checked, error);
    if (!status) status = scale_ring(fill, &m, r, error);
    if (status) {
      lr_error_context(error, "%s", ring_name[r]);
      return status;
    }
    m.sigma_x2_m2 += optics->emittance_x_m * optics->beta_x_m;
    m.smear_y2_m2 += optics->chromatic_size_y_m * optics->chromatic_size_y_m;
    state[r * LR_FILL_PER_RING + LR_FILL_CHARGE] = 1;
  }
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    m.ring[r].blowup_exponent = fill->ring[r].blowup_exponent;
    m.ring[r].blowup = pow(m.product_A2 / fill->ring[r].blowup_product_A2, m.ring[r].blowup_exponent);
    state[r * LR_FILL_PER_RING + LR_FILL_EMITTANCE] = 1 + m.ring[r].blowup;
  }
  m.luminosity = m.R_L * frequency_Hz * m.ring[0].particles * m.ring[1].particles / (2 * LR_PI * m.bunches);
  struct lr_fill_rates rates;
  bool positive = lr_fill_evaluate(&m, state, &rates);
  for (int r = 0; r < LR_FILL_RINGS && positive; r++) {
    if (!m.ring[r].curve) continue;
    state[r * LR_FILL_PER_RING + LR_FILL_EMITTANCE] = rates.ring[r].equilibrium;
    positive = lr_fill_evaluate(&m, state, &rates);
  }
  if (!positive) return lr_error_set(error, LR_E_DOMAIN, "the sizes at the target currents are not positive");
  if (isnan(fill->R_L)) status = overlap_factor(fill, &m, state, &rates, error);
  m.luminosity_unit_m2s = rates.luminosity_m2s * (isnan(fill->R_L) ? m.R_L : 1);
  if (!status) *model = m;
  return status;
}
