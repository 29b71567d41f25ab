// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a binned model. Lists are copied into one pool as long as the file has scalars, so that pointers into it stay.
#include "projections/stats/limit_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct list {
  struct lr_limit_model *model;  // where its numbers go
  double *value;
  size_t count;
  const struct lr_node *at;
};

static bool read_numbers(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct list *list = target;
  const struct lr_node *value = lr_node_value(node);
  if (value->kind != LR_LIST || value->children == 0 || value->children > LR_LIKE_BINS) {
    lr_node_problem(reading->problems, false, value, "'%s' wants a list of 1 to %d numbers", lr_node_name(node), LR_LIKE_BINS);
    return false;
  }
  list->value = list->model->number + list->model->numbers;
  list->at = value;
  bool fine = true;
  for (size_t i = 0; i < value->children; i++) {
    double number = 0;
    if (!lr_read_quantity(reading, value->child[i], LR_DIM_NUMBER, &number)) {
      fine = false;
    } else if (number < 0) {
      lr_node_problem(reading->problems, false, value->child[i], "'%s' must be at least 0 in every bin", lr_node_name(node));
      fine = false;
    }
    list->model->number[list->model->numbers++] = number;
  }
  list->count = fine ? value->children : 0;
  return fine;
}

static bool read_numbers_or_one(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct list *list = target;
  if (lr_node_value(node)->kind == LR_LIST) return read_numbers(reading, node, target);
  double number;
  if (!lr_read_quantity(reading, node, LR_DIM_NUMBER, &number)) return false;
  if (number < 0) {
    lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' must be at least 0", lr_node_name(node));
    return false;
  }
  list->value = list->model->number + list->model->numbers;
  list->at = lr_node_value(node);
  list->model->number[list->model->numbers++] = number;
  list->count = 1;
  return true;
}

static bool read_later(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  (void)reading, (void)node, (void)target;
  return true;
}

// ---- effects ----

struct effect {
  double linear;
  struct list lognormal, up, down;
  int interpolation;
};
#define AT(member) offsetof(struct effect, member)
static const struct lr_field EFFECT[] = {
    {"lognormal", LR_FIELD_CUSTOM, AT(lognormal), .read = read_numbers_or_one, .missing = "", .wants = "a factor, or [up, down]",
     .example = "1.02", .doc = "factor on the events at +1 sigma (and at -1 sigma; without it the inverse)"},
    {"linear", LR_FIELD_QUANTITY, AT(linear), .dimension = LR_DIM_NUMBER, .low = "-10", .high = "10", .missing = "", .example = "5 %",
     .doc = "relative change of the events per sigma: a Gaussian normalisation, cut off at 0"},
    {"up", LR_FIELD_CUSTOM, AT(up), .read = read_numbers, .missing = "", .wants = "a list of events", .example = "[12, 11, 9]",
     .doc = "template at +1 sigma"},
    {"down", LR_FIELD_CUSTOM, AT(down), .read = read_numbers, .missing = "", .wants = "a list of events", .example = "[8, 9, 11]",
     .doc = "template at -1 sigma"},
    {"interpolation", LR_FIELD_CHOICE, AT(interpolation), .choices = "smooth|logarithmic", .missing = "smooth",
     .doc = "between the templates: of the events (sixth-order polynomial within 1 sigma, straight beyond), or of their logarithm"},
    {.key = NULL}};
#undef AT

static bool same_bins(const struct lr_reading *reading, const struct list *list, size_t bins) {
  if (list->count == bins) return true;
  if (list->count) lr_node_problem(reading->problems, false, list->at, "%zu numbers, but the channel has %zu bins", list->count, bins);
  return false;
}

static const char *const *nuisance_names(const struct lr_limit_model *model, const char **known) {
  for (size_t k = 0; k < model->like.nuisances; k++) known[k] = model->nuisance_name[k];
  known[model->like.nuisances] = NULL;
  return known;
}

