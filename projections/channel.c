// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channel.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "projections/isr.h"
#include "projections/poisson_cls.h"

void lr_channel_init(struct lr_channel *channel, const struct lr_channel_type *type) {
  memset(channel, 0, sizeof *channel);
  channel->type = type;
  channel->sqrt_s_GeV = 10.58;
  channel->coupling_max = INFINITY;
  channel->cl = 0.90;
  channel->signal_factor = channel->background_factor = 1;
  snprintf(channel->model, sizeof channel->model, "%s", type->models[0]);
  snprintf(channel->isr, sizeof channel->isr, "%s", "none");
  snprintf(channel->background_shape, sizeof channel->background_shape, "%s", "power");
  snprintf(channel->anchor_quantity, sizeof channel->anchor_quantity, "%s", "coupling");
}

bool lr_channel_vetoed(const struct lr_channel *channel, double mass) {
  for (size_t i = 0; i < channel->vetoes; i++)
    if (mass >= channel->veto[i].x && mass <= channel->veto[i].y) return true;
  return false;
}

// The pair of knots for a mass: index of the left one. Masses outside take the outermost pair.
static size_t interval(const struct lr_point *knot, size_t knots, double mass) {
  size_t i = 0;
  while (i + 2 < knots && mass > knot[i + 1].x) i++;
  return i;
}

static enum lr_status inside_knots(const struct lr_point *knot, size_t knots, double mass, const char *what,
                                   struct lr_error *error) {
  // a mass grid made with exp(log()) may miss the last knot by rounding
  double room = 1e-12 * mass;
  if (mass >= knot[0].x - room && mass <= knot[knots - 1].x + room) return LR_OK;
  return lr_error_set(error, LR_E_DOMAIN, "%s is known from %.6g to %.6g GeV, not at %.6g GeV", what, knot[0].x,
                      knot[knots - 1].x, mass);
}

enum lr_status lr_channel_efficiency(const struct lr_channel *channel, double mass, double *efficiency,
                                     struct lr_error *error) {
  const struct lr_point *knot = channel->efficiency;
  *efficiency = knot[0].y;
  if (channel->efficiencies == 1) return LR_OK;
  enum lr_status status = inside_knots(knot, channel->efficiencies, mass, "the efficiency", error);
  if (status) return status;
  size_t i = interval(knot, channel->efficiencies, mass);
  *efficiency = knot[i].y + (knot[i + 1].y - knot[i].y) * log(mass / knot[i].x) / log(knot[i + 1].x / knot[i].x);
  return LR_OK;
}

enum lr_status lr_channel_background(const struct lr_channel *channel, double mass, double *events_per_fb,
                                     struct lr_error *error) {
  const struct lr_point *knot = channel->background;
  bool exponential = strcmp(channel->background_shape, "exponential") == 0;
  double value = knot[0].y;
  if (channel->anchors > 1) {
    enum lr_status status = exponential ? LR_OK : inside_knots(knot, channel->anchors, mass, "the background", error);
    if (status) return status;
    size_t i = interval(knot, channel->anchors, mass);
    double part = exponential ? (mass - knot[i].x) / (knot[i + 1].x - knot[i].x)
                              : log(mass / knot[i].x) / log(knot[i + 1].x / knot[i].x);
    value = knot[i].y > 0 && knot[i + 1].y > 0 ? knot[i].y * exp(part * log(knot[i + 1].y / knot[i].y))
                                               : fmax(0, knot[i].y + part * (knot[i + 1].y - knot[i].y));
  }
  *events_per_fb = value * channel->background_factor;
  return LR_OK;
}

struct born {
  const struct lr_channel *channel;
  double mass, coupling;
};

static enum lr_status born_at(double s, const void *data, double *fb, struct lr_error *error) {
  const struct born *p = data;
  return p->channel->type->sigma(p->channel, s, p->mass, p->coupling, fb, error);
}

enum lr_status lr_channel_cross_section(const struct lr_channel *channel, double mass, double coupling, double *fb,
                                        struct lr_error *error) {
  if (!(mass > 0 && mass < 1e6 && coupling > 0 && coupling < 1e12))
    return lr_error_set(error, LR_E_DOMAIN, "%s: mass %.6g GeV and coupling %.6g must be positive", channel->type->id,
                        mass, coupling);
  struct born born = {channel, mass, coupling};
  double s = channel->sqrt_s_GeV * channel->sqrt_s_GeV;
  double threshold = channel->type->threshold_GeV(mass), x_max = 1 - threshold * threshold / s;
  if (strcmp(channel->isr, "none") == 0 || x_max <= 0) return born_at(s, &born, fb, error);
  if (strcmp(channel->isr, "cut") == 0) x_max = fmin(x_max, channel->isr_cut);
  return lr_isr_convolve(born_at, &born, s, x_max, fb, error);
}

enum lr_status lr_channel_signal(const struct lr_channel *channel, double mass, double coupling, double *events_per_fb,
                                 struct lr_error *error) {
  double fb, efficiency;
  enum lr_status status = lr_channel_cross_section(channel, mass, coupling, &fb, error);
  if (!status) status = lr_channel_efficiency(channel, mass, &efficiency, error);
  if (status) return status;
  const struct lr_channel_type *type = channel->type;
  *events_per_fb = fb * efficiency * channel->signal_factor * (type->branching ? type->branching(channel, mass) : 1) *
                   (type->acceptance ? type->acceptance(channel, mass, coupling) : 1);
  return LR_OK;
}

