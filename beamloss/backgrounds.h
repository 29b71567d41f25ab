// SPDX-License-Identifier: GPL-3.0-or-later
// Steady backgrounds of the detectors: the heuristic of the Belle II papers, extrapolated from a reference (model.md B26,
// B27):  O = sum over rings [B I P_eff + T I^2 / (n_b s)] + Lc L + D,  s = 1, sy or sx sy sz.
#ifndef LR_BEAMLOSS_BACKGROUNDS_H
#define LR_BEAMLOSS_BACKGROUNDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/table.h"
#include "machine/limits.h"

enum lr_background_source {
  LR_BG_BEAM_GAS_LER,
  LR_BG_TOUSCHEK_LER,
  LR_BG_BEAM_GAS_HER,
  LR_BG_TOUSCHEK_HER,
  LR_BG_LUMINOSITY,
  LR_BG_CONSTANT,  // D: does not depend on the beams (noise)
  LR_BG_FITTED,    // the sources up to here have a coefficient in a fit
  LR_BG_INJECTION = LR_BG_FITTED,  // added apart, the same at every setup
  LR_BG_SYNCHROTRON,               // added apart, the same at every setup
  LR_BG_SOURCES
};
// "beam_gas_ler", ..; static storage.
const char *lr_background_source_name(enum lr_background_source source);

enum lr_background_sizes { LR_BG_SAME_SIZES, LR_BG_VERTICAL, LR_BG_VOLUME };  // s = 1, sy, sx sy sz

struct lr_background_ring {
  double current_A;
  double pressure_Pa;       // effective, P_eff
  double base_pressure_Pa;  // part of it that stays when the current goes to 0 (0: all of it follows the current)
  double gauge_pressure_Pa; // at the gauges, from which P_eff was made; NaN = P_eff was given
  double sigma_x_m, sigma_y_m, sigma_z_m;  // NaN = not given
};

struct lr_background_setup {
  char id[32];
  struct lr_background_ring ler, her;
  double bunches, luminosity_m2s;
  char status[12], source[400];  // the weakest status, and the sources, of its figures
};

enum { LR_BG_MOST_SETUPS = 12, LR_BG_MOST_DETECTORS = 16 };

// Coefficients of a detector fitted to points, in [unit / SI of the driver]; NaN: the driver is 0 in all points, so that the
// coefficient is not known.
struct lr_background_fit {
  int points, terms;
  double chi2;
  double coefficient[LR_BG_FITTED];
  double error[LR_BG_FITTED];                    // 1 sigma; NaN for one held at 0
  double low[LR_BG_FITTED], high[LR_BG_FITTED];  // likelihood profile: chi2 grows by 1
};

struct lr_background_detector {
  char id[32], unit[32];  // the unit is a text: value, limit, injection and synchrotron are numbers of it
  struct lr_limit_figure limit;
  struct lr_limit_figure value;          // `measured:`, at the reference setup, without injection and synchrotron; NaN: from a fit
  int reference;                         // index of that setup
  struct lr_limit_figure share[LR_BG_FITTED];  // of the value; the constant takes what is left
  double injection, synchrotron;
  int pxd_layer;                         // 1 or 2: the value is an occupancy in % and gives a dose; 0: no
  bool fitted;                           // `fit` holds, in place of value and shares
  struct lr_background_fit fit;
};

enum lr_background_path { LR_BG_NO_PATH, LR_BG_SCALED, LR_BG_SETUPS };

struct lr_backgrounds {
  bool given;
  enum lr_background_sizes sizes;
  int setups, detectors;
  struct lr_background_setup setup[LR_BG_MOST_SETUPS];
  struct lr_background_detector detector[LR_BG_MOST_DETECTORS];
  double spread[LR_BG_FITTED];  // factor f >= 1 of each source: away from the reference it is multiplied by a log-normal of
                                // median 1 and sigma ln f
  // Path along which the luminosity grows: both currents of one setup scaled at its specific luminosity and bunches, or
  // setups in order with all that they name changed linearly between them.
  enum lr_background_path path;
  int path_setup[LR_BG_MOST_SETUPS], path_setups;
  double beam_s_per_year;       // for the dose of a year
  double pixels_per_particle;
  char points[512];             // file of points to fit, "" = none
};

// P_eff = 3 P_CCG - 2 P_0: pressure in the pipe from that at the cold-cathode gauges, whose dynamic part is a third (B26).
double lr_effective_pressure(double gauge_Pa, double base_Pa);

// What each source is proportional to at a setup (I P_eff, I^2/(n_b s), L, 1), in SI.
// LR_E_DOMAIN: no bunches where a beam is, or sizes that are wanted and not given.
enum lr_status lr_background_drivers(const struct lr_background_setup *setup, enum lr_background_sizes sizes,
                                     double driver[LR_BG_FITTED], struct lr_error *error);

struct lr_background_level {
  double source[LR_BG_SOURCES], total;  // in the unit of the detector; NaN where a coefficient is not known
  double margin;                        // limit / total - 1; negative: beyond the limit
};
// A detector at any setup (which need not be one of the list). LR_E_DOMAIN: as lr_background_drivers, or a share of a source
// that is 0 at the reference.
enum lr_status lr_background_level(const struct lr_backgrounds *backgrounds, const struct lr_background_detector *detector,
                                   const struct lr_background_setup *setup, struct lr_background_level *level,
                                   struct lr_error *error);

struct lr_background_band {
  double p10, p50, p90;
};
// Quantiles of the total when each source is multiplied by its log-normal (`spread`), 4000 draws; at the reference itself,
// where the total is measured, all three are the total. `seed` and `stream` key the random numbers.
enum lr_status lr_background_band(const struct lr_backgrounds *backgrounds, const struct lr_background_detector *detector,
                                  const struct lr_background_setup *setup, uint64_t seed, uint64_t stream,
                                  struct lr_background_band *band, struct lr_error *error);

struct lr_background_bound {
  bool bound;             // a limit is met on the path
  bool from_start;        // it is passed where the path begins already
  double luminosity_m2s;  // where it is met, or the end of the path
  double total;           // there
  enum lr_background_source most;  // largest source there
};
// Where on the path of `backgrounds` a detector meets its limit. A scaled path ends at 10 times the currents.
enum lr_status lr_background_bound(const struct lr_backgrounds *backgrounds, const struct lr_background_detector *detector,
                                   struct lr_background_bound *bound, struct lr_error *error);

// The weaker of two status words: read, derived, known, assumed, then none at all.
const char *lr_background_weaker(const char *a, const char *b);

// Tables; NULL: `error` says why.
//   backgrounds        detector, setup, source (those that are not 0, then `total`), value, limit, unit, margin, p10, p50, p90,
//                      status; margin and band stand in the rows of the total
//   background_limits  detector, luminosity, met (yes, no, from the start), most, value, limit, unit
//   background_dose    detector, setup, dose rate, dose of a year: detectors with a PXD layer
//   background_fit     detector, source, coefficient, error, low, high, unit, points, chi2: fitted detectors
struct lr_table *lr_backgrounds_table(const struct lr_backgrounds *backgrounds, uint64_t seed, struct lr_error *error);
struct lr_table *lr_background_limits_table(const struct lr_backgrounds *backgrounds, struct lr_error *error);
struct lr_table *lr_background_dose_table(const struct lr_backgrounds *backgrounds, struct lr_error *error);
struct lr_table *lr_background_fit_table(const struct lr_backgrounds *backgrounds);

#endif
