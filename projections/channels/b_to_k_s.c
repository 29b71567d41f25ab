// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/b_to_k_s.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>

#include "base/constants.h"
#include "projections/scalar_widths.h"

static const double b_mass_GeV[2] = {5.27941, 5.27972};  // B+, B0, PDG 2024
static const double kaon_mass_GeV[2] = {0.493677, 0.89555};  // K+, K*(892)0
static const double b_lifetime_s[2] = {1.638e-12, 1.517e-12};  // PDG 2024
static const double vacuum_GeV = 246.21965;  // (sqrt(2) G_F)^(-1/2)
static const double top_mass_GeV = 172.7;  // pole; with the MSbar mass 162.5 all falls by 22 %
static const double vts_vtb = 0.0394;  // with 0.0411 all rises by 9 %
static const double pairs_per_fb = 1.069e6;  // B Bbar; 387e6 in 362 fb^-1, Belle II
static const double share_of_pairs[2] = {0.514, 0.486};  // B+ B-, B0 B0bar
static const double kstar_to_kpi = 2.0 / 3;  // K*0 -> K+ pi-, isospin

double lr_b_to_k_f0(double q2) { return 0.33 / (1 - q2 / 38); }

static double kstar_a0(double q2) { return 1.364 / (1 - q2 / (5.28 * 5.28)) - 0.990 / (1 - q2 / 36.8); }

// sqrt of the Kallen function of the three squared masses; 0 outside the phase space
static double kallen_root(enum lr_b_decay decay, double mass) {
  double b = b_mass_GeV[decay], k = kaon_mass_GeV[decay];
  double product = (b * b - (mass + k) * (mass + k)) * (b * b - (mass - k) * (mass - k));
  return mass < b - k && product > 0 ? sqrt(product) : 0;
}

double lr_b_to_k_s_momentum_GeV(enum lr_b_decay decay, double mass) {
  return mass >= 0 ? kallen_root(decay, mass) / (2 * b_mass_GeV[decay]) : NAN;
}

double lr_b_to_k_s_branching(enum lr_b_decay decay, double mass) {
  if (!(mass >= 0)) return NAN;
  double b = b_mass_GeV[decay], k = kaon_mass_GeV[decay], root = kallen_root(decay, mass), q2 = mass * mass;
  // the coupling of S sbar_L b_R over m_b; m_s is left out against m_b
  double c = 3 * top_mass_GeV * top_mass_GeV * vts_vtb / (16 * LR_PI * LR_PI * pow(vacuum_GeV, 3));
  double matrix = decay == LR_B_TO_KPLUS ? (b * b - k * k) * lr_b_to_k_f0(q2) : root * kstar_a0(q2);
  double width_GeV = c * c * matrix * matrix * root / (64 * LR_PI * b * b * b);
  return width_GeV * b_lifetime_s[decay] * LR_C_m_s / LR_HBARC_GeV_m;
}

double lr_b_mesons_per_fb(enum lr_b_decay decay) { return 2 * share_of_pairs[decay] * pairs_per_fb; }

static enum lr_b_decay decay_of(enum lr_b_to_k_s_mode mode) {
  return mode < LR_KSTAR_EE ? LR_B_TO_KPLUS : LR_B_TO_KSTAR;
}

double lr_b_to_k_s_decays_per_fb(enum lr_b_to_k_s_mode mode, double mass) {
  static const enum lr_scalar_final final[4] = {LR_SCALAR_EE, LR_SCALAR_MUMU, LR_SCALAR_PIPI_CHARGED,
                                                LR_SCALAR_KK_CHARGED};
  enum lr_b_decay decay = decay_of(mode);
  return lr_b_mesons_per_fb(decay) * lr_b_to_k_s_branching(decay, mass) * (decay == LR_B_TO_KSTAR ? kstar_to_kpi : 1) *
         lr_scalar_br(mass, final[mode % 4]);
}

double lr_b_to_k_s_acceptance(enum lr_b_to_k_s_mode mode, const struct lr_displacement *displacement, double blur,
                              double mass, double ctau) {
  double momentum = lr_b_to_k_s_momentum_GeV(decay_of(mode), mass);
  return momentum > 0 ? lr_displaced_from_b(displacement, blur, mass, momentum, ctau) : 0;
}

// ---- the channel ---------------------------------------------------------------------------------------------------
static const char *const models[] = {"higgs_mixing", NULL};
static const char *const mode_ids[] = {"kplus_ee",   "kplus_mumu", "kplus_pipi", "kplus_KK", "kstar_ee",
                                       "kstar_mumu", "kstar_pipi", "kstar_KK",   NULL};
// An aged pixel detector or none: vertices must lie farther out, their radius is less sharp, fewer are found.
static const struct lr_channel_parameter parameters[] = {
    {"min_radius_factor", LR_DIM_NUMBER, 1, 0.01, 1000, "on min_radius of every mode"},
    {"radius_blur", LR_DIM_LENGTH, 0, 0, 0.1, "resolution of the radius of a vertex; 0: sharp"},
    {"vertex_efficiency", LR_DIM_NUMBER, 1, 1e-3, 1, "on the signal of every mode"},
    {NULL, LR_DIM_NUMBER, 0, 0, 0, NULL}};
