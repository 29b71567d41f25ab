// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of the calibration (model.md P19): what was fitted, period by period, and how the priors of the plan stand to it.
#ifndef LR_PROJECTIONS_CALIBRATION_TABLES_H
#define LR_PROJECTIONS_CALIBRATION_TABLES_H

#include "projections/hindcast.h"

struct lr_table *lr_calibration_table(const struct lr_plan *plan, const struct lr_record *record,
                                      const struct lr_record_fit *fit);
struct lr_table *lr_record_fit_table(const struct lr_plan *plan, const struct lr_record *record,
                                     const struct lr_record_fit *fit);
enum lr_status lr_priors_record_table(const struct lr_plan *plan, const struct lr_plan_days *days,
                                      const struct lr_record *record, const struct lr_record_fit *fit,
                                      const struct lr_hindcast_wish *wish, struct lr_table **out,
                                      struct lr_error *error);

#endif
