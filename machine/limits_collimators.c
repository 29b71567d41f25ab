// SPDX-License-Identifier: GPL-3.0-or-later
// `collimators:` of the limits of a ring: what they add up to.
#include <math.h>
#include <string.h>

#include "machine/limits_fields.h"
#include "machine/limits_rows.h"

struct collimator {
  double beta_m, kick_V_C_m;
};

#define KICK "a kick factor such as '40 V/pC/m'"
static bool read_kick(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  double *kick = target;
  if (!lr_limits_read_named(reading, node, KICK, (const char *const[]){"V/pC/m", "kV/pC/m", "V/C/m"},
                            (const double[]){1e12, 1e15, 1}, kick))
    return false;
  if (*kick > 0) return true;
  lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' must be above 0", lr_node_name(node));
  return false;
}

#define AT(member) offsetof(struct collimator, member)
const struct lr_field lr_limits_collimator_fields[] = {
    {"beta", LR_FIELD_QUANTITY, AT(beta_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .example = "15 m",
     .doc = "beta function there, in the plane of the jaws"},
    {"kick_factor", LR_FIELD_CUSTOM, AT(kick_V_C_m), .read = read_kick, .wants = KICK, .example = "40 V/pC/m",
     .doc = "transverse, dipolar, of the bunch at its length"},
    {.key = NULL}};
#undef AT

bool lr_limits_read_collimators(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  static const char *const ABOUT[] = {"status", "source", "note"};
  struct lr_limit_figure sum = {.value = 0};
  size_t count = 0;
  bool fine = true;
  for (size_t i = 0; node->kind == LR_MAPPING && i < node->children; i++) {
    const struct lr_node *one = node->child[i];
    bool about = false;
    for (int k = 0; k < 3; k++) about = about || strcmp(one->key, ABOUT[k]) == 0;
    if (about && one->kind == LR_SCALAR) continue;
    struct collimator collimator = {NAN, NAN};
    count++;
    if (one->kind != LR_MAPPING) {
      lr_node_problem(reading->problems, false, one, "'%s' wants {beta: 15 m, kick_factor: 40 V/pC/m}", one->key);
      fine = false;
      continue;
    }
    fine = lr_fields_read(reading, one, lr_limits_collimator_fields, &collimator) && fine;
    sum.value += collimator.beta_m * collimator.kick_V_C_m;
    const char *status = lr_node_says(one, "status"), *source = lr_node_says(one, "source");
    const char *word = count == 1 ? (status ? status : "") : lr_limits_weaker(sum.status, status ? status : "");
    if (word != sum.status) snprintf(sum.status, sizeof sum.status, "%s", word);
    size_t used = strlen(sum.source);
    if (source && !strstr(sum.source, source))
      snprintf(sum.source + used, sizeof sum.source - used, "%s%s", used ? "; " : "", source);
  }
  if (count == 0) {
    lr_node_problem(reading->problems, false, node, "'%s' wants collimators keyed by id, each {beta: 15 m, kick_factor: 40 V/pC/m}",
                    lr_node_name(node));
    return false;
  }
  if (fine && !isfinite(sum.value)) {
    lr_node_problem(reading->problems, false, node, "'%s' add up to more than a number holds: smaller beta or kick_factor",
                    lr_node_name(node));
    return false;
  }
  if (fine) *(struct lr_limit_figure *)target = sum;
  return fine;
}
