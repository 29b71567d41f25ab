// SPDX-License-Identifier: GPL-3.0-or-later
// Checks the figures of a channel and solves its backgrounds from the published limits (model.md R3).
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "projections/channel.h"
#include "projections/poisson_cls.h"
#include "projections/systematics.h"

static bool one_of(const char *text, const char *const *list) {
  for (; *list; list++)
    if (strcmp(text, *list) == 0) return true;
  return false;
}

static bool rising(const struct lr_point *knot, size_t knots, double y_min, double y_max) {
  for (size_t i = 0; i < knots; i++)
    if (!(knot[i].x > (i ? knot[i - 1].x : 0) && knot[i].x < INFINITY && knot[i].y >= y_min && knot[i].y <= y_max && knot[i].y < INFINITY))
      return false;
  return knots > 0;
}

static const char *bad_windows(const struct lr_point *veto, size_t vetoes) {
  for (size_t i = 0; i < vetoes; i++)
    if (!(veto[i].x > 0 && veto[i].y > veto[i].x)) return "vetoes: each window needs 0 < from < to";
  return NULL;
}

static const char *bad_mode(const struct lr_channel *c, const struct lr_channel_mode *m) {
  static const char *const shapes[] = {"exponential", "power", NULL}, *const quantities[] = {"coupling", "cross_section", "branching", NULL};
  static const double LEAST = 1e-300;
  const struct lr_displacement *d = &m->displacement;
  if (!one_of(m->background_shape, shapes)) return "background_shape: must be exponential or power";
  if (!one_of(m->anchor_quantity, quantities)) return "quantity: must be coupling, cross_section or branching";
  if (strcmp(m->anchor_quantity, "branching") == 0 && !c->type->parents_per_fb)
    return "quantity: a branching fraction needs a channel that looks at decays of known parents";
  if (*m->reference_model && !one_of(m->reference_model, c->type->models)) return "reference model: no such model";
  if (!(m->luminosity_fb >= 0 && m->luminosity_fb < INFINITY)) return "luminosity: must not be negative";
  if (!(m->share > 0 && m->share < INFINITY)) return "share: must be positive";
  if (!rising(m->efficiency, m->efficiencies, LEAST, 1)) return "efficiency: needs rising masses and values in 0 to 1";
  if (m->background_given) {
    if (m->anchors) return "background: stands beside anchors; one of the two fixes it";
    if (c->systematic.background > 0 && !(m->reference_luminosity_fb > 0) && !(m->luminosity_fb > 0))
      return "systematics: 'background' falls from the luminosity of a reference, which a background that is given has not: use background_floor";
    if (!rising(m->background, m->backgrounds, 0, INFINITY)) return "background: needs rising masses and values that are not negative";
  } else {
    if (!rising(m->anchor, m->anchors, LEAST, INFINITY)) return "anchors: need rising masses and positive values";
    if (!(m->reference_cl > 0.5 && m->reference_cl < 1)) return "reference cl: must lie between 0.5 and 1";
    if (!(m->reference_luminosity_fb > 0 && m->reference_luminosity_fb < INFINITY)) return "reference luminosity: must be positive";
  }
  if (!(d->min_radius_m >= 0 && d->scale_m >= 0 && d->max_radius_m >= 0)) return "displacement: no length may be negative";
  if (d->max_radius_m > 0 && d->max_radius_m <= d->min_radius_m) return "displacement: max_radius must lie beyond min_radius";
  if (d->theta_max_rad > 0 && !(d->theta_min_rad >= 0 && d->theta_min_rad < d->theta_max_rad && d->theta_max_rad < 3.15))
    return "displacement: needs 0 <= theta_min < theta_max <= 180 deg";
  return bad_windows(m->veto, m->vetoes);
}

// A mode without background whose efficiency times the declared gain is above 1.
static bool clean_beyond_one(const struct lr_channel *c, const struct lr_channel_mode *m) {
  double background = 0, efficiency = 0;
  for (size_t i = 0; i < m->backgrounds; i++) background = fmax(background, m->background[i].y);
  for (size_t i = 0; i < m->efficiencies; i++) efficiency = fmax(efficiency, m->efficiency[i].y);
  return m->background_given && background == 0 && m->luminosity_fb == 0 && c->gain * efficiency > 1;
}

