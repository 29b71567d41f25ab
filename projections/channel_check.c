// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channel_check.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct check {
  const struct lr_channel *channel;
  const struct lr_channel_mode *mode;  // NULL: the channel as a whole
  lr_channel_say say;
  void *target;
  size_t faults;
};

static void __attribute__((format(printf, 4, 5))) fault(struct check *c, const char *key, bool missing, const char *format, ...) {
  struct lr_channel_fault one = {.missing = missing};
  const char *id = c->mode ? c->mode->id : "";
  va_list arguments;
  int used = snprintf(one.text, sizeof one.text, "channel '%s'%s%s%s: ", c->channel->id, *id ? ", mode '" : "", id, *id ? "'" : "");
  va_start(arguments, format);
  vsnprintf(one.text + used, sizeof one.text - (size_t)used, format, arguments);
  va_end(arguments);
  snprintf(one.path, sizeof one.path, "%s%s%s%s", *id ? "modes." : "", id, *id ? "." : "", key);
  c->faults++;
  c->say(c->target, &one);
}

static bool one_of(const char *text, const char *const *list) {
  for (; *list; list++)
    if (strcmp(text, *list) == 0) return true;
  return false;
}

static bool rising(const struct lr_point *knot, size_t knots, double y_min, double y_max) {
  for (size_t i = 0; i < knots; i++)
    if (!(knot[i].x > (i ? knot[i - 1].x : 0) && knot[i].x < INFINITY && knot[i].y >= y_min && knot[i].y <= y_max && knot[i].y < INFINITY))
      return false;
  return true;
}

static bool positive(double value) { return value > 0 && value < INFINITY; }

static void check_windows(struct check *c, const struct lr_point *veto, size_t vetoes) {
  for (size_t i = 0; i < vetoes; i++)
    if (!(veto[i].x > 0 && veto[i].y > veto[i].x)) {
      fault(c, "vetoes", false, "'vetoes': each window needs 0 < from < to");
      return;
    }
}

static void check_reference(struct check *c) {
  static const char *const shapes[] = {"exponential", "power", NULL}, *const quantities[] = {"coupling", "cross_section", "branching", NULL};
  static const double LEAST = 1e-300;
  const struct lr_channel_mode *m = c->mode;
  const struct lr_channel_type *type = c->channel->type;
  if (!one_of(m->background_shape, shapes)) fault(c, "reference.background_shape", false, "'background_shape' must be exponential or power");
  if (!one_of(m->anchor_quantity, quantities)) fault(c, "reference.quantity", false, "'quantity' must be coupling, cross_section or branching");
  if (strcmp(m->anchor_quantity, "branching") == 0 && !type->parents_per_fb)
    fault(c, "reference.quantity", false, "'quantity': a branching fraction needs a channel that looks at decays of known parents");
  if (*m->reference_model && !one_of(m->reference_model, type->models)) fault(c, "reference.model", false, "there is no model '%s'", m->reference_model);
  if (m->background_given) {
    if (m->anchors)
      fault(c, "background", false, "'background' stands beside the anchors of 'reference', one of the two fixes it: take the other away with "
                                    "'background: null' or 'reference: {anchors: null}'");
    if (c->channel->systematic.background > 0 && !(m->reference_luminosity_fb > 0) && !(m->luminosity_fb > 0))
      fault(c, "background", false, "'background' of the systematics falls from the luminosity of a reference, which a background that is given "
                                    "has not: use 'background_floor'");
    if (!m->backgrounds || !rising(m->background, m->backgrounds, 0, INFINITY))
      fault(c, "background", false, "'background' needs rising masses and values that are not negative");
    return;
  }
  if (!m->anchors)
    fault(c, "reference.anchors", true, "nothing fixes the background: add 'reference' with its 'anchors', or 'background'");
  else if (!rising(m->anchor, m->anchors, LEAST, INFINITY))
    fault(c, "reference.anchors", false, "'anchors' need rising masses and positive values");
  if (!m->anchors) return;
  if (!(m->reference_cl > 0.5 && m->reference_cl < 1)) fault(c, "reference.cl", false, "'cl' of the reference must lie between 0.5 and 1");
  if (!positive(m->reference_luminosity_fb)) fault(c, "reference.luminosity", false, "'luminosity' of the reference must be positive");
}