static bool one_of(const char *text, const char *const *list) {
  for (; *list; list++)
    if (strcmp(text, *list) == 0) return true;
  return false;
}

static bool rising(const struct lr_point *knot, size_t knots, double y_max) {
  for (size_t i = 0; i < knots; i++)
    if (!(knot[i].x > (i ? knot[i - 1].x : 0) && knot[i].x < INFINITY && knot[i].y > 0 && knot[i].y <= y_max))
      return false;
  return knots > 0;
}

static enum lr_status check(const struct lr_channel *c, struct lr_error *error) {
  static const char *const isr[] = {"none", "all", "cut", NULL}, *const shapes[] = {"exponential", "power", NULL},
                     *const quantities[] = {"coupling", "cross_section", NULL};
  const char *bad = NULL;
  if (!one_of(c->model, c->type->models)) bad = "model: no such model";
  else if (!one_of(c->isr, isr)) bad = "isr: must be none, all or cut";
  else if (strcmp(c->isr, "cut") == 0 && !(c->isr_cut > 0 && c->isr_cut < 1)) bad = "isr_cut: must lie in 0 to 1";
  else if (!one_of(c->background_shape, shapes)) bad = "background_shape: must be exponential or power";
  else if (!one_of(c->anchor_quantity, quantities)) bad = "anchor_quantity: must be coupling or cross_section";
  else if (!(c->sqrt_s_GeV > 0 && c->sqrt_s_GeV < 1e5)) bad = "sqrt_s: must be positive";
  else if (!(c->mass_min_GeV > 0 && c->mass_max_GeV > c->mass_min_GeV && c->mass_max_GeV < c->sqrt_s_GeV))
    bad = "mass_min, mass_max: need 0 < mass_min < mass_max < sqrt_s";
  else if (!(c->coupling_max > 0)) bad = "coupling_max: must be positive";
  else if (!(c->cl > 0.5 && c->cl < 1 && c->reference_cl > 0.5 && c->reference_cl < 1))
    bad = "cl, reference cl: must lie between 0.5 and 1";
  else if (!(c->reference_luminosity_fb > 0 && c->reference_luminosity_fb < INFINITY))
    bad = "reference luminosity: must be positive";
  else if (!(c->signal_factor > 0 && c->signal_factor < INFINITY)) bad = "signal_factor: must be positive";
  else if (!(c->background_factor >= 0 && c->background_factor < INFINITY))
    bad = "background_factor: must not be negative";
  else if (!(c->decay_radius_m >= 0)) bad = "decay_radius: must not be negative";
  else if (!rising(c->efficiency, c->efficiencies, 1)) bad = "efficiency: needs rising masses and values in 0 to 1";
  else if (!rising(c->anchor, c->anchors, INFINITY)) bad = "anchors: need rising masses and positive values";
  for (size_t i = 0; i < c->vetoes && !bad; i++)
    if (!(c->veto[i].x > 0 && c->veto[i].y > c->veto[i].x)) bad = "veto: each window needs 0 < from < to";
  return bad ? lr_error_set(error, LR_E_DOMAIN, "channel %s: %s", c->type->id, bad) : LR_OK;
}

enum lr_status lr_channel_prepare(struct lr_channel *channel, struct lr_error *error) {
  if (!channel->model[0]) snprintf(channel->model, sizeof channel->model, "%s", channel->type->models[0]);
  enum lr_status status = check(channel, error);
  if (status) return status;
  // the anchors are those of the reference analysis: gains against it do not move them
  double gain = channel->signal_factor;
  channel->signal_factor = 1;
  for (size_t i = 0; i < channel->anchors && !status; i++) {
    double mass = channel->anchor[i].x, published = channel->anchor[i].y, per_fb, efficiency, events;
    if (strcmp(channel->anchor_quantity, "coupling") == 0) {
      status = lr_channel_signal(channel, mass, published, &per_fb, error);
    } else {
      status = lr_channel_efficiency(channel, mass, &efficiency, error);
      per_fb = published * efficiency;
    }
    if (!status)
      status = lr_cls_background_for(per_fb * channel->reference_luminosity_fb, channel->reference_cl, &events, error);
    if (status)
      lr_error_context(error, "channel %s, anchor at %.6g GeV", channel->type->id, mass);
    else
      channel->background[i] = (struct lr_point){mass, events / channel->reference_luminosity_fb};
  }
  channel->signal_factor = gain;
  return status;
}

enum lr_status lr_channel_quantities(const struct lr_channel *channel, double mass, double coupling,
                                     struct lr_quantity *row, size_t room, size_t *count, struct lr_error *error) {
  const struct lr_channel_type *type = channel->type;
  double s = channel->sqrt_s_GeV * channel->sqrt_s_GeV, fb, born;
  *count = 0;
  if (room < 16) return lr_error_set(error, LR_E_INTERNAL, "room for %zu quantities, 16 needed", room);
  enum lr_status status = lr_channel_cross_section(channel, mass, coupling, &fb, error);
  if (!status) status = type->sigma(channel, s, mass, coupling, &born, error);
  if (status) return status;
  row[0] = (struct lr_quantity){"cross_section", fb, "fb"};
  row[1] = (struct lr_quantity){"born_cross_section", born, "fb"};
  row[2] = (struct lr_quantity){"isr_factor", born > 0 ? fb / born : NAN, ""};
  row[3] = (struct lr_quantity){"signal_cross_section", fb * (type->branching ? type->branching(channel, mass) : 1),
                                "fb"};
  *count = 4 + type->quantities(channel, mass, coupling, row + 4, room - 4);
  return LR_OK;
}
