// SPDX-License-Identifier: GPL-3.0-or-later
// A grain and a beam made ready for the model: checks, what stays constant, scales of the state.
#include <math.h>

#include "base/constants.h"
#include "beamloss/grain.h"

static const double knock_on_MeV_cm2_g = 0.1535;  // 2 pi N_A r_e^2 m_e c^2, for Z/A = 1; known
static const double unit_radius_m = 50e-6;  // of the scales
static const double large_loss = 100;  // 1 / smallest energy loss at which a beam particle is lost, 1 %

struct lr_grain lr_grain_falling(const struct lr_material *material, double radius_m, double drop_m) {
  const double start_y_m = 0.3e-3;
  return (struct lr_grain){.material = *material,
                           .radius_m = radius_m,
                           .start_y_m = start_y_m,
                           .leave_y_m = start_y_m,
                           .start_v_m_s = -sqrt(2 * LR_GRAVITY_m_s2 * fmax(drop_m - start_y_m, 0)),
                           .start_temperature_K = 300,
                           .lowest_knock_on_eV = 50,
                           .highest_knock_on_eV = 2e9};
}

struct lr_grain_beam lr_grain_beam_default(double sigma_x_m, double sigma_y_m, double revolution_s, int charge_sign) {
  return (struct lr_grain_beam){.sigma_x_m = sigma_x_m,
                                .sigma_y_m = sigma_y_m,
                                .revolution_s = revolution_s,
                                .charge_sign = charge_sign,
                                .ionisation_m2 = 1.5e-22,
                                .electron_loss_per_s = 1e4};
}

static enum lr_status check(const struct lr_grain *grain, const struct lr_grain_beam *beam, struct lr_error *error) {
  const struct {
    const char *name;
    double value, least;  // above `least`; at `least` too where it is negative
  } figures[] = {{"radius", grain->radius_m, 0},
                 {"start height", grain->start_y_m, 0},
                 {"start temperature", grain->start_temperature_K, 0},
                 {"lowest knock-on energy", grain->lowest_knock_on_eV, 0},
                 {"highest knock-on energy", grain->highest_knock_on_eV, grain->lowest_knock_on_eV},
                 {"horizontal size of the beam", beam->sigma_x_m, 0},
                 {"vertical size of the beam", beam->sigma_y_m, 0},
                 {"revolution period", beam->revolution_s, 0}};
  const struct {
    const char *name;
    double value;
  } rates[] = {{"retention rate", grain->retention_per_s},
               {"ionisation cross-section", beam->ionisation_m2},
               {"loss rate of electrons", beam->electron_loss_per_s}};
  for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
    if (!isfinite(figures[i].value) || figures[i].value <= figures[i].least)
      return lr_error_set(error, LR_E_DOMAIN, "grain: the %s must be above %g, it is %g", figures[i].name,
                          figures[i].least, figures[i].value);
  for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
    if (!isfinite(rates[i].value) || rates[i].value < 0)
      return lr_error_set(error, LR_E_DOMAIN, "grain: the %s cannot be %g", rates[i].name, rates[i].value);
  if (!(grain->leave_y_m >= grain->start_y_m))
    return lr_error_set(error, LR_E_DOMAIN, "grain: it must not leave (%g m) below its start (%g m)", grain->leave_y_m,
                        grain->start_y_m);
  if (!isfinite(grain->start_v_m_s) || grain->start_v_m_s > 0 || !isfinite(grain->start_charge_e))
    return lr_error_set(error, LR_E_DOMAIN,
                        "grain: the start speed (%g m/s) must be downwards (< 0), the charge (%g) finite",
                        grain->start_v_m_s, grain->start_charge_e);
  if (beam->charge_sign != 1 && beam->charge_sign != -1)
    return lr_error_set(error, LR_E_DOMAIN, "grain: the sign of the beam is +1 or -1, not %d", beam->charge_sign);
  return LR_OK;
}

