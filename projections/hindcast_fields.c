// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of `plan.hindcast`.
#include <stddef.h>

#include "base/fields.h"
#include "projections/plan_parts.h"

#define AT(member) offsetof(struct lr_hindcast_plan, member)
const struct lr_field lr_hindcast_fields[] = {
    {"draws", LR_FIELD_COUNT, AT(draws), .low = "100", .high = "100000", .missing = "4000", .doc = "draws of each predictive"},
    {"highest_peak", LR_FIELD_QUANTITY, AT(highest_peak_m2s), .dimension = LR_DIM_LUMINOSITY, .low = ">0 cm^-2 s^-1",
     .missing = "8e35 cm^-2 s^-1", .doc = "no predicted peak is above it",
     .source = "design luminosity, SuperKEKB Technical Design Report"},
    {"studies_probability", LR_FIELD_QUANTITY, AT(studies_probability), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1", .missing = "0",
     .doc = "that a predicted year is dedicated to machine studies, beyond what the record's scatter has of it"},
    {"studies_share", LR_FIELD_PRIOR, AT(studies_share), .low = "0", .high = "1", .missing = "0", .wants = "a distribution",
     .example = "{dist: uniform, low: 0.2, high: 0.6}", .doc = "share of the luminosity of such a year that they take"},
    {.key = NULL}};
#undef AT
