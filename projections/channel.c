// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channel.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "projections/isr.h"

void lr_channel_init(struct lr_channel *channel, const struct lr_channel_type *type) {
  memset(channel, 0, sizeof *channel);
  channel->type = type;
  channel->sqrt_s_GeV = 10.58;
  channel->coupling_max = INFINITY;
  channel->cl = 0.90;
  channel->signal_factor = channel->background_factor = channel->gain = 1;
  channel->split.luminosity = 1;
  snprintf(channel->id, sizeof channel->id, "%s", type->id);
  snprintf(channel->model, sizeof channel->model, "%s", type->models[0]);
  snprintf(channel->isr, sizeof channel->isr, "%s", "none");
  for (size_t i = 0; type->parameters && type->parameters[i].name; i++) channel->parameter[i] = type->parameters[i].value;
  for (size_t i = 0; i < LR_CHANNEL_MODES; i++) lr_channel_mode_init(channel, i);
  channel->modes = 1;
}

void lr_channel_mode_init(struct lr_channel *channel, size_t i) {
  struct lr_channel_mode *mode = &channel->mode[i];
  memset(mode, 0, sizeof *mode);
  mode->type = channel->type;
  mode->share = 1;
  snprintf(mode->background_shape, sizeof mode->background_shape, "%s", "power");
  snprintf(mode->anchor_quantity, sizeof mode->anchor_quantity, "%s", "coupling");
}

static bool in_windows(const struct lr_point *window, size_t windows, double mass) {
  for (size_t i = 0; i < windows; i++)
    if (mass >= window[i].x && mass <= window[i].y) return true;
  return false;
}

bool lr_channel_vetoed(const struct lr_channel *channel, double mass) {
  return in_windows(channel->veto, channel->vetoes, mass);
}

// a mass grid made with exp(log()) may miss the last knot by rounding
static bool inside(const struct lr_point *knot, size_t knots, double mass) {
  return knots <= 1 || (mass >= knot[0].x * (1 - 1e-12) && mass <= knot[knots - 1].x * (1 + 1e-12));
}

bool lr_channel_mode_looks(const struct lr_channel *channel, size_t i, double mass) {
  const struct lr_channel_mode *mode = &channel->mode[i];
  bool beyond = strcmp(mode->background_shape, "exponential") == 0;
  return !in_windows(mode->veto, mode->vetoes, mass) && inside(mode->efficiency, mode->efficiencies, mass) &&
         (beyond || inside(mode->background, mode->backgrounds, mass));
}

// The pair of knots for a mass: index of the left one. Masses outside take the outermost pair.
static size_t interval(const struct lr_point *knot, size_t knots, double mass) {
  size_t i = 0;
  while (i + 2 < knots && mass > knot[i + 1].x) i++;
  return i;
}

static enum lr_status outside(const struct lr_point *knot, size_t knots, double mass, const char *what, struct lr_error *error) {
  return lr_error_set(error, LR_E_DOMAIN, "%s is known from %.6g to %.6g GeV, not at %.6g GeV", what, knot[0].x, knot[knots - 1].x, mass);
}

enum lr_status lr_channel_efficiency(const struct lr_channel *channel, size_t mode, double mass, double *efficiency,
                                     struct lr_error *error) {
  const struct lr_point *knot = channel->mode[mode].efficiency;
  const size_t knots = channel->mode[mode].efficiencies;
  *efficiency = knot[0].y;
  if (knots == 1) return LR_OK;
  if (!inside(knot, knots, mass)) return outside(knot, knots, mass, "the efficiency", error);
  size_t i = interval(knot, knots, mass);
  *efficiency = knot[i].y + (knot[i + 1].y - knot[i].y) * log(mass / knot[i].x) / log(knot[i + 1].x / knot[i].x);
  return LR_OK;
}

enum lr_status lr_channel_background(const struct lr_channel *channel, size_t index, double mass, double *events_per_fb,
                                     struct lr_error *error) {
  const struct lr_channel_mode *mode = &channel->mode[index];
  const struct lr_point *knot = mode->background;
  bool exponential = strcmp(mode->background_shape, "exponential") == 0;
  double value = mode->backgrounds ? knot[0].y : 0;
  if (mode->backgrounds > 1) {
    if (!exponential && !inside(knot, mode->backgrounds, mass)) return outside(knot, mode->backgrounds, mass, "the background", error);
    size_t i = interval(knot, mode->backgrounds, mass);
    double part = exponential ? (mass - knot[i].x) / (knot[i + 1].x - knot[i].x)
                              : log(mass / knot[i].x) / log(knot[i + 1].x / knot[i].x);
    value = knot[i].y > 0 && knot[i + 1].y > 0 ? knot[i].y * exp(part * log(knot[i + 1].y / knot[i].y))
                                               : fmax(0, knot[i].y + part * (knot[i + 1].y - knot[i].y));
  }
  *events_per_fb = mode->luminosity_fb > 0 ? value : value * channel->background_factor;
  return LR_OK;
}

