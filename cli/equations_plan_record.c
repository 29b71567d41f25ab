// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the registry: calibration of a plan on the record, scores of its predictions, update with what came.
#include "cli/equations.h"

const struct lr_equation lr_equations_plan_record[] = {
    {.label = "P19",
     .title = "Fit to the record and prediction of a period",
     .quantities = {"calibration", "record_fit", "growth_per_running_year", "experience", "efficiency_scatter", "priors_record", "ramp_mean", "rest", "studies_probability"},
     .equation = "ln L_k = a + g x_k + s_L z        x: running days passed at the end of period k\n"
                 "ln(e_k/(1 - e_k)) = b + c ln x'_k + s_e z'        x': at its middle; e = recorded / (peak × days), P12\n"
                 "s² from χ²(n - 2), lines from their normals (Jeffreys' prior): a further point follows Student's t\n"
                 "predicted luminosity = Σ e_k L_k days_k 86400 s,  L_k as it came or drawn (at most highest_peak),\n"
                 "corr(z, z') = tanh(atanh r + N(0, 1/√max(n - 4, 1))),  r of the residuals\n"
                 "rest = e / r_lin,  r_lin = (1 + L_{k-1}/L_k)/2: uptime × studies × start-up × data taking",
     .unit = "fb^-1; 1",
     .symbols = "n: periods of the fit, at least 4; g: growth of the peak, given as exp(200 g) a running year of 200 days; c: experience; "
                "s: scatters; studies: with a declared probability a predicted year loses a declared share (off unless said)",
     .source = "log-linear growth and a learning curve, two parameters each: a choice of this project; Student's t of a regression: e.g. "
               "Gelman et al., Bayesian Data Analysis",
     .status = "assumed",
     .valid = "a steady machine; a stop, a new detector or a year of studies is not announced by what was before. The logit keeps e between 0 "
              "and 1 (with ln e the mean is infinite). Residuals of neighbours are alike, so errors are too small. Sums alone cannot tell "
              "faults, recoveries, studies and shape apart",
     .code = "projections/record_fit.c:lr_record_fitted projections/record_fit.c:lr_line_drawn projections/hindcast.c:lr_record_predict "
             "projections/calibration_tables.c:ramp_mean",
     .cases = "HC1 HC2 HC3 HC4",
     .tests = "Anscombe's regression; draws against Student's t; coverage over 2000 records drawn from the model itself"},
    {.label = "P20",
     .title = "Scores of predictions",
     .quantities = {"hindcast", "hindcast_scores", "crps", "crps_log", "pit", "coverage_68", "coverage_90", "needed"},
     .equation = "CRPS = 1/m Σ |x_i - y| - 1/(2 m²) Σ Σ |x_i - x_j|\n"
                 "normal: σ (z (2Φ(z) - 1) + 2φ(z) - 1/√π),  z = (y - μ)/σ;  a single number: |x - y|\n"
                 "PIT = share of the draws below y;  coverage: share of y inside the central 68 % and 90 %\n"
                 "needed = ln(y/median) / ln(end of the 90 % band on that side / median)",
     .unit = "fb^-1; 1",
     .symbols = "x_i: m draws of the predictive; y: what came",
     .source = "T. Gneiting, A. E. Raftery, J. Am. Stat. Assoc. 102 (2007) 359",
     .status = "known",
     .valid = "with five periods a coverage is known to ±0.2 (columns error_68, error_90); years share periods and are no further test",
     .code = "projections/hindcast.c:lr_crps_of_draws projections/hindcast.c:lr_crps_of_normal projections/hindcast.c:lr_pit_of_draws "
             "projections/hindcast.c:lr_hindcast_scored",
     .cases = "",
     .tests = "the double sum; the closed form for a normal; a closed limit far away; coverage on records of the model"},
    {.label = "P21",
     .title = "A plan updated with what was recorded",
     .quantities = {"update", "update_record", "effective_draws", "as_of", "recorded"},
     .equation = "w_d = Π_years N(m_y; E_y(d), σ_y),  σ_y² = E_y² (a_y² + 0.01²) + (0.001 E_y of the plan)²\n"
                 "a_y² = Var(Y F)/⟨Y F⟩² + Σ rate × up time × (mean² + spread²) of recovery / (beam time)²\n"
                 "effective draws = (Σ w)² / Σ w²;  histories: systematic sample, positions (k + 1/2)/N of Σ w\n"
                 "a period under way keeps its runs after the day; beam_days and startup_days by run days;\n"
                 "mean_over_peak of the rest: r + (1 - r) u, or r (1 - u^(1/r))/(1 - u) below 1/2, u: share of physics passed",
     .unit = "1; fb^-1",
     .symbols = "m_y: recorded in a calendar year; E_y(d): expectation of it at draw d of the priors of a whole history; Y, F: year to "
                "year and faults; 0.01: error of a recorded sum",
     .source = "importance sampling; systematic resampling: G. Kitagawa, J. Comput. Graph. Stat. 5 (1996) 1; error of online luminosity: KEK press "
               "release, 26 June 2020 (about 1 %)",
     .status = "derived",
     .valid = "ramp speed, efficiency, ceiling, sudden losses and slips learn; what is fresh each year does not. Below 100 effective draws the "
              "record lies far outside the priors: it is said, and the updated numbers are not to be used for dates. A year with PIT below 0.001 or above 0.999 "
              "is said to lie outside; a row above 1.2 × highest peak × its time is refused. The year factor of a year under way is drawn afresh for "
              "the rest of it. Peaks of the record are kept as data, not used. A budget of electricity under way has left what the plan, as it was "
              "made, expected to have left. A shutdown that is over by plan while nothing was recorded since is said; it is taken as over, with the restart "
              "on the day after the update and its start-up used up as planned. Ramps go on from the first peak of the plan as it was made",
     .code = "projections/plan_update.c:lr_plan_update projections/plan_update.c:lr_systematic_sample projections/plan_advance.c:lr_plan_advance",
     .cases = "",
     .tests = "exactly what was expected leaves the median and narrows the spread; half of it moves the dates back; the days that are left keep their expectation; no day is cut that the plan as made does not cut"},
    {.label = NULL}};
