// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>

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

static void verdict(const struct lr_track_result *result, char *text, size_t size) {
  double least = least_relaxations(result), rate = slowest(result), within = rate * (double)result->averaged;
  double average = within < 2 ? ceil(2 / rate) : (double)result->averaged;  // turns that would do
  if (!(rate > 0))
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
  verdict(result, text, sizeof text);
  add(t, "converged", "", result->converged, "", text);
  add(t, "turns", "", (double)result->turns, "", "in all");
  add(t, "averaged", "", (double)result->averaged, "", "the last of them");
  snprintf(text, sizeof text, "largest drift within the average, as a sigma of the normal distribution; empty: too few turns to say: %s%s%s", result->drifting,
           result->drifting_beam < 0 ? "" : " of the ", result->drifting_beam < 0 ? "" : RING[result->drifting_beam]);
  add(t, "drift", "", result->drift_sigma, "sigma", text);
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
