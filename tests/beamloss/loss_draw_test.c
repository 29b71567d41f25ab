// SPDX-License-Identifier: GPL-3.0-or-later
// Draws of an event: a pure function of input, seed and id; distributed as the priors say; a change of one prior changes nothing else.
#include "beamloss/loss_draw.h"

#include "base/constants.h"
#include "base/sorted.h"
#include "tests/beamloss/losses.h"

enum { EVENTS = 4000 };

static struct lr_loss_draw draw_of(const struct lr_loss_input *input, uint64_t seed, uint64_t id) {
  struct lr_loss_draw draw;
  memset(&draw, 0, sizeof draw);
  lr_loss_draw(input, seed, id, &draw);
  return draw;
}

static bool same(const struct lr_loss_draw *a, const struct lr_loss_draw *b) { return memcmp(a, b, sizeof *a) == 0; }

static void pure(const struct lr_loss_input *input) {
  int other_seed = 0, other_id = 0;
  for (uint64_t id = 1; id <= 200; id++) {
    struct lr_loss_draw a = draw_of(input, 5, id), b = draw_of(input, 5, id), c = draw_of(input, 6, id), d = draw_of(input, 5, id + 1);
    LR_CHECK(same(&a, &b));
    other_seed += a.s_m != c.s_m;
    other_id += a.s_m != d.s_m;
  }
  LR_CHECK(other_seed == 200 && other_id == 200);
}

// Distance of the sample from the distribution function of its prior, by the inverse at the sample's own places; 1.95 / sqrt(n) is
// passed by chance once in a thousand.
static void follows(const char *what, const struct lr_prior *prior, double scale, double *sample, size_t count) {
  double most = 0;
  lr_sort(sample, count);
  if (prior->distribution == LR_FIXED) {
    LR_NEAR(sample[0], prior->a * scale, 1e-14);
    LR_NEAR(sample[count - 1], prior->a * scale, 1e-14);
    return;
  }
  for (int k = 1; k < 1000; k++) {
    double x = scale * lr_prior_quantile(prior, k / 1000.);
    size_t below = 0, end = count;
    while (below < end) {
      size_t middle = (below + end) / 2;
      if (sample[middle] <= x) below = middle + 1;
      else end = middle;
    }
    most = fmax(most, fabs((double)below / (double)count - k / 1000.));
  }
  if (!(most < 1.95 / sqrt((double)count))) fprintf(stderr, "%s: distance %g with %zu draws\n", what, most, count);
  LR_CHECK(most < 1.95 / sqrt((double)count));
}