static const char *bad_channel(const struct lr_channel *c) {
  static const char *const isr[] = {"none", "all", "cut", NULL};
  const struct lr_channel_systematic *s = &c->systematic;
  if (!one_of(c->model, c->type->models)) return "model: no such model";
  if (!one_of(c->isr, isr)) return "isr: must be none, all or cut";
  if (strcmp(c->isr, "cut") == 0 && !(c->isr_cut > 0 && c->isr_cut < 1)) return "isr_cut: must lie in 0 to 1";
  if (!(c->sqrt_s_GeV > 0 && c->sqrt_s_GeV < 1e5)) return "energy: must be positive";
  if (!(c->mass_min_GeV > 0 && c->mass_max_GeV > c->mass_min_GeV && c->mass_max_GeV < c->sqrt_s_GeV))
    return "mass_min, mass_max: need 0 < mass_min < mass_max < energy";
  if (c->type->mass2_symbol && !(c->mass2_GeV > 0 && c->mass2_GeV < c->sqrt_s_GeV)) return "mass2: must lie between 0 and the energy";
  if (!(c->coupling_max > 0 && c->coupling_min >= 0 && c->coupling_min < c->coupling_max))
    return "coupling_min, coupling_max: need 0 <= coupling_min < coupling_max";
  if (c->type->two_edged && !(c->coupling_min > 0 && c->coupling_max < INFINITY))
    return "coupling_min, coupling_max: this channel has two edges, both ends must be declared";
  if (!(c->cl > 0.5 && c->cl < 1)) return "cl: must lie between 0.5 and 1";
  if (!(c->signal_factor > 0 && c->signal_factor < INFINITY)) return "signal_factor: must be positive";
  if (!(c->background_factor >= 0 && c->background_factor < INFINITY)) return "background_factor: must not be negative";
  if (!(c->gain > 0 && c->gain < INFINITY)) return "gain: must be positive";
  for (size_t i = 0; i < c->modes; i++)
    if (clean_beyond_one(c, &c->mode[i])) return "gain: without background a gain is one of efficiency, which cannot pass 100 %";
  if (!(c->decay_radius_m >= 0)) return "decay_radius: must not be negative";
  if (!(s->signal >= 0 && s->signal <= 0.4 && s->background >= 0 && s->background < 10 && s->background_floor >= 0 && s->background_floor < 10))
    return "systematics: signal in 0 to 40 %, background and background_floor not negative";
  if (!(c->split.luminosity >= 0 && c->split.beam >= 0 && c->split.time >= 0 &&
        fabs(c->split.luminosity + c->split.beam + c->split.time - 1) < 1e-6))
    return "split: shares of luminosity, beam and time must not be negative and add up to 1";
  if (c->modes == 0) return "modes: at least one is needed";
  bool own = false;
  for (size_t i = 0; i < c->modes; i++) own |= c->mode[i].luminosity_fb == 0;
  if (!own) return "modes: at least one must count the luminosity of the projection (no luminosity of its own)";
  return bad_windows(c->veto, c->vetoes);
}

static enum lr_status solve_anchor(const struct lr_channel *channel, size_t index, const struct lr_point *anchor, double *background_per_fb,
                                   struct lr_error *error) {
  const struct lr_channel_mode *mode = &channel->mode[index];
  double per_fb, efficiency, events, reference = mode->reference_luminosity_fb;
  enum lr_status status;
  if (strcmp(mode->anchor_quantity, "coupling") == 0) {
    status = lr_channel_signal(channel, index, anchor->x, anchor->y, &per_fb, error);
  } else {
    status = lr_channel_efficiency(channel, index, anchor->x, &efficiency, error);
    per_fb = anchor->y * efficiency * mode->share;
    if (strcmp(mode->anchor_quantity, "branching") == 0) per_fb *= channel->type->parents_per_fb(channel, mode->kind);
  }
  if (status) return status;
  double widened = lr_signal_widening(channel->systematic.signal, mode->reference_cl);
  status = lr_cls_background_for(per_fb * reference / widened, mode->reference_cl, &events, error);
  if (!status) *background_per_fb = lr_background_without_error(events, lr_channel_background_error(channel, reference, reference)) / reference;
  return status;
}

enum lr_status lr_channel_prepare(struct lr_channel *channel, struct lr_error *error) {
  if (!channel->model[0]) snprintf(channel->model, sizeof channel->model, "%s", channel->type->models[0]);
  const char *bad = bad_channel(channel);
  if (bad) return lr_error_set(error, LR_E_DOMAIN, "channel %s: %s", channel->id, bad);
  // the anchors are those of the reference analysis: neither gains against it nor another model of the projection move them
  double gain = channel->signal_factor;
  char model[sizeof channel->model];
  memcpy(model, channel->model, sizeof model);
  enum lr_status status = LR_OK;
  channel->signal_factor = 1;
  for (size_t k = 0; k < channel->modes && !status; k++) {
    struct lr_channel_mode *mode = &channel->mode[k];
    bad = bad_mode(channel, mode);
    if (bad) status = lr_error_set(error, LR_E_DOMAIN, "channel %s%s%s: %s", channel->id, *mode->id ? ", mode " : "", mode->id, bad);
    if (status || mode->background_given) continue;
    snprintf(channel->model, sizeof channel->model, "%s", *mode->reference_model ? mode->reference_model : channel->type->models[0]);
    mode->backgrounds = 0;  // of an earlier call; without any the mode looks at every mass
    for (size_t i = 0; i < mode->anchors && !status; i++) {
      double background = 0;
      status = solve_anchor(channel, k, &mode->anchor[i], &background, error);
      if (status) lr_error_context(error, "channel %s%s%s, anchor at %.6g GeV", channel->id, *mode->id ? ", mode " : "", mode->id, mode->anchor[i].x);
      mode->background[i] = (struct lr_point){mode->anchor[i].x, background};
    }
    if (!status) mode->backgrounds = mode->anchors;
  }
  channel->signal_factor = gain;
  memcpy(channel->model, model, sizeof model);
  return status;
}
