// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of the registry: limits, intervals and significances of a counting window beside the exact CLs of S1 and S2.
#include "cli/equations.h"

const struct lr_equation lr_equations_statistics[] = {
    {.label = "S3",
     .title = "Upper limit: asymptotic CLs of q̃, background fitted",
     .quantities = {"cls-asymptotic", "asymptotic", "constraint", "background-error"},
     .equation = "expected at Nσ: q_A(s) = (Φ^-1(1 - (1 - CL) Φ(N)) + N)²,   n = b, side measurement at b\n"
                 "observed: (1 - Φ(√q̃)) / (1 - Φ(√q̃ - √q_A)) = 1 - CL;  for q̃ > q_A with (q̃ ± q_A) / (2√q_A) in place of the roots\n"
                 "q = 2 [D(n, s + β) + C],   D(x, y) = y - x + x ln(x/y)\n"
                 "poisson: C = D(m, τβ), m ~ Pois(τβ), τ = 1/(rel² b);   gauss: C = (x - β)² / (2 rel² b²), x ~ N(β, rel b), β ≥ 0",
     .unit = "events",
     .symbols = "s: signal; n: count; b: background; rel: its relative error; β: the background that fits best, a root of a quadratic equation; q_A: q "
                "of the Asimov data, whose background is fitted at s = 0 for an observed limit",
     .source = "Cowan, Cranmer, Gross, Vitells, Eur. Phys. J. C 71 (2011) 1554, arXiv:1007.1727",
     .status = "known",
     .valid = "many events: at 90 % and a known background the median is below the exact one by 41 % (b = 0), 19 (1), 13 (3), 7.4 (10), 4.4 (30) "
              "and 2.4 (100), the -2 sigma band by 85, 53, 26, 14, 11 and 6 %. The constraint matters: b = 1e4 with 20 % gives "
              "2944 (poisson) or 3294 (gauss)",
     .code = "projections/stats/asymptotic.c:lr_asymptotic_expected projections/stats/asymptotic.c:lr_asymptotic_observed "
             "projections/stats/profile.c:lr_profile_deviance projections/stats/profile.c:lr_profile_background",
     .cases = "ST-AP ST-AG",
     .tests = "72 rows to 1e-7; profile against a search; exact limits at large b"},
    {.label = "S4",
     .title = "Upper limit: background averaged over a prior, hybrid CLs and Bayes",
     .quantities = {"cls-hybrid", "bayes", "prior", "gamma", "truncated-gauss", "lognormal"},
     .equation = "F(s) = ∫ dβ π(β) P(N ≤ n | s + β),   F(s) = (1 - CL) F(0)\n"
                 "gamma: mean b, deviation rel b;   truncated Gauss: N(b, rel b) for β ≥ 0;   log-normal: ln β ~ N(ln b, ln(1 + rel))",
     .unit = "events",
     .symbols = "n: count; its quantiles are those of F(0); rel: relative error of b",
     .source = "Cousins and Highland, Nucl. Instrum. Meth. A 320 (1992) 331; Read, J. Phys. G 28 (2002) 2693. That the limit with a flat prior in s is the "
               "same number: derived",
     .status = "known",
     .valid = "rel up to 10. The prior has to be named: b = 1e4 with 20 % gives 2920 (gamma), 3294 (truncated Gauss) or 2597 (log-normal). Gauss panels "
              "from the peak of the integrand to exp(-36) of it, to 1e-12",
     .code = "projections/stats/hybrid.c:lr_averaged_log_cdf projections/stats/hybrid.c:lr_hybrid_observed "
             "projections/stats/hybrid.c:lr_hybrid_quantile_count",
     .cases = "ST-HG ST-HT ST-HL ST-BF",
     .tests = "108 rows of bands and 1440 observed limits to 1e-7; negative binomial; posterior integrated"},
    {.label = "S5",
     .title = "Feldman-Cousins interval",
     .quantities = {"feldman-cousins", "fc_lower", "fc_upper", "fc_upper_raw"},
     .equation = "counts are accepted in falling order of R = P(n | μ + b) / P(n | max(n, b)) until their sum is CL\n"
                 "fc_upper: the largest upper end at b and at the larger multiples of 0.01",
     .unit = "events",
     .symbols = "μ: signal; b: known background",
     .source = "Feldman and Cousins, Phys. Rev. D 57 (1998) 3873, physics/9711021",
     .status = "known",
     .valid = "b up to 1000, n up to 10000. The ends are exact: two counts change places at a mean in closed form. The supremum over all larger b is up to "
              "0.006 above fc_upper",
     .code = "projections/stats/feldman_cousins.c:lr_feldman_cousins",
     .cases = "ST-FC90 ST-FC95",
     .tests = "198 intervals; the ordering by a plain sort; coverage"},
    {.label = "S6",
     .title = "Punzi's figure of merit and smallest signal",
     .quantities = {"punzi", "fom", "s_min", "s_min_gauss", "s_min_exact", "s_min_produced", "significance", "efficiency"},
     .equation = "fom = ε / (a/2 + √B)\n"
                 "s_min_gauss = b²/2 + a√B + (b/2) √(b² + 4a√B + 4B)      (eq. 6)\n"
                 "s_min = a²/8 + 9b²/13 + a√B + (b/2) √(b² + 4a√B + 4B)      (eq. 7)\n"
                 "s_min_exact: P(N ≥ n_c | s + B) = CL,   n_c: smallest n ≥ 1 with P(N ≥ n | B) ≤ 1 - Φ(a)",
     .unit = "events; the figure of merit 1",
     .symbols = "a: significance of a discovery; b: Φ^-1(CL); B: background; ε: efficiency",
     .source = "Punzi, physics/0308063",
     .status = "known",
     .valid = "background known",
     .code = "projections/stats/punzi.c:lr_punzi_merit projections/stats/punzi.c:lr_punzi_gauss projections/stats/punzi.c:lr_punzi_improved "
             "projections/stats/punzi.c:lr_punzi_exact",
     .cases = "ST-PU ST-PX",
     .tests = "48 rows; plain sums"},
    {.label = "S7",
     .title = "Significance of an excess",
     .quantities = {"discovery", "z", "z_simple", "z_exact", "signal_3sigma", "signal_5sigma"},
     .equation = "Z = √q_0,   q_0 = -2 ln [L(0, β_0) / L(ŝ, β̂)] with S3's likelihood, n = s + b for an expectation; negative for n < b\n"
                 "known background: Z = √(2 [(s + b) ln(1 + s/b) - s])\n"
                 "z_simple = s / √(b + E²);   z_exact: 1 - Φ(Z) = P(N ≥ n | b)",
     .unit = "standard deviations; the signals: events",
     .symbols = "s: signal; b: background with its error E; β_0: background fitted without a signal",
     .source = "Cowan, Cranmer, Gross, Vitells, arXiv:1007.1727 (eq. 97)",
     .status = "known",
     .valid = "b above zero. One mass: see S8 for many. Signals for 3 and 5 sigma by a root in s whose bracket is found",
     .code = "projections/stats/discovery.c:lr_discovery_z projections/stats/discovery.c:lr_discovery_simple "
             "projections/stats/discovery.c:lr_discovery_exact projections/stats/discovery.c:lr_discovery_signal",
     .cases = "ST-ZP ST-ZG ST-ZX",
     .tests = "55 rows; the likelihood ratio in long double; plain sums"},
    {.label = "S8",
     .title = "Look-elsewhere effect",
     .quantities = {"look-elsewhere", "windows", "z_global", "signal_3sigma_global", "signal_5sigma_global", "upcrossings", "z_global_upcrossings"},
     .equation = "N = ∫ dm / (w σ(m)),   p_global = 1 - (1 - p)^N\n"
                 "or p_global ≤ 1 - Φ(Z) + N_0 exp(-(Z² - c_0) / 2)",
     .unit = "1; standard deviations",
     .symbols = "σ(m): resolution of the mass, linear in m; w: width of a window in σ; p = 1 - Φ(Z): local; N_0: mean number of upcrossings of the level c_0",
     .source = "the first: derived, independent trials; upcrossings: Gross and Vitells, Eur. Phys. J. C 70 (2010) 525, arXiv:1005.1891",
     .status = "known",
     .valid = "N is a convention: windows that overlap are not independent",
     .code = "projections/stats/look_elsewhere.c:lr_windows_number projections/stats/look_elsewhere.c:lr_global_z "
             "projections/stats/look_elsewhere.c:lr_local_z projections/stats/look_elsewhere.c:lr_global_z_upcrossings",
     .cases = "ST-LE",
     .tests = "the definition; there and back; a simulated field"},
    {.label = NULL}};
