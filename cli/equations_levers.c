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
     .symbols = "p: knob; L: luminosity M2; unit: 100 % (crab waist), β_y of the ring (waist shift), Σ_x, Σ_y (offsets); curvature: "
                "d²lnL/dx², the same way; up, down: L/L0 - 1 for p 10 % or 0.1 units higher, lower",
     .source = "Richardson, Phil. Trans. R. Soc. A 210, 307 (1911); the choice of the entry: Ridders, Adv. Eng. Software 4, 75 "
               "(1982)",
     .status = "known",
     .valid = "one knob at a time, the others as they are: emittances do not follow the currents, so that the beam-beam blow-up is "
              "not in it and a lever of a current is an upper end; with `blowup: {apply: yes}` they do (M13). `bunches` holds the total currents, "
              "`bunches_fixed_bunch_current` the bunch currents (its lever is 1). Where M1 holds the closed forms are: currents 1, "
              "ε_y and β_y of a ring -σ_y²/(2Σ_y²)",
     .code = "machine/levers.c:lr_levers_evaluate machine/levers.c:lr_levers_evaluate_blown_up",
     .cases = "",
     .tests = "closed forms of M1, sum rules of scaling, exchange of the rings"},
    {.label = "M26",
     .title = "Limits of an operating point",
     .quantities = {"limits", "margin", "beam_beam", "injector", "beam_power", "microwave", "background", "least_lifetime"},
     .equation = "margin = bound / value - 1   (value / bound - 1 for a bound from below)\n"
                 "injector:   I_max = f0 τ q n f_p η\n"
                 "beam power: P = U0 I / e,   U0 given, or E T0 / τ_s\n"
                 "beam-beam:  ξ_y of M6;   current: I;   bunch_current, microwave: I_b;   background: L",
     .unit = "1; the row's own",
     .symbols = "τ: lifetime; q: charge of an injected bunch; n: bunches a pulse; f_p: pulses per second for the ring; η: captured "
                "part; U0: energy lost in a turn; τ_s: longitudinal damping time",
     .source = "definitions; background acceptable to at least 2.8e35: Natochii et al., arXiv:2302.01566; the other bounds: with "
               "the scenario",
     .status = "derived",
     .valid = "each limit by itself, with the lifetime as given and not as it would be at the bound. A limit without a bound in "
              "`limits:` has no row. Its status is the weakest of its figures",
     .code = "machine/limits.c:lr_limits_evaluate",
     .cases = "",
     .tests = "hand figures of the injector and the beam power; order and margins on random bounds"},
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
