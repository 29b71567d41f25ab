// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of comparisons: cli/differences, cli/compare_attribution.
#include "cli/equations.h"

const struct lr_equation lr_equations_compare[] = {
    {.label = "P26",
     .title = "Differences of two scenarios, and what each knob does",
     .quantities = {"differences", "attribution", "contribution", "change", "together", "compared", "knobs", "headlines"},
     .equation = "change = Q(B) - Q(A),   relative = Q(B)/Q(A) - 1;   a date: days\n"
                 "contribution of knob k = Q(A with the value of k in B) - Q(A)\n"
                 "together = change - Σ contributions",
     .unit = "that of the quantity; d for dates",
     .symbols = "Q: a number of the result; a knob: a key whose value is not the same in the two merged scenarios",
     .source = "one at a time from A; a choice of this project",
     .status = "derived",
     .valid = "both sides have the seed and the number of histories of A, so that the same numbers are drawn for the same thing: equal inputs "
              "give equal bits, and noise that both share drops out of a change. Another prior, period or number of faults may draw other numbers. "
              "Quantiles of the two sides are compared, no quantile of a difference is given. Taken from B the contributions are others: "
              "`together` says by how much the knobs act on one another. More than 12 knobs are joined by the mapping that holds them",
     .code = "cli/differences.c:lr_differences_add cli/compare_attribution.c:lr_comparison_attribute cli/knobs.c:lr_knobs_find",
     .cases = "",
     .tests = "A against A is zero, B against A is minus A against B, a knob moves only what depends on it (tests/cli/compare.sh)"},
    {.label = NULL}};
