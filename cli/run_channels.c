// SPDX-License-Identifier: GPL-3.0-or-later
// The channels of `run`: their tables, figures and the section of the report.
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "cli/reach_stage.h"
#include "cli/run.h"
#include "cli/stages.h"
#include "plots/figures.h"
#include "projections/plan_dates.h"
#include "projections/reach_overview.h"

// A curve with one coupling at each mass, not an outline.
static bool rises(const struct lr_existing *e) {
  for (size_t p = 1; p < e->points; p++)
    if (!(e->point[p].x > e->point[p - 1].x)) return false;
  return true;
}

struct lr_table *lr_run_shape_check(const struct lr_scenario *scenario) {
  struct lr_table *t = lr_table_create("shape_check", "Published limits and projections at other luminosities against the model scaled to them");
  lr_table_column(t, "channel", LR_TEXT, "", "channel", "");
  lr_table_column(t, "experiment", LR_TEXT, "", "published limit", "");
  lr_table_column(t, "kind", LR_TEXT, "", "limit or projection", "");
  lr_table_column(t, "luminosity", LR_NUMBER, "fb^-1", "of that data set", "");
  lr_table_column(t, "mass", LR_NUMBER, "GeV", "mass", "");
  lr_table_column(t, "published", LR_NUMBER, "", "published coupling", "");
  lr_table_column(t, "model", LR_NUMBER, "", "model at the same luminosity and CL", "model.md R1");
  lr_table_column(t, "ratio", LR_NUMBER, "", "published over model", "");
  for (size_t i = 0; i < scenario->channels; i++) {
    const struct lr_channel *channel = &scenario->channel[i];
    for (size_t k = 0; k < channel->existings; k++) {
      const struct lr_existing *existing = &channel->existing[k];
      struct lr_reach_comparison row[LR_EXISTING_POINTS];
      bool ours = strncmp(existing->id, "belle2", 6) == 0 || strcmp(existing->kind, "projection") == 0;
      bool other_data = fabs(existing->luminosity_fb / channel->mode[0].reference_luminosity_fb - 1) > 0.01;
      if (!ours || !other_data || !(existing->luminosity_fb > 0) || existing->polygon || !rises(existing) || (*existing->model && strcmp(existing->model, channel->model) != 0)) continue;
      if (lr_reach_compare(channel, existing, row, NULL) != LR_OK) continue;
      for (size_t p = 0; p < existing->points; p++) {
        if (!isfinite(row[p].ratio)) continue;
        lr_table_row(t);
        lr_table_text(t, "channel", channel->id);
        lr_table_text(t, "experiment", existing->experiment);
        lr_table_text(t, "kind", existing->kind);
        lr_table_number(t, "luminosity", existing->luminosity_fb);
        lr_table_number(t, "mass", row[p].mass_GeV);
        lr_table_number(t, "published", row[p].published);
        lr_table_number(t, "model", row[p].model);
        lr_table_number(t, "ratio", row[p].ratio);
      }
    }
  }
  return t;
}

// The rows of one channel at the luminosities given, with a label for each curve; anchors come along.
static struct lr_table *pick_curves(const struct lr_table *reach, const char *channel, const double *lumi_ab,
                                    char (*label)[32], size_t lumis) {
  struct lr_table *t = lr_table_create("reach", "Expected reach");
  for (size_t j = 0; j < reach->columns; j++)
    lr_table_column(t, reach->column[j].name, reach->column[j].kind, reach->column[j].unit, "", "");
  lr_table_column(t, "label", LR_TEXT, "", "name of a curve", "");
  for (size_t i = 0; i < reach->rows; i++) {
    if (strcmp(lr_table_get_text(reach, i, "channel"), channel) != 0) continue;
    bool anchor = strcmp(lr_table_get_text(reach, i, "kind"), "anchor") == 0;
    double lumi = lr_table_get(reach, i, "luminosity_ab");
    size_t k = 0;
    while (k < lumis && fabs(lumi / lumi_ab[k] - 1) > 1e-5) k++;
    if (k == lumis && !anchor) continue;
    lr_table_row(t);
    for (size_t j = 0; j < reach->columns; j++) {
      const struct lr_cell *cell = &reach->cell[i * reach->columns + j];
      if (cell->kind == LR_NUMBER) lr_table_number(t, reach->column[j].name, cell->number);
      else lr_table_text(t, reach->column[j].name, cell->text);
    }
    const char *status = anchor ? lr_table_get_text(reach, i, "status") : "";
    lr_table_text(t, "label", !anchor ? label[k] : strcmp(status, "derived") == 0 ? "derived from published," : strcmp(status, "assumed") == 0 ? "assumed," : NULL);
  }
  return t;
}

