// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/idm_dark_higgs.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "projections/channels/dark_higgs.h"
#include "projections/channels/dark_photon.h"
#include "projections/displaced.h"
#include "projections/scalar_widths.h"

static const char *const eps_models[] = {"eps", NULL}, *const theta_models[] = {"theta", NULL};
static const char *const kinds[] = {"mumu", "pipi", "kk", NULL};
static const enum lr_scalar_final finals[] = {LR_SCALAR_MUMU, LR_SCALAR_PIPI_CHARGED, LR_SCALAR_KK_CHARGED};
static const struct lr_channel_parameter parameters[] = {
    {"alpha_d", LR_DIM_NUMBER, 0.1, 1e-6, 12.566, "coupling of the dark sector"},
    {"chi1_over_dark_photon", LR_DIM_NUMBER, 1.0 / 3, 1e-3, 0.5, "mass of chi1 over that of A'"},
    {"delta", LR_DIM_NUMBER, 0.4, 1e-3, 10, "(m_chi2 - m_chi1) / m_chi1"},
    {"eps", LR_DIM_NUMBER, 1e-3, 1e-8, 1, "kinetic mixing, where the coupling is sin theta"},
    {"sin_theta", LR_DIM_NUMBER, 1e-4, 1e-9, 1, "mixing of h' with the Higgs boson, where the coupling is eps"},
    {"displaced", LR_DIM_NUMBER, 1, 1, 2, "how many of the two vertices must lie beyond min_radius: 1 or 2"},
    {.name = NULL}};

double lr_idm_chi2_momentum(const struct lr_idm *idm) {
  double A = idm->dark.dark_photon_GeV, m1 = idm->dark.chi1_GeV, m2 = idm->dark.chi2_GeV;
  double energy = hypot(lr_dark_higgs_momentum(idm->s_GeV2, A, idm->dark_higgs_GeV), A) * (A * A + m2 * m2 - m1 * m1) / (2 * A * A);
  return sqrt(fmax(0, energy * energy - m2 * m2));
}

double lr_idm_acceptance(const struct lr_idm *idm, const struct lr_displacement *displacement, int displaced, double chi2_width) {
  struct lr_displacement any = *displacement;
  any.min_radius_m = 0;
  double A = idm->dark.dark_photon_GeV, h = idm->dark_higgs_GeV, m2 = idm->dark.chi2_GeV;
  double p_h = lr_dark_higgs_momentum(idm->s_GeV2, A, h), p_2 = lr_idm_chi2_momentum(idm);
  double ctau_h = lr_scalar_ctau_m(h, idm->sin_theta), ctau_2 = LR_HBARC_GeV_m / (chi2_width * idm->eps * idm->eps);
  double slope = lr_dark_higgs_asymmetry(idm->s_GeV2, A, h);
  double far_h = lr_displaced_fixed(displacement, h, p_h, slope, ctau_h);
  double far_2 = lr_displaced_fixed(displacement, m2, p_2, 0, ctau_2), both = far_h * far_2;
  if (displaced < 2) {  // all pairs but those with both near
    double any_h = lr_displaced_fixed(&any, h, p_h, slope, ctau_h), any_2 = lr_displaced_fixed(&any, m2, p_2, 0, ctau_2);
    both = any_h * far_2 + far_h * (any_2 - far_2);
  }
  return both > 0 ? fmin(both, 1) : 0;
}

static bool for_theta(const struct lr_channel *channel) { return channel->type == &lr_channel_idm_dark_higgs_theta; }

static struct lr_inelastic dark_of(const struct lr_channel *channel) {
  return lr_inelastic_of(channel->mass2_GeV, lr_channel_parameter(channel, "chi1_over_dark_photon"),
                         lr_channel_parameter(channel, "delta"), lr_channel_parameter(channel, "alpha_d"));
}

static struct lr_idm point_of(const struct lr_channel *channel, double mass, double coupling) {
  bool theta = for_theta(channel);
  return (struct lr_idm){channel->sqrt_s_GeV * channel->sqrt_s_GeV, mass, dark_of(channel),
                         theta ? lr_channel_parameter(channel, "eps") : coupling,
                         theta ? coupling : lr_channel_parameter(channel, "sin_theta")};
}

static enum lr_status sigma(const struct lr_channel *channel, double s, double mass, double coupling, double *fb,
                            struct lr_error *error) {
  double eps = for_theta(channel) ? lr_channel_parameter(channel, "eps") : coupling;
  (void)error;
  *fb = lr_dark_higgs_cross_section(s, channel->mass2_GeV, mass, eps * eps * lr_channel_parameter(channel, "alpha_d"));
  return LR_OK;
}

static double threshold(double mass) { return mass; }  // of h'; that of A' is added

