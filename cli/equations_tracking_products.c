// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of what is made of tracking runs.
#include "cli/equations.h"

const struct lr_equation lr_equations_tracking_products[] = {
    {.label = "K12",
     .title = "Tune scan and footprint",
     .quantities = {"tune_scan", "footprint", "diffusion", "amplitude_x", "amplitude_y", "lost_fraction"},
     .equation = "scan: one run (K1-K11) at each working point, all with the same random numbers\n"
                 "footprint: u_n = (q_n - i β p_n), n = 0 .. N-1;  ν = max_f |Σ h_n (u_n - ū) e^(-2πi f n)|,  h_n = 1 - cos 2πn/N\n"
                 "diffusion = |ν(second half) - ν(first half)|\n"
                 "small amplitudes: cos 2πν = cos 2πν0 - 2πξ sin 2πν0 (M11)\n"
                 "lines: m ν_x + n ν_y + k ν_s = p",
     .unit = "1",
     .symbols = "q, p: before the collision; ū: mean in the window; amplitudes in sigma without collision, launched at rest at z = 0; ν0: tune "
                "without collision; ξ: M4",
     .source = "frequency: Laskar, Physica D 67 (1993) 257; windowed spectrum: Bartolini et al., Part. Accel. 52 (1996) 147",
     .status = "known",
     .valid = "footprint: frozen opposite beam, no radiation, no aperture; one line to 1e-9 at 1024 turns; small amplitudes meet the linear tune to "
              "1e-3 ξ. Where no tune exists (chaos, sidebands as high as the line) the highest line is given and the diffusion is large. "
              "Points of a scan whose tunes differ by half a damping rate or more scatter on their own (correlation 0.01), whatever numbers they share",
     .code = "machine/track/tune_scan.c:lr_track_tune_scan machine/track/footprint.c:lr_track_footprint machine/track/footprint.c:lr_track_frequency "
             "machine/track/scan_table.c:lr_track_tune_scan_table",
     .cases = "",
     .tests = "tests/machine/footprint_test.c; tests/machine/tune_scan_test.c; tests/cli/track_products.sh"},
    {.label = "K13",
     .title = "Tails and the lifetime at an aperture",
     .quantities = {"tails", "survival", "gauss_tracked", "aperture", "passages", "tracking_lifetime"},
     .equation = "A = √(q² + (β p)²) / σ,   S(A): share of particles and turns beyond A,   g = -dS/dA\n"
                 "flux: 1/τ = α f0 A g(A)\n"
                 "Gauss: g = A e^(-A²/2) -> 1/τ = 2ξ e^(-ξ) / τ_d,  ξ = A²/2,  τ_d = 1/(α f0)  (M18)\n"
                 "passages: 1/τ = f0 n(A) / Σ turns before the first passage\n"
                 "losses: 1/τ = f0 n / Σ particle-turns",
     .unit = "s",
     .symbols = "σ, β: without collision; α: amplitude damping per turn; f0: revolution frequency; n: particles, with the central 68.27 % Poisson interval",
     .source = "Sands, SLAC-121 (1970), section 5.8, for any density: in equilibrium as many particles come out through A as damping takes in, N A α g(A) "
               "per turn, and an aperture takes those; interval: Garwood, Biometrika 28 (1936) 437",
     .status = "derived",
     .valid = "flux: leading order, as M18: the aperture empties its own surroundings, and for a Gauss the mean time is 17 % longer at 4 sigma, 10 % at 5, "
              "3 % at 8. Where collision makes the amplitude of a particle beat (dynamic beta, sidebands of the synchrotron motion) the flux sees its mean, an "
              "aperture its highest: passages are faster, by a factor 2 at 12 sigma in x for the LER of April 2022. Where the two differ the flux is a lower "
              "bound on the rate, and the passages are the lifetime. Passages need no form of "
              "the density; one look a turn sees an edge 0.58 √(2α) sigma further out. Errors of S from groups of 64 particles. Apertures nearer than 2 sigma to one of the run are not given",
     .code = "machine/track/tails.c:lr_track_tails_read machine/track/tails.c:lr_track_tail_flux machine/track/tails.c:lr_track_poisson_rate "
             "machine/track/tails_table.c:lr_track_tails_tables",
     .cases = "",
     .tests = "tests/machine/tails_test.c: a Gaussian beam against M18 and the mean first-passage time; tests/cli/track_products.sh"},
    {.label = "K14",
     .title = "Specific luminosity against the bunch-current product, by tracking",
     .quantities = {"L_sp_error", "difference", "emittance_error", "emittance_y_ler_tracked", "L_sp_systematic", "measured"},
     .equation = "I_b± -> I_b± √(P/P_0),   L_sp = f0 (L_+ + L_-) / (2 P),   ΔL² = statistics² + (L_+ - L_-)²/4 (systematic)\n"
                 "effective: M2(ε_y+, r ε_y+) = (L_+ + L_-)/2,   r = (σ_y-²/β_y-) / (σ_y+²/β_y+),   Δε_y/ε_y = 2 ΔL/L and the errors of the sizes",
     .unit = "cm^-2 s^-1 mA^-2; pm",
     .symbols = "P: product of the bunch currents, P_0: that of the machine; L_±: luminosity of a crossing as the particles of each ring see it; σ_y: tracked, "
                "at the IP before the collision; β_y, and all else in M2: of the machine",
     .source = "derived: one number, L, fixes one of the two emittances, the tracked sizes fix their ratio",
     .status = "derived",
     .valid = "pinch, dynamic beta, horizontal blow-up, tails and the bunch length of tracking all go into the effective emittance: it gives the luminosity, it is "
              "no emittance to compare with a measured one, and at small currents lies below that without collision; beam-beam parameters (M4, M5) and lifetimes follow that of the particles. "
              "A ring whose wake is tracked begins with its length at no current; M2 keeps the law of lengths of the machine. The slices of the opposite beam are "
              "Gaussian with its rms sizes and have no crab waist: where tails grow, the beam that is tracked is denser than they say, and L_+ and L_- part "
              "(column difference). Half of that is most of ΔL: it says how far the model can be trusted, and does not fall with more turns or particles. "
              "At no current the emittances of the machine. Coupling errors, jitter, waist shift and what else tracking ignores are "
              "taken out of M2 when the emittance is found. A file of it says beta_y, crab waist and bunch lengths of each row: a machine that has "
              "others is warned. A simulated L_sp lies above measured ones, for reasons that are partly unknown",
     .code = "machine/track/curve.c:lr_track_curve machine/track/curve_table.c:lr_track_curve_table machine/track/curve_table.c:lr_track_curve_write "
             "machine/blowup_optics.c:lr_blowup_optics_of machine/blowup_optics.c:lr_blowup_optics_check",
     .cases = "",
     .tests = "tests/machine/track_curve_test.c: the file gives the tracked luminosity back to 1e-7, without kick the emittances of the machine, any number "
              "of threads; tests/machine/blowup_optics_test.c; tests/cli/track_curve.sh"},
    {.label = NULL}};
