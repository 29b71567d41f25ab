// SPDX-License-Identifier: GPL-3.0-or-later
// Solves the backgrounds of a channel from the published limits (model.md R3).
#include <stdio.h>
#include <string.h>

#include "projections/channel_check.h"
#include "projections/poisson_cls.h"
#include "projections/systematics.h"

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

struct listener {
  lr_channel_say say;  // NULL: nobody listens
  void *target;
  struct lr_channel_fault first;
  size_t faults;
};

static void hear(void *target, const struct lr_channel_fault *fault) {
  struct listener *listener = target;
  if (!listener->faults++) listener->first = *fault;
  if (listener->say) listener->say(listener->target, fault);
}

// The background of every anchor of a mode; faults go to the listener.
static void solve_mode(struct lr_channel *channel, size_t index, struct listener *listener) {
  struct lr_channel_mode *mode = &channel->mode[index];
  const char *id = mode->id;
  size_t faults = listener->faults;
  mode->backgrounds = 0;  // of an earlier call; without any the mode looks at every mass
  for (size_t i = 0; i < mode->anchors; i++) {
    double background = 0;
    struct lr_error error = {0};
    if (solve_anchor(channel, index, &mode->anchor[i], &background, &error)) {
      struct lr_channel_fault fault = {.point = i + 1};
      snprintf(fault.path, sizeof fault.path, "%s%s%sreference.anchors", *id ? "modes." : "", id, *id ? "." : "");
      snprintf(fault.text, sizeof fault.text, "channel '%s'%s%s%s, anchor at %.6g GeV: %.240s", channel->id, *id ? ", mode '" : "", id,
               *id ? "'" : "", mode->anchor[i].x, error.text);
      hear(listener, &fault);
    }
    mode->background[i] = (struct lr_point){mode->anchor[i].x, background};
  }
  if (listener->faults == faults) mode->backgrounds = mode->anchors;
}

enum lr_status lr_channel_prepare_saying(struct lr_channel *channel, lr_channel_say say, void *target, struct lr_error *error) {
  struct listener listener = {.say = say, .target = target};
  if (!channel->model[0]) snprintf(channel->model, sizeof channel->model, "%s", channel->type->models[0]);
  if (lr_channel_check(channel, hear, &listener)) return lr_error_set(error, LR_E_DOMAIN, "%s", listener.first.text);
  // the anchors are those of the reference analysis: neither gains against it nor another model of the projection move them
  double gain = channel->signal_factor;
  char model[sizeof channel->model];
  memcpy(model, channel->model, sizeof model);
  channel->signal_factor = 1;
  for (size_t k = 0; k < channel->modes; k++) {
    const struct lr_channel_mode *mode = &channel->mode[k];
    if (mode->background_given) continue;
    snprintf(channel->model, sizeof channel->model, "%s", *mode->reference_model ? mode->reference_model : channel->type->models[0]);
    solve_mode(channel, k, &listener);
  }
  channel->signal_factor = gain;
  memcpy(channel->model, model, sizeof model);
  return listener.faults ? lr_error_set(error, LR_E_DOMAIN, "%s", listener.first.text) : LR_OK;
}

enum lr_status lr_channel_prepare(struct lr_channel *channel, struct lr_error *error) {
  return lr_channel_prepare_saying(channel, NULL, NULL, error);
}
