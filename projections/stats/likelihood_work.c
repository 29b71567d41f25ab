// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of a model, and its work space: template pairs as half difference and bend, ends of the nuisances.
#include "projections/stats/likelihood_work.h"

#include <math.h>
#include <stdlib.h>

static const double FURTHEST = 100;  // no nuisance is followed beyond this many standard deviations

static enum lr_status check_effect(const struct lr_like *model, size_t c, size_t bins, const struct lr_like_effect *effect,
                                   const double *nominal, struct lr_error *error) {
  if (effect->nuisance >= model->nuisances)
    return lr_error_set(error, LR_E_DOMAIN, "channel %zu: an effect of a nuisance that is not there", c);
  switch (effect->kind) {
    case LR_LIKE_LOGNORMAL:
      if (!(effect->up > 0 && isfinite(effect->up) && effect->down >= 0 && isfinite(effect->down)))
        return lr_error_set(error, LR_E_DOMAIN, "channel %zu: a log-normal factor must be above 0", c);
      break;
    case LR_LIKE_LINEAR:
      if (!isfinite(effect->up)) return lr_error_set(error, LR_E_DOMAIN, "channel %zu: a factor is no number", c);
      break;
    case LR_LIKE_SHAPE:
    case LR_LIKE_SHAPE_LOG:
      for (size_t i = 0; i < bins; i++) {
        double up = effect->up_events[i], down = effect->down_events[i];
        if (!(isfinite(up) && isfinite(down) && up >= 0 && down >= 0))
          return lr_error_set(error, LR_E_DOMAIN, "channel %zu: a shape template has no events of at least 0 in bin %zu", c, i);
        if (effect->kind == LR_LIKE_SHAPE_LOG && nominal[i] > 0 && !(up > 0 && down > 0))
          return lr_error_set(error, LR_E_DOMAIN, "channel %zu: a logarithmic shape is 0 in bin %zu", c, i);
      }
      break;
  }
  return LR_OK;
}

static enum lr_status check(const struct lr_like *model, struct lr_error *error) {
  if (model->channels == 0 || model->channels > LR_LIKE_CHANNELS || model->nuisances > LR_LIKE_NUISANCES)
    return lr_error_set(error, LR_E_DOMAIN, "a likelihood takes 1 to %d channels and at most %d nuisances", LR_LIKE_CHANNELS, LR_LIKE_NUISANCES);
  for (size_t k = 0; k < model->nuisances; k++)
    if (model->nuisance[k].constraint == LR_LIKE_POISSON && !(model->nuisance[k].rel > 0 && isfinite(model->nuisance[k].rel)))
      return lr_error_set(error, LR_E_DOMAIN, "nuisance %zu: the error of a Poisson side measurement must be above 0", k);
  bool any_signal = false;
  for (size_t c = 0; c < model->channels; c++) {
    const struct lr_like_channel *channel = &model->channel[c];
    if (channel->bins == 0 || channel->bins > LR_LIKE_BINS || channel->samples == 0 || channel->samples > LR_LIKE_SAMPLES)
      return lr_error_set(error, LR_E_DOMAIN, "channel %zu wants 1 to %d bins and 1 to %d samples", c, LR_LIKE_BINS, LR_LIKE_SAMPLES);
    for (size_t i = 0; channel->bin_constraint != LR_LIKE_NONE && i < channel->bins; i++)
      if (!(channel->bin_rel[i] >= 0 && isfinite(channel->bin_rel[i])))
        return lr_error_set(error, LR_E_DOMAIN, "channel %zu: the error of bin %zu must be at least 0", c, i);
    for (size_t s = 0; s < channel->samples; s++) {
      const struct lr_like_sample *sample = &channel->sample[s];
      if (sample->effects > LR_LIKE_EFFECTS)
        return lr_error_set(error, LR_E_DOMAIN, "channel %zu: a sample takes at most %d effects", c, LR_LIKE_EFFECTS);
      for (size_t i = 0; i < channel->bins; i++) {
        if (!(sample->events[i] >= 0 && isfinite(sample->events[i])))
          return lr_error_set(error, LR_E_DOMAIN, "channel %zu: the events of bin %zu must be at least 0", c, i);
        any_signal |= sample->signal && sample->events[i] > 0;
      }
      for (size_t e = 0; e < sample->effects; e++)
        if (check_effect(model, c, channel->bins, &sample->effect[e], sample->events, error) != LR_OK) return LR_E_DOMAIN;
    }
  }
  return any_signal ? LR_OK : lr_error_set(error, LR_E_DOMAIN, "the signal has no events in any bin");
}

