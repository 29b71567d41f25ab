// SPDX-License-Identifier: GPL-3.0-or-later
// The bunch length in `run`: law, measured fit, impedance model, and what the gap means for the luminosity.
#include <math.h>
#include <string.h>

#include "base/units.h"
#include "cli/run.h"
#include "machine/bunch_length_measured.h"
#include "plots/figures.h"

static const char *const RING[] = {"ler", "her"}, *const NAME[] = {"LER", "HER"},
                  *const FIGURE[] = {"bunch_length_ler", "bunch_length_her"};

enum lr_status lr_run_bunch_length_evaluate(struct lr_run_result *r, struct lr_error *error) {
  const struct lr_collider *collider = &r->scenario.machine.collider;
  struct lr_table *lengths = NULL, *luminosity = NULL;
  enum lr_status status = lr_bunch_length_table(collider, &r->scenario.bunch_length_measured, &lengths, error);
  if (lengths) r->bunch_length = lr_run_keep(r, lengths);
  if (status != LR_OK) return status;
  status = lr_bunch_length_luminosity_table(collider, &r->scenario.bunch_length_measured, &luminosity, error);
  if (luminosity) r->bunch_length_luminosity = lr_run_keep(r, luminosity);
  return status;
}

enum lr_status lr_run_bunch_length_draw(struct lr_run_result *r, struct lr_error *error) {
  enum lr_status status = LR_OK;
  for (int i = 0; i < 2 && status == LR_OK; i++) {
    char provenance[160], title[128];
    struct lr_run_figure *figure;
    snprintf(title, sizeof title, "Bunch length of the %s: %.80s", NAME[i], r->scenario.machine.name);
    struct lr_figure_style style = lr_run_figure_begin(r, FIGURE[i], title, provenance, &figure);
    status = lr_figure_bunch_length(&style, r->bunch_length, RING[i], &figure->script, error);
    snprintf(figure->caption, sizeof figure->caption,
             "Bunch length of the %s against its bunch current: the law that the scenario uses, the measured fit, the impedance model "
             "where one is given. The gap between measurement and model is not explained: it is an uncertainty of every luminosity here.",
             NAME[i]);
    snprintf(figure->description, sizeof figure->description, "Rising curves; the operating point is marked on each.");
    status = lr_run_figure_draw(figure, status, error);
  }
  return status;
}

// A figure of the table of luminosities; NaN: no such row.
static double figure_of(const struct lr_table *t, const char *quantity) {
  for (size_t row = 0; row < t->rows; row++)
    if (strcmp(lr_table_get_text(t, row, "quantity"), quantity) == 0) return lr_table_get(t, row, "value");
  return NAN;
}

static void add_lumi(struct lr_text *text, double value) {
  lr_text_number(text, value, 3);
  lr_text_add(text, " cm⁻² s⁻¹");
}

void lr_run_bunch_length_report(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_table *t = r->bunch_length_luminosity;
  double law = figure_of(t, "luminosity_law"), measured = figure_of(t, "luminosity_measured");
  double impedance = figure_of(t, "luminosity_impedance"), difference = figure_of(t, "difference");
  struct lr_text text = {0};
  if (fabs(difference) < 1e-3) {
    lr_text_add(&text, "The bunch lengths of this scenario are the measured ones.");
  } else {
    lr_text_add(&text, "With the measured bunch lengths the luminosity would be ");
    add_lumi(&text, measured);
    lr_text_add(&text, ", %+.1f %% of the ", 100 * difference);
    add_lumi(&text, law);
    lr_text_add(&text, " here.");
  }
  if (isfinite(impedance)) {
    lr_text_add(&text, " With those of the impedance model it would be ");
    add_lumi(&text, impedance);
    lr_text_add(&text, ", %+.1f %% of what is here.", 100 * (impedance / law - 1));
  }
  lr_text_add(&text, " Currents and emittances are the same in all: an emittance that was computed back from a luminosity would move "
                     "with the length, and hide the gap.");
  lr_report_paragraph(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
  for (int i = 0; i < 2; i++) lr_run_put_figure(report, r, FIGURE[i]);
  lr_report_table(report, t, NULL);
}
