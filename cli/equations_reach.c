// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of limits, channels and reach.
#include "cli/equations.h"

const struct lr_equation lr_equations_reach[] = {
    {.label = "S1",
     .title = "Upper limit: exact Poisson CLs, observed",
     .quantities = {"ul_observed", "cls", "cl", "limit"},
     .equation = "P(N ≤ n | s + b) = (1 - CL) P(N ≤ n | b),   solved for s\n"
                 "P(N ≤ n | μ) = Q(n + 1, μ), the regularised upper incomplete gamma function",
     .unit = "events",
     .symbols = "n: observed count; b: expected background; s: limit on the signal",
     .source = "Read, J. Phys. G 28 (2002) 2693",
     .status = "known",
     .valid = "known background, one counting window; b and n up to 1e9. The same as the Bayesian limit with a flat prior in s",
     .code = "projections/poisson_cls.c:lr_cls_observed projections/poisson_cls.c:lr_poisson_log_cdf",
     .cases = "CO90-b0 CO90-b0.1 CO90-b1 CO90-b2 CO90-b3 CO90-b5 CO90-b10 CO95-b0 CO95-b0.1 CO95-b1 CO95-b2 CO95-b3 CO95-b5 "
              "CO95-b10",
     .tests = "direct sums, the flat-prior identity"},
    {.label = "S2",
     .title = "Expected limits without signal",
     .quantities = {"ul_median", "ul_mean", "ul_m2s", "ul_m1s", "ul_p1s", "ul_p2s", "median", "mean", "exact_asimov",
                    "continuous"},
     .equation = "quantile N: s_up(n_N, b),   n_N = smallest n with P(N ≤ n | b) ≥ Φ(N),   N = -2 .. +2 (+2: the weak end)\n"
                 "mean:       Σ_n P(n | b) s_up(n, b)\n"
                 "continuous: s_up(b, b), the gamma function continued to real n (exact Asimov)",
     .unit = "events",
     .symbols = "s_up: S1; Φ: normal distribution function",
     .source = "continuous form: Bhattiprolu, Martin and Wells, arXiv:2009.07249",
     .status = "known",
     .valid = "the quantiles are steps: with more data the median can get worse for a while. The continuous form never does, and "
              "serves for dates, exponents and backgrounds (R3). Asymptotic formulas are low below b = 100 (S3)",
     .code = "projections/poisson_cls.c:lr_cls_expected_quantile projections/poisson_cls.c:lr_cls_expected_mean "
             "projections/poisson_cls.c:lr_cls_expected_continuous",
     .cases = "CE90-b0 CE90-b0.1 CE90-b1 CE90-b3 CE90-b10 CE90-b10000 CE95-b0 CE95-b0.1 CE95-b1 CE95-b3 CE95-b10 CE95-b10000",
     .tests = "monotonicity of s_up(bL)/L"},
    {.label = "R1",
     .title = "Reach",
     .quantities = {"reach", "coupling", "m2s", "m1s", "p1s", "p2s", "continuous", "coupling_max", "edge", "reach_map"},
     .equation = "coupling g: n_s(g) 𝓛 = s_up(b 𝓛)",
     .unit = "that of the channel's coupling (column coupling_unit)",
     .symbols = "n_s: signal events per fb^-1 (R2); b: background per fb^-1 (R3); 𝓛: integrated luminosity; s_up: expected limit "
                "(S2): median in `coupling`, quantiles in m2s to p2s, the continuous form in `continuous`",
     .source = "definition of a counting search; derived",
     .status = "derived",
     .valid = "one counting window at each mass, no systematic floor and no look-elsewhere effect. Null in veto windows, outside "
              "the mass range, and above coupling_max",
     .code = "projections/reach.c:lr_reach_solve projections/reach.c:lr_reach_curve projections/reach.c:lr_reach_coupling",
     .cases = "DVS01 DVS02 DVS79 AL013",
     .tests = "scaling laws in luminosity"},
    {.label = "R2",
     .title = "Signal yield",
     .quantities = {"signal", "efficiency", "signal_factor", "signal_cross_section", "decay_acceptance"},
     .equation = "n_s = σ(m, g) BR(m) a(m, g) ε(m) k_s",
     .unit = "events per fb^-1",
     .symbols = "σ: production cross-section, Born or with R5; BR: branching fraction; a: share that decays within decay_radius; "
                "ε: efficiency, linear in ln m between knots, not extrapolated; k_s: signal_factor",
     .source = "definition",
     .status = "derived",
     .valid = "efficiencies are inputs, most of them assumed: with a published limit as anchor they cancel at leading order",
     .code = "projections/channel.c:lr_channel_signal projections/channel.c:lr_channel_efficiency",
     .cases = "",
     .tests = "unit tests of both channels"},
    {.label = "R3",
     .title = "Background from a published limit",
     .quantities = {"background", "anchor", "anchors", "background_factor", "background_shape", "reference"},
     .equation = "b_ref: s_up(b_ref) = n_s(g_pub) 𝓛_ref   (anchor: a coupling)\n"
                 "       s_up(b_ref) = σ_pub ε 𝓛_ref      (anchor: a signal cross-section)\n"
                 "b = k_b b_ref / 𝓛_ref,   between anchors ln b linear in m (exponential) or in ln m (power)",
     .unit = "events per window and fb^-1",
     .symbols = "s_up: continuous form S2 at the reference CL; 𝓛_ref: luminosity of the published analysis; k_b: background_factor",
     .source = "derived; the anchors and their publications stand in inputs/channels",
     .status = "derived",
     .valid = "the published limit, often an observed one, is taken for the expected limit of a counting search. signal_factor "
              "does not move the anchors. Power: not beyond the anchors; exponential goes on to the ends of the mass range. A "
              "limit below -ln(1 - CL) events is refused",
     .code = "projections/channel_prepare.c:lr_channel_prepare projections/channel.c:lr_channel_background "
             "projections/poisson_cls.c:lr_cls_background_for",
     .cases = "DVS01 DVS02 AL013",
     .tests = "round trip: the reach at the reference luminosity is the anchor"},
    {.label = "R4",
     .title = "What limits the search",
     .quantities = {"exponent", "regime"},
     .equation = "exponent = d ln g / d ln 𝓛,   from the continuous form at ±1 % in 𝓛\n"
                 "q = 1 - (d ln Q/d ln 𝓛) / (d ln Q/d ln s):   q > 0.6 systematics-limited,  q > 0.45 background-limited,  q < 0.05 background-free,  else mixed",
     .unit = "1",
     .symbols = "g: coupling of R1; Q: what there is over what the limit asks for (one window: s/s_up, S2; several: q of R12), with 𝓛 of all data, "
                "those of modes of their own too",
     .source = "derivative of R1; the bounds 0.6, 0.45 and 0.05 are this project's",
     .status = "derived",
     .valid = "prompt channels, rate ~ g²: exponent -1/4 when the background limits, -1/2 without background, 0 on the floor of its "
              "uncertainty. Of one window q is d ln s_up / d ln 𝓛",
     .code = "projections/reach.c:regime projections/reach.c:slopes",
     .cases = "DVS79",
     .tests = "both limits"},
    {.label = "R5",
     .title = "Initial-state radiation",
     .quantities = {"isr", "isr_factor", "isr_cut", "cross_section"},
     .equation = "σ_ISR(s) = ∫_0^x_max dx F(x) σ(s (1 - x))\n"
                 "F = β x^(β-1) [1 + 3β/4 + (α/π)(π²/3 - 1/2)] - (β/2)(2 - x)\n"
                 "β = (2α/π) [ln(s/m_e²) - 1]",
     .unit = "fb; the factor: 1",
     .symbols = "x: radiated share of the beam energy; x_max: threshold, or isr_cut where the kinematics are closed",
     .source = "Kuraev and Fadin, Sov. J. Nucl. Phys. 41 (1985) 466",
     .status = "known",
     .valid = "to the per cent: terms of order α² are left out. Use it, or an efficiency that has radiation in it, never both",
     .code = "projections/isr.c:lr_isr_convolve",
     .cases = "XS-ZP-ISR XS-DHS-ISR",
     .tests = "factors of R6 against an independent integration"},
    {.label = "R6",
     .title = "e+e- → μ+μ- X",
     .quantities = {"mumux", "born_cross_section", "cross_section"},
     .equation = "σ = α² g² / (48π s³) ∫ da db F(a, b)\n"
                 "a = (p_μ- + k)² - m²,   b = (p_μ+ + k)² - m²\n"
                 "vector: F = 8 {(a²+b²)/(ab) - 2(s+M²+2m²)(a+b)/(ab) + 2[(s+M²)²-4m⁴]/(ab) - (s+2m²)(M²+2m²)(1/a²+1/b²)}\n"
                 "scalar: F = 4 {(a+b)²/(ab) - 2(M²-4m²)(a+b)/(ab) + [2(M²-2m²)(M²-4m²)+8sm²]/(ab) - (s+2m²)(M²-4m²)(1/a²+1/b²)}\n"
                 "pseudoscalar: F = 4 {(a+b)²/(ab) - 2M²(a+b)/(ab) + 2M²(M²-2m²)/(ab) - M²(s+2m²)(1/a²+1/b²)}",
     .unit = "fb",
     .symbols = "M, k: mass and momentum of X; m: muon mass; g: g' of L = g X_α μ̄γ^αμ, y of -y X μ̄μ or -iy X μ̄γ5μ; α at zero "
                "momentum transfer",
     .source = "derived: squared tree amplitude fitted to numeric Dirac traces (residual below 1e-14); soft limit as QED. No "
               "published table was found",
     .status = "derived",
     .valid = "tree level through one photon, exact in the muon mass, no electron mass and no Z; full phase space; zero below "
              "threshold",
     .code = "projections/channels/mumux.c:lr_mumux_cross_section projections/channels/mumux.c:lr_mumux_density",
     .cases = "XS-ZP XS-ZP2",
     .tests = "adaptive quadrature, Monte Carlo, soft limit"},
    {.label = "R7",
     .title = "Z' of Lμ - Lτ: widths and branching fractions",
     .quantities = {"zp_invisible", "br_invisible", "br_mumu", "br_tautau", "width", "ctau"},
     .equation = "Γ(ℓℓ) = g'² M/(12π) (1 + 2m²/M²) √(1 - 4m²/M²),   ℓ = μ, τ\n"
                 "Γ(νν) = g'² M/(24π) per flavour, two flavours\n"
                 "cτ = ħc / Γ",
     .unit = "GeV; m; 1",
     .symbols = "M: mass of the Z'; m: lepton mass",
     .source = "textbook widths of a vector boson; model and search: arXiv:2212.03066",
     .status = "known",
     .valid = "Born, no kinetic mixing. Model `vanilla`: decays to ν, μ, τ. Model `invisible`: BR = 1 to dark matter, whatever its width",
     .code = "projections/channels/lmutau.c:lr_zp_widths",
     .cases = "DVS01 DVS02",
     .tests = "branching fractions at and between the thresholds"},
    {.label = "R8",
     .title = "Axion-like particle with photons: e+e- → γ a",
     .quantities = {"alp_gammagamma", "g_agammagamma", "width", "ctau", "opening_angle", "decay_radius", "decay_acceptance",
                    "br_gammagamma"},
     .equation = "σ = α g²/24 (1 - m²/s)³\n"
                 "Γ = g² m³/(64π),   cτ = ħc / Γ\n"
                 "smallest angle of the photons: 2 asin(m/E_a),   E_a = (s + m²)/(2√s)\n"
                 "decay inside R: 1 - exp(-R / (βγ cτ)),   βγ = (s - m²)/(2 m √s)",
     .unit = "fb; GeV; m; rad; 1",
     .symbols = "g: g_aγγ of L = -(g/4) a F F̃ [GeV^-1]; m: mass of a; R: decay_radius; α at zero momentum transfer",
     .source = "Dolan et al., arXiv:1709.00009; Belle II, PRL 125 (2020) 161806, arXiv:2007.13071; Merlo et al., arXiv:1905.03259",
     .status = "known",
     .valid = "photon coupling only; no resonant production at an Υ; photon fusion is C30; the boost of the collider is neglected in "
              "the decay length; merged photons below about 0.2 GeV are for the efficiency",
     .code = "projections/channels/alp_gammagamma.c:lr_alp_strahlung projections/channels/alp_gammagamma.c:lr_alp_width "
             "projections/channels/alp_gammagamma.c:lr_alp_decay_inside",
     .cases = "XS-ALP AL013",
     .tests = "width, decay length and angle at fixed points"},
    {.label = "R9",
     .title = "Luminosity at which the reach passes a coupling",
     .quantities = {"luminosity_needed", "reach_luminosity"},
     .equation = "𝓛_g: continuous limit (R1 with the continuous form of S2) at 𝓛_g = g",
     .unit = "ab^-1",
     .symbols = "g: the coupling asked for",
     .source = "inverse of R1; derived",
     .status = "derived",
     .valid = "the continuous form falls with 𝓛 always, so that there is one crossing: its bracket is found in steps of a factor four from the "
              "luminosity of the reference, then Chandrupatla's root in ln 𝓛 to 1e-11. From 1e-6 fb^-1 (less is asked for: this) to 1e6 ab^-1 (more: "
              "never). Above 1e9 background events the limit grows as √b. Never in a veto window, outside the masses, above coupling_max. Dates: 𝓛 has the shares of the "
              "exposures of R15 up to the day on which the plan has it (a fixed point; beyond the horizon those of the whole plan); histories pass the "
              "same 𝓛",
     .code = "projections/reach_luminosity.c:lr_reach_luminosity projections/reach_in_plan.c:lr_reach_goal_in_plan projections/reach.c:lr_reach_continuous",
     .cases = "",
     .tests = "there and back over nine decades; g^-4 with a large background, g^-2 without any; with a lost line the limit of the day passes g on the "
              "day of the goal, not on the day before"},
    {.label = "R17",
     .title = "Gain of a channel with luminosity",
     .quantities = {"gain", "overview"},
     .equation = "gain(𝓛) = g(w 𝓛_now) / g(w 𝓛),   g: continuous limit at the mass of R18",
     .unit = "1",
     .symbols = "w: share of the data that the channel counts, that at the Y(4S) or all; 𝓛_now: recorded so far",
     .source = "definition",
     .status = "derived",
     .valid = "one mass for each channel; of ε²α_D, which enters linearly, the gain is that in ε; without a reach today the gain counts from the first luminosity that gives one",
     .code = "projections/reach_overview.c:lr_table_overview",
     .cases = "",
     .tests = "the power laws of backgrounds large and none"},
    {.label = NULL}};