// A linear factor 1 + up a stays positive; a Poisson side measurement has a positive mean.
static void ends(struct lr_like_work *w) {
  const double inside = 1 - 1e-12;
  for (size_t k = 0; k < w->model->nuisances; k++) {
    w->low[k] = -FURTHEST;
    w->high[k] = FURTHEST;
    if (w->model->nuisance[k].constraint == LR_LIKE_POISSON) w->low[k] = fmax(w->low[k], -inside / w->model->nuisance[k].rel);
  }
  for (size_t c = 0; c < w->model->channels; c++)
    for (size_t s = 0; s < w->model->channel[c].samples; s++) {
      const struct lr_like_sample *sample = &w->model->channel[c].sample[s];
      for (size_t e = 0; e < sample->effects; e++) {
        const struct lr_like_effect *effect = &sample->effect[e];
        if (effect->kind != LR_LIKE_LINEAR) continue;
        if (effect->up > 0) w->low[effect->nuisance] = fmax(w->low[effect->nuisance], -inside / effect->up);
        if (effect->up < 0) w->high[effect->nuisance] = fmin(w->high[effect->nuisance], -inside / effect->up);
      }
    }
}

static void use_nuisances(const struct lr_like *model, struct lr_like_work_channel *wc) {
  bool used[LR_LIKE_NUISANCES] = {false};
  for (size_t s = 0; s < wc->channel->samples; s++)
    for (size_t e = 0; e < wc->channel->sample[s].effects; e++) used[wc->channel->sample[s].effect[e].nuisance] = true;
  for (size_t k = 0; k < model->nuisances; k++) {
    if (!used[k]) continue;
    wc->slot[k] = wc->slots;
    wc->nuisance[wc->slots++] = k;
  }
}

static void fill_parts(double *part, const struct lr_like_effect *effect, const double *nominal, size_t bins) {
  for (size_t i = 0; i < bins; i++) {
    double up = effect->up_events[i] - nominal[i], down = effect->down_events[i] - nominal[i];
    if (effect->kind == LR_LIKE_SHAPE_LOG) {
      up = nominal[i] > 0 ? log(effect->up_events[i] / nominal[i]) : 0;
      down = nominal[i] > 0 ? log(effect->down_events[i] / nominal[i]) : 0;
    }
    part[i] = 0.5 * (up - down);
    part[bins + i] = (up + down) / 16;
  }
}

enum lr_status lr_like_work_create(const struct lr_like *model, struct lr_like_work **work, struct lr_error *error) {
  *work = NULL;
  enum lr_status status = check(model, error);
  if (status != LR_OK) return status;
  struct lr_like_work *w = calloc(1, sizeof *w);
  if (!w) return lr_error_set(error, LR_E_MEMORY, "out of memory");
  w->model = model;
  size_t parts = 0;
  for (size_t c = 0; c < model->channels; c++) {
    struct lr_like_work_channel *wc = &w->channel[c];
    wc->channel = &model->channel[c];
    w->bins += wc->channel->bins;
    use_nuisances(model, wc);
    for (size_t s = 0; s < wc->channel->samples; s++)
      for (size_t e = 0; e < wc->channel->sample[s].effects; e++) {
        wc->part[s][e] = parts;
        if (wc->channel->sample[s].effect[e].kind >= LR_LIKE_SHAPE) parts += 2 * wc->channel->bins;
      }
  }
  ends(w);
  w->parts = malloc((parts + 1) * sizeof *w->parts);
  w->expected = calloc(w->bins, sizeof *w->expected);
  w->gamma = calloc(w->bins, sizeof *w->gamma);
  if (!w->parts || !w->expected || !w->gamma) {
    lr_like_work_free(w);
    return lr_error_set(error, LR_E_MEMORY, "out of memory");
  }
  for (size_t c = 0; c < model->channels; c++)
    for (size_t s = 0; s < model->channel[c].samples; s++) {
      const struct lr_like_sample *sample = &model->channel[c].sample[s];
      for (size_t e = 0; e < sample->effects; e++)
        if (sample->effect[e].kind >= LR_LIKE_SHAPE)
          fill_parts(w->parts + w->channel[c].part[s][e], &sample->effect[e], sample->events, model->channel[c].bins);
    }
  *work = w;
  return LR_OK;
}

void lr_like_work_free(struct lr_like_work *work) {
  if (!work) return;
  free(work->parts);
  free(work->expected);
  free(work->gamma);
  free(work);
}

size_t lr_like_bins(const struct lr_like_work *work) { return work->bins; }
double lr_like_low(const struct lr_like_work *work, size_t nuisance) { return work->low[nuisance]; }
double lr_like_high(const struct lr_like_work *work, size_t nuisance) { return work->high[nuisance]; }
const struct lr_like *lr_like_model(const struct lr_like_work *work) { return work->model; }

void lr_like_nominal(struct lr_like_work *w, double *signal, double *background) {
  size_t at = 0;
  for (size_t c = 0; c < w->model->channels; c++)
    for (size_t bin = 0; bin < w->model->channel[c].bins; bin++, at++) {
      signal[at] = background[at] = 0;
      for (size_t s = 0; s < w->model->channel[c].samples; s++) {
        const struct lr_like_sample *sample = &w->model->channel[c].sample[s];
        *(sample->signal ? &signal[at] : &background[at]) += sample->events[bin];
      }
    }
}