// A symbol such as g_aγγ in gnuplot's markup: what follows the underscore is a subscript.
static void markup(const char *symbol, char *out, size_t size) {
  size_t n = 0;
  bool low = false;
  for (; *symbol && n + 4 < size; symbol++) {
    if (low && (*symbol == ' ' || *symbol == '/' || *symbol == ')')) {
      out[n++] = '}';
      low = false;
    }
    out[n++] = *symbol;
    if (*symbol == '_' && !low) {
      out[n++] = '{';
      low = true;
    }
  }
  if (low) out[n++] = '}';
  out[n] = '\0';
}

// One figure of a channel: at luminosities, or at dates of the plan.
static enum lr_status draw_reach(struct lr_run_result *r, const struct lr_channel *channel, bool at_dates,
                                 struct lr_error *error) {
  char provenance[160], name[64], title[128], label[LR_MOST_REACH_POINTS + 1][32] = {""};
  double lumi_ab[LR_MOST_REACH_POINTS + 1];
  size_t lumis = 0;
  struct lr_run_figure *figure;
  const struct lr_channel_type *type = channel->type;
  const struct lr_reach_wish *wish = &r->scenario.reach;
  double today_ab = lr_reach_so_far_fb(&r->scenario.plan, channel) / 1000;
  if (today_ab > 0) lumi_ab[lumis++] = today_ab;
  for (size_t k = 0; k < (at_dates ? wish->dates : wish->luminosities); k++) {
    if (at_dates) lr_date_text(wish->date[k], label[lumis]);
    lumi_ab[lumis++] = at_dates ? lr_reach_sum_fb(&r->scenario.plan, &r->days, channel, wish->date[k]) / 1000
                                : wish->luminosity_fb[k] / 1000;
  }
  snprintf(name, sizeof name, "reach_%.40s%s", channel->id, at_dates ? "_dates" : "");
  snprintf(title, sizeof title, "%.90s%s", type->title, at_dates ? ": at dates of the plan" : "");
  struct lr_figure_style style = lr_run_figure_begin(r, name, title, provenance, &figure);
  char coupling_label[64], mass_label[64] = "mass ";
  markup(type->coupling_symbol, coupling_label, sizeof coupling_label);
  markup(type->mass_symbol ? type->mass_symbol : "m", mass_label + 5, sizeof mass_label - 5);
  char note[96] = "", note_words[96] = "";  // with markup; for the caption
  if (type->mass2_symbol) {
    char symbol[64];
    markup(type->mass2_symbol, symbol, sizeof symbol);
    snprintf(note, sizeof note, "%.60s = %.4g\u00a0GeV", symbol, channel->mass2_GeV);
    snprintf(note_words, sizeof note_words, " All at a second mass of %.40s = %.4g GeV.", type->mass2_symbol, channel->mass2_GeV);
  }
  struct lr_table *curves = pick_curves(r->reach, channel->id, lumi_ab, label, lumis);
  if (!lr_table_ok(curves)) {
    lr_table_free(curves);
    return lr_error_set(error, LR_E_MEMORY, "no memory for the figure '%s'", name);
  }
  struct lr_reach_figure what = {.reach = curves,
                                 .existing = channel->existings ? r->existing : NULL,
                                 .channel = channel->id,
                                 .mass_label = mass_label,
                                 .coupling_label = coupling_label,
                                 .coupling_unit = type->coupling_unit,
                                 .today_ab = today_ab,
                                 .coupling_bound = type->coupling_bound,
                                 .note = note};
  enum lr_status status = lr_figure_reach(&style, &what, &figure->script, error);
  char others[160] = "";
  double sum_fb = 0;
  for (size_t k = 0; k < channel->modes; k++) sum_fb = fmax(sum_fb, channel->mode[k].luminosity_fb);
  if (sum_fb > 0) snprintf(others, sizeof others, " Every curve has the %.4g fb⁻¹ of another experiment beside it.", sum_fb);
  snprintf(figure->caption, sizeof figure->caption,
           "%s%s: median expected limit at %.0f %% CL (exact Poisson CLs) against mass; darker with more luminosity; band: 1 and 2 "
           "sigma at the largest. Grey: published limits; dotted: projections of others.%s%s%s%s%s",
           type->title, at_dates ? " at dates of the plan" : "", 100 * channel->cl,
           note_words, others, channel->mode[0].anchors ? " Points: the limits that the background was solved from (observed ones, so the curve follows their fluctuations)." : "",
           at_dates ? " Luminosity, trigger and backgrounds of beams and hours of a date are the closed-form expectation." : "", lr_reach_only_4s(channel) ? " Luminosities are those at the Υ(4S)." : "");
  snprintf(figure->description, sizeof figure->description, "Coupling against mass, log-log, one curve a %s.",
           at_dates ? "date" : "luminosity");
  status = lr_run_figure_draw(figure, status, error);
  lr_table_free(curves);
  return status;
}

