// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach xsec [SCENARIO] --channel C --mass M --coupling G: cross-section, width, lifetime, branching fractions, other couplings.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/files.h"
#include "cli/channel_options.h"
#include "cli/reach_stage.h"

enum { ROOM = 48 };

// The shipped file of a channel, for a call without a scenario.
static enum lr_status shipped_file(const char *id, struct lr_buffer *path, struct lr_error *error) {
  const char *names[64], *data = lr_data_folder();
  size_t known = 0;
  for (size_t i = 0; lr_channel_type_at(i) && known < 63; i++) names[known++] = lr_channel_type_at(i)->id;
  names[known] = NULL;
  const char *nearest = lr_text_nearest(id, names);
  if (!lr_channel_type_find(id))
    return lr_error_set(error, LR_E_USAGE, "there is no channel '%.60s'%s%s%s", id, nearest ? "; did you mean '" : "", nearest ? nearest : "",
                        nearest ? "'?" : "");
  if (!data) return lr_error_set(error, LR_E_IO, "the shipped inputs were not found: name a scenario, or set LUMIREACH_DATA");
  lr_buffer_print(path, "%s/inputs/channels/%s.yaml", data, id);
  return path->failed ? lr_error_set(error, LR_E_MEMORY, "no memory for a path") : LR_OK;
}

static enum lr_status set_model(const struct lr_call *call, struct lr_channel *channel, struct lr_error *error) {
  const char *text = lr_call_option(call, 'k');
  struct lr_buffer names = {0};
  if (!text) return LR_OK;
  for (const char *const *model = channel->type->models; *model; model++) {
    if (strcmp(*model, text) == 0) snprintf(channel->model, sizeof channel->model, "%s", *model);
    lr_buffer_print(&names, "%s%s", names.length ? ", " : "", *model);
  }
  enum lr_status status = LR_OK;
  if (strcmp(channel->model, text) != 0)
    status = lr_error_set(error, LR_E_USAGE, "'%s' has no model '%.40s': it has %s", channel->id, text, lr_buffer_text(&names));
  lr_buffer_free(&names);
  return status;
}

static enum lr_status set_isr(const struct lr_call *call, struct lr_channel *channel, struct lr_error *error) {
  const char *text = lr_call_option(call, 'i');
  double cut;
  if (!text) return LR_OK;
  bool word = strcmp(text, "none") == 0 || strcmp(text, "all") == 0;
  if (!word && !(lr_number_parse(text, &cut) && cut > 0 && cut < 1))
    return lr_error_set(error, LR_E_USAGE, "--isr wants none, all, or the largest radiated share of the energy between 0 and 1, got '%s'", text);
  snprintf(channel->isr, sizeof channel->isr, "%s", word ? text : "cut");
  if (!word) channel->isr_cut = cut;
  return LR_OK;
}

static enum lr_status set_parameter(struct lr_channel *channel, const char *name, double value, struct lr_error *error) {
  const struct lr_channel_parameter *known = channel->type->parameters;
  for (size_t i = 0; known && known[i].name; i++)
    if (strcmp(known[i].name, name) == 0) {
      if (!(value >= known[i].low && value <= known[i].high))
        return lr_error_set(error, LR_E_USAGE, "%s of '%s' must lie from %g to %g", name, channel->id, known[i].low, known[i].high);
      channel->parameter[i] = value;
      return LR_OK;
    }
  return lr_error_set(error, LR_E_USAGE, "'%s' has no parameter %s", channel->id, name);
}

// Channels that look at decays of known parents count these per fb^-1 of the data: neither the energy nor radiation enters.
static enum lr_status check_parents(const struct lr_call *call, const struct lr_channel_type *type, struct lr_error *error) {
  const bool energy = lr_call_option(call, 'e') != NULL;
  if (!type->parents_per_fb || !(energy || lr_call_option(call, 'i'))) return LR_OK;
  return lr_error_set(error, LR_E_USAGE, "'%s' looks at decays of known parents, counted per fb^-1 at 10.58 GeV: --%s has no use", type->id,
                      energy ? "energy" : "isr");
}