static bool find_nuisance(const struct lr_reading *reading, const struct lr_node *node, const struct lr_limit_model *model, size_t *index) {
  for (*index = 0; *index < model->like.nuisances; ++*index)
    if (strcmp(model->nuisance_name[*index], node->key) == 0) return true;
  const char *known[LR_LIKE_NUISANCES + 1], *nearest = lr_text_nearest(node->key, nuisance_names(model, known));
  lr_node_problem(reading->problems, false, node, "there is no nuisance '%.60s'%s%s%s: name it under 'nuisances'", node->key,
                  nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
  return false;
}

static void read_effect(const struct lr_reading *reading, const struct lr_node *node, struct lr_limit_model *model,
                        struct lr_like_sample *sample, size_t bins) {
  struct effect e = {.lognormal.model = model, .up.model = model, .down.model = model};
  struct lr_like_effect out = {.up = 0};
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "'%s' wants a mapping such as {lognormal: 1.02}", node->key);
    return;
  }
  if (!find_nuisance(reading, node, model, &out.nuisance) || !lr_fields_read(reading, node, EFFECT, &e)) return;
  const bool shape = e.up.at || e.down.at, linear = lr_node_child(node, "linear") != NULL;
  if ((e.lognormal.at != NULL) + linear + shape != 1) {
    lr_node_problem(reading->problems, false, node, "'%s' wants one of 'lognormal', 'linear', or 'up' with 'down'", node->key);
  } else if (shape) {
    if (!e.up.at || !e.down.at) {
      lr_node_problem(reading->problems, false, node, "'%s' wants both templates, 'up' and 'down'", node->key);
      return;
    }
    if (!same_bins(reading, &e.up, bins) || !same_bins(reading, &e.down, bins)) return;
    out.kind = e.interpolation == 1 ? LR_LIKE_SHAPE_LOG : LR_LIKE_SHAPE;
    out.up_events = e.up.value;
    out.down_events = e.down.value;
    for (size_t i = 0; i < bins; i++)
      if (out.kind == LR_LIKE_SHAPE_LOG && sample->events[i] > 0 && !(out.up_events[i] > 0 && out.down_events[i] > 0)) {
        lr_node_problem(reading->problems, false, node, "a template of '%s' is 0 in bin %zu: 'interpolation: smooth' takes it", node->key, i + 1);
        return;
      }
    sample->effect[sample->effects++] = out;
  } else if (linear) {
    out.kind = LR_LIKE_LINEAR;
    out.up = e.linear;
    sample->effect[sample->effects++] = out;
  } else {
    out.kind = LR_LIKE_LOGNORMAL;
    out.up = e.lognormal.value[0];
    out.down = e.lognormal.count == 2 ? e.lognormal.value[1] : 0;
    if (e.lognormal.count > 2 || !(out.up > 0) || (e.lognormal.count == 2 && !(out.down > 0)))
      lr_node_problem(reading->problems, false, e.lognormal.at, "'lognormal' wants one factor above 0, or [up, down]");
    else
      sample->effect[sample->effects++] = out;
  }
}

// ---- samples and channels ----

struct sample {
  bool signal;
  struct list events;
  char nothing;
};
#define AT(member) offsetof(struct sample, member)
static const struct lr_field SAMPLE[] = {
    {"signal", LR_FIELD_SWITCH, AT(signal), .missing = "no", .doc = "multiplied by the signal strength mu"},
    {"events", LR_FIELD_CUSTOM, AT(events), .read = read_numbers, .wants = "a list of events", .example = "[10, 10, 10]",
     .doc = "expected events in each bin; of a signal at mu = 1"},
    {"effects", LR_FIELD_CUSTOM, AT(nothing), .read = read_later, .missing = "", .fields = EFFECT, .id = "luminosity",
     .wants = "effects keyed by nuisance", .doc = "of the nuisances on this sample"},
    {.key = NULL}};
#undef AT

struct channel {
  struct list observed, bin_error;
  int bin_constraint;
  char nothing;
};
#define AT(member) offsetof(struct channel, member)
static const struct lr_field CHANNEL[] = {
    {"observed", LR_FIELD_CUSTOM, AT(observed), .read = read_numbers, .missing = "", .wants = "a list of counts", .example = "[11, 9, 12]",
     .doc = "counts in each bin; in all channels or in none"},
    {"bin_error", LR_FIELD_CUSTOM, AT(bin_error), .read = read_numbers_or_one, .missing = "", .wants = "a relative error, or a list of them",
     .example = "5 %", .doc = "statistical error of the background in each bin"},
    {"bin_constraint", LR_FIELD_CHOICE, AT(bin_constraint), .choices = "poisson|gauss", .missing = "poisson",
     .doc = "side measurement behind it: a count, or a Gaussian"},
    {"samples", LR_FIELD_CUSTOM, AT(nothing), .read = read_later, .fields = SAMPLE, .id = "background", .wants = "samples keyed by name",
     .doc = "signals and backgrounds"},
    {.key = NULL}};
#undef AT

