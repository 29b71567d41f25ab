// SPDX-License-Identifier: GPL-3.0-or-later
// The trigger of a scenario as tables: what `trigger` prints and `run` draws.
#ifndef LR_CLI_TRIGGER_STAGE_H
#define LR_CLI_TRIGGER_STAGE_H

#include "cli/call.h"
#include "projections/trigger_plan.h"
#include "projections/trigger_tables.h"

enum { LR_TRIGGER_TABLES = 7 };
struct lr_trigger_stage {
  // efficiency, whatif, displaced: NULL where no channel names a line (one of displaced vertices); periods: NULL without a plan
  struct lr_table *setups, *rates, *total, *efficiency, *whatif, *displaced, *periods;
};

struct lr_trigger_wish {
  double luminosity_m2s;  // NaN: those of the path (`brief`) or the ladder
  size_t steps;           // of the ladder, from 1e34 to the last setup of the path
  size_t beyond;          // steps behind it, to where the lines want twice the budget; none where ten times the last setup is within it
  const char *channel;    // NULL: all that name lines
  bool brief;             // for reading: the setups of the path, and what changes
  // for a comparison: these luminosities and no what-ifs, channels at the shown masses of another scenario; NULL: see above
  const double *fixed_m2s;
  size_t fixed;
  const struct lr_scenario *masses;
};

// `days` may be NULL: no plan. The caller frees the tables, also after a failure.
enum lr_status lr_stage_trigger(const struct lr_scenario *scenario, const struct lr_plan_days *days, const struct lr_trigger_wish *wish,
                                struct lr_trigger_stage *stage, struct lr_error *error);
// The tables that are there, in order; returns how many.
size_t lr_trigger_stage_list(const struct lr_trigger_stage *stage, struct lr_table *list[LR_TRIGGER_TABLES]);
void lr_trigger_stage_free(struct lr_trigger_stage *stage);

#endif
