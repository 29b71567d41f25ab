// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/luminosity.h"

#include <math.h>

#include "base/constants.h"
#include "machine/overlap.h"

static const double overlap_tolerance = 1e-9;

static enum lr_status evaluate_rings(const struct lr_collider *collider, struct lr_luminosity *out,
                                     struct lr_error *error) {
  enum lr_status status = lr_ring_evaluate(collider, &collider->ler, &out->ler, error);
  if (status) {
    lr_error_context(error, "ler");
    return status;
  }
  status = lr_ring_evaluate(collider, &collider->her, &out->her, error);
  if (status) lr_error_context(error, "her");
  return status;
}

static bool has_crossing(const struct lr_collider *c) { return c->crossing_angle_rad > 0; }
static bool always(const struct lr_collider *c) { return c->bunches > 0; }
static bool has_crab(const struct lr_collider *c) { return c->ler.crab_waist != 0 || c->her.crab_waist != 0; }
static bool has_shift(const struct lr_collider *c) { return c->ler.waist_shift_m != 0 || c->her.waist_shift_m != 0; }
static bool has_roll(const struct lr_collider *c) { return c->ler.roll_rad != 0 || c->her.roll_rad != 0; }
static bool has_jitter(const struct lr_collider *c) { return c->jitter_y_m != 0; }
static bool has_tilt(const struct lr_collider *c) { return c->vertical_angle_rad != 0; }
static bool has_offset_x(const struct lr_collider *c) { return c->offset_x_m != 0; }
static bool has_offset_y(const struct lr_collider *c) { return c->offset_y_m != 0; }

// The order in which effects are switched on. The crossing angle comes first: its step has a closed form.
static const struct step {
  unsigned effect;
  bool (*present)(const struct lr_collider *collider);
  const char *name, *description;
} steps[LR_LUMINOSITY_FACTORS] = {
    {LR_OVERLAP_CROSSING, has_crossing, "crossing_angle", "sigma_z tan(half angle) adds to sigma_x (M1)"},
    {LR_OVERLAP_HOURGLASS_X, always, "hourglass_x", "sigma_x grows away from the IP (M2)"},
    {LR_OVERLAP_HOURGLASS_Y, always, "hourglass_y", "sigma_y grows away from the IP (M2)"},
    {LR_OVERLAP_CRAB_WAIST, has_crab, "crab_waist", "waists turned along the axis of the other beam (M8)"},
    {LR_OVERLAP_WAIST_SHIFT, has_shift, "waist_shift", "vertical waists away from the IP (M2)"},
    {LR_OVERLAP_ROLL, has_roll, "roll", "profiles turned about the beams' axes (M2)"},
    {LR_OVERLAP_TILT, has_tilt, "vertical_angle", "crossing plane tilted (M2)"},
    {LR_OVERLAP_JITTER, has_jitter, "jitter_y", "vertical offset from crossing to crossing (M2)"},
    {LR_OVERLAP_OFFSET_X, has_offset_x, "offset_x", "beams apart horizontally (M2)"},
    {LR_OVERLAP_OFFSET_Y, has_offset_y, "offset_y", "beams apart vertically (M2)"},
};

static enum lr_status evaluate_factors(const struct lr_collider *collider, struct lr_luminosity *out,
                                       struct lr_error *error) {
  double crossings_Hz = collider->bunches * out->revolution_frequency_Hz, before_m2s = out->head_on_m2s;
  unsigned effects = 0;
  out->per_crossing_m2 = out->head_on_m2s / crossings_Hz;
  out->factors = 0;
  for (int i = 0; i < LR_LUMINOSITY_FACTORS; i++) {
    if (!steps[i].present(collider)) continue;
    effects |= steps[i].effect;
    if (steps[i].effect == LR_OVERLAP_CROSSING) {
      out->per_crossing_m2 = out->luminosity_no_hourglass_m2s / crossings_Hz;
    } else {
      struct lr_overlap overlap;
      enum lr_status status =
          lr_overlap_evaluate_effects(collider, effects, overlap_tolerance, &overlap, error);
      if (status) return status;
      out->per_crossing_m2 = overlap.luminosity_m2;
      out->relative_error = overlap.relative_error;
    }
    double luminosity_m2s = out->per_crossing_m2 * crossings_Hz;
    out->factor[out->factors++] = (struct lr_luminosity_factor){steps[i].name, steps[i].description,
                                                                luminosity_m2s / before_m2s, luminosity_m2s};
    before_m2s = luminosity_m2s;
  }
  out->luminosity_m2s = before_m2s;
  return LR_OK;
}

