// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/reach_gain.h"

#include <math.h>
#include <string.h>

#include "projections/plan_exposure.h"
#include "projections/stats/look_elsewhere.h"

enum { MASSES = 40 };

const char *const lr_reach_effect_name[LR_EFFECTS] = {"background", "systematics", "trigger", "lifetime", "phase_space"};

enum lr_status lr_reach_shown_mass(const struct lr_channel *channel, double *mass, struct lr_error *error) {
  double grid[MASSES], best = INFINITY, coupling;
  const char *reason;
  size_t published = 0;
  enum lr_status status = LR_OK;
  for (size_t k = 0; k < channel->modes; k++) published += channel->mode[k].anchors;
  *mass = channel->mass_min_GeV;
  lr_reach_masses(channel, grid, MASSES);
  for (size_t k = 0; k < (published ? channel->modes : 1) && !status; k++)
    for (size_t i = 0; i < (published ? channel->mode[k].anchors : MASSES) && !status; i++) {
      double m = published ? channel->mode[k].anchor[i].x : grid[i];
      status = lr_reach_continuous(channel, m, 1000, &coupling, &reason, error);
      if (!status && coupling < best) best = coupling, *mass = m;
    }
  return status;
}

// Largest production cross-section at unit coupling over the masses of the channel, relative to that at `mass`.
static enum lr_status phase_space(const struct lr_channel *channel, double mass, double *factor, struct lr_error *error) {
  double grid[MASSES], here, there, best = 0;
  enum lr_status status = lr_channel_cross_section(channel, mass, 1, &here, error);
  lr_reach_masses(channel, grid, MASSES);
  for (size_t i = 0; i < MASSES && !status; i++) {
    if (*lr_reach_barred(channel, grid[i])) continue;
    status = lr_channel_cross_section(channel, grid[i], 1, &there, error);
    if (!status) best = fmax(best, there);
  }
  *factor = here > 0 ? fmax(1, best / here) : 1;
  return status;
}

// Takes the fluctuations of the background away and leaves what its uncertainty adds to the variance (R10): b + (delta b)^2 becomes
// (delta b)^2. The data have `luminosity`, and the background for a luminosity on which it is `mean` times that of the reference.
static void leave_the_uncertainty(const struct lr_channel *channel, struct lr_channel_mode *mode, double luminosity, double mean) {
  const bool own = mode->luminosity_fb > 0;
  const double fb = own ? mode->luminosity_fb : luminosity, factor = own ? 1 : channel->background_factor;
  const double delta = lr_channel_background_error(channel, mode->reference_luminosity_fb, fb);
  for (size_t i = 0; i < mode->backgrounds; i++) {
    const double per_fb = factor * mode->background[i].y, error = delta * per_fb;
    mode->background[i].y = error * error * fb * (own ? 1 : mean);
  }
}

static enum lr_status without(const struct lr_channel *channel, enum lr_reach_effect effect, double mass, const struct lr_exposure *exposure,
                              size_t exposures, double *coupling, struct lr_error *error) {
  struct lr_exposure kept[LR_MOST_EXPOSURES];
  struct lr_channel other = *channel;
  struct lr_channel_type type = *channel->type;
  const char *reason;
  double factor = 1, luminosity = 0, background = 0;
  enum lr_status status = LR_OK;
  for (size_t i = 0; i < exposures; i++) {
    kept[i] = exposure[i];
    luminosity += kept[i].luminosity_fb;
    background += kept[i].luminosity_fb * kept[i].background;
    if (effect != LR_EFFECT_TRIGGER || !(kept[i].signal > 0)) continue;
    kept[i].background /= kept[i].signal;  // it had been kept in the same share
    kept[i].signal = 1;
  }
  if (effect == LR_EFFECT_BACKGROUND || effect == LR_EFFECT_SYSTEMATICS) other.systematic = (struct lr_channel_systematic){0};
  if (effect == LR_EFFECT_TRIGGER) other.signal_factor = fmax(1, other.signal_factor);
  if (effect == LR_EFFECT_LIFETIME) {
    type.acceptance = NULL;
    type.two_edged = false;
    other.type = &type;
  }
  if (effect == LR_EFFECT_PHASE_SPACE) status = phase_space(channel, mass, &factor, error);
  for (size_t k = 0; k < other.modes; k++) {
    other.mode[k].share *= factor;
    if (effect == LR_EFFECT_BACKGROUND) leave_the_uncertainty(channel, &other.mode[k], luminosity, background / luminosity);
  }
  if (effect == LR_EFFECT_BACKGROUND) other.background_factor = 1;
  return status ? status : lr_reach_exposures_continuous(&other, mass, kept, exposures, coupling, &reason, error);
}

