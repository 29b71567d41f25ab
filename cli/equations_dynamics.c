// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of machine/ on what the currents do to the beams: bunch length, optics in collision, blow-up.
#include "cli/equations.h"

const struct lr_equation lr_equations_dynamics[] = {
    {.label = "M10",
     .title = "Haissinski equation",
     .quantities = {"haissinski", "bunch_mean", "loss_factor", "energy_spread", "threshold", "spread_slope"},
     .equation = "λ(z) = K exp[-z²/2σ_z0² + (I_n/σ_z0) ∫^z V],   V(z) = ∫ λ(z') W(z'-z) dz'\n"
                 "I_n = e N / (2π ν_s (E/e) σ_δ)\n"
                 "above the threshold: σ_δ and σ_z0 times 1 + k_δ (I_b - I_th)",
     .unit = "mm; V/pC",
     .symbols = "z > 0: head; W(s): wake a distance s behind the charge, W > 0 a loss; λ: density, ∫λ = 1; ν_s: "
                "magnitude; I_n: C/V; σ_δ: energy spread; I_th, k_δ: the keys threshold and spread_slope",
     .source = "Haissinski, Nuovo Cimento 18B (1973) 72; wake and solution: github.com/pkicsiny/superkekb "
               "(BBWS/20231127_MWI_Benchmark)",
     .status = "known",
     .valid = "above transition, no CSR, below the microwave threshold or with its energy spread as input; lengths "
              "to 4e-4, mean to 0.8 % of the published solution; streak-camera lengths are 26 % above at 0.6 mA",
     .code = "machine/haissinski.c:lr_haissinski_solve machine/haissinski.c:lr_microwave_factor "
             "machine/bunch_length.c:lr_bunch_length_tabulate",
     .cases = "L48 L49 L50",
     .tests = "tests/machine/haissinski_test.c"},
    {.label = "M11",
     .title = "Dynamic beta and emittance",
     .quantities = {"dynamic_beta", "dynamic_emittance", "tune_collision", "dynamic_beta_x", "dynamic_beta_y",
                    "dynamic_emittance_x", "dynamic_emittance_y", "tune_x", "tune_y"},
     .equation = "cos 2πν = cos 2πν0 - 2πξ sin 2πν0\n"
                 "β/β0 = sin 2πν0 / sin 2πν\n"
                 "ε/ε0 = (1 + 2πξ cot 2πν0) / √(1 + 4πξ cot 2πν0 - 4π²ξ²)\n"
                 "stop band (ξ > 0): n/2 - atan(2πξ)/π ≤ ν0 ≤ n/2",
     .unit = "1",
     .symbols = "ν0, ν: tune without and with collision; ξ: nominal (M4) of the plane; β, ε: at the IP",
     .source = "Hirata and Ruggiero, LEP Note 611 (1988), Part. Accel. 28 (1990) 137",
     .status = "known",
     .valid = "linear force, one IP, no synchrotron motion; tracking with the full force (BBWS, LER of April 2022) "
              "has y 0.82 and 1.12 for 0.72 and 1.09 here, x 0.94 and 1.11 for 0.88 and 1.008. Shown beside the "
              "luminosity, whose sizes are inputs: not multiplied into it. Empty for protons, without a tune, and "
              "in the stop band",
     .code = "machine/dynamic_beta.c:lr_dynamic_beta_evaluate machine/luminosity_table.c:lr_luminosity_table",
     .cases = "",
     .tests = "tests/machine/dynamic_beta_test.c"},
    {.label = "M12",
     .title = "Longitudinal wakes",
     .quantities = {"wake", "resonators", "walls", "inductance", "resistance", "resistive_wall"},
     .equation = "resonator: W = 2αR e^(-αs/c) [cos(ω̄s/c) - (α/ω̄) sin(ω̄s/c)],   α = ω_R/2Q,   ω̄² = ω_R² - α²\n"
                 "wall:      W = -C s^(-3/2) for s > s_c,   C = (cL/4πb) √(Z0/πσ_c)\n"
                 "           W = (20C/s_c^(3/2)) (1 - 1.8 s/s_c) for s < s_c\n"
                 "           k = cLΓ(3/4) √(Z0/2σ_c) / (4π² b σ_z^(3/2))",
     .unit = "V/pC",
     .symbols = "s: behind the charge; R, Q, ω_R: resonator; L, b, σ_c: pipe length, radius, conductivity; s_c: "
                "where W(0) = Z0cL/πb²; k: loss factor of a Gaussian bunch",
     .source = "Chao, Physics of Collective Beam Instabilities (1993), ch. 2",
     .status = "known",
     .valid = "near part of the wall: assumed, keeps ∫W = 0 and adds no inductance. Tables are linear between "
              "rows, zero before, an error behind their end; Q ≠ 1/2. Also W = L c² δ'(s) and "
              "W = R c δ(s); all that a scenario gives add up",
     .code = "machine/wake.c:lr_wake_value machine/wake_table.c:lr_wake_table_parse "
             "machine/bunch_length_fields.c:lr_bunch_length_complete",
     .cases = "",
     .tests = "tests/machine/wake_test.c"},
    {.label = "M13",
     .title = "Vertical blow-up fitted to specific luminosity",
     .quantities = {"blowup_law", "blowup_exponent", "blowup_product", "blowup_curve", "her_over_ler", "extrapolation",
                    "blowup_extrapolation", "blowup_reach"},
     .equation = "ε_y(P) = ε_y0 [1 + (P/P0)^n],   P = I_b+ I_b-\n"
                 "each point: L_sp -> Σ_y (M2, M7) -> ε_y+ = Σ_y² / (β_y+ + r β_y-),   ε_y- = r ε_y+\n"
                 "χ² = Σ_i [(ε_y(P_i) - ε_yi) / (2 ε_yi ΔL_i/L_i)]², least in ln ε_y0, ln P0, ln n\n"
                 "or a curve: ε_y(P), or ε_y(P)/ε_y0, by Steffen's monotone interpolation between its rows",
     .unit = "pm; mA^2; 1",
     .symbols = "P: product of the two bunch currents, not their sum; r: emittance of her over ler, an assumption, "
                "since L_sp fixes Σ_y alone; ΔL/L: relative error of a point (without any: equal ones, from the "
                "scatter)",
     .source = "a form of this project without a publication behind it; falling specific luminosity: Zhou et al., "
               "arXiv:2306.02692; interpolation: Steffen, Astron. Astrophys. 239 (1990) 443",
     .status = "assumed",
     .valid = "one optics, at least five points at four products, else refused: the four records at 1 mm are. A "
              "prediction says how far it lies beyond the points. Bunch lengths enter Σ_x: streak camera or zero "
              "current give 23.8 or 43.7 pm for June 2022. The same law is the equilibrium of a fill. "
              "`lumi --blowup` and the report of `run` show it beside the emittances of the scenario, which are those in "
              "collision: it enters the luminosity only with `blowup: {apply: yes}`, where the operating point, its scans, "
              "the levers of current and bunches, and the fill follow it. A curve is never "
              "extrapolated; tracking makes one (K14). The band is that of the fit alone",
     .code = "machine/blowup.c:lr_blowup_fit machine/blowup.c:lr_blowup_emittance_of_point "
             "machine/blowup.c:lr_blowup_predict machine/blowup_points.c:lr_blowup_points_parse "
             "machine/blowup_fields.c:lr_blowup_read machine/blowup_table.c:lr_blowup_curve_table "
             "machine/blowup_curve.c:lr_blowup_curve_at machine/blowup_apply.c:lr_blowup_apply",
     .cases = "",
     .tests = "tests/machine/blowup_test.c: a known law is found again, pulls have width 1; tests/machine/blowup_curve_test.c; "
              "tests/machine/blowup_apply_test.c: levers by the chain rule; tests/cli/blowup.sh"},
    {.label = NULL}};
