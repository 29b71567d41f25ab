// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of scalars that mix with the Higgs boson, displaced vertices and B -> K S.
#include "cli/equations.h"

const struct lr_equation lr_equations_channels_bks[] = {
    {.label = "C20",
     .title = "Scalar that mixes with the Higgs boson: leptons",
     .quantities = {"scalar_width", "br_ee", "br_mumu", "br_tautau", "sin θ", "sin_theta"},
     .equation = "Γ(ℓℓ) = sin²θ G_F m m_ℓ² β³ / (4√2 π),   β = √(1 - 4m_ℓ²/m²)",
     .unit = "GeV",
     .symbols = "m: mass of the scalar; ℓ = e, μ, τ",
     .source = "textbook width of the Higgs boson",
     .status = "known",
     .valid = "Born. Photons are left out: some per cent of the width just below 2 m_μ, less elsewhere",
     .code = "projections/scalar_widths.c:lr_scalar_width_GeV",
     .cases = "AL056",
     .tests = "closed sum below two pions"},
    {.label = "C21",
     .title = "Scalar that mixes with the Higgs boson: hadrons, lifetime",
     .quantities = {"br_pipi", "br_KK", "br_4pi", "br_ss", "br_cc", "br_gg", "br_pi+pi-", "br_K+K-", "scalar_ctau"},
     .equation = "below 2 GeV:  Γ(ππ), Γ(KK): tables, ln Γ linear in ln m;   Γ(4π, ...) = C m³ √(1 - 16 m_π²/m²),  C = "
                 "8.15e-9 GeV⁻²\n"
                 "above 2 GeV:  Γ(ss), Γ(cc), Γ(gg): tables\n"
                 "charged: 2/3 of ππ, 1/2 of KK;   BR_i = Γ_i/ΣΓ,   cτ = ħc/(sin²θ ΣΓ)",
     .unit = "GeV; 1; m",
     .symbols = "all at sin θ = 1",
     .source = "ππ, KK: Winkler, arXiv:1809.01876, as digitised by the scalar_portal project; the rest from the FORESEE "
                 "tables (arXiv:1710.09387, 1811.12522); thinned",
     .status = "read",
     .valid = "2 m_e to 10 GeV. Tables hold to 3 % of the digitised points (15 % within 30 MeV of 1 GeV, where these "
                 "are not single-valued), 5 % above 2 GeV; calculations differ by a factor of about 2 between 1 and 2 GeV. "
                 "Partial widths are tabulated, so branching fractions add up to 1; those of the source pass 1 near 1 GeV. "
                 "C of arXiv:1809.01876 is 5.1e-9, which makes the lifetime 8 to 24 % longer from 1.5 to 2 GeV",
     .code = "projections/scalar_widths.c:lr_scalar_width_GeV projections/scalar_widths.c:lr_scalar_ctau_m "
                 "projections/scalar_widths.c:lr_scalar_br",
     .cases = "AL058 AL059 AL061",
     .tests = "sums of branching fractions, published tables"},
    {.label = "C22",
     .title = "Displaced vertex: radius",
     .quantities = {"displacement", "min_radius", "scale", "max_radius", "radius_blur"},
     .equation = "∫ dr/L e^(-r/L - r/λ) over r_min < r < r_max = (e^(-k r_min) - e^(-k r_max)) / (k L),   k = 1/L + 1/λ\n"
                 "with resolution s:  e^(-k r_min) → Φ(-r_min/s) + e^(-k r_min + k²s²/2) Φ(r_min/s - k s)",
     .unit = "1",
     .symbols = "r: distance from the beam line; L = cτ p_T/m; λ: scale; Φ: normal distribution function; s: radius_blur",
     .source = "derived; form of the efficiency: fitted, see the channel",
     .status = "derived",
     .valid = "the efficiency of finding a vertex is an exponential in its radius, whatever its direction and momentum. "
                 "Not below c tau beta gamma of 0.3 mm, where resolution tails and prompt background rule",
     .code = "projections/displaced.c:lr_displaced_radial",
     .cases = "AL041",
     .tests = "sums over the radius, closed limits, decays drawn one by one"},
    {.label = "C23",
     .title = "Displaced vertex: directions and energies",
     .quantities = {"theta_min", "theta_max", "decay_acceptance"},
     .equation = "< radial part (C22) × 1[θ_min < θ < θ_max] >\n"
                 "directions: isotropic, or 1 + a cos²θ, in a frame that moves with βγ = 0.284;   cot θ = γ(c + b)/√(1 - "
                 "c²),   b = βE/p\n"
                 "energies: fixed, or even between γ_B E ± (βγ)_B p for the daughter of a B of 0.33 GeV",
     .unit = "1",
     .symbols = "c: cosine in the moving frame; E, p: of the particle there",
     .source = "two-body kinematics; derived",
     .status = "derived",
     .valid = "Gauss-Legendre: within 2e-5 for daughters of a B below 3.6 GeV, 2e-4 up to 4.78 GeV. For b > 1 every "
                 "direction goes forward and those near the beam are lost",
     .code = "projections/displaced.c:lr_displaced_from_b projections/displaced.c:lr_displaced_fixed "
                 "projections/displaced.c:lr_displaced_uniform",
     .cases = "AL041",
     .tests = "a rule twelve times finer, a million decays drawn by four-vectors"},
    {.label = "C24",
     .title = "B → K S",
     .quantities = {"br_b_to_kplus_s", "br_b_to_kstar_s"},
     .equation = "Γ(B⁺ → K⁺S)  = |C|²/(64π m_B³) (m_B² - m_K²)² f₀²(m²) Λ,    f₀ = 0.33/(1 - q²/38)\n"
                 "Γ(B⁰ → K*⁰S) = |C|²/(64π m_B³) A₀²(m²) Λ³,    A₀ = 1.364/(1 - q²/m_B²) - 0.990/(1 - q²/36.8)\n"
                 "C = sin θ · 3 m_t² V_ts V_tb / (16π² v³),    Λ² = λ(m_B², m_K², m²)",
     .unit = "1 (times sin²θ)",
     .symbols = "m: mass of S; m_t = 172.7 GeV; |V_ts V_tb| = 0.0394; q² in GeV²; m_s left out against m_b",
     .source = "form factors as in the scalar_portal and ALPINIST codes; the factor 1/(64π) as in Batell, Pospelov and "
                 "Ritz and in the inclusive rate",
     .status = "read",
     .valid = "within 1.3 % (K) and 2.1 % (K*) of the SensCalc tables. Theory ±25 %: MSbar mass of the top -22 %, V_ts "
                 "= 0.0411 +9 %; m_s kept: K +4 %, K* -4 %. Not in the limit's band",
     .code = "projections/channels/b_to_k_s.c:lr_b_to_k_s_branching",
     .cases = "AL052 AL053",
     .tests = "inclusive rate, Batell-Pospelov-Ritz, energy conservation"},
    {.label = "C25",
     .title = "B → K S: yield of a mode",
     .quantities = {"b_to_k_s", "parents", "kplus_mumu", "kstar_mumu", "vertex_efficiency", "min_radius_factor"},
     .equation = "n_s = N_B BR(B → K S) BR(S → f) BR(K*⁰ → K⁺π⁻) ε(m) share · ⟨C22⟩(m, cτ)\n"
                 "N_B = 2 f N(BB),   N(BB) = 1.069e6 per fb⁻¹ at the Y(4S),   f = 0.514 (B⁺), 0.486 (B⁰)",
     .unit = "events per fb^-1",
     .symbols = "ε: efficiency, fitted at each mass to the published limits; share: penalty of hadrons and of the K*0, "
                 "assumed",
     .source = "arXiv:2306.02830 (limits, 189 fb^-1); N(BB): 387e6 in 362 fb^-1, Belle II",
     .status = "derived",
     .valid = "B mesons need data at the Y(4S). At long lifetime n_s ~ sin⁴θ; at short lifetime it falls: two edges. "
                 "Fit of ε and λ: rms of ln(limit) 0.08 (μμ), 0.13 (ee) for cτ 0.1 to 100 cm, 0.3 to 4 GeV, a quality of "
                 "fit and no validation",
     .code = "projections/channels/b_to_k_s.c:lr_b_to_k_s_decays_per_fb "
                 "projections/channels/b_to_k_s.c:lr_b_to_k_s_acceptance",
     .cases = "AL037 AL041 AL043 AL047 AL049 AL050 AL083",
     .tests = "toy reach with declared figures, powers of sin θ, the K*0 predicted"},
    {.label = NULL}};