// Lays the options over the channel. Out: mass [GeV], coupling [unit of the channel]. Where the coupling is eps^2 alpha_D and alpha_D is
// given, the one on the command line is eps.
static enum lr_status set_options(const struct lr_call *call, struct lr_channel *channel, double *mass, double *coupling,
                                  struct lr_error *error) {
  double mass2, energy, alpha_d;
  enum lr_status status = lr_option_mass(call, 'm', "mass", mass, error);
  if (status == LR_OK && isnan(*mass)) status = lr_error_set(error, LR_E_USAGE, "xsec wants --mass, such as '1 GeV'");
  if (status == LR_OK) status = lr_option_mass(call, 'M', "mass2", &mass2, error);
  if (status == LR_OK && isfinite(mass2) && !channel->type->mass2_symbol)
    status = lr_error_set(error, LR_E_USAGE, "'%s' has no second mass: --mass2 is not for it", channel->id);
  if (status == LR_OK) status = lr_option_mass(call, 'e', "energy", &energy, error);
  if (status == LR_OK) status = lr_option_number(call, 'a', "alpha-d", 0, 100, &alpha_d, error);
  if (status == LR_OK && !lr_call_option(call, 'g'))
    status = lr_error_set(error, LR_E_USAGE, "xsec wants --coupling: %s of '%s'%s%s", channel->type->coupling_symbol, channel->id,
                          *channel->type->coupling_unit ? " in " : "", channel->type->coupling_unit);
  if (status == LR_OK) status = lr_option_coupling(call, 'g', "coupling", channel->type, coupling, error);
  if (status == LR_OK) status = check_parents(call, channel->type, error);
  if (status == LR_OK) status = set_model(call, channel, error);
  if (status == LR_OK) status = set_isr(call, channel, error);
  if (status == LR_OK && isfinite(alpha_d)) status = set_parameter(channel, "alpha_d", alpha_d, error);
  if (status != LR_OK) return status;
  if (isfinite(mass2)) channel->mass2_GeV = mass2;
  if (isfinite(energy)) channel->sqrt_s_GeV = energy;
  if (isfinite(alpha_d) && strcmp(channel->type->coupling_symbol, "ε²α_D") == 0) *coupling *= *coupling * alpha_d;
  return LR_OK;
}

// A fraction of the parents above 1 is none: up to which coupling it is one.
static enum lr_status check_fraction(const struct lr_channel *channel, double mass, double coupling, struct lr_error *error) {
  const struct lr_channel_type *type = channel->type;
  double parents = type->parents_per_fb ? type->parents_per_fb(channel, 0) : 0, fb = 0;
  enum lr_status status = lr_channel_cross_section(channel, mass, coupling, &fb, error);
  if (status != LR_OK) return status;
  if (!(parents > 0) || fb <= parents) return LR_OK;
  return lr_error_set(error, LR_E_USAGE, "--coupling: %s = %g%s%s of '%s' gives a branching fraction of %.4g, above 1: the largest coupling is %.4g",
                      type->coupling_symbol, coupling, *type->coupling_unit ? " " : "", type->coupling_unit, channel->id, fb / parents,
                      coupling * pow(parents / fb, 1 / type->coupling_power));
}

// Nothing is produced: which masses, at which energy.
static enum lr_status closed(const struct lr_channel *channel, double mass, struct lr_error *error) {
  const struct lr_channel_type *type = channel->type;
  double threshold = type->threshold_GeV(mass) + (type->mass2_symbol ? channel->mass2_GeV : 0);
  char second[64] = "";
  if (type->mass2_symbol) snprintf(second, sizeof second, " and %s = %g GeV", type->mass2_symbol, channel->mass2_GeV);
  if (threshold >= channel->sqrt_s_GeV)
    return lr_error_set(error, LR_E_USAGE, "'%s' is outside the kinematic range: %s = %g GeV%s need %.5g GeV, the energy is %g GeV", channel->id,
                        type->mass_symbol ? type->mass_symbol : "m", mass, second, threshold, channel->sqrt_s_GeV);
  return lr_error_set(error, LR_E_USAGE, "'%s' is outside the kinematic range at %s = %g GeV%s: no such decay or pair is open", channel->id,
                      type->mass_symbol ? type->mass_symbol : "m", mass, second);
}

