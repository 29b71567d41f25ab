// SPDX-License-Identifier: GPL-3.0-or-later
// The shipped channels of axion-like particles and tau -> l alpha: each counting window gives back its published limit at its own
// luminosity, ranges are those of the abstracts, couplings of other experiments lie where their branching fractions say.
#include "base/document.h"
#include "projections/channel_fields.h"
#include "projections/channels/b_to_k_alp.h"
#include "projections/channels/tau_to_l_alpha.h"
#include "projections/poisson_cls.h"
#include "projections/systematics.h"
#include "tests/lr_test.h"

static int load(const char *file, const char *id, struct lr_channel *channel) {
  char path[512];
  const char *source = getenv("LR_SOURCE_DIR");
  struct lr_problems problems = {0};
  struct lr_document *document = lr_document_create();
  struct lr_reading reading = {document, &problems};
  snprintf(path, sizeof path, "%s/inputs/channels/%s.yaml", source ? source : ".", file);
  int fine = lr_document_load(document, path, &problems) == LR_OK;
  lr_document_settle(document);
  const struct lr_node *node = lr_node_child(lr_node_child(document->root, "channels"), id);
  fine = fine && node && lr_channel_read(&reading, node, channel);
  lr_problems_print(&problems, stderr);
  lr_problems_free(&problems);
  lr_document_free(document);
  return fine;
}

// Events that a mode expects at an anchor against the continuous limit over its background, at the reference luminosity.
static void closes(const struct lr_channel *c, size_t k) {
  const struct lr_channel_mode *mode = &c->mode[k];
  double luminosity = mode->reference_luminosity_fb;
  for (size_t i = 0; i < mode->anchors; i++) {
    double mass = mode->anchor[i].x, coupling = mode->anchor[i].y, events, background, limit, efficiency;
    if (strcmp(mode->anchor_quantity, "coupling") == 0) {
      LR_CHECK(lr_channel_signal(c, k, mass, coupling, &events, NULL) == LR_OK);
    } else {
      LR_CHECK(lr_channel_efficiency(c, k, mass, &efficiency, NULL) == LR_OK);
      events = mode->anchor[i].y * efficiency;
      if (strcmp(mode->anchor_quantity, "branching") == 0) events *= c->type->parents_per_fb(c, mode->kind);
    }
    LR_CHECK(lr_channel_background(c, k, mass, &background, NULL) == LR_OK);
    double error = lr_channel_background_error(c, luminosity, luminosity);
    LR_CHECK(lr_cls_expected_continuous(lr_background_with_error(background * luminosity, error), mode->reference_cl, &limit, NULL) == LR_OK);
    LR_NEAR(events * luminosity, limit, 1e-6);
  }
  LR_CHECK(mode->anchors > 1);
}

static double quantity(const struct lr_channel *c, const char *name) {
  struct lr_quantity row[32];
  size_t count = 0;
  LR_CHECK(lr_channel_quantities(c, 1, 1e-8, row, 32, &count, NULL) == LR_OK);
  for (size_t i = 0; i < count; i++)
    if (strcmp(row[i].name, name) == 0) return row[i].value;
  return NAN;
}

// Final states times cross-section: those looked for in the data of the projection, each once, no data sets of others.
static void signal_over_production(const struct lr_channel *c, double expected) {
  LR_NEAR(quantity(c, "signal_cross_section") / quantity(c, "cross_section"), expected, 1e-12);
}

static void b_to_k_alp(void) {
  static struct lr_channel c;
  LR_CHECK(load("b_to_k_alp", "b_to_k_alp", &c));
  LR_CHECK(c.modes == 2 && c.mode[0].luminosity_fb == 0 && fabs(c.mode[1].luminosity_fb - 711) < 1e-9 && c.mode[1].kind == 1);
  for (size_t k = 0; k < c.modes; k++) closes(&c, k);
  signal_over_production(&c, 1);  // Belle's pairs are Belle's
  LR_NEAR(c.mode[0].reference_luminosity_fb * c.type->parents_per_fb(&c, 0), 711 * c.type->parents_per_fb(&c, 1), 1e-4);
  // Belle's range, 3e-6 to 3e-5 GeV^-1 in the abstract: with BaBar's shape 2.3e-6 to 3.4e-5
  double least = 1, most = 0;
  for (size_t i = 0; i < c.mode[0].anchors; i++) {
    if (c.mode[0].anchor[i].x > c.mass_max_GeV) continue;
    least = fmin(least, c.mode[0].anchor[i].y);
    most = fmax(most, c.mode[0].anchor[i].y);
  }
  LR_CHECK(least > 2e-6 && least < 4e-6);
  LR_CHECK(most > 2e-5 && most < 4e-5);
  LR_CHECK(lr_channel_vetoed(&c, 0.548) && lr_channel_vetoed(&c, 0.958) && !lr_channel_vetoed(&c, 0.8) && !lr_channel_vetoed(&c, 0.2));
  // 2.0 mm of flight at the Belle limit at 3 GeV; at the low end most ALPs are still seen, at the 50 ab^-1 coupling fewer
  LR_NEAR(c.type->acceptance(&c, 0, 3, 2.8e-6), 0.15 / (0.15 + 2.035e-3), 1e-3);
  double today = c.type->acceptance(&c, 0, 0.3, 1.05e-5), later = c.type->acceptance(&c, 0, 0.3, 5.5e-6);
  LR_CHECK(today > 0.02 && today < 0.2 && later < 0.4 * today);
}

