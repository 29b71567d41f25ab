// SPDX-License-Identifier: GPL-3.0-or-later
// What more data bring, and what holds a limit back (model.md R18).
#ifndef LR_PROJECTIONS_REACH_GAIN_H
#define LR_PROJECTIONS_REACH_GAIN_H

#include "projections/reach.h"
#include "projections/reach_conditions.h"

// The mass to show: of the published points (without any: of 40 evenly in ln m) the one with the strongest limit at 1 ab^-1.
// Status: what the reach returns. *mass_GeV is mass_min where there is no limit at all.
enum lr_status lr_reach_shown_mass(const struct lr_channel *channel, double *mass_GeV, struct lr_error *error);

enum lr_reach_effect { LR_EFFECT_BACKGROUND, LR_EFFECT_SYSTEMATICS, LR_EFFECT_TRIGGER, LR_EFFECT_LIFETIME, LR_EFFECT_PHASE_SPACE, LR_EFFECTS };
extern const char *const lr_reach_effect_name[LR_EFFECTS];

// The expected limit (continuous form) with each effect taken away alone: fluctuations of the background, not its uncertainty; all
// uncertainties, not the background; signal_factor below 1 set
// to 1; every decay accepted; the production cross-section of the mass where it is largest.
struct lr_reach_limits {
  double coupling, without[LR_EFFECTS];  // NaN: no limit
  const char *largest;  // name of the effect that moves the limit most; "luminosity" where none moves it by 2 %; "" without limit
  const char *reason;   // why there is no limit, "" else
};
enum lr_status lr_reach_limits_by(const struct lr_channel *channel, double mass_GeV, double luminosity_fb, struct lr_reach_limits *limits,
                                  struct lr_error *error);
// The same for periods of data taking; the trigger taken away is that of the periods too.
enum lr_status lr_reach_exposures_limits_by(const struct lr_channel *channel, double mass_GeV, const struct lr_exposure *exposure, size_t exposures,
                                            struct lr_reach_limits *limits, struct lr_error *error);

// Tables `limits_by`, `gain_table`, `expressed`, and their rows for one channel and mass. total_fb: sum of all data, dataset_fb: what the
// channel counts of it; the ratio of a row is to the first. `conditions`: NULL for the reference.
struct lr_table *lr_limits_table_create(void);
enum lr_status lr_limits_table_append(struct lr_table *table, const struct lr_channel *channel, double mass_GeV, double luminosity_fb,
                                      const struct lr_reach_conditions *conditions, struct lr_error *error);
struct lr_table *lr_gain_table_create(void);
enum lr_status lr_gain_table_append(struct lr_table *table, const struct lr_channel *channel, double mass_GeV, const double *total_fb,
                                    const double *dataset_fb, size_t luminosities, const struct lr_reach_conditions *conditions,
                                    struct lr_error *error);
struct lr_table *lr_expressed_table_create(void);
enum lr_status lr_expressed_table_append(struct lr_table *table, const struct lr_channel *channel, double mass_GeV, double luminosity_fb,
                                         const struct lr_reach_conditions *conditions, struct lr_error *error);

#endif
