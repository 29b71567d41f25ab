// SPDX-License-Identifier: GPL-3.0-or-later
// What `run` has computed, and the pieces that make the report of it.
#ifndef LR_CLI_RUN_H
#define LR_CLI_RUN_H

#include "cli/call.h"
#include "cli/fill_stage.h"
#include "cli/trigger_stage.h"
#include "machine/luminosity.h"
#include "machine/offset_scan.h"
#include "plots/gnuplot.h"
#include "plots/report.h"
#include "projections/histories.h"

enum { LR_RUN_TABLES = 100, LR_RUN_FIGURES = 80 };

struct lr_loss_run {  // tables of beam losses and backgrounds, not owned; NULL where there are none
  struct lr_table *summary, *ensemble, *risk, *variants, *steps, *facts, *calibration;
  struct lr_table *event, *turns, *elements, *trajectory, *dose_map, *abort;  // of one event
  struct lr_table *backgrounds, *background_limits, *background_dose, *backgrounds_drawn;
  size_t events, observed;
  uint64_t id;
  double sigma_y_um, boiling_K, turn_us, circumference_m, source_m;
};

struct lr_run_figure {
  char name[64], title[128], caption[800], description[300];
  struct lr_text script;
  struct lr_bytes svg;
};

struct lr_run_result {
  const struct lr_call *call;
  struct lr_scenario scenario;
  struct lr_luminosity luminosity;
  struct lr_plan_days days;
  struct lr_histories histories;
  // all tables, in the order of result.json; owned
  struct lr_table *table[LR_RUN_TABLES];
  size_t tables;
  // the same by name, not owned
  struct lr_table *lumi, *factors, *periods, *milestones, *integrated, *peak, *waterfall, *priors, *history, *shutdowns,
      *daily, *reach, *reach_dates, *existing, *shape, *inputs;
  struct lr_table *overview, *at_dates;  // NULL where there is nothing to show
  struct lr_table *gains, *limits_by, *expressed;
  struct lr_table *reach_map;  // NULL where no channel has one
  struct lr_table *years, *operation, *calendar, *milestone_probability, *reach_milestones;  // the last one NULL where none is asked for
  struct lr_table *losses_daily, *datasets, *layers, *faults, *electricity;  // of the plan; the last three NULL where it has none
  struct lr_table *levers, *offset_scan, *offset_fit, *beta_scan;
  struct lr_table *update, *update_record;  // NULL without `plan.update:`
  struct lr_table *calibration, *record_fit, *priors_record, *hindcast, *hindcast_scores;  // NULL when the record is too short
  struct lr_table *limits;  // NULL without `limits:`
  struct lr_table *blowup, *blowup_curve, *blowup_points, *blowup_covariance, *blowup_reach, *specific;  // NULL without `blowup:`
  struct lr_table *bunch_length, *bunch_length_luminosity;  // NULL without `bunch_length_measured:`
  struct lr_offset_scan scan;
  struct lr_loss_run losses;
  struct lr_trigger_stage trigger;  // not owned; NULL without `trigger:`
  struct lr_fill_tables fill;  // not owned; NULL without `fill:`
  struct lr_run_figure figure[LR_RUN_FIGURES];
  size_t figures;
};

// Puts a table into the result, which owns it from then on.
struct lr_table *lr_run_keep(struct lr_run_result *result, struct lr_table *table);

// A new figure of the result, and its style (which points into `provenance`); then, when its script stands, the drawing of it.
struct lr_figure_style lr_run_figure_begin(struct lr_run_result *result, const char *name, const char *title,
                                           char provenance[160], struct lr_run_figure **figure);
enum lr_status lr_run_figure_draw(struct lr_run_figure *figure, enum lr_status status, struct lr_error *error);
// Puts the figure of that name into the report, if there is one.
void lr_run_put_figure(struct lr_report *report, const struct lr_run_result *result, const char *name);
// Puts a table with the columns named (NULL-terminated): the page has no room for all, the file of the table has them.
void lr_run_put_columns(struct lr_report *report, const struct lr_table *table, const char *const *names);

// The run plan: its tables, figures, and the sections of the report in the words of a run meeting.
enum lr_status lr_run_plan_evaluate(struct lr_run_result *result, struct lr_error *error);
enum lr_status lr_run_plan_draw(struct lr_run_result *result, struct lr_error *error);
void lr_run_plan_report(const struct lr_run_result *result, struct lr_report *report);