static void tau_to_l_alpha(void) {
  static struct lr_channel c;
  LR_CHECK(load("tau_to_l_alpha", "tau_to_l_alpha", &c));
  LR_CHECK(c.modes == 4);
  const double RANGE[2][2] = {{0.4e-4, 6.4e-4}, {0.2e-4, 3.5e-4}};  // read: Belle, e and mu
  for (size_t k = 0; k < c.modes; k++) {
    const struct lr_channel_mode *mode = &c.mode[k];
    double least = 1, most = 0;
    closes(&c, k);
    for (size_t i = 0; i < mode->anchors; i++) {
      least = fmin(least, mode->anchor[i].y);
      most = fmax(most, mode->anchor[i].y);
    }
    LR_CHECK(mode->kind == k % 2);
    LR_NEAR(least, RANGE[mode->kind][0], 5e-3);
    LR_NEAR(most, RANGE[mode->kind][1], 5e-3);
    if (k >= 2) LR_NEAR(mode->luminosity_fb * lr_tau_pairs_per_fb(), 736e6, 1e-3);
  }
  for (int model = 0; model < 3; model++) {  // universal: both leptons; else one of them
    snprintf(c.model, sizeof c.model, "%s", c.type->models[model]);
    LR_CHECK(c.type->branching(&c, 0, 1) == (model != 2) && c.type->branching(&c, 1, 1) == (model != 1));
    signal_over_production(&c, 1);
    LR_NEAR(quantity(&c, "cross_section"), (model == 0 ? 2 : 1) * 2 * lr_tau_pairs_per_fb() * lr_tau_alpha_branching(1, 1e-8), 1e-12);
    c.mode[2].luminosity_fb = 0;  // another window of the same final state adds none
    signal_over_production(&c, 1);
    c.mode[2].luminosity_fb = 800.9;
  }
  // published curves are branching fractions turned into 1/F: at 1 GeV 1.47e-3 for e and 1.80e-3 for mu
  const double PUBLISHED[2] = {1.47e-3, 1.80e-3};
  for (size_t k = 0; k < 2; k++)
    for (size_t i = 0; i < c.existing[k].points; i++)
      if (c.existing[k].point[i].x == 1) LR_NEAR(lr_tau_alpha_branching(1, c.existing[k].point[i].y), PUBLISHED[k], 0.01);
}

static void alps_with_photons(void) {
  static struct lr_channel c;
  LR_CHECK(load("alp_gammagamma", "alp_gammagamma", &c));
  closes(&c, 0);
  LR_CHECK(load("alp_invisible", "alp_invisible", &c));
  closes(&c, 0);
  LR_CHECK(c.type->two_edged && c.coupling_min > 0);
  LR_NEAR(c.type->acceptance(&c, 0, 0.1, 1e-5), exp(-3 / (52.9 * 0.3967)), 1e-3);  // 3 m against beta gamma 52.9 times 0.397 m
  LR_CHECK(c.type->acceptance(&c, 0, 0.1, 1e-3) < 1e-9);
  snprintf(c.model, sizeof c.model, "invisible");
  LR_CHECK(c.type->acceptance(&c, 0, 0.1, 1e-3) == 1);
  // fusion: background and efficiency given, share of the decays from its parameters
  LR_CHECK(load("alp_gammagamma_fusion", "alp_gammagamma", &c));
  LR_CHECK(c.mode[0].background_given && strcmp(c.model, "fusion") == 0);
  LR_NEAR(c.type->acceptance(&c, 0, 3, 1e-4), 0.719, 2e-3);
  double events;
  LR_CHECK(lr_channel_signal(&c, 0, 3, 1e-4, &events, NULL) == LR_OK);
  LR_NEAR(events, 3.698 * 0.719 * 0.5, 2e-3);
}

int main(void) {
  b_to_k_alp();
  tau_to_l_alpha();
  alps_with_photons();
  return lr_test_end();
}
