// SPDX-License-Identifier: GPL-3.0-or-later
// An ensemble as tables.
#include <math.h>
#include <stdlib.h>

#include "base/sorted.h"
#include "beamloss/loss_ensemble.h"

static const char *const RING_NAMES[] = {"ler", "her"};

struct lr_table *lr_loss_events_table(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble) {
  struct lr_table *t = lr_table_create("events", "Beam losses, drawn from the declared priors");
  lr_table_column(t, "id", LR_NUMBER, "", "number of the event: --event traces it", "");
  lr_table_column(t, "ring", LR_TEXT, "", "ler: positrons, her: electrons", "");
  lr_table_column(t, "section", LR_TEXT, "", "where the source is", "");
  lr_table_column(t, "s", LR_NUMBER, "m", "place of the source", "");
  lr_table_column(t, "source", LR_TEXT, "", "material of the grain, or arc", "");
  lr_table_column(t, "mechanism", LR_TEXT, "", "dust or arc", "");
  lr_table_column(t, "grain", LR_TEXT, "", "what became of the grain", "model.md B8");
  lr_table_column(t, "charge", LR_NUMBER, "", "net electrons that acted on the beam, at most", "model.md B31");
  lr_table_column(t, "turns", LR_NUMBER, "", "turns from the first action of the source", "");
  lr_table_column(t, "lost_fraction", LR_NUMBER, "", "part of the beam lost at apertures", "model.md B16");
  lr_table_column(t, "dumped_fraction", LR_NUMBER, "", "part that the abort took away", "model.md B17");
  lr_table_column(t, "stored_fraction", LR_NUMBER, "", "part that is left", "model.md B16");
  lr_table_column(t, "direct_fraction", LR_NUMBER, "", "of these, scattered out by the grain itself", "model.md B7");
  lr_table_column(t, "first_loss", LR_TEXT, "", "aperture of the first loss", "");
  lr_table_column(t, "duration", LR_NUMBER, "us", "first to last loss", "");
  lr_table_column(t, "abort_time", LR_NUMBER, "us", "first loss to kicker at full field; empty: no abort", "model.md B17");
  lr_table_column(t, "dose_l1", LR_NUMBER, "rad", "mean dose of layer 1 of the PXD", "model.md B21");
  lr_table_column(t, "dose_l2", LR_NUMBER, "rad", "mean dose of layer 2", "model.md B21");
  lr_table_column(t, "recorded", LR_NUMBER, "rad", "what the first diamond monitor of the abort shows", "model.md B17");
  lr_table_column(t, "saturated", LR_NUMBER, "", "1: that is a lower bound", "model.md B17");
  lr_table_column(t, "gates", LR_NUMBER, "", "gates of the PXD lost, drawn", "model.md B23");
  lr_table_column(t, "quench", LR_NUMBER, "", "1: a final-focus magnet quenched", "model.md B25");
  lr_table_column(t, "damage", LR_NUMBER, "", "1: a collimator was damaged", "model.md B25");
  lr_table_column(t, "downtime", LR_NUMBER, "h", "until beams are back; 0: the beam survived", "model.md B1");
  for (size_t i = 0; i < ensemble->count; i++) {
    const struct lr_loss_event *e = &ensemble->event[i];
    const struct lr_loss_ring_input *ring = &input->ring[e->draw.ring];
    bool dust = e->draw.mechanism == LR_LOSS_DUST;
    lr_table_row(t);
    lr_table_number(t, "id", (double)e->id);
    lr_table_text(t, "ring", RING_NAMES[e->draw.ring]);
    lr_table_text(t, "section", ring->section[e->draw.section].id);
    lr_table_number(t, "s", e->draw.s_m);
    lr_table_text(t, "source", dust ? input->material[e->draw.material].name : "arc");
    lr_table_text(t, "mechanism", lr_loss_mechanism_name(e->draw.mechanism));
    if (dust) lr_table_text(t, "grain", e->kept_away ? "kept away" : lr_grain_outcome_text(e->grain));
    lr_table_number(t, "charge", e->highest_charge);
    lr_table_number(t, "turns", (double)e->turns);
    lr_table_number(t, "lost_fraction", e->lost);
    lr_table_number(t, "dumped_fraction", e->dumped);
    lr_table_number(t, "stored_fraction", e->stored);
    lr_table_number(t, "direct_fraction", e->direct);
    lr_table_text(t, "first_loss", e->first_aperture < 0 ? NULL : ring->aperture[e->first_aperture].id);
    if (e->first_aperture >= 0) lr_table_number(t, "duration", e->duration_s * 1e6);
    if (e->aborted) lr_table_number(t, "abort_time", (e->abort.full_s - e->abort.first_loss_s) * 1e6);
    lr_table_number(t, "dose_l1", e->dose_rad[0]);
    lr_table_number(t, "dose_l2", e->dose_rad[1]);
    lr_table_number(t, "recorded", e->recorded_rad);
    lr_table_number(t, "saturated", e->saturated ? 1 : 0);
    lr_table_number(t, "gates", e->gates.lost);
    lr_table_number(t, "quench", e->outcome.quench ? 1 : 0);
    lr_table_number(t, "damage", e->outcome.damage ? 1 : 0);
    lr_table_number(t, "downtime", e->downtime_s / 3600);
  }
  return t;
}

