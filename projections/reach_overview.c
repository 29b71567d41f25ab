// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/reach_overview.h"

#include <math.h>
#include <string.h>

#include "projections/reach_gain.h"

enum { LUMINOSITIES = 25 };

static enum lr_status add_channel(struct lr_table *t, const struct lr_channel *channel, double today, double share, double most,
                                  struct lr_error *error) {
  double mass, first = NAN;
  enum lr_status status = lr_reach_shown_mass(channel, &mass, error);
  for (size_t i = 0; i < LUMINOSITIES && !status; i++) {
    double luminosity = today * pow(most / today, (double)i / (LUMINOSITIES - 1)), coupling;
    const char *reason;
    status = lr_reach_continuous(channel, mass, share * luminosity, &coupling, &reason, error);
    if (status) break;
    if (isnan(first)) first = coupling;
    lr_table_row(t);
    lr_table_text(t, "channel", channel->id);
    lr_table_text(t, "title", channel->type->title);
    lr_table_text(t, "dataset", channel->type->dataset);
    lr_table_number(t, "mass_GeV", mass);
    lr_table_number(t, "luminosity_ab", luminosity / 1000);
    lr_table_number(t, "coupling", coupling);
    lr_table_text(t, "coupling_unit", channel->type->coupling_unit);
    // eps^2 alpha_D enters linearly: in eps, as the other couplings
    lr_table_number(t, "gain", channel->type->coupling_power == 1 ? sqrt(first / coupling) : first / coupling);
  }
  return status;
}

enum lr_status lr_table_overview(const struct lr_channel *channel, size_t channels, double today, double share_4s, double most,
                                 struct lr_table **table, struct lr_error *error) {
  struct lr_table *t = *table = lr_table_create("overview", "Gain in coupling against luminosity, at the best mass of each channel");
  if (!t) return lr_error_set(error, LR_E_MEMORY, "no memory for the overview");
  lr_table_column(t, "channel", LR_TEXT, "", "channel", "");
  lr_table_column(t, "title", LR_TEXT, "", "its name in words", "");
  lr_table_column(t, "dataset", LR_TEXT, "", "4S: only data at the Y(4S); all: every energy", "");
  lr_table_column(t, "mass_GeV", LR_NUMBER, "GeV", "mass shown: that of the strongest published limit at 1 ab^-1", "");
  lr_table_column(t, "luminosity_ab", LR_NUMBER, "ab^-1", "integrated luminosity of all data", "");
  lr_table_column(t, "coupling", LR_NUMBER, "", "expected limit, exact-Asimov form, in coupling_unit", "model.md R1");
  lr_table_column(t, "coupling_unit", LR_TEXT, "", "unit of the coupling", "");
  lr_table_column(t, "gain", LR_NUMBER, "", "coupling today over coupling; of eps^2 alpha_D the square root of it, the gain in eps", "model.md R17");
  enum lr_status status = LR_OK;
  for (size_t i = 0; i < channels && !status; i++)
    status = add_channel(t, &channel[i], today, strcmp(channel[i].type->dataset, "4S") == 0 ? share_4s : 1, most, error);
  return status;
}
