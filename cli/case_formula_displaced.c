// SPDX-License-Identifier: GPL-3.0-or-later
// Displaced vertices and B -> K S, by name, for `expect formula`. Modes are numbers: 0 to 3 K+ with ee, mu mu, pi pi, K K, 4 to 7 K*0.
#include <math.h>

#include "base/constants.h"
#include "cli/case_formula.h"
#include "projections/channel_points.h"
#include "projections/channels/b_to_k_s.h"
#include "projections/poisson_cls.h"

// keys: mode, mass, ctau, luminosity, efficiency, scale, background (events in all)
static enum lr_status limit(const double *in, double *out, struct lr_error *error) {
  if (!(in[0] >= 0 && in[0] < (double)LR_B_TO_K_S_MODES)) return lr_error_set(error, LR_E_DOMAIN, "mode: 0 to 7");
  enum lr_b_to_k_s_mode mode = (enum lr_b_to_k_s_mode)(int)in[0];
  bool kstar = mode >= LR_KSTAR_EE;
  struct lr_displacement where = {.min_radius_m = 5e-4, .scale_m = in[5], .theta_min_rad = 17 * LR_PI / 180, .theta_max_rad = 150 * LR_PI / 180};
  double events;
  enum lr_status status = lr_cls_expected_quantile(in[6], 0, 0.95, &events, error);
  if (status) return status;
  double parents = lr_b_mesons_per_fb(kstar ? LR_B_TO_KSTAR : LR_B_TO_KPLUS) * (kstar ? 2.0 / 3 : 1);
  double share = lr_b_to_k_s_acceptance(mode, &where, 0, in[1] * LR_GEV_PER_EV, in[2]);
  *out = events / (parents * in[3] * LR_fb_m2 * in[4] * share);
  return isfinite(*out) ? LR_OK : lr_error_set(error, LR_E_DOMAIN, "no decays at this mass");
}

static enum lr_status parents(const double *in, double *out, struct lr_error *error) {
  (void)error;
  out[0] = (lr_b_mesons_per_fb(LR_B_TO_KPLUS) + lr_b_mesons_per_fb(LR_B_TO_KSTAR)) / 2 * in[0] * LR_fb_m2;
  out[1] = lr_b_mesons_per_fb(LR_B_TO_KPLUS) * in[0] * LR_fb_m2;
  out[2] = lr_b_mesons_per_fb(LR_B_TO_KSTAR) * in[0] * LR_fb_m2;
  return LR_OK;
}

static enum lr_status momentum(const double *in, double *out, struct lr_error *error) {
  (void)error;
  out[0] = lr_b_to_k_s_momentum_GeV(LR_B_TO_KPLUS, in[0] * LR_GEV_PER_EV) / LR_GEV_PER_EV;
  out[1] = lr_b_to_k_s_momentum_GeV(LR_B_TO_KSTAR, in[0] * LR_GEV_PER_EV) / LR_GEV_PER_EV;
  return LR_OK;
}

const struct lr_formula lr_formulas_displaced[] = {
    {"b_to_k_s_limit",
     {{"mode", LR_DIM_NUMBER},
      {"mass", LR_DIM_ENERGY},
      {"ctau", LR_DIM_LENGTH},
      {"luminosity", LR_DIM_INTEGRATED},
      {"efficiency", LR_DIM_NUMBER},
      {"scale", LR_DIM_LENGTH},
      {"background", LR_DIM_NUMBER}},
     {{"branching", ""}},
     limit},
    {"b_mesons", {{"luminosity", LR_DIM_INTEGRATED}}, {{"pairs", ""}, {"charged", ""}, {"neutral", ""}}, parents},
    {"b_to_k_s_momentum", {{"mass", LR_DIM_ENERGY}}, {{"kplus", "eV"}, {"kstar", "eV"}}, momentum},
    {.name = NULL}};
