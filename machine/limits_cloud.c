// SPDX-License-Identifier: GPL-3.0-or-later
// The electron-cloud threshold of a ring: one bunch current, or bunch currents against the bunch spacing.
#include <math.h>
#include <string.h>

#include "machine/limits_fields.h"

static bool refuse(const struct lr_reading *reading, const struct lr_node *node, const char *text) {
  lr_node_problem(reading->problems, false, node, "'%s' %s, such as [[4 ns, 0.6 mA], [6 ns, 0.9 mA]]", lr_node_name(node), text);
  return false;
}

bool lr_limits_read_cloud(const struct lr_reading *reading, const struct lr_node *node, struct lr_limits_cloud *cloud) {
  const struct lr_node *list = lr_node_value(node);
  *cloud = (struct lr_limits_cloud){.count = 0};
  if (list->children < 2 || list->children > LR_MOST_CLOUD_PAIRS)
    return refuse(reading, node, "wants 2 to 16 pairs [bunch spacing, bunch current]");
  for (size_t i = 0; i < list->children; i++) {
    const struct lr_node *pair = list->child[i];
    double spacing_s, current_A;
    if (pair->kind != LR_LIST || pair->children != 2) return refuse(reading, node, "wants pairs [bunch spacing, bunch current]");
    if (!lr_read_quantity(reading, pair->child[0], LR_DIM_TIME, &spacing_s) ||
        !lr_read_quantity(reading, pair->child[1], LR_DIM_CURRENT, &current_A))
      return false;
    if (!(spacing_s > 0 && current_A > 0)) return refuse(reading, node, "wants spacings and currents above 0");
    if (i && !(spacing_s > cloud->spacing_s[i - 1])) return refuse(reading, node, "wants the spacings in rising order");
    cloud->spacing_s[i] = spacing_s;
    cloud->current_A[i] = current_A;
  }
  cloud->count = (int)list->children;
  return true;
}

double lr_limits_cloud_at(const struct lr_limits_cloud *cloud, double spacing_s) {
  const double slack = 1e-9 * spacing_s;
  for (int i = 1; i < cloud->count; i++) {
    double low_s = cloud->spacing_s[i - 1], high_s = cloud->spacing_s[i];
    if (!(spacing_s >= low_s - slack && spacing_s <= high_s + slack)) continue;
    return cloud->current_A[i - 1] + (cloud->current_A[i] - cloud->current_A[i - 1]) * (spacing_s - low_s) / (high_s - low_s);
  }
  return NAN;
}