enum lr_status lr_reach_exposures_limits_by(const struct lr_channel *channel, double mass, const struct lr_exposure *exposure, size_t exposures,
                                            struct lr_reach_limits *limits, struct lr_error *error) {
  double largest = 1.02;
  enum lr_status status = LR_OK;
  *limits = (struct lr_reach_limits){.coupling = NAN, .largest = "", .reason = "the trigger leaves no signal"};
  if (lr_exposures_see(exposure, exposures))
    status = lr_reach_exposures_continuous(channel, mass, exposure, exposures, &limits->coupling, &limits->reason, error);
  for (int i = 0; i < LR_EFFECTS; i++) limits->without[i] = NAN;
  if (status || isnan(limits->coupling)) return status;
  limits->largest = "luminosity";
  for (int i = 0; i < LR_EFFECTS && !status; i++) {
    status = without(channel, (enum lr_reach_effect)i, mass, exposure, exposures, &limits->without[i], error);
    double ratio = limits->coupling / limits->without[i];
    // a coupling that acts through the lifetime alone: without it every coupling is excluded or none
    if (!status && i == LR_EFFECT_LIFETIME && isnan(ratio) && channel->type->acceptance) ratio = INFINITY;
    if (!status && ratio > largest) largest = ratio, limits->largest = lr_reach_effect_name[i];
  }
  return status;
}

enum lr_status lr_reach_limits_by(const struct lr_channel *channel, double mass, double luminosity, struct lr_reach_limits *limits,
                                  struct lr_error *error) {
  const struct lr_exposure all = {luminosity, 1, 1};
  return lr_reach_exposures_limits_by(channel, mass, &all, 1, limits, error);
}

static void head(struct lr_table *t) {
  lr_table_column(t, "channel", LR_TEXT, "", "channel", "");
  lr_table_column(t, "dataset", LR_TEXT, "", "4S: only data at the Y(4S); all: every energy", "");
  lr_table_column(t, "mass_GeV", LR_NUMBER, "GeV", "mass of the new particle", "");
  lr_table_column(t, "mass2_GeV", LR_NUMBER, "GeV", "second mass, where there is one", "");
  lr_table_column(t, "luminosity_ab", LR_NUMBER, "ab^-1", "integrated luminosity: in gain_table of all data, else what the channel counts", "");
}

static void conditions_column(struct lr_table *t) {
  lr_table_column(t, "conditions", LR_TEXT, "",
                  "reference: as the published analyses; plan up to a day: trigger, beams and hours of the plan; behind it the detector of `conditions:`",
                  "model.md R15, R16");
}

static void start_row(struct lr_table *t, const struct lr_channel *channel, double mass, double luminosity_fb) {
  lr_table_row(t);
  lr_table_text(t, "channel", channel->id);
  lr_table_text(t, "dataset", channel->type->dataset);
  lr_table_number(t, "mass_GeV", mass);
  if (channel->type->mass2_symbol) lr_table_number(t, "mass2_GeV", channel->mass2_GeV);
  lr_table_number(t, "luminosity_ab", luminosity_fb / 1000);
}

