// SPDX-License-Identifier: GPL-3.0-or-later
// Inside the likelihood: the work space of a model.
#ifndef LR_PROJECTIONS_STATS_LIKELIHOOD_WORK_H
#define LR_PROJECTIONS_STATS_LIKELIHOOD_WORK_H

#include "projections/stats/likelihood.h"

struct lr_like_work_channel {
  const struct lr_like_channel *channel;
  size_t slot[LR_LIKE_NUISANCES], nuisance[LR_LIKE_NUISANCES], slots;  // nuisances that act here, in rising order
  size_t part[LR_LIKE_SAMPLES][LR_LIKE_EFFECTS];                       // where its odd and even parts begin in `parts`
};

struct lr_like_work {
  const struct lr_like *model;
  size_t bins;
  double low[LR_LIKE_NUISANCES], high[LR_LIKE_NUISANCES];
  struct lr_like_work_channel channel[LR_LIKE_CHANNELS];
  size_t at_fault;                                   // the bin (of all) that made the last evaluation infinite
  double *parts;                                     // half difference and bend of all template pairs
  double *expected, *gamma;                          // of the last evaluation [bins]
  double first[2 * LR_LIKE_NUISANCES], second[2 * LR_LIKE_NUISANCES * LR_LIKE_NUISANCES];
  double nu1[1 + LR_LIKE_NUISANCES], cross[1 + LR_LIKE_NUISANCES];
};

#endif
