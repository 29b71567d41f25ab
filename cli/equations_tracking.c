// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of machine/track/: one particle through a collision and around the ring.
#include "cli/equations.h"

const struct lr_equation lr_equations_tracking[] = {
    {.label = "K3",
     .title = "Collision of a particle with a slice",
     .quantities = {"synchro_beam_map"},
     .equation = "S = (z - z_s)/2,   X = x + p_x S - (x_s - p_xs S),   Y = y + p_y S - (y_s - p_ys S)\n"
                 "p_x -> p_x - F_x,   x -> x + S F_x;   y alike;   z stays;   δ: K5\n"
                 "F = (2 N_s r/γ) f(X, Y; σ_x²(-S), σ_y²(-S)),   σ²(s) = a0 + a1 s + a2 s²",
     .unit = "m; 1",
     .symbols = "z_s, x_s, p_xs: place and slope of the slice at its own way s = 0; N_s: particles in it; r: classical "
                "radius; γ: of the particle; f: K4; positive F attracts",
     .source = "Hirata, Moshammer and Ruggiero, Part. Accel. 40 (1993) 205; Hirata, PRL 74 (1995) 2228",
     .status = "known",
     .valid = "boosted frame; each slice a Gaussian without x-y correlation; drift to the slice, kick, drift back: each "
              "symplectic, so is the whole (to rounding, by differences); slices one after the other",
     .code = "machine/track/kick_reference.c:lr_track_kick_reference",
     .cases = "",
     .tests = "tests/machine/kernel_test.c"},
    {.label = "K4",
     .title = "Field of a Gaussian slice",
     .quantities = {"bassetti_erskine"},
     .equation = "f_y + i f_x = (√π/D) [w(z1) - E w(z2)],   D² = 2(σ_x² - σ_y²),   E = exp(-X²/2σ_x² - Y²/2σ_y²)\n"
                 "z1 = (X + iY)/D,   z2 = (X σ_y/σ_x + iY σ_x/σ_y)/D\n"
                 "f_xx = (2/D²)(1 - E σ_y/σ_x - X f_x - Y f_y),   f_yy = (2/D²)(X f_x + Y f_y + E σ_x/σ_y - 1)\n"
                 "nearly round: f_x = X ∫_0^{1/2σ_x²} exp[-t(X² + Y²/c)] c^(-1/2) dt,   c = 1 - D² t",
     .unit = "1/m",
     .symbols = "w: Faddeeva function (K19); X, Y: from the centre, their signs put back at the end; f: unit kick, 1/r "
                "far away; f_xx: df_x/dX",
     .source = "Bassetti and Erskine, CERN-ISR-TH/80-06 (1980); integral: substitution in the potential",
     .status = "known",
     .valid = "any ratio: x and y change places where σ_y > σ_x; the integral (32 points of Gauss and Legendre) where "
              "1 - σ_y²/σ_x² < 0.1; within 1e-12 of a quadrature up to 50 σ in both planes. The vector kernels leave out E "
              "below e^-36, and take slices with σ_y > 1.06 σ_x point by point",
     .code = "machine/track/field_reference.c:lr_track_field_reference",
     .cases = "",
     .tests = "tests/machine/field_reference_test.c, tests/machine/kernel_test.c"},
    {.label = "K5",
     .title = "Energy change in a collision",
     .quantities = {"collision_energy_change"},
     .equation = "δ -> δ - F_x(p_x + p_xs - F_x/2)/2 - F_y(p_y + p_ys - F_y/2)/2\n"
                 "       + (2 N_s r/γ)/4 [f_xx dσ_x²/ds + f_yy dσ_y²/ds] at s = -S",
     .unit = "1",
     .symbols = "F, f, S: K3, K4; the bracket: dU/dσ_x² = U_xx/2 of the potential U",
     .source = "Hirata, Moshammer and Ruggiero, Part. Accel. 40 (1993) 205; the slope of the centre: derivative of U "
               "along the way",
     .status = "known",
     .valid = "as K3; no radiation in the field",
     .code = "machine/track/kick_reference.c:lr_track_kick_reference",
     .cases = "",
     .tests = "tests/machine/kernel_test.c"},
    {.label = "K10",
     .title = "Luminosity of a tracked crossing",
     .quantities = {"tracked_overlap"},
     .equation = "L_1 = (N/n) Σ_particles Σ_slices N_s E/(2π σ_x σ_y)",
     .unit = "1/m²",
     .symbols = "L_1: of one crossing; N/n: real particles per macro-particle; E, σ: K4 at the particle, before its kick",
     .source = "overlap integral, the tracked beam a sum of points",
     .status = "derived",
     .valid = "the kinematic factor of the crossing angle is 1 in the boosted frame; E below e^-36 counts as nothing in the "
              "vector kernels",
     .code = "machine/track/kick_reference.c:lr_track_kick_reference",
     .cases = "",
     .tests = "tests/machine/kernel_test.c"},
    {.label = "K19",
     .title = "Faddeeva function of the tracking kernel",
     .quantities = {"faddeeva_function"},
     .equation = "√π w(z) = [1 + p(Z)/(L - iz)]/(L - iz),   Z = (L + iz)/(L - iz),   Im z ≥ 0\n"
                 "|z|² > 36: √π w = i z A_12(z²)/B_12(z²); > 240: A_6, B_6;   P_k+1 = z P_k - (k/2) P_k-1 for A and B",
     .unit = "1",
     .symbols = "p: degree 31, real coefficients, even and odd powers apart by Clenshaw's recurrence; L = 4.99",
     .source = "Weideman, SIAM J. Numer. Anal. 31 (1994) 1497; continued fraction of Laplace",
     .status = "known",
     .valid = "|Re z| ≤ 1000, 0 ≤ Im z ≤ 1000: 1.6e-13 of |w| by the sum, 4.1e-13 by the fraction, against libcerf",
     .code = "machine/track/kernel.c:lr_track_kernel_at",
     .cases = "",
     .tests = "tests/machine/kernel_test.c"},
    {.label = NULL}};