// A mode without background: what a gain multiplies is its efficiency.
static bool gain_is_too_large(const struct lr_channel *k, const struct lr_channel_mode *m) {
  double background = 0, efficiency = 0;
  for (size_t i = 0; i < m->backgrounds; i++) background = fmax(background, m->background[i].y);
  for (size_t i = 0; i < m->efficiencies; i++) efficiency = fmax(efficiency, m->efficiency[i].y);
  return m->background_given && background == 0 && m->luminosity_fb == 0 && k->gain * efficiency > 1;
}

static void check_mode(struct check *c) {
  static const double LEAST = 1e-300;
  const struct lr_channel_mode *m = c->mode;
  const struct lr_displacement *d = &m->displacement;
  if (!(m->luminosity_fb >= 0 && m->luminosity_fb < INFINITY)) fault(c, "luminosity", false, "'luminosity' must not be negative");
  if (!positive(m->share)) fault(c, "share", false, "'share' must be positive");
  if (!m->efficiencies) fault(c, "efficiency", true, "'efficiency' is missing: add 'efficiency: {knots: [[1 GeV, 0.2]]}'");
  else if (!rising(m->efficiency, m->efficiencies, LEAST, 1))
    fault(c, "efficiency", false, "'efficiency' needs rising masses and values above 0, up to 1");
  check_reference(c);
  if (gain_is_too_large(c->channel, m)) fault(c, "background", false, "without background the 'gain' is one of efficiency, which cannot pass 100 %%");
  if (!(d->min_radius_m >= 0)) fault(c, "displacement.min_radius", false, "'min_radius' must not be negative");
  if (!(d->max_radius_m >= 0)) fault(c, "displacement.max_radius", false, "'max_radius' must not be negative");
  if (!(d->scale_m >= 0)) fault(c, "displacement.scale", false, "'scale' must not be negative");
  if (d->max_radius_m > 0 && d->max_radius_m <= d->min_radius_m)
    fault(c, "displacement.max_radius", false, "'max_radius' must lie beyond 'min_radius'");
  if (!(d->theta_min_rad >= 0)) fault(c, "displacement.theta_min", false, "'theta_min' must not be negative");
  if (!(d->theta_max_rad >= 0 && d->theta_max_rad < 3.15)) fault(c, "displacement.theta_max", false, "'theta_max' must lie from 0 to 180 deg");
  if (d->theta_max_rad > 0 && d->theta_min_rad >= d->theta_max_rad)
    fault(c, "displacement.theta_min", false, "'theta_min' must lie below 'theta_max'");
  check_windows(c, m->veto, m->vetoes);
}

static void check_masses(struct check *c) {
  const struct lr_channel *k = c->channel;
  bool energy = k->sqrt_s_GeV > 0 && k->sqrt_s_GeV < 1e5;
  if (!energy) fault(c, "energy", false, "'energy' must be positive, and below 1e5 GeV");
  if (!(k->mass_min_GeV > 0)) fault(c, "mass_min", false, "'mass_min' must be positive");
  if (!(k->mass_max_GeV > 0)) fault(c, "mass_max", false, "'mass_max' must be positive");
  if (k->mass_min_GeV > 0 && k->mass_max_GeV <= k->mass_min_GeV) fault(c, "mass_max", false, "'mass_max' must lie above 'mass_min', %.6g GeV", k->mass_min_GeV);
  if (energy && k->mass_max_GeV >= k->sqrt_s_GeV) fault(c, "mass_max", false, "'mass_max' must lie below 'energy', %.6g GeV", k->sqrt_s_GeV);
  if (k->type->mass2_symbol && energy && !(k->mass2_GeV > 0 && k->mass2_GeV < k->sqrt_s_GeV))
    fault(c, "mass2", k->mass2_GeV == 0, "'mass2' must lie between 0 and the energy: this channel has a second mass");
}

