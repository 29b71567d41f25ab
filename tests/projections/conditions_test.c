// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions of data taking: widths in closed form, and which window feels what.
#include "projections/conditions.h"

#include "tests/projections/toy_channel.h"

static void widths(void) {
  LR_NEAR(lr_sqrt_s_spread(10.58, 3e-4, 4e-4), 5.29 * 5e-4, 1e-14);
  LR_NEAR(lr_recoil_width(0.03, 0.005, 10, 2, 1), 0.05, 1e-14);  // 3-4-5
  // against the recoil mass itself: M^2 = s - 2 sqrt(s) E + m^2
  double e = 10.58, visible = 4, m2 = 9, h = 1e-6;
  double up = sqrt((e + h) * (e + h) - 2 * (e + h) * visible + m2), down = sqrt((e - h) * (e - h) - 2 * (e - h) * visible + m2);
  LR_NEAR(lr_recoil_width(0, 1, e, visible, 0.5 * (up + down)), (up - down) / (2 * h), 1e-7);
}

static struct lr_channel zp(void) {
  struct lr_channel c;
  lr_channel_init(&c, lr_channel_type_find("zp_invisible"));
  c.mass_min_GeV = 0.1, c.mass_max_GeV = 8, c.coupling_max = 3;
  c.mode[0].efficiency[0] = (struct lr_point){1, 0.2}, c.mode[0].efficiencies = 1;
  c.mode[0].background[0] = (struct lr_point){2, 10}, c.mode[0].backgrounds = 1, c.mode[0].background_given = true;
  LR_CHECK(lr_channel_prepare(&c, NULL) == LR_OK);
  return c;
}

static void on_channels(void) {
  struct lr_conditions none, c;
  lr_conditions_init(&none);
  struct lr_channel plain = zp(), same = plain, other = plain;
  lr_conditions_apply(&none, &same);
  LR_NEAR(same.signal_factor, 1, 1e-15);
  LR_NEAR(same.mode[0].background[0].y, 10, 1e-15);
  c = none;
  c.tracking = 0.9, c.photon = 0.5, c.prompt = 0.8, c.displaced = 0.1;  // the detector is on: the last two do not act
  c.recoil_resolution_GeV = 0.05, c.spread_ler = c.spread_her = 2e-3, c.reference_spread_ler = c.reference_spread_her = 5e-4;
  lr_conditions_apply(&c, &other);
  LR_NEAR(other.signal_factor, 0.81, 1e-14);
  LR_NEAR(other.mode[0].share, 1, 1e-15);
  double e = 10.58, recoil = e - (e * e - 4) / (2 * e), wide = 5.29 * 2e-3 * sqrt(2) * recoil / 2, narrow = wide / 4;
  LR_NEAR(other.mode[0].background[0].y, 0.81 * 10 * sqrt((0.0025 + wide * wide) / (0.0025 + narrow * narrow)), 1e-12);
  c.pxd = LR_VERTEXING_OFF;
  other = plain;
  lr_conditions_apply(&c, &other);
  LR_NEAR(other.mode[0].share, 0.8, 1e-15);
  // a displaced and a prompt mode, and a data set of its own that stays
  struct lr_channel toys = toy(&toy_edges, 1);
  toy_add(&toys, 1, 1, 1, 0), toy_add(&toys, 2, 1, 1, 711);
  toys.mode[1].displacement.max_radius_m = toys.mode[2].displacement.max_radius_m = 0.6;
  c.min_radius_m = 2e-3;
  lr_conditions_apply(&c, &toys);
  LR_NEAR(toys.mode[0].share, 0.8, 1e-15);
  LR_NEAR(toys.mode[1].share, 0.1, 1e-15);
  LR_NEAR(toys.mode[1].displacement.min_radius_m, 2e-3, 1e-15);
  LR_CHECK(toys.mode[2].share == 1 && toys.mode[2].displacement.min_radius_m == 0 && toys.mode[0].displacement.min_radius_m == 0);
  // photons have no vertex: nothing changes for B -> K a; tau pairs in the recoil of muons do
  LR_CHECK(lr_channel_type_find("alp_gammagamma")->seen.photons == 3 && lr_channel_type_find("b_to_k_alp")->seen.vertices == 0);
  LR_CHECK(lr_channel_type_find("zp_tautau")->seen.recoil && lr_channel_type_find("idm_dark_higgs_theta")->seen.vertices == 2);
  for (size_t i = 0; lr_channel_type_at(i); i++) {  // no type forgets what it sees
    const struct lr_signature *seen = &lr_channel_type_at(i)->seen;
    LR_CHECK(seen->tracks + seen->photons > 0);
  }
  // fewer photons: the background of the data to come falls with the signal, that of a data set of its own does not
  struct lr_conditions dim = none;
  dim.photon = 0.8;
  struct lr_channel photons = plain;
  photons.type = lr_channel_type_find("alp_invisible");
  photons.mode[1] = photons.mode[0], photons.mode[1].luminosity_fb = 711, photons.modes = 2;
  lr_conditions_apply(&dim, &photons);
  LR_NEAR(photons.signal_factor, 0.8, 1e-15);
  LR_NEAR(photons.mode[0].background[0].y, 8, 1e-14);
  LR_NEAR(photons.mode[1].background[0].y, 10, 1e-15);
}

int main(void) {
  widths();
  on_channels();
  return lr_test_end();
}
