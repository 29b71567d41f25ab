// SPDX-License-Identifier: GPL-3.0-or-later
// What a channel says of the trigger: through which lines its signal comes, and with which efficiency.
#ifndef LR_PROJECTIONS_TRIGGER_USE_H
#define LR_PROJECTIONS_TRIGGER_USE_H

enum { LR_MOST_TRIGGER_USES = 8 };

struct lr_trigger_use {
  char line[32];      // id of a line of `trigger:`; "" ends a list that is not full
  double efficiency;  // share of the selected signal that this line takes without a prescale, 0..1
  double mass_min_GeV, mass_max_GeV;  // masses whose signal it can see; 0 = no bound
};

enum lr_trigger_combine {
  LR_TRIGGER_BEST,        // only the best line counts: safe
  LR_TRIGGER_INDEPENDENT  // lines miss events independently of each other: an upper estimate
};
#define LR_TRIGGER_COMBINES "best|independent"

#endif
