// SPDX-License-Identifier: GPL-3.0-or-later
// The trigger as tables. Luminosities in [m^-2 s^-1]. NULL: `error` says why.
#ifndef LR_PROJECTIONS_TRIGGER_TABLES_H
#define LR_PROJECTIONS_TRIGGER_TABLES_H

#include "base/table.h"
#include "projections/trigger.h"

// `n` luminosities from `low` to `high`, equal in the logarithm, rounded to three digits.
void lr_trigger_ladder(double low_m2s, double high_m2s, size_t n, double *luminosity_m2s);

// trigger_setups: the path of currents and pressure.
struct lr_table *lr_trigger_setups_table(const struct lr_trigger *trigger);
// trigger_rates: luminosity, line, rates, prescale. trigger_total: luminosity, currents, sums, dead time.
struct lr_table *lr_trigger_rates_table(const struct lr_trigger *trigger, const double *luminosity_m2s, size_t n, struct lr_error *error);
struct lr_table *lr_trigger_total_table(const struct lr_trigger *trigger, const double *luminosity_m2s, size_t n, struct lr_error *error);
// trigger_efficiency: channel, luminosity, factor of the background (1 and that of `whatif`), efficiency, line that carries it.
struct lr_table *lr_trigger_efficiency_table(const struct lr_trigger *trigger, const struct lr_trigger_channel *channel, size_t channels,
                                             const double *luminosity_m2s, size_t n, struct lr_error *error);
// trigger_whatif: efficiency of each channel before and after one change. Rows: the line of displaced vertices switched on and each
// single-photon line lost, for every channel; other lines lost, where a channel uses them; budget and background of `whatif`. `brief`: only what changes by more than 0.2 %.
struct lr_table *lr_trigger_whatif_table(const struct lr_trigger *trigger, const struct lr_trigger_channel *channel, size_t channels,
                                         const double *luminosity_m2s, size_t n, bool brief, struct lr_error *error);
// trigger_displaced: efficiency against the mean transverse decay length, with and without the line of displaced vertices, for
// channels that use it; prescales as at `luminosity_m2s`.
struct lr_table *lr_trigger_displaced_table(const struct lr_trigger *trigger, const struct lr_trigger_channel *channel, size_t channels,
                                            double luminosity_m2s, struct lr_error *error);
// For tables with a row a channel: the columns channel, mass_GeV, efficiency, relative, line, and their cells in the last row.
void lr_trigger_efficiency_columns(struct lr_table *table);
enum lr_status lr_trigger_efficiency_cells(struct lr_table *table, const struct lr_trigger *trigger, const struct lr_trigger_rates *rates,
                                           const struct lr_trigger_channel *channel, struct lr_error *error);

#endif
