// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of the prompt channels of the vector and scalar portals.
#include "cli/equations.h"

const struct lr_equation lr_equations_channels_vs[] = {
    {.label = "C1",
     .title = "Dark photon: e+e- → γ A'",
     .quantities = {"dark_photon", "cross_section_in_angle", "photon_angle_share", "photon_energy", "photon_threshold", "mass_at_threshold", "cos_theta"},
     .equation = "|cos θ*| from c1 to c2: σ = (2πα²ε²/s)(1-x) { (1+x²)/(1-x)² ln[(1+c2)(1-c1)/((1+c1)(1-c2))] - (c2-c1) }\n"
                 "full angle:             σ = (2πα²ε²/s)(1-x) 2 (1+x²)/(1-x)² [ln(s/m_e²) - 1],   x = m²/s\n"
                 "E_γ* = (s - m²)/(2√s)",
     .unit = "fb; GeV",
     .symbols = "ε: kinetic mixing; m: mass of the A'; c1, c2: cosine of the photon in the centre of mass; α at zero momentum transfer",
     .source = "Essig, Schuster and Toro, arXiv:0903.3941; Essig et al., arXiv:1309.5084; full angle derived",
     .status = "derived",
     .valid = "Born. Rises without bound towards √s, where the photon is soft: the trigger's threshold ends the range. dark_photon_invisible "
              "takes photons above 2 GeV inside cos_theta, 1 to 2 GeV in the barrel, softer ones in the central barrel",
     .code = "projections/channels/dark_photon.c:lr_dark_photon_cross_section projections/channels/dark_photon.c:lr_dark_photon_energy "
             "projections/channels/dark_photon.c:lr_dark_photon_mass_at",
     .cases = "DVS35 DVS37 DVS38 DVS40 DVS41",
     .tests = "adaptive integration of the angle; R6 crossed, exact in the electron mass; γγ in the limit of a massless A'"},
    {.label = "C2",
     .title = "Dark photon: widths and decay length",
     .quantities = {"br_ee", "br_hadrons", "visible_width"},
     .equation = "Γ(ℓℓ) = (α ε² m/3)(1 + 2m_ℓ²/m²) √(1 - 4m_ℓ²/m²),   Γ(hadrons) = (α ε² m/3) R(m)\n"
                 "Γ(χχ̄) = (α_D m/3)(1 + 2m_χ²/m²) √(1 - 4m_χ²/m²)\n"
                 "cτ = ħc / Γ",
     .unit = "GeV; m; 1",
     .symbols = "R: C3; α_D: dark fine-structure constant; χ: dark matter (Dirac)",
     .source = "Batell, Pospelov and Ritz, arXiv:0906.5614; Ilten et al., arXiv:1801.04847",
     .status = "known",
     .valid = "tree level; hadrons as R(m). dark_photon_invisible takes the branching fraction to dark matter as 1",
     .code = "projections/channels/dark_photon.c:lr_dark_photon_widths projections/channels/dark_photon.c:lr_dark_photon_to_fermions",
     .cases = "DVS70 DVS71",
     .tests = "branching fractions from 1.5 to 9 GeV, limits of light dark matter"},
    {.label = "C3",
     .title = "R(m), hadrons over muon pairs",
     .quantities = {"hadron_ratio"},
     .equation = "0.28 to 2 GeV: table, ln R linear in m between its points\n"
                 "above:         R = 3 Σ Q² (1 + α_s(m)/π),   u d s below 3.74 GeV, u d s c above\n"
                 "1/α_s(m) = 1/0.118 + (23/6π) ln(m/m_Z)",
     .unit = "1",
     .symbols = "Q: charges of the quarks",
     .source = "table: FORESEE collection after Ilten et al., arXiv:1801.04847, thinned; perturbative: textbook",
     .status = "derived",
     .valid = "3 % of its source below 2 GeV (10 % below 0.32 GeV); above 2 GeV 5 %, 30 % from 3.6 to 4.6 GeV: no resonances of charm or "
              "beauty, these masses are vetoed",
     .code = "projections/channels/hadron_ratio.c:lr_hadron_ratio",
     .cases = "DVS70",
     .tests = "points of the source, values of an independent calculation; the background that BaBar's limit asks for stays within 40 % "
              "across rho, omega and phi"},
    {.label = "C4",
     .title = "Scalar and pseudoscalar to leptons",
     .quantities = {"s_mumu", "lepton_widths"},
     .equation = "scalar:       Γ(ℓℓ) = y² m/(8π) (1 - 4m_ℓ²/m²)^(3/2)\n"
                 "pseudoscalar: Γ(ℓℓ) = y² m/(8π) (1 - 4m_ℓ²/m²)^(1/2)",
     .unit = "GeV",
     .symbols = "y: coupling of L = -y X l̄l or -iy X l̄γ5l",
     .source = "textbook",
     .status = "known",
     .valid = "tree level; decays to photons through loops are left out",
     .code = "projections/channels/lepton_widths.c:lr_width_scalar projections/channels/lepton_widths.c:lr_width_pseudoscalar "
             "projections/channels/lepton_widths.c:lr_width_vector",
     .cases = "",
     .tests = "squared amplitudes and phase space by hand; Higgs boson to taus"},
    {.label = "C5",
     .title = "Couplings that go as the mass of the lepton",
     .quantities = {"s_tautau", "alp_tautau", "xi", "y_mu", "y_tau", "c_over_lambda", "c_over_lambda_TeV", "c_over_lambda_without_half"},
     .equation = "leptophilic scalar: y_ℓ = ξ m_ℓ/v\n"
                 "ALP:                L = (C/2Λ) ∂_α a l̄γ^αγ5l   gives   y_ℓ = (C/Λ) m_ℓ\n"
                 "                    with L = (C/Λ) ∂_α a l̄γ^αγ5l the same physics has half the C/Λ",
     .unit = "1; GeV^-1",
     .symbols = "v = 246.22 GeV; y_ℓ: coupling of R6 and C4",
     .source = "Batell et al., arXiv:1606.04943; Belle II, arXiv:2306.12294; equations of motion",
     .status = "derived",
     .valid = "universal C for e, μ, τ; above ξ = 491 or C/Λ = 2 GeV^-1 the coupling to taus exceeds √(4π)",
     .code = "projections/channels/leptophilic.c:lr_leptophilic_scalar projections/channels/leptophilic.c:lr_leptophilic_xi "
             "projections/channels/leptophilic.c:lr_leptophilic_alp projections/channels/lepton_widths.c:lr_scalar_shares "
             "projections/channels/lepton_widths.c:lr_pseudoscalar_shares",
     .cases = "DVS52 DVS53",
     .tests = "ξ, g' and C/Λ of 1 fb at 4, 5, 6.5 and 8 GeV against an independent calculation"},
    {.label = "C6",
     .title = "Loop mixing of the Z' of Lμ - Lτ with the photon",
     .quantities = {"epsilon_loop", "epsilon_loop_on_shell"},
     .equation = "ε(q²) = (e g'/2π²) | ∫_0^1 dx x(1-x) ln[(m_τ² - x(1-x)q²)/(m_μ² - x(1-x)q²)] |\n"
                 "ε(0) = (e g'/6π²) ln(m_τ/m_μ) = g'/69.3",
     .unit = "1",
     .symbols = "e = √(4πα)",
     .source = "Amaral et al., arXiv:2006.11225; closed form derived",
     .status = "derived",
     .valid = "no mixing beyond the loop; its part in μμZ' is negligible, it drives e+e- → γ Z'",
     .code = "projections/channels/lmutau.c:lr_zp_loop_mixing",
     .cases = "",
     .tests = "adaptive integration at positive and negative q², across both thresholds"},
    {.label = "C7",
     .title = "Magnetic moment of the muon",
     .quantities = {"delta_a_mu", "gm2"},
     .equation = "vector:        Δa = (g²/4π²) ∫_0^1 dz z(1-z)² / [(1-z)² + z M²/m²]\n"
                 "scalar:        Δa = (y²/8π²) ∫_0^1 dz (1+z)(1-z)² / [(1-z)² + z M²/m²]\n"
                 "pseudoscalar:  Δa = -(y²/8π²) ∫_0^1 dz (1-z)³ / [(1-z)² + z M²/m²]",
     .unit = "1",
     .symbols = "M: mass of the boson; m: muon mass",
     .source = "Leveille, Nucl. Phys. B 137 (1978) 63",
     .status = "known",
     .valid = "one loop. The band in the figures is 251(59)e-11 ± 2σ, the prediction of 2020 with the measurement of 2021; with the prediction of "
              "2025 there is no band",
     .code = "projections/channels/gm2.c:lr_gm2_vector projections/channels/gm2.c:lr_gm2_scalar projections/channels/gm2.c:lr_gm2_pseudoscalar",
     .cases = "GM2-ZP",
     .tests = "adaptive integration, α/2π of the photon, light and heavy bosons"},
    {.label = "C8",
     .title = "Dark matter variable",
     .quantities = {"y", "eps2", "alpha_d", "mass_ratio", "dark_mass"},
     .equation = "y = ε² α_D (m_χ/m_A')⁴",
     .unit = "1",
     .symbols = "m_A'/m_χ: mass_ratio, 3 by default; α_D: 0.1 by default",
     .source = "Izaguirre et al., arXiv:1505.00011",
     .status = "known",
     .valid = "a relabelling of ε; relic targets are not drawn",
     .code = "projections/channels/dark_photon.c:lr_dark_photon_y",
     .cases = "DVS32",
     .tests = "the published pair of ε and y"},
    {.label = "C9",
     .title = "μμX with X to muons or taus",
     .quantities = {"zp_mumu", "zp_tautau"},
     .equation = "σ_s = σ(e+e- → μ+μ- X; R6) BR(X → μμ or ττ)\n"
                 "Z': R7;   S and a: C4, C5;   muonphilic S: BR(μμ) = 1 above 2m_μ",
     .unit = "fb",
     .symbols = "σ_s: signal_cross_section",
     .source = "Belle II, arXiv:2403.02841 and arXiv:2306.12294; derived",
     .status = "derived",
     .valid = "narrow X; of the published limits only ranges were read, see the cautions of the channels; interference of the two pairs of four "
              "muons is left to the efficiency",
     .code = "projections/channels/mumux.c:lr_mumux_cross_section projections/channels/lmutau.c:lr_zp_widths",
     .cases = "DVS13 DVS14 DVS19 DVS43 DVS44 DVS46 DVS47 DVS49 DVS50 DVS55 DVS56 DVS58 DVS64 DVS65 DVS67 DVS68",
     .tests = "anchors of every channel come back at the luminosity of the reference"},
    {.label = NULL}};
