// SPDX-License-Identifier: GPL-3.0-or-later
// The curve that tracking makes for the blow-up.
#include "cli/equations.h"

const struct lr_equation lr_equations_tracking_curve[] = {
    {.label = "K14",
     .title = "Specific luminosity against the bunch-current product, by tracking",
     .quantities = {"L_sp_error", "difference", "emittance_error", "emittance_y_ler_tracked", "product_mA2", "measured"},
     .equation = "I_b± -> I_b± √(P/P_0),   L_sp = f0 (L_+ + L_-) / (2 P),   ΔL² = statistics² + (L_+ - L_-)²/4\n"
                 "effective: M2(ε_y+, r ε_y+) = (L_+ + L_-)/2,   r = (σ_y-²/β_y-) / (σ_y+²/β_y+),   Δε_y/ε_y = 2 ΔL/L and the errors of the sizes",
     .unit = "cm^-2 s^-1 mA^-2; pm",
     .symbols = "P: product of the bunch currents, P_0: that of the machine; L_±: luminosity of a crossing as the particles of each ring see it; σ_y: tracked, "
                "at the IP before the collision; β_y, and all else in M2: of the machine",
     .source = "derived: one number, L, fixes one of the two emittances, the tracked sizes fix their ratio",
     .status = "derived",
     .valid = "pinch, dynamic beta, horizontal blow-up, tails and the bunch length of tracking all go into the effective emittance: it gives the luminosity, it is "
              "no emittance to compare with a measured one, and at small currents lies below that without collision. The slices of the opposite beam are "
              "Gaussian with its rms sizes and have no crab waist: where tails grow, the beam that is tracked is denser than they say, and L_+ and L_- part "
              "(column difference). At no current the emittances of the machine. Coupling errors, jitter, waist shift and what else tracking ignores are "
              "taken out of M2 when the emittance is found. A simulated L_sp lies above measured ones, for reasons that are partly unknown",
     .code = "machine/track/curve.c:lr_track_curve machine/track/curve_table.c:lr_track_curve_table machine/track/curve_table.c:lr_track_curve_write",
     .cases = "",
     .tests = "tests/machine/track_curve_test.c: the file gives the tracked luminosity back to 1e-7, without kick the emittances of the machine, any number "
              "of threads; tests/cli/track_curve.sh"},
    {.label = NULL}};
