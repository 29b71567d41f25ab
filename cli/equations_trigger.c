// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of the trigger: projections/trigger.
#include "cli/equations.h"

const struct lr_equation lr_equations_trigger[] = {
    {.label = "T1",
     .title = "Background rate of a trigger line",
     .quantities = {"trigger", "rate_background", "track_finder", "currents_ratio"},
     .equation = "R_bkg = f k Σ_d R_d x_d^p_d,   x = L/L_ref,   I+ I-/(I+ I-)_ref,   (I+/I+_ref + I-/I-_ref)/2 P/P_ref\n"
                 "path: ln I and ln P linear in ln L between setups; beyond the ends I and P go as L^(1/2)\n"
                 "currents of a plan: in place of those of the path, P times the mean of their ratios",
     .unit = "kHz",
     .symbols = "R_d: rate at the reference of what follows luminosity, product of currents (coincidences), current x pressure (one beam on "
                "the gas); f: factor of the track finder for lines with tracks; k: factor of all backgrounds, 1",
     .source = "form: a choice of this project; 1 kHz of background track triggers at 0.4e35: indico.desy.de event 34916; 0.63: arXiv:2510.02762",
     .status = "assumed",
     .valid = "split by origin and powers are assumed; no injection background, no change of collimators or optics",
     .code = "projections/trigger.c:lr_trigger_rates projections/trigger.c:lr_trigger_state_at projections/trigger.c:lr_trigger_state_of",
     .cases = "TRG-03 TRG-04",
     .tests = "closed powers of each driver; 1 kHz of the shipped track lines at the reference"},
    {.label = "T2",
     .title = "Physics rate of a trigger line, and what it has alone",
     .quantities = {"trigger_rates", "rate_own", "rate_wanted", "exclusive", "accepts"},
     .equation = "R_l = L Σ_i σ_i a_li\n"
                 "own_l = L Σ_i σ_i a_li Π_h (1 - a_hi) + e_l R_bkg,l   h: lines of higher priority that are on\n"
                 "with `exclusive` given: own_l = exclusive R_l + e_l R_bkg,l\n"
                 "wanted = Σ_l own_l",
     .unit = "kHz",
     .symbols = "σ_i: cross-section of process i (1 nb at 1e33 cm^-2 s^-1: 1 Hz); a_li: share of it that line l takes; e_l: "
                "background_exclusive",
     .source = "cross-sections: arXiv:1808.10567; shares assumed for the 20 kHz expected at 8e35",
     .status = "derived",
     .valid = "lines miss the events of one process independently of each other; backgrounds of two lines have no event in common unless "
              "background_exclusive says so. A higher line that is prescaled leaves more to the lower ones: this is not counted",
     .code = "projections/trigger.c:lr_trigger_rates",
     .cases = "TRG-01 TRG-02",
     .tests = "union of the processes without background, 1 - Π (1 - a); 800, 600 and 51 Hz/nb at 8e35, 6e35 and 5.1e34"},
    {.label = "T3",
     .title = "Prescales within the budget, and dead time",
     .quantities = {"prescale", "rate_out", "trigger_total", "budget", "dead_time", "most_prescale"},
     .equation = "from the lowest priority up:  out_l = max(own_l - excess, own_l / p_most),   p_l = own_l / out_l,   excess = wanted - budget\n"
                 "live = min(1, budget / Σ out_l),   dead = 1 - (1 - d min(1, Σ out_l / budget)) live",
     .unit = "1; kHz; %",
     .symbols = "d: dead time at the budget; excess falls by own_l - out_l from line to line; lines with prescale: no keep p = 1",
     .source = "30 kHz and dead time below 1 %: data acquisition of Belle II, abstract; the rule: a choice of this project",
     .status = "derived",
     .valid = "prescales are real numbers, an apparatus has whole ones; d stands in the recording efficiency of a plan and is not in T4",
     .code = "projections/trigger.c:lr_trigger_prescale projections/trigger.c:lr_trigger_rates",
     .cases = "",
     .tests = "random lines: the sum stays within the budget where it can, uses all of it, and no line above has a prescale while one below it has less "
              "than the most"},
    {.label = "T4",
     .title = "Trigger efficiency of a channel",
     .quantities = {"trigger_efficiency", "trigger_whatif", "trigger_periods", "relative", "combine"},
     .equation = "best: live max_l (ε_l / p_l)\n"
                 "independent: live [1 - Π_l (1 - ε_l / p_l)]\n"
                 "relative = that over the same of the lines of the reference, on or off, with all p = 1, live = 1",
     .unit = "1",
     .symbols = "ε_l: share of the selected signal that line l takes; 0 where the mass lies outside mass_min to mass_max of the line; "
                "reference: lines with `reference: yes`, all lines where a channel names none of these",
     .source = "a choice of this project",
     .status = "derived",
     .valid = "best is safe, independent an upper estimate. A published efficiency has the trigger of its time in it: then `relative` is the factor "
              "of signal and of selected background alike. A new line (`reference: no`) may give more than 1",
     .code = "projections/trigger.c:lr_trigger_efficiency projections/trigger.c:lr_trigger_channel_efficiency",
     .cases = "",
     .tests = "two lines by hand, lost, new and bound to masses; on random triggers more budget never lowers it, more luminosity never raises it"},
    {.label = "T5",
     .title = "Trigger efficiency for displaced vertices",
     .quantities = {"trigger_displaced", "decay_length", "displaced_vertex"},
     .equation = "ε = ∫ dr/λ exp(-r/λ) {1 - [1 - ε_std 1(r < r_std)] [1 - ε_DV 1(r_in < r < r_out)]}",
     .unit = "1",
     .symbols = "λ: mean transverse decay length; r_std = 17 cm, inner radius of the drift chamber; r_in = 0.9 cm, r_out = 60 cm; ε_std: T4 without the line "
                "displaced_vertex; ε_DV: efficiency of that line over its prescale",
     .source = "ranges: Duerr et al., arXiv:2012.08595, from memory; the efficiency of the line is not published",
     .status = "assumed",
     .valid = "one vertex decides; where the rest of the event triggers, as in B -> K S, a channel does not name the line and nothing is gained",
     .code = "projections/trigger.c:lr_trigger_displaced_efficiency",
     .cases = "",
     .tests = "numerical integral; limits of short and long decays"},
    {.label = "T6",
     .title = "Trigger efficiency along a run plan",
     .quantities = {"mean_relative", "exposure"},
     .equation = "mean relative = Σ_days recorded relative(L_peak, I+, I-) / Σ_days recorded",
     .unit = "1",
     .symbols = "recorded: luminosity of a day (P1, P10); relative: T4 at the peak and currents of that day",
     .source = "a choice of this project",
     .status = "derived",
     .valid = "the peak of a day stands for all of it: a fill below its peak has lower rates, the mean is on the safe side. R15 takes it day by "
              "day, with the weight of the luminosity that the plan counts",
     .code = "projections/trigger_plan.c:lr_trigger_day_relative projections/trigger_plan.c:lr_trigger_exposure projections/trigger_plan.c:lr_trigger_periods_table",
     .cases = "",
     .tests = "two periods by hand"},
    {.label = NULL}};
