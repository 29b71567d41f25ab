// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of axion-like particles beyond R8, and of tau -> l alpha.
#include "cli/equations.h"

const struct lr_equation lr_equations_channels_alp[] = {
    {.label = "C30",
     .title = "Photon fusion: e+e- → e+e- a",
     .quantities = {"fusion_cross_section", "strahlung_cross_section", "fusion_acceptance", "eta_max", "photon_energy"},
     .equation = "σ = 2 α² L² F(z) Γ/m³ = α² L² F(z) g²/(32π),   L = 2 ln(√s/(2m_e)),   z = m²/s\n"
                 "F(z) = (2+z)² ln(1/z) - 2(1-z)(3+z) = ∫_z^1 dx/x [1+(1-x)²][1+(1-z/x)²]\n"
                 "acceptance: ∫ dy w(y) tanh(η_max - |y|) over m cosh y > E_min, over ∫ dy w(y),   |y| < ln(1/z)/2\n"
                 "w(y) = [1+(1-√z e^y)²][1+(1-√z e^-y)²]",
     .unit = "fb; 1",
     .symbols = "Γ: width of R8; y: rapidity of a along the beams; η_max: eta_max, largest pseudorapidity of both photons; E_min: photon_energy, of "
                "both together; both in the centre-of-mass frame",
     .source = "equivalent photons in the leading logarithm: Brodsky, Kinoshita and Terazawa, Phys. Rev. D 4 (1971) 1532; derived again here",
     .status = "derived",
     .valid = "both electrons lost along the beams. A third above the measured e+e- → e+e- η at 1 GeV; at 10.58 GeV 0.5 to 13 % (9 GeV) above the "
              "spectra with virtualities up to m². Model `fusion` of alp_gammagamma: no analysis is published",
     .code = "projections/channels/alp_fusion.c:lr_alp_fusion projections/channels/alp_fusion.c:lr_two_photon_resonance "
             "projections/channels/alp_fusion.c:lr_alp_fusion_acceptance",
     .cases = "XS-ALP-FUSION",
     .tests = "F by quadrature, spectra with virtuality, e+e- → e+e- η, drawn decays"},
    {.label = "C31",
     .title = "ALP that is not seen: one photon and missing energy",
     .quantities = {"alp_invisible", "decay_acceptance", "br_invisible"},
     .equation = "σ as R8;   E_γ = (s - m²)/(2√s)\n"
                 "model long_lived: a decays beyond R, exp(-R/(βγ cτ));   model invisible: 1\n"
                 "anchor: σ_a = σ(e+e- → γA', ε_pub; c1 < cos θ < c2) / h,   h = 3/8 [c2 - c1 + (c2³ - c1³)/3]",
     .unit = "GeV; 1; fb",
     .symbols = "R: decay_radius, 3 m; cτ, βγ: R8; ε_pub: published limit on an invisible dark photon; h: share of 1 + cos² θ",
     .source = "Dolan et al., JHEP 12 (2017) 094, arXiv:1709.00009; BaBar, PRL 119 (2017) 131804, arXiv:1702.03327",
     .status = "derived",
     .valid = "long_lived: a lower and an upper edge, nothing above about 0.13 GeV even at 50 ab^-1; R = 3 m is what the projection's edge asks for at every "
              "mass. The angles of BaBar's selection are from memory",
     .code = "projections/channels/alp_invisible.c:lr_alp_escapes projections/channels/alp_invisible.c:lr_single_photon_energy "
             "projections/channels/alp_invisible.c:lr_alp_photon_share",
     .cases = "",
     .tests = "drawn decays and angles; the edge of the published projection; anchors computed again"},
    {.label = "C32",
     .title = "B → K a of an ALP that couples to W bosons",
     .quantities = {"b_to_k_alp", "branching_fraction", "g_sb", "branching"},
     .equation = "g_sb = 3√2 G_F M_W² g_aW/(16π²) |V_tb V_ts*| f(m_t²/M_W²)\n"
                 "f(x) = x [1 + x (ln x - 1)]/(1-x)²\n"
                 "Γ = m_B³/(64π) g_sb² (1 - m_K²/m_B²)² f_0(m²)² λ^½(1, m_K²/m_B², m²/m_B²),   f_0 = 0.33/(1 - m²/38 GeV²)\n"
                 "BR = Γ τ_B/ħ",
     .unit = "GeV^-1; 1",
     .symbols = "g_aW of L = -(g_aW/4) a W W̃; f_0: scalar form factor of B → K; λ: Källén's function",
     .source = "Izaguirre, Lin and Shuve, PRL 118 (2017) 111802, arXiv:1611.09355",
     .status = "known",
     .valid = "top quark alone. Pole mass 172.7 GeV and |V_tb V_ts| 0.0411: the running mass lowers the rate by 12 %, 0.0394 by 8 %; 25 % in all. f = x for "
              "small x, 1/2 at 1, ln x - 1 far above",
     .code = "projections/channels/b_to_k_alp.c:lr_alp_loop_function projections/channels/b_to_k_alp.c:lr_alp_bs_coupling "
             "projections/channels/b_to_k_alp.c:lr_b_to_k_alp_branching",
     .cases = "AL032 AL034",
     .tests = "limits of f; couplings of the BaBar limit; inclusive rate of another calculation"},
    {.label = "C33",
     .title = "Lifetime of the ALP in B → K a",
     .quantities = {"g_aW", "g_agammagamma", "width", "ctau", "decay_acceptance", "displacement"},
     .equation = "g_aγγ = g_aW sin²θ_W,   Γ = g_aγγ² m³/(64π),   cτ = ħc/Γ\n"
                 "seen: ⟨exp(-r/ℓ)⟩ = ℓ/(ℓ + βγ cτ),   βγ = p_K/m with p_K that of the B at rest",
     .unit = "GeV^-1; GeV; m; 1",
     .symbols = "sin²θ_W = 0.2312; ℓ: displacement.scale",
     .source = "ℓ = 15 cm: BaBar's limits for cτ of 1 and 10 cm against the prompt ones, arXiv:2111.01800",
     .status = "derived",
     .valid = "fits of ℓ in windows of mass: 8 to 40 cm; the share is right to 0.13. B mesons at rest in the centre-of-mass frame: the boosts change it by "
              "less than 6 %",
     .code = "projections/channels/b_to_k_alp.c:lr_b_to_k_alp_seen projections/channels/b_to_k_alp.c:lr_alp_w_ctau "
             "projections/channels/b_to_k_alp.c:lr_b_to_k_momentum",
     .cases = "",
     .tests = "drawn decays at rest and boosted; BaBar's ratios"},
    {.label = "C34",
     .title = "Parents per fb^-1",
     .quantities = {"parents", "cross_section"},
     .equation = "B±: 2 × 0.514 × 1.069e6 (Belle II), 1.086e6 pairs (Belle);   τ: 2 × 0.919e6\n"
                 "cross_section = parents × BR, in events per fb^-1",
     .unit = "fb (events per fb^-1)",
     .symbols = "0.514: share of charged B mesons",
     .source = "387e6 pairs in 362 fb^-1 (Belle II, B → φK); 772e6 in 711 fb^-1 (Belle, arXiv:2507.01249); 0.919 nb (Belle II Physics Book, arXiv:1808.10567)",
     .status = "read",
     .valid = "B mesons: data at the Υ(4S) alone; 2 % between data sets. τ pairs at every energy",
     .code = "projections/channels/b_to_k_alp.c:parents projections/channels/tau_to_l_alpha.c:lr_tau_pairs_per_fb",
     .cases = "AL083 AL085",
     .tests = "175e6 pairs of τ in 190 fb^-1"},
    {.label = "C35",
     .title = "τ → ℓ α",
     .quantities = {"tau_to_l_alpha", "F", "R_e", "R_mu", "width_tau_to_l_alpha", "lepton_momentum"},
     .equation = "Γ = m_τ³/(16π F²) (1 - m²/m_τ²)²,   F = 2f/√(|C_V|²+|C_A|²)\n"
                 "BR = Γ τ_τ/ħ,   R_ℓ = BR/BR(τ → ℓνν)\n"
                 "p* = (m_τ² - m²)/(2m_τ)",
     .unit = "GeV; 1",
     .symbols = "m: mass of α; BR(eνν) = 0.1782, BR(μνν) = 0.1739; p*: momentum of the lepton in the rest frame of the τ",
     .source = "Calibbi et al., JHEP 09 (2021) 173, arXiv:2006.04795; Belle II, PRL 130 (2023) 181803, arXiv:2212.03634",
     .status = "known",
     .valid = "lepton mass neglected. Models universal (the same F for e and μ), e, mu. Belle's 736e6 pairs count as 800.9 fb^-1",
     .code = "projections/channels/tau_to_l_alpha.c:lr_tau_alpha_width projections/channels/tau_to_l_alpha.c:lr_tau_alpha_branching "
             "projections/channels/tau_to_l_alpha.c:lr_tau_alpha_momentum",
     .cases = "AL073 AL080",
     .tests = "the same formula on the muon; energy conservation; lifetime of the τ from G_F"},
    {.label = NULL}};
