// SPDX-License-Identifier: GPL-3.0-or-later
// Rates of the grain model and their derivatives. Smooth where a limit would bend: the potential that holds knock-on electrons
// back is (phi + sqrt(phi^2 + (1 V)^2))/2 in place of max(phi, 0); the evaporation flux J is held below 1e4 kg/(m2 s) by
// J/(1 + (J/cap)^4)^(1/4). Thermionic emission is left out below 500 K, where it is less than 1e-10 electrons a second.
#include "beamloss/grain.h"

#include <math.h>

#include "base/constants.h"
#include "beamloss/beam_field.h"

static const double surrounding_K = 300;
static const double flux_cap_kg_m2s = 1e4;
static const double thermionic_above_K = 500;
static const double bend_V = 1;

// A rate and its derivatives by height, charge, temperature and ln(mass).
struct term {
  double value, y, charge, temperature, ln_mass;
};

struct share {
  double value, y, side;  // derivatives by height and by half the side of the square
};

static double gauss(double x) { return exp(-x * x / 2) / sqrt(2 * LR_PI); }

// model.md B4: a square of the cross-section of the grain in a Gaussian beam; erfc keeps the tail.
static struct share share_of(const struct lr_grain_beam *beam, double y, double side, bool derivatives) {
  double sx = beam->sigma_x_m, sy = beam->sigma_y_m, low = (fabs(y) - side) / sy, high = (fabs(y) + side) / sy;
  double vertical = (erfc(low * M_SQRT1_2) - erfc(high * M_SQRT1_2)) / 2, horizontal = erf(side / sx * M_SQRT1_2);
  struct share share = {.value = vertical * horizontal};
  if (!derivatives) return share;
  double at_low = gauss(low), at_high = gauss(high);
  share.y = (at_high - at_low) / sy * (y < 0 ? -horizontal : horizontal);
  share.side = (at_low + at_high) / sy * horizontal + vertical * 2 * gauss(side / sx) / sx;
  return share;
}

double lr_grain_share(const struct lr_grain_model *model, double y_m, double radius_m) {
  return share_of(&model->beam, y_m, radius_m * sqrt(LR_PI) / 2, false).value;
}

