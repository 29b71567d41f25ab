// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "base/units.h"
#include "machine/levers.h"

static const char *unit_of(const char *knob) {
  static const char *const UNITS[][2] = {{"current", "A"},         {"beta_x", "mm"},         {"beta_y", "mm"},
                                         {"emittance_x", "nm"},    {"emittance_y", "pm"},    {"bunch_length", "mm"},
                                         {"crab_waist", ""},       {"waist_shift", "mm"},    {"crossing_angle", "mrad"},
                                         {"offset_x", "um"},       {"offset_y", "um"},        {"chromatic_size_y", "nm"},
                                         {"roll", "mrad"},         {"jitter_y", "nm"},      {"vertical_angle", "mrad"}};
  for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
    if (strcmp(UNITS[i][0], knob) == 0) return UNITS[i][1];
  return "";
}

static double strength(const struct lr_lever *lever) { return fmax(fabs(lever->up), fabs(lever->down)); }

struct lr_table *lr_levers_table(const struct lr_levers *levers) {
  struct lr_table *t = lr_table_create("levers", "What each knob does to the luminosity");
  lr_table_column(t, "knob", LR_TEXT, "", "p", "");
  lr_table_column(t, "ring", LR_TEXT, "", "whose; empty: of both", "");
  lr_table_column(t, "value", LR_NUMBER, "", "of the knob, in the unit of the row", "");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of the value", "");
  lr_table_column(t, "dlnL_dlnp", LR_NUMBER, "", "dlnL/dlnp; where `per` is not ln p: dlnL/dp times what `per` says", "model.md M25");
  lr_table_column(t, "error", LR_NUMBER, "", "of dlnL_dlnp, numerical", "model.md M25");
  lr_table_column(t, "per", LR_TEXT, "", "ln p, or the natural unit of a knob that may be zero", "");
  lr_table_column(t, "curvature", LR_NUMBER, "", "second derivative of lnL in the same unit", "model.md M25");
  lr_table_column(t, "up", LR_NUMBER, "", "change of L, as a fraction, for p 10 % (or 0.1 natural units) higher", "");
  lr_table_column(t, "down", LR_NUMBER, "", "change of L, as a fraction, for p 10 % (or 0.1 natural units) lower", "");
  lr_table_column(t, "held", LR_TEXT, "", "what does not change", "");
  bool done[LR_MOST_LEVERS] = {false};
  for (int n = 0; n < levers->count; n++) {
    int next = -1;
    for (int i = 0; i < levers->count; i++)  // of equal ones the first
      if (!done[i] && (next < 0 || strength(&levers->lever[i]) > strength(&levers->lever[next]) + 1e-9)) next = i;
    const struct lr_lever *l = &levers->lever[next];
    const char *unit = unit_of(l->knob);
    done[next] = true;
    lr_table_row(t);
    lr_table_text(t, "knob", l->knob);
    lr_table_text(t, "ring", l->ring);
    lr_table_number(t, "value", lr_in_unit(l->value, unit));
    lr_table_text(t, "unit", unit);
    // below its own error a derivative is noise that differs from machine to machine
    lr_table_number(t, "dlnL_dlnp", fabs(l->derivative) < fmax(l->error, 1e-9) ? 0 : l->derivative);
    lr_table_number(t, "error", l->error);
    lr_table_text(t, "per", l->per);
    lr_table_number(t, "curvature", l->curvature);
    lr_table_number(t, "up", l->up);
    lr_table_number(t, "down", l->down);
    lr_table_text(t, "held", l->held);
  }
  return t;
}
