// SPDX-License-Identifier: GPL-3.0-or-later
// A binned model: its file and its nuisances.
#include "projections/stats/limit_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "projections/stats/limit_model_read.h"

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
    {"nuisances", LR_FIELD_CUSTOM, 0, .read = lr_limit_read_later, .missing = "", .fields = NUISANCE, .id = "luminosity",
     .wants = "nuisances keyed by name", .doc = "shared by all channels that name them"},
    {"channels", LR_FIELD_CUSTOM, 0, .read = lr_limit_read_later, .fields = lr_limit_channel_fields, .id = "y4s", .wants = "channels keyed by name",
     .doc = "final states, periods or energies with bins of their own"},
    {.key = NULL}};

static void read_nuisances(const struct lr_reading *reading, const struct lr_node *node, struct lr_limit_model *model) {
  if (!lr_limit_keyed(reading, node, "nuisances", LR_LIKE_NUISANCES)) return;
  for (size_t k = 0; k < node->children; k++) {
    const struct lr_node *one = node->child[k];
    struct nuisance n = {.constraint = 0, .error = NAN};
    lr_limit_copy_name(reading, one, model->nuisance_name[k], sizeof model->nuisance_name[k]);
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
  if (channels) lr_limit_channels_read(&reading, channels, model);
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
