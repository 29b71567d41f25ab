// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/lmutau.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "projections/channels/gm2.h"
#include "projections/channels/lepton_widths.h"
#include "projections/channels/mumux.h"

struct lr_zp_widths lr_zp_widths(double mass, double coupling) {
  struct lr_zp_widths w = {2 * coupling * coupling * mass / (24 * LR_PI),
                           lr_width_vector(mass, coupling, LR_MUON_MASS_GeV),
                           lr_width_vector(mass, coupling, LR_TAU_MASS_GeV), 0};
  w.total = w.invisible + w.mumu + w.tautau;
  return w;
}

// integral_0^1 dx x(1-x) ln(1 - x(1-x) t): real part, and the size of the imaginary part that opens at t = 4.
static double loop(double t, double *imaginary) {
  *imaginary = 0;
  if (fabs(t) < 0.02) return -t / 30 - t * t / 280 - t * t * t / 1890;
  double root = sqrt(fabs(1 - 4 / t)), common = (1 + 2 / t) / 6, angle;
  if (t < 0) {
    angle = root * log((root + 1) / (root - 1));
  } else if (t < 4) {
    angle = 2 * root * atan2(1, root);
  } else {
    angle = root * log((1 + root) / (1 - root));
    *imaginary = LR_PI * common * root;
  }
  return -5.0 / 18 - 2 / (3 * t) + common * angle;
}

double lr_zp_loop_mixing(double q2, double coupling) {
  const double m2 = LR_MUON_MASS_GeV * LR_MUON_MASS_GeV, t2 = LR_TAU_MASS_GeV * LR_TAU_MASS_GeV;
  double muon_imaginary, tau_imaginary, muon = loop(q2 / m2, &muon_imaginary), tau = loop(q2 / t2, &tau_imaginary);
  double real = log(t2 / m2) / 6 + tau - muon, imaginary = muon_imaginary - tau_imaginary;
  return sqrt(4 * LR_PI * LR_ALPHA) * coupling / (2 * LR_PI * LR_PI) * hypot(real, imaginary);
}

size_t lr_zp_quantities(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row,
                        size_t room) {
  struct lr_zp_widths w = lr_zp_widths(mass, coupling);
  if (room < 5) return 0;
  if (strcmp(channel->model, "invisible") == 0) {
    row[0] = (struct lr_quantity){"br_invisible", 1, ""};
    return 1;
  }
  row[0] = (struct lr_quantity){"width", w.total, "GeV"};
  row[1] = (struct lr_quantity){"ctau", LR_HBARC_GeV_m / w.total, "m"};
  row[2] = (struct lr_quantity){"br_invisible", w.invisible / w.total, ""};
  row[3] = (struct lr_quantity){"br_mumu", w.mumu / w.total, ""};
  row[4] = (struct lr_quantity){"br_tautau", w.tautau / w.total, ""};
  return 5;
}

size_t lr_zp_express(const struct lr_channel *channel, double mass, double coupling, struct lr_quantity *row,
                     size_t room) {
  (void)channel;
  if (room < 3) return 0;
  row[0] = (struct lr_quantity){"epsilon_loop", lr_zp_loop_mixing(0, coupling), ""};
  row[1] = (struct lr_quantity){"epsilon_loop_on_shell", lr_zp_loop_mixing(mass * mass, coupling), ""};
  row[2] = (struct lr_quantity){"delta_a_mu", lr_gm2_vector(mass, coupling), ""};
  return 3;
}

enum lr_status lr_zp_sigma(const struct lr_channel *channel, double s, double mass, double coupling, double *fb, struct lr_error *error) {
  (void)channel;
  return lr_mumux_cross_section(LR_MUMUX_VECTOR, s, mass, coupling, fb, error);
}
