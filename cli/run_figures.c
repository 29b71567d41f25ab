// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of `run`.
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "cli/run.h"
#include "projections/reach_dates.h"
#include "plots/figures.h"
#include "version.h"

struct lr_figure_style lr_run_figure_begin(struct lr_run_result *r, const char *name, const char *title,
                                           char provenance[160], struct lr_run_figure **figure) {
  if (r->figures == LR_RUN_FIGURES) LR_BUG("more figures than a result has room for");
  *figure = &r->figure[r->figures++];
  snprintf((*figure)->name, sizeof (*figure)->name, "%s", name);
  snprintf((*figure)->title, sizeof (*figure)->title, "%s", title);
  snprintf(provenance, 160, "lumireach %s, scenario %.8s, seed %llu", LR_VERSION, r->scenario.sha256,
           (unsigned long long)lr_call_seed(r->call, &r->scenario));
  return (struct lr_figure_style){LR_FIGURE_SVG, (*figure)->name, title, provenance};
}

enum lr_status lr_run_figure_draw(struct lr_run_figure *figure, enum lr_status status, struct lr_error *error) {
  if (status == LR_OK)
    status = lr_gnuplot_run(lr_buffer_text(&figure->script.buffer), figure->script.buffer.length, &figure->svg, error);
  if (status != LR_OK) lr_error_context(error, "figure '%s'", figure->name);
  return status;
}

static enum lr_status draw_factors(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160], title[128];
  struct lr_run_figure *figure;
  snprintf(title, sizeof title, "Luminosity factor by factor: %.80s", r->scenario.machine.name);
  struct lr_figure_style style = lr_run_figure_begin(r, "luminosity_factors", title, provenance, &figure);
  enum lr_status status = lr_figure_factors(&style, r->factors, LR_SCALE_AUTO, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "From the head-on luminosity of the same beams to the full overlap, one effect switched on after the other; the product "
           "of the factors is the full integral. The pinch in collision (+1 to +4 %%) is not included.");
  snprintf(figure->description, sizeof figure->description, "Bars from the head-on luminosity down to the full overlap.");
  return lr_run_figure_draw(figure, status, error);
}

static enum lr_status draw_fill(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160], title[128];
  struct lr_run_figure *figure;
  snprintf(title, sizeof title, "A fill: %.80s", r->scenario.machine.name);
  struct lr_figure_style style = lr_run_figure_begin(r, "fill", title, provenance, &figure);
  enum lr_status status = lr_figure_fill(&style, r->fill.fill, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Luminosity, currents and total lifetimes against time, with top-up %s, aborts and refills. The lifetimes follow from "
           "those given in the fill at their reference; R_L is constant. The run plan does not take its mean over peak from here.",
           r->scenario.fill.fill.pulsed ? "pulse by pulse" : "averaged");
  snprintf(figure->description, sizeof figure->description,
           "Panels against time: luminosity, the currents of both rings, their lifetimes.");
  return lr_run_figure_draw(figure, status, error);
}

enum lr_status lr_run_draw(struct lr_run_result *r, struct lr_error *error) {
  enum lr_status status = lr_run_plan_draw(r, error);
  if (status == LR_OK) status = draw_factors(r, error);
  if (status == LR_OK) status = lr_run_point_draw(r, error);
  if (status == LR_OK && r->bunch_length) status = lr_run_bunch_length_draw(r, error);
  if (status == LR_OK && r->scenario.has_blowup) status = lr_run_blowup_draw(r, error);
  if (status == LR_OK && r->scenario.has_fill) status = draw_fill(r, error);
  if (status == LR_OK) status = lr_run_hindcast_draw(r, error);
  if (status == LR_OK) status = lr_run_losses_draw(r, error);
  if (status == LR_OK) status = lr_run_trigger_draw(r, error);
  if (status == LR_OK) status = lr_run_track_draw(r, error);
  if (status == LR_OK) status = lr_run_channels_draw(r, error);
  return status;
}