static struct lr_table *table_of(const struct lr_channel *channel, double mass, double coupling, const struct lr_quantity *row, size_t rows) {
  char title[400], second[64] = "", radiation[48];
  const struct lr_channel_type *type = channel->type;
  if (type->mass2_symbol) snprintf(second, sizeof second, ", %s = %g GeV", type->mass2_symbol, channel->mass2_GeV);
  snprintf(radiation, sizeof radiation, "%s", strcmp(channel->isr, "none") == 0 ? "Born" : "with initial-state radiation");
  if (strcmp(channel->isr, "cut") == 0) snprintf(radiation, sizeof radiation, "initial-state radiation below %g", channel->isr_cut);
  snprintf(title, sizeof title, "%s (%s): %s = %g GeV%s, %s = %g%s%s; sqrt(s) = %g GeV, %s", channel->id, channel->model,
           type->mass_symbol ? type->mass_symbol : "m", mass, second, type->coupling_symbol, coupling, *type->coupling_unit ? " " : "",
           type->coupling_unit, channel->sqrt_s_GeV, radiation);
  struct lr_table *t = lr_table_create("xsec", title);
  lr_table_column(t, "quantity", LR_TEXT, "", "what: cross_section is all production, signal_cross_section the part of it in the final states looked for", "");
  lr_table_column(t, "value", LR_NUMBER, "", "in the unit of its row", "");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of the value", "");
  const struct lr_quantity given[] = {{"mass", mass, "GeV"}, {"mass2", channel->mass2_GeV, "GeV"}, {"coupling", coupling, type->coupling_unit}};
  for (size_t i = 0; i < rows + 3; i++) {
    const struct lr_quantity *one = i < rows ? &row[i] : &given[i - rows];
    if (one == &given[1] && !type->mass2_symbol) continue;
    lr_table_row(t);
    lr_table_text(t, "quantity", one->name);
    lr_table_number(t, "value", one->value);
    lr_table_text(t, "unit", one->unit);
  }
  return t;
}

enum lr_status lr_cmd_xsec(const struct lr_call *call, struct lr_error *error) {
  struct lr_scenario scenario = {0};
  struct lr_buffer path = {0};
  struct lr_channel *channel = NULL;
  struct lr_table *table = NULL;
  struct lr_quantity row[ROOM];
  size_t rows;
  double mass, coupling;
  struct lr_call with = *call;
  const char *id = lr_call_option(call, 'c');
  enum lr_status status = id ? LR_OK : lr_error_set(error, LR_E_USAGE, "xsec wants --channel, such as zp_invisible");
  if (status == LR_OK && !call->arguments) {
    status = shipped_file(id, &path, error);
    with.argument[0] = lr_buffer_text(&path);
    with.arguments = 1;
  }
  if (status == LR_OK) status = lr_call_scenario(&with, LR_NEED_CHANNELS, &scenario, error);
  const struct lr_channel *found = status == LR_OK ? lr_stage_channel(&scenario, id, error) : NULL;
  if (status == LR_OK && !found) status = LR_E_USAGE;
  if (status != LR_OK) goto done;
  channel = &scenario.channel[found - scenario.channel];
  status = set_options(call, channel, &mass, &coupling, error);
  if (status == LR_OK) status = lr_channel_quantities(channel, mass, coupling, row, ROOM, &rows, error);
  if (status == LR_OK && !(row[1].value > 0)) status = closed(channel, mass, error);
  if (status == LR_OK) status = check_fraction(channel, mass, coupling, error);
  if (status != LR_OK) goto done;
  table = table_of(channel, mass, coupling, row, rows);
  status = lr_call_print(call, &scenario, (const struct lr_table *const *)&table, 1, error);
done:
  lr_table_free(table);
  lr_scenario_free(&scenario);
  lr_buffer_free(&path);
  return status;
}
