// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/trigger.h"

#include <math.h>
#include <string.h>

#include "base/buffer.h"

static double between(double a, double b, double u) { return a * pow(b / a, u); }

struct lr_trigger_state lr_trigger_state_at(const struct lr_trigger *trigger, double luminosity_m2s) {
  const struct lr_trigger_setup *path = trigger->path;
  size_t last = trigger->setups - 1, k = 0;
  struct lr_trigger_state state = {.luminosity_m2s = luminosity_m2s};
  if (luminosity_m2s <= path[0].state.luminosity_m2s || luminosity_m2s >= path[last].state.luminosity_m2s) {
    const struct lr_trigger_state *end = &path[luminosity_m2s <= path[0].state.luminosity_m2s ? 0 : last].state;
    double scale = sqrt(luminosity_m2s / end->luminosity_m2s);
    for (int ring = 0; ring < 2; ring++) state.current_A[ring] = end->current_A[ring] * scale;
    state.pressure = end->pressure * scale;
    return state;
  }
  while (luminosity_m2s > path[k + 1].state.luminosity_m2s) k++;
  const struct lr_trigger_state *a = &path[k].state, *b = &path[k + 1].state;
  double u = log(luminosity_m2s / a->luminosity_m2s) / log(b->luminosity_m2s / a->luminosity_m2s);
  for (int ring = 0; ring < 2; ring++) state.current_A[ring] = between(a->current_A[ring], b->current_A[ring], u);
  state.pressure = between(a->pressure, b->pressure, u);
  return state;
}

struct lr_trigger_state lr_trigger_state_of(const struct lr_trigger *trigger, double luminosity_m2s, double ler_A, double her_A) {
  struct lr_trigger_state state = lr_trigger_state_at(trigger, luminosity_m2s);
  const double given[2] = {ler_A, her_A};
  double ratio = 0;
  for (int ring = 0; ring < 2; ring++) {
    ratio += (isnan(given[ring]) ? 1 : given[ring] / state.current_A[ring]) / 2;
    if (!isnan(given[ring])) state.current_A[ring] = given[ring];
  }
  state.pressure *= ratio;
  return state;
}

double lr_trigger_prescale(const double *rate_Hz, const bool *may, size_t n, double budget_Hz, double most, double *prescale) {
  double sum = 0, out = 0;
  for (size_t i = 0; i < n; i++) {
    sum += rate_Hz[i];
    prescale[i] = 1;
  }
  double excess = sum - budget_Hz;
  for (size_t i = n; i-- > 0 && excess > 0;) {
    if (!may[i] || !(rate_Hz[i] > 0)) continue;
    bool enough = rate_Hz[i] - excess >= rate_Hz[i] / most;
    prescale[i] = enough ? rate_Hz[i] / (rate_Hz[i] - excess) : most;
    excess = enough ? 0 : excess - (rate_Hz[i] - rate_Hz[i] / most);
  }
  for (size_t i = 0; i < n; i++) out += rate_Hz[i] / prescale[i];
  return out;
}

// Rates of a line before its prescale. `missed`: share of each process that no line before took; brought up to date.
static void line_rates(const struct lr_trigger *trigger, const struct lr_trigger_line *line, double luminosity_m2s, const double *driver,
                       double *missed, struct lr_trigger_line_rate *rate) {
  for (size_t k = 0; k < trigger->processes; k++) {
    double all_Hz = luminosity_m2s * trigger->process[k].cross_section_m2 * line->accepts[k];
    rate->physics_Hz += all_Hz;
    rate->own_physics_Hz += all_Hz * (isnan(line->exclusive) ? missed[k] : line->exclusive);
    missed[k] *= 1 - line->accepts[k];
  }
  for (int k = 0; k < LR_TRIGGER_DRIVERS; k++)
    if (line->background[k].rate_Hz > 0) rate->background_Hz += line->background[k].rate_Hz * pow(driver[k], line->background[k].power);
  rate->background_Hz *= trigger->background * (line->tracks ? trigger->track_finder : 1);
  rate->own_background_Hz = rate->background_Hz * line->background_exclusive;
}