static bool keyed(const struct lr_reading *reading, const struct lr_node *node, const char *what, size_t most) {
  if (node->kind == LR_MAPPING && node->children >= 1 && node->children <= most) return true;
  lr_node_problem(reading->problems, false, node, "'%s' wants 1 to %zu %s keyed by name", lr_node_name(node), most, what);
  return false;
}

static void copy_name(const struct lr_reading *reading, const struct lr_node *node, char *name, size_t size) {
  snprintf(name, size, "%s", node->key);
  if (strlen(node->key) >= size) lr_node_problem(reading->problems, false, node, "a name has at most %zu characters", size - 1);
}

static void read_samples(const struct lr_reading *reading, const struct lr_node *samples, struct lr_limit_model *model,
                         struct lr_like_channel *channel) {
  if (!keyed(reading, samples, "samples", LR_LIKE_SAMPLES)) return;
  for (size_t i = 0; i < samples->children; i++) {
    const struct lr_node *node = samples->child[i];
    struct sample s = {.events.model = model};
    if (node->kind != LR_MAPPING) {
      lr_node_problem(reading->problems, false, node, "sample '%s' wants a mapping of keys", node->key);
      continue;
    }
    bool fine = lr_fields_read(reading, node, SAMPLE, &s);
    if (fine && channel->samples == 0) channel->bins = s.events.count;
    if (!fine || !same_bins(reading, &s.events, channel->bins)) continue;
    struct lr_like_sample *out = &channel->sample[channel->samples++];
    *out = (struct lr_like_sample){.signal = s.signal, .events = s.events.value};
    const struct lr_node *effects = lr_node_child(node, "effects");
    if (!effects || !keyed(reading, effects, "effects", LR_LIKE_EFFECTS)) continue;
    for (size_t e = 0; e < effects->children; e++) read_effect(reading, effects->child[e], model, out, channel->bins);
  }
}

static bool read_channel(const struct lr_reading *reading, const struct lr_node *node, struct lr_limit_model *model, size_t index,
                         struct list *observed) {
  struct lr_like_channel *channel = &model->channel[index];
  struct channel c = {.observed.model = model, .bin_error.model = model};
  copy_name(reading, node, model->channel_name[index], sizeof model->channel_name[index]);
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "channel '%s' wants a mapping of keys", node->key);
    return false;
  }
  size_t before = reading->problems->errors;
  lr_fields_read(reading, node, CHANNEL, &c);
  const struct lr_node *samples = lr_node_child(node, "samples");
  if (samples) read_samples(reading, samples, model, channel);
  *observed = c.observed;
  if (reading->problems->errors > before || channel->bins == 0) return false;
  if (c.observed.at && !same_bins(reading, &c.observed, channel->bins)) return false;
  if (!c.bin_error.at) return true;
  channel->bin_constraint = c.bin_constraint == 1 ? LR_LIKE_GAUSS : LR_LIKE_POISSON;
  channel->bin_rel = c.bin_error.value;
  if (c.bin_error.at->kind == LR_LIST) return same_bins(reading, &c.bin_error, channel->bins);
  double *all = model->number + model->numbers;  // one figure for all bins
  for (size_t i = 0; i < channel->bins; i++) all[i] = c.bin_error.value[0];
  model->numbers += channel->bins;
  channel->bin_rel = all;
  return true;
}