// The map of a channel in both masses.
static enum lr_status draw_map(struct lr_run_result *r, const struct lr_channel *channel, struct lr_error *error) {
  char provenance[160], name[64], title[128], coupling[64], mass[64], mass2[64];
  struct lr_run_figure *figure;
  const struct lr_channel_type *type = channel->type;
  snprintf(name, sizeof name, "reach_%.40s_map", channel->id);
  snprintf(title, sizeof title, "%.90s: both masses", type->title);
  struct lr_figure_style style = lr_run_figure_begin(r, name, title, provenance, &figure);
  markup(type->coupling_symbol, coupling, sizeof coupling);
  markup(type->mass_symbol, mass, sizeof mass);
  markup(type->mass2_symbol, mass2, sizeof mass2);
  const struct lr_reach_map_figure what = {r->reach_map, channel->id, mass, mass2, coupling, type->coupling_unit, channel->mass2_GeV};
  enum lr_status status = lr_figure_reach_map(&style, &what, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "%s in both masses: median expected limit on %s at %.0f %% CL with the largest luminosity, on the assumption that the published limit on the "
           "cross-section, and with it the background and the efficiency at a mass %s, holds at every %s. Blank: the pair of masses is closed, vetoed, or the "
           "limit lies above the largest coupling declared.",
           type->title, type->coupling_symbol, 100 * channel->cl, type->mass_symbol, type->mass2_symbol);
  snprintf(figure->description, sizeof figure->description, "Colour map of the limit against two masses, darker where it is weaker.");
  return lr_run_figure_draw(figure, status, error);
}

static enum lr_status draw_overview(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160];
  struct lr_run_figure *figure;
  struct lr_figure_style style = lr_run_figure_begin(r, "overview", "Dark-sector searches: what more data buys", provenance, &figure);
  enum lr_status status = lr_figure_overview(&style, r->overview, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Gain in the expected limit on each channel's coupling against what is recorded today, at the mass where its limit is strongest, "
           "without gains of analysis unless declared; of ε²α_D that in ε. A quarter power is a search with background whose signal grows as coupling²; "
           "a half, one without background.");
  snprintf(figure->description, sizeof figure->description, "One rising line a channel, log-log, with the fourth and the square root of luminosity behind.");
  return lr_run_figure_draw(figure, status, error);
}

bool lr_run_asked_about(const struct lr_reach_wish *wish, const char *id) {
  for (size_t k = 0; k < wish->milestones; k++)
    if (strcmp(wish->milestone[k].channel, id) == 0) return true;
  return wish->milestones == 0;
}

// Curves at dates are drawn for the channels that have a milestone.
enum lr_status lr_run_channels_draw(struct lr_run_result *r, struct lr_error *error) {
  const struct lr_reach_wish *wish = &r->scenario.reach;
  enum lr_status status = r->overview ? draw_overview(r, error) : LR_OK;
  for (size_t i = 0; i < r->scenario.channels && status == LR_OK; i++) {
    const struct lr_channel *channel = &r->scenario.channel[i];
    status = draw_reach(r, channel, false, error);
    if (status == LR_OK && wish->dates && lr_run_asked_about(wish, channel->id)) status = draw_reach(r, channel, true, error);
    if (status == LR_OK && r->reach_map && channel->type->maps_mass2) status = draw_map(r, channel, error);
  }
  return status;
}

