// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/loss_draw.h"

#include <math.h>

#include "base/constants.h"

const char *lr_loss_mechanism_name(enum lr_loss_mechanism mechanism) { return mechanism == LR_LOSS_ARC ? "arc" : "dust"; }

static double draw(const struct lr_prior *prior, struct lr_random *random) {
  return lr_prior_quantile(prior, lr_random_uniform(random));
}

static size_t choose_section(const struct lr_loss_ring_input *ring, double u) {
  double sum = 0;
  for (size_t i = 0; i < ring->sections; i++) sum += ring->section[i].weight;
  size_t i = 0;
  for (u *= sum; i + 1 < ring->sections && u >= ring->section[i].weight; i++) u -= ring->section[i].weight;
  return i;
}

static size_t choose_material(const struct lr_loss_input *input, double u) {
  double sum = 0;
  for (size_t i = 0; i < input->materials; i++) sum += input->dust.weight[i];
  size_t i = 0;
  for (u *= sum; i + 1 < input->materials && (u >= input->dust.weight[i] || input->dust.weight[i] == 0); i++) u -= input->dust.weight[i];
  return i;
}

static void draw_dust(const struct lr_loss_dust *dust, struct lr_random *random, struct lr_loss_draw *d) {
  d->radius_m = draw(&dust->radius_m, random);
  bool neutral = lr_random_uniform(random) < dust->neutral_share;
  double charge = draw(&dust->charge, random);
  d->charge = neutral ? 0 : charge;
  bool launched = lr_random_uniform(random) < dust->launched_share;
  d->fall_m = draw(&dust->fall_m, random);
  double speed_m_s = draw(&dust->speed_m_s, random);
  d->speed_m_s = launched ? speed_m_s : 0;
  d->retention_per_s = draw(&dust->retention_per_s, random);
  d->electron_share = fmin(draw(&dust->electron_share, random), 1);
  d->charge_cap = draw(&dust->charge_cap, random);
  d->strength_Pa = draw(&dust->strength_eV_m3, random) * LR_E_C;
}

static void draw_detector(const struct lr_loss_input *input, struct lr_random *random, struct lr_loss_draw *d) {
  const struct lr_loss_detector *detector = &input->detector;
  d->diamond_factor = draw(&detector->diamond_factor, random);
  d->radial_exponent = draw(&detector->radial_exponent, random);
  d->azimuthal = fmin(draw(&detector->azimuthal, random), 1);  // a prior without an upper end may go beyond
  d->phi0_rad = 2 * LR_PI * lr_random_uniform(random);
  double side = lr_random_uniform(random) < 0.5 ? -1 : 1;
  d->asymmetry = side * fmin(draw(&detector->asymmetry, random), 1);
  d->gate_dose_Gy = draw(&detector->gate_dose_Gy, random);
  d->gate_shape = draw(&detector->gate_shape, random);
  d->quench_J = draw(&input->outcomes.quench_eV, random) * LR_E_C;
  d->damage_J = draw(&input->outcomes.damage_eV, random) * LR_E_C;
}

void lr_loss_draw(const struct lr_loss_input *input, uint64_t seed, uint64_t id, struct lr_loss_draw *d) {
  struct lr_random random = lr_random_stream(seed, LR_LOSS_STREAM_DRAW, id);
  double share = draw(&input->ler_share, &random);
  d->ring = lr_random_uniform(&random) < share ? LR_LOSS_LER : LR_LOSS_HER;
  share = draw(&input->dust_share, &random);
  d->mechanism = lr_random_uniform(&random) < share ? LR_LOSS_DUST : LR_LOSS_ARC;
  const struct lr_loss_ring_input *ring = &input->ring[d->ring];
  d->section = choose_section(ring, lr_random_uniform(&random));
  const struct lr_loss_section *section = &ring->section[d->section];
  d->s_m = section->start_m + lr_random_uniform(&random) * (section->end_m - section->start_m);
  d->emittance_x_m = draw(&ring->emittance_x_m, &random);
  d->emittance_y_m = draw(&ring->emittance_y_m, &random);
  d->softening_m = draw(&input->softening_m, &random);
  d->offset_x_m = draw(&input->offset_x_m, &random);
  d->material = choose_material(input, lr_random_uniform(&random));
  draw_dust(&input->dust, &random, d);
  d->arc_charge = draw(&input->arc.charge, &random);
  d->arc_rise_s = draw(&input->arc.rise_s, &random);
  d->arc_fall_s = draw(&input->arc.fall_s, &random);
  d->arc_height_m = draw(&input->arc.height_m, &random);
  draw_detector(input, &random, d);
  d->first_gap = lr_random_uniform(&random);
  random = lr_random_stream(seed, LR_LOSS_STREAM_MONITORS, id);
  for (size_t i = 0; i < input->abort.monitors; i++) {
    d->sample_phase[i] = lr_random_uniform(&random);
    d->logic_s[i] = draw(&input->abort.monitor[i].logic_s, &random);
    d->link_s[i] = draw(&input->abort.monitor[i].link_s, &random);
  }
  random = lr_random_stream(seed, LR_LOSS_STREAM_APERTURES, id);
  for (size_t i = 0; i < ring->apertures; i++) {
    d->gap_scale[i] = draw(&ring->gap_scale, &random);
    d->dose_Gy[i] = draw(&ring->aperture[i].dose_Gy, &random);
  }
}
