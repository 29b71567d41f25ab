// SPDX-License-Identifier: GPL-3.0-or-later
// Channels of a binned model with their samples, and the data.
#include "projections/stats/limit_model_read.h"

struct sample {
  bool signal;
  struct lr_limit_list events;
  char nothing;
};
#define AT(member) offsetof(struct sample, member)
static const struct lr_field SAMPLE[] = {
    {"signal", LR_FIELD_SWITCH, AT(signal), .missing = "no", .doc = "multiplied by the signal strength mu"},
    {"events", LR_FIELD_CUSTOM, AT(events), .read = lr_limit_read_list, .wants = "a list of events", .example = "[10, 10, 10]",
     .doc = "expected events in each bin; of a signal at mu = 1"},
    {"effects", LR_FIELD_CUSTOM, AT(nothing), .read = lr_limit_read_later, .missing = "", .fields = lr_limit_effect_fields, .id = "luminosity",
     .wants = "effects keyed by nuisance", .doc = "of the nuisances on this sample"},
    {.key = NULL}};
#undef AT

struct channel {
  struct lr_limit_list observed, bin_error;
  int bin_constraint;
  char nothing;
};
#define AT(member) offsetof(struct channel, member)
const struct lr_field lr_limit_channel_fields[] = {
    {"observed", LR_FIELD_CUSTOM, AT(observed), .read = lr_limit_read_list, .missing = "", .wants = "a list of counts", .example = "[11, 9, 12]",
     .doc = "counts in each bin; in all channels or in none"},
    {"bin_error", LR_FIELD_CUSTOM, AT(bin_error), .read = lr_limit_read_one_or_list, .missing = "", .wants = "a relative error, or a list of them",
     .example = "5 %", .doc = "statistical error of the background in each bin"},
    {"bin_constraint", LR_FIELD_CHOICE, AT(bin_constraint), .choices = "poisson|gauss", .missing = "poisson",
     .doc = "side measurement behind it: a count, or a Gaussian"},
    {"samples", LR_FIELD_CUSTOM, AT(nothing), .read = lr_limit_read_later, .fields = SAMPLE, .id = "background", .wants = "samples keyed by name",
     .doc = "signals and backgrounds"},
    {.key = NULL}};
#undef AT

static void read_samples(const struct lr_reading *reading, const struct lr_node *samples, struct lr_limit_model *model,
                         struct lr_like_channel *channel) {
  if (!lr_limit_keyed(reading, samples, "samples", LR_LIKE_SAMPLES)) return;
  for (size_t i = 0; i < samples->children; i++) {
    const struct lr_node *node = samples->child[i];
    struct sample s = {.events.model = model};
    if (node->kind != LR_MAPPING) {
      lr_node_problem(reading->problems, false, node, "sample '%s' wants a mapping of keys", node->key);
      continue;
    }
    bool fine = lr_fields_read(reading, node, SAMPLE, &s);
    if (fine && channel->samples == 0) channel->bins = s.events.count;
    if (!fine || !lr_limit_same_bins(reading, &s.events, channel->bins)) continue;
    struct lr_like_sample *out = &channel->sample[channel->samples++];
    *out = (struct lr_like_sample){.signal = s.signal, .events = s.events.value};
    const struct lr_node *effects = lr_node_child(node, "effects");
    if (!effects || !lr_limit_keyed(reading, effects, "effects", LR_LIKE_EFFECTS)) continue;
    for (size_t e = 0; e < effects->children; e++) lr_limit_effect_read(reading, effects->child[e], model, out, channel->bins);
  }
}

static bool read_channel(const struct lr_reading *reading, const struct lr_node *node, struct lr_limit_model *model, size_t index,
                         struct lr_limit_list *observed) {
  struct lr_like_channel *channel = &model->channel[index];
  struct channel c = {.observed.model = model, .bin_error.model = model};
  lr_limit_copy_name(reading, node, model->channel_name[index], sizeof model->channel_name[index]);
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "channel '%s' wants a mapping of keys", node->key);
    return false;
  }
  size_t before = reading->problems->errors;
  lr_fields_read(reading, node, lr_limit_channel_fields, &c);
  const struct lr_node *samples = lr_node_child(node, "samples");
  if (samples) read_samples(reading, samples, model, channel);
  *observed = c.observed;
  if (reading->problems->errors > before || channel->bins == 0) return false;
  if (c.observed.at && !lr_limit_same_bins(reading, &c.observed, channel->bins)) return false;
  if (!c.bin_error.at) return true;
  channel->bin_constraint = c.bin_constraint == 1 ? LR_LIKE_GAUSS : LR_LIKE_POISSON;
  channel->bin_rel = c.bin_error.value;
  if (c.bin_error.at->kind == LR_LIST) return lr_limit_same_bins(reading, &c.bin_error, channel->bins);
  double *all = model->number + model->numbers;  // one figure for all bins
  for (size_t i = 0; i < channel->bins; i++) all[i] = c.bin_error.value[0];
  model->numbers += channel->bins;
  channel->bin_rel = all;
  return true;
}

void lr_limit_channels_read(const struct lr_reading *reading, const struct lr_node *channels, struct lr_limit_model *model) {
  if (!lr_limit_keyed(reading, channels, "channels", LR_LIKE_CHANNELS)) return;
  struct lr_limit_list observed[LR_LIKE_CHANNELS] = {{.count = 0}};
  size_t with = 0, bins = 0;
  bool fine = true, any_signal = false;
  for (size_t i = 0; i < channels->children; i++) {
    fine &= read_channel(reading, channels->child[i], model, i, &observed[i]);
    with += observed[i].at != NULL;
    bins += model->channel[i].bins;
    for (size_t s = 0; s < model->channel[i].samples; s++)
      for (size_t b = 0; b < model->channel[i].bins; b++)
        any_signal |= model->channel[i].sample[s].signal && model->channel[i].sample[s].events[b] > 0;
  }
  model->like.channels = channels->children;
  if (!fine) return;
  if (!any_signal) lr_node_problem(reading->problems, false, channels, "no sample with 'signal: yes' has events: there is nothing to limit");
  for (size_t i = 0; with > 0 && with < channels->children && i < channels->children; i++)
    if (!observed[i].at)
      lr_node_problem(reading->problems, false, channels->child[i], "channel '%s' has no 'observed' but others have: give it in all or in none",
                      channels->child[i]->key);
  model->has_observed = with == channels->children;
  double *data = model->number + model->numbers, *aux = data + bins, *nuisances = aux + bins;
  model->data = (struct lr_like_data){data, aux, nuisances};
  for (size_t i = 0, at = 0; i < channels->children; i++)
    for (size_t b = 0; b < model->channel[i].bins; b++, at++) {
      data[at] = 0;
      aux[at] = 1;
      for (size_t s = 0; s < model->channel[i].samples; s++)
        if (!model->channel[i].sample[s].signal) data[at] += model->channel[i].sample[s].events[b];
      if (model->has_observed) data[at] = observed[i].value[b];
    }
  for (size_t k = 0; k < LR_LIKE_NUISANCES; k++) nuisances[k] = 0;
}