static enum lr_status evaluate_beambeam(const struct lr_collider *collider, bool of_ler,
                                        const struct lr_luminosity *luminosity, struct lr_beambeam *out,
                                        struct lr_error *error) {
  const struct lr_ring *ring = of_ler ? &collider->ler : &collider->her;
  const struct lr_ring *opposite_ring = of_ler ? &collider->her : &collider->ler;
  const struct lr_ring_state *state = of_ler ? &luminosity->ler : &luminosity->her;
  struct lr_ring_state opposite = of_ler ? luminosity->her : luminosity->ler;
  opposite.sigma_y_m = hypot(sqrt(lr_ring_particle_emittance_y(opposite_ring) * opposite_ring->beta_y_m), opposite_ring->chromatic_size_y_m);
  double angle = collider->crossing_angle_rad;
  lr_beambeam_nominal(ring, state, &opposite, angle, &out->xi_x_nominal, &out->xi_y_nominal);
  out->xi_y_luminosity = lr_beambeam_from_luminosity(ring, state, luminosity->luminosity_m2s);
  enum lr_status status =
      lr_beambeam_hourglass(ring, state, opposite_ring, &opposite, angle, &out->xi_y_hourglass, error);
  out->flat = status == LR_OK;
  if (!out->flat) out->xi_y_hourglass = NAN;
  out->R_xi_y = out->xi_y_hourglass / out->xi_y_nominal;
  return status == LR_E_DOMAIN ? LR_OK : status;
}

enum lr_status lr_luminosity_evaluate(const struct lr_collider *collider, struct lr_luminosity *out,
                                      struct lr_error *error) {
  struct lr_luminosity result = {0};
  struct lr_error inner = {.status = LR_OK};  // a beam that is not flat must leave no trace in `error`
  enum lr_status status = evaluate_rings(collider, &result, &inner);
  if (status) goto done;

  double half_tangent = tan(collider->crossing_angle_rad / 2);
  double sigma_x_m = hypot(result.ler.sigma_x_m, result.her.sigma_x_m);
  result.sum_x_m = hypot(sigma_x_m, hypot(result.ler.sigma_z_m, result.her.sigma_z_m) * half_tangent);
  result.sum_y_m = hypot(result.ler.sigma_y_m, result.her.sigma_y_m);
  result.revolution_frequency_Hz = lr_revolution_frequency(collider);
  double pairs = collider->bunches * result.revolution_frequency_Hz * result.ler.bunch_population *
                 result.her.bunch_population / (2 * LR_PI * result.sum_y_m);
  result.head_on_m2s = pairs / sigma_x_m;
  result.luminosity_no_hourglass_m2s = pairs / result.sum_x_m;

  status = evaluate_factors(collider, &result, &inner);
  if (status) goto done;
  result.R_L = result.luminosity_m2s / result.luminosity_no_hourglass_m2s;
  result.specific_luminosity_m2sA2 = result.luminosity_m2s / (collider->bunches * result.ler.bunch_current_A *
                                                              result.her.bunch_current_A);
  status = evaluate_beambeam(collider, true, &result, &result.xi_ler, &inner);
  if (!status) status = evaluate_beambeam(collider, false, &result, &result.xi_her, &inner);
  if (!status) *out = result;
done:
  if (status) lr_error_set(error, status, "%s", inner.text);
  return status;
}