struct lr_table *lr_limits_table_create(void) {
  struct lr_table *t = lr_table_create("limits_by", "What holds the expected limits back");
  head(t);
  lr_table_column(t, "effect", LR_TEXT, "", "effect that is taken away; trigger: signal_factor below 1; phase_space: production as at the best mass", "model.md R18");
  lr_table_column(t, "coupling", LR_NUMBER, "", "expected limit with everything, continuous form, in coupling_unit", "model.md R1");
  lr_table_column(t, "without", LR_NUMBER, "", "expected limit without the effect", "model.md R18");
  lr_table_column(t, "ratio", LR_NUMBER, "", "coupling / without", "");
  lr_table_column(t, "largest", LR_NUMBER, "", "1: the largest effect", "");
  lr_table_column(t, "coupling_unit", LR_TEXT, "", "unit of the coupling", "");
  lr_table_column(t, "note", LR_TEXT, "", "why there is no limit", "");
  conditions_column(t);
  return t;
}

enum lr_status lr_limits_table_append(struct lr_table *t, const struct lr_channel *channel, double mass, double luminosity,
                                      const struct lr_reach_conditions *conditions, struct lr_error *error) {
  struct lr_reach_limits limits;
  struct lr_exposure exposure[LR_MOST_EXPOSURES];
  size_t exposures;
  char words[128];
  enum lr_status status = lr_reach_conditions_at(conditions, channel, mass, luminosity, exposure, &exposures, error);
  if (!status) status = lr_reach_exposures_limits_by(channel, mass, exposure, exposures, &limits, error);
  for (int i = 0; i < LR_EFFECTS && !status; i++) {
    start_row(t, channel, mass, luminosity);
    lr_table_text(t, "effect", lr_reach_effect_name[i]);
    lr_table_number(t, "coupling", limits.coupling);
    lr_table_number(t, "without", limits.without[i]);
    lr_table_number(t, "ratio", limits.coupling / limits.without[i]);
    lr_table_number(t, "largest", strcmp(limits.largest, lr_reach_effect_name[i]) == 0 ? 1 : 0);
    lr_table_text(t, "coupling_unit", channel->type->coupling_unit);
    if (*limits.reason) lr_table_text(t, "note", limits.reason);
    lr_table_text(t, "conditions", lr_reach_conditions_words(conditions, channel, luminosity, words));
  }
  return status;
}

struct lr_table *lr_gain_table_create(void) {
  struct lr_table *t = lr_table_create("gain_table", "Gain with the data, from today on");
  head(t);
  lr_table_column(t, "dataset_ab", LR_NUMBER, "ab^-1", "what the channel counts of it", "model.md P22");
  lr_table_column(t, "coupling", LR_NUMBER, "", "expected limit, continuous form (upper edge of the range: see reach), in coupling_unit", "model.md R1");
  lr_table_column(t, "ratio", LR_NUMBER, "", "coupling / that of the first luminosity of the channel", "");
  lr_table_column(t, "exponent", LR_NUMBER, "", "d ln coupling / d ln luminosity", "model.md R4");
  lr_table_column(t, "limited_by", LR_TEXT, "", "effect that moves the limit most when it is taken away", "model.md R18");
  lr_table_column(t, "gain", LR_NUMBER, "", "declared gain of analyses to come; 1 = none", "scenario");
  lr_table_column(t, "coupling_unit", LR_TEXT, "", "unit of the coupling", "");
  lr_table_column(t, "discovery_5s", LR_NUMBER, "", "coupling with a median of 5 sigma, local", "model.md R14");
  lr_table_column(t, "windows", LR_NUMBER, "", "independent windows of the search, from its masses and the width of a window; empty: width not known", "model.md S8");
  lr_table_column(t, "global_sigma", LR_NUMBER, "", "what is left of 5 sigma after looking into all of them", "model.md S8");
  lr_table_column(t, "note", LR_TEXT, "", "why there is no limit", "");
  conditions_column(t);
  return t;
}

