// SPDX-License-Identifier: GPL-3.0-or-later
// The figures. Each is a pure function of tables: it appends a gnuplot script to `script` (drawn by lr_gnuplot_run) and
// touches nothing else. A new figure is one file fig_*.c and one declaration here.
//
// Statuses of all: LR_OK; LR_E_INPUT when a table has nothing to draw, or a text that gnuplot may not see (control
// characters); LR_E_MEMORY. A column that the table lacks counts as empty. Dates are ISO texts; an empty date means "never
// within the horizon".
#ifndef LR_PLOTS_FIGURES_H
#define LR_PLOTS_FIGURES_H

#include "base/table.h"
#include "plots/script.h"

// Peak luminosity (above) and integrated luminosity (below) against time on one date axis: past record, band P10-P90,
// P50, closed-form expectation, milestones, shutdowns.
struct lr_luminosity_figure {
  const struct lr_table *integrated;  // date; expected, p10, p50, p90 [ab^-1], the past included; needed
  const struct lr_table *peak;        // date; expected, p10, p50, p90 [1e34 cm^-2 s^-1]; NULL: one panel only
  const struct lr_table *history;     // start, end; peak [1e34 cm^-2 s^-1], cumulated [fb^-1] at the end; NULL for none
  const struct lr_table *milestones;  // luminosity_ab; expected, p10, p50, p90 (dates); NULL for none
  const struct lr_table *shutdowns;   // id, start, end; NULL for none
  const char *kind;                   // "recorded", "delivered": named on the axis
  const char *as_of;                  // ISO date where the forecast begins; NULL: no mark
  bool log_integrated;
};
enum lr_status lr_figure_luminosity(const struct lr_figure_style *style, const struct lr_luminosity_figure *figure,
                                    struct lr_text *script, struct lr_error *error);

// Luminosity factor by factor: one bar a row from the luminosity before a factor to the one after it, first and last row
// from the axis, numbers at the right. Table: factor, value, luminosity [cm^-2 s^-1] after that factor, description.
enum lr_axis_scale { LR_SCALE_AUTO, LR_SCALE_LINEAR, LR_SCALE_LOG };  // auto: log when the range passes a factor 4
enum lr_status lr_figure_factors(const struct lr_figure_style *style, const struct lr_table *factors,
                                 enum lr_axis_scale scale, struct lr_text *script, struct lr_error *error);

// Reach of one channel: coupling against mass.
//   reach     channel, luminosity_ab, cl (0.9), mass_GeV, coupling, m2s, m1s, p1s, p2s, kind ("anchor" = a published point),
//             and, where there is more, edge ("lower"/"upper"), mass2_GeV, label (of an anchor, or a curve's own). Rows of a curve follow one
//             another in mass; an empty coupling is a gap (veto window, no sensitivity).
//   existing  channel, label, group, mass_GeV, coupling, closed (1: the outline of an excluded region; else excluded above), and, where
//             there is one, kind (limit, projection: a dashed line of others, band: a favoured region)
struct lr_reach_figure {
  const struct lr_table *reach, *existing;  // existing may be NULL
  const char *channel;        // rows with this id
  const char *mass_label;     // "Z′ mass"; gnuplot's enhanced markup is active in these two
  const char *coupling_label; // "g′" or "g_{aγγ}"
  const char *coupling_unit;  // "" or "GeV^-1"
  double mass2_GeV;           // keeps only rows at this second mass; 0 for all
  double band_luminosity_ab;  // the luminosity that gets the 1/2-sigma band; 0: the largest
  double today_ab;            // the luminosity labelled "today"; 0: none
  double coupling_low, coupling_high, mass_low, mass_high;  // 0: chosen from the data
  double coupling_bound;      // no physical coupling lies above: 1 for a sine; 0: none
  const char *note;           // in the margin, such as the second mass of all curves; markup is active; NULL for none
  bool linear_mass;
};
enum lr_status lr_figure_reach(const struct lr_figure_style *style, const struct lr_reach_figure *figure,
                               struct lr_text *script, struct lr_error *error);

// Limit of one channel in both masses: cells in the colour of the coupling, darker where it is larger; blank where there is none.
//   map  channel, luminosity_ab, cl, mass_GeV, mass2_GeV, coupling; edge where there is one (upper edges are not drawn); steps of equal width
struct lr_reach_map_figure {
  const struct lr_table *map;
  const char *channel;                                              // rows with this id
  const char *mass_label, *mass2_label, *coupling_label, *coupling_unit;  // markup is active in the first three
  double mass2_GeV;                                                 // gets a line: where the curves of the channel stand; 0: none
};
enum lr_status lr_figure_reach_map(const struct lr_figure_style *style, const struct lr_reach_map_figure *figure, struct lr_text *script,
                                   struct lr_error *error);

// All channels: gain in coupling against today, one line each in a look of its own, with the powers L^1/4 and L^1/2 behind them; names in the margin.
//   overview  channel, title (the name shown; empty: that of the channel), luminosity_ab, gain; the rows of a channel by rising luminosity
enum lr_status lr_figure_overview(const struct lr_figure_style *style, const struct lr_table *overview, struct lr_text *script,
                                  struct lr_error *error);

