// SPDX-License-Identifier: GPL-3.0-or-later
// The section of the report on the reach in the dark sector.
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "cli/run.h"
#include "projections/reach.h"

// One row a channel: limits at the luminosities of the gain table, and what holds the last one back.
static struct lr_table *gains_by_channel(const struct lr_table *gains) {
  struct lr_table *t = lr_table_create("gains_by_channel", "Expected limits at one mass of each channel, continuous form");
  lr_table_column(t, "channel", LR_TEXT, "", "channel", "");
  lr_table_column(t, "dataset", LR_TEXT, "", "4S: only data at the Y(4S) count", "");
  lr_table_column(t, "mass", LR_NUMBER, "GeV", "mass shown", "model.md R18");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of the coupling", "");
  size_t columns = 0;
  char name[16][40] = {""};
  for (size_t i = 0; i < gains->rows && columns < 16 && strcmp(lr_table_get_text(gains, i, "channel"), lr_table_get_text(gains, 0, "channel")) == 0; i++) {
    snprintf(name[columns], sizeof *name, "at %.3g ab^-1", lr_table_get(gains, i, "luminosity_ab"));
    lr_table_column(t, name[columns++], LR_NUMBER, "", "expected limit with this luminosity of all data", "model.md R1");
  }
  lr_table_column(t, "gain", LR_NUMBER, "", "first limit over the last", "");
  lr_table_column(t, "discovery_5s", LR_NUMBER, "", "coupling found with 5 sigma, local, with the last luminosity", "model.md R14");
  lr_table_column(t, "limited_by", LR_TEXT, "", "effect that moves the last limit most when it is taken away", "model.md R18");
  for (size_t i = 0; columns && i + columns <= gains->rows; i += columns) {
    lr_table_row(t);
    lr_table_text(t, "channel", lr_table_get_text(gains, i, "channel"));
    lr_table_text(t, "dataset", lr_table_get_text(gains, i, "dataset"));
    lr_table_number(t, "mass", lr_table_get(gains, i, "mass_GeV"));
    lr_table_text(t, "unit", lr_table_get_text(gains, i, "coupling_unit"));
    for (size_t k = 0; k < columns; k++) lr_table_number(t, name[k], lr_table_get(gains, i + k, "coupling"));
    lr_table_number(t, "gain", 1 / lr_table_get(gains, i + columns - 1, "ratio"));
    lr_table_number(t, "discovery_5s", lr_table_get(gains, i + columns - 1, "discovery_5s"));
    lr_table_text(t, "limited_by", lr_table_get_text(gains, i + columns - 1, "limited_by"));
  }
  return t;
}

// One row a published curve: the range of its ratios to the model.
static struct lr_table *shape_by_curve(const struct lr_table *shape) {
  struct lr_table *t = lr_table_create("shape_by_curve", "Published curves at other luminosities over the model scaled to them");
  static const char *const TEXTS[] = {"channel", "experiment", "kind"};
  for (size_t k = 0; k < 3; k++) lr_table_column(t, TEXTS[k], LR_TEXT, "", "", "");
  lr_table_column(t, "luminosity", LR_NUMBER, "fb^-1", "of that data set", "");
  lr_table_column(t, "from", LR_NUMBER, "GeV", "least mass", "");
  lr_table_column(t, "to", LR_NUMBER, "GeV", "largest mass", "");
  lr_table_column(t, "least", LR_NUMBER, "", "published over model", "");
  lr_table_column(t, "largest", LR_NUMBER, "", "published over model", "");
  for (size_t i = 0, end; i < shape->rows; i = end) {
    double low = INFINITY, high = 0;
    for (end = i; end < shape->rows; end++) {
      bool same = lr_table_get(shape, end, "luminosity") == lr_table_get(shape, i, "luminosity");
      for (size_t k = 0; k < 2; k++) same = same && strcmp(lr_table_get_text(shape, end, TEXTS[k]), lr_table_get_text(shape, i, TEXTS[k])) == 0;
      if (!same) break;
      low = fmin(low, lr_table_get(shape, end, "ratio"));
      high = fmax(high, lr_table_get(shape, end, "ratio"));
    }
    lr_table_row(t);
    for (size_t k = 0; k < 3; k++) lr_table_text(t, TEXTS[k], lr_table_get_text(shape, i, TEXTS[k]));
    lr_table_number(t, "luminosity", lr_table_get(shape, i, "luminosity"));
    lr_table_number(t, "from", lr_table_get(shape, i, "mass"));
    lr_table_number(t, "to", lr_table_get(shape, end - 1, "mass"));
    lr_table_number(t, "least", low);
    lr_table_number(t, "largest", high);
  }
  return t;
}