#define FOLLOWS(member, prior, scale, when) \
  do { \
    size_t count_ = 0; \
    for (size_t i = 0; i < EVENTS; i++) \
      if (when) sample[count_++] = draw[i].member; \
    LR_CHECK(count_ > 100); \
    follows(#member, prior, scale, sample, count_); \
  } while (0)

static void share_is(const char *what, double got, double wanted) {
  double sigma = sqrt(wanted * (1 - wanted) / EVENTS);
  if (!(fabs(got / EVENTS - wanted) <= 4 * sigma)) fprintf(stderr, "%s: %g, expected %g +- %g\n", what, got / EVENTS, wanted, sigma);
  LR_CHECK(fabs(got / EVENTS - wanted) <= 4 * sigma);
}

static void distributions(const struct lr_loss_input *in) {
  static struct lr_loss_draw draw[EVENTS];
  static double sample[EVENTS];
  double ler = 0, dust = 0, silica = 0, neutral = 0, launched = 0, forward = 0, section[3] = {0};
  const struct lr_loss_ring_input *ring = &in->ring[LR_LOSS_LER];
  for (size_t i = 0; i < EVENTS; i++) {
    draw[i] = draw_of(in, 11, i + 1);
    const struct lr_loss_draw *d = &draw[i];
    const struct lr_loss_section *at = &in->ring[d->ring].section[d->section];
    LR_CHECK(d->s_m >= at->start_m && d->s_m <= at->end_m);
    ler += d->ring == LR_LOSS_LER;
    dust += d->mechanism == LR_LOSS_DUST;
    silica += d->material == 1;
    neutral += d->charge == 0;
    launched += d->speed_m_s > 0;
    forward += d->asymmetry > 0;
    section[d->section]++;
    LR_CHECK(d->asymmetry >= -1 && d->asymmetry <= 1 && d->azimuthal <= 1 && d->electron_share <= 1);
  }
  share_is("ler", ler, 0.9);  // mean of Beta(9, 1)
  share_is("dust", dust, 0.5);
  share_is("silica", silica, 0.75);
  share_is("neutral", neutral, 0.5);
  share_is("launched", launched, 0.5);
  share_is("forward", forward, 0.5);
  share_is("nikko", section[0], 0.5);
  share_is("oho", section[1], 0.25);
  share_is("elsewhere", section[2], 0.25);
  FOLLOWS(emittance_y_m, &ring->emittance_y_m, 1, draw[i].ring == LR_LOSS_LER);
  FOLLOWS(emittance_x_m, &ring->emittance_x_m, 1, draw[i].ring == LR_LOSS_LER);
  FOLLOWS(emittance_y_m, &in->ring[LR_LOSS_HER].emittance_y_m, 1, draw[i].ring == LR_LOSS_HER);
  FOLLOWS(gap_scale[0], &ring->gap_scale, 1, draw[i].ring == LR_LOSS_LER);
  FOLLOWS(gap_scale[2], &ring->gap_scale, 1, draw[i].ring == LR_LOSS_LER);
  FOLLOWS(dose_Gy[1], &ring->aperture[1].dose_Gy, 1, true);
  FOLLOWS(softening_m, &in->softening_m, 1, true);
  FOLLOWS(offset_x_m, &in->offset_x_m, 1, true);
  FOLLOWS(radius_m, &in->dust.radius_m, 1, true);
  FOLLOWS(charge, &in->dust.charge, 1, draw[i].charge > 0);
  FOLLOWS(fall_m, &in->dust.fall_m, 1, true);
  FOLLOWS(speed_m_s, &in->dust.speed_m_s, 1, draw[i].speed_m_s > 0);
  FOLLOWS(retention_per_s, &in->dust.retention_per_s, 1, true);
  FOLLOWS(electron_share, &in->dust.electron_share, 1, true);
  FOLLOWS(charge_cap, &in->dust.charge_cap, 1, true);
  FOLLOWS(strength_Pa, &in->dust.strength_eV_m3, LR_E_C, true);
  FOLLOWS(arc_charge, &in->arc.charge, 1, true);
  FOLLOWS(arc_rise_s, &in->arc.rise_s, 1, true);
  FOLLOWS(arc_fall_s, &in->arc.fall_s, 1, true);
  FOLLOWS(arc_height_m, &in->arc.height_m, 1, true);
  FOLLOWS(diamond_factor, &in->detector.diamond_factor, 1, true);
  FOLLOWS(radial_exponent, &in->detector.radial_exponent, 1, true);
  FOLLOWS(azimuthal, &in->detector.azimuthal, 1, true);
  FOLLOWS(asymmetry, &in->detector.asymmetry, 1, draw[i].asymmetry > 0);
  FOLLOWS(gate_dose_Gy, &in->detector.gate_dose_Gy, 1, true);
  FOLLOWS(gate_shape, &in->detector.gate_shape, 1, true);
  FOLLOWS(quench_J, &in->outcomes.quench_eV, LR_E_C, true);
  FOLLOWS(damage_J, &in->outcomes.damage_eV, LR_E_C, true);
  const struct lr_prior even = {LR_UNIFORM, LR_DIM_NUMBER, 0, 1, 0}, turn = {LR_UNIFORM, LR_DIM_NUMBER, 0, 6.283185307179586, 0};
  FOLLOWS(first_gap, &even, 1, true);
  FOLLOWS(sample_phase[0], &even, 1, true);
  FOLLOWS(phi0_rad, &turn, 1, true);
}

// What a change of the input may change: the draws are compared after the changed member is put back.
static void only_changes(const struct lr_loss_input *in) {
  for (uint64_t id = 1; id <= 500; id++) {
    const struct lr_loss_draw before = draw_of(in, 3, id);
    struct lr_loss_input other = *in;
    struct lr_loss_draw after;
    other.dust.radius_m = (struct lr_prior){LR_UNIFORM, LR_DIM_LENGTH, 1e-6, 2e-6, 0};
    after = draw_of(&other, 3, id);
    LR_CHECK(after.radius_m != before.radius_m);
    after.radius_m = before.radius_m;
    LR_CHECK(same(&after, &before));

    other = *in;
    other.arc.charge = fixed_prior(1e11);
    after = draw_of(&other, 3, id);
    LR_CHECK(after.arc_charge == 1e11);
    after.arc_charge = before.arc_charge;
    LR_CHECK(same(&after, &before));

    other = *in;  // a prior of another kind takes one number too
    other.abort.monitor[0].link_s = (struct lr_prior){LR_BETA, LR_DIM_TIME, 2, 3, 0};
    after = draw_of(&other, 3, id);
    after.link_s[0] = before.link_s[0];
    LR_CHECK(same(&after, &before));

    other = *in;  // with other monitors the event is the same but for what is theirs
    other.abort.monitor[1] = other.abort.monitor[2] = other.abort.monitor[0];
    other.abort.monitors = id % 2 ? 0 : 3;
    after = draw_of(&other, 3, id);
    LR_CHECK(id % 2 || (after.link_s[0] == before.link_s[0] && after.sample_phase[0] == before.sample_phase[0] && after.sample_phase[1] != after.sample_phase[0]));
    memcpy(after.sample_phase, before.sample_phase, sizeof after.sample_phase);
    memcpy(after.logic_s, before.logic_s, sizeof after.logic_s);
    memcpy(after.link_s, before.link_s, sizeof after.link_s);
    LR_CHECK(same(&after, &before));

    other = *in;  // one aperture more leaves the others as they are
    for (int r = 0; r < LR_LOSS_RINGS; r++) {
      other.ring[r].aperture[3] = other.ring[r].aperture[0];
      other.ring[r].apertures = 4;
    }
    after = draw_of(&other, 3, id);
    LR_CHECK(after.gap_scale[3] > 0);
    after.gap_scale[3] = after.dose_Gy[3] = 0;
    LR_CHECK(same(&after, &before));

    other = *in;  // weights
    other.ring[LR_LOSS_LER].section[0].weight = other.ring[LR_LOSS_HER].section[0].weight = 0;
    after = draw_of(&other, 3, id);
    LR_CHECK(after.section != 0);
    after.section = before.section;
    after.s_m = before.s_m;
    LR_CHECK(same(&after, &before));

    other = *in;
    other.dust.weight[0] = 0;
    LR_CHECK(draw_of(&other, 3, id).material == 1);
    other.dust.weight[0] = 1;
    other.dust.weight[1] = 0;
    LR_CHECK(draw_of(&other, 3, id).material == 0);
    other.ler_share = fixed_prior(0);
    LR_CHECK(draw_of(&other, 3, id).ring == LR_LOSS_HER);
    other.ler_share = fixed_prior(1);
    other.dust_share = fixed_prior(1);
    LR_CHECK(draw_of(&other, 3, id).ring == LR_LOSS_LER && draw_of(&other, 3, id).mechanism == LR_LOSS_DUST);
    // a prior without an upper end is cut where more has no sense
    other.detector.azimuthal = other.detector.asymmetry = other.dust.electron_share = (struct lr_prior){LR_LOGNORMAL, LR_DIM_NUMBER, 1, 2, 0};
    after = draw_of(&other, 3, id);
    LR_CHECK(after.azimuthal <= 1 && fabs(after.asymmetry) <= 1 && after.electron_share <= 1);
  }
}

int main(void) {
  struct lr_loss_input in = losses_good(&LOSSES_ALL);
  pure(&in);
  distributions(&in);
  only_changes(&in);
  LR_TEXT_IS(lr_loss_mechanism_name(LR_LOSS_DUST), "dust");
  LR_TEXT_IS(lr_loss_mechanism_name(LR_LOSS_ARC), "arc");
  lr_loss_input_free(&in);
  losses_clean();
  return lr_test_end();
}
