// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of lifetimes and of a fill. In the texts + is ler, - is her.
#include "cli/equations.h"

const struct lr_equation lr_equations_fill[] = {
    {.label = "M14",
     .title = "Touschek rate, Bruck's form",
     .quantities = {"touschek_bruck", "mean_beta_x", "mean_beta_y", "mean_eta_x", "optics"},
     .equation = "1/τ = ⟨r_e² c N D(u) / (8π σ_x σ_y σ_z γ² δ³)⟩,   u = (δ/(γσ_x'))²\n"
                 "D(u) = √u [-(3/2) e^-u + (u/2) ∫_u^∞ ln t e^-t/t dt\n"
                 "       + ½ (3u - u ln u + 2) ∫_u^∞ e^-t/t dt]\n"
                 "σ_x' = (ε_x/σ_x) √(1 + H σ_δ²/ε_x),   H = (η_x² + (α_x η_x + β_x η_x')²)/β_x\n"
                 "⟨⟩: trapezoidal rule in s over a table of optics; without one smooth optics: β = C/(2πν),   η_x = α_p C/(2π)",
     .unit = "1/s; min",
     .symbols = "δ: momentum acceptance; N: particles in a bunch; ⟨⟩: ring average; τ: lifetime at the present N, which falls as "
                "N0/(1 + t/τ); r_e: classical radius; σ_δ: energy spread; ν: tune; α_p: momentum compaction",
     .source = "Le Duff, CERN 89-01 (1989), p. 114; σ_x' from the flat limit of M15",
     .status = "known",
     .valid = "flat beams, transverse motion not relativistic in the bunch frame, no coupling; smooth optics gave 0.63 of a "
              "lattice average for the SuperKEKB LER",
     .code = "machine/touschek.c:lr_touschek_D machine/touschek.c:lr_touschek_rate machine/touschek.c:lr_optics_smooth "
             "machine/twiss.c:lr_twiss_read",
     .cases = "",
     .tests = "limits of D(u), scalings, and M15 for flat beams"},
    {.label = "M15",
     .title = "Touschek rate, Piwinski's form",
     .quantities = {"touschek", "touschek_piwinski", "momentum_acceptance"},
     .equation = "1/τ = ⟨r_e² c N F / (8π γ² σ_z √(σ_x²σ_y² - σ_δ⁴η_x²η_y²) τ_m)⟩,   τ_m = β²δ²\n"
                 "F = √(π(B1² - B2²)) τ_m ∫ {(2 + 1/t)²(x - 1) + 1 - 1/√x - (4 + 1/t) ln x/(2t)}\n"
                 "                         e^(-B1 t) I0(B2 t) √(t/(1+t)) dt\n"
                 "x = t/(τ_m (1+t)), from x = 1 to infinity",
     .unit = "1/s; min",
     .symbols = "B1, B2: Piwinski's functions of the optics; I0: modified Bessel function; δ: momentum acceptance; β: speed over c",
     .source = "Piwinski, DESY 98-179, hep-ex/9903034",
     .status = "known",
     .valid = "Gaussian beams, no betatron coupling, δ < 0.5",
     .code = "machine/touschek.c:lr_touschek_rate",
     .cases = "",
     .tests = "agreement with M14 for flat beams, scalings"},
    {.label = "M16",
     .title = "Beam-gas rates",
     .quantities = {"gas_bremsstrahlung", "gas_coulomb", "gas", "pressure_base", "pressure_per_current"},
     .equation = "p = p0 + p1 f I,   n = Σ atoms p/(kT),   1/τ = c Σ n_Z σ_Z\n"
                 "σ_brems = (16/3) α r_e² Z(Z+1) ln(184 Z^(-1/3)) (ln(1/δ) - 5/8)\n"
                 "σ_C = (2π r_e² Z²/γ²) ⟨β_y⟩ β_a/a²",
     .unit = "1/s; min",
     .symbols = "f: conditioning factor; a: half height where β_y = β_a; n counts atoms; δ: momentum acceptance; k: Boltzmann's "
                "constant",
     .source = "standard forms, source not checked; bremsstrahlung compared with Tsai's radiation length",
     .status = "known",
     .valid = "electrons and positrons, δ < 0.1, small angles, vertical aperture only; bremsstrahlung 3 % low for N, 9 % for H",
     .code = "machine/beam_gas.c:lr_gas_rates_evaluate machine/beam_gas.c:lr_gas_pressure",
     .cases = "",
     .tests = "radiation lengths, scalings"},
    {.label = "M17",
     .title = "Radiative Bhabha loss",
     .quantities = {"radiative_bhabha", "bhabha_cross_section", "bhabha", "lifetime_bhabha"},
     .equation = "1/τ = L σ/(n_b N)\n"
                 "no cut: σ = (16/3) α r_e² [(ln(s/m²) - ½)(ln(1/δ) - 5/8) + ½ ln²(1/δ) - 3/8 - π²/6]\n"
                 "cut: σ = min(no cut, (16/3) α r_e² (ln(σ_y'/λ_c) - ½)(ln(1/δ) - 5/8))\n"
                 "default: σ = 170 mb",
     .unit = "mb; 1/s; min",
     .symbols = "σ_y': size of the opposite beam at the IP; λ_c = ħ/(mc); s: centre-of-mass energy squared; δ: momentum acceptance",
     .source = "spectrum integrated here, checked by quadrature; beam-size effect: hep-ph/0212285 (abstract); the cut is a "
               "proposal without a source; 170 mb from the design lifetimes 28/20 min (known)",
     .status = "derived",
     .valid = "one IP, δ < 0.1, order δ dropped; the effective value is arguable over 120 to 240 mb",
     .code = "machine/radiative_bhabha.c:lr_bhabha_cross_section machine/radiative_bhabha.c:lr_bhabha_rate",
     .cases = "RB1 RB2 RB3 RB4 RB5 RB6",
     .tests = "quadrature of the spectrum"},
    {.label = "M18",
     .title = "Quantum lifetime and energy loss in a turn",
     .quantities = {"quantum_x", "quantum_y", "quantum_s", "energy_loss", "damping_time", "damping_time_energy"},
     .equation = "τ_q = τ_damp e^ξ/(2ξ),   ξ = A²/(2σ²)\n"
                 "U0 = E T0/τ_s",
     .unit = "1/s; min; MeV",
     .symbols = "τ_damp, τ_s: damping times of the amplitude; A: half aperture, or momentum acceptance; T0: revolution time",
     .source = "Sands, SLAC-121 (1970)",
     .status = "known",
     .valid = "ξ > 1; leading order in 1/ξ; U0 exact for J_s = 2",
     .code = "machine/quantum_lifetime.c:lr_quantum_rate machine/quantum_lifetime.c:lr_energy_loss_per_turn",
     .cases = "L44 L45",
     .tests = "closed form, its maximum, refusal below ξ = 1"},
    {.label = "M19",
     .title = "Lifetime budget",
     .quantities = {"lifetimes", "total", "share"},
     .equation = "1/τ = Σ 1/τ_i,   share_i = τ/τ_i,   1/τ = -(1/N) dN/dt now",
     .unit = "min",
     .symbols = "i: processes of M14 to M18",
     .source = "definition",
     .status = "derived",
     .valid = "independent processes; those without inputs are left out and named",
     .code = "machine/lifetime.c:lr_lifetime_evaluate machine/lifetime.c:lr_lifetime_table",
     .cases = "",
     .tests = "sum, shares, missing inputs, scaling to another operating point"},
    {.label = "M20",
     .title = "Losses of a stored beam in a fill",
     .quantities = {"fill", "lifetime", "lifetime_touschek", "lifetime_gas", "lifetime_other", "mean_current", "charge_at_start",
                    "charge_lost", "charge_at_end", "charge_balance"},
     .equation = "dN/dt = inj - N/τ\n"
                 "1/τ = 1/τ_other + g0 + g1 I (D/D0)^-a + (1/τ_T)(N/N_r) √(ε_r/ε_y) (σ_z,r/σ_z) + L σ/N_ring",
     .unit = "s",
     .symbols = "D: integrated current, D0 its reference; r: reference of the Touschek lifetime, its emittance given or that of M22 at its currents; ε_y: of M22, along a curve with tracked emittances (K14) times tracked over effective at P; g0, g1: gas rates; σ: effective "
                "cross-section of M17",
     .source = "scaled forms of M14, M16, M17 (derived); conditioning power law (assumed)",
     .status = "derived",
     .valid = "all bunches alike, σ_x constant",
     .code = "machine/fill_model.c:lr_fill_evaluate",
     .cases = "",
     .tests = "closed forms of coasting and top-up, charge bookkeeping, exchange of the rings, convergence in the tolerance"},
    {.label = "M21",
     .title = "Luminosity in a fill",
     .quantities = {"fill_summary", "peak", "mean", "mean_over_peak", "luminosity_overlap", "duration"},
     .equation = "L = R_L M1(N±, ε_y±, σ_z±),   mean = ∫ L dt / T",
     .unit = "cm^-2 s^-1",
     .symbols = "R_L: full overlap over M1 at the targets (M3); T: length of the fill, recoveries in",
     .source = "M1 and M3 through the fill",
     .status = "derived",
     .valid = "R_L constant; the column luminosity_overlap shows the error",
     .code = "machine/fill_model.c:lr_fill_luminosity",
     .cases = "",
     .tests = "full overlap at the targets"},
    {.label = "M22",
     .title = "Vertical emittance in a fill",
     .quantities = {"emittance_y0", "blowup", "damping_time_y"},
     .equation = "dε/dt = -2 (ε - ε_eq)/τ_y\n"
                 "ε_eq = ε_y0 [1 + (P/P0)^n],   P = I_b+ I_b-,   or the curve ε_y(P) of M13",
     .unit = "pm",
     .symbols = "τ_y: damping time of the vertical amplitude; I_b: bunch currents; P0, n: fitted or assumed",
     .source = "relaxation: Sands, SLAC-121 (1970) (known); the law of ε_eq is a proposal of this project",
     .status = "assumed",
     .valid = "given law or curve (`blowup: {apply: yes}`), which is refused where the product leaves it; along a tracked curve ε is the effective emittance (K14); the emittance of injected beam is ignored",
     .code = "machine/fill_model.c:lr_fill_rhs machine/blowup_curve.c:lr_blowup_curve_column",
     .cases = "",
     .tests = "exponential relaxation at constant current; tests/machine/fill_curve_test.c: a curve of a law against the law, Jacobian, ends, Touschek lifetimes by tracked emittances"},
    {.label = "M23",
     .title = "Injection in a fill",
     .quantities = {"injection", "injector_load", "injector_load_needed", "injector_pulses", "injector_current_limit",
                    "charge_injected", "full_rate_time", "target_reached", "recorded_mean", "recorded_over_delivered", "veto"},
     .equation = "most = q b f s η/e\n"
                 "hold: inj = min(loss, most)\n"
                 "recorded = L (1 - t_veto Σ pulses/s)\n"
                 "limit:  I with loss(I) = most, loss of M20 at the emittances of M22",
     .unit = "1; pulses; s; uC",
     .symbols = "q: charge of an injected bunch; b: bunches per pulse; f: repetition rate of the injector; s: share of the pulses; "
                "η: captured part; t_veto: detector blind after a pulse",
     .source = "balance of charge",
     .status = "derived",
     .valid = "averaged, or pulse by pulse with thresholds; between pulses explicit steps of order 5 (Dormand and Prince 1980)",
     .code = "machine/fill_control.c:lr_fill_control_act machine/fill_stretch.c:lr_fill_stretch "
             "machine/fill_balance.c:lr_fill_balance",
     .cases = "",
     .tests = "current limit P3 at a constant lifetime, the end of a long fill with Touschek losses; averaged against pulsed injection"},
    {.label = "M24",
     .title = "Aborts, refills and steps of a fill",
     .quantities = {"aborts", "events", "charge_dumped", "recovery"},
     .equation = "abort: N → 0, no injection for the recovery, then the full rate to the target\n"
                 "step: new target;   refill: full rate to the target\n"
                 "drawn aborts: exponential times from the end of a recovery, mean 1/rate",
     .unit = "s",
     .symbols = "rate: aborts in a day of beams",
     .source = "a choice of this project",
     .status = "assumed",
     .valid = "times given, or drawn from the seed for both rings together",
     .code = "machine/fill_control.c:lr_fill_control_act machine/fill_events.c:lr_fill_events",
     .cases = "",
     .tests = "closed form of top-up with trips"},
    {.label = NULL}};
