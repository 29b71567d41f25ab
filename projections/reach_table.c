// SPDX-License-Identifier: GPL-3.0-or-later
// The table `reach`.
#include "projections/reach.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct lr_table *create(const char *name, const char *title) {
  struct lr_table *t = lr_table_create(name, title);
  lr_table_column(t, "channel", LR_TEXT, "", "channel", "");
  lr_table_column(t, "dataset", LR_TEXT, "", "4S: only data at the Y(4S); all: every energy", "");
  lr_table_column(t, "luminosity_ab", LR_NUMBER, "ab^-1", "integrated luminosity that the channel counts (dataset 4S: at the Y(4S) alone)", "");
  lr_table_column(t, "cl", LR_NUMBER, "", "confidence level", "");
  lr_table_column(t, "mass_GeV", LR_NUMBER, "GeV", "mass of the new particle", "");
  lr_table_column(t, "mass2_GeV", LR_NUMBER, "GeV", "second mass, where there is one", "");
  lr_table_column(t, "edge", LR_TEXT, "", "edge of the excluded range of couplings", "");
  lr_table_column(t, "coupling", LR_NUMBER, "", "median expected limit, in coupling_unit", "model.md R1");
  lr_table_column(t, "m2s", LR_NUMBER, "", "expected limit at -2 sigma (strong end)", "model.md R1");
  lr_table_column(t, "m1s", LR_NUMBER, "", "expected limit at -1 sigma", "model.md R1");
  lr_table_column(t, "p1s", LR_NUMBER, "", "expected limit at +1 sigma", "model.md R1");
  lr_table_column(t, "p2s", LR_NUMBER, "", "expected limit at +2 sigma (weak end)", "model.md R1");
  lr_table_column(t, "kind", LR_TEXT, "", "expected: this program; anchor: the published limit used", "");
  lr_table_column(t, "continuous", LR_NUMBER, "", "expected limit, exact-Asimov form, in coupling_unit; falls with data of the same conditions: rows at dates (those of the plan) and at luminosities "
                  "(those of the reference, or --conditions) are not one curve",
                  "arXiv:2009.07249");
  lr_table_column(t, "coupling_unit", LR_TEXT, "", "unit of the coupling", "");
  lr_table_column(t, "background", LR_NUMBER, "", "expected background events in the window", "");
  lr_table_column(t, "exponent", LR_NUMBER, "", "d ln coupling / d ln luminosity", "");
  lr_table_column(t, "regime", LR_TEXT, "", "what limits the search; or why there is no reach", "");
  lr_table_column(t, "evidence_3s", LR_NUMBER, "", "coupling at a median significance of 3 sigma, in coupling_unit", "model.md R14");
  lr_table_column(t, "discovery_5s", LR_NUMBER, "", "coupling at a median significance of 5 sigma, in coupling_unit", "model.md R14");
  lr_table_column(t, "effective_background", LR_NUMBER, "", "background of the single experiment that stands for all windows, its uncertainty added", "model.md R10, R12");
  lr_table_column(t, "gain", LR_NUMBER, "", "declared gain of analyses to come; 1 = none", "scenario");
  lr_table_column(t, "status", LR_TEXT, "", "of an anchor: read, derived, assumed", "");
  return t;
}

struct lr_table *lr_reach_table_create(void) { return create("reach", "Expected reach"); }
struct lr_table *lr_reach_map_create(void) { return create("reach_map", "Expected reach in both masses, at the largest luminosity"); }

static void start_row(struct lr_table *t, const struct lr_channel *channel, double luminosity_fb, double cl, double mass, const char *edge,
                      const char *kind) {
  lr_table_row(t);
  lr_table_text(t, "channel", channel->id);
  lr_table_text(t, "dataset", channel->type->dataset);
  lr_table_number(t, "luminosity_ab", luminosity_fb / 1000);
  lr_table_number(t, "cl", cl);
  lr_table_number(t, "mass_GeV", mass);
  if (channel->type->mass2_symbol) lr_table_number(t, "mass2_GeV", channel->mass2_GeV);
  lr_table_text(t, "edge", edge);
  lr_table_text(t, "kind", kind);
  lr_table_text(t, "coupling_unit", channel->type->coupling_unit);
}

