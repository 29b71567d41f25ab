// SPDX-License-Identifier: GPL-3.0-or-later
// Steady backgrounds as tables.
#include <math.h>
#include <string.h>

#include "base/units.h"
#include "beamloss/backgrounds.h"
#include "beamloss/pxd.h"

static const char *weakest(const struct lr_background_detector *detector, const struct lr_background_setup *setup) {
  const char *word = lr_background_weaker(detector->limit.status, setup->status);
  if (detector->fitted) return word;
  word = lr_background_weaker(word, detector->value.status);
  for (int k = 0; k < LR_BG_FITTED; k++)
    if (detector->share[k].value > 0) word = lr_background_weaker(word, detector->share[k].status);
  return word;
}

static void put_row(struct lr_table *t, const struct lr_background_detector *detector,
                    const struct lr_background_setup *setup, const char *source, double value) {
  const char *status = weakest(detector, setup);
  lr_table_row(t);
  lr_table_text(t, "detector", detector->id);
  lr_table_text(t, "setup", setup->id);
  lr_table_text(t, "source", source);
  lr_table_number(t, "value", value);
  lr_table_number(t, "limit", detector->limit.value);
  lr_table_text(t, "unit", *detector->unit ? detector->unit : NULL);
  lr_table_text(t, "status", *status ? status : NULL);
}

struct lr_table *lr_backgrounds_table(const struct lr_backgrounds *backgrounds, uint64_t seed, struct lr_error *error) {
  struct lr_table *t = lr_table_create("backgrounds", "Steady backgrounds of the detectors, by source");
  lr_table_column(t, "detector", LR_TEXT, "", "key of the scenario", "");
  lr_table_column(t, "setup", LR_TEXT, "", "key of the scenario", "");
  lr_table_column(t, "source", LR_TEXT, "", "what makes it; total: the sum", "");
  lr_table_column(t, "value", LR_NUMBER, "", "in the unit of the row", "model.md B26");
  lr_table_column(t, "limit", LR_NUMBER, "", "of the total, in the unit of the row", "");
  lr_table_column(t, "unit", LR_TEXT, "", "of value, limit and band", "");
  lr_table_column(t, "margin", LR_NUMBER, "", "limit / total - 1; negative: beyond it", "model.md B26");
  lr_table_column(t, "p10", LR_NUMBER, "", "of the total, with the spread of the extrapolation", "model.md B27");
  lr_table_column(t, "p50", LR_NUMBER, "", "of the total, with the spread of the extrapolation", "model.md B27");
  lr_table_column(t, "p90", LR_NUMBER, "", "of the total, with the spread of the extrapolation", "model.md B27");
  lr_table_column(t, "status", LR_TEXT, "", "the weakest of the figures behind it", "");
  for (int d = 0; d < backgrounds->detectors; d++) {
    const struct lr_background_detector *detector = &backgrounds->detector[d];
    for (int s = 0; s < backgrounds->setups; s++) {
      const struct lr_background_setup *setup = &backgrounds->setup[s];
      struct lr_background_level level;
      struct lr_background_band band;
      uint64_t stream = 0x62670000u + (uint64_t)(d * LR_BG_MOST_SETUPS + s);
      if (lr_background_level(backgrounds, detector, setup, &level, error) ||
          lr_background_band(backgrounds, detector, setup, seed, stream, &band, error)) {
        lr_table_free(t);
        return NULL;
      }
      for (int k = 0; k < LR_BG_SOURCES; k++)
        if (level.source[k] != 0)
          put_row(t, detector, setup, lr_background_source_name((enum lr_background_source)k), level.source[k]);
      put_row(t, detector, setup, "total", level.total);
      lr_table_number(t, "margin", level.margin);
      lr_table_number(t, "p10", band.p10);
      lr_table_number(t, "p50", band.p50);
      lr_table_number(t, "p90", band.p90);
    }
  }
  return t;
}

struct lr_table *lr_background_limits_table(const struct lr_backgrounds *backgrounds, struct lr_error *error) {
  struct lr_table *t = lr_table_create("background_limits", "Luminosity at which a detector meets its limit");
  lr_table_column(t, "detector", LR_TEXT, "", "key of the scenario", "");
  lr_table_column(t, "luminosity", LR_NUMBER, "cm^-2 s^-1",
                  "where the limit is met on the path; else where the path ends", "model.md B27");
  lr_table_column(t, "met", LR_TEXT, "", "yes, no (not on the path), from the start", "");
  lr_table_column(t, "most", LR_TEXT, "", "the largest source there", "");
  lr_table_column(t, "value", LR_NUMBER, "", "total there, in the unit of the row", "model.md B26");
  lr_table_column(t, "limit", LR_NUMBER, "", "in the unit of the row", "");
  lr_table_column(t, "unit", LR_TEXT, "", "of value and limit", "");
  for (int d = 0; d < backgrounds->detectors; d++) {
    const struct lr_background_detector *detector = &backgrounds->detector[d];
    struct lr_background_bound bound;
    if (lr_background_bound(backgrounds, detector, &bound, error)) {
      lr_table_free(t);
      return NULL;
    }
    lr_table_row(t);
    lr_table_text(t, "detector", detector->id);
    lr_table_number(t, "luminosity", lr_in_unit(bound.luminosity_m2s, "cm^-2 s^-1"));
    lr_table_text(t, "met",
                  !isfinite(bound.total) ? NULL
                  : bound.from_start     ? "from the start"
                  : bound.bound          ? "yes"
                                         : "no");
    lr_table_text(t, "most", isfinite(bound.total) ? lr_background_source_name(bound.most) : NULL);
    lr_table_number(t, "value", bound.total);
    lr_table_number(t, "limit", detector->limit.value);
    lr_table_text(t, "unit", *detector->unit ? detector->unit : NULL);
  }
  return t;
}