// The look-elsewhere effect of a search whose windows are `resolution` of the mass wide; NaN where that is not known.
static enum lr_status look_elsewhere(const struct lr_channel *channel, double *windows, double *global_sigma, struct lr_error *error) {
  *windows = *global_sigma = NAN;
  if (!(channel->resolution > 0)) return LR_OK;
  const double low = channel->mass_min_GeV, high = channel->mass_max_GeV;
  enum lr_status status = lr_windows_number(low, high, channel->resolution * low, channel->resolution * high, 1, windows, error);
  return status ? status : lr_global_z(5, *windows, global_sigma, error);
}

enum lr_status lr_gain_table_append(struct lr_table *t, const struct lr_channel *channel, double mass, const double *total,
                                    const double *dataset, size_t luminosities, const struct lr_reach_conditions *conditions,
                                    struct lr_error *error) {
  double first = NAN, windows, global_sigma;
  enum lr_status looked = look_elsewhere(channel, &windows, &global_sigma, error);
  if (looked) return looked;
  for (size_t i = 0; i < luminosities; i++) {
    struct lr_reach_point p;
    struct lr_reach_limits limits;
    struct lr_exposure exposure[LR_MOST_EXPOSURES];
    size_t exposures;
    char words[128];
    enum lr_status status = lr_reach_conditions_at(conditions, channel, mass, dataset[i], exposure, &exposures, error);
    if (!status) status = lr_reach_exposures_point(channel, mass, exposure, exposures, &p, error);
    if (!status) status = lr_reach_exposures_limits_by(channel, mass, exposure, exposures, &limits, error);
    if (status) return status;
    if (i == 0) first = p.continuous;
    start_row(t, channel, mass, total[i]);
    lr_table_number(t, "dataset_ab", dataset[i] / 1000);
    lr_table_number(t, "coupling", p.continuous);
    lr_table_number(t, "ratio", p.continuous / first);
    lr_table_number(t, "exponent", p.exponent);
    lr_table_text(t, "limited_by", limits.largest);
    lr_table_number(t, "gain", channel->gain);
    lr_table_text(t, "coupling_unit", channel->type->coupling_unit);
    lr_table_number(t, "discovery_5s", p.discovery);
    lr_table_number(t, "windows", windows);
    lr_table_number(t, "global_sigma", global_sigma);
    if (*limits.reason) lr_table_text(t, "note", limits.reason);
    lr_table_text(t, "conditions", lr_reach_conditions_words(conditions, channel, dataset[i], words));
  }
  return LR_OK;
}

struct lr_table *lr_expressed_table_create(void) {
  struct lr_table *t = lr_table_create("expressed", "Expected limits in other terms of the models");
  head(t);
  lr_table_column(t, "quantity", LR_TEXT, "", "name; the first row of a mass is the coupling itself", "");
  lr_table_column(t, "value", LR_NUMBER, "", "median expected limit", "model.md R1");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of the value", "");
  return t;
}

enum lr_status lr_expressed_table_append(struct lr_table *t, const struct lr_channel *channel, double mass, double luminosity,
                                         const struct lr_reach_conditions *conditions, struct lr_error *error) {
  struct lr_reach_point p;
  struct lr_quantity row[32];
  struct lr_exposure exposure[LR_MOST_EXPOSURES];
  size_t exposures;
  enum lr_status status = lr_reach_conditions_at(conditions, channel, mass, luminosity, exposure, &exposures, error);
  if (!status) status = lr_reach_exposures_point(channel, mass, exposure, exposures, &p, error);
  if (status) return status;
  double coupling = p.coupling[LR_REACH_MEDIAN];
  start_row(t, channel, mass, luminosity);
  lr_table_text(t, "quantity", channel->type->coupling_symbol);
  lr_table_number(t, "value", coupling);
  lr_table_text(t, "unit", channel->type->coupling_unit);
  size_t rows = channel->type->express && !isnan(coupling) ? channel->type->express(channel, mass, coupling, row, 32) : 0;
  for (size_t i = 0; i < rows; i++) {
    start_row(t, channel, mass, luminosity);
    lr_table_text(t, "quantity", row[i].name);
    lr_table_number(t, "value", row[i].value);
    lr_table_text(t, "unit", row[i].unit);
  }
  return LR_OK;
}