static void point_row(struct lr_table *table, const struct lr_channel *channel, const struct lr_reach_point *p, bool upper) {
  static const char *const band[LR_REACH_BANDS] = {"m2s", "m1s", "coupling", "p1s", "p2s"};
  start_row(table, channel, p->luminosity_fb, p->cl, p->mass_GeV, upper ? "upper" : "lower", "expected");
  for (int k = 0; k < LR_REACH_BANDS; k++) lr_table_number(table, band[k], upper ? p->upper[k] : p->coupling[k]);
  lr_table_number(table, "continuous", upper ? p->upper_continuous : p->continuous);
  lr_table_number(table, "background", p->background);
  lr_table_text(table, "regime", p->has ? p->regime : p->reason);
  lr_table_number(table, "gain", channel->gain);
  if (upper) return;
  lr_table_number(table, "exponent", p->exponent);
  lr_table_number(table, "evidence_3s", p->evidence);
  lr_table_number(table, "discovery_5s", p->discovery);
  lr_table_number(table, "effective_background", p->effective_background);
}

enum lr_status lr_reach_table_append(struct lr_table *table, const struct lr_channel *channel, const double *mass,
                                     size_t masses, const double *luminosity, size_t luminosities,
                                     struct lr_error *error) {
  if (masses == 0 || luminosities == 0) return LR_OK;
  struct lr_reach_point *point = calloc(masses * luminosities, sizeof *point);
  if (!point) return lr_error_set(error, LR_E_MEMORY, "reach of %zu masses", masses);
  enum lr_status status = lr_reach_curve(channel, mass, masses, luminosity, luminosities, point, error);
  for (size_t j = 0; j < luminosities && !status; j++)  // one curve after the other, the upper edge after the lower one
    for (int upper = 0; upper <= (channel->type->two_edged ? 1 : 0); upper++)
      for (size_t i = 0; i < masses; i++) point_row(table, channel, &point[i * luminosities + j], upper);
  free(point);
  return status;
}

void lr_reach_table_points(struct lr_table *table, const struct lr_channel *channel, const struct lr_reach_point *point, size_t points) {
  for (int upper = 0; upper <= (channel->type->two_edged ? 1 : 0); upper++)
    for (size_t i = 0; i < points; i++) point_row(table, channel, &point[i], upper);
}

static enum lr_status anchor_rows(struct lr_table *table, const struct lr_channel *channel, const struct lr_channel *reference, size_t index,
                                  double only, struct lr_error *error) {
  const struct lr_channel_mode *mode = &channel->mode[index];
  bool branching = strcmp(mode->anchor_quantity, "branching") == 0;
  for (size_t i = 0; i < mode->anchors; i++) {
    double mass = mode->anchor[i].x, coupling = mode->anchor[i].y, efficiency;
    if (fabs(mass - only) > 1e-6 * mass) continue;  // not with NaN
    if (branching || strcmp(mode->anchor_quantity, "cross_section") == 0) {
      double parents = branching ? channel->type->parents_per_fb(channel, mode->kind) : 1;
      enum lr_status status = lr_channel_efficiency(channel, index, mass, &efficiency, error);
      if (!status)
        status = lr_reach_coupling(reference, index, mass, mode->anchor[i].y * parents * efficiency * mode->share, &coupling, error);
      if (status) return status;
    }
    start_row(table, channel, mode->reference_luminosity_fb, mode->reference_cl, mass, "lower", "anchor");
    lr_table_number(table, "coupling", coupling);
    lr_table_number(table, "continuous", coupling);
    lr_table_number(table, "background", mode->background[i].y * mode->reference_luminosity_fb);
    lr_table_number(table, "gain", 1);
    lr_table_text(table, "status", mode->anchor_status);
  }
  return LR_OK;
}

enum lr_status lr_reach_table_anchors(struct lr_table *table, const struct lr_channel *channel, double mass, struct lr_error *error) {
  struct lr_channel reference = *channel;
  reference.signal_factor = 1;
  enum lr_status status = LR_OK;
  for (size_t k = 0; k < channel->modes && !status; k++) status = anchor_rows(table, channel, &reference, k, mass, error);
  return status;
}