enum lr_status lr_trigger_rates(const struct lr_trigger *trigger, const struct lr_trigger_state *state,
                                struct lr_trigger_rates *rates, struct lr_error *error) {
  const struct lr_trigger_state *reference = &trigger->path[trigger->reference].state;
  double own_Hz[LR_TRIGGER_MOST_LINES], prescale[LR_TRIGGER_MOST_LINES], missed[LR_TRIGGER_MOST_PROCESSES];
  bool may[LR_TRIGGER_MOST_LINES];
  memset(rates, 0, sizeof *rates);
  rates->state = *state;
  const double value[4] = {state->luminosity_m2s, state->current_A[0], state->current_A[1], state->pressure};
  for (int i = 0; i < 4; i++)
    if (!(value[i] > 0 && isfinite(value[i])))
      return lr_error_set(error, LR_E_DOMAIN, "the rates of the trigger need a luminosity, currents and a pressure above 0");
  double ler = state->current_A[0] / reference->current_A[0], her = state->current_A[1] / reference->current_A[1];
  const double driver[LR_TRIGGER_DRIVERS] = {state->luminosity_m2s / reference->luminosity_m2s, ler * her,
                                             (ler + her) / 2 * state->pressure / reference->pressure};
  for (size_t k = 0; k < LR_TRIGGER_MOST_PROCESSES; k++) missed[k] = 1;
  for (size_t i = 0; i < trigger->lines; i++) {
    struct lr_trigger_line_rate *rate = &rates->line[i];
    if (trigger->line[i].on) line_rates(trigger, &trigger->line[i], state->luminosity_m2s, driver, missed, rate);
    own_Hz[i] = rate->own_physics_Hz + rate->own_background_Hz;
    may[i] = trigger->line[i].may_prescale;
    rates->wanted_Hz += own_Hz[i];
  }
  if (!isfinite(rates->wanted_Hz)) return lr_error_set(error, LR_E_DOMAIN, "a rate of the trigger is too large for a number");
  rates->out_Hz = lr_trigger_prescale(own_Hz, may, trigger->lines, trigger->budget_Hz, trigger->most_prescale, prescale);
  for (size_t i = 0; i < trigger->lines; i++) {
    struct lr_trigger_line_rate *rate = &rates->line[i];
    rate->prescale = prescale[i];
    rate->out_Hz = own_Hz[i] / prescale[i];
    rates->physics_Hz += rate->own_physics_Hz / prescale[i];
    rates->background_Hz += rate->own_background_Hz / prescale[i];
  }
  double used = rates->out_Hz / trigger->budget_Hz;
  rates->live = used > 1 + 1e-12 ? 1 / used : 1;
  rates->dead_time = 1 - (1 - trigger->dead_time * fmin(used, 1)) * rates->live;
  return LR_OK;
}

size_t lr_trigger_line_find(const struct lr_trigger *trigger, const char *id) {
  size_t i = 0;
  while (i < trigger->lines && strcmp(trigger->line[i].id, id) != 0) i++;
  return i;
}

bool lr_trigger_sees(const struct lr_trigger_use *use, double mass) {
  return isnan(mass) || (mass >= use->mass_min_GeV && (!(use->mass_max_GeV > 0) || mass <= use->mass_max_GeV));
}

enum lr_status lr_trigger_efficiency(const struct lr_trigger *trigger, const struct lr_trigger_rates *rates,
                                     const struct lr_trigger_use *use, size_t uses, enum lr_trigger_combine combine,
                                     double mass_GeV, struct lr_trigger_efficiency *efficiency, struct lr_error *error) {
  double best = 0, missed = 1;
  double open[2] = {0, 0}, missed_open[2] = {1, 1};  // of all lines, of those of the reference
  *efficiency = (struct lr_trigger_efficiency){.value = rates->live, .open = 1};
  for (size_t i = 0; i < uses; i++) {
    size_t k = lr_trigger_line_find(trigger, use[i].line);
    if (k == trigger->lines) {
      const char *known[LR_TRIGGER_MOST_LINES + 1] = {NULL};
      for (size_t j = 0; j < trigger->lines; j++) known[j] = trigger->line[j].id;
      const char *nearest = lr_text_nearest(use[i].line, known);
      return lr_error_set(error, LR_E_INPUT, "the trigger has no line '%s'%s%s%s", use[i].line, nearest ? "; did you mean '" : "",
                          nearest ? nearest : "", nearest ? "'?" : "");
    }
    if (!lr_trigger_sees(&use[i], mass_GeV)) continue;
    for (int r = 0; r <= (trigger->line[k].reference ? 1 : 0); r++) {
      open[r] = fmax(open[r], use[i].efficiency);
      missed_open[r] *= 1 - use[i].efficiency;
    }
    if (!trigger->line[k].on) continue;
    double now = use[i].efficiency / rates->line[k].prescale;
    if (now > best) snprintf(efficiency->line, sizeof efficiency->line, "%s", use[i].line);
    best = fmax(best, now);
    missed *= 1 - now;
  }
  if (!uses) return LR_OK;
  bool any = combine == LR_TRIGGER_INDEPENDENT;
  int of = open[1] > 0 ? 1 : 0;
  efficiency->value = (any ? 1 - missed : best) * rates->live;
  efficiency->open = any ? 1 - missed_open[of] : open[of];
  return LR_OK;
}

enum lr_status lr_trigger_channel_efficiency(const struct lr_trigger *trigger, const struct lr_trigger_state *state,
                                             const struct lr_trigger_use *use, size_t uses, enum lr_trigger_combine combine,
                                             double mass_GeV, struct lr_trigger_efficiency *efficiency, struct lr_error *error) {
  struct lr_trigger_rates rates;
  enum lr_status status = lr_trigger_rates(trigger, state, &rates, error);
  return status == LR_OK ? lr_trigger_efficiency(trigger, &rates, use, uses, combine, mass_GeV, efficiency, error) : status;
}

static double between_radii(double low_m, double high_m, double decay_m) {
  return high_m > low_m ? exp(-low_m / decay_m) * -expm1(-(high_m - low_m) / decay_m) : 0;
}

double lr_trigger_displaced_efficiency(const struct lr_trigger_displaced *ranges, double standard, double displaced, double decay_m) {
  double seen = ranges->standard_radius_m, low = ranges->inner_m, high = ranges->outer_m;
  double both = between_radii(low, fmin(seen, high), decay_m);
  return standard * between_radii(0, seen, decay_m) + displaced * between_radii(low, high, decay_m) - standard * displaced * both;
}
