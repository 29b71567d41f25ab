// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/stats/limit_model_read.h"

#include <string.h>

bool lr_limit_read_list(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_limit_list *list = target;
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

bool lr_limit_read_one_or_list(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_limit_list *list = target;
  if (lr_node_value(node)->kind == LR_LIST) return lr_limit_read_list(reading, node, target);
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

bool lr_limit_read_later(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  (void)reading, (void)node, (void)target;
  return true;
}

bool lr_limit_same_bins(const struct lr_reading *reading, const struct lr_limit_list *list, size_t bins) {
  if (list->count == bins) return true;
  if (list->count) lr_node_problem(reading->problems, false, list->at, "%zu numbers, but the channel has %zu bins", list->count, bins);
  return false;
}

bool lr_limit_keyed(const struct lr_reading *reading, const struct lr_node *node, const char *what, size_t most) {
  if (node->kind == LR_MAPPING && node->children >= 1 && node->children <= most) return true;
  lr_node_problem(reading->problems, false, node, "'%s' wants 1 to %zu %s keyed by name", lr_node_name(node), most, what);
  return false;
}

void lr_limit_copy_name(const struct lr_reading *reading, const struct lr_node *node, char *name, size_t size) {
  snprintf(name, size, "%s", node->key);
  if (strlen(node->key) >= size) lr_node_problem(reading->problems, false, node, "a name has at most %zu characters", size - 1);
}
