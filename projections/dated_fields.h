// SPDX-License-Identifier: GPL-3.0-or-later
// Readers of what a plan says by dates: one value, or a list of [date, value] in order of time.
#ifndef LR_PROJECTIONS_DATED_FIELDS_H
#define LR_PROJECTIONS_DATED_FIELDS_H

#include "base/fields.h"
#include "projections/plan_parts.h"

struct lr_dated_wish {
  enum lr_dimension dimension;
  double scale;            // stored = SI value * scale; 0 means 1
  const char *low, *high;  // range as in a field; NULL: no end
  bool days_of_year;       // MM-DD in place of dates: stored as 100 month + day, the last as the first knot, at LR_NO_DATE, too
  bool may_return;         // the word `plan` is a value: NaN
};
// False, with the problem reported at the knot, when it does not fit.
bool lr_dated_read(const struct lr_reading *reading, const struct lr_node *node, const struct lr_dated_wish *wish,
                   struct lr_dated *dated);

// 'MM-DD' as 100 month + day, 02-29 too; 0: it is none.
int lr_day_of_year(const char *text);

#endif