struct quantity {
  const char *name, *unit, *description;
  double (*value)(const struct lr_loss_event *event);
};
static double lost(const struct lr_loss_event *e) { return e->lost; }
static double turns(const struct lr_loss_event *e) { return (double)e->turns; }
static double charge(const struct lr_loss_event *e) { return e->highest_charge; }
static double dose_l1(const struct lr_loss_event *e) { return e->dose_rad[0]; }
static double dose_l2(const struct lr_loss_event *e) { return e->dose_rad[1]; }
static double gates(const struct lr_loss_event *e) { return e->gates.lost; }
static double expected(const struct lr_loss_event *e) { return e->gates_expected; }
static double quench(const struct lr_loss_event *e) { return e->outcome.quench; }
static double damage(const struct lr_loss_event *e) { return e->outcome.damage; }
static double aborted(const struct lr_loss_event *e) { return e->aborted; }
static double downtime(const struct lr_loss_event *e) { return e->downtime_s / 3600; }
static double duration(const struct lr_loss_event *e) { return e->duration_s * 1e6; }
static double saturated(const struct lr_loss_event *e) { return e->saturated; }

static const struct quantity QUANTITIES[] = {
    {"lost_fraction", "", "part of the beam lost at apertures", lost},
    {"turns", "", "turns from the first action of the source", turns},
    {"duration", "us", "first to last loss", duration},
    {"charge", "", "net electrons that acted on the beam, at most", charge},
    {"dose_l1", "rad", "mean dose of layer 1 of the PXD", dose_l1},
    {"dose_l2", "rad", "mean dose of layer 2", dose_l2},
    {"gates", "", "gates of the PXD lost", gates},
    {"gates_expected", "", "the same before drawing", expected},
    {"quench", "", "a final-focus magnet quenched; mean: probability", quench},
    {"damage", "", "a collimator was damaged; mean: probability", damage},
    {"aborted", "", "the kicker dumped beam; mean: probability", aborted},
    {"saturated", "", "the diamonds show a lower bound; mean: probability", saturated},
    {"downtime", "h", "until beams are back", downtime},
};

static void add_rows(struct lr_table *t, const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble, bool observed,
                     double *work) {
  for (size_t q = 0; q < sizeof QUANTITIES / sizeof *QUANTITIES; q++) {
    size_t count = 0;
    double sum = 0;
    for (size_t i = 0; i < ensemble->count; i++) {
      if (observed && !lr_loss_event_observed(input, &ensemble->event[i])) continue;
      work[count] = QUANTITIES[q].value(&ensemble->event[i]);
      sum += work[count++];
    }
    lr_table_row(t);
    lr_table_text(t, "quantity", QUANTITIES[q].name);
    lr_table_text(t, "of", observed ? "observed" : "all");
    lr_table_number(t, "events", (double)count);
    lr_table_text(t, "unit", QUANTITIES[q].unit);
    lr_table_text(t, "description", QUANTITIES[q].description);
    if (!count) continue;
    lr_sort(work, count);
    lr_table_number(t, "p10", lr_sorted_quantile(work, count, 0.1));
    lr_table_number(t, "p50", lr_sorted_quantile(work, count, 0.5));
    lr_table_number(t, "p90", lr_sorted_quantile(work, count, 0.9));
    lr_table_number(t, "mean", sum / (double)count);
  }
}

struct lr_table *lr_loss_summary_table(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble,
                                       struct lr_error *error) {
  double *work = malloc((ensemble->count + 1) * sizeof *work);
  struct lr_table *t = lr_table_create("summary", "What a beam loss does: quantiles over the ensemble");
  lr_table_column(t, "quantity", LR_TEXT, "", "what", "");
  lr_table_column(t, "of", LR_TEXT, "", "all events, or observed: those that lost the share `observed_from`", "model.md B32");
  lr_table_column(t, "events", LR_NUMBER, "", "how many those are", "");
  lr_table_column(t, "unit", LR_TEXT, "", "of the row", "");
  lr_table_column(t, "p10", LR_NUMBER, "", "10 % of the events are below", "model.md B32");
  lr_table_column(t, "p50", LR_NUMBER, "", "median", "model.md B32");
  lr_table_column(t, "p90", LR_NUMBER, "", "90 % of the events are below", "model.md B32");
  lr_table_column(t, "mean", LR_NUMBER, "", "mean, for yes or no the probability", "model.md B32");
  lr_table_column(t, "description", LR_TEXT, "", "meaning", "");
  if (work) add_rows(t, input, ensemble, false, work);
  if (work) add_rows(t, input, ensemble, true, work);
  if (!work || !lr_table_ok(t)) {
    lr_error_set(error, LR_E_MEMORY, "no memory for the summary of the beam losses");
    lr_table_free(t);
    t = NULL;
  }
  free(work);
  return t;
}
