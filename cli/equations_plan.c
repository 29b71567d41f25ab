// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of the run plan: projections/formulas, plan, plan_shape, histories, record, record_range.
#include "cli/equations.h"

const struct lr_equation lr_equations_plan[] = {
    {.label = "P1",
     .title = "Integrated luminosity of a period",
     .quantities = {"delivered", "recorded", "waterfall", "beam_days", "startup_days", "study_fraction", "availability",
                    "trip_factor", "mean_over_peak", "recording_efficiency", "year_integral", "ideal_day", "expected"},
     .equation = "delivered = L_peak r (D_beam - D_start) 86400 s (1 - f_study) A T\n"
                 "recorded  = delivered × e_rec",
     .unit = "fb^-1",
     .symbols = "L_peak: peak luminosity of the period; r: mean over peak in physics; D_beam, D_start: beam days and start-up "
                "days; f_study: share of studies; A: hardware availability; T: what trips, refills and top-up leave; e_rec: "
                "recorded over delivered",
     .source = "the form of the FCC-ee conceptual design report, Eur. Phys. J. Spec. Top. 228 (2019) 261 (185 days × 75 %); the "
               "split into factors is this project's",
     .status = "known",
     .valid = "factors in 0 to 1, constant within a period. With several knots of the peak, L_peak r becomes r times the peak of "
              "the day. waterfall: the factors one after another, each loss in fb^-1; another order shares the losses otherwise",
     .code = "projections/plan_shape.c:lr_period_delivered projections/formulas.c:lr_year_integral "
             "projections/plan_tables_losses.c:lr_table_waterfall",
     .cases = "RP24 RP26 RP27 RP30 RP33a RP33b RP47 RP48a RP48b RP62 RP63 PO1 PB1 PH1 PP1 RP65",
     .tests = ""},
    {.label = "P2",
     .title = "Peak luminosity of a period",
     .quantities = {"peak", "knots", "luminosity_of_currents"},
     .equation = "peak: L            constant\n"
                 "peak: [[t, L] ..]  linear between dated knots, constant outside\n"
                 "machine: FILE      L = luminosity (M2) of that file's machine\n"
                 "table peak: climbs linearly through a period to its peak, holds between periods\n"
                 "from currents:     L = L_sp I_b+ I_b- n_b",
     .unit = "cm^-2 s^-1",
     .symbols = "t: a date",
     .source = "a choice of this project",
     .status = "assumed",
     .valid = "no blow-up law links currents to luminosity between the files: a machine set is taken as it is. The table `peak` "
              "shows the peak in force on a date, for the figure; the sums use P10",
     .code = "projections/plan_shape.c:peak_on projections/plan_from_machine.c:lr_period_take_peak projections/epistemic.c:lr_plan_peak "
             "projections/formulas.c:lr_luminosity_of_currents",
     .cases = "RF02",
     .tests = ""},
    {.label = "P3",
     .title = "Current that the injector can hold",
     .quantities = {"current_limit"},
     .equation = "I_max = e f0 τ dN/dt",
     .unit = "A",
     .symbols = "τ: beam lifetime; dN/dt: particles captured per second; f0: M0",
     .source = "balance of charge (derived)",
     .status = "derived",
     .valid = "one lifetime for the whole current; τ itself depends on the current in a real ring: a fill (M23) and the row "
              "injector of the limits (M26) solve the balance with it. Part of the library; no verb uses it",
     .code = "projections/formulas.c:lr_injector_current_limit",
     .cases = "RF03",
     .tests = ""},
    {.label = "P4",
     .title = "Top-up running broken by trips",
     .quantities = {"topup_with_trips"},
     .equation = "<L>/L_top = (τ + T_f/3) / (τ + T_r + T_f)",
     .unit = "1",
     .symbols = "τ: mean time between trips at top current; T_r: dead recovery; T_f: linear refill of both beams (L ~ t², hence the third)",
     .source = "renewal-reward theorem (Ross, Introduction to Probability Models, chapter on renewal theory); derived",
     .status = "derived",
     .valid = "trips only at top current, none while refilling; `trips` of a period sets its trip_factor from it",
     .code = "projections/formulas.c:lr_topup_with_trips",
     .cases = "RP57 RP58 RP58b",
     .tests = ""},
    {.label = "P5",
     .title = "Top-up running broken by trips of which some damage",
     .quantities = {"topup_with_damage", "trips", "damage_probability", "damage_recovery"},
     .equation = "P4 with T_r = (1 - p) T_recovery + p T_damage",
     .unit = "1",
     .symbols = "p: share of trips that quench or damage; T_damage: time without beam after such a one",
     .source = "renewal-reward theorem, as P4: only the mean of the recovery time (B1) counts",
     .status = "derived",
     .valid = "as P4; a step back in current after damage is not in it",
     .code = "projections/formulas.c:lr_topup_with_damage",
     .cases = "RF05",
     .tests = ""},
    {.label = "P6",
     .title = "Coasting beams: best fill",
     .quantities = {"coasting", "coasting_fill"},
     .equation = "L = L0 exp(-t/τ):   mean = τ (1 - exp(-t/τ)) / (t + T) L0\n"
                 "best t: exp(t/τ) = 1 + (t + T)/τ",
     .unit = "s; 1",
     .symbols = "τ: lifetime of the luminosity; T: turnaround; t: length of a fill",
     .source = "derivative of the mean set to zero (derived); integrated luminosity in Herr and Muratori, CERN-2006-002",
     .status = "derived",
     .valid = "no top-up; part of the library and of the cases, no key uses it. A turnaround that scatters leaves the mean as it is; faults that end fills are left out",
     .code = "projections/formulas.c:lr_coasting_best projections/formulas.c:lr_coasting_mean",
     .cases = "RP59 RP59b",
     .tests = "100,000 fills one after another, turnarounds that scatter"},
    {.label = "P7",
     .title = "Burn-off: best fill",
     .quantities = {"burnoff", "levelled"},
     .equation = "L = L0 / (1 + t/τ)²:   best t = √(τ T),   mean = L0 / (1 + √(T/τ))²\n"
                 "levelled for a τ before: (1 + a) x² + 2 a x = T/τ,   mean = (a + x/(1 + x)) / (a + T/τ + x) L0,   x = t/τ",
     .unit = "s; 1",
     .symbols = "as P6",
     .source = "derivative of the mean set to zero (derived)",
     .status = "derived",
     .valid = "losses by collisions only, equal beams; no key uses it",
     .code = "projections/formulas.c:lr_burnoff_best projections/formulas.c:lr_levelled_best",
     .cases = "RP60 RF07",
     .tests = "as P6"},
    {.label = "P8",
     .title = "Spread of the up time",
     .quantities = {"uptime_spread", "faults"},
     .equation = "A = u / (u + d)\n"
                 "Var(up) / T = u² (s² + d²) / (u + d)³,   relative spread = √Var(up) / (A T)",
     .unit = "1",
     .symbols = "u: mean up time (exponential); d, s: mean and standard deviation of the down time; T: span",
     .source = "alternating renewal process: Cox, Renewal Theory (1962)",
     .status = "known",
     .valid = "T long against u and d. 8 h up, 1 h down, 200 days: 0.9 % a year, so random faults alone make little of the spread",
     .code = "projections/formulas.c:lr_uptime_spread",
     .cases = "RP61",
     .tests = ""},
    {.label = "P9",
     .title = "Availability from failure statistics",
     .quantities = {"availability", "mtbf", "mttr"},
     .equation = "A = 1 - MTTR / MTBF\n"
                 "from a list of outages: MTBF = scheduled / (faults + 1), MTTR = down / faults, A = 1 - down / scheduled",
     .unit = "1",
     .symbols = "MTBF: scheduled time per failure; MTTR: down time per failure",
     .source = "metrics of the light sources: Luedeke et al., Phys. Rev. Accel. Beams 19 (2016) 082802",
     .status = "known",
     .valid = "MTBF counts scheduled time, not up time: with up time per failure it would be MTBF / (MTBF + MTTR). Two outages "
              "with less than the shortest uptime (1 h) between them count as one",
     .code = "projections/formulas.c:lr_availability projections/formulas.c:lr_fault_figures",
     .cases = "RP51 RP54",
     .tests = ""},
    {.label = "P10",
     .title = "Shape within a period, sums and dates",
     .quantities = {"daily", "cumulated", "integrated", "milestones", "expected", "ramp", "runs", "lumi_kind",
                    "recorded_so_far", "repeat_last", "reach_dates", "periods"},
     .equation = "beam days are spread evenly over the days of the runs; u in 0..1 counts the days after start-up\n"
                 "linear, r ≥ 1/2: L(u)/L_peak = (2r - 1) + 2 (1 - r) u\n"
                 "linear, r < 1/2: L(u)/L_peak = u^(1/r - 1)\n"
                 "flat, or several knots: r\n"
                 "sum(day) = recorded_so_far + Σ days, of the plan's kind;   date of a milestone: first day with sum ≥ it",
     .unit = "fb^-1 per day; fb^-1; a date",
     .symbols = "r: mean_over_peak; L_peak: P2",
     .source = "a choice of this project; the mean over a period is r and the sum is P1 in every case",
     .status = "assumed",
     .valid = "the shape moves dates within a year by weeks, the sums of whole periods not at all. repeat_last: the last period "
              "again each year to the horizon. One kind only: delivered and recorded are never added",
     .code = "projections/plan_days.c:lr_plan_expect projections/plan_shape.c:ramp_integral projections/plan.c:lr_plan_cumulated "
             "projections/plan.c:lr_plan_date_of",
     .cases = "PO1 PO2 PB1 PB2 PH1 PH2 PP1 PP2 RP66",
     .tests = ""},
    {.label = "P11",
     .title = "Histories of the plan",
     .quantities = {"p10", "p50", "p90", "histories", "priors", "probability", "integrated", "milestones", "ramp_speed", "sampling",
                    "efficiency", "ceiling", "year", "faults", "slip", "shutdowns", "seed", "layers"},
     .equation = "peak of a day d of the plan:  L_d = min(L_cap, C, L_1 (L_d,plan / L_1)^v),   L_d,plan: declared peak × ramp (P15), L_d = min(L_cap, C, L_d,plan) below L_1\n"
                 "day d in year y: potential × fixed × L_d/min(L_cap, L_d,plan) × E × Y_y × F_y × (time at top luminosity that is left) / (beam time)\n"
                 "slip S_k of a shutdown that ends on E_k: the days with beam in (E_k, E_k + S_k] have none; the days of the plan are run in their order on "
                 "the days with beam that are left\n"
                 "events in beam time: top luminosity for a time of mean 1 / Σ l_i; system i with probability l_i / Σ l_i; recovery, refill "
                 "(t/T_f)², HV ramp, tuning (P13); after a damage the level of the step back (P14)\n"
                 "layers: pairs (a, b) of histories with one epistemic draw: epistemic variance = cov(a, b), aleatory = variance - cov(a, b); "
                 "error of cov: sd((a - <a>)(b - <b>)) / √pairs",
     .unit = "fb^-1; cm^-2 s^-1; a date",
     .symbols = "drawn once a history: v speed of the ramp, E efficiency, C ceiling of the peak, S_k slips, factor of the sudden losses; "
                "fresh each year of the plan: Y year to year, F faults; L_1: the first peak of the plan, with its ramp; l_i: rates of the faults, and of the "
                "sudden losses times their factor; recoveries are log-normal; a sudden loss does what a loss of the ensemble did, where there is one",
     .source = "two layers, epistemic and aleatory, with declared priors: a choice of this project; random numbers: Philox "
               "4x64-10, Salmon et al., SC11 (2011); Sobol points: GSL, shifted at random (Cranley and Patterson, SIAM J. Numer. Anal. 13 (1976) 904)",
     .status = "assumed",
     .valid = "as good as the priors, most of which have no source (table `priors`). A year is a calendar year of the plan, before any "
              "slip. A planned peak below the first one is no ramp and stays as planned. After a slip seasons, days that are cut and caps of power "
              "stay in the calendar: ramp, start-up and peaks come later by days with beam, and what does not fit before the horizon is lost; where a day of "
              "the plan wants more power than the cap of the date, the date's own day is run and it waits. luminosity_cap goes with the day of the plan. Quantiles are linear between order statistics; a milestone not passed before the horizon is null. The "
              "median need not lie on the expectation P10: both are shown. A run begins in the state of a run that is found at any time, so that the "
              "mean is P13 and P14 from its first day on. Quantiles of a day never fall; they are exact where days × histories is at most 2^23 and at the dates of "
              "the grid, else good to 1/256 of the range from P3.4 to P96.6 of the first 512 histories. Days cut for electricity are those of the closed form. "
              "Draws of a day belong to that day and to the n-th event of it: other recoveries leave the order of the systems in place, another rate "
              "moves when events come and of which system they are",
     .code = "projections/histories.c:lr_plan_histories projections/history_run.c:lr_history_run projections/history_events.c:lr_events_day "
             "projections/history_events.c:lr_events_begin projections/epistemic.c:lr_epistemic_read projections/epistemic.c:lr_epistemic_peak projections/slips.c:lr_slips_next projections/epistemic_draw.c:lr_epistemic_draw "
             "projections/epistemic_expect.c:lr_epistemic_expect projections/day_quantiles.c:lr_day_quantiles_add base/prior.c:lr_prior_quantile",
     .cases = "",
     .tests = "without spread the expectation to the last bit; P4, P8, P13 and P14 within three standard errors; losses by cause add up on each "
              "day; one layer alone; the same bits for any number of threads"},
    {.label = "P12",
     .title = "Efficiency of a period and sums of the record",
     .quantities = {"efficiency", "history", "period_efficiency"},
     .equation = "past period: recorded / (peak × days from first collision × 86400 s)\n"
                 "ranges: highest peak; days of a stop; Σ - Σ of one kind; Σ / Σ\n"
                 "period of the plan: recorded / (highest peak that is run × beam time that came)\n"
                 "naive check: Σ best earlier efficiency × peak × days of the last year, against what came",
     .unit = "1; fb^-1",
     .symbols = "days: calendar days from first collision (from the first day when that is not known) to the end",
     .source = "a definition of this project; that periods differ: Belle II luminosity by period, e.g. arXiv:2407.00965 (Run 1)",
     .status = "derived",
     .valid = "the record counts calendar days, the plan counts beam time, without the days cut for electricity (P17): the plan's figure is the higher of "
              "the two for the same running. Sums of one kind only; mixed kinds are refused (P10)",
     .code = "projections/record.c:lr_past_efficiency projections/record.c:lr_period_efficiency projections/record.c:lr_past_sum "
             "projections/record.c:lr_past_naive_check projections/record_range.c:lr_past_peak projections/record_range.c:lr_past_stop "
             "projections/record_range.c:lr_past_difference projections/record_range.c:lr_past_ratio",
     .cases = "RP01 RP02 RP03 RP04 RP05 RP06 RP07 RP08 RP09 RP10 RP12 RP13b RP14b RP15 RP16 RP17 RP18 RP19 RP20 RP21 RP22 RP23 RP36 "
              "RP39a RP39b RP39c RP39d RP39e",
     .tests = ""},
    {.label = NULL}};
