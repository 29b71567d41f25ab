// SPDX-License-Identifier: GPL-3.0-or-later
// Equations of machine/track/: one particle through a collision and around the ring.
#include "cli/equations.h"

const struct lr_equation lr_equations_tracking[] = {
    {.label = "K1",
     .title = "Frame of the collision",
     .quantities = {"boost"},
     .equation = "h = 1 + δ - √((1 + δ)² - p_x² - p_y²)\n"
                 "p_x* = p_x/cos φ - h tan φ/cos φ,   p_y* = p_y/cos φ,   δ* = δ - p_x tan φ + h tan² φ\n"
                 "x* = z tan φ + x (1 + h_x* sin φ),   y* = y + x h_y* sin φ,   z* = z/cos φ + x h_z* sin φ",
     .unit = "m; 1",
     .symbols = "φ: half crossing angle; z > 0: head; h_x*, h_y*: slopes p*/p_s*; h_z* = 1 - (1 + δ*)/p_s*; there both bunches move along "
                "one line and lean the same way, x* = z* sin φ",
     .source = "Hirata, PRL 74 (1995) 2228",
     .status = "known",
     .valid = "ultra-relativistic; its determinant is cos^-3 φ: canonical together with the way back, which is its exact inverse (5e-16)",
     .code = "machine/track/frame.c:lr_track_into_collision machine/track/frame.c:lr_track_out_of_collision",
     .cases = "",
     .tests = "tests/machine/frame_test.c, tests/machine/turn_test.c"},
    {.label = "K2",
     .title = "Crab waist and offset in tracking",
     .quantities = {"tracked_crab_waist", "tracked_offset"},
     .equation = "y -> y + K x p_y,   p_x -> p_x - K p_y²/2,   K = r/tan 2φ,   then x, y -> x + d_x, y + d_y; behind the collision back",
     .unit = "m",
     .symbols = "r: crab waist, 1 = full; d: offset of the beam at the IP; φ: half crossing angle",
     .source = "exp(-: K x p_y²/2 :), the pair of sextupoles around the IP as one of them",
     .status = "derived",
     .valid = "tracked beam; a frozen Gaussian slice has no crab waist. A particle that the collision moves in x by Δx sees a drift -K Δx more",
     .code = "machine/track/frame.c:lr_track_into_collision machine/track/ring_of.c:lr_track_ring_of",
     .cases = "TR9",
     .tests = "tests/machine/frame_test.c, tests/machine/crossing_test.c"},
    {.label = "K3",
     .title = "Collision of a particle with a slice",
     .quantities = {"synchro_beam_map"},
     .equation = "S = (z - z_s)/2,   X = x + p_x S - (x_s - p_xs S),   Y = y + p_y S - (y_s - p_ys S)\n"
                 "p_x -> p_x - F_x,   x -> x + S F_x;   y alike;   z stays;   δ: K5\n"
                 "F = [2 N_s r/(γ cosφ)] f(X, Y; σ_x²(-S), σ_y²(-S)),   σ²(s) = a0 + a1 s + a2 s²",
     .unit = "m; 1",
     .symbols = "z_s, x_s, p_xs: place and slope of the slice at its own way s = 0; N_s: particles in it; r: classical "
                "radius; γ cosφ: of the particle along the common line; f: K4; positive F attracts: it does but where "
                "both particles are protons",
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
                 "       + [2 N_s r/(γ cosφ)]/4 [f_xx dσ_x²/ds + f_yy dσ_y²/ds] at s = -S",
     .unit = "1",
     .symbols = "F, f, S: K3, K4; the bracket: dU/dσ_x² = U_xx/2 of the potential U",
     .source = "Hirata, Moshammer and Ruggiero, Part. Accel. 40 (1993) 205; the slope of the centre: derivative of U "
               "along the way",
     .status = "known",
     .valid = "as K3; no radiation in the field",
     .code = "machine/track/kick_reference.c:lr_track_kick_reference",
     .cases = "",
     .tests = "tests/machine/kernel_test.c"},
    {.label = "K6",
     .title = "Slices of the opposite bunch",
     .quantities = {"slicing", "slices"},
     .equation = "equal charge: weight 1/n;   equal width: ±5σ/n   (centres: mean of z within)\n"
                 "shatilov: c_k of the least area between Φ and its staircase, boundaries (c_k + c_k+1)/2:\n"
                 "          Φ(c_k) = [Φ((c_k-1 + c_k)/2) + Φ((c_k + c_k+1)/2)]/2\n"
                 "z_s = c σ_z/cos φ,   x_s = z_s sin φ + d_x,   σ²(s) = <uu> + 2<uu'> s/cos φ + <u'u'> s²/cos² φ",
     .unit = "1; m",
     .symbols = "Φ: normal distribution; n: slices; c: centre in sigma; d_x: offset; <uu>, <uu'>, <u'u'>: moments of x or y at the IP; s: K3",
     .source = "D. Shatilov's rule as xfields has it in use, written anew; boost K1 of a Gaussian to first order",
     .status = "derived",
     .valid = "1 to 2000 slices; the second moment is short by about 1/n² (shatilov, equal width) or 1/n (equal charge); slices wider than "
              "σ_x/tan φ make a collision of lumps: 100 to 200 are wanted at SuperKEKB; with coupling, sizes without the x-y correlation",
     .code = "machine/track/slicing.c:lr_track_slice_normal machine/track/slicing.c:lr_track_slice_beam",
     .cases = "TR1 TR2 TR4 TR5 TR6",
     .tests = "tests/machine/slicing_test.c, tests/machine/crossing_test.c"},
    {.label = "K7",
     .title = "Synchrotron motion in tracking",
     .quantities = {"tracked_synchrotron"},
     .equation = "z -> z cos θ - β_z δ sin θ,   δ -> δ cos θ + (z/β_z) sin θ,   θ = 2π ν_s,   β_z = σ_z/σ_δ\n"
                 "with RF: z -> z - (α C/2) δ;   δ -> δ + (eV/E)[sin(φ_s + k z) - sin φ_s];   z -> z - (α C/2) δ",
     .unit = "m; 1",
     .symbols = "z > 0: head; α: momentum compaction; C: circumference; V, k: amplitude and wave number of the RF; sin φ_s = U0/eV",
     .source = "textbook, above transition",
     .status = "known",
     .valid = "one cavity opposite to the IP, no dispersion at the cavity and at the IP; with RF a particle beyond half a wavelength, where "
              "no bucket reaches, is lost; without it the motion is linear and holds any",
     .code = "machine/track/turn.c:lr_track_turn machine/track/ring_of.c:lr_track_ring_of",
     .cases = "",
     .tests = "tests/machine/turn_test.c, tests/machine/rf_motion_test.c"},
    {.label = "K8",
     .title = "Betatron motion in tracking",
     .quantities = {"tracked_betatron"},
     .equation = "(u; v) = [μ, JR^T J; R, μ] (x; y),   μ² + det R = 1,   back: R -> -R\n"
                 "u -> u cos θ + β p_u sin θ,   p_u -> p_u cos θ - (u/β) sin θ,   θ = 2π (ν + ξ δ)\n"
                 "z -> z + π ξ (u²/β + β p_u²);   v alike",
     .unit = "m; 1",
     .symbols = "u, v: normal modes; R: R1 R2; R3 R4 of the key coupling, J = 0 1; -1 0; β: at the IP, α = 0; ν, ξ: tune and chromaticity",
     .source = "Edwards and Teng, IEEE Trans. NS-20 (1973) 885, in the form with R; exp(-: θ(δ) J :) for the path",
     .status = "known",
     .valid = "symplectic with collision and RF: J^T S J = S to 5e-12 by differences; linear but for the chromaticity; det R < 1",
     .code = "machine/track/turn.c:lr_track_turn",
     .cases = "",
     .tests = "tests/machine/turn_test.c, tests/machine/beam_test.c"},
    {.label = "K9",
     .title = "Radiation in tracking",
     .quantities = {"tracked_radiation"},
     .equation = "x, y: q -> e^-d q + √(ε β (1 - e^-2d)) r,   p -> e^-d p + √((ε/β)(1 - e^-2d)) r'\n"
                 "with synchrotron motion: δ -> e^-2d δ + √((ε/β)(1 - e^-4d)) r, z as it is; without: z, δ as x, y",
     .unit = "m; 1",
     .symbols = "d: amplitude damping of a turn (damping_x, ..); ε: emittance without collision; of the modes u, v, and of z, δ; r, r': uniform in "
                "±√3, new in every turn",
     .source = "first moments and variances of damping and excitation, lumped at one place",
     .status = "known",
     .valid = "emittances relax at e^-2d a turn; both coordinates of x and y are damped alike, as around a ring; tails of the noise are Gaussian "
              "after some turns; noise depends on seed, turn and place of the particle alone. Photons change δ alone: where the collision or a "
              "wake changes β_z, σ_δ is kept. Noise in z and δ alike keeps σ_z σ_δ in its place: σ_z 0.7 % shorter, σ_x 1.7 % larger, luminosity "
              "higher by 0.2 ± 0.2 % (LER of the BBWS set, tune 44.536, no crab waist), and off BBWS, which by its figures excites δ",
     .code = "machine/track/turn.c:lr_track_radiate",
     .cases = "",
     .tests = "tests/machine/turn_test.c, tests/machine/run_test.c"},
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
     .cases = "TR3 TR7 TR8 TC1 TN1",
     .tests = "tests/machine/crossing_test.c, tests/machine/kernel_test.c"},
    {.label = "K11",
     .title = "Errors and convergence of tracking",
     .quantities = {"tracking_error", "relaxations", "drift"},
     .equation = "error² = t_K² (1/K) Σ_j r_j Y_j²,   Y_j = √(2/n) Σ_i (v_i - v̄) cos πj(i + ½)/n,   j = 1 .. K\n"
                 "r_j = [1 + (πjm/n)²]/n · [1 - (m/n)(1 - e)]/[1 - 2(m/n)(1 ∓ e)/(1 + (πjm/n)²)],   e = exp(-n/m), - for even j\n"
                 "drift: √(r_1) |Y_1| over the root mean square of the others, from Student's t of K - 1 to a normal distribution\n"
                 "converged: a (turns - n) ≥ 3 and a n ≥ 2 in every plane of the tracked beams, all damped, and drift ≤ 3,\n"
                 "           and slices that are enough (K21)",
     .unit = "as the quantity",
     .symbols = "v: of a turn, n of them; m = 1/a of the slowest plane of the tracked beams, a = 2 d (K9), with an averaged wake (K17) no more "
                "than 1/M in z; K = n/2m, 4 to 24; t_K: 84 % point of Student's t",
     .source = "cosine waves: Müller, J. Econometrics 141 (2007) 1331; r_j: exact variances for a correlation e^(-t/m)",
     .status = "derived",
     .valid = "n ≥ 2 m and 8, else no error is given. First-order autoregressions of 2, 4, 7, 15, 20, 100 m: 66 to 70 % of the means lie within one error, 91 to "
              "94 % within two, errors are 1.01 to 1.09 of the exact one, a drift above 3 is said of at most 0.6 %. A series that forgets faster than m has errors too "
              "large (twice as fast: 1.1 to 1.6 times); one that forgets half as fast, 0.75 of the true one. Statistical only: the model is not in it, nor slices within K21",
     .code = "machine/track/series.c:lr_track_series_mean machine/track/run_result.c:lr_track_run_result",
     .cases = "",
     .tests = "tests/machine/series_test.c, tests/machine/series_swing_test.c, tests/machine/run_test.c, tests/machine/run_result_test.c"},
    {.label = "K21",
     .title = "Slices that are too few",
     .quantities = {"slices_beat", "slices_step", "slices_wanted"},
     .equation = "beat = Σ_k w_k exp(-2π² σ_x²/h_k²),   h_k = Δ_k σ_z tan φ;   step = Σ_k w_k Δ_k σ_z/(2 β_y cos φ)\n"
                 "Δ_k = (c_k-1 - c_k+1)/2, at the ends the way to the one neighbour, √(2π) for a single slice;   enough: beat ≤ 0.02 and step ≤ 0.35",
     .unit = "1",
     .symbols = "w, c: weights and centres of K6, for strong-strong those of equal charge; σ_x, σ_z, β_y: of the beam that is cut, without collision; φ: half "
                "crossing angle; exp(..): first harmonic of a row of Gaussians at distances h, half of its ripple",
     .source = "Poisson's sum; bounds from runs of this program: those of valid",
     .status = "derived",
     .valid = "known before the run; blow-up and wake of the sliced beam are not in it. BBWS set, LER, 12000 turns, luminosity_ratio ± 0.01, σ_y [nm], σ_x [μm]: "
              "shatilov 200: 1.020, 137, 23.1; 60 (beat 0.008): 1.022, 136, 23.1; 50 (0.013): 1.017, 138, 23.3; 40 (0.021): 1.014, 139, 23.5; 30 (0.042, step 0.40): "
              "0.996, 147, 25.4; 20 (0.12): 0.68, 368, 41; 10: 0.09, 2320, 147; 2: 0.02, 6180, 364. Equal width 70 (0.002, step 0.36): 1.015, 138, 23.2; 64 (0.006, "
              "step 0.39): 0.992, 148, 23.3; 60 (0.011, step 0.42): 0.966, 161, 24.0. Equal charge 180 (0.010): 1.020, 137, 23.4; 100 (0.0197): 1.012, 139, 24.8; 60 (0.037): "
              "1.013, 140, 26.8; 40 (0.06): 0.975, 159, 33.8. Between the bound and 200 slices L is within 1 % and σ_y within 2 %; σ_x, at a tune beside a resonance, within "
              "2 % but for equal charge, whose tails are wide: 7 % at 100. Round and head on with σ_z = β, 2048 particles: first crossing off by 0.02, 0.17, 0.6, 1.4, 5.7 % with "
              "10, 5, 3, 2, 1 slices (step 0.2, 0.39, 0.58, 0.8, 1.25), σ_x twice as large with one; with σ_z = β/10 any number gives the same equilibrium",
     .code = "machine/track/coarse.c:lr_track_slices_coarse machine/track/run_result.c:lr_track_run_result",
     .cases = "",
     .tests = "tests/machine/coarse_test.c, tests/machine/run_result_test.c"},
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