// Where the background of a channel comes from, in one sentence.
static void say_reference(const struct lr_channel *channel, struct lr_text *text) {
  const struct lr_channel_mode *mode = &channel->mode[0];
  if (mode->background_given) {
    lr_text_add(text, "The background per window is given (%zu counting window%s), not solved from a published limit.", channel->modes,
                channel->modes == 1 ? "" : "s");
    return;
  }
  const bool coupling = strcmp(mode->anchor_quantity, "coupling") == 0;
  lr_text_add(text, "The background is solved from %zu published limit%s on the %s at %.4g fb⁻¹ (%s), with an assumed efficiency and a%s shape between "
              "them; only background over efficiency squared has a meaning.",
              mode->anchors, mode->anchors == 1 ? "" : "s", coupling ? "coupling" : strcmp(mode->anchor_quantity, "branching") == 0 ? "branching fraction" : "cross-section",
              mode->reference_luminosity_fb, *mode->publication ? mode->publication : "see the inputs",
              strcmp(mode->background_shape, "exponential") == 0 ? "n exponential" : " power-law");
}

static void say_channel(const struct lr_run_result *r, const struct lr_channel *channel, struct lr_report *report) {
  const struct lr_channel_systematic *s = &channel->systematic;
  struct lr_text text = {0};
  lr_text_add(&text, "%s: %s. ", channel->type->title, channel->type->final_state);
  say_reference(channel, &text);
  if (s->signal > 0 || s->background > 0 || s->background_floor > 0)
    lr_text_add(&text, " Systematics: signal %.3g %%, background %.3g %% that falls as L^-1/2 from the reference on and %.3g %% that stays.", 100 * s->signal,
                100 * s->background, 100 * s->background_floor);
  else
    lr_text_add(&text, " No systematic uncertainty is included.");
  for (size_t k = 0; k < channel->modes; k++)
    if (channel->mode[k].luminosity_fb > 0)
      lr_text_add(&text, " Beside the luminosity shown stands a data set of its own, %s: %.4g fb⁻¹.",
                  *channel->mode[k].title ? channel->mode[k].title : channel->mode[k].id, channel->mode[k].luminosity_fb);
  if (channel->gain != 1) lr_text_add(&text, " A gain of %.3g by analyses to come is declared.", channel->gain);
  if (*channel->caution) lr_text_add(&text, " %s", channel->caution);
  double low = INFINITY, high = 0;
  for (size_t k = 0; k < r->shape->rows; k++)
    if (strcmp(lr_table_get_text(r->shape, k, "channel"), channel->id) == 0 && isfinite(lr_table_get(r->shape, k, "ratio"))) {
      low = fmin(low, lr_table_get(r->shape, k, "ratio"));
      high = fmax(high, lr_table_get(r->shape, k, "ratio"));
    }
  if (high > 0)
    lr_text_add(&text, " Published curves at other luminosities over this model scaled to them: %.2f to %.2f over the masses (shape check below).", low, high);
  lr_report_paragraph(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
}

void lr_run_channels_report(struct lr_run_result *r, struct lr_report *report) {
  lr_report_section(report, "Reach in the dark sector");
  lr_report_paragraph(report,
                      "Expected upper limits on the coupling, at the luminosity of today, at those asked for, and at what the "
                      "closed form of the plan expects at the dates asked for. The spread of the plan and the statistical band "
                      "are shown apart: the table of dates has the first, the curves have the second. What a channel counts: all data, or "
                      "those at the Υ(4S) alone.");
  lr_run_put_figure(report, r, "overview");
  struct lr_table *by_channel = gains_by_channel(r->gains);
  if (lr_table_ok(by_channel) && by_channel->rows) lr_report_table(report, by_channel, NULL);
  lr_table_free(by_channel);
  if (r->reach_dates->rows) lr_report_table(report, r->reach_dates, NULL);
  if (r->at_dates) {
    static const char *const DATES[] = {"channel", "mass_GeV", "date", "luminosity_ab", "coupling", "at_p10", "at_p50", "at_p90", "m1s", "p1s", "coupling_unit", NULL};
    lr_run_put_columns(report, r->at_dates, DATES);
  }
  for (size_t i = 0; i < r->scenario.channels; i++) {
    char name[64];
    const struct lr_channel *channel = &r->scenario.channel[i];
    say_channel(r, channel, report);
    snprintf(name, sizeof name, "reach_%.40s", channel->id);
    lr_run_put_figure(report, r, name);
    snprintf(name, sizeof name, "reach_%.40s_dates", channel->id);
    lr_run_put_figure(report, r, name);
    snprintf(name, sizeof name, "reach_%.40s_map", channel->id);
    lr_run_put_figure(report, r, name);
    if (!lr_run_asked_about(&r->scenario.reach, channel->id)) continue;  // the file of the table `reach` has the others
    struct lr_table *summary = lr_run_reach_summary(r->reach, channel->id);
    if (lr_table_ok(summary) && summary->rows) lr_report_table(report, summary, NULL);
    lr_table_free(summary);
  }
  if (r->shape->rows) {
    lr_report_paragraph(report,
                        "Shape check. Published limits and projections at other luminosities against this model scaled to them; nothing was "
                        "tuned to these. A ratio of one at an older, smaller data set means that the model grants the newer "
                        "analysis no gain there; below one at a larger data set, that others count on gains that are not declared here.");
    struct lr_table *by_curve = shape_by_curve(r->shape);
    if (lr_table_ok(by_curve)) lr_report_table(report, by_curve, NULL);
    lr_table_free(by_curve);
  }
}