enum { MIN_RADIUS_FACTOR, RADIUS_BLUR, VERTEX_EFFICIENCY };

// "Cross-section": B+ -> K+ S per fb^-1. The modes differ in branching() only.
static enum lr_status sigma(const struct lr_channel *channel, double s, double mass, double coupling, double *fb,
                            struct lr_error *error) {
  (void)channel;
  (void)s;
  if (!(mass > 2 * LR_ELECTRON_MASS_GeV && coupling > 0))
    return lr_error_set(error, LR_E_DOMAIN, "b_to_k_s: mass %.6g GeV must lie above 2 m_e, sin theta %.6g above 0",
                        mass, coupling);
  *fb = lr_b_mesons_per_fb(LR_B_TO_KPLUS) * lr_b_to_k_s_branching(LR_B_TO_KPLUS, mass) * coupling * coupling;
  return LR_OK;
}

// K*0 too, whatever it decays to.
static double produced(const struct lr_channel *channel, double mass) {
  (void)channel;
  double kplus = lr_b_mesons_per_fb(LR_B_TO_KPLUS) * lr_b_to_k_s_branching(LR_B_TO_KPLUS, mass);
  return kplus > 0 ? 1 + lr_b_mesons_per_fb(LR_B_TO_KSTAR) * lr_b_to_k_s_branching(LR_B_TO_KSTAR, mass) / kplus : 1;
}

static double threshold(double mass) { return mass; }

static double branching(const struct lr_channel *channel, size_t kind, double mass) {
  (void)channel;
  double all = lr_b_mesons_per_fb(LR_B_TO_KPLUS) * lr_b_to_k_s_branching(LR_B_TO_KPLUS, mass);
  return all > 0 ? lr_b_to_k_s_decays_per_fb((enum lr_b_to_k_s_mode)kind, mass) / all : 0;
}

static double acceptance(const struct lr_channel *channel, size_t index, double mass, double coupling) {
  const struct lr_channel_mode *mode = &channel->mode[index];
  struct lr_displacement where = mode->displacement;
  where.min_radius_m *= channel->parameter[MIN_RADIUS_FACTOR];
  if (channel->decay_radius_m > 0 && !(where.max_radius_m > 0 && where.max_radius_m < channel->decay_radius_m))
    where.max_radius_m = channel->decay_radius_m;
  return channel->parameter[VERTEX_EFFICIENCY] * lr_b_to_k_s_acceptance((enum lr_b_to_k_s_mode)mode->kind, &where,
                                                                        channel->parameter[RADIUS_BLUR], mass,
                                                                        lr_scalar_ctau_m(mass, coupling));
}

static double parents_per_fb(const struct lr_channel *channel, size_t kind) {
  (void)channel;
  return lr_b_mesons_per_fb(decay_of((enum lr_b_to_k_s_mode)kind));
}

static size_t quantities(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row,
                         size_t room) {
  (void)channel;
  static const char *const names[] = {"br_ee", "br_mumu", "br_tautau", "br_pipi",   "br_KK",  "br_4pi",
                                      "br_ss", "br_cc",   "br_gg",     "br_pi+pi-", "br_K+K-"};
  size_t count = 4, finals = sizeof names / sizeof names[0];
  if (room < count + finals) return 0;
  double square = coupling * coupling;
  row[0] = (struct lr_quantity){"br_b_to_kplus_s", lr_b_to_k_s_branching(LR_B_TO_KPLUS, mass) * square, ""};
  row[1] = (struct lr_quantity){"br_b_to_kstar_s", lr_b_to_k_s_branching(LR_B_TO_KSTAR, mass) * square, ""};
  row[2] = (struct lr_quantity){"width", lr_scalar_total_width_GeV(mass) * square, "GeV"};
  row[3] = (struct lr_quantity){"ctau", lr_scalar_ctau_m(mass, coupling), "m"};
  for (size_t i = 0; i < finals; i++) {
    row[count] = (struct lr_quantity){"", lr_scalar_br(mass, (enum lr_scalar_final)i), ""};
    snprintf(row[count++].name, sizeof row->name, "%s", names[i]);
  }
  return count;
}

const struct lr_channel_type lr_channel_b_to_k_s = {
    .id = "b_to_k_s",
    .seen = {.tracks = 3, .photons = 0, .vertices = 1, .recoil = false},
    .title = "B → K S, long-lived scalar S",
    .final_state = "K+ or K*0, and a displaced vertex of e e, mu mu, pi pi or K K",
    .dataset = "4S",
    .coupling_symbol = "sin θ",
    .coupling_unit = "",
    .coupling_power = 2,
    .coupling_bound = 1,
    .models = models,
    .mode_ids = mode_ids,
    .parameters = parameters,
    .two_edged = true,
    .sigma = sigma,
    .threshold_GeV = threshold,
    .branching = branching,
    .produced = produced,
    .acceptance = acceptance,
    .parents_per_fb = parents_per_fb,
    .quantities = quantities,
};