double lr_channel_background_error(const struct lr_channel *channel, double reference, double luminosity) {
  const struct lr_channel_systematic *s = &channel->systematic;
  double part = reference > 0 ? s->background * s->background * reference / luminosity : 0;
  return sqrt(s->background_floor * s->background_floor + part);
}

double lr_channel_parameter(const struct lr_channel *channel, const char *name) {
  for (size_t i = 0; channel->type->parameters && channel->type->parameters[i].name; i++)
    if (strcmp(channel->type->parameters[i].name, name) == 0) return channel->parameter[i];
  LR_BUG("a channel was asked for a parameter that its type has not");
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
    return lr_error_set(error, LR_E_DOMAIN, "%s: mass %.6g GeV and coupling %.6g must lie above 0, below 1e6 GeV and 1e12", channel->id, mass, coupling);
  struct born born = {channel, mass, coupling};
  double s = channel->sqrt_s_GeV * channel->sqrt_s_GeV, threshold = channel->type->threshold_GeV(mass);
  if (channel->type->mass2_symbol) threshold += channel->mass2_GeV;  // both are produced
  double x_max = 1 - threshold * threshold / s;
  *fb = 0;
  if (channel->type->open && !channel->type->open(channel, mass)) return LR_OK;
  if (strcmp(channel->isr, "none") == 0 || x_max <= 0) return born_at(s, &born, fb, error);
  if (strcmp(channel->isr, "cut") == 0) x_max = fmin(x_max, channel->isr_cut);
  return lr_isr_convolve(born_at, &born, s, x_max, fb, error);
}

enum lr_status lr_channel_signal(const struct lr_channel *channel, size_t index, double mass, double coupling, double *events_per_fb,
                                 struct lr_error *error) {
  double fb, efficiency;
  const struct lr_channel_type *type = channel->type;
  const struct lr_channel_mode *mode = &channel->mode[index];
  *events_per_fb = 0;
  if (!lr_channel_mode_looks(channel, index, mass)) return LR_OK;
  enum lr_status status = lr_channel_cross_section(channel, mass, coupling, &fb, error);
  if (!status) status = lr_channel_efficiency(channel, index, mass, &efficiency, error);
  if (status) return status;
  *events_per_fb = fb * efficiency * mode->share * (mode->luminosity_fb > 0 ? 1 : channel->signal_factor) *
                   (type->branching ? type->branching(channel, mode->kind, mass) : 1) *
                   (type->acceptance ? type->acceptance(channel, index, mass, coupling) : 1);
  return LR_OK;
}

// Branching fractions of the final states that the channel looks for in the data of the projection, each once: not those of data
// sets of others. Of a channel without windows of its own, all of the type.
static double branching_looked_for(const struct lr_channel *channel, double mass, double produced) {
  const struct lr_channel_type *type = channel->type;
  double sum = 0;
  if (!type->branching) return 1;
  if (!channel->mode[0].efficiencies) {
    for (size_t kind = 0; kind == 0 || (type->mode_ids && type->mode_ids[kind]); kind++) sum += type->branching(channel, kind, mass);
    return fmin(sum, produced);  // the modes of a type may be data sets that see the same decays
  }
  for (size_t i = 0; i < channel->modes; i++) {
    bool counts = channel->mode[i].luminosity_fb == 0;
    for (size_t j = 0; j < i; j++) counts &= channel->mode[j].luminosity_fb > 0 || channel->mode[j].kind != channel->mode[i].kind;
    if (counts) sum += type->branching(channel, channel->mode[i].kind, mass);
  }
  return sum;
}

enum lr_status lr_channel_quantities(const struct lr_channel *channel, double mass, double coupling,
                                     struct lr_quantity *row, size_t room, size_t *count, struct lr_error *error) {
  const struct lr_channel_type *type = channel->type;
  double s = channel->sqrt_s_GeV * channel->sqrt_s_GeV, fb, born = 0;
  *count = 0;
  if (room < 32) return lr_error_set(error, LR_E_INTERNAL, "room for %zu quantities, 32 needed", room);
  enum lr_status status = lr_channel_cross_section(channel, mass, coupling, &fb, error);
  if (!status && !(type->open && !type->open(channel, mass))) status = type->sigma(channel, s, mass, coupling, &born, error);
  if (status) return status;
  const double produced = type->produced ? type->produced(channel, mass) : 1;
  row[0] = (struct lr_quantity){"cross_section", fb * produced, "fb"};
  row[1] = (struct lr_quantity){"born_cross_section", born * produced, "fb"};
  row[2] = (struct lr_quantity){"isr_factor", born > 0 ? fb / born : NAN, ""};
  row[3] = (struct lr_quantity){"signal_cross_section", fb * branching_looked_for(channel, mass, produced), "fb"};
  *count = 4 + type->quantities(channel, mass, coupling, row + 4, room - 4);
  if (type->express) *count += type->express(channel, mass, coupling, row + *count, room - *count);
  return LR_OK;
}
