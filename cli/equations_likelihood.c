// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of binned likelihoods: channels with shared nuisances, limits and discovery from them.
#include "cli/equations.h"

const struct lr_equation lr_equations_likelihood[] = {
    {.label = "S10",
     .title = "Binned likelihood with shared nuisances",
     .quantities = {"likelihood", "mu_hat", "mu_error", "signal_strength", "pull", "pulls", "impact", "nuisances", "bin_error", "interpolation"},
     .equation = "-ln L = Σ_i [ν_i - n_i + n_i ln(n_i/ν_i)] + Σ_k c_k(θ_k),   ν_i = μ S_i(θ) + γ_i B_i(θ)\n"
                 "yield = (nominal + Σ shapes) × Π factors\n"
                 "factor: κ^θ (log-normal, [up, down] smooth between), 1 + r θ (linear, kept above 0)\n"
                 "shape:  θ (up - down)/2 + w(θ) (up + down - 2 nominal)/16,   w = θ² (15 - 10 θ² + 3 θ⁴), beyond |θ| = 1: 8 |θ|\n"
                 "constraint: θ²/2, or m ~ Pois((1 + r θ)/r²);   γ_i: m_i ~ Pois(γ_i/r_i²) or N(γ_i, r_i), profiled in each bin\n"
                 "pull = θ̂, error = √(H⁻¹)_kk, impact = [μ̂(θ̂ + error) - μ̂(θ̂ - error)]/2",
     .unit = "",
     .symbols = "μ: signal strength; n: counts; S, B: signal and background in a bin of any channel; θ: nuisances, shared by name; γ: "
                "statistical factor of the background of a bin, r_i its relative error; H: Hessian of -ln L with γ profiled",
     .source = "HistFactory, CERN-OPEN-2012-016; one factor a bin: Barlow and Beeston, Comput. Phys. Commun. 77 (1993) 219, and Conway, arXiv:1103.0354",
     .status = "known",
     .valid = "up to 64 channels of 4096 bins and 32 nuisances. Shapes that add up to below 1 % of nominal (more where templates "
              "go far from it, at most half) bend to stay above 0; where nominal is 0, sums from 0 down give 0. With large shapes L may have "
              "several maxima: the fit takes the one uphill from the nominal point",
     .code = "projections/stats/likelihood.c:lr_like_evaluate projections/stats/likelihood_fit.c:lr_like_minimise "
             "projections/stats/limit_model_tables.c:lr_limit_model_evaluate",
     .cases = "",
     .tests = "derivatives against differences, 400 models with figures that are 0 or far off, bin factors against a search, fits in closed form, halves against the whole"},
    {.label = "S11",
     .title = "Limits from q~ with profiled nuisances",
     .quantities = {"q_tilde", "qtilde", "limit_bands", "asimov"},
     .equation = "q~_μ = 2 [-ln L(μ, θ̂_μ) + ln L(max(μ̂, 0), θ̂)] for μ̂ ≤ μ, else 0\n"
                 "expected at N sigma: √q_A(μ) = Φ⁻¹(1 - (1 - CL) Φ(N)) + N,   q_A: q~ of the nominal background\n"
                 "observed: CLs = p_μ/p_0 = 1 - CL\n"
                 "  q ≤ q_A: p_μ = 1 - Φ(√q),               p_0 = 1 - Φ(√q - √q_A)\n"
                 "  q > q_A: p_μ = 1 - Φ((q + q_A)/2√q_A),  p_0 = 1 - Φ((q - q_A)/2√q_A)",
     .unit = "signal strength",
     .symbols = "μ̂, θ̂: best fit; θ̂_μ: best fit at μ; Φ: normal distribution function; L: S10",
     .source = "Cowan, Cranmer, Gross and Vitells, arXiv:1007.1727",
     .status = "known",
     .valid = "many counts: of one window the median at 90 % is low by 41 % without background, 13 at 3 events, 7.4 at 10 and 2.4 at 100 (S3). "
              "The observed limit takes q_A of the background-only fit to the counts. Bands are quantiles of the p-value",
     .code = "projections/stats/qtilde.c:lr_qtilde_expected projections/stats/qtilde.c:lr_qtilde_observed projections/stats/qtilde.c:lr_qtilde_log_cls",
     .cases = "",
     .tests = "binned cases of two independent programs (to 5e-7), counting tables with Poisson and Gaussian side measurements (to 3e-8), "
              "a fit of a shape is never worse than counting in the best window"},
    {.label = "S12",
     .title = "Limits from the full ensemble of q~",
     .quantities = {"cls-ensemble", "full_ensemble", "ensemble_limit"},
     .equation = "p(s', β) = Σ_n Pois(n | s' + β) P(aux: q~_s(n, aux) ≥ q | β),   CLs = p(s, β)/p(0, β)\n"
                 "expected at N sigma: q is the largest with p(0, b) ≥ Φ(N), β = b\n"
                 "observed: q of the counts, β profiled at s and at 0\n"
                 "aux: m ~ Pois(β/(r² b)), or x ~ N(β, r b), β ≥ 0",
     .unit = "events",
     .symbols = "s: signal; b: background, r its relative error; q~_s: as in S11 with n ~ Pois(s + β) and one side measurement; equal q~ are ties",
     .source = "Neyman construction with the statistic of arXiv:1007.1727; derived",
     .status = "derived",
     .valid = "one window, b to 1e6, r from 0.001 to 10, no asymptotic formula. For each n the outcomes with q~ ≥ q are one tail of aux. A "
              "side measurement parts outcomes of equal n, so that limits lie below those of a known background where the quantile falls inside one n. "
              "With a count m the limit jumps where outcomes change places",
     .code = "projections/stats/qtilde_ensemble.c:lr_ensemble_tail projections/stats/qtilde_ensemble.c:lr_ensemble_expected "
             "projections/stats/qtilde_ensemble.c:lr_ensemble_observed",
     .cases = "",
     .tests = "tables of an independent program (to 1.6e-6), every outcome sorted, q~ against the likelihood engine"},
    {.label = "S13",
     .title = "Discovery from a binned likelihood",
     .quantities = {"z_expected", "q_0"},
     .equation = "q_0 = 2 [-ln L(0, θ̂_0) + ln L(μ̂, θ̂)] for μ̂ > 0, else 0;   Z = √q_0\n"
                 "expected: the counts are those of the nominal background and a signal of strength 1",
     .unit = "standard deviations",
     .symbols = "as in S11",
     .source = "arXiv:1007.1727",
     .status = "known",
     .valid = "local significance, many counts; not defined where a bin without background has counts",
     .code = "projections/stats/qtilde.c:lr_discovery_observed projections/stats/qtilde.c:lr_discovery_expected",
     .cases = "",
     .tests = "closed forms with a known background and with a Poisson side measurement"},
    {.label = NULL}};
