// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/blowup_fields.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "machine/blowup_optics.h"

#define AT(member) offsetof(struct lr_blowup_input, member)
const struct lr_field lr_blowup_fields[] = {
    {"points", LR_FIELD_TEXT, AT(points), .size = sizeof((struct lr_blowup_input *)0)->points, .missing = "",
     .example = "points_1mm.csv", .doc = "file of specific luminosities to fit the law to; or give the law, or a curve"},
    {"curve", LR_FIELD_TEXT, AT(curve_file), .size = sizeof((struct lr_blowup_input *)0)->curve_file, .missing = "",
     .example = "blowup_curve.csv",
     .doc = "file of emittance_y against bunch_current_product_mA2, as tracking gives it; not extrapolated"},
    {"measured", LR_FIELD_TEXT, AT(measured), .size = sizeof((struct lr_blowup_input *)0)->measured, .missing = "",
     .example = "points_1mm.csv", .doc = "file of specific luminosities that the figure shows beside law or curve; they change nothing"},
    {"apply", LR_FIELD_SWITCH, AT(apply), .missing = "no",
     .doc = "yes: the vertical emittances of the machine follow the blow-up; no: they are those in collision, as given"},
    {"target", LR_FIELD_TEXT, AT(target), .size = sizeof((struct lr_blowup_input *)0)->target, .missing = "",
     .example = "../machines/step_2.4e35.yaml",
     .doc = "file of a machine: the report says how far the law or curve is extrapolated to reach it"},
    {"kind", LR_FIELD_TEXT, AT(kind), .size = sizeof((struct lr_blowup_input *)0)->kind, .missing = "measured",
     .doc = "kind of points to fit, such as simulation"},
    {"beta_y", LR_FIELD_QUANTITY, AT(beta_y_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "",
     .example = "1 mm", .doc = "optics of the law, of both rings; without it that of the machine"},
    {"emittance_y0", LR_FIELD_QUANTITY, AT(emittance_y_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "",
     .example = "20 pm", .doc = "law given, or curve of a ratio: vertical emittance of ler at no current"},
    {"product", LR_FIELD_QUANTITY, AT(product_A2), .dimension = LR_DIM_CURRENT_SQUARED, .low = ">0 A^2", .missing = "",
     .example = "0.35 mA^2", .doc = "law given: product of the bunch currents at which the emittance has doubled"},
    {"exponent", LR_FIELD_QUANTITY, AT(exponent), .dimension = LR_DIM_NUMBER, .low = ">0", .high = "20", .missing = "",
     .example = "1.2", .doc = "law given: exponent of the product"},
    {"her_over_ler", LR_FIELD_QUANTITY, AT(her_over_ler), .dimension = LR_DIM_NUMBER, .low = ">0", .high = "100",
     .missing = "1", .doc = "vertical emittance of her over ler: an assumption, the points do not fix it"},
    {.key = NULL}};
#undef AT

static bool fit(const struct lr_reading *reading, const struct lr_node *node, const struct lr_collider *collider,
                struct lr_blowup_input *blowup) {
  const struct lr_node *name = lr_node_value(lr_node_child(node, "points"));
  struct lr_collider optics = *collider;
  if (lr_node_child(node, "beta_y")) optics.ler.beta_y_m = optics.her.beta_y_m = blowup->beta_y_m;
  struct lr_blowup_points *points = malloc(sizeof *points);
  if (!points) {
    reading->problems->no_memory = true;
    return false;
  }
  char path[4096];
  struct lr_error error = {0};
  if (!lr_node_file(name, "blowup", path, sizeof path)) {
    lr_node_problem(reading->problems, false, name, "the name of the points file is too long");
    free(points);
    return false;
  }
  enum lr_status status = lr_blowup_points_read(path, points, &error);
  if (!status) status = lr_blowup_fit(&optics, points, blowup->kind, blowup->her_over_ler, &blowup->fit, &error);
  if (!status) lr_blowup_points_select(points, blowup->kind, optics.ler.beta_y_m, &blowup->used);
  free(points);
  if (status) lr_node_problem(reading->problems, false, name, "%s", error.text);
  blowup->fitted = status == LR_OK;
  return blowup->fitted;
}

static void keep_status(const struct lr_node *node, const char *key, const char *otherwise, char *status, size_t size) {
  const struct lr_node *child = lr_node_child(node, key);
  const char *said = child ? lr_node_says(child, "status") : NULL;
  snprintf(status, size, "%s", said && *said ? said : otherwise);
}

// Keys beside `curve` that it does not want, and those that it needs.
static bool read_curve(const struct lr_reading *reading, const struct lr_node *node, const struct lr_collider *collider,
                       struct lr_blowup_input *blowup) {
  const struct lr_node *name = lr_node_value(lr_node_child(node, "curve")), *her = lr_node_child(node, "her_over_ler");
  const struct lr_node *emittance = lr_node_child(node, "emittance_y0");
  char path[4096];
  struct lr_error error = {0};
  size_t errors_before = reading->problems->errors;
  if (!lr_node_file(name, "blowup", path, sizeof path)) {
    lr_node_problem(reading->problems, false, name, "the name of the curve's file is too long");
    return false;
  }
  if (lr_blowup_curve_read(path, &blowup->curve, &error)) {
    lr_node_problem(reading->problems, false, name, "%s", error.text);
    return false;
  }
  if (blowup->curve.ratio && !emittance)
    lr_node_problem(reading->problems, false, name,
                    "a curve of the ratio needs 'emittance_y0' beside it, the emittance of ler at no current, such as '20 pm'");
  if (!blowup->curve.ratio && emittance)
    lr_node_problem(reading->problems, false, emittance, "the curve has the emittances themselves: take 'emittance_y0' out");
  if (blowup->curve.has_her && her)
    lr_node_problem(reading->problems, false, her, "the curve has a column of her: take 'her_over_ler' out");
  double beta_y_m = blowup->curve.optics[0].beta_y_m[0];
  if (!lr_node_child(node, "beta_y") && beta_y_m > 0) blowup->beta_y_m = beta_y_m;  // the file knows better than the machine
  lr_blowup_optics_check(reading, name, &blowup->curve, collider);
  blowup->tabulated = reading->problems->errors == errors_before;
  return blowup->tabulated;
}

static bool read_beside(const struct lr_reading *reading, const struct lr_node *node, struct lr_blowup_input *blowup) {
  const struct lr_node *name = lr_node_value(lr_node_child(node, "measured"));
  char path[4096];
  struct lr_error error = {0};
  if (!lr_node_file(name, "blowup", path, sizeof path)) {
    lr_node_problem(reading->problems, false, name, "the name of the file of points is too long");
    return false;
  }
  if (lr_blowup_points_read(path, &blowup->beside, &error)) {
    lr_node_problem(reading->problems, false, name, "%s", error.text);
    return false;
  }
  size_t kept = 0;
  for (size_t i = 0; i < blowup->beside.count; i++)
    if (fabs(blowup->beside.point[i].beta_y_m / blowup->beta_y_m - 1) <= 1e-6) blowup->beside.point[kept++] = blowup->beside.point[i];
  blowup->beside.count = kept;
  return true;
}

// Points, curve and law: one of them. Reports every key that says it again.
static bool only_one(const struct lr_reading *reading, const struct lr_node *node) {
  static const char *const KEYS[] = {"points", "curve", "product", "exponent", "emittance_y0"};
  const struct lr_node *first = NULL;
  bool fine = true;
  for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
    const struct lr_node *child = lr_node_child(node, KEYS[i]);
    bool beside = i == 4 && first && strcmp(first->key, "curve") == 0;  // of a curve of the ratio
    if (!child || beside) continue;
    if (first)
      lr_node_problem(reading->problems, false, child, "'%s' (line %d) and '%s' say the same thing twice: %s", first->key,
                      first->line, child->key, i == 1 ? "fit the law or give a curve" : "fit the law or give it, or give a curve");
    fine = fine && !first;
    if (!first && i < 2) first = child;
  }
  return fine;
}

bool lr_blowup_read(const struct lr_reading *reading, const struct lr_node *node, const struct lr_collider *collider,
                    struct lr_blowup_input *blowup) {
  static const char *const LAW[] = {"emittance_y0", "product", "exponent"};
  memset(blowup, 0, sizeof *blowup);
  if (!lr_fields_read(reading, node, lr_blowup_fields, blowup)) return false;
  if (!lr_node_child(node, "beta_y")) blowup->beta_y_m = collider->ler.beta_y_m;
  blowup->given_emittance_m[0] = collider->ler.emittance_y_m;
  blowup->given_emittance_m[1] = collider->her.emittance_y_m;
  keep_status(node, "her_over_ler", "assumed", blowup->status[LR_BLOWUP_PARAMETERS], sizeof blowup->status[0]);
  const struct lr_node *points = lr_node_child(node, "points");
  const char *missing = NULL;
  for (int i = 0; i < LR_BLOWUP_PARAMETERS; i++) {
    if (!lr_node_child(node, LAW[i])) missing = LAW[i];
    keep_status(node, LAW[i], points ? "derived" : "", blowup->status[i], sizeof blowup->status[i]);
  }
  if (!only_one(reading, node)) return false;
  bool tabulated = lr_node_child(node, "curve") != NULL;
  if (tabulated && !read_curve(reading, node, collider, blowup)) return false;
  if (lr_node_child(node, "measured") && !read_beside(reading, node, blowup)) return false;
  if (points) return fit(reading, node, collider, blowup);
  if (tabulated) return true;
  if (missing) {
    lr_node_problem(reading->problems, false, node,
                    "'blowup' lacks '%s': give emittance_y0, product and exponent, or the file 'points' to fit them to, or a "
                    "'curve'",
                    missing);
    return false;
  }
  blowup->fit.law = (struct lr_blowup_law){.emittance_y_m = blowup->emittance_y_m,
                                           .product_A2 = blowup->product_A2,
                                           .exponent = blowup->exponent,
                                           .her_over_ler = blowup->her_over_ler};
  blowup->fit.product_high_A2 = INFINITY;  // no points: nothing to lie beyond
  return true;
}