// A' -> chi1 chi2 on shell, and h' too light for dark matter.
static bool open_pair(const struct lr_channel *channel, double mass) {
  struct lr_inelastic dark = dark_of(channel);
  return lr_inelastic_open(&dark) && mass < 2 * dark.chi1_GeV && mass + channel->mass2_GeV < channel->sqrt_s_GeV;
}

// A' -> chi1 chi2 is the only decay of A' that counts, at eps << e_D.
static double branching(const struct lr_channel *channel, size_t kind, double mass) {
  struct lr_inelastic dark = dark_of(channel);
  struct lr_inelastic_widths w = lr_inelastic_widths(&dark);
  double br = lr_scalar_br(mass, finals[kind]);
  return w.total > 0 && br > 0 ? br * w.ee / w.total : 0;
}

static double acceptance(const struct lr_channel *channel, size_t mode, double mass, double coupling) {
  struct lr_idm idm = point_of(channel, mass, coupling);
  return lr_idm_acceptance(&idm, &channel->mode[mode].displacement, (int)lround(lr_channel_parameter(channel, "displaced")),
                           lr_inelastic_widths(&idm.dark).total);
}

static size_t quantities(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row,
                         size_t room) {
  struct lr_idm idm = point_of(channel, mass, coupling);
  struct lr_inelastic_widths w = lr_inelastic_widths(&idm.dark);
  double ctau = lr_scalar_ctau_m(mass, idm.sin_theta), eps2 = idm.eps * idm.eps;
  double invisible = lr_inelastic_dark_photon_width(&idm.dark), visible = lr_dark_photon_widths(channel->mass2_GeV, idm.eps).total;
  const struct lr_quantity rows[] = {{"width", LR_HBARC_GeV_m / ctau, "GeV"},
                                     {"ctau", ctau, "m"},
                                     {"br_mumu", lr_scalar_br(mass, LR_SCALAR_MUMU), ""},
                                     {"br_pipi", lr_scalar_br(mass, LR_SCALAR_PIPI_CHARGED), ""},
                                     {"br_kk", lr_scalar_br(mass, LR_SCALAR_KK_CHARGED), ""},
                                     {"chi2_width", w.total * eps2, "GeV"},
                                     {"chi2_ctau", w.total > 0 ? LR_HBARC_GeV_m / (w.total * eps2) : NAN, "m"},
                                     {"chi2_br_ee", w.total > 0 ? w.ee / w.total : NAN, ""},
                                     {"dark_photon_width", invisible + visible, "GeV"},
                                     {"dark_photon_br_chi", invisible / (invisible + visible), ""},
                                     {"decay_acceptance", acceptance(channel, 0, mass, coupling), ""}};
  size_t count = sizeof rows / sizeof rows[0];
  if (room < count) return 0;
  memcpy(row, rows, sizeof rows);
  return count;
}

static size_t express(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row, size_t room) {
  struct lr_idm idm = point_of(channel, mass, coupling);
  if (room < 4) return 0;
  row[0] = (struct lr_quantity){"eps", idm.eps, ""};
  row[1] = (struct lr_quantity){"sin_theta", idm.sin_theta, ""};
  row[2] = (struct lr_quantity){"eps2_alpha_d", idm.eps * idm.eps * idm.dark.alpha_d, ""};
  row[3] = (struct lr_quantity){"y", lr_dark_photon_y(idm.eps, idm.dark.alpha_d, idm.dark.dark_photon_GeV / idm.dark.chi1_GeV), ""};
  return 4;
}

#define COMMON                                                          \
  .final_state = "two vertices, one of e+ e-, and missing energy",      \
  .dataset = "all", .coupling_unit = "", .mode_ids = kinds, .parameters = parameters, .mass_symbol = "m_h′", .mass2_symbol = "m_A′", \
  .two_edged = true, .sigma = sigma, .threshold_GeV = threshold, .open = open_pair, .branching = branching, .acceptance = acceptance, \
  .quantities = quantities, .express = express

const struct lr_channel_type lr_channel_idm_dark_higgs = {
    .id = "idm_dark_higgs",
    .seen = {.tracks = 4, .photons = 0, .vertices = 2, .recoil = false},
    .title = "Inelastic dark matter and dark Higgs",
    .coupling_symbol = "ε",
    .coupling_power = 2,
    .models = eps_models,
    COMMON};

const struct lr_channel_type lr_channel_idm_dark_higgs_theta = {
    .id = "idm_dark_higgs_theta",
    .seen = {.tracks = 4, .photons = 0, .vertices = 2, .recoil = false},
    .title = "Inelastic dark matter and dark Higgs: mixing",
    .coupling_symbol = "sin θ",
    .coupling_power = 0,
    .coupling_bound = 1,
    .models = theta_models,
    COMMON};
