// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>

#include "machine/track/collide.h"
#include "machine/track/track_table.h"

static const char *const RING[] = {"ler", "her"};

static void add(struct lr_table *t, const char *quantity, const char *ring, double value, const char *unit, const char *statement) {
  lr_table_row(t);
  lr_table_text(t, "quantity", quantity);
  lr_table_text(t, "ring", ring);
  lr_table_number(t, "value", value);
  lr_table_text(t, "unit", unit);
  lr_table_text(t, "statement", statement);
}

// The fewest e-foldings of a plane before the average.
static double least_relaxations(const struct lr_track_result *result) {
  double least = INFINITY;
  for (int r = 0; r < 2; r++)
    for (int k = 0; k < 3; k++)
      if (result->beam[r].tracked) least = fmin(least, result->beam[r].relaxations[k]);
  return least;
}

// E-foldings of a turn in the slowest plane of the tracked beams; 0 where one has no damping.
static double slowest(const struct lr_track_result *result) {
  double rate = INFINITY;
  for (int r = 0; r < 2; r++)
    for (int k = 0; k < 3; k++)
      if (result->beam[r].tracked) rate = fmin(rate, result->beam[r].relaxations_in[k] / (double)result->averaged);
  return rate;
}

// Of the beam that is cut most coarsely.
static const struct lr_track_coarse *worst(const struct lr_track_result *result) {
  return &result->slices[result->slices[1].wanted > result->slices[0].wanted];
}

static void slices_verdict(const struct lr_track_setting *setting, const struct lr_track_coarse *c, char *text, size_t size) {
  int length;
  if (c->beat > LR_TRACK_MOST_BEAT)
    length = snprintf(text, size, "not converged: slices too few: %.2g %% of the kick beats with them, %g %% at most: ", 100 * c->beat, 100 * LR_TRACK_MOST_BEAT);
  else
    length = snprintf(text, size, "not converged: slices too few: half their distance is %.2g beta_y, %g at most: ", c->step_y, LR_TRACK_MOST_STEP);
  text += length, size -= (size_t)length;
  if (c->wanted > LR_TRACK_MOST_SLICES) snprintf(text, size, "%d are not enough%s", LR_TRACK_MOST_SLICES, setting->input.slicing == LR_TRACK_SHATILOV ? "" : "; --slicing shatilov wants fewest");
  else if (setting->input.mode == LR_TRACK_STRONG_STRONG)
    snprintf(text, size, "--slices %ld with --particles %ld or more", c->wanted, LR_TRACK_LEAST_IN_SLICE * c->wanted);
  else snprintf(text, size, "--slices %ld", c->wanted);
}

static void verdict(const struct lr_track_setting *setting, const struct lr_track_result *result, char *text, size_t size) {
  double least = least_relaxations(result), rate = slowest(result), within = rate * (double)result->averaged;
  double average = within < 2 ? ceil(2 / rate) : (double)result->averaged;  // turns that would do
  if (worst(result)->wanted)
    slices_verdict(setting, worst(result), text, size);
  else if (!(rate > 0))
    snprintf(text, size, "not converged: without radiation a beam does not forget how it began; its errors are not known");
  else if (result->converged)
    snprintf(text, size, "converged: %.3g relaxation times before the average, which does not drift", least);
  else if (least < 3)
    snprintf(text, size, "not converged: only %.2g relaxation times before the average, 3 are wanted: --turns %.0f with --average %.0f", least,
             ceil(3 / rate) + average, average);
  else if (within < 2)
    snprintf(text, size, "not converged: only %.2g relaxation times in the average, 2 are wanted: --turns %.0f with --average %.0f", within,
             ceil(3 / rate) + average, average);
  else if (isnan(result->drift_sigma))
    snprintf(text, size, "not converged: %ld turns are averaged, 8 are the least that show a drift", result->averaged);
  else
    snprintf(text, size, "not converged: a drift of %.2g sigma in the average of %s%s%s: track more turns", result->drift_sigma,
             result->drifting, result->drifting_beam < 0 ? "" : " of the ", result->drifting_beam < 0 ? "" : RING[result->drifting_beam]);
}

struct lr_table *lr_track_convergence_table(const struct lr_track_setting *setting, const struct lr_track_result *result) {
  static const char *const BEFORE[] = {"relaxation_times_x", "relaxation_times_y", "relaxation_times_s"};
  static const char *const DAMPING[] = {"damping_times_x", "damping_times_y", "damping_times_s"};
  static const char *const WITHIN[] = {"relaxations_averaged_x", "relaxations_averaged_y", "relaxations_averaged_s"};
  struct lr_table *t = lr_table_create("convergence", "How far the result stands");
  lr_table_column(t, "quantity", LR_TEXT, "", "what", "");
  lr_table_column(t, "ring", LR_TEXT, "", "tracked ring; empty where it has none", "");
  lr_table_column(t, "value", LR_NUMBER, "", "in the unit of the row", "model.md K11");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of the value", "");
  lr_table_column(t, "statement", LR_TEXT, "", "in words", "");
  char text[192];
  verdict(setting, result, text, sizeof text);
  add(t, "converged", "", result->converged, "", text);
  add(t, "turns", "", (double)result->turns, "", "in all");
  add(t, "averaged", "", (double)result->averaged, "", "the last of them");
  snprintf(text, sizeof text, "largest drift within the average, as a sigma of the normal distribution; empty: too few turns to say: %s%s%s", result->drifting,
           result->drifting_beam < 0 ? "" : " of the ", result->drifting_beam < 0 ? "" : RING[result->drifting_beam]);
  add(t, "drift", "", result->drift_sigma, "sigma", text);
  for (int r = 0; r < 2; r++) {
    const struct lr_track_coarse *c = &result->slices[r];
    if (!lr_track_is_tracked(&setting->keys, 1 - r) || setting->input.slices <= 0) continue;
    snprintf(text, sizeof text, "part of the horizontal kick of this ring that beats with its slices: %g %% at most", 100 * LR_TRACK_MOST_BEAT);
    add(t, "slices_beat", RING[r], 100 * c->beat, "%", text);
    snprintf(text, sizeof text, "half the distance of the slices of this ring over its beta_y: %g at most", LR_TRACK_MOST_STEP);
    add(t, "slices_step", RING[r], c->step_y, "", text);
    if (c->wanted) add(t, "slices_wanted", RING[r], c->wanted > LR_TRACK_MOST_SLICES ? NAN : (double)c->wanted, "", "of this ring: the fewest that would do; empty: none would");
  }
  for (int r = 0; r < 2; r++)
    for (int k = 0; k < 3; k++) {
      const struct lr_track_beam_result *beam = &result->beam[r];
      if (!beam->tracked || !(setting->ring[r].damping[k] > 0)) continue;
      add(t, DAMPING[k], RING[r], setting->ring[r].damping[k] * (double)result->turns, "", "of the amplitude, in all turns");
      add(t, BEFORE[k], RING[r], beam->relaxations[k], "", "e-foldings of the emittance (of the average of a wake, if slower) before the average: 3 are wanted");
      add(t, WITHIN[k], RING[r], beam->relaxations_in[k], "", "the same within the average: 2 are wanted");
    }
  return t;
}