struct lr_table *lr_background_dose_table(const struct lr_backgrounds *backgrounds, struct lr_error *error) {
  struct lr_table *t = lr_table_create("background_dose", "Dose of the pixel detector from steady backgrounds");
  lr_table_column(t, "detector", LR_TEXT, "", "key of the scenario", "");
  lr_table_column(t, "setup", LR_TEXT, "", "key of the scenario", "");
  lr_table_column(t, "dose_rate", LR_NUMBER, "rad/s", "from the occupancy", "model.md B20");
  lr_table_column(t, "dose_year", LR_NUMBER, "Mrad", "in the beam time of a year", "model.md B20");
  for (int d = 0; d < backgrounds->detectors; d++) {
    const struct lr_background_detector *detector = &backgrounds->detector[d];
    for (int s = 0; s < backgrounds->setups && detector->pxd_layer; s++) {
      struct lr_background_level level;
      double rate = NAN;
      enum lr_status status = lr_background_level(backgrounds, detector, &backgrounds->setup[s], &level, error);
      if (!status && isfinite(level.total))  // beyond full occupancy there is no dose that it could tell
        status = lr_pxd_dose_rate(detector->pxd_layer, fmin(level.total / 100, 1), backgrounds->pixels_per_particle,
                                  &rate, error);
      if (status) {
        lr_table_free(t);
        return NULL;
      }
      lr_table_row(t);
      lr_table_text(t, "detector", detector->id);
      lr_table_text(t, "setup", backgrounds->setup[s].id);
      lr_table_number(t, "dose_rate", rate);
      lr_table_number(t, "dose_year", rate * backgrounds->beam_s_per_year * 1e-6);
    }
  }
  return t;
}

struct lr_table *lr_background_fit_table(const struct lr_backgrounds *backgrounds) {
  static const char *const PER[LR_BG_FITTED] = {"(A Pa)", "A^2", "(A Pa)", "A^2", "(m^-2 s^-1)", ""};
  static const char *const SIZES[] = {"", " m", " m^3"};
  struct lr_table *t = lr_table_create("background_fit", "Coefficients of the steady backgrounds, fitted to points");
  lr_table_column(t, "detector", LR_TEXT, "", "key of the scenario", "");
  lr_table_column(t, "source", LR_TEXT, "", "whose coefficient", "");
  lr_table_column(t, "coefficient", LR_NUMBER, "", "in the unit of the row; empty: its driver is 0 in all points",
                  "model.md B28");
  lr_table_column(t, "error", LR_NUMBER, "", "1 sigma from the covariance; empty for one held at 0", "model.md B28");
  lr_table_column(t, "low", LR_NUMBER, "", "where the least chi2 has grown by 1, below", "model.md B28");
  lr_table_column(t, "high", LR_NUMBER, "", "where the least chi2 has grown by 1, above", "model.md B28");
  lr_table_column(t, "unit", LR_TEXT, "", "of the row", "");
  lr_table_column(t, "points", LR_NUMBER, "", "of the detector", "");
  lr_table_column(t, "chi2", LR_NUMBER, "", "of the fit", "model.md B28");
  for (int d = 0; d < backgrounds->detectors; d++) {
    const struct lr_background_detector *detector = &backgrounds->detector[d];
    for (int k = 0; k < LR_BG_FITTED && detector->fitted; k++) {
      bool touschek = k == LR_BG_TOUSCHEK_LER || k == LR_BG_TOUSCHEK_HER;
      char unit[80];
      snprintf(unit, sizeof unit, "%s%s%s%s", *detector->unit ? detector->unit : "1",
               touschek ? SIZES[backgrounds->sizes] : "", *PER[k] ? " / " : "", PER[k]);
      lr_table_row(t);
      lr_table_text(t, "detector", detector->id);
      lr_table_text(t, "source", lr_background_source_name((enum lr_background_source)k));
      lr_table_number(t, "coefficient", detector->fit.coefficient[k]);
      lr_table_number(t, "error", detector->fit.error[k]);
      lr_table_number(t, "low", detector->fit.low[k]);
      lr_table_number(t, "high", detector->fit.high[k]);
      lr_table_text(t, "unit", unit);
      lr_table_number(t, "points", detector->fit.points);
      lr_table_number(t, "chi2", detector->fit.chi2);
    }
  }
  return t;
}