// Luminosity, currents and lifetimes of a fill against time, in stacked panels; a panel without a number is left out.
//   fill  t [s], luminosity, luminosity_overlap [cm^-2 s^-1], current_ler, current_her [mA], lifetime_ler, lifetime_her [s]
enum lr_status lr_figure_fill(const struct lr_figure_style *style, const struct lr_table *fill, struct lr_text *script,
                              struct lr_error *error);

// Dates at which milestones of integrated luminosity pass: bar P10-P90, tick at P50, diamond at the closed form (`expected`).
//   milestones  luminosity_ab; expected, p10, p50, p90 (dates, empty = not within the horizon)
//   as_of, horizon  ISO dates: first and last day of the forecast
enum lr_status lr_figure_milestones(const struct lr_figure_style *style, const struct lr_table *milestones,
                                    const char *as_of, const char *horizon, struct lr_text *script,
                                    struct lr_error *error);

// What each knob does to the luminosity: two bars a knob, for p 10 % (or 0.1 natural units) higher and lower, the strongest
// above; dlnL/dlnp at the right. Table: knob, ring, value, unit, dlnL_dlnp, per, up, down. Knobs below 1e-4 are left out, and
// what is beyond the first 20.
enum lr_status lr_figure_tornado(const struct lr_figure_style *style, const struct lr_table *levers,
                                 struct lr_text *script, struct lr_error *error);

// Luminosity against the first column of a table (a scanned key, an offset), from 0 upwards.
struct lr_scan_figure {
  const struct lr_table *scan;  // first column: numbers, its name and unit go on the axis; luminosity; fit where there is one
  const char *note;             // in the panel, such as the width of the fit; NULL for none
  bool x_log;                   // logarithmic first column, where all of it is above 0
};
enum lr_status lr_figure_scan(const struct lr_figure_style *style, const struct lr_scan_figure *figure,
                              struct lr_text *script, struct lr_error *error);

// Bunch length of one ring against its bunch current: law, measured fit, impedance model, operating point.
// Table: ring, bunch_current [mA], law, measured, impedance [mm] (a column without a figure is not drawn), operating_point.
enum lr_status lr_figure_bunch_length(const struct lr_figure_style *style, const struct lr_table *lengths, const char *ring,
                                      struct lr_text *script, struct lr_error *error);

// Vertical emittance of ler against the product of the bunch currents: points, law or curve, operating point.
//   curve   product [mA^2], emittance_y_ler, low_ler, high_ler [pm]; operating_point (yes: marked)
//   points  product, emittance_y_ler, error (empty: none); NULL for none
// The law is solid between low and high, dashed outside; high 0: nothing is known of where it holds, and all of it is dashed.
struct lr_blowup_figure {
  const struct lr_table *curve, *points;
  double low, high;           // what the points or the rows of a curve cover [mA^2]
  const char *law, *rests_on; // for the key: "law, within the points", "points of the fit"; rests_on: NULL without points
  double given_pm;            // emittance of the scenario at the operating point; NaN: not drawn
};
enum lr_status lr_figure_blowup(const struct lr_figure_style *style, const struct lr_blowup_figure *figure,
                                struct lr_text *script, struct lr_error *error);

// Specific luminosity against the product of the bunch currents: a line, rows of a tracked curve with error bars (open: not converged; a
// cross: not tracked), points by kind; measured ones are labelled where there is room.
//   line    product [mA^2], L_sp [cm^-2 s^-1 mA^-2]; operating_point (yes: marked); NULL for none
//   points  product, L_sp, error (empty: none); kind (curve, measured, or another word), label; converged (of a curve: no, not tracked)
struct lr_specific_figure {
  const struct lr_table *line, *points;
  const char *line_words;  // for the key
};
enum lr_status lr_figure_specific_luminosity(const struct lr_figure_style *style, const struct lr_specific_figure *figure,
                                             struct lr_text *script, struct lr_error *error);

// Periods and years of the record as predicted from what was before them: bands of 68 % and 90 % for both modes, median, what came,
// naive forecast; luminosity on a logarithmic axis.
//   hindcast  period, mode (peak given, peak predicted), fitted_to, of (period, year); p05, p16, p50, p84, p95, came, naive [fb^-1]
enum lr_status lr_figure_hindcast(const struct lr_figure_style *style, const struct lr_table *hindcast, struct lr_text *script,
                                  struct lr_error *error);

// Two scenarios: integrated luminosity of both with bands (above), relative change of headline quantities as bars (below). A panel without
// anything in it is left out; of the headlines the first 20 are drawn.
//   a, b       date; expected, p10, p50, p90 [ab^-1]; NULL: that side has no plan
//   headlines  quantity, relative (empty: no bar), words and shift (beside the bar); NULL for none
struct lr_compare_figure {
  const struct lr_table *a, *b, *headlines;
  const char *name_a, *name_b;
  const char *kind;  // "recorded", "delivered"; NULL: not named, or not the same on both sides
};
enum lr_status lr_figure_compare(const struct lr_figure_style *style, const struct lr_compare_figure *figure, struct lr_text *script,
                                 struct lr_error *error);

#endif
