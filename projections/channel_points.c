// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channel_points.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"

bool lr_channel_read_coupling(const struct lr_reading *reading, const struct lr_node *node, const struct lr_channel_type *type,
                              double *value) {
  bool pure = !*type->coupling_unit;
  if (!lr_read_quantity(reading, node, pure ? LR_DIM_NUMBER : LR_DIM_PER_ENERGY, value)) return false;
  if (!pure) *value /= LR_GEV_PER_EV;
  return true;
}

static bool read_ordinate(const struct lr_reading *reading, const struct lr_node *node, const struct lr_channel_type *type,
                          enum lr_ordinate ordinate, double *y) {
  bool fine = false;
  switch (ordinate) {
    case LR_PURE_NUMBER: return lr_read_quantity(reading, node, LR_DIM_NUMBER, y);
    case LR_COUPLING: return lr_channel_read_coupling(reading, node, type, y);
    case LR_CROSS_SECTION_fb:
      fine = lr_read_quantity(reading, node, LR_DIM_CROSS_SECTION, y);
      *y /= LR_fb_m2;
      return fine;
    case LR_MASS_GeV:
      fine = lr_read_quantity(reading, node, LR_DIM_ENERGY, y);
      *y *= LR_GEV_PER_EV;
      return fine;
  }
  LR_BUG("kind of ordinate");
}

// Range of both numbers of a pair, and the order; NaN has been reported.
static bool check_point(const struct lr_reading *reading, const struct lr_node *pair, const struct lr_points_wanted *wanted,
                        const struct lr_point *point, double last_GeV) {
  bool fine = true;
  const char *value = lr_node_value(pair->child[1])->text;
  if (point->x <= 0) {
    lr_node_problem(reading->problems, false, lr_node_value(pair->child[0]), "a mass of '%s' must be above 0 GeV, got '%.60s'", wanted->name,
                    lr_node_value(pair->child[0])->text);
    fine = false;
  } else if (wanted->rising && point->x <= last_GeV) {
    lr_node_problem(reading->problems, false, pair, "'%s' wants rising masses, got %.6g GeV after %.6g GeV: sort the list, each mass once",
                    wanted->name, point->x, last_GeV);
    fine = false;
  }
  if (point->y < 0 || (wanted->above_zero && point->y == 0)) {
    lr_node_problem(reading->problems, false, lr_node_value(pair->child[1]), "a value of '%s' must be %s 0, got '%.60s'", wanted->name,
                    wanted->above_zero ? "above" : "at least", value);
    fine = false;
  } else if (wanted->most > 0 && point->y > wanted->most) {
    lr_node_problem(reading->problems, false, lr_node_value(pair->child[1]), "a value of '%s' must be at most %g, got '%.60s'", wanted->name,
                    wanted->most, value);
    fine = false;
  }
  return fine;
}

bool lr_channel_read_points(const struct lr_reading *reading, const struct lr_node *node, const struct lr_channel_type *type,
                            const struct lr_points_wanted *wanted, struct lr_point *point, size_t *count) {
  *count = 0;
  if (node->kind != LR_LIST || !node->children || node->children > wanted->room) {
    lr_node_problem(reading->problems, false, node, "'%s' wants a list of 1 to %zu pairs [mass, %s]%s", wanted->name, wanted->room,
                    wanted->ordinate == LR_MASS_GeV ? "mass" : "value", node->kind == LR_LIST && !node->children ? "; this one is empty" : "");
    return false;
  }
  bool fine = true;
  double last_GeV = 0;
  for (size_t i = 0; i < node->children; i++) {
    const struct lr_node *pair = node->child[i];
    struct lr_point *p = &point[i];
    *p = (struct lr_point){NAN, NAN};
    if (pair->kind != LR_LIST || pair->children != 2) {
      lr_node_problem(reading->problems, false, pair, "'%s' wants pairs [mass, %s]", wanted->name,
                      wanted->ordinate == LR_MASS_GeV ? "mass" : "value");
      fine = false;
      continue;
    }
    if (!lr_read_quantity(reading, pair->child[0], LR_DIM_ENERGY, &p->x)) fine = false;
    if (!read_ordinate(reading, pair->child[1], type, wanted->ordinate, &p->y)) fine = false;
    p->x *= LR_GEV_PER_EV;
    if (!check_point(reading, pair, wanted, p, last_GeV)) fine = false;
    if (p->x > 0) last_GeV = p->x;
  }
  *count = node->children;
  return fine;
}

bool lr_channel_read_id(const struct lr_reading *reading, const struct lr_node *node, char id[32]) {
  snprintf(id, 32, "%.31s", node->key);
  if (strlen(node->key) < 32) return true;
  struct lr_node key = *node;
  if (key.key_line) {  // the caret belongs under the key
    key.line = key.key_line;
    key.column = key.key_column;
  }
  lr_node_problem(reading->problems, false, &key, "the id '%.60s' is longer than 31 characters", node->key);
  return false;
}