double lr_grain_contact_height(const struct lr_grain_model *model, double share) {
  double low = 0, high = model->half_side_m + 40 * model->beam.sigma_y_m;
  if (share_of(&model->beam, 0, model->half_side_m, false).value <= share) return 0;
  for (int i = 0; i < 60; i++) {
    double middle = (low + high) / 2;
    if (share_of(&model->beam, middle, model->half_side_m, false).value > share) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

struct place {  // what the rates are made of, r = relative radius
  double y, v, charge, T, r, mass_kg, area_m2, current_A;
  struct share share;
  double potential_V, potential_charge, potential_ln_mass;
};

static bool place_of(const struct lr_grain_model *model, const double state[LR_GRAIN_STATES], bool derivatives,
                     struct place *p) {
  const double *scale = model->scale;
  *p = (struct place){.y = state[LR_GRAIN_Y] * scale[LR_GRAIN_Y],
                      .v = state[LR_GRAIN_V] * scale[LR_GRAIN_V],
                      .charge = state[LR_GRAIN_CHARGE] * scale[LR_GRAIN_CHARGE],
                      .T = state[LR_GRAIN_TEMPERATURE] * scale[LR_GRAIN_TEMPERATURE],
                      .r = exp(state[LR_GRAIN_LN_MASS] * scale[LR_GRAIN_LN_MASS] / 3),
                      .current_A = model->current_A};
  if (!(p->T > 1) || !isfinite(p->T) || !isfinite(p->y) || !isfinite(p->charge) || !(p->r > 1e-4 && p->r < 10))
    return false;
  p->mass_kg = model->mass_kg * p->r * p->r * p->r;
  p->area_m2 = model->area_m2 * p->r * p->r;
  p->share = share_of(&model->beam, p->y, model->half_side_m * p->r, derivatives);
  p->potential_charge = model->potential_V / p->r;
  p->potential_V = p->potential_charge * p->charge;
  p->potential_ln_mass = -p->potential_V / 3;
  return true;
}

// amount * share * r, the share depending on height and radius
static struct term with_share(const struct lr_grain_model *model, const struct place *p, double amount) {
  double side = model->half_side_m * p->r;
  return (struct term){.value = amount * p->share.value * p->r,
                       .y = amount * p->share.y * p->r,
                       .ln_mass = amount * p->r * (p->share.side * side + p->share.value) / 3};
}

// model.md B5: electrons knocked out above the potential, 1/E law.
static struct term knock_on(const struct lr_grain_model *model, const struct place *p) {
  double bent = hypot(p->potential_V, bend_V), barrier = (p->potential_V + bent) / 2;
  double slope = (1 + p->potential_V / bent) / 2, energy = barrier + model->grain.lowest_knock_on_eV;
  double spectrum = 1 / energy - 1 / model->grain.highest_knock_on_eV;
  struct term term = with_share(model, p, p->current_A * model->charging_V);
  double by_potential = -term.value * slope / (energy * energy);
  term.value *= spectrum;
  term.y *= spectrum;
  term.ln_mass = term.ln_mass * spectrum + by_potential * p->potential_ln_mass;
  term.charge = by_potential * p->potential_charge;
  return term;
}

// model.md B6: Richardson emission from a sphere, held back by a positive potential.
static struct term thermionic(const struct lr_grain_model *model, const struct place *p) {
  if (p->T < thermionic_above_K) return (struct term){0};
  double kT_V = LR_BOLTZMANN_J_K / LR_E_C * p->T, work = model->grain.material.work_function_eV / kT_V;
  double x = p->potential_V / kT_V, held = x > 0 ? (1 + x) * exp(-x) : 1, slope = x > 0 ? -x * exp(-x) : 0;
  double full = p->area_m2 * LR_RICHARDSON_A_m2K2 / LR_E_C * p->T * p->T * exp(-work);
  return (struct term){.value = full * held,
                       .charge = full * slope * p->potential_charge / kT_V,
                       .temperature = full * (held * (2 + work) - slope * x) / p->T,
                       .ln_mass = full * (held * 2 / 3 + slope * p->potential_ln_mass / kT_V)};
}

// model.md B7: mass flux of evaporation [kg/s].
static struct term evaporation(const struct lr_grain_model *model, const struct place *p) {
  double free = model->flux / sqrt(p->T) * exp(model->slope_K * (1 / model->grain.material.boiling_K - 1 / p->T));
  double square = free / flux_cap_kg_m2s * (free / flux_cap_kg_m2s), over = 1 + square * square;
  double flux = isfinite(over) ? free / sqrt(sqrt(over)) : flux_cap_kg_m2s;
  double logarithmic = isfinite(over) ? (model->slope_K / p->T - 0.5) / (p->T * over) : 0;
  double value = flux * p->area_m2;
  return (struct term){.value = value, .temperature = value * logarithmic, .ln_mass = value * 2 / 3};
}

static struct term radiation(const struct lr_grain_model *model, const struct place *p) {
  double amount = p->area_m2 * model->grain.material.emissivity * LR_STEFAN_BOLTZMANN_W_m2K4, cube = p->T * p->T * p->T;
  double value = amount * (cube * p->T - surrounding_K * surrounding_K * surrounding_K * surrounding_K);
  return (struct term){.value = value, .temperature = 4 * amount * cube, .ln_mass = value * 2 / 3};
}

bool lr_grain_rhs(const struct lr_grain_model *model, const double state[LR_GRAIN_STATES],
                  double rate[LR_GRAIN_STATES]) {
  struct place p;
  if (!place_of(model, state, false, &p)) return false;
  const double *scale = model->scale;
  struct lr_beam_field field = lr_beam_field_vertical(model->beam.sigma_x_m, model->beam.sigma_y_m, p.y);
  double force_N = model->beam.charge_sign * p.charge * LR_E_C * field.field_V_mA * p.current_A;
  double heat_W = with_share(model, &p, p.current_A * model->heating_V).value;
  double gone_kg_s = evaporation(model, &p).value;
  double ionising = model->ionisation_per_As * p.current_A,
         leaving = model->thermal_m_s * sqrt(p.T) / model->beam.sigma_x_m;
  double vapour = state[LR_GRAIN_VAPOUR] * scale[LR_GRAIN_VAPOUR];
  double electrons = state[LR_GRAIN_ELECTRONS] * scale[LR_GRAIN_ELECTRONS];
  double rates[LR_GRAIN_STATES] = {
      [LR_GRAIN_Y] = p.v,
      [LR_GRAIN_V] = force_N / p.mass_kg - LR_GRAVITY_m_s2,
      [LR_GRAIN_CHARGE] =
          knock_on(model, &p).value + thermionic(model, &p).value - model->grain.retention_per_s * p.charge,
      [LR_GRAIN_TEMPERATURE] =
          (heat_W - radiation(model, &p).value - model->grain.material.vaporisation_J_kg * gone_kg_s) /
          (p.mass_kg * model->grain.material.heat_capacity_J_kgK),
      [LR_GRAIN_LN_MASS] = -gone_kg_s / p.mass_kg,
      [LR_GRAIN_VAPOUR] = gone_kg_s / model->atom_kg - vapour * (leaving + ionising),
      [LR_GRAIN_ELECTRONS] = ionising * vapour - model->beam.electron_loss_per_s * electrons,
      [LR_GRAIN_DIRECT] = with_share(model, &p, model->scatter_per_s).value};
  for (int i = 0; i < LR_GRAIN_STATES; i++) rate[i] = rates[i] / scale[i];
  return true;
}

bool lr_grain_jacobian(const struct lr_grain_model *model, const double state[LR_GRAIN_STATES],
                       double j[LR_GRAIN_STATES][LR_GRAIN_STATES]) {
  enum { Y, V, N, T, L, VAPOUR, FREE, DIRECT };
  struct place p;
  if (!place_of(model, state, true, &p)) return false;
  const struct lr_material *material = &model->grain.material;
  struct lr_beam_field field = lr_beam_field_vertical(model->beam.sigma_x_m, model->beam.sigma_y_m, p.y);
  double per_field = model->beam.charge_sign * LR_E_C * p.current_A / p.mass_kg;
  struct term knock = knock_on(model, &p), boiled = thermionic(model, &p), gone = evaporation(model, &p);
  struct term heat = with_share(model, &p, p.current_A * model->heating_V), glow = radiation(model, &p);
  struct term scatter = with_share(model, &p, model->scatter_per_s);
  double capacity = p.mass_kg * material->heat_capacity_J_kgK, latent = material->vaporisation_J_kg;
  double ionising = model->ionisation_per_As * p.current_A,
         leaving = model->thermal_m_s * sqrt(p.T) / model->beam.sigma_x_m;
  double vapour = state[LR_GRAIN_VAPOUR] * model->scale[LR_GRAIN_VAPOUR];
  const double rows[LR_GRAIN_STATES][LR_GRAIN_STATES] = {
      [Y] = {[V] = 1},
      [V] = {[Y] = per_field * p.charge * field.slope_V_m2A,
             [N] = per_field * field.field_V_mA,
             [L] = -per_field * p.charge * field.field_V_mA},
      [N] = {[Y] = knock.y,
             [N] = knock.charge + boiled.charge - model->grain.retention_per_s,
             [T] = boiled.temperature,
             [L] = knock.ln_mass + boiled.ln_mass},
      [T] = {[Y] = heat.y / capacity,
             [T] = -(glow.temperature + latent * gone.temperature) / capacity,
             [L] = (heat.ln_mass - heat.value - (glow.ln_mass - glow.value) - latent * (gone.ln_mass - gone.value)) /
                   capacity},
      [L] = {[T] = -gone.temperature / p.mass_kg, [L] = -(gone.ln_mass - gone.value) / p.mass_kg},
      [VAPOUR] = {[T] = gone.temperature / model->atom_kg - vapour * leaving / (2 * p.T),
                  [L] = gone.ln_mass / model->atom_kg,
                  [VAPOUR] = -(leaving + ionising)},
      [FREE] = {[VAPOUR] = ionising, [FREE] = -model->beam.electron_loss_per_s},
      [DIRECT] = {[Y] = scatter.y, [L] = scatter.ln_mass}};
  for (int i = 0; i < LR_GRAIN_STATES; i++)
    for (int k = 0; k < LR_GRAIN_STATES; k++) j[i][k] = rows[i][k] * model->scale[k] / model->scale[i];
  return true;
}
