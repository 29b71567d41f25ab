// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/limits_rows.h"

#include <math.h>
#include <string.h>

// "" counts as the weakest word: nobody says where the figure is from.
static int weakness(const char *status) {
  static const char *const WORDS[] = {"read", "derived", "known", "assumed"};
  for (int i = 0; i < 4; i++)
    if (strcmp(WORDS[i], status) == 0) return i;
  return 4;
}

const char *lr_limits_weaker(const char *one, const char *other) { return weakness(other) > weakness(one) ? other : one; }

static void rest_on(struct lr_limit *limit, const struct lr_limit_part *parts, int count) {
  const char *worst = parts[0].figure->status;
  for (int i = 0; i < count; i++) {
    const struct lr_limit_figure *figure = parts[i].figure;
    if (!isfinite(figure->value)) continue;
    worst = lr_limits_weaker(worst, figure->status);
    size_t used = strlen(limit->source);
    if (*figure->source && !strstr(limit->source, figure->source))
      snprintf(limit->source + used, sizeof limit->source - used, "%s%s", used ? "; " : "", figure->source);
  }
  snprintf(limit->status, sizeof limit->status, "%s", worst);
}

static void say_why(struct lr_limit *limit, const struct lr_limit_row *row, const struct lr_limit_part *parts, int count) {
  snprintf(limit->formula, sizeof limit->formula, "not evaluated: %s", row->why ? row->why : "needs ");
  bool first = true;
  for (int i = 0; i < count && !row->why; i++) {
    if (isfinite(parts[i].figure->value)) continue;
    size_t used = strlen(limit->formula);
    snprintf(limit->formula + used, sizeof limit->formula - used, "%s%s", first ? "" : ", ", parts[i].key);
    first = false;
  }
  if (first && !row->why) snprintf(limit->formula, sizeof limit->formula, "not evaluated: the value is not above 0");
}

void lr_limits_add_unbounded(struct lr_limits_found *found, const struct lr_limit_row *row, double value, const char *key) {
  if (found->count == LR_MOST_LIMITS || !(value > 0 && isfinite(value))) return;
  struct lr_limit *limit = &found->limit[found->count++];
  *limit = (struct lr_limit){.name = row->name, .ring = row->ring, .value = value * row->factor, .bound = NAN, .unit = row->unit,
                             .least = row->least, .margin = NAN};
  snprintf(limit->formula, sizeof limit->formula, "no bound given: limits.%s.%s", row->ring, key);
}

void lr_limits_add(struct lr_limits_found *found, const struct lr_limit_row *row, double value, double bound,
                   const struct lr_limit_part *parts, int count) {
  if (found->count == LR_MOST_LIMITS || !isfinite(parts[0].figure->value)) return;
  struct lr_limit limit = {.name = row->name, .ring = row->ring, .value = NAN, .bound = NAN, .unit = row->unit,
                           .least = row->least, .margin = NAN};
  if (value > 0 && isfinite(value)) limit.value = value * row->factor;
  if (bound > 0 && isfinite(bound)) limit.bound = bound * row->factor;
  if (isfinite(limit.value) && isfinite(limit.bound)) {
    limit.margin = (row->least ? value / bound : bound / value) - 1;
    snprintf(limit.formula, sizeof limit.formula, "%s", row->formula);
  } else {
    say_why(&limit, row, parts, count);
  }
  rest_on(&limit, parts, count);
  int at = found->count++;
  if (!isnan(limit.margin))
    for (; at > 0 && !(found->limit[at - 1].margin <= limit.margin); at--) found->limit[at] = found->limit[at - 1];
  found->limit[at] = limit;
}
