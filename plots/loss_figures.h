// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of beam losses: pure functions of tables, with the statuses and rules of plots/figures.h. Numbers stand in the
// units given here; a column or a cell that is missing is a gap, never a zero.
#ifndef LR_PLOTS_LOSS_FIGURES_H
#define LR_PLOTS_LOSS_FIGURES_H

#include "base/table.h"
#include "plots/script.h"

// One event turn by turn, in stacked panels: charge stored and dumped; charge lost in each turn; net charge at the source;
// running dose. A panel without a number is left out. The rows of `abort` whose step names "threshold" and "full field" are
// marked.
//   turns  turn; t [us], at the end of that turn; stored, dumped (fractions of the start, after that turn); lost (fraction of
//          the start, in that turn); source_charge (net electrons); dose_l1 [rad]
//   abort  step, t [us]; NULL for none
enum lr_status lr_figure_loss_turns(const struct lr_figure_style *style, const struct lr_table *turns,
                                    const struct lr_table *abort, struct lr_text *script, struct lr_error *error);

// Where along the ring the charge is lost: a stem an element, with its name and share.
struct lr_loss_elements_figure {
  const struct lr_table *elements;  // element, s [m], kind (collimator, ir, pipe), lost (fraction of the start)
  const struct lr_table *sections;  // name, start, end [m]; NULL for none; a section may pass the end of the ring
  double circumference_m;
  double ip_m, source_m;  // NaN: no mark
};
enum lr_status lr_figure_loss_elements(const struct lr_figure_style *style,
                                       const struct lr_loss_elements_figure *figure, struct lr_text *script,
                                       struct lr_error *error);

// A grain against time, in stacked panels: height with the beam, temperature, charge, mass, vapour and electrons.
struct lr_grain_figure {
  const struct lr_table *trajectory;  // t [us], y [um], temperature [K], charge [e], mass (fraction), vapour, electrons
  double sigma_y_um;  // rms beam height at the grain; NaN: no band
  double boiling_K;  // NaN: no line
  double turn_us;  // turns as a grid; NaN: none
};
enum lr_status lr_figure_grain(const struct lr_figure_style *style, const struct lr_grain_figure *figure,
                               struct lr_text *script, struct lr_error *error);

// The 40 PXD modules unrolled, coloured by dose, with dose and lost gates in the cells; r-phi view at the right.
//   dose_map  layer (1, 2), ladder (1-8, 1-12), module (1 or "forward", 2 or "backward"; also "1.3.2", whose last number
//             counts), phi [deg] of the ladder, dose [rad], gates. A module without a row is drawn as "no figure".
enum lr_status lr_figure_dose_map(const struct lr_figure_style *style, const struct lr_table *dose_map, bool r_phi,
                                  struct lr_text *script, struct lr_error *error);

// Share of events with at least so much lost charge, dose, lost gates, down-time: four panels, log axes, 68 % interval
// (Wilson), P10-P90 and median over all events, those without any included.
//   events  lost_fraction, dose_l1 [rad], gates, downtime [h]: one row an event. With a column `probability` the table holds
//           quantiles instead: rows in ascending cumulative probability, and there is no interval.
enum lr_status lr_figure_loss_distributions(const struct lr_figure_style *style, const struct lr_table *events,
                                            struct lr_text *script, struct lr_error *error);

// What the time until the ring is empty is made of: one bar a variant, divided at its steps.
//   abort    variant (or, without it, monitor); step; t [us], or p05, p50, p95 [us]; steps of a variant in order
//   turn_us  turns on the upper axis; NaN: none
enum lr_status lr_figure_abort(const struct lr_figure_style *style, const struct lr_table *abort, double turn_us,
                               struct lr_text *script, struct lr_error *error);

// Steady backgrounds relative to the limit of each detector: one stacked bar a detector and setup, limit = 1.
//   backgrounds  detector, setup, source, value, limit (same unit as value); rows without a limit are left out; a sum with a
//                missing value is written as a lower bound
enum lr_status lr_figure_backgrounds(const struct lr_figure_style *style, const struct lr_table *backgrounds,
                                     struct lr_text *script, struct lr_error *error);

// Gates lost and dose in layer 1 per period of the plan: mean with P10-P90, and the running sum of the means.
//   risk    period; start, end (dates); events; gates_mean, gates_p10, gates_p90; dose_mean, dose_p10, dose_p90 [rad]
//   policy  how the PXD is run ("on in physics runs"), named above the panels; NULL for none
enum lr_status lr_figure_risk(const struct lr_figure_style *style, const struct lr_table *risk, const char *policy,
                              struct lr_text *script, struct lr_error *error);

#endif
