// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of the reach with several windows, edges, systematics, periods and conditions.
#include "cli/equations.h"

const struct lr_equation lr_equations_reach_modes[] = {
    {.label = "R10",
     .title = "Uncertainty of the background",
     .quantities = {"effective_background", "background_floor", "background_error", "systematics"},
     .equation = "b_eff = b + (δ b)²,   δ² = δ_floor² + δ_0² 𝓛_ref/𝓛\n"
                 "several periods of one mode, δ shared:  b_eff,k = b_k I / J,   J = max_{w ≥ 0} (Σ w_k s_k)² / [Σ w_k² b_k + δ² (Σ w_k b_k)²]\n"
                 "I = Σ s_k²/b_k;   J = (I_A + δ² D_A) / (1 + δ² B_A),   A: s_k/b_k > θ = δ² S_A / (1 + δ² B_A)\n"
                 "S = Σ s_k,   B = Σ b_k,   D = Σ_{i<j} b_i b_j (s_i/b_i - s_j/b_j)²",
     .unit = "events",
     .symbols = "b: expected background; δ_0: at the reference luminosity (sidebands, falling as 𝓛^-1/2); s_k, b_k: of period k; w_k: "
                "weights of the counts; A: the periods that are used",
     .source = "sum of variances; periods: Sherman-Morrison inverse of diag(b) + δ² b bᵀ, with no weight below zero. Derived",
     .status = "derived",
     .valid = "the limit is that of a known background b_eff. Against the CLs averaged over a truncated-Gauss prior (S4), with n = b, it is never lower and "
              "for b = 1 to 100 higher by at most 1.4, 2.5, 3.5, 6.3, 13 % at δ = 10, 20, 30, 40, 50 % (90 % CL; 1.8, 3.1, 4.5, 8.1, 17.5 % at 95 % CL), "
              "most at b = 10 to 100: 11.1 for 9.9 events at b = 10 ± 50 %, 5.24 for 4.87 at 3 ± 50 %. At b = 10⁴ 0.2 % is left at δ = 30 % and 12 % at 50 %, where the "
              "Gauss is cut at zero. Nearly flat in 𝓛 beyond 𝓛 = 1/(δ² b) on a floor. Weights below zero "
              "would measure the background of a clean period with a dirty one, that is, take the ratios of the b_k as known: not so for a background that no "
              "sideband knows. A floor is therefore that of the cleanest period, δ min(b_k/s_k), at best. A period that is "
              "not used leaves J as it is, but shifts the skewness of R12: a limit may get weaker by up to 5e-5 with it. Backgrounds of different modes have uncertainties of their own",
     .code = "projections/systematics.c:lr_background_with_error projections/channel.c:lr_channel_background_error "
             "projections/reach_signal.c:shared_uncertainty",
     .cases = "",
     .tests = "floor, L^-1/4 with sidebands, equal periods are one, weights found by search, prior average (hybrid_test)"},
    {.label = "R11",
     .title = "Uncertainty of the signal, and gain",
     .quantities = {"signal_error", "signal_widening", "gain"},
     .equation = "s_up → s_up / √(1 - (z δ_s)²) / G,   z = Φ⁻¹((1 + CL)/2)",
     .unit = "events",
     .symbols = "δ_s: relative uncertainty of efficiency x luminosity; G: declared gain of analyses to come",
     .source = "limit of Gaussian counts; derived",
     .status = "derived",
     .valid = "δ_s ≤ 40 %, z δ_s cut at 0.9; G does not move the anchors nor data sets of their own. Both act on limits and discoveries alike",
     .code = "projections/systematics.c:lr_signal_widening projections/reach_signal.c:lr_reach_windows_make",
     .cases = "",
     .tests = "factor on every quantile"},
    {.label = "R12",
     .title = "Several counting windows in one limit",
     .quantities = {"modes", "several_windows", "matched_experiment"},
     .equation = "q_k = 2 [s_k - b_k ln(1 + s_k/b_k)],   w_k = s_k/(s_k + b_k)\n"
                 "one experiment (s, b) with  q(s, b) = Σ q_k   and   s + b = (Σ w_k s_k)³ / (Σ w_k² s_k)²\n"
                 "limit at g: s(g) = s_up(b(g)),  s_up: continuous form S2",
     .unit = "events",
     .symbols = "s_k, b_k: signal and background of window k at coupling g; q: expected log-likelihood ratio of data without signal",
     .source = "Asimov likelihood ratio (arXiv:1007.1727) with the third moment of the weighted sum matched; derived. Matching mean and "
               "variance (Bohm and Zech, NIM A748 (2014) 1) lets a dirty window water a clean one down",
     .status = "derived",
     .valid = "exact for one window and for equal s/b. Against the exact CLs of the likelihood ratio of two windows, in events: the centre is never "
              "stronger, weaker by 0 to 5 % above 20 events, to 15 % near one and to 24 % with less (unequal weights make a finer lattice, which costs "
              "the median less); the bands, smooth quantiles of the matched experiment of the centre, lie 10 % below to 22 % above the exact ones where "
              "a window has less than one event, within 4 % above 10. Another window, more signal, less background or more data never make it weaker",
     .code = "projections/counting_windows.c:lr_windows_match projections/reach_edges.c:lr_reach_excess",
     .cases = "",
     .tests = "enumeration of two windows, order in random channels"},
    {.label = "R13",
     .title = "Lower and upper edge of a reach",
     .quantities = {"edge", "upper", "two_edged"},
     .equation = "excluded: g with s(g) ≥ s_up(b(g));   lower and upper edge: smallest and largest such g in [g_min, g_max]",
     .unit = "unit of the coupling",
     .symbols = "s(g): signal with the acceptance of displaced decays",
     .source = "derived",
     .status = "derived",
     .valid = "brackets are found on a grid of half an e-fold in g with the maximum refined; ln acceptance is tabulated every eighth of an e-fold and "
              "interpolated with six points, to 1e-4 where it is above 1e-8. An edge beyond g_min or g_max is empty",
     .code = "projections/reach_edges.c:inwards projections/reach_edges.c:lr_reach_limit_edges projections/reach_signal.c:lr_reach_acceptance",
     .cases = "",
     .tests = "both edges against direct evaluation"},
    {.label = "R14",
     .title = "3 and 5 sigma",
     .quantities = {"evidence_3s", "discovery_5s", "sigma"},
     .equation = "Σ_k min(q0_k, s_k Z²/3) = Z²,   q0 = 2 [(s + b) ln(1 + s/b) - s]",
     .unit = "unit of the coupling",
     .symbols = "Z: 3 or 5; b with its uncertainty (R10)",
     .source = "Cowan, Cranmer, Gross, Vitells, arXiv:1007.1727, eq. 97",
     .status = "known",
     .valid = "median local significance, Asimov form; at least three events of signal. Of several windows the q0 add up, each with the share of three "
              "events that it has",
     .code = "projections/counting_windows.c:lr_windows_discovery projections/reach_luminosity.c:lr_reach_luminosity",
     .cases = "",
     .tests = "three events without background, Z √b at large counts, there and back in luminosity"},
    {.label = "R15",
     .title = "Periods of data taking and where the background comes from",
     .quantities = {"exposure", "split", "periods"},
     .equation = "window of period e: s_e = y 𝓛_e f_s,  b_e = β 𝓛_e f_b\n"
                 "f_b = f_s (a_𝓛 + a_beam r_beam + a_time r_time),   f_s = relative of T4",
     .unit = "events",
     .symbols = "y, β: signal and background per fb^-1; a: shares of `split`; r_beam: current x pressure x time per fb^-1 against the reference; "
                "r_time: hours per fb^-1 against it, that is, mean luminosity of the reference over that of the day in physics; both f are means over "
                "the days of the period",
     .source = "derived",
     .status = "derived",
     .valid = "periods are windows of one likelihood (R12), not one summed luminosity. A prescaled or lost line takes the same share of the signal and of "
              "the background that the search selects. Data named by their luminosity (`reach --conditions`): the shares of the plan up to a date, or up to the "
              "day on which the plan has it (beyond the horizon those of the whole plan), scaled to it; what is recorded already has factors of 1",
     .code = "projections/reach_signal.c:lr_reach_windows_make projections/reach_signal.c:lr_exposure_background "
             "projections/reach.c:lr_reach_exposures_solve projections/plan_exposure.c:lr_plan_exposures projections/reach_conditions.c:lr_reach_conditions_at",
     .cases = "",
     .tests = "equal periods add up; unequal ones are better apart; what the trigger keeps acts as share^(-1/4) on g where σ ~ g² and the background is large"},
    {.label = "R16",
     .title = "Conditions of data taking",
     .quantities = {"conditions", "pxd", "tracking", "recoil_resolution", "energy_spread_ler"},
     .equation = "σ_√s = √s/2 √(δ_+² + δ_-²),   σ_M² = σ_det² + [σ_√s (√s - E)/M]²,   E = (s - M²)/(2√s)\n"
                 "b → b σ_M(now)/σ_M(reference);   s → s ε_track^n ε_photon^m ε_vertex,   b → b ε_track^n ε_photon^m",
     .unit = "1",
     .symbols = "δ: relative energy spreads; M: recoil mass; E: energy of a light system that it recoils against; n, m: tracks and photons of the search",
     .source = "error propagation of M² = s - 2√s E + m²; derived",
     .status = "derived",
     .valid = "the window follows the resolution, its efficiency does not; E of a light system makes the effect of the beams largest. Factors are "
              "declared. The selected background has the tracks and photons of the signal and falls with it; ε_vertex acts on the signal alone. "
              "Published data sets of their own keep what they are",
     .code = "projections/conditions.c:lr_conditions_apply projections/conditions.c:lr_recoil_width",
     .cases = "",
     .tests = "closed values, displaced and prompt modes, background of fewer photons"},
    {.label = "R18",
     .title = "What holds a limit back",
     .quantities = {"limits_by", "limited_by", "gain_table"},
     .equation = "ratio_i = g(all effects) / g(without effect i)",
     .unit = "1",
     .symbols = "background: b = 0; systematics: R10, R11 off; trigger: signal_factor below 1 and f_s of R15 set to 1; lifetime: acceptance 1; phase_space: σ of "
                "the best mass of the channel",
     .source = "derived",
     .status = "derived",
     .valid = "one effect at a time, continuous form, lower edge; `luminosity` where none moves the limit by 2 %",
     .code = "projections/reach_gain.c:lr_reach_limits_by projections/reach_gain.c:lr_reach_exposures_limits_by",
     .cases = "",
     .tests = "each effect alone; with periods of the plan against the same factors in the channel"},
    {.label = NULL}};
