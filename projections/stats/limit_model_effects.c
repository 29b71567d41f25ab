// SPDX-License-Identifier: GPL-3.0-or-later
// Effects of the nuisances on a sample of a binned model.
#include <string.h>

#include "projections/stats/limit_model_read.h"

struct effect {
  double linear;
  struct lr_limit_list lognormal, up, down;
  int interpolation;
};
#define AT(member) offsetof(struct effect, member)
const struct lr_field lr_limit_effect_fields[] = {
    {"lognormal", LR_FIELD_CUSTOM, AT(lognormal), .read = lr_limit_read_one_or_list, .missing = "", .wants = "a factor, or [up, down]",
     .example = "1.02", .doc = "factor on the events at +1 sigma (and at -1 sigma; without it the inverse)"},
    {"linear", LR_FIELD_QUANTITY, AT(linear), .dimension = LR_DIM_NUMBER, .low = "-10", .high = "10", .missing = "", .example = "5 %",
     .doc = "relative change of the events per sigma: a Gaussian normalisation, cut off at 0"},
    {"up", LR_FIELD_CUSTOM, AT(up), .read = lr_limit_read_list, .missing = "", .wants = "a list of events", .example = "[12, 11, 9]",
     .doc = "template at +1 sigma"},
    {"down", LR_FIELD_CUSTOM, AT(down), .read = lr_limit_read_list, .missing = "", .wants = "a list of events", .example = "[8, 9, 11]",
     .doc = "template at -1 sigma"},
    {"interpolation", LR_FIELD_CHOICE, AT(interpolation), .choices = "smooth|logarithmic", .missing = "smooth",
     .doc = "between the templates: of the events (sixth-order polynomial within 1 sigma, straight beyond), or of their logarithm"},
    {.key = NULL}};
#undef AT

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

void lr_limit_effect_read(const struct lr_reading *reading, const struct lr_node *node, struct lr_limit_model *model,
                        struct lr_like_sample *sample, size_t bins) {
  struct effect e = {.lognormal.model = model, .up.model = model, .down.model = model};
  struct lr_like_effect out = {.up = 0};
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "'%s' wants a mapping such as {lognormal: 1.02}", node->key);
    return;
  }
  if (!find_nuisance(reading, node, model, &out.nuisance) || !lr_fields_read(reading, node, lr_limit_effect_fields, &e)) return;
  const bool shape = e.up.at || e.down.at, linear = lr_node_child(node, "linear") != NULL;
  if ((e.lognormal.at != NULL) + linear + shape != 1) {
    lr_node_problem(reading->problems, false, node, "'%s' wants one of 'lognormal', 'linear', or 'up' with 'down'", node->key);
  } else if (shape) {
    if (!e.up.at || !e.down.at) {
      lr_node_problem(reading->problems, false, node, "'%s' wants both templates, 'up' and 'down'", node->key);
      return;
    }
    if (!lr_limit_same_bins(reading, &e.up, bins) || !lr_limit_same_bins(reading, &e.down, bins)) return;
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
