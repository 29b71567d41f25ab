// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of the levers, the limits and the offset scan of an operating point.
#include "cli/equations.h"

const struct lr_equation lr_equations_levers[] = {
    {.label = "M25",
     .title = "Levers: what each knob does to the luminosity",
     .quantities = {"levers", "dlnL_dlnp", "tornado", "curvature", "bunches_fixed_bunch_current"},
     .equation = "dlnL/dx = lim [ln L(x+h) - ln L(x-h)] / 2h,   x = ln p,  or p / unit for a knob that may be zero\n"
                 "T(k,0): h = 0.1 / 2^k, k = 0..4;   T(k,j) = T(k,j-1) + [T(k,j-1) - T(k-1,j-1)] / (4^j - 1)",
     .unit = "1",
     .symbols = "p: knob; L: luminosity M2; unit: 100 % (crab waist), β_y of the ring (waist shift), Σ_x, Σ_y (offsets; jitter and "
                "chromatic size too), Σ_y/σ_x of the ring (roll), Σ_y over the rms half length of the overlap (vertical angle); "
                "curvature: d²lnL/dx², the same way; up, down: L/L0 - 1 for p 10 % or 0.1 units higher, lower",
     .source = "Richardson, Phil. Trans. R. Soc. A 210, 307 (1911); the choice of the entry: Ridders, Adv. Eng. Software 4, 75 "
               "(1982)",
     .status = "known",
     .valid = "one knob at a time, the others as they are: emittances do not follow the currents, so that the beam-beam blow-up is "
              "not in it and a lever of a current is an upper end; with `blowup: {apply: yes}` they do (M13). `bunches` holds the total currents, "
              "`bunches_fixed_bunch_current` the bunch currents (its lever is 1). Where M1 holds the closed forms are: currents 1, "
              "ε_y and β_y of a ring -σ_y²/(2Σ_y²), jitter and vertical angle of x units -x/(1+x²)",
     .code = "machine/levers.c:lr_levers_evaluate machine/levers.c:lr_levers_evaluate_blown_up",
     .cases = "",
     .tests = "closed forms of M1, sum rules of scaling, exchange of the rings"},
    {.label = "M26",
     .title = "Limits of an operating point",
     .quantities = {"limits", "margin", "beam_beam", "injector", "beam_power", "microwave", "background", "least_lifetime",
                    "emittance", "rf_voltage", "power_contract", "electron_cloud"},
     .equation = "margin = bound / value - 1   (value / bound - 1 for a bound from below)\n"
                 "injector:   I / τ(I) = f0 q n f_p η,   or I = f0 τ q n f_p η with τ held\n"
                 "beam power: P = U0 I / e,   U0 given, or E T0 / τ_s;   at most P_max, or cavities times power_per_cavity\n"
                 "RF voltage: V from below: U0 / e,   margin + 1 = e V / U0\n"
                 "emittance:  ε_y / ε_x from below\n"
                 "power contract: P_fixed + (U0⁺ I⁺ + U0⁻ I⁻) / (e η_RF)\n"
                 "beam-beam:  ξ_y of M6;   current: I;   bunch_current, microwave, electron_cloud: I_b;   background: L",
     .unit = "1; the row's own",
     .symbols = "τ(I): lifetime of the budget M19 with the other ring as it is; τ: lifetime given, held; with a fill the bound is the "
                "current at which that settles (M23); q: charge of an injected bunch; n: bunches a pulse; f_p: pulses "
                "per second for the ring; η: captured part; U0: energy lost in a turn; τ_s: longitudinal damping time; V: RF "
                "voltage; P_fixed: power of the site without the beams; η_RF: power to the beams over that from the grid",
     .source = "definitions; background acceptable to at least 2.8e35: Natochii et al., arXiv:2302.01566; the other bounds: with "
               "the scenario",
     .status = "derived",
     .valid = "each limit by itself, with the emittances as they are here and not as they would be at the bound. U0 is synchrotron "
              "radiation alone: what the chamber and the cavities take from the beam comes on top. A limit without a bound in "
              "`limits:` has no row (bunch_current, beam_power, lifetime and electron_cloud: a value without a margin, at the end), "
              "one that lacks another figure says which. Pairs of electron_cloud are taken at the spacing C / (c bunches). Its status is the weakest of its figures",
     .code = "machine/limits.c:lr_limits_evaluate machine/limits_injector.c:lr_limits_add_injector",
     .cases = "",
     .tests = "hand figures of each row; the injector against the budget at its bound; order and margins on random bounds; rings exchanged"},
    {.label = "M28",
     .title = "Transverse mode coupling at the collimators",
     .quantities = {"bunch_current", "collimators", "tmci", "kick_factor"},
     .equation = "I_b ≤ 8 f_s (E/e) / Σ_j β_j κ_j",
     .unit = "mA",
     .symbols = "f_s = ν_s f0: synchrotron frequency; E: beam energy; β_j: beta function at collimator j in the plane of its jaws; "
                "κ_j: its transverse kick factor, for the bunch at its length",
     .source = "Chao, Physics of collective beam instabilities in high energy accelerators (Wiley 1993), two particles under a "
               "constant wake, κ half of it",
     .status = "known",
     .valid = "short-range wakes; the rest of the ring is left out unless it stands in the list as one more entry. The "
              "bunch-by-bunch feedback can bring the threshold down (-1 mode); a tune near a resonance too",
     .code = "machine/tmci.c:lr_tmci_threshold",
     .cases = "TM1",
     .tests = "two macro-particles carried turn by turn, below and above"},
    {.label = "M29",
     .title = "Half height of the RF bucket",
     .quantities = {"rf_bucket", "quantum_lifetime", "over_voltage"},
     .equation = "δ_RF² = 2 U0 [√(q² - 1) - arccos(1/q)] / (π |α_p| h E),   q = e V / U0",
     .unit = "%",
     .symbols = "V: voltage of all cavities; U0: energy lost in a turn; α_p: momentum compaction; h: harmonic number; E: beam "
                "energy. Row rf_bucket: δ_RF from below: the momentum acceptance, or the smallest "
                "local one of the optics. Row quantum_lifetime: δ_RF/σ_δ, from below: "
                "the value at which M18 gives the lifetime needed (as in M30)",
     .source = "Sands, The physics of electron storage rings, SLAC-121 (1970), section 3",
     .status = "known",
     .valid = "one frequency, no beam loading, first order in δ",
     .code = "machine/rf_bucket.c:lr_rf_bucket_half_height machine/acceptance.c:lr_acceptance_sigmas",
     .cases = "RF1 RF2 QA1",
     .tests = "particles carried turn by turn inside and outside; stationary bucket; inverse of M18"},
    {.label = "M30",
     .title = "Momentum acceptance that a lifetime asks for",
     .quantities = {"dynamic_aperture", "needed_acceptance"},
     .equation = "δ with 1/τ(δ) of M19 = 1/τ_need,   τ_need = least_lifetime, or I / (f0 q n f_p η)",
     .unit = "%",
     .symbols = "τ(δ): lifetime of the budget with momentum acceptance δ, all else as it is; the injector as in M26",
     .source = "definitions; root: Brent's method of the GNU Scientific Library",
     .status = "derived",
     .valid = "the acceptance is one number for the ring and includes what the collimators cut. The budget has only the processes "
              "whose inputs are given: others make the acceptance needed larger. Optics with local "
              "acceptances: not evaluated",
     .code = "machine/acceptance.c:lr_acceptance_for_lifetime",
     .cases = "",
     .tests = "inverse of M19 on random acceptances"},
    {.label = "M27",
     .title = "Vertical offset scan",
     .quantities = {"offset_scan", "offset_fit", "width", "integral_width", "width_over_Sigma_y", "sigma_y_equal", "centre",
                    "residual"},
     .equation = "L(Δy) ≈ L_0 exp[-(Δy - c)² / (2 w²)]   least squares over ±3 Σ_y\n"
                 "integral width = ∫ L dΔy / (√(2π) max L)",
     .unit = "um",
     .symbols = "Δy: offset of her against ler; w: width; c: centre; Σ_y: as in M1",
     .source = "van der Meer, CERN ISR-PO/68-31 (1968) for the integral; fit: Levenberg-Marquardt of the GNU Scientific Library",
     .status = "known",
     .valid = "w = Σ_y where M1 holds; the hourglass makes it wider, the crab waist narrower again. Errors say how far the curve is "
              "from a Gaussian. The integral stops at the ends of "
              "the scan, which costs 0.3 % at 3 Σ_y. No beam-beam deflection or blow-up during the scan",
     .code = "machine/offset_scan.c:lr_offset_scan_evaluate",
     .cases = "",
     .tests = "exact Gaussian where M1 holds; symmetric about zero"},
    {.label = NULL}};
