// SPDX-License-Identifier: GPL-3.0-or-later
// Figures over ranges of the record: highest peak, length of a stop, difference and ratio of sums (model.md P12).
#ifndef LR_PROJECTIONS_RECORD_RANGE_H
#define LR_PROJECTIONS_RECORD_RANGE_H

#include "projections/plan.h"

struct lr_past_range {
  const char *first, *last;  // ids, both included
};

// Highest peak of a range [m^-2 s^-1]; periods without a figure do not count. LR_E_DOMAIN: an unknown id, no figure at all.
enum lr_status lr_past_peak(const struct lr_plan *plan, struct lr_past_range range, double *peak_m2s, struct lr_error *error);

// From the last day of a past period to the first day (or the first collision) of a later one, past or planned [days].
// LR_E_DOMAIN: an unknown id, not later, no first collision known of a planned period.
enum lr_status lr_past_stop(const struct lr_plan *plan, const char *before, const char *after, bool to_collision, int *days,
                            struct lr_error *error);

// Sum over `all` less that over `part` [m^-2]. LR_E_DOMAIN as lr_past_sum, and where the two are of different kinds.
enum lr_status lr_past_difference(const struct lr_plan *plan, struct lr_past_range all, struct lr_past_range part, double *difference_m2,
                                  struct lr_error *error);

// Sum over `part` in sums over `whole`: a share, or of two kinds the step between them. LR_E_DOMAIN as lr_past_sum, and for a sum of 0.
enum lr_status lr_past_ratio(const struct lr_plan *plan, struct lr_past_range part, struct lr_past_range whole, double *ratio,
                             struct lr_error *error);

#endif