enum lr_status lr_run_channels_evaluate(struct lr_run_result *r, struct lr_error *error) {
  const struct lr_scenario *scenario = &r->scenario;
  struct lr_table *overview = NULL, *map = NULL;
  const struct {
    struct lr_table **table;
    enum lr_reach_kind kind;
  } asked[] = {{&r->reach, LR_REACH_CURVES}, {&r->gains, LR_REACH_GAINS}, {&r->limits_by, LR_REACH_LIMITS_BY}, {&r->expressed, LR_REACH_EXPRESSED}};
  enum lr_status status = LR_OK;
  for (size_t i = 0; i < sizeof asked / sizeof *asked && status == LR_OK; i++) {
    status = lr_stage_reach_table(r->call, scenario, &r->days, asked[i].kind, asked[i].table, error);
    if (*asked[i].table) lr_run_keep(r, *asked[i].table);
  }
  if (status == LR_OK) status = lr_stage_reach_table(r->call, scenario, &r->days, LR_REACH_MAP, &map, error);
  if (status == LR_OK && map->rows) r->reach_map = lr_run_keep(r, map);
  else lr_table_free(map);
  if (status == LR_OK && scenario->reach.dates) {
    status = lr_stage_reach_at_dates(scenario, &r->days, &r->histories, &r->at_dates, error);
    if (r->at_dates) lr_run_keep(r, r->at_dates);
  }
  if (status != LR_OK) return status;
  r->existing = lr_run_keep(r, lr_stage_existing(scenario));
  r->shape = lr_run_keep(r, lr_run_shape_check(scenario));
  double today = scenario->plan.so_far.value_m2 * LR_fb_m2, most = 0;
  for (size_t k = 0; k < scenario->reach.luminosities; k++) most = fmax(most, scenario->reach.luminosity_fb[k]);
  if (!(today > 0) || !(most > 1.5 * today)) return LR_OK;
  status = lr_table_overview(scenario->channel, scenario->channels, today, lr_plan_so_far_share_4s(&scenario->plan), most, &overview, error);
  if (overview) lr_run_keep(r, overview);
  if (status == LR_OK && overview->rows) r->overview = overview;
  return status;
}

// Reach at a few masses instead of all points of the curves.
struct lr_table *lr_run_reach_summary(const struct lr_table *reach, const char *channel) {
  struct lr_table *t = lr_table_create("reach_summary", "Expected limits at a few masses");
  lr_table_column(t, "mass", LR_NUMBER, "GeV", "mass", "");
  lr_table_column(t, "luminosity", LR_NUMBER, "ab^-1", "integrated luminosity", "");
  lr_table_column(t, "coupling", LR_NUMBER, "", "median expected limit", "model.md R1");
  lr_table_column(t, "m1s", LR_NUMBER, "", "expected limit at -1 sigma", "model.md R1");
  lr_table_column(t, "p1s", LR_NUMBER, "", "expected limit at +1 sigma", "model.md R1");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of the coupling", "");
  lr_table_column(t, "background", LR_NUMBER, "", "expected background events in the window", "");
  lr_table_column(t, "regime", LR_TEXT, "", "what limits the search", "");
  size_t first = 0, count = 0;
  for (size_t i = 0; i < reach->rows; i++)
    if (!strcmp(lr_table_get_text(reach, i, "channel"), channel) && !strcmp(lr_table_get_text(reach, i, "kind"), "expected") &&
        strcmp(lr_table_get_text(reach, i, "edge"), "upper")) {
      if (!count) first = i;
      if (count && lr_table_get(reach, i, "luminosity_ab") != lr_table_get(reach, first, "luminosity_ab")) break;
      count++;
    }
  for (size_t k = 0; count && k < 5; k++) {
    double mass = lr_table_get(reach, first + k * (count - 1) / 4, "mass_GeV");
    for (size_t i = first; i < reach->rows; i++) {
      if (strcmp(lr_table_get_text(reach, i, "channel"), channel) || strcmp(lr_table_get_text(reach, i, "kind"), "expected") ||
          lr_table_get(reach, i, "mass_GeV") != mass || !strcmp(lr_table_get_text(reach, i, "edge"), "upper"))
        continue;
      lr_table_row(t);
      lr_table_number(t, "mass", mass);
      lr_table_number(t, "luminosity", lr_table_get(reach, i, "luminosity_ab"));
      lr_table_number(t, "coupling", lr_table_get(reach, i, "coupling"));
      lr_table_number(t, "m1s", lr_table_get(reach, i, "m1s"));
      lr_table_number(t, "p1s", lr_table_get(reach, i, "p1s"));
      lr_table_text(t, "unit", lr_table_get_text(reach, i, "coupling_unit"));
      lr_table_number(t, "background", lr_table_get(reach, i, "background"));
      lr_table_text(t, "regime", lr_table_get_text(reach, i, "regime"));
    }
  }
  return t;
}

