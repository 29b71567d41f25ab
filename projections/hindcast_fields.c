// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of `plan.hindcast` and of `plan.update`.
#include <stddef.h>

#include "base/fields.h"
#include "projections/plan_parts.h"

#define AT(member) offsetof(struct lr_hindcast_plan, member)
const struct lr_field lr_hindcast_fields[] = {
    {"draws", LR_FIELD_COUNT, AT(draws), .low = "100", .high = "100000", .missing = "4000",
     .doc = "draws of each predictive"},
    {"highest_peak", LR_FIELD_QUANTITY, AT(highest_peak_m2s), .dimension = LR_DIM_LUMINOSITY, .low = ">0 cm^-2 s^-1",
     .missing = "8e35 cm^-2 s^-1", .doc = "no predicted peak is above it",
     .source = "design luminosity, SuperKEKB Technical Design Report"},
    {"studies_probability", LR_FIELD_QUANTITY, AT(studies_probability), .dimension = LR_DIM_NUMBER, .low = "0",
     .high = "1", .missing = "0",
     .doc = "that a predicted year is dedicated to machine studies, beyond what the record's scatter has of it"},
    {"studies_share", LR_FIELD_PRIOR, AT(studies_share), .low = "0", .high = "1", .missing = "0",
     .wants = "a distribution", .example = "{dist: uniform, low: 0.2, high: 0.6}",
     .doc = "share of the luminosity of such a year that they take"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_update_plan, member)
const struct lr_field lr_update_fields[] = {
    {"as_of", LR_FIELD_DATE, AT(as_of), .missing = "", .example = "2026-06-30",
     .doc = "the plan begins at the end of this day (as --as-of); without it that of the last row of recorded_file"},
    {"recorded_file", LR_FIELD_TEXT, AT(recorded_file), .size = sizeof((struct lr_update_plan *)0)->recorded_file,
     .missing = "", .example = "recorded.csv",
     .doc = "CSV of what was recorded (as --recorded): start,end,recorded_fb,kind and, where known, "
            "id,peak_cm2s,status,source,note; without it the history of the plan"},
    {.key = NULL}};
#undef AT
