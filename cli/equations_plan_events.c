// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of what happens on the days of a run plan: projections/uptime, plan_days, plan_ramp, plan_rates, plan_power.
#include "cli/equations.h"

const struct lr_equation lr_equations_plan_events[] = {
    {.label = "P13",
     .title = "Uptime with faults by system",
     .quantities = {"uptime", "recovery_scale", "refill", "tuning", "tuning_level", "hv_ramp", "mtbf", "recovery"},
     .equation = "1/τ = Σ λ_i f_i,   w_i = λ_i f_i τ,   cycle = τ + s Σ w_i R_i + T_f + h + Σ w_i U_i\n"
                 "delivered / potential = (τ + T_f/3 + h + Σ w_i q_i U_i) / cycle\n"
                 "lost by system i:  w_i (s R_i + 2 T_f/3 + (1 - q_i) U_i) / cycle\n"
                 "recorded / delivered, where refill and HV ramp are not recorded:  (τ + Σ w_i q_i U_i) / (τ + T_f/3 + h + Σ w_i q_i U_i)\n"
                 "time with stored beam:  1 - s Σ w_i R_i / cycle\n"
                 "availability or trip_factor given:  s so that P13 × P14 = A T at f_i = 1, outcome 1, in the state `at`;   else s = 1",
     .unit = "1",
     .symbols = "λ_i: rate of faults of system i at top luminosity (P16); f_i: its factor; R_i: mean recovery without beam; T_f: refill of both "
                "beams, L ~ t²; h: HV ramp at full luminosity, 0 without a detector and where recording_efficiency is given; U_i, q_i: tuning "
                "and its level; s: recovery_scale; A, T: P1. Sudden losses are one more system with the mean of their ends",
     .source = "renewal-reward theorem (Ross, Introduction to Probability Models, chapter on renewal theory); derived. With one fault and no "
               "tuning it is P4, with damage as a second system P5",
     .status = "derived",
     .valid = "faults come at top luminosity only, exponential times: none in refill, HV ramp or tuning. Tuning is recorded. A level q above the "
              "uptime therefore makes tuning a gain: a warning says so where no uptime is declared. A mean over many cycles, so no use for a run of a "
              "day. Only the means of the recoveries count. No s exists where refill, tuning and steps back alone take more than 1 - A T: then an error says what is left",
     .code = "projections/uptime.c:lr_uptime_evaluate projections/uptime.c:lr_uptime_lost projections/uptime.c:lr_recovery_scale "
             "projections/uptime_day.c:lr_uptime_of_day projections/plan_causes.c:lr_day_lost",
     .cases = "PU1 PU2 PU3",
     .tests = "tests/projections/uptime_test.c: P4, P5, a simulation of 400 000 cycles"},
    {.label = "P14",
     .title = "Step back after damage",
     .quantities = {"step_back"},
     .equation = "factor = 1 - (1 - b) <g(D - s R_d)>,   mean over the log-normal R_d by quadrature\n"
                 "g(W) = a + (1 - a) (1 - exp(-ρ (W - P))) for W > P,   ν G(W) / u below,   0 for W < 0\n"
                 "ν = λ_d t_top,   P = T_f + h + U,   a = ν G(P) / u,   ρ = ν / (1 - ν (s <R_d> + P))\n"
                 "G(t): light of the first t of refill, HV ramp and tuning in times of top luminosity;  G(P) = T_f/3 + h + q U\n"
                 "R_d = P = 0:  1 - (1 - b) (1 - exp(-ρ D)),  ρ the damages per beam time",
     .unit = "1",
     .symbols = "b: level for D of beam time after a damage, its recovery included; λ_d: damages per time at top luminosity, the rate of sudden "
                "losses × probability of damage; t_top: share of the time at top luminosity; R_d: recovery from damage, mean and cv; s, u, T_f, h, U, q: P13",
     .source = "age of the last event of a Poisson process (derived)",
     .status = "derived",
     .valid = "damages are taken as Poisson in the time outside their recoveries and the refill, HV ramp and tuning after them, and the luminosity "
              "there as even. Against a simulation with 30 % damage and 12 h of tuning at 20 %: what is lost agrees to 0.3 %, its standard error. The recorded "
              "part of refills is that of P13 in steps back too. Another damage begins the time anew. Fault rates stay those of the full current",
     .code = "projections/uptime.c:lr_step_back_factor projections/uptime_day.c:lr_step_back_of",
     .cases = "PU4",
     .tests = "tests/projections/uptime_test.c: simulations; tests/projections/history_events_test.c: the engine"},
    {.label = "P15",
     .title = "State of the machine and ramps",
     .quantities = {"current_ler", "current_her", "bunches", "beta_y", "time_constant", "squeeze", "dip", "specific_exponent", "luminosity_cap", "at"},
     .equation = "current, bunches:  x(t) = x_knot + (x_0 - x_knot) exp(-t/τ),  t in beam time;   beta_y steps at its knot\n"
                 "knot 'plan':       x = x_at + (x_0 - x_at) exp(-t/τ)\n"
                 "L_peak = min(L_declared g / g_at, L_cap),   g = I+ I- / (n_b β_y) (I+ I- / n_b²)^-ε\n"
                 "after beta_y went down:  × (1 - d exp(-t/t_s)),  t in beam time",
     .unit = "A; 1; m; cm^-2 s^-1",
     .symbols = "x_at, g_at: state for which the peak of the period is declared; τ: time_constant; ε: specific_exponent; d, t_s: dip and recovery "
                "of a squeeze; L_cap: luminosity_cap",
     .source = "L ~ I+ I- / (n_b beta_y) at constant sizes and beam-beam (M2); the laws of approach are a choice of this project",
     .status = "assumed",
     .valid = "a day has the state of its middle. Beam time counts start-up, not shutdowns nor days without electricity. A knot before the first "
              "day of the plan is reached already. The last squeeze alone has its dip. No blow-up but through specific_exponent",
     .code = "projections/plan_ramp.c:lr_ramp_day projections/plan_days.c:lr_plan_expect projections/plan_causes.c:lr_plan_peak_in_force",
     .cases = "PY1 PY2",
     .tests = "tests/projections/plan_ramp_test.c"},
    {.label = "P16",
     .title = "Rates of faults and sudden losses",
     .quantities = {"rate", "current_exponent", "reference_current", "reference_bunch_current", "outcome", "factor", "sudden_losses", "mitigation"},
     .equation = "fault:        λ = rate × factor(date) (I_LER / I_ref)^a\n"
                 "sudden loss:  λ = rate(date) × factor(date) × outcome (I_b,LER / I_b,ref)^b,   0 below the threshold of `losses`",
     .unit = "/day",
     .symbols = "I_b: current over bunches of the day (P15); outcome: drawn once a history (P11), 1 in the closed form; from: losses takes rate, "
                "exponent, threshold and recoveries of `losses`, the ends as they are seen in its ensemble (B32)",
     .source = "a choice of this project; no public count of sudden losses or faults by system exists",
     .status = "assumed",
     .valid = "at top luminosity; one law for both rings, in the LER's current. The closed form and every `expected` stand at an outcome of 1: the "
              "median of the log-normal of the shipped plans, whose mean is 1.28 (exp(σ²/2), σ = 0.7)",
     .code = "projections/plan_rates.c:lr_fault_rate projections/plan_rates.c:lr_sudden_rate projections/plan_losses.c:lr_plan_take_losses",
     .cases = "PY1",
     .tests = "tests/projections/plan_rates_test.c tests/projections/plan_losses_test.c"},
    {.label = "P17",
     .title = "Electricity of a plan",
     .quantities = {"electricity", "energy", "budget", "cost", "price", "cap", "days_cut", "cut", "power"},
     .equation = "P_run = base + a_LER I_LER + a_HER I_HER\n"
                 "E_day = P_run (t_startup + u t_beam) + base (1 - u) t_beam + P_off t_idle\n"
                 "no beam on a day with P_run > cap\n"
                 "no beam from the day on at which  used + E_day + P_off × days left > budget  to the end of that year",
     .unit = "GWh; money",
     .symbols = "u: share of the time with stored beam (P13); P_off: power without beam; budget: of a year that begins in April or January, or "
                "money / price",
     .source = "balance of energy (derived); a contract of 68.04 MW, from July 26.88 MW: KEK, 2010",
     .status = "derived",
     .valid = "expected energy: the day of the stop is that of the expectation, in the histories too, whose energy may pass the budget by what "
              "their faults and slips differ from it; their mean by up to +0.5 %, and 99.2 to 99.9 % of the budget in the shipped plans cut at 200 to 250 GWh. A limit takes days, not luminosity. Start-up that falls on days without electricity is owed: days with beam make it up before physics goes on. A year that the plan enters "
              "late has its budget in proportion to the days left. Electricity use of the runs is not published: base and slopes are inputs",
     .code = "projections/plan_power.c:lr_power_run projections/plan_power.c:lr_power_cap projections/plan_power.c:lr_power_allows "
             "projections/plan_days.c:lr_plan_expect",
     .cases = "",
     .tests = "tests/projections/plan_power_test.c tests/projections/plan_days_test.c"},
    {.label = "P18",
     .title = "Datasets, detector and losses by cause",
     .quantities = {"datasets", "on_4s", "off", "scan", "energy_sharing", "detector", "dead_time", "injection_veto", "losses_daily", "layers"},
     .equation = "recorded = delivered × (1 - dead time) (1 - veto) × (recorded part of P13),   or × recording_efficiency where that is given\n"
                 "dataset  = Σ days share × sum of the day;   shares of 4S, off resonance and scan sum to 1\n"
                 "ideal - start-up - shape - studies - maintenance - declared factors - priors - faults - sudden losses - steps back - detector = recorded",
     .unit = "fb^-1",
     .symbols = "ideal: peak in force × all beam time; shape: P10; declared factors: 1 - A T where no fault makes it",
     .source = "bookkeeping (derived). Shares where a plan gives none: offline luminosity of Belle II to the end of 2024, 498.41 at the Y(4S), "
               "61.0 off resonance, 19.76 fb^-1 at other energies",
     .status = "derived",
     .valid = "losses are taken one after another: another order shares them otherwise, the ends stay. On every day 0 ≤ recorded ≤ delivered ≤ "
              "potential ≤ ideal",
     .code = "projections/plan_causes.c:lr_day_lost projections/plan_tables_sums.c:lr_table_datasets projections/plan_tables_losses.c:lr_table_waterfall",
     .cases = "",
     .tests = "tests/projections/plan_days_test.c tests/projections/plan_tables_test.c"},
    {.label = "P25",
     .title = "Events in a sample",
     .quantities = {"pairs"},
     .equation = "N = σ 𝓛",
     .unit = "1",
     .symbols = "σ: cross-section of the process; 𝓛: integrated luminosity",
     .source = "definition of the cross-section",
     .status = "known",
     .valid = "produced, not selected: efficiencies are those of R2. 0.919 nb for pairs of tau leptons, 1.06 nb for pairs of B mesons at "
              "the Y(4S) (its luminosity alone)",
     .code = "projections/formulas.c:lr_event_count",
     .cases = "RP11 RP64",
     .tests = ""},
    {.label = NULL}};
