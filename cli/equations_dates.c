// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of dates and of operation: projections/plan_dates, reach_dates, operation_table, plan_calendar.
#include "cli/equations.h"

const struct lr_equation lr_equations_dates[] = {
    {.label = "P22",
     .title = "Sum of the data that a search counts",
     .quantities = {"on_4s", "dataset", "so_far_4s"},
     .equation = "all: sum of P10\n"
                 "4S:  recorded_so_far × s_0 + Σ days × s_4S(period)",
     .unit = "fb^-1",
     .symbols = "s_4S: share of what is recorded at the Y(4S), energy_sharing of the period; s_0: on_4s of recorded_so_far, else "
                "498.41/579.17, the record to the end of 2024",
     .source = "a definition of this project; which dataset a search counts stands in its type",
     .status = "derived",
     .valid = "a period has the same share every day: the order of energies within it does not show",
     .code = "projections/plan_dates.c:lr_plan_dataset_sum projections/plan_dates.c:lr_plan_dataset_date_of "
             "projections/plan_dates.c:lr_plan_so_far_share_4s",
     .cases = "",
     .tests = "sums by hand; the dates of a dataset of all energies are those of P10"},
    {.label = "P23",
     .title = "Dates and probabilities",
     .quantities = {"when", "reach_milestones", "milestone_probability", "passed", "by", "note", "now"},
     .equation = "date: first day at whose end the sum of the dataset (P22) is at least 𝓛_g (R9), or the luminosity asked for\n"
                 "expected: of the closed form;   p10, p50, p90: quantiles of the dates of the histories (P11)\n"
                 "probability by a day: share of the histories that have passed at its end",
     .unit = "a date; 1",
     .symbols = "𝓛_g: luminosity at which the expected limit is the coupling",
     .source = "a definition of this project",
     .status = "derived",
     .valid = "only the luminosity varies between the histories: the channel, its efficiency and its background are held fixed, and so is the "
              "expected limit itself. A quantile among histories that never pass is empty",
     .code = "projections/reach_dates.c:lr_table_when projections/reach_dates.c:lr_table_reach_milestones "
             "projections/reach_dates.c:lr_table_milestone_probability projections/plan_dates.c:lr_passed_by",
     .cases = "",
     .tests = "a luminosity gives the dates of the milestone of that size; counting by hand"},
    {.label = "P24",
     .title = "Operation of a period",
     .quantities = {"operation", "run_time", "beam_time", "scheduled_physics", "physics_efficiency", "turnaround", "calendar", "years", "physics_days",
                    "days_cut", "state"},
     .equation = "scheduled physics time T = Σ beam time after start-up × (1 - f_study)(1 - f_maintenance)\n"
                 "cycle C = τ + R + T_f + h + U,   faults = Σ T / C\n"
                 "physics efficiency = Σ T (τ/C) / Σ T,   machine availability = 1 - Σ T (R/C) / Σ T\n"
                 "MTBF = T / (faults + 1),   MTTR = Σ T (R/C) / faults,   turnaround = R + T_f + h + U, mean over the faults",
     .unit = "day; h; 1",
     .symbols = "τ: mean time at full luminosity between faults; R: recovery; T_f: refill; h: HV ramp; U: tuning, all means over the systems of P13",
     .source = "names as in the glossary of the HL-LHC run plans and the operation metrics of the light sources (P9); the sums follow from P13",
     .status = "derived",
     .valid = "expectation: a list of real outages is P9, where two with less than the shortest uptime between them count as one. A plan without "
              "faults has no rates; its availability is the declared one, its efficiency A T. With faults availability and MTTR have the scale s of P13, so that the availability "
              "is not the declared A. calendar: a day is start-up when more of its beam "
              "time is; days of a run carry a share of beam, so that maintenance does not show as days",
     .code = "projections/operation_table.c:lr_operation_of projections/plan_calendar.c:lr_plan_day_state projections/plan_calendar.c:lr_table_years",
     .cases = "RP51",
     .tests = "one system with round times; the recovery that a declared uptime leaves"},
    {.label = NULL}};