static void read_channels(const struct lr_reading *reading, const struct lr_node *channels, struct lr_limit_model *model) {
  if (!keyed(reading, channels, "channels", LR_LIKE_CHANNELS)) return;
  struct list observed[LR_LIKE_CHANNELS] = {{.count = 0}};
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

// ---- nuisances and the file ----

struct nuisance {
  int constraint;
  double error;
};
#define AT(member) offsetof(struct nuisance, member)
static const struct lr_field NUISANCE[] = {
    {"constraint", LR_FIELD_CHOICE, AT(constraint), .choices = "gauss|poisson|none", .missing = "gauss",
     .doc = "side measurement: Gaussian, a count (its effect is `linear`), or none: free"},
    {"error", LR_FIELD_QUANTITY, AT(error), .dimension = LR_DIM_NUMBER, .low = ">0", .high = "10", .missing = "", .example = "5 %",
     .doc = "relative error of the count behind a poisson constraint"},
    {.key = NULL}};
#undef AT

const struct lr_field lr_limit_model_fields[] = {
    {"title", LR_FIELD_TEXT, offsetof(struct lr_limit_model, title), .size = 128, .missing = "", .doc = "what the model is"},
    {"nuisances", LR_FIELD_CUSTOM, 0, .read = read_later, .missing = "", .fields = NUISANCE, .id = "luminosity",
     .wants = "nuisances keyed by name", .doc = "shared by all channels that name them"},
    {"channels", LR_FIELD_CUSTOM, 0, .read = read_later, .fields = CHANNEL, .id = "y4s", .wants = "channels keyed by name",
     .doc = "final states, periods or energies with bins of their own"},
    {.key = NULL}};

static void read_nuisances(const struct lr_reading *reading, const struct lr_node *node, struct lr_limit_model *model) {
  if (!keyed(reading, node, "nuisances", LR_LIKE_NUISANCES)) return;
  for (size_t k = 0; k < node->children; k++) {
    const struct lr_node *one = node->child[k];
    struct nuisance n = {.constraint = 0, .error = NAN};
    copy_name(reading, one, model->nuisance_name[k], sizeof model->nuisance_name[k]);
    model->like.nuisances++;
    if (one->kind != LR_MAPPING) {
      lr_node_problem(reading->problems, false, one, "nuisance '%s' wants a mapping such as {constraint: gauss}", one->key);
      continue;
    }
    if (!lr_fields_read(reading, one, NUISANCE, &n)) continue;
    static const enum lr_like_constraint KIND[] = {LR_LIKE_GAUSS, LR_LIKE_POISSON, LR_LIKE_NONE};
    model->like.nuisance[k] = (struct lr_like_nuisance){KIND[n.constraint], n.error};
    if ((n.constraint == 1) != (n.error > 0))
      lr_node_problem(reading->problems, false, one, "'%s': 'error' stands with 'constraint: poisson', and only there", one->key);
  }
}

static size_t scalars(const struct lr_node *node) {
  size_t sum = node->kind == LR_SCALAR;
  for (size_t i = 0; i < node->children; i++) sum += scalars(node->child[i]);
  return sum;
}

static enum lr_status build(struct lr_limit_model *model, struct lr_problems *problems, struct lr_error *error) {
  const struct lr_reading reading = {model->document, problems};
  const struct lr_node *root = model->document->root;
  lr_document_settle(model->document);
  // every scalar once, one figure spread over the bins of its channel, the data and side measurements
  model->room = 4 * scalars(root) + LR_LIKE_NUISANCES;
  model->number = calloc(model->room, sizeof *model->number);
  if (!model->number) return lr_error_set(error, LR_E_MEMORY, "out of memory");
  model->like.channel = model->channel;
  model->like.channel_name = (const char (*)[LR_LIKE_NAME])model->channel_name;
  model->like.nuisance_name = (const char (*)[LR_LIKE_NAME])model->nuisance_name;
  lr_fields_read(&reading, root, lr_limit_model_fields, model);
  const struct lr_node *nuisances = lr_node_child(root, "nuisances"), *channels = lr_node_child(root, "channels");
  if (nuisances) read_nuisances(&reading, nuisances, model);
  if (channels) read_channels(&reading, channels, model);
  return lr_problems_status(problems, error);
}

static enum lr_status read_with(const char *path, const char *text, struct lr_limit_model **out, struct lr_problems *problems, struct lr_error *error) {
  *out = NULL;
  struct lr_limit_model *model = calloc(1, sizeof *model);
  if (model) model->document = lr_document_create();
  if (!model || !model->document) {
    free(model);
    return lr_error_set(error, LR_E_MEMORY, "no memory to read '%s'", path);
  }
  enum lr_status status = text ? lr_document_load_text(model->document, path, ".", text, strlen(text), problems)
                               : lr_document_load(model->document, path, problems);
  if (status == LR_OK) status = build(model, problems, error);
  else if (status != LR_E_MEMORY) lr_problems_status(problems, error);
  if (status == LR_OK) *out = model;
  else lr_limit_model_free(model);
  return status;
}

enum lr_status lr_limit_model_read(const char *path, struct lr_limit_model **model, struct lr_problems *problems, struct lr_error *error) {
  return read_with(path, NULL, model, problems, error);
}

enum lr_status lr_limit_model_read_text(const char *name, const char *text, struct lr_limit_model **model,
                                        struct lr_problems *problems, struct lr_error *error) {
  return read_with(name, text, model, problems, error);
}

void lr_limit_model_free(struct lr_limit_model *model) {
  if (!model) return;
  lr_document_free(model->document);
  free(model->number);
  free(model);
}
