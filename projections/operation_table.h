// SPDX-License-Identifier: GPL-3.0-or-later
// Operation of the periods in the vocabulary of accelerator availability (model.md P9, P24).
#ifndef LR_PROJECTIONS_OPERATION_TABLE_H
#define LR_PROJECTIONS_OPERATION_TABLE_H

#include "base/table.h"
#include "projections/plan.h"

// Expectation of one period. Times in s; `faults` and what follows from them are NaN for a plan that gives neither faults nor
// sudden losses: its availability is the declared one then.
struct lr_operation {
  double run_s;         // calendar time of the runs
  double beam_s;        // with beam, start-up included
  double scheduled_s;   // scheduled for physics: beam time less start-up, studies, maintenance
  double efficiency;    // of the scheduled physics time: share at full luminosity
  double availability;  // of the scheduled physics time: share without the down time of faults
  double faults;        // in the scheduled physics time, sudden losses among them
  double mtbf_s, mttr_s;  // scheduled / (faults + 1); down / faults
  double turnaround_s;  // from a fault to full luminosity: recovery, refill, HV ramp, tuning
  int days_cut;
};
void lr_operation_of(const struct lr_plan *plan, const struct lr_plan_days *days, size_t period, struct lr_operation *operation);

// Table `operation`, a row a period.
struct lr_table *lr_table_operation(const struct lr_plan *plan, const struct lr_plan_days *days);

#endif