// The operating point: tables `limits`, `levers`, `offset_scan`, `offset_fit`; table `scan` against beta_y*, which changes the
// document of the scenario and comes after all else that reads it; the figures; the section of the report.
enum lr_status lr_run_point_evaluate(struct lr_run_result *result, struct lr_error *error);
enum lr_status lr_run_point_scan_beta(struct lr_run_result *result, struct lr_error *error);
enum lr_status lr_run_point_draw(struct lr_run_result *result, struct lr_error *error);
void lr_run_point_report(const struct lr_run_result *result, struct lr_report *report);

// The blow-up of `blowup:`: tables `blowup`, `blowup_curve`, `blowup_points`, `blowup_covariance`, `blowup_reach`,
// `specific_luminosity`, the figures, the
// section of the report.
enum lr_status lr_run_blowup_evaluate(struct lr_run_result *result, struct lr_error *error);
enum lr_status lr_run_blowup_draw(struct lr_run_result *result, struct lr_error *error);
void lr_run_blowup_report(const struct lr_run_result *result, struct lr_report *report);

// The bunch length of `bunch_length_measured:` against the law: tables `bunch_length`, `bunch_length_luminosity`, a figure for
// each ring, what it means for the luminosity.
enum lr_status lr_run_bunch_length_evaluate(struct lr_run_result *result, struct lr_error *error);
enum lr_status lr_run_bunch_length_draw(struct lr_run_result *result, struct lr_error *error);
void lr_run_bunch_length_report(const struct lr_run_result *result, struct lr_report *report);

// The update of `plan.update:`, tables `update` and `update_record`, and the calibration on `plan.history` and what it would have predicted: tables `calibration`, `record_fit`, `priors_record`, `hindcast`,
// `hindcast_scores`, the figure, the sentences. A record that is too short gives none of them.
enum lr_status lr_run_hindcast_evaluate(struct lr_run_result *result, struct lr_error *error);
enum lr_status lr_run_hindcast_draw(struct lr_run_result *result, struct lr_error *error);
void lr_run_hindcast_report(const struct lr_run_result *result, struct lr_report *report);

// The channels: tables `reach`, `reach_map`, `existing`, `shape_check`, `overview`, the figures, the section of the report.
enum lr_status lr_run_channels_evaluate(struct lr_run_result *result, struct lr_error *error);
enum lr_status lr_run_channels_draw(struct lr_run_result *result, struct lr_error *error);
void lr_run_channels_report(struct lr_run_result *result, struct lr_report *report);
// Has the channel a milestone in `reach:`, or none at all has one? Of these the report says more.
bool lr_run_asked_about(const struct lr_reach_wish *wish, const char *id);
// Reach at a few masses instead of all points of the curves.
struct lr_table *lr_run_reach_summary(const struct lr_table *reach, const char *channel);

// Beam losses and steady backgrounds: tables, figures, sections; nothing without `losses:` and `backgrounds:`.
enum lr_status lr_run_losses_evaluate(struct lr_run_result *result, struct lr_error *error);
enum lr_status lr_run_losses_draw(struct lr_run_result *result, struct lr_error *error);
void lr_run_losses_report(const struct lr_run_result *result, struct lr_report *report);

// The trigger: tables, figures, section; nothing without `trigger:`.
enum lr_status lr_run_trigger_evaluate(struct lr_run_result *result, struct lr_error *error);
enum lr_status lr_run_trigger_draw(struct lr_run_result *result, struct lr_error *error);
void lr_run_trigger_report(const struct lr_run_result *result, struct lr_report *report);

// Tracking: tables `track_equilibrium`, `track_convergence`, `track_losses`, `tails`, `track_lifetime`, figures of the tails, the section; nothing
// without `track:`.
enum lr_status lr_run_track_evaluate(struct lr_run_result *result, struct lr_error *error);
enum lr_status lr_run_track_draw(struct lr_run_result *result, struct lr_error *error);
void lr_run_track_report(const struct lr_run_result *result, struct lr_report *report);

// Draws the figures of a result.
enum lr_status lr_run_draw(struct lr_run_result *result, struct lr_error *error);
// Writes the report of a result as HTML.
enum lr_status lr_run_report(struct lr_run_result *result, struct lr_bytes *html, struct lr_error *error);
// Summary, key numbers and cautions in plain words, into the report.
void lr_run_words(const struct lr_run_result *result, struct lr_report *report);
// The cautions alone.
void lr_run_cautions(const struct lr_run_result *result, struct lr_report *report);
// Published limits of other luminosities against the model scaled to them (table `shape_check`).
struct lr_table *lr_run_shape_check(const struct lr_scenario *scenario);

#endif
