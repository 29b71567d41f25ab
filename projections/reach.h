// SPDX-License-Identifier: GPL-3.0-or-later
// Reach: the coupling at which the expected signal equals the expected CLs limit, against mass and luminosity.
// (model.md R1 to R4)
#ifndef LR_PROJECTIONS_REACH_H
#define LR_PROJECTIONS_REACH_H

#include "base/table.h"
#include "projections/channel.h"
#include "projections/reach_signal.h"

enum { LR_REACH_BANDS = 5, LR_REACH_MEDIAN = 2 };  // m2s, m1s, median, p1s, p2s; p2s is the weak end

// NaN means: no reach. `reason` says why when the median has none ("" when it has), static text.
struct lr_reach_point {
  double mass_GeV, luminosity_fb, cl;
  bool has;                        // does the median have a reach?
  double coupling[LR_REACH_BANDS]; // exact Poisson quantiles (steps at low counts)
  double continuous;               // "exact Asimov" form: smooth, never worse with more data; for dates
  double upper[LR_REACH_BANDS], upper_continuous;  // upper edge, types with two edges only; NaN: excluded up to coupling_max
  double evidence, discovery;      // couplings at which the median significance is 3 and 5 sigma, with three events at least
  double background;               // expected events in all windows
  double effective_background;     // of the single experiment that stands for them, with its uncertainty, at the limit
  double signal;                   // events of signal that the continuous form asks for
  double exponent;                 // d ln coupling / d ln luminosity of the continuous form, at this point
  const char *regime;              // "background-limited", "systematics-limited", "mixed", "background-free"; "" without reach
  const char *reason;
};

// One point. In: prepared channel, mass [GeV], luminosity [fb^-1]. A veto window, a mass outside the channel or a
// coupling above coupling_max is no error but a point without reach.
// Status: LR_E_DOMAIN for a luminosity that is not positive, or what the physics returns.
enum lr_status lr_reach_solve(const struct lr_channel *channel, double mass_GeV, double luminosity_fb,
                              struct lr_reach_point *point, struct lr_error *error);

// The same for periods of data taking, each a window of its own in one limit. In: at most LR_MOST_EXPOSURES exposures, luminosities
// and factors not negative, one of each above zero. point->luminosity_fb is the sum.
enum lr_status lr_reach_exposures_solve(const struct lr_channel *channel, double mass_GeV, const struct lr_exposure *exposure,
                                        size_t exposures, struct lr_reach_point *point, struct lr_error *error);

// masses x luminosities points, mass by mass: out[i * luminosities + j].
enum lr_status lr_reach_curve(const struct lr_channel *channel, const double *mass_GeV, size_t masses,
                              const double *luminosity_fb, size_t luminosities, struct lr_reach_point *out,
                              struct lr_error *error);

// The continuous form alone, of one point (lower edge): *coupling NaN where there is none, *reason says why ("" else), static text.
// Above 1e9 background events it grows as the square root. Status: as lr_reach_solve.
enum lr_status lr_reach_continuous(const struct lr_channel *channel, double mass_GeV, double luminosity_fb, double *coupling,
                                   const char **reason, struct lr_error *error);

// The same for periods of data taking, as lr_reach_exposures_solve has them.
enum lr_status lr_reach_exposures_continuous(const struct lr_channel *channel, double mass_GeV, const struct lr_exposure *exposure, size_t exposures,
                                             double *coupling, const char **reason, struct lr_error *error);

// The coupling that gives `events_per_fb` signal events per fb^-1 in one mode (index into channel->mode; the lower one of two); NaN
// when coupling_max does not reach it. Status: LR_E_DOMAIN for events that are not positive.
enum lr_status lr_reach_coupling(const struct lr_channel *channel, size_t mode, double mass_GeV, double events_per_fb, double *coupling,
                                 struct lr_error *error);

// Why there is no reach at a mass whatever the data, static text; "" when there may be one. Does the mass lie in the range of the
// channel, with room for rounding?
const char *lr_reach_barred(const struct lr_channel *channel, double mass_GeV);
bool lr_reach_in_range(const struct lr_channel *channel, double mass_GeV);

// `count` masses from mass_min to mass_max of the channel, evenly in ln m. count >= 2.
void lr_reach_masses(const struct lr_channel *channel, double *mass_GeV, size_t count);

// The raster of a map in both masses: centres of cells of equal width, of the mass between mass_min and mass_max, of the second mass
// between 0 and the largest one that is open with a mass of the range, found to a thousandth of the energy. In: a channel with a second
// mass; count >= 2 of each. False: no pair of masses is open.
bool lr_reach_raster(const struct lr_channel *channel, double *mass_GeV, double *mass2_GeV, size_t count);

// The table `reach` (columns of the JSON contract) and rows for it: expected reach, and the anchors of the channel, those at `mass_GeV`
// or (NaN) all.
struct lr_table *lr_reach_table_create(void);
// The same columns for points in both masses.
struct lr_table *lr_reach_map_create(void);
enum lr_status lr_reach_table_append(struct lr_table *table, const struct lr_channel *channel, const double *mass_GeV,
                                     size_t masses, const double *luminosity_fb, size_t luminosities,
                                     struct lr_error *error);
// Rows of points that are there already: one curve, with its upper edge.
void lr_reach_table_points(struct lr_table *table, const struct lr_channel *channel, const struct lr_reach_point *point, size_t points);
enum lr_status lr_reach_table_anchors(struct lr_table *table, const struct lr_channel *channel, double mass_GeV,
                                      struct lr_error *error);

// A published limit or projection beside the model at the same luminosity and CL (a projection without one: that of the channel). Masses without reach give NaN. In: room for
// existing->points rows. Status: LR_E_DOMAIN when the entry has no luminosity or CL.
struct lr_reach_comparison {
  double mass_GeV, published, model, ratio;  // ratio = published / model
};
enum lr_status lr_reach_compare(const struct lr_channel *channel, const struct lr_existing *existing,
                                struct lr_reach_comparison *row, struct lr_error *error);

#endif
