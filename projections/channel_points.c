// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channel_points.h"

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

bool lr_channel_read_points(const struct lr_reading *reading, const struct lr_node *node, const struct lr_channel_type *type,
                            enum lr_ordinate ordinate, struct lr_point *point, size_t room, size_t *count) {
  *count = 0;
  if (node->kind != LR_LIST || node->children > room) {
    lr_node_problem(reading->problems, false, node, "'%s' wants a list of at most %zu pairs [mass, value]", lr_node_name(node), room);
    return false;
  }
  bool fine = true;
  for (size_t i = 0; i < node->children; i++) {
    const struct lr_node *pair = node->child[i];
    if (pair->kind != LR_LIST || pair->children != 2) {
      lr_node_problem(reading->problems, false, pair, "'%s' wants pairs [mass, value]", lr_node_name(node));
      fine = false;
      continue;
    }
    struct lr_point *p = &point[i];
    bool mass = lr_read_quantity(reading, pair->child[0], LR_DIM_ENERGY, &p->x);
    bool value = read_ordinate(reading, pair->child[1], type, ordinate, &p->y);
    fine = fine && mass && value;
    p->x *= LR_GEV_PER_EV;
    (*count)++;
  }
  return fine;
}