static void check_numbers(struct check *c) {
  const struct lr_channel *k = c->channel;
  const struct lr_channel_systematic *s = &k->systematic;
  if (!(k->cl > 0.5 && k->cl < 1)) fault(c, "cl", false, "'cl' must lie between 0.5 and 1");
  if (!positive(k->signal_factor)) fault(c, "signal_factor", false, "'signal_factor' must be positive");
  if (!(k->background_factor >= 0 && k->background_factor < INFINITY)) fault(c, "background_factor", false, "'background_factor' must not be negative");
  if (!positive(k->gain)) fault(c, "gain", false, "'gain' must be positive");
  if (!(k->decay_radius_m >= 0)) fault(c, "decay_radius", false, "'decay_radius' must not be negative");
  if (!(s->signal >= 0 && s->signal <= 0.4)) fault(c, "systematics.signal", false, "'signal' must lie from 0 to 40 %%");
  if (!(s->background >= 0 && s->background < 10)) fault(c, "systematics.background", false, "'background' must lie from 0 to below 10");
  if (!(s->background_floor >= 0 && s->background_floor < 10))
    fault(c, "systematics.background_floor", false, "'background_floor' must lie from 0 to below 10");
  double sum = k->split.luminosity + k->split.beam + k->split.time;
  if (!(k->split.luminosity >= 0 && k->split.beam >= 0 && k->split.time >= 0 && fabs(sum - 1) < 1e-6))
    fault(c, "split", false, "'split': shares of luminosity, beam and time must not be negative and add up to 1, not to %.6g", sum);
}

size_t lr_channel_check(const struct lr_channel *channel, lr_channel_say say, void *target) {
  static const char *const isr[] = {"none", "all", "cut", NULL};
  const struct lr_channel *k = channel;
  struct check c = {.channel = channel, .say = say, .target = target};
  if (*k->model && !one_of(k->model, k->type->models)) fault(&c, "model", false, "there is no model '%s'", k->model);
  if (!one_of(k->isr, isr)) fault(&c, "isr", false, "'isr' must be none, all or cut");
  if (strcmp(k->isr, "cut") == 0 && !(k->isr_cut > 0 && k->isr_cut < 1))
    fault(&c, k->isr_cut == 0 ? "isr" : "isr_cut", false, "'isr_cut' must lie between 0 and 1 for isr: cut");
  check_masses(&c);
  if (!(k->coupling_max > 0)) fault(&c, "coupling_max", false, "'coupling_max' must be positive");
  if (!(k->coupling_min >= 0)) fault(&c, "coupling_min", false, "'coupling_min' must not be negative");
  if (k->coupling_max > 0 && k->coupling_min >= k->coupling_max) fault(&c, "coupling_min", false, "'coupling_min' must lie below 'coupling_max'");
  if (k->type->two_edged && k->coupling_min == 0)
    fault(&c, "coupling_min", true, "'coupling_min' must be declared, above 0: this channel has two edges");
  if (k->type->two_edged && !(k->coupling_max < INFINITY))
    fault(&c, "coupling_max", false, "'coupling_max' must be finite: this channel has two edges");
  check_numbers(&c);
  bool own = false;
  for (size_t i = 0; i < k->modes; i++) own |= !(k->mode[i].luminosity_fb > 0);
  if (k->modes == 0) fault(&c, "modes", false, "'modes': at least one is needed");
  else if (!own) fault(&c, "modes", false, "'modes': at least one must count the luminosity of the projection (no luminosity of its own)");
  check_windows(&c, k->veto, k->vetoes);
  for (size_t i = 0; i < k->modes; i++) {
    c.mode = &k->mode[i];
    check_mode(&c);
  }
  return c.faults;
}
