// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a run plan beside luminosity and milestones (plots/figures.h, whose statuses and rules hold here): pure functions
// of tables.
#ifndef LR_PLOTS_PLAN_FIGURES_H
#define LR_PLOTS_PLAN_FIGURES_H

#include "base/table.h"
#include "plots/script.h"

// From the ideal to the recorded luminosity: a bar a cause from what stood before it to what is left, closed form above and mean
// of the histories below, numbers at the right.
//   waterfall  cause; luminosity_fb, histories_fb (empty: not drawn). First and last row, and "delivered", stand for what is
//              there, the others for what is lost (negative) or gained.
enum lr_status lr_figure_waterfall(const struct lr_figure_style *style, const struct lr_table *waterfall, struct lr_text *script,
                                   struct lr_error *error);

// Rows of years, each day in the colour of its state, days of physics and days cut at the right.
//   calendar  year, start, end (dates), state ("physics", "start-up", "no beam", "shutdown", "cut"; another: left white)
enum lr_status lr_figure_calendar(const struct lr_figure_style *style, const struct lr_table *calendar, struct lr_text *script,
                                  struct lr_error *error);

// Probability that each milestone is passed against date, with P10, P50 and P90 as guides; each curve carries its name.
//   probability  milestone, date, probability: rows of one milestone follow one another in time
enum lr_status lr_figure_milestone_probability(const struct lr_figure_style *style, const struct lr_table *probability,
                                               struct lr_text *script, struct lr_error *error);

// Electricity of each year: energy with the budget as a line, cost in a panel below where there is any, days cut above the bars.
//   electricity  year (a number, or the first day of the budget's year), energy, budget, cost, days_cut; units of energy and cost
//                from their columns
enum lr_status lr_figure_power(const struct lr_figure_style *style, const struct lr_table *electricity, struct lr_text *script,
                               struct lr_error *error);

#endif