// Order one at the end of a typical history; a smaller grain reaches a smaller charge and leaves less vapour.
static void set_scales(struct lr_grain_model *model) {
  double size = model->grain.radius_m / unit_radius_m, *scale = model->scale;
  scale[LR_GRAIN_Y] = 1e-4;
  scale[LR_GRAIN_V] = 1;
  scale[LR_GRAIN_CHARGE] = 1e9 * size * size;
  scale[LR_GRAIN_TEMPERATURE] = 1e3;
  scale[LR_GRAIN_LN_MASS] = 1;
  scale[LR_GRAIN_VAPOUR] = 1e-2 * model->mass_kg / model->atom_kg;
  scale[LR_GRAIN_ELECTRONS] = 1e-3 * scale[LR_GRAIN_VAPOUR];
  scale[LR_GRAIN_DIRECT] = 1e-4 * size;
}

enum lr_status lr_grain_prepare(const struct lr_grain *grain, const struct lr_grain_beam *beam,
                                struct lr_grain_model *model, struct lr_error *error) {
  enum lr_status status = lr_material_check(&grain->material, error);
  if (!status) status = check(grain, beam, error);
  if (status) return status;
  const struct lr_material *m = &grain->material;
  double r = grain->radius_m, gas = LR_BOLTZMANN_J_K * LR_AVOGADRO_mol;
  double thickness_g_cm2 = 0.1 * m->density_kg_m3 * 4 * r / 3;  // mean over the cross-section
  *model = (struct lr_grain_model){.grain = *grain, .beam = *beam};
  model->mass_kg = 4 * LR_PI / 3 * r * r * r * m->density_kg_m3;
  model->atom_kg = m->molar_mass_kg / LR_AVOGADRO_mol;
  model->half_side_m = r * sqrt(LR_PI) / 2;
  model->area_m2 = 4 * LR_PI * r * r;
  model->potential_V = LR_E_C / (4 * LR_PI * LR_EPSILON0_F_m * r);
  model->charging_V = 1e6 * knock_on_MeV_cm2_g * m->Z_over_A * thickness_g_cm2 / LR_E_C;
  model->heating_V = 1e6 * m->stopping_MeV_cm2_g * thickness_g_cm2;
  model->scatter_per_s =
      thickness_g_cm2 / m->radiation_length_g_cm2 * (4. / 3 * log(large_loss) - 5. / 6) / beam->revolution_s;
  model->slope_K = m->vaporisation_J_kg * m->molar_mass_kg / gas;
  model->flux = LR_ATMOSPHERE_Pa * sqrt(m->molar_mass_kg / (2 * LR_PI * gas));
  model->thermal_m_s = sqrt(8 * LR_BOLTZMANN_J_K / (LR_PI * model->atom_kg));
  model->ionisation_per_As = beam->ionisation_m2 / (LR_E_C * 2 * LR_PI * beam->sigma_x_m * beam->sigma_y_m);
  set_scales(model);
  return LR_OK;
}

void lr_grain_scale(const struct lr_grain_model *model, const struct lr_grain_state *state,
                    double scaled[LR_GRAIN_STATES]) {
  const double values[LR_GRAIN_STATES] = {state->y_m,       state->v_m_s,  state->charge_e,  state->temperature_K,
                                          log(state->mass), state->vapour, state->electrons, state->direct_loss};
  for (int i = 0; i < LR_GRAIN_STATES; i++) scaled[i] = values[i] / model->scale[i];
}

struct lr_grain_state lr_grain_unscale(const struct lr_grain_model *model, const double scaled[LR_GRAIN_STATES]) {
  const double *s = model->scale;
  return (struct lr_grain_state){.y_m = scaled[LR_GRAIN_Y] * s[LR_GRAIN_Y],
                                 .v_m_s = scaled[LR_GRAIN_V] * s[LR_GRAIN_V],
                                 .charge_e = scaled[LR_GRAIN_CHARGE] * s[LR_GRAIN_CHARGE],
                                 .temperature_K = scaled[LR_GRAIN_TEMPERATURE] * s[LR_GRAIN_TEMPERATURE],
                                 .mass = exp(scaled[LR_GRAIN_LN_MASS] * s[LR_GRAIN_LN_MASS]),
                                 .vapour = scaled[LR_GRAIN_VAPOUR] * s[LR_GRAIN_VAPOUR],
                                 .electrons = scaled[LR_GRAIN_ELECTRONS] * s[LR_GRAIN_ELECTRONS],
                                 .direct_loss = scaled[LR_GRAIN_DIRECT] * s[LR_GRAIN_DIRECT]};
}
